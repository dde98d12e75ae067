//! Private folders: one for each process with learner code, gone when its whole tree is dead.

use std::ffi::CString;
use std::io;
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use rustix::fs::{
    AtFlags, CWD, Dir, FileType, FlockOperation, Mode, OFlags, chmodat, flock, fstat, mkdirat,
    openat, renameat, statat, unlinkat,
};
use rustix::io::Errno;
use rustix::process::{Signal, kill_process};

use crate::{JudgeError, disk, tree};

/// What the folder of every judge is called, before its random part.
const PREFIX: &str = "piton-boxes-";

/// How old a folder without an owner must be before it is taken for a dead one's.
const STALE_SECONDS: i64 = 60;

/// The folder of one judge, in memory if the system has a place for that.
#[derive(Debug)]
pub(crate) struct Boxes {
    path: PathBuf,
    dir: OwnedFd,
    next: AtomicU64,
}

impl Boxes {
    /// Makes the folder in the first of `parents` that can be written, and removes what judges
    /// that were killed have left there.
    ///
    /// Errors: [`JudgeError::Io`] about the last of `parents`.
    pub(crate) fn new(parents: &[PathBuf]) -> Result<Self, JudgeError> {
        let mut failure = None;
        for parent in parents {
            match Self::new_in(parent) {
                Ok(boxes) => {
                    boxes.remove_stale(parent);
                    return Ok(boxes);
                }
                Err(source) => failure = Some((parent.clone(), source)),
            }
        }
        let (path, source) =
            failure.unwrap_or((PathBuf::new(), io::Error::other("no folder was offered")));
        Err(JudgeError::Io { doing: "make a private folder in", path, source })
    }

    fn new_in(parent: &Path) -> io::Result<Self> {
        // `tempdir` makes it with mode 0700 under a name nobody can know before.
        let path = tempfile::Builder::new().prefix(PREFIX).tempdir_in(parent)?.keep();
        let dir = openat(
            CWD,
            &path,
            OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC,
            Mode::empty(),
        )?;
        // Held as long as this process lives: whoever can take it finds the owner dead.
        flock(&dir, FlockOperation::NonBlockingLockExclusive)?;
        Ok(Self { path, dir, next: AtomicU64::new(0) })
    }

    /// Returns the folder of this judge.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Makes an empty folder that only we can enter.
    pub(crate) fn make(&self) -> Result<PathBuf, JudgeError> {
        let name = self.next.fetch_add(1, Ordering::Relaxed).to_string();
        mkdirat(&self.dir, name.as_str(), Mode::RWXU).map_err(|errno| JudgeError::Io {
            doing: "make a private folder in",
            path: self.path.clone(),
            source: errno.into(),
        })?;
        Ok(self.path.join(name))
    }

    /// Removes a folder made here, whatever was put into it.
    ///
    /// Nothing may be running in it any more.
    pub(crate) fn remove(&self, path: &Path) -> Result<(), JudgeError> {
        let failed = |errno: Errno| JudgeError::Io {
            doing: "remove",
            path: path.to_owned(),
            source: errno.into(),
        };
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else { return Ok(()) };
        let name = CString::new(name).map_err(|_| failed(Errno::INVAL))?;
        self.remove_flat(name).map_err(failed)
    }

    /// Empties folders one after the other; folders inside are first moved up beside them.
    ///
    /// So neither depth nor missing permissions can stop it, and no link is ever followed.
    fn remove_flat(&self, name: CString) -> Result<(), Errno> {
        let mut waiting = vec![name];
        while let Some(name) = waiting.pop() {
            // The owner may always do this; a folder without permissions could not be read.
            chmodat(&self.dir, &name, Mode::RWXU, AtFlags::empty())?;
            let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
            let folder = openat(&self.dir, &name, flags, Mode::empty())?;
            let mut progressed = false;
            for entry in Dir::read_from(&folder)? {
                let entry = entry?;
                let inner = entry.file_name();
                if inner == c"." || inner == c".." {
                    continue;
                }
                progressed = true;
                if !is_dir(&folder, &entry)? {
                    unlinkat(&folder, inner, AtFlags::empty())?;
                    continue;
                }
                chmodat(&folder, inner, Mode::RWXU, AtFlags::empty())?;
                if unlinkat(&folder, inner, AtFlags::REMOVEDIR).is_ok() {
                    continue;
                }
                let number = self.next.fetch_add(1, Ordering::Relaxed);
                let fresh = CString::new(format!("gone-{number}")).map_err(|_| Errno::INVAL)?;
                renameat(&folder, inner, &self.dir, &fresh)?;
                waiting.push(fresh);
            }
            match unlinkat(&self.dir, &name, AtFlags::REMOVEDIR) {
                // Some file systems skip entries while others are being removed.
                Err(Errno::NOTEMPTY) if progressed => waiting.push(name),
                outcome => outcome?,
            }
        }
        Ok(())
    }

