//! Posts found in every format, and what belongs to them.

mod listed;

use super::*;
use crate::extract::extract;
use crate::model::{Role, SEGMENT_SEPARATOR, Span};

/// The parts of a document, recognised.
fn recognised(text: &str, name: &str) -> (Vec<Part<'static>>, bool) {
    let (mut journal, mut parts) = (Journal::new(), Vec::new());
    extract(text.as_bytes(), name, &mut |mut part: Part<'_>| {
        journal.recognise(&mut part);
        let part_ends = part.segments.windows(2).map(|two| (two[0].end as usize, two[1].start as usize));
        for (end, next) in part_ends {
            // One value may be several segments.
            assert!(end <= next && part.text[end..next].iter().filter(|byte| **byte == SEGMENT_SEPARATOR).count() <= 1);
        }
        parts.push(Part { text: part.text.into_owned().into(), ..part });
    });
    (parts, journal.is_journal())
}

/// Each entry as `id: role text, role text, …`.
fn entries(text: &str, name: &str) -> Vec<String> {
    let mut shown = Vec::new();
    for part in recognised(text, name).0 {
        for (index, entry) in part.entries.iter().enumerate() {
            let own = part.segments.iter().filter(|segment| segment.record as usize == index);
            let fields: Vec<_> = own
                .filter(|segment| segment.role != Role::Metadata)
                .map(|s| format!("{} {}", s.role.as_str(), String::from_utf8_lossy(s.span().of(&part.text))))
                .collect();
            shown.push(format!("{}: {}", entry.id, fields.join(", ")));
        }
    }
    shown
}

fn registration(number: u32, title: &str) -> String {
    format!(
        "<n:journalregistrering><n:klasse><n:klasseID>613</n:klasseID><n:tittel>Skole</n:tittel></n:klasse>\
         <n:saksmappe><n:saksaar>2024</n:saksaar><n:sakssekvensnummer>118</n:sakssekvensnummer>\
         <n:offentligTittel>Sak</n:offentligTittel></n:saksmappe><n:journalpost><n:systemID>s{number}</n:systemID>\
         <n:journalpostnummer>{number}</n:journalpostnummer><n:offentligTittel>{title}</n:offentligTittel>\
         <n:korrespondansepart><n:korrespondansepartNavn>Kari</n:korrespondansepartNavn></n:korrespondansepart>\
         <n:saksbehandler>Ola</n:saksbehandler></n:journalpost></n:journalregistrering>"
    )
}

fn public_journal(registrations: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?><n:offentligJournal xmlns:n=\"x\"><n:journalhode><n:arkivskaper><n:arkivskaperNavn>Ås kommune\
         </n:arkivskaperNavn></n:arkivskaper></n:journalhode>{registrations}</n:offentligJournal>"
    )
}

#[test]
fn noark_5_posts_are_registrations() {
    let journal = public_journal(&(registration(1, "Brev") + &registration(2, "Svar")));
    assert_eq!(
        entries(&journal, "j.xml"),
        [
            "2024/118-1: title Skole, title Sak, title Brev, party Kari, official Ola",
            "2024/118-2: title Skole, title Sak, title Svar, party Kari, official Ola",
        ]
    );
    let (parts, _) = recognised(&journal, "j.xml");
    let head = &parts[0].segments[1];
    assert!(head.role == Role::Official && head.record as usize >= parts[0].entries.len());
}

#[test]
fn no_post_is_cut_in_two() {
    let registrations: String = (1..=20_000).map(|number| registration(number, "Brev")).collect();
    let (parts, _) = recognised(&public_journal(&registrations), "j.xml");
    assert!(parts.len() > 1);
    assert_eq!(parts.iter().map(|part| part.entries.len()).sum::<usize>(), 20_000);
    assert_eq!(parts.last().and_then(|part| part.entries.last()).map(|entry| &*entry.id), Some("2024/118-20000"));
}

