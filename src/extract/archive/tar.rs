//! TAR archives: those of POSIX, of GNU (long names) and the old ones without a mark. Archives that were joined are
//! read to the end, and a damaged header is skipped: the next sound one goes on.

use super::super::fields::Fields;
use super::super::{Input, Output};
use super::{corrupt, empty_folders, is_litter, looked_at, name, unsupported};
use crate::model::{Part, Role, Unread};
use ::tar::{EntryType, Header, PaxExtensions};
use std::io::{Cursor, ErrorKind, Read};

const BLOCK: usize = 512;

/// Whether a TAR archive begins here: the sum of the header's bytes is written in it.
pub(in super::super) fn is_header(bytes: &[u8]) -> bool {
    let Some(block) = bytes.first_chunk::<BLOCK>() else { return false };
    let stated = Header::from_byte_slice(block).cksum();
    let field = 148..156;
    let sum = |value: fn(u8) -> i64| {
        let bytes = block.iter().enumerate();
        bytes.map(|(at, &byte)| if field.contains(&at) { i64::from(b' ') } else { value(byte) }).sum::<i64>()
    };
    // Some old programs took the bytes as signed.
    block[0] != 0
        && stated.is_ok_and(|stated| {
            let stated = i64::from(stated);
            stated == sum(i64::from) || stated == sum(|byte| i64::from(byte.cast_signed()))
        })
}

/// What headers before an entry's own say about it.
#[derive(Debug, Default)]
struct Extension {
    name: Option<String>,
    link: Option<String>,
    size: Option<u64>,
    is_sparse: bool,
}

pub(in super::super) fn read(input: &Input<'_>, output: &mut dyn Output) -> Result<(), Unread> {
    let mut reader = Reader {
        bytes: input.bytes,
        output,
        extension: Extension::default(),
        folders: Vec::new(),
        names: Vec::new(),
        fields: Fields::default(),
        trouble: None,
    };
    let outcome = reader.archive();
    let Reader { output, folders, names, mut fields, trouble, .. } = reader;
    for folder in empty_folders(folders, names) {
        output.part(Part::text(Role::AttachmentName, folder.into_bytes()));
    }
    fields.hand_out(output);
    outcome?;
    trouble.map_or(Ok(()), Err)
}

struct Reader<'r> {
    bytes: &'r [u8],
    output: &'r mut dyn Output,
    extension: Extension,
    folders: Vec<String>,
    names: Vec<String>,
    /// Targets of links.
    fields: Fields,
    trouble: Option<Unread>,
}

