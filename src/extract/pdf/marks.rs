//! Annotations that say nothing of how they look: a viewer draws them, and so they may cover text. And areas that were marked
//! for redaction but never redacted.

use super::paint::{Colour, is_black};
use hayro_interpret::hayro_syntax::object::{Array, Dict, Name};
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect};

/// Annotations of a page that are looked at.
const MOST: usize = 20_000;

/// What of a page's annotations concerns its text.
#[derive(Debug, Default)]
pub(super) struct Marks {
    /// Areas marked for redaction.
    pub to_redact: Vec<BezPath>,
    /// Opaque areas that a viewer draws.
    pub covers: Vec<(BezPath, Colour)>,
}

impl Marks {
    pub fn of(page: &Dict<'_>, to_page: Affine) -> Marks {
        let mut marks = Marks::default();
        let Some(annotations) = page.get::<Array<'_>>("Annots") else { return marks };
        for annotation in annotations.iter::<Dict<'_>>().take(MOST) {
            let flags = annotation.get::<u32>("F").unwrap_or(0);
            // Not shown, or not on screens.
            if flags & (1 << 1 | 1 << 5) != 0 {
                continue;
            }
            let Some(subtype) = annotation.get::<Name<'_>>("Subtype") else { continue };
            let is_drawn = annotation.contains_key("AP");
            match &*subtype {
                b"Redact" => marks.to_redact.extend(areas(&annotation, to_page)),
                b"Highlight" if !is_drawn && is_solid(&annotation) => {
                    // A highlighter lets light colours through.
                    if let Some(colour) = colour(&annotation, "C").filter(|colour| is_black(*colour)) {
                        marks.covers.extend(areas(&annotation, to_page).map(|area| (area, colour)));
                    }
                }
                b"Square" if !is_drawn && is_solid(&annotation) => {
                    if let (Some(colour), Some(rect)) = (colour(&annotation, "IC"), rect(&annotation)) {
                        marks.covers.push((to_page * outline(&corners(rect)), colour));
                    }
                }
                _ => {}
            }
        }
        marks
    }
}

fn is_solid(annotation: &Dict<'_>) -> bool {
    annotation.get::<f32>("CA").unwrap_or(1.0) > 0.93
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
    let numbers: Vec<f64> = annotation
        .get::<Array<'_>>("QuadPoints")
        .map(|points| points.iter::<f32>().take(8 * MOST).map(f64::from).collect())
        .unwrap_or_default();
    let mut areas: Vec<BezPath> = numbers
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
