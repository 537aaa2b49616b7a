//! Lower case for bytes of UTF-8: what the word lists are written in.

/// Longest token that is looked up, in bytes. Norwegian's longest compounds stay below.
pub const LONGEST: usize = 96;

/// A folded token on the stack.
pub struct Folded {
    bytes: [u8; LONGEST],
    len: usize,
}

impl Folded {
    /// `token` in lower case; `None` where it is longer than [`LONGEST`] or its lower case changes its length beyond it.
    #[inline]
    pub fn new(token: &[u8]) -> Option<Folded> {
        if token.len() > LONGEST {
            return None;
        }
        let mut folded = Folded { bytes: [0; LONGEST], len: token.len() };
        folded.bytes[..token.len()].copy_from_slice(token);
        // Letters beyond Latin-1 are rare and need the tables of Unicode.
        if token.iter().any(|&byte| byte > 0xC3) {
            folded.len = fold_letters(token, &mut folded.bytes)?;
        } else {
            fold_in_place(&mut folded.bytes[..token.len()]);
        }
        Some(folded)
    }

    /// The bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes[..self.len]
    }
}

fn fold_letters(token: &[u8], into: &mut [u8; LONGEST]) -> Option<usize> {
    let mut len = 0;
    for chunk in token.utf8_chunks() {
        for letter in chunk.valid().chars().flat_map(char::to_lowercase) {
            let end = len + letter.len_utf8();
            letter.encode_utf8(into.get_mut(len..end)?);
            len = end;
        }
        let stray = chunk.invalid();
        into.get_mut(len..len + stray.len())?.copy_from_slice(stray);
        len += stray.len();
    }
    Some(len)
}

/// Lower case that keeps every byte where it stands: ASCII and the letters À to Þ. Enough for cue words, whose places count.
#[inline]
pub fn fold_in_place(bytes: &mut [u8]) {
    let mut before = 0;
    for byte in bytes {
        let plain = *byte;
        *byte = fold_byte(before, plain);
        before = plain;
    }
}

/// `byte` as [`fold_in_place`] leaves it behind the byte `before`.
#[inline(always)]
pub fn fold_byte(before: u8, byte: u8) -> u8 {
    if before == 0xC3 && (0x80..=0x9E).contains(&byte) && byte != 0x97 {
        byte + 0x20
    } else {
        byte.to_ascii_lowercase()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(token: &str) -> String {
        Folded::new(token.as_bytes()).map(|f| String::from_utf8_lossy(f.as_bytes()).into_owned()).unwrap_or_default()
    }

    #[test]
    fn letters_of_all_our_languages_fold() {
        assert_eq!(folded("SYKEHJEM"), "sykehjem");
        assert_eq!(folded("ÆØÅ"), "æøå");
        assert_eq!(folded("ČÁĐŊŠŦŽ"), "čáđŋšŧž");
        assert_eq!(folded("NGUYỄN"), "nguyễn");
    }

    #[test]
    fn places_stay_in_place() {
        let mut bytes = "FØDT × På".as_bytes().to_vec();
        fold_in_place(&mut bytes);
        assert_eq!(bytes, "født × på".as_bytes());
    }

    #[test]
    fn stray_bytes_are_kept() {
        assert_eq!(Folded::new(b"AB\xff").map(|f| f.as_bytes().to_vec()), Some(b"ab\xff".to_vec()));
    }
}
