//! An object of JSON, written member by member behind what is there already. For the lines that are written by the million;
//! all others leave it to serde_json, and what comes out is the same.

use serde::Serialize;
use std::io;

/// The name of a member as it stands before its value: with comma, quotes and colon.
macro_rules! key {
    ($name:literal) => {
        concat!(",\"", $name, "\":")
    };
}
pub(super) use key;

/// An object that is being written.
pub(super) struct Object<'b>(&'b mut Vec<u8>);

impl<'b> Object<'b> {
    /// Begins an object whose first member, `"type"`, is `name`.
    pub fn of_type(buffer: &'b mut Vec<u8>, name: &'static str) -> Self {
        buffer.extend_from_slice(b"{\"type\":\"");
        buffer.extend_from_slice(name.as_bytes());
        buffer.push(b'"');
        Object(buffer)
    }

    /// Goes on with an object that somebody else begins and closes.
    pub fn within(buffer: &'b mut Vec<u8>) -> Self {
        Object(buffer)
    }

    /// Writes [`key!`] and gives what its value is to be written into.
    pub fn key(&mut self, key: &'static str) -> &mut Vec<u8> {
        self.0.extend_from_slice(key.as_bytes());
        self.0
    }

    /// Members that were written elsewhere, each with its comma before it.
    pub fn members(&mut self, written: &[u8]) {
        self.0.extend_from_slice(written);
    }

    /// A text.
    pub fn string(&mut self, key: &'static str, text: &str) {
        write_string(self.key(key), text);
    }

    /// A word without quotes, backslashes and control characters, such as our own names are.
    pub fn word(&mut self, key: &'static str, word: &str) {
        debug_assert_eq!(plain_len(word.as_bytes()), word.len());
        let buffer = self.key(key);
        buffer.push(b'"');
        buffer.extend_from_slice(word.as_bytes());
        buffer.push(b'"');
    }

    /// A whole number.
    pub fn number(&mut self, key: &'static str, number: u64) {
        write_number(self.key(key), number);
    }

    /// A number between 0 and 1 with two decimals at most.
    pub fn hundredths(&mut self, key: &'static str, value: f32) {
        let hundredths = (value.clamp(0.0, 1.0) * 100.0).round() as u8;
        let (ones, tenths, rest) = (hundredths / 100, hundredths / 10 % 10, hundredths % 10);
        let digits = [b'0' + ones, b'.', b'0' + tenths, b'0' + rest];
        self.key(key).extend_from_slice(if rest == 0 { &digits[..3] } else { &digits });
    }

    /// Anything.
    ///
    /// # Errors
    /// It does not let itself be written as JSON.
    pub fn value(&mut self, key: &'static str, value: &impl Serialize) -> io::Result<()> {
        Ok(serde_json::to_writer(self.key(key), value)?)
    }

    /// Closes it.
    pub fn close(self) {
        self.0.push(b'}');
    }
}

/// Writes a list, each item by `write`.
pub(super) fn write_list<T>(buffer: &mut Vec<u8>, items: impl IntoIterator<Item = T>, write: impl Fn(&mut Vec<u8>, T)) {
    buffer.push(b'[');
    for (number, item) in items.into_iter().enumerate() {
        if number > 0 {
            buffer.push(b',');
        }
        write(buffer, item);
    }
    buffer.push(b']');
}

/// Writes a text in quotes: what is plain as it stands, stretch by stretch.
pub(super) fn write_string(buffer: &mut Vec<u8>, text: &str) {
    let mut rest = text.as_bytes();
    buffer.push(b'"');
    loop {
        let (plain, special) = rest.split_at(plain_len(rest));
        buffer.extend_from_slice(plain);
        let Some((&byte, behind)) = special.split_first() else { break };
        write_escaped(buffer, byte);
        rest = behind;
    }
    buffer.push(b'"');
}

/// How many bytes stand before the first that JSON escapes.
fn plain_len(bytes: &[u8]) -> usize {
    let is_plain = |b: u8| (b >= b' ') & (b != b'"') & (b != b'\\');
    // Whole blocks without a branch for each byte, which compilers make vectors of. The last may overlap the one before.
    let all_plain = |block: &[u8; 16]| block.iter().fold(true, |plain, &b| plain & is_plain(b));
    let (blocks, _) = bytes.as_chunks();
    let sure = blocks.iter().take_while(|block| all_plain(block)).count();
    if sure == blocks.len() && bytes.last_chunk().is_some_and(all_plain) {
        return bytes.len();
    }
    sure * 16 + bytes[sure * 16..].iter().take_while(|&&b| is_plain(b)).count()
}

fn write_escaped(buffer: &mut Vec<u8>, byte: u8) {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    let short = match byte {
        b'"' | b'\\' => byte,
        b'\n' => b'n',
        b'\r' => b'r',
        b'\t' => b't',
        0x08 => b'b',
        0x0c => b'f',
        _ => {
            let (high, low) = (HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]);
            return buffer.extend_from_slice(&[b'\\', b'u', b'0', b'0', high, low]);
        }
    };
    buffer.extend_from_slice(&[b'\\', short]);
}

fn write_number(buffer: &mut Vec<u8>, number: u64) {
    buffer.extend_from_slice(itoa::Buffer::new().format(number).as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_written_as_serde_json_writes_them() {
        let all: String = (0..0x250).filter_map(char::from_u32).collect();
        let quoted = "«Han sa \"nei\"»\tog gikk\r\nhjem \\ ut 😀";
        for text in ["", "Kari", quoted, &all, &all[..40], &quoted.repeat(9)] {
            let mut written = Vec::new();
            write_string(&mut written, text);
            assert_eq!(written, serde_json::to_vec(text).expect("a text"), "{text:?}");
        }
    }

    #[test]
    fn hundredths_have_two_decimals_at_most() {
        let written = |value| {
            let mut buffer = Vec::new();
            Object::within(&mut buffer).hundredths(key!("c"), value);
            String::from_utf8(buffer).expect("ASCII")
        };
        let values = [0.0, 1.0, 0.5, 0.07, 0.987_654, 0.999, 1.5, -0.1];
        let wanted =
            ["0.0", "1.0", "0.5", "0.07", "0.99", "1.0", "1.0", "0.0"].map(|number| format!(",\"c\":{number}"));
        assert_eq!(values.map(written), wanted);
    }
}
