//! What is written beside the exports: the list of what is withheld, and the criteria.

use crate::run::Run;
use crate::support::{a_fodselsnummer, text};
use serde_json::Value;

#[cfg(unix)]
#[test]
fn what_is_written_is_for_its_owner() {
    use std::os::unix::fs::PermissionsExt as _;
    let run = Run::of(&[("j.csv", b"Saksnr;Dokumentnr;Tittel\n2026/1;1;Budsjett\n")], &[]);
    for name in ["j.csv", "withheld.csv", "withheld.jsonl", "criteria.json", "criteria.txt"] {
        let mode = std::fs::metadata(run.site.path("ut").join(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
}

#[test]
fn the_list_says_what_einnsyn_refuses_and_holds_no_formulas() {
    let number = a_fodselsnummer();
    let export = format!(
        "Saksnr;Dokumentnr;Tittel\n2026/1;1;Klage {number}\n2026/2;1;=SUM(A1) Kari Nordmann har diabetes\n2026/3;1;Klage {} {}\n",
        &number[..6],
        &number[6..]
    );
    let run = Run::of(&[("l.csv", export.as_bytes())], &["--reveal"]);
    let rows = run.withheld();
    let refused =
        |entry: &str| rows.iter().find(|row| row["entry"] == entry).map(|row| row["refused-by-einnsyn"] == true);
    assert_eq!([refused("2026/1-1"), refused("2026/2-1"), refused("2026/3-1")], [Some(true), Some(false), Some(true)]);
    for record in csv::Reader::from_reader(run.text("withheld.csv").as_bytes()).records() {
        for cell in &record.unwrap() {
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell}");
        }
    }
}

#[test]
fn criteria_are_told_in_the_users_language() {
    let number = a_fodselsnummer();
    let export = format!("Saksnr;Dokumentnr;Tittel\n2026/1;1;Klage {number}\n2026/2;1;Budsjett\n");
    for (lang, title) in
        [("nb", "Kriterier for publisering"), ("nn", "Kriterium for publisering"), ("en", "Criteria for publishing")]
    {
        let run = Run::of(&[("l.csv", export.as_bytes())], &["--lang", lang]);
        let told = run.text("criteria.txt");
        assert!(told.starts_with(title), "{told}");
        assert!(!told.contains("criteria-") && !run.text("withheld.csv").contains("withheld-do"), "{told}");
        let criteria: Value = serde_json::from_str(&run.text("criteria.json")).unwrap();
        assert_eq!(criteria["posts"], serde_json::json!({"in": 2, "published": 1, "shielded": 0, "withheld": 1}));
        assert_eq!(criteria["left_out"]["by_kind"]["fodselsnummer"], 1);
        assert_eq!(text(&criteria["policy"], "id"), "offentlegforskrifta-7");
        assert!(text(&criteria, "rules").starts_with("blake3:"));
    }
}
