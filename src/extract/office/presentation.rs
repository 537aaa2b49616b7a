//! PowerPoint presentations (PPTX, with macros and templates): slides in their order with what lies beside them or is
//! hidden, their notes and comments; then the texts of masters, properties, links, charts and diagrams, and the
//! documents within.

mod slide;

use super::drawing;
use super::fields::Fields;
use super::markup::{self, Markup};
use super::media;
use super::package::Package;
use super::{Trouble, properties};
use crate::extract::passage::{hand_out, hand_out_covert, on_page};
use crate::extract::{Input, Output};
use crate::model::{Places, Reason, Role, Unread};
use hashbrown::HashSet;
use slide::{Content, Slide};

/// Roots of parts whose text programs set.
#[rustfmt::skip]
const MUTE_ROOTS: &[&str] = &[
    "theme", "themeOverride", "tblStyleLst", "viewPr", "presentationPr", "presProps", "colorsDef", "styleDef",
    "layoutDef", "chartStyle",
    "colorStyle", "drawing", "datastoreItem", "revInfo", "Relationships", "Types", "ocx", "presentation", "taskpanes",
];

pub(in crate::extract) fn read(input: &Input<'_>, output: &mut dyn Output) -> Result<(), Unread> {
    let mut package = Package::open(input)?;
    if package.is_encrypted() {
        return Err(Unread::new(Reason::Encrypted, "a presentation with a password"));
    }
    let main = package.main_part("ppt/presentation.xml");
    if !package.has(&main) {
        return Err(Unread::new(Reason::Corrupt, "a presentation without its list of slides"));
    }
    let mut presentation = Presentation {
        fields: Fields::new(Role::Metadata),
        trouble: Trouble::default(),
        size: (i64::MAX, i64::MAX),
        seen: HashSet::new(),
        of_masters: HashSet::new(),
    };
    let slides = presentation.overview(&mut package, &main, output);
    let mut page = 0;
    for path in slides {
        if presentation.seen.insert(path.clone()) && package.has(&path) {
            page += 1;
            presentation.slide(&mut package, &path, page, None, output);
        }
    }
    for name in package.names() {
        if !presentation.seen.contains(&name) {
            presentation.other(input, &mut package, &name, page, output);
        }
    }
    properties::links(&mut package, &mut presentation.fields, output);
    presentation.fields.end(output);
    presentation.trouble.outcome()
}

struct Presentation {
    fields: Fields,
    trouble: Trouble,
    /// Of a slide: width and height.
    size: (i64, i64),
    /// Parts that have been read.
    seen: HashSet<String>,
    /// Lines of masters and layouts.
    of_masters: HashSet<String>,
}

impl Presentation {
    /// The slides in order, by the presentation's own list; names of sections and shows by the way.
    fn overview(&mut self, package: &mut Package<'_>, main: &str, output: &mut dyn Output) -> Vec<String> {
        let relations = package.relations(main);
        let mut ids = Vec::new();
        let outcome = package.markup(main, &mut |piece| {
            let Markup::Start(tag) = piece else { return };
            match tag.name() {
                "sldId" => ids.extend(tag.exact("r:id").or_else(|| relation_id(tag)).map(|id| id.into_owned())),
                "sldSz" => {
                    if let (Some(width), Some(height)) = (tag.number("cx"), tag.number("cy")) {
                        self.size = (width, height);
                    }
                }
                "section" | "custShow" => {
                    if let Some(name) = tag.attribute("name") {
                        self.fields.add_once(Role::Metadata, main, "section", &name, output);
                    }
                }
                _ => {}
            }
        });
        self.trouble.note(outcome);
        let targets: hashbrown::HashMap<&str, &str> =
            relations.iter().map(|relation| (relation.id.as_str(), relation.target.as_str())).collect();
        ids.iter().filter_map(|id| targets.get(id.as_str())).map(|target| (*target).to_owned()).collect()
    }

    /// A slide with its notes and comments. `hidden` is the way in which it is hidden, beside its own mark.
    fn slide(
        &mut self,
        package: &mut Package<'_>,
        path: &str,
        page: u32,
        hidden: Option<&'static str>,
        output: &mut dyn Output,
    ) {
        let content = self.content(package, path, false, output);
        let hidden = hidden.or(content.is_hidden.then_some("hidden-slide"));
        let places = on_page(page, 0);
        match hidden {
            Some(label) => hand_out_covert(Role::Hidden, label, &content.shown, &places, output),
            None => hand_out(Role::Body, content.shown.trim_end(), &places, output),
        }
        for (label, text) in &content.hidden {
            hand_out_covert(Role::Hidden, label, text, &places, output);
        }
        for relation in package.relations(path) {
            let role_of = relation.kind.as_str();
            if relation.is_external || !self.seen.insert(relation.target.clone()) {
                continue;
            }
            match role_of {
                "notesSlide" => {
                    let notes = self.content(package, &relation.target, true, output);
                    let texts = notes.hidden.iter().map(|(_, text)| text.as_str());
                    let all = std::iter::once(notes.shown.as_str()).chain(texts).collect::<String>();
                    hand_out(Role::Comment, all.trim_end(), &places, output);
                }
                "comments" => self.comments(package, &relation.target, &places, output),
                _ => {
                    self.seen.remove(&relation.target);
                }
            }
        }
    }

