//! Many sources side by side, and their documents in order.

use super::{Scanned, Scanner};
use crate::source::Source;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;

/// Small sources that one worker takes at a time.
const MOST_TOGETHER: usize = 32;
/// Bytes that sources taken together have at most.
const MOST_BYTES_TOGETHER: u64 = 1024 * 1024;
/// Rounds of work per worker that may wait or be done ahead of the slowest: what bounds memory.
const AHEAD: usize = 8;

/// The user asked to stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("interrupted")]
pub struct Interrupted;

/// Scans `sources` on the current pool of workers and hands the documents to `each` in the order of the sources.
///
/// # Errors
/// What `each` gives, and [`Interrupted`] where `stop` was raised; the work under way is then dropped.
pub fn scan_all<E: From<Interrupted>>(
    scanner: &Scanner,
    pool: &rayon::ThreadPool,
    sources: &[Source],
    progress: &(dyn Fn(u64) + Sync),
    stop: &AtomicBool,
    mut each: impl FnMut(Scanned) -> Result<(), E>,
) -> Result<(), E> {
    let mut rounds = rounds(sources);
    let ahead = pool.current_num_threads() * AHEAD;
    let failed = AtomicBool::new(false);
    pool.in_place_scope(|scope| {
        let (done, results) = mpsc::channel::<(usize, Vec<Scanned>)>();
        let failed = &failed;
        let start = |number: usize, round: Range<usize>| {
            let done = done.clone();
            scope.spawn(move |_| {
                let is_off = || stop.load(Ordering::Relaxed) || failed.load(Ordering::Relaxed);
                let scanned = sources[round]
                    .iter()
                    .take_while(|_| !is_off())
                    .map(|source| scanner.scan(source, progress))
                    .collect();
                // The receiver is gone only where the run has failed already.
                let _ = done.send((number, scanned));
            });
        };
        let (mut started, mut next) = (0, 0);
        let mut waiting = BTreeMap::new();
        loop {
            while started < next + ahead {
                let Some(round) = rounds.next() else { break };
                start(started, round);
                started += 1;
            }
            if next == started {
                return Ok(());
            }
            let Ok((number, scanned)) = results.recv() else { return Ok(()) };
            waiting.insert(number, scanned);
            while let Some(scanned) = waiting.remove(&next) {
                next += 1;
                if stop.load(Ordering::Relaxed) {
                    return Err(Interrupted.into());
                }
                for one in scanned.into_iter().flat_map(Scanned::flat) {
                    if let Err(error) = each(one) {
                        failed.store(true, Ordering::Relaxed);
                        return Err(error);
                    }
                }
            }
        }
    })
}

/// The sources in rounds: small ones together, large ones alone.
fn rounds(sources: &[Source]) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut from = 0;
    std::iter::from_fn(move || {
        let first = sources.get(from)?;
        let (mut to, mut bytes) = (from + 1, first.size());
        while let Some(next) = sources.get(to).filter(|_| to - from < MOST_TOGETHER) {
            bytes += next.size();
            if bytes > MOST_BYTES_TOGETHER {
                break;
            }
            to += 1;
        }
        let round = from..to;
        from = to;
        Some(round)
    })
}
