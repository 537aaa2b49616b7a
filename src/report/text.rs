//! For people in a terminal: what was found, document by document and post by post, then what follows from it all.
//!
//! Nothing of a document reaches the terminal but as plain characters: control characters and those that turn the direction of
//! text are shown as escapes. Colours are the caller's choice, for only the caller knows what stands at the other end.

mod summary;

use super::{Masker, Piece, Report, Run, Setting, Summary};
use crate::catalogue::{Catalogue, Value};
use crate::model::{Document, Finding, Location, Role, Severity, Unread, Verdict};
use anstyle::{AnsiColor, Style};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::{self, BufWriter, Write};
use std::sync::Arc;

/// Characters of context that are shown on either side.
const CONTEXT: usize = 40;
/// Values longer than this are cut: hidden text may be a page of it.
const LONGEST_VALUE: usize = 60;
/// Columns grow with what stands in them up to here.
const WIDEST_PLACE: usize = 24;
const WIDEST_KIND: usize = 22;
const WIDEST_VALUE: usize = 28;

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const RED: Style = AnsiColor::Red.on_default().bold();
const YELLOW: Style = AnsiColor::Yellow.on_default();
const GREEN: Style = AnsiColor::Green.on_default();
const CYAN: Style = AnsiColor::Cyan.on_default();

/// A report for the terminal.
pub struct Text<W: Write> {
    out: BufWriter<W>,
    masker: Masker,
    catalogue: Catalogue,
    color: bool,
    quiet: bool,
    names: &'static str,
    /// The flags for which not everything was looked for.
    sought: String,
    laws: BTreeSet<Arc<str>>,
    unread: Vec<UnreadLine>,
    line: String,
}

/// An input for the list at the end.
struct UnreadLine {
    path: String,
    unread: Unread,
}

/// A finding, ready to be laid out.
struct Row<'a> {
    finding: &'a Finding,
    place: String,
    severity: String,
    kind: String,
    value: String,
}

impl<W: Write> Text<W> {
    /// Begins a report on `out`.
    pub fn new(out: W, run: &Run, setting: &Setting) -> Self {
        Text {
            out: BufWriter::with_capacity(1 << 16, out),
            masker: Masker::new(setting.reveal),
            catalogue: Catalogue::new(setting.lang),
            color: setting.color,
            quiet: setting.quiet,
            names: run.names,
            sought: run.sought.flags(),
            laws: BTreeSet::new(),
            unread: Vec::new(),
            line: String::new(),
        }
    }

