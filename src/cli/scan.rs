//! `skjerm scan`: the arguments, and the run from the first path to the last report.

use super::limits::LimitArguments;
use super::misuse::Refusal;
use super::{Exit, MOST_JOBS, config, outputs, signals};
use crate::catalogue::{Catalogue, Lang, Value};
use crate::clear::{self, Clearing};
use crate::detect::{NameMode, Selection};
use crate::identity::SiteKey;
use crate::journal::ColumnNames;
use crate::model::{Document, Group, Kind, Severity, Verdict, temporary_trouble};
use crate::report::{self, Criteria, Format, Masker, Run, Setting, Sought, Summary};
use crate::rules::{DEFAULT_POLICY, Rules};
use crate::scan::{self, Deposits, Interrupted, Options, Scanned, Scanner};
use crate::source;
use anyhow::{Context, anyhow, bail};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{ArgMatches, Args, ValueEnum};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::collections::HashSet;
use std::ffi::OsString;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

/// Stack of a worker: a large source may be begun while another waits for its parts.
pub(super) const WORKER_STACK: usize = 16 * 1024 * 1024;

/// `skjerm scan`
#[derive(Debug, Args)]
pub struct ScanArguments {
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<OsString>,
    #[arg(long, value_name = "FORMAT", env = "SKJERM_FORMAT", value_delimiter = ',', ignore_case = true, value_parser = formats())]
    format: Vec<Format>,
    #[arg(long, value_name = "FILE", env = "SKJERM_OUTPUT", value_delimiter = ',')]
    output: Vec<PathBuf>,
    #[arg(long, value_name = "N", env = "SKJERM_JOBS")]
    jobs: Option<usize>,
    #[arg(long, value_name = "DIR", env = "SKJERM_RULES", value_delimiter = ',')]
    rules: Vec<PathBuf>,
    #[arg(long, value_name = "FILE-NAME", env = "SKJERM_POLICY", default_value = DEFAULT_POLICY)]
    policy: String,
    #[arg(long, value_enum, value_name = "SEVERITY", env = "SKJERM_MIN_SEVERITY", default_value = "note")]
    min_severity: Level,
    #[arg(long, value_enum, value_name = "SEVERITY", env = "SKJERM_FAIL_ON", default_value = "stop")]
    fail_on: FailOn,
    #[arg(long, value_enum, value_name = "WHEN", env = "SKJERM_COLOR", default_value = "auto")]
    color: Color,
    #[arg(long, value_enum, value_name = "WHEN", env = "SKJERM_PROGRESS", default_value = "auto")]
    progress: Progress,
    #[arg(long, env = "SKJERM_REVEAL")]
    reveal: bool,
    #[arg(long, value_enum, value_name = "MODE", env = "SKJERM_NAMES", default_value = "near")]
    names: Names,
    #[arg(long, value_enum, value_name = "HOW", env = "SKJERM_SYNTHETIC", default_value = "note")]
    synthetic: Synthetic,
    #[arg(long, value_name = "GROUP-KIND", env = "SKJERM_ONLY", value_delimiter = ',')]
    only: Vec<Only>,
    #[arg(long, value_name = "YYYY-MM-DD", env = "SKJERM_TODAY")]
    today: Option<jiff::civil::Date>,
    #[arg(long, value_name = "FILE", env = "SKJERM_BASELINE")]
    baseline: Option<PathBuf>,
    #[arg(long, value_name = "FILE", env = "SKJERM_KEY_FILE")]
    key_file: Option<PathBuf>,
    #[arg(long, value_name = "FIELD-HEADER", env = "SKJERM_COLUMNS")]
    columns: Vec<String>,
    #[arg(long, value_name = "NAME-FILE", env = "SKJERM_PROFILE")]
    profile: Option<String>,
    #[arg(long, value_name = "DIR", env = "SKJERM_CLEARED")]
    cleared: Option<PathBuf>,
    #[arg(long, env = "SKJERM_SHIELD", requires = "cleared")]
    shield: bool,
    #[arg(long, env = "SKJERM_MARK_NAMES", requires = "cleared")]
    mark_names: bool,
    #[arg(short, long, env = "SKJERM_QUIET")]
    quiet: bool,
    #[arg(short, long, env = "SKJERM_VERBOSE")]
    verbose: bool,
    #[command(flatten)]
    limits: LimitArguments,
}

