//! A document's pieces searched as they are read: its parts, by one worker or by all of them; the documents within it, each as a
//! document of its own.

use super::tally::{InOrder, Tally};
use super::{PartResult, Scanned, Scanner, cases};
use crate::assess::Cases;
use crate::extract::{self, Extraction, Member, Ocr, Opened, Options, Picture, Pictures, Piece};
use crate::journal::Journal;
use crate::model::{Part, Reason, Segment, Unread};
use crate::source::{self, Source};
use std::borrow::Cow;
use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Sources up to this size are scanned by one worker: handing out their parts would cost more than it gains.
pub(super) const SHARED_ABOVE: usize = 1024 * 1024;
/// Bytes of parts and documents that may wait for each worker: some batches of the largest size, so that none stands idle.
const WAITING_A_WORKER: usize = 4 * 1024 * 1024;

/// What reading and searching a document gave.
pub(super) struct Outcome<'s> {
    pub tally: Tally<'s>,
    pub members: Vec<Scanned>,
    pub sha256: Option<[u8; 32]>,
    pub is_plain_text: bool,
    pub unread: Option<Unread>,
}

impl<'s> Outcome<'s> {
    /// Of a document that gave nothing so far.
    pub fn new(scanner: &'s Scanner) -> Self {
        Outcome { tally: Tally::new(scanner), members: Vec::new(), sha256: None, is_plain_text: false, unread: None }
    }
}

impl Scanner {
    /// Scans a source whose bytes are there. `trouble` is what is wrong with them already.
    pub(super) fn scan_bytes(
        &self,
        source: &Source,
        bytes: &[u8],
        trouble: Option<Unread>,
        opened: &Opened,
        progress: &(dyn Fn(u64) + Sync),
    ) -> Scanned {
        let cases = cases::gather(self, bytes, source.name());
        // Within another document one thread has to do: whoever waits for others meanwhile takes on what they left, and a container of
        // containers would heap that up on its stack.
        let is_shared = bytes.len() > SHARED_ABOVE && !source.is_member();
        let mut outcome = Outcome::new(self);
        if let Some(result) = self.scan_name(source) {
            outcome.tally.add_name(result);
        }
        let (mut outcome, extraction) = if is_shared {
            self.share_pieces(outcome, source, bytes, &cases, opened, progress)
        } else {
            self.own_pieces(outcome, source, bytes, &cases, opened, progress)
        };
        outcome.is_plain_text &= matches!(extraction.format, "text");
        let unread = trouble.or(extraction.unread).or(outcome.unread);
        outcome.unread = source.change(bytes).or(unread);
        self.conclude(source, bytes.len() as u64, outcome)
    }

    /// Reads a document as the options of this run have it.
    pub(super) fn extract<'a>(&'a self, bytes: &'a [u8], name: &'a str, sink: &mut dyn FnMut(Piece<'a>)) -> Extraction {
        let options = Options {
            named_headers: self.options.columns.required(),
            limits: self.options.limits,
            pictures: self.options.pictures,
        };
        extract::extract_all(bytes, name, options, self.options.workers.as_deref(), sink)
    }

