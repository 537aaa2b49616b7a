//! Values with the names of their fields written before them, as post lists are printed: «Sak/dok nr: 2026/560-2   Løpenr.:
//! 2880/2026», and which of them make one post.

use super::columns::ColumnNames;
use super::fields::{Field, Key, Meaning, field, folded};
use super::identity::{Identity, begins_with_a_long_case, is_whole, names_a_case, names_its_case, series};
use crate::model::{Role, Span};
use hashbrown::{HashMap, HashSet};
use memchr::memmem::Finder;
use std::sync::{Arc, LazyLock};

/// Longer names of fields, in bytes, are none.
pub(super) const LONGEST_LABEL: usize = 40;
/// Words that a field's name has at most.
const MOST_WORDS: usize = 4;
/// Known fields that a post has at least, its number among them.
const FEWEST_FIELDS: usize = 3;

/// A value, or the name of the field whose value comes next.
#[derive(Debug, Clone)]
pub(super) struct Token {
    /// Index of the segment that it stands in; 0 in running text.
    pub segment: usize,
    /// Bytes in the part.
    pub span: Span,
    /// What the field is; `None` for text that no name is before.
    pub field: Option<Field>,
    /// The name as it is written; empty where there is none.
    pub label: Arc<str>,
    /// It is such a name itself.
    pub is_label: bool,
    /// It says which post it is: `2024/118-3`, or the number within a case.
    number: Option<Number>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Number {
    rank: Rank,
    written: String,
}

/// What a number tells, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Whole,
    /// `2024/7756` in a register that counts by the year.
    Registered,
    Document,
    /// «25/1802 - Søknad om …», under no name.
    Headed,
    Case,
}

impl Token {
    /// A value of `field`.
    pub fn value(segment: usize, span: Span, text: &[u8], field: Option<Field>, label: Arc<str>) -> Self {
        let number = number_in(span.of(text), field, !label.is_empty());
        let unnamed = || match &number {
            _ if !label.is_empty() => None,
            Some(_) => Some(Field::key(Key::Document)),
            None => is_basis(span.of(text)).then(|| Field::meaning(Meaning::Basis)),
        };
        let field = field.or_else(unnamed);
        Token { segment, span, field, label, is_label: false, number }
    }

    /// What stands in `span` as one value of `field`, or as a number and the words behind its dash: «25/1802 - Søknad om …».
    pub fn values(
        segment: usize,
        span: Span,
        text: &[u8],
        field: Option<Field>,
        label: &Arc<str>,
    ) -> impl Iterator<Item = Token> {
        let may_be_number = field.is_none_or(|field| field.key != Key::None);
        let Some((end, words)) = numbered_words(span.of(text)).filter(|_| may_be_number) else {
            return [Some(Token::value(segment, span, text, field, label.clone())), None].into_iter().flatten();
        };
        let (number, words) = (Span::new(span.start, span.start + end), Span::new(span.start + words, span.end));
        let number = match field {
            // The words are the title.
            Some(field) => Token::value(segment, number, text, Some(Field::key(field.key)), label.clone()),
            None => {
                let known = Token::value(segment, number, text, None, label.clone());
                let written = String::from_utf8_lossy(number.of(text)).into_owned();
                let headed = Number { rank: Rank::Headed, written };
                let field = known.field.or(Some(Field::key(Key::PerhapsDocument)));
                Token { field, number: Some(known.number.unwrap_or(headed)), ..known }
            }
        };
        let title = field.and_then(|field| match field.key {
            Key::Case | Key::PerhapsCase => Some(Field { key: Key::PerhapsCase, ..Field::plain(Role::Title) }),
            _ => (field.role == Role::Title).then(|| Field::plain(Role::Title)),
        });
        let label = if title.is_some() { label.clone() } else { Arc::from("") };
        let words = Token { segment, span: words, field: title, label, is_label: false, number: None };
        [Some(number), Some(words)].into_iter().flatten()
    }

    /// The name of a field.
    pub fn label(segment: usize, span: Span, label: Arc<str>) -> Self {
        Token { segment, span, field: None, label, is_label: true, number: None }
    }

    /// The label by which its content is known.
    pub fn known_label(&self, text: &[u8]) -> Arc<str> {
        let meaning = self.field.and_then(|field| field.meaning);
        match meaning.filter(|_| self.span.of(text).iter().any(u8::is_ascii_digit)) {
            Some(meaning) => Arc::from(meaning.label()),
            None => self.label.clone(),
        }
    }

