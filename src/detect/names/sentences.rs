//! The trained tagger beside the lists: which sentences it is asked about, and how its names and the listed ones become one.
//!
//! It reads every short field, and in running text the ends and the sentences in which something telling was found; with `--names all` the
//! rest, too. What is far from everything telling explains nothing, so both ways give the same severities.

use super::evidence::Memory;
use super::tagger::{TaggedPerson, Tagger, TaggerScratch};
use crate::detect::ends::Ends;
use crate::detect::filter::fold_hash;
use crate::detect::headed;
use crate::detect::sentence;
use crate::model::{Certainty, Evidence, Group, Hit, Kind, Part, Role, Span};
use crate::rules::Rules;
use hashbrown::HashTable;

/// Bytes of a field that is read as a whole; a longer one is running text.
const LONGEST_FIELD: usize = 300;
/// Bytes before a number in which the name that it belongs to may stand on a line of its own.
const ABOVE: usize = 200;
/// Margin from which a name of one word is taken for one, and of several words (data/names.model.md: two in three below it are
/// persons, nineteen in twenty above).
const SURE: (f32, f32) = (4.0, 1.0);
/// Margin below which it is dropped: of one word that is on no list; of all else none is.
const LEAST: (f32, f32) = (1.0, 0.0);
/// Margin from which there is no doubt.
const CERTAIN: f32 = 8.0;

/// Pieces of the same text: the fields of journals say the same again and again.
#[derive(Default)]
struct Alike {
    /// By piece, the first that says the same.
    first: Vec<u32>,
    /// By piece, how often what it says stands there; 0 where another said it before.
    times: Vec<u16>,
    /// By piece, from and to among the persons found.
    persons: Vec<(u32, u32)>,
    seen: HashTable<u32>,
}

impl Alike {
    fn gather(&mut self, text: &[u8], pieces: &[Span]) {
        let Alike { first, times, persons, seen } = self;
        first.clear();
        times.clear();
        persons.clear();
        seen.clear();
        let said = |at: u32| pieces[at as usize].of(text);
        for number in 0..pieces.len() as u32 {
            let entry = seen.entry(fold_hash(said(number)), |&at| said(at) == said(number), |&at| fold_hash(said(at)));
            let known = *entry.or_insert(number).get();
            first.push(known);
            times.push(0);
            times[known as usize] = times[known as usize].saturating_add(1);
        }
    }
}

/// What makes persons matter.
#[derive(Debug, Clone, Copy)]
pub struct Told<'a> {
    /// What else was found.
    pub found: &'a [Hit],
    /// Lists under telling headings, in order of place.
    pub lists: &'a [Span],
}

/// What of a tagged span is a person's name.
#[derive(Debug, Clone, Copy)]
pub struct TaggedAs {
    /// Bytes in the part.
    pub span: Span,
    /// How many words it has.
    pub words: usize,
    /// One of them is a listed name and nothing else.
    pub is_listed: bool,
    /// It is one unlisted word of a row in a field: such rows are places and firms more often than persons.
    pub in_a_row: bool,
}

/// Asks the tagger about the sentences that matter.
pub struct TaggedNames {
    tagger: Tagger,
    rule: u16,
    /// By rule, whether a person beside what it finds changes anything: organisation numbers are open, whoever stands there.
    telling: Vec<bool>,
    /// Of the rules whose lists it asks.
    hash: String,
}

/// A worker's memory.
#[derive(Default)]
pub struct Scratch {
    /// The hash of the rules whose lists have been asked.
    rules: String,
    tagger: TaggerScratch,
    memory: Memory,
    pieces: Vec<Span>,
    alike: Alike,
    persons: Vec<TaggedPerson>,
    joined: Vec<Hit>,
}

impl TaggedNames {
    /// The built-in model with the lists of `rules`; `None` where names are not among the rules.
    pub fn new(rules: &Rules) -> Option<Self> {
        let rule = rules.index_of("personnavn")?;
        let telling = rules.rules.iter().map(|rule| rules.weighs(rule)).collect();
        Some(TaggedNames { tagger: Tagger::new(rules), rule, telling, hash: rules.hash.clone() })
    }

