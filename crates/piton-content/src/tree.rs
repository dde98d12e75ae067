//! A set of content files: a folder, the embedded archive, or one laid over the other.

use std::path::Path;

use piton_domain::{Diagnostic, Files, files::is_inner_path};

use crate::disk::{self, Kind};
use crate::report::{Build, error};
use crate::{ContentError, archive};

/// The largest file of a tree.
///
/// Units: bytes.
pub const MAX_FILE_BYTES: usize = 2 << 20;

/// The most files of a tree.
pub const MAX_FILES: usize = 20_000;

/// The deepest folder of a tree.
const MAX_DEPTH: usize = 24;

/// The files of a content tree by path, and what was wrong with reading them.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    files: Files,
    faults: Vec<Diagnostic>,
}

impl Tree {
    /// Returns the content this build carries: its archive, or in a debug build the folder.
    ///
    /// Errors: [`ContentError`] if the archive is damaged or the folder cannot be read.
    pub fn embedded() -> Result<Self, ContentError> {
        #[cfg(embedded_content)]
        {
            let bytes = include_bytes!(concat!(env!("OUT_DIR"), "/content.tar.zst"));
            Self::archive(bytes)
        }
        #[cfg(not(embedded_content))]
        {
            Self::folder(Self::own_folder().expect("this build carries no archive"))
        }
    }

    /// Returns the folder this build reads its content from, if it carries no archive.
    pub fn own_folder() -> Option<&'static Path> {
        #[cfg(embedded_content)]
        {
            None
        }
        #[cfg(not(embedded_content))]
        {
            Some(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../content")))
        }
    }

    /// Reads a folder.
    ///
    /// Names that start with a dot, `__pycache__` and `*.pyc` are passed over. Links are not
    /// followed; links, other special files and files above the caps become diagnostics.
    ///
    /// Errors: [`ContentError::Read`] if the folder or a file in it cannot be read at all.
    pub fn folder(folder: &Path) -> Result<Self, ContentError> {
        let mut tree = Self::default();
        tree.walk(folder, "", 0)?;
        Ok(tree)
    }

    /// Unpacks a zstd-compressed tar archive.
    ///
    /// Errors: [`ContentError::Archive`] for damage and for entries that are no plain inner files.
    pub fn archive(bytes: &[u8]) -> Result<Self, ContentError> {
        Ok(Self { files: archive::unpack(bytes)?, faults: Vec::new() })
    }

    /// Makes a tree of files at hand; paths that leave the tree become diagnostics.
    pub fn from_files(files: Files) -> Self {
        let mut tree = Self::default();
        for (path, content) in files {
            tree.add(path, content);
        }
        tree
    }

    /// Lays another tree over this one: its files are added or take the place of ours.
    #[must_use]
    pub fn overlay(mut self, other: Self) -> Self {
        self.files.extend(other.files);
        self.faults.extend(other.faults);
        self
    }

    /// Returns a file's bytes.
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(Vec::as_slice)
    }

    /// Returns a file's text, for showing the labels of a diagnostic.
    pub fn source(&self, path: &str) -> Option<&str> {
        std::str::from_utf8(self.get(path)?).ok()
    }

    /// Walks over all paths in order.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// Returns what was wrong with reading the files.
    pub(crate) fn faults(&self) -> &[Diagnostic] {
        &self.faults
    }

    fn walk(&mut self, folder: &Path, prefix: &str, depth: usize) -> Result<(), ContentError> {
        for (path, kind) in disk::list(folder)? {
            let name = path.file_name().unwrap_or_default();
            let Some(name) = name.to_str() else {
                let shown = format!("{prefix}{}", name.display());
                self.faults.push(error("tree/name", shown, "the name is not UTF-8"));
                continue;
            };
            if name.starts_with('.') || name == "__pycache__" || name.ends_with(".pyc") {
                continue;
            }
            let inner = format!("{prefix}{name}");
            match kind {
                Kind::Folder if depth == MAX_DEPTH => {
                    self.faults.push(error("tree/depth", inner, "the folder lies too deep"));
                }
                Kind::Folder => self.walk(&path, &format!("{inner}/"), depth + 1)?,
                Kind::File => {
                    if self.files.len() >= MAX_FILES {
                        self.add(inner, Vec::new());
                        return Ok(());
                    }
                    let content = disk::read_up_to(&path, MAX_FILE_BYTES)?;
                    self.add(inner, content);
                }
                Kind::Link => self.faults.push(
                    error("tree/link", inner, "links are not followed")
                        .help("put a copy of the file here"),
                ),
                Kind::Other => {
                    self.faults.push(error("tree/special", inner, "this is not a plain file"));
                }
            }
        }
        Ok(())
    }

    fn add(&mut self, path: String, content: Vec<u8>) {
        if !is_inner_path(&path) {
            self.faults.push(error("tree/name", path, "the path leaves the tree"));
        } else if content.len() > MAX_FILE_BYTES {
            let message = format!("the file is larger than {} MiB", MAX_FILE_BYTES >> 20);
            self.faults.push(error("tree/size", path, message));
        } else if self.files.len() >= MAX_FILES {
            // One word about it is enough, however many files follow.
            if self.faults.iter().all(|fault| fault.rule != "tree/count") {
                let message =
                    format!("the tree has more than {MAX_FILES} files; the rest is left out");
                self.faults.push(error("tree/count", path, message));
            }
        } else {
            self.files.insert(path, content);
        }
    }
}
