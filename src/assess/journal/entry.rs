//! A journal post as the checks see it: its public fields, what is masked in them, and on what basis.

use super::basis::{self, Basis};
use super::mask;
use crate::model::{Part, PathId, Places, Role, Segment};
use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

/// What is looked at of a post.
#[derive(Default)]
pub struct Post<'p> {
    /// Titles that are published, those of case, class and documents among them.
    pub titles: Vec<&'p Segment>,
    /// Parties that are published.
    pub parties: Vec<&'p Segment>,
    /// Of either, those with something masked.
    pub masked: Vec<&'p Segment>,
    /// Unshielded titles that only the body sees, beside a public one.
    pub internal: Vec<&'p Segment>,
    /// `skjermingMetadata`.
    pub claims: Vec<&'p Segment>,
    /// Links to documents.
    pub documents: Vec<&'p Segment>,
    /// Why it is shielded.
    pub basis: Basis,
    /// It says that its document is exempt.
    pub is_restricted: bool,
}

impl Post<'_> {
    /// A title with something masked.
    pub fn masked_titles(&self) -> impl Iterator<Item = &Segment> {
        self.masked.iter().copied().filter(|segment| segment.role == Role::Title)
    }
}

/// The posts of a part, by [`Segment::record`].
pub fn posts<'p>(part: &'p Part<'_>) -> Vec<Post<'p>> {
    let mut posts: Vec<Post<'p>> = Vec::new();
    posts.resize_with(part.entries.len(), Post::default);
    let internal = Internal::of(part);
    let mut labels = Labels::default();
    for segment in &part.segments {
        let Some(post) = posts.get_mut(segment.record as usize) else { continue };
        let text = segment.span().of(&part.text);
        let says = labels.says(&segment.label);
        if segment.role == Role::Title && internal.is(part, segment) {
            post.internal.push(segment);
        } else if matches!(segment.role, Role::Title | Role::Party) {
            if mask::next(text, 0).is_some() {
                post.masked.push(segment);
            }
            let fields = if segment.role == Role::Title { &mut post.titles } else { &mut post.parties };
            fields.push(segment);
        } else if says.claim {
            post.claims.push(segment);
        } else if segment.role == Role::Metadata && says.class_code && mask::next(text, 0).is_some() {
            post.masked.push(segment);
        } else if says.basis.is_told_in(text) {
            post.basis = post.basis.and(Basis::of(text));
        } else if says.document_link {
            post.documents.push(segment);
        }
        post.is_restricted |= post.basis.is_told || says.access && !is_open_to_all(text);
    }
    posts
}

/// What the label of a field says of what it holds.
#[derive(Debug, Clone, Copy)]
struct Says {
    /// `skjermingMetadata`.
    claim: bool,
    /// The code by which cases are filed.
    class_code: bool,
    /// A legal basis.
    basis: basis::Holds,
    /// The file of a document.
    document_link: bool,
    /// An access code.
    access: bool,
}

impl Says {
    fn of(label: &str) -> Self {
        let is = |known: &[&str]| known.iter().any(|known| label.eq_ignore_ascii_case(known));
        Says {
            claim: is(&["skjermingMetadata"]),
            class_code: is(&["klasseid", "kl.ordnverdi", "kl_ordnverdi", "ordningsverdi"]),
            basis: basis::Holds::of(label),
            document_link: is(&[
                "referansedokumentfil",
                "ve.filref",
                "ve_filref",
                "ve.filurl",
                "ve_filurl",
                "dokumentlenke",
                "lenke",
                "lenkje",
                "lenke til dokument",
                "dokumentfil",
                "filnavn",
                "fil",
                "url",
            ]),
            access: is(&["tilgangsrestriksjon", "tilgangskode", "tilgang", "jp.tgkode", "jp_tgkode", "tgkode"]),
        }
    }
}

/// The labels of a part's fields: few of them, which stand there again and again.
#[derive(Default)]
struct Labels<'p>(Vec<(&'p Arc<str>, Says)>);

impl<'p> Labels<'p> {
    fn says(&mut self, label: &'p Arc<str>) -> Says {
        /// More are asked anew each time.
        const MOST: usize = 64;
        if let Some((_, says)) = self.0.iter().find(|(known, _)| Arc::ptr_eq(known, label)) {
            return *says;
        }
        let says = Says::of(label);
        if self.0.len() < MOST {
            self.0.push((label, says));
        }
        says
    }
}

