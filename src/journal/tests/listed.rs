//! Posts that are known by the names of their fields: on pages, in running text, in trees of no known format.

use super::{entries, recognised};
use crate::model::{Role, Span};

fn page(body: &str) -> String {
    format!(
        "<!DOCTYPE html><html><head><title>Postliste</title></head><body><nav><a href='/sak'>Saker</a></nav>{body}</body></html>"
    )
}

#[test]
fn a_card_is_a_post() {
    let card = |number: u32, title: &str, party: &str| {
        format!(
            "<div class=card><div><h3><a href='/d/{number}'>{title}</a></h3></div><div>\
             <div><span>Dokumentnummer</span><span>26/00118-{number}</span></div>\
             <div><span>Sak</span><span><a href='/s'>26/00118 - Parkering</a></span></div>\
             <div><span>Fra</span><span>{party}</span></div>\
             <div><span>Journaldato</span><span>09.11.2026</span></div>\
             <div><span>Saksbehandler</span><span>Liv Berg</span></div></div><button>Be om innsyn</button></div>"
        )
    };
    let text =
        page(&format!("<h1>Postliste</h1>{}{}", card(4, "Søknad", "Kari Nordmann"), card(5, "Svar", "Ola Nordmann")));
    assert_eq!(
        entries(&text, "j.html"),
        [
            "26/00118-4: title Søknad, title Parkering, party Kari Nordmann, official Liv Berg, body Be om innsyn",
            "26/00118-5: title Svar, title Parkering, party Ola Nordmann, official Liv Berg, body Be om innsyn",
        ]
    );
}

#[test]
fn the_number_may_stand_without_a_name() {
    let card = |number: u32, title: &str| {
        format!(
            "<x-card><x-title>{title}</x-title><p><span>Inngående</span><span>2026/90-{number}</span></p><dl>\
             <div><dt>Journaldato</dt><dd>12.11.2026</dd></div><div><dt>Avsender</dt><dd>Kari</dd></div>\
             <div><dt>Saksansvarlig</dt><dd>Liv</dd></div></dl></x-card>"
        )
    };
    let text = page(&format!("{}{}", card(1, "Søknad om lån"), card(2, "Klage på lån")));
    let shown = entries(&text, "j.html");
    assert_eq!(
        shown,
        [
            "2026/90-1: title Søknad om lån, body Inngående, body Journaldato, body Avsender, party Kari, body Saksansvarlig, official Liv",
            "2026/90-2: title Klage på lån, body Inngående, body Journaldato, body Avsender, party Kari, body Saksansvarlig, official Liv",
        ]
    );
}

#[test]
fn fields_of_one_paragraph_are_told_apart() {
    let post = |number: u32, title: &str| {
        format!(
            "<p><b>Saksnr:</b> 2026/1022-{number} &nbsp; <b>Type:</b> U &nbsp; <b>Regdato:</b> 12.10.2026<br>\
             <b>Tittel:</b> {title}<br><b>Avsender/Mottaker:</b> Kari Nordmann<br>Ola Nordmann<br>\
             <b>Saksbehandler:</b> Liv Berg <b>Enhet:</b> 31 Plan<br><b>Gradering:</b> </p>"
        )
    };
    let text = page(&format!("<h1>Ås kommune</h1>{}{}", post(7, "Løyve"), post(8, "Svar til: naboen")));
    assert_eq!(
        entries(&text, "j.html"),
        [
            "2026/1022-7: title Løyve, party Kari Nordmann\nOla Nordmann, official Liv Berg, official 31 Plan, body Gradering",
            "2026/1022-8: title Svar til: naboen, party Kari Nordmann\nOla Nordmann, official Liv Berg, official 31 Plan, body Gradering",
        ]
    );
    let (parts, _) = recognised(&text, "j.html");
    let title = parts[0].segments.iter().find(|one| one.span().of(&parts[0].text) == "Løyve".as_bytes()).unwrap();
    let whole = "Saksnr: 2026/1022-7 \u{a0} Type: U \u{a0} Regdato: 12.10.2026\nTittel: ";
    assert_eq!(parts[0].counted(Some(title), title.span()), Span::new(whole.len(), whole.len() + "Løyve".len()));
}

