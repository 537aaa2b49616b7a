//! What is said to arguments that cannot be read, in the user's language, from what clap knows of them. Kinds of errors that are not
//! told apart here are told in clap's own words.

use super::{corpus, help};
use crate::catalogue::{Catalogue, Value};
use crate::corpus::generate::NoSize;
use crate::model::Kind;
use crate::report::on_one_line;
use clap::builder::{StyledStr, Styles};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::error::Error as _;
use std::num::ParseIntError;

/// What a value that is not taken should have been.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.key())]
pub enum Refusal {
    /// A number of bytes.
    Size,
    /// The name of a group or of a kind.
    GroupOrKind,
    /// A measure with its share.
    Measure,
}

impl Refusal {
    fn key(self) -> &'static str {
        match self {
            Refusal::Size => "misuse-size",
            Refusal::GroupOrKind => "misuse-only",
            Refusal::Measure => "misuse-measure",
        }
    }
}

/// The whole message for `error`, with colours.
pub fn told(error: &clap::Error, styles: &Styles, catalogue: &Catalogue) -> String {
    let misuse = Misuse { error, styles, catalogue };
    match misuse.what() {
        Some(what) => misuse.message(&what),
        None => error.render().ansi().to_string(),
    }
}

struct Misuse<'a> {
    error: &'a clap::Error,
    styles: &'a Styles,
    catalogue: &'a Catalogue,
}

