//! Documents that break off, hold random bytes, or had bytes changed: they are read as far as they go, and never taken
//! for clean.

use super::{CLEAN, is_unread, scan_among_others};
use crate::make::archive::{bzip2, gzip, seven_z, tar, xz, zip, zstd};
use crate::make::docx::Docx;
use crate::make::mail::{attachment, message, multipart, plain};
use crate::make::msg;
use crate::make::odf::{Kind, document, paragraph};
use crate::make::pdf::{lines, one_page};
use crate::make::picture::{jpeg, png};
use crate::make::pptx::{Slide, presentation};
use crate::make::xlsx::{Sheet, workbook};
use crate::seen::{scan_with, secret};
use crate::support::{Dice, of_type, text};

/// A document of each format whose bytes tell where it ends, with the planted number in it.
fn documents() -> Vec<(&'static str, Vec<u8>)> {
    let secret = secret();
    let text = secret.as_bytes();
    vec![
        ("a.pdf", one_page(&lines(&[CLEAN, &secret]))),
        ("a.docx", Docx::of(&[CLEAN, &secret]).bytes()),
        ("a.xlsx", workbook(&[Sheet::shown("Ark1", &[&["Merknad"], &[&secret]])], "", &[])),
        ("a.pptx", presentation(&[Slide { texts: vec![(&secret, [0, 0])], ..Slide::default() }])),
        ("a.odt", document(Kind::Text, "", &paragraph(&secret), "")),
        ("a.zip", zip(&[("b.txt", text)])),
        ("a.tar", tar(&[("b.txt", text)])),
        ("a.txt.gz", gzip(text)),
        ("a.txt.bz2", bzip2(text)),
        ("a.txt.xz", xz(text)),
        ("a.txt.zst", zstd(text)),
        ("a.7z", seven_z("b.txt", text)),
        ("a.msg", msg::message("Oversendelse", "", &secret, ("b.txt", b"Vedlegg"))),
        ("a.jpg", jpeg(&secret)),
        ("a.png", png(&secret)),
    ]
}

#[test]
fn what_breaks_off_is_found_in_or_not_cleared() {
    let mut wrong = Vec::new();
    for (name, whole) in documents() {
        let (_, ending) = name.split_once('.').unwrap();
        let ends = [1, whole.len() / 4, whole.len() / 2, whole.len() * 3 / 4, whole.len().saturating_sub(9)];
        let named: Vec<(String, &[u8])> = ends
            .iter()
            .map(|&end| (format!("{end:06}.{ending}"), &whole[..end]))
            .filter(|(_, cut)| cut.len() > 8)
            .collect();
        let files: Vec<(&str, &[u8])> = named.iter().map(|(name, cut)| (&**name, *cut)).collect();
        let seen = scan_with(&files, &["--time-limit", "20"]);
        let found: Vec<&str> = seen
            .findings()
            .into_iter()
            .filter(|finding| finding["kind"] == "fodselsnummer")
            .map(|finding| text(finding, "path"))
            .collect();
        for (name, _) in &files {
            let path = format!("inn/{name}");
            let is_of_it = |of: &str| of == path || of.starts_with(&format!("{path}!/"));
            let is_told = found.iter().copied().any(is_of_it) || seen.unread().iter().any(|(of, _)| is_of_it(of));
            if !is_told || seen.verdict(&path) == "publish" {
                wrong.push(format!("{name} of {}: {}", whole.len(), seen.verdict(&path)));
            }
        }
        for (path, reason) in seen.unread() {
            if matches!(reason, "crashed" | "timeout" | "io") {
                wrong.push(format!("{path}: {reason}"));
            }
        }
    }
    assert!(wrong.is_empty(), "cleared, or unread for the wrong reason:\n{}", wrong.join("\n"));
}

#[test]
fn random_bytes_are_never_cleared_under_any_name() {
    let mut dice = Dice::new(7);
    let noise: Vec<u8> = (0..20_000).map(|_| dice.roll() as u8).collect();
    for ending in [
        "pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp", "doc", "xls", "ppt", "msg", "zip", "tar", "gz", "bz2",
        "xz", "zst", "7z", "jpg", "png", "tif", "bin",
    ] {
        is_unread(&format!("tilfeldig.{ending}"), &noise, &["unsupported", "corrupt"], &[]);
    }
}

