//! What a workbook keeps of data that its sheets may no longer show: caches of pivot tables, of other workbooks, and
//! the log of changes to a shared workbook.

use crate::extract::office::fields::Fields;
use crate::extract::office::markup::{self, Markup};
use crate::extract::passage::hand_out_covert;
use crate::extract::{Output, link};
use crate::model::{Places, Role, Unread};
use hashbrown::HashSet;
use std::hash::{BuildHasher, RandomState};

/// Shorter numbers identify no one.
const LEAST_DIGITS: usize = 8;

/// The values that the sheets hold, as hashes: what is in none of them has been taken out.
#[derive(Debug, Default)]
pub(super) struct Values {
    hasher: RandomState,
    seen: HashSet<u64>,
}

impl Values {
    pub fn see(&mut self, value: &str) {
        self.seen.insert(self.hasher.hash_one(value.trim()));
    }

    pub fn has(&self, value: &str) -> bool {
        self.seen.contains(&self.hasher.hash_one(value.trim()))
    }
}

/// Reads the cache of a pivot table: values that no sheet holds are hidden.
pub(super) fn pivot(
    name: &str,
    bytes: &[u8],
    values: &Values,
    fields: &mut Fields,
    output: &mut dyn Output,
) -> Result<(), Unread> {
    let (mut gone, mut in_record) = (Gone::default(), false);
    let outcome = markup::each(bytes, &mut |piece| match piece {
        Markup::Start(tag) => match tag.name() {
            "pivotCacheDefinition" => {
                if let Some(author) = tag.attribute("refreshedBy") {
                    fields.add_once(Role::Metadata, name, "author", &author, output);
                }
            }
            "cacheField" | "worksheetSource" => {
                for attribute in ["name", "sheet"] {
                    if let Some(text) = tag.attribute(attribute) {
                        fields.add_once(Role::Metadata, name, "pivot-field", &text, output);
                    }
                }
            }
            kind @ ("s" | "n") => {
                if let Some(value) = tag.attribute("v") {
                    gone.add(&value, kind == "s", |value| values.has(value));
                }
                // Values that records share stand one after the other; those of a record stand in it.
                if !in_record {
                    gone.end_of_record();
                }
            }
            "r" => in_record = true,
            _ => {}
        },
        Markup::End("r") => {
            in_record = false;
            gone.end_of_record();
        }
        Markup::Text(_) | Markup::End(_) => {}
    });
    gone.hand_out(Role::Hidden, "pivot-cache", output);
    outcome
}

/// Reads what is kept of another workbook, or of another program's data.
pub(super) fn external(name: &str, bytes: &[u8], fields: &mut Fields, output: &mut dyn Output) -> Result<(), Unread> {
    let (mut gone, mut text, mut is_text) = (Gone::default(), None::<String>, false);
    let outcome = markup::each(bytes, &mut |piece| match piece {
        Markup::Start(tag) => match tag.name() {
            "cell" | "value" => is_text = tag.attribute("t").is_some_and(|kind| kind == "str"),
            "v" | "val" => text = Some(String::new()),
            element => {
                let says: &[&str] = match element {
                    "sheetName" => &["val"],
                    "definedName" | "ddeItem" | "oleItem" => &["name"],
                    "ddeLink" => &["ddeService", "ddeTopic"],
                    _ => &[],
                };
                for attribute in says {
                    if let Some(value) = tag.attribute(attribute) {
                        fields.add_once(Role::Metadata, name, "external-name", &link::readable(&value), output);
                    }
                }
            }
        },
        Markup::Text(piece) => text.iter_mut().for_each(|text| text.push_str(piece)),
        Markup::End("v" | "val") => {
            if let Some(value) = text.take() {
                gone.add(&value, is_text, |_| false);
            }
        }
        Markup::End("row" | "values") => gone.end_of_record(),
        Markup::End(_) => {}
    });
    gone.hand_out(Role::Hidden, "external-cache", output);
    outcome
}

/// Reads the log of a shared workbook: what stood in cells before.
pub(super) fn revisions(
    name: &str,
    bytes: &[u8],
    values: &Values,
    fields: &mut Fields,
    output: &mut dyn Output,
) -> Result<(), Unread> {
    let (mut gone, mut text, mut is_old, mut is_text) = (Gone::default(), String::new(), false, false);
    let outcome = markup::each(bytes, &mut |piece| match piece {
        Markup::Start(tag) => match tag.name() {
            "oc" => {
                is_old = true;
                is_text = tag.attribute("t").is_some_and(|kind| kind != "n");
                text.clear();
            }
            "header" | "rcmt" => {
                for author in [tag.attribute("userName"), tag.attribute("author")].into_iter().flatten() {
                    fields.add_once(Role::Metadata, name, "author", &author, output);
                }
            }
            // A sheet got another name.
            "rsnm" => {
                gone.add(&tag.attribute("oldName").unwrap_or_default(), true, |value| values.has(value));
                gone.end_of_record();
            }
            _ => {}
        },
        Markup::Text(piece) if is_old => text.push_str(piece),
        Markup::End("oc") => {
            is_old = false;
            gone.add(&text, is_text, |value| values.has(value));
            gone.end_of_record();
        }
        Markup::Text(_) | Markup::End(_) => {}
    });
    gone.hand_out(Role::DeletedText, "tracked-deletion", output);
    outcome
}

/// Values that are gone, each once, a record a line.
#[derive(Default)]
pub(super) struct Gone {
    said: HashSet<String>,
    text: String,
    in_record: bool,
}

impl Gone {
    pub fn add(&mut self, value: &str, is_text: bool, is_known: impl Fn(&str) -> bool) {
        let value = value.trim();
        let is_number = value.len() >= LEAST_DIGITS && value.bytes().all(|byte| byte.is_ascii_digit());
        let says_something = if is_text { value.chars().any(char::is_alphanumeric) } else { is_number };
        if says_something && !is_known(value) && self.said.insert(value.to_owned()) {
            if self.in_record {
                self.text.push('\t');
            } else if !self.text.is_empty() {
                self.text.push('\n');
            }
            self.text.push_str(value);
            self.in_record = true;
        }
    }

    pub fn end_of_record(&mut self) {
        self.in_record = false;
    }

    pub fn hand_out(&self, role: Role, label: &str, output: &mut dyn Output) {
        hand_out_covert(role, label, &self.text, &Places::Lines { first_line: 1 }, output);
    }
}