const NOARK_4: &str = "<OFFJOURNAL VERSJON='1'><PRODINFO><PI.ARKSKAPER>Ås</PI.ARKSKAPER></PRODINFO><RAPPORT><NOARKSAK.OJ>\
    <SA.SAAR>2016</SA.SAAR><SA.SEKNR>7</SA.SEKNR><SA.OFFTITTEL>Byggesak</SA.OFFTITTEL>\
    <JOURNPOST.OJ><JP.POSTNR>1</JP.POSTNR><JP.OFFINNHOLD>Søknad</JP.OFFINNHOLD><AVSMOT.OJ><AM.NAVN>Kari</AM.NAVN></AVSMOT.OJ></JOURNPOST.OJ>\
    <JOURNPOST.OJ><JP.POSTNR>2</JP.POSTNR><JP.OFFINNHOLD>Svar</JP.OFFINNHOLD></JOURNPOST.OJ></NOARKSAK.OJ>\
    <NOARKSAK.OJ><SA.SAAR>2016</SA.SAAR><SA.SEKNR>8</SA.SEKNR><SA.OFFTITTEL>Alene</SA.OFFTITTEL></NOARKSAK.OJ></RAPPORT></OFFJOURNAL>";

#[test]
fn noark_4_posts_share_their_case() {
    assert_eq!(
        entries(NOARK_4, "j.xml"),
        [
            "2016/7-1: title Byggesak, title Søknad, party Kari",
            "2016/7-2: title Byggesak, title Svar",
            "2016/8: title Alene",
        ]
    );
    let (parts, _) = recognised(NOARK_4, "j.xml");
    let paths: Vec<_> = parts[0]
        .segments
        .iter()
        .filter(|segment| &*segment.label == "SA.OFFTITTEL")
        .filter_map(|segment| parts[0].location(Some(segment), &mut Default::default(), Span::new(0, 0)).xpath)
        .collect();
    assert_eq!(paths[0], "/OFFJOURNAL/RAPPORT[1]/NOARKSAK.OJ[1]/SA.OFFTITTEL[1]");
    assert_eq!(paths[0], paths[1]);
}

#[test]
fn a_case_goes_on_in_the_next_part() {
    let post = "<JOURNPOST.OJ><JP.POSTNR>1</JP.POSTNR><JP.OFFINNHOLD>Et brev om noe ganske langt</JP.OFFINNHOLD></JOURNPOST.OJ>";
    let journal = format!(
        "<OFFJOURNAL><RAPPORT><NOARKSAK.OJ><SA.SAAR>2016</SA.SAAR><SA.SEKNR>7</SA.SEKNR><SA.OFFTITTEL>Sak</SA.OFFTITTEL>{}\
         </NOARKSAK.OJ></RAPPORT></OFFJOURNAL>",
        post.repeat(60_000)
    );
    let (parts, _) = recognised(&journal, "j.xml");
    assert!(parts.len() > 2);
    for part in &parts {
        assert!(part.entries.iter().all(|entry| entry.id == "2016/7-1"));
        let titles = part.segments.iter().filter(|segment| &*segment.label == "SA.OFFTITTEL");
        let mut records: Vec<_> = titles.map(|segment| segment.record).collect();
        records.dedup();
        assert_eq!(records.len(), part.entries.len());
    }
    let last = parts.last().expect("parts");
    let title = last.segments.iter().find(|segment| &*segment.label == "SA.OFFTITTEL");
    let path = last.location(title, &mut Default::default(), Span::new(0, 0)).xpath;
    assert_eq!(path.as_deref(), Some("/OFFJOURNAL/RAPPORT[1]/NOARKSAK.OJ[1]/SA.OFFTITTEL[1]"));
}

