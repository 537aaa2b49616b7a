//! The statement of the criteria by which an export was cleared (noark-5.2.37): `criteria.json` for programs, `criteria.txt` for the
//! public. Holds nothing of the documents but counts and the names of files, masked.

use super::ReportFile;
use crate::catalogue::Catalogue;
use crate::model::Kind;
use crate::rules::Rules;
use serde::Serialize;
use serde_json::json;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::Path;

/// Posts by what became of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Posts {
    /// In the exports.
    #[serde(rename = "in")]
    pub all: u64,
    /// In the cleared exports, the shielded ones included.
    pub published: u64,
    /// Of those: with findings replaced.
    pub shielded: u64,
    /// Not there.
    pub withheld: u64,
}

/// What was done, in numbers and words.
#[derive(Debug, Default)]
pub struct Criteria {
    /// When, in RFC 3339.
    pub date: String,
    /// How the run was ordered: flag and value.
    pub options: Vec<(&'static str, String)>,
    /// Posts of all exports.
    pub posts: Posts,
    /// Names of the cleared files, masked.
    pub cleared: Vec<String>,
    /// The cleared files themselves, by their place in the folder.
    pub files: Vec<String>,
    /// Inputs that were not cleared, masked, with the reason.
    pub not_cleared: Vec<(String, String)>,
    /// Inputs that are no journals: not copied.
    pub documents: u64,
    /// Findings for which something was withheld or shielded.
    pub by_kind: BTreeMap<&'static str, u64>,
    /// The same by legal basis.
    pub by_basis: BTreeMap<String, u64>,
    /// Names marked.
    pub marked: u64,
}

/// What the rules in force say of a kind: the most that any of them asks for.
struct KindInForce {
    kind: Kind,
    alone: &'static str,
    person: &'static str,
    basis: Vec<String>,
}

impl Criteria {
    /// Says in the folder `folder` that a run is under way: what stands there, `files`, is not yet whole.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn begin(folder: &Path, files: &[String]) -> io::Result<()> {
        let mut text = serde_json::to_vec(&json!({"tool": "skjerm", "complete": false, "files": files}))?;
        text.push(b'\n');
        write(folder, "criteria.json", &text)
    }

    /// The cleared files that the criteria of an earlier run list; `None` where there are none of ours.
    pub fn files_before(folder: &Path) -> Option<Vec<String>> {
        let bytes = std::fs::read(folder.join("criteria.json")).ok()?;
        let value: serde_json::Value = serde_json::from_slice(&bytes).ok()?;
        if value.get("tool")? != "skjerm" {
            return None;
        }
        Some(serde_json::from_value(value.get("files").cloned().unwrap_or_default()).unwrap_or_default())
    }

    /// Writes both files.
    ///
    /// # Errors
    /// The files cannot be written.
    pub fn write(&self, folder: &Path, rules: &Rules, catalogue: &Catalogue) -> io::Result<()> {
        let kinds = in_force(rules);
        write(folder, "criteria.txt", self.text(rules, &kinds, catalogue).as_bytes())?;
        let lang = catalogue.lang();
        let kinds: Vec<_> = kinds
            .iter()
            .map(|one| {
                json!({"kind": one.kind.as_str(), "title": catalogue.kind(one.kind), "alone": one.alone,
                       "person": one.person, "basis": one.basis})
            })
            .collect();
        let not_cleared: Vec<_> =
            self.not_cleared.iter().map(|(path, reason)| json!({"path": path, "reason": reason})).collect();
        let options: serde_json::Map<_, _> =
            self.options.iter().map(|(flag, value)| ((*flag).to_owned(), json!(value))).collect();
        let value = json!({
            "tool": "skjerm",
            "version": env!("CARGO_PKG_VERSION"),
            "complete": true,
            "date": self.date,
            "policy": {"id": rules.policy.id, "title": lang.of(&rules.policy.title),
                       "criteria": lang.of(&rules.policy.criteria)},
            "rules": rules.hash,
            "options": options,
            "posts": self.posts,
            "cleared": self.cleared,
            "files": self.files,
            "not_cleared": not_cleared,
            "documents_not_copied": self.documents,
            "left_out": {"by_kind": self.by_kind, "by_basis": self.by_basis},
            "names_marked": self.marked,
            "kinds": kinds,
        });
        let mut text = serde_json::to_vec_pretty(&value)?;
        text.push(b'\n');
        write(folder, "criteria.json", &text)
    }

