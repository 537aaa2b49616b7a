//! The head of the page: what was scanned and what became of it, in sentences and numbers.

use super::facets::Counted;
use super::page::{SEVERITIES, VERDICTS, left_out, less, letter, of, sentence};
use super::safe::{css_string, visible};
use super::{Collected, StoppedInput};
use crate::catalogue::{Lang, Value};
use crate::report::Summary;

/// Unread inputs of one reason that the page shows at once; more are folded.
const UNFOLDED_UNREAD: u64 = 12;

/// A line of the head: what the report is of.
pub(super) struct Fact {
    pub(super) name: String,
    pub(super) value: String,
    pub(super) code: bool,
}

/// Three numbers side by side.
pub(super) struct Tile {
    pub(super) title: String,
    pub(super) total: String,
    pub(super) facet: &'static str,
    pub(super) numbers: Vec<Number>,
    pub(super) has_bar: bool,
}

/// A number of a tile.
pub(super) struct Number {
    pub(super) value: &'static str,
    pub(super) count: u64,
    pub(super) text: String,
    pub(super) label: String,
    pub(super) letter: Option<&'static str>,
    /// The list below holds some of it.
    pub(super) found: bool,
}

/// A stretch of a tile's bar, in thousandths.
pub(super) struct Bar {
    pub(super) class: &'static str,
    pub(super) x: u64,
    pub(super) width: u64,
}

/// What was not read for one reason.
pub(super) struct Reason<'a> {
    pub(super) title: String,
    pub(super) advice: String,
    pub(super) total: u64,
    pub(super) open: bool,
    pub(super) show: String,
    pub(super) items: &'a [StoppedInput],
    pub(super) left: Option<String>,
}

impl Tile {
    pub(super) fn bars(&self) -> Vec<Bar> {
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

/// Sentences of the page.
pub(super) struct Texts<'a> {
    pub(super) collected: &'a Collected,
    pub(super) summary: &'a Summary,
}

impl<'a> Texts<'a> {
    pub(super) fn text(&self, key: &str) -> String {
        self.collected.catalogue.text(key).into_owned()
    }

    pub(super) fn format(&self, key: &str, values: &[(&str, Value<'_>)]) -> String {
        self.collected.catalogue.format(key, values)
    }

    pub(super) fn number(&self, number: u64) -> String {
        self.collected.catalogue.number(number)
    }

    /// «24. november 2026 kl. 02.14», on the clock of the machine that scanned.
    pub(super) fn date(&self) -> String {
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
    pub(super) fn paper(&self, title: &str) -> String {
        let page = self.text("html-page-number");
        format!(
            "@page {{ size: A4; margin: 18mm 15mm 16mm; @top-left {{ content: {}; font: 8pt sans-serif; color: #444; }} \
             @bottom-right {{ content: {} counter(page) \" / \" counter(pages); font: 8pt sans-serif; color: #444; }} }}\n",
            css_string(title),
            css_string(&format!("{page} "))
        )
    }

    /// What the reader must know first.
    pub(super) fn headline(&self) -> String {
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

    pub(super) fn facts(&self) -> Vec<Fact> {
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
        let flags = run.sought.flags();
        if !flags.is_empty() {
            let flags = visible(&flags);
            add("html-fact-sought", self.format("html-sought", &[("flags", Value::Text(&flags))]), false);
        }
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

    pub(super) fn tiles(&self, counted: &Counted<'_>) -> Vec<Tile> {
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

    pub(super) fn unread(&self) -> Vec<Reason<'a>> {
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

    pub(super) fn shown(&self, key: &str, counted: &Counted<'_>) -> String {
        self.format(
            key,
            &[
                ("total", Value::Number(counted.rows)),
                ("documents", Value::Number(self.collected.documents.len() as u64)),
            ],
        )
    }

    /// What the page has no room for.
    pub(super) fn left_out(&self) -> Option<String> {
        let left = less(self.summary.findings, self.collected.held);
        (left.total() > 0).then(|| left_out(self.collected, "html-left-out", left))
    }

    /// Documents that stand nowhere on the page because nothing was found in them. Not told where rows are left out: then a
    /// document may be missing for want of room.
    pub(super) fn without(&self) -> Option<String> {
        let named = self.collected.documents.len() as u64 + self.unlisted_unread();
        let without = self.summary.documents.saturating_sub(named);
        let all_shown = self.summary.findings.total() <= self.collected.held.total();
        (without > 0 && all_shown).then(|| self.format("html-without", &[("count", Value::Number(without))]))
    }

    /// Inputs that were not read and have no findings: they stand in their own section alone.
    pub(super) fn unlisted_unread(&self) -> u64 {
        let listed = self.collected.documents.iter().filter(|document| document.partial.is_some()).count() as u64;
        self.summary.unread.saturating_sub(listed)
    }
}
