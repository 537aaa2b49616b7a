//! Word documents: changes, comments, hidden text, and the parts that are easily forgotten.

use crate::make::docx::{Docx, deleted, inserted, paragraph, run, styled, text_box};
use crate::make::package::{core_properties, custom_properties};
use crate::make::xlsx::{Sheet, workbook};
use crate::seen::{CLEAN, Seen, number, scan, secret};

const PATH: &str = "inn/vedtak.docx";

fn seen(docx: &Docx) -> Seen {
    scan("vedtak.docx", docx.bytes())
}

#[test]
fn the_body_is_found_with_its_paragraph() {
    let seen = seen(&Docx::of(&[CLEAN, "", &secret()]));
    assert_eq!(seen.finds(PATH, "body")["location"]["paragraph"], 3, "the empty one counts");
    assert_eq!(seen.verdict(PATH), "withhold");
    self::seen(&Docx::of(&[CLEAN, "", CLEAN])).publishes();
}

#[test]
fn a_number_cut_into_runs_is_found() {
    let number = number();
    let (first, last) = number.split_at(7);
    let runs = run("Gjelder fnr. ") + &styled("<w:b/>", first) + "<w:proofErr w:type=\"spellStart\"/>" + &run(last);
    seen(&Docx::of(&[CLEAN]).paragraph(&runs)).finds(PATH, "body");
}

#[test]
fn tables_are_searched() {
    let cell = |text: &str| format!("<w:tc>{}</w:tc>", paragraph(&run(text)));
    let table = |text: &str| format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", cell("Fødselsnummer"), cell(text));
    seen(&Docx::of(&[CLEAN]).raw(&table(&number()))).finds(PATH, "body");
    seen(&Docx::of(&[CLEAN]).raw(&table("unntatt"))).publishes();
}

#[test]
fn a_tracked_deletion_is_found() {
    let changed = |text: &str| run("Vedtaket gjelder ") + &deleted(text) + &inserted("en elev") + &run(".");
    let seen = seen(&Docx::of(&[CLEAN]).paragraph(&changed(&secret())));
    let flagged = seen.flags(PATH, "deleted-text");
    assert!(!flagged["text"].as_str().unwrap().contains("Vedtaket"), "{flagged}");
    // Accepted: nothing is deleted any more.
    self::seen(&Docx::of(&[CLEAN]).paragraph(&(run("Vedtaket gjelder ") + &run("en elev") + &run(".")))).publishes();
}

#[test]
fn a_tracked_insertion_is_part_of_the_text() {
    let seen = seen(&Docx::of(&[CLEAN]).paragraph(&inserted(&secret())));
    seen.finds(PATH, "body");
    seen.hides_nothing();
    self::seen(&Docx::of(&[CLEAN]).paragraph(&inserted(CLEAN))).publishes();
}

#[test]
fn text_that_was_moved_away_is_deleted_text() {
    let moved = format!(
        "<w:moveFrom w:id=\"3\" w:author=\"A\" w:date=\"2026-11-17T10:12:00Z\">{}</w:moveFrom>",
        run(&secret())
    );
    let seen = seen(&Docx::of(&[CLEAN]).paragraph(&moved));
    seen.finds(PATH, "deleted-text");
}

#[test]
fn hidden_text_is_found() {
    let seen = seen(&Docx::of(&[CLEAN]).paragraph(&(run("Synlig. ") + &styled("<w:vanish/>", &secret()))));
    let flagged = seen.flags(PATH, "hidden");
    assert!(!flagged["text"].as_str().unwrap().contains("Synlig"), "{flagged}");
    // Switched off again.
    for off in ["0", "false", "off"] {
        let runs = styled(&format!("<w:vanish w:val=\"{off}\"/>"), CLEAN);
        self::seen(&Docx::of(&[CLEAN]).paragraph(&runs)).publishes();
    }
}

#[test]
fn white_text_is_hidden_but_not_on_a_dark_ground() {
    seen(&Docx::of(&[CLEAN]).paragraph(&styled("<w:color w:val=\"FFFFFF\"/>", &secret()))).flags(PATH, "hidden");
    for ground in ["<w:shd w:val=\"clear\" w:fill=\"00457A\"/>", "<w:highlight w:val=\"black\"/>"] {
        let runs = styled(&format!("<w:color w:val=\"FFFFFF\"/>{ground}"), CLEAN);
        seen(&Docx::of(&[CLEAN]).paragraph(&runs)).hides_nothing();
    }
    let cell = format!(
        "<w:tbl><w:tr><w:tc><w:tcPr><w:shd w:val=\"clear\" w:fill=\"00457A\"/></w:tcPr>{}</w:tc></w:tr></w:tbl>",
        paragraph(&styled("<w:color w:val=\"FFFFFF\"/>", CLEAN))
    );
    seen(&Docx::of(&[CLEAN]).raw(&cell)).hides_nothing();
}

#[test]
fn headers_footers_and_notes_are_searched() {
    for (name, kind, root, inner) in [
        ("header1.xml", "header", "hdr", ""),
        ("footer1.xml", "footer", "ftr", ""),
        ("footnotes.xml", "footnotes", "footnotes", "footnote"),
        ("endnotes.xml", "endnotes", "endnotes", "endnote"),
    ] {
        let with = |text: &str| {
            let text = paragraph(&run(text));
            let content = match inner {
                "" => text,
                note => format!("<w:{note} w:id=\"2\">{text}</w:{note}>"),
            };
            seen(&Docx::of(&[CLEAN]).part(name, kind, root, &content))
        };
        let seen = with(&secret());
        assert_eq!((seen.count("fodselsnummer"), seen.code), (1, 1), "{name}:\n{}", seen.told());
        with(CLEAN).publishes();
    }
}

