//! Reading `patterns/`: built in, and from users' folders.
//!
//! A built-in file is compiled in twice: whole, and as its head, which is the same file without words, harmless words and names.
//! Heads are enough while no folder and no policy of the user's adds words.

use super::read::{Reader, RulesError, Written, malformed};
use super::{Lists, Policy, Profile, Rules};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

/// The files of `patterns/` by their path there, made JSON by the build script: whole, and their heads.
const BUILT_IN: &[(&str, &[u8], &[u8])] = include!(concat!(env!("OUT_DIR"), "/patterns.rs"));

/// Files by their path below the folder, later folders over earlier ones.
type Files = BTreeMap<String, Source>;

/// A file's contents.
enum Source {
    /// Built in.
    BuiltIn { whole: &'static [u8], head: &'static [u8] },
    /// A user's, TOML.
    Own(Vec<u8>),
}

/// How much of the built-in files is read.
#[derive(Clone, Copy, PartialEq)]
enum Depth {
    Heads,
    Whole,
}

impl Source {
    fn bytes(&self) -> &[u8] {
        match self {
            Source::BuiltIn { whole, .. } => whole,
            Source::Own(bytes) => bytes,
        }
    }

    fn written(&self, depth: Depth) -> Written<'_> {
        match self {
            Source::BuiltIn { head, .. } if depth == Depth::Heads => Written::Json(head),
            Source::BuiltIn { whole, .. } => Written::Json(whole),
            Source::Own(bytes) => Written::Toml(bytes),
        }
    }
}

fn built_in() -> impl Iterator<Item = (String, Source)> {
    BUILT_IN.iter().map(|&(name, whole, head)| (name.to_owned(), Source::BuiltIn { whole, head }))
}

fn on_disk(root: &Path, files: &mut Files) -> Result<(), RulesError> {
    for entry in walkdir::WalkDir::new(root).follow_links(true).sort_by_file_name() {
        let entry = entry.map_err(|error| RulesError::Read {
            path: error.path().unwrap_or(root).to_owned(),
            source: error.into_io_error().unwrap_or_else(|| std::io::Error::other("link loop")),
        })?;
        let path = entry.path();
        if entry.file_type().is_file() && path.extension().is_some_and(|e| e == "toml") {
            let contents = std::fs::read(path).map_err(|source| RulesError::Read { path: path.to_owned(), source })?;
            let name = path.strip_prefix(root).unwrap_or(path).to_string_lossy().replace('\\', "/");
            // Whoever replaces a category does without the words that we add to it.
            if let Some(ours) = name.strip_suffix(".toml").map(|category| format!("{category}/")) {
                files.retain(|name, source| !name.starts_with(&ours) || matches!(source, Source::Own(_)));
            }
            files.insert(name, Source::Own(contents));
        }
    }
    Ok(())
}

fn read(files: &Files, depth: Depth) -> Result<Reader, RulesError> {
    let mut reader = Reader::default();
    for (name, source) in files {
        reader.take(name, source.written(depth))?;
    }
    Ok(reader)
}

pub(super) fn load(extra: &[impl AsRef<Path>], policy: &str) -> Result<Rules, RulesError> {
    let mut files: Files = built_in().collect();
    for folder in extra {
        on_disk(folder.as_ref(), &mut files)?;
    }
    let policy_file = Path::new(policy);
    let policy_id = if policy_file.extension().is_some_and(|e| e == "toml") {
        let contents =
            std::fs::read(policy_file).map_err(|source| RulesError::Read { path: policy_file.to_owned(), source })?;
        let id = Written::Toml(&contents).parse::<Policy>(policy)?.id;
        files.insert(format!("policies/{id}.toml"), Source::Own(contents));
        id
    } else {
        policy.to_owned()
    };
    let mut depth = if extra.is_empty() { Depth::Heads } else { Depth::Whole };
    let mut reader = read(&files, depth)?;
    let policy = reader.activate(&policy_id)?;
    if depth == Depth::Heads && !policy.never.is_empty() {
        depth = Depth::Whole;
        reader = read(&files, depth)?;
    }
    reader.policy_words(&policy)?;
    reader.policy_series(&policy)?;
    let mut rules = reader.finish(policy, hash(&files));
    if depth == Depth::Heads {
        rules.own_lists = None;
    }
    Ok(rules)
}

