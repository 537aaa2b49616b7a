//! XML: the text and the attributes of every element with their paths, comments and processing instructions too. Entities of
//! the document's own DTD are not expanded: they are how a small file becomes a large one.

use super::batch::{Batch, Leaf, place};
use super::{Broken, Input, encoding, html, rest_as_text, text};
use crate::model::{Part, PathId, Reason, Role, Unread};
use hashbrown::HashMap;
use quick_xml::Reader as Events;
use quick_xml::escape::unescape_with;
use quick_xml::events::{BytesStart, Event};
use std::sync::Arc;

/// Elements that mark words up within a sentence; their text belongs to the element around them.
pub(crate) const INLINE: &[&str] =
    &["a", "b", "em", "emph", "emphasis", "i", "personnavn", "span", "strong", "sub", "sup", "u"];

/// As [`INLINE`], by their whole names: the runs that Word and PowerPoint cut a sentence into, with all that says how they look, in files
/// that are one XML; and pieces of text in drawings.
const RUNS: &[&str] = &[
    "w:r",
    "w:t",
    "w:rPr",
    "w:rFonts",
    "w:b",
    "w:bCs",
    "w:b-cs",
    "w:i",
    "w:iCs",
    "w:i-cs",
    "w:u",
    "w:lang",
    "w:sz",
    "w:szCs",
    "w:sz-cs",
    "w:color",
    "w:highlight",
    "w:noProof",
    "w:vertAlign",
    "w:rStyle",
    "w:spacing",
    "w:kern",
    "w:proofErr",
    "w:bookmarkStart",
    "w:bookmarkEnd",
    "w:hyperlink",
    "w:smartTag",
    "w:ins",
    "w:lastRenderedPageBreak",
    "wx:font",
    "wx:sym",
    "aml:annotation",
    "aml:content",
    "a:r",
    "a:t",
    "a:rPr",
    "a:latin",
    "a:cs",
    "a:ea",
    "tspan",
    "svg:tspan",
    "textPath",
];

/// As [`INLINE`], in workbooks of Excel 2003.
const OF_WORKBOOKS: &[&str] = &["B", "I", "U", "S", "Sub", "Sup", "Font", "Span"];

/// Deeper nesting is an attack or a mistake.
const DEEPEST: usize = 1000;

/// At this many names of elements and attributes the tree starts anew: the names are data.
const MANY_NAMES: usize = 10_000;

/// The mark around a personal name that nobody should find by searching (noark-5.2.34). It stays in the text, as it does where the
/// schema asks for it escaped, so that either way shows that the name is marked.
const MARKED_NAME: &str = "personnavn";

pub(super) fn read<'a>(input: &Input<'a>, sink: &mut dyn FnMut(Part<'a>)) -> Result<(), Unread> {
    let (text, _) = encoding::whole(input.bytes, declared_encoding(input.bytes));
    let mut reader = Reader::new(sink);
    let outcome = reader.document(&text);
    let Err(broken) = outcome else {
        reader.hand_out();
        return Ok(());
    };
    let handed_out = reader.handed_out;
    if !input.was_misjudged(&broken, handed_out) {
        reader.end_run();
        reader.hand_out();
    }
    rest_as_text(input, text, broken, handed_out, sink)
}

/// What the XML declaration says.
pub(super) fn declared_encoding(bytes: &[u8]) -> Option<&str> {
    let start = &bytes[..bytes.len().min(256)];
    let declaration = &start[..memchr::memmem::find(start, b"?>")?];
    let after = &declaration[memchr::memmem::find(declaration, b"encoding")? + b"encoding".len()..];
    let quote = after.iter().position(|byte| matches!(byte, b'"' | b'\''))?;
    let label = &after[quote + 1..];
    let end = label.iter().position(|&byte| byte == after[quote])?;
    std::str::from_utf8(&label[..end]).ok()
}

/// An open element.
#[derive(Debug)]
struct Frame {
    name: u32,
    ordinal: u32,
    label: Arc<str>,
    /// Its own number in the document.
    element: u32,
    node: Option<PathId>,
    is_inline: bool,
    /// How many children of each name there have been.
    children: HashMap<u32, u32>,
}

struct Reader<'s, 'a> {
    sink: &'s mut dyn FnMut(Part<'a>),
    batch: Batch,
    stack: Vec<Frame>,
    elements: u32,
    /// Text of the element that [`Reader::owner`] names, not yet ended by other markup.
    run: String,
    handed_out: bool,
    /// Further elements that mark words up in this kind of document.
    inline: fn(&str) -> bool,
    nameless: Arc<str>,
}

