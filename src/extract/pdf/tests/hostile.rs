//! Broken and hostile files: no panic, and what cannot be read is told.

use super::builder::{Document, Read};
use crate::model::Reason;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use std::io::Write;

const CONTENT: &str = "q 0.9 0 0 0.9 5 5 cm BT /F 12 Tf 20 100 Td [(Kari) -300 (Brevik)] TJ ET 0 g 15 95 80 16 re f Q";

#[test]
fn what_is_no_pdf_is_told() {
    let reason = |bytes: &[u8]| Read::of(bytes, false).extraction.unread.map(|unread| unread.reason);
    assert_eq!(reason(b"%PDF-1.7\nnothing"), Some(Reason::Corrupt));
    assert_eq!(reason(b"%PDF-"), Some(Reason::Corrupt));
}

#[test]
fn a_document_with_a_password_is_told() {
    let bytes = Document::new(CONTENT).bytes();
    let locked = String::from_utf8_lossy(&bytes).replace(
        "trailer\n<<",
        "trailer\n<</ID [<00><00>] /Encrypt <</Filter /Standard /V 1 /R 2 /P -4 \
         /O <0000000000000000000000000000000000000000000000000000000000000000> \
         /U <0000000000000000000000000000000000000000000000000000000000000000>>> ",
    );
    let unread = Read::of(locked.as_bytes(), false).extraction.unread;
    assert_eq!(unread.map(|unread| unread.reason), Some(Reason::Encrypted));
}

#[test]
fn a_truncated_document_does_not_panic() {
    let bytes = Document::new(CONTENT).and_page(CONTENT).bytes();
    for end in (0..bytes.len()).step_by(7) {
        Read::of(&bytes[..end], false);
    }
}

#[test]
fn a_content_stream_damaged_in_its_midst_is_told() {
    let unread = |damage: bool| {
        let lines: String = (0..2_000).map(|number| format!("0 0 {number} {} re\n", number * 7919 % 1_000)).collect();
        let mut packed = ZlibEncoder::new(Vec::new(), Compression::default());
        packed.write_all(lines.as_bytes()).unwrap();
        let mut packed = packed.finish().unwrap();
        if damage {
            let middle = packed.len() / 2;
            packed[middle..middle + 200].fill(0xFF);
        }
        let mut bytes =
            b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
            3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Resources<<>>/Contents 4 0 R>>endobj\n4 0 obj"
                .to_vec();
        bytes.extend(format!("<</Length {}/Filter/FlateDecode>>stream\n", packed.len()).into_bytes());
        bytes.extend(packed);
        bytes.extend(b"\nendstream endobj\ntrailer<</Root 1 0 R/Size 5>>\n%%EOF\n");
        Read::of(&bytes, false).extraction.unread.map(|unread| unread.reason)
    };
    assert_eq!((unread(false), unread(true)), (None, Some(Reason::Corrupt)));
}

#[test]
fn content_that_is_not_there_or_makes_no_sense_is_told() {
    let unread = |document: Document| document.read().extraction.unread.map(|unread| unread.reason);
    let text = "BT /F 12 Tf 20 100 Td (Kari) Tj ET ";
    for content in [") ] ", "re ", "(", "<< /a >> ", "/X Do "] {
        let document = Document::new(&format!("{content}{text}")).with_resources("/XObject <</X 190 0 R>>");
        assert_eq!(unread(document), Some(Reason::Corrupt), "{content}");
    }
    for content in ["", "foo bar ", "1 2 3 ", "/Y Do ", "(\\() Tj "] {
        let document = Document::new(&format!("{content}{text})")).with_resources("/XObject <</X 190 0 R>>");
        assert_eq!(unread(document), None, "{content}");
    }
    let form = |filter: &str| {
        Document::new(&format!("{text} /X Do"))
            .with_resources("/XObject <</X 100 0 R>>")
            .with_stream(&format!("/Type /XObject /Subtype /Form /BBox [0 0 9 9] {filter}"), "q Q")
    };
    assert_eq!((unread(form("")), unread(form("/Filter /FlateDecode"))), (None, Some(Reason::Corrupt)));
}

#[test]
fn a_damaged_document_does_not_panic() {
    let bytes = Document::new(CONTENT).and_page(CONTENT).bytes();
    let mut state = 1_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as usize
    };
    for _ in 0..400 {
        let mut damaged = bytes.clone();
        for _ in 0..1 + next() % 8 {
            let at = next() % damaged.len();
            damaged[at] = next() as u8;
        }
        Read::of(&damaged, false);
    }
}

#[test]
fn numbers_beyond_all_measure_do_not_panic() {
    for content in [
        "q 1e30 0 0 1e30 0 0 cm BT /F 12 Tf 20 100 Td (Kari) Tj ET 0 0 1 1 re f Q",
        "q 1e-30 0 0 1e-30 0 0 cm BT /F 12 Tf 20 100 Td (Kari) Tj ET 0 0 1 1 re f Q",
        "BT /F 1e38 Tf 1e38 1e38 Td (Kari) Tj (Kari) Tj ET 1e38 w 0 0 m 1e38 1e38 l S",
        "q 0 0 0 0 0 0 cm BT /F 12 Tf (Kari) Tj ET 0 0 1 1 re W n 0 0 1 1 re f Q",
    ] {
        Document::new(content).read();
        Document::new(content).with_page("/MediaBox [0 0 1e30 1e30]").read();
        Document::new(content).with_page("/MediaBox [0 0 0 0]").read();
    }
}

#[test]
fn many_boxes_over_many_letters_cost_no_product() {
    let letters =
        "BT /F 1 Tf 1 TL 0 199 Td ".to_owned() + &format!("({}) Tj T* ", "ord ".repeat(100)).repeat(100) + "ET ";
    let boxes = "0 0 300 200 re f ".repeat(20_000);
    let read = Document::new(&(letters + &boxes)).read();
    assert_eq!(read.hidden().len(), 1);
    assert_eq!(read.extraction.unread, None, "more points are tried than a page is worth");
}
