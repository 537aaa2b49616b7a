//! The words around a hit that say what it means: roles, pronouns, titles, closings, negation, general speech.

use crate::detect::classify::{CHUNK, Carry, Chunk, Level};
use crate::detect::words::{is_word_byte, word_at, word_ending_at};
use crate::detect::{Folded, fold_byte};
use crate::model::Span;
use crate::rules::Rules;
use hashbrown::HashMap;

/// What a word or phrase says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// A private person's part in a matter.
    PersonRole,
    /// Private persons' part in a matter, of whom the word means more than one.
    Several,
    /// A pronoun for one person spoken of.
    Pronoun,
    /// A pronoun of the writer.
    FirstPerson,
    /// A pronoun of whom a letter is written to.
    SecondPerson,
    /// What stands before a private person's name: `gjelder`, `søker`.
    BeforeName,
    /// A label before whoever wrote a letter.
    WriterLabel,
    /// With what writers introduce themselves: `mitt navn er`.
    Introduction,
    /// Whose something is that is no private person's.
    PublicOwner,
    /// Who acts for a body.
    OfficialTitle,
    /// What stands before a signature on behalf of a body.
    Closing,
    /// What stands before anybody's signature.
    Greeting,
    /// A unit of a body.
    Unit,
    /// A leading position.
    Leader,
    /// A label before an official.
    OfficialLabel,
    /// A negation.
    Negation,
    /// A matter is spoken of in general.
    Generic,
    /// A plan, rule or report.
    Plan,
    /// What whoever speaks does.
    Saying,
    /// What gives a person a matter: `har`, `fikk`, `dømt`.
    Bearing,
    /// What a clause of its own begins with.
    Break,
    /// What stands before somebody who is not the subject.
    Preposition,
    /// What leads from a matter to the one whose it is.
    Belonging,
    /// The language of cases and letters.
    CaseWord,
    /// Whom a case is about.
    Party,
    /// A rule or a possibility, no fact.
    Possible,
    /// A term that says little unless it is said of the very person.
    Vague,
    /// A service or a body, named: whoever is listed below works there.
    Service,
    /// One person, not a group.
    Someone,
    /// Who holds an office of which there is one: the head of a school, a mayor.
    SoleOffice,
    /// A class or an age.
    Group,
    /// A school or home, behind its name.
    House,
    /// A small community without its name.
    Community,
    /// A municipality of few.
    SmallPlace,
    /// A place of many.
    LargePlace,
    /// Arts, sports, politics and crime as the press tells of them.
    PublicLife,
}

/// A list of a cue file, and what its words say.
type CueList = (&'static str, &'static str, Class);

/// Who is who, and how a matter is spoken of.
pub const PERSONS: &[CueList] = &[
    ("persons", "roles", Class::PersonRole),
    ("persons", "several", Class::Several),
    ("persons", "pronouns", Class::Pronoun),
    ("persons", "first_person", Class::FirstPerson),
    ("persons", "second_person", Class::SecondPerson),
    ("persons", "before_name", Class::BeforeName),
    ("persons", "writer_labels", Class::WriterLabel),
    ("persons", "introductions", Class::Introduction),
    ("officials", "titles", Class::OfficialTitle),
    ("officials", "public_owners", Class::PublicOwner),
    ("officials", "greetings", Class::Greeting),
    ("officials", "units", Class::Unit),
    ("officials", "leaders", Class::Leader),
    ("officials", "closings", Class::Closing),
    ("officials", "labels", Class::OfficialLabel),
    ("context", "negation", Class::Negation),
    ("context", "generic", Class::Generic),
    ("context", "plans", Class::Plan),
    ("context", "saying", Class::Saying),
    ("links", "services", Class::Service),
    ("identifying", "someone", Class::Someone),
    ("identifying", "sole_offices", Class::SoleOffice),
    ("identifying", "groups", Class::Group),
    ("identifying", "houses", Class::House),
    ("identifying", "communities", Class::Community),
    ("identifying", "small_places", Class::SmallPlace),
];

/// What joins a person and a matter in prose, and what parts them.
pub const GRAMMAR: &[CueList] = &[
    ("links", "bearing", Class::Bearing),
    ("links", "breaks", Class::Break),
    ("links", "prepositions", Class::Preposition),
    ("links", "belonging", Class::Belonging),
    ("links", "cases", Class::CaseWord),
    ("links", "parties", Class::Party),
    ("links", "possible", Class::Possible),
    ("links", "vague", Class::Vague),
    ("links", "public", Class::PublicLife),
    ("identifying", "large_places", Class::LargePlace),
];

/// What cases and letters are written with.
pub const CASES: &[CueList] = &[
    ("links", "cases", Class::CaseWord),
    ("officials", "greetings", Class::Greeting),
    ("officials", "closings", Class::Closing),
];

/// A cue in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ContextCue {
    /// What it says.
    pub class: Class,
    /// Bytes in the part.
    pub span: Span,
}

/// All cue phrases by the word they begin with.
pub struct ContextCues {
    level: Level,
    first_words: FirstWords,
    /// By first word, the longest phrase first.
    phrases: HashMap<Box<[u8]>, Vec<CuePhrase>>,
}

