//! How fast names are tagged: every line of the files given is a sentence, with and without what the document says.
//!
//!     cargo run --release --example tag_names -- FILE… [--print]

use anyhow::Result;
use skjerm::detect::names::evidence::Memory;
use skjerm::detect::names::tagger::{TaggedPerson, Tagger, TaggerScratch};
use skjerm::model::Span;
use skjerm::rules::{DEFAULT_POLICY, Rules};
use std::time::Instant;

/// The text is tagged so often, and the fastest time counts.
const TIMES: usize = 3;

fn main() -> Result<()> {
    let mut paths: Vec<String> = std::env::args().skip(1).collect();
    let print = paths.iter().any(|path| path == "--print");
    paths.retain(|path| path != "--print");
    let none: [&str; 0] = [];
    let rules = Rules::load(&none, DEFAULT_POLICY)?;
    let begun = Instant::now();
    let tagger = Tagger::new(&rules);
    println!("tagger ready in {:.1} ms", begun.elapsed().as_secs_f64() * 1e3);
    for path in paths {
        let text = std::fs::read(&path)?;
        let mut scratch = TaggerScratch::default();
        let mut memory = Memory::default();
        let begun = Instant::now();
        lines(&text).for_each(|line| tagger.note(&text, line, 1, &mut scratch, &mut memory));
        memory.settle();
        println!("{path}: noted at {:.0} MB/s", text.len() as f64 / begun.elapsed().as_secs_f64() / 1e6);
        for memory in [None, Some(&memory)] {
            let mut persons = Vec::new();
            let mut best = f64::MAX;
            for _ in 0..TIMES {
                persons.clear();
                let begun = Instant::now();
                lines(&text).for_each(|line| tagger.tag(&text, line, memory, &mut scratch, &mut persons));
                best = best.min(begun.elapsed().as_secs_f64());
            }
            let with = if memory.is_some() { "with the document" } else { "by line" };
            println!("{path}: {} persons {with}, {:.0} MB/s", persons.len(), text.len() as f64 / best / 1e6);
            if print && memory.is_none() {
                show(&text, &persons);
            }
        }
    }
    Ok(())
}

/// Prints the text with its persons in brackets, each with its margin.
fn show(text: &[u8], persons: &[TaggedPerson]) {
    let mut at = 0;
    for person in persons {
        let (plain, name) = (&text[at..person.span.start], person.span.of(text));
        print!("{}[{} {:.1}]", String::from_utf8_lossy(plain), String::from_utf8_lossy(name), person.margin);
        at = person.span.end;
    }
    println!("{}", String::from_utf8_lossy(&text[at..]));
}

fn lines(text: &[u8]) -> impl Iterator<Item = Span> {
    let mut start = 0;
    text.split(|&byte| byte == b'\n').map(move |line| {
        let span = Span::new(start, start + line.len());
        start = span.end + 1;
        span
    })
}
