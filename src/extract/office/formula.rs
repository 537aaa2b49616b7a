//! Texts within formulas and formats of numbers.

/// Shorter texts are units and signs.
const LEAST: usize = 4;

/// What stands in quotes in `code` and says something, such as the address of a link.
pub(super) fn texts(code: &str) -> impl Iterator<Item = &str> {
    let says_something = |text: &&str| text.chars().filter(|letter| letter.is_alphanumeric()).count() >= LEAST;
    code.split('"').skip(1).step_by(2).filter(says_something)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_stand_in_quotes() {
        let of = |code: &str| texts(code).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(of("HYPERLINK(\"https://example.no\",\"Mer\")&\" om Kari\""), ["https://example.no", " om Kari"]);
        assert!(of("0.00\" kr\";\"\"").is_empty());
        assert_eq!(of("0\" for Kari"), [" for Kari"], "an open quote");
    }
}
