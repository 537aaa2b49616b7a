//! What the posts of a case say of each other: what is masked in one of them must not stand open in another, however far apart the two
//! lie in the export. Gathered in a first pass over the parts, before any is judged, so that no judgement depends on where a part
//! is cut. Only cases with masks are kept, as digests: a few dozen bytes each.

use super::entry::{Post, case_of, digest, is_sensitive_twin, posts};
use super::{mask, words};
use crate::model::{Part, Role};
use std::collections::{HashMap, HashSet};

/// More frames or names are not kept for a case: nobody masks so many in one.
const MOST_KEPT: usize = 64;

/// What is known of a journal as a whole.
#[derive(Debug, Default)]
pub struct Cases {
    masks: HashMap<u64, CaseMasks>,
    /// Cases with a legal basis in some post.
    based: HashSet<u64>,
    /// The journal tells legal bases at all.
    pub tells_basis: bool,
    /// Documents linked once, then those linked more often.
    linked: HashSet<u64>,
    linked_again: HashSet<u64>,
}

/// What is masked in a case.
#[derive(Debug, Default)]
struct CaseMasks {
    /// Posts with a mask by a basis of confidentiality.
    personal: bool,
    /// Posts with a mask and no basis told.
    unexplained: bool,
    /// What stands around masks in titles.
    frames: Vec<u64>,
    /// Names that are masked, where a running journal tells them.
    names: Vec<u64>,
}

impl Cases {
    /// Notes what a part, with its entries marked, tells.
    pub fn gather(&mut self, part: &Part<'_>) {
        for (post, entry) in posts(part).iter().zip(&part.entries) {
            self.tells_basis |= post.basis.is_told;
            for document in &post.documents {
                let link = digest(document.span().of(&part.text));
                if !self.linked.insert(link) {
                    self.linked_again.insert(link);
                }
            }
            let Some(case) = case_of(&entry.id).map(digest) else { continue };
            if post.basis.is_told && !post.masked.is_empty() {
                self.based.insert(case);
            }
            if post.masked.iter().any(|field| !is_reversed(part, post, field)) {
                self.note_masks(part, post, case);
            }
        }
    }

    /// The journal has been read: what is needed no more is given back.
    pub fn finish(&mut self) {
        self.linked = HashSet::new();
        self.linked_again.shrink_to_fit();
    }

    fn note_masks(&mut self, part: &Part<'_>, post: &Post<'_>, case: u64) {
        let masks = self.masks.entry(case).or_default();
        masks.personal |= post.basis.is_personal;
        masks.unexplained |= !post.basis.is_told;
        for field in post.masked_titles() {
            let text = field.span().of(&part.text);
            if let Some((before, after)) = mask::frame(text) {
                keep(&mut masks.frames, frame_digest(before, after));
            }
            for open in &post.internal {
                let open = open.span().of(&part.text);
                for hidden in mask::hidden(text, open, 0).unwrap_or_default() {
                    keep(&mut masks.names, digest(&words::name_key(hidden.of(open))));
                }
            }
        }
    }

    /// The post's case hides somebody, by a basis of confidentiality or for no reason given.
    pub fn hides_somebody(&self, id: &str) -> bool {
        self.of(id).is_some_and(|masks| masks.personal || masks.unexplained && !self.tells_basis)
    }

    /// Another post of the case has the same title, with a mask between `before` and `after`.
    pub fn masks_there(&self, id: &str, before: &[u8], after: &[u8]) -> bool {
        /// Bytes: titles are shorter.
        const LONGEST: usize = 2_000;
        let letters = || before.iter().chain(after).filter(|byte| byte.is_ascii_alphabetic()).count();
        !self.masks.is_empty()
            && before.len() + after.len() <= LONGEST
            && letters() >= 3
            && self.of(id).is_some_and(|masks| masks.frames.contains(&frame_digest(before, after)))
    }

    /// A post of the case masks that very name.
    pub fn masks_name(&self, id: &str, name: &[u8]) -> bool {
        self.of(id)
            .is_some_and(|masks| !masks.names.is_empty() && masks.names.contains(&digest(&words::name_key(name))))
    }

    /// A post of the case tells a legal basis for what it masks.
    pub fn has_basis(&self, id: &str) -> bool {
        case_of(id).is_some_and(|case| self.based.contains(&digest(case)))
    }

    /// Some document is linked more than once.
    pub fn has_shared_documents(&self) -> bool {
        !self.linked_again.is_empty()
    }

    /// The document is linked more than once.
    pub fn is_shared(&self, link: u64) -> bool {
        self.linked_again.contains(&link)
    }

    fn of(&self, id: &str) -> Option<&CaseMasks> {
        if self.masks.is_empty() { None } else { self.masks.get(&digest(case_of(id)?)) }
    }
}

fn keep(kept: &mut Vec<u64>, one: u64) {
    if kept.len() < MOST_KEPT && !kept.contains(&one) {
        kept.push(one);
    }
}

fn frame_digest(before: &[u8], after: &[u8]) -> u64 {
    digest(&(words::lower(before.trim_ascii()), words::lower(after.trim_ascii())))
}

/// What eInnsyn hides after a year alone: the field's `…Sensitiv` twin shows it, and no basis is told.
pub fn is_reversed(part: &Part<'_>, post: &Post<'_>, field: &crate::model::Segment) -> bool {
    let twins = if field.role == Role::Title { &post.titles } else { &post.parties };
    !post.basis.is_told
        && twins.iter().any(|twin| {
            is_sensitive_twin(&twin.label)
                && twin.label.get(..twin.label.len() - 8).is_some_and(|stem| stem.eq_ignore_ascii_case(&field.label))
                && mask::next(twin.span().of(&part.text), 0).is_none()
        })
}
