//! Help, the manual page, completions and what is said to arguments that cannot be read: in the user's language, by one rule.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod support;

use support::{Ran, Site, a_fodselsnummer};

/// The languages, each with words that only its help of `skjerm scan` holds.
const LANGUAGES: [(&str, [&str; 4]); 3] = [
    (
        "nb",
        ["Bruk: skjerm scan [VALG] <STI>...", "Hvor det søkes etter navn", "Argumenter:", "Grenser for dokumenter:"],
    ),
    ("nn", ["Bruk: skjerm scan [VAL] <STI>...", "Kvar det blir søkt etter namn", "Argument:", "Grenser for dokument:"]),
    (
        "en",
        ["Usage: skjerm scan [OPTIONS] <PATH>...", "Where names are looked for", "Arguments:", "Limits on documents:"],
    ),
];

/// Every command that has help.
const COMMANDS: [&[&str]; 14] = [
    &[],
    &["scan"],
    &["extract"],
    &["rules"],
    &["rules", "list"],
    &["rules", "check"],
    &["rules", "explain"],
    &["rules", "import-names"],
    &["corpus"],
    &["corpus", "generate"],
    &["corpus", "evaluate"],
    &["bench"],
    &["completions"],
    &["man"],
];

/// The language that `ran` speaks, by its help of `skjerm scan`.
#[track_caller]
fn language_of(ran: &Ran) -> &'static str {
    let spoken: Vec<_> =
        LANGUAGES.iter().filter(|(_, words)| words.iter().all(|words| ran.out().contains(words))).collect();
    assert_eq!(spoken.len(), 1, "{}", ran.everything());
    spoken[0].0
}

