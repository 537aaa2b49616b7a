//! The text of a part of a Word document, from its markup: paragraphs, tables, text boxes, fields, with what is hidden
//! in them. The body of the document, a header, its notes and its comments are all stories.

mod beside;
mod flow;

use super::looks::{Look, Style, Styles};
use super::paragraph::{Coverts, Paragraph};
use super::table::Table;
use crate::extract::Output;
use crate::extract::look::Way;
use crate::extract::office::fields::Fields;
use crate::extract::office::markup::{Markup, Tag};
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
const OPENING: &[&str] = &["AlternateContent", "sdt", "tbl", "tc", "txbxContent", "txBody", "fldChar"];

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
    /// For each choice between markup of the same content: whether it was made.
    choices: Vec<bool>,
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
            choices: Vec::new(),
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
        let levels = [self.flows.len(), self.tables.len(), self.choices.len(), self.controls.len(), self.codes.len()];
        levels.iter().any(|&levels| levels >= MOST_LEVELS)
    }

    fn flow(&mut self) -> &mut Flow {
        if self.flows.is_empty() {
            self.flows.push(Flow::new(Sink::Main, Style::default()));
        }
        let last = self.flows.len() - 1;
        &mut self.flows[last]
    }

    fn start(&mut self, tag: &Tag<'_>) {
        let name = tag.name();
        match name {
            "rPrChange" | "pPrChange" | "sectPrChange" | "tblPrChange" | "tcPrChange" | "trPrChange"
            | "tblPrExChange" | "tblGridChange" | "numberingChange" => {
                self.author(tag);
                self.skipped = 1;
            }
            "AlternateContent" => self.choices.push(false),
            "Choice" | "Fallback" if self.is_too_deep() => {}
            "Choice" => match self.choices.last_mut() {
                Some(made) if *made => self.skipped = 1,
                Some(made) => *made = true,
                None => {}
            },
            "Fallback" if self.choices.last() == Some(&true) => self.skipped = 1,
            "rPr" => {
                let in_run = self.flow().in_run;
                let of = match self.properties.last() {
                    Some(Of::Paragraph) => Of::Mark,
                    Some(_) => Of::Other,
                    None if in_run => Of::Run,
                    None => Of::Other,
                };
                self.properties.push(of);
            }
            "pPr" => self.properties.push(Of::Paragraph),
            "tcPr" => self.properties.push(Of::Cell),
            "trPr" => self.properties.push(Of::Row),
            "tblPr" | "tblPrEx" => self.properties.push(Of::Table),
            "sectPr" | "sdtPr" | "ffData" | "sdtEndPr" => self.properties.push(Of::Other),
            _ if !self.properties.is_empty() => self.property(tag),
            "p" => self.start_paragraph(),
            "r" => {
                let flow = self.flow();
                (flow.in_run, flow.look, flow.run_style, flow.way) = (true, Look::default(), Style::default(), None);
            }
            "t" => self.letters = Letters::Text,
            "delText" => self.letters = Letters::Deleted,
            "instrText" | "delInstrText" => self.letters = Letters::Code,
            "tab" | "ptab" => self.push("\t"),
            "br" | "cr" => self.push_break(),
            "noBreakHyphen" => self.push("-"),
            "sym" => {
                let code = tag.attribute("char").and_then(|code| u32::from_str_radix(&code, 16).ok());
                // Symbols of a font of their own stand where no letters do.
                let letter = code.filter(|code| !(0xF000..=0xF0FF).contains(code)).and_then(char::from_u32);
                self.push(letter.unwrap_or(' ').encode_utf8(&mut [0; 4]));
            }
            "ins" | "moveTo" => {
                self.inserted += 1;
                self.change(tag);
            }
            "del" => {
                self.deleted += 1;
                self.change(tag);
            }
            "moveFrom" => {
                self.moved += 1;
                self.change(tag);
            }
            "sdt" => self.controls.push(false),
            "fldChar" => match tag.attribute("fldCharType").as_deref() {
                Some("begin") => self.codes.push(Field { in_code: true, ..Field::default() }),
                Some("separate") => {
                    // What a field sets aside is shown by others.
                    if let Some(field) = self.codes.last_mut() {
                        let kind = field.code.split_whitespace().next().unwrap_or_default();
                        field.in_code = matches!(kind, "SET" | "ASK");
                    }
                }
                Some("end") => {
                    if let Some(field) = self.codes.pop() {
                        self.code(&field.code);
                    }
                }
                _ => {}
            },
            "fldSimple" => self.code(&tag.attribute("instr").unwrap_or_default()),
            "tbl" => {
                if self.tables.is_empty() && self.flow().sink == Sink::Main {
                    self.end_lines();
                }
                self.tables.push(Table::default());
            }
            "tr" => {
                if let Some(table) = self.tables.last_mut() {
                    table.next_row();
                }
            }
            "tc" => {
                self.coverts.end(self.shared.output);
                self.flows.push(Flow::new(Sink::Cell, Style::default()));
            }
            "txbxContent" | "txBody" => {
                self.coverts.end(self.shared.output);
                self.flows.push(Flow::new(Sink::Box, Style::default()));
            }
            _ => self.aside(tag),
        }
    }

    fn end_of(&mut self, name: &str) {
        match name {
            "AlternateContent" => {
                self.choices.pop();
            }
            "rPr" | "pPr" | "tcPr" | "trPr" | "tblPr" | "tblPrEx" | "sectPr" | "sdtPr" | "ffData" | "sdtEndPr" => {
                self.properties.pop();
            }
            _ if !self.properties.is_empty() => {}
            "t" | "delText" | "instrText" | "delInstrText" => self.letters = Letters::None,
            "p" => self.end_paragraph(),
            "r" => self.flow().in_run = false,
            "ins" | "moveTo" => self.inserted = self.inserted.saturating_sub(1),
            "del" => self.deleted = self.deleted.saturating_sub(1),
            "moveFrom" => self.moved = self.moved.saturating_sub(1),
            "sdt" => {
                self.controls.pop();
            }
            "tc" if self.flow().sink == Sink::Cell => {
                let flow = self.end_flow();
                if let Some(table) = self.tables.last_mut() {
                    table.add(flow.lines, flow.columns);
                }
            }
            "tbl" => {
                if let Some(table) = self.tables.pop() {
                    table.hand_out(self.role, self.shared.output);
                }
                if self.tables.is_empty() {
                    self.first_paragraph = self.shared.paragraphs + 1;
                }
            }
            "txbxContent" | "txBody" if self.flow().sink == Sink::Box => {
                let first = self.shared.paragraphs.max(1);
                let flow = self.end_flow();
                hand_out(self.role, flow.lines.trim_end(), &Places::Paragraphs { first }, self.shared.output);
            }
            "comment" => {
                self.coverts.end(self.shared.output);
                let lines = std::mem::take(&mut self.flow().lines);
                self.shared.fields.add(self.role, self.source, "comment", &lines, self.shared.output);
            }
            _ => {}
        }
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
