//! Where each file of the tree belongs; whatever belongs nowhere is a fault.

use std::collections::{BTreeMap, BTreeSet};

use piton_domain::{AreaId, Diagnostic, Files, IdError, SkillId, TaskId};

use crate::Tree;
use crate::report::{Build, error};

/// The folders of a tree.
#[derive(Debug, Default)]
pub(crate) struct Layout {
    /// The areas that have a folder.
    pub(crate) areas: BTreeSet<AreaId>,
    /// The skills that have a folder.
    pub(crate) skills: BTreeSet<SkillId>,
    /// The tasks, with their files by path inside the task's folder.
    pub(crate) tasks: BTreeMap<TaskId, Files>,
}

impl Layout {
    /// Sorts the files of a tree into areas, skills and tasks.
    pub(crate) fn of(tree: &Tree, found: &mut Vec<Diagnostic>) -> Self {
        let mut layout = Self::default();
        let mut refused = BTreeSet::new();
        for path in tree.paths() {
            let parts: Vec<&str> = path.splitn(5, '/').collect();
            let placed = match parts[..] {
                ["roadmap.toml" | "LICENSE"] => Ok(()),
                [area, "area.toml"] => layout.area(area),
                [area, skill, "skill.toml" | "lesson.md" | "items.toml"] => {
                    layout.skill(area, skill).map(drop)
                }
                [area, skill, "tasks", task, rest] => {
                    let content = tree.get(path).unwrap_or_default();
                    layout.task(area, skill, task, rest, content)
                }
                _ => {
                    found.push(stray(path, PLACES));
                    Ok(())
                }
            };
            // One word for a folder with a bad name, not one for each of its files.
            if let Err((folder, fault)) = placed
                && refused.insert(folder.clone())
            {
                found.push(
                    error("id/malformed", folder, fault.to_string())
                        .help("folder names are kebab-case words: a-z, 0-9 and single hyphens"),
                );
            }
        }
        layout
    }

    fn area(&mut self, area: &str) -> Result<(), (String, IdError)> {
        self.areas.insert(AreaId::new(area).map_err(|fault| (area.to_owned(), fault))?);
        Ok(())
    }

    fn skill(&mut self, area: &str, skill: &str) -> Result<String, (String, IdError)> {
        self.area(area)?;
        let id = format!("{area}/{skill}");
        self.skills.insert(SkillId::new(&id).map_err(|fault| (id.clone(), fault))?);
        Ok(id)
    }

    fn task(
        &mut self,
        area: &str,
        skill: &str,
        task: &str,
        rest: &str,
        content: &[u8],
    ) -> Result<(), (String, IdError)> {
        let id = format!("{}/{task}", self.skill(area, skill)?);
        let folder = format!("{area}/{skill}/tasks/{task}");
        let id = TaskId::new(id).map_err(|fault| (folder, fault))?;
        self.tasks.entry(id).or_default().insert(rest.to_owned(), content.to_vec());
        Ok(())
    }
}

/// Returns the folder of a task inside the tree.
pub(crate) fn task_folder(id: &TaskId) -> String {
    format!("{}/tasks/{}", id.skill(), id.slug())
}

/// Makes the diagnostic for a file that belongs nowhere.
pub(crate) fn stray(path: impl Into<String>, help: &str) -> Diagnostic {
    error("tree/stray-file", path, "this file belongs nowhere").help(help)
}

const PLACES: &str = "a tree holds `roadmap.toml`, `LICENSE`, `<area>/area.toml`, and in `<area>/<skill>/` \
    the files `skill.toml`, `lesson.md`, `items.toml` and folders `tasks/<task>/`";
