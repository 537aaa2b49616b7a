//! Posts found in every format, and what belongs to them.

use super::*;
use crate::extract::extract;
use crate::model::{Role, SEGMENT_SEPARATOR};

/// The parts of a document, recognised.
fn recognised(text: &str, name: &str) -> (Vec<Part<'static>>, bool) {
    let (mut journal, mut parts) = (Journal::new(), Vec::new());
    extract(text.as_bytes(), name, &mut |mut part: Part<'_>| {
        journal.recognise(&mut part);
        assert!(
            part.segments
                .windows(2)
                .all(|two| { two[0].end + 1 == two[1].start && part.text[two[0].end as usize] == SEGMENT_SEPARATOR })
        );
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
        .filter_map(|segment| parts[0].location(Some(segment), &mut Default::default(), 0).xpath)
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
    let path = last.location(title, &mut Default::default(), 0).xpath;
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
        ["2020/4-1: title Mappe, party Kari, title Brev", "2020/4-2: title Mappe, party Kari, title Svar"]
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
