//! Single files that were compressed: gzip, bzip2, xz, zstd, LZMA and lzip. Each holds one member, whose name is the
//! file's without its last suffix. Streams one after the other in a file are one member, as their own programs have
//! it.

use super::super::fields::Fields;
use super::super::{Input, Limits, Output};
use super::{corrupt, name};
use crate::model::{Reason, Role, Unread};
use flate2::bufread::GzDecoder;
use lzma_rust2::{LzipReader, LzmaReader, XzReader};
use ruzstd::decoding::FrameDecoder;
use ruzstd::decoding::StreamingDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use std::io::{Error, ErrorKind, Read};

/// Suffixes that stand for two.
const OF_TAR: &[&str] = &["tgz", "taz", "tbz", "tbz2", "tb2", "txz", "tzst", "tlz", "tlzma"];

/// The largest window of a zstd stream that is read: that of `zstd --long`.
const LARGEST_WINDOW: u64 = 128 << 20;

pub(in super::super) fn read_gzip(input: &Input<'_>, output: &mut dyn Output) -> Result<(), Unread> {
    let first = GzDecoder::new(input.bytes);
    let stored = first.header().and_then(|header| header.filename()).map(name::shown);
    let name = member_name(input.name, &["gz", "gzip", "z"], stored.as_deref());
    let mut reader = Gzip { stream: Some(first), headers: Vec::new(), trailing: 0 };
    let outcome = hand_out(&name, &mut reader, output);
    let mut fields = Fields::default();
    for (stored, comment) in reader.headers {
        if stored != name {
            fields.add(Role::Metadata, "name", &stored);
        }
        fields.add(Role::Comment, "comment", &comment);
    }
    fields.hand_out(output);
    outcome?;
    nothing_behind(reader.trailing)
}

pub(in super::super) fn read_bzip2(input: &Input<'_>, output: &mut dyn Output) -> Result<(), Unread> {
    let mut reader = Bzip2 { stream: Some(bzip2::bufread::BzDecoder::new(input.bytes)), trailing: 0 };
    hand_out(&member_name(input.name, &["bz2", "bz"], None), &mut reader, output)?;
    nothing_behind(reader.trailing)
}

pub(in super::super) fn read_xz(input: &Input<'_>, output: &mut dyn Output) -> Result<(), Unread> {
    let mut reader = xz(input.bytes, memory_for_dictionaries(&input.limits));
    hand_out(&member_name(input.name, &["xz"], None), &mut reader, output)
}

pub(in super::super) fn read_zstd(input: &Input<'_>, output: &mut dyn Output) -> Result<(), Unread> {
    hand_out(&member_name(input.name, &["zst", "zstd"], None), &mut Zstd::new(input.bytes), output)
}

pub(in super::super) fn read_lzma(input: &Input<'_>, output: &mut dyn Output) -> Result<(), Unread> {
    let name = member_name(input.name, &["lzma"], None);
    match LzmaReader::new_mem_limit(input.bytes, memory_for_dictionaries(&input.limits), None) {
        Ok(mut reader) => hand_out(&name, &mut reader, output),
        Err(error) => output.closed_member(&name, trouble(error.kind())),
    }
}

pub(in super::super) fn read_lzip(input: &Input<'_>, output: &mut dyn Output) -> Result<(), Unread> {
    hand_out(&member_name(input.name, &["lz"], None), &mut LzipReader::new(input.bytes), output)
}

/// KiB that a dictionary may take: the rest of the memory is for what is unpacked.
pub(super) fn memory_for_dictionaries(limits: &Limits) -> u32 {
    u32::try_from(limits.memory / 2 / 1024).unwrap_or(u32::MAX)
}

/// All streams of an xz file.
pub(super) fn xz(packed: &[u8], memory: u32) -> XzReader<&[u8]> {
    XzReader::new_mem_limit(packed, true, memory)
}

/// `brief.tar.gz` → `brief.tar`; where the suffix is another, the name that the file itself keeps.
fn member_name(container: &str, suffixes: &[&str], stored: Option<&str>) -> String {
    let file = container.rsplit('/').next().unwrap_or(container);
    if let Some((stem, suffix)) = file.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()) {
        let suffix = suffix.to_ascii_lowercase();
        if suffixes.contains(&&*suffix) {
            return stem.to_owned();
        }
        if OF_TAR.contains(&&*suffix) {
            return format!("{stem}.tar");
        }
        if suffix == "svgz" {
            return format!("{stem}.svg");
        }
    }
    stored.unwrap_or(file).to_owned()
}

fn hand_out(name: &str, reader: &mut dyn Read, output: &mut dyn Output) -> Result<(), Unread> {
    let mut reader = Noting { reader, failed: None };
    output.member(name, &mut reader)?;
    match reader.failed {
        // The member's own trouble says only that it does not unpack.
        Some(ErrorKind::OutOfMemory) => Err(trouble(ErrorKind::OutOfMemory)),
        _ => Ok(()),
    }
}

