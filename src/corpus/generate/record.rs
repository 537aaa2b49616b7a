//! Posts of a journal: from what a grammar says of a case to rows of a table or elements of a Noark 5 public journal.
//!
//! A case is lines, one a post, each with the fields `class ¦ case title ¦ title ¦ kind of party ¦ party ¦ access ¦ legal basis ¦ what
//! is shielded`; class is number and title.

use super::Shape;
use super::block::{Block, Planted};
use super::numbers::{Number, number};
use super::scribe::Scribe;
use memchr::{memchr, memchr_iter};

/// Journal dates lie in one month, whose days these are; documents are up to a week older.
pub const DAYS: (u32, u32) = (2, 27);
/// That month.
pub const MONTH: &str = "2026-11";

/// Case numbers that a block may use: more than its 256 KiB can hold.
const CASES: u64 = 4000;
/// The oldest case and how many years of cases there are.
const YEARS: (u64, u64) = (2015, 12);

/// A case: year and number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Case {
    year: u32,
    number: u32,
}

/// A post of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Post {
    case: Case,
    number: u32,
}

impl Case {
    /// Case `at` of block `block`: no two are the same.
    pub fn new(block: u64, at: u32) -> Self {
        let (first, years) = YEARS;
        Case { year: (first + years - 1 - block % years) as u32, number: (block / years * CASES) as u32 + at + 1 }
    }

    fn write(self, out: &mut Vec<u8>) {
        number(out, self.year, 4);
        out.push(b'/');
        number(out, self.number, 1);
    }
}

impl Post {
    /// As findings name it: `2026/12-3`.
    pub fn name(self) -> String {
        let mut out = Vec::new();
        self.case.write(&mut out);
        out.push(b'-');
        number(&mut out, self.number, 1);
        String::from_utf8(out).unwrap_or_default()
    }
}

/// Between fields: «¦».
const SIGN: [u8; 2] = [0xC2, 0xA6];

/// The fields of a post, as bytes of the scribe's text.
#[derive(Clone, Copy)]
struct Fields {
    places: [(usize, usize); 8],
}

const CLASS: usize = 0;
const CASE_TITLE: usize = 1;
const TITLE: usize = 2;
const PARTY_KIND: usize = 3;
const PARTY: usize = 4;
const ACCESS: usize = 5;
const BASIS: usize = 6;
const SHIELDED: usize = 7;

impl Fields {
    fn of(text: &[u8], start: usize, end: usize) -> Self {
        let mut places = [(end, end); 8];
        let mut from = start;
        for place in &mut places {
            let gap = memchr_iter(SIGN[1], &text[from..end]).find(|at| *at > 0 && text[from + at - 1] == SIGN[0]);
            let to = gap.map_or(end, |at| from + at - 1);
            let blanks = |bytes: &[u8]| bytes.iter().take_while(|byte| **byte == b' ').count();
            let left = blanks(&text[from..to]);
            let right = text[from + left..to].iter().rev().take_while(|byte| **byte == b' ').count();
            *place = (from + left, to - right);
            from = if gap.is_some() { to + SIGN.len() } else { end };
        }
        Fields { places }
    }

    fn is_empty(&self, field: usize) -> bool {
        self.places[field].0 == self.places[field].1
    }
}

/// Writes the posts of a case that `scribe` has written.
pub fn write(shape: Shape, language: u8, case: Case, scribe: &mut Scribe<'_>, posts: &mut u32, block: &mut Block) {
    let text = std::mem::take(&mut scribe.text);
    let day = scribe.random.within(DAYS.0, DAYS.1);
    let mut start = 0;
    let mut post = Post { case, number: scribe.random.below(6) };
    while start < text.len() {
        let end = memchr(b'\n', &text[start..]).map_or(text.len(), |at| start + at);
        post.number += 1;
        let mut row = Row { text: &text, fields: Fields::of(&text, start, end), language, post, scribe, block };
        let dates = (day, day.saturating_sub(row.scribe.random.below(7)).max(1));
        match shape {
            Shape::Noark => row.noark(dates, *posts),
            _ => row.csv(dates),
        }
        *posts += 1;
        start = end + 1;
    }
    scribe.text = text;
}

