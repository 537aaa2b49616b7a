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
}
