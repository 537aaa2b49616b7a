//! The content of an OpenDocument from its markup: text with its tracked changes and comments, sheets, slides, and
//! what the document says of itself. Styles come before what they dress, in a part of their own or in the same.

mod begins;
mod beside;
mod ends;
mod flow;

use super::cells::Cells;
use super::slide::Slide;
use super::styles::Styles;
use crate::extract::Output;
use crate::extract::look::Way;
use crate::extract::office::Trouble;
use crate::extract::office::document::{Coverts, Table};
use crate::extract::office::fields::Fields;
use crate::extract::office::markup::{Markup, Tag};
use crate::extract::passage::{hand_out, hand_out_covert};
use crate::model::{Places, Role, Unread};
use flow::{Flow, Sink};
use hashbrown::{HashMap, HashSet};

/// Deeper nesting is no program's: what lies deeper is read as if it lay here.
const MOST_LEVELS: usize = 200;

/// Elements that draw a shape.
#[rustfmt::skip]
const SHAPES: &[&str] = &[
    "frame", "custom-shape", "rect", "ellipse", "circle", "line", "connector", "polygon", "polyline", "path",
    "regular-polygon", "caption",
    "measure", "g",
];

/// Fields of `meta.xml` that no one is known by.
const COUNTS: &[&str] = &["generator", "creation-date", "date", "editing-cycles", "editing-duration", "print-date"];

/// Reads the parts of a document.
pub(super) struct Content<'s> {
    named: &'s [String],
    fields: &'s mut Fields,
    output: &'s mut dyn Output,
    source: String,
    styles: Styles,
    flows: Vec<Flow>,
    tables: Vec<Table>,
    cells: Option<Cells<'s>>,
    slide: Option<Slide>,
    slides: u32,
    /// The body is that of a workbook, of a presentation or drawing.
    in_sheets: bool,
    in_slides: bool,
    in_changes: bool,
    /// In what a workbook keeps of other programs' data.
    in_caches: bool,
    in_header: bool,
    /// Text of tracked deletions, by name.
    deletions: HashMap<String, String>,
    /// What stands in a small element of its own, such as the name of an author.
    capture: Option<String>,
    in_settings: Option<String>,
    user_defined: Option<String>,
    hidden_sections: usize,
    sections: Vec<bool>,
    /// For each tracked change: whether it is a deletion.
    regions: HashMap<String, bool>,
    /// Changes of either kind that are open at this place.
    open_insertions: usize,
    open_deletions: usize,
    coverts: Coverts,
    paragraphs: u64,
    first_paragraph: u64,
    headers: HashSet<String>,
    trouble: Trouble,
}

impl<'s> Content<'s> {
    pub fn new(named: &'s [String], fields: &'s mut Fields, output: &'s mut dyn Output) -> Self {
        Content {
            named,
            fields,
            output,
            source: String::new(),
            styles: Styles::default(),
            flows: vec![Flow::new(Sink::Main)],
            tables: Vec::new(),
            cells: None,
            slide: None,
            slides: 0,
            in_sheets: false,
            in_slides: false,
            in_changes: false,
            in_caches: false,
            in_header: false,
            deletions: HashMap::new(),
            capture: None,
            in_settings: None,
            user_defined: None,
            hidden_sections: 0,
            sections: Vec::new(),
            regions: HashMap::new(),
            open_insertions: 0,
            open_deletions: 0,
            coverts: Coverts::default(),
            paragraphs: 0,
            first_paragraph: 1,
            headers: HashSet::new(),
            trouble: Trouble::default(),
        }
    }

    /// The markup from now on is that of the part of that name.
    pub fn begin(&mut self, source: &str) {
        self.source = source.to_owned();
    }

    /// Takes the next piece of markup.
    pub fn see(&mut self, piece: Markup<'_>) {
        match piece {
            Markup::Start(tag) => self.start(tag),
            Markup::End(name) => self.end_of(name),
            Markup::Text(text) => match &mut self.capture {
                Some(captured) => captured.push_str(text),
                None => self.push(text),
            },
        }
    }

