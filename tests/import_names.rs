//! Statistics Norway's tables of names become lists: in every form that its statbank gives, with what they must not do to prose, and
//! with clear words on what cannot be read. All names and numbers are invented.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod support;

use support::{Site, findings};

/// The same table of first names in every form. Fjompine has her newest number in 2024, Trollulf is a man's and a woman's name,
/// Kreft and Bjerk are words, Ola is listed, Sjelden has few holders, Uten has no number.
const WIDE: &str = "10501: Personer, etter fornavn, statistikkvariabel og år\r\n\r\nfornavn;Personer 2024;Personer 2025\r\nFjompine;400;.\r\nTrollulf;210;250\r\nTrollulf;.;300\r\nÅsebrå;300;310\r\nKreft;300;300\r\nOla;9 000;8 000\r\nSjelden;.;120\r\nUten;..;:\r\nI alt;12000;13000\r\nTallene er oppdiktet.\r\n";

const LONG: &str =
    "\"fornavn\",\"statistikkvariabel\",\"år\",\"10501: Personer, etter fornavn, statistikkvariabel og år\"
\"Fjompine\",\"Personer\",\"2024\",400
\"Fjompine\",\"Personer\",\"2025\",.
\"Fjompine\",\"Personer (prosent)\",\"2024\",0.4
\"Trollulf\",\"Personer\",\"2025\",300
\"Åsebrå\",\"Personer\",\"2025\",310
\"Kreft\",\"Personer\",\"2025\",300
\"Ola\",\"Personer\",\"2025\",8000
\"Sjelden\",\"Personer\",\"2025\",120
\"Uten\",\"Personer\",\"2025\",..
\"I alt\",\"Personer\",\"2025\",13000
";

const CODES: &str = "Fornavn\tContentsCode\tTid\tPersoner\n1FJOMPINE\tPersoner\t2024\t400\n1FJOMPINE\tPersoner\t2025\t-\n1TROLLULF\tPersoner\t2025\t250\n2TROLLULF\tPersoner\t2025\t300\n1Z3SEBRZ3\tPersoner\t2025\t310\n2KREFT\tPersoner\t2025\t300\n2OLA\tPersoner\t2025\t8000\n2SJELDEN\tPersoner\t2025\t120\n2UTEN\tPersoner\t2025\t:\nI alt\tPersoner\t2025\t13000\n";

const CODES_AND_TEXTS: &str = "fornavn;Personer 2024;Personer 2025\n1FJOMPINE Fjompine;400;.\n1TROLLULF Trollulf;.;250\n2TROLLULF Trollulf;.;300\n1Z3SEBRZ3 Åsebrå;300;310\n2KREFT Kreft;300;300\n2OLA Ola;9000;8000\n2SJELDEN Sjelden;.;120\n2UTEN Uten;.;.\nI alt;12000;13000\n";

const JSON_STAT: &str = r#"{"version": "2.0", "class": "dataset", "label": "10501: Personer, etter fornavn, statistikkvariabel og år",
 "source": "Statistisk sentralbyrå", "id": ["Fornavn", "ContentsCode", "Tid"], "size": [9, 1, 2],
 "dimension": {
  "Fornavn": {"label": "fornavn", "category": {
    "index": {"1FJOMPINE": 0, "1TROLLULF": 1, "2TROLLULF": 2, "1Z3SEBRZ3": 3, "2KREFT": 4, "2OLA": 5, "2SJELDEN": 6, "2UTEN": 7, "999": 8},
    "label": {"1FJOMPINE": "Fjompine", "1TROLLULF": "Trollulf", "2TROLLULF": "Trollulf", "1Z3SEBRZ3": "Åsebrå", "2KREFT": "Kreft",
              "2OLA": "Ola", "2SJELDEN": "Sjelden", "2UTEN": "Uten", "999": "I alt"}}},
  "ContentsCode": {"label": "statistikkvariabel", "category": {"index": {"Personer": 0}, "label": {"Personer": "Personer"},
    "unit": {"Personer": {"base": "personer", "decimals": 0}}}},
  "Tid": {"label": "år", "category": {"index": {"2024": 0, "2025": 1}, "label": {"2024": "2024", "2025": "2025"}}}},
 "value": [400, null, 210, 250, null, 300, 300, 310, 300, 300, 9000, 8000, null, 120, null, null, 12000, 13000],
 "status": {"1": ".", "4": ".", "12": ".", "14": "..", "15": ":"}, "role": {"time": ["Tid"], "metric": ["ContentsCode"]}}"#;

