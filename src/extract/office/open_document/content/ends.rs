//! Where elements end, their text goes where it belongs: to a cell, a slide, a comment, a part of its own.

use super::{Content, SHAPES, Sink};
use crate::extract::look::Way;
use crate::extract::passage::{hand_out, hand_out_covert};
use crate::model::{Places, Role};

impl Content<'_> {
    pub(super) fn end_of(&mut self, name: &str) {
        self.styles.end(name);
        match name {
            "h" | "p" => {
                if self.flow().in_paragraph {
                    self.end_paragraph();
                }
            }
            "span" => {
                let flow = self.flow();
                if flow.looks.len() > 1 {
                    flow.looks.pop();
                }
            }
            "section" => self.hidden_sections -= usize::from(self.sections.pop().unwrap_or(false)),
            "note-body" => self.close(&Sink::Box),
            "annotation" => self.close(&Sink::Annotation),
            "changed-region" | "cell-content-change" | "deletion" | "movement" if self.in_changes => {
                self.close_deleted(name)
            }
            "tracked-changes" => self.in_changes = false,
            "dde-links" => self.in_caches = false,
            "header" | "footer" | "header-left" | "footer-left" | "header-first" | "footer-first" if self.in_header => {
                self.in_header = false;
                self.close(&Sink::Header);
            }
            "table" if !self.in_slides => match self.tables.pop() {
                Some(table) => {
                    table.hand_out(Role::Body, self.output);
                    self.first_paragraph = self.paragraphs + 1;
                }
                None => {
                    if let Some(cells) = self.cells.take() {
                        self.trouble.note(cells.end(self.output));
                    }
                }
            },
            "table-cell" | "covered-table-cell" => self.close(&Sink::Cell),
            "page" if self.slide.is_some() => self.close(&Sink::Slide),
            "notes" if self.slide.is_some() => self.close(&Sink::Notes),
            name if SHAPES.contains(&name) => match (&mut self.slide, self.flows.last()) {
                (Some(slide), _) => slide.end_shape(),
                (None, Some(flow)) if flow.sink == Sink::Prompt => self.close(&Sink::Prompt),
                (None, _) => self.close(&Sink::Box),
            },
            _ => self.end_capture(name),
        }
    }

    /// Closes the flow that is open, if it is of that kind.
    pub(super) fn close(&mut self, sink: &Sink) {
        if self.flow().sink != *sink {
            return;
        }
        if self.flow().in_paragraph {
            self.end_paragraph();
        }
        self.coverts.end(self.output);
        let Some(flow) = self.flows.pop() else { return };
        let lines = flow.lines.trim_end();
        let places = match self.paragraphs {
            0 => Places::Lines { first_line: 1 },
            first => Places::Paragraphs { first },
        };
        match sink {
            Sink::Box => hand_out(Role::Body, lines, &places, self.output),
            Sink::Header => {
                if self.headers.insert(lines.to_owned()) {
                    hand_out(Role::Body, lines, &places, self.output);
                }
            }
            Sink::Cell => match (&mut self.cells, self.tables.last_mut()) {
                (_, Some(table)) => table.add(lines.to_owned(), flow.columns),
                (Some(cells), None) => cells.end_cell(lines, self.output),
                (None, None) => hand_out(Role::Body, lines, &places, self.output),
            },
            Sink::Annotation => match (&mut self.cells, &mut self.slide) {
                (Some(cells), _) => cells.comment(lines.to_owned(), self.output),
                (_, Some(slide)) => {
                    slide.notes.push_str(lines);
                    slide.notes.push('\n');
                }
                _ => self.fields.add(Role::Comment, &self.source, "comment", lines, self.output),
            },
            Sink::Notes => {
                self.slide.iter_mut().for_each(|slide| slide.notes.push_str(lines));
            }
            Sink::Slide => {
                if let Some(slide) = self.slide.take() {
                    slide.hand_out(self.output);
                }
            }
            Sink::Main | Sink::Prompt | Sink::Deleted(_) => {}
        }
    }

    pub(super) fn close_deleted(&mut self, name: &str) {
        if self.in_sheets == (name == "changed-region") || !matches!(self.flow().sink, Sink::Deleted(_)) {
            return;
        }
        self.close_flow_of_deletion();
    }

    pub(super) fn close_flow_of_deletion(&mut self) {
        if self.flow().in_paragraph {
            self.end_paragraph();
        }
        let Some(flow) = self.flows.pop() else { return };
        let lines = flow.lines.trim_end_matches('\n');
        match flow.sink {
            // An insertion has no text of its own here.
            Sink::Deleted(id) if !id.is_empty() && !lines.is_empty() => {
                self.deletions.insert(id, lines.to_owned());
            }
            _ => hand_out_covert(
                Role::DeletedText,
                Way::TrackedDeletion.label(),
                lines,
                &Places::Lines { first_line: 1 },
                self.output,
            ),
        }
    }
}