    /// Joins the tagger's names to `names`, those of the lists, in order of place. `told` says where persons matter;
    /// `all` asks for the whole text. `person` gives what of a tagged span is a person's name.
    pub fn join(
        &self,
        part: &Part<'_>,
        told: Told<'_>,
        all: bool,
        person: impl Fn(Span) -> Option<TaggedAs>,
        scratch: &mut Scratch,
        names: &mut Vec<Hit>,
    ) {
        if scratch.rules != self.hash {
            // What is remembered of words is of other lists.
            *scratch = Scratch { rules: self.hash.clone(), ..Scratch::default() };
        }
        let Told { found, lists } = told;
        scratch.pieces.clear();
        self.telling_pieces(part, found, lists, &mut scratch.pieces);
        let near = scratch.pieces.len();
        if all {
            other_pieces(part, near, &mut scratch.pieces);
        }
        let Scratch { tagger, memory, pieces, alike, persons, joined, .. } = scratch;
        memory.clear();
        alike.gather(&part.text, &pieces[..near]);
        for (&piece, &times) in pieces[..near].iter().zip(&alike.times).filter(|(_, times)| **times > 0) {
            self.tagger.note(&part.text, piece, times, tagger, memory);
        }
        memory.settle();
        joined.clear();
        persons.clear();
        for (number, &piece) in pieces.iter().enumerate() {
            // What stands there again says the same again.
            let first = alike.first.get(number).map_or(number, |first| *first as usize);
            if first == number {
                let from = persons.len() as u32;
                self.tagger.tag(&part.text, piece, Some(memory), tagger, persons);
                alike.persons.push((from, persons.len() as u32));
            } else {
                alike.persons.push(alike.persons[first]);
            }
            let (from, to) = alike.persons[number];
            joined.extend(persons[from as usize..to as usize].iter().filter_map(|tagged| {
                let moved = |at: usize| at - pieces[first].start + piece.start;
                let span = Span::new(moved(tagged.span.start), moved(tagged.span.end));
                let person = person(span).filter(|person| !is_taken(found, person))?;
                self.hit(person, tagged.margin, number < near)
            }));
        }
        joined.sort_unstable_by_key(|hit| hit.span.start);
        let is_read = |span: Span| {
            let after = pieces[..near].partition_point(|piece| piece.start <= span.start);
            after > 0 && pieces[after - 1].covers(span)
        };
        names.retain(|listed| keep_listed(listed, joined, is_read(listed.span)));
        names.append(joined);
        names.sort_by_key(|hit| hit.span.start);
    }

    /// The fields, the ends, and the sentences in which something was found; in order, none over another.
    fn telling_pieces(&self, part: &Part<'_>, found: &[Hit], lists: &[Span], pieces: &mut Vec<Span>) {
        let text: &[u8] = &part.text;
        if part.segments.is_empty() {
            if part.role != Role::Body {
                sentences(text, Span::new(0, text.len()), pieces);
            } else {
                let all = Span::new(0, text.len());
                let none = Ends { head: Span::new(0, 0), foot: Span::new(all.end, all.end) };
                let Ends { head, foot } = Ends::of(part, found).unwrap_or(none);
                sentences(text, head, pieces);
                self.around_hits(text, Span::new(head.end, foot.start), found, pieces);
                sentences(text, foot, pieces);
                with_rows(text, lists, pieces);
            }
            return;
        }
        for segment in &part.segments {
            let field = segment.span();
            if field.len() <= LONGEST_FIELD {
                // Without a capital there is no name: numbers, dates, codes.
                if field.of(text).iter().any(|byte| byte.is_ascii_uppercase() || *byte >= 0x80) {
                    pieces.push(field);
                }
                continue;
            }
            let first = found.partition_point(|hit| hit.span.start < field.start);
            let count = found[first..].iter().take_while(|hit| hit.span.start < field.end).count();
            self.around_hits(text, field, &found[first..first + count], pieces);
        }
    }

    /// The sentences of `field` with those of the `hits` that stand in it, and the lines above a number.
    fn around_hits(&self, text: &[u8], field: Span, hits: &[Hit], pieces: &mut Vec<Span>) {
        let mut done = field.start;
        for hit in hits.iter().filter(|hit| self.telling[usize::from(hit.rule)]) {
            if hit.span.end <= done || !field.covers(hit.span) {
                continue;
            }
            let around = sentence::around(text, field, hit.span);
            let mut start = around.start.max(done);
            if hit.kind.group() == Group::Identifiers {
                let from = start.saturating_sub(ABOVE).max(done);
                let begins_a_line = from == field.start;
                let line = memchr::memchr(b'\n', &text[from..start]).map_or(start, |line| from + line + 1);
                start = if begins_a_line { from } else { line };
            }
            sentences(text, Span::new(start, around.end.max(start)), pieces);
            done = around.end.max(start);
        }
    }

