//! The `skjerm` command.

fn main() {}
