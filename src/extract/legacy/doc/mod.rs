//! Word documents from Word 6 to 2003 (DOC): all stories, with what is deleted or hidden in them, authors and earlier file names.

mod looks;
mod pieces;
mod story;

use super::bytes::u16_at;
use super::compound::Compound;
use super::properties::utf16;
use super::{macros, objects, pictures, properties};
use crate::extract::Output;
use crate::extract::fields::Fields;
use crate::extract::look::Look;
use crate::extract::passage;
use crate::model::{Places, Reason, Role, Unread};
use pieces::{Header, Piece};
use story::Story;

/// Numbers of tables in the header.
const BOOKMARKS: usize = 21;
const OF_CHARACTERS: usize = 12;
const OF_PARAGRAPHS: usize = 13;
const COMMENT_AUTHORS: usize = 36;
const REVISERS: usize = 51;
const SAVED_BY: usize = 71;

/// Which story has the comments, and from which on they are text boxes.
const COMMENTS: usize = 3;
const FIRST_TEXT_BOX: usize = 5;

/// A document has fewer names in any of its lists.
const MOST_NAMES: usize = 100_000;

pub(super) fn read(mut file: Compound<'_>, output: &mut dyn Output) -> Result<(), Unread> {
    let mut fields = Fields::default();
    let mut trouble = properties::describe(&mut file, &mut fields);
    let (document, unread) = file.stream_so_far("/WordDocument");
    trouble = unread.or(trouble);
    let header = match Header::of(&document) {
        Ok(header) => header,
        Err(unread) => {
            fields.hand_out(output);
            return Err(unread);
        }
    };
    let (table, unread) = if header.is_old { (document.clone(), None) } else { file.stream_so_far(header.table) };
    trouble = trouble.or(unread);
    let outcome = Document { bytes: &document, table: &table, header }.hand_out(&mut fields, output);
    trouble = trouble.or(outcome.err());
    fields.hand_out(output);
    pictures::hand_out(&document, output)?;
    if file.is_stream("/Data") {
        let (data, unread) = file.stream_so_far("/Data");
        trouble = trouble.or(unread);
        pictures::hand_out(&data, output)?;
    }
    objects::hand_out(&mut file, "/ObjectPool", output)?;
    trouble = trouble.or(macros::hand_out(&mut file, "/Macros/VBA", output).err());
    trouble.map_or(Ok(()), Err)
}

struct Document<'d> {
    bytes: &'d [u8],
    table: &'d [u8],
    header: Header,
}

/// A story, read.
struct Told {
    /// Which one it is.
    index: usize,
    text: String,
    /// Its first paragraph.
    first: u64,
}

