//! Archives and packed files.

use std::io::{Cursor, Read as _, Write as _};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A ZIP archive of those files.
pub fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        writer.start_file(*name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A ZIP archive of so many empty files: `0`, `1`, … (APPNOTE 4.3; with the ZIP64 records that more than 65,535 files
/// need).
pub fn zip_of_empty(count: u32) -> Vec<u8> {
    let (mut files, mut directory) = (Vec::new(), Vec::new());
    for number in 0..count {
        let (name, offset) = (number.to_string(), files.len() as u32);
        // Version 2.0, no flags, stored; no time; checksum and both sizes 0; length of the name, nothing behind it.
        let mut fields = vec![20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0x5D];
        fields.extend([0; 12]);
        fields.extend([name.len() as u8, 0, 0, 0]);
        files.extend([b"PK\x03\x04", &*fields, name.as_bytes()].concat());
        directory.extend([b"PK\x01\x02\x14\0", &*fields, &[0; 10], &offset.to_le_bytes(), name.as_bytes()].concat());
    }
    let start = files.len() as u64;
    let mut end = b"PK\x06\x06".to_vec();
    end.extend(44_u64.to_le_bytes());
    end.extend([45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    for number in [u64::from(count), u64::from(count), directory.len() as u64, start] {
        end.extend(number.to_le_bytes());
    }
    end.extend(b"PK\x06\x07\0\0\0\0");
    end.extend((start + directory.len() as u64).to_le_bytes());
    end.extend(b"\x01\0\0\0PK\x05\x06\0\0\0\0\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\0\0");
    [files, directory, end].concat()
}

/// A ZIP archive in which every file is marked as encrypted (APPNOTE 4.4.4, bit 0).
pub fn locked_zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut bytes = zip(files);
    for (sign, flags) in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)] {
        let places: Vec<_> = (0..bytes.len() - 4).filter(|&at| bytes[at..].starts_with(sign)).collect();
        for at in places {
            bytes[at + flags] |= 1;
        }
    }
    bytes
}

/// A TAR archive.
pub fn tar(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for (name, bytes) in files {
        let mut header = tar::Header::new_ustar();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        builder.append_data(&mut header, name, *bytes).unwrap();
    }
    builder.into_inner().unwrap()
}

pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = Vec::new();
    flate2::read::GzEncoder::new(bytes, flate2::Compression::default()).read_to_end(&mut packed).unwrap();
    packed
}

pub fn bzip2(bytes: &[u8]) -> Vec<u8> {
    let mut packed = Vec::new();
    bzip2::read::BzEncoder::new(bytes, bzip2::Compression::default()).read_to_end(&mut packed).unwrap();
    packed
}

pub fn xz(bytes: &[u8]) -> Vec<u8> {
    let mut writer = lzma_rust2::XzWriter::new(Vec::new(), lzma_rust2::XzOptions::with_preset(1)).unwrap();
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

pub fn zstd(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}

/// A 7z archive of one file that is copied as it is (7zFormat.txt).
pub fn seven_z(name: &str, bytes: &[u8]) -> Vec<u8> {
    assert!(bytes.len() < 0x4000, "numbers of two bytes are enough");
    let size = |size: usize| [0x80 | (size >> 8) as u8, size as u8];
    let mut header = vec![0x01, 0x04];
    // Pack information: from byte 0, one stream, its size.
    header.extend([0x06, 0, 1, 0x09]);
    header.extend(size(bytes.len()));
    header.push(0);
    // One folder with the coder «copy», and its size.
    header.extend([0x07, 0x0B, 1, 0, 1, 0x01, 0x00, 0x0C]);
    header.extend(size(bytes.len()));
    header.push(0);
    // The checksum of its one file.
    header.extend([0x08, 0x0A, 1]);
    header.extend(checksum(bytes).to_le_bytes());
    header.extend([0, 0]);
    // One file with its name.
    let name: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
    header.extend([0x05, 1, 0x11, name.len() as u8 + 1, 0]);
    header.extend(name);
    header.extend([0, 0]);
    let mut start = (bytes.len() as u64).to_le_bytes().to_vec();
    start.extend((header.len() as u64).to_le_bytes());
    start.extend(checksum(&header).to_le_bytes());
    let mut file = b"7z\xBC\xAF\x27\x1C\0\x04".to_vec();
    file.extend(checksum(&start).to_le_bytes());
    file.extend(start);
    file.extend(bytes);
    file.extend(header);
    file
}

/// CRC-32 as ZIP, 7z and PNG have it.
pub fn checksum(bytes: &[u8]) -> u32 {
    let mut crc = flate2::Crc::new();
    crc.update(bytes);
    crc.sum()
}
