//! Masking: what of a value a report may show. The only room that turns an unmasked text into a shown one.
//!
//! A mask hides characters one by one, so the marks of a text may lie over each other: a character shows only where every mark
//! that covers it lets it. What is hidden becomes [`BULLET`], one for one; blanks and punctuation mostly stay, so that a reviewer
//! who has the document beside the report recognises the place at a glance and nobody else learns the value.
//!
//! | kind | written | shown |
//! |---|---|---|
//! | fødselsnummer, D and H number | `010190 12345` | `010190 •••••` |
//! | FH number, others with a plain number | `80010112345` | `80•••••••••` |
//! | DUF number, account, IBAN | `1234.56.78903` | `1234.••.•••••` |
//! | telephone | `+47 91 23 45 67` | `+47 91 •• •• ••` |
//! | e-mail | `kari@example.no` | `k•••@e••••••.no` |
//! | address, name | `Kari Nordmann` | `K••• N•••••••` |
//! | birth date | `01.02.1990` | `••.••.1990` |
//! | property | `gnr. 42 bnr. 7` | `gnr. •• bnr. •` |
//! | everything else (terms, hidden text) | `depresjon` | `d••••••••` |
//!
//! Of a birth date the year stays: with day and month a name is often enough to find a person in a register, with the year alone
//! it is not, and the year is what a reviewer needs to see whether it is a child.

mod form;
mod number;

use crate::detect::names::full_name::is_full_name;
use crate::model::{Document, Finding, Kind, Location, Role, Severity, Span};
use std::borrow::Cow;
use std::ops::Range;

/// Stands for a hidden character.
pub const BULLET: char = '•';

/// Words that a full name has at most.
const MOST_NAMES: usize = 4;

const MANY_BULLETS: &str = "••••••••••••••••";

/// A stretch of a context: plain text, or (a piece of) a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// What may be shown of it.
    pub text: String,
    /// The kind of the finding that it belongs to; `None` for plain text.
    pub kind: Option<Kind>,
    /// It belongs to the finding that the context is of.
    pub is_this: bool,
}

/// Shows values masked, or as they are where the user asked for it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Masker {
    /// Nothing is masked.
    pub reveal: bool,
}

impl Masker {
    /// A masker; `reveal` shows everything.
    pub fn new(reveal: bool) -> Self {
        Masker { reveal }
    }

    /// The finding's value.
    pub fn value(&self, finding: &Finding) -> String {
        let mut out = String::with_capacity(finding.text.len() * 2);
        self.write_value(finding, &mut Scratch::default(), &mut out);
        out
    }

    /// The finding's surroundings in pieces, in order, together the whole context.
    pub fn context(&self, finding: &Finding) -> Vec<Piece> {
        let text = finding.context.text.as_str();
        let mut scratch = Scratch::default();
        scratch.reset(text.len());
        if !self.reveal {
            hide_context(finding, &mut scratch.hidden);
        }
        let this = this_in_context(finding);
        let mut cuts: Vec<usize> = vec![0, text.len()];
        let marks: Vec<(Range<usize>, Kind)> =
            finding.context.marks.iter().map(|&(span, kind)| (on_boundaries(text, span), kind)).collect();
        for range in marks.iter().map(|(range, _)| range).chain(this.iter()) {
            cuts.extend([range.start, range.end]);
        }
        cuts.sort_unstable();
        cuts.dedup();
        let mut pieces: Vec<Piece> = Vec::with_capacity(cuts.len());
        for pair in cuts.windows(2) {
            let (start, end) = (pair[0], pair[1]);
            let covers = |range: &Range<usize>| range.start <= start && end <= range.end;
            let is_this = this.as_ref().is_some_and(covers);
            // The narrowest mark says what a piece is: a name within a connection is a name.
            let kind = marks
                .iter()
                .filter(|(range, _)| covers(range))
                .min_by_key(|(range, _)| range.len())
                .map(|&(_, kind)| kind)
                .or(is_this.then_some(finding.kind));
            let mut shown = String::with_capacity((end - start) * 2);
            write_shown(&text[start..end], &scratch.hidden[start..end], &mut shown);
            pieces.push(Piece { text: shown, kind, is_this });
        }
        pieces
    }

