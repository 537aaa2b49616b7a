//! What calamine does not tell of a workbook, from the package that it is: which rows and columns are hidden, comments, headers and
//! footers, and the texts of its other parts.

use crate::model::{Reason, Role, Unread};
use hashbrown::HashMap;
use quick_xml::Reader as Events;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};
use std::io::{BufRead, BufReader, Cursor, Read};
use zip::ZipArchive;

/// Columns of Excel.
pub(super) const MOST_COLUMNS: usize = 16_384;

/// More bytes of one other part are not read: it is unread.
const MOST_OF_A_PART: u64 = 64 * 1024 * 1024;

/// More entries are no workbook.
const MOST_ENTRIES: usize = 20_000;

/// Parts that hold no text of the user's, or none beside what is read cell by cell.
const WITHOUT_TEXT: &[&str] =
    &["[Content_Types].xml", "xl/styles.xml", "xl/sharedStrings.xml", "xl/calcChain.xml", "xl/metadata.xml"];
const WITHOUT_TEXT_IN: &[&str] =
    &["xl/theme/", "xl/worksheets/", "xl/printerSettings/", "xl/comments", "xl/threadedComments/"];

/// The parts of a workbook.
pub(super) struct Package<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
}

/// What a sheet has beside its cells. Rows and columns count from 0.
#[derive(Debug, Default)]
pub(super) struct Asides {
    hidden_rows: Vec<(u32, u32)>,
    hidden_columns: Vec<(u32, u32)>,
    comments: HashMap<(u32, u32), Vec<String>>,
    /// Comments on cells that were not seen are left here by [`Asides::comments_on`].
    seen: std::cell::RefCell<hashbrown::HashSet<(u32, u32)>>,
    pub headers_and_footers: Vec<String>,
}

impl Asides {
    /// Whether the row or the column of a cell is hidden.
    pub fn is_hidden(&self, row: u32, column: u32) -> bool {
        let holds = |ranges: &[(u32, u32)], at: u32| {
            let after = ranges.partition_point(|&(first, _)| first <= at);
            ranges[..after].last().is_some_and(|&(_, last)| at <= last)
        };
        holds(&self.hidden_rows, row) || holds(&self.hidden_columns, column)
    }

    /// The comments on a cell.
    pub fn comments_on(&self, row: u32, column: u32) -> &[String] {
        let Some(comments) = self.comments.get(&(row, column)) else { return &[] };
        self.seen.borrow_mut().insert((row, column));
        comments
    }

    /// The comments on cells that [`Asides::comments_on`] was not asked for, in order.
    pub fn other_comments(&self) -> Vec<(u32, u32, &str)> {
        let seen = self.seen.borrow();
        let others = self.comments.iter().filter(|(place, _)| !seen.contains(*place));
        let mut others: Vec<_> = others
            .flat_map(|(&(row, column), texts)| texts.iter().map(move |text| (row, column, text.as_str())))
            .collect();
        others.sort_unstable();
        others
    }
}

fn corrupt(detail: &str) -> Unread {
    Unread::new(Reason::Corrupt, detail)
}

impl<'a> Package<'a> {
    pub fn open(bytes: &'a [u8]) -> Result<Self, Unread> {
        let zip =
            ZipArchive::new(Cursor::new(bytes)).map_err(|_| corrupt("a workbook that is no whole ZIP archive"))?;
        if zip.len() > MOST_ENTRIES {
            return Err(Unread::new(Reason::TooLarge, format!("a workbook of more than {MOST_ENTRIES} parts")));
        }
        Ok(Package { zip })
    }

    /// Decompressed bytes of all parts but the sheets, as they are and not as the archive says; counted until they are more than
    /// `most`.
    pub fn size_beside_sheets(&mut self, most: u64) -> Result<u64, Unread> {
        let mut size = 0;
        for at in 0..self.zip.len() {
            let entry = self.zip.by_index(at).map_err(|_| corrupt("a part of the workbook that cannot be read"))?;
            if entry.encrypted() {
                return Err(Unread::new(Reason::Encrypted, "a workbook with encrypted parts"));
            }
            let name = entry.name().unwrap_or_default();
            let is_held = name.ends_with(".xml") || name.ends_with(".rels");
            if !is_held || name.starts_with("xl/worksheets/sheet") {
                continue;
            }
            let counted = std::io::copy(&mut entry.take(most + 1 - size.min(most)), &mut std::io::sink());
            size += counted.map_err(|_| corrupt("a part of the workbook that does not unpack"))?;
            if size > most {
                break;
            }
        }
        Ok(size)
    }

