//! What the tagger sees of a sentence: tokens, what is to be known of each, and the features that are weighed.
//!
//! Training and tagging both go through here, so that what was learnt is what is asked. Features of three sorts: those of one word,
//! seen from itself ([`own_features`]) and from its two neighbours on either side ([`neighbour_features`]), whose weights can be
//! summed once and kept; those of classes of words and the place in the sentence ([`Sentence::class_features`]), kept likewise;
//! and those of several words together ([`Sentence::joint_features`]).

use super::gazetteer::{Gazetteer, Listed, hash_of, join};
use crate::detect::fold::Folded;
use crate::model::Span;

/// Tokens of a sentence that are read together; a longer one is read in pieces.
pub const MOST_TOKENS: usize = 400;

/// Tokens without a capital between two with one that can be part of a name: «van der», «, ».
const WIDEST_GAP: usize = 2;
/// How far from a token that can be part of a name words must be known, one more for a particle before it.
const SIGHT: usize = 3;

/// From where a word is seen: the place it takes as seen from the token that is weighed. 0 and 1 stand before it, 2 is the token
/// itself, 3 and 4 stand behind it.
pub const PLACES: usize = 5;
/// The place of a token as seen from itself.
pub const OWN: usize = 2;

/// What parts a token from the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gap {
    /// Nothing.
    None,
    /// White space.
    Space,
    /// A hyphen between two words: it is no token.
    Hyphen,
    /// A line break.
    Line,
}

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// Begins with a letter.
    Word,
    /// Begins with a digit.
    Number,
    /// A mark, or a row of the same mark.
    Mark,
}

/// A token of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Bytes in the text.
    pub span: Span,
    /// What parts it from the token before.
    pub gap: Gap,
    /// What it is made of.
    pub kind: TokenKind,
    /// A word with a capital first.
    pub upper: bool,
}

/// The letter at `at` before `end`, with its width in bytes; U+FFFD for a stray byte.
#[inline(always)]
fn letter_at(text: &[u8], at: usize, end: usize) -> (char, usize) {
    let lead = text[at];
    if lead < 0x80 {
        return (lead as char, 1);
    }
    let width = match lead {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => return ('\u{FFFD}', 1),
    };
    if at + width > end {
        return ('\u{FFFD}', 1);
    }
    match std::str::from_utf8(&text[at..at + width]) {
        Ok(letter) => (letter.chars().next().unwrap_or('\u{FFFD}'), width),
        Err(_) => ('\u{FFFD}', 1),
    }
}

#[inline(always)]
fn is_letter(letter: char) -> bool {
    if letter.is_ascii() {
        letter.is_ascii_alphabetic()
    } else if ('À'..='ſ').contains(&letter) {
        letter != '×' && letter != '÷'
    } else {
        letter.is_alphabetic() || ('\u{300}'..='\u{36F}').contains(&letter)
    }
}

/// Reads tokens from `from` on into `tokens`, at most [`MOST_TOKENS`]; gives the byte to go on from.
pub fn tokenise(text: &[u8], from: usize, end: usize, tokens: &mut Vec<Token>) -> usize {
    tokens.clear();
    let mut at = from;
    let mut gap = Gap::None;
    while at < end && tokens.len() < MOST_TOKENS {
        let (letter, width) = letter_at(text, at, end);
        let start = at;
        let kind = if is_letter(letter) {
            at = word_end(text, at, end);
            TokenKind::Word
        } else if letter.is_ascii_digit() {
            at = number_end(text, at, end);
            TokenKind::Number
        } else if letter == '\n' || letter == '\r' {
            gap = Gap::Line;
            at += width;
            continue;
        } else if letter.is_whitespace() || letter == '\u{AD}' {
            gap = if gap == Gap::Line { gap } else { Gap::Space };
            at += width;
            continue;
        } else {
            at += width;
            let glued = matches!(letter, '-' | '\u{2010}' | '\u{2011}')
                && gap == Gap::None
                && tokens.last().is_some_and(|before| before.kind != TokenKind::Mark)
                && at < end
                && is_letter(letter_at(text, at, end).0);
            if glued {
                gap = Gap::Hyphen;
                continue;
            }
            while at + width <= end && text[at..at + width] == text[start..start + width] {
                at += width;
            }
            TokenKind::Mark
        };
        let upper = kind == TokenKind::Word && letter.is_uppercase();
        tokens.push(Token { span: Span::new(start, at), gap, kind, upper });
        gap = Gap::None;
    }
    at
}

