//! The first pass over a journal that shields anything: what its posts must know of each other before they are judged. What shields
//! nothing and links nothing, which is most of what is scanned, is told by a look at its bytes and not read twice.

use crate::assess::Cases;
use crate::extract;
use crate::journal::Journal;
use memchr::memmem;

/// Bytes at the beginning in which a journal shows itself, by its elements or headers.
const BEGINNING: usize = 64 * 1024;

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

/// What `bytes`, a file of that name, tells as a whole; nothing where it is no journal.
pub fn gather(bytes: &[u8], name: &str) -> Cases {
    let mut cases = Cases::default();
    if !may_be_journal(bytes) || !may_shield(bytes) {
        return cases;
    }
    let mut journal = Journal::new();
    extract::extract(bytes, name, &mut |mut part| {
        journal.recognise(&mut part);
        if !part.entries.is_empty() {
            cases.gather(&part);
        }
    });
    cases.finish();
    cases
}

fn may_be_journal(bytes: &[u8]) -> bool {
    let beginning = &bytes[..bytes.len().min(BEGINNING)];
    // In two-byte encodings nothing is found by its letters.
    let is_wide = beginning.iter().take(256).filter(|&&byte| byte == 0).count() > 16;
    is_wide || {
        let lower = beginning.to_ascii_lowercase();
        JOURNAL_WORDS.iter().any(|word| memmem::find(&lower, word).is_some())
    }
}

fn may_shield(bytes: &[u8]) -> bool {
    let is_wide = bytes.iter().take(256).filter(|&&byte| byte == 0).count() > 16;
    // `…` and `█` in UTF-8; in other encodings their bytes are letters, too, and prove nothing.
    let is_sign = |sign: &[u8]| memmem::find(bytes, sign).is_some();
    is_wide
        || SIGNS.iter().any(|sign| is_sign(sign))
        || ["…", "█", "▇", "▓", "■", "▬"].iter().any(|sign| is_sign(sign.as_bytes()))
}
