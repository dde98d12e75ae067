//! Takes the learner's files at one moment, without following anything out of their folder.

use std::ffi::CStr;
use std::os::fd::{AsFd as _, BorrowedFd, OwnedFd};
use std::path::{Path, PathBuf};

use piton_domain::{Files, Submission, Task, TaskId, files};
use rustix::fs::{CWD, Dir, FileType, Mode, OFlags, ResolveFlags, Stat, fstat, openat, openat2};
use rustix::io::Errno;

use crate::hash::content_hash;

/// How many files a submission may have.
const MAX_FILES: usize = 200;
/// How large one file may be.
const MAX_FILE_BYTES: usize = 1024 * 1024;
/// How large all files together may be.
const MAX_TOTAL_BYTES: usize = 8 * 1024 * 1024;
/// How many entries are looked at before the folder is taken for something else.
const MAX_ENTRIES: usize = 20_000;
/// How deep folders are searched.
const MAX_DEPTH: usize = 16;
/// How often a file that is being written is read again.
const MAX_READS: u32 = 5;

/// Why a submission could not be taken.
#[derive(Debug, thiserror::Error)]
pub enum SnapshotError {
    /// A file of the task is missing.
    #[error("{file} is missing from {}", dir.display())]
    Missing {
        /// The file.
        file: String,
        /// The task's folder.
        dir: PathBuf,
        /// The task.
        task: TaskId,
    },
    /// The task's folder cannot be opened.
    #[error("could not open the folder {}", dir.display())]
    Folder {
        /// The folder.
        dir: PathBuf,
        /// Why not.
        #[source]
        source: std::io::Error,
    },
    /// A file is a link, or lies behind one.
    #[error("{file} is a symbolic link, or lies behind one")]
    Link {
        /// The file.
        file: String,
    },
    /// A file is no regular file.
    #[error("{file} is {what}, not a regular file")]
    NotRegular {
        /// The file.
        file: String,
        /// What it is instead.
        what: &'static str,
    },
    /// A file is too large.
    #[error("{file} is larger than {} KiB", MAX_FILE_BYTES / 1024)]
    TooLarge {
        /// The file.
        file: String,
    },
    /// All files together are too large.
    #[error("the Python files in {} are larger than {} MiB together", dir.display(), MAX_TOTAL_BYTES / 1024 / 1024)]
    TooMuch {
        /// The folder.
        dir: PathBuf,
    },
    /// There are too many files.
    #[error("{} holds more than {limit} {what}", dir.display())]
    TooMany {
        /// The folder.
        dir: PathBuf,
        /// How many there may be.
        limit: usize,
        /// Of what.
        what: &'static str,
    },
    /// A file's name cannot be carried elsewhere.
    #[error("the name {name} is not valid UTF-8, or holds a backslash")]
    Name {
        /// The name as well as it can be shown.
        name: String,
    },
    /// A file did not keep still.
    #[error("{file} was being changed while it was read")]
    Changing {
        /// The file.
        file: String,
    },
    /// A file could not be read.
    #[error("could not read {file}")]
    Read {
        /// The file.
        file: String,
        /// Why not.
        #[source]
        source: std::io::Error,
    },
    /// A file could not be written; what was there is there still.
    #[error("could not write {file}")]
    Write {
        /// The file.
        file: String,
        /// Why not.
        #[source]
        source: std::io::Error,
    },
}

impl SnapshotError {
    /// Returns the way out.
    pub fn hint(&self) -> Option<String> {
        Some(match self {
            Self::Missing { task, .. } => format!(
                "Undo the renaming or deletion in your editor, or get the file back as it was at \
                 the start: `piton reset {task}` (it keeps a copy of what is there)."
            ),
            Self::Folder { .. } => {
                "Check that it exists and that you may read it; `piton open TASK` makes it.".into()
            }
            Self::Link { file } => format!(
                "Put the file itself there, for example: `cp --remove-destination \
                 \"$(readlink -f {file})\" {file}`."
            ),
            Self::NotRegular { file, .. } => {
                format!("Remove {file} or put a Python file there.")
            }
            Self::TooLarge { file } => {
                format!("Move {file} out of the task's folder, or make it smaller.")
            }
            Self::TooMuch { .. } | Self::TooMany { .. } => "Move what does not belong to your \
                 answer out of the task's folder; folders whose name begins with a dot are left \
                 alone."
                .into(),
            Self::Name { .. } => "Rename it, or move it out of the task's folder.".into(),
            Self::Changing { .. } => "Save it again when the other program is done.".into(),
            Self::Read { source, .. } if source.kind() == std::io::ErrorKind::PermissionDenied => {
                "Give yourself the right to read it: `chmod u+r` on the file.".into()
            }
            Self::Write { source, .. } if source.kind() == std::io::ErrorKind::StorageFull => {
                "Free some space on that disk, then save again.".into()
            }
            Self::Write { .. } => {
                "Check that you may write in the task's folder, then save again.".into()
            }
            Self::Read { .. } => "Try again; if it stays so, copy the folder elsewhere.".into(),
        })
    }
}