const PXWEB: &str = r#"{"columns": [{"code": "Fornavn", "text": "fornavn", "type": "d"}, {"code": "Tid", "text": "år", "type": "t"},
  {"code": "Personer", "text": "Personer", "type": "c"}], "comments": [], "data": [
 {"key": ["1FJOMPINE", "2024"], "values": ["400"]}, {"key": ["1FJOMPINE", "2025"], "values": ["."]},
 {"key": ["1TROLLULF", "2025"], "values": ["250"]}, {"key": ["2TROLLULF", "2025"], "values": ["300"]},
 {"key": ["1Z3SEBRZ3", "2025"], "values": ["310"]}, {"key": ["2KREFT", "2025"], "values": ["300"]},
 {"key": ["2OLA", "2025"], "values": ["8000"]}, {"key": ["2SJELDEN", "2025"], "values": ["120"]},
 {"key": ["2UTEN", "2025"], "values": [".."]}, {"key": ["I alt", "2025"], "values": ["13000"]}]}"#;

fn windows_1252(text: &str) -> Vec<u8> {
    text.chars().map(|letter| u8::try_from(u32::from(letter)).expect("Latin-1")).collect()
}

/// JSON-stat 1: the order and sizes lie among the dimensions, the whole in `dataset`; here with sparse values.
fn json_stat_1() -> String {
    let mut cube: serde_json::Value = serde_json::from_str(JSON_STAT).unwrap();
    for key in ["id", "size", "role"] {
        let value = cube.as_object_mut().unwrap().shift_remove(key).unwrap();
        cube["dimension"][key] = value;
    }
    let numbers = cube["value"].as_array().unwrap().clone();
    let sparse = numbers.iter().enumerate().filter(|(_, number)| !number.is_null());
    cube["value"] =
        sparse.map(|(at, number)| (at.to_string(), number.clone())).collect::<serde_json::Map<_, _>>().into();
    serde_json::json!({ "dataset": cube }).to_string()
}

/// The lists of a file, without what the head tells of the day.
fn lists(toml: &str) -> toml::Table {
    assert!(toml.starts_with("# Source: Statistics Norway (SSB), table "), "{toml}");
    assert!(toml.contains("NLOD") && toml.contains("Imported 2"), "{toml}");
    toml.parse().expect("TOML")
}

#[test]
fn every_form_of_a_table_gives_the_same_list() {
    let site = Site::new();
    let forms: [(&str, Vec<u8>); 9] = [
        ("wide.csv", WIDE.into()),
        ("wide-1252.csv", windows_1252(WIDE)),
        ("long-bom.csv", format!("\u{feff}{LONG}").into_bytes()),
        ("codes.tsv", CODES.into()),
        ("codes-and-texts.csv", CODES_AND_TEXTS.into()),
        ("cube.json", JSON_STAT.into()),
        ("cube-bom.json", format!("\u{feff}{JSON_STAT}").into_bytes()),
        ("cube-1.json", json_stat_1().into_bytes()),
        ("pxweb.json", PXWEB.into()),
    ];
    for (name, contents) in forms {
        site.put_beside(name, contents);
        let ran = site.run(["rules", "import-names", name, "--lang", "en"]).exits(0);
        let table = lists(ran.out());
        assert_eq!(table["id"].as_str(), Some("ssb-fornavn"), "{name}");
        assert!(ran.out().contains("table 10501, newest year 2025"), "{name}: {}", ran.out());
        let listed =
            |key: &str| table[key].as_array().unwrap().iter().filter_map(|name| name.as_str()).collect::<Vec<_>>();
        assert_eq!(listed("first"), ["Fjompine", "Trollulf", "Åsebrå"], "{name}");
        assert_eq!(listed("also_words_first"), ["Kreft"], "{name}");
        let said = ran.err();
        for line in [
            "First names (Statistics Norway's table 10501), newest year 2025",
            "  7 names read",
            "  4 taken into the list",
            "    1 of them count only beside another name",
            "  3 left out",
            "    1 with fewer than 200 holders",
            "    1 that the built-in lists hold already",
            "    1 without a number",
            "  1 other row passed over",
        ] {
            assert!(said.contains(line), "{name}: no «{line}» in\n{said}");
        }
        assert!(!said.contains("one sex"), "{name}: {said}");
    }
}

