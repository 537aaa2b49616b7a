//! A document's pieces searched as they are read: its parts, by one worker or by all of them; the documents within it, each as a
//! document of its own.

use super::{PartResult, Scanned, Scanner, cases};
use crate::assess::Cases;
use crate::extract::{self, Extraction, Member, Opened, Options, Picture, Piece};
use crate::journal::Journal;
use crate::model::{Part, Reason, Unread};
use crate::source::Source;
use std::borrow::Cow;
use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Sources up to this size are scanned by one worker: handing out their parts would cost more than it gains.
const SHARED_ABOVE: usize = 1024 * 1024;
/// Bytes of parts and documents that may wait for workers, where they own their text.
const MOST_WAITING: usize = 16 * 1024 * 1024;

/// What reading and searching a document gave.
#[derive(Default)]
pub(super) struct Outcome {
    pub name: Option<PartResult>,
    /// In the order of the parts.
    pub results: Vec<PartResult>,
    pub members: Vec<Scanned>,
    pub sha256: Option<[u8; 32]>,
    pub is_plain_text: bool,
    pub unread: Option<Unread>,
}

impl Outcome {
    /// Of a document that gave nothing.
    pub fn unread(name: Option<PartResult>, unread: Unread) -> Self {
        Outcome { name, unread: Some(unread), ..Outcome::default() }
    }
}

/// The places of pieces, and what came of them.
struct Results<T>(Mutex<Vec<(usize, T)>>);

impl<T> Results<T> {
    fn new() -> Self {
        Results(Mutex::default())
    }

