//! Text under covers, and what looks like a cover and is none.

use super::builder::Document;

/// «Kari Brevik» in 12 points at 20, 100; the words are about 21 and 33 points wide.
const NAME: &str = "BT /F 12 Tf 20 100 Td (Kari Brevik) Tj ET ";

fn page(content: &str) -> super::builder::Read {
    Document::new(content).read()
}

#[test]
fn boxes_painted_later_cover_and_are_named_by_their_colour() {
    for (colour, label) in [("0 g", "black-box"), ("1 g", "white-box"), ("1 0 0 rg", "coloured-box")] {
        let read = page(&format!("{NAME}{colour} 15 95 80 16 re f"));
        read.is_covered(label, "Kari Brevik");
        assert_eq!(read.body(), "");
    }
}

#[test]
fn a_box_painted_earlier_covers_nothing() {
    page(&format!("1 g 15 95 80 16 re f 0 g {NAME}")).is_all_shown("Kari Brevik");
    page(&format!("0.8 g 15 95 80 16 re f 0 g {NAME}")).is_all_shown("Kari Brevik");
}

#[test]
fn only_the_words_under_the_box_are_covered() {
    let read = page(&format!("{NAME}0 g 46 95 60 16 re f"));
    read.is_covered("black-box", "Brevik");
    assert_eq!(read.body(), "Kari");
}

#[test]
fn a_box_that_covers_less_than_half_of_a_word_is_no_cover() {
    page(&format!("{NAME}0 g 5 95 23 16 re f")).is_all_shown("Kari Brevik");
    page(&format!("{NAME}0 g 15 105 80 16 re f")).is_all_shown("Kari Brevik");
    page(&format!("{NAME}0 g 35 95 23 16 re f 0 g")).is_all_shown("Kari Brevik");
}

#[test]
fn several_boxes_cover_together() {
    let boxes: String = (0..20).map(|at| format!("{} 95 4.2 16 re f ", 15 + 4 * at)).collect();
    let read = page(&format!("{NAME}0 g {boxes}"));
    assert_eq!(read.body(), "");
    assert!(read.under().iter().all(|(label, _)| label == "black-box"));
}

#[test]
fn a_thick_line_covers_and_a_thin_one_does_not() {
    page(&format!("{NAME}14 w 15 104 m 95 104 l S")).is_covered("black-box", "Kari Brevik");
    page(&format!("{NAME}1 w 15 104 m 95 104 l S")).is_all_shown("Kari Brevik");
    page(&format!("{NAME}1.6 w 15 98 m 95 98 l S")).is_all_shown("Kari Brevik");
    page(&format!("{NAME}15 103 80 1.2 re f")).is_all_shown("Kari Brevik");
}

/// Lines one above the other over the name, `step` apart and `width` wide, each as an operation of its own.
fn lines(step: f64, width: f64) -> String {
    let count = (12.0 / step) as usize;
    let line = |at: usize| format!("15 {0:.2} m 95 {0:.2} l S ", 98.0 + step * at as f64);
    format!("{width} w {}", (0..count).map(line).collect::<String>())
}

#[test]
fn many_narrow_lines_cover_together() {
    page(&format!("{NAME}{}", lines(1.0, 1.0))).is_covered("black-box", "Kari Brevik");
    page(&format!("{NAME}1 0 0 RG {}", lines(0.5, 0.6))).is_covered("coloured-box", "Kari Brevik");
    // As bars, by columns, in one go, to and fro, and as a curve.
    let bars: String = (0..14).map(|at| format!("15 {} 80 1 re f ", 97 + at)).collect();
    page(&format!("{NAME}{bars}")).is_covered("black-box", "Kari Brevik");
    let columns: String = (0..90).map(|at| format!("{} 96 m {0} 110 l S ", 14 + at)).collect();
    page(&format!("{NAME}1.2 w {columns}")).is_covered("black-box", "Kari Brevik");
    let way: String =
        (0..120).map(|at| format!("{:.2} {} l ", 14.0 + 0.7 * f64::from(at), 96 + 14 * (at % 2))).collect();
    page(&format!("{NAME}0.9 w 14 96 m {way}S")).is_covered("black-box", "Kari Brevik");
    let long: String =
        (0..600).map(|at| format!("{:.2} {} l ", 14.0 + 0.14 * f64::from(at), 96 + 14 * (at % 2))).collect();
    page(&format!("{NAME}2 w 14 96 m {long}S")).is_covered("black-box", "Kari Brevik");
    let curve: String =
        (0..20).map(|at| format!("40 {0} 70 {0} {1} {0} c ", 97.0 + 0.6 * f64::from(at), 14 + 82 * (at % 2))).collect();
    page(&format!("{NAME}1 w 14 97 m {curve}S")).is_covered("black-box", "Kari Brevik");
    let word: String = (0..12).map(|at| format!("44 {} 36 1.1 re f ", 97 + at)).collect();
    let read = page(&format!("{NAME}{word}"));
    read.is_covered("black-box", "Brevik");
    assert_eq!(read.body(), "Kari");
}

