//! What a paint does to what lies below it, by how it is mixed: on its own and in the groups that it is painted in.

use super::paint::{Colour, Effect, is_black, is_white};
use hayro_interpret::BlendMode;

/// Paint that is thinner than this does nothing.
const THIN: f32 = 0.02;

/// Paint that is thicker than this hides what is below.
const THICK: f32 = 0.93;

/// As [`THICK`], of black paint: no eye tells black letters from what is nearly black.
const THICK_BLACK: f32 = 0.845;

/// How thick paint of that colour has to be to hide what is below.
pub(super) fn thick(colour: Colour) -> f32 {
    if is_black(colour) { THICK_BLACK } else { THICK }
}

/// What groups of paint do to all that is in them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Group {
    pub alpha: f32,
    pub is_masked: bool,
    pub blend: BlendMode,
}

impl Group {
    /// No group.
    pub const PAGE: Group = Group { alpha: 1.0, is_masked: false, blend: BlendMode::Normal };

    /// A group within this one.
    pub fn and(self, opacity: f32, is_masked: bool, blend: BlendMode) -> Group {
        Group {
            alpha: self.alpha * opacity,
            is_masked: self.is_masked || is_masked,
            blend: if blend == BlendMode::Normal { self.blend } else { blend },
        }
    }

    /// What paint in this group does to what is below; `None`: nothing at all.
    pub fn effect(self, colour: Option<Colour>) -> Option<Effect> {
        if self.alpha < THIN {
            return None;
        }
        let is_thick = self.alpha > colour.map_or(THICK, thick);
        let is_plain = match self.blend {
            BlendMode::Normal => true,
            // Black times anything is black, and white with anything white.
            BlendMode::Multiply | BlendMode::Darken => colour.is_some_and(is_black),
            BlendMode::Screen | BlendMode::Lighten => colour.is_some_and(is_white),
            _ => false,
        };
        Some(match is_plain && !self.is_masked {
            true if is_thick => Effect::Hides,
            true => Effect::Mixes(self.alpha),
            false => Effect::Unknown,
        })
    }

    /// An image in this group hides what is below.
    pub fn is_plain(self) -> bool {
        !self.is_masked && self.blend == BlendMode::Normal && self.alpha > THICK
    }
}
