//! `skjerm rules import-names`: Statistics Norway's tables of names, downloaded by the user, as a list for `--rules DIR`.

use super::{Exit, masked};
use crate::catalogue::{Catalogue, Lang, Value};
use crate::extract;
use crate::rules::import::{About, NameKind, NameTable, Selection, Weigher, name_list};
use crate::rules::{DEFAULT_POLICY, Rules};
use crate::source::{self, Source};
use anyhow::{Context, bail};
use clap::{Args, ValueEnum};
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};

/// `skjerm rules import-names`
#[derive(Debug, Args)]
pub struct ImportArguments {
    #[arg(required = true, value_name = "FILE")]
    files: Vec<OsString>,
    #[arg(long, value_name = "FILE", conflicts_with = "out", env = "SKJERM_IMPORT_OUTPUT")]
    output: Option<PathBuf>,
    #[arg(long, value_name = "DIR", env = "SKJERM_IMPORT_OUT")]
    out: Option<PathBuf>,
    #[arg(long, value_name = "N", default_value_t = 200, env = "SKJERM_IMPORT_LEAST")]
    least: u64,
    #[arg(long, value_enum, value_name = "KIND", env = "SKJERM_IMPORT_AS")]
    r#as: Option<Kind>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Kind {
    FirstNames,
    Surnames,
}

impl From<Kind> for NameKind {
    fn from(kind: Kind) -> NameKind {
        match kind {
            Kind::FirstNames => NameKind::First,
            Kind::Surnames => NameKind::Last,
        }
    }
}

/// Tables larger than this are none: the statbank gives 800,000 numbers at most.
const MOST_BYTES: u64 = 256 * 1024 * 1024;

pub fn run(arguments: &ImportArguments, lang: Lang, out: &mut impl Write) -> anyhow::Result<Exit> {
    let tables = read(arguments)?;
    if arguments.out.is_none() && tables.len() > 1 {
        bail!("these are tables of first names and of surnames, a list of its own each: use --out DIR");
    }
    let weigher = Weigher::new(&Rules::load(&[] as &[&Path], DEFAULT_POLICY)?);
    let catalogue = Catalogue::new(lang);
    for (kind, table) in &tables {
        let selection = weigher.select(table, arguments.least);
        let about =
            About { year: table.newest_year(), least: arguments.least, imported: jiff::ZonedDateTime::now().date() };
        let list = name_list(*kind, &about, &selection);
        let place = match (&arguments.out, &arguments.output) {
            (Some(folder), _) => Some(folder.join("names").join(format!("{}.toml", kind.id()))),
            (None, file) => file.clone(),
        };
        let said = told(&catalogue, table, &selection, arguments.least);
        match place {
            Some(place) => {
                write_list(&place, &list)?;
                let path = masked(&place.display().to_string());
                write!(out, "{said}{}\n\n", catalogue.format("import-written", &[("path", Value::Text(&path))]))?;
            }
            None => {
                out.write_all(list.as_bytes())?;
                anstream::eprint!("{said}");
            }
        }
    }
    Ok(Exit::Clean)
}

/// The tables, those of a kind as one.
fn read(arguments: &ImportArguments) -> anyhow::Result<BTreeMap<NameKind, NameTable>> {
    let mut tables: BTreeMap<NameKind, NameTable> = BTreeMap::new();
    let mut buffer = Vec::new();
    for source in source::walk(arguments.files.iter().cloned()) {
        let table = one(&source, arguments.r#as.map(NameKind::from), &mut buffer)
            .with_context(|| format!("cannot import names from {}", source.path()))?;
        match tables.get_mut(&table.kind()) {
            Some(known) => known.merge(table),
            None => {
                tables.insert(table.kind(), table);
            }
        }
    }
    if tables.is_empty() {
        bail!("there is no file to import names from");
    }
    Ok(tables)
}

fn one(source: &Source, kind: Option<NameKind>, buffer: &mut Vec<u8>) -> anyhow::Result<NameTable> {
    if source.size() > MOST_BYTES {
        bail!("larger than any table of names");
    }
    let bytes = source.open(buffer).map_err(|unread| anyhow::anyhow!(unread.detail))?;
    Ok(NameTable::read(&extract::whole_text(&bytes), kind)?)
}

fn write_list(place: &Path, list: &str) -> anyhow::Result<()> {
    let write = || {
        if let Some(folder) = place.parent() {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::write(place, list)
    };
    write().with_context(|| format!("cannot write {}", place.display()))
}

/// What was read, taken and left out, and why.
fn told(catalogue: &Catalogue, table: &NameTable, selection: &Selection, least: u64) -> String {
    let count =
        |key: &str, count: usize| catalogue.format(key, &[("count", count.into()), ("least", Value::Number(least))]);
    let year = table.newest_year().to_string();
    let mut said = match table.kind() {
        NameKind::First => catalogue.text("import-first-names"),
        NameKind::Last => catalogue.text("import-surnames"),
    }
    .into_owned();
    if table.newest_year() > 0 {
        said.push_str(&catalogue.format("import-year", &[("year", Value::Text(&year))]));
    }
    said.push('\n');
    let taken = selection.strong.len() + selection.weak.len();
    let lines = [
        ("import-read", table.len(), 1),
        ("import-taken", taken, 1),
        ("import-weak", selection.weak.len(), 2),
        ("import-left-out", table.len() - taken, 1),
        ("import-few", selection.few, 2),
        ("import-known", selection.known, 2),
        ("import-frequent", selection.frequent, 2),
        ("import-uncounted", selection.uncounted, 2),
        ("import-unwritten", selection.unwritten, 1),
    ];
    for (key, number, depth) in lines {
        if number > 0 || depth == 1 && key != "import-unwritten" {
            said.push_str(&format!("{}{}\n", "  ".repeat(depth), count(key, number)));
        }
    }
    if table.is_of_one_sex() {
        said.push_str(&format!("  {}\n", catalogue.text("import-one-sex")));
    }
    said
}
