//! The rules in force: `patterns/` read into types.
//!
//! Rules are data. The files of `patterns/` are compiled into the binary and a user's folder of the same shape may lie on top
//! ([`Rules::load`]). This room reads, inflects and checks the form of the data; what it means in a text is for `detect` and
//! `assess` to say, and whether a rule's own examples hold is proved in `scan::prove`.
//!
//! The build script reads the built-in files as well and makes the tables of their words that `detect` asks. A run with no other
//! words than these reads the files' heads only ([`load`]): their words are read when somebody asks for them.

mod data;
pub mod import;
mod inflect;
mod literal;
mod load;
mod policy;
mod profile;
mod read;

pub use data::{
    DEFAULT_POLICY, Examples, Form, Harmless, Identifier, Joins, Lemma, Lists, Localised, NameGroup, Pattern, Rule,
    Rules, SeverityByContext,
};
pub use inflect::{Paradigm, Paradigms};
pub use policy::{NeverPublished, Override, Policy, PolicyTerm, SeriesField, ValuePattern};
pub use profile::Profile;
pub use read::RulesError;

use std::path::Path;

impl Rules {
    /// The built-in rules, with the folders `extra` on top of them in turn: a file of the same name replaces the earlier one.
    /// `policy` is the id of a policy or the path of a TOML file that holds one.
    ///
    /// # Errors
    /// A file that cannot be read, is no TOML, has unknown keys, or contradicts another; an unknown policy.
    pub fn load(extra: &[impl AsRef<Path>], policy: &str) -> Result<Rules, RulesError> {
        load::load(extra, policy)
    }

    /// The profile of that id, built in or of the folders `extra`, or of the path of a TOML file that holds one.
    ///
    /// # Errors
    /// An unknown profile; a file that cannot be read, is no TOML or has unknown keys.
    pub fn profile(extra: &[impl AsRef<Path>], profile: &str) -> Result<Profile, RulesError> {
        load::profile(extra, profile)
    }

    /// The words, phrases and names in force.
    pub fn lists(&self) -> &Lists {
        self.own_lists.as_ref().unwrap_or_else(|| load::built_in_lists())
    }
}
