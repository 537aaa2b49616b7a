//! Running text, tables and their encodings: whatever stands in the file comes out, once and in its order.
#![no_main]

use skjerm::extract::whole_text;
use skjerm_fuzz::{Reading, family, letters};

family!(["notat.txt", "liste.csv"], |bytes: &[u8], reading: &Reading| {
    /// A longer text is read in windows, each in a code page of its own.
    const WINDOW: usize = 256 * 1024;
    if bytes.len() > WINDOW {
        return;
    }
    let whole = whole_text(bytes);
    match reading.format {
        "text" => {
            let read: String = reading.runs.iter().map(|run| run.text.as_str()).collect();
            // Stray bytes stay where they stand in running text.
            if std::str::from_utf8(bytes).is_ok() {
                assert_eq!(read, whole, "running text comes out as it stands");
            }
        }
        // Where the file tells its delimiter, that may be a letter.
        "table" if !whole.starts_with("sep=") => {
            assert_eq!(reading.letters(), letters(&whole).collect::<String>(), "every cell comes out");
        }
        _ => {}
    }
});
