//! IPTC-IIM 4.2, the records in which photographers and agencies write captions, names and keywords, and the
//! resources of Photoshop that hold them.

use super::super::fields::Fields;
use super::found::{Found, decoded};
use crate::model::Role;

/// The data sets of record 2 that hold text, by number.
#[rustfmt::skip]
const NAMES: &[(u8, &str)] = &[
    (5, "ObjectName"), (7, "EditStatus"), (12, "SubjectReference"), (15, "Category"), (20, "SupplementalCategories"),
    (22, "FixtureIdentifier"), (25, "Keywords"), (26, "ContentLocationCode"), (27, "ContentLocationName"),
    (40, "SpecialInstructions"), (55, "DateCreated"), (65, "OriginatingProgram"), (80, "By-line"), (85, "By-lineTitle"),
    (90, "City"), (92, "Sub-location"), (95, "Province-State"), (101, "Country"),
    (103, "OriginalTransmissionReference"), (105, "Headline"), (110, "Credit"), (115, "Source"),
    (116, "CopyrightNotice"), (118, "Contact"), (120, "Caption"), (121, "LocalCaption"), (122, "Writer-Editor"),
];

/// Reads records.
pub(super) fn read(records: &[u8], fields: &mut Fields) {
    let mut rest = records;
    while let Some((&mark, after)) = rest.split_first() {
        let [record, number, high, low, ..] = *after else { return };
        let length = usize::from(u16::from_be_bytes([high, low]));
        // Lengths over 32 KiB are written otherwise and hold no text.
        if mark != 0x1C || length > 0x7FFF {
            return;
        }
        let Some(value) = after.get(4..4 + length) else { return };
        if let Some((_, name)) = NAMES.iter().find(|(known, _)| record == 2 && *known == number) {
            fields.add(Role::Metadata, name, &decoded(value));
        }
        rest = &after[4 + length..];
    }
}

/// Reads Photoshop's resources: IPTC, XMP, EXIF, thumbnails and a caption.
pub(super) fn read_resources(found: &mut Found<'_>) {
    let resources = std::mem::take(&mut found.resources);
    let mut rest = &resources[..];
    while let Some(header) = rest.strip_prefix(b"8BIM") {
        let Some(&[high, low, name]) = header.first_chunk::<3>() else { return };
        // The name and its length byte, filled up to an even number; then the length of the value.
        let after_name = 2 + (1 + usize::from(name)).next_multiple_of(2);
        let Some(&length) = header.get(after_name..).and_then(|rest| rest.first_chunk()) else { return };
        let length = u32::from_be_bytes(length) as usize;
        let Some(value) = header.get(after_name + 4..).and_then(|rest| rest.get(..length)) else { return };
        match u16::from_be_bytes([high, low]) {
            0x0404 => found.iptc.extend_from_slice(value),
            0x0424 if found.xmp.is_empty() => found.xmp.push(value.to_vec().into()),
            // A pascal string.
            0x03F0 => found.fields.add(Role::Metadata, "Caption", &decoded(value.get(1..).unwrap_or_default())),
            0x0409 | 0x040C => found.thumbnails.extend(value.get(28..).map(<[u8]>::to_vec)),
            _ => {}
        }
        let end = (after_name + 4 + length).next_multiple_of(2).min(header.len());
        rest = &header[end..];
    }
}
