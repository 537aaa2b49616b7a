//! Forms of macros: windows that a document opens, with the texts that stand in them. Captions are in a stream of text; what stands in
//! the controls, in streams whose layout differs by control (MS-OFORMS): all that looks like text there is taken.

use super::compound::Compound;
use crate::extract::Output;
use crate::extract::encoding;
use crate::model::Unread;

/// The stream with a form's own properties, a line each: `Caption = "…"`.
const FRAME: &str = "\u{3}VBFrame";

/// Streams with the names of a form's controls, and with what stands in them.
const CONTROLS: [&str; 2] = ["f", "o"];

/// Frames within forms nest so deep at most.
const DEEPEST: usize = 8;

/// Fewer characters in a row are numbers that look like letters.
const LEAST: usize = 4;

/// Hands out the forms in `project`, the storage that the modules' own stands in: a document each, a line a text.
///
/// # Errors
/// A limit of the whole document was passed.
pub(super) fn hand_out(
    file: &mut Compound<'_>,
    project: &str,
    page: Option<&str>,
    output: &mut dyn Output,
) -> Result<(), Unread> {
    for storage in file.entries(project).into_iter().filter(|entry| entry.is_storage && entry.name != "VBA") {
        let mut lines = Vec::new();
        let trouble = gather(file, &storage.path, page, 0, &mut lines);
        let name = format!("{}.frm", storage.name);
        if let Some(trouble) = trouble {
            output.closed_member(&name, trouble)?;
        }
        if !lines.is_empty() {
            output.member(&name, &mut lines.join("\n").as_bytes())?;
        }
    }
    Ok(())
}

/// Gathers the texts of a form, or of a frame within one; gives the first trouble.
fn gather(
    file: &mut Compound<'_>,
    storage: &str,
    page: Option<&str>,
    depth: usize,
    lines: &mut Vec<String>,
) -> Option<Unread> {
    let mut trouble = None;
    for stream in [FRAME].into_iter().chain(CONTROLS) {
        let path = format!("{storage}/{stream}");
        if !file.is_stream(&path) {
            continue;
        }
        let (bytes, unread) = file.stream_so_far(&path);
        trouble = trouble.or(unread);
        match stream {
            FRAME => {
                let text = encoding::whole(&bytes, page).0;
                let values = text.lines().filter_map(|line| line.split_once('"')?.1.rsplit_once('"'));
                lines.extend(values.map(|(value, _)| value.replace("\"\"", "\"")));
            }
            _ => texts(&bytes, page, lines),
        }
    }
    let within = file.entries(storage).into_iter().filter(|entry| entry.is_storage && depth < DEEPEST);
    within.fold(trouble, |trouble, entry| trouble.or(gather(file, &entry.path, page, depth + 1, lines)))
}

/// What looks like text in `bytes`: letters in a row, of a byte in that code page or of two each.
fn texts(bytes: &[u8], page: Option<&str>, lines: &mut Vec<String>) {
    let is_letter = |byte: u8| matches!(byte, b'\t' | b' '..=b'~' | 0xA0..);
    let mut at = 0;
    while at < bytes.len() {
        let rest = &bytes[at..];
        let wide = rest.as_chunks::<2>().0.iter().take_while(|pair| is_letter(pair[0]) && pair[1] == 0).count();
        let narrow = rest.iter().take_while(|byte| is_letter(**byte)).count();
        if wide >= LEAST {
            // The second byte of each is nothing, and so the first is a letter of Latin 1.
            lines.push(rest[..2 * wide].iter().step_by(2).map(|&byte| char::from(byte)).collect());
            at += 2 * wide;
        } else {
            if narrow >= LEAST {
                lines.push(encoding::whole(&rest[..narrow], page).0.into_owned());
            }
            at += narrow.max(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::texts;

    #[test]
    fn letters_in_a_row_are_text() {
        let mut lines = Vec::new();
        texts(
            b"\x00\x02\x18Olga S\xF8rli\0\0\x01\0\0K\0a\0r\0i\0 \0\xE5\0\0\x80Tah\x03\0ab",
            Some("windows-1252"),
            &mut lines,
        );
        assert_eq!(lines, ["Olga Sørli", "Kari å"]);
        texts(&[0, 255, 3, 128, 1], None, &mut lines);
        assert_eq!(lines.len(), 2);
    }
}