/// A severity on the command line.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Level {
    Stop,
    Review,
    Note,
}

impl From<Level> for Severity {
    fn from(level: Level) -> Severity {
        match level {
            Level::Stop => Severity::Stop,
            Level::Review => Severity::Review,
            Level::Note => Severity::Note,
        }
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum FailOn {
    Stop,
    Review,
    Note,
    Never,
}

impl FailOn {
    fn least(self) -> Option<Severity> {
        match self {
            FailOn::Stop => Some(Severity::Stop),
            FailOn::Review => Some(Severity::Review),
            FailOn::Note => Some(Severity::Note),
            FailOn::Never => None,
        }
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Progress {
    Auto,
    Never,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Names {
    Near,
    All,
    Off,
}

impl From<Names> for NameMode {
    fn from(names: Names) -> NameMode {
        match names {
            Names::Near => NameMode::Near,
            Names::All => NameMode::All,
            Names::Off => NameMode::Off,
        }
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Synthetic {
    Note,
    Real,
}

/// The formats of reports, as clap knows values.
fn formats() -> impl TypedValueParser<Value = Format> {
    PossibleValuesParser::new(Format::ALL.map(Format::as_str)).try_map(|name| name.parse::<Format>())
}

/// A group or a kind.
#[derive(Debug, Clone, Copy)]
enum Only {
    Group(Group),
    Kind(Kind),
}

impl std::str::FromStr for Only {
    type Err = Refusal;

    fn from_str(name: &str) -> Result<Self, Refusal> {
        let group = Group::from_name(name).map(Only::Group);
        group.or_else(|| Kind::from_name(name).map(Only::Kind)).ok_or(Refusal::GroupOrKind)
    }
}

/// Where each report goes, in the order of the command line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReportOrder {
    /// Place of each `--format` on the command line.
    formats: Vec<usize>,
    /// Place of each `--output`.
    outputs: Vec<usize>,
}

/// The places of `--format` and `--output`, which clap knows.
pub fn report_order(matches: &ArgMatches) -> ReportOrder {
    let places = |id| matches.indices_of(id).map(Iterator::collect).unwrap_or_default();
    ReportOrder { formats: places("format"), outputs: places("output") }
}

/// Each report's format and its file, or standard output.
fn reports(
    formats: &[Format],
    outputs: &[PathBuf],
    order: &ReportOrder,
    catalogue: &Catalogue,
) -> anyhow::Result<Vec<(Format, Option<PathBuf>)>> {
    if formats.is_empty() && outputs.is_empty() {
        return Ok(vec![(Format::Text, None)]);
    }
    let mut reports: Vec<(Format, Option<PathBuf>)> = Vec::new();
    if formats.is_empty() {
        // The file's name says what it is to hold.
        for output in outputs {
            let format = match output.extension().map(|extension| extension.to_string_lossy().to_lowercase()) {
                None => Some(Format::Text),
                Some(extension) if extension == "txt" => Some(Format::Text),
                Some(extension) => extension.parse().ok(),
            };
            let Some(format) = format else {
                let path = report::shown_path(output);
                bail!("{}", catalogue.format("misuse-extension", &[("path", (&path).into())]));
            };
            reports.push((format, Some(output.clone())));
        }
    } else if formats.len() == outputs.len() {
        reports.extend(formats.iter().copied().zip(outputs.iter().cloned().map(Some)));
    } else {
        // An output belongs to the format before it.
        for (at, &format) in formats.iter().enumerate() {
            let from = order.formats.get(at).copied().unwrap_or(0);
            let to = order.formats.get(at + 1).copied().unwrap_or(usize::MAX);
            let own = order.outputs.iter().position(|place| (from..to).contains(place));
            reports.push((format, own.and_then(|own| outputs.get(own).cloned())));
        }
        if reports.iter().filter(|(_, output)| output.is_some()).count() < outputs.len() {
            bail!("{}", catalogue.text("misuse-output-place"));
        }
    }
    // As for inputs, a dash is the standard one.
    for (_, output) in &mut reports {
        output.take_if(|output| output.as_os_str() == "-");
    }
    if reports.iter().filter(|(_, output)| output.is_none()).count() > 1 {
        bail!("{}", catalogue.text("misuse-one-report"));
    }
    Ok(reports)
}

/// Scans and reports.
pub fn run(arguments: ScanArguments, order: &ReportOrder, lang: Lang) -> anyhow::Result<Exit> {
    let begun = Instant::now();
    let stop = signals::stop_when_asked();
    let started = jiff::Timestamp::now();
    let catalogue = Catalogue::new(lang);
    let rules = Arc::new(Rules::load(&arguments.rules, &arguments.policy)?);
    let reports = reports(&arguments.format, &arguments.output, order, &catalogue)?;
    let (key, warning) = SiteKey::load_or_create(arguments.key_file.as_deref());
    if let Some(warning) = warning {
        anstream::eprintln!("skjerm: {}", super::masked(&warning.text(&catalogue)));
    }
    let selection = selection(&arguments);
    if arguments.cleared.is_some() && (!selection.is_everything() || arguments.baseline.is_some()) {
        bail!("{}", catalogue.text("misuse-cleared"));
    }
    let scanner = Scanner::new(
        rules.clone(),
        Options {
            sha256: reports.iter().any(|(format, _)| *format == Format::Jsonl),
            baseline: arguments.baseline.as_deref().map(baseline).transpose()?.unwrap_or_default(),
            key: Some(key.clone()),
            // What is cleared depends on everything that was found.
            min_severity: arguments.cleared.is_none().then(|| arguments.min_severity.into()),
            synthetic_is_real: matches!(arguments.synthetic, Synthetic::Real),
            today: Some(arguments.today.unwrap_or_else(|| jiff::ZonedDateTime::now().date())),
            selection,
            columns: Arc::new(columns(&arguments)?),
            limits: arguments.limits.limits(),
            workers: arguments.limits.workers(),
            pictures: arguments.limits.pictures(),
            holds_findings: arguments.cleared.is_some(),
        },
    )?;
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(arguments.jobs.unwrap_or(0).min(MOST_JOBS))
        .stack_size(WORKER_STACK)
        .build()
        .context("the workers could not be started")?;
    let run = Run {
        rules: rules.hash.clone(),
        policy: rules.policy.id.clone(),
        started,
        // A worker's memory serves the scan, too.
        arguments: pool.install(|| {
            std::env::args_os().map(|argument| shown(&scanner, &argument.to_string_lossy(), arguments.reveal)).collect()
        }),
        names: NameMode::from(arguments.names).as_str(),
        sought: sought(&arguments, &scanner),
    };
    let is_colored = |output: Option<&PathBuf>| match arguments.color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => output.is_none() && super::wants_color(&io::stdout()),
    };
    let setting = Setting {
        lang,
        reveal: arguments.reveal,
        color: is_colored(None),
        quiet: arguments.quiet,
        key: key.clone(),
        rules: rules.clone(),
    };
    // Before anything is written: what a run writes is no input of it.
    let walk = source::walk(arguments.paths.iter().cloned());
    let mut sources: Vec<_> = walk.take_while(|_| !stop.load(Ordering::Relaxed)).collect();
    source::put_in_order(&mut sources);
    let mut deposits = Deposits::find(&mut sources);
    if stop.load(Ordering::Relaxed) {
        return Ok(interrupted(&catalogue));
    }
    let places: Vec<&Path> = reports.iter().filter_map(|(_, output)| output.as_deref()).collect();
    outputs::check(&places, &needed(&arguments), arguments.cleared.as_deref(), &mut sources, &catalogue)?;
    let unfinished = outputs::leave_out_unfinished(&mut sources);
    if unfinished > 0 {
        let count = [("count", Value::Number(unfinished))];
        anstream::eprintln!("skjerm: {}", catalogue.format("scan-unfinished", &count));
    }
    if let Some(folder) = &arguments.cleared {
        sources.retain(|source| source.is_argument() || !clear::is_own_file(folder, source));
    }
    let clearing = arguments.cleared.clone().map(|folder| {
        let order = clear::Order { folder, shield: arguments.shield, mark_names: arguments.mark_names };
        Clearing::begin(order, &scanner, &pool, &catalogue, Masker::new(arguments.reveal), key)
    });
    let mut clearing = clearing.transpose().map_err(|error| anyhow!("{}", error.told(&catalogue)))?;
    let mut written = Vec::new();
    for (format, output) in &reports {
        written.push(match output {
            Some(path) => {
                let setting = Setting { color: is_colored(Some(path)), ..setting.clone() };
                report::create(*format, path, &run, &setting)?
            }
            None => report::open(*format, Box::new(io::stdout()), &run, &setting)?,
        });
    }
    if reports.iter().all(|(_, output)| output.is_some()) && !arguments.quiet {
        let summary_only = Setting { quiet: true, ..setting.clone() };
        written.push(report::open(Format::Text, Box::new(io::stdout()), &run, &summary_only)?);
    }

    if arguments.verbose {
        let bytes = sources.iter().map(|source| source.size()).sum();
        let found = [("files", Value::Number(sources.len() as u64)), ("size", Value::Text(&catalogue.bytes(bytes)))];
        anstream::eprintln!("skjerm: {}", catalogue.format("scan-begins", &found));
    }
    let bar = progress_bar(&arguments, &sources, &catalogue);
    let mut summary = Summary::default();
    let mut next = sources.iter();
    bar.inc_length(deposits.size(&sources));
    let progress = |bytes| bar.inc(bytes);
    let counted = deposits.scan_documents(&scanner, &pool, &sources, &progress, &stop).map_err(Stopped::from);
    let each = |mut scanned: Scanned| {
        if let Some(trouble) = temporary_trouble() {
            return Err(Stopped::Temporary(trouble));
        }
        deposits.count_to_posts(&mut scanned);
        add(&mut summary, &scanned);
        if let Some(clearing) = &mut clearing {
            // Documents within another come right behind it and are cleared with it or not at all.
            if let Some(source) = (!scanned.is_member).then(|| next.next()).flatten() {
                clearing.document(&scanned.document, source).map_err(Stopped::Output)?;
            }
            let least = Severity::from(arguments.min_severity);
            scanned.document.findings.retain_held(|finding| finding.severity >= least);
        }
        written.iter_mut().try_for_each(|report| report.document(&scanned.document)).map_err(Stopped::Output)
    };
    let outcome = counted.and_then(|()| scan::scan_all(&scanner, &pool, &sources, &progress, &stop, each));
    bar.finish_and_clear();
    match outcome {
        Ok(()) => {}
        Err(Stopped::Interrupted) => return Ok(interrupted(&catalogue)),
        Err(Stopped::Temporary(trouble)) => {
            bail!("{}", catalogue.format("scan-temporary", &[("trouble", trouble.into())]))
        }
        Err(Stopped::Output(error)) => return Err(error).context("a report cannot be written"),
    }
    summary.seconds = begun.elapsed().as_secs_f64();
    written.iter_mut().try_for_each(|report| report.finish(&summary)).context("a report cannot be written")?;
    let mut exit = exit(&summary, arguments.fail_on);
    if let Some(clearing) = clearing {
        let criteria = clearing
            .finish(&rules, started.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(), ordered(&arguments))
            .context("the cleared exports cannot be written")?;
        if !arguments.quiet {
            tell_cleared(&criteria, &catalogue);
        }
        if !criteria.not_cleared.is_empty() {
            exit = Exit::Unread;
        }
    }
    Ok(exit)
}

fn interrupted(catalogue: &Catalogue) -> Exit {
    anstream::eprintln!("skjerm: {}", catalogue.text("scan-interrupted"));
    Exit::Interrupted
}

/// Files that no report may overwrite.
fn needed(arguments: &ScanArguments) -> Vec<outputs::Needed> {
    let key = arguments.key_file.clone().or_else(SiteKey::default_path);
    let named = |name: &String| Some(PathBuf::from(name));
    let rules = std::iter::once(named(&arguments.policy)).chain([arguments.profile.as_ref().and_then(named)]);
    let files = [("output-key", key), ("output-baseline", arguments.baseline.clone())];
    let configuration = ("output-configuration", config::file());
    let all = files.into_iter().chain([configuration]).chain(rules.map(|file| ("output-rules", file)));
    all.filter_map(|(key, path)| Some((key, path?))).filter(|(_, path)| path.exists()).collect()
}

/// What the run looks for and counts, where that is not everything.
fn sought(arguments: &ScanArguments, scanner: &Scanner) -> Sought {
    let only = arguments.only.iter().map(|only| match only {
        Only::Group(group) => format!("{group:?}").to_lowercase(),
        Only::Kind(kind) => kind.as_str().to_owned(),
    });
    let least = Severity::from(arguments.min_severity);
    let baseline = arguments.baseline.as_deref().map(Path::to_string_lossy);
    Sought {
        only: only.collect(),
        min_severity: Some(least).filter(|least| *least != Severity::Note),
        baseline: baseline.map(|path| shown(scanner, &path, arguments.reveal)),
        synthetic_is_real: matches!(arguments.synthetic, Synthetic::Real),
    }
}

/// How the run was ordered, as the criteria tell it.
fn ordered(arguments: &ScanArguments) -> Vec<(&'static str, String)> {
    let mut ordered = vec![
        ("--names", NameMode::from(arguments.names).as_str().to_owned()),
        ("--shield", arguments.shield.to_string()),
        ("--mark-names", arguments.mark_names.to_string()),
        ("--synthetic", if matches!(arguments.synthetic, Synthetic::Real) { "real" } else { "note" }.to_owned()),
        ("--baseline", arguments.baseline.is_some().to_string()),
    ];
    let only = arguments.only.iter().map(|only| match only {
        Only::Group(group) => format!("{group:?}").to_lowercase(),
        Only::Kind(kind) => kind.as_str().to_owned(),
    });
    let only: Vec<String> = only.collect();
    if !only.is_empty() {
        ordered.push(("--only", only.join(" ")));
    }
    ordered
}

fn tell_cleared(criteria: &Criteria, catalogue: &Catalogue) {
    let posts = criteria.posts;
    let values = [
        ("published", posts.published.into()),
        ("all", posts.all.into()),
        ("shielded", posts.shielded.into()),
        ("withheld", posts.withheld.into()),
    ];
    anstream::eprintln!("skjerm: {}", catalogue.format("cleared-posts", &values));
    if criteria.documents > 0 {
        let count = [("count", criteria.documents.into())];
        anstream::eprintln!("skjerm: {}", catalogue.format("criteria-documents", &count));
    }
}

/// An argument as reports may show it: a path on the command line is masked like one in a finding.
fn shown(scanner: &Scanner, argument: &str, reveal: bool) -> String {
    let document = Document {
        path: argument.to_owned(),
        file_name_len: argument.len(),
        path_findings: scanner.findings_in_name(argument),
        ..Document::default()
    };
    Masker::new(reveal).path(&document)
}

/// Why a run ended early.
enum Stopped {
    Interrupted,
    Output(io::Error),
    /// With the folder for temporary files.
    Temporary(&'static str),
}

impl From<Interrupted> for Stopped {
    fn from(_: Interrupted) -> Self {
        Stopped::Interrupted
    }
}

fn selection(arguments: &ScanArguments) -> Selection {
    let mut selection = Selection { names: arguments.names.into(), ..Selection::default() };
    for only in &arguments.only {
        match *only {
            Only::Group(group) => selection.groups.push(group),
            Only::Kind(kind) => selection.kinds.push(kind),
        }
    }
    selection
}

/// What the columns of tables are: by the profile, and before it by the user's own word.
fn columns(arguments: &ScanArguments) -> anyhow::Result<ColumnNames> {
    let mut columns = ColumnNames::default();
    if let Some(name) = &arguments.profile {
        let profile = Rules::profile(&arguments.rules, name)?;
        for (field, headers) in &profile.columns {
            columns.add_usual(field, headers).with_context(|| format!("the profile {name}"))?;
        }
    }
    for written in &arguments.columns {
        columns.add_required(written).context("--columns")?;
    }
    Ok(columns)
}

pub(super) fn add(summary: &mut Summary, scanned: &Scanned) {
    let document = &scanned.document;
    summary.documents += 1;
    summary.entries += document.entries.len() as u64;
    summary.bytes += document.bytes;
    summary.findings.merge(document.counts);
    summary.unread += u64::from(document.unread.is_some());
    summary.known += scanned.known;
    summary.verdicts[match document.verdict {
        Verdict::Publish => 0,
        Verdict::Review => 1,
        Verdict::Withhold => 2,
    }] += 1;
}

fn exit(summary: &Summary, fail_on: FailOn) -> Exit {
    let findings = match fail_on.least() {
        None => 0,
        Some(Severity::Stop) => summary.findings.stop,
        Some(Severity::Review) => summary.findings.stop + summary.findings.review,
        Some(Severity::Note) => summary.findings.total(),
    };
    match (summary.unread, findings) {
        (0, 0) => Exit::Clean,
        (0, _) => Exit::Findings,
        _ => Exit::Unread,
    }
}

/// Fingerprints of the findings in an earlier report.
fn baseline(path: &Path) -> anyhow::Result<HashSet<String>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read the baseline {}", path.display()))?;
    let mut known = HashSet::new();
    for (number, line) in text.lines().enumerate() {
        let value: serde_json::Value = serde_json::from_str(line)
            .with_context(|| format!("the baseline {}, line {}: no JSON", path.display(), number + 1))?;
        if let Some(fingerprint) = value.get("fingerprint").and_then(serde_json::Value::as_str) {
            known.insert(fingerprint.to_owned());
        }
    }
    Ok(known)
}

/// Bytes, rate and time left, where somebody looks on.
fn progress_bar(arguments: &ScanArguments, sources: &[source::Source], catalogue: &Catalogue) -> ProgressBar {
    let shown = matches!(arguments.progress, Progress::Auto) && io::stderr().is_terminal() && !arguments.quiet;
    let target = if shown { ProgressDrawTarget::stderr_with_hz(10) } else { ProgressDrawTarget::hidden() };
    let bar = ProgressBar::with_draw_target(Some(sources.iter().map(|source| source.size()).sum()), target);
    let template = format!(
        "{{bar:30}} {{bytes}} / {{total_bytes}}  {{bytes_per_sec}}  {} {{eta}}",
        catalogue.text("progress-left")
    );
    if let Ok(style) = ProgressStyle::with_template(&template) {
        bar.set_style(style);
    }
    if shown {
        bar.enable_steady_tick(Duration::from_millis(200));
    }
    bar
}
