//! What a run writes and where: ids of posts and paths that tell of somebody, places that no report may take, runs that are ended
//! early or meet each other.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod support;

use serde_json::Value;
use std::path::Path;
use support::{Ran, Site, TODAY, a_fodselsnummer, findings, kontonummer, lines, of_type, text};

const FORMATS: [&str; 5] = ["text", "jsonl", "csv", "sarif", "html"];
const CLEAN: &str = "Kommunestyret vedtok budsjettet.\n";

/// A journal with a post whose number is `id`.
fn journal(id: &str) -> String {
    format!(
        "Saksnr;Dokumentnr;Tittel;Avsender/mottaker\n2024/118;{id};Vedtak om spesialundervisning;Kari Nordmann\n\
         2024/119;3;Vedtak om spesialundervisning;Kari Nordmann\n"
    )
}

// Ids of posts

#[test]
fn a_number_or_name_in_the_id_of_a_post_is_masked_in_every_report() {
    let number = a_fodselsnummer();
    let site = Site::new();
    site.put("nummer.csv", journal(&number));
    let named = "Kari Nordmann;3;Vedtak om spesialundervisning;Per Hansen";
    site.put("navn.csv", format!("Saksnr;Dokumentnr;Tittel;Avsender/mottaker\n{named}\n"));
    for format in FORMATS {
        let ran = site.scan(["--format", format]);
        let shown = ran.everything();
        assert!(!shown.contains(&number) && !shown.contains("Kari Nordmann"), "{format}:\n{shown}");
        assert!(shown.contains("2024/119-3"), "{format}: an ordinary number is shown:\n{shown}");
        if format != "text" && format != "html" {
            assert!(shown.contains("entry_id"), "{format}:\n{shown}");
        }
    }
    let lines = site.jsonl::<&str>([]);
    let entries = of_type(&lines, "entry");
    let masked: Vec<&&Value> = entries.iter().filter(|entry| text(entry, "entry").contains('•')).collect();
    assert_eq!((entries.len(), masked.len()), (3, 2), "{entries:?}");
    let within = of_type(&lines, "finding").into_iter().find(|f| text(&f["location"], "entry").contains('•')).unwrap();
    assert!(masked.iter().any(|entry| entry["entry_id"] == within["location"]["entry_id"]), "{within}");
    assert!(entries.iter().any(|entry| text(entry, "entry") == "2024/119-3" && entry.get("entry_id").is_none()));
    let revealed = site.scan(["--reveal", "--format", "jsonl"]);
    assert!(revealed.out().contains(&format!("2024/118-{number}")) && !revealed.out().contains("entry_id"));
}

#[test]
fn ordinary_numbers_of_cases_and_posts_stay() {
    let ids = ["2024/118", "202400118", "24/00118", "2024001183", "20240011803", "SAK-2024-000118"];
    let site = Site::new();
    for (at, id) in ids.iter().enumerate() {
        let post = format!("{id};3;Vedtak om vei;Bygg AS");
        site.put(format!("{at}.csv"), format!("Saksnr;Dokumentnr;Tittel;Avsender/mottaker\n{post}\n"));
    }
    let lines = site.jsonl::<&str>([]);
    let shown: Vec<&str> = of_type(&lines, "entry").into_iter().map(|entry| text(entry, "entry")).collect();
    assert_eq!(shown.len(), ids.len());
    for (shown, id) in shown.iter().zip(ids) {
        assert!(shown.contains(id), "{id} is shown as {shown}");
    }
}

#[test]
fn the_list_of_what_is_withheld_masks_ids_everywhere() {
    let number = a_fodselsnummer();
    let site = Site::new();
    site.put("journal.csv", journal(&number));
    site.scan(["--cleared", "ut"]);
    for name in ["withheld.csv", "withheld.jsonl", "criteria.json", "criteria.txt"] {
        let written = std::fs::read_to_string(site.path("ut").join(name)).unwrap();
        assert!(!written.contains(&number), "{name}:\n{written}");
    }
    let list = std::fs::read_to_string(site.path("ut/withheld.jsonl")).unwrap();
    assert!(list.contains("\"entry_id\""), "{list}");
}

