//! PDF: pages, what is painted over, and what stands beside the pages.
#![no_main]

use skjerm_fuzz::{Reading, family};

family!(["brev.pdf"], |_: &[u8], _: &Reading| {});