#[test]
fn lines_over_text_that_leave_it_to_be_read_are_no_cover() {
    let is_shown = |content: &str| page(&format!("{NAME}{content}")).is_all_shown("Kari Brevik");
    // Hatches, one way and both.
    is_shown(&lines(2.0, 0.5));
    is_shown(&lines(2.4, 1.0));
    is_shown(&lines(1.92, 0.3));
    let slanted: String =
        (0..40).map(|at| format!("{} 94 m {} 112 l S {1} 94 m {0} 112 l S ", 3 * at, 3 * at + 18)).collect();
    is_shown(&format!("0.4 w {slanted}"));
    // Struck through once and twice, underlined twice, crossed out.
    for width in [0.4, 0.8, 1.2, 1.4] {
        is_shown(&format!("{width} w 15 103 m 95 103 l S"));
        is_shown(&format!("{width} w 15 102.6 m 95 102.6 l S 15 104.6 m 95 104.6 l S"));
        is_shown(&format!("{width} w 15 98 m 95 98 l S 15 96 m 95 96 l S"));
        is_shown(&format!("{width} w 15 98 m 95 110 l S 15 110 m 95 98 l S"));
    }
    // Two strokes on two of the heights that are looked at first.
    is_shown("1.6 w 15 102.64 m 95 102.64 l S 15 106.5 m 95 106.5 l S");
    // A table's borders, ruled and squared paper, a chart.
    is_shown("0.7 w 15 95 80 14 re S 45 95 m 45 109 l S");
    let ruled: String = (0..40).map(|at| format!("0 {0} m 300 {0} l S {0} 0 m {0} 200 l S ", 5 * at)).collect();
    is_shown(&format!("0.3 w {ruled}"));
    let chart: String = (0..30).map(|at| format!("{} {} l ", 10 * at, 100 + 12 * (at % 2))).collect();
    is_shown(&format!("1 w 0 100 m {chart}S"));
    // A cover that was painted before the text, that lets it through, or that is dashed.
    page(&format!("{}1 0 0 rg {NAME}", lines(1.0, 1.0))).is_all_shown("Kari Brevik");
    let half = "/ExtGState <</G <</ca 0.4 /CA 0.4>>>>";
    let veiled = format!("{NAME}/G gs {}", lines(1.0, 1.0));
    Document::new(&veiled).with_resources(half).read().is_all_shown("Kari Brevik");
    is_shown(&format!("[1 3] 0 d {}", lines(1.0, 1.0)));
    // Clipped away.
    is_shown(&format!("q 15 20 80 40 re W n {} Q", lines(1.0, 1.0)));
}

#[test]
fn a_map_of_many_lines_is_not_too_much() {
    let map: String = (0..60_000)
        .map(|at| format!("{} {} m {} {} l S ", at * 7 % 300, at * 13 % 200, at * 11 % 300, at * 17 % 200))
        .collect();
    page(&format!("0.1 w {map}{NAME}")).is_all_shown("Kari Brevik");
    assert_eq!(page(&format!("{NAME}0.05 w {map}")).extraction.unread, None);
}

#[test]
fn what_lets_the_text_through_is_no_cover() {
    let half = "/ExtGState <</G <</ca 0.4 /CA 0.4>> /M <</BM /Multiply>>>>";
    let veiled = |content: &str| Document::new(content).with_resources(half).read();
    veiled(&format!("{NAME}/G gs 0 g 15 95 80 16 re f")).is_all_shown("Kari Brevik");
    veiled(&format!("{NAME}/M gs 1 1 0 rg 15 95 80 16 re f")).is_all_shown("Kari Brevik");
    veiled(&format!("{NAME}/M gs 0 g 15 95 80 16 re f")).is_covered("black-box", "Kari Brevik");
}