#[test]
fn a_post_of_several_rows_begins_with_its_number_or_its_first_name() {
    let by_number = |number: u32| {
        format!(
            "<tr><td rowspan=3><b>2026/415-{number}</b><br>Lnr 2445/26</td><td>U</td><td>26.10.2026</td><td>TEK/Liv Berg</td></tr>\
             <tr><td><i>Innhald</i></td><td colspan=2>Løyve {number}</td></tr><tr><td>Avs./mott.</td><td colspan=2>Kari</td></tr>"
        )
    };
    let head = "<tr><th>Sak/dok nr</th><th>Dok.type</th><th>J.dato</th><th>Avd/Sakshandsamar</th></tr>";
    let text = page(&format!("<table>{head}{}{}</table><p>Side 1 av 1</p>", by_number(3), by_number(4)));
    let shown = entries(&text, "j.html");
    assert_eq!(shown.len(), 2, "{shown:?}");
    for (shown, number) in shown.iter().zip([3, 4]) {
        assert!(shown.starts_with(&format!("2026/415-{number}: ")), "{shown}");
        assert!(shown.contains(&format!("title Løyve {number}")) && shown.contains("party Kari"), "{shown}");
        assert!(shown.contains("official TEK/Liv Berg"), "{shown}");
    }
    let by_name = |number: u32| {
        format!(
            "<tr><td>Dokument:</td><td colspan=3>Brev {number}</td></tr><tr><td>Sak/dok.nr:</td><td>2026/33-{number}</td>\
             <td>Journaldato:</td><td>16.11.2026 &nbsp; <span>Brevdato:</span> 15.11.2026</td></tr>\
             <tr><td>Sakstittel:</td><td>Park</td><td>Fra:</td><td>Ola</td></tr>"
        )
    };
    let text = page(&format!("<table>{}{}</table>", by_name(1), by_name(2)));
    let names = "body Dokument:, title Brev N, body Sak/dok.nr:, body Journaldato:, body Sakstittel:, title Park, body Fra:, party Ola";
    let expected = [1, 2].map(|number| format!("2026/33-{number}: {}", names.replace('N', &number.to_string())));
    assert_eq!(entries(&text, "j.html"), expected);
}

#[test]
fn days_and_repeated_headers_are_no_posts() {
    let head = "<tr><th>Dok.nr</th><th>Innhold</th><th>Brev til/fra</th></tr>";
    let row = |number: u32| format!("<tr><td>2026/2-{number}</td><td>Brev</td><td>Kari</td></tr>");
    let day = "<tr><td colspan=3>Mandag 5. oktober</td></tr>";
    let written = head.replace("th>", "td>");
    let text = page(&format!("<table>{day}{head}{}{day}{}{head}{written}{}</table>", row(1), row(2), row(3)));
    assert_eq!(entries(&text, "j.html"), [1, 2, 3].map(|number| format!("2026/2-{number}: title Brev, party Kari")));
}

#[test]
fn a_value_that_reads_like_a_name_is_a_value() {
    let fields = [
        ("Saksnr", ""),
        ("Tittel", "Vedlegg"),
        ("Sakstittel", "Dokument"),
        ("Avsender", "Kari"),
        ("Hjemmel", "Offl. § 13"),
    ];
    let post = |open: &str, between: &str, close: &str, number: u32| -> String {
        let number = format!("2026/9-{number}");
        let field = |&(name, value): &(&str, &str)| {
            format!("{open}{name}{between}{}{close}", if value.is_empty() { &number } else { value })
        };
        fields.iter().map(field).collect()
    };
    for (holder, open, between, close) in [
        ("dl", "<dt>", "</dt><dd>", "</dd>"),
        ("table", "<tr><td>", "</td><td>", "</td></tr>"),
        ("table", "<tr><th>", "</th><td>", "</td></tr>"),
    ] {
        let posts: String =
            [1, 2].map(|number| format!("<{holder}>{}</{holder}>", post(open, between, close, number))).concat();
        let shown = entries(&page(&posts), "j.html");
        assert_eq!(shown.len(), 2, "{holder}: {shown:?}");
        for (shown, number) in shown.iter().zip([1, 2]) {
            assert!(shown.starts_with(&format!("2026/9-{number}: ")), "{shown}");
            assert!(shown.contains("title Vedlegg") && shown.contains("title Dokument"), "{shown}");
            assert!(shown.contains("party Kari"), "{shown}");
        }
    }
}

