//! A document as detection sees it: parts of text, each cut into segments that know their place.

use super::{
    Block, Entries, Finding, Findings, Location, PathId, Places, SeverityCounts, Span, Verdict, place::column_letters,
};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::sync::Arc;

/// What of a document a text is. The contract's `part`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Running text, cells, values.
    Body,
    /// A title: of a journal post, a case, a class, a document.
    Title,
    /// A party of a journal post: sender, receiver, somebody the case is about.
    Party,
    /// Who handles the case: meant to be named.
    Official,
    /// Fields beside the text: ids, dates, codes, properties.
    Metadata,
    /// Comments in the file.
    Comment,
    /// Text that a viewer does not show.
    Hidden,
    /// Text that was taken out and is still in the file: tracked deletions, earlier revisions.
    DeletedText,
    /// Text under a cover that does not remove it.
    UnderRedaction,
    /// What was read off a picture.
    Ocr,
    /// The name of a document within this one.
    AttachmentName,
    /// The document's own name.
    FileName,
}

impl Role {
    /// Every role.
    pub const ALL: &[Role] = &[
        Role::Body,
        Role::Title,
        Role::Party,
        Role::Official,
        Role::Metadata,
        Role::Comment,
        Role::Hidden,
        Role::DeletedText,
        Role::UnderRedaction,
        Role::Ocr,
        Role::AttachmentName,
        Role::FileName,
    ];

    /// As written in reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Role::Body => "body",
            Role::Title => "title",
            Role::Party => "party",
            Role::Official => "official",
            Role::Metadata => "metadata",
            Role::Comment => "comment",
            Role::Hidden => "hidden",
            Role::DeletedText => "deleted-text",
            Role::UnderRedaction => "under-redaction",
            Role::Ocr => "ocr",
            Role::AttachmentName => "attachment-name",
            Role::FileName => "file-name",
        }
    }
}

/// Byte between two segments of a part. It belongs to no segment, and no number, name or phrase reaches over it.
pub const SEGMENT_SEPARATOR: u8 = 0x1f;

/// A piece of a part with a place of its own: a cell, a node, a value.
#[derive(Debug, Clone)]
pub struct Segment {
    /// First byte in the part's text.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// What it is; may differ from the part's role in journals.
    pub role: Role,
    /// Segments of one record (row, object, journal post) share this number; neighbours in a record explain each other.
    /// In a journal it is the index into [`Part::entries`].
    pub record: u32,
    /// Row in the file, from 1; 0 where there are no rows.
    pub row: u64,
    /// Column index or [`PathId`], as [`Part::places`] says.
    pub place: u32,
    /// What the field is called: header, element, attribute or key. Empty where it has no name.
    pub label: Arc<str>,
}

impl Segment {
    /// The segment's bytes in the part.
    pub fn span(&self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }
}

/// A journal post (or case) in a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// As people name it: `2024/118-3`; the row where nothing better is known.
    pub id: String,
}

/// A text to search, with the map of its places. UTF-8; stray bytes of a damaged file may stand in it.
#[derive(Debug, Clone)]
pub struct Part<'a> {
    /// What of the document it is.
    pub role: Role,
    /// The text. The values of nodes and cells are parted by [`SEGMENT_SEPARATOR`].
    pub text: Cow<'a, [u8]>,
    /// Bytes of running text that came before this piece of it: a long text is handed out in windows. 0 where there are segments.
    pub origin: usize,
    /// In rising order, without overlap. Empty: the whole text is one segment of running text.
    pub segments: Vec<Segment>,
    /// How to read `Segment::place`.
    pub places: Places,
    /// The journal posts of this part, by `Segment::record`. Empty where this is no journal.
    pub entries: Vec<Entry>,
}

impl<'a> Part<'a> {
    /// Running text of one piece, beginning on line 1.
    pub fn text(role: Role, text: impl Into<Cow<'a, [u8]>>) -> Self {
        Part {
            role,
            text: text.into(),
            origin: 0,
            segments: Vec::new(),
            places: Places::Lines { first_line: 1 },
            entries: Vec::new(),
        }
    }

    /// The segment that holds byte `at`; `None` in running text.
    pub fn segment_at(&self, at: usize) -> Option<&Segment> {
        if self.segments.is_empty() {
            return None;
        }
        let after = self.segments.partition_point(|s| s.start as usize <= at);
        self.segments[..after].last().filter(|s| at < s.end.max(s.start + 1) as usize)
    }

    /// The bytes `span` of this part, which stand in `segment`, counted from where the value of its node or cell begins; in running
    /// text from the beginning of that, and on a page from that of the block. A value that is cut into several segments is one.
    pub fn counted(&self, segment: Option<&Segment>, span: Span) -> Span {
        let base = match &self.places {
            Places::Blocks(_, blocks) => Block::at(blocks, span.start).map_or(0, |block| block.start as usize),
            _ => {
                let before = segment.map_or(&[][..], |segment| &self.text[..segment.start as usize]);
                memchr::memrchr(SEGMENT_SEPARATOR, before).map_or(0, |separator| separator + 1)
            }
        };
        Span::new(span.start - base + self.origin, span.end - base + self.origin)
    }

