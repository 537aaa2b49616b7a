//! What a scan says of documents, and what a test asks of it.

use crate::support::{Site, a_fodselsnummer, lines, of_type, text};
use serde_json::Value;

/// A sentence with which nothing is wrong.
pub const CLEAN: &str = "Kommunestyret vedtok budsjettet for neste år.";

/// The number that is planted.
pub fn number() -> String {
    a_fodselsnummer()
}

/// A sentence that must not be published.
pub fn secret() -> String {
    format!("Gjelder fnr. {}.", number())
}

/// A finished scan.
pub struct Seen {
    pub code: i32,
    pub lines: Vec<Value>,
}

/// Scans one document; its path is `inn/` and `name`.
#[track_caller]
pub fn scan(name: &str, bytes: impl AsRef<[u8]>) -> Seen {
    scan_with(&[(name, bytes.as_ref())], &[])
}

/// Scans documents with more arguments.
#[track_caller]
pub fn scan_with(documents: &[(&str, &[u8])], arguments: &[&str]) -> Seen {
    let site = Site::new();
    for (name, bytes) in documents {
        site.put(name, bytes);
    }
    let ran = site.scan([&["--format", "jsonl", "--reveal"], arguments].concat());
    assert!(matches!(ran.code, 0 | 1 | 3), "exit code {}:\n{}", ran.code, ran.everything());
    assert!(!ran.err().contains("panicked"), "{}", ran.err());
    let lines = lines(ran.out());
    assert_eq!(text(lines.last().expect("lines"), "type"), "summary", "the report is whole");
    Seen { code: ran.code, lines }
}

impl Seen {
    pub fn findings(&self) -> Vec<&Value> {
        of_type(&self.lines, "finding")
    }

    /// Everything that is said of the documents, for messages.
    pub fn told(&self) -> String {
        let kept = self.lines.iter().filter(|line| !matches!(text(line, "type"), "run" | "summary"));
        kept.map(|line| format!("{line}\n")).collect()
    }

    /// The planted number, found in that part of the document `path`.
    #[track_caller]
    pub fn finds(&self, path: &str, part: &str) -> &Value {
        self.finds_text(path, part, &number())
    }

    /// `value`, found in that part of the document `path`.
    #[track_caller]
    pub fn finds_text(&self, path: &str, part: &str, value: &str) -> &Value {
        let found = self.findings().into_iter().find(|finding| {
            finding["path"] == path
                && finding["part"] == part
                && finding["kind"] == "fodselsnummer"
                && text(finding, "text").contains(value)
        });
        found.unwrap_or_else(|| panic!("no number in part {part} of {path}:\n{}", self.told()))
    }

    /// The planted number is found in that part, and the part is flagged for being there at all: the finding of the
    /// kind that belongs to it.
    #[track_caller]
    pub fn flags(&self, path: &str, part: &str) -> &Value {
        self.finds(path, part);
        let kind = if part == "under-redaction" { "failed-redaction" } else { "hidden-text" };
        let flagged = self.findings().into_iter().find(|finding| {
            finding["path"] == path
                && finding["part"] == part
                && finding["kind"] == kind
                && text(finding, "text").contains(&number())
        });
        let Some(flagged) = flagged else { panic!("no {kind} in part {part} of {path}:\n{}", self.told()) };
        if kind == "failed-redaction" {
            assert_eq!(text(flagged, "severity"), "stop", "{flagged}");
            assert_eq!(self.verdict(path), "withhold");
        }
        flagged
    }

    /// As [`Seen::flags`], in a hidden sheet, row or column, which is one thing however many cells it has: told once,
    /// at its beginning. Gives the finding of the number.
    #[track_caller]
    pub fn flags_cells(&self, path: &str) -> &Value {
        let is_of_them = |finding: &&Value| {
            finding["path"] == path && finding["part"] == "hidden" && finding["kind"] == "hidden-text"
        };
        assert_eq!(self.findings().into_iter().filter(is_of_them).count(), 1, "{}", self.told());
        self.finds(path, "hidden")
    }

    /// The number of findings of a kind.
    pub fn count(&self, kind: &str) -> usize {
        self.findings().iter().filter(|finding| finding["kind"] == kind).count()
    }

    #[track_caller]
    pub fn document(&self, path: &str) -> &Value {
        let document = of_type(&self.lines, "document").into_iter().find(|line| line["path"] == path);
        document.unwrap_or_else(|| panic!("no document {path}:\n{}", self.told()))
    }

    #[track_caller]
    pub fn verdict(&self, path: &str) -> &str {
        text(self.document(path), "verdict")
    }

    /// Path and reason of each input that was not read.
    pub fn unread(&self) -> Vec<(&str, &str)> {
        let unread = of_type(&self.lines, "unread");
        unread.into_iter().map(|line| (text(line, "path"), text(line, "reason"))).collect()
    }

    /// Every document was read in full and is for publishing.
    #[track_caller]
    pub fn publishes(&self) {
        for kind in ["failed-redaction", "hidden-text"] {
            assert_eq!(self.count(kind), 0, "a false alarm of {kind}:\n{}", self.told());
        }
        let verdicts: Vec<_> = of_type(&self.lines, "document").iter().map(|line| text(line, "verdict")).collect();
        assert!(!verdicts.is_empty() && verdicts.iter().all(|verdict| *verdict == "publish"), "{}", self.told());
        assert_eq!((self.code, self.unread()), (0, vec![]), "{}", self.told());
    }

    /// Nothing is said to be covered or hidden, whatever else is found.
    #[track_caller]
    pub fn hides_nothing(&self) {
        for kind in ["failed-redaction", "hidden-text"] {
            assert_eq!(self.count(kind), 0, "a false alarm of {kind}:\n{}", self.told());
        }
    }
}