#[test]
fn deposits_have_their_posts_in_folders() {
    let deposit = "<arkiv xmlns:xsi='x'><arkivdel><klassifikasjonssystem><klasse><klasseID>01</klasseID><tittel>Elever</tittel>\
        <mappe xsi:type='saksmappe'><mappeID>2020/4</mappeID><tittel>Mappe</tittel><part><partNavn>Kari</partNavn></part>\
        <saksaar>2020</saksaar><sakssekvensnummer>4</sakssekvensnummer>\
        <registrering><tittel>Brev</tittel><journalpostnummer>1</journalpostnummer></registrering>\
        <registrering><tittel>Svar</tittel><journalpostnummer>2</journalpostnummer></registrering></mappe>\
        </klasse></klassifikasjonssystem></arkivdel></arkiv>";
    assert_eq!(
        entries(deposit, "arkivstruktur.xml"),
        [
            "2020/4-1: title Elever, title Mappe, party Kari, title Brev",
            "2020/4-2: title Elever, title Mappe, party Kari, title Svar"
        ]
    );
}

#[test]
fn einnsyn_objects_are_posts() {
    let post = r#"{"entity":"Journalpost","id":"jp_1","journalpostnummer":3,"offentligTittel":"Brev",
        "korrespondansepart":[{"entity":"Korrespondansepart","id":"kp_1","korrespondansepartNavn":"Kari"}],
        "saksmappe":{"entity":"Saksmappe","id":"sm_1","saksaar":2024,"sakssekvensnummer":118,"offentligTittel":"Sak"}}"#;
    let expected = "2024/118-3: title Brev, party Kari, title Sak";
    assert_eq!(entries(&format!("{{\"items\":[{post},{post}]}}"), "j.json"), [expected, expected]);
    assert_eq!(entries(post, "j.json"), [expected]);
    let line = post.replace('\n', " ");
    assert_eq!(entries(&format!("{line}\n{line}\n"), "j.jsonl"), [expected, expected]);
    let case = r#"{"entity":"Saksmappe","saksaar":2024,"sakssekvensnummer":118,"offentligTittel":"Sak","journalpost":[
        {"entity":"Journalpost","journalpostnummer":1,"offentligTittel":"A"},
        {"entity":"Journalpost","journalpostnummer":2,"offentligTittel":"B"}]}"#;
    assert_eq!(entries(case, "j.json"), ["2024/118-1: title Sak, title A", "2024/118-2: title Sak, title B"]);
}

#[test]
fn einnsyn_objects_by_reference_are_joined() {
    let objects = [
        r#"{"entity":"Saksmappe","id":"sm_1","saksaar":2024,"sakssekvensnummer":118,"offentligTittel":"Sak"}"#,
        r#"{"entity":"Journalpost","id":"jp_1","journalpostnummer":3,"offentligTittel":"Brev","saksmappe":"sm_1","korrespondansepart":["kp_1"]}"#,
        r#"{"entity":"Korrespondansepart","id":"kp_1","korrespondansepartNavn":"Kari"}"#,
        r#"{"entity":"Journalpost","id":"jp_2","journalpostnummer":4,"offentligTittel":"Svar","saksmappe":{"id":"sm_1"}}"#,
        r#"{"entity":"Enhet","id":"enh_1","navn":"Skole"}"#,
    ];
    // Names of what is no party's are parties' by their label alone, but in no entry.
    let expected = ["2024/118-3: title Brev, party kp_1, party Kari, title Sak", "2024/118-4: title Svar, title Sak"];
    assert_eq!(entries(&objects.join("\n"), "j.jsonl"), expected);
    assert_eq!(entries(&format!("[{}]", objects.join(",")), "j.json"), expected);
    assert_eq!(entries(&format!("{{\"items\":[{}],\"next\":\"/x\"}}", objects.join(",")), "j.json"), expected);
    let (parts, _) = recognised(&objects.join("\n"), "j.jsonl");
    let school = parts[0].segments.iter().find(|s| s.span().of(&parts[0].text) == b"Skole").expect("searched");
    assert!(school.record as usize >= parts[0].entries.len());
    let title = parts[0].segments.iter().rfind(|s| s.span().of(&parts[0].text) == b"Sak").expect("copied");
    let location = parts[0].location(Some(title), &mut Default::default(), Span::new(0, 0));
    assert_eq!((location.line, location.xpath.as_deref()), (Some(1), Some("/0/offentligTittel")));
}

