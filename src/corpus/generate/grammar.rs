//! Word lists and templates (`words/*.toml`), compiled once to steps that are written without looking anything up by name.
//!
//! A symbol has alternatives, one of which is taken by chance. An alternative is text with
//!
//! | written | means |
//! |---|---|
//! | `{name}` | another symbol |
//! | `{$name}` | the same, but what it was the first time in this document |
//! | `{^name}`, `{^^name}` | with a capital; in capitals |
//! | `{~name}` | as the local part of a mail address |
//! | `{#1-28}`, `{#02:1-12}` | a number, with at least two digits |
//! | `{@personal}` | a number of `numbers.rs` |
//! | `{=samisk}` | nothing; the name that follows is of this group of `patterns/names/` |
//! | `{name*2-5}`, `{name/2-5}`, `{name//2-5}` | so many of it, between them a blank, a line break, an empty line |
//! | `<mark:…>` | a leak or trap: what stands there becomes an answer |
//! | `3\| …` | counts as three alternatives |
//!
//! A symbol `name.%` is made for each of `topics`, with the topic in place of every `%` in its templates; `name` is then any of
//! them. `\` takes the meaning from the sign behind it.

use super::numbers::Number;
use super::words;
use crate::model::{Kind, Severity};
use serde::Deserialize;
use std::collections::BTreeMap;

/// What is said of a marked stretch.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Mark {
    /// What it is; a trap is of none.
    pub kind: Option<Kind>,
    /// The least it is to be found with.
    pub severity: Option<Severity>,
    /// It must not be found at `review` or above.
    #[serde(default)]
    pub trap: bool,
    /// Why, in a few words.
    pub why: String,
}

impl Mark {
    /// It is a person's name that stands there.
    pub fn is_name(&self) -> bool {
        matches!(self.kind, Some(Kind::Personnavn | Kind::Connection | Kind::ShieldingMismatch))
    }
}

/// One of the files, as it is written.
#[derive(Debug, Default, Deserialize)]
pub struct Source {
    /// Marks by name.
    #[serde(default)]
    pub marks: BTreeMap<String, Mark>,
    /// Alternatives by symbol.
    #[serde(default)]
    pub symbols: BTreeMap<String, Vec<String>>,
    /// What `%` stands for.
    #[serde(default)]
    pub topics: Vec<String>,
    /// Words to be inflected.
    #[serde(flatten)]
    pub words: words::Words,
}

/// How a symbol's text is changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Letters {
    /// Not at all.
    AsTheyAre,
    /// The first is a capital.
    Capital,
    /// All are capitals.
    Capitals,
    /// As in the local part of a mail address.
    Mail,
}

/// Some text, bytes of the grammar's, and what comes behind it: as one step, since texts and symbols take turns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// First byte and the one past the last.
    pub text: (u32, u32),
    /// What comes behind it.
    pub then: Piece,
}

/// What is written but text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece {
    /// Nothing.
    Nothing,
    /// Another symbol; `true`: what it was before in this document.
    Symbol(u32, bool, Letters),
    /// A number between two, with at least so many digits.
    Within(u32, u32, u8),
    /// A number with an inner order.
    Number(Number),
    /// The name that follows is of this group; counted from 1.
    Group(u8),
    /// A symbol several times, at least and at most, with this between.
    Several(u32, u8, u8, Gap),
    /// A marked stretch begins.
    Open(u16),
    /// It ends.
    Close,
}

/// One of what a symbol may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Alternative {
    /// First step; of mere text, which most are, its first byte.
    pub from: u32,
    /// The one past the last.
    pub to: u32,
    /// Nothing but text.
    pub is_text: bool,
}

/// What stands between repetitions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gap {
    /// `*`
    Blank,
    /// `/`
    Line,
    /// `//`
    EmptyLine,
}

impl Gap {
    /// Its bytes.
    pub fn text(self) -> &'static [u8] {
        match self {
            Gap::Blank => b" ",
            Gap::Line => b"\n",
            Gap::EmptyLine => b"\n\n",
        }
    }
}

/// A compiled grammar.
#[derive(Debug, Default)]
pub struct Grammar {
    /// All text of all steps.
    pub text: Vec<u8>,
    /// What is marked may be.
    pub marks: Vec<Mark>,
    /// Groups of names.
    pub groups: Vec<String>,
    /// The steps of all alternatives.
    pub steps: Vec<Step>,
    /// Each stands as often as it weighs.
    pub alternatives: Vec<Alternative>,
    /// First alternative and how many there are, by symbol.
    pub symbols: Vec<(u32, u32)>,
    /// Symbols by name.
    names: BTreeMap<String, u32>,
}