    fn text(&self, rules: &Rules, kinds: &[KindInForce], catalogue: &Catalogue) -> String {
        let (lang, mut out) = (catalogue.lang(), String::new());
        let mut line = |text: &str| {
            // Writing to a string cannot fail.
            let _ = writeln!(out, "{text}");
        };
        line(&catalogue.text("criteria-title"));
        line("");
        line(&format!("{} ({})", lang.of(&rules.policy.title), rules.policy.id));
        line(lang.of(&rules.policy.criteria));
        line("");
        let made = [("version", env!("CARGO_PKG_VERSION").into()), ("date", (&self.date).into())];
        line(&catalogue.format("criteria-made", &made));
        line(&catalogue.format("criteria-rules", &[("hash", (&rules.hash).into())]));
        let options: Vec<_> = self.options.iter().map(|(flag, value)| format!("{flag} {value}")).collect();
        line(&catalogue.format("criteria-options", &[("options", (&options.join(", ")).into())]));
        line("");
        let posts = [("criteria-posts-in", self.posts.all), ("criteria-posts-published", self.posts.published)];
        let more = [("criteria-posts-shielded", self.posts.shielded), ("criteria-posts-withheld", self.posts.withheld)];
        for (key, count) in posts.into_iter().chain(more) {
            line(&catalogue.format(key, &[("count", count.into())]));
        }
        line(&catalogue.format("criteria-documents", &[("count", self.documents.into())]));
        if self.marked > 0 {
            line(&catalogue.format("criteria-marked", &[("count", self.marked.into())]));
        }
        if !self.not_cleared.is_empty() {
            line("");
            line(&catalogue.text("criteria-not-cleared"));
            self.not_cleared.iter().for_each(|(path, reason)| line(&format!("  {path}: {reason}")));
        }
        if !self.by_kind.is_empty() {
            line("");
            line(&catalogue.text("criteria-by-kind"));
            for (name, count) in &self.by_kind {
                let name = Kind::from_name(name).map_or((*name).into(), |kind| catalogue.kind(kind));
                line(&format!("  {name}: {}", catalogue.number(*count)));
            }
            line("");
            line(&catalogue.text("criteria-by-basis"));
            for (short, count) in &self.by_basis {
                line(&format!("  {}: {}", catalogue.law(short), catalogue.number(*count)));
            }
        }
        line("");
        line(&catalogue.text("criteria-kinds"));
        for one in kinds {
            let severity = |name: &str| catalogue.text(&format!("severity-{name}")).into_owned();
            let laws: Vec<_> = one.basis.iter().map(|short| catalogue.law(short)).collect();
            let (kind, laws) = (catalogue.kind(one.kind), laws.join("; "));
            let (alone, person) = (severity(one.alone), severity(one.person));
            let values = [
                ("kind", (&*kind).into()),
                ("alone", (&alone).into()),
                ("person", (&person).into()),
                ("laws", (&laws).into()),
            ];
            line(&format!("  {}", catalogue.format("criteria-kind", &values)));
        }
        out
    }
}

fn in_force(rules: &Rules) -> Vec<KindInForce> {
    let mut kinds = Vec::new();
    for &kind in Kind::ALL {
        let of_kind = || rules.rules.iter().filter(|rule| rule.kind == kind);
        // Of several overrides the last counts, as in the weighing itself.
        let overrides = rules.policy.overrides.iter().rev().filter(|change| change.kinds.contains(&kind));
        let change =
            |pick: fn(&crate::rules::Override) -> Option<crate::model::Severity>| overrides.clone().find_map(pick);
        let Some(alone) = change(|change| change.alone).or_else(|| of_kind().map(|rule| rule.severity.alone).max())
        else {
            continue;
        };
        let Some(person) = change(|change| change.person).or_else(|| of_kind().map(|rule| rule.severity.person).max())
        else {
            continue;
        };
        let mut basis: Vec<String> = match overrides.clone().find_map(|change| change.basis.clone()) {
            Some(basis) => basis,
            None => of_kind().flat_map(|rule| rule.basis.iter().map(ToString::to_string)).collect(),
        };
        basis.sort();
        basis.dedup();
        kinds.push(KindInForce { kind, alone: alone.as_str(), person: person.as_str(), basis });
    }
    kinds
}

fn write(folder: &Path, name: &str, content: &[u8]) -> io::Result<()> {
    let file = ReportFile::create(&folder.join(name))?;
    file.writer().write_all(content)?;
    file.commit()
}