    fn flow(&mut self) -> &mut Flow {
        if self.flows.is_empty() {
            self.flows.push(Flow::new(Sink::Main));
        }
        let last = self.flows.len() - 1;
        &mut self.flows[last]
    }

    fn open(&mut self, sink: Sink) {
        if self.flows.len() < MOST_LEVELS {
            self.coverts.end(self.output);
            self.flows.push(Flow::new(sink));
        }
    }

    fn say(&mut self, label: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.fields.add_once(Role::Metadata, &self.source, label, value, self.output);
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        if self.styles.start(tag) {
            return;
        }
        let name = tag.name();
        match name {
            "spreadsheet" => self.in_sheets = true,
            "presentation" | "drawing" => self.in_slides = true,
            "h" | "p" => self.start_paragraph(tag),
            "span" => {
                let style = self.styles.of("text", tag.exact("text:style-name").as_deref());
                let flow = self.flow();
                let under = flow.looks.last().copied().unwrap_or_default();
                if flow.looks.len() < MOST_LEVELS {
                    flow.looks.push(style.look.over(under));
                }
            }
            "s" => {
                let count = tag.number("c").unwrap_or(1).clamp(1, 64) as usize;
                self.push(&" ".repeat(count));
            }
            "tab" | "line-break" => self.push("\t"),
            "section" => {
                let has_condition = tag.attribute("display").is_some_and(|display| display != "true");
                let is_hidden = has_condition && tag.attribute("is-hidden").is_none_or(|hidden| hidden == "true");
                self.sections.push(is_hidden);
                self.hidden_sections += usize::from(is_hidden);
                self.say("section", tag.attribute("name").as_deref());
            }
            "hidden-text" if tag.says_yes("is-hidden") => {
                let text = tag.attribute("string-value").unwrap_or_default();
                self.flow().paragraph.push(Way::Vanish, &text);
            }
            "hidden-paragraph" => self.flow().is_hidden |= tag.says_yes("is-hidden"),
            "conditional-text" => {
                self.say("field", tag.attribute("string-value-if-true").as_deref());
                self.say("field", tag.attribute("string-value-if-false").as_deref());
            }
            "note-citation" | "binary-data" | "script" | "page-number" | "footer-decl" | "header-decl" => {
                self.capture = Some(String::new())
            }
            // Within a paragraph these are fields of its text.
            "creator" | "date" | "date-string" | "creator-initials" | "sender-initials" | "title" | "desc"
                if !self.flow().in_paragraph =>
            {
                self.capture = Some(String::new());
            }
            "note-body" => self.open(Sink::Box),
            "annotation" => {
                self.fields.next_record();
                self.open(Sink::Annotation);
            }
            "tracked-changes" => self.in_changes = true,
            "changed-region" if self.in_changes => {
                let id = tag.exact("xml:id").or_else(|| tag.exact("text:id")).unwrap_or_default().into_owned();
                self.open(Sink::Deleted(id));
            }
            "cell-content-change" | "deletion" | "movement" if self.in_changes && self.in_sheets => {
                self.open(Sink::Deleted(String::new()));
            }
            "change" => {
                if let Some(text) = tag.attribute("change-id").and_then(|id| self.deletions.remove(&*id)) {
                    self.flow().paragraph.push(Way::TrackedDeletion, &text);
                }
            }
            "deletion" | "insertion" if self.in_changes => {
                if let Sink::Deleted(region) = self.flow().sink.clone() {
                    self.regions.insert(region, name == "deletion");
                }
            }
            "change-start" | "change-end" => self.change(tag),
            "header" | "footer" | "header-left" | "footer-left" | "header-first" | "footer-first"
                if tag.exact("text:style-name").is_none() && self.source.ends_with(".xml") && !self.in_slides =>
            {
                self.in_header = true;
                self.open(Sink::Header);
            }
            "dde-links" => self.in_caches = true,
            "table" => self.start_table(tag),
            "table-row" => match (&mut self.cells, self.tables.last_mut()) {
                (Some(cells), None) => cells.row(tag),
                (_, Some(table)) => table.next_row(),
                _ => {}
            },
            "table-column" => {
                if let (Some(cells), true) = (&mut self.cells, self.tables.is_empty()) {
                    cells.column(tag);
                }
            }
            "table-cell" | "covered-table-cell" => self.start_cell(tag),
            "page" if self.in_slides => {
                self.slides += 1;
                let style = self.styles.of("drawing-page", tag.exact("draw:style-name").as_deref());
                let size = self.styles.size(tag.attribute("master-page-name").as_deref());
                self.slide = Some(Slide::new(self.slides, style.is_hidden, size));
                self.open(Sink::Slide);
            }
            "notes" if self.slide.is_some() => self.open(Sink::Notes),
            name if SHAPES.contains(&name) => self.start_shape(tag),
            "config-item" => {
                self.in_settings = tag.attribute("name").map(|name| name.into_owned());
                self.capture = Some(String::new());
            }
            "user-defined" => {
                self.user_defined = tag.attribute("name").map(|name| name.into_owned());
                self.capture = Some(String::new());
            }
            "initial-creator" | "printed-by" | "subject" | "description" | "keyword" | "generator"
            | "creation-date" | "editing-cycles" | "editing-duration" | "print-date" | "language"
                if !self.flow().in_paragraph =>
            {
                self.capture = Some(String::new());
            }
            _ => {}
        }
        self.aside(tag);
    }

