//! Breaks lines as programs for plain text do: a blank becomes a line break, so that no place moves.

use memchr::{memchr, memmem};

/// Breaks lines of `text` that are longer than `width` characters. Tables, which are set with several blanks, stay, and so do the
/// blanks within numbers.
pub fn wrap(text: &mut [u8], width: usize) {
    let mut start = 0;
    while start < text.len() {
        let end = memchr(b'\n', &text[start..]).map_or(text.len(), |at| start + at);
        let line = &mut text[start..end];
        if line.len() > width && memmem::find(line, b"  ").is_none() {
            line_of(line, width);
        }
        start = end + 1;
    }
}

fn line_of(line: &mut [u8], width: usize) {
    let mut start = 0;
    while line.len() - start > width {
        // A byte more for each letter of two, of those in the first `width` bytes: wide enough by a letter or so.
        let wide = line[start..start + width].iter().filter(|byte| **byte & 0xC0 == 0x80).count();
        let end = (start + width + wide).min(line.len() - 1);
        let is_digit = |at: usize| line.get(at).is_some_and(u8::is_ascii_digit);
        let is_gap = |at: usize| line[at] == b' ' && !(is_digit(at - 1) && is_digit(at + 1));
        let Some(blank) = (start + 1..=end).rev().find(|at| is_gap(*at)) else { return };
        line[blank] = b'\n';
        start = blank + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::wrap;

    #[test]
    fn lines_break_at_blanks_and_keep_their_bytes() {
        let text = "Kommunen har fått søknaden om bålplass ved øvre sti.\nPost   Sum i kroner per år og per enhet\n42 11 03 12";
        let mut bytes = text.as_bytes().to_vec();
        wrap(&mut bytes, 20);
        let wrapped = String::from_utf8(bytes).unwrap_or_default();
        assert_eq!(wrapped.replace('\n', " "), text.replace('\n', " "));
        assert!(
            wrapped.starts_with("Kommunen har fått\nsøknaden om bålplass\nved øvre sti.\nPost   Sum i kroner per år")
        );
        assert!(wrapped.ends_with("\n42 11 03 12"));
    }
}
