//! eInnsyn's JSON: the values at given paths, with the commas that go with them. Steps are counted as [`crate::extract`]'s
//! reader of JSON counts them.

use super::Shielding;
use super::escapes::unescape;
use super::leaf::Leaf;
use super::shielding::json_member;
use super::splice::{Splice, Splices};
use super::wishes::Wishes;
use crate::extract::json_lexer::{Lexer, Token};
use crate::extract::linked::{Gone, Outline, RELATIONS, local_name};

/// An open object or list.
struct Frame<'c> {
    is_list: bool,
    /// Length of its path.
    path: usize,
    /// Index of the next item.
    index: u32,
    start: usize,
    /// Where the member or item begins that is being read: at its key.
    member: usize,
    /// One past the last member that stays.
    last_kept: Option<usize>,
    /// First of the members that went before any that stays.
    first_gone: Option<usize>,
    remove: bool,
    shielding: Option<&'c Shielding>,
    has_shielding: bool,
    /// The key of the value that is being read, as written; in a list that of the list.
    key: String,
    /// What stands before the names of its fields in JSON-LD, as written.
    prefix: Option<String>,
}

struct Walk<'w, 'c> {
    text: &'w str,
    /// Where the lexer's text begins in it.
    origin: usize,
    wishes: &'w Wishes<'c>,
    placed: &'w mut [bool],
    splices: Splices,
    stack: Vec<Frame<'c>>,
    path: String,
    leaf: Leaf,
    found: usize,
    /// Objects that go, and so does what names them.
    gone: Gone,
}

impl<'w, 'c> Walk<'w, 'c> {
    fn new(text: &'w str, wishes: &'w Wishes<'c>, placed: &'w mut [bool], outline: Option<Outline<'_>>) -> Self {
        let goes = |path: &str| wishes.get(path).is_some_and(|wish| wish.remove);
        let gone = outline.map(|outline| outline.gone(&goes)).unwrap_or_default();
        Walk {
            text,
            origin: 0,
            wishes,
            placed,
            splices: Splices::default(),
            stack: Vec::new(),
            path: String::new(),
            leaf: Leaf::default(),
            found: 0,
            gone,
        }
    }

    fn finish(self) -> Result<Vec<Splice>, &'static str> {
        if self.found != self.wishes.expected {
            return Err("some objects are not where they were read, or not alone there");
        }
        Ok(self.splices.finish())
    }
}

/// The splices that do what `wishes` ask for in a document of one value.
pub(super) fn splices(text: &str, wishes: &Wishes<'_>, placed: &mut [bool]) -> Result<Vec<Splice>, &'static str> {
    let mut walk = Walk::new(text, wishes, placed, Outline::of_value(text));
    let mut lexer = Lexer::new(text);
    while !lexer.is_at_end() {
        walk.value(&mut lexer).ok_or("it is not well-formed")?;
    }
    walk.finish()
}

/// The same where each line is a value.
pub(super) fn splices_of_lines(
    text: &str,
    wishes: &Wishes<'_>,
    placed: &mut [bool],
) -> Result<Vec<Splice>, &'static str> {
    let mut walk = Walk::new(text, wishes, placed, Outline::of_lines(text));
    for (index, whole) in text.split_inclusive('\n').enumerate() {
        let line = whole.strip_suffix('\n').map_or(whole, |line| line.strip_suffix('\r').unwrap_or(line));
        walk.path = format!("/{index}");
        let mut lexer = Lexer::new(line);
        while !lexer.is_at_end() {
            let goes = walk.value(&mut lexer).ok_or("it is not well-formed")?;
            if goes {
                walk.splices.cut(walk.origin..walk.origin + whole.len());
            }
        }
        walk.origin += whole.len();
    }
    walk.finish()
}

