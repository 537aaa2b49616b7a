//! Writes what a grammar says into one buffer that is kept, and remembers where the marked stretches stand.

use super::grammar::{Alternative, Grammar, Letters, Piece, Step};
use super::numbers::number;
use super::random::Random;

/// Texts up to this are copied as if they were so long.
const SHORT: usize = 32;

/// A marked stretch of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Marked {
    /// Which mark of the grammar.
    pub mark: u16,
    /// First byte.
    pub start: usize,
    /// The one past the last.
    pub end: usize,
    /// Of a name its group in the grammar, from 1; 0 where none is told.
    pub group: u8,
}

/// What a symbol was, of which document.
#[derive(Debug, Clone, Copy, Default)]
struct Kept {
    document: u64,
    /// Where it stands in what is kept.
    from: usize,
    to: usize,
    group: u8,
}

/// One writer: its chance, its text so far, and what the document at hand has said of things that stay.
#[derive(Debug)]
pub struct Scribe<'g> {
    grammar: &'g Grammar,
    /// Chance of this writer.
    pub random: Random,
    /// All that is written.
    pub text: Vec<u8>,
    /// Marked stretches in the order in which they end.
    pub marked: Vec<Marked>,
    open: Vec<(u16, usize)>,
    /// Group of the name that was written last, since the last mark was opened.
    group: u8,
    /// What symbols were in this document.
    kept: Vec<u8>,
    /// By symbol.
    places: Vec<Kept>,
    document: u64,
}

impl<'g> Scribe<'g> {
    /// A writer that has written nothing.
    pub fn new(grammar: &'g Grammar) -> Self {
        Scribe {
            grammar,
            random: Random::new(0, 0),
            text: Vec::new(),
            marked: Vec::new(),
            open: Vec::new(),
            group: 0,
            kept: Vec::new(),
            places: Vec::new(),
            document: 0,
        }
    }

    /// Begins a document by `grammar`: nothing of the one before is remembered.
    pub fn begin(&mut self, grammar: &'g Grammar) {
        self.grammar = grammar;
        self.document += 1;
        self.kept.clear();
        self.open.clear();
        self.group = 0;
        self.places.resize(self.places.len().max(grammar.symbols.len()), Kept::default());
    }

    /// Writes one alternative of a symbol.
    #[inline]
    pub fn symbol(&mut self, symbol: u32) {
        let (first, count) = self.grammar.symbols[symbol as usize];
        let chosen = if count == 1 { 0 } else { self.random.below(count) };
        self.alternative(first + chosen);
    }

    #[inline]
    fn alternative(&mut self, alternative: u32) {
        let grammar = self.grammar;
        let Alternative { from, to, is_text } = grammar.alternatives[alternative as usize];
        let range = from as usize..to as usize;
        if is_text { self.put(from, to) } else { self.steps(&grammar.steps[range]) }
    }

    /// Writes text of the grammar. Most is short: that is copied as if it were [`SHORT`] bytes, which takes no call and no guess at
    /// its length, and the rest is taken back.
    #[inline]
    fn put(&mut self, from: u32, to: u32) {
        let (from, to) = (from as usize, to as usize);
        match self.grammar.text.get(from..from + SHORT) {
            Some(text) if to - from <= SHORT => {
                let end = self.text.len() + to - from;
                self.text.extend_from_slice(text);
                self.text.truncate(end);
            }
            _ => self.text.extend_from_slice(&self.grammar.text[from..to]),
        }
    }

