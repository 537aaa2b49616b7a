//! Shielded too much: a title with nothing left, a mask with no legal basis, a mask over what is nobody's secret. As unlawful as a
//! leak, but hardly ever sure: for review.

use super::cases::is_reversed;
use super::entry::{Post, is_case_title};
use super::{Review, mask, words};
use crate::model::{Kind, Role, Segment, Span};

/// Writes the findings of the part's posts.
pub fn report(review: &mut Review<'_, '_>, posts: &[Post<'_>]) {
    for (index, post) in posts.iter().enumerate() {
        let part = review.part;
        let masked: Vec<&Segment> =
            post.masked.iter().copied().filter(|field| !is_reversed(part, post, field)).collect();
        let unfounded = masked.iter().position(|_| is_unfounded(review, post, &masked, &part.entries[index].id));
        for (at, field) in masked.iter().enumerate() {
            let text = field.span().of(&part.text);
            let is_title = field.role == Role::Title;
            let is_too_much =
                is_title && (mask::is_whole(text) || hides_nothing(review, post, field)) || Some(at) == unfounded;
            if is_too_much {
                review.push(Kind::OverShielding, review.assessor.over_shielding, field.span(), 0.7);
            }
        }
    }
}

/// Nothing says why it is masked, in a journal that says so elsewhere. A title of a case is masked for what may stand in another post.
fn is_unfounded(review: &Review<'_, '_>, post: &Post<'_>, masked: &[&Segment], id: &str) -> bool {
    let by_case = || masked.iter().all(|field| is_case_title(review.part, field)) && review.cases.has_basis(id);
    review.cases.tells_basis && !post.basis.is_told && !by_case()
}

/// The masked words are known, and nobody's: they stand in the open elsewhere, or the party is told beside them.
fn hides_nothing(review: &Review<'_, '_>, post: &Post<'_>, field: &Segment) -> bool {
    let masked = field.span().of(&review.part.text);
    /// More titles than a post has, so that a hostile one costs no more.
    const MOST: usize = 20;
    let others = post.internal.iter().map(|title| (*title, 0)).chain(post.titles.iter().map(|title| (*title, 3)));
    for (other, least_letters) in others.take(MOST) {
        let open = other.span();
        if let Some(hidden) = mask::hidden(masked, open.of(&review.part.text), least_letters) {
            let in_part = |span: &Span| Span::new(span.start + open.start, span.end + open.start);
            return hidden.iter().all(|span| is_nobodys(review, in_part(span)));
        }
    }
    names_open_firm(review, post, masked)
}

/// An organisation or a kind of document, with nothing in it that anybody looks for.
fn is_nobodys(review: &Review<'_, '_>, span: Span) -> bool {
    let listed = &review.assessor.checks.words;
    let text = words::lower(span.of(&review.part.text));
    let is_harmless = |kind| matches!(kind, Kind::Organisasjonsnummer | Kind::GnrBnr);
    let touched = review.marks.iter().any(|hit| hit.span.overlaps(span) && !is_harmless(hit.kind));
    !touched && (listed.organisations.is_in(&text) || listed.case_types.is_in(&text))
}

/// «Faktura fra *****» from firms that stand beside it in the open.
fn names_open_firm(review: &Review<'_, '_>, post: &Post<'_>, masked: &[u8]) -> bool {
    let listed = &review.assessor.checks.words;
    let Some((before, b"")) = mask::frame(masked) else { return false };
    let before = words::lower(before);
    let lead = ["fra", "frå", "med", "til"].iter().find_map(|lead| before.strip_suffix(lead));
    let is_bill = lead.is_some_and(|kind| listed.billing.ends(kind.trim_end()));
    let is_firm = |party: &&Segment| listed.organisations.is_in(&words::lower(party.span().of(&review.part.text)));
    is_bill && !post.parties.is_empty() && post.parties.iter().all(is_firm)
}
