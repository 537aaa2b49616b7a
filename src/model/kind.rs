//! Kinds of findings, by the contract's names.

use serde::{Deserialize, Serialize};

/// The families that `--only` names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Group {
    /// Numbers, addresses, plates.
    Identifiers,
    /// Persons' names.
    Names,
    /// Telling terms.
    Terms,
    /// What documents and journals hide or forget to hide.
    Documents,
}

macro_rules! kinds {
    ($($variant:ident $name:literal $group:ident $doc:literal),* $(,)?) => {
        /// What a finding is. The contract's `kind`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Kind {
            $(#[doc = $doc] #[serde(rename = $name)] $variant,)*
        }

        impl Kind {
            /// Every kind, in the contract's order.
            pub const ALL: &[Kind] = &[$(Kind::$variant),*];

            /// As written in reports.
            pub fn as_str(self) -> &'static str {
                match self { $(Kind::$variant => $name),* }
            }

            /// The family it belongs to.
            pub fn group(self) -> Group {
                match self { $(Kind::$variant => Group::$group),* }
            }
        }
    };
}

kinds! {
    Fodselsnummer "fodselsnummer" Identifiers "National identity number.",
    DNummer "d-nummer" Identifiers "D number, for people who are not resident.",
    HNummer "h-nummer" Identifiers "Help number of one health body.",
    FhNummer "fh-nummer" Identifiers "Common help number of the health sector.",
    DufNummer "duf-nummer" Identifiers "Number in the immigration authorities' register.",
    Kontonummer "kontonummer" Identifiers "Bank account.",
    Iban "iban" Identifiers "International bank account.",
    Organisasjonsnummer "organisasjonsnummer" Identifiers "Number of a firm or body: not a person.",
    Telefon "telefon" Identifiers "Telephone number.",
    Epost "epost" Identifiers "E-mail address.",
    Adresse "adresse" Identifiers "Street address with post code.",
    Fodselsdato "fodselsdato" Identifiers "Date of birth.",
    Bilskilt "bilskilt" Identifiers "Vehicle registration plate.",
    Passnummer "passnummer" Identifiers "Passport number.",
    Kid "kid" Identifiers "Customer identification of a payment: keeps other detectors off.",
    GnrBnr "gnr-bnr" Identifiers "Property designation.",
    Personnavn "personnavn" Names "A person's name.",
    Helse "helse" Terms "Health.",
    Barnevern "barnevern" Terms "Child welfare.",
    Sosial "sosial" Terms "Social benefits, debt.",
    Skole "skole" Terms "Special education, absence, school environment.",
    Straff "straff" Terms "Criminal matters.",
    Etnisitet "etnisitet" Terms "Ethnic origin.",
    Religion "religion" Terms "Belief.",
    Politikk "politikk" Terms "Political opinion.",
    Fagforening "fagforening" Terms "Union membership.",
    Seksualliv "seksualliv" Terms "Sex life and orientation.",
    Personal "personal" Terms "Personnel matters.",
    Lonn "lonn" Terms "Pay of a natural person.",
    GradertAdresse "gradert-adresse" Terms "Graded address.",
    Flyktning "flyktning" Terms "Asylum and immigration.",
    FailedRedaction "failed-redaction" Documents "Text under a cover that does not remove it.",
    HiddenText "hidden-text" Documents "Text that no viewer shows.",
    OverShielding "over-shielding" Documents "More shielded than the law allows.",
    ShieldingMismatch "shielding-mismatch" Documents "Shielded in one place, open in another.",
    Policy "policy" Documents "What the body's own rules keep off the web.",
    Connection "connection" Documents "A person joined to a telling matter.",
}

impl Kind {
    /// The kind of that name; `None` where there is no such kind.
    pub fn from_name(name: &str) -> Option<Kind> {
        Kind::ALL.iter().copied().find(|kind| kind.as_str() == name)
    }

    /// Numbers that stand for one person for life.
    pub fn is_personal_number(self) -> bool {
        matches!(self, Kind::Fodselsnummer | Kind::DNummer | Kind::HNummer | Kind::FhNummer | Kind::DufNummer)
    }
}

impl Group {
    /// The group of that name.
    pub fn from_name(name: &str) -> Option<Group> {
        Some(match name {
            "identifiers" => Group::Identifiers,
            "names" => Group::Names,
            "terms" => Group::Terms,
            "documents" => Group::Documents,
            _ => return None,
        })
    }
}
