//! The visible text: its order, its words, and the places of these.

use super::builder::{Document, Read};
use crate::model::{Places, Reason, Role};

fn page(content: &str) -> Read {
    Document::new(content).read()
}

#[test]
fn gaps_part_words_and_kerning_does_not() {
    page("BT /F 12 Tf 20 100 Td [(Ka) 40 (ri) -300 (Bre) 20 (vik)] TJ ET").is_all_shown("Kari Brevik");
    page("BT /F 12 Tf 20 100 Td (Kari) Tj 26 0 Td (Brevik) Tj ET").is_all_shown("Kari Brevik");
}

#[test]
fn letters_set_apart_are_still_words() {
    page("BT /F 12 Tf 3 Tc 20 100 Td (VEDTAK om) Tj ET").is_all_shown("VEDTAK om");
}

#[test]
fn lines_are_read_from_the_top_whenever_they_were_painted() {
    page("BT /F 12 Tf 20 100 Td (to) Tj 0 15 Td (en) Tj 0 -30 Td (tre) Tj ET").is_all_shown("en\nto\ntre");
}

#[test]
fn a_word_broken_at_a_line_end_is_whole_and_other_hyphens_stay() {
    let lines = |lines: &[&str]| {
        let shown: String = lines.iter().map(|line| format!("({line}) Tj T* ")).collect();
        page(&format!("BT /F 12 Tf 14 TL 20 180 Td {shown} ET")).body()
    };
    assert_eq!(lines(&["om pasi-", "enten som"]), "om pasienten som");
    assert_eq!(lines(&["Kari Hansen-", "Berg"]), "Kari Hansen-Berg");
    assert_eq!(lines(&["inn-", "og utland"]), "inn-\nog utland");
    assert_eq!(lines(&["1.1. -", "ny"]), "1.1. -\nny");
}

#[test]
fn ligatures_and_accents_are_letters() {
    let text = Document::new("BT /G 12 Tf 20 100 Td (a) Tj ET")
        .with_resources("/Font <</G 100 0 R>>")
        .with_object("<</Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 101 0 R>>")
        .with_stream("", "1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfchar <61> <fb01> endbfchar");
    // The font of these resources comes second; the first entry of that name counts.
    let bytes = String::from_utf8_lossy(&text.bytes()).replace("/Font <</F 3 0 R /C 4 0 R>> ", "");
    assert_eq!(Read::of(bytes.as_bytes(), false).body(), "fi");
    page("BT /F 12 Tf 20 100 Td (h) Tj (\\250) Tj -0.2 0 Td ET BT /F 12 Tf 40 100 Td (\\250) Tj ET BT /F 12 Tf 39 100 Td (o) Tj ET").body();
}

#[test]
fn rows_of_a_table_are_read_one_by_one() {
    let mut content = String::new();
    for (row, (name, born)) in [("Kari", "1901"), ("Ola", "1902"), ("Per", "1903")].iter().enumerate() {
        let y = 150 - 20 * row;
        content.push_str(&format!("BT /F 12 Tf 20 {y} Td ({name}) Tj 100 0 Td ({born}) Tj ET "));
    }
    assert_eq!(page(&content).body().replace("\n\n", "\n"), "Kari\t1901\nOla\t1902\nPer\t1903");
}

/// Words at those places, ten points high: from the left, from the bottom.
fn set(words: &[(u32, u32, &str)]) -> String {
    words.iter().map(|(x, y, text)| format!("BT /F 8 Tf {x} {y} Td ({text}) Tj ET ")).collect()
}

#[test]
fn cells_of_a_table_are_read_on_below_each_other() {
    // Rows parted by room, cells in the middle of their row or at its top, one of them empty.
    let read = page(&set(&[
        (10, 180, "Nr"),
        (60, 180, "Dato"),
        (110, 180, "Tittel"),
        (210, 180, "Part"),
        (10, 155, "26/1-2"),
        (60, 155, "01.10"),
        (110, 160, "Klage over avslag paa"),
        (110, 150, "loyve til garasje i Nor-"),
        (210, 155, "Kari Nordmann"),
        (110, 140, "dal"),
        (10, 120, "26/1-3"),
        (60, 120, "02.10"),
        (110, 120, "Svar"),
        (10, 100, "26/1-4"),
        (60, 100, "03.10"),
        (110, 100, "Varsel"),
        (210, 100, "Ola"),
        (210, 90, "Nordmann"),
    ]));
    assert_eq!(
        read.body().replace("\n\n", "\n"),
        "Nr\tDato\tTittel\tPart\n\
         26/1-2\t01.10\tKlage over avslag paa loyve til garasje i Nordal\tKari Nordmann\n\
         26/1-3\t02.10\tSvar\n\
         26/1-4\t03.10\tVarsel\tOla Nordmann"
    );
}

