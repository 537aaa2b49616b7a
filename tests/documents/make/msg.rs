//! Messages of Outlook (MS-OXMSG): a compound file with a stream for each property.

use std::io::{Cursor, Write as _};

const CLASS: u32 = 0x001A;
const SUBJECT: u32 = 0x0037;
const HEADERS: u32 = 0x007D;
const SENDER: u32 = 0x0C1A;
const BODY: u32 = 0x1000;
const ATTACHED: u32 = 0x3701;
const FILE_NAME: u32 = 0x3707;

/// A message with one attachment.
pub fn message(subject: &str, headers: &str, body: &str, (name, bytes): (&str, &[u8])) -> Vec<u8> {
    let mut streams = Vec::new();
    let texts = [(CLASS, "IPM.Note"), (SUBJECT, subject), (HEADERS, headers), (SENDER, "Arkivet"), (BODY, body)];
    streams.extend(texts.map(|(id, text)| (format!("/{}", named(id, "001F")), utf16(text))));
    streams.push(("/__properties_version1.0".to_owned(), properties(32, &texts)));
    let attachment = "/__attach_version1.0_#00000000";
    streams.push((format!("{attachment}/{}", named(FILE_NAME, "001F")), utf16(name)));
    streams.push((format!("{attachment}/{}", named(ATTACHED, "0102")), bytes.to_vec()));
    // Attached by value (PidTagAttachMethod 1).
    let mut fixed = properties(8, &[(FILE_NAME, name)]);
    fixed.extend(0x3705_0003_u32.to_le_bytes());
    fixed.extend([6, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0]);
    streams.push((format!("{attachment}/__properties_version1.0"), fixed));
    // No property has a name of its own.
    let names = "/__nameid_version1.0";
    streams.extend([2, 3, 4].map(|id| (format!("{names}/{}", named(id, "0102")), Vec::new())));

    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    for storage in [attachment, names] {
        file.create_storage(storage).unwrap();
    }
    for (path, bytes) in streams {
        file.create_stream(path).unwrap().write_all(&bytes).unwrap();
    }
    file.flush().unwrap();
    file.into_inner().into_inner()
}

fn named(id: u32, kind: &str) -> String {
    format!("__substg1.0_{id:04X}{kind}")
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// A property stream: a header of `header` bytes, then sixteen for each property of text. A text's size counts its end.
fn properties(header: usize, texts: &[(u32, &str)]) -> Vec<u8> {
    let mut stream = vec![0; header];
    if header == 32 {
        // One attachment, and the number of the next.
        (stream[12], stream[20]) = (1, 1);
    }
    for (id, text) in texts {
        stream.extend((id << 16 | 0x001F).to_le_bytes());
        stream.extend(6_u32.to_le_bytes());
        stream.extend((utf16(text).len() as u32 + 2).to_le_bytes());
        stream.extend([0; 4]);
    }
    stream
}
