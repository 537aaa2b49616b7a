//! A block: some documents, or some cases of a journal, written by one worker from a chance of its own, with its answers. The
//! same number gives the same block, whoever writes it.

use super::Shape;
use super::languages::{About, Languages};
use super::random::Random;
use super::record::{self, Case, Post};
use super::scribe::Scribe;
use super::wrap::wrap;

/// What is planted in a block, or set as a trap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Planted {
    /// Language, whose marks `mark` counts.
    pub language: u8,
    /// Which mark.
    pub mark: u16,
    /// First byte, from the start of the block.
    pub start: usize,
    /// The one past the last.
    pub end: usize,
    /// Of a name its group, from 1.
    pub group: u8,
    /// The post of a journal.
    pub post: Option<Post>,
}

/// Where a document or case ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct End {
    /// Bytes of the block up to there.
    pub text: usize,
    /// What is planted up to there.
    pub planted: usize,
    /// Posts of a journal up to there.
    pub posts: u32,
}

/// Some documents or cases.
#[derive(Debug, Default)]
pub struct Block {
    /// Number, from 0.
    pub number: u64,
    /// All of it.
    pub text: Vec<u8>,
    /// Where its documents or cases end.
    pub ends: Vec<End>,
    /// In the order of its text, document by document.
    pub planted: Vec<Planted>,
}

impl Block {
    /// Leaves the first `count` documents.
    pub fn truncate(&mut self, count: usize) {
        self.ends.truncate(count);
        let end = self.ends.last().copied().unwrap_or(End { text: 0, planted: 0, posts: 0 });
        self.text.truncate(end.text);
        self.planted.truncate(end.planted);
    }

    /// Posts of a journal in it.
    pub fn posts(&self) -> u32 {
        self.ends.last().map_or(0, |end| end.posts)
    }
}

/// Texts in a hundred that are about persons, though nothing in them is to be shielded.
const PUBLIC_SHARE: u32 = 6;
/// Documents in a hundred whose lines are broken.
const WRAPPED_SHARE: u32 = 35;
/// A leak falls due so many bytes times leaks per million bytes.
const LEAK: i64 = 1_000_000;

/// Writes block after block.
#[derive(Debug)]
pub struct Composer<'l> {
    languages: &'l Languages,
    scribe: Scribe<'l>,
    leaks_per_mb: u32,
}

impl<'l> Composer<'l> {
    /// One that has written nothing.
    pub fn new(languages: &'l Languages, leaks_per_mb: u32) -> Self {
        Composer { languages, scribe: Scribe::new(&languages.language(0).grammar), leaks_per_mb }
    }

    /// Writes block `number` of `seed` anew into `block`: documents until it holds `target` bytes.
    pub fn write(&mut self, shape: Shape, seed: u64, number: u64, target: usize, block: &mut Block) {
        block.number = number;
        block.text.clear();
        block.ends.clear();
        block.planted.clear();
        self.scribe.random = Random::new(seed, number << 3 | shape as u64);
        // As if the block went on from one before it: some leaks are due, or there were some lately.
        let mut due = i64::from(self.scribe.random.below(4 * LEAK as u32)) - 5 * LEAK / 2;
        due *= i64::from(self.leaks_per_mb.min(1));
        let mut posts = 0;
        while block.text.len() < target {
            let (text, planted) = (block.text.len(), block.planted.len());
            let about = self.about(due);
            if shape.is_journal() {
                self.case(shape, about, number, &mut posts, block);
            } else {
                self.document(about, shape != Shape::Small, block);
            }
            block.ends.push(End { text: block.text.len(), planted: block.planted.len(), posts });
            let leaks = block.planted[planted..].iter();
            let leaks = leaks.filter(|planted| !self.languages.mark(planted.language, planted.mark).trap).count();
            due += (block.text.len() - text) as i64 * i64::from(self.leaks_per_mb) - leaks as i64 * LEAK;
        }
    }

    /// Leaks come when they are due, but not to the minute.
    fn about(&mut self, due: i64) -> About {
        let random = &mut self.scribe.random;
        if due > 0 && due > i64::from(random.below(5)) * LEAK {
            About::Private
        } else if random.percent(PUBLIC_SHARE) {
            About::Public
        } else {
            About::Things
        }
    }

    fn document(&mut self, about: About, is_followed: bool, block: &mut Block) {
        let (number, language) = self.languages.choose(&mut self.scribe.random);
        let scribe = &mut self.scribe;
        scribe.text.clear();
        scribe.marked.clear();
        scribe.begin(&language.grammar);
        scribe.symbol(language.document(about));
        if scribe.random.percent(WRAPPED_SHARE) {
            let width = scribe.random.within(70, 84) as usize;
            wrap(&mut scribe.text, width);
        }
        let base = block.text.len();
        block.text.extend_from_slice(&scribe.text);
        block.text.extend_from_slice(if is_followed { b"\n\n\n" } else { b"\n" });
        scribe.marked.sort_unstable_by_key(|marked| (marked.start, marked.mark));
        block.planted.extend(scribe.marked.iter().map(|marked| Planted {
            language: number,
            mark: marked.mark,
            start: base + marked.start,
            end: base + marked.end,
            group: marked.group,
            post: None,
        }));
    }

    fn case(&mut self, shape: Shape, about: About, number: u64, posts: &mut u32, block: &mut Block) {
        let (language_number, language) = self.languages.choose(&mut self.scribe.random);
        let scribe = &mut self.scribe;
        scribe.text.clear();
        scribe.marked.clear();
        scribe.begin(&language.grammar);
        scribe.symbol(language.case(about));
        let case = Case::new(number, block.ends.len() as u32);
        record::write(shape, language_number, case, scribe, posts, block);
    }
}
