//! Streams of a PDF, unpacked within limits: hayro unpacks whatever a stream holds, so what is packed most tightly is
//! counted before it is let at it.

use crate::extract::Limits;
use crate::extract::limits::Budget;
use crate::model::{Reason, Unread};
use flate2::read::DeflateDecoder;
use flate2::{Decompress, FlushDecompress, Status};
use hayro_syntax::Filter;
use hayro_syntax::object::{Dict, Stream};
use std::borrow::Cow;
use std::io::{Cursor, Read};

/// The content of a stream.
///
/// # Errors
/// It cannot be unpacked, or not within the limits.
pub(in crate::extract::pdf) fn decoded<'a>(stream: &Stream<'a>, limits: Limits) -> Result<Cow<'a, [u8]>, Unread> {
    let filters = stream.filters();
    if filters.first() == Some(&Filter::FlateDecode) {
        let raw = stream.raw_data();
        let mut budget = Budget::new(limits, raw.len());
        match budget.unpack(&mut inflating(&raw), &mut |_| ()) {
            Err(unread) if unread.reason == Reason::TooLarge => return Err(unread),
            // Streams without a proper end are common; hayro makes the best of them.
            _ => {}
        }
    }
    stream.decoded_data().map_err(|_| corrupt())
}

/// Hands the content of a stream to `take`: unpacked little by little where that can be done.
///
/// # Errors
/// As [`decoded`].
pub(super) fn with_reader<T>(
    stream: &Stream<'_>,
    limits: Limits,
    take: impl FnOnce(&mut dyn Read) -> T,
) -> Result<T, Unread> {
    let has_parameters = |dict: &Dict<'_>| dict.contains_key("DecodeParms") || dict.contains_key("DP");
    match stream.filters().as_slice() {
        [] => Ok(take(&mut Cursor::new(stream.raw_data()))),
        [Filter::FlateDecode] if !has_parameters(stream.dict()) => {
            let raw = stream.raw_data();
            Ok(take(&mut inflating(&raw)))
        }
        // A picture is a file of its own format as it lies.
        [Filter::DctDecode | Filter::JpxDecode] => Ok(take(&mut Cursor::new(stream.raw_data()))),
        _ => Ok(take(&mut Cursor::new(decoded(stream, limits)?))),
    }
}

/// What is packed breaks off in its midst: what comes behind that is lost. A stream without its checksum is whole, and so is one that
/// was never closed but ends where it was flushed.
pub(in crate::extract::pdf) fn is_damaged(stream: &Stream<'_>) -> bool {
    const FLUSHED: &[u8] = &[0, 0, 0xFF, 0xFF];
    if stream.filters().first() != Some(&Filter::FlateDecode) {
        return false;
    }
    let raw = stream.raw_data();
    let packed = bare(&raw);
    !ends(packed) && memchr::memmem::rfind(packed, FLUSHED).is_none_or(|at| packed.len() - at > 12)
}

/// The last block of what is packed can be unpacked to its end.
fn ends(packed: &[u8]) -> bool {
    let mut inflater = Decompress::new(false);
    let mut unpacked = vec![0; 32 * 1024];
    loop {
        let (read, written) = (inflater.total_in(), inflater.total_out());
        let rest = packed.get(read as usize..).unwrap_or_default();
        match inflater.decompress(rest, &mut unpacked, FlushDecompress::None) {
            Ok(Status::StreamEnd) => return true,
            Ok(_) if inflater.total_in() > read || inflater.total_out() > written => {}
            _ => return false,
        }
    }
}

/// Inflates a zlib stream without looking at its checksum, which some writers get wrong, or a bare deflate stream.
fn inflating(raw: &[u8]) -> DeflateDecoder<&[u8]> {
    DeflateDecoder::new(bare(raw))
}

fn bare(raw: &[u8]) -> &[u8] {
    match raw {
        [method, flags, rest @ ..]
            if method & 0x0F == 8
                && (u16::from(*method) << 8 | u16::from(*flags)).is_multiple_of(31)
                && flags & 0x20 == 0 =>
        {
            rest
        }
        _ => raw,
    }
}

fn corrupt() -> Unread {
    Unread::new(Reason::Corrupt, "a stream that cannot be unpacked")
}
