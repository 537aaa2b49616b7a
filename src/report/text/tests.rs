//! What a person reads in the terminal.

use super::*;
use crate::catalogue::Lang;
use crate::model::{Kind, Severity};
use crate::report::fixture::{self, finding};

fn text(documents: &[Document], change: impl FnOnce(&mut Setting)) -> String {
    let mut setting = fixture::setting();
    change(&mut setting);
    fixture::written(documents, |out| Text::new(out, &fixture::run(), &setting))
}

#[test]
fn documents_findings_and_summary_read_in_order() {
    insta::assert_snapshot!(text(&fixture::documents(), |_| {}));
}

#[test]
fn the_summary_speaks_the_three_languages() {
    for lang in Lang::ALL {
        let summary = text(&fixture::documents(), |setting| {
            setting.quiet = true;
            setting.lang = lang;
        });
        insta::assert_snapshot!(format!("summary_{lang}"), summary);
    }
}

#[test]
fn documents_with_nothing_are_not_listed() {
    let mut clean = fixture::documents().remove(0);
    clean.findings = Default::default();
    assert!(!text(&[clean], |_| {}).contains("ut/"));
}

#[test]
fn control_characters_are_shown_and_not_sent() {
    let mut document = fixture::documents().remove(0);
    document.path = "ut/\u{1b}]0;eid\u{7}\u{202e}gpj.exe\n\u{9b}31m".into();
    document.file_name_len = 0;
    let value = "a\u{1b}[2Jb\r\n\tc\u{200b}";
    let mut planted = finding(Kind::OverShielding, Severity::Stop, value, value, &[]);
    planted.location.field = Some("\u{1b}felt".into());
    planted.location.entry = Some("\u{1b}post".into());
    document.findings = vec![planted].into();
    document.unread = Some(Unread::new(crate::model::Reason::Corrupt, "bad \u{1b}[31m name"));
    let shown = text(&[document], |_| {});
    assert!(shown.contains(r"ut/\u{1b}]0;eid\u{7}\u{202e}gpj.exe\n\u{9b}31m"), "{shown}");
    assert!(shown.chars().all(|c| c == '\n' || !is_unsafe(c)), "{shown}");
}

#[test]
fn colours_are_the_callers_choice_and_end_where_they_began() {
    assert!(!text(&fixture::documents(), |_| {}).contains('\u{1b}'));
    let coloured = text(&fixture::documents(), |setting| setting.color = true);
    assert!(coloured.contains("\u{1b}["));
    let stripped = anstream::adapter::strip_str(&coloured).to_string();
    let squeeze = |text: &str| text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n");
    assert_eq!(squeeze(&stripped), squeeze(&text(&fixture::documents(), |_| {})));
}

#[test]
fn long_values_and_contexts_are_cut() {
    let long = "ord ".repeat(200);
    let planted = finding(Kind::HiddenText, Severity::Review, &long, &long, &[]);
    let mut document = fixture::documents().remove(0);
    document.findings = vec![planted].into();
    let shown = text(&[document], |_| {});
    assert!(shown.lines().all(|line| line.chars().count() < 260), "{shown}");
    assert_eq!(shorten("æøå", 2), "æø…");
    assert_eq!(shorten("æøå", 3), "æøå");
}
