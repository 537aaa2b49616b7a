//! Findings are shielded where they stand; what cannot be is withheld.

use crate::run::{Encode, Run, is_valid, latin, shielded, wide};
use crate::samples::{HARMLESS, noark_5, whole};
use crate::support::{a_fodselsnummer, text};
use serde_json::Value;

#[test]
fn findings_are_shielded_where_they_stand() {
    let number = a_fodselsnummer();
    let entities: String = number.chars().map(|digit| format!("&#{};", digit as u32)).collect();
    for (written, left) in [
        (
            format!("Klage &amp; svar fra {number} &lt;i g\u{e5}r&gt;"),
            "Klage &amp; svar fra ***** &lt;i g\u{e5}r&gt;".to_owned(),
        ),
        (format!("Klage fra {entities}!"), "Klage fra *****!".to_owned()),
        (format!("<![CDATA[Klage & svar fra {number}]]>"), "<![CDATA[Klage & svar fra *****]]>".to_owned()),
        (format!("Klage fra {}<!-- x -->{}", &number[..6], &number[6..]), "Klage fra *****<!-- x -->".to_owned()),
        (
            format!("Klage <![CDATA[fra {}]]>{} i dag", &number[..6], &number[6..]),
            "Klage <![CDATA[fra *****]]> i dag".to_owned(),
        ),
        (format!("\n   Klage fra <b>{number}</b>\n  "), "\n   Klage fra <b>*****</b>\n  ".to_owned()),
    ] {
        let export = whole(&noark_5(&[true, false], "MERKE"), &[]);
        let run = shielded("j.xml", export.replace("Klage fra MERKE", &written).as_bytes());
        let cleared = run.text("j.xml");
        assert!(cleared.contains(&format!("<n:offentligTittel>{left}</n:offentligTittel>")), "{cleared}");
        // The rest is as it was, but for what tells of the shielding.
        let added = [
            "<n:skjermingMetadata>Tittel registrering - utvalgte ord</n:skjermingMetadata>",
            "<n:tilgangsrestriksjon>UO</n:tilgangsrestriksjon>",
            "<n:skjermingshjemmel>Offl. \u{a7} 26 femte ledd</n:skjermingshjemmel>",
        ];
        let plain = added.iter().fold(cleared.clone(), |text, added| {
            assert_eq!(text.matches(added).count(), 1, "{added} in {cleared}");
            text.replace(&format!("\n\t\t\t{added}"), "").replace(added, "")
        });
        assert_eq!(plain, export.replace("Klage fra MERKE", &left));
        assert_eq!((run.entries("shielded").len(), run.entries("withheld").len()), (1, 0));
        assert_eq!(run.posts()["shielded"], 1);
        // Bold text is no part of the schema.
        if !left.contains("<b>") {
            is_valid(&run.site.path("ut/j.xml"));
        }
    }
}

