use crate::extract::reading::{Reading, damage, reading};
use crate::model::Role;

const COLOURS: &str = r"{\colortbl;\red0\green0\blue0;\red255\green255\blue255;\red0\green0\blue128;}";

fn rtf(body: &str) -> Reading {
    let read = reading(format!("{{\\rtf1\\ansi\\ansicpg1252{COLOURS}{body}}}").as_bytes(), "a.rtf");
    assert_eq!((read.format, &read.unread), ("RTF", &None));
    read
}

fn body(text: &str) -> String {
    rtf(text).of(Role::Body)
}

#[test]
fn letters_are_read_in_their_code_pages_and_by_number() {
    assert_eq!(body(r"bl\'e5b\'e6r\par og \u8211?strek \u248\'f8l"), "blåbær\nog –strek øl");
    assert_eq!(body(r"\uc2\u229\'e5\'e5r \uc0\u230 r"), "år ær");
    assert_eq!(body(r"\u-10179?\u-8704?"), "\u{1F600}");
    assert_eq!(body(r"{\fonttbl{\f1\fcharset204 Arial;}}\f1\'cf\'f0\f0\'e5"), "Прå");
    assert_eq!(body("\\mac bl\\'8cb\\'be r"), "blåbæ r");
    assert_eq!(body(r"a\~b\_c\-d\{\}\\"), "a\u{a0}b-cd{}\\");
}

#[test]
fn paragraphs_are_counted_and_cells_parted() {
    let read = rtf(r"En\par To\par\trowd a\cell b\cell\row Tre {\v skjult}");
    assert_eq!(read.of(Role::Body), "En\nTo\na\tb\t\nTre");
    let hidden = read.seen.iter().find(|seen| seen.role == Role::Hidden).expect("it is hidden");
    assert_eq!((hidden.place.paragraph, hidden.of_part), (Some(4), Role::Hidden));
}

#[test]
fn hidden_and_deleted_text_is_found_and_its_twins_are_not() {
    let kept = |text: &str| rtf(text).kept().iter().map(|(way, text)| format!("{way}: {text}")).collect::<Vec<_>>();
    assert_eq!(kept(r"a {\v Dagny} \v0 b {\v\v0 c}"), ["vanish: Dagny"]);
    assert_eq!(kept(r"a {\deleted\revauthdel1 Dagny\par Borte} b"), ["tracked-deletion: Dagny\nBorte"]);
    assert_eq!(kept(r"{\revised inn}"), Vec::<String>::new());
    assert_eq!(kept(r"a {\cf2 hvit} b"), ["white-text: hvit"]);
    assert_eq!(
        kept(r"{\cf2\highlight3 hvit} {\cf2\chcbpat1 hvit} {\cf1 sort} \cbpat3{\cf2 hvit}"),
        Vec::<String>::new()
    );
    assert_eq!(kept(r"\trowd\clcbpat3\intbl{\cf2 hvit}\cell\row\pard"), Vec::<String>::new());
    assert_eq!(kept(r"\trowd\intbl{\cf2 hvit}\cell\row\pard"), ["white-text: hvit"]);
    assert_eq!(kept(r"{\highlight1 sort} {\cf1\chcbpat1 sortere}"), ["black-highlight: sort sortere"]);
    assert_eq!(kept(r"{\cf3\highlight3 samme} {\cf3\chcbpat3 samme}"), ["same-colour: samme samme"]);
    assert_eq!(kept(r"{\chcbpat1 automatisk} {\highlight3 a} {\cf1\highlight2 b}"), Vec::<String>::new());
    assert_eq!(kept(r"{\xe {\v register}}{\v}{\v  }"), Vec::<String>::new());
}

#[test]
fn what_a_style_hides_is_found_and_its_twins_are_not() {
    let styles = concat!(
        r"{\stylesheet{\ql\fs24\snext0 Normal;}{\s1\cf2\sbasedon0 Hvit;}{\s2\sbasedon1\i Arver;}{\s3\cbpat3\cf2 Hvit på blått;}",
        r"{\*\cs4\additive\v Skjult;}{\s5{\*\keycode v}\fs2 Liten;}{\*\cs6\additive\cf3\chcbpat3 Lik;}{\s7\cf3\sbasedon7 Ring;}",
        r"{\*\ts8\v Tabell;}}"
    );
    let kept = |text: &str| {
        let read = rtf(&format!("{styles}{text}"));
        assert!(!read.of(Role::Body).contains("Hvit"), "names of styles are no text");
        read.kept().iter().map(|(way, text)| format!("{way}: {text}")).collect::<Vec<_>>()
    };
    assert_eq!(kept(r"\pard\plain\s1 Dagny\par\pard\plain\s0 Olga"), ["white-text: Dagny"]);
    assert_eq!(kept(r"\pard\plain\s2 Dagny\par\pard Olga"), ["white-text: Dagny"]);
    assert_eq!(kept(r"\pard\plain\s5 Dagny\par\pard\plain\s5\fs24 Olga"), ["tiny: Dagny"]);
    assert_eq!(kept(r"a {\cs4 Dagny} b {\cs4\v0 c} {\cs6 Rita} {\cs6\cf1 d}"), ["vanish: Dagny", "same-colour: Rita"]);
    assert_eq!(kept(r"{\fs1 Dagny}{\fs16 Olga}{\fs0 Rita}"), ["tiny: Dagny"]);
    // Set to be seen, on a dark ground, with the marks of the style taken back, or of a style that hides nothing or is not there.
    for shown in [
        r"\s1\cf1 a",
        r"\s1\cf0 a",
        r"\s3 a",
        r"\s1\cbpat3 a",
        r"{\s1\plain a}",
        r"\s7 a",
        r"\s9 a",
        r"\cs1 a",
        r"\s4 a",
        r"\s8 a",
    ] {
        assert_eq!(kept(&format!(r"\pard\plain{shown}")), Vec::<String>::new(), "{shown}");
    }
}

