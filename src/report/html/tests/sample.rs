//! A made-up municipality's export, scanned: enough of everything to look at. Nobody in it exists; its numbers belong to birth
//! years of the nineteenth century.

use crate::model::{
    Context, Document, Entries, Evidence, Finding, Kind, Location, Reason, Role, Severity, SeverityCounts, Span, Unread,
};
use std::sync::Arc;

/// One finding in `text`, with whatever else is marked there.
pub(super) struct Spot<'a> {
    pub(super) text: &'a str,
    pub(super) value: &'a str,
    pub(super) kind: Kind,
    pub(super) severity: Severity,
    pub(super) rule: &'a str,
    pub(super) basis: &'a [&'a str],
    pub(super) confidence: f32,
    pub(super) also: &'a [(&'a str, Kind)],
    pub(super) cue: &'a str,
    pub(super) evidence: &'a [Evidence],
}

impl Default for Spot<'_> {
    fn default() -> Self {
        Spot {
            text: "",
            value: "",
            kind: Kind::Personnavn,
            severity: Severity::Review,
            rule: "personnavn",
            basis: &["offl-13"],
            confidence: 0.9,
            also: &[],
            cue: "",
            evidence: &[],
        }
    }
}

fn span_of(text: &str, value: &str) -> Span {
    text.find(value).map_or(Span::new(0, 0), |at| Span::new(at, at + value.len()))
}

pub(super) fn finding(spot: &Spot<'_>, part: Role, location: Location, entry: Option<u32>) -> Finding {
    let span = span_of(spot.text, spot.value);
    let mut marks = vec![(span, spot.kind)];
    marks.extend(spot.also.iter().map(|(value, kind)| (span_of(spot.text, value), *kind)));
    marks.sort_by_key(|(span, _)| span.start);
    let mut evidence = spot.evidence.to_vec();
    if !spot.cue.is_empty() {
        evidence.push(Evidence::Cue(span_of(spot.text, spot.cue)));
    }
    for (value, kind) in spot.also {
        evidence.push(Evidence::Neighbour(*kind, span_of(spot.text, value)));
    }
    let joins = (spot.kind == Kind::Connection && spot.also.len() == 2)
        .then(|| (span_of(spot.text, spot.also[0].0), span_of(spot.text, spot.also[1].0)));
    Finding {
        kind: spot.kind,
        rule: spot.rule.into(),
        severity: spot.severity,
        confidence: spot.confidence,
        basis: spot.basis.iter().map(|basis| Arc::from(*basis)).collect(),
        part,
        location,
        span,
        text: spot.value.to_owned(),
        context: Context { text: spot.text.to_owned(), marks, start: 0 },
        evidence,
        synthetic: false,
        entry,
        joins,
    }
}

/// A document of these findings; its verdict follows from them.
pub(super) fn document(path: &str, findings: Vec<Finding>, posts: &[&str], unread: Option<Unread>) -> Document {
    let mut counts = SeverityCounts::default();
    findings.iter().for_each(|finding| counts.add(finding.severity));
    let mut entries = Entries::default();
    posts.iter().for_each(|id| entries.push(id));
    for finding in &findings {
        finding.entry.into_iter().for_each(|entry| entries.count(entry, finding.severity));
    }
    Document {
        path: path.to_owned(),
        members: None,
        file_name_len: 0,
        is_plain_text: false,
        verdict: counts.verdict(unread.is_none()),
        counts,
        bytes: 81_000,
        parts: 1,
        sha256: None,
        path_findings: Vec::new(),
        findings: findings.into(),
        entries,
        unread,
    }
}

pub(super) fn line(line: u64) -> Location {
    Location { line: Some(line), ..Location::default() }
}

fn page(page: u32) -> Location {
    Location { page: Some(page), ..Location::default() }
}

fn cell(cell: &str, field: &str) -> Location {
    Location { cell: Some(cell.into()), field: Some(field.into()), ..Location::default() }
}

fn post(at: u32, field: &str, posts: &[&str]) -> Location {
    Location {
        line: Some(u64::from(at) * 41 + 17),
        xpath: Some(format!("/arkiv/journalpost[{}]/{field}", at + 1)),
        field: Some(field.into()),
        entry: posts.get(at as usize).map(|id| (*id).to_owned()),
        ..Location::default()
    }
}

const TEACHING: &str = "Vedtak om spesialundervisning skoleåret 2026/27 - Kari Nordmann";
const NUMBER_IN_TITLE: &str = "Søknad om startlån, fnr. 17056250190, boligsosialt team";
const CHILD: &str = "Bekymringsmelding til barneverntjenesten - Ola Nordmann, 03.02.1889";
const HEALTH: &str =
    "Pasienten har hatt depresjon siden 2021 og går til behandling ved DPS Sørlandet. Kontakt: Kari Nordmann.";