impl Grammar {
    /// Compiles several sources to one; alternatives of a symbol that stands in more than one are put together.
    ///
    /// # Errors
    /// A source is no TOML of this form, a template is not well formed, names what is not there, or calls itself. The error says
    /// which.
    pub fn compile(sources: &[&str]) -> Result<Self, String> {
        let mut marks: BTreeMap<String, Mark> = BTreeMap::new();
        let mut symbols: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let mut words = words::Words::default();
        let mut topics = Vec::new();
        for source in sources {
            let source: Source = toml::from_str(source).map_err(|error| error.to_string())?;
            marks.extend(source.marks);
            topics.extend(source.topics);
            for (name, alternatives) in source.symbols {
                symbols.entry(name).or_default().extend(alternatives);
            }
            words.add(source.words);
        }
        for (name, alternatives) in words.forms()? {
            symbols.entry(name).or_default().extend(alternatives);
        }
        by_topic(&mut symbols, &topics);
        let mut grammar = Grammar {
            names: symbols.keys().enumerate().map(|(at, name)| (name.clone(), at as u32)).collect(),
            ..Grammar::default()
        };
        let mut numbers = BTreeMap::new();
        for (name, mark) in marks {
            numbers.insert(name, grammar.marks.len() as u16);
            grammar.marks.push(mark);
        }
        for (name, alternatives) in &symbols {
            let first = grammar.alternatives.len() as u32;
            for alternative in alternatives {
                let (weight, template) = weighed(alternative);
                let from = grammar.steps.len() as u32;
                Compiler { grammar: &mut grammar, marks: &numbers, from: 0 }
                    .template(template)
                    .map_err(|fault| format!("{name}: {fault} in «{template}»"))?;
                let alternative = match grammar.steps[from as usize..] {
                    [Step { text: (from, to), then: Piece::Nothing }] => Alternative { from, to, is_text: true },
                    _ => Alternative { from, to: grammar.steps.len() as u32, is_text: false },
                };
                grammar.alternatives.extend(std::iter::repeat_n(alternative, weight));
            }
            let count = grammar.alternatives.len() as u32 - first;
            if count == 0 {
                return Err(format!("{name}: there are no alternatives"));
            }
            grammar.symbols.push((first, count));
        }
        grammar.ends()?;
        Ok(grammar)
    }

    /// The number of a symbol.
    ///
    /// # Errors
    /// There is no such symbol.
    pub fn symbol(&self, name: &str) -> Result<u32, String> {
        self.names.get(name).copied().ok_or_else(|| format!("there is no symbol «{name}»"))
    }

    /// Symbols by name, with the symbols that they call.
    #[cfg(test)]
    pub fn calls(&self) -> BTreeMap<&str, Vec<u32>> {
        self.names.iter().map(|(name, &symbol)| (name.as_str(), self.called(symbol).collect())).collect()
    }

    fn called(&self, symbol: u32) -> impl Iterator<Item = u32> {
        let (first, count) = self.symbols[symbol as usize];
        let alternatives = &self.alternatives[first as usize..(first + count) as usize];
        let alternatives = alternatives.iter().filter(|alternative| !alternative.is_text);
        let steps =
            alternatives.flat_map(|alternative| &self.steps[alternative.from as usize..alternative.to as usize]);
        steps.filter_map(|step| match step.then {
            Piece::Symbol(symbol, ..) | Piece::Several(symbol, ..) => Some(symbol),
            _ => None,
        })
    }

    /// Nothing calls itself, so that writing ends.
    fn ends(&self) -> Result<(), String> {
        let names: Vec<&String> = self.names.keys().collect();
        let mut seen = vec![0_u8; names.len()];
        for symbol in 0..names.len() as u32 {
            self.visit(symbol, &mut seen).map_err(|symbol| format!("{}: it calls itself", names[symbol as usize]))?;
        }
        Ok(())
    }

    fn visit(&self, symbol: u32, seen: &mut [u8]) -> Result<(), u32> {
        match seen[symbol as usize] {
            2 => return Ok(()),
            1 => return Err(symbol),
            _ => seen[symbol as usize] = 1,
        }
        for called in self.called(symbol) {
            self.visit(called, seen)?;
        }
        seen[symbol as usize] = 2;
        Ok(())
    }
}

/// Makes the symbols `name.%` for each topic, and `name` for any.
fn by_topic(symbols: &mut BTreeMap<String, Vec<String>>, topics: &[String]) {
    let names: Vec<String> = symbols.keys().filter(|name| name.ends_with(".%")).cloned().collect();
    for name in names {
        let templates = symbols.remove(&name).unwrap_or_default();
        let stem = name.trim_end_matches(".%");
        for topic in topics {
            let made = templates.iter().map(|template| template.replace('%', topic));
            symbols.entry(format!("{stem}.{topic}")).or_default().extend(made);
            symbols.entry(stem.to_owned()).or_default().push(format!("{{{stem}.{topic}}}"));
        }
    }
}