#[test]
fn cells_of_two_columns_are_read_on_where_room_parts_the_rows() {
    let mut words = Vec::new();
    for row in 0..4 {
        let y = 180 - 32 * row;
        words.extend([(10, y, "Turid"), (10, y - 10, "Haugerud"), (120, y, "Har schizo-"), (120, y - 10, "freni nu")]);
    }
    let row = "Turid Haugerud\tHar schizofreni nu";
    assert_eq!(page(&set(&words)).body().replace("\n\n", "\n"), [row; 4].join("\n"));
    // Groups of rows that say all they say in one line each.
    let mut words = Vec::new();
    for row in 0..8 {
        let y = 180 - 10 * row - 10 * (row / 2);
        words.extend([(10, y, "Navn:"), (120, y, "Turid Haugerud")]);
    }
    assert_eq!(page(&set(&words)).body().replace("\n\n", "\n"), ["Navn:\tTurid Haugerud"; 8].join("\n"));
}

#[test]
fn lines_of_a_text_belong_together_however_far_apart_they_all_are() {
    let lines = |room: u32| {
        let line = |at: u32| (10, 190 - 15 * at - if at > 5 { room } else { 0 }, "Arbeidet med planen er i rute");
        page(&set(&(0..9).map(line).collect::<Vec<_>>())).body()
    };
    assert!(!lines(0).contains("\n\n"));
    assert_eq!(lines(8).matches("\n\n").count(), 1);
}

#[test]
fn the_mark_of_a_note_is_no_part_of_a_number() {
    for raised in ["2.1", "3", "4"] {
        let content = format!("BT /F 12 Tf 20 100 Td (Nr 2111556) Tj /F 7 Tf {raised} Ts (2) Tj ET");
        page(&content).is_all_shown("Nr 2111556 2");
    }
    page("BT /F 12 Tf 20 100 Td (H) Tj /F 7 Tf -2 Ts (2) Tj /F 12 Tf 0 Ts (O) Tj ET").is_all_shown("H2O");
}

#[test]
fn letters_with_numbers_of_their_own_are_those_they_stand_for() {
    let font = |code: &str| {
        Document::new("BT /G 12 Tf 20 100 Td (1234) Tj ET")
            .with_resources("/Font <</G 100 0 R>>")
            .with_object("<</Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 101 0 R>>")
            .with_stream(
                "",
                &format!(
                    "1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfrange <31> <34> <{code}> endbfrange"
                ),
            )
    };
    for code in ["F031", "F731", "D835DFCF", "FF11"] {
        let bytes = String::from_utf8_lossy(&font(code).bytes()).replace("/Font <</F 3 0 R /C 4 0 R>> ", "");
        assert_eq!(Read::of(bytes.as_bytes(), false).body(), "1234", "{code}");
    }
}

#[test]
fn text_in_place_of_what_is_painted_is_read_once() {
    let marked = |entries: &str, content: &str| {
        let read = page(&format!("/Span <<{entries}>> BDC BT /F 12 Tf 20 100 Td ({content}) Tj ET EMC"));
        let said = read.parts.iter().filter(|part| part.role == Role::Comment);
        let said: Vec<String> = said.map(|part| String::from_utf8_lossy(&part.text).into_owned()).collect();
        (read.body(), said)
    };
    assert_eq!(marked("/ActualText (Kari)", "Kari"), ("Kari".to_owned(), vec![]));
    assert_eq!(marked("/ActualText (Kari)", "xxxx"), ("xxxx".to_owned(), vec!["Kari".to_owned()]));
    assert_eq!(marked("/Alt (Bilde av Kari)", ""), (String::new(), vec!["Bilde av Kari".to_owned()]));
}

