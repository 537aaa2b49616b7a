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
mod rules;
mod scan;

use crate::catalogue::{Catalogue, Lang};
use crate::report::Masker;
use clap::{ArgAction, CommandFactory, FromArgMatches, Parser, Subcommand};
use std::process::ExitCode;

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
        anstream::eprint!("{}", masked(&misuse::told(&answer, &styles, &catalogue)));
        return Ok(Exit::Failed);
    }
    answer.print()?;
    Ok(Exit::Clean)
}

/// A message for standard error: paths and arguments in it may hold a personal number.
fn masked(message: &str) -> String {
    Masker::default().argument(message)
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause.downcast_ref::<std::io::Error>().is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
    })
}
