//! The directories of a TIFF file (TIFF 6.0, and BigTIFF with its 64-bit offsets), which EXIF uses as well.

use hashbrown::HashSet;

/// More directories in one chain are no document.
const MOST_DIRECTORIES: usize = 10_000;

/// A TIFF structure.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tiff<'a> {
    bytes: &'a [u8],
    is_big_endian: bool,
    /// BigTIFF.
    is_wide: bool,
}

/// A value of a directory.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry<'a> {
    pub tag: u16,
    /// 2: text; see TIFF 6.0, section 2.
    pub kind: u16,
    pub value: &'a [u8],
    /// Where the value is in the file.
    place: usize,
}

impl<'a> Tiff<'a> {
    pub fn open(bytes: &'a [u8]) -> Option<Self> {
        let is_big_endian = match bytes.first_chunk::<2>()? {
            b"II" => false,
            b"MM" => true,
            _ => return None,
        };
        let tiff = Tiff { bytes, is_big_endian, is_wide: false };
        match tiff.number(2, 2)? {
            42 => Some(tiff),
            43 => Some(Tiff { is_wide: true, ..tiff }),
            _ => None,
        }
    }

    /// The number of `length` bytes at `at`.
    fn number(&self, at: usize, length: usize) -> Option<u64> {
        let bytes = self.bytes.get(at..at.checked_add(length)?)?;
        Some(self.read(bytes))
    }

    /// A number of up to eight bytes.
    fn read(&self, bytes: &[u8]) -> u64 {
        let add = |number: u64, &byte: &u8| number << 8 | u64::from(byte);
        if self.is_big_endian { bytes.iter().fold(0, add) } else { bytes.iter().rev().fold(0, add) }
    }

    /// Where the offset of the first directory is written, and how long it is.
    pub fn first_offset(&self) -> (usize, usize) {
        if self.is_wide { (8, 8) } else { (4, 4) }
    }

    /// As this file writes an offset.
    pub fn offset(&self, at: usize) -> Vec<u8> {
        let bytes = (at as u64).to_be_bytes();
        let mut bytes = bytes[8 - self.first_offset().1..].to_vec();
        if !self.is_big_endian {
            bytes.reverse();
        }
        bytes
    }

    /// Where the directories of the chain are: a page each in a document.
    pub fn chain(&self) -> Vec<usize> {
        let (mut chain, mut seen) = (Vec::new(), HashSet::new());
        let (at, length) = self.first_offset();
        let mut next = self.number(at, length);
        while let Some(at) = next.and_then(|at| usize::try_from(at).ok()) {
            if at == 0 || chain.len() == MOST_DIRECTORIES || !seen.insert(at) {
                break;
            }
            let Some((_, end)) = self.extent(at) else { break };
            chain.push(at);
            next = self.number(end, length);
        }
        chain
    }

    /// How many entries a directory has, and where they end.
    fn extent(&self, at: usize) -> Option<(usize, usize)> {
        let (width, entry) = if self.is_wide { (8, 20) } else { (2, 12) };
        let count = usize::try_from(self.number(at, width)?).ok()?;
        Some((count, at.checked_add(width)?.checked_add(count.checked_mul(entry)?)?))
    }

    /// Where a directory says where the next is.
    pub fn next_field(&self, at: usize) -> Option<usize> {
        self.extent(at).map(|(_, end)| end)
    }

    /// The entries of the directory at `at`, as far as they are sound.
    pub fn entries(&self, at: usize) -> impl Iterator<Item = Entry<'a>> + use<'a> {
        let tiff = *self;
        let (width, length) = if self.is_wide { (8, 20) } else { (2, 12) };
        let most = self.bytes.len() / length;
        let count = self.extent(at).map_or(0, |(count, _)| count.min(most));
        (0..count).filter_map(move |index| tiff.entry(at + width + index * length))
    }

    fn entry(&self, at: usize) -> Option<Entry<'a>> {
        let offset_length = self.first_offset().1;
        let (tag, kind) = (self.number(at, 2)? as u16, self.number(at + 2, 2)? as u16);
        let count = usize::try_from(self.number(at + 4, offset_length)?).ok()?;
        let unit = match kind {
            1 | 2 | 6 | 7 => 1,
            3 | 8 => 2,
            4 | 9 | 11 | 13 => 4,
            5 | 10 | 12 | 16..=18 => 8,
            _ => return None,
        };
        let length = count.checked_mul(unit)?;
        let field = at + 4 + offset_length;
        let start =
            if length <= offset_length { field } else { usize::try_from(self.number(field, offset_length)?).ok()? };
        let value = self.bytes.get(start..start.checked_add(length)?)?;
        Some(Entry { tag, kind, value, place: start })
    }

    /// The whole numbers of a value.
    pub fn numbers(&self, entry: Entry<'a>) -> impl Iterator<Item = u64> + use<'a> {
        let tiff = *self;
        let unit = match entry.kind {
            3 => 2,
            4 | 13 => 4,
            16 | 18 => 8,
            _ => 1,
        };
        entry.value.chunks_exact(unit).map(move |bytes| tiff.read(bytes))
    }

    /// Writes the first number of a value in a copy of the file; `None` where it does not fit.
    pub fn write(&self, entry: Entry<'a>, number: u64, copy: &mut [u8]) -> Option<()> {
        let unit = match entry.kind {
            3 => 2,
            4 => 4,
            _ => 1,
        };
        let mut bytes = number.to_be_bytes()[8 - unit..].to_vec();
        if !self.is_big_endian {
            bytes.reverse();
        }
        copy.get_mut(entry.place..)?.get_mut(..unit)?.copy_from_slice(&bytes);
        Some(())
    }

    /// The fractions of a value.
    pub fn fractions(&self, entry: Entry<'a>) -> Vec<f64> {
        let pairs = entry.value.chunks_exact(8).take(if entry.kind == 5 { usize::MAX } else { 0 });
        pairs.map(|pair| self.read(&pair[..4]) as f64 / self.read(&pair[4..]) as f64).collect()
    }

    /// Text in UTF-16, in the file's byte order unless a mark says otherwise.
    pub fn wide_text(&self, value: &[u8]) -> String {
        let encoding = if self.is_big_endian { encoding_rs::UTF_16BE } else { encoding_rs::UTF_16LE };
        encoding.decode(value).0.trim_matches('\0').to_owned()
    }

    /// The bytes at a place.
    pub fn slice(&self, at: u64, length: u64) -> Option<&'a [u8]> {
        let at = usize::try_from(at).ok()?;
        self.bytes.get(at..at.checked_add(usize::try_from(length).ok()?)?)
    }
}
