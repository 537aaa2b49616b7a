//! Persons pointed out without a name: «ei jente i 2. klasse på …» with a telling matter is one child to all who live there. Age or
//! class or role, and a small place, beside a telling term make a `connection` for review.

use super::cues::{Class, ContextCue};
use super::last_sentence::LastSentence;
use super::link::{Link, Sentence};
use super::persons::fields_beside;
use super::term::{words_between, year_long_past};
use super::{Assessor, Place, Site};
use crate::detect::words::{begins_upper, is_all_upper, word_after, word_at, word_before};
use crate::model::{Evidence, Finding, Group, Hit, Kind, LineCounter, Part, Segment, Severity, Span};

/// Who is pointed out, and by which place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct PointedOut {
    /// The words for the person: «jente», «3. klasse».
    person: Span,
    /// The place, by its name.
    place: Span,
}

/// Words behind a figure that make it a class, in lower case.
const CLASSES: &[&[u8]] =
    &[b"klasse", b"klassen", b"trinn", b"trinnet", b"steg", "årssteg".as_bytes(), "årstrinn".as_bytes(), b"grade"];

/// Words between a class or age and the person who is of it: «ei jente som går i 2. klasse».
const PERSON_TO_GROUP: usize = 4;

impl Assessor {
    /// The finding that the term of `site` makes of a person whom nobody names, and its place in the part; `None` where nobody is
    /// pointed out, or where somebody is named and the matter is joined to the name.
    pub(super) fn point_out(
        &self,
        site: &Site<'_, '_>,
        cues: &mut LastSentence,
        marks: &[Hit],
        lines: &mut LineCounter,
    ) -> Option<(Span, Finding)> {
        let &Site { part, seen, around, .. } = site;
        let matter = site.own().hit;
        let rule = usize::from(self.connection?);
        if !self.selection.wants(Kind::Connection) || around.indices().any(|other| seen[other].is_sure_person()) {
            return None;
        }
        let text: &[u8] = &part.text;
        let (persons, grammar) = cues.persons(text, around.sentence, &self.cues);
        let figures = figures(text, around.sentence);
        let fields = around.is_field.then(|| fields_that_point_out(part, matter.span)).flatten();
        if figures.is_none() && fields.is_none() && !may_point_out(persons) {
            return None;
        }
        let (cues, _) = grammar.cues(text, around.sentence, &self.cues);
        let denied = cues.iter().any(|cue| cue.class == Class::Negation && cue.span.end <= matter.span.start);
        if denied || year_long_past(text, around.sentence).is_some() {
            return None;
        }
        let said = Sentence { text, cues };
        let is_named = around.indices().any(|other| seen[other].official.is_some());
        let found = pointed_out(said, around.sentence, matter.span, figures, around.is_field, is_named);
        let found = found.or(fields.filter(|_| !said.is_vague(matter.span)))?;
        let is_here = |span: Span| around.sentence.covers(span);
        let matters = around.indices().map(|other| seen[other].hit).filter(|hit| hit.kind.group() == Group::Terms);
        let span = [found.person, found.place]
            .into_iter()
            .chain(matters.map(|hit| hit.span))
            .filter(|span| is_here(*span))
            .fold(matter.span, |all, one| Span::new(all.start.min(one.start), all.end.max(one.end)));
        let place = Place { span, kind: Kind::Connection, rule };
        let finding = self.finding_at(part, marks, place, lines, |finding| {
            finding.severity = self.weights[rule].severity.person.min(Severity::Review);
            finding.confidence = 0.5;
            finding.evidence = vec![
                Evidence::PersonRole(found.person),
                Evidence::Cue(found.place),
                Evidence::Neighbour(matter.kind, matter.span),
            ];
        });
        Some((span, finding))
    }
}

/// The fields beside a matter that tell of whom it is without a name: of what age or sex, in which class, from where.
fn fields_that_point_out(part: &Part<'_>, matter: Span) -> Option<PointedOut> {
    const PERSONS: &[&str] = &[
        "alder",
        "fødselsår",
        "fødd",
        "født",
        "fødeår",
        "kjønn",
        "klasse",
        "trinn",
        "klassetrinn",
        "årstrinn",
        "årssteg",
        "age",
        "gender",
        "sex",
        "year of birth",
        "grade",
    ];
    const PLACES: &[&str] = &[
        "bosted",
        "bustad",
        "bopel",
        "kommune",
        "grend",
        "bygd",
        "krets",
        "skolekrets",
        "skulekrets",
        "skole",
        "skule",
        "barnehage",
        "bydel",
        "sted",
        "stad",
        "poststed",
        "bostedskommune",
        "residence",
        "place",
        "school",
        "village",
    ];
    let field = part.segment_at(matter.start)?;
    let with_label = |labels: &[&str]| {
        let fits = |other: &&Segment| labels.iter().any(|label| other.label.eq_ignore_ascii_case(label));
        fields_beside(part, field).find(fits).map(Segment::span).filter(|span| !span.is_empty())
    };
    Some(PointedOut { person: with_label(PERSONS)?, place: with_label(PLACES)? })
}