    /// Text that no name is before and that is no field by itself.
    pub fn is_free(&self) -> bool {
        !self.is_label && self.field.is_none() && self.label.is_empty()
    }

    /// Notes what it tells of the post's name.
    fn tell(&self, identity: &mut Identity, text: &[u8]) {
        match &self.number {
            Some(number) if number.rank == Rank::Whole => identity.note(Key::Document, number.written.as_bytes()),
            _ => identity.note(self.field.map_or(Key::None, |field| field.key), first_word(self.span.of(text), false)),
        }
    }
}

/// «Offl. § 13, fvl. § 13»: the legal basis of what is shielded, under no name.
pub(super) fn is_basis(value: &[u8]) -> bool {
    const LONGEST: usize = 80;
    let begins = |word: &str| value.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word.as_bytes()));
    let names_the_law = ["offl", "off.l", "ofl", "u.off", "unntatt", "unnateke"].iter().any(|word| begins(word));
    value.len() <= LONGEST && names_the_law && memchr::memmem::find(value, "§".as_bytes()).is_some()
}

/// «2026/840-11  Lnr 2445/26»: the number stands first, and may be written `26/840 - 11`. What stands apart from it, or the letter of a
/// type, ends it; where the text is no prose (`is_loose`), a blank does.
fn first_word(value: &[u8], is_loose: bool) -> &[u8] {
    let series = series(value);
    if !value[series..].first().is_some_and(u8::is_ascii_digit) {
        return value;
    }
    let is_of_number = |byte: &u8| byte.is_ascii_digit() || matches!(byte, b'/' | b'-' | b' ');
    let end = series + value[series..].iter().take_while(|byte| is_of_number(byte)).count();
    let number = value[..end].trim_ascii();
    let number = number.strip_suffix(b" -").unwrap_or(number);
    let is_letter = |rest: &[u8]| {
        rest.first().is_some_and(u8::is_ascii_uppercase) && rest.get(1).is_none_or(u8::is_ascii_whitespace)
    };
    let is_apart = value.get(end).is_none_or(|byte| matches!(byte, b'\n' | b'\t' | 0xC2))
        || value[..end].ends_with(b"  ")
        || value[..end].ends_with(b" ") && (is_loose || is_letter(&value[end..]));
    if is_apart && std::str::from_utf8(number).is_ok_and(names_its_case) { number } else { value }
}

/// «25/1802 - Søknad om …»: bytes of the number that begins `value`, and where the words behind its dash begin.
fn numbered_words(value: &[u8]) -> Option<(usize, usize)> {
    /// Letters of the words: «24/118 - KNO» is a reference.
    const FEWEST: usize = 4;
    let series = series(value);
    let digits = value[series..].iter().take_while(|byte| byte.is_ascii_digit() || matches!(byte, b'/' | b'-'));
    let end = series + digits.count();
    let dash = [" - ", " – "].into_iter().find(|dash| value[end..].starts_with(dash.as_bytes()))?;
    let (number, words) = (std::str::from_utf8(&value[..end]).ok()?, end + dash.len());
    // `12/00240 - 004` is one number.
    let rest = value[words..].trim_ascii();
    let is_mask = rest.len() > 2 && rest.iter().all(|byte| *byte == b'*');
    let letters = rest.iter().filter(|byte| byte.is_ascii_alphabetic()).count();
    let are_words = rest.first().is_some_and(|byte| !byte.is_ascii_digit()) && (is_mask || letters >= FEWEST);
    ((names_a_case(&number[series..]) || is_whole(number)) && are_words).then_some((end, words))
}

/// «25/1802 - Søknad om …»
pub(super) fn begins_with_number_and_words(value: &[u8]) -> bool {
    numbered_words(value).is_some()
}

