//! The three files hold the same keys, and a text for all that the model can say.

use super::*;
use crate::model::Span;
use fluent_bundle::FluentResource;
use std::collections::BTreeSet;

fn keys(lang: Lang) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    for source in lang.sources().into_iter().chain([lang.help()]) {
        let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(_, errors)| {
            panic!("{lang}: {errors:?}");
        });
        for line in resource.source().lines() {
            if let Some((key, _)) =
                line.split_once('=').filter(|(key, _)| key.starts_with(|c: char| c.is_ascii_lowercase()))
            {
                assert!(keys.insert(key.trim().to_owned()), "{lang}: {key} stands twice");
            }
        }
    }
    keys
}

#[test]
fn the_three_files_hold_the_same_keys() {
    let nb = keys(Lang::Nb);
    assert!(nb.len() > 100);
    for lang in [Lang::Nn, Lang::En] {
        let other = keys(lang);
        let difference: Vec<_> = nb.symmetric_difference(&other).collect();
        assert!(difference.is_empty(), "nb and {lang} differ in {difference:?}");
    }
}

#[test]
fn the_three_files_take_the_same_values() {
    let values = |lang: Lang| -> BTreeSet<(String, String)> {
        let mut key = String::new();
        let mut values = BTreeSet::new();
        for line in lang.sources().into_iter().chain([lang.help()]).flat_map(str::lines) {
            if line.starts_with(|c: char| c.is_ascii_lowercase()) {
                key = line.split('=').next().unwrap_or_default().trim().to_owned();
            }
            for value in line.split('$').skip(1) {
                let name = value.chars().take_while(|&c| c.is_ascii_alphanumeric() || c == '-' || c == '_').collect();
                values.insert((key.clone(), name));
            }
        }
        values
    };
    for lang in [Lang::Nn, Lang::En] {
        let difference: Vec<_> = values(Lang::Nb).symmetric_difference(&values(lang)).cloned().collect();
        assert!(difference.is_empty(), "nb and {lang} differ in {difference:?}");
    }
}

#[test]
fn all_that_the_model_says_has_a_text() {
    let span = Span::new(0, 1);
    let neighbour = Evidence::Neighbour(Kind::Helse, span);
    for lang in Lang::ALL {
        let catalogue = Catalogue::new(lang);
        let mut wanted: Vec<String> = Vec::new();
        wanted.extend(Kind::ALL.iter().map(|kind| format!("kind-{}", kind.as_str())));
        wanted.extend(["stop", "review", "note"].map(|name| format!("severity-{name}")));
        wanted.extend(["publish", "review", "withhold"].map(|name| format!("verdict-{name}")));
        wanted.extend(Role::ALL.iter().map(|role| format!("part-{}", role.as_str())));
        wanted.extend(Reason::ALL.iter().map(|reason| format!("reason-{}", reason.as_str())));
        wanted.extend(Reason::ALL.iter().map(|reason| format!("advice-{}", reason.as_str())));
        wanted.extend(Evidence::NAMES.iter().map(|name| format!("evidence-{name}")));
        wanted.extend(["near", "all", "off"].map(|name| format!("summary-names-{name}")));
        for key in wanted {
            assert!(catalogue.has(&key), "{lang}: {key}");
        }
        assert!(catalogue.evidence(&neighbour).contains(&*catalogue.kind(Kind::Helse)));
        for severity in [Severity::Note, Severity::Review, Severity::Stop] {
            assert!(!catalogue.severity(severity).contains("severity-"));
        }
        for verdict in [Verdict::Publish, Verdict::Review, Verdict::Withhold] {
            assert!(!catalogue.verdict(verdict).contains("verdict-"));
        }
    }
}

#[test]
fn every_law_and_every_basis_of_the_rules_has_a_title() {
    let laws = [
        "offl-3",
        "offl-10",
        "offl-13",
        "offl-26",
        "offf-7a",
        "offf-7b",
        "offf-7c",
        "offf-7d",
        "offf-7e",
        "offf-7f",
        "noark-5.2.6",
        "noark-5.2.9",
        "noark-5.2.30",
        "noark-5.2.31",
        "noark-5.2.32",
        "noark-5.2.33",
        "noark-5.2.34",
        "noark-5.2.36",
        "noark-5.2.37",
        "local",
    ];
    let rules = crate::rules::Rules::load(&[] as &[&std::path::Path], crate::rules::DEFAULT_POLICY).expect("they load");
    let cited = rules.rules.iter().flat_map(|rule| rule.basis.iter().map(|short| &**short));
    for lang in Lang::ALL {
        let catalogue = Catalogue::new(lang);
        for short in laws.into_iter().chain(cited.clone()) {
            assert_ne!(catalogue.law(short), short, "{lang}");
            assert!(!catalogue.law_says(short).is_empty(), "{lang}: {short}");
        }
    }
    assert_eq!(Catalogue::new(Lang::Nb).law("offl-26"), "offentleglova § 26");
    assert_eq!(Catalogue::new(Lang::Nb).law("unknown-1"), "unknown-1");
}

#[test]
fn numbers_are_written_the_languages_way() {
    let (nb, en) = (Catalogue::new(Lang::Nb), Catalogue::new(Lang::En));
    assert_eq!(nb.number(1_234_567), "1\u{a0}234\u{a0}567");
    assert_eq!(en.number(1_234_567), "1,234,567");
    assert_eq!(nb.number(999), "999");
    assert_eq!(nb.decimal(12_345.678, 1), "12\u{a0}345,7");
    assert_eq!(en.decimal(-0.5, 1), "-0.5");
    assert_eq!(nb.bytes(1), "1\u{a0}byte");
    assert_eq!(en.bytes(1), "1 byte");
    assert_eq!(nb.bytes(1_310_000), "1,3\u{a0}MB");
    assert_eq!(nb.rate(812_000_000, 1.0), "812\u{a0}MB/s");
    assert_eq!(nb.rate(1, 0.0), "");
    assert_eq!(nb.duration(0.42), "0,42\u{a0}s");
    assert_eq!(nb.duration(185.0), "3\u{a0}min 5\u{a0}s");
    assert_eq!(en.duration(7_260.0), "2\u{a0}h 1\u{a0}min");
}

#[test]
fn plurals_and_values_stand_in_their_places() {
    for (lang, one, many) in [
        (Lang::Nb, "1 dokument", "12\u{a0}345 dokumenter"),
        (Lang::Nn, "1 dokument", "12\u{a0}345 dokument"),
        (Lang::En, "1 document", "12,345 documents"),
    ] {
        let catalogue = Catalogue::new(lang);
        assert_eq!(catalogue.format("summary-documents", &[("count", 1u64.into())]), one);
        assert_eq!(catalogue.format("summary-documents", &[("count", 12_345u64.into())]), many);
    }
    assert_eq!(Catalogue::new(Lang::Nb).text("no-such-key"), "no-such-key");
    assert_eq!("NN".parse(), Ok(Lang::Nn));
    assert!("se".parse::<Lang>().is_err());
}