#[test]
fn text_that_nothing_paints_any_more_is_read() {
    let text = "BT /F 12 Tf 20 100 Td (Kari Brevik) Tj ET";
    for entries in ["", "/Type /XObject /Subtype /Form /BBox [0 0 300 200]"] {
        let read = Document::new("").with_stream(entries, text).read();
        let part = read.parts.iter().find(|part| part.role == Role::Comment).expect("a part");
        assert_eq!(&*part.text, b"Kari Brevik");
    }
    let form = "/Type /XObject /Subtype /Form /BBox [0 0 300 200] /Resources <</Font <</F 3 0 R>>>>";
    let used = Document::new("/X Do").with_resources("/XObject <</X 100 0 R>>").with_stream(form, text);
    used.read().is_all_shown("Kari Brevik");
}

#[test]
fn rows_without_room_between_them_begin_with_their_first_cell() {
    let mut words = vec![(10, 180, "Nr"), (60, 180, "Type"), (110, 180, "Tittel"), (210, 180, "Part")];
    for row in 0..3 {
        let y = 170 - 20 * row;
        words.extend([(10, y, "26/1-2"), (60, y, "U"), (110, y, "Klage over"), (210, y, "Kari")]);
        words.extend([(110, y - 10, "avslag"), (210, y - 10, "Nordmann")]);
    }
    let row = "26/1-2\tU\tKlage over avslag\tKari Nordmann";
    assert_eq!(page(&set(&words)).body().replace("\n\n", "\n"), format!("Nr\tType\tTittel\tPart\n{row}\n{row}\n{row}"));
}

#[test]
fn text_around_a_table_stays_where_it_is() {
    let mut words = vec![(10, 185, "Offentlig journal for Aas kommune for hele uka som gikk")];
    for row in 0..4 {
        let y = 160 - 20 * row;
        words.extend([(10, y, "26/1"), (80, y, "U"), (130, y, "Svar"), (220, y, "Kari")]);
    }
    words.push((10, 70, "Vil du se et av dokumentene, skriv til postmottaket i kommunen"));
    let body = page(&set(&words)).body().replace("\n\n", "\n");
    let lines: Vec<&str> = body.lines().collect();
    assert_eq!(lines.len(), 6, "{body}");
    assert_eq!(lines[0], "Offentlig journal for Aas kommune for hele uka som gikk");
    assert_eq!(lines[1], "26/1\tU\tSvar\tKari");
    assert_eq!(lines[5], "Vil du se et av dokumentene, skriv til postmottaket i kommunen");
}

#[test]
fn columns_of_prose_are_read_one_after_the_other() {
    let mut content = String::new();
    for (left, word) in [(10, "venstre"), (160, "hoyre")] {
        for line in 0..6 {
            let y = 150 - 12 * line;
            content.push_str(&format!("BT /F 9 Tf {left} {y} Td ({word} spalte og linje nummer {line}) Tj ET "));
        }
    }
    let body = page(&content).body();
    assert!(body.find("venstre spalte og linje nummer 5") < body.find("hoyre spalte og linje nummer 0"), "{body}");
}

#[test]
fn bold_made_by_painting_twice_is_read_once() {
    page("BT /F 12 Tf 20 100 Td (Kari) Tj 0.3 0 Td (Kari) Tj ET").is_all_shown("Kari");
    page("BT /F 12 Tf 20 100 Td (Kari) Tj 0 -14 Td (Kari) Tj ET").is_all_shown("Kari\nKari");
}

#[test]
fn places_follow_the_rotation_of_the_page() {
    let read = Document::new("BT /F 12 Tf 0 1 -1 0 50 20 Tm (Kari) Tj ET").with_page("/Rotate 90").read();
    read.is_all_shown("Kari");
    let Places::Pages(words) = &read.parts[0].places else { panic!("no pages") };
    let [left, top, right, bottom] = words.words()[0].bbox.expect("a box");
    assert!((left - 20.0).abs() < 1.0 && right > 40.0 && right < 46.0, "{left} {right}");
    assert!(top > 35.0 && bottom < 55.0, "{top} {bottom}");
}

#[test]
fn upright_and_turned_text_do_not_mix() {
    let read =
        page("BT /F 12 Tf 20 100 Td (Kari Brevik) Tj ET BT /F 12 Tf 0 1 -1 0 40 50 Tm (Utkast til vedtak) Tj ET");
    assert_eq!(read.body(), "Kari Brevik\n\nUtkast til vedtak");
}

