//! Texts searched: bytes in, hits out.

pub mod classify;
mod cue;
mod digits;
mod fold;
mod identifiers;
