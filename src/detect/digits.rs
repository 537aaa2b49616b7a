//! Digits: runs of them, and runs that stand close enough together to be one number.
//!
//! The masks of [`super::classify`] say where digits are; from the first of them on, [`Cluster::read`] reads the runs and the
//! gaps between them byte by byte, until a gap is too wide to lie inside any written number. The identifiers then look at the
//! cluster's runs from each run on.

use crate::model::Span;

/// Runs a cluster holds at most; a longer row of numbers is read in pieces that overlap by [`LONGEST_NUMBER`] runs.
const MOST_RUNS: usize = 64;
/// The most runs that one number is written in: eleven digits, each apart.
pub const LONGEST_NUMBER: usize = 11;
/// Digits of one run that are kept; a longer run is no identifier, and its length is all that counts.
const MOST_DIGITS: usize = 40;

/// Spaces, hyphens and line breaks as URLs escape them, as HTML does where it is text itself, and as strings of programs do.
const ESCAPES: [(&[u8], u8); 14] = [
    (b"%20", b' '),
    (b"%C2%A0", b' '),
    (b"%2D", b'-'),
    (b"&nbsp;", b' '),
    (b"&#160;", b' '),
    (b"&#xA0;", b' '),
    (br"\t", b' '),
    (br"\n", b'\n'),
    (br"\r\n", b'\n'),
    (br"\u00a0", b' '),
    (br"\u2009", b' '),
    (br"\u202f", b' '),
    (br"\u2011", b'-'),
    (br"\u2013", b'-'),
];

/// Unbroken digits.
#[derive(Debug, Clone, Copy)]
pub struct Run {
    /// Bytes in the haystack.
    pub span: Span,
    /// How many digits.
    pub count: usize,
    first: usize,
}

/// What stands between two runs of a cluster: counts of characters by their class.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Gap {
    /// Space, no-break, thin, figure, narrow no-break and wide space, tab, what has no width, and spaces as URLs, HTML and programs escape them.
    pub spaces: u8,
    /// Hyphen, no-break and soft hyphen, en dash, minus.
    pub hyphens: u8,
    /// Full stops.
    pub dots: u8,
    /// Slashes.
    pub slashes: u8,
    /// Line breaks.
    pub lines: u8,
}

impl Gap {
    /// Characters in all.
    pub fn chars(self) -> u8 {
        self.spaces + self.hyphens + self.dots + self.slashes + self.lines
    }

    /// One single character, and that a dot.
    pub fn is_dot(self) -> bool {
        self.chars() == 1 && self.dots == 1
    }

    /// One single character, and that a hyphen.
    pub fn is_hyphen(self) -> bool {
        self.chars() == 1 && self.hyphens == 1
    }

    /// One single white space.
    pub fn is_space(self) -> bool {
        self.chars() == 1 && self.spaces == 1
    }
}

/// Runs of digits with the gaps between them.
#[derive(Debug, Default)]
pub struct Cluster {
    runs: Vec<Run>,
    gaps: Vec<Gap>,
    digits: Vec<u8>,
}

impl Cluster {
    /// Reads the cluster that begins with the digit at `start`, and gives the byte from which to look on. Where the cluster went
    /// on past [`MOST_RUNS`], that byte is the start of a run that has been read already, so that no number is cut.
    pub fn read(&mut self, text: &[u8], start: usize) -> usize {
        self.runs.clear();
        self.gaps.clear();
        self.digits.clear();
        let mut at = start;
        loop {
            let first = self.digits.len();
            let run_start = at;
            let mut count = 0;
            while let Some((digit, width)) = digit_at(text, at) {
                if count < MOST_DIGITS {
                    self.digits.push(digit);
                }
                count += 1;
                at += width;
            }
            if count == 0 {
                // 0xEF that begins no digit.
                return at + 1;
            }
            self.runs.push(Run { span: Span::new(run_start, at), count, first });
            if self.runs.len() == MOST_RUNS {
                return self.runs[MOST_RUNS - LONGEST_NUMBER].span.start;
            }
            match gap_at(text, at) {
                Some((gap, width)) => {
                    self.gaps.push(gap);
                    at += width;
                }
                None => return at,
            }
        }
    }

