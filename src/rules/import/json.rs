//! Tables as the statbank's interfaces give them: JSON-stat 2, JSON-stat 1 in its `dataset`, and PxWeb's own JSON.
//!
//! They are read as they come, into the shape they must have, so that what does not fit is told with its line.

use super::{NameKind, NameTable, TableError, is_no_count, year_in};
use serde::Deserialize;
use serde::de::{self, DeserializeOwned, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::collections::BTreeMap;
use std::fmt;

/// Which of the forms it is.
#[derive(Deserialize)]
struct Form {
    dataset: Option<IgnoredAny>,
    dimension: Option<IgnoredAny>,
    columns: Option<IgnoredAny>,
}

pub(super) fn read(text: &str, kind: Option<NameKind>) -> Result<NameTable, TableError> {
    match parse(text)? {
        Form { dataset: Some(_), .. } => parse::<Wrapped>(text)?.dataset.names(kind),
        Form { dimension: Some(_), .. } => parse::<Dataset>(text)?.names(kind),
        Form { columns: Some(_), .. } => parse::<Rows>(text)?.names(kind),
        _ => Err(TableError::new(
            1,
            "neither JSON-stat nor PxWeb's JSON: it has no dataset, no dimension and no columns",
        )),
    }
}

fn parse<T: DeserializeOwned>(text: &str) -> Result<T, TableError> {
    serde_json::from_str(text).map_err(|error| {
        let reason = error.to_string();
        let reason = reason.rsplit_once(" at line ").map_or(reason.as_str(), |(reason, _)| reason);
        // What stands there instead is the file's own.
        let reason = reason.find("expected ").map_or(reason, |at| &reason[at..]);
        TableError::new(error.line().max(1) as u64, reason)
    })
}

fn unknown_kind() -> TableError {
    TableError::new(
        1,
        "no dimension is called «Fornavn» or «Etternavn»: if it is a table of names, say which with --as",
    )
}

/// JSON-stat 1.
#[derive(Deserialize)]
struct Wrapped {
    dataset: Dataset,
}

/// A cube: the numbers lie in one row, the last dimension changing fastest.
#[derive(Deserialize)]
struct Dataset {
    #[serde(default)]
    id: Vec<String>,
    #[serde(default)]
    size: Vec<usize>,
    dimension: Dimensions,
    value: Listed<Holders>,
}

/// By name; in JSON-stat 1 with their order and sizes among them.
#[derive(Default)]
struct Dimensions {
    by_id: BTreeMap<String, Dimension>,
    id: Vec<String>,
    size: Vec<usize>,
}

#[derive(Deserialize)]
struct Dimension {
    label: Option<String>,
    category: Category,
}

#[derive(Deserialize)]
struct Category {
    index: Option<Listed<Position>>,
    #[serde(default)]
    label: BTreeMap<String, String>,
}

impl Category {
    /// Codes and texts in the order of the numbers.
    fn texts(&self) -> Vec<(&str, &str)> {
        let mut codes: Vec<(usize, &str)> = match &self.index {
            Some(Listed::Row(codes)) => codes.iter().enumerate().map(|(at, code)| (at, code.0.as_str())).collect(),
            Some(Listed::Sparse(codes)) => codes.iter().map(|(code, at)| (at.1, code.as_str())).collect(),
            None => self.label.keys().map(|code| (0, code.as_str())).collect(),
        };
        codes.sort_by_key(|(at, _)| *at);
        codes.into_iter().map(|(_, code)| (code, self.label.get(code).map_or(code, String::as_str))).collect()
    }
}

impl Dataset {
    fn names(self, kind: Option<NameKind>) -> Result<NameTable, TableError> {
        let (ids, sizes) =
            if self.id.is_empty() { (self.dimension.id, self.dimension.size) } else { (self.id, self.size) };
        let by_id = self.dimension.by_id;
        let told = |id: &String| {
            let label = by_id.get(id).and_then(|dimension| dimension.label.as_deref());
            NameKind::of_heading(id).or(label.and_then(NameKind::of_heading))
        };
        let names = ids.iter().position(|id| told(id).is_some());
        // With --as the dimension of most categories will be that of the names.
        let largest = || (0..ids.len().min(sizes.len())).max_by_key(|&at| sizes[at]);
        let names = names.or_else(|| kind.and_then(|_| largest())).ok_or_else(unknown_kind)?;
        let kind = kind.or_else(|| told(&ids[names])).ok_or_else(unknown_kind)?;
        if ids.len() != sizes.len() {
            return Err(TableError::new(1, format!("{} dimensions and {} sizes", ids.len(), sizes.len())));
        }
        let mut axes = Vec::new();
        for (id, size) in ids.iter().zip(&sizes) {
            let texts = by_id.get(id).map(|dimension| dimension.category.texts()).unwrap_or_default();
            if texts.len() != *size {
                return Err(TableError::new(
                    1,
                    format!("the dimension «{id}» has {} categories, not {size}", texts.len()),
                ));
            }
            axes.push(texts);
        }
        let content = ids.iter().position(|id| id == "ContentsCode");
        let time = ids.iter().position(|id| matches!(id.as_str(), "Tid" | "Time" | "År"));
        let cells = sizes.iter().try_fold(1_usize, |cells, size| cells.checked_mul(*size));
        let mut table = NameTable::new(kind);
        // What is not published may be left out of the numbers.
        axes[names].iter().for_each(|(_, name)| table.note(name, 0, None));
        let mut note = |at: usize, holders: Option<u64>| {
            if cells.is_none_or(|cells| at >= cells) {
                return Err(TableError::new(1, "it holds more numbers than its dimensions have room for"));
            }
            let mut rest = at;
            let mut places = vec![0; sizes.len()];
            for (place, size) in places.iter_mut().zip(&sizes).rev() {
                (*place, rest) = (rest % size, rest / size);
            }
            let text = |axis: usize| axes[axis][places[axis]];
            if content.is_none_or(|axis| !is_no_count(text(axis).0) && !is_no_count(text(axis).1)) {
                let year = time.and_then(|axis| year_in(text(axis).0).or(year_in(text(axis).1))).unwrap_or(0);
                let (code, name) = text(names);
                table.note_code(code);
                table.note(name, year, holders);
            }
            Ok(())
        };
        match self.value {
            Listed::Row(values) => values.into_iter().enumerate().try_for_each(|(at, value)| note(at, value.0))?,
            Listed::Sparse(values) => values.into_iter().try_for_each(|(at, value)| {
                let at = at.parse().map_err(|_| TableError::new(1, "the place of a number is no number"))?;
                note(at, value.0)
            })?,
        }
        Ok(table)
    }
}

/// PxWeb's own form: the keys and numbers of a row apart.
#[derive(Deserialize)]
struct Rows {
    columns: Vec<Column>,
    data: Vec<Row>,
}

#[derive(Deserialize)]
struct Column {
    code: String,
    #[serde(default)]
    text: String,
    /// `c` counts; `d` and `t` (time) are keys.
    #[serde(default)]
    r#type: String,
}

#[derive(Deserialize)]
struct Row {
    key: Vec<String>,
    values: Vec<Holders>,
}

impl Rows {
    fn names(self, kind: Option<NameKind>) -> Result<NameTable, TableError> {
        let (values, keys): (Vec<_>, Vec<_>) = self.columns.iter().partition(|column| column.r#type == "c");
        let told = |column: &&Column| NameKind::of_heading(&column.code).or(NameKind::of_heading(&column.text));
        let axis =
            keys.iter().position(|column| told(column).is_some()).or(kind.map(|_| 0)).ok_or_else(unknown_kind)?;
        let kind = kind.or_else(|| keys.get(axis).and_then(told)).ok_or_else(unknown_kind)?;
        let time = keys.iter().position(|column| column.r#type == "t" || column.code == "Tid");
        let mut table = NameTable::new(kind);
        for (at, row) in self.data.into_iter().enumerate() {
            if row.key.len() != keys.len() || row.values.len() != values.len() {
                return Err(TableError::new(
                    1,
                    format!("row {} of data has other keys or values than the columns", at + 1),
                ));
            }
            let year = time.and_then(|axis| year_in(&row.key[axis])).unwrap_or(0);
            let counted = values
                .iter()
                .zip(&row.values)
                .filter(|(column, _)| !is_no_count(&column.code) && !is_no_count(&column.text));
            for (_, holders) in counted {
                table.note(&row.key[axis], year, holders.0);
            }
        }
        Ok(table)
    }
}

/// An array, or an object by code or place.
enum Listed<T> {
    Row(Vec<T>),
    Sparse(BTreeMap<String, T>),
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Listed<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either<T>(std::marker::PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Either<T> {
            type Value = Listed<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an array or an object")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
                let mut row = Vec::new();
                while let Some(one) = seq.next_element()? {
                    row.push(one);
                }
                Ok(Listed::Row(row))
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut sparse = BTreeMap::new();
                while let Some((key, one)) = map.next_entry()? {
                    sparse.insert(key, one);
                }
                Ok(Listed::Sparse(sparse))
            }
        }
        deserializer.deserialize_any(Either(std::marker::PhantomData))
    }
}

/// A category's code in an array, or its place in an object.
struct Position(String, usize);

impl<'de> Deserialize<'de> for Position {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct CodeOrPlace;
        impl Visitor<'_> for CodeOrPlace {
            type Value = Position;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a code or its place")
            }
            fn visit_str<E: de::Error>(self, code: &str) -> Result<Position, E> {
                Ok(Position(code.to_owned(), 0))
            }
            fn visit_u64<E: de::Error>(self, place: u64) -> Result<Position, E> {
                usize::try_from(place).map(|place| Position(String::new(), place)).map_err(E::custom)
            }
        }
        deserializer.deserialize_any(CodeOrPlace)
    }
}

