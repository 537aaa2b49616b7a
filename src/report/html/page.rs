//! The page itself: what the template asks for, from what was collected.

use super::facets::{Counted, Facet, facets};
use super::overview::{Fact, Reason, Texts, Tile};
use super::safe::source_of;
use super::{Collected, Kept, KeptEntry, Row, StretchRole};
use crate::catalogue::Value;
use crate::model::{Kind, Severity, SeverityCounts, Verdict};
use crate::report::Summary;
use askama::Template;
use std::borrow::Cow;
use std::collections::HashSet;
use std::io::{self, Write};

const STYLE: &str = include_str!("../../../templates/report.css");
const SCRIPT: &str = include_str!("../../../templates/report.js");

/// In the order in which people read them; the keys 1, 2 and 3 follow it.
pub(super) const SEVERITIES: [Severity; 3] = [Severity::Stop, Severity::Review, Severity::Note];
pub(super) const VERDICTS: [Verdict; 3] = [Verdict::Withhold, Verdict::Review, Verdict::Publish];

/// Rows that a browser lays out together. It asks of each batch, at every frame, whether it is in sight.
const BATCH: usize = 32;

/// Writes the page.
pub(super) fn write(collected: &Collected, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
    let mut out = io::BufWriter::with_capacity(1 << 16, out);
    Page::new(collected, summary).write_into(&mut out)?;
    out.flush()
}

#[derive(Template)]
#[template(path = "report.html")]
struct Page<'a> {
    collected: &'a Collected,
    language: &'static str,
    security: String,
    style: String,
    script: Cow<'static, str>,
    title: String,
    date: String,
    headline: String,
    facts: Vec<Fact>,
    reveal: bool,
    tiles: Vec<Tile>,
    unread_total: u64,
    unread_heading: String,
    unread: Vec<Reason<'a>>,
    facets: Vec<Facet>,
    shown: String,
    shown_all: String,
    shown_some: String,
    unread_too: String,
    remove: String,
    left_out: Option<String>,
    without: Option<String>,
    documents: &'a [Kept],
    laws: Vec<Law>,
    verdicts: Vec<Meaning>,
    criteria: String,
    footer: String,
}

/// A legal rule.
struct Law {
    id: String,
    /// As people cite it in passing: `offl. § 13`.
    short: String,
    title: String,
    /// What the law that it stands in is called in full.
    full: Option<String>,
    says: String,
}

/// A verdict and what it means.
struct Meaning {
    id: &'static str,
    title: String,
    says: String,
}

/// Findings of a severity in a document.
struct Tally {
    severity: &'static str,
    letter: &'static str,
    label: String,
    text: String,
}

/// Groups that a browser lays out together, or leaves alone together while they are out of sight.
struct Batch<'a> {
    groups: Vec<Group<'a>>,
    height: String,
}

/// Rows of one journal post, or of a document outside its posts.
pub(super) struct Group<'a> {
    pub(super) entry: Option<&'a KeptEntry>,
    pub(super) rows: &'a [Row],
}

impl<'a> Group<'a> {
    fn lists(&self) -> std::slice::Chunks<'a, Row> {
        self.rows.chunks(BATCH)
    }
}

/// The class that tells the browser about how much room so many rows will take: the next power of two.
fn height(rows: usize) -> String {
    format!("h{}", rows.max(1).next_power_of_two().ilog2().min(15))
}

impl Kept {
    pub(super) fn groups(&self) -> impl Iterator<Item = Group<'_>> {
        self.rows
            .chunk_by(|a, b| a.entry == b.entry)
            .map(|rows| Group { entry: rows[0].entry.and_then(|at| self.entries.get(&at)), rows })
    }

    fn batches(&self) -> Vec<Batch<'_>> {
        let mut batches = Vec::new();
        let (mut groups, mut rows) = (Vec::new(), 0);
        for group in self.groups() {
            rows += group.rows.len();
            groups.push(group);
            if rows >= BATCH {
                batches.push(Batch { groups: std::mem::take(&mut groups), height: height(rows) });
                rows = 0;
            }
        }
        if !groups.is_empty() {
            batches.push(Batch { groups, height: height(rows) });
        }
        batches
    }

    fn counts_of_rows(&self) -> SeverityCounts {
        let mut counts = SeverityCounts::default();
        self.rows.iter().for_each(|row| counts.add(row.severity));
        counts
    }
}

