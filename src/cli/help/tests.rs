//! Every command, argument and value has its text in each language, and every text its command, argument or value.

use super::*;
use crate::catalogue::Lang;
use crate::cli::Cli;
use clap::CommandFactory;
use std::collections::BTreeSet;

/// The keys of what `command`, its arguments and the commands below it are told with.
fn asked(command: &Command, key: &str, catalogue: &Catalogue, keys: &mut BTreeSet<String>) {
    keys.insert(key.to_owned());
    for argument in command.get_arguments().filter(|argument| !argument.is_hide_set()) {
        keys.insert(argument_key(argument, key, "", catalogue));
        keys.insert(heading_key(argument));
        keys.extend(value_key(argument));
        for value in values(argument) {
            keys.insert(argument_key(argument, key, &format!(".{}", value.get_name()), catalogue));
        }
    }
    for sub in command.get_subcommands() {
        asked(sub, &format!("{key}-{}", sub.get_name()), catalogue, keys);
    }
}

/// The keys in a file of `lang/help/`: messages and, but for what only `--help` says, their attributes.
fn written(source: &str) -> BTreeSet<String> {
    let (mut keys, mut message) = (BTreeSet::new(), "");
    for (key, _) in source.lines().filter_map(|line| line.split_once(" =")) {
        if let Some(attribute) = key.strip_prefix("    .") {
            keys.extend((attribute != "long").then(|| format!("{message}.{attribute}")));
        } else if key.starts_with(|first: char| first.is_ascii_lowercase()) {
            message = key;
            assert!(keys.insert(key.to_owned()), "{key} stands twice");
        }
    }
    keys
}

#[test]
fn everything_has_a_text_in_each_language_and_no_text_is_unused() {
    let code = [include_str!("../help.rs"), include_str!("../misuse.rs"), include_str!("../completions.rs")];
    for lang in Lang::ALL {
        let catalogue = Catalogue::of_help(lang);
        let mut keys = BTreeSet::new();
        asked(&Cli::command(), ROOT, &catalogue, &mut keys);
        assert!(keys.len() > 150, "{keys:?}");
        let missing: Vec<_> = keys.iter().filter(|key| !catalogue.has(key)).collect();
        assert!(missing.is_empty(), "{lang}: no text for {missing:?}");
        let is_named = |key: &String| code.iter().any(|code| code.contains(&format!("\"{key}\"")));
        let written = written(catalogue.lang().help());
        let unused: Vec<_> = written.difference(&keys).filter(|key| !is_named(key)).collect();
        assert!(unused.is_empty(), "{lang}: nothing asks for {unused:?}");
    }
}

#[test]
fn shared_values_are_taken_from_the_shared_flag() {
    let catalogue = Catalogue::of_help(Lang::En);
    let level = Arg::new("min_severity");
    assert_eq!(argument_key(&level, "help-corpus-evaluate", "", &catalogue), "help-corpus-evaluate-min-severity");
    assert_eq!(argument_key(&level, "help-corpus-evaluate", ".stop", &catalogue), "flag-min-severity.stop");
}

#[test]
fn what_a_command_takes_is_not_changed_by_its_texts() {
    fn names(command: &Command) -> Vec<String> {
        let own = command.get_arguments().map(|argument| {
            let values: Vec<_> =
                argument.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
            format!("{} {} {values:?}", command.get_name(), argument.get_id())
        });
        own.chain(command.get_subcommands().flat_map(names)).collect()
    }
    for lang in Lang::ALL {
        assert_eq!(names(&with_texts(Cli::command(), &Catalogue::of_help(lang))), names(&Cli::command()));
        with_help(Cli::command(), &Catalogue::of_help(lang)).debug_assert();
    }
}
