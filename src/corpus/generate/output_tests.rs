use super::*;
use crate::corpus::generate::LEAKS_PER_MB;
use crate::model::Kind;
use std::collections::BTreeSet;

/// A folder of its own for each test, which goes when the test ends.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("generate-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        Folder(path)
    }

    fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        let mut folders = vec![self.0.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
                let path = entry.path();
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let name = path.strip_prefix(&self.0).map(|name| name.display().to_string()).unwrap_or_default();
                files.insert(name, fs::read(&path).unwrap_or_default());
            }
        }
        files
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn plan(shape: Shape, size: u64) -> Plan {
    Plan { size, seed: 5, shape, leaks_per_mb: LEAKS_PER_MB }
}

fn written(name: &str, plan: &Plan, threads: usize) -> (Summary, BTreeMap<String, Vec<u8>>) {
    let folder = Folder::new(name);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    let summary = match pool {
        Ok(pool) => pool.install(|| generate(plan, &folder.0, &mut |_| ())),
        Err(error) => panic!("{error}"),
    };
    (summary.unwrap_or_else(|error| panic!("{error}")), folder.files())
}

#[test]
fn threads_change_nothing() {
    for shape in [Shape::Big, Shape::Small, Shape::Noark] {
        let plan = plan(shape, 3 << 20);
        let one = written(&format!("one-{}", shape.as_str()), &plan, 1);
        let three = written(&format!("three-{}", shape.as_str()), &plan, 3);
        assert!(one == three, "{shape:?}");
        let other = written(&format!("other-{}", shape.as_str()), &Plan { seed: 6, ..plan }, 1);
        assert!(one.1 != other.1, "{shape:?}");
    }
}

#[test]
fn every_answer_stands_where_it_says() {
    for shape in [Shape::Big, Shape::Mid, Shape::Small, Shape::Csv, Shape::Noark] {
        let (summary, files) = written(&format!("answers-{}", shape.as_str()), &plan(shape, 2 << 20), 2);
        let answers = String::from_utf8_lossy(&files["answers.jsonl"]).into_owned();
        let mut count = 0;
        for line in answers.lines() {
            let answer: serde_json::Value = serde_json::from_str(line).unwrap_or_default();
            let file = &files[&format!("documents/{}", answer["path"].as_str().unwrap_or_default())];
            let Some(start) = answer["start"].as_u64() else { continue };
            let end = answer["end"].as_u64().unwrap_or_default();
            let text = answer["text"].as_str().unwrap_or_default();
            assert_eq!(String::from_utf8_lossy(&file[start as usize..end as usize]), text, "{line}");
            assert!(!text.is_empty() && text.trim() == text, "{line}");
            assert_eq!(answer["trap"].is_null(), answer["kind"].is_string(), "{line}");
            assert_eq!(answer["entry"].is_string(), shape.is_journal(), "{line}");
            count += 1;
        }
        assert_eq!(count, summary.leaks + summary.traps);
        let leaks_per_mb = summary.leaks * 1_000_000 / summary.bytes;
        assert!((25..=60).contains(&leaks_per_mb), "{shape:?}: {leaks_per_mb}");
    }
}

/// The values of a member of all answers.
fn told(files: &BTreeMap<String, Vec<u8>>, member: &str) -> BTreeSet<String> {
    let answers = String::from_utf8_lossy(&files["answers.jsonl"]).into_owned();
    let values = answers.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    values.filter_map(|answer| answer[member].as_str().map(str::to_owned)).collect()
}

#[test]
fn every_kind_that_a_text_can_hold_is_planted() {
    use Kind::{FailedRedaction, HiddenText, OverShielding, ShieldingMismatch};
    for (shape, not_there) in [
        (Shape::Mid, &[FailedRedaction, HiddenText, OverShielding, ShieldingMismatch][..]),
        (Shape::Csv, &[FailedRedaction, HiddenText][..]),
        (Shape::Noark, &[FailedRedaction, HiddenText][..]),
    ] {
        let plan = Plan { leaks_per_mb: 1000, ..plan(shape, 2 << 20) };
        let (_, files) = written(&format!("kinds-{}", shape.as_str()), &plan, 2);
        let kinds = Kind::ALL.iter().filter(|kind| !not_there.contains(kind)).map(|kind| kind.as_str().to_owned());
        assert_eq!(told(&files, "kind"), kinds.collect(), "{shape:?}");
    }
}