#[test]
fn pages_are_parted_by_an_empty_line() {
    let text = |text: &str| format!("BT /F 12 Tf 20 100 Td ({text}) Tj ET");
    let read = Document::new(&text("Kari")).and_page("").and_page(&text("Ola")).read();
    read.is_all_shown("Kari\n\nOla");
    let Places::Pages(words) = &read.parts[0].places else { panic!("no pages") };
    assert_eq!(words.words().iter().map(|word| word.page).collect::<Vec<_>>(), [1, 3]);
}

#[test]
fn a_long_text_comes_in_parts_that_end_with_a_page() {
    let line = format!("({}) Tj T* ", "ord ".repeat(15));
    let content = format!("BT /F 6 Tf 7 TL 5 195 Td {} ET", line.repeat(28));
    let mut document = Document::new(&content);
    for _ in 0..230 {
        document = document.and_page(&content);
    }
    let read = document.read();
    assert_eq!(read.parts.len(), 2);
    assert_eq!(read.parts[1].origin, read.parts[0].text.len());
    assert!(read.parts[0].text.len() >= 256 * 1024 && read.parts[0].text.ends_with(b"ord\n\n"));
}

const IMAGE: &str = "/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray";

#[test]
fn a_page_that_is_a_picture_is_rendered_or_unread() {
    let document = Document::new("q 300 0 0 200 0 0 cm /I Do Q")
        .and_page("BT /F 12 Tf 20 100 Td (Kari) Tj ET")
        .with_resources("/XObject <</I 100 0 R>>")
        .with_stream(IMAGE, "x");
    let unread = document.read().extraction.unread.expect("a picture");
    assert_eq!(unread.reason, Reason::Unsupported);
    assert!(unread.detail.starts_with("1 of 2 pages is a picture without text (page 1)") && unread.needs_ocr());
    let read = Read::of(&document.bytes(), true);
    assert_eq!(read.extraction.unread, None);
    let picture = &read.pictures[0];
    assert_eq!((picture.page, picture.width, picture.height), (1, 833, 555));
    assert_eq!(picture.grey.len(), 833 * 555);
    assert!(picture.grey.iter().all(|dot| dot.abs_diff(b'x') < 3));
}

#[test]
fn a_scan_with_a_stamp_is_a_picture_and_one_that_was_read_is_none() {
    // Grey lines on white.
    let dots: String = (0..200 * 200).map(|at| if at / 200 % 9 == 4 && at % 2 == 0 { '(' } else { '\u{f5}' }).collect();
    let image = IMAGE.replace("/Width 1 /Height 1", "/Width 200 /Height 200");
    let unread = |placed: &str, content: &str| {
        let content = format!("q {placed} cm /I Do Q BT {content} ET");
        let document = Document::new(&content).with_resources("/XObject <</I 100 0 R>>").with_stream(&image, &dots);
        document.read().extraction.unread.is_some()
    };
    let line = "(Arbeidet med planen er i rute og legges ut til ettersyn) Tj T* ".repeat(4);
    assert!(unread("300 0 0 160 0 40", &format!("/F 6 Tf 7 TL 20 30 Td {line}")));
    assert!(unread("300 0 0 60 0 40", &format!("/F 6 Tf 7 TL 20 30 Td {line}")));
    assert!(unread("300 0 0 200 0 0", "3 Tr /F 9 Tf 20 30 Td (Arbeid) Tj"));
    let all = "(Arbeidet med planen er i rute og legges ut til ettersyn i mai) Tj T* ".repeat(22);
    assert!(!unread("300 0 0 200 0 0", &format!("3 Tr /F 9.5 Tf 9 TL 10 190 Td {all}")));
    assert!(!unread("30 0 0 20 260 170", &format!("/F 6 Tf 7 TL 20 30 Td {line}")));
}

#[test]
fn empty_pages_and_drawings_are_read() {
    page("").is_all_shown("");
    page("10 10 m 200 100 l S 0.5 g 20 20 50 50 re f").is_all_shown("");
}

#[test]
fn a_file_that_is_cut_short_is_unread_wherever_it_is_cut() {
    let whole = Document::new("BT /F 12 Tf 20 100 Td (Kari) Tj ET").bytes();
    assert_eq!(Read::of(&whole, false).extraction.unread, None);
    for at in (200..whole.len() - 20).step_by(37) {
        let unread = Read::of(&whole[..at], false).extraction.unread;
        assert_eq!(unread.map(|unread| unread.reason), Some(Reason::Corrupt), "{at} of {} bytes", whole.len());
    }
}
