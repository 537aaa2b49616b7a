//! What every reader of documents must hold, whatever the bytes. A target hands its input to [`read`] under the names of its
//! formats, and asks of what comes back what only its family promises.

use skjerm::extract::{Extraction, Limits, Options, Pictures, Piece, extract_all};
use skjerm::model::{LineCounter, Part, Places, Role, SEGMENT_SEPARATOR, Span};
use std::panic::{self, AssertUnwindSafe};

/// Small, so that what passes them is within a fuzzer's reach.
pub const LIMITS: Limits = Limits {
    nesting: 4,
    members: 50,
    expansion: 100,
    unpacked: 4 << 20,
    document: 1 << 20,
    seconds: 5,
    memory: 256 << 20,
};

/// What a document may say for each of its bytes, and at least. Office packages and streams of PDF are packed; what stands in a
/// group of linked objects is said again.
const TEXT_PER_BYTE: usize = 200;
const TEXT_ALWAYS: usize = 16 << 20;

/// A run of text as it came out.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    pub role: Role,
    pub label: String,
    pub text: String,
    /// Where it stands, written out.
    pub place: String,
}

/// All that came out of an input.
#[derive(Debug, Default, PartialEq)]
pub struct Reading {
    pub format: &'static str,
    pub is_unread: bool,
    pub runs: Vec<Run>,
    /// Name, size and whether it is unread.
    pub members: Vec<(String, usize, bool)>,
    /// Width and height.
    pub pictures: Vec<(u32, u32)>,
}

impl Reading {
    /// Nothing came of it, and nothing is said to be left.
    pub fn is_clean_and_empty(&self) -> bool {
        !self.is_unread && self.runs.is_empty() && self.members.is_empty() && self.pictures.is_empty()
    }

    /// Letters and digits of all runs, in their order.
    pub fn letters(&self) -> String {
        self.runs.iter().flat_map(|run| letters(&run.text)).collect()
    }
}

/// The letters and digits of a text.
pub fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|character| character.is_alphanumeric())
}

/// What of a markup stands beside its tags, and their names; `None` where it has more than tags of a bare name.
pub fn beside_tags(markup: &str) -> Option<(String, Vec<String>)> {
    let (mut shown, mut tags) = (String::new(), Vec::new());
    let mut rest = markup;
    while let Some((text, behind)) = rest.split_once('<') {
        let (tag, behind) = behind.split_once('>')?;
        let name = tag.strip_prefix('/').unwrap_or(tag);
        if name.is_empty()
            || !name.bytes().all(|byte| byte.is_ascii_alphanumeric())
            || name.as_bytes()[0].is_ascii_digit()
        {
            return None;
        }
        shown.push_str(text);
        tags.push(name.to_ascii_lowercase());
        rest = behind;
    }
    shown.push_str(rest);
    (!shown.contains(['&', '\0'])).then_some((shown, tags))
}

/// Lets panics in libraries pass: in a run they cost a worker process and its document, which is then unread. One of our own ends
/// the target.
pub fn tolerate_panics_of_libraries() {
    let report = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        let is_of_library = panic.location().is_some_and(|location| location.file().contains("/registry/src/"));
        if !is_of_library {
            report(panic);
        }
    }));
}

/// Reads `bytes` as a file of that name and checks what every reading must hold. `None` where a library gave up.
pub fn read(bytes: &[u8], name: &str) -> Option<Reading> {
    let reading = once(bytes, name)?;
    // As good as chance, and the same for the same input.
    if bytes.len().is_multiple_of(4) {
        assert_eq!(once(bytes, name).as_ref(), Some(&reading), "the same input gives the same output");
    }
    Some(reading)
}

