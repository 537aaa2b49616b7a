//! What letters a font's own tables say its shapes are, for documents that do not say it: fonts of CIDs without a ToUnicode map, as
//! some programs embed them.

use hashbrown::HashMap;
use hayro_interpret::font::OutlineGlyph;
use skrifa::raw::TableProvider as _;
use skrifa::{FontRef, GlyphNames, MetadataProvider as _};

/// Letters that symbol fonts keep at the places of others, in the private area.
const SYMBOLS: std::ops::RangeInclusive<u32> = 0xF020..=0xF0FF;

/// Names of shapes that are no single letter, as far as Norwegian text and its numbers need them. (Adobe Glyph List)
#[rustfmt::skip]
const NAMES: &[(&str, char)] = &[
    ("zero", '0'), ("one", '1'), ("two", '2'), ("three", '3'), ("four", '4'), ("five", '5'), ("six", '6'), ("seven", '7'),
    ("eight", '8'), ("nine", '9'), ("space", ' '), ("period", '.'), ("comma", ','), ("hyphen", '-'), ("slash", '/'),
    ("colon", ':'), ("semicolon", ';'), ("at", '@'), ("underscore", '_'), ("parenleft", '('), ("parenright", ')'),
    ("plus", '+'), ("quotesingle", '\''), ("quotedbl", '"'), ("exclam", '!'), ("question", '?'), ("endash", '–'),
    ("ae", 'æ'), ("oslash", 'ø'), ("aring", 'å'), ("AE", 'Æ'), ("Oslash", 'Ø'), ("Aring", 'Å'), ("eacute", 'é'),
    ("egrave", 'è'), ("ecircumflex", 'ê'), ("ograve", 'ò'), ("ocircumflex", 'ô'), ("udieresis", 'ü'), ("odieresis", 'ö'),
    ("adieresis", 'ä'), ("Odieresis", 'Ö'), ("Adieresis", 'Ä'), ("Udieresis", 'Ü'), ("Eacute", 'É'),
];

/// The letters of fonts, by the keys of the fonts and the numbers of the shapes.
#[derive(Debug, Default)]
pub(super) struct FontLetters(HashMap<u128, HashMap<u32, char>>);

impl FontLetters {
    /// The letter that `glyph` is, where its font is embedded and tells.
    pub fn get(&mut self, glyph: &OutlineGlyph) -> Option<char> {
        let font = glyph.font_data()?;
        let letters =
            self.0.entry(font.cache_key).or_insert_with(|| letters((*font.data).as_ref()).unwrap_or_default());
        letters.get(&glyph.glyph_id().to_u32()).copied()
    }
}

/// The letter of each shape of a font; `None` where it cannot be read.
fn letters(font: &[u8]) -> Option<HashMap<u32, char>> {
    let font = FontRef::new(font).ok()?;
    let mut letters = HashMap::new();
    for (code, glyph) in font.charmap().mappings() {
        let code = if SYMBOLS.contains(&code) { code - 0xF000 } else { code };
        if let Some(letter) = char::from_u32(code).filter(|letter| !letter.is_control()) {
            // One shape may be several letters: a blank and a fixed blank. The first is the usual one.
            letters.entry(glyph.to_u32()).and_modify(|known: &mut char| *known = letter.min(*known)).or_insert(letter);
        }
    }
    if letters.is_empty() && font.post().is_ok() {
        let named = GlyphNames::new(&font).iter().filter(|(_, name)| !name.is_synthesized());
        letters.extend(named.filter_map(|(glyph, name)| Some((glyph.to_u32(), by_name(name.as_str())?))));
    }
    Some(letters)
}

fn by_name(name: &str) -> Option<char> {
    let code = name.strip_prefix("uni").filter(|digits| digits.len() == 4).or_else(|| name.strip_prefix('u'));
    let mut all = name.chars();
    match (all.next(), all.next()) {
        (Some(letter), None) => Some(letter),
        _ => NAMES.iter().find(|(known, _)| *known == name).map(|(_, letter)| *letter).or_else(|| {
            let code = code.filter(|digits| (4..=6).contains(&digits.len()))?;
            char::from_u32(u32::from_str_radix(code, 16).ok()?)
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::by_name;

    #[test]
    fn shapes_are_known_by_their_names() {
        let known = ["A", "aring", "seven", "uni00E6", "u1F600", "space"].map(by_name);
        assert_eq!(known, [Some('A'), Some('å'), Some('7'), Some('æ'), Some('\u{1F600}'), Some(' ')]);
        assert_eq!(["g12", "", ".notdef", "uniD800", "udieresisx", "cid00017"].map(by_name), [None; 6]);
    }
}
