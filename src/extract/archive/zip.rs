//! ZIP archives: the entries of the directory, then those that it does not tell of although they stand in the file
//! (programs that delete an entry may only forget it). An archive without directory, since it was cut off, is read
//! header by header.

use super::super::fields::Fields;
use super::super::{Input, Output, encoding, passage, text};
use super::compressed::{Zstd, memory_for_dictionaries, xz};
use super::zip_directory::{self as directory, Directory, Entry, number_16, number_32};
use super::{LONGEST_TARGET, corrupt, empty_folders, encrypted, is_litter, looked_at, unsupported};
use crate::model::{Part, Places, Reason, Role, Unread};
use bzip2::bufread::MultiBzDecoder;
use flate2::bufread::DeflateDecoder;
use lzma_rust2::LzmaReader;
use memchr::memmem;
use std::io::Read;

pub(in super::super) fn read(input: &Input<'_>, output: &mut dyn Output) -> Result<(), Unread> {
    let directory = directory::find(input.bytes);
    let is_whole = directory.as_ref().is_some_and(|directory| !directory.is_cut);
    // A program that unpacks the rest stands before it, or a text that somebody glued an archive to.
    let head = memmem::find(input.bytes, b"PK\x03\x04").map_or(&[][..], |start| &input.bytes[..start]);
    if !head.is_empty() && text::binary_from(head).is_none() {
        let text = encoding::whole(head, None).0;
        passage::hand_out(Role::Body, &text, &Places::Lines { first_line: 1 }, output);
    }
    let is_all = directory.as_ref().is_some_and(|directory| directory.length() == input.bytes.len());
    let mut reader =
        Reader { input, output, folders: Vec::new(), names: Vec::new(), left_out: false, asides: Fields::default() };
    let outcome = reader.archive(directory.unwrap_or_default());
    let is_empty = reader.names.is_empty() && reader.folders.is_empty() && !reader.left_out;
    reader.end();
    outcome?;
    match is_whole {
        true if is_empty && !is_all => Err(corrupt("an archive without files that holds something")),
        true => Ok(()),
        false => Err(corrupt("the archive's directory is missing or cut off")),
    }
}

struct Reader<'r, 'i> {
    input: &'r Input<'i>,
    output: &'r mut dyn Output,
    folders: Vec<String>,
    names: Vec<String>,
    /// A file that a system left behind was.
    left_out: bool,
    /// Targets of links.
    asides: Fields,
}

impl Reader<'_, '_> {
    fn archive(&mut self, directory: Directory) -> Result<(), Unread> {
        let bytes = self.input.bytes;
        let mut comments = Fields::default();
        comments.add(Role::Comment, "comment", &directory.comment);
        for entry in &directory.entries {
            comments.add(Role::Comment, "comment", &entry.comment);
        }
        comments.hand_out(self.output);

        // Where the bytes of each entry stand, its header included; `None` where there is no header.
        let places: Vec<Option<(usize, usize, usize)>> =
            directory.entries.iter().map(|entry| placed(bytes, entry)).collect();
        let mut taken: Vec<(usize, usize, usize)> =
            places.iter().enumerate().filter_map(|(at, place)| place.map(|(start, _, end)| (start, end, at))).collect();
        taken.sort_unstable();
        let (mut reach, mut overlapping) = (0, vec![false; places.len()]);
        for &(start, end, at) in &taken {
            overlapping[at] = start < reach;
            reach = reach.max(end);
        }
        for ((entry, place), overlaps) in directory.entries.iter().zip(&places).zip(overlapping) {
            match *place {
                None => self.closed(entry, corrupt("its bytes are not where the directory says"))?,
                // Entries that share their bytes are how a small file holds a huge one (Fifield 2019).
                Some(_) if overlaps => self.closed(entry, corrupt("it shares its bytes with another entry"))?,
                Some((start, data, end)) => {
                    // Programs may take either name.
                    if let Some((local, _)) =
                        directory::local(bytes, start).filter(|(local, _)| local.name != entry.name)
                    {
                        self.output.part(Part::text(Role::AttachmentName, local.name.into_bytes()));
                    }
                    self.entry(entry, bytes.get(data..end.min(bytes.len())).unwrap_or_default(), true)?;
                }
            }
        }
        // What lies between.
        let mut at = 0;
        taken.push((directory.start, directory.end, 0));
        taken.sort_unstable();
        for (start, end, _) in taken {
            self.forgotten(at, start)?;
            at = at.max(end);
        }
        self.forgotten(at, bytes.len())
    }

