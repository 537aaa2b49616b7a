//! Help in the user's language: what `lang/help/*.ftl` says of each command and argument is put into the command that was derived
//! from the types, which knows names and values only.
//!
//! clap writes the defaults, variables and values of an argument in English; for help and the manual page they are therefore hidden
//! and told in the argument's own text.

use crate::catalogue::{Catalogue, Value};
use clap::builder::{PossibleValue, PossibleValuesParser, StyledStr, Styles};
use clap::{Arg, Command};
use std::borrow::Cow;

/// The key of the whole program; those of commands begin with it.
const ROOT: &str = "help";

/// `command` with the texts of `catalogue`. It tells, and reads arguments no more: values of enums are only names to it.
pub fn with_texts(command: Command, catalogue: &Catalogue) -> Command {
    texts(command, ROOT, catalogue)
}

/// As [`with_texts`], with its help wholly in the language of `catalogue`.
pub fn with_help(command: Command, catalogue: &Catalogue) -> Command {
    let mut command = with_texts(command, catalogue);
    // Building spreads the flags that all commands share.
    command.build();
    details(command, catalogue)
}

/// As [`with_texts`], with what the manual page says of an argument in one paragraph.
pub fn with_paragraphs(command: Command, catalogue: &Catalogue) -> Command {
    let commands = catalogue.text("heading-commands").to_uppercase();
    with_texts(command, catalogue).subcommand_help_heading(commands).mut_args(|argument| {
        let details = Details::of(&argument, catalogue, false);
        let text = details.in_line(argument.get_help());
        hidden(argument).help(text)
    })
}

/// What clap calls a usage, in the language of `catalogue`. It holds names of commands and arguments only.
pub fn usage(usage: &StyledStr, catalogue: &Catalogue) -> String {
    let usage = usage.ansi().to_string();
    usage.replacen("Usage:", &catalogue.text("frame-usage"), 1).replace("[OPTIONS]", &catalogue.text("frame-options"))
}

fn texts(command: Command, key: &str, catalogue: &Catalogue) -> Command {
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    let command = names.iter().fold(command, |command, name| {
        command.mut_subcommand(name, |sub| texts(sub, &format!("{key}-{name}"), catalogue))
    });
    let about = catalogue.text(key).into_owned();
    let long = format!("{key}.long");
    let command = match catalogue.has(&long) {
        true => command.long_about(format!("{about}\n\n{}", catalogue.text(&long))),
        false => command,
    };
    command
        .about(about)
        .subcommand_help_heading(catalogue.text("heading-commands").into_owned())
        .subcommand_value_name(catalogue.text("value-command").into_owned())
        .mut_args(|argument| if argument.is_hide_set() { argument } else { argument_text(argument, key, catalogue) })
}

fn argument_text(argument: Arg, command: &str, catalogue: &Catalogue) -> Arg {
    let text = argument_key(&argument, command, "", catalogue);
    let heading = catalogue.text(&heading_key(&argument)).into_owned();
    let values: Vec<PossibleValue> = values(&argument)
        .into_iter()
        .map(|value| {
            let key = argument_key(&argument, command, &format!(".{}", value.get_name()), catalogue);
            value.help(catalogue.text(&key).into_owned())
        })
        .collect();
    let name = value_key(&argument).map(|key| catalogue.text(&key).into_owned());
    let mut argument = argument.help(catalogue.text(&text).into_owned()).help_heading(heading);
    if let Some(name) = name {
        argument = argument.value_name(name);
    }
    if !values.is_empty() {
        argument = argument.value_parser(PossibleValuesParser::new(values));
    }
    argument
}

/// The key of what is said of `argument` of `command`, or of a value of it: its own, else the one that several commands share.
fn argument_key(argument: &Arg, command: &str, value: &str, catalogue: &Catalogue) -> String {
    let name = argument.get_id().as_str().replace('_', "-");
    let own = format!("{command}-{name}{value}");
    if catalogue.has(&own) { own } else { format!("flag-{name}{value}") }
}

/// The values of `argument` that are told one by one. Switches have none, though clap gives them true and false.
fn values(argument: &Arg) -> Vec<PossibleValue> {
    let are_told = argument.get_action().takes_values() && !argument.is_hide_possible_values_set();
    if are_told { argument.get_possible_values() } else { Vec::new() }
}

