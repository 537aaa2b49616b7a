//! Macros of Office documents (MS-OVBA): each module's source as a document within this one, and the texts of each form. People keep paths, names and
//! passwords in them.

use super::bytes::{u16_at, u32_at};
use super::code_page_label;
use super::compound::Compound;
use super::forms;
use crate::extract::Output;
use crate::extract::encoding;
use crate::model::{Reason, Unread};

/// A project has fewer modules.
const MOST_MODULES: usize = 10_000;

/// Bytes that a chunk unpacks to at most.
const CHUNK: usize = 4096;

/// So much source is unpacked of one module: a few bytes of a hostile file may stand for a chunk.
const MOST_SOURCE: usize = 16 << 20;

/// A module as the project lists it.
#[derive(Debug, Default)]
struct Module {
    /// The name of its stream.
    stream: Vec<u8>,
    /// Where in the stream its source begins.
    at: usize,
}

/// Hands out the modules whose streams stand in `storage`, and the forms beside it.
///
/// # Errors
/// A limit of the whole document was passed, or the list of modules cannot be read.
pub(super) fn hand_out(file: &mut Compound<'_>, storage: &str, output: &mut dyn Output) -> Result<(), Unread> {
    let directory = format!("{storage}/dir");
    if !file.is_stream(&directory) {
        return Ok(());
    }
    let listed = file.stream(&directory)?;
    let listed = unpacked(&listed).ok_or_else(|| broken("the list of macros"))?;
    let (page, modules) = modules(&listed);
    let page = code_page_label(u32::from(page));
    for Module { stream, at } in modules {
        let stream = encoding::whole(&stream, page.as_deref()).0;
        let name = format!("{stream}.bas");
        let (packed, trouble) = file.stream_so_far(&format!("{storage}/{stream}"));
        let source = packed.get(at..).and_then(unpacked);
        match (source, trouble) {
            (Some(source), None) => {
                let source = encoding::whole(&source, page.as_deref()).0;
                let source = written(&source);
                if !source.trim().is_empty() {
                    output.member(&name, &mut source.as_bytes())?;
                }
            }
            (_, trouble) => output.closed_member(&name, trouble.unwrap_or_else(|| broken("a macro")))?,
        }
    }
    let project = storage.rsplit_once('/').map(|(project, _)| project).filter(|project| !project.is_empty());
    forms::hand_out(file, project.unwrap_or("/"), page.as_deref(), output)
}

fn broken(what: &str) -> Unread {
    Unread::new(Reason::Corrupt, format!("{what} cannot be unpacked"))
}

/// The source without the lines that programs write.
fn written(source: &str) -> String {
    let lines = source.lines().filter(|line| !line.starts_with("Attribute "));
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// The number of the code page and the modules of a project (MS-OVBA 2.3.4.2).
fn modules(listed: &[u8]) -> (u16, Vec<Module>) {
    const CODE_PAGE: u16 = 0x0003;
    const VERSION: u16 = 0x0009;
    const MODULE: u16 = 0x0019;
    const STREAM: u16 = 0x001A;
    const OFFSET: u16 = 0x0031;
    let (mut page, mut modules) = (1252, Vec::<Module>::new());
    let mut at = 0;
    while let (Some(kind), Some(length)) = (u16_at(listed, at), u32_at(listed, at + 2)) {
        // The version says that it has four bytes, and has six.
        let length = if kind == VERSION { 6 } else { length as usize };
        let Some(data) = at.checked_add(6).and_then(|from| listed.get(from..from.checked_add(length)?)) else { break };
        at += 6 + length;
        match kind {
            CODE_PAGE => page = u16_at(data, 0).unwrap_or(page),
            MODULE if modules.len() < MOST_MODULES => modules.push(Module::default()),
            STREAM | OFFSET => {
                let Some(module) = modules.last_mut() else { continue };
                match kind {
                    STREAM => module.stream = data.to_vec(),
                    _ => module.at = u32_at(data, 0).unwrap_or(0) as usize,
                }
            }
            _ => {}
        }
    }
    (page, modules)
}

/// Unpacks a container of chunks (MS-OVBA 2.4.1); `None` where it is none.
fn unpacked(packed: &[u8]) -> Option<Vec<u8>> {
    let mut rest = packed.strip_prefix(&[1])?;
    let mut all = Vec::new();
    while let Some(head) = u16_at(rest, 0) {
        let length = usize::from(head & 0x0FFF) + 1;
        let (is_packed, chunk) = (head & 0x8000 != 0, rest.get(2..2 + length)?);
        rest = &rest[2 + length..];
        if is_packed {
            unpack(chunk, &mut all)?
        } else {
            all.extend_from_slice(chunk)
        }
        if all.len() > MOST_SOURCE {
            return None;
        }
    }
    Some(all)
}

/// Unpacks a chunk: behind each byte of flags come eight letters or copies of what stands before.
fn unpack(chunk: &[u8], all: &mut Vec<u8>) -> Option<()> {
    let (start, mut at) = (all.len(), 0);
    while let Some(&flags) = chunk.get(at) {
        at += 1;
        for bit in 0..8 {
            let Some(&byte) = chunk.get(at) else { return Some(()) };
            if flags >> bit & 1 == 0 {
                all.push(byte);
                at += 1;
                continue;
            }
            let copy = usize::from(u16_at(chunk, at)?);
            at += 2;
            let done = all.len() - start;
            // The more stands before, the more of the number is the way back.
            let width = (usize::BITS - done.saturating_sub(1).leading_zeros()).max(4);
            let back = (copy >> (16 - width)) + 1;
            let length = (copy & (0xFFFF >> width)) + 3;
            if back > done || done + length > CHUNK {
                return None;
            }
            (0..length).for_each(|_| all.push(all[all.len() - back]));
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_examples_of_the_specification_are_unpacked() {
        // MS-OVBA 3.2.2: letters and copies; 3.2.3: one letter and one copy.
        let packed = [
            0x01, 0x2F, 0xB0, 0x00, 0x23, 0x61, 0x61, 0x61, 0x62, 0x63, 0x64, 0x65, 0x82, 0x66, 0x00, 0x70, 0x61, 0x67,
            0x68, 0x69, 0x6A, 0x01, 0x38, 0x08, 0x61, 0x6B, 0x6C, 0x00, 0x30, 0x6D, 0x6E, 0x6F, 0x70, 0x06, 0x71, 0x02,
            0x70, 0x04, 0x10, 0x72, 0x73, 0x74, 0x75, 0x76, 0x10, 0x77, 0x78, 0x79, 0x7A, 0x00, 0x3C,
        ];
        let text = unpacked(&packed).map(|text| String::from_utf8_lossy(&text).into_owned());
        assert_eq!(text.as_deref(), Some("#aaabcdefaaaaghijaaaaaklaaamnopqaaaaaaaaaaaarstuvwxyzaaa"));
        assert_eq!(unpacked(&[1, 3, 0xB0, 2, 0x61, 0x45, 0]), Some(vec![b'a'; 73]));
        for cut in 4..packed.len() {
            assert_eq!(unpacked(&packed[..cut]), None, "{cut}");
        }
        // A copy from before the beginning.
        assert_eq!(unpacked(&[1, 3, 0xB0, 1, 0, 0, 0]), None);
    }
}
