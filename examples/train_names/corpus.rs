//! Text with its entities: read from a table of tokens, put into capitals, and with other names in it.

use anyhow::{Context, Result, bail};
use skjerm::model::Span;

/// Types of entities, in the order of the model's labels.
pub const TYPES: [&str; 7] = ["PER", "ORG", "LOC", "GPE", "PROD", "EVT", "DRV"];
/// The index of persons in [`TYPES`].
pub const PERSON: usize = 0;
/// Organisations.
pub const ORG: usize = 1;
/// Places without a government.
pub const LOC: usize = 2;
/// Places with one.
pub const GPE: usize = 3;

/// Sentences of a block: neighbours share names, so that whole blocks are held out.
const BLOCK: usize = 80;
/// Sentences taken for one document.
const DOCUMENT: usize = 40;

/// A piece of text that is one entity, or none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    pub text: String,
    pub kind: Option<usize>,
}

/// A sentence or title with its entities.
#[derive(Debug, Clone, Default)]
pub struct Example {
    pub text: String,
    /// Spans of bytes with their types, in order.
    pub entities: Vec<(Span, usize)>,
    /// Which of its siblings share its document.
    pub document: usize,
}

impl Example {
    pub fn of(pieces: &[Piece]) -> Example {
        let mut example = Example::default();
        for piece in pieces {
            let start = example.text.len();
            example.text.push_str(&piece.text);
            if let Some(kind) = piece.kind.filter(|_| !piece.text.is_empty()) {
                example.entities.push((Span::new(start, example.text.len()), kind));
            }
        }
        example
    }

    /// The text cut where entities begin and end.
    pub fn pieces(&self) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut at = 0;
        for &(span, kind) in &self.entities {
            pieces.push(Piece { text: self.text[at..span.start].to_owned(), kind: None });
            pieces.push(Piece { text: self.text[span.start..span.end].to_owned(), kind: Some(kind) });
            at = span.end;
        }
        pieces.push(Piece { text: self.text[at..].to_owned(), kind: None });
        pieces
    }

    pub fn in_capitals(&self) -> Example {
        self.with_capitals(|_| true)
    }

    /// «Saken gjelder KARI NORDMANN»
    pub fn with_persons_in_capitals(&self) -> Example {
        self.with_capitals(|piece| piece.kind == Some(PERSON))
    }

    fn with_capitals(&self, of: impl Fn(&Piece) -> bool) -> Example {
        let raised = |piece: Piece| match of(&piece) {
            true => Piece { text: piece.text.to_uppercase(), ..piece },
            false => piece,
        };
        let pieces: Vec<Piece> = self.pieces().into_iter().map(raised).collect();
        Example { document: self.document, ..Example::of(&pieces) }
    }

    pub fn has_person(&self) -> bool {
        self.entities.iter().any(|&(_, kind)| kind == PERSON)
    }
}

/// The table's sentences: to learn from, and held out in bokmål and nynorsk.
pub struct Corpus {
    pub train: Vec<Example>,
    pub bokmaal: Vec<Example>,
    pub nynorsk: Vec<Example>,
}

/// Every tenth block of `path` is held out: that which leaves `fold` (0 to 9) when its number is divided by ten.
pub fn read(path: &str, fold: usize) -> Result<Corpus> {
    let table = std::fs::read_to_string(path).with_context(|| format!("reading {path}"))?;
    let mut sentences = Vec::new();
    let mut rows = Vec::new();
    for (number, line) in table.lines().chain([""]).enumerate() {
        if line.is_empty() {
            if !rows.is_empty() {
                sentences.push(sentence(&rows));
                rows.clear();
            }
            continue;
        }
        let Some((token, tag)) = line.split_once('\t') else { bail!("{path}:{}: no tab", number + 1) };
        rows.push((token, tag));
    }
    let border = border(&sentences);
    let mut corpus = Corpus { train: Vec::new(), bokmaal: Vec::new(), nynorsk: Vec::new() };
    for (at, mut example) in sentences.into_iter().enumerate() {
        example.document = at / DOCUMENT;
        match at / BLOCK % 10 == fold {
            true if at < border => corpus.bokmaal.push(example),
            true => corpus.nynorsk.push(example),
            false => corpus.train.push(example),
        }
    }
    Ok(corpus)
}

/// Where nynorsk begins: the place that parts «ikke» from «ikkje» best.
fn border(sentences: &[Example]) -> usize {
    let mut balance = 0;
    let mut best = (0, 0);
    for (at, sentence) in sentences.iter().enumerate() {
        for word in sentence.text.split(' ') {
            balance += i32::from(word == "ikke") - i32::from(word == "ikkje");
        }
        if balance > best.0 {
            best = (balance, at + 1);
        }
    }
    best.1
}

fn sentence(rows: &[(&str, &str)]) -> Example {
    let mut example = Example::default();
    let mut in_quotes = false;
    let mut glue = true;
    for &(token, tag) in rows {
        let closes = matches!(token, "." | "," | ":" | ";" | "!" | "?" | ")" | "]" | "»" | "%" | "…")
            || token == "\"" && in_quotes;
        if !(glue || closes) {
            example.text.push(' ');
        }
        glue = matches!(token, "(" | "[" | "«") || token == "\"" && !in_quotes;
        in_quotes ^= token == "\"";
        let start = example.text.len();
        example.text.push_str(token);
        let end = example.text.len();
        let Some((place, name)) = tag.split_once('-') else { continue };
        let kind = match name {
            "GPE_LOC" | "GPE_ORG" => GPE,
            "MISC" => 4,
            other => TYPES.iter().position(|&kind| kind == other).unwrap_or(4),
        };
        match example.entities.last_mut() {
            Some((span, last)) if place == "I" && *last == kind => span.end = end,
            // A title is no part of the name.
            _ if kind == PERSON && matches!(token, "Dr." | "dr." | "Dr" | "dr" | "Mr." | "Mrs.") => {}
            _ => example.entities.push((Span::new(start, end), kind)),
        }
    }
    example
}

/// A row of numbers that is always the same.
#[derive(Debug, Clone)]
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Chance {
        Chance(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `limit`, which is not zero.
    pub fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }

    pub fn chance(&mut self, share: f64) -> bool {
        ((self.next() >> 11) as f64) < share * (1_u64 << 53) as f64
    }

    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, self.below(at + 1));
        }
    }
}
