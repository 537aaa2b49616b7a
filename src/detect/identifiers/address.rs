//! Street addresses: a street with a number and a post code with its place, or a street with a number behind a word such as
//! «bosatt».

use super::{Found, Site};
use crate::detect::fold::Folded;
use crate::model::{Certainty, Evidence, Kind, Span};

/// Words in the name of a street, at most.
const MOST_WORDS: usize = 4;
/// How a street ends, in lower case: as a word's ending, or as its last word.
const ENDINGS: &[&str] = &[
    "veien", "vegen", "vei", "veg", "gata", "gaten", "gate", "gt", "gt.", "allé", "alle", "alléen", "plass", "plassen",
    "torg", "torget", "stien", "sti", "bakken", "bakke", "kleiva", "svingen", "ringen", "kroken", "løkka", "terrasse",
    "tunet", "tun", "haugen", "lia", "åsen", "brygge", "brygga", "kaia", "kai", "smuget", "smauet", "stredet",
    "geilan", "luohkká", "geaidnu", "flata", "jordet", "marka", "toppen", "hagen", "vollen", "enga", "stranda",
    "lunden", "feltet", "faret", "låven", "dalen", "moen", "myra", "street", "road",
];

/// The address whose house number is the anchor run.
pub fn adresse(site: &mut Site<'_, '_>) -> Option<Found> {
    let text = site.text();
    let run = *site.cluster.run(site.anchor)?;
    if !(1..=3).contains(&run.count) || text[..run.span.start].last() != Some(&b' ') {
        return None;
    }
    let house_end = house_letter(text, run.span.end);
    let place_end = post_code_and_place(text, house_end);
    if place_end.is_none() && !may_end_a_street(&text[..run.span.start - 1]) {
        return None;
    }
    let street = street_before(text, run.span.start - 1)?;
    if place_end.is_none() && !ends_as_street(&text[street..run.span.start - 1]) {
        return None;
    }
    if is_numbered(&text[street..run.span.start - 1]) {
        return None;
    }
    let span = Span::new(street, place_end.unwrap_or(house_end));
    let touched = text.get(span.end).is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'/' || *b == b':');
    if touched {
        return None;
    }
    let named = site.named_first(span, Kind::Adresse);
    let certainty = match (place_end, named) {
        (Some(_), _) => Certainty::Certain,
        (None, Some(_)) => Certainty::Likely,
        (None, None) => return None,
    };
    let runs = (site.anchor..site.cluster.len())
        .take_while(|&run| site.cluster.run(run).is_some_and(|run| run.span.start < span.end))
        .count();
    Some(Found {
        span,
        kind: Kind::Adresse,
        runs: runs.max(1),
        certainty,
        form: Evidence::Pattern,
        named,
        synthetic: false,
    })
}

/// `14`, `14B`, `14 B`: the end of the house number's letter.
fn house_letter(text: &[u8], at: usize) -> usize {
    let skip = usize::from(text.get(at) == Some(&b' '));
    let is_letter = text.get(at + skip).is_some_and(u8::is_ascii_alphabetic)
        && !text.get(at + skip + 1).is_some_and(|b| b.is_ascii_alphanumeric() || *b >= 0x80);
    let wanted = skip == 0 || text.get(at + skip).is_some_and(u8::is_ascii_uppercase);
    if is_letter && wanted { at + skip + 1 } else { at }
}

/// The end of `, 8255 Røkland` or of the same on the next line or behind a tab.
fn post_code_and_place(text: &[u8], at: usize) -> Option<usize> {
    let way = text[at..]
        .iter()
        .take(6)
        .take_while(|b| matches!(b, b',' | b' ' | b'\t' | b'\n' | b'\r' | b';' | b'-'))
        .count();
    let code = text.get(at + way..at + way + 4)?;
    if way == 0 || !code.iter().all(u8::is_ascii_digit) || text.get(at + way + 4) != Some(&b' ') {
        return None;
    }
    let mut end = capital_word(text, at + way + 5)?;
    // Mo i Rana, Nesbyen Vest: a second word of the place.
    if text.get(end) == Some(&b' ') {
        let from = if text[end..].starts_with(b" i ") { end + 3 } else { end + 1 };
        if from > end + 1 || text[at + way + 5..end].iter().all(|b| !b.is_ascii_lowercase()) {
            end = capital_word(text, from).unwrap_or(end);
        }
    }
    Some(end)
}

