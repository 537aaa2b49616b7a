//! What the tagger sees of a sentence: tokens, what is to be known of each, and the features that are weighed.
//!
//! Training and tagging both go through here, so that what was learnt is what is asked. Features of three sorts: those of one word,
//! seen from itself ([`own_features`]) and from its two neighbours on either side ([`neighbour_features`]), whose weights can be
//! summed once and kept; those of classes of words and the place in the sentence ([`Sentence::class_features`]), kept likewise;
//! and those of several words together ([`Sentence::joint_features`]).

use super::gazetteer::{Gazetteer, Listed, hash_of, join};
use super::tokens::{Gap, Token, TokenKind, tokenise};
use super::word::{BEFORE_ALL, BEHIND_ALL, Shape, Word, back, edges, written_key};
use crate::detect::fold::Folded;

/// Tokens without a capital between two with one that can be part of a name: «van der», «, ».
const WIDEST_GAP: usize = 2;
/// How far from a token that can be part of a name words must be known, one more for a particle before it.
const SIGHT: usize = 3;

/// From where a word is seen: the place it takes as seen from the token that is weighed. 0 and 1 stand before it, 2 is the token
/// itself, 3 and 4 stand behind it.
pub const PLACES: usize = 5;
/// The place of a token as seen from itself.
pub const OWN: usize = 2;

/// Words that are remembered from sentence to sentence.
const MET_WORDS: usize = 1 << 12;

/// The first template of features that are no single word's; below are those of each place, 64 a place.
const JOINT: u64 = 1024;

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
            let key = written_key(written, token.kind);
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
        // Both are small numbers, which a hash of one and the other could take for each other's.
        let sites = join(site.zone << 32 | site.run, site.behind);
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

    #[test]
    fn surroundings_are_told_apart_by_every_part() {
        let key = |zone: u64, run: u64| {
            let sentence =
                Sentence { words: vec![edges()[0]], sites: vec![Site { zone, run, behind: 0 }], ..Sentence::default() };
            sentence.class_key(0)
        };
        let mut keys: Vec<u64> = (0..64).flat_map(|zone| (0..64).map(move |run| key(zone, run))).collect();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), 64 * 64);
    }
}
