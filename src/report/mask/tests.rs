//! The table of masks, and what lies over or beside them.

use super::*;
use crate::model::{Context, Severity, Span};
use crate::report::fixture::finding;

fn masked(kind: Kind, text: &str) -> String {
    Masker::default().value(&finding(kind, Severity::Stop, text, text, &[]))
}

#[test]
fn every_kind_shows_what_the_table_says() {
    let table = [
        (Kind::Fodselsnummer, "010190 12345", "010190 •••••"),
        (Kind::Fodselsnummer, "01019012345", "010190•••••"),
        (Kind::Fodselsnummer, "01.01.90-12345", "01.01.90-•••••"),
        (Kind::Fodselsnummer, "0 1 0 1 9 0 1 2 3 4 5", "0 1 0 1 9 0 • • • • •"),
        (Kind::Fodselsnummer, "010190\u{a0}123 45", "010190\u{a0}••• ••"),
        (Kind::Fodselsnummer, "０１０１９０１２３４５", "０１０１９０•••••"),
        (Kind::Fodselsnummer, "1019012345", "10190•••••"),
        (Kind::Fodselsnummer, "O1O19O l2345", "O1O19O •••••"),
        (Kind::DNummer, "410190 12345", "410190 •••••"),
        (Kind::HNummer, "014190 12345", "014190 •••••"),
        (Kind::FhNummer, "80010112345", "80•••••••••"),
        (Kind::DufNummer, "2020 123456 78", "2020 •••••• ••"),
        (Kind::Kontonummer, "1234.56.78903", "1234.••.•••••"),
        (Kind::Iban, "NO93 8601 1117 947", "NO93 •••• •••• •••"),
        (Kind::Organisasjonsnummer, "974 760 673", "974 ••• •••"),
        (Kind::Telefon, "91234567", "91••••••"),
        (Kind::Telefon, "+47 91 23 45 67", "+47 91 •• •• ••"),
        (Kind::Telefon, "004791234567", "004791••••••"),
        (Kind::Epost, "kari@example.no", "k•••@e••••••.no"),
        (Kind::Epost, "kari.n@post.example.no", "k•••••@p•••••••••••.no"),
        (Kind::Epost, "åse@ærlig.no", "å••@æ••••.no"),
        (Kind::Epost, "01019012345@example.no", "•••••••••••@e••••••.no"),
        (Kind::Adresse, "Storgata 12 B, 0150 Oslo", "S••••••• •• B, •••• O•••"),
        (Kind::Personnavn, "Kari Nordmann", "K••• N•••••••"),
        (Kind::Personnavn, "Nordmann-Hansen, Kari Å.", "N•••••••-H•••••, K••• Å."),
        (Kind::Personnavn, "O'Brien", "O'•••••"),
        (Kind::Fodselsdato, "01.02.1990", "••.••.1990"),
        (Kind::Fodselsdato, "1.2.90", "•.•.90"),
        (Kind::Fodselsdato, "010290 *****", "••••90 *****"),
        (Kind::Fodselsdato, "1990-02-01", "1990-••-••"),
        (Kind::Fodselsdato, "1901 1990", "•••• 1990"),
        (Kind::Fodselsdato, "1. februar 1990", "•. ••••••• 1990"),
        (Kind::Fodselsdato, "01021990", "••••1990"),
        (Kind::Bilskilt, "AB 12345", "AB •••••"),
        (Kind::Passnummer, "N1234567", "N1••••••"),
        (Kind::Kid, "1234567", "12•••••"),
        (Kind::GnrBnr, "gnr. 42 bnr. 7", "gnr. •• bnr. •"),
        (Kind::Helse, "depresjon", "d••••••••"),
        (Kind::Skole, "vedtak om spesialundervisning", "v••••• •• •••••••••••••••••••"),
        (Kind::HiddenText, "12 skjulte", "•• •••••••"),
        (Kind::FailedRedaction, "Kari", "K•••"),
        (Kind::ShieldingMismatch, "Kari Nordmann", "K••• N•••••••"),
    ];
    for (kind, text, expected) in table {
        assert_eq!(masked(kind, text), expected, "{} {text}", kind.as_str());
    }
}