#[test]
fn json_is_shielded_behind_its_escapes() {
    let number = a_fodselsnummer();
    let escaped: String = number.chars().map(|digit| format!("\\u{:04x}", digit as u32)).collect();
    for (written, left) in [
        (
            format!(r#"S\u00e5 \ud834\udd1e sier \"{number}\" her\n"#),
            r#"S\u00e5 \ud834\udd1e sier \"*****\" her\n"#.to_owned(),
        ),
        (format!(r"Klage fra {escaped}\/2"), r"Klage fra *****\/2".to_owned()),
    ] {
        let export =
            format!("[{{\"entity\":\"Journalpost\",\"journalpostnummer\":1,\"offentligTittel\":\"{written}\"}}]");
        let run = shielded("e.json", export.as_bytes());
        let cleared = run.text("e.json");
        assert!(cleared.contains(&format!("\"offentligTittel\":\"{left}\"")), "{cleared}");
        let value: Value = serde_json::from_str(&cleared).expect("JSON");
        assert_eq!(value[0]["skjerming"]["tilgangsrestriksjon"], "UO");
        assert_eq!(value[0]["skjerming"]["skjermingshjemmel"], "Offl. \u{a7} 26 femte ledd");
    }
}

#[test]
fn tables_are_shielded_within_their_quotes_and_encodings() {
    let number = a_fodselsnummer();
    let export = format!(
        "Saksnr;Dokumentnr;Tittel;Mottaker;Tilgangskode;Hjemmel\r\n2026/1;1;\"S\u{e5} \"\"{number}\"\" ja; og\r\nnei\";Veg AS;;\r\n\
         2026/2;1;Bl\u{e5}b\u{e6}r p\u{e5} gr\u{f8}ft \u{a7} 3;Veg AS;;\r\n"
    );
    let left =
        export.replace(&number, "*****").replacen("nei\";Veg AS;;", "nei\";Veg AS;UO;Offl. \u{a7} 26 femte ledd", 1);
    let encodings: [Encode; 3] = [|text| text.as_bytes().to_vec(), latin, wide];
    for encode in encodings {
        let run = shielded("l.csv", &encode(&export));
        assert_eq!(run.cleared("l.csv").unwrap(), encode(&left));
    }
    let declared = |text: String| text.replace("UTF-8", "ISO-8859-1");
    let journal =
        declared(whole(&noark_5(&[true, false], &number), &[])).replace("Veg AS", "Br\u{f8}nn\u{f8}y g\u{e5}rd AS");
    let run = shielded("j.xml", &latin(&journal));
    let cleared = run.cleared("j.xml").unwrap();
    let cleared: String = cleared.iter().map(|&byte| char::from(byte)).collect();
    assert!(
        cleared.contains("Klage fra *****")
            && cleared.contains("Br\u{f8}nn\u{f8}y")
            && cleared.contains("Offl. \u{a7} 26")
    );
    is_valid(&run.site.path("ut/j.xml"));
}

#[test]
fn a_person_is_shielded_and_the_case_stays_open() {
    let export = "Saksnr;Dokumentnr;Tittel;Mottaker;Tilgangskode;Hjemmel\n\
        2026/1;1;Vedtak om spesialundervisning for Kari Nordmann;Storholmen skole;;\n\
        2026/2;1;Spesialundervisning - Kari Nordmann;Storholmen skole;;\n2026/3;1;Budsjett;Veg AS;;\n";
    let run = shielded("l.csv", export.as_bytes());
    let cleared = run.text("l.csv");
    assert!(!cleared.contains("Nordmann"), "{cleared}");
    assert_eq!(cleared.lines().count(), 4, "{cleared}\n{:#?}", run.withheld());
    // Nothing would be left of the second title; its word alone says nothing of anybody.
    assert!(cleared.contains("Spesialundervisning - *****"), "{cleared}");
    assert!(cleared.contains("2026/3;1;Budsjett;Veg AS;;\n"));
    let list = run.text("withheld.csv") + &run.text("withheld.jsonl");
    assert!(!list.contains("Nordmann") && !list.to_lowercase().contains("spesialundervisning"));
    let run = Run::of(&[("l.csv", export.as_bytes())], &[]);
    assert_eq!(run.text("l.csv").lines().count(), 2);
}

#[test]
fn what_cannot_be_shielded_is_withheld() {
    let number = a_fodselsnummer();
    let case_code = whole(&noark_5(&[false, false], ""), &[]).replacen(
        "<n:saksmappe>",
        &format!("<n:klasse><n:klasseID>{number}</n:klasseID><n:tittel>Elev</n:tittel></n:klasse><n:saksmappe>"),
        1,
    );
    let attribute = whole(&noark_5(&[false, false], ""), &[]).replacen(
        "<n:journalpost>",
        &format!("<n:journalpost ref=\"{number}\">"),
        1,
    );
    for export in [case_code, attribute] {
        let run = shielded("j.xml", export.as_bytes());
        assert_eq!(run.text("j.xml").matches("<n:journalregistrering>").count(), 1);
        assert_eq!((run.entries("withheld").len(), run.entries("shielded").len()), (1, 0));
        assert!(!run.text("j.xml").contains(&number));
    }
    // A number is no text in JSON.
    let export = format!(
        r#"[{{"entity":"Journalpost","id":"a","tall":{number}}},{{"entity":"Journalpost","id":"b","offentligTittel":"Vei"}}]"#
    );
    let run = shielded("e.json", export.as_bytes());
    assert_eq!(run.text("e.json"), r#"[{"entity":"Journalpost","id":"b","offentligTittel":"Vei"}]"#);
}

#[test]
fn comments_outside_posts_are_taken_out_and_fields_there_keep_the_export_back() {
    let number = a_fodselsnummer();
    let clean = whole(&noark_5(&[false, false], ""), &[]);
    let run = Run::of(&[("j.xml", clean.replace("fra arkivet", &format!("fra {number}")).as_bytes())], &[]);
    assert_eq!(run.text("j.xml"), clean.replace("<!-- fra arkivet -->", ""));
    assert_eq!(text(&run.withheld()[0], "action"), "removed");
    let run = Run::of(&[("j.xml", clean.replace("Fjordnes kommune", &format!("Klage fra {number}")).as_bytes())], &[]);
    assert_eq!(run.cleared("j.xml"), None);
    assert!(run.ran.err().contains("utenfor journalpostene"), "{}", run.ran.err());
    run.ran.exits(3);
}

#[test]
fn names_are_marked_once() {
    let export = whole(&noark_5(&[false, false], ""), &[])
        .replacen(HARMLESS, "Nabovarsel fra Kari Nordmann og <![CDATA[Per Hansen]]>", 1)
        .replacen("Veg AS", "&lt;personnavn&gt;Ola Nordmann&lt;/personnavn&gt;", 1);
    let run = Run::of(&[("j.xml", export.as_bytes())], &["--mark-names"]);
    let cleared = run.text("j.xml");
    assert!(
        cleared.contains(
            "fra &lt;personnavn&gt;Kari Nordmann&lt;/personnavn&gt; og <![CDATA[<personnavn>Per Hansen</personnavn>]]>"
        ),
        "{cleared}"
    );
    assert!(cleared.contains(">&lt;personnavn&gt;Ola Nordmann&lt;/personnavn&gt;<"), "{cleared}");
    let unmarked = ["&lt;personnavn&gt;", "&lt;/personnavn&gt;", "<personnavn>", "</personnavn>"];
    let bare = |text: &str| unmarked.iter().fold(text.to_owned(), |text, mark| text.replace(mark, ""));
    assert_eq!(bare(&cleared), bare(&export));
    is_valid(&run.site.path("ut/j.xml"));
    let table =
        Run::of(&[("l.csv", b"Saksnr;Dokumentnr;Tittel\n2026/1;1;Brev fra Kari Nordmann\n")], &["--mark-names"]);
    assert!(table.ran.err().contains("ikke noe merke"), "{}", table.ran.err());
    // Marked a second time it is the same.
    let again = Run::of(&[("j.xml", cleared.as_bytes())], &["--mark-names"]);
    assert_eq!(again.text("j.xml"), cleared);
}
