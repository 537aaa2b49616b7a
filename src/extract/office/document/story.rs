//! The text of a part of a Word document, from its markup: paragraphs, tables, text boxes, fields, with what is hidden
//! in them. The body of the document, a header, its notes and its comments are all stories.

mod beside;
mod flow;
mod tags;

use super::looks::{Style, Styles};
use super::paragraph::{Coverts, Paragraph};
use super::table::Table;
use crate::extract::Output;
use crate::extract::look::Way;
use crate::extract::office::alternatives::Alternatives;
use crate::extract::office::fields::Fields;
use crate::extract::office::markup::Markup;
use crate::extract::passage::hand_out;
use crate::model::{Places, Role};
use flow::{Field, Flow, Letters, Of, Sink};

/// What a document's stories have in common.
pub(super) struct Shared<'s> {
    pub styles: &'s Styles,
    pub fields: &'s mut Fields,
    pub output: &'s mut dyn Output,
    /// Paragraphs of the stories before: they are counted on.
    pub paragraphs: u64,
    /// The page has a colour, or pictures lie behind the text: white text may be in plain sight.
    pub has_backdrop: bool,
}

/// Deeper nesting is not Word's: what lies deeper belongs to the last level that counts.
const MOST_LEVELS: usize = 200;

/// Elements that begin a new level.
const OPENING: &[&str] = &["sdt", "tbl", "tc", "txbxContent", "txBody", "fldChar"];

/// Reads one story.
pub(super) struct Story<'s, 'o> {
    shared: &'s mut Shared<'o>,
    source: &'s str,
    role: Role,
    /// Depth within an element that says nothing of the text as it is.
    skipped: usize,
    properties: Vec<Of>,
    flows: Vec<Flow>,
    tables: Vec<Table>,
    alternatives: Alternatives,
    /// For each content control: whether it shows a prompt.
    controls: Vec<bool>,
    codes: Vec<Field>,
    letters: Letters,
    inserted: usize,
    deleted: usize,
    moved: usize,
    coverts: Coverts,
    first_paragraph: u64,
}

impl<'s, 'o> Story<'s, 'o> {
    pub fn new(shared: &'s mut Shared<'o>, source: &'s str, role: Role) -> Self {
        let flows = vec![Flow::new(Sink::Main, Style::default())];
        let first_paragraph = shared.paragraphs + 1;
        Story {
            shared,
            source,
            role,
            skipped: 0,
            properties: Vec::new(),
            flows,
            tables: Vec::new(),
            alternatives: Alternatives::default(),
            controls: Vec::new(),
            codes: Vec::new(),
            letters: Letters::None,
            inserted: 0,
            deleted: 0,
            moved: 0,
            coverts: Coverts::default(),
            first_paragraph,
        }
    }

    /// Takes the next piece of markup.
    pub fn see(&mut self, piece: Markup<'_>) {
        if self.skipped == 0 && !self.alternatives.shows(&piece) {
            return self.not_shown(&piece);
        }
        match piece {
            Markup::Start(_) if self.skipped > 0 => self.skipped += 1,
            Markup::Start(tag) if self.is_too_deep() && OPENING.contains(&tag.name()) => {}
            Markup::End(_) if self.skipped > 0 => self.skipped -= 1,
            Markup::Text(_) if self.skipped > 0 => {}
            Markup::Start(tag) => self.start(tag),
            Markup::End(name) => self.end_of(name),
            Markup::Text(text) => match self.letters {
                Letters::None => {}
                Letters::Text => self.push(text),
                Letters::Deleted => self.push_as(Way::TrackedDeletion, text),
                Letters::Code => {
                    if let Some(field) = self.codes.last_mut() {
                        field.code.push_str(text);
                    }
                }
            },
        }
    }

    fn is_too_deep(&self) -> bool {
        let levels = [self.flows.len(), self.tables.len(), self.controls.len(), self.codes.len()];
        levels.iter().any(|&levels| levels >= MOST_LEVELS)
    }

    fn flow(&mut self) -> &mut Flow {
        if self.flows.is_empty() {
            self.flows.push(Flow::new(Sink::Main, Style::default()));
        }
        let last = self.flows.len() - 1;
        &mut self.flows[last]
    }

