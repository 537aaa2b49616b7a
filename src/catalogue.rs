//! What a user reads, in the three languages users read: one Fluent catalogue a language, compiled in from `lang/`.
//!
//! Every other room speaks in types; the text of a kind, a reason or a sentence with numbers in it is asked for here. A key that
//! is missing is shown as itself, never an error: a test holds the three files to the same keys and to all that the model can say.

use crate::model::{Evidence, Kind, Reason, Role, Severity, Verdict};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;
use unic_langid::LanguageIdentifier;

/// A language users read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lang {
    /// Bokmål.
    #[default]
    Nb,
    /// Nynorsk.
    Nn,
    /// English.
    En,
}

impl Lang {
    /// Every language.
    pub const ALL: [Lang; 3] = [Lang::Nb, Lang::Nn, Lang::En];

    /// As `--lang` and the `lang` attribute of a page write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Lang::Nb => "nb",
            Lang::Nn => "nn",
            Lang::En => "en",
        }
    }

    /// The language that the environment asks for (`LC_ALL`, `LC_MESSAGES`, `LANG`); bokmål where it asks for none of ours.
    pub fn from_environment() -> Self {
        let asked = ["LC_ALL", "LC_MESSAGES", "LANG"]
            .into_iter()
            .find_map(|name| std::env::var(name).ok().filter(|v| !v.is_empty()));
        match asked.as_deref().map(|asked| asked.split(['_', '.', '-']).next().unwrap_or_default()) {
            Some("nn") => Lang::Nn,
            Some("en") => Lang::En,
            _ => Lang::Nb,
        }
    }

    /// The text of `localised` in this language.
    pub fn of(self, localised: &crate::rules::Localised) -> &str {
        match self {
            Lang::Nb => &localised.nb,
            Lang::Nn => &localised.nn,
            Lang::En => &localised.en,
        }
    }

    fn identifier(self) -> LanguageIdentifier {
        // The three parse; a test formats plurals in each.
        self.as_str().parse().unwrap_or_default()
    }

    /// `lang/*.ftl`, `lang/html/*.ftl` with what only the page says, `lang/corpus/*.ftl` with what only evaluation says.
    fn sources(self) -> [&'static str; 3] {
        match self {
            Lang::Nb => [
                include_str!("../lang/nb.ftl"),
                include_str!("../lang/html/nb.ftl"),
                include_str!("../lang/corpus/nb.ftl"),
            ],
            Lang::Nn => [
                include_str!("../lang/nn.ftl"),
                include_str!("../lang/html/nn.ftl"),
                include_str!("../lang/corpus/nn.ftl"),
            ],
            Lang::En => [
                include_str!("../lang/en.ftl"),
                include_str!("../lang/html/en.ftl"),
                include_str!("../lang/corpus/en.ftl"),
            ],
        }
    }

    /// `lang/help/*.ftl`, with what the command line says of itself.
    pub(crate) fn help(self) -> &'static str {
        match self {
            Lang::Nb => include_str!("../lang/help/nb.ftl"),
            Lang::Nn => include_str!("../lang/help/nn.ftl"),
            Lang::En => include_str!("../lang/help/en.ftl"),
        }
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Not one of `nb`, `nn`, `en`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown language {0:?}: choose nb, nn or en")]
pub struct UnknownLang(String);

impl FromStr for Lang {
    type Err = UnknownLang;

    fn from_str(name: &str) -> Result<Self, UnknownLang> {
        Lang::ALL
            .into_iter()
            .find(|lang| name.eq_ignore_ascii_case(lang.as_str()))
            .ok_or_else(|| UnknownLang(name.to_owned()))
    }
}

/// A value that stands in a text: a number (which chooses the plural form and is written the language's way) or a word.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value<'a> {
    /// A whole number.
    Number(u64),
    /// Written as it is.
    Text(&'a str),
}

impl From<u64> for Value<'_> {
    fn from(number: u64) -> Self {
        Value::Number(number)
    }
}

impl From<usize> for Value<'_> {
    fn from(number: usize) -> Self {
        Value::Number(number as u64)
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Value::Text(text)
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Self {
        Value::Text(text)
    }
}

/// The texts of one language.
pub struct Catalogue {
    lang: Lang,
    bundle: FluentBundle<FluentResource>,
}

impl Catalogue {
    /// The texts of `lang`.
    pub fn new(lang: Lang) -> Self {
        Catalogue::of(lang, &lang.sources())
    }

