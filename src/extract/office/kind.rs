//! Which Office document a ZIP archive is, by the names in it: its directory, or the heads of its entries where the
//! archive is damaged. A few bytes of each entry are looked at and nothing is unpacked, but for the archive's own list
//! of types where names do not tell.

use std::io::Read;

/// What a ZIP archive holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::extract) enum Kind {
    /// A text document of Word.
    Document,
    /// A workbook of Excel.
    Workbook,
    /// A workbook of Excel whose sheets are records.
    BinaryWorkbook,
    /// A presentation of PowerPoint.
    Presentation,
    /// A document in OpenDocument.
    OpenDocument,
    /// Something else: any archive.
    Archive,
    /// The archive is so damaged that its names say nothing.
    Damaged,
}

/// So many entries are looked at: Office writes what tells the kind among the first.
const MOST_ENTRIES: usize = 5000;

/// How far from its end the directory's own record may stand: a comment may follow it.
const END_REACH: usize = 22 + 65_535;

/// How much of a damaged archive is searched for heads of entries.
const HEAD_REACH: usize = 1 << 20;

const END: &[u8] = b"PK\x05\x06";
const DIRECTORY: &[u8] = b"PK\x01\x02";
const HEAD: &[u8] = b"PK\x03\x04";

/// Which Office document the ZIP archive `bytes` is.
pub(in crate::extract) fn kind_of(bytes: &[u8]) -> Kind {
    let mut signs = Signs::default();
    if is_open_document(bytes) {
        return Kind::OpenDocument;
    }
    let is_whole = directory(bytes, &mut |name| signs.see(name));
    if !is_whole {
        heads(bytes, &mut |name| signs.see(name));
    }
    match signs {
        Signs { types: true, document: true, .. } => Kind::Document,
        Signs { types: true, workbook: true, .. } => Kind::Workbook,
        Signs { types: true, binary_workbook: true, .. } => Kind::BinaryWorkbook,
        Signs { types: true, presentation: true, .. } => Kind::Presentation,
        Signs { content: true, manifest: true, .. } => Kind::OpenDocument,
        Signs { types: true, .. } => by_types(bytes),
        Signs { any: true, .. } => Kind::Archive,
        _ if is_whole => Kind::Archive,
        _ => Kind::Damaged,
    }
}

#[derive(Default)]
struct Signs {
    any: bool,
    types: bool,
    document: bool,
    workbook: bool,
    binary_workbook: bool,
    presentation: bool,
    content: bool,
    manifest: bool,
}

impl Signs {
    fn see(&mut self, name: &[u8]) {
        self.any = true;
        let name = name.strip_prefix(b"/").unwrap_or(name);
        let begins = |start: &[u8]| name.get(..start.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(start));
        self.types |= name.eq_ignore_ascii_case(b"[Content_Types].xml");
        self.document |= begins(b"word/") || begins(b"word\\");
        let is_of_workbook = begins(b"xl/") || begins(b"xl\\");
        self.workbook |= is_of_workbook && name.to_ascii_lowercase().ends_with(b"workbook.xml");
        self.binary_workbook |= is_of_workbook && name.to_ascii_lowercase().ends_with(b"workbook.bin");
        self.presentation |= begins(b"ppt/") || begins(b"ppt\\");
        self.content |= name == b"content.xml";
        self.manifest |= name == b"META-INF/manifest.xml";
    }
}

/// The first entry is the type of an OpenDocument, stored as it is.
fn is_open_document(bytes: &[u8]) -> bool {
    const TYPE: &[u8] = b"mimetypeapplication/vnd.oasis.opendocument.";
    let start = &bytes[..bytes.len().min(256)];
    memchr::memmem::find(start, TYPE).is_some_and(|at| at >= 30 && start.starts_with(HEAD))
}

fn number(bytes: &[u8], at: usize, width: usize) -> Option<usize> {
    let bytes = bytes.get(at..at + width)?;
    Some(bytes.iter().rev().fold(0, |number, &byte| number << 8 | usize::from(byte)))
}

/// Shows the names of the archive's directory; says whether it has one that can be read.
fn directory(bytes: &[u8], seen: &mut dyn FnMut(&[u8])) -> bool {
    let from = bytes.len().saturating_sub(END_REACH);
    let Some(end) = memchr::memmem::rfind(&bytes[from..], END).map(|at| from + at) else { return false };
    let (Some(size), Some(start)) = (number(bytes, end + 12, 4), number(bytes, end + 16, 4)) else { return false };
    // The archive may have something before it, so that its offsets are too small; the directory ends where its record
    // begins.
    let begins = |at: usize| bytes.get(at..).is_some_and(|rest| rest.starts_with(DIRECTORY));
    let Some(mut at) = [end.checked_sub(size), Some(start)].into_iter().flatten().find(|&at| begins(at)) else {
        return number(bytes, end + 10, 2) == Some(0);
    };
    for _ in 0..MOST_ENTRIES {
        if !begins(at) {
            break;
        }
        let lengths = [28, 30, 32].map(|field| number(bytes, at + field, 2).unwrap_or(0));
        let Some(name) = bytes.get(at + 46..at + 46 + lengths[0]) else { return false };
        seen(name);
        at += 46 + lengths.iter().sum::<usize>();
    }
    true
}

/// Shows the names of the entries at the beginning of an archive without directory.
fn heads(bytes: &[u8], seen: &mut dyn FnMut(&[u8])) {
    let start = &bytes[..bytes.len().min(HEAD_REACH)];
    for at in memchr::memmem::find_iter(start, HEAD).take(MOST_ENTRIES) {
        let length = number(bytes, at + 26, 2).unwrap_or(0);
        if let Some(name) = bytes.get(at + 30..at + 30 + length).filter(|name| !name.is_empty()) {
            seen(name);
        }
    }
}

/// The kind that the package's list of types tells, where its parts lie in other folders than usual.
fn by_types(bytes: &[u8]) -> Kind {
    const MOST: u64 = 1 << 18;
    let mut types = Vec::new();
    if let Ok(mut zip) = zip::ZipArchive::new(std::io::Cursor::new(bytes))
        && let Ok(entry) = zip.by_name("[Content_Types].xml")
    {
        // What does not unpack is short, and then tells nothing.
        let _ = entry.take(MOST).read_to_end(&mut types);
    }
    let names = |sign: &str| memchr::memmem::find(&types, sign.as_bytes()).is_some();
    match () {
        () if names("wordprocessingml") => Kind::Document,
        () if names("ms-excel.sheet.binary") => Kind::BinaryWorkbook,
        () if names("spreadsheetml") => Kind::Workbook,
        () if names("presentationml") => Kind::Presentation,
        () => Kind::Archive,
    }
}