    /// What byte `at`, which stands in `segment`, is looked at with, and where places are counted from: its segment, else the running
    /// text, on a page from the beginning of the block.
    pub fn field_of(&self, segment: Option<&Segment>, at: usize) -> Span {
        match (segment, &self.places) {
            (Some(segment), _) => segment.span(),
            (None, Places::Blocks(_, blocks)) => {
                Span::new(Block::at(blocks, at).map_or(0, |block| block.start as usize), self.text.len())
            }
            (None, _) => Span::new(0, self.text.len()),
        }
    }

    /// `span`, of running text of a page no more than what of it stands in the block in which it begins.
    pub fn in_its_block(&self, span: Span) -> Span {
        match &self.places {
            Places::Blocks(_, blocks) => {
                let after = blocks.partition_point(|block| block.start as usize <= span.start);
                let end = blocks.get(after).map_or(self.text.len(), |next| next.start as usize - 1);
                Span::new(span.start, span.end.min(end.max(span.start)))
            }
            _ => span,
        }
    }

    /// Where the bytes `span` of this part stand. Lines are counted from the start of the part: costs its length in running text,
    /// so count on from a known line ([`LineCounter`]) for many places.
    pub fn location(&self, segment: Option<&Segment>, lines: &mut LineCounter, span: Span) -> Location {
        let mut location = Location::default();
        match (&self.places, segment) {
            (Places::Lines { first_line }, _) => {
                let (line, column) = lines.place(&self.text, span.start);
                location.line = Some(first_line + line);
                location.column = Some(column + 1);
            }
            (Places::Paragraphs { first }, _) => {
                location.paragraph = Some(first + lines.place(&self.text, span.start).0);
            }
            (Places::Pages(words), _) => (location.page, location.bbox) = words.place(span),
            (Places::Table { headers, sheet }, Some(segment)) => {
                location.sheet = sheet.as_ref().map(|sheet| sheet.to_string());
                location.row = Some(segment.row);
                location.column = Some(u64::from(segment.place) + 1);
                location.cell = Some(format!("{}{}", column_letters(segment.place), segment.row));
                location.field = headers
                    .get(segment.place as usize)
                    .filter(|header| !header.is_empty())
                    .map(|header| header.to_string());
            }
            (Places::Tree(tree), Some(segment)) => {
                location.xpath = Some(tree.path(PathId::from_place(segment.place)));
                location.field = (!segment.label.is_empty()).then(|| segment.label.to_string());
                location.line = (segment.row > 0).then_some(segment.row);
            }
            (Places::Blocks(tree, blocks), _) => {
                let block = Block::at(blocks, span.start);
                location.xpath = block.map(|block| tree.path(PathId::from_place(block.place)));
            }
            (Places::Table { .. } | Places::Tree(_), None) => {}
        }
        if let Some(entry) = segment.and_then(|s| self.entries.get(s.record as usize)) {
            location.entry = Some(entry.id.clone());
        }
        location
    }
}

/// Counts lines and columns of one text from the place asked for last: places near each other cost the bytes between them.
#[derive(Debug, Clone, Default)]
pub struct LineCounter {
    at: usize,
    line: u64,
    column: u64,
}

impl LineCounter {
    /// Line (from 0) and column (characters, from 0) of byte `at` of `text`.
    pub fn place(&mut self, text: &[u8], at: usize) -> (u64, u64) {
        let between = &text[self.at.min(at)..self.at.max(at)];
        let breaks = memchr::memchr_iter(b'\n', between).count() as u64;
        let forward = at >= self.at;
        self.line = if forward { self.line + breaks } else { self.line - breaks };
        self.column = match (breaks, forward) {
            (0, true) => self.column + characters(between),
            (0, false) => self.column - characters(between),
            _ => characters(&text[memchr::memrchr(b'\n', &text[..at]).map_or(0, |last| last + 1)..at]),
        };
        self.at = at;
        (self.line, self.column)
    }
}

/// How many characters begin in `bytes`.
pub(crate) fn characters(bytes: &[u8]) -> u64 {
    bytes.iter().filter(|&&b| b & 0xC0 != 0x80).count() as u64
}

/// Why an input was not read in full. The contract's `reason`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// Needs a password.
    Encrypted,
    /// Not what its format asks for.
    Corrupt,
    /// Over a limit.
    TooLarge,
    /// Took too long.
    Timeout,
    /// A format that is not read (yet).
    Unsupported,
    /// The operating system would not give it.
    Io,
    /// Its reader died.
    Crashed,
}

impl Reason {
    /// Every reason.
    pub const ALL: &[Reason] = &[
        Reason::Encrypted,
        Reason::Corrupt,
        Reason::TooLarge,
        Reason::Timeout,
        Reason::Unsupported,
        Reason::Io,
        Reason::Crashed,
    ];