/// The lists of the built-in files, read when they are first asked for.
pub(super) fn built_in_lists() -> &'static Lists {
    static LISTS: LazyLock<Lists> = LazyLock::new(|| {
        // The build script has read these very files: they can be read.
        read(&built_in().collect(), Depth::Whole).map(Reader::into_lists).unwrap_or_default()
    });
    &LISTS
}

pub(super) fn profile(extra: &[impl AsRef<Path>], profile: &str) -> Result<Profile, RulesError> {
    let own = Path::new(profile);
    if own.extension().is_some_and(|extension| extension == "toml") {
        let contents = std::fs::read(own).map_err(|source| RulesError::Read { path: own.to_owned(), source })?;
        return Written::Toml(&contents).parse(profile);
    }
    let is_profile = |name: &str| name.starts_with("profiles/");
    let mut files: Files = built_in().filter(|(name, _)| is_profile(name)).collect();
    for folder in extra {
        on_disk(folder.as_ref(), &mut files)?;
    }
    let mut ids = Vec::new();
    for (name, source) in files.iter().filter(|(name, _)| is_profile(name)) {
        let found: Profile = source.written(Depth::Whole).parse(name)?;
        if found.id == profile {
            return Ok(found);
        }
        ids.push(found.id);
    }
    Err(malformed("profiles/", format!("there is no profile «{profile}»: choose {}, or name a file", ids.join(", "))))
}

fn hash(files: &Files) -> String {
    let mut hasher = blake3::Hasher::new();
    for (name, contents) in files {
        let contents = contents.bytes();
        hasher.update(name.as_bytes()).update(&[0]).update(&(contents.len() as u64).to_le_bytes()).update(contents);
    }
    format!("blake3:{}", hasher.finalize().to_hex())
}

#[cfg(test)]
mod tests {
    use super::super::DEFAULT_POLICY;
    use super::*;

    #[test]
    fn heads_say_all_but_the_words() {
        let heads = load(&[] as &[&str], DEFAULT_POLICY).unwrap();
        let mut whole = read(&built_in().collect(), Depth::Whole).unwrap();
        let policy = whole.activate(DEFAULT_POLICY).unwrap();
        let whole = whole.finish(policy, String::new());
        assert!(heads.own_lists.is_none());
        assert_eq!(heads.rules, whole.rules);
        assert_eq!(heads.identifiers, whole.identifiers);
        assert_eq!(heads.other_numbers, whole.other_numbers);
        assert_eq!(heads.patterns, whole.patterns);
        assert_eq!(heads.cues, whole.cues);
        assert_eq!(heads.policy, whole.policy);
        let lists = heads.lists();
        assert!(lists.lemmas.len() > 10_000 && !lists.harmless.is_empty() && !lists.names.is_empty());
        assert!(whole.own_lists.as_ref() == Some(lists));
    }

    #[test]
    fn words_of_a_policy_lie_on_top_of_the_built_in_ones() {
        let heads = load(&[] as &[&str], DEFAULT_POLICY).unwrap();
        let local = load(&[] as &[&str], "lokal-eksempel").unwrap();
        assert!(!local.policy.never.is_empty());
        let (ours, theirs) = (&heads.lists().lemmas, &local.lists().lemmas);
        assert!(theirs.len() > ours.len() && theirs.starts_with(ours));
        assert!(theirs[ours.len()..].iter().all(|lemma| usize::from(lemma.rule) >= heads.rules.len()));
    }
}
