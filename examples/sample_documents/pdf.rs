//! Puts pages together into a PDF file, and appends a revision to one as editors do (ISO 32000-1, 7.5.6).

use anyhow::{Context, Result};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use pdf_writer::types::{ActionType, AnnotationFlags, AnnotationIcon, AnnotationType, AssociationKind};
use pdf_writer::{Date, Filter, Finish as _, Name, Pdf, Rect, Ref, Str, TextStr};
use std::io::Write as _;

/// What a PDF file is made of.
#[derive(Debug, Default)]
pub struct File<'a> {
    /// Title in the file's properties.
    pub title: &'a str,
    /// Author in the file's properties.
    pub author: &'a str,
    /// Content streams.
    pub pages: Vec<Vec<u8>>,
    /// Comments on the first page.
    pub notes: Vec<Note<'a>>,
    /// Links on the first page.
    pub links: Vec<(Rectangle, &'a str)>,
    /// Files within the file: name, what it is, media type, content.
    pub attachments: Vec<(&'a str, &'a str, &'a str, Vec<u8>)>,
}

/// Left, bottom, right, top in points.
pub type Rectangle = [f32; 4];

/// A comment stuck to a page.
#[derive(Debug)]
pub struct Note<'a> {
    /// Where its sign stands.
    pub place: Rectangle,
    /// Who wrote it.
    pub author: &'a str,
    /// What it says.
    pub text: &'a str,
}

const CATALOG: Ref = Ref::new(1);
const PAGES: Ref = Ref::new(2);
const INFORMATION: Ref = Ref::new(3);
const REGULAR: Ref = Ref::new(4);
const BOLD: Ref = Ref::new(5);
/// A page and its content are two objects from here on.
const FIRST_PAGE: i32 = 6;

/// The object that holds the content of page `at` (from 0).
pub fn content_object(at: usize) -> i32 {
    FIRST_PAGE + 2 * at as i32 + 1
}

impl File<'_> {
    /// The bytes of the file.
    pub fn finish(&self) -> Result<Vec<u8>> {
        let mut pdf = Pdf::new();
        let page = |at: usize| Ref::new(content_object(at) - 1);
        let mut next = Ref::new(content_object(self.pages.len()));
        let notes: Vec<_> = self.notes.iter().map(|note| (next.bump(), note)).collect();
        let links: Vec<_> = self.links.iter().map(|link| (next.bump(), link)).collect();
        let files: Vec<_> = self.attachments.iter().map(|file| (next.bump(), next.bump(), file)).collect();

        let mut catalog = pdf.catalog(CATALOG);
        catalog.pages(PAGES).lang(TextStr("nb-NO"));
        if !files.is_empty() {
            let mut names = catalog.names();
            let mut tree = names.embedded_files();
            let mut entries = tree.names();
            for (specification, _, (name, ..)) in &files {
                entries.insert(Str(name.as_bytes()), *specification);
            }
        }
        catalog.finish();
        pdf.pages(PAGES).kids((0..self.pages.len()).map(page)).count(self.pages.len() as i32);
        let mut information = pdf.document_info(INFORMATION);
        information.title(TextStr(self.title)).author(TextStr(self.author));
        information.creator(TextStr("Fjordnes sak og arkiv 5.2")).producer(TextStr("Dokumentproduksjon 11.4"));
        information.creation_date(date()).modified_date(date());
        information.finish();
        for (id, font) in [(REGULAR, &b"Helvetica"[..]), (BOLD, b"Helvetica-Bold")] {
            pdf.type1_font(id).base_font(Name(font)).encoding_predefined(Name(b"WinAnsiEncoding"));
        }
        for (at, content) in self.pages.iter().enumerate() {
            let mut written = pdf.page(page(at));
            written.parent(PAGES).media_box(Rect::new(0.0, 0.0, super::typeset::PAGE.0, super::typeset::PAGE.1));
            written.contents(Ref::new(content_object(at)));
            written.resources().fonts().pair(Name(b"F1"), REGULAR).pair(Name(b"F2"), BOLD);
            if at == 0 && notes.len() + links.len() > 0 {
                written.annotations(notes.iter().map(|(id, _)| *id).chain(links.iter().map(|(id, _)| *id)));
            }
            written.finish();
            pdf.stream(Ref::new(content_object(at)), &deflated(content)?).filter(Filter::FlateDecode);
        }
        for (id, note) in notes {
            let mut annotation = pdf.annotation(id);
            annotation.subtype(AnnotationType::Text).rect(rectangle(note.place)).contents(TextStr(note.text));
            annotation.author(TextStr(note.author)).modified(date()).color_rgb(1.0, 0.82, 0.0);
            annotation.icon(AnnotationIcon::Comment).flags(AnnotationFlags::PRINT);
        }
        for (id, (place, target)) in links {
            let mut annotation = pdf.annotation(id);
            annotation.subtype(AnnotationType::Link).rect(rectangle(*place)).border(0.0, 0.0, 0.0, None);
            annotation.action().action_type(ActionType::Uri).uri(Str(target.as_bytes()));
        }
        for (specification, stream, (name, description, media_type, bytes)) in files {
            let mut written = pdf.file_spec(specification);
            written.path(Str(name.as_bytes())).unic_file(TextStr(name)).description(TextStr(description));
            written.embedded_file(stream).association_kind(AssociationKind::Supplement);
            written.finish();
            let packed = deflated(bytes)?;
            let mut file = pdf.embedded_file(stream, &packed);
            file.subtype(Name(media_type.as_bytes()));
            file.params().size(bytes.len() as i32).creation_date(date()).modification_date(date());
            file.filter(Filter::FlateDecode);
        }
        Ok(pdf.finish())
    }
}

