//! Archives and compressed files: a file that was compressed is one member, and garbage is no empty archive.
#![no_main]

use skjerm_fuzz::{Reading, family};

/// No archive without a file is larger, but for what systems leave in one.
const EMPTY: usize = 1024;

family!(["arkiv.zip"], |bytes: &[u8], reading: &Reading| {
    let has = |sign: &[u8]| bytes.windows(sign.len()).any(|window| window.eq_ignore_ascii_case(sign));
    let may_be_empty = match reading.format {
        "gzip" | "bzip2" | "xz" | "zstd" | "LZMA" | "lzip" => false,
        "ZIP" | "TAR" | "7z" => {
            bytes.len() < EMPTY
                || has(b"Thumbs.db")
                || has(b".DS_Store")
                || has(b"__MACOSX/")
                || reading.format == "TAR"
        }
        _ => true,
    };
    assert!(may_be_empty || !reading.is_clean_and_empty(), "it holds something, or is unread");
});
