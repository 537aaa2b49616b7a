//! Inputs that are broken, strange or meant to do harm: each is listed with its reason, what is in it is found all the same, and
//! nothing of it reaches the terminal but as plain characters.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod support;

use serde_json::Value;
use support::{Ran, Site, a_fodselsnummer, findings, fodselsnumre, of_type, text};

const CLEAN: &str = "Kommunestyret vedtok budsjettet.\n";

/// Scans `inn` and asserts what must hold whatever lies there: no panic, a whole report.
#[track_caller]
fn survives(site: &Site) -> (i32, Vec<Value>) {
    let ran = site.scan(["--format", "jsonl"]);
    assert!(matches!(ran.code, 0 | 1 | 3), "exit code {}:\n{}", ran.code, ran.everything());
    assert!(!ran.err().contains("panicked"), "{}", ran.err());
    let lines = ran.jsonl();
    assert_eq!(text(lines.last().expect("lines"), "type"), "summary");
    for unread in of_type(&lines, "unread") {
        assert_ne!(text(unread, "reason"), "crashed", "{unread}");
    }
    (ran.code, lines)
}

/// The one unread input, which is all of `inn` that is not cleared.
#[track_caller]
fn only_unread(lines: &[Value]) -> (&str, &str) {
    let unread = of_type(lines, "unread");
    assert_eq!(unread.len(), 1, "{unread:#?}");
    assert!(!text(unread[0], "detail").is_empty(), "{}", unread[0]);
    (text(unread[0], "path"), text(unread[0], "reason"))
}

// The file system

#[cfg(unix)]
mod on_unix {
    use super::*;
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;
    use std::os::unix::fs::symlink;
    use std::process::Command;

    #[test]
    fn a_fifo_does_not_hold_the_run_up() {
        let site = Site::new();
        site.put("a.txt", CLEAN);
        site.put("z.txt", format!("fnr. {}\n", a_fodselsnummer()));
        let made = Command::new("mkfifo").arg(site.path("inn/m.txt")).status().expect("mkfifo is there");
        assert!(made.success());
        let (code, lines) = survives(&site);
        assert_eq!((code, only_unread(&lines)), (3, ("inn/m.txt", "io")));
        assert_eq!(findings(&lines, "fodselsnummer").len(), 1, "the run goes on behind it");
    }

    #[test]
    fn broken_links_and_loops_are_listed() {
        let site = Site::new();
        site.put("mappe/a.txt", CLEAN);
        symlink("finnes-ikke", site.path("inn/brutt")).unwrap();
        symlink(site.path("inn"), site.path("inn/mappe/opp")).unwrap();
        symlink("seg-selv", site.path("inn/seg-selv")).unwrap();
        let (code, lines) = survives(&site);
        let unread: Vec<_> = of_type(&lines, "unread");
        let paths: Vec<_> = unread.iter().map(|line| text(line, "path")).collect();
        assert_eq!((code, paths), (3, vec!["inn/brutt", "inn/mappe/opp", "inn/seg-selv"]));
        assert!(unread.iter().all(|line| line["reason"] == "io"), "{unread:?}");
    }

    #[test]
    fn links_to_files_and_folders_are_followed() {
        let site = Site::new();
        let outside = site.put_beside("utenfor/brev.txt", format!("fnr. {}\n", a_fodselsnummer()));
        symlink(&outside, site.path("inn/lenke.txt")).unwrap();
        symlink(site.path("utenfor"), site.path("inn/mappe")).unwrap();
        let (code, lines) = survives(&site);
        let paths: Vec<_> = findings(&lines, "fodselsnummer").into_iter().map(|line| text(line, "path")).collect();
        assert_eq!((code, paths), (1, vec!["inn/lenke.txt", "inn/mappe/brev.txt"]));
    }

