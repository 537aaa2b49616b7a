//! Mails that are signed as a whole (S/MIME, CMS, RFC 5652): the mail lies readable in the signature. Only as much of BER as leads
//! there.

/// What a message of S/MIME is.
pub(super) enum Sealed {
    /// The mail that was signed.
    Signed(Vec<u8>),
    /// It is encrypted, or not known.
    Closed,
}

/// The contents octets of the identifier of signed data, 1.2.840.113549.1.7.2.
const SIGNED_DATA: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02];

const INTEGER: u8 = 0x02;
const OCTETS: u8 = 0x04;
const IDENTIFIER: u8 = 0x06;
const PIECES_OF_OCTETS: u8 = 0x24;
const SEQUENCE: u8 = 0x30;
const SET: u8 = 0x31;
const EXPLICIT: u8 = 0xA0;

/// The contents octets of the identifier of all kinds of it, less the last: 1.2.840.113549.1.7.
const ANY_DATA: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07];

/// Whether a message of S/MIME begins here.
pub(super) fn is_sealed(bytes: &[u8]) -> bool {
    let identifier = enter(bytes, SEQUENCE).and_then(|rest| take(rest, IDENTIFIER));
    identifier.is_some_and(|(identifier, _)| identifier.starts_with(ANY_DATA))
}

/// Whether it is signed and holds nothing: a signature of what stands elsewhere, or certificates.
pub(super) fn is_empty(bytes: &[u8]) -> bool {
    let identifier = enter(bytes, SEQUENCE).and_then(|rest| take(rest, IDENTIFIER));
    identifier.is_some_and(|(identifier, _)| identifier == SIGNED_DATA)
        && content(bytes).is_none_or(|content| content.is_empty())
}

pub(super) fn opened(bytes: &[u8]) -> Sealed {
    content(bytes).filter(|content| !content.is_empty()).map_or(Sealed::Closed, Sealed::Signed)
}

fn content(bytes: &[u8]) -> Option<Vec<u8>> {
    let rest = enter(bytes, SEQUENCE)?;
    let (identifier, rest) = take(rest, IDENTIFIER)?;
    if identifier != SIGNED_DATA {
        return None;
    }
    let rest = enter(enter(rest, EXPLICIT)?, SEQUENCE)?;
    let (_, rest) = take(rest, INTEGER)?;
    let (_, rest) = take(rest, SET)?;
    let (_, rest) = take(enter(rest, SEQUENCE)?, IDENTIFIER)?;
    let rest = enter(rest, EXPLICIT)?;
    if let Some((octets, _)) = take(rest, OCTETS) {
        return Some(octets.to_vec());
    }
    // In pieces, as many as there are.
    let mut rest = enter(rest, PIECES_OF_OCTETS)?;
    let mut whole = Vec::new();
    while let Some((piece, after)) = take(rest, OCTETS) {
        whole.extend_from_slice(piece);
        rest = after;
    }
    Some(whole)
}

/// What is in the element that `bytes` begins with, to the end of `bytes`.
fn enter(bytes: &[u8], tag: u8) -> Option<&[u8]> {
    header(bytes, tag).map(|(_, rest)| rest)
}

/// The content of an element of known length, and what is behind it.
fn take(bytes: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    let (length, rest) = header(bytes, tag)?;
    rest.split_at_checked(length?)
}

/// The length of an element, `None` where only its end will tell, and what is behind its header.
fn header(bytes: &[u8], tag: u8) -> Option<(Option<usize>, &[u8])> {
    let (_, rest) = bytes.split_first().filter(|(first, _)| **first == tag)?;
    let (&length, rest) = rest.split_first()?;
    Some(match length {
        0..0x80 => (Some(usize::from(length)), rest),
        0x80 => (None, rest),
        _ => {
            let (bytes, rest) = rest.split_at_checked(usize::from(length & 0x7F))?;
            let bytes = bytes.iter().try_fold(0_usize, |all, &byte| Some(all.checked_mul(256)? + usize::from(byte)))?;
            (Some(bytes), rest)
        }
    })
}
