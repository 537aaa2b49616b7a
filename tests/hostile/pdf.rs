//! PDF files without end: trees and forms that lead back to themselves, nesting without bottom, work that doubles with
//! every step.

use super::{is_unread, scan_among_others};
use crate::make::pdf::{Pdf, latin, line, lines, stream};
use crate::seen::{CLEAN, scan, secret};

/// The catalogue leads to object 4, which is the page tree that the test writes.
fn with_tree(objects: &[String]) -> Vec<u8> {
    let mut pdf = Pdf::new();
    for object in objects {
        pdf.object(object);
    }
    let bytes = pdf.bytes();
    let text: String = bytes.iter().map(|&byte| char::from(byte)).collect();
    // The offsets stay: the number has one digit before and after.
    latin(&text.replacen("/Pages 2 0 R", "/Pages 4 0 R", 1))
}

const BROKEN: &[&str] = &["corrupt", "too-large", "unsupported"];

#[test]
fn a_page_tree_that_leads_back_to_itself_ends() {
    let selfish = ["<< /Type /Pages /Kids [4 0 R] /Count 1 >>".to_owned()];
    is_unread("sirkel.pdf", &with_tree(&selfish), BROKEN, &[]);
    let pair = [
        "<< /Type /Pages /Kids [5 0 R 5 0 R] /Count 1000000 >>".to_owned(),
        "<< /Type /Pages /Parent 4 0 R /Kids [4 0 R 4 0 R] /Count 1000000 >>".to_owned(),
    ];
    is_unread("sirkel.pdf", &with_tree(&pair), BROKEN, &[]);
}

#[test]
fn a_page_tree_without_bottom_ends() {
    let deep: Vec<String> =
        (0..50_000).map(|at| format!("<< /Type /Pages /Kids [{} 0 R] /Count 1 >>", at + 5)).collect();
    scan_among_others("dyp.pdf", &with_tree(&deep), &["--time-limit", "20"]);
}

#[test]
fn a_page_tree_that_doubles_with_every_level_ends() {
    let mut levels: Vec<String> =
        (0..40).map(|at| format!("<< /Type /Pages /Kids [{0} 0 R {0} 0 R] /Count 2 >>", at + 5)).collect();
    levels.push("<< /Type /Page /MediaBox [0 0 595 842] >>".to_owned());
    // It is one page, however often: who has read it once has read them all.
    scan_among_others("dobling.pdf", &with_tree(&levels), &["--time-limit", "10"]);
}

#[test]
fn deep_nesting_within_an_object_ends() {
    for (open, close) in [("[", "]"), ("<< /A ", ">>")] {
        let mut pdf = Pdf::new();
        pdf.page(&lines(&[CLEAN]), "", "");
        let deep = pdf.object(open.repeat(200_000) + &close.repeat(200_000));
        pdf.catalog(&format!("/Dypt {deep} 0 R"));
        scan_among_others("dyp.pdf", &pdf.bytes(), &["--time-limit", "20"]);
        let mut pdf = Pdf::new();
        pdf.page(&format!("{} TJ {}", "[".repeat(100_000), lines(&[CLEAN])), "", "");
        scan_among_others("dyp.pdf", &pdf.bytes(), &["--time-limit", "20"]);
    }
}

#[test]
fn a_form_that_paints_itself_ends() {
    let mut pdf = Pdf::new();
    // Object 4 is the form, and its own resource.
    let form = pdf.stream(
        "/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /Fm1 4 0 R >> >>",
        b"/Fm1 Do /Fm1 Do",
    );
    assert_eq!(form, 4);
    pdf.page(&(lines(&[CLEAN]) + "/Fm1 Do\n" + &line(72, 700, 12.0, &secret())), "/XObject << /Fm1 4 0 R >>", "");
    let seen = scan_among_others("sirkel.pdf", &pdf.bytes(), &["--time-limit", "20"]);
    // Whatever is made of the loop, the text beside it is not lost, or the file is unread.
    assert!(seen.code == 3 || seen.count("fodselsnummer") == 2, "{}", seen.told());
}

