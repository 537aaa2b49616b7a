//! EXIF 3.0 and the tags of TIFF: all texts, the position, and the thumbnail.

use super::found::{Found, decoded};
use super::tiff::{Entry, Tiff};
use crate::model::Role;
use exif::{Context, Tag};

/// The tags of Windows, in UTF-16 with the lower byte first.
const OF_WINDOWS: [(u16, &str); 5] =
    [(0x9C9B, "XPTitle"), (0x9C9C, "XPComment"), (0x9C9D, "XPAuthor"), (0x9C9E, "XPKeywords"), (0x9C9F, "XPSubject")];

/// Texts of DNG and others whose names the EXIF standard does not know.
const OTHERS: [(u16, &str); 5] = [
    (42112, "GDALMetadata"),
    (34737, "GeoAsciiParams"),
    (50735, "CameraSerialNumber"),
    (50827, "OriginalRawFileName"),
    (50708, "UniqueCameraModel"),
];

/// Shorter strings among the bytes of a maker's note are chance.
const LEAST_NOTE: usize = 8;

/// Reads the EXIF structure that was found. Gives the directories of its chain: the pages, if this is a TIFF file.
pub(super) fn read(found: &mut Found<'_>) -> Vec<usize> {
    let Some(exif) = found.exif.take() else { return Vec::new() };
    let Some(tiff) = Tiff::open(&exif) else { return Vec::new() };
    // Values may share bytes: a hostile file would have each of its entries hold all of it.
    let mut reader = Reader { tiff, found, left: exif.len() + 64 * 1024 };
    let chain = tiff.chain();
    for &at in &chain {
        reader.directory(at, Context::Tiff);
    }
    let stated = chain.first().and_then(|&at| resolution(&tiff, at));
    found.dots_per_inch = found.dots_per_inch.or(stated);
    chain
}

/// Dots to the inch, as the directory at `at` says.
pub(super) fn resolution(tiff: &Tiff<'_>, at: usize) -> Option<f32> {
    let entry = |tag: u16| tiff.entries(at).find(|entry| entry.tag == tag);
    let density = *tiff.fractions(entry(0x011A)?).first()? as f32;
    // 1: no unit; 2: inches, also where nothing is said; 3: centimetres.
    match entry(0x0128).and_then(|unit| tiff.numbers(unit).next()) {
        Some(1) => None,
        Some(3) => Some(density * 2.54),
        _ => Some(density),
    }
}

struct Reader<'r, 'f, 'a> {
    tiff: Tiff<'a>,
    found: &'r mut Found<'f>,
    /// Bytes of values that may still be taken.
    left: usize,
}

impl<'a> Reader<'_, '_, 'a> {
    /// Directories hold others, but no more than one level of each kind.
    fn directory(&mut self, at: usize, context: Context) {
        let (mut latitude, mut longitude) = (Coordinate::default(), Coordinate::default());
        let (mut thumbnail, mut thumbnail_length) = (None, None);
        for entry in self.tiff.entries(at) {
            if entry.value.len() > self.left {
                continue;
            }
            self.left -= entry.value.len();
            let tiff = self.tiff;
            let first = || tiff.numbers(entry).next();
            let below = |context| first().and_then(|at| usize::try_from(at).ok()).map(|at| (at, context));
            let child = match (context, entry.tag) {
                (Context::Tiff, 0x8769) => below(Context::Exif),
                (Context::Tiff, 0x8825) => below(Context::Gps),
                _ => None,
            };
            if let Some((at, context)) = child {
                self.directory(at, context);
                continue;
            }
            match (context, entry.tag) {
                (Context::Tiff, 0x0201) => thumbnail = first(),
                (Context::Tiff, 0x0202) => thumbnail_length = first(),
                (Context::Tiff, 33723) => self.found.iptc.extend_from_slice(entry.value),
                (Context::Tiff, 34377) => self.found.resources.extend_from_slice(entry.value),
                (Context::Gps, 1) => latitude.reference = entry.value.first().copied(),
                (Context::Gps, 2) => latitude.parts = tiff.fractions(entry),
                (Context::Gps, 3) => longitude.reference = entry.value.first().copied(),
                (Context::Gps, 4) => longitude.parts = tiff.fractions(entry),
                _ => self.text(entry, context),
            }
        }
        if let (Some(latitude), Some(longitude)) = (latitude.degrees(), longitude.degrees()) {
            self.found.fields.add(Role::Metadata, "GPSPosition", &format!("{latitude:.5}, {longitude:.5}"));
        }
        let thumbnail = thumbnail.zip(thumbnail_length).and_then(|(at, length)| self.tiff.slice(at, length));
        self.found.thumbnails.extend(thumbnail.filter(|small| small.starts_with(b"\xFF\xD8")).map(<[u8]>::to_vec));
    }

