//! Documents made in code, each hidden thing with its harmless twin.

mod hostile;
mod maker;
mod revisions;

use crate::model::Role;
use maker::{Made, PAGE, found, pdf, read, stream};

#[test]
fn properties_are_told_once_with_their_names() {
    let xmp = "<?xpacket begin=''?><x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF \
        xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description \
        xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:pdf='http://ns.adobe.com/pdf/1.3/' pdf:Producer='Skriver 2'>\
        <dc:creator><rdf:Seq><rdf:li>Kari Nordmann</rdf:li><rdf:li>Ola Fjell</rdf:li></rdf:Seq></dc:creator>\
        </rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end='w'?>";
    let bytes = Made::new("/Metadata 6 0 R", "")
        .object(
            5,
            "<< /Title (Om saken) /Author (Kari Nordmann) /Saksnummer (2024/118) /CreationDate (D:20240301120000Z) >>",
        )
        .object(6, &stream("/Type /Metadata /Subtype /XML", xmp))
        .finish("/Info 5 0 R");
    let read = read(&bytes);
    assert_eq!(read.outcome, Ok(()));
    assert!(read.holds(Role::Title, "Title", "Om saken"), "{read:?}");
    assert!(read.holds(Role::Metadata, "Author", "Kari Nordmann"));
    assert!(read.holds(Role::Metadata, "Saksnummer", "2024/118"));
    assert!(read.holds(Role::Metadata, "CreationDate", "2024-03-01T12:00:00Z"));
    assert!(read.holds(Role::Metadata, "creator", "Ola Fjell"));
    assert!(read.holds(Role::Metadata, "Producer", "Skriver 2"));
    assert_eq!(read.count("Kari Nordmann"), 1);
    assert!(!read.texts().any(|text| text.contains("http://") || text.contains("xpacket")));
}

#[test]
fn broken_xmp_leaves_nothing_unread() {
    let bytes =
        Made::new("", "").object(6, &stream("/Type /Metadata", "<x:xmpmeta><dc:creator>Kari Nordmann")).finish("");
    let read = read(&bytes);
    assert_eq!(read.outcome, Ok(()));
    assert!(read.texts().any(|text| text.contains("Kari Nordmann")));
}

#[test]
fn bookmarks_are_read_though_they_go_round() {
    let bytes = Made::new("/Outlines 5 0 R", "")
        .object(5, "<< /First 6 0 R >>")
        .object(6, "<< /Title (Vedlegg om Ola) /Next 7 0 R >>")
        .object(7, "<< /Title (Slutt) /Next 6 0 R /First 7 0 R >>")
        .finish("");
    assert_eq!(found(&bytes, "bookmark"), ["Vedlegg om Ola", "Slutt"]);
}

#[test]
fn labels_destinations_and_layers_are_metadata() {
    let bytes = Made::new(
        "/PageLabels << /Nums [0 << /P (Notat-) >>] >> \
         /Names << /Dests << /Kids [5 0 R 5 0 R] >> >> /Dests << /om#20Ola [3 0 R] >>",
        "",
    )
    .object(5, "<< /Names [(navn) [3 0 R /Fit]] /Kids [5 0 R] >>")
    .object(6, "<< /Type /OCG /Name (Internt lag) >>")
    .finish("");
    assert_eq!(found(&bytes, "page-label"), ["Notat-"]);
    assert_eq!(found(&bytes, "destination"), ["om Ola", "navn"]);
    assert_eq!(found(&bytes, "layer"), ["Internt lag"]);
}

