//! The nouns that every room speaks: where text stands ([`Part`], [`Segment`], [`Location`]), what was seen in it ([`Hit`]),
//! what that means ([`Finding`]) and what follows ([`Verdict`]). The model knows of no file format, no rule and no report.

mod document;
mod entries;
mod finding;
mod findings;
mod hit;
mod kind;
mod place;
mod severity;
mod temporary;

pub(crate) use document::characters;
pub use document::{
    Document, Entry, EntryDocuments, LineCounter, Part, Reason, Role, SEGMENT_SEPARATOR, Segment, Unread,
};
pub use entries::{Entries, EntryVerdict};
pub use finding::{Context, Finding, SeverityCounts, Verdict};
pub use findings::Findings;
pub use hit::{Certainty, Evidence, Hit};
pub use kind::{Group, Kind};
pub(crate) use place::column_letters;
pub use place::{Block, Location, PageWord, PageWords, PathId, PathTree, Places, Span};
pub use severity::Severity;
pub use temporary::{note_temporary_trouble, temporary_file, temporary_trouble};