const TREATED: &str = "Videre oppfølging er behandling ved DPS hver uke fram til mai. Kari Nordmann er orientert.";
const PAY: &str = "Even Eksempelsen";
const MAIL: &str = "Hei! Jeg heter Per Prøve og bor i Testveien 12, 4790 Lillesand. Ring meg på 412 34 567 eller skriv til per.prove@example.no. Konto 8601.11.17947.";
const UNDER: &str = "Klagen gjelder Mona Mønster, født 14.07.1891, som er under gjeldsordning.";

/// Nine documents, some forty findings, a journal, unread ones.
pub(super) fn documents() -> Vec<Document> {
    let posts = ["2026/118-3", "2026/118-4", "2026/204-1", "2026/231-7", "2026/240-2", "2026/255-1", "2026/260-1"];
    let in_post =
        |at: u32, field: &str, part: Role, spot: Spot<'_>| finding(&spot, part, post(at, field, &posts), Some(at));
    let journal = vec![
        in_post(
            0,
            "offentligTittel",
            Role::Title,
            Spot {
                text: TEACHING,
                value: "spesialundervisning skoleåret 2026/27 - Kari Nordmann",
                kind: Kind::Connection,
                severity: Severity::Stop,
                rule: "connection",
                basis: &["offl-13", "offf-7a", "noark-5.2.30"],
                confidence: 0.97,
                also: &[("Kari Nordmann", Kind::Personnavn), ("spesialundervisning", Kind::Skole)],
                ..Spot::default()
            },
        ),
        in_post(
            0,
            "offentligTittel",
            Role::Title,
            Spot {
                text: TEACHING,
                value: "spesialundervisning",
                kind: Kind::Skole,
                severity: Severity::Stop,
                rule: "skole-spesialundervisning",
                basis: &["offl-13", "offf-7a"],
                confidence: 0.96,
                also: &[("Kari Nordmann", Kind::Personnavn)],
                evidence: &[Evidence::Listed],
                ..Spot::default()
            },
        ),
        in_post(
            0,
            "korrespondansepartNavn",
            Role::Party,
            Spot {
                text: "Kari Nordmann",
                value: "Kari Nordmann",
                severity: Severity::Review,
                basis: &["offl-10", "noark-5.2.34"],
                confidence: 0.93,
                evidence: &[Evidence::Label, Evidence::Listed],
                ..Spot::default()
            },
        ),
        in_post(
            1,
            "offentligTittel",
            Role::Title,
            Spot {
                text: NUMBER_IN_TITLE,
                value: "17056250190",
                kind: Kind::Fodselsnummer,
                severity: Severity::Stop,
                rule: "fodselsnummer",
                basis: &["offf-7d", "offl-26"],
                confidence: 0.99,
                cue: "fnr.",
                also: &[("startlån", Kind::Sosial), ("boligsosialt", Kind::Sosial)],
                evidence: &[Evidence::CheckDigits],
            },
        ),
        in_post(
            1,
            "offentligTittel",
            Role::Title,
            Spot {
                text: NUMBER_IN_TITLE,
                value: "startlån",
                kind: Kind::Sosial,
                severity: Severity::Review,
                rule: "sosial-startlan",
                also: &[("17056250190", Kind::Fodselsnummer)],
                confidence: 0.78,
                evidence: &[Evidence::Listed, Evidence::Compound],
                ..Spot::default()
            },
        ),
        in_post(
            2,
            "offentligTittel",
            Role::Title,
            Spot {
                text: CHILD,
                value: "barneverntjenesten",
                kind: Kind::Barnevern,
                severity: Severity::Stop,
                rule: "barnevern",
                basis: &["offl-13", "offf-7a"],
                confidence: 0.98,
                also: &[("Ola Nordmann", Kind::Personnavn), ("03.02.1889", Kind::Fodselsdato)],
                ..Spot::default()
            },
        ),
        in_post(
            2,
            "offentligTittel",
            Role::Title,
            Spot {
                text: CHILD,
                value: "03.02.1889",
                kind: Kind::Fodselsdato,
                severity: Severity::Review,
                rule: "fodselsdato",
                confidence: 0.71,
                also: &[("Ola Nordmann", Kind::Personnavn), ("barneverntjenesten", Kind::Barnevern)],
                ..Spot::default()
            },
        ),
        in_post(
            3,
            "offentligTittel",
            Role::Title,
            Spot {
                text: "***** ***** ***** *****",
                value: "***** ***** ***** *****",
                kind: Kind::OverShielding,
                severity: Severity::Note,
                rule: "over-shielding",
                basis: &["offl-3", "noark-5.2.6"],
                confidence: 0.88,
                ..Spot::default()
            },
        ),
        in_post(
            4,
            "korrespondansepartNavn",
            Role::Party,
            Spot {
                text: "Mona Mønster",
                value: "Mona Mønster",
                kind: Kind::ShieldingMismatch,
                severity: Severity::Review,
                rule: "shielding-mismatch",
                basis: &["offl-13", "noark-5.2.9"],
                confidence: 0.83,
                ..Spot::default()
            },
        ),
        in_post(
            5,
            "saksbehandler",
            Role::Official,
            Spot {
                text: "Saksbehandler Siri Saksbehandler, tlf. 372 00 000",
                value: "372 00 000",
                kind: Kind::Telefon,
                severity: Severity::Note,
                rule: "telefon",
                basis: &["offl-3"],
                confidence: 0.66,
                cue: "tlf.",
                evidence: &[Evidence::Official(Span::new(0, 13))],
                ..Spot::default()
            },
        ),
    ];
    let at =
        |text, value, kind, severity, rule: &'static str| Spot { text, value, kind, severity, rule, ..Spot::default() };
    let body = |spot: Spot<'_>, place: Location| finding(&spot, Role::Body, place, None);
    let both = &[("Kari Nordmann", Kind::Personnavn), ("depresjon", Kind::Helse)];
    let letter = vec![
        body(
            Spot {
                also: &both[..1],
                basis: &["offl-13", "offf-7a", "offf-7c"],
                confidence: 0.98,
                evidence: &[Evidence::Listed, Evidence::PersonRole(Span::new(0, 9))],
                ..at(HEALTH, "depresjon", Kind::Helse, Severity::Stop, "helse-psykisk")
            },
            page(3),
        ),
        body(
            Spot {
                also: &both[..1],
                basis: &["offl-13", "offf-7c"],
                confidence: 0.84,
                ..at(TREATED, "behandling ved DPS", Kind::Helse, Severity::Stop, "helse-behandling")
            },
            page(3),
        ),
        body(
            Spot {
                also: &both[1..],
                confidence: 0.95,
                evidence: &[Evidence::Listed],
                ..at(HEALTH, "Kari Nordmann", Kind::Personnavn, Severity::Review, "personnavn")
            },
            page(3),
        ),
        finding(
            &Spot {
                also: &[("Mona Mønster", Kind::Personnavn)],
                confidence: 0.99,
                basis: &["offl-13", "offf-7a"],
                ..at(
                    UNDER,
                    "Mona Mønster, født 14.07.1891, som er under gjeldsordning",
                    Kind::FailedRedaction,
                    Severity::Stop,
                    "failed-redaction",
                )
            },
            Role::Hidden,
            page(5),
            None,
        ),
        finding(
            &Spot {
                confidence: 0.74,
                ..at(
                    "Utkast: skal vi ta med diagnosen her?",
                    "diagnosen",
                    Kind::Helse,
                    Severity::Review,
                    "helse-diagnose",
                )
            },
            Role::Comment,
            page(5),
            None,
        ),
        body(
            Spot {
                confidence: 0.41,
                basis: &["offl-13"],
                cue: "nr.",
                evidence: &[Evidence::CheckDigitsFail],
                ..at(
                    "Jf. tidligere brev nr. 17056250191 i saken.",
                    "17056250191",
                    Kind::Fodselsnummer,
                    Severity::Review,
                    "fodselsnummer",
                )
            },
            page(6),
        ),
    ];
    let mut pay = Vec::new();
    for (row, (name, value)) in
        [(PAY, "612 400"), ("Siri Prøvesen", "548 000"), ("Jon Testmann", "701 250"), ("Ánná Čállin", "533 900")]
            .iter()
            .enumerate()
    {
        let row = row + 2;
        pay.push(body(
            Spot {
                evidence: &[Evidence::Label],
                confidence: 0.91,
                ..at(name, name, Kind::Personnavn, Severity::Review, "personnavn")
            },
            cell(&format!("A{row}"), "Navn"),
        ));
        pay.push(body(
            Spot {
                basis: &["offf-7e"],
                evidence: &[Evidence::Label, Evidence::Neighbour(Kind::Personnavn, Span::new(0, 1))],
                confidence: 0.94,
                ..at(value, value, Kind::Lonn, Severity::Stop, "lonn-belop")
            },
            cell(&format!("D{row}"), "Årslønn"),
        ));
    }
    let others = &[
        ("Per Prøve", Kind::Personnavn),
        ("Testveien 12, 4790 Lillesand", Kind::Adresse),
        ("412 34 567", Kind::Telefon),
        ("per.prove@example.no", Kind::Epost),
        ("8601.11.17947", Kind::Kontonummer),
    ];
    let mail = [
        (0, Severity::Review, "personnavn", 0.95, "heter"),
        (1, Severity::Review, "adresse", 0.97, "bor"),
        (2, Severity::Note, "telefon", 0.9, "Ring"),
        (3, Severity::Note, "epost", 0.99, ""),
        (4, Severity::Review, "kontonummer", 0.96, "Konto"),
    ]
    .into_iter()
    .map(|(which, severity, rule, confidence, cue)| {
        let (value, kind) = others[which];
        let rest: Vec<_> = others.iter().copied().filter(|other| other.0 != value).collect();
        body(
            Spot {
                also: &rest,
                confidence,
                cue,
                basis: &["offl-13", "local"],
                ..at(MAIL, value, kind, severity, rule)
            },
            line(4),
        )
    })
    .collect();
    let mut synthetic = body(
        Spot {
            confidence: 0.99,
            basis: &["offf-7d"],
            cue: "Fnr",
            evidence: &[Evidence::CheckDigits],
            ..at(
                "Fnr: 17856250092 (testperson fra Tenor)",
                "17856250092",
                Kind::Fodselsnummer,
                Severity::Note,
                "fodselsnummer",
            )
        },
        line(9),
    );
    synthetic.synthetic = true;
    let minutes = vec![
        body(
            Spot {
                basis: &["offf-7c"],
                ..at(
                    "Medlem av Fagforbundet siden 2009, og tillitsvalgt.",
                    "Medlem av Fagforbundet",
                    Kind::Fagforening,
                    Severity::Review,
                    "fagforening",
                )
            },
            page(1),
        ),
        body(
            Spot {
                basis: &["offf-7c"],
                confidence: 0.69,
                ..at(
                    "Han ble dømt for promillekjøring i tingretten.",
                    "dømt for promillekjøring",
                    Kind::Straff,
                    Severity::Stop,
                    "straff-dom",
                )
            },
            page(2),
        ),
        finding(
            &Spot {
                confidence: 0.93,
                ..at(
                    "Skjult rad: personnummer slettes før publisering",
                    "Skjult rad",
                    Kind::HiddenText,
                    Severity::Review,
                    "hidden-text",
                )
            },
            Role::Hidden,
            page(2),
            None,
        ),
    ];
    let plans = vec![
        body(
            at("Gjelder gnr. 42 bnr. 7 på Tingsaker.", "gnr. 42 bnr. 7", Kind::GnrBnr, Severity::Note, "gnr-bnr"),
            page(1),
        ),
        body(
            at(
                "Tiltakshaver er Eksempel Bygg AS, org.nr. 999 888 777.",
                "999 888 777",
                Kind::Organisasjonsnummer,
                Severity::Note,
                "organisasjonsnummer",
            ),
            page(1),
        ),
    ];
    vec![
        document("eksport/2026-10/dokumenter/byggesak-231.pdf", plans, &[], None),
        document("eksport/2026-10/dokumenter/klage-204.zip!/brev/Klage med vedlegg.pdf", letter, &[], None),
        document(
            "eksport/2026-10/dokumenter/kart.dwg",
            vec![],
            &[],
            Some(Unread::new(Reason::Unsupported, "application/acad")),
        ),
        document("eksport/2026-10/dokumenter/lønnsforhandlinger.xlsx", pay, &[], None),
        document(
            "eksport/2026-10/dokumenter/møteprotokoll.docx",
            minutes,
            &[],
            Some(Unread::new(Reason::Corrupt, "word/footnotes.xml: endeelement mangler")),
        ),
        document("eksport/2026-10/dokumenter/innspill.eml", mail, &[], None),
        document(
            "eksport/2026-10/dokumenter/tilbud.pdf",
            vec![],
            &[],
            Some(Unread::new(Reason::Encrypted, "krever passord")),
        ),
        document(
            "eksport/2026-10/dokumenter/skanning-0044.pdf",
            vec![],
            &[],
            Some(Unread::new(Reason::Unsupported, "12 av 12 sider er bilder uten tekst")),
        ),
        document("eksport/2026-10/opplæring/testdata.txt", vec![synthetic], &[], None),
        document("eksport/2026-10/postliste.xml", journal, &posts, None),
        document("eksport/2026-10/sakliste.pdf", vec![], &[], None),
    ]
}

pub(super) fn verdicts(documents: &[Document]) -> [u64; 3] {
    let mut verdicts = [0; 3];
    documents.iter().for_each(|document| verdicts[document.verdict as usize] += 1);
    verdicts
}
