//! Noark 5 deposits, through the binary: `arkivstruktur.xml` leads to its documents, and what is found in one counts to its posts.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod support;

use serde_json::{Value, json};
use support::{Site, a_fodselsnummer, findings, lines, of_type, text, timeless};

/// A post with its documents, as `arkivstruktur.xml` writes it.
fn post(number: u32, title: &str, files: &[&str]) -> String {
    let documents: String = files
        .iter()
        .map(|file| {
            format!(
                "<dokumentbeskrivelse><tittel>Brev</tittel><dokumentobjekt><referanseDokumentfil>{}\
                 </referanseDokumentfil></dokumentobjekt></dokumentbeskrivelse>\n",
                file.replace('&', "&amp;")
            )
        })
        .collect();
    format!(
        "<registrering xsi:type=\"journalpost\"><systemID>jp-{number}</systemID><tittel>{title}</tittel>\n{documents}\
         <journalaar>2026</journalaar><journalpostnummer>{number}</journalpostnummer></registrering>\n"
    )
}

/// A deposit with one archive part, one class and one case.
fn structure(part: &str, class: (&str, &str), posts: &[String]) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<arkiv xmlns=\"http://www.arkivverket.no/standarder/noark5/arkivstruktur\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><systemID>a-1</systemID><tittel>Arkiv</tittel>\n\
         <arkivdel><systemID>{part}</systemID><tittel>Saksarkiv</tittel><klassifikasjonssystem><tittel>K-koder</tittel>\n\
         <klasse><klasseID>{}</klasseID><tittel>{}</tittel>\n\
         <mappe xsi:type=\"saksmappe\"><saksaar>2026</saksaar><sakssekvensnummer>7</sakssekvensnummer>\
         <tittel>Vei og vann</tittel>\n{}</mappe></klasse></klassifikasjonssystem></arkivdel></arkiv>\n",
        class.0,
        class.1,
        posts.concat()
    )
}

fn plain(posts: &[String]) -> String {
    structure("SAK", ("K10", "Vei og vann"), posts)
}

/// A deposit with a document of every fate.
fn deposit() -> Site {
    let site = Site::new();
    let posts = [
        post(1, "Om budsjett", &["dokumenter/brev.txt"]),
        post(2, "Om bru", &["dokumenter/referat.txt"]),
        post(3, "Om vei", &["dokumenter/referat.txt", "dokumenter\\felles.txt", "dokumenter/./referat.txt"]),
        post(4, "Om vann", &["dokumenter/felles.txt", "dokumenter/borte.txt"]),
        post(5, "Om plan", &["../utenfor.txt", "/etc/hostname"]),
        post(6, "Om kart", &["dokumenter/kart.bin"]),
        post(7, "Om fest", &[]),
        post(8, "Om rett", &["dokumenter/50%20 & mer.txt"]),
    ];
    site.put("uttrekk/arkivstruktur.xml", plain(&posts));
    site.put("uttrekk/dokumenter/brev.txt", format!("Brev om fødselsnummer {}.\n", a_fodselsnummer()));
    site.put("uttrekk/dokumenter/referat.txt", "Kommunestyret drøftet budsjettet.\n");
    site.put("uttrekk/dokumenter/felles.txt", format!("Fødselsnummer: {}\n", a_fodselsnummer()));
    site.put("uttrekk/dokumenter/kart.bin", [0u8, 1, 2, 3, 4, 5, 6, 7].repeat(64));
    site.put("uttrekk/dokumenter/50%20 & mer.txt", "Rådet godkjente planen.\n");
    site.put("utenfor.txt", "Rådet godkjente planen.\n");
    site
}

const STRUCTURE: &str = "inn/uttrekk/arkivstruktur.xml";

fn entry<'l>(lines: &'l [Value], id: &str) -> &'l Value {
    let of_id: Vec<_> = of_type(lines, "entry").into_iter().filter(|entry| entry["entry"] == id).collect();
    assert_eq!(of_id.len(), 1, "{id} in {lines:#?}");
    of_id[0]
}

fn documents(publish: u64, review: u64, withhold: u64, unread: u64) -> Value {
    json!({"publish": publish, "review": review, "withhold": withhold, "unread": unread})
}

#[track_caller]
fn counted_to_posts(lines: &[Value]) {
    for (id, verdict, of) in [
        ("2026/7-1", "withhold", documents(0, 0, 1, 0)),
        ("2026/7-2", "publish", documents(1, 0, 0, 0)),
        ("2026/7-3", "withhold", documents(1, 0, 1, 0)),
        ("2026/7-4", "withhold", documents(0, 1, 1, 1)),
        ("2026/7-5", "review", documents(0, 2, 0, 2)),
        ("2026/7-6", "review", documents(0, 1, 0, 1)),
        ("2026/7-7", "publish", Value::Null),
        ("2026/7-8", "publish", documents(1, 0, 0, 0)),
    ] {
        let entry = entry(lines, id);
        assert_eq!((text(entry, "verdict"), &entry["documents"]), (verdict, &of), "{id}");
        let stops = u64::from(verdict == "withhold");
        assert_eq!(entry["findings"]["stop"], stops, "{id}: {entry}");
    }
}