/// The key of what stands for the value of `argument`, where it takes one.
fn value_key(argument: &Arg) -> Option<String> {
    let name = argument.get_value_names()?.first()?;
    argument.get_action().takes_values().then(|| format!("value-{}", name.to_lowercase()))
}

fn heading_key(argument: &Arg) -> String {
    let usual = if argument.is_positional() { "arguments" } else { "options" };
    format!("heading-{}", argument.get_help_heading().unwrap_or(usual))
}

/// What clap would say in English, said in the texts.
fn details(command: Command, catalogue: &Catalogue) -> Command {
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    let mut command =
        names.iter().fold(command, |command, name| command.mut_subcommand(name, |sub| details(sub, catalogue)));
    let usage = usage(&command.render_usage(), catalogue);
    let styles = command.get_styles().clone();
    command.help_template(format!("{{about-with-newline}}\n{usage}\n\n{{all-args}}{{after-help}}")).mut_args(
        |argument| {
            if argument.is_hide_set() {
                return argument;
            }
            let details = Details::of(&argument, catalogue, true);
            let (short, long) = (details.in_line(argument.get_help()), details.in_lines(argument.get_help(), &styles));
            let argument = hidden(argument).help(short).long_help(long);
            // Below a heading of their own, clap would order positional arguments by name.
            match argument.get_index() {
                Some(index) => argument.display_order(index),
                None => argument,
            }
        },
    )
}

fn hidden(argument: Arg) -> Arg {
    let takes_values = argument.get_action().takes_values();
    argument.hide_env(true).hide_default_value(takes_values).hide_possible_values(takes_values)
}

/// The values, the variable and the default of an argument.
struct Details<'a> {
    catalogue: &'a Catalogue,
    values: Vec<PossibleValue>,
    variable: Option<String>,
    default: Option<String>,
}

impl<'a> Details<'a> {
    /// `with_variables_value`: what the variable is now is told, too.
    fn of(argument: &Arg, catalogue: &'a Catalogue, with_variables_value: bool) -> Self {
        let shown = |key: &str, name: &str, text: &str| catalogue.format(key, &[(name, Value::Text(text))]);
        let values = values(argument);
        let variable = argument.get_env().map(|name| {
            let value = std::env::var_os(name).unwrap_or_default();
            let value = if with_variables_value { format!("={}", value.to_string_lossy()) } else { String::new() };
            shown("frame-variable", "variable", &format!("{}{value}", name.to_string_lossy()))
        });
        let defaults: Vec<Cow<'_, str>> =
            argument.get_default_values().iter().map(|value| value.to_string_lossy()).collect();
        let has_default = argument.get_action().takes_values() && !defaults.is_empty();
        let default = has_default.then(|| shown("frame-default", "values", &defaults.join(" ")));
        Details { catalogue, values, variable, default }
    }

    /// `text` and the details, as `-h` shows them.
    fn in_line(&self, text: Option<&StyledStr>) -> String {
        let names: Vec<&str> = self.values.iter().map(PossibleValue::get_name).collect();
        let values = (!names.is_empty())
            .then(|| self.catalogue.format("frame-values", &[("values", Value::Text(&names.join(", ")))]));
        let text = text.map(StyledStr::to_string);
        let parts = [text, self.variable.clone(), self.default.clone(), values];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    /// `text` and the details, as `--help` shows them: the values with what each means.
    fn in_lines(&self, text: Option<&StyledStr>, styles: &Styles) -> String {
        let literal = styles.get_literal();
        let longest = self.values.iter().map(|value| value.get_name().len()).max().unwrap_or(0);
        let mut list: Vec<String> = Vec::new();
        for value in &self.values {
            let (name, help) = (value.get_name(), value.get_help().map(StyledStr::to_string).unwrap_or_default());
            let padding = longest - name.len();
            list.push(format!("- {literal}{name}{literal:#}: {:padding$}{help}", ""));
        }
        if !list.is_empty() {
            list.insert(0, self.catalogue.text("frame-values-list").into_owned());
        }
        let lines: Vec<String> = [&self.variable, &self.default].into_iter().flatten().cloned().collect();
        let paragraphs = [text.map(StyledStr::to_string).unwrap_or_default(), list.join("\n"), lines.join("\n")];
        paragraphs.into_iter().filter(|paragraph| !paragraph.is_empty()).collect::<Vec<_>>().join("\n\n")
    }
}

#[cfg(test)]
mod tests;
