//! Persons in several fields of a post, and those whose name is only old.

use crate::run::{Run, shielded};
use crate::support::Site;

const MATTER: &str = "Vedtak om spesialundervisning for Kari Nordmann";

#[test]
fn who_is_shielded_in_one_field_is_shielded_in_all() {
    let export = format!(
        "Saksnr;Dokumentnr;Tittel;Intern merknad;Sendt til\n2026/1;1;{MATTER};Ringte Kari Nordmann;Kari Nordmann\n2026/2;1;Budsjett;;\n"
    );
    let run = shielded("l.csv", export.as_bytes());
    let cleared = run.text("l.csv");
    assert!(!cleared.contains("Nordmann") && cleared.contains("2026/1;1;"), "{cleared}");
    // A namesake is another person.
    let export =
        "Saksnr;Dokumentnr;Tittel;Saksbehandler\n2026/1;1;Vedtak om sosialhjelp for Kari Nordmann;Ola Nordmann\n";
    let run = shielded("l.csv", export.as_bytes());
    assert!(run.text("l.csv").contains("Ola Nordmann"), "{}", run.text("l.csv"));
}

#[test]
fn remarks_of_a_masked_post_are_looked_at_and_handlers_are_not() {
    let export = |label: &str| {
        format!(
            "Saksnr;Dokumentnr;Tittel;Tilgangskode;Hjemmel;{label}\n2026/1;1;Vedtak om støtte - *****;UO;Offl. § 13;Kari Nordmann\n"
        )
    };
    for label in ["Merknad", "Stikkord", "Kommentar"] {
        let run = Run::of(&[("l.csv", export(label).as_bytes())], &[]);
        assert_eq!(run.entries("withheld"), ["2026/1-1"], "{label}");
    }
    for label in ["Behandlet av", "SB", "Fordelt til"] {
        let run = Run::of(&[("l.csv", export(label).as_bytes())], &[]);
        assert!(run.text("l.csv").contains("Kari Nordmann"), "{label}");
    }
}

#[test]
fn full_titles_beside_public_ones_are_not_published() {
    let export = |full: &str, public: &str| {
        format!(
            "<arkivmelding xmlns='http://www.arkivverket.no/standarder/noark5/arkivmelding'><mappe><registrering xsi:type='journalpost' \
             xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'><systemID>1</systemID><tittel>{full}</tittel>\
             <offentligTittel>{public}</offentligTittel><journalaar>2026</journalaar><journalsekvensnummer>1</journalsekvensnummer>\
             <journalpostnummer>1</journalpostnummer></registrering></mappe></arkivmelding>"
        )
    };
    let run = Run::of(&[("a.xml", export(MATTER, "Vedtak om spesialundervisning for *****").as_bytes())], &[]);
    assert_eq!(run.cleared("a.xml"), None);
    run.ran.exits(3);
    let same = export("Brøyting  av veg – anbud", "Brøyting av veg - anbud");
    let run = Run::of(&[("a.xml", same.as_bytes())], &[]);
    assert_eq!(run.text("a.xml"), same);
}

#[test]
fn what_looks_for_less_clears_nothing() {
    let site = Site::new();
    site.put("l.csv", format!("Saksnr;Dokumentnr;Tittel\n2026/1;1;{MATTER}\n"));
    site.put_beside("kjent.jsonl", "");
    for more in [["--only", "identifiers"], ["--names", "off"], ["--baseline", "kjent.jsonl"]] {
        site.scan(["--cleared", "ut"].iter().chain(&more)).exits(2);
        assert!(!site.path("ut/l.csv").exists(), "{more:?}");
    }
}

#[test]
fn an_old_name_is_no_legal_basis() {
    let export =
        "Saksnr;Dokumentnr;Tittel;Journaldato;Tilgangskode;Hjemmel\n2020/1;1;Brev fra Kari Nordmann;02.03.2020;;\n";
    let run = shielded("l.csv", export.as_bytes());
    let cleared = run.text("l.csv");
    assert!(!cleared.contains("Nordmann") && !cleared.contains('§') && !cleared.contains("UO"), "{cleared}");
}
