//! How a cell's format shows its value: not at all, or with how many digits.

use calamine::{Color, FillPattern, Style};

use crate::model::Role;

/// What a format does to a value.
#[derive(Debug, Clone, Copy)]
pub(super) struct Look {
    /// Digits that are shown at least: leading zeros of a number are not in its value.
    pub width: usize,
    /// What a value of this format is, for all that the format says.
    pub role: Role,
    /// It is hidden by white on nothing: something else may lie behind.
    pub is_white: bool,
}

impl Look {
    pub fn of(style: &Style) -> Self {
        let code = style.number_format.as_ref().map(|format| format.format_code.as_str()).unwrap_or_default();
        let width = if !code.is_empty() && code.bytes().all(|byte| byte == b'0') { code.len() } else { 0 };
        let shows_nothing = matches!(code.trim(), ";;;" | ";;" | "\"\"" | "\"\";\"\";\"\";\"\"");
        let colour = style.font.as_ref().and_then(|font| font.color).map(rgb);
        let fill = style.fill.as_ref().filter(|fill| fill.pattern != FillPattern::None);
        let is_solid = fill.is_some_and(|fill| fill.pattern == FillPattern::Solid);
        let behind = fill.and_then(|fill| if is_solid { fill.foreground_color } else { fill.get_color() }).map(rgb);
        let is_dark = |rgb: u32| rgb.to_be_bytes().iter().all(|&part| part < 0x30);
        let is_white = colour == Some(WHITE) && (fill.is_none() || is_solid && behind == Some(WHITE));
        let role = match () {
            () if shows_nothing || is_white => Role::Hidden,
            // Letters without a colour are black.
            () if is_solid && behind.is_some_and(is_dark) && colour.is_none_or(is_dark) => Role::UnderRedaction,
            () => Role::Body,
        };
        Look { width, role, is_white: is_white && !shows_nothing }
    }
}

const WHITE: u32 = 0xFF_FF_FF;

fn rgb(colour: Color) -> u32 {
    colour.to_argb() & WHITE
}
