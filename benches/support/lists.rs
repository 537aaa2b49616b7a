//! Lists of terms and names ten times as long as the built-in ones, made of invented words: the same on every machine.

use skjerm::rules::{Form, Joins, Rules};
use std::collections::HashSet;

/// How many times as long the lists become.
pub const TIMES: usize = 10;

const BEGINNINGS: &[&str] =
    &["b", "br", "d", "f", "fj", "g", "gr", "h", "k", "kl", "l", "m", "n", "p", "r", "s", "sk", "st", "t", "tr", "v"];
const VOWELS: &[&str] = &["a", "e", "i", "o", "u", "y", "ø", "å", "ei"];
const ENDINGS: &[&str] = &["", "", "", "l", "n", "r", "s", "t", "nd", "sk"];

/// Invented words, none of which stands in a text as a word or at the edge of one.
struct Inventor {
    state: u64,
    /// Beginnings and endings of the text's words.
    taken: HashSet<String>,
}

impl Inventor {
    fn new(seed: u64, text: &str) -> Self {
        let mut taken = HashSet::new();
        for word in text.to_lowercase().split(|letter: char| !letter.is_alphabetic()) {
            for (at, _) in word.char_indices() {
                taken.insert(word[at..].to_owned());
                taken.insert(word[..at].to_owned());
            }
        }
        Inventor { state: seed, taken }
    }

    /// SplitMix64.
    fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut x = self.state;
        x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        &of[((x ^ (x >> 31)) % of.len() as u64) as usize]
    }

    /// A word of about as many letters as `like`, four at least.
    fn word(&mut self, like: &str) -> String {
        loop {
            let mut word = String::new();
            while word.chars().count() < like.chars().count().clamp(4, 16) {
                for of in [BEGINNINGS, VOWELS, ENDINGS] {
                    word.push_str(self.one(of));
                }
            }
            if !self.taken.contains(&word) {
                return word;
            }
        }
    }

    fn name(&mut self, like: &str) -> String {
        let word = self.word(like);
        let mut letters = word.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
    }

    fn form(&mut self, like: &Form) -> Form {
        Form { words: like.words.iter().map(|word| self.word(word)).collect(), ..like.clone() }
    }

    fn lengthen(&mut self, names: &mut Vec<String>) {
        let more: Vec<_> = (1..TIMES).flat_map(|_| names.clone()).map(|name| self.name(&name)).collect();
        names.extend(more);
    }
}

/// Different words of a text of a megabyte, as newspapers have them.
const VOCABULARY: usize = 20_000;

/// `text` with every third word of four letters or more put in the place of one of many: what is known of a word must then be
/// found anew for most of them.
pub fn of_many_words(text: &str) -> String {
    let mut inventor = Inventor::new(5, text);
    let vocabulary: Vec<String> = (0..VOCABULARY).map(|at| inventor.word(&"langeordidag"[..4 + at % 9])).collect();
    let mut words = 0;
    let mut varied = String::with_capacity(text.len());
    for word in text.split_inclusive(' ') {
        let is_plain = word.len() > 4 && word.trim_end().chars().all(char::is_lowercase);
        words += usize::from(is_plain);
        if is_plain && words % 3 == 0 {
            varied.push_str(inventor.one(&vocabulary));
            varied.push(' ');
        } else {
            varied.push_str(word);
        }
    }
    varied
}

/// `rules` with nine more invented terms and names for each of theirs, of like length and use, none of which `text` holds.
pub fn ten_times(rules: &Rules, text: &str) -> Rules {
    let mut inventor = Inventor::new(7, text);
    let mut longer = rules.clone();
    for _ in 1..TIMES {
        longer.forms.extend(rules.forms.iter().map(|form| inventor.form(form)));
    }
    for group in &mut longer.names {
        for names in [&mut group.first, &mut group.last, &mut group.also_words_first, &mut group.also_words_last] {
            inventor.lengthen(names);
        }
    }
    longer
}

/// Forms and names listed; and of the forms those that enter compounds.
pub fn lengths(rules: &Rules) -> (usize, usize, usize) {
    let names = rules
        .names
        .iter()
        .map(|group| group.first.len() + group.last.len() + group.also_words_first.len() + group.also_words_last.len());
    let joining = rules.forms.iter().filter(|form| form.joins != Joins::None).count();
    (rules.forms.len(), names.sum(), joining)
}