    /// How the text at this place is shown.
    fn way(&mut self) -> Way {
        let hidden_sections = self.hidden_sections;
        let (is_inserted, is_deleted) = (self.open_insertions > 0, self.open_deletions > 0);
        let has_backdrop = self.styles.has_backdrop;
        let in_box = !matches!(self.flow().sink, Sink::Main | Sink::Cell | Sink::Header);
        let fill = self.flows.iter().rev().find_map(|flow| flow.fill);
        let fill = fill.or_else(|| self.tables.iter().rev().find_map(|table| table.fill));
        let flow = self.flow();
        let look = flow.looks.last().copied().unwrap_or_default();
        match look.way(fill, !in_box && !has_backdrop) {
            _ if is_deleted => Way::TrackedDeletion,
            _ if hidden_sections > 0 => Way::Vanish,
            Way::Shown if is_inserted => Way::Inserted,
            way => way,
        }
    }

    fn push(&mut self, text: &str) {
        if !self.flow().in_paragraph {
            return;
        }
        // Outside of a text document places of hidden text are others: there styles of spans decide nothing.
        let decides = self.cells.is_none() && self.slide.is_none() && !self.in_changes;
        let way = if decides { self.way() } else { Way::Shown };
        self.flow().paragraph.push(way, text);
    }

    fn end_lines(&mut self) {
        let lines = std::mem::take(&mut self.flow().lines);
        hand_out(Role::Body, &lines, &Places::Paragraphs { first: self.first_paragraph }, self.output);
        self.first_paragraph = self.paragraphs + 1;
    }

    /// The part ends, perhaps before its markup does: hands out what is left.
    ///
    /// # Errors
    /// A header that the user named is not there.
    pub fn end(&mut self) -> Result<(), Unread> {
        self.capture = None;
        while self.flows.len() > 1 {
            let sink = self.flow().sink.clone();
            match sink {
                Sink::Deleted(_) => self.close_flow_of_deletion(),
                sink => self.close(&sink),
            }
        }
        if self.flow().in_paragraph {
            self.end_paragraph();
        }
        self.coverts.end(self.output);
        self.end_lines();
        while let Some(table) = self.tables.pop() {
            table.hand_out(Role::Body, self.output);
        }
        if let Some(cells) = self.cells.take() {
            self.trouble.note(cells.end(self.output));
        }
        // Deletions that no place in the text names.
        let mut left: Vec<(String, String)> = self.deletions.drain().collect();
        left.sort_unstable();
        for (_, text) in left {
            let places = Places::Paragraphs { first: self.paragraphs.max(1) };
            hand_out_covert(Role::DeletedText, Way::TrackedDeletion.label(), &text, &places, self.output);
        }
        std::mem::take(&mut self.trouble).outcome()
    }
}
