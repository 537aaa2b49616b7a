//! Numbers as a reader of the workbook sees them: with the zeros that their format shows, and dates as dates.

use super::biff::Strings;
use crate::extract::legacy::bytes::u16_at;
use calamine::{Data, ExcelDateTime, ExcelDateTimeType};
use std::collections::HashMap;

/// Days up to the end of the year 9999.
const DAYS: std::ops::Range<f64> = 0.0..2_958_466.0;

#[derive(Debug, Clone, Copy, PartialEq)]
enum Shown {
    Number,
    Date,
    /// So many digits at least.
    Digits(usize),
    /// Not at all.
    Nothing,
}

/// The formats of numbers, by the style of cells.
#[derive(Debug, Default)]
pub(in crate::extract) struct Formats {
    own: HashMap<u16, Shown>,
    styles: Vec<u16>,
    pub is_1904: bool,
}

impl Formats {
    /// A format of the workbook's own.
    pub(super) fn add(&mut self, data: &[u8], strings: Strings) {
        let width = if strings.is_wide { 2 } else { 1 };
        if let (Some(number), Some(code)) = (u16_at(data, 0), strings.at(data, 2, width)) {
            self.set(number, &code);
        }
    }

    /// A format of the workbook's own, by its number.
    pub fn set(&mut self, number: u16, code: &str) {
        self.own.insert(number, shown(code));
    }

    /// The next style.
    pub fn add_style(&mut self, data: &[u8]) {
        self.styles.push(u16_at(data, 2).unwrap_or(0));
    }

    /// Whether that style shows nothing of what a cell holds.
    pub fn hides(&self, style: u16) -> bool {
        self.styles.get(usize::from(style)).and_then(|format| self.own.get(format)) == Some(&Shown::Nothing)
    }

    /// A number in that style.
    pub fn written(&self, number: f64, style: u16) -> String {
        let format = self.styles.get(usize::from(style)).copied().unwrap_or(0);
        let shown = self.own.get(&format).copied().unwrap_or(match format {
            14..=22 | 27..=36 | 45..=47 | 50..=58 => Shown::Date,
            _ => Shown::Number,
        });
        match shown {
            Shown::Date if DAYS.contains(&number) => date_and_time(number, self.is_1904),
            Shown::Digits(width) if is_whole(number) => format!("{:0width$}", number as i64),
            // Excel's numbers hold fifteen digits.
            _ if is_whole(number) => format!("{}", number as i64),
            _ => Data::Float(number).to_string(),
        }
    }
}

fn is_whole(number: f64) -> bool {
    number.fract() == 0.0 && number.abs() < 1e15
}

/// What a format's code makes of a number.
fn shown(code: &str) -> Shown {
    if !code.is_empty() && code.bytes().all(|byte| byte == b'0') {
        return Shown::Digits(code.len());
    }
    if code.matches(';').count() == 3 && code.chars().all(|letter| matches!(letter, ';' | ' ')) {
        return Shown::Nothing;
    }
    // Literal text and conditions are no letters of a date.
    let (mut is_quoted, mut is_bracketed, mut is_escaped) = (false, false, false);
    for letter in code.chars() {
        match letter {
            _ if is_escaped => is_escaped = false,
            '\\' | '_' | '*' => is_escaped = true,
            '"' => is_quoted = !is_quoted,
            _ if is_quoted => {}
            '[' => is_bracketed = true,
            ']' => is_bracketed = false,
            _ if is_bracketed => {}
            ';' => break,
            'd' | 'D' | 'm' | 'M' | 'y' | 'Y' | 'h' | 'H' | 's' | 'S' => return Shown::Date,
            _ => {}
        }
    }
    Shown::Number
}

/// `2024-03-01`, or `2024-03-01 12:30`.
fn date_and_time(value: f64, is_1904: bool) -> String {
    let date = ExcelDateTime::new(value, ExcelDateTimeType::DateTime, is_1904);
    let (year, month, day, hour, minute, _, _) = date.to_ymd_hms_milli();
    let day = format!("{year:04}-{month:02}-{day:02}");
    if (hour, minute) == (0, 0) { day } else { format!("{day} {hour:02}:{minute:02}") }
}

/// A number packed in four bytes.
pub(in crate::extract) fn unpacked(packed: u32) -> f64 {
    let number = match packed & 2 {
        0 => f64::from_bits(u64::from(packed & 0xFFFF_FFFC) << 32),
        _ => f64::from((packed as i32) >> 2),
    };
    if packed & 1 == 0 { number } else { number / 100.0 }
}
