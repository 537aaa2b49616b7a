//! Names that do not fit: the content says what a document is, and its name only where the content leaves a choice.

use crate::make::archive::zip;
use crate::make::docx::{Docx, deleted, run};
use crate::make::mail::plain;
use crate::make::pdf::{filled, line, lines, one_page};
use crate::make::xlsx::{Sheet, workbook};
use crate::seen::{CLEAN, scan, secret};

#[test]
fn the_content_tells_the_format() {
    let pdf =
        one_page(&(lines(&[CLEAN]) + &line(72, 700, 12.0, &secret()) + &filled("0 g", [70.0, 696.0, 300.0, 14.0])));
    for name in ["vedtak.txt", "vedtak.docx", "vedtak", "vedtak.html"] {
        scan(name, &pdf).flags(&format!("inn/{name}"), "under-redaction");
    }
    let docx = Docx::of(&[CLEAN]).paragraph(&(run("Gjelder ") + &deleted(&secret()))).bytes();
    for name in ["vedtak.pdf", "vedtak.zip", "vedtak.doc", "vedtak"] {
        scan(name, &docx).flags(&format!("inn/{name}"), "deleted-text");
    }
    let book = workbook(
        &[
            Sheet::shown("A", &[&["Enhet"], &["Park"]]),
            Sheet { state: "hidden", ..Sheet::shown("B", &[&["Merknad"], &[&secret()]]) },
        ],
        "",
        &[],
    );
    for name in ["liste.xls", "liste.docx", "liste.csv"] {
        scan(name, &book).flags_cells(&format!("inn/{name}"));
    }
}

#[test]
fn a_harmless_document_is_published_under_any_name() {
    let pdf = one_page(&lines(&[CLEAN]));
    let docx = Docx::of(&[CLEAN]).bytes();
    let archive = zip(&[("a.txt", CLEAN.as_bytes())]);
    let message = plain(&[], CLEAN);
    for (name, bytes) in [("a.docx", &pdf), ("b.pdf", &docx), ("c.docx", &archive), ("d.eml", &message)] {
        scan(name, bytes).publishes();
    }
}
