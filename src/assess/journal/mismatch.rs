//! Shielded in one place and open in another: within the post, between the posts of a case, or by what the post says of itself.

use super::entry::Post;
use super::{Review, mask, words};
use crate::model::{Kind, Role, Segment, Span};
use std::collections::HashSet;

/// More masked titles than a post has, so that a hostile one costs no more.
const MOST_TITLES: usize = 20;

/// Writes the findings of the part's posts.
pub fn report(review: &mut Review<'_, '_>, posts: &[Post<'_>]) {
    let named = open_names(review, posts);
    telling_addresses(review, posts);
    for (record, post) in posts.iter().enumerate() {
        marked_words(review, post);
        half_masked_names(review, post);
        // Where the name is known that should have been shielded, it is what must go.
        if let Some(claim) = empty_claim(review, post).filter(|_| !named.contains(&(record as u32))) {
            review.push(Kind::ShieldingMismatch, review.assessor.shielding_mismatch, claim.span(), 0.8);
        }
    }
}

/// Words that are marked for removal and have not been removed.
fn marked_words(review: &mut Review<'_, '_>, post: &Post<'_>) {
    for field in post.titles.iter().chain(&post.parties) {
        let text = field.span().of(&review.part.text);
        let (mut at, base) = (0, field.start as usize);
        while let Some(marked) = mask::next_word_mark(text, at) {
            let span = Span::new(marked.start + base, marked.end + base);
            review.push(Kind::ShieldingMismatch, review.assessor.shielding_mismatch, span, 0.85);
            at = marked.end;
        }
    }
}

/// E-mail addresses made of somebody's names, in a post that masks somebody for confidentiality.
fn telling_addresses(review: &mut Review<'_, '_>, posts: &[Post<'_>]) {
    let part = review.part;
    let is_of_names = |address: &[u8]| {
        let mailbox = address.split(|byte| *byte == b'@').next().unwrap_or_default();
        let is_name =
            |word: &[u8]| word.len() > 1 && word.iter().all(|byte| byte.is_ascii_alphabetic() || *byte >= 0x80);
        mailbox.split(|byte| matches!(byte, b'.' | b'_' | b'-')).filter(|word| is_name(word)).count() >= 2
    };
    for one in review.seen.iter().filter(|one| one.hit.kind == Kind::Epost) {
        let Some(field) = part.segment_at(one.hit.span.start) else { continue };
        let Some(post) = posts.get(field.record as usize) else { continue };
        let address = one.hit.span.of(&part.text);
        if post.basis.is_personal
            && !post.masked.is_empty()
            && matches!(field.role, Role::Title | Role::Party)
            && is_of_names(address)
            && !review.assessor.officials.is_public_address(address)
        {
            review.push(Kind::ShieldingMismatch, review.assessor.shielding_mismatch, one.hit.span, 0.7);
        }
    }
}

/// A first name is masked but for its initial, and the surname stands behind it: «A***** Nordmann».
fn half_masked_names(review: &mut Review<'_, '_>, post: &Post<'_>) {
    for field in &post.masked {
        let (text, base) = (field.span().of(&review.part.text), field.start as usize);
        for surname in mask::surnames_behind(text) {
            let span = Span::new(surname.start + base, surname.end + base);
            review.push(Kind::ShieldingMismatch, review.assessor.shielding_mismatch, span, 0.75);
        }
    }
}

/// A `skjermingMetadata` that says that something is shielded, where everything stands there.
fn empty_claim<'p>(review: &Review<'_, '_>, post: &Post<'p>) -> Option<&'p Segment> {
    const NOTHING: [&str; 10] = ["ingen", "inga", "nei", "false", "0", "-", "uten", "utan", "ikke", "ikkje"];
    const OF_NAMES: [&str; 6] = ["navn", "namn", "avsender", "avsendar", "mottak", "part"];
    let is_empty = |claim: &&&Segment| {
        let text = words::lower(claim.span().of(&review.part.text));
        let says_nothing = text.split_whitespace().next().is_none_or(|first| NOTHING.contains(&first));
        // What was shielded by leaving it out is not there to be masked.
        let left_out = |what: &str| match what.contains("tittel") {
            true => post.titles.is_empty(),
            false => OF_NAMES.iter().any(|word| what.contains(word)) && post.parties.is_empty(),
        };
        !says_nothing && !text.split([';', ',']).all(left_out)
    };
    post.masked.is_empty().then(|| post.claims.iter().find(is_empty).copied()).flatten()
}

