//! HTML: what a browser shows, block by block; what it does not show (hidden elements, scripts, comments); and attributes.
//!
//! Read by html5ever, so that any tag soup gives the tree that a browser makes of it. The tree takes some ten times the size of
//! the file, hence the limit.

mod attributes;

use super::batch::{Batch, Leaf, place};
use super::{Broken, Input, encoding, rest_as_text, script, text};
use crate::model::{Part, PathId, Reason, Role, Unread};
use attributes::{has_long_number, readable};
use hashbrown::HashMap;
use scraper::node::Element;
use scraper::{ElementRef, Html, Node};
use std::sync::Arc;

/// Longer documents are searched as plain text, tags and all.
const LONGEST: usize = 32 * 1024 * 1024;

/// Deeper markup costs html5ever time in the square of its depth.
const DEEPEST: usize = 4096;

/// Elements that part the words around them. All others stand within a line, unknown ones too, as in browsers.
const BLOCKS: &[&str] = &[
    "address",
    "area",
    "article",
    "aside",
    "audio",
    "blockquote",
    "body",
    "button",
    "canvas",
    "caption",
    "center",
    "col",
    "colgroup",
    "datalist",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "frame",
    "frameset",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hgroup",
    "hr",
    "html",
    "iframe",
    "input",
    "legend",
    "li",
    "link",
    "listing",
    "main",
    "map",
    "menu",
    "meta",
    "nav",
    "noframes",
    "noscript",
    "object",
    "ol",
    "optgroup",
    "option",
    "p",
    "plaintext",
    "pre",
    "script",
    "search",
    "section",
    "select",
    "style",
    "summary",
    "svg",
    "table",
    "tbody",
    "td",
    "template",
    "text",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "ul",
    "video",
    "xmp",
];

/// Whether an element of that name stands within a line. Elements of a page's own making (`<x-card>`) are boxes in practice.
pub(crate) fn is_inline(name: &str) -> bool {
    !BLOCKS.contains(&name) && !name.contains('-')
}

/// Elements that no browser shows the inside of.
const NEVER_SHOWN: &[&str] = &["script", "template", "noscript"];

/// Longer headers are cut: they label each cell below them.
const LONGEST_LABEL: usize = 100;

pub(super) fn read<'a>(input: &Input<'a>, sink: &mut dyn FnMut(Part<'a>)) -> Result<(), Unread> {
    let (text, _) = encoding::whole(input.bytes, declared_encoding(input.bytes));
    let refused = |detail: String| Broken { at: 0, reason: Reason::TooLarge, detail };
    if text.len() > LONGEST {
        let broken = refused(format!("HTML of more than {} MiB", LONGEST >> 20));
        return rest_as_text(input, text, broken, true, sink);
    }
    if nests_deeper_than(DEEPEST, &text) {
        let broken = refused(format!("elements nested deeper than {DEEPEST} levels"));
        return rest_as_text(input, text, broken, true, sink);
    }
    let html = Html::parse_document(&text);
    let mut reader = Reader::new();
    let mut node = html.tree.root();
    loop {
        match node.value() {
            Node::Element(element) => reader.start(element, ElementRef::wrap(node)),
            Node::Text(text) => reader.text(text),
            Node::Comment(comment) => reader.comment(comment),
            Node::Document | Node::Fragment | Node::Doctype(_) | Node::ProcessingInstruction(_) => {}
        }
        if let Some(child) = node.first_child() {
            node = child;
            continue;
        }
        // Up, until there is something beside.
        loop {
            if node.value().is_element() && reader.end() {
                reader.hand_out(sink);
            }
            match (node.next_sibling(), node.parent()) {
                (Some(next), _) => {
                    node = next;
                    break;
                }
                (None, Some(parent)) => node = parent,
                (None, None) => {
                    reader.hand_out(sink);
                    return Ok(());
                }
            }
        }
    }
}

