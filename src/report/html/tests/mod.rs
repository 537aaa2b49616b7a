//! The page is read with an HTML parser, as a browser reads it.

mod sample;

use super::Html;
use crate::catalogue::Lang;
use crate::identity::SiteKey;
use crate::model::{Document, Kind, Location, Reason, Role, Severity, SeverityCounts, Unread};
use crate::report::{Report as _, Run, Setting, Summary};
use crate::rules::{DEFAULT_POLICY, Rules};
use sample::{Spot, document, finding, line};
use scraper::{ElementRef, Selector};
use std::path::Path;
use std::sync::{Arc, LazyLock};

static RULES: LazyLock<Arc<Rules>> =
    LazyLock::new(|| Arc::new(Rules::load(&[] as &[&Path], DEFAULT_POLICY).expect("the built-in rules load")));

fn summary(documents: &[Document]) -> Summary {
    let mut findings = SeverityCounts::default();
    documents.iter().for_each(|document| findings.merge(document.counts));
    Summary {
        documents: documents.len() as u64,
        entries: documents.iter().map(|document| document.entries.len() as u64).sum(),
        bytes: documents.iter().map(|document| document.bytes).sum(),
        findings,
        verdicts: sample::verdicts(documents),
        unread: documents.iter().filter(|document| document.unread.is_some()).count() as u64,
        known: 0,
        seconds: 1.4,
    }
}

fn write(documents: &[Document], lang: Lang, change: impl FnOnce(&mut Html<&mut Vec<u8>>)) -> String {
    let run = Run {
        rules: "blake3:4fd1c20a9e55b7d08c61f2a3e4b5968778695a4b3c2d1e0f".into(),
        policy: DEFAULT_POLICY.into(),
        started: "2026-11-24T01:14:00Z".parse().expect("a time"),
        arguments: ["skjerm", "scan", "eksport/2026-10", "--format", "html", "--output", "rapport.html"]
            .map(String::from)
            .to_vec(),
        names: "near",
        sought: crate::report::Sought::default(),
    };
    let setting = Setting {
        lang,
        reveal: false,
        color: false,
        quiet: false,
        key: SiteKey::from_bytes([7; 32]),
        rules: Arc::clone(&RULES),
    };
    let mut out = Vec::new();
    let mut report = Html::new(&mut out, &run, &setting);
    change(&mut report);
    for document in documents {
        report.document(document).expect("a buffer takes all");
    }
    report.finish(&summary(documents)).expect("a buffer takes all");
    String::from_utf8(out).expect("the page is UTF-8")
}

fn page(documents: &[Document], lang: Lang) -> String {
    write(documents, lang, |_| {})
}

fn select<'a>(page: &'a scraper::Html, selector: &str) -> Vec<ElementRef<'a>> {
    page.select(&Selector::parse(selector).expect("a selector")).collect()
}

fn text_of(element: ElementRef<'_>) -> String {
    element.text().collect()
}

const HOSTILE: &[&str] = &[
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "</style><script>alert(2)</script>",
    "<!--",
    "]]><svg onload=alert(1)>",
    "&lt;b&gt; &amp;#x3c;",
    "faktura\u{202e}fdp\u{2066}.exe\0\u{1b}[2J\u{7f}\u{200b}",
    "javascript:alert(1)//",
    "{{ 7*7 }} {% raw %}",
];

fn hostile() -> Vec<Document> {
    HOSTILE
        .iter()
        .enumerate()
        .map(|(at, text)| {
            let place = Location {
                field: Some((*text).to_owned()),
                xpath: Some(format!("/{text}")),
                cell: Some((*text).to_owned()),
                entry: Some((*text).to_owned()),
                ..line(1)
            };
            let around = format!("{text} Kari {text}");
            let spot = Spot { text: &around, value: "Kari", rule: text, basis: &[text], cue: text, ..Spot::default() };
            let found = finding(&spot, Role::Body, place.clone(), Some(0));
            let mut whole =
                finding(&Spot { text, value: text, kind: Kind::Policy, ..Spot::default() }, Role::Body, place, Some(0));
            whole.kind = Kind::Epost;
            let unread = (at % 2 == 0).then(|| Unread::new(Reason::Corrupt, *text));
            document(&format!("mappe/{text}/{text}"), vec![found, whole], &[text], unread)
        })
        .collect()
}

