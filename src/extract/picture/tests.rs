//! What pictures must tell beside their dots, and what becomes of the dots.

use super::super::{Extraction, Member, Options, Picture, Pictures, Piece, extract_all};
use super::is_bitmap;
use crate::model::{Reason, Role};
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, GrayImage, ImageFormat, Luma};
use proptest::prelude::*;
use std::io::{Cursor, Write};

#[derive(Debug, Default)]
struct Seen {
    /// `role label=text`.
    fields: Vec<String>,
    members: Vec<Member>,
    pictures: Vec<Picture>,
    format: &'static str,
    unread: Option<Reason>,
}

impl Seen {
    fn has(&self, field: &str) -> bool {
        self.fields.iter().any(|seen| seen == field)
    }
}

fn see(bytes: &[u8], reads_pictures: bool) -> Seen {
    let mut seen = Seen::default();
    let wanted = if reads_pictures { Pictures::HandedOut } else { Pictures::Unread };
    let options = Options { pictures: wanted, ..Options::default() };
    let Extraction { format, unread } = extract_all(bytes, "bilde", options, None, &mut |piece| match piece {
        Piece::Part(part) => {
            for segment in &part.segments {
                let text = String::from_utf8_lossy(segment.span().of(&part.text)).into_owned();
                let role =
                    if segment.role == Role::Metadata && part.role != segment.role { part.role } else { segment.role };
                seen.fields.push(format!("{} {}={text}", role.as_str(), segment.label));
            }
        }
        Piece::Member(member) => seen.members.push(member),
        Piece::Picture(picture) => seen.pictures.push(picture),
    });
    Seen { format, unread: unread.map(|unread| unread.reason), ..seen }
}

