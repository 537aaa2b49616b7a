//! A workbook's own part: where its sheets lie, and names that it defines.

use super::Workbook;
use crate::extract::office::markup::Markup;
use crate::extract::office::package::Package;
use crate::model::{Role, Unread};
use hashbrown::HashMap;

impl Workbook<'_, '_> {
    /// Reads the part `main`; the paths of sheets, told by `targets`, go into `paths` by their names.
    pub(super) fn overview(
        &mut self,
        package: &mut Package<'_>,
        main: &str,
        targets: &HashMap<&str, &str>,
        paths: &mut HashMap<String, String>,
    ) -> Result<(), Unread> {
        let mut defined = None::<(String, String)>;
        package.markup(main, &mut |piece| match piece {
            Markup::Start(tag) => match tag.name() {
                "sheet" => {
                    if let (Some(name), Some(id)) = (tag.attribute("name"), tag.attribute("id"))
                        && let Some(path) = targets.get(&*id)
                    {
                        self.fields.add_once(Role::Metadata, main, "sheet", &name, self.output);
                        paths.insert(name.into_owned(), (*path).to_owned());
                    }
                }
                "customWorkbookView" => {
                    // Named after the person whose view it is.
                    if let Some(name) = tag.attribute("name") {
                        self.fields.add_once(Role::Metadata, main, "view", &name, self.output);
                    }
                }
                "definedName" => {
                    // Those that the program sets itself begin so.
                    let name = tag.attribute("name").filter(|name| !name.starts_with("_xl"));
                    defined = name.map(|name| (name.into_owned(), String::new()));
                    for attribute in ["comment", "description", "help"] {
                        if let Some(text) = tag.attribute(attribute) {
                            self.fields.add_once(Role::Comment, main, "defined-name", &text, self.output);
                        }
                    }
                }
                "fileSharing" => {
                    if let Some(user) = tag.attribute("userName") {
                        self.fields.add_once(Role::Metadata, main, "author", &user, self.output);
                    }
                }
                "absPath" => {
                    if let Some(path) = tag.attribute("url") {
                        self.fields.add_once(Role::Metadata, main, "path", &path, self.output);
                    }
                }
                _ => {}
            },
            Markup::Text(text) => defined.iter_mut().for_each(|(_, value)| value.push_str(text)),
            Markup::End("definedName") => {
                if let Some((name, value)) = defined.take() {
                    self.fields.next_record();
                    self.fields.add(Role::Metadata, main, "defined-name", &name, self.output);
                    self.fields.add(Role::Metadata, main, "defined-name", &value, self.output);
                }
            }
            Markup::End(_) => {}
        })
    }
}
