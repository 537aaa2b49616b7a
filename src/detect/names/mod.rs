//! Persons' names out of listed words: a first name with what follows it, «Etternavn, Fornavn», two who share a surname, capitals.
//!
//! Listed words are found on the hot path; here the capitalised words around each are read, and what makes them something else
//! (a firm, a street, a school) turns them away. A name of one word is a weak hit.

pub mod evidence;
pub mod features;
pub mod full_name;
pub mod gazetteer;
pub mod model;
pub mod sentences;
mod tagged;
pub mod tagger;
pub mod tokens;
pub mod word;

use super::fold::Folded;
use super::identifiers::is_of_a_road;
use super::lexicon::{Lexicon, NameUse, NameWord};
use super::words::{begins_upper, character_from, is_all_upper, word_after, word_at, word_ending_at};
use crate::model::{Certainty, Evidence, Hit, Kind, Part, Role, Span};
use crate::rules::Rules;
use hashbrown::HashSet;
use std::sync::Arc;

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
    units: HashSet<String>,
    times: HashSet<String>,
    openers: HashSet<String>,
    titles: HashSet<String>,
    /// How titles end: «miljørådgiver», «laboratorieleder».
    title_endings: Vec<String>,
    /// How organisations end: «Sentrumsforening».
    organisation_endings: Vec<String>,
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
            times: list("times"),
            openers: list("openers"),
            titles: std::iter::once("dear".to_owned())
                .chain(rules.cue_list("officials", "titles").iter().filter(|title| !title.contains(' ')).cloned())
                .collect(),
            title_endings: rules.cue_list("officials", "title_endings").to_vec(),
            organisation_endings: rules.cue_list("not_persons", "organisation_endings").to_vec(),
            units: rules.cue_list("officials", "units").iter().cloned().collect(),
        }
    }
}

/// Joins listed words into names.
pub struct NameReader {
    rule: u16,
    not_persons: NotPersons,
    name_labels: HashSet<String>,
    /// «Mr», «fru»: nobody but a person is called so.
    forms_of_address: HashSet<String>,
}

/// A capitalised word of a run.
#[derive(Debug, Clone, Copy)]
struct RunWord {
    span: Span,
    usage: NameUse,
    initial: bool,
    particle: bool,
}

impl NameReader {
    /// A reader for the words of `rules`; `None` where names are not among the rules.
    pub fn new(rules: &Rules) -> Option<Self> {
        let rule = rules.index_of("personnavn")?;
        let list = |name: &str| rules.cue_list("persons", name).iter().cloned().collect();
        Some(NameReader {
            rule,
            not_persons: NotPersons::new(rules),
            name_labels: list("name_labels"),
            forms_of_address: list("forms_of_address"),
        })
    }

    /// Names around the listed words `words`, which rise. Those for which `near` fails are read where `all` names are asked for.
    pub fn read(
        &self,
        part: &Part<'_>,
        lexicon: &Lexicon,
        words: &[NameWord],
        all: bool,
        mut near: impl FnMut(Span) -> bool,
        hits: &mut Vec<Hit>,
    ) {
        let mut done = 0;
        for word in words {
            let is_near = near(word.span);
            if word.span.start < done || !is_near && !all {
                continue;
            }
            let field = part.segment_at(word.span.start);
            let within = field.map_or(Span::new(0, part.text.len()), |segment| segment.span());
            let is_party = field.is_some_and(|segment| segment.role == Role::Party);
            if word.usage.honorific && !word.usage.is_name() {
                if let Some((span, certainty)) = self.behind_honorific(&part.text, within, lexicon, word.span) {
                    hits.push(self.hit(span, certainty, is_near));
                    done = span.end;
                }
                continue;
            }
            let run = self.run_around(&part.text, within, lexicon, *word);
            let is_near = is_near
                || run
                    .iter()
                    .any(|other| other.usage.is_name() && other.span.start > word.span.start && near(other.span));
            let judged = self.judge(&part.text, within, lexicon, &run, is_party);
            if let Some((span, certainty)) = judged.filter(|(span, _)| {
                let words = words_in(&part.text, *span);
                let folded: Vec<String> = words.iter().map(|word| lower(word.of(&part.text))).collect();
                field.is_none() || !self.is_a_thing_in_a_title(&part.text, within, lexicon, &words, &folded)
            }) {
                let span = self.without_title(&part.text, span);
                hits.push(self.hit(span, certainty, is_near));
                done = span.end;
            }
            done = done.max(run.last().map_or(word.span.end, |last| last.span.end));
        }
    }

