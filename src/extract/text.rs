//! Running text: plain text and Markdown. A long text is handed out in windows, cut at places that depend on the text alone,
//! so that every run, with any number of workers, sees the same windows.

use super::encoding::{self, Charset};
use crate::model::{Part, Places, Role};
use std::borrow::Cow;

/// A window has at least this many bytes (but the last).
const WINDOW: usize = 256 * 1024;

/// How far beyond that an empty line is looked for: a paragraph is rarely longer.
const REACH: usize = 16 * 1024;

/// How far a line end is looked for. A longer line is cut.
const LINE_REACH: usize = WINDOW;

/// What [`cut`] looks at; with less (and more to come) it cannot decide.
const SIGHT: usize = WINDOW + LINE_REACH;

/// Where the first window of `text` ends. Does not read what lies before byte 256 Ki.
fn cut(text: &[u8]) -> usize {
    if text.len() <= WINDOW + REACH {
        return text.len();
    }
    let near = &text[WINDOW..WINDOW + REACH];
    let far = &text[WINDOW..text.len().min(SIGHT)];
    let at = after_empty_line(near)
        .or_else(|| after_line(near, |last, next| matches!(last, b'.' | b'!' | b'?') && !next.is_ascii_digit()))
        .or_else(|| after_line(near, |_, next| !next.is_ascii_digit()))
        .or_else(|| memchr::memchr(b'\n', near).and_then(|_| at_blank(near)))
        .or_else(|| memchr::memchr(b'\n', far).map(|at| at + 1))
        .or_else(|| memchr::memchr(b'\r', near).map(|at| at + 1))
        .or_else(|| at_blank(near))
        .unwrap_or_else(|| near.iter().position(|byte| byte & 0xC0 != 0x80).unwrap_or(0));
    WINDOW + at
}

/// Behind the first line that holds nothing (or only a carriage return).
fn after_empty_line(text: &[u8]) -> Option<usize> {
    memchr::memchr_iter(b'\n', text).find_map(|at| match &text[at + 1..] {
        [b'\n', ..] => Some(at + 2),
        [b'\r', b'\n', ..] => Some(at + 3),
        _ => None,
    })
}

/// Behind the first line that `ends` says yes to: it is given the line's last byte and the next line's first one, blanks apart.
/// So a sentence or a number that goes on behind the line end stays whole.
fn after_line(text: &[u8], ends: impl Fn(u8, u8) -> bool) -> Option<usize> {
    memchr::memchr_iter(b'\n', text).map(|at| at + 1).find(|&at| {
        let (line, rest) = text.split_at(at);
        let last = line.trim_ascii_end().last().copied();
        let next = rest.trim_ascii_start().first().copied();
        last.zip(next).is_some_and(|(last, next)| ends(last, next))
    })
}

/// Behind the first blank that stands between two bytes that are no digits: a number written in groups stays whole.
fn at_blank(text: &[u8]) -> Option<usize> {
    memchr::memchr_iter(b' ', text)
        .find(|&at| {
            let is_digit = |at: usize| text.get(at).is_none_or(u8::is_ascii_digit);
            at > 0 && !is_digit(at - 1) && !is_digit(at + 1)
        })
        .map(|at| at + 1)
}

/// The windows of a text.
pub(super) fn pieces(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let (piece, after) = rest.split_at(cut(rest));
        rest = after;
        Some(piece)
    })
}

/// The text without the marks that say where a word may be parted and that nobody sees: the soft hyphen, blanks and joiners of no width.
/// A word with one in it is no other word. For values whose bytes are counted within themselves: places in running text are the file's.
pub(super) fn without_invisible(text: &[u8]) -> Cow<'_, [u8]> {
    const MARKS: [&str; 4] = ["\u{ad}", "\u{200b}", "\u{2060}", "\u{feff}"];
    let mark_at =
        |at: &usize| MARKS.iter().find(|mark| text[*at..].starts_with(mark.as_bytes())).map(|mark| mark.len());
    let mut marks = memchr::memchr3_iter(0xC2, 0xE2, 0xEF, text).filter_map(|at| Some((at, mark_at(&at)?))).peekable();
    if marks.peek().is_none() {
        return text.into();
    }
    let mut plain = Vec::with_capacity(text.len());
    let mut from = 0;
    for (at, length) in marks {
        plain.extend_from_slice(&text[from..at]);
        from = at + length;
    }
    plain.extend_from_slice(&text[from..]);
    plain.into()
}

