//! Journals whose objects name each other: eInnsyn's JSON-LD, and its API's objects by reference.

use crate::run::{Run, shielded};
use crate::support::{Dice, a_fodselsnummer, fodselsnumre};
use serde_json::Value;
use std::collections::HashSet;

const NOARK: &str = "http://www.arkivverket.no/standarder/noark5/arkivstruktur/";

/// An object with that id and type, and more members, each told by its name without prefix.
fn node(id: &str, kind: &str, members: &[(&str, String)]) -> String {
    let members: String = members.iter().map(|(name, value)| format!(", \"{NOARK}{name}\": {value}")).collect();
    format!("{{\"@id\": \"http://data/{id}\", \"@type\": [\"{NOARK}{kind}\"]{members}}}")
}

fn value(text: &str) -> String {
    format!("[{{\"@value\": \"{text}\"}}]")
}

fn names(ids: &[&str]) -> String {
    let each: Vec<String> = ids.iter().map(|id| format!("{{\"@id\":\"http://data/{id}\"}}")).collect();
    format!("[ {} ]", each.join(" , "))
}

fn post(id: &str, title: &str, case: &str, parties: &[&str]) -> String {
    node(
        id,
        "Journalpost",
        &[("offentligTittel", value(title)), ("parent", names(&[case])), ("korrespondansepart", names(parties))],
    )
}

fn party(id: &str, name: &str) -> String {
    node(id, "Korrespondansepart", &[("korrespondansepartNavn", value(name))])
}

fn case(id: &str, posts: &[&str]) -> String {
    node(id, "Saksmappe", &[("offentligTittel", value("En sak")), ("journalpost", names(posts))])
}

/// Every name of an object that is not there.
fn dangling(text: &str) -> Vec<String> {
    fn walk<'v>(value: &'v Value, there: &mut HashSet<&'v str>, named: &mut HashSet<&'v str>) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| walk(item, there, named)),
            Value::Object(members) => {
                if let Some(id) = members.get("@id").and_then(Value::as_str) {
                    if members.len() > 1 {
                        there.insert(id)
                    } else {
                        named.insert(id)
                    };
                }
                members.values().for_each(|member| walk(member, there, named));
            }
            _ => {}
        }
    }
    let value: Value = serde_json::from_str(text).expect(text);
    let (mut there, mut named) = (HashSet::new(), HashSet::new());
    walk(&value, &mut there, &mut named);
    named.difference(&there).map(|id| (*id).to_owned()).collect()
}

#[test]
fn posts_go_with_what_only_they_have() {
    let number = a_fodselsnummer();
    let export = |items: &[String]| format!("\u{feff}[\r\n  {}\r\n]\n", items.join(",\r\n  "));
    let (shared, own) = (party("felles", "Vei AS"), party("egen", "Vann AS"));
    let other = post("b", "Budsjett", "s", &["felles"]);
    let all = |title: &str| {
        [
            shared.clone(),
            post("a", title, "s", &["felles", "egen"]),
            own.clone(),
            case("s", &["a", "b"]),
            other.clone(),
            post("c", title, "t", &["egen"]),
            case("t", &["c"]),
        ]
    };
    let clean = export(&all("Vei"));
    assert_eq!(Run::of(&[("j.jsonld", clean.as_bytes())], &[]).text("j.jsonld"), clean);
    let run = Run::of(&[("j.jsonld", export(&all(&format!("Klage {number}"))).as_bytes())], &[]);
    let left = run.text("j.jsonld");
    // The case is left with one post; what stood beside the name of the other is as it was.
    let case = case("s", &["a", "b"]).replace("{\"@id\":\"http://data/a\"} , ", "");
    assert_eq!(left, export(&[shared, case, other]), "{}", run.ran.everything());
    assert!(dangling(left.trim_start_matches('\u{feff}')).is_empty());
    assert_eq!(run.entries("withheld").len(), 2);
    run.is_clean("j.jsonld");
    run.ran.exits(1);
}

