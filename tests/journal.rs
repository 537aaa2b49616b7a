//! Journals of every format: which posts there are, what they are called, and what each field is.
//!
//! A number is planted in each field, one for each, and must be found there, in that part of that post.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod support;

use proptest::prelude::*;
use serde_json::Value;
use std::io::Write as _;
use support::{Site, findings, fodselsnumre, of_type, text};

/// Title, party, official and class of a post: a number for each.
fn planted() -> [String; 4] {
    let mut numbers = fodselsnumre();
    [(); 4].map(|()| numbers.next().unwrap())
}

/// `entry part number` of every number found, in order, and the posts.
fn found(name: &str, contents: &[u8], more: &[&str]) -> (Vec<String>, Vec<String>) {
    let site = Site::new();
    site.put(name, contents);
    let lines = site.jsonl(["--reveal", "--only", "fodselsnummer"].iter().chain(more));
    assert!(of_type(&lines, "unread").is_empty(), "{:?}", of_type(&lines, "unread"));
    let shown = |finding: &&Value| {
        let entry = finding["location"]["entry"].as_str().unwrap_or("-");
        format!("{entry} {} {}", text(finding, "part"), text(finding, "text"))
    };
    let entries = of_type(&lines, "entry").iter().map(|entry| text(entry, "entry").to_owned()).collect();
    (findings(&lines, "fodselsnummer").iter().map(shown).collect(), entries)
}

/// Asserts that each number was found in its part of `entry`, and that those are all posts.
#[track_caller]
fn check(name: &str, contents: &[u8], posts: &[&str], entry: &str, parts: &[&str]) {
    check_with(name, contents, &[], posts, entry, parts);
}

#[track_caller]
fn check_with(name: &str, contents: &[u8], more: &[&str], posts: &[&str], entry: &str, parts: &[&str]) {
    let (found, entries) = found(name, contents, more);
    assert_eq!(entries, posts, "{name}");
    let mut expected: Vec<_> =
        planted().iter().zip(parts).map(|(number, part)| format!("{entry} {part} {number}")).collect();
    let mut found = found;
    found.sort();
    expected.sort();
    assert_eq!(found, expected, "{name}");
}

const PARTS: [&str; 4] = ["title", "party", "official", "metadata"];

/// A Noark 5 journal of two posts with namespace prefix `p` (with its colon, or empty).
fn noark_5(root: &str, version: &str, p: &str) -> String {
    let [title, party, official, class] = planted();
    let space = format!("http://www.arkivverket.no/standarder/noark5{version}/{root}");
    let declared = if p.is_empty() { "xmlns".into() } else { format!("xmlns:{}", p.trim_end_matches(':')) };
    let post = |number: u32, title: &str, party: &str, official: &str, class: &str| {
        format!(
            "<{p}journalregistrering><{p}klasse><{p}klasseID>{class}</{p}klasseID><{p}tittel>Vei og gate</{p}tittel></{p}klasse>\
             <{p}saksmappe><{p}saksaar>2024</{p}saksaar><{p}sakssekvensnummer>118</{p}sakssekvensnummer>\
             <{p}offentligTittel>Gjærde ved skolen på Ås</{p}offentligTittel></{p}saksmappe>\
             <{p}journalpost><{p}systemID>id-{number}</{p}systemID><{p}journalaar>2024</{p}journalaar>\
             <{p}journalsekvensnummer>90{number}</{p}journalsekvensnummer><{p}journalpostnummer>{number}</{p}journalpostnummer>\
             <{p}offentligTittel>{title}</{p}offentligTittel><{p}journaldato>2024-03-01</{p}journaldato>\
             <{p}korrespondansepart><{p}korrespondanseparttype>Avsender</{p}korrespondanseparttype>\
             <{p}korrespondansepartNavn>{party}</{p}korrespondansepartNavn></{p}korrespondansepart>\
             <{p}saksbehandler>{official}</{p}saksbehandler><{p}ukjentFelt>ingenting</{p}ukjentFelt></{p}journalpost></{p}journalregistrering>"
        )
    };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<{p}{root} {declared}=\"{space}\"><{p}journalhode><{p}antallJournalposter>2\
         </{p}antallJournalposter></{p}journalhode>{}{}</{p}{root}>",
        post(1, "Brev", "Veivesenet", "Enheten", "Q10"),
        post(2, &format!("Brev om {title}"), &party, &official, &class)
    )
}