    fn hit(&self, span: Span, certainty: Certainty, near: bool) -> Hit {
        Hit {
            span,
            kind: Kind::Personnavn,
            rule: self.rule,
            certainty,
            form: Evidence::Listed,
            named: None,
            synthetic: false,
            near,
        }
    }

    /// The word is an official's title, or ends as one.
    fn is_title(&self, text: &[u8], word: Span) -> bool {
        let NotPersons { titles, title_endings, .. } = &self.not_persons;
        let is_listed = |folded: Folded| std::str::from_utf8(folded.as_bytes()).is_ok_and(|word| titles.contains(word));
        ends_with_any(word.of(text), title_endings) || Folded::new(word.of(text)).is_some_and(is_listed)
    }

    /// The name `span` less a title before it: «LABORATORIELEDER KARI NORDMANN».
    fn without_title(&self, text: &[u8], span: Span) -> Span {
        let Some(first) = word_at(text, span.start).filter(|first| first.end < span.end) else { return span };
        match word_after(text, first.end) {
            Some(next) if next.end < span.end && self.is_title(text, first) => Span::new(next.start, span.end),
            _ => span,
        }
    }

    /// What the words in and around a name in a title make of it: in quotation marks it is a boat's, a dog's or a work's; behind a word
    /// for a thing the thing's; with the ending of a road or a farm that of a place; in a row of places one of them.
    fn is_a_thing_in_a_title(
        &self,
        text: &[u8],
        within: Span,
        lexicon: &Lexicon,
        words: &[Span],
        folded: &[String],
    ) -> bool {
        let (Some(first), Some(last)) = (words.first(), words.last()) else { return false };
        let NotPersons { before, after, .. } = &self.not_persons;
        let (ahead, behind) = (&text[within.start..first.start], &text[last.end..within.end]);
        let is_name = |at: usize| lexicon.name_use(text, words[at]).is_name();
        let is_quoted = ahead.ends_with("«".as_bytes()) || behind.starts_with("»".as_bytes());
        let is_firm = ahead.ends_with(b"A/S ") || [&b" A/S"[..], b" a/s"].iter().any(|form| behind.starts_with(form));
        let names_a_thing = words.len() > 1 && before.contains(&folded[0]) && !is_name(0)
            || (1..words.len()).any(|at| after.contains(&folded[at]) && !is_name(at));
        let lead = word_ending_at(text, trim_end(text, within.start, first.start))
            .filter(|lead| lead.start >= within.start && first.start - lead.end <= 1);
        let is_behind_a_thing = lead.is_some_and(|lead| before.contains(&lower(lead.of(text))));
        // «BRITA-BAKKEN», «JON-VEGEN»
        let place = String::from_utf8_lossy(&text[first.start..last.end]).to_lowercase();
        let is_place = place.rsplit_once('-').is_some_and(|(_, end)| {
            !end.contains(' ') && !is_name(words.len() - 1) && (after.contains(end) || is_of_a_road(end.as_bytes()))
        });
        // «Nordmann, Kari» has a first name behind its comma.
        let row = words.windows(2).position(|pair| text[pair[0].end..pair[1].start].contains(&b','));
        let is_row = row.is_some_and(|at| {
            let goes_on = behind.starts_with(b" OG ") || behind.starts_with(b" og ") || behind.starts_with(b", ");
            goes_on && !lexicon.name_use(text, words[at + 1]).first
        });
        // «HC-BEVIS», «E-POST»
        let is_joined = text[first.start..last.end].contains(&b'-') && !text[first.start..last.end].contains(&b' ');
        let is_word = is_joined && !(0..words.len()).any(is_name);
        is_quoted || is_firm || names_a_thing || is_behind_a_thing || is_place || is_row || is_word
    }

