//! From bytes to text: which encoding a file is in, by its mark, its declaration and its letters.
//!
//! Norwegian files are UTF-8, Windows-1252 (which holds ISO-8859-1), UTF-16 from Windows programs, and, from old systems,
//! IBM 865 or 850 and Macintosh. What is mostly UTF-8 is taken for it: a stray byte stays where it stands.

use super::code_page::{self, IBM_850, IBM_865};
use crate::source::looking_through;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, MACINTOSH, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::borrow::Cow;

/// An encoding that can be read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Charset {
    /// One of the WHATWG's.
    Encoding(&'static Encoding),
    /// One of IBM's: ASCII below 128, these above.
    Ibm(&'static [char; 128]),
}

impl Charset {
    /// As text. Bytes without a meaning become U+FFFD.
    pub fn decode(self, bytes: &[u8]) -> Cow<'_, str> {
        match self {
            Charset::Encoding(encoding) => encoding.decode_without_bom_handling(bytes).0,
            Charset::Ibm(upper) => {
                let mut text = String::with_capacity(bytes.len() + bytes.len() / 8);
                text.extend(bytes.iter().map(|&byte| match byte {
                    0..0x80 => char::from(byte),
                    _ => upper[usize::from(byte - 0x80)],
                }));
                text.into()
            }
        }
    }
}

/// How much of a file is looked at to tell UTF-16 without a mark.
const GLANCE: usize = 4 * 1024;

/// The encoding that a byte order mark or the pattern of NULs tells, and the length of the mark.
pub(super) fn by_mark(bytes: &[u8]) -> (Option<Charset>, usize) {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return (Some(Charset::Encoding(encoding)), length);
    }
    let glance = &bytes[..bytes.len().min(GLANCE) & !1];
    if glance.len() < 4 || memchr::memchr(0, glance).is_none() {
        return (None, 0);
    }
    // Latin text in UTF-16 has a NUL in nearly every unit, always on the same side.
    let nuls = |side: usize| glance.iter().skip(side).step_by(2).filter(|&&byte| byte == 0).count() * 2;
    let (first, second) = (nuls(0), nuls(1));
    let (most, few) = (glance.len() * 6 / 10, glance.len() / 20);
    let encoding = match () {
        () if second >= most && first <= few => Some(UTF_16LE),
        () if first >= most && second <= few => Some(UTF_16BE),
        () => None,
    };
    (encoding.map(Charset::Encoding), 0)
}

/// UTF-8, or damaged UTF-8: at least four well-formed characters beyond ASCII for each byte that is none.
pub(super) fn reads_as_utf8(bytes: &[u8]) -> bool {
    if simdutf8::basic::from_utf8(bytes).is_ok() {
        return true;
    }
    let (mut sound, mut stray) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().bytes().filter(|&byte| byte >= 0xC0).count();
        stray += chunk.invalid().len();
    }
    sound >= 4 * stray
}

/// æ ø å Æ Ø Å in the code pages that Norwegian systems wrote.
pub(super) const WINDOWS_LETTERS: [u8; 6] = [0xE6, 0xF8, 0xE5, 0xC6, 0xD8, 0xC5];
pub(super) const IBM_LETTERS: [u8; 6] = [0x91, 0x9B, 0x86, 0x92, 0x9D, 0x8F];
const MACINTOSH_LETTERS: [u8; 6] = [0xBE, 0xBF, 0x8C, 0xAE, 0xAF, 0x81];

/// How many of `letters` (the small ones first) stand in words as letters do, less those that stand as none does: a
/// large one behind a small one, a small one before a large one. So the apostrophe of Windows (0x92) in «don’t» is no
/// Æ of IBM's.
fn fitting(bytes: &[u8], letters: &[u8; 6]) -> isize {
    let (small, large) = letters.split_at(3);
    let score = |before: u8, byte: u8, after: u8| {
        let is_letter = |byte: u8| byte.is_ascii_alphabetic() || letters.contains(&byte);
        if small.contains(&byte) {
            match is_letter(before) || is_letter(after) {
                true if after.is_ascii_uppercase() || large.contains(&after) => -1,
                joined => isize::from(joined),
            }
        } else if large.contains(&byte) {
            match before.is_ascii_lowercase() || small.contains(&before) {
                true => -1,
                // A large letter stands before others, or ends a word of them.
                false => isize::from(is_letter(after) || before.is_ascii_uppercase()),
            }
        } else {
            0
        }
    };
    let [first, .., last] = bytes else { return 0 };
    let inside: isize = bytes.windows(3).map(|three| score(three[0], three[1], three[2])).sum();
    inside + score(b' ', *first, bytes[1]) + score(bytes[bytes.len() - 2], *last, b' ')
}

