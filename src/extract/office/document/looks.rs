//! How text looks in a Word document, as far as it decides whether anybody can see it: what is set on a run, what its
//! styles say, and what lies behind it.

use crate::extract::look::{self, BLACK, TINY, WHITE, Way};
use crate::extract::office::markup::{self, Markup, Tag};
use crate::model::Unread;
use hashbrown::HashMap;

/// Styles that rest on styles are followed so far.
const MOST_BASES: usize = 24;

/// A colour of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::extract::office) enum Colour {
    /// Dark on light and light on dark, as the program sees fit.
    Auto,
    Rgb(u32),
}

/// What is set on a run or a style; what is not set comes from the style below.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::extract::office) struct Look {
    pub vanish: Option<bool>,
    pub colour: Option<Colour>,
    /// `Some(None)`: set to none.
    pub highlight: Option<Option<u32>>,
    pub shade: Option<Option<u32>>,
    /// Of the font, in half points.
    pub size: Option<u16>,
}

impl Look {
    /// Takes up a property of a run.
    pub fn set(&mut self, tag: &Tag<'_>) {
        match tag.name() {
            "vanish" => self.vanish = Some(tag.is_on()),
            "color" => {
                self.colour = Some(tag.attribute("val").as_deref().and_then(rgb).map_or(Colour::Auto, Colour::Rgb))
            }
            "highlight" => self.highlight = Some(tag.attribute("val").as_deref().and_then(highlight)),
            "shd" => self.shade = Some(shade(tag)),
            "sz" => self.size = tag.attribute("val").and_then(|size| size.parse().ok()),
            _ => {}
        }
    }

    /// This, and what it does not set from `base`.
    pub fn over(self, base: Look) -> Look {
        Look {
            vanish: self.vanish.or(base.vanish),
            colour: self.colour.or(base.colour),
            highlight: self.highlight.or(base.highlight),
            shade: self.shade.or(base.shade),
            size: self.size.or(base.size),
        }
    }

    /// Whether text so set can be seen. `ground` is the colour of the paragraph or the cell that it stands on, where it has
    /// one; `is_plain` says that nothing else can lie behind it.
    pub fn way(&self, ground: Option<u32>, is_plain: bool) -> Way {
        let colour = match self.colour {
            Some(Colour::Rgb(colour)) => Some(colour),
            Some(Colour::Auto) | None => None,
        };
        let (highlight, shade) = (self.highlight.flatten(), self.shade.flatten());
        let is_vanished = self.vanish == Some(true);
        let is_tiny = self.size.is_some_and(|size| size <= TINY);
        let is_on_unknown = !is_plain;
        look::Look { is_deleted: false, is_vanished, is_tiny, colour, highlight, shade, ground, is_on_unknown }.way()
    }
}

fn rgb(value: &str) -> Option<u32> {
    (value.len() == 6).then(|| u32::from_str_radix(value, 16).ok())?
}

/// The colours that text can be highlighted in.
fn highlight(name: &str) -> Option<u32> {
    Some(match name {
        "black" => BLACK,
        "white" => WHITE,
        "blue" => 0x0000FF,
        "cyan" => 0x00FFFF,
        "darkBlue" => 0x00008B,
        "darkCyan" => 0x008B8B,
        "darkGray" => 0xA9A9A9,
        "darkGreen" => 0x006400,
        "darkMagenta" => 0x800080,
        "darkRed" => 0x8B0000,
        "darkYellow" => 0x808000,
        "green" => 0x00FF00,
        "lightGray" => 0xD3D3D3,
        "magenta" => 0xFF00FF,
        "red" => 0xFF0000,
        "yellow" => 0xFFFF00,
        _ => return None,
    })
}

/// The colour that `shd` fills with.
pub(super) fn shade(tag: &Tag<'_>) -> Option<u32> {
    let colour = |name: &str| tag.attribute(name).as_deref().and_then(rgb);
    match tag.attribute("val").as_deref() {
        Some("solid") => Some(colour("color").unwrap_or(BLACK)),
        Some("nil") => None,
        _ => colour("fill"),
    }
}

