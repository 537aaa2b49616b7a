//! Listed words that are not of letters alone: «HER2-positiv», «dialogmøte 2», «ME/CFS». Texts are cut at all but letters, so that
//! these are looked for as patterns around one of their runs of letters.

use std::fmt::Write as _;

/// `text` as a pattern, and the word around which it is to be tried, if there is another not one that `is_frequent`; `None` where it
/// is of letters, or has none.
pub fn pattern_of(text: &str, exact_case: bool, is_frequent: impl Fn(&str) -> bool) -> Option<(String, String)> {
    let is_part = |letter: char| letter.is_alphabetic() || matches!(letter, ' ' | '*' | '\'' | '’');
    if text.chars().all(is_part) {
        return None;
    }
    let mut regex = String::from(if exact_case { "" } else { "(?i)" });
    let is_word = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_alphanumeric());
    if is_word(text.chars().next()) {
        regex.push_str(r"\b");
    }
    for letter in text.chars() {
        match letter {
            ' ' => regex.push_str(r"(?:\s|-|\xC2\xA0)+"),
            '*' => regex.push_str(r"[A-Za-z\x80-\xFF]*"),
            _ if letter.is_ascii_alphanumeric() => regex.push(letter),
            _ if letter.is_ascii() => {
                regex.push('\\');
                regex.push(letter);
            }
            _ => {
                let (lower, upper): (String, String) =
                    (letter.to_lowercase().collect(), letter.to_uppercase().collect());
                let cases = if exact_case { vec![letter.to_string()] } else { vec![lower, upper] };
                let bytes = |case: &String| {
                    case.bytes().fold(String::new(), |mut bytes, byte| {
                        let _ = write!(bytes, r"\x{byte:02X}");
                        bytes
                    })
                };
                let cases: Vec<_> = cases.iter().map(bytes).collect();
                let _ = write!(regex, "(?:{})", cases.join("|"));
            }
        }
    }
    if is_word(text.chars().last()) {
        regex.push_str(r"\b");
    }
    let runs = text.split(|letter: char| !letter.is_alphabetic() && letter != '*');
    let runs = runs.map(|run| run.trim_start_matches('*').to_lowercase()).filter(|run| !run.is_empty());
    let run = runs.max_by_key(|run| (!is_frequent(run.trim_end_matches('*')), run.len()))?;
    Some((regex, run))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn never(_: &str) -> bool {
        false
    }

    #[test]
    fn words_of_letters_are_none() {
        assert_eq!(pattern_of("multippel sklerose*", false, never), None);
        assert_eq!(pattern_of("12/34", false, never), None);
    }

    #[test]
    fn others_are_tried_around_their_longest_run_of_letters() {
        let (regex, near) = pattern_of("dialogmøte 2", false, never).unwrap();
        assert_eq!(
            (regex.as_str(), near.as_str()),
            (r"(?i)\bdialogm(?:\xC3\xB8|\xC3\x98)te(?:\s|-|\xC2\xA0)+2\b", "dialogmøte")
        );
        assert_eq!(pattern_of("ME/CFS", true, never), Some((r"\bME\/CFS\b".to_owned(), "cfs".to_owned())));
        assert_eq!(pattern_of("24 timers blodtrykk*", false, |word| word == "blodtrykk").unwrap().1, "timers");
    }
}
