//! Parts of a workbook that its own lists do not lead to any more, and texts in parts that are about looks.

use super::asides::Asides;
use super::caches::Gone;
use crate::extract::Output;
use crate::extract::office::fields::Fields;
use crate::extract::office::formula;
use crate::extract::office::markup::{self, Markup};
use crate::extract::office::package::Package;
use crate::model::{Role, Unread};

/// Reads a sheet that the workbook does not name any more: its values but for shared texts, which are read with those that no cell
/// shows.
pub(super) fn sheet(bytes: &[u8], output: &mut dyn Output) -> Result<(), Unread> {
    let (mut gone, mut text, mut kind) = (Gone::default(), None::<String>, String::new());
    let outcome = markup::each(bytes, &mut |piece| match piece {
        Markup::Start(tag) => match tag.name() {
            "c" => kind = tag.attribute("t").unwrap_or_default().into_owned(),
            "v" if kind != "s" => text = Some(String::new()),
            "is" => text = Some(String::new()),
            _ => {}
        },
        Markup::Text(piece) => text.iter_mut().for_each(|text| text.push_str(piece)),
        Markup::End("v" | "is") => {
            if let Some(value) = text.take() {
                gone.add(&value, matches!(kind.as_str(), "str" | "inlineStr"), |_| false);
            }
        }
        Markup::End("row") => gone.end_of_record(),
        Markup::End(_) => {}
    });
    gone.hand_out(Role::Hidden, "orphan-sheet", output);
    outcome
}

/// Reads comments that no sheet leads to.
pub(super) fn comments(
    package: &mut Package<'_>,
    name: &str,
    fields: &mut Fields,
    output: &mut dyn Output,
) -> Result<(), Unread> {
    let mut asides = Asides::default();
    let outcome = asides.comments(package, name, fields, output);
    for (_, _, comment) in asides.other_comments() {
        fields.add_once(Role::Comment, name, "comment", comment, output);
    }
    outcome
}

/// Reads texts in formats of numbers: they stand in each cell of the format.
pub(super) fn formats(name: &str, bytes: &[u8], fields: &mut Fields, output: &mut dyn Output) -> Result<(), Unread> {
    markup::each(bytes, &mut |piece| {
        if let Markup::Start(tag) = piece
            && tag.name() == "numFmt"
            && let Some(code) = tag.attribute("formatCode")
        {
            formula::texts(&code).for_each(|text| fields.add_once(Role::Metadata, name, "format", text, output));
        }
    })
}

/// Reads what a list on a sheet offers.
pub(super) fn control(name: &str, bytes: &[u8], fields: &mut Fields, output: &mut dyn Output) -> Result<(), Unread> {
    markup::each(bytes, &mut |piece| {
        if let Markup::Start(tag) = piece
            && tag.name() == "item"
            && let Some(text) = tag.attribute("val")
        {
            fields.add_once(Role::Metadata, name, "list-item", &text, output);
        }
    })
}
