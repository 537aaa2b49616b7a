//! OpenDocument (ODT, ODS, ODP, drawings, templates; as a package or as one XML file): styles first, which say what is
//! shown, then the content (`content.rs`), properties, settings, and the documents within, earlier versions among
//! them.

mod cells;
mod content;
mod slide;
mod styles;

use super::fields::Fields;
use super::markup::{self, Markup};
use super::media;
use super::package::Package;
use super::{Trouble, properties};
use crate::extract::{Input, Output};
use crate::model::{Reason, Role, Unread};
use content::Content;

/// Parts that no person wrote, or that show once more what other parts hold.
#[rustfmt::skip]
const MUTE: &[&str] = &[
    "mimetype", "META-INF/", "manifest.rdf", "Configurations2/", "ObjectReplacements/", "Thumbnails/", "layout-cache",
    "Fonts/",
];

/// Reads a package.
pub(in crate::extract) fn read(input: &Input<'_>, output: &mut dyn Output) -> Result<(), Unread> {
    let mut package = Package::open(input)?;
    let mut trouble = Trouble::default();
    if let Some((manifest, outcome)) = package.read("META-INF/manifest.xml") {
        trouble.note(outcome);
        if memchr::memmem::find(&manifest, b"encryption-data").is_some() {
            return Err(Unread::new(Reason::Encrypted, "a document with a password"));
        }
    }
    if package.is_encrypted() {
        return Err(Unread::new(Reason::Encrypted, "a document with a password"));
    }
    if !package.has("content.xml") {
        return Err(Unread::new(Reason::Corrupt, "an OpenDocument without content"));
    }
    let mut fields = Fields::new(Role::Metadata);
    document(input, &mut package, "", &mut fields, &mut trouble, output);
    for name in package.names() {
        let is_mute = MUTE.iter().any(|mute| name.starts_with(mute)) || media::is_mute(&name);
        if is_mute || ["content.xml", "styles.xml", "meta.xml", "settings.xml"].contains(&name.as_str()) {
            continue;
        }
        // A document within this one that lies here unpacked: a chart, a formula, a table.
        if let Some((folder, "content.xml")) = name.rsplit_once('/') {
            document(input, &mut package, &format!("{folder}/"), &mut fields, &mut trouble, output);
            continue;
        }
        let is_of_object = name.rsplit_once('/').is_some_and(|(folder, file)| {
            package.has(&format!("{folder}/content.xml")) && (file.ends_with(".xml") || file == "mimetype")
        });
        if is_of_object {
            continue;
        }
        let (_, head) = package.beginning(&name, 8192);
        if !markup::is_markup(&head) {
            trouble.note(media::read(&mut package, &name, output));
        } else if let Some((bytes, outcome)) = package.read(&name) {
            trouble.note(outcome);
            let role = if markup::root(&head).is_some_and(|root| root == "svg") { Role::Body } else { Role::Metadata };
            trouble.note(properties::other(input, &bytes, role, output));
        }
    }
    fields.end(output);
    trouble.outcome()
}

/// Reads the parts of one document of the package, those in `folder`.
fn document(
    input: &Input<'_>,
    package: &mut Package<'_>,
    folder: &str,
    fields: &mut Fields,
    trouble: &mut Trouble,
    output: &mut dyn Output,
) {
    let mut content = Content::new(input.named_headers, fields, output);
    for file in ["styles.xml", "content.xml", "meta.xml", "settings.xml"] {
        let name = format!("{folder}{file}");
        content.begin(&name);
        trouble.note(package.markup(&name, &mut |piece| content.see(piece)));
        trouble.note(content.end());
    }
}

/// Reads a document that is one XML file.
pub(in crate::extract) fn read_flat(input: &Input<'_>, output: &mut dyn Output) -> Result<(), Unread> {
    let mut fields = Fields::new(Role::Metadata);
    let mut trouble = Trouble::default();
    let mut pictures = Pictures::default();
    let mut content = Content::new(input.named_headers, &mut fields, output);
    content.begin("content.xml");
    trouble.note(markup::each(input.bytes, &mut |piece| {
        pictures.see(&piece);
        content.see(piece);
    }));
    trouble.note(content.end());
    for (at, picture) in pictures.all.iter().enumerate() {
        trouble.note(media::read_bytes(&format!("Pictures/{}", at + 1), picture, output));
    }
    fields.end(output);
    trouble.outcome()
}

/// Pictures and objects that lie in the markup in base 64.
#[derive(Default)]
struct Pictures {
    all: Vec<Vec<u8>>,
    open: Option<Decoder>,
}

#[derive(Default)]
struct Decoder {
    bytes: Vec<u8>,
    bits: u32,
    count: u32,
}

impl Pictures {
    fn see(&mut self, piece: &Markup<'_>) {
        match piece {
            Markup::Start(tag) if tag.name() == "binary-data" => self.open = Some(Decoder::default()),
            Markup::Text(text) => self.open.iter_mut().for_each(|open| open.take(text)),
            Markup::End("binary-data") => self.all.extend(self.open.take().map(|open| open.bytes)),
            _ => {}
        }
    }
}

impl Decoder {
    fn take(&mut self, text: &str) {
        for letter in text.bytes() {
            let value = match letter {
                b'A'..=b'Z' => letter - b'A',
                b'a'..=b'z' => letter - b'a' + 26,
                b'0'..=b'9' => letter - b'0' + 52,
                b'+' => 62,
                b'/' => 63,
                _ => continue,
            };
            self.bits = self.bits << 6 | u32::from(value);
            self.count += 6;
            if self.count >= 8 {
                self.count -= 8;
                self.bytes.push((self.bits >> self.count) as u8);
            }
        }
    }
}
