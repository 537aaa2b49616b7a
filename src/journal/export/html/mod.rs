//! HTML post lists: the rows or list items that posts are, and what of their text and attributes is written how. Counts elements
//! and joins text as [`crate::extract`]'s reader of HTML does, from the tree that a browser makes of the page.

mod attribute;
mod page;
mod texts;

use super::leaf::{Leaf, Quoting};
use super::shielding::{Shielding, told_in_column};
use super::splice::{Splice, Splices};
use super::wishes::{Wish, Wishes};
use crate::extract::html::{Joint, is_hidden, is_inline, is_raised, is_verbatim};
use hashbrown::{HashMap, HashSet};
use page::{Page, attributes};
use scraper::node::Element;
use scraper::{ElementRef, Node};
use std::ops::Range;

/// Elements whose text is shown as it is written: a mark in them would be read as text.
const NO_MARKS: &[&str] =
    &["title", "textarea", "option", "script", "style", "template", "noscript", "select", "svg", "math"];

/// So many end tags that close nothing are passed over in search of the one that closes an element.
const MOST_STRAY_TAGS: usize = 16;

/// An open element.
struct Frame<'p, 'c> {
    name: &'p str,
    /// Length of its path.
    path: usize,
    is_inline: bool,
    is_hidden: bool,
    /// The text that goes on behind it, where it is hidden within a line, and whether somebody wants that.
    around: Option<(Option<bool>, Leaf)>,
    is_verbatim: bool,
    quoting: Quoting,
    /// Its start tag, where it has one that no other element has.
    tag: Option<Range<usize>>,
    /// One past the last byte that is known to be in it.
    end: usize,
    remove: bool,
    shielding: Option<&'c Shielding>,
    children: HashMap<&'p str, u32>,
    /// Of a table: the texts of its first row.
    headers: Vec<String>,
    /// Of a row: cells so far.
    cells: usize,
}

struct Walk<'w, 'c, 'p> {
    text: &'w str,
    page: &'p Page,
    wishes: &'w Wishes<'c>,
    placed: &'w mut [bool],
    splices: Splices,
    stack: Vec<Frame<'p, 'c>>,
    path: String,
    leaf: Leaf,
    /// Text is being joined; whether somebody wants it.
    run: Option<bool>,
    joint: Joint,
    /// Start tags that have their element: in tag soup a copy of an element has the tag of the first.
    known: HashSet<usize>,
    /// Up to where the page has been gone through.
    at: usize,
    comments: usize,
    /// End of what was cut last.
    cut: usize,
    /// Holders found.
    found: usize,
}

