//! What Word documents hold beside their text: copies for old programs, lists of choices, data, names of things.

use super::document::{WORD, paragraph, read, run};
use crate::model::{Places, Role};

fn alternatives(choice: &str, fallback: &str) -> String {
    format!(
        "<mc:AlternateContent><mc:Choice Requires=\"wps\">{choice}</mc:Choice><mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>"
    )
}

fn text_box(text: &str) -> String {
    format!("<w:txbxContent>{}</w:txbxContent>", paragraph(&run("", text)))
}

#[test]
fn what_only_a_copy_for_old_programs_says_is_hidden() {
    let within = |alternatives: &str| {
        paragraph(&run("", "Før")) + &paragraph(&format!("<w:r><w:t>I dag</w:t>{alternatives}</w:r>"))
    };
    let only = read(&within(&alternatives("", &text_box("Kari Nordmann"))), &[]);
    assert_eq!(
        (only.covert(), only.texts(Role::Body)),
        (vec!["fallback: Kari Nordmann".into()], vec!["Før\nI dag\n".into()])
    );
    let part = only.parts.iter().find(|part| part.role == Role::Hidden).unwrap();
    assert!(matches!(part.places, Places::Paragraphs { first: 2 }));
    let both = text_box("Sak om Kari") + &text_box("Ola Vik");
    let other = read(&within(&alternatives(&text_box("Sak  om en elev"), &both)), &[]);
    assert_eq!(other.covert(), ["fallback: Sak om Kari\nOla Vik"]);
    let same = read(
        &within(&alternatives(&(text_box("Sak om Kari") + &text_box("Ola Vik")), &text_box("Sak om  Kari Ola"))),
        &[],
    );
    assert!(same.covert().is_empty());
    assert_eq!(same.all(Role::Body).matches("Kari").count(), 1);
    // A piece of a word is not the word.
    assert_eq!(
        read(&within(&alternatives(&text_box("Karine"), &text_box("Karin"))), &[]).covert(),
        ["fallback: Karin"]
    );
}

#[test]
fn of_several_choices_the_first_is_shown() {
    let choice = |text: &str| format!("<mc:Choice>{}</mc:Choice>", text_box(text));
    let several = |first: &str, second: &str| {
        paragraph(&format!("<w:r><mc:AlternateContent>{}{}</mc:AlternateContent></w:r>", choice(first), choice(second)))
    };
    let found = read(&several("En", "To"), &[]);
    assert_eq!((found.covert(), found.texts(Role::Body)), (vec!["fallback: To".into()], vec!["En".into()]));
    assert!(read(&several("En", "En"), &[]).covert().is_empty());
    let fallback = format!(
        "<w:r><mc:AlternateContent><mc:Fallback>{}</mc:Fallback></mc:AlternateContent></w:r>",
        text_box("Kari")
    );
    let found = read(&paragraph(&fallback), &[]);
    assert_eq!((found.covert(), found.texts(Role::Body)), (vec![], vec!["Kari".into()]));
    let nested = alternatives(&alternatives(&text_box("Indre"), &text_box("Indre")), &text_box("Indre"));
    assert!(read(&paragraph(&format!("<w:r>{nested}</w:r>")), &[]).covert().is_empty());
    let pictures = alternatives(
        "<wp:docPr descr=\"Kart\"/>",
        "<v:shape alt=\"Kari ved skolen\"/><v:shape><v:textpath string=\"Vannmerke\"/></v:shape>",
    );
    let found = read(&paragraph(&format!("<w:r>{pictures}</w:r>")), &[]);
    assert_eq!(found.texts(Role::Metadata), ["alt-text: Kart", "alt-text: Kari ved skolen"]);
    assert_eq!(found.covert(), ["fallback: Vannmerke"]);
}

