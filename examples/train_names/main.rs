//! Trains the model that finds persons' names, `data/names.model`, and writes how it came about beside it.
//!
//!     cargo run --release --example train_names -- TABLE [--split-only] [--fold N] [--rounds N] [--average N] [--l1 X] [--show N]
//!
//! TABLE holds a token and its BIO entity tag a line, parted by a tab, and an empty line between sentences, as NorNE does. To it are
//! added a copy of half of it in capitals, copies with other names in it and with names in capitals, and invented titles of journal
//! posts (`titles.rs`). First
//! a model is learnt without every tenth block of the table and without a part of the names and patterns, and its scores are
//! printed; then the one that is written, from everything. The same input gives the same model.

mod corpus;
mod crf;
mod score;
mod titles;

use anyhow::{Context, Result};
use corpus::{Chance, Corpus, Example, PERSON, Piece};
use crf::{Mixed, Options, Trainer};
use score::{Reading, Score, by_margin, memories, score};
use skjerm::detect::names::evidence::Memory;
use skjerm::detect::names::features::Sentence;
use skjerm::detect::names::gazetteer::Gazetteer;
use skjerm::detect::names::tagger::Tagger;
use skjerm::rules::{DEFAULT_POLICY, Rules};
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::hash::BuildHasherDefault;
use std::time::Instant;
use titles::{Grammar, Share, is_held_out};

/// Where the model goes, and most of its bytes.
const MODEL: &str = "data/names.model";
const MOST_BYTES: usize = 2 << 20;
/// Steps a unit of score.
const SCALE: u16 = 32;
/// Weights below are left out.
const FLOOR: f32 = 0.04;
/// Invented titles, and lines with the surname first.
const TITLES: usize = 24_000;
const SURNAMES_FIRST: usize = 2_000;
/// How often a word's identity is hidden, and its lists: in the table's text and in invented text.
const UNMET: f64 = 0.15;
const UNLISTED: [f64; 2] = [0.1, 0.25];
/// How often what the document says is hidden.
const WITHOUT_DOCUMENT: f64 = 0.4;

struct Settings {
    table: String,
    split_only: bool,
    /// Which tenth of the blocks is held out.
    fold: usize,
    options: Options,
    show: usize,
    /// Only scores are wanted, of the model in this file, which was learnt without the held-out text.
    score: Option<String>,
}

fn settings() -> Result<Settings> {
    let mut arguments = std::env::args().skip(1);
    let mut settings = Settings {
        table: String::new(),
        split_only: false,
        fold: 9,
        options: Options { rounds: 6, rate: 0.15, l1: 0.08, least: 2, average: 4 },
        show: 0,
        score: None,
    };
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().with_context(|| format!("{argument} needs a value"));
        match argument.as_str() {
            "--split-only" => settings.split_only = true,
            "--fold" => settings.fold = value()?.parse()?,
            "--rounds" => settings.options.rounds = value()?.parse()?,
            "--rate" => settings.options.rate = value()?.parse()?,
            "--l1" => settings.options.l1 = value()?.parse()?,
            "--least" => settings.options.least = value()?.parse()?,
            "--score" => settings.score = Some(value()?),
            "--average" => settings.options.average = value()?.parse()?,
            "--show" => settings.show = value()?.parse()?,
            _ => settings.table = argument,
        }
    }
    anyhow::ensure!(!settings.table.is_empty(), "which table? train_names TABLE");
    anyhow::ensure!(settings.fold < 10 && settings.options.average > 0, "--fold is 0 to 9, --average 1 or more");
    Ok(settings)
}

fn main() -> Result<()> {
    let settings = settings()?;
    let none: [&str; 0] = [];
    let rules = Rules::load(&none, DEFAULT_POLICY)?;
    let Corpus { train, bokmaal, nynorsk } = corpus::read(&settings.table, settings.fold)?;
    println!("{} sentences to learn from, {} + {} held out", train.len(), bokmaal.len(), nynorsk.len());
    let grammar = Grammar::new(&rules, fillers(&train));

    if let Some(path) = &settings.score {
        let model = std::fs::read(path).with_context(|| format!("reading {path}"))?;
        println!("{}", report(&model, &rules, &grammar, &bokmaal, &nynorsk, settings.show)?);
        return Ok(());
    }

    let lessons = Lessons::new(&train, &grammar, Share::Learnt);
    let model = lessons.learn(&Gazetteer::of(&rules, rules.lists()), settings.options);
    println!("model of the split: {} bytes", model.len());
    let table = report(&model, &rules, &grammar, &bokmaal, &nynorsk, settings.show)?;
    println!("{table}");
    if settings.split_only {
        std::fs::write(std::env::temp_dir().join("names.split.model"), &model)?;
        return Ok(());
    }

    let all: Vec<Example> = [train, bokmaal, nynorsk].concat();
    let grammar = Grammar::new(&rules, fillers(&all));
    let lessons = Lessons::new(&all, &grammar, Share::All);
    let model = lessons.learn(&Gazetteer::of(&rules, rules.lists()), settings.options);
    std::fs::write(MODEL, &model)?;
    std::fs::write(format!("{MODEL}.md"), record(&model, &settings, &lessons, &table))?;
    println!("{MODEL}: {} bytes", model.len());
    Ok(())
}

