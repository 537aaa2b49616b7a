//! Reads RTF token by token, with a stack of what holds in each group.

mod ends;
mod words;

use super::Document;
use super::charset::Letters;
use super::html;
use super::lexer::{Lexer, Token};
use super::look::Colours;
use super::state::{Destination, State, destination, is_transparent};
use super::styles::Styles;
use crate::extract::encoding;
use crate::extract::look::Way;
use crate::model::Role;

/// Groups nested deeper than this share their state: a file of nothing but braces must not fill the memory.
const DEEPEST: usize = 4096;

/// Text that is kept from the reader, under way.
struct Run {
    way: Way,
    paragraph: u64,
    text: String,
}

/// A destination that gathers what it is given until its group ends.
#[derive(Debug)]
pub(super) struct Open {
    depth: usize,
    destination: Destination,
    pub text: String,
    pub bytes: Vec<u8>,
    /// The first digit of a byte in hexadecimal.
    high: Option<u8>,
    /// The extension of a picture's format.
    pub kind: &'static str,
}

pub(super) struct Reader {
    document: Document,
    /// A page of HTML that was made RTF is wanted, not the document.
    pub page: Option<String>,
    state: State,
    stack: Vec<State>,
    /// Groups that are open; more than the stack holds where they nest too deep.
    depth: usize,
    open: Vec<Open>,
    letters: Letters,
    colours: Colours,
    styles: Styles,
    default_font: i32,
    /// Stand-ins still to be passed over.
    skip: usize,
    /// The group begins with `\*`.
    is_skippable: bool,
    paragraph: u64,
    run: Option<Run>,
    /// A cell of the row has a ground.
    row_has_ground: bool,
    property: String,
    shape_property: String,
}

impl Reader {
    pub fn new(wants_page: bool) -> Self {
        Reader {
            document: Document::default(),
            page: wants_page.then(String::new),
            state: State::default(),
            stack: Vec::new(),
            depth: 0,
            open: Vec::new(),
            letters: Letters::of_page(1252),
            colours: Colours::default(),
            styles: Styles::default(),
            default_font: 0,
            skip: 0,
            is_skippable: false,
            paragraph: 1,
            run: None,
            row_has_ground: false,
            property: String::new(),
            shape_property: String::new(),
        }
    }

    pub fn read(mut self, bytes: &[u8]) -> Document {
        self.tokens(bytes);
        self.document
    }

    pub fn tokens(&mut self, bytes: &[u8]) {
        let mut lexer = Lexer::new(bytes);
        for token in lexer.by_ref() {
            self.token(token);
            if self.depth == 0 && token == Token::End {
                break;
            }
        }
        self.flush();
        self.end_run();
        while let Some(open) = self.open.pop() {
            self.deliver(open);
        }
        self.end_run();
        // Word processors stop at the end of the first group.
        let rest = lexer.rest().trim_ascii();
        if memchr::memchr(0, rest).is_none() {
            self.document.fields.add(Role::Metadata, "after-end", &encoding::whole(rest, None).0);
        }
    }

    fn token(&mut self, token: Token<'_>) {
        if self.skip > 0 && self.passes_over(token) {
            return;
        }
        match token {
            Token::Begin => {
                self.flush();
                self.depth += 1;
                if self.stack.len() < DEEPEST {
                    self.stack.push(self.state);
                }
                self.is_skippable = false;
            }
            Token::End => {
                self.flush();
                if self.state.destination == Destination::Styles {
                    self.styles.end(self.state.look);
                }
                while self.open.last().is_some_and(|open| open.depth >= self.depth)
                    && let Some(open) = self.open.pop()
                {
                    self.deliver(open);
                }
                if self.stack.len() >= self.depth
                    && let Some(state) = self.stack.pop()
                {
                    self.state = state;
                }
                self.depth = self.depth.saturating_sub(1);
                self.is_skippable = false;
            }
            Token::Word(name, number) => {
                self.flush();
                self.word(name, number);
                self.is_skippable = false;
            }
            Token::Symbol(sign) => {
                self.flush();
                match sign {
                    b'*' => self.is_skippable = true,
                    b'{' | b'}' | b'\\' => self.put(char::from(sign).encode_utf8(&mut [0; 4])),
                    b'~' => self.put("\u{a0}"),
                    b'_' => self.put("-"),
                    b'\r' | b'\n' => self.end_paragraph(),
                    b'\t' => self.put("\t"),
                    _ => {}
                }
            }
            Token::Byte(byte) => self.bytes(&[byte]),
            Token::Text(text) => self.bytes(text),
            Token::Raw(bytes) => {
                if matches!(self.state.destination, Destination::Picture | Destination::Object)
                    && let Some(open) = self.open.last_mut()
                {
                    open.bytes.extend_from_slice(bytes);
                }
            }
        }
    }

