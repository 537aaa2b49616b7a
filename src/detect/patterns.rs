//! Patterns of the rules and of users. Those that name a word of theirs are tried around that word only.

use super::fold::Folded;
use super::words::word_at;
use crate::model::{Certainty, Evidence, Hit, Kind, SEGMENT_SEPARATOR, Span};
use crate::rules::{Pattern, Rules};
use hashbrown::HashMap;
use memchr::{memchr, memrchr};
use regex_automata::util::syntax;
use regex_automata::{Input, meta};
use regex_syntax::hir::{Class, Hir, HirKind};
use std::sync::LazyLock;

/// Bytes on either side of a word within which a pattern around it must match.
const AROUND: usize = 96;

/// A pattern that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("rule {rule}: {source}")]
pub struct PatternError {
    /// Id of the pattern's rule.
    pub rule: String,
    /// Why.
    source: Box<dyn std::error::Error + Send + Sync>,
}

/// A regular expression that has been built.
struct Built {
    regex: meta::Regex,
    /// Every match holds a digit: most texts are turned away by that.
    needs_digit: bool,
}

/// A regular expression that is built when it is first used.
type Later = LazyLock<Option<Built>, Box<dyn FnOnce() -> Option<Built> + Send>>;

/// Several patterns as one automaton, which is built when it is first used: most texts call few of them.
struct Automaton {
    regex: Later,
    /// Rule and kind by pattern.
    rules: Vec<(u16, Kind)>,
}

/// The compiled patterns.
pub struct Patterns {
    /// Tried where a word calls for them: those that a word calls together are one automaton.
    called: Vec<Automaton>,
    /// Which of them a word calls, in lower case.
    words: HashMap<Box<[u8]>, usize>,
    /// Which of them words call that begin so.
    stems: Vec<(Box<[u8]>, usize)>,
    /// Tried everywhere.
    everywhere: Option<Automaton>,
}

impl Patterns {
    /// The patterns of `rules`.
    ///
    /// # Errors
    /// A pattern that is no regular expression, or too large.
    pub fn new(rules: &Rules) -> Result<Self, PatternError> {
        let (everywhere, called): (Vec<_>, Vec<_>) = rules.patterns.iter().partition(|pattern| pattern.near.is_empty());
        let mut patterns = Patterns {
            called: Vec::new(),
            words: HashMap::new(),
            stems: Vec::new(),
            everywhere: Automaton::new(rules, &everywhere)?,
        };
        for group in called_together(called) {
            for word in group.iter().flat_map(|pattern| &pattern.near) {
                match word.strip_suffix('*') {
                    Some(stem) => patterns.stems.push((stem.as_bytes().into(), patterns.called.len())),
                    None => drop(patterns.words.insert(word.as_bytes().into(), patterns.called.len())),
                }
            }
            patterns.called.extend(Automaton::new(rules, &group)?);
        }
        Ok(patterns)
    }

    /// Every match in `text`, which may be of several fields with separators between. `calls` are the words that call for a pattern,
    /// in rising order: the fields they stand in are texts by themselves, with a beginning and an end.
    pub fn find(&self, text: &[u8], has_fields: bool, calls: &[Span], hits: &mut Vec<Hit>) {
        let all = Span::new(0, text.len());
        if let Some(everywhere) = &self.everywhere {
            everywhere.find(text, all, all, hits);
        }
        if calls.is_empty() {
            return;
        }
        let mut done = vec![0; self.called.len()];
        for call in calls {
            let Some(word) = word_at(text, call.start).and_then(|word| Folded::new(word.of(text))) else { continue };
            for number in self.called_by(word.as_bytes()) {
                let field = if has_fields { field_of(text, *call) } else { all };
                let start = done[number].max(field.start).max(call.start.saturating_sub(AROUND));
                let end = field.end.min(call.end + AROUND);
                if start < end {
                    done[number] = self.called[number].find(text, field, Span::new(start, end), hits).max(done[number]);
                }
            }
        }
    }

    /// The automata that `word`, in lower case, calls.
    fn called_by(&self, word: &[u8]) -> impl Iterator<Item = usize> {
        let by_stem = self.stems.iter().filter(move |(stem, _)| word.starts_with(stem)).map(|(_, number)| *number);
        self.words.get(word).copied().into_iter().chain(by_stem)
    }
}

/// What lies between the separators around `word`. Of a long field a piece that holds one byte more on either side than is ever
/// searched: there it neither begins nor ends.
fn field_of(text: &[u8], word: Span) -> Span {
    let floor = word.start.saturating_sub(AROUND + 1);
    let ceiling = text.len().min(word.end + 2 * AROUND + 1);
    let start = memrchr(SEGMENT_SEPARATOR, &text[floor..word.start]).map_or(floor, |at| floor + at + 1);
    let end = memchr(SEGMENT_SEPARATOR, &text[word.end..ceiling]).map_or(ceiling, |at| word.end + at);
    Span::new(start, end)
}