#[test]
fn a_graph_with_context_and_a_finding_in_a_part() {
    let number = a_fodselsnummer();
    let export = |name: &str, ids: &[&str]| {
        let nodes = [post("a", "Vei", "s", &["p"]), case("s", ids), post("b", "Vann", "s", &["q"])];
        format!(
            "{{\"@context\":{{\"x\":\"{NOARK}\"}},\"@graph\":[{},{},{}], \"n\": 1}}",
            nodes.join(","),
            party("p", name),
            party("q", "Vei AS")
        )
    };
    let whole = export(&format!("Klage {number}"), &["a", "b"]);
    let run = Run::of(&[("j.json", whole.as_bytes())], &[]);
    let left = run.text("j.json");
    let expected = export("-", &["b"])
        .replace(&format!("{},", post("a", "Vei", "s", &["p"])), "")
        .replace(&format!(",{}", party("p", "-")), "");
    assert_eq!(left, expected);
    let run = shielded("j.json", whole.as_bytes());
    let left: Value = serde_json::from_str(&run.text("j.json")).unwrap();
    let field = |name: &str| left["@graph"][0][format!("{NOARK}{name}")][0].clone();
    assert_eq!(left["@graph"][3][format!("{NOARK}korrespondansepartNavn")][0]["@value"], "Klage *****");
    assert_eq!(field("skjerming")[format!("{NOARK}tilgangsrestriksjon")][0]["@value"], "UO");
    assert_eq!(field("skjerming")["@type"][0], format!("{NOARK}Skjerming"));
    assert!(dangling(&run.text("j.json")).is_empty());
}

#[test]
fn what_a_case_tells_stands_against_its_posts() {
    let number = a_fodselsnummer();
    let export = |title: &str| {
        let case = node("s", "Saksmappe", &[("offentligTittel", value(title))]);
        format!("[{},{case},{}]", post("a", "Vei", "s", &[]), post("b", "Vann", "t", &[]))
    };
    let run = Run::of(&[("j.json", export(&number).as_bytes())], &[]);
    assert_eq!(run.text("j.json"), format!("[{}]", post("b", "Vann", "t", &[])));
    let run = shielded("j.json", export(&format!("Klage {number}")).as_bytes());
    assert!(run.text("j.json").contains(&value("Klage *****")));
}

