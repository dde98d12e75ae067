//! Writes a learner's file without writing over what nobody has seen.
//!
//! The new content changes places with the old one in a single step of the kernel. Only then the
//! old one is read, so that a save of another program just before is found and put back.

use std::os::fd::{AsFd as _, OwnedFd};
use std::path::Path;

use piton_domain::files::is_inner_path;
use rustix::fs::{AtFlags, Mode, OFlags, RenameFlags};
use rustix::io::Errno;

use crate::snapshot::{Folder, SnapshotError};

/// The name of a file that is not in its place yet; those that watch the folder pass over it.
const UNFINISHED: &str = ".piton-new-";

/// What became of a write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Replaced {
    /// The file holds the new content.
    Written,
    /// The file held something else, which it still holds.
    Differs(Vec<u8>),
}

/// Writes `content` to a file inside `dir` if `expected` says so of what is there (`None`: nothing).
///
/// No link is followed. The content is whole or not there, whatever happens meanwhile.
///
/// Errors: [`SnapshotError`]; the file is as it was.
pub fn replace(
    dir: &Path,
    file: &str,
    content: &[u8],
    expected: impl Fn(Option<&[u8]>) -> bool,
) -> Result<Replaced, SnapshotError> {
    if !is_inner_path(file) {
        return Err(SnapshotError::Name { name: file.to_owned() });
    }
    let root = Folder::open(dir)?;
    let there = root.read(file)?;
    if !expected(there.as_deref()) {
        return Ok(Replaced::Differs(there.unwrap_or_default()));
    }
    let failed = |errno: Errno| match errno {
        Errno::LOOP => SnapshotError::Link { file: file.to_owned() },
        errno => SnapshotError::Write { file: file.to_owned(), source: errno.into() },
    };
    let (parent, name) = match file.rsplit_once('/') {
        Some((parent, name)) => {
            make_folders(&root, parent).map_err(failed)?;
            (parent, name)
        }
        None => (".", file),
    };
    let parent = root.open_inside(parent, OFlags::DIRECTORY).map_err(failed)?;
    let new = New::write(&parent, content).map_err(failed)?;
    if there.is_none() {
        return match new.move_to(name) {
            Ok(()) => Ok(Replaced::Written),
            // Another program made it just now.
            Err(Errno::EXIST) => Ok(Replaced::Differs(root.read(file)?.unwrap_or_default())),
            Err(errno) => Err(failed(errno)),
        };
    }
    new.exchange_with(name).map_err(failed)?;
    let old = root.read(&new.inside(file))?;
    if expected(old.as_deref()) {
        return Ok(Replaced::Written);
    }
    new.exchange_with(name).map_err(failed)?;
    Ok(Replaced::Differs(old.unwrap_or_default()))
}

/// Makes the folders on the way to a file, each from inside the one above it.
fn make_folders(root: &Folder<'_>, path: &str) -> Result<(), Errno> {
    let mut above = String::from(".");
    for part in path.split('/') {
        let folder = root.open_inside(&above, OFlags::DIRECTORY)?;
        match rustix::fs::mkdirat(&folder, part, Mode::from_raw_mode(0o755)) {
            Ok(()) | Err(Errno::EXIST) => {}
            Err(errno) => return Err(errno),
        }
        above = format!("{above}/{part}");
    }
    Ok(())
}

/// A content beside its place; what is left of it goes when this goes.
struct New<'a> {
    folder: &'a OwnedFd,
    name: String,
}

impl<'a> New<'a> {
    fn write(folder: &'a OwnedFd, content: &[u8]) -> Result<Self, Errno> {
        let flags =
            OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let mut number = 0_u32;
        let (fd, name) = loop {
            let name = format!("{UNFINISHED}{}-{number}", std::process::id());
            match rustix::fs::openat(folder, &name, flags, Mode::from_raw_mode(0o644)) {
                Ok(fd) => break (fd, name),
                Err(Errno::EXIST) if number < 1000 => number += 1,
                Err(errno) => return Err(errno),
            }
        };
        let new = Self { folder, name };
        let mut rest = content;
        while !rest.is_empty() {
            match rustix::io::write(&fd, rest) {
                Ok(n) => rest = &rest[n..],
                Err(Errno::INTR) => {}
                Err(errno) => return Err(errno),
            }
        }
        rustix::fs::fsync(&fd)?;
        Ok(new)
    }

