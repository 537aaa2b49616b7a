//! ZIP packages of XML parts, which most documents of Office programs are.

use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

pub const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The parts of a package in order.
#[derive(Default)]
pub struct Package(Vec<(String, Vec<u8>)>);

impl Package {
    /// Adds a part.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        self.0.push((name.into(), bytes.into()));
        self
    }

    /// Adds a part of XML, with the declaration.
    #[must_use]
    pub fn xml(self, name: impl Into<String>, text: impl AsRef<str>) -> Self {
        self.with(name, format!("{XML}{}", text.as_ref()))
    }

    /// Adds the relationships of part `name`: id, last word of the type, target. A target on the web or on disk is
    /// external.
    #[must_use]
    pub fn relations(self, name: &str, relations: &[(&str, &str, &str)]) -> Self {
        let mut written = String::new();
        for (id, kind, target) in relations {
            let mode = if target.contains("//") { " TargetMode=\"External\"" } else { "" };
            written
                .push_str(&format!("<Relationship Id=\"{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"{mode}/>"));
        }
        let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
        let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let text = format!("<Relationships xmlns=\"{RELATIONS}\">{written}</Relationships>");
        self.xml(format!("{folder}_rels/{file}.rels"), text)
    }

    /// The packed bytes. `mimetype` is stored.
    pub fn bytes(&self) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in &self.0 {
            let method = if name == "mimetype" { CompressionMethod::Stored } else { CompressionMethod::Deflated };
            writer.start_file(name.as_str(), SimpleFileOptions::default().compression_method(method)).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }
}

/// A package of Office Open XML whose main part is `main`, with the content types of `types` (part, type).
pub fn office(main: &str, types: &[(&str, &str)]) -> Package {
    let mut overrides = String::new();
    for (part, kind) in types {
        let kind = format!("application/vnd.openxmlformats-officedocument.{kind}+xml");
        overrides.push_str(&format!("<Override PartName=\"/{part}\" ContentType=\"{kind}\"/>"));
    }
    let relations = "application/vnd.openxmlformats-package.relationships+xml";
    let text = format!(
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" \
         ContentType=\"{relations}\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>{overrides}</Types>"
    );
    Package::default().xml("[Content_Types].xml", text).relations("", &[("rId1", "officeDocument", main)])
}

/// `docProps/core.xml` with that author.
pub fn core_properties(author: &str) -> String {
    format!(
        "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:creator>{author}</dc:creator></cp:coreProperties>"
    )
}

/// `docProps/custom.xml` with one property.
pub fn custom_properties(name: &str, value: &str) -> String {
    format!(
        "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\" \
         xmlns:vt=\"http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes\"><property \
         fmtid=\"{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}\" pid=\"2\" name=\"{name}\"><vt:lpwstr>{value}</vt:lpwstr>\
         </property></Properties>"
    )
}
