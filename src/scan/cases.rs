//! The first pass over a journal that shields anything: what its posts must know of each other before they are judged. What shields
//! nothing and links nothing, which is most of what is scanned, is told by a look at its bytes and not read twice.

use super::Scanner;
use super::parts::SHARED_ABOVE;
use crate::assess::Cases;
use crate::extract::{self, Nature, Piece};
use crate::journal::Journal;
use crate::model::Part;
use crate::source;
use aho_corasick::{AhoCorasick, AhoCorasickKind};
use memchr::memmem;
use std::sync::{LazyLock, mpsc};

/// Bytes at the beginning in which a journal shows itself, by its elements or headers.
const BEGINNING: usize = 64 * 1024;

/// Parts that wait between the thread that reads and the one that gathers.
const WAITING: usize = 4;

/// What journals have in their first elements, keys or headers, in lower case.
const JOURNAL_WORDS: [&[u8]; 7] = [b"journal", b"saksn", b"sakn", b"arkivsak", b"doknr", b"dokumentn", b"arkiv"];

/// What every mask has, or a field that tells of masks or documents. `skjerm` and `hjemmel` are for words that stand for what was removed.
const SIGNS: &[&[u8]] = &[
    b"**",
    b"__",
    b"xxx",
    b"XXX",
    b"##",
    b"...]",
    b"...)",
    b"N.N",
    b"n.n",
    b"NN",
    b"kjerm",
    b"KJERM",
    b"ntatt",
    b"NTATT",
    b"nnate",
    b"nnatatt",
    b"laddet",
    b"ladda",
    b"nonymis",
    b"uoff",
    b"UOFF",
    b".off",
    b".OFF",
    b"elagt",
    b"[navn",
    b"[Navn",
    b"[namn",
    b"[person",
    b"[elev",
    b"[barn",
    b"[fjern",
    b"[utelat",
    b"referanseDokumentfil",
    b"FILREF",
    b"FILURL",
    b"okumentlenke",
];

/// What `bytes`, a file of that name, tells `scanner` as a whole; nothing where it is no journal.
pub fn gather(scanner: &Scanner, bytes: &[u8], name: &str) -> Cases {
    let mut cases = Cases::default();
    let may_tell = match extract::nature(bytes, name) {
        Nature::Text => false,
        Nature::Structured => may_be_journal(bytes) && may_shield(bytes),
        Nature::Tables => true,
        Nature::Other => false,
    };
    if !may_tell {
        return cases;
    }
    let mut journal = Journal::with_columns(scanner.columns().clone());
    let mut take = |mut part: Part<'_>| {
        journal.recognise(&mut part);
        if !part.entries.is_empty() {
            cases.gather(&part);
        }
    };
    if bytes.len() > SHARED_ABOVE && rayon::current_num_threads() > 1 {
        // The format is read by one thread, what it tells by another.
        std::thread::scope(|scope| {
            let (parts, waiting) = mpsc::sync_channel(WAITING);
            scope.spawn(move || waiting.into_iter().for_each(take));
            // Whoever takes them is gone only where it panicked, which the scope passes on.
            read(scanner, bytes, name, |part| drop(parts.send(part)));
        });
    } else {
        read(scanner, bytes, name, &mut take);
    }
    cases.finish();
    cases
}

/// Hands out the parts of `bytes`, a file of that name.
fn read<'a>(scanner: &'a Scanner, bytes: &'a [u8], name: &'a str, mut take: impl FnMut(Part<'a>)) {
    let mut reading = source::Reading::of(bytes);
    scanner.extract(bytes, name, &mut |piece| {
        let Piece::Part(part) = piece else { return };
        reading.passed(part.text.len());
        take(part);
    });
}

fn may_be_journal(bytes: &[u8]) -> bool {
    let beginning = &bytes[..bytes.len().min(BEGINNING)];
    is_wide(bytes) || {
        let lower = beginning.to_ascii_lowercase();
        JOURNAL_WORDS.iter().any(|word| memmem::find(&lower, word).is_some())
    }
}

fn may_shield(bytes: &[u8]) -> bool {
    // An automaton that cannot be built has nothing to say: then the journal is read.
    is_wide(bytes) || SHIELDS.as_ref().is_none_or(|shields| holds_any(shields, bytes))
}

fn holds_any(shields: &AhoCorasick, bytes: &[u8]) -> bool {
    /// Longer than any sign.
    const OVERLAP: usize = 32;
    let mut from = 0;
    source::strides(bytes).any(|stride| {
        let end = from + stride.len();
        let found = shields.is_match(&bytes[from.saturating_sub(OVERLAP)..end]);
        from = end;
        found
    })
}

/// In two-byte encodings nothing is found by its letters.
fn is_wide(bytes: &[u8]) -> bool {
    bytes.iter().take(256).filter(|&&byte| byte == 0).count() > 16
}

/// All signs at once.
static SHIELDS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    // In UTF-8; in other encodings their bytes are letters, too, and prove nothing.
    let blocks = ["…", "█", "▇", "▓", "■", "▬"].map(str::as_bytes);
    AhoCorasick::builder().kind(Some(AhoCorasickKind::DFA)).build(SIGNS.iter().copied().chain(blocks)).ok()
});
