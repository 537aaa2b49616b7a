//! How journals write what they took out: runs of stars and the like, words such as «Skjermet», and the marks that ePhorte and
//! WebSak set around words which are still there.

use crate::detect::words::{begins_upper, is_word_byte, word_at, word_ending_at};
use crate::model::Span;

/// Fewest signs of a run that stands for something, by the sign. `x` is a letter, and `#` a number's sign, so they need more.
const RUNS: [(u8, usize); 4] = [(b'*', 2), (b'_', 2), (b'x', 3), (b'#', 3)];

/// Signs that stand for nothing else, in UTF-8: full blocks and their kin.
const BLOCKS: [&str; 5] = ["█", "▇", "▓", "■", "▬"];

/// What stands for removed words wherever it stands.
const SIGNS: [&str; 4] = ["[...]", "[…]", "(...)", "(…)"];

/// Words that stand for what was removed where they stand alone: at an end of the field, between dashes or brackets, or behind a
/// preposition. «Skjermet enhet» is a ward.
const PHRASES: [&str; 30] = [
    "avskjermet",
    "avskjerma",
    "skjermet",
    "skjerma",
    "unntatt offentlighet",
    "unntatt fra offentlighet",
    "unntatt offentligheten",
    "unntatt offentligheit",
    "unntatt offentlegheit",
    "unntatt frå offentlegheit",
    "unntatt off.",
    "unntatt etter offl",
    "unnateke offentlegheit",
    "unnateken offentlegheit",
    "unnateke frå offentlegheit",
    "unnatatt offentlegheit",
    "unnatatt frå offentlegheit",
    "unntatt offl.",
    "u.off.",
    "u.off",
    "uoff",
    "n.n.",
    "n.n",
    "n. n.",
    "taushetsbelagt",
    "teiebelagt",
    "anonymisert",
    "anonymisera",
    "sladdet",
    "sladda",
];

/// Of the phrases, those that also say that a document is a cut copy: «Referat (sladdet)». They are masks behind a preposition or as
/// the whole field only.
const OF_COPIES: [&str; 4] = ["anonymisert", "anonymisera", "sladdet", "sladda"];

/// Words that lead to a name.
const LEADS: [&str; 22] = [
    "til",
    "fra",
    "frå",
    "for",
    "av",
    "med",
    "om",
    "vedr",
    "vedrørende",
    "vedrørande",
    "ang",
    "angående",
    "angåande",
    "gjelder",
    "gjeld",
    "og",
    "mot",
    "hos",
    "navn",
    "namn",
    "elev",
    "v/",
];

/// Words that stand for a removed one in square or pointed brackets.
const IN_BRACKETS: [&str; 20] = [
    "navn",
    "namn",
    "navnet",
    "namnet",
    "person",
    "elev",
    "barn",
    "fjernet",
    "fjerna",
    "utelatt",
    "utelate",
    "sladdet",
    "sladda",
    "skjermet",
    "skjerma",
    "avskjermet",
    "avskjerma",
    "anonymisert",
    "unntatt",
    "fødselsnummer",
];

/// The next mask from byte `from` of a field on.
pub fn next(text: &[u8], from: usize) -> Option<Span> {
    let mut at = from;
    while at < text.len() {
        if !may_begin(text, at) {
            at += 1;
            continue;
        }
        if let Some(run) = run_at(text, at) {
            if run.is_mask {
                return Some(Span::new(at, run.end));
            }
            at = run.end;
            continue;
        }
        if let Some(end) = sign_at(text, at).or_else(|| phrase_at(text, at)) {
            return Some(Span::new(at, end));
        }
        at += 1;
    }
    None
}

/// Bytes with which some mask begins, letters among them.
static BEGINNINGS: [bool; 256] = {
    let mut beginnings = [false; 256];
    let letters = b"asuntxASUNTX*_#[(<\xE2";
    let mut at = 0;
    while at < letters.len() {
        beginnings[letters[at] as usize] = true;
        at += 1;
    }
    beginnings
};

/// Some mask begins with that byte; letters begin one only where no letter stands before them.
fn may_begin(text: &[u8], at: usize) -> bool {
    let follows_a_letter = || at.checked_sub(1).is_some_and(|before| text[before].is_ascii_alphabetic());
    BEGINNINGS[usize::from(text[at])] && !(text[at].is_ascii_alphabetic() && follows_a_letter())
}

/// Every mask of a field.
pub fn all(text: &[u8]) -> impl Iterator<Item = Span> + '_ {
    let mut from = 0;
    std::iter::from_fn(move || {
        let mask = next(text, from)?;
        from = mask.end;
        Some(mask)
    })
}