fn number_in(value: &[u8], field: Option<Field>, is_named: bool) -> Option<Number> {
    let may_be_a_number = || value[series(value)..].first().is_some_and(u8::is_ascii_digit);
    if field.is_none() && !is_named && !may_be_a_number() {
        return None;
    }
    let first = first_word(value, false);
    let key = field.map_or(Key::PerhapsDocument, |field| field.key);
    if key == Key::None {
        return None;
    }
    let written = |number: &[u8]| -> String { String::from_utf8_lossy(number).split_whitespace().collect() };
    // «Dok.: Inngående brev, 14/00288-7 Tilbud»
    let is_title = is_named && field.is_some_and(|field| field.role == Role::Title);
    if key == Key::PerhapsDocument && is_title && !is_whole(&written(first)) {
        let mut words = value.split(|byte| matches!(byte, b' ' | b',')).map(written);
        return words.find(|word| is_whole(word)).map(|written| Number { rank: Rank::Whole, written });
    }
    if first.len() > LONGEST_LABEL {
        return None;
    }
    let written = written(first);
    let is_whole = is_whole(&written);
    let rank = match key {
        Key::Document | Key::PerhapsDocument | Key::Case | Key::PerhapsCase | Key::Post if is_whole => Rank::Whole,
        Key::PerhapsDocument if is_named && names_a_case(&written) => Rank::Registered,
        Key::Document | Key::Post => Rank::Document,
        Key::Case => Rank::Case,
        _ => return None,
    };
    Some(Number { rank, written })
}

/// Whether at least so many numbers of posts (`2024/118-3`, `201400118-3`) stand in a text. Cheap.
pub(super) fn has_numbers(text: &[u8], least: usize) -> bool {
    let digits = |bytes: &[u8]| bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let digits_before = |at: usize| text[..at].iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let is_numbered = |after: &[u8]| {
        let gap = after.iter().take_while(|byte| **byte == b' ').count().min(1);
        after.get(gap) == Some(&b'-') && digits(after[gap + 1..].trim_ascii_start()) > 0
    };
    let slashed = memchr::memchr_iter(b'/', text).filter(|&at| {
        let after = &text[at + 1..];
        let number = digits(after);
        matches!(digits_before(at), 2 | 4) && number > 0 && is_numbered(&after[number..])
    });
    let long = memchr::memchr_iter(b'-', text).filter(|&at| {
        let end = at - usize::from(text[..at].ends_with(b" "));
        begins_with_a_long_case(&text[end - digits_before(end)..end]) && is_numbered(&text[end..])
    });
    // Or the name of the field does.
    let named = memchr::memmem::find_iter(text, b"okumentID");
    slashed.take(least).count() == least || long.take(least).count() == least || named.take(least).count() == least
}

/// The fields that stand in `within`, bytes of `text`, behind their names, and what no name is before. What goes on in the next
/// line belongs to the value before it: in text as it is printed (`is_printed`) where it is indented.
pub(super) fn tokens(text: &[u8], within: Span, segment: usize, is_printed: bool, names: &ColumnNames) -> Vec<Token> {
    let nameless: Arc<str> = Arc::from("");
    let mut tokens: Vec<Token> = Vec::new();
    let mut start = within.start;
    // Whether the next line may go on with the last value.
    let mut is_open = false;
    // «Avsender(e):», below which the sender stands.
    let mut party_above: Option<Arc<str>> = None;
    while start < within.end {
        let end = memchr::memchr(b'\n', &text[start..within.end]).map_or(within.end, |at| start + at);
        let line = Span::new(start, end);
        start = end + 1;
        let written = trimmed(text, line);
        if written.is_empty() || is_rule(written.of(text)) {
            is_open = false;
            party_above = None;
            continue;
        }
        let labels = labels(text, line, names);
        let first = labels.first().map_or(line.end, |(label, ..)| label.start);
        let before = trimmed(text, Span::new(line.start, first));
        if !before.is_empty() {
            let goes_on = is_open && (!is_printed || text[line.start..].starts_with(b"  "));
            match tokens.last_mut().filter(|_| goes_on) {
                Some(last) => last.span.end = before.end,
                None => {
                    let party = std::mem::take(&mut party_above).filter(|_| may_be_a_party(before.of(text)));
                    let field = party.as_ref().and_then(|label| names.field(label));
                    let label = party.unwrap_or_default();
                    let mut apart = pieces(text, before);
                    if field.is_some() {
                        let first = apart.next().unwrap_or(before);
                        tokens.push(Token::value(segment, first, text, field, label));
                    }
                    for piece in apart {
                        if begins_with_number_and_words(piece.of(text)) {
                            tokens.extend(Token::values(segment, piece, text, None, &nameless));
                            continue;
                        }
                        let spans = parted(text, piece, !is_printed);
                        tokens.extend(spans.map(|span| Token::value(segment, span, text, None, nameless.clone())));
                    }
                    is_open = !is_printed;
                }
            }
        }
        if !labels.is_empty() {
            party_above = None;
        }
        for (at, (label, value, field)) in labels.iter().enumerate() {
            let until = labels.get(at + 1).map_or(line.end, |(next, ..)| next.start);
            let value = trimmed(text, Span::new((*value).min(until), until));
            let name = name_of(label.of(text));
            is_open = !value.is_empty();
            if value.is_empty() {
                party_above = (is_printed && field.role == Role::Party).then(|| name.clone());
                tokens.push(Token::label(segment, *label, name));
            } else {
                // «Kari Nordmann   Offl. § 13»: what stands apart is another matter.
                let mut apart = pieces(text, value);
                let first = apart.next().unwrap_or(value);
                tokens.extend(Token::values(segment, first, text, Some(*field), &name));
                tokens.extend(apart.map(|span| Token::value(segment, span, text, None, nameless.clone())));
            }
        }
    }
    if is_printed { with_values_below(tokens, text) } else { tokens }
}