    fn hit(&self, person: TaggedAs, margin: f32, near: bool) -> Option<Hit> {
        let sure = if person.words > 1 { SURE.1 } else { SURE.0 };
        let least = match person {
            TaggedAs { in_a_row: true, .. } => SURE.0,
            _ if person.words > 1 || person.is_listed => LEAST.1,
            _ => LEAST.0,
        };
        let certainty = match margin {
            margin if margin < least => return None,
            margin if margin < sure => Certainty::Weak,
            margin if margin < CERTAIN || person.words == 1 => Certainty::Likely,
            _ => Certainty::Certain,
        };
        Some(Hit {
            span: person.span,
            kind: Kind::Personnavn,
            rule: self.rule,
            certainty,
            form: Evidence::Model,
            named: None,
            synthetic: false,
            near,
        })
    }
}

/// The span is part of a number or its name («IBAN NO…»), or a telling term and on no list of names.
fn is_taken(found: &[Hit], person: &TaggedAs) -> bool {
    let behind = found.partition_point(|hit| hit.span.start < person.span.end);
    found[..behind].iter().rev().take(4).any(|hit| {
        let is_number = hit.kind.group() == Group::Identifiers && hit.span.overlaps(person.span);
        is_number || !person.is_listed && hit.span.covers(person.span)
    })
}

/// A listed name stays beside the `tagged` ones, of which those that it settles are taken away or made surer.
fn keep_listed(listed: &Hit, tagged: &mut Vec<Hit>, was_read: bool) -> bool {
    let first = tagged.partition_point(|hit| hit.span.end <= listed.span.start);
    let count = tagged[first..].iter().take_while(|hit| hit.span.start < listed.span.end).count();
    if listed.near && !tagged[first..first + count].iter().any(|hit| hit.near) && !was_read {
        // The tagger reads the sentence only where all names are asked for: that must not change what is near.
        tagged.drain(first..first + count);
        return true;
    }
    match &mut tagged[first..first + count] {
        // The tagger has read the sentence and sees no person: a single word is none.
        [] => !(was_read && listed.certainty == Certainty::Weak),
        [one] if listed.span.covers(one.span) && listed.span != one.span && listed.certainty > Certainty::Weak => {
            tagged.remove(first);
            true
        }
        several => {
            for one in several {
                one.certainty = one.certainty.max(listed.certainty);
                one.near |= listed.near;
            }
            false
        }
    }
}

/// Reads the rows of `lists` one by one, whatever else is read of them.
fn with_rows(text: &[u8], lists: &[Span], pieces: &mut Vec<Span>) {
    let mut done = 0;
    for &list in lists {
        let list = Span::new(list.start.max(done), list.end.max(done));
        done = list.end;
        let from = pieces.partition_point(|piece| piece.end <= list.start);
        let to = pieces.partition_point(|piece| piece.start < list.end).max(from);
        // What begins before the list or ends behind it is cut there.
        let before = pieces[from..to].first().filter(|piece| piece.start < list.start);
        let behind = pieces[from..to].last().filter(|piece| piece.end > list.end);
        let before = before.map(|piece| Span::new(piece.start, list.start));
        let behind = behind.map(|piece| Span::new(list.end, piece.end));
        let rows = headed::rows(text, list).filter(|row| !row.is_empty());
        let rows: Vec<Span> = before.into_iter().chain(rows).chain(behind).collect();
        pieces.splice(from..to, rows);
    }
}

/// What lies between the first `near` of the `pieces`.
fn other_pieces(part: &Part<'_>, near: usize, pieces: &mut Vec<Span>) {
    let mut gaps = Vec::new();
    let fields = if part.segments.is_empty() {
        vec![Span::new(0, part.text.len())]
    } else {
        part.segments.iter().map(|segment| segment.span()).collect()
    };
    let mut next = 0;
    for field in fields {
        let mut at = field.start;
        while let Some(piece) = pieces[..near].get(next).filter(|piece| piece.start < field.end) {
            gaps.push(Span::new(at, piece.start.max(at)));
            at = at.max(piece.end);
            next += 1;
        }
        gaps.push(Span::new(at, field.end.max(at)));
    }
    for gap in gaps {
        sentences(&part.text, gap, pieces);
    }
}

/// Cuts `span` into sentences, which begin with no blank.
fn sentences(text: &[u8], span: Span, pieces: &mut Vec<Span>) {
    let mut at = span.start;
    loop {
        at += text[at..span.end].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        if at >= span.end {
            return;
        }
        let end = sentence::end(text, at, span.end, sentence::LONGEST).max(at + 1);
        pieces.push(Span::new(at, end));
        at = end;
    }
}