/// Private persons in the open who are shielded elsewhere, or for whose sake the post is.
/// Gives the posts, by number, in which some are.
fn open_names(review: &mut Review<'_, '_>, posts: &[Post<'_>]) -> HashSet<u32> {
    let part = review.part;
    let mut named = HashSet::new();
    let mut matter: Option<(u32, Matter)> = None;
    for one in review.seen.iter().filter(|one| one.hit.kind == Kind::Personnavn) {
        let Some(segment) = part.segment_at(one.hit.span.start) else { continue };
        let Some(post) = posts.get(segment.record as usize) else { continue };
        let is_among = |fields: &[&Segment]| fields.iter().any(|field| field.start == segment.start);
        let is_public = is_among(&post.titles) || is_among(&post.parties);
        let is_remarked = || !post.masked.is_empty() && is_remark(review, segment);
        if !one.is_private_person() || !is_public && !is_remarked() {
            continue;
        }
        let id = &part.entries[segment.record as usize].id;
        let matter = match matter {
            Some((record, known)) if record == segment.record => known,
            _ => matter.insert((segment.record, Matter::of(review, post))).1,
        };
        let is_shielded = || match is_public {
            true => is_shielded_somewhere(review, post, matter, segment, one.hit.span, id),
            false => is_masked_somewhere(review, post, segment, one.hit.span),
        };
        if one.is_sure_person() && is_shielded() || is_masked_word_for_word(review, post, segment, one.hit.span, id) {
            review.push(Kind::ShieldingMismatch, review.assessor.shielding_mismatch, one.hit.span, 0.75);
            named.insert(segment.record);
        }
    }
    named
}

/// The field is there for words about the post: a comment, an attribute, «Merknad».
fn is_remark(review: &Review<'_, '_>, field: &Segment) -> bool {
    let is_named_so = |label: &str| label.starts_with('@') || review.assessor.checks.words.remarks.is_in(label);
    match field.role {
        Role::Comment => true,
        Role::Body | Role::Metadata => is_named_so(&words::lower(field.label.as_bytes())),
        _ => false,
    }
}

/// The very words that stand masked in another title, of this post or of its case.
fn is_masked_word_for_word(review: &Review<'_, '_>, post: &Post<'_>, field: &Segment, name: Span, id: &str) -> bool {
    let text = field.span();
    let open = text.of(&review.part.text);
    let within = |span: &Span| text.start + span.start <= name.start && name.end <= text.start + span.end;
    let other_title = |masked: &Segment| {
        masked.start != field.start
            && !is_reversed_by(review, post, masked)
            && mask::hidden(masked.span().of(&review.part.text), open, 3).is_some_and(|spans| spans.iter().any(within))
    };
    let before = &review.part.text[text.start..name.start];
    let behind = &review.part.text[name.end..text.end];
    post.masked_titles().take(MOST_TITLES).any(other_title)
        || field.role == Role::Title && review.cases.masks_there(id, before, behind)
        || review.cases.masks_name(id, name.of(&review.part.text))
}

/// What the titles of a post say of its parties.
#[derive(Clone, Copy)]
struct Matter {
    /// Owners, neighbours and applicants are public, whatever their documents hold.
    is_public: bool,
    /// But not an applicant who asked not to be.
    asked_not: bool,
    /// The post says that it shields something, and shields nothing.
    claims_in_vain: bool,
}

impl Matter {
    fn of(review: &Review<'_, '_>, post: &Post<'_>) -> Self {
        let listed = &review.assessor.checks.words;
        let titles = post.titles.iter().map(|title| words::lower(title.span().of(&review.part.text)));
        let titles = titles.collect::<Vec<_>>().join(" \n ");
        let is_public = listed.building.is_in(&titles) || listed.applicants.is_in(&titles);
        let asked_not = listed.asked_not.is_in(&titles);
        Matter { is_public, asked_not, claims_in_vain: empty_claim(review, post).is_some() }
    }
}

fn is_shielded_somewhere(
    review: &Review<'_, '_>,
    post: &Post<'_>,
    matter: Matter,
    field: &Segment,
    name: Span,
    id: &str,
) -> bool {
    matter.asked_not
        || matter.claims_in_vain
        || is_masked_somewhere(review, post, field, name)
        || !matter.is_public && (post.basis.is_personal || review.cases.hides_somebody(id))
}

/// Another field of the post masks what may be the name.
fn is_masked_somewhere(review: &Review<'_, '_>, post: &Post<'_>, field: &Segment, name: Span) -> bool {
    let hides = |masked: &&Segment| {
        let is_other_role = masked.role == Role::Title || masked.role == Role::Party && field.role == Role::Title;
        is_other_role && !is_reversed_by(review, post, masked) && may_hide(review, post, masked, name)
    };
    !post.basis.is_business && post.masked.iter().any(hides)
}

/// What is masked may be the name: it is not known to be something else.
fn may_hide(review: &Review<'_, '_>, post: &Post<'_>, masked: &Segment, name: Span) -> bool {
    let text = &review.part.text;
    let known = post.internal.iter().take(MOST_TITLES).find_map(|title| {
        let open = title.span().of(text);
        mask::hidden(masked.span().of(text), open, 0).map(|spans| (open, spans))
    });
    let Some((open, spans)) = known.filter(|_| masked.role == Role::Title) else { return true };
    let name = words::name_key(name.of(text));
    spans.iter().any(|span| {
        let hidden = words::name_key(span.of(open));
        name.iter().any(|word| word.chars().count() > 1 && hidden.contains(word))
    })
}

fn is_reversed_by(review: &Review<'_, '_>, post: &Post<'_>, masked: &Segment) -> bool {
    super::cases::is_reversed(review.part, post, masked)
}
