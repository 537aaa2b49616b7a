//! PDF: the text of the pages as it is read, and above all what people believe is hidden in them. hayro interprets each page and
//! tells what it paints, in that order (`device.rs`, `paint.rs`); pieces of words (`words.rs`) are judged by what was painted over
//! and under them (`cover.rs`, and `strokes.rs` for what hides them line by line); what can be seen is put in lines (`layout.rs`)
//! and becomes one running text (`body.rs`), the rest parts of their own (`concealed.rs`). What a document holds beside its pages
//! is read in `beside/`.

mod again;
mod beside;
mod body;
mod closely;
mod concealed;
mod cover;
mod device;
mod font_letters;
mod group;
mod layers;
mod layout;
mod letters;
mod marked;
mod marks;
mod paint;
mod picture;
mod scan;
mod spelling;
mod strokes;
mod tile;
mod transparency;
mod unused;
mod whole;
mod words;

use super::{Input, Output};
use crate::model::{Reason, Role, Unread};
use body::Body;
use concealed::{Concealed, gather};
use cover::{Sight, View};
use device::Collector;
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::kurbo::Shape as _;
use hayro_interpret::{
    Context, Device, InterpreterCache, InterpreterSettings, RenderContent, TransformExt as _, interpret_page,
};
use layout::{Line, lines};
use marks::Marks;
use paint::{Painted, SAMPLES};
use scan::{Decoder, Scans};
use std::panic::{AssertUnwindSafe, catch_unwind};
use whole::Wholeness;
use words::{Piece, pieces};

pub(super) fn read(input: &Input<'_>, output: &mut dyn Output) -> Result<(), Unread> {
    unused::around(input.bytes, output);
    // What stands before the header is no part of it.
    let input = &Input { bytes: &input.bytes[header_of(input.bytes).unwrap_or(0)..], ..*input };
    let pdf = open(input.bytes)?;
    let pages = read_pages(&pdf, input, output);
    let beside = catch_unwind(AssertUnwindSafe(|| beside::read(&pdf, input, output)))
        .unwrap_or_else(|_| Err(Unread::new(Reason::Crashed, "the reader of what lies beside the pages failed")));
    let end = match is_cut_short(input.bytes) {
        true => Err(Unread::new(Reason::Corrupt, "a PDF without its end")),
        false => Ok(()),
    };
    pages.and(beside).and(end)
}

/// Where the header begins: viewers look for it among the first bytes.
pub(super) fn header_of(bytes: &[u8]) -> Option<usize> {
    const BEGINNING: usize = 1024;
    // What printers and servers put before it may be longer.
    const FURTHER: usize = 64 * 1024;
    memchr::memmem::find(&bytes[..bytes.len().min(BEGINNING)], b"%PDF-").or_else(|| {
        let further = &bytes[..bytes.len().min(FURTHER)];
        memchr::memmem::find(further, b"\n%PDF-").or_else(|| memchr::memmem::find(further, b"\r%PDF-")).map(|at| at + 1)
    })
}

/// Objects stand behind the last end of the file, or it has none: hayro makes the best of such a file, and nobody knows what is missing.
fn is_cut_short(bytes: &[u8]) -> bool {
    let end = memchr::memmem::rfind(bytes, b"%%EOF");
    end.is_none_or(|end| memchr::memmem::find(&bytes[end..], b" obj").is_some())
}

/// The document, where no password is needed.
fn open(bytes: &[u8]) -> Result<Pdf, Unread> {
    let broken = || Unread::new(Reason::Corrupt, "a PDF that cannot be opened");
    let opened = catch_unwind(|| Pdf::new(bytes.to_vec())).map_err(|_| broken())?;
    opened.map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => {
            Unread::new(Reason::Encrypted, "a PDF with a password")
        }
        LoadPdfError::Decryption(_) => Unread::new(Reason::Encrypted, "a PDF encrypted in a way that is not read"),
        LoadPdfError::Invalid => broken(),
    })
}

/// The visible text of each page, one line a line.
pub(in crate::extract::pdf) fn text_of_pages(pdf: &Pdf, wanted: &dyn Fn(usize) -> bool) -> Vec<String> {
    let mut reader = Reader::new();
    pdf.pages()
        .iter()
        .enumerate()
        .map(|(number, page)| {
            let mut text = String::new();
            if wanted(number)
                && let Ok(seen) = reader.look(page)
            {
                body::write(&seen.shown(), &mut text, &mut |_, _, _| {});
            }
            text
        })
        .collect()
}

/// A page that was looked at.
struct Seen {
    painted: Painted,
    pieces: Vec<Piece>,
    view: View,
    /// The pieces of shown text in areas marked for redaction.
    to_redact: Vec<usize>,
}

