//! Packages of Office and of OpenDocument, and OpenDocument in one file.
#![no_main]

use skjerm_fuzz::{Reading, family};

family!(["brev.docx", "brev.fodt"], |_: &[u8], _: &Reading| {});
