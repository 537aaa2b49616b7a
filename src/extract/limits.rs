//! How far a document is followed. Every input is untrusted: what passes a limit is unread with its reason, and costs no more.

use crate::model::{Reason, Unread};
use serde::{Deserialize, Serialize};
use std::io::Read;
use std::sync::atomic::{AtomicU64, Ordering};

/// Limits on a document and what is within it. The defaults are the specification's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// How deep documents may lie within documents.
    pub nesting: u32,
    /// Documents in one container.
    pub members: u64,
    /// How many times its own size a container may unpack to.
    pub expansion: u64,
    /// Bytes that one container may unpack to.
    pub unpacked: u64,
    /// Bytes of one document.
    pub document: u64,
    /// Seconds that a reader may take for one document.
    pub seconds: u64,
    /// Bytes of memory that a reader may take.
    pub memory: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            nesting: 16,
            members: 100_000,
            expansion: 200,
            unpacked: 2 << 30,
            document: 1 << 30,
            seconds: 60,
            memory: 512 << 20,
        }
    }
}

/// What was opened of a file so far, however deep: containers of containers would otherwise multiply their limits. Shared by all that
/// open what is in it.
#[derive(Debug, Default)]
pub struct Opened {
    members: AtomicU64,
    bytes: AtomicU64,
}

impl Opened {
    /// Counts one more document, of so many `bytes`, that stands in `depth` others.
    ///
    /// # Errors
    /// It is one too many, or lies too deep.
    pub fn count(&self, limits: &Limits, depth: u32, bytes: u64) -> Result<(), Unread> {
        /// Containers that each may be full, one in the other.
        const FULL_CONTAINERS: u64 = 4;
        let members = self.members.fetch_add(1, Ordering::Relaxed) + 1;
        let bytes = self.bytes.fetch_add(bytes, Ordering::Relaxed) + bytes;
        if depth > limits.nesting {
            return Err(too_large(format!("it lies more than {} documents deep", limits.nesting)));
        }
        if members > limits.members || bytes > limits.unpacked.saturating_mul(FULL_CONTAINERS) {
            return Err(too_large("the file that it came in holds too much all in all; not opened".to_owned()));
        }
        Ok(())
    }
}

/// So much may be unpacked whatever the size of what it is packed in: a few lines of blanks pack to nothing.
const ALWAYS: u64 = 16 << 20;

/// Bytes read at a time.
const CHUNK: usize = 64 * 1024;

/// What one container may still give.
#[derive(Debug)]
pub struct Budget {
    limits: Limits,
    packed: u64,
    unpacked: u64,
    members: u64,
}

impl Budget {
    /// For a container of `packed` bytes.
    pub fn new(limits: Limits, packed: usize) -> Self {
        Budget { limits, packed: packed as u64, unpacked: 0, members: 0 }
    }

    /// Counts one more document.
    ///
    /// # Errors
    /// There are too many.
    pub fn count_member(&mut self) -> Result<(), Unread> {
        self.members += 1;
        if self.members > self.limits.members {
            return Err(too_large(format!("more than {} files in it; the rest was not opened", self.limits.members)));
        }
        Ok(())
    }

    /// A limit of the whole container was passed: nothing more is to be unpacked.
    pub fn is_spent(&self) -> bool {
        self.unpacked > self.most()
    }

    /// Bytes that all of it may unpack to.
    fn most(&self) -> u64 {
        self.limits.unpacked.min(ALWAYS.max(self.packed.saturating_mul(self.limits.expansion)))
    }

    /// Reads `packed` to its end and hands it to `each` piece by piece. Gives the number of bytes.
    ///
    /// # Errors
    /// It cannot be unpacked, or passes a limit; what came before was handed out.
    pub fn unpack(&mut self, packed: &mut dyn Read, each: &mut dyn FnMut(&[u8])) -> Result<u64, Unread> {
        let mut buffer = vec![0; CHUNK];
        let mut size = 0;
        loop {
            let read = match packed.read(&mut buffer) {
                Ok(0) => return Ok(size),
                Ok(read) => read,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
                Err(error) if error.kind() == std::io::ErrorKind::OutOfMemory => {
                    return Err(too_large("unpacking it takes too much memory".to_owned()));
                }
                Err(_) => return Err(Unread::new(Reason::Corrupt, "it cannot be unpacked")),
            };
            size += read as u64;
            self.unpacked += read as u64;
            let Limits { document, unpacked, expansion, .. } = self.limits;
            if self.unpacked > unpacked {
                return Err(too_large(format!("it unpacks to more than {}", bytes(unpacked))));
            }
            if self.is_spent() {
                return Err(too_large(format!("it unpacks to more than {expansion} times its size")));
            }
            if size > document {
                return Err(too_large(format!("more than {}", bytes(document))));
            }
            each(&buffer[..read]);
        }
    }
}

fn too_large(detail: String) -> Unread {
    Unread::new(Reason::TooLarge, detail)
}

/// `512 MiB`, or bytes where that is no whole number.
fn bytes(count: u64) -> String {
    match count {
        0 => "0 bytes".into(),
        _ if count.is_multiple_of(1 << 30) => format!("{} GiB", count >> 30),
        _ if count.is_multiple_of(1 << 20) => format!("{} MiB", count >> 20),
        _ => format!("{count} bytes"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bomb_is_stopped_by_each_limit() {
        let limits = Limits { members: 2, unpacked: 40 << 20, document: 30 << 20, expansion: 20, ..Limits::default() };
        let unpack = |packed: usize, size: u64| {
            let mut given = 0;
            let outcome = Budget::new(limits, packed)
                .unpack(&mut std::io::repeat(0).take(size), &mut |piece| given += piece.len());
            (outcome.map_err(|unread| unread.detail), given as u64)
        };
        assert_eq!(unpack(1000, 16 << 20), (Ok(16 << 20), 16 << 20));
        assert_eq!(unpack(1000, 17 << 20).0, Err("it unpacks to more than 20 times its size".into()));
        assert_eq!(unpack(10 << 20, 31 << 20).0, Err("more than 30 MiB".into()));
        let mut budget = Budget::new(limits, 10 << 20);
        let mut twice =
            || budget.unpack(&mut std::io::repeat(0).take(25 << 20), &mut |_| {}).map_err(|unread| unread.detail);
        assert_eq!((twice(), twice()), (Ok(25 << 20), Err("it unpacks to more than 40 MiB".into())));
        let mut budget = Budget::new(limits, 0);
        assert_eq!(
            [budget.count_member().is_ok(), budget.count_member().is_ok(), budget.count_member().is_ok()],
            [true, true, false]
        );
    }
}
