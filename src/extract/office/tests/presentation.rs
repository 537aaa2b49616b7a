//! PowerPoint presentations.

use super::{Found, found, package};
use crate::model::{Places, Role};

const LIST: &str = "<p:presentation xmlns:p=\"p\" xmlns:r=\"r\"><p:sldIdLst><p:sldId id=\"256\" r:id=\"rId2\"/><p:sldId id=\"257\" r:id=\"rId1\"/></p:sldIdLst>\
                    <p:sldSz cx=\"9144000\" cy=\"6858000\"/></p:presentation>";
const RELATIONS: &str = "<Relationships><Relationship Id=\"rId1\" Type=\"x/slide\" Target=\"slides/slide1.xml\"/>\
                         <Relationship Id=\"rId2\" Type=\"x/slide\" Target=\"slides/slide2.xml\"/></Relationships>";

pub(super) fn presentation(first: &str, second: &str, others: &[(&str, &str)]) -> Vec<u8> {
    let slide = |show: &str, shapes: &str| {
        format!("<p:sld xmlns:p=\"p\" xmlns:a=\"a\"{show}><p:cSld><p:spTree>{shapes}</p:spTree></p:cSld></p:sld>")
    };
    let (first, second) = (slide("", first), slide(" show=\"0\"", second));
    let mut parts = vec![
        ("[Content_Types].xml", "<Types/>"),
        ("ppt/presentation.xml", LIST),
        ("ppt/_rels/presentation.xml.rels", RELATIONS),
        ("ppt/slides/slide2.xml", first.as_str()),
        ("ppt/slides/slide1.xml", second.as_str()),
    ];
    parts.extend(others);
    package(&parts)
}

pub(super) fn shape(properties: &str, place: &str, text: &str) -> String {
    format!(
        "<p:sp><p:nvSpPr><p:cNvPr id=\"1\" name=\"x\"{properties}/></p:nvSpPr><p:spPr>{place}</p:spPr>\
         <p:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>"
    )
}

fn place(rotation: &str, x: i64, y: i64) -> String {
    format!("<a:xfrm{rotation}><a:off x=\"{x}\" y=\"{y}\"/><a:ext cx=\"2000000\" cy=\"500000\"/></a:xfrm>")
}

pub(super) fn pages(found: &Found, role: Role) -> Vec<(u32, String)> {
    let of_role = found.parts.iter().filter(|part| part.role == role);
    of_role
        .filter_map(|part| match &part.places {
            Places::Pages(words) => Some((words.words()[0].page, String::from_utf8(part.text.to_vec()).unwrap())),
            _ => None,
        })
        .collect()
}

#[test]
fn slides_come_in_order_with_notes_and_comments_and_what_is_hidden() {
    let first = [
        shape("", "", "Tittel"),
        shape(" descr=\"Portrett av Kari\"", &place("", 100, 100), "Synlig"),
        shape("", &place("", -1_999_999, 0), "på kanten"),
        shape("", &place("", 9_200_000, 0), "utenfor"),
        shape("", &place(" rot=\"2700000\"", 9_150_000, 0), "skrått"),
        shape(" hidden=\"1\"", &place("", 100, 100), "skjult figur"),
    ];
    let table = "<p:graphicFrame><a:tbl><a:tr><a:tc><a:txBody><a:p><a:r><a:t>A1</a:t></a:r></a:p></a:txBody></a:tc>\
                 <a:tc><a:txBody><a:p><a:r><a:t>B1</a:t></a:r></a:p></a:txBody></a:tc></a:tr></a:tbl></p:graphicFrame>";
    let relations = "<Relationships><Relationship Id=\"a\" Type=\"x/notesSlide\" Target=\"../notesSlides/notesSlide1.xml\"/>\
                     <Relationship Id=\"b\" Type=\"x/comments\" Target=\"../comments/comment1.xml\"/></Relationships>";
    let notes = "<p:notes xmlns:p=\"p\" xmlns:a=\"a\"><p:sp><p:nvPr><p:ph type=\"sldNum\"/></p:nvPr><a:p><a:fld><a:t>1</a:t></a:fld></a:p></p:sp>\
                 <p:sp><a:p><a:r><a:t>Notat om Kari</a:t></a:r></a:p></p:sp></p:notes>";
    let comments = "<p:cmLst xmlns:p=\"p\"><p:cm authorId=\"0\"><p:text>Merknad</p:text></p:cm></p:cmLst>";
    let authors =
        "<p:cmAuthorLst xmlns:p=\"p\"><p:cmAuthor id=\"0\" name=\"Per Kommentator\" initials=\"PK\"/></p:cmAuthorLst>";
    let layout = "<p:sldLayout xmlns:p=\"p\" xmlns:a=\"a\"><p:sp><p:nvPr><p:ph/></p:nvPr><a:p><a:t>Klikk for å redigere</a:t></a:p></p:sp>\
                  <p:sp><a:p><a:t>Kommunen</a:t></a:p></p:sp></p:sldLayout>";
    let orphan = "<p:sld xmlns:p=\"p\" xmlns:a=\"a\"><p:sp><a:p><a:t>Slettet lysbilde</a:t></a:p></p:sp></p:sld>";
    let bytes = presentation(
        &(first.concat() + table),
        &shape("", "", "Hemmelig"),
        &[
            ("ppt/slides/_rels/slide2.xml.rels", relations),
            ("ppt/notesSlides/notesSlide1.xml", notes),
            ("ppt/comments/comment1.xml", comments),
            ("ppt/commentAuthors.xml", authors),
            ("ppt/slideLayouts/slideLayout1.xml", layout),
            ("ppt/slides/slide9.xml", orphan),
        ],
    );
    let found = found(&bytes, "møte.pptx");
    assert_eq!(found.extraction.format, "PPTX");
    assert!(found.is_read());
    assert_eq!(pages(&found, Role::Body), [(1, "Tittel\nSynlig\npå kanten\nskrått\nA1 \tB1".to_owned())]);
    assert_eq!(
        found.covert(),
        [
            "off-slide: utenfor",
            "hidden-shape: skjult figur",
            "hidden-slide: Hemmelig",
            "orphan-slide: Slettet lysbilde"
        ]
    );
    assert_eq!(pages(&found, Role::Hidden).iter().map(|(page, _)| *page).collect::<Vec<_>>(), [1, 1, 2, 3]);
    assert_eq!(pages(&found, Role::Comment), [(1, "Notat om Kari".to_owned()), (1, "Merknad".to_owned())]);
    assert!(found.texts(Role::Body).contains(&"Kommunen".to_owned()));
    assert!(!found.all(Role::Body).contains("Klikk"));
    let metadata = found.all(Role::Metadata);
    assert!(metadata.contains("alt-text: Portrett av Kari") && metadata.contains("author: Per Kommentator"));
}
