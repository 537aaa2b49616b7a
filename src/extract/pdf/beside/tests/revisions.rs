//! What an incremental update takes away, and what it leaves as it was.

use super::maker::{Made, Read, lines, page_object, read, stream};
use crate::extract::pdf::beside::revisions::earlier;
use crate::model::Role;

fn deleted(read: &Read) -> Vec<&str> {
    read.of(Role::DeletedText)
}

#[test]
fn text_that_the_last_revision_no_longer_shows_is_deleted_text() {
    let bytes =
        Made::with_content("", "", &lines(&["Vedtak i saken", "Gjelder Ola Fjell", "Bergveien 4", "Med hilsen"]))
            .revision("")
            .object(4, &stream("", &lines(&["Vedtak i saken", "Med hilsen"])))
            .finish("");
    let read = read(&bytes);
    assert_eq!(read.outcome, Ok(()));
    assert_eq!(deleted(&read), ["Gjelder Ola Fjell\nBergveien 4"]);
    let (location, role) = read.place_of("Gjelder Ola Fjell\nBergveien 4");
    assert_eq!((location.page, location.bbox, role), (Some(1), None, Role::DeletedText));
    assert!(read.holds(Role::DeletedText, "revision", "Gjelder Ola Fjell\nBergveien 4"));
}

#[test]
fn text_that_moved_or_was_wrapped_anew_is_no_loss() {
    for after in [
        &["Med hilsen", "Gjelder Ola Fjell"][..],
        &["Gjelder", "Ola Fjell Med", "hilsen"],
        &["Gjelder Ola Fj-", "ell Med hilsen", "og et tillegg"],
    ] {
        let bytes = Made::with_content("", "", &lines(&["Gjelder Ola Fjell", "Med hilsen"]))
            .revision("")
            .object(4, &stream("", &lines(after)))
            .finish("");
        assert!(deleted(&read(&bytes)).is_empty(), "{after:?}");
    }
}

#[test]
fn a_word_taken_out_of_a_line_is_found_though_it_stands_elsewhere() {
    let bytes = Made::with_content("", "", &lines(&["Saksbehandler Ola", "Pasient Ola Fjell"]))
        .revision("")
        .object(4, &stream("", &lines(&["Saksbehandler Ola", "Pasient ****"])))
        .finish("");
    assert_eq!(deleted(&read(&bytes)), ["Pasient Ola Fjell"]);
}