#[test]
fn comments_are_told_with_author_page_and_box() {
    let bytes = Made::new("", "/Annots [5 0 R 6 0 R 7 0 R 8 0 R]")
        .object(
            5,
            "<< /Type /Annot /Subtype /Text /Rect [100 700 120 720] /Contents (Ring mor) /T (Kari) /Popup 6 0 R >>",
        )
        .object(6, "<< /Type /Annot /Subtype /Popup /Rect [0 0 9 9] /Parent 5 0 R >>")
        .object(7, "<< /Subtype /FreeText /Rect [0 0 9 9] /Contents (Synlig) /AP << /N 9 0 R >> >>")
        .object(
            8,
            "<< /Subtype /FreeText /Rect [0 0 9 9] /Contents (Uten utseende) /RC (<p>Uten <b>utseende</b></p>) >>",
        )
        .object(9, &stream("/Subtype /Form /BBox [0 0 9 9]", ""))
        .finish("");
    let read = read(&bytes);
    assert_eq!(read.of(Role::Comment), ["Ring mor", "Uten utseende"]);
    assert!(read.holds(Role::Metadata, "author", "Kari"));
    let (location, _) = read.place_of("Ring mor");
    assert_eq!((location.page, location.bbox), (Some(1), Some([100.0, 80.0, 120.0, 100.0])));
    assert!(read.of(Role::Hidden).is_empty());
}

#[test]
fn a_comment_that_no_page_shows_is_hidden() {
    let comment = "<< /Type /Annot /Subtype /Text /Rect [1 1 9 9] /Contents (Slettet merknad) >>";
    let gone = Made::new("", "").object(5, comment).finish("");
    assert_eq!(read(&gone).of(Role::Hidden), ["Slettet merknad"]);
    let shown = Made::new("", "/Annots [5 0 R]").object(5, comment).finish("");
    assert!(read(&shown).of(Role::Hidden).is_empty());
}

#[test]
fn a_comment_flagged_as_hidden_is_hidden_but_a_reply_is_not() {
    let bytes = Made::new("", "/Annots [5 0 R 6 0 R]")
        .object(5, "<< /Subtype /Text /Rect [1 1 9 9] /Contents (Usynlig) /F 2 >>")
        .object(6, "<< /Subtype /Text /Rect [1 1 9 9] /Contents (Svar) /F 30 /IRT 5 0 R >>")
        .finish("");
    let read = read(&bytes);
    assert_eq!((read.of(Role::Hidden), read.of(Role::Comment)), (vec!["Usynlig"], vec!["Svar"]));
    assert_eq!(read.place_of("Usynlig").1, Role::Hidden);
}

#[test]
fn links_and_scripts_are_metadata() {
    let bytes = Made::new("/OpenAction << /S /JavaScript /JS (app.alert\\('hei'\\)) >>", "/Annots [5 0 R 6 0 R]")
        .object(5, "<< /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (mailto:kari@example.no) >> >>")
        .object(6, "<< /Subtype /Link /Rect [0 0 9 9] /A 7 0 R >>")
        .object(7, "<< /S /Launch /F << /UF (C:\\\\Saker\\\\Ola.docx) >> /Next 7 0 R >>")
        .finish("");
    assert_eq!(found(&bytes, "link"), ["mailto:kari@example.no", "C:\\Saker\\Ola.docx"]);
    assert_eq!(found(&bytes, "script"), ["app.alert('hei')"]);
}

#[test]
fn fields_of_a_form_are_told_by_their_names() {
    let bytes = Made::new("/AcroForm << /Fields [5 0 R 8 0 R] >>", "/Annots [6 0 R 7 0 R 8 0 R]")
        .object(5, "<< /T (soker) /Kids [6 0 R 7 0 R 5 0 R] >>")
        .object(
            6,
            "<< /Parent 5 0 R /Subtype /Widget /FT /Tx /T (navn) /V (Ola Fjell) /TU (Fullt navn) /Rect [0 0 9 9] >>",
        )
        .object(7, "<< /Subtype /Widget /FT /Tx /T (merknad) /V (Ikke vis) /F 2 /Rect [0 0 9 9] >>")
        .object(9, "<< /FT /Tx /T (losrevet) /V (Per Berg) >>")
        .object(8, "<< /Subtype /Widget /FT /Ch /T (bo) /Opt [[(n) (Nord)] (Sor)] /V (n) /Rect [0 0 9 9] >>")
        .finish("");
    let read = read(&bytes);
    assert!(read.holds(Role::Metadata, "soker.navn", "Ola Fjell"), "{read:?}");
    assert!(read.holds(Role::Comment, "help", "Fullt navn"));
    assert!(read.holds(Role::Hidden, "hidden-field", "Ikke vis"));
    assert!(read.holds(Role::Metadata, "bo", "Nord"));
    assert!(read.holds(Role::Metadata, "losrevet", "Per Berg"));
    assert_eq!(read.of(Role::Hidden), ["Ikke vis"]);
    assert_eq!(read.place_of("Ola Fjell").0.page, Some(1));
}