    /// How many runs.
    pub fn len(&self) -> usize {
        self.runs.len()
    }

    /// The runs from which numbers may begin: all of them, but in a piece of a longer row those that the next piece repeats.
    pub fn anchors(&self) -> usize {
        if self.runs.len() == MOST_RUNS { MOST_RUNS - LONGEST_NUMBER } else { self.runs.len() }
    }

    /// Run `at`.
    pub fn run(&self, at: usize) -> Option<&Run> {
        self.runs.get(at)
    }

    /// The gap between runs `at` and `at + 1`.
    pub fn gap(&self, at: usize) -> Option<Gap> {
        self.gaps.get(at).copied()
    }

    /// The gaps between runs `from` and `from + runs - 1`.
    pub fn gaps(&self, from: usize, runs: usize) -> &[Gap] {
        &self.gaps[from..from + runs - 1]
    }

    /// The runs from `from` on have these digit counts.
    pub fn has_shape(&self, from: usize, counts: &[usize]) -> bool {
        self.runs.get(from..from + counts.len()).is_some_and(|runs| runs.iter().zip(counts).all(|(r, &c)| r.count == c))
    }

    /// The first `N` digits of the `runs` runs from `from` on; `None` where there are not exactly `N`.
    pub fn number<const N: usize>(&self, from: usize, runs: usize) -> Option<[u8; N]> {
        let of = self.runs.get(from..from + runs)?;
        if of.iter().map(|run| run.count).sum::<usize>() != N {
            return None;
        }
        let first = of.first()?.first;
        self.digits.get(first..first + N)?.try_into().ok()
    }

    /// The kept digits of run `at`.
    pub fn digits(&self, at: usize) -> &[u8] {
        let run = self.runs[at];
        &self.digits[run.first..run.first + run.count.min(MOST_DIGITS)]
    }

    /// From the first byte of run `from` to the last of the `runs` runs.
    pub fn span(&self, from: usize, runs: usize) -> Span {
        Span::new(self.runs[from].span.start, self.runs[from + runs - 1].span.end)
    }

    /// Digits of run `from` and of all behind it, of a long run those that are kept.
    pub fn digits_from(&self, from: usize) -> usize {
        self.runs.get(from).map_or(0, |run| self.digits.len() - run.first)
    }
}

/// The digit at `at` and its width in bytes: ASCII, or full-width (U+FF10 to U+FF19).
#[inline]
pub fn digit_at(text: &[u8], at: usize) -> Option<(u8, usize)> {
    match *text.get(at)? {
        byte @ b'0'..=b'9' => Some((byte - b'0', 1)),
        0xEF => match text.get(at + 1..at + 3)? {
            [0xBC, digit @ 0x90..=0x99] => Some((digit - 0x90, 3)),
            _ => None,
        },
        _ => None,
    }
}

/// `text` begins with `wanted`, in any case.
fn begins_with(text: &[u8], wanted: &[u8]) -> bool {
    text.get(..wanted.len()).is_some_and(|text| text.eq_ignore_ascii_case(wanted))
}

