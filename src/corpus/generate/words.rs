//! Inflection: from a word and its paradigm to the forms that templates ask for.
//!
//! Nouns stand in groups by what can be said of them. For the group `sak` there are the symbols
//!
//! | symbol | bokmål | |
//! |---|---|---|
//! | `sak.one` | plan | bare |
//! | `sak.a`, `sak.a+` | en plan, en ny plan | `+`: with an adjective |
//! | `sak.the`, `sak.the+` | planen, den nye planen | |
//! | `sak.many`, `sak.many+` | planer, nye planer | |
//! | `sak.all`, `sak.all+` | planene, de nye planene | |
//!
//! A word that begins with `*` takes a first part from the symbol `first.GROUP` (`*plan` → `skjøtselsplan`): that is what makes
//! Norwegian vocabulary large.

use serde::Deserialize;
use std::collections::BTreeMap;

/// Symbols and their alternatives.
pub type Forms = BTreeMap<String, Vec<String>>;

/// What a file says of words.
#[derive(Debug, Default, Deserialize)]
pub struct Words {
    /// What the four forms add to the stem, the article, the adjective's form and the article before an adjective in the
    /// definite form, by paradigm.
    #[serde(default)]
    paradigms: BTreeMap<String, Paradigm>,
    /// Words by group and paradigm; the form of a word that follows none is written out: `tre|treet|trær|trærne`.
    #[serde(default)]
    nouns: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    /// Forms with a masculine, a neuter, and in the plural and definite form, by group.
    #[serde(default)]
    adjectives: BTreeMap<String, Vec<String>>,
    /// Infinitive, present, past and participle, by group; or stem and paradigm: `vurder/te`.
    #[serde(default)]
    verbs: BTreeMap<String, Vec<String>>,
    /// The endings of those four, by paradigm.
    #[serde(default)]
    conjugations: BTreeMap<String, [String; 4]>,
    /// «de» or «dei».
    #[serde(default)]
    plural: String,
    /// What the passive takes from the infinitive, and what it adds.
    #[serde(default)]
    passive: [String; 2],
}

#[derive(Debug, Clone, Deserialize)]
struct Paradigm {
    article: String,
    definite: String,
    adjective: String,
    endings: [String; 4],
}

impl Words {
    /// Takes in those of another file.
    pub fn add(&mut self, other: Words) {
        self.paradigms.extend(other.paradigms);
        self.conjugations.extend(other.conjugations);
        self.plural.push_str(&other.plural);
        self.passive[0].push_str(&other.passive[0]);
        self.passive[1].push_str(&other.passive[1]);
        for (group, paradigms) in other.nouns {
            let known = self.nouns.entry(group).or_default();
            for (paradigm, words) in paradigms {
                known.entry(paradigm).or_default().extend(words);
            }
        }
        for (group, words) in other.adjectives {
            self.adjectives.entry(group).or_default().extend(words);
        }
        for (group, words) in other.verbs {
            self.verbs.entry(group).or_default().extend(words);
        }
    }

    /// All forms.
    ///
    /// # Errors
    /// A word or paradigm is not written as above; the error names it.
    pub fn forms(&self) -> Result<Forms, String> {
        let mut forms = Forms::new();
        for (group, paradigms) in &self.nouns {
            for (name, words) in paradigms {
                let paradigm = self.paradigms.get(name).ok_or_else(|| format!("there is no paradigm «{name}»"))?;
                for word in words {
                    noun(group, paradigm, word, &self.plural, &mut forms)?;
                }
            }
        }
        for (group, words) in &self.adjectives {
            for word in words {
                let [masculine, neuter, plural] = parts(word, ' ')?;
                for (name, form) in [("m", masculine), ("n", neuter), ("pl", plural)] {
                    put(&mut forms, group, name, form);
                }
            }
        }
        for (group, words) in &self.verbs {
            for word in words {
                self.verb(group, word, &mut forms)?;
            }
        }
        Ok(forms)
    }

    fn verb(&self, group: &str, word: &str, forms: &mut Forms) -> Result<(), String> {
        let written: [String; 4] = match word.split_once('/') {
            Some((stem, name)) => {
                let endings = self.conjugations.get(name).ok_or_else(|| format!("there is no conjugation «{name}»"))?;
                std::array::from_fn(|at| format!("{stem}{}", endings[at]))
            }
            None => parts(word, ' ')?.map(str::to_owned),
        };
        let [taken, added] = &self.passive;
        let stem = written[0].strip_suffix(taken.as_str()).unwrap_or(&written[0]);
        put(forms, group, "passive", &format!("{stem}{added}"));
        for (name, form) in ["inf", "pres", "past", "perf"].into_iter().zip(written) {
            put(forms, group, name, &form);
        }
        Ok(())
    }
}

fn noun(group: &str, paradigm: &Paradigm, word: &str, plural: &str, forms: &mut Forms) -> Result<(), String> {
    let first = if word.starts_with('*') { format!("{{first.{group}}}") } else { String::new() };
    let word = word.replace('*', "");
    let written: [String; 4] = if word.contains('|') {
        parts(&word, '|')?.map(str::to_owned)
    } else {
        std::array::from_fn(|at| format!("{word}{}", paradigm.endings[at]))
    };
    let [one, the, many, all] = written.map(|form| format!("{first}{form}"));
    let Paradigm { article, definite, adjective, .. } = paradigm;
    put(forms, group, "a", &format!("{article} {one}"));
    put(forms, group, "a+", &format!("{article} {{adj.{adjective}}} {one}"));
    put(forms, group, "the+", &format!("{definite} {{adj.pl}} {the}"));
    put(forms, group, "many+", &format!("{{adj.pl}} {many}"));
    put(forms, group, "all+", &format!("{} {{adj.pl}} {all}", plural));
    for (name, form) in [("one", one), ("the", the), ("many", many), ("all", all)] {
        put(forms, group, name, &form);
    }
    Ok(())
}

fn put(forms: &mut Forms, group: &str, form: &str, text: &str) {
    forms.entry(format!("{group}.{form}")).or_default().push(text.to_owned());
}

fn parts<const N: usize>(word: &str, sign: char) -> Result<[&str; N], String> {
    let parts: Vec<&str> = word.split(sign).collect();
    parts.try_into().map_err(|_| format!("«{word}» has not {N} forms"))
}
