//! An HTML page with the place of its tags, texts and comments in the file. html5ever makes the tree and tells no places, so the
//! page is fed to it piece by piece: a token that comes belongs to what has been fed since the last one. Each start tag gets its
//! place along into the tree as an attribute; texts and comments are kept in the order of the file.

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{TreeBuilder, TreeSink};
use html5ever::{Attribute, LocalName, QualName, TokenizerResult, ns};
use scraper::node::Element;
use scraper::{Html, HtmlTreeSink};
use std::cell::{Cell, RefCell};
use std::ops::Range;

type Handle = <HtmlTreeSink as TreeSink>::Handle;

/// The attribute that says at which byte its start tag begins: a name that no page can write.
const START: &str = " start";

/// A page and where its tags, texts and comments stand. All ranges are bytes of the text that it was made of.
pub(super) struct Page {
    pub html: Html,
    pub tags: Vec<Tag>,
    pub texts: Texts,
    pub comments: Vec<Range<usize>>,
}

/// A tag as it is written.
#[derive(Debug)]
pub(super) struct Tag {
    pub name: LocalName,
    pub is_end: bool,
    pub range: Range<usize>,
}

impl Page {
    pub fn of(text: &str) -> Self {
        let sink = TreeBuilder::new(HtmlTreeSink::new(Html::new_document()), Default::default());
        let watch =
            Watch { sink, text, fed: Cell::new(0), is_over: Cell::new(false), seen: RefCell::new(Seen::default()) };
        let tokenizer = Tokenizer::new(watch, TokenizerOpts::default());
        let queue = BufferQueue::default();
        let (mut at, mut in_reference) = (0, false);
        while at < text.len() {
            let stretch = stretch(&text[at..], in_reference);
            at += stretch.len();
            // Whether a name is over is told by the character behind its semicolon.
            let goes_on = |stretch: &str| stretch.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '#' | ';'));
            in_reference = stretch == "&" || in_reference && goes_on(stretch);
            tokenizer.sink.fed.set(at);
            queue.push_back(StrTendril::from(stretch));
            // Scripts and declared encodings make it pause.
            while !matches!(tokenizer.feed(&queue), TokenizerResult::Done) {}
        }
        tokenizer.sink.is_over.set(true);
        tokenizer.end();
        let Watch { sink, seen, .. } = tokenizer.sink;
        let Seen { tags, texts, comments, .. } = seen.into_inner();
        Page { html: sink.sink.finish(), tags, texts, comments }
    }

    /// The start tag of an element; `None` where the page has none.
    pub fn start_tag(&self, element: &Element) -> Option<&Tag> {
        let start: usize = element.attr(START)?.parse().ok()?;
        let at = self.tags.binary_search_by_key(&start, |tag| tag.range.start).ok()?;
        Some(&self.tags[at])
    }

    /// The tags that begin at byte `at` or later.
    pub fn tags_from(&self, at: usize) -> &[Tag] {
        &self.tags[self.tags.partition_point(|tag| tag.range.start < at)..]
    }
}

/// The attributes of an element that its page has.
pub(super) fn attributes(element: &Element) -> impl Iterator<Item = (&str, &str)> {
    element.attrs().filter(|(name, _)| *name != START)
}

/// What is fed next: so little that a token ends with it, or one character before.
fn stretch(rest: &str, in_reference: bool) -> &str {
    const ALONE: [char; 5] = ['<', '>', '&', '\r', '\0'];
    let first = rest.chars().next().map_or(0, char::len_utf8);
    let end = if in_reference || rest.starts_with(ALONE) { first } else { rest.find(ALONE).unwrap_or(rest.len()) };
    &rest[..end]
}

/// Looks at the tokens on their way into the tree.
struct Watch<'t> {
    sink: TreeBuilder<Handle, HtmlTreeSink>,
    text: &'t str,
    /// Bytes of the text that have been fed.
    fed: Cell<usize>,
    is_over: Cell<bool>,
    seen: RefCell<Seen>,
}

#[derive(Default)]
struct Seen {
    tags: Vec<Tag>,
    texts: Texts,
    comments: Vec<Range<usize>>,
    /// One past the last byte that a token was made of.
    done: usize,
}

