use skjerm::{detect::*, model::*, rules::*};
fn main() {
    let text = std::fs::read(std::env::args().nth(1).unwrap()).unwrap();
    let rules = Rules::load(&[] as &[&str], DEFAULT_POLICY).unwrap();
    let t = std::time::Instant::now();
    let d = Detector::new(&rules, &Selection::default()).unwrap();
    println!("build {:?}, {} words", t.elapsed(), d.lexicon().len());
    let a = skjerm::assess::Assessor::new(std::sync::Arc::new(rules), Selection::default(), false).unwrap();
    let (mut s, mut h) = (Scratch::default(), Vec::new());
    for _ in 0..3 {
        let t = std::time::Instant::now();
        let mut n = 0;
        for w in text.chunks(256 << 10) { d.scan(&Part::text(Role::Body, w), &mut s, &mut h); n += h.len(); }
        let dt = t.elapsed();
        println!("detect {} hits {:.0} MB/s", n, text.len() as f64 / 1e6 / dt.as_secs_f64());
    }
    let t = std::time::Instant::now();
    let mut n = [0; 3];
    let mut kinds = std::collections::BTreeMap::new();
    for w in text.chunks(256 << 10) { let p = Part::text(Role::Body, w); d.scan(&p, &mut s, &mut h); for f in a.assess(&p, &h) { n[f.severity as usize] += 1; *kinds.entry((f.severity.as_str(), f.kind.as_str())).or_insert(0) += 1; } }
    let dt = t.elapsed();
    println!("both {:?} findings {:.0} MB/s", n, text.len() as f64 / 1e6 / dt.as_secs_f64());
    if std::env::args().nth(2).is_some() { println!("{kinds:#?}"); }
}