struct CuePhrase {
    /// What follows the first word, in lower case.
    rest: Box<[u8]>,
    classes: Vec<Class>,
}

/// What a search found, and its memory, kept from search to search.
#[derive(Default)]
pub struct FoundCues {
    /// The cues, in order of place.
    pub cues: Vec<ContextCue>,
    chunk: Chunk,
}

/// Which words phrases may begin with, by their first two bytes and their length.
struct FirstWords(Box<[u64; FirstWords::SLOTS / 64]>);

impl FirstWords {
    const SLOTS: usize = 1 << 15;

    fn slot(first: u8, second: u8, len: usize) -> usize {
        let letters = usize::from(first & 0x1F) | usize::from(second & 0x1F) << 5;
        // The highest bit of the second byte tells ø from x.
        letters | usize::from(second >> 7) << 10 | len.min(15) << 11
    }

    fn slot_of(word: &[u8]) -> usize {
        Self::slot(word[0], word.get(1).copied().unwrap_or_default(), word.len())
    }

    fn add(&mut self, word: &[u8]) {
        let slot = Self::slot_of(word);
        self.0[slot / 64] |= 1 << (slot % 64);
    }

    fn may_hold(&self, word: &[u8]) -> bool {
        let slot = Self::slot_of(word);
        self.0[slot / 64] & (1 << (slot % 64)) != 0
    }
}

impl ContextCues {
    /// The cue phrases of `rules` in `lists`. Each begins with a letter.
    pub fn new(rules: &Rules, lists: &[&[CueList]]) -> Self {
        let listed = |&(file, list, class): &CueList| {
            rules.cue_list(file, list).iter().map(move |phrase| (phrase.trim_end_matches(':'), class))
        };
        let mut listed: Vec<_> = lists.iter().copied().flatten().flat_map(listed).collect();
        listed.sort_by_key(|(phrase, _)| *phrase);
        let mut first_words = FirstWords(Box::new([0; FirstWords::SLOTS / 64]));
        let mut phrases: HashMap<_, Vec<CuePhrase>> = HashMap::new();
        for same in listed.chunk_by(|one, other| one.0 == other.0) {
            let phrase = same[0].0.as_bytes();
            let Some(word) = word_at(phrase, 0) else { continue };
            let (word, rest) = phrase.split_at(word.end);
            first_words.add(word);
            let phrase = CuePhrase { rest: rest.into(), classes: same.iter().map(|(_, class)| *class).collect() };
            phrases.entry(word.into()).or_default().push(phrase);
        }
        for phrases in phrases.values_mut() {
            phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.rest.len()));
        }
        ContextCues { level: Level::best(), first_words, phrases }
    }

    /// The cues inside `within`, in order; a phrase is found whole or not at all, and of two that begin together the longer.
    pub fn find(&self, text: &[u8], within: Span, found: &mut FoundCues) {
        let FoundCues { cues, chunk } = found;
        cues.clear();
        let mut carry = Carry::default();
        let mut done = within.start;
        for (number, bytes) in within.of(text).chunks(CHUNK).enumerate() {
            let base = within.start + number * CHUNK;
            let open_edges = usize::from(carry.in_word());
            self.level.classify(bytes, &mut carry, chunk);
            for edges in chunk.edges().get(open_edges..).unwrap_or_default().chunks(2) {
                let start = base + edges[0] as usize;
                let word = match edges.get(1) {
                    Some(&end) => Span::new(start, base + end as usize),
                    // The last word may go on behind the window or chunk.
                    None => word_at(text, start).unwrap_or(Span::new(start, start)),
                };
                if word.is_empty()
                    || start < done
                    || !self.first_words.may_hold(word.of(text))
                    || start == within.start && word_ending_at(text, start).is_some()
                {
                    continue;
                }
                if let Some((phrase, end)) = self.at(text, word, within.end) {
                    done = end;
                    let span = Span::new(start, end);
                    cues.extend(phrase.classes.iter().map(|&class| ContextCue { class, span }));
                }
            }
        }
    }

    /// The longest phrase that begins with `word` and ends where a word ends, not behind `ceiling`; and its end.
    fn at(&self, text: &[u8], word: Span, ceiling: usize) -> Option<(&CuePhrase, usize)> {
        let phrases = self.phrases.get(Folded::new(word.of(text))?.as_bytes())?;
        let behind = text.get(word.end..ceiling)?;
        phrases.iter().find_map(|phrase| {
            let end = word.end + phrase.rest.len();
            let fits = phrase.rest.is_empty()
                || goes_on_with(behind, &phrase.rest)
                    && !(phrase.rest.last().is_some_and(|&byte| is_word_byte(byte)) && word_at(text, end).is_some());
            fits.then_some((phrase, end))
        })
    }
}

/// `text` begins with `rest`, which is in lower case; a phrase may run over a line break.
fn goes_on_with(text: &[u8], rest: &[u8]) -> bool {
    let mut before = 0;
    text.len() >= rest.len()
        && text.iter().zip(rest).all(|(&byte, &wanted)| {
            let folded = if matches!(byte, b'\n' | b'\t') { b' ' } else { fold_byte(before, byte) };
            before = byte;
            folded == wanted
        })
}
