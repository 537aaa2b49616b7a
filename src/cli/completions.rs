//! Shell completions and the manual page, made from the arguments themselves.

use super::Exit;
use clap::{Args, Command};
use clap_complete::Shell;
use std::io::Write;

#[derive(Debug, Args)]
pub struct CompletionsArguments {
    /// The shell to complete in
    shell: Shell,
}

pub fn completions(arguments: &CompletionsArguments, command: &mut Command) -> anyhow::Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, command, "skjerm", &mut script);
    std::io::stdout().write_all(&script)?;
    Ok(Exit::Clean)
}

pub fn man(command: Command) -> anyhow::Result<Exit> {
    let mut page = Vec::new();
    clap_mangen::Man::new(command).render(&mut page)?;
    std::io::stdout().write_all(&page)?;
    Ok(Exit::Clean)
}
