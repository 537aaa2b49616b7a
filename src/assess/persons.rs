//! Private persons told apart from those who act for a body: officials, signatories, elected members.

use super::cues::{Class, ContextCues, FoundCues};
use super::journal::List;
use crate::detect::names::ends_with_any;
use crate::detect::names::full_name::is_full_name;
use crate::detect::words::{begins_upper, character_from, is_all_upper, word_at, word_ending_at};
use crate::model::{Hit, Kind, Part, PathId, Places, Role, Segment, Span};
use crate::rules::Rules;
use std::collections::HashSet;

/// Bytes before a name in which a title, label or closing may stand.
const BEFORE: usize = 140;
/// How the titles of those end who sign for others.
const SIGNING: [&str; 15] = [
    "leder",
    "leiar",
    "sjef",
    "direktør",
    "konsulent",
    "rådgiver",
    "rådgjevar",
    "rådgivar",
    "koordinator",
    "sekretær",
    "saksbehandler",
    "saksbehandlar",
    "sakshandsamar",
    "kasserer",
    "kasserar",
];
/// How bodies end in whose name somebody acts («viltnemnda v/ …»), beside organisations.
const BODIES: [&str; 19] = [
    "nemnda",
    "nemnd",
    "lag",
    "laget",
    "klubb",
    "klubben",
    "utvalget",
    "utvalet",
    "rådet",
    "tjenesten",
    "tenesta",
    "kontor",
    "taxi",
    "transport",
    "eiendom",
    "eigedom",
    "advokatfirma",
    "entreprenør",
    "styret",
];
/// Words of a label that begins with a title.
const LONGEST_LABEL: usize = 4;
/// Bytes after a name in which a title may stand.
const AFTER: usize = 60;

/// Who is meant to be named.
pub struct Officials {
    parties: HashSet<String>,
    domains: Vec<String>,
    mailboxes: HashSet<String>,
    /// How titles end: «miljørådgiver».
    title_endings: Vec<String>,
    /// What calls itself by the field it works for, associations and titles, and the words between.
    pub(super) offices: HashSet<String>,
    pub(super) office_links: HashSet<String>,
    /// What is called by a row of fields.
    pub(super) unit_heads: HashSet<String>,
    /// Words before those who act in a case or answer for it in public.
    acting: HashSet<String>,
    /// «AS», «ANS».
    firm_forms: HashSet<String>,
    /// What columns and fields of names are called.
    name_labels: HashSet<String>,
    /// How organisations end: «viltnemnda», «velforening».
    organisation_endings: Vec<String>,
}

impl Officials {
    /// The lists of `rules`.
    pub fn new(rules: &Rules) -> Self {
        let set = |file: &str, lists: &[&str]| -> HashSet<String> {
            lists.iter().flat_map(|list| rules.cue_list(file, list)).cloned().collect()
        };
        Officials {
            parties: set("public", &["parties"]),
            domains: rules.cue_list("public", "domains").to_vec(),
            mailboxes: set("public", &["mailboxes"]),
            title_endings: rules.cue_list("officials", "title_endings").to_vec(),
            offices: set("officials", &["associations", "titles"]),
            office_links: set("officials", &["office_links"]),
            unit_heads: set("officials", &["associations", "unit_heads"]),
            acting: set("officials", &["leaders", "labels"]),
            firm_forms: set("not_persons", &["firm_forms"]),
            name_labels: set("persons", &["name_labels"]),
            organisation_endings: rules.cue_list("not_persons", "organisation_endings").to_vec(),
        }
    }

    /// A header of a table, beside one of a column that holds persons' names: «Navn | Sykmeldt fra».
    pub(super) fn heads_a_column_of_persons(&self, part: &Part<'_>, at: Span) -> bool {
        /// Bytes of a header, and of what is counted in a column.
        const LONGEST_HEADER: usize = 60;
        const COUNTS: [&str; 12] = [
            "antall",
            "antal",
            "tal på",
            "andel",
            "prosent",
            "%",
            "plass",
            "kapasitet",
            "sum",
            "kostnad",
            "number",
            "total",
        ];
        let text = |field: &Segment| String::from_utf8_lossy(field.span().of(&part.text)).to_lowercase();
        let is_header = |field: &Segment| match &part.places {
            Places::Table { .. } => field.role == Role::Metadata,
            Places::Tree(tree) => {
                let mut nodes = tree.ancestors(PathId::from_place(field.place)).filter_map(|node| tree.name_of(node));
                nodes.next().is_some_and(|name| &**name == "th")
            }
            _ => false,
        };
        let Some(field) = part.segment_at(at.start).filter(|_| part.entries.is_empty()) else { return false };
        if field.span().len() > LONGEST_HEADER || !is_header(field) {
            return false;
        }
        let header = text(field);
        let mut others = fields_beside(part, field).filter(|other| other.start != field.start && is_header(other));
        !COUNTS.iter().any(|word| header.contains(word))
            && others.any(|other| self.name_labels.contains(text(other).trim()))
    }

