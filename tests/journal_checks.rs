//! The checks of journal posts (journal.md), through the binary: each fired, and each harmless twin silent, in XML, CSV and JSON.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod support;

use serde_json::{Value, json};
use std::collections::BTreeSet;
use support::{Site, a_fodselsnummer, of_type, text};

/// A post as every format has it. Its journal date is recent unless told.
#[derive(Clone, Default)]
struct Post {
    case: u32,
    number: u32,
    case_title: &'static str,
    title: &'static str,
    party: &'static str,
    official: &'static str,
    basis: &'static str,
    claim: &'static str,
    class: &'static str,
    date: &'static str,
    document: &'static str,
    document_title: &'static str,
}

fn post(title: &'static str, party: &'static str, basis: &'static str) -> Post {
    Post { case: 100, number: 1, case_title: "Diverse", title, party, basis, date: "2026-11-20", ..Post::default() }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

fn element(name: &str, value: &str) -> String {
    if value.is_empty() { String::new() } else { format!("<{name}>{}</{name}>", escaped(value)) }
}

fn xml(posts: &[Post]) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<offentligJournal>\n");
    for post in posts {
        out += "<journalregistrering>";
        if !post.class.is_empty() {
            out += &format!("<klasse>{}<tittel>Klasse</tittel></klasse>", element("klasseID", post.class));
        }
        out += &format!(
            "<saksmappe><saksaar>2026</saksaar><sakssekvensnummer>{}</sakssekvensnummer>{}</saksmappe><journalpost>\
             <journalpostnummer>{}</journalpostnummer>{}{}<journaldato>{}</journaldato>{}",
            post.case,
            element("offentligTittel", post.case_title),
            post.number,
            element("offentligTittel", post.title),
            element("skjermingMetadata", post.claim),
            post.date,
            element("skjermingshjemmel", post.basis),
        );
        if !post.party.is_empty() {
            out += &format!(
                "<korrespondansepart><korrespondanseparttype>Avsender</korrespondanseparttype>{}</korrespondansepart>",
                element("korrespondansepartNavn", post.party)
            );
        }
        out += &element("saksbehandler", post.official);
        if !post.document.is_empty() || !post.document_title.is_empty() {
            out += &format!(
                "<dokumentbeskrivelse>{}<dokumentobjekt>{}</dokumentobjekt></dokumentbeskrivelse>",
                element("tittel", post.document_title),
                element("referanseDokumentfil", post.document)
            );
        }
        out += "</journalpost></journalregistrering>\n";
    }
    out + "</offentligJournal>\n"
}

fn csv(posts: &[Post]) -> String {
    let mut out = String::from(
        "Saksnr;Dokumentnr;Sakstittel;Tittel;Avsender/mottaker;Saksbehandler;Journaldato;Hjemmel;SkjermingMetadata;KlasseID;referanseDokumentfil;Dokumenttittel\n",
    );
    for post in posts {
        out += &format!(
            "2026/{};{};{};{};{};{};{};{};\"{}\";{};{};{}\n",
            post.case,
            post.number,
            post.case_title,
            post.title,
            post.party,
            post.official,
            post.date,
            post.basis,
            post.claim,
            post.class,
            post.document,
            post.document_title,
        );
    }
    out
}

fn json(posts: &[Post]) -> String {
    let items: Vec<Value> = posts
        .iter()
        .map(|post| {
            json!({
                "entity": "Journalpost", "id": format!("jp_{}_{}", post.case, post.number),
                "offentligTittel": post.title, "journalpostnummer": post.number, "journaldato": post.date,
                "saksmappe": { "entity": "Saksmappe", "id": format!("sm_{}", post.case), "offentligTittel": post.case_title,
                    "saksaar": 2026, "sakssekvensnummer": post.case, "klasseID": post.class },
                "skjermingMetadata": post.claim, "saksbehandler": post.official,
                "skjerming": { "skjermingshjemmel": post.basis },
                "korrespondansepart": [{ "entity": "Korrespondansepart", "korrespondansepartNavn": post.party }],
                "dokumentbeskrivelse": [{ "entity": "Dokumentbeskrivelse", "tittel": post.document_title,
                    "dokumentobjekt": [{ "referanseDokumentfil": post.document }] }],
            })
        })
        .collect();
    json!({ "items": items }).to_string()
}

