//! Readers of binary formats in processes of their own. Every document is untrusted: what crashes, hangs or devours memory costs its
//! own document and its own process, and the run goes on.
//!
//! The program starts itself again as a worker (`worker.rs`), which gives up files and network before the first byte of a document
//! (`confine.rs`), reads documents from its standard input and hands out what they hold on its standard output (`message.rs`). The run
//! keeps a pool of them (`pool.rs`), holds each by what the system has for that (`job.rs`), watches the time, and takes nothing from
//! a worker on trust.

mod confine;
mod job;
mod message;
mod pool;
mod worker;

pub use pool::Workers;
pub use worker::serve;
pub(super) use worker::{TEST_SIGN, read_test_document};

/// The first argument that makes a worker of the program.
pub const WORKER: &str = "worker";

#[cfg(test)]
mod tests;
