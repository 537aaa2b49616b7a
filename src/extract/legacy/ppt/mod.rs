//! PowerPoint presentations from 97 to 2003 (PPT): the texts of slides and notes, hidden slides, comments, and what earlier saves
//! left in the file.

mod records;

use super::bytes::{u16_at, u32_at};
use super::compound::Compound;
use super::{pictures, properties};
use crate::extract::fields::Fields;
use crate::extract::{Output, link, text};
use crate::model::{PageWord, PageWords, Part, Places, Reason, Role, Segment, Unread};
use flate2::read::ZlibDecoder;
use records::{Record, directory, kind};
use std::collections::{HashMap, HashSet};
use std::io::Read;

/// The sign of a file without a password.
const ENCRYPTED: u32 = 0xF3D1_C4DF;

/// What the list of slides is of.
const OF_SLIDES: u16 = 0;

pub(super) fn read(mut file: Compound<'_>, output: &mut dyn Output) -> Result<(), Unread> {
    let mut fields = Fields::default();
    let mut trouble = properties::describe(&mut file, &mut fields);
    let (stream, unread) = file.stream_so_far("/PowerPoint Document");
    trouble = unread.or(trouble);
    let user = file.stream_so_far("/Current User").0;
    if u32_at(&user, 12) == Some(ENCRYPTED) {
        fields.hand_out(output);
        return Err(Unread::new(Reason::Encrypted, "a presentation with a password"));
    }
    let name = user.get(28..).and_then(|name| name.get(..usize::from(u16_at(&user, 20)?)));
    if let Some(name) = name {
        fields.add(Role::Metadata, "last-saved-by", &name.iter().map(|&byte| char::from(byte)).collect::<String>());
    }
    let mut presentation = Presentation::new(&stream, directory(&stream, &user));
    trouble = trouble.or(presentation.read(&mut fields, output)?);
    fields.hand_out(output);
    if file.is_stream("/Pictures") {
        let (data, unread) = file.stream_so_far("/Pictures");
        trouble = trouble.or(unread);
        pictures::hand_out(&data, output)?;
    }
    trouble.map_or(Ok(()), Err)
}

/// A slide as the document lists it.
#[derive(Debug)]
struct Slide {
    /// Where its record begins.
    at: Option<usize>,
    /// Which notes tell theirs by.
    id: u32,
    /// Texts that stand in the list.
    outline: Vec<String>,
}

struct Presentation<'b> {
    stream: &'b [u8],
    places: HashMap<u32, usize>,
    /// Paragraphs that are in the presentation.
    known: HashSet<String>,
    objects: usize,
}

impl<'b> Presentation<'b> {
    fn new(stream: &'b [u8], places: HashMap<u32, usize>) -> Self {
        Presentation { stream, places, known: HashSet::new(), objects: 0 }
    }

    /// What was not read, as a value.
    ///
    /// # Errors
    /// A limit of the whole presentation was passed.
    fn read(&mut self, fields: &mut Fields, output: &mut dyn Output) -> Result<Option<Unread>, Unread> {
        let mut top = Vec::new();
        let mut at = 0;
        while let Some(record) = Record::at(self.stream, at) {
            top.push((at, record));
            at += 8 + record.data.len();
        }
        let live: HashSet<usize> = self.places.values().copied().collect();
        let is_live = |at: &usize| live.is_empty() || live.contains(at);
        let document = top.iter().rfind(|(at, record)| record.kind == kind::DOCUMENT && is_live(at));
        let Some((_, document)) = document else {
            return Ok(Some(Unread::new(Reason::Corrupt, "a presentation without its document")));
        };
        let slides = self.document(document, fields);
        let numbers: HashMap<usize, u32> =
            slides.iter().zip(1..).filter_map(|(slide, n)| Some((slide.at?, n))).collect();
        let mut read = HashSet::new();
        for (slide, page) in slides.iter().zip(1..).filter(|(slide, _)| slide.at.is_none_or(|at| read.insert(at))) {
            self.slide(slide, page, fields, output);
        }
        let by_id: HashMap<u32, u32> = slides.iter().zip(1..).map(|(slide, page)| (slide.id, page)).collect();
        let mut earlier = Vec::new();
        for (at, record) in &top {
            let is_live = is_live(at);
            match record.kind {
                kind::NOTES if is_live => self.notes(record, &by_id, output),
                kind::MASTER if is_live => {
                    fields.add(Role::Metadata, "master", &lines(&texts(record)));
                }
                kind::SLIDE if !numbers.contains_key(at) => earlier.push(*record),
                kind::NOTES | kind::DOCUMENT if !is_live => earlier.push(*record),
                kind::OBJECT if is_live => self.object(record, output)?,
                kind::CRYPT => return Ok(Some(Unread::new(Reason::Encrypted, "a presentation with a password"))),
                _ => {}
            }
        }
        self.earlier(&earlier, fields);
        Ok(None)
    }