/// What a `meta` element or an XML declaration says near the beginning.
pub(super) fn declared_encoding(bytes: &[u8]) -> Option<&str> {
    // The HTML standard looks at the first 1024 bytes; browsers at some more.
    let start = &bytes[..bytes.len().min(4096)];
    let at = [&b"charset="[..], b"encoding="].iter().find_map(|sign| {
        let at = start.windows(sign.len()).position(|window| window.eq_ignore_ascii_case(sign))?;
        Some(at + sign.len())
    })?;
    let label = start[at..].trim_ascii_start();
    let label = label.strip_prefix(b"\"").or_else(|| label.strip_prefix(b"'")).unwrap_or(label);
    let end = label.iter().position(|byte| !byte.is_ascii_alphanumeric() && !b"-_:.".contains(byte))?;
    std::str::from_utf8(&label[..end]).ok()
}

/// A cheap upper bound: start tags less end tags, which unclosed `<p>` and `<br>` raise a little.
fn nests_deeper_than(limit: usize, text: &str) -> bool {
    const VOID: &[&str] = &[
        "br", "img", "input", "hr", "meta", "link", "col", "area", "wbr", "p", "li", "td", "tr", "th", "dt", "dd",
        "option",
    ];
    let bytes = text.as_bytes();
    let mut depth = 0_usize;
    for at in memchr::memchr_iter(b'<', bytes) {
        let rest = &bytes[at + 1..];
        match rest.first() {
            Some(b'/') => depth = depth.saturating_sub(1),
            Some(byte) if byte.is_ascii_alphabetic() => {
                let end = rest.iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(rest.len());
                if !VOID.iter().any(|name| rest[..end].eq_ignore_ascii_case(name.as_bytes())) {
                    depth += 1;
                }
            }
            _ => {}
        }
        if depth > limit {
            return true;
        }
    }
    false
}

/// An open element.
struct Frame {
    name: u32,
    ordinal: u32,
    /// Its node in the shown and in the hidden batch.
    nodes: [Option<PathId>; 2],
    is_inline: bool,
    is_hidden: bool,
    /// The run of shown text that goes on behind it, where it is hidden within a line.
    around: Option<String>,
    is_raised: bool,
    is_verbatim: bool,
    is_script: bool,
    /// Its text is not searched: style sheets.
    is_mute: bool,
    role: Role,
    label: Arc<str>,
    record: u32,
    kind: Kind,
    children: HashMap<u32, u32>,
}

/// Elements that tell their cells what they are.
#[derive(Default)]
enum Kind {
    #[default]
    Other,
    Table {
        headers: Vec<Arc<str>>,
    },
    Row {
        column: usize,
        header: Arc<str>,
    },
    List {
        term: Arc<str>,
    },
}

struct Reader {
    shown: Batch,
    hidden: Batch,
    stack: Vec<Frame>,
    records: u32,
    run: String,
    joint: Joint,
    nameless: Arc<str>,
}

impl Reader {
    fn new() -> Self {
        Reader {
            shown: Batch::of_nodes(Role::Body),
            hidden: Batch::of_nodes(Role::Hidden),
            stack: Vec::new(),
            records: 0,
            run: String::new(),
            joint: Joint::default(),
            nameless: Arc::from(""),
        }
    }

    fn start(&mut self, element: &Element, tree: Option<ElementRef<'_>>) {
        let name = element.name();
        let parent_is_hidden = self.stack.last().is_some_and(|parent| parent.is_hidden);
        let is_hidden = parent_is_hidden || is_hidden(element);
        let is_within_line = is_inline(name) && !self.stack.is_empty();
        let is_inline = is_within_line && is_hidden == parent_is_hidden;
        let mut around = None;
        if name == "br" {
            self.run.push('\n');
        } else if is_within_line && !is_inline {
            // What is not shown within a line does not part it.
            around = Some(std::mem::take(&mut self.run));
        } else if !is_inline {
            self.end_run();
        }
        self.joint.start(is_raised(name));
        let (label, record, kind) = self.context(name, element, tree);
        let number = self.shown.tree.name(name);
        let ordinal = self.stack.last_mut().map_or(0, |parent| {
            let count = parent.children.entry(number).or_insert(0);
            *count += 1;
            *count
        });
        self.stack.push(Frame {
            name: number,
            ordinal,
            nodes: [None; 2],
            is_inline: is_inline || name == "br",
            is_hidden,
            around,
            is_raised: is_raised(name),
            is_verbatim: is_verbatim(name),
            is_script: name == "script",
            is_mute: name == "style",
            role: if name == "title" { Role::Title } else { Role::Body },
            label,
            record,
            kind,
            children: HashMap::new(),
        });
        // Words behind a stray bracket become names of attributes.
        for (name, _) in element.attrs().filter(|(name, _)| has_long_number(name)) {
            self.add(name, Role::Body, self.nameless.clone(), Some("@"), self.stack.len());
        }
        for (name, value) in element.attrs() {
            if !attributes::is_layout(name, value) && !value.is_empty() {
                let label = self.shown.label(name);
                let step = format!("@{name}");
                self.add(&readable(name, value), Role::Metadata, label, Some(&step), self.stack.len());
            }
        }
    }

