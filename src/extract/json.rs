//! JSON and JSON Lines: every string and number with its path (JSON Pointer), and keys that are data themselves.
//!
//! The values are read by a lexer of our own, without recursion: a general reader turns numbers into machine numbers, and an
//! account number with a leading zero or a KID of 25 digits must come out as it is written. Tests hold it against serde_json.
//!
//! In JSON-LD a key is called by its name without prefix or IRI, and a value that is an object (`{"@value": …}`) by the key it
//! has. Objects that name each other by id are read in the order in which they belong together (`linked.rs`).

use super::batch::{Batch, Leaf, place};
use super::json_lexer::{Lexer, Token};
use super::linked::{self, Outline, Pieces, local_name};
use super::{Broken, Input, encoding, rest_as_text, text};
use crate::model::{Part, PathId, Reason, Role, Unread};
use std::ops::Range;
use std::sync::Arc;

/// Deeper nesting is an attack or a mistake. serde_json and most readers stop at 128.
pub(super) const DEEPEST: usize = 1000;

/// At this many names of keys the tree starts anew: the keys are data.
const MANY_NAMES: usize = 10_000;

/// A document of one value, or of several one after the other.
pub(super) fn read<'a>(input: &Input<'a>, sink: &mut dyn FnMut(Part<'a>)) -> Result<(), Unread> {
    let (text, _) = encoding::whole(input.bytes, None);
    if let Some(outline) = Outline::of_value(&text) {
        Joined::read(&text, &outline, sink);
        return Ok(());
    }
    let mut reader = Reader::new(sink);
    let mut lexer = Lexer::new(&text);
    let mut outcome = Ok(());
    while outcome.is_ok() && !lexer.is_at_end() {
        outcome = reader.value(&mut lexer);
    }
    let Err(broken) = outcome else {
        reader.hand_out();
        return Ok(());
    };
    let handed_out = reader.handed_out;
    if !input.was_misjudged(&broken, handed_out) {
        reader.hand_out();
    }
    rest_as_text(input, text, broken, handed_out, sink)
}

/// A value a line. A broken line is searched as it stands, and the next one is read again.
pub(super) fn read_lines<'a>(input: &Input<'a>, sink: &mut dyn FnMut(Part<'a>)) -> Result<(), Unread> {
    let (text, _) = encoding::whole(input.bytes, None);
    if let Some(outline) = Outline::of_lines(&text) {
        Joined::read(&text, &outline, sink);
        return Ok(());
    }
    let mut reader = Reader::new(sink);
    let mut first_broken = None;
    let mut lines = 0_u64;
    for (index, line) in text.lines().enumerate() {
        lines = index as u64 + 1;
        reader.line = lines;
        reader.stack.clear();
        reader.stack.push(Frame::list(index as u32));
        let mut lexer = Lexer::new(line);
        let mut outcome = Ok(());
        while outcome.is_ok() && !lexer.is_at_end() {
            outcome = reader.value(&mut lexer);
        }
        if let Err(broken) = outcome {
            reader.stack.truncate(1);
            reader.add(&line.as_bytes()[broken.at..], Role::Body);
            first_broken.get_or_insert((lines, broken));
        }
        reader.hand_out_if_full(0);
        if reader.batch.tree.names_kept() > MANY_NAMES {
            reader.hand_out();
        }
    }
    let Some((line, broken)) = first_broken else {
        reader.hand_out();
        return Ok(());
    };
    if input.was_misjudged(&broken, reader.handed_out) && lines < 3 {
        text::read(input.bytes, sink);
        return Ok(());
    }
    reader.hand_out();
    Err(Unread::new(broken.reason, format!("line {line}: {}; that line was searched as plain text", broken.detail)))
}

/// Reads the pieces of a text whose objects name each other.
struct Joined<'o, 't, 's, 'a> {
    text: &'t str,
    outline: &'o Outline<'t>,
    reader: Reader<'s, 'a>,
}

impl Joined<'_, '_, '_, '_> {
    fn read<'t, 'a>(text: &'t str, outline: &Outline<'t>, sink: &mut dyn FnMut(Part<'a>)) {
        let mut joined = Joined { text, outline, reader: Reader::new(sink) };
        outline.for_each_piece(&mut joined);
        joined.reader.hand_out();
    }
}

impl Pieces for Joined<'_, '_, '_, '_> {
    fn piece(&mut self, range: Range<usize>, place: linked::Place, group: u32) {
        let reader = &mut self.reader;
        reader.group = Some(group);
        reader.line = place.line;
        reader.stack.clear();
        if let Some(key) = place.key.and_then(|key| self.outline.keys.get(key)) {
            reader.stack.push(Frame { record: group, ..Frame::list(0) });
            reader.key(key);
        }
        if let Some(item) = place.item {
            reader.stack.push(Frame { record: group, ..Frame::list(item) });
        }
        // It has been gone through before, so it does not break off.
        let _ = reader.value(&mut Lexer::at_offset(&self.text[..range.end], range.start));
    }