    /// Entries between two places that no directory tells of.
    fn forgotten(&mut self, from: usize, to: usize) -> Result<(), Unread> {
        let mut at = from;
        while let Some(found) = self.input.bytes.get(at..to).and_then(|gap| memmem::find(gap, b"PK\x03\x04")) {
            let gap = &self.input.bytes[..to];
            let Some((entry, data)) = directory::local(gap, at + found).filter(|(entry, _)| is_likely(entry)) else {
                at += found + 4;
                continue;
            };
            let known = usize::try_from(entry.packed).ok().filter(|_| !entry.has_sizes_behind() || entry.packed > 0);
            let end = match known {
                Some(length) => data.saturating_add(length).min(to),
                None if entry.method == 8 && !entry.is_encrypted() => to,
                None => end_without_size(gap, data),
            };
            let is_whole = known.is_none_or(|length| to - data >= length);
            let consumed = self.entry(&entry, &gap[data..end], is_whole)?;
            at = if known.is_none() { data + consumed } else { end };
        }
        Ok(())
    }

    /// Hands out one entry; how many of its bytes it took.
    fn entry(&mut self, entry: &Entry, packed: &[u8], is_whole: bool) -> Result<usize, Unread> {
        if entry.is_encrypted() {
            self.closed(entry, encrypted())?;
            return Ok(packed.len());
        }
        if entry.name.ends_with('/') && entry.size == 0 {
            self.folders.push(entry.name.clone());
            return Ok(packed.len());
        }
        let memory = memory_for_dictionaries(&self.input.limits);
        let stated = if entry.has_sizes_behind() && entry.size == 0 { u64::MAX } else { entry.size };
        match entry.method {
            0 => self.unpack(entry, is_whole, packed).map(|_| packed.len()),
            8 => self
                .unpack(entry, is_whole, DeflateDecoder::new(packed))
                .map(|inflated| inflated.map_or(packed.len(), |reader| reader.total_in() as usize)),
            12 => self.unpack(entry, is_whole, MultiBzDecoder::new(packed)).map(|_| packed.len()),
            14 => {
                let reader = lzma(packed, entry, stated, memory);
                match reader {
                    Ok(reader) => self.unpack(entry, is_whole, reader).map(|_| packed.len()),
                    Err(trouble) => self.closed(entry, trouble).map(|()| packed.len()),
                }
            }
            93 => self.unpack(entry, is_whole, Zstd::new(packed)).map(|_| packed.len()),
            95 => self.unpack(entry, is_whole, xz(packed, memory)).map(|_| packed.len()),
            method => {
                let method = unsupported(format!("it is packed in a way that is not read (ZIP method {method})"));
                self.closed(entry, method).map(|()| packed.len())
            }
        }
    }

    fn unpack<R: Read>(&mut self, entry: &Entry, is_whole: bool, reader: R) -> Result<Option<R>, Unread> {
        if is_litter(&entry.name) {
            let (is_litter, mut reader) = looked_at(reader);
            if is_litter {
                self.left_out = true;
                return Ok(None);
            }
            self.names.push(entry.name.clone());
            return self.output.member(&entry.name, &mut reader).map(|()| None);
        }
        // A checksum behind the bytes is only known from the directory.
        let checksum = Some(entry.checksum).filter(|&checksum| checksum != 0);
        let mut reader = Checked { inner: reader, sum: flate2::Crc::new(), wanted: checksum, is_whole };
        if entry.is_link() {
            let mut target = Vec::new();
            let outcome = reader.by_ref().take(LONGEST_TARGET).read_to_end(&mut target);
            if outcome.is_ok() {
                self.asides.add(Role::Metadata, "link", &super::name::decoded(&target));
                self.names.push(entry.name.clone());
                self.output.part(Part::text(Role::AttachmentName, entry.name.clone().into_bytes()));
                return Ok(Some(reader.inner));
            }
        }
        self.names.push(entry.name.clone());
        self.output.member(&entry.name, &mut reader)?;
        Ok(Some(reader.inner))
    }

