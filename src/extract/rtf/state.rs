//! What holds within a group of RTF and ends with it.

use super::look::{Colours, Marks};
use crate::extract::look::Look;
use crate::model::Role;

/// Where text goes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Destination {
    /// The running text.
    Text,
    /// A text beside it: a note, a header, a text box.
    Note,
    /// A value or comment, gathered until its group ends.
    Field(Role, &'static str),
    /// The name of a property that the value behind it belongs to.
    PropertyName,
    PropertyValue,
    /// The name of a shape's property.
    ShapeName,
    ShapeValue,
    /// A field's instruction.
    Instruction,
    Fonts,
    Colours,
    /// The table of styles.
    Styles,
    /// Authors of revisions.
    Revisers,
    Picture,
    Object,
    /// Markup of a page of HTML that was made RTF.
    Markup,
    Nowhere,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct State {
    pub destination: Destination,
    /// Set on the text itself.
    pub look: Marks,
    /// What the style of the paragraph says.
    pub of_paragraph: Marks,
    /// What the style of the characters says.
    pub of_characters: Marks,
    pub is_deleted: bool,
    /// The text has a ground that is not told here: that of a shape.
    pub is_on_unknown: bool,
    pub font: i32,
    /// How many stand-ins follow a numbered character.
    pub stand_ins: u8,
    /// The text is in a table.
    pub is_in_table: bool,
    /// In a page of HTML that was made RTF: what only the RTF has.
    pub is_rtf_only: bool,
}

impl Default for State {
    fn default() -> Self {
        State {
            destination: Destination::Text,
            look: Marks::default(),
            of_paragraph: Marks::default(),
            of_characters: Marks::default(),
            is_deleted: false,
            is_on_unknown: false,
            font: 0,
            stand_ins: 1,
            is_in_table: false,
            is_rtf_only: false,
        }
    }
}

impl State {
    /// How text looks here: as it is set itself, or else as its styles say. Its row may have a ground.
    pub fn look(&self, colours: &Colours, row_has_ground: bool) -> Look {
        let marks = self.look.over(self.of_characters).over(self.of_paragraph);
        let is_on_unknown = self.is_on_unknown || (self.is_in_table && row_has_ground);
        Look { is_deleted: self.is_deleted, is_on_unknown, ..marks.look(colours) }
    }
}

/// The destination that a control word opens.
pub(super) fn destination(word: &[u8]) -> Option<Destination> {
    use Destination::*;
    let metadata = |name| Field(Role::Metadata, name);
    Some(match word {
        b"footnote" | b"header" | b"headerl" | b"headerr" | b"headerf" | b"footer" | b"footerl" | b"footerr"
        | b"footerf" | b"shptxt" | b"ftnsep" | b"ftnsepc" | b"aftnsep" | b"aftnsepc" => Note,
        b"title" => Field(Role::Title, "title"),
        b"subject" => metadata("subject"),
        b"author" => metadata("author"),
        b"manager" => metadata("manager"),
        b"company" => metadata("company"),
        b"operator" => metadata("last-saved-by"),
        b"category" => metadata("category"),
        b"keywords" => metadata("keywords"),
        b"comment" | b"doccomm" => metadata("comments"),
        b"hlinkbase" => metadata("link-base"),
        b"template" => metadata("template"),
        b"bkmkstart" => metadata("bookmark"),
        b"docvar" => metadata("variable"),
        b"atnid" | b"atnauthor" => metadata("comment-author"),
        b"xe" | b"rxe" | b"tc" | b"tcn" => metadata("index-entry"),
        b"ffname" | b"ffdeftext" | b"ffl" | b"ffformat" => metadata("form-field"),
        b"mmconnectstr" | b"mmdatasource" | b"mmheadersource" | b"mmquery" | b"mmmailsubject" => metadata("mail-merge"),
        b"ffhelptext" | b"ffstattext" => Field(Role::Comment, "form-field"),
        b"annotation" => Field(Role::Comment, "comment"),
        b"propname" => PropertyName,
        b"staticval" => PropertyValue,
        b"sn" => ShapeName,
        b"sv" => ShapeValue,
        b"fldinst" => Instruction,
        b"fonttbl" => Fonts,
        b"colortbl" => Colours,
        b"stylesheet" => Styles,
        b"revtbl" => Revisers,
        b"pict" => Picture,
        b"objdata" => Object,
        b"htmltag" => Markup,
        b"listtable"
        | b"listoverridetable"
        | b"rsidtbl"
        | b"filetbl"
        | b"nonshppict"
        | b"shprslt"
        | b"generator"
        | b"private"
        | b"themedata"
        | b"colorschememapping"
        | b"datastore"
        | b"latentstyles"
        | b"xmlnstbl"
        | b"mhtmltag"
        | b"atnref"
        | b"atndate"
        | b"atntime"
        | b"atrfstart"
        | b"atrfend"
        | b"bkmkend"
        | b"panose"
        | b"falt"
        | b"objclass"
        | b"objname"
        | b"blipuid"
        | b"picprop"
        | b"bliptag" => Nowhere,
        _ => return None,
    })
}

/// Groups marked as skippable whose text counts all the same, though they open no destination of their own.
pub(super) fn is_transparent(word: &[u8]) -> bool {
    matches!(
        word,
        b"shppict"
            | b"shpinst"
            | b"userprops"
            | b"formfield"
            | b"mailmerge"
            | b"nesttableprops"
            | b"do"
            | b"ud"
            | b"background"
            | b"pntext"
            | b"listtext"
    )
}