/// A JSON-LD node with its fields, each written by `value`.
fn linked(written: (&str, bool)) -> String {
    let (prefix, expanded) = written;
    let value = |value: &str| if expanded { format!(r#"[{{"@value":"{value}"}}]"#) } else { format!("\"{value}\"") };
    let kind = |kind: &str| if expanded { format!(r#"["{prefix}{kind}"]"#) } else { format!(r#""{prefix}{kind}""#) };
    let id = |id: &str| {
        if expanded { format!(r#"[{{"@id":"http://a/{id}"}}]"#) } else { format!(r#"{{"@id":"http://a/{id}"}}"#) }
    };
    let node = |name: &str, of: &str, fields: &[(&str, String)]| {
        let fields: String = fields.iter().map(|(key, value)| format!(r#","{prefix}{key}":{value}"#)).collect();
        format!(r#"{{"@id":"http://a/{name}","@type":{}{fields}}}"#, kind(of))
    };
    let nodes = [
        node(
            "k",
            "Korrespondansepart",
            &[("korrespondansepartNavn", value("Kari")), ("korrespondanseparttype", id("x/avsender"))],
        ),
        node(
            "i",
            "Korrespondansepart",
            &[("korrespondansepartNavn", value("Ola")), ("korrespondanseparttype", id("x/internMottaker"))],
        ),
        node(
            "j",
            "Journalpost",
            &[
                ("offentligTittel", value("Brev")),
                ("offentligTittel_SENSITIV", value("Brevet")),
                ("journalpostnummer", value("3")),
                ("parent", id("s")),
                (
                    "korrespondansepart",
                    if expanded {
                        r#"[{"@id":"http://a/k"},{"@id":"http://a/i"}]"#.into()
                    } else {
                        r#"[{"@id":"http://a/k"},"http://a/i"]"#.into()
                    },
                ),
                ("dokumentbeskrivelse", id("d")),
            ],
        ),
        node("d", "Dokumentbeskrivelse", &[("tittel", value("Vedlegg"))]),
        node(
            "s",
            "Saksmappe",
            &[
                ("offentligTittel", value("Sak")),
                ("saksaar", value("2024")),
                ("sakssekvensnummer", value("118")),
                ("saksansvarlig", value("Per")),
            ],
        ),
        node(
            "t",
            "Saksmappe",
            &[("offentligTittel", value("Alene")), ("saksaar", value("2024")), ("sakssekvensnummer", value("7"))],
        ),
    ];
    nodes.join(",")
}

#[test]
fn einnsyn_linked_data_is_joined_by_id() {
    let iri = "http://www.arkivverket.no/standarder/noark5/arkivstruktur/";
    let expected = [
        "2024/118-3: title Brev, title Brevet, party Kari, official Ola, title Vedlegg, title Sak, official Per",
        "2024/7: title Alene",
    ];
    for prefix in [iri, "arkiv:"] {
        let expanded = format!("[{}]", linked((prefix, true)));
        assert_eq!(entries(&expanded, "j.jsonld"), expected);
        let compact = format!(r#"{{"@context":{{"arkiv":"{iri}"}},"@graph":[{}]}}"#, linked((prefix, false)));
        let shown = entries(&compact, "j.jsonld");
        assert_eq!(shown.join("\n").replace("party http://a/i, ", ""), expected.join("\n"));
    }
    let (parts, _) = recognised(&format!("[{}]", linked((iri, true))), "j.jsonld");
    let label = |text: &[u8]| {
        parts[0].segments.iter().find(|s| s.span().of(&parts[0].text) == text).map(|s| s.label.to_string())
    };
    assert_eq!(label(b"Brev").as_deref(), Some("offentligTittel"));
}

#[test]
fn noark_4_as_json() {
    let json = r#"{"NOARKSAK_OJ":[{"SA_SAAR":2016,"SA_SEKNR":7,"SA_OFFTITTEL":"Byggesak","JOURNPOST_OJ":[
        {"JP_POSTNR":1,"JP_OFFINNHOLD":"Søknad","AVSMOT_OJ":[{"AM_NAVN":"Kari"}]},{"JP_POSTNR":2,"JP_OFFINNHOLD":"Svar"}]}]}"#;
    assert_eq!(
        entries(json, "j.json"),
        ["2016/7-1: title Byggesak, title Søknad, party Kari", "2016/7-2: title Byggesak, title Svar"]
    );
    let bare = r#"[{"SA_SAAR":2016,"SA_SEKNR":7,"SA_OFFTITTEL":"Byggesak","JOURNPOST_OJ":{"JP_POSTNR":1,"JP_OFFINNHOLD":"Søknad"}},
        {"SA_SAAR":2016,"SA_SEKNR":8,"SA_OFFTITTEL":"Skole","JOURNPOST_OJ":{"JP_POSTNR":1,"JP_OFFINNHOLD":"Svar"}}]"#;
    assert_eq!(
        entries(bare, "j.json"),
        ["2016/7-1: title Byggesak, title Søknad", "2016/8-1: title Skole, title Svar"]
    );
}

#[test]
fn meetings_are_cases_of_registrations_by_name_and_by_type() {
    let meeting = |case: &str, post: &str| {
        let end = |tag: &str| tag.split(' ').next().unwrap_or_default().to_owned();
        format!(
            "<arkiv xmlns:i='http://www.w3.org/2001/XMLSchema-instance'><{case}><mappeID>m</mappeID><tittel>Møte</tittel>\
             <utvalg>Utvalget</utvalg><sekretaer>Liv</sekretaer><{post}><systemID>a</systemID><tittel>Saksliste</tittel>\
             <dokumentbeskrivelse><systemID>b</systemID><tittel>Vedlegg</tittel></dokumentbeskrivelse></{}>\
             <{post}><tittel>Vedtak</tittel><moetesaksaar>2024</moetesaksaar><moetesakssekvensnummer>9</moetesakssekvensnummer></{}></{}></arkiv>",
            end(post),
            end(post),
            end(case)
        )
    };
    let expected = [
        "a: title Møte, official Utvalget, official Liv, title Saksliste, title Vedlegg",
        "2024/9: title Møte, official Utvalget, official Liv, title Vedtak",
    ];
    for (case, post) in [
        ("moetemappe", "moeteregistrering"),
        ("mappe i:type='moetemappe'", "registrering i:type='moeteregistrering'"),
        ("enhet i:type='a:moetemappe'", "enhet2 i:type='a:moeteregistrering'"),
    ] {
        let shown: Vec<_> = entries(&meeting(case, post), "arkivstruktur.xml");
        assert_eq!(shown, expected, "{case}");
    }
}

#[test]
fn rows_are_posts_where_the_header_is_a_journals() {
    let csv = "Saksnr;Dokumentnr;Tittel;Avsender/mottaker;Saksbehandler;Dok.dato\n2024/1;2024/1-3;Brev;Kari;Ola;1.2.2024\n\
        2024/1;4;Svar;;;\n;;Uten;Per;;\n";
    assert_eq!(
        entries(csv, "j.csv"),
        ["2024/1-3: title Brev, party Kari, official Ola", "2024/1-4: title Svar", "4: title Uten, party Per"]
    );
}

#[test]
fn what_is_no_journal_stays_as_it_is() {
    for (text, name) in [
        ("<register><person><navn>Kari</navn><tittel>Rektor</tittel></person></register>", "a.xml"),
        (r#"{"navn": "Kari", "tittel": "x", "entity": "Bruker"}"#, "a.json"),
        ("Navn;Adresse\nKari;Oslo\n", "a.csv"),
    ] {
        let (parts, is_journal) = recognised(text, name);
        assert!(!is_journal && parts[0].entries.is_empty());
        assert!(parts[0].segments.iter().all(|segment| matches!(segment.role, Role::Body | Role::Metadata)));
    }
}
