//! What OpenDocument holds beside its text: lists of choices, marks of indexes, formulas, versions, caches.

use super::open_document::{open_document, read, text_document};
use crate::model::Role;

#[test]
fn lists_fields_and_index_marks_are_read() {
    let body = "<form:forms><form:form><form:hidden form:value=\"Skjult verdi\"/><form:fixed-text form:label=\"Ledetekst\"/><form:properties><form:property office:string-value=\"Hjelp om Kari\"/></form:properties></form:form></form:forms>\
                <text:p>Velg: <text:drop-down text:name=\"x\"><text:label text:value=\"Kari Vik\" text:current-selected=\"true\"/><text:label text:value=\"Ola Vik\"/>Kari Vik</text:drop-down>\
                <loext:content-control loext:alias=\"Mottaker\"><loext:list-item loext:display-text=\"Ida Vik\" loext:value=\"ida\"/>Velg</loext:content-control>\
                <text:alphabetical-index-mark text:string-value=\"Per Vik\" text:key1=\"Elever\"/><text:text-input text:description=\"Skriv navn\">x</text:text-input></text:p>\
                <text:user-field-decls><text:user-field-decl text:name=\"fnr\" office:value-type=\"float\" office:value=\"41234567\"/></text:user-field-decls>";
    let found = read(&text_document(body, ""));
    let metadata = found.texts(Role::Metadata);
    for expected in [
        "form-field: Skjult verdi",
        "form-field: Ledetekst",
        "form-field: Hjelp om Kari",
        "list-item: Kari Vik",
        "list-item: Ola Vik",
        "content-control: Mottaker",
        "list-item: Ida Vik",
        "list-item: ida",
        "index-mark: Per Vik",
        "index-mark: Elever",
        "placeholder: Skriv navn",
        "variable: 41234567",
    ] {
        assert_eq!(metadata.iter().filter(|text| *text == expected).count(), 1, "{expected}: {metadata:?}");
    }
    assert_eq!(found.texts(Role::Body), ["Velg: Kari VikVelgx\n"]);
    assert!(found.covert().is_empty());
}

#[test]
fn links_are_read_as_people_read_them() {
    let found = read(&text_document(
        "<text:p><text:a xlink:href=\"mailto:kari.nordmann%40example.no\">Skriv</text:a> <text:a xlink:href=\"#Side%201\">s</text:a></text:p>",
        "",
    ));
    assert_eq!(found.texts(Role::Metadata), ["link: mailto:kari.nordmann@example.no"]);
}

#[test]
fn earlier_versions_are_told_with_their_authors() {
    let list = "<VL:version-list xmlns:VL=\"v\" xmlns:dc=\"d\"><VL:version-entry VL:title=\"Version1\" VL:comment=\"Før Kari ble sladdet\" VL:creator=\"Per Vik\"/></VL:version-list>";
    let found = read(&open_document(
        "text",
        "<text:p>Tekst</text:p>",
        "",
        &[("VersionList.xml", list), ("Versions/Version1", "PK..")],
    ));
    let metadata = found.all(Role::Metadata);
    assert!(metadata.contains("Før Kari ble sladdet") && metadata.contains("Per Vik"), "{metadata}");
    assert_eq!(found.members.len(), 1);
}

#[test]
fn sheets_have_names_formulas_filters_and_caches() {
    let row = |cell: &str| format!("<table:table-row>{cell}</table:table-row>");
    let sheet = |name: &str, cell: &str| format!("<table:table table:name=\"{name}\">{}</table:table>", row(cell));
    let body = sheet(
        "Kari Nordmann",
        "<table:table-cell table:formula=\"of:=HYPERLINK(&quot;mailto:kari%40example.no&quot;;&quot;x&quot;)\" office:value-type=\"string\"><text:p>Skriv</text:p></table:table-cell>",
    ) + "<table:database-ranges><table:database-range><table:filter><table:filter-condition table:value=\"Ola Vik\"/></table:filter></table:database-range></table:database-ranges>\
           <table:dde-links><table:dde-link><office:dde-source office:dde-topic=\"fag\" office:dde-item=\"Sak\"/>"
        + &sheet("", "<table:table-cell office:value-type=\"string\" office:string-value=\"Ida Cache\"/>")
        + "</table:dde-link></table:dde-links>";
    let found = read(&open_document("spreadsheet", &body, "", &[]));
    assert_eq!(found.texts(Role::Body), ["Skriv"]);
    assert_eq!(found.texts(Role::Hidden), ["Ida Cache"]);
    assert_eq!(
        found.texts(Role::Metadata),
        ["sheet: Kari Nordmann", "formula: mailto:kari@example.no", "filter: Ola Vik", "link: fag", "link: Sak"]
    );
}

#[test]
fn names_of_shows_are_read() {
    let body = "<draw:page draw:name=\"page1\"/><presentation:settings><presentation:show presentation:name=\"For Kari\" presentation:pages=\"page1\"/></presentation:settings>";
    assert_eq!(read(&open_document("presentation", body, "", &[])).texts(Role::Metadata), ["section: For Kari"]);
}
