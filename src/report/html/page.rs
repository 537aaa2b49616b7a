//! The page itself: what the template asks for, from what was collected.

use super::safe::{css_string, source_of, visible};
use super::{Collected, Kept, KeptEntry, Row, StoppedInput, StretchRole};
use crate::catalogue::{Lang, Value};
use crate::model::{Kind, Role, Severity, SeverityCounts, Verdict};
use crate::report::Summary;
use askama::Template;
use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};
use std::io::{self, Write};
use std::sync::Arc;

const STYLE: &str = include_str!("../../../templates/report.css");
const SCRIPT: &str = include_str!("../../../templates/report.js");

/// In the order in which people read them; the keys 1, 2 and 3 follow it.
const SEVERITIES: [Severity; 3] = [Severity::Stop, Severity::Review, Severity::Note];
const VERDICTS: [Verdict; 3] = [Verdict::Withhold, Verdict::Review, Verdict::Publish];

/// Unread inputs of one reason that the page shows at once; more are folded.
const UNFOLDED_UNREAD: u64 = 12;

/// Rows that a browser lays out together. It asks of each batch, at every frame, whether it is in sight.
const BATCH: usize = 32;

/// Options of a facet beyond which it starts folded.
const UNFOLDED_OPTIONS: usize = 8;

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

/// A line of the head: what the report is of.
struct Fact {
    name: String,
    value: String,
    code: bool,
}

/// Three numbers side by side.
struct Tile {
    title: String,
    total: String,
    facet: &'static str,
    numbers: Vec<Number>,
    has_bar: bool,
}

/// A number of a tile.
struct Number {
    value: &'static str,
    count: u64,
    text: String,
    label: String,
    letter: Option<&'static str>,
    /// The list below holds some of it.
    found: bool,
}

/// A stretch of a tile's bar, in thousandths.
struct Bar {
    class: &'static str,
    x: u64,
    width: u64,
}

/// What was not read for one reason.
struct Reason<'a> {
    title: String,
    advice: String,
    total: u64,
    open: bool,
    show: String,
    items: &'a [StoppedInput],
    left: Option<String>,
}

/// A group of filters.
struct Facet {
    name: &'static str,
    title: String,
    open: bool,
    options: Vec<Choice>,
}

/// One filter.
struct Choice {
    value: String,
    title: String,
    count: u64,
    letter: Option<&'static str>,
    key: Option<usize>,
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
struct Group<'a> {
    entry: Option<&'a KeptEntry>,
    rows: &'a [Row],
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
    fn groups(&self) -> impl Iterator<Item = Group<'_>> {
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

impl Tile {
    fn bars(&self) -> Vec<Bar> {
        let total: u64 = self.numbers.iter().map(|number| number.count).sum();
        let mut x = 0;
        let mut bars = Vec::new();
        for number in self.numbers.iter().filter(|number| number.count > 0) {
            // One in a million is still to be seen.
            let width = (number.count * 1000 / total.max(1)).max(6);
            bars.push(Bar { class: number.value, x, width });
            x += width;
        }
        bars
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
            facets: texts.facets(&counted),
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

/// How many of the rows are of what.
#[derive(Default)]
struct Counted<'a> {
    rows: u64,
    severity: BTreeMap<Severity, u64>,
    verdict: BTreeMap<Verdict, u64>,
    kind: BTreeMap<Kind, u64>,
    part: BTreeMap<Role, u64>,
    basis: BTreeMap<&'a Arc<str>, u64>,
    rule: BTreeMap<&'a Arc<str>, (u64, Kind)>,
}

impl<'a> Counted<'a> {
    fn of(collected: &'a Collected) -> Self {
        let mut counted = Counted::default();
        for document in &collected.documents {
            for group in document.groups() {
                let verdict = group.entry.map_or(document.verdict, |entry| entry.verdict);
                *counted.verdict.entry(verdict).or_default() += group.rows.len() as u64;
                for row in group.rows {
                    counted.rows += 1;
                    *counted.severity.entry(row.severity).or_default() += 1;
                    *counted.kind.entry(row.kind).or_default() += 1;
                    *counted.part.entry(row.part).or_default() += 1;
                    counted.rule.entry(&row.rule).or_insert((0, row.kind)).0 += 1;
                    for basis in row.basis.iter() {
                        *counted.basis.entry(basis).or_default() += 1;
                    }
                }
            }
        }
        counted
    }
}

/// Sentences of the page.
struct Texts<'a> {
    collected: &'a Collected,
    summary: &'a Summary,
}

impl<'a> Texts<'a> {
    fn text(&self, key: &str) -> String {
        self.collected.catalogue.text(key).into_owned()
    }

