//! PDF: text that no viewer shows, and earlier revisions.

use crate::make::pdf::{Pdf, filled, latin, line, lines, one_page, stream};
use crate::seen::{CLEAN, Seen, scan, secret};

const PATH: &str = "inn/brev.pdf";

fn seen(content: &str) -> Seen {
    scan("brev.pdf", one_page(content))
}

fn with(state: &str, text: &str) -> String {
    format!("{}q {state} {}Q\n", lines(&[CLEAN]), line(72, 700, 12.0, text))
}

#[test]
fn text_in_the_colour_of_the_page_is_found() {
    for colour in ["1 g", "1 1 1 rg", "0 0 0 0 k", "0.995 g"] {
        let seen = seen(&with(colour, &secret()));
        let flagged = seen.flags(PATH, "hidden");
        assert_eq!(flagged["location"]["page"], 1, "{flagged}");
        assert!(flagged["location"]["bbox"].is_array(), "{flagged}");
    }
    for colour in ["0.6 g", "0.1 0.3 0.6 rg", "0 0 0 rg"] {
        seen(&with(colour, CLEAN)).publishes();
    }
}

#[test]
fn white_text_on_a_dark_ground_is_shown() {
    seen(&(filled("0 0.2 0.4 rg", [60.0, 690.0, 400.0, 24.0]) + &with("1 g", CLEAN))).publishes();
    let mut pdf = Pdf::new();
    let image = pdf
        .stream("/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8", &[40]);
    let content = format!("q 595 0 0 842 0 0 cm /Im1 Do Q\n1 g\n{}", line(72, 700, 12.0, CLEAN));
    pdf.page(&content, &format!("/XObject << /Im1 {image} 0 R >>"), "");
    scan("brev.pdf", pdf.bytes()).hides_nothing();
}

#[test]
fn invisible_text_is_found_unless_it_is_the_text_of_a_scan() {
    seen(&with("3 Tr", &secret())).flags(PATH, "hidden");
    let mut pdf = Pdf::new();
    let image = pdf.stream(
        "/Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceGray /BitsPerComponent 8",
        &[255, 0, 255, 200],
    );
    let content = format!("q 595 0 0 842 0 0 cm /Im1 Do Q\n3 Tr\n{}", line(72, 700, 12.0, &secret()));
    pdf.page(&content, &format!("/XObject << /Im1 {image} 0 R >>"), "");
    let seen = scan("brev.pdf", pdf.bytes());
    seen.hides_nothing();
    assert_eq!(seen.count("fodselsnummer"), 1, "the layer is searched all the same:\n{}", seen.told());
}

#[test]
fn text_too_small_to_see_is_found() {
    let tiny = lines(&[CLEAN]) + &line(72, 700, 0.5, &secret());
    seen(&tiny).flags(PATH, "hidden");
    let shrunk = format!("{}q 0.01 0 0 0.01 72 700 cm {}Q\n", lines(&[CLEAN]), line(0, 0, 12.0, &secret()));
    seen(&shrunk).flags(PATH, "hidden");
    // A size of 1 that a matrix makes large, as many programs write, and small print.
    let grown = format!("{}q 12 0 0 12 72 700 cm {}Q\n", lines(&[CLEAN]), line(0, 0, 1.0, CLEAN));
    seen(&grown).publishes();
    seen(&(lines(&[CLEAN]) + &line(72, 700, 5.0, CLEAN))).publishes();
}

#[test]
fn text_outside_the_page_is_found() {
    for (x, y) in [("700", "400"), ("72", "-60"), ("-500", "400"), ("72", "900")] {
        let outside = format!("BT /F1 12 Tf {x} {y} Td ({}) Tj ET\n", secret());
        seen(&(lines(&[CLEAN]) + &outside)).flags(PATH, "hidden");
    }
    let mut pdf = Pdf::new();
    let content = line(172, 600, 12.0, CLEAN) + &line(172, 800, 12.0, &secret());
    pdf.page(&content, "", "/CropBox [100 100 595 742]");
    scan("brev.pdf", pdf.bytes()).flags(PATH, "hidden");
    let mut pdf = Pdf::new();
    pdf.page(&(line(172, 600, 12.0, CLEAN) + &line(172, 700, 12.0, CLEAN)), "", "/CropBox [100 100 595 742]");
    scan("brev.pdf", pdf.bytes()).publishes();
}

fn layered(text: &str, is_on: bool) -> Seen {
    let mut pdf = Pdf::new();
    let layer = pdf.object("<< /Type /OCG /Name (Arbeidslag) >>");
    let content = format!("{}/OC /L1 BDC\n{}EMC\n", lines(&[CLEAN]), line(72, 700, 12.0, text));
    pdf.page(&content, &format!("/Properties << /L1 {layer} 0 R >>"), "");
    let state = if is_on { "/ON" } else { "/OFF" };
    pdf.catalog(&format!("/OCProperties << /OCGs [{layer} 0 R] /D << {state} [{layer} 0 R] >> >>"));
    scan("brev.pdf", pdf.bytes())
}

#[test]
fn text_on_a_layer_that_is_switched_off_is_found() {
    layered(&secret(), false).flags(PATH, "hidden");
    layered(CLEAN, true).publishes();
}

fn revised(before: &str, after: &str) -> Seen {
    let mut pdf = Pdf::new();
    let content = pdf.page(&(lines(&[CLEAN]) + before), "", "");
    scan("brev.pdf", pdf.revised(&[(content, stream("", &latin(&(lines(&[CLEAN]) + after))))]))
}

#[test]
fn what_an_earlier_revision_said_is_found() {
    let seen = revised(&line(72, 700, 12.0, &secret()), &line(72, 700, 12.0, "Gjelder en elev."));
    let flagged = seen.flags(PATH, "deleted-text");
    assert!(!flagged["text"].as_str().unwrap().contains("Kommunestyret"), "{flagged}");
    assert_eq!(seen.count("fodselsnummer"), 1, "{}", seen.told());
}

#[test]
fn a_revision_that_takes_nothing_away_is_harmless() {
    revised("", &line(72, 700, 12.0, CLEAN)).publishes();
    // The same text, laid out anew.
    revised(&line(72, 700, 12.0, "Vedtaket er endelig."), &line(90, 640, 11.0, "Vedtaket er endelig.")).publishes();
    // Signed, or with new properties: the pages are the same.
    let mut pdf = Pdf::new();
    pdf.page(&lines(&[CLEAN]), "", "");
    let object = pdf.object("<< /Producer (Skanner) >>");
    scan("brev.pdf", pdf.revised(&[(object, b"<< /Producer (Signert) >>".to_vec())])).publishes();
}
