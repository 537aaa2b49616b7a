//! The evaluation for people in a terminal: one block a question, columns aligned, numbers the language's way.

use super::evaluate::{Beside, Evaluation};
use super::listing::Item;
use super::score::{Group, Row, Score};
use super::statistics::Interval;
use crate::catalogue::{Catalogue, Value};
use crate::report::on_one_line;
use anstyle::Style;

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();

/// `evaluation` as text. `color` puts headings in bold and notes in grey.
pub fn table(evaluation: &Evaluation, catalogue: &Catalogue, color: bool) -> String {
    let mut table = Table { out: String::new(), catalogue, color };
    table.head(evaluation);
    table.scores("evaluate-overlap", evaluation, |row| (row.found, row.overlap), evaluation.macro_overlap);
    table.scores("evaluate-exact-span", evaluation, |row| (row.exact, row.exact_span), evaluation.macro_exact_span);
    table.note("evaluate-intervals", &[]);
    table.whole(evaluation);
    table.groups(evaluation);
    table.reliability(evaluation);
    table.items("evaluate-misses", &evaluation.misses, evaluation.micro.answers - evaluation.micro.found);
    table.items("evaluate-false-alarms", &evaluation.false_alarms, evaluation.micro.false_alarms);
    table.survivors(evaluation);
    table.out
}

struct Table<'a> {
    out: String,
    catalogue: &'a Catalogue,
    color: bool,
}