    /// As written in reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Reason::Encrypted => "encrypted",
            Reason::Corrupt => "corrupt",
            Reason::TooLarge => "too-large",
            Reason::Timeout => "timeout",
            Reason::Unsupported => "unsupported",
            Reason::Io => "io",
            Reason::Crashed => "crashed",
        }
    }
}

/// What reads pictures of text, as details name it.
const OCR: &str = "tesseract with Norwegian (nor)";

/// An input, or the rest of one, that was not read: never cleared.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}: {detail}", reason.as_str())]
pub struct Unread {
    /// Which of the contract's reasons.
    pub reason: Reason,
    /// What exactly was wrong. Holds no content of the document.
    pub detail: String,
}

impl Unread {
    /// An unread input with its reason.
    pub fn new(reason: Reason, detail: impl Into<String>) -> Self {
        Unread { reason, detail: detail.into() }
    }

    /// A picture of text, which nobody here can read. `what` says which.
    pub fn picture(what: &str) -> Self {
        Unread::new(Reason::Unsupported, format!("{what}: read where {OCR} is installed"))
    }

    /// It would have been read with OCR.
    pub fn needs_ocr(&self) -> bool {
        self.reason == Reason::Unsupported && self.detail.contains(OCR)
    }
}

/// One input, scanned: its findings and what follows from them.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// As given, `/`-separated, percent-escaped where not UTF-8. Unmasked: reports mask it.
    pub path: String,
    /// How many bytes at the end of `path` are the text that was searched as [`Role::FileName`]: spans of those findings count
    /// from there. 0 where the name was not searched.
    pub file_name_len: usize,
    /// It is UTF-8 text that was searched as it lies: offsets of its body's findings are offsets in the file.
    pub is_plain_text: bool,
    /// Verdict of the whole.
    pub verdict: Verdict,
    /// Findings by severity.
    pub counts: SeverityCounts,
    /// Size of the input in bytes.
    pub bytes: u64,
    /// How many parts were searched.
    pub parts: u64,
    /// Of the input's bytes; absent where no report asks for it or nothing could be read.
    pub sha256: Option<[u8; 32]>,
    /// Whatever the whole path holds, be it looked for or not: reports mask it. Spans count from the start of the path.
    pub path_findings: Vec<Finding>,
    /// In order of part and place.
    pub findings: Findings,
    /// Journal posts in order, where the input is a journal.
    pub entries: Entries,
    /// What came of the documents within it; `None` where there are none.
    pub members: Option<Box<EntryDocuments>>,
    /// What was not read of it.
    pub unread: Option<Unread>,
}

impl Document {
    /// Takes in what came of the documents within this one and, by them, of those within these: whoever publishes it publishes
    /// them all.
    pub fn count_members<'d>(&mut self, members: impl Iterator<Item = &'d Document>) {
        for member in members {
            let counts = self.members.get_or_insert_default();
            counts.add(member.verdict, member.unread.is_some());
            self.verdict = self.verdict.max(member.verdict);
        }
    }
}

/// The documents of a journal post, by what came of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct EntryDocuments {
    /// How many are for publishing.
    pub publish: u64,
    /// How many are for review, those that were not read among them.
    pub review: u64,
    /// How many are to be withheld.
    pub withhold: u64,
    /// How many of all of these were not read in full.
    pub unread: u64,
    /// What was found in them.
    #[serde(skip)]
    pub findings: SeverityCounts,
}

impl EntryDocuments {
    /// Counts one more.
    pub fn add(&mut self, verdict: Verdict, is_unread: bool) {
        *match verdict {
            Verdict::Publish => &mut self.publish,
            Verdict::Review => &mut self.review,
            Verdict::Withhold => &mut self.withhold,
        } += 1;
        self.unread += u64::from(is_unread);
    }

    /// That of the worst of them.
    pub fn verdict(&self) -> Verdict {
        match self {
            EntryDocuments { withhold: 1.., .. } => Verdict::Withhold,
            EntryDocuments { review: 1.., .. } | EntryDocuments { unread: 1.., .. } => Verdict::Review,
            _ => Verdict::Publish,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_in_characters_and_backwards_too() {
        let text = "én\ntoø to\ntre".as_bytes();
        let mut lines = LineCounter::default();
        assert_eq!(lines.place(text, 0), (0, 0));
        assert_eq!(lines.place(text, 9), (1, 4));
        assert_eq!(lines.place(text, 12), (2, 0));
        assert_eq!(lines.place(text, 3), (0, 2));
    }

    #[test]
    fn a_separator_belongs_to_no_segment() {
        let segment =
            |start, end| Segment { start, end, role: Role::Body, record: 0, row: 1, place: 0, label: "".into() };
        let mut part = Part::text(Role::Body, b"ab\x1fcd".to_vec());
        part.segments = vec![segment(0, 2), segment(3, 5)];
        assert_eq!(part.segment_at(1).map(|s| s.start), Some(0));
        assert!(part.segment_at(2).is_none());
        assert_eq!(part.segment_at(4).map(|s| s.start), Some(3));
    }
}
