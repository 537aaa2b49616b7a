//! Pictures: what is written beside the dots is searched; the dots themselves are read where tesseract is installed,
//! and without it the file is unread, never clean.

use crate::make::picture::{jpeg, png};
use crate::seen::{number, secret};
use crate::support::{Ran, Site, findings, of_type, text};

/// Scans one picture whose text nobody reads.
fn without_ocr(name: &str, bytes: &[u8]) -> Ran {
    let site = Site::new();
    site.put(name, bytes);
    site.scan(["--format", "jsonl", "--reveal", "--ocr", "never"])
}

#[test]
fn descriptions_in_pictures_are_metadata() {
    for (name, bytes) in [("bilde.jpg", jpeg(&secret())), ("bilde.png", png(&secret()))] {
        let lines = without_ocr(name, &bytes).jsonl();
        let found = findings(&lines, "fodselsnummer");
        assert_eq!(found.len(), 1, "{name}: {lines:#?}");
        assert_eq!((text(found[0], "part"), text(found[0], "text")), ("metadata", &*number()), "{name}");
    }
}

#[test]
fn a_picture_that_nobody_reads_is_unread() {
    for (name, bytes) in [("bilde.jpg", jpeg("Havna")), ("bilde.png", png(""))] {
        let lines = without_ocr(name, &bytes).exits(3).jsonl();
        assert!(findings(&lines, "fodselsnummer").is_empty());
        let unread = of_type(&lines, "unread");
        assert_eq!((unread.len(), text(unread[0], "reason")), (1, "unsupported"), "{name}: {unread:?}");
        assert_eq!(text(of_type(&lines, "document")[0], "verdict"), "review", "{name}");
    }
}
