//! `skjerm rules`: what is looked for, whether it holds, and why it matters.

use super::Exit;
use super::import_names::{self, ImportArguments};
use crate::catalogue::{Catalogue, Lang};
use crate::rules::{DEFAULT_POLICY, Rules};
use crate::scan::prove;
use anyhow::bail;
use clap::{Args, Subcommand};
use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

/// `skjerm rules …`
#[derive(Debug, Subcommand)]
pub enum RulesCommand {
    List(Source),
    Check(Source),
    Explain {
        rule: String,
        #[command(flatten)]
        source: Source,
    },
    ImportNames(ImportArguments),
}

/// Which rules.
#[derive(Debug, Args)]
pub struct Source {
    #[arg(long, value_name = "DIR", env = "SKJERM_RULES", value_delimiter = ',')]
    rules: Vec<PathBuf>,
    #[arg(long, value_name = "FILE-NAME", env = "SKJERM_POLICY", default_value = DEFAULT_POLICY)]
    policy: String,
}

impl Source {
    fn load(&self) -> anyhow::Result<Arc<Rules>> {
        Ok(Arc::new(Rules::load(&self.rules, &self.policy)?))
    }
}

pub fn run(command: &RulesCommand, lang: Lang) -> anyhow::Result<Exit> {
    let mut out = anstream::stdout().lock();
    match command {
        RulesCommand::ImportNames(arguments) => import_names::run(arguments, lang, &mut out),
        RulesCommand::List(source) => {
            let rules = source.load()?;
            let width = rules.rules.iter().map(|rule| rule.id.chars().count()).max().unwrap_or(0);
            for rule in rules.rules.iter() {
                let severity = format!("{}/{}", rule.severity.alone.as_str(), rule.severity.person.as_str());
                writeln!(out, "{:width$}  {:<13}  {}", rule.id, severity, lang.of(&rule.title))?;
            }
            Ok(Exit::Clean)
        }
        RulesCommand::Check(source) => {
            let rules = source.load()?;
            let failures = prove::check(&rules)?;
            let examples: usize =
                rules.rules.iter().map(|rule| rule.examples.matching.len() + rule.examples.ignore.len()).sum();
            for failure in &failures {
                writeln!(out, "{failure}")?;
            }
            writeln!(out, "{} rules, {examples} examples, {} failed", rules.rules.len(), failures.len())?;
            Ok(if failures.is_empty() { Exit::Clean } else { Exit::Findings })
        }
        RulesCommand::Explain { rule: id, source } => {
            let rules = source.load()?;
            let Some(rule) = rules.by_id(id) else {
                bail!("no rule is called «{id}»; `skjerm rules list` shows them all");
            };
            let catalogue = Catalogue::new(lang);
            writeln!(out, "{} ({})\n{}\n", lang.of(&rule.title), rule.id, lang.of(&rule.why))?;
            for basis in rule.basis.iter() {
                writeln!(out, "  {basis}: {}", catalogue.law(basis))?;
            }
            writeln!(out, "\n  {}  {}", rule.severity.alone.as_str(), rule.severity.person.as_str())?;
            for text in &rule.examples.matching {
                writeln!(out, "  + {text}")?;
            }
            for text in &rule.examples.ignore {
                writeln!(out, "  - {text}")?;
            }
            Ok(Exit::Clean)
        }
    }
}
