//! OpenDocument.

use super::{Found, found, package};
use crate::model::{Places, Reason, Role};

pub(super) const NAMES: &str = "xmlns:office=\"o\" xmlns:text=\"t\" xmlns:table=\"tb\" xmlns:draw=\"d\" xmlns:style=\"s\" xmlns:fo=\"f\" xmlns:svg=\"v\" \
                     xmlns:dc=\"dc\" xmlns:meta=\"m\" xmlns:xlink=\"x\" xmlns:presentation=\"p\"";

pub(super) fn open_document(kind: &str, body: &str, styles: &str, others: &[(&str, &str)]) -> Vec<u8> {
    let content = format!(
        "<office:document-content {NAMES}><office:automatic-styles>{styles}</office:automatic-styles>\
         <office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>"
    );
    let mut parts = vec![
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("content.xml", content.as_str()),
        ("META-INF/manifest.xml", "<manifest:manifest xmlns:manifest=\"m\"/>"),
    ];
    parts.extend(others);
    package(&parts)
}

pub(super) fn text_document(body: &str, styles: &str) -> Vec<u8> {
    open_document("text", body, styles, &[])
}

pub(super) fn read(bytes: &[u8]) -> Found {
    let found = found(bytes, "dokument");
    assert_eq!(found.extraction.format, "ODF");
    assert!(found.is_read(), "{:?}", found.extraction);
    found
}

#[test]
fn text_is_read_with_comments_notes_and_frames() {
    let body = "<text:h>Overskrift</text:h><text:p>Kari<text:s text:c=\"2\"/>Nord<text:span>mann</text:span>\
                <office:annotation><dc:creator>Per</dc:creator><dc:date>2024-01-01</dc:date><text:p>Er hun syk?</text:p></office:annotation>\
                <text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Fotnote</text:p></text:note-body></text:note>\
                <draw:frame><svg:title>Bilde</svg:title><draw:text-box><text:p>Boks</text:p></draw:text-box></draw:frame> slutt</text:p>\
                <table:table><table:table-row><table:table-cell><text:p>celle</text:p></table:table-cell></table:table-row></table:table>\
                <text:p><text:a xlink:href=\"https://example.no/kari\">lenke</text:a></text:p>";
    let found = read(&text_document(body, ""));
    assert_eq!(found.texts(Role::Body), ["Fotnote", "Boks", "Overskrift\nKari  Nordmann slutt\n", "celle", "lenke\n"]);
    assert_eq!(found.texts(Role::Comment), ["comment: Er hun syk?"]);
    let metadata = found.all(Role::Metadata);
    assert!(
        ["author: Per", "alt-text: Bilde", "link: https://example.no/kari"].iter().all(|text| metadata.contains(text)),
        "{metadata}"
    );
    assert!(found.covert().is_empty());
    assert!(found.parts.iter().any(|part| matches!(part.places, Places::Paragraphs { first: 4 })));
}

#[test]
fn tracked_deletions_stand_where_they_were_taken_out() {
    let body = "<text:tracked-changes><text:changed-region text:id=\"c1\"><text:deletion><office:change-info><dc:creator>Ola</dc:creator>\
                <dc:date>x</dc:date></office:change-info><text:p>mann</text:p></text:deletion></text:changed-region>\
                <text:changed-region text:id=\"c2\"><text:insertion><office:change-info><dc:creator>Ida</dc:creator></office:change-info></text:insertion></text:changed-region>\
                <text:changed-region text:id=\"c3\"><text:deletion><text:p>Borte</text:p></text:deletion></text:changed-region></text:tracked-changes>\
                <text:p>Brev til Kari Nord<text:change text:change-id=\"c1\"/><text:change-start text:change-id=\"c2\"/>lie<text:change-end text:change-id=\"c2\"/> i dag</text:p>";
    let found = read(&text_document(body, ""));
    assert_eq!(found.texts(Role::DeletedText), ["tracked-deletion: Nordmann", "tracked-deletion: Borte"]);
    assert_eq!(found.texts(Role::Body), ["Brev til Kari Nordlie i dag\n"]);
    assert_eq!(found.texts(Role::Metadata), ["author: Ola", "author: Ida"]);
    let in_place = "<text:tracked-changes><text:changed-region xml:id=\"c1\" text:id=\"c1\"><text:deletion/></text:changed-region></text:tracked-changes>\
                    <text:p>Nord<text:change-start text:change-id=\"c1\"/>mann<text:change-end text:change-id=\"c1\"/> bor her</text:p>";
    let found = read(&text_document(in_place, ""));
    assert_eq!(
        (found.texts(Role::Body), found.covert()),
        (vec!["Nord bor her\n".to_owned()], vec!["tracked-deletion: Nordmann".to_owned()])
    );
}