    /// The word ends like a title, or is no more than such an ending: «miljørådgiver», «lege».
    pub(super) fn ends_like_a_title(&self, word: &str) -> bool {
        ends_with_any(word.as_bytes(), &self.title_endings) || self.title_endings.iter().any(|ending| ending == word)
    }

    /// In the title of a journal post, whom a personnel matter is about, whatever their post: «Advarsel – rådgiver Kari Nordmann», «Varsel
    /// mot rektor Kari Nordmann», «Rektor Kari Nordmann - oppsigelse». The words `official` make the name at `name` an official's.
    pub fn is_own_case(&self, part: &Part<'_>, hits: &[Hit], name: Span, official: Span) -> bool {
        let Some(field) = part.segment_at(name.start).filter(|field| field.role == Role::Title) else { return false };
        if part.entries.is_empty() || official.end > name.start {
            return false;
        }
        let (text, field): (&[u8], _) = (&part.text, field.span());
        let title = String::from_utf8_lossy(official.of(text)).to_lowercase();
        let is_acting = self.acting.contains(title.trim_end_matches(['.', ':']));
        let first = hits.partition_point(|hit| hit.span.start < field.start);
        let in_field = hits[first..].iter().take_while(|hit| hit.span.start < field.end);
        let mut matters = in_field.filter(|hit| matches!(hit.kind, Kind::Personal | Kind::Straff)).map(|hit| hit.span);
        matters.any(|matter| {
            if matter.start >= name.end {
                let rest = text[matter.end.min(field.end)..field.end].trim_ascii();
                let is_last =
                    rest.first().is_none_or(|byte| matches!(byte, b'-' | b',' | b'(') || byte.is_ascii_digit());
                return is_last && matches!(&text[name.end..matter.start], b" - " | b": " | [b' ', 0xE2, _, _, b' ']);
            }
            if matter.covers(official) {
                return matter.of(text).windows(5).any(|five| five.eq_ignore_ascii_case(b" mot "));
            }
            let between = text.get(matter.end..official.start).unwrap_or_default();
            let is_joined = [" til ", " mot ", " av ", " på "].iter().any(|joint| between == joint.as_bytes());
            matter.end <= official.start && (!is_acting || is_joined)
        })
    }

    /// The post is about the health of an elected member who asks to be let off the office: «Permisjon frå verv - sjukmeld».
    pub fn is_own_leave(&self, part: &Part<'_>, hits: &[Hit], name: Span, leaves: &List) -> bool {
        let Some(field) = part.segment_at(name.start).filter(|_| !part.entries.is_empty()) else { return false };
        let is_title = |title: &&Segment| title.role == Role::Title && title.record == field.record;
        matches!(field.role, Role::Title | Role::Party)
            && part.segments.iter().filter(is_title).any(|title| {
                let within = title.span();
                let first = hits.partition_point(|hit| hit.span.start < within.start);
                let mut told = hits[first..].iter().take_while(|hit| hit.span.end <= within.end);
                told.any(|hit| matches!(hit.kind, Kind::Helse | Kind::Personal))
                    && leaves.is_in(&String::from_utf8_lossy(within.of(&part.text)).to_lowercase())
            })
    }