/// The end of the word at `at`, where it begins with a capital.
fn capital_word(text: &[u8], at: usize) -> Option<usize> {
    let first = *text.get(at)?;
    if !first.is_ascii_uppercase() && first < 0xC3 {
        return None;
    }
    let len = text[at..].iter().take_while(|b| b.is_ascii_alphabetic() || **b >= 0x80).count();
    (len >= 2).then_some(at + len)
}

/// Where the street's name begins that ends before byte `end`: the capital word farthest back among its words.
fn street_before(text: &[u8], end: usize) -> Option<usize> {
    let floor = end.saturating_sub(60);
    let mut at = end;
    let mut start = None;
    for _ in 0..MOST_WORDS {
        let word = text[floor..at]
            .iter()
            .rev()
            .take_while(|b| b.is_ascii_alphabetic() || **b >= 0x80 || matches!(b, b'.' | b'-'))
            .count();
        let from = at - word;
        if word == 0 || text[from] & 0xC0 == 0x80 {
            break;
        }
        // «Adresse: …», «bosatt …» and a sentence's end are no part of the street.
        let ends_something = text[..at].last() == Some(&b'.') && word > 4;
        if ends_something {
            break;
        }
        if text[from].is_ascii_uppercase() || text[from] == 0xC3 && matches!(text.get(from + 1), Some(0x80..=0x9E)) {
            start = Some(from);
        } else if start.is_some() && at != end {
            break;
        }
        if from == floor || text[from - 1] != b' ' {
            break;
        }
        at = from - 1;
    }
    start
}

/// What else bears a number and may stand before a year: «Sak 7, 2024», «Rundskriv 3, 2015».
fn is_numbered(street: &[u8]) -> bool {
    const NUMBERED: &[&str] = &[
        "sak",
        "rundskriv",
        "kapittel",
        "kap",
        "kap.",
        "punkt",
        "pkt",
        "pkt.",
        "tabell",
        "vedlegg",
        "side",
        "nr",
        "nr.",
        "artikkel",
        "avsnitt",
        "bind",
        "post",
        "rapport",
        "melding",
        "prop",
        "prop.",
        "utgave",
        "utgåve",
        "dokument",
    ];
    let last_word = &street[street.iter().rposition(|&byte| byte == b' ').map_or(0, |at| at + 1)..];
    Folded::new(last_word).is_some_and(|folded| NUMBERED.iter().any(|word| word.as_bytes() == folded.as_bytes()))
}

/// The last two bytes are those of one of [`ENDINGS`]: most words before a number are turned away by them.
fn may_end_a_street(before: &[u8]) -> bool {
    const fn bit(one: u8, two: u8) -> (usize, u32) {
        ((one & 31) as usize, 1 << (two & 31))
    }
    const LAST_TWO: [u32; 32] = {
        let mut last_two = [0; 32];
        let mut at = 0;
        while at < ENDINGS.len() {
            let ending = ENDINGS[at].as_bytes();
            let (row, bit) = bit(ending[ending.len() - 2], ending[ending.len() - 1]);
            last_two[row] |= bit;
            at += 1;
        }
        last_two
    };
    before.last_chunk().is_some_and(|&[one, two]| {
        let (row, bit) = bit(one, two);
        LAST_TWO[row] & bit != 0
    })
}

/// `word`, in lower case, ends as roads and farms do.
pub fn is_of_a_road(word: &[u8]) -> bool {
    ENDINGS.iter().any(|ending| word.ends_with(ending.as_bytes()))
}

fn ends_as_street(street: &[u8]) -> bool {
    let last_word = &street[street.iter().rposition(|&byte| byte == b' ').map_or(0, |at| at + 1)..];
    let Some(folded) = Folded::new(last_word) else { return false };
    is_of_a_road(folded.as_bytes())
}
