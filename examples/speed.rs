use skjerm::{detect::*, model::*, rules::*};
fn cpu() -> f64 {
    std::fs::read_to_string("/proc/thread-self/schedstat").unwrap().split(' ').next().unwrap().parse::<f64>().unwrap()
        / 1e9
}
fn rules2() -> Rules {
    Rules::load(&[] as &[&str], DEFAULT_POLICY).unwrap()
}
fn main() {
    let text = std::fs::read(std::env::args().nth(1).unwrap()).unwrap();
    let t = cpu();
    let rules = Rules::load(&[] as &[&str], DEFAULT_POLICY).unwrap();
    println!("rules {:.0} ms", 1e3 * (cpu() - t));
    let t = cpu();
    let d = Detector::new(&rules, &Selection::default()).unwrap();
    println!("build {:.0} ms, {} words", 1e3 * (cpu() - t), d.lexicon().len());
    let a = skjerm::assess::Assessor::new(std::sync::Arc::new(rules), Selection::default(), false, None).unwrap();
    {
        let t = cpu();
        let (mut c, mut k, mut n) = (classify::Chunk::default(), classify::Carry::default(), 0);
        for w in text.chunks(4096) {
            classify::Level::best().classify(w, &mut k, &mut c);
            n += c.edges().len();
        }
        println!("classify {n} {:.0} MB/s", text.len() as f64 / 1e6 / (cpu() - t));
        let t = cpu();
        let (mut p, mut a, mut wh, mut pa) = (0, 0, 0, 0);
        for w in text.chunks(4096) {
            classify::Level::best().classify(w, &mut k, &mut c);
            let mut s = 0;
            for &e in c.edges() {
                let e = e as usize;
                if e > s && e - s < 40 {
                    let q = d.lexicon().may_hold(w, s, e);
                    p += usize::from(!q.is_nothing());
                    wh += usize::from(q.whole());
                    pa += usize::from(q.by_parts());
                    a += 1;
                }
                s = e;
            }
        }
        println!("filter {p}/{a} whole {wh} parts {pa} {:.0} MB/s", text.len() as f64 / 1e6 / (cpu() - t));
        let only = Detector::new(
            &rules2(),
            &Selection { groups: vec![Group::Identifiers], names: NameMode::Off, ..Default::default() },
        )
        .unwrap();
        let (mut s, mut h) = (Scratch::default(), Vec::new());
        let t = cpu();
        for w in text.chunks(256 << 10) {
            only.scan(&Part::text(Role::Body, w), &mut s, &mut h);
        }
        println!("numbers only {:.0} MB/s", text.len() as f64 / 1e6 / (cpu() - t));
    }
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
