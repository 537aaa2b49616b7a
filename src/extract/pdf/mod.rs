//! PDF: its pages, and what it holds beside them.

mod beside;

use super::{Input, Output};
use crate::model::{Reason, Unread};
use hayro_syntax::Pdf;
use hayro_syntax::content::ops::TypedInstruction;
use hayro_syntax::object::{Object, String as Raw};
use std::sync::Arc;

pub(super) fn read(input: &Input<'_>, output: &mut dyn Output) -> Result<(), Unread> {
    let pdf = Pdf::new(Arc::new(input.bytes.to_vec())).map_err(|_| Unread::new(Reason::Corrupt, "no whole PDF"))?;
    beside::read(&pdf, input, output)
}

/// Stands in for the reader of pages: strings as they are, a line each. Pages (from 0) that are not `wanted` are left empty.
fn text_of_pages(pdf: &Pdf, wanted: &dyn Fn(usize) -> bool) -> Vec<String> {
    let show = |text: &mut String, raw: &Raw<'_>| text.extend(raw.as_bytes().iter().map(|&byte| char::from(byte)));
    let of_page = |page: &hayro_syntax::page::Page<'_>| {
        let mut text = String::new();
        let mut operations = page.typed_operations();
        while let Some(operation) = operations.next() {
            match operation {
                TypedInstruction::ShowText(shown) => {
                    show(&mut text, shown.0);
                    text.push('\n');
                }
                TypedInstruction::ShowTexts(shown) => {
                    for item in shown.0.iter::<Object<'_>>() {
                        if let Object::String(raw) = item {
                            show(&mut text, &raw);
                        }
                    }
                    text.push('\n');
                }
                _ => {}
            }
        }
        text
    };
    pdf.pages().iter().enumerate().map(|(at, page)| if wanted(at) { of_page(page) } else { String::new() }).collect()
}
