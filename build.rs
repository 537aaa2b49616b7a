//! Compiles `patterns/` into the program. Each TOML file becomes JSON, which is read many times as fast when the program starts:
//! whole, and as its head, without words. Of the words, which are by far the most of it, the tables are made here that the program
//! asks, by its own code, so that nothing of them is left to do when it starts.
#![allow(
    dead_code,
    unused_imports,
    unreachable_pub,
    reason = "the build script needs a part of the rooms it shares with the program"
)]

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use detect::listings::Listings;
use detect::names::gazetteer::Gazetteer;
use detect::names::model::Model;
use detect::records::Store;
use rules::{DEFAULT_POLICY, Pattern, Reader, Written};
use serde_json::{Value, json};

#[path = "src/model"]
mod model {
    mod kind;
    mod place;
    mod severity;

    pub use kind::{Group, Kind};
    pub use place::Span;
    pub use severity::Severity;
}

#[path = "src/rules"]
mod rules {
    mod data;
    mod inflect;
    mod literal;
    mod policy;
    mod profile;
    mod read;

    pub use data::*;
    pub use inflect::{Paradigm, Paradigms};
    pub use policy::{Policy, ValuePattern};
    pub use profile::Profile;
    pub use read::{Reader, Written};
}

#[path = "src/detect"]
mod detect {
    mod affixes;
    mod classify;
    mod filter;
    mod fold;
    pub mod listings;
    mod phrase;
    pub mod records;
    mod table;
    mod word_table;
    mod words;

    #[path = "names"]
    pub mod names {
        pub mod gazetteer;
        pub mod model;
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let (patterns, model) = (root.join("patterns"), root.join("data/names.model"));
    let out = PathBuf::from(env::var("OUT_DIR")?);
    println!("cargo::rerun-if-changed={}", patterns.display());
    println!("cargo::rerun-if-changed={}", model.display());
    let mut files = Vec::new();
    toml_files(&patterns, &mut files)?;
    // As the program puts them in order.
    files.sort();
    let mut table = String::from("&[\n");
    let mut reader = Reader::default();
    for (number, (name, file)) in files.iter().enumerate() {
        let contents: toml::Value =
            toml::from_str(&fs::read_to_string(file)?).map_err(|error| format!("patterns/{name}: {error}"))?;
        let whole = serde_json::to_vec(&contents)?;
        let head = head_of(name, &whole, reader.take(name, Written::Json(&whole))?)?;
        writeln!(table, "    ({name:?},")?;
        for (contents, extension) in [(whole, "json"), (head, "head.json")] {
            let path = out.join(format!("{number}.{extension}"));
            fs::write(&path, contents)?;
            writeln!(table, "        include_bytes!({path:?}),")?;
        }
        table.push_str("    ),\n");
    }
    table.push_str("]\n");
    fs::write(out.join("patterns.rs"), table)?;

    let policy = reader.activate(DEFAULT_POLICY)?;
    let mut rules = reader.finish(policy, String::new());
    let lists = rules.own_lists.take().unwrap_or_default();
    store(&out.join("listings"), |store| Listings::of(&rules, &lists).store(store))?;
    store(&out.join("gazetteer"), |store| Gazetteer::of(&rules, &lists).store(store))?;
    let mut model = Model::read(&fs::read(model)?)?;
    store(&out.join("model"), |store| model.store(store))?;
    Ok(())
}

fn store(path: &Path, mut store: impl FnMut(&mut Store<'_>)) -> std::io::Result<()> {
    let mut stored = Vec::new();
    store(&mut Store::Out(&mut stored));
    fs::write(path, stored)
}

/// The file without its words and names; `patterns` are all that it holds, also those that some of its words are.
fn head_of(name: &str, whole: &[u8], patterns: &[Pattern]) -> serde_json::Result<Vec<u8>> {
    let mut head: Value = serde_json::from_slice(whole)?;
    let Some(table) = head.as_object_mut() else { return Ok(whole.to_vec()) };
    let lists: &[_] = match name.split_once('/') {
        Some(("terms", _)) => &["terms", "harmless"],
        Some(("names", file)) if file != "not_persons.toml" => {
            &["first", "last", "also_words_first", "also_words_last"]
        }
        _ => &[],
    };
    lists.iter().for_each(|list| drop(table.remove(*list)));
    if !patterns.is_empty() {
        let pattern =
            |Pattern { regex, unicode, near, .. }: &Pattern| json!({"regex": regex, "unicode": unicode, "near": near});
        table.insert("pattern".into(), patterns.iter().map(pattern).collect());
    }
    serde_json::to_vec(&head)
}

fn toml_files(folder: &Path, files: &mut Vec<(String, PathBuf)>) -> Result<(), Box<dyn Error>> {
    let mut folders = vec![folder.to_owned()];
    while let Some(within) = folders.pop() {
        for entry in fs::read_dir(within)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "toml") {
                let name = path.strip_prefix(folder)?.to_string_lossy().replace('\\', "/");
                files.push((name, path));
            }
        }
    }
    Ok(())
}