fn word_end(text: &[u8], from: usize, end: usize) -> usize {
    let mut at = from;
    let mut count = 0;
    let mut last = ' ';
    while at < end {
        if text[at].is_ascii_lowercase() {
            last = text[at] as char;
            count += 1;
            at += 1;
            continue;
        }
        let (letter, width) = letter_at(text, at, end);
        if is_letter(letter) || letter.is_ascii_digit() {
            last = letter;
        } else if matches!(letter, '\'' | '’') && count > 0 {
            let next = at + width;
            let inside = next < end && is_letter(letter_at(text, next, end).0);
            if inside {
                at = next;
                continue;
            }
            // The genitive of a word in -s.
            let closes = matches!(last, 's' | 'S' | 'x' | 'X' | 'z' | 'Z') && letter == '\'';
            return if closes { next } else { at };
        } else {
            break;
        }
        at += width;
        count += 1;
    }
    // An initial takes its full stop.
    if count == 1 && last.is_uppercase() && text.get(at) == Some(&b'.') && at < end { at + 1 } else { at }
}

fn number_end(text: &[u8], from: usize, end: usize) -> usize {
    let mut at = from;
    while at < end {
        let byte = text[at];
        let parts = matches!(byte, b'/' | b'.' | b',' | b':' | b'-') && at + 1 < end && text[at + 1].is_ascii_digit();
        if byte.is_ascii_digit() || parts {
            at += 1;
        } else {
            let (letter, width) = letter_at(text, at, end);
            if !is_letter(letter) {
                break;
            }
            at += width;
        }
    }
    at
}

/// How a token is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// No capital.
    Lower,
    /// A capital first, none behind.
    Title,
    /// Two letters or more, all capitals.
    Upper,
    /// One capital letter.
    Initial,
    /// A capital first and others inside.
    Mixed,
    /// Lower case first and capitals inside.
    LowerMixed,
    /// Begins with a digit.
    Number,
    /// A mark.
    Mark,
}

/// What is to be known of a token without its surroundings.
#[derive(Debug, Clone, Copy)]
pub struct Word {
    /// Hash of the folded word; [`UNKNOWN`] hides it.
    pub identity: u64,
    /// Hash of the folded word less a final -s; the word's own where it has none.
    pub stem: u64,
    /// Hash of its last three letters, folded.
    pub ending: u64,
    /// How it is written.
    pub shape: Shape,
    /// What is listed of it.
    pub listed: Listed,
    /// Hash of shape and use as a name.
    kind: u64,
    /// Hash of shape, use as a name and use as a cue.
    class: u64,
}

/// Words that are remembered from sentence to sentence.
const MET_WORDS: usize = 1 << 12;

/// The first template of features that are no single word's; below are those of each place, 64 a place.
const JOINT: u64 = 1024;

/// The identity of a word that must not be known by itself.
pub const UNKNOWN: u64 = 1;
/// The word before the first.
const BEFORE_ALL: u64 = 2;
/// The word behind the last.
const BEHIND_ALL: u64 = 3;

impl Word {
    /// The word of a token whose bytes are `written`; `listed` says what is listed of its folded form.
    pub fn new(written: &[u8], kind: TokenKind, listed: impl FnOnce(&[u8]) -> Listed) -> Word {
        let shape = shape_of(written, kind);
        let folded = Folded::new(written);
        let folded = folded.as_ref().map_or(&[][..], Folded::as_bytes);
        match kind {
            TokenKind::Mark => Word::of(hash_of(&folded[..folded.len().min(4)]), UNKNOWN, shape, Listed::default()),
            TokenKind::Number => {
                // A number is known by its pattern alone.
                let mut pattern = [b'0'; 16];
                let len = folded.len().min(16);
                for (into, &byte) in pattern.iter_mut().zip(folded) {
                    *into = if byte.is_ascii_digit() { b'0' } else { byte };
                }
                let year = folded.len() == 4 && (folded.starts_with(b"19") || folded.starts_with(b"20"));
                Word::of(hash_of(&pattern[..len]) ^ u64::from(year), UNKNOWN, shape, Listed::default())
            }
            TokenKind::Word => {
                let ending = hash_of(&folded[back(folded, 3)..]);
                let stem = hash_of(folded.strip_suffix(b"s").unwrap_or(folded));
                Word { stem, ..Word::of(hash_of(folded), ending, shape, listed(folded)) }
            }
        }
    }

