//! The identifiers: numbers that stand for a person, a firm, a property, a payment.
//!
//! One file each. Numbers are looked at as a [`Cluster`] of runs of digits; from each run on, the identifiers of [`REGISTRY`] are
//! asked in turn, the surest first, and the first that knows the number takes its runs. What is not led by digits (e-mail) has
//! an entrance of its own.

mod account;
mod address;
mod birth_date;
pub(super) mod check;
mod duf;
pub(super) mod email;
pub mod in_fields;
mod kid;
mod organisation;
mod passport;
mod personal;
mod plate;
mod property;
mod telephone;

pub use address::is_of_a_road;

use super::cue::{Cue, Cues, Names};
use super::digits::Cluster;
use crate::model::{Certainty, Evidence, Kind, Part, Segment, Span};
use std::ops::RangeInclusive;

/// An identifier: the digits that its first run may have, how many there must be from there on, and the question whether it is one.
struct Identifier {
    first_run: RangeInclusive<usize>,
    least: usize,
    know: fn(&mut Site<'_, '_>) -> Option<Found>,
}

/// Asked in this order from every run on.
const REGISTRY: &[Identifier] = &[
    Identifier { first_run: 2..=13, least: 13, know: account::iban },
    Identifier { first_run: 2..=usize::MAX, least: 2, know: account::iban_abroad },
    Identifier { first_run: 1..=25, least: 2, know: kid::kid },
    Identifier { first_run: 4..=11, least: 11, know: account::kontonummer_named },
    Identifier { first_run: 4..=12, least: 12, know: duf::duf_nummer },
    Identifier { first_run: 1..=13, least: 1, know: personal::personal_number },
    Identifier { first_run: 4..=11, least: 11, know: account::kontonummer },
    Identifier { first_run: 3..=9, least: 9, know: organisation::organisasjonsnummer },
    Identifier { first_run: 1..=8, least: 1, know: birth_date::fodselsdato },
    Identifier { first_run: 6..=9, least: 6, know: passport::passnummer },
    Identifier { first_run: 2..=12, least: 8, know: telephone::telefon },
    Identifier { first_run: 4..=5, least: 4, know: plate::bilskilt },
    Identifier { first_run: 1..=4, least: 1, know: property::gnr_bnr },
    Identifier { first_run: 1..=3, least: 1, know: address::adresse },
];

/// A number that an identifier knows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Found {
    /// Bytes in the part.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
    /// How many runs of the cluster it takes.
    pub runs: usize,
    /// Of the form alone.
    pub certainty: Certainty,
    /// What the form shows.
    pub form: Evidence,
    /// What names it.
    pub named: Option<Evidence>,
    /// Of the test series.
    pub synthetic: bool,
}

/// The first identifier that knows the number at the site's anchor.
pub fn identify(site: &mut Site<'_, '_>) -> Option<Found> {
    let digits = site.cluster.run(site.anchor)?.count;
    let all = site.cluster.digits_from(site.anchor);
    REGISTRY
        .iter()
        .filter(|identifier| identifier.first_run.contains(&digits) && identifier.least <= all)
        .find_map(|identifier| (identifier.know)(site))
}

/// A run of digits with all that an identifier may look at.
pub struct Site<'a, 'p> {
    /// Where it stands.
    pub part: &'a Part<'p>,
    /// The runs near it.
    pub cluster: &'a Cluster,
    /// The run from which to look.
    pub anchor: usize,
    cues: &'a Cues,
    /// The field that all of the cluster stands in: none reaches over a field's end.
    field: Option<&'a Segment>,
    around: Vec<Cue>,
    around_of: Option<Span>,
}

impl<'a, 'p> Site<'a, 'p> {
    /// The site of run 0 of a cluster that stands in `field`; move it on with [`Site::move_to`].
    pub fn new(part: &'a Part<'p>, field: Option<&'a Segment>, cluster: &'a Cluster, cues: &'a Cues) -> Self {
        Site { part, cluster, anchor: 0, cues, field, around: Vec::new(), around_of: None }
    }

    /// Looks from run `anchor` on.
    pub fn move_to(&mut self, anchor: usize) {
        self.anchor = anchor;
    }

