//! What a PDF holds beside the text of its pages.

use super::super::{Input, Output};
use crate::model::Unread;

pub(in crate::extract::pdf) fn read(
    _pdf: &hayro_syntax::Pdf,
    _input: &Input<'_>,
    _output: &mut dyn Output,
) -> Result<(), Unread> {
    Ok(())
}