/// Marks those who are `pointed_out` in the contexts of all findings, so that reports mask them there, too.
pub fn mark(part: &Part<'_>, pointed_out: &[Span], findings: &mut [(usize, Finding)]) {
    if pointed_out.is_empty() {
        return;
    }
    // Where stray bytes stand in the text, a context has no marks and shows its finding alone.
    let has_marks = |finding: &Finding| finding.kind != Kind::Connection && !finding.context.marks.is_empty();
    for (place, finding) in findings.iter_mut().filter(|(_, finding)| has_marks(finding)) {
        let before = part.counted(part.segment_at(*place), Span::new(*place, *place)).start - finding.context.start;
        let start = *place - before;
        let shown = Span::new(start, start + finding.context.text.len());
        let inside = pointed_out.iter().filter(|span| span.overlaps(shown));
        let marks = &mut finding.context.marks;
        marks.extend(inside.map(|span| {
            let (from, to) = (span.start.max(shown.start) - start, span.end.min(shown.end) - start);
            (Span::new(from, to), Kind::Connection)
        }));
        marks.sort_by_key(|(span, _)| span.start);
    }
}

/// The person whom the sentence `within` points out beside the matter `term`, if it does. General speech, plans and what may be
/// («dersom ein elev …») point out nobody; nor do large places. With `is_named` whoever holds an office is named in it.
fn pointed_out(
    said: Sentence<'_>,
    within: Span,
    term: Span,
    figures: Option<Figures>,
    is_field: bool,
    is_named: bool,
) -> Option<PointedOut> {
    let Sentence { text, cues } = said;
    let has = |class: Class| cues.iter().any(|cue| cue.class == class && !cue.span.overlaps(term));
    if has(Class::Generic) || has(Class::Plan) || is_possible(cues) {
        return None;
    }
    let first = |class: Class| cues.iter().find(|cue| cue.class == class).map(|cue| cue.span);
    let office = first(Class::SoleOffice)
        .filter(|office| office.end <= term.start && !is_named && !has(Class::Saying) && !said.is_vague(term));
    let person = match figures {
        Some(Figures::Child(child)) => child,
        _ => first(Class::Someone).or(office)?,
    };
    let group = first(Class::Group).or(figures.map(Figures::span)).filter(|group| {
        let (first, second) = if person.start < group.start { (person, *group) } else { (*group, person) };
        words_between(text, first.end.min(second.start), second.start) <= PERSON_TO_GROUP
    });
    let group = group.or(office.filter(|office| *office == person));
    if said.is_vague(term) && group.is_none() || !is_field && said.link(person, term) == Link::Loose {
        return None;
    }
    let place =
        small_place(text, within, cues).or_else(|| any_place(text, within, cues).filter(|_| group.is_some()))?;
    (!place.overlaps(term)).then_some(PointedOut { person, place })
}

/// One person stands there, with a class or a small place, or by an office of which there is one.
fn may_point_out(cues: &[ContextCue]) -> bool {
    let is_narrow = |class| matches!(class, Class::Group | Class::House | Class::Community | Class::SmallPlace);
    let has = |class: Class| cues.iter().any(|cue| cue.class == class);
    has(Class::SoleOffice) || has(Class::Someone) && cues.iter().any(|cue| is_narrow(cue.class))
}

/// The sentence tells of what might be, before it names anybody.
fn is_possible(cues: &[ContextCue]) -> bool {
    let someone = cues.iter().find(|cue| matches!(cue.class, Class::Someone | Class::Group));
    let unsure = cues.iter().find(|cue| cue.class == Class::Possible);
    unsure.is_some_and(|unsure| someone.is_some_and(|someone| unsure.span.start < someone.span.start))
}

/// A class or age in figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Figures {
    /// «3. klasse», «5. trinn», «8 år gammal», «på 8 år».
    Group(Span),
    /// «8-åring», «8-year-old»: one person by itself.
    Child(Span),
}

