//! The markup of a sheet, as far as it tells what the sheet has beside its cells, and its comments.

use super::{Asides, place_of};
use crate::extract::office::fields::Fields;
use crate::extract::office::formula;
use crate::extract::office::markup::{Markup, Tag};
use crate::extract::office::package::Package;
use crate::extract::{Output, link, page_header};
use crate::model::{Role, Unread};
use hashbrown::HashSet;

/// What a header or a footer is labelled.
pub(in crate::extract::office::workbook) const HEADER: &str = "header-footer";

impl Asides {
    /// What the sheet at `path` has beside its cells. Parts that are read are noted in `read`.
    ///
    /// # Errors
    /// The sheet or its comments are damaged: what could be read is there.
    pub fn read(
        package: &mut Package<'_>,
        path: &str,
        fields: &mut Fields,
        read: &mut HashSet<String>,
        output: &mut dyn Output,
    ) -> (Self, Result<(), Unread>) {
        let mut asides = Asides { path: path.to_owned(), ..Asides::default() };
        let mut row = 0;
        // What the text at this place is.
        let (mut within, mut text, mut is_shared) = (Within::Cells, String::new(), false);
        let mut outcome = package.stream(path, &mut |piece| match piece {
            Markup::Start(tag) => match tag.name() {
                "c" => is_shared = tag.attribute("t").is_some_and(|kind| kind == "s"),
                "v" if is_shared => within = Within::Index,
                "headerFooter" => within = Within::HeaderFooter,
                "formula1" | "formula2" if within != Within::Formula => within = Within::Formula,
                "dataValidation" => {
                    within = Within::Validation;
                    for name in ["prompt", "promptTitle", "error", "errorTitle"] {
                        if let Some(text) = tag.attribute(name) {
                            fields.add_once(Role::Comment, path, "prompt", &text, output);
                        }
                    }
                }
                "f" => within = Within::CellFormula,
                "filter" | "customFilter" => {
                    asides.filters.extend(tag.attribute("val").map(|value| value.trim().to_owned()));
                }
                _ => {
                    for (attribute, label) in said(tag.name()) {
                        if let Some(text) = tag.attribute(attribute) {
                            fields.add_once(Role::Metadata, path, label, &text, output);
                        }
                    }
                    asides.see(tag, &mut row);
                }
            },
            Markup::Text(piece) => match within {
                Within::Formula => fields.add_once(Role::Metadata, path, "validation", piece, output),
                Within::HeaderFooter | Within::CellFormula | Within::Index => text.push_str(piece),
                Within::Cells | Within::Validation => {}
            },
            Markup::End("v") => {
                if within == Within::Index {
                    text.trim().parse().into_iter().for_each(|number| asides.used.mark(number));
                    within = Within::Cells;
                    text.clear();
                }
            }
            Markup::End("f") => {
                within = Within::Cells;
                for text in formula::texts(&text) {
                    fields.add_once(Role::Metadata, path, "formula", &link::readable(text), output);
                }
                text.clear();
            }
            Markup::End("oddHeader" | "oddFooter" | "evenHeader" | "evenFooter" | "firstHeader" | "firstFooter") => {
                fields.add_once(Role::Metadata, path, HEADER, &page_header::text_of(&text), output);
                text.clear();
            }
            Markup::End("headerFooter" | "dataValidation" | "formula1" | "formula2" | "conditionalFormatting") => {
                within = Within::Cells;
                text.clear();
            }
            Markup::End(_) => {}
        });
        asides.sort();
        for relation in package.relations(path) {
            match relation.kind.as_str() {
                "comments" | "threadedComment" => {
                    read.insert(relation.target.clone());
                    let comments = asides.comments(package, &relation.target, fields, output);
                    outcome = outcome.and(comments);
                }
                "table" => {
                    // A style of tables has colours for its cells.
                    let tables = package.markup(&relation.target, &mut |piece| {
                        if let Markup::Start(tag) = piece
                            && tag.name() == "table"
                        {
                            asides.colour(tag.attribute("ref").as_deref());
                        }
                    });
                    outcome = outcome.and(tables);
                }
                _ => {}
            }
        }
        (asides, outcome)
    }

    fn see(&mut self, tag: &Tag<'_>, row: &mut u32) {
        let is_nothing =
            |name| tag.attribute(name).and_then(|size| size.parse::<f64>().ok()).is_some_and(|size| size == 0.0);
        match tag.name() {
            "row" => {
                *row = tag.attribute("r").and_then(|r| r.parse().ok()).unwrap_or(row.saturating_add(1));
                if (tag.says_yes("hidden") || is_nothing("ht")) && *row > 0 {
                    self.hide_row(*row - 1);
                }
            }
            "col" if tag.says_yes("hidden") || is_nothing("width") => {
                let number = |name| tag.attribute(name).and_then(|at| at.parse::<u32>().ok()).unwrap_or(0);
                if let Some(first) = number("min").checked_sub(1) {
                    self.hide_columns(first, number("max").max(1) - 1);
                }
            }
            "conditionalFormatting" => {
                for area in tag.attribute("sqref").unwrap_or_default().split_whitespace() {
                    self.colour(Some(area));
                }
            }
            // A picture behind all cells.
            "picture" => self.colour_area((0, 0, u32::MAX, u32::MAX)),
            _ => {}
        }
    }

    /// Reads a part of comments. What is damaged in it is an error; what came before is there.
    pub fn comments(
        &mut self,
        package: &mut Package<'_>,
        path: &str,
        fields: &mut Fields,
        output: &mut dyn Output,
    ) -> Result<(), Unread> {
        let (mut cell, mut text, mut is_author) = (None, String::new(), false);
        package.markup(path, &mut |piece| match piece {
            Markup::Start(tag) => match tag.name() {
                "comment" | "threadedComment" => {
                    cell = tag.attribute("ref").and_then(|name| place_of(&name));
                    text.clear();
                }
                "author" => {
                    is_author = true;
                    text.clear();
                }
                _ => {}
            },
            Markup::Text(piece) => text.push_str(piece),
            Markup::End("author") => {
                // Threads have authors that are no people.
                if is_author && !text.starts_with("tc={") {
                    fields.add_once(Role::Metadata, path, "author", &text, output);
                }
                is_author = false;
            }
            Markup::End("comment" | "threadedComment") => {
                self.comment(cell.take().unwrap_or_default(), std::mem::take(&mut text));
            }
            Markup::End(_) => {}
        })
    }
}

/// What elements of a sheet say in attributes, each with its label.
fn said(element: &str) -> &'static [(&'static str, &'static str)] {
    match element {
        "hyperlink" => &[("tooltip", "tooltip"), ("display", "tooltip")],
        "protectedRange" => &[("name", "protected-range")],
        "scenario" => &[("name", "scenario"), ("comment", "scenario"), ("user", "author")],
        "inputCells" => &[("val", "scenario")],
        _ => &[],
    }
}

#[derive(PartialEq)]
enum Within {
    Cells,
    HeaderFooter,
    Validation,
    Formula,
    CellFormula,
    Index,
}