/// The gap at `at` that leads to another digit, and its width in bytes; `None` where what follows belongs to no number.
fn gap_at(text: &[u8], mut at: usize) -> Option<(Gap, usize)> {
    let start = at;
    let mut gap = Gap::default();
    while gap.chars() < 5 {
        let width = match text.get(at)? {
            b' ' | b'\t' => (gap.spaces += 1, 1).1,
            b'-' => (gap.hyphens += 1, 1).1,
            b'%' | b'&' | b'\\' => {
                let (escape, sign) = ESCAPES.iter().find(|(escape, _)| begins_with(&text[at..], escape))?;
                *match sign {
                    b'-' => &mut gap.hyphens,
                    b'\n' => &mut gap.lines,
                    _ => &mut gap.spaces,
                } += 1;
                escape.len()
            }
            b'.' => (gap.dots += 1, 1).1,
            b'/' => (gap.slashes += 1, 1).1,
            b'\n' => (gap.lines += 1, 1).1,
            b'\r' => 1,
            0xC2 => match text.get(at + 1)? {
                0xA0 => (gap.spaces += 1, 2).1,
                0xAD => (gap.hyphens += 1, 2).1,
                _ => return None,
            },
            0xE2 => match text.get(at + 1..at + 3)? {
                [0x80, 0x80..=0x8F | 0xAF] | [0x81, 0xA0] => (gap.spaces += 1, 3).1,
                [0x80, 0x90..=0x95] | [0x88, 0x92] => (gap.hyphens += 1, 3).1,
                _ => return None,
            },
            0xE3 if text[at..].starts_with("\u{3000}".as_bytes()) => (gap.spaces += 1, 3).1,
            0xEF if text[at..].starts_with("\u{FEFF}".as_bytes()) => (gap.spaces += 1, 3).1,
            _ => return digit_at(text, at).map(|_| (gap, at - start)).filter(|_| gap.lines <= 1 && gap.chars() > 0),
        };
        at += width;
    }
    None
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn runs_and_gaps_are_read_until_the_gap_is_too_wide() {
        let text = "01 02\u{2009}03 - 04  \n  05, 06".as_bytes();
        let mut cluster = Cluster::default();
        let end = cluster.read(text, 0);
        assert_eq!(cluster.len(), 4);
        assert_eq!(cluster.gap(2), Some(Gap { spaces: 2, hyphens: 1, ..Gap::default() }));
        assert_eq!(cluster.number::<4>(1, 2), Some([0, 2, 0, 3]));
        assert_eq!(&text[..end], "01 02\u{2009}03 - 04".as_bytes());
    }

    #[test]
    fn gaps_are_read_as_urls_and_files_write_them() {
        let gap = |text: &str| {
            let mut cluster = Cluster::default();
            cluster.read(text.as_bytes(), 0);
            cluster.gap(0)
        };
        let space = Some(Gap { spaces: 1, ..Gap::default() });
        for text in [
            r"1\t2",
            r"1\u00A02",
            "1%202",
            "1&nbsp;2",
            "1&#xa0;2",
            "1%c2%a02",
            "1\u{200D}2",
            "1\u{2060}2",
            "1\u{FEFF}2",
            "1\u{3000}2",
        ] {
            assert_eq!(gap(text), space, "{text}");
        }
        assert!(gap("1%2d2").is_some_and(Gap::is_hyphen) && gap(r"1\u20112").is_some_and(Gap::is_hyphen));
        for text in [r"1\2", r"1\u002", "1_2", "1+2", "1 + 2", "1%2", "1%a2", "1&2", "1&amp;2"] {
            assert_eq!(gap(text), None, "{text}");
        }
    }

    #[test]
    fn full_width_digits_are_digits() {
        let mut cluster = Cluster::default();
        assert_eq!(cluster.read("１２ x".as_bytes(), 0), 6);
        assert_eq!(cluster.number::<2>(0, 1), Some([1, 2]));
        assert_eq!(cluster.read("﻿x".as_bytes(), 0), 1, "a byte order mark is no digit");
    }

    #[test]
    fn a_long_row_is_read_in_pieces_that_overlap() {
        let text = "1 ".repeat(200);
        let mut cluster = Cluster::default();
        let (mut at, mut anchors) = (0, 0);
        while let Some(next) = text.as_bytes()[at..].iter().position(u8::is_ascii_digit) {
            at = cluster.read(text.as_bytes(), at + next);
            anchors += cluster.anchors();
        }
        assert_eq!(anchors, 200);
    }
}
