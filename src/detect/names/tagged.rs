//! What of a span that the model has marked is a person's name, as far as words tell.

use super::sentences::TaggedAs;
use super::{MOST_WORDS, NameReader, ends_with_any, is_small_word, lower, words_in};
use crate::detect::lexicon::{Lexicon, NameUse};
use crate::detect::words::{begins_upper, is_all_upper, word_at, word_ending_at};
use crate::model::{Part, Span};

impl NameReader {
    /// What of the span `tagged` by the model is a person's name, as far as words tell; `None` where they say that it is none.
    pub fn person(&self, part: &Part<'_>, lexicon: &Lexicon, tagged: Span) -> Option<TaggedAs> {
        let text: &[u8] = &part.text;
        let within = part.segment_at(tagged.start).map_or(Span::new(0, text.len()), |segment| segment.span());
        let mut words = words_in(text, tagged);
        // «Dear Mr Ramanathan», «RÅDGJEVAR KARI NORDMANN».
        let is_title = |word: Span| lexicon.name_use(text, word).honorific || self.is_title(text, word);
        let titles = words.iter().take_while(|word| is_title(**word)).count();
        words.drain(..titles);
        self.keep_to_one_line(text, lexicon, &mut words);
        self.drop_openers(text, lexicon, &mut words);
        let (first, last) = (words.first()?, words.last()?);
        let span = Span::new(first.start, last.end);
        let folded: Vec<String> = words.iter().map(|word| lower(word.of(text))).collect();
        // Initials alone and placeholders: «N.N.», «XXXX».
        let is_blank = |word: &String| {
            let mut letters = word.chars();
            let first = letters.next();
            letters.all(|letter| Some(letter) == first)
        };
        if folded.iter().all(is_blank)
            || self.leads_to_a_thing(text, within, span.end, &folded)
            || self.shares_a_thing(text, within, span.end)
        {
            return None;
        }
        // «Avsender: …», «Avsender/mottaker: …»
        if words.len() == 1 && matches!(text.get(span.end), Some(b':' | b'/')) && self.name_labels.contains(&folded[0])
        {
            return None;
        }
        // «8299 Fjordnes».
        if words.len() == 1
            && text[within.start..span.start].ends_with(b" ")
            && is_behind_a_post_code(&text[within.start..span.start - 1])
        {
            return None;
        }
        // «F32 Omsorg», «Furnes Sentrumsforening».
        let endings = &self.not_persons.organisation_endings;
        if text[first.start..last.end].iter().any(u8::is_ascii_digit)
            || text.get(first.end).is_some_and(u8::is_ascii_digit)
            || words.iter().any(|word| ends_with_any(word.of(text), endings))
        {
            return None;
        }
        // In a title the words stand close: «MS «ELIAS BLIX»», «STORMEN DAGMAR», «BORG, LEKNES OG BALLSTAD».
        if !part.segments.is_empty() && self.is_a_thing_in_a_title(text, within, lexicon, &words, &folded) {
            return None;
        }
        // «Olav Duun-stemna».
        if text.get(span.end) == Some(&b'-') && word_at(text, span.end + 1).is_some() {
            return None;
        }
        let not_persons = &self.not_persons;
        if words.len() == 1 && (not_persons.times.contains(&folded[0]) || not_persons.places.contains(&folded[0]))
            || folded.iter().all(|word| not_persons.times.contains(word))
        {
            return None;
        }
        let is_name = |word: Span| {
            let usage = lexicon.name_use(text, word);
            usage.is_name() && !usage.also_word
        };
        let is_listed = words.iter().any(|word| is_name(*word));
        // «PDF/A», «TEK/MIA», «Gradering: UO», «FVL § 13».
        let behind = &text[span.end..within.end];
        let is_short = if behind.starts_with(b"/") { span.len() <= 4 } else { span.len() <= 2 };
        let is_code = words.len() == 1 && is_short || behind.starts_with(" §".as_bytes());
        if !is_listed && is_code && words.iter().all(|word| is_all_upper(word.of(text))) {
            return None;
        }
        let in_a_row = !part.segments.is_empty()
            && words.len() == 1
            && !is_listed
            && stands_in_a_row(text, within, span, |word| lexicon.name_use(text, word).is_name());
        Some(TaggedAs { span, words: words.len(), is_listed, in_a_row })
    }