    /// Whether the token, or its beginning, is a stand-in for a numbered character.
    fn passes_over(&mut self, token: Token<'_>) -> bool {
        match token {
            Token::Begin | Token::End => {
                self.skip = 0;
                false
            }
            Token::Text(text) => {
                let skipped = text.len().min(self.skip);
                self.skip -= skipped;
                self.bytes(&text[skipped..]);
                true
            }
            // Characters by number come one after the other in some files, without stand-ins.
            Token::Word(b"u" | b"par" | b"uc", _) => {
                self.skip = 0;
                false
            }
            _ => {
                self.skip -= 1;
                true
            }
        }
    }

    fn bytes(&mut self, bytes: &[u8]) {
        match self.state.destination {
            Destination::Nowhere | Destination::Fonts | Destination::Styles => {}
            Destination::Picture | Destination::Object => {
                if let Some(open) = self.open.last_mut() {
                    open.hex(bytes);
                }
            }
            Destination::Colours => bytes.iter().filter(|&&byte| byte == b';').for_each(|_| self.colours.end()),
            _ => {
                for &byte in bytes {
                    if self.letters.must_flush(self.state.font) {
                        self.flush();
                    }
                    self.letters.push(byte, self.state.font);
                }
            }
        }
    }

    /// Puts the bytes that wait for their meaning where they belong.
    fn flush(&mut self) {
        if let Some(text) = self.letters.take() {
            self.put(&text);
        }
    }

    /// A break within a paragraph.
    fn line(&mut self) {
        self.put(if self.page.is_some() { "\r\n" } else { "\t" });
    }

    fn end_paragraph(&mut self) {
        if let Some(run) = &mut self.run {
            run.text.push('\n');
        }
        match self.state.destination {
            Destination::Text if self.page.is_none() => {
                self.document.text.push('\n');
                self.paragraph += 1;
            }
            Destination::Note => {
                if let Some(open) = self.open.last_mut() {
                    open.text.push('\n');
                }
            }
            _ => self.put("\n"),
        }
    }

    fn put(&mut self, text: &str) {
        match self.state.destination {
            Destination::Text | Destination::Note => match &mut self.page {
                Some(page) if !self.state.is_rtf_only => html::escape(text, page),
                Some(_) => {}
                None => self.show(text),
            },
            Destination::Markup => {
                if let Some(page) = &mut self.page {
                    page.push_str(text);
                }
            }
            Destination::Nowhere | Destination::Fonts | Destination::Colours | Destination::Styles => {}
            _ => {
                if let Some(open) = self.open.last_mut() {
                    open.text.push_str(text);
                }
            }
        }
    }

    /// Text of the document: to what is shown, or to what is kept from the reader.
    fn show(&mut self, text: &str) {
        let way = self.state.look(&self.colours, self.row_has_ground).way();
        let is_same = self.run.as_ref().is_some_and(|run| way == run.way);
        let is_blank = text.trim().is_empty();
        if !is_same && !is_blank {
            self.end_run();
        }
        match (way, &mut self.run) {
            (_, Some(run)) if is_same => run.text.push_str(text),
            (way, _) if !way.is_shown() && !is_blank => {
                let is_note = self.state.destination == Destination::Note;
                let paragraph = if is_note { 0 } else { self.paragraph };
                self.run = Some(Run { way, paragraph, text: text.to_owned() });
            }
            (_, run) => {
                // Blanks between two pieces of a run part their words.
                if let Some(run) = run {
                    run.text.push_str(text);
                }
                if self.state.destination == Destination::Text {
                    self.document.text.push_str(text);
                } else if let Some(open) = self.open.last_mut() {
                    open.text.push_str(text);
                }
            }
        }
    }

    fn end_run(&mut self) {
        if let Some(run) = self.run.take() {
            self.document.fields.run(run.way.role(), run.way.label(), run.paragraph, &run.text);
        }
    }
}

impl Open {
    /// Bytes in hexadecimal.
    fn hex(&mut self, digits: &[u8]) {
        for digit in digits.iter().filter_map(|&digit| char::from(digit).to_digit(16)) {
            match self.high.take() {
                Some(high) => self.bytes.push(high << 4 | digit as u8),
                None => self.high = Some(digit as u8),
            }
        }
    }
}
