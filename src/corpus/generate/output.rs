//! Blocks into files, and what is planted in them into answers.
//!
//! Blocks are written some at a time by all threads; then it is reckoned in their order which are needed and where each goes, and
//! files of their own are written by all threads again.

use super::block::{Block, Composer};
use super::languages::Languages;
use super::record::{DAYS, MONTH};
use super::{GenerateError, Plan, Shape};
use rayon::prelude::*;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// Bytes of a block of running text: a file of the shape `mid`, a folder of the shape `small`.
const TEXT_BLOCK: usize = 1 << 20;
/// Bytes of a block of a journal.
const JOURNAL_BLOCK: usize = 256 << 10;
/// Files of a journal are not larger than this.
const MOST_OF_A_JOURNAL: u64 = 256 << 20;
/// Files of one folder.
const MOST_IN_A_FOLDER: u64 = 1000;

const CSV_HEAD: &str = "Saksnr;Dokumentnr;Tittel;Avsender/mottaker;Dok.dato;Journaldato;Tilgangskode;Hjemmel\n";
const NOARK_FOOT: &str = "</offentligJournal>\n";
/// Digits that the number of posts may have.
const COUNT_WIDTH: usize = 10;

/// What was written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Files of documents.
    pub files: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Documents, or cases of a journal.
    pub documents: u64,
    /// Posts of a journal.
    pub posts: u64,
    /// Leaks.
    pub leaks: u64,
    /// Traps.
    pub traps: u64,
    /// Leaks by kind.
    pub kinds: BTreeMap<String, u64>,
}

/// `corpus.json`: what this corpus is, to write it again.
#[derive(Serialize)]
struct About<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    tool: &'static str,
    version: &'static str,
    seed: u64,
    size: u64,
    shape: &'static str,
    leaks_per_mb: u32,
    #[serde(flatten)]
    summary: &'a Summary,
    note: &'static str,
}

const NOTE: &str = "Everybody and everything in this corpus is invented: personal numbers belong to birth years 1855-1899, telephone \
numbers to series that are not in use, accounts to no bank. Journal dates lie in November 2026: scan a journal with --today 2026-11-30, \
since names in a journal older than a year are findings of their own.";

/// A line of `answers.jsonl`.
#[derive(Serialize)]
struct Answer<'a> {
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    entry: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    trap: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'static str>,
    start: u64,
    end: u64,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    severity: Option<crate::model::Severity>,
    why: &'a str,
}

/// A document in which nothing is planted.
#[derive(Serialize)]
struct Labelled<'a> {
    path: &'a str,
}

/// Writes `plan` into the folder `out`: `documents/`, `answers.jsonl`, `corpus.json`. `progress` is told how many bytes there are now.
///
/// # Errors
/// The folder holds something already, or something cannot be written.
pub fn generate(plan: &Plan, out: &Path, progress: &mut dyn FnMut(u64)) -> Result<Summary, GenerateError> {
    let languages = Languages::new().map_err(GenerateError::Templates)?;
    if fs::read_dir(out).is_ok_and(|mut entries| entries.next().is_some()) {
        return Err(GenerateError::NotEmpty { path: crate::corpus::shown(out) });
    }
    let documents = out.join("documents");
    fs::create_dir_all(&documents).map_err(|error| GenerateError::file(&documents, error))?;
    let mut writer = Writer::new(plan, &languages, documents, &out.join("answers.jsonl"))?;
    let target = if plan.shape.is_journal() { JOURNAL_BLOCK } else { TEXT_BLOCK };
    let wave = 2 * rayon::current_num_threads().max(1);
    let mut composers: Vec<(Composer<'_>, Block)> =
        (0..wave).map(|_| (Composer::new(&languages, plan.leaks_per_mb), Block::default())).collect();
    let mut next = 0;
    while !writer.is_done() {
        let left =
            plan.size.saturating_sub(writer.summary.bytes).div_ceil(target as u64).clamp(1, wave as u64) as usize;
        let target = target.min(usize::try_from(plan.size).unwrap_or(usize::MAX));
        let blocks = composers[..left].par_iter_mut().enumerate();
        blocks
            .for_each(|(at, (composer, block))| composer.write(plan.shape, plan.seed, next + at as u64, target, block));
        next += left as u64;
        let mut used = 0;
        while used < left && !writer.is_done() {
            writer.take(&mut composers[used].1)?;
            used += 1;
            progress(writer.summary.bytes);
        }
        writer.write_own_files(&composers[..used])?;
    }
    let summary = writer.finish()?;
    let about = About {
        kind: "corpus",
        tool: env!("CARGO_PKG_NAME"),
        version: env!("CARGO_PKG_VERSION"),
        seed: plan.seed,
        size: plan.size,
        shape: plan.shape.as_str(),
        leaks_per_mb: plan.leaks_per_mb,
        summary: &summary,
        note: NOTE,
    };
    let path = out.join("corpus.json");
    let text = serde_json::to_string_pretty(&about).map_err(|error| GenerateError::file(&path, error))?;
    fs::write(&path, text + "\n").map_err(|error| GenerateError::file(&path, error))?;
    Ok(summary)
}

/// A file that grows by block after block.
struct Growing {
    name: String,
    path: PathBuf,
    file: File,
    bytes: u64,
    posts: u64,
}

struct Writer<'a> {
    plan: &'a Plan,
    languages: &'a Languages,
    folder: PathBuf,
    answers_path: PathBuf,
    answers: BufWriter<File>,
    growing: Option<Growing>,
    summary: Summary,
}