#[test]
fn veils_over_each_other_cover_together() {
    let thin = "/ExtGState <</G <</ca 0.6 /CA 0.6>> /M <</ca 0.6 /CA 0.6 /BM /Multiply>>>>";
    let veiled = |times: usize, paint: &str| {
        Document::new(&format!("{NAME}{}", paint.repeat(times))).with_resources(thin).read()
    };
    for paint in ["/G gs 0 g 15 95 80 16 re f ", "/M gs 0 g 15 95 80 16 re f "] {
        veiled(2, paint).is_all_shown("Kari Brevik");
        veiled(3, paint).is_covered("black-box", "Kari Brevik");
    }
    veiled(3, "/M gs 1 1 0 rg 15 95 80 16 re f ").is_all_shown("Kari Brevik");
    // Below the text they cover nothing.
    Document::new(&format!("{}{NAME}", "/G gs 1 0 0 rg 15 95 80 16 re f ".repeat(3)))
        .with_resources(thin)
        .read()
        .is_all_shown("Kari Brevik");
}

#[test]
fn a_hatched_area_is_no_cover_nor_is_a_frame() {
    let hatched = Document::new(&format!("{NAME}/Pattern cs /P scn 15 95 80 16 re f"))
        .with_resources("/Pattern <</P 100 0 R>>")
        .with_stream(
            "/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 4 4] /XStep 4 /YStep 4 /Resources <<>>",
            "0 0 m 4 4 l S",
        );
    hatched.read().is_all_shown("Kari Brevik");
    page(&format!("{NAME}0 g 10 90 100 26 re 15 95 80 16 re f*")).is_all_shown("Kari Brevik");
    page(&format!("{NAME}2 w 15 95 80 16 re S")).is_all_shown("Kari Brevik");
}

#[test]
fn tiles_without_gaps_are_a_cover() {
    let tiled = |step: u32, tile: &str| {
        let entries = format!(
            "/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 4 4] /XStep {step} /YStep 4 /Resources <<>>"
        );
        Document::new(&format!("{NAME}/Pattern cs /P scn 15 95 80 16 re f"))
            .with_resources("/Pattern <</P 100 0 R>>")
            .with_stream(&entries, tile)
            .read()
    };
    assert_eq!(tiled(4, "0 g 0 0 4 4 re f 1 g 1 1 1 1 re f").under().len(), 1);
    let picture = "4 0 0 4 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI";
    assert_eq!(tiled(4, picture).under().len(), 1);
    tiled(5, "0 g 0 0 4 4 re f").is_all_shown("Kari Brevik");
    tiled(4, "0 g 0 0 4 3 re f").is_all_shown("Kari Brevik");
    tiled(4, "0 0 2 4 re W n 0 g 0 0 4 4 re f").is_all_shown("Kari Brevik");
}

#[test]
fn text_painted_anew_on_the_cover_is_shown() {
    page(&format!("{NAME}1 g 15 95 80 16 re f 0 g {NAME}")).is_all_shown("Kari Brevik");
    page(&format!("{NAME}1 g 0 0 300 200 re f 0 g {NAME}")).is_all_shown("Kari Brevik");
    let other = page(&format!("{NAME}1 g 15 95 80 16 re f 0 g BT /F 12 Tf 20 100 Td (Navn) Tj ET"));
    other.is_covered("white-box", "Kari Brevik");
    assert_eq!(other.body(), "Navn");
}

#[test]
fn a_new_page_over_the_old_one_hides_it() {
    page(&format!("{NAME}1 g 0 0 300 200 re f 0 g BT /F 12 Tf 20 20 Td (Nytt) Tj ET"))
        .is_hidden("painted-over", "Kari Brevik");
}

#[test]
fn blanks_under_a_box_are_nothing() {
    page("BT /F 12 Tf 20 100 Td (   ) Tj ET 0 g 15 95 80 16 re f").is_all_shown("");
    page("BT /F 12 Tf 20 100 Td (....) Tj ET 1 g 15 95 80 16 re f").is_all_shown("");
}

#[test]
fn text_on_ground_of_its_own_colour_is_covered_and_light_text_on_dark_ground_is_not() {
    page(&format!("0 g 15 95 80 16 re f {NAME}")).is_covered("same-colour", "Kari Brevik");
    page(&format!("0 g 15 95 80 16 re f 1 g {NAME}")).is_all_shown("Kari Brevik");
}