/// The words that stand behind masked first names of which the initial is left: «A***** Nordmann».
pub fn surnames_behind(text: &[u8]) -> impl Iterator<Item = Span> + '_ {
    all(text).filter_map(|mask| {
        let is_initial = text[mask.start] == b'*'
            && word_ending_at(text, mask.start).is_some_and(|initial| is_capital_alone(initial.of(text)));
        let next = word_at(text, mask.end + 1).filter(|_| is_initial && text[mask.end] == b' ')?;
        (begins_upper(text, next.start) && next.len() > 2).then_some(next)
    })
}

fn is_capital_alone(word: &[u8]) -> bool {
    std::str::from_utf8(word).is_ok_and(|word| word.chars().count() == 1 && word.chars().all(char::is_uppercase))
}

/// The field holds masks and nothing that says anything.
pub fn is_whole(text: &[u8]) -> bool {
    let mut at = 0;
    for mask in all(text) {
        if has_letters(&text[at..mask.start]) {
            return false;
        }
        at = mask.end;
    }
    at > 0 && !has_letters(&text[at..])
}

fn has_letters(text: &[u8]) -> bool {
    String::from_utf8_lossy(text).contains(char::is_alphabetic)
}

struct Run {
    end: usize,
    is_mask: bool,
}

fn run_at(text: &[u8], at: usize) -> Option<Run> {
    let byte = text[at].to_ascii_lowercase();
    if let Some(&(_, least)) = RUNS.iter().find(|(sign, _)| *sign == byte) {
        let long = text[at..].iter().take_while(|other| other.to_ascii_lowercase() == byte).count();
        let end = at + long;
        // `a__b` is a name in some program, `xxl` a size; stars may touch a word whose rest they hide.
        let is_free = byte == b'*' || !touches_word(text, at, end);
        return Some(Run { end, is_mask: long >= least && is_free });
    }
    if byte < 0x80 {
        return (text[at..].starts_with(b"NN") && !touches_word(text, at, at + 2))
            .then_some(Run { end: at + 2, is_mask: true });
    }
    let block = BLOCKS.iter().find(|block| text[at..].starts_with(block.as_bytes()))?;
    let long = text[at..].chunks(block.len()).take_while(|chunk| *chunk == block.as_bytes()).count();
    Some(Run { end: at + long * block.len(), is_mask: true })
}

fn touches_word(text: &[u8], start: usize, end: usize) -> bool {
    let is_part = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_digit());
    word_ending_at(text, start).is_some()
        || word_at(text, end).is_some()
        || is_part(start.checked_sub(1).and_then(|before| text.get(before)))
        || is_part(text.get(end))
}

fn sign_at(text: &[u8], at: usize) -> Option<usize> {
    let rest = &text[at..];
    if let Some(sign) = SIGNS.iter().find(|sign| rest.starts_with(sign.as_bytes())) {
        return Some(at + sign.len());
    }
    let close = match rest[0] {
        b'[' => b']',
        b'<' => b'>',
        _ => return None,
    };
    let end = rest.iter().take(24).position(|&byte| byte == close)?;
    let inside = String::from_utf8_lossy(&rest[1..end]).trim().to_lowercase();
    IN_BRACKETS.contains(&inside.as_str()).then_some(at + end + 1)
}

fn phrase_at(text: &[u8], at: usize) -> Option<usize> {
    // The first letters of all phrases.
    if !matches!(text[at].to_ascii_lowercase(), b'a' | b's' | b'u' | b'n' | b't') || word_ending_at(text, at).is_some()
    {
        return None;
    }
    let begins = |phrase: &&&str| {
        text.get(at..at + phrase.len()).is_some_and(|given| given.eq_ignore_ascii_case(phrase.as_bytes()))
    };
    let phrase = PHRASES.iter().filter(begins).max_by_key(|phrase| phrase.len())?;
    let end = at + phrase.len();
    if phrase.ends_with(|last: char| last.is_alphabetic()) && word_at(text, end).is_some() {
        return None;
    }
    let is_copy = OF_COPIES.contains(phrase);
    let ends = text[end..].trim_ascii_start().first().is_none_or(|byte| !is_word_byte(*byte) && *byte != b'/')
        || phrase.starts_with("unn") && follows_basis(&text[end..]);
    (ends && stands_alone(&text[..at], is_copy, end == text.len())).then_some(end)
}

/// «Unntatt offentlighet etter offl. § 13», «Unntatt offl. § 13».
fn follows_basis(rest: &[u8]) -> bool {
    let rest = String::from_utf8_lossy(&rest[..rest.len().min(12)]).trim_start().to_lowercase();
    ["etter", "jf", "jfr", "iht", "off", "§"].iter().any(|word| rest.starts_with(word))
}

