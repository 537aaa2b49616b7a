//! What the columns of a table are, where the user says so (`--columns`) or a profile does.

use super::fields::{Field, Key, Meaning, as_folded, field_as, folded};
use crate::model::Role;
use hashbrown::HashMap;

/// Why a description of columns makes no sense.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ColumnsError {
    /// A field that there is not.
    #[error("no field is called «{0}»: choose {choices}", choices = NAMES.join(", "))]
    NoField(String),
    /// Not of the form `field=Header`.
    #[error("«{0}» says no column: write it as field=Header, such as title=Emne")]
    Form(String),
    /// One header for two fields.
    #[error("the column «{0}» is named for two fields")]
    Twice(String),
}

/// The fields that a column can be.
const NAMES: [&str; 13] = [
    "case", "year", "number", "document", "post", "id", "title", "party", "official", "metadata", "basis", "date",
    "text",
];

/// The field that users call so; `hjemmel` is how the journal itself calls the basis.
fn by_name(name: &str) -> Option<Field> {
    Some(match name.trim().to_lowercase().as_str() {
        "case" => Field::key(Key::Case),
        "year" => Field::key(Key::CaseYear),
        "number" => Field::key(Key::CaseNumber),
        "document" => Field::key(Key::Document),
        "post" => Field::key(Key::Post),
        "id" => Field::key(Key::System),
        "title" => Field::plain(Role::Title),
        "party" => Field::plain(Role::Party),
        "official" => Field::plain(Role::Official),
        "metadata" => Field::plain(Role::Metadata),
        "basis" | "hjemmel" => Field::meaning(Meaning::Basis),
        "date" => Field::meaning(Meaning::Date),
        "text" => Field::plain(Role::Body),
        _ => return None,
    })
}

/// Headers and what they are. What is not told is known by its usual name.
#[derive(Debug, Clone, Default)]
pub struct ColumnNames {
    by_header: HashMap<String, Field>,
    /// The headers that a table must have, as the user wrote them.
    required: Vec<String>,
}

impl ColumnNames {
    /// Adds what `--columns` says: `title=Emne,party=Hvem`. A field may have several columns; a comma that no `field=` follows
    /// belongs to the header.
    ///
    /// # Errors
    /// See [`ColumnsError`].
    pub fn add_required(&mut self, written: &str) -> Result<(), ColumnsError> {
        let mut pairs: Vec<(&str, String)> = Vec::new();
        for piece in written.split(',') {
            match (piece.split_once('='), pairs.last_mut()) {
                (Some((name, header)), _) => pairs.push((name, header.to_owned())),
                (None, Some((_, header))) => header.extend([",", piece]),
                (None, None) => return Err(ColumnsError::Form(piece.trim().to_owned())),
            }
        }
        for (name, header) in pairs {
            let field = by_name(name).ok_or_else(|| ColumnsError::NoField(name.trim().to_owned()))?;
            let header = header.trim().to_owned();
            if folded(&header).is_empty() {
                return Err(ColumnsError::Form(format!("{}=", name.trim())));
            }
            if self.required.contains(&header) {
                return Err(ColumnsError::Twice(header));
            }
            self.by_header.insert(folded(&header), field);
            self.required.push(header);
        }
        Ok(())
    }

    /// Adds what a profile says: the headers that a system uses for a field, whichever of them a table has.
    ///
    /// # Errors
    /// [`ColumnsError::NoField`]
    pub fn add_usual(&mut self, name: &str, headers: &[String]) -> Result<(), ColumnsError> {
        let field = by_name(name).ok_or_else(|| ColumnsError::NoField(name.to_owned()))?;
        self.by_header.extend(headers.iter().map(|header| (folded(header), field)));
        Ok(())
    }

    /// The headers that a table must have.
    pub fn required(&self) -> &[String] {
        &self.required
    }

    /// What the column of that header is.
    pub(super) fn field(&self, header: &str) -> Option<Field> {
        as_folded(header, |name| {
            let told = self.by_header.get(name).copied();
            // In Noark 5 the number of a document within its post; in a table that of the post.
            let numbers = || (name == "dokumentnummer").then(|| Field::key(Key::Document));
            told.or_else(numbers).or_else(|| field_as(header, name))
        })
    }

    /// Whether the headers are those that the user named.
    pub(super) fn are_told(&self, headers: &[impl AsRef<str>]) -> bool {
        let has = |name: &String| headers.iter().any(|header| folded(header.as_ref()) == folded(name));
        !self.required.is_empty() && self.required.iter().all(has)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_told_field_by_field() {
        let mut names = ColumnNames::default();
        assert_eq!(names.add_required("title=Emne, party=Hvem, hva,hjemmel=Lov"), Ok(()));
        assert_eq!(names.required(), ["Emne", "Hvem, hva", "Lov"]);
        assert_eq!(names.field("EMNE").map(|field| field.role), Some(Role::Title));
        assert_eq!(names.field("Lov").and_then(|field| field.meaning), Some(Meaning::Basis));
        assert_eq!(names.field("Avsender").map(|field| field.role), Some(Role::Party));
        assert!(names.are_told(&["Lov", "emne", "Hvem, hva", "Nr"]) && !names.are_told(&["Lov", "Emne"]));
        let wrong = |written: &str| ColumnNames::default().add_required(written);
        assert_eq!(wrong("tittel=Emne"), Err(ColumnsError::NoField("tittel".into())));
        assert_eq!(wrong("Emne"), Err(ColumnsError::Form("Emne".into())));
        assert_eq!(wrong("title="), Err(ColumnsError::Form("title=".into())));
        assert_eq!(wrong("title=A,party=A"), Err(ColumnsError::Twice("A".into())));
    }
}
