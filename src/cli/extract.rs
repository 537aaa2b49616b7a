//! `skjerm extract`: the text that detection sees, part by part. It is the document's own text: nothing is masked.

use super::Exit;
use super::limits::LimitArguments;
use crate::extract::{self, Limits, Member, Ocr, Opened, Pictures, Piece, Workers};
use crate::journal::Journal;
use crate::model::{LineCounter, Location, Part, Places, Role, Span, Unread};
use crate::source::{self, Source};
use clap::{Args, ValueEnum};
use serde::Serialize;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::sync::{Arc, LazyLock};
use std::time::Duration;

/// `skjerm extract`
#[derive(Debug, Args)]
pub struct ExtractArguments {
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<std::ffi::OsString>,
    #[arg(long, value_enum, default_value = "text", env = "SKJERM_EXTRACT_FORMAT")]
    format: ExtractFormat,
    #[command(flatten)]
    limits: LimitArguments,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum ExtractFormat {
    Text,
    Jsonl,
}

#[derive(Serialize)]
struct Line<'a> {
    path: &'a str,
    part: &'a str,
    location: Location,
    /// Where the text begins in its part, in bytes: the places of findings count from there.
    start: usize,
    text: &'a str,
}

#[derive(Serialize)]
struct UnreadLine<'a> {
    r#type: &'a str,
    path: &'a str,
    reason: &'a str,
    detail: &'a str,
}

pub fn run(arguments: &ExtractArguments) -> anyhow::Result<Exit> {
    let out = BufWriter::new(io::stdout().lock());
    let (limits, workers) = (arguments.limits.limits(), arguments.limits.workers());
    let pictures = arguments.limits.pictures();
    let mut printer = Printer { out, format: arguments.format, limits, workers, pictures, exit: Exit::Clean };
    let mut buffer = Vec::new();
    for source in source::walk(arguments.paths.iter().cloned()) {
        match source.open(&mut buffer) {
            Err(unread) => printer.unread(&source, &unread)?,
            Ok(bytes) => printer.document(&source, &bytes, &Opened::default())?,
        }
    }
    printer.out.flush()?;
    Ok(printer.exit)
}

/// Prints documents, each with those within it behind it.
struct Printer<W: Write> {
    out: W,
    format: ExtractFormat,
    limits: Limits,
    workers: Option<Arc<Workers>>,
    pictures: Pictures,
    exit: Exit,
}

impl<W: Write> Printer<W> {
    /// The name that is searched, for programs: it is no text of the document.
    fn name(&mut self, source: &Source) -> io::Result<()> {
        let (path, text) = (source.path(), source.name());
        let part = if source.is_member() { Role::AttachmentName } else { Role::FileName }.as_str();
        match self.format {
            ExtractFormat::Jsonl if !text.is_empty() => {
                line(&mut self.out, &Line { path, part, location: Location::default(), start: 0, text })
            }
            _ => Ok(()),
        }
    }

    fn document(&mut self, source: &Source, bytes: &[u8], opened: &Opened) -> anyhow::Result<()> {
        self.name(source)?;
        let mut written = Ok(());
        let (mut journal, mut lines_before, mut members) = (Journal::new(), 0, Vec::new());
        let options = extract::Options { limits: self.limits, pictures: self.pictures, ..extract::Options::default() };
        let mut pictures = Vec::new();
        let workers = self.workers.clone();
        let extraction =
            extract::extract_all(bytes, source.name(), options, workers.as_deref(), &mut |piece| match piece {
                Piece::Part(mut part) => {
                    journal.recognise(&mut part);
                    if written.is_ok() {
                        written = print(&mut self.out, self.format, source.path(), &part, &mut lines_before);
                    }
                }
                Piece::Member(member) => members.push(member),
                Piece::Picture(picture) => pictures.push(picture),
            });
        written?;
        for picture in pictures {
            let Some(ocr) = Ocr::find() else { continue };
            match ocr.read(&picture, Duration::from_secs(self.limits.seconds)) {
                Ok(read) => {
                    print(&mut self.out, self.format, source.path(), &read.part, &mut 0)?;
                    read.doubt(picture.page).map_or(Ok(()), |unread| self.unread(source, &unread))?;
                }
                Err(unread) => self.unread(source, &unread)?,
            }
        }
        if let Some(unread) = extraction.unread {
            self.unread(source, &unread)?;
        }
        for Member { name, bytes, unread } in members {
            let inner = source.member(&name, bytes.len() as u64);
            if let Some(unread) = unread {
                self.unread(&inner, &unread)?;
            }
            match opened.count(&self.limits, inner.depth(), inner.size()) {
                Ok(()) => self.document(&inner, &bytes, opened)?,
                Err(unread) => self.unread(&inner, &unread)?,
            }
        }
        Ok(())
    }

