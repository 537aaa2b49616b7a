//! `skjerm` combs Norwegian public journals and documents before publication.

pub mod model;
pub mod rules;
