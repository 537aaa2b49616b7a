//! From bytes to parts: what of a document can be searched, with the place of every piece. One file a format family, one line
//! in the type table (`format.rs`) a format. This room knows no rules and no findings.
//!
//! Parts are handed to the caller's sink as they come, so that memory stays bounded whatever the size of the input. What
//! cannot be read is told in [`Extraction::unread`], after everything that could be.

mod apart;
mod archive;
mod batch;
mod calendar;
mod code_page;
mod encoded;
mod encoding;
mod fields;
mod format;
mod header;
pub(crate) mod html;
mod json;
pub(crate) mod json_lexer;
mod legacy;
mod limits;
mod link;
pub(crate) mod linked;
mod look;
mod mail;
mod ocr;
pub(crate) mod office;
mod output;
mod page_header;
mod passage;
mod pdf;
mod picture;
#[cfg(test)]
mod reading;
mod rtf;
mod script;
pub(crate) mod table;
mod text;
pub(crate) mod written;
pub(crate) mod xml;

pub use apart::{WORKER, Workers, serve};
pub use limits::{Limits, Opened};
pub use ocr::{Ocr, Recognized};
pub use output::{Member, Output, Picture};

use crate::model::{Part, Reason, Unread};
use encoded::Encoded;
use output::Collecting;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// What became of an input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extraction {
    /// The format it was read as: `PDF`, `JSON`, `text`, … Empty for an empty input.
    pub format: &'static str,
    /// What of it was not read. Parts may have been handed out all the same.
    pub unread: Option<Unread>,
}

/// A piece of a document.
#[derive(Debug)]
pub enum Piece<'a> {
    /// A text.
    Part(Part<'a>),
    /// A document within it.
    Member(Member),
    /// A picture for OCR.
    Picture(Picture),
}

/// What a reader is told beside the document.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options<'o> {
    /// Headers of tables that the user has named: the header is the row that has them all, and a table without such a row is
    /// unread, though searched.
    pub named_headers: &'o [String],
    /// How far documents are followed.
    pub limits: Limits,
    /// What becomes of pictures of text.
    pub pictures: Pictures,
}

/// What becomes of pictures of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Pictures {
    /// They are unread.
    #[default]
    Unread,
    /// They are handed out where [`Ocr`] is there, else unread. Whether it is, is asked when the first document comes that may hold
    /// one: it takes as long as all else that a program does at its start.
    Read,
    /// They are handed out.
    HandedOut,
}

/// Reads `bytes` and hands its parts to `sink` in the order of the document; documents within it are left out. `name` is the file's
/// name or path: its extension decides where the content leaves a choice. Running text comes in windows whose `origin` counts the bytes
/// before and whose `first_line` is that of the first window: the caller adds the lines of the windows before.
pub fn extract<'a>(bytes: &'a [u8], name: &'a str, sink: &mut dyn FnMut(Part<'a>)) -> Extraction {
    extract_with(bytes, name, &[], sink)
}

/// As [`extract`], where the user has named headers of tables: the header is the row that has them all, and a table without
/// such a row is unread, though searched.
pub fn extract_with<'a>(
    bytes: &'a [u8],
    name: &'a str,
    named_headers: &'a [String],
    sink: &mut dyn FnMut(Part<'a>),
) -> Extraction {
    extract_all(bytes, name, Options { named_headers, ..Options::default() }, None, &mut |piece| {
        if let Piece::Part(part) = piece {
            sink(part);
        }
    })
}

/// As [`extract`], with the documents within this one and pictures of text. Binary formats are read by `workers`, where there are any.
pub fn extract_all<'a>(
    bytes: &'a [u8],
    name: &'a str,
    options: Options<'a>,
    workers: Option<&Workers>,
    sink: &mut dyn FnMut(Piece<'a>),
) -> Extraction {
    if bytes.is_empty() && !format::is_never_empty(name) {
        return Extraction { format: "", unread: None };
    }
    let (format, input) = Input::of(bytes, name, options);
    let mut encoded = Encoded::new(options.limits, bytes.len());
    let mut each = |piece: Piece<'a>| match piece {
        Piece::Part(part) => encoded.part(part, sink),
        piece => sink(piece),
    };
    let unread = match (format.reading, workers) {
        (Reading::Here(read), _) => read(&input, &mut |part| each(Piece::Part(part))),
        (Reading::Apart(_), Some(workers)) => {
            workers.read(bytes, name, Options { pictures: input.pictures(), ..options }, &mut each)
        }
        (Reading::Apart(read), None) => read(&input, &mut Collecting::new(options.limits, bytes.len(), &mut each)),
    };
    encoded.end(sink);
    Extraction { format: format.name, unread: unread.err().or(encoded.unread) }
}

/// What a document can hold, as far as its format tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nature {
    /// Lines of text and nothing else.
    Text,
    /// Records or elements that lie open in the bytes.
    Structured,
    /// A workbook of Excel.
    Tables,
    /// Anything else.
    Other,
}

