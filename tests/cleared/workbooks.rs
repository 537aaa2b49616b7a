//! Excel journals: copied as they are where nothing is found, else written anew with nothing beside the posts.

use crate::package::{XML, core_properties};
use crate::run::{Run, shielded};
use crate::support::{Dice, a_fodselsnummer, fodselsnumre};
use crate::xlsx::{MAIN, Sheet, cells, row, workbook};
use calamine::{Data, Reader as _, Xlsx};
use std::io::{Cursor, Read as _};

const HEADER: &[&str] = &["Saksnr", "Dokumentnr", "Tittel", "Mottaker", "Tilgangskode", "Hjemmel"];

/// The cells of each sheet, by name.
fn sheets(bytes: &[u8]) -> Vec<(String, Vec<Vec<Data>>)> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
    book.worksheets().into_iter().map(|(name, range)| (name, range.rows().map(<[Data]>::to_vec).collect())).collect()
}

/// The texts of the only sheet.
fn texts(bytes: &[u8]) -> Vec<Vec<String>> {
    let mut sheets = sheets(bytes);
    assert_eq!(sheets.len(), 1);
    let rows = sheets.remove(0).1;
    rows.iter().map(|row| row.iter().map(ToString::to_string).collect()).collect()
}

/// All parts of a package, one after the other.
fn unpacked(bytes: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let mut all = String::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        all.push_str(&part.name().unwrap());
        part.read_to_string(&mut all).expect("text");
    }
    all
}

fn rows_of(titles: &[&str]) -> Vec<Vec<String>> {
    let post = |(at, title): (usize, &&str)| {
        [&*format!("2026/{at}"), "1", title, "Veg AS", "", ""].map(str::to_owned).to_vec()
    };
    titles.iter().enumerate().map(post).collect()
}

fn journal(titles: &[&str]) -> Vec<u8> {
    let posts = rows_of(titles);
    let posts: Vec<Vec<&str>> = posts.iter().map(|post| post.iter().map(String::as_str).collect()).collect();
    let rows: Vec<&[&str]> = std::iter::once(HEADER).chain(posts.iter().map(Vec::as_slice)).collect();
    workbook(&[Sheet::shown("Postliste", &rows)], "", &[])
}

/// What must be left of [`journal`]: the header and these posts.
fn left(titles: &[&str], without: &[usize]) -> Vec<Vec<String>> {
    let posts = rows_of(titles).into_iter().enumerate().filter(|(at, _)| !without.contains(at));
    std::iter::once(HEADER.iter().map(|&name| name.to_owned()).collect()).chain(posts.map(|(_, post)| post)).collect()
}

#[test]
fn with_nothing_found_the_file_is_the_same() {
    let export = journal(&["Budsjett", "Vei", "Vann"]);
    let run = Run::of(&[("liste.xlsx", &export)], &["--shield", "--mark-names"]);
    assert_eq!(run.bytes("liste.xlsx"), export);
    run.ran.exits(0);
}

#[test]
fn rows_are_left_out() {
    let number = a_fodselsnummer();
    let bad = format!("Klage fra {number} & <flere>").replace('&', "&amp;").replace('<', "&lt;");
    for without in [&[0][..], &[1], &[2], &[0, 2], &[0, 1, 2]] {
        let titles: Vec<&str> = (0..3).map(|at| if without.contains(&at) { bad.as_str() } else { "Vei" }).collect();
        let run = Run::of(&[("liste.xlsx", &journal(&titles))], &[]);
        let cleared = run.bytes("liste.xlsx");
        assert_eq!(texts(&cleared), left(&titles, without));
        assert!(!unpacked(&cleared).contains(&number));
        assert_eq!(run.entries("withheld").len(), without.len());
        if without.len() < 3 {
            run.is_clean("liste.xlsx");
        }
        run.ran.exits(1);
    }
}

#[test]
fn stars_stand_in_the_cell_and_its_shielding_is_told() {
    let number = a_fodselsnummer();
    let title = format!("Klage fra {number} i dag");
    let run = shielded("liste.xlsx", &journal(&["Vei", &title]));
    let rows = texts(&run.bytes("liste.xlsx"));
    assert_eq!(rows[2][2..], ["Klage fra ***** i dag", "Veg AS", "UO", "Offl. \u{a7} 26 femte ledd"]);
    assert_eq!((rows.len(), run.entries("shielded")), (3, vec!["2026/1-1".to_owned()]));
}