    /// Label and record of an element, from the table or list that it stands in.
    fn context(&mut self, name: &str, element: &Element, tree: Option<ElementRef<'_>>) -> (Arc<str>, u32, Kind) {
        let (label, record) = match self.stack.last() {
            Some(parent) => (parent.label.clone(), parent.record),
            None => (self.nameless.clone(), 0),
        };
        match name {
            "table" => (self.nameless.clone(), record, Kind::Table { headers: Vec::new() }),
            "tr" => {
                if let Some(found) = tree.and_then(header_row)
                    && let Some(headers) = self.stack.iter_mut().rev().find_map(|frame| match &mut frame.kind {
                        Kind::Table { headers } => Some(headers),
                        _ => None,
                    })
                {
                    *headers = found;
                }
                (label, self.next_record(), Kind::Row { column: 0, header: self.nameless.clone() })
            }
            "td" | "th" => (self.cell(name, element, tree), record, Kind::Other),
            "dl" => (label, self.next_record(), Kind::List { term: self.nameless.clone() }),
            "dt" | "dd" => {
                let Some(term) = self.stack.iter_mut().rev().find_map(|frame| match &mut frame.kind {
                    Kind::List { term } => Some(term),
                    _ => None,
                }) else {
                    return (label, record, Kind::Other);
                };
                if name == "dt" {
                    *term = tree.map(label_of).unwrap_or_default();
                    return (label, record, Kind::Other);
                }
                (term.clone(), record, Kind::Other)
            }
            // A block of its own, unless a table or list holds its words together.
            _ if !is_inline(name) && !self.is_in_record() => (label, self.next_record(), Kind::Other),
            _ => (label, record, Kind::Other),
        }
    }

    /// The label of a cell: its column's header, else that of its row.
    fn cell(&mut self, name: &str, element: &Element, tree: Option<ElementRef<'_>>) -> Arc<str> {
        let span = element.attr("colspan").and_then(|span| span.trim().parse().ok()).unwrap_or(1).clamp(1, 1000);
        let mut at = None;
        for frame in self.stack.iter_mut().rev() {
            match (&mut frame.kind, &at) {
                (Kind::Row { column, header }, None) => {
                    at = Some((*column, header.clone()));
                    *column += span;
                    if name == "th" {
                        *header = tree.map(label_of).unwrap_or_default();
                    }
                }
                (Kind::Table { headers }, Some((column, of_row))) if name == "td" => {
                    return headers.get(*column).filter(|header| !header.is_empty()).unwrap_or(of_row).clone();
                }
                (Kind::Table { .. }, _) => break,
                _ => {}
            }
        }
        self.nameless.clone()
    }

    fn is_in_record(&self) -> bool {
        self.stack.iter().any(|frame| matches!(frame.kind, Kind::Row { .. } | Kind::List { .. }))
    }

    fn next_record(&mut self) -> u32 {
        self.records += 1;
        self.records
    }

