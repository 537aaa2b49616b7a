//! A drawing: a handful of shapes whose colours a style sheet chooses, for light and dark, and a title and description that
//! screen readers tell.

use std::fmt::Write as _;

/// Blue and vermilion of Okabe and Ito's palette, which the colour-blind can tell apart; lighter ones on dark ground.
const STYLE: &str = "\
svg{color-scheme:light dark;font:13px system-ui,sans-serif;--ground:#fff;--ink:#1b1f24;--soft:#59636e;--line:#d1d9e0;--one:#0072b2;--two:#c44e00}\
@media(prefers-color-scheme:dark){svg{--ground:#0d1117;--ink:#e6edf3;--soft:#9198a1;--line:#3d444d;--one:#56b4e9;--two:#e69f00}}\
.ground{fill:var(--ground)}text{fill:var(--ink)}.soft{fill:var(--soft)}.title{font-size:17px;font-weight:600}\
.grid{stroke:var(--line)}.axis{stroke:var(--soft)}.dashed{stroke:var(--soft);stroke-dasharray:5 4}\
.one{stroke:var(--one);fill:none;stroke-width:2}.two{stroke:var(--two);fill:none;stroke-width:2}\
.one-fill{fill:var(--one)}.two-fill{fill:var(--two)}.whisker{stroke:var(--ink);stroke-width:1.5}\
.halo{paint-order:stroke;stroke:var(--ground);stroke-width:4px;stroke-linejoin:round}";

/// Where a text is held.
#[derive(Debug, Clone, Copy)]
pub enum Anchor {
    /// At its start.
    Start,
    /// At its middle.
    Middle,
    /// At its end.
    End,
}

/// A drawing under way. Lengths are pixels from the upper left corner.
pub struct Svg {
    out: String,
}

impl Svg {
    /// A drawing of that size.
    pub fn new(width: f64, height: f64, lang: &str, title: &str, description: &str) -> Self {
        let mut svg = Svg { out: String::new() };
        let (title, description) = (escaped(title), escaped(description));
        svg.push(format_args!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
             lang=\"{lang}\" role=\"img\" aria-labelledby=\"title description\">"
        ));
        svg.push(format_args!("<title id=\"title\">{title}</title>\n<desc id=\"description\">{description}</desc>"));
        svg.push(format_args!("<style>{STYLE}</style>"));
        svg.push(format_args!("<rect class=\"ground\" width=\"{width}\" height=\"{height}\"/>"));
        svg
    }

    fn push(&mut self, line: std::fmt::Arguments<'_>) {
        // A string takes all that is written.
        let _ = self.out.write_fmt(line);
        self.out.push('\n');
    }

    /// A straight line.
    pub fn line(&mut self, class: &str, from: (f64, f64), to: (f64, f64)) {
        let ((x1, y1), (x2, y2)) = (from, to);
        self.push(format_args!(
            "<line class=\"{class}\" x1=\"{x1:.1}\" y1=\"{y1:.1}\" x2=\"{x2:.1}\" y2=\"{y2:.1}\"/>"
        ));
    }

    /// A line through points.
    pub fn path(&mut self, class: &str, points: &[(f64, f64)]) {
        let mut written = String::new();
        for (x, y) in points {
            let _ = write!(written, "{x:.1},{y:.1} ");
        }
        self.push(format_args!("<polyline class=\"{class}\" points=\"{}\"/>", written.trim_end()));
    }

    /// A rectangle.
    pub fn rectangle(&mut self, class: &str, at: (f64, f64), width: f64, height: f64) {
        let (x, y) = at;
        self.push(format_args!(
            "<rect class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\"/>"
        ));
    }

    /// A dot with a text that shows when it is pointed at.
    pub fn dot(&mut self, class: &str, at: (f64, f64), radius: f64, says: &str) {
        let (x, y) = at;
        let says = escaped(says);
        self.push(format_args!(
            "<circle class=\"{class}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{radius}\"><title>{says}</title></circle>"
        ));
    }

    /// A text on its base line.
    pub fn text(&mut self, class: &str, at: (f64, f64), anchor: Anchor, text: &str) {
        let ((x, y), anchor, text) = (at, anchor.as_str(), escaped(text));
        self.push(format_args!(
            "<text class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\">{text}</text>"
        ));
    }

    /// A text that runs upwards, held at its middle.
    pub fn upright(&mut self, at: (f64, f64), text: &str) {
        let ((x, y), text) = (at, escaped(text));
        self.push(format_args!(
            "<text transform=\"translate({x:.1} {y:.1}) rotate(-90)\" text-anchor=\"middle\">{text}</text>"
        ));
    }

    /// The file.
    pub fn finish(mut self) -> String {
        self.out.push_str("</svg>\n");
        self.out
    }
}

impl Anchor {
    fn as_str(self) -> &'static str {
        match self {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        }
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
