//! The findings of one document, however many: the first in memory, the rest in a nameless file that goes with them.

use super::temporary::temporary_file;
use super::{Context, Evidence, Finding, Kind, Location, Role, Severity, Span};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::sync::{Arc, Mutex, PoisonError};

/// Findings held in memory: some two MB. Few documents have more.
const MOST_HELD: usize = 2_000;
/// Bytes gathered before they are written to the file.
const BUFFER: usize = 256 * 1024;

/// Findings in order of part and place.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    held: Vec<Finding>,
    spilled: Option<Spilled>,
    /// All are held in memory.
    holds_all: bool,
}

/// What lies in a file.
#[derive(Debug, Clone)]
struct Spilled {
    /// For its owner only, and gone with the process.
    file: Arc<Mutex<File>>,
    /// Bytes in the file.
    written: u64,
    /// Not yet in the file.
    buffer: Vec<u8>,
    count: usize,
}

impl Findings {
    /// Findings that all stay in memory, for what looks at them again and again.
    pub fn held_in_memory() -> Self {
        Findings { holds_all: true, ..Findings::default() }
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.held.len() + self.spilled.as_ref().map_or(0, |spilled| spilled.count)
    }

    /// There is none.
    pub fn is_empty(&self) -> bool {
        self.held.is_empty()
    }

    /// The first of them, those in the document's name among these: all where they are held in memory.
    pub fn held(&self) -> &[Finding] {
        &self.held
    }

    /// Drops those of `held` that are not to stay.
    pub fn retain_held(&mut self, stays: impl FnMut(&Finding) -> bool) {
        self.held.retain(stays);
    }

    /// Adds one behind all others.
    ///
    /// # Errors
    /// The file cannot be made or written.
    pub fn push(&mut self, finding: Finding) -> io::Result<()> {
        if self.spilled.is_none() && (self.holds_all || self.held.len() < MOST_HELD) {
            self.held.push(finding);
            return Ok(());
        }
        let spilled = match &mut self.spilled {
            Some(spilled) => spilled,
            none => none.insert(Spilled::new()?),
        };
        spilled.push(&finding)
    }

    /// Puts each of `told`, which are in the order of their posts, behind all that was found in its post and before.
    ///
    /// # Errors
    /// The file cannot be read or written.
    pub fn put_behind_their_posts(&mut self, told: Vec<Finding>) -> io::Result<()> {
        if told.is_empty() {
            return Ok(());
        }
        let before = std::mem::take(self);
        self.holds_all = before.holds_all;
        let mut told = told.into_iter().peekable();
        for finding in before.iter() {
            let finding = finding?.into_owned();
            while let Some(one) = told.next_if(|told| finding.entry > told.entry) {
                self.push(one)?;
            }
            self.push(finding)?;
        }
        told.try_for_each(|one| self.push(one))
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = io::Result<Cow<'_, Finding>>> {
        let held = self.held.iter().map(|finding| Ok(Cow::Borrowed(finding)));
        let spilled = self.spilled.iter().flat_map(Spilled::iter);
        held.chain(spilled.map(|finding| finding.map(Cow::Owned)))
    }
}

impl From<Vec<Finding>> for Findings {
    fn from(held: Vec<Finding>) -> Self {
        Findings { held, holds_all: true, ..Findings::default() }
    }
}

impl Spilled {
    fn new() -> io::Result<Self> {
        let file = Arc::new(Mutex::new(temporary_file()?));
        Ok(Spilled { file, written: 0, buffer: Vec::with_capacity(BUFFER), count: 0 })
    }