/// Persons; none where the number is not published.
struct Holders(Option<u64>);

impl<'de> Deserialize<'de> for Holders {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Number;
        impl Visitor<'_> for Number {
            type Value = Holders;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number of persons, a sign for a missing one, or null")
            }
            fn visit_unit<E: de::Error>(self) -> Result<Holders, E> {
                Ok(Holders(None))
            }
            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Holders, E> {
                Ok(Holders(Some(number)))
            }
            fn visit_f64<E: de::Error>(self, number: f64) -> Result<Holders, E> {
                // Shares, which the table may hold beside the numbers, lose their decimals and are passed over later.
                if number >= 0.0 { Ok(Holders(Some(number as u64))) } else { Err(E::custom("a negative number")) }
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Holders, E> {
                let whole = text.split(['.', ',']).next().filter(|whole| !whole.is_empty()).unwrap_or(text);
                super::holders(whole)
                    .map(Holders)
                    .ok_or_else(|| E::custom("neither a number nor a sign for a missing one"))
            }
        }
        deserializer.deserialize_any(Number)
    }
}

impl<'de> Deserialize<'de> for Dimensions {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Members;
        impl<'de> Visitor<'de> for Members {
            type Value = Dimensions;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("dimensions by their names")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Dimensions, A::Error> {
                let mut dimensions = Dimensions::default();
                while let Some(key) = map.next_key::<String>()? {
                    match key.as_str() {
                        "id" => dimensions.id = map.next_value()?,
                        "size" => dimensions.size = map.next_value()?,
                        "role" => {
                            map.next_value::<IgnoredAny>()?;
                        }
                        _ => {
                            dimensions.by_id.insert(key, map.next_value()?);
                        }
                    }
                }
                Ok(dimensions)
            }
        }
        deserializer.deserialize_map(Members)
    }
}
