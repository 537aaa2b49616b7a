//! Cleared exports: what may be published of a journal, byte for byte as it was; what is withheld or shielded, and why. One file
//! a theme.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "../support/mod.rs"]
mod support;

// Workbooks are made as in the tests of documents.
#[allow(dead_code)]
#[path = "../documents/make/package.rs"]
mod package;
#[allow(dead_code)]
#[path = "../documents/make/xlsx.rs"]
mod xlsx;

mod findings;
mod generated;
mod graphs;
mod pages;
mod persons;
mod posts;
mod refused;
mod run;
mod samples;
mod told;
mod workbooks;
