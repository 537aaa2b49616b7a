//! What stands in RTF and is no text: pictures, objects of other programs, links.

use super::reader::Open;
use crate::extract::fields::Fields;
use crate::extract::legacy::bytes::u32_at;
use crate::extract::legacy::package::Package;
use crate::extract::link;
use crate::extract::mail::is_logo;
use crate::model::Role;

/// The name and bytes of a picture or object; `None` for decoration and for what holds nothing.
pub(super) fn member(open: Open, is_picture: bool, number: usize) -> Option<(String, Vec<u8>)> {
    if open.bytes.is_empty() {
        return None;
    }
    if is_picture {
        // Without a kind it is one of the fallbacks of old programs.
        let kind = if open.kind.is_empty() { "bin" } else { open.kind };
        let is_decoration = matches!(kind, "png" | "jpg") && is_logo(&open.bytes);
        return (!is_decoration).then(|| (format!("picture-{number}.{kind}"), open.bytes));
    }
    let (class, data) = object(&open.bytes).unwrap_or(("", &open.bytes));
    if class.eq_ignore_ascii_case("package")
        && let Some(package) = Package::of(data)
    {
        return Some((package.name, package.data.to_vec()));
    }
    Some((format!("object-{number}.ole"), data.to_vec()))
}

/// The program and the data of an object (MS-OLEDS, OLE 1.0).
fn object(bytes: &[u8]) -> Option<(&str, &[u8])> {
    let mut at = 8;
    let mut class = None;
    // The class and two names of what it was linked to.
    for _ in 0..3 {
        let length = u32_at(bytes, at)? as usize;
        let name = bytes.get(at + 4..)?.get(..length)?;
        class.get_or_insert(std::str::from_utf8(name).unwrap_or_default().trim_end_matches('\0'));
        at += 4 + length;
    }
    let length = u32_at(bytes, at)? as usize;
    let data = bytes.get(at + 4..)?;
    Some((class.unwrap_or_default(), &data[..length.min(data.len())]))
}

/// What a field's instruction tells beyond layout: the target of a link, a file, an address.
pub(in crate::extract) fn instruction(instruction: &str, fields: &mut Fields) {
    let instruction = instruction.trim();
    let (name, rest) = instruction.split_once(char::is_whitespace).unwrap_or((instruction, ""));
    if name.eq_ignore_ascii_case("HYPERLINK") {
        // What follows a bare target are switches.
        let rest = rest.trim().trim_start_matches("\\l").trim_start();
        let target = match rest.strip_prefix('"') {
            Some(quoted) => quoted.split('"').next().unwrap_or(quoted),
            None => rest.split_whitespace().next().unwrap_or(rest),
        };
        fields.add(Role::Metadata, "link", &link::readable(target));
    } else if rest.contains('"') && !matches!(name, "TOC" | "DATE" | "TIME" | "SAVEDATE" | "CREATEDATE" | "PRINTDATE") {
        fields.add(Role::Metadata, "field", instruction);
    }
}
