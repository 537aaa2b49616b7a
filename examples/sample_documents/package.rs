//! ZIP packages: documents of Office programs, and archives.

use anyhow::Result;
use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// The XML declaration that every part of a package begins with.
pub const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// Packs `files` in that order. A file called `mimetype` is stored, as OpenDocument asks.
pub fn package<'f, B: AsRef<[u8]> + 'f>(files: impl IntoIterator<Item = &'f (&'f str, B)>) -> Result<Vec<u8>> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let packed_on = DateTime::from_date_and_time(2026, 11, 20, 8, 0, 0)?;
    for (name, bytes) in files {
        let method = if *name == "mimetype" { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        let options = SimpleFileOptions::default().compression_method(method).last_modified_time(packed_on);
        writer.start_file(*name, options)?;
        writer.write_all(bytes.as_ref())?;
    }
    Ok(writer.finish()?.into_inner())
}

/// `text` as it stands between tags and in attributes.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