    fn text(&mut self, entry: Entry<'a>, context: Context) {
        let named = |names: &[(u16, &'static str)]| {
            names.iter().find(|(tag, _)| context == Context::Tiff && *tag == entry.tag).map(|(_, name)| *name)
        };
        if let Some(name) = named(&OF_WINDOWS) {
            let text = encoding_rs::UTF_16LE.decode_without_bom_handling(entry.value).0;
            self.found.fields.add(Role::Metadata, name, &text.replace('\0', ""));
            return;
        }
        let tag = Tag(context, entry.tag);
        let name = || match tag.description() {
            Some(_) => tag.to_string(),
            None => named(&OTHERS).map_or_else(|| format!("tag {}", entry.tag), str::to_owned),
        };
        let value = match tag {
            Tag::UserComment | Tag::GPSProcessingMethod | Tag::GPSAreaInformation => self.marked_text(entry.value),
            Tag::MakerNote => {
                for note in notes(entry.value) {
                    self.found.fields.add(Role::Metadata, "MakerNote", &note);
                }
                return;
            }
            // The letters of the compass and the like.
            _ if context == Context::Gps && entry.value.len() <= 2 => return,
            // Type 129 is UTF-8 in EXIF 3.0.
            _ if matches!(entry.kind, 2 | 129) => {
                let texts = entry.value.split(|&byte| byte == 0).filter(|text| !text.is_empty()).map(decoded);
                texts.collect::<Vec<_>>().join("; ")
            }
            _ => return,
        };
        self.found.fields.add(Role::Metadata, &name(), &value);
    }

    /// A text with its encoding in the eight bytes before it.
    fn marked_text(&self, value: &[u8]) -> String {
        match value.split_first_chunk::<8>() {
            Some((b"UNICODE\0", text)) => self.tiff.wide_text(text),
            Some((b"ASCII\0\0\0" | b"\0\0\0\0\0\0\0\0", text)) => decoded(text),
            Some((b"JIS\0\0\0\0\0", text)) => encoding_rs::ISO_2022_JP.decode(text).0.into_owned(),
            _ => decoded(value),
        }
    }
}

#[derive(Default)]
struct Coordinate {
    reference: Option<u8>,
    /// Degrees, minutes, seconds.
    parts: Vec<f64>,
}

impl Coordinate {
    fn degrees(&self) -> Option<f64> {
        let part = |at: usize| self.parts.get(at).copied().filter(|part| part.is_finite()).unwrap_or(0.0);
        self.parts.first().filter(|degrees| degrees.is_finite())?;
        let degrees = part(0) + part(1) / 60.0 + part(2) / 3600.0;
        Some(if matches!(self.reference, Some(b'S' | b'W')) { -degrees } else { degrees })
    }
}

/// The strings in the note of a camera's maker: the owner's name in some.
fn notes(value: &[u8]) -> impl Iterator<Item = String> + '_ {
    // A string has an end; what stands behind the last one has none.
    let ended = memchr::memrchr(0, value).map_or(&[][..], |end| &value[..end]);
    let runs = ended.split(|&byte| byte == 0).filter_map(|run| {
        let start = run.iter().rposition(|&byte| !(32..127).contains(&byte) && byte < 0xA0).map_or(0, |at| at + 1);
        Some(&run[start..]).filter(|run| run.len() >= LEAST_NOTE && run.iter().any(u8::is_ascii_alphabetic))
    });
    runs.map(decoded)
}
