//! Matters told over many persons or apart from them: headings over lists, columns named after persons, blocks of pages, offices of which
//! a place has one, fields that tell of whom a row is.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod support;

use support::{Site, a_fodselsnummer, findings, of_type};

fn verdict(name: &str, text: &str) -> String {
    let site = Site::new();
    site.put(name, text);
    let lines = site.jsonl(["--reveal"]);
    of_type(&lines, "document")[0]["verdict"].as_str().unwrap().to_owned()
}

/// The texts of the connections that stop, in order.
fn joined(name: &str, text: &str) -> Vec<String> {
    let site = Site::new();
    site.put(name, text);
    let lines = site.jsonl(["--reveal"]);
    let stops = findings(&lines, "connection").into_iter().filter(|finding| finding["severity"] == "stop");
    stops.map(|finding| finding["text"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_telling_heading_is_joined_to_every_name_on_the_list_below() {
    for text in [
        "Sykmeldte per 1. mars\n\nGunnvor Liastøl\nOlav Haugland\n\nHilsen kontoret",
        "Sykmeldte:\nGunnvor Liastøl\nOlav Haugland",
        "Sykmeldte per 1. mars\n\nNavn   Fra   Til\nGunnvor Liastøl   1.3.   8.3.\nOlav Haugland   2.3.   4.3.\n",
        "Innvilgede startlån i mars:\n\n1. Gunnvor Liastøl\n2. Haugland, Olav\n",
    ] {
        assert_eq!(joined("liste.txt", text).len(), 2, "{text}: {:?}", joined("liste.txt", text));
    }
    // Far from the ends of a long text, too.
    let filler = "Kommunen behandlet saker om veg og vann i dette møtet.\n".repeat(60);
    let long = format!("{filler}\nSykmeldte per 1. mars\n\nGunnvor Liastøl\nOlav Haugland\n\n{filler}");
    assert_eq!(joined("liste.txt", &long).len(), 2);
}

#[test]
fn headings_that_tell_of_nobody_join_nobody() {
    for text in [
        "Plan for psykisk helse\n\nGunnvor Liastøl\nOlav Haugland\n",
        "Saksbehandlere i barnevernet:\n\nGunnvor Liastøl\nOlav Haugland\n",
        "Møtet handlet om sykmeldte.\n\nGunnvor Liastøl\nOlav Haugland\n",
        "Sykmeldte fikk informasjon i fjor\n\nKommunen har mange oppgaver.\nDe løses av flere.\n",
    ] {
        assert_eq!(joined("liste.txt", text), [""; 0], "{text}");
    }
}

#[test]
fn what_stands_below_a_persons_name_in_a_table_is_that_persons() {
    let table = "Dato;Gunnvor Liastøl;Olav Haugland\n1.1.2026;ADHD;ferie\n2.1.2026;;sykmeldt\n";
    assert_eq!(verdict("vakter.csv", table), "withhold");
    assert_eq!(verdict("vakter.csv", "Dato;Haugland skole;Vik skole\n1.1.2026;ADHD;ferie\n"), "publish");
    assert_eq!(verdict("barn.json", r#"{"Gunnvor Liastøl": {"diagnose": "ADHD"}}"#), "withhold");
    assert_eq!(verdict("barn.json", r#"{"Haugland skole": {"diagnose": "ADHD"}}"#), "publish");
}

#[test]
fn names_that_head_columns_and_keys_are_masked() {
    let site = Site::new();
    site.put("vakter.csv", "Dato;Gunnvor Liastøl\n1.1.2026;ADHD\n");
    site.put("barn.json", r#"{"Gunnvor Liastøl": {"diagnose": "ADHD"}}"#);
    site.put("vedtak_barnevern_ingrid_haugland.txt", "Vedtak om hjelpetiltak.");
    for format in ["text", "jsonl", "csv", "sarif", "html"] {
        let output = site.scan(["--format", format]).everything();
        let shown = output.to_lowercase();
        assert!(!shown.contains("liastøl") && !shown.contains("haugland"), "{format}: {output}");
    }
    assert!(site.scan(["--format", "jsonl", "--reveal"]).everything().contains("Gunnvor Liastøl"));
}

#[test]
fn persons_in_small_letters_in_the_names_of_files_are_persons() {
    let site = Site::new();
    site.put("vedtak-barnevern-ingrid-haugland.txt", "Se vedlegg.");
    site.put("referat-dag-berg-skole.txt", "Se vedlegg.");
    let lines = site.jsonl(["--reveal"]);
    let verdicts: Vec<_> = of_type(&lines, "document").iter().map(|line| line["verdict"].clone()).collect();
    assert_eq!(verdicts, ["publish", "withhold"]);
    assert_eq!(findings(&lines, "personnavn")[0]["text"], "ingrid-haugland");
}

#[test]
fn the_blocks_of_a_page_are_one_letter() {
    for page in [
        "<p>Gjelder: Gunnvor Liastøl</p><p>Vedtak om omsorgsovertakelse er fattet.</p>",
        "<h1>Gunnvor Liastøl</h1><p>Vedtak om omsorgsovertakelse.</p><p>Hun ble hentet i går.</p>",
        "<ul><li>Navn: Gunnvor Liastøl</li><li>Diagnose: schizofreni</li></ul>",
        "<table><tr><td><p>Gjelder: Gunnvor Liastøl</p><p>Vedtak om omsorgsovertakelse er fattet.</p></td></tr></table>",
    ] {
        assert_eq!(verdict("brev.html", &format!("<html><body>{page}</body></html>")), "withhold", "{page}");
    }
    let open = "<p>Gunnvor Liastøl, rektor</p><p>Skolen får nytt tak.</p>";
    assert_eq!(verdict("brev.html", &format!("<html><body>{open}</body></html>")), "publish");
}

#[test]
fn findings_in_the_blocks_of_a_page_stand_where_the_block_does() {
    let site = Site::new();
    let number = a_fodselsnummer();
    site.put("brev.html", format!("<html><body><p>Hei.</p><div>Nummer {number}.</div></body></html>"));
    let lines = site.jsonl(["--reveal"]);
    let found = &findings(&lines, "fodselsnummer")[0];
    assert_eq!(found["location"]["xpath"], "/html/body[1]/div[1]");
    assert_eq!((found["start"].as_u64(), found["end"].as_u64()), (Some(7), Some(18)));
}

#[test]
fn what_browsers_show_in_one_line_is_one_line() {
    let number = a_fodselsnummer();
    let (date, rest) = number.split_at(6);
    for inside in [
        format!("<label>{date}</label>{rest}"),
        format!("{date}<mark2>{rest}</mark2>"),
        format!("{date}<span hidden></span>{rest}"),
        format!("{date}<img src=\"a.png\">{rest}"),
        format!("{number}<sup>1</sup>"),
        format!("<b>{date}</b> {rest}"),
    ] {
        let page = format!("<html><body><p>Nr. {inside}</p></body></html>");
        assert_eq!(verdict("side.html", &page), "withhold", "{inside}");
    }
    // A date beside it makes the number one of a row of numbers, which is for a person's eye.
    let beside = format!("<html><body><p><span>05.03.2024</span><span>{number}</span></p></body></html>");
    assert_ne!(verdict("side.html", &beside), "publish");
    let hidden = format!("<p>Vedtak <span style=\"display:none\">{number}</span> i går</p>");
    let site = Site::new();
    site.put("side.html", format!("<html><body>{hidden}</body></html>"));
    assert_eq!(findings(&site.jsonl(["--reveal"]), "fodselsnummer")[0]["part"], "hidden");
}

#[test]
fn numbers_are_read_as_programs_and_markup_write_them() {
    let number = a_fodselsnummer();
    let (date, rest) = number.split_at(6);
    for text in [
        format!(r#"{{"tekst": "{{\"brev\":\"Hei\\n{number}\"}}"}}"#),
        format!("2026-01-01 INFO melding=\"Fra\\n{number}\""),
        format!("Fødselsnummer: **{date}** {rest}"),
        format!("Fødselsnummer: {date}\\,{rest}"),
        format!("Fødselsnummer: <i>{date}</i> {rest}"),
    ] {
        assert_eq!(verdict("fil.log", &text), "withhold", "{text}");
    }
}

#[test]
fn who_holds_an_office_of_which_there_is_one_is_pointed_out() {
    for text in ["Rektor ved Utvik skule er sjukmeld.", "Barnehagestyreren i Skarsfjord er sykmeldt."] {
        assert_eq!(verdict("notat.txt", text), "review", "{text}");
    }
    for text in [
        "Rektor ved Utvik skule orienterte om sykefraværet.",
        "Rektor Gunnvor Liastøl ved Utvik skule svarte på spørsmål om mobbing.",
        "Ordføreren i Skarsfjord åpnet møtet.",
    ] {
        assert_eq!(verdict("notat.txt", text), "publish", "{text}");
    }
}

#[test]
fn rows_that_tell_age_and_place_point_out_a_person() {
    let table = "Bruker;Alder;Bosted;Årsak\n1;34;Utsira;ALS\n2;51;Utsira;kols\n";
    assert_eq!(verdict("brukere.csv", table), "review");
    assert_eq!(verdict("brukere.csv", "Tiltak;Antall;Årsak\n1;34;ALS\n2;51;kols\n"), "publish");
}

#[test]
fn whoever_signs_or_acts_for_a_firm_has_no_matter() {
    for text in [
        "Tiltak: Nybygg, utleige og utkastelse\nUTF røyr: Rimdal Røyr AS v/ Gunnvor Liastøl\n",
        "Har barnet ditt diabetes eller epilepsi, ta kontakt med helsesykepleier.\nLeder er Gunnvor Liastøl.",
    ] {
        assert_ne!(verdict("brev.txt", text), "withhold", "{text}");
    }
}

#[test]
fn a_short_note_is_about_whom_it_begins_with() {
    let note =
        "Gunnvor Liastøl, VG2\nKommer på eget initiativ.\nForteller at hun har vært innlagt for spiseforstyrrelser.";
    assert_eq!(verdict("notat.txt", note), "withhold");
}

#[test]
fn a_telling_column_beside_one_of_names_is_for_review() {
    for table in [
        "Navn;Sykmeldt fra;Til\nGunnvor Liastøl;1.3.2026;8.3.2026\n",
        "Elev;Spesialundervisning timer\nGunnvor Liastøl;12\n",
    ] {
        assert_eq!(verdict("liste.csv", table), "review", "{table}");
    }
    let page =
        "<table><tr><th>Navn</th><th>Sykmeldt fra</th></tr><tr><td>Gunnvor Liastøl</td><td>1.3.</td></tr></table>";
    assert_eq!(verdict("liste.html", &format!("<html><body>{page}</body></html>")), "review");
    for table in ["Skole;Spesialundervisning timer\nVik skole;12\n", "Navn;Antall sykmeldte\nVik skole;12\n"] {
        assert_eq!(verdict("liste.csv", table), "publish", "{table}");
    }
}

#[test]
fn a_service_over_a_list_of_names_tells_who_works_there() {
    for text in [
        "Barneverntjenesten:\nGunnvor Liastøl\nOlav Haugland\n",
        "Barnevern og PPT\n\nGunnvor Liastøl\nOlav Haugland\n",
        "Barnevernsnemnda\n\nGunnvor Liastøl\nOlav Haugland\n",
    ] {
        assert_ne!(verdict("liste.txt", text), "withhold", "{text}");
    }
}

#[test]
fn a_number_parted_by_fields_is_one() {
    let number = a_fodselsnummer();
    let (date, rest) = number.split_at(6);
    let boxes: String = number.chars().map(|digit| format!("<td>{digit}</td>")).collect();
    for (name, text) in [
        ("a.csv", format!("Navn;Fødselsdato;Personnr\nNN;{date};{rest}\n")),
        ("a.json", format!(r#"{{"fodselsdato": "{date}", "personnummer": "{rest}"}}"#)),
        ("a.html", format!("<html><body><table><tr><td>{date}</td><td>{rest}</td></tr></table></body></html>")),
        ("b.html", format!("<html><body><table><tr>{boxes}</tr></table></body></html>")),
    ] {
        assert_eq!(verdict(name, &text), "withhold", "{text}");
    }
    for (name, text) in [
        ("a.csv", format!("Saksnr;Journaldato;Beløp\n1;{date};{rest}\n")),
        ("b.html", format!("<html><body><table><tr>{boxes}<td>1</td></tr></table></body></html>")),
    ] {
        assert_eq!(verdict(name, &text), "publish", "{text}");
    }
}

#[test]
fn what_is_joined_over_the_blocks_of_a_page_is_masked() {
    let site = Site::new();
    let blocks = "<div>Fjordnes kommune</div><p>Gjelder: Gunnvor Liastøl</p><p>Hun har schizofreni og bor alene.</p>";
    site.put("brev.html", format!("<html><body>{blocks}</body></html>"));
    for format in ["text", "jsonl", "csv", "sarif", "html"] {
        let output = site.scan(["--format", format]).everything().to_lowercase();
        assert!(!output.contains("liastøl") && !output.contains("schizofreni"), "{format}: {output}");
    }
    let lines = site.jsonl(["--reveal"]);
    let joined = findings(&lines, "connection");
    assert_eq!(joined[0]["text"], "Gunnvor Liastøl");
    assert_eq!(joined[0]["location"]["xpath"], "/html/body[1]/p[1]");
}
