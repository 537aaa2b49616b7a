//! Rules proved by their own examples: `skjerm rules check`.

use super::parts::Outcome;
use super::{Options, Scanner, ScannerError};
use crate::assess::Cases;
use crate::model::{Part, Role, Severity};
use crate::rules::{Rule, Rules};
use crate::source::Source;
use std::fmt;
use std::sync::Arc;

/// A rule that does not do what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// Id of the rule.
    pub rule: Arc<str>,
    /// The file it stands in.
    pub file: Arc<str>,
    /// What is wrong.
    pub reason: FailureReason,
}

/// What is wrong with a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FailureReason {
    /// It has no example to match, or none to ignore.
    NoExamples,
    /// The example gives no finding of the rule.
    Missed(String),
    /// The example gives a finding of the rule: above a note, where the rule joins things; any, where it does not.
    FalseAlarm(String),
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: rule {}: ", self.file, self.rule)?;
        match &self.reason {
            FailureReason::NoExamples => f.write_str("needs examples to match and to ignore"),
            FailureReason::Missed(text) => write!(f, "does not find its example «{text}»"),
            FailureReason::FalseAlarm(text) => write!(f, "fires on the example to ignore «{text}»"),
        }
    }
}

/// Runs every example of every rule.
///
/// # Errors
/// The rules do not compile.
pub fn check(rules: &Arc<Rules>) -> Result<Vec<Failure>, ScannerError> {
    let options = Options {
        selection: crate::detect::Selection { names: crate::detect::NameMode::All, ..Default::default() },
        ..Options::default()
    };
    let scanner = Scanner::new(rules.clone(), options)?;
    let mut failures = Vec::new();
    for rule in rules.rules.iter() {
        let mut fail = |reason| failures.push(Failure { rule: rule.id.clone(), file: rule.file.clone(), reason });
        let is_policy = rule.file.starts_with("policies/");
        if rule.examples.matching.is_empty() || rule.examples.ignore.is_empty() && !is_policy {
            fail(FailureReason::NoExamples);
        }
        for text in rule.examples.matching.iter().filter(|text| !fires(&scanner, rule, text)) {
            fail(FailureReason::Missed(text.clone()));
        }
        for text in rule.examples.ignore.iter().filter(|text| fires(&scanner, rule, text)) {
            fail(FailureReason::FalseAlarm(text.clone()));
        }
    }
    Ok(failures)
}

fn fires(scanner: &Scanner, rule: &Rule, text: &str) -> bool {
    let findings = if text.starts_with('<') {
        let cases = super::cases::gather(scanner, text.as_bytes(), "example.xml");
        let source = Source::unnamed("example.xml");
        let (outcome, _) =
            scanner.own_pieces(Outcome::new(scanner), &source, text.as_bytes(), &cases, &Default::default(), &|_| {});
        outcome.tally.findings
    } else {
        // What is hidden is told by where it stands.
        let role = match &*rule.id {
            "failed-redaction" => Role::UnderRedaction,
            "hidden-text" => Role::Hidden,
            "deleted-text" => Role::DeletedText,
            _ => Role::Body,
        };
        scanner.scan_part(&Part::text(role, text.as_bytes()), &Cases::default()).findings.into()
    };
    findings.held().iter().any(|finding| finding.rule == rule.id && finding.severity >= Severity::Note)
}
