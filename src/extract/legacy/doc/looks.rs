//! How runs of a Word document are set (MS-DOC): marks of revision, hidden text, colours; and which paragraphs stand in tables.

use crate::extract::legacy::bytes::{u16_at, u32_at};
use crate::extract::look::{Colour, Look, TINY};
use std::ops::Range;

/// Bytes of a page of formatting.
const PAGE: usize = 512;

/// Bytes of the file that are set alike.
#[derive(Debug)]
pub(super) struct Run {
    pub bytes: Range<usize>,
    pub look: Look,
    /// The paragraph is in a table.
    pub is_in_table: bool,
    /// The paragraph ends a row.
    pub ends_row: bool,
}

/// Runs of characters.
pub(super) fn of_characters(document: &[u8], bins: &[u8]) -> Vec<Run> {
    runs(document, bins, 1, &|page, offset| {
        let length = usize::from(*page.get(offset)?);
        page.get(offset + 1..)?.get(..length)
    })
}

/// Runs of paragraphs; of their looks only the shade is told.
pub(super) fn of_paragraphs(document: &[u8], bins: &[u8]) -> Vec<Run> {
    runs(document, bins, 13, &|page, offset| {
        let words = usize::from(*page.get(offset)?);
        let (from, length) = match words {
            0 => (offset + 2, 2 * usize::from(*page.get(offset + 1)?)),
            _ => (offset + 1, 2 * words - 1),
        };
        // The number of a style comes first.
        page.get(from..)?.get(..length)?.get(2..)
    })
}

/// The runs on the pages that `bins` lists, in order of their bytes. An entry of a page takes `entry` bytes, the first of which
/// tells where its changes stand; `changes` finds them.
fn runs<'d>(
    document: &'d [u8],
    bins: &[u8],
    entry: usize,
    changes: &dyn Fn(&'d [u8], usize) -> Option<&'d [u8]>,
) -> Vec<Run> {
    let count = bins.len().saturating_sub(4) / 8;
    let mut runs = Vec::new();
    let mut pages: Vec<u32> = (0..count).filter_map(|index| u32_at(bins, 4 * (count + 1) + 4 * index)).collect();
    pages.iter_mut().for_each(|page| *page &= 0x003F_FFFF);
    pages.sort_unstable();
    pages.dedup();
    for number in pages {
        let Some(page) = document.get(number as usize * PAGE..).and_then(|rest| rest.get(..PAGE)) else { continue };
        let count = usize::from(page[PAGE - 1]);
        for index in 0..count {
            let (Some(start), Some(end)) = (u32_at(page, 4 * index), u32_at(page, 4 * index + 4)) else { break };
            let offset = page.get(4 * (count + 1) + entry * index).map_or(0, |&word| usize::from(word) * 2);
            let mut run =
                Run { bytes: start as usize..end as usize, look: Look::default(), is_in_table: false, ends_row: false };
            if offset > 0 {
                apply(changes(page, offset).unwrap_or_default(), &mut run);
            }
            runs.push(run);
        }
    }
    runs.sort_by_key(|run| run.bytes.start);
    runs
}

/// Applies changes, one after the other, as far as they tell whether text is seen.
pub(super) fn apply(changes: &[u8], run: &mut Run) {
    let mut at = 0;
    while let Some(code) = u16_at(changes, at) {
        at += 2;
        let length = match code >> 13 {
            0 | 1 => 1,
            2 | 4 | 5 => 2,
            3 => 4,
            7 => 3,
            _ => match (code, changes.get(at)) {
                // These two count in their own ways.
                (0xD608, _) => 1 + u16_at(changes, at).map_or(0, usize::from),
                (0xC615, Some(255)) => return,
                (_, Some(&length)) => 1 + usize::from(length),
                (_, None) => return,
            },
        };
        let Some(operand) = changes.get(at..at + length) else { return };
        at += length;
        let look = &mut run.look;
        // 0x80 is as the style says, 0x81 the opposite: styles rarely hide.
        let is_on = matches!(operand[0], 1 | 0x81);
        match code {
            0x0800 => look.is_deleted = is_on,
            0x083C => look.is_vanished = is_on,
            0x2A33 => *look = Look { is_deleted: look.is_deleted, ..Look::default() },
            0x2A42 => look.colour = by_number(operand[0]),
            0x6870 => look.colour = by_value(operand),
            0x4A43 => look.is_tiny = u16_at(operand, 0).is_some_and(|size| size <= TINY),
            0x2A0C => look.highlight = by_number(operand[0]),
            0x4866 | 0x442D => {
                look.shade = u16_at(operand, 0).and_then(|shade| {
                    let is_solid = shade >> 10 == 1;
                    by_number(if is_solid { shade & 31 } else { shade >> 5 & 31 } as u8)
                })
            }
            0xCA71 | 0xC64D => {
                let is_solid = u16_at(operand, 9) == Some(1);
                look.shade = operand.get(if is_solid { 1..5 } else { 5..9 }).and_then(by_value);
            }
            0x2416 => run.is_in_table = is_on,
            0x2417 => run.ends_row = is_on,
            _ => {}
        }
    }
}

/// One of Word's sixteen colours.
fn by_number(number: u8) -> Option<Colour> {
    Some(match number {
        1 => 0x00_00_00,
        2 => 0x00_00_FF,
        3 => 0x00_FF_FF,
        4 => 0x00_FF_00,
        5 => 0xFF_00_FF,
        6 => 0xFF_00_00,
        7 => 0xFF_FF_00,
        8 => 0xFF_FF_FF,
        9 => 0x00_00_80,
        10 => 0x00_80_80,
        11 => 0x00_80_00,
        12 => 0x80_00_80,
        13 => 0x80_00_00,
        14 => 0x80_80_00,
        15 => 0x80_80_80,
        16 => 0xC0_C0_C0,
        _ => return None,
    })
}

/// Red, green, blue and whether it is automatic.
fn by_value(value: &[u8]) -> Option<Colour> {
    match *value {
        [red, green, blue, 0, ..] => Some(Colour::from_be_bytes([0, red, green, blue])),
        _ => None,
    }
}

/// The run that holds byte `at`, or else the first behind it.
pub(super) fn from(runs: &[Run], at: usize) -> usize {
    runs.partition_point(|run| run.bytes.end <= at)
}
