//! Pages of mapped files that have been read. They stay in memory until the system wants them back, and count to the program until
//! then: given back as it goes, a file of any size takes no more than what is being looked at.

#[cfg(target_os = "linux")]
use super::torn::Guard;
use memmap2::Mmap;
use std::ops::Deref;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::thread;
use std::time::Duration;

/// A mapped file.
#[derive(Debug)]
pub struct Mapped {
    /// Dropped before the mapping.
    #[cfg(target_os = "linux")]
    guard: Guard,
    map: Mmap,
}

impl Deref for Mapped {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.map
    }
}

/// Every file that is mapped now.
static MAPPED: Mutex<Vec<Weak<Mapped>>> = Mutex::new(Vec::new());

/// Bytes after which it is worth giving back what has been read.
const STRIDE: usize = 4 * 1024 * 1024;

/// Notes a mapped file, so that its pages can be given back.
pub(super) fn note(map: Mmap) -> Arc<Mapped> {
    let map = Arc::new(Mapped {
        #[cfg(target_os = "linux")]
        guard: Guard::of(&map),
        map,
    });
    let mut mapped = MAPPED.lock().unwrap_or_else(PoisonError::into_inner);
    mapped.retain(|other| other.strong_count() > 0);
    mapped.push(Arc::downgrade(&map));
    map
}

/// The mapped file that `bytes` are of.
fn file_of(bytes: &[u8]) -> Option<Arc<Mapped>> {
    let mapped = MAPPED.lock().unwrap_or_else(PoisonError::into_inner);
    let mut mapped = mapped.iter().filter_map(Weak::upgrade);
    mapped.find(|map| !bytes.is_empty() && map.as_ptr_range().contains(&bytes.as_ptr()))
}

/// Some of the mapped file that `bytes` are of could not be read, and was taken for zeros.
pub(super) fn is_torn(bytes: &[u8]) -> bool {
    #[cfg(target_os = "linux")]
    return file_of(bytes).is_some_and(|file| file.guard.is_torn());
    #[cfg(not(target_os = "linux"))]
    return false;
}

/// Gives back the pages of `bytes` where they are of a mapped file. Whoever looks at them again gets them again.
pub fn give_back(bytes: &[u8]) {
    if let Some(map) = file_of(bytes) {
        let offset = bytes.as_ptr() as usize - map.as_ptr() as usize;
        give_back_range(&map.map, offset, bytes.len().min(map.len() - offset));
    }
}

#[cfg(target_os = "linux")]
fn give_back_range(map: &Mmap, offset: usize, len: usize) {
    // SAFETY: the mapping is of a file and never written to: pages that are dropped are read from the file again, as those are
    // that were never there.
    let _ = unsafe { map.unchecked_advise_range(memmap2::UncheckedAdvice::DontNeed, offset, len) };
}

#[cfg(not(target_os = "linux"))]
fn give_back_range(_: &Mmap, _: usize, _: usize) {}

/// Gives back what has been read of `bytes`, now and then while it is read.
pub struct Reading<'b> {
    bytes: &'b [u8],
    since: usize,
}

impl<'b> Reading<'b> {
    /// Of bytes that are about to be read.
    pub fn of(bytes: &'b [u8]) -> Self {
        Reading { bytes, since: 0 }
    }

    /// About so many more have been read.
    pub fn passed(&mut self, bytes: usize) {
        self.since += bytes;
        if self.since >= STRIDE {
            self.since = 0;
            give_back(self.bytes);
        }
    }
}

/// `bytes` piece by piece, each given back when the next is asked for.
pub fn strides(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut before: &[u8] = &[];
    let mut strides = bytes.chunks(STRIDE);
    std::iter::from_fn(move || {
        give_back(std::mem::take(&mut before));
        before = strides.next()?;
        Some(before)
    })
}

/// Runs `look`, which goes through all of `bytes` at once, and gives them back meanwhile.
pub fn looking_through<T>(bytes: &[u8], look: impl FnOnce() -> T) -> T {
    /// In which some stride of a mapped file is read.
    const NOW_AND_THEN: Duration = Duration::from_millis(2);
    if bytes.len() < 2 * STRIDE || file_of(bytes).is_none() {
        return look();
    }
    thread::scope(|scope| {
        // The other end is dropped when the look is over, by a panic, too.
        let (looking, over) = mpsc::channel::<()>();
        let giving_back = move || {
            while over.recv_timeout(NOW_AND_THEN) == Err(RecvTimeoutError::Timeout) {
                give_back(bytes);
            }
        };
        // Without the thread more memory is taken, and nothing else.
        let _ = thread::Builder::new().spawn_scoped(scope, giving_back);
        let seen = look();
        drop(looking);
        seen
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_given_back_is_there_again() {
        let mut file = tempfile::tempfile().unwrap();
        let wanted: Vec<u8> = (0..3 * STRIDE + 100).map(|at| (at / 4096 + at) as u8).collect();
        std::io::Write::write_all(&mut file, &wanted).unwrap();
        // SAFETY: nobody else has the file.
        let map = note(unsafe { Mmap::map(&file) }.unwrap());
        for _ in 0..2 {
            assert!(strides(&map).flatten().eq(&wanted));
        }
        give_back(&map[5_000..70_001]);
        give_back(&wanted);
        assert!(looking_through(&map, || map[..] == wanted[..]));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_file_takes_no_memory_once_it_is_given_back() {
        let resident = || {
            let status = std::fs::read_to_string("/proc/self/smaps_rollup").unwrap();
            let line = status.lines().find(|line| line.starts_with("Rss:")).unwrap();
            line.split_whitespace().nth(1).unwrap().parse::<usize>().unwrap() * 1024
        };
        let mut file = tempfile::tempfile().unwrap();
        std::io::Write::write_all(&mut file, &vec![7; 16 * STRIDE]).unwrap();
        // SAFETY: nobody else has the file.
        let map = note(unsafe { Mmap::map(&file) }.unwrap());
        let sum = |bytes: &[u8]| bytes.iter().map(|byte| u64::from(*byte)).sum::<u64>();
        assert_eq!(sum(&map), 7 * map.len() as u64);
        let all = resident();
        give_back(&map);
        // Other tests take memory meanwhile, but hardly so much.
        assert!(resident() + map.len() / 2 < all, "{} of {all}", resident());
    }
}
