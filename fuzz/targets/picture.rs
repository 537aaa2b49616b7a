//! Pictures and what they tell beside their dots: the dots are handed out, or unread.
#![no_main]

use skjerm_fuzz::{Reading, family};

/// A smaller picture, in dots, shows no text.
const LEAST_DOTS: u32 = 32;

family!(["bilde.jpg"], |bytes: &[u8], reading: &Reading| {
    let number = |at: usize| bytes.get(at..)?.first_chunk().copied().map(u32::from_be_bytes);
    let is_large = matches!((number(16), number(20)), (Some(width), Some(height)) if width.max(height) >= LEAST_DOTS);
    if reading.format == "PNG" && is_large {
        assert!(reading.is_unread || !reading.pictures.is_empty(), "a picture is handed out or unread");
    }
});
