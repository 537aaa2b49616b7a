//! Damaged and hostile documents: no panic, no end of memory, what can be read is read.

use super::document::word;
use super::open_document::text_document;
use super::presentation::presentation;
use super::workbook::workbook;
use super::{found, package};
use crate::model::{Reason, Role};
use proptest::prelude::*;

fn samples() -> Vec<(Vec<u8>, &'static str)> {
    let text = "<w:p><w:r><w:t>Kari</w:t></w:r><w:del w:author=\"A\"><w:r><w:delText>Ola</w:delText></w:r></w:del></w:p>\
                <w:tbl><w:tr><w:tc><w:p><w:r><w:t>celle</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    vec![
        (word(text, &[]), "a.docx"),
        (workbook("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Kari</t></is></c></row>", "", &[]), "a.xlsx"),
        (presentation("<p:sp><a:p><a:t>Kari</a:t></a:p></p:sp>", "", &[]), "a.pptx"),
        (text_document("<text:p>Kari<text:span text:style-name=\"T1\">Ola</text:span></text:p>", ""), "a.odt"),
    ]
}

#[test]
fn what_is_cut_or_bent_costs_no_more_than_itself() {
    for (bytes, name) in samples() {
        assert!(found(&bytes, name).is_read(), "{name}");
        for length in (0..bytes.len()).step_by(7) {
            found(&bytes[..length], name);
        }
        for at in 0..bytes.len() {
            let mut bent = bytes.clone();
            bent[at] ^= 1 << (at % 8);
            found(&bent, name);
        }
    }
}

#[test]
fn markup_that_breaks_is_read_on_and_unread() {
    let bytes = word("<w:p><w:r><w:t>Før</w:t></w:x></w:p><w:p><w:r><w:t>Etter</w:t></w:r></w:p>", &[]);
    let document = found(&bytes, "a.docx");
    let body = document.all(Role::Body);
    assert!(body.contains("Før") && body.contains("Etter"), "{body}");
    assert_eq!(document.extraction.unread.map(|unread| unread.reason), Some(Reason::Corrupt));
    let cut = found(
        &package(&[("[Content_Types].xml", ""), ("word/document.xml", "<w:document><w:p><w:r><w:t>Kari")]),
        "a.docx",
    );
    assert_eq!(cut.all(Role::Body), "Kari\n");
    assert!(!cut.is_read());
}

#[test]
fn nesting_costs_no_stack() {
    let deep = 50_000;
    for element in ["w:tbl><w:tr><w:tc", "w:sdt", "w:txbxContent", "mc:AlternateContent><mc:Choice", "w:ins", "w:p"] {
        let closing: String =
            element.split("><").collect::<Vec<_>>().iter().rev().map(|name| format!("</{name}>")).collect();
        let body = format!(
            "{}<w:p><w:r><w:t>dypt</w:t></w:r></w:p>{}",
            format!("<{element}>").repeat(deep),
            closing.repeat(deep)
        );
        assert!(found(&word(&body, &[]), "a.docx").all(Role::Body).contains("dypt"), "{element}");
    }
    for element in ["text:section", "table:table", "draw:frame", "text:span", "text:note-body"] {
        let body = format!(
            "{}<text:p>dypt</text:p>{}",
            format!("<{element}>").repeat(deep),
            format!("</{element}>").repeat(deep)
        );
        assert!(found(&text_document(&body, ""), "a.odt").all(Role::Body).contains("dypt"), "{element}");
    }
}

#[test]
fn a_bomb_is_too_large() {
    let bytes = word(&format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", "a".repeat(4000)).repeat(1 << 14), &[]);
    let document = found(&bytes, "a.docx");
    assert_eq!(document.extraction.unread.map(|unread| unread.reason), Some(Reason::TooLarge));
    assert!(!document.parts.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_markup_makes_it_panic(markup in "(</?(w:p|w:r|w:t|w:tbl|w:tr|w:tc|w:del|w:rPr|w:pPr|w:sdt|w:fldChar|w:txbxContent|mc:Choice|mc:Fallback|mc:AlternateContent|w:comment)( w:val=\"1\"| w:fldCharType=\"(begin|end|separate)\")?/?>|ø|1| |&amp;|<){0,60}") {
        found(&word(&markup, &[]), "a.docx");
    }

    #[test]
    fn no_open_document_makes_it_panic(markup in "(</?(text:p|text:h|text:span|table:table|table:table-row|table:table-cell|draw:page|draw:frame|office:spreadsheet|office:presentation|text:tracked-changes|text:changed-region|office:annotation|text:note-body|style:style|text:section)( text:display=\"none\"| table:number-columns-repeated=\"9999999999\")?/?>|ø|1| |<){0,60}") {
        found(&text_document(&markup, ""), "a.odt");
    }
}