#[test]
fn both_tables_become_lists_in_a_folder_of_rules_that_holds() {
    let site = Site::new();
    site.put_beside("fornavn.csv", WIDE);
    site.put_beside(
        "etternavn.csv",
        "etternavn;Personer 2025\nFJOMPUSEN;900\nTROLLBAKKEN;800\nTORGET;700\nKRISE;600\nHANSEN;50000\nOG;300\n",
    );
    let ran =
        site.run(["rules", "import-names", "fornavn.csv", "etternavn.csv", "--out", "egne", "--least", "100"]).exits(0);
    assert!(
        ran.out().contains("egne/names/ssb-fornavn.toml") && ran.out().contains("egne/names/ssb-etternavn.toml"),
        "{}",
        ran.out()
    );
    let first = lists(&std::fs::read_to_string(site.path("egne/names/ssb-fornavn.toml")).unwrap());
    assert_eq!(first["first"].as_array().unwrap().len(), 4, "Sjelden has 120 holders");
    let last = lists(&std::fs::read_to_string(site.path("egne/names/ssb-etternavn.toml")).unwrap());
    assert_eq!(last["last"].as_array().unwrap(), &["Fjompusen".into()] as &[toml::Value]);
    assert_eq!(last["also_words_last"].as_array().unwrap().len(), 3, "{last}");
    assert!(ran.out().contains("1 som hører til de ordene tekster er laget av"), "{}", ran.out());
    let checked = site.run(["rules", "check", "--rules", "egne"]).exits(0);
    assert!(checked.out().contains(" 0 failed"), "{}", checked.out());
    // Once more gives the same files.
    let before = std::fs::read(site.path("egne/names/ssb-etternavn.toml")).unwrap();
    site.run(["rules", "import-names", "etternavn.csv", "--out", "egne", "--least", "100"]).exits(0);
    assert_eq!(std::fs::read(site.path("egne/names/ssb-etternavn.toml")).unwrap(), before);
}

#[test]
fn an_imported_name_is_found_and_an_imported_word_is_not() {
    let site = Site::new();
    let names = "fornavn;Personer 2025\nFjompine;900\nKreft;800\nTorget;700\nVinduet;600\n";
    site.put_beside("fornavn.csv", names);
    site.run(["rules", "import-names", "fornavn.csv", "--out", "egne"]).exits(0);
    site.put("navn.txt", "Notat om sykdom.\nSaken om diabetes gjelder FJOMPINE.\n");
    site.put(
        "prosa.txt",
        "Kreft rammer mange. Torget ble stengt på grunn av diabetes. I går var Torget åpent. Kreft er diagnosen.\n",
    );
    let names_in = |lines: &[serde_json::Value], path: &str| {
        findings(lines, "personnavn").into_iter().filter(|finding| finding["path"] == path).count()
    };
    let (before, after) = (site.jsonl(["--names", "all"]), site.jsonl(["--names", "all", "--rules", "egne"]));
    assert_eq!((names_in(&before, "inn/navn.txt"), names_in(&after, "inn/navn.txt")), (0, 1));
    assert_eq!((names_in(&before, "inn/prosa.txt"), names_in(&after, "inn/prosa.txt")), (0, 0));
}

#[test]
fn what_was_done_is_told_in_each_language() {
    let site = Site::new();
    site.put_beside("fornavn.csv", "fornavn;Personer 2025\n1FJOMPINE;900\n");
    for (lang, read, sex) in [
        ("nb", "1 navn lest", "Velg både jentenavn og guttenavn"),
        ("nn", "1 namn lese", "Vel både jentenamn og gutenamn"),
        ("en", "1 name read", "Choose both girls' and boys' names"),
    ] {
        let ran = site.run(["rules", "import-names", "fornavn.csv", "--lang", lang]).exits(0);
        assert!(ran.err().contains(read) && ran.err().contains(sex), "{lang}: {}", ran.err());
    }
}

