//! Presentations of PowerPoint.

use super::package::office;

const P: &str = "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
    xmlns:p=\"http://schemas.openxmlformats.org/presentationml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

/// A slide. Places are in English Metric Units; the slide is 12192000 wide and 6858000 high.
#[derive(Default)]
pub struct Slide<'a> {
    /// Texts with the place of their left upper corner.
    pub texts: Vec<(&'a str, [i64; 2])>,
    /// The speaker's notes.
    pub notes: Option<&'a str>,
    /// Hidden in the show.
    pub is_hidden: bool,
}

fn tree(element: &str, attributes: &str, shapes: &str) -> String {
    format!(
        "<p:{element} {P}{attributes}><p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id=\"1\" name=\"\"/><p:cNvGrpSpPr/>\
         <p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>{shapes}</p:spTree></p:cSld></p:{element}>"
    )
}

fn shape(id: usize, text: &str, [left, top]: [i64; 2]) -> String {
    format!(
        "<p:sp><p:nvSpPr><p:cNvPr id=\"{id}\" name=\"Tekst {id}\"/><p:cNvSpPr txBox=\"1\"/><p:nvPr/></p:nvSpPr>\
         <p:spPr><a:xfrm><a:off x=\"{left}\" y=\"{top}\"/><a:ext cx=\"4000000\" cy=\"600000\"/></a:xfrm><a:prstGeom \
         prst=\"rect\"/></p:spPr><p:txBody><a:bodyPr/><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>"
    )
}

/// The presentation of `slides`.
pub fn presentation(slides: &[Slide<'_>]) -> Vec<u8> {
    let mut list = String::new();
    let mut relations = Vec::new();
    let mut package = office("ppt/presentation.xml", &[("ppt/presentation.xml", "presentationml.presentation.main")]);
    for (at, slide) in slides.iter().enumerate() {
        let number = at + 1;
        list.push_str(&format!("<p:sldId id=\"{}\" r:id=\"rId{number}\"/>", 256 + at));
        relations.push((format!("rId{number}"), "slide".to_owned(), format!("slides/slide{number}.xml")));
        let shapes: String = slide.texts.iter().enumerate().map(|(id, (text, at))| shape(id + 2, text, *at)).collect();
        let path = format!("ppt/slides/slide{number}.xml");
        package = package.xml(path.as_str(), tree("sld", if slide.is_hidden { " show=\"0\"" } else { "" }, &shapes));
        if let Some(notes) = slide.notes {
            let target = format!("../notesSlides/notesSlide{number}.xml");
            package = package.relations(&path, &[("rId1", "notesSlide", &target)]);
            let notes = shape(2, notes, [685_800, 4_400_000]);
            package = package.xml(format!("ppt/notesSlides/notesSlide{number}.xml"), tree("notes", "", &notes));
        }
    }
    let relations: Vec<_> = relations.iter().map(|(id, kind, to)| (&**id, &**kind, &**to)).collect();
    let size = "<p:sldSz cx=\"12192000\" cy=\"6858000\"/><p:notesSz cx=\"6858000\" cy=\"9144000\"/>";
    package
        .xml(
            "ppt/presentation.xml",
            format!("<p:presentation {P}><p:sldIdLst>{list}</p:sldIdLst>{size}</p:presentation>"),
        )
        .relations("ppt/presentation.xml", &relations)
        .bytes()
}
