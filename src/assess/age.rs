//! What stands right behind a name and says how old somebody is: «(8 år)», «, 4. klasse», «, f. 2015».

/// A number behind a name, after a comma or in brackets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Told<'t> {
    /// A word for being born stands before it.
    pub is_born: bool,
    /// Its digits.
    pub digits: &'t str,
    /// The word behind it; empty where there is none.
    pub unit: &'t str,
}

impl<'t> Told<'t> {
    /// What `behind`, the lower-case text from a name's end on, tells.
    pub fn of(behind: &'t str) -> Option<Self> {
        let rest = behind.trim_start().strip_prefix(['(', ','])?.trim_start();
        let born = ["født", "fødd", "f.", "born", "riegádan"]
            .iter()
            .find_map(|word| rest.strip_prefix(word))
            .map(str::trim_start);
        let numbered = born.unwrap_or(rest);
        let end = numbered.find(|c: char| !c.is_ascii_digit()).unwrap_or(numbered.len());
        let (digits, unit) = numbered.split_at(end);
        let unit = unit.trim_start_matches(['.', ' ']);
        let unit = &unit[..unit.find(|c: char| !c.is_alphanumeric()).unwrap_or(unit.len())];
        (!digits.is_empty()).then_some(Told { is_born: born.is_some(), digits, unit })
    }

    /// Whole years.
    pub fn is_age(&self) -> bool {
        !self.is_born && matches!(self.unit, "år" | "years" | "yrs" | "jagi" | "jahkásaš") && self.digits.len() <= 3
    }
}