    /// The words that make the name at `name` an official's, if any do.
    pub fn official(&self, part: &Part<'_>, name: Span, cues: &ContextCues, found: &mut FoundCues) -> Option<Span> {
        let text: &[u8] = &part.text;
        let segment = part.segment_at(name.start);
        if segment.is_some_and(|segment| segment.role == Role::Official) {
            return Some(name);
        }
        let is_party = segment.is_some_and(|segment| segment.role == Role::Party);
        let within = segment.map_or(Span::new(0, text.len()), |segment| segment.span());
        if let Some(party) = self.party_behind(text, within, name.end) {
            return Some(party);
        }
        if let Some(title) = self.title_before(text, within, name) {
            return Some(title);
        }
        if let Some(title) = self.presented_as(text, within, name.end) {
            return Some(title);
        }
        let other = segment.filter(|field| !matches!(field.role, Role::Title | Role::Party));
        if let Some(unit) = other.and_then(|field| unit_before(text, field.span(), name)) {
            return Some(unit);
        }
        let start = character_from(text, within.start.max(name.start.saturating_sub(BEFORE)));
        cues.find(text, Span::new(start, name.start), found);
        let on_behalf =
            text[start..name.start].trim_ascii_end().ends_with(b"v/") || text[start..name.start].ends_with(b" ved ");
        if let Some(body) = self.body_before(text, Span::new(start, name.start), name) {
            return Some(body);
        }
        let before = found.cues.iter().rev().find(|cue| {
            let between = &text[cue.span.end..name.start];
            match cue.class {
                // «Namsmannen - Kari Nordmann» are two parties.
                Class::OfficialTitle | Class::Leader if is_party && between == b" - " => false,
                Class::OfficialTitle | Class::Leader => {
                    is_beside(between)
                        || matches!(between, b" er " | b" var ")
                        || segment.is_none() && is_closed(&text[name.end..]) && is_field_of(cue.span.of(text), between)
                }
                Class::OfficialLabel => is_after_label(between),
                Class::Closing => is_below(between),
                Class::Unit => on_behalf && !between.contains(&b'\n'),
                _ => false,
            }
        });
        if let Some(cue) = before {
            return Some(cue.span);
        }
        let greeted =
            found.cues.iter().any(|cue| cue.class == Class::Greeting && is_below(&text[cue.span.end..name.start]));
        let end = within.end.min(name.end + AFTER);
        cues.find(text, Span::new(name.end, end), found);
        let behind = found.cues.iter().find(|cue| {
            let between = &text[name.end..cue.span.start];
            match cue.class {
                Class::OfficialTitle | Class::Leader => is_beside(between),
                // «Kari Nordmann, PPT»; below a greeting the unit may stand anywhere in the signature.
                Class::Unit => greeted && is_below(between) || is_beside(between) && between.starts_with(b","),
                _ => false,
            }
        });
        behind.map(|cue| cue.span).or_else(|| self.title_behind(text, within, name))
    }

    /// A signature: a line that begins with the name and goes on with a title alone, «Kari Nordmann, leiar», or has it below,
    /// «innkjøpskonsulent, Vik kommune».
    fn title_behind(&self, text: &[u8], within: Span, name: Span) -> Option<Span> {
        let line = line_start(text, within, name.start)?;
        if !text[line..name.start].trim_ascii().is_empty() {
            return None;
        }
        let behind = &text[name.end..within.end.min(name.end + AFTER)];
        let gap = behind.iter().take_while(|byte| matches!(byte, b' ' | b',' | b'(' | b'\n' | b'\r')).count();
        let is_parted = is_beside(&behind[..gap]) && behind[..gap] != *b" ";
        let word = word_at(text, name.end + gap).filter(|word| gap > 0 && is_parted && word.end <= within.end)?;
        let rest = &text[word.end..within.end];
        let ends = match rest {
            [] | [b'\n' | b'\r', ..] | [b')', b'\n' | b'\r', ..] | [b' ', b'-' | 0xE2, ..] => true,
            [b',', b' ', next @ ..] => begins_upper(next, 0),
            _ => false,
        };
        // Whose trade stands there may be ill; whoever leads or handles cases signs.
        let title = String::from_utf8_lossy(word.of(text)).to_lowercase();
        (ends && SIGNING.iter().any(|ending| title.ends_with(ending))).then_some(word)
    }

    /// «Vik Rør AS v/ Kari Nordmann», «viltnemnda v/ …»: the firm or body in whose name somebody acts; also where it has the person's name.
    fn body_before(&self, text: &[u8], before: Span, name: Span) -> Option<Span> {
        const LINKS: [&[u8]; 5] = [b"v/", b" ved", b", kontakt", b", kontaktperson", b" att."];
        let line = before.of(text).trim_ascii_end();
        let line = line.strip_suffix(b":").unwrap_or(line);
        let line = LINKS.iter().find_map(|link| line.strip_suffix(*link))?.trim_ascii_end();
        let body = word_ending_at(text, before.start + line.len()).filter(|word| word.start >= before.start)?;
        let folded = String::from_utf8_lossy(body.of(text)).to_lowercase();
        let is_body = self.firm_forms.contains(&folded)
            || BODIES.iter().any(|ending| folded.ends_with(ending))
            // «NRK v/ …»
            || body.len() > 1 && is_all_upper(body.of(text)) && !is_all_upper(name.of(text))
            || ends_with_any(body.of(text), &self.organisation_endings);
        let line = &line[line.iter().rposition(|byte| *byte == b'\n').map_or(0, |line| line + 1)..];
        let last = name.of(text).rsplit(|byte| *byte == b' ').next().unwrap_or_default();
        let is_namesake = line.split(|byte| *byte == b' ').any(|word| !last.is_empty() && word.starts_with(last));
        (is_body || is_namesake).then_some(body)
    }

