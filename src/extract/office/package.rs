//! The package that an Office document is: a ZIP archive of parts, each with a file of relations to other parts and to
//! the world outside. Everything is unpacked through one budget.

use super::markup::{self, Markup};
use crate::extract::limits::Budget;
use crate::extract::{Input, Output};
use crate::model::{Reason, Unread};
use hashbrown::HashMap;
use std::io::{BufReader, Cursor, Read};
use zip::ZipArchive;

/// More entries are no Office document.
const MOST_ENTRIES: usize = 50_000;

/// A part is held in memory whole, and its text once more.
const SHARE_OF_MEMORY: u64 = 4;

/// The parts of a document.
pub(super) struct Package<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// Names in order, as they are written, each with its entry.
    names: Vec<(String, usize)>,
    /// Names in lower case: in OOXML case does not count.
    entries: HashMap<String, usize>,
    budget: Budget,
    most_of_a_part: u64,
}

/// A relation of a part.
#[derive(Debug, Clone)]
pub(super) struct Relation {
    pub id: String,
    /// The last step of its type: `hyperlink`, `image`.
    pub kind: String,
    /// A path in the package, or the address outside.
    pub target: String,
    /// The target lies outside the package.
    pub is_external: bool,
}

fn corrupt(detail: &str) -> Unread {
    Unread::new(Reason::Corrupt, detail)
}

impl<'a> Package<'a> {
    pub fn open(input: &Input<'a>) -> Result<Self, Unread> {
        let zip = ZipArchive::new(Cursor::new(input.bytes))
            .map_err(|_| corrupt("an Office document that is no whole ZIP archive"))?;
        if zip.len() > MOST_ENTRIES {
            return Err(Unread::new(Reason::TooLarge, format!("an Office document of more than {MOST_ENTRIES} parts")));
        }
        let name = |at| zip.name_for_index(at)?.ok().map(|name| (name.into_owned(), at));
        let mut names: Vec<(String, usize)> = (0..zip.len()).filter_map(name).collect();
        names.sort_unstable();
        let entries = names.iter().map(|(name, at)| (canonical(name), *at)).collect();
        let budget = Budget::new(input.limits, input.bytes.len());
        let most_of_a_part = (input.limits.memory / SHARE_OF_MEMORY).min(input.limits.document);
        Ok(Package { zip, names, entries, budget, most_of_a_part })
    }

    /// All names, in order.
    pub fn names(&self) -> Vec<String> {
        self.names.iter().map(|(name, _)| name).filter(|name| !name.ends_with('/')).cloned().collect()
    }

    pub fn has(&self, path: &str) -> bool {
        self.entries.contains_key(&canonical(path))
    }

    /// Needs a password: some part is encrypted as archives encrypt.
    pub fn is_encrypted(&mut self) -> bool {
        (0..self.zip.len()).any(|at| self.zip.by_index_data(at).is_ok_and(|entry| entry.encrypted()))
    }

    /// The part at `path`, as far as it can be unpacked, and what was wrong; `None` where there is none.
    pub fn read(&mut self, path: &str) -> Option<(Vec<u8>, Result<(), Unread>)> {
        let at = *self.entries.get(&canonical(path))?;
        let mut bytes = Vec::new();
        let most = self.most_of_a_part;
        let outcome = match self.zip.by_index(at) {
            Ok(entry) => self.budget.unpack(&mut entry.take(most + 1), &mut |piece| bytes.extend_from_slice(piece)),
            Err(_) => Err(corrupt("a part of the document that cannot be unpacked")),
        };
        let is_too_large = bytes.len() as u64 > most;
        let outcome = match outcome {
            Ok(_) if is_too_large => Err(Unread::new(Reason::TooLarge, "a part of the document that is too large")),
            Ok(_) => Ok(()),
            Err(Unread { reason: Reason::Corrupt, .. }) => Err(corrupt("a part of the document that does not unpack")),
            Err(unread) => Err(unread),
        };
        Some((bytes, outcome))
    }

