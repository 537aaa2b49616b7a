//! What is to become of the rows of tables.

use super::{Changes, Edit, Export, Place, Shielding};
use std::collections::HashMap;
use std::sync::Arc;

/// A row that is a post or has something changed.
#[derive(Debug, Default)]
pub(super) struct Row<'c> {
    pub is_post: bool,
    pub remove: bool,
    /// It is a post that its workbook hides.
    pub is_covert: bool,
    pub shielding: Option<&'c Shielding>,
    /// By column, from 0.
    pub edits: HashMap<u32, Vec<(usize, &'c Edit)>>,
}

/// The rows of the tables of `export`, by their sheet and their number from 1.
pub(super) fn rows<'c>(export: &'c Export, changes: &'c Changes) -> HashMap<(Option<Arc<str>>, u64), Row<'c>> {
    let (gone, _) = export.removed(changes);
    let mut rows: HashMap<(Option<Arc<str>>, u64), Row<'c>> = HashMap::new();
    for (at, post) in export.posts.iter().enumerate() {
        let Place::Cell { sheet, row, .. } = &post.place else { continue };
        let row = rows.entry((sheet.clone(), *row)).or_default();
        row.is_post = true;
        row.is_covert = export.covert_posts.contains(&at);
        row.remove = gone.contains(&at);
        row.shielding = changes.shielding.get(&at);
    }
    for (number, edit) in changes.edits.iter().enumerate() {
        if let Place::Cell { sheet, row, column } = &edit.place {
            rows.entry((sheet.clone(), *row)).or_default().edits.entry(*column).or_default().push((number, edit));
        }
    }
    rows
}
