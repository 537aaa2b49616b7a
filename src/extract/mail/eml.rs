//! A mail as it is sent (EML, RFC 5322 and MIME): its header, its texts in all their alternatives, its attachments.

use super::body::{Body, unflowed};
use super::header::{self, Content, Field, decoded};
use super::signed::{Sealed, opened};
use super::{copy_start, is_logo, mime, signed, transfer};
use crate::extract::fields::Fields;
use crate::extract::{Input, Output, format, picture};
use crate::model::{Reason, Role, Unread};
use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

/// Parts of parts are followed so deep; each level costs another look at the bytes.
const DEEPEST: usize = 32;

/// Fields of a part's header that only say how to read it.
const MECHANICAL: &[&str] = &[
    "content-type",
    "content-transfer-encoding",
    "content-disposition",
    "content-id",
    "mime-version",
    "x-attachment-id",
];

/// Fields that programs write for programs.
const OF_PROGRAMS: &[&str] = &[
    "Message-ID",
    "References",
    "In-Reply-To",
    "Received",
    "DKIM-Signature",
    "ARC-Seal",
    "ARC-Message-Signature",
    "Authentication-Results",
    "Thread-Index",
    "Return-Path",
    "Delivered-To",
];

pub(super) fn read(input: &Input<'_>, output: &mut dyn Output) -> Result<(), Unread> {
    let bytes = with_line_feeds(input.bytes);
    let start = bytes.len() - bytes.trim_ascii_start().len();
    let start = start + if bytes[start..].starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
    let mut mail = Mail { bytes: &bytes, input, output, body: Body::default(), count: 0, trouble: None };
    mail.read(start..bytes.len())
}

/// The fields of a mail's header that stand in a text of their own, as Outlook keeps them.
/// `seen` is what the properties have said already.
pub(super) fn header_fields(header: &str, fields: &mut Fields, seen: &HashSet<String>) {
    let mut header = header::parse(header.trim_start().as_bytes()).0;
    header.retain(|field| !seen.contains(&field.value()));
    add_header(&header, fields);
}

fn add_header(header: &[Field<'_>], fields: &mut Fields) {
    for field in header {
        let role = if field.is("Subject") { Role::Title } else { Role::Metadata };
        // What programs count with is nobody's number beside a name.
        let is_of_programs = field.name.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("X-"))
            || OF_PROGRAMS.iter().any(|name| field.is(name));
        match is_of_programs {
            true if field.is("References") => {
                field.value().split_whitespace().for_each(|one| fields.add_alone(role, field.name, one));
            }
            true => fields.add_alone(role, field.name, &field.value()),
            false => fields.add(role, field.name, &field.value()),
        }
    }
}

/// Old Macintosh programs end lines with a carriage return.
fn with_line_feeds(bytes: &[u8]) -> Cow<'_, [u8]> {
    if memchr::memchr(b'\n', bytes).is_some() {
        return bytes.into();
    }
    bytes.iter().map(|&byte| if byte == b'\r' { b'\n' } else { byte }).collect::<Vec<_>>().into()
}

/// The field says how the text is written.
fn is_of_text(field: &Field<'_>) -> bool {
    field.is("Content-Type") || field.is("Content-Transfer-Encoding")
}

/// A part that is still to be read.
struct Waiting {
    range: Range<usize>,
    depth: usize,
    /// The type of what it stands in.
    within: String,
}

struct Mail<'m, 'i> {
    bytes: &'m [u8],
    input: &'m Input<'i>,
    output: &'m mut dyn Output,
    body: Body,
    /// Parts read, which number those without a name.
    count: usize,
    trouble: Option<Unread>,
}

impl Mail<'_, '_> {
    fn read(&mut self, whole: Range<usize>) -> Result<(), Unread> {
        let mut waiting = vec![Waiting { range: whole, depth: 0, within: String::new() }];
        let mut stopped = Ok(());
        while let Some(part) = waiting.pop() {
            stopped = self.part(part, &mut waiting);
            if stopped.is_err() {
                break;
            }
        }
        let pages = self.body.hand_out(self.input, self.output);
        stopped?;
        match self.trouble.take() {
            Some(trouble) => Err(trouble),
            None => pages,
        }
    }