#[test]
fn objects_of_the_api_by_reference_and_by_line() {
    let number = a_fodselsnummer();
    let post = |id: &str, title: &str| {
        format!(
            r#"{{"entity":"Journalpost","id":"jp_{id}","offentligTittel":"{title}","saksmappe":"sm_1","korrespondansepart":["kp_{id}","kp_0"]}}"#
        )
    };
    let part =
        |id: &str| format!(r#"{{"entity":"Korrespondansepart","id":"kp_{id}","korrespondansepartNavn":"Vei AS"}}"#);
    let case = |posts: &str| {
        format!(r#"{{"entity":"Saksmappe","id":"sm_1","offentligTittel":"Sak","journalpost":[{posts}]}}"#)
    };
    let bad = post("1", &format!("Klage {number}"));
    let lines = |items: &[String]| items.iter().map(|item| format!("{item}\n")).collect::<String>();
    let whole = [part("0"), part("1"), bad.clone(), case(r#""jp_1","jp_2""#), post("2", "Vann"), part("2")];
    let left = [part("0"), case(r#""jp_2""#), post("2", "Vann"), part("2")];
    let run = Run::of(&[("j.jsonl", lines(&whole).as_bytes())], &[]);
    assert_eq!(run.text("j.jsonl"), lines(&left));
    run.is_clean("j.jsonl");
    let list = |items: &[String]| format!("{{\"items\":[{}]}}", items.join(", "));
    let run = Run::of(&[("j.json", list(&whole).as_bytes())], &[]);
    assert_eq!(run.text("j.json"), list(&left));
}

#[test]
fn strange_graphs() {
    let number = a_fodselsnummer();
    let bad = post("a", &format!("Klage {number}"), "s", &["p"]);
    let good = post("b", "Vann", "s", &["p"]);
    let escaped = bad.replace("http://data/a", "http:\\/\\/data\\/a");
    let embedded = format!(r#"{{"@id":"http://data/a","{NOARK}tittel":[{{"@value":"Klage {number}"}}]}}"#);
    for graph in [
        // The same id twice, an id within another object, and no ids.
        format!("[{bad},{bad},{good}]"),
        format!("[{bad},{embedded},{good}]"),
        format!("[{bad},{},{good}]", node("s", "Saksmappe", &[("journalpost", format!("[{embedded}]"))])),
        format!("[{escaped},{good},{}]", case("s", &["a", "b"])),
        format!("[{},{good}]", bad.replace("\"@id\": \"http://data/a\", ", "")),
        // A circle.
        format!(
            "[{bad},{good},{}]",
            node("p", "Korrespondansepart", &[("korrespondansepart", names(&["p", "a", "b"]))])
        ),
        // What stands beside the posts.
        format!("[{good},{}]", party("x", &format!("Klage {number}"))),
        format!("{{\"@graph\":[{bad},{good}],\"tekst\":\"{number}\"}}"),
    ] {
        for more in [&[][..], &["--shield"], &["--shield", "--mark-names"]] {
            let run = Run::of(&[("j.json", graph.as_bytes())], more);
            let Some(cleared) = run.cleared("j.json") else { continue };
            let cleared = String::from_utf8(cleared).unwrap();
            assert!(!cleared.contains(&number), "{more:?} {graph}\n{cleared}");
            serde_json::from_str::<Value>(&cleared).expect(&cleared);
            run.is_clean("j.json");
        }
    }
}

/// Graphs from a seed: what is left is valid, names nothing that is gone, and holds the harmless posts as they were.
#[test]
fn generated_graphs_come_back() {
    let numbers: Vec<String> = fodselsnumre().take(8).collect();
    let mut files = Vec::new();
    for seed in 0..40 {
        let mut dice = Dice::new(seed);
        let parties: Vec<String> = (0..4).map(|at| format!("p{at}")).collect();
        let (mut nodes, mut good) = (Vec::new(), Vec::new());
        let mut in_case = [Vec::new(), Vec::new()];
        for (at, number) in numbers.iter().enumerate() {
            let is_bad = dice.below(3) == 0;
            let title = if is_bad { format!("Klage {number}") } else { format!("Vei nr. {at}") };
            let chosen: Vec<&str> = parties.iter().map(String::as_str).filter(|_| dice.below(2) == 0).collect();
            let which = dice.below(2);
            let id = format!("jp{at}");
            let made = post(&id, &title, &format!("s{which}"), &chosen);
            in_case[which].push(id);
            if !is_bad {
                good.push(made.clone());
            }
            nodes.insert(dice.below(nodes.len() + 1), made);
        }
        for (which, posts) in in_case.iter().enumerate() {
            let posts: Vec<&str> = posts.iter().map(String::as_str).collect();
            nodes.insert(dice.below(nodes.len() + 1), case(&format!("s{which}"), &posts));
        }
        for id in &parties {
            nodes.insert(dice.below(nodes.len() + 1), party(id, "Vei AS"));
        }
        let between = dice.one(&[",", " ,\n\t", ",\r\n"]);
        files.push((format!("{seed}.json"), format!("[{}]", nodes.join(between)), good));
    }
    let given: Vec<(&str, &[u8])> = files.iter().map(|(name, text, _)| (&**name, text.as_bytes())).collect();
    let run = Run::of(&given, &[]);
    for (name, whole, good) in &files {
        if good.is_empty() {
            continue;
        }
        let left = run.text(name);
        assert!(dangling(whole).is_empty() && dangling(&left).is_empty(), "{name}: {left}");
        assert!(good.iter().all(|post| left.contains(post)), "{name}: {left}");
        assert_eq!(left.matches("Journalpost\"").count(), good.len(), "{name}");
    }
    assert!(files.iter().any(|(_, _, good)| good.len() < numbers.len()));
    run.are_clean(&files.iter().filter(|file| !file.2.is_empty()).map(|file| &*file.0).collect::<Vec<_>>());
}
