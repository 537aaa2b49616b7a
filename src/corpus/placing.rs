//! Which document a path means, and which place in it an answer or a claim.

use super::answers::{Answer, Answers};
use super::findings::{Claim, Unit, Whose};
use super::text::{FILE, NAME, Place, Text, fits};
use crate::report::BULLET;
use std::collections::HashMap;

/// The paths of the answers. Those of findings may begin with more folders, and be masked.
pub struct Paths<'a> {
    numbers: HashMap<&'a str, usize>,
    paths: Vec<&'a str>,
    masked: HashMap<String, Option<usize>>,
}

impl<'a> Paths<'a> {
    /// Of these answers.
    pub fn of(answers: &'a Answers) -> Self {
        let paths: Vec<&str> = answers.documents.iter().map(|document| document.path.as_str()).collect();
        let numbers = paths.iter().enumerate().map(|(number, path)| (*path, number)).collect();
        Paths { numbers, paths, masked: HashMap::new() }
    }

    /// The number of the document; `None` for one that the answers do not name.
    ///
    /// # Errors
    /// Nothing says which document is meant.
    pub fn document(&mut self, whose: &Whose) -> Result<Option<usize>, String> {
        match whose {
            Whose::Path(path) => Ok(self.by_path(path)),
            Whose::Number(number) if *number < self.paths.len() => Ok(Some(*number)),
            Whose::Number(_) => {
                Err(format!("there are more lists than the {} documents of the answers", self.paths.len()))
            }
            Whose::Only if self.paths.len() == 1 => Ok(Some(0)),
            Whose::Only => Err(format!(
                "it does not say in which of the {} documents: add a path to each result, or give an object of results by path",
                self.paths.len()
            )),
        }
    }

    fn by_path(&mut self, path: &str) -> Option<usize> {
        let found = endings(path).find_map(|ending| self.numbers.get(ending).copied());
        if found.is_some() || !path.contains(BULLET) {
            return found;
        }
        if let Some(&known) = self.masked.get(path) {
            return known;
        }
        let found = endings(path).find_map(|ending| self.paths.iter().position(|own| fits(ending, own.as_bytes())));
        self.masked.insert(path.to_owned(), found);
        found
    }
}

/// A path and what is left of it without its first folders, the longest first.
fn endings(path: &str) -> impl Iterator<Item = &str> {
    std::iter::once(path).chain(path.match_indices('/').map(|(at, _)| &path[at + 1..]))
}

/// Where an answer's value stands: never nowhere. `in_file` says whether the findings count in the file as it stands or in its
/// segments.
///
/// # Errors
/// It lies outside its document, or the document does not hold it; or the document would be needed and is not known.
pub fn place_answer(answer: &Answer, text: &Text, in_file: bool) -> Result<Vec<Place>, String> {
    let Some(range) = answer.range else {
        let Some(value) = answer.text.as_deref() else { return Err("neither a place nor a value".into()) };
        if !text.is_known() {
            return Err("it has no place, only a value: name the folder of the documents with --documents".into());
        }
        let places = text.find(value, answer.spot.entry.as_deref(), in_file);
        return if places.is_empty() { Err("the document does not hold the value".into()) } else { Ok(places) };
    };
    if answer.unit == Unit::Characters && !text.is_known() {
        return Err("its place counts characters: name the folder of the documents with --documents".into());
    }
    let pieces = pieces(&answer.spot, text)?;
    let shown = answer.text.as_deref();
    let mut places = within(&pieces, range, answer.unit, shown, text)?;
    if text.has_segments() && (pieces[0] == FILE) != in_file {
        let value = shown.map_or_else(|| String::from_utf8_lossy(text.at(places[0])), Into::into);
        let found = text.find(&value, answer.spot.entry.as_deref(), in_file);
        places.extend(found.into_iter().filter(|place| (place.piece == FILE) == in_file));
    }
    Ok(places)
}