    #[test]
    fn what_may_not_be_read_is_listed() {
        use std::os::unix::fs::PermissionsExt as _;
        let site = Site::new();
        site.put("a.txt", CLEAN);
        site.put("lukket/brev.txt", CLEAN);
        let file = site.put("lukket.txt", CLEAN);
        let folder = site.path("inn/lukket");
        for path in [&file, &folder] {
            std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o000)).unwrap();
        }
        let may_read_anything = std::fs::read_dir(&folder).is_ok();
        let (code, lines) = survives(&site);
        std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o700)).unwrap();
        let unread: Vec<_> = of_type(&lines, "unread").into_iter().map(|line| text(line, "path")).collect();
        if may_read_anything {
            eprintln!("running as root, for whom no folder is closed: only that nothing is lost is tested");
            assert_eq!((code, unread), (0, vec![]));
            assert_eq!(of_type(&lines, "document").len(), 3);
        } else {
            assert_eq!((code, unread), (3, vec!["inn/lukket", "inn/lukket.txt"]));
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_file_that_is_cut_short_meanwhile_costs_itself_alone() {
        use std::process::Stdio;
        let site = Site::new();
        let line = format!("fnr. {}\n", a_fodselsnummer());
        let path = site.put("a.txt", line.repeat(2_000_000));
        site.put("z.txt", &line);
        let arguments = ["scan", "inn", "--key-file", "nokkel", "--format", "jsonl", "--output", "funn.jsonl"];
        let mut command = site.command(arguments);
        let mut run = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let maps = format!("/proc/{}/maps", run.id());
        while !std::fs::read_to_string(&maps).unwrap_or_default().contains("/inn/a.txt") {
            assert_eq!(run.try_wait().unwrap(), None, "the run was over before the file was mapped");
        }
        std::fs::File::options().write(true).open(path).unwrap().set_len(100_000).unwrap();
        let ran = run.wait_with_output().unwrap();
        assert_eq!(ran.status.code(), Some(3), "{}", String::from_utf8_lossy(&ran.stderr));
        let lines = support::lines(&std::fs::read_to_string(site.path("funn.jsonl")).unwrap());
        assert_eq!(only_unread(&lines), ("inn/a.txt", "io"));
        let found = findings(&lines, "fodselsnummer");
        assert_eq!(
            found.iter().filter(|finding| finding["path"] == "inn/z.txt").count(),
            1,
            "the run goes on behind it"
        );
    }

    #[test]
    fn devices_and_sockets_are_no_files() {
        let site = Site::new();
        let _socket = std::os::unix::net::UnixListener::bind(site.path("inn/s")).unwrap();
        symlink("/dev/zero", site.path("inn/uendelig")).unwrap();
        let (code, lines) = survives(&site);
        let paths: Vec<_> = of_type(&lines, "unread").into_iter().map(|line| text(line, "path")).collect();
        assert_eq!((code, paths), (3, vec!["inn/s", "inn/uendelig"]));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn names_that_are_no_utf8_or_hold_newlines_are_written_without_loss() {
        let site = Site::new();
        let number = a_fodselsnummer();
        for name in
            [&b"sm\xF8rbr\xF8d.txt"[..], b"to\nlinjer.txt", b"\x1b[2Jslett.txt", b"50%25.txt", "åpen.txt".as_bytes()]
        {
            site.put(OsStr::from_bytes(name), format!("fnr. {number}\n"));
        }
        let (code, lines) = survives(&site);
        let mut paths: Vec<_> = findings(&lines, "fodselsnummer").into_iter().map(|line| text(line, "path")).collect();
        paths.sort_unstable();
        let expected =
            ["inn/%1B[2Jslett.txt", "inn/50%2525.txt", "inn/sm%F8rbr%F8d.txt", "inn/to%0Alinjer.txt", "inn/åpen.txt"];
        assert_eq!((code, paths), (1, expected.to_vec()));
        for format in ["text", "csv", "sarif"] {
            let ran = site.scan(["--format", format]);
            assert!(!ran.everything().contains('\u{1b}'), "{format}");
            assert!(ran.out().lines().all(|line| !line.starts_with("linjer.txt")), "{format}: {}", ran.out());
        }
    }

    #[test]
    fn an_argument_that_is_no_utf8_is_scanned() {
        let site = Site::new();
        let name = OsStr::from_bytes(b"inn/r\xE5.txt");
        if std::fs::write(site.root().join(name), format!("fnr. {}\n", a_fodselsnummer())).is_err() {
            // Such a name cannot be made everywhere; then it cannot be met either, and must be said to be missing.
            site.run([OsStr::new("scan"), name]).exits(3);
            return;
        }
        let arguments = ["scan", "--format", "jsonl", "--key-file", "k"].map(OsStr::new);
        let lines = site.run(arguments.into_iter().chain([name])).exits(1).jsonl();
        assert_eq!(text(findings(&lines, "fodselsnummer")[0], "path"), "inn/r%E5.txt");
    }
}

// Text that would command a terminal or a spreadsheet

#[test]
fn control_characters_never_reach_the_terminal_raw() {
    let site = Site::new();
    let number = a_fodselsnummer();
    let evil = "\u{1b}]0;tittel\u{7}\u{1b}[31mrødt\u{9b}2J\u{8}\u{202e}snudd\u{2066}\u{200b}";
    site.put("brev.txt", format!("{evil} fnr. {number} {evil}\r\n"));
    site.put("liste.csv", format!("{evil};fnr\r\n{evil};{number}\r\n"));
    site.put("saker.json", serde_json::json!({ evil: { "fnr": number, evil: number } }).to_string());
    site.put("sak.xml", format!("<a><b navn=\"x\u{202e}\">fnr. {number} \u{202e}</b></a>"));
    site.put("odelagt.json", format!("{{\"{evil}\": \"fnr. {number}\", {evil}"));
    let is_plain = |c: char| {
        !c.is_control() && !matches!(c, '\u{200b}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}') || c == '\n'
    };
    for arguments in [&[][..], &["--reveal"], &["-v"], &["--lang", "en"], &["-q"]] {
        let ran = site.scan(arguments);
        let strange: String = ran.everything().chars().filter(|&c| !is_plain(c)).collect();
        assert!(strange.is_empty(), "{arguments:?} sends {strange:?}:\n{:?}", ran.everything());
    }
    let ran = site.run(["extract", "inn/odelagt.json"]);
    let strange: String = ran.err().chars().filter(|&c| !is_plain(c)).collect();
    assert!(strange.is_empty(), "{:?}", ran.err());
}

#[test]
fn no_cell_of_a_report_becomes_a_formula() {
    let site = Site::new();
    let number = a_fodselsnummer();
    for (at, start) in ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1"].into_iter().enumerate() {
        site.put(format!("{at}.txt"), format!("{start} fnr. {number}"));
        site.put(format!("{at}.csv"), format!("\"{start}\";fnr\r\n\"{start}\";{number}\r\n"));
    }
    site.put("=cmd.txt", format!("fnr. {number}"));
    let ran = site.run(["scan", "inn", "inn/=cmd.txt", "--format", "csv", "--key-file", "nokkel"]).exits(1);
    let mut rows = csv::ReaderBuilder::new().has_headers(false).from_reader(ran.stdout.as_slice());
    let mut cells = 0;
    for row in rows.records() {
        for cell in &row.unwrap() {
            cells += 1;
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell:?}");
        }
    }
    assert!(cells > 300, "{cells}");
}

