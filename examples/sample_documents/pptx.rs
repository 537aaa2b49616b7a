//! A presentation of two slides; the speaker's notes to the second tell of an employee's sick leave.

use super::ooxml::{application, content_types, properties, relation, relations_to, relationships};
use super::package::{XML, escaped, package};
use anyhow::Result;

const P: &str = "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
                 xmlns:p=\"http://schemas.openxmlformats.org/presentationml/2006/main\" \
                 xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
const POINT: &str = "application/vnd.openxmlformats-officedocument";

/// Slides for the committee on health: title, points, notes.
const SLIDES: [(&str, &[&str], &str); 2] = [
    (
        "Bemanning i hjemmetjenesten",
        &["Orientering i utvalg for helse og mestring", "24. november 2026", "Ragnhild Bøe Sletten, kommunalsjef"],
        "Fem minutter. Vis til økonomirapporten.",
    ),
    (
        "Hvor står vi?",
        &[
            "78 årsverk, fire ledige stillinger",
            "Sykefravær 11,2 prosent i 3. kvartal",
            "To nye sykepleiere begynner 1. januar",
            "Vikarbyrå fases ut innen sommeren",
        ],
        "Sone B er svakest bemannet. Rigmor Sandtangen er sykmeldt til mars på grunn av prolaps og har bedt om andre \
         oppgaver. Si ikke dette høyt.",
    ),
];

/// The presentation.
pub fn staffing() -> Result<Vec<u8>> {
    let mut parts = vec![
        ("_rels/.rels".to_owned(), relations_to("ppt/presentation.xml")),
        ("docProps/core.xml".to_owned(), properties("Bemanning i hjemmetjenesten", "Ragnhild Bøe Sletten")),
        ("docProps/app.xml".to_owned(), application("Microsoft Office PowerPoint")),
    ];
    let mut put = |path: &str, text: String| parts.push((format!("ppt/{path}"), text));
    put("presentation.xml", presentation());
    put(
        "_rels/presentation.xml.rels",
        relationships(
            &(relation(1, "slideMaster", "slideMasters/slideMaster1.xml")
                + &relation(2, "slide", "slides/slide1.xml")
                + &relation(3, "slide", "slides/slide2.xml")
                + &relation(4, "notesMaster", "notesMasters/notesMaster1.xml")
                + &relation(5, "theme", "theme/theme1.xml")),
        ),
    );
    let colours = "<p:clrMap bg1=\"lt1\" tx1=\"dk1\" bg2=\"lt2\" tx2=\"dk2\" accent1=\"accent1\" accent2=\"accent2\" \
                   accent3=\"accent3\" accent4=\"accent4\" accent5=\"accent5\" accent6=\"accent6\" hlink=\"hlink\" \
                   folHlink=\"folHlink\"/>";
    put(
        "slideMasters/slideMaster1.xml",
        part(
            "sldMaster",
            "",
            &format!("{colours}<p:sldLayoutIdLst><p:sldLayoutId id=\"2147483649\" r:id=\"rId1\"/></p:sldLayoutIdLst>"),
        ),
    );
    put(
        "slideMasters/_rels/slideMaster1.xml.rels",
        relationships(
            &(relation(1, "slideLayout", "../slideLayouts/slideLayout1.xml")
                + &relation(2, "theme", "../theme/theme1.xml")),
        ),
    );
    put("slideLayouts/slideLayout1.xml", part("sldLayout", "", ""));
    put(
        "slideLayouts/_rels/slideLayout1.xml.rels",
        relationships(&relation(1, "slideMaster", "../slideMasters/slideMaster1.xml")),
    );
    put("notesMasters/notesMaster1.xml", part("notesMaster", "", colours));
    put("notesMasters/_rels/notesMaster1.xml.rels", relationships(&relation(1, "theme", "../theme/theme2.xml")));
    put("theme/theme1.xml", theme());
    put("theme/theme2.xml", theme());
    for (at, (title, points, notes)) in SLIDES.iter().enumerate() {
        let number = at + 1;
        let shapes = shape(2, "title", [700_000, 500_000, 10_700_000, 1_100_000], &[title], 3600)
            + &shape(3, "body", [700_000, 1_800_000, 10_700_000, 4_200_000], points, 2400);
        put(&format!("slides/slide{number}.xml"), part("sld", &shapes, ""));
        put(
            &format!("slides/_rels/slide{number}.xml.rels"),
            relationships(
                &(relation(1, "slideLayout", "../slideLayouts/slideLayout1.xml")
                    + &relation(2, "notesSlide", &format!("../notesSlides/notesSlide{number}.xml"))),
            ),
        );
        let shapes = shape(2, "body", [685_800, 4_400_000, 5_486_400, 3_600_000], &[notes], 1200);
        put(&format!("notesSlides/notesSlide{number}.xml"), part("notes", &shapes, ""));
        put(
            &format!("notesSlides/_rels/notesSlide{number}.xml.rels"),
            relationships(
                &(relation(1, "notesMaster", "../notesMasters/notesMaster1.xml")
                    + &relation(2, "slide", &format!("../slides/slide{number}.xml"))),
            ),
        );
    }
    let types: String = parts.iter().filter_map(|(path, _)| part_type(path)).collect();
    parts.insert(0, ("[Content_Types].xml".to_owned(), content_types(&types)));
    let parts: Vec<_> = parts.iter().map(|(path, text)| (path.as_str(), text)).collect();
    package(&parts)
}