impl TokenSink for Watch<'_> {
    type Handle = Handle;

    fn process_token(&self, mut token: Token, line_number: u64) -> TokenSinkResult<Handle> {
        let fed = self.fed.get();
        let seen = &mut *self.seen.borrow_mut();
        let between = seen.done.min(fed)..fed;
        match &mut token {
            Token::CharacterTokens(value) => {
                seen.done = seen.texts.add(value, self.text, between, self.is_over.get());
            }
            Token::TagToken(tag) => {
                let is_end = tag.kind == TagKind::EndTag;
                if let Some(start) = start_of_tag(&self.text[between.clone()], &tag.name, is_end) {
                    let start = between.start + start;
                    if !is_end {
                        let name = QualName::new(None, ns!(), LocalName::from(START));
                        tag.attrs.push(Attribute { name, value: start.to_string().into() });
                    }
                    seen.tags.push(Tag { name: tag.name.clone(), is_end, range: start..fed });
                }
                seen.done = fed;
            }
            Token::CommentToken(_) => {
                seen.comments.push(between);
                seen.done = fed;
            }
            Token::DoctypeToken(_) | Token::NullCharacterToken => seen.done = fed,
            Token::EOFToken | Token::ParseError(_) => {}
        }
        self.sink.process_token(token, line_number)
    }

    fn end(&self) {
        self.sink.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.sink.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// Where the tag begins that `written` ends with; what comes before it made no token.
fn start_of_tag(written: &str, name: &str, is_end: bool) -> Option<usize> {
    let open = if is_end { "</" } else { "<" };
    written.match_indices(open).map(|(at, _)| at).find(|at| {
        let rest = &written.as_bytes()[at + open.len()..];
        rest.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name.as_bytes()))
    })
}

/// The text of a page, in the order of the file.
#[derive(Debug, Default)]
pub(super) struct Texts {
    value: String,
    pieces: Vec<Piece>,
}

/// A stretch of the text. It ends where the next one begins.
#[derive(Debug, Clone)]
struct Piece {
    /// Its first byte in the value.
    value: usize,
    /// What came before it ends here.
    after: usize,
    source: Source,
}

/// How a stretch of text is written.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Source {
    /// Byte for byte the same, from this byte on.
    Plain(usize),
    /// Otherwise: a character reference, a line end.
    Written(Range<usize>),
    /// It is not known where.
    Unknown,
}

impl Texts {
    /// Adds `value`, a token that was made of what stands in `between` of `text`, and gives the end of what it was made of.
    fn add(&mut self, value: &str, text: &str, between: Range<usize>, is_over: bool) -> usize {
        let (start, fed) = (between.start, between.end);
        let written = &text[between];
        let is_reference = written.starts_with('&') && written != value;
        if written.starts_with(value) && !is_reference {
            return self.push(value, start, Source::Plain(start), start + value.len());
        }
        if value == "\n" && written.starts_with('\r') {
            let end = start + if text[start..].starts_with("\r\n") { 2 } else { 1 };
            return self.push(value, start, Source::Written(start..end), end);
        }
        if is_reference {
            // A reference that no semicolon ends is told by the character behind it.
            let last = written.chars().next_back().map_or(0, char::len_utf8);
            let end = if is_over || written.ends_with(';') { fed } else { fed - last };
            return self.push(value, start, Source::Written(start..end), end);
        }
        let reference = self.pieces.last_mut().filter(
            |piece| matches!(&piece.source, Source::Written(range) if range.end == start && text[range.clone()].starts_with('&')),
        );
        if let Some(Piece { source: Source::Written(range), .. }) = reference {
            // The reference was shorter than what was tried, or is a second character.
            return match text[range.start + 1..fed].rfind(value) {
                Some(found) => {
                    let found = range.start + 1 + found;
                    range.end = found;
                    self.push(value, found, Source::Plain(found), found + value.len())
                }
                None => {
                    self.value.push_str(value);
                    start
                }
            };
        }
        match written.rfind(value).map(|found| start + found) {
            Some(found) => self.push(value, found, Source::Plain(found), found + value.len()),
            None => self.push(value, start, Source::Unknown, start),
        }
    }

    fn push(&mut self, value: &str, after: usize, source: Source, end: usize) -> usize {
        self.pieces.push(Piece { value: self.value.len(), after, source });
        self.value.push_str(value);
        end
    }