    /// Reads a part, or puts what it is made of in `waiting`.
    ///
    /// # Errors
    /// A limit of the whole mail was passed.
    fn part(&mut self, part: Waiting, waiting: &mut Vec<Waiting>) -> Result<(), Unread> {
        let Waiting { range, depth, within } = part;
        let (mut header, body) = header::parse(&self.bytes[range.clone()]);
        let mut body = range.start + body..range.end;
        if depth == 0 && !header.iter().any(|field| is_of_text(field)) {
            // A gateway put an empty line into the header.
            let (more, end) = header::parse(&self.bytes[body.clone()]);
            if more.iter().any(|field| field.is("Content-Type")) && more.iter().any(|field| field.is("MIME-Version")) {
                header.extend(more);
                body.start += end;
            }
        }
        let mut fields = Fields::default();
        if depth == 0 {
            add_header(&header, &mut fields);
        } else {
            let telling = |field: &&Field<'_>| !MECHANICAL.iter().any(|name| field.is(name));
            header.iter().filter(telling).for_each(|field| fields.add(Role::Metadata, field.name, &field.value()));
        }
        let content = |name: &str| header.iter().find(|field| field.is(name)).map(Field::content);
        let mut kind = content("Content-Type").unwrap_or_default();
        let disposition = content("Content-Disposition").unwrap_or_default();
        if kind.kind.is_empty() {
            kind.kind = if within == "multipart/digest" { "message/rfc822" } else { "text/plain" }.into();
        }
        self.count += 1;
        let encoding = header.iter().find(|field| field.is("Content-Transfer-Encoding")).map(Field::value);
        let encoding = transfer::name_of(encoding.as_deref().unwrap_or_default());
        if kind.kind.starts_with("multipart/") {
            let parts = mime::parts(self.bytes, body.clone(), kind.parameter("boundary"));
            if parts.parts.is_empty() && matches!(encoding.as_str(), "base64" | "quoted-printable") {
                // Nobody may encode parts with all that parts them, but some do.
                fields.hand_out(self.output);
                let inner = transfer::decoded(&self.bytes[body], &encoding);
                let boundary = kind.parameter("boundary").unwrap_or_default().replace(['"', '\\'], "");
                let mut mail = format!("Content-Type: {}; boundary=\"{boundary}\"\r\n\r\n", kind.kind).into_bytes();
                mail.extend_from_slice(&inner);
                return self.output.member(&format!("part-{}.eml", self.count), &mut &*mail);
            }
            let depth = depth + 1;
            self.around(&parts, depth, &mut fields, waiting);
            fields.hand_out(self.output);
            if depth > DEEPEST {
                let detail = format!("parts nested deeper than {DEEPEST} levels");
                self.trouble.get_or_insert(Unread::new(Reason::TooLarge, detail));
                parts
                    .parts
                    .into_iter()
                    .for_each(|part| self.body.plain(&decoded(&self.bytes[part], None), self.output));
                return Ok(());
            }
            let parts = parts.parts.into_iter().rev();
            waiting.extend(parts.map(|range| Waiting { range, depth, within: kind.kind.clone() }));
            return Ok(());
        }
        let raw = &self.bytes[body];
        let bytes = transfer::decoded(raw, &encoding);
        let cid = header.iter().find(|field| field.is("Content-ID")).map(Field::value);
        // Programs count with them; a number as long as a person's is somebody's choice.
        if let Some(cid) =
            cid.as_deref().filter(|cid| cid.split(|c: char| !c.is_ascii_digit()).any(|run| run.len() == 11))
        {
            fields.add(Role::Metadata, "Content-ID", cid);
        }
        let has_cid = cid.is_some();
        let leaf = Leaf { kind, disposition, within: &within, bytes: &bytes, is_whole_mail: depth == 0, has_cid };
        let own_name = leaf.name(self.count);
        let mut told = if self.is_handed_out(&leaf) { vec![own_name.as_str()] } else { Vec::new() };
        for name in leaf.disposition.file_names().chain(leaf.kind.file_names()) {
            if !told.contains(&name) {
                told.push(name);
                fields.add(Role::AttachmentName, "name", name);
            }
        }
        fields.hand_out(self.output);
        self.leaf(&leaf)
    }