impl Document<'_> {
    fn table(&self, index: usize) -> &[u8] {
        self.header.table_at(self.bytes, self.table, index)
    }

    fn hand_out(&self, fields: &mut Fields, output: &mut dyn Output) -> Result<(), Unread> {
        let (stories, outcome) = self.stories(fields);
        for Told { index, text, first } in stories {
            if index == COMMENTS {
                text.lines().for_each(|comment| fields.run(Role::Comment, "comment", 0, comment));
            } else {
                passage::hand_out(Role::Body, &text, &Places::Paragraphs { first }, output);
            }
        }
        for name in texts(self.table(COMMENT_AUTHORS)) {
            fields.add(Role::Metadata, "comment-author", &name);
        }
        for (index, label) in [(REVISERS, "reviser"), (SAVED_BY, "saved-by"), (BOOKMARKS, "bookmark")] {
            let names = table_of_texts(self.table(index)).into_iter();
            // Bookmarks with a low line are Word's own.
            names
                .filter(|name| !(name == "Unknown" || label == "bookmark" && name.starts_with('_')))
                .for_each(|name| fields.add(Role::Metadata, label, &name));
        }
        outcome
    }

    /// The stories in their order.
    fn stories(&self, fields: &mut Fields) -> (Vec<Told>, Result<(), Unread>) {
        let characters = looks::of_characters(self.bytes, self.table(OF_CHARACTERS));
        let paragraphs = looks::of_paragraphs(self.bytes, self.table(OF_PARAGRAPHS));
        let pieces = pieces::pieces(&self.header, self.bytes, self.table);
        let mut stories = Vec::new();
        let (mut first, mut story, mut outcome) = (0, Story::new(1), Ok(()));
        // Pieces that share bytes would make more text than there are bytes.
        let mut left = self.bytes.len();
        for (index, &length) in self.header.lengths.iter().enumerate() {
            let end = first + length;
            for piece in pieces.iter().filter(|piece| piece.first < end && piece.first + piece.length > first) {
                let from = first.max(piece.first) - piece.first;
                let to = end.min(piece.first + piece.length) - piece.first;
                let (from, to) = (piece.at + from * piece.width, piece.at + to * piece.width);
                if to > self.bytes.len() || to - from > left {
                    outcome = Err(Unread::new(Reason::Corrupt, "a Word document whose pieces do not fit in it"));
                    if to - from > left {
                        break;
                    }
                }
                left -= to.min(self.bytes.len()).saturating_sub(from);
                let is_box = index >= FIRST_TEXT_BOX;
                self.piece(
                    piece,
                    from..to.min(self.bytes.len()),
                    (&characters, &paragraphs),
                    is_box,
                    &mut story,
                    fields,
                );
            }
            story.end_run(fields);
            let next = Story::new(story.next_paragraph());
            let done = std::mem::replace(&mut story, next);
            let began = done.next_paragraph() - memchr::memchr_iter(b'\n', done.text.as_bytes()).count() as u64;
            stories.push(Told { index, text: done.text, first: began });
            first = end;
        }
        if pieces.is_empty() {
            outcome = Err(Unread::new(Reason::Corrupt, "a Word document without its table of pieces"));
        }
        (stories, outcome)
    }

    /// Adds the bytes of a piece to a story, run by run.
    fn piece(
        &self,
        piece: &Piece<'_>,
        bytes: std::ops::Range<usize>,
        (characters, paragraphs): (&[looks::Run], &[looks::Run]),
        is_box: bool,
        story: &mut Story,
        fields: &mut Fields,
    ) {
        let (mut at, mut run, mut paragraph) =
            (bytes.start, looks::from(characters, bytes.start), looks::from(paragraphs, bytes.start));
        while at < bytes.end {
            let mut end = bytes.end;
            let mut now = looks::Run { bytes: at..end, look: Look::default(), is_in_table: false, ends_row: false };
            for (runs, next, is_of_characters) in [(characters, &mut run, true), (paragraphs, &mut paragraph, false)] {
                while runs.get(*next).is_some_and(|run| run.bytes.end <= at) {
                    *next += 1;
                }
                let Some(run) = runs.get(*next) else { continue };
                if run.bytes.start > at {
                    end = end.min(run.bytes.start);
                    continue;
                }
                end = end.min(run.bytes.end);
                if is_of_characters {
                    now.look = run.look;
                } else {
                    now.look.ground = run.look.shade;
                    (now.is_in_table, now.ends_row) = (run.is_in_table, run.ends_row);
                }
            }
            // A run that ends within a character is none.
            if piece.width == 2 && (end - at) % 2 == 1 {
                end = (end + 1).min(bytes.end);
            }
            looks::apply(&piece.changes, &mut now);
            now.look.is_on_unknown = now.is_in_table || is_box;
            story.add(&piece.text(self.bytes, at, end), &now.look, now.ends_row, fields);
            at = end;
        }
    }
}

/// Texts one after the other, each behind its length.
fn texts(bytes: &[u8]) -> Vec<String> {
    let (mut texts, mut at) = (Vec::new(), 0);
    while let Some(length) = u16_at(bytes, at).map(usize::from) {
        let Some(text) = bytes.get(at + 2..at + 2 + 2 * length) else { break };
        texts.push(utf16(text));
        at += 2 + 2 * length;
    }
    texts
}

/// A table of texts (STTB).
fn table_of_texts(bytes: &[u8]) -> Vec<String> {
    let (Some(0xFFFF), Some(count), Some(extra)) = (u16_at(bytes, 0), u16_at(bytes, 2), u16_at(bytes, 4)) else {
        return Vec::new();
    };
    let (mut texts, mut at) = (Vec::new(), 6);
    for _ in 0..usize::from(count).min(MOST_NAMES) {
        let Some(length) = u16_at(bytes, at).map(usize::from) else { break };
        let Some(text) = bytes.get(at + 2..at + 2 + 2 * length) else { break };
        texts.push(utf16(text));
        at += 2 + 2 * length + usize::from(extra);
    }
    texts
}