impl Reader<'_> {
    fn archive(&mut self) -> Result<(), Unread> {
        let mut at = 0;
        while let Some(block) = self.bytes.get(at..).filter(|rest| !rest.is_empty()) {
            let Some(block) = block.first_chunk::<BLOCK>() else {
                if block.iter().any(|&byte| byte != 0) {
                    self.trouble.get_or_insert(corrupt("the archive breaks off"));
                }
                break;
            };
            if block.iter().all(|&byte| byte == 0) {
                at += BLOCK;
            } else if is_header(block) {
                at = self.entry(Header::from_byte_slice(block), at + BLOCK)?;
            } else {
                self.trouble.get_or_insert(corrupt("a header of the archive is damaged"));
                at += BLOCK;
            }
        }
        Ok(())
    }

    /// Hands out the entry whose contents begin at `data`; where the next header is.
    fn entry(&mut self, header: &Header, data: usize) -> Result<usize, Unread> {
        let kind = header.entry_type();
        let is_extension = matches!(
            kind,
            EntryType::GNULongName | EntryType::GNULongLink | EntryType::XHeader | EntryType::XGlobalHeader
        );
        let stated = self.extension.size.filter(|_| !is_extension).or_else(|| header.entry_size().ok());
        let has_contents = !matches!(
            kind,
            EntryType::Link
                | EntryType::Symlink
                | EntryType::Char
                | EntryType::Block
                | EntryType::Fifo
                | EntryType::Directory
        );
        let Some(size) =
            stated.filter(|_| has_contents || kind == EntryType::Link).or(Some(0).filter(|_| !has_contents))
        else {
            self.trouble.get_or_insert(corrupt("a header of the archive is damaged"));
            return Ok(data);
        };
        // Some programs tell the size of the file that a hard link is to, and others write its contents once more.
        let next = self.bytes.get(data..).unwrap_or_default();
        let ends = next.iter().take(BLOCK).all(|&byte| byte == 0);
        let is_bare = kind == EntryType::Link && (ends || is_header(next));
        let size = if is_bare { 0 } else { size };
        let end = usize::try_from(size).ok().and_then(|size| data.checked_add(size));
        let contents = &self.bytes[data..end.unwrap_or(usize::MAX).min(self.bytes.len())];
        let is_whole = end.is_some_and(|end| end <= self.bytes.len());
        if is_extension {
            self.extend(kind, contents);
        } else {
            let extension = std::mem::take(&mut self.extension);
            self.hand_out(header, kind, extension, contents, is_whole)?;
        }
        if !is_whole {
            self.trouble.get_or_insert(corrupt("the archive breaks off"));
        }
        Ok(end.and_then(|end| end.checked_next_multiple_of(BLOCK)).unwrap_or(usize::MAX))
    }

    fn extend(&mut self, kind: EntryType, contents: &[u8]) {
        let text = || name::shown(contents.strip_suffix(b"\0").unwrap_or(contents));
        match kind {
            EntryType::GNULongName => self.extension.name = Some(text()),
            EntryType::GNULongLink => self.extension.link = Some(text()),
            _ => {
                let pairs = PaxExtensions::new(contents).flatten();
                for (key, value) in pairs.filter_map(|pair| Some((pair.key().ok()?, pair.value_bytes()))) {
                    match key {
                        "comment" => self.fields.add(Role::Comment, "comment", &name::decoded(value)),
                        // Those of a global header are for all: no program writes names or sizes there.
                        _ if kind == EntryType::XGlobalHeader => {}
                        "path" | "GNU.sparse.name" => self.extension.name = Some(name::shown(value)),
                        "linkpath" => self.extension.link = Some(name::shown(value)),
                        "size" => {
                            self.extension.size = std::str::from_utf8(value).ok().and_then(|size| size.parse().ok())
                        }
                        _ if key.starts_with("GNU.sparse.") => self.extension.is_sparse = true,
                        _ => {}
                    }
                }
            }
        }
    }

    fn hand_out(
        &mut self,
        header: &Header,
        kind: EntryType,
        extension: Extension,
        contents: &[u8],
        is_whole: bool,
    ) -> Result<(), Unread> {
        let own = || name::shown(&header.path_bytes());
        let name = extension.name.unwrap_or_else(own);
        match kind {
            EntryType::Directory => self.folders.push(name),
            EntryType::Link | EntryType::Symlink => {
                let own = || header.link_name_bytes().map(|link| name::shown(&link)).unwrap_or_default();
                self.fields.add(Role::Metadata, "link", &extension.link.unwrap_or_else(own));
                self.names.push(name.clone());
                if !contents.is_empty() {
                    return self.output.member(&name, &mut Cut { contents: Cursor::new(contents), is_whole });
                }
                self.output.part(Part::text(Role::AttachmentName, name.into_bytes()));
            }
            // The label of a volume, and devices: names without contents.
            EntryType::Char | EntryType::Block | EntryType::Fifo | EntryType::__Nonexhaustive(b'V') => {
                self.output.part(Part::text(Role::AttachmentName, name.into_bytes()));
            }
            // Archives from before POSIX know folders by their name.
            _ if name.ends_with('/') && contents.is_empty() => self.folders.push(name),
            _ if is_litter(&name) && looked_at(contents).0 => {}
            _ => {
                self.names.push(name.clone());
                let is_sparse = extension.is_sparse || kind == EntryType::GNUSparse;
                if is_sparse {
                    return self.output.closed_member(&name, unsupported("a file with holes (sparse)"));
                }
                let mut reader = Cut { contents: Cursor::new(contents), is_whole };
                return self.output.member(&name, &mut reader);
            }
        }
        Ok(())
    }
}

/// Contents that may be cut off: then their end is an error.
struct Cut<'c> {
    contents: Cursor<&'c [u8]>,
    is_whole: bool,
}

impl Read for Cut<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        match self.contents.read(buffer) {
            Ok(0) if !self.is_whole && !buffer.is_empty() => Err(ErrorKind::UnexpectedEof.into()),
            outcome => outcome,
        }
    }
}
