//! Text read off pictures by tesseract, where it is installed with Norwegian. It runs beside the worker processes,
//! since those may start no program; the picture goes to its standard input, its words come back with their places
//! and how sure it is of each.

use super::Picture;
use crate::model::{PageWord, PageWords, Part, Places, Reason, Role, Unread};
use std::io::{Read as _, Write as _};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

/// A text read with less confidence (of 100) may stand on its head: such a page has 29, an upright one that is just
/// legible 80. Pictures without text give no words at all.
const DOUBTFUL: f32 = 60.0;

/// Modes of tesseract's page segmentation: as the page stands, or turned as its letters ask.
const UPRIGHT: &str = "3";
const TURNED: &str = "1";

/// With English beside it, æ, ø and å come out as a, o and a: on a rendered letter at 200 dots to the inch, 17 of 23 words with such
/// letters were right with both, all of them with Norwegian alone.
const LANGUAGE: &str = "nor";

/// Mean confidence (of 100) below which the text of a picture is no more than a guess.
const LEAST_CONFIDENCE: f32 = 30.0;

/// How often it is looked whether tesseract is done.
const TICK: Duration = Duration::from_millis(10);

/// The text of one page takes no more than this.
const MOST_OUTPUT: u64 = 64 << 20;

/// A tesseract that reads Norwegian.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ocr {
    /// As it names itself: `tesseract 5.3.0`.
    pub version: String,
    /// It has what it takes to turn pages upright (`osd`).
    pub turns_pages: bool,
}

/// What was read off a picture.
#[derive(Debug, Clone)]
pub struct Recognized {
    /// The text, in reading order, a line a line and an empty one between paragraphs.
    pub part: Part<'static>,
    /// How sure of its words tesseract is, 0 to 100: the mean over their letters. 0 where there are none.
    pub confidence: f32,
}

impl Recognized {
    /// Why the text of page `page` is not what the picture says, where hardly a word of it is sure.
    pub fn doubt(&self, page: u32) -> Option<Unread> {
        let is_doubtful = !self.part.text.is_empty() && self.confidence < LEAST_CONFIDENCE;
        let detail = || format!("the text of page {page} can hardly be read off its picture");
        is_doubtful.then(|| Unread::new(Reason::Unsupported, detail()))
    }
}

impl Ocr {
    /// Tesseract, if it is installed and has Norwegian (`nor`). Looked for once.
    pub fn find() -> Option<&'static Ocr> {
        static FOUND: OnceLock<Option<Ocr>> = OnceLock::new();
        FOUND.get_or_init(look).as_ref()
    }

    /// Reads a picture. It blocks, for no longer than `time_limit`.
    ///
    /// # Errors
    /// Tesseract does not start or fails, or takes too long.
    pub fn read(&self, picture: &Picture, time_limit: Duration) -> Result<Recognized, Unread> {
        let deadline = Instant::now() + time_limit;
        let upright = self.run(picture, UPRIGHT, deadline)?;
        if !self.turns_pages || upright.part.text.is_empty() || upright.confidence >= DOUBTFUL {
            return Ok(upright);
        }
        match self.run(picture, TURNED, deadline) {
            Ok(turned) if turned.confidence > upright.confidence => Ok(turned),
            _ => Ok(upright),
        }
    }

    fn run(&self, picture: &Picture, segmentation: &str, deadline: Instant) -> Result<Recognized, Unread> {
        let mut child = Command::new("tesseract")
            .args(["stdin", "stdout", "-l", LANGUAGE, "--psm", segmentation, "-c", "tessedit_create_tsv=1"])
            // Its threads cost more than they save, and there is a process for each core already.
            .env("OMP_THREAD_LIMIT", "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|_| failed())?;
        let output = talk(&mut child, picture, deadline);
        if output.is_err() {
            // It may have ended by itself in between.
            let _ = child.kill();
        }
        let status = child.wait();
        let output = output?;
        if !status.is_ok_and(|status| status.success()) {
            return Err(failed());
        }
        Ok(text(&String::from_utf8_lossy(&output), picture))
    }
}

fn failed() -> Unread {
    Unread::new(Reason::Crashed, "tesseract failed on a picture")
}

