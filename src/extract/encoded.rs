//! Documents that stand in texts as base64: attached to XML and JSON of exchanges, in addresses of pages (`data:…;base64,`), between the
//! lines of PEM and LDIF.
//!
//! Letters of base64 say nothing themselves, but happen to spell names and terms. What they stand for is looked at: a document becomes
//! one within the document, keys and signatures are passed over. Either is replaced by blanks before the text is searched, so that no
//! place in it moves.

use super::limits::Budget;
use super::mail::{base64, is_logo, uuencoded};
use super::{Limits, Member, Piece, Reading, format};
use crate::model::{Part, Reason, Unread};
use memchr::memmem;
use std::ops::Range;

/// A first line of base64 is at least so long. Programs break lines at 60 to 76.
const LEAST_LINE: usize = 40;

/// Longer lines are whole documents, which no other line follows.
const WIDEST_LINE: usize = 128;

/// Shorter base64 that nothing announces is left alone: it may be a word of another kind.
const LEAST: usize = 60;

/// What is announced, by `;base64,` or by the two colons of LDIF, may be so short.
const LEAST_ANNOUNCED: usize = 16;

/// What stands before base64 in an address, and in LDIF.
const ADDRESS: &[u8] = b";base64,";
const LDIF: &[u8] = b":: ";

/// Keys and signatures are longer, most words shorter.
const LEAST_RANDOM: usize = 200;

/// Readers cut a longer text into pieces (`text.rs`): base64 at its end may go on in the next one.
const CUT_FROM: usize = 250 * 1024;

/// White space between two lines of base64, indented as markup is.
const WIDEST_BREAK: usize = 64;

/// So much is looked at to tell what base64 stands for.
const GLANCE: usize = 16 * 1024;

/// Looks for documents in the parts of one document, one after the other.
pub(super) struct Encoded {
    budget: Budget,
    /// What the end of the piece before may have cut.
    open: Option<Open>,
    count: u32,
    pub unread: Option<Unread>,
}

/// Base64 that goes on in the next piece.
struct Open {
    letters: Vec<u8>,
    holds: Holds,
}

/// What base64 stands for.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Holds {
    /// A document, with that extension.
    Document(&'static str),
    /// Nothing that anybody reads.
    Nothing,
}

impl Encoded {
    /// For a document of `size` bytes.
    pub fn new(limits: Limits, size: usize) -> Self {
        Encoded { budget: Budget::new(limits, size), open: None, count: 0, unread: None }
    }

    /// Hands on a part without its base64, and the documents that it held.
    pub fn part<'a>(&mut self, mut part: Part<'a>, sink: &mut dyn FnMut(Piece<'a>)) {
        let mut members = Vec::new();
        let mut blanks: Vec<Range<usize>> = Vec::new();
        if part.segments.is_empty() {
            blanks.extend(self.files(&part.text, &mut members));
        }
        let segments: Vec<Range<usize>> = match part.segments.as_slice() {
            [] => std::iter::once(0..part.text.len()).collect(),
            segments => {
                let places = segments.iter().map(|segment| segment.start as usize..segment.end as usize);
                places.filter(|place| place.len() >= LEAST_ANNOUNCED).collect()
            }
        };
        for range in segments {
            let text = &part.text[range.clone()];
            let found = self.text(text, &mut members);
            blanks.extend(found.into_iter().map(|found| range.start + found.start..range.start + found.end));
        }
        if !blanks.is_empty() {
            let text = part.text.to_mut();
            for blank in blanks {
                text[blank].iter_mut().filter(|byte| !byte.is_ascii_whitespace()).for_each(|byte| *byte = b' ');
            }
        }
        sink(Piece::Part(part));
        members.into_iter().for_each(|member| sink(Piece::Member(member)));
    }

