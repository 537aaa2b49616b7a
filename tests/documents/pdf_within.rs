//! PDF: what lies beside the pages: properties, bookmarks, forms, comments, files within the file, targets of links.

use crate::make::docx::Docx;
use crate::make::pdf::{Pdf, lines};
use crate::seen::{CLEAN, Seen, number, scan, secret};

const PATH: &str = "inn/plan.pdf";

/// A page with nothing on it to find.
fn page(pdf: &mut Pdf, entries: &str) {
    pdf.page(&lines(&[CLEAN]), "", entries);
}

fn seen(pdf: &Pdf) -> Seen {
    scan("plan.pdf", pdf.bytes())
}

#[test]
fn the_body_is_found_with_its_page_and_box() {
    let mut pdf = Pdf::new();
    page(&mut pdf, "");
    pdf.page(&lines(&[CLEAN, &secret()]), "", "");
    let seen = seen(&pdf);
    let found = seen.finds(PATH, "body");
    assert_eq!(found["location"]["page"], 2, "{found}");
    let corner = |at: usize| found["location"]["bbox"][at].as_f64().unwrap();
    // The second line stands on the height of 744 points: 98 from the top.
    assert!(corner(0) > 72.0 && corner(2) < 260.0 && corner(1) > 80.0 && corner(3) < 108.0, "{found}");
    assert_eq!((seen.code, seen.verdict(PATH)), (1, "withhold"));
}

#[test]
fn properties_are_metadata() {
    let mut pdf = Pdf::new();
    page(&mut pdf, "");
    pdf.info(&format!("/Title (Plan) /Keywords ({})", secret()));
    seen(&pdf).finds(PATH, "metadata");
    let mut pdf = Pdf::new();
    page(&mut pdf, "");
    pdf.info("/Title (Plan for vei) /Author (Fjordnes kommune) /Keywords (vei, vann) /Producer (Skanner 11.4)");
    seen(&pdf).publishes();
}

fn xmp(description: &str) -> Seen {
    let mut pdf = Pdf::new();
    page(&mut pdf, "");
    let packet = format!(
        "<?xpacket begin=\"\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?><x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\
         <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\
         <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:description><rdf:Alt>\
         <rdf:li xml:lang=\"x-default\">{description}</rdf:li></rdf:Alt></dc:description></rdf:Description></rdf:RDF>\
         </x:xmpmeta><?xpacket end=\"w\"?>"
    );
    let metadata = pdf.stream("/Type /Metadata /Subtype /XML", packet.as_bytes());
    pdf.catalog(&format!("/Metadata {metadata} 0 R"));
    seen(&pdf)
}

#[test]
fn xmp_is_metadata() {
    xmp(&secret()).finds(PATH, "metadata");
    xmp(CLEAN).publishes();
}

fn bookmarked(title: &str) -> Seen {
    let mut pdf = Pdf::new();
    page(&mut pdf, "");
    // The bookmarks and their one entry point at each other; the entry comes next.
    let root = pdf.object("<< /Type /Outlines /Count 1 /First 7 0 R /Last 7 0 R >>");
    let entry = pdf.object(format!("<< /Title ({title}) /Parent {root} 0 R /Dest [5 0 R /Fit] >>"));
    assert_eq!(entry, root + 1);
    pdf.catalog(&format!("/Outlines {root} 0 R"));
    assert_eq!(entry, 7);
    seen(&pdf)
}

#[test]
fn bookmarks_are_metadata() {
    bookmarked(&secret()).finds(PATH, "metadata");
    bookmarked("Vedtak").publishes();
}

fn form(value: &str) -> Seen {
    let mut pdf = Pdf::new();
    let look = pdf.stream("/Type /XObject /Subtype /Form /BBox [0 0 200 20]", b"");
    let field = pdf.object(format!(
        "<< /Type /Annot /Subtype /Widget /FT /Tx /T (felt1) /TU (Merknad) /V ({value}) /Rect [72 600 272 620] /F 4 \
         /AP << /N {look} 0 R >> >>"
    ));
    page(&mut pdf, &format!("/Annots [{field} 0 R]"));
    pdf.catalog(&format!("/AcroForm << /Fields [{field} 0 R] >>"));
    seen(&pdf)
}

#[test]
fn values_of_forms_are_found() {
    let seen = form(&secret());
    let parts: Vec<_> =
        seen.findings().iter().filter(|one| one["kind"] == "fodselsnummer").map(|one| &one["part"]).collect();
    assert!(parts.iter().any(|part| ["body", "metadata", "comment"].iter().any(|one| *part == one)), "{}", seen.told());
    form("Ingen merknader.").publishes();
}

fn commented(text: &str) -> Seen {
    let mut pdf = Pdf::new();
    let note = pdf
        .object(format!("<< /Type /Annot /Subtype /Text /Rect [500 700 520 720] /T (Arkivet) /Contents ({text}) >>"));
    page(&mut pdf, &format!("/Annots [{note} 0 R]"));
    seen(&pdf)
}

#[test]
fn comments_are_found_on_their_page() {
    let seen = commented(&secret());
    assert_eq!(seen.finds(PATH, "comment")["location"]["page"], 1);
    commented("Se side 2.").publishes();
}

fn linked(target: &str) -> Seen {
    let mut pdf = Pdf::new();
    let link = pdf
        .object(format!("<< /Type /Annot /Subtype /Link /Rect [72 750 200 770] /A << /S /URI /URI ({target}) >> >>"));
    page(&mut pdf, &format!("/Annots [{link} 0 R]"));
    seen(&pdf)
}

#[test]
fn targets_of_links_are_metadata() {
    linked(&format!("https://skjema.fjordnes.example/?fnr={}", number())).finds(PATH, "metadata");
    linked("https://www.fjordnes.example/plan").publishes();
}

fn attached(name: &str, bytes: &[u8]) -> Seen {
    let mut pdf = Pdf::new();
    let file = pdf.stream("/Type /EmbeddedFile", bytes);
    let specification = pdf.object(format!("<< /Type /Filespec /F ({name}) /UF ({name}) /EF << /F {file} 0 R >> >>"));
    page(&mut pdf, "");
    pdf.catalog(&format!("/Names << /EmbeddedFiles << /Names [({name}) {specification} 0 R] >> >>"));
    seen(&pdf)
}

#[test]
fn files_within_the_file_are_opened() {
    let seen = attached("innspill.docx", &Docx::of(&[CLEAN, &secret()]).bytes());
    let found = seen.finds("inn/plan.pdf!/innspill.docx", "body");
    assert_eq!(found["location"]["paragraph"], 2, "{found}");
    assert_eq!(seen.verdict(PATH), "withhold", "as the worst of its members");
    attached("innspill.docx", &Docx::of(&[CLEAN]).bytes()).publishes();
}

#[test]
fn files_pinned_to_a_page_are_opened() {
    let mut pdf = Pdf::new();
    let file = pdf.stream("/Type /EmbeddedFile", secret().as_bytes());
    let pin = pdf.object(format!(
        "<< /Type /Annot /Subtype /FileAttachment /Rect [500 700 520 720] /Contents (Vedlegg) \
         /FS << /Type /Filespec /F (notat.txt) /UF (notat.txt) /EF << /F {file} 0 R >> >> >>"
    ));
    page(&mut pdf, &format!("/Annots [{pin} 0 R]"));
    seen(&pdf).finds("inn/plan.pdf!/notat.txt", "body");
}