const NOARK_5_POSTS: [&str; 2] = ["2024/118-1", "2024/118-2"];

#[test]
fn noark_5_journals_with_any_prefix_and_version() {
    for (root, version, prefix) in [
        ("offentligJournal", "", ""),
        ("offentligJournal", "", "n5:"),
        ("offentligJournal", "/v3.1", "oj:"),
        ("loependeJournal", "", ""),
        ("loependeJournal", "", "lj:"),
    ] {
        let xml = noark_5(root, version, prefix);
        check("journal.xml", xml.as_bytes(), &NOARK_5_POSTS, "2024/118-2", &PARTS);
    }
    let bare = noark_5("offentligJournal", "", "").replace(" xmlns=", " x=");
    check("uten-navnerom.xml", bare.as_bytes(), &NOARK_5_POSTS, "2024/118-2", &PARTS);
}

#[test]
fn encodings_marks_and_cdata_change_nothing() {
    let xml = noark_5("offentligJournal", "", "");
    let latin = |declared: &str| {
        let text = xml.replace("UTF-8", declared);
        text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect::<Vec<u8>>()
    };
    let cdata = xml
        .replace("<offentligTittel>", "<offentligTittel><![CDATA[")
        .replace("</offentligTittel>", "]]></offentligTittel>");
    let marked = [b"\xEF\xBB\xBF".to_vec(), xml.clone().into_bytes()].concat();
    let wide: Vec<u8> = std::iter::once(0xFEFF)
        .chain(xml.replace("UTF-8", "UTF-16").encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    for contents in [latin("windows-1252"), latin("ISO-8859-1"), cdata.into_bytes(), marked, wide] {
        check("journal.xml", &contents, &NOARK_5_POSTS, "2024/118-2", &PARTS);
    }
}

/// A Noark 4 journal with `.` or `_` in its names; `suffix` behind those of records.
fn noark_4(root: &str, dot: &str, suffix: &str) -> String {
    let [title, party, official, class] = planted();
    let xml = format!(
        "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><!DOCTYPE {root} SYSTEM \"OFFJOURN3.DTD\"><{root} VERSJON=\"1\"><PRODINFO><PI.ARKSKAPER>Å\
         </PI.ARKSKAPER></PRODINFO><RAPPORT><NOARKSAK.OJ><SA.SAAR>2016</SA.SAAR><SA.SEKNR>7</SA.SEKNR><SA.OFFTITTEL>Gjærde\
         </SA.OFFTITTEL><KLASSERING.OJ><KL.ORDNVERDI>{class}</KL.ORDNVERDI></KLASSERING.OJ>\
         <JOURNPOST.OJ><JP.POSTNR>1</JP.POSTNR><JP.OFFINNHOLD>{title}</JP.OFFINNHOLD><AVSMOT.OJ><AM.NAVN>{party}</AM.NAVN>\
         <AM.SBHINIT>{official}</AM.SBHINIT></AVSMOT.OJ><DOKLINK.OJ><DOKBESKRIV.OJ><DB.TITTEL>Vedlegg</DB.TITTEL></DOKBESKRIV.OJ>\
         </DOKLINK.OJ></JOURNPOST.OJ></NOARKSAK.OJ></RAPPORT></{root}>"
    );
    let mut written = String::new();
    for (at, piece) in xml.split('.').enumerate() {
        if at > 0 {
            written.push_str(if written.ends_with(char::is_uppercase) && piece.starts_with(char::is_uppercase) {
                dot
            } else {
                "."
            });
        }
        written.push_str(piece);
    }
    written.replace(&format!("{dot}OJ"), suffix)
}

#[test]
fn noark_4_journals_with_dots_and_underscores() {
    for (root, dot, suffix) in
        [("OFFJOURNAL", ".", ".OJ"), ("OFFJOURNAL", "_", "_OJ"), ("OFFJOURN", ".", ""), ("OFFJOURN", ".", ".OJ")]
    {
        let xml: Vec<u8> = noark_4(root, dot, suffix).chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
        check("offjourn.xml", &xml, &["2016/7-1"], "2016/7-1", &PARTS);
    }
}

#[test]
fn deposits_messages_and_meetings() {
    let [title, party, official, class] = planted();
    let tree = |root: &str, case: &str, post: &str, number: &str| {
        let end = |tag: &str| tag.split(' ').next().unwrap().to_owned();
        format!(
            "<{root} xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'><{case}><mappeID>x</mappeID><saksaar>2020</saksaar>\
             <sakssekvensnummer>4</sakssekvensnummer><tittel>Sak</tittel><{post}>{number}<tittel>{title}</tittel>\
             <dokumentbeskrivelse><systemID>d</systemID><tittel>Vedlegg</tittel></dokumentbeskrivelse><part><partNavn>{party}</partNavn></part>\
             <saksbehandler>{official}</saksbehandler><virksomhetsspesifikkeMetadata><felt>{class}</felt></virksomhetsspesifikkeMetadata>\
             </{}></{}></{root}>",
            end(post),
            end(case)
        )
    };
    let number = "<journalpostnummer>9</journalpostnummer>";
    let unknown = ["title", "party", "official", "body"];
    for (root, name) in [("arkiv", "arkivstruktur.xml"), ("arkivmelding", "arkivmelding.xml")] {
        let xml = tree(root, "mappe xsi:type='saksmappe'", "registrering xsi:type='journalpost'", number);
        check(name, xml.as_bytes(), &["2020/4-9"], "2020/4-9", &unknown);
    }
    for (case, post) in [
        ("moetemappe", "moeteregistrering"),
        ("mappe xsi:type='moetemappe'", "registrering xsi:type='moeteregistrering'"),
        ("mappe xsi:type='n5:moetemappe'", "registrering xsi:type='n5:moeteregistrering'"),
    ] {
        let xml = tree("arkiv", case, post, "<systemID>m-1</systemID>")
            .replace("<saksaar>2020</saksaar>", "")
            .replace("<sakssekvensnummer>4</sakssekvensnummer>", "");
        check("arkivstruktur.xml", xml.as_bytes(), &["m-1"], "m-1", &unknown);
    }
}

#[test]
fn einnsyn_nested_and_by_reference() {
    let [title, party, official, class] = planted();
    let (case, sender) = (
        r#"{"entity":"Saksmappe","id":"sm_1","saksaar":2024,"sakssekvensnummer":118,"saksnummer":"2024/118","offentligTittel":"Sak"}"#,
        format!(
            r#"{{"entity":"Korrespondansepart","id":"kp_1","korrespondanseparttype":"avsender","korrespondansepartNavn":"{party}"}}"#
        ),
    );
    let post = |case: &str, party: &str| {
        format!(
            r#"{{"entity":"Journalpost","id":"jp_1","journalpostnummer":3,"offentligTittel":"{title}","saksbehandler":"{official}","kontekst":"{class}","saksmappe":{case},"korrespondansepart":[{party}]}}"#
        )
    };
    let nested = post(case, &sender);
    let referred = [case.to_owned(), sender.clone(), post("\"sm_1\"", "\"kp_1\"")];
    for (name, contents) in [
        ("j.json", nested.clone()),
        ("j.json", format!("[{nested}]")),
        ("j.json", format!("{{\"items\":[{nested}],\"next\":\"/journalpost?a=b\"}}")),
        ("j.jsonl", format!("{nested}\n")),
        ("j.json", format!("{{\"items\":[{}]}}", referred.join(","))),
        ("j.jsonl", referred.join("\n")),
        ("j.jsonl", [post("{\"id\":\"sm_1\"}", "{\"id\":\"kp_1\"}"), sender.clone(), case.to_owned()].join("\n")),
    ] {
        check(name, contents.as_bytes(), &["2024/118-3"], "2024/118-3", &PARTS);
    }
    let folder = format!("{},\"journalpost\":[{}]}}", case.trim_end_matches('}'), post("\"sm_1\"", &sender));
    check("mappe.json", folder.as_bytes(), &["2024/118-3"], "2024/118-3", &PARTS);
}

#[test]
fn einnsyn_linked_data_in_every_form() {
    let [title, party, official, class] = planted();
    let iri = "http://www.arkivverket.no/standarder/noark5/arkivstruktur/";
    for (prefix, expanded) in [(iri, true), (iri, false), ("arkiv:", true), ("arkiv:", false)] {
        let value =
            |value: &str| if expanded { format!("[{{\"@value\":\"{value}\"}}]") } else { format!("\"{value}\"") };
        let node = |id: &str, kind: &str, fields: &[(&str, String)]| {
            let fields: String = fields.iter().map(|(key, value)| format!(",\"{prefix}{key}\":{value}")).collect();
            let kind = if expanded { format!("[\"{prefix}{kind}\"]") } else { format!("\"{prefix}{kind}\"") };
            format!("{{\"@id\":\"http://a/{id}\",\"@type\":{kind}{fields}}}")
        };
        let to = |id: &str| format!("{{\"@id\":\"http://a/{id}\"}}");
        let nodes = [
            node("s", "Skjerming", &[("tilgangsrestriksjon", value(&class))]),
            node("p", "Korrespondansepart", &[("korrespondansepartNavn", value(&party))]),
            node(
                "sak",
                "Saksmappe",
                &[("saksaar", value("2024")), ("sakssekvensnummer", value("118")), ("saksansvarlig", value(&official))],
            ),
            node("d", "Dokumentbeskrivelse", &[("tittel", value(&title))]),
            node(
                "jp",
                "Journalpost",
                &[
                    ("journalpostnummer", value("3")),
                    ("offentligTittel", value("Brev")),
                    ("parent", to("sak")),
                    ("skjerming", to("s")),
                    ("korrespondansepart", format!("[{}]", to("p"))),
                    ("dokumentbeskrivelse", to("d")),
                ],
            ),
            node("alene", "Korrespondansepart", &[("korrespondansepartNavn", value("Veivesenet"))]),
        ]
        .join(",");
        for contents in [format!("[{nodes}]"), format!("{{\"@context\":{{\"arkiv\":\"{iri}\"}},\"@graph\":[{nodes}]}}")]
        {
            for name in ["j.jsonld", "j.json"] {
                check(name, contents.as_bytes(), &["2024/118-3"], "2024/118-3", &PARTS);
            }
        }
    }
}

#[test]
fn a_number_in_a_node_that_no_post_names_is_found_all_the_same() {
    let [number, ..] = planted();
    let nodes = format!(
        r#"[{{"@id":"j","@type":"a:Journalpost","a:parent":{{"@id":"s"}},"a:journalpostnummer":1}},{{"@id":"s","@type":"a:Saksmappe","a:saksaar":2024,"a:sakssekvensnummer":1}},
        {{"@id":"k","@type":"a:Korrespondansepart","a:korrespondansepartNavn":"{number}"}}]"#
    );
    let (found, entries) = found("j.jsonld", nodes.as_bytes(), &[]);
    assert_eq!((found, entries), (vec![format!("- party {number}")], vec!["2024/1-1".to_owned()]));
}

