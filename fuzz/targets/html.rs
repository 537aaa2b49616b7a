//! HTML, read as browsers do: whatever stands between plain tags comes out.
#![no_main]

use skjerm_fuzz::{Reading, beside_tags, family, letters};
use std::collections::HashMap;

/// Tags that neither hide what is in them nor read it in a way of their own.
const PLAIN: &[&str] =
    &["p", "b", "i", "a", "div", "span", "br", "ul", "ol", "li", "h1", "h2", "table", "tr", "td", "th", "body"];

family!(["postliste.html"], |bytes: &[u8], reading: &Reading| {
    if !matches!(reading.format, "HTML" | "text") {
        return;
    }
    let Some((shown, tags)) = std::str::from_utf8(bytes).ok().and_then(beside_tags) else { return };
    if !tags.iter().all(|tag| PLAIN.contains(&tag.as_str())) {
        return;
    }
    // A browser puts what stands in a table between its cells before it.
    let mut left: HashMap<char, usize> = HashMap::new();
    reading.letters().chars().for_each(|letter| *left.entry(letter).or_default() += 1);
    for letter in letters(&shown) {
        let count = left.entry(letter).or_default();
        assert!(*count > 0, "text beside tags comes out");
        *count -= 1;
    }
});
