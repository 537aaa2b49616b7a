//! A slide, a page of notes or a master, from its markup: the text of its shapes, and of those that nobody sees.

use crate::extract::Output;
use crate::extract::office::alternatives::{self, Alternatives};
use crate::extract::office::fields::Fields;
use crate::extract::office::markup::{Markup, Tag};
use crate::model::Role;

/// What a slide holds.
#[derive(Debug, Default)]
pub(super) struct Content {
    /// Text that is shown, a paragraph a line, a row of a table a line with tabs.
    pub shown: String,
    /// That of it which stands in no placeholder.
    pub fixed: String,
    /// Text of shapes that are hidden or lie outside, with the way.
    pub hidden: Vec<(&'static str, String)>,
    /// The slide is left out of the show.
    pub is_hidden: bool,
}

/// A shape or a group of shapes that is open.
#[derive(Debug, Clone, Copy, Default)]
struct Shape {
    is_hidden: bool,
    is_outside: bool,
    /// A place of the layout: `None` where it is none.
    is_placeholder: bool,
    /// The page's number, its date or its picture: no notes.
    is_mute: bool,
    /// It stands in the margin of every page of notes or handouts, as a header or a footer.
    margin: Option<&'static str>,
    offset: (i64, i64),
    is_turned: bool,
}

/// In the unit of angles: 60,000 to a degree.
const HALF_TURN: i64 = 180 * 60_000;

/// Deeper groups belong to the last that counts.
const MOST_LEVELS: usize = 100;

/// Reads a slide.
pub(super) struct Slide<'s> {
    source: &'s str,
    size: (i64, i64),
    is_notes: bool,
    fields: &'s mut Fields,
    output: &'s mut dyn Output,
    content: Content,
    shapes: Vec<Shape>,
    /// Text of the shape that is open.
    text: String,
    in_text: bool,
    in_cell: bool,
    alternatives: Alternatives,
}

impl<'s> Slide<'s> {
    pub fn new(
        source: &'s str,
        size: (i64, i64),
        is_notes: bool,
        fields: &'s mut Fields,
        output: &'s mut dyn Output,
    ) -> Self {
        Slide {
            source,
            size,
            is_notes,
            fields,
            output,
            content: Content::default(),
            shapes: Vec::new(),
            text: String::new(),
            in_text: false,
            in_cell: false,
            alternatives: Alternatives::default(),
        }
    }

