//! Word documents.

use super::package::{Package, office};

const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
    xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" \
    xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
    xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
    xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\" \
    xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\"";
const BY: &str = "w:author=\"Saksbehandler\" w:date=\"2026-11-17T10:12:00Z\"";

/// A run of text.
pub fn run(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

/// A run with properties.
pub fn styled(properties: &str, text: &str) -> String {
    format!("<w:r><w:rPr>{properties}</w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

/// A tracked deletion.
pub fn deleted(text: &str) -> String {
    format!("<w:del w:id=\"7\" {BY}><w:r><w:delText xml:space=\"preserve\">{text}</w:delText></w:r></w:del>")
}

/// A tracked insertion.
pub fn inserted(text: &str) -> String {
    format!("<w:ins w:id=\"8\" {BY}>{}</w:ins>", run(text))
}

/// A paragraph of those runs.
pub fn paragraph(runs: &str) -> String {
    format!("<w:p>{runs}</w:p>")
}

/// A text box as Word 2010 writes it, with its copy for older programs.
pub fn text_box(text: &str) -> String {
    let content = format!("<w:txbxContent>{}</w:txbxContent>", paragraph(&run(text)));
    format!(
        "<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wp:inline><a:graphic><a:graphicData>\
         <wps:wsp><wps:txbx>{content}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>\
         </mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict></mc:Fallback>\
         </mc:AlternateContent></w:r>"
    )
}

/// A document in the making: paragraphs and whatever parts lie beside them.
#[derive(Default)]
pub struct Docx {
    body: String,
    relations: Vec<(String, String, String)>,
    parts: Vec<(String, Vec<u8>)>,
}

impl Docx {
    /// With those paragraphs of plain text.
    pub fn of(paragraphs: &[&str]) -> Self {
        let mut docx = Docx::default();
        for text in paragraphs {
            docx = docx.paragraph(&run(text));
        }
        docx
    }

    /// Adds a paragraph of those runs.
    #[must_use]
    pub fn paragraph(mut self, runs: &str) -> Self {
        self.body.push_str(&paragraph(runs));
        self
    }

    /// Adds what stands between paragraphs.
    #[must_use]
    pub fn raw(mut self, xml: &str) -> Self {
        self.body.push_str(xml);
        self
    }

    /// Adds a part below `word/` whose root is `root`, which the document refers to by the last word of the
    /// relationship's type.
    #[must_use]
    pub fn part(self, name: &str, kind: &str, root: &str, content: &str) -> Self {
        let xml = format!("{}<w:{root} {W}>{content}</w:{root}>", super::package::XML);
        self.bytes_part(&format!("word/{name}"), kind, xml)
    }

    /// Adds a part of any bytes, related to the document.
    #[must_use]
    pub fn bytes_part(mut self, name: &str, kind: &str, bytes: impl Into<Vec<u8>>) -> Self {
        let target = name.strip_prefix("word/").map_or(format!("/{name}"), str::to_owned);
        self.parts.push((name.to_owned(), bytes.into()));
        self.relate(kind, &target)
    }

    /// Adds a part that nothing refers to.
    #[must_use]
    pub fn loose(mut self, name: &str, xml: &str) -> Self {
        self.parts.push((name.to_owned(), format!("{}{xml}", super::package::XML).into_bytes()));
        self
    }

    /// Adds a relationship of the document. Gives no id: they are `rId1`, `rId2`, … in order.
    #[must_use]
    pub fn relate(mut self, kind: &str, target: &str) -> Self {
        let id = format!("rId{}", self.relations.len() + 1);
        self.relations.push((id, kind.to_owned(), target.to_owned()));
        self
    }

    /// The file.
    pub fn bytes(&self) -> Vec<u8> {
        let relations: Vec<_> = self.relations.iter().map(|(id, kind, to)| (&**id, &**kind, &**to)).collect();
        let document = format!("<w:document {W}><w:body>{}<w:sectPr/></w:body></w:document>", self.body);
        let mut package: Package =
            office("word/document.xml", &[("word/document.xml", "wordprocessingml.document.main")])
                .xml("word/document.xml", document)
                .relations("word/document.xml", &relations);
        for (name, bytes) in &self.parts {
            package = package.with(name.clone(), bytes.clone());
        }
        package.bytes()
    }
}