    /// The finding's surroundings in one text.
    pub fn context_text(&self, finding: &Finding) -> String {
        let mut out = String::with_capacity(finding.context.text.len() * 2);
        self.write_context(finding, &mut Scratch::default(), &mut out);
        out
    }

    /// The document's path. What was found in it is masked if it is a number of somebody's, a whole name, or asks for a person's eye,
    /// and so is any other run of digits that may be a personal number.
    pub fn path(&self, document: &Document) -> String {
        let path = document.path.as_str();
        if self.reveal {
            return path.to_owned();
        }
        let mut scratch = Scratch::default();
        scratch.reset(path.len());
        // Findings of the name count from where it begins, those of the whole path from its start.
        let name_at = path.len().saturating_sub(document.file_name_len);
        let of_name = document.findings.held().iter().map(|finding| (finding, name_at));
        for (finding, from) in document.path_findings.iter().map(|finding| (finding, 0)).chain(of_name) {
            if !matches!(finding.part, Role::FileName | Role::AttachmentName) {
                continue;
            }
            let is_whole_name = finding.kind == Kind::Personnavn && finding.text.contains([' ', '-', '_', ',', '.']);
            if is_somebodys(finding.kind) || finding.severity >= Severity::Review || is_whole_name {
                let span = Span::new(from + finding.span.start, from + finding.span.end);
                let range = on_boundaries(path, span);
                hide_finding(finding, &path[range.clone()], &mut scratch.hidden[range]);
            }
        }
        number::hide_dated(path, &mut scratch.hidden);
        shown(path, &scratch.hidden)
    }

    /// A place with the names in it masked: columns and elements may be named after what they hold.
    pub fn location<'a>(&self, location: &'a Location) -> Cow<'a, Location> {
        let telling = |name: &Option<String>| name.as_deref().is_some_and(is_telling);
        let entry = location.entry.as_deref().map(|id| self.entry(id));
        let is_entry_told = matches!(entry, Some(Cow::Owned(_)));
        let is_telling = [&location.field, &location.xpath, &location.sheet].into_iter().any(telling);
        if self.reveal || !(is_telling || is_entry_told) {
            return Cow::Borrowed(location);
        }
        let mut masked = location.clone();
        masked.entry = entry.map(Cow::into_owned);
        for name in [&mut masked.field, &mut masked.xpath, &mut masked.sheet].into_iter().flatten() {
            *name = self.field(name).into_owned();
        }
        Cow::Owned(masked)
    }

    /// The name of a field, header, element or path of elements: runs of six digits and more are masked, but for ordinals and
    /// indexes of lists, and so are full names.
    pub fn field<'a>(&self, name: &'a str) -> Cow<'a, str> {
        if self.reveal || !is_telling(name) {
            return Cow::Borrowed(name);
        }
        let mut scratch = Scratch::default();
        scratch.reset(name.len());
        number::hide_long_runs(name, &mut scratch.hidden);
        for step in steps(name).filter(|step| is_full_name(&name[step.clone()])) {
            form::hide(Kind::Personnavn, &name[step.clone()], &mut scratch.hidden[step]);
        }
        Cow::Owned(shown(name, &scratch.hidden))
    }

    /// The id of a journal post: digits that are or may be a personal number are masked, and so are full names. Case numbers stay.
    pub fn entry<'a>(&self, id: &'a str) -> Cow<'a, str> {
        if self.reveal || !(number::has_long_run(id) || id.contains(' ')) {
            return Cow::Borrowed(id);
        }
        let mut scratch = Scratch::default();
        scratch.reset(id.len());
        number::hide_dated(id, &mut scratch.hidden);
        number::hide_with_year(id, &mut scratch.hidden);
        for name in full_names(id) {
            form::hide(Kind::Personnavn, &id[name.clone()], &mut scratch.hidden[name]);
        }
        if scratch.hidden.contains(&true) { Cow::Owned(shown(id, &scratch.hidden)) } else { Cow::Borrowed(id) }
    }

    /// An argument of the command line, or a text of the operating system's: eleven and twelve digits are masked, also as 6 + 5.
    pub fn argument(&self, argument: &str) -> String {
        if self.reveal {
            return argument.to_owned();
        }
        let mut scratch = Scratch::default();
        scratch.reset(argument.len());
        number::hide_any(argument, &mut scratch.hidden);
        shown(argument, &scratch.hidden)
    }

    /// Appends [`Masker::value`] to `out`.
    pub(super) fn write_value(&self, finding: &Finding, scratch: &mut Scratch, out: &mut String) {
        if self.reveal {
            return out.push_str(&finding.text);
        }
        scratch.reset(finding.text.len());
        hide_value(finding, &mut scratch.hidden);
        write_shown(&finding.text, &scratch.hidden, out);
    }

    /// Appends [`Masker::context_text`] to `out`.
    pub(super) fn write_context(&self, finding: &Finding, scratch: &mut Scratch, out: &mut String) {
        let text = finding.context.text.as_str();
        if self.reveal {
            return out.push_str(text);
        }
        scratch.reset(text.len());
        hide_context(finding, &mut scratch.hidden);
        write_shown(text, &scratch.hidden, out);
    }
}

