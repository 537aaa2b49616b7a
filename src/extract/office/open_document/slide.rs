//! A slide of an OpenDocument presentation or a page of a drawing: where its shapes lie, and which of them nobody sees.

use super::styles::centimetres;
use crate::extract::Output;
use crate::extract::office::markup::Tag;
use crate::extract::passage::{hand_out, hand_out_covert, on_page};
use crate::model::Role;
use hashbrown::HashSet;

/// Deeper groups belong to the last that counts.
const MOST_LEVELS: usize = 100;

/// A slide in the making.
pub(super) struct Slide {
    page: u32,
    is_hidden: bool,
    size: Option<(f64, f64)>,
    /// For each shape that is open: how it is kept from the eye.
    shapes: Vec<Option<&'static str>>,
    shown: String,
    hidden: Vec<(&'static str, String)>,
    pub notes: String,
}

impl Slide {
    pub fn new(page: u32, is_hidden: bool, size: Option<(f64, f64)>) -> Self {
        let (shapes, shown, hidden, notes) = (Vec::new(), String::new(), Vec::new(), String::new());
        Slide { page, is_hidden, size, shapes, shown, hidden, notes }
    }

    /// A shape begins.
    pub fn start_shape(&mut self, tag: &Tag<'_>, hidden_layers: &HashSet<String>) {
        if self.shapes.len() >= MOST_LEVELS {
            return;
        }
        let is_in_hidden_layer = tag.exact("draw:layer").is_some_and(|layer| hidden_layers.contains(&*layer));
        let length = |name: &str| tag.attribute(name).and_then(|length| centimetres(&length));
        // Text grows beyond a height of nothing.
        let (width, height) = (length("width").unwrap_or(0.0), length("height").unwrap_or(0.0));
        let is_outside = match (self.size, length("x"), length("y")) {
            // One that is turned has its place in another way.
            _ if tag.attribute("transform").is_some() => false,
            (Some((page_width, page_height)), Some(x), Some(y)) => {
                x + width <= 0.0 || y + height.max(1.0) <= 0.0 || x >= page_width || y >= page_height
            }
            _ => false,
        };
        let way = match () {
            () if tag.attribute("display").is_some_and(|display| display == "none") => Some("hidden-shape"),
            () if is_in_hidden_layer => Some("hidden-layer"),
            () if is_outside => Some("off-slide"),
            () => None,
        };
        let above = self.shapes.last().copied().flatten();
        // A shape of its own begins here.
        if let (Some(way), None) = (way, above) {
            self.hidden.push((way, String::new()));
        }
        self.shapes.push(above.or(way));
    }

    pub fn end_shape(&mut self) {
        self.shapes.pop();
    }

    /// A line of text in the shape that is open.
    pub fn line(&mut self, line: &str) {
        let is_hidden = self.shapes.last().copied().flatten().is_some();
        let text = match self.hidden.last_mut() {
            Some((_, text)) if is_hidden => text,
            _ => &mut self.shown,
        };
        text.push_str(line);
        text.push('\n');
    }

    pub fn hand_out(self, output: &mut dyn Output) {
        let places = on_page(self.page, 0);
        match self.is_hidden {
            true => hand_out_covert(Role::Hidden, "hidden-slide", &self.shown, &places, output),
            false => hand_out(Role::Body, self.shown.trim_end(), &places, output),
        }
        for (way, text) in &self.hidden {
            hand_out_covert(Role::Hidden, way, text, &places, output);
        }
        hand_out(Role::Comment, self.notes.trim_end(), &places, output);
    }
}
