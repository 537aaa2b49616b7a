//! PDF: text under covers that do not remove it, and what only looks like a cover.

use crate::make::pdf::{Pdf, filled, latin, line, lines, one_page};
use crate::seen::{CLEAN, Seen, scan, secret};
use serde_json::Value;

const PATH: &str = "inn/vedtak.pdf";

/// The line that is covered stands on the height of 700 points: 142 from the top.
const HEIGHT: u32 = 700;

/// Around the whole line.
const AROUND: [f32; 4] = [70.0, 696.0, 300.0, 14.0];

fn seen(content: &str) -> Seen {
    scan("vedtak.pdf", one_page(content))
}

fn covered_line() -> String {
    lines(&[CLEAN]) + &line(72, HEIGHT, 12.0, &secret())
}

fn clean_line() -> String {
    lines(&[CLEAN]) + &line(72, HEIGHT, 12.0, CLEAN)
}

/// It stands where the covered line does.
#[track_caller]
fn stands_in_its_place(finding: &Value) {
    assert_eq!(finding["location"]["page"], 1, "{finding}");
    let corner = |at: usize| finding["location"]["bbox"][at].as_f64().unwrap_or_else(|| panic!("no box: {finding}"));
    let [left, top, right, bottom] = [0, 1, 2, 3].map(corner);
    assert!((60.0..200.0).contains(&left) && right > left && right < 400.0, "{finding}");
    assert!((122.0..146.0).contains(&top) && bottom > top && bottom < 152.0, "{finding}");
}

#[test]
fn text_under_a_filled_shape_is_found_whatever_its_colour() {
    for colour in ["0 0 0 rg", "1 1 1 rg", "0.8 0.1 0.1 rg", "0.5 g", "0 0 0 1 k"] {
        let seen = seen(&(covered_line() + &filled(colour, AROUND)));
        stands_in_its_place(seen.flags(PATH, "under-redaction"));
        stands_in_its_place(seen.finds(PATH, "under-redaction"));
        assert_eq!(seen.code, 1, "{colour}");
    }
}

#[test]
fn what_stands_beside_the_bar_is_no_part_of_it() {
    let content = line(72, HEIGHT, 12.0, &format!("{CLEAN} {}", secret()));
    // The harmless sentence is about 245 points wide.
    let seen = seen(&(content + &filled("0 0 0 rg", [324.0, 696.0, 220.0, 14.0])));
    let flagged = seen.flags(PATH, "under-redaction");
    assert!(!flagged["text"].as_str().unwrap().contains("Kommunestyret"), "{flagged}");
}

#[test]
fn text_under_other_shapes_is_found() {
    let path = "q 0 0 0 rg 70 696 m 370 696 l 370 710 l 70 710 l h f Q\n";
    let thick = "q 0 0 0 RG 14 w 70 703 m 370 703 l S Q\n";
    let turned = "q 0 0 0 rg 0 1 -1 0 370 696 cm 0 0 14 300 re f Q\n";
    let pieces: String = (0..30).map(|at| filled("0 0 0 rg", [70.0 + 10.0 * at as f32, 696.0, 10.0, 14.0])).collect();
    for cover in [path, thick, turned, &pieces] {
        seen(&(covered_line() + cover)).flags(PATH, "under-redaction");
    }
}

#[test]
fn text_under_many_narrow_lines_is_found() {
    let strokes: String = (0..16).map(|at| format!("70 {0} m 370 {0} l S\n", 695 + at)).collect();
    let to_and_fro: String =
        (0..400).map(|at| format!("{} {} l ", 70.0 + 0.75 * f64::from(at), 695 + 14 * (at % 2))).collect();
    let bars: String = (0..16).map(|at| filled("0 g", [70.0, 695.0 + at as f32, 300.0, 1.1])).collect();
    for cover in [format!("q 1.1 w {strokes}Q\n"), format!("q 0.9 w 70 695 m {to_and_fro}S Q\n"), bars] {
        stands_in_its_place(seen(&(covered_line() + &cover)).flags(PATH, "under-redaction"));
    }
}

#[test]
fn lines_with_gaps_between_them_are_no_cover() {
    let ruled: String = (0..80).map(|at| format!("0 {0} m 595 {0} l S {0} 0 m {0} 842 l S\n", 10 * at)).collect();
    let hatched: String = (0..100).map(|at| format!("{0} 694 m {1} 712 l S\n", 70 + 3 * at, 88 + 3 * at)).collect();
    let double = "70 702 m 400 702 l S 70 704.5 m 400 704.5 l S 70 697 m 400 697 l S";
    for mark in [ruled, hatched, double.to_owned()] {
        seen(&(clean_line() + &format!("q 0.5 w {mark} Q\n"))).publishes();
    }
}