// Contents

#[test]
fn an_empty_file_is_clean() {
    let site = Site::new();
    for name in ["tom", "tom.txt", "tom.csv", "tom.json", "tom.xml", "tom.html", "tom.jsonl", "blank.txt"] {
        site.put(name, if name == "blank.txt" { " \n\n\t" } else { "" });
    }
    let (code, lines) = survives(&site);
    assert_eq!((code, of_type(&lines, "document").len()), (0, 8));
    assert!(of_type(&lines, "unread").is_empty(), "{:?}", of_type(&lines, "unread"));
    assert!(of_type(&lines, "document").iter().all(|line| line["verdict"] == "publish"));
}

#[test]
fn a_line_of_twenty_megabytes_is_searched_to_its_end() {
    let site = Site::new();
    let numbers: Vec<_> = fodselsnumre().take(40).collect();
    let mut line = String::new();
    for number in &numbers {
        line.push_str(&"x og y eller z, ".repeat(32 * 1024));
        line.push_str("fnr. ");
        line.push_str(number);
        line.push(' ');
    }
    assert!(line.len() > 20 * 1000 * 1000 && !line.contains('\n'));
    site.put("lang.txt", &line);
    let lines = site.scan(["--format", "jsonl", "--reveal"]).exits(1).jsonl();
    let found: Vec<_> = findings(&lines, "fodselsnummer").into_iter().map(|line| text(line, "text")).collect();
    assert_eq!(found, numbers);
    for finding in findings(&lines, "fodselsnummer") {
        let start = finding["start"].as_u64().unwrap() as usize;
        assert_eq!(&line[start..start + 11], text(finding, "text"));
        assert_eq!(finding["location"]["line"].as_u64(), Some(1));
    }
}

