//! Journals as they are printed: running text of posts whose fields stand behind their names, from text files, word processors and
//! PDF.

use super::columns::ColumnNames;
use super::labels::{self, Token};
use crate::model::{Entry, Part, Role, Segment, Span};

/// What is known of the text so far: a post may go on in the next part.
#[derive(Debug, Clone, Default)]
pub(super) struct Printed {
    /// The id of the last post.
    last: Option<String>,
}

impl Printed {
    /// Marks the posts of a part; whether there are any. A text in which none were before has two or more, whose numbers it has.
    pub fn mark(&mut self, part: &mut Part<'_>, names: &ColumnNames, has_numbers: bool) -> bool {
        if self.last.is_none() && !has_numbers {
            return false;
        }
        let tokens = labels::tokens(&part.text, Span::new(0, part.text.len()), 0, true, names);
        let numbers = labels::numbers(&tokens);
        let beginnings = labels::headed(labels::beginnings(&tokens, &numbers), &tokens, &part.text);
        let ends = beginnings.iter().copied().skip(1).chain([tokens.len()]);
        let posts: Vec<&[Token]> = beginnings.iter().zip(ends).map(|(&start, end)| &tokens[start..end]).collect();
        let whole = posts.iter().filter(|post| is_listed(post, &part.text)).count();
        // Letters have a head with a number, too; a text of posts is made of them.
        if !labels::are_most(whole, posts.len()) || whole < if self.last.is_some() { 1 } else { 2 } {
            return false;
        }
        // What a page before this one began.
        let before = beginnings.first().copied().unwrap_or(0);
        let is_rest = tokens[..before].iter().any(|token| token.field.is_some());
        let rest = self.last.take().filter(|_| is_rest).map(|id| (id, &tokens[..before]));
        let mut entries = Vec::with_capacity(posts.len() + 1);
        let mut segments = Vec::with_capacity(tokens.len());
        let text = &part.text;
        let beyond = (posts.len() + usize::from(rest.is_some())) as u32;
        if rest.is_none() {
            add(&tokens[..before], beyond, text, &mut segments);
        }
        if let Some((id, tokens)) = rest {
            add(tokens, 0, text, &mut segments);
            entries.push(Entry { id });
        }
        for (number, post) in (1..).zip(posts.iter().copied()) {
            add(post, entries.len() as u32, text, &mut segments);
            entries.push(Entry { id: labels::id_of(post, text).unwrap_or_else(|| number.to_string()) });
        }
        self.last = entries.last().map(|entry| entry.id.clone());
        part.segments = segments;
        part.entries = entries;
        true
    }
}

fn is_listed(tokens: &[Token], text: &[u8]) -> bool {
    labels::make_a_post(tokens, text) && labels::begin_as_listed(tokens) && labels::say_little_else(tokens)
}

/// Adds the values among `tokens` as segments of `record`. Where no title is called so, the longest text without a name is it.
fn add(tokens: &[Token], record: u32, text: &[u8], segments: &mut Vec<Segment>) {
    let words = || tokens.iter().filter(|token| labels::is_heading(token, text));
    let heading = words().max_by_key(|token| token.span.len()).filter(|_| !labels::have_a_title(tokens));
    let heading = heading.map(|token| token.span);
    segments.extend(tokens.iter().filter(|token| !token.is_label).map(|token| Segment {
        start: token.span.start as u32,
        end: token.span.end as u32,
        role: match token.field {
            Some(field) => field.role,
            None if Some(token.span) == heading => Role::Title,
            None => Role::Body,
        },
        record,
        row: 0,
        place: 0,
        label: token.known_label(text),
    }));
}