/// Takes the task's files and any further Python files from the learner's folder.
///
/// Left out are folders whose name begins with a dot, `__pycache__`, virtual environments, and the
/// task's own support files: those are judged as they came.
///
/// Errors: [`SnapshotError`], each with a way out.
pub fn snapshot(task: &Task, dir: &Path) -> Result<Submission, SnapshotError> {
    let folder = Folder::open(dir)?;
    let mut taken = Files::new();
    for file in &task.files {
        let bytes = folder.read(file)?.ok_or_else(|| SnapshotError::Missing {
            file: file.clone(),
            dir: dir.to_owned(),
            task: task.id.clone(),
        })?;
        taken.insert(file.clone(), bytes);
    }
    for file in folder.python_files()? {
        // The task's own files are taken by now, and its support files are judged as they came.
        if taken.contains_key(&file) || task.start.contains_key(&file) {
            continue;
        }
        // One that is gone since the folder was listed is not part of this moment.
        if let Some(bytes) = folder.read(&file)? {
            taken.insert(file, bytes);
        }
        if taken.len() > MAX_FILES {
            return Err(folder.too_many(MAX_FILES, "Python files"));
        }
    }
    if taken.values().map(Vec::len).sum::<usize>() > MAX_TOTAL_BYTES {
        return Err(SnapshotError::TooMuch { dir: dir.to_owned() });
    }
    Ok(Submission {
        task: task.id.clone(),
        variant: task.variant.clone(),
        hash: content_hash(&files::pack(&taken)),
        files: taken,
    })
}

/// The learner's folder, held open so that it stays the same one.
pub(crate) struct Folder<'a> {
    root: OwnedFd,
    dir: &'a Path,
}

impl<'a> Folder<'a> {
    pub(crate) fn open(dir: &'a Path) -> Result<Self, SnapshotError> {
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
        let root = openat(CWD, dir, flags, Mode::empty())
            .map_err(|errno| SnapshotError::Folder { dir: dir.to_owned(), source: errno.into() })?;
        Ok(Self { root, dir })
    }

    /// Opens something inside, over no link and no mount trick.
    pub(crate) fn open_inside(&self, path: &str, flags: OFlags) -> Result<OwnedFd, Errno> {
        let flags = flags | OFlags::RDONLY | OFlags::NONBLOCK | OFlags::CLOEXEC | OFlags::NOCTTY;
        let resolve =
            ResolveFlags::BENEATH | ResolveFlags::NO_SYMLINKS | ResolveFlags::NO_MAGICLINKS;
        let mut tries = 0;
        loop {
            match openat2(&self.root, path, flags, Mode::empty(), resolve) {
                // Something on the way was renamed just now.
                Err(Errno::AGAIN | Errno::INTR) if tries < 100 => tries += 1,
                outcome => return outcome,
            }
        }
    }

    /// Reads a file whole, or returns `None` if there is none.
    pub(crate) fn read(&self, file: &str) -> Result<Option<Vec<u8>>, SnapshotError> {
        let file_name = || file.to_owned();
        let failed = |errno: Errno| match errno {
            Errno::LOOP => SnapshotError::Link { file: file_name() },
            Errno::NXIO => SnapshotError::NotRegular { file: file_name(), what: "a socket" },
            errno => SnapshotError::Read { file: file_name(), source: errno.into() },
        };
        for _ in 0..MAX_READS {
            let fd = match self.open_inside(file, OFlags::empty()) {
                Err(Errno::NOENT | Errno::NOTDIR) => return Ok(None),
                outcome => outcome.map_err(failed)?,
            };
            let before = fstat(&fd).map_err(failed)?;
            if let Some(what) = odd_kind(&before) {
                return Err(SnapshotError::NotRegular { file: file_name(), what });
            }
            let bytes = read_to_limit(fd.as_fd()).map_err(failed)?;
            let after = fstat(&fd).map_err(failed)?;
            if bytes.len() > MAX_FILE_BYTES {
                return Err(SnapshotError::TooLarge { file: file_name() });
            }
            let same = moment(&before) == moment(&after)
                && u64::try_from(after.st_size) == Ok(bytes.len() as u64);
            if same {
                return Ok(Some(bytes));
            }
        }
        Err(SnapshotError::Changing { file: file_name() })
    }

