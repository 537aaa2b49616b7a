//! Content that stands in the markup several times, each time for programs of another age (`mc:AlternateContent`). A program shows
//! the first choice that it understands; what only the others say is in the file and before nobody's eyes.

use super::markup::Markup;
use hashbrown::HashSet;

/// How what only they say is labelled.
pub(super) const LABEL: &str = "fallback";

/// Deeper alternatives belong to the last that counts.
const MOST_LEVELS: usize = 200;

/// So many lines of a document are looked for within what is shown; of more, only whole lines are.
const MOST_SOUGHT: usize = 1000;
/// Bytes of what is shown in which they are looked for; in more, only whole lines are.
const MOST_SHOWN: usize = 64 * 1024;

/// Tells what is shown from the rest, and gathers what the rest says beyond it.
#[derive(Debug, Default)]
pub(super) struct Alternatives {
    open: Vec<Open>,
    /// Those that lie too deep.
    deeper: usize,
    /// Elements that are open within an alternative that is not shown, itself among them.
    depth: usize,
    in_letters: bool,
    /// Lines that were looked for within what is shown.
    sought: usize,
    rest: String,
}

/// A place with alternatives.
#[derive(Debug, Default)]
struct Open {
    is_made: bool,
    shown: String,
    others: String,
}

impl Alternatives {
    /// Takes the next piece of markup. Whether it is of what is shown.
    pub fn shows(&mut self, piece: &Markup<'_>) -> bool {
        if self.depth > 0 {
            self.note(piece);
            match piece {
                Markup::Start(_) => self.depth += 1,
                Markup::End(_) => self.depth -= 1,
                Markup::Text(_) => {}
            }
            return false;
        }
        match piece {
            Markup::Start(tag) if tag.name() == "AlternateContent" => match self.open.len() < MOST_LEVELS {
                true => self.open.push(Open::default()),
                false => self.deeper += 1,
            },
            Markup::End("AlternateContent") if self.deeper > 0 => self.deeper -= 1,
            Markup::End("AlternateContent") => self.end(),
            Markup::Start(tag) if self.deeper == 0 && matches!(tag.name(), "Choice" | "Fallback") => {
                let is_made = self.open.last_mut().is_some_and(|open| std::mem::replace(&mut open.is_made, true));
                self.depth = usize::from(is_made);
                return !is_made;
            }
            _ if !self.open.is_empty() => self.note(piece),
            _ => {}
        }
        true
    }

    /// A place with alternatives ends: what is shown there is so in what lies around, too.
    fn end(&mut self) {
        let Some(Open { shown, others, .. }) = self.open.pop() else { return };
        let whole = spaced(&shown);
        let mut said: HashSet<String> = shown.lines().map(spaced).collect();
        for line in others.lines().map(spaced) {
            if !line.contains(char::is_alphanumeric) || said.contains(&line) {
                continue;
            }
            self.sought += 1;
            if self.sought > MOST_SOUGHT || whole.len() > MOST_SHOWN || !whole.contains(&line) {
                self.rest.push_str(line.trim());
                self.rest.push('\n');
            }
            said.insert(line);
        }
        if let Some(outer) = self.open.last_mut() {
            outer.shown.push_str(&shown);
        }
    }

    fn note(&mut self, piece: &Markup<'_>) {
        let is_shown = self.depth == 0;
        let Some(open) = self.open.last_mut() else { return };
        let text = if is_shown { &mut open.shown } else { &mut open.others };
        match piece {
            Markup::Start(tag) => match tag.name() {
                "t" | "delText" => self.in_letters = true,
                "tab" | "br" | "cr" => text.push(' '),
                "textpath" => text.push_str(&tag.attribute("string").unwrap_or_default()),
                _ => {}
            },
            Markup::Text(letters) if self.in_letters => text.push_str(letters),
            Markup::Text(_) => {}
            Markup::End("t" | "delText") => self.in_letters = false,
            Markup::End("p" | "tc" | "shape") => text.push('\n'),
            Markup::End(_) => {}
        }
    }

    /// What only alternatives that are not shown have said since this was asked last, a paragraph a line.
    pub fn rest(&mut self) -> Option<String> {
        (!self.rest.is_empty()).then(|| std::mem::take(&mut self.rest))
    }
}

/// The words of a text with one blank around each, so that one is found in another as whole words.
fn spaced(text: &str) -> String {
    let mut spaced = String::from(" ");
    for word in text.split_whitespace() {
        spaced.push_str(word);
        spaced.push(' ');
    }
    spaced
}
