//! Persons' names out of listed words: a first name with what follows it, «Etternavn, Fornavn», two who share a surname, capitals.
//!
//! Listed words are found on the hot path; here the capitalised words around each are read, and what makes them something else
//! (a firm, a street, a school) turns them away. A name of one word is a weak hit.

use super::lexicon::{Lexicon, NameUse, NameWord};
use super::words::{begins_upper, is_all_upper, word_at, word_ending_at};
use crate::model::{Certainty, Evidence, Hit, Kind, Part, Role, Span};
use crate::rules::Rules;
use hashbrown::HashSet;

/// Words of one name, at most.
const MOST_WORDS: usize = 6;
/// Small words inside names.
const PARTICLES: &[&str] =
    &["van", "von", "der", "den", "de", "di", "da", "la", "af", "bin", "bint", "ibn", "el", "al", "ter"];

/// Words that make a capitalised word something else than a person.
pub struct NotPersons {
    after: HashSet<String>,
    before: HashSet<String>,
    firm_forms: HashSet<String>,
    compass: HashSet<String>,
    places: HashSet<String>,
}

impl NotPersons {
    fn new(rules: &Rules) -> Self {
        let list = |name: &str| rules.cue_list("not_persons", name).iter().cloned().collect();
        NotPersons {
            after: list("after_name"),
            before: list("before_name"),
            firm_forms: list("firm_forms"),
            compass: list("compass"),
            places: list("places"),
        }
    }
}

/// Joins listed words into names.
pub struct NameReader {
    rule: u16,
    not_persons: NotPersons,
}

/// A capitalised word of a run.
#[derive(Debug, Clone, Copy)]
struct RunWord {
    span: Span,
    usage: NameUse,
    initial: bool,
    particle: bool,
    /// Joined to the one before by «og».
    and: bool,
}

impl NameReader {
    /// A reader for the words of `rules`; `None` where names are not among the rules.
    pub fn new(rules: &Rules) -> Option<Self> {
        let rule = rules.index_of("personnavn")?;
        Some(NameReader { rule, not_persons: NotPersons::new(rules) })
    }

    /// Names around the listed words `words`, which rise; those for which `near` fails are left out.
    pub fn read(
        &self,
        part: &Part<'_>,
        lexicon: &Lexicon,
        words: &[NameWord],
        near: impl Fn(Span) -> bool,
        hits: &mut Vec<Hit>,
    ) {
        let mut done = 0;
        for word in words {
            if word.span.start < done || !near(word.span) {
                continue;
            }
            let field = part.segment_at(word.span.start);
            let within = field.map_or(Span::new(0, part.text.len()), |segment| segment.span());
            let is_party = field.is_some_and(|segment| segment.role == Role::Party);
            let run = self.run_around(&part.text, within, lexicon, *word);
            if let Some((span, certainty)) = self.judge(&part.text, within, &run, is_party) {
                hits.push(Hit {
                    span,
                    kind: Kind::Personnavn,
                    rule: self.rule,
                    certainty,
                    form: Evidence::Listed,
                    named: None,
                    synthetic: false,
                });
            }
            done = run.last().map_or(word.span.end, |last| last.span.end);
        }
    }

    /// The capitalised words that stand together around the listed `word`.
    fn run_around(&self, text: &[u8], within: Span, lexicon: &Lexicon, word: NameWord) -> Vec<RunWord> {
        let capitals = is_all_upper(word.span.of(text));
        let mut run = vec![RunWord { span: word.span, usage: word.usage, initial: false, particle: false, and: false }];
        // In a row of capitals every word is upper case: there only listed words and initials before it belong to the name.
        while run.len() < MOST_WORDS {
            let first = run[0];
            let Some(before) = self.neighbour_before(text, within, first.span, lexicon) else { break };
            let listed = before.usage.is_name() || before.initial;
            if capitals && !listed || before.particle {
                break;
            }
            run.insert(0, before);
        }
        while run.len() < MOST_WORDS + 2 {
            let last = run[run.len() - 1];
            let Some(after) = self.neighbour_after(text, within, last, lexicon, capitals) else { break };
            run.push(after);
        }
        while run.last().is_some_and(|last| last.particle || last.initial) && run.len() > 1 {
            run.pop();
        }
        run
    }