    fn put(&self, place: usize, result: T) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push((place, result));
    }

    fn in_order(self) -> Vec<T> {
        let mut results = self.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        results.sort_unstable_by_key(|(place, _)| *place);
        results.into_iter().map(|(_, result)| result).collect()
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
        let (mut outcome, extraction) = if is_shared {
            self.share_pieces(source, bytes, &cases, opened, progress)
        } else {
            self.own_pieces(source, bytes, &cases, opened, progress)
        };
        outcome.name = self.scan_name(source);
        outcome.is_plain_text = matches!(extraction.format, "text") && simdutf8::basic::from_utf8(bytes).is_ok();
        outcome.unread = trouble.or(extraction.unread).or(outcome.unread);
        if !source.is_unchanged(bytes.len()) {
            outcome.unread = Some(Unread::new(Reason::Io, "it changed while it was read"));
        }
        self.conclude(source, bytes.len() as u64, outcome)
    }

    /// Reads a document as the options of this run have it.
    pub(super) fn extract<'a>(&'a self, bytes: &'a [u8], name: &'a str, sink: &mut dyn FnMut(Piece<'a>)) -> Extraction {
        let options = Options {
            named_headers: self.options.columns.required(),
            limits: self.options.limits,
            reads_pictures: self.options.ocr.is_some(),
        };
        extract::extract_all(bytes, name, options, self.options.workers.as_deref(), sink)
    }

    pub(super) fn own_pieces(
        &self,
        source: &Source,
        bytes: &[u8],
        cases: &Cases,
        opened: &Opened,
        progress: &(dyn Fn(u64) + Sync),
    ) -> (Outcome, Extraction) {
        let mut outcome = Outcome::default();
        let mut journal = Journal::with_columns(self.options.columns.clone());
        let mut names = Names::default();
        let extraction = self.extract(bytes, source.name(), &mut |piece| match piece {
            Piece::Part(mut part) => {
                journal.recognise(&mut part);
                outcome.results.push(self.scan_part(&part, cases));
            }
            Piece::Member(member) => outcome.members.push(self.scan_member(source, names.told_apart(member), opened)),
            Piece::Picture(picture) => {
                let (result, unread) = self.scan_picture(&picture, cases);
                outcome.results.extend(result);
                outcome.unread = outcome.unread.take().or(unread);
            }
        });
        progress(bytes.len() as u64);
        outcome.sha256 = self.options.sha256.then(|| sha256(bytes));
        (outcome, extraction)
    }

    /// Hands the pieces to all workers while they are read.
    fn share_pieces(
        &self,
        source: &Source,
        bytes: &[u8],
        cases: &Cases,
        opened: &Opened,
        progress: &(dyn Fn(u64) + Sync),
    ) -> (Outcome, Extraction) {
        let (results, members, unread_pictures) = (Results::new(), Results::new(), Results::new());
        let waiting = AtomicUsize::new(0);
        let hash = Mutex::new(None);
        let mut journal = Journal::with_columns(self.options.columns.clone());
        let mut names = Names::default();
        // Bytes of the source that its parts do not account for: of compressed formats, all.
        let searched = AtomicUsize::new(0);
        let extraction = rayon::scope(|scope| {
            if self.options.sha256 {
                scope.spawn(|_| *hash.lock().unwrap_or_else(PoisonError::into_inner) = Some(sha256(bytes)));
            }
            let mut number = 0;
            self.extract(bytes, source.name(), &mut |piece| {
                let (results, members, unread_pictures) = (&results, &members, &unread_pictures);
                let (waiting, searched) = (&waiting, &searched);
                let place = number;
                number += 1;
                match piece {
                    Piece::Part(mut part) => {
                        journal.recognise(&mut part);
                        let (size, held) = (part.text.len(), held(&part));
                        waiting.fetch_add(held, Ordering::Relaxed);
                        scope.spawn(move |_| {
                            let result = self.scan_part(&part, cases);
                            drop(part);
                            waiting.fetch_sub(held, Ordering::Relaxed);
                            let before = searched.fetch_add(size, Ordering::Relaxed);
                            progress(size.min(bytes.len().saturating_sub(before)) as u64);
                            results.put(place, result);
                        });
                    }
                    Piece::Member(member) => {
                        let member = names.told_apart(member);
                        let held = member.bytes.len();
                        waiting.fetch_add(held, Ordering::Relaxed);
                        scope.spawn(move |_| {
                            members.put(place, self.scan_member(source, member, opened));
                            waiting.fetch_sub(held, Ordering::Relaxed);
                        });
                    }
                    Piece::Picture(picture) => {
                        let held = picture.grey.len();
                        waiting.fetch_add(held, Ordering::Relaxed);
                        scope.spawn(move |_| {
                            let (result, unread) = self.scan_picture(&picture, cases);
                            result.into_iter().for_each(|result| results.put(place, result));
                            unread.into_iter().for_each(|unread| unread_pictures.put(place, unread));
                            waiting.fetch_sub(held, Ordering::Relaxed);
                        });
                    }
                }
                while waiting.load(Ordering::Relaxed) > MOST_WAITING
                    && rayon::yield_local() == Some(rayon::Yield::Executed)
                {}
            })
        });
        progress(bytes.len().saturating_sub(searched.into_inner()) as u64);
        let outcome = Outcome {
            results: results.in_order(),
            members: members.in_order(),
            sha256: hash.into_inner().unwrap_or_else(PoisonError::into_inner),
            unread: unread_pictures.in_order().into_iter().next(),
            ..Outcome::default()
        };
        (outcome, extraction)
    }

    /// Searches what can be read off a picture, and tells what of it is no more than a guess.
    fn scan_picture(&self, picture: &Picture, cases: &Cases) -> (Option<PartResult>, Option<Unread>) {
        let Some(ocr) = self.options.ocr else { return (None, Some(Unread::picture("a picture"))) };
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
            return self.conclude(&inner, size, Outcome::unread(self.scan_name(&inner), unread));
        }
        if member.bytes.is_empty() && member.unread.is_some() {
            let outcome = Outcome { name: self.scan_name(&inner), unread: member.unread, ..Outcome::default() };
            return self.conclude(&inner, size, outcome);
        }
        let scan = || self.scan_bytes(&inner, &member.bytes, member.unread.clone(), opened, &|_| {});
        catch_unwind(AssertUnwindSafe(scan)).unwrap_or_else(|_| {
            let crashed = Unread::new(Reason::Crashed, "the scan of this document failed; please report it");
            self.conclude(&inner, size, Outcome::unread(None, crashed))
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

/// Memory that a part holds while it waits.
fn held(part: &Part<'_>) -> usize {
    let size = part.text.len();
    if matches!(part.text, Cow::Owned(_)) { size + part.segments.len() * 64 } else { size / 16 }
}

fn sha256(bytes: &[u8]) -> [u8; 32] {
    use sha2::Digest;
    sha2::Sha256::digest(bytes).into()
}