/// Words in lower case that are no entity: what titles speak of.
fn fillers(examples: &[Example]) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for example in examples {
        for piece in example.pieces().iter().filter(|piece| piece.kind.is_none()) {
            let plain = |word: &&str| word.chars().count() > 3 && word.chars().all(|letter| letter.is_lowercase());
            words.extend(piece.text.split(' ').filter(plain).map(str::to_owned));
        }
    }
    words.sort();
    words.dedup();
    words
}

/// The same examples with other names for the persons in them: of all groups, or of one.
fn with_other_names(
    examples: &[Example],
    grammar: &Grammar,
    group: Option<usize>,
    share: Share,
    seed: u64,
) -> Vec<Example> {
    let mut chance = Chance::new(seed);
    let mut renamed = Vec::new();
    for example in examples.iter().filter(|example| example.has_person()) {
        let names = &grammar.names[group.unwrap_or_else(|| chance.below(grammar.names.len()))];
        let pieces: Vec<Piece> = example
            .pieces()
            .into_iter()
            .map(|piece| match piece.kind {
                Some(PERSON) => {
                    let mut name = if piece.text.contains(' ') {
                        grammar.person_of(names, share, &mut chance)
                    } else {
                        grammar.single_of(names, share, &mut chance)
                    };
                    if piece.text.ends_with('s') && chance.chance(0.3) && !name.ends_with('s') {
                        name.push('s');
                    }
                    Piece { text: name, ..piece }
                }
                _ => piece,
            })
            .collect();
        renamed.push(Example { document: example.document, ..Example::of(&pieces) });
    }
    renamed
}

/// What is learnt from.
struct Lessons {
    /// The table's sentences, and after them everything made.
    examples: Vec<Example>,
    /// How many are the table's own.
    own: usize,
    made: BTreeMap<&'static str, usize>,
}