    /// Goes through the XML part at `path`, which may be missing.
    pub fn markup(&mut self, path: &str, seen: &mut dyn FnMut(Markup<'_>)) -> Result<(), Unread> {
        let Some((bytes, outcome)) = self.read(path) else { return Ok(()) };
        markup::each(&bytes, seen)?;
        outcome
    }

    /// As [`Package::markup`], of a part that may be too large to hold in memory. Its size has been counted.
    pub fn stream(&mut self, path: &str, seen: &mut dyn FnMut(Markup<'_>)) -> Result<(), Unread> {
        let Some(&at) = self.entries.get(&canonical(path)) else { return Ok(()) };
        let entry = self.zip.by_index(at).map_err(|_| corrupt("a part of the document that cannot be unpacked"))?;
        markup::each_streamed(BufReader::new(entry), seen)
    }

    /// Counts what the part at `path` unpacks to, for those that another reader unpacks.
    pub fn count(&mut self, path: &str) -> Result<u64, Unread> {
        let Some(&at) = self.entries.get(&canonical(path)) else { return Ok(0) };
        let mut entry = self.zip.by_index(at).map_err(|_| corrupt("a part of the document that cannot be unpacked"))?;
        self.budget.unpack(&mut entry, &mut |_| {})
    }

    /// Hands the part at `path` out as a document within this one.
    pub fn member(&mut self, path: &str, output: &mut dyn Output) -> Result<(), Unread> {
        let Some(&at) = self.entries.get(&canonical(path)) else { return Ok(()) };
        match self.zip.by_index(at) {
            Ok(mut entry) => output.member(path, &mut entry),
            Err(_) => output.closed_member(path, corrupt("it cannot be unpacked")),
        }
    }

    /// Bytes of the part at `path` as the archive says, and the first of them.
    pub fn beginning(&mut self, path: &str, most: u64) -> (u64, Vec<u8>) {
        let Some(&at) = self.entries.get(&canonical(path)) else { return (0, Vec::new()) };
        let mut bytes = Vec::new();
        let Ok(entry) = self.zip.by_index(at) else { return (0, bytes) };
        let size = entry.size();
        // What broke off is short; the caller sees that much.
        let _ = entry.take(most).read_to_end(&mut bytes);
        (size, bytes)
    }

    /// What the part at `path` is related to. A damaged file of relations gives what can be read of it.
    pub fn relations(&mut self, path: &str) -> Vec<Relation> {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let file = if folder.is_empty() { format!("_rels/{name}.rels") } else { format!("{folder}/_rels/{name}.rels") };
        let mut relations = Vec::new();
        let _ = self.markup(&file, &mut |markup| {
            if let Markup::Start(tag) = markup
                && let (Some(id), Some(target)) = (tag.attribute("Id"), tag.attribute("Target"))
            {
                let kind = tag.attribute("Type").unwrap_or_default();
                let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                let is_external = tag.attribute("TargetMode").is_some_and(|mode| mode == "External");
                let target = if is_external { target.into_owned() } else { resolved(folder, &target) };
                relations.push(Relation { id: id.into_owned(), kind, target, is_external });
            }
        });
        relations
    }

    /// The document's main part, or else `usual`.
    pub fn main_part(&mut self, usual: &str) -> String {
        let is_main = |relation: &Relation| relation.kind == "officeDocument" && !relation.is_external;
        let found = self.relations("").into_iter().find(is_main).map(|relation| relation.target);
        found.filter(|path| self.has(path)).unwrap_or_else(|| usual.to_owned())
    }
}

fn canonical(path: &str) -> String {
    path.trim_start_matches('/').replace('\\', "/").to_ascii_lowercase()
}

/// The path in the package that `target` means in a part of `folder`.
pub(super) fn resolved(folder: &str, target: &str) -> String {
    let target = target.split(['#', '?']).next().unwrap_or_default();
    if let Some(whole) = target.strip_prefix('/') {
        return whole.to_owned();
    }
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            ".." => {
                steps.pop();
            }
            "." | "" => {}
            step => steps.push(step),
        }
    }
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_paths_in_the_package() {
        assert_eq!(resolved("xl/worksheets", "../comments1.xml"), "xl/comments1.xml");
        assert_eq!(resolved("xl", "/xl/worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolved("", "../../word/document.xml"), "word/document.xml");
    }
}
