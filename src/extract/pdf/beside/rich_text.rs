//! Rich text of annotations and form fields (ISO 32000-2, annex L: a little XHTML): its words without the markup.

use crate::extract::xml::entity;
use quick_xml::Reader;
use quick_xml::events::Event;

/// Elements after which a new line begins.
const BLOCKS: [&str; 5] = ["p", "div", "br", "li", "body"];

/// The text of `markup`; all of it where it is no markup.
pub(super) fn plain(markup: &str) -> String {
    let mut text = String::new();
    let mut reader = Reader::from_str(markup);
    let config = reader.config_mut();
    config.allow_dangling_amp = true;
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    loop {
        let at = reader.buffer_position() as usize;
        match reader.read_event() {
            Ok(Event::Text(words)) => text.push_str(&words),
            Ok(Event::CData(words)) => text.push_str(&words),
            Ok(Event::GeneralRef(name)) => match name.resolve_char_ref() {
                Ok(Some(character)) => text.push(character),
                _ => text.push_str(entity(&name).unwrap_or(" ")),
            },
            Ok(Event::Empty(tag)) if BLOCKS.contains(&tag.local_name().as_ref()) => text.push('\n'),
            Ok(Event::End(tag)) if BLOCKS.contains(&tag.local_name().as_ref()) => text.push('\n'),
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(_) => {
                text.push_str(markup.get(at..).unwrap_or_default());
                break;
            }
        }
    }
    text.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn markup_is_taken_away_and_words_stay() {
        let markup = "<?xml version='1.0'?><body xmlns='http://www.w3.org/1999/xhtml'><p>Kari <b>Nord</b>mann</p>\
            <p>S&#248;r &amp; nord</p></body>";
        assert_eq!(plain(markup), "Kari Nordmann\nSør & nord");
        assert_eq!(plain("uten merker"), "uten merker");
        assert_eq!(plain("a < b og c"), "a < b og c");
        assert_eq!(plain("<p>rest <"), "rest <");
    }
}