    /// Returns its path, given that of its place.
    fn inside(&self, place: &str) -> String {
        match place.rsplit_once('/') {
            Some((parent, _)) => format!("{parent}/{}", self.name),
            None => self.name.clone(),
        }
    }

    fn move_to(&self, place: &str) -> Result<(), Errno> {
        let folder = self.folder.as_fd();
        rustix::fs::renameat_with(folder, &self.name, folder, place, RenameFlags::NOREPLACE)
    }

    fn exchange_with(&self, place: &str) -> Result<(), Errno> {
        let folder = self.folder.as_fd();
        // The old file's rights are the learner's choice and stay with the name.
        let stat = rustix::fs::statat(folder, place, AtFlags::SYMLINK_NOFOLLOW)?;
        let mode = Mode::from_raw_mode(stat.st_mode & 0o777);
        rustix::fs::chmodat(folder, &self.name, mode, AtFlags::empty())?;
        rustix::fs::renameat_with(folder, &self.name, folder, place, RenameFlags::EXCHANGE)
    }
}

impl Drop for New<'_> {
    fn drop(&mut self) {
        // Nothing to do about a failure: the name says that it is nobody's file.
        let _ = rustix::fs::unlinkat(self.folder, &self.name, AtFlags::empty());
    }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "a failed test shows the place anyway")]
mod tests {
    use std::cell::Cell;

    use super::*;

    fn is(wanted: &'static [u8]) -> impl Fn(Option<&[u8]>) -> bool {
        move |there| there == Some(wanted)
    }

    fn read(path: &Path) -> Vec<u8> {
        std::fs::read(path).unwrap()
    }

    #[test]
    fn what_was_seen_is_replaced_and_anything_else_stays() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("a.py");
        std::fs::write(&file, "old").unwrap();
        assert_eq!(replace(dir.path(), "a.py", b"new", is(b"old")).unwrap(), Replaced::Written);
        assert_eq!(read(&file), b"new");
        let outcome = replace(dir.path(), "a.py", b"newer", is(b"old")).unwrap();
        assert_eq!(outcome, Replaced::Differs(b"new".to_vec()));
        assert_eq!(read(&file), b"new");
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1, "nothing is left beside it");
    }

    #[test]
    fn a_save_in_the_last_moment_is_put_back() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("a.py");
        std::fs::write(&file, "old").unwrap();
        // The first question is asked before the exchange; then another program saves.
        let asked = Cell::new(0);
        let outcome = replace(dir.path(), "a.py", b"new", |there| {
            asked.set(asked.get() + 1);
            let same = there == Some(b"old");
            if asked.get() == 1 {
                std::fs::write(&file, "theirs").unwrap();
            }
            same
        })
        .unwrap();
        assert_eq!(outcome, Replaced::Differs(b"theirs".to_vec()));
        assert_eq!(read(&file), b"theirs");
    }

    #[test]
    fn a_new_file_is_made_with_its_folders_and_never_over_another() {
        let dir = tempfile::tempdir().unwrap();
        let nothing = |there: Option<&[u8]>| there.is_none();
        assert_eq!(replace(dir.path(), "x/y/b.py", b"1", nothing).unwrap(), Replaced::Written);
        assert_eq!(read(&dir.path().join("x/y/b.py")), b"1");
        let outcome = replace(dir.path(), "x/y/b.py", b"2", nothing).unwrap();
        assert_eq!(outcome, Replaced::Differs(b"1".to_vec()));
    }

    #[test]
    fn no_link_is_followed_out_of_the_folder() {
        let dir = tempfile::tempdir().unwrap();
        let outside = tempfile::tempdir().unwrap();
        let secret = outside.path().join("secret.py");
        std::fs::write(&secret, "theirs").unwrap();
        std::os::unix::fs::symlink(&secret, dir.path().join("a.py")).unwrap();
        std::os::unix::fs::symlink(outside.path(), dir.path().join("sub")).unwrap();
        let any = |_: Option<&[u8]>| true;
        assert!(matches!(
            replace(dir.path(), "a.py", b"mine", any),
            Err(SnapshotError::Link { .. })
        ));
        assert!(replace(dir.path(), "sub/new.py", b"mine", any).is_err());
        for name in ["../a.py", "/etc/x.py", "a/../../b.py", ""] {
            assert!(replace(dir.path(), name, b"mine", any).is_err(), "{name}");
        }
        assert_eq!(read(&secret), b"theirs");
        assert_eq!(std::fs::read_dir(outside.path()).unwrap().count(), 1);
    }
}
