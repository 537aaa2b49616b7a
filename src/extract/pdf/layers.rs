//! Layers that are switched off. hayro leaves them out, so each page is painted once more from a copy of the document in which
//! no layer is known, and what is there and not on the page as it is shown lies in such a layer.

use super::Reader;
use super::concealed::{Concealed, gather};
use super::cover::Sight;
use super::paint::{Glyph, Painted};
use super::words::pieces;
use crate::model::{Reason, Role, Unread};
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, ObjectIdentifier};
use std::panic::catch_unwind;

/// The document without its layers.
pub(super) struct Layers {
    pdf: Pdf,
}

impl Layers {
    /// `None` where no layer is switched off.
    ///
    /// # Errors
    /// One is, and what is in it cannot be read.
    pub fn of(pdf: &Pdf, bytes: &[u8]) -> Result<Option<Layers>, Unread> {
        let root = pdf.xref().root_id();
        let Some(catalog) = pdf.xref().get::<Dict<'_>>(root).filter(has_layers_off) else { return Ok(None) };
        let copy = patched(pdf, catalog.data()).or_else(|| appended(bytes, root, catalog.data()));
        let opened = copy.and_then(|copy| catch_unwind(|| Pdf::new(copy)).ok()?.ok());
        match opened.filter(|copy| copy.pages().len() == pdf.pages().len()) {
            Some(pdf) => Ok(Some(Layers { pdf })),
            None => Err(Unread::new(Reason::Unsupported, "layers that are switched off cannot be read")),
        }
    }

    /// Adds the text of `page` (from 1) that is not among what is shown of it.
    pub fn gather<'l>(&'l self, page: u32, shown: &Painted, reader: &mut Reader<'l>, hidden: &mut Concealed) {
        let Some(all) = self.pdf.pages().get(page as usize - 1) else { return };
        let Ok((painted, _)) = reader.paint(all) else { return };
        let mut expected = shown.glyphs.iter().peekable();
        let is_off: Vec<bool> = painted
            .glyphs
            .iter()
            .map(|glyph| expected.next_if(|other| is_same(shown, other, &painted, glyph)).is_none())
            .collect();
        let pieces = pieces(&painted);
        let mut under = Concealed::new(Role::UnderRedaction);
        let off: Vec<_> = pieces
            .iter()
            .filter(|piece| piece.glyphs.clone().all(|at| is_off[at]))
            .map(|piece| (piece, Sight::Hidden("layer-off")))
            .collect();
        gather(page, &painted, &off, &mut under, hidden);
    }
}

fn is_same(one_page: &Painted, one: &Glyph, other_page: &Painted, other: &Glyph) -> bool {
    (one.origin - other.origin).hypot() < 0.01 && one_page.text(one) == other_page.text(other)
}

fn has_layers_off(catalog: &Dict<'_>) -> bool {
    let usual = catalog.get::<Dict<'_>>("OCProperties").and_then(|layers| layers.get::<Dict<'_>>("D"));
    usual.is_some_and(|usual| {
        usual.get::<Array<'_>>("OFF").is_some_and(|off| off.raw_iter().next().is_some())
            || usual.get::<Name<'_>>("BaseState").is_some_and(|state| &*state == b"OFF")
    })
}

/// The key under which a catalog tells of layers, and one of that length that nobody knows.
const LAYERS: &[u8] = b"/OCProperties";
const NO_LAYERS: &[u8] = b"/OCPropertieX";

/// A copy whose catalog, which lies in the file as it is, tells of no layers.
fn patched(pdf: &Pdf, catalog: &[u8]) -> Option<Vec<u8>> {
    let bytes = pdf.data().as_ref();
    let from = (catalog.as_ptr() as usize).checked_sub(bytes.as_ptr() as usize)?;
    if bytes.get(from..from + catalog.len())? != catalog {
        return None;
    }
    let key = from + memchr::memmem::find(catalog, LAYERS)?;
    let mut copy = bytes.to_vec();
    copy[key..key + LAYERS.len()].copy_from_slice(NO_LAYERS);
    Some(copy)
}

/// A copy with one more revision, in which the catalog, which lies in a compressed stream, tells of no layers.
fn appended(bytes: &[u8], root: ObjectIdentifier, catalog: &[u8]) -> Option<Vec<u8>> {
    let key = memchr::memmem::find(catalog, LAYERS)?;
    let mut changed = catalog.to_vec();
    changed[key..key + LAYERS.len()].copy_from_slice(NO_LAYERS);
    let start = memchr::memmem::rfind(bytes, b"startxref")?;
    let digits = bytes[start + b"startxref".len()..].trim_ascii_start();
    let digits = &digits[..digits.iter().take_while(|byte| byte.is_ascii_digit()).count()];
    let before: u64 = std::str::from_utf8(digits).ok()?.parse().ok()?;
    let (number, generation) = (root.obj_number, root.gen_number);
    let mut copy = bytes.to_vec();
    copy.push(b'\n');
    let object = copy.len();
    copy.extend(format!("{number} {generation} obj\n").as_bytes());
    copy.extend(changed);
    copy.extend(b"\nendobj\n");
    let table = copy.len();
    copy.extend(
        format!(
            "xref\n{number} 1\n{object:010} {generation:05} n \ntrailer\n<</Size {} /Root {number} {generation} R /Prev {before}>>\nstartxref\n{table}\n%%EOF\n",
            number + 1
        )
        .as_bytes(),
    );
    Some(copy)
}
