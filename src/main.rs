//! The `skjerm` command.

fn main() -> std::process::ExitCode {
    skjerm::cli::main()
}
