//! Shell completions and the manual page, made from the arguments themselves.

use super::{Exit, help};
use crate::catalogue::{Catalogue, Lang};
use clap::{Args, Command};
use clap_complete::Shell;
use std::io::Write;

#[derive(Debug, Args)]
pub struct CompletionsArguments {
    #[arg(hide_possible_values = true)]
    shell: Shell,
}

pub fn completions(arguments: &CompletionsArguments, command: Command, lang: Lang) -> anyhow::Result<Exit> {
    let mut script = Vec::new();
    let mut command = help::with_texts(command, &Catalogue::of_help(lang));
    clap_complete::generate(arguments.shell, &mut command, "skjerm", &mut script);
    std::io::stdout().write_all(&script)?;
    Ok(Exit::Clean)
}

/// Headings of clap's manual pages that cannot be set, and what each is called in the catalogue.
const HEADINGS: [(&str, &str); 4] = [
    ("NAME", "heading-name"),
    ("SYNOPSIS", "heading-synopsis"),
    ("DESCRIPTION", "heading-description"),
    ("VERSION", "heading-version"),
];

pub fn man(command: Command, lang: Lang) -> anyhow::Result<Exit> {
    let catalogue = Catalogue::of_help(lang);
    let mut page = Vec::new();
    clap_mangen::Man::new(help::with_paragraphs(command, &catalogue)).render(&mut page)?;
    let page = HEADINGS.iter().fold(String::from_utf8(page)?, |page, (heading, key)| {
        page.replacen(&format!("\n.SH {heading}\n"), &format!("\n.SH {}\n", catalogue.text(key)), 1)
    });
    std::io::stdout().write_all(page.as_bytes())?;
    Ok(Exit::Clean)
}