impl<'a> Writer<'a> {
    fn new(plan: &'a Plan, languages: &'a Languages, folder: PathBuf, answers: &Path) -> Result<Self, GenerateError> {
        let file = File::create(answers).map_err(|error| GenerateError::file(answers, error))?;
        let (answers_path, answers) = (answers.to_owned(), BufWriter::with_capacity(1 << 16, file));
        Ok(Writer { plan, languages, folder, answers_path, answers, growing: None, summary: Summary::default() })
    }

    fn is_done(&self) -> bool {
        self.summary.bytes >= self.plan.size
    }

    /// Cuts the block where the size is reached, and writes its answers and, into files that grow, its text.
    fn take(&mut self, block: &mut Block) -> Result<(), GenerateError> {
        self.grow_another(block.text.len() as u64)?;
        let left = usize::try_from(self.plan.size - self.summary.bytes.min(self.plan.size)).unwrap_or(usize::MAX);
        let needed = 1 + block.ends.partition_point(|end| end.text < left);
        block.truncate(needed);
        self.summary.bytes += block.text.len() as u64;
        self.summary.documents += block.ends.len() as u64;
        self.summary.posts += u64::from(block.posts());
        if let Some(growing) = &mut self.growing {
            growing.file.write_all(&block.text).map_err(|error| GenerateError::file(&growing.path, error))?;
            let (name, start) = (growing.name.clone(), growing.bytes);
            growing.bytes += block.text.len() as u64;
            growing.posts += u64::from(block.posts());
            return self.answer(block, &name, 0, block.ends.len(), start);
        }
        if self.plan.shape == Shape::Mid {
            self.summary.files += 1;
            return self.answer(block, &mid_name(block.number), 0, block.ends.len(), 0);
        }
        self.summary.files += block.ends.len() as u64;
        for document in 0..block.ends.len() {
            let start = if document == 0 { 0 } else { block.ends[document - 1].text };
            self.answer(
                block,
                &small_name(block.number, document),
                document,
                document + 1,
                start.wrapping_neg() as u64,
            )?;
        }
        Ok(())
    }

    /// Answers of some documents of a block, which are in file `path`; `shift` is added to the places in the block.
    fn answer(&mut self, block: &Block, path: &str, from: usize, to: usize, shift: u64) -> Result<(), GenerateError> {
        let end = |documents: usize| if documents == 0 { 0 } else { block.ends[documents - 1].planted };
        let planted = &block.planted[end(from)..end(to)];
        for planted in planted {
            let mark = self.languages.mark(planted.language, planted.mark);
            match mark.kind {
                Some(kind) if !mark.trap => {
                    self.summary.leaks += 1;
                    *self.summary.kinds.entry(kind.as_str().to_owned()).or_default() += 1;
                }
                _ => self.summary.traps += 1,
            }
            let entry = planted.post.map(|post| post.name());
            let line = Answer {
                path,
                entry: entry.as_deref(),
                trap: mark.trap.then_some(true),
                kind: mark.kind.map(|kind| kind.as_str()),
                start: shift.wrapping_add(planted.start as u64),
                end: shift.wrapping_add(planted.end as u64),
                text: std::str::from_utf8(&block.text[planted.start..planted.end])
                    .map_err(|error| GenerateError::Templates(error.to_string()))?,
                group: self.languages.group(planted.language, planted.group).filter(|_| mark.is_name()),
                severity: mark.severity,
                why: &mark.why,
            };
            self.line(&line)?;
        }
        if planted.is_empty() && self.plan.shape == Shape::Small { self.line(&Labelled { path }) } else { Ok(()) }
    }

    fn line(&mut self, line: &impl Serialize) -> Result<(), GenerateError> {
        serde_json::to_writer(&mut self.answers, line)
            .map_err(|error| GenerateError::file(&self.answers_path, error))?;
        self.answers.write_all(b"\n").map_err(|error| GenerateError::file(&self.answers_path, error))
    }