impl Figures {
    fn span(self) -> Span {
        match self {
            Figures::Group(span) | Figures::Child(span) => span,
        }
    }
}

/// The first class or age in figures.
fn figures(text: &[u8], within: Span) -> Option<Figures> {
    let bytes = within.of(text);
    let mut at = 0;
    while let Some(start) = bytes[at..].iter().position(u8::is_ascii_digit).map(|found| at + found) {
        let len = bytes[start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        at = start + len;
        let alone = len <= 2 && (start == 0 || matches!(bytes[start - 1], b' ' | b'(' | b'\n'));
        let dot = usize::from(bytes.get(at) == Some(&b'.'));
        let word = word_after(text, within.start + at + dot).filter(|word| alone && word.end <= within.end);
        let Some(word) = word else { continue };
        let span = Span::new(within.start + start, word.end);
        let folded = word.of(text).to_ascii_lowercase();
        let is_one = folded.starts_with("åring".as_bytes())
            && !folded.starts_with("åringa".as_bytes())
            && folded != "åringer".as_bytes();
        if is_one || folded == b"year" && text[word.end..].starts_with(b"-old") {
            return Some(Figures::Child(span));
        }
        let is_age = folded.starts_with("årig".as_bytes())
            || ["år".as_bytes(), b"years"].contains(&&*folded) && is_age(text, span.start, word);
        if CLASSES.contains(&&*folded) || is_age {
            return Some(Figures::Group(span));
        }
    }
    None
}

/// Years that somebody has lived: «på 8 år», «8 år gammal», «(8 år)», and no span of time: «8 år siden».
fn is_age(text: &[u8], number: usize, years: Span) -> bool {
    let on = word_before(text, number).is_some_and(|word| word.of(text) == "på".as_bytes());
    let old = word_after(text, years.end).map_or(&[][..], |word| word.of(text));
    let old = old.starts_with(b"gam") || old == b"old";
    let bracketed = number > 0 && text[number - 1] == b'(' && text.get(years.end) == Some(&b')');
    on || old || bracketed
}

/// A school, home or community in which everybody knows everybody, or a municipality of few.
fn small_place(text: &[u8], within: Span, cues: &[ContextCue]) -> Option<Span> {
    cues.iter().find_map(|cue| match cue.class {
        Class::Community => Some(cue.span),
        Class::SmallPlace => begins_upper(text, cue.span.start).then_some(cue.span),
        Class::House => {
            let name = word_before(text, cue.span.start).filter(|name| name.start >= within.start)?;
            let is_name = begins_upper(text, name.start) && name.end + 1 == cue.span.start && name.start > within.start;
            is_name.then(|| Span::new(name.start, cue.span.end))
        }
        _ => None,
    })
}

/// A name behind «i», «på», «ved», «frå»: some place that is not known to be large.
fn any_place(text: &[u8], within: Span, cues: &[ContextCue]) -> Option<Span> {
    const LEADING: &[&[u8]] = &[b"i", "på".as_bytes(), b"ved", b"fra", "frå".as_bytes()];
    let leads = |cue: &&ContextCue| cue.class == Class::Preposition && LEADING.contains(&cue.span.of(text));
    cues.iter().filter(leads).find_map(|cue| {
        let name = word_at(text, cue.span.end + 1).filter(|name| name.end <= within.end)?;
        let is_large = cues.iter().any(|cue| cue.class == Class::LargePlace && cue.span.overlaps(name));
        (begins_upper(text, name.start) && !is_all_upper(name.of(text)) && !is_large).then_some(name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group_of(text: &str) -> Option<&str> {
        let span = figures(text.as_bytes(), Span::new(0, text.len()))?.span();
        Some(&text[span.start..span.end])
    }

    #[test]
    fn classes_and_ages_are_known_by_their_figures() {
        assert_eq!(group_of("en elev i 3. klasse"), Some("3. klasse"));
        assert_eq!(group_of("ein gut på 8 år"), Some("8 år"));
        assert_eq!(group_of("en 12-åring fra bygda"), Some("12-åring"));
        assert_eq!(group_of("jenta er 9 år gammal"), Some("9 år"));
        assert_eq!(group_of("a 9-year-old girl, 8 years old"), Some("9-year"));
        assert_eq!(group_of("a girl, 8 years old"), Some("8 years"));
        assert_eq!(group_of("for 8 år siden"), None);
        assert_eq!(group_of("kapittel 3. Klager"), None);
        assert_eq!(group_of("de siste 10 år"), None);
    }
}
