//! Word documents.

use super::{Found, found, package};
use crate::model::{Places, Reason, Role};

pub(super) const WORD: &str =
    "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:r=\"r\" xmlns:mc=\"mc\"";

pub(super) fn word(body: &str, others: &[(&str, &str)]) -> Vec<u8> {
    let body = format!("<w:document {WORD}><w:body>{body}</w:body></w:document>");
    let mut parts = vec![("[Content_Types].xml", "<Types/>"), ("word/document.xml", body.as_str())];
    parts.extend(others);
    package(&parts)
}

pub(super) fn read(body: &str, others: &[(&str, &str)]) -> Found {
    let found = found(&word(body, others), "brev.docx");
    assert_eq!(found.extraction.format, "DOCX");
    assert!(found.is_read(), "{:?}", found.extraction);
    found
}

pub(super) fn run(properties: &str, text: &str) -> String {
    format!("<w:r><w:rPr>{properties}</w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

pub(super) fn paragraph(runs: &str) -> String {
    format!("<w:p>{runs}</w:p>")
}

#[test]
fn runs_are_joined_and_a_paragraph_is_a_line() {
    let body = "<w:p><w:r><w:t>Kari No</w:t></w:r><w:proofErr w:type=\"x\"/><w:bookmarkStart w:name=\"Mor\"/><w:hyperlink w:tooltip=\"Tips\">\
                <w:r><w:t>rd&#173;man&#x6E;</w:t></w:r></w:hyperlink><w:r><w:tab/><w:t>12</w:t><w:noBreakHyphen/><w:t>3</w:t></w:r></w:p>\
                <w:p/><w:p><w:r><w:t>A</w:t><w:br/><w:t>B &amp; C</w:t></w:r></w:p>";
    let found = read(body, &[]);
    assert_eq!(found.texts(Role::Body), ["Kari Nordmann\t12-3\n\nA\tB & C\n"]);
    assert!(matches!(found.parts[0].places, Places::Paragraphs { first: 1 }));
    assert_eq!(found.texts(Role::Metadata), ["bookmark: Mor", "tooltip: Tips"]);
}

#[test]
fn tracked_deletions_are_found_whole_and_insertions_are_text() {
    let deleted = |text: &str| {
        format!(
            "<w:del w:author=\"Ola Saksbehandler\"><w:r><w:delText xml:space=\"preserve\">{text}</w:delText></w:r></w:del>"
        )
    };
    let inserted = |text: &str| format!("<w:ins w:author=\"Per\"><w:r><w:t>{text}</w:t></w:r></w:ins>");
    let first = paragraph(&(run("", "Søker er Kari Nord") + &deleted("mann") + &inserted("lie") + &run("", " i dag.")));
    let second = paragraph(&(run("", "Hun bor i ") + &deleted("Storgata 1 og er syk.")));
    let third = paragraph(&deleted("Født 1890."));
    let fourth = paragraph(&(deleted(" ") + &run("", "Slutt") + &deleted(".")));
    let found = read(&(first + &second + &third + &fourth), &[]);
    assert_eq!(found.texts(Role::Body), ["Søker er Kari Nordlie i dag.\nHun bor i \n\nSlutt\n"]);
    assert_eq!(
        found.texts(Role::DeletedText),
        ["tracked-deletion: Nordmann", "tracked-deletion: Storgata 1 og er syk.\nFødt 1890."]
    );
    let part = found.parts.iter().find(|part| part.role == Role::DeletedText).unwrap();
    assert!(matches!(part.places, Places::Paragraphs { first: 1 }));
    assert_eq!(found.texts(Role::Metadata), ["author: Ola Saksbehandler", "author: Per"]);
    let moved = read(&paragraph("<w:moveFrom w:author=\"A\"><w:r><w:t>flyttet</w:t></w:r></w:moveFrom>"), &[]);
    assert_eq!(moved.covert(), ["tracked-move: flyttet"]);
    let formatted = paragraph(
        "<w:r><w:rPr><w:rPrChange w:author=\"B\"><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>synlig</w:t></w:r>",
    );
    assert!(read(&formatted, &[]).covert().is_empty());
}

#[test]
fn hidden_text_is_found_directly_and_by_style() {
    let styles = format!(
        "<w:styles {WORD}><w:style w:type=\"character\" w:styleId=\"Skjult\"><w:rPr><w:vanish/></w:rPr></w:style>\
         <w:style w:type=\"character\" w:styleId=\"Arvet\"><w:basedOn w:val=\"Skjult\"/></w:style>\
         <w:style w:type=\"paragraph\" w:styleId=\"Topp\"><w:name w:val=\"HTML Top of Form\"/><w:rPr><w:vanish/></w:rPr></w:style></w:styles>"
    );
    let body = [
        paragraph(&(run("", "Vist ") + &run("<w:vanish/>", "gjemt") + &run("<w:vanish w:val=\"0\"/>", "åpent"))),
        paragraph(
            &(run("<w:rStyle w:val=\"Arvet\"/>", "arvet ")
                + &run("<w:rStyle w:val=\"Arvet\"/><w:vanish w:val=\"false\"/>", "vist")),
        ),
        "<w:p><w:pPr><w:rPr><w:vanish/><w:specVanish/></w:rPr></w:pPr><w:r><w:t>Overskrift</w:t></w:r></w:p>"
            .to_owned(),
        "<w:p><w:pPr><w:pStyle w:val=\"Topp\"/></w:pPr><w:r><w:t>Øverst i skjemaet</w:t></w:r></w:p>".to_owned(),
    ];
    let found = read(&body.concat(), &[("word/styles.xml", &styles)]);
    assert_eq!(found.covert(), ["vanish: gjemtåpent", "vanish: arvet"]);
    assert_eq!(found.texts(Role::Body), ["Vist åpent\nvist\nOverskrift\n\n"]);
}

#[test]
fn text_too_small_to_read_is_found_and_small_print_is_not() {
    let styles = format!(
        "<w:styles {WORD}><w:style w:type=\"character\" w:styleId=\"Bitte\"><w:rPr><w:sz w:val=\"2\"/></w:rPr></w:style></w:styles>"
    );
    let body = paragraph(
        &(run("<w:rStyle w:val=\"Bitte\"/>", "Kari Brevik")
            + &run("<w:sz w:val=\"8\"/>", " liten")
            + &run("<w:rStyle w:val=\"Bitte\"/><w:sz w:val=\"20\"/>", " skrift")),
    );
    let found = read(&body, &[("word/styles.xml", &styles)]);
    assert_eq!(found.covert(), ["tiny: Kari Brevik"]);
    assert_eq!(found.texts(Role::Body), [" liten skrift\n"]);
}

#[test]
fn black_and_white_text_is_found_unless_something_shows_it() {
    let white = "<w:color w:val=\"FFFFFF\"/>";
    let black = "<w:highlight w:val=\"black\"/>";
    let body = [
        paragraph(&run(white, "hvitt")),
        "<w:p><w:pPr><w:shd w:val=\"clear\" w:fill=\"003366\"/></w:pPr>".to_owned()
            + &run(white, "på blått")
            + "</w:p>",
        paragraph(&run(&format!("{white}{black}"), "hvitt på sort")),
        paragraph(&(run("", "Pasienten heter ") + &run(black, "Kari Nordmann") + &run("", "."))),
        paragraph(&run("<w:shd w:val=\"solid\" w:color=\"000000\"/><w:color w:val=\"000000\"/>", "sladdet")),
        paragraph(&run("<w:highlight w:val=\"yellow\"/>", "gult")),
        paragraph(&run("<w:color w:val=\"FFFF00\"/><w:highlight w:val=\"yellow\"/>", "gult på gult")),
    ];
    let found = read(&body.concat(), &[]);
    assert_eq!(found.texts(Role::Hidden), ["white-text: hvitt"]);
    assert_eq!(
        found.texts(Role::UnderRedaction),
        ["black-highlight: Kari Nordmann", "black-highlight: sladdet", "same-colour: gult på gult"]
    );
    assert_eq!(found.texts(Role::Body), ["\npå blått\nhvitt på sort\nPasienten heter .\n\ngult\n\n"]);
    let cell = format!(
        "<w:tbl><w:tr><w:tc><w:tcPr><w:shd w:val=\"clear\" w:fill=\"000000\"/></w:tcPr>{}</w:tc></w:tr></w:tbl>",
        paragraph(&run(white, "i sort celle"))
    );
    assert!(read(&cell, &[]).covert().is_empty());
    let over_picture =
        format!("<w:p><w:r><wp:anchor behindDoc=\"1\"/></w:r></w:p>{}", paragraph(&run(white, "på bilde")));
    assert!(read(&over_picture, &[]).covert().is_empty());
}

#[test]
fn tables_are_cells_with_their_columns_names() {
    let row = |cells: &[&str]| {
        let cells = cells.iter().map(|text| format!("<w:tc>{}</w:tc>", paragraph(&run("", text))));
        format!("<w:tr>{}</w:tr>", cells.collect::<String>())
    };
    let table =
        format!("<w:tbl>{}{}{}</w:tbl>", row(&["Navn", "Merknad"]), row(&["Kari", "syk"]), row(&["Ola", "frisk"]));
    let found = read(&(paragraph(&run("", "Før")) + &table + &paragraph(&run("", "Etter"))), &[]);
    assert_eq!(
        found.texts(Role::Body),
        ["Før\n", "Navn", "Merknad", "Navn: Kari", "Merknad: syk", "Navn: Ola", "Merknad: frisk", "Etter\n"]
    );
    assert!(matches!(found.parts[2].places, Places::Paragraphs { first: 8 }));
    let form = format!(
        "<w:tbl>{}{}{}</w:tbl>",
        row(&["Navn:", "Kari"]),
        row(&["Adresse:", "Storgata"]),
        row(&["By:", "Oslo"])
    );
    assert_eq!(read(&form, &[]).texts(Role::Body), ["Navn:", "Kari", "Adresse:", "Storgata", "By:", "Oslo"]);
    let nested = format!("<w:tbl><w:tr><w:tc>{table}{}</w:tc></w:tr></w:tbl>", paragraph(&run("", "ytre")));
    assert_eq!(read(&nested, &[]).texts(Role::Body).len(), 7);
    let deleted = "<w:tbl><w:tr><w:trPr><w:del w:author=\"A\"/></w:trPr><w:tc><w:p><w:r><w:t>slettet rad</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    assert_eq!(read(deleted, &[]).covert(), ["tracked-deletion: slettet rad"]);
}

#[test]
fn text_boxes_are_read_once_and_fields_give_their_results() {
    let boxed = "<w:p><w:r><w:t>Før</w:t><mc:AlternateContent><mc:Choice><w:drawing><wp:docPr descr=\"Bilde av Kari\" name=\"kari.jpg\"/>\
                 <w:txbxContent><w:p><w:r><w:t>Boks</w:t></w:r></w:p></w:txbxContent></w:drawing></mc:Choice>\
                 <mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>Boks</w:t></w:r></w:p></w:txbxContent></w:pict></mc:Fallback>\
                 </mc:AlternateContent><w:t> etter</w:t></w:r></w:p>";
    let field = "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>HYPERLINK \"mailto:kari@example.no\"</w:instrText></w:r>\
                 <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>Kari</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>";
    let control = "<w:sdt><w:sdtPr><w:alias w:val=\"Mottaker\"/><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>Klikk her</w:t></w:r></w:p></w:sdtContent></w:sdt>\
                   <w:sdt><w:sdtPr><w:tag w:val=\"dato\"/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>I dag</w:t></w:r></w:p></w:sdtContent></w:sdt>";
    let found = read(&format!("{boxed}{field}{control}"), &[]);
    assert_eq!(found.texts(Role::Body), ["Boks", "Før etter\nKari\n\nI dag\n"]);
    let metadata = found.all(Role::Metadata);
    for expected in [
        "alt-text: Bilde av Kari",
        "file-name: kari.jpg",
        "field: HYPERLINK",
        "content-control: Mottaker",
        "placeholder: Klikk her",
    ] {
        assert!(metadata.contains(expected), "{expected}: {metadata}");
    }
}

#[test]
fn everything_beside_the_body_is_read() {
    let story = |root: &str, inner: &str| format!("<w:{root} {WORD}>{inner}</w:{root}>");
    let line = |text: &str| paragraph(&run("", text));
    let (header, footer) = (story("hdr", &line("Topptekst")), story("ftr", &line("Bunntekst")));
    let notes = story("footnotes", &format!("<w:footnote>{}</w:footnote>", line("Fotnote")));
    let comments =
        story("comments", &format!("<w:comment w:author=\"Per\" w:initials=\"P\">{}</w:comment>", line("Kommentar")));
    let settings = story(
        "settings",
        "<w:docVars><w:docVar w:name=\"mor\" w:val=\"Kari\"/></w:docVars><w:mailMerge><w:query w:val=\"SELECT x\"/></w:mailMerge>",
    );
    let core = "<cp:coreProperties xmlns:cp=\"c\" xmlns:dc=\"d\"><dc:title>Klage</dc:title><dc:creator>Kari Forfatter</dc:creator><cp:revision>7</cp:revision></cp:coreProperties>";
    let custom = "<Properties><property name=\"Saksbehandler\"><vt:lpwstr xmlns:vt=\"v\">Ola</vt:lpwstr></property></Properties>";
    let links = "<Relationships><Relationship Id=\"r1\" Type=\"x/hyperlink\" Target=\"mailto:kari@example.no\" TargetMode=\"External\"/></Relationships>";
    let chart = "<c:chartSpace xmlns:c=\"c\" xmlns:a=\"a\"><a:p><a:r><a:t>Tittel på figur</a:t></a:r></a:p><c:strCache><c:pt><c:v>Serie</c:v></c:pt></c:strCache></c:chartSpace>";
    let found = read(
        &line("Tekst"),
        &[
            ("word/header1.xml", &header),
            ("word/header2.xml", &header),
            ("word/footer1.xml", &footer),
            ("word/footnotes.xml", &notes),
            ("word/comments.xml", &comments),
            ("word/settings.xml", &settings),
            ("docProps/core.xml", core),
            ("docProps/custom.xml", custom),
            ("word/_rels/document.xml.rels", links),
            ("word/charts/chart1.xml", chart),
            ("word/embeddings/Ark.xlsx", "PK"),
            ("word/vbaProject.bin", "makro"),
        ],
    );
    let mut body = found.texts(Role::Body);
    body.sort();
    assert_eq!(body, ["Bunntekst\n", "Fotnote\n", "Tekst\n", "Tittel på figur\nSerie", "Topptekst\n"]);
    assert_eq!(found.texts(Role::Comment), ["comment: Kommentar"]);
    assert_eq!(found.texts(Role::Title), ["title: Klage"]);
    let metadata = found.all(Role::Metadata);
    for expected in [
        "author: Per",
        "variable: Kari",
        "mail-merge: SELECT x",
        "creator: Kari Forfatter",
        "Saksbehandler: Ola",
        "link: mailto:kari@example.no",
    ] {
        assert!(metadata.contains(expected), "{expected}: {metadata}");
    }
    assert!(!metadata.contains("revision"));
    let members = [("word/embeddings/Ark.xlsx", "PK"), ("word/vbaProject.bin", "makro")];
    assert_eq!(found.members, members.map(|(name, bytes)| (name.to_owned(), bytes.as_bytes().to_vec())));
}

#[test]
fn content_decides_what_an_archive_is() {
    let document = word(&paragraph(&run("", "Tekst")), &[]);
    for name in ["brev.docx", "brev.zip", "brev", "brev.xlsx", "brev.txt"] {
        assert_eq!(found(&document, name).extraction.format, "DOCX", "{name}");
    }
    assert_eq!(found(&package(&[("a.txt", "tekst"), ("word/b.txt", "x")]), "arkiv.docx").extraction.format, "ZIP");
    let broken = found(b"PK\x03\x04xxxx", "brev.docx");
    assert_eq!(broken.extraction.unread.map(|unread| unread.reason), Some(Reason::Corrupt));
}