/// Tables as systems write them, with the numbers as `{0}` to `{3}`.
fn table(rows: &[&str], delimiter: &str) -> String {
    let mut table = rows.join("\n").replace('|', delimiter);
    for (at, number) in planted().iter().enumerate() {
        table = table.replace(&format!("{{{at}}}"), number);
    }
    table
}

#[test]
fn tables_with_the_headers_of_norwegian_systems() {
    let tables: [&[&str]; 6] = [
        &[
            "Saksnr.|Dok.nr|Off. tittel|Avsendar/mottakar|Sakshandsamar|Unntatt off.|Journaldato",
            "2024/118|3|{0}|{1}|{2}|{3}|1.3.2024",
        ],
        &[
            "Arkivsaknr|Doknr|Tittel 1|Tittel 2|Avsender/mottaker|Saksbeh.|U.off|Regdato",
            "2024/118|3|Brev|{0}|{1}|{2}|{3}|1.3.2024",
        ],
        &["Sak/dok nr|Innhald|Til/frå|Eining|Heimel|Dok.dato", "2024/118-3|{0}|{1}|{2}|{3}|2024-03-01"],
        &["Saksår|Saksnr|Dokumentnr|Tittel|Ekstern kontakt|Ansvarlig person|Paragraf", "2024|118|3|{0}|{1}|{2}|{3}"],
        &["Løpenr|Dokumentnummer|Dokumenttittel|Avs./mott.|Adm.enhet|Hjemmel", "77/2024|2024/118 - 3|{0}|{1}|{2}|{3}"],
        &[
            "Offentlig journal|||||",
            "Periode: 1.3.2024, uke 9",
            "",
            "Saksnr (år/nr)|Dok.nr.|Innhold|Mottaker|Saksansvarlig|Tilgangskode",
            "2024/118|3|{0}|{1}|{2}|{3}",
        ],
    ];
    for rows in tables {
        for (name, delimiter) in [("j.csv", ";"), ("j.tsv", "\t"), ("j.csv", ","), ("j.csv", "\t")] {
            if delimiter == "," && rows.iter().any(|row| row.contains(',')) {
                continue;
            }
            check(name, table(rows, delimiter).as_bytes(), &["2024/118-3"], "2024/118-3", &PARTS);
        }
    }
}

