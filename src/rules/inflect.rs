//! From lemma and paradigm to written forms.

use serde::Deserialize;
use std::collections::BTreeMap;

/// How a class of words is inflected; see `patterns/README.md`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paradigm {
    /// For people.
    pub example: String,
    /// Taken off the lemma first.
    #[serde(default)]
    pub strip: String,
    /// The last consonant is doubled before an ending that begins with a vowel.
    #[serde(default)]
    pub double: bool,
    /// Put on what is left.
    pub endings: Vec<String>,
    /// Each form also takes -s.
    #[serde(default)]
    pub genitive: bool,
}

/// All paradigms by name.
pub type Paradigms = BTreeMap<String, Paradigm>;

impl Paradigm {
    /// The part of `lemma` that endings are put on.
    fn stem<'l>(&self, lemma: &'l str) -> Option<&'l str> {
        lemma.strip_suffix(self.strip.as_str()).filter(|stem| !stem.is_empty())
    }

    /// `lemma` ends as the paradigm asks.
    pub fn fits(&self, lemma: &str) -> bool {
        self.stem(lemma).is_some()
    }

    /// Every written form of `lemma`, the lemma itself among them; some may come twice. None where the lemma does not fit.
    pub fn each_form(&self, lemma: &str, mut each: impl FnMut(&str)) {
        let Some(stem) = self.stem(lemma) else { return };
        let mut form = String::with_capacity(lemma.len() + 8);
        for ending in &self.endings {
            form.clear();
            form.push_str(stem);
            if self.double && ending.starts_with(|c: char| "aeiouyæøå".contains(c)) {
                form.extend(stem.chars().last());
            }
            form.push_str(ending);
            each(&form);
            if self.genitive && !form.ends_with(['s', 'x', 'z']) {
                form.push('s');
                each(&form);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paradigm(strip: &str, double: bool, endings: &[&str], genitive: bool) -> Paradigm {
        Paradigm {
            example: String::new(),
            strip: strip.into(),
            double,
            endings: endings.iter().map(|e| (*e).to_owned()).collect(),
            genitive,
        }
    }

    fn forms(paradigm: &Paradigm, lemma: &str) -> Vec<String> {
        let mut forms = Vec::new();
        paradigm.each_form(lemma, |form| forms.push(form.to_owned()));
        forms
    }

    #[test]
    fn consonants_double_before_vowels_only() {
        let forms = forms(&paradigm("", true, &["", "en"], true), "sykdom");
        assert_eq!(forms, ["sykdom", "sykdoms", "sykdommen", "sykdommens"]);
    }

    #[test]
    fn a_lemma_that_does_not_fit_is_told() {
        assert!(!paradigm("e", false, &["e"], false).fits("angst") && !paradigm("e", false, &["e"], false).fits("e"));
        assert_eq!(forms(&paradigm("e", false, &["e", "a"], false), "lunge"), ["lunge", "lunga"]);
    }
}
