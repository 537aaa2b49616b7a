//! The rules in force: `patterns/` read into types, proved by their own examples.

use crate::model::{Kind, Severity};
use serde::Deserialize;
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
    #[serde(rename = "match")]
    pub matching: Vec<String>,
    /// None may.
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
}
