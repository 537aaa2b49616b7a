//! Cleared exports: what may be published of a journal, byte for byte as it was; what is withheld or shielded, and why.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod support;

use serde_json::Value;
use std::path::Path;
use std::process::Command;
use support::{Dice, Ran, Site, a_fodselsnummer, fodselsnumre, lines, of_type, text};

/// A run of `scan inn --cleared ut` and what it left in `ut`.
struct Run {
    ran: Ran,
    site: Site,
}

impl Run {
    #[track_caller]
    fn of(files: &[(&str, &[u8])], more: &[&str]) -> Run {
        let site = Site::new();
        for (name, content) in files {
            site.put(name, content);
        }
        Run::again(site, more)
    }

    #[track_caller]
    fn again(site: Site, more: &[&str]) -> Run {
        let ran = site.scan(["--cleared", "ut"].iter().chain(more));
        assert!(!ran.err().contains("panicked"), "{}", ran.err());
        assert!(matches!(ran.code, 0 | 1 | 3), "{}", ran.everything());
        assert!(!has_scratch(&site.path("ut")), "something was left behind");
        Run { ran, site }
    }

    fn cleared(&self, name: &str) -> Option<Vec<u8>> {
        std::fs::read(self.site.path("ut").join(name)).ok()
    }

    #[track_caller]
    fn text(&self, name: &str) -> String {
        let bytes = self.cleared(name).unwrap_or_else(|| panic!("no {name}:\n{}", self.ran.everything()));
        String::from_utf8(bytes).unwrap()
    }

    fn withheld(&self) -> Vec<Value> {
        lines(&self.text("withheld.jsonl"))
    }

    /// Entries of the withheld list with that action, each once.
    fn entries(&self, action: &str) -> Vec<String> {
        let rows = self.withheld();
        let of_action = rows.iter().filter(|row| row["action"] == action);
        let mut entries: Vec<_> = of_action.filter_map(|row| row["entry"].as_str().map(str::to_owned)).collect();
        entries.sort();
        entries.dedup();
        entries
    }

    fn posts(&self) -> Value {
        let criteria: Value = serde_json::from_str(&self.text("criteria.json")).unwrap();
        assert_eq!(criteria["complete"], true);
        criteria["posts"].clone()
    }

    /// A scan of what was written finds nothing at review or above.
    #[track_caller]
    fn is_clean(&self, name: &str) {
        self.are_clean(&[name]);
    }

    #[track_caller]
    fn are_clean(&self, names: &[&str]) {
        let again = Site::new();
        for name in names {
            again.put(name, self.cleared(name).expect("a cleared file"));
        }
        let report = again.jsonl([""; 0]);
        let bad: Vec<_> =
            of_type(&report, "finding").into_iter().filter(|finding| finding["severity"] != "note").collect();
        assert!(bad.is_empty(), "{bad:#?}");
        assert!(of_type(&report, "unread").is_empty());
        assert!(of_type(&report, "entry").iter().all(|entry| entry["verdict"] == "publish"));
    }
}

fn has_scratch(folder: &Path) -> bool {
    std::fs::read_dir(folder).unwrap().any(|entry| entry.unwrap().file_name().to_string_lossy().starts_with(".skjerm"))
}

const HARMLESS: &str = "Budsjett for vei og vann";

fn title(is_bad: bool, number: &str) -> String {
    if is_bad { format!("Klage fra {number}") } else { HARMLESS.to_owned() }
}

/// Stretches of an export: the posts', by their number, and what stands between.
type Pieces = Vec<(Option<usize>, String)>;

/// An export of each format as head, posts and tail: the posts' own bytes are known, so what must be left is, too.
struct Sample {
    name: &'static str,
    make: fn(&[bool], &str) -> Pieces,
}

fn noark_5(posts: &[bool], number: &str) -> Pieces {
    let mut pieces = vec![(
        None,
        "<?xml version='1.0' encoding=\"UTF-8\" ?>\r\n<!-- fra arkivet -->\n<n:offentligJournal  xmlns:n=\"http://www.arkivverket.no/standarder/noark5/offentligJournal\" >\n\
         <n:journalhode><n:journalStartDato>2026-11-20</n:journalStartDato><n:journalSluttDato>2026-11-20</n:journalSluttDato>\
         <n:antallJournalposter>3</n:antallJournalposter><n:arkivskaper><n:arkivskaperID>1</n:arkivskaperID>\
         <n:arkivskaperNavn>Fjordnes kommune</n:arkivskaperNavn></n:arkivskaper></n:journalhode>"
            .to_owned(),
    )];
    for (at, &is_bad) in posts.iter().enumerate() {
        pieces.push((
            Some(at),
            format!(
                "\n\t<n:journalregistrering>\n\t\t<n:saksmappe><n:saksaar>2026</n:saksaar><n:sakssekvensnummer>{at}</n:sakssekvensnummer>\
                 <n:offentligTittel>Sak &amp; s\u{e5} videre</n:offentligTittel></n:saksmappe>\n\t\t<!-- post {at} --><n:journalpost>\
                 <n:systemID>0a1b2c3d-0000-4000-8000-{at:012}</n:systemID><n:journalaar>2026</n:journalaar><n:journalsekvensnummer>{at}</n:journalsekvensnummer>\
                 <n:journalpostnummer>1</n:journalpostnummer>\n\t\t\t<n:offentligTittel>{}</n:offentligTittel>\
                 <n:journaldato>2026-11-20</n:journaldato><n:korrespondansepart><n:korrespondanseparttype>Avsender</n:korrespondanseparttype>\
                 <n:korrespondansepartNavn>Veg AS</n:korrespondansepartNavn></n:korrespondansepart></n:journalpost></n:journalregistrering>",
                title(is_bad, number)
            ),
        ));
    }
    pieces.push((None, "\n</n:offentligJournal>\n<!-- slutt -->\n".to_owned()));
    pieces
}

