//! Names stay what they are, and the key stays private.

use super::*;
use crate::model::{Location, Role, Severity, Span};
use crate::report::fixture::finding;

fn key() -> SiteKey {
    SiteKey::from_bytes([1; 32])
}

#[test]
fn names_do_not_change_between_versions() {
    // Decisions and baselines out there hold these: a change of the recipe needs a new VERSION.
    assert_eq!(key().fingerprint(Kind::Fodselsnummer, "01019012345").as_str(), FINGERPRINT);
    assert_eq!(key().path_id("ut/brev.txt").as_str(), PATH);
    let finding = finding(Kind::Fodselsnummer, Severity::Stop, "Fnr. 01019012345", "01019012345", &[]);
    assert_eq!(key().finding_id(&finding, "ut/brev.txt").as_str(), FINDING);
}

const FINGERPRINT: &str = "739e70704480c9b5a59b846519ae32e2";
const PATH: &str = "5ef2d3aecb30fd7bf7b477d8cdb3d02b";
const FINDING: &str = "728c0b71075ecf27e4078031ee34caf7";

#[test]
fn written_forms_of_one_value_share_a_fingerprint() {
    let same = [
        (
            Kind::Fodselsnummer,
            &[
                "01019012345",
                "010190 12345",
                "01.01.90-12345",
                "０１０１９０12345",
                "O1O19O12345",
                "1019012345",
                "0 1 0 1 9 0 1 2 3 4 5",
            ][..],
        ),
        (Kind::Telefon, &["91234567", "+47 912 34 567", "0047 91234567"]),
        (Kind::Iban, &["NO93 8601 1117 947", "no9386011117947"]),
        (Kind::Kontonummer, &["1234.56.78903", "12345678903"]),
        (Kind::Personnavn, &["Kari Nordmann", "KARI  NORDMANN", " kari\u{a0}nordmann"]),
        (Kind::Personnavn, &["Åse", "A\u{30a}se"]),
        (Kind::Epost, &["Kari@Example.no", "kari@example.no"]),
    ];
    for (kind, forms) in same {
        let names: Vec<Id> = forms.iter().map(|form| key().fingerprint(kind, form)).collect();
        assert!(names.windows(2).all(|pair| pair[0] == pair[1]), "{forms:?}");
    }
    assert_ne!(key().fingerprint(Kind::DNummer, "01019012345"), key().fingerprint(Kind::Fodselsnummer, "01019012345"));
    assert_ne!(key().fingerprint(Kind::Personnavn, "Kari"), SiteKey::random().fingerprint(Kind::Personnavn, "Kari"));
}

#[test]
fn a_findings_name_hangs_on_rule_value_and_place() {
    let base = finding(Kind::Fodselsnummer, Severity::Stop, "Fnr. 01019012345", "01019012345", &[]);
    let id = key().finding_id(&base, "a.txt");
    assert_eq!(key().finding_id(&base.clone(), "a.txt"), id);
    let mut others = vec![base.clone(); 6];
    others[0].rule = "other".into();
    others[1].text = "01019054321".into();
    others[2].span = Span::new(6, 17);
    others[3].part = Role::Title;
    others[4].location = Location { entry: Some("2024/1-1".into()), ..base.location.clone() };
    others[5].location.line = Some(4);
    for other in &others {
        assert_ne!(key().finding_id(other, "a.txt"), id);
    }
    assert_ne!(key().finding_id(&base, "b.txt"), id);
    // What it weighs and how it came about may change without its becoming another.
    let weighed = Finding { severity: Severity::Note, confidence: 0.1, evidence: Vec::new(), ..base };
    assert_eq!(key().finding_id(&weighed, "a.txt"), id);
}

#[test]
fn the_key_is_made_once_and_found_again() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("data/skjerm/key");
    let (first, warning) = SiteKey::load_or_create(Some(&path));
    assert!(warning.is_none(), "{warning:?}");
    let (second, warning) = SiteKey::load_or_create(Some(&path));
    assert!(warning.is_none(), "{warning:?}");
    assert_eq!(first.0, second.0);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = |path: &Path| std::fs::metadata(path).expect("it is there").permissions().mode() & 0o777;
        assert_eq!(mode(&path), 0o600);
        assert_eq!(mode(path.parent().expect("a folder")), 0o700);
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).expect("it is ours");
        let (third, warning) = SiteKey::load_or_create(Some(&path));
        assert!(matches!(warning, Some(KeyWarning::Exposed { .. })));
        assert_eq!(first.0, third.0);
    }
}

#[test]
fn first_runs_that_race_end_with_one_key() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("skjerm/key");
    let keys: Vec<[u8; 32]> = std::thread::scope(|scope| {
        let runs: Vec<_> = (0..8).map(|_| scope.spawn(|| SiteKey::load_or_create(Some(&path)))).collect();
        runs.into_iter()
            .map(|run| {
                let (key, warning) = run.join().expect("no panic");
                assert!(warning.is_none(), "{warning:?}");
                key.0
            })
            .collect()
    });
    assert!(keys.windows(2).all(|pair| pair[0] == pair[1]));
}

#[test]
fn a_file_that_is_no_key_is_left_alone() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("key");
    std::fs::write(&path, "not a key").expect("a file");
    let (_, warning) = SiteKey::load_or_create(Some(&path));
    assert!(matches!(warning, Some(KeyWarning::Malformed { .. })));
    assert_eq!(std::fs::read(&path).expect("still there"), b"not a key");
    let (_, warning) = SiteKey::load_or_create(Some(folder.path()));
    assert!(matches!(warning, Some(KeyWarning::Unusable { .. })));
}

#[test]
fn warnings_speak_the_users_language_and_show_no_number() {
    let catalogue = Catalogue::new(crate::catalogue::Lang::Nb);
    let path = PathBuf::from("/home/01019012345/key");
    let warnings = [
        KeyWarning::NoFolder,
        KeyWarning::Unusable { path: path.clone(), error: io::ErrorKind::PermissionDenied.into() },
        KeyWarning::Malformed { path: path.clone() },
        KeyWarning::Exposed { path },
    ];
    for warning in &warnings {
        let text = warning.text(&catalogue);
        assert!(text.contains("nøkkel") && !text.contains("12345"), "{text}");
    }
}