/// Patterns in groups: those that share a word, with all that share a word with them.
fn called_together(patterns: Vec<&Pattern>) -> Vec<Vec<&Pattern>> {
    let mut groups: Vec<Vec<&Pattern>> = Vec::new();
    // In which group a word is.
    let mut called: HashMap<&str, usize> = HashMap::new();
    for pattern in patterns {
        let mut joined: Vec<usize> =
            pattern.near.iter().filter_map(|word| called.get(word.as_str()).copied()).collect();
        joined.sort_unstable();
        joined.dedup();
        let mut group: Vec<_> = joined.into_iter().flat_map(|number| std::mem::take(&mut groups[number])).collect();
        group.push(pattern);
        for word in group.iter().flat_map(|pattern| &pattern.near) {
            called.insert(word, groups.len());
        }
        groups.push(group);
    }
    groups.retain(|group| !group.is_empty());
    groups
}

fn syntax_of(pattern: &Pattern) -> syntax::Config {
    // Bytes that are no UTF-8 may stand in a text, so patterns match bytes.
    syntax::Config::new().utf8(false).unicode(pattern.unicode)
}

/// Every match of the expression holds an ASCII digit.
fn needs_digit(expression: &Hir) -> bool {
    match expression.kind() {
        HirKind::Empty | HirKind::Look(_) => false,
        HirKind::Literal(literal) => literal.0.iter().any(u8::is_ascii_digit),
        HirKind::Class(Class::Bytes(class)) => {
            class.ranges().iter().all(|range| range.start() >= b'0' && range.end() <= b'9')
        }
        HirKind::Class(Class::Unicode(class)) => {
            class.ranges().iter().all(|range| range.start() >= '0' && range.end() <= '9')
        }
        HirKind::Repetition(repetition) => repetition.min > 0 && needs_digit(&repetition.sub),
        HirKind::Capture(capture) => needs_digit(&capture.sub),
        HirKind::Concat(all) => all.iter().any(needs_digit),
        HirKind::Alternation(any) => any.iter().all(needs_digit),
    }
}

impl Automaton {
    fn new(rules: &Rules, patterns: &[&Pattern]) -> Result<Option<Self>, PatternError> {
        if patterns.is_empty() {
            return Ok(None);
        }
        // That the built-in ones can be parsed is for a test to show.
        for pattern in patterns.iter().filter(|_| rules.own_lists.is_some()) {
            syntax::parse_with(&pattern.regex, &syntax_of(pattern)).map_err(|source| {
                let rule = rules.rules[usize::from(pattern.rule)].id.to_string();
                PatternError { rule, source: source.into() }
            })?;
        }
        let rules = patterns.iter().map(|p| (p.rule, rules.rules[usize::from(p.rule)].kind)).collect();
        let patterns: Vec<_> = patterns.iter().copied().cloned().collect();
        // What can be parsed can be built: no limit of size is set.
        let build = move || {
            let parse = |pattern: &Pattern| syntax::parse_with(&pattern.regex, &syntax_of(pattern)).ok();
            let parsed: Vec<_> = patterns.iter().map(parse).collect::<Option<_>>()?;
            let config = meta::Config::new().utf8_empty(false);
            let regex = meta::Builder::new().configure(config).build_many_from_hir(&parsed).ok()?;
            Some(Built { regex, needs_digit: parsed.iter().all(needs_digit) })
        };
        Ok(Some(Automaton { regex: LazyLock::new(Box::new(build)), rules }))
    }

