//! Mail: single messages, mbox and winmail.dat.
#![no_main]

use skjerm_fuzz::{Reading, family};

family!(["brev.eml", "brev.mbox"], |bytes: &[u8], reading: &Reading| {
    // The first attribute of winmail.dat is of the message or of an attachment.
    let must_say = match reading.format {
        "mail" => true,
        "TNEF" => bytes.get(6).is_none_or(|level| !matches!(level, 1 | 2)),
        _ => false,
    };
    assert!(!must_say || !reading.is_clean_and_empty(), "mail says something or is unread");
});
