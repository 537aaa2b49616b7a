//! Documents of office, mail and archive formats from outside: what people believe is gone is found, with its part, its
//! kind and its place, and the harmless twin of each is published. One file a theme; the documents are made in `make`.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "../support/mod.rs"]
mod support;

// The documents that are meant to do harm share what makes documents. `tests/hostile.rs` is a crate of its own.
#[path = "../hostile/mod.rs"]
mod hostile;

mod archives;
mod mail;
mod make;
mod names;
mod pdf_covers;
mod pdf_hidden;
mod pdf_within;
mod pictures;
mod presentations;
mod sample;
mod seen;
mod sheets;
mod text_documents;
mod web;
mod word;
