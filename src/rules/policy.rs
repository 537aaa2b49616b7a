//! Policies: how a body weighs what was found, and what it never publishes.

use super::Localised;
use crate::model::{Kind, Severity};
use serde::Deserialize;

/// Other weights for some kinds.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Override {
    /// The kinds it is for.
    pub kinds: Vec<Kind>,
    /// Severity with nobody beside it; the rule's own where absent.
    pub alone: Option<Severity>,
    /// Severity beside a private person; the rule's own where absent.
    pub person: Option<Severity>,
    /// Legal rules in place of the rule's own.
    pub basis: Option<Vec<String>>,
}

/// Words that the body never publishes.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PolicyTerm {
    /// Unique; becomes the finding's rule.
    pub id: String,
    /// What it is called.
    pub title: Localised,
    /// Why it matters.
    pub why: Localised,
    /// Legal rules; usually `local`.
    pub basis: Vec<String>,
    /// What such a word asks for.
    pub severity: Severity,
    /// Words and phrases; `*` behind a word stands for any ending.
    pub words: Vec<String>,
}

/// A series, class or unit whose posts the body never publishes.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NeverPublished {
    /// Unique; becomes the finding's rule.
    pub id: String,
    /// What it is called.
    pub title: Localised,
    /// Why it matters.
    pub why: Localised,
    /// Legal rules; usually `local`.
    pub basis: Vec<String>,
    /// Archive parts: `PERS*`.
    #[serde(default)]
    pub arkivdel: Vec<String>,
    /// Class codes: `221`, `22*`, `221-230`.
    #[serde(default)]
    pub klasse: Vec<String>,
    /// Units that keep a journal.
    #[serde(default)]
    pub journalenhet: Vec<String>,
    /// Creators of records, by id or name.
    #[serde(default)]
    pub arkivskaper: Vec<String>,
}

/// A field that says which series a post belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SeriesField {
    /// The archive part.
    Arkivdel,
    /// The class, by its code.
    Klasse,
    /// The unit that keeps the journal.
    Journalenhet,
    /// The creator of the records.
    Arkivskaper,
}

/// What a value must look like: whole, with any ending (`PERS*`), or a number within bounds (`221-230`). Case does not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ValuePattern {
    /// As it stands, in lower case.
    Whole(String),
    /// With any ending, in lower case.
    Beginning(String),
    /// A number from the first to the second.
    Numbers(u64, u64),
}

impl NeverPublished {
    /// Its fields with their values; those without values are left out.
    pub fn fields(&self) -> Vec<(SeriesField, &[String])> {
        let all = [
            (SeriesField::Arkivdel, &self.arkivdel[..]),
            (SeriesField::Klasse, &self.klasse),
            (SeriesField::Journalenhet, &self.journalenhet),
            (SeriesField::Arkivskaper, &self.arkivskaper),
        ];
        all.into_iter().filter(|(_, values)| !values.is_empty()).collect()
    }

    /// A post that is of the series, as a public journal: the rule's proof.
    pub(super) fn example(&self) -> Option<String> {
        let (field, values) = self.fields().into_iter().next()?;
        let value = match ValuePattern::of(values.first()?).ok()? {
            ValuePattern::Whole(value) | ValuePattern::Beginning(value) => value,
            ValuePattern::Numbers(first, _) => first.to_string(),
        };
        let value = value.replace('&', "&amp;").replace('<', "&lt;");
        let element = field.element();
        Some(format!(
            "<offentligJournal><journalregistrering><journalpost><offentligTittel>Brev</offentligTittel>\
             <{element}>{value}</{element}></journalpost></journalregistrering></offentligJournal>"
        ))
    }
}

impl SeriesField {
    /// The element of Noark 5 that holds it.
    fn element(self) -> &'static str {
        match self {
            SeriesField::Arkivdel => "arkivdel",
            SeriesField::Klasse => "klasseID",
            SeriesField::Journalenhet => "journalenhet",
            SeriesField::Arkivskaper => "arkivskaperID",
        }
    }

    /// The field that a label of a journal names: Noark 4 and 5, and headers of tables.
    pub fn of_label(label: &str) -> Option<Self> {
        let label: String = label.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        Some(match label.as_str() {
            "arkivdel" | "saarkdel" | "arkdel" | "referansearkivdel" | "arkivdelid" | "arkivdelnavn" => {
                SeriesField::Arkivdel
            }
            "klasseid" | "klordnverdi" | "ordningsverdi" | "klasse" | "arkivkode" | "arkivnøkkel" | "kkode"
            | "klassering" | "primærklassering" | "klassifikasjon" => SeriesField::Klasse,
            "journalenhet" | "sajenhet" | "jpjenhet" | "jenhet" => SeriesField::Journalenhet,
            "arkivskaper" | "arkivskaperid" | "arkivskapernavn" | "piarkskaper" | "piarkskapar" => {
                SeriesField::Arkivskaper
            }
            _ => return None,
        })
    }
}

