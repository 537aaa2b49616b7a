//! What the black-box tests share: the command in a folder of its own, numbers with right check digits that nobody has, and
//! texts made from a seed.
//!
//! Every test file is a crate of its own and uses its share of this one.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used)]

use serde_json::Value;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The day of all runs: far enough from any date in the texts.
pub const TODAY: &str = "2026-11-23";

/// A fødselsnummer with right check digits (folkeregisterforskriften § 2-2). `None` where a check digit would be 10.
///
/// Tests use birth years 1855–1899, in which nobody living was born: individual numbers 500–749.
pub fn fodselsnummer(day: u32, month: u32, year: u32, individual: u32) -> Option<String> {
    assert!((1855..=1899).contains(&year) && (500..=749).contains(&individual), "somebody may have this number");
    let nine = format!("{day:02}{month:02}{:02}{individual:03}", year % 100);
    with_check_digits(&nine)
}

/// As [`fodselsnummer`], with 40 on top of the day.
pub fn d_nummer(day: u32, month: u32, year: u32, individual: u32) -> Option<String> {
    fodselsnummer(day, month, year, individual)?;
    with_check_digits(&format!("{:02}{month:02}{:02}{individual:03}", day + 40, year % 100))
}

/// A number of Skatteetaten's test series: 80 on top of the month.
pub fn tenor(day: u32, month: u32, year: u32, individual: u32) -> Option<String> {
    assert!((500..=749).contains(&individual));
    with_check_digits(&format!("{day:02}{:02}{:02}{individual:03}", month + 80, year % 100))
}

fn with_check_digits(nine: &str) -> Option<String> {
    let first = remainder(nine, &[3, 7, 6, 1, 8, 9, 4, 5, 2])?;
    let ten = format!("{nine}{first}");
    let second = remainder(&ten, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2])?;
    Some(format!("{ten}{second}"))
}

/// An account number of the bank 1234, which no bank has, with its check digit (mod 11), grouped.
pub fn kontonummer(serial: u32) -> Option<String> {
    let ten = format!("123456{:04}", serial % 10_000);
    let check = remainder(&ten, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2])?;
    Some(format!("{}.{}.{}{check}", &ten[..4], &ten[4..6], &ten[6..]))
}

fn remainder(digits: &str, weights: &[u32]) -> Option<u32> {
    let sum: u32 = digits.bytes().zip(weights).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    let check = (11 - sum % 11) % 11;
    (check < 10).then_some(check)
}

/// Distinct fødselsnumre, always the same ones in the same order.
pub fn fodselsnumre() -> impl Iterator<Item = String> {
    (500..=749).flat_map(|individual| {
        (0..45).filter_map(move |at| {
            let (day, month, year) = (1 + (at * 7 + individual) % 28, 1 + (at * 5 + individual) % 12, 1855 + at);
            fodselsnummer(day, month, year, individual)
        })
    })
}

/// The first of [`fodselsnumre`].
pub fn a_fodselsnummer() -> String {
    fodselsnumre().next().unwrap()
}

/// A folder of its own with the site's key, and the command run in it without any variable or configuration of the machine.
pub struct Site {
    folder: tempfile::TempDir,
}

/// What a run gave.
pub struct Ran {
    pub code: i32,
    pub stdout: Vec<u8>,
    pub stderr: Vec<u8>,
}

impl Site {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("inn")).unwrap();
        Site { folder }
    }

    /// The folder in which the command runs.
    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    pub fn path(&self, name: impl AsRef<Path>) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file below `inn`, which is what [`Site::scan`] scans.
    pub fn put(&self, name: impl AsRef<Path>, contents: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path("inn").join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, contents).unwrap();
        path
    }

    /// Writes a file of the run's own: configuration, rules, baseline.
    pub fn put_beside(&self, name: impl AsRef<Path>, contents: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, contents).unwrap();
        path
    }

    /// The bare command, free of what the machine says.
    pub fn command<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_skjerm"));
        command.current_dir(self.root()).args(arguments).stdin(Stdio::null());
        for (name, _) in std::env::vars_os() {
            let name_text = name.to_string_lossy();
            if name_text.starts_with("SKJERM_") || name_text.starts_with("LC_") || name_text.starts_with("LANG") {
                command.env_remove(&name);
            }
        }
        command.env("LANG", "nb_NO.UTF-8").env("HOME", self.path("hjem")).env("XDG_DATA_HOME", self.path("data"));
        command
    }

    pub fn run<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Ran {
        Ran::of(self.command(arguments))
    }

    /// `skjerm scan inn` with more arguments, and with the site's key and day where these name none.
    pub fn scan<A: AsRef<OsStr>>(&self, more: impl IntoIterator<Item = A>) -> Ran {
        let mut arguments: Vec<OsString> = ["scan", "inn"].map(OsString::from).into();
        arguments.extend(more.into_iter().map(|argument| argument.as_ref().to_owned()));
        for (flag, value) in [("--key-file", "nokkel"), ("--today", TODAY)] {
            if !arguments.iter().any(|argument| argument == flag) {
                arguments.extend([flag, value].map(OsString::from));
            }
        }
        self.run(arguments)
    }

    /// As [`Site::scan`], in JSON Lines.
    pub fn jsonl<A: AsRef<OsStr>>(&self, more: impl IntoIterator<Item = A>) -> Vec<Value> {
        let more = more.into_iter().map(|argument| argument.as_ref().to_owned());
        let fixed = ["--format", "jsonl"].map(OsString::from);
        self.scan(fixed.into_iter().chain(more)).jsonl()
    }
}

