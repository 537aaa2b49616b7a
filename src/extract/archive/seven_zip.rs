//! 7z archives: block by block, so that a damaged or encrypted block costs only the files in it.

use super::super::fields::Fields;
use super::super::{Input, Output};
use super::compressed::memory_for_dictionaries;
use super::{LONGEST_TARGET, corrupt, empty_folders, encrypted, is_litter, looked_at, name, unsupported};
use crate::model::{Part, Reason, Role, Unread};
use sevenz_rust2::{Archive, ArchiveEntry, BlockDecoder, Error, Password};
use std::io::{Cursor, Read};

pub(in super::super) fn read(input: &Input<'_>, output: &mut dyn Output) -> Result<(), Unread> {
    // Where the table of contents is and how long: an empty archive has none.
    if input.bytes.get(12..32) == Some(&[0; 20]) {
        let is_empty = input.bytes.len() == 32;
        // Programs write this last of all: what they were stopped in has none, either.
        return if is_empty { Ok(()) } else { Err(corrupt("a 7z archive that was never finished")) };
    }
    let memory = memory_for_dictionaries(&input.limits) as usize;
    let password = Password::empty();
    let mut source = Cursor::new(input.bytes);
    let archive = Archive::read_with_memory_limit(&mut source, &password, memory).map_err(|error| trouble(&error))?;
    let (folders, others): (Vec<_>, Vec<_>) = archive.files.iter().partition(|entry| entry.is_directory());
    let names = |entries: Vec<&ArchiveEntry>| entries.into_iter().map(shown).collect();
    for folder in empty_folders(names(folders), names(others)) {
        output.part(Part::text(Role::AttachmentName, folder.into_bytes()));
    }
    let mut asides = Fields::default();
    let mut outcome = Ok(());
    for block in 0..archive.blocks.len() {
        let decoder = BlockDecoder::new_with_memory_limit(1, memory, block, &archive, &password, &mut source);
        outcome = read_block(decoder, output, &mut asides);
        if outcome.is_err() {
            break;
        }
    }
    if outcome.is_ok() {
        let mut empty = archive.files.iter().enumerate().filter(|(at, entry)| {
            archive.stream_map.file_block_index.get(*at).copied().flatten().is_none()
                && is_document(entry)
                && !is_litter(&shown(entry))
        });
        outcome = empty.try_for_each(|(_, entry)| output.member(&shown(entry), &mut std::io::empty()));
    }
    asides.hand_out(output);
    outcome
}

fn read_block(
    decoder: BlockDecoder<'_, Cursor<&[u8]>>,
    output: &mut dyn Output,
    asides: &mut Fields,
) -> Result<(), Unread> {
    let entries = decoder.entries();
    let (mut stop, mut done) = (None, 0);
    let entries_of_block: Vec<(String, bool)> =
        entries.iter().map(|entry| (shown(entry), is_document(entry) && !is_litter(&shown(entry)))).collect();
    let outcome = decoder.for_each_entries(&mut |entry, reader| {
        done += 1;
        if !is_document(entry) {
            return Ok(true);
        }
        if is_litter(&shown(entry)) {
            let (is_litter, mut reader) = looked_at(reader);
            if !is_litter {
                stop = output.member(&shown(entry), &mut reader).err();
            }
            return Ok(stop.is_none());
        }
        if is_link(entry) {
            let mut target = Vec::new();
            reader.take(LONGEST_TARGET).read_to_end(&mut target)?;
            asides.add(Role::Metadata, "link", &name::decoded(&target));
            output.part(Part::text(Role::AttachmentName, shown(entry).into_bytes()));
            return Ok(true);
        }
        stop = output.member(&shown(entry), reader).err();
        Ok(stop.is_none())
    });
    if let Some(stop) = stop {
        return Err(stop);
    }
    let Err(error) = outcome else { return Ok(()) };
    for (name, _) in entries_of_block[done..].iter().filter(|(_, is_document)| *is_document) {
        output.closed_member(name, trouble(&error))?;
    }
    // What fails behind the last member failed in reading it, or is an oddity of the block that takes nothing away.
    Ok(())
}

fn shown(entry: &ArchiveEntry) -> String {
    name::shown(entry.name().as_bytes())
}

fn is_document(entry: &ArchiveEntry) -> bool {
    !entry.is_directory() && !entry.is_anti_item()
}

/// The upper half of the attributes holds Unix permissions where bit 15 says so.
fn is_link(entry: &ArchiveEntry) -> bool {
    let attributes = entry.windows_attributes();
    attributes & 0x8000 != 0 && (attributes >> 16) & 0xF000 == 0xA000
}

fn trouble(error: &Error) -> Unread {
    match error {
        Error::PasswordRequired | Error::MaybeBadPassword(_) => encrypted(),
        Error::UnsupportedCompressionMethod(method) if method.contains("AES") => encrypted(),
        // The name of a method is one of the crate's own, or numbers.
        Error::UnsupportedCompressionMethod(method) => {
            unsupported(format!("it is packed in a way that is not read ({method})"))
        }
        Error::MaxMemLimited { .. } => Unread::new(Reason::TooLarge, "it takes too much memory to unpack"),
        Error::Unsupported(_) | Error::ExternalUnsupported | Error::UnsupportedVersion { .. } => {
            unsupported("a 7z archive of a kind that is not read")
        }
        _ => corrupt("it cannot be unpacked"),
    }
}