/// `3| …`
fn weighed(alternative: &str) -> (usize, &str) {
    match alternative.split_once("| ").map(|(weight, rest)| (weight.parse(), rest)) {
        Some((Ok(weight), rest)) => (weight, rest),
        _ => (1, alternative),
    }
}

struct Compiler<'a> {
    grammar: &'a mut Grammar,
    marks: &'a BTreeMap<String, u16>,
    /// Where the text begins that is in no step yet.
    from: u32,
}

impl Compiler<'_> {
    fn template(&mut self, template: &str) -> Result<(), String> {
        let mut rest = template;
        let mut open = 0_usize;
        self.from = self.grammar.text.len() as u32;
        while let Some(at) = rest.find(['{', '<', '>', '\\']) {
            self.text(&rest[..at]);
            let sign = &rest[at..=at];
            rest = &rest[at + 1..];
            match sign {
                "{" => {
                    let (inner, after) = rest.split_once('}').ok_or("a brace is not closed")?;
                    let piece = self.brace(inner)?;
                    self.step(piece);
                    rest = after;
                }
                "<" => {
                    let (name, after) = rest.split_once(':').ok_or("a mark without a name")?;
                    let mark = self.marks.get(name).ok_or_else(|| format!("there is no mark «{name}»"))?;
                    self.step(Piece::Open(*mark));
                    open += 1;
                    rest = after;
                }
                ">" => {
                    open = open.checked_sub(1).ok_or("a mark ends that has not begun")?;
                    self.step(Piece::Close);
                }
                _ => {
                    let width = rest.chars().next().map_or(0, char::len_utf8);
                    self.text(&rest[..width]);
                    rest = &rest[width..];
                }
            }
        }
        self.text(rest);
        if self.from < self.grammar.text.len() as u32 {
            self.step(Piece::Nothing);
        }
        if open == 0 { Ok(()) } else { Err("a mark is not closed".into()) }
    }

    fn text(&mut self, text: &str) {
        self.grammar.text.extend_from_slice(text.as_bytes());
    }

    fn step(&mut self, then: Piece) {
        let to = self.grammar.text.len() as u32;
        self.grammar.steps.push(Step { text: (self.from, to), then });
        self.from = to;
    }

    fn brace(&mut self, inner: &str) -> Result<Piece, String> {
        if let Some(range) = inner.strip_prefix('#') {
            let (width, range) = range.split_once(':').unwrap_or(("1", range));
            let (least, most) = pair(range)?;
            let width = width.parse().map_err(|_| format!("«{width}» is no width"))?;
            return Ok(Piece::Within(least, most, width));
        }
        if let Some(name) = inner.strip_prefix('@') {
            return Number::from_name(name).map(Piece::Number).ok_or_else(|| format!("there is no number «{name}»"));
        }
        if let Some(name) = inner.strip_prefix('=') {
            let groups = &mut self.grammar.groups;
            let known = groups.iter().position(|group| group == name);
            let at = known.unwrap_or_else(|| {
                groups.push(name.to_owned());
                groups.len() - 1
            });
            return Ok(Piece::Group(u8::try_from(at + 1).map_err(|_| "there are too many groups")?));
        }
        for (sign, gap) in [("//", Gap::EmptyLine), ("/", Gap::Line), ("*", Gap::Blank)] {
            if let Some((name, range)) = inner.split_once(sign) {
                let (least, most) = pair(range)?;
                let (least, most) = (u8::try_from(least), u8::try_from(most));
                let (Ok(least), Ok(most)) = (least, most) else { return Err(format!("«{range}» is too often")) };
                return Ok(Piece::Several(self.grammar.symbol(name)?, least, most, gap));
            }
        }
        let name = inner.trim_start_matches(['^', '~', '$']);
        let signs = &inner[..inner.len() - name.len()];
        let letters = match signs.trim_end_matches('$') {
            "" => Letters::AsTheyAre,
            "^" => Letters::Capital,
            "^^" => Letters::Capitals,
            "~" => Letters::Mail,
            signs => return Err(format!("«{signs}» means nothing")),
        };
        Ok(Piece::Symbol(self.grammar.symbol(name)?, signs.ends_with('$'), letters))
    }
}

/// `2-5`
fn pair(range: &str) -> Result<(u32, u32), String> {
    let fault = || format!("«{range}» is no range such as 2-5");
    let (least, most) = range.split_once('-').ok_or_else(fault)?;
    let (Ok(least), Ok(most)) = (least.parse(), most.parse()) else { return Err(fault()) };
    if least <= most { Ok((least, most)) } else { Err(fault()) }
}

#[cfg(test)]
#[path = "grammar_tests.rs"]
mod tests;
