//! How much a finding weighs.

use serde::{Deserialize, Serialize};

/// What a finding asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// A person must look.
    Review,
    /// Must not be published.
    Stop,
}

impl Severity {
    /// As written in reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Review => "review",
            Severity::Stop => "stop",
        }
    }
}
