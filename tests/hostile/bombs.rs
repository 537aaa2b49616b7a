//! Documents that are small and unpack to far too much, in size, in number or in depth.

use super::{is_unread, scan_among_others, shortened};
use crate::make::archive::{bzip2, gzip, tar, xz, zip, zip_of_empty, zstd};
use crate::make::docx::Docx;
use crate::make::package::office;
use crate::make::pdf::{lines, one_page};
use crate::make::xlsx::{Sheet, workbook};
use crate::seen::{CLEAN, scan_with, secret};
use crate::support::{Site, of_type};

const MEGABYTE: usize = 1 << 20;

/// `bytes`, wrapped in ZIP archives so many times.
fn nested(bytes: Vec<u8>, times: usize) -> Vec<u8> {
    (0..times).fold(bytes, |inner, at| zip(&[(if at == 0 { "brev.txt" } else { "a.zip" }, &inner)]))
}

#[test]
fn an_archive_that_grows_too_much_is_too_large() {
    let zeros = vec![0; 32 * MEGABYTE];
    is_unread("bombe.zip", &zip(&[("a.txt", &zeros)]), &["too-large"], &[]);
    for (name, bytes) in
        [("bombe.txt.gz", gzip(&zeros)), ("bombe.txt.bz2", bzip2(&zeros)), ("bombe.txt.xz", xz(&zeros))]
    {
        is_unread(name, &bytes, &["too-large"], &[]);
    }
    is_unread("bombe.txt.zst", &zstd(&zeros), &["too-large"], &[]);
    // What is left of the archive within breaks off.
    let reasons = ["too-large", "corrupt"];
    let seen = is_unread("bombe.tar.gz", &gzip(&tar(&[("a.txt", &zeros)])), &reasons, &[]);
    assert!(seen.unread().iter().any(|(_, reason)| *reason == "too-large"), "{}", shortened(&seen));
}

#[test]
fn a_few_blanks_are_no_bomb() {
    // 4 MiB of blanks pack a thousandfold, and are harmless.
    let blanks = vec![b' '; 4 * MEGABYTE];
    let seen = scan_with(&[("a.zip", &zip(&[("a.txt", &blanks)])), ("b.txt.gz", &gzip(&blanks))], &[]);
    seen.publishes();
}

#[test]
fn archives_within_archives_are_followed_so_far_and_no_further() {
    let secret = secret();
    let deep = nested(secret.clone().into_bytes(), 10);
    let path = format!("inn/a.zip{}!/brev.txt", "!/a.zip".repeat(9));
    scan_with(&[("a.zip", &deep)], &[]).finds(&path, "body");
    let deeper = nested(secret.into_bytes(), 20);
    let seen = is_unread("a.zip", &deeper, &["too-large"], &[]);
    assert_eq!(seen.count("fodselsnummer"), 1, "the one beside it:\n{}", shortened(&seen));
    let path = format!("inn/a.zip{}!/brev.txt", "!/a.zip".repeat(19));
    scan_with(&[("a.zip", &deeper)], &["--max-nesting", "25"]).finds(&path, "body");
    is_unread("a.zip", &nested(CLEAN.into(), 4), &["too-large"], &["--max-nesting", "2"]);
}

#[test]
fn an_archive_of_archives_of_archives_is_stopped() {
    // No level holds more than eight, and yet there are thousands: the limit is on all that comes of one file.
    let mut inner = zip(&[("a.txt", CLEAN.as_bytes())]);
    for _ in 0..4 {
        let names = ["a.zip", "b.zip", "c.zip", "d.zip", "e.zip", "f.zip", "g.zip", "h.zip"];
        inner = zip(&names.map(|name| (name, inner.as_slice())));
    }
    is_unread("bombe.zip", &inner, &["too-large"], &["--max-members", "500"]);
}

#[test]
fn too_many_members_are_too_large_and_the_first_are_read() {
    let names: Vec<String> = (0..2_000).map(|at| format!("{at:06}.txt")).collect();
    let secret = secret();
    let files: Vec<(&str, &[u8])> =
        names.iter().enumerate().map(|(at, name)| (&**name, if at == 3 { secret.as_bytes() } else { b"" })).collect();
    let seen = is_unread("mange.zip", &zip(&files), &["too-large"], &["--max-members", "100"]);
    seen.finds("inn/mange.zip!/000003.txt", "body");
    assert_eq!(of_type(&seen.lines, "document").len(), 2 + 1 + 100, "no more of them than the limit allows");
}

#[test]
fn two_hundred_thousand_empty_members_are_too_many() {
    let seen = is_unread("mange.zip", &zip_of_empty(200_000), &["too-large"], &[]);
    assert!(of_type(&seen.lines, "document").len() <= 100_003);
}