#[test]
fn what_documents_hold_is_text_and_nothing_else() {
    let page = page(&hostile(), Lang::Nb);
    let parsed = scraper::Html::parse_document(&page);
    assert_eq!(select(&parsed, "script").len(), 1);
    assert_eq!(select(&parsed, "style").len(), 1);
    assert!(
        select(&parsed, "img, iframe, object, embed, link, base, form[action], [src], [srcdoc], svg [onload]")
            .is_empty()
    );
    for element in select(&parsed, "*") {
        for (name, value) in element.value().attrs() {
            assert!(!name.starts_with("on"), "{name}={value}");
            assert!(name != "style", "{value}");
            if name == "href" {
                assert!(value.starts_with('#'), "{value}");
            }
        }
    }
    let seen = text_of(select(&parsed, "main")[0]);
    assert!(seen.contains("<script>alert(1)</script> "), "it is still there to be read");
    assert!(seen.contains("faktura⟨U+202E⟩fdp⟨U+2066⟩.exe␀␛[2J␡⟨U+200B⟩"));
    for c in ['\0', '\u{1b}', '\u{202e}', '\u{2066}', '\u{200b}', '\u{7f}'] {
        assert!(!page.contains(c), "{c:?}");
    }
}

#[test]
fn the_policy_lets_through_this_style_and_this_script_alone() {
    for lang in Lang::ALL {
        let page = page(&hostile(), lang);
        let parsed = scraper::Html::parse_document(&page);
        let policy = select(&parsed, "meta[http-equiv=Content-Security-Policy]")[0].attr("content").expect("a policy");
        assert!(policy.starts_with("default-src 'none'; "), "{policy}");
        assert!(!policy.contains("unsafe"), "{policy}");
        for (directive, element) in [("style-src", "style"), ("script-src", "script")] {
            let hash = super::safe::source_of(&text_of(select(&parsed, element)[0]));
            assert!(policy.contains(&format!("{directive} '{hash}';")), "{policy} does not hold {hash}");
        }
        let before = page.split("<style>").next().unwrap_or_default();
        assert!(before.contains("Content-Security-Policy"), "the policy stands before what it is for");
    }
}

#[test]
fn nothing_is_fetched() {
    let page = page(&sample::documents(), Lang::Nb);
    let lower = page.to_lowercase();
    for outside in [
        "http:",
        "https:",
        "//www",
        "@import",
        "url(",
        "src=",
        "srcset",
        "fetch(",
        "xmlhttprequest",
        "innerhtml",
        "eval(",
    ] {
        assert!(!lower.contains(outside), "{outside}");
    }
}

#[test]
fn every_finding_appears_once_masked() {
    let documents = sample::documents();
    for lang in Lang::ALL {
        let page = page(&documents, lang);
        let parsed = scraper::Html::parse_document(&page);
        let total: usize = documents.iter().map(|document| document.findings.len()).sum();
        assert!(total >= 35, "{total}");
        assert_eq!(select(&parsed, "li.f").len(), total);
        for secret in [
            "17056250190",
            "Nordmann",
            "depresjon",
            "startlån",
            "barneverntjenesten",
            "Mønster",
            "412 34 567",
            "per.prove",
            "8601.11.17947",
            "gjeldsordning",
            "612 400",
        ] {
            assert!(!page.contains(secret), "{secret}");
        }
        assert_eq!(select(&parsed, "li.f mark").len(), select(&parsed, "li.f .context").len());
        assert!(page.contains("17•••") || page.contains("170562 •••••") || page.contains("170562•••••"));
    }
}

#[test]
fn all_texts_are_in_the_catalogue() {
    for lang in Lang::ALL {
        let page = page(&sample::documents(), lang);
        let parsed = scraper::Html::parse_document(&page);
        assert_eq!(select(&parsed, "html")[0].attr("lang"), Some(lang.as_str()));
        let visible: String = select(&parsed, "body > :not(script)").into_iter().map(text_of).collect();
        assert!(!visible.contains("html-"), "{lang}: {}", &visible[visible.find("html-").unwrap_or(0)..]);
        for key in ["{ $", "{$", "NaN"] {
            assert!(!page.contains(key), "{lang}: {key}");
        }
        let texts = select(&parsed, "#texts")[0];
        for (name, value) in texts.value().attrs().filter(|(name, _)| name.starts_with("data-")) {
            assert!(!value.starts_with("html-"), "{lang}: {name}");
        }
    }
}

