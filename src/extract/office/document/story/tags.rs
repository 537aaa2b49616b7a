//! What the tags of a story open and close: paragraphs, runs and their letters, tables, text boxes, fields, tracked changes.

use super::flow::{Field, Flow, Letters};
use super::{Of, Sink, Story};
use crate::extract::office::document::looks::{Look, Style};
use crate::extract::office::document::table::Table;
use crate::extract::office::markup::Tag;
use crate::extract::passage::hand_out;
use crate::model::Places;

impl Story<'_, '_> {
    /// An element begins.
    pub(super) fn start(&mut self, tag: &Tag<'_>) {
        let name = tag.name();
        match name {
            "rPrChange" | "pPrChange" | "sectPrChange" | "tblPrChange" | "tcPrChange" | "trPrChange"
            | "tblPrExChange" | "tblGridChange" | "numberingChange" => {
                self.author(tag);
                self.skipped = 1;
            }
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

    /// The element of that name ends.
    pub(super) fn end_of(&mut self, name: &str) {
        match name {
            "AlternateContent" => self.end_alternatives(),
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
}