#[test]
fn a_long_line_without_a_single_blank_is_searched() {
    let site = Site::new();
    let number = a_fodselsnummer();
    let mut line = "a".repeat(3 * 1024 * 1024);
    for at in (0..line.len() - 100).step_by(64 * 1024) {
        line.replace_range(at..at + 18, &format!(";fnr:{number};;"));
    }
    let planted = line.matches(&number).count();
    assert!(planted > 40);
    site.put("lang.txt", &line);
    let (code, lines) = survives(&site);
    assert_eq!((code, findings(&lines, "fodselsnummer").len()), (1, planted));
}

#[test]
fn deep_nesting_costs_that_document_at_most() {
    let site = Site::new();
    let number = a_fodselsnummer();
    let deep = 100_000;
    site.put("lister.json", format!("{}\"fnr. {number}\"{}", "[".repeat(deep), "]".repeat(deep)));
    site.put("objekter.json", format!("{}\"fnr. {number}\"{}", "{\"a\":".repeat(deep), "}".repeat(deep)));
    site.put("dyp.xml", format!("{}fnr. {number}{}", "<a>".repeat(deep), "</a>".repeat(deep)));
    site.put("dyp.html", format!("<!doctype html>{}fnr. {number}{}", "<div>".repeat(deep), "</div>".repeat(deep)));
    site.put("zz.txt", format!("fnr. {number}\n"));
    let (_, lines) = survives(&site);
    let paths: Vec<_> = findings(&lines, "fodselsnummer").into_iter().map(|line| text(line, "path")).collect();
    for path in ["inn/dyp.html", "inn/dyp.xml", "inn/lister.json", "inn/objekter.json", "inn/zz.txt"] {
        assert!(paths.contains(&path), "nothing is found in {path}: {paths:?}");
    }
}

