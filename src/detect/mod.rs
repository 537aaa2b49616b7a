//! Texts searched: bytes in, hits out. **The hot path.**
//!
//! One pass: [`classify`] says of 64 bytes at a time where words begin and end and where digits and `@` stand; words that the
//! [`lexicon`]'s filter lets through are looked up, digits are read as clusters and shown to the [`identifiers`], and from listed
//! names whole names are read where they can matter. Nothing here knows files, formats or severity.

mod affixes;
pub mod classify;
mod company;
mod cue;
mod digits;
mod ends;
pub mod filter;
mod fold;
pub mod headed;
mod identifiers;
pub mod lexicon;
mod listings;
mod memo;
pub mod names;
pub mod patterns;
mod phrase;
mod records;
pub mod sentence;
mod table;
mod word_table;
pub mod words;

pub use fold::{Folded, fold_byte};

use crate::model::{Certainty, Evidence, Group, Hit, Kind, Part, Role, Segment, Span};
use crate::rules::Rules;
use classify::{CHUNK, Carry, Chunk, Level};
use cue::Cues;
use digits::Cluster;
use ends::Ends;
use identifiers::in_fields::in_fields;
use identifiers::{Found, Site, email};
use lexicon::{FoundWords, Lexicon, NameWord, Wanted};
use memo::Memo;
use names::NameReader;
use names::full_name;
use names::sentences::{TaggedNames, Told};
use patterns::{PatternError, Patterns};
use std::sync::atomic::{AtomicU64, Ordering};

/// Where names are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum NameMode {
    /// Near whatever is telling, and in every field that can hold a person.
    #[default]
    Near,
    /// Everywhere.
    All,
    /// Nowhere.
    Off,
}

impl NameMode {
    /// As written on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            NameMode::Near => "near",
            NameMode::All => "all",
            NameMode::Off => "off",
        }
    }
}

/// What is looked for.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    /// Where names are looked for.
    pub names: NameMode,
    /// Only these groups and kinds; everything where both are empty.
    pub groups: Vec<Group>,
    /// See `groups`.
    pub kinds: Vec<Kind>,
}

impl Selection {
    /// Findings of `kind` are wanted.
    pub fn wants(&self, kind: Kind) -> bool {
        self.groups.is_empty() && self.kinds.is_empty()
            || self.groups.contains(&kind.group())
            || self.kinds.contains(&kind)
    }

    /// Nothing is left out.
    pub fn is_everything(&self) -> bool {
        self.groups.is_empty() && self.kinds.is_empty() && self.names != NameMode::Off
    }

    fn wants_any(&self, group: Group) -> bool {
        Kind::ALL.iter().any(|&kind| kind.group() == group && self.wants(kind))
    }
}

