//! Office documents from before 2007 (DOC, XLS, PPT), all of them compound files, as Outlook's messages are: which of them a file
//! is, its streams tell.

pub(super) mod bytes;
pub(super) mod compound;
mod doc;
mod forms;
mod macros;
mod objects;
pub(super) mod package;
mod pictures;
mod ppt;
pub(super) mod properties;
mod xls;

use super::fields::Fields;
use super::{Input, Output, mail};
use crate::model::{Reason, Unread};
use compound::Compound;
pub(super) use xls::value;

/// Reads a compound file by what it holds.
pub(super) fn read(input: &Input<'_>, output: &mut dyn Output) -> Result<(), Unread> {
    let mut file = Compound::open(input.bytes, input.limits)?;
    if file.is_stream("/EncryptedPackage") || file.is_storage("/\u{6}DataSpaces") {
        return Err(Unread::new(Reason::Encrypted, "an Office document with a password"));
    }
    if file.is_stream("/__properties_version1.0") {
        return mail::read_message(input, file, output);
    }
    if file.is_stream("/WordDocument") {
        return doc::read(file, output);
    }
    if file.is_stream("/Workbook") || file.is_stream("/Book") {
        return xls::read(input, file, output);
    }
    if file.is_stream("/PowerPoint Document") {
        return ppt::read(file, output);
    }
    // Macros without their document, as newer documents hold them.
    if file.is_stream("/VBA/dir") {
        return macros::hand_out(&mut file, "/VBA", output);
    }
    let mut fields = Fields::default();
    let trouble = properties::describe(&mut file, &mut fields);
    fields.hand_out(output);
    if objects::hand_out_content(&mut file, output)? {
        return trouble.map_or(Ok(()), Err);
    }
    Err(Unread::new(Reason::Unsupported, format!("a compound file of another program: {}", kinds(&file))))
}

/// Names of streams that programs give, never those of users.
fn kinds(file: &Compound<'_>) -> &'static str {
    const KNOWN: &[(&str, &str)] = &[
        ("/VisioDocument", "Visio"),
        ("/Quill", "Publisher"),
        ("/CONTENTS", "Works"),
        ("/\u{1}Ole10Native", "an embedded object"),
        ("/!_StringData", "an installer"),
        ("/Equation Native", "an equation"),
    ];
    let is_there = |path: &str| file.is_stream(path) || file.is_storage(path);
    KNOWN.iter().find(|(path, _)| is_there(path)).map_or("of no known kind", |(_, kind)| kind)
}

/// The name of an encoding by its number in Windows.
pub(super) fn code_page_label(page: u32) -> Option<String> {
    Some(match page {
        65001 => "utf-8".into(),
        65000 => "utf-7".into(),
        20127 => "us-ascii".into(),
        874 | 1250..=1258 => format!("windows-{page}"),
        28591..=28606 => format!("iso-8859-{}", page - 28590),
        // IBM 437 has the letters of 865 but for ø and Ø.
        437 | 865 => "ibm865".into(),
        850 => "ibm850".into(),
        866 => "ibm866".into(),
        932 => "shift_jis".into(),
        936 => "gbk".into(),
        949 => "euc-kr".into(),
        950 => "big5".into(),
        10000 => "macintosh".into(),
        20866 => "koi8-r".into(),
        50220..=50222 => "iso-2022-jp".into(),
        51932 => "euc-jp".into(),
        _ => return None,
    })
}

#[cfg(test)]
mod tests;