/// The splices that do what `wishes` ask for.
pub(super) fn splices(text: &str, wishes: &Wishes<'_>, placed: &mut [bool]) -> Result<Vec<Splice>, &'static str> {
    let page = Page::of(text);
    let mut walk = Walk {
        text,
        page: &page,
        wishes,
        placed,
        splices: Splices::default(),
        stack: Vec::new(),
        path: String::new(),
        leaf: Leaf::default(),
        run: None,
        joint: Joint::default(),
        known: HashSet::new(),
        at: 0,
        comments: 0,
        cut: 0,
        found: 0,
    };
    walk.document();
    if walk.found != wishes.expected {
        return Err("some rows or list items are not where they were read");
    }
    Ok(walk.splices.finish())
}

impl<'c, 'p> Walk<'_, 'c, 'p> {
    fn document(&mut self) {
        let mut node = self.page.html.tree.root();
        loop {
            match node.value() {
                Node::Element(element) => self.start(element, ElementRef::wrap(node)),
                Node::Text(text) => self.add(text),
                Node::Comment(comment) => self.comment(comment),
                Node::Document | Node::Fragment | Node::Doctype(_) | Node::ProcessingInstruction(_) => {}
            }
            if let Some(child) = node.first_child() {
                node = child;
                continue;
            }
            loop {
                if let Some(element) = ElementRef::wrap(node) {
                    self.end(element);
                }
                match (node.next_sibling(), node.parent()) {
                    (Some(next), _) => {
                        node = next;
                        break;
                    }
                    (None, Some(parent)) => node = parent,
                    (None, None) => return self.end_run(),
                }
            }
        }
    }

    fn start(&mut self, element: &'p Element, tree: Option<ElementRef<'_>>) {
        let name = element.name();
        let above = self.stack.last();
        let parent_is_hidden = above.is_some_and(|parent| parent.is_hidden);
        let parent_quoting = above.map_or(Quoting::Page, |parent| parent.quoting);
        let is_hidden = parent_is_hidden || is_hidden(element);
        let is_within_line = is_inline(name) && !self.stack.is_empty();
        let is_inline = is_within_line && is_hidden == parent_is_hidden;
        let mut around = None;
        let tag = self.page.start_tag(element).map(|tag| tag.range.clone());
        let tag = tag.filter(|tag| self.known.insert(tag.start));
        if name == "br" {
            if self.is_wanted() {
                let at = tag.as_ref().map_or(self.at, |tag| tag.start);
                self.leaf.written("\n", at..at, Quoting::Page);
            }
        } else if is_within_line && !is_inline {
            around = Some((self.run.take(), std::mem::take(&mut self.leaf)));
        } else if !is_inline {
            self.end_run();
        }
        self.joint.start(is_raised(name));
        self.path.push('/');
        self.path.push_str(name);
        if let Some(parent) = self.stack.last_mut() {
            let count = parent.children.entry(name).or_insert(0);
            *count += 1;
            self.path.push_str(&format!("[{count}]"));
        }
        let wish = self.wishes.get(&self.path);
        if wish.is_some_and(|wish| wish.is_holder) && tag.is_some() {
            self.found += 1;
        }
        self.at = tag.as_ref().map_or(self.at, |tag| tag.end);
        let is_bare = NO_MARKS.contains(&name) || element.attr("data-nosnippet").is_some();
        let (remove, shielding) = wish.map_or((false, None), |wish| (wish.remove, wish.shielding));
        if let Some(range) = &tag {
            self.attributes(element, range);
        }
        self.cell(name, tree, tag.as_ref());
        self.stack.push(Frame {
            name,
            path: self.path.len(),
            is_inline: is_inline || name == "br",
            is_hidden,
            around,
            is_verbatim: is_verbatim(name),
            quoting: if is_bare { Quoting::Bare } else { parent_quoting },
            end: tag.as_ref().map_or(0, |tag| tag.end),
            tag,
            remove,
            shielding,
            children: HashMap::new(),
            headers: Vec::new(),
            cells: 0,
        });
    }

    /// Notes the header that a cell is, or tells the shielding of its post in it where it is the empty field for that.
    fn cell(&mut self, name: &str, tree: Option<ElementRef<'_>>, tag: Option<&Range<usize>>) {
        if !matches!(name, "td" | "th") {
            return;
        }
        let Some(row) = self.stack.iter().rposition(|frame| frame.name == "tr") else { return };
        let Some(table) = self.stack[..row].iter().rposition(|frame| frame.name == "table") else { return };
        let column = self.stack[row].cells;
        self.stack[row].cells += 1;
        let is_first_row = self.stack[table].headers.len() == column;
        let text = || tree.map(|tree| tree.text().collect::<String>()).unwrap_or_default();
        if is_first_row {
            let header = text();
            self.stack[table].headers.push(header);
        } else if let (Some(shielding), Some(tag)) = (self.stack[row].shielding, tag)
            && tree.is_some_and(|tree| tree.child_elements().next().is_none())
            && text().trim().is_empty()
            && let Some(header) = self.stack[table].headers.get(column)
            && let Some(with) = told_in_column(header, shielding, self.wishes.section_sign)
        {
            self.splices.push(Splice { range: tag.end..tag.end, with });
        }
    }

    fn attributes(&mut self, element: &Element, tag: &Range<usize>) {
        let length = self.path.len();
        for (name, value) in attributes(element) {
            self.path.push_str("/@");
            self.path.push_str(name);
            if let Some(wish) = self.wishes.get(&self.path).filter(|wish| !wish.edits.is_empty()) {
                let leaf = attribute::leaf(&self.text[tag.clone()], tag.start, name, value);
                leaf.place(&wish.edits, &mut self.splices, self.placed);
            }
            self.path.truncate(length);
        }
    }

    fn end(&mut self, element: ElementRef<'_>) {
        if self.stack.last().is_some_and(|frame| !frame.is_inline) {
            self.end_run();
        }
        let Some(mut frame) = self.stack.pop() else { return };
        self.joint.end(is_raised(frame.name));
        if let Some((run, leaf)) = frame.around.take() {
            (self.run, self.leaf, self.joint) = (run, leaf, Joint::None);
        }
        debug_assert_eq!(frame.name, element.value().name());
        let end = if frame.tag.is_some() { self.end_of(&frame) } else { frame.end };
        if frame.remove
            && let Some(tag) = &frame.tag
        {
            // With the white space before it, so that no empty lines are left, unless it has some of its own at its end.
            let before = self.text[..tag.start].trim_ascii_end().len();
            let has_own = self.text[..end].ends_with(|c: char| c.is_ascii_whitespace());
            let before = if has_own || before < self.cut { tag.start } else { before };
            self.splices.cut(before..end);
            self.cut = end;
        }
        self.at = self.at.max(end);
        if let Some(parent) = self.stack.last_mut() {
            parent.end = parent.end.max(end);
        }
        self.path.truncate(self.stack.last().map_or(0, |frame| frame.path));
    }

    /// The end of an element: that of its end tag, where it has one.
    fn end_of(&self, frame: &Frame<'_, '_>) -> usize {
        let is_open = |name: &str| self.stack.iter().any(|frame| frame.name == name);
        let next = self.page.tags_from(frame.end).iter().take(MOST_STRAY_TAGS);
        let ends = next.take_while(|tag| tag.is_end && (&*tag.name == frame.name || !is_open(&tag.name)));
        let own = ends.into_iter().find(|tag| &*tag.name == frame.name);
        own.map_or(frame.end, |tag| tag.range.end)
    }

    /// Whether somebody wants the text of the element that we are in.
    fn is_wanted(&mut self) -> bool {
        *self.run.get_or_insert_with(|| {
            let owner = self.stack.iter().rfind(|frame| !frame.is_inline).map_or(0, |frame| frame.path);
            self.leaf.clear();
            self.wishes.get(&self.path[..owner]).is_some_and(|wish| !wish.edits.is_empty())
        })
    }

    fn add(&mut self, text: &str) {
        let is_wanted = self.is_wanted();
        let (is_verbatim, quoting) =
            self.stack.last().map_or((false, Quoting::Bare), |frame| (frame.is_verbatim, frame.quoting));
        let leaf = &mut self.leaf;
        if !is_verbatim && self.joint.parts(leaf.value(), text) && is_wanted {
            leaf.written("\t", self.at..self.at, quoting);
        }
        self.at = self.page.texts.of_node(text, self.at, &mut |value, source| {
            if is_wanted {
                if is_verbatim {
                    texts::whole(value, source, quoting, leaf);
                } else {
                    texts::words(value, &source, quoting, leaf);
                }
            }
        });
        if let Some(frame) = self.stack.last_mut() {
            frame.end = frame.end.max(self.at);
        }
    }

    fn end_run(&mut self) {
        if self.run.take() == Some(true) {
            let owner = self.stack.iter().rfind(|frame| !frame.is_inline).map_or(0, |frame| frame.path);
            if let Some(wish) = self.wishes.get(&self.path[..owner]) {
                self.leaf.place(&wish.edits, &mut self.splices, self.placed);
            }
        }
    }

    fn comment(&mut self, value: &str) {
        let range = self.page.comments.get(self.comments).cloned();
        self.comments += 1;
        if let Some(range) = &range {
            self.at = self.at.max(range.end);
            if let Some(frame) = self.stack.last_mut() {
                frame.end = frame.end.max(range.end);
            }
        }
        let length = self.path.len();
        self.path.push_str("/comment()");
        let wish: Option<&Wish<'c>> = self.wishes.get(&self.path);
        self.path.truncate(length);
        let (Some(wish), Some(range)) = (wish, range) else { return };
        let mut comment = Leaf::default();
        match self.text[range.clone()].find(value) {
            Some(start) => comment.plain(value, range.start + start, Quoting::Bare),
            None => comment.written(value, range.clone(), Quoting::Bare),
        }
        comment.place_in_comment(&wish.edits, range, &mut self.splices, self.placed);
    }
}