    /// The path in the package of each sheet.
    pub fn sheets(&mut self) -> HashMap<String, String> {
        let targets: HashMap<String, String> =
            self.relations("xl/workbook.xml").into_iter().map(|relation| (relation.id, relation.target)).collect();
        let mut sheets = HashMap::new();
        // What breaks off here, calamine refuses as well.
        let _ = self.elements("xl/workbook.xml", &mut |element| {
            if let Element::Start(start) = element
                && start.local_name().as_ref() == "sheet"
                && let (Some(name), Some(id)) = (attribute(start, "name"), attribute(start, "id"))
                && let Some(path) = targets.get(&id)
            {
                sheets.insert(name, path.clone());
            }
        });
        sheets
    }

    /// What the sheet at `path` has beside its cells.
    ///
    /// # Errors
    /// The sheet or its comments are damaged.
    pub fn asides(&mut self, path: &str) -> Result<Asides, Unread> {
        let mut asides = Asides::default();
        let (mut row, mut in_footer) = (0_u32, false);
        self.elements(path, &mut |element| match element {
            Element::Start(start) => match start.local_name().as_ref() {
                "row" => {
                    row = attribute(start, "r").and_then(|r| r.parse().ok()).unwrap_or(row + 1);
                    if is_true(start, "hidden") && row > 0 {
                        add_range(&mut asides.hidden_rows, row - 1, row - 1);
                    }
                }
                "col" if is_true(start, "hidden") => {
                    let number = |name| attribute(start, name).and_then(|at| at.parse::<u32>().ok()).unwrap_or(0);
                    if let Some(first) = number("min").checked_sub(1) {
                        add_range(&mut asides.hidden_columns, first, number("max").max(1) - 1);
                    }
                }
                "headerFooter" => in_footer = true,
                _ => {}
            },
            Element::Text(text) if in_footer => asides.headers_and_footers.push(text.to_owned()),
            Element::Text(_) => {}
            Element::End(name) => in_footer &= name != "headerFooter",
        })?;
        asides.hidden_columns.sort_unstable();
        asides.hidden_rows.sort_unstable();
        for relation in self.relations(path) {
            if relation.kind.ends_with("/comments") || relation.kind.ends_with("/threadedComment") {
                self.comments(&relation.target, &mut asides.comments)?;
            }
        }
        Ok(asides)
    }

    fn comments(&mut self, path: &str, comments: &mut HashMap<(u32, u32), Vec<String>>) -> Result<(), Unread> {
        let (mut cell, mut comment) = (None, String::new());
        self.elements(path, &mut |element| match element {
            Element::Start(start) if matches!(start.local_name().as_ref(), "comment" | "threadedComment") => {
                cell = attribute(start, "ref").and_then(|name| place_of(&name));
                comment.clear();
            }
            Element::Start(_) => {}
            // Authors stand outside the comments, in a list.
            Element::Text(text) => comment.push_str(text),
            Element::End("comment" | "threadedComment") => {
                let of_cell: &mut Vec<String> = comments.entry(cell.take().unwrap_or_default()).or_default();
                // A threaded comment stands there a second time for programs that do not know threads.
                if !of_cell.contains(&comment) {
                    of_cell.push(std::mem::take(&mut comment));
                }
            }
            Element::End(_) => {}
        })
    }

    /// Hands every other part that holds text to `read`, with what it is.
    ///
    /// # Errors
    /// A part that holds something else than text, or is too large or damaged: the last thing to be said.
    pub fn other_texts(&mut self, read: ReadPart<'_>) -> Result<(), Unread> {
        let mut outcome = Ok(());
        let mut names: Vec<String> = self.zip.file_names().flatten().map(|name| name.into_owned()).collect();
        names.sort_unstable();
        for name in names {
            let is_text = name.ends_with(".xml") || name.ends_with(".rels") && name.starts_with("xl/worksheets/");
            let is_mute = WITHOUT_TEXT.contains(&&*name)
                || name.ends_with('/')
                || WITHOUT_TEXT_IN.iter().any(|folder| name.starts_with(folder)) && !name.ends_with(".rels");
            // Links of the package to its own parts, and the frames that comments are shown in.
            if is_mute
                || name.ends_with(".vml")
                || name.ends_with(".rels") && !is_text
                || name.ends_with("printerSettings1.bin")
            {
                continue;
            }
            if !is_text {
                outcome = Err(Unread::new(Reason::Unsupported, "pictures, macros or embedded objects in the workbook"));
                continue;
            }
            let mut bytes = Vec::new();
            let entry = self.zip.by_name(&name).map_err(|_| corrupt("a part of the workbook that cannot be read"))?;
            let taken = entry.take(MOST_OF_A_PART + 1).read_to_end(&mut bytes);
            // Links to the workbook's own parts say nothing.
            if name.ends_with(".rels") && memchr::memmem::find(&bytes, b"External").is_none() {
                continue;
            }
            let is_whole = taken.is_ok() && bytes.len() as u64 <= MOST_OF_A_PART;
            let is_shown =
                ["xl/drawings/", "xl/charts/", "xl/chartsheets/"].iter().any(|folder| name.starts_with(folder));
            let role = if is_shown { Role::Body } else { Role::Metadata };
            let trouble = read(&bytes, role);
            if trouble.is_err() || !is_whole {
                outcome = Err(corrupt("a part of the workbook that cannot be read in full"));
            }
        }
        outcome
    }

