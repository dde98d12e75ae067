//! Taking the learner's files.

use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::Path;

use piton_domain::{Submission, files};
use piton_judge::{SnapshotError, practice_seed, snapshot};
use tempfile::TempDir;

use crate::support::{sum_task, write};

fn folder() -> TempDir {
    let dir = TempDir::new().unwrap();
    write(&dir.path().join("main.py"), b"x = 1\n");
    dir
}

fn take(dir: &Path) -> Result<Submission, SnapshotError> {
    snapshot(&sum_task(), dir)
}

/// Asserts that a refusal is what it should be and shows a way out.
#[track_caller]
fn assert_refused(dir: &Path, says: &str, hint: &str) {
    let error = take(dir).unwrap_err();
    assert!(error.to_string().contains(says), "{error}");
    assert!(error.hint().unwrap().contains(hint), "{:?}", error.hint());
}

#[test]
fn the_tasks_files_and_added_python_files_are_taken() {
    let dir = folder();
    for path in ["pkg", "pkg/deep", ".hidden", "__pycache__", "venv"] {
        std::fs::create_dir(dir.path().join(path)).unwrap();
    }
    for path in [
        "helper.py",
        "pkg/__init__.py",
        "pkg/deep/more.py",
        // Left out from here on.
        "notes.txt",
        "support.py",
        ".secret.py",
        ".hidden/inner.py",
        "__pycache__/cached.py",
        "venv/pyvenv.cfg",
        "venv/installed.py",
    ] {
        write(&dir.path().join(path), b"# added\n");
    }
    let submission = take(dir.path()).unwrap();
    let taken: Vec<&str> = submission.files.keys().map(String::as_str).collect();
    assert_eq!(taken, ["helper.py", "main.py", "pkg/__init__.py", "pkg/deep/more.py"]);
    assert_eq!(submission.files["main.py"], b"x = 1\n");
    assert_eq!(files::unpack(&files::pack(&submission.files)).unwrap(), submission.files);
}

#[test]
fn the_hash_is_that_of_paths_and_contents() {
    let dir = folder();
    let first = take(dir.path()).unwrap();
    // printf 'main.py\0\0\0\0\0\0\0\0\x06x = 1\n' | sha256sum
    assert_eq!(
        first.hash.as_str(),
        "bf50c480662cc2eed9f996cb9eca784173747242d6d46f3685fa5302937fc55e"
    );
    write(&dir.path().join("main.py"), b"x = 2\n");
    let second = take(dir.path()).unwrap();
    assert_ne!(first.hash, second.hash);
    let task = sum_task();
    assert_ne!(practice_seed(&task, &first), practice_seed(&task, &second));
    assert_eq!(practice_seed(&task, &first), practice_seed(&task, &first.clone()));
}

#[test]
fn a_missing_file_names_the_command_that_brings_it_back() {
    let dir = TempDir::new().unwrap();
    assert_refused(dir.path(), "main.py is missing", "piton reset python/generators/exporter");
    assert_refused(&dir.path().join("gone"), "could not open the folder", "piton open");
}

#[test]
fn nothing_is_followed_out_of_the_folder() {
    let outside = folder();
    let dir = TempDir::new().unwrap();
    symlink(outside.path().join("main.py"), dir.path().join("main.py")).unwrap();
    assert_refused(dir.path(), "main.py is a symbolic link", "cp --remove-destination");
    let dir = folder();
    symlink("main.py", dir.path().join("added.py")).unwrap();
    assert_refused(dir.path(), "added.py is a symbolic link", "added.py");
    // A link to a folder is not searched.
    let dir = folder();
    symlink(outside.path(), dir.path().join("elsewhere")).unwrap();
    assert_eq!(take(dir.path()).unwrap().files.len(), 1);
}

#[test]
fn a_file_behind_a_linked_folder_is_refused() {
    let outside = folder();
    let dir = TempDir::new().unwrap();
    symlink(outside.path(), dir.path().join("pkg")).unwrap();
    let mut task = sum_task();
    task.files = vec!["pkg/main.py".into()];
    let error = snapshot(&task, dir.path()).unwrap_err();
    assert!(matches!(error, SnapshotError::Link { .. }), "{error:?}");
}

#[test]
fn what_is_no_regular_file_is_refused_without_waiting() {
    let dir = TempDir::new().unwrap();
    let main = dir.path().join("main.py");
    let mode = rustix::fs::Mode::RUSR | rustix::fs::Mode::WUSR;
    rustix::fs::mkfifoat(rustix::fs::CWD, &main, mode).unwrap();
    assert_refused(dir.path(), "main.py is a pipe", "Remove main.py");
    std::fs::remove_file(&main).unwrap();
    std::fs::create_dir(&main).unwrap();
    assert_refused(dir.path(), "main.py is a folder", "Remove main.py");
    std::fs::remove_dir(&main).unwrap();
    let _socket = UnixListener::bind(&main).unwrap();
    assert_refused(dir.path(), "main.py is a socket", "Remove main.py");
}

#[test]
fn too_much_is_refused() {
    let dir = folder();
    write(&dir.path().join("main.py"), &vec![b'#'; 1024 * 1024]);
    take(dir.path()).unwrap();
    write(&dir.path().join("main.py"), &vec![b'#'; 1024 * 1024 + 1]);
    assert_refused(dir.path(), "main.py is larger than 1024 KiB", "main.py");

    let dir = folder();
    for n in 0..8 {
        write(&dir.path().join(format!("m{n}.py")), &vec![b'#'; 1024 * 1024]);
    }
    assert_refused(dir.path(), "larger than 8 MiB", "Move");

    let dir = folder();
    for n in 0..199 {
        write(&dir.path().join(format!("m{n}.py")), b"");
    }
    take(dir.path()).unwrap();
    write(&dir.path().join("one_more.py"), b"");
    assert_refused(dir.path(), "more than 200 Python files", "Move");
}

#[test]
fn names_that_cannot_travel_are_refused() {
    use std::os::unix::ffi::OsStrExt as _;
    let dir = folder();
    write(&dir.path().join(std::ffi::OsStr::from_bytes(b"caf\xe9.py")), b"");
    assert_refused(dir.path(), "not valid UTF-8", "Rename");
    let dir = folder();
    write(&dir.path().join("back\\slash.py"), b"");
    assert_refused(dir.path(), "holds a backslash", "Rename");
}