#[test]
fn what_is_beside_the_text_is_read() {
    let read = rtf(concat!(
        r"{\info{\title Vedtak}{\author Olga Ås}{\operator Peder}{\nofpages3}}{\*\userprops{\propname Sak}\proptype30{\staticval 24/1}}",
        r"{\*\revtbl{Unknown;}{Rita Revisor;}}{\header Topp}Tekst{\footnote Fotnote}{\*\atnid RR}{\*\atnauthor Rita}",
        r"{\*\annotation Kommentar}{\field{\*\fldinst HYPERLINK ",
        "\"mailto:olga@example.com\"",
        r"}{\fldrslt Olga}}{\*\ukjent skjult}{\field{\*\fldinst PAGE}{\fldrslt 1}}"
    ));
    assert_eq!(read.of(Role::Title), "Vedtak");
    for (label, value) in [
        ("author", "Olga Ås"),
        ("last-saved-by", "Peder"),
        ("Sak", "24/1"),
        ("reviser", "Rita Revisor"),
        ("link", "mailto:olga@example.com"),
        ("comment", "Kommentar"),
    ] {
        assert_eq!(read.field(label), Some(value), "{label}");
    }
    assert_eq!(read.of(Role::Body), "TekstOlga1\nTopp\nFotnote");
    assert_eq!(read.of(Role::Comment), "Kommentar");
}

#[test]
fn pictures_and_objects_are_documents_within() {
    let large = picture(500, 400);
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let mut object = vec![1, 5, 0, 0, 2, 0, 0, 0, 8, 0, 0, 0];
    object.extend(b"Package\0\0\0\0\0\0\0\0\0");
    let mut package = b"\x02\0a.txt\0C:\\a.txt\0\0\0\x03\0\x06\0\0\0C:\\tmp\x05\0\0\0Dagny".to_vec();
    object.extend((package.len() as u32).to_le_bytes());
    object.append(&mut package);
    let read = rtf(&format!(
        r"Se {{\*\shppict{{\pict\pngblip {}}}}}{{\nonshppict{{\pict\wmetafile8 00}}}}{{\pict\pngblip {}}}{{\object\objemb{{\*\objdata {}}}{{\result x}}}}",
        hex(&large),
        hex(&picture(40, 30)),
        hex(&object)
    ));
    assert_eq!(read.names(), ["picture-1.png", "a.txt"]);
    assert_eq!((&read.members[0].1, read.members[1].1.as_slice()), (&large, &b"Dagny"[..]));
}

fn picture(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let picture = image::GrayImage::new(width, height);
    picture.write_to(&mut std::io::Cursor::new(&mut bytes), image::ImageFormat::Png).expect("in memory");
    bytes
}

#[test]
fn a_page_that_was_made_rtf_is_taken_out_again() {
    let made = br"{\rtf1\ansi\fromhtml1 \deff0{\fonttbl{\f0\fswiss Arial;}}{\*\htmltag64 <p class=\'22x\'22>}\htmlrtf {\htmlrtf0 Hei \'e5 & {\*\htmltag84 &nbsp;}\htmlrtf }\htmlrtf0 {\*\htmltag72 </p>}{\*\mhtmltag <i>}}";
    assert_eq!(super::encapsulated_html(made).as_deref(), Some("<p class=\"x\">Hei å &amp; &nbsp;</p>"));
    assert_eq!(super::encapsulated_html(br"{\rtf1\ansi Hei}"), None);
}

#[test]
fn hostile_and_broken_files_end_well() {
    let deep = "{".repeat(200_000);
    assert_eq!(rtf(&format!("{deep}inne")).of(Role::Body), "inne");
    assert_eq!(reading(br"{\rtf1 avbrutt {\v skj", "a.rtf").kept(), [("vanish", "skj")]);
    assert_eq!(reading(b"{\\rtf1 tekst}\r\netter", "a.rtf").field("after-end"), Some("etter"));
    assert_eq!(reading(b"{\\rtf1 tekst}\r\n\0", "a.rtf").seen.len(), 1);
    damage(
        format!(r"{{\rtf1{COLOURS}\'e5\u8211?{{\v x}}{{\pict\pngblip 8950}}\bin3 abc{{\*\objdata 01}}}}").as_bytes(),
        "a.rtf",
    );
}
