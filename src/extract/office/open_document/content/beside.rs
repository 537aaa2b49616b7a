//! What stands beside the text: names, links, values of forms, and small elements that hold properties of the document.

use super::{COUNTS, Content};
use crate::extract::link;
use crate::extract::office::formula;
use crate::extract::office::markup::Tag;
use crate::model::Role;

impl Content<'_> {
    /// What attributes say: names, links, values of forms.
    pub(super) fn aside(&mut self, tag: &Tag<'_>) {
        if let Some(link) = tag.exact("xlink:href") {
            let is_inside =
                ["Pictures/", "./Object", "Object", "#", "./Pictures", "ObjectReplacements", "./ObjectReplacements"]
                    .iter()
                    .any(|inside| link.starts_with(inside));
            if !is_inside {
                self.say("link", Some(&link::readable(&link)));
            }
        }
        if matches!(tag.name(), "table-cell" | "covered-table-cell" | "variable-set")
            && let Some(code) = tag.attribute("formula")
        {
            formula::texts(&code).for_each(|text| self.say("formula", Some(&link::readable(text))));
        }
        let labels: &[(&str, &str)] = match tag.name() {
            "bookmark" | "bookmark-start" => &[("name", "bookmark")],
            "user-field-decl" | "variable-set" | "user-field" => {
                &[("name", "variable"), ("string-value", "variable"), ("value", "variable")]
            }
            "alphabetical-index-mark" | "alphabetical-index-mark-start" | "toc-mark" | "user-index-mark" => {
                &[("string-value", "index-mark"), ("key1", "index-mark"), ("key2", "index-mark")]
            }
            "text-input" | "placeholder" => &[("description", "placeholder")],
            "content-control" => &[("alias", "content-control"), ("tag", "content-control")],
            // What a list in the text offers.
            "label" => &[("value", "list-item")],
            "list-item" => &[("display-text", "list-item"), ("value", "list-item")],
            "named-range" => &[("name", "defined-name")],
            "named-expression" => &[("name", "defined-name"), ("expression", "defined-name")],
            "content-validation" => &[("condition", "validation")],
            "help-message" | "error-message" => &[("title", "prompt")],
            "filter-condition" | "filter-set-item" => &[("value", "filter")],
            "scenario" => &[("comment", "scenario")],
            "show" => &[("name", "section")],
            "database-source-sql" | "database-source-query" | "database-source-table" => &[("sql-statement", "query")],
            "data-pilot-member" => &[("name", "pivot-member")],
            "dde-source" | "dde-connection-decl" => &[("dde-topic", "link"), ("dde-item", "link")],
            // Of a control in a form: its help and what its maker noted.
            "property" | "list-value" => &[("string-value", "form-field")],
            "textarea" | "text" | "formatted-text" | "fixed-text" | "hidden" | "combobox" | "listbox" | "option"
            | "item" | "button" | "checkbox" | "radio" => &[
                ("current-value", "form-field"),
                ("value", "form-field"),
                ("label", "form-field"),
                ("title", "form-field"),
            ],
            "template" => &[("title", "template")],
            "page" => &[("name", "page")],
            _ => return,
        };
        for (attribute, label) in labels {
            // Names that programs give begin so.
            let value = tag.attribute(attribute).filter(|value| !value.starts_with("__") && !value.starts_with("page"));
            self.say(label, value.as_deref());
        }
    }

    /// What a small element held.
    pub(super) fn end_capture(&mut self, name: &str) {
        let Some(text) = self.capture.take() else { return };
        if COUNTS.contains(&name) || matches!(name, "note-citation" | "date-string" | "binary-data" | "page-number") {
            return;
        }
        let in_meta = self.source.ends_with("meta.xml") || self.flows.len() == 1;
        match name {
            "config-item" => {
                let item = self.in_settings.take().unwrap_or_default();
                let names_something = text.contains("://")
                    || text.contains('\\')
                    || matches!(&*item, "CurrentDatabaseDataSource" | "CurrentDatabaseCommand");
                let is_printer = item == "PrinterName";
                if names_something || is_printer && !text.contains("Generic Printer") {
                    self.say(&item, Some(&text));
                }
            }
            "user-defined" => {
                let item = self.user_defined.take().unwrap_or_default();
                self.fields.next_record();
                self.fields.add(Role::Metadata, &self.source, "property", &item, self.output);
                self.fields.add(Role::Metadata, &self.source, &item, &text, self.output);
            }
            "title" if in_meta => {
                self.fields.next_record();
                self.fields.add(Role::Title, &self.source, "title", &text, self.output);
            }
            "title" | "desc" => self.say("alt-text", Some(&text)),
            "creator" | "initial-creator" | "printed-by" => self.say("author", Some(&text)),
            name => self.say(name, Some(&text)),
        }
    }
}
