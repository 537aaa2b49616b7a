//! Word documents (DOCX, with macros and templates): the body, then headers, footers, notes and comments as stories
//! (`story.rs`), then properties, links, charts and diagrams, and the documents within.

mod looks;
mod paragraph;
mod story;
mod table;

use super::drawing;
use super::fields::Fields;
use super::markup::{self, Markup};
use super::media;
use super::package::{Package, Relation};
use super::{Trouble, properties};
use crate::extract::{Input, Output};
use crate::model::{Reason, Role, Unread};
use hashbrown::HashSet;
use looks::Styles;
use story::{Shared, Story};

pub(super) use looks::{Colour, Look};
pub(super) use paragraph::{Coverts, Paragraph};
pub(super) use table::Table;

/// Roots of parts whose text is set by programs or shown nowhere: fonts, numbering, what the program draws with.
#[rustfmt::skip]
const MUTE_ROOTS: &[&str] = &[
    "fonts", "webSettings", "theme", "clrMap", "commentsEx", "commentsIds", "commentsExtensible",
    "colorsDef", "styleDef",
    "layoutDef", "chartStyle", "colorStyle", "Types", "Relationships", "datastoreItem", "taskpanes", "Signature",
    "SignatureInfo",
    "stylesWithEffects", "wne", "tcg", "drawing", "ocx", "themeOverride", "intelligence", "documentTasks",
];

pub(in crate::extract) fn read(input: &Input<'_>, output: &mut dyn Output) -> Result<(), Unread> {
    let mut package = Package::open(input)?;
    if package.is_encrypted() {
        return Err(Unread::new(Reason::Encrypted, "a document with a password"));
    }
    let main = package.main_part("word/document.xml");
    let Some((body, outcome)) = package.read(&main) else {
        return Err(Unread::new(Reason::Corrupt, "a Word document without its text"));
    };
    let mut trouble = Trouble::default();
    trouble.note(outcome);
    let relations = package.relations(&main);
    let related = |kind: &str, usual: &str| {
        let found = relations.iter().find(|relation| relation.kind == kind && !relation.is_external);
        found.map_or_else(|| usual.to_owned(), |relation| relation.target.clone())
    };
    let styles = match package.read(&related("styles", "word/styles.xml")) {
        Some((bytes, outcome)) => {
            trouble.note(outcome);
            let (styles, outcome) = Styles::read(&bytes);
            trouble.note(outcome);
            styles
        }
        None => Styles::default(),
    };
    let mut fields = Fields::new(Role::Metadata);
    let has_backdrop = has_backdrop(&body);
    let shared = &mut Shared { styles: &styles, fields: &mut fields, output, paragraphs: 0, has_backdrop };
    trouble.note(story(&main, &body, Role::Body, shared));
    drop(body);
    // Whole documents of other formats that Word takes in when it opens this one.
    let is_chunk = |relation: &&Relation| relation.kind == "aFChunk";
    let chunks: HashSet<&str> = relations.iter().filter(is_chunk).map(|relation| relation.target.as_str()).collect();
    let mut headers = HashSet::new();
    for name in package.names() {
        let is_own = name == main || name.ends_with(".rels") || media::is_mute(&name);
        if is_own || name == "[Content_Types].xml" {
            continue;
        }
        let (_, head) = package.beginning(&name, 8192);
        if chunks.contains(name.as_str()) || !markup::is_markup(&head) {
            trouble.note(media::read(&mut package, &name, shared.output));
            continue;
        }
        let root = properties::root(&name, &head);
        if MUTE_ROOTS.contains(&root.as_str()) || root == "styles" {
            continue;
        }
        let Some((bytes, outcome)) = package.read(&name) else { continue };
        trouble.note(outcome);
        shared.has_backdrop = has_backdrop;
        trouble.note(match root.as_str() {
            "hdr" | "ftr" => {
                // The same header stands there once for each kind of page.
                if headers.contains(&bytes) {
                    continue;
                }
                shared.has_backdrop = memchr::memmem::find(&bytes, b"behindDoc=\"1\"").is_some()
                    || memchr::memmem::find(&bytes, b"<w:pict").is_some();
                let outcome = story(&name, &bytes, Role::Body, shared);
                headers.insert(bytes);
                outcome
            }
            "footnotes" | "endnotes" => story(&name, &bytes, Role::Body, shared),
            "comments" => story(&name, &bytes, Role::Comment, shared),
            "glossaryDocument" => story(&name, &bytes, Role::Metadata, shared),
            "numbering" => numbering(&name, &bytes, shared),
            "settings" => settings(&name, &bytes, shared),
            "people" => properties::people(&name, &bytes, shared.fields, shared.output),
            "coreProperties" | "Properties" => properties::read(&name, &bytes, shared.fields, shared.output),
            "document" => story(&name, &bytes, Role::Body, shared),
            _ => drawing::read_part(input, &name, &root, &bytes, shared.output),
        });
    }
    properties::links(&mut package, shared.fields, shared.output);
    fields.end(output);
    trouble.outcome()
}

fn story(name: &str, bytes: &[u8], role: Role, shared: &mut Shared<'_>) -> Result<(), Unread> {
    let mut story = Story::new(shared, name, role);
    let outcome = markup::each(bytes, &mut |piece| story.see(piece));
    story.end();
    outcome
}

/// The page has a colour of its own, or something lies behind the text.
fn has_backdrop(body: &[u8]) -> bool {
    let has = |sign: &[u8]| memchr::memmem::find(body, sign).is_some();
    has(b"behindDoc=\"1\"") || has(b"behindDoc=\"true\"") || has(b"<w:background ") || has(b"z-index:-")
}

/// Reads what stands before each paragraph of a list beside its number: `Vedlegg %1 til …`.
fn numbering(name: &str, bytes: &[u8], shared: &mut Shared<'_>) -> Result<(), Unread> {
    markup::each(bytes, &mut |piece| {
        if let Markup::Start(tag) = piece
            && tag.name() == "lvlText"
            && let Some(text) =
                tag.attribute("val").filter(|text| text.chars().filter(|c| c.is_alphabetic()).count() > 1)
        {
            shared.fields.add_once(Role::Metadata, name, "numbering", &text, shared.output);
        }
    })
}

/// Reads what the settings name: sources of a mail merge, variables.
fn settings(name: &str, bytes: &[u8], shared: &mut Shared<'_>) -> Result<(), Unread> {
    markup::each(bytes, &mut |piece| {
        let Markup::Start(tag) = piece else { return };
        let label = match tag.name() {
            "connectString" | "query" | "mailSubject" | "addressFieldName" | "udl" | "table" => "mail-merge",
            "docVar" => {
                shared.fields.next_record();
                let variable = tag.attribute("name").unwrap_or_default();
                let value = tag.attribute("val").unwrap_or_default();
                shared.fields.add(Role::Metadata, name, "variable", &variable, shared.output);
                shared.fields.add(Role::Metadata, name, "variable", &value, shared.output);
                return;
            }
            "name" | "mappedName" => "mail-merge",
            _ => return,
        };
        if let Some(value) = tag.attribute("val") {
            shared.fields.add_once(Role::Metadata, name, label, &value, shared.output);
        }
    })
}