#[test]
fn text_under_an_image_is_found() {
    let mut pdf = Pdf::new();
    let dots = [0_u8; 4];
    let image = pdf
        .stream("/Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceGray /BitsPerComponent 8", &dots);
    let content = covered_line() + "q 300 0 0 14 70 696 cm /Im1 Do Q\n";
    pdf.page(&content, &format!("/XObject << /Im1 {image} 0 R >>"), "");
    let seen = scan("vedtak.pdf", pdf.bytes());
    stands_in_its_place(seen.flags(PATH, "under-redaction"));
}

#[test]
fn text_under_a_form_with_a_bar_is_found() {
    let mut pdf = Pdf::new();
    let bar = latin(&filled("0 0 0 rg", AROUND));
    let form = pdf.stream("/Type /XObject /Subtype /Form /BBox [0 0 595 842]", &bar);
    pdf.page(&(covered_line() + "/Fm1 Do\n"), &format!("/XObject << /Fm1 {form} 0 R >>"), "");
    scan("vedtak.pdf", pdf.bytes()).flags(PATH, "under-redaction");
}

fn annotated(content: &str, annotation: &str) -> Seen {
    let mut pdf = Pdf::new();
    let look = pdf.stream(
        "/Type /XObject /Subtype /Form /BBox [70 696 370 710]",
        &latin(&filled("0 0 0 rg", [70.0, 696.0, 300.0, 14.0])),
    );
    let look = format!("{look} 0 R");
    let annotation = pdf.object(format!("<< /Type /Annot {} >>", annotation.replace("LOOK", &look)));
    pdf.page(content, "", &format!("/Annots [{annotation} 0 R]"));
    scan("vedtak.pdf", pdf.bytes())
}

const PLACE: &str = "/Rect [70 696 370 710] /QuadPoints [70 710 370 710 70 696 370 696]";

#[test]
fn text_under_a_solid_annotation_is_found() {
    for annotation in [
        format!("/Subtype /Square {PLACE} /F 4 /IC [0 0 0] /C [0 0 0] /AP << /N LOOK >>"),
        format!("/Subtype /Square {PLACE} /F 4 /IC [0 0 0] /C [0 0 0]"),
        format!("/Subtype /FreeText {PLACE} /F 4 /C [0 0 0] /DA (0 g /Helv 8 Tf) /Contents () /AP << /N LOOK >>"),
    ] {
        let seen = annotated(&covered_line(), &annotation);
        stands_in_its_place(seen.flags(PATH, "under-redaction"));
    }
}

#[test]
fn a_redaction_that_was_only_marked_is_found() {
    for annotation in [
        format!("/Subtype /Redact {PLACE} /OC [1 0 0] /IC [0 0 0]"),
        "/Subtype /Redact /Rect [70 696 370 710] /IC [0 0 0]".to_owned(),
    ] {
        let seen = annotated(&covered_line(), &annotation);
        stands_in_its_place(seen.flags(PATH, "under-redaction"));
    }
}

#[test]
fn a_highlight_in_black_hides_nothing() {
    let seen = annotated(&covered_line(), &format!("/Subtype /Highlight {PLACE} /C [0 0 0]"));
    seen.flags(PATH, "under-redaction");
    annotated(&clean_line(), &format!("/Subtype /Highlight {PLACE} /C [1 1 0]")).publishes();
}

#[test]
fn text_on_a_ground_of_its_own_colour_is_found() {
    for (colour, text) in [("0 0 0 rg", "0 0 0 rg"), ("0.2 0.3 0.6 rg", "0.2 0.3 0.6 rg")] {
        let content = format!("{}{text}\n{}0 0 0 rg\n", filled(colour, AROUND), line(72, HEIGHT, 12.0, &secret()));
        let seen = seen(&(lines(&[CLEAN]) + &content));
        seen.flags(PATH, "under-redaction");
    }
}

#[test]
fn each_of_many_covered_words_is_found_on_its_page() {
    let mut pdf = Pdf::new();
    pdf.page(&lines(&[CLEAN]), "", "");
    pdf.page(&(covered_line() + &filled("0 0 0 rg", AROUND)), "", "");
    let seen = scan("vedtak.pdf", pdf.bytes());
    assert_eq!(seen.flags(PATH, "under-redaction")["location"]["page"], 2);
}

// What only looks like it

