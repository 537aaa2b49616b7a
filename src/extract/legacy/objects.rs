//! Documents of other programs within an Office document from before 2007, each in a storage of its own.

use super::compound::Compound;
use super::package::Package;
use crate::extract::Output;
use crate::extract::fields::Fields;
use crate::model::{Role, Unread};

/// Hands out what the storages in `pool` hold.
///
/// # Errors
/// A limit of the whole document was passed.
pub(super) fn hand_out(file: &mut Compound<'_>, pool: &str, output: &mut dyn Output) -> Result<(), Unread> {
    let objects = file.entries(pool).into_iter().filter(|entry| entry.is_storage);
    for (index, object) in objects.enumerate() {
        hand_out_one(file, &object.path, index + 1, output)?;
    }
    Ok(())
}

/// Hands out a storage as a document.
///
/// # Errors
/// A limit of the whole document was passed.
pub(super) fn hand_out_one(
    file: &mut Compound<'_>,
    storage: &str,
    number: usize,
    output: &mut dyn Output,
) -> Result<(), Unread> {
    let name = format!("object-{number}.ole");
    match file.storage_as_file(storage, &|_, bytes| bytes) {
        Ok(bytes) => output.member(&name, &mut &*bytes),
        Err(unread) => output.closed_member(&name, unread),
    }
}

/// Hands out the file that an object consists of; whether it is such an object.
///
/// # Errors
/// A limit of the whole document was passed, or the object does not stand there whole: as much as there is was handed out.
pub(super) fn hand_out_content(file: &mut Compound<'_>, output: &mut dyn Output) -> Result<bool, Unread> {
    let native = "/\u{1}Ole10Native";
    if file.is_stream(native) {
        let (bytes, trouble) = file.stream_so_far(native);
        if let Some(package) = Package::of_stream(&bytes) {
            let mut fields = Fields::default();
            package.paths.iter().for_each(|path| fields.add(Role::Metadata, "path", path));
            fields.hand_out(output);
            output.member(&package.name, &mut &*package.data)?;
            return trouble.map_or(Ok(true), Err);
        }
    }
    for stream in ["/Package", "/CONTENTS"] {
        if file.is_stream(stream) {
            let (bytes, trouble) = file.stream_so_far(stream);
            let Some(extension) = extension_of(&bytes) else { continue };
            output.member(&format!("object.{extension}"), &mut &*bytes)?;
            return trouble.map_or(Ok(true), Err);
        }
    }
    Ok(false)
}

/// The extension of the files that begin so.
fn extension_of(bytes: &[u8]) -> Option<&'static str> {
    let holds = |name: &[u8]| memchr::memmem::find(bytes, name).is_some();
    Some(match bytes {
        [b'%', b'P', b'D', b'F', ..] => "pdf",
        [b'P', b'K', 3, 4, ..] if holds(b"word/document") => "docx",
        [b'P', b'K', 3, 4, ..] if holds(b"xl/workbook") => "xlsx",
        [b'P', b'K', 3, 4, ..] if holds(b"ppt/presentation") => "pptx",
        [b'P', b'K', 3, 4, ..] => "odt",
        _ => return None,
    })
}
