//! Sets text on A4 pages the way a municipality's letters look: a letterhead, headings, paragraphs and tables.
//!
//! In a paragraph `[[…]]` marks what somebody blacked out: a bar is painted over the text (`Covers::Painted`), or
//! stands in the place of it (`Covers::Instead`).

use super::metrics::{Face, win_ansi};
use pdf_writer::{Content, Name, Str};

/// Width and height of a page in points.
pub const PAGE: (f32, f32) = (595.0, 842.0);
const LEFT: f32 = 71.0;
const RIGHT: f32 = 524.0;
const TOP: f32 = 780.0;
const BOTTOM: f32 = 90.0;
/// The municipality's blue.
const BLUE: (f32, f32, f32) = (0.0, 0.27, 0.48);

/// What becomes of text between `[[` and `]]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Covers {
    /// A bar is painted over it, and it stays in the file.
    Painted,
    /// A bar stands in its place.
    Instead,
}

#[derive(Debug, Clone)]
struct Word {
    text: String,
    is_covered: bool,
    /// The bar goes on to the next word.
    covers_blank: bool,
}

/// Pages in the making.
pub struct Typesetter {
    pages: Vec<Content>,
    y: f32,
    covers: Covers,
    office: &'static str,
}

impl Typesetter {
    /// Begins the first page of a letter of that office, with the letterhead.
    pub fn new(office: &'static str, covers: Covers) -> Self {
        let mut typesetter = Typesetter { pages: Vec::new(), y: TOP, covers, office };
        typesetter.new_page();
        typesetter
    }

    /// Goes on to the next page.
    pub fn new_page(&mut self) {
        self.pages.push(Content::new());
        self.y = TOP;
        let is_first = self.pages.len() == 1;
        let office = self.office;
        if is_first {
            self.fill(BLUE, LEFT, 796.0, 18.0, 22.0);
            self.fill((1.0, 1.0, 1.0), LEFT + 3.0, 803.0, 12.0, 2.0);
            self.fill((1.0, 1.0, 1.0), LEFT + 3.0, 808.0, 12.0, 2.0);
            self.show(Face::Bold, 15.0, LEFT + 26.0, 807.0, "Fjordnes kommune");
            self.show(Face::Regular, 9.0, LEFT + 26.0, 796.5, office);
            self.y = 752.0;
        } else {
            self.show(Face::Regular, 8.0, LEFT, 806.0, &format!("Fjordnes kommune · {office}"));
            self.rule(800.0);
        }
    }

    fn content(&mut self) -> &mut Content {
        if self.pages.is_empty() {
            self.pages.push(Content::new());
        }
        let last = self.pages.len() - 1;
        &mut self.pages[last]
    }

    fn show(&mut self, face: Face, size: f32, x: f32, y: f32, text: &str) {
        let font = if face == Face::Bold { Name(b"F2") } else { Name(b"F1") };
        let content = self.content();
        content.begin_text().set_font(font, size).next_line(x, y).show(Str(&win_ansi(text))).end_text();
    }

    fn fill(&mut self, (red, green, blue): (f32, f32, f32), x: f32, y: f32, width: f32, height: f32) {
        let content = self.content();
        content.save_state().set_fill_rgb(red, green, blue).rect(x, y, width, height).fill_nonzero().restore_state();
    }

    fn rule(&mut self, y: f32) {
        let (red, green, blue) = BLUE;
        let content = self.content();
        content.save_state().set_stroke_rgb(red, green, blue).set_line_width(0.6);
        content.move_to(LEFT, y).line_to(RIGHT, y).stroke().restore_state();
    }

    fn make_room(&mut self, height: f32) {
        if self.y - height < BOTTOM {
            self.new_page();
        }
    }

    /// Leaves `points` blank.
    pub fn skip(&mut self, points: f32) {
        self.y -= points;
    }

    /// A line of its own at the right side of the page, on the height of the next line.
    pub fn aside(&mut self, lines_up: f32, text: &str) {
        let y = self.y + lines_up * 13.5;
        self.show(Face::Regular, 9.5, 360.0, y, text);
    }

    /// A heading in bold.
    pub fn heading(&mut self, size: f32, text: &str) {
        self.make_room(size + 34.0);
        self.y -= size * 0.5;
        for line in lines(&words(text), Face::Bold, size, RIGHT - LEFT) {
            self.y -= size * 1.2;
            let y = self.y;
            self.line(Face::Bold, size, LEFT, y, &line);
        }
        self.y -= size * 0.35;
    }

    /// A paragraph, broken into lines.
    pub fn paragraph(&mut self, text: &str) {
        self.block(10.0, text);
        self.y -= 7.0;
    }

    /// Lines that belong together, one under the other.
    pub fn block_of(&mut self, texts: &[&str]) {
        for text in texts {
            if text.is_empty() {
                self.y -= 13.5;
            }
            self.block(10.0, text);
        }
        self.y -= 7.0;
    }