impl Seen {
    fn shown(&self) -> Vec<Line> {
        let pieces = self.pieces.iter().zip(&self.view.sights);
        let shown: Vec<&Piece> = pieces.filter(|(_, sight)| **sight == Sight::Shown).map(|(piece, _)| piece).collect();
        lines(&self.painted, &shown)
    }

    fn letters_shown(&self) -> usize {
        let pieces = self.pieces.iter().zip(&self.view.sights);
        pieces.filter(|(_, sight)| **sight == Sight::Shown).map(|(piece, _)| piece.glyphs.len()).sum()
    }
}

/// Looks at pages one after the other; fonts are kept between them.
struct Reader<'p> {
    cache: InterpreterCache<'p>,
}

impl<'p> Reader<'p> {
    fn new() -> Self {
        Reader { cache: InterpreterCache::new() }
    }

    /// What is painted on a page. hayro's panics are that page's trouble.
    fn paint(&mut self, page: &Page<'p>) -> Result<(Painted, Marks), Unread> {
        catch_unwind(AssertUnwindSafe(|| paint(page, &self.cache))).map_err(|_| {
            // Its locks may be poisoned.
            self.cache = InterpreterCache::new();
            Unread::new(Reason::Crashed, "it cannot be interpreted")
        })
    }

    /// What is seen in the images of a page. Those that cannot be decoded tell nothing.
    fn scans(&mut self, page: &Page<'p>, painted: &Painted) -> Scans {
        let wanted = scan::wanted(painted);
        if !wanted.contains(&true) {
            return Scans::default();
        }
        let mut decoder = Decoder::new(wanted);
        let decoded = catch_unwind(AssertUnwindSafe(|| {
            for content in [RenderContent::PAGE, RenderContent::ANNOTATIONS] {
                interpret(page, &self.cache, content, &mut decoder);
            }
        }));
        if decoded.is_err() {
            self.cache = InterpreterCache::new();
            return Scans::default();
        }
        decoder.finish()
    }

    fn look(&mut self, page: &Page<'p>) -> Result<Seen, Unread> {
        let (painted, marks) = self.paint(page)?;
        let scans = self.scans(page, &painted);
        let pieces = pieces(&painted);
        let view = View::of(&painted, &scans, &pieces);
        let is_marked = |piece: &Piece| {
            let points = piece.of(&painted).iter().flat_map(|glyph| SAMPLES.map(|(along, up)| glyph.at(along, up)));
            let (mut all, mut within) = (0, 0);
            for point in points {
                all += 1;
                within += usize::from(marks.to_redact.iter().any(|area| area.contains(point)));
            }
            within * 2 >= all
        };
        let to_redact = match marks.to_redact[..] {
            [] => Vec::new(),
            _ => (0..pieces.len()).filter(|&at| is_marked(&pieces[at])).collect(),
        };
        Ok(Seen { painted, pieces, view, to_redact })
    }
}

/// Has hayro paint the page, then its annotations.
fn paint<'p>(page: &Page<'p>, cache: &InterpreterCache<'p>) -> (Painted, Marks) {
    let (width, height) = page.render_dimensions();
    let mut collector = Collector::new(f64::from(width), f64::from(height));
    let to_page = page.initial_transform(true).to_kurbo();
    for content in [RenderContent::PAGE, RenderContent::ANNOTATIONS] {
        collector.in_annotation = content == RenderContent::ANNOTATIONS;
        interpret(page, cache, content, &mut collector);
    }
    let marks = Marks::of(page, to_page);
    marks.off.iter().for_each(|place| collector.forget(*place));
    marks.mixed.iter().for_each(|place| collector.let_through(*place));
    for (line, width, colour) in &marks.lines {
        collector.cover_line(line, *width, *colour);
    }
    for (area, colour) in &marks.covers {
        collector.cover(area.clone(), *colour);
    }
    (collector.finish(), marks)
}

/// Has hayro paint that part of the page.
fn interpret<'p>(page: &Page<'p>, cache: &InterpreterCache<'p>, content: RenderContent, device: &mut impl Device<'p>) {
    let (width, height) = page.render_dimensions();
    let settings = InterpreterSettings { render_content: content, ..InterpreterSettings::default() };
    // Twice the page: what lies beside it is wanted, too.
    let around = paint::beyond(f64::from(width), f64::from(height));
    let to_page = page.initial_transform(true).to_kurbo();
    let mut context = Context::new(to_page, around, cache, page.xref(), settings);
    interpret_page(page, &mut context, device);
}

/// A page with fewer letters than this, most of it an image, is a picture with a stamp on it.
const STAMP: usize = 150;

/// A page without text and with an image on that part of it is a picture.
const PICTURE: f64 = 0.03;

