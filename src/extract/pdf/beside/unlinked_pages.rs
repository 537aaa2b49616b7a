//! Pages that no page tree leads to: many programs take a page out of the tree and leave all of it in the file. To read
//! them, they are put in a page tree of their own by an incremental update in memory.

use super::revisions::{last_section, trailer};
use hayro_syntax::Pdf;
use hayro_syntax::object::{MaybeRef, Object, ObjectIdentifier};

/// Of more pages these are read.
pub(super) const MOST: usize = 5000;

/// Numbers of the objects that are added: the largest that a PDF may have (ISO 32000-1, annex C).
const CATALOG: u32 = 8_388_607;
const TREE: u32 = CATALOG - 1;

/// A document of the pages with those objects.
pub(super) fn document(pdf: &Pdf, pages: &[ObjectIdentifier]) -> Option<Pdf> {
    if pages.is_empty() {
        return None;
    }
    let bytes: &[u8] = pdf.data().as_ref();
    let previous = last_section(bytes)?;
    let trailer = trailer(bytes, previous)?;
    let mut made = bytes.to_vec();
    made.push(b'\n');
    let tree = made.len();
    let kids: String = pages.iter().map(|page| format!("{} {} R ", page.obj_number, page.gen_number)).collect();
    let count = pages.len();
    made.extend(format!("{TREE} 0 obj\n<< /Type /Pages /Kids [{kids}] /Count {count} >>\nendobj\n").bytes());
    let catalog = made.len();
    made.extend(format!("{CATALOG} 0 obj\n<< /Type /Catalog /Pages {TREE} 0 R >>\nendobj\n").bytes());
    let section = made.len();
    made.extend(format!("xref\n{TREE} 2\n{tree:010} 00000 n\r\n{catalog:010} 00000 n\r\n").bytes());
    made.extend(format!("trailer\n<< /Size {} /Root {CATALOG} 0 R /Prev {previous} ", CATALOG + 1).bytes());
    // What the rest of the file is encrypted with.
    for key in ["Encrypt", "ID"] {
        let Some(value) = trailer.get_raw::<Object<'_>>(key) else { continue };
        made.extend(format!("/{key} ").bytes());
        match value {
            MaybeRef::Ref(reference) => made.extend(reference.to_string().bytes()),
            MaybeRef::NotRef(Object::Dict(dict)) => made.extend_from_slice(dict.data()),
            MaybeRef::NotRef(Object::Array(array)) => made.extend([b"[", array.data(), b"]"].concat()),
            MaybeRef::NotRef(_) => return None,
        }
    }
    made.extend(format!(" >>\nstartxref\n{section}\n%%EOF\n").bytes());
    Pdf::new(made).ok()
}
