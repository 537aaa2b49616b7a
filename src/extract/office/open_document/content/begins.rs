//! Where paragraphs, tables, cells and shapes begin, and where paragraphs end.

use super::super::cells::Cells;
use super::super::styles::Style;
use super::{Content, MOST_LEVELS, Sink};
use crate::extract::link;
use crate::extract::look::Way;
use crate::extract::office::document::{Paragraph, Table};
use crate::extract::office::markup::Tag;

impl Content<'_> {
    /// A stretch of text that was put in, or taken out and left where it was, begins or ends.
    pub(super) fn change(&mut self, tag: &Tag<'_>) {
        let Some(is_deletion) = tag.attribute("change-id").and_then(|id| self.regions.get(&*id).copied()) else {
            return;
        };
        let open = if is_deletion { &mut self.open_deletions } else { &mut self.open_insertions };
        *open = if tag.name() == "change-start" { *open + 1 } else { open.saturating_sub(1) };
    }

    pub(super) fn start_paragraph(&mut self, tag: &Tag<'_>) {
        if self.flow().in_paragraph {
            self.end_paragraph();
        }
        let style = self.styles.of("paragraph", tag.exact("text:style-name").as_deref());
        let flow = self.flow();
        flow.paragraph = Paragraph::default();
        (flow.in_paragraph, flow.is_hidden, flow.fill) = (true, false, style.fill);
        flow.looks = vec![style.look];
    }

    pub(super) fn end_paragraph(&mut self) {
        let is_counted = self.flows.iter().all(|flow| matches!(flow.sink, Sink::Main | Sink::Cell)) && !self.in_sheets;
        self.paragraphs += u64::from(is_counted);
        let number = self.paragraphs.max(1);
        let flow = self.flow();
        flow.in_paragraph = false;
        let paragraph = std::mem::take(&mut flow.paragraph);
        let paragraph = if flow.is_hidden { paragraph.all_as(Way::Vanish) } else { paragraph };
        let shown = paragraph.shown();
        if flow.sink == Sink::Slide {
            self.slide.iter_mut().for_each(|slide| slide.line(&shown));
        } else {
            flow.lines.push_str(&shown);
            flow.lines.push('\n');
        }
        self.coverts.see(&paragraph, number, self.output);
    }

    pub(super) fn start_table(&mut self, tag: &Tag<'_>) {
        if self.in_slides {
            return;
        }
        if self.in_sheets && self.cells.is_none() && !self.in_changes {
            let style = self.styles.of("table", tag.exact("table:style-name").as_deref());
            let name = tag.attribute("name").unwrap_or_default();
            // A sheet of another document, kept here for what links to it.
            let is_cache = self.in_caches || name.starts_with("'file:") || name.starts_with("file:");
            self.say("sheet", Some(&link::readable(&name)));
            let is_plain = !self.styles.has_backdrop && style.fill.is_none();
            self.cells = Some(Cells::new(&name, style.is_hidden || is_cache, is_plain, self.named));
            return;
        }
        if self.tables.is_empty() && self.flow().sink == Sink::Main {
            self.end_lines();
        }
        if self.tables.len() < MOST_LEVELS {
            let style = self.styles.of("table", tag.exact("table:style-name").as_deref());
            let mut table = Table::default();
            table.fill = style.fill;
            self.tables.push(table);
        }
    }

    pub(super) fn start_cell(&mut self, tag: &Tag<'_>) {
        if self.in_slides {
            return;
        }
        let style = match (&mut self.cells, self.tables.is_empty()) {
            (Some(cells), true) => {
                cells.cell(tag, &self.styles);
                Style::default()
            }
            _ => self.styles.of("table-cell", tag.exact("table:style-name").as_deref()),
        };
        self.open(Sink::Cell);
        let flow = self.flow();
        flow.columns = tag.number("number-columns-repeated").unwrap_or(1).clamp(1, 64) as usize;
        flow.fill = style.fill;
    }

    pub(super) fn start_shape(&mut self, tag: &Tag<'_>) {
        // On a master such shapes hold prompts of the program.
        let is_prompt = tag.exact("presentation:class").is_some();
        match &mut self.slide {
            Some(slide) => slide.start_shape(tag, &self.styles.hidden_layers),
            None => self.open(if is_prompt { Sink::Prompt } else { Sink::Box }),
        }
    }
}