    fn row<'a>(&self, finding: &'a Finding) -> Row<'a> {
        let mut value = String::new();
        escape(&shorten(&self.masker.value(finding), LONGEST_VALUE), Breaks::Blank, &mut value);
        Row {
            finding,
            place: self.place(finding),
            severity: self.catalogue.severity(finding.severity).into_owned(),
            kind: self.catalogue.kind(finding.kind).into_owned(),
            value,
        }
    }

    /// The shortest name of a finding's place that a person can go to.
    fn place(&self, finding: &Finding) -> String {
        let location = self.masker.location(&finding.location);
        let mut place = String::new();
        if let Some(page) = location.page {
            place = self.catalogue.format("text-page", &[("page", Value::Number(page.into()))]);
        }
        let rest = match &*location {
            Location { cell: Some(cell), .. } => cell.clone(),
            Location { entry: Some(_), field: Some(field), .. } => field.clone(),
            Location { line: Some(line), column: Some(column), .. } => format!("{line}:{column}"),
            Location { line: Some(line), xpath: None, .. } => line.to_string(),
            Location { paragraph: Some(paragraph), .. } => format!("¶{paragraph}"),
            Location { xpath: Some(xpath), .. } => xpath.clone(),
            Location { row: Some(row), .. } => row.to_string(),
            _ => String::new(),
        };
        let part = match finding.part {
            Role::Body | Role::Title | Role::Party | Role::Official if !(place.is_empty() && rest.is_empty()) => {
                "".into()
            }
            _ => self.catalogue.part(finding.part),
        };
        for piece in [rest.as_str(), &part] {
            if !place.is_empty() && !piece.is_empty() {
                place.push(' ');
            }
            place.push_str(piece);
        }
        let mut shown = String::with_capacity(place.len());
        escape(&place, Breaks::Blank, &mut shown);
        shown
    }

    fn finding(&mut self, row: &Row<'_>, widths: &Widths) -> io::Result<()> {
        let finding = row.finding;
        self.line.clear();
        self.line.push_str(if finding.entry.is_some() { "    " } else { "  " });
        self.column(&row.place, widths.place, CYAN);
        self.column(&row.severity, widths.severity, severity_style(finding.severity));
        self.column(&row.kind, widths.kind, Style::new());
        self.column(&row.value, widths.value, BOLD);
        self.context(row);
        if finding.synthetic {
            let word = self.catalogue.text("text-synthetic").into_owned();
            let _ = write!(self.line, "  ({word})");
        }
        if !finding.basis.is_empty() {
            let short: Vec<&str> = finding.basis.iter().map(|short| &**short).collect();
            let short = format!("  [{}]", short.join(", "));
            self.paint(&short, DIM);
            for short in finding.basis.iter().filter(|short| !self.laws.contains(*short)).collect::<Vec<_>>() {
                self.laws.insert(Arc::clone(short));
            }
        }
        self.end_line()
    }

    /// The context, if it says more than the value: cut to what a line holds, the value itself standing out.
    fn context(&mut self, row: &Row<'_>) {
        let pieces = self.masker.context(row.finding);
        if !pieces.iter().any(|piece| !piece.is_this && !piece.text.trim().is_empty()) {
            return;
        }
        self.line.push_str("— ");
        let first = pieces.iter().position(|piece| piece.is_this).unwrap_or(0);
        let last = pieces.iter().rposition(|piece| piece.is_this).unwrap_or(first);
        let join = |pieces: &[Piece]| pieces.iter().map(|piece| piece.text.as_str()).collect::<String>();
        let (before, after) = (join(&pieces[..first]), join(&pieces[(last + 1).min(pieces.len())..]));
        let skip = before.chars().count().saturating_sub(CONTEXT);
        if skip > 0 {
            self.line.push('…');
        }
        escape_into_line(&before.chars().skip(skip).collect::<String>(), &mut self.line);
        let mut this = String::new();
        escape(&shorten(&join(&pieces[first..=last.min(pieces.len() - 1)]), 3 * CONTEXT), Breaks::Blank, &mut this);
        self.paint(&this, severity_style(row.finding.severity));
        escape_into_line(&shorten(&after, CONTEXT), &mut self.line);
    }

    /// Appends a cell and the blanks after it: two at least, since a cell may be wider than its column.
    fn column(&mut self, text: &str, width: usize, style: Style) {
        self.paint(text, style);
        for _ in text.chars().count().min(width)..width + 2 {
            self.line.push(' ');
        }
    }

    fn paint(&mut self, text: &str, style: Style) {
        if self.color && style != Style::new() {
            let _ = write!(self.line, "{style}{text}{style:#}");
        } else {
            self.line.push_str(text);
        }
    }

    /// Writes the line without the blanks at its end.
    fn end_line(&mut self) -> io::Result<()> {
        self.out.write_all(self.line.trim_end().as_bytes())?;
        self.out.write_all(b"\n")
    }

    fn heading(&mut self, indent: &str, name: &str, verdict: Verdict, partly: bool) -> io::Result<()> {
        self.line.clear();
        self.line.push_str(indent);
        let mut shown = String::new();
        escape(name, Breaks::Escape, &mut shown);
        self.paint(&shown, BOLD);
        self.line.push_str("  ");
        let word = self.catalogue.verdict(verdict).into_owned();
        self.paint(&word, verdict_style(verdict));
        if partly {
            let word = format!(" ({})", self.catalogue.text("text-unread"));
            self.paint(&word, YELLOW);
        }
        self.end_line()
    }
}