#[test]
fn nothing_beside_the_posts_goes_along() {
    let number = a_fodselsnummer();
    let shared = format!(
        "<sst {MAIN}>{}</sst>",
        ["Saksnr", "Dokumentnr", "Tittel", "2026/1", "2026/2", "Vei", &format!("Klage fra {number}"), "Skjult"]
            .map(|text| format!("<si><t>{text}</t></si>"))
            .concat()
    );
    let cell = |place: &str, string: u32| format!("<c r=\"{place}\" t=\"s\"><v>{string}</v></c>");
    let data = format!(
        "<cols><col min=\"4\" max=\"4\" hidden=\"1\"/></cols><sheetData><row r=\"1\">{}{}{}{}</row><row r=\"2\">{}<c r=\"B2\"><v>1</v></c>{}{}</row>\
         <row r=\"3\">{}<c r=\"B3\"><v>1</v></c>{}</row></sheetData>",
        cell("A1", 0),
        cell("B1", 1),
        cell("C1", 2),
        cell("D1", 7),
        cell("A2", 3),
        cell("C2", 5),
        cell("D2", 7),
        cell("A3", 4),
        cell("C3", 6),
    );
    let comments = format!(
        "<comments {MAIN}><authors><author>Arkivet</author></authors><commentList><comment ref=\"E9\" authorId=\"0\"><text><t>{number}</t></text>\
         </comment></commentList></comments>"
    );
    let shown =
        Sheet { name: "Postliste", state: "", xml: data, relations: vec![("rId1", "comments", "../comments1.xml")] };
    let hidden = Sheet { state: "hidden", ..Sheet::shown("Gammel", &[&["x", "y"], &[&number, "z"]]) };
    let names = format!("<definedNames><definedName name=\"Sak\">\"{number}\"</definedName></definedNames>");
    let export = workbook(
        &[shown, hidden],
        &names,
        &[
            ("sharedStrings.xml", "sharedStrings", shared),
            ("comments1.xml", "", comments),
            ("docProps.xml", "", core_properties(&format!("Klage fra {number}")).replace(XML, "")),
        ],
    );
    for more in [&[][..], &["--shield"]] {
        let run = Run::of(&[("liste.xlsx", &export)], more);
        let cleared = run.bytes("liste.xlsx");
        let all = unpacked(&cleared);
        for gone in [&*number, "Arkivet", "Gammel", "Skjult", "definedName", "sharedStrings"] {
            assert!(!all.contains(gone), "{gone} in {all}");
        }
        let rows = texts(&cleared);
        assert_eq!(rows[1], ["2026/1", "1", "Vei"]);
        assert_eq!(rows.len(), if more.is_empty() { 2 } else { 3 });
        assert!(run.withheld().iter().any(|row| row["action"] == "removed"));
        run.is_clean("liste.xlsx");
    }
}

#[test]
fn values_stay_what_they_are() {
    let number = a_fodselsnummer();
    let styles = format!(
        "<styleSheet {MAIN}><numFmts count=\"1\"><numFmt numFmtId=\"170\" formatCode=\"0000\"/></numFmts><cellXfs count=\"4\"><xf numFmtId=\"0\"/>\
         <xf numFmtId=\"14\"/><xf numFmtId=\"22\"/><xf numFmtId=\"170\"/></cellXfs></styleSheet>"
    );
    let header =
        row(1, "", &["Saksnr", "Dokumentnr", "Tittel", "Journaldato", "Mottatt", "Bel\u{f8}p", "Ferdig", "Jnr"]);
    let post = |at: u32, title: &str| {
        format!(
            "<row r=\"{at}\"><c r=\"A{at}\" t=\"inlineStr\"><is><t>2026/{at}</t></is></c><c r=\"B{at}\"><v>1</v></c><c r=\"C{at}\" t=\"inlineStr\">\
             <is><t>{title}</t></is></c><c r=\"D{at}\" s=\"1\"><v>46347</v></c><c r=\"E{at}\" s=\"2\"><v>46347.5</v></c><c r=\"F{at}\"><f>1+1</f>\
             <v>12.75</v></c><c r=\"G{at}\" t=\"b\"><v>1</v></c><c r=\"H{at}\" s=\"3\"><v>7</v></c></row>"
        )
    };
    for (is_1904, first) in [(false, 46347.0), (true, 46347.0 + 1462.0)] {
        let sheet = Sheet {
            name: "Vei &amp; vann",
            state: "",
            xml: format!("<sheetData>{header}{}{}</sheetData>", post(2, &format!("Klage {number}")), post(3, "Vei")),
            relations: Vec::new(),
        };
        let mut export = workbook(&[sheet], "", &[("styles.xml", "styles", styles.clone())]);
        if is_1904 {
            export = with_1904(&export);
        }
        let run = Run::of(&[("liste.xlsx", &export)], &[]);
        let cleared = run.bytes("liste.xlsx");
        let all = sheets(&cleared);
        let (name, rows) = &all[0];
        assert_eq!((name.as_str(), rows.len()), ("Vei & vann", 2));
        let [.., date, time, amount, done, padded] = &rows[1][..] else { panic!("{rows:?}") };
        let serial = |data: &Data| match data {
            Data::DateTime(time) => time.as_f64(),
            other => panic!("{other:?}"),
        };
        assert_eq!((serial(date), serial(time)), (first, first + 0.5));
        assert_eq!((amount, done, padded), (&Data::Float(12.75), &Data::Bool(true), &Data::String("0007".into())));
        assert_eq!(rows[1][1], Data::Float(1.0));
        run.is_clean("liste.xlsx");
    }
}

/// The workbook, its dates counted from 1904.
fn with_1904(bytes: &[u8]) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut package = crate::package::Package::default();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        package = package
            .with(part.name().unwrap().into_owned(), text.replace("<sheets>", "<workbookPr date1904=\"1\"/><sheets>"));
    }
    package.bytes()
}

