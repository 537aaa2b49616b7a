//! The texts that cells share (`sharedStrings.xml`). Programs that change a workbook leave texts there that no cell shows any more.

use super::caches::Values;
use crate::extract::office::markup::Markup;
use crate::extract::office::package::Package;
use crate::model::Unread;

/// What those are labelled that no cell shows.
pub(super) const UNUSED: &str = "unused-string";

/// Texts beyond so many count as shown.
const MOST: usize = 1 << 26;

/// Which of the texts cells show, by number.
#[derive(Debug, Default)]
pub(super) struct Used(Vec<u64>);

impl Used {
    /// The text of that number is shown.
    pub fn mark(&mut self, number: usize) {
        if number >= MOST {
            return;
        }
        if self.0.len() <= number / 64 {
            self.0.resize(number / 64 + 1, 0);
        }
        self.0[number / 64] |= 1 << (number % 64);
    }

    pub fn has(&self, number: usize) -> bool {
        number >= MOST || self.0.get(number / 64).is_some_and(|bits| bits >> (number % 64) & 1 == 1)
    }

    /// Those of another sheet, too.
    pub fn join(&mut self, other: &Used) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        self.0.iter_mut().zip(&other.0).for_each(|(bits, more)| *bits |= more);
    }
}

/// Shows the texts of the part at `path` that are not `used`, and that no text says that is.
///
/// # Errors
/// The part breaks off: what could be read has been shown.
pub(super) fn each_unused(
    package: &mut Package<'_>,
    path: &str,
    used: &Used,
    seen: &mut dyn FnMut(&str),
) -> Result<(), Unread> {
    let (mut shown, mut has_unused) = (Values::default(), false);
    let says_something = |text: &str| text.contains(char::is_alphanumeric);
    each(package, path, &mut |number, text| match used.has(number) {
        true => shown.see(text),
        false => has_unused |= says_something(text),
    })?;
    if !has_unused {
        return Ok(());
    }
    each(package, path, &mut |number, text| {
        if !used.has(number) && says_something(text) && !shown.has(text) {
            shown.see(text);
            seen(text);
        }
    })
}

/// Goes through the texts with their numbers.
fn each(package: &mut Package<'_>, path: &str, seen: &mut dyn FnMut(usize, &str)) -> Result<(), Unread> {
    let (mut number, mut text, mut is_text, mut in_reading) = (0, String::new(), false, false);
    package.stream(path, &mut |piece| match piece {
        Markup::Start(tag) => match tag.name() {
            "si" => text.clear(),
            "t" => is_text = true,
            // How a text is read aloud, in scripts that need it.
            "rPh" => in_reading = true,
            _ => {}
        },
        Markup::Text(piece) if is_text && !in_reading => text.push_str(piece),
        Markup::Text(_) => {}
        Markup::End("t") => is_text = false,
        Markup::End("rPh") => in_reading = false,
        Markup::End("si") => {
            seen(number, &text);
            number += 1;
        }
        Markup::End(_) => {}
    })
}
