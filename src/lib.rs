//! `skjerm` combs Norwegian public journals and documents before publication.

pub mod assess;
pub mod detect;
pub mod model;
pub mod report;
pub mod rules;