    /// Fields that are there to hold a name: the whole field is one where it is written like one, listed or not.
    /// `hits` are the names found so far, in order of place.
    pub fn fields(&self, part: &Part<'_>, lexicon: &Lexicon, hits: &mut Vec<Hit>) {
        let listed = hits.len();
        let mut last_label: Option<(&Arc<str>, bool)> = None;
        for segment in &part.segments {
            let by_label = match last_label {
                Some((label, is_name)) if Arc::ptr_eq(label, &segment.label) => is_name,
                _ => self.is_name_label(&segment.label),
            };
            last_label = Some((&segment.label, by_label));
            if !by_label && segment.role != Role::Party || segment.role == Role::Official {
                continue;
            }
            let field = segment.span();
            let at = hits[..listed].partition_point(|hit| hit.span.end <= field.start);
            let known = (at < listed && hits[at].span.start < field.end).then_some(at);
            let sure = known.is_some_and(|at| hits[at].certainty > Certainty::Weak);
            let Some(span) = self.whole_field(&part.text, field, lexicon).filter(|_| !sure) else { continue };
            let mut hit = self.hit(span, Certainty::Likely, true);
            hit.named = by_label.then_some(Evidence::Label);
            match known {
                Some(at) => hits[at] = hit,
                None => hits.push(hit),
            }
        }
    }

    fn is_name_label(&self, label: &str) -> bool {
        !label.is_empty() && self.name_labels.contains(label.trim_start_matches('@').to_lowercase().as_str())
    }

    /// Two to five words with capitals, particles and initials among them, and nothing that makes a thing of them.
    fn whole_field(&self, text: &[u8], field: Span, lexicon: &Lexicon) -> Option<Span> {
        let value = std::str::from_utf8(field.of(text)).ok()?;
        let trimmed = value.trim();
        if trimmed.len() > 80
            || trimmed.bytes().any(|b| b.is_ascii_digit() || matches!(b, b'/' | b'(' | b'@' | b':' | b';'))
        {
            return None;
        }
        let words: Vec<&str> = trimmed.split([' ', ',']).filter(|word| !word.is_empty()).collect();
        let is_capital = |word: &&&str| word.chars().next().is_some_and(char::is_uppercase);
        let capitals = words.iter().filter(is_capital).count();
        let others_fit = words.iter().filter(|word| !is_capital(word)).all(|word| PARTICLES.contains(word));
        if !(2..=5).contains(&capitals) || !others_fit || trimmed.matches(',').count() > 1 {
            return None;
        }
        let all_upper = trimmed.chars().all(|letter| !letter.is_lowercase());
        let start = field.start + value.find(trimmed)?;
        let span = Span::new(start, start + trimmed.len());
        let mut listed = 0;
        for part in trimmed.split([' ', ',', '-', '.']).filter(|word| !word.is_empty()) {
            let lower = part.to_lowercase();
            let at = span.start + (part.as_ptr() as usize - trimmed.as_ptr() as usize);
            listed += usize::from(lexicon.name_use(text, Span::new(at, at + part.len())).is_name());
            let not_person = &self.not_persons;
            if not_person.after.contains(&lower)
                || ends_with_any(lower.as_bytes(), &not_person.organisation_endings)
                || not_person.before.contains(&lower)
                || not_person.firm_forms.contains(&lower)
                || not_person.compass.contains(&lower)
                || not_person.units.contains(&lower)
            {
                return None;
            }
        }
        // In capitals, or where a word is a place, only lists tell a person from a firm.
        let places = words.iter().filter(|word| self.not_persons.places.contains(&word.to_lowercase())).count();
        (listed > 0 || !all_upper && places == 0).then_some(span)
    }

