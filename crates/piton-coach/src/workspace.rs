//! The learner's folder: where tasks are laid out, found again and put back.

use std::path::{Path, PathBuf};

use piton_domain::{Task, TaskId};
use serde::{Deserialize, Serialize};

use crate::disk;
use crate::error::{CoachError, ErrorKind, IoContext, Result};

/// The file that marks a workspace.
pub(crate) const WORKSPACE_MARKER: &str = "piton.toml";
/// The file that marks a task's folder.
pub(crate) const TASK_MARKER: &str = ".piton-task.toml";
/// The ticket, as a file beside the code.
pub(crate) const TICKET: &str = "TICKET.md";
/// Where a reset keeps the files from before.
const KEPT: &str = ".piton-kept";

/// A workspace: a folder with a marker.
#[derive(Debug, Clone)]
pub(crate) struct Workspace {
    root: PathBuf,
}

/// What a task's folder says about itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct TaskMarker {
    /// The task.
    pub(crate) task: String,
    /// Its variant.
    pub(crate) variant: String,
    /// The version that was laid out.
    pub(crate) version: u32,
    /// Whether it was opened to certify.
    pub(crate) certify: bool,
}

/// A task's folder.
#[derive(Debug, Clone)]
pub(crate) struct TaskFolder {
    pub(crate) path: PathBuf,
    pub(crate) marker: TaskMarker,
}

impl Workspace {
    /// Opens the workspace at `root`, making it if it is not there.
    pub(crate) fn ensure(root: &Path) -> Result<Self> {
        let marker = root.join(WORKSPACE_MARKER);
        if disk::read_text(&marker)?.is_none() {
            disk::create_dir(root)?;
            disk::write(
                &marker,
                b"# This folder is a Piton workspace. `piton` finds your tasks by this file.\nformat_version = 1\n",
            )?;
        }
        Ok(Self { root: root.to_owned() })
    }