    fn of(identity: u64, ending: u64, shape: Shape, listed: Listed) -> Word {
        let mark = if shape == Shape::Mark { identity } else { 0 };
        let kind = join(join(shape as u64, listed.name_class()), mark);
        let more = listed.cue_class() | u64::from(listed.has(Listed::PLACE)) << 8;
        let more =
            more | u64::from(listed.has(Listed::GENITIVE)) << 9 | u64::from(listed.has(Listed::KNOWN_THING)) << 10;
        Word { identity, stem: identity, ending, shape, listed, kind, class: join(kind, more) }
    }

    fn edge(identity: u64) -> Word {
        Word { class: identity, kind: identity, ..Word::of(identity, identity, Shape::Mark, Listed::default()) }
    }

    /// The same word as it is seen where it stands on no list of names.
    #[must_use]
    pub fn unlisted(&self) -> Word {
        let names = Listed::NAME.with(Listed::ALSO_WORD).with(Listed::GENITIVE);
        Word { stem: self.stem, ..Word::of(self.identity, self.ending, self.shape, self.listed.without(names)) }
    }

    /// The same word as it is seen where it was never met before: by its shape and parts.
    #[must_use]
    pub fn unmet(&self) -> Word {
        Word { identity: if self.shape == Shape::Mark { self.identity } else { UNKNOWN }, ..*self }
    }

    /// Begins with a capital.
    pub fn begins_upper(&self) -> bool {
        matches!(self.shape, Shape::Title | Shape::Upper | Shape::Initial | Shape::Mixed)
    }
}

fn shape_of(written: &[u8], kind: TokenKind) -> Shape {
    match kind {
        TokenKind::Mark => return Shape::Mark,
        TokenKind::Number => return Shape::Number,
        TokenKind::Word => {}
    }
    let (mut letters, mut uppers, mut first_upper, mut at) = (0, 0, false, 0);
    while at < written.len() {
        let (letter, width) = letter_at(written, at, written.len());
        if is_letter(letter) {
            let upper = letter.is_uppercase();
            first_upper |= upper && letters == 0;
            uppers += usize::from(upper);
            letters += 1;
        }
        at += width;
    }
    match (first_upper, letters, uppers) {
        (true, 1, _) => Shape::Initial,
        (true, _, _) if uppers == letters => Shape::Upper,
        (true, _, 1) => Shape::Title,
        (true, _, _) => Shape::Mixed,
        (false, _, 0) => Shape::Lower,
        (false, _, _) => Shape::LowerMixed,
    }
}

/// Where the last `count` letters of `word` begin.
fn back(word: &[u8], count: usize) -> usize {
    let mut at = word.len();
    for _ in 0..count {
        if at == 0 {
            break;
        }
        at -= 1;
        while at > 0 && word[at] & 0xC0 == 0x80 {
            at -= 1;
        }
    }
    at
}

/// Where the first `count` letters of `word` end.
fn forth(word: &[u8], count: usize) -> usize {
    let mut at = 0;
    for _ in 0..count {
        if at >= word.len() {
            break;
        }
        at += 1;
        while at < word.len() && word[at] & 0xC0 == 0x80 {
            at += 1;
        }
    }
    at
}

/// The features that a word adds to a token beside it: `weigh(feature)` for each, seen from `place`.
///
/// `capitals` says that the sentence is written in capitals.
pub fn neighbour_features(word: &Word, place: usize, capitals: bool, mut weigh: impl FnMut(u64)) {
    let at = place as u64 * 64;
    weigh(feature(at, word.identity, 0));
    weigh(feature(at + 1, word.class, u64::from(capitals)));
    if place.abs_diff(OWN) == 1 {
        weigh(feature(at + 2, word.ending, u64::from(word.begins_upper())));
        weigh(feature(at + 3, word.identity, word.shape as u64 + 1));
    }
}

