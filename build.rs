//! Compiles `patterns/` into the program: each TOML file becomes JSON, which is read many times as fast when the program starts.

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let patterns = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("patterns");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    println!("cargo::rerun-if-changed={}", patterns.display());
    let mut files = Vec::new();
    toml_files(&patterns, &mut files)?;
    files.sort();
    let mut table = String::from("&[\n");
    for (number, file) in files.iter().enumerate() {
        let name = file.strip_prefix(&patterns)?.to_string_lossy().replace('\\', "/");
        let contents: toml::Value =
            toml::from_str(&fs::read_to_string(file)?).map_err(|error| format!("patterns/{name}: {error}"))?;
        let json = out.join(format!("{number}.json"));
        fs::write(&json, serde_json::to_vec(&contents)?)?;
        writeln!(table, "    ({name:?}, include_bytes!({json:?})),")?;
    }
    table.push_str("]\n");
    fs::write(out.join("patterns.rs"), table)?;
    Ok(())
}

fn toml_files(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            toml_files(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            files.push(path);
        }
    }
    Ok(())
}