// Paths

#[test]
fn a_file_is_judged_alike_however_it_is_named() {
    let site = Site::new();
    site.put("Elev Kari Nordmann/PPT/brev.txt", CLEAN);
    let file = "inn/Elev Kari Nordmann/PPT/brev.txt";
    let whole = site.path(file).to_string_lossy().into_owned();
    let dotted = format!("./{file}");
    let mut judged = Vec::new();
    for argument in ["inn", "inn/Elev Kari Nordmann", "inn/Elev Kari Nordmann/PPT/", file, &dotted, &whole] {
        let mut command =
            site.command(["scan", argument, "--format", "jsonl", "--key-file", "nokkel", "--today", TODAY]);
        let ran = Ran::of({
            command.env("PWD", site.root()).env("HOME", "/hjem/ingen");
            command
        });
        assert!(!ran.everything().contains("Nordmann"), "{argument}:\n{}", ran.everything());
        judged.push(text(of_type(&ran.jsonl(), "document")[0], "verdict").to_owned());
    }
    assert!(judged.iter().all(|verdict| verdict == "withhold"), "{judged:?}");
}

#[test]
fn what_lies_above_the_name_makes_no_finding_and_is_masked() {
    let (number, account) = (a_fodselsnummer(), kontonummer(890).unwrap());
    let elsewhere = tempfile::tempdir().unwrap();
    let folder = elsewhere.path().join(format!("Kari Nordmann {number}/konto {account} tlf 91234567"));
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("y.txt"), CLEAN).unwrap();
    let site = Site::new();
    let argument = folder.join("y.txt").to_string_lossy().into_owned();
    for format in FORMATS {
        let ran = site.run(["scan", &argument, "--format", format, "--key-file", "nokkel"]).exits(0);
        for value in ["Nordmann", &number, &account, "91234567"] {
            assert!(!ran.everything().contains(value), "{format}: {value}\n{}", ran.everything());
        }
    }
}

// Places of reports

#[test]
fn no_report_overwrites_what_is_wanted() {
    let site = Site::new();
    let document = site.put("brev.txt", CLEAN);
    site.put_beside("grunnlinje.jsonl", "");
    site.put_beside("skjerm.toml", "names = \"near\"\n");
    site.scan::<&str>([]).exits(0);
    std::fs::hard_link(&document, site.path("lenke.txt")).unwrap();
    let refused: [&[&str]; 9] = [
        &["--format", "text", "--output", "inn/brev.txt"],
        &["--format", "text", "--output", "./inn/../inn/brev.txt"],
        &["--format", "text", "--output", "lenke.txt"],
        &["--format", "text", "--output", "nokkel"],
        &["--format", "text", "--output", "skjerm.toml"],
        &["--format", "jsonl", "--output", "grunnlinje.jsonl", "--baseline", "grunnlinje.jsonl"],
        &["--format", "text", "--output", "a.txt", "--format", "csv", "--output", "./a.txt"],
        &["--cleared", "ut", "--format", "text", "--output", "ut/rapport.txt"],
        &["--cleared", "ut", "--format", "jsonl", "--output", "ut/withheld.jsonl"],
    ];
    let before: Vec<_> = ["inn/brev.txt", "nokkel", "skjerm.toml", "grunnlinje.jsonl"]
        .map(|name| std::fs::read(site.path(name)).unwrap())
        .into();
    for arguments in refused {
        let ran = site.scan(arguments.iter().copied()).exits(2);
        assert!(ran.err().contains("rapport"), "{arguments:?}: {}", ran.err());
    }
    let after: Vec<_> = ["inn/brev.txt", "nokkel", "skjerm.toml", "grunnlinje.jsonl"]
        .map(|name| std::fs::read(site.path(name)).unwrap())
        .into();
    assert_eq!(before, after);
    assert!(!site.path("a.txt").exists());
}

