//! The rules as users meet them: the built-in ones prove themselves and are many enough, a body's own lie on top of them, and
//! what is wrong with a rule is said with its file and its name.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use support::{Site, a_fodselsnummer, findings, of_type, text};

/// A rule of a body's own, with what is put in the place of `terms` and `examples`.
fn rule(id: &str, matching: &str, ignore: &str, more: &str) -> String {
    format!(
        r#"id = "{id}"
kind = "personal"
basis = ["local"]
title = {{ nb = "Egen regel", nn = "Eigen regel", en = "A rule of our own" }}
why = {{ nb = "Fordi.", nn = "Fordi.", en = "Because." }}
severity = {{ alone = "stop", person = "stop" }}

[examples]
match = ["{matching}"]
ignore = ["{ignore}"]

{more}
"#
    )
}

const TERMS: &str = "[[terms]]\nparadigm = \"inv\"\nwords = [\"fjompenisse\"]\n";

#[test]
fn every_built_in_rule_proves_itself() {
    let site = Site::new();
    let ran = site.run(["rules", "check"]).exits(0);
    let last = ran.out().lines().last().expect("a line").to_owned();
    assert!(last.ends_with("0 failed"), "{last}");
    let examples: u64 = last.split(", ").nth(1).unwrap().split(' ').next().unwrap().parse().unwrap();
    assert!(examples > 500, "{last}");
}

#[test]
fn the_rules_are_listed_and_explained_in_each_language() {
    let site = Site::new();
    let list = |lang: &str| site.run(["rules", "list", "--lang", lang]).exits(0).out().to_owned();
    let (nb, nn, en) = (list("nb"), list("nn"), list("en"));
    assert!(nb != nn && nb != en && nn != en);
    for id in ["fodselsnummer", "d-nummer", "kontonummer", "personnavn", "connection", "helse", "barnevern", "lonn"] {
        assert!(nb.lines().any(|line| line.split_whitespace().next() == Some(id)), "no «{id}» in\n{nb}");
        for lang in ["nb", "nn", "en"] {
            let told = site.run(["rules", "explain", id, "--lang", lang]).exits(0);
            assert!(told.out().contains(id) && told.out().contains("  + "), "{id} in {lang}: {}", told.out());
            assert!(told.out().contains('§') || told.out().contains("Noark"), "the legal basis of {id} in {lang}");
        }
    }
    let ids: Vec<_> = nb.lines().filter_map(|line| line.split_whitespace().next()).collect();
    let unique: BTreeSet<_> = ids.iter().collect();
    assert_eq!(unique.len(), ids.len());
    let ran = site.run(["rules", "explain", "finnes-ikke"]).exits(2);
    assert!(ran.err().contains("finnes-ikke"), "{}", ran.err());
}

#[test]
fn a_rule_that_misses_its_example_is_named_with_its_file() {
    let site = Site::new();
    site.put_beside("egne/terms/egen.toml", rule("egen-regel", "Her er det ingenting.", "Her heller ikke.", TERMS));
    let ran = site.run(["rules", "check", "--rules", "egne"]).exits(1);
    let line = ran.out().lines().find(|line| line.contains("egen-regel")).expect("the rule is named");
    assert!(line.contains("terms/egen.toml") && line.contains("Her er det ingenting."), "{line}");
}

#[test]
fn a_rule_that_fires_on_an_example_to_ignore_is_named_with_its_file() {
    let site = Site::new();
    site.put_beside("egne/terms/egen.toml", rule("egen-regel", "En fjompenisse.", "Ingen fjompenisse.", TERMS));
    let ran = site.run(["rules", "check", "--rules", "egne"]).exits(1);
    let line = ran.out().lines().find(|line| line.contains("egen-regel")).expect("the rule is named");
    assert!(line.contains("terms/egen.toml") && line.contains("Ingen fjompenisse."), "{line}");
}

#[test]
fn a_rule_without_examples_fails_the_check() {
    let site = Site::new();
    let without = rule("egen-regel", "x", "y", TERMS).replace("match = [\"x\"]", "").replace("ignore = [\"y\"]", "");
    site.put_beside("egne/terms/egen.toml", without);
    let ran = site.run(["rules", "check", "--rules", "egne"]).exits(1);
    let line = ran.out().lines().find(|line| line.contains("egen-regel")).expect("the rule is named");
    assert!(line.contains("terms/egen.toml"), "{line}");
}

