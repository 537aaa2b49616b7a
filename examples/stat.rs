use skjerm::{detect::*, model::*, rules::*};
use std::collections::HashMap;
fn main() {
    let text = std::fs::read(std::env::args().nth(1).unwrap()).unwrap();
    let text = &text[..3 << 20];
    let rules = Rules::load(&[] as &[&str], DEFAULT_POLICY).unwrap();
    let d = Detector::new(&rules, &Selection::default()).unwrap();
    let (mut at, mut tokens, mut pass) = (0, 0, 0);
    let mut counts: HashMap<String, (usize, usize)> = HashMap::new();
    let lex = d.lexicon();
    while at < text.len() {
        match words::word_at(text, at) {
            None => at += 1,
            Some(w) => {
                tokens += 1;
                if lex.may_hold(text, w.start, w.end) {
                    pass += 1;
                    let mut f = lexicon::FoundWords::default();
                    lex.look_up(text, w, &mut f);
                    let (h, n) = (f.hits, f.names);
                    let e = counts.entry(String::from_utf8_lossy(w.of(text)).to_lowercase()).or_default();
                    e.0 += 1;
                    e.1 += h.len() + n.len();
                }
                at = w.end;
            }
        }
    }
    println!("tokens {tokens} pass {pass}");
    let mut v: Vec<_> = counts.into_iter().collect();
    v.sort_by_key(|x| std::cmp::Reverse(x.1.0));
    for (w, (n, h)) in v.iter().take(60) {
        print!("{w} {n}/{h}; ");
    }
    println!();
    let empty: usize = v.iter().filter(|x| x.1.1 == 0).map(|x| x.1.0).sum();
    println!("pass without result {empty}, kinds of words {}", v.len());
}
