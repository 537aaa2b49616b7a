//! Where reports may go: never over what the run reads or hangs on, over one another, or among the cleared exports. An earlier report
//! in the very place is no document of the run, but what this one replaces.

use crate::catalogue::{Catalogue, Lang};
use crate::report::{self, UNFINISHED, shown_path};
use crate::source::{FileId, Source};
use anyhow::bail;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

/// What a run hangs on, with the key of what is said where a report would overwrite it.
pub type Needed = (&'static str, PathBuf);

/// A place for a report.
struct Place<'a> {
    given: &'a Path,
    /// With all links followed.
    whole: PathBuf,
    /// What stands there already.
    id: Option<FileId>,
    is_there: bool,
}

impl<'a> Place<'a> {
    /// `None` for pipes and devices, which hold nothing that could be lost.
    fn of(given: &'a Path) -> Option<Self> {
        let whole = report::place_of(given);
        match std::fs::metadata(&whole) {
            Ok(meta) if meta.is_file() => Some(Place { given, whole, id: FileId::of(&meta), is_there: true }),
            Ok(_) => None,
            Err(_) => Some(Place { given, whole, id: None, is_there: false }),
        }
    }

    fn is(&self, other: &Path) -> bool {
        let same_file = || std::fs::metadata(other).is_ok_and(|meta| FileId::of(&meta) == self.id);
        self.whole == report::place_of(other) || self.id.is_some() && same_file()
    }
}

/// Refuses outputs that would overwrite what is wanted, and takes what they replace out of `sources`.
///
/// # Errors
/// An output is another one, what the run hangs on, an input that is no report, or in the folder `cleared`.
pub fn check(
    outputs: &[&Path],
    needed: &[Needed],
    cleared: Option<&Path>,
    sources: &mut Vec<Source>,
    catalogue: &Catalogue,
) -> anyhow::Result<()> {
    let places: Vec<Place> = outputs.iter().filter_map(|output| Place::of(output)).collect();
    let refuse = |key: &str, place: &Place| {
        let path = shown_path(place.given);
        bail!("{}", catalogue.format(key, &[("path", (&path).into())]))
    };
    for (at, place) in places.iter().enumerate() {
        if places[..at].iter().any(|other| other.is(place.given)) {
            return refuse("output-twice", place);
        }
        if let Some((key, _)) = needed.iter().find(|(_, path)| place.is(path)) {
            return refuse(key, place);
        }
        if cleared.is_some_and(|folder| place.whole.starts_with(report::place_of(folder))) {
            return refuse("output-cleared", place);
        }
    }
    let there: Vec<&Place> = places.iter().filter(|place| place.is_there).collect();
    let mut refused = None;
    sources.retain(|source| {
        let Some(place) = there.iter().find(|place| replaces(place, source)) else { return true };
        if source.is_argument() || !is_report(&place.whole) {
            refused = Some(*place);
        }
        false
    });
    refused.map_or(Ok(()), |place| refuse("output-input", place))
}

fn replaces(place: &Place, source: &Source) -> bool {
    match (place.id, source.file_id()) {
        (Some(place), Some(source)) => place == source,
        _ => source.is_file_at(&place.whole),
    }
}

/// Takes out of `sources` what a run that was killed left unfinished, and tells how many there were.
pub fn leave_out_unfinished(sources: &mut Vec<Source>) -> u64 {
    let before = sources.len();
    sources.retain(|source| source.is_argument() || !source.name_in_argument().split('/').any(is_unfinished));
    (before - sources.len()) as u64
}

/// The name is one that report files have until they are whole.
fn is_unfinished(name: &str) -> bool {
    let (before, after) = UNFINISHED;
    let between = name.strip_prefix(before).and_then(|name| name.strip_suffix(after));
    between.is_some_and(|between| between.len() == 6 && between.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// The file is empty or a report of ours, told by what all reports of its format begin with or, as text, end with.
fn is_report(path: &Path) -> bool {
    const EDGE: u64 = 64 * 1024;
    let read = || -> std::io::Result<(Vec<u8>, Vec<u8>)> {
        let mut file = std::fs::File::open(path)?;
        let (mut begins, mut ends) = (Vec::new(), Vec::new());
        (&mut file).take(EDGE).read_to_end(&mut begins)?;
        let length = file.metadata()?.len();
        file.seek(SeekFrom::Start(length.saturating_sub(EDGE)))?;
        file.take(EDGE).read_to_end(&mut ends)?;
        Ok((begins, ends))
    };
    let Ok((begins, ends)) = read() else { return false };
    let holds = |text: &[u8], sought: &str| memchr::memmem::find(text, sought.as_bytes()).is_some();
    let is_text = || {
        let says = |lang| {
            let catalogue = Catalogue::new(lang);
            let names =
                ["near", "all", "off"].map(|mode| catalogue.text(&format!("summary-names-{mode}")).into_owned());
            holds(&ends, &catalogue.text("summary-title")) && names.iter().any(|line| holds(&ends, line))
        };
        [Lang::Nb, Lang::Nn, Lang::En].into_iter().any(says)
    };
    begins.is_empty()
        || begins.starts_with(br#"{"type":"run","tool":"skjerm""#)
        || begins.starts_with(b"type,path,entry,part,page,")
        || begins.starts_with(br#"{"$schema":"https://docs.oasis-open.org/sarif/"#)
            && holds(&ends, r#""name":"skjerm""#)
        || holds(&begins, r#"<meta name="generator" content="skjerm"#)
        || is_text()
}
