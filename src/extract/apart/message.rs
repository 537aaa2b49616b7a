//! What a worker and the run tell each other: frames of a head (postcard) and a body (raw bytes), each with its length before it as
//! four bytes, the lowest first.
//!
//! A worker may have fallen to a hostile document, so what comes from it is checked before it becomes a [`Part`].

use super::super::{Limits, Options, Pictures};
use crate::model::{Block, PageWord, PageWords, Part, PathTree, Places, Reason, Role, Segment, Unread};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::io::{self, Read, Write};
use std::sync::Arc;

/// Longer heads and bodies are no messages: a part has some megabytes, a picture some twenty.
const LONGEST: u32 = 1 << 30;

/// A document to read: its bytes follow the frame.
#[derive(Debug, Serialize, Deserialize)]
pub struct Request {
    pub name: String,
    pub named_headers: Vec<String>,
    pub limits: Limits,
    pub pictures: Pictures,
    /// Bytes of the document.
    pub length: u64,
}

impl Request {
    pub fn new(bytes: &[u8], name: &str, options: Options<'_>) -> Self {
        Request {
            name: name.to_owned(),
            named_headers: options.named_headers.to_vec(),
            limits: options.limits,
            pictures: options.pictures,
            length: bytes.len() as u64,
        }
    }
}

/// A message of a worker. What is large is the body of its frame.
#[derive(Debug, Serialize, Deserialize)]
pub enum Message {
    /// The body is the text.
    Part(PartHead),
    /// A document within begins.
    MemberBegins(String),
    /// The body is a piece of it.
    MemberGoesOn,
    /// It ends.
    MemberEnds(Option<Trouble>),
    /// The body is the dots.
    Picture { page: u32, width: u32, height: u32, dots_per_point: f32 },
    /// The document is done; the worker waits for the next.
    Done(Option<Trouble>),
}

/// An [`Unread`] on its way.
#[derive(Debug, Serialize, Deserialize)]
pub struct Trouble {
    reason: Reason,
    detail: String,
}

impl From<Unread> for Trouble {
    fn from(unread: Unread) -> Self {
        Trouble { reason: unread.reason, detail: unread.detail }
    }
}

impl From<Trouble> for Unread {
    fn from(trouble: Trouble) -> Self {
        Unread::new(trouble.reason, trouble.detail)
    }
}

/// A part without its text.
#[derive(Debug, Serialize, Deserialize)]
pub struct PartHead {
    role: Role,
    origin: u64,
    /// Labels of segments, each once.
    labels: Vec<String>,
    segments: Vec<SegmentHead>,
    places: PlacesHead,
}

#[derive(Debug, Serialize, Deserialize)]
struct SegmentHead {
    start: u32,
    end: u32,
    role: Role,
    record: u32,
    row: u64,
    place: u32,
    /// Index into the labels.
    label: u32,
}

#[derive(Debug, Serialize, Deserialize)]
enum PlacesHead {
    Lines(u64),
    Paragraphs(u64),
    Pages(Vec<PageWord>),
    Table { headers: Vec<String>, sheet: Option<String> },
    Tree { names: Vec<String>, nodes: Vec<(u32, u32, u32)>, blocks: Option<Vec<Block>> },
}

impl From<&Part<'_>> for PartHead {
    fn from(part: &Part<'_>) -> Self {
        let mut labels: Vec<String> = Vec::new();
        let mut known: hashbrown::HashMap<Arc<str>, u32> = hashbrown::HashMap::new();
        let segments = part
            .segments
            .iter()
            .map(|segment| {
                let Segment { start, end, role, record, row, place, ref label } = *segment;
                let label = *known.entry(label.clone()).or_insert_with(|| {
                    labels.push(label.to_string());
                    labels.len() as u32 - 1
                });
                SegmentHead { start, end, role, record, row, place, label }
            })
            .collect();
        let strings = |names: &[Arc<str>]| names.iter().map(|name| name.to_string()).collect();
        let of_tree = |tree: &PathTree, blocks| {
            let (names, nodes) = tree.raw();
            PlacesHead::Tree { names: strings(names), nodes: nodes.collect(), blocks }
        };
        let places = match &part.places {
            Places::Lines { first_line } => PlacesHead::Lines(*first_line),
            Places::Paragraphs { first } => PlacesHead::Paragraphs(*first),
            Places::Pages(words) => PlacesHead::Pages(words.words().to_vec()),
            Places::Table { headers, sheet } => {
                PlacesHead::Table { headers: strings(headers), sheet: sheet.as_ref().map(|sheet| sheet.to_string()) }
            }
            Places::Tree(tree) => of_tree(tree, None),
            Places::Blocks(tree, blocks) => of_tree(tree, Some(blocks.clone())),
        };
        PartHead { role: part.role, origin: part.origin as u64, labels, segments, places }
    }
}