#[test]
fn the_kind_is_told_where_the_table_does_not_tell_it() {
    let site = Site::new();
    site.put_beside("navn.csv", "navn,Personer 2025\nFjompusen,900\n");
    let ran = site.run(["rules", "import-names", "navn.csv"]).exits(2);
    assert!(ran.err().contains("navn.csv: line 1: "), "{}", ran.err());
    let ran = site.run(["rules", "import-names", "navn.csv", "--as", "surnames", "--output", "liste.toml"]).exits(0);
    assert!(ran.out().contains("Skrevet: liste.toml"), "{}", ran.out());
    assert_eq!(lists(&std::fs::read_to_string(site.path("liste.toml")).unwrap())["id"].as_str(), Some("ssb-etternavn"));
}

#[test]
fn what_cannot_be_read_exits_2_with_file_line_and_reason() {
    let site = Site::new();
    let cases: [(&str, &str, &str); 11] = [
        ("tom.csv", "", "line 1: no table of names"),
        ("annen.csv", "region;Folketall 2025\nOslo;700000\n", "line 1: no table of names"),
        ("tall.csv", "fornavn;Personer 2025\nFjompine;400\nTrollulf;mange\n", "line 3: the column «Personer 2025»"),
        ("forste-tall.csv", "fornavn;Personer 2025\nFjompine;mange\n", "line 2: the column «Personer 2025»"),
        ("celler.csv", "fornavn;Personer 2025\nFjompine;400\nTrollulf;400;3\n", "line 3: 3 cells"),
        ("aar.csv", "fornavn;år;Personer\nFjompine;2025;400\nTrollulf;i fjor;400\n", "line 3: the column of years"),
        ("uten-navn.csv", "fornavn;Personer 2025;Personer 2024\nFjompine;400;3\n;400;3\n", "line 3: no name"),
        ("brutt.json", "{\"dimension\": {\n\"Fornavn\": \n", "line 3: "),
        ("uten-verdi.json", "{\"dimension\": {},\n\"id\": []}", "line 2: missing field `value`"),
        ("annet.json", "{\"a\": 1}", "line 1: neither JSON-stat nor PxWeb's JSON"),
        (
            "for-mange.json",
            "{\"id\": [\"Fornavn\"], \"size\": [1], \"dimension\": {\"Fornavn\": {\"category\": {\"index\": [\"A\"]}}}, \"value\": [1, 2]}",
            "more numbers than its dimensions have room for",
        ),
    ];
    for (name, contents, reason) in cases {
        site.put_beside(name, contents);
        let ran = site.run(["rules", "import-names", name, "--output", "liste.toml"]).exits(2);
        assert!(ran.err().contains(&format!("cannot import names from {name}: ")), "{name}: {}", ran.err());
        assert!(ran.err().contains(reason), "{name}: no «{reason}» in {}", ran.err());
        assert!(!site.path("liste.toml").exists(), "{name}");
    }
    let ran = site.run(["rules", "import-names", "finnes-ikke.csv"]).exits(2);
    assert!(ran.err().contains("finnes-ikke.csv"), "{}", ran.err());
    site.put_beside("f.csv", WIDE);
    site.put_beside("e.csv", "etternavn;Personer 2025\nFjompusen;900\n");
    let ran = site.run(["rules", "import-names", "f.csv", "e.csv"]).exits(2);
    assert!(ran.err().contains("--out DIR"), "{}", ran.err());
}

#[test]
fn the_configuration_of_a_scan_does_not_say_where_the_list_goes() {
    let site = Site::new();
    site.put_beside("skjerm.toml", "output = [\"rapport.jsonl\"]\nformat = [\"jsonl\"]\n");
    site.put_beside("f.csv", WIDE);
    let ran = site.run(["rules", "import-names", "f.csv"]).exits(0);
    assert!(ran.out().contains("Fjompine") && !site.path("rapport.jsonl").exists());
}
