//! The tokens of RTF: groups, control words with their numbers, control symbols, text and raw bytes.

/// A token.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Token<'r> {
    Begin,
    End,
    /// A control word without its backslash, and its number.
    Word(&'r [u8], Option<i32>),
    /// A backslash and a sign that is no letter.
    Symbol(u8),
    /// A byte written in hexadecimal.
    Byte(u8),
    /// Bytes of text; line breaks mean nothing and are left out.
    Text(&'r [u8]),
    /// Bytes that stand as they are.
    Raw(&'r [u8]),
}

/// Longer control words do not exist.
const LONGEST_WORD: usize = 64;

#[derive(Debug, Clone)]
pub(super) struct Lexer<'r> {
    bytes: &'r [u8],
    at: usize,
}

impl<'r> Lexer<'r> {
    pub fn new(bytes: &'r [u8]) -> Self {
        Lexer { bytes, at: 0 }
    }

    /// What has not been read.
    pub fn rest(&self) -> &'r [u8] {
        &self.bytes[self.at..]
    }

    fn word(&mut self) -> Token<'r> {
        let rest = self.rest();
        let length = rest.iter().take(LONGEST_WORD).take_while(|byte| byte.is_ascii_alphabetic()).count();
        let (name, rest) = rest.split_at(length);
        let sign = usize::from(rest.first() == Some(&b'-'));
        let digits = rest.iter().skip(sign).take(10).take_while(|byte| byte.is_ascii_digit()).count();
        let mut used = length;
        let mut number = None;
        if digits > 0 {
            let value = rest[sign..sign + digits].iter().fold(0_i64, |all, digit| all * 10 + i64::from(digit - b'0'));
            let value = if sign == 1 { -value } else { value };
            number = Some(value.clamp(i64::from(i32::MIN), i64::from(i32::MAX)) as i32);
            used += sign + digits;
        }
        self.at += used;
        // A blank ends the word and belongs to it.
        if self.bytes.get(self.at) == Some(&b' ') {
            self.at += 1;
        }
        if name == b"bin" {
            let length = usize::try_from(number.unwrap_or(0)).unwrap_or(0).min(self.bytes.len() - self.at);
            self.at += length;
            return Token::Raw(&self.bytes[self.at - length..self.at]);
        }
        Token::Word(name, number)
    }
}

impl<'r> Iterator for Lexer<'r> {
    type Item = Token<'r>;

    fn next(&mut self) -> Option<Token<'r>> {
        loop {
            let byte = *self.bytes.get(self.at)?;
            self.at += 1;
            return Some(match byte {
                b'{' => Token::Begin,
                b'}' => Token::End,
                b'\r' | b'\n' | 0 => continue,
                b'\\' => match self.bytes.get(self.at) {
                    None => return None,
                    Some(byte) if byte.is_ascii_alphabetic() => self.word(),
                    Some(b'\'') => {
                        let digit = |at: usize| char::from(*self.bytes.get(at)?).to_digit(16);
                        match (digit(self.at + 1), digit(self.at + 2)) {
                            (Some(high), Some(low)) => {
                                self.at += 3;
                                Token::Byte((high << 4 | low) as u8)
                            }
                            _ => {
                                self.at += 1;
                                continue;
                            }
                        }
                    }
                    Some(&sign) => {
                        self.at += 1;
                        Token::Symbol(sign)
                    }
                },
                _ => {
                    let from = self.at - 1;
                    let is_end = |byte: &u8| matches!(byte, b'{' | b'}' | b'\\' | b'\r' | b'\n' | 0);
                    let length = self.rest().iter().position(is_end).unwrap_or(self.rest().len());
                    self.at += length;
                    Token::Text(&self.bytes[from..self.at])
                }
            });
        }
    }
}