    /// «Mr Dilshan Ramanathan», «fru Nordmann»: one to three words with a capital behind the title.
    fn behind_honorific(&self, text: &[u8], within: Span, lexicon: &Lexicon, title: Span) -> Option<(Span, Certainty)> {
        let mut at = title.end;
        let mut name: Option<Span> = None;
        let mut count = 0;
        while count < 3 {
            let gap = match &text[at..within.end] {
                [b'.', b' ', ..] if count == 0 => 2,
                [b' ' | b'-', ..] => 1,
                _ => break,
            };
            let Some(word) = word_at(&text[..within.end], at + gap).filter(|word| begins_upper(text, word.start))
            else {
                break;
            };
            name = Some(Span::new(name.map_or(word.start, |name| name.start), word.end));
            at = word.end;
            count += 1;
        }
        let span = name?;
        let thing = self.leads_to_a_thing(text, within, span.end, &[String::new()]);
        let listed = word_at(text, span.start).is_some_and(|word| lexicon.name_use(text, word).is_name());
        // «Mr Okonjo» is somebody, «Gjelder Okonjo» may be anything.
        let first = word_at(text, span.start).map(|word| lower(word.of(text))).unwrap_or_default();
        let is_place = self.not_persons.places.contains(&first);
        let addressed = self.forms_of_address.contains(&lower(title.of(text))) && !is_place;
        (!thing).then_some((span, if count > 1 || listed || addressed { Certainty::Likely } else { Certainty::Weak }))
    }

    /// The capitalised words that stand together around the listed `word`.
    fn run_around(&self, text: &[u8], within: Span, lexicon: &Lexicon, word: NameWord) -> Vec<RunWord> {
        let capitals = is_all_upper(word.span.of(text));
        let mut run = vec![RunWord { span: word.span, usage: word.usage, initial: false, particle: false }];
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
        // «KAIPLASS I MÅLØY»: a preposition, and no initial.
        let is_small = span.end == end && is_small_word(span.of(text));
        (begins_upper(text, span.start) && !is_small).then(|| RunWord {
            span,
            usage: lexicon.name_use(text, span),
            initial: is_initial(span.of(text)),
            particle: false,
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
            // A line of running text ends inside the name.
            [b'\n', ..] if last.usage.first => 1,
            [b'\r', b'\n', ..] if last.usage.first => 2,
            _ => return None,
        };
        let broken = rest[0] == b'\n' || rest[0] == b'\r';
        let span = word_at(&text[..within.end], end + gap)?;
        if broken && !(begins_upper(text, span.start) && lexicon.name_use(text, span).last) {
            return None;
        }
        let word = span.of(text);
        let mut run_word = RunWord { span, usage: NameUse::default(), initial: is_initial(word), particle: false };
        if begins_upper(text, span.start) {
            if capitals && text.get(span.end) != Some(&b'.') && is_small_word(word) {
                return None;
            }
            run_word.usage = lexicon.name_use(text, span);
            if capitals && !run_word.usage.is_name() && !run_word.initial && (is_and(word) || !is_all_upper(word)) {
                if is_and(word) {
                    return self.after_and(text, within, last, span, lexicon);
                }
                return None;
            }
            return Some(run_word);
        }
        if PARTICLES.iter().any(|particle| word.eq_ignore_ascii_case(particle.as_bytes())) {
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
        })
    }

