//! What is to become of an export, given its findings: which posts go, which can be shielded, what must go with them.

use crate::journal::export::{Changes, Edit, Export, Form, How, Owner, Place, ShieldedField, Shielding};
use crate::model::{Document, Finding, Group, Kind, Role, Severity, Verdict};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

/// A plan for one round.
#[derive(Debug, Default)]
pub(super) struct Plan<'d> {
    pub changes: Changes,
    /// Of each edit: the posts (or case) that it shields.
    pub owners: Vec<Option<Owner>>,
    /// What stands against the export, with what it is in.
    pub findings: Vec<(Option<Owner>, &'d Finding)>,
}

/// A finding outside all posts that cannot be taken out: the whole export stays back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct OutsidePosts;

/// What may be done.
#[derive(Debug, Clone, Copy)]
pub(super) struct Means {
    pub shield: bool,
    pub mark_names: bool,
}

/// Whether a finding keeps what it stands in from being published. Names that are only to be marked do not, where they will be.
fn stands_against(finding: &Finding, form: Form, means: Means) -> bool {
    let marked = means.mark_names && finding.severity == Severity::Review && can_be_marked(finding, form);
    finding.severity >= Severity::Review && finding.part != Role::FileName && !marked
}

/// Where a finding stands in its export; `None` where it cannot be changed.
pub(super) fn place(finding: &Finding) -> Option<Place> {
    let location = &finding.location;
    match (&location.xpath, location.row, location.column) {
        (Some(path), ..) => Some(Place::Node(path.clone())),
        (None, Some(row), Some(column)) => {
            let sheet = location.sheet.as_deref().map(Arc::from);
            Some(Place::Cell { sheet, row, column: u32::try_from(column.checked_sub(1)?).ok()? })
        }
        _ => None,
    }
}

/// Whether `*****` may stand in its place: it is in a field of text, and is something that can be taken out of one.
fn can_be_shielded(finding: &Finding, form: Form) -> bool {
    let is_something =
        !matches!(finding.kind, Kind::Policy | Kind::OverShielding | Kind::FailedRedaction | Kind::HiddenText);
    let path = finding.location.xpath.as_deref().filter(|_| form.has_attributes());
    let attribute = path.and_then(|path| path.rsplit_once("/@")).map(|(_, name)| name);
    let is_page = form == Form::Html;
    let is_text = match (finding.part, attribute) {
        (_, Some(name)) => is_page && SHOWN_ATTRIBUTES.contains(&name),
        (Role::Title | Role::Party | Role::Official | Role::Comment, None) => true,
        (Role::Body, None) => !names_something(finding.location.field.as_deref().unwrap_or_default()),
        // Outside the posts it is the page's own: scripts.
        (Role::Hidden, None) => is_page && finding.entry.is_some(),
        (Role::Metadata | Role::FileName | Role::DeletedText | Role::UnderRedaction, None) => false,
        (Role::Ocr | Role::AttachmentName, None) => false,
    };
    is_something && is_text && !finding.span.is_empty()
}

/// Attributes of HTML whose value is read by people.
const SHOWN_ATTRIBUTES: [&str; 8] =
    ["title", "alt", "aria-label", "aria-description", "placeholder", "label", "summary", "abbr"];

/// A field of that name holds an id, a code, a date or a reference.
fn names_something(field: &str) -> bool {
    let field = field.to_lowercase();
    field.starts_with("referanse") || ["id", "nr", "nummer", "dato", "kode"].iter().any(|end| field.ends_with(end))
}

/// Whether a finding stays behind where a workbook is written anew: of what people see, the headers and the posts go along.
fn is_left_behind(finding: &Finding, owner: Option<Owner>, export: &Export) -> bool {
    let is_unseen = matches!(finding.part, Role::Hidden | Role::Comment);
    let is_copied = || place(finding).is_some_and(|place| export.is_copied(&place));
    let stays = match owner {
        Some(Owner::Post(post)) => is_unseen && !export.covert_posts.contains(&post),
        Some(Owner::Case(_)) => false,
        None => is_unseen || !is_copied(),
    };
    export.form == Form::Workbook && stays
}

