//! Under the final name stands a whole report or what stood there before.

use super::*;
use crate::report::{Format, create, fixture};

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn a_finished_report_stands_alone_and_is_its_owners() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for format in Format::ALL {
        let path = folder.path().join(format!("report.{format}"));
        let mut report = create(format, &path, &fixture::run(), &fixture::setting()).expect("the file begins");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            for name in names(folder.path()) {
                let data = std::fs::metadata(folder.path().join(&name)).expect("it is there");
                assert_eq!(data.permissions().mode() & 0o777, 0o600, "{name}");
            }
        }
        assert!(!path.exists());
        for document in fixture::documents() {
            report.document(&document).expect("the disk takes it");
        }
        report.finish(&fixture::summary()).expect("the disk takes it");
        assert!(std::fs::metadata(&path).expect("it is there").len() > 500, "{format}");
    }
    assert_eq!(names(folder.path()).len(), Format::ALL.len());
}

#[test]
fn an_unfinished_report_leaves_the_last_whole_one() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("report.jsonl");
    std::fs::write(&path, "the last whole one").expect("a file");
    let mut report = create(Format::Jsonl, &path, &fixture::run(), &fixture::setting()).expect("the file begins");
    report.document(&fixture::documents()[0]).expect("the disk takes it");
    drop(report);
    assert_eq!(names(folder.path()), ["report.jsonl"]);
    assert_eq!(std::fs::read(&path).expect("it is there"), b"the last whole one");
}

#[test]
fn errors_name_the_file_and_keep_their_kind() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let missing = folder.path().join("no/such/010190 12345.csv");
    let error = ReportFile::create(&missing).expect_err("there is no such folder");
    assert_eq!(error.kind(), io::ErrorKind::NotFound);
    assert!(error.to_string().contains("no/such/010190 •••••.csv: "), "{error}");
    let error = ReportFile::create(folder.path()).expect_err("it is a folder");
    assert_eq!(error.kind(), io::ErrorKind::IsADirectory);
}

#[cfg(unix)]
#[test]
fn a_full_disk_is_an_error_with_the_files_name() {
    let setting = fixture::setting();
    for format in Format::ALL {
        let Ok(mut report) = create(format, Path::new("/dev/full"), &fixture::run(), &setting) else {
            continue; // There is no such device here, or the format writes at once.
        };
        let written = fixture::documents().iter().try_for_each(|document| report.document(document));
        let error = written.and_then(|()| report.finish(&fixture::summary())).expect_err("the disk is full");
        assert!(error.to_string().contains("/dev/full"), "{error}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_is_followed() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (target, link) = (folder.path().join("target.csv"), folder.path().join("link.csv"));
    std::fs::write(&target, "old").expect("a file");
    std::os::unix::fs::symlink(&target, &link).expect("a link");
    let file = ReportFile::create(&link).expect("it begins");
    file.writer().write_all(b"new").expect("the disk takes it");
    file.commit().expect("it is placed");
    assert_eq!(std::fs::read(&target).expect("it is there"), b"new");
    assert!(std::fs::symlink_metadata(&link).expect("it is there").is_symlink());
}
