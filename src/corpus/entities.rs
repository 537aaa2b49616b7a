//! What other programs call our kinds, as data, and what the user says on top of it.

use crate::model::Kind;
use serde::Deserialize;
use std::collections::HashMap;

/// The table: names of entities to kinds.
#[derive(Debug, Clone)]
pub struct Entities(HashMap<String, Vec<Kind>>);

#[derive(Deserialize)]
struct Table {
    entities: HashMap<String, Vec<Kind>>,
}

impl Entities {
    /// The built-in table with `overrides` laid over it: `ENTITY=kind`, `ENTITY=kind,kind` (one of them), `ENTITY=` (none).
    ///
    /// # Errors
    /// An override that is not of that form, or names no kind.
    pub fn new(overrides: &[String]) -> Result<Self, String> {
        let built_in: Table = toml::from_str(include_str!("entities.toml")).map_err(|error| error.to_string())?;
        let mut table = built_in.entities;
        for entry in overrides {
            let (entity, kinds) = entry.split_once('=').ok_or_else(|| format!("«{entry}» is not ENTITY=kind"))?;
            let kinds = kinds.split(',').map(str::trim).filter(|kind| !kind.is_empty());
            let kinds = kinds.map(|kind| Kind::from_name(kind).ok_or_else(|| format!("no kind is called «{kind}»")));
            table.insert(folded(entity), kinds.collect::<Result<_, _>>()?);
        }
        Ok(Entities(table))
    }

    /// The kinds that `entity` may be: empty where it is none of ours, `None` where nobody knows it. Our own names are known.
    pub fn kinds(&self, entity: &str) -> Option<Vec<Kind>> {
        let own = || Kind::from_name(entity.trim()).map(|kind| vec![kind]);
        self.0.get(&folded(entity)).cloned().or_else(own)
    }
}

/// Programs write `B-PER`, `Person` and `email address`.
fn folded(entity: &str) -> String {
    let upper = entity.trim().to_uppercase().replace(['-', ' '], "_");
    let bare = upper.strip_prefix("B_").or_else(|| upper.strip_prefix("I_")).unwrap_or(&upper);
    bare.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_looked_up_however_they_are_written() {
        let table = Entities::new(&[]).unwrap();
        for name in ["PERSON", "Person", "B-PER", "personnavn"] {
            assert_eq!(table.kinds(name), Some(vec![Kind::Personnavn]), "{name}");
        }
        assert_eq!(table.kinds("email address"), Some(vec![Kind::Epost]));
        assert_eq!(table.kinds("DATE_TIME"), Some(vec![]));
        assert_eq!(table.kinds("d-nummer"), Some(vec![Kind::DNummer]));
        assert_eq!(table.kinds("WIDGET"), None);
    }

    #[test]
    fn the_user_has_the_last_word() {
        let table = Entities::new(&["WIDGET=helse,sosial".into(), "person=".into(), "d-nummer=kid".into()]).unwrap();
        assert_eq!(table.kinds("widget"), Some(vec![Kind::Helse, Kind::Sosial]));
        assert_eq!(table.kinds("PERSON"), Some(vec![]));
        assert_eq!(table.kinds("d-nummer"), Some(vec![Kind::Kid]));
        assert!(Entities::new(&["WIDGET".into()]).is_err());
        assert!(Entities::new(&["WIDGET=gadget".into()]).is_err());
    }
}