    /// Whether the part becomes a document within the mail.
    fn is_handed_out(&self, leaf: &Leaf<'_>) -> bool {
        let is_attached = leaf.disposition.kind == "attachment" && !leaf.is_whole_mail;
        let is_text = matches!(
            leaf.kind.kind.as_str(),
            "text/plain"
                | "text"
                | "text/enriched"
                | "text/rfc822-headers"
                | "text/html"
                | "text/x-amp-html"
                | "message/delivery-status"
                | "message/disposition-notification"
                | "message/feedback-report"
        );
        !leaf.bytes.trim_ascii().is_empty() && !leaf.is_decoration() && (leaf.is_no_text() || !is_text || is_attached)
    }

    /// Texts before and behind the parts, and parts among them that have another boundary. Without any part the text is the mail's own.
    fn around(&mut self, parts: &mime::Parts, depth: usize, fields: &mut Fields, waiting: &mut Vec<Waiting>) {
        for range in &parts.around {
            if parts.parts.is_empty() {
                self.body.plain(&decoded(&self.bytes[range.clone()], None), self.output);
                continue;
            }
            let inner = mime::parts(self.bytes, range.clone(), None);
            if depth <= DEEPEST {
                waiting.extend(inner.parts.into_iter().map(|range| Waiting { range, depth, within: String::new() }));
            }
            for range in inner.around {
                let text = decoded(&self.bytes[range], None);
                // What mail programs put there for programs that know no parts.
                let is_told = |line: &&str| !line.to_ascii_lowercase().contains("multi-part message in mime");
                let text = text.lines().filter(is_told).collect::<Vec<_>>().join("\n");
                fields.add(Role::Metadata, "around-parts", &text);
            }
        }
    }

    fn leaf(&mut self, leaf: &Leaf<'_>) -> Result<(), Unread> {
        let kind = leaf.kind.kind.as_str();
        let is_attached = leaf.disposition.kind == "attachment" && !leaf.is_whole_mail;
        let text = || decoded(leaf.bytes, leaf.kind.parameter("charset"));
        match kind {
            _ if leaf.bytes.trim_ascii().is_empty() => Ok(()),
            _ if leaf.is_no_text() => self.output.member(&leaf.name(self.count), &mut &*leaf.bytes),
            "text/plain" | "text" | "text/enriched" | "text/rfc822-headers" if !is_attached => {
                let text = text();
                let is_flowed = leaf.kind.parameter("format").is_some_and(|how| how.eq_ignore_ascii_case("flowed"));
                let drops_blank = leaf.kind.parameter("delsp").is_some_and(|how| how.eq_ignore_ascii_case("yes"));
                if is_flowed { self.plain(&unflowed(&text, drops_blank)) } else { self.plain(&text) }
            }
            "message/delivery-status" | "message/disposition-notification" | "message/feedback-report" => {
                self.plain(&text())
            }
            "text/html" | "text/x-amp-html" if !is_attached => {
                self.body.page(text().into_owned());
                Ok(())
            }
            "application/pgp-signature" if leaf.bytes.trim_ascii_start().starts_with(b"-----BEGIN PGP SIG") => Ok(()),
            "application/pkcs7-signature" | "application/x-pkcs7-signature" if signed::is_empty(leaf.bytes) => Ok(()),
            "application/pgp-encrypted" => Ok(()),
            "application/octet-stream" if leaf.within == "multipart/encrypted" => self.closed(leaf, "PGP"),
            "application/pkcs7-mime" | "application/x-pkcs7-mime" => match opened(leaf.bytes) {
                Sealed::Signed(mail) => self.output.member(&format!("{}.eml", leaf.name(self.count)), &mut &*mail),
                Sealed::Closed => self.closed(leaf, "S/MIME"),
            },
            _ if leaf.is_decoration() => picture::describe(&self.input.within(leaf.bytes, "picture"), self.output),
            _ => self.output.member(&leaf.name(self.count), &mut &*leaf.bytes),
        }
    }

