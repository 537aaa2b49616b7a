//! Makes PDFs byte by byte, and reads what stands beside their pages.

use crate::extract::output::Collecting;
use crate::extract::{Input, Limits, Member, Piece};
use crate::model::{LineCounter, Location, Part, Role, Unread};
use hayro_syntax::Pdf;

/// The content of the page that documents have unless they say otherwise.
pub(super) const PAGE: &str = "BT /F1 12 Tf 72 700 Td (Synlig tekst) Tj ET";

/// A PDF in the making: object 1 is the catalog, 2 the pages, 3 the page, 4 its content.
pub(super) struct Made {
    pub bytes: Vec<u8>,
    pub offsets: Vec<(u32, usize)>,
    pub previous: Option<usize>,
}

impl Made {
    pub fn new(catalog: &str, page: &str) -> Self {
        Made::with_content(catalog, page, PAGE)
    }

    pub fn with_content(catalog: &str, page: &str, content: &str) -> Self {
        let made = Made { bytes: b"%PDF-1.7\n".to_vec(), offsets: Vec::new(), previous: None };
        made.object(1, &format!("<< /Type /Catalog /Pages 2 0 R {catalog} >>"))
            .object(2, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
            .object(3, &page_object(page, 4))
            .object(4, &stream("", content))
    }

    pub fn object(mut self, number: u32, body: &str) -> Self {
        self.offsets.push((number, self.bytes.len()));
        self.bytes.extend_from_slice(format!("{number} 0 obj\n{body}\nendobj\n").as_bytes());
        self
    }

    /// Ends a revision; more objects begin the next one.
    pub fn revision(mut self, trailer: &str) -> Self {
        let at = self.bytes.len();
        let mut table = String::from("xref\n");
        for (number, offset) in std::mem::take(&mut self.offsets) {
            table.push_str(&format!("{number} 1\n{offset:010} 00000 n\r\n"));
        }
        let previous = self.previous.map(|previous| format!("/Prev {previous}")).unwrap_or_default();
        table.push_str(&format!("trailer\n<< /Size 99 /Root 1 0 R {previous} {trailer} >>\nstartxref\n{at}\n%%EOF\n"));
        self.bytes.extend_from_slice(table.as_bytes());
        self.previous = Some(at);
        self
    }

    pub fn finish(self, trailer: &str) -> Vec<u8> {
        self.revision(trailer).bytes
    }
}

pub(super) fn page_object(more: &str, content: u32) -> String {
    let font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>";
    format!(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources << /Font << /F1 {font} >> >> \
         /Contents {content} 0 R {more} >>"
    )
}

pub(super) fn stream(dict: &str, content: &str) -> String {
    format!("<< /Length {} {dict} >>\nstream\n{content}\nendstream", content.len())
}

/// A page of these lines.
pub(super) fn lines(lines: &[&str]) -> String {
    let shown: Vec<_> = lines.iter().map(|line| format!("({line}) Tj 0 -20 Td")).collect();
    format!("BT /F1 12 Tf 72 700 Td {} ET", shown.join(" "))
}

/// A document of one page with that content.
pub(super) fn pdf(content: &str) -> Vec<u8> {
    Made::with_content("", "", content).finish("")
}

/// What was handed out.
#[derive(Debug)]
pub(super) struct Read {
    pub outcome: Result<(), Unread>,
    pub parts: Vec<Part<'static>>,
    pub members: Vec<Member>,
}

/// Reads what stands beside the pages of a PDF that opens.
pub(super) fn read(bytes: &[u8]) -> Read {
    let pdf = Pdf::new(bytes.to_vec()).expect("a PDF");
    let (mut parts, mut members) = (Vec::new(), Vec::new());
    let limits = Limits::default();
    let input = Input { bytes, name: "a.pdf", claimed: true, named_headers: &[], limits, reads_pictures: false };
    let mut sink = |piece: Piece<'_>| match piece {
        Piece::Part(part) => parts.push(Part { text: part.text.into_owned().into(), ..part }),
        Piece::Member(member) => members.push(member),
        Piece::Picture(_) => {}
    };
    let outcome = super::super::read(&pdf, &input, &mut Collecting::new(limits, bytes.len(), &mut sink));
    Read { outcome, parts, members }
}

/// Texts with that label.
pub(super) fn found(bytes: &[u8], label: &str) -> Vec<String> {
    let read = read(bytes);
    read.all().filter(|(_, found, _)| *found == label).map(|(_, _, text)| text.to_owned()).collect()
}

impl Read {
    /// Role, label and text of each segment.
    pub fn all(&self) -> impl Iterator<Item = (Role, &str, &str)> {
        self.parts.iter().flat_map(|part| {
            part.segments.iter().map(|segment| {
                let text = std::str::from_utf8(segment.span().of(&part.text)).expect("UTF-8");
                (segment.role, &*segment.label, text)
            })
        })
    }

    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.all().map(|(_, _, text)| text)
    }

    pub fn of(&self, role: Role) -> Vec<&str> {
        self.all().filter(|(found, ..)| *found == role).map(|(_, _, text)| text).collect()
    }

    pub fn holds(&self, role: Role, label: &str, text: &str) -> bool {
        self.all().any(|found| found == (role, label, text))
    }

    pub fn count(&self, text: &str) -> usize {
        self.texts().filter(|found| found.contains(text)).count()
    }

    /// Where a text stands, and the role of the part that holds it.
    pub fn place_of(&self, text: &str) -> (Location, Role) {
        for part in &self.parts {
            for segment in &part.segments {
                if segment.span().of(&part.text) == text.as_bytes() {
                    let location = part.location(Some(segment), &mut LineCounter::default(), segment.span());
                    return (location, part.role);
                }
            }
        }
        panic!("no such text: {text}");
    }
}
