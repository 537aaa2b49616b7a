//! What all formats must hold, and the edges of each.

use super::*;
use crate::model::{Places, Role, SEGMENT_SEPARATOR};
use proptest::prelude::*;

/// Everything handed out, with the checks that every part must pass.
fn parts<'a>(bytes: &'a [u8], name: &'a str) -> (Vec<Part<'a>>, Extraction) {
    let mut parts = Vec::new();
    let extraction = extract(bytes, name, &mut |part: Part<'a>| parts.push(part));
    for part in &parts {
        check(part);
    }
    (parts, extraction)
}

fn check(part: &Part<'_>) {
    let mut end = 0;
    for (index, segment) in part.segments.iter().enumerate() {
        let span = segment.span();
        assert!(span.start < span.end && span.end <= part.text.len(), "inside the text");
        assert_eq!(span.start, end + usize::from(index > 0), "in rising order, one byte apart");
        assert!(index == 0 || part.text[end] == SEGMENT_SEPARATOR, "parted");
        assert!(!span.of(&part.text).contains(&SEGMENT_SEPARATOR));
        assert!(std::str::from_utf8(span.of(&part.text)).is_ok(), "UTF-8");
        let location = part.location(Some(segment), &mut Default::default(), span);
        assert!(matches!(part.places, Places::Table { .. }) == location.row.is_some());
        assert!(matches!(part.places, Places::Tree(_)) == location.xpath.is_some());
        end = span.end;
    }
    assert!(part.segments.is_empty() || end == part.text.len());
}

/// Each segment as `label|path or cell|text`.
fn shown(bytes: &[u8], name: &str) -> Vec<String> {
    let (parts, _) = parts(bytes, name);
    let mut lines = Vec::new();
    for part in &parts {
        if part.segments.is_empty() {
            lines.push(format!("||{}", String::from_utf8_lossy(&part.text)));
        }
        for segment in &part.segments {
            let location = part.location(Some(segment), &mut Default::default(), segment.span());
            let place = location.xpath.or(location.cell).unwrap_or_default();
            lines.push(format!("{}|{place}|{}", segment.label, String::from_utf8_lossy(segment.span().of(&part.text))));
        }
    }
    lines
}

fn texts(bytes: &[u8], name: &str) -> Vec<String> {
    shown(bytes, name).into_iter().map(|line| line.splitn(3, '|').last().unwrap_or_default().to_owned()).collect()
}

fn reason(bytes: &[u8], name: &str) -> Option<Reason> {
    parts(bytes, name).1.unread.map(|unread| unread.reason)
}

#[test]
fn content_goes_before_the_extension() {
    let format = |bytes: &[u8], name: &str| parts(bytes, name).1.format;
    assert_eq!(format(b"%PDF-1.7\n...", "a.txt"), "PDF");
    assert_eq!(format(b"Hei, dette er tekst.", "a.pdf"), "text");
    assert_eq!(format(b"PK\x03\x04....", "a.docx"), "DOCX");
    assert_eq!(format(b"PK\x03\x04....", "a.dat"), "ZIP");
    assert_eq!(format(br#"{"a": "b"}"#, "a.txt"), "JSON");
    assert_eq!(format(b"{\"a\": 1}\n{\"a\": 2}\n", "a.txt"), "JSON Lines");
    assert_eq!(format(b"<?xml version=\"1.0\"?><a>b</a>", "a"), "XML");
    assert_eq!(format(b"<!DOCTYPE html><p>b", "a.txt"), "HTML");
    assert_eq!(format(b"<table><tr><td>1</table>", "a.xls"), "HTML");
    assert_eq!(format(&[0, 1, 2, 3, 4, 5, 255, 254], "a.txt"), "binary");
    assert_eq!([format(b"", "a.txt"), format(b"", "a.pdf")], ["", "empty"]);
    assert_eq!(reason(b"%PDF-1.7\n...", "a.pdf"), Some(Reason::Corrupt));
    assert_eq!([reason(b"", "a.pdf"), reason(b"", "a.docx")], [Some(Reason::Corrupt); 2]);
    assert_eq!([reason(b"", "a.txt"), reason(b"", "a.csv")], [None; 2]);
}

#[test]
fn a_wrong_guess_is_text_and_not_unread() {
    for text in ["[Notat] Kari kom.", "{ikke json}", "<- se her", "<b>halv", "{\"a\": 1} og så noe mer"] {
        assert_eq!(texts(text.as_bytes(), "a.txt"), [text], "{text}");
        assert_eq!(reason(text.as_bytes(), "a.txt"), None, "{text}");
    }
}

#[test]
fn what_is_damaged_is_searched_to_its_end_and_unread() {
    let json = "{\"navn\": \"Kari\",\n \"nr\": [1, 2";
    assert_eq!(texts(json.as_bytes(), "a.json").concat(), "Kari12");
    assert_eq!(reason(json.as_bytes(), "a.json"), Some(Reason::Corrupt));
    let json = "{\"navn\": \"Kari\" \"neste\": \"Ola\"}";
    assert!(texts(json.as_bytes(), "a.json").concat().contains("Ola"));
    let xml = "<a><b>Kari</b>\n<c>Ola</d> og Per</a>";
    let found = texts(xml.as_bytes(), "a.xml").concat();
    assert!(["Kari", "Ola", "Per"].iter().all(|name| found.contains(name)), "{found}");
    let (all, extraction) = parts(xml.as_bytes(), "a.xml");
    assert_eq!(extraction.unread.map(|u| u.detail.starts_with("line 2: ")), Some(true));
    let rest = all.last().expect("the rest");
    assert!(matches!(rest.places, Places::Lines { first_line: 2 }), "{rest:?}");
    assert_eq!(rest.origin, xml.find("</d>").expect("there"));
}

#[test]
fn encodings_are_told_by_their_letters() {
    let text = "Sak om særskilt tilrettelegging på Ørsta; «ærlig» – Åse";
    let ibm = |text: &str| -> Vec<u8> {
        text.chars()
            .map(|c| match c {
                'æ' => 0x91,
                'ø' => 0x9B,
                'å' => 0x86,
                'Æ' => 0x92,
                'Ø' => 0x9D,
                'Å' => 0x8F,
                other => other as u8,
            })
            .collect()
    };
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let marked = [b"\xFF\xFE", &utf16[..]].concat();
    let big: Vec<u8> = [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect();
    let windows = encoding_rs::WINDOWS_1252.encode(text).0.into_owned();
    for bytes in [text.as_bytes(), &utf16, &marked, &big, &windows] {
        assert_eq!(texts(bytes, "a.txt"), [text]);
    }
    let plain = "Blåbær på Ørsta og Åse";
    assert_eq!(texts(&ibm(plain), "a.txt"), [plain]);
    assert_eq!(texts(&encoding_rs::MACINTOSH.encode(plain).0, "a.txt"), [plain]);
}

#[test]
fn utf_8_is_borrowed_and_a_mark_is_counted() {
    let (all, _) = parts("\u{feff}Åse".as_bytes(), "a.txt");
    assert_eq!((all[0].origin, &*all[0].text), (3, "Åse".as_bytes()));
    assert!(matches!(all[0].text, Cow::Borrowed(_)));
    // A stray byte stays where it stands.
    let damaged = [&b"bl\xE5 "[..], "Åse på Ørsta æøå".as_bytes()].concat();
    let (all, _) = parts(&damaged, "a.txt");
    assert_eq!(&*all[0].text, damaged);
}

#[test]
fn declared_encodings_are_honoured() {
    let xml = b"<?xml version='1.0' encoding='ISO-8859-1'?><a>Gj\xF8vik \xFE</a>";
    assert_eq!(texts(xml, "a.xml"), ["Gjøvik þ"]);
    let html = b"<html><head><meta charset=windows-1252><body>Gj\xF8vik \x80";
    assert_eq!(texts(html, "a.html").last().map(String::as_str), Some("Gjøvik €"));
    let lies = "<?xml version='1.0' encoding='ISO-8859-1'?><a>Gjøvik</a>";
    assert_eq!(texts(lies.as_bytes(), "a.xml"), ["Gjøvik"]);
}

#[test]
fn windows_of_text_join_to_the_whole() {
    let line = "Vedtak om barnehageplass 12345678901 og litt til på Ås.\n";
    for text in
        [line.repeat(30_000), line.replace('\n', " ").repeat(30_000), "å".repeat(900_000), "1\n\n".repeat(400_000)]
    {
        let (all, _) = parts(text.as_bytes(), "a.md");
        assert!(all.len() > 2 && all[..all.len() - 1].iter().all(|part| part.text.len() >= 256 * 1024));
        assert!(all.iter().all(|part| part.text.len() <= 513 * 1024 && std::str::from_utf8(&part.text).is_ok()));
        let mut origin = 0;
        for part in &all {
            assert_eq!(part.origin, origin);
            origin += part.text.len();
        }
        assert_eq!(all.iter().flat_map(|part| part.text.iter().copied()).collect::<Vec<_>>(), text.as_bytes());
        // UTF-16 of the same text is cut at the same places.
        let utf16: Vec<u8> = [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        let (wide, _) = parts(&utf16, "a.md");
        assert_eq!(wide.iter().map(|p| p.origin).collect::<Vec<_>>(), all.iter().map(|p| p.origin).collect::<Vec<_>>());
    }
}

#[test]
fn cells_know_their_row_column_and_header() {
    let csv =
        "Saksnr;Tittel;Navn\r\n2024/1;\"Søknad;\r\nom \"\"plass\"\"\";Kari\r\n\r\n2024/2;Kort\r\n2024/3;a;b;c\r\n";
    assert_eq!(
        shown(csv.as_bytes(), "a.csv"),
        [
            "|A1|Saksnr",
            "|B1|Tittel",
            "|C1|Navn",
            "Saksnr|A2|2024/1",
            "Tittel|B2|Søknad;\r\nom \"plass\"",
            "Navn|C2|Kari",
            "Saksnr|A4|2024/2",
            "Tittel|B4|Kort",
            "Saksnr|A5|2024/3",
            "Tittel|B5|a",
            "Navn|C5|b",
            "|D5|c",
        ]
    );
    assert_eq!(shown(b"1,Kari\n2,Ola\n", "a.csv"), ["|A1|1", "|B1|Kari", "|A2|2", "|B2|Ola"]);
    assert_eq!(shown(b"sep=|\na|b\n1|2", "a.csv"), ["|A2|a", "|B2|b", "a|A3|1", "b|B3|2"]);
    let (all, _) = parts(b"a\tb\n1\t2\n", "a.tsv");
    assert_eq!(all[0].segments[0].role, Role::Metadata);
}

#[test]
fn a_quote_that_is_never_closed_is_text() {
    assert_eq!(shown(b"a;b\n\"x;y\nz;w\n", "a.csv"), ["|A1|a", "|B1|b", "a|A2|\"x", "b|B2|y", "a|A3|z", "b|B3|w"]);
    let long = format!("a;b\n\"x;y\n{}", "12345;Kari\n".repeat(300_000));
    let (all, _) = parts(long.as_bytes(), "a.csv");
    assert!(all.len() > 4);
    assert_eq!(all.iter().map(|part| part.segments.len()).sum::<usize>(), 4 + 600_000);
}

#[test]
fn a_cell_of_many_megabytes_comes_in_pieces() {
    let long = format!("a;b\n{};x\n1;2", "ord og mer ".repeat(600_000));
    let (all, _) = parts(long.as_bytes(), "a.csv");
    let cells: Vec<_> = all.iter().flat_map(|part| &part.segments).collect();
    assert!(cells.iter().filter(|cell| cell.row == 2 && cell.place == 0).count() > 5);
    assert_eq!(cells.last().map(|cell| (cell.row, cell.place)), Some((3, 1)));
    let words = texts(long.as_bytes(), "a.csv").join(" ").split_whitespace().filter(|word| *word == "ord").count();
    assert_eq!(words, 600_000);
}

#[test]
fn json_gives_numbers_as_written() {
    let json = r#"{"items": [{"fnr": 01010112345, "kid": 1234567890123456789012345, "sum": 1.50, "ok": true}],
        "Kari Nordmann": {"a/b": "x\u00e6\ud83d\ude00\n\"y\""}, "01010112345": null}"#;
    assert_eq!(
        shown(json.as_bytes(), "a.json"),
        [
            "fnr|/items/0/fnr|01010112345",
            "kid|/items/0/kid|1234567890123456789012345",
            "sum|/items/0/sum|1.50",
            "Kari Nordmann|/Kari Nordmann|Kari Nordmann",
            "a/b|/Kari Nordmann/a~1b|xæ😀\n\"y\"",
            "01010112345|/01010112345|01010112345",
        ]
    );
}

#[test]
fn json_lines_are_read_each_on_its_own() {
    let lines = "{\"a\": \"1\"}\n{\"a\": \"2\", kaputt\n\n{\"a\": \"3\"}\n";
    assert_eq!(shown(lines.as_bytes(), "a.jsonl"), ["a|/0/a|1", "a|/1/a|2", "|/1|kaputt", "a|/3/a|3"]);
    assert_eq!(reason(lines.as_bytes(), "a.jsonl"), Some(Reason::Corrupt));
    let (all, _) = parts(lines.as_bytes(), "a.jsonl");
    assert_eq!(all[0].segments.last().map(|segment| segment.row), Some(4));
}

#[test]
fn nesting_costs_no_stack() {
    let deep = "[".repeat(1_000_000);
    assert_eq!(reason(deep.as_bytes(), "a.json"), Some(Reason::TooLarge));
    let deep = "<a>".repeat(200_000);
    assert_eq!(reason(deep.as_bytes(), "a.xml"), Some(Reason::TooLarge));
    let deep = format!("{}Kari", "<a>".repeat(2000));
    assert!(texts(deep.as_bytes(), "a.xml").concat().contains("Kari"));
    let deep = format!("{}Kari", "<div>".repeat(200_000));
    assert_eq!(reason(deep.as_bytes(), "a.html"), Some(Reason::TooLarge));
    assert!(texts(deep.as_bytes(), "a.html").concat().contains("Kari"));
}

#[test]
fn names_that_are_data_are_forgotten_and_places_stay() {
    let mut xml = String::from("<r>");
    for number in 0..30_000 {
        xml.push_str(&format!("<e{number}/>"));
        if number % 100 == 0 {
            xml.push_str("<post><navn>Kari</navn></post>");
        }
    }
    xml.push_str("</r>");
    let shown = shown(xml.as_bytes(), "a.xml");
    assert_eq!((shown.len(), shown[299].as_str()), (300, "navn|/r/post[300]/navn[1]|Kari"));
    let (all, _) = parts(xml.as_bytes(), "a.xml");
    let names = all.iter().map(|part| match &part.places {
        Places::Tree(tree) => tree.names_kept(),
        _ => 0,
    });
    assert!(names.max() < Some(11_000));
}

#[test]
fn xml_gives_text_and_attributes_with_their_paths() {
    let xml = "<?xml version='1.0'?><!DOCTYPE r [<!ENTITY x 'Skjult'>]><n:r xmlns:n='u'><p id='1'>ab <b>c</b> d</p>\
        <p>e&#229;&amp;&x;<!-- note --><![CDATA[<f>]]></p><?pi data?><q a='1&lt;2'/></n:r>";
    assert_eq!(
        shown(xml.as_bytes(), "a.xml"),
        [
            "|/!DOCTYPE|r [<!ENTITY x 'Skjult'>]",
            "n|/n:r/@xmlns:n|u",
            "id|/n:r/p[1]/@id|1",
            "p|/n:r/p[1]|ab c d",
            "|/n:r/p[2]/comment()|note",
            "p|/n:r/p[2]|eå&&x;<f>",
            "|/n:r/processing-instruction()|pi data",
            "a|/n:r/q[1]/@a|1<2",
        ]
    );
    let xml = "<r><a><x>1</x><y>2</y></a><a><x>3</x></a></r>";
    let (all, _) = parts(xml.as_bytes(), "a.xml");
    let records: Vec<_> = all[0].segments.iter().map(|segment| segment.record).collect();
    assert!(records[0] == records[1] && records[1] != records[2]);
}

#[test]
fn large_trees_come_in_parts_with_their_paths_whole() {
    let xml = format!("<r><list>{}</list></r>", "<post><nr>1</nr><navn>Kari</navn></post>".repeat(100_000));
    let (all, _) = parts(xml.as_bytes(), "a.xml");
    assert!(all.len() > 2);
    let last = all.last().expect("parts");
    let path = last.location(last.segments.last(), &mut Default::default(), crate::model::Span::new(0, 0)).xpath;
    assert_eq!(path.as_deref(), Some("/r/list[1]/post[100000]/navn[1]"));
    // No post is cut in two.
    assert!(all.iter().all(|part| part.segments.len().is_multiple_of(2)));
    let json = format!("{{\"items\":[{}]}}", vec!["{\"nr\":1,\"navn\":[\"Kari\"]}"; 100_000].join(","));
    let (all, _) = parts(json.as_bytes(), "a.json");
    assert!(all.len() > 2 && all.iter().all(|part| part.segments.len().is_multiple_of(2)));
    let last = all.last().expect("parts");
    let path = last.location(last.segments.last(), &mut Default::default(), crate::model::Span::new(0, 0)).xpath;
    assert_eq!(path.as_deref(), Some("/items/99999/navn/0"));
}

#[test]
fn html_gives_blocks_cells_and_what_is_not_shown() {
    let html = "<!doctype html><title>Postliste</title><p>Ka<b>ri</b> &aelig;<br>Nord\n  mann</p><!-- hemmelig -->\
        <p style='display: none'>borte</p><script>var x = 'data';</script><style>p {}</style>\
        <table><tr><th>Navn</th><th>Nr</th></tr><tr><td>Ola</td><td><p>1</p></td></tr></table>\
        <dl><dt>Sak</dt><dd>Søknad</dd></dl><input type=hidden value='h'><img alt='bilde' class='c'>";
    let (all, _) = parts(html.as_bytes(), "a.html");
    let of = |role: Role| {
        let texts = all.iter().flat_map(|part| part.segments.iter().map(move |segment| (part, segment)));
        texts
            .filter(|(_, segment)| segment.role == role)
            .map(|(part, segment)| {
                format!("{}|{}", segment.label, String::from_utf8_lossy(segment.span().of(&part.text)))
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(of(Role::Title), ["|Postliste"]);
    assert_eq!(of(Role::Body), ["|Kari æ\nNord mann", "|Navn", "|Nr", "Navn|Ola", "Nr|1", "|Sak", "Sak|Søknad"]);
    assert_eq!(of(Role::Comment), ["|hemmelig"]);
    assert_eq!(of(Role::Hidden), ["|borte", "|var x = 'data';"]);
    assert!(of(Role::Metadata).contains(&"alt|bilde".to_owned()));
    assert!(all.iter().any(|part| part.role == Role::Hidden && part.segments.iter().any(|s| &*s.label == "value")));
}

/// A JSON value without the numbers and keys that the two readers see otherwise.
fn json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<u64>().prop_map(Into::into),
        "[^\u{1f}\\pZ\\pC]{1,8}".prop_map(serde_json::Value::from),
    ];
    leaf.prop_recursive(4, 64, 8, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..8).prop_map(serde_json::Value::from),
            prop::collection::vec(("[a-z]{1,4}", inner), 0..8)
                .prop_map(|fields| serde_json::Value::Object(fields.into_iter().collect())),
        ]
    })
}

fn leaves(value: &serde_json::Value, path: String, found: &mut Vec<(String, String)>) {
    match value {
        serde_json::Value::Array(items) => {
            items.iter().enumerate().for_each(|(at, item)| leaves(item, format!("{path}/{at}"), found));
        }
        serde_json::Value::Object(fields) => {
            fields.iter().for_each(|(key, value)| leaves(value, format!("{path}/{key}"), found));
        }
        serde_json::Value::String(text) => found.push((path, text.clone())),
        serde_json::Value::Number(number) => found.push((path, number.to_string())),
        serde_json::Value::Null | serde_json::Value::Bool(_) => {}
    }
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..400), name in "[a-z]{0,3}\\.(txt|csv|json|jsonl|xml|html|md|pdf)") {
        parts(&bytes, &name);
    }

    #[test]
    fn no_markup_makes_it_panic(text in "(<[!/?]?[ab]{0,2}( ?[a='\"]{0,3})[/?]?>|[\\[{}\\]:,;\"'&\\\\u0]|å|\\n|<!--|-->|<table>|<td>|<th>|<br>| ){0,60}", name in "a\\.(txt|csv|json|jsonl|xml|html)") {
        parts(text.as_bytes(), &name);
    }

    #[test]
    fn json_reads_as_serde_json_reads_it(value in json()) {
        let mut expected = Vec::new();
        leaves(&value, String::new(), &mut expected);
        let found: Vec<_> = shown(value.to_string().as_bytes(), "a.json").iter().map(|line| {
            let mut fields = line.splitn(3, '|').skip(1);
            (fields.next().unwrap_or_default().to_owned(), fields.next().unwrap_or_default().to_owned())
        }).collect();
        if let [(path, text)] = &expected[..] && path.is_empty() {
            prop_assert_eq!(&found, &[("/".to_owned(), text.clone())]);
        } else {
            prop_assert_eq!(found, expected);
        }
    }

    #[test]
    fn tables_read_as_they_were_written(
        rows in prop::collection::vec(prop::collection::vec("[a-z0-9;,\"å\\n ]{0,6}", 2..5), 1..8),
        crlf in any::<bool>(),
    ) {
        let mut writer = csv::WriterBuilder::new()
            .flexible(true)
            .delimiter(b';')
            .quote_style(csv::QuoteStyle::Always)
            .terminator(if crlf { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') })
            .from_writer(b"aa;bb\n".to_vec());
        for row in &rows {
            writer.write_record(row).expect("written");
        }
        let bytes = writer.into_inner().expect("written");
        let mut expected = vec![(1, 0, "aa".to_owned()), (1, 1, "bb".to_owned())];
        for (row, cells) in rows.iter().enumerate() {
            for (column, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.trim_ascii().is_empty()) {
                expected.push((row as u64 + 2, column as u32, cell.trim_ascii().to_owned()));
            }
        }
        let (all, _) = parts(&bytes, "a.csv");
        let found: Vec<_> = all.iter().flat_map(|part| part.segments.iter().map(|segment| {
            (segment.row, segment.place, String::from_utf8_lossy(segment.span().of(&part.text)).into_owned())
        })).collect();
        prop_assert_eq!(found, expected);
    }
}