#[test]
fn items_of_a_feed_are_posts() {
    let item = |number: u32| {
        format!(
            "<item><title>Brev {number}</title><link>https://arkiv.example/{number}</link><guid>2026/3-{number}</guid>\
             <pubDate>Mon, 23 Nov 2026 08:00:00 +0100</pubDate><description>Avsender: Kari</description></item>"
        )
    };
    let feed = format!("<rss version='2.0'><channel><title>Postliste</title>{}{}</channel></rss>", item(1), item(2));
    let shown = entries(&feed, "feed.xml");
    assert_eq!(shown.len(), 2, "{shown:?}");
    assert!(shown[1].starts_with("2026/3-2: title Brev 2, "), "{shown:?}");
    let entry = |number: u32| {
        format!(
            "<entry><title>Brev {number}</title><id>tag:arkiv.example,2026:2026/3-{number}</id><updated>2026-11-23T08:00:00Z</updated></entry>"
        )
    };
    let feed = format!(
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>Postliste</title><id>urn:x</id><updated>2026-11-23T08:00:00Z</updated>\
         <author><name>Postmottak</name></author>{}{}</feed>",
        entry(1),
        entry(2)
    );
    assert_eq!(entries(&feed, "feed.xml").len(), 2);
    assert!(entries(&feed, "feed.xml")[0].starts_with("2026/3-1: title Brev 1"), "{:?}", entries(&feed, "feed.xml"));
    let news = "<rss version='2.0'><channel><title>Nytt</title><item><title>Bading</title><guid>4711</guid>\
                <pubDate>Mon, 23 Nov 2026 08:00:00 +0100</pubDate></item></channel></rss>";
    assert!(!recognised(news, "feed.xml").1);
}

#[test]
fn a_letter_is_no_post_list() {
    let letter =
        page("<p><b>Saksnr:</b> 2026/12-3</p><p><b>Dato:</b> 1.2.2026</p><h1>Vedtak om støtte</h1><p>Til: Kari</p>");
    assert!(!recognised(&letter, "a.html").1);
    let text = "Vår ref: 2026/12-3   Dato: 1.2.2026\nSaksbehandler: Liv\n\nVedtak\n\nVi viser til 2026/12-1 og 2026/12-2.\nTil: Kari\n";
    assert!(!recognised(text, "a.txt").1);
    let head = |number: u32| {
        format!(
            "Ås kommune\n\nKari Nordmann\n\nVår dato: 15.12.2023\nVår ref: 2023/3466-{number}\nSaksbehandler: Liv Berg\n\nSvar på søknad\n\n\
             Vi viser til søknaden og har sett på den i møte. Den kan ikke innvilges.\n\n"
        )
    };
    let letters = head(1) + &head(2);
    assert!(!recognised(&letters, "a.txt").1, "letters in one file");
    let paragraphs: String = letters.lines().map(|line| format!("<p>{line}</p>")).collect();
    assert!(!recognised(&page(&paragraphs), "a.html").1, "letters on one page");
}