impl ValuePattern {
    /// The pattern that `text` writes.
    ///
    /// # Errors
    /// An empty pattern, a star elsewhere than at the end, a range from a greater to a smaller number: what is wrong, in words.
    pub fn of(text: &str) -> Result<Self, String> {
        let text = text.trim().to_lowercase();
        if text.trim_matches('*').is_empty() {
            return Err("an empty value would hold back the whole journal".to_owned());
        }
        if let Some(stem) = text.strip_suffix('*').filter(|stem| !stem.contains('*')) {
            return Ok(ValuePattern::Beginning(stem.to_owned()));
        }
        if text.contains('*') {
            return Err(format!("in «{text}» a `*` stands elsewhere than at the end"));
        }
        let bounds = text
            .split_once('-')
            .and_then(|(first, last)| Some((first.trim().parse::<u64>().ok()?, last.trim().parse::<u64>().ok()?)));
        match bounds {
            Some((first, last)) if first > last => Err(format!("the range «{text}» ends before it begins")),
            Some((first, last)) => Ok(ValuePattern::Numbers(first, last)),
            None => Ok(ValuePattern::Whole(text)),
        }
    }

    /// Whether a field's value is one of these. Many systems write the code with its name behind: `221 Lønn`.
    pub fn fits(&self, value: &str) -> bool {
        let value = value.trim().to_lowercase();
        let code = value.split([' ', '\t', '\u{a0}']).next().unwrap_or_default().trim_end_matches([':', ',', '.', '-']);
        match self {
            ValuePattern::Whole(whole) => value == *whole || code == whole,
            ValuePattern::Beginning(stem) => value.starts_with(stem.as_str()),
            ValuePattern::Numbers(first, last) => {
                code.bytes().all(|byte| byte.is_ascii_digit())
                    && code.parse::<u64>().is_ok_and(|number| (*first..=*last).contains(&number))
            }
        }
    }
}

/// One policy file.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// Named by `--policy`.
    pub id: String,
    /// What it is called.
    pub title: Localised,
    /// The criteria as told to the public (noark-5.2.37).
    pub criteria: Localised,
    /// A policy this one builds on; its overrides come first.
    #[serde(default)]
    pub extends: Option<String>,
    /// Other weights.
    #[serde(default, rename = "override")]
    pub overrides: Vec<Override>,
    /// Words never published.
    #[serde(default)]
    pub never: Vec<PolicyTerm>,
    /// Series never published.
    #[serde(default, rename = "never-publish")]
    pub never_publish: Vec<NeverPublished>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_fit_whole_by_their_beginning_or_within_bounds() {
        let fits = |pattern: &str, value: &str| ValuePattern::of(pattern).unwrap().fits(value);
        for (pattern, value) in [
            ("PERS*", "Personal"),
            ("PERS*", "pers"),
            ("221-230", "225"),
            ("221-230", "225 Lønn"),
            ("B03", "b03 Elever"),
            ("A B", "a b"),
        ] {
            assert!(fits(pattern, value), "{pattern} {value}");
        }
        for (pattern, value) in [
            ("PERS*", "Superpers"),
            ("221-230", "231"),
            ("221-230", "2250"),
            ("221-230", ""),
            ("221-230", "225B"),
            ("B03", "B031"),
            ("A B", "a"),
        ] {
            assert!(!fits(pattern, value), "{pattern} {value}");
        }
    }

    #[test]
    fn what_is_no_pattern_is_said() {
        for (pattern, why) in
            [("", "empty"), (" * ", "empty"), ("A*B", "end"), ("230-221", "before it begins"), ("*A*", "end")]
        {
            assert!(ValuePattern::of(pattern).unwrap_err().contains(why), "{pattern}");
        }
    }
}
