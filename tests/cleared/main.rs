//! Cleared exports: what may be published of a journal, byte for byte as it was; what is withheld or shielded, and why. One file
//! a theme.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "../support/mod.rs"]
mod support;

mod findings;
mod generated;
mod graphs;
mod pages;
mod posts;
mod refused;
mod run;
mod samples;
mod told;
