//! The type table: which format an input is in, by its content first and its extension second.

use super::{
    Reading, apart, archive, calendar, encoding, html, json, legacy, mail, office, pdf, picture, rtf, table, text, xml,
};
use crate::model::{Reason, Unread};

/// A line of the type table.
pub(super) struct Format {
    pub name: &'static str,
    /// Where the content leaves a choice, these decide.
    extensions: &'static [&'static str],
    /// Bytes that tell it, each at its offset. Any of them suffices; none for text formats.
    signs: &'static [(usize, &'static [u8])],
    pub reading: Reading,
}

/// A format and how far it can be trusted.
pub(super) struct Guess {
    pub format: &'static Format,
    /// The extension says so, too.
    pub claimed: bool,
}

const ZIP: &[(usize, &[u8])] = &[(0, b"PK\x03\x04"), (0, b"PK\x05\x06"), (0, b"PK\x07\x08")];
const OLE: &[(usize, &[u8])] = &[(0, b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")];

/// The level of compression stands in the mark; behind it a block, or the end of a file without any.
const BZIP2: &[(usize, &[u8])] = &[
    (0, b"BZh11AY&SY"),
    (0, b"BZh21AY&SY"),
    (0, b"BZh31AY&SY"),
    (0, b"BZh41AY&SY"),
    (0, b"BZh51AY&SY"),
    (0, b"BZh61AY&SY"),
    (0, b"BZh71AY&SY"),
    (0, b"BZh81AY&SY"),
    (0, b"BZh91AY&SY"),
    (4, b"\x17\x72\x45\x38\x50\x90"),
];
/// The second two are BigTIFF.
const TIFF: &[(usize, &[u8])] = &[(0, b"II*\x00"), (0, b"MM\x00*"), (0, b"II+\x00\x08\x00"), (0, b"MM\x00+\x00\x08")];
const HEIF: &[(usize, &[u8])] = &[
    (4, b"ftypheic"),
    (4, b"ftypheix"),
    (4, b"ftyphevc"),
    (4, b"ftypheim"),
    (4, b"ftypmif1"),
    (4, b"ftypmsf1"),
    (4, b"ftypavif"),
];
/// A frame, or one to be skipped.
const ZSTD: &[(usize, &[u8])] = &[(0, b"\x28\xB5\x2F\xFD"), (1, b"\x2A\x4D\x18")];

/// Known by their first bytes. Of several with the same bytes the one with the file's extension is taken, else the first.
#[rustfmt::skip]
static BY_SIGN: &[Format] = &[
    Format { name: "PDF", extensions: &["pdf"], signs: &[(0, b"%PDF-")], reading: Reading::Apart(pdf::read) },
    Format { name: "ZIP", extensions: &["zip"], signs: ZIP, reading: Reading::Apart(archive::zip::read) },
    Format { name: "DOCX", extensions: &["docx", "docm", "dotx", "dotm"], signs: ZIP, reading: Reading::Apart(office::document) },
    Format { name: "XLSX", extensions: &["xlsx", "xlsm", "xltx", "xltm", "xlam"], signs: ZIP, reading: Reading::Apart(office::workbook) },
    Format { name: "XLSB", extensions: &["xlsb"], signs: ZIP, reading: Reading::Apart(office::workbook) },
    Format { name: "PPTX", extensions: &["pptx", "pptm", "ppsx", "ppsm", "potx", "potm"], signs: ZIP, reading: Reading::Apart(office::presentation) },
    Format { name: "ODF", extensions: &["odt", "ods", "odp", "odg", "odm", "ott", "ots", "otp"], signs: ZIP, reading: Reading::Apart(office::open_document) },
    Format { name: "OLE", extensions: &["doc", "xls", "ppt", "dot"], signs: OLE, reading: Reading::Apart(legacy::read) },
    Format { name: "MSG", extensions: &["msg"], signs: OLE, reading: Reading::Apart(legacy::read) },
    Format { name: "RTF", extensions: &["rtf"], signs: &[(0, b"{\\rtf")], reading: Reading::Apart(rtf::read) },
    Format { name: "gzip", extensions: &["gz", "tgz"], signs: &[(0, b"\x1F\x8B")], reading: Reading::Apart(archive::compressed::read_gzip) },
    Format { name: "bzip2", extensions: &["bz2", "tbz", "tbz2"], signs: BZIP2, reading: Reading::Apart(archive::compressed::read_bzip2) },
    Format { name: "xz", extensions: &["xz", "txz"], signs: &[(0, b"\xFD7zXZ\x00")], reading: Reading::Apart(archive::compressed::read_xz) },
    Format { name: "zstd", extensions: &["zst", "tzst"], signs: ZSTD, reading: Reading::Apart(archive::compressed::read_zstd) },
    Format { name: "LZMA", extensions: &["lzma", "tlz"], signs: &[(0, b"\x5D\x00\x00")], reading: Reading::Apart(archive::compressed::read_lzma) },
    Format { name: "lzip", extensions: &["lz"], signs: &[(0, b"LZIP\x01")], reading: Reading::Apart(archive::compressed::read_lzip) },
    Format { name: "7z", extensions: &["7z"], signs: &[(0, b"7z\xBC\xAF\x27\x1C")], reading: Reading::Apart(archive::seven_zip::read) },
    Format { name: "TNEF", extensions: &["dat", "tnef"], signs: &[(0, b"\x78\x9F\x3E\x22")], reading: Reading::Apart(mail::read_winmail) },
    Format { name: "RAR", extensions: &["rar"], signs: &[(0, b"Rar!\x1A\x07")], reading: Reading::Apart(|_, _| not_yet("RAR archive")) },
    Format { name: "TAR", extensions: &["tar"], signs: &[(257, b"ustar\x00"), (257, b"ustar  \x00")], reading: Reading::Apart(archive::tar::read) },
    Format { name: "JPEG", extensions: &["jpg", "jpeg"], signs: &[(0, b"\xFF\xD8\xFF")], reading: Reading::Apart(picture::read_jpeg) },
    Format { name: "PNG", extensions: &["png"], signs: &[(0, b"\x89PNG\r\n\x1A\n")], reading: Reading::Apart(picture::read_png) },
    Format { name: "TIFF", extensions: &["tif", "tiff"], signs: TIFF, reading: Reading::Apart(picture::read_tiff) },
    Format { name: "GIF", extensions: &["gif"], signs: &[(0, b"GIF87a"), (0, b"GIF89a")], reading: Reading::Apart(picture::read_gif) },
    Format { name: "WebP", extensions: &["webp"], signs: &[(8, b"WEBPVP8")], reading: Reading::Apart(picture::read_webp) },
    Format { name: "HEIF", extensions: &["heic", "heif", "avif"], signs: HEIF, reading: Reading::Apart(picture::read_heif) },
    Format { name: "RIFF", extensions: &["wav", "avi"], signs: &[(0, b"RIFF")], reading: Reading::Apart(|_, _| not_yet("picture, sound or film (RIFF)")) },
    Format { name: "ISO media", extensions: &["mp4", "m4a", "mov"], signs: &[(4, b"ftyp")], reading: Reading::Apart(|_, _| not_yet("picture, sound or film (ISO media)")) },
    Format { name: "MP3", extensions: &["mp3"], signs: &[(0, b"ID3")], reading: Reading::Apart(|_, _| not_yet("sound (MP3)")) },
    Format { name: "SQLite", extensions: &["sqlite", "db"], signs: &[(0, b"SQLite format 3\x00")], reading: Reading::Apart(|_, _| not_yet("SQLite database")) },
    Format { name: "test document", extensions: &[], signs: &[(0, apart::TEST_SIGN)], reading: Reading::Apart(apart::read_test_document) },
    Format { name: "UTF-32", extensions: &[], signs: &[(0, b"\xFF\xFE\x00\x00"), (0, b"\x00\x00\xFE\xFF")], reading: Reading::Apart(|_, _| not_yet("text in UTF-32")) },
];

/// TAR archives from before POSIX, which have no mark.
static OLD_TAR: Format =
    Format { name: "TAR", extensions: &["tar"], signs: &[], reading: Reading::Apart(archive::tar::read) };

/// Its mark is too short to go by alone.
static BITMAP: Format =
    Format { name: "BMP", extensions: &["bmp", "dib"], signs: &[], reading: Reading::Apart(picture::read_bitmap) };

static TEXT: Format = Format {
    name: "text",
    extensions: &["txt", "text", "md", "markdown", "log", "rst", "adoc"],
    signs: &[],
    reading: Reading::Here(|input, sink| {
        text::read(input.bytes, sink);
        text::binary_from(input.bytes).map_or(Ok(()), |at| {
            Err(Unread::new(Reason::Unsupported, format!("no text from byte {at} on; searched as text")))
        })
    }),
};
/// A program that draws pages: its words stand in pieces, or packed.
static POSTSCRIPT: Format = Format {
    name: "PostScript",
    extensions: &["ps", "eps"],
    signs: &[],
    reading: Reading::Here(|input, sink| {
        text::read(input.bytes, sink);
        not_yet("PostScript; searched as text")
    }),
};
static CALENDAR: Format = Format {
    name: "calendar",
    extensions: &["ics", "ical", "ifb", "vcs", "vcf", "vcard"],
    signs: &[],
    reading: Reading::Here(calendar::read),
};
/// S/MIME as a file: what is signed lies in it, what is encrypted stays closed.
static SEALED: Format = Format {
    name: "CMS",
    extensions: &["p7m", "p7s", "p7c", "p7b"],
    signs: &[],
    reading: Reading::Apart(mail::read_sealed),
};
static TABLE: Format = Format {
    name: "table",
    extensions: &["csv", "tsv", "tab", "skv"],
    signs: &[],
    reading: Reading::Here(table::read),
};
static JSON: Format =
    Format { name: "JSON", extensions: &["json", "jsonld", "geojson"], signs: &[], reading: Reading::Here(json::read) };
static JSON_LINES: Format = Format {
    name: "JSON Lines",
    extensions: &["jsonl", "ndjson"],
    signs: &[],
    reading: Reading::Here(json::read_lines),
};
static XML: Format = Format {
    name: "XML",
    extensions: &["xml", "xsd", "xsl", "xslt", "rdf", "svg", "kml", "gml", "gpx", "xmp"],
    signs: &[],
    reading: Reading::Here(xml::read),
};
static HTML: Format =
    Format { name: "HTML", extensions: &["html", "htm", "xhtml"], signs: &[], reading: Reading::Here(html::read) };
static FLAT_ODF: Format = Format {
    name: "ODF",
    extensions: &["fodt", "fods", "fodp", "fodg"],
    signs: &[],
    reading: Reading::Apart(office::flat_open_document),
};
static MAIL: Format = Format {
    name: "mail",
    extensions: &["eml", "mbox", "emlx", "mht", "mhtml", "mim", "nws"],
    signs: &[],
    reading: Reading::Apart(mail::read),
};
static BINARY: Format = Format {
    name: "binary",
    extensions: &[],
    signs: &[],
    reading: Reading::Apart(|_, _| not_yet("binary data of no known format")),
};

static EMPTY: Format = Format {
    name: "empty",
    extensions: &[],
    signs: &[],
    reading: Reading::Here(|_, _| Err(Unread::new(Reason::Corrupt, "empty"))),
};

/// Text formats by extension.
static TEXTS: [&Format; 9] = [&TEXT, &TABLE, &JSON, &JSON_LINES, &XML, &HTML, &MAIL, &CALENDAR, &POSTSCRIPT];

fn not_yet(what: &str) -> Result<(), Unread> {
    Err(Unread::new(Reason::Unsupported, what))
}

/// A text of nothing is one; a picture or a PDF of nothing is damaged.
pub(super) fn is_never_empty(name: &str) -> bool {
    let extension = extension(name);
    BY_SIGN.iter().any(|format| format.extensions.contains(&extension.as_str()))
}

/// Whether `bytes` are a file in a binary format, whatever they are called.
pub(super) fn is_no_text(bytes: &[u8]) -> bool {
    let format = guess(bytes, "").format;
    matches!(format.reading, Reading::Apart(_)) && !matches!(format.name, "mail" | "ODF" | "empty")
        || format.name == "ODF" && bytes.starts_with(b"PK")
        || format.name == "PostScript"
}

/// The format of `bytes` in a file of that name.
pub(super) fn guess(bytes: &[u8], name: &str) -> Guess {
    let extension = extension(name);
    let fits = |format: &&Format| format.extensions.contains(&extension.as_str());
    let signed = || BY_SIGN.iter().filter(|format| format.is_signed(bytes));
    if bytes.is_empty() && is_never_empty(name) {
        return Guess { format: &EMPTY, claimed: true };
    }
    if let Some(format) = ZIP.iter().any(|(_, sign)| bytes.starts_with(sign)).then(|| in_zip(bytes)).flatten() {
        return Guess { claimed: fits(&format), format };
    }
    if let Some(format) = signed().find(fits).or_else(|| signed().next()) {
        return Guess { claimed: fits(&format), format };
    }
    let tested = [(archive::tar::is_header as fn(&[u8]) -> bool, &OLD_TAR), (picture::is_bitmap, &BITMAP)];
    if let Some((_, format)) = tested.into_iter().find(|(is_one, _)| is_one(bytes)) {
        return Guess { claimed: fits(&format), format };
    }
    if extension == "pdf" && pdf::header_of(bytes).is_some() {
        return Guess { claimed: true, format: &BY_SIGN[0] };
    }
    if mail::is_sealed(bytes) {
        return Guess { claimed: fits(&&SEALED), format: &SEALED };
    }
    if bytes.starts_with(b"%!PS") {
        return Guess { claimed: fits(&&POSTSCRIPT), format: &POSTSCRIPT };
    }
    if let Some(format) = behind_something(bytes) {
        return Guess { claimed: fits(&format), format };
    }
    let beginning = encoding::beginning(bytes);
    if is_binary(&beginning) {
        return Guess { format: &BINARY, claimed: false };
    }
    let by_name = TEXTS.into_iter().find(fits);
    let format = by_content(&beginning, by_name, &extension)
        .or(by_name)
        .filter(|format| !std::ptr::eq(*format, &raw const TEXT))
        .unwrap_or_else(|| if table::is_unmistakable(&beginning) && extension != "md" { &TABLE } else { &TEXT });
    Guess { format, claimed: fits(&format) }
}

/// The format of a document that does not begin with the first byte: something stands before it, as in jobs for printers and answers of
/// servers, or a program that unpacks it. Its readers find the beginning themselves.
fn behind_something(bytes: &[u8]) -> Option<&'static Format> {
    let named = |name: &str| BY_SIGN.iter().find(|format| format.name == name);
    let unmarked = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    if unmarked.len() < bytes.len() && unmarked.starts_with(b"{\\rtf") {
        return named("RTF");
    }
    // A text may tell of the mark, and a mail may hold the document.
    let is_pdf = |at: &usize| {
        (*at == 0 || matches!(bytes[*at - 1], b'\n' | b'\r'))
            && matches!(bytes.get(*at + 5..*at + 8), Some([b'1' | b'2', b'.', b'0'..=b'9']))
            && memchr::memmem::find(&bytes[*at..], b" obj").is_some()
    };
    if pdf::header_of(bytes).filter(is_pdf).is_some() && !mail::is_mail(&encoding::beginning(bytes)) {
        return named("PDF");
    }
    // The end of an archive's directory, with a comment of the length that it tells.
    let tail = bytes.len().saturating_sub(22 + 0xFFFF);
    let end = memchr::memmem::rfind(&bytes[tail..], b"PK\x05\x06").map(|at| tail + at)?;
    let comment = usize::from(u16::from_le_bytes([*bytes.get(end + 20)?, *bytes.get(end + 21)?]));
    (end + 22 + comment == bytes.len()).then(|| in_zip(bytes).or_else(|| named("ZIP"))).flatten()
}

/// The extension of the document that begins so, by the bytes that tell it.
pub(super) fn by_signs(bytes: &[u8]) -> Option<&'static str> {
    let signed = BY_SIGN.iter().find(|format| format.is_signed(bytes));
    let format = signed
        .or_else(|| picture::is_bitmap(bytes).then_some(&BITMAP))
        .or_else(|| mail::is_sealed(bytes).then_some(&SEALED))?;
    Some(format.extension())
}