const IMAGE: &str = "/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray";

#[test]
fn an_image_over_text_covers_it_and_one_below_does_not() {
    let image =
        |content: &str| Document::new(content).with_resources("/XObject <</I 100 0 R>>").with_stream(IMAGE, "x").read();
    image(&format!("{NAME}q 80 0 0 16 15 95 cm /I Do Q")).is_covered("image", "Kari Brevik");
    image(&format!("q 80 0 0 16 15 95 cm /I Do Q {NAME}")).is_all_shown("Kari Brevik");
    // A highlighter's picture, which darkens what is below.
    let resources = "/XObject <</I 100 0 R>> /ExtGState <</M <</BM /Multiply>>>>";
    let marked = format!("{NAME}q /M gs 80 0 0 16 15 95 cm /I Do Q");
    Document::new(&marked).with_resources(resources).with_stream(IMAGE, "x").read().is_all_shown("Kari Brevik");
}

#[test]
fn a_transparent_image_covers_where_it_is_opaque() {
    let image = |mask: &str| {
        Document::new(&format!("{NAME}q 80 0 0 16 15 95 cm /I Do Q"))
            .with_resources("/XObject <</I 100 0 R>>")
            .with_stream(&format!("{IMAGE} /SMask 101 0 R"), "x")
            .with_stream(IMAGE, mask)
            .read()
    };
    image(" ").is_all_shown("Kari Brevik");
    image("\u{ff}").is_covered("image", "Kari Brevik");
}

#[test]
fn letters_read_off_a_scan_are_its_text_unless_a_box_lies_on_the_scan() {
    let hidden = "BT /F 12 Tf 3 Tr 20 100 Td (Kari Brevik) Tj ET ";
    let scan = "q 300 0 0 200 0 0 cm /I Do Q ";
    let page =
        |content: &str| Document::new(content).with_resources("/XObject <</I 100 0 R>>").with_stream(IMAGE, "x").read();
    page(&format!("{scan}{hidden}")).is_all_shown("Kari Brevik");
    page(&format!("{hidden}{scan}")).is_all_shown("Kari Brevik");
    page(&format!("1 g 0 0 300 200 re f {scan}{hidden}")).is_all_shown("Kari Brevik");
    for order in [format!("{scan}{hidden}0 g 15 95 80 16 re f"), format!("{scan}0 g 15 95 80 16 re f {hidden}")] {
        page(&order).is_covered("black-box", "Kari Brevik");
    }
}

#[test]
fn what_is_black_in_a_scan_covers_what_was_read_off_there() {
    let hidden = "BT /F 12 Tf 3 Tr 20 100 Td (Kari Brevik) Tj 0 -40 Td (Ola) Tj ET ";
    // Black where the name is, between 84 and 104 points from the top.
    let is_black = |at: usize| (84..106).contains(&(at / 300)) && at % 300 < 100;
    let dots: String = (0..300 * 200).map(|at| if is_black(at) { ' ' } else { '\u{f5}' }).collect();
    let image = IMAGE.replace("/Width 1 /Height 1", "/Width 300 /Height 200");
    let document = Document::new(&format!("q 300 0 0 200 0 0 cm /I Do Q {hidden}"));
    let read = document.with_resources("/XObject <</I 100 0 R>>").with_stream(&image, &dots).read();
    read.is_covered("scan", "Kari Brevik");
    assert_eq!(read.body(), "Ola");
    // A picture on the scan.
    let laid = format!("q 300 0 0 200 0 0 cm /I Do Q q 80 0 0 16 15 95 cm /I Do Q {hidden}");
    let document = Document::new(&laid).with_resources("/XObject <</I 100 0 R>>").with_stream(IMAGE, "x");
    document.read().is_covered("image", "Kari Brevik");
}

#[test]
fn letters_side_by_side_that_are_hidden_in_full_are_a_redaction() {
    page("BT /F 12 Tf 20 100 Td (08036555360) Tj ET 0 g 53 95 40 16 re f").is_covered("black-box", "08036555360");
    page("BT /F 12 Tf 20 100 Td (08036555360) Tj ET 0 g 82 95 40 16 re f").is_all_shown("08036555360");
}

