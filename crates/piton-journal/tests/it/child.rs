//! Other processes: this test program again, told by its environment what to do.

use std::io::Write;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use piton_journal::{Journal, JournalError};

use crate::sample;

const ROLE: &str = "PITON_JOURNAL_TEST_ROLE";
const JOURNAL: &str = "PITON_JOURNAL_TEST_PATH";
const FIRST: &str = "PITON_JOURNAL_TEST_FIRST";
const NOBODY: u32 = 65_534;

/// What [`child`] is run with: the test of that name, and its output passed on.
const ARGUMENTS: [&str; 4] = ["child::child", "--exact", "--ignored", "--nocapture"];

/// Where this program lies.
fn program() -> PathBuf {
    std::env::current_exe().unwrap()
}

#[expect(clippy::disallowed_methods, reason = "several processes at once are what is tested")]
fn command(program: &Path, role: &str, path: &Path) -> Command {
    let mut command = Command::new(program);
    command.env(ROLE, role).env(JOURNAL, path).stdin(Stdio::null());
    command
}

/// Starts a child that appends events from `first` on, `n` or without end.
pub(crate) fn appending(path: &Path, first: u64, n: Option<u64>, stdout: Stdio) -> Child {
    let role = n.map_or_else(|| "append".to_owned(), |n| format!("append {n}"));
    command(&program(), &role, path)
        .args(ARGUMENTS)
        .env(FIRST, first.to_string())
        .stdout(stdout)
        .spawn()
        .unwrap()
}

/// Lets a child without root's privileges look at a journal; returns what it says.
pub(crate) fn without_privileges(home: &Path, path: &Path) -> String {
    let program = program();
    let is_root = std::fs::metadata(home).unwrap().uid() == 0;
    let mut command = if is_root {
        // Root may write everything, so the child becomes nobody, to whom everything is given.
        let copy = home.join("program");
        std::fs::copy(&program, &copy).unwrap();
        std::fs::set_permissions(&copy, std::fs::Permissions::from_mode(0o755)).unwrap();
        for given in [home, path.parent().unwrap(), path] {
            chown(given, Some(NOBODY), Some(NOBODY)).unwrap();
        }
        let mut command = command(&copy, "look", path);
        command.uid(NOBODY).gid(NOBODY);
        command
    } else {
        command(&program, "look", path)
    };
    let output = command.args(ARGUMENTS).current_dir(home).output().unwrap();
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Lets a child fill a disk of two MiB; returns what it says, or `None` where that is not allowed.
pub(crate) fn on_a_small_disk() -> Option<String> {
    let home = tempfile::tempdir().unwrap();
    let mut command = command(Path::new("unshare"), "fill", &home.path().join("journal.db"));
    let script = r#"mount -t tmpfs -o size=2m tmpfs "$0" || exit 77; exec "$@""#;
    command
        .args(["--map-root-user", "--mount", "sh", "-c", script])
        .arg(home.path())
        .arg(program())
        .args(ARGUMENTS);
    let output = command.output().ok()?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let started = said.contains("running 1 test");
    started.then_some(said)
}

#[test]
#[ignore = "other tests run it, in a process of its own"]
fn child() {
    let Ok(role) = std::env::var(ROLE) else { return };
    let path = PathBuf::from(std::env::var_os(JOURNAL).unwrap());
    match role.split_once(' ') {
        Some(("append", n)) => append(&path, Some(n.parse().unwrap())),
        _ if role == "append" => append(&path, None),
        _ if role == "look" => look(&path),
        _ => fill(&path),
    }
}

fn append(path: &Path, n: Option<u64>) {
    let first: u64 = std::env::var(FIRST).unwrap().parse().unwrap();
    let journal = Journal::open(path).unwrap();
    let mut stdout = std::io::stdout().lock();
    for n in first..n.map_or(u64::MAX, |n| first + n) {
        let content = n.to_string().repeat(100);
        let hash = sample::hash(content.as_bytes());
        journal.append(&[sample::answer(n)], &[(&hash, content.as_bytes())]).unwrap();
        writeln!(stdout, "kept {n}").unwrap();
        stdout.flush().unwrap();
    }
}

fn look(path: &Path) {
    let mut stdout = std::io::stdout().lock();
    match Journal::open(path) {
        Err(fault) => writeln!(stdout, "open: {fault:?}").unwrap(),
        Ok(journal) => {
            let reads = journal.events_after(0).is_ok();
            let append = journal.append(&[sample::answer(5000)], &[]);
            let append = append.map_or_else(|fault| format!("{fault:?}"), |()| "done".to_owned());
            writeln!(stdout, "reads: {reads}, append: {append}").unwrap();
        }
    }
}

fn fill(path: &Path) {
    let journal = Journal::open(path).unwrap();
    let mut n = 0;
    let fault = loop {
        let events: Vec<_> = (n..n + 50).map(sample::answer).collect();
        match journal.append(&events, &[]) {
            Ok(()) => n += 50,
            Err(fault) => break fault,
        }
    };
    let full = if matches!(fault, JournalError::Full { .. }) { "full" } else { "not full" };
    let kept = if journal.count().unwrap() == n && n > 0 { "kept" } else { "lost" };
    let sound = journal.verify().unwrap().is_empty();
    let mut stdout = std::io::stdout().lock();
    writeln!(stdout, "{full}, prefix {kept}, sound: {sound}; {fault:?}").unwrap();
}