impl Lessons {
    fn new(table: &[Example], grammar: &Grammar, share: Share) -> Lessons {
        let mut examples = table.to_vec();
        let mut made = BTreeMap::new();
        let mut add = |name: &'static str, more: Vec<Example>| {
            made.insert(name, more.len());
            examples.extend(more);
        };
        add("in capitals", table.iter().skip(1).step_by(2).map(Example::in_capitals).collect());
        let persons = table.iter().filter(|example| example.has_person());
        add("with names in capitals", persons.step_by(4).map(Example::with_persons_in_capitals).collect());
        let renamed = with_other_names(table, grammar, None, share, 11);
        add("with other names", renamed);
        add("invented titles", grammar.titles(TITLES, share, 12));
        add("surname first", grammar.surname_first(SURNAMES_FIRST, share, 13));
        Lessons { own: table.len(), examples, made }
    }

    /// The bytes of the model learnt.
    fn learn(&self, gazetteer: &Gazetteer, options: Options) -> Vec<u8> {
        let begun = Instant::now();
        let mut sentence = Sentence::default();
        let own = &self.examples[..self.own];
        let memories: HashMap<usize, Memory> = memories(gazetteer, own).into_iter().collect();
        let mut counts: HashMap<u64, u32, BuildHasherDefault<Mixed>> = HashMap::default();
        for (at, example) in self.examples.iter().enumerate() {
            self.read(at, &mut sentence, gazetteer, &memories, None);
            sentence.features(example.text.as_bytes(), |_, feature| *counts.entry(feature).or_default() += 1);
        }
        let options = Options { l1: options.l1 / self.examples.len() as f32, ..options };
        let mut trainer = Trainer::new(&counts, options);
        println!("{} features of {} seen", trainer.row_count(), counts.len());
        drop(counts);
        let mut chance = Chance::new(1);
        let mut order: Vec<usize> = (0..self.examples.len()).collect();
        for round in 1..=options.rounds {
            chance.shuffle(&mut order);
            let mut loss = 0.0;
            for &at in &order {
                let gold = self.read(at, &mut sentence, gazetteer, &memories, Some(&mut chance));
                loss += trainer.learn(&sentence, self.examples[at].text.as_bytes(), &gold);
            }
            if round + options.average > options.rounds {
                trainer.keep();
            }
            println!(
                "round {round}: loss {:.4} a sentence, {:.0} s",
                loss / order.len() as f64,
                begun.elapsed().as_secs_f64()
            );
        }
        trainer.pack(SCALE, FLOOR, MOST_BYTES)
    }

    /// Takes the example `at` apart, hiding some of it by `chance`; gives its labels.
    fn read(
        &self,
        at: usize,
        sentence: &mut Sentence,
        gazetteer: &Gazetteer,
        memories: &HashMap<usize, Memory>,
        chance: Option<&mut Chance>,
    ) -> Vec<u8> {
        let example = &self.examples[at];
        let text = example.text.as_bytes();
        sentence.read(text, 0, text.len(), gazetteer);
        let memory = (at < self.own).then(|| memories.get(&example.document)).flatten();
        let mut with_document = true;
        let words = sentence.words.clone();
        if let Some(chance) = chance {
            with_document = !chance.chance(WITHOUT_DOCUMENT);
            let unlisted = UNLISTED[usize::from(at >= self.own)];
            for word in &mut sentence.words {
                if word.listed.name_class() != 0 && chance.chance(unlisted) {
                    *word = word.unlisted();
                }
                if chance.chance(UNMET) {
                    *word = word.unmet();
                }
            }
        }
        if let Some(memory) = memory.filter(|_| with_document) {
            memory.say(&words, &mut sentence.evidence);
        }
        sentence.wake(text, gazetteer);
        sentence.survey(text);
        let mut labels = vec![0; sentence.tokens.len()];
        let mut last = None;
        for (label, token) in labels.iter_mut().zip(&sentence.tokens) {
            let within = example
                .entities
                .iter()
                .position(|(span, _)| span.start <= token.span.start && token.span.start < span.end);
            if let Some(entity) = within {
                let kind = example.entities[entity].1 as u8;
                *label = kind * 2 + if last == within { 2 } else { 1 };
            }
            last = within;
        }
        labels
    }
}

