//! `skjerm corpus`: what programs are measured on, and how well one finds what is there.

use super::Exit;
use super::generate::{self, GenerateArguments};
use crate::catalogue::{Catalogue, Lang};
use crate::corpus::findings::Unit;
use crate::corpus::{self, Answers, Beside, Claims, Entities, Evaluation, Form, Options};
use crate::model::{Kind, Severity};
use crate::report::ReportFile;
use anyhow::{Context, anyhow, bail};
use clap::{Args, Subcommand, ValueEnum};
use serde::Serialize;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

/// `skjerm corpus …`
#[derive(Debug, Subcommand)]
pub enum CorpusCommand {
    /// Write a synthetic corpus with known answers
    #[command(long_about = generate::LONG)]
    Generate(GenerateArguments),
    /// Score any findings file against answers
    #[command(long_about = LONG)]
    Evaluate(EvaluateArguments),
}

const LONG: &str = "\
Score any findings file against answers

FINDINGS is our JSON Lines report, the JSON of Presidio's analyzer (results by document, or lists of them), or a CSV table of spans \
with the columns path, start, end, kind. Its form is told by its content. What other programs call our kinds is a table; --map adds to it.

ANSWERS is JSON Lines, in one of three forms: values in documents (path, kind, and text or start and end; \"trap\": true for what must \
not be found; a line with path alone for a document that holds nothing), texts with names and telling words, or texts with what to expect. \
Places are UTF-8 bytes. Answers that give no place need --documents.

A finding is right when it is paired with an answer of its kind that it overlaps; each takes part in one pair, those that agree to the \
byte first, then those that share the most. A false alarm is a finding of a kind that the answers hold that overlaps no answer of its \
kind, or one that hits a trap at `review` or above. Where the answers have traps they are taken to be incomplete, and only traps count \
(--beside).

To run another program over texts that stand in the answers themselves:

    skjerm corpus evaluate ANSWERS --write-texts DIR

writes each as a file that bears the number of its line (00001.txt), by which findings are matched.";

/// `skjerm corpus evaluate`
#[derive(Debug, Args)]
pub struct EvaluateArguments {
    /// The findings to score (with --write-texts: the answers)
    #[arg(value_name = "FINDINGS")]
    findings: PathBuf,
    /// The answers
    #[arg(value_name = "ANSWERS", required_unless_present = "write_texts")]
    answers: Option<PathBuf>,
    /// Write the texts of the answers into DIR, one file each, and end
    #[arg(long, value_name = "DIR", env = "SKJERM_WRITE_TEXTS")]
    write_texts: Option<PathBuf>,
    /// The folder to which the paths of the answers are relative
    #[arg(long, value_name = "DIR", env = "SKJERM_DOCUMENTS")]
    documents: Option<PathBuf>,
    /// The form of FINDINGS [default: told by its content]
    #[arg(long, value_enum, value_name = "FORM", env = "SKJERM_FROM")]
    from: Option<From>,
    /// What offsets in FINDINGS count [default: bytes; characters in Presidio's]
    #[arg(long, value_name = "bytes|characters", env = "SKJERM_UNIT")]
    unit: Option<Unit>,
    /// What an entity is: ENTITY=kind, ENTITY=kind,kind for one of several, ENTITY= for none; may be given more than once
    #[arg(long, value_name = "ENTITY=KIND", env = "SKJERM_MAP")]
    map: Vec<String>,
    /// Only these kinds
    #[arg(long, value_name = "KIND,…", value_delimiter = ',', env = "SKJERM_KINDS")]
    kinds: Vec<String>,
    /// Leave findings below this severity out; those without one stay
    #[arg(long, value_enum, value_name = "SEVERITY", env = "SKJERM_MIN_SEVERITY")]
    min_severity: Option<super::scan::Level>,
    /// What a finding beside all answers is [default: false-alarm; unjudged where the answers have traps]
    #[arg(long, value_enum, value_name = "WHAT", env = "SKJERM_BESIDE")]
    beside: Option<BesideArgument>,
    /// A cleaned copy, file or folder, in which no answer's value should stand any more
    #[arg(long, value_name = "PATH", env = "SKJERM_CLEANED")]
    cleaned: Option<PathBuf>,
    /// Misses, false alarms and survivors to list, of each so many
    #[arg(long, value_name = "N", default_value = "20", env = "SKJERM_LIMIT")]
    limit: usize,
    /// How to print
    #[arg(long, value_enum, default_value = "text", env = "SKJERM_EVALUATE_FORMAT")]
    format: EvaluateFormat,
    /// File for the evaluation [default: standard output]
    #[arg(long, value_name = "FILE", env = "SKJERM_EVALUATE_OUTPUT")]
    output: Option<PathBuf>,
    /// Folder for plots: precision-recall.svg, reliability.svg, kinds.svg
    #[arg(long, value_name = "DIR", env = "SKJERM_PLOTS")]
    plots: Option<PathBuf>,
    /// Exit with 1 if a measure is lower: precision, recall, f1 (by overlap, all together), average-precision; may be given more than once
    #[arg(long, value_name = "MEASURE=SHARE", value_delimiter = ',', env = "SKJERM_FAIL_BELOW")]
    fail_below: Vec<Least>,
    /// Seed of the intervals by resampling
    #[arg(long, value_name = "N", default_value = "1", env = "SKJERM_SEED")]
    seed: u64,
    /// Language: nb, nn or en [default: the environment's, else nb]
    #[arg(long, env = "SKJERM_LANG")]
    lang: Option<Lang>,
    /// Show values unmasked
    #[arg(long, env = "SKJERM_REVEAL")]
    reveal: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum From {
    Skjerm,
    Presidio,
    Csv,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum BesideArgument {
    /// Wrong: the answers are complete
    FalseAlarm,
    /// Left out: the answers pass over some
    Unjudged,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum EvaluateFormat {
    /// A table, for people
    Text,
    /// One object, for programs
    Json,
}

/// A measure and the least that it may be.
#[derive(Debug, Clone)]
struct Least {
    measure: String,
    share: f64,
}

const MEASURES: [&str; 4] = ["precision", "recall", "f1", "average-precision"];

impl std::str::FromStr for Least {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let fault = || format!("«{text}» is not MEASURE=SHARE, such as recall=0.9; measures: {}", MEASURES.join(", "));
        let (measure, share) = text.split_once('=').ok_or_else(fault)?;
        let share: f64 = share.parse().map_err(|_| fault())?;
        let is_known = MEASURES.contains(&measure) && (0.0..=1.0).contains(&share);
        if is_known { Ok(Least { measure: measure.to_owned(), share }) } else { Err(fault()) }
    }
}

impl Least {
    /// What the measure is; 0 where there is nothing to measure, which is below whatever was asked for.
    fn measured(&self, evaluation: &Evaluation) -> f64 {
        let score = evaluation.micro.overlap;
        match self.measure.as_str() {
            "precision" => score.precision,
            "recall" => score.recall,
            "f1" => score.f1,
            _ => evaluation.average_precision,
        }
        .unwrap_or(0.0)
    }
}

pub fn run(command: CorpusCommand) -> anyhow::Result<Exit> {
    match command {
        CorpusCommand::Generate(arguments) => generate::run(&arguments),
        CorpusCommand::Evaluate(arguments) => evaluate(&arguments),
    }
}

fn evaluate(arguments: &EvaluateArguments) -> anyhow::Result<Exit> {
    let catalogue = Catalogue::new(arguments.lang.unwrap_or_else(Lang::from_environment));
    if let Some(folder) = &arguments.write_texts {
        if arguments.answers.is_some() {
            bail!("--write-texts takes the answers alone");
        }
        let written = Answers::read(&arguments.findings)?.write_texts(folder)?;
        writeln!(io::stdout(), "{}", catalogue.format("evaluate-texts", &[("count", written.into())]))?;
        return Ok(Exit::Clean);
    }
    let answers = Answers::read(arguments.answers.as_deref().unwrap_or(Path::new("")))?;
    let entities = Entities::new(&arguments.map).map_err(|reason| anyhow!("--map: {reason}"))?;
    let form = arguments.from.map(|form| match form {
        From::Skjerm => Form::Skjerm,
        From::Presidio => Form::Presidio,
        From::Csv => Form::Csv,
    });
    let claims = Claims::read(&arguments.findings, form, arguments.unit, &entities)?;
    let evaluation = corpus::evaluate(&answers, &claims, &options(arguments)?)?;
    write(&evaluation, arguments, &catalogue)?;
    if let Some(folder) = &arguments.plots {
        plot(&evaluation, folder, &catalogue)?;
    }
    let mut exit = Exit::Clean;
    for least in &arguments.fail_below {
        let measured = least.measured(&evaluation);
        if measured < least.share {
            let (value, share) = (catalogue.decimal(measured, 3), catalogue.decimal(least.share, 3));
            let values = [("measure", (&least.measure).into()), ("value", (&value).into()), ("least", (&share).into())];
            anstream::eprintln!("skjerm: {}", catalogue.format("evaluate-failed", &values));
            exit = Exit::Findings;
        }
    }
    Ok(exit)
}

fn options(arguments: &EvaluateArguments) -> anyhow::Result<Options> {
    let kind = |name: &String| Kind::from_name(name).ok_or_else(|| anyhow!("--kinds: no kind is called «{name}»"));
    Ok(Options {
        documents: arguments.documents.clone(),
        kinds: arguments.kinds.iter().map(kind).collect::<anyhow::Result<_>>()?,
        min_severity: arguments.min_severity.map(Severity::from),
        beside: arguments.beside.map(|beside| match beside {
            BesideArgument::FalseAlarm => Beside::FalseAlarm,
            BesideArgument::Unjudged => Beside::Unjudged,
        }),
        cleaned: arguments.cleaned.clone(),
        limit: arguments.limit,
        reveal: arguments.reveal,
        seed: arguments.seed,
    })
}

/// The object for programs.
#[derive(Serialize)]
struct Written<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    tool: &'static str,
    version: &'static str,
    #[serde(flatten)]
    evaluation: &'a Evaluation,
}

fn write(evaluation: &Evaluation, arguments: &EvaluateArguments, catalogue: &Catalogue) -> anyhow::Result<()> {
    let is_terminal = arguments.output.is_none() && io::stdout().is_terminal();
    let written = match arguments.format {
        EvaluateFormat::Json => {
            let (kind, tool, version) = ("evaluation", env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"));
            serde_json::to_string_pretty(&Written { kind, tool, version, evaluation })? + "\n"
        }
        EvaluateFormat::Text => {
            corpus::table(evaluation, catalogue, is_terminal && std::env::var_os("NO_COLOR").is_none())
        }
    };
    match &arguments.output {
        Some(path) => write_file(path, &written),
        None => Ok(anstream::stdout().lock().write_all(written.as_bytes())?),
    }
}

fn plot(evaluation: &Evaluation, folder: &Path, catalogue: &Catalogue) -> anyhow::Result<()> {
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
    let plots = corpus::plots(evaluation, catalogue);
    for (name, svg) in &plots {
        write_file(&folder.join(name), svg)?;
    }
    if evaluation.curve.is_empty() {
        anstream::eprintln!("skjerm: {}", catalogue.text("evaluate-no-confidence"));
    }
    Ok(())
}

fn write_file(path: &Path, text: &str) -> anyhow::Result<()> {
    let file = ReportFile::create(path)?;
    file.writer().write_all(text.as_bytes())?;
    Ok(file.commit()?)
}