#[test]
fn hidden_text_is_found_by_style_and_section() {
    let styles = "<style:style style:name=\"T1\" style:family=\"text\"><style:text-properties text:display=\"none\"/></style:style>\
                  <style:style style:name=\"T2\" style:family=\"text\"><style:text-properties fo:color=\"#ffffff\"/></style:style>\
                  <style:style style:name=\"T3\" style:family=\"text\"><style:text-properties fo:color=\"#000000\" fo:background-color=\"#000000\"/></style:style>\
                  <style:style style:name=\"T4\" style:family=\"text\"><style:text-properties fo:background-color=\"#000000\"/></style:style>\
                  <style:style style:name=\"T5\" style:family=\"text\"><style:text-properties fo:font-size=\"1pt\"/></style:style>\
                  <style:style style:name=\"T6\" style:family=\"text\"><style:text-properties fo:font-size=\"6pt\"/></style:style>\
                  <style:style style:name=\"P1\" style:family=\"paragraph\"><style:paragraph-properties fo:background-color=\"#003366\"/></style:style>";
    let body = "<text:p>Vist <text:span text:style-name=\"T1\">skjult</text:span></text:p>\
                <text:section text:display=\"none\"><text:p>seksjon</text:p></text:section><text:section text:name=\"S\"><text:p>åpen</text:p></text:section>\
                <text:p><text:span text:style-name=\"T2\">hvitt</text:span></text:p>\
                <text:p text:style-name=\"P1\"><text:span text:style-name=\"T2\">på blått</text:span></text:p>\
                <text:p><text:span text:style-name=\"T3\">sladdet</text:span> <text:span text:style-name=\"T4\">lys på sort</text:span></text:p>\
                <text:p><text:span text:style-name=\"T5\">bitte</text:span> <text:span text:style-name=\"T6\">liten</text:span></text:p>\
                <text:p>a<text:hidden-paragraph text:is-hidden=\"true\"/></text:p>\
                <text:p><text:hidden-text text:is-hidden=\"true\" text:string-value=\"gjemt felt\"/></text:p>";
    let found = read(&text_document(body, styles));
    assert_eq!(
        found.covert(),
        [
            "vanish: skjult\nseksjon",
            "white-text: hvitt",
            "tiny: bitte",
            "vanish: a\ngjemt felt",
            "black-highlight: sladdet"
        ]
    );
    assert_eq!(found.texts(Role::Body), ["Vist \n\nåpen\n\npå blått\n lys på sort\n liten\n\n\n"]);
}

#[test]
fn sheets_know_what_is_hidden_and_repeat_nothing() {
    let styles = "<style:style style:name=\"ta2\" style:family=\"table\"><style:table-properties table:display=\"false\"/></style:style>\
                  <style:style style:name=\"ce1\" style:family=\"table-cell\"><style:text-properties fo:color=\"#ffffff\"/></style:style>\
                  <style:style style:name=\"ce2\" style:family=\"table-cell\"><style:table-cell-properties fo:background-color=\"#000080\"/><style:text-properties fo:color=\"#ffffff\"/></style:style>";
    let cell = |text: &str| {
        format!("<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>")
    };
    let row = |cells: &str| format!("<table:table-row>{cells}</table:table-row>");
    let body = [
        "<table:table table:name=\"Ark1\"><table:table-column/><table:table-column table:visibility=\"collapse\"/><table:table-column table:number-columns-repeated=\"1022\"/>".to_owned(),
        row(&(cell("Navn") + &cell("Diagnose") + &cell("Nummer"))),
        row(&(cell("Kari") + &cell("syk") + "<table:table-cell office:value-type=\"float\" office:value=\"1019012345\"><text:p>1,02E+09</text:p></table:table-cell>")),
        "<table:table-row table:visibility=\"filter\"><table:table-cell><text:p>Ola</text:p></table:table-cell></table:table-row>".to_owned(),
        "<table:table-row table:number-rows-repeated=\"1048000\"><table:table-cell table:number-columns-repeated=\"16000\"/></table:table-row>".to_owned(),
        row("<table:table-cell table:style-name=\"ce1\" office:value-type=\"string\"><text:p>hvit</text:p></table:table-cell><table:table-cell/>\
             <table:table-cell table:style-name=\"ce2\" office:value-type=\"string\"><office:annotation><dc:creator>Per</dc:creator><text:p>merk</text:p></office:annotation><text:p>på blått</text:p></table:table-cell>"),
        "</table:table><table:table table:name=\"Skjult\" table:style-name=\"ta2\"><table:table-row><table:table-cell><text:p>hemmelig</text:p></table:table-cell></table:table-row></table:table>".to_owned(),
    ];
    let found = read(&open_document("spreadsheet", &body.concat(), styles, &[]));
    assert_eq!(found.texts(Role::Body), ["Navn: Kari", "Nummer: 1,02E+09", "Nummer: 1019012345", "Nummer: på blått"]);
    assert_eq!(found.texts(Role::Hidden), ["Diagnose: syk", "Navn: Ola", "Navn: hvit", "hemmelig"]);
    assert_eq!(found.texts(Role::Comment), ["merk"]);
    assert_eq!(found.parts.iter().filter(|part| part.role == Role::Hidden).count(), 1);
    let last = found.parts[0].segments.last().unwrap();
    assert_eq!((last.row, last.place), (1_048_004, 2));
}