impl Table<'_> {
    fn line(&mut self, text: &str, style: Style) {
        if self.color && style != Style::new() {
            self.out.push_str(&format!("{style}{text}{style:#}\n"));
        } else {
            self.out.push_str(text);
            self.out.push('\n');
        }
    }

    fn heading(&mut self, key: &str, values: &[(&str, Value<'_>)]) {
        let text = self.catalogue.format(key, values);
        self.out.push('\n');
        self.line(&text, BOLD);
    }

    fn note(&mut self, key: &str, values: &[(&str, Value<'_>)]) {
        let text = format!("  {}", self.catalogue.format(key, values));
        self.line(&text, DIM);
    }

    fn say(&mut self, key: &str, values: &[(&str, Value<'_>)]) {
        let text = format!("  {}", self.catalogue.format(key, values));
        self.line(&text, Style::new());
    }

    fn counts(&mut self, counts: &[(&str, usize)]) {
        for (key, count) in counts.iter().filter(|(_, count)| *count > 0) {
            self.note(key, &[("count", (*count).into())]);
        }
    }

    fn head(&mut self, evaluation: &Evaluation) {
        let title = self.catalogue.text("evaluate-title").into_owned();
        self.line(&title, BOLD);
        let count = |key: &str, count: usize| self.catalogue.format(key, &[("count", count.into())]);
        let mut sizes = vec![
            count("evaluate-documents", evaluation.documents),
            count("evaluate-answers", evaluation.answers),
            count("evaluate-claims", evaluation.claims),
        ];
        if evaluation.traps > 0 {
            sizes.insert(2, count("evaluate-traps", evaluation.traps));
        }
        let sizes = format!("  {}", sizes.join(", "));
        self.line(&sizes, Style::new());
        self.note(
            match evaluation.beside {
                Beside::FalseAlarm => "evaluate-beside-false-alarm",
                Beside::Unjudged => "evaluate-beside-unjudged",
            },
            &[],
        );
        self.counts(&[
            ("evaluate-unjudged", evaluation.unjudged),
            ("evaluate-below", evaluation.below),
            ("evaluate-elsewhere", evaluation.elsewhere),
            ("evaluate-left-out", evaluation.left_out),
            ("evaluate-unread", evaluation.unread),
        ]);
        if !evaluation.unknown_entities.is_empty() {
            let entity = |(name, count): (&String, &usize)| format!("{} ({count})", on_one_line(name));
            let entities = evaluation.unknown_entities.iter().map(entity).collect::<Vec<_>>().join(", ");
            self.note("evaluate-unknown", &[("entities", (&entities).into())]);
        }
        if !evaluation.is_whole {
            self.note("evaluate-not-whole", &[]);
        }
    }

    fn scores(&mut self, title: &str, evaluation: &Evaluation, of: fn(&Row) -> (usize, Score), mean: Score) {
        self.heading(title, &[]);
        let columns = ["kind", "answers", "found", "wrong", "precision", "recall"];
        let mut head: Vec<String> =
            columns.iter().map(|name| self.catalogue.text(&format!("evaluate-column-{name}")).into_owned()).collect();
        head.push("F1".into());
        let mut rows = vec![head];
        let rows_of = evaluation.kinds.iter().chain([&evaluation.micro]);
        for row in rows_of {
            let name = row.kind.map_or_else(|| self.catalogue.text("evaluate-micro"), |kind| self.catalogue.kind(kind));
            let (found, score) = of(row);
            let wrong = match title {
                "evaluate-overlap" => row.false_alarms,
                _ => row.found + row.pieces + row.false_alarms - found,
            };
            let counts = [row.answers, found, wrong].map(|count| self.catalogue.number(count as u64));
            rows.push([name.into_owned()].into_iter().chain(counts).chain(self.shares(&score)).collect());
        }
        let name = self.catalogue.text("evaluate-macro").into_owned();
        rows.push([name, String::new(), String::new(), String::new()].into_iter().chain(self.shares(&mean)).collect());
        self.grid(&rows, 4);
    }

    fn shares(&self, score: &Score) -> [String; 3] {
        [
            self.share(score.precision, score.precision_interval),
            self.share(score.recall, score.recall_interval),
            self.share(score.f1, score.f1_interval),
        ]
    }

    /// `0,943 0,92–0,96`
    fn share(&self, share: Option<f64>, interval: Option<Interval>) -> String {
        let Some(share) = share else { return "–".into() };
        let decimal = |number: f64, decimals| self.catalogue.decimal(number, decimals);
        match interval {
            Some(Interval { low, high }) => format!("{} {}–{}", decimal(share, 3), decimal(low, 2), decimal(high, 2)),
            None => decimal(share, 3),
        }
    }

    /// Rows in columns: the first and those from `left` on begin at their left, the others end at their right.
    fn grid(&mut self, rows: &[Vec<String>], left: usize) {
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        let width =
            |at: usize| rows.iter().filter_map(|row| row.get(at)).map(|cell| cell.chars().count()).max().unwrap_or(0);
        let widths: Vec<usize> = (0..columns).map(width).collect();
        for (number, row) in rows.iter().enumerate() {
            let mut line = String::from("  ");
            for (at, cell) in row.iter().enumerate() {
                let width = widths[at];
                match at == 0 || at >= left {
                    true => line.push_str(&format!("{cell:width$}  ")),
                    false => line.push_str(&format!("{cell:>width$}  ")),
                }
            }
            self.line(line.trim_end(), if number == 0 { DIM } else { Style::new() });
        }
    }

    /// What is said of all documents together.
    fn whole(&mut self, evaluation: &Evaluation) {
        self.out.push('\n');
        let (found, all) = (evaluation.found_as_any_kind, evaluation.answers);
        self.say("evaluate-any-kind", &[("found", found.into()), ("all", all.into())]);
        if evaluation.traps > 0 {
            let (hit, all) = (evaluation.traps_hit, evaluation.traps);
            self.say("evaluate-traps-hit", &[("hit", hit.into()), ("all", all.into())]);
        }
        if let Some(held) = evaluation.held {
            let values = [
                ("stopped", held.stopped.into()),
                ("hold", held.to_hold.into()),
                ("wrongly", held.stopped_wrongly.into()),
                ("publish", held.to_publish.into()),
            ];
            self.say("evaluate-held", &values);
        }
        if !evaluation.severities.is_empty() {
            self.heading("evaluate-severities", &[]);
        }
        for row in &evaluation.severities {
            let severity = self.catalogue.severity(row.severity).into_owned();
            let values = [
                ("severity", (&severity).into()),
                ("found", row.found.into()),
                ("all", row.answers.into()),
                ("enough", row.severe_enough.into()),
            ];
            self.say("evaluate-severity", &values);
        }
    }

    fn groups(&mut self, evaluation: &Evaluation) {
        if evaluation.groups.is_empty() {
            return;
        }
        self.heading("evaluate-groups", &[]);
        let row = |group: &Group| {
            let counts = format!("{} / {}", group.found, group.answers);
            vec![on_one_line(&group.group), counts, self.share(group.recall, group.interval)]
        };
        let rows: Vec<Vec<String>> = evaluation.groups.iter().map(row).collect();
        let mut all = vec![["", "", "recall"].map(|name| self.column(name)).to_vec()];
        all.extend(rows);
        self.grid(&all, 2);
    }

    fn column(&self, name: &str) -> String {
        if name.is_empty() {
            String::new()
        } else {
            self.catalogue.text(&format!("evaluate-column-{name}")).into_owned()
        }
    }

    fn reliability(&mut self, evaluation: &Evaluation) {
        if evaluation.reliability.is_empty() {
            return;
        }
        self.heading("evaluate-reliability", &[]);
        let decimal = |number: f64, decimals| self.catalogue.decimal(number, decimals);
        let mut rows = vec![["confidence", "claims", "mean", "right"].map(|name| self.column(name)).to_vec()];
        rows.extend(evaluation.reliability.iter().map(|bin| {
            vec![
                format!("{}–{}", decimal(bin.from, 1), decimal(bin.to, 1)),
                self.catalogue.number(bin.claims as u64),
                decimal(bin.confidence, 3),
                self.share(Some(bin.right), bin.interval),
            ]
        }));
        self.grid(&rows, 3);
        for (key, value) in [
            ("evaluate-calibration-error", evaluation.calibration_error),
            ("evaluate-average-precision", evaluation.average_precision),
        ] {
            if let Some(value) = value {
                let value = self.catalogue.decimal(value, 3);
                self.say(key, &[("value", (&value).into())]);
            }
        }
    }

    fn items(&mut self, key: &str, items: &[Item], all: usize) {
        if items.is_empty() {
            return;
        }
        self.heading(key, &[("shown", items.len().into()), ("all", all.into())]);
        for item in items {
            let note = self.note_of(item);
            self.item(item, &note);
        }
    }

    fn note_of(&self, item: &Item) -> String {
        let kinds = item.others.iter().map(|&kind| self.catalogue.kind(kind)).collect::<Vec<_>>().join(", ");
        let mut notes = Vec::new();
        if item.trap {
            notes.push(self.catalogue.text("evaluate-trap").into_owned());
        }
        if item.covered {
            notes.push(self.catalogue.text("evaluate-covered").into_owned());
        }
        if !kinds.is_empty() {
            let key = if item.confidence.is_some() || item.trap { "evaluate-over" } else { "evaluate-taken-for" };
            notes.push(self.catalogue.format(key, &[("kinds", (&kinds).into())]));
        }
        notes.join("; ")
    }

    fn item(&mut self, item: &Item, note: &str) {
        let place = match &item.location {
            location if location.entry.is_some() || location.cell.is_some() || location.xpath.is_some() => {
                let names = [&location.entry, &location.cell, &location.field];
                let named: Vec<&str> = names.into_iter().flatten().map(String::as_str).collect();
                if named.is_empty() { location.xpath.clone().unwrap_or_default() } else { named.join(" ") }
            }
            location => match (location.line, location.column) {
                (Some(line), Some(column)) => format!("{line}:{column}"),
                _ => format!("{}–{}", item.start, item.end),
            },
        };
        let severity = item.severity.map(|severity| format!("{}  ", self.catalogue.severity(severity)));
        let confidence = item.confidence.map(|confidence| format!("{}  ", self.catalogue.decimal(confidence, 2)));
        let line = format!(
            "  {}  {}  {}{}{}  «{}»",
            on_one_line(&item.path),
            on_one_line(&place),
            severity.unwrap_or_default(),
            confidence.unwrap_or_default(),
            self.catalogue.kind(item.kind),
            on_one_line(&item.text),
        );
        self.line(&line, Style::new());
        for note in [note, &on_one_line(&item.context)].into_iter().filter(|note| !note.is_empty()) {
            let note = format!("      {note}");
            self.line(&note, DIM);
        }
    }

    fn survivors(&mut self, evaluation: &Evaluation) {
        let Some(cleaned) = &evaluation.cleaned else { return };
        if cleaned.listed.is_empty() {
            self.out.push('\n');
        } else {
            let (shown, all) = (cleaned.listed.len(), cleaned.survivors);
            self.heading("evaluate-survivors", &[("shown", shown.into()), ("all", all.into())]);
        }
        for survivor in &cleaned.listed {
            let times = self.catalogue.format("evaluate-times", &[("count", survivor.times.into())]);
            self.item(&survivor.item, &times);
        }
        let (survivors, values) = (cleaned.survivors, cleaned.values);
        self.say("evaluate-cleaned", &[("survivors", survivors.into()), ("values", values.into())]);
        self.counts(&[("evaluate-absent", cleaned.absent), ("evaluate-copy-unread", cleaned.unread)]);
    }
}
