//! `skjerm.toml`: every flag is a key, and those of one command alone stand in a table of its name. What the file says becomes the flags' default, so that flags and variables go before it.

use anyhow::{Context, bail};
use clap::{Arg, ArgAction, Command};
use std::ffi::OsString;
use std::path::PathBuf;

/// Looked for in the working directory where no file is named.
const FILE: &str = "skjerm.toml";

/// `command` with the defaults of the configuration file that `arguments` or the environment name.
///
/// # Errors
/// A named file that cannot be read; a file that is no TOML, or has a key that no flag has.
pub fn with_defaults(command: Command, arguments: &[OsString]) -> anyhow::Result<Command> {
    let (path, named) = match named(arguments) {
        Some(path) => (path, true),
        None => (PathBuf::from(FILE), false),
    };
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if !named && error.kind() == std::io::ErrorKind::NotFound => return Ok(command),
        Err(error) => return Err(error).with_context(|| format!("cannot read the configuration {}", path.display())),
    };
    let table: toml::Table = text.parse().with_context(|| format!("the configuration {}", path.display()))?;
    let mut values = Vec::new();
    let mut own = Vec::new();
    for (key, value) in table {
        if let toml::Value::Table(keys) = value {
            own.push((key, keys));
            continue;
        }
        if key == "config" || !has_key(&command, &key) {
            bail!("the configuration {}: no flag is called «{key}»", path.display());
        }
        values.push((key, written(value).with_context(|| format!("the configuration {}", path.display()))?));
    }
    let mut command = below(command.mut_args(|arg| with_default(arg, &values)), &values);
    for (name, keys) in own {
        command = of_one(command, &name, keys).with_context(|| format!("the configuration {}", path.display()))?;
    }
    Ok(command)
}

/// `command` with the keys of one of its commands, `[extract]` or `[corpus.evaluate]`, as defaults of that alone.
fn of_one(command: Command, name: &str, keys: toml::Table) -> anyhow::Result<Command> {
    let Some(sub) = command.find_subcommand(name) else { bail!("no command is called «{name}»") };
    let (mut values, mut below) = (Vec::new(), Vec::new());
    for (key, value) in keys {
        match value {
            toml::Value::Table(keys) => below.push((key, keys)),
            _ if !sub.get_arguments().any(|arg| arg.get_long() == Some(&key) && arg.get_env().is_some()) => {
                bail!("no flag is called «{name}.{key}»")
            }
            value => values.push((key, written(value)?)),
        }
    }
    let mut outcome = Ok(());
    let command = command.mut_subcommand(name, |sub| {
        let plain = sub.clone();
        let sub = sub.mut_args(|arg| with_default(arg, &values));
        let made = below.into_iter().try_fold(sub, |sub, (name, keys)| of_one(sub, &name, keys));
        made.unwrap_or_else(|error| {
            outcome = Err(error);
            plain
        })
    });
    outcome.map(|()| command)
}

/// Keys of reports.
const REPORTS: [&str; 2] = ["format", "output"];
/// Commands that write something else than reports.
const WITHOUT_REPORTS: [&str; 4] = ["bench", "corpus", "extract", "import-names"];

/// The commands of `command`, and theirs, with `values` as defaults.
fn below(command: Command, values: &[(String, Vec<String>)]) -> Command {
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    names.into_iter().fold(command, |command, name| {
        let reports = !WITHOUT_REPORTS.contains(&name.as_str());
        let is_meant = |(key, _): &&(String, Vec<String>)| reports || !REPORTS.contains(&key.as_str());
        let values: Vec<_> = values.iter().filter(is_meant).cloned().collect();
        command.mut_subcommand(&name, |sub| below(sub.mut_args(|arg| with_default(arg, &values)), &values))
    })
}

/// Flags that have a variable have a key, too.
fn has_key(command: &Command, key: &str) -> bool {
    command.get_arguments().any(|arg| arg.get_long() == Some(key) && arg.get_env().is_some())
        || command.get_subcommands().any(|sub| has_key(sub, key))
}

fn with_default(arg: Arg, values: &[(String, Vec<String>)]) -> Arg {
    match values.iter().find(|(key, _)| arg.get_long() == Some(key.as_str())) {
        None => arg,
        // A switch that the file turns off is as if it were not there.
        Some((_, values)) if matches!(arg.get_action(), ArgAction::SetTrue) && values == &["false"] => arg,
        Some((_, values)) => arg.default_values(values.clone()),
    }
}

/// The configuration file of this run, be it there or not.
pub fn file() -> Option<PathBuf> {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    named(&arguments).or_else(|| Some(PathBuf::from(FILE)))
}

/// The file that `--config` or the variable names: asked before the arguments proper are read.
fn named(arguments: &[OsString]) -> Option<PathBuf> {
    let variable = || std::env::var_os("SKJERM_CONFIG").filter(|path| !path.is_empty());
    given(arguments, "--config").or_else(variable).map(PathBuf::from)
}

/// What `arguments` give for `flag`, for those who ask before clap reads them.
pub fn given(arguments: &[OsString], flag: &str) -> Option<OsString> {
    let mut rest = arguments.iter().skip(1).take_while(|argument| *argument != "--");
    while let Some(argument) = rest.next() {
        if argument == flag {
            return rest.next().cloned();
        }
        if let Some(value) = argument.to_str().and_then(|text| text.strip_prefix(flag)?.strip_prefix('=')) {
            return Some(value.into());
        }
    }
    None
}

fn written(value: toml::Value) -> anyhow::Result<Vec<String>> {
    Ok(match value {
        toml::Value::String(text) => vec![text],
        toml::Value::Integer(number) => vec![number.to_string()],
        toml::Value::Boolean(switch) => vec![switch.to_string()],
        toml::Value::Datetime(date) => vec![date.to_string()],
        toml::Value::Array(values) => {
            values.into_iter().map(written).collect::<anyhow::Result<Vec<_>>>()?.into_iter().flatten().collect()
        }
        other => bail!("a {} is no value of a flag", other.type_str()),
    })
}
