//! `skjerm bench`: how fast this machine reads and scans, and what an archive would take at that rate.
//!
//! The text is what the generator writes, in a temporary folder. It is scanned by the same code as with `skjerm scan`, with a report
//! in JSON Lines that goes nowhere. Reading alone is the limit that no scan can pass. All files are in the page cache from a run
//! before; the median of three runs counts, and every run must find the same. As with `skjerm scan`, `--jobs` counts the workers,
//! and the report is written beside them.

use super::scan::{WORKER_STACK, add};
use super::{Exit, MOST_JOBS};
use crate::catalogue::{Catalogue, Lang, Value};
use crate::corpus::generate::{LEAKS_PER_MB, Plan, Shape, Size, generate};
use crate::detect::{NameMode, Selection};
use crate::identity::SiteKey;
use crate::model::Group;
use crate::report::{self, Format, Run, Setting, Sought, Summary};
use crate::rules::{DEFAULT_POLICY, Rules};
use crate::scan::{self, Interrupted, Options, Scanner};
use crate::source::{self, Source};
use anyhow::{Context, bail, ensure};
use clap::{Args, ValueEnum};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use rayon::ThreadPool;
use rayon::prelude::*;
use serde_json::json;
use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Timed runs of each measurement.
const RUNS: usize = 3;
/// How much smaller the text is for what is slower than a scan of running text, so that all of it takes about a minute.
const SMALLER: u64 = 4;
/// Bytes of one file that a worker reads at a time.
const READ_TOGETHER: usize = 1 << 20;
/// The day from which ages count: generated journals are of that month.
const TODAY: jiff::civil::Date = jiff::civil::date(2026, 11, 30);

/// `skjerm bench`
#[derive(Debug, Args)]
pub struct BenchArguments {
    #[arg(long, value_name = "SIZE", default_value = "64MiB", env = "SKJERM_BENCH_SIZE")]
    size: Size,
    #[arg(long, value_name = "SIZE", default_value = "500GB", env = "SKJERM_ARCHIVE")]
    archive: Size,
    #[arg(long, value_enum, default_value = "text", env = "SKJERM_BENCH_FORMAT")]
    format: BenchFormat,
    #[arg(long, value_name = "N", env = "SKJERM_JOBS")]
    jobs: Option<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum BenchFormat {
    Text,
    Jsonl,
}

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    /// Reading alone.
    Read,
    /// Everything in one large text.
    Text,
    /// Everything in many small texts.
    Files,
    /// Everything in a journal as a table.
    Csv,
    /// Everything in a Noark 5 journal.
    Noark,
    /// Numbers alone, in one large text.
    Identifiers,
    /// Everything and every name, in one large text.
    NamesAll,
}

impl What {
    fn as_str(self) -> &'static str {
        match self {
            What::Read => "read",
            What::Text => "text",
            What::Files => "files",
            What::Csv => "csv",
            What::Noark => "noark",
            What::Identifiers => "identifiers",
            What::NamesAll => "names-all",
        }
    }

    /// An archive may look like this.
    fn is_archive(self) -> bool {
        matches!(self, What::Text | What::Files | What::Csv | What::Noark)
    }

    fn title(self, catalogue: &Catalogue) -> String {
        catalogue.text(&format!("bench-{}", self.as_str())).into_owned()
    }
}

/// What a run gave, which is to be the same every time.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Outcome {
    /// What was scanned and found; of reading, only what was read.
    summary: Summary,
    /// Of reading: the sum of all words, so that they are read in truth.
    sum: u64,
}

/// One measurement.
#[derive(Debug)]
struct Row {
    what: What,
    jobs: usize,
    outcome: Outcome,
    seconds: [f64; RUNS],
}

impl Row {
    fn median(&self) -> f64 {
        median(self.seconds)
    }

    fn bytes_per_second(&self) -> f64 {
        // A clock too coarse for so little text gives no rate that is too high to be written.
        self.outcome.summary.bytes as f64 / self.median().max(1e-9)
    }

    fn findings(&self) -> Option<u64> {
        (self.what != What::Read).then(|| self.outcome.summary.findings.total())
    }

    fn json(&self) -> serde_json::Value {
        json!({
            "type": "measurement",
            "what": self.what.as_str(),
            "jobs": self.jobs,
            "documents": self.outcome.summary.documents,
            "bytes": self.outcome.summary.bytes,
            "findings": self.findings(),
            "runs": self.seconds.map(|seconds| rounded(seconds, 6)),
            "seconds": rounded(self.median(), 6),
            "mb_per_second": rounded(self.bytes_per_second() / 1e6, 3),
        })
    }
}