#[test]
fn no_kind_shows_a_whole_value() {
    for &kind in Kind::ALL {
        for text in ["01019012345", "Kari Nordmann", "depresjon", "a@b.no", "12"] {
            let shown = masked(kind, text);
            let plain = kind == Kind::GnrBnr && !text.contains(|c: char| c.is_numeric());
            assert!(plain || shown.contains(BULLET), "{}: {text} is shown as {shown}", kind.as_str());
            assert_eq!(shown.chars().count(), text.chars().count());
        }
    }
}

#[test]
fn reveal_shows_everything() {
    let masker = Masker::new(true);
    let finding = finding(Kind::Personnavn, Severity::Stop, "til Kari Nordmann", "Kari Nordmann", &[]);
    assert_eq!(masker.value(&finding), "Kari Nordmann");
    assert_eq!(masker.context_text(&finding), "til Kari Nordmann");
    assert_eq!(masker.argument("010190 12345"), "010190 12345");
}

#[test]
fn a_context_masks_every_finding_in_it_and_says_which_is_which() {
    let text = "Fnr. 010190 12345 til Kari Nordmann.";
    let finding =
        finding(Kind::Fodselsnummer, Severity::Stop, text, "010190 12345", &[("Kari Nordmann", Kind::Personnavn)]);
    let masker = Masker::default();
    assert_eq!(masker.context_text(&finding), "Fnr. 010190 ••••• til K••• N•••••••.");
    let pieces = masker.context(&finding);
    let kinds: Vec<_> = pieces.iter().map(|piece| (piece.text.as_str(), piece.kind, piece.is_this)).collect();
    assert_eq!(
        kinds,
        [
            ("Fnr. ", None, false),
            ("010190 •••••", Some(Kind::Fodselsnummer), true),
            (" til ", None, false),
            ("K••• N•••••••", Some(Kind::Personnavn), false),
            (".", None, false),
        ]
    );
}

#[test]
fn a_connection_masks_what_it_joins_and_leaves_the_rest() {
    let text = "Vedtak om spesialundervisning for Kari Nordmann, jf. søknad";
    let value = "spesialundervisning for Kari Nordmann";
    let mut finding = finding(Kind::Connection, Severity::Stop, text, value, &[]);
    assert_eq!(Masker::default().value(&finding), "s•••••••••••••••••• f•• K••• N•••••••");
    finding.joins = Some((Span::new(34, 47), Span::new(10, 29)));
    assert_eq!(Masker::default().value(&finding), "s•••••••••••••••••• for K••• N•••••••");
    assert_eq!(Masker::default().context_text(&finding), "Vedtak om s•••••••••••••••••• for K••• N•••••••, jf. søknad");
}

#[test]
fn another_findings_connection_shows_no_more_than_its_marks_allow() {
    let text = "Vedtak om spesialundervisning for Kari Nordmann, tlf. 91234567";
    let joined = ("spesialundervisning for Kari Nordmann", Kind::Connection);
    let phone = finding(Kind::Telefon, Severity::Stop, text, "91234567", &[joined]);
    assert_eq!(
        Masker::default().context_text(&phone),
        "Vedtak om s•••••••••••••••••• f•• K••• N•••••••, tlf. 91••••••"
    );
    let marks = [joined, ("spesialundervisning", Kind::Skole), ("Kari Nordmann", Kind::Personnavn)];
    let phone = finding(Kind::Telefon, Severity::Stop, text, "91234567", &marks);
    assert_eq!(
        Masker::default().context_text(&phone),
        "Vedtak om s•••••••••••••••••• for K••• N•••••••, tlf. 91••••••"
    );
}

#[test]
fn a_value_cut_at_the_edge_of_a_context_does_not_show_its_end() {
    let mut finding =
        finding(Kind::Personnavn, Severity::Stop, "90 12345 er Kari", "Kari", &[("90 12345", Kind::Fodselsnummer)]);
    finding.context.start = 100;
    finding.span = Span::new(112, 116);
    assert_eq!(Masker::default().context_text(&finding), "•• ••••• er K•••");
}

#[test]
fn digits_that_no_finding_marks_are_masked_all_the_same() {
    let finding = finding(Kind::Personnavn, Severity::Stop, "01019012345 og 010190-12345: Kari", "Kari", &[]);
    assert_eq!(Masker::default().context_text(&finding), "010190••••• og 010190-•••••: K•••");
}

