//! What stands beside the pages, gathered before it is handed out: values of one revision can so be held against
//! another's.

use super::super::super::batch::{Batch, Field};
use super::super::super::{Output, text};
use crate::model::{PageWord, PageWords, Part, Places, Role, SEGMENT_SEPARATOR, Segment};
use hashbrown::HashSet;
use std::sync::Arc;

/// A part on pages is handed out once it weighs this many bytes.
const ENOUGH: usize = 512 * 1024;

/// A place on a page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct OnPage {
    /// From 1.
    pub page: u32,
    /// As in [`PageWord`].
    pub bbox: Option<[f32; 4]>,
}

/// A text beside the pages.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Aside {
    pub role: Role,
    /// The way to it in the file, with `/` between the steps: `Info/Author`.
    pub path: Arc<str>,
    /// Name of the field.
    pub label: Arc<str>,
    pub on_page: Option<OnPage>,
    /// Values of one annotation or field share it.
    pub record: u32,
    pub text: String,
}

/// Texts beside the pages in the order in which they were found, each said once of the same thing.
#[derive(Debug, Default)]
pub(super) struct Asides {
    list: Vec<Aside>,
    records: u32,
}

impl Asides {
    /// The next annotation, field or the like begins.
    pub fn begin_record(&mut self) {
        self.records = self.records.wrapping_add(1);
    }

    /// Adds a value of the present record; an empty one is left out.
    fn push(&mut self, role: Role, path: &str, label: &str, on_page: Option<OnPage>, text: String) {
        if text.trim().is_empty() {
            return;
        }
        // Neighbours share their names.
        let last = self.list.last();
        let kept = |name: &str, last: Option<&Arc<str>>| {
            last.filter(|last| ***last == *name).cloned().unwrap_or_else(|| Arc::from(name))
        };
        let path = kept(path, last.map(|last| &last.path));
        let label = kept(label, last.map(|last| &last.label));
        self.list.push(Aside { role, path, label, on_page, record: self.records, text });
    }

    /// Adds a value that stands on a page: the field `label` of `holder`.
    pub fn add_on_page(&mut self, role: Role, holder: &str, label: &str, on_page: OnPage, text: String) {
        self.push(role, holder, label, Some(on_page), text);
    }

    /// Adds a value of the document, which stands on no page: the field `label` of `holder`.
    pub fn add(&mut self, role: Role, holder: &str, label: &str, text: String) {
        self.push(role, &format!("{holder}/{label}"), label, None, text);
    }

    /// Adds a field's value whose path is known.
    pub fn add_at(&mut self, role: Role, path: &str, label: &str, text: String) {
        self.push(role, path, label, None, text);
    }

    /// All of them.
    pub fn list(&self) -> &[Aside] {
        &self.list
    }

    /// Hands out everything that is `wanted`.
    pub fn hand_out(&self, wanted: &dyn Fn(&Aside) -> bool, output: &mut dyn Output) {
        for role in [Role::Metadata, Role::Comment, Role::Hidden, Role::DeletedText] {
            for is_on_page in [false, true] {
                let is_meant = |aside: &&Aside| aside.part_role() == role && aside.on_page.is_some() == is_on_page;
                let asides = self.list.iter().filter(is_meant).filter(|aside| wanted(aside));
                if is_on_page {
                    hand_out_pages(role, asides, output);
                } else {
                    hand_out_tree(role, asides, output);
                }
            }
        }
    }
}

impl Aside {
    /// Role of the part that holds it. Findings are made of each text that is hidden or deleted: it shares no part with
    /// others.
    fn part_role(&self) -> Role {
        match self.role {
            Role::Hidden | Role::DeletedText => self.role,
            _ if self.on_page.is_some() => Role::Comment,
            _ => Role::Metadata,
        }
    }
}

fn hand_out_tree<'a>(role: Role, asides: impl Iterator<Item = &'a Aside>, output: &mut dyn Output) {
    let mut batch = Batch::of_nodes(role);
    for aside in asides {
        let Aside { role, path, label, record, text, .. } = aside;
        batch.add_field(Field { role: *role, path, ordinal: 0, label, record: *record }, text);
        if batch.is_full(0)
            && let Some(part) = batch.take()
        {
            output.part(part);
        }
    }
    batch.take().into_iter().for_each(|part| output.part(part));
}

fn hand_out_pages<'a>(role: Role, asides: impl Iterator<Item = &'a Aside>, output: &mut dyn Output) {
    let mut pages = OnPages::new(role);
    for aside in asides {
        pages.add(aside);
        if pages.text.len() >= ENOUGH {
            pages.take().into_iter().for_each(|part| output.part(part));
        }
    }
    pages.take().into_iter().for_each(|part| output.part(part));
}

/// A part of segments that stand on pages.
struct OnPages {
    role: Role,
    text: Vec<u8>,
    segments: Vec<Segment>,
    words: Vec<PageWord>,
}

impl OnPages {
    fn new(role: Role) -> Self {
        OnPages { role, text: Vec::new(), segments: Vec::new(), words: Vec::new() }
    }

    fn add(&mut self, aside: &Aside) {
        for piece in text::pieces(aside.text.as_bytes()) {
            let piece = piece.trim_ascii();
            if piece.is_empty() {
                continue;
            }
            if !self.text.is_empty() {
                self.text.push(SEGMENT_SEPARATOR);
            }
            let start = self.text.len() as u32;
            self.text.extend(piece.iter().map(|&byte| if byte == SEGMENT_SEPARATOR { b' ' } else { byte }));
            let (end, label, record) = (self.text.len() as u32, aside.label.clone(), aside.record);
            self.segments.push(Segment { start, end, role: aside.role, record, row: 0, place: 0, label });
            if let Some(OnPage { page, bbox }) = aside.on_page {
                self.words.push(PageWord { start, end, page, bbox });
            }
        }
    }

    fn take(&mut self) -> Option<Part<'static>> {
        if self.segments.is_empty() {
            return None;
        }
        let OnPages { role, text, segments, words } = std::mem::replace(self, OnPages::new(self.role));
        let places = Places::Pages(PageWords::new(words));
        Some(Part { segments, places, ..Part::text(role, text) })
    }
}

/// What of `texts` a value is held against: the same words, whatever stands between them.
pub(super) fn normalized(text: &str) -> String {
    let mut normalized = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !normalized.is_empty() {
            normalized.push(' ');
        }
        normalized.push_str(word);
    }
    normalized
}

/// There is more to read in it than a tick or the number of a page: findings are made of text that is hidden or
/// deleted.
pub(super) fn is_worth_telling(text: &str) -> bool {
    text.chars().filter(|character| character.is_alphanumeric()).nth(1).is_some()
}

/// Values that have been said.
#[derive(Debug, Default)]
pub(super) struct Said(HashSet<String>);

impl Said {
    /// Whether this is the first time.
    pub fn is_new(&mut self, text: &str) -> bool {
        self.0.insert(normalized(text))
    }

    /// Whether it has been said.
    pub fn holds(&self, text: &str) -> bool {
        self.0.contains(&normalized(text))
    }
}
