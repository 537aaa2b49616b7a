//! The text of a mail, which is there two or three times: plain, as HTML, as RTF. What only says the same again is left out, but
//! not what is hidden in it.

use super::header::decoded_words;
use crate::extract::fields::{only, owned, says_all_of, words};
use crate::extract::passage;
use crate::extract::{Input, Output, html};
use crate::model::{Places, Role, Unread};
use std::collections::HashSet;

/// Shorter numbers tell nobody apart.
const LEAST_DIGITS: usize = 8;

/// The texts of one mail.
#[derive(Debug, Default)]
pub(super) struct Body {
    plain: String,
    pages: Vec<String>,
}

impl Body {
    /// A plain text, handed out at once.
    pub fn plain(&mut self, text: &str, output: &mut dyn Output) {
        let text = unquoted(&text.replace("\r\n", "\n"));
        // Headers of other mails are copied with their encoded words.
        let text = if text.contains("=?") { decoded_words(&text) } else { text };
        passage::hand_out(Role::Body, &text, &Places::Lines { first_line: 1 }, output);
        self.plain.push_str(&text);
        self.plain.push('\n');
    }

    /// A text as HTML.
    pub fn page(&mut self, html: String) {
        self.pages.push(html);
    }

    /// Whether each number of `text` stands in the plain text as one, too. There its halves may stand on two lines, or stars around one.
    fn has_numbers_of(&self, text: &str, known: &HashSet<String>) -> bool {
        let is_known = |number: &String| known.contains(number) || self.plain.contains(number.as_str());
        numbers(text).filter(|number| number.len() >= LEAST_DIGITS).all(|number| is_known(&number))
    }

    /// Whether the plain text has all words of `text`.
    pub fn says(&self, text: &str) -> bool {
        says_all_of(&self.plain, words(text))
    }

    /// Hands out the pages: of those that say what the plain text says, only what is beside the text shown.
    ///
    /// # Errors
    /// The first page that is not read in full.
    pub fn hand_out(&mut self, input: &Input<'_>, output: &mut dyn Output) -> Result<(), Unread> {
        let mut outcome = Ok(());
        for page in std::mem::take(&mut self.pages) {
            let mut parts = Vec::new();
            let read = html::read(&input.within(page.as_bytes(), "body.html"), &mut |part| parts.push(owned(part)));
            outcome = outcome.and(read);
            let mut shown = String::new();
            for part in parts.iter().filter(|part| part.role == Role::Body) {
                for segment in part.segments.iter().filter(|segment| segment.role == Role::Body) {
                    shown.push_str(&String::from_utf8_lossy(segment.span().of(&part.text)));
                    shown.push('\n');
                }
            }
            let is_repeated = self.says(&shown);
            let known: HashSet<String> = if is_repeated { numbers(&self.plain).collect() } else { HashSet::new() };
            for part in parts {
                let keeps = |role: Role, text: &[u8]| {
                    role != Role::Body || !is_repeated || !self.has_numbers_of(&String::from_utf8_lossy(text), &known)
                };
                if let Some(part) = only(part, keeps) {
                    output.part(part);
                }
            }
        }
        outcome
    }
}

/// The numbers of a text, their groups of digits joined: what stands between two groups is one sign as numbers are written with, or the
/// end of a line.
fn numbers(text: &str) -> impl Iterator<Item = String> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = &rest[rest.find(|c: char| c.is_ascii_digit())?..];
        let mut number = String::new();
        loop {
            let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
            number.push_str(&rest[..end]);
            rest = &rest[end..];
            let is_gap = |c: char| matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '.' | '-' | '\n');
            let after = rest.strip_prefix(is_gap).map(|after| after.strip_prefix(is_gap).unwrap_or(after));
            match after.filter(|after| after.starts_with(|c: char| c.is_ascii_digit())) {
                Some(after) => rest = after,
                None => return Some(number),
            }
        }
    })
}

/// A text without the marks before the lines of other mails that an answer repeats (`>`, or `|` before several lines in a row), so that a
/// sentence reads on over the end of a line.
fn unquoted(text: &str) -> String {
    let is_mark = |c: char| matches!(c, '>' | ' ');
    let has_bar =
        |line: Option<&&str>| line.and_then(|line| line.strip_prefix("| ")).is_some_and(|rest| !rest.contains('|'));
    let lines: Vec<&str> = text.lines().collect();
    if !lines.iter().any(|line| line.starts_with(['>', '|'])) {
        return text.to_owned();
    }
    let mut plain = String::with_capacity(text.len());
    for (at, line) in lines.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| lines.get(at));
        let rest = match line {
            line if line.starts_with('>') => line.trim_start_matches(is_mark),
            line if has_bar(Some(line)) && (has_bar(before) || has_bar(lines.get(at + 1))) => &line[2..],
            line => line,
        };
        plain.push_str(rest);
        plain.push('\n');
    }
    plain
}

/// A text in `format=flowed` (RFC 3676) with its paragraphs in one line each.
pub(super) fn unflowed(text: &str, drops_blank: bool) -> String {
    let mut joined = String::with_capacity(text.len());
    // How many marks of quotation the line has that goes on.
    let mut open: Option<usize> = None;
    for line in text.lines() {
        let quoted = line.bytes().take_while(|&byte| byte == b'>').count();
        let rest = &line[quoted..];
        let content = rest.strip_prefix(' ').unwrap_or(rest);
        if open.is_some_and(|other| other != quoted) {
            joined.push('\n');
            open = None;
        }
        if open.is_none() {
            joined.push_str(&line[..quoted]);
            if quoted > 0 {
                joined.push(' ');
            }
        }
        // Two dashes and a blank begin a signature and end nothing.
        let flows = content.ends_with(' ') && content != "-- ";
        joined.push_str(if flows && drops_blank { &content[..content.len() - 1] } else { content });
        open = flows.then_some(quoted);
        if !flows {
            joined.push('\n');
        }
    }
    joined
}