    /// Calls `each` with the stretches that the text `node` is made of, which comes at byte `at` or later, and gives the end of
    /// the last one. What does not stand there comes as one stretch whose place is not known.
    pub fn of_node(&self, node: &str, at: usize, each: &mut dyn FnMut(&str, Source)) -> usize {
        let Some(start) = self.find(node, at) else {
            each(node, Source::Unknown);
            return at;
        };
        let (end, mut last) = (start + node.len(), at);
        let first = self.pieces.partition_point(|piece| piece.value <= start) - 1;
        for (index, piece) in self.pieces.iter().enumerate().skip(first).take_while(|(_, piece)| piece.value < end) {
            let after = self.pieces.get(index + 1).map_or(self.value.len(), |next| next.value);
            let value = piece.value.max(start)..after.min(end);
            let source = match &piece.source {
                Source::Plain(from) => Source::Plain(from + (value.start - piece.value)),
                other => other.clone(),
            };
            last = match &source {
                Source::Plain(from) => from + value.len(),
                Source::Written(range) => range.end,
                Source::Unknown => last,
            };
            each(&self.value[value], source);
        }
        last
    }

    /// Where in the value the text of a node begins. White space before it may have been dropped.
    fn find(&self, node: &str, at: usize) -> Option<usize> {
        let start = self.pieces.get(self.pieces.partition_point(|piece| piece.after < at))?.value;
        let rest = &self.value[start..];
        let blanks = |text: &str| text.len() - text.trim_ascii_start().len();
        let dropped = if rest.starts_with(node) { 0 } else { blanks(rest).checked_sub(blanks(node))? };
        rest[dropped..].starts_with(node).then_some(start + dropped)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each text of the page with what it is written as.
    fn texts(page: &str) -> Vec<(String, String)> {
        let made = Page::of(page);
        let ends = made.texts.pieces.iter().skip(1).map(|piece| piece.value).chain([made.texts.value.len()]);
        let each = made.texts.pieces.iter().zip(ends).map(|(piece, end)| {
            let value = made.texts.value[piece.value..end].to_owned();
            let written = match &piece.source {
                Source::Plain(start) => &page[*start..start + value.len()],
                Source::Written(range) => &page[range.clone()],
                Source::Unknown => "?",
            };
            (value, written.to_owned())
        });
        each.collect()
    }

    #[test]
    fn texts_stand_where_they_are_written() {
        for (page, expected) in [
            ("<p>a&amp;b", &[("a", "a"), ("&", "&amp;"), ("b", "b")][..]),
            ("<p>&aring b&#65c&#x42;", &[("å", "&aring"), (" b", " b"), ("A", "&#65"), ("c", "c"), ("B", "&#x42;")]),
            ("<p>&notit; x", &[("¬", "&not"), ("it;", "it;"), (" x", " x")]),
            ("<p>&oslash<b>x", &[("ø", "&oslash"), ("x", "x")]),
            ("<p>&oslash", &[("ø", "&oslash")]),
            ("<p>&\r\nb & c&", &[("&", "&"), ("\n", "\r\n"), ("b ", "b "), ("&", "&"), (" c", " c"), ("&", "&")]),
            ("<p>a\rb\r\n</p>", &[("a", "a"), ("\n", "\r"), ("b", "b"), ("\n", "\r\n")]),
            ("<p>&NotEqualTilde;x", &[("\u{2242}\u{338}", "&NotEqualTilde;"), ("x", "x")]),
            ("</>x<svg><![CDATA[y<z]]></svg>", &[("x", "x"), ("y<z", "y<z")]),
            ("<title>a<b</title>", &[("a", "a"), ("<", "<"), ("b", "b")]),
        ] {
            let joined = |pieces: &[(String, String)]| -> (String, String) { pieces.iter().cloned().unzip() };
            let expected: Vec<(String, String)> =
                expected.iter().map(|(value, written)| ((*value).to_owned(), (*written).to_owned())).collect();
            assert_eq!(joined(&texts(page)), joined(&expected), "{page}");
        }
    }

    #[test]
    fn tags_and_comments_stand_where_they_are_written() {
        let page = "<!doctype html><TABLE title='<tr>'><tr ><td>x<!-- y --></TD></table><!z>";
        let made = Page::of(page);
        let written: Vec<&str> = made.tags.iter().map(|tag| &page[tag.range.clone()]).collect();
        assert_eq!(written, ["<TABLE title='<tr>'>", "<tr >", "<td>", "</TD>", "</table>"]);
        let comments: Vec<&str> = made.comments.iter().map(|range| &page[range.clone()]).collect();
        assert_eq!(comments, ["<!-- y -->", "<!z>"]);
    }
}