#[test]
fn random_bytes_behind_the_sign_of_a_format_are_corrupt() {
    let mut dice = Dice::new(8);
    let noise: Vec<u8> = (0..20_000).map(|_| dice.roll() as u8).collect();
    for (name, sign) in [
        ("a.pdf", &b"%PDF-1.7\n"[..]),
        ("a.zip", b"PK\x03\x04"),
        ("a.docx", b"PK\x03\x04"),
        ("a.odt", b"PK\x03\x04"),
        ("a.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"),
        ("a.msg", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"),
        ("a.gz", b"\x1F\x8B\x08"),
        ("a.bz2", b"BZh91AY&SY"),
        ("a.xz", b"\xFD7zXZ\0"),
        ("a.zst", b"\x28\xB5\x2F\xFD"),
        ("a.7z", b"7z\xBC\xAF\x27\x1C"),
        ("a.jpg", b"\xFF\xD8\xFF"),
        ("a.png", b"\x89PNG\r\n\x1A\n"),
        ("a.tif", b"II*\0"),
    ] {
        let reasons = ["corrupt", "unsupported", "encrypted", "too-large"];
        is_unread(name, &[sign, &noise].concat(), &reasons, &["--time-limit", "20"]);
    }
}

#[test]
fn changed_bytes_never_stop_the_run() {
    let mut dice = Dice::new(9);
    for (name, whole) in documents() {
        let (_, ending) = name.split_once('.').unwrap();
        let mut changed = Vec::new();
        for at in 0..12 {
            let mut bytes = whole.clone();
            for _ in 0..=at {
                let place = dice.below(bytes.len());
                bytes[place] ^= 1 << dice.below(8);
            }
            changed.push((format!("{at:02}.{ending}"), bytes));
        }
        let files: Vec<(&str, &[u8])> = changed.iter().map(|(name, bytes)| (&**name, &**bytes)).collect();
        let seen = scan_with(&files, &["--time-limit", "20"]);
        let told = of_type(&seen.lines, "document").into_iter().filter(|line| !text(line, "path").contains("!/"));
        assert_eq!(told.count(), files.len(), "{name}");
        let crashed: Vec<_> = seen.unread().into_iter().filter(|(_, reason)| *reason == "crashed").collect();
        assert!(crashed.is_empty(), "{crashed:?}");
    }
}

#[test]
fn a_broken_attachment_costs_itself_at_most() {
    let whole = Docx::of(&[CLEAN]).bytes();
    let parts = [
        "Content-Type: text/plain; charset=utf-8\r\n\r\nVedlagt.\r\n".to_owned(),
        attachment("a.docx", "application/octet-stream", &whole[..whole.len() / 2]),
        attachment("b.docx", "application/octet-stream", &Docx::of(&[&secret()]).bytes()),
    ];
    let seen = is_unread("post.eml", &message(&[], &multipart("mixed", "skille", &parts)), &["corrupt"], &[]);
    seen.finds("inn/post.eml!/b.docx", "body");
    assert!(seen.unread().contains(&("inn/post.eml!/a.docx", "corrupt")), "{}", seen.told());
}

#[test]
fn messages_without_end_or_bottom_end() {
    let mut inner = String::from_utf8(plain(&[], CLEAN)).unwrap();
    for at in 0..200 {
        let boundary = format!("skille{at}");
        inner = multipart("mixed", &boundary, &[inner]);
    }
    scan_among_others("dyp.eml", &message(&[], &inner), &["--time-limit", "20"]);
    let parts: Vec<String> = (0..20_000).map(|_| "Content-Type: text/plain\r\n\r\n\r\n".to_owned()).collect();
    scan_among_others("mange.eml", &message(&[], &multipart("mixed", "skille", &parts)), &["--time-limit", "20"]);
    let unclosed = format!(
        "Content-Type: multipart/mixed; boundary=\"a\"\r\n\r\n--a\r\nContent-Type: text/plain\r\n\r\n{}",
        secret()
    );
    let seen = scan_among_others("uten-slutt.eml", &message(&[], &unclosed), &[]);
    seen.finds("inn/uten-slutt.eml", "body");
}

#[test]
fn groups_without_bottom_end() {
    let deep = format!("{{\\rtf1\\ansi {}{}{}}}", "{".repeat(300_000), secret(), "}".repeat(300_000));
    scan_among_others("dyp.rtf", deep.as_bytes(), &["--time-limit", "20"]);
    let open = format!("{{\\rtf1\\ansi \\pard {}", secret());
    let seen = scan_among_others("apen.rtf", open.as_bytes(), &[]);
    seen.finds("inn/apen.rtf", "body");
    // A length that lies: the reader must not wait for, nor reserve, what is not there.
    let lying = b"{\\rtf1\\ansi \\pard Vedtak.{\\*\\blipuid \\bin2147483647 abc}}";
    scan_among_others("lengde.rtf", lying, &["--time-limit", "20"]);
}