    /// The slides in their order; links and headers on the way.
    fn document(&mut self, document: &Record<'b>, fields: &mut Fields) -> Vec<Slide> {
        let mut slides: Vec<Slide> = Vec::new();
        document.each(&mut |record, around| {
            let within = |kind: u16| around.iter().rfind(|container| container.kind == kind);
            let is_listed = within(kind::LIST).is_some_and(|list| list.instance == OF_SLIDES);
            match (record.kind, record.text()) {
                (kind::SLIDE_REFERENCE, _) if is_listed => slides.push(Slide {
                    at: u32_at(record.data, 0).and_then(|number| self.places.get(&number).copied()),
                    id: u32_at(record.data, 12).unwrap_or(0),
                    outline: Vec::new(),
                }),
                (kind::STRING, Some(text)) if within(kind::LINK).is_some() => {
                    fields.add(Role::Metadata, "link", &link::readable(&text));
                }
                (kind::STRING, Some(text)) if within(kind::HEADERS).is_some() => {
                    fields.add(Role::Metadata, "header", &text);
                }
                (kind::TEXT | kind::NARROW_TEXT, Some(text)) if is_listed => {
                    slides.last_mut().into_iter().for_each(|slide| slide.outline.push(text.clone()));
                }
                _ => {}
            }
        });
        slides
    }

    fn slide(&mut self, slide: &Slide, page: u32, fields: &mut Fields, output: &mut dyn Output) {
        let record = slide.at.and_then(|at| Record::at(self.stream, at)).filter(|record| record.kind == kind::SLIDE);
        let mut shown = slide.outline.clone();
        let mut is_hidden = false;
        let mut comment = Vec::new();
        if let Some(record) = record {
            shown.extend(texts(&record));
            record.each(&mut |record, around| {
                let is_in_comment = around.iter().any(|container| container.kind == kind::COMMENT);
                match record.kind {
                    kind::SHOW => is_hidden = u16_at(record.data, 10).is_some_and(|flags| flags & 4 != 0),
                    kind::STRING if is_in_comment => comment.push((record.instance, record.text().unwrap_or_default())),
                    kind::STRING if around.iter().any(|container| container.kind == kind::HEADERS) => {
                        shown.extend(record.text());
                    }
                    _ => {}
                }
            });
        }
        shown.iter().for_each(|text| self.know(text));
        let text = lines(&shown);
        if is_hidden {
            hand_out(Role::Hidden, Some("hidden-slide"), &text, page, output);
        } else {
            hand_out(Role::Body, None, &text, page, output);
        }
        for (instance, text) in comment {
            match instance {
                0 => fields.add(Role::Metadata, "comment-author", &text),
                1 => hand_out(Role::Comment, Some("comment"), &text, page, output),
                _ => {}
            }
        }
    }

    fn notes(&mut self, record: &Record<'b>, pages: &HashMap<u32, u32>, output: &mut dyn Output) {
        let mut page = 1;
        record.each(&mut |record, _| {
            if record.kind == kind::NOTES_ATOM {
                page = u32_at(record.data, 0).and_then(|id| pages.get(&id).copied()).unwrap_or(1);
            }
        });
        let texts = texts(record);
        texts.iter().for_each(|text| self.know(text));
        hand_out(Role::Comment, Some("notes"), &lines(&texts), page, output);
    }

    /// Texts of slides that earlier saves left, as far as they are nowhere in the presentation.
    fn earlier(&mut self, records: &[Record<'b>], fields: &mut Fields) {
        for record in records {
            let mut gone = Vec::new();
            for text in texts(record) {
                gone.extend(paragraphs(&text).filter(|line| self.known.insert((*line).to_owned())).map(str::to_owned));
            }
            fields.run(Role::DeletedText, "earlier-revision", 0, &gone.join("\n"));
        }
    }

    fn know(&mut self, text: &str) {
        self.known.extend(paragraphs(text).map(str::to_owned));
    }

    /// # Errors
    /// A limit of the whole presentation was passed.
    fn object(&mut self, record: &Record<'b>, output: &mut dyn Output) -> Result<(), Unread> {
        self.objects += 1;
        let name = format!("object-{}.ole", self.objects);
        match record.instance {
            // The packed bytes often lack their end, but not what is in them.
            1 => {
                let size = u64::from(u32_at(record.data, 0).unwrap_or(0));
                output.member(&name, &mut ZlibDecoder::new(record.data.get(4..).unwrap_or_default()).take(size))
            }
            _ => output.member(&name, &mut { record.data }),
        }
    }
}

/// The texts in a slide or in notes, one a shape.
fn texts(record: &Record<'_>) -> Vec<String> {
    let mut texts = Vec::new();
    record.each(&mut |record, _| {
        if matches!(record.kind, kind::TEXT | kind::NARROW_TEXT) {
            texts.extend(record.text());
        }
    });
    // Fields for the number of a slide and the like.
    texts.retain(|text| !matches!(text.trim(), "*" | ""));
    texts
}

/// Paragraphs of a text, whose lines may be broken.
fn paragraphs(text: &str) -> impl Iterator<Item = &str> {
    text.split(['\r', '\n']).map(str::trim).filter(|line| !line.is_empty())
}

fn lines(texts: &[String]) -> String {
    texts.join("\n").replace('\r', "\n").replace('\u{B}', " ")
}

/// Hands out a text of a slide; with a label, as a segment of its own.
fn hand_out(role: Role, label: Option<&str>, text: &str, page: u32, output: &mut dyn Output) {
    let mut origin = 0;
    for piece in text::pieces(text.trim_end().as_bytes()) {
        let end = piece.len() as u32;
        let places = Places::Pages(PageWords::new(vec![PageWord { start: 0, end, page, bbox: None }]));
        let mut part = Part { places, ..Part::text(role, piece.to_vec()) };
        match label {
            Some(label) => {
                part.segments.push(Segment { start: 0, end, role, record: 0, row: 0, place: 0, label: label.into() });
            }
            None => part.origin = origin,
        }
        origin += piece.len();
        output.part(part);
    }
}