/// What `bytes`, a file of that name, can hold.
pub fn nature(bytes: &[u8], name: &str) -> Nature {
    let format = format::guess(bytes, name).format;
    match (format.reading, format.name) {
        (_, "text") => Nature::Text,
        (Reading::Here(_), _) => Nature::Structured,
        (_, "XLSX") => Nature::Tables,
        (Reading::Apart(_), _) => Nature::Other,
    }
}

/// Reads a document in a binary format; one in another format is [`Reason::Unsupported`] here.
fn read_apart(bytes: &[u8], name: &str, options: Options<'_>, output: &mut dyn Output) -> Result<(), Unread> {
    let (format, input) = Input::of(bytes, name, options);
    match format.reading {
        Reading::Apart(read) => read(&input, output),
        Reading::Here(_) => Err(Unread::new(Reason::Unsupported, format.name)),
    }
}

/// All of `bytes` as text, in the encoding that its mark and its letters tell.
pub fn whole_text(bytes: &[u8]) -> Cow<'_, str> {
    encoding::whole(bytes, None).0
}

/// What a format's reader is given.
#[derive(Debug)]
struct Input<'a> {
    bytes: &'a [u8],
    /// The file's name or path.
    name: &'a str,
    /// The extension says the same as the content: if it does not parse, it is damaged, not another format.
    claimed: bool,
    /// Headers of tables that the user has named.
    named_headers: &'a [String],
    limits: Limits,
    /// Pictures of text are wanted.
    reads_pictures: bool,
}

impl<'a> Input<'a> {
    /// The file `bytes` of that name, with the format that it is in.
    fn of(bytes: &'a [u8], name: &'a str, options: Options<'a>) -> (&'static format::Format, Self) {
        let format::Guess { format, claimed } = format::guess(bytes, name);
        let Options { named_headers, limits, pictures } = options;
        let reads_pictures = match pictures {
            Pictures::Unread => false,
            Pictures::Read => matches!(format.reading, Reading::Apart(_)) && Ocr::find().is_some(),
            Pictures::HandedOut => true,
        };
        (format, Input { bytes, name, claimed, named_headers, limits, reads_pictures })
    }

    /// What the options said of pictures, settled.
    fn pictures(&self) -> Pictures {
        if self.reads_pictures { Pictures::HandedOut } else { Pictures::Unread }
    }

    /// A text within this document that another reader takes, in the format that `name` says.
    fn within<'w>(&self, bytes: &'w [u8], name: &'w str) -> Input<'w>
    where
        'a: 'w,
    {
        Input {
            bytes,
            name,
            claimed: true,
            named_headers: &[],
            limits: self.limits,
            reads_pictures: self.reads_pictures,
        }
    }
}

/// How a format is read.
#[derive(Clone, Copy)]
enum Reading {
    /// Text formats, in this process: their readers are plain code over text, and their parts lie in the input itself.
    Here(Read),
    /// Binary formats, which a process of their own may read.
    Apart(ReadApart),
}

/// The reader of a text format.
type Read = for<'a> fn(&Input<'a>, &mut dyn FnMut(Part<'a>)) -> Result<(), Unread>;

/// The reader of a binary format.
type ReadApart = fn(&Input<'_>, &mut dyn Output) -> Result<(), Unread>;

/// A structured text that does not go on as its format asks.
#[derive(Debug)]
pub(crate) struct Broken {
    /// Bytes of the text that have been read well.
    at: usize,
    reason: Reason,
    /// What was expected. Holds no content.
    detail: String,
}

impl Broken {
    fn corrupt(at: usize, detail: impl Into<String>) -> Self {
        Broken { at, reason: Reason::Corrupt, detail: detail.into() }
    }
}

impl Input<'_> {
    /// Whether a reader that stops on `broken` should throw away what it has: it was the wrong reader.
    fn was_misjudged(&self, broken: &Broken, handed_out: bool) -> bool {
        !self.claimed && !handed_out && broken.reason == Reason::Corrupt
    }
}

/// Searches the rest of a structured text as running text, so that nothing in it is missed. A damaged document is unread
/// nevertheless; one that only looked like its format is not.
fn rest_as_text<'a>(
    input: &Input<'a>,
    text: Cow<'a, str>,
    broken: Broken,
    handed_out: bool,
    sink: &mut dyn FnMut(Part<'a>),
) -> Result<(), Unread> {
    if input.was_misjudged(&broken, handed_out) {
        text::read(input.bytes, sink);
        return Ok(());
    }
    let line = text::read_rest(text, broken.at, sink);
    if !input.claimed && broken.reason == Reason::Corrupt {
        return Ok(());
    }
    Err(Unread::new(broken.reason, format!("line {line}: {}; searched as plain text from there", broken.detail)))
}

#[cfg(test)]
mod tests;