    /// The texts of `lang` about commands and arguments alone, which few runs show.
    pub fn of_help(lang: Lang) -> Self {
        Catalogue::of(lang, &[lang.help()])
    }

    fn of(lang: Lang, sources: &[&str]) -> Self {
        let mut bundle = FluentBundle::new_concurrent(vec![lang.identifier()]);
        // Isolating marks would stand in terminals and files as stray characters.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(match lang {
            Lang::En => |value: &FluentValue<'_>, _: &_| whole(value).map(|number| grouped(number, ',')),
            Lang::Nb | Lang::Nn => {
                |value: &FluentValue<'_>, _: &_| whole(value).map(|number| grouped(number, NO_BREAK))
            }
        }));
        // A file with an error keeps its other messages; the tests hold the files free of errors.
        for source in sources {
            let resource = FluentResource::try_new((*source).to_owned()).unwrap_or_else(|(partly, _)| partly);
            bundle.add_resource_overriding(resource);
        }
        Catalogue { lang, bundle }
    }

    /// The language these texts are in.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// The text of `key`, without values; the key itself where there is none.
    pub fn text<'a>(&'a self, key: &'a str) -> Cow<'a, str> {
        self.find(key, None).unwrap_or(Cow::Borrowed(key))
    }

    /// The text of `key` with `values` in their places; the key itself where there is none.
    pub fn format(&self, key: &str, values: &[(&str, Value<'_>)]) -> String {
        let mut arguments = FluentArgs::with_capacity(values.len());
        for &(name, value) in values {
            match value {
                Value::Number(number) => arguments.set(name, FluentValue::from(number)),
                Value::Text(text) => arguments.set(name, FluentValue::from(text)),
            }
        }
        self.find(key, Some(&arguments)).map_or_else(|| key.to_owned(), Cow::into_owned)
    }

    /// There is a text of that key.
    pub fn has(&self, key: &str) -> bool {
        self.find(key, None).is_some()
    }

    /// The text of a message, or of an attribute of it (`message.attribute`).
    fn find<'a>(&'a self, key: &str, arguments: Option<&FluentArgs<'_>>) -> Option<Cow<'a, str>> {
        let pattern = match key.split_once('.') {
            None => self.bundle.get_message(key)?.value()?,
            Some((message, attribute)) => self.bundle.get_message(message)?.get_attribute(attribute)?.value(),
        };
        Some(self.bundle.format_pattern(pattern, arguments, &mut Vec::new()))
    }

    fn named(&self, family: &str, name: &str) -> Cow<'_, str> {
        let key = format!("{family}-{name}");
        match self.find(&key, None) {
            Some(text) => text,
            None => Cow::Owned(key),
        }
    }

    /// What a kind is called, such as «fødselsnummer».
    pub fn kind(&self, kind: Kind) -> Cow<'_, str> {
        self.named("kind", kind.as_str())
    }

    /// What a severity is called.
    pub fn severity(&self, severity: Severity) -> Cow<'_, str> {
        self.named("severity", severity.as_str())
    }

    /// What a verdict is called.
    pub fn verdict(&self, verdict: Verdict) -> Cow<'_, str> {
        self.named("verdict", verdict.as_str())
    }

    /// What a part of a document is called.
    pub fn part(&self, part: Role) -> Cow<'_, str> {
        self.named("part", part.as_str())
    }

    /// Why an input was not read.
    pub fn reason(&self, reason: Reason) -> Cow<'_, str> {
        self.named("reason", reason.as_str())
    }

    /// How to go on with an input that was not read.
    pub fn advice(&self, reason: Reason) -> Cow<'_, str> {
        self.named("advice", reason.as_str())
    }

    /// One piece of evidence in words, such as «kontrollsifrene stemmer». Holds nothing of the text.
    pub fn evidence(&self, evidence: &Evidence) -> Cow<'_, str> {
        match evidence {
            Evidence::Neighbour(kind, _) => {
                Cow::Owned(self.format("evidence-neighbour", &[("kind", Value::Text(&self.kind(*kind)))]))
            }
            _ => self.named("evidence", evidence.as_str()),
        }
    }

    /// The title of a law's short name: `offl-26` is «offentleglova § 26». The short name itself where it is not known.
    pub fn law(&self, short: &str) -> Cow<'_, str> {
        self.find(&law_key(short), None).unwrap_or_else(|| Cow::Owned(short.to_owned()))
    }

    /// What a law says, in our words; empty where it is not known.
    pub fn law_says(&self, short: &str) -> Cow<'_, str> {
        self.find(&format!("{}-says", law_key(short)), None).unwrap_or_default()
    }

    /// A whole number the language's way: `12 345` or `12,345`.
    pub fn number(&self, number: u64) -> String {
        grouped(number, self.group_separator())
    }

    /// A number with so many decimals, the language's way: `1 234,5` or `1,234.5`.
    pub fn decimal(&self, number: f64, decimals: usize) -> String {
        let written = format!("{:.decimals$}", number.abs());
        let (whole, rest) = written.split_once('.').unwrap_or((&written, ""));
        let mut out = String::with_capacity(written.len() + 4);
        if number < 0.0 {
            out.push('-');
        }
        group_digits(whole, self.group_separator(), &mut out);
        if !rest.is_empty() {
            out.push(if self.lang == Lang::En { '.' } else { ',' });
            out.push_str(rest);
        }
        out
    }

    /// A size in bytes as people read it: `512 byte`, `1,4 MB`. Decimal units, as MB/s is counted.
    pub fn bytes(&self, bytes: u64) -> String {
        if bytes < 1000 {
            return self.format("bytes", &[("count", Value::Number(bytes))]);
        }
        let (unit, size) = scaled(bytes as f64);
        format!("{}{NO_BREAK}{unit}", self.decimal(size, if size < 100.0 { 1 } else { 0 }))
    }

    /// A rate, from bytes and seconds: `812 MB/s`. Empty where no time was measured.
    pub fn rate(&self, bytes: u64, seconds: f64) -> String {
        if seconds <= 0.0 {
            return String::new();
        }
        let (unit, size) = scaled(bytes as f64 / seconds);
        format!("{}{NO_BREAK}{unit}/s", self.decimal(size, if size < 100.0 { 1 } else { 0 }))
    }

    /// A span of time as people read it: `0,42 s`, `3 min 5 s`.
    pub fn duration(&self, seconds: f64) -> String {
        let whole = seconds.round().max(0.0) as u64;
        if seconds < 10.0 {
            format!("{}{NO_BREAK}s", self.decimal(seconds, 2))
        } else if whole < 60 {
            format!("{whole}{NO_BREAK}s")
        } else if whole < 3600 {
            format!("{}{NO_BREAK}min {}{NO_BREAK}s", whole / 60, whole % 60)
        } else {
            let hour = self.text("unit-hour");
            format!("{}{NO_BREAK}{hour} {}{NO_BREAK}min", self.number(whole / 3600), whole % 3600 / 60)
        }
    }

    fn group_separator(&self) -> char {
        if self.lang == Lang::En { ',' } else { NO_BREAK }
    }
}

