//! Paths as reports write them: `/`-separated and lossless.

use std::ffi::OsStr;
use std::path::{Component, Path};

/// Appends one name or argument, escaped.
pub(super) fn push(path: &mut String, name: &OsStr) {
    // On Unix these are the name's own bytes; on Windows unpaired surrogates are no UTF-8 and come out escaped.
    let bytes = name.as_encoded_bytes();
    for chunk in bytes.utf8_chunks() {
        for (at, character) in chunk.valid().char_indices() {
            let reads_as_escape = character == '%'
                && chunk
                    .valid()
                    .as_bytes()
                    .get(at + 1..at + 3)
                    .is_some_and(|two| two.iter().all(u8::is_ascii_hexdigit));
            if cfg!(windows) && character == '\\' {
                path.push('/');
            } else if reads_as_escape || is_deceptive(character) {
                let mut buffer = [0; 4];
                character.encode_utf8(&mut buffer).bytes().for_each(|byte| push_escape(path, byte));
            } else {
                path.push(character);
            }
        }
        chunk.invalid().iter().for_each(|&byte| push_escape(path, byte));
    }
}

fn push_escape(path: &mut String, byte: u8) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    path.push('%');
    path.push(char::from(HEX[usize::from(byte >> 4)]));
    path.push(char::from(HEX[usize::from(byte & 15)]));
}

/// Control characters (a terminal obeys them), line separators, and the marks that turn the direction of writing.
fn is_deceptive(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{2028}' | '\u{2029}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The argument as a path, and where in it the name begins that is searched.
pub(super) fn argument(argument: &Path) -> (String, usize) {
    let mut path = String::new();
    push(&mut path, argument.as_os_str());
    let Some(Component::Normal(last)) = argument.components().next_back() else {
        // `.`, `..` and `/`: only what is below has a name.
        let at = path.len();
        return (path, at);
    };
    let mut name = String::new();
    push(&mut name, last);
    let at = path.rfind(&name).unwrap_or(path.len());
    (path, at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(name: &str) -> String {
        let mut path = String::new();
        push(&mut path, OsStr::new(name));
        path
    }

    #[test]
    fn what_could_deceive_is_escaped() {
        assert_eq!(written("brev 50 % æøå.txt"), "brev 50 % æøå.txt");
        assert_eq!(written("a\nb\u{1b}[2J"), "a%0Ab%1B[2J");
        assert_eq!(written("50%25"), "50%2525");
        assert_eq!(written("fdp.\u{202e}txt"), "fdp.%E2%80%AEtxt");
    }

    #[test]
    fn the_name_is_the_last_component() {
        let name = |path: &str| {
            let (path, at) = argument(Path::new(path));
            path[at..].to_owned()
        };
        assert_eq!(name("a/b"), "b");
        assert_eq!(name("a/a/"), "a/");
        assert_eq!(name(".."), "");
        assert_eq!(name("/"), "");
    }

    proptest! {
        #[test]
        fn no_two_names_are_written_alike(name in prop::collection::vec(any::<u8>(), 0..20)) {
            #[cfg(unix)]
            {
                use std::os::unix::ffi::OsStrExt as _;
                let mut path = String::new();
                push(&mut path, OsStr::from_bytes(&name));
                let back: Vec<u8> = percent_encoding::percent_decode_str(&path).collect();
                prop_assert_eq!(back, name);
            }
        }
    }
}