/// The format that a ZIP archive is a package of, whatever its name; `None` where it is none, or too damaged to tell.
fn in_zip(bytes: &[u8]) -> Option<&'static Format> {
    let name = match office::kind_of(bytes) {
        office::Kind::Document => "DOCX",
        office::Kind::Workbook => "XLSX",
        office::Kind::BinaryWorkbook => "XLSB",
        office::Kind::Presentation => "PPTX",
        office::Kind::OpenDocument => "ODF",
        office::Kind::Archive => "ZIP",
        office::Kind::Damaged => return None,
    };
    BY_SIGN.iter().find(|format| format.name == name)
}

impl Format {
    /// The extension that its files mostly have.
    pub fn extension(&self) -> &'static str {
        self.extensions.first().copied().unwrap_or("bin")
    }

    fn is_signed(&self, bytes: &[u8]) -> bool {
        self.signs.iter().any(|&(at, sign)| bytes.get(at..at + sign.len()) == Some(sign))
    }
}

fn extension(name: &str) -> String {
    let last = name.rsplit('/').next().unwrap_or(name);
    last.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase()).unwrap_or_default()
}

/// More than one byte in twenty is a control character that no text holds. (Random bytes have one in nine.)
fn is_binary(beginning: &str) -> bool {
    let foreign = |byte: &u8| u8::from(matches!(byte, 0..=8 | 0x0E..=0x19 | 0x1C | 0x1D | 0x7F));
    // Short runs, so that a byte holds the count and the compiler takes many bytes at a time.
    let counts = beginning.as_bytes().chunks(128).map(|run| usize::from(run.iter().map(foreign).sum::<u8>()));
    beginning.len() < 20 * counts.sum::<usize>()
}