#[test]
fn printed_journals_are_read_post_by_post() {
    let post = |number: u32, title: &str, basis: &str| {
        format!(
            "Innhold:            {title}\nSakstittel:         Bolig\nDokType             I     Sak/dok nr:  2026/560-{number}   Løpenr.:  {number}/2026\n\
             Journaldato:        16.11.2026    Dok.dato:   15.11.2026\nTilg.kode                 Hjemmel:  {basis}\n\
             Saksbeh:            OMS/Liv Berg\nAvsender\\mottaker:  Kari Nordmann\n\n\n"
        )
    };
    let head = "Ås kommune\n\n          Offentlig journal\n\nPeriode: 16.11.2026   Journalenhet: Alle   Saksbehandler: Alle\nSide 1 av 2\n\n";
    let text = format!("{head}{}{head}{}", post(2, "Søknad", ""), post(3, "Svar til: naboen", "Offl. § 13"));
    let (parts, is_journal) = recognised(&text, "j.txt");
    assert!(is_journal);
    let fields = |record: u32| {
        let own = parts[0].segments.iter().filter(|one| one.record == record && !one.label.is_empty());
        own.map(|one| format!("{}={}", one.label, String::from_utf8_lossy(one.span().of(&parts[0].text))))
            .collect::<Vec<_>>()
    };
    assert_eq!(parts[0].entries.iter().map(|entry| &*entry.id).collect::<Vec<_>>(), ["2026/560-2", "2026/560-3"]);
    assert!(fields(0).contains(&"Innhold=Søknad".to_owned()) && fields(0).contains(&"Saksbeh=OMS/Liv Berg".to_owned()));
    assert!(fields(1).contains(&"skjermingshjemmel=Offl. § 13".to_owned()), "{:?}", fields(1));
    assert!(fields(1).contains(&"Innhold=Svar til: naboen".to_owned()));
    let name = parts[0].segments.iter().find(|one| one.span().of(&parts[0].text) == b"Kari Nordmann").unwrap();
    assert_eq!(parts[0].counted(Some(name), name.span()), name.span(), "places in running text are the text's");
}

#[test]
fn printed_posts_may_begin_with_a_bare_number() {
    let text = "OFFENTLIG JOURNAL\n\n24/311-4  I  Søknad om støtte – *****\nFra: *****   Saksbeh.: Liv Berg   Offl. § 13\n\n\
        24/298-9  U  Vedtak om løyve\nTil: Kari Nordmann   Saksbeh.: Per Dahl\n";
    assert_eq!(
        entries(text, "j.txt"),
        [
            "24/311-4: body I, title Søknad om støtte – *****, party *****, official Liv Berg",
            "24/298-9: body U, title Vedtak om løyve, party Kari Nordmann, official Per Dahl",
        ]
    );
}

#[test]
fn trees_of_no_known_format_are_known_by_their_fields() {
    let nested = r#"{"kommune": "Ås", "saker": [
        {"saksnummer": "2026/50", "sakstittel": "Vei", "saksansvarlig": "Liv", "journalposter": [
            {"id": 1, "dokumentnr": 1, "tittel": "Søknad", "journalDato": "2026-11-18", "tilgang": {"kode": null},
             "korrespondanseparter": [{"rolle": "avsender", "navn": "Kari"}], "dokumenter": [{"dokId": 7, "tittel": "Kart"}]},
            {"id": 2, "dokumentnr": 2, "tittel": "Svar", "journalDato": "2026-11-19", "korrespondanseparter": [{"navn": "Ola"}]}]}]}"#;
    let case = "title Vei, official Liv";
    assert_eq!(
        entries(nested, "a.json"),
        [
            format!("2026/50-1: {case}, title Søknad, body avsender, party Kari, title Kart"),
            format!("2026/50-2: {case}, title Svar, party Ola"),
        ]
    );
    let node = |number: u32| {
        format!(
            r#"{{"node": {{"caseNumber": "2026/7", "documentNumber": {number}, "title": "Brev", "journalDate": "2026-10-29",
                "correspondents": {{"edges": [{{"node": {{"name": "Kari"}}}}]}}, "caseworker": {{"name": "Liv"}}}}}}"#
        )
    };
    let graph = format!(r#"{{"data": {{"journal": {{"totalCount": 2, "edges": [{}, {}]}}}}}}"#, node(1), node(2));
    assert_eq!(
        entries(&graph, "a.json"),
        [1, 2].map(|number| format!("2026/7-{number}: title Brev, party Kari, official Liv"))
    );
    let xml = "<journal fra='2026-10-23'><post nr='2026/70-1' journaldato='2026-10-23'><sak>Tilbygg</sak><innhald>Søknad</innhald>\
        <avsendar>Kari</avsendar></post><post nr='2026/71-2' journaldato='2026-10-23'><sak>Gjeld</sak><innhald>Vedtak</innhald></post></journal>";
    assert_eq!(
        entries(xml, "a.xml"),
        ["2026/70-1: title Tilbygg, title Søknad, party Kari", "2026/71-2: title Gjeld, title Vedtak"]
    );
    for other in [
        r#"{"title": "Meny", "items": [{"name": "Suppe", "date": "2026-01-01", "number": 4}]}"#,
        r#"[{"id": 1, "title": "a", "date": "b"}]"#,
    ] {
        assert!(!recognised(other, "a.json").1, "{other}");
    }
}