/// A text with the marks of quotation blanked where they part a number from its other half.
fn with_quoted_numbers(text: Cow<'_, [u8]>) -> Cow<'_, [u8]> {
    let mut blanks: Vec<std::ops::Range<usize>> = Vec::new();
    for feed in memchr::memmem::find_iter(&text, b"\n>") {
        let marks = text[feed + 1..].iter().take(8).take_while(|byte| matches!(byte, b'>' | b' ')).count();
        let last = text[..feed].trim_ascii_end().last();
        let parts_number =
            last.is_some_and(u8::is_ascii_digit) && text.get(feed + 1 + marks).is_some_and(u8::is_ascii_digit);
        if parts_number {
            blanks.push(feed + 1..feed + 1 + marks);
        }
    }
    if blanks.is_empty() {
        return text;
    }
    let mut text = text.into_owned();
    blanks.into_iter().for_each(|blank| text[blank].fill(b' '));
    text.into()
}

/// Where in a text bytes begin that are no text of any encoding; `None` where it is text throughout. UTF-16 is.
pub(super) fn binary_from(bytes: &[u8]) -> Option<usize> {
    /// Of random bytes 24 of so many are control characters.
    const CHUNK: usize = 256;
    let (charset, _) = encoding::by_mark(bytes);
    if charset.is_some_and(|charset| charset != Charset::Encoding(encoding_rs::UTF_8)) {
        return None;
    }
    let foreign = |byte: &u8| u8::from(matches!(byte, 0..=8 | 0x0E..=0x19 | 0x1C | 0x1D | 0x7F));
    let is_binary = |chunk: &[u8]| {
        let count = chunk.chunks(128).map(|run| usize::from(run.iter().map(foreign).sum::<u8>())).sum::<usize>();
        count * 20 > chunk.len().max(CHUNK / 2)
    };
    bytes.chunks(CHUNK).position(is_binary).map(|chunk| chunk * CHUNK)
}

fn window(text: Cow<'_, [u8]>, origin: usize, first_line: u64) -> Part<'_> {
    Part { origin, places: Places::Lines { first_line }, ..Part::text(Role::Body, text) }
}

/// Hands out plain text: windows of UTF-8 as they stand in `bytes`, others converted. A window that is no UTF-8 is converted
/// from the code page that the first such window shows, so that a file glued together from several is read throughout.
pub(super) fn read<'a>(bytes: &'a [u8], sink: &mut dyn FnMut(Part<'a>)) {
    let (charset, bom) = encoding::by_mark(bytes);
    match charset {
        Some(Charset::Encoding(encoding)) if encoding != encoding_rs::UTF_8 => wide(&bytes[bom..], encoding, sink),
        _ => narrow(&bytes[bom..], bom, sink),
    }
}

fn narrow<'a>(bytes: &'a [u8], bom: usize, sink: &mut dyn FnMut(Part<'a>)) {
    let mut origin = bom;
    let mut code_page = None;
    for piece in pieces(bytes) {
        let text = if encoding::reads_as_utf8(piece) {
            Cow::Borrowed(piece)
        } else {
            let charset = *code_page.get_or_insert_with(|| encoding::code_page(piece));
            Cow::Owned(charset.decode(piece).into_owned().into_bytes())
        };
        let text = with_quoted_numbers(text);
        let length = text.len();
        sink(window(text, origin, 1));
        origin += length;
    }
}

/// UTF-16, converted a little at a time.
fn wide<'a>(bytes: &[u8], encoding: &'static encoding_rs::Encoding, sink: &mut dyn FnMut(Part<'a>)) {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::new();
    let mut origin = 0;
    let mut chunks = bytes.chunks(WINDOW).peekable();
    while let Some(chunk) = chunks.next() {
        let last = chunks.peek().is_none();
        // The worst case is three bytes for two; a full String would stop the decoder before the end of the chunk.
        text.reserve(decoder.max_utf8_buffer_length(chunk.len()).unwrap_or(chunk.len() * 3 + 8));
        let _ = decoder.decode_to_string(chunk, &mut text, last);
        while text.len() > SIGHT || (last && !text.is_empty()) {
            let rest = text.split_off(cut(text.as_bytes()));
            let length = text.len();
            sink(window(Cow::Owned(std::mem::replace(&mut text, rest).into_bytes()), origin, 1));
            origin += length;
        }
    }
}

/// Hands out what is left of a structured text from byte `at` on, where its own reader gave up. The line (from 1) of that byte.
pub(super) fn read_rest<'a>(text: Cow<'a, str>, at: usize, sink: &mut dyn FnMut(Part<'a>)) -> u64 {
    let first_line = 1 + memchr::memchr_iter(b'\n', &text.as_bytes()[..at]).count() as u64;
    let mut origin = at;
    let mut hand_out = |piece: Cow<'a, [u8]>| {
        let length = piece.len();
        sink(window(piece, origin, first_line));
        origin += length;
    };
    match &text {
        Cow::Borrowed(text) => pieces(&text.as_bytes()[at..]).for_each(|piece| hand_out(Cow::Borrowed(piece))),
        Cow::Owned(text) => pieces(&text.as_bytes()[at..]).for_each(|piece| hand_out(Cow::Owned(piece.to_vec()))),
    }
    first_line
}
