//! Attributes of elements: which of them say nothing, and how to read the others.

use crate::extract::{link, script};
use std::borrow::Cow;

/// Attributes that lay out and name, and say nothing; they are searched only where they hold a long number.
const LAYOUT: &[&str] =
    &["class", "id", "style", "width", "height", "colspan", "rowspan", "type", "rel", "lang", "dir", "for"];

/// Attributes whose value is an address.
const LINKS: &[&str] =
    &["href", "src", "action", "formaction", "cite", "data", "poster", "background", "longdesc", "ping", "srcset"];

/// The attribute lays out or names its element.
pub(super) fn is_layout(name: &str, value: &str) -> bool {
    LAYOUT.contains(&name) && !has_long_number(value) && !value.contains(";base64,")
}

/// The value of an attribute as people read it: addresses and what is meant for scripts are written in a way of their own.
pub(super) fn readable<'v>(name: &str, value: &'v str) -> Cow<'v, str> {
    let is_link = LINKS.contains(&name) || value.contains("://") || value.starts_with("mailto:");
    match () {
        () if name.starts_with("on") || value.starts_with("javascript:") => script::readable(value),
        () if is_link => link::readable(value),
        () => script::letters(value),
    }
}

/// Digits enough to tell who somebody is.
pub(super) fn has_long_number(text: &str) -> bool {
    text.bytes().filter(u8::is_ascii_digit).count() >= 6
}