#[test]
fn tables_with_quotes_line_breaks_and_old_encodings() {
    let text = table(
        &[
            "\"Saksnr\"|\"Dokumentnr\"|\"Tittel\"|\"Avsender/mottaker\"|\"Saksbehandler\"|\"Hjemmel\"",
            "\"2024/118\"|\"3\"|\"Gjærde; ved \"\"skolen\"\"\nog {0}\"|\"{1}\"|\"{2}\"|\"{3}\"",
        ],
        ";",
    );
    let latin: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    for contents in [
        text.clone().into_bytes(),
        [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
        latin,
        text.replace('\n', "\r\n").into_bytes(),
    ] {
        check("j.csv", &contents, &["2024/118-3"], "2024/118-3", &PARTS);
    }
}

#[test]
fn other_tables_are_no_journals() {
    let text = table(&["Navn|Adresse|Båtplass|Pris", "{0}|{1}|{2}|{3}"], ";");
    check("baat.csv", text.as_bytes(), &[], "-", &["body"; 4]);
}

#[test]
fn the_user_says_what_columns_are() {
    let text = table(&["Uttrekk", "Nr|Løp|Emne|Hvem|Hvem her|Kode", "2024/118|3|{0}|{1}|{2}|{3}"], ";");
    let columns = "case=Nr,post=Løp,title=Emne,party=Hvem,official=Hvem her,metadata=Kode";
    check_with("j.csv", text.as_bytes(), &["--columns", columns], &["2024/118-3"], "2024/118-3", &PARTS);
    // Without them it is a table like any other.
    check("j.csv", text.as_bytes(), &[], "-", &["body"; 4]);

    let site = Site::new();
    site.put("j.csv", &text);
    let missing = site.scan(["--format", "jsonl", "--columns", "title=Emne,party=Finnes ikke"]).exits(3).jsonl();
    let unread = of_type(&missing, "unread");
    assert_eq!((unread.len(), text_of(unread[0], "path")), (1, "inn/j.csv"));
    assert!(text_of(unread[0], "detail").contains("Finnes ikke"));
    assert_eq!(findings(&missing, "fodselsnummer").len(), 4, "it is searched nevertheless");
    for wrong in ["tittel=Emne", "Emne", "title="] {
        let ran = site.scan(["--columns", wrong]).exits(2);
        assert!(ran.err().contains(wrong.trim_end_matches("=Emne")), "{}", ran.err());
    }
}

fn text_of<'v>(value: &'v Value, key: &str) -> &'v str {
    text(value, key)
}