fn trouble(kind: ErrorKind) -> Unread {
    match kind {
        ErrorKind::OutOfMemory => Unread::new(Reason::TooLarge, "it takes too much memory to unpack"),
        _ => corrupt("it cannot be unpacked"),
    }
}

fn nothing_behind(trailing: usize) -> Result<(), Unread> {
    if trailing == 0 { Ok(()) } else { Err(corrupt("something else stands behind the compressed data")) }
}

/// Remembers how its reader failed.
struct Noting<'r> {
    reader: &'r mut dyn Read,
    failed: Option<ErrorKind>,
}

impl Read for Noting<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let outcome = self.reader.read(buffer);
        self.failed = outcome.as_ref().err().map(Error::kind);
        outcome
    }
}

/// What is left behind a stream: without the zeros that tapes and disks pad with.
fn behind(rest: &[u8]) -> &[u8] {
    &rest[rest.iter().position(|&byte| byte != 0).unwrap_or(rest.len())..]
}

/// The streams of a gzip file, one after the other.
struct Gzip<'b> {
    stream: Option<GzDecoder<&'b [u8]>>,
    /// Name and comment of each.
    headers: Vec<(String, String)>,
    /// Bytes behind the last that are no stream.
    trailing: usize,
}

impl Read for Gzip<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        while let Some(stream) = &mut self.stream {
            let read = stream.read(buffer)?;
            if read > 0 || buffer.is_empty() {
                return Ok(read);
            }
            let text = |raw: Option<&[u8]>| name::decoded(raw.unwrap_or_default());
            if let Some(header) = stream.header() {
                let (stored, comment) = (text(header.filename()), text(header.comment()));
                if !stored.is_empty() || !comment.is_empty() {
                    self.headers.push((stored, comment));
                }
            }
            let rest = self.stream.take().map(GzDecoder::into_inner).unwrap_or_default();
            let rest = behind(rest);
            if rest.starts_with(b"\x1F\x8B") {
                self.stream = Some(GzDecoder::new(rest));
            }
            self.trailing = if self.stream.is_some() { 0 } else { rest.len() };
        }
        Ok(0)
    }
}

/// The streams of a bzip2 file, one after the other.
struct Bzip2<'b> {
    stream: Option<bzip2::bufread::BzDecoder<&'b [u8]>>,
    trailing: usize,
}

impl Read for Bzip2<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        while let Some(stream) = &mut self.stream {
            let read = stream.read(buffer)?;
            if read > 0 || buffer.is_empty() {
                return Ok(read);
            }
            let rest = self.stream.take().map(bzip2::bufread::BzDecoder::into_inner).unwrap_or_default();
            let rest = behind(rest);
            if rest.starts_with(b"BZh") {
                self.stream = Some(bzip2::bufread::BzDecoder::new(rest));
            }
            self.trailing = if self.stream.is_some() { 0 } else { rest.len() };
        }
        Ok(0)
    }
}

/// The frames of a zstd file, one after the other; those that hold no data are skipped (RFC 8878, 3.1.2).
pub(super) struct Zstd<'b> {
    frame: Option<Box<StreamingDecoder<&'b [u8], FrameDecoder>>>,
    rest: &'b [u8],
}

impl<'b> Zstd<'b> {
    pub fn new(packed: &'b [u8]) -> Self {
        Zstd { frame: None, rest: packed }
    }

    /// Begins the next frame, where there is one.
    fn next(&mut self) -> std::io::Result<bool> {
        loop {
            if behind(self.rest).is_empty() {
                return Ok(false);
            }
            match StreamingDecoder::new_with_max_window_size(self.rest, LARGEST_WINDOW) {
                Ok(frame) => {
                    self.frame = Some(Box::new(frame));
                    return Ok(true);
                }
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame { length, .. })) => {
                    let length = usize::try_from(length).ok().and_then(|length| length.checked_add(8));
                    let rest = length.and_then(|length| self.rest.get(length..));
                    self.rest = rest.ok_or(ErrorKind::UnexpectedEof)?;
                }
                Err(FrameDecoderError::WindowSizeTooBig { .. }) => return Err(ErrorKind::OutOfMemory.into()),
                Err(_) => return Err(ErrorKind::InvalidData.into()),
            }
        }
    }
}

impl Read for Zstd<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        loop {
            if let Some(frame) = &mut self.frame {
                let read = frame.read(buffer)?;
                if read > 0 || buffer.is_empty() {
                    return Ok(read);
                }
                let stated = frame.decoder.get_checksum_from_data();
                if stated.is_some() && stated != frame.decoder.get_calculated_checksum() {
                    return Err(ErrorKind::InvalidData.into());
                }
                self.rest = frame.get_ref();
                self.frame = None;
            }
            if !self.next()? {
                return Ok(0);
            }
        }
    }
}