    pub(super) fn own_pieces<'s>(
        &'s self,
        mut outcome: Outcome<'s>,
        source: &Source,
        bytes: &[u8],
        cases: &Cases,
        opened: &Opened,
        progress: &(dyn Fn(u64) + Sync),
    ) -> (Outcome<'s>, Extraction) {
        let mut journal = Journal::with_columns(self.options.columns.clone());
        let mut names = Names::default();
        outcome.is_plain_text = true;
        let extraction = self.extract(bytes, source.name(), &mut |piece| match piece {
            Piece::Part(mut part) => {
                outcome.is_plain_text &= lies_as_it_is(&part);
                journal.recognise(&mut part);
                outcome.tally.add(self.scan_part(&part, cases));
            }
            Piece::Member(member) => outcome.members.push(self.scan_member(source, names.told_apart(member), opened)),
            Piece::Picture(picture) => {
                let (result, unread) = self.scan_picture(&picture, cases);
                result.into_iter().for_each(|result| outcome.tally.add(result));
                outcome.unread = outcome.unread.take().or(unread);
            }
        });
        progress(bytes.len() as u64);
        outcome.sha256 = self.options.sha256.then(|| sha256(bytes));
        (outcome, extraction)
    }

    /// Hands the pieces to all workers while they are read.
    fn share_pieces<'s>(
        &'s self,
        outcome: Outcome<'s>,
        source: &Source,
        bytes: &[u8],
        cases: &Cases,
        opened: &Opened,
        progress: &(dyn Fn(u64) + Sync),
    ) -> (Outcome<'s>, Extraction) {
        let results = InOrder::new(outcome.tally);
        let members: Mutex<Vec<Scanned>> = Mutex::default();
        let unread_pictures: Mutex<Vec<(usize, Unread)>> = Mutex::default();
        let waiting = AtomicUsize::new(0);
        let most_waiting = WAITING_A_WORKER * rayon::current_num_threads();
        let hash = Mutex::new(None);
        let mut journal = Journal::with_columns(self.options.columns.clone());
        let mut names = Names::default();
        let mut is_plain_text = true;
        // Bytes of the source that its parts do not account for: of compressed formats, all.
        let searched = AtomicUsize::new(0);
        // First come, first searched: what is searched before its turn has to wait.
        let extraction = rayon::scope_fifo(|scope| {
            if self.options.sha256 {
                scope.spawn_fifo(|_| *hash.lock().unwrap_or_else(PoisonError::into_inner) = Some(sha256(bytes)));
            }
            let mut number = 0;
            let mut reading = source::Reading::of(bytes);
            self.extract(bytes, source.name(), &mut |piece| {
                let (results, members, unread_pictures) = (&results, &members, &unread_pictures);
                let (waiting, searched) = (&waiting, &searched);
                let place = number;
                number += 1;
                match piece {
                    Piece::Part(mut part) => {
                        is_plain_text &= lies_as_it_is(&part);
                        journal.recognise(&mut part);
                        let (size, held) = (part.text.len(), held(&part));
                        reading.passed(size);
                        waiting.fetch_add(held, Ordering::Relaxed);
                        scope.spawn_fifo(move |_| {
                            let result = self.scan_part(&part, cases);
                            drop(part);
                            waiting.fetch_sub(held, Ordering::Relaxed);
                            let before = searched.fetch_add(size, Ordering::Relaxed);
                            progress(size.min(bytes.len().saturating_sub(before)) as u64);
                            results.put(place, Some(result));
                        });
                    }
                    Piece::Member(member) => {
                        let member = names.told_apart(member);
                        let held = member.bytes.len();
                        waiting.fetch_add(held, Ordering::Relaxed);
                        scope.spawn_fifo(move |_| {
                            lock(members).push(self.scan_member(source, member, opened));
                            results.put(place, None);
                            waiting.fetch_sub(held, Ordering::Relaxed);
                        });
                    }
                    Piece::Picture(picture) => {
                        let held = picture.grey.len();
                        waiting.fetch_add(held, Ordering::Relaxed);
                        scope.spawn_fifo(move |_| {
                            let (result, unread) = self.scan_picture(&picture, cases);
                            results.put(place, result);
                            lock(unread_pictures).extend(unread.map(|unread| (place, unread)));
                            waiting.fetch_sub(held, Ordering::Relaxed);
                        });
                    }
                }
                while waiting.load(Ordering::Relaxed) > most_waiting
                    && rayon::yield_local() == Some(rayon::Yield::Executed)
                {}
            })
        });
        progress(bytes.len().saturating_sub(searched.into_inner()) as u64);
        let unread_pictures = unread_pictures.into_inner().unwrap_or_else(PoisonError::into_inner);
        let first = unread_pictures.into_iter().min_by_key(|(place, _)| *place);
        let outcome = Outcome {
            tally: results.into_tally(),
            members: members.into_inner().unwrap_or_else(PoisonError::into_inner),
            sha256: hash.into_inner().unwrap_or_else(PoisonError::into_inner),
            is_plain_text,
            unread: first.map(|(_, unread)| unread),
        };
        (outcome, extraction)
    }

    /// Searches what can be read off a picture, and tells what of it is no more than a guess.
    fn scan_picture(&self, picture: &Picture, cases: &Cases) -> (Option<PartResult>, Option<Unread>) {
        let Some(ocr) = Ocr::find().filter(|_| self.options.pictures == Pictures::Read) else {
            return (None, Some(Unread::picture("a picture")));
        };
        match ocr.read(picture, Duration::from_secs(self.options.limits.seconds)) {
            Ok(read) => (Some(self.scan_part(&read.part, cases)), read.doubt(picture.page)),
            Err(unread) => (None, Some(unread)),
        }
    }

    /// Scans a document within `source`. Its trouble, a panic included, is its own.
    fn scan_member(&self, source: &Source, member: Member, opened: &Opened) -> Scanned {
        let inner = source.member(&member.name, member.bytes.len() as u64);
        let size = inner.size();
        if let Err(unread) = opened.count(&self.options.limits, inner.depth(), size) {
            return self.conclude(&inner, size, self.unread(Some(&inner), unread));
        }
        if let Some(unread) = member.unread.clone().filter(|_| member.bytes.is_empty()) {
            return self.conclude(&inner, size, self.unread(Some(&inner), unread));
        }
        let scan = || self.scan_bytes(&inner, &member.bytes, member.unread.clone(), opened, &|_| {});
        catch_unwind(AssertUnwindSafe(scan)).unwrap_or_else(|_| {
            let crashed = Unread::new(Reason::Crashed, "the scan of this document failed; please report it");
            self.conclude(&inner, size, self.unread(None, crashed))
        })
    }
}

/// Names within one container: what has the name of another is told apart by a number.
#[derive(Default)]
struct Names(HashMap<String, u32>);

impl Names {
    fn told_apart(&mut self, mut member: Member) -> Member {
        let count = self.0.entry(member.name.clone()).or_insert(0);
        *count += 1;
        if *count > 1 {
            member.name = format!("{} ({count})", member.name);
        }
        member
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Memory that a part holds while it waits; what is mapped is held, too, once it is looked at.
fn held(part: &Part<'_>) -> usize {
    part.text.len() + part.segments.len() * size_of::<Segment>()
}

/// The text was not converted: its bytes are those of the source.
fn lies_as_it_is(part: &Part<'_>) -> bool {
    matches!(part.text, Cow::Borrowed(_))
}

fn sha256(bytes: &[u8]) -> [u8; 32] {
    use sha2::Digest;
    let mut hash = sha2::Sha256::new();
    source::strides(bytes).for_each(|stride| hash.update(stride));
    hash.finalize().into()
}