/// A line below «Avsender:» that may say who that is: it begins with a name or a mask, and is no number or title.
fn may_be_a_party(line: &[u8]) -> bool {
    let line = String::from_utf8_lossy(line);
    let mut words = line.split_whitespace();
    let is_masked = line.starts_with('*');
    let begins = |word: &str| word.starts_with(char::is_uppercase);
    is_masked || words.next().is_some_and(begins) && words.next().is_none_or(begins)
}

/// Where most names of fields stand on lines of their own, what stands below one, up to the next, is its value.
fn with_values_below(tokens: Vec<Token>, text: &[u8]) -> Vec<Token> {
    let alone = tokens.iter().filter(|token| token.is_label).count();
    let is_below = |at: usize| at > 0 && tokens[at - 1].is_label && tokens[at - 1].label == tokens[at].label;
    let is_beside = |&at: &usize| !tokens[at].is_label && !tokens[at].label.is_empty() && !is_below(at);
    let beside = (0..tokens.len()).filter(is_beside).count();
    if alone < 2 * beside.max(FEWEST_FIELDS) {
        return tokens;
    }
    let mut joined: Vec<Token> = Vec::with_capacity(tokens.len());
    // The name above, and whether its value has begun.
    let mut above: Option<(Arc<str>, bool)> = None;
    for token in tokens {
        match &mut above {
            _ if token.is_label => above = Some((token.label.clone(), false)),
            Some((label, has_begun)) if token.label == *label => *has_begun = true,
            Some((label, has_begun)) if token.label.is_empty() => {
                let goes_on = *has_begun && token.number.is_none();
                if goes_on && let Some(value) = joined.last_mut() {
                    value.span.end = token.span.end;
                } else if !*has_begun {
                    *has_begun = true;
                    joined.push(Token::value(token.segment, token.span, text, field(label), label.clone()));
                } else {
                    joined.push(token);
                }
                continue;
            }
            _ => above = None,
        }
        joined.push(token);
    }
    joined
}

/// What parts words that do not belong together.
const GAP: &[u8] = b"   ";
static GAPS: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(GAP));

/// What stands apart in a line: `2024/402-3   U`.
fn pieces(text: &[u8], span: Span) -> impl Iterator<Item = Span> + '_ {
    let mut rest = Some(span);
    std::iter::from_fn(move || {
        let span = rest?;
        let bytes = span.of(text);
        let tab = memchr::memchr(b'\t', bytes);
        let blanks = GAPS.find(&bytes[..tab.unwrap_or(bytes.len())]);
        let gap = blanks.or(tab).map(|at| span.start + at);
        rest = gap.map(|gap| Span::new(span.end - text[gap..span.end].trim_ascii_start().len(), span.end));
        Some(Span::new(span.start, gap.unwrap_or(span.end)))
    })
}