#[test]
fn profiles_are_built_in_or_files() {
    let text = table(&["Nr|Løp|Emne|Hvem|Hvem her|Kode", "2024/118|3|{0}|{1}|{2}|{3}"], ";");
    let site = Site::new();
    site.put("j.csv", &text);
    let profile = "id = 'vårt'\ntitle = { nb = 'a', nn = 'b', en = 'c' }\n[columns]\ncase = ['Nr', 'Saksnr']\npost = ['Løp']\ntitle = ['Emne']\n\
        party = ['Hvem']\nofficial = ['Hvem her']\nmetadata = ['Kode']\n";
    site.put_beside("vaart.toml", profile);
    site.put_beside("regler/profiles/vaart.toml", profile);
    for more in [vec!["--profile", "vaart.toml"], vec!["--rules", "regler", "--profile", "vårt"]] {
        let lines = site.jsonl(more);
        assert_eq!(text_of(of_type(&lines, "entry")[0], "entry"), "2024/118-3");
        let parts: Vec<_> =
            findings(&lines, "fodselsnummer").iter().map(|finding| text_of(finding, "part").to_owned()).collect();
        assert_eq!(parts, PARTS);
    }
    for name in ["acos-websak", "elements", "ephorte", "public-360", "esa"] {
        site.scan(["--profile", name, "--fail-on", "never"]).exits(0);
    }
    assert!(site.scan(["--profile", "ukjent"]).exits(2).err().contains("acos-websak"));
    site.put_beside("feil.toml", "id = 'x'\ntitle = { nb = 'a', nn = 'b', en = 'c' }\n[columns]\nemne = ['Emne']\n");
    assert!(site.scan(["--profile", "feil.toml"]).exits(2).err().contains("emne"));
}