type Found = BTreeSet<(String, String, String)>;

/// What is found above a note: post, kind, severity.
fn found_in(name: &str, contents: &str, more: &[&str]) -> Found {
    let site = Site::new();
    site.put(name, contents);
    let mut arguments = vec!["--format", "jsonl"];
    arguments.extend(more);
    let ran = site.scan(arguments);
    assert!(ran.code < 2, "{name} ends with {}: {}", ran.code, ran.err());
    let lines = ran.jsonl();
    of_type(&lines, "finding")
        .into_iter()
        .filter(|finding| text(finding, "severity") != "note")
        .map(|finding| {
            let entry = finding["location"]["entry"].as_str().unwrap_or_default();
            (entry.to_owned(), text(finding, "kind").to_owned(), text(finding, "severity").to_owned())
        })
        .collect()
}

fn in_every_format(posts: &[Post], more: &[&str]) -> [(&'static str, Found); 3] {
    [
        ("XML", found_in("journal.xml", &xml(posts), more)),
        ("CSV", found_in("journal.csv", &csv(posts), more)),
        ("JSON", found_in("journal.json", &json(posts), more)),
    ]
}

/// All posts together in one export, each a case of its own, and what is expected of each: a kind at a severity, or nothing above a note.
fn expect(cases: &[(Post, Option<(&str, &str)>)]) {
    let posts: Vec<Post> =
        cases.iter().enumerate().map(|(at, (post, _))| Post { case: 100 + at as u32, ..post.clone() }).collect();
    let mut wrong = Vec::new();
    for (format, found) in in_every_format(&posts, &[]) {
        for (post, (_, expected)) in posts.iter().zip(cases) {
            let id = format!("2026/{}-{}", post.case, post.number);
            let here: Vec<_> = found.iter().filter(|(entry, ..)| *entry == id).collect();
            let right = match expected {
                Some((kind, severity)) => here.iter().any(|(_, k, s)| k == kind && s == severity),
                None => here.is_empty(),
            };
            if !right {
                wrong.push(format!(
                    "{format}: «{}» / «{}» / «{}»: {expected:?}, found {here:?}",
                    post.title, post.party, post.basis
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

const STOP: Option<(&str, &str)> = Some(("shielding-mismatch", "stop"));
const CONNECTED: Option<(&str, &str)> = Some(("connection", "stop"));
const TOO_MUCH: Option<(&str, &str)> = Some(("over-shielding", "review"));
const P13: &str = "Offl. § 13, jf. fvl. § 13 første ledd nr. 1";

#[test]
fn a_name_joined_to_a_telling_matter_is_stopped() {
    expect(&[
        (post("Vedtak om spesialundervisning – Ola Nordmann", "Fjordnes skole", ""), CONNECTED),
        (post("Vedtak om spesialundervisning", "Ola Nordmann", ""), CONNECTED),
        (post("Tilvising til PPT – Ola Nordmann", "", ""), CONNECTED),
        (post("Bekymringsmelding til barnevernet – Ola Nordmann", "", ""), CONNECTED),
        (post("Sykmelding – Ola Nordmann", "", ""), CONNECTED),
        (post("Søknad om økonomisk sosialhjelp", "Kari Nordmann", ""), CONNECTED),
        (post("Skriftlig advarsel – Ola Nordmann", "", ""), CONNECTED),
        (post("Anmeldelse for vold – Ola Nordmann", "Politiet", ""), CONNECTED),
        (post("Utleggstrekk – Ola Nordmann", "Namsmannen", ""), CONNECTED),
        (post("Søknad om asyl – Ola Nordmann", "UDI", ""), CONNECTED),
        (post("Vedtak om gjeldsordning for Ola Nordmann", "", ""), CONNECTED),
        (post("Plan for spesialundervisning i Fjordnes", "Utdanningsforbundet", ""), None),
        (post("Høring – ny barnevernslov", "Fjordnes kommune", ""), None),
        (post("Årsmelding for PPT", "Fjordnes kommune", ""), None),
        (post("Søknad om skjenkebevilling", "Ola Nordmann", ""), None),
    ]);
}

#[test]
fn what_is_masked_in_a_title_may_not_stand_open_beside_it() {
    expect(&[
        (post("Svar til *****", "Ola Nordmann", ""), STOP),
        (post("Svar til *****", "Nordmann, Ola", P13), STOP),
        (post("Svar til ____", "Ola Nordmann", P13), STOP),
        (post("Svar til xxxxx", "Ola Nordmann", P13), STOP),
        (post("Svar til […]", "Ola Nordmann", P13), STOP),
        (post("Svar (unntatt offentlighet)", "Ola Nordmann", P13), STOP),
        (post("Svar til skjermet", "Ola Nordmann", P13), STOP),
        (post("Svar til avskjermet", "Ola Nordmann", P13), STOP),
        (post("Svar til avskjerma", "Ola Nordmann", "Offl. § 13"), STOP),
        (post("Svar til N.N.", "Ola Nordmann", P13), STOP),
        (post("Svar, unnateke offentlegheit", "Ola Nordmann", P13), STOP),
        (post("Svar til ███████", "Ola Nordmann", P13), STOP),
        (post("Svar fra Ola Nordmann", "*****", P13), STOP),
        (Post { case_title: "Sak om *****", ..post("Svar", "Ola Nordmann", P13) }, STOP),
        (Post { case_title: "Sak om Ola Nordmann", ..post("Brev om *****", "", P13) }, STOP),
        (Post { document_title: "Brev til Ola Nordmann", ..post("Brev til *****", "*****", P13) }, STOP),
        (post("Dødsboet etter Ola Nordmann", "*****", P13), STOP),
        (post("Svar til *****", "*****", P13), None),
        (post("Svar til *****", "Fjordnes Bygg AS", P13), None),
        (post("Svar til *****", "Advokat Kari Nordmann", P13), None),
        (post("Svar til *****", "Statsforvalteren i Vestland", P13), None),
        (Post { official: "Kari Nordmann", ..post("Svar til *****", "*****", P13) }, None),
        (post("Svar til *****", "Kari Nordmann (Ap)", P13), None),
        (post("Plass i skjermet avdeling, prosjekt", "Ola Nordmann", ""), None),
    ]);
}

#[test]
fn a_basis_of_confidentiality_stops_names_and_leaves_harmless_titles_open() {
    expect(&[
        (post("Vedrørende henvendelse", "Ola Nordmann", "Offl. § 13"), STOP),
        (post("Brev frå Ola Nordmann", "", "Fvl. § 13"), STOP),
        (post("Vedlegg til søknad", "", P13), None),
        (post("Rapport fra tilsyn", "Statsforvalteren i Vestland", P13), None),
        (post("Tilbud på kontormøbler", "Ola Nordmann", "Offl. § 13 jf. fvl. § 13 første ledd nr. 2"), None),
        (post("Byggesak – garasje, gnr. 12 bnr. 3", "Ola Nordmann", P13), None),
        (post("Nabovarsel – tilbygg", "Kari Nordmann", P13), None),
        (post("Søknad på stilling som rådgiver", "Ola Nordmann", "Offl. § 25"), None),
        (post("Søknad på stilling som rådgiver", "Ola Nordmann", P13), None),
        (post("Søkjar på stilling – ikkje på offentleg søkjarliste", "Ola Nordmann", ""), STOP),
        (post("Søknad på stilling – bedt om unntak fra offentlig søkerliste", "Ola Nordmann", ""), STOP),
        (post("Nabomerknad – tilbygg – Ola Nordmann (8 år)", "", ""), CONNECTED),
        (post("Kvittering for søknad, eleven Ola Nordmann", "", ""), CONNECTED),
        (post("Kvittering for søknad, rektor Ola Nordmann", "", ""), None),
        (post("Brev fra Ola Nordmann (48 år)", "", ""), None),
    ]);
}

#[test]
fn shielding_that_is_claimed_must_be_there() {
    let claim = "Skjerming tittel registrering - utvalgte ord; Skjerming navn avsender";
    expect(&[
        (Post { claim, ..post("Brev om ferie", "Ola Nordmann", "") }, STOP),
        (Post { claim, ..post("Brev om ferie", "Fjordnes Bygg AS", "Offl. § 14") }, STOP),
        (Post { claim, ..post("Brev om *****", "*****", P13) }, None),
        (Post { claim: "Skjerming navn avsender", ..post("Brev om ferie", "", "Offl. § 14") }, None),
        (Post { claim: "Skjerming tittel registrering", ..post("Møte med Ola Nordmann", "", "Offl. § 14") }, STOP),
        (Post { claim: "Ingen", ..post("Brev om ferie", "Ola Nordmann", "") }, None),
    ]);
}

#[test]
fn words_marked_for_removal_must_be_removed() {
    expect(&[
        (post("Svar til @Ola Nordmann@", "", ""), STOP),
        (post("Svar til #Ola Nordmann#", "", ""), STOP),
        (post("Svar til _Ola Nordmann_ om ferie", "", ""), STOP),
        (post("Svar", "@Ola Nordmann@", ""), STOP),
        (post("Spørsmål frå post@example.no til info@example.no", "", ""), None),
        (post("#bærekraft og #klima i Fjordnes", "", ""), None),
        (post("vedtak_2024_endelig.pdf", "", ""), None),
        (post("Skjema for C# og F#", "", ""), None),
        (post("Faktura #123 og #124", "", ""), None),
    ]);
}

#[test]
fn too_much_shielding_is_for_review() {
    expect(&[
        (post("*****", "*****", P13), TOO_MUCH),
        (post("Skjermet", "", P13), TOO_MUCH),
        (post("***** – *****", "", P13), TOO_MUCH),
        (post("Svar til *****", "*****", ""), TOO_MUCH),
        (post("Faktura fra *****", "Fjordnes Bygg AS", "Offl. § 14"), TOO_MUCH),
        (
            Post {
                document_title: "Referat fra møte med Fjordnes Bygg AS",
                ..post("Referat fra møte med *****", "", "Offl. § 14")
            },
            TOO_MUCH,
        ),
        (post("Svar til *****", "*****", P13), None),
        (post("Referat (sladdet)", "", P13), None),
        (post("Faktura fra *****", "*****", P13), None),
        (Post { case_title: "Skjerma eining", ..post("Kabel, skjermet type", "", P13) }, None),
    ]);
    // A journal that never tells a basis cannot be asked for one.
    for (format, found) in in_every_format(&[post("Svar til *****", "*****", "")], &[]) {
        assert!(found.is_empty(), "{format}: {found:?}");
    }
}

#[test]
fn the_code_of_a_class_may_be_no_person() {
    let number: &'static str = Box::leak(a_fodselsnummer().into_boxed_str());
    let cases = [
        (Post { class: number, ..post("Brev", "", "") }, Some(("fodselsnummer", "stop"))),
        (Post { class: "Nordmann, Ola", ..post("Brev", "", "") }, Some(("personnavn", "stop"))),
        (Post { class: "Q52", ..post("Brev", "", "") }, None),
        (Post { class: "*****", ..post("Brev", "", P13) }, None),
    ];
    expect(&cases);
}

#[test]
fn names_in_old_posts_must_be_marked() {
    let old = |title, party| Post { date: "2024-02-01", ..post(title, party, "") };
    let named = Some(("personnavn", "review"));
    expect(&[
        (old("Brev fra Ola Nordmann", ""), named),
        (old("Brev om ferie", "Ola Nordmann"), named),
        (old("Brev fra <personnavn>Ola Nordmann</personnavn>", ""), None),
        (old("Brev om ferie", "Fjordnes Bygg AS"), None),
        (Post { official: "Kari Nordmann", ..old("Brev om ferie", "") }, None),
        (Post { date: "2025-11-23", ..post("Brev fra Ola Nordmann", "", "") }, None),
        (Post { date: "2025-11-22", ..post("Brev fra Ola Nordmann", "", "") }, named),
    ]);
    let posts = [old("Brev fra NAMN", "")];
    let marked = xml(&posts).replace("NAMN", "<personnavn>Ola Nordmann</personnavn> om ferie");
    assert_eq!(found_in("journal.xml", &marked, &[]), Found::new());
    let half = xml(&posts).replace("NAMN", "<personnavn>Ola Nordmann</personnavn> og Kari Hansen");
    assert_eq!(found_in("journal.xml", &half, &[]).len(), 1);
}

#[test]
fn one_post_of_a_case_hides_what_another_shows() {
    let of = |case, number, post: Post| Post { case, number, ..post };
    let posts = [
        of(1, 1, post("Klage fra *****", "*****", P13)),
        of(1, 2, post("Svar på klage", "Ola Nordmann", "")),
        of(2, 1, post("Brev frå Ola Nordmann", "", "Offl. § 14")),
        of(2, 2, post("Brev frå *****", "", "Offl. § 14")),
        of(2, 3, post("Innspill", "Kari Hansen", "")),
        of(3, 1, post("Svar", "Ola Nordmann", "")),
        of(4, 1, post("Klage fra *****", "*****", P13)),
        of(4, 2, post("Svar på klage", "Fjordnes Bygg AS", "")),
        of(4, 3, Post { official: "Kari Hansen", ..post("Svar på klage", "", "") }),
        of(1, 3, post("Oversendelse", "Statsforvalteren i Vestland", "")),
    ];
    let expected: Found =
        ["2026/1-2", "2026/2-1"].map(|id| (id.to_owned(), "shielding-mismatch".to_owned(), "stop".to_owned())).into();
    for (format, found) in in_every_format(&posts, &[]) {
        assert_eq!(found, expected, "{format}");
    }
}

/// An official's own case is as private as anybody's.
#[test]
fn who_is_an_official_in_one_post_is_not_in_all() {
    expect(&[
        (Post { official: "Kari Nordmann", ..post("Høring av budsjett", "", "") }, None),
        (post("Skriftlig advarsel – Kari Nordmann", "", ""), CONNECTED),
    ]);
}

/// The posts of a case lie megabytes apart, in parts of their own, and every worker says the same.
#[test]
fn posts_far_apart_know_of_each_other_whatever_the_workers() {
    let of = |case, number, post: Post| Post { case, number, ..post };
    let mut posts = vec![of(1, 1, post("Svar på klage", "Ola Nordmann", ""))];
    posts.extend((1000..4000).map(|case| {
        of(case, 1, post("Høring av forslag til budsjett for kommende år og økonomiplan", "Fjordnes kommune", ""))
    }));
    posts.push(of(1, 2, post("Klage fra *****", "*****", P13)));
    for (name, contents) in [("j.xml", xml(&posts)), ("j.csv", csv(&posts)), ("j.json", json(&posts))] {
        let one = found_in(name, &contents, &["--jobs", "1"]);
        let expected: Found = [("2026/1-1".to_owned(), "shielding-mismatch".to_owned(), "stop".to_owned())].into();
        assert_eq!(one, expected, "{name}");
        assert_eq!(found_in(name, &contents, &["--jobs", "3"]), expected, "{name}");
    }
}

#[test]
fn a_withheld_document_is_not_linked_from_an_open_post() {
    let of = |number, document, post: Post| Post { number, document, ..post };
    let posts = [
        of(1, "dok/17.pdf", post("Vedlegg", "", P13)),
        of(2, "dok/17.pdf", post("Oversendelse av vedlegg", "", "")),
        of(3, "dok/18.pdf", post("Referat", "", "")),
        of(4, "dok/18.pdf", post("Referat", "", "")),
        of(5, "dok/19.pdf", post("Søknad om sosialhjelp fra Ola Nordmann", "", "")),
        of(6, "dok/19.pdf", post("Saksfremlegg", "", "")),
    ];
    for (format, found) in in_every_format(&posts, &[]) {
        let mismatches: Vec<_> =
            found.iter().filter(|(_, kind, _)| kind == "shielding-mismatch").map(|(id, ..)| id.as_str()).collect();
        assert_eq!(mismatches, ["2026/100-2", "2026/100-6"], "{format}");
    }
}

#[test]
fn a_running_journal_is_judged_by_what_it_shows_the_public() {
    let journal = |public: &str, title: &str, party: &str, basis: &str| {
        format!(
            "<loependeJournal><journalregistrering><saksmappe><saksaar>2026</saksaar><sakssekvensnummer>7</sakssekvensnummer>\
             <tittel>Diverse</tittel></saksmappe><journalpost><journalpostnummer>1</journalpostnummer><tittel>{title}</tittel>\
             {}<journaldato>2026-11-20</journaldato>{}{}</journalpost></journalregistrering></loependeJournal>",
            element("offentligTittel", public),
            element("skjermingshjemmel", basis),
            element("korrespondansepartNavn", party),
        )
    };
    let found = |public: &str, title: &str, party: &str, basis: &str| -> Vec<(String, String)> {
        let found = found_in("journal.xml", &journal(public, title, party, basis), &[]);
        found.into_iter().map(|(_, kind, severity)| (kind, severity)).collect()
    };
    let one = |kind: &str, severity: &str| vec![(kind.to_owned(), severity.to_owned())];
    let open = "Vedtak om sosialhjelp – Ola Nordmann";
    assert_eq!(found("Vedtak om sosialhjelp – *****", open, "*****", P13), []);
    assert_eq!(
        found("Brev til *****", "Brev til Ola Nordmann", "Nordmann, Ola", "Offl. § 14"),
        one("shielding-mismatch", "stop")
    );
    assert_eq!(found("Brev til *****", "Brev til Ola Nordmann", "Kari Hansen", "Offl. § 14"), []);
    assert_eq!(
        found("Avtale med *****", "Avtale med Fjordnes Bygg AS", "", "Offl. § 14"),
        one("over-shielding", "review")
    );
    // Without a public title the other one is published.
    assert!(found("", open, "", "").contains(&("connection".to_owned(), "stop".to_owned())));
}

#[test]
fn what_einnsyn_hides_after_a_year_is_no_mismatch() {
    let journal = |public: &str, sensitive: &str, basis: &str, date: &str| {
        json!({ "entity": "Journalpost", "id": "jp_1", "journalpostnummer": 1, "offentligTittel": public,
            "offentligTittelSensitiv": sensitive, "journaldato": date, "skjerming": { "skjermingshjemmel": basis },
            "saksmappe": { "entity": "Saksmappe", "saksaar": 2026, "sakssekvensnummer": 7, "offentligTittel": "Diverse" } })
        .to_string()
    };
    let found = |public: &str, sensitive: &str, basis: &str, date: &str| {
        found_in("journal.json", &journal(public, sensitive, basis, date), &[])
    };
    assert_eq!(found("Brev til *****", "Brev til Ola Nordmann", "", "2026-11-20"), Found::new());
    assert_eq!(found("Brev til *****", "Brev til Ola Nordmann", "", "2024-11-20"), Found::new());
    let stopped = found("Brev til *****", "Brev til Ola Nordmann", P13, "2026-11-20");
    assert!(
        stopped.iter().any(|(_, kind, severity)| kind == "shielding-mismatch" && severity == "stop"),
        "{stopped:?}"
    );
}

#[test]
fn series_that_the_body_never_publishes_are_stopped() {
    let table = "Saksnr;Dokumentnr;Tittel;Arkivdel;Arkivkode;Journaldato\n2026/1;1;Brev;PERSONAL;;2026-11-20\n2026/2;1;Brev;SAK;225 Lønn;2026-11-20\n\
                 2026/3;1;Brev;SAK;231;2026-11-20\n2026/4;1;Brev;SUPERPERS;K23;2026-11-20\n2026/5;1;Brev;ELEV;B031;2026-11-20\n";
    let stopped = |policy: &str| -> Vec<String> {
        let found = found_in("journal.csv", table, &["--policy", policy]);
        found
            .into_iter()
            .filter(|(_, kind, severity)| kind == "policy" && severity == "stop")
            .map(|(id, ..)| id)
            .collect()
    };
    assert_eq!(stopped("lokal-eksempel"), ["2026/1-1", "2026/2-1", "2026/5-1"]);
    assert_eq!(stopped("offentlegforskrifta-7"), [] as [&str; 0]);
    let xml = xml(&[
        Post { class: "B031", ..post("Brev", "", "") },
        Post { class: "Q52", number: 2, ..post("Brev", "", "") },
    ]);
    let found = found_in("journal.xml", &xml, &["--policy", "lokal-eksempel"]);
    assert_eq!(found.into_iter().map(|(id, ..)| id).collect::<Vec<_>>(), ["2026/100-1"]);
}

#[test]
fn a_policy_that_makes_no_sense_says_where() {
    let policy = |fields: &str| {
        format!(
            "id = \"egen\"\n[title]\nnb = \"a\"\nnn = \"a\"\nen = \"a\"\n[criteria]\nnb = \"a\"\nnn = \"a\"\nen = \"a\"\n\
             [[never-publish]]\nid = \"egen-serie\"\ntitle = {{ nb = \"a\", nn = \"a\", en = \"a\" }}\n\
             why = {{ nb = \"a\", nn = \"a\", en = \"a\" }}\nbasis = [\"local\"]\n{fields}\n"
        )
    };
    for (fields, complaint) in [
        ("arkivdel = [\"\"]", "empty value"),
        ("klasse = [\"230-221\"]", "before it begins"),
        ("klasse = [\"2*1\"]", "elsewhere than at the end"),
        ("", "name values"),
        ("arkivdeler = [\"PERS\"]", "arkivdeler"),
    ] {
        let site = Site::new();
        site.put("rent.txt", "Ingenting.\n");
        site.put_beside("egen.toml", policy(fields));
        let ran = site.scan(["--policy", "egen.toml"]).exits(2);
        assert!(ran.err().contains(complaint) && ran.err().contains("egen"), "{fields}: {}", ran.err());
    }
}

#[test]
fn employees_with_a_title_have_cases_of_their_own() {
    expect(&[
        (post("Advarsel – rektor Kari Nordmann", "", ""), CONNECTED),
        (post("VARSEL OM KRITIKKVERDIGE FORHOLD - ENHETSLEDER OLA NORDMANN", "", ""), CONNECTED),
        (post("Oppsigelse – avdelingsleder Kari Nordmann", "", ""), CONNECTED),
        (post("Invitasjon fra rektor Kari Nordmann", "", ""), None),
        (post("Rektor Kari Nordmann: orientering om sykefravær", "", ""), None),
        (post("Advarsel – saksbehandler: Kari Nordmann", "", ""), None),
        (post("Varsel mot rektor Kari Nordmann – mobbing", "Advokat Hansen", ""), CONNECTED),
        (post("Rådgiver Kari Nordmann – sykmelding", "", ""), CONNECTED),
        (post("Rådgiver Kari Nordmann – sykmelding som tema på fagdag", "", ""), None),
        (post("Pålegg om utleggstrekk", "Namsmannen - Ola Nordmann", ""), CONNECTED),
        (post("Pålegg om utleggstrekk", "Namsmann Ola Nordmann", ""), None),
    ]);
}

#[test]
fn children_are_known_by_class_and_age() {
    expect(&[
        (post("Søknad om skyss – Ola Nordmann, 4. klasse", "", ""), CONNECTED),
        (post("Søknad om skyss – Ola Nordmann (8 år)", "", ""), CONNECTED),
        (post("Søknad om skyss – Ola Nordmann, f. 2016", "", ""), CONNECTED),
        (post("Søknad om skyss – søsknene Kari og Ola Nordmann", "", ""), CONNECTED),
        (post("Tilbud om plass i Lia barnehage – Ola Nordmann", "Kari Nordmann", ""), CONNECTED),
        (post("Tilbud om plass i hallen - Lia barnehage - Ola Nordmann", "", ""), None),
        (post("Søknad om løyve – Ola Nordmann, 4. etasje", "", ""), None),
        (post("Søknad om løyve – Ola Nordmann, f. 1976", "", ""), None),
    ]);
}

#[test]
fn a_matter_of_a_field_of_work_or_learning_is_nobodys() {
    expect(&[
        (post("Tildeling av dagtilbud for personer med demens", "Kari Nordmann", ""), CONNECTED),
        (post("Plan for dagtilbud for personer med demens", "Kari Nordmann", ""), None),
        (post("Bytte av overlege - Klinikk for kreft, kirurgi og transplantasjon - Kari Nordmann", "", ""), None),
        (post("Innkalling - Klinikk for rus, psykose og angst - Kari Nordmann", "", ""), CONNECTED),
        (post("Søknad om stilling som støttekontakt - Kari Nordmann", "", ""), None),
        (post("Søknad om støttekontakt - Kari Nordmann", "", ""), CONNECTED),
        (post("Stipend til syke", "Kari og Ola Nordmanns legat", ""), None),
        (post("Henvisning - Kari Nordmann", "", ""), CONNECTED),
    ]);
}

#[test]
fn a_lawyer_is_no_party_and_a_post_code_no_year() {
    expect(&[
        (post("Klage på vedtak om sosialhjelp", "Kari Nordmann, v/ advokat Hansen", ""), CONNECTED),
        (post("Klage på vedtak om sosialhjelp", "Kari Nordmann (SV/Ap)", ""), None),
        (post("Vedtak om spesialundervisning - Kari Nordmann, 1850 Mysen", "", ""), CONNECTED),
        (post("Vedtak om sosialhjelp kr 1800 - Kari Nordmann", "", ""), CONNECTED),
    ]);
}

#[test]
fn what_is_left_beside_a_mask_is_told() {
    expect(&[
        (post("Plan for A***** Nordmann", "*****", P13), STOP),
        (post("Svar til *****", "*****, kopi: kari.nordmann@post.example", P13), STOP),
        (post("Svar til *****", "*****, kopi: postmottak@fjordnes.kommune.no", P13), None),
        (post("Plan for ***** Fjordnes skole", "*****", P13), None),
    ]);
}

#[test]
fn a_field_is_a_text_by_itself_to_patterns() {
    expect(&[
        (post("Nødhjelp – Kari Nordmann", "", ""), CONNECTED),
        (post("Kari Nordmann – gjeld", "", ""), CONNECTED),
        (post("Saka gjeld vegen – Kari Nordmann", "", ""), None),
    ]);
}
