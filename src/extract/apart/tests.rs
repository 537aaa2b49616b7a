//! Messages there and back, and what comes of those that are wrong. Workers themselves are tested through the binary.

use super::message::{self, Message, PartHead, Request};
use crate::extract::{Options, Piece, extract_all};
use crate::model::{PageWord, PageWords, Part, Places, Role, Span};
use proptest::prelude::*;

/// What the other side makes of a part.
fn passed_on(part: &Part<'_>) -> Part<'static> {
    let mut sent = Vec::new();
    message::write(&mut sent, &Message::Part(PartHead::from(part)), &part.text).expect("written");
    let mut body = Vec::new();
    match message::read::<Message>(&mut &*sent, &mut body) {
        Ok(Some(Message::Part(head))) => head.with_text(body).expect("a part"),
        other => panic!("{other:?}"),
    }
}

/// Everything that can be told of a part.
fn all_of(part: &Part<'_>) -> String {
    let place = |segment| part.location(Some(segment), &mut Default::default(), segment.span());
    let places: Vec<_> = part.segments.iter().map(place).collect();
    let whole = part.location(None, &mut Default::default(), Span::new(0, 1));
    let Part { role, text, origin, segments, .. } = part;
    format!("{role:?} {text:?} {origin} {segments:?} {places:?} {whole:?}")
}

#[test]
fn parts_arrive_as_they_were_sent() {
    let documents: [(&str, &[u8]); 4] = [
        ("a.txt", b"En linje\nog en til"),
        ("b.csv", b"navn;fnr\nKari;1\nOla;2\n"),
        ("c.json", b"{\"a\":[{\"b\":\"x\"},{\"b\":\"y\"}]}"),
        ("d.xml", b"<a><b c=\"1\">x</b><b>y</b></a>"),
    ];
    let mut parts = Vec::new();
    for (name, bytes) in documents {
        extract_all(bytes, name, Options::default(), None, &mut |piece| {
            if let Piece::Part(part) = piece {
                parts.push(part);
            }
        });
    }
    let word = |start, page| PageWord { start, end: start + 2, page, bbox: Some([1.0, 2.0, 3.0, 4.0]) };
    let pages = Places::Pages(PageWords::new(vec![word(0, 1), word(3, 2)]));
    parts.push(Part { places: pages, ..Part::text(Role::UnderRedaction, &b"ab cd"[..]) });
    parts.push(Part { places: Places::Paragraphs { first: 7 }, origin: 9, ..Part::text(Role::Hidden, &b"ab"[..]) });
    assert_eq!(parts.len(), 6);
    for part in parts {
        assert_eq!(all_of(&passed_on(&part)), all_of(&part));
    }
}

#[test]
fn a_request_arrives_and_the_end_is_no_message() {
    let mut sent = Vec::new();
    message::write(&mut sent, &Request::new(b"abc", "x.pdf", Options::default()), &[]).expect("written");
    let (mut rest, mut body) = (&*sent, Vec::new());
    let request: Request = message::read(&mut rest, &mut body).expect("read").expect("a request");
    assert_eq!((request.name.as_str(), request.length), ("x.pdf", 3));
    assert!(message::read::<Request>(&mut rest, &mut body).expect("the end").is_none());
    assert!(message::read::<Request>(&mut &sent[..sent.len() - 1], &mut body).is_err());
}

proptest! {
    /// Whatever a worker sends, it becomes a part that holds together, or none.
    #[test]
    fn garbled_messages_are_refused(at in 0_usize..200, with in any::<u8>(), cut in 0_usize..300) {
        let mut part = None;
        extract_all(b"<a><b c=\"1\">x</b><b>y</b></a>", "d.xml", Options::default(), None, &mut |piece| {
            if let Piece::Part(found) = piece {
                part = Some(Part { text: found.text.into_owned().into(), ..found });
            }
        });
        let part = part.expect("a part");
        let mut sent = Vec::new();
        message::write(&mut sent, &Message::Part(PartHead::from(&part)), &part.text).expect("written");
        let at = at % sent.len();
        sent[at] = with;
        sent.truncate(cut.max(1));
        let mut body = Vec::new();
        if let Ok(Some(Message::Part(head))) = message::read::<Message>(&mut &*sent, &mut body)
            && let Some(part) = head.with_text(body)
        {
            for segment in &part.segments {
                let _ = part.location(Some(segment), &mut Default::default(), segment.span());
                prop_assert!(segment.span().end <= part.text.len());
            }
        }
    }
}