/// Nothing before it makes it part of a sentence.
fn stands_alone(before: &[u8], is_copy: bool, is_end: bool) -> bool {
    let trimmed = before.trim_ascii_end();
    let Some(word) = word_ending_at(trimmed, trimmed.len()) else {
        return trimmed.is_empty() && (is_end || !is_copy) || !trimmed.is_empty() && !is_copy;
    };
    let word = String::from_utf8_lossy(word.of(trimmed)).to_lowercase();
    LEADS.contains(&word.as_str())
}

/// Words that are to be taken out and still stand there: `@…@`, `#…#`, `_…_`, as ePhorte and WebSak keep them inside. The span holds
/// the marks. No address, tag, file name or blank line to write on is one.
pub fn next_word_mark(text: &[u8], from: usize) -> Option<Span> {
    /// Nobody marks more than a few words at a time.
    const LONGEST: usize = 120;
    let mut at = from;
    while let Some(found) = memchr::memchr3(b'@', b'#', b'_', &text[at..]) {
        let start = at + found;
        let mark = text[start];
        at = start + 1;
        let opens = is_edge(text, start.checked_sub(1), false) && word_ending_at(text, start).is_none();
        let begins = text.get(start + 1).is_some_and(|&byte| is_word_byte(byte) || byte.is_ascii_digit());
        if !opens || !begins {
            continue;
        }
        let window = &text[start + 1..text.len().min(start + 1 + LONGEST)];
        let Some(length) = memchr::memchr(mark, window) else { continue };
        let end = start + 1 + length;
        let inside = &text[start + 1..end];
        let closes = is_edge(text, Some(end + 1), true) && word_at(text, end + 1).is_none();
        let ends = inside.last().is_some_and(|&byte| !byte.is_ascii_whitespace());
        let digits = inside.iter().filter(|byte| byte.is_ascii_digit()).count();
        let says_something = inside.iter().filter(|&&byte| is_word_byte(byte)).count() >= 2 || digits >= 6;
        if closes && ends && says_something && next(inside, 0).is_none() {
            return Some(Span::new(start, end + 1));
        }
    }
    None
}

/// What stands at `at` may stand outside a mark: nothing that goes on with a number or a file's name.
fn is_edge(text: &[u8], at: Option<usize>, is_behind: bool) -> bool {
    let Some(&byte) = at.and_then(|at| text.get(at)) else { return true };
    let joins = matches!(byte, b'.' | b'/' | b'\\' | b'@' | b'#' | b'_' | b'=' | b'&');
    !byte.is_ascii_alphanumeric() && (!joins || is_behind && byte == b'.')
}

/// What stands in `open` where the masks of `masked` stand, if the rest of the two is the same but for case and blanks at the
/// masks. `None` where they differ, or where `masked` has too little left to tell.
pub fn hidden(masked: &[u8], open: &[u8], least_letters: usize) -> Option<Vec<Span>> {
    /// Titles are shorter; the search for the pieces need not be clever.
    const LONGEST: usize = 2_000;
    if masked.len().max(open.len()) > LONGEST {
        return None;
    }
    let pieces = pieces(masked);
    let letters = pieces.iter().flat_map(|piece| piece.iter()).filter(|&&byte| is_word_byte(byte)).count();
    let (first, last) = (pieces.first()?, pieces.last()?);
    if pieces.len() < 2 || letters < least_letters || next(open, 0).is_some() {
        return None;
    }
    let starts =
        |text: &[u8], piece: &[u8]| text.get(..piece.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(piece));
    if !starts(open, first) || open.len() < first.len() + last.len() {
        return None;
    }
    let end = open.len() - last.len();
    if !starts(&open[end..], last) {
        return None;
    }
    let (mut spans, mut at) = (Vec::new(), first.len());
    for piece in &pieces[1..pieces.len() - 1] {
        let found = (at..end).find(|&from| starts(&open[from..end], piece))?;
        spans.push(Span::new(at, found));
        at = found + piece.len();
    }
    spans.push(Span::new(at, end));
    spans.retain(|span| span.of(open).iter().any(u8::is_ascii_alphanumeric));
    (!spans.is_empty()).then_some(spans)
}

/// What stands before, between and behind the masks; masks with nothing between them are one.
fn pieces(masked: &[u8]) -> Vec<&[u8]> {
    let (mut pieces, mut at) = (Vec::new(), 0);
    for mask in all(masked) {
        let piece = masked[at..mask.start].trim_ascii();
        if !piece.is_empty() || pieces.is_empty() {
            pieces.push(piece);
        }
        at = mask.end;
    }
    if at > 0 {
        pieces.push(masked[at..].trim_ascii());
    }
    pieces
}