    /// Files in uuencode, as old programs put them into texts: where they stand.
    fn files(&mut self, text: &[u8], members: &mut Vec<Member>) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        let mut at = 0;
        while memmem::find(&text[at..], b"begin ").is_some()
            && let Some(file) = uuencoded(&text[at..])
        {
            let place = at + file.place.start..at + file.place.end;
            if let Err(unread) = self.budget.count_member() {
                self.unread.get_or_insert(unread);
                return found;
            }
            let is_cut = place.end == text.len() && text.len() >= CUT_FROM;
            let unread = is_cut.then(|| Unread::new(Reason::Unsupported, "a long file in uuencode"));
            members.push(Member { name: file.name, bytes: file.bytes, unread });
            at = place.end;
            found.push(place);
        }
        found
    }

    /// At the end of the document.
    pub fn end<'a>(&mut self, sink: &mut dyn FnMut(Piece<'a>)) {
        let mut members = Vec::new();
        if let Some(open) = self.open.take() {
            self.close(&open.letters, open.holds, &mut members);
        }
        members.into_iter().for_each(|member| sink(Piece::Member(member)));
    }

    /// Where base64 stands that is not to be searched.
    fn text(&mut self, text: &[u8], members: &mut Vec<Member>) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        let mut at = 0;
        let is_cut = text.len() >= CUT_FROM;
        if let Some(mut open) = self.open.take() {
            let begin = text.iter().take(WIDEST_BREAK).take_while(|byte| byte.is_ascii_whitespace()).count();
            // A word that begins the next line is none of it.
            let run = text[begin..].iter().take_while(|byte| is_letter(**byte)).count();
            let goes_on = run >= LEAST_LINE || (run > 0 && text.get(begin + run) == Some(&b'='));
            let end = if goes_on { block_end(text, begin) } else { begin };
            if end > begin {
                open.letters.extend_from_slice(&text[begin..end]);
                found.push(begin..end);
                at = end;
            }
            if is_cut && text[end..].trim_ascii_start().is_empty() {
                self.open = Some(open);
                return found;
            }
            self.close(&open.letters, open.holds, members);
        }
        let mut starts = Starts::of(text, at);
        while let Some(start) = starts.at_or_behind(at) {
            let is_announced = is_announced(&text[..start]);
            let end = block_end(text, start);
            at = end.max(start + 1);
            let letters = &text[start..end];
            let Some(holds) = holds(letters, is_announced) else { continue };
            found.push(start..end);
            if is_cut && text[end..].trim_ascii_start().is_empty() {
                self.open = Some(Open { letters: letters.to_vec(), holds });
            } else {
                self.close(letters, holds, members);
            }
        }
        found
    }

    fn close(&mut self, letters: &[u8], holds: Holds, members: &mut Vec<Member>) {
        let Holds::Document(extension) = holds else { return };
        let mut bytes = Vec::new();
        let outcome = self.budget.count_member().and_then(|()| {
            let decoded = base64(letters);
            self.budget.unpack(&mut &*decoded, &mut |piece| bytes.extend_from_slice(piece))
        });
        if let Err(unread) = outcome {
            self.unread.get_or_insert(unread);
            return;
        }
        if is_logo(&bytes) {
            return;
        }
        self.count += 1;
        members.push(Member { name: format!("encoded-{}.{extension}", self.count), bytes, unread: None });
    }
}

fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'-' | b'_')
}

/// Where base64 may begin: at long runs of its letters, and behind what announces it. Each is looked for once only.
struct Starts<'t> {
    text: &'t [u8],
    next: [Option<usize>; 3],
}

impl<'t> Starts<'t> {
    fn of(text: &'t [u8], from: usize) -> Self {
        Starts { text, next: [0, 1, 2].map(|which| Self::find(text, which, from)) }
    }

    /// The first one at or behind `from`.
    fn at_or_behind(&mut self, from: usize) -> Option<usize> {
        let text = self.text;
        for (which, next) in self.next.iter_mut().enumerate() {
            if next.is_some_and(|at| at < from) {
                *next = Self::find(text, which, from);
            }
        }
        self.next.into_iter().flatten().min()
    }

    fn find(text: &[u8], which: usize, from: usize) -> Option<usize> {
        let rest = text.get(from..)?;
        let sign: &[u8] = match which {
            0 => return long_run(rest).map(|at| from + at),
            1 => ADDRESS,
            _ => LDIF,
        };
        // Most texts hold no sign, and short ones are told so without a searcher.
        memmem::find(rest, sign)?;
        let mut starts = memmem::find_iter(rest, sign).map(|at| from + at + sign.len());
        let is_begun =
            |at: &usize| text.get(*at..at + LEAST_ANNOUNCED).is_some_and(|run| run.iter().all(|&byte| is_letter(byte)));
        starts.find(is_begun)
    }
}

/// The first run of so many letters. Most bytes of a text are not looked at: where no letter stands, no run reaches over it.
fn long_run(text: &[u8]) -> Option<usize> {
    let mut start = 0;
    while let Some(run) = text.get(start..start + LEAST_LINE) {
        match run.iter().rposition(|&byte| !is_letter(byte)) {
            Some(last) => start += last + 1,
            None => return Some(start),
        }
    }
    None
}

/// `;base64,` or the mark of LDIF stands before it.
fn is_announced(before: &[u8]) -> bool {
    before.ends_with(ADDRESS) || before.ends_with(LDIF)
}