struct Row<'r, 's> {
    text: &'r [u8],
    fields: Fields,
    language: u8,
    post: Post,
    scribe: &'r mut Scribe<'s>,
    block: &'r mut Block,
}

impl Row<'_, '_> {
    fn put(&mut self, text: &str) {
        self.block.text.extend_from_slice(text.as_bytes());
    }

    fn number(&mut self, value: u32, width: usize) {
        number(&mut self.block.text, value, width);
    }

    /// Writes a field, and notes what is marked in it where it stands now.
    fn field(&mut self, field: usize) {
        let (from, to) = self.fields.places[field];
        let base = self.block.text.len();
        self.block.text.extend_from_slice(&self.text[from..to]);
        let within = self.scribe.marked.iter().filter(|marked| from <= marked.start && marked.end <= to);
        self.block.planted.extend(within.map(|marked| Planted {
            language: self.language,
            mark: marked.mark,
            start: base + marked.start - from,
            end: base + marked.end - from,
            group: marked.group,
            post: Some(self.post),
        }));
    }

    fn csv(&mut self, (journal, document): (u32, u32)) {
        self.post.case.write(&mut self.block.text);
        self.put(";");
        self.number(self.post.number, 1);
        self.put(";");
        self.field(TITLE);
        self.put(";");
        self.field(PARTY);
        for day in [document, journal] {
            self.put(";");
            self.number(day, 2);
            self.put(".11.2026");
        }
        self.put(";");
        self.field(ACCESS);
        self.put(";");
        self.field(BASIS);
        self.put("\n");
    }

    fn noark(&mut self, (journal, document): (u32, u32), before: u32) {
        let (from, to) = self.fields.places[CLASS];
        let class = &self.text[from..to];
        let (number, title) = class.split_at(class.iter().position(|byte| *byte == b' ').unwrap_or(class.len()));
        self.put("  <journalregistrering>\n    <klasse>\n      <klasseID>");
        self.block.text.extend_from_slice(number);
        self.put("</klasseID>\n      <tittel>");
        self.block.text.extend_from_slice(title.trim_ascii_start());
        self.put("</tittel>\n    </klasse>\n    <saksmappe>\n      <saksaar>");
        self.number(self.post.case.year, 4);
        self.put("</saksaar>\n      <sakssekvensnummer>");
        self.number(self.post.case.number, 1);
        self.put("</sakssekvensnummer>\n");
        self.element("offentligTittel", CASE_TITLE);
        self.put("    </saksmappe>\n    <journalpost>\n      <systemID>");
        Number::Uuid.write(&mut self.scribe.random, &mut self.block.text);
        self.put("</systemID>\n      <journalaar>2026</journalaar>\n      <journalsekvensnummer>");
        // A block holds fewer than 1000 posts, so no two are the same.
        self.number((self.block.number as u32).wrapping_mul(1000).wrapping_add(before + 1), 1);
        self.put("</journalsekvensnummer>\n      <journalpostnummer>");
        self.number(self.post.number, 1);
        self.put("</journalpostnummer>\n");
        self.element("offentligTittel", TITLE);
        self.element("skjermingMetadata", SHIELDED);
        for (name, day) in [("journaldato", journal), ("dokumentetsDato", document)] {
            self.put("      <");
            self.put(name);
            self.put(">");
            self.put(MONTH);
            self.put("-");
            self.number(day, 2);
            self.put("</");
            self.put(name);
            self.put(">\n");
        }
        self.element("tilgangsrestriksjon", ACCESS);
        self.element("skjermingshjemmel", BASIS);
        self.put("      <korrespondansepart>\n");
        self.element("korrespondanseparttype", PARTY_KIND);
        self.element("korrespondansepartNavn", PARTY);
        self.put("      </korrespondansepart>\n    </journalpost>\n  </journalregistrering>\n");
    }

    /// An element of the post, where its field holds something.
    fn element(&mut self, name: &str, field: usize) {
        if self.fields.is_empty(field) {
            return;
        }
        self.put(if matches!(field, PARTY_KIND | PARTY) { "        <" } else { "      <" });
        self.put(name);
        self.put(">");
        self.field(field);
        self.put("</");
        self.put(name);
        self.put(">\n");
    }
}
