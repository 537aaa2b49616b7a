//! Exports made from a seed, very large ones and strange ones.

use crate::run::{Run, latin, shielded, wide};
use crate::samples::{noark_5, whole};
use crate::support::{Dice, a_fodselsnummer, fodselsnumre};

/// A generated export with what must become of it.
struct Generated {
    name: String,
    whole: Vec<u8>,
    /// Without the posts that hold something.
    left: Option<Vec<u8>>,
    /// The harmless posts.
    good: Vec<Vec<u8>>,
}

/// Exports with blanks, comments, prefixes, attributes and encodings of all sorts: without findings the copy is the same, with
/// some the harmless posts are all there, untouched.
#[test]
fn generated_exports_come_back() {
    let numbers: Vec<String> = fodselsnumre().take(50).collect();
    let mut exports = Vec::new();
    for seed in 0..60 {
        let mut dice = Dice::new(seed);
        let prefix = dice.one(&["", "n:", "noark5:"]).to_owned();
        let line_end = dice.one(&["\n", "\r\n", "", "\n\n  "]).to_owned();
        let mut posts: Vec<(bool, String)> = Vec::new();
        let count = 1 + dice.below(if seed % 3 == 0 { 2 } else { 12 });
        for (at, number) in numbers.iter().enumerate().take(count) {
            let is_bad = dice.below(3) == 0;
            let aside = dice.one(&["", "<!-- \u{e5} < & -->", "<?vis hei?>", "<!---->"]);
            let title = if is_bad { format!("Klage {number}") } else { format!("Gr\u{f8}ft &amp; vei &#229; {at}") };
            let title = if dice.below(3) == 0 { format!("<![CDATA[{}]]>", title.replace("&amp;", "&")) } else { title };
            let attribute = dice.one(&["", " b='2' a=\"1\"", "  xml:lang = 'nb' "]);
            posts.push((
                is_bad,
                format!(
                    "{line_end}<{prefix}journalregistrering{attribute}><{prefix}saksmappe><{prefix}saksaar>2026</{prefix}saksaar>\
                     <{prefix}sakssekvensnummer>{at}</{prefix}sakssekvensnummer></{prefix}saksmappe>{aside}<{prefix}journalpost>\
                     <{prefix}tom/><{prefix}journalpostnummer>{at}</{prefix}journalpostnummer>{line_end}\
                     <{prefix}offentligTittel >{title}</{prefix}offentligTittel></{prefix}journalpost ></{prefix}journalregistrering>"
                ),
            ));
        }
        let (declared, kind) =
            *[("UTF-8", 0), ("ISO-8859-1", 1), ("UTF-16", 2), ("UTF-16", 3)].get(dice.below(4)).unwrap();
        let namespace =
            if prefix.is_empty() { "xmlns".to_owned() } else { format!("xmlns:{}", prefix.trim_end_matches(':')) };
        let head = format!(
            "<?xml version='1.0' encoding='{declared}'?>{line_end}<{prefix}offentligJournal {namespace}=\"x\">"
        );
        let tail = format!("{line_end}</{prefix}offentligJournal>{}", dice.one(&["", "\n", "<!-- slutt \u{f8} -->"]));
        let encode = |text: &str| -> Vec<u8> {
            match kind {
                0 => text.as_bytes().to_vec(),
                1 => text.chars().map(|c| u8::try_from(c as u32).unwrap()).collect(),
                2 => [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect(),
                _ => [0xFE, 0xFF].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect(),
            }
        };
        let all: String = posts.iter().map(|(_, post)| post.as_str()).collect();
        let good: Vec<String> = posts.into_iter().filter(|(bad, _)| !bad).map(|(_, post)| post).collect();
        let mark = if kind >= 2 { 2 } else { 0 };
        exports.push(Generated {
            name: format!("{seed}.xml"),
            whole: encode(&format!("{head}{all}{tail}")),
            left: (!good.is_empty()).then(|| encode(&format!("{head}{}{tail}", good.concat()))),
            good: good.iter().map(|post| encode(post)[mark..].to_vec()).collect(),
        });
    }
    come_back(&exports);
}

/// Pages with tags in capitals and without ends, comments, references, attributes and encodings of all sorts.
#[test]
fn generated_pages_come_back() {
    let numbers: Vec<String> = fodselsnumre().take(50).collect();
    let mut exports = Vec::new();
    for seed in 0..60 {
        let mut dice = Dice::new(1000 + seed);
        let line_end = dice.one(&["\n", "\r\n", "", "\n\n  "]).to_owned();
        let (row, cell) = (dice.one(&["tr", "TR", "Tr"]).to_owned(), dice.one(&["td", "TD"]).to_owned());
        let is_closed = dice.below(3) > 0;
        let (end_row, end_cell) =
            if is_closed { (format!("</{row}>"), format!("</{cell} >")) } else { (String::new(), String::new()) };
        let mut posts: Vec<(bool, String)> = Vec::new();
        let count = 1 + dice.below(if seed % 3 == 0 { 2 } else { 12 });
        for (at, number) in numbers.iter().enumerate().take(count) {
            let is_bad = dice.below(3) == 0;
            let title = if is_bad { format!("Klage {number}") } else { format!("Gr\u{f8}ft &amp vei &#229; {at}") };
            let title = match dice.below(4) {
                0 => format!("<a href='/{at}?a=1&b=2'><B>{title}</B></a>"),
                1 => format!("<p>{title}<p>mer"),
                2 => format!("{title}<br>&aelig;&nbsp;<img src=x alt=\"Vis\">"),
                _ => title,
            };
            let aside = dice.one(&["", "<!-- \u{e5} < & -->", "<!---->", "<?vis hei?>"]);
            let attribute = dice.one(&["", " class=b title='\u{e5} > a'", "  DATA-x = 2 hidden-not"]);
            posts.push((
                is_bad,
                format!(
                    "<{row}{attribute}>{aside}<{cell}>2026/{at}{end_cell}<{cell}>1{end_cell}<{cell}{attribute}>{title}{end_cell}{end_row}{line_end}"
                ),
            ));
        }
        let (charset, kind) = *[("utf-8", 0), ("iso-8859-1", 1), ("utf-16", 2)].get(dice.below(3)).unwrap();
        let head = format!(
            "<!DOCTYPE html><html><head><meta charset={charset}></head><body><p>Liste \u{e5}{line_end}<table border=1>\
             <tr><th>Saksnr<th>Dok.nr<th>Tittel</tr>{line_end}"
        );
        let tail = dice.one(&["</table></body></html>\n", "</table><p>\u{f8}", "</TABLE>"]).to_owned();
        let encode = |text: &str| match kind {
            0 => text.as_bytes().to_vec(),
            1 => latin(text),
            _ => wide(text),
        };
        let all: String = posts.iter().map(|(_, post)| post.as_str()).collect();
        let good: Vec<String> = posts.into_iter().filter(|(bad, _)| !bad).map(|(_, post)| post).collect();
        let mark = if kind == 2 { 2 } else { 0 };
        let blank = |text: &str| encode(text)[mark..].to_vec();
        exports.push(Generated {
            name: format!("{seed}.html"),
            whole: encode(&format!("{head}{all}{tail}")),
            left: Some(encode(&format!("{head}{}{tail}", good.concat()))),
            good: good.iter().map(|post| blank(post.trim_end())).collect(),
        });
    }
    come_back(&exports);
}

#[track_caller]
fn come_back(exports: &[Generated]) {
    let files: Vec<(&str, &[u8])> = exports.iter().map(|export| (&*export.name, &*export.whole)).collect();
    let run = Run::of(&files, &[]);
    for Generated { name, left, .. } in exports {
        assert!(run.cleared(name) == *left, "seed {name}: {}", run.ran.everything());
    }
    assert!(exports.iter().any(|export| export.good.is_empty()) && exports.iter().any(|export| export.good.len() > 3));
    let run = Run::of(&files, &["--shield"]);
    for Generated { name, good, .. } in exports {
        let cleared = run.cleared(name).expect("all can be shielded");
        for post in good {
            assert!(cleared.windows(post.len()).any(|window| window == post), "seed {name}");
        }
    }
    run.are_clean(&files.iter().map(|(name, _)| *name).collect::<Vec<_>>());
}

#[test]
fn many_posts_and_strange_ones() {
    let numbers: Vec<String> = fodselsnumre().take(3000).collect();
    let flags: Vec<bool> = (0..3000).map(|at| at % 3 == 0).collect();
    let pieces = noark_5(&flags, "MERKE");
    let pieces: Vec<_> = pieces
        .into_iter()
        .map(|(at, text)| (at, at.map_or(text.clone(), |at| text.replace("MERKE", &numbers[at]))))
        .collect();
    let run = Run::of(&[("j.xml", whole(&pieces, &[]).as_bytes())], &[]);
    let bad: Vec<usize> = (0..3000).filter(|at| at % 3 == 0).collect();
    assert!(run.text("j.xml") == whole(&pieces, &bad));
    let run = shielded("j.xml", whole(&pieces, &[]).as_bytes());
    assert_eq!(run.text("j.xml").matches("*****").count(), 1000);
    // Deep, nested in itself, and with the same key twice: whatever becomes of it, nothing of the number is written.
    let number = a_fodselsnummer();
    let deep = format!(
        "<arkiv>{}<registrering><tittel>{number}</tittel></registrering>{}</arkiv>",
        "<mappe><tittel>x</tittel>".repeat(2000),
        "</mappe>".repeat(2000)
    );
    let nested = format!(
        "<arkiv><registrering><tittel>A</tittel><registrering><tittel>{number}</tittel></registrering></registrering></arkiv>"
    );
    let twice = format!(
        r#"[{{"entity":"Journalpost","id":"a","offentligTittel":"{number}","offentligTittel":"Klage {number}"}},{{"entity":"Journalpost","id":"b","offentligTittel":"x"}}]"#
    );
    let two = format!(
        "{{\"entity\":\"Journalpost\",\"offentligTittel\":\"a\"}}{{\"entity\":\"Journalpost\",\"offentligTittel\":\"{number}\"}}"
    );
    for (name, export) in [("d.xml", &deep), ("n.xml", &nested), ("t.json", &twice), ("to.json", &two)] {
        for more in [&[][..], &["--shield"], &["--shield", "--mark-names"]] {
            let run = Run::of(&[(name, export.as_bytes())], more);
            let cleared = run.cleared(name).unwrap_or_default();
            assert!(!String::from_utf8(cleared).unwrap().contains(&number), "{name} {more:?}");
        }
    }
}
