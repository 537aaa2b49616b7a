//! Names that give nothing away: keyed hashes of findings, values and paths, and the site's key that they hang on.
//!
//! A plain hash of eleven digits is guessed in seconds; with a key that stays at the site, equal values can be told from unequal
//! ones and nothing more. Decisions and baselines hold on to these names from run to run, so what goes into them is settled here
//! and must not change without a new [`VERSION`].

mod value;

use self::value::normalise;
use crate::catalogue::{Catalogue, Value};
use crate::model::{Finding, Kind, Location};
use crate::report::Masker;
use serde::{Serialize, Serializer};
use std::fmt;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// Goes into every hash: raised when the recipe changes, since old decisions then hold on to nothing.
const VERSION: u8 = 1;

/// 128 bits in hexadecimal: the name of a value, a finding or a path.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id([u8; 32]);

impl Id {
    /// The 32 hexadecimal characters.
    pub fn as_str(&self) -> &str {
        // Only ASCII letters and digits are ever put in.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    fn of(hash: &blake3::Hash) -> Self {
        const HEX: &[u8; 16] = b"0123456789abcdef";
        let mut id = [0; 32];
        for (pair, byte) in id.chunks_exact_mut(2).zip(hash.as_bytes()) {
            pair[0] = HEX[usize::from(byte >> 4)];
            pair[1] = HEX[usize::from(byte & 15)];
        }
        Id(id)
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// Why a run goes with a key of its own, or with one that others may know. For the caller to print.
#[derive(Debug, thiserror::Error)]
pub enum KeyWarning {
    /// There is no place to keep a key.
    #[error(
        "no folder for the site's key: this run uses a key of its own, so ids do not match those of other runs (name a file with --key-file)"
    )]
    NoFolder,
    /// The file can be neither read nor made.
    #[error("{}: {error}: this run uses a key of its own, so ids do not match those of other runs", path.display())]
    Unusable {
        /// The key file.
        path: PathBuf,
        /// What went wrong.
        error: io::Error,
    },
    /// The file holds something else.
    #[error("{}: not a key file (64 hexadecimal characters): left as it is; this run uses a key of its own, so ids do not match those of other runs", path.display())]
    Malformed {
        /// The key file.
        path: PathBuf,
    },
    /// The key is used, but others may read it.
    #[error("{}: others than its owner may read the site's key (chmod 600 mends it)", path.display())]
    Exposed {
        /// The key file.
        path: PathBuf,
    },
}

impl KeyWarning {
    /// In the user's language.
    pub fn text(&self, catalogue: &Catalogue) -> String {
        let of = |key: &str, path: &Path| {
            catalogue.format(key, &[("path", Value::Text(&Masker::default().argument(&path.to_string_lossy())))])
        };
        match self {
            KeyWarning::NoFolder => catalogue.text("key-no-folder").into_owned(),
            KeyWarning::Malformed { path } => of("key-malformed", path),
            KeyWarning::Exposed { path } => of("key-exposed", path),
            KeyWarning::Unusable { path, error } => {
                let (path, error) = (Masker::default().argument(&path.to_string_lossy()), error.to_string());
                catalogue.format("key-unusable", &[("path", Value::Text(&path)), ("error", Value::Text(&error))])
            }
        }
    }
}

/// The site's secret, 32 bytes.
#[derive(Clone)]
pub struct SiteKey([u8; 32]);

impl fmt::Debug for SiteKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SiteKey(…)")
    }
}

impl SiteKey {
    /// A key of these bytes.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        SiteKey(bytes)
    }

    /// A new key, from the operating system's random numbers.
    pub fn random() -> Self {
        let mut bytes = [0; 32];
        if getrandom::fill(&mut bytes).is_err() {
            // No random source at all: the seeds of the standard library's hash maps are the next best, and good for one run.
            use std::hash::BuildHasher as _;
            for chunk in bytes.chunks_exact_mut(8) {
                chunk.copy_from_slice(&std::hash::RandomState::new().hash_one(std::process::id()).to_le_bytes());
            }
        }
        SiteKey(bytes)
    }

    /// Where the key lies when nobody names a file: `skjerm/key` in the platform's data folder.
    pub fn default_path() -> Option<PathBuf> {
        use etcetera::BaseStrategy as _;
        Some(etcetera::choose_base_strategy().ok()?.data_dir().join("skjerm").join("key"))
    }

    /// The key in the file at `path` (by default [`SiteKey::default_path`]), made on first use, readable by its owner only. Where
    /// that cannot be had: a key for this run alone, with the warning that says so.
    pub fn load_or_create(path: Option<&Path>) -> (SiteKey, Option<KeyWarning>) {
        let Some(path) = path.map(Path::to_owned).or_else(Self::default_path) else {
            return (Self::random(), Some(KeyWarning::NoFolder));
        };
        let read = match std::fs::read(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Self::create(&path),
            other => other,
        };
        match read {
            Err(error) => (Self::random(), Some(KeyWarning::Unusable { path, error })),
            Ok(bytes) => match Self::parse(&bytes) {
                None => (Self::random(), Some(KeyWarning::Malformed { path })),
                Some(key) => {
                    let exposed = is_exposed(&path);
                    (key, exposed.then_some(KeyWarning::Exposed { path }))
                }
            },
        }
    }

    /// Makes the file and gives what it then holds: another run's key, where that came first.
    fn create(path: &Path) -> io::Result<Vec<u8>> {
        let folder = match path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        create_private_folder(folder)?;
        // Owner-only from the first byte: that is how tempfile makes its files.
        let mut file = tempfile::Builder::new().prefix(".key").tempfile_in(folder)?;
        let mut line = blake3::Hash::from_bytes(Self::random().0).to_hex().to_string();
        line.push('\n');
        file.write_all(line.as_bytes())?;
        file.as_file().sync_all()?;
        match file.persist_noclobber(path) {
            Ok(_) => Ok(line.into_bytes()),
            Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => std::fs::read(path),
            Err(error) => Err(error.error),
        }
    }

    fn parse(bytes: &[u8]) -> Option<Self> {
        Some(SiteKey(*blake3::Hash::from_hex(bytes.trim_ascii()).ok()?.as_bytes()))
    }

    /// The name of a value: equal wherever the same value of the same kind stands, however it is written.
    pub fn fingerprint(&self, kind: Kind, text: &str) -> Id {
        let mut message = Message::default();
        message.lay_value(kind, text);
        self.name(&message)
    }

    /// The name of a finding: the same as long as rule, value and place in its document are.
    pub fn finding_id(&self, finding: &Finding, document_path: &str) -> Id {
        self.finding_id_at(finding, &self.path_id(document_path))
    }

    /// [`SiteKey::finding_id`] for many findings of one document, whose path's name is known.
    pub fn finding_id_at(&self, finding: &Finding, path: &Id) -> Id {
        let (mut value, mut message) = (Message::default(), Message::default());
        message.lay_finding(finding, path, value.lay_value(finding.kind, &finding.text));
        self.name(&message)
    }

    /// The name of a whole path, which tells apart files whose paths look alike once masked.
    pub fn path_id(&self, path: &str) -> Id {
        let mut message = Message::default();
        message.begin(b'p');
        message.0.extend_from_slice(path.as_bytes());
        self.name(&message)
    }

    /// The name of a journal post's id, which tells apart posts whose ids look alike once masked.
    pub fn entry_id(&self, entry: &str) -> Id {
        let mut message = Message::default();
        message.begin(b'e');
        message.0.extend_from_slice(entry.as_bytes());
        self.name(&message)
    }

    fn name(&self, message: &Message) -> Id {
        Id::of(&blake3::keyed_hash(&self.0, &message.0))
    }
}

