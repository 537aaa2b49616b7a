//! The language of a run: `--lang`, else the variable, else the configuration file, else the environment.

use super::config;
use crate::catalogue::Lang;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Arg, Command};
use std::ffi::OsString;

/// The languages, as clap knows values.
pub fn languages() -> impl TypedValueParser<Value = Lang> {
    PossibleValuesParser::new(Lang::ALL.map(Lang::as_str)).try_map(|name| name.parse::<Lang>())
}

/// The language for arguments that clap has not read, or could not read. `command` has the defaults of the configuration file.
pub fn before_parsing(command: &Command, arguments: &[OsString]) -> Lang {
    let flag = command.get_arguments().find(|argument| argument.get_id() == "lang");
    let variable = flag.and_then(Arg::get_env).and_then(std::env::var_os);
    let default = flag.and_then(|flag| flag.get_default_values().first()).map(|value| value.to_os_string());
    let asked = [config::given(arguments, "--lang"), variable, default];
    let known = asked.into_iter().flatten().find_map(|name| name.to_str()?.parse().ok());
    known.unwrap_or_else(Lang::from_environment)
}