    fn group_ends(&mut self) {
        self.reader.stack.clear();
        if self.reader.batch.is_full(0) || self.reader.batch.tree.names_kept() > MANY_NAMES {
            self.reader.hand_out();
        }
    }
}

/// An open object or list.
#[derive(Debug)]
struct Frame {
    /// Which of its values is being read.
    step: Step,
    /// Its own node, once a value in it needs it.
    node: Option<PathId>,
    /// Nearest key.
    label: Arc<str>,
    /// The object that it is, or that holds it.
    record: u32,
}

#[derive(Debug, Clone)]
enum Step {
    Item(u32),
    /// The key and the number of its name in the tree.
    Key(Arc<str>, u32),
}

impl Frame {
    fn list(index: u32) -> Self {
        Frame { step: Step::Item(index), node: None, label: Arc::from(""), record: 0 }
    }
}

struct Reader<'s, 'a> {
    sink: &'s mut dyn FnMut(Part<'a>),
    batch: Batch,
    stack: Vec<Frame>,
    records: u32,
    /// The record of everything that is read, where several objects make one. Within it no part is cut.
    group: Option<u32>,
    /// 0 where lines do not count.
    line: u64,
    handed_out: bool,
    unescaped: String,
    nameless: Arc<str>,
}

impl<'s, 'a> Reader<'s, 'a> {
    fn new(sink: &'s mut dyn FnMut(Part<'a>)) -> Self {
        Reader {
            sink,
            batch: Batch::of_nodes(Role::Body),
            stack: Vec::new(),
            records: 0,
            group: None,
            line: 0,
            handed_out: false,
            unescaped: String::new(),
            nameless: Arc::from(""),
        }
    }

    /// Reads one value with all that is in it.
    fn value(&mut self, lexer: &mut Lexer<'_>) -> Result<(), Broken> {
        let floor = self.stack.len();
        loop {
            let mut at = lexer.at();
            // What comes before a value: a key, or the end of what is open.
            if self.stack.len() > floor {
                let is_list = matches!(self.stack.last().map(|frame| &frame.step), Some(Step::Item(_)));
                if lexer.closes(is_list) {
                    self.stack.pop();
                    if self.value_ends(lexer, floor)? {
                        return Ok(());
                    }
                    continue;
                }
                if !is_list {
                    let key = lexer.key()?;
                    self.key(key);
                    at = lexer.at();
                }
            }
            match lexer.value()? {
                Token::Open { list } => {
                    if self.stack.len() >= DEEPEST {
                        let detail = format!("nested deeper than {DEEPEST} levels");
                        return Err(Broken { at, reason: Reason::TooLarge, detail });
                    }
                    self.open(list);
                    continue;
                }
                Token::Text(raw) => {
                    let mut unescaped = std::mem::take(&mut self.unescaped);
                    self.add(unescape(raw, &mut unescaped).as_bytes(), Role::Body);
                    self.unescaped = unescaped;
                }
                Token::Number(written) => self.add(written.as_bytes(), Role::Body),
                Token::Word => {}
            }
            if self.value_ends(lexer, floor)? {
                return Ok(());
            }
        }
    }

    fn open(&mut self, list: bool) {
        let label = match self.stack.last() {
            Some(Frame { step: Step::Key(key, _), .. }) => key.clone(),
            Some(frame) => frame.label.clone(),
            None => self.nameless.clone(),
        };
        let record = match (self.stack.last(), self.group) {
            (Some(frame), _) if list => frame.record,
            (_, Some(group)) => group,
            _ => {
                self.records += 1;
                self.records
            }
        };
        let step = if list { Step::Item(0) } else { Step::Key(self.nameless.clone(), 0) };
        self.stack.push(Frame { step, node: None, label, record });
    }

    /// A value is over. Whether it was the outermost one.
    fn value_ends(&mut self, lexer: &mut Lexer<'_>, floor: usize) -> Result<bool, Broken> {
        let depth = self.stack.len();
        if depth == floor {
            self.hand_out_if_full(0);
            return Ok(true);
        }
        let Some(frame) = self.stack.last_mut() else { return Ok(true) };
        let is_list = match &mut frame.step {
            Step::Item(index) => {
                *index = index.saturating_add(1);
                true
            }
            Step::Key(..) => false,
        };
        // Items of lists near the top are the records: between them is the place to cut.
        self.hand_out_if_full(if is_list { depth.saturating_sub(2) } else { depth + 1 });
        lexer.separator(is_list)?;
        Ok(false)
    }

    fn key(&mut self, raw: &str) {
        let mut unescaped = std::mem::take(&mut self.unescaped);
        let key = unescape(raw, &mut unescaped);
        let mut step = named(&mut self.batch, key);
        if let Some(frame) = self.stack.last_mut() {
            // A value that is an object, or the id of one, is called by the key it has.
            if let Step::Key(label, _) = &mut step
                && matches!(key, "@value" | "@list" | "@set" | "@id")
                && !frame.label.is_empty()
                && !frame.label.starts_with('@')
            {
                *label = frame.label.clone();
            }
            frame.step = step;
        }
        if !is_identifier(key) {
            self.add(key.as_bytes(), Role::Body);
        }
        self.unescaped = unescaped;
    }

    fn add(&mut self, value: &[u8], role: Role) {
        for piece in text::pieces(value) {
            let place = place(self.node(self.stack.len()));
            let mut role = role;
            let (record, label) = match self.stack.last() {
                Some(Frame { step: Step::Key(key, name), record, .. }) => {
                    // The id of another object says nothing itself.
                    if &**self.batch.tree.named(*name) == "@id" && &**key != "@id" {
                        role = Role::Metadata;
                    }
                    (*record, key.clone())
                }
                Some(frame) => (frame.record, frame.label.clone()),
                None => (0, self.nameless.clone()),
            };
            self.batch.add(Leaf { role, record, row: self.line, place, label }, piece);
            if self.batch.is_overfull() {
                self.hand_out();
            }
        }
    }

    /// The node of the value that the first `depth` frames lead to.
    fn node(&mut self, depth: usize) -> PathId {
        // Frames whose nodes are known are skipped; the others get theirs from the top down.
        let known = (1..depth).rev().find(|&at| self.stack[at].node.is_some()).unwrap_or(0);
        let mut node = self.stack.get(known).and_then(|frame| frame.node);
        for at in known..depth {
            self.stack[at].node = node;
            let child = match &self.stack[at].step {
                Step::Item(index) => self.batch.tree.push_item(node, *index),
                Step::Key(_, name) => self.batch.tree.push(node, *name, 0),
            };
            node = Some(child);
        }
        node.unwrap_or_else(|| {
            let name = self.batch.tree.name("");
            self.batch.tree.push(None, name, 0)
        })
    }

    fn hand_out_if_full(&mut self, levels_below: usize) {
        if self.group.is_none() && self.batch.is_full(levels_below) {
            self.hand_out();
        }
    }

    fn hand_out(&mut self) {
        if let Some(part) = self.batch.take() {
            self.handed_out = true;
            (self.sink)(part);
        }
        if self.batch.tree.names_kept() > MANY_NAMES {
            self.batch = Batch::of_nodes(Role::Body);
            for frame in &mut self.stack {
                if let Step::Key(key, _) = &frame.step {
                    frame.step = named(&mut self.batch, key);
                }
            }
        }
        self.stack.iter_mut().for_each(|frame| frame.node = None);
    }
}