fn drawn(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let image = GrayImage::from_fn(width, height, |x, y| Luma([if x < width / 2 && y < height / 2 { 0 } else { 255 }]));
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::ImageLuma8(image).into_rgb8().write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A JPEG picture with segments behind its first mark.
fn jpeg(segments: &[(u8, &[u8])]) -> Vec<u8> {
    let picture = drawn(160, 80, ImageFormat::Jpeg);
    let mut bytes = picture[..2].to_vec();
    for (code, contents) in segments {
        bytes.extend([0xFF, *code]);
        bytes.extend((contents.len() as u16 + 2).to_be_bytes());
        bytes.extend(*contents);
    }
    bytes.extend(&picture[2..]);
    bytes
}

/// Number, kind, count, value.
type Tag = (u16, u16, u32, Vec<u8>);

/// A directory of TIFF in big-endian order: tag, kind, count, value (four bytes in place, more behind).
fn tiff(directories: &[&[Tag]]) -> Vec<u8> {
    let mut bytes = b"MM\0\x2A\0\0\0\x08".to_vec();
    for (index, entries) in directories.iter().enumerate() {
        let start = bytes.len();
        let mut behind = start + 2 + 12 * entries.len() + 4;
        let mut values = Vec::<u8>::new();
        bytes.extend((entries.len() as u16).to_be_bytes());
        for (tag, kind, count, value) in *entries {
            bytes.extend([tag.to_be_bytes(), kind.to_be_bytes()].concat());
            bytes.extend(count.to_be_bytes());
            if value.len() <= 4 {
                bytes.extend(value);
                bytes.extend(vec![0; 4 - value.len()]);
            } else {
                bytes.extend((behind as u32).to_be_bytes());
                values.extend(value);
                behind += value.len();
            }
        }
        let is_last = index + 1 == directories.len();
        bytes.extend(if is_last { 0 } else { behind as u32 }.to_be_bytes());
        bytes.extend(values);
    }
    bytes
}

fn text(tag: u16, text: &str) -> Tag {
    (tag, 2, text.len() as u32 + 1, [text.as_bytes(), b"\0"].concat())
}

fn long(tag: u16, number: u32) -> Tag {
    (tag, 4, 1, number.to_be_bytes().to_vec())
}

fn exif() -> Vec<u8> {
    let wide: Vec<u8> = "Åse Ærlig\0".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let of_first = vec![
        text(0x013B, "Kari Nordmann"),
        (0x9C9D, 1, wide.len() as u32, wide),
        long(0x8769, 1000),
        long(0x8825, 2000),
    ];
    let mut bytes = tiff(&[&of_first]);
    bytes.resize(1000, 0);
    let comment: Vec<u8> =
        [b"UNICODE\0".to_vec(), "på tur".encode_utf16().flat_map(u16::to_be_bytes).collect()].concat();
    let below = |at: usize, entries: &[Tag]| {
        // Offsets count from the beginning of the whole.
        let mut directory = tiff(&[entries])[8..].to_vec();
        for (index, _) in entries.iter().enumerate().filter(|(_, entry)| entry.3.len() > 4) {
            let field = 2 + 12 * index + 8;
            let offset = u32::from_be_bytes(directory[field..field + 4].try_into().unwrap()) + at as u32 - 8;
            directory[field..field + 4].copy_from_slice(&offset.to_be_bytes());
        }
        directory
    };
    bytes.extend(below(
        1000,
        &[(0x9286, 7, comment.len() as u32, comment), text(0xA430, "Ola Eier"), text(0xA431, "KX-1905")],
    ));
    bytes.resize(2000, 0);
    let degrees = |degrees: u32, minutes: u32, seconds: u32| {
        [degrees, 1, minutes, 1, seconds, 100].into_iter().flat_map(u32::to_be_bytes).collect::<Vec<u8>>()
    };
    bytes.extend(below(
        2000,
        &[text(1, "N"), (2, 5, 3, degrees(59, 54, 4583)), text(3, "W"), (4, 5, 3, degrees(10, 44, 4592))],
    ));
    bytes
}

#[test]
fn exif_is_read_with_its_position() {
    let exif = exif();
    for bytes in [jpeg(&[(0xE1, &[b"Exif\0\0", &exif[..]].concat())]), png(&[(b"eXIf", &exif)])] {
        let seen = see(&bytes, false);
        for field in [
            "metadata Artist=Kari Nordmann",
            "metadata XPAuthor=Åse Ærlig",
            "metadata UserComment=på tur",
            "metadata CameraOwnerName=Ola Eier",
            "metadata BodySerialNumber=KX-1905",
            "metadata GPSPosition=59.91273, -10.74609",
        ] {
            assert!(seen.has(field), "{field} in {:?}", seen.fields);
        }
    }
}

#[test]
fn iptc_xmp_and_comments_are_read() {
    let records = b"\x1C\x02\x78\x00\x0BSt\xC3\xB8lsdrift\x1C\x02\x50\x00\x04Ola \x1C\x02\x05\x00\x02ab";
    let resources =
        [b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0".as_slice(), &[records.len() as u8], records, b"\0"].concat();
    let packet = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x='x'><rdf:RDF xmlns:rdf='r'><rdf:Description \
        xmlns:dc='d'><dc:creator>Kari Fotograf</dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>";
    let seen = see(&jpeg(&[(0xED, &resources), (0xE1, packet), (0xFE, "Tatt på Ås".as_bytes())]), false);
    for field in [
        "metadata Caption=Stølsdrift",
        "metadata By-line=Ola",
        "metadata creator=Kari Fotograf",
        "comment comment=Tatt på Ås",
    ] {
        assert!(seen.has(field), "{field} in {:?}", seen.fields);
    }
}

#[test]
fn a_packet_in_pieces_is_joined() {
    let packet = b"<rdf:RDF xmlns:rdf='r'><by>Kari Nordmann</by></rdf:RDF>";
    let piece = |from: usize, to: usize| {
        let digest = b"0123456789ABCDEF0123456789ABCDEF";
        let (whole, offset) = ((packet.len() as u32).to_be_bytes(), (from as u32).to_be_bytes());
        [b"http://ns.adobe.com/xmp/extension/\0".as_slice(), digest, &whole, &offset, &packet[from..to]].concat()
    };
    let seen = see(&jpeg(&[(0xE1, &piece(30, packet.len())), (0xE1, &piece(0, 30))]), false);
    assert!(seen.has("metadata by=Kari Nordmann"), "{:?}", seen.fields);
}

fn png(chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    let picture = drawn(160, 80, ImageFormat::Png);
    // Behind the header.
    let mut bytes = picture[..33].to_vec();
    for (kind, contents) in chunks {
        bytes.extend((contents.len() as u32).to_be_bytes());
        let mut sum = flate2::Crc::new();
        sum.update(*kind);
        sum.update(contents);
        bytes.extend(*kind);
        bytes.extend(*contents);
        bytes.extend(sum.sum().to_be_bytes());
    }
    bytes.extend(&picture[33..]);
    bytes
}

fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), Default::default());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