    /// What the part at `path` is related to, with targets as paths in the package.
    fn relations(&mut self, path: &str) -> Vec<Relation> {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let mut relations = Vec::new();
        let _ = self.elements(&format!("{folder}/_rels/{name}.rels"), &mut |element| {
            if let Element::Start(start) = element
                && let (Some(id), Some(kind), Some(target)) =
                    (attribute(start, "Id"), attribute(start, "Type"), attribute(start, "Target"))
            {
                relations.push(Relation { id, kind, target: resolved(folder, &target) });
            }
        });
        relations
    }

    /// Goes through the part at `path`, which may be missing.
    fn elements(&mut self, path: &str, seen: &mut dyn FnMut(Element<'_>)) -> Result<(), Unread> {
        let Ok(entry) = self.zip.by_name(path) else { return Ok(()) };
        elements(BufReader::new(entry), seen)
    }
}

/// Reads the bytes of a part that is what the role says.
type ReadPart<'r> = &'r mut dyn FnMut(&[u8], Role) -> Result<(), Unread>;

struct Relation {
    id: String,
    kind: String,
    target: String,
}

enum Element<'e> {
    Start(&'e BytesStart<'e>),
    Text(&'e str),
    End(&'e str),
}

fn elements(input: impl BufRead, seen: &mut dyn FnMut(Element<'_>)) -> Result<(), Unread> {
    let mut events = Events::from_reader(input);
    events.config_mut().allow_dangling_amp = true;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        let event = events.read_event_into(&mut buffer);
        match event.map_err(|_| corrupt("a part of the workbook that is not well-formed"))? {
            Event::Start(start) => seen(Element::Start(&start)),
            Event::Empty(start) => {
                seen(Element::Start(&start));
                seen(Element::End(start.local_name().as_ref()));
            }
            Event::Text(text) => seen(Element::Text(&text)),
            Event::CData(text) => seen(Element::Text(&text)),
            Event::GeneralRef(name) => match name.resolve_char_ref() {
                Ok(Some(character)) => seen(Element::Text(character.encode_utf8(&mut [0; 4]))),
                _ => seen(Element::Text(unescape(&format!("&{};", &*name)).as_deref().unwrap_or(" "))),
            },
            Event::End(end) => seen(Element::End(end.local_name().as_ref())),
            Event::Eof => return Ok(()),
            Event::Comment(_) | Event::PI(_) | Event::DocType(_) | Event::Decl(_) => {}
        }
    }
}

/// The value of an attribute, whatever its prefix.
fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = start
        .attributes()
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref() == name)?;
    Some(unescape(&found.value).map(|value| value.into_owned()).unwrap_or_else(|_| found.value.into_owned()))
}

fn is_true(start: &BytesStart<'_>, name: &str) -> bool {
    attribute(start, name).is_some_and(|value| matches!(&*value, "1" | "true"))
}

fn add_range(ranges: &mut Vec<(u32, u32)>, first: u32, last: u32) {
    match ranges.last_mut() {
        Some((_, end)) if *end + 1 == first => *end = last,
        _ => ranges.push((first, last)),
    }
}

/// The path in the package that `target` means in a part of `folder`.
fn resolved(folder: &str, target: &str) -> String {
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

/// `B7` → row 6, column 1.
fn place_of(cell: &str) -> Option<(u32, u32)> {
    let digits = cell.find(|c: char| c.is_ascii_digit())?;
    let (letters, row) = cell.split_at(digits);
    let column = letters.bytes().try_fold(0_u32, |column, letter| {
        let letter = letter.to_ascii_uppercase();
        letter.is_ascii_uppercase().then(|| column.saturating_mul(26).saturating_add(u32::from(letter - b'A') + 1))
    })?;
    Some((row.parse::<u32>().ok()?.checked_sub(1)?, column.checked_sub(1)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_and_paths_are_understood() {
        assert_eq!(place_of("B7"), Some((6, 1)));
        assert_eq!(place_of("AA1"), Some((0, 26)));
        assert_eq!((place_of("7"), place_of("B0"), place_of("Æ1")), (None, None, None));
        assert_eq!(resolved("xl/worksheets", "../comments1.xml"), "xl/comments1.xml");
        assert_eq!(resolved("xl", "/xl/worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
    }
}
