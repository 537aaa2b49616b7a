//! The text of a mail, which is there two or three times: plain, as HTML, as RTF. What only says the same again is left out, but
//! not what is hidden in it.

use crate::extract::fields::{only, owned, says_all_of, words};
use crate::extract::passage;
use crate::extract::{Input, Output, html};
use crate::model::{Places, Role, Unread};

/// The texts of one mail.
#[derive(Debug, Default)]
pub(super) struct Body {
    plain: String,
    pages: Vec<String>,
}

impl Body {
    /// A plain text, handed out at once.
    pub fn plain(&mut self, text: &str, output: &mut dyn Output) {
        let text = text.replace("\r\n", "\n");
        passage::hand_out(Role::Body, &text, &Places::Lines { first_line: 1 }, output);
        self.plain.push_str(&text);
        self.plain.push('\n');
    }

    /// A text as HTML.
    pub fn page(&mut self, html: String) {
        self.pages.push(html);
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
            for part in parts {
                if let Some(part) = only(part, |role| role != Role::Body || !is_repeated) {
                    output.part(part);
                }
            }
        }
        outcome
    }
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