impl<'a> Page<'a> {
    fn new(collected: &'a Collected, summary: &'a Summary) -> Self {
        let texts = Texts { collected, summary };
        let date = texts.date();
        let title = texts.format("html-title", &[("date", Value::Text(&date))]);
        let style = format!("{}\n{}", unix_lines(STYLE), texts.paper(&title));
        let script = unix_lines(SCRIPT);
        let security = format!(
            "default-src 'none'; style-src '{}'; script-src '{}'; base-uri 'none'; form-action 'none'",
            source_of(&style),
            source_of(&script)
        );
        let counted = Counted::of(collected);
        Page {
            collected,
            language: collected.catalogue.lang().as_str(),
            security,
            headline: texts.headline(),
            facts: texts.facts(),
            reveal: collected.masker.reveal,
            tiles: texts.tiles(&counted),
            unread_total: summary.unread,
            unread_heading: texts.format("html-unread-heading", &[("count", Value::Number(summary.unread))]),
            unread: texts.unread(),
            facets: facets(collected, &counted),
            shown: texts.shown("html-shown-all", &counted),
            shown_all: texts.shown("html-shown-all", &counted),
            shown_some: texts.format(
                "html-shown-some",
                &[
                    ("shown", Value::Text("{shown}")),
                    ("total", Value::Text("{total}")),
                    ("documents", Value::Text("{documents}")),
                ],
            ),
            unread_too: texts.format("html-unread-too", &[("count", Value::Text("{count}"))]),
            remove: texts.format("html-remove-filter", &[("name", Value::Text("{name}"))]),
            left_out: texts.left_out(),
            without: texts.without(),
            documents: &collected.documents,
            laws: counted.basis.keys().map(|id| law(collected, id)).collect(),
            verdicts: VERDICTS
                .into_iter()
                .map(|verdict| Meaning {
                    id: verdict.as_str(),
                    title: sentence(&collected.catalogue.verdict(verdict)),
                    says: texts.text(&format!("html-verdict-{}", verdict.as_str())),
                })
                .collect(),
            criteria: collected.catalogue.lang().of(&collected.criteria).to_owned(),
            footer: texts.format("html-footer", &[("version", Value::Text(env!("CARGO_PKG_VERSION")))]),
            title,
            date,
            style,
            script,
        }
    }

    fn t<'k>(&'k self, key: &'k str) -> Cow<'k, str> {
        self.collected.catalogue.text(key)
    }

    fn height(&self, rows: usize) -> String {
        height(rows)
    }

    fn number(&self, number: &u64) -> String {
        self.collected.catalogue.number(*number)
    }

    fn kind(&self, kind: &Kind) -> String {
        sentence(&self.collected.catalogue.kind(*kind))
    }

    fn severity(&self, severity: &Severity) -> String {
        sentence(&self.collected.catalogue.severity(*severity))
    }

    fn verdict(&self, verdict: &Verdict) -> String {
        sentence(&self.collected.catalogue.verdict(*verdict))
    }

    fn letter(&self, severity: &Severity) -> &'static str {
        letter(*severity)
    }

    fn tally(&self, counts: &SeverityCounts) -> Vec<Tally> {
        SEVERITIES
            .into_iter()
            .map(|severity| (severity, of(*counts, severity)))
            .filter(|(_, count)| *count > 0)
            .map(|(severity, count)| Tally {
                severity: severity.as_str(),
                letter: letter(severity),
                label: self.severity(&severity),
                text: self.number(&count),
            })
            .collect()
    }

    /// «svært sikker (0,98)»
    fn confidence(&self, confidence: &f32) -> String {
        let word = match *confidence {
            c if c >= 0.95 => "html-sure-very",
            c if c >= 0.8 => "html-sure",
            c if c >= 0.6 => "html-sure-likely",
            c if c >= 0.35 => "html-sure-perhaps",
            _ => "html-sure-hardly",
        };
        let catalogue = &self.collected.catalogue;
        format!("{} {}", catalogue.text(word), catalogue.decimal(f64::from(*confidence), 2))
    }

    fn partial(&self, document: &Kept) -> Option<String> {
        let catalogue = &self.collected.catalogue;
        let reason = catalogue.reason(document.partial?);
        Some(catalogue.format("html-partial", &[("reason", Value::Text(&reason))]))
    }

    fn left_in(&self, document: &Kept) -> Option<String> {
        let left = less(document.counts, document.counts_of_rows());
        (left.total() > 0).then(|| left_out(self.collected, "html-left-in-document", left))
    }

    /// What it is and where, in words.
    fn place(&self, row: &Row) -> String {
        let part = sentence(&self.collected.catalogue.part(row.part));
        if row.place.is_empty() { part } else { format!("{part}, {}", row.place) }
    }

    fn brief(&self, id: &str) -> String {
        law(self.collected, id).short
    }

    /// Why it matters and why it was taken for what it is, a line each.
    fn reasons(&self, row: &Row) -> Option<String> {
        let catalogue = &self.collected.catalogue;
        let mut lines = Vec::new();
        if let Some(rule) = self.collected.rules.get(&row.rule) {
            lines.push(catalogue.lang().of(&rule.why).to_owned());
        }
        lines.extend(row.evidence.iter().map(|reasoned| {
            let words = sentence(&catalogue.evidence(&reasoned.evidence));
            reasoned.word.as_deref().map_or_else(|| format!("{words}."), |word| format!("{words}: «{word}»."))
        }));
        let mut seen = HashSet::new();
        lines.retain(|line| !line.is_empty() && seen.insert(line.clone()));
        (!lines.is_empty()).then(|| lines.join("\n"))
    }

    /// The legal rules by their titles, a line each.
    fn basis(&self, row: &Row) -> String {
        let titles: Vec<String> = row.basis.iter().map(|id| sentence(&self.collected.catalogue.law(id))).collect();
        titles.join(";\n")
    }

    fn rule(&self, row: &Row) -> String {
        let title = rule_title(self.collected, &row.rule).unwrap_or_else(|| self.kind(&row.kind));
        format!("{title} ({})", row.rule)
    }

    fn basis_ids(&self, row: &Row) -> String {
        row.basis.join(" ")
    }
}