#[test]
fn forms_that_double_with_every_level_end_in_time() {
    let mut pdf = Pdf::new();
    for at in 0..40 {
        let resources = format!("/Resources << /XObject << /F {} 0 R >> >>", at + 5);
        pdf.stream(&format!("/Type /XObject /Subtype /Form /BBox [0 0 595 842] {resources}"), b"/F Do /F Do");
    }
    pdf.stream("/Type /XObject /Subtype /Form /BBox [0 0 595 842]", b"0 0 m 1 1 l S");
    pdf.page(&(lines(&[CLEAN]) + "/F Do\n"), "/XObject << /F 4 0 R >>", "");
    is_unread("dobling.pdf", &pdf.bytes(), &["timeout", "too-large", "corrupt"], &["--time-limit", "5"]);
}

#[test]
fn other_loops_end() {
    // Bookmarks, form fields, names and revisions that lead back to themselves.
    for entries in [
        "/Outlines 4 0 R",
        "/AcroForm << /Fields [4 0 R] >>",
        "/Names << /EmbeddedFiles 4 0 R >>",
        "/OCProperties << /OCGs [4 0 R] /D << /Order [4 0 R] >> >>",
    ] {
        let mut pdf = Pdf::new();
        pdf.object(
            "<< /First 4 0 R /Next 4 0 R /Last 4 0 R /Parent 4 0 R /Kids [4 0 R 4 0 R] /Title (Kapittel) /T (felt) >>",
        );
        pdf.page(&lines(&[CLEAN]), "", "");
        pdf.catalog(entries);
        scan_among_others("sirkel.pdf", &pdf.bytes(), &["--time-limit", "20"]);
    }
    let mut pdf = Pdf::new();
    pdf.page(&lines(&[CLEAN]), "", "");
    let bytes = pdf.revised(&[(4, stream("", &latin(&lines(&[CLEAN]))))]);
    let mut text: String = bytes.iter().map(|&byte| char::from(byte)).collect();
    let (last, at) = (text.rfind("xref\n0 1\n").unwrap(), text.rfind("/Prev ").unwrap() + 6);
    let end = at + text[at..].find(' ').unwrap();
    text.replace_range(at..end, &last.to_string());
    scan_among_others("sirkel.pdf", &latin(&text), &["--time-limit", "20"]);
}

#[test]
fn a_stream_that_grows_too_much_is_too_large() {
    let zeros = vec![b' '; 40 << 20];
    let mut packed = Vec::new();
    let mut encoder = flate2::read::ZlibEncoder::new(zeros.as_slice(), flate2::Compression::default());
    std::io::Read::read_to_end(&mut encoder, &mut packed).unwrap();
    drop(zeros);
    let mut pdf = Pdf::new();
    pdf.page(&lines(&[CLEAN]), "", "");
    let file = pdf.stream("/Type /EmbeddedFile /Filter /FlateDecode", &packed);
    let specification = pdf.object(format!("<< /Type /Filespec /F (a.txt) /UF (a.txt) /EF << /F {file} 0 R >> >>"));
    pdf.catalog(&format!("/Names << /EmbeddedFiles << /Names [(a.txt) {specification} 0 R] >> >>"));
    is_unread("bombe.pdf", &pdf.bytes(), &["too-large", "crashed", "timeout"], &[]);
}

#[test]
fn a_locked_file_is_encrypted() {
    let mut pdf = Pdf::new();
    pdf.page(&lines(&[CLEAN]), "", "");
    let bytes = pdf.bytes();
    let text: String = bytes.iter().map(|&byte| char::from(byte)).collect();
    let key = format!("/O <{0}> /U <{0}>", "5A".repeat(32));
    let locked = format!("<< /Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -44 {key} >> /ID [<00> <00>] ");
    let at = text.rfind("<< /Size").unwrap();
    let seen =
        is_unread("laast.pdf", &latin(&format!("{}{locked}{}", &text[..at], &text[at + 3..])), &["encrypted"], &[]);
    assert_eq!(seen.verdict("inn/laast.pdf"), "review");
    scan("apen.pdf", &bytes).publishes();
}
