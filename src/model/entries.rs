//! The journal posts of a document with what was found in them: some thirty bytes a post, since a journal may hold millions.

use super::{EntryDocuments, Severity, SeverityCounts, Verdict};
use hashbrown::HashMap;

/// A journal post and what follows from its findings.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EntryVerdict<'e> {
    /// As people name it.
    pub id: &'e str,
    /// What follows.
    pub verdict: Verdict,
    /// Findings by severity, those in its documents among them.
    pub counts: SeverityCounts,
    /// What came of the documents that it names; `None` where it names none, or they are not opened.
    pub documents: Option<&'e EntryDocuments>,
}

/// Journal posts in order.
#[derive(Debug, Clone, Default)]
pub struct Entries {
    /// All but the last are full.
    blocks: Vec<Block>,
    /// Of the posts that name any.
    documents: HashMap<u32, EntryDocuments>,
}

/// Posts behind each other; what is full never grows again, so that millions of them take no more than they need.
#[derive(Debug, Clone, Default)]
struct Block {
    /// Id behind id.
    ids: String,
    rows: Vec<Row>,
}

impl Block {
    /// Posts in one.
    const SIZE: usize = 4096;
}

#[derive(Debug, Clone, Copy)]
struct Row {
    /// Where its id ends in its block's.
    id_end: u32,
    /// Stop, review, note, in the post itself.
    counts: [u32; 3],
}

impl Entries {
    /// How many.
    pub fn len(&self) -> usize {
        self.blocks.last().map_or(0, |last| (self.blocks.len() - 1) * Block::SIZE + last.rows.len())
    }

    /// There is none.
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    /// Adds a post in which nothing was found so far.
    pub fn push(&mut self, id: &str) {
        if self.len().is_multiple_of(Block::SIZE) {
            if let Some(full) = self.blocks.last_mut() {
                full.ids.shrink_to_fit();
            }
            self.blocks.push(Block::default());
        }
        if let Some(last) = self.blocks.last_mut() {
            last.ids.push_str(id);
            last.rows.push(Row { id_end: last.ids.len() as u32, counts: [0; 3] });
        }
    }

    /// Counts a finding in the post at `at`.
    pub fn count(&mut self, at: u32, severity: Severity) {
        let (block, at) = place(at);
        if let Some(row) = self.blocks.get_mut(block).and_then(|block| block.rows.get_mut(at)) {
            let count = &mut row.counts[match severity {
                Severity::Stop => 0,
                Severity::Review => 1,
                Severity::Note => 2,
            }];
            *count = count.saturating_add(1);
        }
    }

    /// Counts a document that the post at `at` names, and what was found in it.
    pub fn count_document(&mut self, at: u32, verdict: Verdict, is_unread: bool, findings: SeverityCounts) {
        let documents = self.documents.entry(at).or_default();
        documents.add(verdict, is_unread);
        documents.findings.merge(findings);
    }

    /// The id of the post at `at`.
    pub fn id(&self, at: u32) -> Option<&str> {
        self.row(at).map(|(id, _)| id)
    }

    fn row(&self, at: u32) -> Option<(&str, &Row)> {
        let (block, at) = place(at);
        let block = self.blocks.get(block)?;
        let row = block.rows.get(at)?;
        let start = at.checked_sub(1).map_or(0, |before| block.rows[before].id_end);
        Some((block.ids.get(start as usize..row.id_end as usize)?, row))
    }

    /// The post at `at`.
    pub fn get(&self, at: u32) -> Option<EntryVerdict<'_>> {
        let (id, row) = self.row(at)?;
        let [stop, review, note] = row.counts.map(u64::from);
        let mut counts = SeverityCounts { stop, review, note };
        let documents = self.documents.get(&at);
        if let Some(documents) = documents {
            counts.merge(documents.findings);
        }
        let verdict = counts.verdict(true).max(documents.map_or(Verdict::Publish, EntryDocuments::verdict));
        Some(EntryVerdict { id, verdict, counts, documents })
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = EntryVerdict<'_>> {
        (0..self.len() as u32).filter_map(|at| self.get(at))
    }
}

/// The block of the post at `at`, and its place there.
fn place(at: u32) -> (usize, usize) {
    (at as usize / Block::SIZE, at as usize % Block::SIZE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn posts_keep_their_order_over_many_blocks() {
        let mut entries = Entries::default();
        let ids: Vec<String> =
            (0..2 * Block::SIZE + 3).map(|number| "9".repeat(number % 5) + &number.to_string()).collect();
        ids.iter().for_each(|id| entries.push(id));
        let last = ids.len() as u32 - 1;
        [Block::SIZE as u32 - 1, Block::SIZE as u32, last, last + 1]
            .iter()
            .for_each(|&at| entries.count(at, Severity::Stop));
        assert!(entries.iter().map(|entry| entry.id).eq(ids.iter().map(String::as_str)));
        let stopped: Vec<_> = entries.iter().filter(|entry| entry.counts.stop == 1).map(|entry| entry.id).collect();
        assert_eq!(stopped, [&ids[Block::SIZE - 1], &ids[Block::SIZE], &ids[last as usize]]);
        assert_eq!(entries.len(), ids.len());
        assert_eq!(entries.id(last + 1), None);
    }

    #[test]
    fn posts_are_judged_by_what_was_found_in_them_and_in_their_documents() {
        let mut entries = Entries::default();
        ["2024/1-1", "", "2024/1-3"].iter().for_each(|id| entries.push(id));
        entries.count(0, Severity::Note);
        entries.count(1, Severity::Review);
        entries.count(7, Severity::Stop);
        let none = SeverityCounts::default();
        entries.count_document(2, Verdict::Publish, false, none);
        entries.count_document(2, Verdict::Withhold, false, SeverityCounts { stop: 2, ..none });
        let all: Vec<_> = entries.iter().map(|entry| (entry.id, entry.verdict, entry.counts.total())).collect();
        assert_eq!(
            all,
            [("2024/1-1", Verdict::Publish, 1), ("", Verdict::Review, 1), ("2024/1-3", Verdict::Withhold, 2)]
        );
        assert_eq!(entries.get(2).and_then(|entry| entry.documents).map(|documents| documents.withhold), Some(1));
        assert_eq!(entries.get(3), None);
    }
}