/// A text format that the beginning shows, unless the name speaks against it.
fn by_content(beginning: &str, by_name: Option<&'static Format>, extension: &str) -> Option<&'static Format> {
    let start = beginning.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    let named =
        |formats: &[&Format]| by_name.is_some_and(|format| formats.iter().any(|other| other.name == format.name));
    let plain = extension == "md" || extension == "markdown";
    if mail::is_mail(start) {
        return Some(&MAIL);
    }
    if calendar::begins(start) {
        return Some(&CALENDAR);
    }
    if start.starts_with('<') && !plain {
        if start.contains("<office:document ") {
            return Some(&FLAT_ODF);
        }
        let begins = |sign: &str| start.get(..sign.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(sign));
        let is_document = begins("<!doctype html") || begins("<html");
        let is_fragment = ["<table", "<div", "<head", "<body", "<meta", "<p>"].into_iter().any(begins);
        let is_xhtml = begins("<?xml") && start.contains("<html");
        // Spreadsheet programs read HTML under their own extension, and many systems export so.
        let is_disguised = is_fragment && (matches!(extension, "xls" | "doc") || named(&[&TABLE]));
        if !named(&[&XML]) && (is_document || is_xhtml || is_disguised) {
            return Some(&HTML);
        }
        let is_markup = start[1..].starts_with(|c: char| c.is_alphabetic() || matches!(c, '?' | '!' | '_'));
        return (is_markup && !named(&[&HTML, &TABLE, &MAIL])).then_some(&XML);
    }
    if start.starts_with(['{', '[']) && !plain && !named(&[&HTML, &TABLE, &MAIL]) {
        let mut lines = start.lines();
        let one_a_line = lines.next().is_some_and(|line| line.starts_with('{') && line.trim_end().ends_with('}'))
            && lines.next().is_some_and(|line| line.starts_with('{'));
        return Some(if one_a_line || named(&[&JSON_LINES]) { &JSON_LINES } else { &JSON });
    }
    None
}