/// The name of a field, or a step of a path, is one that hides.
fn is_telling(name: &str) -> bool {
    number::has_long_run(name) || steps(name).any(|step| is_full_name(&name[step]))
}

/// A number or address that is one person's.
fn is_somebodys(kind: Kind) -> bool {
    use Kind::{DufNummer, Epost, Iban, Kontonummer, Passnummer, Telefon};
    kind.is_personal_number() || matches!(kind, DufNummer | Epost | Iban | Kontonummer | Passnummer | Telefon)
}

/// Full names among the words of `id`, which has others beside them: «Kari Nordmann-3».
fn full_names(id: &str) -> Vec<Range<usize>> {
    let is_word = |c: char| c.is_alphabetic() || matches!(c, '-' | '\'');
    let mut words: Vec<Range<usize>> = Vec::new();
    for (at, c) in id.char_indices() {
        match words.last_mut() {
            _ if !is_word(c) => {}
            Some(last) if last.end == at => last.end = at + c.len_utf8(),
            _ => words.push(at..at + c.len_utf8()),
        }
    }
    for word in &mut words {
        let text = &id[word.clone()];
        let kept = text.trim_start_matches(['-', '\'']).len();
        *word = word.end - kept..word.start + text.trim_end_matches(['-', '\'']).len();
    }
    words.retain(|word| word.start < word.end);
    let (mut names, mut from) = (Vec::new(), 0);
    while from < words.len() {
        let most = words.len().min(from + MOST_NAMES);
        let range = |last: usize| words[from].start..words[last].end;
        let last = (from + 1..most).rev().find(|&last| is_full_name(&id[range(last)]));
        names.extend(last.map(range));
        from = last.unwrap_or(from) + 1;
    }
    names
}

/// The steps of a path of elements, in bytes; a plain name is one.
fn steps(name: &str) -> impl Iterator<Item = Range<usize>> {
    let ends = name.match_indices('/').map(|(at, _)| at).chain([name.len()]);
    ends.scan(0, |from, end| Some(std::mem::replace(from, end + 1)..end))
}

/// Room for masks, kept from finding to finding. One flag a byte: the character that begins there is hidden.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    hidden: Vec<bool>,
}

impl Scratch {
    fn reset(&mut self, len: usize) {
        self.hidden.clear();
        self.hidden.resize(len, false);
    }
}

/// Hides what `finding` shields of its own text, or of the same stretch elsewhere.
fn hide_finding(finding: &Finding, text: &str, hidden: &mut [bool]) {
    if finding.kind != Kind::Connection {
        return form::hide(finding.kind, text, hidden);
    }
    let Some((person, matter)) = finding.joins else {
        return form::hide(Kind::Personnavn, text, hidden);
    };
    for (span, otherwise) in [(person, Kind::Personnavn), (matter, Kind::Helse)] {
        let range = on_boundaries(text, relative(span, finding.span.start));
        let kind = kind_of_join(finding, span).unwrap_or(otherwise);
        form::hide(kind, &text[range.clone()], &mut hidden[range]);
    }
}

/// The kind of the mark that a joined span is: a person may be a number as well as a name.
fn kind_of_join(finding: &Finding, joined: Span) -> Option<Kind> {
    let joined = relative(joined, finding.context.start);
    let mut marks = finding.context.marks.iter().filter(|(_, kind)| *kind != Kind::Connection);
    marks.find(|(span, _)| span.overlaps(joined)).map(|&(_, kind)| kind)
}