/// What stands before the first mask and behind the last of a field with one place masked: equal for the same title with the words
/// in the open.
pub fn frame(masked: &[u8]) -> Option<(&[u8], &[u8])> {
    match pieces(masked).as_slice() {
        [before, after] => Some((before, after)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masks_are_known_as_they_are_written() {
        for masked in [
            "Svar til *****",
            "Svar til Ol***",
            "Sak __",
            "Sak – ______",
            "Elev xxxxx",
            "Elev XXXX",
            "Klage […]",
            "Klage [...]",
            "Svar (unntatt offentlighet)",
            "Skjermet",
            "Avskjermet",
            "Vedtak – skjerma",
            "Søknad fra N.N.",
            "Søknad frå NN",
            "Søknad fra skjermet",
            "Unnateke offentlegheit",
            "Unntatt offentlighet etter offl. § 13",
            "Navn unntatt offentlighet",
            "Svar til ████",
            "Svar til #####",
            "Svar til <skjermet>",
            "Svar til [navn]",
            "Svar til sladdet",
            "Sladdet",
            "Sak, u.off.",
        ] {
            assert!(next(masked.as_bytes(), 0).is_some(), "{masked}");
        }
        for open in [
            "Fakta * merknad",
            "Max Manus",
            "Uskjermet kabel",
            "2 x 4",
            "Exxon",
            "Skjermet enhet ved sykehjemmet",
            "Skjerma eining",
            "Plass i skjermet avdeling",
            "Referat (sladdet)",
            "Avtale – sladdet versjon",
            "modul__fil",
            "C# og F#",
            "Rapport #12",
            "Størrelse xxl",
            "Søknad om å bli unntatt offentlighet",
            "Kommunen (...om veien)",
            "Annen sak",
            "ANNEN PART",
            "Kabel, skjermet type",
            "Ny avtale [vedlegg]",
        ] {
            assert!(next(open.as_bytes(), 0).is_none(), "{open}");
        }
    }

    #[test]
    fn a_title_is_masked_whole_where_nothing_is_left() {
        for whole in ["***** – *****", "Skjermet", "*****", "(unntatt offentlighet)", "**** ****"] {
            assert!(is_whole(whole.as_bytes()), "{whole}");
        }
        for more in ["Svar til *****", "Vedtak", "", "*", "Ås *****"] {
            assert!(!is_whole(more.as_bytes()), "{more}");
        }
    }

    #[test]
    fn word_marks_are_no_addresses_tags_or_file_names() {
        for (marked, inside) in [
            ("Svar til @Ola Nordmann@", "@Ola Nordmann@"),
            ("Svar til #Ola Nordmann#, klage", "#Ola Nordmann#"),
            ("Svar til _Ola Nordmann_.", "_Ola Nordmann_"),
            ("Sak (@Åse@) – @Bø@", "@Åse@"),
            ("Svar til –@Ola@– i dag", "@Ola@"),
            ("Svar til @Åsmund Bø@", "@Åsmund Bø@"),
            ("_Ola_ _Nordmann_", "_Ola_"),
        ] {
            let found =
                next_word_mark(marked.as_bytes(), 0).map(|span| String::from_utf8_lossy(span.of(marked.as_bytes())));
            assert_eq!(found.as_deref(), Some(inside), "{marked}");
        }
        for plain in [
            "Svar fra ola@example.no til kari@example.no",
            "#bærekraft #klima",
            "#bærekraft og #klima",
            "C# og F#",
            "vedtak_2024_endelig.pdf",
            "_bilde_01.jpg",
            "Rapport _ vedlegg _ 2",
            "Navn: ______",
            "@ola @kari",
            "@ola@sosial.example",
            "Faktura #123 og #124",
            "Sak #1#",
            "min_fil og din_fil",
            "foo_bar_ baz",
            "__init__",
            "a @ b @ c",
            "/_layouts_/",
        ] {
            assert_eq!(next_word_mark(plain.as_bytes(), 0), None, "{plain}");
        }
    }

    #[test]
    fn hidden_words_are_those_in_the_masks_places() {
        let words = |masked: &str, open: &str| {
            let spans = hidden(masked.as_bytes(), open.as_bytes(), 3)?;
            Some(spans.iter().map(|span| open[span.start..span.end].trim().to_owned()).collect::<Vec<_>>())
        };
        assert_eq!(words("Svar til *****", "Svar til Ola Nordmann"), Some(vec!["Ola Nordmann".into()]));
        assert_eq!(
            words("Klage fra **** **** på vedtak", "KLAGE FRA Ola Nordmann på vedtak"),
            Some(vec!["Ola Nordmann".into()])
        );
        assert_eq!(words("Fra *** til *** i dag", "Fra Ola til Kari i dag"), Some(vec!["Ola".into(), "Kari".into()]));
        assert_eq!(words("Svar til *****", "Svar fra Ola"), None);
        assert_eq!(words("*****", "Ola"), None);
        assert_eq!(words("Svar til *****", "Svar til"), None);
        assert_eq!(words("Svar til Kari", "Svar til Kari"), None);
    }
}
