//! Noark 4 and 5: the elements at given paths, and what of their text is written how. Counts elements and joins text as
//! [`crate::extract`]'s reader of XML does.

use super::Shielding;
use super::leaf::{Leaf, Quoting};
use super::shielding::{Child, Record, xml_record};
use super::splice::{Splice, Splices};
use super::wishes::{Wish, Wishes};
use crate::extract::xml::{INLINE, entity};
use hashbrown::HashMap;
use quick_xml::Reader as Events;
use quick_xml::events::{BytesStart, Event};
use std::ops::Range;

const COMMENT_STEP: &str = "/comment()";

/// An open element.
struct Frame {
    /// Length of its path.
    path: usize,
    is_inline: bool,
    start: usize,
    /// One past its start tag.
    inside: usize,
    remove: bool,
    children: HashMap<String, u32>,
    /// Where shielding is told, if it is in this element.
    record: Option<Record>,
}

struct Walk<'w, 'c> {
    text: &'w str,
    wishes: &'w Wishes<'c>,
    placed: &'w mut [bool],
    splices: Splices,
    stack: Vec<Frame>,
    path: String,
    leaf: Leaf,
    /// Text is being joined; whether somebody wants it.
    run: Option<bool>,
    /// Holders found.
    found: usize,
    /// What of the post around is to be told, and how many elements lead to that post.
    shielding: Option<(&'c Shielding, usize)>,
}

/// The splices that do what `wishes` ask for.
pub(super) fn splices(text: &str, wishes: &Wishes<'_>, placed: &mut [bool]) -> Result<Vec<Splice>, &'static str> {
    let mut walk = Walk {
        text,
        wishes,
        placed,
        splices: Splices::default(),
        stack: Vec::new(),
        path: String::new(),
        leaf: Leaf::default(),
        run: None,
        found: 0,
        shielding: None,
    };
    walk.document()?;
    if walk.found != wishes.expected {
        return Err("some elements are not where they were read");
    }
    Ok(walk.splices.finish())
}

impl<'c> Walk<'_, 'c> {
    fn document(&mut self) -> Result<(), &'static str> {
        let mut events = Events::from_str(self.text);
        events.config_mut().allow_dangling_amp = true;
        loop {
            let start = events.buffer_position() as usize;
            let event = events.read_event().map_err(|_| "it is not well-formed")?;
            let range = start..events.buffer_position() as usize;
            match event {
                Event::Start(tag) => self.start(&tag, &range),
                Event::End(_) => self.end(range.end),
                Event::Empty(tag) => {
                    self.start(&tag, &range);
                    self.end(range.end);
                }
                Event::Text(text) => self.add(&text, range, "", "", Quoting::Escaped)?,
                Event::CData(text) => self.add(&text, range, "<![CDATA[", "]]>", Quoting::Verbatim)?,
                Event::GeneralRef(name) => {
                    if self.is_wanted() {
                        match name.resolve_char_ref() {
                            Ok(Some(character)) => {
                                self.leaf.written(character.encode_utf8(&mut [0; 4]), range, Quoting::Escaped)
                            }
                            _ => match entity(&name) {
                                Some(value) => self.leaf.written(value, range, Quoting::Escaped),
                                None => self.leaf.plain(&self.text[range.clone()], range.start, Quoting::Escaped),
                            },
                        }
                    }
                }
                Event::Comment(text) => self.comment(&text, range)?,
                Event::PI(_) | Event::DocType(_) | Event::Decl(_) => {}
                Event::Eof => {
                    self.end_run();
                    return Ok(());
                }
            }
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>, range: &Range<usize>) {
        let local = tag.local_name();
        let is_inline = !self.stack.is_empty() && INLINE.contains(&local.as_ref());
        if !is_inline {
            self.end_run();
        }
        let name = tag.name();
        self.path.push('/');
        self.path.push_str(name.as_ref());
        if let Some(parent) = self.stack.last_mut() {
            let count = match parent.children.get_mut(name.as_ref()) {
                Some(count) => count,
                None => parent.children.entry(name.as_ref().to_owned()).or_insert(0),
            };
            *count += 1;
            self.path.push_str(&format!("[{count}]"));
        }
        let wish = self.wishes.get(&self.path);
        if let Some(wish) = wish.filter(|wish| wish.is_holder) {
            self.found += 1;
            if let Some(shielding) = wish.shielding {
                self.shielding = Some((shielding, self.stack.len()));
            }
        }
        let record = match self.shielding {
            Some((_, depth)) => xml_record(local.as_ref(), self.stack.len() - depth),
            None => None,
        };
        self.stack.push(Frame {
            path: self.path.len(),
            is_inline,
            start: range.start,
            inside: range.end,
            remove: wish.is_some_and(|wish| wish.remove),
            children: HashMap::new(),
            record,
        });
    }

    fn end(&mut self, end: usize) {
        if self.stack.last().is_some_and(|frame| !frame.is_inline) {
            self.end_run();
        }
        let Some(frame) = self.stack.pop() else { return };
        let depth = self.stack.len();
        if let (Some(record), Some((shielding, _))) = (&frame.record, self.shielding) {
            record.tell(self.text, shielding, self.wishes.section_sign, &mut self.splices);
        }
        if self.shielding.is_some_and(|(_, holder)| holder == depth) {
            self.shielding = None;
        }
        if frame.remove {
            // With the white space before it, so that no empty lines are left.
            let before = self.text[..frame.start].trim_ascii_end().len();
            self.splices.cut(before..end);
        } else if let Some(record) = self.stack.last_mut().and_then(|parent| parent.record.as_mut()) {
            let tag = &self.text[frame.start..frame.inside];
            let inside =
                if tag.ends_with("/>") { None } else { self.text[..end].rfind("</").map(|close| frame.inside..close) };
            record.children.push(Child::of(tag, frame.start..end, inside));
        }
        self.path.truncate(self.stack.last().map_or(0, |frame| frame.path));
    }

    /// Whether somebody wants the text of the element that we are in.
    fn is_wanted(&mut self) -> bool {
        *self.run.get_or_insert_with(|| {
            let owner = self.stack.iter().rfind(|frame| !frame.is_inline).map_or(0, |frame| frame.path);
            self.leaf.clear();
            self.wishes.get(&self.path[..owner]).is_some_and(|wish| !wish.edits.is_empty())
        })
    }

    fn add(
        &mut self,
        text: &str,
        range: Range<usize>,
        open: &str,
        close: &str,
        quoting: Quoting,
    ) -> Result<(), &'static str> {
        let start = range.start + open.len();
        // The positions are the parser's: what does not stand there is not touched.
        if self.text.get(start..range.end - close.len()) != Some(text) {
            return Err("its text is not where it was read");
        }
        if self.is_wanted() {
            self.leaf.plain(text, start, quoting);
        }
        Ok(())
    }

    fn end_run(&mut self) {
        if self.run.take() == Some(true) {
            let owner = self.stack.iter().rfind(|frame| !frame.is_inline).map_or(0, |frame| frame.path);
            if let Some(wish) = self.wishes.get(&self.path[..owner]) {
                self.leaf.place(&wish.edits, &mut self.splices, self.placed);
            }
        }
    }

    fn comment(&mut self, value: &str, range: Range<usize>) -> Result<(), &'static str> {
        let length = self.path.len();
        self.path.push_str(COMMENT_STEP);
        let wish: Option<&Wish<'c>> = self.wishes.get(&self.path);
        self.path.truncate(length);
        let Some(wish) = wish else { return Ok(()) };
        let start = range.start + "<!--".len();
        if self.text.get(start..start + value.len()) != Some(value) {
            return Err("its comments are not where they were read");
        }
        let mut comment = Leaf::default();
        comment.plain(value, start, Quoting::Verbatim);
        comment.place_in_comment(&wish.edits, range, &mut self.splices, self.placed);
        Ok(())
    }
}