    /// Removes the folders of judges that are dead.
    fn remove_stale(&self, parent: &Path) {
        let Ok(own) = fstat(&self.dir) else { return };
        for path in disk::entries(parent) {
            let named = path
                .file_name()
                .and_then(|name| name.to_str())
                .is_some_and(|name| name.starts_with(PREFIX));
            if !named || path == self.path {
                continue;
            }
            let flags = OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
            let Ok(dir) = openat(CWD, &path, flags, Mode::empty()) else { continue };
            let Ok(stat) = fstat(&dir) else { continue };
            // Its age by the file system's own clock; a new one may not have its lock yet.
            let old = own.st_mtime - stat.st_mtime > STALE_SECONDS;
            if stat.st_uid != own.st_uid
                || !old
                || flock(&dir, FlockOperation::NonBlockingLockExclusive).is_err()
            {
                continue;
            }
            for pid in tree::working_in(&path) {
                // It has ended by itself, or belongs to somebody else who may stay.
                let _ = kill_process(pid, Signal::KILL);
            }
            // What cannot be removed is left for the next one to try.
            drop(Self { path, dir, next: AtomicU64::new(1 << 32) });
        }
    }
}

impl Drop for Boxes {
    fn drop(&mut self) {
        for path in disk::entries(&self.path) {
            if self.remove(&path).is_err() {
                return;
            }
        }
        let _ = unlinkat(CWD, &self.path, AtFlags::REMOVEDIR);
    }
}

fn is_dir(folder: &OwnedFd, entry: &rustix::fs::DirEntry) -> Result<bool, Errno> {
    match entry.file_type() {
        FileType::Directory => Ok(true),
        FileType::Unknown => {
            let stat = statat(folder, entry.file_name(), AtFlags::SYMLINK_NOFOLLOW)?;
            Ok(FileType::from_raw_mode(stat.st_mode) == FileType::Directory)
        }
        _ => Ok(false),
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::{MetadataExt as _, symlink};

    use super::*;

    #[test]
    fn folders_are_private_and_removed_whatever_they_hold() {
        let parent = tempfile::tempdir().unwrap();
        let outside = parent.path().join("outside");
        disk::write_read_only(&outside, b"stays").unwrap();
        let boxes = Boxes::new(&[parent.path().to_owned()]).unwrap();
        let path = boxes.make().unwrap();
        assert_eq!(path.metadata().unwrap().mode() & 0o7777, 0o700);
        symlink(&outside, path.join("link")).unwrap();
        symlink(parent.path(), path.join("folder-link")).unwrap();
        disk::create_dirs(&path.join("locked/inner")).unwrap();
        disk::write_read_only(&path.join("locked/inner/file"), b"x").unwrap();
        disk::set_mode(&path.join("locked/inner"), 0).unwrap();
        disk::set_mode(&path.join("locked"), 0).unwrap();
        // Deeper than the longest path a system call takes.
        let mut at = openat(CWD, &path, OFlags::DIRECTORY, Mode::empty()).unwrap();
        for _ in 0..3000 {
            mkdirat(&at, "deep", Mode::RWXU).unwrap();
            at = openat(&at, "deep", OFlags::DIRECTORY, Mode::empty()).unwrap();
        }
        drop(at);
        boxes.remove(&path).unwrap();
        assert!(!path.exists());
        assert!(outside.exists());
        assert!(disk::entries(&boxes.path).is_empty());
        let own = boxes.path.clone();
        drop(boxes);
        assert!(!own.exists());
    }

    #[test]
    fn only_folders_of_dead_judges_are_removed() {
        let parent = tempfile::tempdir().unwrap();
        let parents = [parent.path().to_owned()];
        let living = Boxes::new(&parents).unwrap();
        let dead = parent.path().join(format!("{PREFIX}dead"));
        disk::create_dirs(&dead.join("0/inner")).unwrap();
        let young = Boxes::new(&parents).unwrap();
        assert!(dead.exists(), "it may belong to a judge that has just started");
        let long_ago = std::time::UNIX_EPOCH;
        for path in [&dead, &living.path] {
            std::fs::File::open(path).unwrap().set_modified(long_ago).unwrap();
        }
        let late = Boxes::new(&parents).unwrap();
        assert!(!dead.exists());
        assert!(living.path.exists() && young.path.exists() && late.path.exists());
    }
}