    /// Takes the next piece of markup.
    pub fn see(&mut self, piece: Markup<'_>) {
        if !self.alternatives.shows(&piece) {
            if let Markup::Start(tag) = piece {
                self.describe(tag);
            }
            return;
        }
        match piece {
            Markup::Start(tag) => self.start(tag),
            Markup::Text(text) if self.in_text => {
                self.text.extend(text.chars().filter(|&c| c != '\u{ad}').map(|c| if c == '\n' { ' ' } else { c }));
            }
            Markup::Text(_) => {}
            Markup::End(name) => self.end_of(name),
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag.name() {
            "sld" => self.content.is_hidden = tag.attribute("show").is_some_and(|show| matches!(&*show, "0" | "false")),
            "sp" | "grpSp" | "graphicFrame" | "pic" | "cxnSp" => {
                self.flush();
                if self.shapes.len() < MOST_LEVELS {
                    self.shapes.push(Shape::default());
                }
            }
            "cNvPr" => {
                self.shapes.last_mut().into_iter().for_each(|shape| shape.is_hidden = tag.says_yes("hidden"));
                self.describe(tag);
            }
            "ph" => {
                let Some(shape) = self.shapes.last_mut() else { return };
                shape.is_placeholder = true;
                let kind = tag.attribute("type").filter(|_| self.is_notes);
                shape.is_mute = matches!(kind.as_deref(), Some("sldNum" | "dt" | "sldImg"));
                shape.margin = match kind.as_deref() {
                    Some("hdr") => Some("header"),
                    Some("ftr") => Some("footer"),
                    _ => None,
                };
            }
            "xfrm" => {
                let is_turned = tag.number("rot").is_some_and(|angle| angle % HALF_TURN != 0);
                self.shapes.last_mut().into_iter().for_each(|shape| shape.is_turned = is_turned);
            }
            "off" => {
                if let (Some(shape), Some(x), Some(y)) = (self.shapes.last_mut(), tag.number("x"), tag.number("y")) {
                    shape.offset = (x, y);
                }
            }
            "ext" => {
                // Within a group places are counted otherwise: the group's own place decides.
                let (is_top, size) = (self.shapes.len() == 1 && !self.is_notes, self.size);
                if let (true, Some(shape), Some(width), Some(height)) =
                    (is_top, self.shapes.last_mut(), tag.number("cx"), tag.number("cy"))
                {
                    shape.is_outside = is_outside(shape.offset, (width, height), shape.is_turned, size);
                }
            }
            "t" => self.in_text = true,
            "br" => self.text.push('\t'),
            "tc" => self.in_cell = true,
            "hlinkClick" | "hlinkHover" => {
                if let Some(text) = tag.attribute("tooltip") {
                    self.fields.add_once(Role::Metadata, self.source, "tooltip", &text, self.output);
                }
            }
            _ => {}
        }
    }

    /// What a shape says of itself.
    fn describe(&mut self, tag: &Tag<'_>) {
        if tag.name() != "cNvPr" {
            return;
        }
        for (attribute, label) in [("descr", "alt-text"), ("title", "alt-text"), ("name", "file-name")] {
            let value = tag.attribute(attribute).filter(|value| label != "file-name" || value.contains('.'));
            if let Some(value) = value {
                self.fields.add_once(Role::Metadata, self.source, label, &value, self.output);
            }
        }
    }

    fn end_of(&mut self, name: &str) {
        match name {
            "AlternateContent" => {
                if let Some(text) = self.alternatives.rest() {
                    self.fields.next_record();
                    self.fields.add(Role::Hidden, self.source, alternatives::LABEL, &text, self.output);
                }
            }
            "t" => self.in_text = false,
            "p" if self.in_cell => self.text.push(' '),
            "p" => self.text.push('\n'),
            "tc" => {
                self.in_cell = false;
                self.text.push('\t');
            }
            "tr" => self.text.push('\n'),
            "sp" | "grpSp" | "graphicFrame" | "pic" | "cxnSp" => {
                self.flush();
                self.shapes.pop();
            }
            _ => {}
        }
    }

    /// Puts the text of the shape where it belongs.
    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        if text.trim().is_empty() {
            return;
        }
        let last = self.shapes.last().copied().unwrap_or_default();
        if last.is_mute {
            return;
        }
        if let Some(margin) = last.margin {
            return self.fields.add_once(Role::Metadata, self.source, margin, &text, self.output);
        }
        let way = match () {
            () if self.shapes.iter().any(|shape| shape.is_hidden) => Some("hidden-shape"),
            () if self.shapes.iter().any(|shape| shape.is_outside) => Some("off-slide"),
            () => None,
        };
        match way {
            Some(way) => self.content.hidden.push((way, text)),
            None => {
                if !last.is_placeholder {
                    self.content.fixed.push_str(&text);
                }
                self.content.shown.push_str(&text);
            }
        }
    }

    /// What was read.
    pub fn end(mut self) -> Content {
        self.flush();
        self.content
    }
}

/// Whether a shape of that place and size lies outside of a slide.
fn is_outside(offset: (i64, i64), (width, height): (i64, i64), is_turned: bool, slide: (i64, i64)) -> bool {
    // However it is turned, it reaches no farther than its corners.
    let corner = (width as f64).hypot(height as f64) / 2.0;
    let beyond = |offset: i64, length: i64, slide: i64| {
        let half = length as f64 / 2.0;
        let (centre, reach) = (offset as f64 + half, if is_turned { corner } else { half });
        centre + reach <= 0.0 || centre - reach >= slide as f64
    };
    beyond(offset.0, width, slide.0) || beyond(offset.1, height, slide.1)
}
