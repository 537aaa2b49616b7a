//! What a post tells of its own shielding, where its format has a field for it and the schema a place: in Noark 5
//! `skjermingMetadata`, `tilgangsrestriksjon` and `skjermingshjemmel`, in Noark 4 `JP.TGKODE` and `JP.UOFF`, in eInnsyn
//! `skjerming`. What stands in such a field already stays.

use super::splice::{Splice, Splices};
use std::collections::BTreeSet;
use std::ops::Range;

/// The code of access for what is exempt from public access, in Noark 4 and 5.
const ACCESS_CODE: &str = "UO";

/// What of a post is shielded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ShieldedField {
    /// Words of the class's title.
    ClassTitle,
    /// Words of the case's title.
    CaseTitle,
    /// Words of the post's title.
    PostTitle,
    /// The name of the party of that number (from 1) in its post.
    Party(u32),
    /// Something for which the catalogue of metadata has no word.
    Other,
}

impl ShieldedField {
    /// The field of that name at that place of an export.
    pub fn of(path: &str, label: &str) -> Self {
        let name = folded(label);
        if let Some(at) = path.find("korrespondansepart[") {
            let digits = path[at + "korrespondansepart[".len()..].split(']').next().unwrap_or_default();
            return ShieldedField::Party(digits.parse().unwrap_or(1));
        }
        let in_step = |step: &str| path.split('/').any(|one| folded(one.split('[').next().unwrap_or(one)) == step);
        match name.as_str() {
            "tittel" | "offentligtittel" if in_step("klasse") => ShieldedField::ClassTitle,
            "tittel" | "offentligtittel" if in_step("saksmappe") => ShieldedField::CaseTitle,
            "tittel" | "offentligtittel" => ShieldedField::PostTitle,
            _ => ShieldedField::Other,
        }
    }
}

/// What is to be told of a post's shielding.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shielding {
    /// What is shielded.
    pub fields: BTreeSet<ShieldedField>,
    /// The legal basis as journals cite it.
    pub basis: &'static str,
}

impl Shielding {
    /// The legal basis, `sign` in place of the section sign.
    pub(super) fn basis(&self, sign: &str) -> String {
        self.basis.replace('§', sign)
    }
}

