//! Mailboxes (mbox): mails one after the other, each behind a line that begins with `From `. Each is a document within.

use super::header::{is_envelope, line_end, name_of};
use crate::extract::{Input, Output};
use crate::model::Unread;
use std::borrow::Cow;

/// Whether a mailbox begins here.
pub(super) fn is_mailbox(bytes: &[u8]) -> bool {
    begins_mail(bytes, start_of(bytes))
}

/// Where the first line stands: behind a byte order mark and empty lines.
fn start_of(bytes: &[u8]) -> usize {
    let unmarked = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    bytes.len() - unmarked.trim_ascii_start().len()
}

/// Whether a mail begins with the line at `at`: behind the line of the mailbox stands a header.
fn begins_mail(bytes: &[u8], at: usize) -> bool {
    if !bytes[at..].starts_with(b"From ") {
        return false;
    }
    let next = line_end(bytes, at);
    name_of(&bytes[next..line_end(bytes, next)]).is_some()
}

pub(super) fn read(input: &Input<'_>, output: &mut dyn Output) -> Result<(), Unread> {
    let bytes = input.bytes;
    let mut number = 0_u64;
    let mut begin = start_of(bytes);
    while begin < bytes.len() {
        let end = end_of_mail(bytes, begin);
        number += 1;
        let mail = &bytes[line_end(bytes, begin)..end];
        output.member(&format!("{number}.eml"), &mut &*unquoted(mail))?;
        begin = end;
    }
    Ok(())
}

/// Whether the line at `at` tells a time, as the lines of mailboxes do: `From kari@example.com Tue Mar  5 09:12:00 2024`.
fn tells_time(bytes: &[u8], at: usize) -> bool {
    let line = &bytes[at..line_end(bytes, at)];
    let is_digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
    let has_clock = memchr::memchr_iter(b':', line).any(|colon| {
        is_digit(line.get(colon.wrapping_sub(1))) && is_digit(line.get(colon + 1)) && is_digit(line.get(colon + 2))
    });
    let has_year = line
        .windows(4)
        .any(|four| four.iter().all(u8::is_ascii_digit) && matches!(four[..2], [b'1', b'9'] | [b'2', b'0']));
    has_clock && has_year
}

/// Where the next mail begins, or the end.
fn end_of_mail(bytes: &[u8], begin: usize) -> usize {
    let mut at = line_end(bytes, begin);
    while let Some(found) = memchr::memmem::find(&bytes[at..], b"\nFrom ") {
        let from = at + found + 1;
        let before = bytes[..from - 1].trim_ascii_end().len();
        let is_after_blank_line = memchr::memchr(b'\n', &bytes[before..from - 1]).is_some() || before < begin;
        if begins_mail(bytes, from) && (is_after_blank_line || tells_time(bytes, from)) {
            return from;
        }
        at = from;
    }
    bytes.len()
}

/// The mail without the `>` that keeps lines in it from being taken for the next one's beginning.
fn unquoted(mail: &[u8]) -> Cow<'_, [u8]> {
    let is_quoted = |line: &[u8]| {
        let marks = line.iter().take_while(|&&byte| byte == b'>').count();
        marks > 0 && is_envelope(&line[marks..])
    };
    if memchr::memmem::find(mail, b">From ").is_none() {
        return mail.into();
    }
    let mut plain = Vec::with_capacity(mail.len());
    for line in mail.split_inclusive(|&byte| byte == b'\n') {
        plain.extend_from_slice(if is_quoted(line) { &line[1..] } else { line });
    }
    plain.into()
}
