//! Sizes as people write them: `4096`, `10MB`, `256MiB`, `1GiB`. Whole numbers only: sizes by way of floats, as the crates for it
//! read them, are not exact.

use std::str::FromStr;

/// A number of bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size(pub u64);

/// Powers of 1000 and of 1024; a bare letter means the latter, as `ls -h` and `dd` do.
const UNITS: &[(&str, u64)] = &[
    ("", 1),
    ("b", 1),
    ("kb", 1000),
    ("mb", 1000_u64.pow(2)),
    ("gb", 1000_u64.pow(3)),
    ("tb", 1000_u64.pow(4)),
    ("k", 1 << 10),
    ("m", 1 << 20),
    ("g", 1 << 30),
    ("t", 1 << 40),
    ("kib", 1 << 10),
    ("mib", 1 << 20),
    ("gib", 1 << 30),
    ("tib", 1 << 40),
];

/// What was read as a size is none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("«{0}» is no size such as 4096, 10MB, 256MiB or 1GiB")]
pub struct NoSize(String);

impl FromStr for Size {
    type Err = NoSize;

    fn from_str(text: &str) -> Result<Self, NoSize> {
        let fault = || NoSize(text.to_owned());
        let digits = text.len() - text.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
        let (number, unit) = text.split_at(digits);
        let unit = unit.trim().to_ascii_lowercase();
        let (_, factor) = UNITS.iter().find(|(name, _)| *name == unit).ok_or_else(fault)?;
        let bytes = number.parse::<u64>().ok().and_then(|number| number.checked_mul(*factor));
        bytes.filter(|bytes| *bytes > 0).map(Size).ok_or_else(fault)
    }
}

#[cfg(test)]
mod tests {
    use super::Size;

    #[test]
    fn sizes_are_read_as_people_write_them() {
        let read = |text: &str| text.parse::<Size>().map(|size| size.0).ok();
        assert_eq!(read("4096"), Some(4096));
        assert_eq!(read("10MB"), Some(10_000_000));
        assert_eq!(read("256 MiB"), Some(256 << 20));
        assert_eq!(read("1gib"), Some(1 << 30));
        assert_eq!(read("2G"), Some(2 << 30));
        for text in ["", "0", "MiB", "1.5GiB", "-1", "10 meter", "99999999999TiB"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
