//! A story of a Word document in the making: what is shown of it, what is hidden in it, and its fields' instructions.

use crate::extract::fields::Fields;
use crate::extract::look::{Look, Way};
use crate::extract::rtf::instruction;

/// Fields nested deeper are read as text.
const DEEPEST: usize = 64;

/// Text that is kept from the reader, under way.
struct Run {
    way: Way,
    paragraph: u64,
    text: String,
}

#[derive(Default)]
pub(super) struct Story {
    /// What is shown, a line a paragraph.
    pub text: String,
    paragraphs: u64,
    run: Option<Run>,
    /// Instructions of the fields that are open, until their result begins.
    open: Vec<Option<String>>,
}

impl Story {
    /// The first paragraph is number `first` of the document.
    pub fn new(first: u64) -> Self {
        Story { paragraphs: first, ..Story::default() }
    }

    /// Number of the next paragraph.
    pub fn next_paragraph(&self) -> u64 {
        self.paragraphs
    }

    /// Adds text with Word's special characters. `ends_row`: a cell's end in it is that of the row.
    pub fn add(&mut self, text: &str, look: &Look, ends_row: bool, fields: &mut Fields) {
        let mut shown = String::with_capacity(text.len());
        for character in text.chars() {
            match character {
                '\u{13}' => {
                    self.show(&std::mem::take(&mut shown), look, fields);
                    if self.open.len() < DEEPEST {
                        self.open.push(Some(String::new()));
                    }
                }
                '\u{14}' | '\u{15}' => {
                    self.show(&std::mem::take(&mut shown), look, fields);
                    if let Some(code) = self.open.last_mut().and_then(Option::take) {
                        instruction(&code, fields);
                    }
                    if character == '\u{15}' {
                        self.open.pop();
                    }
                }
                '\r' | '\u{C}' | '\u{E}' => shown.push('\n'),
                '\u{7}' => shown.push(if ends_row { '\n' } else { '\t' }),
                '\u{B}' => shown.push(' '),
                '\u{1E}' => shown.push('-'),
                '\t' => shown.push('\t'),
                // Anchors of pictures, notes and comments, optional hyphens.
                '\0'..='\u{1F}' => {}
                _ => shown.push(character),
            }
        }
        self.show(&shown, look, fields);
    }

    fn show(&mut self, text: &str, look: &Look, fields: &mut Fields) {
        if let Some(Some(code)) = self.open.last_mut() {
            code.push_str(text);
            return;
        }
        if text.is_empty() {
            return;
        }
        let way = look.way();
        let is_same = self.run.as_ref().is_some_and(|run| way == run.way);
        let is_blank = text.trim().is_empty();
        if !is_same && !is_blank {
            self.end_run(fields);
        }
        let breaks = memchr::memchr_iter(b'\n', text.as_bytes()).count();
        match (way, &mut self.run) {
            (_, Some(run)) if is_same => run.text.push_str(text),
            (way, _) if !way.is_shown() && !is_blank => {
                self.run = Some(Run { way, paragraph: self.paragraphs, text: text.to_owned() });
            }
            (_, run) => {
                // Blanks between two pieces of a run part their words.
                if let Some(run) = run {
                    run.text.push_str(text);
                }
                self.text.push_str(text);
                self.paragraphs += breaks as u64;
                return;
            }
        }
        // Paragraphs count though nothing of them is shown.
        self.text.extend(std::iter::repeat_n('\n', breaks));
        self.paragraphs += breaks as u64;
    }

    pub fn end_run(&mut self, fields: &mut Fields) {
        if let Some(run) = self.run.take() {
            fields.run(run.way.role(), run.way.label(), run.paragraph, &run.text);
        }
    }
}