/// `key` with what was left out: `12 merknader`, `3 å se på og 12 merknader`.
pub(super) fn left_out(collected: &Collected, key: &str, left: SeverityCounts) -> String {
    let catalogue = &collected.catalogue;
    let parts: Vec<String> = SEVERITIES
        .into_iter()
        .map(|severity| (severity, of(left, severity)))
        .filter(|(_, count)| *count > 0)
        .map(|(severity, count)| {
            catalogue.format(&format!("html-count-{}", severity.as_str()), &[("count", Value::Number(count))])
        })
        .collect();
    catalogue.format(
        key,
        &[
            ("left", Value::Text(&parts.join(", "))),
            ("count", Value::Number(left.total())),
            ("most", Value::Number(collected.held.total())),
        ],
    )
}

fn law(collected: &Collected, id: &str) -> Law {
    let catalogue = &collected.catalogue;
    let named = sentence(&catalogue.law(id));
    // `offf-7d` is § 7 d of the regulation: what the law is called in full, and in brief, hangs on what comes before the number.
    let (family, number) = id.split_once('-').unwrap_or((id, ""));
    let (full, brief) = (format!("html-law-{family}"), format!("html-short-{family}"));
    let full = catalogue.has(&full).then(|| catalogue.text(&full).into_owned());
    let short = match number.find(|c: char| c.is_ascii_alphabetic()) {
        _ if !catalogue.has(&brief) => named.clone(),
        Some(letter) => {
            let (paragraph, letter) = number.split_at(letter);
            catalogue.format(&brief, &[("number", Value::Text(&format!("{paragraph} {letter}")))])
        }
        None => catalogue.format(&brief, &[("number", Value::Text(number))]),
    };
    Law { id: id.to_owned(), short, title: named, full, says: sentence(&catalogue.law_says(id)) }
}

pub(super) fn rule_title(collected: &Collected, id: &str) -> Option<String> {
    collected.rules.get(id).map(|rule| collected.catalogue.lang().of(&rule.title).to_owned())
}

/// Stands in the shape, so that it can be told without its colour.
pub(super) fn letter(severity: Severity) -> &'static str {
    match severity {
        Severity::Stop => "!",
        Severity::Review => "?",
        Severity::Note => "i",
    }
}

pub(super) fn of(counts: SeverityCounts, severity: Severity) -> u64 {
    match severity {
        Severity::Stop => counts.stop,
        Severity::Review => counts.review,
        Severity::Note => counts.note,
    }
}

pub(super) fn less(all: SeverityCounts, some: SeverityCounts) -> SeverityCounts {
    SeverityCounts {
        stop: all.stop.saturating_sub(some.stop),
        review: all.review.saturating_sub(some.review),
        note: all.note.saturating_sub(some.note),
    }
}

/// `text` with a capital at its front.
pub(super) fn sentence(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

/// A browser hashes what it has parsed, and that has no carriage returns.
fn unix_lines(text: &'static str) -> Cow<'static, str> {
    if text.contains('\r') { Cow::Owned(text.replace("\r\n", "\n")) } else { Cow::Borrowed(text) }
}
