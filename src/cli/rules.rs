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
    /// List the rules in force
    List(Source),
    /// Run every rule's own examples
    Check(Source),
    /// Explain one rule with its legal basis
    Explain {
        /// The rule's id
        rule: String,
        #[command(flatten)]
        source: Source,
    },
    /// Make a list of names of Statistics Norway's tables 10501 (first names) and 12891 (surnames)
    ImportNames(ImportArguments),
}

/// Which rules.
#[derive(Debug, Args)]
pub struct Source {
    /// A folder of rules to lay over the built-in ones; may be given more than once
    #[arg(long, value_name = "DIR", env = "SKJERM_RULES", value_delimiter = ',')]
    rules: Vec<PathBuf>,
    /// The policy, by name or file
    #[arg(long, value_name = "FILE|NAME", env = "SKJERM_POLICY", default_value = DEFAULT_POLICY)]
    policy: String,
    /// Language: nb, nn or en
    #[arg(long, env = "SKJERM_LANG")]
    lang: Option<Lang>,
}

impl Source {
    fn load(&self) -> anyhow::Result<(Arc<Rules>, Lang)> {
        let lang = self.lang.unwrap_or_else(Lang::from_environment);
        Ok((Arc::new(Rules::load(&self.rules, &self.policy)?), lang))
    }
}

pub fn run(command: &RulesCommand) -> anyhow::Result<Exit> {
    let mut out = anstream::stdout().lock();
    match command {
        RulesCommand::ImportNames(arguments) => import_names::run(arguments, &mut out),
        RulesCommand::List(source) => {
            let (rules, lang) = source.load()?;
            let width = rules.rules.iter().map(|rule| rule.id.chars().count()).max().unwrap_or(0);
            for rule in rules.rules.iter() {
                let severity = format!("{}/{}", rule.severity.alone.as_str(), rule.severity.person.as_str());
                writeln!(out, "{:width$}  {:<13}  {}", rule.id, severity, lang.of(&rule.title))?;
            }
            Ok(Exit::Clean)
        }
        RulesCommand::Check(source) => {
            let (rules, _) = source.load()?;
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
            let (rules, lang) = source.load()?;
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