    fn closed(&mut self, entry: &Entry, trouble: Unread) -> Result<(), Unread> {
        if entry.name.ends_with('/') && entry.size == 0 {
            self.folders.push(entry.name.clone());
            return Ok(());
        }
        if is_litter(&entry.name) {
            self.left_out = true;
            return Ok(());
        }
        self.names.push(entry.name.clone());
        self.output.closed_member(&entry.name, trouble)
    }

    fn end(mut self) {
        for folder in empty_folders(self.folders, self.names) {
            self.output.part(Part::text(Role::AttachmentName, folder.into_bytes()));
        }
        self.asides.hand_out(self.output);
    }
}

/// Start, first byte of the contents, end.
fn placed(bytes: &[u8], entry: &Entry) -> Option<(usize, usize, usize)> {
    let (_, data) = directory::local(bytes, entry.start)?;
    let end = data.saturating_add(usize::try_from(entry.packed).unwrap_or(usize::MAX));
    Some((entry.start, data, end))
}

/// Bytes that look like a header by chance are none.
fn is_likely(entry: &Entry) -> bool {
    const METHODS: [u16; 13] = [0, 1, 6, 8, 9, 10, 12, 14, 20, 93, 95, 98, 99];
    !entry.name.is_empty() && METHODS.contains(&entry.method) && !entry.name.contains(|c: char| c.is_control())
}

/// Where the contents from `data` on end if their size is not known: at the next thing that ZIP marks.
fn end_without_size(bytes: &[u8], data: usize) -> usize {
    let marks = memmem::find_iter(&bytes[data..], b"PK").map(|at| data + at);
    let is_mark = |at: &usize| {
        matches!(bytes.get(at + 2..at + 4), Some([7, 8] | [3, 4] | [1, 2]))
            // The size that stands there must fit.
            && (bytes[at + 2] != 7 || number_32(bytes, at + 8).is_some_and(|size| size as usize == at - data))
    };
    let mut marks = marks.filter(is_mark);
    marks.next().unwrap_or(bytes.len())
}

/// Contents packed with LZMA: a version, the length of the properties, the properties.
fn lzma<'p>(packed: &'p [u8], entry: &Entry, stated: u64, memory: u32) -> Result<LzmaReader<&'p [u8]>, Unread> {
    let broken = || corrupt("it cannot be unpacked");
    let length = usize::from(number_16(packed, 2).ok_or_else(broken)?);
    let properties = packed.get(4..4 + length).filter(|properties| properties.len() >= 5).ok_or_else(broken)?;
    let dictionary = number_32(properties, 1).ok_or_else(broken)?;
    if dictionary / 1024 > memory {
        return Err(Unread::new(Reason::TooLarge, "it takes too much memory to unpack"));
    }
    // Bit 1: the stream has an end of its own.
    let size = if entry.flags & 2 != 0 { u64::MAX } else { stated };
    LzmaReader::new_with_props(&packed[4 + length..], size, properties[0], dictionary, None).map_err(|_| broken())
}

/// Checks at the end that all is as it was packed.
struct Checked<R> {
    inner: R,
    sum: flate2::Crc,
    wanted: Option<u32>,
    is_whole: bool,
}

impl<R: Read> Read for Checked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.sum.update(&buffer[..read]);
        let is_sound = self.is_whole && self.wanted.is_none_or(|wanted| wanted == self.sum.sum());
        if read == 0 && !buffer.is_empty() && !is_sound {
            return Err(std::io::ErrorKind::InvalidData.into());
        }
        Ok(read)
    }
}