    /// White space counts as one blank, as browsers show it.
    fn text(&mut self, text: &str) {
        let (is_verbatim, is_mute) =
            self.stack.last().map_or((false, false), |frame| (frame.is_verbatim, frame.is_mute));
        if is_mute {
            // Style sheets hold pictures and letters, and whatever else an address may.
            if text.contains(";base64,") {
                for address in text.split(['(', ')', '"', '\'', ' ', '\n']).filter(|piece| piece.starts_with("data:")) {
                    let label = self.nameless.clone();
                    self.add(address, Role::Metadata, label, Some("style"), self.stack.len());
                }
            }
            return;
        }
        if is_verbatim {
            let is_script = self.stack.last().is_some_and(|frame| frame.is_script);
            self.run.push_str(&if is_script { script::readable(text) } else { text.into() });
            return;
        }
        if self.joint.parts(&self.run, text) {
            self.run.push('\t');
        }
        for (index, word) in text.split(|c: char| c.is_ascii_whitespace()).enumerate() {
            if index > 0 && !self.run.ends_with([' ', '\n']) {
                self.run.push(' ');
            }
            self.run.push_str(word);
        }
    }

    fn comment(&mut self, comment: &str) {
        let label = self.nameless.clone();
        self.add(comment, Role::Comment, label, Some("comment()"), self.stack.len());
    }

    /// Closes the innermost element. Whether this is a place to hand out.
    fn end(&mut self) -> bool {
        if self.stack.last().is_some_and(|frame| !frame.is_inline) {
            self.end_run();
        }
        let ended = self.stack.pop();
        self.joint.end(ended.as_ref().is_some_and(|frame| frame.is_raised));
        if let Some(around) = ended.and_then(|frame| frame.around) {
            self.run = around;
            self.joint = Joint::None;
        }
        let is_full = self.shown.is_full(0) || self.hidden.is_full(0);
        (is_full && self.run.is_empty() && !self.is_in_record()) || self.shown.is_overfull()
    }

    fn end_run(&mut self) {
        let run = std::mem::take(&mut self.run);
        let depth = self.stack.iter().rposition(|frame| !frame.is_inline).map_or(0, |at| at + 1);
        if let Some(owner) = depth.checked_sub(1).map(|at| &self.stack[at]) {
            let (role, label) = (owner.role, owner.label.clone());
            self.add(&run, role, label, None, depth);
        }
        self.run = run;
        self.run.clear();
    }

    /// Adds a value that stands in the first `depth` open elements, at `step` below the last of them.
    fn add(&mut self, value: &str, role: Role, label: Arc<str>, step: Option<&str>, depth: usize) {
        if value.trim_ascii().is_empty() {
            return;
        }
        let owner = depth.checked_sub(1).and_then(|at| self.stack.get(at));
        let (is_hidden, record) = owner.map_or((false, 0), |owner| (owner.is_hidden, owner.record));
        let role = if is_hidden && role == Role::Body { Role::Hidden } else { role };
        let node = self.node(depth, is_hidden);
        let step = step.map(|step| self.number(step, is_hidden));
        let batch = if is_hidden { &mut self.hidden } else { &mut self.shown };
        let node = match (step, node) {
            (Some(step), node) => batch.tree.push(node, step, 0),
            (None, Some(node)) => node,
            (None, None) => return,
        };
        for piece in text::pieces(value.as_bytes()) {
            batch.add(Leaf { role, record, row: 0, place: place(node), label: label.clone() }, piece);
        }
    }

    fn number(&mut self, name: &str, is_hidden: bool) -> u32 {
        if is_hidden { self.hidden.tree.name(name) } else { self.shown.tree.name(name) }
    }

    fn node(&mut self, depth: usize, is_hidden: bool) -> Option<PathId> {
        let side = usize::from(is_hidden);
        let mut node = None;
        for at in 0..depth {
            if let Some(known) = self.stack[at].nodes[side] {
                node = Some(known);
                continue;
            }
            let frame = &self.stack[at];
            let (ordinal, name) = (frame.ordinal, self.shown.tree.named(frame.name).clone());
            let number = self.number(&name, is_hidden);
            let batch = if is_hidden { &mut self.hidden } else { &mut self.shown };
            node = Some(batch.tree.push(node, number, ordinal));
            self.stack[at].nodes[side] = node;
        }
        node
    }

