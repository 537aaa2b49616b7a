//! Where the text of an OpenDocument goes as it comes: the flow of paragraphs that is open.

use crate::extract::office::document::{Look, Paragraph};

/// Where paragraphs go.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Sink {
    Main,
    /// A frame, a note, a header.
    Box,
    Header,
    Prompt,
    Cell,
    Annotation,
    Slide,
    Notes,
    /// A tracked change, under its name.
    Deleted(String),
}

pub(super) struct Flow {
    pub sink: Sink,
    pub lines: String,
    pub paragraph: Paragraph,
    pub in_paragraph: bool,
    /// The look of each span that is open, the paragraph's first.
    pub looks: Vec<Look>,
    pub fill: Option<u32>,
    pub is_hidden: bool,
    pub columns: usize,
}

impl Flow {
    pub fn new(sink: Sink) -> Self {
        let (lines, paragraph, looks) = (String::new(), Paragraph::default(), Vec::new());
        Flow { sink, lines, paragraph, in_paragraph: false, looks, fill: None, is_hidden: false, columns: 1 }
    }
}
