//! Each form and each of its shapes.

use super::*;

fn claims(text: &str) -> Result<Claims, CorpusError> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("findings");
    std::fs::write(&path, text).unwrap();
    Claims::read(&path, None, None, &Entities::new(&[]).unwrap())
}

/// Whose, kind, range.
fn told(claims: &Claims) -> Vec<(Whose, Kind, (usize, usize))> {
    claims.claims.iter().map(|claim| (claim.whose.clone(), claim.kinds[0], claim.range)).collect()
}

fn path(name: &str) -> Whose {
    Whose::Path(name.into())
}

#[test]
fn our_own_lines_are_read() {
    let text = concat!(
        r#"{"type":"run","tool":"skjerm"}"#,
        "\n",
        r#"{"type":"finding","path":"a.csv","part":"body","location":{"row":2,"column":3,"cell":"C2"},"start":1,"end":5,"kind":"helse","severity":"stop","confidence":0.9,"text":"k•••"}"#,
        "\n",
        r#"{"type":"unread","path":"b.pdf","reason":"unsupported"}"#,
        "\n",
        r#"{"type":"summary"}"#
    );
    let claims = claims(text).unwrap();
    assert_eq!(claims.form, Form::Skjerm);
    assert_eq!(told(&claims), [(path("a.csv"), Kind::Helse, (1, 5))]);
    let claim = &claims.claims[0];
    assert_eq!((claim.origin, claim.severity, claim.confidence), (Origin::Line(2), Some(Severity::Stop), Some(0.9)));
    assert!(claim.spot.is_segment() && claim.unit == Unit::Bytes);
    assert_eq!((claims.unread, claims.is_whole), (1, true));
}

#[test]
fn every_shape_of_presidio_is_read() {
    let result = r#"{"entity_type":"PERSON","start":0,"end":4,"score":0.85,"analysis_explanation":null}"#;
    for (text, whose) in [
        (format!("[{result}]"), vec![Whose::Only]),
        (format!(r#"{{"a.txt":[{result}],"b.txt":[{result}]}}"#), vec![path("a.txt"), path("b.txt")]),
        (format!(r#"[{{"path":"a.txt","results":[{result}]}}]"#), vec![path("a.txt")]),
        (format!(r#"[{{"key":"a.txt","value":"Kari","recognizer_results":[{result}]}}]"#), vec![path("a.txt")]),
        (format!("[[{result}],[],[{result}]]"), vec![Whose::Number(0), Whose::Number(2)]),
        (format!(r#"[{{"path":"a.txt",{}]"#, &result[1..]), vec![path("a.txt")]),
        (
            format!("{{\"path\":\"a.txt\",{}\n{{\"path\":\"b.txt\",{}\n", &result[1..], &result[1..]),
            vec![path("a.txt"), path("b.txt")],
        ),
    ] {
        let claims = claims(&text).unwrap();
        assert_eq!(claims.form, Form::Presidio, "{text}");
        let expected: Vec<_> = whose.into_iter().map(|whose| (whose, Kind::Personnavn, (0, 4))).collect();
        assert_eq!(told(&claims), expected, "{text}");
        assert_eq!((claims.claims[0].unit, claims.claims[0].confidence), (Unit::Characters, Some(0.85)));
    }
}

#[test]
fn tables_are_read_by_their_headers() {
    for text in [
        "path,start,end,kind,confidence\na.txt,1,5,helse,0.5\n",
        "file;begin;end;label;score\na.txt;1;5;DISEASE;0,5\n",
        "Document\tStart_char\tEnd_char\tentity_type\tscore\na.txt\t1\t5\tMEDICAL CONDITION\t0.5\n",
        "score,kind,end,start,path\n0.5,helse,5,1,a.txt\n",
    ] {
        let claims = claims(text).unwrap();
        assert_eq!(claims.form, Form::Csv);
        assert_eq!(told(&claims), [(path("a.txt"), Kind::Helse, (1, 5))], "{text}");
        assert_eq!(claims.claims[0].confidence, Some(0.5));
        assert_eq!(claims.claims[0].unit == Unit::Characters, text.contains("char"), "{text}");
    }
    let units = claims("path,start,end,kind,unit\na,1,2,helse,char\na,1,2,helse,byte\n").unwrap();
    assert_eq!([units.claims[0].unit, units.claims[1].unit], [Unit::Characters, Unit::Bytes]);
}

#[test]
fn what_is_no_kind_is_counted() {
    let claims = claims("path,start,end,kind\na,1,2,LOCATION\na,1,2,WIDGET\na,3,4,WIDGET\n").unwrap();
    assert!(claims.claims.is_empty());
    assert_eq!((claims.left_out, claims.unknown.get("WIDGET")), (1, Some(&2)));
}

#[test]
fn an_error_names_the_place_and_no_value() {
    let run = r#"{"type":"run"}"#;
    for (text, place) in [
        (format!("{run}\n{{\"type\":\"finding\",\"path\":\"a\"}}\n"), "findings:2: a finding without `kind`"),
        (format!("{run}\n{{\"type\":\n"), "findings:2: no JSON"),
        (
            r#"[{"entity_type":"PERSON","start":0,"end":4},{"entity_type":"PERSON","start":"Kari"}]"#.into(),
            "findings, result 2: ",
        ),
        ("[\n{\"entity_type\":\"PERSON\",\n\"start\":}]".into(), "findings:3: no JSON"),
        (r#"[{"entity_type":"PERSON","start":9,"end":4}]"#.into(), "result 1: the end lies before"),
        (r#"[{"entity_type":"PERSON","start":0,"end":4,"score":7}]"#.into(), "result 1: a confidence"),
        ("path,kind\na,helse\n".into(), "findings:1: the header has no columns `start`"),
        ("path,start,end,kind\na,1,2,helse\na,Kari,2,helse\n".into(), "findings:3: `start` is no whole number"),
    ] {
        let error = claims(&text).unwrap_err().to_string();
        assert!(error.contains(place), "{error}");
        assert!(!error.contains("Kari"), "{error}");
    }
}