/// What is wrong, the files of the rules, and what the message must name.
type Case<'a> = (&'a str, Vec<(&'a str, String)>, &'a [&'a str]);

#[test]
fn rules_that_cannot_be_used_exit_2_with_file_and_name() {
    let good = |id: &str| rule(id, "En fjompenisse.", "Ingen nisse.", TERMS);
    let pattern = |regex: &str| rule("egen-regel", "x", "y", &format!("[[pattern]]\nregex = '{regex}'\n"));
    let cases: [Case<'_>; 9] = [
        (
            "two rules of one id",
            vec![("terms/a.toml", good("egen-regel")), ("terms/b.toml", good("egen-regel"))],
            &["terms/a.toml", "terms/b.toml", "egen-regel"],
        ),
        (
            "the id of a built-in rule",
            vec![("terms/a.toml", good("helse"))],
            &["terms/helse.toml", "terms/a.toml", "helse"],
        ),
        ("broken TOML", vec![("terms/a.toml", "id = \"a\nkind = ".into())], &["terms/a.toml"]),
        (
            "an unknown key",
            vec![("terms/a.toml", format!("farge = 3\n{}", good("egen-regel")))],
            &["terms/a.toml", "farge"],
        ),
        (
            "an unknown paradigm",
            vec![("terms/a.toml", good("egen-regel").replace("\"inv\"", "\"q9\""))],
            &["terms/a.toml", "q9"],
        ),
        (
            "an unknown kind",
            vec![("terms/a.toml", good("egen-regel").replace("\"personal\"", "\"romvesen\""))],
            &["terms/a.toml", "romvesen"],
        ),
        ("no regular expression", vec![("terms/a.toml", pattern("(åpen"))], &["egen-regel"]),
        ("a file that belongs nowhere", vec![("regler.toml", good("egen-regel"))], &["regler.toml"]),
        ("a file that is no UTF-8", vec![("terms/a.toml", "\u{0}".into())], &["terms/a.toml"]),
    ];
    let mut wrong = Vec::new();
    for (what, files, named) in cases {
        let site = Site::new();
        site.put("rent.txt", "Ingenting.\n");
        for (name, contents) in files {
            site.put_beside(Path::new("egne").join(name), contents);
        }
        for arguments in [&["rules", "check", "--rules", "egne"][..], &["scan", "inn", "--rules", "egne"]] {
            let ran = site.run(arguments);
            let missing: Vec<_> = named.iter().filter(|name| !ran.err().contains(**name)).collect();
            if ran.code != 2 || !missing.is_empty() {
                wrong.push(format!(
                    "{what}, {}: exit code {}, no {missing:?} in: {}",
                    arguments[0],
                    ran.code,
                    ran.everything()
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_pattern_of_ones_own_finds() {
    let site = Site::new();
    site.put("brev.txt", "Ansattnr. AB-1234 er nevnt her.\nLøs kode QQ-77-QQ står alene.\nAB-1234 uten ordet.\n");
    site.put("liste.csv", "nr;tekst\r\n1;Ansattnr. CD-9876\r\n2;QQ-12-QQ\r\n");
    let near = "[[pattern]]\nregex = '(?i)ansattnr\\. [a-z]{2}-[0-9]{4}'\nnear = [\"ansattnr*\"]\n";
    let everywhere = "[[pattern]]\nregex = 'QQ-[0-9]{2}-QQ'\n";
    site.put_beside("egne/terms/ansatt.toml", rule("ansattnummer", "Ansattnr. AB-1234", "AB-1234", near));
    site.put_beside("egne/terms/kode.toml", rule("kode", "QQ-00-QQ", "QQ-0-QQ", everywhere));
    let check = site.run(["rules", "check", "--rules", "egne"]);
    assert!(!check.out().contains("terms/ansatt.toml") && !check.out().contains("terms/kode.toml"), "{}", check.out());
    let lines = site.scan(["--format", "jsonl", "--reveal", "--rules", "egne"]).exits(1).jsonl();
    let found: Vec<_> = of_type(&lines, "finding")
        .into_iter()
        .filter(|line| line["kind"] == "personal")
        .map(|line| (text(line, "path"), text(line, "rule"), text(line, "text"), text(line, "severity")))
        .collect();
    let expected = [
        ("inn/brev.txt", "ansattnummer", "Ansattnr. AB-1234", "stop"),
        ("inn/brev.txt", "kode", "QQ-77-QQ", "stop"),
        ("inn/liste.csv", "ansattnummer", "Ansattnr. CD-9876", "stop"),
        ("inn/liste.csv", "kode", "QQ-12-QQ", "stop"),
    ];
    assert_eq!(found, expected);
    assert!(lines[0]["arguments"].as_array().unwrap().iter().any(|argument| argument == "egne"));
    let masked = site.scan(["--format", "jsonl", "--rules", "egne"]).exits(1);
    assert!(!masked.out().contains("QQ-77") && !masked.out().contains("AB-1234\""), "{}", masked.out());
}

#[test]
fn words_of_ones_own_are_found_in_their_forms_and_everywhere() {
    let site = Site::new();
    site.put("brev.txt", "Fjompenissen kom. FJOMPENISSER også. En blå måne. fjompenisselaget feiret.\n");
    let terms = "[[terms]]\nparadigm = \"me\"\nwords = [\"fjompenisse\"]\n[[terms]]\nparadigm = \"inv\"\nwords = [\"blå måne\"]\n";
    let own = rule("egen-regel", "En fjompenisse.", "Ingen nisse.", terms)
        .replace("[examples]", "harmless = [\"fjompenisselag\"]\n[examples]");
    site.put_beside("egne/terms/egen.toml", own);
    let lines = site.scan(["--format", "jsonl", "--reveal", "--rules", "egne"]).exits(1).jsonl();
    let found: Vec<_> = findings(&lines, "personal").into_iter().map(|line| text(line, "text")).collect();
    assert_eq!(found, ["Fjompenissen", "FJOMPENISSER", "blå måne"]);
}

#[test]
fn a_companion_counts_beside_a_term_of_its_kind_a_patient_or_a_relative() {
    let site = Site::new();
    let companion = "[[terms]]\nparadigm = \"adj0\"\ncompanion = true\nwords = [\"overblomstret\", \"satt om\"]\n";
    let own = rule("egen-regel", "Mor var fjompenisse.", "Ingen nisse.", &format!("{TERMS}{companion}"));
    site.put_beside("egne/terms/egen.toml", own);
    let found = |line: &str| {
        site.put("brev.txt", line);
        let lines = site.jsonl(["--reveal", "--rules", "egne"]);
        findings(&lines, "personal").into_iter().map(|line| text(line, "text").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(found("Mor er overblomstret."), ["overblomstret"]);
    assert_eq!(found("Overblomstret, så satt om: fjompenisse."), ["Overblomstret", "satt om", "fjompenisse"]);
    // Nothing beside it, or only in the next sentence, or only itself twice.
    assert_eq!(found("Planen er overblomstret og satt om."), [""; 0]);
    assert_eq!(found("Planen er overblomstret. Mor er fjompenisse."), ["fjompenisse"]);
}

#[test]
fn a_star_alone_stands_for_any_word() {
    let site = Site::new();
    site.put("brev.txt", "Han snurrepipte stygt. En blå måne, en grå måne.\n");
    let terms = "[[terms]]\nparadigm = \"inv\"\nwords = [\"snurrepipte *\", \"* måne\"]\n";
    let own = rule("egen-regel", "Hun snurrepipte ofte.", "Ingen nisse.", terms)
        .replace("[examples]", "harmless = [\"blå *\"]\n[examples]");
    site.put_beside("egne/terms/egen.toml", own);
    site.run(["rules", "check", "--rules", "egne"]).exits(0);
    let lines = site.jsonl(["--reveal", "--rules", "egne"]);
    let found: Vec<_> = findings(&lines, "personal").into_iter().map(|line| text(line, "text")).collect();
    assert_eq!(found, ["snurrepipte stygt", "grå måne"]);
}

#[test]
fn a_file_of_the_same_name_replaces_the_built_in_one() {
    let site = Site::new();
    site.put("brev.txt", "Søkeren Kari Nordmann har diabetes, kardiomyopati og en fjompenisse.\n");
    let own =
        rule("helse", "En fjompenisse.", "Har diabetes.", TERMS).replace("kind = \"personal\"", "kind = \"helse\"");
    site.put_beside("egne/terms/helse.toml", own);
    let lines = site.jsonl(["--reveal", "--rules", "egne"]);
    let found: Vec<_> = findings(&lines, "helse").into_iter().map(|line| text(line, "text")).collect();
    assert_eq!(found, ["fjompenisse"]);
    let without = site.jsonl(["--reveal"]);
    assert_eq!(text(findings(&without, "helse")[0], "text"), "diabetes");
    assert_ne!(text(&lines[0], "rules"), text(&without[0], "rules"), "other rules, another hash");
}

#[test]
fn a_folder_adds_words_to_the_category_whose_name_it_bears() {
    let site = Site::new();
    site.put("brev.txt", "Søkeren Kari Nordmann har diabetes og en fjompenisse.\n");
    site.put_beside("egne/terms/helse/mer.toml", TERMS);
    let lines = site.jsonl(["--reveal", "--rules", "egne"]);
    let found: Vec<_> = findings(&lines, "helse").into_iter().map(|line| text(line, "text")).collect();
    assert_eq!(found, ["diabetes", "fjompenisse"]);
    site.put_beside("gale/terms/finnes-ikke/mer.toml", TERMS);
    let ran = site.run(["rules", "check", "--rules", "gale"]).exits(2);
    assert!(ran.err().contains("terms/finnes-ikke/mer.toml") && ran.err().contains("«finnes-ikke»"), "{}", ran.err());
    for (words, reason) in [("[\"*\"]", "empty word"), ("[\"B12\"]\ncompanion = true", "letters alone")] {
        let terms = format!("[[terms]]\nparadigm = \"inv\"\nwords = {words}\n");
        site.put_beside("tomme/terms/helse/mer.toml", terms);
        let ran = site.run(["rules", "check", "--rules", "tomme"]).exits(2);
        assert!(ran.err().contains("terms/helse/mer.toml") && ran.err().contains(reason), "{}", ran.err());
    }
    site.put_beside("vonde/cues/frequent.toml", "id = \"frequent\"\nwords = 5\n");
    let ran = site.run(["rules", "check", "--rules", "vonde"]).exits(2);
    assert!(ran.err().contains("cues/frequent.toml") && ran.err().contains("list of words"), "{}", ran.err());
}

#[test]
fn a_policy_is_taken_by_name_and_by_file() {
    let site = Site::new();
    site.put("brev.txt", "Vi viser til søknad om barnehageplass.\n");
    let policy = |name: &str| {
        let lines = site.jsonl(["--policy", name, "--reveal"]);
        let found: Vec<_> =
            findings(&lines, "policy").into_iter().map(|line| text(line, "severity").to_owned()).collect();
        (text(&lines[0], "policy").to_owned(), found)
    };
    assert_eq!(policy("offentlegforskrifta-7"), ("offentlegforskrifta-7".into(), vec![]));
    assert_eq!(policy("lokal-eksempel"), ("lokal-eksempel".into(), vec!["stop".into()]));
    let own = "id = \"var-egen\"\nextends = \"offentlegforskrifta-7\"\n\
        title = { nb = \"Vår\", nn = \"Vår\", en = \"Ours\" }\ncriteria = { nb = \"a\", nn = \"b\", en = \"c\" }\n\
        [[never]]\nid = \"vi-viser\"\nbasis = [\"local\"]\nseverity = \"review\"\nwords = [\"viser til\"]\n\
        title = { nb = \"Viser\", nn = \"Viser\", en = \"Refers\" }\nwhy = { nb = \"x\", nn = \"x\", en = \"x\" }\n";
    site.put_beside("egen.toml", own);
    assert_eq!(policy("egen.toml"), ("var-egen".into(), vec!["review".into()]));
    site.put_beside("ring.toml", own.replace("offentlegforskrifta-7", "var-egen"));
    let ran = site.scan(["--policy", "ring.toml"]).exits(2);
    assert!(ran.err().contains("var-egen"), "a policy that builds on itself: {}", ran.err());
    site.put_beside("luft.toml", own.replace("offentlegforskrifta-7", "finnes-ikke"));
    let ran = site.scan(["--policy", "luft.toml"]).exits(2);
    assert!(ran.err().contains("finnes-ikke"), "{}", ran.err());
}

#[test]
fn a_policy_changes_severities_and_verdicts() {
    let site = Site::new();
    site.put("brev.txt", "Søkeren Kari Nordmann har fødselsnummer som her.\n");
    site.put("nummer.txt", format!("Fødselsnummer {}\n", a_fodselsnummer()));
    let policy = "id = \"mild\"\nextends = \"offentlegforskrifta-7\"\n\
        title = { nb = \"Mild\", nn = \"Mild\", en = \"Mild\" }\ncriteria = { nb = \"a\", nn = \"b\", en = \"c\" }\n\
        [[override]]\nkinds = [\"fodselsnummer\"]\nalone = \"note\"\nperson = \"note\"\n";
    site.put_beside("mild.toml", policy);
    let lines = site.scan(["--format", "jsonl", "--policy", "mild.toml"]).exits(0).jsonl();
    assert_eq!(text(findings(&lines, "fodselsnummer")[0], "severity"), "note");
    let document = of_type(&lines, "document").into_iter().find(|line| line["path"] == "inn/nummer.txt").unwrap();
    assert_eq!(text(document, "verdict"), "publish");
    site.scan(["--format", "jsonl"]).exits(1);
}

// How much there is

fn files(folder: &str) -> Vec<(PathBuf, toml::Table)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("patterns").join(folder);
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .map(|path| {
            let table = std::fs::read_to_string(&path).unwrap().parse().unwrap();
            (path, table)
        })
        .collect();
    files.sort_by(|one, other| one.0.cmp(&other.0));
    files
}

fn strings<'a>(table: &'a toml::Table, key: &str) -> impl Iterator<Item = &'a str> {
    table.get(key).and_then(toml::Value::as_array).into_iter().flatten().filter_map(toml::Value::as_str)
}

#[test]
fn there_are_words_enough_in_every_category() {
    let mut lemmas: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (_, table) in files("terms") {
        let kind = table["kind"].as_str().unwrap().to_owned();
        let own = lemmas.entry(kind).or_default();
        for block in table.get("terms").and_then(toml::Value::as_array).into_iter().flatten() {
            own.extend(strings(block.as_table().unwrap(), "words").map(str::to_lowercase));
        }
    }
    let categories = [
        "helse",
        "barnevern",
        "sosial",
        "skole",
        "straff",
        "etnisitet",
        "religion",
        "politikk",
        "fagforening",
        "seksualliv",
        "personal",
        "lonn",
        "gradert-adresse",
        "flyktning",
    ];
    let counts: Vec<_> = categories.iter().map(|kind| (*kind, lemmas.get(*kind).map_or(0, BTreeSet::len))).collect();
    let few: Vec<_> =
        counts.iter().filter(|(kind, count)| *count < if *kind == "helse" { 3000 } else { 200 }).collect();
    assert!(few.is_empty(), "too few lemmas: {few:?} of {counts:?}");
}

#[test]
fn there_are_names_enough() {
    let (mut first, mut last) = (BTreeSet::new(), BTreeSet::new());
    for (_, table) in files("names") {
        first.extend(["first", "also_words_first"].into_iter().flat_map(|key| strings(&table, key)).map(str::to_owned));
        last.extend(["last", "also_words_last"].into_iter().flat_map(|key| strings(&table, key)).map(str::to_owned));
    }
    assert!(first.len() >= 1000, "{} first names", first.len());
    assert!(last.len() >= 1500, "{} surnames", last.len());
}

#[test]
fn every_rule_has_titles_reasons_and_a_basis() {
    let mut rules = 0;
    let mut check = |path: &Path, table: &toml::Table| {
        rules += 1;
        for key in ["title", "why"] {
            let texts: Vec<_> = ["nb", "nn", "en"].iter().filter_map(|lang| table[key][lang].as_str()).collect();
            assert!(
                texts.len() == 3 && texts.iter().all(|text| !text.trim().is_empty()),
                "{key} in {}",
                path.display()
            );
        }
        assert!(strings(table, "basis").count() > 0, "no basis in {}", path.display());
    };
    files("terms").iter().for_each(|(path, table)| check(path, table));
    for (path, table) in files(".") {
        for entry in table.get("identifier").and_then(toml::Value::as_array).into_iter().flatten() {
            check(&path, entry.as_table().unwrap());
        }
    }
    assert!(rules > 25, "{rules}");
}
