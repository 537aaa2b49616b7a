//! The minutes of a school's parents' council as OpenDocument text, with a tracked deletion that names a pupil.

use super::package::package;
use anyhow::Result;

const MIMETYPE: &str = "application/vnd.oasis.opendocument.text";
const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const NAMESPACES: &str = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
    xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
    xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" \
    xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" \
    xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:meta=\"urn:oasis:names:tc:opendocument:xmlns:meta:1.0\" \
    office:version=\"1.3\"";

/// The minutes of 11 November 2026.
pub fn minutes() -> Result<Vec<u8>> {
    let deletion = "<text:changed-region xml:id=\"ct1\" text:id=\"ct1\"><text:deletion><office:change-info>\
        <dc:creator>Sekretær i FAU</dc:creator><dc:date>2026-11-12T19:40:00</dc:date></office:change-info><text:p \
        text:style-name=\"Standard\"> Foreldrene til Vetle Amundrud på 4. trinn fortalte om mobbing i friminuttene \
        siden august.</text:p></text:deletion></text:changed-region>";
    let paragraphs = [
        heading(1, "Referat fra møte i FAU, Storholmen skole"),
        paragraph("Dato: 11. november 2026, klokka 18.00–19.30"),
        paragraph("Til stede: åtte klassekontakter og rektor Bjørnar Hestvik"),
        heading(2, "1 Skolevei"),
        paragraph(
            "Kommunen setter opp to nye lyspunkter ved Kong Olavs vei før jul. Gangfeltet males på nytt til våren.",
        ),
        heading(2, "2 Skolemiljø"),
        paragraph(
            "Rektor gikk gjennom handlingsplanen mot mobbing.<text:change text:change-id=\"ct1\"/> Miljøarbeideren er \
             ute i alle friminutt.",
        ),
        heading(2, "3 Juleverksted"),
        paragraph(
            "Verkstedet er 3. desember. Klassekontaktene på 2. trinn lager grøt. Overskuddet går til skolekorpset.",
        ),
        paragraph("Neste møte er 13. januar."),
    ];
    let content = format!(
        "{DECLARATION}<office:document-content {NAMESPACES}><office:body><office:text><text:tracked-changes \
         text:track-changes=\"false\">{deletion}</text:tracked-changes>{}</office:text></office:body>\
         </office:document-content>",
        paragraphs.concat()
    );
    let styles = format!(
        "{DECLARATION}<office:document-styles {NAMESPACES}><office:styles><style:style style:name=\"Standard\" \
         style:family=\"paragraph\"><style:paragraph-properties fo:margin-bottom=\"0.25cm\"/><style:text-properties \
         fo:font-family=\"Arial\" fo:font-size=\"11pt\"/></style:style>{}{}</office:styles></office:document-styles>",
        heading_style(1, 16),
        heading_style(2, 13)
    );
    let meta = format!(
        "{DECLARATION}<office:document-meta {NAMESPACES}><office:meta><dc:title>Referat FAU 11.11.2026</dc:title>\
         <meta:initial-creator>Sekretær i FAU</meta:initial-creator><dc:creator>Sekretær i FAU</dc:creator>\
         <meta:creation-date>2026-11-11T20:05:00</meta:creation-date><dc:date>2026-11-12T19:40:00</dc:date>\
         </office:meta></office:document-meta>"
    );
    let files = ["content.xml", "styles.xml", "meta.xml"];
    let entries = files.map(|file| entry(file, "text/xml")).concat();
    let manifest = format!(
        "{DECLARATION}<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" \
         manifest:version=\"1.3\">{}{entries}</manifest:manifest>",
        entry("/", MIMETYPE)
    );
    package(&[
        ("mimetype", MIMETYPE.to_owned()),
        ("content.xml", content),
        ("styles.xml", styles),
        ("meta.xml", meta),
        ("META-INF/manifest.xml", manifest),
    ])
}

fn entry(path: &str, media_type: &str) -> String {
    format!("<manifest:file-entry manifest:full-path=\"{path}\" manifest:media-type=\"{media_type}\"/>")
}

fn paragraph(text: &str) -> String {
    format!("<text:p text:style-name=\"Standard\">{text}</text:p>")
}

fn heading(level: u32, text: &str) -> String {
    format!("<text:h text:style-name=\"Heading_20_{level}\" text:outline-level=\"{level}\">{text}</text:h>")
}

fn heading_style(level: u32, size: u32) -> String {
    format!(
        "<style:style style:name=\"Heading_20_{level}\" style:display-name=\"Heading {level}\" \
         style:family=\"paragraph\" style:parent-style-name=\"Standard\"><style:text-properties \
         fo:font-size=\"{size}pt\" fo:font-weight=\"bold\"/></style:style>"
    )
}
