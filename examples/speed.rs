use skjerm::{detect::*, model::*, rules::*};
fn cpu() -> f64 {
    std::fs::read_to_string("/proc/thread-self/schedstat").unwrap().split(' ').next().unwrap().parse::<f64>().unwrap()
        / 1e9
}
fn main() {
    let text = std::fs::read(std::env::args().nth(1).unwrap()).unwrap();
    let t = cpu();
    let rules = Rules::load(&[] as &[&str], DEFAULT_POLICY).unwrap();
    println!("rules {:.0} ms", 1e3 * (cpu() - t));
    let t = cpu();
    let d = Detector::new(&rules, &Selection::default()).unwrap();
    println!("build {:.0} ms, {} words", 1e3 * (cpu() - t), d.lexicon().len());
    let a = skjerm::assess::Assessor::new(std::sync::Arc::new(rules), Selection::default(), false).unwrap();
    let (mut s, mut h) = (Scratch::default(), Vec::new());
    for _ in 0..2 {
        let t = cpu();
        let mut n = 0;
        for w in text.chunks(256 << 10) {
            d.scan(&Part::text(Role::Body, w), &mut s, &mut h);
            n += h.len();
        }
        println!("detect {} hits {:.0} MB/s", n, text.len() as f64 / 1e6 / (cpu() - t));
    }
    let t = cpu();
    let mut n = [0; 3];
    let mut kinds = std::collections::BTreeMap::new();
    for w in text.chunks(256 << 10) {
        let p = Part::text(Role::Body, w);
        d.scan(&p, &mut s, &mut h);
        for f in a.assess(&p, &h) {
            n[f.severity as usize] += 1;
            *kinds.entry((f.severity.as_str(), f.kind.as_str())).or_insert(0) += 1;
            if f.severity == Severity::Stop && std::env::args().nth(2).is_some_and(|a| a == "stop") {
                println!("{} {} | {}", f.kind.as_str(), f.text.replace('\n', " "), f.context.text.replace('\n', " "));
            }
        }
    }
    println!("both {:?} findings {:.0} MB/s", n, text.len() as f64 / 1e6 / (cpu() - t));
    if std::env::args().nth(2).is_some() {
        println!("{kinds:?}");
    }
}