#[test]
fn texts_of_a_png_are_read() {
    let packed = deflated("Møte med Kari".as_bytes());
    let profile = "\nexif\n      8\n4d4d002a00000008\n";
    let bytes = png(&[
        (b"tEXt", b"Author\0Ola Nordmann"),
        (b"zTXt", &[b"Description\0\0", &packed[..]].concat()),
        (b"iTXt", &["Title\0\0\0nb\0Tittel\0Søknad".as_bytes()].concat()),
        (b"iTXt", &[b"Comment\0\x01\0\0\0", &packed[..]].concat()),
        (b"tEXt", &[b"Raw profile type exif\0", profile.as_bytes()].concat()),
    ]);
    let seen = see(&bytes, false);
    assert_eq!(
        seen.fields,
        [
            "metadata Author=Ola Nordmann",
            "metadata Description=Møte med Kari",
            "metadata Title=Søknad",
            "metadata Comment=Møte med Kari"
        ]
    );
}

#[test]
fn a_thumbnail_of_another_shape_is_a_document_of_its_own() {
    let with_thumbnail = |width, height| {
        let mut small = Vec::new();
        JpegEncoder::new(&mut small).encode_image(&DynamicImage::new_luma8(width, height)).unwrap();
        let directories: [&[_]; 2] = [&[text(0x013B, "Kari")], &[long(0x0201, 500), long(0x0202, small.len() as u32)]];
        let mut exif = tiff(&directories);
        exif.resize(500, 0);
        exif.extend(&small);
        let seen = see(&jpeg(&[(0xE1, &[b"Exif\0\0", &exif[..]].concat())]), false);
        seen.members.iter().map(|member| member.name.clone()).collect::<Vec<_>>()
    };
    assert_eq!(with_thumbnail(80, 80), ["thumbnail.jpg"]);
    // The picture is 160 by 80.
    assert_eq!(with_thumbnail(80, 41), [""; 0]);
    assert_eq!(with_thumbnail(40, 80), [""; 0]);
}

#[test]
fn what_stands_behind_the_end_is_looked_at() {
    let behind = |picture: Vec<u8>, more: &[u8]| see(&[&picture[..], more].concat(), true);
    let other = drawn(64, 64, ImageFormat::Jpeg);
    let seen = behind(jpeg(&[]), &other);
    assert_eq!((seen.members.len(), seen.members[0].bytes == other, seen.unread), (1, true, None));
    assert_eq!(behind(jpeg(&[]), b"Hemmelig tekst om Kari").members.len(), 1);
    // The marks of a camera, and padding.
    for more in [&b"\x00\x00\x01\x0A\x0E\x00\x00\x00SEFH\x6A\x00\x00\x00SEFT"[..], &[0; 4096], b"\r\n"] {
        let seen = behind(jpeg(&[]), more);
        assert_eq!((seen.members.len(), seen.unread), (0, None));
    }
    assert_eq!(behind(png(&[]), &[0; 16]).unread, None);
    // What was cropped may be there.
    assert_eq!(behind(png(&[]), &[0x93; 500]).unread, Some(Reason::Unsupported));
}

#[test]
fn pictures_are_handed_out_only_where_somebody_reads_them() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::Tiff, ImageFormat::Gif, ImageFormat::Bmp] {
        let bytes = drawn(160, 80, format);
        let seen = see(&bytes, false);
        assert_eq!((seen.unread, seen.pictures.len()), (Some(Reason::Unsupported), 0), "{format:?}");
        let seen = see(&bytes, true);
        assert_eq!((seen.unread, seen.pictures.len()), (None, 1), "{format:?}");
        let picture = &seen.pictures[0];
        assert_eq!(picture.grey.len(), picture.width as usize * picture.height as usize);
        assert_eq!((picture.page, picture.width, picture.height), (1, 320, 160), "small ones are enlarged");
        assert!((picture.grey[0] < 16) && (*picture.grey.last().unwrap() > 240), "{format:?}");
        // A symbol shows no text.
        assert_eq!(see(&drawn(16, 16, format), false).unread, None, "{format:?}");
    }
}