fn noark_4(posts: &[bool], number: &str) -> Pieces {
    let mut pieces = vec![(
        None,
        "<?xml version=\"1.0\"?>\n<OFFJOURNAL VERSJON='1'><RAPPORT>\n <NOARKSAK.OJ><SA.SAAR>2016</SA.SAAR><SA.SEKNR>7</SA.SEKNR>\
         <SA.OFFTITTEL>Byggesak</SA.OFFTITTEL>\n <JOURNPOST.OJ><JP.POSTNR>9</JP.POSTNR><JP.OFFINNHOLD>Svar</JP.OFFINNHOLD></JOURNPOST.OJ>"
            .to_owned(),
    )];
    for (at, &is_bad) in posts.iter().enumerate() {
        pieces.push((
            Some(at),
            format!(
                "\n  <JOURNPOST.OJ a=\"1\"   b='2'><JP.POSTNR>{at}</JP.POSTNR><JP.OFFINNHOLD>{}</JP.OFFINNHOLD></JOURNPOST.OJ>",
                title(is_bad, number)
            ),
        ));
    }
    pieces.push((None, "</NOARKSAK.OJ></RAPPORT></OFFJOURNAL>".to_owned()));
    pieces
}

fn json_lines(posts: &[bool], number: &str) -> Pieces {
    let line = |(at, &is_bad): (usize, &bool)| {
        let title = title(is_bad, number);
        let post = format!(
            "{{\"entity\":\"Journalpost\", \"id\":\"jp_{at}\",\"journalpostnummer\":{at},\"offentligTittel\":\"{title} \\u00e5\"}}\r\n"
        );
        (Some(at), post)
    };
    posts.iter().enumerate().map(line).collect()
}

fn csv(posts: &[bool], number: &str) -> Pieces {
    let mut pieces = vec![(None, "\u{feff}Saksnr;Dokumentnr;Tittel;Avsender/mottaker\r\n".to_owned())];
    for (at, &is_bad) in posts.iter().enumerate() {
        let title = title(is_bad, number);
        pieces.push((Some(at), format!("2026/{at};1;\"{title}; s\u{e5}\nto \"\"linjer\"\"\";Veg AS\r\n")));
    }
    pieces
}

fn tsv(posts: &[bool], number: &str) -> Pieces {
    let mut pieces = vec![(None, "Saksnr\tDokumentnr\tTittel\n".to_owned())];
    for (at, &is_bad) in posts.iter().enumerate() {
        pieces.push((Some(at), format!("2026/{at}\t1\t{}\n", title(is_bad, number))));
    }
    pieces
}

const SAMPLES: [Sample; 5] = [
    Sample { name: "journal.xml", make: noark_5 },
    Sample { name: "gammel.xml", make: noark_4 },
    Sample { name: "poster.jsonl", make: json_lines },
    Sample { name: "liste.csv", make: csv },
    Sample { name: "liste.tsv", make: tsv },
];

fn whole(pieces: &[(Option<usize>, String)], without: &[usize]) -> String {
    let stays = |piece: &&(Option<usize>, String)| piece.0.is_none_or(|at| !without.contains(&at));
    pieces.iter().filter(stays).map(|(_, text)| text.as_str()).collect()
}

#[test]
fn with_nothing_found_the_copy_is_the_same() {
    let exports: Vec<(&str, String)> =
        SAMPLES.iter().map(|sample| (sample.name, whole(&(sample.make)(&[false; 3], ""), &[]))).collect();
    let files: Vec<(&str, &[u8])> = exports.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    let run = Run::of(&files, &[]);
    for (name, text) in &exports {
        assert_eq!(&run.text(name), text, "{name}");
    }
    assert!(run.withheld().is_empty());
    assert_eq!(run.text("withheld.csv").lines().count(), 1);
    run.ran.exits(0);
}

#[test]
fn posts_are_taken_out_and_nothing_else() {
    let number = a_fodselsnummer();
    for sample in &SAMPLES {
        for bad in [&[0][..], &[1], &[2], &[0, 1], &[0, 2], &[1, 2]] {
            let flags: Vec<bool> = (0..3).map(|at| bad.contains(&at)).collect();
            let pieces = (sample.make)(&flags, &number);
            let run = Run::of(&[(sample.name, whole(&pieces, &[]).as_bytes())], &[]);
            assert_eq!(run.text(sample.name), whole(&pieces, bad), "{} without {bad:?}", sample.name);
            assert_eq!(run.entries("withheld").len(), bad.len(), "{}", sample.name);
            run.is_clean(sample.name);
            run.ran.exits(1);
        }
    }
}