impl PartHead {
    /// The part with its `text`; `None` where they do not fit together.
    pub fn with_text(self, text: Vec<u8>) -> Option<Part<'static>> {
        let shared = |names: Vec<String>| names.into_iter().map(Arc::from).collect::<Vec<Arc<str>>>();
        let labels = shared(self.labels);
        let mut segments = Vec::with_capacity(self.segments.len());
        let mut last = 0;
        for SegmentHead { start, end, role, record, row, place, label } in self.segments {
            if start < last || end < start || end as usize > text.len() {
                return None;
            }
            last = end;
            segments.push(Segment { start, end, role, record, row, place, label: labels.get(label as usize)?.clone() });
        }
        let places = match self.places {
            PlacesHead::Lines(first_line) => Places::Lines { first_line },
            PlacesHead::Paragraphs(first) => Places::Paragraphs { first },
            PlacesHead::Pages(words) => Places::Pages(PageWords::checked(words)?),
            PlacesHead::Table { headers, sheet } => {
                Places::Table { headers: shared(headers).into(), sheet: sheet.map(Arc::from) }
            }
            PlacesHead::Tree { names, nodes, blocks } => {
                let tree = PathTree::from_raw(shared(names), nodes)?;
                let known = tree.nodes().len();
                let of_blocks = blocks.iter().flatten().map(|block| block.place);
                if segments.iter().map(|segment| segment.place).chain(of_blocks).any(|place| place as usize >= known) {
                    return None;
                }
                match blocks {
                    Some(blocks) => Places::Blocks(tree, blocks),
                    None => Places::Tree(tree),
                }
            }
        };
        let origin = usize::try_from(self.origin).ok()?;
        Some(Part { role: self.role, text: Cow::Owned(text), origin, segments, places, entries: Vec::new() })
    }
}

/// Writes a frame.
pub fn write(out: &mut impl Write, head: &impl Serialize, body: &[u8]) -> io::Result<()> {
    let head = postcard::to_stdvec(head).map_err(io::Error::other)?;
    for length in [head.len(), body.len()] {
        let length = u32::try_from(length).ok().filter(|length| *length <= LONGEST);
        out.write_all(&length.ok_or_else(|| io::Error::other("too long for a message"))?.to_le_bytes())?;
    }
    out.write_all(&head)?;
    out.write_all(body)
}

/// Reads a frame; `None` at the end of the input. `body` is cleared and filled.
pub fn read<T: for<'d> Deserialize<'d>>(input: &mut impl Read, body: &mut Vec<u8>) -> io::Result<Option<T>> {
    let Some(head_length) = length(input)? else { return Ok(None) };
    let body_length = length(input)?.ok_or(io::ErrorKind::UnexpectedEof)?;
    let mut head = Vec::new();
    fill(input, &mut head, head_length)?;
    body.clear();
    fill(input, body, body_length)?;
    postcard::from_bytes(&head).map(Some).map_err(io::Error::other)
}

fn length(input: &mut impl Read) -> io::Result<Option<u64>> {
    let mut bytes = [0; 4];
    let mut filled = 0;
    while filled < bytes.len() {
        match input.read(&mut bytes[filled..]) {
            Ok(0) if filled == 0 => return Ok(None),
            Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(read) => filled += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    let length = u32::from_le_bytes(bytes);
    if length > LONGEST { Err(io::Error::other("not a message")) } else { Ok(Some(length.into())) }
}

/// Memory grows with what comes, not with what was announced.
fn fill(input: &mut impl Read, bytes: &mut Vec<u8>, length: u64) -> io::Result<()> {
    let read = input.take(length).read_to_end(bytes)?;
    if read as u64 == length { Ok(()) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
}
