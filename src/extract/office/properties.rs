//! What a document in OOXML says of itself beside its content: its properties, the people who worked on it, and what
//! it links to.

use super::fields::Fields;
use super::markup::{self, Markup};
use super::package::Package;
use crate::extract::{Input, Output, link, xml};
use crate::model::{Role, Unread};

/// Counts and times that no one is known by.
#[rustfmt::skip]
const COUNTS: &[&str] = &[
    "AppVersion", "Application", "Characters", "CharactersWithSpaces", "DocSecurity", "HiddenSlides",
    "HyperlinksChanged", "Lines",
    "LinksUpToDate", "MMClips", "Notes", "Pages", "Paragraphs", "PresentationFormat", "ScaleCrop", "SharedDoc",
    "Slides", "TotalTime",
    "Words", "bool", "created", "i4", "lastPrinted", "modified", "revision",
];

/// Reads a part of properties: of the core, of the application or the user's own.
pub(super) fn read(name: &str, bytes: &[u8], fields: &mut Fields, output: &mut dyn Output) -> Result<(), Unread> {
    let (mut path, mut text) = (Vec::<String>::new(), String::new());
    // The name of the user's own property that is being read.
    let mut own = None;
    markup::each(bytes, &mut |piece| match piece {
        Markup::Start(tag) => {
            if tag.name() == "property" {
                own = tag.attribute("name").map(|name| name.into_owned());
                if let Some(own) = &own {
                    fields.next_record();
                    fields.add(Role::Metadata, name, "property", own, output);
                }
            }
            path.push(tag.name().to_owned());
            text.clear();
        }
        Markup::Text(piece) => text.push_str(piece),
        Markup::End(end) => {
            path.pop();
            // What a user has counted may well be a number that somebody is known by.
            let is_count = COUNTS.contains(&end) && (own.is_none() || end == "bool");
            if !is_count && !text.trim().is_empty() {
                let label = match (end, &own, path.last()) {
                    (_, Some(own), _) => own.as_str(),
                    // Lists of texts are named by what they lie in, such as `TitlesOfParts`.
                    ("lpstr" | "lpwstr", None, _) => path.get(1).map_or(end, |outer| outer.as_str()),
                    _ => end,
                };
                let role = if end == "title" { Role::Title } else { Role::Metadata };
                if own.is_none() {
                    fields.next_record();
                }
                let is_link = matches!(label, "HLinks" | "HyperlinkBase");
                let value = if is_link { link::readable(&text) } else { text.as_str().into() };
                // The sheets of a workbook are listed here once more.
                if label != "TitlesOfParts" || !fields.has_said("sheet", &value) {
                    fields.add(role, name, label, &value, output);
                }
            }
            if end == "property" {
                own = None;
            }
            text.clear();
        }
    })
}

/// Hands out what any part links to outside the package: addresses, files, templates, sources of data.
pub(super) fn links(package: &mut Package<'_>, fields: &mut Fields, output: &mut dyn Output) {
    for name in package.names() {
        let Some((folder, file)) = name.strip_suffix(".rels").and_then(|part| part.rsplit_once("_rels/")) else {
            continue;
        };
        let part = format!("{folder}{file}");
        for relation in package.relations(&part) {
            if relation.is_external {
                fields.add_once(Role::Metadata, &part, "link", &link::readable(&relation.target), output);
            }
        }
    }
}

/// Reads the people of a document: authors of comments and changes, with the names of their accounts.
pub(super) fn people(name: &str, bytes: &[u8], fields: &mut Fields, output: &mut dyn Output) -> Result<(), Unread> {
    markup::each(bytes, &mut |piece| {
        let Markup::Start(tag) = piece else { return };
        for label in ["author", "displayName", "name", "userId", "initials"] {
            if let Some(value) = tag.attribute(label) {
                fields.add_once(
                    Role::Metadata,
                    name,
                    if label == "userId" { "user" } else { "author" },
                    &value,
                    output,
                );
            }
        }
    })
}

/// The name of the root of the part `name`, by its first bytes. Data of the user's own (`customXml/`) are called as they like, so their
/// name tells nothing and is none.
pub(super) fn root(name: &str, head: &[u8]) -> String {
    const OWN: &[u8] = b"customXml/";
    let root = markup::root(head).unwrap_or_default();
    let is_own = name.as_bytes().get(..OWN.len()).is_some_and(|folder| folder.eq_ignore_ascii_case(OWN));
    if is_own && root != "datastoreItem" { String::new() } else { root }
}

/// Reads a part that no reader is made for: every text and attribute of it, as metadata.
pub(super) fn other(input: &Input<'_>, bytes: &[u8], role: Role, output: &mut dyn Output) -> Result<(), Unread> {
    xml::read(&input.within(bytes, ""), &mut |part| {
        let mut part = crate::model::Part { text: part.text.into_owned().into(), ..part };
        part.role = role;
        part.segments.iter_mut().filter(|segment| segment.role == Role::Body).for_each(|segment| segment.role = role);
        output.part(part);
    })
}
