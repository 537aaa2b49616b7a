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
    /// Every written form of `lemma`, the lemma itself among them; `None` where `strip` does not fit.
    pub fn forms(&self, lemma: &str) -> Option<Vec<String>> {
        let stem = lemma.strip_suffix(self.strip.as_str())?;
        let last = stem.chars().last()?;
        let mut forms = Vec::with_capacity(self.endings.len() * 2);
        for ending in &self.endings {
            let mut form = stem.to_owned();
            if self.double && ending.starts_with(|c: char| "aeiouyæøå".contains(c)) {
                form.push(last);
            }
            form.push_str(ending);
            forms.push(form);
        }
        if self.genitive {
            let genitives: Vec<_> =
                forms.iter().filter(|form| !form.ends_with(['s', 'x', 'z'])).map(|form| format!("{form}s")).collect();
            forms.extend(genitives);
        }
        forms.sort_unstable();
        forms.dedup();
        Some(forms)
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

    #[test]
    fn consonants_double_before_vowels_only() {
        let forms = paradigm("", true, &["", "en"], true).forms("sykdom");
        assert_eq!(forms, Some(vec!["sykdom".into(), "sykdommen".into(), "sykdommens".into(), "sykdoms".into()]));
    }

    #[test]
    fn a_lemma_that_does_not_fit_is_told() {
        assert_eq!(paradigm("e", false, &["e"], false).forms("angst"), None);
        assert_eq!(paradigm("e", false, &["e", "a"], false).forms("lunge"), Some(vec!["lunga".into(), "lunge".into()]));
    }
}
