//! The log holds to its schema, and says what it should.

use super::*;
use crate::report::fixture;

fn log(documents: &[Document]) -> Value {
    let text = fixture::written(documents, |out| {
        Sarif::new(out, &fixture::run(), &fixture::setting()).expect("memory takes it")
    });
    serde_json::from_str(&text).expect("one JSON value")
}

#[test]
fn the_log_holds_to_the_schema() {
    let schema = include_str!("../../tests/schemas/sarif-schema-2.1.0.json");
    let schema: Value = serde_json::from_str(schema).expect("the schema is JSON");
    let validator = jsonschema::validator_for(&schema).expect("the schema is one");
    for documents in [fixture::documents(), Vec::new()] {
        let log = log(&documents);
        let errors: Vec<String> =
            validator.iter_errors(&log).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(errors.is_empty(), "{errors:#?}");
    }
    assert!(!validator.is_valid(&json!({ "version": "2.1.0" })), "the schema refuses what is no log");
}

#[test]
fn results_name_their_rule_and_their_place() {
    let log = log(&fixture::documents());
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    let results = run["results"].as_array().expect("results");
    assert_eq!(results.len(), 15);
    for result in results {
        let at = result["ruleIndex"].as_u64().expect("a place") as usize;
        assert_eq!(rules[at]["id"], result["ruleId"]);
    }
    let first = &results[0];
    assert_eq!(first["level"], "error");
    assert_eq!(first["message"]["text"], "fødselsnummer: 010190 •••••");
    let place = &first["locations"][0]["physicalLocation"];
    assert_eq!(
        place["artifactLocation"]["uri"],
        "ut/010190%E2%80%A2%E2%80%A2%E2%80%A2%E2%80%A2%E2%80%A2/010191%20%E2%80%A2%E2%80%A2%E2%80%A2%E2%80%A2%E2%80%A2.txt"
    );
    assert_eq!(place["region"], json!({ "startLine": 3, "startColumn": 9, "byteOffset": 5, "byteLength": 12 }));
    let title = results.last().expect("a connection");
    assert_eq!(title["locations"][0]["logicalLocations"][0], json!({ "name": "2024/118-3", "kind": "entry" }));
    assert!(title["locations"][0]["physicalLocation"].get("region").is_none());
    let number = rules.iter().find(|rule| rule["id"] == "fodselsnummer").expect("the rule");
    assert_eq!(number["shortDescription"]["text"], "Fødselsnummer");
    assert!(number["help"]["text"].as_str().is_some_and(|help| help.contains("offentleglova § 26")));
}

#[test]
fn what_was_not_read_makes_the_execution_unsuccessful() {
    let log = log(&fixture::documents());
    let invocation = &log["runs"][0]["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    let notification = &invocation["toolExecutionNotifications"][0];
    assert_eq!(notification["descriptor"]["id"], "unread/encrypted");
    assert_eq!(notification["level"], "error");
}

#[test]
fn paths_become_references() {
    assert_eq!(uri("/srv/ut/a b.txt"), "file:///srv/ut/a%20b.txt");
    assert_eq!(uri("a.zip!/å#?.docx"), "a.zip!/%C3%A5%23%3F.docx");
}