    /// Lists the Python files, in order.
    fn python_files(&self) -> Result<Vec<String>, SnapshotError> {
        let mut found = Vec::new();
        let mut waiting = vec![(String::new(), 0)];
        let mut n_entries = 0;
        while let Some((prefix, depth)) = waiting.pop() {
            let path = if prefix.is_empty() { "." } else { prefix.trim_end_matches('/') };
            // A folder that has gone, or may not be entered, holds nothing of the submission.
            let Ok(fd) = self.open_inside(path, OFlags::DIRECTORY) else { continue };
            let Ok(entries) = Dir::read_from(&fd) else { continue };
            for entry in entries.flatten() {
                n_entries += 1;
                if n_entries > MAX_ENTRIES {
                    return Err(self.too_many(MAX_ENTRIES, "files and folders"));
                }
                let name = entry.file_name();
                if name.to_bytes().starts_with(b".") || name == c"__pycache__" {
                    continue;
                }
                let is_folder = match entry.file_type() {
                    FileType::Directory => true,
                    FileType::Unknown => is_folder(fd.as_fd(), name),
                    _ => false,
                };
                let is_python = name.to_bytes().ends_with(b".py");
                if !is_folder && !is_python {
                    continue;
                }
                let Ok(name) = name.to_str() else {
                    if !is_python {
                        continue;
                    }
                    let name = format!("{prefix}{}", name.to_string_lossy());
                    return Err(SnapshotError::Name { name });
                };
                let inner = format!("{prefix}{name}");
                if !is_folder {
                    // A backslash would make it another path for whoever unpacks it.
                    if !files::is_inner_path(&inner) {
                        return Err(SnapshotError::Name { name: inner });
                    }
                    found.push(inner);
                } else if depth < MAX_DEPTH && !self.is_environment(&inner) {
                    waiting.push((format!("{inner}/"), depth + 1));
                }
            }
        }
        found.sort();
        Ok(found)
    }

    /// Returns whether a folder is a virtual environment.
    fn is_environment(&self, path: &str) -> bool {
        self.open_inside(&format!("{path}/pyvenv.cfg"), OFlags::empty()).is_ok()
    }

    fn too_many(&self, limit: usize, what: &'static str) -> SnapshotError {
        SnapshotError::TooMany { dir: self.dir.to_owned(), limit, what }
    }
}

/// Returns what a file is, if it is no regular one.
fn odd_kind(stat: &Stat) -> Option<&'static str> {
    match FileType::from_raw_mode(stat.st_mode) {
        FileType::RegularFile => None,
        FileType::Directory => Some("a folder"),
        FileType::Fifo => Some("a pipe"),
        FileType::Socket => Some("a socket"),
        FileType::CharacterDevice | FileType::BlockDevice => Some("a device"),
        _ => Some("something unknown"),
    }
}

/// Returns what changes when a file does.
fn moment(stat: &Stat) -> (i64, i64, i64) {
    (stat.st_size, stat.st_mtime, stat.st_mtime_nsec.cast_signed())
}

/// Reads a file, and one byte more than is allowed if it is larger.
fn read_to_limit(fd: BorrowedFd<'_>) -> Result<Vec<u8>, Errno> {
    let mut bytes = Vec::new();
    let mut chunk = [0; 64 * 1024];
    while bytes.len() <= MAX_FILE_BYTES {
        match rustix::io::read(fd, &mut chunk) {
            Ok(0) => break,
            Ok(n) => bytes.extend_from_slice(&chunk[..n]),
            Err(Errno::INTR) => {}
            Err(errno) => return Err(errno),
        }
    }
    Ok(bytes)
}

fn is_folder(folder: BorrowedFd<'_>, name: &CStr) -> bool {
    rustix::fs::statat(folder, name, rustix::fs::AtFlags::SYMLINK_NOFOLLOW)
        .is_ok_and(|stat| FileType::from_raw_mode(stat.st_mode) == FileType::Directory)
}