    fn judge(
        &self,
        text: &[u8],
        within: Span,
        lexicon: &Lexicon,
        run: &[RunWord],
        is_party: bool,
    ) -> Option<(Span, Certainty)> {
        let folded: Vec<String> = run.iter().map(|word| lower(word.span.of(text))).collect();
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
            .map(|word| lower(word.of(text)));
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
        if let Some(end) = self.given_name_behind_comma(text, within, lexicon, name) {
            return Some((Span::new(span.start, end), Certainty::Likely));
        }
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

    /// «Nordmann, Kari»: the end of the first names behind the comma.
    fn given_name_behind_comma(&self, text: &[u8], within: Span, lexicon: &Lexicon, name: &[RunWord]) -> Option<usize> {
        let last = name.last().filter(|last| last.usage.last && name.len() <= 2)?;
        let rest = &text[last.span.end..within.end];
        let gap = if rest.starts_with(b", ") { 2 } else { usize::from(rest.starts_with(b",")) };
        let first = (gap > 0).then(|| word_at(&text[..within.end], last.span.end + gap)).flatten()?;
        let usage = lexicon.name_use(text, first);
        if !usage.first || usage.also_word && last.usage.also_word || !begins_upper(text, first.start) {
            return None;
        }
        let mut end = first.end;
        while let Some(next) =
            text.get(end).filter(|b| matches!(b, b' ' | b'-')).and_then(|_| word_at(&text[..within.end], end + 1))
        {
            let usage = lexicon.name_use(text, next);
            if !begins_upper(text, next.start)
                || !usage.first && !is_initial(next.of(text))
                || usage.last && !usage.first
            {
                break;
            }
            end = next.end;
        }
        // «Hansen, Olsen og Berg»: surnames in a row. A first name that a surname follows begins another person.
        let another = word_at(&text[..within.end], (end + 1).min(within.end)).is_some_and(|next| {
            text[end] == b' ' && begins_upper(text, next.start) && lexicon.name_use(text, next).last
        });
        (!another).then_some(end)
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
        // «Olav Duun-stemna».
        if text[end] == b'-' && next.of(text)[0].is_ascii_lowercase() {
            return true;
        }
        let word = lower(next.of(text));
        // «Torgs plass» is a square; «vi har tilbudt Kari Nordmann plass» is none.
        if word == "plass" && text[end - 1] != b's' {
            return false;
        }
        if word == "&" || self.not_persons.after.contains(&word) {
            return true;
        }
        begins_upper(text, next.start)
            && word_at(&text[..within.end], (next.end + 1).min(within.end))
                .is_some_and(|third| self.not_persons.firm_forms.contains(&lower(third.of(text))))
    }
}

/// A preposition, or another small word, which only capitals make look like a name.
fn is_small_word(word: &[u8]) -> bool {
    const SMALL: [&str; 24] = [
        "i", "å", "på", "til", "av", "om", "fra", "frå", "for", "med", "ved", "er", "som", "mot", "hos", "hjå",
        "etter", "under", "over", "uten", "utan", "samt", "pr", "tas",
    ];
    Folded::new(word).is_some_and(|folded| SMALL.iter().any(|small| small.as_bytes() == folded.as_bytes()))
}

fn is_listed(run: &[RunWord], folded: &[String], word: &str) -> bool {
    folded
        .iter()
        .zip(run)
        .any(|(other, run_word)| other == word && run_word.usage.is_name() && !run_word.usage.also_word)
}

/// `word`, as written, ends with one of the `endings` and is more than that: «miljørådgiver».
pub fn ends_with_any(word: &[u8], endings: &[String]) -> bool {
    let ends = |folded: Folded| {
        let word = folded.as_bytes();
        endings.iter().any(|ending| word.len() > ending.len() && word.ends_with(ending.as_bytes()))
    };
    Folded::new(word).is_some_and(ends)
}

fn lower(word: &[u8]) -> String {
    String::from_utf8_lossy(word).to_lowercase()
}

/// The words of `span`, in order.
fn words_in(text: &[u8], span: Span) -> Vec<Span> {
    let (mut words, mut at) = (Vec::new(), span.start);
    while at < span.end {
        match word_at(&text[..span.end], at) {
            Some(word) => {
                words.push(word);
                at = word.end;
            }
            None => at = character_from(&text[..span.end], at + 1),
        }
    }
    words
}

fn is_and(word: &[u8]) -> bool {
    word.eq_ignore_ascii_case(b"og") || word == b"&"
}

/// One letter.
fn is_initial(word: &[u8]) -> bool {
    word.len() <= 4 && std::str::from_utf8(word).is_ok_and(|word| word.chars().count() == 1)
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