/// Measures and prints.
pub fn run(arguments: &BenchArguments, lang: Lang) -> anyhow::Result<Exit> {
    let catalogue = Catalogue::new(lang);
    let stop = Arc::new(AtomicBool::new(false));
    let raised = stop.clone();
    // The temporary folder is removed after an interrupt, too. A second handler cannot be set: then the signal ends the process.
    let _ = ctrlc::set_handler(move || raised.store(true, Ordering::Relaxed));
    match measured(arguments, &catalogue, &stop) {
        Err(error) if error.is::<Interrupted>() => {
            anstream::eprintln!("skjerm: {}", catalogue.text("bench-interrupted"));
            Ok(Exit::Interrupted)
        }
        Err(error) => Err(error),
        Ok(()) => Ok(Exit::Clean),
    }
}

fn measured(arguments: &BenchArguments, catalogue: &Catalogue, stop: &AtomicBool) -> anyhow::Result<()> {
    let begun = Instant::now();
    let everyone = pool(arguments.jobs.unwrap_or(0).min(MOST_JOBS))?;
    let most = everyone.current_num_threads();
    let folder = tempfile::tempdir().context("no temporary folder can be made")?;
    let bar = progress_bar();
    bar.set_message(catalogue.text("bench-generates").into_owned());
    let generated = |name: &str, shape: Shape, size: u64| -> anyhow::Result<Vec<Source>> {
        go_on(stop)?;
        let out = folder.path().join(name);
        let plan = Plan { size: size.max(1), seed: 1, shape, leaks_per_mb: LEAKS_PER_MB };
        everyone.install(|| generate(&plan, &out, &mut |_| {}))?;
        Ok(sources(&out.join("documents")))
    };
    let (size, smaller) = (arguments.size.0, arguments.size.0 / SMALLER);
    let text = generated("text", Shape::Big, size)?;
    let some_text = generated("some-text", Shape::Big, smaller)?;
    let files = generated("files", Shape::Small, smaller)?;
    let csv = generated("csv", Shape::Csv, smaller)?;
    let noark = generated("noark", Shape::Noark, smaller)?;

    let rules = Arc::new(Rules::load(&[] as &[&Path], DEFAULT_POLICY)?);
    let scanner = |selection: Selection| {
        let options = Options { sha256: true, today: Some(TODAY), selection, ..Options::default() };
        Scanner::new(rules.clone(), options)
    };
    let everything = scanner(Selection::default())?;
    let identifiers = scanner(Selection { groups: vec![Group::Identifiers], ..Selection::default() })?;
    let names_all = scanner(Selection { names: NameMode::All, ..Selection::default() })?;

    let run = Run {
        rules: rules.hash.clone(),
        policy: rules.policy.id.clone(),
        started: jiff::Timestamp::now(),
        arguments: Vec::new(),
        names: NameMode::default().as_str(),
        sought: Sought::default(),
    };
    let setting = Setting {
        lang: catalogue.lang(),
        reveal: false,
        color: false,
        quiet: false,
        key: SiteKey::random(),
        rules: rules.clone(),
    };
    let scan = |scanner: &Scanner, sources: &[Source], pool: &ThreadPool| -> anyhow::Result<Outcome> {
        let mut report = report::open(Format::Jsonl, Box::new(io::sink()), &run, &setting)?;
        let mut summary = Summary::default();
        scan::scan_all(scanner, pool, sources, &|_| {}, stop, |scanned| -> anyhow::Result<()> {
            add(&mut summary, &scanned);
            Ok(report.document(&scanned.document)?)
        })?;
        report.finish(&summary)?;
        ensure!(summary.unread == 0, "generated text was not read in full; please report it");
        ensure!(summary.findings.total() > 0, "nothing was found in so little text: choose a larger --size");
        Ok(Outcome { summary, sum: 0 })
    };

    let all = worker_counts(most);
    // Forms of text differ in what a worker does, hardly in how workers get along.
    let ends = if most == 1 { vec![1] } else { vec![1, most] };
    bar.set_length(((all.len() + 6 * ends.len()) * (1 + RUNS)) as u64);
    let mut table = Table { catalogue, bar, stop, format: arguments.format, rows: Vec::new() };
    table.measure(What::Read, &ends, &|pool| read(&text, pool))?;
    table.measure(What::Text, &all, &|pool| scan(&everything, &text, pool))?;
    table.measure(What::Files, &ends, &|pool| scan(&everything, &files, pool))?;
    table.measure(What::Csv, &ends, &|pool| scan(&everything, &csv, pool))?;
    table.measure(What::Noark, &ends, &|pool| scan(&everything, &noark, pool))?;
    table.measure(What::Identifiers, &ends, &|pool| scan(&identifiers, &text, pool))?;
    table.measure(What::NamesAll, &ends, &|pool| scan(&names_all, &some_text, pool))?;
    table.bar.finish_and_clear();
    table.finish(most, arguments.archive.0, size, begun)
}