    fn neighbour_before(&self, text: &[u8], within: Span, from: Span, lexicon: &Lexicon) -> Option<RunWord> {
        let at = from.start;
        if at < within.start + 2 {
            return None;
        }
        let end = match &text[within.start..at] {
            [.., b'.', b' '] if is_initial_before(text, within.start, at - 2) => at - 2,
            [.., b'.'] if is_initial_before(text, within.start, at - 1) => at - 1,
            [.., b' ' | b'-'] => at - 1,
            [.., 0xC2, 0xA0] => at - 2,
            _ => return None,
        };
        let span = word_ending_at(&text[..end], end).filter(|span| span.start >= within.start)?;
        begins_upper(text, span.start).then(|| RunWord {
            span,
            usage: lexicon.name_use(text, span),
            initial: is_initial(span.of(text)),
            particle: false,
            and: false,
        })
    }

    fn neighbour_after(
        &self,
        text: &[u8],
        within: Span,
        last: RunWord,
        lexicon: &Lexicon,
        capitals: bool,
    ) -> Option<RunWord> {
        let end = last.span.end;
        let rest = &text[end..within.end];
        let gap = match rest {
            [b'.', b' ', ..] if last.initial => 2,
            [b'.', ..] if last.initial => 1,
            [b' ' | b'-', ..] => 1,
            [0xC2, 0xA0, ..] => 2,
            _ => return None,
        };
        let span = word_at(&text[..within.end], end + gap)?;
        let word = span.of(text);
        let mut run_word = RunWord {
            span,
            usage: lexicon.name_use(text, span),
            initial: is_initial(word),
            particle: false,
            and: false,
        };
        if begins_upper(text, span.start) {
            if capitals && !run_word.usage.is_name() && !run_word.initial && (is_and(word) || !is_all_upper(word)) {
                if is_and(word) {
                    return self.after_and(text, within, last, span, lexicon);
                }
                return None;
            }
            return Some(run_word);
        }
        let lower = word.to_ascii_lowercase();
        if PARTICLES.iter().any(|particle| particle.as_bytes() == lower) {
            run_word.particle = true;
            return Some(run_word);
        }
        if is_and(word) { self.after_and(text, within, last, span, lexicon) } else { None }
    }

    /// «Kari og Ola Nordmann»: the first name behind «og», where one stands before it.
    fn after_and(&self, text: &[u8], within: Span, last: RunWord, and: Span, lexicon: &Lexicon) -> Option<RunWord> {
        if !last.usage.first || text.get(and.end) != Some(&b' ') {
            return None;
        }
        let span = word_at(&text[..within.end], and.end + 1)?;
        let usage = lexicon.name_use(text, span);
        (usage.first && begins_upper(text, span.start)).then_some(RunWord {
            span,
            usage,
            initial: false,
            particle: false,
            and: true,
        })
    }

