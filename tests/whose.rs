//! Whose a number or a matter is, told by the words around it: a body's account is open, a person's is not.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod support;

use support::{Site, a_fodselsnummer, findings, fodselsnumre, kontonummer, of_type};

/// An account that is no personal number.
fn an_account() -> String {
    kontonummer(4_567).expect("has check digits")
}

/// Severity of the first finding of `kind` in `text`; none where there is no such finding.
fn severity(text: &str, kind: &str) -> Option<String> {
    let site = Site::new();
    site.put("brev.txt", text);
    let lines = site.jsonl(["--reveal"]);
    findings(&lines, kind).first().map(|finding| finding["severity"].as_str().unwrap().to_owned())
}

#[test]
fn accounts_of_bodies_are_open_and_those_of_persons_are_not() {
    let account = an_account();
    for (text, wanted) in [
        (format!("Beløpet skal betalast til kommunen sin konto {account} innan fristen."), "note"),
        (format!("Gunnvor Liastøl klagar på rekninga. Beløpet blir betalt til kommunens konto {account}."), "note"),
        (format!("Firmaet betaler med sin konto {account}."), "note"),
        (format!("Stønaden til Gunnvor Liastøl blir betalt ut på konto {account}."), "review"),
        (format!("Søkjaren sin konto er {account}."), "review"),
    ] {
        assert_eq!(severity(&text, "kontonummer").as_deref(), Some(wanted), "{text}");
    }
}

#[test]
fn a_personal_number_under_a_tables_head_is_no_account() {
    // Every personal number has the check digit of an account.
    let number = a_fodselsnummer();
    let table = format!("Navn; Fødselsnummer; Kontonummer\nGunnvor Liastøl; {number}; {}\n", an_account());
    assert_eq!(severity(&table, "fodselsnummer").as_deref(), Some("stop"), "{table}");
    let said = format!("Utbetales til kontonummer {number}.");
    assert_eq!(severity(&said, "fodselsnummer"), None, "{said}");
    assert!(severity(&said, "kontonummer").is_some(), "{said}");
}

#[test]
fn amounts_are_no_telephones_and_dates_without_a_word_no_birth_dates() {
    for text in [
        "Rammen er 91 000 000 kroner.",
        "| Båtplass | 95 000 000 |",
        // The window behind a date ends within the last word.
        "Planen ble sist behandlet 08.01.2023 når behovsoversikten foreligger for alle.",
        "Innan 26. juni 2028 er det venta at lange forureiningar er borte.",
    ] {
        assert_eq!(severity(text, "telefon"), None, "{text}");
        assert_eq!(severity(text, "fodselsdato"), None, "{text}");
    }
    assert!(severity("Ring 910 00 123 for avtale.", "telefon").is_some());
    assert!(severity("Gunnvor Liastøl, født 08.01.1987, klager.", "fodselsdato").is_some());
}

#[test]
fn a_matter_that_holds_its_verb_is_said_of_whom_the_sentence_begins_with() {
    for (text, kind) in [
        ("Jarosław Pietrzak vart i 2022 dømd for truslar.", "straff"),
        ("Jarosław Pietrzak ble i 2022 dømt for bedrageri.", "straff"),
        ("Søkjaren har forbruksgjeld og tek imot kvalifiseringsstønad.", "sosial"),
        ("Granli kommune innvilger Gunnvor Liastøl nødhjelp etter sosialtjenesteloven.", "sosial"),
    ] {
        assert_eq!(severity(text, kind).as_deref(), Some("stop"), "{text}");
    }
}

#[test]
fn a_document_with_more_findings_than_memory_holds_tells_all_of_them_in_order() {
    const ROWS: usize = 5_000;
    let account = an_account();
    let rows: String = (0..ROWS).map(|row| format!("Linje {row}: kontonummer {account}\n")).collect();
    let site = Site::new();
    site.put("liste.txt", &rows);
    let lines = site.jsonl(["--jobs", "2"]);
    let places: Vec<u64> =
        findings(&lines, "kontonummer").iter().map(|finding| finding["location"]["line"].as_u64().unwrap()).collect();
    assert_eq!(places, (1..=ROWS as u64).collect::<Vec<_>>());
    assert_eq!(of_type(&lines, "document")[0]["findings"]["note"], ROWS);
    for format in ["csv", "sarif", "text"] {
        let report = site.scan(["--format", format]);
        let values = report.out().matches("1234").count() + report.out().matches("•••").count();
        assert!(values >= ROWS, "{format}: {values}");
    }
}