#[test]
fn post_lists_in_html() {
    let [title, party, official, class] = planted();
    let head = ["Saksnr", "Dok.nr", "Tittel", "Avsender/mottaker", "Saksbehandler", "Hjemmel"];
    let row = |cells: &[&str], tag: &str| {
        let cells: String = cells.iter().map(|cell| format!("<{tag}>{cell}</{tag}>")).collect();
        format!("<tr>{cells}</tr>")
    };
    let values = ["2024/118", "3", &title, &party, &official, &class];
    let other = ["2024/119", "1", "Brev", "Veivesenet", "Enheten", ""];
    let page = |body: String| {
        format!(
            "<!DOCTYPE html><html><head><title>Postliste</title></head><body><h1>Postliste</h1>{body}</body></html>"
        )
    };
    let posts = ["2024/118-3", "2024/119-1"];
    for tag in ["th", "td"] {
        let body = format!("<table>{}{}{}</table>", row(&head, tag), row(&values, "td"), row(&other, "td"));
        check("liste.html", page(body).as_bytes(), &posts, posts[0], &PARTS);
    }
    let details = |tag: &str, values: &[&str]| -> String {
        head.iter()
            .zip(values)
            .map(|(label, value)| format!("<tr><{tag}>{label}:</{tag}><td>{value}</td></tr>"))
            .collect()
    };
    for tag in ["th", "td"] {
        let body = format!("<table>{}</table><table>{}</table>", details(tag, &values), details(tag, &other));
        check("detaljer.html", page(body).as_bytes(), &posts, posts[0], &PARTS);
    }
    let list = |values: &[&str]| -> String {
        head.iter().zip(values).map(|(label, value)| format!("<dt>{label}</dt><dd>{value}</dd>")).collect()
    };
    let apart = format!("<dl>{}</dl><dl>{}</dl>", list(&values), list(&other));
    check("lister.html", page(apart).as_bytes(), &posts, posts[0], &PARTS);
    let together = format!("<dl>{}{}</dl>", list(&values), list(&other));
    check("liste-i-ett.html", page(together).as_bytes(), &posts, posts[0], &PARTS);

    let timetable =
        format!("<table>{}{}</table>", row(&["Rute", "Tid", "Sted"], "th"), row(&["1", "12", &title], "td"));
    let (found, entries) = found("rute.html", page(timetable).as_bytes(), &[]);
    assert_eq!((found, entries.len()), (vec![format!("- body {title}")], 0));
}

