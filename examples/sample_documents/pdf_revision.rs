//! A PDF document with an earlier revision: somebody replaced the text and saved, and what it said before is still in
//! the file.

use super::pdf::{File, revised};
use super::typeset::{Covers, Typesetter};
use anyhow::Result;

/// The answer to a complaint about noise: first with the complainant's name and address, then without.
pub fn answer() -> Result<Vec<u8>> {
    let first = page(&["Klager: Wilma Rosenvinge Aas", "Adresse: Kvernhusveien 31, 8299 Fjordnes"]);
    let last = page(&["Klager: en nabo (unntatt offentlighet)"]);
    let file = File {
        title: "Svar på klage på støy fra Sjøgata 30",
        author: "Fjordnes kommune",
        pages: vec![first],
        ..File::default()
    };
    revised(file.finish()?, 0, &last)
}

fn page(complainant: &[&str]) -> Vec<u8> {
    let mut page = Typesetter::new("Teknisk drift", Covers::Painted);
    page.block_of(&["Fjordnes svømmehall", "Sjøgata 30", "8299 Fjordnes"]);
    page.aside(2.0, "Vår ref.: 2026/1231-4");
    page.aside(1.0, "Dato: 18.11.2026");
    page.heading(14.0, "Svar på klage på støy fra ventilasjonsanlegg");
    page.block_of(complainant);
    page.paragraph(
        "Kommunen mottok 2. november en klage på støy fra ventilasjonsanlegget på taket av svømmehallen. Støyen skal \
         være verst mellom klokka 22 og 06.",
    );
    page.heading(11.0, "Målinger");
    page.paragraph(
        "Miljørettet helsevern målte støyen to netter i uke 46. Nivået ved nærmeste soveromsvindu var 38 dB, og \
         grensen om natta er 35 dB.",
    );
    page.table(
        &[150.0, 100.0, 100.0],
        &[&["Natt til", "Målt nivå", "Grense"], &["11.11.2026", "38 dB", "35 dB"], &["12.11.2026", "37 dB", "35 dB"]],
    );
    page.heading(11.0, "Pålegg");
    page.paragraph(
        "Viftene skal senke farten mellom klokka 22 og 06 inntil det er satt opp støyskjerm. Skjermen skal være på \
         plass innen 1. februar 2027. Pålegget er gitt etter forskrift om miljørettet helsevern § 14.",
    );
    page.skip(12.0);
    page.block_of(&["Med hilsen", "", "Ivar Tangstad", "saksbehandler"]);
    page.finish().swap_remove(0)
}
