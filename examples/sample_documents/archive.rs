//! A ZIP archive as a case system exports it: a letter, a list, and a page about the export in which there is nothing.

use super::docx;
use super::numbers::{fodselsnummer, kontonummer};
use super::package::package;
use anyhow::Result;

/// The export of the day.
pub fn export() -> Result<Vec<u8>> {
    let letter = docx::letter(
        "Hanne Rognmo",
        &[
            "Svar på søknad om økonomisk sosialhjelp",
            "Til Jørgen Alvdal Stensvik",
            "Vi viser til søknaden din av 4. november. Du får kr 9 450 til livsopphold for november.",
            "Husleierestansen på kr 18 200 dekkes som lån.",
            "Hanne Rognmo, veileder, NAV Fjordnes",
        ],
    )?;
    let rows = [
        "Avtale;Navn;Fødselsnummer;Konto".to_owned(),
        format!("Brøyting sone 1;Hansen Bygg AS;;{}", kontonummer(5210)),
        format!("Støttekontakt;Ketil Myhrstad;{};{}", fodselsnummer(26, 2, 1872, 585), kontonummer(6312)),
        format!("Avlastning;Bente Irgens Tvedt;{};{}", fodselsnummer(8, 12, 1869, 596), kontonummer(7407)),
    ];
    let list = rows.map(|row| row + "\r\n").concat();
    let page = "<!DOCTYPE html>\n<html lang=\"nb\">\n<head><meta charset=\"utf-8\"><title>Utlevering \
        20.11.2026</title></head>\n<body>\n<h1>Utlevering fra Fjordnes sak og arkiv</h1>\n<p>Utleveringen er laget 20. \
        november 2026 klokka 06.00 og holder to dokumenter.</p>\n<p>Spørsmål rettes til arkivleder Aslaug Nordgård \
        Moe, tlf. 39 60 12 15, eller arkiv@fjordnes.kommune.no.</p>\n<p>Feil i nummerserie 44071938209 er \
        rettet.</p>\n</body>\n</html>\n";
    package(&[
        ("brev/svar-2026-1260.docx", letter),
        ("informasjon.html", page.as_bytes().to_vec()),
        ("lister/avtaler.csv", list.into_bytes()),
    ])
}
