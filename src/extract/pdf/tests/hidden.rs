//! Text that no viewer shows.

use super::builder::{Document, Read};

const NAME: &str = "BT /F 12 Tf 20 100 Td (Kari Brevik) Tj ET ";

fn page(content: &str) -> Read {
    Document::new(content).read()
}

#[test]
fn white_text_on_paper_is_hidden() {
    page(&format!("1 g {NAME}")).is_hidden("background-colour", "Kari Brevik");
    page(&format!("1 g 10 90 100 30 re f {NAME}")).is_hidden("background-colour", "Kari Brevik");
    page(&format!("0.5 g {NAME}")).is_all_shown("Kari Brevik");
    page(&format!("0 0 0 0 k {NAME}")).is_hidden("background-colour", "Kari Brevik");
}

#[test]
fn white_text_on_something_else_is_shown() {
    page(&format!("0 0 1 rg 10 90 100 30 re f 1 g {NAME}")).is_all_shown("Kari Brevik");
    let stripes: String = (0..60).map(|at| format!("10 {} 100 0.5 re f ", 90.0 + 0.5 * f64::from(at))).collect();
    page(&format!("0 0 1 rg {stripes} 1 g {NAME}")).is_all_shown("Kari Brevik");
    let shaded = Document::new(&format!("q 10 90 100 30 re W n /S sh Q 1 g {NAME}")).with_resources(
        "/Shading <</S <</ShadingType 2 /ColorSpace /DeviceGray /Coords [0 0 300 0] \
         /Function <</FunctionType 2 /Domain [0 1] /C0 [0] /C1 [0.4] /N 1>>>>>>",
    );
    shaded.read().is_all_shown("Kari Brevik");
    page(&format!("1 g 0 G 1 w BT 2 Tr ET {NAME}")).is_all_shown("Kari Brevik");
}

#[test]
fn invisible_text_without_an_image_is_hidden() {
    page("BT /F 12 Tf 3 Tr 20 100 Td (Kari Brevik) Tj ET").is_hidden("invisible", "Kari Brevik");
}

#[test]
fn letters_that_clip_what_is_painted_in_them_are_shown() {
    page("q BT /F 12 Tf 7 Tr 20 100 Td (Kari Brevik) Tj ET 0 0 1 rg 0 0 300 200 re f Q").is_all_shown("Kari Brevik");
}

#[test]
fn tiny_text_is_hidden_whatever_its_font_says() {
    page("BT /F 0.5 Tf 20 100 Td (Kari Brevik) Tj ET").is_hidden("tiny", "Kari Brevik");
    page("q 0.05 0 0 0.05 20 100 cm BT /F 12 Tf (Kari Brevik) Tj ET Q").is_hidden("tiny", "Kari Brevik");
    page("q 12 0 0 12 20 100 cm BT /F 1 Tf (Kari Brevik) Tj ET Q").is_all_shown("Kari Brevik");
}

#[test]
fn text_beside_the_page_is_hidden() {
    page("BT /F 12 Tf 20 250 Td (Kari Brevik) Tj ET").is_hidden("outside-page", "Kari Brevik");
    let cropped = Document::new(NAME).with_page("/CropBox [0 0 300 80]").read();
    cropped.is_hidden("outside-page", "Kari Brevik");
    Document::new(NAME).with_page("/CropBox [0 80 300 200]").read().is_all_shown("Kari Brevik");
}

#[test]
fn text_that_is_clipped_away_is_hidden() {
    page(&format!("q 200 0 50 50 re W n {NAME} Q")).is_hidden("clipped", "Kari Brevik");
    page(&format!("q 10 90 100 30 re W n {NAME} Q")).is_all_shown("Kari Brevik");
    page("q 10 90 30 30 re W n BT /F 12 Tf 20 100 Td (Karibrevik) Tj ET Q").is_all_shown("Karibrevik");
}

#[test]
fn transparent_text_is_hidden() {
    let faint = |alpha: &str| {
        let state = format!("/ExtGState <</G <</ca {alpha}>>>>");
        Document::new(&format!("/G gs {NAME}")).with_resources(&state).read()
    };
    faint("0").is_hidden("transparent", "Kari Brevik");
    faint("0.3").is_all_shown("Kari Brevik");
}

#[test]
fn a_layer_that_is_switched_off_is_hidden() {
    let layered = |usual: &str| {
        let mut document = Document::new(&format!("/OC /L BDC {NAME} EMC BT /F 12 Tf 20 50 Td (Ola) Tj ET"))
            .with_resources("/Properties <</L 100 0 R>>")
            .with_object("<</Type /OCG /Name (Lag)>>");
        document.catalog = format!("/OCProperties <</OCGs [100 0 R] /D <<{usual}>>>>");
        document.read()
    };
    let read = layered("/OFF [100 0 R]");
    read.is_hidden("layer-off", "Kari Brevik");
    assert_eq!(read.body(), "Ola");
    layered("/BaseState /OFF").is_hidden("layer-off", "Kari Brevik");
    layered("").is_all_shown("Kari Brevik\n\nOla");
}

#[test]
fn hidden_lines_that_follow_each_other_are_one_segment() {
    page("1 g BT /F 12 Tf 14 TL 20 100 Td (Kari) Tj T* (Brevik) Tj ET").is_hidden("background-colour", "Kari\nBrevik");
}