    fn steps(&mut self, steps: &[Step]) {
        for step in steps {
            let (from, to) = step.text;
            self.put(from, to);
            match step.then {
                Piece::Nothing => {}
                Piece::Symbol(symbol, false, Letters::AsTheyAre) => self.symbol(symbol),
                Piece::Symbol(symbol, is_kept, letters) => {
                    let start = self.text.len();
                    if is_kept {
                        self.again(symbol)
                    } else {
                        self.symbol(symbol)
                    }
                    self.change(start, letters);
                }
                Piece::Within(least, most, width) => {
                    let value = self.random.within(least, most);
                    number(&mut self.text, value, usize::from(width));
                }
                Piece::Number(kind) => kind.write(&mut self.random, &mut self.text),
                Piece::Several(symbol, least, most, gap) => {
                    let times = self.random.within(u32::from(least), u32::from(most));
                    self.several(symbol, times, gap.text());
                }
                Piece::Group(group) => self.group = group,
                Piece::Open(mark) => {
                    self.group = 0;
                    self.open.push((mark, self.text.len()));
                }
                Piece::Close => {
                    if let Some((mark, start)) = self.open.pop() {
                        self.marked.push(Marked { mark, start, end: self.text.len(), group: self.group });
                    }
                }
            }
        }
    }

    /// What the symbol was before in this document, or what it is now and stays.
    fn again(&mut self, symbol: u32) {
        let before = std::mem::take(&mut self.group);
        let known = self.places[symbol as usize];
        if known.document == self.document {
            self.text.extend_from_slice(&self.kept[known.from..known.to]);
            self.group = known.group;
        } else {
            let start = self.text.len();
            self.symbol(symbol);
            let from = self.kept.len();
            self.kept.extend_from_slice(&self.text[start..]);
            let (document, to, group) = (self.document, self.kept.len(), self.group);
            self.places[symbol as usize] = Kept { document, from, to, group };
        }
        if self.group == 0 {
            self.group = before;
        }
    }

    /// Alternatives one after another from a random one on, by steps that come to each before they come to the first again: no
    /// list says the same twice while there is something else to say.
    fn several(&mut self, symbol: u32, times: u32, gap: &[u8]) {
        let (first, count) = self.grammar.symbols[symbol as usize];
        let step = 1 + self.random.below(count.saturating_sub(1));
        let step = if greatest_common_divisor(step, count) == 1 { step } else { 1 };
        let mut at = self.random.below(count);
        for time in 0..times {
            if time > 0 {
                self.text.extend_from_slice(gap);
            }
            self.alternative(first + at);
            at = (at + step) % count;
        }
    }

    fn change(&mut self, start: usize, letters: Letters) {
        match letters {
            Letters::AsTheyAre => {}
            Letters::Capital => {
                let end = start + width(self.text.get(start).copied().unwrap_or_default());
                capitals(&mut self.text, start, end);
            }
            Letters::Capitals => {
                let end = self.text.len();
                capitals(&mut self.text, start, end);
            }
            Letters::Mail => mail(&mut self.text, start),
        }
    }
}

fn greatest_common_divisor(mut a: u32, mut b: u32) -> u32 {
    while b > 0 {
        (a, b) = (b, a % b);
    }
    a
}

/// Bytes of the letter that begins so.
fn width(first: u8) -> usize {
    match first {
        0..0xC0 => 1,
        0xC0..0xE0 => 2,
        0xE0..0xF0 => 3,
        _ => 4,
    }
}

/// Makes capitals of letters whose capitals are as wide, so that no place moves.
fn capitals(text: &mut [u8], start: usize, end: usize) {
    let mut at = start;
    while at < end.min(text.len()) {
        let width = width(text[at]).min(text.len() - at);
        let letter = &mut text[at..at + width];
        match letter {
            [one] => one.make_ascii_uppercase(),
            // à to þ, but for the sign of division.
            [0xC3, second @ 0xA0..=0xBE] if *second != 0xB7 => *second -= 0x20,
            [0xC3, _] => {}
            _ => {
                let upper =
                    std::str::from_utf8(letter).ok().map(str::to_uppercase).filter(|upper| upper.len() == width);
                if let Some(upper) = upper {
                    letter.copy_from_slice(upper.as_bytes());
                }
            }
        }
        at += width;
    }
}

/// «Åse Bø-Vik» as «ase.bo-vik»: letters that are not of the alphabet of mail become the nearest, or go.
fn mail(text: &mut Vec<u8>, start: usize) {
    let (mut from, mut to) = (start, start);
    while from < text.len() {
        let width = width(text[from]).min(text.len() - from);
        let letter = match text[from] {
            b' ' => b'.',
            ascii @ 0..0x80 => ascii.to_ascii_lowercase(),
            _ => std::str::from_utf8(&text[from..from + width]).map_or(0, nearest),
        };
        if letter != 0 {
            text[to] = letter;
            to += 1;
        }
        from += width;
    }
    text.truncate(to);
}