fn once(bytes: &[u8], name: &str) -> Option<Reading> {
    panic::catch_unwind(AssertUnwindSafe(|| {
        let mut reading = Reading::default();
        let (mut said, mut unpacked) = (0, 0);
        let options = Options { limits: LIMITS, pictures: Pictures::HandedOut, ..Options::default() };
        let Extraction { format, unread } = extract_all(bytes, name, options, None, &mut |piece| match piece {
            Piece::Part(part) => {
                said += part.text.len();
                check(&part);
                add_runs(&part, &mut reading.runs);
            }
            Piece::Member(member) => {
                assert!(member.bytes.len() as u64 <= LIMITS.document, "no member is larger than a document may be");
                unpacked += member.bytes.len() as u64;
                reading.members.push((member.name, member.bytes.len(), member.unread.is_some()));
            }
            Piece::Picture(picture) => {
                let dots = u64::from(picture.width) * u64::from(picture.height);
                assert_eq!(picture.grey.len() as u64, dots, "a byte a dot");
                assert!(picture.page > 0 && picture.dots_per_point > 0.0);
                reading.pictures.push((picture.width, picture.height));
            }
        });
        assert!(unpacked <= LIMITS.unpacked, "members stay within what a container may unpack to");
        assert!(reading.members.len() as u64 <= LIMITS.members, "and within their number");
        assert!(said <= TEXT_ALWAYS.max(bytes.len() * TEXT_PER_BYTE), "a text is bounded: {said}");
        if let Some(unread) = &unread {
            assert!(!unread.detail.is_empty(), "what is unread is told");
        }
        assert_eq!(bytes.is_empty(), format.is_empty(), "whatever holds a byte has a format");
        Reading { format, is_unread: unread.is_some(), ..reading }
    }))
    .ok()
}

/// What every part keeps to.
fn check(part: &Part<'_>) {
    assert!(!part.text.is_empty(), "a part says something");
    let mut end = 0;
    for (index, segment) in part.segments.iter().enumerate() {
        let (start, after) = (segment.start as usize, segment.end as usize);
        assert!(start < after && after <= part.text.len(), "a segment lies inside its text");
        assert_eq!(start, end + usize::from(index > 0), "segments rise, one byte apart");
        assert!(index == 0 || part.text[end] == SEGMENT_SEPARATOR, "and are parted");
        let text = segment.span().of(&part.text);
        assert!(!text.contains(&SEGMENT_SEPARATOR), "no separator within a segment");
        assert!(std::str::from_utf8(text).is_ok(), "segments begin and end between characters");
        end = after;
    }
    assert!(part.segments.is_empty() || end == part.text.len(), "no text beside the segments");
    if let Places::Pages(words) = &part.places {
        for word in words.words() {
            assert!(word.page > 0 && word.end as usize <= part.text.len(), "words lie inside their text");
            assert!(std::str::from_utf8(&part.text[word.start as usize..word.end as usize]).is_ok());
            assert!(word.bbox.is_none_or(|sides| sides.iter().all(|side| side.is_finite())), "boxes have sides");
        }
    }
}

fn add_runs(part: &Part<'_>, runs: &mut Vec<Run>) {
    let mut lines = LineCounter::default();
    if part.segments.is_empty() {
        let place = part.location(None, &mut lines, Span::new(0, part.text.len()));
        runs.push(Run {
            role: part.role,
            label: String::new(),
            text: String::from_utf8_lossy(&part.text).into_owned(),
            place: format!("{} {place:?}", part.origin),
        });
    }
    for segment in &part.segments {
        let place = part.location(Some(segment), &mut lines, segment.span());
        runs.push(Run {
            role: segment.role,
            label: segment.label.to_string(),
            text: String::from_utf8_lossy(segment.span().of(&part.text)).into_owned(),
            place: format!("{:?} {} {place:?}", part.role, segment.record),
        });
    }
}

/// A target that holds its readings to what all readings hold, and to what `holds` asks of them.
#[macro_export]
macro_rules! family {
    ($names:expr, $holds:expr) => {
        libfuzzer_sys::fuzz_target!(init: $crate::tolerate_panics_of_libraries(), |bytes: &[u8]| {
            for name in $names {
                if let Some(reading) = $crate::read(bytes, name) {
                    $holds(bytes, &reading);
                }
            }
        });
    };
}
