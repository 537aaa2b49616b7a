//! Whether all of a page could be read: the content that it names is in the file, can be unpacked to its end, and makes sense to its
//! end. hayro leaves out what it cannot read, and says nothing of it.

use super::beside::is_damaged;
use hashbrown::HashSet;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::content::UntypedIter;
use hayro_interpret::hayro_syntax::object::{Array, Dict, MaybeRef, Name, Object, ObjectIdentifier, Stream};
use hayro_interpret::hayro_syntax::page::Page;

/// Forms within forms, and nodes of the tree of pages, that are followed.
const MOST_DEEP: usize = 16;
const MOST_NODES: usize = 200_000;

/// Annotations of a page that are looked at.
const MOST: usize = 20_000;

/// Looks at pages one after the other; what several of them use is looked at once.
#[derive(Default)]
pub(super) struct Wholeness {
    seen: HashSet<ObjectIdentifier>,
}

impl Wholeness {
    /// What is wrong with the page, if anything is.
    pub fn trouble(&mut self, page: &Page<'_>) -> Option<&'static str> {
        const UNPACKED: &str = "its content cannot be unpacked in full";
        const MISSING: &str = "some of its content is not in the file";
        let raw = page.raw();
        match raw.get::<Object<'_>>("Contents") {
            Some(Object::Stream(stream)) => {
                self.seen.insert(stream.obj_id());
                if page.page_stream().is_none() || !is_whole(&stream) {
                    return Some(UNPACKED);
                }
            }
            Some(Object::Array(streams)) => {
                let all = streams.iter::<Stream<'_>>();
                let (mut found, mut named) = (0, 0);
                for stream in all {
                    found += 1;
                    self.seen.insert(stream.obj_id());
                    if !is_whole(&stream) {
                        return Some(UNPACKED);
                    }
                }
                streams
                    .raw_iter()
                    .for_each(|item| named += usize::from(!matches!(item, MaybeRef::NotRef(Object::Null(_)))));
                if found < named {
                    return Some(MISSING);
                }
            }
            None if !raw.contains_key("Contents") => {}
            Some(Object::Null(_)) => {}
            _ => return Some(MISSING),
        }
        let forms = &page.resources().x_objects;
        let trouble = page.page_stream().and_then(|content| self.content(content, forms, MOST_DEEP));
        trouble.or_else(|| {
            let annotations = raw.get::<Array<'_>>("Annots")?;
            annotations.iter::<Dict<'_>>().take(MOST).find_map(|annotation| self.annotation(&annotation, forms))
        })
    }

    /// The streams that were gone through.
    pub fn used(&self) -> &HashSet<ObjectIdentifier> {
        &self.seen
    }

    /// How an annotation looks that is shown.
    fn annotation(&mut self, annotation: &Dict<'_>, forms: &Dict<'_>) -> Option<&'static str> {
        if annotation.get::<u32>("F").unwrap_or(0) & (1 << 1 | 1 << 5) != 0 {
            return None;
        }
        let look = match annotation.get::<Dict<'_>>("AP")?.get::<Object<'_>>("N")? {
            Object::Stream(look) => look,
            Object::Dict(states) => states.get::<Stream<'_>>(annotation.get::<Name<'_>>("AS")?)?,
            _ => return None,
        };
        self.form(&look, forms, MOST_DEEP)
    }

    fn form(&mut self, form: &Stream<'_>, forms: &Dict<'_>, deep: usize) -> Option<&'static str> {
        if deep == 0 || !self.seen.insert(form.obj_id()) {
            return None;
        }
        if !is_whole(form) {
            return Some("something painted on it cannot be unpacked in full");
        }
        let content = form.decoded_data().ok()?;
        let own =
            form.dict().get::<Dict<'_>>("Resources").map(|own| own.get::<Dict<'_>>("XObject").unwrap_or_default());
        self.content(&content, own.as_ref().unwrap_or(forms), deep - 1)
    }

    /// Goes through content, and through the forms that it paints.
    fn content(&mut self, content: &[u8], forms: &Dict<'_>, deep: usize) -> Option<&'static str> {
        /// An operator that there is none of, behind all others.
        const END: &[u8] = b"\n skjermEnd\n";
        let mut all = content.to_vec();
        all.extend(END);
        let (mut operations, mut at) = (UntypedIter::new(&all), 0);
        while let Some(operation) = operations.next() {
            let operator: &[u8] = operation.operator;
            if operator == END.trim_ascii() {
                return None;
            }
            let operands = || operation.operands().count();
            let needed = match operator {
                b"m" | b"l" => 2,
                b"v" | b"y" | b"re" => 4,
                b"c" => 6,
                b"Do" => {
                    let name = operation.operands().next().and_then(|operand| operand.clone().into_name());
                    let Some(name) = name else { continue };
                    match forms.get::<Stream<'_>>(&name) {
                        // Where nothing of that name is known, nobody knows what it was.
                        None if forms.contains_key(&name) => return Some("something painted on it is not in the file"),
                        None => {}
                        Some(form) if form.dict().get::<Name<'_>>("Subtype").is_some_and(|kind| &*kind == b"Image") => {
                        }
                        Some(form) => {
                            let trouble = self.form(&form, forms, deep);
                            if trouble.is_some() {
                                return trouble;
                            }
                        }
                    }
                    continue;
                }
                _ => {
                    at = offset(&all, operator).unwrap_or(at);
                    continue;
                }
            };
            // hayro goes no further.
            if operands() < needed {
                break;
            }
        }
        paints(&all[at..]).then_some("its content does not make sense to its end")
    }
}

/// Where `part` lies in `all`.
fn offset(all: &[u8], part: &[u8]) -> Option<usize> {
    let at = (part.as_ptr() as usize).checked_sub(all.as_ptr() as usize)?;
    (at < all.len()).then_some(at + part.len())
}

/// Text or a form is painted there.
fn paints(content: &[u8]) -> bool {
    let operators: [&[u8]; 3] = [b"Tj", b"TJ", b"Do"];
    operators.iter().any(|operator| memchr::memmem::find(content, operator).is_some())
}

/// All of the stream can be unpacked.
fn is_whole(stream: &Stream<'_>) -> bool {
    has_known_filters(stream) && stream.decoded_data().is_ok() && !is_damaged(stream)
}

/// hayro leaves out filters that it does not know.
fn has_known_filters(stream: &Stream<'_>) -> bool {
    let named = match stream.dict().get::<Object<'_>>("Filter") {
        Some(Object::Array(filters)) => filters.iter::<Name<'_>>().filter(|filter| &**filter != b"Crypt").count(),
        Some(Object::Name(filter)) => usize::from(&*filter != b"Crypt"),
        _ => 0,
    };
    stream.filters().len() >= named
}

/// Every page that the tree of pages names is in the file.
pub(super) fn has_all_pages(pdf: &Pdf) -> bool {
    let catalog = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id());
    let Some(root) = catalog.and_then(|catalog| catalog.get::<Dict<'_>>("Pages")) else { return true };
    let (mut waiting, mut seen) = (vec![root], 0);
    while let Some(node) = waiting.pop() {
        seen += 1;
        if seen > MOST_NODES {
            return true;
        }
        let Some(kids) = node.get::<Array<'_>>("Kids") else { continue };
        let named = kids.raw_iter().filter(|kid| !matches!(kid, MaybeRef::NotRef(_))).count();
        let found = kids.iter::<Dict<'_>>().inspect(|kid| {
            if kid.contains_key("Kids") {
                waiting.push(kid.clone());
            }
        });
        if found.count() < named {
            return false;
        }
    }
    true
}
