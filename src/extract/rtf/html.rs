//! Pages of HTML that Outlook made RTF of (MS-OXRTFEX): the page is taken out again.

use super::reader::Reader;

/// Such a document says so near its beginning.
const GLANCE: usize = 1024;

/// The page, where `bytes` was made from one.
pub(in crate::extract) fn encapsulated_html(bytes: &[u8]) -> Option<String> {
    memchr::memmem::find(&bytes[..bytes.len().min(GLANCE)], b"\\fromhtml")?;
    let mut reader = Reader::new(true);
    reader.tokens(bytes);
    reader.page.filter(|page| !page.trim().is_empty())
}

/// Text between the tags.
pub(super) fn escape(text: &str, page: &mut String) {
    for character in text.chars() {
        match character {
            '<' => page.push_str("&lt;"),
            '>' => page.push_str("&gt;"),
            '&' => page.push_str("&amp;"),
            _ => page.push(character),
        }
    }
}