#[test]
fn marks_that_fall_within_a_character_are_widened() {
    let mut finding = finding(Kind::Personnavn, Severity::Stop, "ååå", "ååå", &[]);
    finding.context = Context { text: "ååå".into(), marks: vec![(Span::new(1, 99), Kind::Personnavn)], start: 0 };
    assert_eq!(Masker::default().context_text(&finding), "å••");
}

#[test]
fn paths_are_masked_where_something_was_found_and_where_a_date_begins_a_number() {
    let mut documents = crate::report::fixture::documents();
    let masker = Masker::default();
    assert_eq!(masker.path(&documents[0]), "ut/010190•••••/010191 •••••.txt");
    let journal = &mut documents[1];
    journal.path = "sak/20240001183/vedlegg.pdf".into();
    assert_eq!(masker.path(journal), "sak/20240001183/vedlegg.pdf", "the number of a case begins with no date");
    journal.path = "a.zip!/Kari Nordmann.pdf".into();
    journal.file_name_len = "Kari Nordmann.pdf".len();
    let mut name = finding(Kind::Personnavn, Severity::Review, "Kari Nordmann.pdf", "Kari Nordmann", &[]);
    name.part = Role::FileName;
    journal.findings = vec![name.clone()].into();
    assert_eq!(masker.path(journal), "a.zip!/K••• N•••••••.pdf");
    journal.findings = vec![Finding { severity: Severity::Note, ..name }].into();
    assert_eq!(masker.path(journal), "a.zip!/K••• N•••••••.pdf", "a whole name is masked whatever its severity");
}

#[test]
fn ids_of_posts_hide_numbers_and_names_and_show_cases() {
    let masker = Masker::default();
    for (id, shown) in [
        ("2024/118-01019012345", "2024/118-010190•••••"),
        ("010190 12345", "010190 •••••"),
        ("201012345603", "2010••••••••"),
        ("Kari Nordmann-3", "K••• N•••••••-3"),
        ("2024/Nordmann, Kari", "2024/N•••••••, K•••"),
        ("Sak 12 Kari Nordmann-3", "Sak 12 K••• N•••••••-3"),
    ] {
        assert_eq!(masker.entry(id), shown);
        assert_eq!(Masker::new(true).entry(id), id);
        let location = Location { entry: Some(id.into()), ..Location::default() };
        assert_eq!(masker.location(&location).entry.as_deref(), Some(shown));
    }
    for id in [
        "2024/118-3",
        "202400118-3",
        "24/00118",
        "2024001183",
        "20240011803",
        "Sak 24/118 - 3",
        "JP 2024 000118",
        "8f3c2b1a-77d0-4c7e-9a51-0d6f2b1c9e44",
        "http://data.einnsyn.no/938801363/2024/118/3",
    ] {
        assert_eq!(masker.entry(id), id);
    }
}

#[test]
fn arguments_and_field_names_are_masked() {
    let masker = Masker::default();
    let table = [
        ("--only=01019012345", "--only=010190•••••"),
        ("010190 12345", "010190 •••••"),
        ("010190%2012345", "010190%20•••••"),
        ("202012345678", "2020••••••••"),
        ("2024/118-3", "2024/118-3"),
        ("123456789012345", "123456789012345"),
    ];
    for (argument, expected) in table {
        assert_eq!(masker.argument(argument), expected);
    }
    let table = [
        ("/journal/post[1234567]/@id", "/journal/post[1234567]/@id"),
        ("/rows/1234567/name", "/rows/1234567/name"),
        ("/rows/12345678901/name", "/rows/•••••••••••/name"),
        ("/personer/010190/navn", "/personer/••••••/navn"),
        ("010190 12345", "•••••• •••••"),
        ("Kolonne 2024", "Kolonne 2024"),
        ("[01019012345]", "[•••••••••••]"),
    ];
    for (name, expected) in table {
        assert_eq!(masker.field(name), expected);
    }
}

#[test]
fn a_birth_date_shows_nothing_that_another_mark_hides() {
    let text = "Hun er født 01.02.1990 i Storevik";
    for others in [[(text, Kind::HiddenText)], [("1990 i Storevik", Kind::HiddenText)]] {
        let date = finding(Kind::Fodselsdato, Severity::Review, text, "01.02.1990", &others);
        let shown = Masker::default().context_text(&date);
        assert!(!shown.contains("90"), "{shown}");
    }
}