    fn push(&mut self, finding: &Finding) -> io::Result<()> {
        let frame = self.buffer.len();
        self.buffer.extend_from_slice(&[0; 4]);
        self.buffer =
            postcard::to_extend(&Written::of(finding), std::mem::take(&mut self.buffer)).map_err(io::Error::other)?;
        let len = (self.buffer.len() - frame - 4) as u32;
        self.buffer[frame..frame + 4].copy_from_slice(&len.to_le_bytes());
        self.count += 1;
        if self.buffer.len() < BUFFER {
            return Ok(());
        }
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(self.written))?;
        file.write_all(&self.buffer)?;
        self.written += self.buffer.len() as u64;
        self.buffer.clear();
        Ok(())
    }

    fn iter(&self) -> impl Iterator<Item = io::Result<Finding>> {
        let file = FileFrom { file: &self.file, at: 0 }.take(self.written);
        let mut bytes = BufReader::with_capacity(BUFFER, file).chain(&self.buffer[..]);
        let mut frame = Vec::new();
        std::iter::from_fn(move || {
            let mut next = || -> io::Result<Option<Finding>> {
                if bytes.fill_buf()?.is_empty() {
                    return Ok(None);
                }
                let mut len = [0; 4];
                bytes.read_exact(&mut len)?;
                frame.resize(u32::from_le_bytes(len) as usize, 0);
                bytes.read_exact(&mut frame)?;
                postcard::from_bytes::<Written<'_>>(&frame)
                    .map(|written| Some(written.finding()))
                    .map_err(io::Error::other)
            };
            next().transpose()
        })
    }
}

/// The file from a place on; others may read elsewhere in it.
struct FileFrom<'f> {
    file: &'f Mutex<File>,
    at: u64,
}

impl Read for FileFrom<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(self.at))?;
        let read = file.read(buffer)?;
        self.at += read as u64;
        Ok(read)
    }
}

/// A finding as it lies in the file. [`Location`] is written without the fields that do not apply only in reports.
#[derive(Serialize, Deserialize)]
struct Written<'a> {
    kind: Kind,
    #[serde(borrow)]
    rule: Cow<'a, str>,
    severity: Severity,
    confidence: f32,
    #[serde(borrow)]
    basis: Vec<Cow<'a, str>>,
    part: Role,
    location: WrittenLocation<'a>,
    span: Span,
    #[serde(borrow)]
    text: Cow<'a, str>,
    #[serde(borrow)]
    context: Cow<'a, str>,
    context_marks: Cow<'a, [(Span, Kind)]>,
    context_start: usize,
    evidence: Cow<'a, [Evidence]>,
    synthetic: bool,
    entry: Option<u32>,
    joins: Option<(Span, Span)>,
}

#[derive(Serialize, Deserialize)]
struct WrittenLocation<'a> {
    page: Option<u32>,
    paragraph: Option<u64>,
    line: Option<u64>,
    column: Option<u64>,
    row: Option<u64>,
    #[serde(borrow)]
    names: [Option<Cow<'a, str>>; 5],
    bbox: Option<[f32; 4]>,
}

impl<'a> Written<'a> {
    fn of(finding: &'a Finding) -> Self {
        let Location { page, paragraph, line, column, row, sheet, cell, xpath, field, entry, bbox } = &finding.location;
        let names = [sheet, cell, xpath, field, entry].map(|name| name.as_deref().map(Cow::Borrowed));
        let Context { text, marks, start } = &finding.context;
        Written {
            kind: finding.kind,
            rule: Cow::Borrowed(&finding.rule),
            severity: finding.severity,
            confidence: finding.confidence,
            basis: finding.basis.iter().map(|basis| Cow::Borrowed(&**basis)).collect(),
            part: finding.part,
            location: WrittenLocation {
                page: *page,
                paragraph: *paragraph,
                line: *line,
                column: *column,
                row: *row,
                names,
                bbox: *bbox,
            },
            span: finding.span,
            text: Cow::Borrowed(&finding.text),
            context: Cow::Borrowed(text),
            context_marks: Cow::Borrowed(marks),
            context_start: *start,
            evidence: Cow::Borrowed(&finding.evidence),
            synthetic: finding.synthetic,
            entry: finding.entry,
            joins: finding.joins,
        }
    }

