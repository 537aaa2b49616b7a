//! Two messages as the archive keeps them (RFC 5322): one with a ZIP archive attached and more in its HTML than in its
//! plain text, and one in which there is nothing to find.

use super::metrics::win_ansi;
use super::{docx, numbers, package};
use anyhow::Result;

/// A doctor's office sends what it was asked for.
pub fn with_archive() -> Result<Vec<u8>> {
    let statement = docx::letter(
        "Fjordnes legekontor",
        &[
            "Legeerklæring",
            "Gjelder: Hallgeir Østmoe Brekka, født 22. mai 1957",
            "Pasienten har hatt to hjerneslag og har lammelser i høyre arm. Han kan ikke kjøre bil.",
            "Erklæringen er gitt til bruk i sak om parkeringstillatelse for forflytningshemmede.",
        ],
    )?;
    let number = numbers::fodselsnummer(22, 5, 1857, 574);
    let list =
        ["Dato;Pasient;Fødselsnummer;Gjelder".to_owned(), format!("12.11.2026;Solfrid Kjærsgaard;{number};kontroll")];
    let list: Vec<u8> = list.iter().flat_map(|line| [win_ansi(line), b"\r\n".to_vec()].concat()).collect();
    let archive = package::package(&[("legeerklaering.docx", statement), ("timeliste.csv", list)])?;
    let html = "<!DOCTYPE html>\n<html><body><p>Hei.</p>\n<p>Vedlagt er det dere ba om i sak \
        2026/1244.</p>\n<p>Ektefellen, Gunnvor Østmoe, kan nås på mobil 421 17 305.</p>\n<p>Hilsen<br>Fjordnes \
        legekontor</p></body></html>\n";
    let message = [
        "From: Fjordnes legekontor <post@fjordneslege.example>",
        "To: postmottak@fjordnes.kommune.no",
        "Subject: =?UTF-8?Q?Oversendelse_i_sak_2026/1244_=E2=80=93_erkl=C3=A6ring?=",
        "Date: Wed, 18 Nov 2026 12:41:07 +0100",
        "Message-ID: <20261118124107.4471@fjordneslege.example>",
        "MIME-Version: 1.0",
        "Content-Type: multipart/mixed; boundary=\"=_ytre\"",
        "",
        "--=_ytre",
        "Content-Type: multipart/alternative; boundary=\"=_indre\"",
        "",
        "--=_indre",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
        "",
        "Hei.",
        "",
        "Vedlagt er det dere ba om i sak 2026/1244.",
        "",
        "Hilsen",
        "Fjordnes legekontor",
        "--=_indre",
        "Content-Type: text/html; charset=utf-8",
        "Content-Transfer-Encoding: base64",
        "",
        &base64(html.as_bytes()),
        "--=_indre--",
        "--=_ytre",
        "Content-Type: application/zip; name=\"vedlegg.zip\"",
        "Content-Disposition: attachment; filename=\"vedlegg.zip\"",
        "Content-Transfer-Encoding: base64",
        "",
        &base64(&archive),
        "--=_ytre--",
        "",
    ];
    Ok(message.join("\r\n").into_bytes())
}

/// The library invites to a public meeting.
pub fn invitation() -> Vec<u8> {
    let message = [
        "From: Fjordnes bibliotek <bibliotek@fjordnes.kommune.no>",
        "To: kommunestyret@fjordnes.kommune.no",
        "Cc: postmottak@fjordnes.kommune.no",
        "Subject: =?UTF-8?B?SW52aXRhc2pvbiB0aWwgZm9sa2Vtw7h0ZSAyLiBkZXNlbWJlcg==?=",
        "Date: Thu, 19 Nov 2026 09:05:00 +0100",
        "Message-ID: <20261119090500.112@fjordnes.kommune.no>",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: quoted-printable",
        "",
        "Hei.",
        "",
        "Vi inviterer til folkem=C3=B8te om kollektivtilbudet p=C3=A5 kulturhuset 2. dese=",
        "mber klokka 18.",
        "Ordf=C3=B8rer Torgeir Myrvang innleder, og kommunalsjef Eirik Nesheim svarer p=",
        "=C3=A5 sp=C3=B8rsm=C3=A5l om skoleskyss.",
        "Kaffe og vafler fra klokka 17.30. Salen har teleslynge og er tilpasset rulles=",
        "tolbrukere.",
        "",
        "Signe Hegdal, bibliotekar",
        "tlf. 39 60 12 92",
        "",
    ];
    message.join("\r\n").into_bytes()
}

/// Base64 in lines of 76 characters (RFC 2045).
fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut lines = vec![String::new()];
    for chunk in bytes.chunks(3) {
        let at = |index: usize| u32::from(chunk.get(index).copied().unwrap_or(0));
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        if lines.last().is_some_and(|line| line.len() == 76) {
            lines.push(String::new());
        }
        let Some(line) = lines.last_mut() else { break };
        for digit in 0..4 {
            let character = ALPHABET[(bits >> (18 - 6 * digit)) as usize & 63];
            line.push(if digit <= chunk.len() { char::from(character) } else { '=' });
        }
    }
    lines.join("\r\n")
}
