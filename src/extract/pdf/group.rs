//! What a paint does to what lies below it, by how it is mixed: on its own and in the groups that it is painted in.

use super::paint::{Colour, Effect, is_black, is_white};
use hayro_interpret::BlendMode;

/// Paint that is thinner than this does nothing.
const THIN: f32 = 0.02;

/// Paint that is thicker than this hides what is below.
pub(super) const THICK: f32 = 0.93;

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
        let is_thick = self.alpha > THICK;
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
