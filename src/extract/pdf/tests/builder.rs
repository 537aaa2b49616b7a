//! PDFs made by tests: a page's content in, a file out; and what was read of it.

use crate::extract::{Extraction, Options, Picture, Pictures, Piece, extract_all};
use crate::model::{Part, Role};

/// A document of pages in Helvetica (`/F`) and Courier (`/C`), 300 by 200 points.
#[derive(Default)]
pub struct Document {
    pages: Vec<String>,
    /// Put into each page's dictionary.
    pub page: String,
    /// Put into each page's resources.
    pub resources: String,
    /// Put into the catalog.
    pub catalog: String,
    /// Objects from number 100 on.
    pub objects: Vec<String>,
}

impl Document {
    pub fn new(content: &str) -> Self {
        Document { pages: vec![content.to_owned()], ..Document::default() }
    }

    pub fn and_page(mut self, content: &str) -> Self {
        self.pages.push(content.to_owned());
        self
    }

    pub fn with_page(mut self, entries: &str) -> Self {
        self.page.push_str(entries);
        self
    }

    pub fn with_resources(mut self, entries: &str) -> Self {
        self.resources.push_str(entries);
        self
    }

    /// Adds object 100, 101, …
    pub fn with_object(mut self, object: &str) -> Self {
        self.objects.push(object.to_owned());
        self
    }

    pub fn with_stream(self, entries: &str, stream: &str) -> Self {
        self.with_object(&format!("<<{entries} /Length {}>>\nstream\n{stream}\nendstream", stream.chars().count()))
    }

    pub fn bytes(&self) -> Vec<u8> {
        let kids: Vec<String> = (0..self.pages.len()).map(|at| format!("{} 0 R", 10 + 2 * at)).collect();
        let mut objects = vec![
            (1, format!("<</Type /Catalog /Pages 2 0 R {}>>", self.catalog)),
            (2, format!("<</Type /Pages /Kids [{}] /Count {}>>", kids.join(" "), kids.len())),
            (3, "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding>>".to_owned()),
            (4, "<</Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding>>".to_owned()),
        ];
        for (at, content) in self.pages.iter().enumerate() {
            let (page, resources) = (&self.page, &self.resources);
            let media = if page.contains("/MediaBox") { "" } else { "/MediaBox [0 0 300 200]" };
            objects.push((
                10 + 2 * at,
                format!(
                    "<</Type /Page /Parent 2 0 R {media} /Contents {} 0 R {page} \
                     /Resources <</Font <</F 3 0 R /C 4 0 R>> {resources}>>>>",
                    11 + 2 * at
                ),
            ));
            objects.push((11 + 2 * at, format!("<</Length {}>>\nstream\n{content}\nendstream", content.len())));
        }
        objects.extend(self.objects.iter().enumerate().map(|(at, object)| (100 + at, object.clone())));
        // Text is Latin 1, as the fonts' encoding is.
        let mut bytes = b"%PDF-1.7\n".to_vec();
        let mut table = String::new();
        for (number, object) in objects {
            table.push_str(&format!("{number} 1\n{:010} 00000 n \n", bytes.len()));
            bytes.extend(format!("{number} 0 obj\n").bytes());
            bytes.extend(object.chars().map(|letter| letter as u8));
            bytes.extend(b"\nendobj\n");
        }
        let start = bytes.len();
        bytes.extend(
            format!(
                "xref\n0 1\n0000000000 65535 f \n{table}trailer\n<</Size 200 /Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n"
            )
            .bytes(),
        );
        bytes
    }

    pub fn read(&self) -> Read {
        Read::of(&self.bytes(), false)
    }
}

/// What was read of a document.
pub struct Read {
    pub parts: Vec<Part<'static>>,
    pub pictures: Vec<Picture>,
    pub extraction: Extraction,
}

impl Read {
    pub fn of(bytes: &[u8], reads_pictures: bool) -> Read {
        let (mut parts, mut pictures) = (Vec::new(), Vec::new());
        let wanted = if reads_pictures { Pictures::HandedOut } else { Pictures::Unread };
        let options = Options { pictures: wanted, ..Options::default() };
        let extraction = extract_all(bytes, "brev.pdf", options, None, &mut |piece| match piece {
            Piece::Part(part) => parts.push(Part { text: part.text.into_owned().into(), ..part }),
            Piece::Picture(picture) => pictures.push(picture),
            Piece::Member(_) => {}
        });
        Read { parts, pictures, extraction }
    }

    pub fn body(&self) -> String {
        let bodies = self.parts.iter().filter(|part| part.role == Role::Body);
        bodies.map(|part| String::from_utf8_lossy(&part.text)).collect()
    }

    /// Label and text of each segment of that role.
    fn segments(&self, role: Role) -> Vec<(String, String)> {
        let parts = self.parts.iter().filter(|part| part.role == role);
        parts
            .flat_map(|part| {
                part.segments.iter().map(|segment| {
                    let text = String::from_utf8_lossy(segment.span().of(&part.text)).into_owned();
                    (segment.label.to_string(), text)
                })
            })
            .collect()
    }

    pub fn under(&self) -> Vec<(String, String)> {
        self.segments(Role::UnderRedaction)
    }

    pub fn hidden(&self) -> Vec<(String, String)> {
        self.segments(Role::Hidden)
    }

    /// Nothing is concealed, and this is the text.
    pub fn is_all_shown(&self, body: &str) {
        assert_eq!((self.under(), self.hidden()), (vec![], vec![]));
        assert_eq!(self.body(), body);
        assert_eq!(self.extraction.unread, None);
    }

    /// This alone is covered, in that way.
    pub fn is_covered(&self, label: &str, text: &str) {
        assert_eq!(self.under(), [(label.to_owned(), text.to_owned())]);
        assert_eq!(self.hidden(), []);
    }

    /// This alone is hidden, in that way.
    pub fn is_hidden(&self, label: &str, text: &str) {
        assert_eq!(self.hidden(), [(label.to_owned(), text.to_owned())]);
        assert_eq!(self.under(), []);
    }
}