/// Why a detector could not be made of the rules.
#[derive(Debug, thiserror::Error)]
pub enum DetectorError {
    /// The cue words do not fit into an automaton.
    #[error("the cue words of the identifiers: {0}")]
    Cues(#[from] aho_corasick::BuildError),
    /// A pattern is no regular expression.
    #[error(transparent)]
    Pattern(#[from] PatternError),
}

/// Bytes within which a hit makes a name beside it worth reading. Wider than the widest sentence that is ever weighed
/// ([`sentence::LONGEST`]), so that no severity depends on the mode.
const NEAR: usize = sentence::LONGEST + 128;

/// Everything that is looked for, made ready. Shared by all workers.
pub struct Detector {
    /// Tells detectors apart.
    number: u64,
    level: Level,
    cues: Cues,
    lexicon: Lexicon,
    names: Option<NameReader>,
    tagged: Option<TaggedNames>,
    patterns: Option<Patterns>,
    mode: NameMode,
    looks_for_numbers: bool,
    /// Rule by kind, for the identifiers.
    rules: Vec<(Kind, u16)>,
    mistyped: Option<u16>,
}

/// What a worker remembers of the words of the detectors it works for: one that searches, and one that says what to mask around.
#[derive(Default)]
struct Memos([(Option<u64>, Memo); 2]);

impl Memos {
    fn of(&mut self, detector: u64) -> &mut Memo {
        let Memos([last, other]) = self;
        if last.0 != Some(detector) {
            std::mem::swap(last, other);
        }
        if last.0 != Some(detector) {
            *last = (Some(detector), Memo::default());
        }
        &mut last.1
    }
}

/// A worker's buffers, reused from text to text.
#[derive(Default)]
pub struct Scratch {
    chunk: Chunk,
    asked: filter::Batch,
    cluster: Cluster,
    memos: Memos,
    numbers: Vec<Hit>,
    words: FoundWords,
    named: Vec<Hit>,
    sentences: names::sentences::Scratch,
}

impl Detector {
    /// A detector for `rules`. Which groups the `selection` names decides what is looked for at all; single kinds are for the
    /// reports to choose, since one kind is evidence for another.
    ///
    /// # Errors
    /// See [`DetectorError`].
    pub fn new(rules: &Rules, selection: &Selection) -> Result<Self, DetectorError> {
        let terms = selection.wants_any(Group::Terms) || selection.wants_any(Group::Documents);
        let names = selection.names != NameMode::Off && (terms || selection.wants_any(Group::Names));
        static DETECTORS: AtomicU64 = AtomicU64::new(0);
        Ok(Detector {
            number: DETECTORS.fetch_add(1, Ordering::Relaxed),
            level: Level::best(),
            cues: Cues::new(rules)?,
            lexicon: Lexicon::new(rules, Wanted { terms, names }),
            names: if names { NameReader::new(rules) } else { None },
            tagged: if names { TaggedNames::new(rules) } else { None },
            patterns: if terms { Some(Patterns::new(rules)?) } else { None },
            mode: selection.names,
            looks_for_numbers: terms || names || selection.wants_any(Group::Identifiers),
            rules: rules
                .identifiers
                .iter()
                .map(|identifier| (rules.rules[usize::from(identifier.rule)].kind, identifier.rule))
                .collect(),
            mistyped: rules.index_of("fodselsnummer-feil"),
        })
    }

    /// As [`Detector::new`], with the routine for classification given: for tests and benchmarks.
    pub fn with_level(mut self, level: Level) -> Self {
        self.level = level;
        self
    }

    /// The listed words.
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// Everything in `part`, in order of place. `hits` is emptied first.
    pub fn scan(&self, part: &Part<'_>, scratch: &mut Scratch, hits: &mut Vec<Hit>) {
        let part: &Part<'_> = &full_name::as_read(part);
        hits.clear();
        scratch.numbers.clear();
        scratch.words.clear();
        self.pass(part, scratch);
        let FoundWords { hits: terms, names, pattern_calls, companions, company } = &mut scratch.words;
        if let Some(patterns) = &self.patterns {
            patterns.find(&part.text, !part.segments.is_empty(), pattern_calls, terms);
        }
        hits.append(&mut scratch.numbers);
        hits.sort_by_key(|hit| (hit.span.start, std::cmp::Reverse(hit.span.end)));
        keep_off(hits, terms, names);
        if !companions.is_empty() {
            terms.sort_unstable_by_key(|hit| hit.span.start);
            companions.sort_unstable_by_key(|hit| hit.span.start);
            company.sort_unstable_by_key(|word| word.start);
            company::admit(part, companions, company, terms);
        }
        hits.append(terms);
        hits.sort_by_key(|hit| (hit.span.start, std::cmp::Reverse(hit.span.end)));
        drop_covered(hits);
        if let Some(reader) = &self.names {
            names.sort_unstable_by_key(|word| word.span.start);
            let all = self.mode == NameMode::All;
            scratch.named.clear();
            let lists = headed::lists(part, hits);
            let mut near = Near { part, found: hits, ends: Ends::of(part, hits), lists: &lists, next: 0 };
            reader.read(part, &self.lexicon, names, all, |span| near.holds(span), &mut scratch.named);
            if let Some(tagged) = &self.tagged {
                let person = |span| reader.person(part, &self.lexicon, span);
                tagged.join(
                    part,
                    Told { found: hits, lists: &lists },
                    all,
                    person,
                    &mut scratch.sentences,
                    &mut scratch.named,
                );
            }
            reader.fields(part, &self.lexicon, &mut scratch.named);
            hits.append(&mut scratch.named);
            hits.sort_by_key(|hit| (hit.span.start, std::cmp::Reverse(hit.span.end)));
        }
    }

    /// The pass over the bytes.
    fn pass(&self, part: &Part<'_>, scratch: &mut Scratch) {
        let text: &[u8] = &part.text;
        let Scratch { chunk, asked, cluster, numbers, words, memos, .. } = scratch;
        let looks_for_words = !self.lexicon.is_empty();
        chunk.wants_words = looks_for_words;
        let memo = memos.of(self.number);
        let mut carry = Carry::default();
        let mut word_start = 0;
        let mut digits_from = 0;
        let mut fields = Fields::of(part);
        let mut ats_from = 0;
        asked.begin();
        for (number, bytes) in text.chunks(CHUNK).enumerate() {
            let base = number * CHUNK;
            let in_word = carry.in_word();
            self.level.classify(bytes, &mut carry, chunk);
            if looks_for_words {
                let mut edges = chunk.edges();
                if in_word && let [end, rest @ ..] = edges {
                    self.word(text, Span::new(word_start, base + *end as usize), asked, memo, words);
                    edges = rest;
                }
                let (pairs, open) = edges.as_chunks::<2>();
                for batch in pairs.chunks(filter::BATCH) {
                    self.words(text, base, batch, asked, memo, words);
                }
                if let [start] = open {
                    word_start = base + *start as usize;
                }
            }
            if self.looks_for_numbers {
                self.numbers(&mut fields, base, &chunk.digits, &mut digits_from, cluster, numbers);
                self.addresses(part, base, &chunk.ats, &mut ats_from, numbers);
            }
        }
        if looks_for_words && carry.in_word() {
            self.word(text, Span::new(word_start, text.len()), asked, memo, words);
        }
        if self.looks_for_numbers {
            in_fields(part, |found| self.push(&found, numbers));
        }
    }

    /// One word that lies across the edge of a chunk.
    fn word(&self, text: &[u8], word: Span, asked: &mut filter::Batch, memo: &mut Memo, found: &mut FoundWords) {
        self.words(text, word.start, &[[0, word.len() as u32]], asked, memo, found);
    }

    /// Looks up those of a batch of words that the filter lets pass.
    #[inline(always)]
    fn words(
        &self,
        text: &[u8],
        base: usize,
        batch: &[[u32; 2]],
        asked: &mut filter::Batch,
        memo: &mut Memo,
        found: &mut FoundWords,
    ) {
        self.lexicon.ask(self.level, text, base, batch, asked);
        for (at, passed) in asked.passed() {
            let [start, end] = batch[at];
            let word = Span::new(base + start as usize, base + end as usize);
            if passed.in_pair() || passed.in_open_pair() {
                self.lexicon.look_up_pair(text, word, asked.pair(at), passed, found);
            }
            if passed.alone() {
                self.lexicon.look_up(text, word, passed, memo, found);
            }
        }
    }

    fn numbers(
        &self,
        fields: &mut Fields<'_, '_>,
        base: usize,
        masks: &[u64],
        from: &mut usize,
        cluster: &mut Cluster,
        hits: &mut Vec<Hit>,
    ) {
        for (block, &mask) in masks.iter().enumerate() {
            let mut mask = mask;
            while mask != 0 {
                let at = base + block * 64 + mask.trailing_zeros() as usize;
                mask &= mask - 1;
                if at >= *from {
                    *from = self.number_at(fields, at, cluster, hits);
                }
                let passed = from.saturating_sub(base + block * 64);
                mask &= if passed >= 64 { 0 } else { u64::MAX << passed };
            }
        }
    }

    /// Reads the cluster at `at` and gives the byte from which to look on.
    #[inline(never)]
    fn number_at(&self, fields: &mut Fields<'_, '_>, at: usize, cluster: &mut Cluster, hits: &mut Vec<Hit>) -> usize {
        let part = fields.part;
        let next = cluster.read(&part.text, at);
        let mut site = Site::new(part, fields.at(at), cluster, &self.cues);
        let mut anchor = 0;
        while anchor < cluster.anchors() {
            site.move_to(anchor);
            match identifiers::identify(&mut site) {
                Some(found) => {
                    self.push(&found, hits);
                    anchor += found.runs.max(1);
                }
                None => anchor += 1,
            }
        }
        // A found number may have taken runs that the next piece would read again.
        let taken = hits.last().map_or(0, |hit| hit.span.end);
        next.max(taken.min(part.text.len()))
    }

    fn push(&self, found: &Found, hits: &mut Vec<Hit>) {
        let rule = match (found.form, self.mistyped) {
            (Evidence::CheckDigitsFail, Some(mistyped)) => Some(mistyped),
            _ => self.rules.iter().find(|(kind, _)| *kind == found.kind).map(|(_, rule)| *rule),
        };
        if let Some(rule) = rule {
            hits.push(Hit {
                span: found.span,
                kind: found.kind,
                rule,
                certainty: found.certainty,
                form: found.form,
                named: found.named,
                synthetic: found.synthetic,
                near: true,
            });
        }
    }

    fn addresses(&self, part: &Part<'_>, base: usize, masks: &[u64], from: &mut usize, hits: &mut Vec<Hit>) {
        for (block, &mask) in masks.iter().enumerate() {
            let mut mask = mask;
            while mask != 0 {
                let at = base + block * 64 + mask.trailing_zeros() as usize;
                mask &= mask - 1;
                if at < *from {
                    continue;
                }
                let Some(span) = email::around(&part.text, at) else { continue };
                *from = span.end;
                self.push(
                    &Found {
                        span,
                        kind: Kind::Epost,
                        runs: 0,
                        certainty: Certainty::Certain,
                        form: Evidence::Pattern,
                        named: None,
                        synthetic: false,
                    },
                    hits,
                );
            }
        }
    }
}

/// The fields of a part, asked for in order of place.
struct Fields<'a, 'p> {
    part: &'a Part<'p>,
    last: usize,
}

impl<'a, 'p> Fields<'a, 'p> {
    fn of(part: &'a Part<'p>) -> Self {
        Fields { part, last: 0 }
    }

    /// The field that holds byte `at`, which lies behind those asked for before.
    fn at(&mut self, at: usize) -> Option<&'a Segment> {
        let fields = &self.part.segments[..];
        while fields.get(self.last + 1).is_some_and(|next| next.start as usize <= at) {
            self.last += 1;
        }
        fields.get(self.last).filter(|field| field.span().start <= at && at < field.span().end)
    }
}

/// Where names can matter: in fields, at the ends of telling documents, and near what was found.
struct Near<'a, 'p> {
    part: &'a Part<'p>,
    found: &'a [Hit],
    ends: Option<Ends>,
    /// Lists under telling headings.
    lists: &'a [Span],
    /// The first hit that does not begin before the name asked for last.
    next: usize,
}

impl Near<'_, '_> {
    fn is_listed(&self, span: Span) -> bool {
        let after = self.lists.partition_point(|list| list.start <= span.start);
        after.checked_sub(1).is_some_and(|at| self.lists[at].covers(span))
    }