#[test]
fn malformed_documents_are_corrupt_and_searched_all_the_same() {
    let number = a_fodselsnummer();
    let cases = [
        ("avbrutt.json", format!("{{\"a\": \"fnr. {number}\", \"b\": [1, ")),
        ("rot.json", format!("{{\"a\": 1}} }} så kommer det: fnr. {number}")),
        ("komma.json", format!("{{\"a\": 1,, \"fnr\": \"{number}\"}}")),
        ("streng.json", format!("{{\"a\": \"fnr. {number}\n uten slutt")),
        ("avbrutt.xml", format!("<?xml version=\"1.0\"?><a><b>fnr. {number}</b><c>")),
        ("feil.xml", format!("<a><b>tekst</c> fnr. {number}</a>")),
        ("tegn.xml", format!("<a>< & fnr. {number} </a>")),
        ("slutt.xml", format!("<a>tekst</a></a> fnr. {number}")),
        ("linjer.jsonl", format!("{{\"a\": 1}}\n{{\"fnr\": \"{number}\"\n{{\"b\": 2}}\n")),
    ];
    let mut wrong = Vec::new();
    for (name, contents) in &cases {
        let site = Site::new();
        site.put(name, contents);
        let (code, lines) = survives(&site);
        let found = findings(&lines, "fodselsnummer").len();
        let unread: Vec<_> = of_type(&lines, "unread").into_iter().map(|line| text(line, "reason")).collect();
        if code != 3 || unread != ["corrupt"] || found == 0 {
            wrong.push(format!("{name}: exit code {code}, unread {unread:?}, {found} found"));
        }
        let told = site.scan(["--format", "text"]);
        assert!(!told.everything().contains(&number), "{name}: {}", told.everything());
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn binaries_are_never_cleared() {
    let cases: [(&str, Vec<u8>); 6] = [
        ("program", b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0".repeat(100)),
        ("tilfeldig.bin", (0..20_000u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 24) as u8).collect()),
        ("arkiv.zip", b"PK\x03\x04\x14\0\0\0\x08\0".repeat(20)),
        ("dokument.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0\0\0".repeat(64)),
        ("bilde.jpg", b"\xFF\xD8\xFF\xE0\0\x10JFIF\0".repeat(50)),
        ("later-som.txt", [&b"\0\0\0\x01\x02\x03\x04\x05"[..], &[0; 500]].concat()),
    ];
    for (name, bytes) in &cases {
        let site = Site::new();
        site.put(name, bytes);
        let (code, lines) = survives(&site);
        assert_eq!(code, 3, "{name}");
        let path = format!("inn/{name}");
        let (unread, reason) = only_unread(&lines);
        assert_eq!(unread, path);
        assert!(matches!(reason, "unsupported" | "corrupt" | "encrypted"), "{name}: {reason}");
        assert_eq!(text(of_type(&lines, "document")[0], "verdict"), "review", "{name}");
    }
}

#[test]
fn every_encoding_of_a_text_is_read() {
    let number = a_fodselsnummer();
    let words = format!("Født i Tromsø: fnr. {number}, så «ferdig».\r\n");
    let utf16 = |order: fn(u16) -> [u8; 2], mark: bool| -> Vec<u8> {
        let mark = mark.then_some(0xFEFF);
        mark.into_iter().chain(words.repeat(20).encode_utf16()).flat_map(order).collect()
    };
    let latin: Vec<u8> = words.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let cases = [
        ("utf8-bom.txt", [b"\xEF\xBB\xBF", words.as_bytes()].concat(), 1),
        ("latin.txt", latin.clone(), 1),
        ("blandet.txt", [words.as_bytes(), &latin].concat(), 2),
        ("utf16le.txt", utf16(u16::to_le_bytes, true), 20),
        ("utf16be.txt", utf16(u16::to_be_bytes, true), 20),
        ("utf16-odde.txt", [utf16(u16::to_le_bytes, true), vec![0x41]].concat(), 20),
        ("stray.txt", [&b"\xFF\xC3 \x80"[..], words.as_bytes(), b"\xE6\xF8\xE5"].concat(), 1),
    ];
    for (name, bytes, expected) in &cases {
        let site = Site::new();
        site.put(name, bytes);
        let (code, lines) = survives(&site);
        assert_eq!((code, findings(&lines, "fodselsnummer").len()), (1, *expected), "{name}");
    }
}

#[test]
fn a_text_that_breaks_off_within_a_character_is_searched() {
    let site = Site::new();
    let number = a_fodselsnummer();
    for (at, lead) in [&b"\xC3"[..], b"\xE1", b"\xE1\xBB", b"\xF0\x9F"].into_iter().enumerate() {
        for (kind, start) in
            [("txt", ""), ("csv", "a;b\r\n1;"), ("html", "<html><p>"), ("jsonl", "{\"a\": 1}\n"), ("xml", "<a>")]
        {
            let words = format!("{start}fnr. {number} sammenhengende");
            site.put(format!("{at}.{kind}"), [words.as_bytes(), lead].concat());
        }
    }
    let (_, lines) = survives(&site);
    assert_eq!(findings(&lines, "fodselsnummer").len(), 20);
}

#[test]
fn utf16_without_a_mark_is_read_or_not_cleared() {
    let words = format!("Fodt i Trondheim: fnr. {}, og ferdig.\r\n", a_fodselsnummer()).repeat(20);
    for order in [u16::to_le_bytes, u16::to_be_bytes] {
        let site = Site::new();
        let bytes: Vec<u8> = words.encode_utf16().flat_map(order).collect();
        site.put("umerket.txt", bytes);
        let (code, lines) = survives(&site);
        let found = findings(&lines, "fodselsnummer").len();
        assert!(found == 20 || code == 3, "{found} of 20 found and exit code {code}: cleared without being read");
    }
}

#[test]
fn text_behind_a_null_byte_is_found_or_not_cleared() {
    let site = Site::new();
    site.put("null.txt", format!("{CLEAN}\0{CLEAN}fnr. {}\n", a_fodselsnummer()));
    let (code, lines) = survives(&site);
    assert!(code == 3 || findings(&lines, "fodselsnummer").len() == 1, "exit code {code}");
}

#[test]
fn entities_bombs_and_outside_references_are_harmless() {
    let site = Site::new();
    let number = a_fodselsnummer();
    site.put_beside("hemmelig.txt", format!("fnr. {number}"));
    let lol: String =
        (1..20).map(|at| format!("<!ENTITY l{at} \"{}\">", format!("&l{};", at - 1).repeat(10))).collect();
    site.put(
        "bombe.xml",
        format!("<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY l0 \"lol\">{lol}]><a>&l19; fnr. {number}</a>"),
    );
    let outside = site.path("hemmelig.txt");
    site.put("ute.xml", format!("<!DOCTYPE a [<!ENTITY u SYSTEM \"file://{}\">]><a>&u;</a>", outside.display()));
    let (_, lines) = survives(&site);
    let paths: Vec<_> = findings(&lines, "fodselsnummer").into_iter().map(|line| text(line, "path")).collect();
    assert_eq!(paths, ["inn/bombe.xml"], "found beside the bomb, nothing drawn in from outside");
}

#[test]
fn odd_tables_are_read() {
    let number = a_fodselsnummer();
    let cases = [
        ("apen.csv", format!("a;b\r\n1;\"uten slutt fnr. {number}\r\n2;3\r\n")),
        ("ujevn.csv", format!("a;b;c\r\n1\r\n1;2;3;4;5;fnr. {number}\r\n;;\r\n")),
        ("anforsel.csv", format!("a;b\r\n1;to \"ord\" fnr. {number}\r\n")),
        ("tom-kopf.csv", format!(";;\r\n1;2;fnr. {number}\r\n")),
        ("tab.tsv", format!("a\tb\n1\tfnr. {number}\n")),
    ];
    for (name, contents) in &cases {
        let site = Site::new();
        site.put(name, contents);
        let (code, lines) = survives(&site);
        assert!(matches!(code, 1 | 3), "{name}: {code}");
        assert_eq!(findings(&lines, "fodselsnummer").len(), 1, "{name}");
    }
}

#[test]
fn a_table_with_many_columns_and_a_file_with_many_findings_are_no_trouble() {
    let site = Site::new();
    let numbers: Vec<_> = fodselsnumre().take(3000).collect();
    let header: Vec<_> = (0..3000).map(|at| format!("fnr{at}")).collect();
    site.put("bred.csv", format!("{}\r\n{}\r\n", header.join(";"), numbers.join(";")));
    site.put("tett.txt", numbers.join(", "));
    let (code, lines) = survives(&site);
    let count = |path: &str| findings(&lines, "fodselsnummer").iter().filter(|line| line["path"] == path).count();
    assert_eq!((code, count("inn/bred.csv"), count("inn/tett.txt")), (1, 3000, 3000));
}

#[test]
fn standard_input_may_hold_anything() {
    let site = Site::new();
    for input in
        [&b"\0\0\0\x01\x02\x03"[..], b"\xFF\xFE", b"\xEF\xBB\xBF", b"{", b"<", b"[", b"\"", b"%PDF-1.4", b"\r", b"\x1b"]
    {
        let command = site.command(["scan", "-", "--format", "jsonl", "--key-file", "nokkel"]);
        let ran = Ran::with_input(command, input);
        assert!(matches!(ran.code, 0 | 3), "{input:?}: {}", ran.everything());
        assert_eq!(text(ran.jsonl().last().unwrap(), "type"), "summary", "{input:?}");
    }
}

#[test]
fn many_unread_inputs_are_each_listed() {
    let site = Site::new();
    for at in 0..50 {
        site.put(format!("{at:02}.pdf"), "%PDF-1.7 ");
        site.put(format!("{at:02}.txt"), CLEAN);
    }
    let (code, lines) = survives(&site);
    let unread = of_type(&lines, "unread");
    assert_eq!((code, unread.len()), (3, 50));
    assert_eq!(lines.last().unwrap()["unread"].as_u64(), Some(50));
    let told = site.scan(["-q"]).exits(3);
    for at in 0..50 {
        assert!(told.out().contains(&format!("inn/{at:02}.pdf")), "{at} is not named:\n{}", told.out());
    }
}
