//! Pictures: a PNG with a text of its own, and a JPEG with an EXIF description.

use super::archive::checksum;
use std::io::Write as _;

/// A black picture of 64 by 64 dots, with a `tEXt` chunk where `text` is not empty.
pub fn png(text: &str) -> Vec<u8> {
    let mut file = b"\x89PNG\r\n\x1A\n".to_vec();
    chunk(&mut file, b"IHDR", &[0, 0, 0, 64, 0, 0, 0, 64, 8, 0, 0, 0, 0]);
    if !text.is_empty() {
        chunk(&mut file, b"tEXt", &[b"Comment\0", text.as_bytes()].concat());
    }
    let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    // A byte for the filter and 64 dots a line.
    packed.write_all(&[0; 65 * 64]).unwrap();
    chunk(&mut file, b"IDAT", &packed.finish().unwrap());
    chunk(&mut file, b"IEND", b"");
    file
}

fn chunk(file: &mut Vec<u8>, kind: &[u8; 4], data: &[u8]) {
    file.extend((data.len() as u32).to_be_bytes());
    let body = [kind, data].concat();
    file.extend(&body);
    file.extend(checksum(&body).to_be_bytes());
}

/// A grey JPEG of 64 by 64 dots, with an EXIF description.
pub fn jpeg(description: &str) -> Vec<u8> {
    let mut text = description.as_bytes().to_vec();
    text.push(0);
    // TIFF, little-endian: one entry, ImageDescription (0x010E), ASCII, behind the directory.
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x0E\x01\x02\0".to_vec();
    exif.extend((text.len() as u32).to_le_bytes());
    exif.extend(26_u32.to_le_bytes());
    exif.extend([0; 4]);
    exif.extend(text);
    let mut file = b"\xFF\xD8\xFF\xE1".to_vec();
    file.extend((exif.len() as u16 + 2).to_be_bytes());
    file.extend(exif);
    file.extend(b"\xFF\xDB\0\x43\0");
    file.extend([1; 64]);
    file.extend(b"\xFF\xC0\0\x0B\x08\0\x40\0\x40\x01\x01\x11\0");
    for class in [0x00, 0x10] {
        file.extend([0xFF, 0xC4, 0, 0x14, class, 1]);
        file.extend([0; 15]);
        file.push(0);
    }
    // 64 blocks of two bits: no difference in grey, and no more of the block.
    file.extend(b"\xFF\xDA\0\x08\x01\x01\0\0\x3F\0");
    file.extend([0; 16]);
    file.extend(b"\xFF\xD9");
    file
}