#[test]
fn rows_below_names_of_columns_are_posts() {
    let head = "Arkivsaknr   T  Journ.dato  Innhold                Avsender/mottaker      Saksb Hjemmel\n";
    let text = format!(
        "ÅS KOMMUNE  OFFENTLIG JOURNAL  21.10.2026 - 23.10.2026   Side 1\n\n{head}{}\n\
         2026/301-2   U  21.10.2026  Løyve til støyskjerm   Åse Ødegård            KOR\n\
         \x20                           ved Ådalen\n\
         2026/303-4   U  21.10.2026  Vedtak *****           *****                  BSL   Offl. § 13\n\n\
         ÅS KOMMUNE  OFFENTLIG JOURNAL  21.10.2026 - 23.10.2026   Side 2\n\n{head}\n\
         2026/304-1   I  22.10.2026  Årsregnskap            Ås Idrettslag          KOR\n",
        "-".repeat(90),
    );
    assert_eq!(
        entries(&text, "j.txt"),
        [
            "2026/301-2: body U, title Løyve til støyskjerm, party Åse Ødegård, official KOR, title ved Ådalen",
            "2026/303-4: body U, title Vedtak *****, party *****, official BSL",
            "2026/304-1: body I, title Årsregnskap, party Ås Idrettslag, official KOR",
        ]
    );
    // What stands beside the posts is searched as well.
    let (parts, _) = recognised(&text, "j.txt");
    let is_told = |words: &str| {
        parts[0].segments.iter().any(|one| String::from_utf8_lossy(one.span().of(&parts[0].text)).contains(words))
    };
    assert!(is_told("Side 2") && is_told("Arkivsaknr   T") && is_told("Offl. § 13"));
    let basis = parts[0].segments.iter().find(|one| &*one.label == "skjermingshjemmel").unwrap();
    assert_eq!((basis.record, basis.role), (1, Role::Metadata));
}

#[test]
fn what_is_too_long_for_its_column_is_not_cut() {
    let text = "Saksnr      Tittel       Avsender       Dato\n\
                2026/1-1    Brev         Kari           21.10.2026\n\
                2026/1-2    Svar 01010112345 Ola        21.10.2026\n";
    let shown = entries(text, "j.txt");
    assert_eq!(shown[1], "2026/1-2: title Svar 01010112345, party Ola");
}

