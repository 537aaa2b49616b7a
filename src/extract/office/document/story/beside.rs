//! What stands beside the text of a story: properties of its runs, paragraphs and cells, and names, descriptions,
//! links and fields.

use super::{Of, Sink, Story};
use crate::extract::link;
use crate::extract::office::alternatives;
use crate::extract::office::document::looks::shade;
use crate::extract::office::markup::{Markup, Tag};
use crate::extract::passage::{hand_out, hand_out_covert};
use crate::model::{Places, Role};

impl Story<'_, '_> {
    /// A property of what was opened last.
    pub(super) fn property(&mut self, tag: &Tag<'_>) {
        let (name, value) = (tag.name(), tag.attribute("val"));
        match (self.properties.last(), name) {
            (Some(Of::Run), "rStyle") => {
                self.flow().run_style = self.shared.styles.of(value.as_deref());
                self.flow().way = None;
            }
            (Some(Of::Run), _) => {
                let flow = self.flow();
                flow.look.set(tag);
                flow.way = None;
            }
            (Some(Of::Paragraph), "pStyle") => self.flow().style = self.shared.styles.of_paragraph(value.as_deref()),
            (Some(Of::Paragraph), "shd") => self.flow().fill = shade(tag),
            (Some(Of::Cell), "shd") => self.flow().cell_fill = shade(tag),
            (Some(Of::Cell), "gridSpan") => {
                self.flow().columns = value.and_then(|span| span.parse().ok()).unwrap_or(1).clamp(1, 64);
            }
            (Some(Of::Cell), "cellDel") => {
                self.author(tag);
                self.flow().cell_is_deleted = true;
            }
            (Some(Of::Row), "del" | "hidden" | "tblHeader") => {
                self.author(tag);
                let Some(table) = self.tables.last_mut() else { return };
                match name {
                    "del" => table.row_is_deleted = true,
                    "hidden" => table.row_is_hidden = tag.is_on(),
                    _ => table.has_header |= tag.is_on() && table.rows() == 1,
                }
            }
            (Some(Of::Table), "tblStyle") => {
                let is_shaded = self.shared.styles.of(value.as_deref()).is_shaded;
                self.tables.last_mut().into_iter().for_each(|table| table.is_shaded = is_shaded);
            }
            (Some(Of::Table), "shd") => {
                let fill = shade(tag);
                self.tables.last_mut().into_iter().for_each(|table| table.fill = fill);
            }
            (Some(Of::Table), "tblCaption" | "tblDescription") => self.say("alt-text", value.as_deref()),
            (Some(Of::Other), "showingPlcHdr") => {
                self.controls.last_mut().into_iter().for_each(|shows| *shows = tag.is_on());
            }
            (Some(Of::Other), "alias" | "tag") => self.say("content-control", value.as_deref()),
            (Some(Of::Other), "listItem" | "listEntry" | "dropDownList" | "comboBox") => {
                for text in [tag.attribute("displayText"), tag.attribute("value"), tag.attribute("lastValue"), value] {
                    self.say("list-item", text.as_deref());
                }
            }
            (Some(Of::Other), "helpText" | "statusText" | "default" | "name") => {
                self.say("form-field", value.as_deref())
            }
            (_, "ins" | "del" | "moveFrom" | "moveTo" | "cellIns" | "cellMerge") => self.author(tag),
            _ => {}
        }
    }

    /// What stands beside the text: names, descriptions, links.
    pub(super) fn aside(&mut self, tag: &Tag<'_>) {
        match tag.name() {
            "bookmarkStart" => {
                // Those that the program sets begin so.
                let name = tag.attribute("name").filter(|name| !name.starts_with('_'));
                self.say("bookmark", name.as_deref());
            }
            "hyperlink" | "hlinkClick" => self.say("tooltip", tag.attribute("tooltip").as_deref()),
            "docPr" | "cNvPr" => {
                self.say("alt-text", tag.attribute("descr").as_deref());
                self.say("alt-text", tag.attribute("title").as_deref());
                self.say("file-name", tag.attribute("name").filter(|name| name.contains('.')).as_deref());
            }
            "shape" | "rect" | "oval" | "roundrect" | "group" | "line" => {
                self.say("alt-text", tag.attribute("alt").as_deref());
                self.say("link", tag.attribute("href").as_deref().map(link::readable).as_deref());
            }
            "imagedata" => self.say("file-name", tag.attribute("title").as_deref()),
            "textpath" => {
                let first = self.shared.paragraphs.max(1);
                let text = tag.attribute("string").unwrap_or_default();
                hand_out(self.role, &text, &Places::Paragraphs { first }, self.shared.output);
            }
            // Of a building block that lies ready to be put in.
            "name" | "description" => self.say("building-block", tag.attribute("val").as_deref()),
            // Who may edit what follows.
            "permStart" => self.say("editor", tag.attribute("ed").as_deref()),
            "attr" => self.say("smart-tag", tag.attribute("val").as_deref()),
            "comment" => {
                self.shared.fields.next_record();
                for label in ["author", "initials"] {
                    self.say(label, tag.attribute(label).as_deref());
                }
            }
            _ => {}
        }
    }

    /// Markup for programs of another age: its text is gathered elsewhere.
    pub(super) fn not_shown(&mut self, piece: &Markup<'_>) {
        if let Markup::Start(tag) = piece
            && tag.name() != "textpath"
        {
            self.aside(tag);
        }
    }

    /// Hands out what only programs of another age show.
    pub(super) fn end_alternatives(&mut self) {
        let Some(text) = self.alternatives.rest() else { return };
        let in_paragraph = self.flows.iter().any(|flow| flow.in_paragraph && flow.sink != Sink::Box);
        let first = (self.shared.paragraphs + u64::from(in_paragraph)).max(1);
        let places = Places::Paragraphs { first };
        hand_out_covert(Role::Hidden, alternatives::LABEL, &text, &places, self.shared.output);
    }

    pub(super) fn say(&mut self, label: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.shared.fields.add_once(Role::Metadata, self.source, label, value, self.shared.output);
        }
    }

    pub(super) fn author(&mut self, tag: &Tag<'_>) {
        self.say("author", tag.attribute("author").as_deref());
    }

    /// A tracked change begins: how the run is shown must be found out anew.
    pub(super) fn change(&mut self, tag: &Tag<'_>) {
        self.author(tag);
        self.flow().way = None;
    }

    /// What a field computes, where it names something.
    pub(super) fn code(&mut self, code: &str) {
        #[rustfmt::skip]
        const MUTE: &[&str] = &[
            "TOC", "PAGE", "REF", "PAGEREF", "NOTEREF", "SEQ", "DATE", "TIME", "CREATEDATE", "SAVEDATE", "PRINTDATE",
            "NUMPAGES",
            "STYLEREF", "SECTIONPAGES", "FORMTEXT", "FORMCHECKBOX", "FORMDROPDOWN", "SECTION", "INDEX", "QUOTE", "EQ",
            "SYMBOL",
        ];
        let kind = code.split_whitespace().next().unwrap_or_default();
        if code.split_whitespace().nth(1).is_some() && !MUTE.contains(&kind.to_ascii_uppercase().as_str()) {
            self.say("field", Some(&link::readable(code)));
        }
    }
}