/// Letters and digits in lower case, without prefix.
fn folded(name: &str) -> String {
    let local = name.rsplit(':').next().unwrap_or(name);
    local.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Headers of the code of access and of the legal basis in tables, as [`folded`] writes them.
const ACCESS: &[&str] = &["tilgangskode", "tilgang", "tgkode", "jptgkode", "tilgangsrestriksjon"];
const BASIS: &[&str] =
    &["hjemmel", "skjermingshjemmel", "unntatthjemmel", "uoffhjemmel", "lovhjemmel", "uoff", "jpuoff"];

/// What the column of that header tells of a post's shielding; `None` where it tells nothing of it.
pub(super) fn told_in_column(header: &str, shielding: &Shielding, sign: &str) -> Option<String> {
    match folded(header).as_str() {
        header if ACCESS.contains(&header) => Some(ACCESS_CODE.to_owned()),
        header if BASIS.contains(&header) => Some(shielding.basis(sign)),
        _ => None,
    }
}

/// The member of a post in eInnsyn's JSON; in JSON-LD its names have a `prefix`, if an empty one, and its values are objects.
pub(super) fn json_member(shielding: &Shielding, sign: &str, prefix: Option<&str>) -> String {
    let basis = shielding.basis(sign);
    match prefix {
        None => format!(
            r#""skjerming": {{"entity": "Skjerming", "tilgangsrestriksjon": "{ACCESS_CODE}", "skjermingshjemmel": "{basis}"}}"#
        ),
        Some(prefix) => format!(
            r#""{prefix}skjerming": [{{"@type": ["{prefix}Skjerming"], "{prefix}tilgangsrestriksjon": [{{"@value": "{ACCESS_CODE}"}}], "{prefix}skjermingshjemmel": [{{"@value": "{basis}"}}]}}]"#
        ),
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standard {
    Noark4,
    Noark5,
}

/// The element whose children tell a post's shielding.
#[derive(Debug)]
pub(super) struct Record {
    standard: Standard,
    /// Those that have ended, in order.
    pub children: Vec<Child>,
}

/// A child element.
#[derive(Debug)]
pub(super) struct Child {
    /// As [`folded`] writes it.
    name: String,
    /// Its name as written, prefix included.
    written: String,
    range: Range<usize>,
    /// What stands between its tags; `None` where it is one tag.
    inside: Option<Range<usize>>,
}

impl Child {
    pub fn of(tag: &str, range: Range<usize>, inside: Option<Range<usize>>) -> Self {
        let written = tag.trim_start_matches('<');
        let end = written.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).unwrap_or(written.len());
        let written = written[..end].to_owned();
        Child { name: folded(&written), written, range, inside }
    }
}

/// The record that an element of that name is, `depth` levels within the post; `None` where it is none.
pub(super) fn xml_record(local: &str, depth: usize) -> Option<Record> {
    let standard = match (folded(local).as_str(), depth) {
        ("journalpost", 1) => Standard::Noark5,
        ("journpostoj" | "journalpostoj" | "journpost", 0) => Standard::Noark4,
        _ => return None,
    };
    Some(Record { standard, children: Vec::new() })
}

/// Children of a Noark 5 journal's `journalpost` before each of the three, in the order of the schema.
const BEFORE_METADATA: &[&str] =
    &["systemid", "journalaar", "journalsekvensnummer", "journalpostnummer", "tittel", "offentligtittel"];
const BEFORE_ACCESS: &[&str] = &[
    "skjermingmetadata",
    "journaldato",
    "dokumentetsdato",
    "avskrivningsdato",
    "avskrivningsmaate",
    "referanseavskrivesavjournalpost",
];
const BEFORE_BASIS: &[&str] = &["tilgangsrestriksjon", "grad"];

/// The fields of a Noark 4 post before its code of access.
const BEFORE_CODE: &[&str] =
    &["jpjaar", "jpseknr", "jppostnr", "jpjdato", "jpndoktype", "jpdokdato", "jpinnhold", "jpoffinnhold"];

impl Record {
    /// Puts into `splices` what is missing.
    pub fn tell(&self, text: &str, shielding: &Shielding, sign: &str, splices: &mut Splices) {
        match self.standard {
            Standard::Noark5 => {
                let what = self.metadata(text, &shielding.fields);
                self.metadata_field(text, &what, splices);
                let before: Vec<&str> = [BEFORE_METADATA, BEFORE_ACCESS].concat();
                self.field(text, "tilgangsrestriksjon", ACCESS_CODE, &before, splices);
                let before: Vec<&str> = [&before[..], BEFORE_BASIS].concat();
                self.field(text, "skjermingshjemmel", &shielding.basis(sign), &before, splices);
            }
            Standard::Noark4 => {
                self.field(text, "JP.TGKODE", ACCESS_CODE, BEFORE_CODE, splices);
                let before: Vec<&str> = [BEFORE_CODE, &["jptgkode"]].concat();
                self.field(text, "JP.UOFF", &shielding.basis(sign), &before, splices);
            }
        }
    }

    /// The values of the catalogue of metadata (M502) for what is shielded.
    fn metadata(&self, text: &str, fields: &BTreeSet<ShieldedField>) -> BTreeSet<&'static str> {
        let party = |number: u32| {
            let mut parties = self.children.iter().filter(|child| child.name == "korrespondansepart");
            let party = parties.nth(number.saturating_sub(1) as usize).map_or("", |child| &text[child.range.clone()]);
            if party.contains("ottak") { "Navn mottaker" } else { "Navn avsender" }
        };
        let name = |field: &ShieldedField| match *field {
            ShieldedField::ClassTitle => Some("Tittel klasse"),
            ShieldedField::CaseTitle => Some("Tittel mappe - utvalgte ord"),
            ShieldedField::PostTitle => Some("Tittel registrering - utvalgte ord"),
            ShieldedField::Party(number) => Some(party(number)),
            ShieldedField::Other => None,
        };
        fields.iter().filter_map(name).collect()
    }

    fn metadata_field(&self, text: &str, what: &BTreeSet<&str>, splices: &mut Splices) {
        let told = self.content("skjermingmetadata", text);
        let missing: Vec<&str> = what.iter().copied().filter(|what| !told.contains(what)).collect();
        if missing.is_empty() {
            return;
        }
        let list = missing.join("; ");
        match self.child("skjermingmetadata").and_then(|child| child.inside.clone()) {
            Some(inside) if !told.trim().is_empty() => {
                let end = inside.start + text[inside].trim_ascii_end().len();
                splices.push(Splice { range: end..end, with: format!("; {list}") });
            }
            _ => self.field(text, "skjermingMetadata", &list, BEFORE_METADATA, splices),
        }
    }

    fn child(&self, folded_name: &str) -> Option<&Child> {
        self.children.iter().find(|child| child.name == folded_name)
    }

    fn content<'t>(&self, folded_name: &str, text: &'t str) -> &'t str {
        self.child(folded_name).and_then(|child| child.inside.clone()).map_or("", |inside| &text[inside])
    }

    /// Gives the field `name` its value, unless it has one.
    fn field(&self, text: &str, name: &str, value: &str, before: &[&str], splices: &mut Splices) {
        if let Some(child) = self.child(&folded(name)) {
            match &child.inside {
                Some(inside) if text[inside.clone()].trim().is_empty() => {
                    splices.push(Splice { range: inside.clone(), with: value.to_owned() });
                }
                Some(_) => {}
                None => {
                    let with = format!("<{0}>{value}</{0}>", child.written);
                    splices.push(Splice { range: child.range.clone(), with });
                }
            }
            return;
        }
        let anchor = self.children.iter().rfind(|child| before.contains(&child.name.as_str()));
        let Some(anchor) = anchor.filter(|anchor| anchor.written.is_ascii()) else { return };
        let name = match self.standard {
            Standard::Noark5 => {
                let prefix = anchor.written.rsplit_once(':').map_or("", |(prefix, _)| prefix);
                if prefix.is_empty() { name.to_owned() } else { format!("{prefix}:{name}") }
            }
            Standard::Noark4 if anchor.written.contains('_') => name.replace('.', "_"),
            Standard::Noark4 => name.to_owned(),
        };
        let start = text[..anchor.range.start].trim_ascii_end().len();
        let indent = &text[start..anchor.range.start];
        let at = anchor.range.end;
        splices.push(Splice { range: at..at, with: format!("{indent}<{name}>{value}</{name}>") });
    }
}