#[test]
fn a_journal_post_has_its_own_verdict() {
    let page = page(&sample::documents(), Lang::Nb);
    let parsed = scraper::Html::parse_document(&page);
    let entries: Vec<(String, &str)> = select(&parsed, ".entry")
        .into_iter()
        .map(|entry| {
            let name = entry.select(&Selector::parse("h4 bdi").expect("a selector")).map(text_of).collect();
            (name, entry.attr("data-v").unwrap_or_default())
        })
        .collect();
    let known: Vec<(&str, &str)> = entries.iter().map(|(name, verdict)| (name.as_str(), *verdict)).collect();
    assert_eq!(
        known,
        [
            ("2026/118-3", "withhold"),
            ("2026/118-4", "withhold"),
            ("2026/204-1", "withhold"),
            ("2026/240-2", "review"),
            ("2026/231-7", "publish"),
            ("2026/255-1", "publish"),
        ]
    );
}

#[test]
fn what_was_not_read_is_listed_and_told_first() {
    let page = page(&sample::documents(), Lang::Nb);
    let parsed = scraper::Html::parse_document(&page);
    assert_eq!(select(&parsed, "#unread .reason li").len(), 4);
    assert_eq!(text_of(select(&parsed, ".tile.unread.some .number")[0]), "4");
    assert_eq!(
        select(&parsed, ".doc .partial").len(),
        1,
        "a document that was read in part says so beside its findings"
    );
    let clean = page_of_nothing();
    let parsed = scraper::Html::parse_document(&clean);
    assert!(select(&parsed, "#unread").is_empty());
    assert!(select(&parsed, ".tile.unread.some").is_empty());
}

fn page_of_nothing() -> String {
    page(&[document("tom.txt", vec![], &[], None)], Lang::Nb)
}

#[test]
fn past_its_limit_the_page_keeps_the_most_severe_and_says_what_it_left_out() {
    let many = |severity: Severity, n: usize| {
        (0..n).map(move |at| {
            let spot = Spot { text: "Ring Kari i dag", value: "Kari", severity, ..Spot::default() };
            finding(&spot, Role::Body, line(at as u64 + 1), None)
        })
    };
    let documents = [
        document("a.txt", many(Severity::Note, 9).collect(), &[], None),
        document("b.txt", many(Severity::Review, 4).chain(many(Severity::Note, 5)).collect(), &[], None),
        document("c.txt", many(Severity::Stop, 3).chain(many(Severity::Review, 2)).collect(), &[], None),
    ];
    let page = write(&documents, Lang::Nb, |report| report.collected.most_findings = 10);
    let parsed = scraper::Html::parse_document(&page);
    assert_eq!(select(&parsed, "li.f").len(), 10);
    assert_eq!(select(&parsed, "li.f.stop").len(), 3);
    assert_eq!(select(&parsed, "li.f.review").len(), 6);
    assert_eq!(select(&parsed, "li.f.note").len(), 1);
    let notice = text_of(select(&parsed, ".notice")[0]);
    assert!(notice.contains("10") && notice.contains("13 merknader"), "{notice}");
    let within: Vec<String> = select(&parsed, ".doc > .left").into_iter().map(text_of).collect();
    assert!(within.iter().any(|left| left.contains("8 merknader")), "{within:?}");
}

#[test]
fn the_numbers_at_the_top_are_those_of_the_run() {
    let documents = sample::documents();
    let page = page(&documents, Lang::Nb);
    let parsed = scraper::Html::parse_document(&page);
    let numbers: Vec<String> = select(&parsed, ".tile li .big").into_iter().map(text_of).collect();
    let summary = summary(&documents);
    let [publish, review, withhold] = summary.verdicts;
    assert_eq!(numbers[..3], [withhold, review, publish].map(|n| n.to_string()));
    assert_eq!(numbers[3..6], ["3", "1", "3"].map(String::from));
    let counts = summary.findings;
    assert_eq!(numbers[6..9], [counts.stop, counts.review, counts.note].map(|n| n.to_string()));
}
