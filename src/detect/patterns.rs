//! Patterns of the rules and of users, all in one automaton.

use crate::model::{Certainty, Evidence, Hit, Kind, Span};
use crate::rules::Rules;
use regex_automata::meta;
use regex_automata::util::syntax;

/// A pattern that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("rule {rule}: {source}")]
pub struct PatternError {
    /// Id of the pattern's rule.
    pub rule: String,
    /// Why.
    source: Box<dyn std::error::Error + Send + Sync>,
}

/// The compiled patterns.
pub struct Patterns {
    regex: meta::Regex,
    /// Rule and kind by pattern.
    rules: Vec<(u16, Kind)>,
}

impl Patterns {
    /// The patterns of `rules`; `None` where there are none.
    ///
    /// # Errors
    /// A pattern that is no regular expression, or too large.
    pub fn new(rules: &Rules) -> Result<Option<Self>, PatternError> {
        if rules.patterns.is_empty() {
            return Ok(None);
        }
        let mut parsed = Vec::new();
        let named = |rule: u16| rules.rules[usize::from(rule)].id.to_string();
        for pattern in &rules.patterns {
            // Bytes that are no UTF-8 may stand in a text, so patterns match bytes.
            let config = syntax::Config::new().utf8(false).unicode(pattern.unicode);
            let hir = syntax::parse_with(&pattern.regex, &config)
                .map_err(|source| PatternError { rule: named(pattern.rule), source: source.into() })?;
            parsed.push(hir);
        }
        let config = meta::Config::new().utf8_empty(false);
        let regex =
            meta::Builder::new().configure(config).build_many_from_hir(&parsed).map_err(|source| PatternError {
                rule: rules.patterns.iter().map(|p| named(p.rule)).collect::<Vec<_>>().join(", "),
                source: source.into(),
            })?;
        let rules = rules.patterns.iter().map(|p| (p.rule, rules.rules[usize::from(p.rule)].kind)).collect();
        Ok(Some(Patterns { regex, rules }))
    }

    /// Every match in `text`.
    pub fn find(&self, text: &[u8], hits: &mut Vec<Hit>) {
        for found in self.regex.find_iter(text).filter(|found| !found.is_empty()) {
            let (rule, kind) = self.rules[found.pattern().as_usize()];
            hits.push(Hit {
                span: Span::new(found.start(), found.end()),
                kind,
                rule,
                certainty: Certainty::Likely,
                form: Evidence::Pattern,
                named: None,
                synthetic: false,
            });
        }
    }
}
