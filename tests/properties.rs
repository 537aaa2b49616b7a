//! What holds for any input, through the library: every routine of the detector gives the same, places lie inside the text, and
//! nothing panics.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod support;

use proptest::prelude::*;
use proptest::sample::select;
use skjerm::assess::Assessor;
use skjerm::detect::classify::Level;
use skjerm::detect::{Detector, NameMode, Scratch, Selection};
use skjerm::model::{Hit, Part, Places, Reason, Role, SEGMENT_SEPARATOR, Segment, Severity};
use skjerm::rules::{DEFAULT_POLICY, Rules};
use skjerm::scan::{Options, Scanner};
use skjerm::{extract, source};
use std::sync::{Arc, OnceLock};

fn rules() -> Arc<Rules> {
    static RULES: OnceLock<Arc<Rules>> = OnceLock::new();
    RULES.get_or_init(|| Arc::new(Rules::load(&[] as &[&str], DEFAULT_POLICY).expect("the built-in rules"))).clone()
}

fn everything() -> Selection {
    Selection { names: NameMode::All, ..Selection::default() }
}

/// One detector for each routine that this machine has.
fn detectors() -> &'static [(Level, Detector)] {
    static DETECTORS: OnceLock<Vec<(Level, Detector)>> = OnceLock::new();
    DETECTORS.get_or_init(|| {
        let made = |level: Level| (level, Detector::new(&rules(), &everything()).expect("compiles").with_level(level));
        Level::available().into_iter().map(made).collect()
    })
}

/// A detector that looks for names near what is telling only.
fn near() -> &'static Detector {
    static NEAR: OnceLock<Detector> = OnceLock::new();
    NEAR.get_or_init(|| Detector::new(&rules(), &Selection::default()).expect("compiles"))
}

fn assessor() -> &'static Assessor {
    static ASSESSOR: OnceLock<Assessor> = OnceLock::new();
    ASSESSOR.get_or_init(|| Assessor::new(rules(), everything(), false, None))
}

fn scanner() -> &'static Scanner {
    static SCANNER: OnceLock<Scanner> = OnceLock::new();
    SCANNER.get_or_init(|| {
        let options = Options { selection: everything(), sha256: true, ..Options::default() };
        Scanner::new(rules(), options).expect("compiles")
    })
}

/// Words of the rules themselves: forms, what stops them, cues, names.
fn own_words() -> &'static [String] {
    static WORDS: OnceLock<Vec<String>> = OnceLock::new();
    WORDS.get_or_init(|| {
        let rules = rules();
        let mut words: Vec<String> = rules.lists().lemmas.iter().step_by(3).map(|lemma| lemma.text.clone()).collect();
        words.extend(rules.lists().harmless.iter().map(|harmless| harmless.words.join("-")));
        words.extend(rules.cues.values().flat_map(|lists| lists.values()).flatten().cloned());
        words.extend(rules.identifiers.iter().flat_map(|identifier| identifier.cues.iter().cloned()));
        for group in &rules.lists().names {
            let all = [&group.first, &group.last, &group.also_words_first, &group.also_words_last];
            words.extend(all.into_iter().flat_map(|names| names.iter().step_by(5).cloned()));
        }
        words.iter_mut().for_each(|word| *word = word.replace('*', ""));
        words
    })
}

fn numbers() -> &'static [String] {
    static NUMBERS: OnceLock<Vec<String>> = OnceLock::new();
    NUMBERS.get_or_init(|| support::fodselsnumre().step_by(200).collect())
}

/// A piece of text that means something to the detector.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => select(own_words()),
        1 => select(own_words()).prop_map(|word| word.to_uppercase()),
        2 => select(numbers()).prop_map(|number| number.clone()),
        1 => select(numbers()).prop_map(|number| format!("{} {}", &number[..6], &number[6..])),
        1 => "[0-9]{1,14}",
        1 => "[0-9]{2}[. -][0-9]{2}[. -][0-9]{2,4}",
        1 => "[a-zæøå]{1,8}@[a-z]{1,8}\\.no",
        1 => "\\PC{0,6}",
        3 => select(&["fnr. ", "tlf. ", "født ", "ikke ", "Søkeren ", "saksbehandler ", "hun ", "gnr. 4 bnr. 5 ", "kr ", "§ 9 A-4 "][..])
            .prop_map(str::to_owned),
    ]
}

fn gap() -> impl Strategy<Value = &'static str> {
    select(
        &[" ", " ", " ", " ", ", ", ". ", ".", "\n", "\n\n", "\r\n", "-", "–", "\u{a0}", "\u{ad}", "/", ": ", "\t", ""]
            [..],
    )
}

prop_compose! {
    fn prose()(pieces in prop::collection::vec((piece(), gap()), 0..60)) -> String {
        pieces.into_iter().flat_map(|(piece, gap)| [piece, gap.to_owned()]).collect()
    }
}

/// Text with stray bytes in it.
fn damaged() -> impl Strategy<Value = Vec<u8>> {
    (prose(), prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..12)).prop_map(|(text, strays)| {
        let mut bytes = text.into_bytes();
        for (at, byte) in strays {
            let at = at.index(bytes.len() + 1);
            bytes.insert(at, byte);
        }
        bytes
    })
}