/// A page without text and with so many small outlines is text drawn as lines.
const DRAWN: usize = 100;

/// Fewer letters that were read off a picture of a page are no text.
const FEW: usize = 30;

/// Nothing is known of most of what is on the page.
fn is_picture(seen: &Seen) -> bool {
    let (letters, in_images) = (seen.letters_shown(), seen.view.in_images);
    match () {
        () if seen.painted.unknown * 2 > letters => true,
        () if letters == 0 => in_images >= PICTURE || seen.painted.curls >= DRAWN,
        () if letters < STAMP && seen.painted.curls >= 2 * DRAWN.max(3 * letters) => true,
        () if scan::is_much(seen.view.unread) => true,
        // Letters that were read off it stand on it.
        () => {
            let read_off = seen.painted.glyphs.iter().filter(|glyph| glyph.is_unseen()).count();
            let may_be_more = read_off < FEW && seen.painted.fine_images >= 0.5 * seen.painted.sheet().area();
            in_images >= 0.5 && letters < STAMP && (read_off == 0 || may_be_more)
        }
    }
}

fn read_pages(pdf: &Pdf, input: &Input<'_>, output: &mut dyn Output) -> Result<(), Unread> {
    let pages = pdf.pages();
    if pages.is_empty() {
        return Err(Unread::new(Reason::Corrupt, "a PDF without pages"));
    }
    let (mut reader, mut wholeness) = (Reader::new(), Wholeness::default());
    let mut body = Body::default();
    let (mut under, mut hidden) = (Concealed::new(Role::UnderRedaction), Concealed::new(Role::Hidden));
    let mut said = Concealed::new(Role::Comment);
    let mut first_trouble: Option<Unread> = None;
    if !whole::has_all_pages(pdf) {
        first_trouble = Some(Unread::new(Reason::Corrupt, "a page that is not in the file"));
    }
    let mut pictures: Vec<u32> = Vec::new();
    let layers = layers::Layers::of(pdf, input.bytes).unwrap_or_else(|unread| {
        first_trouble.get_or_insert(unread);
        None
    });
    let mut without_layers = layers.as_ref().map(|layers| (layers, Reader::new()));
    for (number, page) in (1..).zip(pages.iter()) {
        let mut trouble = |unread: Unread| {
            let detail = format!("page {number}: {}", unread.detail);
            first_trouble.get_or_insert(Unread::new(unread.reason, detail));
        };
        let checked = catch_unwind(AssertUnwindSafe(|| wholeness.trouble(page)));
        if let Some(what) = checked.unwrap_or(Some("its content cannot be looked at")) {
            trouble(Unread::new(Reason::Corrupt, what));
        }
        let seen = match reader.look(page) {
            Ok(seen) => seen,
            Err(unread) => {
                trouble(unread);
                continue;
            }
        };
        if seen.view.is_too_much {
            trouble(Unread::new(Reason::TooLarge, "more is painted on it than is looked at"));
        }
        body.add(number, &seen.shown(), output);
        let mut concealed: Vec<(&Piece, Sight)> = seen.pieces.iter().zip(seen.view.sights.iter().copied()).collect();
        for &at in &seen.to_redact {
            if matches!(concealed[at].1, Sight::Shown | Sight::Under(..)) {
                concealed[at].1 = Sight::Under("redact-annotation");
            }
        }
        gather(number, &seen.painted, &concealed, &mut under, &mut hidden);
        for text in &seen.painted.said {
            said.add_said(number, text);
        }
        if let Some((layers, reader)) = &mut without_layers {
            layers.gather(number, &seen.painted, reader, &mut hidden);
        }
        said.hand_out_if_full(output);
        under.hand_out_if_full(output);
        hidden.hand_out_if_full(output);
        let is_picture = is_picture(&seen);
        if is_picture || seen.painted.unknown_words > 0 {
            let rendered = if input.reads_pictures { picture::render(page, number) } else { None };
            match rendered {
                Some(picture) => output.picture(picture),
                None if is_picture => pictures.push(number),
                None => trouble(Unread::picture("words in a font that does not tell its letters")),
            }
        }
    }
    body.hand_out(output);
    said.hand_out(output);
    under.hand_out(output);
    hidden.hand_out(output);
    unused::read(pdf, wholeness.used(), input, output);
    if !pictures.is_empty() {
        let told = picture::told(&pictures, pages.len());
        first_trouble.get_or_insert(match input.reads_pictures {
            true => Unread::new(Reason::Unsupported, format!("{told} that cannot be rendered")),
            false => Unread::picture(&told),
        });
    }
    first_trouble.map_or(Ok(()), Err)
}

#[cfg(test)]
mod tests;
