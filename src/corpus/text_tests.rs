//! Places in bytes and characters, in files and in their fields.

use super::*;
use proptest::prelude::*;

fn running(text: &str) -> Text {
    Text::running("a.txt", text.as_bytes().to_vec())
}

#[test]
fn characters_become_bytes() {
    let text = running("Åse bor på Tjøme.");
    let span = text.span(FILE, (11, 16), Unit::Characters).unwrap();
    assert_eq!(span.of(text.piece(FILE)), "Tjøme".as_bytes());
    assert_eq!((span.start, span.end), (13, 19));
    assert_eq!(text.span(FILE, (0, 17), Unit::Characters), Some(Span::new(0, 20)));
    assert_eq!(text.span(FILE, (0, 18), Unit::Characters), None);
}

#[test]
fn bytes_within_a_character_or_outside_are_no_place() {
    let text = running("Åse");
    assert_eq!(text.span(FILE, (0, 4), Unit::Bytes), Some(Span::new(0, 4)));
    assert_eq!(text.span(FILE, (1, 4), Unit::Bytes), None);
    assert_eq!(text.span(FILE, (0, 5), Unit::Bytes), None);
    assert_eq!(Text::unknown("a.txt").span(FILE, (1, 400), Unit::Bytes), Some(Span::new(1, 400)));
    assert_eq!(Text::unknown("a.txt").span(FILE, (1, 4), Unit::Characters), None);
}

#[test]
fn values_are_found_over_line_breaks_and_as_whole_words_first() {
    let text = running("Olav og Kari\n  Nordmann. Ola kom.");
    let at = |value: &str| text.find(value, None, true).iter().map(|place| place.span.start).collect::<Vec<_>>();
    assert_eq!(at("Kari Nordmann"), [8]);
    assert_eq!(at("Ola"), [25]);
    assert_eq!(at("Nord"), [15]);
    assert!(at("Per").is_empty());
    let named = Text::running("brev/kari-nordmann.txt", Vec::new());
    assert_eq!(named.find("kari-nordmann", None, false), [Place { piece: NAME, span: Span::new(5, 18) }]);
}

#[test]
fn fields_have_places_of_their_own() {
    let csv =
        "Saksnr;Dokumentnr;Tittel;Journaldato\n2026/1;1;Klage fra Åse;2026-11-02\n2026/2;1;Klage fra Åse;2026-11-02\n";
    let text = Text::extract("postliste.csv", csv.as_bytes());
    assert!(text.has_segments());
    let spot = Spot::of(|name| match name {
        "row" => Some("3".into()),
        "column" => Some("3".into()),
        "entry" => Some("2026/2-1".into()),
        _ => None,
    });
    let [piece] = text.segments(&spot) else { panic!("one cell") };
    assert_eq!(text.piece(*piece), "Klage fra Åse".as_bytes());
    let places = text.find("Åse", Some("2026/2-1"), false);
    assert_eq!(places, [Place { piece: *piece, span: Span::new(10, 14) }]);
    // Without a post both are meant.
    assert_eq!(text.find("Åse", None, false).len(), 2);
    let in_file: Vec<usize> = text.find("Åse", None, true).iter().map(|place| place.piece).collect();
    assert_eq!(in_file, [FILE, FILE]);
    assert_eq!(text.contents().filter(|piece| *piece == "Klage fra Åse".as_bytes()).count(), 2);
}

#[test]
fn masked_values_fit_what_they_mask() {
    assert!(fits("K••• N•••••••", "Kari Nordmann".as_bytes()));
    assert!(fits("•se", "Åse".as_bytes()));
    assert!(!fits("K••• N•••••••", "Per Nordmann".as_bytes()));
    assert!(!fits("K•••", "Kari N".as_bytes()));
}

proptest! {
    #[test]
    fn character_places_hold_the_same_text(text in "[a-cæøå😀]{0,900}", from in 0usize..900, length in 0usize..900) {
        let count = text.chars().count();
        let (start, end) = (from.min(count), (from + length).min(count));
        let expected: String = text.chars().skip(start).take(end - start).collect();
        let document = running(&text);
        let span = document.span(FILE, (start, end), Unit::Characters).unwrap();
        prop_assert_eq!(span.of(document.piece(FILE)), expected.as_bytes());
    }
}
