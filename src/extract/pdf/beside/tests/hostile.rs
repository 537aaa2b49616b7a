//! Files that are cut short, garbled or made to lead astray: nothing panics, and nothing goes on for ever.

use super::maker::{Made, lines, read, stream};
use crate::extract::output::Collecting;
use crate::extract::pdf::beside;
use crate::extract::{Input, Limits};
use crate::model::Reason;
use hayro_syntax::Pdf;
use std::io::Write as _;

fn survives(bytes: &[u8]) {
    let Ok(pdf) = Pdf::new(bytes.to_vec()) else { return };
    let limits = Limits::default();
    let input = Input { bytes, name: "a.pdf", claimed: true, named_headers: &[], limits, reads_pictures: false };
    let _ = beside::read(&pdf, &input, &mut Collecting::new(limits, bytes.len(), &mut |_| ()));
}

fn rich() -> Vec<u8> {
    Made::with_content(
        "/Outlines 5 0 R /AcroForm << /Fields [6 0 R] >> /Names << /Dests 7 0 R >>",
        "/Annots [8 0 R 6 0 R]",
        &lines(&["En linje", "To linjer"]),
    )
    .object(5, "<< /First 5 0 R /Title (Bok) /Next 5 0 R >>")
    .object(6, "<< /T (felt) /FT /Tx /V (verdi) /Kids [6 0 R] /Rect [0 0 9 9] >>")
    .object(7, "<< /Names [(a) 1 0 R] /Kids [7 0 R] >>")
    .object(8, "<< /Subtype /Text /Contents (merknad) /Rect [0 0 9 9] /A 8 0 R /Next 8 0 R /S /URI >>")
    .object(9, &stream("/Type /EmbeddedFile", "fil"))
    .object(10, &stream("/Type /Metadata", "<a>b</a>"))
    .revision("/Info 11 0 R")
    .object(4, &stream("", &lines(&["En linje"])))
    .object(11, "<< /Title (Tittel) >>")
    .finish("/Info 11 0 R")
}

#[test]
fn cut_short_anywhere() {
    let bytes = rich();
    (0..bytes.len()).step_by(7).for_each(|end| survives(&bytes[..end]));
}

#[test]
fn with_any_byte_changed() {
    let bytes = rich();
    let mut state = 1_u32;
    for at in (0..bytes.len()).step_by(5) {
        let mut garbled = bytes.clone();
        for offset in [0, 97, 211] {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let length = garbled.len();
            garbled[(at + offset) % length] = (state >> 24) as u8;
        }
        survives(&garbled);
    }
}

#[test]
fn trees_without_bottom_end() {
    let mut made =
        Made::new("/Outlines 5 0 R /AcroForm << /Fields [5 0 R] >> /PageLabels 5 0 R /Names << /Dests 5 0 R >>", "");
    for number in 5..3000 {
        let next = number + 1;
        let body = format!("<< /T (a) /First {next} 0 R /Kids [{next} 0 R] /Names [] /Nums [] /Title (t) >>");
        made = made.object(number, &body);
    }
    survives(&made.finish(""));
    let deep = format!("{}{}", "<< /A ".repeat(400), ">>".repeat(400));
    survives(&Made::new("", "").object(5, &deep).finish(""));
}

/// A stream of `size` blanks, packed.
fn bomb(dict: &str, size: usize) -> Vec<u8> {
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    for _ in 0..size >> 16 {
        packer.write_all(&[b' '; 1 << 16]).expect("memory takes it");
    }
    let packed = packer.finish().expect("memory takes it");
    let made = Made::new("", "");
    let mut bytes = made.bytes;
    let at = bytes.len();
    bytes.extend_from_slice(
        format!("5 0 obj\n<< /Length {} /Filter /FlateDecode {dict} >>\nstream\n", packed.len()).as_bytes(),
    );
    bytes.extend_from_slice(&packed);
    bytes.extend_from_slice(b"\nendstream\nendobj\n");
    Made { bytes, offsets: [made.offsets, vec![(5, at)]].concat(), previous: None }.finish("")
}

#[test]
fn bombs_are_stopped() {
    let file = read(&bomb("/Type /EmbeddedFile", 64 << 20));
    assert_eq!(file.outcome.map_err(|unread| unread.reason), Err(Reason::TooLarge));
    assert_eq!(file.members.len(), 1);
    let packet = read(&bomb("/Type /Metadata", 64 << 20));
    assert_eq!(packet.outcome.map_err(|unread| unread.reason), Err(Reason::TooLarge));
    let small = read(&bomb("/Type /EmbeddedFile", 1 << 20));
    assert_eq!((small.outcome, small.members[0].bytes.len()), (Ok(()), 1 << 20));
}
