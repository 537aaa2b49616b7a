//! XML: whatever stands between plain tags comes out in its order, well-formed or not.
#![no_main]

use skjerm_fuzz::{Reading, beside_tags, family, letters};

family!(["arkivstruktur.xml"], |bytes: &[u8], reading: &Reading| {
    if !matches!(reading.format, "XML" | "HTML" | "text") {
        return;
    }
    let Some((shown, _)) = std::str::from_utf8(bytes).ok().and_then(beside_tags) else { return };
    let read = reading.letters();
    let mut read = read.chars();
    let is_there = letters(&shown).all(|letter| read.any(|other| other == letter));
    assert!(is_there, "text beside tags comes out");
});