/// The features of a word for itself.
pub fn own_features(written: &[u8], word: &Word, capitals: bool, mut weigh: impl FnMut(u64)) {
    let mode = u64::from(capitals);
    let cased = u64::from(word.begins_upper());
    let own = OWN as u64 * 64;
    weigh(feature(own, word.identity, 0));
    weigh(feature(own + 1, word.class, mode));
    weigh(feature(own + 2, word.ending, cased));
    weigh(feature(own + 3, word.identity, word.shape as u64 + 1));
    weigh(feature(own + 4, word.shape as u64, mode));
    weigh(feature(own + 5, word.listed.name_class(), mode));
    if !matches!(word.shape, Shape::Mark | Shape::Number)
        && let Some(folded) = Folded::new(written)
    {
        let folded = folded.as_bytes();
        for count in 1..=5 {
            let (head, tail) = (forth(folded, count), back(folded, count));
            if head >= folded.len() {
                break;
            }
            weigh(feature(own + 8 + count as u64, hash_of(&folded[..head]), cased));
            weigh(feature(own + 16 + count as u64, hash_of(&folded[tail..]), cased));
        }
    }
}

/// The words before the first and behind the last word of every sentence.
pub fn edges() -> [Word; 2] {
    [Word::edge(BEFORE_ALL), Word::edge(BEHIND_ALL)]
}

/// The hash by which the weights of a feature are found.
#[inline(always)]
fn feature(template: u64, a: u64, b: u64) -> u64 {
    join(join(template.wrapping_mul(0x2545_F491_4F6C_DD1D), a), b)
}

/// What a token's place in the sentence says.
#[derive(Debug, Clone, Copy, Default)]
struct Site {
    /// Capitals, dashes, first word.
    zone: u64,
    /// The row of capitalised words it stands in.
    run: u64,
    /// What stands behind that row.
    behind: u64,
}

/// A sentence taken apart. Kept from sentence to sentence for its memory.
#[derive(Debug, Default)]
pub struct Sentence {
    /// Its tokens.
    pub tokens: Vec<Token>,
    /// What is known of each.
    pub words: Vec<Word>,
    /// What the rest of the document says of each; empty where nothing is known of it.
    pub evidence: Vec<u8>,
    /// It is written in capitals.
    pub capitals: bool,
    /// Which tokens can be part of a name: those with a capital, what stands between two of them, and particles before them. The
    /// others are outside, without being weighed.
    pub awake: Vec<bool>,
    sites: Vec<Site>,
    /// Words met before, by the hash of how they are written.
    met: Vec<(u64, Word)>,
}

