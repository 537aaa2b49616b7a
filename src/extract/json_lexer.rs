//! The tokens of JSON. Numbers come out as written, and are taken more freely than the standard does (leading zeros, `+`):
//! what people write into exports must be found, not judged.

use super::Broken;

pub(crate) enum Token<'t> {
    Open {
        list: bool,
    },
    /// Between the quotes, as written.
    Text(&'t str),
    Number(&'t str),
    /// `true`, `false` or `null`.
    Word,
}

#[derive(Clone)]
pub(crate) struct Lexer<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Lexer<'t> {
    pub fn new(text: &'t str) -> Self {
        Lexer { text, at: 0 }
    }

    /// Of what stands in `text` from byte `at` on.
    pub fn at_offset(text: &'t str, at: usize) -> Self {
        Lexer { text, at }
    }

    /// Bytes read so far.
    pub fn at(&self) -> usize {
        self.at
    }

    /// Nothing but white space follows.
    pub fn is_at_end(&mut self) -> bool {
        self.skip_space();
        self.at == self.text.len()
    }

    fn skip_space(&mut self) {
        let rest = &self.text.as_bytes()[self.at..];
        self.at += rest.iter().position(|byte| !matches!(byte, b' ' | b'\t' | b'\n' | b'\r')).unwrap_or(rest.len());
    }

    fn peek(&mut self) -> Option<u8> {
        self.skip_space();
        self.text.as_bytes().get(self.at).copied()
    }

    /// Takes the closing bracket, if that is what comes.
    pub fn closes(&mut self, list: bool) -> bool {
        let closes = self.peek() == Some(if list { b']' } else { b'}' });
        self.at += usize::from(closes);
        closes
    }

    /// What stands between two values, or leaves the closing bracket for [`Lexer::closes`]. A comma before it is let pass.
    pub fn separator(&mut self, list: bool) -> Result<(), Broken> {
        match self.peek() {
            Some(b',') => self.at += 1,
            Some(b']') if list => {}
            Some(b'}') if !list => {}
            _ => return Err(Broken::corrupt(self.at, if list { "expected , or ]" } else { "expected , or }" })),
        }
        Ok(())
    }

    /// A key with its colon, as written between the quotes.
    pub fn key(&mut self) -> Result<&'t str, Broken> {
        let start = self.at;
        if self.peek() != Some(b'"') {
            return Err(Broken::corrupt(start, "expected a key in quotes"));
        }
        let key = self.string()?;
        if self.peek() != Some(b':') {
            return Err(Broken::corrupt(start, "expected : behind a key"));
        }
        self.at += 1;
        Ok(key)
    }

    pub fn value(&mut self) -> Result<Token<'t>, Broken> {
        match self.peek() {
            Some(b'{') => self.bracket(false),
            Some(b'[') => self.bracket(true),
            Some(b'"') => self.string().map(Token::Text),
            Some(b'-' | b'+' | b'.' | b'0'..=b'9') => self.number(),
            Some(b't' | b'f' | b'n') => self.word(),
            _ => Err(Broken::corrupt(self.at, "expected a value")),
        }
    }

    fn bracket(&mut self, list: bool) -> Result<Token<'t>, Broken> {
        self.at += 1;
        Ok(Token::Open { list })
    }

    fn string(&mut self) -> Result<&'t str, Broken> {
        let start = self.at + 1;
        let bytes = self.text.as_bytes();
        let mut at = start;
        while let Some(found) = memchr::memchr2(b'"', b'\\', &bytes[at..]) {
            at += found;
            if bytes[at] == b'"' {
                self.at = at + 1;
                return Ok(&self.text[start..at]);
            }
            at = (at + 2).min(bytes.len());
        }
        Err(Broken::corrupt(self.at, "a string without end"))
    }

    fn number(&mut self) -> Result<Token<'t>, Broken> {
        let rest = &self.text[self.at..];
        let length = rest.find(|c: char| !matches!(c, '0'..='9' | '-' | '+' | '.' | 'e' | 'E')).unwrap_or(rest.len());
        self.whole_token(length).map(Token::Number)
    }

    fn word(&mut self) -> Result<Token<'t>, Broken> {
        let rest = &self.text[self.at..];
        let length = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
        match &rest[..length] {
            "true" | "false" | "null" => self.whole_token(length).map(|_| Token::Word),
            _ => Err(Broken::corrupt(self.at, "expected a value")),
        }
    }

    /// A bare token ends where something else than a letter or digit follows.
    fn whole_token(&mut self, length: usize) -> Result<&'t str, Broken> {
        let (token, rest) = self.text[self.at..].split_at(length);
        if rest.starts_with(|c: char| c.is_alphanumeric() || c == '"') {
            return Err(Broken::corrupt(self.at, "a number or word that runs on"));
        }
        self.at += length;
        Ok(token)
    }
}
