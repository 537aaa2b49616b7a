//! Legal bases for shielding (`skjermingshjemmel`), as journals write them: «Offl. § 13, jf. fvl. § 13 første ledd nr. 1».

/// What the bases of a post say.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Basis {
    /// One is told.
    pub is_told: bool,
    /// A duty of confidentiality for somebody's personal affairs (offentleglova § 13 with forvaltningsloven § 13 no. 1, or a law
    /// of health, social services, child welfare).
    pub is_personal: bool,
    /// It is for a body's or a firm's own sake and hides no person: a trade secret (forvaltningsloven § 13 no. 2 alone), or what
    /// offentleglova §§ 14, 15 and 20 to 23 protect.
    pub is_business: bool,
}

/// Words of laws whose confidentiality is for persons only.
const PERSONAL_LAWS: [&str; 14] = [
    "barnevern",
    "helsepersonell",
    "sosialtjeneste",
    "sosialteneste",
    "sosialtenestelova",
    "nav-lov",
    "folketrygd",
    "pasient",
    "psykisk helse",
    "spesialisthelse",
    "personopplysning",
    "krisesenter",
    "politiregister",
    "utlendingslov",
];

/// Sections of offentleglova that are for the body's sake.
const OWN_SAKE: [&str; 6] = ["14", "15", "20", "21", "22", "23"];

impl Basis {
    /// Of one field.
    pub fn of(text: &[u8]) -> Basis {
        let text = String::from_utf8_lossy(text).to_lowercase();
        if !text.contains(char::is_alphanumeric) {
            return Basis::default();
        }
        let is_13 = numbers(&text).any(|number| number == "13");
        let named = |number: char| {
            ["nr. ", "nr ", "nr.", "nummer "].iter().any(|word| {
                text.match_indices(word).any(|(at, _)| {
                    let mut rest = text[at + word.len()..].chars();
                    rest.next() == Some(number) && !rest.next().is_some_and(|next| next.is_ascii_digit())
                })
            })
        };
        let by_law = PERSONAL_LAWS.iter().any(|law| text.contains(law));
        let is_trade_secret = is_13 && named('2') && !named('1');
        let is_own_sake = !is_13 && OWN_SAKE.contains(&numbers(&text).next().unwrap_or_default());
        let is_business = !by_law && (is_trade_secret || is_own_sake);
        Basis { is_told: true, is_personal: (is_13 || by_law) && !is_business, is_business }
    }

    /// Both together.
    pub fn and(self, other: Basis) -> Basis {
        let is_personal = self.is_personal || other.is_personal;
        Basis {
            is_told: self.is_told || other.is_told,
            is_personal,
            is_business: !is_personal && (self.is_business || other.is_business),
        }
    }
}

/// Runs of digits.
fn numbers(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty())
}

/// Whether a field holds a legal basis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// It is the place for it.
    Always,
    /// An access code, in which some write it.
    WithParagraph,
    /// It does not.
    Never,
}

impl Holds {
    /// By the field's label.
    pub fn of(label: &str) -> Self {
        let label = label.to_lowercase();
        let is_its_place = label.contains("hjemmel")
            || label.contains("heimel")
            || label.starts_with("unntatt")
            || matches!(label.as_str(), "jp.uoff" | "jp_uoff" | "uoff" | "paragraf" | "lovparagraf");
        match is_its_place {
            true => Holds::Always,
            false if ["tilgang", "grad", "kode"].iter().any(|word| label.contains(word)) => Holds::WithParagraph,
            false => Holds::Never,
        }
    }

    /// A field with this `text` holds one.
    pub fn is_told_in(self, text: &[u8]) -> bool {
        match self {
            Holds::Always => true,
            Holds::WithParagraph => {
                let names_the_law = text.get(..4).is_some_and(|start| start.eq_ignore_ascii_case(b"offl"));
                names_the_law || text.windows(2).any(|pair| pair == "§".as_bytes())
            }
            Holds::Never => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn confidentiality_for_persons_is_told_from_trade_secrets_and_other_bases() {
        for personal in [
            "Offl. § 13",
            "Offl §13, jf. fvl §13 første ledd nr. 1",
            "ofl. 13",
            "OFFL13",
            "Fvl. § 13",
            "Barnevernsloven § 13-1",
            "Offl. § 13 jf. fvl. § 13 fyrste ledd nr. 1 og 2",
            "Offl. § 13 jf. helsepersonelloven § 21",
        ] {
            assert!(Basis::of(personal.as_bytes()).is_personal, "{personal}");
        }
        for other in [
            "Offl. § 23",
            "Offl. § 14",
            "Offl. § 25",
            "Offl. § 13 jf. fvl. § 13 første ledd nr. 2",
            "Offl. § 26, 2013",
            "",
            " - ",
        ] {
            assert!(!Basis::of(other.as_bytes()).is_personal, "{other}");
        }
        assert!(Basis::of("Offl. § 13 jf. fvl. § 13 nr. 2".as_bytes()).is_business);
        assert!(!Basis::of(b" - ").is_told);
    }
}