fn hide_value(finding: &Finding, hidden: &mut [bool]) {
    let text = finding.text.as_str();
    hide_finding(finding, text, hidden);
    if finding.kind == Kind::Connection {
        // What else was found between the person and the matter is marked in the context alone.
        let offset = finding.span.start.saturating_sub(finding.context.start);
        for &(span, kind) in finding.context.marks.iter().filter(|(_, kind)| *kind != Kind::Connection) {
            let within = on_boundaries(text, relative(span, offset));
            form::hide(kind, &text[within.clone()], &mut hidden[within]);
        }
        number::hide_eleven(text, hidden);
    }
}

fn hide_context(finding: &Finding, hidden: &mut [bool]) {
    let context = &finding.context;
    let text = context.text.as_str();
    let this = this_in_context(finding);
    if let Some(range) = this.clone() {
        hide_finding(finding, &text[range.clone()], &mut hidden[range]);
    }
    for &(span, kind) in &context.marks {
        let range = on_boundaries(text, span);
        let is_this = this.as_ref() == Some(&range);
        if is_this && kind == finding.kind && kind != Kind::Connection {
            continue;
        }
        let (inside, place) = (&text[range.clone()], &mut hidden[range.clone()]);
        if kind == Kind::Connection {
            // Its person and its matter are marked each for itself, as a rule; where they are not, nothing of it shows.
            let marked = context.marks.iter().filter(|(other, kind)| *kind != Kind::Connection && span.covers(*other));
            if !is_this && finding.kind != Kind::Connection && marked.count() < 2 {
                form::hide(Kind::Personnavn, inside, place);
            }
        } else if !is_this && (span.start == 0 && context.start > 0 || span.end >= text.len()) {
            // Perhaps cut: what would be its harmless beginning may be its end.
            form::hide_cut(kind, span.start == 0 && context.start > 0, inside, place);
        } else {
            form::hide(kind, inside, place);
        }
    }
    number::hide_eleven(text, hidden);
}

/// Where the finding's own text stands in its context; `None` where the context does not hold it.
fn this_in_context(finding: &Finding) -> Option<Range<usize>> {
    let start = finding.span.start.checked_sub(finding.context.start)?;
    let end = start.checked_add(finding.text.len())?;
    (finding.context.text.get(start..end)? == finding.text).then_some(start..end)
}

/// `span`, counted from `origin`.
fn relative(span: Span, origin: usize) -> Span {
    Span::new(span.start.saturating_sub(origin), span.end.saturating_sub(origin))
}

/// `span` cut to `text` and widened to whole characters: spans of damaged texts may fall between.
fn on_boundaries(text: &str, span: Span) -> Range<usize> {
    let mut start = span.start.min(text.len());
    let mut end = span.end.clamp(start, text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    while !text.is_char_boundary(end) {
        end += 1;
    }
    start..end
}

fn shown(text: &str, hidden: &[bool]) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    write_shown(text, hidden, &mut out);
    out
}

/// Appends `text` with a bullet for each hidden character; stretches that show are copied at once, and so are those that do not.
fn write_shown(text: &str, hidden: &[bool], out: &mut String) {
    out.reserve(text.len() * 2);
    let mut from = 0;
    while from < text.len() {
        let at = from + shown_len(&hidden[from..]);
        out.push_str(&text[from..at]);
        from = at;
        let mut bullets = 0;
        while hidden.get(from) == Some(&true) {
            from += char_len(text.as_bytes()[from]);
            bullets += 1;
        }
        while bullets > 0 {
            let now = bullets.min(MANY_BULLETS.len() / BULLET.len_utf8());
            out.push_str(&MANY_BULLETS[..now * BULLET.len_utf8()]);
            bullets -= now;
        }
    }
}

/// How many bytes show before the first that does not.
fn shown_len(hidden: &[bool]) -> usize {
    // Most show, and blocks are looked at in one go.
    let blocks = hidden.chunks_exact(8).take_while(|block| **block == [false; 8]);
    let sure = 8 * blocks.count();
    sure + hidden[sure..].iter().take_while(|&&hides| !hides).count()
}

/// Bytes of the character that begins with `first`.
fn char_len(first: u8) -> usize {
    match first {
        0..0xc0 => 1,
        0xc0..0xe0 => 2,
        0xe0..0xf0 => 3,
        0xf0.. => 4,
    }
}

#[cfg(test)]
mod tests;
