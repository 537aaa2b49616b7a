//! The command line: arguments, configuration and variables become one of the commands; what became of it, an exit code.

mod bench;
mod completions;
mod config;
mod corpus;
mod extract;
mod generate;
mod help;
mod import_names;
mod language;
mod limits;
mod misuse;
mod outputs;
mod rules;
mod scan;
mod signals;

use crate::catalogue::{Catalogue, Lang};
use crate::model::Document;
use crate::report::{self, Masker};
use crate::rules::{DEFAULT_POLICY, Rules};
use crate::scan::{Options, Scanner};
use clap::{ArgAction, CommandFactory, FromArgMatches, Parser, Subcommand};
use std::process::ExitCode;
use std::sync::{Arc, LazyLock};

/// More workers than this are a slip of the keys.
const MOST_JOBS: usize = 512;

/// What the process says to its caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Nothing at or above `--fail-on`.
    Clean = 0,
    /// Findings at or above `--fail-on`.
    Findings = 1,
    /// It could not be done: bad arguments, unreadable configuration or rules, output not writable.
    Failed = 2,
    /// Some input was not read in full: not cleared.
    Unread = 3,
    /// Interrupted.
    Interrupted = 130,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit as u8)
    }
}

/// What is asked for on the command line.
// What help says of commands and arguments stands in `lang/help/`. What is called `value_name` and `next_help_heading` here and in
// the modules are keys of it. What all commands share is listed last.
#[derive(Debug, Parser)]
#[command(
    name = "skjerm",
    version,
    max_term_width = 100,
    disable_help_flag = true,
    disable_help_subcommand = true,
    disable_version_flag = true
)]
struct Cli {
    #[arg(long, global = true, display_order = 1001, value_name = "FILE", env = "SKJERM_CONFIG")]
    config: Option<std::path::PathBuf>,
    #[arg(
        long,
        global = true,
        display_order = 1002,
        value_name = "LANG",
        env = "SKJERM_LANG",
        ignore_case = true,
        value_parser = language::languages(),
        hide_possible_values = true
    )]
    lang: Option<Lang>,
    #[arg(short, long, global = true, display_order = 1003, action = ArgAction::Help)]
    help: Option<bool>,
    #[arg(short = 'V', long, display_order = 1004, action = ArgAction::Version)]
    version: Option<bool>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Scan(scan::ScanArguments),
    Extract(extract::ExtractArguments),
    #[command(subcommand)]
    Rules(rules::RulesCommand),
    #[command(subcommand)]
    Corpus(corpus::CorpusCommand),
    Bench(bench::BenchArguments),
    Completions(completions::CompletionsArguments),
    Man,
}

/// Runs the command line of this process.
pub fn main() -> ExitCode {
    signals::survive_full_files();
    let arguments: Vec<_> = std::env::args_os().collect();
    if arguments.get(1).is_some_and(|first| first == crate::extract::WORKER) {
        // A process of another run, which reads documents for it.
        return if crate::extract::serve().is_ok() { Exit::Clean.into() } else { Exit::Failed.into() };
    }
    match run(&arguments) {
        Ok(exit) => exit.into(),
        Err(error) => {
            if is_broken_pipe(&error) {
                // Whoever read the output has had enough.
                return Exit::Failed.into();
            }
            anstream::eprintln!("skjerm: {}", masked(&format!("{error:#}")));
            Exit::Failed.into()
        }
    }
}

fn run(arguments: &[std::ffi::OsString]) -> anyhow::Result<Exit> {
    let command = config::with_defaults(Cli::command(), arguments)?;
    let matches = match command.try_get_matches_from(arguments) {
        Ok(matches) => matches,
        Err(answer) => return tell(answer, arguments),
    };
    let cli = Cli::from_arg_matches(&matches)?;
    let lang = cli.lang.unwrap_or_else(Lang::from_environment);
    match cli.command {
        Command::Scan(arguments) => {
            let order = matches.subcommand_matches("scan").map(scan::report_order).unwrap_or_default();
            scan::run(arguments, &order, lang)
        }
        Command::Extract(arguments) => extract::run(&arguments),
        Command::Rules(command) => rules::run(&command, lang),
        Command::Corpus(command) => corpus::run(command, lang),
        Command::Bench(arguments) => bench::run(&arguments, lang),
        Command::Completions(arguments) => completions::completions(&arguments, Cli::command(), lang),
        Command::Man => completions::man(Cli::command(), lang),
    }
}

/// Tells what clap answers, help that was asked for or an error, in the user's language: few runs come here, so only here the
/// arguments are read again by a command that has texts.
fn tell(answer: clap::Error, arguments: &[std::ffi::OsString]) -> anyhow::Result<Exit> {
    let command = config::with_defaults(Cli::command(), arguments)?;
    let catalogue = Catalogue::of_help(language::before_parsing(&command, arguments));
    let command = help::with_help(command, &catalogue);
    let styles = command.get_styles().clone();
    let answer = command.try_get_matches_from(arguments).err().unwrap_or(answer);
    if answer.use_stderr() {
        // Escaped where it is put together: its colours are escapes, too.
        anstream::eprint!("{}", without_names(&misuse::told(&answer, &styles, &catalogue)));
        return Ok(Exit::Failed);
    }
    answer.print()?;
    Ok(Exit::Clean)
}

/// A message for standard error. Paths and arguments in it may hold numbers and names, which are masked, and characters that a
/// terminal would obey, which are shown; lines stay lines.
fn masked(message: &str) -> String {
    escaped(&without_names(message))
}

/// `text` with its control characters shown, but for line breaks and tabs.
fn escaped(text: &str) -> String {
    let lines = text.split('\n').map(|line| line.split('\t').map(report::on_one_line).collect::<Vec<_>>().join("\t"));
    lines.collect::<Vec<_>>().join("\n")
}

/// `message` with personal numbers and full names masked, as in a path.
fn without_names(message: &str) -> String {
    static SCANNER: LazyLock<Option<Scanner>> = LazyLock::new(|| {
        let rules = Rules::load(&[""; 0], DEFAULT_POLICY).ok()?;
        Scanner::new(Arc::new(rules), Options::default()).ok()
    });
    let path_findings = SCANNER.as_ref().map(|scanner| scanner.findings_in_name(message)).unwrap_or_default();
    let document = Document { path: message.to_owned(), path_findings, ..Document::default() };
    // Digits without a date are masked in messages as well.
    Masker::default().argument(&Masker::default().path(&document))
}

/// `out` is a terminal for which nobody asked for no colours. An empty variable asks for nothing.
fn wants_color(out: &impl std::io::IsTerminal) -> bool {
    out.is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause.downcast_ref::<std::io::Error>().is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
    })
}
