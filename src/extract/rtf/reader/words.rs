//! What the control words of RTF do.

use super::{Destination, Open, Reader, destination, is_transparent};
use crate::extract::look::WHITE;
use crate::extract::rtf::look::Marks;
use crate::extract::rtf::styles::Style;

impl Reader {
    pub(super) fn word(&mut self, name: &[u8], number: Option<i32>) {
        let value = u16::try_from(number.unwrap_or(0)).unwrap_or(0);
        let is_on = number != Some(0);
        let state = &mut self.state;
        let in_styles = state.destination == Destination::Styles;
        match name {
            b"par" | b"row" | b"nestrow" | b"sect" | b"page" => self.end_paragraph(),
            b"line" => self.line(),
            b"tab" | b"cell" | b"nestcell" => self.put("\t"),
            b"emdash" => self.put("—"),
            b"endash" => self.put("–"),
            b"lquote" => self.put("‘"),
            b"rquote" => self.put("’"),
            b"ldblquote" => self.put("“"),
            b"rdblquote" => self.put("”"),
            b"bullet" => self.put("•"),
            b"emspace" | b"enspace" | b"qmspace" => self.put(" "),
            b"u" => {
                self.skip = usize::from(state.stand_ins);
                if let Some(character) = self.letters.unicode(number.unwrap_or(0)) {
                    self.put(character.encode_utf8(&mut [0; 4]));
                }
            }
            b"uc" => state.stand_ins = u8::try_from(number.unwrap_or(1)).unwrap_or(1),
            b"ansicpg" => {
                self.letters.page = u32::try_from(number.unwrap_or(0)).ok().filter(|&n| n > 0).unwrap_or(1252)
            }
            b"mac" => self.letters.page = 10000,
            b"pc" => self.letters.page = 437,
            b"pca" => self.letters.page = 850,
            b"deff" => (self.default_font, state.font) = (number.unwrap_or(0), number.unwrap_or(0)),
            b"f" => state.font = number.unwrap_or(0),
            b"fcharset" if state.destination == Destination::Fonts => {
                self.letters.set_font(state.font, number.unwrap_or(0));
            }
            b"plain" => {
                state.look = state.look.of_paragraph();
                state.of_paragraph = state.of_paragraph.of_paragraph();
                state.of_characters = Marks::default();
                state.is_deleted = false;
                state.font = self.default_font;
            }
            b"pard" => {
                (state.look.ground, state.is_in_table) = (None, false);
                state.of_paragraph = Marks::default();
            }
            b"s" if in_styles => self.styles.begin(Style::OfParagraph(number.unwrap_or(0))),
            b"s" => state.of_paragraph = self.styles.get(Style::OfParagraph(number.unwrap_or(0))),
            b"cs" if in_styles => self.styles.begin(Style::OfCharacters(number.unwrap_or(0))),
            b"cs" => state.of_characters = self.styles.get(Style::OfCharacters(number.unwrap_or(0))),
            b"sbasedon" => self.styles.rest_on(number.unwrap_or(0)),
            b"v" => state.look.is_vanished = Some(is_on),
            // Taken out, or moved elsewhere.
            b"deleted" | b"mvf" => state.is_deleted = is_on,
            b"cf" => state.look.colour = Some(value),
            b"highlight" => state.look.highlight = Some(value),
            b"cb" | b"chcbpat" => state.look.shade = Some(value),
            b"cbpat" => state.look.ground = Some(value),
            b"fs" => state.look.size = Some(value),
            b"intbl" | b"itap" => state.is_in_table = is_on,
            b"trowd" => self.row_has_ground = false,
            b"clcbpat" | b"clshdng" | b"trcbpat" => {
                self.row_has_ground |=
                    name == b"clshdng" || self.colours.get(value).is_some_and(|colour| colour != WHITE);
            }
            b"red" => self.colours.set(0, number.unwrap_or(0)),
            b"green" => self.colours.set(1, number.unwrap_or(0)),
            b"blue" => self.colours.set(2, number.unwrap_or(0)),
            b"pngblip" => self.set_picture("png"),
            b"jpegblip" => self.set_picture("jpg"),
            b"emfblip" => self.set_picture("emf"),
            b"wmetafile" => self.set_picture("wmf"),
            b"dibitmap" | b"wbitmap" => self.set_picture("dib"),
            b"macpict" => self.set_picture("pict"),
            b"htmlrtf" => state.is_rtf_only = is_on,
            _ => self.begin_destination(name),
        }
    }

    /// Turns to the destination that the group is for.
    fn begin_destination(&mut self, name: &[u8]) {
        if self.state.destination == Destination::Nowhere || (self.is_skippable && is_transparent(name)) {
            return;
        }
        let destination = destination(name).or(self.is_skippable.then_some(Destination::Nowhere));
        let Some(destination) = destination else { return };
        self.state.destination = destination;
        self.state.is_on_unknown |= name == b"shptxt";
        if !matches!(
            destination,
            Destination::Nowhere | Destination::Fonts | Destination::Colours | Destination::Styles
        ) {
            let (text, bytes) = (String::new(), Vec::new());
            self.open.push(Open { depth: self.depth, destination, text, bytes, high: None, kind: "" });
        }
    }

    fn set_picture(&mut self, kind: &'static str) {
        if let Some(open) = self.open.last_mut().filter(|open| open.destination == Destination::Picture) {
            open.kind = kind;
        }
    }
}
