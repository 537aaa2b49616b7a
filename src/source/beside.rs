//! Files that another file names, by a path from its own folder: the documents of a deposit. They come out as sources whether they
//! are there or not, and never from outside that folder, whatever is named.

use super::walk::nature;
use super::{FileId, Origin, Source, name, open::unreadable};
use crate::model::{Reason, Unread};
use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};

/// The path, as [`Source::path`] writes it, of what the file at `path` (written so, too) names as `reference`. What leads out of the
/// folder keeps its steps, so that it is told apart from all that is in it.
pub fn path_beside(path: &str, reference: &str) -> String {
    let mut beside = path[..path.rfind('/').map_or(0, |at| at + 1)].to_owned();
    match steps(reference) {
        Some(steps) if !steps.is_empty() => {
            for (at, step) in steps.iter().enumerate() {
                if at > 0 {
                    beside.push('/');
                }
                name::push(&mut beside, OsStr::new(step));
            }
        }
        _ => name::push(&mut beside, OsStr::new(&reference.replace('\\', "/"))),
    }
    beside
}

/// The steps down from the folder; `None` where they lead out of it.
fn steps(reference: &str) -> Option<Vec<&str>> {
    let reference = reference.trim();
    let begins_elsewhere = reference.starts_with(['/', '\\']);
    let mut steps = Vec::new();
    for step in reference.split(['/', '\\']) {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop()?;
            }
            _ => steps.push(step),
        }
    }
    // `C:` and `file:` begin elsewhere as well.
    let has_drive = reference.split(['/', '\\']).next().is_some_and(|first| first.ends_with(':'))
        || reference.as_bytes().get(1) == Some(&b':') && reference.as_bytes()[0].is_ascii_alphabetic();
    (!begins_elsewhere && !has_drive).then_some(steps)
}

impl Source {
    /// What this file names as `reference`: `/` and `\` part its steps, and nothing in it is an escape. What is not there, is no
    /// file, or leads out of this file's folder (by its steps or by a link) is an unread source, and is not opened.
    pub fn beside(&self, reference: &str) -> Source {
        let path = path_beside(&self.path, reference);
        let origin = self.origin_beside(reference);
        let (size, origin) = match origin {
            Ok((size, origin)) => (size, origin),
            Err(detail) => (0, Origin::Unreadable(detail)),
        };
        let name_at = self.name_at.min(path.len());
        let last_at = self.last_at.clamp(name_at, path.len());
        Source { last_at, ..Source::new(path.into(), name_at, size, origin) }
    }

    fn origin_beside(&self, reference: &str) -> Result<(u64, Origin), Unread> {
        let own_name = self.path.rsplit('/').next().unwrap_or_default();
        let said = |what: &str| Unread::new(Reason::Io, format!("named by {own_name}, {what}"));
        let outside = || said("but outside its folder: not opened");
        let steps = steps(reference).ok_or_else(outside)?;
        let Origin::File { path: own, .. } = &self.origin else { return Err(said("which is no file")) };
        let folder = match own.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        let path: PathBuf = std::iter::once(folder).chain(steps.iter().map(Path::new)).collect();
        let meta = path.metadata().map_err(|error| match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => said("and not there"),
            _ => unreadable(&error),
        })?;
        if !meta.is_file() {
            return Err(Unread::new(Reason::Io, nature(meta.file_type())));
        }
        let whole = |path: &Path| path.canonicalize().map_err(|error| unreadable(&error));
        if !whole(&path)?.starts_with(whole(folder)?) {
            return Err(outside());
        }
        Ok((meta.len(), Origin::File { path, modified: meta.modified().ok(), id: FileId::of(&meta) }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::walk;

    #[test]
    fn paths_are_those_of_the_walk() {
        for (reference, path) in [
            ("dokumenter/1.pdf", "inn/dokumenter/1.pdf"),
            ("dokumenter\\1.pdf", "inn/dokumenter/1.pdf"),
            (" ./dokumenter//x/../1.pdf ", "inn/dokumenter/1.pdf"),
            ("50%.txt", "inn/50%.txt"),
            ("50%20.txt", "inn/50%2520.txt"),
        ] {
            assert_eq!(path_beside("inn/arkivstruktur.xml", reference), path, "{reference}");
        }
        assert_eq!(path_beside("arkivstruktur.xml", "a/b"), "a/b");
    }

    #[test]
    fn nothing_leads_out_of_the_folder() {
        for reference in
            ["../x", "a/../../x", "/etc/x", "\\\\server\\x", "C:\\x", "C:x", "file:///x", "..\\x", "a/../..", "..", "/"]
        {
            assert_eq!(steps(reference), None, "{reference}");
        }
        assert_eq!(steps("a/../b..txt"), Some(vec!["b..txt"]));
        // Their paths are not those of files in the folder.
        assert_eq!(path_beside("inn/a.xml", "../x"), "inn/../x");
        assert_eq!(path_beside("inn/a.xml", "/x"), "inn//x");
    }

    #[test]
    fn what_is_named_is_a_file_or_says_why_not() {
        let folder = tempfile::tempdir().expect("folder");
        let inner = folder.path().join("inn");
        std::fs::create_dir_all(inner.join("d")).expect("made");
        for file in ["inn/a.xml", "inn/d/1.txt", "outside.txt"] {
            std::fs::write(folder.path().join(file), "abc").expect("written");
        }
        #[cfg(unix)]
        std::os::unix::fs::symlink(folder.path().join("outside.txt"), inner.join("link")).expect("link");
        let own = walk([inner.join("a.xml").into_os_string()]).next().expect("a source");
        let there = own.beside("d\\1.txt");
        assert_eq!((there.size(), there.name(), there.unread()), (3, "d/1.txt", None));
        for reference in ["d/2.txt", "d/1.txt/x", "d", "../outside.txt", ".", "link"] {
            let reason = own.beside(reference).unread().map(|unread| unread.reason);
            assert_eq!(reason, Some(Reason::Io), "{reference}");
        }
    }
}