fn annotated(annotation: &str, appearance: &str) -> super::builder::Read {
    Document::new(NAME)
        .with_page("/Annots [100 0 R]")
        .with_object(annotation)
        .with_stream("/Type /XObject /Subtype /Form /BBox [0 0 80 16]", appearance)
        .read()
}

#[test]
fn annotations_cover_by_their_appearance() {
    let square = "<</Type /Annot /Subtype /Square /Rect [15 95 95 111] /AP <</N 101 0 R>>>>";
    annotated(square, "0 g 0 0 80 16 re f").is_covered("annotation", "Kari Brevik");
    annotated(square, "1 w 0 0 80 16 re S").is_all_shown("Kari Brevik");
    let hidden = "<</Type /Annot /Subtype /Square /F 2 /Rect [15 95 95 111] /AP <</N 101 0 R>>>>";
    annotated(hidden, "0 g 0 0 80 16 re f").is_all_shown("Kari Brevik");
    let mixed = "<</Type /Annot /Subtype /Highlight /BM /Multiply /Rect [15 95 95 111] /AP <</N 101 0 R>>>>";
    annotated(mixed, "1 1 0 rg 0 0 80 16 re f").is_all_shown("Kari Brevik");
}

#[test]
fn annotations_without_appearance_cover_as_a_viewer_draws_them() {
    let covers = |entries: &str| annotated(&format!("<</Type /Annot /Rect [15 95 95 111] {entries}>>"), "");
    covers("/Subtype /Square /IC [0 0 0]").is_covered("annotation", "Kari Brevik");
    covers("/Subtype /Square /C [0 0 0]").is_all_shown("Kari Brevik");
    covers("/Subtype /Square /C [0 0 0] /BS <</W 14>>").is_covered("annotation", "Kari Brevik");
    covers("/Subtype /Circle /IC [0 0 0]").is_covered("annotation", "Kari Brevik");
    covers("/Subtype /Line /L [15 103 95 103] /C [0 0 0] /BS <</W 14>>").is_covered("annotation", "Kari Brevik");
    covers("/Subtype /Line /L [15 103 95 103] /C [0 0 0]").is_all_shown("Kari Brevik");
    covers("/Subtype /Polygon /Vertices [15 95 95 95 95 111 15 111] /IC [0 0 0]")
        .is_covered("annotation", "Kari Brevik");
    covers("/Subtype /FreeText /C [1 1 1]").is_covered("annotation", "Kari Brevik");
    covers("/Subtype /FreeText").is_all_shown("Kari Brevik");
    covers("/Subtype /Widget /MK <</BG [0 0 0]>>").is_covered("annotation", "Kari Brevik");
    let quad = "/QuadPoints [15 111 95 111 15 95 95 95]";
    covers(&format!("/Subtype /Highlight /C [0 0 0] {quad}")).is_covered("annotation", "Kari Brevik");
    covers(&format!("/Subtype /Highlight /C [1 1 0] {quad}")).is_all_shown("Kari Brevik");
    covers(&format!("/Subtype /Highlight /C [0 0 0] /CA 0.3 {quad}")).is_all_shown("Kari Brevik");
}

#[test]
fn text_marked_for_redaction_is_told_and_stays_in_the_body() {
    for area in ["", "/QuadPoints [15 111 95 111 15 95 95 95]"] {
        let read = annotated(&format!("<</Type /Annot /Subtype /Redact /Rect [15 95 95 111] {area}>>"), "");
        read.is_covered("redact-annotation", "Kari Brevik");
        assert_eq!(read.body(), "Kari Brevik");
    }
    annotated("<</Type /Annot /Subtype /Redact /Rect [15 130 95 150]>>", "").is_all_shown("Kari Brevik");
}

#[test]
fn covered_words_keep_their_page_and_place() {
    let read = page(&format!("{NAME}0 g 15 95 80 16 re f"));
    let crate::model::Places::Pages(words) = &read.parts[0].places else { panic!("no pages") };
    let word = words.words()[1];
    assert_eq!((word.start, word.end, word.page), (5, 11, 1));
    let [left, top, right, bottom] = word.bbox.expect("a box");
    assert!((44.0..46.0).contains(&left) && (77.0..79.0).contains(&right), "{left} {right}");
    assert!(top > 88.0 && bottom < 104.0 && top < bottom, "{top} {bottom}");
}