#[test]
fn comments_are_found() {
    let with = |text: &str| {
        let comment = format!("<w:comment w:id=\"0\" w:author=\"Arkivet\">{}</w:comment>", paragraph(&run(text)));
        seen(&Docx::of(&[CLEAN]).part("comments.xml", "comments", "comments", &comment))
    };
    with(&secret()).finds(PATH, "comment");
    with("Fint.").publishes();
}

#[test]
fn a_text_box_is_found_once() {
    let seen = seen(&Docx::of(&[CLEAN]).paragraph(&text_box(&secret())));
    seen.finds(PATH, "body");
    assert_eq!(seen.count("fodselsnummer"), 1, "the copy for older programs says the same:\n{}", seen.told());
    self::seen(&Docx::of(&[CLEAN]).paragraph(&text_box(CLEAN))).publishes();
}

#[test]
fn properties_are_metadata() {
    let with = |author: &str, custom: &str| {
        seen(
            &Docx::of(&[CLEAN])
                .loose("docProps/core.xml", &core_properties(author))
                .loose("docProps/custom.xml", &custom_properties("Klient", custom)),
        )
    };
    with(&secret(), "").finds(PATH, "metadata");
    with("", &secret()).finds(PATH, "metadata");
    with("Fjordnes kommune", "2026/118").publishes();
}

#[test]
fn targets_of_links_and_names_of_earlier_files_are_metadata() {
    let link = format!("https://skjema.fjordnes.example/?fnr={}", number());
    seen(&Docx::of(&[CLEAN]).relate("hyperlink", &link)).finds(PATH, "metadata");
    let file = format!("file:///C:/saker/{}/mal.dotx", number());
    seen(&Docx::of(&[CLEAN]).relate("attachedTemplate", &file)).finds(PATH, "metadata");
    seen(&Docx::of(&[CLEAN]).relate("hyperlink", "https://www.fjordnes.example/")).publishes();
}

#[test]
fn codes_of_fields_are_searched() {
    let with = |target: &str| {
        let field = format!(
            "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> HYPERLINK \
             \"{target}\" </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>{}\
             <w:r><w:fldChar w:fldCharType=\"end\"/></w:r>",
            run("skjema")
        );
        seen(&Docx::of(&[CLEAN]).paragraph(&field))
    };
    let seen = with(&format!("https://skjema.fjordnes.example/?fnr={}", number()));
    assert_eq!(seen.count("fodselsnummer"), 1, "{}", seen.told());
    with("https://www.fjordnes.example/").publishes();
}

#[test]
fn an_embedded_workbook_is_opened() {
    let with = |text: &str| {
        let book = workbook(&[Sheet::shown("Ark1", &[&["Navn", "Merknad"], &["Post", text]])], "", &[]);
        seen(&Docx::of(&[CLEAN]).bytes_part("word/embeddings/Microsoft_Excel_Worksheet.xlsx", "package", book))
    };
    let seen = with(&secret());
    let found = seen.findings().into_iter().find(|finding| finding["kind"] == "fodselsnummer");
    let found = found.unwrap_or_else(|| panic!("nothing found:\n{}", seen.told()));
    let path = found["path"].as_str().unwrap();
    assert!(path.starts_with("inn/vedtak.docx!/") && path.ends_with(".xlsx"), "{path}");
    assert_eq!(found["location"]["cell"], "B2", "{found}");
    assert_eq!((seen.verdict(path), seen.verdict(PATH)), ("withhold", "withhold"));
    with("ingen").publishes();
}

#[test]
fn macro_and_template_kinds_are_read() {
    for name in ["vedtak.docm", "vedtak.dotx", "vedtak.dotm"] {
        scan(name, Docx::of(&[CLEAN, &secret()]).bytes()).finds(&format!("inn/{name}"), "body");
    }
}

#[test]
fn a_break_within_a_paragraph_ends_a_line() {
    // The receiver's address is one paragraph of three lines, as letters from case systems have it.
    let with = |name: &str| {
        let lines = [name, "Solbakkveien 52", "8299 Fjordnes"].map(run).join("<w:r><w:br/></w:r>");
        let docx = Docx::of(&["Fjordnes kommune"]).paragraph(&lines).paragraph(&run("Innkalling til dialogmøte"));
        seen(&docx.paragraph(&run("Du har vært sykmeldt siden 21. september på grunn av utmattelse.")))
    };
    let seen = with("Torill Marie Skeidsvoll");
    assert_eq!(seen.verdict(PATH), "withhold", "{}", seen.told());
    assert!(seen.count("connection") > 0, "{}", seen.told());
    with("Hansen Bygg AS").hides_nothing();
}

#[test]
fn what_only_a_copy_for_old_programs_says_is_hidden() {
    let copied = |choice: &str, fallback: &str| {
        let content = |text: &str| format!("<w:txbxContent>{}</w:txbxContent>", paragraph(&run(text)));
        format!(
            "<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\">{}</mc:Choice><mc:Fallback><w:pict>{}</w:pict>\
             </mc:Fallback></mc:AlternateContent></w:r>",
            content(choice),
            content(fallback)
        )
    };
    let seen = seen(&Docx::of(&[CLEAN]).paragraph(&copied("En elev", &secret())));
    assert_eq!(seen.flags(PATH, "hidden")["location"]["paragraph"], 2);
    assert_eq!(seen.count("fodselsnummer"), 1, "{}", seen.told());
    let same = self::seen(&Docx::of(&[CLEAN]).paragraph(&copied(&secret(), &secret())));
    same.hides_nothing();
    assert_eq!(same.count("fodselsnummer"), 1, "{}", same.told());
    self::seen(&Docx::of(&[CLEAN]).paragraph(&copied("En elev", "En søker"))).publishes();
}