    /// The field in which the number stands, in a part that has fields.
    pub fn field(&self) -> Option<&'a Segment> {
        self.field
    }

    /// The text of the part.
    pub fn text(&self) -> &'a [u8] {
        &self.part.text
    }

    /// From the anchor run's first byte to the last byte of run `anchor + runs - 1`.
    pub fn span(&self, runs: usize) -> Span {
        self.cluster.span(self.anchor, runs)
    }

    fn look_around(&mut self, span: Span) {
        if self.around_of != Some(span) {
            let field = self.field().map_or(Span::new(0, self.text().len()), Segment::span);
            self.cues.around(self.text(), field, span, &mut self.around);
            self.around_of = Some(span);
        }
    }

    fn label_names(&self) -> Vec<Names> {
        match self.field() {
            Some(segment) if !segment.label.is_empty() => self.cues.label(&segment.label),
            _ => Vec::new(),
        }
    }

    /// What names the number at `span` an identifier of `kind`: the cue nearest before it that does, else its field's label,
    /// else a cue behind it.
    pub fn named(&mut self, span: Span, kind: Kind) -> Option<Evidence> {
        self.look_around(span);
        let names = |cue: &&Cue| cue.names == Names::Kind(kind);
        let before = self.around.iter().rev().filter(|cue| cue.span.end <= span.start).find(names);
        if let Some(cue) = before {
            return Some(Evidence::Cue(cue.span));
        }
        if self.label_names().contains(&Names::Kind(kind)) {
            return Some(Evidence::Label);
        }
        self.around.iter().filter(|cue| cue.span.start >= span.end).find(names).map(|cue| Evidence::Cue(cue.span))
    }

    /// As [`Site::named`], but the cue must be the nearest of all before the number, or the label must name it and no cue
    /// before the number names something else.
    pub fn named_first(&mut self, span: Span, kind: Kind) -> Option<Evidence> {
        self.look_around(span);
        let nearest = self.around.iter().rev().find(|cue| cue.span.end <= span.start).map(|cue| cue.span);
        match nearest {
            Some(nearest) => {
                let same = |cue: &&Cue| cue.span == nearest && cue.names == Names::Kind(kind);
                self.around.iter().find(same).map(|cue| Evidence::Cue(cue.span))
            }
            None => self.named(span, kind),
        }
    }

    /// The nearest cue before the number, or its label, names it something that `is_other` says.
    pub fn named_other(&mut self, span: Span, is_other: impl Fn(Names) -> bool) -> bool {
        self.look_around(span);
        let nearest = self.around.iter().rev().find(|cue| cue.span.end <= span.start).map(|cue| cue.span);
        match nearest {
            Some(nearest) => self.around.iter().any(|cue| cue.span == nearest && is_other(cue.names)),
            None => self.label_names().into_iter().any(is_other),
        }
    }

    /// The letters that touch byte `at` from before, as a whole, are a cue for `kind` (`fnr01010112345`).
    fn glued_cue(&self, at: usize, kind: Kind) -> Option<Span> {
        let text = self.text();
        let letters = text[..at].iter().rev().take_while(|b| b.is_ascii_alphabetic() || **b >= 0x80).count();
        let span = Span::new(at - letters, at);
        (letters > 0 && self.cues.is_cue(span.of(text), kind)).then_some(span)
    }

    /// Nothing touches the number at `span` that would make it part of something longer: no letter or digit, no integer part
    /// before a decimal mark, no group of a UUID. A cue for `kind` may be glued on before.
    pub fn stands_alone(&self, span: Span, kind: Kind) -> bool {
        let text = self.text();
        let before = text[..span.start].last().copied();
        let after = text.get(span.end).copied();
        if ends_with_letter(&text[..span.start])
            && self.glued_cue(span.start, kind).is_none()
            && !after_escape(&text[..span.start])
        {
            return false;
        }
        if begins_with_letter(&text[span.end..]) || before == Some(b'+') {
            return false;
        }
        if matches!(before, Some(b'.' | b',')) {
            // 2.11024193065 is a decimal; 01010112345,02020212345 is a list.
            let integer = text[..span.start - 1].iter().rev().take_while(|b| b.is_ascii_digit()).count();
            if (1..=6).contains(&integer) {
                return false;
            }
        }
        if after == Some(b'.') && text.get(span.end + 1).is_some_and(u8::is_ascii_digit) {
            return false;
        }
        !(before == Some(b'-') && hex_group(text[..span.start - 1].iter().rev())
            || after == Some(b'-') && hex_group(text[span.end + 1..].iter()))
    }
}

/// The last character is a letter of any script, a digit of another one, or a mark that belongs to a letter.
fn ends_with_letter(text: &[u8]) -> bool {
    const LONGEST_CHARACTER: usize = 4;
    match text.last() {
        None => false,
        Some(last) if last.is_ascii() => last.is_ascii_alphabetic(),
        Some(_) => {
            let from = (1..=LONGEST_CHARACTER.min(text.len())).find(|back| text[text.len() - back] & 0xC0 != 0x80);
            from.is_some_and(|back| begins_with_letter(&text[text.len() - back..]))
        }
    }
}

/// As [`ends_with_letter`], of the first character.
fn begins_with_letter(text: &[u8]) -> bool {
    match text.first() {
        None => false,
        Some(first) if first.is_ascii() => first.is_ascii_alphabetic(),
        Some(_) => {
            let valid = text[..text.len().min(4)].utf8_chunks().next().map_or("", |chunk| chunk.valid());
            valid
                .chars()
                .next()
                .is_some_and(|first| first.is_alphanumeric() || ('\u{300}'..='\u{36F}').contains(&first))
        }
    }
}

/// The text ends with an escape, of a URL's (`fnr%3D010101…`) or of a string's in a program (`\n010101…`).
fn after_escape(text: &[u8]) -> bool {
    match text {
        [.., b'%', one, two] if one.is_ascii_hexdigit() && two.is_ascii_hexdigit() => true,
        [.., b'\\', letter] => matches!(letter, b'n' | b'r' | b't'),
        _ => false,
    }
}

/// The letters and digits that come next are a group of hexadecimal digits with a letter in it.
fn hex_group<'t>(bytes: impl Iterator<Item = &'t u8>) -> bool {
    let (mut count, mut letters) = (0, 0);
    for byte in bytes.take(13) {
        match byte {
            b'0'..=b'9' => {}
            b'a'..=b'f' | b'A'..=b'F' => letters += 1,
            byte if byte.is_ascii_alphabetic() => return false,
            _ => break,
        }
        count += 1;
    }
    matches!(count, 4 | 8 | 12) && letters > 0
}
