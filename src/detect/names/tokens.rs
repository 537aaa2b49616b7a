//! Sentences cut into tokens, as the tagger sees them.

use crate::model::Span;

/// Tokens of a sentence that are read together; a longer one is read in pieces.
pub const MOST_TOKENS: usize = 400;

/// What parts a token from the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gap {
    /// Nothing.
    None,
    /// White space.
    Space,
    /// A hyphen between two words: it is no token.
    Hyphen,
    /// A line break.
    Line,
}

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// Begins with a letter.
    Word,
    /// Begins with a digit.
    Number,
    /// A mark, or a row of the same mark.
    Mark,
}

/// A token of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Bytes in the text.
    pub span: Span,
    /// What parts it from the token before.
    pub gap: Gap,
    /// What it is made of.
    pub kind: TokenKind,
    /// A word with a capital first.
    pub upper: bool,
}

/// The letter at `at` before `end`, with its width in bytes; U+FFFD for a stray byte.
#[inline(always)]
pub(super) fn letter_at(text: &[u8], at: usize, end: usize) -> (char, usize) {
    let lead = text[at];
    if lead < 0x80 {
        return (lead as char, 1);
    }
    let width = match lead {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => return ('\u{FFFD}', 1),
    };
    if at + width > end {
        return ('\u{FFFD}', 1);
    }
    match std::str::from_utf8(&text[at..at + width]) {
        Ok(letter) => (letter.chars().next().unwrap_or('\u{FFFD}'), width),
        Err(_) => ('\u{FFFD}', 1),
    }
}

#[inline(always)]
pub(super) fn is_letter(letter: char) -> bool {
    if letter.is_ascii() {
        letter.is_ascii_alphabetic()
    } else if ('À'..='ſ').contains(&letter) {
        letter != '×' && letter != '÷'
    } else {
        letter.is_alphabetic() || ('\u{300}'..='\u{36F}').contains(&letter)
    }
}

/// Reads tokens from `from` on into `tokens`, at most [`MOST_TOKENS`]; gives the byte to go on from.
pub fn tokenise(text: &[u8], from: usize, end: usize, tokens: &mut Vec<Token>) -> usize {
    tokens.clear();
    let mut at = from;
    let mut gap = Gap::None;
    while at < end && tokens.len() < MOST_TOKENS {
        let (letter, width) = letter_at(text, at, end);
        let start = at;
        let kind = if is_letter(letter) {
            at = word_end(text, at, end);
            TokenKind::Word
        } else if letter.is_ascii_digit() {
            at = number_end(text, at, end);
            TokenKind::Number
        } else if letter == '\n' || letter == '\r' {
            gap = Gap::Line;
            at += width;
            continue;
        } else if letter.is_whitespace() || letter == '\u{AD}' {
            gap = if gap == Gap::Line { gap } else { Gap::Space };
            at += width;
            continue;
        } else {
            at += width;
            let glued = matches!(letter, '-' | '\u{2010}' | '\u{2011}')
                && gap == Gap::None
                && tokens.last().is_some_and(|before| before.kind != TokenKind::Mark)
                && at < end
                && is_letter(letter_at(text, at, end).0);
            if glued {
                gap = Gap::Hyphen;
                continue;
            }
            while at + width <= end && text[at..at + width] == text[start..start + width] {
                at += width;
            }
            TokenKind::Mark
        };
        let upper = kind == TokenKind::Word && letter.is_uppercase();
        tokens.push(Token { span: Span::new(start, at), gap, kind, upper });
        gap = Gap::None;
    }
    at
}

fn word_end(text: &[u8], from: usize, end: usize) -> usize {
    let mut at = from;
    let mut count = 0;
    let mut last = ' ';
    while at < end {
        if text[at].is_ascii_lowercase() {
            last = text[at] as char;
            count += 1;
            at += 1;
            continue;
        }
        let (letter, width) = letter_at(text, at, end);
        if is_letter(letter) || letter.is_ascii_digit() {
            last = letter;
        } else if matches!(letter, '\'' | '’') && count > 0 {
            let next = at + width;
            let inside = next < end && is_letter(letter_at(text, next, end).0);
            if inside {
                at = next;
                continue;
            }
            // The genitive of a word in -s.
            let closes = matches!(last, 's' | 'S' | 'x' | 'X' | 'z' | 'Z') && letter == '\'';
            return if closes { next } else { at };
        } else {
            break;
        }
        at += width;
        count += 1;
    }
    // An initial takes its full stop.
    if count == 1 && last.is_uppercase() && text.get(at) == Some(&b'.') && at < end { at + 1 } else { at }
}

fn number_end(text: &[u8], from: usize, end: usize) -> usize {
    let mut at = from;
    while at < end {
        let byte = text[at];
        let parts = matches!(byte, b'/' | b'.' | b',' | b':' | b'-') && at + 1 < end && text[at + 1].is_ascii_digit();
        if byte.is_ascii_digit() || parts {
            at += 1;
        } else {
            let (letter, width) = letter_at(text, at, end);
            if !is_letter(letter) {
                break;
            }
            at += width;
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<&str> {
        let mut tokens = Vec::new();
        let mut all = Vec::new();
        let mut at = 0;
        while at < text.len() {
            at = tokenise(text.as_bytes(), at, text.len(), &mut tokens);
            all.extend(tokens.iter().map(|token| &text[token.span.start..token.span.end]));
        }
        all
    }

    #[test]
    fn text_falls_apart_into_tokens() {
        assert_eq!(
            tokens("48/112 GARASJE-Kari O.E. Nordmann."),
            ["48/112", "GARASJE", "Kari", "O.", "E.", "Nordmann", "."]
        );
        assert_eq!(
            tokens("Anne-Kari d'Arcs, Lars' hus – 14B"),
            ["Anne", "Kari", "d'Arcs", ",", "Lars'", "hus", "–", "14B"]
        );
        assert_eq!(tokens("Nguyễn\u{a0}Văn ... «Ånund»"), ["Nguyễn", "Văn", "...", "«", "Ånund", "»"]);
        assert_eq!(tokens("den 3. mai 2024, kl. 10.30"), ["den", "3", ".", "mai", "2024", ",", "kl", ".", "10.30"]);
        assert_eq!(tokens(""), [""; 0]);
    }

    #[test]
    fn gaps_say_what_parts_tokens() {
        let mut tokens = Vec::new();
        tokenise("Anne-Kari\nBerg,".as_bytes(), 0, 15, &mut tokens);
        let gaps: Vec<Gap> = tokens.iter().map(|token| token.gap).collect();
        assert_eq!(gaps, [Gap::None, Gap::Hyphen, Gap::Line, Gap::None]);
    }
}