/// How a finding is changed; with `persons_only` what a connection says of the person stays.
fn edit(finding: &Finding, how: How, persons_only: bool) -> Option<Edit> {
    let spans = match finding.joins {
        Some((person, _)) if persons_only => vec![person],
        Some((person, matter)) => vec![person, matter],
        None => vec![finding.span],
    };
    Some(Edit { place: place(finding)?, span: finding.span, text: finding.text.clone(), spans, how })
}

/// Posts that are treated otherwise than the rest.
#[derive(Debug, Default)]
pub(super) struct Exceptions {
    /// They cannot be shielded.
    pub lost: HashSet<Owner>,
    /// Only persons are shielded in them; what is told of nobody may stay.
    pub gently: HashSet<Owner>,
    /// Of posts in which persons have been shielded the words of each name, see [`person_in`]: they may stand nowhere else in them.
    pub persons: HashMap<usize, HashSet<Vec<String>>>,
}

impl Exceptions {
    /// The name was shielded in another field of its post.
    fn is_shielded_beside(&self, finding: &Finding, owner: Option<Owner>) -> bool {
        let Some(Owner::Post(post)) = owner else { return false };
        let is_name = finding.kind == Kind::Personnavn && !matches!(finding.part, Role::FileName | Role::Official);
        let words = name_words(&finding.text);
        let is_of = |name: &Vec<String>| words.iter().all(|word| name.contains(word));
        is_name && self.persons.get(&post).is_some_and(|names| names.iter().any(is_of))
    }
}

/// The words of the private person's name that a finding is about; none where it is about none.
pub(super) fn person_in(finding: &Finding) -> Vec<String> {
    let name = match (finding.kind, finding.joins) {
        (_, Some((person, _))) => {
            let at = |place: usize| place.saturating_sub(finding.span.start);
            finding.text.get(at(person.start)..at(person.end)).unwrap_or_default()
        }
        (Kind::Personnavn | Kind::ShieldingMismatch, None) => finding.text.as_str(),
        _ => "",
    };
    name_words(name)
}

/// The words of a name in lower case, without the genitive's -s.
fn name_words(name: &str) -> Vec<String> {
    let words = name.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let folded = words.map(|word| {
        let word = word.to_lowercase();
        word.strip_suffix('s').map(str::to_owned).unwrap_or(word)
    });
    folded.collect()
}