impl<'s, 'a> Reader<'s, 'a> {
    fn new(sink: &'s mut dyn FnMut(Part<'a>)) -> Self {
        Reader {
            sink,
            batch: Batch::of_nodes(Role::Body),
            stack: Vec::new(),
            elements: 0,
            run: String::new(),
            handed_out: false,
            inline: |_| false,
            nameless: Arc::from(""),
        }
    }

    fn document(&mut self, text: &str) -> Result<(), Broken> {
        let mut events = Events::from_str(text);
        let config = events.config_mut();
        config.allow_dangling_amp = true;
        loop {
            let at = events.buffer_position() as usize;
            let event = events.read_event().map_err(|error| Broken::corrupt(at, complaint(&error)))?;
            match event {
                Event::Start(_) if self.stack.len() >= DEEPEST => {
                    let detail = format!("elements nested deeper than {DEEPEST} levels");
                    return Err(Broken { at, reason: Reason::TooLarge, detail });
                }
                Event::Start(start) => self.start(&start),
                Event::End(_) => self.end(),
                Event::Empty(start) => {
                    self.start(&start);
                    self.end();
                }
                Event::Text(text) => self.run.push_str(&text),
                Event::CData(text) => self.run.push_str(&text),
                Event::GeneralRef(name) => match name.resolve_char_ref() {
                    Ok(Some(character)) => self.run.push(character),
                    _ => match entity(&name) {
                        Some(value) => self.run.push_str(value),
                        None => self.run.extend(["&", &name, ";"]),
                    },
                },
                Event::Comment(text) => self.aside("comment()", Role::Comment, &text),
                Event::PI(text) => self.aside("processing-instruction()", Role::Metadata, &text),
                Event::DocType(text) => self.aside("!DOCTYPE", Role::Metadata, &text),
                Event::Decl(_) => {}
                Event::Eof if !self.stack.is_empty() => {
                    return Err(Broken::corrupt(at, format!("{} elements are not closed", self.stack.len())));
                }
                Event::Eof if self.elements == 0 => return Err(Broken::corrupt(0, "there is no element in it")),
                Event::Eof => {
                    self.end_run();
                    return Ok(());
                }
            }
        }
    }

    fn start(&mut self, start: &BytesStart<'_>) {
        let local = start.local_name();
        let full = start.name();
        if self.stack.is_empty() {
            self.inline = match local.as_ref() {
                "html" => html::is_inline,
                "Workbook" => |name| OF_WORKBOOKS.contains(&name),
                _ => |_| false,
            };
        }
        let is_run = || {
            (local.as_ref().len() < full.as_ref().len() || matches!(local.as_ref(), "tspan" | "textPath"))
                && (RUNS.contains(&full.as_ref()) || full.as_ref().starts_with("st1:"))
        };
        let is_inline =
            !self.stack.is_empty() && (INLINE.contains(&local.as_ref()) || (self.inline)(local.as_ref()) || is_run());
        if !is_inline {
            self.end_run();
        }
        if is_inline && local.as_ref() == MARKED_NAME {
            self.run.extend(["<", MARKED_NAME, ">"]);
        }
        let name = self.batch.tree.name(start.name().as_ref());
        let has_prefix = local.as_ref().len() < start.name().as_ref().len();
        let label = if has_prefix { self.batch.label(local.as_ref()) } else { self.batch.tree.named(name).clone() };
        // The root has no siblings.
        let ordinal = self.stack.last_mut().map_or(0, |parent| {
            let count = parent.children.entry(name).or_insert(0);
            *count += 1;
            *count
        });
        self.elements = self.elements.wrapping_add(1);
        let (element, node, children) = (self.elements, None, HashMap::new());
        self.stack.push(Frame { name, ordinal, label, element, node, is_inline, children });
        let mut attributes = start.attributes();
        for attribute in attributes.with_checks(false) {
            let Ok(attribute) = attribute else {
                // What follows it cannot be told apart.
                self.attribute("attributes", start.attributes_raw());
                break;
            };
            let value = unescape_with(&attribute.value, entity).unwrap_or_else(|_| attribute.value.clone());
            self.attribute(attribute.key.as_ref(), &value);
        }
    }

    fn attribute(&mut self, name: &str, value: &str) {
        let is_namespace = name == "xmlns" || name.starts_with("xmlns:");
        let role = if is_namespace { Role::Metadata } else { Role::Body };
        let record = self.stack.last().map_or(0, |frame| frame.element);
        let local = name.rsplit(':').next().unwrap_or(name);
        let label = self.batch.label(local);
        let step = format!("@{name}");
        self.add(value, role, record, label, Some(&step), self.stack.len());
    }

    /// A comment or the like: it stands in the element but does not part the text around it.
    fn aside(&mut self, step: &str, role: Role, value: &str) {
        let record = self.stack.last().map_or(0, |frame| frame.element);
        let label = self.nameless.clone();
        self.add(value, role, record, label, Some(step), self.stack.len());
    }

    fn end(&mut self) {
        let Some(frame) = self.stack.last() else { return };
        if !frame.is_inline {
            self.end_run();
        } else if &*frame.label == MARKED_NAME {
            self.run.extend(["</", MARKED_NAME, ">"]);
        }
        let depth = self.stack.len();
        self.stack.pop();
        // Children of the root are the records of most documents.
        let is_full = self.batch.is_full(depth.saturating_sub(2)) || self.batch.tree.names_kept() > MANY_NAMES;
        if self.run.is_empty() && is_full {
            self.hand_out();
        }
    }

    /// How many frames lead to the element that the running text belongs to.
    fn owner(&self) -> usize {
        self.stack.iter().rposition(|frame| !frame.is_inline).map_or(0, |at| at + 1)
    }

    fn end_run(&mut self) {
        if self.run.trim_ascii().is_empty() {
            self.run.clear();
            return;
        }
        let run = std::mem::take(&mut self.run);
        let depth = self.owner();
        let holder = depth.saturating_sub(2);
        let record = self.stack.get(holder).map_or(0, |frame| frame.element);
        let label = depth.checked_sub(1).map_or_else(|| self.nameless.clone(), |at| self.stack[at].label.clone());
        self.add(&run, Role::Body, record, label, None, depth);
        self.run = run;
        self.run.clear();
    }

    /// Adds a value that stands in the first `depth` open elements, at `step` below the last of them.
    fn add(&mut self, value: &str, role: Role, record: u32, label: Arc<str>, step: Option<&str>, depth: usize) {
        for piece in text::pieces(value.as_bytes()) {
            let mut node = self.node(depth);
            if let Some(step) = step {
                let name = self.batch.tree.name(step);
                node = Some(self.batch.tree.push(node, name, 0));
            }
            let node = node.unwrap_or_else(|| {
                let name = self.batch.tree.name("text()");
                self.batch.tree.push(None, name, 0)
            });
            self.batch.add(Leaf { role, record, row: 0, place: place(node), label: label.clone() }, piece);
            if self.batch.is_overfull() {
                self.hand_out();
            }
        }
    }

    fn node(&mut self, depth: usize) -> Option<PathId> {
        let frames = &mut self.stack[..depth];
        let known = frames.iter().rposition(|frame| frame.node.is_some()).map_or(0, |at| at + 1);
        let mut node = known.checked_sub(1).and_then(|at| frames[at].node);
        for frame in &mut frames[known..] {
            node = Some(self.batch.tree.push(node, frame.name, frame.ordinal));
            frame.node = node;
        }
        node
    }

    fn hand_out(&mut self) {
        if let Some(part) = self.batch.take() {
            self.handed_out = true;
            (self.sink)(part);
        }
        self.stack.iter_mut().for_each(|frame| frame.node = None);
        if self.batch.tree.names_kept() > MANY_NAMES {
            self.forget_names();
        }
    }

    /// Begins a new tree with the names that are open, and those of their children that came more than once.
    fn forget_names(&mut self) {
        let old = std::mem::replace(&mut self.batch, Batch::of_nodes(Role::Body)).tree;
        let mut most = MANY_NAMES / 2;
        for frame in &mut self.stack {
            frame.name = self.batch.tree.name(old.named(frame.name));
            let repeated = std::mem::take(&mut frame.children).into_iter().filter(|(_, count)| *count > 1);
            for (name, count) in repeated.take(most) {
                frame.children.insert(self.batch.tree.name(old.named(name)), count);
            }
            most -= frame.children.len();
        }
    }
}

