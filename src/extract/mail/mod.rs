//! Mail: messages as they are sent (EML), Outlook's (MSG), mailboxes (mbox) and Outlook's attachments (winmail.dat). Every header,
//! every alternative of the text, and what is attached as documents within the document.

mod attachment;
mod body;
mod eml;
mod header;
mod lzfu;
mod mapi;
mod mbox;
mod mime;
mod msg;
mod outlook_body;
mod signed;
mod tnef;
mod transfer;

pub(super) use header::decoded;
pub(super) use transfer::{base64, quoted_printable, uuencoded};

use super::legacy::compound::Compound;
use super::{Input, Output, passage, picture};
use crate::model::{Places, Reason, Role, Unread};

/// Pictures in the text that are smaller (in dots) both ways and all in all are logos and signatures. A line of a screenshot is wider, a
/// telephone's screen higher.
const LOGO: (u32, u32) = (640, 240);
const LOGO_DOTS: u32 = 64_000;

/// A mail or a mailbox.
pub(super) fn read(input: &Input<'_>, output: &mut dyn Output) -> Result<(), Unread> {
    let start = mail_start(&input.bytes[..input.bytes.len().min(GLANCE)]).unwrap_or(0);
    let (before, whole) = input.bytes.split_at(start);
    let before = before.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(before).trim_ascii();
    // Apple Mail writes how long the mail is, and behind it what it knows of it.
    let length = std::str::from_utf8(before).ok().and_then(|length| length.parse::<usize>().ok());
    let (mail, behind) = whole.split_at(length.filter(|&length| length <= whole.len()).unwrap_or(whole.len()));
    if length.is_none() && !before.is_empty() {
        let text = decoded(before, None);
        passage::hand_out(Role::Metadata, &text, &Places::Lines { first_line: 1 }, output);
    }
    let input = &Input { bytes: mail, ..*input };
    let outcome = if mbox::is_mailbox(mail) { mbox::read(input, output) } else { eml::read(input, output) };
    if !behind.trim_ascii().is_empty() {
        output.member("behind-the-mail.plist", &mut &*behind)?;
    }
    outcome
}

/// A message of Outlook's.
pub(super) fn read_message(input: &Input<'_>, file: Compound<'_>, output: &mut dyn Output) -> Result<(), Unread> {
    msg::read(input, file, output)
}

/// Outlook's attachment of attachments.
pub(super) fn read_winmail(input: &Input<'_>, output: &mut dyn Output) -> Result<(), Unread> {
    tnef::read(input, output)
}

/// S/MIME as a file of its own.
pub(super) fn read_sealed(input: &Input<'_>, output: &mut dyn Output) -> Result<(), Unread> {
    match signed::opened(input.bytes) {
        signed::Sealed::Signed(content) => output.member("signed.eml", &mut &*content),
        // Signatures and certificates hold no text.
        signed::Sealed::Closed if signed::is_empty(input.bytes) => Ok(()),
        signed::Sealed::Closed => Err(Unread::new(Reason::Encrypted, "encrypted with S/MIME")),
    }
}

/// Whether a message of S/MIME begins here, signed or encrypted.
pub(super) fn is_sealed(bytes: &[u8]) -> bool {
    signed::is_sealed(bytes)
}

/// So much of a file is looked at to find where its mail begins.
const GLANCE: usize = 64 * 1024;

/// So much of a text is looked through for a mail that does not begin with its first line.
const BEFORE_MAIL: usize = 2048;

/// Whether a text is a mail: its header stands at the beginning, or behind a few lines that a server, an archive or a mail program put
/// there.
pub(super) fn is_mail(beginning: &str) -> bool {
    mail_start(beginning.as_bytes()).is_some()
}

/// Where the header of the mail begins that the text is; `None` where it is none.
fn mail_start(beginning: &[u8]) -> Option<usize> {
    let unmarked = beginning.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(beginning);
    let start = beginning.len() - unmarked.trim_ascii_start().len();
    if weight(&beginning[start..]).is_some_and(|weight| weight.is_mail()) {
        return Some(start);
    }
    // A mail of few fields that holds another one is that mail.
    let is_field = |name: &str| FIELDS.iter().any(|field| name.eq_ignore_ascii_case(field));
    if header::name_of(&beginning[start..header::line_end(beginning, start)]).is_some_and(is_field) {
        return None;
    }
    let reach = beginning.len().min(BEFORE_MAIL);
    let lines = memchr::memchr_iter(b'\n', &beginning[..reach]).map(|feed| feed + 1);
    lines.filter(|&at| begins_header(beginning, at)).find(|&at| {
        weight(&beginning[at..])
            .is_some_and(|weight| weight.of_people >= 2 && weight.of_programs >= 2 && weight.is_told)
    })
}

