//! `skjerm` combs Norwegian public journals and documents before publication.

pub mod assess;
pub mod catalogue;
pub mod clear;
pub mod cli;
pub mod corpus;
pub mod detect;
pub mod extract;
pub mod identity;
pub mod journal;
pub mod model;
pub mod report;
pub mod rules;
pub mod scan;
pub mod source;