impl Sentence {
    /// Whether more letters are capitals than not, over all tokens.
    pub fn is_in_capitals(text: &[u8], tokens: &[Token]) -> bool {
        let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return false };
        let bytes = &text[first.span.start..last.span.end];
        let upper = bytes.iter().filter(|byte| byte.is_ascii_uppercase()).count();
        let lower = bytes.iter().filter(|byte| byte.is_ascii_lowercase()).count();
        upper > lower
    }

    /// Takes `text` from `from` on apart; gives the byte to go on from. Words are remembered: always the same `gazetteer`.
    pub fn read(&mut self, text: &[u8], from: usize, end: usize, gazetteer: &Gazetteer) -> usize {
        let next = tokenise(text, from, end, &mut self.tokens);
        self.capitals = Sentence::is_in_capitals(text, &self.tokens);
        self.evidence.clear();
        self.words.clear();
        self.met.resize(MET_WORDS, (0, edges()[0]));
        for token in &self.tokens {
            let written = token.span.of(text);
            let key = hash_of(written);
            let met = &mut self.met[(key >> 20) as usize % MET_WORDS];
            if met.0 != key {
                *met = (key, Word::new(written, token.kind, |folded| gazetteer.listed(folded)));
            }
            self.words.push(met.1);
        }
        next
    }

    /// Finds the tokens that can be part of a name, but for particles; whether there are any.
    pub fn wake(&mut self, text: &[u8], gazetteer: &Gazetteer) -> bool {
        self.awake.clear();
        self.awake.extend(self.tokens.iter().map(|token| token.upper));
        // «Det», «Han»: a capital because a sentence begins, no more.
        if let Some(first) = self.tokens.iter().position(|token| token.kind != TokenKind::Mark)
            && self.tokens[first].upper
            && !self.tokens.get(first + 1).is_some_and(|next| next.upper)
        {
            let listed = gazetteer.listed_as_written(self.tokens[first].span.of(text));
            self.awake[first] = !listed.has(Listed::FREQUENT) || listed.has(Listed::NAME);
        }
        let mut last: Option<usize> = None;
        for at in 0..self.tokens.len() {
            if !self.awake[at] {
                continue;
            }
            if let Some(last) = last.filter(|&last| at - last <= WIDEST_GAP + 1) {
                self.awake[last..at].fill(true);
            }
            last = Some(at);
        }
        last.is_some()
    }

    /// The tokens whose words must be known, when [`Sentence::wake`] was called: `known` is told of each, in order.
    pub fn in_sight(&self, mut known: impl FnMut(usize)) {
        let mut done = 0;
        for at in 0..self.tokens.len() {
            if self.awake[at] {
                let end = (at + SIGHT + 1).min(self.tokens.len());
                (done.max(at.saturating_sub(SIGHT))..end).for_each(&mut known);
                done = done.max(end);
            }
        }
    }

    /// Finds out what the tokens' places say; to be called when [`Sentence::wake`] was called and the words are known.
    pub fn survey(&mut self, text: &[u8]) {
        let count = self.tokens.len();
        self.sites.clear();
        self.sites.resize(count, Site::default());
        self.zones(text);
        let mut end = count;
        while end > 0 {
            if !self.tokens[end - 1].upper {
                end -= 1;
                continue;
            }
            let mut start = end - 1;
            while start > 0
                && matches!(self.tokens[start].gap, Gap::Space | Gap::Hyphen)
                && self.tokens[start - 1].upper
            {
                start -= 1;
            }
            self.run(start, end);
            end = start;
        }
        for at in 1..count {
            if self.awake[at] && !self.awake[at - 1] && self.words[at - 1].listed.has(Listed::PARTICLE) {
                self.awake[at - 1] = true;
            }
        }
    }

    /// The row of tokens from `from` on that can be parts of names, each beside the next; `None` behind the last.
    pub fn next_row(&self, from: usize) -> Option<(usize, usize)> {
        let start = from + self.awake[from..].iter().position(|&awake| awake)?;
        let length = self.awake[start..].iter().position(|&awake| !awake);
        Some((start, length.map_or(self.awake.len(), |length| start + length)))
    }

    /// A dash between two thoughts, as titles have it.
    fn is_dash(&self, text: &[u8], at: usize) -> bool {
        let token = self.tokens[at];
        token.kind == TokenKind::Mark && matches!(token.span.of(text), b"-" | b"--" | [0xE2, 0x80, 0x93 | 0x94])
    }

    fn zones(&mut self, text: &[u8]) {
        let count = self.tokens.len();
        let dashes = (0..count).filter(|&at| self.is_dash(text, at)).count();
        let closed = self.tokens.last().is_some_and(|last| matches!(last.span.of(text), b"." | b"!" | b"?"));
        let whole = u64::from(self.capitals) | u64::from(closed) << 1;
        let mut passed = 0;
        let mut first = 1;
        for at in 0..count {
            let part = match (dashes, passed) {
                (0, _) => 0,
                (_, passed) if passed == dashes => 1,
                (_, 0) => 2,
                _ => 3,
            };
            passed += usize::from(self.is_dash(text, at));
            self.sites[at].zone = whole | part << 2 | first << 4;
            if self.tokens[at].kind != TokenKind::Mark {
                first = 0;
            }
        }
    }

    /// Notes what the row of capitalised words `start..end` is, on each of them.
    fn run(&mut self, start: usize, end: usize) {
        let all = self.words[start..end].iter().fold(Listed::default(), |all, word| all.with(word.listed));
        let thing = all.has(Listed(Listed::THING.0 | Listed::FIRM.0 | Listed::UNIT.0));
        let made = u64::from(thing)
            | u64::from(all.has(Listed::COMPASS)) << 1
            | u64::from(all.has(Listed::FIRST)) << 2
            | u64::from(all.has(Listed::LAST)) << 3
            | u64::from(all.has(Listed::FIRM)) << 4;
        let behind = match self.words.get(end) {
            None => BEHIND_ALL,
            Some(next) => join(next.class, self.tokens[end].gap as u64),
        };
        let length = (end - start).min(5) as u64;
        for at in start..end {
            let place = (at - start).min(2) as u64 | ((end - 1 - at).min(2) as u64) << 2;
            self.sites[at].run = made | length << 8 | place << 12;
            self.sites[at].behind = join(behind, (end - 1 - at).min(3) as u64);
        }
    }

    /// Every feature of every token that is awake, `weigh(token, feature)`; to be called after [`Sentence::survey`].
    pub fn features(&self, text: &[u8], mut weigh: impl FnMut(usize, u64)) {
        let count = self.tokens.len();
        let [before, behind] = edges();
        // Counted from two places before the sentence to two behind it.
        for at in 0..count + 4 {
            let (written, word) = match at.checked_sub(2) {
                None => (&[][..], &before),
                Some(at) if at >= count => (&[][..], &behind),
                Some(at) => (self.tokens[at].span.of(text), &self.words[at]),
            };
            for place in 0..PLACES {
                let Some(token) = at.checked_sub(place).filter(|&token| token < count && self.awake[token]) else {
                    continue;
                };
                if place == OWN {
                    own_features(written, word, self.capitals, |feature| weigh(token, feature));
                } else {
                    neighbour_features(word, place, self.capitals, |feature| weigh(token, feature));
                }
            }
        }
        for at in (0..count).filter(|&at| self.awake[at]) {
            self.class_features(at, |feature| weigh(at, feature));
            self.joint_features(at, |feature| weigh(at, feature));
        }
    }

    fn word(&self, at: usize, offset: isize) -> Word {
        match at.checked_add_signed(offset) {
            None => Word::edge(BEFORE_ALL),
            Some(at) => self.words.get(at).copied().unwrap_or_else(|| Word::edge(BEHIND_ALL)),
        }
    }

    /// What the token `at` and its neighbours are, their words set aside: a key to what [`Sentence::class_features`] weigh.
    pub fn class_key(&self, at: usize) -> u64 {
        let site = self.sites[at];
        let sites = join(join(site.zone, site.run), site.behind);
        let before = join(self.word(at, -2).kind, self.word(at, -1).class);
        let after = join(self.word(at, 1).class, self.word(at, 2).class);
        join(join(join(sites, before), join(self.words[at].class, after)), self.gap(at) << 8 | self.gap(at + 1))
    }

    fn gap(&self, at: usize) -> u64 {
        self.tokens.get(at).map_or(0, |token| token.gap as u64)
    }

    /// The features of the token `at` that are of classes of words and of its place in the sentence.
    pub fn class_features(&self, at: usize, mut weigh: impl FnMut(u64)) {
        let site = self.sites[at];
        let (own, before, after) = (self.words[at], self.word(at, -1), self.word(at, 1));
        let mode = u64::from(self.capitals);
        weigh(feature(JOINT, site.zone, 0));
        weigh(feature(JOINT + 1, site.zone, own.class));
        weigh(feature(JOINT + 2, join(before.class, own.class), self.gap(at) << 1 | mode));
        weigh(feature(JOINT + 3, join(own.class, after.class), self.gap(at + 1) << 1 | mode));
        weigh(feature(JOINT + 4, join(before.class, own.class), join(after.class, mode)));
        weigh(feature(JOINT + 5, join(self.word(at, -2).kind, before.kind), own.kind));
        weigh(feature(JOINT + 6, join(own.kind, after.kind), self.word(at, 2).class));
        weigh(feature(JOINT + 7, site.zone, join(before.class, own.kind)));
        if site.run != 0 {
            weigh(feature(JOINT + 8, site.run, mode));
            weigh(feature(JOINT + 9, site.run, join(own.class, mode)));
            weigh(feature(JOINT + 10, site.behind, join(own.class, mode)));
            weigh(feature(JOINT + 11, site.run, join(site.behind, mode)));
            weigh(feature(JOINT + 12, site.zone, site.run));
        }
    }

    /// The features of the token `at` that are of several words, and what the document says of it.
    pub fn joint_features(&self, at: usize, mut weigh: impl FnMut(u64)) {
        let (own, before, after) = (self.words[at], self.word(at, -1), self.word(at, 1));
        let mode = u64::from(self.capitals);
        weigh(feature(JOINT + 16, join(before.identity, own.identity), self.gap(at)));
        weigh(feature(JOINT + 17, join(own.identity, after.identity), self.gap(at + 1)));
        weigh(feature(JOINT + 18, before.identity, after.identity));
        weigh(feature(JOINT + 19, before.identity, own.class));
        weigh(feature(JOINT + 20, own.class, after.identity));
        weigh(feature(JOINT + 21, join(own.class, after.kind), self.word(at, 2).identity));
        weigh(feature(JOINT + 22, join(self.word(at, -2).identity, before.identity), own.class));
        weigh(feature(JOINT + 23, own.ending, join(after.kind, mode)));
        weigh(feature(JOINT + 24, own.ending, join(before.kind, mode)));
        if let Some(&evidence) = self.evidence.get(at).filter(|&&evidence| evidence != 0) {
            let of =
                |at: Option<usize>| at.and_then(|at| self.evidence.get(at)).map_or(0, |&evidence| u64::from(evidence));
            let neighbours = of(at.checked_sub(1)) | of(at.checked_add(1)) << 8;
            for bit in 0..8 {
                let seen = u64::from(evidence >> bit & 1) << 8 | bit;
                weigh(feature(JOINT + 32, seen, own.kind));
            }
            weigh(feature(JOINT + 33, u64::from(evidence), 0));
            weigh(feature(JOINT + 34, u64::from(evidence), own.class));
            weigh(feature(JOINT + 35, u64::from(evidence), neighbours));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<&str> {
        let mut tokens = Vec::new();
        let mut all = Vec::new();
        let mut at = 0;
        while at < text.len() {
            at = tokenise(text.as_bytes(), at, text.len(), &mut tokens);
            all.extend(tokens.iter().map(|token| &text[token.span.start..token.span.end]));
        }
        all
    }

    #[test]
    fn text_falls_apart_into_tokens() {
        assert_eq!(
            tokens("48/112 GARASJE-Kari O.E. Nordmann."),
            ["48/112", "GARASJE", "Kari", "O.", "E.", "Nordmann", "."]
        );
        assert_eq!(
            tokens("Anne-Kari d'Arcs, Lars' hus – 14B"),
            ["Anne", "Kari", "d'Arcs", ",", "Lars'", "hus", "–", "14B"]
        );
        assert_eq!(tokens("Nguyễn\u{a0}Văn ... «Ånund»"), ["Nguyễn", "Văn", "...", "«", "Ånund", "»"]);
        assert_eq!(tokens("den 3. mai 2024, kl. 10.30"), ["den", "3", ".", "mai", "2024", ",", "kl", ".", "10.30"]);
        assert_eq!(tokens(""), [""; 0]);
    }

    #[test]
    fn gaps_say_what_parts_tokens() {
        let mut tokens = Vec::new();
        tokenise("Anne-Kari\nBerg,".as_bytes(), 0, 15, &mut tokens);
        let gaps: Vec<Gap> = tokens.iter().map(|token| token.gap).collect();
        assert_eq!(gaps, [Gap::None, Gap::Hyphen, Gap::Line, Gap::None]);
    }

    #[test]
    fn words_are_known_by_their_shape() {
        let shape = |word: &str| Word::new(word.as_bytes(), TokenKind::Word, |_| Listed::default()).shape;
        assert_eq!(shape("åtte"), Shape::Lower);
        assert_eq!(shape("Åse"), Shape::Title);
        assert_eq!(shape("ÅSE"), Shape::Upper);
        assert_eq!(shape("Å."), Shape::Initial);
        assert_eq!(shape("McLeod"), Shape::Mixed);
        assert_eq!(shape("iPad"), Shape::LowerMixed);
    }
}