impl Misuse<'_> {
    /// What is wrong. `None` for what is left to clap.
    fn what(&self) -> Option<String> {
        let (invalid, literal) = (self.styles.get_invalid(), self.styles.get_literal());
        let argument = |style| self.styled(ContextKind::InvalidArg, style);
        let value = || self.styled(ContextKind::InvalidValue, invalid);
        let command = || self.styled(ContextKind::InvalidSubcommand, invalid);
        Some(match self.error.kind() {
            ErrorKind::UnknownArgument => self.say("misuse-unknown-argument", &[("argument", &argument(invalid)?)]),
            ErrorKind::InvalidSubcommand => self.say("misuse-unknown-command", &[("command", &command()?)]),
            ErrorKind::MissingSubcommand => {
                let what = self.say("misuse-no-command", &[("command", &command()?)]);
                what + &self.choice("misuse-commands", ContextKind::ValidSubcommand)
            }
            ErrorKind::MissingRequiredArgument => {
                self.say("misuse-missing", &[]) + &self.list(ContextKind::InvalidArg, self.styles.get_valid())?
            }
            ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
                let what = if self.context(ContextKind::InvalidValue)?.is_empty() {
                    self.say("misuse-no-value", &[("argument", &argument(invalid)?)])
                } else {
                    self.say("misuse-wrong-value", &[("value", &value()?), ("argument", &argument(literal)?)])
                };
                let reason = self.reason().map(|reason| format!(": {reason}")).unwrap_or_default();
                what + &reason + &self.choice("frame-values", ContextKind::ValidValue)
            }
            ErrorKind::TooManyValues => {
                self.say("misuse-too-many-values", &[("value", &value()?), ("argument", &argument(literal)?)])
            }
            ErrorKind::ArgumentConflict => {
                let argument = argument(invalid)?;
                if self.styled(ContextKind::PriorArg, invalid).as_ref() == Some(&argument) {
                    self.say("misuse-twice", &[("argument", &argument)])
                } else {
                    let what = self.say("misuse-conflict", &[("argument", &argument)]);
                    what + &self.list(ContextKind::PriorArg, invalid)?
                }
            }
            _ => return None,
        })
    }

    fn message(&self, what: &str) -> String {
        let (error, valid) = (self.styles.get_error(), self.styles.get_valid());
        let mut message = format!("{error}{}{error:#} {what}\n", self.catalogue.text("misuse-error"));
        for (at, tip) in self.tips().iter().enumerate() {
            let before = if at == 0 { "\n" } else { "" };
            message.push_str(&format!("{before}  {valid}{}{valid:#} {tip}\n", self.catalogue.text("misuse-tip")));
        }
        if let Some(ContextValue::StyledStr(usage)) = self.error.get(ContextKind::Usage) {
            message.push_str(&format!("\n{}\n", help::usage(usage, self.catalogue)));
        }
        let literal = self.styles.get_literal();
        let flag = format!("{literal}--help{literal:#}");
        message.push_str(&format!("\n{}\n", self.say("misuse-more", &[("flag", &flag)])));
        message
    }

    /// What may have been meant.
    fn tips(&self) -> Vec<String> {
        let valid = self.styles.get_valid();
        let mut tips = Vec::new();
        for kind in [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue] {
            let names: Vec<String> = self.names(kind).iter().map(|name| format!("{valid}{name}{valid:#}")).collect();
            if !names.is_empty() {
                tips.push(self.say("misuse-similar", &[("names", &names.join(", "))]));
            }
        }
        if let Some(ContextValue::StyledStrs(sentences)) = self.error.get(ContextKind::Suggested) {
            tips.extend(sentences.iter().map(|sentence| self.tip(sentence)));
        }
        tips
    }

    /// A tip that clap gives as a sentence: two of them are known, and the others left as they are.
    fn tip(&self, sentence: &StyledStr) -> String {
        let plain = sentence.to_string();
        if let Some(command) = plain.strip_prefix('\'').and_then(|plain| plain.strip_suffix("' exists")) {
            return self.say("misuse-exists", &[("command", command)]);
        }
        let written = plain.rsplit_once("as a value, use '").and_then(|(_, written)| written.strip_suffix('\''));
        let argument = self.context(ContextKind::InvalidArg).or_else(|| self.context(ContextKind::InvalidSubcommand));
        match (argument, written) {
            (Some(argument), Some(written)) => {
                self.say("misuse-as-value", &[("argument", &argument), ("written", written)])
            }
            _ => sentence.ansi().to_string(),
        }
    }

    /// Why a value was refused by what reads it.
    fn reason(&self) -> Option<String> {
        let source = self.error.source()?;
        let refusal = source.downcast_ref::<Refusal>();
        let names = match refusal {
            Some(Refusal::GroupOrKind) => Kind::ALL.iter().map(|kind| kind.as_str()).collect::<Vec<_>>().join(", "),
            _ => corpus::MEASURES.join(", "),
        };
        Some(if let Some(refusal) = refusal {
            self.say(refusal.key(), &[("names", &names)])
        } else if source.is::<NoSize>() {
            self.say(Refusal::Size.key(), &[])
        } else if source.is::<ParseIntError>() {
            self.say("misuse-number", &[])
        } else if source.is::<jiff::Error>() {
            self.say("misuse-day", &[])
        } else {
            source.to_string()
        })
    }

    fn say(&self, key: &str, values: &[(&str, &str)]) -> String {
        let values: Vec<_> = values.iter().map(|&(name, value)| (name, Value::Text(value))).collect();
        self.catalogue.format(key, &values)
    }

    fn context(&self, kind: ContextKind) -> Option<String> {
        match self.error.get(kind)? {
            ContextValue::String(text) => Some(text.clone()),
            _ => None,
        }
    }

    fn styled(&self, kind: ContextKind, style: &anstyle::Style) -> Option<String> {
        // Before it gets its colours, which would stand in the way of the names in it.
        let shown = |text: String| on_one_line(&super::without_names(&text));
        self.context(kind).map(|text| format!("{style}{}{style:#}", shown(text)))
    }

    fn names(&self, kind: ContextKind) -> Vec<String> {
        match self.error.get(kind) {
            Some(ContextValue::String(name)) => vec![on_one_line(name)],
            Some(ContextValue::Strings(names)) => names.iter().map(|name| on_one_line(name)).collect(),
            _ => Vec::new(),
        }
    }

    /// Names, one a line. `None` where clap names none.
    fn list(&self, kind: ContextKind, style: &anstyle::Style) -> Option<String> {
        let lines = self.names(kind).iter().map(|name| format!("\n  {style}{name}{style:#}")).collect::<String>();
        (!lines.is_empty()).then_some(lines)
    }

    /// What there is to choose from, on a line of its own; nothing where clap names nothing.
    fn choice(&self, key: &str, kind: ContextKind) -> String {
        let valid = self.styles.get_valid();
        let names: Vec<String> = self.names(kind).iter().map(|name| format!("{valid}{name}{valid:#}")).collect();
        if names.is_empty() {
            String::new()
        } else {
            format!("\n  {}", self.say(key, &[("values", &names.join(", "))]))
        }
    }
}