impl Ran {
    pub fn of(mut command: Command) -> Ran {
        let output = command.output().unwrap();
        // A signal, such as that of a stack overflow, is no exit code at all.
        let code = output.status.code().unwrap_or(-1);
        Ran { code, stdout: output.stdout, stderr: output.stderr }
    }

    /// Runs `command` with `input` as its standard input.
    pub fn with_input(mut command: Command, input: &[u8]) -> Ran {
        use std::io::Write as _;
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(input).unwrap();
        let output = child.wait_with_output().unwrap();
        Ran { code: output.status.code().unwrap_or(-1), stdout: output.stdout, stderr: output.stderr }
    }

    pub fn out(&self) -> &str {
        std::str::from_utf8(&self.stdout).expect("standard output is UTF-8")
    }

    pub fn err(&self) -> &str {
        std::str::from_utf8(&self.stderr).expect("standard error is UTF-8")
    }

    /// Both, for messages and searches.
    pub fn everything(&self) -> String {
        format!("{}\n{}", String::from_utf8_lossy(&self.stdout), String::from_utf8_lossy(&self.stderr))
    }

    #[track_caller]
    pub fn exits(self, code: i32) -> Ran {
        assert_eq!(self.code, code, "exit code; the run said:\n{}", self.everything());
        self
    }

    #[track_caller]
    pub fn jsonl(&self) -> Vec<Value> {
        assert!(self.code != 2, "the run failed:\n{}", self.everything());
        lines(self.out())
    }
}

/// The objects of a report in JSON Lines.
#[track_caller]
pub fn lines(report: &str) -> Vec<Value> {
    report.lines().map(|line| serde_json::from_str(line).expect("each line is a JSON object")).collect()
}

/// Those lines that are of `kind`: `finding`, `document`, …
pub fn of_type<'a>(lines: &'a [Value], kind: &str) -> Vec<&'a Value> {
    lines.iter().filter(|line| line["type"] == kind).collect()
}

/// The findings of a kind.
pub fn findings<'a>(lines: &'a [Value], kind: &str) -> Vec<&'a Value> {
    of_type(lines, "finding").into_iter().filter(|finding| finding["kind"] == kind).collect()
}

/// A string field.
#[track_caller]
pub fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_else(|| panic!("no text «{key}» in {value}"))
}

/// A severity as a number that can be compared.
pub fn rank(severity: &str) -> u8 {
    ["note", "review", "stop"].iter().position(|name| *name == severity).expect("a severity") as u8
}

/// A report without what differs from run to run: times, rates and the command line.
pub fn timeless(report: &str) -> String {
    let mut kept = String::new();
    for line in report.lines() {
        let mut value: Value = serde_json::from_str(line).expect("each line is a JSON object");
        let object = value.as_object_mut().expect("an object");
        for key in ["started", "arguments", "seconds", "mb_per_second"] {
            object.shift_remove(key);
        }
        kept.push_str(&value.to_string());
        kept.push('\n');
    }
    kept
}

/// The sample export.
pub fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data/eksempel-kommune")
}

/// Random numbers that are the same on every machine (SplitMix64).
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Dice(seed)
    }

    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        x ^ (x >> 31)
    }

    pub fn below(&mut self, end: usize) -> usize {
        (self.roll() % end as u64) as usize
    }

    pub fn one<'a, T: ?Sized>(&mut self, of: &[&'a T]) -> &'a T {
        of[self.below(of.len())]
    }
}

/// Sentences of a municipality in which nobody is named and nothing is telling.
pub fn harmless_sentence(dice: &mut Dice) -> String {
    let who = dice.one(&["Kommunestyret", "Formannskapet", "Utvalget", "Administrasjonen", "Kommunen", "Rådet"]);
    let does = dice.one(&["behandlet", "vedtok", "utsatte", "drøftet", "godkjente", "tok opp"]);
    let what = dice.one(&[
        "planen for vei og vann",
        "budsjettet for neste år",
        "saken om den nye brua",
        "høringen om båthavna",
        "tilskuddet til idrettslaget",
        "rapporten om brannvernet",
    ]);
    let when = dice.one(&["på møtet i går", "etter pause", "uten merknader", "mot to stemmer", "enstemmig", "før jul"]);
    format!("{who} {does} {what} {when}.")
}

/// Sentences in which invented people stand beside what the law shields, or beside what it does not.
pub fn telling_sentence(dice: &mut Dice) -> String {
    let person = dice.one(&["Kari Nordmann", "Per Hansen", "Anne Holm", "Ola Vik", "Lise Berg", "Jonas Lie Dahl"]);
    match dice.below(8) {
        0 => format!("Søkeren {person} har diabetes og venter på behandling."),
        1 => format!("Barnevernet har fått bekymringsmelding om barnet til {person}."),
        2 => format!("{person} søker om økonomisk sosialhjelp."),
        3 => format!("Saksbehandler {person} svarer på spørsmål om brua."),
        4 => format!("Pasienten er {person}, som har fått diagnosen depresjon."),
        5 => format!("Naboen {person} har ikke merknader til garasjen."),
        6 => format!("{person} møtte for idrettslaget."),
        _ => format!("Eleven {person} får spesialundervisning."),
    }
}