#[test]
fn fills_under_the_text_are_no_covers() {
    let row = |at: u32| {
        let bottom = 690.0 - 20.0 * at as f32;
        let colour = if at.is_multiple_of(2) { "0.9 g" } else { "1 g" };
        filled(colour, [70.0, bottom, 400.0, 20.0]) + &line(75, 695 - 20 * at, 10.0, CLEAN)
    };
    seen(&(0..5).map(row).collect::<String>()).publishes();
    // White on blue, as in the head of a table.
    let head = filled("0 0.3 0.5 rg", [70.0, 690.0, 400.0, 20.0]) + "1 g\n" + &line(75, 695, 10.0, CLEAN) + "0 g\n";
    seen(&(lines(&[CLEAN]) + &head)).publishes();
    // White under the text, as some programs paint under every line.
    seen(&(filled("1 g", AROUND) + &clean_line())).publishes();
}

#[test]
fn borders_underlines_and_strokes_are_no_covers() {
    let border = "q 0.5 w 70 690 400 20 re S 200 690 m 200 710 l S Q\n";
    let underline = filled("0 g", [72.0, 697.5, 250.0, 0.8]);
    let through = filled("0 g", [72.0, 703.5, 250.0, 0.8]);
    let thin = "q 0.6 w 70 703 m 400 703 l S Q\n";
    for mark in [border, &underline, &through, thin] {
        seen(&(clean_line() + mark)).publishes();
    }
}

#[test]
fn a_box_that_only_grazes_a_word_is_no_cover() {
    // The letters reach from about 697 to 709.
    let below = filled("0 g", [70.0, 690.0, 300.0, 9.5]);
    let above = filled("0 g", [70.0, 707.5, 300.0, 12.0]);
    for mark in [below, above] {
        seen(&(clean_line() + &mark)).publishes();
    }
}

#[test]
fn a_bar_over_nothing_is_no_failed_redaction() {
    let bar = filled("0 g", [70.0, 646.0, 300.0, 14.0]);
    seen(&(clean_line() + &bar)).publishes();
    let blanks = line(72, 650, 12.0, "                              ");
    seen(&(clean_line() + &blanks + &bar)).publishes();
}

#[test]
fn what_shines_through_is_no_cover() {
    let mut pdf = Pdf::new();
    let content = clean_line() + "q /G1 gs 1 1 0 rg 70 696 300 14 re f Q\n";
    pdf.page(&content, "/ExtGState << /G1 << /ca 0.3 >> >>", "");
    scan("vedtak.pdf", pdf.bytes()).publishes();
    let mut pdf = Pdf::new();
    let content = clean_line() + "q /G1 gs 1 1 0 rg 70 696 300 14 re f Q\n";
    pdf.page(&content, "/ExtGState << /G1 << /BM /Multiply >> >>", "");
    scan("vedtak.pdf", pdf.bytes()).publishes();
}

#[test]
fn hatched_fills_are_no_covers() {
    let mut pdf = Pdf::new();
    let tile = latin("0.3 w 0 0 m 6 6 l S\n");
    let entries =
        "/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 6 6] /XStep 6 /YStep 6 /Resources << >>";
    let pattern = pdf.stream(entries, &tile);
    let content = clean_line() + "q /Pattern cs /P1 scn 70 690 400 30 re f Q\n";
    pdf.page(&content, &format!("/Pattern << /P1 {pattern} 0 R >>"), "");
    scan("vedtak.pdf", pdf.bytes()).publishes();
}

#[test]
fn figures_and_watermarks_are_no_covers() {
    // A map with text on it, and a grey word across the page under the text.
    let figure = filled("0.7 0.8 0.9 rg", [72.0, 400.0, 300.0, 200.0]) + &line(80, 500, 10.0, "Kart over havna");
    seen(&(clean_line() + &figure)).publishes();
    let watermark = "q 0.85 g BT /F1 60 Tf 0.7 0.7 -0.7 0.7 120 300 Tm (UTKAST) Tj ET Q\n";
    seen(&(watermark.to_owned() + &clean_line())).publishes();
}

#[test]
fn clipped_boxes_cover_what_is_left_of_them() {
    let outside = "q 0 0 10 10 re W n 0 g 70 696 300 14 re f Q\n";
    seen(&(clean_line() + outside)).publishes();
}

#[test]
fn a_cover_that_is_painted_over_again_covers_nothing_that_is_read() {
    // Text painted anew on top of a bar is plain to see.
    let content = covered_clean() + "1 g\n" + &line(72, HEIGHT, 12.0, "UNNTATT OFFENTLIGHET") + "0 g\n";
    let seen = seen(&content);
    assert_eq!(seen.count("hidden-text"), 0, "{}", seen.told());
}

fn covered_clean() -> String {
    lines(&[CLEAN]) + &filled("0 g", AROUND)
}
