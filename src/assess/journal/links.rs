//! Documents that several posts link: one that is withheld with one post is not to be fetched through another.

use super::Cases;
use super::entry::{digest, posts};
use crate::assess::{Assessor, Place};
use crate::model::{Finding, Hit, Kind, LineCounter, Part};

/// A post's link to a document that others link as well.
#[derive(Debug)]
pub struct Link {
    /// Index of the post among the part's entries.
    pub entry: u32,
    /// Which document.
    pub document: u64,
    /// The post says that the document is exempt.
    pub is_restricted: bool,
    /// What to tell if another of the document's posts is withheld. `None` where nobody asked for it.
    pub finding: Option<Finding>,
}

impl Assessor {
    /// The part's links to documents that are linked more than once in the journal.
    pub fn shared_documents(&self, part: &Part<'_>, marks: &[Hit], cases: &Cases) -> Vec<Link> {
        if part.entries.is_empty() || !cases.has_shared_documents() {
            return Vec::new();
        }
        let mut links = Vec::new();
        let mut lines = LineCounter::default();
        let rule = self.shielding_mismatch.map(usize::from).filter(|_| self.selection.wants(Kind::ShieldingMismatch));
        for (entry, post) in posts(part).iter().enumerate() {
            for link in &post.documents {
                let document = digest(link.span().of(&part.text));
                if !cases.is_shared(document) {
                    continue;
                }
                let finding = rule.filter(|_| !post.is_restricted).map(|rule| {
                    let place = Place { span: link.span(), kind: Kind::ShieldingMismatch, rule };
                    self.finding_at(part, marks, place, &mut lines, |finding| {
                        finding.severity = self.weights[rule].severity.alone;
                        finding.confidence = 0.85;
                    })
                });
                links.push(Link { entry: entry as u32, document, is_restricted: post.is_restricted, finding });
            }
        }
        links
    }
}