#[test]
fn slides_have_notes_and_hidden_shapes() {
    let styles = "<style:style style:name=\"dp2\" style:family=\"drawing-page\"><style:drawing-page-properties presentation:visibility=\"hidden\"/></style:style>";
    let frame = |place: &str, text: &str| {
        format!("<draw:frame {place}><draw:text-box><text:p>{text}</text:p></draw:text-box></draw:frame>")
    };
    let body = format!(
        "<draw:page draw:name=\"page1\" draw:master-page-name=\"M\">{}{}<presentation:notes>{}</presentation:notes></draw:page>\
         <draw:page draw:style-name=\"dp2\">{}</draw:page>",
        frame("svg:x=\"1cm\" svg:y=\"1cm\" svg:width=\"5cm\" svg:height=\"2cm\"", "Synlig"),
        frame("svg:x=\"30cm\" svg:y=\"1cm\" svg:width=\"5cm\" svg:height=\"2cm\"", "Utenfor"),
        frame("", "Notat"),
        frame("", "Hemmelig")
    );
    let masters = format!(
        "<office:document-styles {NAMES}><office:automatic-styles><style:page-layout style:name=\"PM\"><style:page-layout-properties fo:page-width=\"28cm\" fo:page-height=\"21cm\"/>\
         </style:page-layout></office:automatic-styles><office:master-styles><style:master-page style:name=\"M\" style:page-layout-name=\"PM\"/></office:master-styles></office:document-styles>"
    );
    let found = read(&open_document("presentation", &body, styles, &[("styles.xml", &masters)]));
    assert_eq!(found.texts(Role::Body), ["Synlig"]);
    assert_eq!(found.covert(), ["off-slide: Utenfor", "hidden-slide: Hemmelig"]);
    assert_eq!(found.texts(Role::Comment), ["Notat"]);
}

#[test]
fn properties_headers_and_earlier_versions_are_read() {
    let styles = format!(
        "<office:document-styles {NAMES}><office:master-styles><style:master-page style:name=\"S\"><style:header><text:p>Topptekst</text:p></style:header>\
         <style:header-left><text:p>Topptekst</text:p></style:header-left></style:master-page></office:master-styles></office:document-styles>"
    );
    let meta = format!(
        "<office:document-meta {NAMES}><office:meta><dc:title>Klage</dc:title><meta:initial-creator>Kari</meta:initial-creator><dc:date>2024</dc:date>\
         <meta:user-defined meta:name=\"Sak\">2024/1</meta:user-defined></office:meta></office:document-meta>"
    );
    let others = [("styles.xml", styles.as_str()), ("meta.xml", &meta), ("Versions/Version1", "PK..")];
    let found = read(&open_document("text", "<text:p>Tekst</text:p>", "", &others));
    assert_eq!(found.texts(Role::Body), ["Topptekst", "Tekst\n"]);
    assert_eq!(found.texts(Role::Title), ["title: Klage"]);
    assert_eq!(found.texts(Role::Metadata), ["author: Kari", "property: Sak", "Sak: 2024/1"]);
    assert_eq!(found.members.len(), 1);
}

#[test]
fn flat_documents_are_read_and_encrypted_ones_are_not() {
    let flat = format!(
        "<?xml version=\"1.0\"?><office:document {NAMES}><office:automatic-styles><style:style style:name=\"T1\" style:family=\"text\">\
         <style:text-properties text:display=\"none\"/></style:style></office:automatic-styles><office:body><office:text>\
         <text:p>Flat <text:span text:style-name=\"T1\">skjult</text:span></text:p></office:text></office:body></office:document>"
    );
    let flat = read(flat.as_bytes());
    assert_eq!(
        (flat.texts(Role::Body), flat.covert()),
        (vec!["Flat \n".to_owned()], vec!["vanish: skjult".to_owned()])
    );
    let manifest = "<m:manifest xmlns:m=\"m\"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>";
    let parts = [
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("content.xml", "x"),
        ("META-INF/manifest.xml", manifest),
    ];
    let encrypted = found(&package(&parts), "a.odt");
    assert_eq!(encrypted.extraction.unread.map(|unread| unread.reason), Some(Reason::Encrypted));
}