/// Where a claim says that it found something.
///
/// # Errors
/// That place lies outside the document, within a character, or holds something else; or the document would be needed and is not
/// known.
pub fn place_claim(claim: &Claim, text: &Text, path: &str) -> Result<Place, String> {
    let shown = claim.shown.as_deref();
    if claim.is_name {
        return in_name(claim, path).ok_or_else(|| "the path does not hold this finding".to_owned());
    }
    if claim.unit == Unit::Characters && !text.is_known() {
        return Err("its place counts characters: name the folder of the documents with --documents".into());
    }
    let places = within(&pieces(&claim.spot, text)?, claim.range, claim.unit, shown, text)?;
    places.first().copied().ok_or_else(|| "it has no place".to_owned())
}

/// The pieces that may be meant: the file, or segments of that place.
fn pieces(spot: &super::text::Spot, text: &Text) -> Result<Vec<usize>, String> {
    if !spot.is_segment() {
        return Ok(text.loose());
    }
    if !text.is_known() {
        return Err("its place lies in a field: name the folder of the documents with --documents".into());
    }
    match text.segments(spot) {
        [] => Err("the document has no such field: is it the one that was searched?".into()),
        pieces => Ok(pieces.to_vec()),
    }
}

/// The first of `pieces` that holds `range`, and there what was `shown`.
fn within(
    pieces: &[usize],
    range: (usize, usize),
    unit: Unit,
    shown: Option<&str>,
    text: &Text,
) -> Result<Vec<Place>, String> {
    let spans = pieces.iter().filter_map(|&piece| Some(Place { piece, span: text.span(piece, range, unit)? }));
    let places: Vec<Place> = spans.collect();
    if places.is_empty() {
        let (start, end) = range;
        return Err(format!("{start} to {end} lies outside the text or within a character"));
    }
    let is_right = |place: &Place| shown.is_none_or(|shown| !text.is_known() || fits(shown, text.at(*place)));
    match places.into_iter().find(is_right) {
        Some(place) => Ok(vec![place]),
        None => Err("something else stands in that place: is it the document that was searched?".into()),
    }
}

/// Findings in names count from the start of what was named on the command line, which may begin with more or fewer folders
/// than the path in the answers: that start is where the value fits.
fn in_name(claim: &Claim, path: &str) -> Option<Place> {
    let Whose::Path(full) = &claim.whose else { return None };
    let more = full.chars().count().checked_sub(path.chars().count())?;
    let prefix: String = full.chars().take(more).collect();
    let whole = format!("{prefix}{path}");
    let (start, end) = claim.range;
    let fit = endings(&whole).find_map(|ending| {
        let value = ending.get(start..end)?;
        let is_right = claim.shown.as_deref().is_none_or(|shown| fits(shown, value.as_bytes()));
        is_right.then_some(whole.len() - ending.len())
    })?;
    // A finding in the folders before lies beside the path: it is cut to it.
    let within = |at: usize| (fit + at).saturating_sub(prefix.len());
    let span = crate::model::Span::new(within(start), within(end));
    Some(Place { piece: NAME, span })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Labelled;

    fn answers(paths: &[&str]) -> Answers {
        let document = |path: &&str| Labelled { path: (*path).to_owned(), ..Labelled::default() };
        Answers { documents: paths.iter().map(document).collect(), ..Answers::default() }
    }

    #[test]
    fn paths_are_known_by_their_ends_and_through_a_mask() {
        let answers = answers(&["brev/a.txt", "a.txt", "register/kvittering-01010112345.txt"]);
        let mut paths = Paths::of(&answers);
        let mut number = |path: &str| paths.document(&Whose::Path(path.into())).unwrap();
        assert_eq!(number("ut/brev/a.txt"), Some(0));
        assert_eq!(number("./a.txt"), Some(1));
        assert_eq!(number("ut/register/kvittering-010101•••••.txt"), Some(2));
        assert_eq!(number("ut/register/kvittering-020202•••••.txt"), None);
        assert_eq!(number("ut/b.txt"), None);
        assert!(paths.document(&Whose::Only).is_err());
        assert!(paths.document(&Whose::Number(3)).is_err());
    }
}