#[test]
fn names_tell_their_groups_as_the_lists_divide_them() {
    let lists = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("patterns/names"));
    let lists = lists.into_iter().flatten().flatten().map(|entry| entry.path());
    let lists = lists.filter(|path| path.extension().is_some_and(|extension| extension == "toml"));
    let lists = lists.filter_map(|path| path.file_stem().map(|stem| stem.to_string_lossy().into_owned()));
    let lists: BTreeSet<String> = lists.filter(|list| list != "not_persons").collect();
    for shape in [Shape::Mid, Shape::Noark] {
        let plan = Plan { leaks_per_mb: 1000, ..plan(shape, 2 << 20) };
        let (_, files) = written(&format!("groups-{}", shape.as_str()), &plan, 2);
        assert_eq!(told(&files, "group"), lists, "{shape:?}");
        let answers = String::from_utf8_lossy(&files["answers.jsonl"]).into_owned();
        for line in answers.lines() {
            let answer: serde_json::Value = serde_json::from_str(line).unwrap_or_default();
            let kind = answer["kind"].as_str().and_then(Kind::from_name);
            let is_name = matches!(kind, Some(Kind::Personnavn | Kind::Connection | Kind::ShieldingMismatch));
            assert_eq!(answer["group"].is_string(), is_name, "{line}");
        }
    }
}

#[test]
fn sizes_are_met_to_within_a_document() {
    for (shape, size) in [(Shape::Big, 4096), (Shape::Big, 2_500_000), (Shape::Small, 300_000), (Shape::Csv, 100_000)] {
        let (summary, files) = written(&format!("size-{}-{size}", shape.as_str()), &plan(shape, size), 2);
        let documents = files.iter().filter(|(name, _)| name.starts_with("documents/"));
        let bytes: usize = documents.map(|(_, bytes)| bytes.len()).sum();
        assert_eq!(bytes as u64, summary.bytes);
        assert!((size..size + 60_000).contains(&summary.bytes), "{size}: {}", summary.bytes);
    }
}

#[test]
fn leaks_can_be_left_out() {
    let (summary, files) = written("none", &Plan { leaks_per_mb: 0, ..plan(Shape::Big, 1 << 20) }, 2);
    assert_eq!((summary.leaks, summary.kinds.len()), (0, 0));
    assert!(summary.traps > 0 && !files.is_empty());
}

#[test]
fn posts_of_a_journal_have_names_of_their_own() {
    let (summary, files) = written("posts", &plan(Shape::Csv, 2 << 20), 2);
    let text = String::from_utf8_lossy(&files["documents/postliste-0001.csv"]).into_owned();
    let names: BTreeSet<(&str, &str)> = text
        .lines()
        .skip(1)
        .filter_map(|line| {
            let mut cells = line.split(';');
            Some((cells.next()?, cells.next()?))
        })
        .collect();
    assert_eq!(names.len() as u64, summary.posts);
    assert!(text.lines().all(|line| line.split(';').count() == 8));
}

#[test]
fn the_head_of_a_journal_is_as_wide_for_any_number_of_posts() {
    assert_eq!(noark_head(0).len(), noark_head(4_294_967_295).len());
    let (summary, files) = written("head", &plan(Shape::Noark, 300_000), 1);
    let text = String::from_utf8_lossy(&files["documents/offentlig-journal-0001.xml"]).into_owned();
    assert!(text.contains(&format!("<antallJournalposter>{}</antallJournalposter>", summary.posts)));
    assert_eq!(text.matches("<journalpost>").count() as u64, summary.posts);
    assert!(text.ends_with(NOARK_FOOT));
}

#[test]
fn what_is_there_already_is_not_touched() {
    let folder = Folder::new("taken");
    fs::create_dir_all(&folder.0).unwrap_or_else(|error| panic!("{error}"));
    fs::write(folder.0.join("notat.txt"), "mitt").unwrap_or_else(|error| panic!("{error}"));
    let result = generate(&plan(Shape::Big, 4096), &folder.0, &mut |_| ());
    assert!(matches!(result, Err(GenerateError::NotEmpty { .. })));
    assert_eq!(folder.files().len(), 1);
}
