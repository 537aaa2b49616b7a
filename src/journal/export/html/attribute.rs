//! The value of an attribute where it stands in its start tag.

use crate::extract::xml::entity;
use crate::journal::export::leaf::{Leaf, Quoting};
use std::ops::Range;

/// The `value` of the attribute `name` with the place of each character in `tag`, a start tag that begins at byte `origin` of
/// the page. Where the references in it are not known it is one whole, and goes as such.
pub(super) fn leaf(tag: &str, origin: usize, name: &str, value: &str) -> Leaf {
    let mut leaf = Leaf::default();
    let Some(range) = written(tag).find(|(other, _)| is_name(other, name)).map(|(_, range)| range) else {
        leaf.unknown(value);
        return leaf;
    };
    let absolute = |range: Range<usize>| origin + range.start..origin + range.end;
    let raw = &tag[range.clone()];
    let mut at = 0;
    while at < raw.len() {
        let rest = &raw[at..];
        let length = match rest.find('&') {
            Some(0) => match reference(rest) {
                Some((character, length)) => {
                    let place = absolute(range.start + at..range.start + at + length);
                    leaf.written(&character, place, Quoting::Bare);
                    length
                }
                None => plain(&rest[..1], origin + range.start + at, &mut leaf),
            },
            Some(next) => plain(&rest[..next], origin + range.start + at, &mut leaf),
            None => plain(rest, origin + range.start + at, &mut leaf),
        };
        at += length;
    }
    if leaf.value() != value {
        leaf.clear();
        leaf.written(value, absolute(range), Quoting::Bare);
    }
    leaf
}

fn plain(text: &str, at: usize, leaf: &mut Leaf) -> usize {
    leaf.plain(text, at, Quoting::Bare);
    text.len()
}

/// In lower case in the tree; without its prefix where it has one.
fn is_name(written: &str, name: &str) -> bool {
    written.eq_ignore_ascii_case(name) || written.rsplit(':').next().is_some_and(|local| local == name)
}

/// The character of the reference that `text` begins with, and its length in bytes.
fn reference(text: &str) -> Option<(String, usize)> {
    let end = text.find(';')?;
    let name = &text[1..end];
    let number = |digits: &str, radix| u32::from_str_radix(digits, radix).ok().and_then(char::from_u32);
    let value = match name.strip_prefix('#').map(|digits| (digits, digits.strip_prefix(['x', 'X']))) {
        Some((_, Some(digits))) => number(digits, 16)?.to_string(),
        Some((digits, None)) => number(digits, 10)?.to_string(),
        None => entity(name)?.to_owned(),
    };
    Some((value, end + 1))
}

/// Names and values of the attributes of a start tag, as written.
fn written(tag: &str) -> impl Iterator<Item = (&str, Range<usize>)> {
    let is_space = |c: char| c.is_ascii_whitespace();
    let inside = tag.trim_end_matches('>').len();
    let mut at = tag[..inside].find(|c: char| is_space(c) || c == '/').unwrap_or(inside);
    std::iter::from_fn(move || {
        let skip = |from: usize, ends: &dyn Fn(char) -> bool| {
            tag[from..inside].find(|c: char| !ends(c)).map_or(inside, |found| from + found)
        };
        let until = |from: usize, ends: &dyn Fn(char) -> bool| {
            tag[from..inside].find(|c: char| ends(c)).map_or(inside, |found| from + found)
        };
        let start = skip(at, &|c| is_space(c) || c == '/');
        if start >= inside {
            return None;
        }
        // An equals sign at the beginning belongs to the name.
        let first = start + tag[start..].chars().next().map_or(1, char::len_utf8);
        let end = until(first.min(inside), &|c| is_space(c) || matches!(c, '/' | '='));
        let equals = skip(end, &is_space);
        if !tag[equals..inside].starts_with('=') {
            at = end;
            return Some((&tag[start..end], end..end));
        }
        let value = skip(equals + 1, &is_space);
        let range = match tag[value..inside].chars().next() {
            Some(quote @ ('"' | '\'')) => {
                let close = until(value + 1, &|c| c == quote);
                at = (close + 1).min(inside);
                value + 1..close
            }
            _ => {
                let close = until(value, &is_space);
                at = close;
                value..close
            }
        };
        Some((&tag[start..end], range))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_found_however_they_are_written() {
        let tag = r#"<TD Title="a > b" x data-y = 'c "d"' z=e/f/ =q ="w">"#;
        let found: Vec<(&str, &str)> = written(tag).map(|(name, range)| (name, &tag[range])).collect();
        let expected = [("Title", "a > b"), ("x", ""), ("data-y", "c \"d\""), ("z", "e/f/"), ("=q", "w")];
        assert_eq!(found, expected);
    }

    #[test]
    fn references_have_their_place() {
        let value = |tag: &str, value: &str| leaf(tag, 0, "title", value).value().to_owned();
        assert_eq!(value("<td title='B&aring;t &#65;&#x42; & c'>", "Båt AB & c"), "Båt AB & c");
        assert_eq!(value("<td title='&Cacute;'>", "Ć"), "Ć");
    }
}