/// The measurements, told as they come or at the end.
struct Table<'a> {
    catalogue: &'a Catalogue,
    bar: ProgressBar,
    stop: &'a AtomicBool,
    format: BenchFormat,
    rows: Vec<Row>,
}

impl Table<'_> {
    /// Measures `once` for each number of workers: a run that nobody counts, then [`RUNS`].
    fn measure(
        &mut self,
        what: What,
        workers: &[usize],
        once: &dyn Fn(&ThreadPool) -> anyhow::Result<Outcome>,
    ) -> anyhow::Result<()> {
        let mut expected: Option<Outcome> = None;
        for &jobs in workers {
            self.bar.set_message(format!("{} (--jobs {jobs})", what.title(self.catalogue)));
            let pool = pool(jobs)?;
            let mut seconds = [0.0; RUNS];
            for run in 0..=RUNS {
                go_on(self.stop)?;
                let begun = Instant::now();
                let outcome = once(&pool)?;
                if run > 0 {
                    seconds[run - 1] = begun.elapsed().as_secs_f64();
                }
                if *expected.get_or_insert(outcome) != outcome {
                    bail!("{}: two runs over the same text gave different results; please report it", what.as_str());
                }
                self.bar.inc(1);
            }
            let Some(outcome) = expected else { continue };
            let row = Row { what, jobs, outcome, seconds };
            if self.format == BenchFormat::Jsonl {
                line(&row.json())?;
            }
            self.rows.push(row);
        }
        Ok(())
    }

    /// Prints what is left to print.
    fn finish(&self, most: usize, archive: u64, size: u64, begun: Instant) -> anyhow::Result<()> {
        let widest = self.rows.iter().filter(|row| row.jobs == most && row.what.is_archive());
        let estimates: Vec<(What, f64)> =
            widest.map(|row| (row.what, archive as f64 / row.bytes_per_second())).collect();
        match self.format {
            BenchFormat::Jsonl => {
                let seconds: serde_json::Map<String, serde_json::Value> = estimates
                    .iter()
                    .map(|(what, seconds)| (what.as_str().to_owned(), json!(rounded(*seconds, 1))))
                    .collect();
                line(&json!({
                    "type": "summary",
                    "tool": env!("CARGO_PKG_NAME"),
                    "version": env!("CARGO_PKG_VERSION"),
                    "architecture": std::env::consts::ARCH,
                    "os": std::env::consts::OS,
                    "cores": cores(),
                    "jobs": most,
                    "size": size,
                    "archive_bytes": archive,
                    "archive_seconds": seconds,
                    "seconds": rounded(begun.elapsed().as_secs_f64(), 3),
                }))?;
            }
            BenchFormat::Text => write!(anstream::stdout(), "{}", self.told(&estimates, most, archive, size))?,
        }
        Ok(())
    }

    fn told(&self, estimates: &[(What, f64)], most: usize, archive: u64, size: u64) -> String {
        let catalogue = self.catalogue;
        let machine = [("version", Value::Text(env!("CARGO_PKG_VERSION"))), ("cores", cores().into())];
        let method = [("runs", RUNS.into()), ("size", Value::Text(&catalogue.bytes(size)))];
        let mut cells: Vec<[String; 5]> = vec![[
            String::new(),
            "--jobs".to_owned(),
            catalogue.text("bench-rate").into_owned(),
            catalogue.text("bench-time").into_owned(),
            catalogue.text("bench-findings").into_owned(),
        ]];
        let mut before = None;
        for row in &self.rows {
            let title = if before == Some(row.what) { String::new() } else { row.what.title(catalogue) };
            before = Some(row.what);
            cells.push([
                title,
                row.jobs.to_string(),
                catalogue.rate(row.outcome.summary.bytes, row.median()),
                catalogue.duration(row.median()),
                row.findings().map(|findings| catalogue.number(findings)).unwrap_or_default(),
            ]);
        }
        let size = [("size", Value::Text(&catalogue.bytes(archive))), ("jobs", most.into())];
        let estimated: Vec<[String; 2]> = estimates
            .iter()
            .map(|&(what, seconds)| {
                let form = catalogue.text(&format!("bench-archive-{}", what.as_str())).into_owned();
                [form, catalogue.duration(seconds)]
            })
            .collect();
        format!(
            "{}\n{}\n\n{}\n{}\n{}\n{}\n",
            catalogue.format("bench-title", &machine),
            catalogue.format("bench-method", &method),
            aligned(&cells),
            catalogue.format("bench-archive", &size),
            aligned(&estimated),
            catalogue.text("bench-archive-note"),
        )
    }
}