/// A style with all that it rests on.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Style {
    pub look: Look,
    /// The colour behind its paragraphs.
    pub fill: Option<u32>,
    /// A table in this style has colours of its own.
    pub is_shaded: bool,
    /// The lines around a form that was pasted from a web page: hidden by the program, not by a person.
    pub is_edge_of_form: bool,
}

/// The styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_id: HashMap<String, Style>,
    defaults: Look,
    paragraph: Style,
}

/// A style as it is written.
#[derive(Default)]
struct Written {
    style: Style,
    base: Option<String>,
}

impl Styles {
    /// Reads `styles.xml`.
    pub fn read(bytes: &[u8]) -> (Self, Result<(), Unread>) {
        let mut written: HashMap<String, Written> = HashMap::new();
        let (mut styles, mut open, mut usual) = (Styles::default(), None::<(String, Written)>, None);
        let (mut in_runs, mut in_paragraphs, mut in_defaults) = (false, false, false);
        let outcome = markup::each(bytes, &mut |piece| match piece {
            Markup::Start(tag) => match tag.name() {
                "docDefaults" => in_defaults = true,
                "style" => {
                    let id = tag.attribute("styleId").unwrap_or_default().into_owned();
                    if tag.says_yes("default") && tag.attribute("type").as_deref() == Some("paragraph") {
                        usual = Some(id.clone());
                    }
                    open = Some((id, Written::default()));
                }
                "rPr" => in_runs = true,
                "pPr" => in_paragraphs = true,
                "name" => {
                    if let (Some((_, open)), Some(name)) = (&mut open, tag.attribute("val")) {
                        open.style.is_edge_of_form = name.ends_with("Top of Form") || name.ends_with("Bottom of Form");
                    }
                }
                "basedOn" => {
                    if let Some((_, open)) = &mut open {
                        open.base = tag.attribute("val").map(|base| base.into_owned());
                    }
                }
                _ if in_defaults && in_runs => styles.defaults.set(tag),
                name => {
                    let Some((_, open)) = &mut open else { return };
                    if name == "shd" && shade(tag).is_some_and(|fill| fill != WHITE) {
                        open.style.is_shaded = true;
                    }
                    if in_runs {
                        open.style.look.set(tag);
                    } else if in_paragraphs && name == "shd" {
                        open.style.fill = shade(tag);
                    }
                }
            },
            Markup::Text(_) => {}
            Markup::End(name) => match name {
                "docDefaults" => in_defaults = false,
                "rPr" => in_runs = false,
                "pPr" => in_paragraphs = false,
                "style" => written.extend(open.take()),
                _ => {}
            },
        });
        for id in written.keys() {
            let (mut style, mut at) = (Style::default(), Some(id));
            for _ in 0..MOST_BASES {
                let Some(base) = at.and_then(|id| written.get(id)) else { break };
                style = Style {
                    look: style.look.over(base.style.look),
                    fill: style.fill.or(base.style.fill),
                    is_shaded: style.is_shaded || base.style.is_shaded,
                    is_edge_of_form: style.is_edge_of_form || base.style.is_edge_of_form,
                };
                at = base.base.as_ref();
            }
            styles.by_id.insert(id.clone(), style);
        }
        styles.paragraph = usual.map(|id| styles.of(Some(&id))).unwrap_or_default();
        (styles, outcome)
    }

    /// The style of that name; one that is not there sets nothing.
    pub fn of(&self, id: Option<&str>) -> Style {
        id.and_then(|id| self.by_id.get(id)).copied().unwrap_or_default()
    }

    /// The style of a paragraph: the usual one where it names none.
    pub fn of_paragraph(&self, id: Option<&str>) -> Style {
        id.and_then(|id| self.by_id.get(id)).copied().unwrap_or(self.paragraph)
    }

    pub fn defaults(&self) -> Look {
        self.defaults
    }
}