    fn closed(&mut self, leaf: &Leaf<'_>, how: &str) -> Result<(), Unread> {
        self.output
            .closed_member(&leaf.name(self.count), Unread::new(Reason::Encrypted, format!("encrypted with {how}")))
    }

    /// A plain text, with the files in it that old programs put there.
    fn plain(&mut self, text: &str) -> Result<(), Unread> {
        if text.lines().any(|line| line.trim_end() == "-----BEGIN PGP MESSAGE-----") {
            self.trouble.get_or_insert(Unread::new(Reason::Encrypted, "a text encrypted with PGP"));
        }
        if text.lines().any(|line| line.starts_with("=ybegin ")) {
            self.trouble.get_or_insert(Unread::new(Reason::Unsupported, "a file in yEnc"));
        }
        let (mut rest, copy) = text.split_at(copy_start(text.as_bytes()).unwrap_or(text.len()));
        if !copy.is_empty() {
            self.output.member(&format!("copy-{}.eml", self.count), &mut copy.as_bytes())?;
        }
        let mut shown = String::new();
        while let Some(file) = transfer::uuencoded(rest.as_bytes()) {
            shown.push_str(&rest[..file.place.start]);
            rest = &rest[file.place.end..];
            self.output.member(&file.name, &mut &*file.bytes)?;
        }
        shown.push_str(rest);
        self.body.plain(&shown, self.output);
        Ok(())
    }
}

/// A part without parts.
struct Leaf<'l> {
    kind: Content,
    disposition: Content,
    within: &'l str,
    bytes: &'l [u8],
    is_whole_mail: bool,
    has_cid: bool,
}

impl Leaf<'_> {
    /// A picture that the text shows and that is too small to hold one.
    fn is_decoration(&self) -> bool {
        if !self.kind.kind.starts_with("image/") {
            return false;
        }
        let is_inline = self.disposition.kind == "inline" || (self.has_cid && self.disposition.kind != "attachment");
        (is_inline || self.within == "multipart/related") && is_logo(self.bytes)
    }

    /// A part that is called a text and holds a file: programs do so that do not know what they send.
    fn is_no_text(&self) -> bool {
        let is_called_text = self.kind.kind.starts_with("text/") || self.kind.kind == "text";
        let name = self.disposition.file_name().or_else(|| self.kind.file_name()).unwrap_or_default();
        is_called_text
            && self.kind.parameter("charset").is_none_or(|charset| !charset.to_ascii_lowercase().starts_with("utf-16"))
            && (format::is_no_text(self.bytes) || (format::is_never_empty(name) && !self.is_whole_mail))
    }

    /// The file's name; where it has none, its number with the extension of its type.
    fn name(&self, number: usize) -> String {
        let name = self.disposition.file_name().or_else(|| self.kind.file_name());
        let is_mail = matches!(self.kind.kind.as_str(), "message/rfc822" | "message/global" | "message/news");
        let extension = match self.kind.kind.as_str() {
            _ if is_mail => "eml",
            "text/calendar" => "ics",
            "text/vcard" | "text/x-vcard" | "text/directory" => "vcf",
            "application/ms-tnef" | "application/vnd.ms-tnef" => "dat",
            "application/pkcs7-mime" | "application/x-pkcs7-mime" => "p7m",
            "application/octet-stream" => "bin",
            "application/msword" => "doc",
            "application/vnd.ms-excel" => "xls",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => "docx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" => "xlsx",
            "text/plain" => "txt",
            kind => kind.rsplit(['/', '.', '+', '-']).next().unwrap_or("bin"),
        };
        match name {
            Some(name) if is_mail && !name.to_ascii_lowercase().ends_with(".eml") => format!("{name}.eml"),
            Some(name) => name.to_owned(),
            None => format!("part-{number}.{extension}"),
        }
    }
}