/// The line of `[Content_Types].xml` for a part below `ppt/`.
fn part_type(path: &str) -> Option<String> {
    let name = path.strip_prefix("ppt/").filter(|_| path.ends_with(".xml"))?;
    let kind = match name.split_once('/') {
        None => "presentationml.presentation.main",
        Some(("slides", _)) => "presentationml.slide",
        Some(("slideMasters", _)) => "presentationml.slideMaster",
        Some(("slideLayouts", _)) => "presentationml.slideLayout",
        Some(("notesMasters", _)) => "presentationml.notesMaster",
        Some(("notesSlides", _)) => "presentationml.notesSlide",
        Some(_) => "theme",
    };
    Some(format!("<Override PartName=\"/{path}\" ContentType=\"{POINT}.{kind}+xml\"/>"))
}

fn presentation() -> String {
    format!(
        "{XML}<p:presentation {P}><p:sldMasterIdLst><p:sldMasterId id=\"2147483648\" r:id=\"rId1\"/>\
         </p:sldMasterIdLst><p:notesMasterIdLst><p:notesMasterId r:id=\"rId4\"/></p:notesMasterIdLst><p:sldIdLst>\
         <p:sldId id=\"256\" r:id=\"rId2\"/><p:sldId id=\"257\" r:id=\"rId3\"/></p:sldIdLst><p:sldSz cx=\"12192000\" \
         cy=\"6858000\"/><p:notesSz cx=\"6858000\" cy=\"9144000\"/></p:presentation>"
    )
}

/// A part with a tree of shapes: slide, master, layout or notes.
fn part(element: &str, shapes: &str, after: &str) -> String {
    let mapping = match element {
        "sldMaster" | "notesMaster" => "",
        _ => "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr>",
    };
    format!(
        "{XML}<p:{element} {P}><p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id=\"1\" name=\"\"/><p:cNvGrpSpPr/><p:nvPr/>\
         </p:nvGrpSpPr><p:grpSpPr/>{shapes}</p:spTree></p:cSld>{mapping}{after}</p:{element}>"
    )
}

fn shape(id: u32, kind: &str, [left, top, width, height]: [u32; 4], lines: &[&str], size: u32) -> String {
    let mut paragraphs = String::new();
    for line in lines {
        let line = escaped(line);
        paragraphs.push_str(&format!("<a:p><a:r><a:rPr lang=\"nb-NO\" sz=\"{size}\"/><a:t>{line}</a:t></a:r></a:p>"));
    }
    format!(
        "<p:sp><p:nvSpPr><p:cNvPr id=\"{id}\" name=\"{kind} {id}\"/><p:cNvSpPr/><p:nvPr><p:ph type=\"{kind}\"/>\
         </p:nvPr></p:nvSpPr><p:spPr><a:xfrm><a:off x=\"{left}\" y=\"{top}\"/><a:ext cx=\"{width}\" cy=\"{height}\"/>\
         </a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></p:spPr><p:txBody><a:bodyPr/>\
         <a:lstStyle/>{paragraphs}</p:txBody></p:sp>"
    )
}

fn theme() -> String {
    let colour = |name: &str, value: &str| format!("<a:{name}><a:srgbClr val=\"{value}\"/></a:{name}>");
    let colours: String = [
        ("dk1", "1A1A1A"),
        ("lt1", "FFFFFF"),
        ("dk2", "00457A"),
        ("lt2", "EBEFF4"),
        ("accent1", "00457A"),
        ("accent2", "2E7D5B"),
        ("accent3", "C9772B"),
        ("accent4", "7A5C8E"),
        ("accent5", "4A90B8"),
        ("accent6", "8A8A8A"),
        ("hlink", "00457A"),
        ("folHlink", "7A5C8E"),
    ]
    .iter()
    .map(|(name, value)| colour(name, value))
    .collect();
    let font = "<a:latin typeface=\"Arial\"/><a:ea typeface=\"\"/><a:cs typeface=\"\"/>";
    let fill = "<a:solidFill><a:schemeClr val=\"phClr\"/></a:solidFill>".repeat(3);
    let line = "<a:ln w=\"9525\"><a:solidFill><a:schemeClr val=\"phClr\"/></a:solidFill></a:ln>".repeat(3);
    let effect = "<a:effectStyle><a:effectLst/></a:effectStyle>".repeat(3);
    format!(
        "{XML}<a:theme xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" name=\"Fjordnes\">\
         <a:themeElements><a:clrScheme name=\"Fjordnes\">{colours}</a:clrScheme><a:fontScheme name=\"Fjordnes\">\
         <a:majorFont>{font}</a:majorFont><a:minorFont>{font}</a:minorFont></a:fontScheme><a:fmtScheme \
         name=\"Fjordnes\"><a:fillStyleLst>{fill}</a:fillStyleLst><a:lnStyleLst>{line}</a:lnStyleLst>\
         <a:effectStyleLst>{effect}</a:effectStyleLst><a:bgFillStyleLst>{fill}</a:bgFillStyleLst></a:fmtScheme>\
         </a:themeElements></a:theme>"
    )
}
