//! Posts of a page whose fields stand behind their names: in cards and articles, in definition lists, in tables of labels and
//! values, in paragraphs.

use super::Marks;
use crate::journal::columns::ColumnNames;
use crate::journal::fields::{Field, Key};
use crate::journal::identity::Identity;
use crate::journal::labels::{self, Numbered, Token};
use crate::model::{Entry, Part, PathId, PathTree, Role, Segment, Span};
use hashbrown::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

/// A post: its tokens, and the nodes that go with it.
struct Card {
    tokens: Range<usize>,
    items: Vec<PathId>,
}

impl Marks {
    /// Marks the posts among the segments that have no entry yet. Where several fields stand in one segment it is cut.
    pub fn cards(&mut self, part: &mut Part<'_>, tree: &PathTree, names: &ColumnNames) {
        if !may_hold_posts(part, names) {
            return;
        }
        let tokens = tokens(part, tree, &self.entry_of, names);
        let numbers = labels::numbers(&tokens);
        let cards = posts(part, tree, &tokens, &numbers);
        if cards.is_empty() {
            return;
        }
        let headings: Vec<Option<Span>> =
            cards.iter().map(|card| heading(part, tree, &tokens[card.tokens.clone()])).collect();
        let cut = self.cut(part, &tokens, &cards);
        for ((number, card), heading) in (1..).zip(&cards).zip(headings) {
            let (entry, mut identity) = (self.entries.len(), Identity::default());
            for (token, &segment) in tokens[card.tokens.clone()].iter().zip(&cut[card.tokens.clone()]) {
                token.tell(&mut identity, &part.text);
                self.entry_of[segment] = Some(entry as u32);
                let label = token.known_label(&part.text);
                let field = token.field.or_else(|| (Some(token.span) == heading).then(|| Field::plain(Role::Title)));
                if let Some(field) = field {
                    let is_new = !label.is_empty() && *part.segments[segment].label != *label;
                    self.fields.push((segment, field, is_new.then_some(label)));
                }
            }
            self.entries.push(Entry { id: identity.numbered().unwrap_or_else(|| number.to_string()) });
            self.items.push(card.items.clone());
        }
    }

    /// Cuts the segments of `cards` that hold several tokens. Gives for each token the index of its segment.
    fn cut(&mut self, part: &mut Part<'_>, tokens: &[Token], cards: &[Card]) -> Vec<usize> {
        let mut tokens_of: HashMap<usize, Vec<usize>> = HashMap::new();
        for at in cards.iter().flat_map(|card| card.tokens.clone()) {
            tokens_of.entry(tokens[at].segment).or_default().push(at);
        }
        let mut moved = Vec::with_capacity(part.segments.len());
        let mut segment_of: Vec<usize> = vec![0; tokens.len()];
        let (mut segments, mut entry_of): (Vec<Segment>, _) = (Vec::new(), Vec::new());
        for (at, segment) in part.segments.drain(..).enumerate() {
            moved.push(segments.len());
            let own = tokens_of.remove(&at).unwrap_or_default();
            let is_whole = own.iter().all(|&token| tokens[token].span == segment.span());
            for &token in &own {
                segment_of[token] = segments.len();
                if !is_whole {
                    let Span { start, end } = tokens[token].span;
                    segments.push(Segment { start: start as u32, end: end as u32, ..segment.clone() });
                    entry_of.push(self.entry_of[at]);
                }
            }
            if is_whole {
                segments.push(segment);
                entry_of.push(self.entry_of[at]);
            }
        }
        part.segments = segments;
        self.entry_of = entry_of;
        self.fields.iter_mut().for_each(|(at, ..)| *at = moved[*at]);
        segment_of
    }
}

/// Something in the part may be the number of a post: it looks like one, or is labelled so. Most pages hold none.
fn may_hold_posts(part: &Part<'_>, names: &ColumnNames) -> bool {
    /// Longer texts, in bytes, are no names of such fields.
    const LONGEST: usize = 24;
    let is_number = |name: &str| {
        let field = names.field(name);
        field.is_some_and(|field| matches!(field.key, Key::Document | Key::Post | Key::Case))
    };
    // Labels are kept once a document, so their address is their number.
    let mut seen: HashSet<*const u8> = HashSet::new();
    let names_one = |segment: &Segment| match segment.label.is_empty() {
        false => seen.insert(segment.label.as_ptr()) && is_number(&segment.label),
        true => segment.span().len() <= LONGEST && is_number(&labels::name_of(segment.span().of(&part.text))),
    };
    labels::has_numbers(&part.text, 1)
        || part.segments.iter().filter(|segment| segment.role == Role::Body).any(names_one)
}

/// The title of a post that has none by name: its heading, else the longest of its texts.
fn heading(part: &Part<'_>, tree: &PathTree, tokens: &[Token]) -> Option<Span> {
    if labels::have_a_title(tokens) {
        return None;
    }
    let names = |token: &Token, is: &dyn Fn(&str) -> bool| {
        let mut above = tree.ancestors(PathId::from_place(part.segments[token.segment].place));
        above.any(|node| tree.name_of(node).is_some_and(|name| is(name)))
    };
    let is_head = |name: &str| matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6") || name.ends_with("-title");
    let is_control = |name: &str| matches!(name, "button" | "label" | "select");
    let free = || tokens.iter().filter(|token| token.is_free() && !names(token, &is_control));
    let words = || free().filter(|token| labels::is_heading(token, &part.text));
    let head = free().find(|token| names(token, &is_head)).or_else(|| words().max_by_key(|token| token.span.len()));
    head.map(|token| token.span)
}

