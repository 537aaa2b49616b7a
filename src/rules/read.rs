//! What the files of `patterns/` mean: one shape a folder, put together into rules. Shared with the build script.

use super::literal::pattern_of;
use super::{
    Examples, Harmless, Identifier, Joins, Lemma, Lists, Localised, NameGroup, Paradigm, Paradigms, Pattern, Policy,
    Profile, Rule, Rules, SeverityByContext, ValuePattern,
};
use crate::model::{Kind, Severity};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

/// Why rules could not be read.
#[derive(Debug, thiserror::Error)]
pub enum RulesError {
    /// The operating system would not give the file or folder.
    #[error("cannot read rules from {path}: {source}")]
    Read {
        /// File or folder.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// Not TOML of the shape that `patterns/README.md` tells.
    #[error("rules file {file}: {reason}")]
    Form {
        /// Below `patterns/` or the user's folder.
        file: String,
        /// What does not fit, and where.
        reason: String,
    },
}

pub(super) fn malformed(file: &str, reason: impl ToString) -> RulesError {
    RulesError::Form { file: file.to_owned(), reason: reason.to_string() }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct IdentifierFile {
    #[serde(default)]
    identifier: Vec<IdentifierEntry>,
    #[serde(default)]
    other_numbers: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct IdentifierEntry {
    id: String,
    kind: Kind,
    title: Localised,
    why: Localised,
    basis: Vec<String>,
    severity: SeverityByContext,
    #[serde(default)]
    cues: Vec<String>,
    examples: Examples,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TermFile {
    id: String,
    kind: Kind,
    title: Localised,
    why: Localised,
    basis: Vec<String>,
    severity: SeverityByContext,
    #[serde(default)]
    harmless: Vec<String>,
    examples: Examples,
    #[serde(default)]
    terms: Vec<TermBlock>,
    #[serde(default)]
    pattern: Vec<PatternEntry>,
}

/// More words of a category, which its folder names.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MoreTerms {
    #[serde(default)]
    harmless: Vec<String>,
    #[serde(default)]
    examples: Examples,
    #[serde(default)]
    terms: Vec<TermBlock>,
    #[serde(default)]
    pattern: Vec<PatternEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TermBlock {
    paradigm: String,
    #[serde(default)]
    joins: Joins,
    #[serde(default)]
    case: Case,
    #[serde(default)]
    companion: bool,
    words: Vec<String>,
}

#[derive(Deserialize, Default, PartialEq, Clone, Copy)]
#[serde(rename_all = "lowercase")]
enum Case {
    #[default]
    Any,
    Exact,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PatternEntry {
    regex: String,
    #[serde(default)]
    unicode: bool,
    #[serde(default)]
    near: Vec<String>,
}

#[derive(Deserialize)]
struct CueFile {
    id: String,
    #[serde(flatten)]
    lists: BTreeMap<String, CueList>,
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "each key must be a list of words, a remark, or a title in several languages")]
enum CueList {
    Words(Vec<String>),
    #[expect(dead_code, reason = "for people; its form is checked")]
    Remark(String),
    #[expect(dead_code, reason = "for people; its form is checked")]
    Title(BTreeMap<String, String>),
}

/// A file's contents as written.
#[derive(Debug, Clone, Copy)]
pub enum Written<'f> {
    /// A built-in file, as the build script writes it.
    Json(&'f [u8]),
    /// A user's.
    Toml(&'f [u8]),
}

impl Written<'_> {
    /// The contents of `file` as a `T`.
    pub fn parse<T: serde::de::DeserializeOwned>(self, file: &str) -> Result<T, RulesError> {
        match self {
            Written::Json(json) => serde_json::from_slice(json).map_err(|error| malformed(file, error)),
            Written::Toml(bytes) => {
                let text = std::str::from_utf8(bytes).map_err(|error| malformed(file, error))?;
                toml::from_str(text).map_err(|error| malformed(file, error))
            }
        }
    }
}

/// What a file holds, by where it lies.
enum Contents {
    Paradigms(Paradigms),
    Identifiers(IdentifierFile),
    Terms(TermFile),
    MoreTerms(MoreTerms),
    Cues(CueFile),
    Names(NameGroup),
    Policy(Policy),
    /// Its form was checked; the run takes the one it names ([`profile`]).
    Profile,
}

impl Contents {
    fn read(file: &str, source: Written<'_>) -> Result<Self, RulesError> {
        match file.split('/').next() {
            Some("paradigms.toml") => source.parse(file).map(Contents::Paradigms),
            Some("identifiers.toml" | "persons.toml" | "journal.toml" | "documents.toml") => {
                source.parse(file).map(Contents::Identifiers)
            }
            Some("terms") if category(file).is_some() => source.parse(file).map(Contents::MoreTerms),
            Some("terms") => source.parse(file).map(Contents::Terms),
            Some("cues") => source.parse(file).map(Contents::Cues),
            Some("names") if file.ends_with("not_persons.toml") => source.parse(file).map(Contents::Cues),
            Some("names") => source.parse(file).map(Contents::Names),
            Some("policies") => source.parse(file).map(Contents::Policy),
            Some("profiles") => source.parse::<Profile>(file).map(|_| Contents::Profile),
            _ => Err(malformed(
                file,
                "belongs nowhere: put it into terms/, cues/, names/, policies/ or profiles/, or call it identifiers.toml, persons.toml, journal.toml or documents.toml",
            )),
        }
    }
}

/// The category to which `terms/CATEGORY/….toml` adds words.
fn category(file: &str) -> Option<&str> {
    file.strip_prefix("terms/")?.rsplit_once('/').map(|(category, _)| category)
}

/// The rules while files are put together, in the order of their names: paradigms come before the terms that ask for them.
#[derive(Default)]
pub struct Reader {
    paradigms: BTreeMap<String, Arc<Paradigm>>,
    rules: Vec<Rule>,
    lists: Lists,
    identifiers: Vec<Identifier>,
    other_numbers: Vec<String>,
    patterns: Vec<Pattern>,
    cues: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    policies: BTreeMap<String, Policy>,
}

impl Reader {
    /// Reads `file` and adds what it holds; gives the patterns among it.
    pub fn take(&mut self, file: &str, written: Written<'_>) -> Result<&[Pattern], RulesError> {
        let before = self.patterns.len();
        match Contents::read(file, written)? {
            Contents::Paradigms(paradigms) => {
                self.paradigms = paradigms.into_iter().map(|(name, paradigm)| (name, paradigm.into())).collect();
            }
            Contents::Identifiers(read) => self.identifiers(file, read)?,
            Contents::Terms(read) => self.terms(file, read)?,
            Contents::MoreTerms(read) => self.more_terms(file, read)?,
            Contents::Cues(read) => self.cue_lists(read),
            Contents::Names(group) => self.lists.names.push(group),
            Contents::Profile => {}
            Contents::Policy(policy) => {
                self.policies.insert(policy.id.clone(), policy);
            }
        }
        Ok(&self.patterns[before..])
    }

    /// The rule's index.
    fn push_rule(&mut self, rule: Rule) -> Result<u16, RulesError> {
        if let Some(other) = self.rules.iter().find(|known| known.id == rule.id) {
            return Err(malformed(&rule.file, format!("the id «{}» is taken by {}", rule.id, other.file)));
        }
        self.rules.push(rule);
        u16::try_from(self.rules.len() - 1).map_err(|_| malformed("terms", "more than 65,535 rules"))
    }

    fn identifiers(&mut self, file: &str, read: IdentifierFile) -> Result<(), RulesError> {
        self.other_numbers.extend(lower(read.other_numbers));
        for entry in read.identifier {
            let rule = self.push_rule(Rule {
                id: entry.id.into(),
                kind: entry.kind,
                title: entry.title,
                why: entry.why,
                basis: short_names(entry.basis),
                severity: entry.severity,
                examples: entry.examples,
                file: file.into(),
            })?;
            self.identifiers.push(Identifier { rule, cues: lower(entry.cues) });
        }
        Ok(())
    }

    fn terms(&mut self, file: &str, read: TermFile) -> Result<(), RulesError> {
        let rule = self.push_rule(Rule {
            id: read.id.into(),
            kind: read.kind,
            title: read.title,
            why: read.why,
            basis: short_names(read.basis),
            severity: read.severity,
            examples: read.examples,
            file: file.into(),
        })?;
        self.words(
            file,
            rule,
            MoreTerms {
                harmless: read.harmless,
                examples: Examples::default(),
                terms: read.terms,
                pattern: read.pattern,
            },
        )
    }

    fn more_terms(&mut self, file: &str, read: MoreTerms) -> Result<(), RulesError> {
        let id = category(file).unwrap_or_default();
        let rule = self.rules.iter().position(|rule| &*rule.id == id).ok_or_else(|| {
            malformed(file, format!("there is no category «{id}» to add words to: the folder is called like its id"))
        })?;
        self.words(file, rule as u16, read)
    }

    fn words(&mut self, file: &str, rule: u16, read: MoreTerms) -> Result<(), RulesError> {
        let examples = &mut self.rules[usize::from(rule)].examples;
        examples.matching.extend(read.examples.matching);
        examples.ignore.extend(read.examples.ignore);
        for block in read.terms {
            let paradigm = self
                .paradigms
                .get(&block.paradigm)
                .ok_or_else(|| malformed(file, format!("no paradigm is called «{}»", block.paradigm)))?;
            for word in each_alternative(file, block.words)? {
                let exact_case = block.case == Case::Exact;
                let text = if exact_case { joined(word) } else { joined(lower_case(word)) };
                let last = text.rsplit(' ').next().unwrap_or_default();
                if text.trim_matches(['*', ' ']).is_empty() {
                    return Err(malformed(file, "an empty word"));
                }
                let frequent = self.cues.get("frequent").and_then(|lists| lists.get("words"));
                let is_frequent = |word: &str| frequent.is_some_and(|words| words.iter().any(|known| known == word));
                if let Some((regex, near)) = pattern_of(&text, exact_case, is_frequent) {
                    if block.companion {
                        return Err(malformed(file, format!("«{text}»: a companion is of letters alone")));
                    }
                    self.patterns.push(Pattern { rule, regex, unicode: false, near: vec![near] });
                    continue;
                }
                let is_open = last.ends_with('*');
                if !is_open && !paradigm.fits(last) {
                    return Err(malformed(
                        file,
                        format!("«{text}» does not end as paradigm «{}» asks", block.paradigm),
                    ));
                }
                let paradigm = (!is_open).then(|| paradigm.clone());
                self.lists.lemmas.push(Lemma {
                    rule,
                    text,
                    paradigm,
                    exact_case,
                    joins: block.joins,
                    companion: block.companion,
                });
            }
        }
        for word in each_alternative(file, read.harmless)? {
            self.lists
                .harmless
                .push(Harmless { rule, words: words(&word.to_lowercase()).map(str::to_owned).collect() });
        }
        for pattern in read.pattern {
            self.patterns.push(Pattern {
                rule,
                regex: pattern.regex,
                unicode: pattern.unicode,
                near: lower(pattern.near),
            });
        }
        Ok(())
    }

    fn cue_lists(&mut self, read: CueFile) {
        let lists = read.lists.into_iter().filter_map(|(list, words)| match words {
            CueList::Words(words) => Some((list, lower(words))),
            CueList::Remark(_) | CueList::Title(_) => None,
        });
        self.cues.insert(read.id, lists.collect());
    }

    /// The policy of that id with what it builds on, whose words become rules.
    pub fn activate(&mut self, id: &str) -> Result<Policy, RulesError> {
        let mut policy = self.policies.remove(id).ok_or_else(|| {
            let known: Vec<_> = self.policies.keys().map(String::as_str).collect();
            malformed("policies", format!("no policy is called «{id}»; there are: {}", known.join(", ")))
        })?;
        if let Some(base) = policy.extends.clone() {
            let base = self.activate(&base)?;
            policy.overrides = base.overrides.into_iter().chain(policy.overrides).collect();
            policy.never = base.never.into_iter().chain(policy.never).collect();
            policy.never_publish = base.never_publish.into_iter().chain(policy.never_publish).collect();
        }
        Ok(policy)
    }

    /// The words that `policy` never publishes become rules.
    pub fn policy_words(&mut self, policy: &Policy) -> Result<(), RulesError> {
        for term in &policy.never {
            let rule = self.push_rule(Rule {
                id: term.id.as_str().into(),
                kind: Kind::Policy,
                title: term.title.clone(),
                why: term.why.clone(),
                basis: short_names(term.basis.clone()),
                severity: SeverityByContext { alone: term.severity, person: term.severity },
                examples: Examples {
                    matching: term.words.iter().map(|w| w.replace('*', "")).collect(),
                    ignore: vec![],
                },
                file: format!("policies/{}", policy.id).into(),
            })?;
            for word in &term.words {
                let text = joined(word.to_lowercase());
                if text.trim_matches(['*', ' ']).is_empty() {
                    return Err(malformed(&format!("policies/{}", policy.id), "an empty word"));
                }
                self.lists.lemmas.push(Lemma {
                    rule,
                    text,
                    paradigm: None,
                    exact_case: false,
                    joins: Joins::None,
                    companion: false,
                });
            }
        }
        Ok(())
    }

    /// Series that the policy never publishes become rules.
    pub fn policy_series(&mut self, policy: &Policy) -> Result<(), RulesError> {
        let file = format!("policies/{}", policy.id);
        for series in &policy.never_publish {
            let wrong = |what: String| malformed(&file, format!("never-publish «{}»: {what}", series.id));
            for value in series.fields().into_iter().flat_map(|(_, values)| values) {
                ValuePattern::of(value).map_err(wrong)?;
            }
            let example = series
                .example()
                .ok_or_else(|| wrong("name values of arkivdel, klasse, journalenhet or arkivskaper".to_owned()))?;
            self.push_rule(Rule {
                id: series.id.as_str().into(),
                kind: Kind::Policy,
                title: series.title.clone(),
                why: series.why.clone(),
                basis: short_names(series.basis.clone()),
                severity: SeverityByContext { alone: Severity::Stop, person: Severity::Stop },
                examples: Examples { matching: vec![example], ignore: vec![] },
                file: file.as_str().into(),
            })?;
        }
        Ok(())
    }

    /// The lists alone.
    pub fn into_lists(self) -> Lists {
        self.lists
    }

    /// The rules under `policy`, with the lists read as their own.
    pub fn finish(self, policy: Policy, hash: String) -> Rules {
        Rules {
            rules: self.rules.into(),
            own_lists: Some(self.lists),
            identifiers: self.identifiers,
            other_numbers: self.other_numbers,
            patterns: self.patterns,
            cues: self.cues,
            policy,
            hash,
        }
    }
}

fn short_names(basis: Vec<String>) -> Arc<[Arc<str>]> {
    basis.into_iter().map(Arc::from).collect()
}

fn lower(words: Vec<String>) -> Vec<String> {
    words.into_iter().map(|word| word.trim().to_lowercase()).filter(|word| !word.is_empty()).collect()
}

/// The phrases that `listed` stand for.
fn each_alternative(file: &str, listed: Vec<String>) -> Result<Vec<String>, RulesError> {
    let mut phrases = Vec::with_capacity(listed.len());
    for phrase in listed {
        if !phrase.contains(['{', '}']) {
            phrases.push(phrase);
            continue;
        }
        let text = format!("«{phrase}»: alternatives are written {{one|other}}, and are {MOST_ALTERNATIVES} at most");
        phrases.extend(alternatives(&phrase).ok_or_else(|| malformed(file, text))?);
    }
    Ok(phrases)
}

/// Phrases that one entry may stand for.
const MOST_ALTERNATIVES: usize = 1000;

/// A phrase for each choice among its alternatives: «{has|had} a stroke». `None` where a brace is alone or within others, and where the
/// phrases are too many.
fn alternatives(phrase: &str) -> Option<Vec<String>> {
    let mut phrases = vec![String::new()];
    let mut rest = phrase;
    while let Some((before, behind)) = rest.split_once('{') {
        let (choices, behind) = behind.split_once('}')?;
        let choices: Vec<&str> = choices.split('|').collect();
        if before.contains('}')
            || choices.iter().any(|one| one.contains('{'))
            || phrases.len() * choices.len() > MOST_ALTERNATIVES
        {
            return None;
        }
        let with = |phrase: &String| choices.iter().map(|one| format!("{phrase}{before}{one}")).collect::<Vec<_>>();
        phrases = phrases.iter().flat_map(with).collect();
        rest = behind;
    }
    phrases.iter_mut().for_each(|phrase| phrase.push_str(rest));
    (!rest.contains('}')).then_some(phrases)
}

/// A phrase's words: parted by white space and hyphens.
fn words(phrase: &str) -> impl Iterator<Item = &str> {
    phrase.split([' ', '-', '\u{a0}']).filter(|word| !word.is_empty())
}

/// A phrase's words with one blank between them.
fn joined(phrase: String) -> String {
    let to_be_joined = phrase.contains(['-', '\u{a0}']) || phrase.contains("  ") || phrase.trim().len() < phrase.len();
    if to_be_joined { words(phrase.trim()).collect::<Vec<_>>().join(" ") } else { phrase }
}

fn lower_case(word: String) -> String {
    if word.chars().any(char::is_uppercase) { word.to_lowercase() } else { word }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alternatives_are_read_as_a_phrase_each() {
        let read = |phrase: &str| alternatives(phrase).unwrap_or_default();
        assert_eq!(read("kols"), ["kols"]);
        let four = ["has a mild stroke", "has a stroke", "had a mild stroke", "had a stroke"];
        assert_eq!(read("{has|had} a {mild |}stroke"), four);
        for wrong in ["a { left open", "a } alone", "{one|{two|three}}"] {
            assert_eq!(alternatives(wrong), None, "{wrong}");
        }
        assert_eq!(alternatives(&"{a|b}".repeat(40)), None, "more than anybody writes");
    }
}
