//! What a post is called: `2024/118-3`, from whatever fields its format has.

use super::fields::Key;

/// The fields of a post that tell which one it is. The first of each kind counts.
#[derive(Debug, Default, Clone)]
pub(super) struct Identity {
    year: Option<String>,
    number: Option<String>,
    case: Option<String>,
    post: Option<String>,
    document: Option<String>,
    system: Option<String>,
}

/// Longer values are no ids.
const LONGEST: usize = 64;

impl Identity {
    /// Notes the value of a field.
    pub fn note(&mut self, key: Key, value: &[u8]) {
        let value = String::from_utf8_lossy(value.trim_ascii());
        let value = value.trim_matches(['"', '\'', ',', ';']);
        let slot = match key {
            Key::CaseYear => &mut self.year,
            Key::CaseNumber => &mut self.number,
            // Some call the whole number so: `2024/118-3`.
            Key::Case if value.contains('/') && names_its_case(value) => &mut self.document,
            Key::Case => &mut self.case,
            Key::PerhapsCase if names_a_case(value) => &mut self.case,
            Key::Post => &mut self.post,
            Key::Document => &mut self.document,
            Key::PerhapsDocument if names_its_case(value) => &mut self.document,
            Key::PerhapsDocument | Key::System => &mut self.system,
            Key::PerhapsCase | Key::None => return,
        };
        // A number of the system's own may come first: `"sakId": 15011, "saksnummer": "2026/5011"`.
        let names: fn(&str) -> bool = match key {
            Key::Case => names_a_case,
            // A document within the post has a number, too.
            Key::Document => names_its_case,
            _ => |_| false,
        };
        let is_better = names(value) && slot.as_ref().is_some_and(|known| !names(known));
        if (slot.is_none() || is_better) && !value.is_empty() && value.len() <= LONGEST {
            *slot = Some(value.to_owned());
        }
    }

    /// Takes from `other` what is not known: the case's fields for its posts.
    pub fn fill_from(&mut self, other: &Identity) {
        let slots = [(&mut self.year, &other.year), (&mut self.number, &other.number), (&mut self.case, &other.case)];
        for (slot, value) in slots {
            if slot.is_none() {
                slot.clone_from(value);
            }
        }
    }

    /// The case: `2024/118`.
    fn case(&self) -> Option<String> {
        match (&self.year, &self.number, &self.case) {
            (Some(year), Some(number), _) => Some(format!("{year}/{number}")),
            (Some(year), None, Some(case)) if case.bytes().all(|byte| byte.is_ascii_digit()) && case.len() < 8 => {
                Some(format!("{year}/{case}"))
            }
            (_, _, case) => case.clone(),
        }
    }

    /// The post's name as its case and its number make it; `None` where they are not told.
    pub fn numbered(&self) -> Option<String> {
        if let (Some(year), Some(number), Some(post)) = (&self.year, &self.number, &self.post) {
            return Some(format!("{year}/{number}-{post}"));
        }
        // Many systems write the whole id where others write the post's number alone.
        let document = self.document.as_ref().or(self.post.as_ref())?;
        if names_its_case(document) {
            return Some(document.chars().filter(|c| !c.is_whitespace()).collect());
        }
        let post = self.post.as_ref().unwrap_or(document);
        self.case().map(|case| format!("{case}-{post}"))
    }

    /// The number in a register that the post has where no case's is told: `51803`, `2024/7756`.
    pub fn registered(&self) -> Option<&str> {
        let numbers = [&self.document, &self.post, &self.system].into_iter().flatten();
        numbers
            .map(String::as_str)
            .find(|number| number.bytes().all(|byte| byte.is_ascii_digit()) && number.len() > 2 || names_a_case(number))
    }

    /// The post's name; `None` where no field tells it.
    pub fn id(&self) -> Option<String> {
        let rest = || self.case().or_else(|| self.system.clone());
        let post = || self.system.clone().or_else(|| self.post.clone()).or_else(|| self.document.clone());
        self.numbered().or_else(|| if self.post.is_some() || self.document.is_some() { post() } else { rest() })
    }
}

/// `2024/118`, `24/00118`.
pub(super) fn names_a_case(value: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    value.split_once('/').is_some_and(|(year, number)| digits(year.trim()) && digits(number.trim()))
}

/// `2024/118-3`, `24/118-3`, `2024000118-3`, `BYGG-24/118-3`: digits on either side of the last hyphen.
pub(super) fn names_its_case(document: &str) -> bool {
    let document = &document[series(document.as_bytes())..];
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'/');
    document.rsplit_once('-').is_some_and(|(case, post)| digits(case.trim()) && digits(post.trim()))
        || document.matches('/').count() == 2 && digits(document)
}

/// As [`names_its_case`], and nothing else looks so: `2024/118-3`, or `201400118-3` with a year before the number.
pub(super) fn is_whole(document: &str) -> bool {
    names_its_case(document) && (document.contains('/') || begins_with_a_long_case(document.as_bytes()))
}

/// Bytes of the letters of a series that stand before a number: `BYGG-24/118`.
pub(super) fn series(number: &[u8]) -> usize {
    let letters = number.iter().take_while(|byte| byte.is_ascii_uppercase()).count();
    let is_one = matches!(letters, 2..=6)
        && number.get(letters) == Some(&b'-')
        && number.get(letters + 1).is_some_and(u8::is_ascii_digit);
    if is_one { letters + 1 } else { 0 }
}

/// `201400118`: a year and the number of a case of five or six digits.
pub(super) fn begins_with_a_long_case(text: &[u8]) -> bool {
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    matches!(digits, 9 | 10) && (text.starts_with(b"19") || text.starts_with(b"20"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_those_people_use() {
        let id = |fields: &[(Key, &str)]| {
            let mut identity = Identity::default();
            fields.iter().for_each(|(key, value)| identity.note(*key, value.as_bytes()));
            identity.id()
        };
        let some = |id: &str| Some(id.to_owned());
        assert_eq!(id(&[(Key::CaseYear, "2024"), (Key::CaseNumber, "118"), (Key::Post, "3")]), some("2024/118-3"));
        assert_eq!(id(&[(Key::Case, "2024/118"), (Key::Document, "3")]), some("2024/118-3"));
        assert_eq!(id(&[(Key::Case, "2024/118"), (Key::Document, "2024/118-3")]), some("2024/118-3"));
        assert_eq!(id(&[(Key::System, "jp_1"), (Key::Post, "3")]), some("jp_1"));
        assert_eq!(id(&[]), None);
        // A registration's own id is not what people call it.
        let whole = [(Key::CaseYear, "2024"), (Key::CaseNumber, "118"), (Key::Post, "3")];
        assert_eq!(id(&[&whole[..], &[(Key::PerhapsDocument, "24/00118-3")][..]].concat()), some("2024/118-3"));
        assert_eq!(id(&[(Key::PerhapsDocument, "24/00118-3"), (Key::System, "a")]), some("24/00118-3"));
        assert_eq!(id(&[(Key::Document, "2024/118 - 3")]), some("2024/118-3"));
        assert_eq!(id(&[(Key::CaseYear, "2024"), (Key::Case, "118"), (Key::Document, "3")]), some("2024/118-3"));
        assert_eq!(id(&[(Key::PerhapsCase, "2024/118"), (Key::Post, "3")]), some("2024/118-3"));
        assert_eq!(id(&[(Key::PerhapsCase, "En sak"), (Key::System, "a")]), some("a"));
    }
}
