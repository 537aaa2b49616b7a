//! Fonts of CIDs without a ToUnicode map: what their shapes are, the font's own tables may tell.

use super::builder::Document;
use crate::model::Reason;

/// A TrueType font of one square shape for each of `letters` from shape 1 on, which says so where it `tells`.
fn font(letters: &str, tells: bool) -> Vec<u8> {
    let count = letters.chars().count() as u16 + 1;
    let words = |words: &[i32]| words.iter().flat_map(|&word| (word as u16).to_be_bytes()).collect::<Vec<u8>>();
    let shape = [words(&[1, 0, 0, 500, 500, 3, 0]), vec![1; 4], words(&[0, 500, 0, -500, 0, 0, 500, 0])].concat();
    let mut head = words(&[1, 0, 1, 0, 0, 0, 0x5F0F, 0x3CF5, 0, 1000, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 500, 500]);
    head.extend(words(&[0, 8, 2, 0, 0]));
    let mut hhea = words(&[1, 0, 800, -200, 0, 600]);
    hhea.extend(words(&[0; 11]));
    hhea.extend(words(&[1]));
    let mut maxp = words(&[1, 0, i32::from(count), 4, 1]);
    maxp.extend(words(&[0; 11]));
    let mut cmap = words(&[0, 1, 3, 10, 0, 12, 12, 0]);
    let mut shapes: Vec<(char, u32)> = letters.chars().zip(1..).collect();
    shapes.sort_unstable();
    let groups: Vec<u32> = shapes.iter().flat_map(|&(letter, shape)| [letter as u32, letter as u32, shape]).collect();
    for number in [16 + 4 * groups.len() as u32, 0, groups.len() as u32 / 3].into_iter().chain(groups) {
        cmap.extend(number.to_be_bytes());
    }
    let mut hmtx = words(&[600, 0]);
    hmtx.extend(words(&vec![0; usize::from(count) - 1]));
    let loca = words(&(0..=i32::from(count)).map(|at| at * shape.len() as i32 / 2).collect::<Vec<_>>());
    let glyf = shape.repeat(usize::from(count));
    let mut tables =
        vec![("glyf", glyf), ("head", head), ("hhea", hhea), ("hmtx", hmtx), ("loca", loca), ("maxp", maxp)];
    if tells {
        tables.insert(0, ("cmap", cmap));
    }
    let mut file = words(&[1, 0, tables.len() as i32, 0, 0, 0]);
    let mut at = file.len() + 16 * tables.len();
    let mut data = Vec::new();
    for (name, mut table) in tables {
        file.extend(name.bytes());
        for number in [0, at, table.len()] {
            file.extend((number as u32).to_be_bytes());
        }
        table.resize(table.len().next_multiple_of(4), 0);
        at += table.len();
        data.extend(table);
    }
    file.extend(data);
    file
}

/// A page that shows `text` in such a font, and `content`.
fn document(text: &str, tells: bool, content: &str) -> Document {
    let letters: String =
        text.chars().fold(String::new(), |all, c| if all.contains(c) { all } else { all + &c.to_string() });
    let codes: String = text
        .chars()
        .map(|c| format!("{:04x}", letters.chars().position(|other| other == c).unwrap_or(0) + 1))
        .collect();
    let font: String = font(&letters, tells).into_iter().map(char::from).collect();
    Document::new(&format!("BT /F 12 Tf 20 150 Td ({content}) Tj /U 12 Tf 0 -14 Td <{codes}> Tj ET"))
        .with_resources("/Font <</F 3 0 R /U 100 0 R>>")
        .with_object("<</Type /Font /Subtype /Type0 /BaseFont /U /Encoding /Identity-H /DescendantFonts [101 0 R]>>")
        .with_object(
            "<</Type /Font /Subtype /CIDFontType2 /BaseFont /U /CIDToGIDMap /Identity /DW 600 /FontDescriptor 102 0 R \
             /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>>>>",
        )
        .with_object("<</Type /FontDescriptor /FontName /U /Flags 4 /FontFile2 103 0 R>>")
        .with_stream("", &font)
}

#[test]
fn the_tables_of_an_embedded_font_tell_its_letters() {
    document("Kari Brevik Ås", true, "Navn:").read().is_all_shown("Navn:\nKari Brevik Ås");
}

#[test]
fn words_in_a_font_that_tells_nothing_are_unread() {
    let text = "Et langt brev med flere tegn enn navnet har";
    for content in ["", text] {
        let read = document("Kari Brevik", false, content).read();
        assert_eq!(read.body(), content);
        assert_eq!(read.extraction.unread.map(|unread| unread.reason), Some(Reason::Unsupported), "{content}");
    }
    // Bullets and signs are no words.
    document("#", false, text).read().is_all_shown(text);
}