#[test]
fn a_report_is_no_document_of_its_own_run_nor_of_the_next() {
    let site = Site::new();
    site.put("brev.txt", CLEAN);
    for format in FORMATS {
        let place = format!("inn/rapport.{format}");
        for _ in 0..2 {
            site.scan(["--format", format, "--output", &place, "--quiet"]).exits(0);
        }
        std::fs::remove_file(site.path(&place)).unwrap();
    }
    let place = "inn/rapport.jsonl";
    for _ in 0..2 {
        site.scan(["--format", "jsonl", "--output", place]).exits(0);
        let report = lines(&std::fs::read_to_string(site.path(place)).unwrap());
        assert_eq!(of_type(&report, "document").len(), 1);
    }
    // Another run reads it like any other file.
    assert_eq!(of_type(&site.jsonl::<&str>([]), "document").len(), 2);
}

#[test]
fn unfinished_reports_of_killed_runs_are_left_out_with_a_word() {
    let site = Site::new();
    site.put("brev.txt", CLEAN);
    site.put(".skjerm-aB3xYz.part", "{\"type\":\"run\"");
    site.put(".skjerm-lang-nok.part", CLEAN);
    let ran = site.scan(["--format", "jsonl"]).exits(0);
    assert_eq!(of_type(&ran.jsonl(), "document").len(), 2, "{}", ran.out());
    assert!(ran.err().contains(".part"), "{}", ran.err());
}

#[test]
fn a_dash_is_standard_output_and_an_unknown_extension_is_refused() {
    let site = Site::new();
    site.put("brev.txt", CLEAN);
    let ran = site.scan(["--format", "jsonl", "--output", "-"]).exits(0);
    assert_eq!(of_type(&ran.jsonl(), "summary").len(), 1);
    assert!(!site.path("-").exists());
    assert!(site.scan(["--output", "rapport.docx"]).exits(2).err().contains("rapport.docx"));
    site.scan(["--output", "rapport.TXT"]).exits(0);
}

#[cfg(unix)]
#[test]
fn a_link_to_a_file_that_is_not_there_yet_is_followed() {
    let site = Site::new();
    site.put("brev.txt", CLEAN);
    std::fs::create_dir(site.path("annet")).unwrap();
    std::os::unix::fs::symlink("annet/rapport.jsonl", site.path("lenke.jsonl")).unwrap();
    site.scan(["--output", "lenke.jsonl"]).exits(0);
    assert!(site.path("lenke.jsonl").is_symlink() && site.path("annet/rapport.jsonl").is_file());
}

// Cleared exports

#[test]
fn what_was_cleared_before_and_is_not_now_is_gone() {
    let site = Site::new();
    let journal = "Saksnr;Dokumentnr;Tittel;Avsender/mottaker\n2024/118;1;Vedtak om vei;Bygg AS\n";
    site.put("a.csv", journal);
    site.put("b.csv", journal);
    site.put("c.csv", journal);
    site.scan(["--cleared", "ut"]).exits(0);
    let there = |name: &str| site.path("ut").join(name).exists();
    assert!(there("a.csv") && there("b.csv") && there("c.csv"));
    std::fs::remove_file(site.path("inn/a.csv")).unwrap();
    site.put("b.csv", [b"PK\x03\x04 ikke mer".as_slice(), &[0; 50]].concat());
    site.scan(["--cleared", "ut"]).exits(3);
    assert!(!there("a.csv") && !there("b.csv") && there("c.csv"));
    // Its own folder as the input: nothing is taken away.
    site.run(["scan", "ut/c.csv", "--cleared", "ut", "--key-file", "nokkel"]).exits(3);
    assert!(there("c.csv"));
}

