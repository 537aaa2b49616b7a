//! A run that clears, and what must hold of it whatever it clears.

use crate::support::{Ran, Site, lines, of_type};
use serde_json::Value;
use std::path::Path;
use std::process::Command;

/// A run of `scan inn --cleared ut` and what it left in `ut`.
pub struct Run {
    pub ran: Ran,
    pub site: Site,
}

impl Run {
    #[track_caller]
    pub fn of(files: &[(&str, &[u8])], more: &[&str]) -> Run {
        let site = Site::new();
        for (name, content) in files {
            site.put(name, content);
        }
        Run::again(site, more)
    }

    #[track_caller]
    pub fn again(site: Site, more: &[&str]) -> Run {
        let ran = site.scan(["--cleared", "ut"].iter().chain(more));
        assert!(!ran.err().contains("panicked"), "{}", ran.err());
        assert!(matches!(ran.code, 0 | 1 | 3), "{}", ran.everything());
        assert!(!has_scratch(&site.path("ut")), "something was left behind");
        Run { ran, site }
    }

    pub fn cleared(&self, name: &str) -> Option<Vec<u8>> {
        std::fs::read(self.site.path("ut").join(name)).ok()
    }

    #[track_caller]
    pub fn bytes(&self, name: &str) -> Vec<u8> {
        self.cleared(name).unwrap_or_else(|| panic!("no {name}:\n{}", self.ran.everything()))
    }

    #[track_caller]
    pub fn text(&self, name: &str) -> String {
        String::from_utf8(self.bytes(name)).unwrap()
    }

    pub fn withheld(&self) -> Vec<Value> {
        lines(&self.text("withheld.jsonl"))
    }

    /// Entries of the withheld list with that action, each once.
    pub fn entries(&self, action: &str) -> Vec<String> {
        let rows = self.withheld();
        let of_action = rows.iter().filter(|row| row["action"] == action);
        let mut entries: Vec<_> = of_action.filter_map(|row| row["entry"].as_str().map(str::to_owned)).collect();
        entries.sort();
        entries.dedup();
        entries
    }

    pub fn posts(&self) -> Value {
        let criteria: Value = serde_json::from_str(&self.text("criteria.json")).unwrap();
        assert_eq!(criteria["complete"], true);
        criteria["posts"].clone()
    }

    /// A scan of what was written finds nothing at review or above.
    #[track_caller]
    pub fn is_clean(&self, name: &str) {
        self.are_clean(&[name]);
    }

    #[track_caller]
    pub fn are_clean(&self, names: &[&str]) {
        let again = Site::new();
        for name in names {
            again.put(name, self.cleared(name).expect("a cleared file"));
        }
        let report = again.jsonl([""; 0]);
        let bad: Vec<_> =
            of_type(&report, "finding").into_iter().filter(|finding| finding["severity"] != "note").collect();
        assert!(bad.is_empty(), "{bad:#?}");
        assert!(of_type(&report, "unread").is_empty());
        assert!(of_type(&report, "entry").iter().all(|entry| entry["verdict"] == "publish"));
    }
}

fn has_scratch(folder: &Path) -> bool {
    std::fs::read_dir(folder).unwrap().any(|entry| entry.unwrap().file_name().to_string_lossy().starts_with(".skjerm"))
}

/// Shields one export and gives what is left of it.
#[track_caller]
pub fn shielded(name: &str, export: &[u8]) -> Run {
    let run = Run::of(&[(name, export)], &["--shield"]);
    assert!(run.cleared(name).is_some(), "{}\n{:#?}", run.ran.everything(), run.withheld());
    run.is_clean(name);
    run
}

/// Text as a file has it.
pub type Encode = fn(&str) -> Vec<u8>;

/// As ISO-8859-1.
pub fn latin(text: &str) -> Vec<u8> {
    text.chars().map(|character| u8::try_from(u32::from(character)).expect("Latin 1")).collect()
}

/// As UTF-16 with its mark.
pub fn wide(text: &str) -> Vec<u8> {
    [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
}

/// Against the schema, where both are there.
pub fn is_valid(file: &Path) {
    let schema = std::env::var_os("SKJERM_NOARK5_SCHEMA").map(std::path::PathBuf::from);
    let mut command = Command::new("xmllint");
    command.arg("--noout");
    match schema {
        Some(schema) => command.arg("--schema").arg(schema),
        None => {
            eprintln!("SKJERM_NOARK5_SCHEMA names no schema: only well-formedness is tried");
            &mut command
        }
    };
    match command.arg(file).output() {
        Ok(output) => assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr)),
        Err(_) => eprintln!("xmllint is not installed: {} WAS NOT VALIDATED", file.display()),
    }
}