    /// Files that hold whole blocks or documents of them, by all threads.
    fn write_own_files(&self, blocks: &[(Composer<'_>, Block)]) -> Result<(), GenerateError> {
        if self.growing.is_some() {
            return Ok(());
        }
        blocks.par_iter().try_for_each(|(_, block)| {
            let name = if self.plan.shape == Shape::Mid { mid_name(block.number) } else { small_name(block.number, 0) };
            let folder = self.folder.join(name.split_once('/').map_or("", |(folder, _)| folder));
            fs::create_dir_all(&folder).map_err(|error| GenerateError::file(&folder, error))?;
            let write = |name: &str, text: &[u8]| {
                let path = self.folder.join(name);
                fs::write(&path, text).map_err(|error| GenerateError::file(&path, error))
            };
            if self.plan.shape == Shape::Mid {
                return write(&name, &block.text);
            }
            let mut start = 0;
            for (document, end) in block.ends.iter().enumerate() {
                write(&small_name(block.number, document), &block.text[start..end.text])?;
                start = end.text;
            }
            Ok(())
        })
    }

    /// Opens the first file that grows, or the next where `more` bytes would be too many for this one.
    fn grow_another(&mut self, more: u64) -> Result<(), GenerateError> {
        let shape = self.plan.shape;
        let is_growing = shape.is_journal() || shape == Shape::Big;
        let is_full = |growing: &Growing| shape.is_journal() && growing.bytes + more > MOST_OF_A_JOURNAL;
        if !is_growing || self.growing.as_ref().is_some_and(|growing| !is_full(growing)) {
            return Ok(());
        }
        self.close()?;
        self.summary.files += 1;
        let name = match shape {
            Shape::Csv => format!("postliste-{:04}.csv", self.summary.files),
            Shape::Noark => format!("offentlig-journal-{:04}.xml", self.summary.files),
            _ => "saksdokumenter.txt".to_owned(),
        };
        let head = match shape {
            Shape::Csv => CSV_HEAD.to_owned(),
            Shape::Noark => noark_head(0),
            _ => String::new(),
        };
        let path = self.folder.join(&name);
        let fault = |error| GenerateError::file(&path, error);
        let mut file = File::create(&path).map_err(fault)?;
        file.write_all(head.as_bytes()).map_err(fault)?;
        self.summary.bytes += head.len() as u64;
        self.growing = Some(Growing { name, path, file, bytes: head.len() as u64, posts: 0 });
        Ok(())
    }

    /// Ends the file that grows: a journal says at its head how many posts there are.
    fn close(&mut self) -> Result<(), GenerateError> {
        let Some(mut growing) = self.growing.take() else { return Ok(()) };
        if self.plan.shape == Shape::Noark {
            let write = |file: &mut File| {
                file.write_all(NOARK_FOOT.as_bytes())?;
                file.seek(SeekFrom::Start(0))?;
                file.write_all(noark_head(growing.posts).as_bytes())
            };
            write(&mut growing.file).map_err(|error| GenerateError::file(&growing.path, error))?;
            self.summary.bytes += NOARK_FOOT.len() as u64;
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Summary, GenerateError> {
        self.close()?;
        self.answers.flush().map_err(|error| GenerateError::file(&self.answers_path, error))?;
        Ok(self.summary)
    }
}

fn mid_name(block: u64) -> String {
    format!("{:03}/{:06}.txt", block / MOST_IN_A_FOLDER, block)
}

fn small_name(block: u64, document: usize) -> String {
    format!("{block:06}/{document:04}.txt")
}

/// The head of a public journal, as wide for any number of posts.
fn noark_head(posts: u64) -> String {
    let blanks = " ".repeat(COUNT_WIDTH.saturating_sub(posts.to_string().len()));
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
<offentligJournal xmlns=\"http://www.arkivverket.no/standarder/noark5/offentligJournal\">\n  <journalhode>\n    \
<journalStartDato>{MONTH}-{:02}</journalStartDato>\n    <journalSluttDato>{MONTH}-{:02}</journalSluttDato>\n    \
<seleksjon>Alle journalenheter</seleksjon>\n    <antallJournalposter>{posts}</antallJournalposter>{blanks}\n    \
<arkivskaper>\n      <arkivskaperID>851200347</arkivskaperID>\n      <arkivskaperNavn>Storvik kommune</arkivskaperNavn>\n    \
</arkivskaper>\n  </journalhode>\n",
        DAYS.0, DAYS.1
    )
}

#[cfg(test)]
#[path = "output_tests.rs"]
mod tests;
