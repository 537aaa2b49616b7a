//! Text that is still in the file and that no page paints: content that was taken off its page, forms that nothing calls for any more,
//! tiles of patterns, and looks of annotations that are not shown. It is searched, and says nothing of itself.

use super::beside::{self, decoded};
use super::body;
use super::device::Collector;
use super::layout::lines;
use super::marked::letters;
use super::words::{Piece, pieces};
use super::{header_of, text_of_pages};
use crate::extract::{Input, Output};
use crate::model::{Part, Role, SEGMENT_SEPARATOR, Segment};
use hashbrown::HashSet;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::content::TypedIter;
use hayro_interpret::hayro_syntax::object::{Dict, Name, Object, ObjectIdentifier, Stream};
use hayro_interpret::hayro_syntax::page::Resources;
use hayro_interpret::kurbo::{Affine, Rect};
use hayro_interpret::{Context, InterpreterCache, InterpreterSettings, interpret};
use std::cell::OnceCell;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Streams that are looked at, and bytes of content of one.
const MOST: usize = 20_000;
const MOST_BYTES: usize = 8 * 1024 * 1024;

/// Texts of all of them together.
const MOST_TEXT: usize = 1024 * 1024;

/// Hands out the text of all streams of content that are not `used`.
pub(super) fn read(pdf: &Pdf, used: &HashSet<ObjectIdentifier>, input: &Input<'_>, output: &mut dyn Output) {
    if has_revisions(input.bytes) {
        return;
    }
    let cache = InterpreterCache::new();
    let (mut text, mut segments) = (String::new(), Vec::new());
    let shown = OnceCell::new();
    let streams = pdf.objects().into_iter().filter_map(|object| match object {
        Object::Stream(stream) => Some(stream),
        _ => None,
    });
    let unused = streams.filter(|stream| may_be_content(stream.dict()) && !used.contains(&stream.obj_id()));
    for stream in unused.take(MOST) {
        let Ok(content) = decoded(&stream, input.limits) else { continue };
        if content.len() > MOST_BYTES || !paints_text(&content) {
            continue;
        }
        let Ok(said) = catch_unwind(AssertUnwindSafe(|| text_of(pdf, &stream, &content, &cache))) else { return };
        if !said.contains(char::is_alphanumeric) || text.len() + said.len() > MOST_TEXT {
            continue;
        }
        // What a page shows counts once.
        let shown = shown.get_or_init(|| letters(&text_of_pages(pdf, &|_| true).join(" ")));
        if shown.contains(&letters(&said)) {
            continue;
        }
        if !text.is_empty() {
            text.push(SEGMENT_SEPARATOR as char);
        }
        let start = text.len() as u32;
        text.push_str(&said);
        let (end, record) = (text.len() as u32, segments.len() as u32);
        let (role, label) = (Role::Metadata, "unused".into());
        segments.push(Segment { start, end, role, record, row: 0, place: 0, label });
    }
    if !segments.is_empty() {
        output.part(Part { segments, ..Part::text(Role::Comment, text.into_bytes()) });
    }
}

/// Hands out what stands in the file before the document and behind it, where that is text.
pub(super) fn around(bytes: &[u8], output: &mut dyn Output) {
    /// Less says nothing.
    const LEAST: usize = 8;
    const MARK: &[u8] = b"%%EOF";
    let before = &bytes[..header_of(bytes).unwrap_or(0)];
    let behind = memchr::memmem::rfind(bytes, MARK).map_or(&[][..], |end| &bytes[end + MARK.len()..]);
    for around in [before, behind] {
        let is_text = |byte: &u8| matches!(byte, b'\t' | b'\n' | b'\r' | 0x20..=0x7E | 0xA0..);
        let text = around.trim_ascii();
        // Objects there are objects.
        let holds_objects = memchr::memmem::find(text, b" obj").is_some();
        if text.len() < LEAST || text.len() > MOST_TEXT || holds_objects || !text.iter().all(is_text) {
            continue;
        }
        let text = beside::decode_bytes(text);
        let (end, role, label) = (text.len() as u32, Role::Metadata, "around".into());
        let segments = vec![Segment { start: 0, end, role, record: 0, row: 0, place: 0, label }];
        output.part(Part { segments, ..Part::text(Role::Comment, text.into_bytes()) });
    }
}

/// What an update left behind is told as an earlier revision. (A linearized file has its table in two parts.)
fn has_revisions(bytes: &[u8]) -> bool {
    let tables = memchr::memmem::find_iter(bytes, b"startxref").count();
    let is_linearized = memchr::memmem::find(&bytes[..bytes.len().min(1024)], b"/Linearized").is_some();
    tables > 1 + usize::from(is_linearized)
}

/// Content says nothing of what it is; forms and patterns do.
fn may_be_content(dict: &Dict<'_>) -> bool {
    if dict.contains_key("PatternType") {
        return true;
    }
    match dict.get::<Name<'_>>("Subtype") {
        Some(kind) => &*kind == b"Form",
        None => ["Type", "N", "Length1", "FunctionType", "ShadingType"].iter().all(|key| !dict.contains_key(key)),
    }
}

fn paints_text(content: &[u8]) -> bool {
    let holds = |operator: &[u8]| memchr::memmem::find(content, operator).is_some();
    holds(b"BT") && (holds(b"Tj") || holds(b"TJ")) && !holds(b"begincmap")
}

/// The text of content, with its own fonts or else those of the first page.
fn text_of<'p>(pdf: &'p Pdf, stream: &Stream<'p>, content: &[u8], cache: &InterpreterCache<'p>) -> String {
    let mut text = String::new();
    let Some(page) = pdf.pages().first() else { return text };
    let own = stream.dict().get::<Dict<'p>>("Resources").map(Resources::new);
    let resources = own.as_ref().unwrap_or(page.resources());
    let (width, height) = page.render_dimensions();
    let (width, height) = (f64::from(width), f64::from(height));
    let around = Rect::new(-2.0 * width, -2.0 * height, 3.0 * width, 3.0 * height);
    let to_page = Affine::new([1.0, 0.0, 0.0, -1.0, 0.0, height]);
    let mut context = Context::new(to_page, around, cache, pdf.xref(), InterpreterSettings::default());
    let mut collector = Collector::new(width, height);
    interpret(TypedIter::new(content), resources, &mut context, &mut collector);
    let painted = collector.finish();
    let pieces = pieces(&painted);
    body::write(&lines(&painted, &pieces.iter().collect::<Vec<&Piece>>()), &mut text, &mut |_, _, _| {});
    text
}