/// A field of a header begins at `at`, and none in the line before.
fn begins_header(text: &[u8], at: usize) -> bool {
    let before = text[..at - 1].iter().rposition(|&byte| byte == b'\n').map_or(0, |feed| feed + 1);
    header::name_of(&text[at..header::line_end(text, at)]).is_some()
        && header::name_of(&text[before..at])
            .is_none_or(|name| !FIELDS.iter().any(|field| name.eq_ignore_ascii_case(field)))
}

/// Fields that a copy of a mail in a text begins with.
const FIELDS: &[&str] = &[
    "received",
    "from",
    "to",
    "subject",
    "date",
    "message-id",
    "mime-version",
    "return-path",
    "delivered-to",
    "content-type",
    "content-transfer-encoding",
];

/// What in a header tells that it is one of a mail.
struct Weight {
    of_people: usize,
    of_programs: usize,
    /// It says in which of several parts or how the text is written.
    is_told: bool,
    is_multipart: bool,
}

impl Weight {
    /// Mail copied into a text has names and dates as well, but not the fields that only mail programs write and read. A page saved with
    /// its pictures has no people.
    fn is_mail(&self) -> bool {
        self.of_programs >= 1 && self.of_people + self.of_programs >= 3 || self.is_multipart
    }
}

/// What the fields say that the text begins with; `None` where it begins with none.
fn weight(start: &[u8]) -> Option<Weight> {
    const OF_PEOPLE: &[&str] = &["from", "to", "cc", "subject", "date", "sender", "reply-to"];
    const OF_PROGRAMS: &[&str] = &[
        "received",
        "message-id",
        "mime-version",
        "return-path",
        "delivered-to",
        "content-type",
        "content-transfer-encoding",
        "dkim-signature",
        "in-reply-to",
        "references",
        "user-agent",
    ];
    if !start.starts_with(b"From ") && header::name_of(start).is_none() {
        return None;
    }
    let (fields, _) = header::parse(start);
    let count = |names: &[&str]| names.iter().filter(|name| fields.iter().any(|field| field.is(name))).count();
    let has = |name: &str| fields.iter().any(|field| field.is(name));
    let is_multipart = has("MIME-Version")
        && fields.iter().any(|field| field.is("Content-Type") && field.content().kind.starts_with("multipart/"));
    Some(Weight {
        of_people: count(OF_PEOPLE),
        of_programs: count(OF_PROGRAMS) + fields.iter().filter(|field| field.name.starts_with("X-")).count().min(1),
        is_told: has("Content-Transfer-Encoding") || has("Content-Type"),
        is_multipart,
    })
}

/// Where in a text the copy of a mail begins whose text is encoded: reports of what could not be delivered hold such copies.
fn copy_start(text: &[u8]) -> Option<usize> {
    let mut at = 0;
    while let Some(found) = memchr::memmem::find(&text[at..], b"ontent-") {
        let line = at + found - 1.min(at + found);
        at += found + 7;
        let is_at_line = line == 0 || text[line - 1] == b'\n';
        let end = header::line_end(text, line);
        let is_encoding = is_at_line
            && header::name_of(&text[line..end])
                .is_some_and(|name| name.eq_ignore_ascii_case("Content-Transfer-Encoding"));
        let value = text[line..end].splitn(2, |&byte| byte == b':').nth(1).map(String::from_utf8_lossy);
        let is_encoded =
            value.is_some_and(|value| matches!(transfer::name_of(&value).as_str(), "base64" | "quoted-printable"));
        if !is_encoding || !is_encoded {
            continue;
        }
        // Back to the first field of the header that this line stands in.
        let mut start = line;
        while let Some(before) = start.checked_sub(1) {
            let previous = text[..before].iter().rposition(|&byte| byte == b'\n').map_or(0, |feed| feed + 1);
            let content = &text[previous..start];
            let is_field = header::name_of(content).is_some() && !content.starts_with(b"--");
            let is_fold = matches!(content.first(), Some(b' ' | b'\t')) && !content.trim_ascii().is_empty();
            if !is_field && !is_fold || line - previous > 64 * 1024 {
                break;
            }
            start = previous;
        }
        if start > 0 && weight(&text[start..]).is_some_and(|weight| weight.is_mail()) {
            return Some(start);
        }
    }
    None
}

/// Whether a picture is so small that it is no more than decoration.
pub(super) fn is_logo(picture: &[u8]) -> bool {
    picture::size(picture)
        .is_some_and(|(width, height)| width <= LOGO.0 && height <= LOGO.1 && width.saturating_mul(height) < LOGO_DOTS)
}

#[cfg(test)]
mod tests;