#[test]
fn several_sheets_and_hidden_rows() {
    let numbers: Vec<String> = fodselsnumre().take(2).collect();
    let bad = format!("Klage fra {}", numbers[0]);
    let first = Sheet {
        name: "Mandag",
        state: "",
        xml: format!(
            "<sheetData>{}{}{}{}</sheetData>",
            row(1, "", HEADER),
            row(2, "", &["2026/1", "1", "Vei", "Veg AS"]),
            row(3, "hidden=\"1\"", &["2026/2", "1", "Skjult post", "Veg AS"]),
            row(4, "", &["2026/3", "1", &bad, "Veg AS"]),
        ),
        relations: Vec::new(),
    };
    let second = Sheet::shown("Tirsdag", &[HEADER, &["2026/4", "1", "Vann", "Veg AS"]]);
    let about = Sheet::shown("Om", &[&["Forklaring", "Tekst"], &["Kontakt", "Arkivet"]]);
    let export = workbook(&[first, second, about], "", &[]);
    let run = Run::of(&[("liste.xlsx", &export)], &[]);
    let cleared = sheets(&run.bytes("liste.xlsx"));
    let ids: Vec<(&str, Vec<String>)> = cleared
        .iter()
        .map(|(name, rows)| (name.as_str(), rows.iter().map(|row| row[0].to_string()).collect()))
        .collect();
    let expected = [("Mandag", ["Saksnr", "2026/1"]), ("Tirsdag", ["Saksnr", "2026/4"])];
    assert_eq!(ids, expected.map(|(name, ids)| (name, ids.map(str::to_owned).to_vec())));
    assert_eq!(run.entries("withheld"), ["2026/2-1", "2026/3-1"]);
    assert_eq!(run.posts()["published"], 2);
}

#[test]
fn a_workbook_with_macros_is_refused() {
    let run = Run::of(&[("liste.xlsm", &journal(&["Vei"]))], &[]);
    assert_eq!(run.cleared("liste.xlsm"), None);
    assert!(run.withheld().iter().any(|row| row["action"] == "not-cleared"));
    run.ran.exits(3);
}

#[test]
fn findings_beside_the_posts_of_a_workbook_stay_behind() {
    let number = a_fodselsnummer();
    let above = format!("Utskrift for {number}");
    let rows =
        cells(&[&[&above], &[], HEADER, &["2026/1", "1", "Vei", "Veg AS", "", ""], &["2026/2", "1", "Vann", "Veg AS"]]);
    let sheet =
        Sheet { name: "Postliste", state: "", xml: format!("<sheetData>{rows}</sheetData>"), relations: Vec::new() };
    let run = Run::of(&[("liste.xlsx", &workbook(&[sheet], "", &[]))], &[]);
    let rows = texts(&run.bytes("liste.xlsx"));
    assert_eq!((rows.len(), rows[0][0].as_str(), rows[2][2].as_str()), (3, "Saksnr", "Vann"));
    assert!(run.entries("withheld").is_empty());
    run.is_clean("liste.xlsx");
}

/// Workbooks from a seed: the harmless rows are all there with their values, and no others.
#[test]
fn generated_workbooks_come_back() {
    let numbers: Vec<String> = fodselsnumre().take(20).collect();
    let mut files = Vec::new();
    for seed in 0..30 {
        let mut dice = Dice::new(seed);
        let (mut titles, mut without) = (Vec::new(), Vec::new());
        for number in &numbers[..1 + dice.below(numbers.len() - 1)] {
            let is_bad = dice.below(3) == 0;
            if is_bad {
                without.push(titles.len());
            }
            let harmless =
                dice.one(&["Vei &amp; vann", "Gr\u{f8}ft &lt;1&gt;", "=SUM(A1)", "  Budsjett\n 2027 "]).to_owned();
            titles.push(if is_bad { format!("Klage {number}") } else { harmless });
        }
        files.push((format!("{seed}.xlsx"), titles, without));
    }
    let journals: Vec<Vec<u8>> =
        files.iter().map(|(_, titles, _)| journal(&titles.iter().map(String::as_str).collect::<Vec<_>>())).collect();
    let given: Vec<(&str, &[u8])> =
        files.iter().zip(&journals).map(|((name, ..), bytes)| (name.as_str(), bytes.as_slice())).collect();
    let run = Run::of(&given, &[]);
    for ((name, titles, without), whole) in files.iter().zip(&journals) {
        let cleared = run.bytes(name);
        assert_eq!(without.is_empty(), cleared == *whole, "{name}");
        let plain = |title: &String| title.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        let titles: Vec<String> = titles.iter().map(plain).collect();
        let expected = left(&titles.iter().map(String::as_str).collect::<Vec<_>>(), without);
        let titles_of = |rows: &[Vec<String>]| rows.iter().map(|row| row[2].trim().to_owned()).collect::<Vec<_>>();
        assert_eq!(titles_of(&texts(&cleared)), titles_of(&expected), "{name}");
        assert!(numbers.iter().all(|number| !unpacked(&cleared).contains(number)), "{name}");
    }
}