    fn content(&mut self, package: &mut Package<'_>, path: &str, is_notes: bool, output: &mut dyn Output) -> Content {
        let mut slide = Slide::new(path, self.size, is_notes, &mut self.fields, output);
        let outcome = package.markup(path, &mut |piece| slide.see(piece));
        let content = slide.end();
        self.trouble.note(outcome);
        content
    }

    fn comments(&mut self, package: &mut Package<'_>, path: &str, places: &Places, output: &mut dyn Output) {
        let (mut text, mut in_text) = (String::new(), false);
        let outcome = package.markup(path, &mut |piece| match piece {
            Markup::Start(tag) => in_text |= matches!(tag.name(), "text" | "t"),
            Markup::Text(piece) if in_text => text.push_str(piece),
            Markup::Text(_) => {}
            Markup::End(name) => match name {
                "text" | "t" => in_text = false,
                "p" => text.push('\n'),
                "cm" | "reply" => hand_out(Role::Comment, std::mem::take(&mut text).trim_end(), places, output),
                _ => {}
            },
        });
        hand_out(Role::Comment, text.trim_end(), places, output);
        self.trouble.note(outcome);
    }

    /// A master or a layout. Prompts are the program's; what else stands there stands on every slide or page, and the same in several
    /// masters is one.
    fn master(&mut self, package: &mut Package<'_>, name: &str, output: &mut dyn Output) {
        let content = self.content(package, name, true, output);
        let mut lines = String::new();
        for line in content.fixed.lines() {
            if !self.of_masters.contains(line) {
                self.of_masters.insert(line.to_owned());
                lines.push_str(line);
                lines.push('\n');
            }
        }
        hand_out(Role::Body, lines.trim_end(), &Places::Lines { first_line: 1 }, output);
        for (way, text) in &content.hidden {
            hand_out_covert(Role::Hidden, way, text, &Places::Lines { first_line: 1 }, output);
        }
    }

    /// Any other part, by what it holds.
    fn other(
        &mut self,
        input: &Input<'_>,
        package: &mut Package<'_>,
        name: &str,
        slides: u32,
        output: &mut dyn Output,
    ) {
        if name.ends_with(".rels") || name == "[Content_Types].xml" || media::is_mute(name) {
            return;
        }
        let (_, head) = package.beginning(name, 8192);
        if !markup::is_markup(&head) {
            return self.trouble.note(media::read(package, name, output));
        }
        let root = properties::root(name, &head);
        match root.as_str() {
            root if MUTE_ROOTS.contains(&root) => {}
            // A slide that the presentation does not name any more.
            "sld" => self.slide(package, name, slides + 1, Some("orphan-slide"), output),
            "notes" => {
                let content = self.content(package, name, true, output);
                hand_out(Role::Comment, content.shown.trim_end(), &Places::Lines { first_line: 1 }, output);
            }
            "cmLst" => self.comments(package, name, &Places::Lines { first_line: 1 }, output),
            "sldLayout" | "sldMaster" | "notesMaster" | "handoutMaster" => self.master(package, name, output),
            "tagLst" => {
                let outcome = package.markup(name, &mut |piece| {
                    if let Markup::Start(tag) = piece
                        && let Some(value) = tag.attribute("val")
                    {
                        self.fields.add_once(Role::Metadata, name, "tag", &value, output);
                    }
                });
                self.trouble.note(outcome);
            }
            _ => {
                let Some((bytes, outcome)) = package.read(name) else { return };
                self.trouble.note(outcome);
                self.trouble.note(match root.as_str() {
                    "coreProperties" | "Properties" => properties::read(name, &bytes, &mut self.fields, output),
                    "cmAuthorLst" | "authorLst" | "chgInfo" => {
                        properties::people(name, &bytes, &mut self.fields, output)
                    }
                    _ => drawing::read_part(input, name, &root, &bytes, output),
                });
            }
        }
    }
}

/// The relation that a slide is known by: its `id` with a prefix; without one it is a number.
fn relation_id<'t>(tag: &'t markup::Tag<'_>) -> Option<std::borrow::Cow<'t, str>> {
    tag.attributes().find(|(key, _)| key.ends_with(":id")).map(|(_, value)| value)
}