#[test]
fn where_no_post_is_left() {
    let number = a_fodselsnummer();
    for sample in &SAMPLES {
        let pieces = (sample.make)(&[true; 3], &number);
        let run = Run::of(&[(sample.name, whole(&pieces, &[]).as_bytes())], &[]);
        if sample.name == "journal.xml" {
            // The schema asks for a post.
            assert_eq!(run.cleared(sample.name), None);
            assert!(run.withheld().iter().any(|row| row["type"] == "not-cleared"));
            run.ran.exits(3);
        } else {
            assert_eq!(run.text(sample.name), whole(&pieces, &[0, 1, 2]), "{}", sample.name);
            run.ran.exits(1);
        }
    }
}

#[test]
fn a_case_goes_with_its_last_post() {
    let number = a_fodselsnummer();
    let case = |seq: u32, title: &str| {
        format!(
            "\n<NOARKSAK.OJ><SA.SAAR>2016</SA.SAAR><SA.SEKNR>{seq}</SA.SEKNR><SA.OFFTITTEL>Sak</SA.OFFTITTEL>\
             <JOURNPOST.OJ><JP.POSTNR>1</JP.POSTNR><JP.OFFINNHOLD>{title}</JP.OFFINNHOLD></JOURNPOST.OJ></NOARKSAK.OJ>"
        )
    };
    let export = |cases: &[String]| format!("<OFFJOURNAL><RAPPORT>{}</RAPPORT></OFFJOURNAL>", cases.concat());
    let (first, last) = (case(1, HARMLESS), case(3, "Svar om vei"));
    let run = Run::of(
        &[("j.xml", export(&[first.clone(), case(2, &format!("Klage {number}")), last.clone()]).as_bytes())],
        &[],
    );
    assert_eq!(run.text("j.xml"), export(&[first, last]));
    // What a case tells of itself stands against all its posts.
    let shared = format!(
        "<OFFJOURNAL><RAPPORT><NOARKSAK.OJ><SA.SAAR>2016</SA.SAAR><SA.SEKNR>5</SA.SEKNR><SA.OFFTITTEL>{number}</SA.OFFTITTEL>\
         <JOURNPOST.OJ><JP.POSTNR>1</JP.POSTNR><JP.OFFINNHOLD>A</JP.OFFINNHOLD></JOURNPOST.OJ><JOURNPOST.OJ><JP.POSTNR>2</JP.POSTNR>\
         <JP.OFFINNHOLD>B</JP.OFFINNHOLD></JOURNPOST.OJ></NOARKSAK.OJ></RAPPORT></OFFJOURNAL>"
    );
    let run = Run::of(&[("j.xml", shared.as_bytes())], &[]);
    assert_eq!(run.text("j.xml"), "<OFFJOURNAL><RAPPORT></RAPPORT></OFFJOURNAL>");
    assert_eq!(run.entries("withheld"), ["2016/5-1", "2016/5-2"]);
}

#[test]
fn commas_of_json_are_right() {
    let number = a_fodselsnummer();
    let post = |at: usize, is_bad: bool| {
        format!(
            r#"{{ "entity": "Journalpost", "id": "jp_{at}", "journalpostnummer": {at}, "offentligTittel": "{}" }}"#,
            title(is_bad, &number)
        )
    };
    for mask in 0..8usize {
        let flags: Vec<bool> = (0..3).map(|at| mask & 1 << at != 0).collect();
        let posts: Vec<String> = flags.iter().enumerate().map(|(at, &bad)| post(at, bad)).collect();
        for (open, close) in
            [("{\"items\": [\n  ", "\n], \"next\": null}\n"), ("[", "]"), ("\u{feff}[\r\n\t", "\r\n]\r\n")]
        {
            let run = Run::of(&[("e.json", format!("{open}{}{close}", posts.join(",\n  ")).as_bytes())], &[]);
            let cleared = run.text("e.json");
            let kept: Vec<&str> =
                posts.iter().zip(&flags).filter(|(_, bad)| !**bad).map(|(post, _)| post.as_str()).collect();
            let value: Value = serde_json::from_str(cleared.trim_start_matches('\u{feff}')).expect(&cleared);
            let items = value.get("items").unwrap_or(&value).as_array().unwrap();
            assert_eq!(items.len(), kept.len(), "{cleared}");
            if !kept.is_empty() {
                assert_eq!(cleared, format!("{open}{}{close}", kept.join(",\n  ")));
            }
        }
    }
    // Nested: the case stays with the post that does, and goes with the last.
    let case = |posts: &[String]| {
        format!(
            r#"{{"entity":"Saksmappe","saksaar":2024,"sakssekvensnummer":118,"offentligTittel":"Sak","journalpost":[{}]}}"#,
            posts.join(", ")
        )
    };
    let export = format!("[{},{}]", case(&[post(1, true), post(2, false)]), case(&[post(3, true)]));
    let run = Run::of(&[("e.json", export.as_bytes())], &[]);
    assert_eq!(run.text("e.json"), format!("[{}]", case(&[post(2, false)])));
    // The whole document is the post.
    let run = Run::of(&[("e.json", post(1, true).as_bytes())], &[]);
    assert_eq!(run.cleared("e.json"), None);
}

/// Shields one export and gives what is left of it.
#[track_caller]
fn shielded(name: &str, export: &[u8]) -> Run {
    let run = Run::of(&[(name, export)], &["--shield"]);
    assert!(run.cleared(name).is_some(), "{}\n{:#?}", run.ran.everything(), run.withheld());
    run.is_clean(name);
    run
}

