//! Office documents that the tests make themselves: each hidden thing both ways, found and its harmless twin not found.

mod beside_document;
mod beside_open_document;
mod beside_presentation;
mod binary_workbook;
mod document;
mod hostile;
mod open_document;
mod presentation;
mod remains_of_workbook;
mod workbook;

use crate::extract::{Extraction, Options, Piece, extract_all};
use crate::model::{Part, Role};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A package of those parts.
fn package<B: AsRef<[u8]>>(parts: &[(&str, B)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        let is_stored = *name == "mimetype";
        let method = if is_stored { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        zip.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
        zip.write_all(content.as_ref()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// What was extracted of a document.
struct Found {
    parts: Vec<Part<'static>>,
    members: Vec<(String, Vec<u8>)>,
    extraction: Extraction,
}

fn found(bytes: &[u8], name: &str) -> Found {
    let (mut parts, mut members) = (Vec::new(), Vec::new());
    let extraction = extract_all(bytes, name, Options::default(), None, &mut |piece| match piece {
        Piece::Part(part) => {
            check(&part);
            parts.push(Part { text: part.text.into_owned().into(), ..part });
        }
        Piece::Member(member) => members.push((member.name, member.bytes)),
        Piece::Picture(_) => panic!("no picture was asked for"),
    });
    Found { parts, members, extraction }
}

/// What every part keeps to.
fn check(part: &Part<'_>) {
    assert!(std::str::from_utf8(&part.text).is_ok());
    assert!(part.segments.is_sorted_by(|one, next| one.end < next.start));
    assert!(part.segments.iter().all(|segment| segment.start < segment.end && segment.end as usize <= part.text.len()));
    if matches!(part.role, Role::DeletedText | Role::UnderRedaction) {
        assert!(part.segments.iter().all(|segment| !segment.label.is_empty() && segment.role == part.role));
        assert!(!part.segments.is_empty());
    }
}

impl Found {
    /// The texts of that role, segment by segment, with the label before those that have one.
    fn texts(&self, role: Role) -> Vec<String> {
        let mut texts = Vec::new();
        for part in &self.parts {
            if part.segments.is_empty() && part.role == role {
                texts.push(String::from_utf8(part.text.to_vec()).unwrap());
            }
            for segment in part.segments.iter().filter(|segment| segment.role == role) {
                let text = String::from_utf8(segment.span().of(&part.text).to_vec()).unwrap();
                texts.push(if segment.label.is_empty() { text } else { format!("{}: {text}", segment.label) });
            }
        }
        texts
    }

    fn all(&self, role: Role) -> String {
        self.texts(role).join("|")
    }

    /// Everything that nobody sees.
    fn covert(&self) -> Vec<String> {
        [Role::Hidden, Role::DeletedText, Role::UnderRedaction].iter().flat_map(|&role| self.texts(role)).collect()
    }

    fn is_read(&self) -> bool {
        self.extraction.unread.is_none()
    }
}
