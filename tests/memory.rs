//! Memory does not grow with what is scanned.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod support;

use std::fmt::Write as _;
use std::time::Duration;
use support::{Site, kontonummer};

const MEGABYTE: usize = 1024 * 1024;

/// The most memory, in bytes, that a scan of what lies in `site` takes. The system counts it; it is read until the scan is over.
fn peak(site: &Site) -> usize {
    let mut command = site.command(["scan", "inn", "--jobs", "2", "--format", "jsonl", "--output", "funn.jsonl"]);
    let mut child = command.stdout(std::process::Stdio::null()).spawn().unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut most = 0;
    while child.try_wait().unwrap().is_none() {
        let now = std::fs::read_to_string(&status).unwrap_or_default();
        let line = now.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kilobytes = line.and_then(|line| line.split_whitespace().next()).and_then(|number| number.parse().ok());
        most = most.max(kilobytes.unwrap_or(0) * 1024);
        std::thread::sleep(Duration::from_millis(5));
    }
    assert!(most > 0, "the scan was over before its memory could be read");
    most
}

/// Text of about so many bytes in which something is found in every line, with a file and a journal of it.
fn site_of(bytes: usize) -> Site {
    let account = kontonummer(4_567).expect("has check digits");
    let (mut text, mut journal) = (String::new(), String::from("Saksnr;Dokumentnr;Tittel;Avsender/mottaker\n"));
    for number in 0.. {
        if text.len() >= bytes {
            break;
        }
        writeln!(
            text,
            "Linje {number}: stønaden blir betalt ut på kontonummer {account}, og saken er med det avsluttet."
        )
        .unwrap();
        writeln!(journal, "2026/{number};1;Utbetaling til kontonummer {account} etter klage;Gunnvor Liastøl").unwrap();
    }
    let site = Site::new();
    site.put("brev.txt", text);
    site.put("postliste.csv", journal);
    site
}

#[test]
fn four_times_as_much_takes_hardly_more_memory() {
    let (some, much) = (peak(&site_of(16 * MEGABYTE)), peak(&site_of(64 * MEGABYTE)));
    // The files grow by 85 MB and the report by 700 MB. Posts are held, 16 MB more of them; what waits for its turn has its most in both, but
    // differs from run to run, by more than 30 MB on a busy machine.
    assert!(much < some + 64 * MEGABYTE, "{some} and {much} bytes");
}
