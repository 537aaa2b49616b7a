//! Styles of OpenDocument, as far as they decide whether anything can be seen.

use crate::extract::office::document::{Colour, Look};
use crate::extract::office::markup::Tag;
use hashbrown::{HashMap, HashSet};

/// Styles that rest on styles are followed so far.
const MOST_PARENTS: usize = 24;

/// A point in centimetres.
const POINT: f64 = 2.54 / 72.0;

/// What a style sets.
#[derive(Debug, Clone, Default)]
pub(super) struct Style {
    parent: Option<String>,
    pub look: Look,
    /// The colour behind a paragraph, a cell, a row, a table.
    pub fill: Option<u32>,
    /// A sheet or a slide of this style is not shown.
    pub is_hidden: bool,
    /// Another style takes its place under some condition.
    pub has_conditions: bool,
}

/// All styles, by family and name.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_name: HashMap<String, HashMap<String, Style>>,
    /// The one that is being read.
    open: Option<((String, String), Style)>,
    /// Width and height of pages in centimetres, by the name of the layout.
    layouts: HashMap<String, (f64, f64)>,
    open_layout: Option<String>,
    /// Layouts by the name of the master page.
    masters: HashMap<String, String>,
    /// The pages have a colour.
    pub has_backdrop: bool,
    /// Layers of a drawing that are not shown.
    pub hidden_layers: HashSet<String>,
}

impl Styles {
    /// Takes up the start of an element; says whether it was one of styles.
    pub fn start(&mut self, tag: &Tag<'_>) -> bool {
        let text = |name| tag.attribute(name).map(|value| value.into_owned());
        match tag.name() {
            "style" | "default-style" => {
                let name = text("name").unwrap_or_default();
                let family = text("family").unwrap_or_default();
                let style = Style { parent: text("parent-style-name"), ..Style::default() };
                self.open = Some(((family, name), style));
            }
            "page-layout" => self.open_layout = text("name"),
            "page-layout-properties" => {
                let size = |name| tag.attribute(name).and_then(|length| centimetres(&length));
                if let (Some(name), Some(width), Some(height)) =
                    (&self.open_layout, size("page-width"), size("page-height"))
                {
                    self.layouts.insert(name.clone(), (width, height));
                }
                self.has_backdrop |=
                    tag.attribute("background-color").as_deref().and_then(rgb).is_some_and(|c| c != 0xFF_FF_FF);
            }
            "master-page" => {
                if let (Some(name), Some(layout)) = (text("name"), text("page-layout-name")) {
                    self.masters.insert(name, layout);
                }
                return false;
            }
            "layer" => {
                if tag.attribute("display").is_some_and(|display| matches!(&*display, "none" | "printer")) {
                    self.hidden_layers.extend(text("name"));
                }
            }
            "map" => self.open.iter_mut().for_each(|(_, style)| style.has_conditions = true),
            name => {
                let Some((_, style)) = &mut self.open else { return false };
                match name {
                    "text-properties" => look(tag, &mut style.look),
                    "paragraph-properties" | "table-cell-properties" | "table-row-properties" | "table-properties" => {
                        if let Some(colour) = tag.attribute("background-color") {
                            style.fill = rgb(&colour);
                        }
                        style.is_hidden |= tag.attribute("display").is_some_and(|display| display == "false");
                    }
                    "drawing-page-properties" => {
                        style.is_hidden |= tag.exact("presentation:visibility").is_some_and(|value| value == "hidden");
                    }
                    _ => return false,
                }
            }
        }
        true
    }

    /// Takes up the end of an element.
    pub fn end(&mut self, name: &str) {
        match name {
            "style" | "default-style" => {
                if let Some(((family, name), style)) = self.open.take() {
                    self.by_name.entry(family).or_default().insert(name, style);
                }
            }
            "page-layout" => self.open_layout = None,
            _ => {}
        }
    }

    /// The style of that family and name, with all that it rests on.
    pub fn of(&self, family: &str, name: Option<&str>) -> Style {
        let mut style = Style::default();
        let Some(family) = self.by_name.get(family) else { return style };
        let mut at = name.and_then(|name| family.get(name));
        for _ in 0..MOST_PARENTS {
            let Some(base) = at else { break };
            style.look = style.look.over(base.look);
            style.fill = style.fill.or(base.fill);
            style.is_hidden |= base.is_hidden;
            style.has_conditions |= base.has_conditions;
            at = base.parent.as_ref().and_then(|parent| family.get(parent));
        }
        if let Some(usual) = family.get("") {
            style.look = style.look.over(usual.look);
        }
        style
    }

    /// Width and height in centimetres of pages of that master.
    pub fn size(&self, master: Option<&str>) -> Option<(f64, f64)> {
        self.layouts.get(self.masters.get(master?)?).copied()
    }
}

fn look(tag: &Tag<'_>, look: &mut Look) {
    for (name, value) in tag.attributes() {
        match name.rsplit_once(':').map_or(name, |(_, local)| local) {
            "display" => look.vanish = Some(value == "none"),
            "color" => look.colour = rgb(&value).map(Colour::Rgb),
            "use-window-font-color" if value == "true" => look.colour = Some(Colour::Auto),
            "background-color" => look.shade = Some(rgb(&value)),
            // A size in percent is one of another size, which the program works out.
            "font-size" => look.size = centimetres(&value).map(|size| (size / POINT * 2.0).ceil() as u16),
            _ => {}
        }
    }
}

/// `#ffffff`; `None` for `transparent` and the like.
fn rgb(value: &str) -> Option<u32> {
    let digits = value.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    u32::from_str_radix(digits, 16).ok()
}

/// A length such as `2.5cm`.
pub(super) fn centimetres(length: &str) -> Option<f64> {
    let unit = length.find(|c: char| c.is_ascii_alphabetic())?;
    let number: f64 = length[..unit].trim().parse().ok()?;
    let factor = match &length[unit..] {
        "cm" => 1.0,
        "mm" => 0.1,
        "in" => 2.54,
        "pt" => POINT,
        "pc" => 2.54 / 6.0,
        "px" => 2.54 / 96.0,
        _ => return None,
    };
    number.is_finite().then_some(number * factor)
}