    /// «Kari og Ola Nordmanns legat»: what stands behind the names of two is called so, not one of them.
    fn shares_a_thing(&self, text: &[u8], within: Span, end: usize) -> bool {
        let Some(mut next) = text[end..within.end].strip_prefix(b" og ").and_then(|_| word_at(text, end + 4)) else {
            return false;
        };
        let mut folded = Vec::new();
        while begins_upper(text, next.start) && next.end <= within.end && folded.len() < MOST_WORDS {
            folded.push(lower(next.of(text)));
            if self.leads_to_a_thing(text, within, next.end, &folded) {
                return folded.len() > 1;
            }
            match text.get(next.end).filter(|byte| **byte == b' ').and_then(|_| word_at(text, next.end + 1)) {
                Some(word) => next = word,
                None => break,
            }
        }
        false
    }

    /// A name breaks off at the end of a long line only: «Ernæring» over «Hver fjerde …» is a heading, and an address goes on below a
    /// whole name.
    fn keep_to_one_line(&self, text: &[u8], lexicon: &Lexicon, words: &mut Vec<Span>) {
        /// Bytes of a line that somebody may have broken.
        const LONG: usize = 45;
        let has_break = |pair: &[Span]| text[pair[0].end..pair[1].start].contains(&b'\n');
        let Some(last) = words.windows(2).position(has_break) else { return };
        let end = words[last].end;
        let line = memchr::memrchr(b'\n', &text[..end]).map_or(0, |at| at + 1);
        let is_name = |word: &Span| {
            let usage = lexicon.name_use(text, *word);
            usage.is_name() && !usage.also_word
        };
        if last > 0 || end - line < LONG && is_name(&words[0]) {
            words.truncate(last + 1);
        } else if end - line < LONG {
            // What begins below is a name only by itself.
            words.drain(..=last);
            if words.len() == 1 && !is_name(&words[0]) {
                words.clear();
            }
        }
    }

    /// Takes words with which sentences begin off a name: «If Emeka», «Oda i B. Det».
    fn drop_openers(&self, text: &[u8], lexicon: &Lexicon, words: &mut Vec<Span>) {
        // «Do» and «To» are names, too, where more follows; «I» in capitals is none.
        if let [first, _, ..] = words[..]
            && text.get(first.end) != Some(&b'.')
            && is_small_word(first.of(text))
        {
            words.clear();
        }
        let is_alone = words.len() == 1;
        let is_name = |usage: NameUse| usage.is_name() && !(is_alone && usage.also_word);
        let is_opener = |word: Span| {
            self.not_persons.openers.contains(&lower(word.of(text))) && !is_name(lexicon.name_use(text, word))
        };
        let first = words.iter().take_while(|word| is_opener(**word)).count();
        words.drain(..first);
        // «B. Det»
        if let [.., before, last] = words[..]
            && text[before.end..last.start].starts_with(b".")
            && is_opener(last)
        {
            words.pop();
        }
    }
}

/// `before` ends with four digits that stand alone.
fn is_behind_a_post_code(before: &[u8]) -> bool {
    before.iter().rev().take_while(|byte| byte.is_ascii_digit()).count() == 4
}

/// The `word` stands beside another with a capital that is no name: «LEKNES, STAMSUND OG BALLSTAD».
fn stands_in_a_row(text: &[u8], within: Span, word: Span, is_name: impl Fn(Span) -> bool) -> bool {
    const JOINTS: [&[u8]; 3] = [b", ", b" og ", b" OG "];
    let (before, behind) = (&text[within.start..word.start], &text[word.end..within.end]);
    let last = JOINTS.iter().find_map(|joint| before.strip_suffix(*joint));
    let last = last.and_then(|before| word_ending_at(text, within.start + before.len()));
    let next = JOINTS.iter().find(|joint| behind.starts_with(joint)).map(|joint| word.end + joint.len());
    let next = next.and_then(|at| word_at(&text[..within.end], at));
    [last, next].into_iter().flatten().any(|other| begins_upper(text, other.start) && !is_name(other))
}
