//! The end of the terminal's report: the run in numbers, what was not read and how to go on, and the laws that were named.

use super::{BOLD, Breaks, DIM, GREEN, RED, Style, Text, YELLOW, escape, verdict_style};
use crate::catalogue::Value;
use crate::model::{Reason, Severity, Verdict};
use crate::report::Summary;
use std::io::{self, Write};

impl<W: Write> Text<W> {
    pub(super) fn summary(&mut self, summary: &Summary) -> io::Result<()> {
        let title = self.catalogue.text("summary-title").into_owned();
        self.say(&title, BOLD)?;
        self.size(summary)?;
        self.verdicts(summary)?;
        self.findings(summary)?;
        let names = format!("summary-names-{}", self.names);
        let names = self.catalogue.text(&names).into_owned();
        self.say(&format!("  {names}"), DIM)?;
        if !self.sought.is_empty() {
            let flags = super::on_one_line(&self.sought);
            let line = self.catalogue.format("summary-sought", &[("flags", (&flags).into())]);
            self.say(&format!("  {line}"), YELLOW)?;
        }
        self.legend()?;
        self.unread(summary)
    }

    fn say(&mut self, text: &str, style: Style) -> io::Result<()> {
        self.line.clear();
        self.paint(text, style);
        self.end_line()
    }

    fn count(&self, key: &str, count: u64) -> String {
        self.catalogue.format(key, &[("count", Value::Number(count))])
    }

    fn size(&mut self, summary: &Summary) -> io::Result<()> {
        let mut line = format!("  {}", self.count("summary-documents", summary.documents));
        if summary.entries > 0 {
            line.push_str(", ");
            line.push_str(&self.count("summary-entries", summary.entries));
        }
        let (size, time) = (self.catalogue.bytes(summary.bytes), self.catalogue.duration(summary.seconds));
        let rate = self.catalogue.rate(summary.bytes, summary.seconds);
        line.push_str(", ");
        line.push_str(&if rate.is_empty() {
            size
        } else {
            let values =
                [("size", size.as_str().into()), ("time", time.as_str().into()), ("rate", rate.as_str().into())];
            self.catalogue.format("summary-speed", &values)
        });
        self.say(&line, Style::new())
    }

    fn verdicts(&mut self, summary: &Summary) -> io::Result<()> {
        let verdicts = [Verdict::Publish, Verdict::Review, Verdict::Withhold];
        let rows: Vec<(Verdict, String, String)> = verdicts
            .into_iter()
            .zip(summary.verdicts)
            .map(|(verdict, count)| {
                (verdict, self.catalogue.verdict(verdict).into_owned(), self.catalogue.number(count))
            })
            .collect();
        let widest = |of: fn(&(Verdict, String, String)) -> &String| {
            rows.iter().map(|row| of(row).chars().count()).max().unwrap_or(0)
        };
        let (words, numbers) = (widest(|row| &row.1), widest(|row| &row.2));
        for ((verdict, word, number), count) in rows.iter().zip(summary.verdicts) {
            self.line.clear();
            let row = format!("    {word:words$}  {number:>numbers$}");
            self.paint(&row, if count > 0 { verdict_style(*verdict) } else { DIM });
            self.end_line()?;
        }
        Ok(())
    }

    fn findings(&mut self, summary: &Summary) -> io::Result<()> {
        let counts = summary.findings;
        if counts.total() == 0 {
            let none = self.catalogue.text("summary-no-findings").into_owned();
            self.say(&format!("  {none}"), GREEN)?;
        } else {
            let total = self.count("summary-findings", counts.total());
            self.line.clear();
            self.line.push_str("  ");
            self.paint(&total, BOLD);
            let by_severity = [
                ("summary-stop", counts.stop, Severity::Stop),
                ("summary-review", counts.review, Severity::Review),
                ("summary-note", counts.note, Severity::Note),
            ];
            let mut between = ": ";
            for (key, count, severity) in by_severity.into_iter().filter(|(_, count, _)| *count > 0) {
                let text = self.count(key, count);
                self.line.push_str(between);
                self.paint(&text, super::severity_style(severity));
                between = ", ";
            }
            self.end_line()?;
        }
        if summary.known > 0 {
            let known = self.count("summary-known", summary.known);
            self.say(&format!("  {known}"), Style::new())?;
        }
        Ok(())
    }

    /// What the short names in brackets stand for.
    fn legend(&mut self) -> io::Result<()> {
        let laws = std::mem::take(&mut self.laws);
        if laws.is_empty() {
            return Ok(());
        }
        let title = self.catalogue.text("summary-laws").into_owned();
        self.say(&format!("  {title}"), BOLD)?;
        let width = laws.iter().map(|short| short.len()).max().unwrap_or(0);
        for short in &laws {
            let title = self.catalogue.law(short).into_owned();
            self.say(&format!("    {short:width$}  {title}"), DIM)?;
        }
        Ok(())
    }

    /// Every input that was not read in full, by reason: none of them is cleared, so none is left out.
    fn unread(&mut self, summary: &Summary) -> io::Result<()> {
        if summary.unread == 0 && self.unread.is_empty() {
            return Ok(());
        }
        let count = summary.unread.max(self.unread.len() as u64);
        let text = self.count("summary-unread", count);
        self.say(&format!("  {text}"), RED)?;
        let unread = std::mem::take(&mut self.unread);
        let pictures = unread.iter().filter(|line| line.unread.needs_ocr()).count() as u64;
        if pictures > 0 {
            let text = self.count("summary-pictures", pictures);
            self.say(&format!("    {text}"), YELLOW)?;
        }
        for &reason in Reason::ALL {
            let of_reason: Vec<_> = unread.iter().filter(|line| line.unread.reason == reason).collect();
            if of_reason.is_empty() {
                continue;
            }
            let (word, advice) = (self.catalogue.reason(reason), self.catalogue.advice(reason));
            let heading = format!("    {word} ({}): {advice}", self.catalogue.number(of_reason.len() as u64));
            self.say(&heading, YELLOW)?;
            for line in of_reason {
                let mut shown = String::from("      ");
                escape(&line.path, Breaks::Escape, &mut shown);
                if !line.unread.detail.is_empty() {
                    shown.push_str(" — ");
                    escape(&line.unread.detail, Breaks::Blank, &mut shown);
                }
                self.say(&shown, Style::new())?;
            }
        }
        Ok(())
    }
}