/// «24/77-12  X  Bekymringsmelding»: the number that begins a piece, the letter of its type, and what stands behind them.
fn parted(text: &[u8], piece: Span, is_loose: bool) -> impl Iterator<Item = Span> {
    let number = piece.start + first_word(piece.of(text), is_loose).len();
    let behind = trimmed(text, Span::new(number, piece.end));
    let behind = Span::new(behind.start + if behind.of(text).starts_with(b"- ") { 2 } else { 0 }, behind.end);
    let letter = match behind.of(text) {
        [letter] if letter.is_ascii_uppercase() => behind.start + 1,
        [letter, b' ', b' ', ..] if letter.is_ascii_uppercase() => behind.start + 1,
        _ => behind.start,
    };
    let rest = trimmed(text, Span::new(letter, piece.end));
    let all = [Span::new(piece.start, number), Span::new(behind.start, letter), rest];
    all.into_iter().filter(|span| !span.is_empty())
}

/// The names of fields in a line: the name, where its value may begin, and the field.
fn labels(text: &[u8], line: Span, names: &ColumnNames) -> Vec<(Span, usize, Field)> {
    let mut labels: Vec<(Span, usize, Field)> = Vec::new();
    let written = line.of(text);
    if memchr::memchr2(b':', b'\t', written).is_none() && GAPS.find(written).is_none() {
        return labels;
    }
    let mut from = line.start;
    let mut at = line.start;
    while at < line.end {
        let wide = text[at..line.end].iter().take_while(|byte| **byte == b' ').count();
        let step = wide.max(1);
        let is_mark = matches!(text[at], b':' | b'\t') || wide >= GAP.len();
        if is_mark && let Some((start, field)) = label_before(text, Span::new(from, at), text[at] == b':', names) {
            // «Tilg. kode   : UO»
            let behind = text[at..line.end].trim_ascii_start();
            let value = if behind.first() == Some(&b':') { line.end - behind.len() + 1 } else { at + step };
            labels.push((Span::new(start, at), value, field));
            from = value;
            at = value;
        } else {
            at += step;
        }
    }
    labels
}

/// The field's name that ends `within`, the longest there is: where it begins and what field it is.
fn label_before(text: &[u8], within: Span, has_colon: bool, names: &ColumnNames) -> Option<(usize, Field)> {
    let bytes = within.of(text);
    let floor = bytes.len().saturating_sub(LONGEST_LABEL);
    let is_blank = |at: usize| matches!(bytes[at], b' ' | b'\t' | 0xA0);
    let starts = (floor..bytes.len()).rev().filter(|&at| !is_blank(at) && (at == 0 || is_blank(at - 1)));
    let starts: Vec<usize> = starts.take(MOST_WORDS).collect();
    starts.into_iter().rev().find_map(|at| {
        let name = std::str::from_utf8(&bytes[at..]).ok()?;
        let is_one = name.starts_with(char::is_alphanumeric) && !name.trim_end().contains("  ");
        let field = if is_one { names.field(name)? } else { return None };
        // In the midst of a line a name stands apart, or begins with a capital and ends with a colon: «svar til: …» is none.
        let gap = bytes[..at].iter().rev().take_while(|byte| matches!(byte, b' ' | b'\t' | 0xC2 | 0xA0)).count();
        let is_apart = gap == at || gap > 1 || bytes[at - 1] == b'\t';
        (is_apart || has_colon && name.starts_with(char::is_uppercase)).then_some((within.start + at, field))
    })
}

/// A name without what stands behind it.
pub(super) fn name_of(written: &[u8]) -> Arc<str> {
    Arc::from(String::from_utf8_lossy(written).trim().trim_end_matches(':').trim_end())
}

/// `span` without the white space at its ends, no-break spaces among it.
pub(super) fn trimmed(text: &[u8], span: Span) -> Span {
    let bytes = span.of(text).trim_ascii_start();
    let start = span.end - bytes.len();
    let span = Span::new(start, start + bytes.trim_ascii_end().len());
    let is_plain = |byte: &u8| byte.is_ascii_graphic();
    if span.is_empty() || span.of(text).first().is_some_and(is_plain) && span.of(text).last().is_some_and(is_plain) {
        return span;
    }
    let Ok(written) = std::str::from_utf8(span.of(text)) else { return span };
    let start = span.start + written.len() - written.trim_start().len();
    Span::new(start, (start + written.trim().len()).max(start))
}

/// A line drawn between posts.
pub(super) fn is_rule(line: &[u8]) -> bool {
    line.len() > 2
        && line.iter().all(|byte| matches!(byte, b'-' | b'=' | b'_' | b'*' | b' '))
        && line.iter().any(|byte| *byte != b'*')
}

