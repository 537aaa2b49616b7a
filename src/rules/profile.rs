//! Profiles: what the columns of a system's exports are called.

use super::Localised;
use serde::Deserialize;
use std::collections::BTreeMap;

/// One profile file.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Named by `--profile`.
    pub id: String,
    /// The system.
    pub title: Localised,
    /// Fields as `--columns` calls them, each with the headers that the system's exports have for it.
    pub columns: BTreeMap<String, Vec<String>>,
}