/// A workbook of the parts given.
fn workbook(parts: &[(&str, String)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, contents) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(contents.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn cell(name: &str, value: &str) -> String {
    format!("<c r=\"{name}\" t=\"inlineStr\"><is><t>{value}</t></is></c>")
}

/// A workbook whose first sheet has `rows`, with `before` ahead of them and a comment on `B4`; its second is hidden.
fn journal_workbook(before: &str, rows: &str, hidden: &str) -> Vec<u8> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const LINKS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relations = |targets: &[(&str, &str, &str)]| {
        let inner: String = targets
            .iter()
            .map(|(id, kind, target)| {
                format!("<Relationship Id=\"{id}\" Type=\"{LINKS}/{kind}\" Target=\"{target}\"/>")
            })
            .collect();
        format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{inner}</Relationships>"
        )
    };
    let sheet = |before: &str, rows: &str| {
        format!("<worksheet xmlns=\"{MAIN}\">{before}<sheetData>{rows}</sheetData></worksheet>")
    };
    let kept = planted();
    workbook(&[
        (
            "[Content_Types].xml",
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>".into(),
        ),
        ("_rels/.rels", relations(&[("r", "officeDocument", "xl/workbook.xml")])),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{LINKS}\"><sheets><sheet name=\"Uke 9\" sheetId=\"1\" r:id=\"a\"/>\
                 <sheet name=\"Gammelt\" sheetId=\"2\" state=\"hidden\" r:id=\"b\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            relations(&[
                ("a", "worksheet", "worksheets/sheet1.xml"),
                ("b", "worksheet", "worksheets/sheet2.xml"),
                ("c", "styles", "styles.xml"),
            ]),
        ),
        (
            "xl/styles.xml",
            format!(
                "<styleSheet xmlns=\"{MAIN}\"><numFmts count=\"1\"><numFmt numFmtId=\"170\" formatCode=\"00000000000\"/></numFmts>\
                 <cellXfs count=\"3\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"170\"/></cellXfs></styleSheet>"
            ),
        ),
        ("xl/worksheets/sheet1.xml", sheet(before, rows)),
        ("xl/worksheets/_rels/sheet1.xml.rels", relations(&[("c", "comments", "../comments1.xml")])),
        (
            "xl/comments1.xml",
            format!(
                "<comments xmlns=\"{MAIN}\"><authors><author>x</author></authors><commentList><comment ref=\"B4\" authorId=\"0\"><text><r><t>Se </t></r>\
                 <r><t>{}</t></r></text></comment></commentList></comments>",
                kept[3]
            ),
        ),
        ("xl/worksheets/sheet2.xml", sheet("", hidden)),
        (
            "docProps/core.xml",
            "<cp:coreProperties xmlns:cp=\"x\"><cp:title>Journal</cp:title></cp:coreProperties>".into(),
        ),
    ])
}

