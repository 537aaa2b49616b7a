//! Messages of Outlook (MS-OXMSG): a compound file with a stream for each property.

use std::io::{Cursor, Write as _};

const SUBJECT: u32 = 0x0037;
const HEADERS: u32 = 0x007D;
const SENDER: u32 = 0x0C1A;
const BODY: u32 = 0x1000;
const ATTACHED: u32 = 0x3701;
const FILE_NAME: u32 = 0x3707;

/// A message with one attachment.
pub fn message(subject: &str, headers: &str, body: &str, (name, bytes): (&str, &[u8])) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    let mut put = |path: String, bytes: &[u8]| {
        file.create_stream(path).unwrap().write_all(bytes).unwrap();
    };
    for (id, text) in [(SUBJECT, subject), (HEADERS, headers), (SENDER, "Arkivet"), (BODY, body)] {
        put(format!("/__substg1.0_{id:04X}001F"), &utf16(text));
    }
    let fixed = properties(32, &[SUBJECT, HEADERS, SENDER, BODY]);
    put("/__properties_version1.0".to_owned(), &fixed);
    drop(put);
    let storage = "/__attach_version1.0_#00000000";
    file.create_storage(storage).unwrap();
    let mut put = |path: String, bytes: &[u8]| {
        file.create_stream(path).unwrap().write_all(bytes).unwrap();
    };
    put(format!("{storage}/__substg1.0_{FILE_NAME:04X}001F"), &utf16(name));
    put(format!("{storage}/__substg1.0_{ATTACHED:04X}0102"), bytes);
    // Attachment by value (PidTagAttachMethod 1).
    let mut fixed = properties(8, &[FILE_NAME]);
    fixed.extend(0x3705_0003_u32.to_le_bytes());
    fixed.extend([6, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0]);
    put(format!("{storage}/__properties_version1.0"), &fixed);
    drop(put);
    file.flush().unwrap();
    file.into_inner().into_inner()
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// A property stream: a header of `header` bytes, then sixteen for each property of text.
fn properties(header: usize, ids: &[u32]) -> Vec<u8> {
    let mut stream = vec![0; header];
    for id in ids {
        stream.extend((id << 16 | 0x001F).to_le_bytes());
        stream.extend([6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    }
    stream
}