#[test]
fn what_is_transparent_is_white() {
    let mut bytes = Cursor::new(Vec::new());
    let image = image::RgbaImage::from_fn(2000, 40, |x, _| image::Rgba([0, 0, 0, if x < 1000 { 255 } else { 0 }]));
    image.write_to(&mut bytes, ImageFormat::Png).unwrap();
    let seen = see(&bytes.into_inner(), true);
    let grey = &seen.pictures[0].grey;
    assert_eq!((grey[0], grey[1999]), (0, 255));
}

#[test]
fn a_picture_is_turned_upright_and_placed_by_its_resolution() {
    let turned = tiff(&[&[(0x0112, 3, 1, vec![0, 6]), (0x011A, 5, 1, [200_u32, 1].map(u32::to_be_bytes).concat())]]);
    let seen = see(&jpeg(&[(0xE1, &[b"Exif\0\0", &turned[..]].concat())]), true);
    let picture = &seen.pictures[0];
    assert_eq!((picture.width, picture.height), (80, 160));
    assert_eq!(picture.dots_per_point, 200.0 / 72.0);
}

/// A grey TIFF picture of that many pages, each of another shade.
fn pages(count: u8) -> Vec<u8> {
    let entries = |at: u32| {
        let short = |tag: u16, number: u16| (tag, 3, 1, number.to_be_bytes().to_vec());
        vec![
            short(256, 64),
            short(257, 64),
            short(258, 8),
            short(259, 1),
            short(262, 1),
            long(273, at),
            short(277, 1),
            short(278, 64),
            long(279, 4096),
        ]
    };
    let dots = 8 + u32::from(count) * (2 + 9 * 12 + 4);
    let directories: Vec<Vec<_>> = (0..count).map(|page| entries(dots + u32::from(page) * 4096)).collect();
    let mut bytes = tiff(&directories.iter().map(|entries| &entries[..]).collect::<Vec<_>>());
    (0..count).for_each(|page| bytes.extend([page * 10; 4096]));
    bytes
}

#[test]
fn every_page_of_a_tiff_is_handed_out() {
    let seen = see(&pages(3), true);
    assert_eq!(seen.unread, None);
    assert_eq!(
        seen.pictures.iter().map(|picture| (picture.page, picture.grey[0])).collect::<Vec<_>>(),
        [(1, 0), (2, 10), (3, 20)]
    );
    // A page that is cut off leaves the others.
    let bytes = pages(3);
    let seen = see(&bytes[..bytes.len() - 100], true);
    assert_eq!((seen.pictures.len(), seen.unread), (2, Some(Reason::Corrupt)));
    // A chain that ends in itself ends.
    let mut looped = pages(1);
    looped[8 + 2 + 9 * 12 + 3] = 8;
    assert_eq!(see(&looped, true).pictures.len(), 1);
}

/// A page of 64 by 64 dots whose upper left quarter is black, with its dots packed as `entries` say.
fn page_of(dots: &[u8], entries: Vec<Tag>) -> Vec<u8> {
    let short = |tag: u16, number: u16| (tag, 3, 1, number.to_be_bytes().to_vec());
    let mut all = vec![
        short(256, 64),
        short(257, 64),
        short(277, 1),
        short(278, 64),
        long(279, dots.len() as u32),
        long(273, 2000),
    ];
    all.extend(entries);
    all.sort_by_key(|entry| entry.0);
    let mut bytes = tiff(&[&all]);
    bytes.resize(2000, 0);
    bytes.extend(dots);
    bytes
}