fn look() -> Option<Ocr> {
    let asked = |argument: &str| {
        let output = Command::new("tesseract").arg(argument).stdin(Stdio::null()).output().ok()?;
        // Older versions answer on standard error.
        Some(String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned())
    };
    let languages = asked("--list-langs")?;
    let has = |wanted: &str| languages.lines().any(|language| language.trim() == wanted);
    if !has(LANGUAGE) {
        return None;
    }
    let version = asked("--version")?.lines().next().unwrap_or_default().trim().to_owned();
    Some(Ocr { version, turns_pages: has("osd") })
}

/// Gives the picture and takes the answer, each in a thread of its own, so that neither side waits for the other.
fn talk(child: &mut Child, picture: &Picture, deadline: Instant) -> Result<Vec<u8>, Unread> {
    let (Some(mut input), Some(output)) = (child.stdin.take(), child.stdout.take()) else { return Err(failed()) };
    std::thread::scope(|scope| {
        scope.spawn(move || {
            let header = format!("P5\n{} {}\n255\n", picture.width, picture.height);
            // If it does not take all of it, its answer tells.
            let _ = input.write_all(header.as_bytes()).and_then(|()| input.write_all(&picture.grey));
        });
        let answer = scope.spawn(move || {
            let mut all = Vec::new();
            output.take(MOST_OUTPUT).read_to_end(&mut all).map(|_| all)
        });
        while !answer.is_finished() {
            if Instant::now() >= deadline {
                // This ends the threads as well: the pipes close.
                let _ = child.kill();
                let _ = answer.join();
                return Err(Unread::new(Reason::Timeout, "reading the text of a picture took too long"));
            }
            std::thread::sleep(TICK);
        }
        answer.join().ok().and_then(Result::ok).ok_or_else(failed)
    })
}

/// A line of tesseract's answer that holds a word.
struct Word<'t> {
    /// Block, paragraph and line.
    place: [u32; 3],
    bbox: [f32; 4],
    confidence: f32,
    text: &'t str,
}

impl<'t> Word<'t> {
    /// Level, page, block, paragraph, line, word, left, top, width, height, confidence, text.
    fn parse(line: &'t str, dots_per_point: f32) -> Option<Self> {
        let fields: Vec<&str> = line.splitn(12, '\t').collect();
        let [level, _, block, paragraph, line, _, left, top, width, height, confidence, text] = fields[..] else {
            return None;
        };
        let place = [block.parse().ok()?, paragraph.parse().ok()?, line.parse().ok()?];
        let [left, top, width, height, confidence] =
            [left, top, width, height, confidence].map(|field| field.parse::<f32>().unwrap_or(-1.0));
        let points = |dots: f32| dots / dots_per_point.max(f32::MIN_POSITIVE);
        let bbox = [left, top, left + width, top + height].map(points);
        let is_word = level == "5" && confidence >= 0.0 && !text.trim().is_empty();
        is_word.then_some(Word { place, bbox, confidence, text: text.trim() })
    }
}

/// The words of tesseract's table as running text.
fn text(table: &str, picture: &Picture) -> Recognized {
    let words = table.lines().filter_map(|line| Word::parse(line, picture.dots_per_point));
    let (mut text, mut places) = (String::new(), Vec::<PageWord>::new());
    let (mut sum, mut letters) = (0.0, 0.0);
    let mut last: Option<[u32; 3]> = None;
    for word in words {
        match last {
            None => {}
            Some(last) if last == word.place => text.push(' '),
            Some(last) if last[..2] != word.place[..2] => text.push_str("\n\n"),
            // A word that the end of the line divides.
            Some(_) if is_divided(&text) && word.text.starts_with(char::is_lowercase) => {
                text.pop();
                if let Some(place) = places.last_mut() {
                    place.end -= 1;
                }
            }
            Some(_) => text.push('\n'),
        }
        last = Some(word.place);
        let start = text.len() as u32;
        text.push_str(word.text);
        places.push(PageWord { start, end: text.len() as u32, page: picture.page, bbox: Some(word.bbox) });
        let weight = word.text.chars().count() as f32;
        (sum, letters) = (sum + word.confidence * weight, letters + weight);
    }
    let part = Part { places: Places::Pages(PageWords::new(places)), ..Part::text(Role::Ocr, text.into_bytes()) };
    Recognized { part, confidence: if letters > 0.0 { sum / letters } else { 0.0 } }
}

/// A hyphen stands behind a letter at the end.
fn is_divided(text: &str) -> bool {
    let mut last = text.chars().rev();
    last.next() == Some('-') && last.next().is_some_and(char::is_lowercase)
}

#[cfg(test)]
mod tests;