    /// Finds the workspace that `inside` lies in, walking up.
    pub(crate) fn around(inside: &Path) -> Option<Self> {
        inside
            .ancestors()
            .find(|dir| dir.join(WORKSPACE_MARKER).is_file())
            .map(|root| Self { root: root.to_owned() })
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// Returns where a task lies, or would lie.
    pub(crate) fn folder(&self, task: &TaskId, variant: &str, certify: bool) -> PathBuf {
        let mut path = self.root.join(task.as_str());
        if certify {
            path.set_file_name(format!("{}--certify-{variant}", task.slug()));
        }
        path
    }

    /// Lays a task out. Files that are there already stay as they are.
    ///
    /// Returns the folder and whether it was there before.
    pub(crate) fn lay_out(&self, task: &Task, certify: bool) -> Result<(TaskFolder, bool)> {
        let path = self.folder(&task.id, &task.variant, certify);
        if let Some(marker) = read_marker(&path)? {
            for (name, content) in &task.start {
                // Only what is missing comes back: a learner's file is never overwritten.
                if !path.join(name).exists() {
                    disk::write(&path.join(name), content)?;
                }
            }
            return Ok((TaskFolder { path, marker }, true));
        }
        // A run killed while it laid the task out left nothing but files as they are at the start.
        if path.exists() && !holds_only(&path, &path, task)? {
            return Err(CoachError::usage(format!(
                "{} is not empty and has no marker that says which task it is",
                path.display()
            ))
            .hint("Move its files elsewhere, then open the task again."));
        }
        for (name, content) in &task.start {
            disk::write(&path.join(name), content)?;
        }
        disk::write(&path.join(TICKET), task.brief.as_bytes())?;
        let marker = TaskMarker {
            task: task.id.to_string(),
            variant: task.variant.clone(),
            version: task.version,
            certify,
        };
        // The marker comes last: a folder with one is complete.
        write_marker(&path, &marker)?;
        Ok((TaskFolder { path, marker }, false))
    }

    /// Puts a task's files back to their start and keeps what was there.
    ///
    /// Returns the folder with the files from before.
    pub(crate) fn reset(&self, folder: &TaskFolder, task: &Task, stamp: &str) -> Result<PathBuf> {
        let kept = folder.path.join(KEPT).join(stamp);
        disk::create_dir(&kept)?;
        for entry in std::fs::read_dir(&folder.path).or_io("read", &folder.path)? {
            let entry = entry.or_io("read", &folder.path)?;
            if entry.file_name() == KEPT || entry.file_name() == TASK_MARKER {
                continue;
            }
            std::fs::rename(entry.path(), kept.join(entry.file_name()))
                .or_io("move away", entry.path())?;
        }
        for (name, content) in &task.start {
            disk::write(&folder.path.join(name), content)?;
        }
        disk::write(&folder.path.join(TICKET), task.brief.as_bytes())?;
        let marker = TaskMarker {
            version: task.version,
            variant: task.variant.clone(),
            ..folder.marker.clone()
        };
        write_marker(&folder.path, &marker)?;
        Ok(kept)
    }
}

/// Returns whether a path is no learner's file: caches, swap files, our own.
pub fn is_noise(path: &Path) -> bool {
    path.components().any(|part| {
        let name = part.as_os_str().to_string_lossy();
        name == "__pycache__"
            || name == ".pytest_cache"
            || name.starts_with(".piton-")
            || name.ends_with(".swp")
            || name.ends_with('~')
    })
}

/// Finds the task folder that `inside` lies in, walking up.
pub(crate) fn task_around(inside: &Path) -> Result<Option<TaskFolder>> {
    for dir in inside.ancestors() {
        if let Some(marker) = read_marker(dir)? {
            return Ok(Some(TaskFolder { path: dir.to_owned(), marker }));
        }
    }
    Ok(None)
}

/// Opens a task's folder if it was laid out and its marker is there.
pub(crate) fn task_folder(path: &Path) -> Result<Option<TaskFolder>> {
    Ok(read_marker(path)?.map(|marker| TaskFolder { path: path.to_owned(), marker }))
}

fn read_marker(dir: &Path) -> Result<Option<TaskMarker>> {
    let path = dir.join(TASK_MARKER);
    let Some(text) = disk::read_text(&path)? else { return Ok(None) };
    toml::from_str(&text).map(Some).map_err(|error| {
        CoachError::new(ErrorKind::Usage, format!("{} cannot be read", path.display()))
            .hint("Delete that file and open the task again; your own files stay as they are.")
            .because(error)
    })
}

fn write_marker(dir: &Path, marker: &TaskMarker) -> Result<()> {
    let text = toml::to_string(marker).map_err(|error| {
        CoachError::new(ErrorKind::Internal, "could not write the task's marker").because(error)
    })?;
    disk::write(
        &dir.join(TASK_MARKER),
        format!("# Written by Piton. It says which task lies here.\n{text}").as_bytes(),
    )
}

/// Returns whether everything below `dir` is as the task lays it out below `root`.
fn holds_only(root: &Path, dir: &Path, task: &Task) -> Result<bool> {
    for entry in std::fs::read_dir(dir).or_io("read", dir)? {
        let entry = entry.or_io("read", dir)?;
        let path = entry.path();
        let kind = entry.file_type().or_io("read", &path)?;
        let ours = if kind.is_dir() {
            let below = |name: &String| root.join(name).starts_with(&path);
            // The folder itself may not stand where a file is to lie.
            task.start.keys().any(|name| below(name) && root.join(name) != path)
                && holds_only(root, &path, task)?
        } else if disk::is_unfinished(&path) {
            true
        } else {
            let name = path.strip_prefix(root).ok().and_then(Path::to_str);
            let laid_out = match name {
                Some(TICKET) => Some(task.brief.as_bytes()),
                Some(name) => task.start.get(name).map(Vec::as_slice),
                None => None,
            };
            kind.is_file() && laid_out.is_some_and(|content| disk::holds(&path, content))
        };
        if !ours {
            return Ok(false);
        }
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn caches_and_swap_files_are_no_saves() {
        for noise in ["a/__pycache__/x.pyc", "a/.main.py.swp", "a/main.py~", "a/.piton-kept/1/x.py"]
        {
            assert!(is_noise(Path::new(noise)), "{noise}");
        }
        assert!(!is_noise(Path::new("a/main.py")));
    }
}
