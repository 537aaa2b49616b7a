//! Links of cells (MS-OSHARED, Hyperlink Object): their targets and the texts that show them.

use crate::extract::legacy::bytes::u32_at;
use crate::extract::legacy::properties::utf16;

/// First bytes of the classes of links: to an address, to a file.
const ADDRESS: [u8; 4] = [0xE0, 0xC9, 0xEA, 0x79];
const FILE: [u8; 4] = [0x03, 0x03, 0x00, 0x00];

/// What a link says: its text, its frame, its target, the place in it; as far as it can be read.
pub(super) fn targets(data: &[u8]) -> Vec<String> {
    let mut targets = Vec::new();
    read(data, &mut targets);
    targets
}

fn read(data: &[u8], targets: &mut Vec<String>) -> Option<()> {
    // The cells and the class of links come first, then a version.
    let flags = u32_at(data, 28)?;
    let mut at = 32;
    let mut text = |at: &mut usize| {
        let length = 2 * u32_at(data, *at)? as usize;
        targets.push(utf16(data.get(*at + 4..)?.get(..length)?));
        *at += 4 + length;
        Some(())
    };
    if flags & 0x10 != 0 {
        text(&mut at)?;
    }
    if flags & 0x80 != 0 {
        text(&mut at)?;
    }
    if flags & 0x101 == 0x101 {
        text(&mut at)?;
    } else if flags & 1 != 0 {
        let class = data.get(at..at + 4)?;
        at += 16;
        if class == ADDRESS {
            let length = u32_at(data, at)? as usize;
            targets.push(utf16(data.get(at + 4..)?.get(..length)?));
            at += 4 + length;
        } else if class == FILE {
            let length = u32_at(data, at + 2)? as usize;
            let name = data.get(at + 6..)?.get(..length)?;
            targets.push(String::from_utf8_lossy(name.strip_suffix(b"\0").unwrap_or(name)).into_owned());
            at += 6 + length + 24;
            let wide = u32_at(data, at)? as usize;
            if wide > 0 {
                let length = u32_at(data, at + 4)? as usize;
                targets.push(utf16(data.get(at + 10..)?.get(..length)?));
            }
            at += 4 + wide;
        } else {
            return None;
        }
    }
    if flags & 8 != 0 {
        let length = 2 * u32_at(data, at)? as usize;
        targets.push(utf16(data.get(at + 4..)?.get(..length)?));
    }
    Some(())
}