/// Lines of columns: the first to the left, the others to the right.
fn aligned<const N: usize>(rows: &[[String; N]]) -> String {
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: [usize; N] = std::array::from_fn(width);
    let mut lines = String::new();
    for row in rows {
        let mut line = format!("  {:<1$}", row[0], widths[0]);
        for (cell, width) in row.iter().zip(widths).skip(1) {
            line.push_str(&format!("  {cell:>width$}"));
        }
        lines.push_str(line.trim_end_matches(' '));
        lines.push('\n');
    }
    lines
}

/// Opens and reads all sources: the sum of their words of 64 bits.
fn read(sources: &[Source], pool: &ThreadPool) -> anyhow::Result<Outcome> {
    let (mut summary, mut sum, mut buffer) = (Summary::default(), 0_u64, Vec::new());
    for source in sources {
        let bytes = source.open(&mut buffer).map_err(|unread| anyhow::anyhow!("{}: {unread}", source.path()))?;
        let pieces = || bytes.par_chunks(READ_TOGETHER).map(sum_of_words).reduce(|| 0, u64::wrapping_add);
        sum = sum.wrapping_add(pool.install(pieces));
        summary.documents += 1;
        summary.bytes += bytes.len() as u64;
    }
    Ok(Outcome { summary, sum })
}

fn sum_of_words(bytes: &[u8]) -> u64 {
    let (words, rest) = bytes.as_chunks::<8>();
    let rest = rest.iter().fold(0, |sum: u64, &byte| sum.wrapping_add(byte.into()));
    words.iter().fold(rest, |sum, word| sum.wrapping_add(u64::from_le_bytes(*word)))
}

fn sources(folder: &Path) -> Vec<Source> {
    let mut sources: Vec<_> = source::walk([folder.as_os_str().to_owned()]).collect();
    source::put_in_order(&mut sources);
    sources
}

fn pool(workers: usize) -> anyhow::Result<ThreadPool> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(workers).stack_size(WORKER_STACK).build();
    pool.context("the workers could not be started")
}

fn go_on(stop: &AtomicBool) -> Result<(), Interrupted> {
    if stop.load(Ordering::Relaxed) { Err(Interrupted) } else { Ok(()) }
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// 1, 2, 4 and so on, and `most`.
fn worker_counts(most: usize) -> Vec<usize> {
    let doubled = std::iter::successors(Some(1_usize), |count| count.checked_mul(2));
    doubled.take_while(|&count| count < most).chain([most]).collect()
}

fn median(mut seconds: [f64; RUNS]) -> f64 {
    seconds.sort_by(f64::total_cmp);
    seconds[RUNS / 2]
}

fn rounded(number: f64, decimals: i32) -> f64 {
    let factor = 10_f64.powi(decimals);
    (number * factor).round() / factor
}

fn line(value: &serde_json::Value) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{value}")?;
    out.flush()
}

/// What is done and what is being measured, where somebody looks on.
fn progress_bar() -> ProgressBar {
    let is_shown = io::stderr().is_terminal();
    let target = if is_shown { ProgressDrawTarget::stderr_with_hz(10) } else { ProgressDrawTarget::hidden() };
    let bar = ProgressBar::with_draw_target(None, target);
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos} / {len}  {msg}") {
        bar.set_style(style);
    }
    if is_shown {
        bar.enable_steady_tick(Duration::from_millis(200));
    }
    bar
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn workers_are_doubled_up_to_all() {
        assert_eq!(worker_counts(1), [1]);
        assert_eq!(worker_counts(2), [1, 2]);
        assert_eq!(worker_counts(6), [1, 2, 4, 6]);
        assert_eq!(worker_counts(8), [1, 2, 4, 8]);
    }

    #[test]
    fn the_median_is_neither_the_best_nor_the_worst() {
        assert_eq!(median([3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median([1.0, 1.0, 9.0]), 1.0);
    }

    #[test]
    fn words_and_what_is_left_over_are_summed() {
        assert_eq!(sum_of_words(&[]), 0);
        assert_eq!(sum_of_words(&[1, 0, 0, 0, 0, 0, 0, 0, 2, 3]), 6);
    }

    #[test]
    fn columns_stand_below_each_other() {
        let rows = [["".into(), "fart".into()], ["Å lese".into(), "9,1\u{a0}GB/s".into()]];
        assert_eq!(aligned(&rows), "              fart\n  Å lese  9,1\u{a0}GB/s\n");
    }
}
