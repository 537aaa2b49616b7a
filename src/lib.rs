//! `skjerm` combs Norwegian public journals and documents before publication.

pub mod catalogue;
pub mod detect;
pub mod identity;
pub mod model;
pub mod report;
pub mod rules;
