//! Word documents: a school's decision with tracked changes and a comment, and the same with the changes accepted.

use super::ooxml::{application, content_types, properties, relation, relations_to, relationships};
use super::package::{XML, escaped, package};
use anyhow::Result;

/// What became of the changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Changes {
    /// They are shown as changes, and the old text is still there.
    Tracked,
    /// They were accepted.
    Accepted,
}

const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
                 xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// Whom the decision is about, as it said before the change.
const PUPIL: &str = "Jenny Malene Ottersen, født 3. mai 2014, som får spesialundervisning";

/// The decision on adaptation at school. What was taken out names the pupil, and the comment the pupil's mother.
pub fn adaptation(changes: Changes) -> Result<Vec<u8>> {
    let replaced = |before: &str, after: &str| match changes {
        Changes::Tracked => format!("{}{}", deleted(1, before), inserted(2, after)),
        Changes::Accepted => run(after),
    };
    let comment = |text: &str| match changes {
        Changes::Tracked => format!(
            "<w:commentRangeStart w:id=\"0\"/>{}<w:commentRangeEnd w:id=\"0\"/>\
             <w:r><w:commentReference w:id=\"0\"/></w:r>",
            run(text)
        ),
        Changes::Accepted => run(text),
    };
    let gone = |text: &str| if changes == Changes::Tracked { deleted(3, text) } else { String::new() };
    let body = [
        paragraph("", &run("Storholmen skole")),
        paragraph("", &run("Vår ref.: 2026/1240-5")),
        paragraph("", &run("Dato: 17.11.2026")),
        paragraph("Heading1", &run("Vedtak om tilrettelegging i skoleåret 2026/2027")),
        paragraph("", &format!("{}{}{}", run("Vedtaket gjelder "), replaced(PUPIL, "en elev på 7. trinn"), run("."))),
        paragraph("Heading2", &run("Vedtak")),
        paragraph(
            "",
            &format!(
                "{}{}",
                run(
                    "Skolen setter opp skillevegg og lydplater i klasserommet og gir plass på grupperom når det trengs."
                ),
                gone(" Eleven har dysleksi og fem timer i uka med spesialpedagog.")
            ),
        ),
        paragraph("Heading2", &run("Grunnlag")),
        paragraph("", &comment("Saken har vært drøftet med de foresatte i møte 9. november.")),
        paragraph("", &run("Tiltakene dekkes innenfor skolens ramme og evalueres i juni.")),
        paragraph("Heading2", &run("Klage")),
        paragraph("", &run("Vedtaket kan påklages til Statsforvalteren innen tre uker. Klagen sendes til skolen.")),
        paragraph("", &run("Bjørnar Hestvik, rektor")),
    ];
    let comments = (changes == Changes::Tracked)
        .then_some("Mor, Karoline Sæbø Ottersen, ringte og vil ha henvisning til BUP. Ta det i eget brev.");
    document("Vedtak om tilrettelegging", "Bjørnar Hestvik", &body.concat(), comments)
}

/// A plain document of those paragraphs, the first of them its heading.
pub fn letter(author: &str, paragraphs: &[&str]) -> Result<Vec<u8>> {
    let mut body = String::new();
    for (at, text) in paragraphs.iter().enumerate() {
        body.push_str(&paragraph(if at == 0 { "Heading1" } else { "" }, &run(text)));
    }
    document("Brev", author, &body, None)
}

fn paragraph(style: &str, runs: &str) -> String {
    let style = if style.is_empty() { String::new() } else { format!("<w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>") };
    format!("<w:p>{style}{runs}</w:p>")
}

fn run(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>", escaped(text))
}

const CHANGED: &str = "w:author=\"Bjørnar Hestvik\" w:date=\"2026-11-17T10:12:00Z\"";

fn deleted(id: u32, text: &str) -> String {
    let text = escaped(text);
    format!("<w:del w:id=\"{id}\" {CHANGED}><w:r><w:delText xml:space=\"preserve\">{text}</w:delText></w:r></w:del>")
}

fn inserted(id: u32, text: &str) -> String {
    format!("<w:ins w:id=\"{id}\" {CHANGED}>{}</w:ins>", run(text))
}

fn document(title: &str, author: &str, body: &str, comment: Option<&str>) -> Result<Vec<u8>> {
    let margins = "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId2\"/><w:pgSz w:w=\"11906\" \
                   w:h=\"16838\"/><w:pgMar w:top=\"1417\" w:right=\"1417\" w:bottom=\"1417\" w:left=\"1417\" \
                   w:header=\"708\" w:footer=\"708\" w:gutter=\"0\"/></w:sectPr>";
    let document = format!("{XML}<w:document {W}><w:body>{body}{margins}</w:body></w:document>");
    let foot = run("Fjordnes kommune, Rådhusgata 1, 8299 Fjordnes – postmottak@fjordnes.kommune.no");
    let footer = format!("{XML}<w:ftr {W}>{}</w:ftr>", paragraph("Footer", &foot));
    let mut parts = vec![
        ("[Content_Types].xml", String::new()),
        ("_rels/.rels", relations_to("word/document.xml")),
        ("docProps/core.xml", properties(title, author)),
        ("docProps/app.xml", application("Microsoft Office Word")),
        ("word/document.xml", document),
        ("word/styles.xml", styles()),
        ("word/footer1.xml", footer),
    ];
    let mut relations = relation(1, "styles", "styles.xml") + &relation(2, "footer", "footer1.xml");
    let mut types =
        part_type("document.main", "document") + &part_type("styles", "styles") + &part_type("footer", "footer1");
    if let Some(text) = comment {
        let text = paragraph("", &run(text));
        let author = "w:author=\"Bjørnar Hestvik\" w:date=\"2026-11-17T10:15:00Z\" w:initials=\"BH\"";
        parts.push((
            "word/comments.xml",
            format!("{XML}<w:comments {W}><w:comment w:id=\"0\" {author}>{text}</w:comment></w:comments>"),
        ));
        relations.push_str(&relation(3, "comments", "comments.xml"));
        types.push_str(&part_type("comments", "comments"));
    }
    parts.push(("word/_rels/document.xml.rels", relationships(&relations)));
    parts[0].1 = content_types(&types);
    package(&parts)
}

fn part_type(kind: &str, part: &str) -> String {
    format!("<Override PartName=\"/word/{part}.xml\" ContentType=\"{WORD}.{kind}+xml\"/>")
}

fn styles() -> String {
    let heading = |id: &str, name: &str, size: u32| {
        format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"Normal\"/>\
             <w:pPr><w:keepNext/><w:spacing w:before=\"240\" w:after=\"80\"/></w:pPr><w:rPr><w:b/><w:color \
             w:val=\"00457A\"/><w:sz w:val=\"{size}\"/></w:rPr></w:style>"
        )
    };
    format!(
        "{XML}<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Arial\" w:hAnsi=\"Arial\" \
         w:cs=\"Arial\"/><w:sz w:val=\"21\"/><w:lang w:val=\"nb-NO\"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>\
         <w:spacing w:after=\"140\" w:line=\"276\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>\
         <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/>\
         </w:style>{}{}<w:style w:type=\"paragraph\" w:styleId=\"Footer\"><w:name w:val=\"footer\"/><w:basedOn \
         w:val=\"Normal\"/><w:rPr><w:sz w:val=\"16\"/></w:rPr></w:style></w:styles>",
        heading("Heading1", "heading 1", 30),
        heading("Heading2", "heading 2", 24)
    )
}