    fn finding(self) -> Finding {
        let WrittenLocation { page, paragraph, line, column, row, names, bbox } = self.location;
        let [sheet, cell, xpath, field, entry] = names.map(|name| name.map(Cow::into_owned));
        Finding {
            kind: self.kind,
            rule: self.rule.into(),
            severity: self.severity,
            confidence: self.confidence,
            basis: self.basis.into_iter().map(Arc::from).collect(),
            part: self.part,
            location: Location { page, paragraph, line, column, row, sheet, cell, xpath, field, entry, bbox },
            span: self.span,
            text: self.text.into_owned(),
            context: Context {
                text: self.context.into_owned(),
                marks: self.context_marks.into_owned(),
                start: self.context_start,
            },
            evidence: self.evidence.into_owned(),
            synthetic: self.synthetic,
            entry: self.entry,
            joins: self.joins,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(number: usize, entry: Option<u32>) -> Finding {
        let location = match number % 3 {
            0 => Location { line: Some(number as u64), column: Some(1), ..Location::default() },
            1 => Location {
                xpath: Some("/journal/post[2]".into()),
                entry: Some("2024/1-2".into()),
                ..Location::default()
            },
            _ => Location { page: Some(3), bbox: Some([1.5, 2.0, 3.0, 4.25]), ..Location::default() },
        };
        Finding {
            kind: Kind::Helse,
            rule: "helse".into(),
            severity: Severity::Review,
            confidence: 0.75,
            basis: ["offl-13".into(), "fvl-13".into()].into(),
            part: Role::Title,
            location,
            span: Span::new(number, number + 4),
            text: format!("æøå {number}"),
            context: Context {
                text: "før æøå etter".into(),
                marks: vec![(Span::new(4, 10), Kind::Helse)],
                start: number,
            },
            evidence: vec![Evidence::Listed, Evidence::Neighbour(Kind::Personnavn, Span::new(1, 3))],
            synthetic: number.is_multiple_of(2),
            entry,
            joins: Some((Span::new(0, 1), Span::new(2, 3))),
        }
    }

    fn all(findings: &Findings) -> Vec<Finding> {
        findings.iter().map(|finding| finding.unwrap().into_owned()).collect()
    }

    #[test]
    fn findings_come_back_as_they_were_from_memory_and_file() {
        let wanted: Vec<_> = (0..3 * MOST_HELD).map(|number| finding(number, None)).collect();
        let mut findings = Findings::default();
        wanted.iter().for_each(|one| findings.push(one.clone()).unwrap());
        assert_eq!((findings.len(), findings.held().len()), (wanted.len(), MOST_HELD));
        assert!(findings.spilled.as_ref().is_some_and(|spilled| spilled.written > 0 && !spilled.buffer.is_empty()));
        assert!(all(&findings) == wanted);
        // Two readers do not disturb each other, nor what is added meanwhile.
        let copy = findings.clone();
        let mut both = findings.iter().zip(copy.iter());
        assert!(both.all(|(one, other)| one.unwrap() == other.unwrap()));
        let mut held = Findings::held_in_memory();
        wanted.iter().for_each(|one| held.push(one.clone()).unwrap());
        assert!(held.held() == wanted && held.spilled.is_none());
    }

    #[test]
    fn what_is_told_of_posts_stands_behind_them() {
        for count in [1, MOST_HELD] {
            let post = |entry| (0..count).map(move |number| finding(number, Some(entry)));
            let mut findings = Findings::default();
            std::iter::once(finding(7, None)).chain(post(1)).chain(post(4)).for_each(|one| findings.push(one).unwrap());
            let told = [0, 1, 3, 9].map(|entry| Finding { kind: Kind::Policy, ..finding(1, Some(entry)) });
            findings.put_behind_their_posts(told.into()).unwrap();
            let mut entries: Vec<_> = all(&findings).iter().map(|one| (one.entry, one.kind == Kind::Policy)).collect();
            entries.dedup();
            let wanted = [
                (None, false),
                (Some(0), true),
                (Some(1), false),
                (Some(1), true),
                (Some(3), true),
                (Some(4), false),
                (Some(9), true),
            ];
            assert_eq!(entries, wanted);
        }
    }
}