    fn format(&self, key: &str, values: &[(&str, Value<'_>)]) -> String {
        self.collected.catalogue.format(key, values)
    }

    fn number(&self, number: u64) -> String {
        self.collected.catalogue.number(number)
    }

    /// «24. november 2026 kl. 02.14», on the clock of the machine that scanned.
    fn date(&self) -> String {
        let started = self.collected.run.started.to_zoned_datetime(jiff::tz::TimeZone::system());
        let separator = if self.collected.catalogue.lang() == Lang::En { ':' } else { '.' };
        let time = format!("{:02}{separator}{:02}", started.hour(), started.minute());
        let year = started.year().to_string();
        self.format(
            "html-date",
            &[
                ("day", Value::Number(started.day().unsigned_abs().into())),
                ("month", Value::Number(started.month().unsigned_abs().into())),
                ("year", Value::Text(&year)),
                ("time", Value::Text(&time)),
            ],
        )
    }

    /// The running head and the page numbers on paper. Only texts of our own stand in it.
    fn paper(&self, title: &str) -> String {
        let page = self.text("html-page-number");
        format!(
            "@page {{ size: A4; margin: 18mm 15mm 16mm; @top-left {{ content: {}; font: 8pt sans-serif; color: #444; }} \
             @bottom-right {{ content: {} counter(page) \" / \" counter(pages); font: 8pt sans-serif; color: #444; }} }}\n",
            css_string(title),
            css_string(&format!("{page} "))
        )
    }

    /// What the reader must know first.
    fn headline(&self) -> String {
        let [_, review, _] = self.summary.verdicts;
        let [_, entries_review, entries_withheld] = self.collected.entries;
        let withheld = self.collected.withheld_outside_entries;
        let values = |n: u64, total: u64| [("count", Value::Number(n)), ("total", Value::Number(total))];
        let (documents, entries) = (self.summary.documents, self.summary.entries);
        match (withheld, entries_withheld) {
            (0, 0) if self.summary.verdicts[2] > 0 => {
                self.format("html-headline-documents", &values(self.summary.verdicts[2], documents))
            }
            (0, 0) if entries_review > 0 => {
                self.format("html-headline-review-entries", &values(entries_review, entries))
            }
            (0, 0) if review > self.summary.unread => self.format("html-headline-review", &values(review, documents)),
            (0, 0) if self.summary.unread > 0 => self.text("html-headline-unread"),
            (0, 0) if self.summary.findings.total() > 0 => self.text("html-headline-notes"),
            (0, 0) => self.text("html-headline-clean"),
            (documents_withheld, 0) => self.format("html-headline-documents", &values(documents_withheld, documents)),
            (0, entries_withheld) => self.format("html-headline-entries", &values(entries_withheld, entries)),
            (d, e) => {
                self.format("html-headline-both", &[("documents", Value::Number(d)), ("entries", Value::Number(e))])
            }
        }
    }

    fn facts(&self) -> Vec<Fact> {
        let Collected { run, catalogue, masker, policy, .. } = self.collected;
        let summary = self.summary;
        let mut facts = Vec::new();
        let mut add = |key: &str, value: String, code: bool| facts.push(Fact { name: self.text(key), value, code });
        let command: Vec<String> =
            run.arguments.iter().map(|argument| visible(&masker.argument(argument)).into_owned()).collect();
        if !command.is_empty() {
            add("html-fact-command", command.join(" "), true);
        }
        add(
            "html-fact-extent",
            self.format(
                "html-extent",
                &[
                    ("size", Value::Text(&catalogue.bytes(summary.bytes))),
                    ("time", Value::Text(&catalogue.duration(summary.seconds))),
                ],
            ),
            false,
        );
        add("html-fact-policy", format!("{} ({})", catalogue.lang().of(policy), run.policy), false);
        let hash = run.rules.strip_prefix("blake3:").unwrap_or(&run.rules);
        let short: String = hash.chars().take(12).collect();
        add("html-fact-rules", format!("skjerm {}, {short}", env!("CARGO_PKG_VERSION")), false);
        add("html-fact-names", self.text(&format!("html-names-{}", run.names)), false);
        add(
            "html-fact-values",
            self.text(if masker.reveal { "html-values-open" } else { "html-values-masked" }),
            false,
        );
        if summary.known > 0 {
            add("html-fact-known", self.format("html-known", &[("count", Value::Number(summary.known))]), false);
        }
        facts
    }

    fn tiles(&self, counted: &Counted<'_>) -> Vec<Tile> {
        let verdicts = |title: &str, total: u64, counts: [u64; 3]| Tile {
            title: self.text(title),
            total: self.number(total),
            facet: "verdict",
            numbers: VERDICTS
                .into_iter()
                .map(|verdict| Number {
                    value: verdict.as_str(),
                    count: counts[verdict as usize],
                    text: self.number(counts[verdict as usize]),
                    label: sentence(&self.collected.catalogue.verdict(verdict)),
                    letter: None,
                    found: counted.verdict.contains_key(&verdict),
                })
                .collect(),
            has_bar: total > 0,
        };
        let mut tiles = vec![verdicts("html-documents", self.summary.documents, self.summary.verdicts)];
        if self.summary.entries > 0 {
            tiles.push(verdicts("html-entries", self.summary.entries, self.collected.entries));
        }
        tiles.push(Tile {
            title: self.text("html-findings"),
            total: self.number(self.summary.findings.total()),
            facet: "severity",
            numbers: SEVERITIES
                .into_iter()
                .map(|severity| Number {
                    value: severity.as_str(),
                    count: of(self.summary.findings, severity),
                    text: self.number(of(self.summary.findings, severity)),
                    label: sentence(&self.collected.catalogue.severity(severity)),
                    letter: Some(letter(severity)),
                    found: counted.severity.contains_key(&severity),
                })
                .collect(),
            has_bar: self.summary.findings.total() > 0,
        });
        tiles
    }

    fn unread(&self) -> Vec<Reason<'a>> {
        let catalogue = &self.collected.catalogue;
        self.collected
            .unread
            .iter()
            .map(|stopped| {
                let left = stopped.total - stopped.items.len() as u64;
                Reason {
                    title: sentence(&catalogue.reason(stopped.reason)),
                    advice: sentence(&catalogue.advice(stopped.reason)),
                    total: stopped.total,
                    open: stopped.total <= UNFOLDED_UNREAD,
                    show: self.format("html-unread-inputs", &[("count", Value::Number(stopped.total))]),
                    items: &stopped.items,
                    left: (left > 0).then(|| self.format("html-unread-left", &[("count", Value::Number(left))])),
                }
            })
            .collect()
    }

    fn facets(&self, counted: &Counted<'_>) -> Vec<Facet> {
        let catalogue = &self.collected.catalogue;
        let severity = SEVERITIES
            .into_iter()
            .enumerate()
            .map(|(at, severity)| Choice {
                value: severity.as_str().to_owned(),
                title: sentence(&catalogue.severity(severity)),
                count: counted.severity.get(&severity).copied().unwrap_or(0),
                letter: Some(letter(severity)),
                key: Some(at + 1),
            })
            .collect();
        let verdict = VERDICTS
            .into_iter()
            .filter_map(|verdict| {
                let count = *counted.verdict.get(&verdict)?;
                Some(plain(verdict.as_str(), sentence(&catalogue.verdict(verdict)), count))
            })
            .collect();
        let kind = most_first(
            counted.kind.iter().map(|(kind, n)| plain(kind.as_str(), sentence(&catalogue.kind(*kind)), *n)).collect(),
        );
        let part = most_first(
            counted.part.iter().map(|(part, n)| plain(part.as_str(), sentence(&catalogue.part(*part)), *n)).collect(),
        );
        let basis =
            most_first(counted.basis.iter().map(|(id, n)| plain(id, sentence(&catalogue.law(id)), *n)).collect());
        let rule = most_first(
            counted
                .rule
                .iter()
                .map(|(id, (n, kind))| {
                    let title = rule_title(self.collected, id).unwrap_or_else(|| sentence(&catalogue.kind(*kind)));
                    plain(id, title, *n)
                })
                .collect(),
        );
        let facet = |name: &'static str, options: Vec<Choice>, open: bool| Facet {
            name,
            title: self.text(&format!("html-facet-{name}")),
            open,
            options,
        };
        vec![
            facet("severity", severity, true),
            facet("verdict", verdict, true),
            facet("kind", kind, true),
            facet("part", part, counted.part.len() <= UNFOLDED_OPTIONS && counted.kind.len() <= UNFOLDED_OPTIONS),
            facet("basis", basis, false),
            facet("rule", rule, false),
        ]
    }

