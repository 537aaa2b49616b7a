//! The compression of RTF in Outlook's messages (MS-OXRTFCP): a dictionary of 4 KiB that begins with what most texts hold.

use crate::model::{Reason, Unread};

const DICTIONARY: usize = 4096;

/// What the dictionary begins with, as the specification gives it.
const BEGINNING: &[u8] = b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \
\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";

/// The RTF, and whether that is all of it. One byte gives at most nine.
///
/// # Errors
/// It is no compressed RTF.
pub(super) fn unpacked(packed: &[u8]) -> Result<Vec<u8>, Unread> {
    let broken = || Unread::new(Reason::Corrupt, "compressed RTF that is not as Outlook writes it");
    let (header, data) = packed.split_at_checked(16).ok_or_else(broken)?;
    let raw_size = u32::from_le_bytes([header[4], header[5], header[6], header[7]]) as usize;
    match &header[8..12] {
        b"MELA" => return Ok(data[..raw_size.min(data.len())].to_vec()),
        b"LZFu" => {}
        _ => return Err(broken()),
    }
    let mut window = [b' '; DICTIONARY];
    window[..BEGINNING.len()].copy_from_slice(BEGINNING);
    let mut at = BEGINNING.len();
    let mut text = Vec::with_capacity(raw_size.min(data.len().saturating_mul(9)));
    let mut put = |byte: u8, at: &mut usize, window: &mut [u8; DICTIONARY]| {
        text.push(byte);
        window[*at] = byte;
        *at = (*at + 1) % DICTIONARY;
    };
    let mut bytes = data.iter();
    'runs: while let Some(&control) = bytes.next() {
        for bit in 0..8 {
            if control >> bit & 1 == 0 {
                let Some(&byte) = bytes.next() else { break 'runs };
                put(byte, &mut at, &mut window);
                continue;
            }
            let (Some(&high), Some(&low)) = (bytes.next(), bytes.next()) else { break 'runs };
            let reference = u16::from_be_bytes([high, low]);
            let from = usize::from(reference >> 4);
            // A reference to where the writing goes on is the end.
            if from == at {
                break 'runs;
            }
            for step in 0..usize::from(reference & 15) + 2 {
                put(window[(from + step) % DICTIONARY], &mut at, &mut window);
            }
        }
    }
    Ok(text)
}
