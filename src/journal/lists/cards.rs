//! Posts of a page whose fields stand behind their names: in cards and articles, in definition lists, in tables of labels and
//! values, in paragraphs.

use super::Marks;
use crate::journal::columns::ColumnNames;
use crate::journal::fields::{Field, Key};
use crate::journal::labels::{self, Numbered, Token};
use crate::model::{Entry, PathId, PathTree, Role, Segment, Span};
use hashbrown::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

/// A post: its tokens, and the nodes that go with it.
struct Card {
    tokens: Range<usize>,
    items: Vec<PathId>,
}

impl Marks {
    /// Marks the posts among the `segments` of `text` that have no entry yet. Where several fields stand in one segment it is cut.
    pub fn cards(&mut self, text: &[u8], segments: &mut Vec<Segment>, tree: &PathTree, names: &ColumnNames) {
        let page = Page { text, segments, tree };
        if !page.may_hold_posts(names) {
            return;
        }
        let tokens = page.tokens(&self.entry_of, names);
        let cards = page.posts(&tokens);
        if cards.is_empty() {
            return;
        }
        let headings: Vec<Option<Span>> = cards.iter().map(|card| page.heading(&tokens[card.tokens.clone()])).collect();
        let segment_of = self.cut(text, segments, &tokens, &cards);
        for ((number, card), heading) in (1..).zip(cards).zip(headings) {
            let own = &tokens[card.tokens.clone()];
            for (token, &segment) in own.iter().zip(&segment_of[card.tokens]) {
                self.entry_of[segment] = Some(self.entries.len() as u32);
                let label = token.known_label(text);
                let field = token.field.or_else(|| (Some(token.span) == heading).then(|| Field::plain(Role::Title)));
                if let Some(field) = field {
                    let is_new = !label.is_empty() && *segments[segment].label != *label;
                    self.fields.push((segment, field, is_new.then_some(label)));
                }
            }
            self.entries.push(Entry { id: labels::id_of(own, text).unwrap_or_else(|| number.to_string()) });
            self.items.push(card.items);
        }
    }

    /// Cuts those of `segments` that hold several tokens of `cards`. Gives for each token the index of its segment.
    fn cut(&mut self, text: &[u8], segments: &mut Vec<Segment>, tokens: &[Token], cards: &[Card]) -> Vec<usize> {
        let mut tokens_of: HashMap<usize, Vec<usize>> = HashMap::new();
        for at in cards.iter().flat_map(|card| card.tokens.clone()) {
            tokens_of.entry(tokens[at].segment).or_default().push(at);
        }
        let mut moved = Vec::with_capacity(segments.len());
        let mut segment_of = vec![0; tokens.len()];
        let whole = std::mem::take(segments);
        let entry_of = std::mem::take(&mut self.entry_of);
        for ((at, segment), entry) in whole.into_iter().enumerate().zip(entry_of) {
            moved.push(segments.len());
            let own = tokens_of.remove(&at).unwrap_or_default();
            let is_whole = own.iter().all(|&token| tokens[token].span == segment.span());
            if is_whole {
                own.iter().for_each(|&token| segment_of[token] = segments.len());
                segments.push(segment);
                self.entry_of.push(entry);
                continue;
            }
            let says_something = |span: Span| span.of(text).iter().any(|byte| byte.is_ascii_alphanumeric());
            let mut piece = |span: Span| {
                segments.push(Segment { start: span.start as u32, end: span.end as u32, ..segment.clone() });
                self.entry_of.push(entry);
                segments.len() - 1
            };
            let mut from = segment.span().start;
            for &token in &own {
                let span = tokens[token].span;
                // What is of no token stays, but for the name of what follows.
                let between = labels::trimmed(text, Span::new(from, span.start.max(from)));
                if says_something(between) && *labels::name_of(between.of(text)) != *tokens[token].label {
                    piece(between);
                }
                segment_of[token] = piece(span);
                from = span.end;
            }
            let rest = labels::trimmed(text, Span::new(from, segment.span().end.max(from)));
            if says_something(rest) {
                piece(rest);
            }
        }
        self.fields.iter_mut().for_each(|(at, ..)| *at = moved[*at]);
        segment_of
    }
}

/// A page, or a part of one.
struct Page<'p> {
    text: &'p [u8],
    segments: &'p [Segment],
    tree: &'p PathTree,
}