impl fmt::Debug for Catalogue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Catalogue").field("lang", &self.lang).finish_non_exhaustive()
    }
}

/// Between thousands, and between a number and its unit, in Norwegian.
const NO_BREAK: char = '\u{a0}';

/// Fluent's identifiers hold no dot: `noark-5.2.6` is asked for as `law-noark-5-2-6`.
fn law_key(short: &str) -> String {
    format!("law-{}", short.replace('.', "-"))
}

fn scaled(bytes: f64) -> (&'static str, f64) {
    const UNITS: [(&str, f64); 4] = [("TB", 1e12), ("GB", 1e9), ("MB", 1e6), ("kB", 1e3)];
    UNITS.into_iter().find(|(_, size)| bytes >= *size).map_or(("kB", bytes / 1e3), |(unit, size)| (unit, bytes / size))
}

fn whole(value: &FluentValue<'_>) -> Option<u64> {
    match value {
        FluentValue::Number(number) if number.value >= 0.0 && number.value.fract() == 0.0 => Some(number.value as u64),
        _ => None,
    }
}

/// Norwegian leaves four digits together, English does not; both group from five on, so both do.
fn grouped(number: u64, separator: char) -> String {
    let mut out = String::new();
    group_digits(&number.to_string(), separator, &mut out);
    out
}

fn group_digits(digits: &str, separator: char, out: &mut String) {
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) && digits.len() > 3 {
            out.push(separator);
        }
        out.push(digit);
    }
}

#[cfg(test)]
mod tests;
