//! What is not cleared, and where nothing is written.

use crate::run::Run;
use crate::samples::{noark_5, whole};
use crate::support::{Site, a_fodselsnummer, text};
use serde_json::Value;

#[test]
fn what_is_no_journal_or_not_read_is_not_cleared() {
    let number = a_fodselsnummer();
    let broken = whole(&noark_5(&[false, true], &number), &[]).replace("</n:offentligJournal>", "");
    let page = "<html><body><table><tr><th>Saksnr</th><th>Dokumentnr</th><th>Tittel</th></tr></table></body></html>";
    let files: [(&str, &[u8]); 5] = [
        ("brev.txt", b"Kommunestyret vedtok budsjettet.\n"),
        ("knekt.xml", broken.as_bytes()),
        ("liste.xlsx", b"PK\x03\x04xxxx"),
        ("side.html", page.as_bytes()),
        ("god.csv", b"Saksnr;Dokumentnr;Tittel\n2026/1;1;Budsjett\n"),
    ];
    let run = Run::of(&files, &[]);
    for name in ["brev.txt", "knekt.xml", "liste.xlsx", "side.html"] {
        assert_eq!(run.cleared(name), None, "{name}");
    }
    assert!(run.cleared("god.csv").is_some());
    for name in ["knekt.xml", "liste.xlsx"] {
        assert!(run.withheld().iter().any(|row| row["type"] == "not-cleared" && text(row, "path").ends_with(name)));
        assert!(run.ran.err().contains(name), "{}", run.ran.err());
        assert!(run.text("withheld.csv").contains(name));
    }
    let criteria: Value = serde_json::from_str(&run.text("criteria.json")).unwrap();
    assert_eq!(criteria["documents_not_copied"], 2);
    assert!(!run.text("withheld.csv").contains(&number));
    run.ran.exits(3);
}

#[test]
fn journals_that_can_only_be_read_are_told() {
    let running = "<loependeJournal xmlns='http://www.arkivverket.no/standarder/noark5/loependeJournal'><journalregistrering>\
                   <journalpost><tittel>Budsjett for vei</tittel><offentligTittel>Budsjett</offentligTittel></journalpost>\
                   </journalregistrering></loependeJournal>";
    let run = Run::of(&[("loepende.xml", running.as_bytes())], &[]);
    assert_eq!(run.cleared("loepende.xml"), None);
    assert!(run.withheld().iter().any(|row| row["action"] == "not-cleared"), "{:?}", run.withheld());
    run.ran.exits(3);
}

#[test]
fn what_may_be_a_post_beside_the_posts_is_not_copied() {
    let page = |beside: &str| {
        format!(
            "<html><body><table><tr><th>Dok.nr</th><th>Tittel</th><th>Avsender</th></tr><tr><td>2026/2-1</td><td>Brev</td>\
             <td>Papir AS</td></tr><tr><td>2026/2-2</td><td>Svar</td><td>Papir AS</td></tr></table><div>{beside}</div></body></html>"
        )
    };
    let (known, stray) = (page("Sist endra 3. november"), page("<b>2026/9-3</b> <i>Brev om vegen</i>"));
    let run = Run::of(&[("kjend.html", known.as_bytes()), ("ukjend.html", stray.as_bytes())], &[]);
    assert!(run.cleared("kjend.html").is_some());
    assert_eq!(run.cleared("ukjend.html"), None);
    run.ran.exits(3);
}

#[test]
fn an_old_file_does_not_stand_for_a_new_one() {
    let number = a_fodselsnummer();
    let run = Run::of(&[("j.xml", whole(&noark_5(&[false], ""), &[]).as_bytes())], &[]);
    assert!(run.cleared("j.xml").is_some());
    let Run { site, .. } = run;
    site.put("j.xml", whole(&noark_5(&[true], &number), &[]).as_bytes());
    let run = Run::again(site, &[]);
    assert_eq!(run.cleared("j.xml"), None);
}

#[test]
fn the_folder_is_ours_or_empty_and_names_tell_nothing() {
    let site = Site::new();
    site.put("j.csv", b"Saksnr;Dokumentnr;Tittel\n2026/1;1;Budsjett\n");
    site.put_beside("ut/viktig.txt", b"x");
    let ran = site.scan(["--cleared", "ut"]);
    assert!(ran.err().contains("criteria.json"), "{}", ran.err());
    assert!(!site.path("ut/j.csv").exists());
    ran.exits(2);
    // Criteria of somebody else's do not make the folder ours.
    site.put_beside("ut/criteria.json", br#"{"files": ["viktig.txt"]}"#);
    site.scan(["--cleared", "ut"]).exits(2);
    assert!(site.path("ut/viktig.txt").exists());
    let number = a_fodselsnummer();
    let run = Run::of(&[(&format!("{number}.csv"), b"Saksnr;Dokumentnr;Tittel\n2026/1;1;Budsjett\n")], &[]);
    assert_eq!(run.cleared(&format!("{number}.csv")), None);
    let all = run.text("withheld.csv") + &run.text("criteria.json") + &run.text("criteria.txt") + &run.ran.everything();
    assert!(!all.contains(&number));
    site.run(["scan", "inn", "--shield"]).exits(2);
}
