//! RTF.
#![no_main]

use skjerm_fuzz::{Reading, family};

family!(["brev.rtf"], |_: &[u8], _: &Reading| {});