    fn judge(&self, text: &[u8], within: Span, run: &[RunWord], is_party: bool) -> Option<(Span, Certainty)> {
        let folded: Vec<String> =
            run.iter().map(|word| String::from_utf8_lossy(word.span.of(text)).to_lowercase()).collect();
        let last_end = run.last()?.span.end;
        let first_start = run.first()?.span.start;
        if self.leads_to_a_thing(text, within, last_end, &folded) {
            return None;
        }
        // What makes a thing of the words before it may stand inside the run: «Kari Nordmanns vei», «Per Nordmann Bygg AS».
        if folded.iter().skip(1).any(|word| self.not_persons.after.contains(word) && !is_listed(run, &folded, word)) {
            return None;
        }
        if folded.iter().any(|word| self.not_persons.firm_forms.contains(word)) && folded.len() > 1 {
            return None;
        }
        let before = word_ending_at(text, trim_end(text, within.start, first_start))
            .filter(|word| word.start >= within.start && first_start - word.end <= 2)
            .map(|word| String::from_utf8_lossy(word.of(text)).to_lowercase());
        if before
            .as_ref()
            .is_some_and(|word| self.not_persons.before.contains(word) || self.not_persons.compass.contains(word))
        {
            return None;
        }
        // From the first listed word to the last one that can belong to the name.
        let start = (0..run.len()).find(|&at| {
            !self.not_persons.before.contains(&folded[at])
                && !self.not_persons.compass.contains(&folded[at])
                && (run[at].usage.is_name() || run[at].initial || at + 1 < run.len() && run[at + 1].usage.last)
        })?;
        let name = &run[start..];
        if start > 0 && self.not_persons.before.contains(&folded[start - 1]) {
            return None;
        }
        let capitals = is_all_upper(name[0].span.of(text)) && name[0].span.len() > 2;
        let firsts = name.iter().filter(|word| word.usage.first).count();
        let strong_firsts = name.iter().filter(|word| word.usage.first && !word.usage.also_word).count();
        let lasts = name.iter().skip(1).filter(|word| word.usage.last).count();
        let strong_lasts = name.iter().filter(|word| word.usage.last && !word.usage.also_word).count();
        let has_initial = name.iter().any(|word| word.initial);
        let all_places = folded[start..].iter().all(|word| self.not_persons.places.contains(word));
        let span = Span::new(name[0].span.start, last_end);
        if name.len() == 1 {
            // One word alone is a name only where it is nothing else.
            return (!name[0].usage.also_word && !all_places).then_some((span, Certainty::Weak));
        }
        if all_places {
            return None;
        }
        let first_is_first = name[0].usage.first;
        let certainty = match () {
            () if first_is_first && lasts > 0 && strong_firsts + strong_lasts > 0 => Certainty::Certain,
            () if first_is_first && lasts > 0 && (firsts > 1 || name.len() == 2) => Certainty::Likely,
            () if strong_firsts > 0 && first_is_first && (!capitals || name.len() <= 4) => Certainty::Likely,
            () if has_initial && lasts + strong_lasts > 0 => Certainty::Likely,
            () if strong_lasts > 0 && !capitals && name.last().is_some_and(|word| word.usage.last) => Certainty::Likely,
            () if is_party && (strong_lasts + firsts > 0) => Certainty::Likely,
            () if strong_firsts + strong_lasts > 0 => Certainty::Weak,
            () => return None,
        };
        Some((span, certainty))
    }

    /// The next word, or the one behind a capitalised one, makes a firm, street or school of what stands before it.
    fn leads_to_a_thing(&self, text: &[u8], within: Span, end: usize, folded: &[String]) -> bool {
        let Some(next) = text[..within.end].get(end..).and_then(|rest| match rest {
            [b' ', b'&', b' ', ..] => Some(Span::new(end + 1, end + 2)),
            [b' ' | b'-', ..] => word_at(&text[..within.end], end + 1),
            _ => None,
        }) else {
            // «Nordmann 14»: a street or a farm, where one word stands alone.
            return folded.len() == 1
                && text[..within.end].get(end) == Some(&b' ')
                && text[..within.end].get(end + 1).is_some_and(u8::is_ascii_digit);
        };
        let word = String::from_utf8_lossy(next.of(text)).to_lowercase();
        if word == "&" || self.not_persons.after.contains(&word) {
            return true;
        }
        begins_upper(text, next.start)
            && word_at(&text[..within.end], (next.end + 1).min(within.end)).is_some_and(|third| {
                self.not_persons.firm_forms.contains(&String::from_utf8_lossy(third.of(text)).to_lowercase())
            })
    }
}

fn is_listed(run: &[RunWord], folded: &[String], word: &str) -> bool {
    folded
        .iter()
        .zip(run)
        .any(|(other, run_word)| other == word && run_word.usage.is_name() && !run_word.usage.also_word)
}

fn is_and(word: &[u8]) -> bool {
    word.eq_ignore_ascii_case(b"og") || word == b"&"
}

/// One letter.
fn is_initial(word: &[u8]) -> bool {
    std::str::from_utf8(word).is_ok_and(|word| word.chars().count() == 1)
}

fn is_initial_before(text: &[u8], floor: usize, end: usize) -> bool {
    word_ending_at(text, end).is_some_and(|span| span.start >= floor && is_initial(span.of(text)))
}

fn trim_end(text: &[u8], floor: usize, mut at: usize) -> usize {
    while at > floor && matches!(text[at - 1], b' ' | b'.') {
        at -= 1;
    }
    at
}