    fn block(&mut self, size: f32, text: &str) {
        for line in lines(&words(text), Face::Regular, size, RIGHT - LEFT) {
            self.make_room(13.5);
            self.y -= 13.5;
            let y = self.y;
            self.line(Face::Regular, size, LEFT, y, &line);
        }
    }

    /// One line: its text as one string, then the bars over it; or, where bars stand instead of text, the text between
    /// them.
    fn line(&mut self, face: Face, size: f32, left: f32, y: f32, words: &[Word]) {
        let blank = face.width(" ", size);
        let (mut x, mut bars, mut texts) = (left, Vec::<(f32, f32)>::new(), Vec::<(f32, String)>::new());
        let mut goes_on = false;
        for word in words {
            let width = face.width(&word.text, size);
            if word.is_covered {
                match bars.last_mut() {
                    Some(bar) if goes_on => bar.1 = x + width,
                    _ => bars.push((x, x + width)),
                }
            }
            goes_on = word.is_covered && word.covers_blank;
            if !word.is_covered || self.covers == Covers::Painted {
                match texts.last_mut() {
                    Some((start, text)) if (*start + face.width(text, size) + blank - x).abs() < 0.1 => {
                        text.push(' ');
                        text.push_str(&word.text);
                    }
                    _ => texts.push((x, word.text.clone())),
                }
            }
            x += width + blank;
        }
        for (x, text) in texts {
            self.show(face, size, x, y, &text);
        }
        for (start, end) in bars {
            self.fill((0.0, 0.0, 0.0), start - 1.0, y - size * 0.25, end - start + 2.0, size * 1.08);
        }
    }

    /// A table: a head in white on blue, every other row on grey. All fills are painted before the text.
    pub fn table(&mut self, widths: &[f32], rows: &[&[&str]]) {
        let height = 18.0;
        let whole: f32 = widths.iter().sum();
        self.y -= 4.0;
        self.make_room(height * rows.len() as f32);
        let top = self.y;
        for at in 0..rows.len() {
            let colour = match at {
                0 => BLUE,
                _ if at % 2 == 0 => (0.92, 0.94, 0.96),
                _ => (1.0, 1.0, 1.0),
            };
            self.fill(colour, LEFT, top - height * (at + 1) as f32, whole, height);
        }
        for (at, row) in rows.iter().enumerate() {
            let (mut x, y) = (LEFT, top - height * at as f32 - 12.5);
            for (width, cell) in widths.iter().zip(*row) {
                let face = if at == 0 { Face::Bold } else { Face::Regular };
                if at == 0 {
                    self.content().set_fill_gray(1.0);
                }
                self.show(face, 9.0, x + 5.0, y, cell);
                self.content().set_fill_gray(0.0);
                x += width;
            }
        }
        let bottom = top - height * rows.len() as f32;
        let content = self.content();
        content.save_state().set_stroke_gray(0.6).set_line_width(0.5);
        content.rect(LEFT, bottom, whole, top - bottom).stroke();
        for at in 1..rows.len() {
            let y = top - height * at as f32;
            content.move_to(LEFT, y).line_to(LEFT + whole, y).stroke();
        }
        content.restore_state();
        self.y = bottom - 12.0;
    }

    /// Where the next line would stand, in points from the bottom of the page.
    pub fn height(&self) -> f32 {
        self.y
    }

    /// The content of each page, with its foot.
    pub fn finish(mut self) -> Vec<Vec<u8>> {
        let count = self.pages.len();
        let mut done = Vec::new();
        for (at, page) in std::mem::take(&mut self.pages).into_iter().enumerate() {
            self.pages.push(page);
            self.rule(62.0);
            let foot = "Rådhusgata 1, 8299 Fjordnes · postmottak@fjordnes.kommune.no · Org.nr. 851 200 347";
            self.show(Face::Regular, 7.5, LEFT, 51.0, foot);
            self.show(Face::Regular, 7.5, 486.0, 51.0, &format!("Side {} av {count}", at + 1));
            done.extend(self.pages.pop().map(|page| page.finish().into_vec()));
        }
        done
    }
}

/// The words of `text`, those between `[[` and `]]` covered.
fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut is_covered = false;
    for written in text.split(' ').filter(|word| !word.is_empty()) {
        let mut rest = written;
        if let Some(after) = rest.strip_prefix("[[") {
            (is_covered, rest) = (true, after);
        }
        let ends = rest.contains("]]");
        let text = rest.replace("]]", "");
        words.push(Word { text, is_covered, covers_blank: is_covered && !ends });
        is_covered &= !ends;
    }
    words
}

/// Breaks `words` into lines of at most `width` points.
fn lines(words: &[Word], face: Face, size: f32, width: f32) -> Vec<Vec<Word>> {
    let mut lines: Vec<Vec<Word>> = Vec::new();
    let mut used = 0.0;
    for word in words {
        let needed = face.width(&word.text, size);
        match lines.last_mut() {
            Some(line) if used + face.width(" ", size) + needed <= width => {
                used += face.width(" ", size) + needed;
                line.push(word.clone());
            }
            _ => {
                used = needed;
                lines.push(vec![word.clone()]);
            }
        }
    }
    lines
}
