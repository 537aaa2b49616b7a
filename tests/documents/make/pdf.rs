//! PDF files written object by object, so that a test can put anything into them. Pages are A4, and the font `F1` is
//! Helvetica.

use std::fmt::Write as _;

const CATALOG: usize = 1;
const PAGES: usize = 2;
const FONT: usize = 3;

/// A file in the making. Objects are numbered from 1 in the order in which they come.
pub struct Pdf {
    objects: Vec<Vec<u8>>,
    pages: Vec<usize>,
    catalog: String,
    info: Option<usize>,
}

/// `text` in WinAnsi, as far as that is Latin-1.
pub fn latin(text: &str) -> Vec<u8> {
    text.chars().map(|character| u8::try_from(u32::from(character)).unwrap()).collect()
}

/// One line of text, in black unless the colour was set before.
pub fn line(x: u32, y: u32, size: f32, text: &str) -> String {
    format!("BT /F1 {size} Tf {x} {y} Td ({text}) Tj ET\n")
}

/// Lines of 12 points from the top of the page, which are read as running text.
pub fn lines(texts: &[&str]) -> String {
    texts.iter().enumerate().map(|(at, text)| line(72, 760 - 16 * at as u32, 12.0, text)).collect()
}

/// A filled rectangle: left, bottom, width, height; the colour as an operator, such as `0 0 0 rg`.
pub fn filled(colour: &str, [left, bottom, width, height]: [f32; 4]) -> String {
    format!("q {colour} {left} {bottom} {width} {height} re f Q\n")
}

/// A file of one page with that content.
pub fn one_page(content: &str) -> Vec<u8> {
    let mut pdf = Pdf::new();
    pdf.page(content, "", "");
    pdf.bytes()
}

impl Pdf {
    pub fn new() -> Self {
        let font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_vec();
        Pdf { objects: vec![Vec::new(), Vec::new(), font], pages: Vec::new(), catalog: String::new(), info: None }
    }

    /// Adds an object and gives its number.
    pub fn object(&mut self, body: impl AsRef<str>) -> usize {
        self.objects.push(latin(body.as_ref()));
        self.objects.len()
    }

    /// Adds a stream.
    pub fn stream(&mut self, entries: &str, data: &[u8]) -> usize {
        self.objects.push(stream(entries, data));
        self.objects.len()
    }

    /// Adds a page: its content, more resources, more entries (`/CropBox […]`, `/Annots […]`). Gives the number of the
    /// content.
    pub fn page(&mut self, content: &str, resources: &str, entries: &str) -> usize {
        let content = self.stream("", &latin(content));
        let page = self.object(format!(
            "<< /Type /Page /Parent {PAGES} 0 R /MediaBox [0 0 595 842] /Contents {content} 0 R \
             /Resources << /Font << /F1 {FONT} 0 R >> {resources} >> {entries} >>"
        ));
        self.pages.push(page);
        content
    }

    /// Adds entries to the catalogue.
    pub fn catalog(&mut self, entries: &str) {
        self.catalog.push_str(entries);
    }

    /// Sets the information dictionary.
    pub fn info(&mut self, entries: &str) {
        self.info = Some(self.object(format!("<< {entries} >>")));
    }

    fn trailer(&self, size: usize, more: &str) -> String {
        let info = self.info.map(|info| format!("/Info {info} 0 R")).unwrap_or_default();
        format!("trailer\n<< /Size {size} /Root {CATALOG} 0 R {info} {more} >>\n")
    }

    /// The file.
    pub fn bytes(&self) -> Vec<u8> {
        let mut objects = self.objects.clone();
        let kids: String = self.pages.iter().map(|page| format!("{page} 0 R ")).collect();
        objects[CATALOG - 1] = latin(&format!("<< /Type /Catalog /Pages {PAGES} 0 R {} >>", self.catalog));
        objects[PAGES - 1] = latin(&format!("<< /Type /Pages /Kids [{kids}] /Count {} >>", self.pages.len()));
        let mut file = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec();
        let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
        for (at, body) in objects.iter().enumerate() {
            writeln!(table, "{:010} 00000 n ", file.len()).unwrap();
            write_object(&mut file, at + 1, body);
        }
        let start = file.len();
        file.extend(table.bytes());
        file.extend(self.trailer(objects.len() + 1, "").bytes());
        file.extend(format!("startxref\n{start}\n%%EOF\n").bytes());
        file
    }

    /// The file with a revision appended in which objects have other bodies.
    pub fn revised(&self, changes: &[(usize, Vec<u8>)]) -> Vec<u8> {
        let mut file = self.bytes();
        let marker = file.windows(9).rposition(|window| window == b"startxref").unwrap();
        let digits = file[marker + 10..].iter().take_while(|byte| byte.is_ascii_digit());
        let previous = String::from_utf8(digits.copied().collect()).unwrap();
        let mut table = "xref\n0 1\n0000000000 65535 f \n".to_owned();
        for (number, body) in changes {
            writeln!(table, "{number} 1\n{:010} 00000 n ", file.len()).unwrap();
            write_object(&mut file, *number, body);
        }
        let start = file.len();
        let size = changes.iter().map(|(number, _)| number + 1).fold(self.objects.len() + 1, usize::max);
        file.extend(table.bytes());
        file.extend(self.trailer(size, &format!("/Prev {previous}")).bytes());
        file.extend(format!("startxref\n{start}\n%%EOF\n").bytes());
        file
    }
}

/// The body of a stream object.
pub fn stream(entries: &str, data: &[u8]) -> Vec<u8> {
    let mut body = latin(&format!("<< {entries} /Length {} >>\nstream\n", data.len()));
    body.extend(data);
    body.extend(b"\nendstream");
    body
}

fn write_object(file: &mut Vec<u8>, number: usize, body: &[u8]) {
    file.extend(format!("{number} 0 obj\n").bytes());
    file.extend(body);
    file.extend(b"\nendobj\n");
}
