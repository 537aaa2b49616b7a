//! The names of files in archives as text: UTF-8, or the code page of the system that wrote them.

use super::super::code_page::IBM_850;
use super::super::encoding::{Charset, IBM_LETTERS, WINDOWS_LETTERS};
use encoding_rs::WINDOWS_1252;

/// A name as it is shown: `/` between its folders, no `./` before it, no NULs.
pub(super) fn shown(raw: &[u8]) -> String {
    let name = decoded(raw).replace('\\', "/").replace('\0', "");
    match name.strip_prefix("./") {
        Some(below) if !below.is_empty() => below.to_owned(),
        _ => name,
    }
}

/// A name or a comment as text.
pub(super) fn decoded(raw: &[u8]) -> String {
    if let Ok(text) = std::str::from_utf8(raw) {
        return text.to_owned();
    }
    // Windows writes names that are not marked as UTF-8 in the code page of DOS, old Unix programs in ISO-8859-1. A
    // name has few letters to tell by, so each counts, wherever it stands.
    let count = |letters: &[u8; 6]| raw.iter().filter(|byte| letters.contains(byte)).count();
    let is_windows = count(&WINDOWS_LETTERS) > count(&IBM_LETTERS);
    let charset = if is_windows { Charset::Encoding(WINDOWS_1252) } else { Charset::Ibm(&IBM_850) };
    charset.decode(raw).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_read_in_the_code_page_that_its_letters_show() {
        assert_eq!(shown("Sør/brev æøå.txt".as_bytes()), "Sør/brev æøå.txt");
        assert_eq!(shown(b"S\x9Br\\bl\x86b\x91r \x8Fse.txt"), "Sør/blåbær Åse.txt");
        assert_eq!(shown(b"S\xF8r/bl\xE5b\xE6r \xC5se.txt"), "Sør/blåbær Åse.txt");
        assert_eq!(shown(b"caf\x82.txt"), "café.txt");
    }
}
