//! Two PDF documents: a decision with black bars, painted over the text or in its stead, and a hearing with a comment
//! and an attachment.

use super::metrics::win_ansi;
use super::numbers::fodselsnummer;
use super::pdf::{File, Note};
use super::typeset::{Covers, Typesetter};
use anyhow::Result;

/// How the decision was redacted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Redaction {
    /// Bars painted over the text, which is still there.
    Painted,
    /// The text was taken out, and bars stand in its stead.
    Done,
}

/// A refusal of sheltered housing, as it was sent to somebody who asked to see it.
pub fn refusal(redaction: Redaction) -> Result<Vec<u8>> {
    let covers = match redaction {
        Redaction::Painted => Covers::Painted,
        Redaction::Done => Covers::Instead,
    };
    let number = fodselsnummer(17, 9, 1868, 520);
    let (date, individual) = number.split_at(6);
    let mut page = Typesetter::new("Helse og mestring", covers);
    page.block_of(&["[[Ingolf Tveitnes Ramsdal]]", "[[Ytterholmveien 24]]", "8299 Fjordnes"]);
    page.aside(2.0, "Vår ref.: 2026/1215-6");
    page.aside(1.0, "Dato: 18.11.2026");
    page.skip(6.0);
    page.block_of(&["Saksbehandler: Marte Sofie Ellingsgård, tlf. 39 60 12 60"]);
    page.heading(14.0, "Avslag på søknad om omsorgsbolig");
    page.paragraph(&format!(
        "Kommunen viser til søknaden om omsorgsbolig, mottatt 12. oktober 2026. Søkeren har fødselsnummer [[{date} \
         {individual}]] og bor i egen bolig sammen med ektefellen."
    ));
    page.heading(11.0, "Vedtak");
    page.paragraph(
        "Søknaden er avslått. Vedtaket er gjort etter helse- og omsorgstjenesteloven § 3-2 a og kommunens forskrift om \
         tildeling av langtidsopphold og omsorgsbolig.",
    );
    page.heading(11.0, "Begrunnelse");
    page.paragraph(
        "Det går fram av legens uttalelse at søkeren har [[Alzheimers sykdom]] og trenger tilsyn deler av døgnet. \
         Hjemmetjenesten har vurdert hjelpebehovet ved to hjemmebesøk i oktober. Ektefellen gir i dag det meste av \
         hjelpen og ønsker at han skal bo hjemme så lenge det er forsvarlig.",
    );
    page.paragraph(
        "Kommunen mener at behovet kan dekkes med dagsenter tre dager i uka, trygghetsalarm og avlastning annenhver \
         helg. Disse tjenestene er tildelt i eget vedtak. Ved tildeling av omsorgsbolig går søkere uten annet \
         forsvarlig tilbud foran.",
    );
    page.heading(11.0, "Klage");
    page.paragraph(
        "Vedtaket kan påklages innen fire uker fra brevet er mottatt. Klagen sendes til kommunen. Blir den ikke tatt \
         til følge, går saken videre til Statsforvalteren. Du har rett til å se sakens dokumenter, jf. \
         forvaltningsloven §§ 18 og 19.",
    );
    page.skip(12.0);
    page.block_of(&["Med hilsen", "", "Marte Sofie Ellingsgård", "sykepleier og saksbehandler"]);
    page.new_page();
    page.heading(12.0, "Vedlegg: Omsorgsboliger i Fjordnes per 1. november 2026");
    page.table(
        &[190.0, 70.0, 70.0, 120.0],
        &[
            &["Sted", "Boliger", "Ledige", "Venteliste"],
            &["Storholmen omsorgssenter", "24", "0", "9 søkere"],
            &["Solbakken bo- og dagsenter", "16", "1", "4 søkere"],
            &["Doktor Hansens gate 4", "8", "0", "3 søkere"],
            &["Ytterholmen", "6", "2", "ingen"],
        ],
    );
    page.paragraph(
        "Tallene oppdateres hver måned og gjelder boliger med bemanning hele døgnet. Kommunestyret har bedt om en plan \
         for ti nye boliger innen 2029.",
    );
    File {
        title: "Avslag på søknad om omsorgsbolig",
        author: "Fjordnes kommune",
        pages: page.finish(),
        ..File::default()
    }
    .finish()
}

/// A hearing about school districts: on the page nothing, but a comment of the office tells of a pupil, and the
/// attached table of who answered was meant for the archive.
pub fn hearing() -> Result<Vec<u8>> {
    let mut page = Typesetter::new("Oppvekst og kultur", Covers::Painted);
    page.block_of(&["Til føresette, tilsette og andre interesserte"]);
    page.aside(0.5, "Vår ref.: 2026/1222-3");
    page.aside(-0.5, "Dato: 16.11.2026");
    page.skip(14.0);
    page.heading(14.0, "Høyring: ny skulekrinsgrense ved Ytterholmen");
    page.paragraph(
        "Fjordnes kommune sender med dette framlegg til ny grense mellom Ytterholmen oppvekstsenter og Peder Kvalviks \
         skole på høyring. Hovudutval for oppvekst og kultur drøfta saka 4. november og bad om eit nytt framlegg.",
    );
    page.heading(11.0, "Framlegget");
    page.paragraph(
        "Grensa følgjer Kong Olavs veg fram til bedehuset og deretter elva. 23 elevar får ny skule frå hausten 2027. \
         Elevar som alt går på 5. trinn eller høgare, kan halde fram på den skulen dei går på.",
    );
    page.table(
        &[190.0, 120.0, 120.0],
        &[
            &["Skule", "Elevar i dag", "Elevar hausten 2027"],
            &["Ytterholmen oppvekstsenter", "88", "105"],
            &["Peder Kvalviks skole", "241", "218"],
        ],
    );
    page.heading(11.0, "Innspel");
    let link = page.height();
    page.paragraph("Innspel kan sendast på www.fjordnes.example/horing innan 8. januar 2027.");
    page.paragraph("Spørsmål kan rettast til Eirik Nesheim, kommunalsjef, tlf. 39 60 12 41.");
    File {
        title: "Høyring: ny skulekrinsgrense ved Ytterholmen",
        author: "Eirik Nesheim",
        pages: page.finish(),
        notes: vec![Note {
            place: [530.0, link - 16.0, 548.0, link + 2.0],
            author: "Eirik Nesheim",
            text: "Innspelet frå Tormod Eikrem Hjelle gjeld sonen, som har vedtak om spesialundervisning. Må ikkje ut.",
        }],
        links: vec![([71.0, link - 17.0, 420.0, link - 3.0], "https://www.fjordnes.example/horing")],
        attachments: vec![(
            "innspel.csv",
            "Innspel etter fyrste runde",
            "text/csv",
            win_ansi_lines(&[
                "Navn;Adresse;Mobil;Innspel",
                "Tormod Eikrem Hjelle;Kong Olavs veg 40, 8299 Fjordnes;421 14 063;Lang skuleveg",
                "Ytterholmen grendelag;;39 60 55 10;Samd i framlegget",
            ]),
        )],
    }
    .finish()
}

fn win_ansi_lines(lines: &[&str]) -> Vec<u8> {
    lines.iter().flat_map(|line| [win_ansi(line), b"\r\n".to_vec()].concat()).collect()
}