#[test]
fn journals_in_workbooks() {
    let numbers: Vec<String> = fodselsnumre().take(8).collect();
    let zeros = numbers.iter().find(|number| number.starts_with('0')).unwrap();
    let row = |number: u32, more: &str, cells: &[&str]| {
        let cells: String = cells
            .iter()
            .enumerate()
            .map(|(at, value)| cell(&format!("{}{number}", "ABCDEFG".as_bytes()[at] as char), value))
            .collect();
        format!("<row r=\"{number}\"{more}>{cells}</row>")
    };
    let head = ["Saksnr", "Dok.nr", "Tittel", "Avsender/mottaker", "Intern merknad"];
    let rows = [
        row(1, "", &["Offentlig journal uke 9"]),
        row(3, "", &head),
        format!(
            "<row r=\"4\">{}{}{}{}{}<c r=\"F4\" s=\"1\"><v>45352</v></c><c r=\"G4\" s=\"2\"><v>{}</v></c></row>",
            cell("A4", "2024/118"),
            cell("B4", "3"),
            cell("C4", &numbers[0]),
            cell("D4", &numbers[1]),
            cell("E4", &numbers[2]),
            zeros.trim_start_matches('0')
        ),
        row(5, " hidden=\"1\"", &["2024/119", "1", &numbers[4]]),
    ];
    let bytes = journal_workbook(
        "<cols><col min=\"5\" max=\"5\" hidden=\"1\"/></cols>",
        &rows.concat(),
        &row(1, "", &[&numbers[5]]),
    );
    let site = Site::new();
    site.put("journal.xlsx", &bytes);
    let lines = site.jsonl(["--reveal", "--only", "fodselsnummer"]);
    assert!(of_type(&lines, "unread").is_empty(), "{:?}", of_type(&lines, "unread"));
    let entries: Vec<_> = of_type(&lines, "entry").iter().map(|entry| text_of(entry, "entry").to_owned()).collect();
    assert_eq!(entries, ["2024/118-3", "2024/119-1"]);
    let mut shown: Vec<_> = findings(&lines, "fodselsnummer")
        .iter()
        .map(|finding| {
            let place = |key: &str| finding["location"][key].as_str().unwrap_or("-").to_owned();
            format!(
                "{} {} {} {} {}",
                place("sheet"),
                place("cell"),
                place("entry"),
                text_of(finding, "part"),
                text_of(finding, "text")
            )
        })
        .collect();
    shown.sort();
    let mut expected = [
        format!("Uke 9 B4 2024/118-3 comment {}", numbers[3]),
        format!("Uke 9 C4 2024/118-3 title {}", numbers[0]),
        format!("Uke 9 D4 2024/118-3 party {}", numbers[1]),
        format!("Uke 9 E4 2024/118-3 hidden {}", numbers[2]),
        format!("Uke 9 G4 2024/118-3 body {zeros}"),
        format!("Uke 9 C5 2024/119-1 hidden {}", numbers[4]),
        format!("Gammelt A1 - hidden {}", numbers[5]),
    ];
    expected.sort();
    assert_eq!(shown, expected);
    let extracted = site.run(["extract", "inn/journal.xlsx"]).exits(0);
    assert!(extracted.out().contains("2024-03-01") && !extracted.out().contains("45352"));
}

#[test]
fn damaged_workbooks_are_unread() {
    let whole = journal_workbook("", "", "");
    let site = Site::new();
    site.put("kuttet.xlsx", &whole[..whole.len() / 2]);
    site.put("tom.xlsx", b"PK\x03\x04");
    let lines = site.scan(["--format", "jsonl"]).exits(3).jsonl();
    assert_eq!(of_type(&lines, "unread").len(), 2);
    assert!(of_type(&lines, "document").iter().all(|document| text_of(document, "verdict") != "publish"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn prefixes_are_only_names(prefix in "[a-zæøå_][a-z0-9_.-]{0,8}") {
        let (plain, renamed) = (noark_5("offentligJournal", "", ""), noark_5("offentligJournal", "", &format!("{prefix}:")));
        prop_assert_eq!(found("j.xml", plain.as_bytes(), &[]), found("j.xml", renamed.as_bytes(), &[]));
    }
}