/// The pieces of `texts` as segments of one part, three to a record, as a table hands them out.
fn table(texts: &[Vec<u8>]) -> Part<'static> {
    let mut part = Part::text(Role::Body, Vec::new());
    let mut bytes = Vec::new();
    let roles = [Role::Title, Role::Party, Role::Official, Role::Metadata, Role::Body, Role::Hidden];
    for (number, text) in texts.iter().enumerate() {
        if number > 0 {
            bytes.push(SEGMENT_SEPARATOR);
        }
        let start = bytes.len() as u32;
        bytes.extend(text.iter().filter(|byte| **byte != SEGMENT_SEPARATOR));
        part.segments.push(Segment {
            start,
            end: bytes.len() as u32,
            role: roles[number % roles.len()],
            record: number as u32 / 3,
            row: number as u64 / 3 + 1,
            place: number as u32 % 3,
            label: ["tittel", "fødselsnummer", "navn", ""][number % 4].into(),
        });
    }
    part.text = bytes.into();
    part.places =
        Places::Table { headers: Arc::from(["tittel".into(), "fødselsnummer".into(), "navn".into()]), sheet: None };
    part
}

fn hits(detector: &Detector, part: &Part<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    detector.scan(part, &mut Scratch::default(), &mut hits);
    hits
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_routine_finds_the_same(text in damaged()) {
        let part = Part::text(Role::Body, text);
        let expected = hits(&detectors()[0].1, &part);
        for (level, detector) in detectors() {
            prop_assert_eq!(&hits(detector, &part), &expected, "{:?}", level);
        }
    }

    #[test]
    fn every_routine_finds_the_same_in_random_bytes(text in prop::collection::vec(any::<u8>(), 0..5000)) {
        let part = Part::text(Role::Body, text);
        let expected = hits(&detectors()[0].1, &part);
        for (level, detector) in detectors() {
            prop_assert_eq!(&hits(detector, &part), &expected, "{:?}", level);
        }
    }

    #[test]
    fn what_stands_before_moves_hits_and_changes_none(text in prose(), before in 0usize..9000) {
        // Whatever place the text has within chunks and blocks, the same is found. At the ends of a document more is looked for.
        let end = "ok. ".repeat(150);
        let between = |filler: &str| format!("{end}{filler}\n\n\n{text}\n\n\n{end}");
        let alone = hits(&detectors()[0].1, &Part::text(Role::Body, between("").into_bytes()));
        let filler = "ok. ".repeat(before / 4);
        let moved = Part::text(Role::Body, between(&filler).into_bytes());
        for (level, detector) in detectors() {
            let found: Vec<_> = hits(detector, &moved).iter().map(|h| (h.kind, h.span.start, h.span.end)).collect();
            let expected: Vec<_> =
                alone.iter().map(|h| (h.kind, h.span.start + filler.len(), h.span.end + filler.len())).collect();
            prop_assert_eq!(found, expected, "{:?}", level);
        }
    }

    #[test]
    fn hits_lie_inside_the_text_on_whole_characters(text in prose()) {
        let part = Part::text(Role::Body, text.as_bytes());
        let found = hits(&detectors()[0].1, &part);
        for hit in &found {
            prop_assert!(hit.span.start < hit.span.end && hit.span.end <= text.len(), "{:?}", hit);
            prop_assert!(text.get(hit.span.start..hit.span.end).is_some(), "cuts a character: {:?}", hit);
            for span in [hit.form.span(), hit.named.and_then(|named| named.span())].into_iter().flatten() {
                prop_assert!(span.start <= span.end && span.end <= text.len(), "evidence outside: {:?}", hit);
            }
        }
        prop_assert!(found.is_sorted_by_key(|hit| hit.span.start));
    }

    #[test]
    fn hits_stay_inside_their_segment(texts in prop::collection::vec(damaged(), 1..12)) {
        let part = table(&texts);
        for (level, detector) in detectors() {
            for hit in hits(detector, &part) {
                let inside = part.segments.iter().any(|segment| segment.span().covers(hit.span));
                prop_assert!(inside, "{:?}: {:?} reaches over segments", level, hit);
            }
        }
    }

    #[test]
    fn weighing_never_panics_and_keeps_its_places(text in damaged()) {
        let part = Part::text(Role::Body, text.clone());
        let findings = assessor().assess(&part, &hits(&detectors()[0].1, &part));
        for finding in findings {
            prop_assert!(finding.span.start < finding.span.end && finding.span.end <= text.len(), "{:?}", finding);
            prop_assert!((0.0..=1.0).contains(&finding.confidence), "{:?}", finding);
            if let Ok(text) = std::str::from_utf8(&text) {
                prop_assert_eq!(Some(finding.text.as_str()), text.get(finding.span.start..finding.span.end));
            }
            for (mark, _) in &finding.context.marks {
                prop_assert!(finding.context.text.get(mark.start..mark.end).is_some(), "{:?}", finding);
            }
        }
    }

    #[test]
    fn no_severity_depends_on_where_names_are_looked_for(texts in prop::collection::vec(prose(), 1..6), apart in 0usize..700) {
        // Paragraphs near each other and far apart.
        let text = texts.join(&format!(".\n\n{}\n\n", "Saka er grei. ".repeat(apart / 14)));
        let part = Part::text(Role::Body, text.into_bytes());
        let severe = |detector: &Detector| {
            let findings = assessor().assess(&part, &hits(detector, &part)).into_iter();
            findings
                .filter(|finding| finding.severity > Severity::Note)
                .map(|finding| (finding.span, finding.kind, finding.severity))
                .collect::<Vec<_>>()
        };
        prop_assert_eq!(severe(near()), severe(&detectors()[0].1));
    }

    #[test]
    fn weighing_a_table_never_panics(texts in prop::collection::vec(damaged(), 1..12)) {
        let part = table(&texts);
        for finding in assessor().assess(&part, &hits(&detectors()[0].1, &part)) {
            prop_assert!(finding.span.start < finding.span.end, "{:?}", finding);
            prop_assert!(finding.location.row.is_some() && finding.location.cell.is_some(), "{:?}", finding);
        }
    }
}