/// Names findings by the million: the room for what is hashed is kept, and a value is brought to its form once.
#[derive(Debug)]
pub struct Namer {
    key: SiteKey,
    value: Message,
    finding: Message,
}

impl Namer {
    /// Names by this key.
    pub fn new(key: SiteKey) -> Self {
        Namer { key, value: Message::default(), finding: Message::default() }
    }

    /// [`SiteKey::finding_id_at`] and [`SiteKey::fingerprint`] of a finding.
    pub fn names(&mut self, finding: &Finding, path: &Id) -> (Id, Id) {
        let value = self.value.lay_value(finding.kind, &finding.text);
        self.finding.lay_finding(finding, path, value);
        (self.key.name(&self.finding), self.key.name(&self.value))
    }

    /// The key.
    pub fn key(&self) -> &SiteKey {
        &self.key
    }

    /// [`SiteKey::path_id`].
    pub fn path_id(&self, path: &str) -> Id {
        self.key.path_id(path)
    }

    /// [`SiteKey::entry_id`] of what `location` stands in, where `shown` does not show it as it is.
    pub fn entry_id(&self, location: &Location, shown: &Location) -> Option<Id> {
        let entry = location.entry.as_deref()?;
        (shown.entry.as_deref() != Some(entry)).then(|| self.key.entry_id(entry))
    }
}

/// What is hashed: fields that cannot run into each other.
#[derive(Default)]
struct Message(Vec<u8>);

impl fmt::Debug for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Message(…)")
    }
}

impl Message {
    fn begin(&mut self, purpose: u8) {
        self.0.clear();
        self.0.extend_from_slice(&[VERSION, purpose]);
    }

    /// Lays out a value and gives the form that all its written forms share.
    fn lay_value(&mut self, kind: Kind, text: &str) -> &[u8] {
        self.begin(b'v');
        self.field(kind.as_str().as_bytes());
        let start = self.0.len();
        normalise(kind, text, &mut self.0);
        &self.0[start..]
    }

    /// Lays out a finding, whose `value` has been brought to its form.
    fn lay_finding(&mut self, finding: &Finding, path: &Id, value: &[u8]) {
        self.begin(b'f');
        self.0.extend_from_slice(&path.0);
        self.field(finding.rule.as_bytes());
        self.field(finding.part.as_str().as_bytes());
        self.number(finding.span.start as u64);
        self.number(finding.span.end as u64);
        let location = &finding.location;
        self.number(location.page.map_or(0, u64::from));
        self.number(location.line.unwrap_or(0));
        self.number(location.row.unwrap_or(0));
        self.number(location.column.unwrap_or(0));
        self.field(location.xpath.as_deref().unwrap_or_default().as_bytes());
        self.field(location.entry.as_deref().unwrap_or_default().as_bytes());
        self.0.extend_from_slice(value);
    }

    fn field(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(&(bytes.len() as u32).to_le_bytes());
        self.0.extend_from_slice(bytes);
    }

    /// Seven bits a byte, so that small numbers stay small.
    fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.0.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.0.push(number as u8);
    }
}

#[cfg(unix)]
fn create_private_folder(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

#[cfg(not(unix))]
fn create_private_folder(folder: &Path) -> io::Result<()> {
    std::fs::create_dir_all(folder)
}

#[cfg(unix)]
fn is_exposed(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::metadata(path).is_ok_and(|data| data.is_file() && data.permissions().mode() & 0o077 != 0)
}

#[cfg(not(unix))]
fn is_exposed(_path: &Path) -> bool {
    false
}

#[cfg(test)]
#[path = "identity_tests.rs"]
mod tests;