    /// The word right before the name ends as a title: «miljørådgiver Kari Nordmann».
    fn title_before(&self, text: &[u8], within: Span, name: Span) -> Option<Span> {
        let end = name.start.checked_sub(1).filter(|&end| end > within.start && text[end] == b' ')?;
        let is_title = |word: &Span| ends_with_any(word.of(text), &self.title_endings);
        if text[end - 1] == b':' {
            // «Byggjeleiar: Kari Nordmann», «Prosjektleiar i kommunen: …»
            let start = line_start(text, within, end - 1)?;
            let is_short = text[start..end - 1].split(|byte| *byte == b' ').count() <= LONGEST_LABEL;
            return word_at(text, start).filter(|word| is_short && is_title(word));
        }
        word_ending_at(text, end).filter(|word| word.start >= within.start && is_title(word))
    }

    /// «Kari Nordmann (46) er ny overlege»: what its bearer is or has become is told behind the name at `at`.
    fn presented_as(&self, text: &[u8], within: Span, at: usize) -> Option<Span> {
        let behind = std::str::from_utf8(&text[at..character_from(text, within.end.min(at + AFTER))]).ok()?;
        let is_age = |word: &str| word.starts_with('(') && word.ends_with(')');
        let engaged = ["tilsett", "tilsatt", "ansatt", "valgt", "vald", "konstituert", "utnevnt", "utnemnd"];
        let from = within.start.max(at.saturating_sub(BEFORE));
        let before = text[from..at].rsplit(|byte| *byte == b' ').skip(1).take(5);
        let is_engaged = before.into_iter().any(|word| engaged.iter().any(|engaged| word == engaged.as_bytes()));
        let is_verb = |word: &str| {
            matches!(word, "er" | "blir" | "blei" | "ble" | "vart" | "vert") || word == "som" && is_engaged
        };
        let is_new = |word: &str| matches!(word, "ny" | "vår" | "den" | "nye" | "fast" | "no" | "nå");
        let (mut start, mut has_verb) = (at + 1, false);
        for word in behind.strip_prefix(' ')?.split(' ') {
            let title = word.trim_end_matches(['.', ',']);
            match word {
                word if !has_verb && is_age(word) => {}
                word if !has_verb && is_verb(word) => has_verb = true,
                word if has_verb && is_new(word) => {}
                _ => return (has_verb && self.ends_like_a_title(title)).then(|| Span::new(start, start + title.len())),
            }
            start += word.len() + 1;
        }
        None
    }

    /// «(Ap)», «(SV),»: the party of an elected member.
    fn party_behind(&self, text: &[u8], within: Span, at: usize) -> Option<Span> {
        let rest = text[at..within.end].strip_prefix(b" (").or_else(|| text[at..within.end].strip_prefix(b", "))?;
        let len = rest.iter().position(|b| matches!(b, b')' | b',' | b'\n' | b';')).unwrap_or(rest.len().min(20));
        let inside = String::from_utf8_lossy(&rest[..len.min(20)]).to_lowercase();
        // «SV/Ap»; but «v/ advokat Hansen», «(A 12)», «(H og …)»
        let mut words = inside.trim().split(' ');
        let are_parties = words.next()?.split('/').all(|party| self.parties.contains(party));
        let goes_on = words.next().is_some_and(|next| next == "og" || next.starts_with(|c: char| c.is_ascii_digit()));
        (are_parties && !goes_on).then(|| Span::new(at + 2, at + 2 + len))
    }

    /// The e-mail address belongs to a public body or an office.
    pub fn is_public_address(&self, address: &[u8]) -> bool {
        let address = String::from_utf8_lossy(address).to_lowercase();
        let Some((mailbox, domain)) = address.rsplit_once('@') else { return false };
        self.mailboxes.contains(mailbox)
            || self.domains.iter().any(|public| {
                domain.strip_suffix(public.as_str()).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
            })
    }
}