/// The code page that bytes which are no UTF-8 are most likely in.
pub(super) fn code_page(bytes: &[u8]) -> Charset {
    let windows = fitting(bytes, &WINDOWS_LETTERS).max(0);
    let ibm = fitting(bytes, &IBM_LETTERS).max(0);
    let macintosh = fitting(bytes, &MACINTOSH_LETTERS).max(0);
    let best = windows.max(ibm).max(macintosh);
    if best == 0 {
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        detector.feed(bytes, true);
        return Charset::Encoding(detector.guess(Some(b"no"), Utf8Detection::Deny));
    }
    // The others' letters are quotes and signs in Windows-1252: they must be clearly more.
    if 2 * windows >= best {
        Charset::Encoding(WINDOWS_1252)
    } else if ibm >= macintosh {
        Charset::Ibm(if code_page::has_letters_of_850(bytes) { &IBM_850 } else { &IBM_865 })
    } else {
        Charset::Encoding(MACINTOSH)
    }
}

/// A whole structured text with the length of its byte order mark. `declared` is what its XML declaration or HTML `meta` says;
/// a text that is well-formed UTF-8 is read so whatever it declares, since bytes of another encoding never happen to be.
pub(super) fn whole<'a>(bytes: &'a [u8], declared: Option<&str>) -> (Cow<'a, str>, usize) {
    let (marked, bom) = by_mark(bytes);
    let bytes = &bytes[bom..];
    match marked {
        Some(Charset::Encoding(encoding)) if encoding != UTF_8 => {
            return (Charset::Encoding(encoding).decode(bytes), bom);
        }
        _ => {}
    }
    if let Ok(text) = looking_through(bytes, || simdutf8::basic::from_utf8(bytes)) {
        return (Cow::Borrowed(text), bom);
    }
    if reads_as_utf8(bytes) {
        return (Cow::Owned(mended(bytes)), bom);
    }
    let declared = declared.and_then(by_label).filter(|&charset| charset != Charset::Encoding(UTF_8));
    (declared.unwrap_or_else(|| code_page(bytes)).decode(bytes), bom)
}

/// An encoding by the name that documents give it.
fn by_label(label: &str) -> Option<Charset> {
    let wanted: String = label.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    match wanted.as_str() {
        "ibm865" | "cp865" | "865" => Some(Charset::Ibm(&IBM_865)),
        "ibm850" | "cp850" | "850" => Some(Charset::Ibm(&IBM_850)),
        // Said of a text whose bytes are single: the declaration outlived a conversion.
        "utf16" | "utf16le" | "utf16be" => None,
        _ => Encoding::for_label(label.trim().as_bytes()).map(Charset::Encoding),
    }
}

/// Damaged UTF-8 as text: stray bytes are taken for Windows-1252.
fn mended(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() + 16);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.push_str(&WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0);
    }
    text
}

/// The beginning of a file as text, to guess its format by.
pub(super) fn beginning(bytes: &[u8]) -> Cow<'_, str> {
    let (marked, bom) = by_mark(bytes);
    let start = &bytes[bom..bytes.len().min(bom + GLANCE)];
    if let Some(charset) = marked {
        return charset.decode(start);
    }
    match simdutf8::compat::from_utf8(start) {
        Ok(text) => Cow::Borrowed(text),
        // A character that the end of the glance cuts in two.
        Err(error) if error.error_len().is_none() => String::from_utf8_lossy(&start[..error.valid_up_to()]),
        Err(_) => Cow::Owned(mended(start)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_page(text: &str, page: &[char; 128]) -> Vec<u8> {
        let byte = |c: char| match page.iter().position(|&upper| upper == c) {
            Some(at) => at as u8 + 128,
            None => u8::try_from(u32::from(c)).unwrap(),
        };
        text.chars().map(byte).collect()
    }

    #[test]
    fn norwegian_in_the_pages_of_dos_is_known() {
        let texts = [
            "Søker: Åse Bjørnæs, Ærfjord",
            "ØKONOMISK SOSIALHJELP TIL FAMILIEN PÅ ÅS",
            "┌──────┐\n│ Navn │ Øyvind\n└──────┘",
            "Kari har bedt om å få utsatt møtet.",
            "pølse",
        ];
        for text in texts {
            for (page, only) in [(&IBM_865, ""), (&IBM_850, " Señor Ámundur Jónsson, ÍSLANDÍA")] {
                let text = format!("{text}{only}");
                assert_eq!(code_page(&in_page(&text, page)).decode(&in_page(&text, page)), text);
            }
        }
    }

    #[test]
    fn the_signs_of_windows_are_no_letters_of_dos() {
        let texts = [
            "It’s the company’s policy; they don’t.",
            "‘quoted’ and ‘again’",
            "Han heter d’Arc, født † 1905, og sa ‘nei’ – til alt… på Ørsta",
            "O’Brien’s bok er på biblioteket",
            "20 °C, 5 ± 1, §5, «sitat», €100",
            "Müller’s café",
            "À la carte, crème brûlée, l’été d’Élise",
            "ÅPENT MØTE PÅ ÆRFJORD",
        ];
        for text in texts {
            let bytes = WINDOWS_1252.encode(text).0;
            assert_eq!(code_page(&bytes).decode(&bytes), text);
        }
        // ISO-8859-1 has no signs between 128 and 159.
        let text = "Søknad fra Bjørg Ærlig på Ås";
        let bytes: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
        assert_eq!(code_page(&bytes).decode(&bytes), text);
        let bytes = MACINTOSH.encode(text).0;
        assert_eq!(code_page(&bytes).decode(&bytes), text);
    }
}
