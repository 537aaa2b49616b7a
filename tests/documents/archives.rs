//! Archives and packed files: every member is a document of its own, and the container is what the worst of them is.

use crate::make::archive::{bzip2, gzip, locked_zip, seven_z, tar, xz, zip, zstd};
use crate::make::docx::Docx;
use crate::make::pdf::{lines, one_page};
use crate::seen::{CLEAN, number, scan, secret};
use crate::support::{Site, of_type, text, timeless};

#[test]
fn members_of_each_kind_of_archive_are_documents() {
    let secret = secret();
    let files: [(&str, &[u8]); 2] = [("mappe/brev.txt", secret.as_bytes()), ("rent.txt", CLEAN.as_bytes())];
    let tar = tar(&files);
    for (name, bytes) in
        [("a.zip", zip(&files)), ("a.tar", tar.clone()), ("a.7z", seven_z("mappe/brev.txt", secret.as_bytes()))]
    {
        let seen = scan(name, bytes);
        let member = format!("inn/{name}!/mappe/brev.txt");
        assert_eq!(seen.finds(&member, "body")["location"]["line"], 1, "{name}");
        assert_eq!((seen.verdict(&member), seen.verdict(&format!("inn/{name}"))), ("withhold", "withhold"), "{name}");
    }
    for (name, bytes) in [("a.tar.gz", gzip(&tar)), ("a.tgz", gzip(&tar)), ("a.tar.xz", xz(&tar))] {
        let seen = scan(name, bytes);
        let found = seen.findings().into_iter().find(|finding| finding["kind"] == "fodselsnummer");
        let found = found.unwrap_or_else(|| panic!("{name}: nothing found:\n{}", seen.told()));
        let path = text(found, "path");
        assert!(path.starts_with(&format!("inn/{name}!/")) && path.ends_with("!/mappe/brev.txt"), "{path}");
        assert_eq!(seen.verdict(&format!("inn/{name}")), "withhold");
    }
}

#[test]
fn a_packed_file_is_unpacked() {
    let secret = secret();
    for (ending, pack) in [("gz", gzip as fn(&[u8]) -> Vec<u8>), ("bz2", bzip2), ("xz", xz), ("zst", zstd)] {
        let name = format!("brev.txt.{ending}");
        let seen = scan(&name, pack(secret.as_bytes()));
        assert_eq!(seen.count("fodselsnummer"), 1, "{name}:\n{}", seen.told());
        assert_eq!((seen.code, seen.verdict(&format!("inn/{name}"))), (1, "withhold"), "{name}");
        scan(&name, pack(CLEAN.as_bytes())).publishes();
    }
}

#[test]
fn a_harmless_archive_is_published() {
    let docx = Docx::of(&[CLEAN]).bytes();
    let pdf = one_page(&lines(&[CLEAN]));
    let seen =
        scan("a.zip", zip(&[("a.docx", &docx), ("mappe/b.pdf", &pdf), ("c.txt", CLEAN.as_bytes()), ("mappe/", b"")]));
    seen.publishes();
    for path in ["inn/a.zip", "inn/a.zip!/a.docx", "inn/a.zip!/c.txt", "inn/a.zip!/mappe/b.pdf"] {
        assert_eq!(seen.verdict(path), "publish");
    }
}

#[test]
fn archives_in_archives_are_opened() {
    let docx = Docx::of(&[CLEAN, &secret()]).bytes();
    let seen = scan("ytre.zip", zip(&[("indre.tar.gz", &gzip(&tar(&[("b/c.docx", &docx)])))]));
    let found = seen.findings().into_iter().find(|finding| finding["kind"] == "fodselsnummer");
    let found = found.unwrap_or_else(|| panic!("nothing found:\n{}", seen.told()));
    let path = text(found, "path");
    assert!(path.starts_with("inn/ytre.zip!/indre.tar.gz!/") && path.ends_with("b/c.docx"), "{path}");
    assert_eq!(found["location"]["paragraph"], 2, "{found}");
}

#[test]
fn a_container_is_what_the_worst_of_its_members_is() {
    // To be reviewed: a telephone number beside a name. To be withheld: a personal number.
    let telephone = "Søkeren Kari Nordmann har tlf. 42 11 03 12.";
    for (worst, verdict) in [(CLEAN, "publish"), (telephone, "review"), (&*secret(), "withhold")] {
        let seen = scan("a.zip", zip(&[("a.txt", CLEAN.as_bytes()), ("b.txt", worst.as_bytes())]));
        let verdicts = ["inn/a.zip", "inn/a.zip!/a.txt", "inn/a.zip!/b.txt"].map(|path| seen.verdict(path));
        assert_eq!(verdicts, [verdict, "publish", verdict], "{}", seen.told());
    }
}

#[test]
fn a_member_that_cannot_be_read_holds_the_container_back() {
    let broken = &one_page(&lines(&[CLEAN]))[..200];
    let seen = scan("a.zip", zip(&[("a.txt", CLEAN.as_bytes()), ("b.pdf", broken)]));
    assert_eq!(seen.code, 3);
    assert!(seen.unread().contains(&("inn/a.zip!/b.pdf", "corrupt")), "{}", seen.told());
    let verdicts = ["inn/a.zip", "inn/a.zip!/a.txt", "inn/a.zip!/b.pdf"].map(|path| seen.verdict(path));
    assert_eq!(verdicts, ["review", "publish", "review"]);
}

#[test]
fn what_needs_a_password_is_unread() {
    let seen = scan("a.zip", locked_zip(&[("hemmelig.txt", CLEAN.as_bytes())]));
    assert_eq!(seen.code, 3);
    assert!(seen.unread().iter().all(|(_, reason)| *reason == "encrypted"), "{}", seen.told());
    assert!(!seen.unread().is_empty());
    assert_eq!(seen.verdict("inn/a.zip"), "review");
}

#[test]
fn documents_are_told_in_the_order_of_their_paths_whatever_the_number_of_jobs() {
    let secret = secret();
    let archive = zip(&[("z.txt", CLEAN.as_bytes()), ("a.txt", secret.as_bytes()), ("m/b.txt", CLEAN.as_bytes())]);
    let site = Site::new();
    site.put("b.zip", archive);
    for (name, contents) in [("a.txt", CLEAN), ("c.txt", &secret), ("b.txt", CLEAN)] {
        site.put(name, contents);
    }
    let told = ["1", "4"].map(|jobs| {
        let ran = site.scan(["--format", "jsonl", "--jobs", jobs]).exits(1);
        let lines = ran.jsonl();
        let paths: Vec<&str> = of_type(&lines, "document").into_iter().map(|line| text(line, "path")).collect();
        assert_eq!(paths.len(), 7, "{paths:?}");
        assert!(paths.is_sorted(), "{paths:?}");
        timeless(ran.out())
    });
    assert_eq!(told[0], told[1]);
}

#[test]
fn a_number_in_a_members_name_is_found_and_masked() {
    let name = format!("sak/{}.txt", number());
    let archive = zip(&[(&name, CLEAN.as_bytes())]);
    let seen = scan("a.zip", &archive);
    assert_eq!(seen.count("fodselsnummer"), 1, "{}", seen.told());
    let site = Site::new();
    site.put("a.zip", &archive);
    let ran = site.scan(["--format", "jsonl"]);
    assert!(!ran.everything().contains(&number()), "{}", ran.everything());
}