/// What the segments without an entry say, in order.
fn tokens(part: &Part<'_>, tree: &PathTree, entry_of: &[Option<u32>], names: &ColumnNames) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut pending: Option<Arc<str>> = None;
    let mut row = None;
    let free = part.segments.iter().enumerate().zip(entry_of).filter(|(_, entry)| entry.is_none());
    for ((at, segment), _) in free.filter(|((_, segment), _)| matches!(segment.role, Role::Body | Role::Hidden)) {
        let span = segment.span();
        let written = span.of(&part.text);
        let above = |name: &str| {
            let mut above = tree.ancestors(PathId::from_place(segment.place));
            above.find(|&node| tree.name_of(node).is_some_and(|known| &**known == name))
        };
        // A label stands beside its value, not in the row above.
        let own_row = above("tr");
        if own_row != row {
            (row, pending) = (own_row, None);
        }
        let name = labels::name_of(written);
        let is_term = written.len() <= 60 && above("dt").is_some();
        let holds_a_value = |byte: &u8| byte.is_ascii_digit() || matches!(byte, b'\t' | b':');
        let is_name = written.len() <= 40 && !name.as_bytes().iter().any(holds_a_value);
        if is_term || is_name && names.field(&name).is_some() {
            tokens.push(Token::label(at, span, name.clone()));
            pending = Some(name);
            continue;
        }
        let label = pending.take().unwrap_or_else(|| segment.label.clone());
        let inner = labels::tokens(&part.text, span, at, false, names);
        let field = names.field(&label);
        match inner.first() {
            // «16.11.2026   Brevdato: 15.11.2026»: what stands before the first name is of the label before.
            Some(first) if inner.len() > 1 && first.label.is_empty() => {
                tokens.push(Token::value(at, first.span, &part.text, field, label));
                tokens.extend_from_slice(&inner[1..]);
            }
            Some(first) if !first.label.is_empty() => tokens.extend(inner),
            _ => tokens.push(Token::value(at, span, &part.text, field, label)),
        }
    }
    tokens
}

/// The posts that the tokens make: each in an element of its own, or row behind row in one.
fn posts(part: &Part<'_>, tree: &PathTree, tokens: &[Token], numbers: &[Numbered]) -> Vec<Card> {
    let node = |token: &Token| PathId::from_place(part.segments[token.segment].place);
    // The number that stands in each element; `None` where several do.
    let mut within: HashMap<PathId, Option<&str>> = HashMap::new();
    for Numbered { at, name } in numbers {
        for above in tree.ancestors(node(&tokens[*at])) {
            let known = within.entry(above).or_insert(Some(name));
            *known = known.filter(|known| known == name);
        }
    }
    let card_of = |number: usize| {
        let own =
            tree.ancestors(node(&tokens[number])).take_while(|above| within.get(above).is_some_and(Option::is_some));
        own.last()
    };
    if numbers.len() == 1 {
        return single(part, tree, tokens, &node).into_iter().collect();
    }
    let mut cards = Vec::new();
    for number in numbers.iter().map(|number| number.at) {
        let Some(card) = card_of(number) else { continue };
        let is_in = |token: &Token| tree.ancestors(node(token)).any(|above| above == card);
        let start = tokens[..number].iter().rposition(|token| !is_in(token)).map_or(0, |at| at + 1);
        let end = tokens[number..].iter().position(|token| !is_in(token)).map_or(tokens.len(), |at| number + at);
        if labels::make_a_post(&tokens[start..end], &part.text) {
            cards.push(Card { tokens: start..end, items: vec![card] });
        }
    }
    if cards.len() * 2 >= numbers.len() {
        return cards;
    }
    let Some(holder) = numbers.first().and_then(|first| card_of(first.at)).and_then(|card| tree.parent(card)) else {
        return Vec::new();
    };
    let item = |token: &Token| tree.ancestors(node(token)).find(|&above| tree.parent(above) == Some(holder));
    let beginnings = labels::beginnings(tokens, numbers);
    let ends = beginnings.iter().copied().skip(1).chain([tokens.len()]);
    let mut cards = Vec::new();
    for (&start, end) in beginnings.iter().zip(ends) {
        // What the page says behind its last post, and between pages, is of no post.
        let known: HashSet<PathId> =
            tokens[start..end].iter().filter(|token| token.field.is_some()).filter_map(item).collect();
        let is_own = |token: &Token| item(token).is_some_and(|item| known.contains(&item));
        let end = (start..end).rev().find(|&at| is_own(&tokens[at])).map_or(start, |at| at + 1);
        if labels::make_a_post(&tokens[start..end], &part.text) {
            let mut items: Vec<PathId> = tokens[start..end].iter().filter_map(item).collect();
            items.dedup();
            cards.push(Card { tokens: start..end, items });
        }
    }
    cards
}

/// A page of one post: all its fields.
fn single(part: &Part<'_>, tree: &PathTree, tokens: &[Token], node: &impl Fn(&Token) -> PathId) -> Option<Card> {
    let known = || tokens.iter().filter(|token| token.field.is_some());
    if !labels::make_a_post(tokens, &part.text) {
        return None;
    }
    let is_around = |above: PathId| known().all(|token| tree.ancestors(node(token)).any(|other| other == above));
    let card = tree.ancestors(node(known().next()?)).find(|&above| is_around(above))?;
    // Letters have a head of names and values, too.
    let is_list = |&above: &PathId| tree.name_of(above).is_some_and(|name| matches!(&**name, "table" | "dl"));
    let is_listed = known().all(|token| tree.ancestors(node(token)).any(|above| is_list(&above)));
    let first = tokens.iter().position(|token| tree.ancestors(node(token)).any(|above| above == card))?;
    let count =
        tokens[first..].iter().take_while(|token| tree.ancestors(node(token)).any(|above| above == card)).count();
    is_listed.then(|| Card { tokens: first..first + count, items: vec![card] })
}