/// Plans what is to become of `export`, in which `document` was found.
pub(super) fn plan<'d>(
    export: &Export,
    document: &'d Document,
    means: Means,
    exceptions: &Exceptions,
) -> Result<Plan<'d>, OutsidePosts> {
    let mut plan = Plan::default();
    let mut by_owner: HashMap<Option<Owner>, Vec<&'d Finding>> = HashMap::new();
    for finding in document.findings.held() {
        let owner = finding.entry.and_then(|entry| export.entries.get(entry as usize)).copied();
        if !stands_against(finding, export.form, means) && !exceptions.is_shielded_beside(finding, owner) {
            continue;
        }
        if is_left_behind(finding, owner, export) {
            plan.findings.push((None, finding));
            plan.changes.anew = true;
            continue;
        }
        plan.findings.push((owner, finding));
        by_owner.entry(owner).or_default().push(finding);
    }
    let held = held_by_documents(export, document);
    for &owner in &held {
        by_owner.entry(owner).or_default();
    }
    let mut shielding: BTreeMap<usize, Shielding> = BTreeMap::new();
    for (owner, findings) in by_owner {
        let can_shield = means.shield && owner.is_none_or(|owner| !exceptions.lost.contains(&owner));
        let gently = owner.is_some_and(|owner| exceptions.gently.contains(&owner));
        let has_person = findings.iter().any(|finding| finding.kind.group() != Group::Terms);
        let stays = |finding: &&&Finding| gently && has_person && finding.kind.group() == Group::Terms;
        let shielded = || -> Option<Vec<Edit>> {
            let each = findings.iter().filter(|finding| !stays(finding)).map(|finding| {
                let is_stray_comment = owner.is_none() && finding.part == Role::Comment;
                if is_stray_comment {
                    return edit(finding, How::Remove, false);
                }
                edit(finding, How::Shield, gently).filter(|_| can_shield && can_be_shielded(finding, export.form))
            });
            each.collect()
        };
        // A post that goes with its documents needs no other change.
        let edits = if held.contains(&owner) { None } else { shielded() };
        match (edits, owner) {
            (Some(edits), _) => {
                if let Some(Owner::Post(post)) = owner {
                    let told = shielding.entry(post).or_default();
                    findings.iter().filter(|finding| !stays(finding)).for_each(|finding| tell(finding, told));
                }
                plan.owners.extend(edits.iter().map(|_| owner));
                plan.changes.edits.extend(edits);
            }
            (None, Some(Owner::Post(post))) => {
                plan.changes.posts.insert(post);
            }
            (None, Some(Owner::Case(case))) => {
                plan.changes.cases.insert(case);
            }
            (None, None) => return Err(OutsidePosts),
        }
    }
    shielding.retain(|_, told| !told.fields.is_empty());
    plan.changes.shielding = shielding;
    Ok(plan)
}

/// The posts with a document that is not for publishing: stars in the post do not help what is in a file beside it.
pub(super) fn held_by_documents(export: &Export, document: &Document) -> HashSet<Option<Owner>> {
    let entries = document.entries.iter().enumerate();
    let held =
        entries.filter(|(_, entry)| entry.documents.is_some_and(|documents| documents.verdict() != Verdict::Publish));
    held.map(|(at, _)| export.entries.get(at).copied()).collect()
}

/// Adds to what a post tells of its shielding. An old name in the open is no secret: that it must not be searchable any more is no
/// legal basis to exempt anything.
fn tell(finding: &Finding, told: &mut Shielding) {
    if finding.kind == Kind::Personnavn && finding.severity == Severity::Review {
        return;
    }
    let path = finding.location.xpath.as_deref().unwrap_or_default();
    let label = finding.location.field.as_deref().unwrap_or_default();
    told.fields.insert(ShieldedField::of(path, label));
    // A duty of confidentiality says more than that numbers may be exempted.
    let is_number = finding.basis.iter().any(|basis| &**basis == "offl-26");
    told.basis = if is_number && told.basis != CONFIDENTIAL { NUMBERS } else { CONFIDENTIAL };
}

/// Offentleglova § 13 with the section it points to, as journals cite it.
const CONFIDENTIAL: &str = "Offl. § 13 jf. fvl. § 13";
/// The exemption for national identity numbers.
const NUMBERS: &str = "Offl. § 26 femte ledd";

/// A name in text that has a mark for names.
fn can_be_marked(finding: &Finding, form: Form) -> bool {
    form.has_marks()
        && finding.kind == Kind::Personnavn
        && matches!(finding.part, Role::Title | Role::Party | Role::Official | Role::Body)
        && finding.location.xpath.as_deref().is_some_and(|path| !path.contains("/@"))
}

/// Names that are to be marked.
pub(super) fn marks(document: &Document, form: Form) -> Vec<Edit> {
    let names = document.findings.held().iter().filter(|finding| can_be_marked(finding, form));
    let mut marks: Vec<Edit> = names.filter_map(|finding| edit(finding, How::Mark, false)).collect();
    // The fields of a case are found once for each of its posts.
    let mut seen = HashSet::new();
    marks.retain(|mark| seen.insert((mark.place.clone(), mark.span)));
    marks
}
