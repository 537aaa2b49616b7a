//! Paths as reports write them: `/`-separated and lossless.

use std::ffi::OsStr;
use std::path::{Component, Path, PathBuf};

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

/// An argument as reports write it.
pub(super) struct Argument {
    /// The path.
    pub path: String,
    /// Where in it the name begins that is searched.
    pub name_at: usize,
    /// Where its last component begins.
    pub last_at: usize,
}

/// The argument as a path. The name that is searched is all of a path from the working directory, so that a file is judged alike
/// whether it, its folder or a pattern of names was given; `.` and `..` and what stands before them are no names. What lies above
/// the working directory, or above the last component of a path to elsewhere, is the machine's and was chosen by nobody who
/// publishes: somebody's home folder makes no document a finding.
pub(super) fn argument(argument: &Path) -> Argument {
    let mut path = String::new();
    push(&mut path, argument.as_os_str());
    let last_at = last_at(argument, &path);
    let name_at = if argument.has_root() || argument.is_absolute() {
        let above = above(argument);
        let begins = above.as_ref().map(|above| written_len(&above.components().collect::<Vec<_>>(), &path));
        begins.map_or(last_at, |at| at.min(last_at))
    } else {
        let is_step = |component: &Component| !matches!(component, Component::Normal(_));
        let components: Vec<_> = argument.components().collect();
        let steps = components.iter().rposition(is_step).map_or(0, |at| at + 1);
        if steps == components.len() { path.len() } else { written_len(&components[..steps], &path) }
    };
    Argument { path, name_at, last_at }
}

/// Where in `path`, which `argument` is written as, its last component begins.
fn last_at(argument: &Path, path: &str) -> usize {
    let Some(Component::Normal(last)) = argument.components().next_back() else {
        // `.`, `..` and `/`: only what is below has a name.
        return path.len();
    };
    let mut name = String::new();
    push(&mut name, last);
    path.rfind(&name).unwrap_or(path.len())
}

/// The working directory, where the absolute `argument` lies below it and it is not itself above the user's home folder.
fn above(argument: &Path) -> Option<PathBuf> {
    let logical = std::env::var_os("PWD").map(PathBuf::from);
    let home = std::env::home_dir().unwrap_or_default();
    let is_one = |folder: &PathBuf| {
        let is_below = argument.strip_prefix(folder).is_ok_and(|below| {
            !below.as_os_str().is_empty() && below.components().all(|step| matches!(step, Component::Normal(_)))
        });
        let is_some_folder = folder.components().any(|step| matches!(step, Component::Normal(_)));
        is_below && is_some_folder && (*folder == home || !home.starts_with(folder))
    };
    std::env::current_dir().ok().into_iter().chain(logical).find(is_one)
}

/// How much of `path` is `beginning`, with the separators behind it, whatever else stands between its steps.
fn written_len(beginning: &[Component], path: &str) -> usize {
    let mut at = path.len() - path.trim_start_matches('/').len();
    for step in beginning {
        let mut name = String::new();
        match step {
            Component::Normal(_) | Component::ParentDir | Component::Prefix(_) => push(&mut name, step.as_os_str()),
            Component::RootDir | Component::CurDir => {}
        }
        // `a/./b`: only the steps themselves are told.
        while !name.is_empty() && path[at..].starts_with("./") {
            at += 2;
            at += path[at..].len() - path[at..].trim_start_matches('/').len();
        }
        at += path[at..].strip_prefix(name.as_str()).map_or(0, |_| name.len());
        at += path[at..].len() - path[at..].trim_start_matches('/').len();
    }
    while path[at..].starts_with("./") {
        at += 2;
        at += path[at..].len() - path[at..].trim_start_matches('/').len();
    }
    at
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
    fn the_name_is_all_below_the_working_directory() {
        let parts = |path: &str| {
            let Argument { path, name_at, last_at } = argument(Path::new(path));
            (path[name_at..].to_owned(), path[last_at..].to_owned())
        };
        let told = |path: &str, name: &str, last: &str| {
            assert_eq!(parts(path), (name.to_owned(), last.to_owned()), "{path}");
        };
        told("a/b", "a/b", "b");
        told("a/a/", "a/a/", "a/");
        told("./a/b", "a/b", "b");
        told(".//a/b", "a/b", "b");
        told("../../a/b", "a/b", "b");
        told("a/../b/c", "b/c", "c");
        told("a/./b", "a/./b", "b");
        told("..", "", "");
        told("a/..", "", "");
        told(".", "", "");
        told("/", "", "");
        told("/srv/a/b.txt", "b.txt", "b.txt");
        let here = std::env::current_dir().expect("a folder").join("a/b");
        told(&here.to_string_lossy(), "a/b", "b");
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
