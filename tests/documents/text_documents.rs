//! OpenDocument text and Rich Text Format.

use crate::make::odf::{Kind, document, paragraph};
use crate::seen::{CLEAN, Seen, number, scan, secret};

const ODT: &str = "inn/referat.odt";
const RTF: &str = "inn/brev.rtf";

fn odt(styles: &str, body: &str, meta: &str) -> Seen {
    scan("referat.odt", document(Kind::Text, styles, body, meta))
}

#[test]
fn the_body_is_found_with_its_paragraph() {
    let seen = odt("", &(paragraph(CLEAN) + &paragraph("") + &paragraph(&secret())), "");
    assert_eq!(seen.finds(ODT, "body")["location"]["paragraph"], 3);
    odt("", &(paragraph(CLEAN) + &paragraph(CLEAN)), "").publishes();
}

#[test]
fn spaces_and_spans_do_not_part_a_number() {
    let number = number();
    let (first, last) = number.split_at(6);
    let spanned = format!("Gjelder fnr.<text:s text:c=\"2\"/><text:span>{first}</text:span><text:s/>{last}.");
    let seen = odt("", &paragraph(&spanned), "");
    assert_eq!(seen.count("fodselsnummer"), 1, "{}", seen.told());
}

#[test]
fn a_tracked_deletion_is_found() {
    let with = |text: &str| {
        let changes = format!(
            "<text:tracked-changes><text:changed-region xml:id=\"c1\" text:id=\"c1\"><text:deletion>\
             <office:change-info><dc:creator>Arkivet</dc:creator><dc:date>2026-11-12T19:40:00</dc:date>\
             </office:change-info>{}</text:deletion></text:changed-region></text:tracked-changes>",
            paragraph(text)
        );
        odt("", &(changes + &paragraph(&format!("{CLEAN}<text:change text:change-id=\"c1\"/> Enstemmig."))), "")
    };
    let seen = with(&secret());
    seen.flags(ODT, "deleted-text");
    // Accepted, the body is the same.
    odt("", &paragraph(&format!("{CLEAN} Enstemmig.")), "").publishes();
}

#[test]
fn a_tracked_insertion_is_part_of_the_text() {
    let changes = "<text:tracked-changes><text:changed-region xml:id=\"c1\" text:id=\"c1\"><text:insertion>\
        <office:change-info><dc:creator>Arkivet</dc:creator><dc:date>2026-11-12T19:40:00</dc:date>\
        </office:change-info></text:insertion></text:changed-region></text:tracked-changes>";
    let inserted = |text: &str| {
        let runs = format!("<text:change-start text:change-id=\"c1\"/>{text}<text:change-end text:change-id=\"c1\"/>");
        odt("", &(changes.to_owned() + &paragraph(&runs)), "")
    };
    inserted(&secret()).finds(ODT, "body");
    inserted(CLEAN).publishes();
}

#[test]
fn comments_are_found() {
    let with = |text: &str| {
        let comment =
            format!("<office:annotation><dc:creator>Arkivet</dc:creator>{}</office:annotation>", paragraph(text));
        odt("", &paragraph(&format!("{CLEAN}{comment}")), "")
    };
    let seen = with(&secret());
    seen.finds(ODT, "comment");
    assert_eq!(seen.count("fodselsnummer"), 1, "{}", seen.told());
    with("Fint.").publishes();
}

#[test]
fn hidden_sections_and_hidden_text_are_found() {
    let section = |display: &str, text: &str| {
        let section =
            format!("<text:section text:name=\"A\" text:display=\"{display}\">{}</text:section>", paragraph(text));
        odt("", &(paragraph(CLEAN) + &section), "")
    };
    section("none", &secret()).flags(ODT, "hidden");
    section("true", CLEAN).publishes();
    let style = "<style:style style:name=\"T1\" style:family=\"text\">\
                 <style:text-properties text:display=\"none\"/></style:style>";
    let span = |name: &str, text: &str| {
        odt(style, &paragraph(&format!("{CLEAN} <text:span text:style-name=\"{name}\">{text}</text:span>")), "")
    };
    span("T1", &secret()).flags(ODT, "hidden");
    span("T2", CLEAN).publishes();
}

#[test]
fn metadata_of_opendocument_is_found() {
    odt("", &paragraph(CLEAN), &format!("<dc:subject>{}</dc:subject>", secret())).finds(ODT, "metadata");
    let custom = format!("<meta:user-defined meta:name=\"Klient\">{}</meta:user-defined>", secret());
    odt("", &paragraph(CLEAN), &custom).finds(ODT, "metadata");
    odt("", &paragraph(CLEAN), "<dc:creator>Arkivet</dc:creator><dc:date>2026-11-12T19:40:00</dc:date>").publishes();
}

// Rich Text Format

fn rtf(text: &str) -> Seen {
    let file = format!("{{\\rtf1\\ansi\\ansicpg1252\\deff0{{\\fonttbl{{\\f0 Arial;}}}}\\pard {text}\\par}}");
    scan("brev.rtf", file)
}

#[test]
fn rich_text_is_read() {
    let seen = rtf(&format!("Vedtaket er endelig.\\par {}", secret()));
    seen.finds(RTF, "body");
    assert_eq!((seen.code, seen.unread()), (1, vec![]), "{}", seen.told());
    rtf("Vedtaket er endelig.\\par Kommunestyret vedtok budsjettet for neste \\'e5r.").publishes();
}

#[test]
fn a_number_with_control_words_in_it_is_found() {
    let number = number();
    let (first, last) = number.split_at(6);
    rtf(&format!("Gjelder fnr. {{\\b {first}}}{{\\i {last}}}.")).finds(RTF, "body");
}

#[test]
fn hidden_and_deleted_rich_text_is_found() {
    rtf(&format!("Synlig. {{\\v {}}}", secret())).flags(RTF, "hidden");
    rtf(&format!("Synlig. {{\\deleted\\revauthdel1 {}}}", secret())).flags(RTF, "deleted-text");
    rtf("Synlig. {\\v0 Kommunestyret vedtok budsjettet.}").publishes();
}

#[test]
fn rich_text_that_a_style_hides_is_found() {
    let with = |text: &str| {
        let tables = "{\\colortbl;\\red255\\green255\\blue255;\\red0\\green0\\blue128;}{\\stylesheet{\\s1\\cf1 Hvit;}\
                      {\\s2\\cbpat2\\cf1 Overskrift;}{\\*\\cs3\\additive\\v Skjult;}{\\s4\\fs2 Liten;}}";
        scan("brev.rtf", format!("{{\\rtf1\\ansi{tables}\\pard\\plain Synlig.\\par {text}\\par}}"))
    };
    for style in ["\\s1", "\\cs3", "\\s4"] {
        with(&format!("\\pard\\plain{style} {}", secret())).flags(RTF, "hidden");
    }
    for style in ["\\s2", "\\s1\\cf2", "\\cs3\\v0", "\\s4\\fs20"] {
        with(&format!("\\pard\\plain{style} Kommunestyret vedtok budsjettet.")).publishes();
    }
}

#[test]
fn properties_and_comments_of_rich_text_are_found() {
    let with = |text: &str| {
        scan("brev.rtf", format!("{{\\rtf1\\ansi{{\\info{{\\subject {text}}}}}\\pard Vedtaket er endelig.\\par}}"))
    };
    with(&secret()).finds(RTF, "metadata");
    with("Vedtak").publishes();
    let with = |text: &str| rtf(&format!("Synlig.{{\\*\\atnid A}}{{\\*\\annotation {text}}}"));
    with(&secret()).finds(RTF, "comment");
    with("Fint.").publishes();
}
