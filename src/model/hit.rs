//! What detection saw, before anybody says what it means.

use super::{Kind, Span};
use serde::{Deserialize, Serialize};

/// How sure the detector is of the form alone, before surroundings are weighed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// The form occurs by chance, too.
    Weak,
    /// The form is rare by chance, or a check digit holds.
    Likely,
    /// The form and a label beside it agree.
    Certain,
}

/// Why something was taken for what it is. Spans are bytes of the part.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum Evidence {
    /// Both check digits hold by the rule in force.
    CheckDigits,
    /// They hold by the rule for numbers issued from 2032 only.
    CheckDigits2032,
    /// They do not hold.
    CheckDigitsFail,
    /// Mod 97, mod 11 or mod 10 holds.
    Checksum,
    /// A word beside it names it.
    Cue(Span),
    /// The field's own label names it.
    Label,
    /// A person, number or cue in the same sentence, row or record.
    Neighbour(Kind, Span),
    /// A word for a private person's part in the matter: applicant, patient, pupil.
    PersonRole(Span),
    /// A pronoun for a person.
    Pronoun(Span),
    /// A negation before it.
    Negated(Span),
    /// Spoken of in general.
    Generic(Span),
    /// Stands on a list.
    Listed,
    /// A trained model takes it for one.
    Model,
    /// Found by its parts in a compound.
    Compound,
    /// A word beside it says that the person acts for the body.
    Official(Span),
    /// Letters of OCR taken back to digits.
    OcrRepair,
    /// A spreadsheet took its leading zero or wrote it as a power of ten.
    SpreadsheetDamage,
    /// A user's pattern.
    Pattern,
}

impl Evidence {
    /// The names of all evidence, as written in reports.
    pub const NAMES: &[&str] = &[
        "check-digits",
        "check-digits-2032",
        "check-digits-fail",
        "checksum",
        "cue",
        "label",
        "neighbour",
        "person-role",
        "pronoun",
        "negated",
        "generic",
        "listed",
        "model",
        "compound",
        "official",
        "ocr-repair",
        "spreadsheet-damage",
        "pattern",
    ];

    /// As written in reports.
    pub fn as_str(&self) -> &'static str {
        match self {
            Evidence::CheckDigits => "check-digits",
            Evidence::CheckDigits2032 => "check-digits-2032",
            Evidence::CheckDigitsFail => "check-digits-fail",
            Evidence::Checksum => "checksum",
            Evidence::Cue(_) => "cue",
            Evidence::Label => "label",
            Evidence::Neighbour(..) => "neighbour",
            Evidence::PersonRole(_) => "person-role",
            Evidence::Pronoun(_) => "pronoun",
            Evidence::Negated(_) => "negated",
            Evidence::Generic(_) => "generic",
            Evidence::Listed => "listed",
            Evidence::Model => "model",
            Evidence::Compound => "compound",
            Evidence::Official(_) => "official",
            Evidence::OcrRepair => "ocr-repair",
            Evidence::SpreadsheetDamage => "spreadsheet-damage",
            Evidence::Pattern => "pattern",
        }
    }

    /// Where it stands; `None` where it has no place of its own.
    pub fn span(&self) -> Option<Span> {
        match *self {
            Evidence::Cue(span)
            | Evidence::Neighbour(_, span)
            | Evidence::PersonRole(span)
            | Evidence::Pronoun(span)
            | Evidence::Negated(span)
            | Evidence::Generic(span)
            | Evidence::Official(span) => Some(span),
            _ => None,
        }
    }
}

/// Something seen in a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hit {
    /// Bytes in the part.
    pub span: Span,
    /// What it looks like.
    pub kind: Kind,
    /// Index of the rule in the rules in force.
    pub rule: u16,
    /// Of the form alone.
    pub certainty: Certainty,
    /// What the form itself shows: check digits, list, compound.
    pub form: Evidence,
    /// What names it: [`Evidence::Cue`] or [`Evidence::Label`].
    pub named: Option<Evidence>,
    /// Of the test series.
    pub synthetic: bool,
    /// For names in running text: something telling stands near it. What is far is a note and explains nothing, so that no
    /// severity depends on whether such names are looked for. True for all else.
    pub near: bool,
}