    fn unread(&mut self, source: &Source, unread: &Unread) -> io::Result<()> {
        self.exit = Exit::Unread;
        match self.format {
            ExtractFormat::Text => {
                anstream::eprintln!("skjerm: {}", super::masked(&format!("{}: {unread}", source.path())));
                Ok(())
            }
            ExtractFormat::Jsonl => {
                let (reason, detail) = (unread.reason.as_str(), unread.detail.as_str());
                line(&mut self.out, &UnreadLine { r#type: "unread", path: source.path(), reason, detail })
            }
        }
    }
}

/// Standard output is a terminal.
static IS_TERMINAL: LazyLock<bool> = LazyLock::new(|| io::stdout().is_terminal());

fn print(out: &mut impl Write, format: ExtractFormat, path: &str, part: &Part<'_>, before: &mut u64) -> io::Result<()> {
    let mut lines = LineCounter::default();
    let mut one = |role: &str, mut location: Location, start: usize, bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes);
        location.line = location.line.map(|line| line + *before);
        location.paragraph = location.paragraph.map(|paragraph| paragraph + *before);
        match format {
            ExtractFormat::Text => {
                // A terminal obeys what a file takes as it is.
                let shown = if *IS_TERMINAL { super::escaped(&text).into() } else { text };
                out.write_all(shown.as_bytes())?;
                if shown.ends_with('\n') { Ok(()) } else { out.write_all(b"\n") }
            }
            ExtractFormat::Jsonl => line(out, &Line { path, part: role, location, start, text: &text }),
        }
    };
    // A journal as it is printed is read as it stands.
    let is_list = !part.entries.is_empty() && !matches!(part.places, Places::Table { .. } | Places::Tree(_));
    if part.segments.is_empty() || is_list {
        for span in pages(part) {
            let Location { page, line, column, paragraph, .. } = part.location(None, &mut lines, span);
            let location = Location { page, line, column, paragraph, ..Location::default() };
            one(part.role.as_str(), location, part.counted(None, span).start, span.of(&part.text))?;
        }
    }
    for segment in part.segments.iter().filter(|_| !is_list) {
        let location = part.location(Some(segment), &mut lines, segment.span());
        let start = part.counted(Some(segment), segment.span()).start;
        one(segment.role.as_str(), location, start, segment.span().of(&part.text))?;
    }
    if matches!(part.places, Places::Lines { .. } | Places::Paragraphs { .. }) {
        *before += memchr::memchr_iter(b'\n', &part.text).count() as u64;
    }
    Ok(())
}

/// Running text page by page, where it has pages.
fn pages(part: &Part<'_>) -> Vec<Span> {
    let Places::Pages(words) = &part.places else { return vec![Span::new(0, part.text.len())] };
    let turns = words.words().windows(2).filter(|two| two[0].page != two[1].page).map(|two| two[1].start as usize);
    let ends: Vec<usize> = turns.chain([part.text.len()]).collect();
    let starts = std::iter::once(0).chain(ends.iter().copied());
    starts.zip(&ends).map(|(start, &end)| Span::new(start, end)).collect()
}

fn line(out: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    out.write_all(b"\n")
}
