//! `skjerm corpus generate`: a synthetic corpus with known answers.

use super::Exit;
use crate::catalogue::{Catalogue, Lang, Value};
use crate::corpus::generate::{LEAKS_PER_MB, Plan, Shape, Size, Summary, generate};
use anyhow::Context;
use clap::{Args, ValueEnum};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;

/// `skjerm corpus generate`
#[derive(Debug, Args)]
pub struct GenerateArguments {
    #[arg(long, value_name = "DIR", env = "SKJERM_GENERATE_OUT")]
    out: PathBuf,
    #[arg(long, value_name = "SIZE", default_value = "10MiB", env = "SKJERM_GENERATE_SIZE")]
    size: Size,
    #[arg(long, value_enum, value_name = "SHAPE", default_value = "small", env = "SKJERM_GENERATE_SHAPE")]
    shape: ShapeArgument,
    #[arg(long, value_name = "N", default_value_t = 1, env = "SKJERM_GENERATE_SEED")]
    seed: u64,
    #[arg(long, value_name = "N", default_value_t = LEAKS_PER_MB, env = "SKJERM_LEAKS_PER_MB")]
    leaks_per_mb: u32,
    #[arg(long, value_name = "N", env = "SKJERM_JOBS")]
    jobs: Option<usize>,
    #[arg(short, long, env = "SKJERM_QUIET")]
    quiet: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum ShapeArgument {
    Big,
    Mid,
    Small,
    Csv,
    Noark,
}

impl From<ShapeArgument> for Shape {
    fn from(shape: ShapeArgument) -> Shape {
        match shape {
            ShapeArgument::Big => Shape::Big,
            ShapeArgument::Mid => Shape::Mid,
            ShapeArgument::Small => Shape::Small,
            ShapeArgument::Csv => Shape::Csv,
            ShapeArgument::Noark => Shape::Noark,
        }
    }
}

/// Writes the corpus and says what it holds.
pub fn run(arguments: &GenerateArguments, lang: Lang) -> anyhow::Result<Exit> {
    let catalogue = Catalogue::new(lang);
    let plan = Plan {
        size: arguments.size.0,
        seed: arguments.seed,
        shape: arguments.shape.into(),
        leaks_per_mb: arguments.leaks_per_mb,
    };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(arguments.jobs.unwrap_or(0)).build();
    let pool = pool.context("cannot start the threads")?;
    let bar = progress_bar(plan.size, arguments.quiet, &catalogue);
    let summary = pool.install(|| generate(&plan, &arguments.out, &mut |bytes| bar.set_position(bytes)));
    bar.finish_and_clear();
    let summary = summary?;
    if !arguments.quiet {
        write!(io::stdout(), "{}", told(&summary, &catalogue))?;
    }
    Ok(Exit::Clean)
}

fn progress_bar(size: u64, is_quiet: bool, catalogue: &Catalogue) -> ProgressBar {
    let is_shown = io::stderr().is_terminal() && !is_quiet;
    let target = if is_shown { ProgressDrawTarget::stderr_with_hz(10) } else { ProgressDrawTarget::hidden() };
    let bar = ProgressBar::with_draw_target(Some(size), target);
    let left = catalogue.text("progress-left");
    let template = format!("{{bar:30}} {{bytes}} / {{total_bytes}}  {{bytes_per_sec}}  {left} {{eta}}");
    if let Ok(style) = ProgressStyle::with_template(&template) {
        bar.set_style(style);
    }
    bar
}

fn told(summary: &Summary, catalogue: &Catalogue) -> String {
    let count = |key: &str, count: u64| catalogue.format(key, &[("count", Value::Number(count))]);
    let mut told = format!("{}\n", catalogue.text("generate-title"));
    let mut lines = vec![count("generate-files", summary.files), count("generate-documents", summary.documents)];
    if summary.posts > 0 {
        lines[1] = count("generate-cases", summary.documents);
        lines.push(count("generate-posts", summary.posts));
    }
    lines.extend([count("generate-leaks", summary.leaks), count("generate-traps", summary.traps)]);
    for line in lines {
        told.push_str(&format!("  {line}\n"));
    }
    told
}
