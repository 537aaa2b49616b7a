//! JSON and JSON Lines, held against `serde_json`: every string and whole number that it finds comes out.
#![no_main]

use serde_json::Value;
use skjerm_fuzz::{Reading, family};
use std::collections::HashSet;

family!(["journal.json", "journal.jsonl"], |bytes: &[u8], reading: &Reading| {
    if reading.format != "JSON" && reading.format != "JSON Lines" {
        return;
    }
    let values: Option<Vec<Value>> = match reading.format {
        "JSON" => serde_json::Deserializer::from_slice(bytes).into_iter().collect::<Result<_, _>>().ok(),
        _ => std::str::from_utf8(bytes).ok().and_then(|text| {
            text.lines().filter(|line| !line.trim().is_empty()).map(serde_json::from_str).collect::<Result<_, _>>().ok()
        }),
    };
    let Some(values) = values else { return };
    assert!(!reading.is_unread, "what serde_json reads, we read");
    let found: HashSet<&str> = reading.runs.iter().map(|run| run.text.as_str()).collect();
    for value in &values {
        must_be_found(value, &found);
    }
});

fn must_be_found(value: &Value, found: &HashSet<&str>) {
    match value {
        Value::String(text) => {
            let text = text.replace(['\u{1f}', '\u{8}', '\u{c}'], " ");
            let text = text.trim_ascii();
            assert!(text.is_empty() || found.contains(text), "{text:?} is lost");
        }
        Value::Number(number) if number.is_i64() || number.is_u64() => {
            assert!(found.contains(number.to_string().as_str()), "{number} is lost");
        }
        Value::Array(values) => values.iter().for_each(|value| must_be_found(value, found)),
        Value::Object(values) => values.values().for_each(|value| must_be_found(value, found)),
        _ => {}
    }
}
