//! The command line: arguments, configuration and variables become one of the commands; what became of it, an exit code.

mod bench;
mod completions;
mod config;
mod corpus;
mod extract;
mod generate;
mod import_names;
mod limits;
mod rules;
mod scan;

use crate::report::Masker;
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use std::process::ExitCode;

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

/// Combs Norwegian public journals and documents before publication and finds what the law shields.
#[derive(Debug, Parser)]
#[command(name = "skjerm", version, max_term_width = 100, disable_help_subcommand = true)]
struct Cli {
    /// Configuration file: every flag is a key of it [default: skjerm.toml here, if there is one]
    #[arg(long, global = true, value_name = "FILE", env = "SKJERM_CONFIG")]
    config: Option<std::path::PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Scan files, folders, journal exports or standard input (-)
    Scan(scan::ScanArguments),
    /// Print the text that is searched, part by part, and what could not be read
    Extract(extract::ExtractArguments),
    /// Show, prove or explain the rules in force
    #[command(subcommand)]
    Rules(rules::RulesCommand),
    /// Measure how well findings fit what is known to be there
    #[command(subcommand)]
    Corpus(corpus::CorpusCommand),
    /// Measure how fast this machine reads and scans
    #[command(long_about = bench::LONG)]
    Bench(bench::BenchArguments),
    /// Print shell completions
    Completions(completions::CompletionsArguments),
    /// Print the manual page
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
        Err(error) if error.use_stderr() => {
            anstream::eprint!("{}", masked(&error.render().ansi().to_string()));
            return Ok(Exit::Failed);
        }
        Err(asked_for) => {
            asked_for.print()?;
            return Ok(Exit::Clean);
        }
    };
    match Cli::from_arg_matches(&matches)?.command {
        Command::Scan(arguments) => {
            let order = matches.subcommand_matches("scan").map(scan::report_order).unwrap_or_default();
            scan::run(arguments, &order)
        }
        Command::Extract(arguments) => extract::run(&arguments),
        Command::Rules(command) => rules::run(&command),
        Command::Corpus(command) => corpus::run(command),
        Command::Bench(arguments) => bench::run(&arguments),
        Command::Completions(arguments) => completions::completions(&arguments, &mut Cli::command()),
        Command::Man => completions::man(Cli::command()),
    }
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