#[test]
fn what_only_looks_like_a_table_of_posts_is_none() {
    // Values and no names; one row; a letter that cites its case below a line of words.
    let letter = "Saksnr   Tittel   Dato   Avsender\n\nVi viser til sak 2026/118-3 og 2026/118-4 om veien.\n";
    let one = "Saksnr     Tittel    Dato        Avsender\n2026/1-3   Vei       21.10.2026  Kari\n\nHilsen 2026/1-4\n";
    for text in [letter, one] {
        assert_eq!(entries(text, "j.txt"), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn a_register_counts_by_the_year() {
    let text = r#"[{"tittel": "Søknad om løyve", "dato": "29.03.2016", "dokumentID": "2016/7756",
        "dokumenttype": "Inngående dokument", "avsender_mottaker": "", "filer": []},
        {"tittel": "Svar", "dato": "29.03.2016", "dokumentID": "2016/7757", "avsender_mottaker": "Mottaker: Kari Nordmann"}]"#;
    assert_eq!(
        entries(text, "j.json"),
        ["2016/7756: title Søknad om løyve", "2016/7757: title Svar, party Mottaker: Kari Nordmann"]
    );
    assert_eq!(
        entries("Doc #\tTittel\tSaksbehandler\n43702\tSvar\tLiv Berg\n43704\tKlage\tLiv Berg\n", "j.tsv"),
        ["43702: title Svar, official Liv Berg", "43704: title Klage, official Liv Berg"]
    );
}

#[test]
fn a_list_of_properties_names_its_values() {
    let document = |number: u32, title: &str| {
        format!(
            r#"{{"type": "Document", "title": "{title}", "b": [{{"type": "PropertyList", "b": [
                {{"type": "Property", "title": "DokumentID", "text": "25/3071{number}"}},
                {{"type": "Property", "title": "Dato", "text": "01.10.2025"}},
                {{"type": "Property", "title": "Mottaker", "text": "Kari Nordmann"}}]}}]}}"#
        )
    };
    let text = format!(
        r#"{{"content": {{"title": "Tilsyn", "b": [{}, {}]}}}}"#,
        document(1, "Melding om tilsyn"),
        document(2, "Svar på tilsyn")
    );
    let shown = entries(&text, "j.json");
    assert_eq!(shown.len(), 2, "{shown:?}");
    assert!(shown[0].starts_with("25/30711: ") && shown[0].contains("title Melding om tilsyn"), "{shown:?}");
    assert!(shown[1].contains("party Kari Nordmann") && !shown[1].contains("title Mottaker"), "{shown:?}");
}

#[test]
fn a_post_whose_title_is_left_out_is_one_of_the_list() {
    let text = r#"{"d": [{"Dokumentnummer": 2, "SaksNr": "12/8711", "Innholdsbeskrivelse": "Tomtejustering",
            "Hjemmel": null, "RegistrertDato": "2026-10-01", "AvsenderMottaker": "Kari Nordmann"},
        {"Dokumentnummer": 1, "SaksNr": "12/11035", "Innholdsbeskrivelse": null, "Hjemmel": "Offl. § 13",
            "RegistrertDato": "2026-10-01", "AvsenderMottaker": null}]}"#;
    assert_eq!(entries(text, "j.json"), ["12/8711-2: title Tomtejustering, party Kari Nordmann", "12/11035-1: "]);
}

#[test]
fn a_title_may_stand_before_all_names() {
    let post = |number: u32, title: &str| {
        format!(
            "<tr><td>&nbsp;&nbsp;&nbsp;\n {title}\n</td></tr><tr><td>&nbsp;\n</td></tr>\
             <tr><td><b>Sakstittel: </b>STYRKET TILBUD\n\n</td></tr><tr><td>&nbsp;\n</td></tr>\
             <tr><td><b>Arkivsaksnr.: </b>12/00198 - 01{number} I&nbsp;&nbsp;&nbsp;<b>Løpenr.:</b>00237{number}/12</td></tr>\
             <tr><td><b>Fra/Til: </b>Kari Nordmann</td></tr><tr><td><b>Saksbehandler: </b>Liv Berg</td></tr>\
             <tr><td>&nbsp;<img src=/i.gif alt=Ikon><a href='mailto:a@b.no?subject=12/00198 - 01{number} I'>Bestill journal</a></td></tr>"
        )
    };
    let text = page(&format!(
        "<table>{}{}{}</table>",
        post(1, "SØKNAD OM RESSURS"),
        post(2, "SVAR PÅ SØKNAD"),
        post(3, "KLAGE PÅ VEDTAK")
    ));
    let shown = entries(&text, "j.html");
    assert_eq!(shown.len(), 3, "{shown:?}");
    for (post, title) in shown.iter().zip(["SØKNAD OM RESSURS", "SVAR PÅ SØKNAD", "KLAGE PÅ VEDTAK"]) {
        assert!(post.contains(title) && post.contains("party Kari Nordmann"), "{post}");
    }
}

