//! What the packages of Word, Excel and PowerPoint have in common: content types, relationships, properties (ECMA-376,
//! part 2).

use super::package::{XML, escaped};

const TYPES: &str = "http://schemas.openxmlformats.org/package/2006/content-types";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A relationship to the part `target`.
pub fn relation(id: u32, kind: &str, target: &str) -> String {
    format!("<Relationship Id=\"rId{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>")
}

/// A file of relationships.
pub fn relationships(relations: &str) -> String {
    format!("{XML}<Relationships xmlns=\"{RELATIONS}\">{relations}</Relationships>")
}

/// `[Content_Types].xml` with the two parts that hold properties, and `types` beside them.
pub fn content_types(types: &str) -> String {
    format!(
        "{XML}<Types xmlns=\"{TYPES}\"><Default Extension=\"rels\" \
         ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" \
         ContentType=\"application/xml\"/><Override PartName=\"/docProps/core.xml\" \
         ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/><Override \
         PartName=\"/docProps/app.xml\" \
         ContentType=\"application/vnd.openxmlformats-officedocument.extended-properties+xml\"/>{types}</Types>"
    )
}

/// `_rels/.rels` of a package whose main part is `main`.
pub fn relations_to(main: &str) -> String {
    let core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
    relationships(&format!(
        "{}<Relationship Id=\"rId2\" Type=\"{core}\" Target=\"docProps/core.xml\"/>{}",
        relation(1, "officeDocument", main),
        relation(3, "extended-properties", "docProps/app.xml")
    ))
}

/// `docProps/core.xml`.
pub fn properties(title: &str, author: &str) -> String {
    let (title, author) = (escaped(title), escaped(author));
    format!(
        "{XML}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{title}</dc:title>\
         <dc:creator>{author}</dc:creator><cp:lastModifiedBy>{author}</cp:lastModifiedBy><dcterms:created \
         xsi:type=\"dcterms:W3CDTF\">2026-11-16T08:00:00Z</dcterms:created><dcterms:modified \
         xsi:type=\"dcterms:W3CDTF\">2026-11-17T10:15:00Z</dcterms:modified></cp:coreProperties>"
    )
}

/// `docProps/app.xml`.
pub fn application(name: &str) -> String {
    format!(
        "{XML}<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\">\
         <Application>{name}</Application><Company>Fjordnes kommune</Company></Properties>"
    )
}