    fn shown(&self, key: &str, counted: &Counted<'_>) -> String {
        self.format(
            key,
            &[
                ("total", Value::Number(counted.rows)),
                ("documents", Value::Number(self.collected.documents.len() as u64)),
            ],
        )
    }

    /// What the page has no room for.
    fn left_out(&self) -> Option<String> {
        let left = less(self.summary.findings, self.collected.held);
        (left.total() > 0).then(|| left_out(self.collected, "html-left-out", left))
    }

    /// Documents that stand nowhere on the page because nothing was found in them. Not told where rows are left out: then a
    /// document may be missing for want of room.
    fn without(&self) -> Option<String> {
        let named = self.collected.documents.len() as u64 + self.unlisted_unread();
        let without = self.summary.documents.saturating_sub(named);
        let all_shown = self.summary.findings.total() <= self.collected.held.total();
        (without > 0 && all_shown).then(|| self.format("html-without", &[("count", Value::Number(without))]))
    }

    /// Inputs that were not read and have no findings: they stand in their own section alone.
    fn unlisted_unread(&self) -> u64 {
        let listed = self.collected.documents.iter().filter(|document| document.partial.is_some()).count() as u64;
        self.summary.unread.saturating_sub(listed)
    }
}

/// `key` with what was left out: `12 merknader`, `3 å se på og 12 merknader`.
fn left_out(collected: &Collected, key: &str, left: SeverityCounts) -> String {
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

fn rule_title(collected: &Collected, id: &str) -> Option<String> {
    collected.rules.get(id).map(|rule| collected.catalogue.lang().of(&rule.title).to_owned())
}

fn plain(value: &str, title: String, count: u64) -> Choice {
    Choice { value: value.to_owned(), title, count, letter: None, key: None }
}

fn most_first(mut options: Vec<Choice>) -> Vec<Choice> {
    options.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.title.cmp(&b.title)));
    options
}

/// Stands in the shape, so that it can be told without its colour.
fn letter(severity: Severity) -> &'static str {
    match severity {
        Severity::Stop => "!",
        Severity::Review => "?",
        Severity::Note => "i",
    }
}

fn of(counts: SeverityCounts, severity: Severity) -> u64 {
    match severity {
        Severity::Stop => counts.stop,
        Severity::Review => counts.review,
        Severity::Note => counts.note,
    }
}

fn less(all: SeverityCounts, some: SeverityCounts) -> SeverityCounts {
    SeverityCounts {
        stop: all.stop.saturating_sub(some.stop),
        review: all.review.saturating_sub(some.review),
        note: all.note.saturating_sub(some.note),
    }
}

/// `text` with a capital at its front.
fn sentence(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

/// A browser hashes what it has parsed, and that has no carriage returns.
fn unix_lines(text: &'static str) -> Cow<'static, str> {
    if text.contains('\r') { Cow::Owned(text.replace("\r\n", "\n")) } else { Cow::Borrowed(text) }
}
