//! What presentations hold beside their slides: masters of notes and handouts, tags, names of those who changed them.

use super::presentation::{presentation, shape};
use super::{Found, found};
use crate::model::Role;

fn read(first: &str, others: &[(&str, &str)]) -> Found {
    let found = found(&presentation(first, "", others), "møte.pptx");
    assert!(found.is_read(), "{:?}", found.extraction);
    found
}

fn placeholder(kind: &str, text: &str) -> String {
    format!("<p:sp><p:nvPr><p:ph type=\"{kind}\"/></p:nvPr><a:p><a:t>{text}</a:t></a:p></p:sp>")
}

#[test]
fn masters_of_notes_and_handouts_are_read_but_for_prompts() {
    let master = |root: &str| {
        format!(
            "<p:{root} xmlns:p=\"p\" xmlns:a=\"a\">{}{}{}{}{}</p:{root}>",
            placeholder("hdr", "Kari Nordmann"),
            placeholder("ftr", "Unntatt"),
            placeholder("body", "Klikk for å redigere"),
            placeholder("sldNum", "‹#›"),
            shape("", "", "Fast tekst")
        )
    };
    let (notes, handouts) = (master("notesMaster"), master("handoutMaster"));
    let found = read(
        "",
        &[("ppt/notesMasters/notesMaster1.xml", &notes), ("ppt/handoutMasters/handoutMaster1.xml", &handouts)],
    );
    assert_eq!(found.texts(Role::Metadata), ["header: Kari Nordmann", "footer: Unntatt"]);
    assert_eq!(found.texts(Role::Body), ["Fast tekst"]);
}

#[test]
fn headers_of_notes_are_said_once() {
    let notes = |number: u32| {
        format!(
            "<p:notes xmlns:p=\"p\" xmlns:a=\"a\">{}{}</p:notes>",
            placeholder("hdr", "Kari Nordmann"),
            shape("", "", &format!("Notat {number}"))
        )
    };
    let found =
        read("", &[("ppt/notesSlides/notesSlide1.xml", &notes(1)), ("ppt/notesSlides/notesSlide2.xml", &notes(2))]);
    assert_eq!(found.texts(Role::Metadata), ["header: Kari Nordmann"]);
    assert_eq!(found.texts(Role::Comment), ["Notat 1", "Notat 2"]);
}

#[test]
fn tags_changes_and_data_of_additions_are_read() {
    let tags = "<p:tagLst xmlns:p=\"p\"><p:tag name=\"SAK\" val=\"Klage fra Kari\"/></p:tagLst>";
    let changes = "<pc:chgInfo xmlns:pc=\"pc\"><pc:docChgLst><pc:chgData name=\"Per Vik\" userId=\"S::per@example.no\" providerId=\"AD\"/><pc:docChg chg=\"modSld\"/></pc:docChgLst></pc:chgInfo>";
    let addition = "<we:webextension xmlns:we=\"we\"><we:properties><we:property name=\"valg\" value=\"Ida\"/></we:properties></we:webextension>";
    let found = read(
        "",
        &[
            ("ppt/tags/tag1.xml", tags),
            ("ppt/changesInfos/changesInfo1.xml", changes),
            ("ppt/webextensions/webextension1.xml", addition),
        ],
    );
    let metadata = found.texts(Role::Metadata);
    for expected in ["tag: Klage fra Kari", "author: Per Vik", "user: S::per@example.no", "value: Ida"] {
        assert!(metadata.iter().any(|text| text == expected), "{expected}: {metadata:?}");
    }
}

#[test]
fn what_only_a_copy_for_old_programs_says_is_hidden() {
    let alternatives = |choice: &str, fallback: &str| {
        format!(
            "<mc:AlternateContent><mc:Choice>{choice}</mc:Choice><mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>"
        )
    };
    let differing = alternatives(&shape("", "", "Ny"), &(shape("", "", "Ny") + &shape(" descr=\"Kart\"", "", "Kari")));
    let found = read(&differing, &[]);
    assert_eq!((found.texts(Role::Body), found.covert()), (vec!["Ny".into()], vec!["fallback: Kari".into()]));
    assert_eq!(found.texts(Role::Metadata), ["alt-text: Kart"]);
    assert!(read(&alternatives(&shape("", "", "Ny"), &shape("", "", "Ny")), &[]).covert().is_empty());
}