#[test]
fn entities_in_a_document_are_not_expanded() {
    let entities: String =
        (1..20).map(|at| format!("<!ENTITY l{at} \"{}\">", format!("&l{};", at - 1).repeat(10))).collect();
    let document = format!(
        "<!DOCTYPE w [<!ENTITY l0 \"lol\">{entities}]><w:document \
         xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:r><w:t>&l19;</w:t>\
         </w:r></w:p></w:body></w:document>"
    );
    let bytes = office("word/document.xml", &[("word/document.xml", "wordprocessingml.document.main")])
        .xml("word/document.xml", document)
        .bytes();
    is_unread("bombe.docx", &bytes, &["corrupt", "too-large", "unsupported"], &[]);
}

#[test]
fn entities_draw_nothing_in_from_outside() {
    let site = Site::new();
    let outside = site.put_beside("hemmelig.txt", secret());
    let document = format!(
        "<!DOCTYPE w [<!ENTITY ute SYSTEM \"file://{}\">]><w:document \
         xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:r><w:t>&ute;</w:t>\
         </w:r></w:p></w:body></w:document>",
        outside.display()
    );
    let package = office("word/document.xml", &[("word/document.xml", "wordprocessingml.document.main")]);
    site.put("ute.docx", package.xml("word/document.xml", document).bytes());
    let lines = site.jsonl(Vec::<&str>::new());
    assert!(of_type(&lines, "finding").iter().all(|finding| finding["kind"] != "fodselsnummer"), "{lines:#?}");
}

#[test]
fn parts_of_documents_that_grow_too_much_are_too_large() {
    let body = " ".repeat(32 * MEGABYTE);
    let docx = Docx::of(&[CLEAN]).raw(&body).bytes();
    is_unread("bombe.docx", &docx, &["too-large"], &[]);
    let sheet = Sheet { xml: format!("<sheetData>{body}</sheetData>"), ..Sheet::shown("Ark1", &[]) };
    is_unread("bombe.xlsx", &workbook(&[sheet], "", &[]), &["too-large"], &[]);
}

#[test]
fn each_limit_can_be_set() {
    let text = format!("{CLEAN}\n").repeat(40_000);
    assert!(text.len() > MEGABYTE);
    let pdf = one_page(&(lines(&[CLEAN]) + &"0 0 m 1 1 l S\n".repeat(100_000)));
    is_unread("stor.pdf", &pdf, &["too-large"], &["--max-document", "1MiB"]);
    let archive = zip(&[("a.txt", text.as_bytes()), ("b.txt", text.as_bytes())]);
    is_unread("a.zip", &archive, &["too-large"], &["--max-document", "1MiB"]);
    is_unread("a.zip", &archive, &["too-large"], &["--max-unpacked", "2MiB"]);
    // What packs well is let through up to 16 MiB, whatever it is packed in.
    let blanks = zip(&[("a.txt", &vec![b' '; 20 * MEGABYTE])]);
    is_unread("a.zip", &blanks, &["too-large"], &["--max-expansion", "10"]);
    scan_with(&[("a.zip", &blanks), ("b.txt", text.as_bytes())], &["--max-expansion", "100000"]).publishes();
}

#[test]
fn a_worker_that_takes_too_much_memory_is_stopped() {
    let body = "<w:p><w:r><w:t>Vedtak.</w:t></w:r></w:p>".repeat(2_000_000);
    let docx = Docx::of(&[]).raw(&body).bytes();
    let arguments = ["--max-memory", "64MiB", "--max-expansion", "1000000"];
    let seen = scan_among_others("stor.docx", &docx, &arguments);
    // A reader that gets by with so little is welcome; one that does not is unread.
    for (path, reason) in seen.unread() {
        assert!(path == "inn/stor.docx" && matches!(reason, "too-large" | "crashed"), "{path} {reason}");
    }
}

#[test]
fn names_in_archives_are_never_paths_on_disk() {
    let site = Site::new();
    let secret = secret();
    let names =
        ["../ute.txt", "../../ute.txt", "/tmp/skjerm-ute.txt", "a/../../../ute.txt", "C:\\ute.txt", "..\\ute.txt"];
    let files = names.map(|name| (name, secret.as_bytes()));
    site.put("ond.zip", zip(&files));
    let lines = site.jsonl(["--reveal"]);
    let found = of_type(&lines, "finding").into_iter().filter(|finding| finding["kind"] == "fodselsnummer");
    let paths: Vec<_> = found.map(|finding| finding["path"].as_str().unwrap().to_owned()).collect();
    assert_eq!(paths.len(), names.len(), "each is searched: {paths:?}");
    assert!(paths.iter().all(|path| path.starts_with("inn/ond.zip!/")), "{paths:?}");
    let parent = site.root().parent().unwrap();
    for folder in [site.root(), parent, &site.path("inn")] {
        assert!(!folder.join("ute.txt").exists(), "{}", folder.display());
    }
    assert!(!std::path::Path::new("/tmp/skjerm-ute.txt").exists());
    let mut left: Vec<_> = std::fs::read_dir(site.root())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    left.retain(|name| !matches!(name.as_str(), "inn" | "nokkel" | "hjem" | "data"));
    assert!(left.is_empty(), "the run left {left:?}");
}