/// The five entities of XML, and those of HTML that Norwegian writers use without declaring them.
pub(crate) fn entity(name: &str) -> Option<&'static str> {
    Some(match name {
        "lt" => "<",
        "gt" => ">",
        "amp" => "&",
        "quot" => "\"",
        "apos" => "'",
        "nbsp" => "\u{a0}",
        "aelig" => "æ",
        "oslash" => "ø",
        "aring" => "å",
        "AElig" => "Æ",
        "Oslash" => "Ø",
        "Aring" => "Å",
        "eacute" => "é",
        "ndash" => "–",
        _ => return None,
    })
}

/// What is wrong, without the names that stand there.
fn complaint(error: &quick_xml::Error) -> &'static str {
    use quick_xml::Error;
    use quick_xml::errors::IllFormedError;
    match error {
        Error::Syntax(_) => "markup without end",
        Error::IllFormed(IllFormedError::MismatchedEndTag { .. }) => "an end tag that does not fit its start tag",
        Error::IllFormed(IllFormedError::UnmatchedEndTag(_)) => "an end tag without start tag",
        Error::IllFormed(_) => "not well-formed",
        Error::InvalidAttr(_) => "a malformed attribute",
        Error::Encoding(_) => "bytes that are no text",
        _ => "not well-formed XML",
    }
}
