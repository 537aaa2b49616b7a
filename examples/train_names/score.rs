//! How well persons are found.

use crate::corpus::{Example, PERSON};
use skjerm::detect::names::evidence::Memory;
use skjerm::detect::names::features::Sentence;
use skjerm::detect::names::gazetteer::Gazetteer;
use skjerm::detect::names::tagger::{TaggedPerson, Tagger, TaggerScratch};
use skjerm::model::Span;

/// Counts of persons.
#[derive(Debug, Clone, Copy, Default)]
pub struct Score {
    pub gold: usize,
    pub found: usize,
    pub exact: usize,
    /// Persons of which at least a byte is found, and finds of which at least a byte is a person's.
    pub gold_touched: usize,
    pub found_touched: usize,
}

impl Score {
    pub fn precision(&self) -> f64 {
        self.exact as f64 / self.found.max(1) as f64
    }

    pub fn recall(&self) -> f64 {
        self.exact as f64 / self.gold.max(1) as f64
    }

    pub fn f1(&self) -> f64 {
        2.0 * self.exact as f64 / (self.gold + self.found).max(1) as f64
    }

    pub fn recall_by_overlap(&self) -> f64 {
        self.gold_touched as f64 / self.gold.max(1) as f64
    }

    pub fn precision_by_overlap(&self) -> f64 {
        self.found_touched as f64 / self.found.max(1) as f64
    }

    fn count(&mut self, gold: &[Span], found: &[TaggedPerson]) {
        self.gold += gold.len();
        self.found += found.len();
        self.exact += found.iter().filter(|person| gold.contains(&person.span)).count();
        self.gold_touched += gold.iter().filter(|span| found.iter().any(|person| person.span.overlaps(**span))).count();
        self.found_touched += found.iter().filter(|person| gold.iter().any(|span| person.span.overlaps(*span))).count();
    }
}

/// What the sentences of each document say together, in the order of the documents' numbers.
pub fn memories(gazetteer: &Gazetteer, examples: &[Example]) -> Vec<(usize, Memory)> {
    let mut memories: Vec<(usize, Memory)> = Vec::new();
    let mut sentence = Sentence::default();
    for example in examples {
        if memories.last().is_none_or(|(document, _)| *document != example.document) {
            memories.push((example.document, Memory::default()));
        }
        if let Some((_, memory)) = memories.last_mut() {
            let text = example.text.as_bytes();
            sentence.read(text, 0, text.len(), gazetteer);
            memory.note(&sentence, 1);
        }
    }
    memories.iter_mut().for_each(|(_, memory)| memory.settle());
    memories
}

/// What is known when a sentence is tagged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// The sentence.
    Alone,
    /// What its document says of each word, too.
    Document,
}

/// The score on `examples`.
pub fn score(tagger: &Tagger, examples: &[Example], reading: Reading, show: usize) -> Score {
    let mut scratch = TaggerScratch::default();
    let mut score = Score::default();
    let mut found = Vec::new();
    let mut shown = 0;
    let memories = if reading == Reading::Alone { Vec::new() } else { memories(tagger.gazetteer(), examples) };
    let mut at = 0;
    for example in examples {
        while memories.get(at).is_some_and(|(document, _)| *document != example.document) {
            at += 1;
        }
        let gold: Vec<Span> =
            example.entities.iter().filter(|(_, kind)| *kind == PERSON).map(|(span, _)| *span).collect();
        let text = example.text.as_bytes();
        found.clear();
        tagger.tag(
            text,
            Span::new(0, text.len()),
            memories.get(at).map(|(_, memory)| memory),
            &mut scratch,
            &mut found,
        );
        score.count(&gold, &found);
        let right = gold.len() == found.len() && found.iter().all(|person| gold.contains(&person.span));
        if !right && shown < show {
            shown += 1;
            let of = |span: &Span| example.text[span.start..span.end].to_owned();
            let gold: Vec<String> = gold.iter().map(of).collect();
            let found: Vec<String> = found.iter().map(|p| format!("{} ({:.1})", of(&p.span), p.margin)).collect();
            println!("    {}\n      right {gold:?}, found {found:?}", example.text);
        }
    }
    score
}

/// Of the finds in `examples` with a margin in each of `ranges`: how many there are, and which share of them touches a person.
pub fn by_margin(tagger: &Tagger, examples: &[Example], ranges: &[(f32, f32)]) -> Vec<(usize, f64)> {
    let mut scratch = TaggerScratch::default();
    let mut found = Vec::new();
    let mut counts = vec![(0_usize, 0_usize); ranges.len()];
    for example in examples {
        let text = example.text.as_bytes();
        found.clear();
        tagger.tag(text, Span::new(0, text.len()), None, &mut scratch, &mut found);
        for person in &found {
            let right = example.entities.iter().any(|(span, kind)| *kind == PERSON && span.overlaps(person.span));
            for (count, range) in counts.iter_mut().zip(ranges) {
                if (range.0..range.1).contains(&person.margin) {
                    count.0 += 1;
                    count.1 += usize::from(right);
                }
            }
        }
    }
    counts.into_iter().map(|(all, right)| (all, right as f64 / all.max(1) as f64)).collect()
}
