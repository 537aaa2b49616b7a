//! Annotations that say nothing of how they look: a viewer draws them, and so they may cover text. And areas that were marked
//! for redaction but never redacted.

use super::group::thick;
use super::paint::{Colour, is_black};
use hashbrown::HashSet;
use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, ObjectIdentifier};
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::kurbo::{Affine, BezPath, Ellipse, Point, Rect, Shape as _};

/// Annotations of a page that are looked at.
const MOST: usize = 20_000;

/// What of a page's annotations concerns its text.
#[derive(Debug, Default)]
pub(super) struct Marks {
    /// Areas marked for redaction.
    pub to_redact: Vec<BezPath>,
    /// Opaque areas that a viewer draws.
    pub covers: Vec<(BezPath, Colour)>,
    /// And lines, with their width.
    pub lines: Vec<(BezPath, f64, Colour)>,
    /// Where annotations lie in layers that are switched off.
    pub off: Vec<Rect>,
    /// Where annotations mix with what is below.
    pub mixed: Vec<Rect>,
}

impl Marks {
    pub fn of(page: &Page<'_>, to_page: Affine) -> Marks {
        let mut marks = Marks::default();
        let Some(annotations) = page.raw().get::<Array<'_>>("Annots") else { return marks };
        let layers_off = layers_off(page);
        for annotation in annotations.iter::<Dict<'_>>().take(MOST) {
            let Some(subtype) = annotation.get::<Name<'_>>("Subtype") else { continue };
            if &*subtype == b"Redact" {
                // Whether it is shown or not, somebody meant to redact what is below.
                marks.to_redact.extend(areas(&annotation, to_page));
            }
            let flags = annotation.get::<u32>("F").unwrap_or(0);
            // Not shown, or not on screens.
            if flags & (1 << 1 | 1 << 5) != 0 {
                continue;
            }
            let place = || rect(&annotation).map(|rect| to_page.transform_rect_bbox(rect));
            if annotation.get_ref("OC").is_some_and(|layer| layers_off.contains(&ObjectIdentifier::from(layer))) {
                marks.off.extend(place());
                continue;
            }
            if annotation.get::<Name<'_>>("BM").is_some_and(|way| &*way != b"Normal") {
                marks.mixed.extend(place());
            } else if !annotation.contains_key("AP") {
                marks.undrawn(&annotation, &subtype, to_page);
            }
        }
        marks
    }

    /// What a viewer draws for an annotation that does not say how it looks.
    fn undrawn(&mut self, annotation: &Dict<'_>, subtype: &[u8], to_page: Affine) {
        let fill = colour(annotation, "IC").filter(|colour| is_solid(annotation, *colour));
        let line = colour(annotation, "C").filter(|colour| is_solid(annotation, *colour));
        let width = line_width(annotation);
        let within = |inset: f64| rect(annotation).map(|rect| rect.inset(-inset));
        // Filled and drawn around.
        let path = match subtype {
            b"Highlight" => {
                // A highlighter lets light colours through.
                if let Some(colour) = line.filter(|colour| is_black(*colour)) {
                    self.covers.extend(areas(annotation, to_page).map(|area| (area, colour)));
                }
                return;
            }
            b"FreeText" => {
                self.covers.extend(within(0.0).zip(line).map(|(rect, colour)| (to_page * rect.to_path(0.1), colour)));
                return;
            }
            b"Widget" => {
                let look = annotation.get::<Dict<'_>>("MK").and_then(|look| colour(&look, "BG"));
                self.covers.extend(within(0.0).zip(look).map(|(rect, colour)| (to_page * rect.to_path(0.1), colour)));
                return;
            }
            b"Square" => within(width / 2.0).map(|rect| rect.to_path(0.1)),
            b"Circle" => within(width / 2.0).map(|rect| Ellipse::from_rect(rect).to_path(0.1)),
            b"Polygon" => Some(through(&numbers(annotation, "Vertices"), true)),
            b"PolyLine" => Some(through(&numbers(annotation, "Vertices"), false)),
            b"Line" => Some(through(&numbers(annotation, "L"), false)),
            b"Ink" => {
                let strokes = annotation.get::<Array<'_>>("InkList");
                let strokes = strokes.iter().flat_map(|strokes| strokes.iter::<Array<'_>>().take(MOST));
                let mut path = BezPath::new();
                strokes.for_each(|stroke| path.extend(through(&numbers_of(&stroke), false)));
                Some(path)
            }
            _ => return,
        };
        let Some(path) = path.filter(|path| !path.elements().is_empty()) else { return };
        let is_line = matches!(subtype, b"Line" | b"Ink" | b"PolyLine");
        if let Some(colour) = fill.filter(|_| !is_line) {
            self.covers.push((to_page * &path, colour));
        }
        if let Some(colour) = line.filter(|_| width > 0.0) {
            self.lines.push((to_page * path, width * to_page.determinant().abs().sqrt(), colour));
        }
    }
}