#[test]
fn findings_are_shielded_where_they_stand() {
    let number = a_fodselsnummer();
    let entities: String = number.chars().map(|digit| format!("&#{};", digit as u32)).collect();
    for (written, left) in [
        (
            format!("Klage &amp; svar fra {number} &lt;i g\u{e5}r&gt;"),
            "Klage &amp; svar fra ***** &lt;i g\u{e5}r&gt;".to_owned(),
        ),
        (format!("Klage fra {entities}!"), "Klage fra *****!".to_owned()),
        (format!("<![CDATA[Klage & svar fra {number}]]>"), "<![CDATA[Klage & svar fra *****]]>".to_owned()),
        (format!("Klage fra {}<!-- x -->{}", &number[..6], &number[6..]), "Klage fra *****<!-- x -->".to_owned()),
        (
            format!("Klage <![CDATA[fra {}]]>{} i dag", &number[..6], &number[6..]),
            "Klage <![CDATA[fra *****]]> i dag".to_owned(),
        ),
        (format!("\n   Klage fra <b>{number}</b>\n  "), "\n   Klage fra <b>*****</b>\n  ".to_owned()),
    ] {
        let export = whole(&noark_5(&[true, false], "MERKE"), &[]);
        let run = shielded("j.xml", export.replace("Klage fra MERKE", &written).as_bytes());
        let cleared = run.text("j.xml");
        assert!(cleared.contains(&format!("<n:offentligTittel>{left}</n:offentligTittel>")), "{cleared}");
        // The rest is as it was, but for what tells of the shielding.
        let added = [
            "<n:skjermingMetadata>Tittel registrering - utvalgte ord</n:skjermingMetadata>",
            "<n:tilgangsrestriksjon>UO</n:tilgangsrestriksjon>",
            "<n:skjermingshjemmel>Offl. \u{a7} 26 femte ledd</n:skjermingshjemmel>",
        ];
        let plain = added.iter().fold(cleared.clone(), |text, added| {
            assert_eq!(text.matches(added).count(), 1, "{added} in {cleared}");
            text.replace(&format!("\n\t\t\t{added}"), "").replace(added, "")
        });
        assert_eq!(plain, export.replace("Klage fra MERKE", &left));
        assert_eq!((run.entries("shielded").len(), run.entries("withheld").len()), (1, 0));
        assert_eq!(run.posts()["shielded"], 1);
        // Bold text is no part of the schema.
        if !left.contains("<b>") {
            is_valid(&run.site.path("ut/j.xml"));
        }
    }
}