/// Wednesday 18 November 2026, nine in the morning.
fn date() -> Date {
    Date::new(2026).month(11).day(18).hour(9).minute(0).second(0).utc_offset_hour(1).utc_offset_minute(0)
}

fn rectangle([left, bottom, right, top]: Rectangle) -> Rect {
    Rect::new(left, bottom, right, top)
}

fn deflated(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

/// `file` with a revision appended, in which page `at` has the content `content`. What the page held before stays in
/// the file.
pub fn revised(mut file: Vec<u8>, at: usize, content: &[u8]) -> Result<Vec<u8>> {
    let (previous, size) = (number_behind(&file, b"startxref")?, number_behind(&file, b"/Size")?);
    let object = content_object(at);
    if !file.ends_with(b"\n") {
        file.push(b'\n');
    }
    let (packed, offset) = (deflated(content)?, file.len());
    write!(file, "{object} 0 obj\n<< /Length {} /Filter /FlateDecode >>\nstream\n", packed.len())?;
    file.extend(packed);
    file.extend(b"\nendstream\nendobj\n");
    let table = file.len();
    write!(file, "xref\n0 1\n0000000000 65535 f \n{object} 1\n{offset:010} 00000 n \n")?;
    let (catalog, information) = (CATALOG.get(), INFORMATION.get());
    write!(file, "trailer\n<< /Size {size} /Root {catalog} 0 R /Info {information} 0 R /Prev {previous} >>\n")?;
    write!(file, "startxref\n{table}\n%%EOF\n")?;
    Ok(file)
}

/// The number behind the last `word` of `file`.
fn number_behind(file: &[u8], word: &[u8]) -> Result<usize> {
    let at = file.windows(word.len()).rposition(|window| window == word).context("the file has a trailer")?;
    let digits = file[at + word.len()..].iter().skip_while(|byte| !byte.is_ascii_digit());
    let digits: Vec<u8> = digits.take_while(|byte| byte.is_ascii_digit()).copied().collect();
    Ok(std::str::from_utf8(&digits)?.parse()?)
}