fn nearest(letter: &str) -> u8 {
    const NEAREST: &[(&str, u8)] = &[
        ("æåäáàâãąăạảấầẩẫậắằặÆÅÁ", b'a'),
        ("éèêëęėễếềểệÉ", b'e'),
        ("øöóòôõơờớợộốồổØÖÓ", b'o'),
        ("üúùûųūưứừửựÜ", b'u'),
        ("íìîïįıĩịỉ", b'i'),
        ("čćçĆČ", b'c'),
        ("šśşŚŠ", b's'),
        ("žźżŻŽŹ", b'z'),
        ("ńňñŋ", b'n'),
        ("łŁ", b'l'),
        ("đðĐ", b'd'),
        ("ýỳỹ", b'y'),
        ("ŧ", b't'),
        ("ğ", b'g'),
    ];
    NEAREST.iter().find(|(letters, _)| letters.contains(letter)).map_or(0, |(_, nearest)| *nearest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changed(text: &str, letters: Letters) -> String {
        let grammar = Grammar::default();
        let mut scribe = Scribe::new(&grammar);
        scribe.text.extend_from_slice(text.as_bytes());
        scribe.change(0, letters);
        String::from_utf8(scribe.text).unwrap_or_default()
    }

    #[test]
    fn letters_are_changed_in_their_places() {
        assert_eq!(changed("ærend", Letters::Capital), "Ærend");
        assert_eq!(changed("čáhppes", Letters::Capital), "Čáhppes");
        assert_eq!(changed("søknad – čža", Letters::Capitals), "SØKNAD – ČŽA");
        assert_eq!(changed("Åse-Marie Bø Łukasz", Letters::Mail), "ase-marie.bo.lukasz");
        assert_eq!(changed("", Letters::Capital), "");
    }

    fn wrote(source: &str, symbol: &str) -> (String, Vec<Marked>) {
        let grammar = Grammar::compile(&[source]).unwrap_or_default();
        let mut scribe = Scribe::new(&grammar);
        scribe.begin(&grammar);
        scribe.symbol(grammar.symbol(symbol).unwrap_or_default());
        (String::from_utf8(scribe.text).unwrap_or_default(), scribe.marked)
    }

    #[test]
    fn what_is_kept_stays_and_what_is_marked_is_found() {
        let source = "[marks]\nm = { trap = true, why = 'w' }\n[symbols]\n\
            a = ['{$b}, {$b}: <m:{^$b}>.']\nb = ['øy', 'ås', 'elv']\nlist = ['{b*3-3}']\n";
        let (text, marked) = wrote(source, "a");
        let words: Vec<&str> = text.trim_end_matches('.').split([',', ':']).map(str::trim).collect();
        assert_eq!(words[0], words[1]);
        let [Marked { start, end, .. }] = marked[..] else { panic!("one mark") };
        assert_eq!(&text[start..end], words[2]);
        assert_eq!(words[2].to_lowercase(), words[0]);
        assert_eq!(marked[0].group, 0);
        let (list, _) = wrote(source, "list");
        let mut words: Vec<&str> = list.split(' ').collect();
        words.sort_unstable();
        assert_eq!(words, ["elv", "ås", "øy"]);
    }

    #[test]
    fn a_name_keeps_its_group() {
        let source = "[marks]\nm = { trap = true, why = 'w' }\n[symbols]\n\
            a = ['{$x} <m:{^^$x}> <m:{$place}> <m:Fru {$y}> <m:{$x}>']\nx = ['{=ett}Ola']\ny = ['{=to}Kari']\nplace = ['Bø']\n";
        let (text, marked) = wrote(source, "a");
        assert_eq!(text, "Ola OLA Bø Fru Kari Ola");
        let groups: Vec<u8> = marked.iter().map(|marked| marked.group).collect();
        assert_eq!(groups, [1, 0, 2, 1]);
    }
}
