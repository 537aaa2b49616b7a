//! Documents that are meant to do harm, or that harm was done to: each costs itself at most. It is unread with its
//! reason, the run goes on to its end, the documents beside it are told as ever, and nothing is written but the report.

mod bombs;
mod broken;
mod pdf;

use crate::seen::{CLEAN, Seen, number, scan_with, secret};
use std::time::{Duration, Instant};

/// Far more than any of these documents may take on a slow machine, and far less than what they ask for.
const LONGEST: Duration = Duration::from_secs(180);

/// Scans a document between two others, which must be told as if it were not there.
#[track_caller]
fn scan_among_others(name: &str, bytes: &[u8], arguments: &[&str]) -> Seen {
    let began = Instant::now();
    let secret = secret();
    let documents: [(&str, &[u8]); 3] = [("0.txt", CLEAN.as_bytes()), (name, bytes), ("~.txt", secret.as_bytes())];
    let seen = scan_with(&documents, arguments);
    assert!(began.elapsed() < LONGEST, "{name} took {:?}", began.elapsed());
    assert_eq!((seen.verdict("inn/0.txt"), seen.verdict("inn/~.txt")), ("publish", "withhold"), "{}", seen.told());
    seen.finds_text("inn/~.txt", "body", &number());
    seen
}

/// Scans a document that must be unread for one of `reasons`, it or what lies in it, and never be published.
#[track_caller]
fn is_unread(name: &str, bytes: &[u8], reasons: &[&str], arguments: &[&str]) -> Seen {
    let seen = scan_among_others(name, bytes, arguments);
    let path = format!("inn/{name}");
    assert_eq!(seen.code, 3, "{name} is taken for read:\n{}", shortened(&seen));
    let unread = seen.unread();
    assert!(!unread.is_empty(), "{name}");
    for (of, reason) in unread {
        assert!(of == path || of.starts_with(&format!("{path}!/")), "{of} is unread beside {path}");
        assert!(reasons.contains(&reason), "{of} is {reason}, not one of {reasons:?}");
    }
    assert_ne!(seen.verdict(&path), "publish");
    seen
}

/// What is told of the documents, as far as anybody reads it.
fn shortened(seen: &Seen) -> String {
    seen.told().chars().take(4000).collect()
}