#[test]
fn data_of_an_xfa_form_is_read() {
    let bytes = Made::new("/AcroForm << /Fields [] /XFA [(config) 5 0 R (datasets) 6 0 R] >>", "")
        .object(5, &stream("", "<config>Oppsett</config>"))
        .object(6, &stream("/Type /EmbeddedFile", "<xfa:datasets><navn>Ola Fjell</navn></xfa:datasets>"))
        .finish("");
    assert_eq!(found(&bytes, "navn"), ["Ola Fjell"]);
    let read = read(&bytes);
    assert_eq!((read.count("Oppsett"), read.members.len()), (0, 0));
}

#[test]
fn files_within_are_handed_out_once() {
    let bytes = Made::new("/Names << /EmbeddedFiles << /Names [(a) 5 0 R] >> >> /AF [5 0 R]", "/Annots [8 0 R]")
        .object(5, "<< /Type /Filespec /F (gammelt.txt) /UF (navn.txt) /Desc (Om Ola) /EF << /F 6 0 R /UF 6 0 R >> >>")
        .object(6, &stream("/Type /EmbeddedFile", "innhold"))
        .object(7, &stream("/Type /EmbeddedFile", "losrevet"))
        .object(8, "<< /Subtype /FileAttachment /Rect [0 0 9 9] /FS << /F (til.txt) /EF << /F 9 0 R >> >> >>")
        .object(9, &stream("", "festet"))
        .finish("");
    let read = read(&bytes);
    let members: Vec<_> = read.members.iter().map(|member| (&*member.name, &*member.bytes)).collect();
    let expected: [(&str, &[u8]); 3] =
        [("navn.txt", b"innhold"), ("attachment-2", b"losrevet"), ("til.txt", b"festet")];
    assert_eq!(members, expected);
    assert!(read.holds(Role::Metadata, "description", "Om Ola"));
}

#[test]
fn alternative_texts_are_told_unless_the_page_says_the_same() {
    let bytes = Made::new("/StructTreeRoot 5 0 R", "")
        .object(5, "<< /Type /StructTreeRoot /K [6 0 R 7 0 R 8 0 R] >>")
        .object(6, "<< /S /Figure /P 5 0 R /Pg 3 0 R /Alt (Bilde av Ola) >>")
        .object(7, "<< /S /Span /P 5 0 R /Pg 3 0 R /ActualText (Synlig   tekst) >>")
        .object(8, "<< /S /Span /P 5 0 R /Pg 3 0 R /ActualText (Noe annet) >>")
        .finish("");
    assert_eq!(found(&bytes, "alternative-text"), ["Bilde av Ola"]);
    assert_eq!(found(&bytes, "actual-text"), ["Noe annet"]);
}

#[test]
fn signatures_tell_who_and_why() {
    let bytes = Made::new("", "")
        .object(5, "<< /Type /Sig /Name (Kari Nordmann) /Reason (Godkjent) /Location (Bergen) /ByteRange [0 1 2 3] >>")
        .finish("");
    assert_eq!(found(&bytes, "signer"), ["Kari Nordmann"]);
    assert_eq!(found(&bytes, "signature-reason"), ["Godkjent"]);
}

#[test]
fn a_plain_document_says_nothing() {
    let read = read(&pdf(PAGE));
    assert_eq!((read.outcome.clone(), read.texts().count(), read.members.len()), (Ok(()), 0, 0));
}