/// The step to a key's value, as a JSON Pointer writes it.
fn named(batch: &mut Batch, key: &str) -> Step {
    let label = local_name(key);
    if key.contains(['/', '~']) || label.len() < key.len() {
        let name = batch.tree.name(&key.replace('~', "~0").replace('/', "~1"));
        return Step::Key(batch.label(label), name);
    }
    let name = batch.tree.name(key);
    Step::Key(batch.tree.named(name).clone(), name)
}

/// A key such as programs choose, and not a value in a key's place (a number, a name, an address).
fn is_identifier(key: &str) -> bool {
    // The IRIs of JSON-LD are long.
    let longest = if key.starts_with("http") { 160 } else { 64 };
    key.len() <= longest
        && key.bytes().filter(u8::is_ascii_digit).count() < 5
        && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':' | '$' | '#' | '/'))
        || key.strip_prefix('@').is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_alphabetic()))
}

/// A string's value; `buffer` holds it where it differs from what is written.
pub(super) fn unescape<'t>(raw: &'t str, buffer: &'t mut String) -> &'t str {
    if memchr::memchr(b'\\', raw.as_bytes()).is_none() {
        return raw;
    }
    buffer.clear();
    let mut rest = raw;
    while let Some(at) = rest.find('\\') {
        buffer.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let Some(escape) = rest.chars().next() else { break };
        rest = &rest[escape.len_utf8()..];
        match escape {
            'n' => buffer.push('\n'),
            'r' => buffer.push('\r'),
            't' => buffer.push('\t'),
            'b' | 'f' => buffer.push(' '),
            'u' => {
                let (character, after) = hexadecimal(rest);
                buffer.push(character);
                rest = after;
            }
            other => buffer.push(other),
        }
    }
    buffer.push_str(rest);
    buffer
}

/// The character of `XXXX` or `XXXX\uXXXX`, and what follows.
fn hexadecimal(text: &str) -> (char, &str) {
    let unit = |text: &str| text.get(..4).and_then(|four| u16::from_str_radix(four, 16).ok());
    let Some(first) = unit(text) else { return (char::REPLACEMENT_CHARACTER, text) };
    let rest = &text[4..];
    if let Some(second) = rest.strip_prefix("\\u").and_then(unit)
        && let Some(Ok(character)) = char::decode_utf16([first, second]).next()
        && first >= 0xD800
        && character.len_utf16() == 2
    {
        return (character, &rest[6..]);
    }
    (char::from_u32(u32::from(first)).unwrap_or(char::REPLACEMENT_CHARACTER), rest)
}
