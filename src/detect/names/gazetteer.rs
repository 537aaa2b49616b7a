//! What the rules' lists say of a word, for the tagger: names, and the words that make a person or a thing of a name beside them.

use crate::detect::fold::Folded;
use crate::detect::records::{Numbered, Store, field};
use crate::rules::{Lists, Rules};
use std::collections::BTreeMap;

/// What is listed of a word, as a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Listed(pub u16);

impl Listed {
    /// A first name.
    pub const FIRST: Listed = Listed(1);
    /// A surname.
    pub const LAST: Listed = Listed(1 << 1);
    /// A name that is an ordinary word, too.
    pub const ALSO_WORD: Listed = Listed(1 << 2);
    /// «fru», «Mr».
    pub const HONORIFIC: Listed = Listed(1 << 3);
    /// «rådmann», «advokat».
    pub const TITLE: Listed = Listed(1 << 4);
    /// «søker», «mor».
    pub const ROLE: Listed = Listed(1 << 5);
    /// Makes a thing of the name before it: «skole», «gate», «Bygg».
    pub const THING: Listed = Listed(1 << 6);
    /// «AS», «ANS».
    pub const FIRM: Listed = Listed(1 << 7);
    /// Makes a thing of the name behind it: «firmaet», «gården».
    pub const BEFORE_THING: Listed = Listed(1 << 8);
    /// «øvre», «nordre».
    pub const COMPASS: Listed = Listed(1 << 9);
    /// A municipality or district.
    pub const PLACE: Listed = Listed(1 << 10);
    /// «avdeling», «kontoret».
    pub const UNIT: Listed = Listed(1 << 11);
    /// «van», «de».
    pub const PARTICLE: Listed = Listed(1 << 12);
    /// Listed without its genitive -s.
    pub const GENITIVE: Listed = Listed(1 << 13);
    /// A firm, newspaper, party or work known by its name.
    pub const KNOWN_THING: Listed = Listed(1 << 14);
    /// A word that texts are made of.
    pub const FREQUENT: Listed = Listed(1 << 15);
    /// A name of any sort.
    pub const NAME: Listed = Listed(0b11);

    /// Both sets in one.
    #[must_use]
    pub fn with(self, other: Listed) -> Listed {
        Listed(self.0 | other.0)
    }

    /// This set less `other`.
    #[must_use]
    pub fn without(self, other: Listed) -> Listed {
        Listed(self.0 & !other.0)
    }

    /// Shares a member with `other`.
    pub fn has(self, other: Listed) -> bool {
        self.0 & other.0 != 0
    }

    /// As a name: 0 none, 1 first name, 2 surname, 3 both; 4 more where it is an ordinary word, too.
    pub fn name_class(self) -> u64 {
        let name = u64::from(self.0 & 3);
        if name == 0 { 0 } else { name + u64::from(self.0 & 4) }
    }

    /// What it makes of its neighbours, the strongest only.
    pub fn cue_class(self) -> u64 {
        const STRENGTH: [Listed; 9] = [
            Listed::FIRM,
            Listed::HONORIFIC,
            Listed::PARTICLE,
            Listed::TITLE,
            Listed::ROLE,
            Listed::COMPASS,
            Listed::BEFORE_THING,
            Listed::THING,
            Listed::UNIT,
        ];
        STRENGTH.iter().position(|&cue| self.has(cue)).map_or(0, |at| at as u64 + 1)
    }
}

/// Small words inside names.
const PARTICLES: &[&str] = &[
    "van", "von", "der", "den", "de", "di", "da", "la", "af", "av", "bin", "bint", "ibn", "el", "al", "ter", "du",
    "dos",
];

/// The lists while they are gathered, by the hash of the folded word ([`hash_of`]).
#[derive(Default)]
struct Gathering {
    words: BTreeMap<u64, Listed>,
}

/// The lists by the hash of the folded word ([`hash_of`]).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Gazetteer {
    /// Hash (u64) and what is listed (u16).
    words: Numbered<10>,
}

