//! `skjerm extract`: the text that detection sees, part by part. It is the document's own text: nothing is masked.

use super::Exit;
use crate::extract;
use crate::journal::Journal;
use crate::model::{LineCounter, Location, Part, Places, Span};
use crate::source;
use clap::{Args, ValueEnum};
use serde::Serialize;
use std::io::{self, BufWriter, Write};

/// `skjerm extract`
#[derive(Debug, Args)]
pub struct ExtractArguments {
    /// Files, folders, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<std::ffi::OsString>,
    /// How to print
    #[arg(long, value_enum, default_value = "text", env = "SKJERM_EXTRACT_FORMAT")]
    format: ExtractFormat,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum ExtractFormat {
    /// The text, segment by segment
    Text,
    /// One object a segment
    Jsonl,
}

#[derive(Serialize)]
struct Line<'a> {
    path: &'a str,
    part: &'a str,
    location: Location,
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
    let mut out = BufWriter::new(io::stdout().lock());
    let mut buffer = Vec::new();
    let mut exit = Exit::Clean;
    for source in source::walk(arguments.paths.iter().cloned()) {
        let mut written = Ok(());
        let unread = match source.open(&mut buffer) {
            Err(unread) => Some(unread),
            Ok(bytes) => {
                let mut journal = Journal::new();
                let mut lines_before = 0;
                extract::extract(&bytes, source.name(), &mut |mut part| {
                    journal.recognise(&mut part);
                    if written.is_ok() {
                        written = print(&mut out, arguments.format, source.path(), &part, &mut lines_before);
                    }
                })
                .unread
            }
        };
        written?;
        if let Some(unread) = unread {
            exit = Exit::Unread;
            match arguments.format {
                ExtractFormat::Text => {
                    anstream::eprintln!("skjerm: {}", super::masked(&format!("{}: {unread}", source.path())));
                }
                ExtractFormat::Jsonl => {
                    let (reason, detail) = (unread.reason.as_str(), unread.detail.as_str());
                    line(&mut out, &UnreadLine { r#type: "unread", path: source.path(), reason, detail })?;
                }
            }
        }
    }
    out.flush()?;
    Ok(exit)
}

fn print(out: &mut impl Write, format: ExtractFormat, path: &str, part: &Part<'_>, before: &mut u64) -> io::Result<()> {
    let mut lines = LineCounter::default();
    let mut one = |role: &str, mut location: Location, bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes);
        location.line = location.line.map(|line| line + *before);
        match format {
            ExtractFormat::Text => {
                out.write_all(text.as_bytes())?;
                if text.ends_with('\n') { Ok(()) } else { out.write_all(b"\n") }
            }
            ExtractFormat::Jsonl => line(out, &Line { path, part: role, location, text: &text }),
        }
    };
    if part.segments.is_empty() {
        one(part.role.as_str(), part.location(None, &mut lines, Span::new(0, 0)), &part.text)?;
    }
    for segment in &part.segments {
        let location = part.location(Some(segment), &mut lines, segment.span());
        one(segment.role.as_str(), location, segment.span().of(&part.text))?;
    }
    if matches!(part.places, Places::Lines { .. }) {
        *before += memchr::memchr_iter(b'\n', &part.text).count() as u64;
    }
    Ok(())
}

fn line(out: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    out.write_all(b"\n")
}