/// The fields of the record of `field`, itself and those nearest to it on either side.
pub fn fields_beside<'p>(part: &'p Part<'_>, field: &'p Segment) -> impl Iterator<Item = &'p Segment> {
    /// Records of more fields are no rows that anybody reads.
    const NEAREST: usize = 64;
    let at = part.segments.partition_point(|segment| segment.start < field.start);
    let (before, behind) = part.segments.split_at(at);
    let is_own = |other: &&Segment| other.record == field.record;
    before.iter().rev().take(NEAREST).take_while(is_own).chain(behind.iter().take(NEAREST).take_while(is_own))
}

/// Where the line of `at` begins, inside `within`; `None` where that is too far off to matter.
fn line_start(text: &[u8], within: Span, at: usize) -> Option<usize> {
    let from = within.start.max(at.saturating_sub(BEFORE));
    let line = memchr::memrchr(b'\n', &text[from..at]).map(|line| from + line + 1);
    line.or((from == within.start).then_some(from))
}

/// «OPPV/Kari Nordmann», «AREAL / Kari Nordmann»: the unit and who handles the case in it.
fn unit_before(text: &[u8], field: Span, name: Span) -> Option<Span> {
    let before = std::str::from_utf8(&text[field.start..name.start]).ok()?;
    let before = before.trim_end().strip_suffix('/')?.trim_end();
    let unit = before.rfind(|letter: char| !letter.is_uppercase() && letter != '/').map_or(0, |at| at + 1);
    let is_unit = before.is_char_boundary(unit) && before[unit..].chars().count() > 1;
    is_unit.then(|| Span::new(field.start + unit, field.start + before.len()))
}

/// Only blanks, a comma, a bracket or a line break between a title and a name.
fn is_beside(between: &[u8]) -> bool {
    between.len() <= 6
        && between.iter().all(|b| matches!(b, b' ' | b',' | b'(' | b'\n' | b'\r' | b'-' | b':' | b'/'))
        && between.iter().filter(|b| **b == b'\n').count() <= 1
}

/// What a `title` is of, then a comma: «leder for barneverntjenesten, », «head of the clinic, ».
fn is_field_of(title: &[u8], between: &[u8]) -> bool {
    const LONGEST: usize = 60;
    let is_linked = title.ends_with(b" of") || [&b" of "[..], b" for "].iter().any(|link| between.starts_with(link));
    let field = between.strip_suffix(b", ").unwrap_or_default();
    is_linked && field.len() <= LONGEST && !field.is_empty() && !field.iter().any(|byte| b",.;:!?\n".contains(byte))
}

/// The words behind a name do not go on with it: whoever is named between two marks explains what stands before.
fn is_closed(behind: &[u8]) -> bool {
    matches!(behind.first(), None | Some(b',' | b'.' | b';' | b')' | b'\n' | b'\r'))
}

/// A label, then perhaps a colon and the names before this one.
fn is_after_label(between: &[u8]) -> bool {
    let Some(colon) = between.iter().position(|b| *b == b':') else {
        return between.iter().all(|b| matches!(b, b' ' | b'\t'));
    };
    between[..colon].iter().all(|b| *b == b' ') && !between[colon + 1..].contains(&b'\n')
        || between.trim_ascii() == b":"
}

/// A closing, then at most two line breaks and little else.
fn is_below(between: &[u8]) -> bool {
    between.iter().filter(|b| **b == b'\n').count() <= 4
        && between.iter().filter(|b| b.is_ascii_alphabetic() || **b >= 0xC0).count() <= 30
}

/// A hit that says by itself that somebody private is meant: a number or a date of birth.
pub fn stands_for_a_person(hit: &Hit) -> bool {
    hit.kind.is_personal_number()
        || matches!(hit.kind, Kind::Fodselsdato | Kind::Passnummer)
        || hit.kind == Kind::Policy && hit.form == crate::model::Evidence::CheckDigitsFail
}

/// The heading above the field, or a key on the way to it, is somebody's full name: a table with a column for each person.
pub fn is_headed_by_a_person(part: &Part<'_>, at: Span) -> bool {
    let Some(field) = part.segment_at(at.start).filter(|_| part.entries.is_empty()) else { return false };
    match &part.places {
        Places::Tree(tree) => {
            let mut names = tree.ancestors(PathId::from_place(field.place)).filter_map(|node| tree.name_of(node));
            names.any(|name| is_full_name(name))
        }
        _ => is_full_name(&field.label),
    }
}