#[cfg(unix)]
#[test]
fn two_runs_do_not_clear_into_one_folder() {
    let site = Site::new();
    site.put("a.csv", "Saksnr;Dokumentnr;Tittel;Avsender/mottaker\n2024/118;1;Vedtak om vei;Bygg AS\n");
    let mut first = waiting(&site, &["--cleared", "ut"]);
    for _ in 0..200 {
        if site.path("ut/criteria.json").exists() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    let ran = site.scan(["--cleared", "ut"]).exits(2);
    assert!(ran.err().contains("ut"), "{}", ran.err());
    drop(first.stdin.take());
    first.wait().unwrap();
    site.scan(["--cleared", "ut"]).exits(0);
}

// Signals and full disks

/// A run that waits for its standard input.
#[cfg(unix)]
fn waiting(site: &Site, more: &[&str]) -> std::process::Child {
    use std::process::Stdio;
    let mut command = site.command(["scan", "-", "--key-file", "nokkel"]);
    command.args(more).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().unwrap()
}

#[cfg(unix)]
#[test]
fn a_run_that_waits_ends_with_the_first_signal_and_leaves_no_half_report() {
    for signal in ["INT", "TERM", "HUP"] {
        let site = Site::new();
        let mut child = waiting(&site, &["--format", "jsonl", "--output", "inn/rapport.jsonl"]);
        let unfinished = || std::fs::read_dir(site.path("inn")).unwrap().count();
        for _ in 0..200 {
            if unfinished() > 0 {
                break;
            }
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
        assert_eq!(unfinished(), 1);
        std::process::Command::new("kill").args(["-s", signal, &child.id().to_string()]).status().unwrap();
        let mut status = None;
        for _ in 0..100 {
            status = child.try_wait().unwrap();
            if status.is_some() {
                break;
            }
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
        let _ = child.kill();
        assert_eq!(status.and_then(|status| status.code()), Some(130), "{signal}");
        assert_eq!(unfinished(), 0, "{signal}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_report_that_may_not_grow_further_is_an_error_with_its_name() {
    let site = Site::new();
    let number = a_fodselsnummer();
    site.put("brev.txt", format!("Fødselsnummer {number} står her.\n").repeat(200));
    let program = env!("CARGO_BIN_EXE_skjerm");
    let script = format!("ulimit -f 8; exec '{program}' scan inn --key-file nokkel --output rapport.jsonl");
    let mut command = site.command(["--version"]);
    let mut shell = std::process::Command::new("sh");
    shell.args(["-c", &script]).current_dir(command.get_current_dir().unwrap());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => shell.env(name, value),
            None => shell.env_remove(name),
        };
    }
    command = shell;
    let ran = Ran::of(command).exits(2);
    assert!(ran.err().contains("rapport.jsonl"), "{}", ran.err());
    assert!(!site.path("rapport.jsonl").exists());
}

#[cfg(unix)]
#[test]
fn a_folder_for_temporary_files_that_fails_is_the_runs_trouble() {
    let site = Site::new();
    let number = a_fodselsnummer();
    site.put("brev.txt", format!("Fødselsnummer {number} står her.\n").repeat(3000));
    let mut command = site.command(["scan", "inn", "--key-file", "nokkel"]);
    command.env("TMPDIR", site.path("mangler"));
    let ran = Ran::of(command).exits(2);
    assert!(ran.err().contains("mangler") && ran.err().contains("TMPDIR"), "{}", ran.err());
}

// What reports tell

#[test]
fn what_was_not_looked_for_is_told() {
    let site = Site::new();
    site.put("brev.txt", CLEAN);
    site.put_beside("kjent.jsonl", "");
    let flags =
        ["--only", "names,helse", "--min-severity", "review", "--baseline", "kjent.jsonl", "--synthetic", "real"];
    let run = |lines: &[Value]| of_type(lines, "run")[0].clone();
    let told = run(&site.jsonl(flags));
    assert_eq!(told["only"], serde_json::json!(["names", "helse"]));
    assert_eq!((text(&told, "min_severity"), text(&told, "synthetic")), ("review", "real"));
    assert_eq!(text(&told, "baseline"), "kjent.jsonl");
    let plain = run(&site.jsonl::<&str>([]));
    for key in ["only", "min_severity", "baseline", "synthetic"] {
        assert!(plain.get(key).is_none(), "{key}");
    }
    for format in ["text", "html"] {
        let told = site.scan(flags.iter().chain(&["--format", format]));
        assert!(told.out().contains("--only names,helse --min-severity review"), "{format}");
        assert!(!site.scan(["--format", format]).out().contains("ikke alt"), "{format}");
    }
}

#[test]
fn no_cell_becomes_a_formula_where_semicolons_part_cells() {
    let site = Site::new();
    site.put("brev.txt", format!("a;=1+1 ; @x;\t-2 {} ;＝cmd\n=3", a_fodselsnummer()));
    let ran = site.scan(["--format", "csv"]);
    let cells = ran.out().lines().flat_map(|line| line.split([';', '\t']).skip(1));
    for cell in cells {
        assert!(!cell.trim_start().starts_with(['=', '+', '-', '@', '＝']), "«{cell}» in\n{}", ran.out());
    }
    assert!(ran.out().contains(";'=1+1"), "{}", ran.out());
}

#[test]
fn errors_mask_names_and_show_control_characters() {
    let site = Site::new();
    site.put("brev.txt", CLEAN);
    for arguments in [
        ["--baseline", "Kari Nordmann\u{1b}[31m.jsonl"],
        ["--policy", "Kari Nordmann\u{1b}[31m"],
        ["--today", "Kari Nordmann\u{1b}[31m"],
    ] {
        let ran = site.scan(arguments).exits(2);
        assert!(!ran.err().contains("Nordmann") && !ran.err().contains("\u{1b}[31m"), "{:?}", ran.err());
    }
}

// Extracted text

#[test]
fn extracted_pieces_tell_where_they_begin_and_what_the_file_is_called() {
    let site = Site::new();
    let number = a_fodselsnummer();
    site.put("brev.txt", format!("Fødselsnummer {number} står her.\n"));
    let pieces = lines(site.run(["extract", "inn", "--format", "jsonl"]).exits(0).out());
    let name = pieces.iter().find(|piece| piece["part"] == "file-name").expect("the name is a piece");
    assert_eq!((text(name, "text"), &name["start"]), ("inn/brev.txt", &Value::from(0)));
    let found = site.jsonl::<&str>([]);
    let finding = findings(&found, "fodselsnummer")[0];
    let body = pieces.iter().find(|piece| piece["part"] == "body").unwrap();
    let at = |key: &str| finding[key].as_u64().unwrap() as usize - body["start"].as_u64().unwrap() as usize;
    assert_eq!(&text(body, "text").as_bytes()[at("start")..at("end")], number.as_bytes());
}

#[test]
fn a_command_has_keys_of_its_own_in_the_configuration() {
    let site = Site::new();
    site.put("brev.txt", CLEAN);
    let with = |text: &str| {
        site.put_beside("skjerm.toml", text);
        site.run(["extract", "inn"])
    };
    assert!(with("[extract]\nformat = \"jsonl\"\n").exits(0).out().starts_with('{'));
    assert!(with("extract.format = \"jsonl\"\nformat = \"html\"\n").exits(0).out().starts_with('{'));
    assert!(with("[corpus.evaluate]\nformat = \"json\"\n").exits(0).out().starts_with("Kommune"));
    assert!(with("[extract]\nfarge = \"rød\"\n").exits(2).err().contains("extract.farge"));
    assert!(with("[ingen]\nformat = \"text\"\n").exits(2).err().contains("ingen"));
    assert!(Path::new(&site.path("skjerm.toml")).exists());
}
