//! OpenDocument.
use crate::extract::{Input, Output};
use crate::model::Unread;
pub(in crate::extract) fn read(_: &Input<'_>, _: &mut dyn Output) -> Result<(), Unread> { Ok(()) }
pub(in crate::extract) fn read_flat(_: &Input<'_>, _: &mut dyn Output) -> Result<(), Unread> { Ok(()) }