#[test]
fn json_is_shielded_behind_its_escapes() {
    let number = a_fodselsnummer();
    let escaped: String = number.chars().map(|digit| format!("\\u{:04x}", digit as u32)).collect();
    for (written, left) in [
        (
            format!(r#"S\u00e5 \ud834\udd1e sier \"{number}\" her\n"#),
            r#"S\u00e5 \ud834\udd1e sier \"*****\" her\n"#.to_owned(),
        ),
        (format!(r"Klage fra {escaped}\/2"), r"Klage fra *****\/2".to_owned()),
    ] {
        let export =
            format!("[{{\"entity\":\"Journalpost\",\"journalpostnummer\":1,\"offentligTittel\":\"{written}\"}}]");
        let run = shielded("e.json", export.as_bytes());
        let cleared = run.text("e.json");
        assert!(cleared.contains(&format!("\"offentligTittel\":\"{left}\"")), "{cleared}");
        let value: Value = serde_json::from_str(&cleared).expect("JSON");
        assert_eq!(value[0]["skjerming"]["tilgangsrestriksjon"], "UO");
        assert_eq!(value[0]["skjerming"]["skjermingshjemmel"], "Offl. \u{a7} 26 femte ledd");
    }
}

/// As ISO-8859-1.
fn latin(text: &str) -> Vec<u8> {
    text.chars().map(|character| u8::try_from(u32::from(character)).expect("Latin 1")).collect()
}

/// As UTF-16 with its mark.
fn wide(text: &str) -> Vec<u8> {
    [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
}

#[test]
fn tables_are_shielded_within_their_quotes_and_encodings() {
    let number = a_fodselsnummer();
    let export = format!(
        "Saksnr;Dokumentnr;Tittel;Mottaker;Tilgangskode;Hjemmel\r\n2026/1;1;\"S\u{e5} \"\"{number}\"\" ja; og\r\nnei\";Veg AS;;\r\n\
         2026/2;1;Bl\u{e5}b\u{e6}r p\u{e5} gr\u{f8}ft \u{a7} 3;Veg AS;;\r\n"
    );
    let left =
        export.replace(&number, "*****").replacen("nei\";Veg AS;;", "nei\";Veg AS;UO;Offl. \u{a7} 26 femte ledd", 1);
    let encodings: [fn(&str) -> Vec<u8>; 3] = [|text| text.as_bytes().to_vec(), latin, wide];
    for encode in encodings {
        let run = shielded("l.csv", &encode(&export));
        assert_eq!(run.cleared("l.csv").unwrap(), encode(&left));
    }
    let declared = |text: String| text.replace("UTF-8", "ISO-8859-1");
    let journal =
        declared(whole(&noark_5(&[true, false], &number), &[])).replace("Veg AS", "Br\u{f8}nn\u{f8}y g\u{e5}rd AS");
    let run = shielded("j.xml", &latin(&journal));
    let cleared = run.cleared("j.xml").unwrap();
    let cleared: String = cleared.iter().map(|&byte| char::from(byte)).collect();
    assert!(
        cleared.contains("Klage fra *****")
            && cleared.contains("Br\u{f8}nn\u{f8}y")
            && cleared.contains("Offl. \u{a7} 26")
    );
    is_valid(&run.site.path("ut/j.xml"));
}

#[test]
fn a_person_is_shielded_and_the_case_stays_open() {
    let export = "Saksnr;Dokumentnr;Tittel;Mottaker;Tilgangskode;Hjemmel\n\
        2026/1;1;Vedtak om spesialundervisning for Kari Nordmann;Storholmen skole;;\n\
        2026/2;1;Spesialundervisning - Kari Nordmann;Storholmen skole;;\n2026/3;1;Budsjett;Veg AS;;\n";
    let run = shielded("l.csv", export.as_bytes());
    let cleared = run.text("l.csv");
    assert!(!cleared.contains("Nordmann"), "{cleared}");
    assert_eq!(cleared.lines().count(), 4, "{cleared}\n{:#?}", run.withheld());
    // Nothing would be left of the second title; its word alone says nothing of anybody.
    assert!(cleared.contains("Spesialundervisning - *****"), "{cleared}");
    assert!(cleared.contains("2026/3;1;Budsjett;Veg AS;;\n"));
    let list = run.text("withheld.csv") + &run.text("withheld.jsonl");
    assert!(!list.contains("Nordmann") && !list.to_lowercase().contains("spesialundervisning"));
    let run = Run::of(&[("l.csv", export.as_bytes())], &[]);
    assert_eq!(run.text("l.csv").lines().count(), 2);
}

#[test]
fn what_cannot_be_shielded_is_withheld() {
    let number = a_fodselsnummer();
    let case_code = whole(&noark_5(&[false, false], ""), &[]).replacen(
        "<n:saksmappe>",
        &format!("<n:klasse><n:klasseID>{number}</n:klasseID><n:tittel>Elev</n:tittel></n:klasse><n:saksmappe>"),
        1,
    );
    let attribute = whole(&noark_5(&[false, false], ""), &[]).replacen(
        "<n:journalpost>",
        &format!("<n:journalpost ref=\"{number}\">"),
        1,
    );
    for export in [case_code, attribute] {
        let run = shielded("j.xml", export.as_bytes());
        assert_eq!(run.text("j.xml").matches("<n:journalregistrering>").count(), 1);
        assert_eq!((run.entries("withheld").len(), run.entries("shielded").len()), (1, 0));
        assert!(!run.text("j.xml").contains(&number));
    }
    // A number is no text in JSON.
    let export = format!(
        r#"[{{"entity":"Journalpost","id":"a","tall":{number}}},{{"entity":"Journalpost","id":"b","offentligTittel":"Vei"}}]"#
    );
    let run = shielded("e.json", export.as_bytes());
    assert_eq!(run.text("e.json"), r#"[{"entity":"Journalpost","id":"b","offentligTittel":"Vei"}]"#);
}

#[test]
fn comments_outside_posts_are_taken_out_and_fields_there_keep_the_export_back() {
    let number = a_fodselsnummer();
    let clean = whole(&noark_5(&[false, false], ""), &[]);
    let run = Run::of(&[("j.xml", clean.replace("fra arkivet", &format!("fra {number}")).as_bytes())], &[]);
    assert_eq!(run.text("j.xml"), clean.replace("<!-- fra arkivet -->", ""));
    assert_eq!(text(&run.withheld()[0], "action"), "removed");
    let run = Run::of(&[("j.xml", clean.replace("Fjordnes kommune", &format!("Klage fra {number}")).as_bytes())], &[]);
    assert_eq!(run.cleared("j.xml"), None);
    assert!(run.ran.err().contains("utenfor journalpostene"), "{}", run.ran.err());
    run.ran.exits(3);
}

#[test]
fn names_are_marked_once() {
    let export = whole(&noark_5(&[false, false], ""), &[])
        .replacen(HARMLESS, "Nabovarsel fra Kari Nordmann og <![CDATA[Per Hansen]]>", 1)
        .replacen("Veg AS", "&lt;personnavn&gt;Ola Nordmann&lt;/personnavn&gt;", 1);
    let run = Run::of(&[("j.xml", export.as_bytes())], &["--mark-names"]);
    let cleared = run.text("j.xml");
    assert!(
        cleared.contains(
            "fra &lt;personnavn&gt;Kari Nordmann&lt;/personnavn&gt; og <![CDATA[<personnavn>Per Hansen</personnavn>]]>"
        ),
        "{cleared}"
    );
    assert!(cleared.contains(">&lt;personnavn&gt;Ola Nordmann&lt;/personnavn&gt;<"), "{cleared}");
    let unmarked = ["&lt;personnavn&gt;", "&lt;/personnavn&gt;", "<personnavn>", "</personnavn>"];
    let bare = |text: &str| unmarked.iter().fold(text.to_owned(), |text, mark| text.replace(mark, ""));
    assert_eq!(bare(&cleared), bare(&export));
    is_valid(&run.site.path("ut/j.xml"));
    let table =
        Run::of(&[("l.csv", b"Saksnr;Dokumentnr;Tittel\n2026/1;1;Brev fra Kari Nordmann\n")], &["--mark-names"]);
    assert!(table.ran.err().contains("ikke noe merke"), "{}", table.ran.err());
    // Marked a second time it is the same.
    let again = Run::of(&[("j.xml", cleared.as_bytes())], &["--mark-names"]);
    assert_eq!(again.text("j.xml"), cleared);
}

#[test]
fn what_is_no_journal_or_not_read_is_not_cleared() {
    let number = a_fodselsnummer();
    let broken = whole(&noark_5(&[false, true], &number), &[]).replace("</n:offentligJournal>", "");
    let page = "<html><body><table><tr><th>Saksnr</th><th>Dokumentnr</th><th>Tittel</th></tr></table></body></html>";
    let files: [(&str, &[u8]); 5] = [
        ("brev.txt", b"Kommunestyret vedtok budsjettet.\n"),
        ("knekt.xml", broken.as_bytes()),
        ("liste.xlsx", b"PK\x03\x04xxxx"),
        ("side.html", page.as_bytes()),
        ("god.csv", b"Saksnr;Dokumentnr;Tittel\n2026/1;1;Budsjett\n"),
    ];
    let run = Run::of(&files, &[]);
    for name in ["brev.txt", "knekt.xml", "liste.xlsx", "side.html"] {
        assert_eq!(run.cleared(name), None, "{name}");
    }
    assert!(run.cleared("god.csv").is_some());
    for name in ["knekt.xml", "liste.xlsx"] {
        assert!(run.withheld().iter().any(|row| row["type"] == "not-cleared" && text(row, "path").ends_with(name)));
        assert!(run.ran.err().contains(name), "{}", run.ran.err());
        assert!(run.text("withheld.csv").contains(name));
    }
    let criteria: Value = serde_json::from_str(&run.text("criteria.json")).unwrap();
    assert_eq!(criteria["documents_not_copied"], 2);
    assert!(!run.text("withheld.csv").contains(&number));
    run.ran.exits(3);
}

#[test]
fn journals_that_can_only_be_read_are_told() {
    let page = "<html><body><table><tr><th>Saksnr</th><th>Dok.nr</th><th>Tittel</th></tr>\
                <tr><td>2026/1</td><td>1</td><td>Budsjett</td></tr></table></body></html>";
    let linked = r#"[{"@id":"a","@type":"http://www.arkivverket.no/standarder/noark5/arkivstruktur/Journalpost",
        "http://www.arkivverket.no/standarder/noark5/arkivstruktur/offentligTittel":[{"@value":"Budsjett"}],
        "http://www.arkivverket.no/standarder/noark5/arkivstruktur/korrespondansepart":[{"@id":"b"}]},
        {"@id":"b","@type":"http://www.arkivverket.no/standarder/noark5/arkivstruktur/Korrespondansepart",
        "http://www.arkivverket.no/standarder/noark5/arkivstruktur/korrespondansepartNavn":[{"@value":"Vei AS"}]}]"#;
    let running = "<loependeJournal xmlns='http://www.arkivverket.no/standarder/noark5/loependeJournal'><journalregistrering>\
                   <journalpost><tittel>Budsjett for vei</tittel><offentligTittel>Budsjett</offentligTittel></journalpost>\
                   </journalregistrering></loependeJournal>";
    for (name, export) in [("liste.html", page), ("graf.jsonld", linked), ("loepende.xml", running)] {
        let run = Run::of(&[(name, export.as_bytes())], &[]);
        assert_eq!(run.ran.code, 3, "{name}: {}", run.ran.everything());
        assert_eq!(run.cleared(name), None, "{name}");
        assert!(run.withheld().iter().any(|row| row["action"] == "not-cleared"), "{name}: {:?}", run.withheld());
    }
}

#[test]
fn tables_are_cleared_by_the_columns_that_the_user_names() {
    let number = a_fodselsnummer();
    let table = format!(
        "Uttrekk fra arkivet\n\nMappe;Lopenr;Gjelder hva\nA;1;Budsjett for vei\nA;2;Klage fra {number}\nA;3;Vann\n"
    );
    let columns = ["--columns", "case=Mappe,document=Lopenr,title=Gjelder hva"];
    let run = Run::of(&[("liste.csv", table.as_bytes())], &columns);
    assert_eq!(run.text("liste.csv"), table.replace(&format!("A;2;Klage fra {number}\n"), ""));
    assert_eq!(run.entries("withheld"), ["A-2"]);
}

#[test]
fn an_old_file_does_not_stand_for_a_new_one() {
    let number = a_fodselsnummer();
    let run = Run::of(&[("j.xml", whole(&noark_5(&[false], ""), &[]).as_bytes())], &[]);
    assert!(run.cleared("j.xml").is_some());
    let Run { site, .. } = run;
    site.put("j.xml", whole(&noark_5(&[true], &number), &[]).as_bytes());
    let run = Run::again(site, &[]);
    assert_eq!(run.cleared("j.xml"), None);
}

#[test]
fn the_folder_is_ours_or_empty_and_names_tell_nothing() {
    let site = Site::new();
    site.put("j.csv", b"Saksnr;Dokumentnr;Tittel\n2026/1;1;Budsjett\n");
    site.put_beside("ut/viktig.txt", b"x");
    let ran = site.scan(["--cleared", "ut"]);
    assert!(ran.err().contains("criteria.json"), "{}", ran.err());
    assert!(!site.path("ut/j.csv").exists());
    ran.exits(2);
    let number = a_fodselsnummer();
    let run = Run::of(&[(&format!("{number}.csv"), b"Saksnr;Dokumentnr;Tittel\n2026/1;1;Budsjett\n")], &[]);
    assert_eq!(run.cleared(&format!("{number}.csv")), None);
    let all = run.text("withheld.csv") + &run.text("criteria.json") + &run.text("criteria.txt") + &run.ran.everything();
    assert!(!all.contains(&number));
    site.run(["scan", "inn", "--shield"]).exits(2);
}

#[cfg(unix)]
#[test]
fn what_is_written_is_for_its_owner() {
    use std::os::unix::fs::PermissionsExt as _;
    let run = Run::of(&[("j.csv", b"Saksnr;Dokumentnr;Tittel\n2026/1;1;Budsjett\n")], &[]);
    for name in ["j.csv", "withheld.csv", "withheld.jsonl", "criteria.json", "criteria.txt"] {
        let mode = std::fs::metadata(run.site.path("ut").join(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
}

#[test]
fn the_list_says_what_einnsyn_refuses_and_holds_no_formulas() {
    let number = a_fodselsnummer();
    let export = format!(
        "Saksnr;Dokumentnr;Tittel\n2026/1;1;Klage {number}\n2026/2;1;=SUM(A1) Kari Nordmann har diabetes\n2026/3;1;Klage {} {}\n",
        &number[..6],
        &number[6..]
    );
    let run = Run::of(&[("l.csv", export.as_bytes())], &["--reveal"]);
    let rows = run.withheld();
    let refused =
        |entry: &str| rows.iter().find(|row| row["entry"] == entry).map(|row| row["refused-by-einnsyn"] == true);
    assert_eq!([refused("2026/1-1"), refused("2026/2-1"), refused("2026/3-1")], [Some(true), Some(false), Some(true)]);
    for record in csv::Reader::from_reader(run.text("withheld.csv").as_bytes()).records() {
        for cell in &record.unwrap() {
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell}");
        }
    }
}

#[test]
fn criteria_are_told_in_the_users_language() {
    let number = a_fodselsnummer();
    let export = format!("Saksnr;Dokumentnr;Tittel\n2026/1;1;Klage {number}\n2026/2;1;Budsjett\n");
    for (lang, title) in
        [("nb", "Kriterier for publisering"), ("nn", "Kriterium for publisering"), ("en", "Criteria for publishing")]
    {
        let run = Run::of(&[("l.csv", export.as_bytes())], &["--lang", lang]);
        let told = run.text("criteria.txt");
        assert!(told.starts_with(title), "{told}");
        assert!(!told.contains("criteria-") && !run.text("withheld.csv").contains("withheld-do"), "{told}");
        let criteria: Value = serde_json::from_str(&run.text("criteria.json")).unwrap();
        assert_eq!(criteria["posts"], serde_json::json!({"in": 2, "published": 1, "shielded": 0, "withheld": 1}));
        assert_eq!(criteria["left_out"]["by_kind"]["fodselsnummer"], 1);
        assert_eq!(text(&criteria["policy"], "id"), "offentlegforskrifta-7");
        assert!(text(&criteria, "rules").starts_with("blake3:"));
    }
}

/// Against the schema, where both are there.
fn is_valid(file: &Path) {
    let schema = std::env::var_os("SKJERM_NOARK5_SCHEMA").map(std::path::PathBuf::from);
    let mut command = Command::new("xmllint");
    command.arg("--noout");
    match schema {
        Some(schema) => command.arg("--schema").arg(schema),
        None => {
            eprintln!("SKJERM_NOARK5_SCHEMA names no schema: only well-formedness is tried");
            &mut command
        }
    };
    match command.arg(file).output() {
        Ok(output) => assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr)),
        Err(_) => eprintln!("xmllint is not installed: {} WAS NOT VALIDATED", file.display()),
    }
}

/// A generated export with what must become of it.
struct Generated {
    name: String,
    whole: Vec<u8>,
    /// Without the posts that hold something.
    left: Option<Vec<u8>>,
    /// The harmless posts.
    good: Vec<Vec<u8>>,
}

/// Exports with blanks, comments, prefixes, attributes and encodings of all sorts: without findings the copy is the same, with
/// some the harmless posts are all there, untouched.
#[test]
fn generated_exports_come_back() {
    let numbers: Vec<String> = fodselsnumre().take(50).collect();
    let mut exports = Vec::new();
    for seed in 0..60 {
        let mut dice = Dice::new(seed);
        let prefix = dice.one(&["", "n:", "noark5:"]).to_owned();
        let line_end = dice.one(&["\n", "\r\n", "", "\n\n  "]).to_owned();
        let mut posts: Vec<(bool, String)> = Vec::new();
        let count = 1 + dice.below(if seed % 3 == 0 { 2 } else { 12 });
        for (at, number) in numbers.iter().enumerate().take(count) {
            let is_bad = dice.below(3) == 0;
            let aside = dice.one(&["", "<!-- \u{e5} < & -->", "<?vis hei?>", "<!---->"]);
            let title = if is_bad { format!("Klage {number}") } else { format!("Gr\u{f8}ft &amp; vei &#229; {at}") };
            let title = if dice.below(3) == 0 { format!("<![CDATA[{}]]>", title.replace("&amp;", "&")) } else { title };
            let attribute = dice.one(&["", " b='2' a=\"1\"", "  xml:lang = 'nb' "]);
            posts.push((
                is_bad,
                format!(
                    "{line_end}<{prefix}journalregistrering{attribute}><{prefix}saksmappe><{prefix}saksaar>2026</{prefix}saksaar>\
                     <{prefix}sakssekvensnummer>{at}</{prefix}sakssekvensnummer></{prefix}saksmappe>{aside}<{prefix}journalpost>\
                     <{prefix}tom/><{prefix}journalpostnummer>{at}</{prefix}journalpostnummer>{line_end}\
                     <{prefix}offentligTittel >{title}</{prefix}offentligTittel></{prefix}journalpost ></{prefix}journalregistrering>"
                ),
            ));
        }
        let (declared, kind) =
            *[("UTF-8", 0), ("ISO-8859-1", 1), ("UTF-16", 2), ("UTF-16", 3)].get(dice.below(4)).unwrap();
        let namespace =
            if prefix.is_empty() { "xmlns".to_owned() } else { format!("xmlns:{}", prefix.trim_end_matches(':')) };
        let head = format!(
            "<?xml version='1.0' encoding='{declared}'?>{line_end}<{prefix}offentligJournal {namespace}=\"x\">"
        );
        let tail = format!("{line_end}</{prefix}offentligJournal>{}", dice.one(&["", "\n", "<!-- slutt \u{f8} -->"]));
        let encode = |text: &str| -> Vec<u8> {
            match kind {
                0 => text.as_bytes().to_vec(),
                1 => text.chars().map(|c| u8::try_from(c as u32).unwrap()).collect(),
                2 => [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect(),
                _ => [0xFE, 0xFF].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect(),
            }
        };
        let all: String = posts.iter().map(|(_, post)| post.as_str()).collect();
        let good: Vec<String> = posts.into_iter().filter(|(bad, _)| !bad).map(|(_, post)| post).collect();
        let mark = if kind >= 2 { 2 } else { 0 };
        exports.push(Generated {
            name: format!("{seed}.xml"),
            whole: encode(&format!("{head}{all}{tail}")),
            left: (!good.is_empty()).then(|| encode(&format!("{head}{}{tail}", good.concat()))),
            good: good.iter().map(|post| encode(post)[mark..].to_vec()).collect(),
        });
    }
    let files: Vec<(&str, &[u8])> = exports.iter().map(|export| (&*export.name, &*export.whole)).collect();
    let run = Run::of(&files, &[]);
    for Generated { name, left, .. } in &exports {
        assert!(run.cleared(name) == *left, "seed {name}: {}", run.ran.everything());
    }
    assert!(exports.iter().any(|export| export.left.is_none()) && exports.iter().any(|export| export.good.len() > 3));
    let run = Run::of(&files, &["--shield"]);
    for Generated { name, good, .. } in &exports {
        let cleared = run.cleared(name).expect("all can be shielded");
        for post in good {
            assert!(cleared.windows(post.len()).any(|window| window == post), "seed {name}");
        }
    }
    run.are_clean(&files.iter().map(|(name, _)| *name).collect::<Vec<_>>());
}

#[test]
fn many_posts_and_strange_ones() {
    let numbers: Vec<String> = fodselsnumre().take(3000).collect();
    let flags: Vec<bool> = (0..3000).map(|at| at % 3 == 0).collect();
    let pieces = noark_5(&flags, "MERKE");
    let pieces: Vec<_> = pieces
        .into_iter()
        .map(|(at, text)| (at, at.map_or(text.clone(), |at| text.replace("MERKE", &numbers[at]))))
        .collect();
    let run = Run::of(&[("j.xml", whole(&pieces, &[]).as_bytes())], &[]);
    let bad: Vec<usize> = (0..3000).filter(|at| at % 3 == 0).collect();
    assert!(run.text("j.xml") == whole(&pieces, &bad));
    let run = shielded("j.xml", whole(&pieces, &[]).as_bytes());
    assert_eq!(run.text("j.xml").matches("*****").count(), 1000);
    // Deep, nested in itself, and with the same key twice: whatever becomes of it, nothing of the number is written.
    let number = a_fodselsnummer();
    let deep = format!(
        "<arkiv>{}<registrering><tittel>{number}</tittel></registrering>{}</arkiv>",
        "<mappe><tittel>x</tittel>".repeat(2000),
        "</mappe>".repeat(2000)
    );
    let nested = format!(
        "<arkiv><registrering><tittel>A</tittel><registrering><tittel>{number}</tittel></registrering></registrering></arkiv>"
    );
    let twice = format!(
        r#"[{{"entity":"Journalpost","id":"a","offentligTittel":"{number}","offentligTittel":"Klage {number}"}},{{"entity":"Journalpost","id":"b","offentligTittel":"x"}}]"#
    );
    let two = format!(
        "{{\"entity\":\"Journalpost\",\"offentligTittel\":\"a\"}}{{\"entity\":\"Journalpost\",\"offentligTittel\":\"{number}\"}}"
    );
    for (name, export) in [("d.xml", &deep), ("n.xml", &nested), ("t.json", &twice), ("to.json", &two)] {
        for more in [&[][..], &["--shield"], &["--shield", "--mark-names"]] {
            let run = Run::of(&[(name, export.as_bytes())], more);
            let cleared = run.cleared(name).unwrap_or_default();
            assert!(!String::from_utf8(cleared).unwrap().contains(&number), "{name} {more:?}");
        }
    }
}