    fn end_flow(&mut self) -> Flow {
        if self.flow().in_paragraph {
            self.end_paragraph();
        }
        self.coverts.end(self.shared.output);
        self.flows.pop().unwrap_or_else(|| Flow::new(Sink::Main, Style::default()))
    }

    fn start_paragraph(&mut self) {
        if self.flow().in_paragraph {
            self.end_paragraph();
        }
        let style = self.shared.styles.of_paragraph(None);
        let flow = self.flow();
        flow.paragraph = Paragraph::default();
        (flow.in_paragraph, flow.in_run, flow.style, flow.fill, flow.way) = (true, false, style, None, None);
    }

    fn end_paragraph(&mut self) {
        let in_box = self.flows.iter().any(|flow| flow.sink == Sink::Box);
        self.shared.paragraphs += u64::from(!in_box);
        let number = self.shared.paragraphs.max(1);
        let flow = self.flow();
        flow.in_paragraph = false;
        let paragraph = std::mem::take(&mut flow.paragraph);
        flow.lines.push_str(&paragraph.shown());
        flow.lines.push('\n');
        self.coverts.see(&paragraph, number, self.shared.output);
    }

    /// How the text at this place is shown.
    fn way(&mut self) -> Way {
        if self.deleted > 0 {
            return Way::TrackedDeletion;
        }
        if self.moved > 0 {
            return Way::TrackedMove;
        }
        if let Some(way) = self.flow().way {
            return way;
        }
        let styles = self.shared.styles;
        let has_backdrop = self.shared.has_backdrop || self.flows.iter().any(|flow| flow.sink == Sink::Box);
        let in_shade = self.tables.iter().any(|table| table.is_shaded);
        let fills = self.flows.iter().rev().find_map(|flow| flow.cell_fill);
        let table_fill = self.tables.last().and_then(|table| table.fill);
        let is_hidden = self.tables.iter().any(|table| table.row_is_hidden);
        let is_deleted =
            self.tables.iter().any(|table| table.row_is_deleted) || self.flows.iter().any(|flow| flow.cell_is_deleted);
        let is_inserted = self.inserted > 0;
        let flow = self.flow();
        let look = flow.look.over(flow.run_style.look).over(flow.style.look).over(styles.defaults());
        let behind = flow.fill.or(flow.style.fill).or(fills).or(table_fill);
        let way = match look.way(behind, !has_backdrop && !in_shade) {
            _ if is_deleted => Way::TrackedDeletion,
            _ if is_hidden => Way::Vanish,
            Way::Shown if is_inserted => Way::Inserted,
            way => way,
        };
        flow.way = Some(way);
        way
    }

    fn push(&mut self, text: &str) {
        if self.codes.iter().any(|field| field.in_code) {
            if let Some(field) = self.codes.last_mut() {
                field.code.push_str(text);
            }
            return;
        }
        if self.controls.contains(&true) || self.flow().style.is_edge_of_form {
            if text.chars().any(char::is_alphanumeric) {
                self.say("placeholder", Some(text));
            }
            return;
        }
        let way = self.way();
        self.push_as(way, text);
    }

    fn push_as(&mut self, way: Way, text: &str) {
        self.flow().paragraph.push(way, text);
    }

    /// A new line within a paragraph: no word and no number goes over it.
    fn push_break(&mut self) {
        self.push("\t");
    }

    /// Hands out the lines so far.
    fn end_lines(&mut self) {
        let lines = std::mem::take(&mut self.flow().lines);
        let first = self.first_paragraph;
        hand_out(self.role, &lines, &Places::Paragraphs { first }, self.shared.output);
        self.first_paragraph = self.shared.paragraphs + 1;
    }

    /// Hands out what is left, though the markup broke off.
    pub fn end(mut self) {
        while self.flows.len() > 1 {
            let flow = self.end_flow();
            let first = self.first_paragraph;
            hand_out(self.role, &flow.lines, &Places::Paragraphs { first }, self.shared.output);
        }
        if self.flow().in_paragraph {
            self.end_paragraph();
        }
        self.coverts.end(self.shared.output);
        self.end_lines();
        while let Some(table) = self.tables.pop() {
            table.hand_out(self.role, self.shared.output);
        }
    }
}