#[test]
fn a_page_taken_out_is_told_once_over_several_revisions() {
    let bytes = Made::with_content("", "", &lines(&["Forside"]))
        .object(2, "<< /Type /Pages /Kids [3 0 R 5 0 R] /Count 2 >>")
        .object(5, &page_object("", 6))
        .object(6, &stream("", &lines(&["Forside", "Legeerkl\u{e6}ring"]).replace('\u{e6}', "\\346")))
        .revision("")
        .object(9, "<< /Note (ingenting) >>")
        .revision("")
        .object(2, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
        .finish("");
    let read = read(&bytes);
    assert_eq!(deleted(&read), ["Legeerklæring"]);
    assert_eq!(read.place_of("Legeerklæring").0.page, Some(2));
}

#[test]
fn a_signature_takes_nothing_away() {
    let bytes = Made::with_content("", "", &lines(&["Vedtak i saken"]))
        .revision("")
        .object(3, &page_object("/Annots [7 0 R]", 4))
        .object(7, "<< /Subtype /Widget /FT /Sig /T (Signatur1) /V 8 0 R /Rect [0 0 0 0] >>")
        .object(8, "<< /Type /Sig /Name (Kari Nordmann) /ByteRange [0 1 2 3] >>")
        .finish("");
    let read = read(&bytes);
    assert!(deleted(&read).is_empty());
    assert!(read.holds(Role::Metadata, "signer", "Kari Nordmann"));
}

#[test]
fn deleted_comments_values_and_files_are_found() {
    let bytes = Made::new("/AcroForm << /Fields [6 0 R] >>", "/Annots [5 0 R 6 0 R]")
        .object(5, "<< /Subtype /Text /Rect [0 0 9 9] /Contents (Ring mor) /T (Kari) >>")
        .object(6, "<< /Subtype /Widget /FT /Tx /T (navn) /V (Ola Fjell) /Rect [0 0 9 9] >>")
        .object(7, "<< /Author (Per Berg) /ModDate (D:2023) >>")
        .object(8, &stream("/Type /EmbeddedFile", "hemmelig"))
        .revision("/Info 7 0 R")
        .object(5, "<< /Subtype /Text /Rect [0 0 9 9] /Contents () >>")
        .object(6, "<< /Subtype /Widget /FT /Tx /T (navn) /V () /Rect [0 0 9 9] >>")
        .object(7, "<< /Author (Arkivet) /ModDate (D:2024) >>")
        .object(8, "null")
        .finish("/Info 7 0 R");
    let read = read(&bytes);
    assert_eq!(deleted(&read), ["Ring mor", "Ola Fjell"]);
    assert!(read.holds(Role::Metadata, "Author", "Per Berg"));
    assert!(read.holds(Role::Metadata, "author", "Kari"));
    assert_eq!(read.members.iter().map(|member| &*member.bytes).collect::<Vec<_>>(), [b"hemmelig"]);
}

#[test]
fn a_comment_made_part_of_the_page_is_no_loss() {
    let bytes = Made::new("", "/Annots [5 0 R]")
        .object(5, "<< /Subtype /FreeText /Rect [0 0 9 9] /Contents (Kopi til arkivet) >>")
        .revision("")
        .object(3, &page_object("", 4))
        .object(4, &stream("", &lines(&["Synlig tekst", "Kopi til arkivet"])))
        .object(5, "null")
        .finish("");
    assert!(deleted(&read(&bytes)).is_empty());
}

#[test]
fn a_page_taken_out_of_the_page_tree_is_deleted_text() {
    let gone = Made::with_content("", "", &lines(&["Forside"]))
        .object(5, &page_object("", 6))
        .object(6, &stream("", &lines(&["Forside", "Gjelder Ola Fjell"])))
        .finish("");
    let read_gone = read(&gone);
    assert_eq!(deleted(&read_gone), ["Gjelder Ola Fjell"]);
    assert!(read_gone.holds(Role::DeletedText, "unlinked-page", "Gjelder Ola Fjell"));
    // One that shows the same as a page of the tree.
    let same = Made::with_content("", "", &lines(&["Forside"]))
        .object(5, &page_object("", 6))
        .object(6, &stream("", &lines(&["Forside"])))
        .finish("");
    assert!(deleted(&read(&same)).is_empty());
}

#[test]
fn a_tick_taken_away_and_a_value_told_twice_are_not_told() {
    let field = |value: &str| format!("<< /Subtype /Widget /FT /Tx /T (navn) /V ({value}) /Rect [0 0 9 9] >>");
    let bytes =
        Made::with_content("/AcroForm << /Fields [6 0 R] >>", "/Annots [6 0 R]", &lines(&["4", "Ola Fjell", "Slutt"]))
            .object(6, &field("Ola Fjell"))
            .revision("")
            .object(4, &stream("", &lines(&["Slutt"])))
            .object(6, &field(""))
            .finish("");
    let read = read(&bytes);
    assert_eq!(deleted(&read).len(), 1);
    assert!(deleted(&read)[0].contains("Ola Fjell"));
    let tick = Made::with_content("", "", &lines(&["4", "Slutt"]))
        .revision("")
        .object(4, &stream("", &lines(&["Slutt"])))
        .finish("");
    assert!(deleted(&super::maker::read(&tick)).is_empty());
}

#[test]
fn only_true_revisions_count() {
    let one = Made::new("", "").finish("");
    assert!(earlier(&one).is_empty());
    // A linearized file has two ends.
    let mut linearized = b"%PDF-1.7\nstartxref\n0\n%%EOF\n".to_vec();
    let at = linearized.len();
    linearized.extend_from_slice(b"xref\n0 0\ntrailer\n<< /Root 1 0 R >>\nstartxref\n");
    linearized.extend_from_slice(format!("{at}\n%%EOF\n").as_bytes());
    assert!(earlier(&linearized).is_empty());
    // A PDF within a PDF.
    let within = String::from_utf8(Made::new("", "").finish("")).expect("ASCII");
    let around = Made::new("", "").object(5, &stream("/Type /EmbeddedFile", &within)).finish("");
    assert!(earlier(&around).is_empty());
    // An end written twice.
    let mut twice = one.clone();
    twice.extend_from_slice(&one[one.len() - 24..]);
    assert!(earlier(&twice).is_empty());
    let two = Made::new("", "").revision("").object(9, "null").finish("");
    assert_eq!(earlier(&two).len(), 1);
    assert!(two[..earlier(&two)[0]].ends_with(b"%%EOF"));
}

#[test]
fn more_revisions_than_are_read_leave_it_unread() {
    let mut made = Made::with_content("", "", &lines(&["Opprinnelig"])).revision("");
    for number in 0..220 {
        made = made.object(4, &stream("", &lines(&[&format!("Utkast {number}")]))).revision("");
    }
    let read = read(&made.bytes);
    assert!(read.outcome.is_err());
    assert_eq!(read.count("Opprinnelig"), 1);
    assert_eq!(read.count("Utkast 218"), 1);
}