#[test]
fn a_case_may_be_numbered_without_a_slash() {
    let post = |number: u32, title: &str| {
        format!(
            "<table><tr><td><b>201500115 - {number}</b></td><td>Dokumentdato: 05.01.2015</td></tr>\
             <tr><td>Gradering:</td><td>Ugradert</td></tr><tr><td>Dokumenttittel:</td><td>{title}</td></tr>\
             <tr><td>Til:</td><td>Kari Nordmann</td></tr></table>"
        )
    };
    let text = page(&format!("{}{}", post(3, "Svar om bassengtid"), post(4, "Klage på svar")));
    let shown = entries(&text, "j.html");
    assert_eq!(shown.len(), 2, "{shown:?}");
    assert!(shown[0].starts_with("201500115-3: ") && shown[0].contains("title Svar om bassengtid"), "{shown:?}");
}

#[test]
fn rows_without_a_header_are_posts_where_each_has_a_number() {
    let row = |number: u32, title: &str, party: &str, last: &str| {
        format!(
            "<tr><td><a href='/{number}'>26/118-{number}</a></td><td>09.11.2026</td><td>{title}</td><td>{party}</td>\
             <td>TEK - Liv Berg</td><td>{last}</td></tr>"
        )
    };
    let text = page(&format!(
        "<table>{}{}</table>",
        row(4, "Søknad om garasje", "Kari Nordmann", "Bestill"),
        row(5, "Svar på en klage", "Ola Nordmann", "<img alt='Offl. § 13'>")
    ));
    assert_eq!(
        entries(&text, "j.html"),
        [
            "26/118-4: body 09.11.2026, title Søknad om garasje, party Kari Nordmann, official TEK - Liv Berg, body Bestill",
            "26/118-5: body 09.11.2026, title Svar på en klage, party Ola Nordmann, official TEK - Liv Berg",
        ]
    );
}

#[test]
fn cells_of_plain_data_have_their_columns_as_labels() {
    let text = page(
        "<table><tr><td>Kari Nordmann</td><td>sykemeldt</td></tr><tr><td>Ola Nordmann</td><td>ferie</td></tr></table>",
    );
    let (parts, is_journal) = recognised(&text, "j.html");
    assert!(!is_journal);
    let labels: Vec<&str> = parts[0].segments.iter().map(|segment| &*segment.label).filter(|l| !l.is_empty()).collect();
    assert_eq!(labels, ["href", "1", "2", "1", "2"]);
    // A row with more than data in it is of a page's layout.
    let text =
        page("<table><tr><td><p>Meny</p><p>Søk</p></td><td>Nytt</td></tr><tr><td>Kari</td><td>Hei</td></tr></table>");
    assert!(recognised(&text, "j.html").0[0].segments.iter().all(|segment| &*segment.label != "1"));
}

#[test]
fn a_heading_may_hold_number_and_title() {
    let post = |number: u32, title: &str| {
        format!(
            "<li><h3><a>26/{number} - {title}</a></h3><div><span>Journaldato: </span><b>09.11.2026</b> <span>Avsender(e): </span>\
             <b>Kari</b></div><div><span>Arkivsak: </span><a>26/31 - Garasje</a></div><div><span>Saksbehandler: </span><b></b></div></li>"
        )
    };
    let text = page(&format!("<ul>{}{}</ul>", post(1802, "Søknad om garasje"), post(1803, "Svar på søknad")));
    assert_eq!(
        entries(&text, "j.html"),
        [
            "26/1802: title Søknad om garasje, party Kari, title Garasje, body Saksbehandler:",
            "26/1803: title Svar på søknad, party Kari, title Garasje, body Saksbehandler:",
        ]
    );
}

#[test]
fn posts_may_follow_each_other_line_by_line_in_one_paragraph() {
    let text = page(
        "<p>2026/233-4 I 09.11.2026<br>Fra: Kari Nordmann<br>Søknad om garasje<br>Saksbehandler: Liv Berg<br><br>\
         2026/241-1 U 09.11.2026<br>Til: Ola Nordmann<br>Svar på en klage<br>Saksbehandler: Liv Berg<br>Unntatt off. Offl § 13</p>\
         <p>Kontakt arkivet.</p>",
    );
    assert_eq!(
        entries(&text, "j.html"),
        [
            "2026/233-4: body I 09.11.2026, party Kari Nordmann, title Søknad om garasje, official Liv Berg",
            "2026/241-1: body U 09.11.2026, party Ola Nordmann, title Svar på en klage, official Liv Berg",
        ]
    );
}