/// What was said, free of the ends of lines.
fn in_one_line(ran: &Ran) -> String {
    ran.out().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn flag_variable_file_and_environment_choose_the_language_in_this_order() {
    let site = Site::new();
    let with = |arguments: &[&str], variables: &[(&str, &str)]| {
        let mut command = site.command(arguments);
        command.envs(variables.iter().copied());
        language_of(&Ran::of(command).exits(0)).to_owned()
    };
    let help = &["scan", "--help"][..];
    assert_eq!(with(help, &[]), "nb");
    assert_eq!(with(help, &[("LANG", "nn_NO.UTF-8")]), "nn");
    assert_eq!(with(help, &[("LANG", "de_DE.UTF-8")]), "nb");
    site.put_beside("skjerm.toml", "lang = \"en\"\n");
    assert_eq!(with(help, &[]), "en");
    assert_eq!(with(help, &[("SKJERM_LANG", "nn")]), "nn");
    for arguments in [
        &["scan", "--lang", "nb", "--help"][..],
        &["scan", "--help", "--lang", "nb"],
        &["--lang", "nb", "scan", "-h"],
        &["scan", "-h", "--lang=NB"],
    ] {
        assert_eq!(with(arguments, &[("SKJERM_LANG", "nn")]), "nb", "{arguments:?}");
    }
    let ran = site.run(["scan", "--lang", "se", "--help"]).exits(2);
    assert!(ran.err().contains("invalid value 'se'"), "{}", ran.err());
}

#[test]
fn what_runs_takes_the_language_at_any_place_of_the_command_line() {
    let site = Site::new();
    site.put("rent.txt", "Kommunestyret vedtok budsjettet.\n");
    for arguments in [
        &["--lang", "nn", "scan", "inn", "--key-file", "nokkel"][..],
        &["scan", "inn", "--key-file", "nokkel", "--lang", "nn"],
    ] {
        let mut command = site.command(arguments);
        command.env("SKJERM_LANG", "en");
        let ran = Ran::of(command).exits(0);
        assert!(ran.out().contains("kan publiserast"), "{}", ran.everything());
    }
}

#[test]
fn no_help_is_left_in_english_or_without_a_text() {
    let site = Site::new();
    // What clap writes by itself, and texts that are asked for and missing.
    let english =
        ["Usage", "Options", "Commands", "Arguments", "OPTIONS", "COMMAND", "[default", "[env", "ossible values"];
    let missing = ["help-", "flag-", "value-", "heading-", "frame-"];
    for lang in ["nb", "nn", "en"] {
        for command in COMMANDS {
            for flag in ["-h", "--help"] {
                let ran = site.run(command.iter().chain(&[flag, "--lang", lang])).exits(0);
                assert_eq!(ran.err(), "");
                let unwanted = missing.iter().chain(if lang == "en" { &[][..] } else { &english });
                for words in unwanted {
                    assert!(!ran.out().contains(words), "{command:?} {flag} {lang}: «{words}» in\n{}", ran.out());
                }
            }
        }
    }
}

#[test]
fn long_help_tells_the_paragraphs_and_what_values_mean() {
    let site = Site::new();
    let short = site.run(["corpus", "generate", "-h"]).exits(0);
    let long = site.run(["corpus", "generate", "--help"]).exits(0);
    let paragraph = "skjerm corpus generate --size 100MiB --shape small --out MAPPE";
    assert!(long.out().contains(&format!("\n    {paragraph}\n")) && !short.out().contains(paragraph));
    assert!(in_one_line(&short).contains("[mulige verdier: big, mid, small, csv, noark]"), "{}", short.out());
    assert!(
        long.out().contains("Mulige verdier:\n") && long.out().contains("- big:   Én tekstfil\n"),
        "{}",
        long.out()
    );
    assert!(long.out().contains("[variabel: SKJERM_GENERATE_SHAPE=]\n") && long.out().contains("[standard: small]\n"));
}

#[test]
fn help_without_paragraphs_and_values_is_short() {
    let site = Site::new();
    for command in [&[][..], &["rules", "explain"], &["man"]] {
        let [short, long] = ["-h", "--help"].map(|flag| site.run(command.iter().chain(&[flag])).exits(0));
        assert_eq!(short.out(), long.out());
    }
}

#[test]
fn arguments_are_listed_in_their_order_and_shared_flags_last() {
    let site = Site::new();
    let ran = site.run(["corpus", "evaluate", "-h"]).exits(0);
    let place = |words: &str| ran.out().find(words).unwrap_or_else(|| panic!("no «{words}» in\n{}", ran.out()));
    let places =
        ["  <FUNN> ", "  [FASIT] ", "--write-texts <", "--seed <", "--config <", "--lang <", "--help "].map(place);
    assert!(places.is_sorted(), "{}", ran.out());
}

#[test]
fn defaults_of_the_configuration_are_told() {
    let site = Site::new();
    site.put_beside("skjerm.toml", "names = \"off\"\n");
    let mut command = site.command(["scan", "-h"]);
    command.env("SKJERM_JOBS", "3");
    let ran = Ran::of(command).exits(0);
    let told = in_one_line(&ran);
    assert!(told.contains("[standard: off]") && told.contains("[variabel: SKJERM_JOBS=3]"), "{}", ran.out());
}

#[test]
fn errors_speak_the_users_language_and_exit_2() {
    let site = Site::new();
    let cases: [(&[&str], [&str; 3]); 12] = [
        (&["scan", "--finnes-ikke"], ["ukjent argument «--finnes-ikke»", "ukjent argument «--", "unexpected argument"]),
        (&["skan"], ["ukjent kommando «skan»", "ukjend kommando", "unrecognized subcommand"]),
        (
            &["scan"],
            ["disse argumentene mangler:\n  <STI>", "desse argumenta manglar:", "were not provided:\n  <PATH>"],
        ),
        (
            &["scan", "x", "--names", "litt"],
            ["ugyldig verdi «litt» for «--names <MÅTE>»", "ugyldig verdi", "invalid value"],
        ),
        (&["scan", "x", "--jobs", "to"], ["ikke et helt tall", "ikkje eit heilt tal", "not a whole number"]),
        (&["scan", "x", "--today", "nå"], ["ikke en dag", "ikkje ein dag", "not a day"]),
        (
            &["scan", "x", "--only", "sko"],
            ["eller slag: fodselsnummer, ", "eller slag: fod", "or kinds: fodselsnummer"],
        ),
        (&["scan", "x", "--max-memory", "mye"], ["ikke en størrelse", "ikkje ein storleik", "not a size"]),
        (&["bench", "--size", "mye"], ["ikke en størrelse", "ikkje ein storleik", "not a size"]),
        (&["scan", "x", "--names"], ["«--names <MÅTE>» mangler en verdi", "manglar ein verdi", "a value is required"]),
        (&["scan", "x", "--jobs=1", "--jobs=2"], ["bare oppgis én gang", "oppgjevast éin gong", "used multiple times"]),
        (
            &["scan", "x", "--reveal=ja"],
            ["tar ikke imot verdien «ja»", "tek ikkje imot verdien", "unexpected value 'ja'"],
        ),
    ];
    for (arguments, wanted) in cases {
        let languages =
            [("nb", "feil: ", "Mer hjelp: "), ("nn", "feil: ", "Meir hjelp: "), ("en", "error: ", "try '--help'")];
        for ((lang, begins, ends), wanted) in languages.into_iter().zip(wanted) {
            let ran = site.run(["--lang", lang].iter().chain(arguments)).exits(2);
            assert!(ran.out().is_empty(), "{arguments:?}: {}", ran.out());
            for words in [wanted, begins, ends] {
                assert!(ran.err().contains(words), "{arguments:?} {lang}: no «{words}» in\n{}", ran.err());
            }
            assert!(lang == "en" || !ran.err().contains("Usage") && !ran.err().contains("[OPTIONS]"), "{}", ran.err());
        }
    }
}

#[test]
fn errors_tell_what_there_is_to_choose_and_what_was_meant() {
    let site = Site::new();
    for (arguments, wanted) in [
        (&["scan", "x", "--names", "litt"][..], "\n  [mulige verdier: near, all, off]\n"),
        (&["scan", "x", "--format", "docx"], "\n  [mulige verdier: text, jsonl, csv, sarif, html]\n"),
        (&["scan", "x", "--lang", "se"], "ugyldig verdi «se» for «--lang <SPRÅK>»\n"),
        (&["scan", "x", "--nammes", "all"], "\n  tips: noe som ligner, finnes: --names\n"),
        (&["scna"], "\n  tips: noe som ligner, finnes: scan\n"),
        (&["scan", "x", "--names", "nearr"], "\n  tips: noe som ligner, finnes: near\n"),
        (&["scan", "--odd"], "\n  tips: er «--odd» ment som en verdi, skrives det «-- --odd»\n"),
        (&["--fail-on", "stop", "scan", "x"], "\n  tips: «scan --fail-on» finnes\n"),
        (&["rules", "import-names", "x", "--out", "a", "--output", "b"], "kan ikke brukes sammen med:\n  --out"),
    ] {
        let ran = site.run(arguments).exits(2);
        assert!(ran.err().contains(wanted), "{arguments:?}: no «{wanted}» in\n{}", ran.err());
    }
}

#[test]
fn a_command_without_its_command_gets_help_on_standard_error() {
    let site = Site::new();
    for (arguments, wanted) in
        [(&[][..], "Bruk: skjerm [VALG] <KOMMANDO>"), (&["rules"], "Bruk: skjerm rules [VALG] <KOMMANDO>")]
    {
        let ran = site.run(arguments).exits(2);
        assert!(ran.out().is_empty() && ran.err().contains(wanted), "{}", ran.everything());
    }
}

#[test]
fn errors_show_no_personal_number() {
    let site = Site::new();
    let number = a_fodselsnummer();
    for arguments in [
        &["scan", "x", "--names", &number][..],
        &["scan", "x", "--today", &number],
        &["scan", "x", &format!("--{number}")],
        &[&number],
    ] {
        let ran = site.run(arguments).exits(2);
        assert!(!ran.err().contains(&number), "{}", ran.err());
    }
}

#[test]
fn the_manual_page_and_completions_speak_the_users_language() {
    let site = Site::new();
    for (lang, heading, about, shielded) in [
        ("nb", ".SH BESKRIVELSE", "Skanner filer", "Mappe med regler"),
        ("nn", ".SH OMTALE", "Skannar filer", "Mappe med reglar"),
        ("en", ".SH DESCRIPTION", "Scan files", "A folder of rules"),
    ] {
        let page = site.run(["man", "--lang", lang]).exits(0);
        assert!(page.out().contains(heading) && page.out().contains(about), "{}", page.out());
        assert!(!page.out().contains("true, false"), "a switch takes no value: {}", page.out());
        let english = [".SH NAME", ".SH SYNOPSIS", ".SH OPTIONS", "Possible values", "May also be specified"];
        for words in english.iter().filter(|_| lang != "en") {
            assert!(!page.out().contains(words), "«{words}» in\n{}", page.out());
        }
        for shell in ["zsh", "fish"] {
            let script = site.run(["completions", shell, "--lang", lang]).exits(0);
            assert!(script.out().contains(about) && script.out().contains(shielded), "{}", script.out());
            assert!(!script.out().contains("SKJERM_"), "details belong into help: {}", script.out());
        }
    }
    let bash = site.run(["completions", "bash"]).exits(0);
    assert!(bash.out().contains("--lang") && bash.out().contains("near all off"), "{}", bash.out());
}
