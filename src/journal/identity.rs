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
        let slot = match key {
            Key::CaseYear => &mut self.year,
            Key::CaseNumber => &mut self.number,
            Key::Case => &mut self.case,
            Key::Post => &mut self.post,
            Key::Document => &mut self.document,
            Key::System => &mut self.system,
            Key::None => return,
        };
        if slot.is_none() && value.len() <= LONGEST {
            *slot = Some(String::from_utf8_lossy(value.trim_ascii()).into_owned());
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
        match (&self.year, &self.number) {
            (Some(year), Some(number)) => Some(format!("{year}/{number}")),
            _ => self.case.clone(),
        }
    }

    /// The post's name; `None` where no field tells it.
    pub fn id(&self) -> Option<String> {
        // Many systems write the whole id where others write the post's number alone.
        if let Some(document) = self.document.as_ref().filter(|document| names_its_case(document)) {
            return Some(document.clone());
        }
        let post = self.post.as_ref().or(self.document.as_ref());
        match (self.case(), post) {
            (Some(case), Some(post)) => Some(format!("{case}-{post}")),
            (None, Some(post)) => Some(self.system.as_ref().unwrap_or(post).clone()),
            (Some(case), None) => Some(case),
            (None, None) => self.system.clone(),
        }
    }
}

/// `2024/118-3`, `24/118-3`, `2024000118-3`: digits on either side of the last hyphen.
fn names_its_case(document: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'/');
    document.rsplit_once('-').is_some_and(|(case, post)| digits(case.trim()) && digits(post.trim()))
        || document.matches('/').count() == 2 && digits(document)
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
    }
}