/// An access code that shields nothing.
fn is_open_to_all(code: &[u8]) -> bool {
    const OPEN: [&str; 9] = ["o", "å", "åpen", "open", "ope", "offentlig", "offentleg", "0", "ingen"];
    OPEN.contains(&String::from_utf8_lossy(code).trim().to_lowercase().as_str())
}

/// The field's public twin is masked of names after a year by eInnsyn itself: `offentligTittelSensitiv`.
pub fn is_sensitive_twin(label: &str) -> bool {
    label.len() > 8 && label.get(label.len() - 8..).is_some_and(|end| end.eq_ignore_ascii_case("sensitiv"))
}

/// It is the title of the case, not of the post itself.
pub fn is_case_title(part: &Part<'_>, segment: &Segment) -> bool {
    let label = segment.label.to_lowercase();
    if matches!(label.as_str(), "sa.offtittel" | "sa_offtittel" | "sakstittel" | "saktittel" | "sak") {
        return true;
    }
    let Places::Tree(tree) = &part.places else { return false };
    let parent = tree.parent(PathId::from_place(segment.place)).and_then(|node| tree.name_of(node));
    parent.is_some_and(|name| name.to_lowercase().ends_with("mappe"))
}

/// Which titles of a part only the body sees: `tittel` beside an `offentligTittel` of the same element.
struct Internal {
    holders: HashSet<PathId>,
}

impl Internal {
    fn of(part: &Part<'_>) -> Self {
        let holders = match &part.places {
            Places::Tree(tree) => part
                .segments
                .iter()
                .filter(|segment| segment.label.eq_ignore_ascii_case("offentligTittel"))
                .filter_map(|segment| tree.parent(PathId::from_place(segment.place)))
                .collect(),
            _ => HashSet::new(),
        };
        Internal { holders }
    }

    fn is(&self, part: &Part<'_>, segment: &Segment) -> bool {
        let Places::Tree(tree) = &part.places else { return false };
        segment.label.eq_ignore_ascii_case("tittel")
            && tree.parent(PathId::from_place(segment.place)).is_some_and(|node| self.holders.contains(&node))
    }
}

/// The part is of a running journal, and which of its segments are not for the public, by their place in `segments`.
pub fn internal_of_running_journal(part: &Part<'_>) -> Vec<bool> {
    let Places::Tree(tree) = &part.places else { return Vec::new() };
    let is_running = !part.entries.is_empty()
        && tree
            .nodes()
            .filter(|&node| tree.parent(node).is_none())
            .any(|root| tree.name_of(root).is_some_and(|name| name.to_lowercase().ends_with("loependejournal")));
    if !is_running {
        return Vec::new();
    }
    let internal = Internal::of(part);
    part.segments.iter().map(|segment| segment.role == Role::Title && internal.is(part, segment)).collect()
}

/// The case that a post belongs to, by the post's id: `2024/118` of `2024/118-3`. `None` where the id does not tell.
pub fn case_of(id: &str) -> Option<&str> {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_case = |text: &str| text.split('/').all(|number| is_number(number.trim()));
    if let Some((case, post)) = id.rsplit_once('-').filter(|(case, post)| is_case(case) && is_number(post.trim())) {
        return (!post.is_empty()).then_some(case.trim());
    }
    match id.rsplit_once('/') {
        Some((case, post)) if id.matches('/').count() == 2 && is_case(case) && is_number(post.trim()) => {
            Some(case.trim())
        }
        Some(_) if is_case(id) => Some(id.trim()),
        _ => None,
    }
}

/// Sixty-four bits of `value`, the same in every run.
pub fn digest(value: &(impl Hash + ?Sized)) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn posts_of_one_case_are_known_by_their_ids() {
        for (id, case) in [
            ("2024/118-3", Some("2024/118")),
            ("24/118 - 3", Some("24/118")),
            ("2024000118-3", Some("2024000118")),
            ("2024/118/3", Some("2024/118")),
            ("2024/118", Some("2024/118")),
            ("jp_01abc", None),
            ("063ba1de-4d22-5247-b94f-a8d41ec622e2", None),
            ("7", None),
            ("", None),
        ] {
            assert_eq!(case_of(id), case, "{id}");
        }
    }
}
