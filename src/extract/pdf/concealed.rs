//! Text that is not shown, gathered over all pages: a segment for each run that belongs together, labelled by how it is hidden.

use super::body::{corners, write};
use super::cover::Sight;
use super::layout::{Before, Line, lines};
use super::paint::{Painted, Said};
use super::words::Piece;
use crate::extract::Output;
use crate::model::{PageWord, PageWords, Part, Places, Role, SEGMENT_SEPARATOR, Segment};
use std::collections::BTreeMap;

/// A part is handed out with the page that brings it to so many bytes.
const ENOUGH: usize = 256 * 1024;

#[derive(Debug)]
pub(super) struct Concealed {
    role: Role,
    text: String,
    words: Vec<PageWord>,
    segments: Vec<Segment>,
}

impl Concealed {
    pub fn new(role: Role) -> Self {
        Concealed { role, text: String::new(), words: Vec::new(), segments: Vec::new() }
    }

    /// Adds what is concealed on `page` (from 1) with that label, where there is a letter or digit in it.
    fn add(&mut self, page: u32, label: &str, lines: &[Line]) {
        if !lines.iter().flat_map(|line| &line.words).any(|word| word.text.contains(char::is_alphanumeric)) {
            return;
        }
        if !self.text.is_empty() {
            self.text.push(SEGMENT_SEPARATOR as char);
        }
        let start = self.text.len() as u32;
        write(lines, &mut self.text, &mut |start, end, bounds| {
            self.words.push(PageWord { start: start as u32, end: end as u32, page, bbox: Some(corners(bounds)) });
        });
        let end = self.text.len() as u32;
        let role = self.role;
        self.segments.push(Segment { start, end, role, record: page, row: 0, place: 0, label: label.into() });
    }

    /// Adds what is said on `page` (from 1) in place of something else.
    pub fn add_said(&mut self, page: u32, said: &Said) {
        if !self.text.is_empty() {
            self.text.push(SEGMENT_SEPARATOR as char);
        }
        let start = self.text.len() as u32;
        self.text
            .extend(said.text.chars().map(|letter| if letter == SEGMENT_SEPARATOR as char { ' ' } else { letter }));
        let end = self.text.len() as u32;
        self.words.push(PageWord { start, end, page, bbox: said.bounds.map(corners) });
        let (role, label) = (Role::Metadata, said.label.into());
        self.segments.push(Segment { start, end, role, record: page, row: 0, place: 0, label });
    }

    /// Hands out what there is, once it is `enough`.
    fn hand_out_from(&mut self, enough: usize, output: &mut dyn Output) {
        if self.segments.is_empty() || self.text.len() < enough {
            return;
        }
        output.part(Part {
            segments: std::mem::take(&mut self.segments),
            places: Places::Pages(PageWords::new(std::mem::take(&mut self.words))),
            ..Part::text(self.role, std::mem::take(&mut self.text).into_bytes())
        });
    }

    pub fn hand_out(&mut self, output: &mut dyn Output) {
        self.hand_out_from(0, output);
    }

    pub fn hand_out_if_full(&mut self, output: &mut dyn Output) {
        self.hand_out_from(ENOUGH, output);
    }
}

/// Adds the covered and the hidden pieces of a page, those of like covers side by side together.
pub(super) fn gather(
    page: u32,
    painted: &Painted,
    seen: &[(&Piece, Sight)],
    under: &mut Concealed,
    hidden: &mut Concealed,
) {
    let mut covers: BTreeMap<&'static str, Vec<&Piece>> = BTreeMap::new();
    let mut ways: BTreeMap<&'static str, Vec<&Piece>> = BTreeMap::new();
    for (piece, sight) in seen {
        match *sight {
            Sight::Under(label) => covers.entry(label).or_default().push(piece),
            Sight::Hidden(label) => ways.entry(label).or_default().push(piece),
            Sight::Shown | Sight::Again => {}
        }
    }
    for (label, pieces) in covers {
        for line in lines(painted, &pieces) {
            for run in runs(line) {
                under.add(page, label, &[run]);
            }
        }
    }
    for (label, pieces) in ways {
        let lines = lines(painted, &pieces);
        let mut from = 0;
        for at in 1..=lines.len() {
            if lines.get(at).is_none_or(|line| line.is_after_room) {
                hidden.add(page, label, &lines[from..at]);
                from = at;
            }
        }
    }
}

/// A line cut where its words stand far apart.
fn runs(line: Line) -> Vec<Line> {
    let mut runs: Vec<Line> = Vec::new();
    for mut word in line.words {
        let before = std::mem::take(&mut word.before);
        match runs.last_mut() {
            Some(run) if !matches!(before, Before::Cells(_)) => run.words.push(word),
            _ => runs.push(Line { words: vec![word], ..line }),
        }
    }
    runs
}