impl<'c> Walk<'_, 'c> {
    /// Reads one value with all in it, and tells whether it is to go: the caller knows what goes with it. `None` where it is
    /// not well-formed.
    fn value(&mut self, lexer: &mut Lexer<'_>) -> Option<bool> {
        let floor = self.stack.len();
        let root = self.path.len();
        loop {
            let mut ended = None;
            if self.stack.len() > floor {
                let is_list = self.stack.last()?.is_list;
                if lexer.closes(is_list) {
                    let end = self.origin + lexer.at();
                    ended = Some(self.close(end));
                } else if !is_list {
                    let start = self.next_at(lexer);
                    let key = lexer.key().ok()?;
                    self.member(start);
                    self.key(key);
                } else {
                    let start = self.next_at(lexer);
                    self.member(start);
                    let index = self.stack.last()?.index;
                    self.path.push_str(&format!("/{index}"));
                }
            }
            let goes = match ended {
                Some(goes) => goes,
                None => {
                    let start = self.next_at(lexer);
                    match lexer.value().ok()? {
                        Token::Open { list } => {
                            self.open(list, start);
                            continue;
                        }
                        Token::Text(raw) => self.string(raw, start + 1),
                        Token::Number(_) | Token::Word => false,
                    }
                }
            };
            if self.stack.len() == floor {
                self.path.truncate(root);
                return Some(goes);
            }
            self.member_ends(self.origin + lexer.at(), goes);
            let frame = self.stack.last_mut()?;
            frame.index = frame.index.saturating_add(1);
            let (is_list, path) = (frame.is_list, frame.path);
            self.path.truncate(path);
            lexer.separator(is_list).ok()?;
        }
    }

    /// Where the next token begins.
    fn next_at(&self, lexer: &Lexer<'_>) -> usize {
        let at = self.origin + lexer.at();
        let rest = &self.text.as_bytes()[at..];
        at + rest.iter().position(|byte| !matches!(byte, b' ' | b'\t' | b'\n' | b'\r')).unwrap_or(rest.len())
    }

    fn open(&mut self, is_list: bool, start: usize) {
        let wish = self.wishes.get(&self.path).filter(|wish| wish.is_holder && !is_list);
        self.found += usize::from(wish.is_some());
        let key = self.stack.last().filter(|_| is_list).map_or(String::new(), |frame| frame.key.clone());
        self.stack.push(Frame {
            is_list,
            path: self.path.len(),
            index: 0,
            start,
            member: start,
            last_kept: None,
            first_gone: None,
            remove: wish.is_some_and(|wish| wish.remove) || !is_list && self.gone.places.contains(&self.path),
            shielding: wish.and_then(|wish| wish.shielding),
            has_shielding: false,
            key,
            prefix: None,
        });
    }

    /// Ends what is open; whether it goes.
    fn close(&mut self, end: usize) -> bool {
        let Some(frame) = self.stack.pop() else { return false };
        match (frame.first_gone, frame.last_kept) {
            // Nothing is left of it.
            (Some(_), None) => self.splices.cut(frame.start + 1..end - 1),
            (_, Some(last)) if !frame.has_shielding => {
                if let Some(shielding) = frame.shielding {
                    let blank = &self.text[frame.start + 1..];
                    let blank = &blank[..blank.len() - blank.trim_ascii_start().len()];
                    let with = format!(
                        ",{blank}{}",
                        json_member(shielding, self.wishes.section_sign, frame.prefix.as_deref())
                    );
                    self.splices.push(Splice { range: last..last, with });
                }
            }
            _ => {}
        }
        self.path.truncate(frame.path);
        frame.remove
    }

    fn member(&mut self, start: usize) {
        let Some(frame) = self.stack.last_mut() else { return };
        frame.member = start;
        if let (Some(first), None) = (frame.first_gone, frame.last_kept) {
            // All before it went, with the comma behind the last of them. It may go, too: then this cut becomes a wider one.
            self.splices.cut(first..start);
        }
    }

    fn member_ends(&mut self, end: usize, goes: bool) {
        let Some(frame) = self.stack.last_mut() else { return };
        match (goes, frame.last_kept) {
            (false, _) => frame.last_kept = Some(end),
            (true, Some(last)) => self.splices.cut(last..end),
            (true, None) => {
                let first = *frame.first_gone.get_or_insert(frame.member);
                self.splices.cut(first..end);
            }
        }
    }

    fn key(&mut self, raw: &str) {
        self.leaf.clear();
        unescape(raw, 0, &mut self.leaf);
        let key = self.leaf.value();
        self.path.push('/');
        self.path.push_str(&key.replace('~', "~0").replace('/', "~1"));
        let Some(frame) = self.stack.last_mut() else { return };
        let name = local_name(key);
        frame.has_shielding |= name == "skjerming";
        // A type is told in JSON-LD, which may do without prefixes.
        let prefix = raw.strip_suffix(name).filter(|prefix| !prefix.is_empty() || raw == "@type");
        let is_better = name == "offentligTittel" || frame.prefix.as_ref().is_none_or(String::is_empty);
        if let Some(prefix) = prefix.filter(|_| is_better) {
            frame.prefix = Some(prefix.to_owned());
        }
        frame.key.clear();
        frame.key.push_str(key);
    }

    /// A string whose content begins at `start`; whether it goes, since it names what does.
    fn string(&mut self, raw: &str, start: usize) -> bool {
        let wish = self.wishes.get(&self.path).filter(|wish| !wish.edits.is_empty());
        if wish.is_none() && self.gone.ids.is_empty() {
            return false;
        }
        self.leaf.clear();
        unescape(raw, start, &mut self.leaf);
        if let Some(wish) = wish {
            self.leaf.place(&wish.edits, &mut self.splices, self.placed);
        }
        let Some(frame) = self.stack.last_mut().filter(|_| self.gone.ids.contains(self.leaf.value())) else {
            return false;
        };
        match frame.key.as_str() {
            // The object is one of them, or stands for it.
            "@id" | "id" => frame.remove |= !frame.is_list,
            key if key.starts_with('@') => {}
            key => return RELATIONS.contains(&local_name(key)) || self.leaf.value().contains(':'),
        }
        false
    }
}