/// Where the base64 from `start` on ends, over as many lines as it takes.
fn block_end(text: &[u8], start: usize) -> usize {
    let run = |from: usize| text[from..].iter().take_while(|byte| is_letter(**byte)).count();
    let padding = |from: usize| text[from..].iter().take(2).take_while(|byte| **byte == b'=').count();
    let first = run(start);
    let (mut end, mut count, mut widest) = (start + first, first, first);
    if text[start..end].iter().all(|byte| *byte == text[start]) {
        // A line that is drawn.
        return end;
    }
    loop {
        let padded = padding(end);
        if padded > 0 {
            return end + padded;
        }
        let blank = text[end..].iter().take(WIDEST_BREAK).take_while(|byte| byte.is_ascii_whitespace()).count();
        let next = end + blank;
        let length = if blank > 0 { run(next) } else { 0 };
        let lines = memchr::memchr_iter(b'\n', &text[end..next]).count();
        let is_line = length >= LEAST_LINE.min(first);
        // The last line is shorter; a word behind it rarely ends where base64 can.
        let is_last = length > 0
            && length < first
            && lines <= 1
            && (padding(next + length) > 0 && (count + length + padding(next + length)).is_multiple_of(4)
                || (lines == 1
                    && first <= WIDEST_LINE
                    && (count + length).is_multiple_of(4)
                    && text.get(next + length).is_none_or(|byte| matches!(byte, b'\r' | b'\n' | b'<' | b'"'))));
        if !is_line && !is_last {
            return end;
        }
        end = next + length;
        count += length;
        // Only the last line is shorter than the others.
        if !is_line || length < widest {
            return end + padding(end);
        }
        widest = length;
    }
}

/// What base64 stands for; `None` where it may not be any.
fn holds(letters: &[u8], is_announced: bool) -> Option<Holds> {
    let count = letters.iter().filter(|byte| is_letter(**byte)).count();
    if count < if is_announced { LEAST_ANNOUNCED } else { LEAST } {
        return None;
    }
    let decoded = base64(&letters[..letters.len().min(GLANCE)]);
    // The end of a glance may cut a character in two.
    let glance = &decoded[..if letters.len() > GLANCE { decoded.len() - decoded.len() % 3 } else { decoded.len() }];
    if let Some(extension) = extension_of(glance) {
        return Some(Holds::Document(extension));
    }
    let is_address = is_announced && count >= LEAST;
    (is_address || (count >= LEAST_RANDOM && is_random(letters))).then_some(Holds::Nothing)
}

/// The extension of the document that begins so; `None` where it is none.
fn extension_of(bytes: &[u8]) -> Option<&'static str> {
    // Two bytes are too short a sign to go by.
    let is_short_sign = bytes.starts_with(b"\x1F\x8B") && bytes.get(2) != Some(&8);
    if let Some(format) = format::by_signs(bytes).filter(|_| !is_short_sign) {
        return Some(format);
    }
    if !is_readable(bytes) {
        return None;
    }
    let format = format::guess(bytes, "").format;
    // Symbols of pages, drawn in lines, show no words.
    let has = |sign: &[u8]| memmem::find(bytes, sign).is_some();
    if has(b"<svg") && bytes.len() < GLANCE / 2 && ![&b"<text"[..], b"<title", b"<desc", b"<image"].into_iter().any(has)
    {
        return None;
    }
    Some(if matches!(format.reading, Reading::Here(_)) { format.extension() } else { "eml" })
}

/// Whether bytes are a text: nearly all of them are letters and signs that people write.
fn is_readable(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(4096)];
    let is_control = |byte: &u8| *byte < 32 && !matches!(byte, b'\t' | b'\n' | b'\r') || *byte == 127;
    if start.len() < 10 || start.iter().any(is_control) {
        return start.len() >= 10 && is_utf16(start);
    }
    match std::str::from_utf8(start) {
        Ok(_) => true,
        Err(error) if error.error_len().is_none() && error.valid_up_to() + 4 > start.len() => true,
        // A code page of single bytes.
        Err(_) => start.len() >= 40 && start.iter().filter(|byte| byte.is_ascii()).count() * 100 >= start.len() * 85,
    }
}

fn is_utf16(bytes: &[u8]) -> bool {
    let (marked, bom) = super::encoding::by_mark(bytes);
    marked.is_some_and(|charset| {
        let text = charset.decode(&bytes[bom..]);
        let is_odd = |c: char| (c.is_control() && !c.is_whitespace()) || c == char::REPLACEMENT_CHARACTER;
        text.chars().filter(|&c| c.is_ascii()).count() * 10 >= text.chars().count() * 8 && !text.contains(is_odd)
    })
}

/// Letters as chance strews them: no word, path or row of digits has as many of each kind, changing as often.
fn is_random(letters: &[u8]) -> bool {
    let kind = |byte: &u8| match byte {
        b'A'..=b'Z' => 0,
        b'a'..=b'z' => 1,
        b'0'..=b'9' => 2,
        _ => 3,
    };
    let (mut counts, mut changes, mut last, mut all) = ([0_usize; 4], 0_usize, None, 0_usize);
    for kind in letters[..letters.len().min(GLANCE)].iter().filter(|byte| is_letter(**byte)).map(kind) {
        counts[kind] += 1;
        changes += usize::from(last.is_some_and(|last| last != kind));
        (last, all) = (Some(kind), all + 1);
    }
    let percent = |count: usize| count * 100 / all.max(1);
    (25..=55).contains(&percent(counts[0]))
        && (25..=55).contains(&percent(counts[1]))
        && (7..=26).contains(&percent(counts[2]))
        && percent(counts[3]) <= 10
        && percent(changes) >= 50
}

#[cfg(test)]
mod tests;