    fn hand_out<'a>(&mut self, sink: &mut dyn FnMut(Part<'a>)) {
        for batch in [&mut self.shown, &mut self.hidden] {
            if let Some(part) = batch.take() {
                sink(part);
            }
        }
        self.stack.iter_mut().for_each(|frame| frame.nodes = [None; 2]);
    }
}

/// Where one inline element ends and the next begins with nothing between: pages set a name beside its value so
/// (`<span>Fra</span><span>Kari</span>`), and word processors cut words.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Joint {
    #[default]
    None,
    Ended,
    Between,
    /// What comes is raised or lowered, or what came: a note's number.
    Raised,
}

impl Joint {
    /// An element begins.
    pub fn start(&mut self, is_raised: bool) {
        *self = match self {
            _ if is_raised => Joint::Raised,
            Joint::None | Joint::Raised => *self,
            Joint::Ended | Joint::Between => Joint::Between,
        };
    }

    /// An element ends.
    pub fn end(&mut self, is_raised: bool) {
        *self = if is_raised { Joint::Raised } else { Joint::Ended };
    }

    /// Text comes. Whether it is parted from the `run` before it: no word goes on with a capital or with digits, and no number of ours
    /// is longer than eleven.
    pub fn parts(&mut self, run: &str, text: &str) -> bool {
        const LONGEST_NUMBER: usize = 11;
        let joint = std::mem::take(self);
        let is_digit = |byte: &&u8| byte.is_ascii_digit();
        let digits = || {
            let before = run.bytes().rev().take(2 * LONGEST_NUMBER).take_while(|byte| is_digit(&byte)).count();
            (before, text.as_bytes().iter().take_while(is_digit).count())
        };
        match joint {
            Joint::None | Joint::Ended => return false,
            Joint::Raised => return matches!(digits(), (1.., 1..)),
            Joint::Between => {}
        }
        match (run.chars().next_back(), text.chars().next()) {
            (Some(last), Some(next)) if next.is_uppercase() => {
                last.is_lowercase() || last.is_ascii_digit() || last == ':'
            }
            (Some(last), Some(next)) if last.is_ascii_digit() && next.is_ascii_digit() => {
                let (before, behind) = digits();
                before + behind > LONGEST_NUMBER
            }
            (Some(last), Some(next)) if next.is_ascii_digit() => last.is_lowercase() || last == ':',
            _ => false,
        }
    }
}

/// An element of that name raises or lowers what stands in it.
pub(crate) fn is_raised(name: &str) -> bool {
    matches!(name, "sup" | "sub")
}

/// Whether the element by itself is not shown. (`aria-hidden` hides from screen readers only.)
pub(crate) fn is_hidden(element: &Element) -> bool {
    let name = element.name();
    let style = || {
        let style = element.attr("style")?;
        Some(style.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase())
    };
    NEVER_SHOWN.contains(&name)
        || element.attr("hidden").is_some()
        || (name == "input" && element.attr("type").is_some_and(|kind| kind.eq_ignore_ascii_case("hidden")))
        || style().is_some_and(|style| style.contains("display:none") || style.contains("visibility:hidden"))
}

/// Whether the white space in an element of that name counts as it stands.
pub(crate) fn is_verbatim(name: &str) -> bool {
    matches!(name, "pre" | "textarea" | "script")
}

/// The headers of the columns, where all cells of the row are headers.
fn header_row(row: ElementRef<'_>) -> Option<Vec<Arc<str>>> {
    let mut headers = Vec::new();
    for cell in row.child_elements() {
        match cell.value().name() {
            "th" => {
                let span = cell.attr("colspan").and_then(|span| span.trim().parse().ok()).unwrap_or(1).clamp(1, 1000);
                headers.extend(std::iter::repeat_n(label_of(cell), span));
            }
            "td" => return None,
            _ => {}
        }
    }
    (headers.len() > 1).then_some(headers)
}

/// The text of a header.
fn label_of(element: ElementRef<'_>) -> Arc<str> {
    let mut label = String::new();
    for word in element.text().flat_map(str::split_whitespace) {
        if label.len() + word.len() > LONGEST_LABEL {
            break;
        }
        if !label.is_empty() {
            label.push(' ');
        }
        label.push_str(word);
    }
    label.into()
}
