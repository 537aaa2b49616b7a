//! `skjerm corpus`: what programs are measured on, and how well one finds what is there.

use super::Exit;
use super::generate::{self, GenerateArguments};
use super::misuse::Refusal;
use crate::catalogue::{Catalogue, Lang};
use crate::corpus::findings::Unit;
use crate::corpus::{self, Answers, Beside, Claims, Entities, Evaluation, Form, Options};
use crate::model::{Kind, Severity};
use crate::report::ReportFile;
use anyhow::{Context, anyhow, bail};
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand, ValueEnum};
use serde::Serialize;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

/// `skjerm corpus …`
#[derive(Debug, Subcommand)]
pub enum CorpusCommand {
    Generate(GenerateArguments),
    Evaluate(EvaluateArguments),
}

/// `skjerm corpus evaluate`
#[derive(Debug, Args)]
pub struct EvaluateArguments {
    #[arg(value_name = "FINDINGS")]
    findings: PathBuf,
    #[arg(value_name = "ANSWERS", required_unless_present = "write_texts")]
    answers: Option<PathBuf>,
    #[arg(long, value_name = "DIR", env = "SKJERM_WRITE_TEXTS")]
    write_texts: Option<PathBuf>,
    #[arg(long, value_name = "DIR", env = "SKJERM_DOCUMENTS")]
    documents: Option<PathBuf>,
    #[arg(long, value_enum, value_name = "FORM", env = "SKJERM_FROM")]
    from: Option<From>,
    #[arg(long, value_name = "UNIT", env = "SKJERM_UNIT", ignore_case = true, value_parser = units())]
    unit: Option<Unit>,
    #[arg(long, value_name = "ENTITY-KIND", env = "SKJERM_MAP")]
    map: Vec<String>,
    #[arg(long, value_name = "KINDS", value_delimiter = ',', env = "SKJERM_KINDS")]
    kinds: Vec<String>,
    #[arg(long, value_enum, value_name = "SEVERITY", env = "SKJERM_MIN_SEVERITY")]
    min_severity: Option<super::scan::Level>,
    #[arg(long, value_enum, value_name = "WHAT", env = "SKJERM_BESIDE")]
    beside: Option<BesideArgument>,
    #[arg(long, value_name = "PATH", env = "SKJERM_CLEANED")]
    cleaned: Option<PathBuf>,
    #[arg(long, value_name = "N", default_value = "20", env = "SKJERM_LIMIT")]
    limit: usize,
    #[arg(long, value_enum, default_value = "text", env = "SKJERM_EVALUATE_FORMAT")]
    format: EvaluateFormat,
    #[arg(long, value_name = "FILE", env = "SKJERM_EVALUATE_OUTPUT")]
    output: Option<PathBuf>,
    #[arg(long, value_name = "DIR", env = "SKJERM_PLOTS")]
    plots: Option<PathBuf>,
    #[arg(long, value_name = "MEASURE-SHARE", value_delimiter = ',', env = "SKJERM_FAIL_BELOW")]
    fail_below: Vec<Least>,
    #[arg(long, value_name = "N", default_value = "1", env = "SKJERM_SEED")]
    seed: u64,
    #[arg(long, env = "SKJERM_REVEAL")]
    reveal: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum From {
    Skjerm,
    Presidio,
    Csv,
}

/// The units of places, with the names that other programs have for them.
fn units() -> impl TypedValueParser<Value = Unit> {
    let bytes = PossibleValue::new("bytes").alias("byte");
    let characters = PossibleValue::new("characters").aliases(["character", "char", "chars"]);
    PossibleValuesParser::new([bytes, characters]).try_map(|name| name.parse::<Unit>())
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum BesideArgument {
    FalseAlarm,
    Unjudged,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum EvaluateFormat {
    Text,
    Json,
}

/// A measure and the least that it may be.
#[derive(Debug, Clone)]
struct Least {
    measure: String,
    share: f64,
}

/// What `--fail-below` may name.
pub(super) const MEASURES: [&str; 4] = ["precision", "recall", "f1", "average-precision"];

impl std::str::FromStr for Least {
    type Err = Refusal;

    fn from_str(text: &str) -> Result<Self, Refusal> {
        let (measure, share) = text.split_once('=').ok_or(Refusal::Measure)?;
        let share: f64 = share.parse().map_err(|_| Refusal::Measure)?;
        let is_known = MEASURES.contains(&measure) && (0.0..=1.0).contains(&share);
        if is_known { Ok(Least { measure: measure.to_owned(), share }) } else { Err(Refusal::Measure) }
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

pub fn run(command: CorpusCommand, lang: Lang) -> anyhow::Result<Exit> {
    match command {
        CorpusCommand::Generate(arguments) => generate::run(&arguments, lang),
        CorpusCommand::Evaluate(arguments) => evaluate(&arguments, lang),
    }
}

fn evaluate(arguments: &EvaluateArguments, lang: Lang) -> anyhow::Result<Exit> {
    let catalogue = Catalogue::new(lang);
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
        EvaluateFormat::Text => corpus::table(evaluation, catalogue, is_terminal && super::wants_color(&io::stdout())),
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