/// A token that says which post it is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Numbered {
    /// Index of the token.
    pub at: usize,
    /// The number, with the case's where it is a number within that.
    pub name: String,
}

/// The tokens that say which post they are of, the first of each post: of one rank and under one name.
pub(super) fn numbers(tokens: &[Token]) -> Vec<Numbered> {
    let numbered = || tokens.iter().filter_map(|token| Some((token, token.number.as_ref()?)));
    // One heading may begin with what looks like a number.
    let headed = numbered().filter(|(_, number)| number.rank == Rank::Headed).count();
    let ranks = numbered().map(|(_, number)| number.rank).filter(|rank| *rank != Rank::Headed || headed > 1);
    let Some(rank) = ranks.min() else { return Vec::new() };
    let is_of_rank = |number: &Number| number.rank == rank;
    // «Svar på: 2026/118-3»: what most are called is what says it, the first of those that as many are.
    let labels = || numbered().filter(|(_, number)| is_of_rank(number)).map(|(token, _)| &*token.label);
    let counts = counts(labels());
    let most = counts.values().copied().max().unwrap_or(0);
    let Some(label) = labels().find(|label| counts[label] == most) else { return Vec::new() };
    let mut case = "";
    let mut numbers: Vec<Numbered> = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        match &token.number {
            Some(number) if is_of_rank(number) && *token.label == *label => {
                let name =
                    if rank == Rank::Document { format!("{case}-{}", number.written) } else { number.written.clone() };
                if numbers.last().is_none_or(|last| last.name != name) {
                    numbers.push(Numbered { at, name });
                }
            }
            Some(Number { rank: Rank::Case, written }) => case = written,
            _ => {}
        }
    }
    numbers
}

/// The dates at which posts without numbers were entered in the journal, one of each post.
pub(super) fn dated(tokens: &[Token]) -> Vec<Numbered> {
    let is_date = |token: &Token| !token.is_label && is_of_the_journal(&token.label);
    let dates = tokens.iter().enumerate().filter(|(_, token)| is_date(token));
    dates.map(|(at, _)| Numbered { at, name: at.to_string() }).collect()
}

/// «Journaldato», which is told of posts only.
pub(super) fn is_of_the_journal(name: &str) -> bool {
    field(name).is_some_and(|field| field.meaning == Some(Meaning::Date)) && folded(name).starts_with("jour")
}

/// How often each label is there.
fn counts<'t>(labels: impl Iterator<Item = &'t str>) -> HashMap<&'t str, usize> {
    let mut counts = HashMap::new();
    labels.for_each(|label| *counts.entry(label).or_insert(0) += 1);
    counts
}

/// The token with which each post begins, given those that say its number: at the name that every post begins with, where there is
/// one, else at the number.
pub(super) fn beginnings(tokens: &[Token], numbers: &[Numbered]) -> Vec<usize> {
    let Some(first) = numbers.first().map(|number| number.at) else { return Vec::new() };
    let last = numbers.last().map_or(first, |number| number.at);
    // A name and its value are two tokens of one label.
    let is_value_of_the_last =
        |at: usize| at > 0 && tokens[at - 1].is_label && tokens[at - 1].label == tokens[at].label;
    let named = (0..tokens.len()).filter(|&at| !tokens[at].label.is_empty() && !is_value_of_the_last(at));
    let counts = counts(named.map(|at| &*tokens[at].label));
    let is_in_most = |label: &str| counts.get(label).is_some_and(|count| count * 5 >= numbers.len() * 4);
    let candidates = || tokens[..first].iter().filter(|token| is_in_most(&token.label));
    // What stands behind the last number begins no post.
    let is_behind = |label: &str| tokens[last..].iter().any(|token| *token.label == *label);
    let opener = candidates().find(|token| !is_behind(&token.label)).or_else(|| candidates().next());
    // «Avsender:» stands before the name that begins every post in some, «Mottaker:» in others.
    let is_party = |token: &Token| field(&token.label).is_some_and(|field| field.role == Role::Party);
    let before = |at: usize| at.checked_sub(1).filter(|&before| is_party(&tokens[before]));
    let mut floor = 0;
    let mut beginnings = Vec::with_capacity(numbers.len());
    for number in numbers.iter().map(|number| number.at) {
        let opening = opener.and_then(|opener| (floor..number).rev().find(|&at| tokens[at].label == opener.label));
        let opening = opening.map(|at| if at > floor && is_value_of_the_last(at) { at - 1 } else { at });
        beginnings.push(opening.unwrap_or(number));
        floor = number + 1;
    }
    match beginnings.first().and_then(|&first| before(first)) {
        Some(_) => beginnings.into_iter().map(|at| before(at).unwrap_or(at)).collect(),
        None => beginnings,
    }
}