/// The layers that are switched off.
fn layers_off(page: &Page<'_>) -> HashSet<ObjectIdentifier> {
    let mut off = HashSet::new();
    let catalog = page.xref().get::<Dict<'_>>(page.xref().root_id());
    let Some(layers) = catalog.and_then(|catalog| catalog.get::<Dict<'_>>("OCProperties")) else { return off };
    let Some(usual) = layers.get::<Dict<'_>>("D") else { return off };
    let listed = |dict: &Dict<'_>, key: &str| -> Vec<ObjectIdentifier> {
        let list = dict.get::<Array<'_>>(key);
        list.iter().flat_map(|list| list.raw_iter()).filter_map(|item| item.as_obj_ref().map(Into::into)).collect()
    };
    if usual.get::<Name<'_>>("BaseState").is_some_and(|state| &*state == b"OFF") {
        off.extend(listed(&layers, "OCGs"));
    }
    for layer in listed(&usual, "ON") {
        off.remove(&layer);
    }
    off.extend(listed(&usual, "OFF"));
    off
}

/// How wide its lines are.
fn line_width(annotation: &Dict<'_>) -> f64 {
    let style = annotation.get::<Dict<'_>>("BS").and_then(|style| style.get::<f32>("W"));
    let border = || annotation.get::<Array<'_>>("Border").and_then(|border| border.iter::<f32>().nth(2));
    f64::from(style.or_else(border).unwrap_or(1.0)).clamp(0.0, 1000.0)
}

fn numbers(annotation: &Dict<'_>, key: &str) -> Vec<f64> {
    annotation.get::<Array<'_>>(key).map(|numbers| numbers_of(&numbers)).unwrap_or_default()
}

fn numbers_of(array: &Array<'_>) -> Vec<f64> {
    array.iter::<f32>().take(8 * MOST).map(f64::from).collect()
}

/// The line through points, each of two numbers.
fn through(numbers: &[f64], is_closed: bool) -> BezPath {
    let mut path = BezPath::new();
    for (number, point) in numbers.chunks_exact(2).enumerate() {
        let point = (point[0], point[1]);
        if number == 0 { path.move_to(point) } else { path.line_to(point) }
    }
    if is_closed && !path.elements().is_empty() {
        path.close_path();
    }
    path
}

fn is_solid(annotation: &Dict<'_>, colour: Colour) -> bool {
    annotation.get::<f32>("CA").unwrap_or(1.0) > thick(colour)
}

fn rect(annotation: &Dict<'_>) -> Option<Rect> {
    let rect = annotation.get::<hayro_interpret::hayro_syntax::object::Rect>("Rect")?;
    Some(Rect::new(rect.x0, rect.y0, rect.x1, rect.y1).abs())
}

fn corners(rect: Rect) -> [Point; 4] {
    [(rect.x0, rect.y0), (rect.x1, rect.y0), (rect.x0, rect.y1), (rect.x1, rect.y1)].map(Point::from)
}

/// The outline of a quadrilateral. Its corners come as Acrobat writes them, line by line, or as the standard has it, all the way
/// round: the box around them is the same.
fn outline(corners: &[Point; 4]) -> BezPath {
    let first = Rect::from_points(corners[0], corners[0]);
    let around = corners.iter().fold(first, |all, &corner| all.union_pt(corner));
    let mut path = BezPath::new();
    path.move_to((around.x0, around.y0));
    path.line_to((around.x1, around.y0));
    path.line_to((around.x1, around.y1));
    path.line_to((around.x0, around.y1));
    path.close_path();
    path
}

/// The areas that an annotation marks: its quadrilaterals, or else all of it.
fn areas(annotation: &Dict<'_>, to_page: Affine) -> impl Iterator<Item = BezPath> + use<> {
    let mut areas: Vec<BezPath> = numbers(annotation, "QuadPoints")
        .chunks_exact(8)
        .map(|n| outline(&[(n[0], n[1]), (n[2], n[3]), (n[4], n[5]), (n[6], n[7])].map(Point::from)))
        .collect();
    if areas.is_empty() {
        areas.extend(rect(annotation).map(|rect| outline(&corners(rect))));
    }
    areas.into_iter().map(move |area| to_page * area)
}

/// A colour of one, three or four numbers.
fn colour(annotation: &Dict<'_>, key: &str) -> Option<Colour> {
    let numbers: Vec<f32> = annotation.get::<Array<'_>>(key)?.iter::<f32>().take(5).collect();
    match numbers[..] {
        [grey] => Some([grey; 3]),
        [red, green, blue] => Some([red, green, blue]),
        [cyan, magenta, yellow, black] => Some([cyan, magenta, yellow].map(|ink| (1.0 - ink) * (1.0 - black))),
        _ => None,
    }
}