impl Page<'_> {
    /// Something may be the number of a post: it looks like one, or is labelled so. Most pages hold none.
    fn may_hold_posts(&self, names: &ColumnNames) -> bool {
        /// Longer texts, in bytes, are no names of such fields.
        const LONGEST: usize = 24;
        let is_number = |name: &str| {
            let field = names.field(name);
            let is_key = field.is_some_and(|field| matches!(field.key, Key::Document | Key::Post | Key::Case));
            is_key || labels::is_of_the_journal(name)
        };
        // Labels are kept once a document, so their address is their number.
        let mut seen: HashSet<*const u8> = HashSet::new();
        let mut names_one = |segment: &Segment| match segment.label.is_empty() {
            false => seen.insert(segment.label.as_ptr()) && is_number(&segment.label),
            true => segment.span().len() <= LONGEST && is_number(&labels::name_of(segment.span().of(self.text))),
        };
        let mut shown = self.segments.iter().filter(|segment| segment.role == Role::Body);
        let is_headed = |segment: &Segment| labels::begins_with_number_and_words(segment.span().of(self.text));
        labels::has_numbers(self.text, 1) || shown.any(|segment| names_one(segment) || is_headed(segment))
    }

    /// What the segments without an entry say, in order.
    fn tokens(&self, entry_of: &[Option<u32>], names: &ColumnNames) -> Vec<Token> {
        /// Terms of lists, in bytes, may be a little longer than other names of fields.
        const LONGEST_TERM: usize = 60;
        let mut tokens: Vec<Token> = Vec::new();
        let mut pending: Option<Arc<str>> = None;
        // Where the label stands.
        let mut label_at = None;
        let cells = self.cells_of_rows();
        let mut row = None;
        for (at, (segment, entry)) in self.segments.iter().zip(entry_of).enumerate() {
            if entry.is_some() || !matches!(segment.role, Role::Body | Role::Hidden) {
                continue;
            }
            let (node, span) = (PathId::from_place(segment.place), segment.span());
            // A label stands beside its value, not in the row above.
            let own_row = self.around(node).find(|&above| self.is_called(above, |name| name == "tr"));
            if own_row != row {
                (row, pending) = (own_row, None);
            }
            // Nor does it stand above a heading that begins another post.
            let is_post = pending.is_some() && labels::begins_with_number_and_words(span.of(self.text));
            if is_post && self.is_within(node, is_head) {
                pending = None;
            }
            let is_value =
                pending.is_some() && label_at.is_some_and(|label| self.is_value_of(label, node, span, &cells));
            if span.len() <= LONGEST_TERM && !is_value {
                let name = labels::name_of(span.of(self.text));
                let holds_a_value = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'\t' | b':');
                let is_name = span.len() <= labels::LONGEST_LABEL && !name.bytes().any(holds_a_value);
                if is_name && names.field(&name).is_some() || self.is_within(node, |name| name == "dt") {
                    tokens.push(Token::label(at, span, name.clone()));
                    pending = Some(name);
                    label_at = Some(node);
                    continue;
                }
            }
            // Several posts in one element, line by line.
            let is_nameless = pending.is_none() && segment.label.is_empty();
            if is_nameless
                && memchr::memchr(b'\n', span.of(self.text)).is_some()
                && labels::has_numbers(span.of(self.text), 2)
            {
                tokens.extend(labels::tokens(self.text, span, at, true, names));
                continue;
            }
            let label = pending.take().unwrap_or_else(|| segment.label.clone());
            let field = if label.is_empty() { None } else { names.field(&label) };
            let inner = labels::tokens(self.text, span, at, false, names);
            match inner.first() {
                Some(first) if !first.label.is_empty() || inner.len() > 1 && field.is_none() && label.is_empty() => {
                    tokens.extend(inner);
                }
                // «16.11.2026   Brevdato: 15.11.2026»: what stands before the first name is of the label before.
                Some(first)
                    if inner.len() > 2
                        || inner.len() > 1 && !labels::begins_with_number_and_words(span.of(self.text)) =>
                {
                    tokens.push(Token::value(at, first.span, self.text, field, label));
                    tokens.extend_from_slice(&inner[1..]);
                }
                _ => tokens.extend(Token::values(at, span, self.text, field, &label)),
            }
        }
        tokens
    }

    /// What stands in `span` at `node` is what the `label` names, whatever it reads like: a definition, the cell beside a header, the
    /// second of two cells. `cells` says how many each row has.
    fn is_value_of(&self, label: PathId, node: PathId, span: Span, cells: &HashMap<Option<PathId>, usize>) -> bool {
        if span.of(self.text).ends_with(b":") {
            return false;
        }
        let (Some(label), Some(own)) = (self.cell(label), self.cell(node)) else { return false };
        let is = |node, called: &str| self.is_called(node, |name| name == called);
        if is(label, "dt") {
            return is(own, "dd");
        }
        let row = self.tree.parent(own);
        let is_beside = row == self.tree.parent(label) && own != label && is(own, "td");
        is_beside && (is(label, "th") || cells.get(&row) == Some(&2))
    }

    /// The cell, term or definition that `node` stands in.
    fn cell(&self, node: PathId) -> Option<PathId> {
        self.around(node).find(|&above| self.is_called(above, |name| matches!(name, "td" | "th" | "dd" | "dt")))
    }

    /// How many cells that say something each row has.
    fn cells_of_rows(&self) -> HashMap<Option<PathId>, usize> {
        let mut rows = HashMap::new();
        let mut last = None;
        for cell in self.segments.iter().filter_map(|segment| self.cell(PathId::from_place(segment.place))) {
            if last.replace(cell) != Some(cell) {
                *rows.entry(self.tree.parent(cell)).or_insert(0) += 1;
            }
        }
        rows
    }

    /// The posts that the tokens make: each in an element of its own, or row behind row in one.
    fn posts(&self, tokens: &[Token]) -> Vec<Card> {
        let numbered = labels::numbers(tokens);
        let numbers = if numbered.is_empty() { labels::dated(tokens) } else { numbered };
        if let [_] = numbers[..] {
            return self.single(tokens).into_iter().collect();
        }
        let cards = self.elements(tokens, &numbers);
        if cards.is_empty() {
            return self.lines(tokens, &numbers);
        }
        let own: Vec<Card> = cards
            .iter()
            .filter_map(|&(number, card)| {
                let is_in = |token: &Token| self.around(self.node(token)).any(|above| above == card);
                let start = tokens[..number].iter().rposition(|token| !is_in(token)).map_or(0, |at| at + 1);
                let end =
                    tokens[number..].iter().position(|token| !is_in(token)).map_or(tokens.len(), |at| number + at);
                let own = &tokens[start..end];
                let is_post = labels::make_a_post(own, self.text) && labels::say_little_else(own);
                is_post.then(|| Card { tokens: start..end, items: vec![card] })
            })
            .collect();
        let holder = cards.first().and_then(|&(_, card)| self.tree.parent(card));
        match holder.filter(|_| own.len() * 2 < numbers.len()) {
            Some(holder) => self.rows_of(holder, tokens, &numbers),
            None => own,
        }
    }

    /// The posts that follow each other in one element, which is nobody's own.
    fn lines(&self, tokens: &[Token], numbers: &[Numbered]) -> Vec<Card> {
        let beginnings = labels::headed(labels::beginnings(tokens, numbers), tokens, self.text);
        let ends = beginnings.iter().copied().skip(1).chain([tokens.len()]);
        let in_one_element = |(&start, end): (&usize, usize)| {
            let same = tokens[start..end].iter().take_while(|token| token.segment == tokens[start].segment);
            start..start + same.count()
        };
        let posts: Vec<Range<usize>> = beginnings.iter().zip(ends).map(in_one_element).collect();
        let is_whole = |post: &&Range<usize>| {
            let own = &tokens[(*post).clone()];
            labels::make_a_post(own, self.text) && labels::begin_as_listed(own) && labels::say_little_else(own)
        };
        // Where most are posts all are: one may lack a field.
        if !labels::are_most(posts.iter().filter(is_whole).count(), posts.len()) {
            return Vec::new();
        }
        posts.into_iter().map(|tokens| Card { tokens, items: Vec::new() }).collect()
    }

    /// For each number its token, and the largest element with no other number in it.
    fn elements(&self, tokens: &[Token], numbers: &[Numbered]) -> Vec<(usize, PathId)> {
        // The number that stands in each element; `None` where several do.
        let mut within: HashMap<PathId, Option<&str>> = HashMap::new();
        for Numbered { at, name } in numbers {
            for above in self.around(self.node(&tokens[*at])) {
                let known = within.entry(above).or_insert(Some(name));
                *known = known.filter(|known| known == name);
            }
        }
        let element = |at: usize| {
            let own = self.around(self.node(&tokens[at])).take_while(|above| within[above].is_some());
            own.last()
        };
        numbers.iter().filter_map(|number| Some((number.at, element(number.at)?))).collect()
    }

    /// The posts that follow each other in `holder`, from one beginning to the next.
    fn rows_of(&self, holder: PathId, tokens: &[Token], numbers: &[Numbered]) -> Vec<Card> {
        let item = |token: &Token| self.around(self.node(token)).find(|&above| self.tree.parent(above) == Some(holder));
        let beginnings = labels::headed(labels::beginnings(tokens, numbers), tokens, self.text);
        let ends = beginnings.iter().copied().skip(1).chain([tokens.len()]);
        let is_running = !self.is_within(holder, is_list);
        let mut cards = Vec::new();
        for (&start, end) in beginnings.iter().zip(ends) {
            // What the page says behind its last post, and between pages, is of no post.
            let known: HashSet<PathId> =
                tokens[start..end].iter().filter(|token| token.field.is_some()).filter_map(item).collect();
            let is_own = |token: &Token| item(token).is_some_and(|item| known.contains(&item));
            let end = tokens[start..end].iter().rposition(is_own).map_or(start, |at| start + at + 1);
            let own = &tokens[start..end];
            let is_listed = !is_running || labels::begin_as_listed(own);
            if is_listed && labels::make_a_post(own, self.text) && labels::say_little_else(own) {
                let mut items: Vec<PathId> = own.iter().filter_map(item).collect();
                items.dedup();
                cards.push(Card { tokens: start..end, items });
            }
        }
        // Among letters some one may read like a post.
        if is_running && !labels::are_most(cards.len(), beginnings.len()) { Vec::new() } else { cards }
    }

    /// A page of one post: all its fields, which stand in tables and lists; letters have a head of names and values, too.
    fn single(&self, tokens: &[Token]) -> Option<Card> {
        let known = || tokens.iter().filter(|token| token.field.is_some()).map(|token| self.node(token));
        let is_listed = |node: PathId| self.is_within(node, is_list);
        if !labels::make_a_post(tokens, self.text) || !known().all(is_listed) {
            return None;
        }
        let is_in = |node: PathId, card: PathId| self.around(node).any(|above| above == card);
        let card = self.around(known().next()?).find(|&card| known().all(|node| is_in(node, card)))?;
        let start = tokens.iter().position(|token| is_in(self.node(token), card))?;
        let count = tokens[start..].iter().take_while(|token| is_in(self.node(token), card)).count();
        Some(Card { tokens: start..start + count, items: vec![card] })
    }

    /// The title of a post that has none by name: its heading, else the longest of its texts.
    fn heading(&self, tokens: &[Token]) -> Option<Span> {
        if labels::have_a_title(tokens) {
            return None;
        }
        let is_title = |name: &str| is_head(name) || name.ends_with("-title");
        let is_control = |name: &str| matches!(name, "button" | "label" | "select");
        let free = || tokens.iter().filter(|token| token.is_free() && !self.is_within(self.node(token), is_control));
        let head = free().find(|token| self.is_within(self.node(token), is_title));
        let words = || free().filter(|token| labels::is_heading(token, self.text));
        head.or_else(|| words().max_by_key(|token| token.span.len())).map(|token| token.span)
    }

    fn node(&self, token: &Token) -> PathId {
        PathId::from_place(self.segments[token.segment].place)
    }

    /// A node and those that it stands in.
    fn around(&self, node: PathId) -> impl Iterator<Item = PathId> + '_ {
        self.tree.ancestors(node)
    }

    fn is_called(&self, node: PathId, is: impl Fn(&str) -> bool) -> bool {
        self.tree.name_of(node).is_some_and(|name| is(name))
    }

    /// Whether the node or one that it stands in is called so.
    fn is_within(&self, node: PathId, is: impl Fn(&str) -> bool + Copy) -> bool {
        self.around(node).any(|above| self.is_called(above, is))
    }
}

/// Headings.
fn is_head(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// Elements of names and values.
fn is_list(name: &str) -> bool {
    matches!(name, "table" | "dl")
}
