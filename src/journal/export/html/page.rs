//! An HTML page with the place of its tags, texts and comments in the file. html5ever makes the tree and tells no places, so the
//! page is fed to it piece by piece: a token that comes belongs to what has been fed since the last one. Each start tag gets its
//! place along into the tree as an attribute; texts and comments are kept in the order of the file.

use super::texts::Texts;
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

#[cfg(test)]
mod tests {
    use super::*;

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
