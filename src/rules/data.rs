//! What rules are made of, as types: shared by the program, which reads them when it starts, and by the build script, which makes
//! tables of the built-in ones.

use super::{Paradigm, Policy};
use crate::model::{Kind, Severity};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A text in the three languages users read.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Localised {
    /// Bokmål.
    pub nb: String,
    /// Nynorsk.
    pub nn: String,
    /// English.
    pub en: String,
}

/// Severity of a rule's hits by what stands around them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeverityByContext {
    /// Nothing around it says that it is about somebody.
    pub alone: Severity,
    /// A private person stands beside it.
    pub person: Severity,
}

/// Sentences that prove a rule.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Examples {
    /// Each must give a hit of the rule.
    #[serde(rename = "match", default)]
    pub matching: Vec<String>,
    /// None may.
    #[serde(default)]
    pub ignore: Vec<String>,
}

/// What reports and reviewers need to know of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Unique among the rules in force.
    pub id: Arc<str>,
    /// Kind of its findings.
    pub kind: Kind,
    /// What it is called.
    pub title: Localised,
    /// Why it matters.
    pub why: Localised,
    /// Short names of the legal rules.
    pub basis: Arc<[Arc<str>]>,
    /// How much it weighs.
    pub severity: SeverityByContext,
    /// Its proof.
    pub examples: Examples,
    /// The file it comes from, below `patterns/` or the user's folder.
    pub file: Arc<str>,
}

/// How a lemma enters compounds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Joins {
    /// Not at all.
    #[default]
    None,
    /// As the first part: `kreft` + `behandling`.
    First,
    /// As the last part: `angst` + `diagnose`.
    Head,
    /// Either way.
    Both,
}

/// A listed word or phrase with all its forms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lemma {
    /// Index of the rule.
    pub rule: u16,
    /// Its words, one blank between them; lower case, but for `exact_case`.
    pub text: String,
    /// How its last word is inflected; `None`: as it stands.
    pub paradigm: Option<Arc<Paradigm>>,
    /// Matches only as written.
    pub exact_case: bool,
    /// How it enters compounds.
    pub joins: Joins,
    /// It tells something only in company: beside another term of its kind, or a word for a patient or a relative.
    pub companion: bool,
}

/// One written form of a lemma.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Form<'l> {
    /// Index of the rule.
    pub rule: u16,
    /// The words of a phrase before its last, one blank between them; empty for a single word.
    pub before: &'l str,
    /// The last word.
    pub word: &'l str,
    /// Matches only as written.
    pub exact_case: bool,
    /// How it enters compounds.
    pub joins: Joins,
    /// It is the lemma as listed. Only this form enters compounds as a first part.
    pub is_lemma: bool,
    /// It tells something only in company.
    pub companion: bool,
}

impl Lemma {
    /// It has more words than one.
    pub fn is_phrase(&self) -> bool {
        self.text.contains(' ')
    }

    /// All its forms; some may come twice.
    pub fn each_form(&self, mut each: impl FnMut(Form<'_>)) {
        let (before, last) = self.text.rsplit_once(' ').unwrap_or(("", &self.text));
        let mut form = |word: &str| {
            let Lemma { rule, exact_case, joins, companion, .. } = *self;
            each(Form { rule, before, word, exact_case, joins, is_lemma: word == last, companion });
        };
        match &self.paradigm {
            Some(paradigm) => paradigm.each_form(last, form),
            None => form(last),
        }
    }
}

/// Words that a rule must not fire on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Harmless {
    /// Index of the rule.
    pub rule: u16,
    /// One word: every token that begins so. Several: that phrase.
    pub words: Vec<String>,
}

/// An identifier's data: the words that name it. Its form is code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identifier {
    /// Index of the rule.
    pub rule: u16,
    /// Words that name the number, before it or as a label. Lower case.
    pub cues: Vec<String>,
}

/// A user's own pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// Index of the rule.
    pub rule: u16,
    /// In the syntax of regex-automata; ASCII classes unless `unicode`.
    pub regex: String,
    /// Unicode classes and case folding: slower.
    pub unicode: bool,
    /// Words of which one stands in every match, in lower case, `*` for any ending: the pattern is tried around them only.
    /// Empty: it is tried on all text, which costs speed.
    pub near: Vec<String>,
}

/// A group of listed names.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NameGroup {
    /// Unique id.
    pub id: String,
    /// What it is called.
    pub title: Localised,
    /// First names that count alone.
    #[serde(default)]
    pub first: Vec<String>,
    /// Surnames that count alone.
    #[serde(default)]
    pub last: Vec<String>,
    /// First names that count only beside another name.
    #[serde(default)]
    pub also_words_first: Vec<String>,
    /// Surnames that count only beside another name.
    #[serde(default)]
    pub also_words_last: Vec<String>,
}

/// The long lists: what is looked for word by word.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lists {
    /// Every listed word and phrase.
    pub lemmas: Vec<Lemma>,
    /// What the rules must not fire on.
    pub harmless: Vec<Harmless>,
    /// Listed names.
    pub names: Vec<NameGroup>,
}

/// Everything that is looked for, as data.
#[derive(Debug, Clone)]
pub struct Rules {
    /// All rules; a [`crate::model::Hit`] names one by its index.
    pub rules: Arc<[Rule]>,
    /// The words, phrases and names, where they, the patterns or the cues are others than the built-in ones: of those `detect` has
    /// tables ready. [`Rules::lists`] gives them in either case.
    pub own_lists: Option<Lists>,
    /// The identifiers' words.
    pub identifiers: Vec<Identifier>,
    /// Labels of numbers that are none of the identifiers: invoices, cases, orders.
    pub other_numbers: Vec<String>,
    /// Users' patterns.
    pub patterns: Vec<Pattern>,
    /// Cue lists by file id, then list: flat lists of words and phrases in lower case.
    pub cues: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    /// The policy in force, with what it builds on.
    pub policy: Policy,
    /// `blake3:` and the hash of all files read: equal rules, equal hash.
    pub hash: String,
}

impl Rules {
    /// The rule of that id.
    pub fn by_id(&self, id: &str) -> Option<&Rule> {
        self.rules.iter().find(|rule| &*rule.id == id)
    }

    /// Index of the rule of that id.
    pub fn index_of(&self, id: &str) -> Option<u16> {
        self.rules.iter().position(|rule| &*rule.id == id).map(|at| at as u16)
    }

    /// What `rule` finds is more than a note somewhere, under the policy in force.
    pub fn weighs(&self, rule: &Rule) -> bool {
        let overrides = self.policy.overrides.iter().filter(|change| change.kinds.contains(&rule.kind));
        let changed = overrides.flat_map(|change| [change.alone, change.person]).flatten();
        changed.chain([rule.severity.alone, rule.severity.person]).any(|severity| severity > Severity::Note)
    }

    /// The list `list` of the cue file `file`; empty where there is none.
    pub fn cue_list(&self, file: &str, list: &str) -> &[String] {
        self.cues.get(file).and_then(|lists| lists.get(list)).map_or(&[], Vec::as_slice)
    }
}

/// The policy that holds where the user names none.
pub const DEFAULT_POLICY: &str = "offentlegforskrifta-7";