#[test]
fn pages_as_scanners_write_them_are_decoded() {
    let short = |tag: u16, number: u16| (tag, 3, 1, number.to_be_bytes().to_vec());
    let is_black = |x: usize, y: usize| x < 32 && y < 32;
    let shown = |bytes: &[u8]| {
        let seen = see(bytes, true);
        assert_eq!((seen.unread, seen.pictures.len()), (None, 1));
        let grey = &seen.pictures[0].grey;
        // At twice the size.
        [grey[20 * 128 + 20], grey[20 * 128 + 100], grey[100 * 128 + 20], grey[100 * 128 + 100]]
            .map(|shade| shade > 128)
    };
    let jpeg = drawn(64, 64, ImageFormat::Jpeg);
    let eight = (258, 3, 3, [0, 8, 0, 8, 0, 8].to_vec());
    assert_eq!(shown(&page_of(&jpeg, vec![eight, short(259, 7), short(262, 6)])), [false, true, true, true]);
    let marked = |dots: Vec<u8>| page_of(&dots, vec![short(258, 1), short(259, 1), short(262, 1), short(266, 2)]);
    // A line of one dot: it stands at the left and not eight dots further right.
    let line: Vec<u8> = (0..512).map(|at| if at % 8 == 0 { 0b1111_1110 } else { 0b1111_1111 }).collect();
    let grey = &see(&marked(line), true).pictures[0].grey;
    assert!(grey[20 * 128] < 128 && grey[20 * 128 + 14] > 128);
    for bits in [1_usize, 2, 4, 8] {
        let pack = |black: u8, white: u8| -> Vec<u8> {
            let dot = |at: usize| if is_black(at % 64, at / 64) { black } else { white };
            let bytes = (0..64 * 64 / (8 / bits)).map(|byte| {
                (0..8 / bits).fold(0, |packed: u8, at| {
                    packed.checked_shl(bits as u32).unwrap_or(0) | dot(byte * (8 / bits) + at)
                })
            });
            bytes.collect()
        };
        let most = (1_u16 << bits) as usize;
        // Black is the second colour of the palette; all others are white.
        let palette: Vec<u8> = (0..3 * most).flat_map(|at| if at % most == 1 { [0, 0] } else { [255, 255] }).collect();
        let entries = |colours| {
            vec![
                short(258, bits as u16),
                short(259, 1),
                short(262, colours),
                (320, 3, 3 * most as u32, palette.clone()),
            ]
        };
        assert_eq!(shown(&page_of(&pack(1, 0), entries(3))), [false, true, true, true], "palette of {bits} bits");
        assert_eq!(shown(&page_of(&pack(0, (most - 1) as u8), entries(1))), [false, true, true, true], "{bits} bits");
        assert_eq!(
            shown(&page_of(&pack((most - 1) as u8, 0), entries(0))),
            [false, true, true, true],
            "{bits} bits, white first"
        );
    }
}

#[test]
fn damage_is_told() {
    let picture = jpeg(&[]);
    assert_eq!(see(&picture[..picture.len() - 2], true).unread, Some(Reason::Corrupt));
    let picture = png(&[]);
    assert_eq!(see(&picture[..60], true).unread, Some(Reason::Corrupt));
    let mut huge = drawn(160, 80, ImageFormat::Bmp);
    huge[18..26].copy_from_slice(&[0xFF, 0xFF, 0xFF, 0x3F, 0xFF, 0xFF, 0xFF, 0x3F]);
    assert!(matches!(see(&huge, true).unread, Some(Reason::TooLarge | Reason::Corrupt)));
}

#[test]
fn two_letters_make_no_bitmap() {
    assert!(is_bitmap(&drawn(40, 40, ImageFormat::Bmp)));
    assert!(!is_bitmap(b"BMI over 30 hos pasienten"));
    assert_eq!(see(b"BMI over 30 hos pasienten", false).format, "text");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn damaged_pictures_cost_no_more_than_themselves(
        kind in 0..5_usize,
        cut in any::<prop::sample::Index>(),
        flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6),
    ) {
        let mut bytes = match kind {
            0 => jpeg(&[(0xE1, &[b"Exif\0\0", &exif()[..]].concat()), (0xFE, b"Kari")]),
            1 => png(&[(b"eXIf", &exif()), (b"zTXt", &[b"Title\0\0", &deflated(b"Kari")[..]].concat())]),
            2 => pages(2),
            3 => drawn(40, 40, ImageFormat::Gif),
            _ => exif(),
        };
        for (at, byte) in flips {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        bytes.truncate(cut.index(bytes.len()) + 1);
        let once = see(&bytes, true);
        let again = see(&bytes, true);
        prop_assert_eq!(once.fields, again.fields);
        prop_assert_eq!(once.pictures, again.pictures);
    }
}
