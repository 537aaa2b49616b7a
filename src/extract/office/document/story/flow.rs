//! Where the text of a story goes as it comes: the flow of paragraphs that is open, and fields that compute text.

use super::super::looks::{Look, Style};
use super::super::paragraph::Paragraph;
use crate::extract::look::Way;

/// Where lines go.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Sink {
    Main,
    Box,
    Cell,
}

/// What properties that are being read belong to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Of {
    Run,
    Mark,
    Paragraph,
    Cell,
    Row,
    Table,
    Other,
}

/// What text at this place is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Letters {
    None,
    Text,
    Deleted,
    Code,
}

/// Paragraphs one after the other: the story itself, a text box, a cell.
pub(super) struct Flow {
    pub sink: Sink,
    pub lines: String,
    pub paragraph: Paragraph,
    pub in_paragraph: bool,
    pub style: Style,
    /// The colour behind the paragraph.
    pub fill: Option<u32>,
    pub in_run: bool,
    pub look: Look,
    pub run_style: Style,
    /// Of the run, once it is known.
    pub way: Option<Way>,
    pub cell_fill: Option<u32>,
    pub cell_is_deleted: bool,
    pub columns: usize,
}

impl Flow {
    pub fn new(sink: Sink, style: Style) -> Self {
        let (lines, paragraph) = (String::new(), Paragraph::default());
        let (look, run_style) = (Look::default(), Style::default());
        let (fill, way, cell_fill) = (None, None, None);
        let (in_paragraph, in_run, cell_is_deleted, columns) = (false, false, false, 1);
        Flow {
            sink,
            lines,
            paragraph,
            in_paragraph,
            style,
            fill,
            in_run,
            look,
            run_style,
            way,
            cell_fill,
            cell_is_deleted,
            columns,
        }
    }
}

/// A field: what it computes, and whether that is still being read.
#[derive(Default)]
pub(super) struct Field {
    pub code: String,
    pub in_code: bool,
}
