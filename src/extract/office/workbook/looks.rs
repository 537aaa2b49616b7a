//! How a cell's format shows its value: not at all, or with how many digits.

use crate::extract::look::{self, WHITE, Way};
use crate::model::Role;
use calamine::{Color, FillPattern, Style};

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
        let solid = fill.filter(|fill| fill.pattern == FillPattern::Solid);
        // Letters without a colour are black on whatever is behind them, as on a highlight.
        let highlight = solid.and_then(|fill| fill.foreground_color).map(rgb);
        let is_on_unknown = fill.is_some() && highlight.is_none();
        let way = look::Look { colour, highlight, is_on_unknown, ..look::Look::default() }.way();
        let is_white = way == Way::WhiteText;
        let role = if shows_nothing { Role::Hidden } else { way.role() };
        Look { width, role, is_white: is_white && !shows_nothing }
    }
}

fn rgb(colour: Color) -> u32 {
    colour.to_argb() & WHITE
}
