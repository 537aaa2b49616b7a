//! What stands in a table's column of names: a name in title case or capitals, its code, or the code before the name.
//!
//! Codes are the name in capitals, with Z1, Z2 and Z3 for Æ, Ø and Å; codes of first names have a digit for the sex before them.

/// Small words inside names, which say nothing by themselves.
const PARTICLES: &[&str] = &["van", "von", "der", "den", "del", "dos", "das", "bin", "bint", "ibn", "ter", "abu"];
/// Rows that add others up.
const TOTALS: &[&str] = &["i alt", "alle", "total", "totalt", "all", "uoppgitt", "ukjent", "unspecified", "unknown"];

/// The single words of a cell's name, as `patterns/names/` lists them; none where it holds no name.
pub(super) fn words(cell: &str) -> Vec<String> {
    let name = without_code(cell);
    if TOTALS.contains(&name.to_lowercase().as_str()) || name.chars().any(char::is_numeric) {
        return Vec::new();
    }
    let parts: Vec<&str> = name.split(|letter: char| !letter.is_alphabetic()).filter(|part| !part.is_empty()).collect();
    let is_whole = parts.len() == 1;
    let says_a_name = |part: &&&str| {
        let letters = part.chars().count();
        letters > 2 && !PARTICLES.contains(&part.to_lowercase().as_str()) || is_whole && letters > 1
    };
    parts.iter().filter(says_a_name).map(|part| in_title_case(part)).collect()
}

/// The name without the code before it, or made of its code where only that is there.
fn without_code(cell: &str) -> String {
    let words: Vec<&str> = cell.split_whitespace().collect();
    let same = |code: &[&str], name: &[&str]| decoded(&code.concat()).to_lowercase() == name.concat().to_lowercase();
    for at in 1..words.len() {
        let (code, name) = words.split_at(at);
        if same(code, name) {
            return name.join(" ");
        }
    }
    match words.as_slice() {
        [first, rest @ ..] if !rest.is_empty() && first.starts_with(|letter: char| letter.is_ascii_digit()) => {
            // «0301 Kari», or a code that is not spelt as its name.
            rest.join(" ")
        }
        _ => decoded(&words.join(" ")),
    }
}

/// A code as letters; anything else as it is.
fn decoded(code: &str) -> String {
    if code.chars().any(char::is_lowercase) {
        return code.to_owned();
    }
    let name = code.strip_prefix(['1', '2']).unwrap_or(code);
    name.replace("Z1", "Æ").replace("Z2", "Ø").replace("Z3", "Å")
}

/// «KARI» as «Kari»; what is not all capitals stays.
fn in_title_case(word: &str) -> String {
    let mut letters = word.chars();
    match letters.next() {
        Some(first) if !letters.clone().any(char::is_lowercase) => {
            first.to_uppercase().chain(letters.flat_map(char::to_lowercase)).collect()
        }
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}
