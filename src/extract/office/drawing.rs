//! Drawn text: charts, diagrams, drawings and their like, wherever they lie in a package. And parts that no reader is
//! made for.

use super::alternatives::{self, Alternatives};
use super::fields::Fields;
use super::markup::{self, Markup};
use super::properties;
use crate::extract::passage::hand_out;
use crate::extract::{Input, Output};
use crate::model::{Places, Role, Unread};

/// Reads a part by the name of its root: what a chart or a diagram shows is body, what is unknown is metadata.
pub(super) fn read_part(
    input: &Input<'_>,
    name: &str,
    root: &str,
    bytes: &[u8],
    output: &mut dyn Output,
) -> Result<(), Unread> {
    match root {
        "chartSpace" | "dataModel" | "wsDr" | "userShapes" | "xml" => shapes(name, bytes, output),
        "svg" => properties::other(input, bytes, Role::Body, output),
        _ => properties::other(input, bytes, Role::Metadata, output),
    }
}

/// Text of shapes, of a diagram's points and of a chart: its titles and the values that it keeps of the table behind
/// it.
fn shapes(name: &str, bytes: &[u8], output: &mut dyn Output) -> Result<(), Unread> {
    let mut fields = Fields::new(Role::Metadata);
    let (mut lines, mut line) = (String::new(), String::new());
    let mut in_text = false;
    // Where the values of a chart come from says nothing, and neither do the numbers that it draws.
    let (mut is_number, mut in_box) = (false, false);
    let mut alternatives = Alternatives::default();
    let outcome = markup::each(bytes, &mut |piece| match piece {
        piece if !alternatives.shows(&piece) => {}
        Markup::Start(tag) => match tag.name() {
            "t" => in_text = true,
            // In charts of the newer kind a point holds its text itself.
            "v" | "pt" => in_text = true,
            "textbox" => in_box = true,
            "numCache" | "numLit" | "numDim" => is_number = true,
            "br" | "tab" => line.push('\t'),
            "cNvPr" | "docPr" | "shape" => {
                for attribute in ["descr", "title", "alt"] {
                    if let Some(text) = tag.attribute(attribute) {
                        fields.add_once(Role::Metadata, name, "alt-text", &text, output);
                    }
                }
                if let Some(file) = tag.attribute("name").filter(|name| name.contains('.')) {
                    fields.add_once(Role::Metadata, name, "file-name", &file, output);
                }
            }
            _ => {}
        },
        Markup::Text(text) if in_text || in_box => line.push_str(text),
        Markup::Text(_) => {}
        Markup::End(end) => match end {
            "t" => in_text = false,
            "AlternateContent" => {
                if let Some(text) = alternatives.rest() {
                    fields.next_record();
                    fields.add(Role::Hidden, name, alternatives::LABEL, &text, output);
                }
            }
            "numCache" | "numLit" | "numDim" => is_number = false,
            "p" | "v" | "pt" | "div" | "textbox" => {
                in_text = false;
                in_box &= end != "textbox";
                let is_drawn = is_number && is_measure(&line);
                if !is_drawn && !line.trim().is_empty() {
                    lines.push_str(&line);
                    lines.push('\n');
                }
                line.clear();
            }
            _ => {}
        },
    });
    lines.push_str(&line);
    hand_out(Role::Body, lines.trim_end(), &Places::Lines { first_line: 1 }, output);
    fields.end(output);
    outcome
}

/// A number that a chart draws: no identifier is so short, and none has a fraction.
fn is_measure(value: &str) -> bool {
    let value = value.trim();
    value.len() < 8 || value.parse::<f64>().is_ok_and(|number| number.fract() != 0.0)
}
