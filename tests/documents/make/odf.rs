//! Documents of OpenDocument: text, sheets, presentations.

use super::package::Package;

const NAMESPACES: &str = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
    xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
    xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
    xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\" \
    xmlns:presentation=\"urn:oasis:names:tc:opendocument:xmlns:presentation:1.0\" \
    xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
    xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" \
    xmlns:xlink=\"http://www.w3.org/1999/xlink\" \
    xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0\" \
    xmlns:meta=\"urn:oasis:names:tc:opendocument:xmlns:meta:1.0\" office:version=\"1.3\"";

/// What kind of document.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    Text,
    Spreadsheet,
    Presentation,
}

/// The document: automatic styles, content of the body, and metadata.
pub fn document(kind: Kind, styles: &str, body: &str, meta: &str) -> Vec<u8> {
    let name = match kind {
        Kind::Text => "text",
        Kind::Spreadsheet => "spreadsheet",
        Kind::Presentation => "presentation",
    };
    let mimetype = format!("application/vnd.oasis.opendocument.{name}");
    let entry = |path: &str, kind: &str| {
        format!("<manifest:file-entry manifest:full-path=\"{path}\" manifest:media-type=\"{kind}\"/>")
    };
    let entries = entry("/", &mimetype) + &entry("content.xml", "text/xml") + &entry("meta.xml", "text/xml");
    Package::default()
        .with("mimetype", mimetype.into_bytes())
        .xml(
            "content.xml",
            format!(
                "<office:document-content {NAMESPACES}><office:automatic-styles>{styles}</office:automatic-styles>\
                 <office:body><office:{name}>{body}</office:{name}></office:body></office:document-content>"
            ),
        )
        .xml(
            "meta.xml",
            format!("<office:document-meta {NAMESPACES}><office:meta>{meta}</office:meta></office:document-meta>"),
        )
        .xml(
            "META-INF/manifest.xml",
            format!(
                "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\">{entries}\
                 </manifest:manifest>"
            ),
        )
        .bytes()
}

/// A paragraph.
pub fn paragraph(text: &str) -> String {
    format!("<text:p>{text}</text:p>")
}

/// A row of a table; attributes such as `table:visibility`.
pub fn row(attributes: &str, cells: &[&str]) -> String {
    let mut written = String::new();
    for text in cells {
        written.push_str(&format!(
            "<table:table-cell office:value-type=\"string\">{}</table:table-cell>",
            paragraph(text)
        ));
    }
    format!("<table:table-row {attributes}>{written}</table:table-row>")
}

/// A slide with one text; attributes such as `draw:style-name`.
pub fn slide(attributes: &str, text: &str, notes: &str) -> String {
    let frame = |text: &str| {
        format!(
            "<draw:frame svg:x=\"2cm\" svg:y=\"2cm\" svg:width=\"20cm\" svg:height=\"3cm\">\
             <draw:text-box>{}</draw:text-box></draw:frame>",
            paragraph(text)
        )
    };
    let notes = if notes.is_empty() {
        String::new()
    } else {
        format!("<presentation:notes>{}</presentation:notes>", frame(notes))
    };
    format!("<draw:page {attributes}>{}{notes}</draw:page>", frame(text))
}
