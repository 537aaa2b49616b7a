//! Lists of terms and names ten times as long as the built-in ones, made of invented words: the same on every machine.

use crate::support::Dice;
use skjerm::rules::{Joins, Lemma, Rules};
use std::collections::{HashMap, HashSet};

/// How many times as long the lists become.
pub const TIMES: usize = 10;

/// Different words of a text of a megabyte, as newspapers have them.
const VOCABULARY: usize = 20_000;

/// Which of the lists grow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grown {
    /// Names alone, as by an import.
    Names,
    /// Names, and terms that enter no compounds.
    Whole,
    /// Everything.
    All,
}

/// Invented words of the letters that follow each other in the listed ones, so that they begin and end as Norwegian words do. None
/// stands in a given text as a word or at the edge of one.
struct Inventor {
    dice: Dice,
    /// What follows two letters; none at a word's end.
    follows: HashMap<[char; 2], Vec<Option<char>>>,
    /// Beginnings and endings of the text's words.
    taken: HashSet<String>,
}

impl Inventor {
    fn new(seed: u64, rules: &Rules, text: &str) -> Self {
        let mut follows: HashMap<_, Vec<_>> = HashMap::new();
        for word in rules.lists().lemmas.iter().flat_map(|lemma| lemma.text.split(' ')) {
            let mut before = [' '; 2];
            for letter in word.chars().filter(|letter| letter.is_alphabetic()).flat_map(char::to_lowercase) {
                follows.entry(before).or_default().push(Some(letter));
                before = [before[1], letter];
            }
            follows.entry(before).or_default().push(None);
        }
        let mut taken = HashSet::new();
        for word in text.to_lowercase().split(|letter: char| !letter.is_alphabetic()) {
            for (at, _) in word.char_indices() {
                taken.insert(word[at..].to_owned());
                taken.insert(word[..at].to_owned());
            }
        }
        Inventor { dice: Dice::new(seed), follows, taken }
    }

    /// A word of five letters to twenty.
    fn word(&mut self) -> String {
        loop {
            let (mut word, mut before) = (String::new(), [' '; 2]);
            while word.chars().count() <= 20 {
                let count = self.follows[&before].len();
                let at = self.dice.below(count);
                let Some(letter) = self.follows[&before][at] else { break };
                word.push(letter);
                before = [before[1], letter];
            }
            if (5..=20).contains(&word.chars().count()) && !self.taken.contains(&word) {
                return word;
            }
        }
    }

    /// A lemma of one form with as many words.
    fn lemma(&mut self, like: &Lemma) -> Lemma {
        let words: Vec<_> = like.text.split(' ').map(|_| self.word()).collect();
        Lemma { text: words.join(" "), paradigm: None, ..like.clone() }
    }

    fn lengthen(&mut self, names: &mut Vec<String>) {
        for _ in names.len()..TIMES * names.len() {
            let word = self.word();
            let first = word.chars().take(1).flat_map(char::to_uppercase);
            names.push(first.chain(word.chars().skip(1)).collect());
        }
    }
}

/// `text` with every third of its longer words put in the place of one of many: what is known of most words must then be found
/// anew.
pub fn of_many_words(rules: &Rules, text: &str) -> String {
    let mut inventor = Inventor::new(5, rules, text);
    let mut listed = HashSet::new();
    for lemma in &rules.lists().lemmas {
        lemma.each_form(|form| {
            listed.insert(form.word.to_owned());
        });
    }
    let mut vocabulary = Vec::new();
    while vocabulary.len() < VOCABULARY {
        vocabulary.extend(Some(inventor.word()).filter(|word| !listed.contains(word)));
    }
    let mut words = 0;
    let mut varied = String::with_capacity(text.len());
    for word in text.split_inclusive(' ') {
        let is_plain = word.len() > 4 && word.trim_end().chars().all(char::is_lowercase);
        words += usize::from(is_plain);
        if is_plain && words % 3 == 0 {
            varied.push_str(&vocabulary[inventor.dice.below(VOCABULARY)]);
            varied.push(' ');
        } else {
            varied.push_str(word);
        }
    }
    varied
}

/// `rules` with nine more invented terms or names for each of theirs, of like use, none of which `text` holds.
pub fn ten_times(rules: &Rules, grown: Grown, text: &str) -> Rules {
    let mut inventor = Inventor::new(7, rules, text);
    let mut lists = rules.lists().clone();
    let grows = |lemma: &&Lemma| grown == Grown::All || grown == Grown::Whole && lemma.joins == Joins::None;
    for lemma in rules.lists().lemmas.iter().filter(grows) {
        lemma.each_form(|_| lists.lemmas.extend((1..TIMES).map(|_| inventor.lemma(lemma))));
    }
    for group in &mut lists.names {
        for names in [&mut group.first, &mut group.last, &mut group.also_words_first, &mut group.also_words_last] {
            inventor.lengthen(names);
        }
    }
    Rules { own_lists: Some(lists), ..rules.clone() }
}

/// Forms and names listed; and of the forms those that enter compounds.
pub fn lengths(rules: &Rules) -> (usize, usize, usize) {
    let names =
        rules.lists().names.iter().map(|group| {
            group.first.len() + group.last.len() + group.also_words_first.len() + group.also_words_last.len()
        });
    let (mut forms, mut joining) = (0, 0);
    for lemma in &rules.lists().lemmas {
        lemma.each_form(|form| {
            forms += 1;
            joining += usize::from(form.joins != Joins::None);
        });
    }
    (forms, names.sum(), joining)
}