/// The scores of `model`, as a table.
fn report(
    model: &[u8],
    rules: &Rules,
    grammar: &Grammar,
    bokmaal: &[Example],
    nynorsk: &[Example],
    show: usize,
) -> Result<String> {
    let tagger = Tagger::with_model(model, rules)?;
    let mut lists = rules.lists().clone();
    for group in &mut lists.names {
        for list in [&mut group.first, &mut group.last, &mut group.also_words_first, &mut group.also_words_last] {
            list.retain(|name| !is_held_out(name));
        }
    }
    let blind = Tagger::with_model(model, &Rules { own_lists: Some(lists), ..rules.clone() })?;
    let capitals = |examples: &[Example]| -> Vec<Example> { examples.iter().map(Example::in_capitals).collect() };
    let prose = [bokmaal, nynorsk].concat();
    let titles = grammar.titles(4000, Share::HeldOut, 99);
    let mut table = String::from(
        "| held-out text | persons | P | R | F1 | recall by overlap | precision by overlap |\n|---|---|---|---|---|---|---|\n",
    );
    let mut row = |name: &str, score: Score| {
        let _ = writeln!(
            table,
            "| {name} | {} | {:.3} | {:.3} | **{:.3}** | {:.3} | {:.3} |",
            score.gold,
            score.precision(),
            score.recall(),
            score.f1(),
            score.recall_by_overlap(),
            score.precision_by_overlap()
        );
    };
    row("bokmål, sentence by sentence", score(&tagger, bokmaal, Reading::Alone, show));
    row("nynorsk, sentence by sentence", score(&tagger, nynorsk, Reading::Alone, show));
    row("bokmål, with the document", score(&tagger, bokmaal, Reading::Document, 0));
    row("nynorsk, with the document", score(&tagger, nynorsk, Reading::Document, 0));
    for lean in [-1.0, -0.5, 0.5, 1.0] {
        let leaning = Tagger::with_model(model, rules)?.leaning(lean);
        row(&format!("both, sentence by sentence, leaning {lean}"), score(&leaning, &prose, Reading::Alone, 0));
        row(&format!("both, with the document, leaning {lean}"), score(&leaning, &prose, Reading::Document, 0));
        row(&format!("invented titles, leaning {lean}"), score(&leaning, &titles, Reading::Alone, 0));
    }
    row("bokmål in capitals", score(&tagger, &capitals(bokmaal), Reading::Alone, 0));
    row("nynorsk in capitals", score(&tagger, &capitals(nynorsk), Reading::Alone, 0));
    row("invented titles, names listed", score(&tagger, &titles, Reading::Alone, show));
    row("invented titles, names unlisted", score(&blind, &titles, Reading::Alone, show));
    let lines = grammar.surname_first(1500, Share::HeldOut, 98);
    row("«Etternavn, Fornavn», names listed", score(&tagger, &lines, Reading::Alone, show / 4));
    row("«Etternavn, Fornavn», names unlisted", score(&blind, &lines, Reading::Alone, show / 4));
    for (at, names) in grammar.names.iter().enumerate() {
        let renamed = with_other_names(&prose, grammar, Some(at), Share::HeldOut, 97);
        row(
            &format!("prose with names of the group {}, listed", names.group),
            score(&tagger, &renamed, Reading::Alone, 0),
        );
        row(
            &format!("prose with names of the group {}, unlisted", names.group),
            score(&blind, &renamed, Reading::Alone, 0),
        );
    }
    table.push_str(
        "\n| margin | finds in prose | of them persons | finds in titles | of them persons |\n|---|---|---|---|---|\n",
    );
    let ranges = [(0.0, 0.5), (0.5, 1.0), (1.0, 2.0), (2.0, 4.0), (4.0, 8.0), (8.0, f32::MAX)];
    let both = by_margin(&tagger, &prose, &ranges).into_iter().zip(by_margin(&tagger, &titles, &ranges));
    for ((from, to), (prose, titles)) in ranges.iter().zip(both) {
        let to = if *to > 99.0 { String::from("more") } else { to.to_string() };
        let _ = writeln!(table, "| {from} to {to} | {} | {:.3} | {} | {:.3} |", prose.0, prose.1, titles.0, titles.1);
    }
    Ok(table)
}

fn record(model: &[u8], settings: &Settings, lessons: &Lessons, table: &str) -> String {
    let Options { rounds, rate, l1, least, average } = settings.options;
    let made: String = lessons.made.iter().map(|(name, count)| format!("- {count} {name}\n")).collect();
    format!(
        "# The name model\n\nDate 2026-11-30. {size} bytes, BLAKE3 `{hash}`.\n\n{ABOUT}\n\
         Learnt from {own} sentences of the table, and made from it and the project's lists of names and terms as they stood that day \
         (with longer lists the same command gives other weights):\n\n{made}\n\
         Options: {rounds} rounds, the mean of the last {average} of them, rate {rate}, L1 {l1} over all, features seen at least {least} \
         times, weights below {FLOOR} left out, \
         {SCALE} steps a unit; word hidden {UNMET}, lists hidden {u0} (table) and {u1} (invented), document hidden {WITHOUT_DOCUMENT}.\n\n\
         ## Development scores\n\nExact spans of persons unless said otherwise. Of a model learnt without every tenth block of 80 sentences, and for invented text \
         without a fifth of the names and a seventh of the patterns; the model in this folder is learnt from everything, so these \
         figures are of its sibling.\n\n{table}",
        size = model.len(),
        hash = blake3::hash(model).to_hex(),
        own = lessons.own,
        u0 = UNLISTED[0],
        u1 = UNLISTED[1],
    )
}

/// What the record says of data and features.
const ABOUT: &str = "\
Written by `cargo run --release --example train_names -- TABLE`, where TABLE is the training part of NorNE (Norwegian Named Entities, \
bokmål and nynorsk) as a table of tokens and BIO tags. NorNE's annotations are CC0; its texts are not in this project, only weights \
learnt from them.

A linear-chain conditional random field; outside and seven types of entities are learnt (GPE_LOC and GPE_ORG as one), persons are \
reported. Features: the word, its first and last one to five letters, shape, lists; words, endings and lists of two neighbours each \
side; pairs and triples of them; the row of capitalised words; the place among a title's dashes; whether the sentence is in capitals; \
what the document says of the word elsewhere. `src/detect/names/features.rs` has them all.
";