impl Gazetteer {
    /// The names of `lists` and the cues of `rules`.
    pub fn of(rules: &Rules, lists: &Lists) -> Self {
        let mut gathering = Gathering::default();
        for group in &lists.names {
            let lists = [
                (&group.first, Listed::FIRST),
                (&group.last, Listed::LAST),
                (&group.also_words_first, Listed::FIRST.with(Listed::ALSO_WORD)),
                (&group.also_words_last, Listed::LAST.with(Listed::ALSO_WORD)),
            ];
            for (names, listed) in lists {
                names.iter().for_each(|name| gathering.add(&name.to_lowercase(), listed));
            }
        }
        let cues = [
            ("persons", "honorifics", Listed::HONORIFIC),
            ("persons", "roles", Listed::ROLE),
            ("officials", "titles", Listed::TITLE),
            ("officials", "units", Listed::UNIT),
            ("not_persons", "after_name", Listed::THING),
            ("not_persons", "before_name", Listed::BEFORE_THING),
            ("not_persons", "firm_forms", Listed::FIRM),
            ("not_persons", "compass", Listed::COMPASS),
            ("not_persons", "places", Listed::PLACE),
            ("frequent", "words", Listed::FREQUENT),
            ("known_names", "world", Listed::PLACE),
            ("known_names", "organisations", Listed::KNOWN_THING),
            ("known_names", "works", Listed::KNOWN_THING),
        ];
        for (file, list, listed) in cues {
            for word in rules.cue_list(file, list).iter().filter(|word| !word.contains(' ')) {
                gathering.add(word.trim_end_matches(['.', ':']), listed);
            }
        }
        PARTICLES.iter().for_each(|word| gathering.add(word, Listed::PARTICLE));
        let record = |(hash, listed): (&u64, &Listed)| {
            let mut record = [0; 10];
            record[..8].copy_from_slice(&hash.to_le_bytes());
            record[8..].copy_from_slice(&listed.0.to_le_bytes());
            record
        };
        let records: Vec<_> = gathering.words.iter().map(record).collect();
        Gazetteer { words: Numbered::new(&records) }
    }

    /// Stores it or takes it.
    pub fn store(&mut self, store: &mut Store<'_>) {
        self.words.store(store);
    }

    fn of_hash(&self, hash: u64) -> Option<Listed> {
        self.words.all(hash).next().map(|record| Listed(u16::from_le_bytes(field::<8, 2>(record))))
    }

    /// What is listed of the folded word; of a name in the genitive what is listed of the name.
    pub fn listed(&self, folded: &[u8]) -> Listed {
        const NAMES: Listed = Listed(Listed::NAME.0 | Listed::ALSO_WORD.0 | Listed::PLACE.0 | Listed::KNOWN_THING.0);
        let own = self.of_hash(hash_of(folded)).unwrap_or_default();
        if own.has(NAMES) || folded.len() < 4 {
            return own;
        }
        match folded.strip_suffix(b"s").and_then(|stem| self.of_hash(hash_of(stem))) {
            Some(stem) if stem.has(NAMES) => own.with(Listed(stem.0 & NAMES.0)).with(Listed::GENITIVE),
            _ => own,
        }
    }

    /// What is listed of a word as written.
    pub fn listed_as_written(&self, word: &[u8]) -> Listed {
        Folded::new(word).map_or(Listed::default(), |folded| self.listed(folded.as_bytes()))
    }
}

impl Gathering {
    fn add(&mut self, word: &str, listed: Listed) {
        let known = self.words.entry(hash_of(word.as_bytes())).or_default();
        // «Viking», «Georgia»: people bear the names of clubs and countries.
        if listed == Listed::KNOWN_THING && known.has(Listed::NAME) {
            return;
        }
        // A list of names on which it counts alone is enough.
        let also_word = match (known.has(Listed::NAME), listed.has(Listed::NAME)) {
            (true, true) => known.0 & listed.0 & Listed::ALSO_WORD.0,
            _ => (known.0 | listed.0) & Listed::ALSO_WORD.0,
        };
        *known = known.with(listed).without(Listed::ALSO_WORD).with(Listed(also_word));
    }
}

/// A hash of bytes that is the same everywhere and always: the trained weights are found by it.
#[inline]
pub fn hash_of(bytes: &[u8]) -> u64 {
    let mut hash = 0x243F_6A88_85A3_08D3 ^ bytes.len() as u64;
    for chunk in bytes.chunks(8) {
        let mut word = [0; 8];
        word[..chunk.len()].copy_from_slice(chunk);
        hash = join(hash, u64::from_le_bytes(word));
    }
    hash
}

/// Joins a value to a hash.
#[inline(always)]
pub fn join(hash: u64, value: u64) -> u64 {
    let product = u128::from(hash ^ value.wrapping_add(0x9E37_79B9_7F4A_7C15)) * 0xD6E8_FEB8_6659_FD93_u128;
    (product as u64) ^ (product >> 64) as u64
}