impl<W: Write> Report for Text<W> {
    fn document(&mut self, document: &Document) -> io::Result<()> {
        if document.findings.is_empty() && document.unread.is_none() {
            return Ok(());
        }
        let path = self.masker.path(document);
        if let Some(unread) = &document.unread {
            let unread = Unread::new(unread.reason, self.masker.argument(&unread.detail));
            self.unread.push(UnreadLine { path: path.clone(), unread });
        }
        if self.quiet {
            return Ok(());
        }
        self.heading("", &path, document.verdict, document.unread.is_some())?;
        let mut entry = None;
        // Laid out by the hundred, so that a column is as wide as what a screen shows of it.
        let mut findings = document.findings.iter();
        loop {
            let page: Vec<_> = findings.by_ref().take(100).collect::<io::Result<_>>()?;
            if page.is_empty() {
                break;
            }
            let rows: Vec<Row<'_>> = page.iter().map(|finding| self.row(finding)).collect();
            let widths = Widths::of(&rows);
            for row in &rows {
                if row.finding.entry != entry {
                    entry = row.finding.entry;
                    if let Some(of) = entry.and_then(|at| document.entries.get(at)) {
                        self.heading("  ", &self.masker.entry(of.id), of.verdict, false)?;
                    }
                }
                self.finding(row, &widths)?;
            }
        }
        self.out.write_all(b"\n")
    }

    fn finish(&mut self, summary: &Summary) -> io::Result<()> {
        self.summary(summary)?;
        self.out.flush()
    }
}

/// Widths of the columns, in characters.
struct Widths {
    place: usize,
    severity: usize,
    kind: usize,
    value: usize,
}

impl Widths {
    fn of(rows: &[Row<'_>]) -> Self {
        let widest = |of: for<'a> fn(&'a Row<'_>) -> &'a str, most: usize| {
            rows.iter().map(|row| of(row).chars().count()).filter(|&width| width <= most).max().unwrap_or(0)
        };
        Widths {
            place: widest(|row| &row.place, WIDEST_PLACE),
            severity: widest(|row| &row.severity, usize::MAX),
            kind: widest(|row| &row.kind, WIDEST_KIND),
            value: widest(|row| &row.value, WIDEST_VALUE),
        }
    }
}

fn severity_style(severity: Severity) -> Style {
    match severity {
        Severity::Stop => RED,
        Severity::Review => YELLOW,
        Severity::Note => CYAN,
    }
}

fn verdict_style(verdict: Verdict) -> Style {
    match verdict {
        Verdict::Withhold => RED,
        Verdict::Review => YELLOW,
        Verdict::Publish => GREEN,
    }
}

/// The first `most` characters, with an ellipsis for the rest.
fn shorten(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// What becomes of line breaks and tabs.
#[derive(Clone, Copy, PartialEq)]
enum Breaks {
    /// One blank: they are common in texts and mean nothing on a line.
    Blank,
    /// An escape: in a name they are a trick.
    Escape,
}

fn escape_into_line(text: &str, line: &mut String) {
    escape(text, Breaks::Blank, line);
}

/// `text` on one line, so that a terminal shows it and does nothing else.
pub(crate) fn on_one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    escape_into_line(text, &mut line);
    line
}

/// Appends `text` so that a terminal shows it and does nothing else.
fn escape(text: &str, breaks: Breaks, out: &mut String) {
    for c in text.chars() {
        match c {
            '\n' | '\r' | '\t' if breaks == Breaks::Blank => {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            _ if is_unsafe(c) => out.extend(c.escape_default()),
            _ => out.push(c),
        }
    }
}

/// Control characters, and those that turn or hide text.
fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests;
