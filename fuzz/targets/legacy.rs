//! Compound files: DOC, XLS, PPT and messages of Outlook.
#![no_main]

use skjerm_fuzz::{Reading, family};

family!(["brev.doc"], |_: &[u8], reading: &Reading| {
    assert!(
        !matches!(reading.format, "OLE" | "MSG") || !reading.is_clean_and_empty(),
        "a compound file says something or is unread"
    );
});
