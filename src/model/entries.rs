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
    /// Id behind id.
    ids: String,
    rows: Vec<Row>,
    /// Of the posts that name any.
    documents: HashMap<u32, EntryDocuments>,
}

#[derive(Debug, Clone, Copy)]
struct Row {
    /// Where its id ends in `ids`.
    id_end: u32,
    /// Stop, review, note, in the post itself.
    counts: [u32; 3],
}

impl Entries {
    /// How many.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// There is none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Adds a post in which nothing was found so far.
    pub fn push(&mut self, id: &str) {
        self.ids.push_str(id);
        self.rows.push(Row { id_end: self.ids.len() as u32, counts: [0; 3] });
    }

    /// Counts a finding in the post at `at`.
    pub fn count(&mut self, at: u32, severity: Severity) {
        if let Some(row) = self.rows.get_mut(at as usize) {
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
        let row = self.rows.get(at as usize)?;
        let start = (at as usize).checked_sub(1).map_or(0, |before| self.rows[before].id_end);
        self.ids.get(start as usize..row.id_end as usize)
    }

    /// The post at `at`.
    pub fn get(&self, at: u32) -> Option<EntryVerdict<'_>> {
        let id = self.id(at)?;
        let [stop, review, note] = self.rows[at as usize].counts.map(u64::from);
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
        (0..self.rows.len() as u32).filter_map(|at| self.get(at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