#[test]
fn each_case_of_long_minutes_is_about_whom_its_label_names() {
    let talk = "Veien ble rustet opp i fjor, og rekkverket er malt.\n\n";
    let before = talk.repeat(60);
    let near = format!("{before}Bruker: Gunnvor Liastøl\n\nSøkeren har gjeldsordning og mottar sosialhjelp.\n");
    assert_eq!(severity(&near, "connection").as_deref(), Some("stop"), "behind the label");
    let far = format!("{before}Bruker: Gunnvor Liastøl\n\n{before}Søkeren har gjeldsordning og mottar sosialhjelp.\n");
    assert_eq!(severity(&far, "connection"), None, "another case by then");
}

#[test]
fn a_record_is_about_whom_its_head_names_with_an_age() {
    let record =
        |head: &str| format!("Gastrokirurgisk avdeling. {head}. Tolk brukt.\n\nHan sover dårlig etter operasjonen.\n");
    assert_eq!(severity(&record("Ola Nordmann, 19 år"), "helse").as_deref(), Some("stop"));
    assert_eq!(severity(&record("Avdelingen fyller 19 år"), "helse").as_deref(), Some("review"));
}

#[test]
fn numbers_stand_as_urls_files_and_tables_write_them() {
    let number = a_fodselsnummer();
    let (date, rest) = number.split_at(6);
    for (text, wanted) in [
        (format!("https://example.no/{date}%20{rest}.pdf"), "stop"),
        (format!("Brev om {date}&nbsp;{rest} er sendt."), "stop"),
        (format!("Brev om {date}\u{200D}{rest} er sendt."), "stop"),
        (format!("20240115_{number}.pdf"), "stop"),
        (format!("brev_{date}_{rest}.pdf"), "review"),
        (format!("Lengde {date}\n        {rest}"), "review"),
        (format!("Fødselsnummer {date}\n        {rest}"), "stop"),
    ] {
        assert_eq!(severity(&text, "fodselsnummer").as_deref(), Some(wanted), "{text}");
    }
    assert_eq!(severity(&format!("Lengde {date}\n        {rest}0"), "fodselsnummer"), None);
    let zero = fodselsnumre().find(|number| number.starts_with('0')).unwrap();
    for written in [format!("{number}.0"), format!("{}.{}E+09", &zero[1..2], &zero[2..])] {
        let site = Site::new();
        site.put("liste.csv", format!("Navn;Fødselsnummer\nGunnvor Liastøl;{written}\n"));
        assert_eq!(findings(&site.jsonl(["--reveal"]), "fodselsnummer").len(), 1, "{written}");
    }
}

#[test]
fn a_title_and_its_field_between_marks_make_an_official() {
    let advert =
        "For more information contact the head of the child welfare service, Gunnvor Liastøl, tel. 22 33 44 55.";
    assert_eq!(severity(advert, "connection"), None);
    let goes_on = "Møte med rektor for Vik skole, Gunnvor Liastøl har ADHD og treng spesialundervisning.";
    assert_eq!(severity(goes_on, "connection").as_deref(), Some("stop"));
}

#[test]
fn rows_of_a_list_are_of_their_own_person() {
    let site = Site::new();
    site.put("liste.txt", "Deltakarar\nGunnvor Liastøl, 12.04.1859, kols\nTorleif Haukvik, 30.09.1871, astma\n");
    let lines = site.jsonl(["--reveal"]);
    let joined: Vec<&str> =
        findings(&lines, "connection").iter().map(|finding| support::text(finding, "text")).collect();
    assert_eq!(joined.len(), 2, "{joined:?}");
    assert!(joined[0].starts_with("Gunnvor") && joined[1].starts_with("Torleif"), "{joined:?}");
}