#[test]
fn documents_count_to_their_posts_and_each_is_a_source_once() {
    let site = deposit();
    let ran = site.scan(["--format", "jsonl"]).exits(3);
    let lines = ran.jsonl();
    counted_to_posts(&lines);
    let paths: Vec<_> = of_type(&lines, "document").into_iter().map(|document| text(document, "path")).collect();
    let mut sorted = paths.clone();
    sorted.sort_unstable();
    sorted.dedup();
    assert_eq!(paths, sorted, "in order, each once");
    assert_eq!(paths.len(), 1 + 5 + 1 + 3, "{paths:#?}");
    // The findings stay with the documents, and are counted once.
    assert_eq!(findings(&lines, "fodselsnummer").len(), 2);
    assert!(findings(&lines, "fodselsnummer").iter().all(|finding| text(finding, "path") != STRUCTURE));
    let structure =
        of_type(&lines, "document").into_iter().find(|document| text(document, "path") == STRUCTURE).unwrap();
    assert_eq!(structure["findings"]["stop"], 0);
    assert_eq!(lines.last().unwrap()["documents"], 10);
    let by_one = timeless(site.scan(["--format", "jsonl", "--jobs", "1"]).out());
    assert_eq!(by_one, timeless(site.scan(["--format", "jsonl", "--jobs", "3"]).out()));
}

#[test]
fn what_is_missing_or_outside_is_unread_with_its_reason() {
    let lines = deposit().jsonl([""; 0]);
    let unread: Vec<(&str, &str, &str)> = of_type(&lines, "unread")
        .into_iter()
        .map(|line| (text(line, "path"), text(line, "reason"), text(line, "detail")))
        .collect();
    let of = |end: &str| *unread.iter().find(|(path, ..)| path.ends_with(end)).expect(end);
    assert_eq!(unread.len(), 4, "{unread:#?}");
    assert_eq!(of("uttrekk/dokumenter/borte.txt").1, "io");
    assert!(of("borte.txt").2.contains("arkivstruktur.xml") && of("borte.txt").2.contains("not there"), "{unread:?}");
    for outside in ["uttrekk/../utenfor.txt", "uttrekk//etc/hostname"] {
        assert_eq!(of(outside).1, "io");
        assert!(of(outside).2.contains("outside"), "{unread:?}");
        let document =
            of_type(&lines, "document").into_iter().find(|line| text(line, "path").ends_with(outside)).unwrap();
        assert_eq!((&document["bytes"], text(document, "verdict")), (&json!(0), "review"), "not opened");
    }
    assert_eq!(of("kart.bin").1, "unsupported");
}

#[test]
fn it_is_enough_to_name_the_structure() {
    let site = deposit();
    let ran =
        site.run(["scan", STRUCTURE, "--format", "jsonl", "--key-file", "nokkel", "--today", support::TODAY]).exits(3);
    let lines = lines(ran.out());
    counted_to_posts(&lines);
    assert_eq!(findings(&lines, "fodselsnummer").len(), 2);
    assert_eq!(of_type(&lines, "document").len(), 9, "what is not named is not of this run");
}

#[test]
fn other_files_of_that_name_and_other_names_lead_nowhere() {
    let site = Site::new();
    let named = "<referanseDokumentfil>borte.txt</referanseDokumentfil>";
    site.put("a/arkivstruktur.xml", format!("<rot><registrering>{named}</registrering></rot>"));
    site.put("b/annet.xml", plain(&[post(1, "Om bru", &["borte.txt"])]));
    let lines = lines(site.scan(["--format", "jsonl"]).exits(0).out());
    assert_eq!(of_type(&lines, "document").len(), 2);
    assert!(of_type(&lines, "entry").iter().all(|entry| entry.get("documents").is_none()));
}

#[test]
fn classes_and_archive_parts_are_judged_with_every_post() {
    let verdicts = |part: &str, class: (&str, &str), posts: usize, more: &[&str]| -> Vec<String> {
        let site = Site::new();
        let posts: Vec<String> = (0..posts).map(|at| post(at as u32 + 1, "Om bru og vei i bygda vår", &[])).collect();
        site.put("arkivstruktur.xml", structure(part, class, &posts));
        let lines = site.jsonl(more);
        of_type(&lines, "entry").into_iter().map(|entry| text(entry, "verdict").to_owned()).collect()
    };
    let policy = ["--policy", "lokal-eksempel"];
    for posts in [2, 6000] {
        let all = |verdict: &str| vec![verdict.to_owned(); posts];
        assert_eq!(verdicts("SAK", ("K10", "Vei og vann"), posts, &policy), all("publish"));
        assert_eq!(verdicts("PERS", ("K10", "Vei og vann"), posts, &policy), all("withhold"), "an archive part");
        assert_eq!(verdicts("PERS", ("K10", "Vei og vann"), posts, &[]), all("publish"), "without the policy");
        assert_eq!(verdicts("SAK", ("B03 1", "Vei og vann"), posts, &policy), all("withhold"), "a class");
        let number = a_fodselsnummer();
        assert_eq!(verdicts("SAK", ("K10", &format!("Mappe {number}")), posts, &[]), all("withhold"), "its title");
    }
}

#[test]
fn posts_are_left_out_of_the_cleared_copy_with_their_documents() {
    for more in [&[][..], &["--shield"]] {
        let site = deposit();
        site.scan(["--cleared", "ut"].iter().chain(more)).exits(3);
        let cleared = std::fs::read_to_string(site.path("ut/uttrekk/arkivstruktur.xml"))
            .or_else(|_| std::fs::read_to_string(site.path("ut/arkivstruktur.xml")))
            .expect("a cleared copy");
        for (number, is_left) in
            [(1, false), (2, true), (3, false), (4, false), (5, false), (6, false), (7, true), (8, true)]
        {
            assert_eq!(cleared.contains(&format!("<systemID>jp-{number}</systemID>")), is_left, "{number}: {cleared}");
        }
        let list = lines(&std::fs::read_to_string(site.path("ut/withheld.jsonl")).unwrap());
        let row = list.iter().find(|row| row["entry"] == "2026/7-1").expect("a row");
        assert!(row.to_string().contains("dokument i posten"), "{row}");
    }
}