/// The tokens with which posts begin whose titles stand before all that is named, given where that begins.
pub(super) fn headed(beginnings: Vec<usize>, tokens: &[Token], text: &[u8]) -> Vec<usize> {
    let is_of_the_case =
        |token: &Token| ["sak", "arkivsak", "mappe"].iter().any(|of| folded(&token.label).starts_with(of));
    let is_title = |token: &Token| token.field.is_some_and(|field| field.role == Role::Title) && !is_of_the_case(token);
    if tokens.iter().any(is_title) {
        return beginnings;
    }
    // Between the title and what is named may be blank cells.
    let heading = |start: usize| {
        let before = (0..start).rev().find(|&at| !trimmed(text, tokens[at].span).is_empty())?;
        Some(before).filter(|&before| is_heading(&tokens[before], text))
    };
    let found = beginnings.iter().filter_map(|&start| heading(start));
    let headings: HashSet<&[u8]> = found.map(|at| tokens[at].span.of(text)).collect();
    // Words that stand before every post alike are no title.
    if headings.len() < 2 || headings.len() * 3 < beginnings.len() * 2 {
        return beginnings;
    }
    beginnings.into_iter().map(|start| heading(start).unwrap_or(start)).collect()
}

/// The id of the post that the tokens are; `None` where they tell none.
pub(super) fn id_of(tokens: &[Token], text: &[u8]) -> Option<String> {
    let mut identity = Identity::default();
    tokens.iter().for_each(|token| token.tell(&mut identity, text));
    identity.numbered().or_else(|| identity.registered().map(str::to_owned))
}

/// Letters that a title without a name has at least.
const FEWEST_LETTERS: usize = 8;

/// Whether the tokens are those of a post: some fields are known, and a title among them or words that can be one.
pub(super) fn make_a_post(tokens: &[Token], text: &[u8]) -> bool {
    tokens.iter().filter(|token| token.field.is_some()).count() >= FEWEST_FIELDS
        && tokens
            .iter()
            .any(|token| token.field.is_some_and(|field| field.role == Role::Title) || is_heading(token, text))
}

/// Little stands there without a name, a title apart: a letter with its head is no post of a list.
pub(super) fn say_little_else(tokens: &[Token]) -> bool {
    /// Bytes of fields that the shortest post has.
    const FEWEST: usize = 80;
    let size = |free: bool| -> usize {
        tokens.iter().filter(|token| token.is_free() == free && !token.is_label).map(|token| token.span.len()).sum()
    };
    let longest = tokens.iter().filter(|token| token.is_free()).map(|token| token.span.len()).max().unwrap_or(0);
    size(true) - longest <= 2 * size(false).max(FEWEST)
}

/// Whether the title is called so, or stands beside a number that begins the post: in running text other words are none.
pub(super) fn begin_as_listed(tokens: &[Token]) -> bool {
    tokens.first().is_some_and(|token| token.label.is_empty() && token.field.is_some())
        || tokens.iter().any(|token| token.field.is_some_and(|field| field.role == Role::Title))
}

/// Whether so many `posts` of `all` make a list of posts of the text.
pub(super) fn are_most(posts: usize, all: usize) -> bool {
    posts * 5 >= all * 3
}

/// The post has a title by name: what may be called by its case's is none.
pub(super) fn have_a_title(tokens: &[Token]) -> bool {
    let is_title = |field: Field| field.role == Role::Title && field.key == Key::None;
    tokens.iter().any(|token| token.field.is_some_and(is_title))
}

/// Words without a name that can be a post's title.
pub(super) fn is_heading(token: &Token, text: &[u8]) -> bool {
    let words = token.span.of(text);
    let is_mask = words.len() > 2 && words.iter().all(|byte| matches!(byte, b'*' | b' '));
    token.is_free() && (is_mask || words.iter().filter(|byte| byte.is_ascii_alphabetic()).count() >= FEWEST_LETTERS)
}