    /// A name at `span` can matter. Names are asked for in order of place.
    fn holds(&mut self, span: Span) -> bool {
        if !self.part.segments.is_empty()
            || self.part.role != Role::Body
            || self.ends.is_some_and(|ends| ends.hold(span))
            || self.is_listed(span)
        {
            return true;
        }
        while self.found.get(self.next).is_some_and(|hit| hit.span.start < span.start) {
            self.next += 1;
        }
        let (before, behind) = self.found.split_at(self.next);
        before.iter().rev().take(4).any(|hit| span.start.saturating_sub(hit.span.end) <= NEAR)
            || behind.first().is_some_and(|hit| hit.span.start.saturating_sub(span.end) <= NEAR)
    }
}

/// Words inside an e-mail address or a street address are no terms and no names of their own.
fn keep_off(numbers: &[Hit], words: &mut Vec<Hit>, names: &mut Vec<NameWord>) {
    let inside = |span: Span| {
        let after = numbers.partition_point(|hit| hit.span.start <= span.start);
        numbers[..after]
            .iter()
            .rev()
            .take(4)
            .any(|hit| matches!(hit.kind, Kind::Epost | Kind::Adresse) && hit.span.covers(span))
    };
    words.retain(|hit| !inside(hit.span));
    names.retain(|word| !inside(word.span));
}

/// Of hits of one kind that cover one another, the widest stays.
fn drop_covered(hits: &mut Vec<Hit>) {
    let mut kept = 0;
    for at in 0..hits.len() {
        let hit = hits[at];
        let covered =
            hits[..kept].iter().rev().take(8).any(|wider| wider.kind == hit.kind && wider.span.covers(hit.span));
        if !covered {
            hits[kept] = hit;
            kept += 1;
        }
    }
    hits.truncate(kept);
}