/// Names under which bytes are read as one format or another.
const NAMES: [&str; 9] = ["a.txt", "a.csv", "a.tsv", "a.json", "a.jsonl", "a.xml", "a.html", "a.eml", "a"];

/// Beginnings of the formats, so that random bytes get past the first look.
fn document() -> impl Strategy<Value = Vec<u8>> {
    let syntax = select(
        &[
            "<?xml version=\"1.0\"?>",
            "<a b='",
            "</a>",
            "<![CDATA[",
            "]]>",
            "<!--",
            "-->",
            "<p>",
            "&amp;",
            "&#x41;",
            "<table><tr><td>",
            "<script>",
            "{",
            "}",
            "[",
            "]",
            "\"",
            ":",
            ",",
            "\\u00e5",
            "\\",
            ";",
            "\t",
            "\r\n",
            "\n",
            "'",
            "=",
            "\u{feff}",
            "null",
            "1e9",
            "arkivskaper",
            "<journalpost>",
            "\"fødselsnummer\":",
            "Saksnr;Dokumentnr\r\n",
            "From: a\n\n",
            "\u{0}",
        ][..],
    )
    .prop_map(|text| text.as_bytes().to_vec());
    let any_piece = prop_oneof![
        5 => syntax,
        2 => piece().prop_map(String::into_bytes),
        1 => prop::collection::vec(any::<u8>(), 0..8),
    ];
    prop::collection::vec(any_piece, 0..80).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn extraction_of_anything_keeps_segments_in_order(bytes in document(), name in select(&NAMES[..])) {
        let mut wrong = None;
        extract::extract(&bytes, name, &mut |part| {
            let mut end = 0;
            for segment in &part.segments {
                if (segment.start as usize) < end || segment.end < segment.start || segment.end as usize > part.text.len() {
                    wrong = Some(format!("{segment:?} behind {end} in {} bytes", part.text.len()));
                }
                end = segment.end as usize;
            }
        });
        prop_assert_eq!(wrong, None);
    }

    #[test]
    fn scanning_of_any_bytes_never_panics(bytes in document(), name in select(&NAMES[..])) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, &bytes).unwrap();
        let source = source::walk([path.into_os_string()]).next().expect("one source");
        let scanned = scanner().scan(&source, &|_| {});
        // A panic is caught and told as a crash of this document.
        let crashed = scanned.document.unread.as_ref().is_some_and(|unread| unread.reason == Reason::Crashed);
        prop_assert!(!crashed, "{:?} as {}", String::from_utf8_lossy(&bytes), name);
        prop_assert_eq!(scanned.document.bytes, bytes.len() as u64);
        for finding in scanned.document.findings.held() {
            prop_assert!(finding.span.start < finding.span.end, "{:?}", finding);
        }
    }
}

#[test]
fn the_words_of_the_rules_are_what_the_texts_are_made_of() {
    assert!(own_words().len() > 2000, "{}", own_words().len());
    assert!(detectors().len() == Level::available().len() && numbers().len() > 20);
    let part = Part::text(Role::Body, "Søkeren Kari Nordmann har diabetes.".as_bytes());
    assert!(hits(&detectors()[0].1, &part).len() >= 2);
}

#[test]
fn a_text_that_breaks_off_within_a_character_is_searched() {
    // The first bytes of ø and ễ, behind words of every length up to more than a block.
    for lead in [&b"\xC3"[..], b"\xE1", b"\xE1\xBB"] {
        for length in 1..140 {
            let text = [b"diabetes ", &b"a".repeat(length)[..], lead].concat();
            let part = Part::text(Role::Body, text);
            for (level, detector) in detectors() {
                let found = hits(detector, &part);
                assert_eq!(found.len(), 1, "{level:?}, {length} letters before {lead:?}: {found:?}");
            }
        }
    }
}