#[test]
fn posts_without_numbers_tell_the_day_of_their_entry() {
    let post = |title: &str| {
        format!(
            "<div><h2>{title}</h2><div>Journaldato</div><div>09.11.2026</div><div>Saksbehandler</div><div>Liv Berg</div>\
             <div>Hjemmel</div><div>Offl § 13</div><h3>Avsender/Mottaker</h3><div>Navn</div><div>Kari Nordmann</div></div>"
        )
    };
    let text = page(&format!("{}{}", post("Søknad om garasje"), post("Svar på en klage")));
    let shown = entries(&text, "j.html");
    assert_eq!(shown.len(), 2, "{shown:?}");
    assert!(
        shown[0].starts_with("1: title Søknad om garasje") && shown[0].contains("party Kari Nordmann"),
        "{shown:?}"
    );
}

#[test]
fn rows_between_bars_are_posts() {
    let text = "# Postliste\n\n| Dok.nr | Tittel | Fra | Journalført |\n|:--|---|---|--:|\n\
                | 26/881 | Søknad \\| garasje | Kari Nordmann | 2026-11-09 |\n| 26/882 | Svar | Ola Nordmann | 2026-11-09 |\n";
    assert_eq!(
        entries(text, "j.md"),
        ["26/881: title Søknad \\| garasje, party Kari Nordmann", "26/882: title Svar, party Ola Nordmann",]
    );
}

#[test]
fn a_column_may_hold_several_fields_below_what_the_export_says_of_itself() {
    let text = "Offentlig journal;;;\nPeriode:;09.11.2026;;\nSak/dok;\"Innhold / \"\"Sakstittel\"\"\";Jdato;Avs./mott.\n\
                26/118-4;\"Søknad / \"\"Garasje\"\"\";09.11.26;Kari Nordmann\n26/118-5;Svar;09.11.26;Ola Nordmann\n";
    assert_eq!(
        entries(text, "j.csv"),
        ["26/118-4: title Søknad / \"Garasje\", party Kari Nordmann", "26/118-5: title Svar, party Ola Nordmann",]
    );
}

#[test]
fn dates_properties_and_capitals_make_no_posts_and_no_officials() {
    let table = |first: [&str; 2], person: &str| {
        let row = |first: &str| format!("<tr><td>{first}</td><td>Bekymringsmelding</td><td>{person}</td></tr>");
        page(&format!("<table>{}{}</table>", row(first[0]), row(first[1])))
    };
    for first in [["09/11/2026", "10/11/2026"], ["09/11-2026", "10/11-2026"], ["12/34/5", "12/34/6"]] {
        assert!(!recognised(&table(first, "Ola Hansen"), "j.html").1, "{first:?}");
    }
    assert_eq!(
        entries(&table(["26/118-4", "26/119-2"], "OLA HANSEN"), "j.html"),
        ["26/118-4: title Bekymringsmelding, party OLA HANSEN", "26/119-2: title Bekymringsmelding, party OLA HANSEN"]
    );
}

#[test]
fn what_stands_beside_posts_in_their_element_is_read() {
    let text = page(
        "<p>Velkommen, Liv.<br>2026/233-4 I<br>Fra: Kari Nordmann<br>Søknad om garasje<br>Saksbehandler: Liv Berg<br>\
         2026/241-1 I<br>Fra:<br>Melding om Ola Hansen<br>Saksbehandler: Liv Berg<br>\
         2026/242-7 U<br>Til: Ola Nordmann<br>Svar på en klage<br>Saksbehandler: Liv Berg</p>",
    );
    let (parts, _) = recognised(&text, "j.html");
    let said = |words: &str| parts[0].segments.iter().any(|s| s.span().of(&parts[0].text) == words.as_bytes());
    assert!(said("Velkommen, Liv.") && said("Melding om Ola Hansen"));
    let shown = entries(&text, "j.html");
    assert!(shown.len() == 3 && shown[1].contains("title Melding om Ola Hansen"), "{shown:?}");
}