    /// Every match inside `within` that reaches over no segment's end; gives the end of the last. Of `text` only `field` is seen.
    fn find(&self, text: &[u8], field: Span, within: Span, hits: &mut Vec<Hit>) -> usize {
        let (text, base) = (field.of(text), field.start);
        let within = Span::new(within.start - base, within.end - base);
        let (mut last, mut start, mut end) = (0, within.start, within.end);
        let Some(Built { regex, needs_digit }) = &*self.regex else { return last };
        if *needs_digit && !within.of(text).iter().any(u8::is_ascii_digit) {
            return last;
        }
        while start < within.end {
            let mut found = regex.find(Input::new(text).span(start..end));
            if let Some(cut) = found.as_ref().filter(|found| found.end() == within.end && within.end < text.len()) {
                // It may have been cut short where the window around its word ends.
                let further = text.len().min(within.end + AROUND);
                found = regex.find(Input::new(text).span(cut.start()..further)).or(found);
            }
            let Some(found) = found else {
                // The segment that a match reached out of is done: on with the next.
                (start, end) = (end, within.end);
                continue;
            };
            if let Some(separator) = memchr(SEGMENT_SEPARATOR, &text[found.range()]) {
                // Searched again as far as its segment goes; what begins with the separator is searched behind it.
                (start, end) =
                    if separator == 0 { (found.start() + 1, end) } else { (found.start(), found.start() + separator) };
                continue;
            }
            start = found.end();
            if found.is_empty() {
                start += 1;
                continue;
            }
            let (rule, kind) = self.rules[found.pattern().as_usize()];
            last = base + found.end();
            hits.push(Hit {
                span: Span::new(base + found.start(), base + found.end()),
                kind,
                rule,
                certainty: Certainty::Likely,
                form: Evidence::Pattern,
                named: None,
                synthetic: false,
                near: true,
            });
        }
        last
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn built(regex: meta::Regex) -> Later {
        LazyLock::new(Box::new(|| Some(Built { regex, needs_digit: false })))
    }

    #[test]
    fn what_no_match_can_do_without_is_known() {
        let needs = |pattern: &str| {
            let config = syntax::Config::new().utf8(false).unicode(false);
            syntax::parse_with(pattern, &config).map(|parsed| needs_digit(&parsed)).unwrap_or_default()
        };
        for pattern in [r"\bkode\s?[67]\b", "(?i)uke ([0-9]+|x1)", "a(?:1|2)?b3", r"T\d{1,2}"] {
            assert!(needs(pattern), "{pattern}");
        }
        for pattern in ["kode", "kode [67]?", "uke ([0-9]|x)", "[0-9a]", r"\b", ""] {
            assert!(!needs(pattern), "{pattern}");
        }
    }

    #[test]
    fn a_match_goes_on_where_the_window_around_its_word_ends() {
        let regex = meta::Regex::new(r"kr [0-9 ]*[0-9]").map_err(|error| error.to_string());
        let automaton = regex.map(|regex| Automaton { regex: built(regex), rules: vec![(0, Kind::Lonn)] });
        let text = format!("tillegg{}kr 702 300, begrunnet", " ".repeat(AROUND - 6));
        let mut hits = Vec::new();
        let _ = automaton.map(|automaton| {
            automaton.find(text.as_bytes(), Span::new(0, text.len()), Span::new(0, 7 + AROUND), &mut hits)
        });
        let found: Vec<_> = hits.iter().map(|hit| hit.span.of(text.as_bytes())).collect();
        assert_eq!(found, [b"kr 702 300"]);
    }

    #[test]
    fn a_field_begins_and_ends_at_its_separators_only() {
        let regex = meta::Regex::new(r"^gjeld$").map_err(|error| error.to_string());
        let automaton = regex.map(|regex| Automaton { regex: built(regex), rules: vec![(0, Kind::Sosial)] });
        let found = |text: &str| {
            let at = text.find("gjeld").unwrap_or_default();
            let call = Span::new(at, at + 5);
            let field = field_of(text.as_bytes(), call);
            let within = Span::new(field.start.max(at.saturating_sub(AROUND)), field.end.min(call.end + AROUND));
            let mut hits = Vec::new();
            let _ = automaton.as_ref().map(|automaton| automaton.find(text.as_bytes(), field, within, &mut hits));
            hits.len()
        };
        let far = " ".repeat(3 * AROUND);
        assert_eq!(found("sak\u{1f}gjeld\u{1f}sak"), 1);
        assert_eq!(found("gjeld"), 1);
        for text in [format!("{far}gjeld"), format!("gjeld{far}"), format!("{far}gjeld{far}"), "i gjeld".to_owned()] {
            assert_eq!(found(&text), 0, "{text:?}");
        }
    }

    #[test]
    fn matches_end_where_their_segment_ends() {
        let regex = meta::Builder::new()
            .configure(meta::Config::new().utf8_empty(false))
            .syntax(syntax::Config::new().utf8(false))
            .build(r"(?-u)a[^.]*b|\x1f?c|d*")
            .map_err(|error| error.to_string());
        let automaton = regex.map(|regex| Automaton { regex: built(regex), rules: vec![(0, Kind::Helse)] });
        let text = b"a1b2\x1f3b a4\x1fcb\x1fdd";
        let mut hits = Vec::new();
        let all = Span::new(0, text.len());
        let last = automaton.map(|automaton| automaton.find(text, all, all, &mut hits));
        let found: Vec<_> = hits.iter().map(|hit| hit.span.of(text)).collect();
        assert_eq!(found, [&b"a1b"[..], b"c", b"dd"]);
        assert_eq!(last, Ok(text.len()));
    }
}