#[test]
fn lists_of_choices_and_fields_of_forms_are_read() {
    let body = "<w:sdt><w:sdtPr><w:alias w:val=\"Mottaker\"/><w:dropDownList w:lastValue=\"olav\"><w:listItem w:displayText=\"Kari Nordmann\" w:value=\"kari\"/>\
                <w:listItem w:value=\"Ola Vik\"/><w:listItem w:displayText=\"Ida\" w:value=\"Ida\"/></w:dropDownList></w:sdtPr><w:sdtContent><w:p><w:r><w:t>Velg</w:t></w:r></w:p></w:sdtContent></w:sdt>\
                <w:p><w:r><w:fldChar w:fldCharType=\"begin\"><w:ffData><w:name w:val=\"Navn\"/><w:helpText w:val=\"Hjelp\"/><w:textInput><w:default w:val=\"Per Vik\"/></w:textInput>\
                <w:ddList><w:listEntry w:val=\"Anne\"/></w:ddList></w:ffData></w:fldChar></w:r><w:permStart w:ed=\"KOMMUNE\\karnor\"/></w:p>";
    let found = read(body, &[]);
    assert_eq!(
        found.texts(Role::Metadata),
        [
            "content-control: Mottaker",
            "list-item: olav",
            "list-item: Kari Nordmann",
            "list-item: kari",
            "list-item: Ola Vik",
            "list-item: Ida",
            "form-field: Navn",
            "form-field: Hjelp",
            "form-field: Per Vik",
            "list-item: Anne",
            "editor: KOMMUNE\\karnor",
        ]
    );
    assert_eq!(found.texts(Role::Body), ["Velg\n\n"]);
    let revisions = format!("<w:settings {WORD}><w:rsids><w:rsid w:val=\"00A77B3C\"/></w:rsids></w:settings>");
    let found =
        read("<w:p w:rsidR=\"00A77B3C\"><w:r><w:t>Tekst</w:t></w:r></w:p>", &[("word/settings.xml", &revisions)]);
    assert!(found.texts(Role::Metadata).is_empty());
}

#[test]
fn data_and_building_blocks_are_read_whatever_they_are_called() {
    let blocks = format!(
        "<w:glossaryDocument {WORD}><w:docParts><w:docPart><w:docPartPr><w:name w:val=\"Hilsen Kari\"/></w:docPartPr><w:docPartBody>{}</w:docPartBody></w:docPart></w:docParts></w:glossaryDocument>",
        paragraph(&run("", "Vennlig hilsen Kari"))
    );
    let lists = format!(
        "<w:numbering {WORD}><w:lvl><w:lvlText w:val=\"Vedlegg %1 til Kari\"/></w:lvl><w:lvl><w:lvlText w:val=\"%1.\"/></w:lvl></w:numbering>"
    );
    let found = read(
        &paragraph(&run("", "Tekst")),
        &[
            ("customXml/item1.xml", "<document><navn>Kari Nordmann</navn></document>"),
            ("customXml/item2.xml", "<settings rolle=\"tiltalt\"/>"),
            ("customXml/itemProps1.xml", "<ds:datastoreItem xmlns:ds=\"d\" ds:itemID=\"{1}\"/>"),
            ("word/glossary/document.xml", &blocks),
            ("word/numbering.xml", &lists),
        ],
    );
    assert_eq!(
        found.texts(Role::Metadata),
        [
            "navn: Kari Nordmann",
            "rolle: tiltalt",
            "Vennlig hilsen Kari\n",
            "building-block: Hilsen Kari",
            "numbering: Vedlegg %1 til Kari"
        ]
    );
    assert_eq!(found.texts(Role::Body), ["Tekst\n"]);
}

#[test]
fn links_are_read_as_people_read_them() {
    let links = "<Relationships><Relationship Id=\"r1\" Type=\"x/hyperlink\" Target=\"mailto:kari.nordmann%40example.no\" TargetMode=\"External\"/>\
                 <Relationship Id=\"r2\" Type=\"x/hyperlink\" Target=\"https://example.no/100%\" TargetMode=\"External\"/></Relationships>";
    let field = "<w:p><w:fldSimple w:instr=\"HYPERLINK &quot;https://example.no/?navn=K%C3%A5re%20Vik&quot;\"/></w:p>";
    let found = read(field, &[("word/_rels/document.xml.rels", links)]);
    assert_eq!(
        found.texts(Role::Metadata),
        [
            "field: HYPERLINK \"https://example.no/?navn=Kåre Vik\"",
            "link: mailto:kari.nordmann@example.no",
            "link: https://example.no/100%"
        ]
    );
}

#[test]
fn properties_that_users_count_are_read() {
    let own = "<Properties><property name=\"Mobil\"><vt:i4 xmlns:vt=\"v\">41234567</vt:i4></property><property name=\"Ferdig\"><vt:bool xmlns:vt=\"v\">true</vt:bool></property></Properties>";
    let application = "<Properties><Manager>Kari Leder</Manager><Company>Vik kommune</Company><Pages>12</Pages><HLinks><vt:vector xmlns:vt=\"v\"><vt:variant><vt:i4>3</vt:i4></vt:variant>\
                       <vt:variant><vt:lpwstr>mailto:kari%40example.no</vt:lpwstr></vt:variant></vt:vector></HLinks></Properties>";
    let found = read(&paragraph(&run("", "Tekst")), &[("docProps/app.xml", application), ("docProps/custom.xml", own)]);
    assert_eq!(
        found.texts(Role::Metadata),
        [
            "Manager: Kari Leder",
            "Company: Vik kommune",
            "HLinks: mailto:kari@example.no",
            "property: Mobil",
            "Mobil: 41234567",
            "property: Ferdig"
        ]
    );
}
