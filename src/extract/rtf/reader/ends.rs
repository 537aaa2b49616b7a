//! What becomes of what a destination has gathered when its group ends.

use super::{Destination, Open, Reader};
use crate::extract::rtf::embedded;
use crate::model::Role;

impl Reader {
    /// The group of a destination has ended.
    pub(super) fn deliver(&mut self, open: Open) {
        let fields = &mut self.document.fields;
        match open.destination {
            Destination::Note => {
                self.end_run();
                if !open.text.trim().is_empty() {
                    self.document.notes.push_str(open.text.trim_end());
                    self.document.notes.push('\n');
                }
            }
            Destination::Field(Role::Comment, way) => fields.run(Role::Comment, way, self.paragraph, &open.text),
            Destination::Field(role, name) => fields.add(role, name, &open.text),
            Destination::PropertyName => self.property = open.text,
            Destination::PropertyValue => fields.add(Role::Metadata, self.property.trim(), &open.text),
            Destination::ShapeName => self.shape_property = open.text,
            Destination::ShapeValue => match self.shape_property.trim() {
                "gtextUNICODE" => {
                    self.document.notes.push_str(open.text.trim());
                    self.document.notes.push('\n');
                }
                name @ ("wzDescription" | "wzTooltip" | "pihlShape" | "pibName" | "wzName" | "wzTitle") => {
                    fields.add(Role::Metadata, name, &open.text);
                }
                _ => {}
            },
            Destination::Instruction => embedded::instruction(&open.text, fields),
            Destination::Revisers => {
                let names = open.text.split(';').map(str::trim).filter(|name| *name != "Unknown");
                names.for_each(|name| fields.add(Role::Metadata, "reviser", name));
            }
            Destination::Picture | Destination::Object => {
                let is_picture = open.destination == Destination::Picture;
                self.document.members.extend(embedded::member(open, is_picture, self.document.members.len() + 1));
            }
            Destination::Text
            | Destination::Markup
            | Destination::Fonts
            | Destination::Colours
            | Destination::Styles
            | Destination::Nowhere => {}
        }
    }
}
