//! What a user can type, write or break, each made to happen.

use std::os::unix::fs::PermissionsExt;
use std::process::Stdio;
use std::time::Duration;

use crate::support::{User, end, program, put, solve};

const TASK: &str = "python/context-managers/maintenance-flag";
const TICKET: &str = "testing/effective-cases/parking-fee";

/// Opens a task of one module and returns its folder and the name of its first file.
fn task(user: &User) -> (std::path::PathBuf, std::path::PathBuf) {
    let folder = user.open(TASK);
    let opened = user.expect(0, &["open", TASK, "--no-editor", "--json"]);
    let file = opened.json("/files/0");
    (folder, file.as_str().unwrap().into())
}

#[test]
fn no_python() {
    let mut user = User::without_environment();
    user.set("PYENV_ROOT", "/nonexistent");
    // A mount namespace of the test's own hides the system's interpreters from this one command.
    let hide = "for p in /usr/bin/python3* /usr/local/bin/python3*; do \
                [ -e \"$p\" ] && mount --bind /dev/null \"$p\"; done; \
                PATH=/nonexistent exec \"$0\" \"$@\"";
    let piton = env!("CARGO_BIN_EXE_piton");
    let mut can = program("unshare");
    if !can.args(["-m", "true"]).stderr(Stdio::null()).status().is_ok_and(|one| one.success()) {
        println!("skipped: a mount namespace cannot be made here (needs root)");
        return;
    }
    let said = user.run_as(program("unshare").args(["-m", "sh", "-c", hide, piton, "setup"]));
    assert_eq!(said.status, 3, "{}{}", said.out, said.err);
    said.says(&["no Python 3.11 or newer", "piton setup"]);
    // The road can be read all the same.
    user.expect(0, &["map"]);
}

#[test]
fn no_network_at_the_first_setup() {
    let mut user = User::without_environment();
    user.set("PIP_INDEX_URL", "http://127.0.0.1:9/simple");
    user.set("UV_DEFAULT_INDEX", "http://127.0.0.1:9/simple");
    user.set("UV_INDEX_URL", "http://127.0.0.1:9/simple");
    user.set("PIP_RETRIES", "0");
    user.set("UV_HTTP_RETRIES", "0");
    user.set("UV_NO_CACHE", "1");
    user.set("PIP_NO_CACHE_DIR", "1");
    user.set("PIP_CONFIG_FILE", "/dev/null");
    user.expect(3, &["setup"]).says(&["piton setup"]);
    let left = std::fs::read_dir(user.home().join("env")).map_or(0, |dir| {
        dir.flatten().filter(|entry| entry.path().join("piton-env.json").exists()).count()
    });
    assert_eq!(left, 0, "nothing half-made looks finished");
    user.expect(0, &["map"]);
}

#[test]
fn a_home_that_cannot_be_written() {
    let mut user = User::new();
    put(&user.folder.path().join("file"), "a file, not a folder");
    user.set("PITON_HOME", user.folder.path().join("file/home").to_str().unwrap());
    user.expect(3, &["map"]).says(&["PITON_HOME"]);
    user.expect(3, &["check", TICKET]);
    user.expect(3, &["doctor"]).says(&["cannot be written"]);
}

#[test]
fn a_full_disk() {
    let mut user = User::new();
    let Some(disk) = Disk::new(&user, "size=64k") else { return };
    user.set("PITON_HOME", disk.path.join("home").to_str().unwrap());
    put(&disk.path.join("filler"), vec![0; 60 << 10]);
    user.expect(3, &["open", TICKET, "--no-editor"]).says(&["space"]);
}

#[test]
fn a_disk_that_fills_up_between_two_saves() {
    let mut user = User::new();
    let Some(disk) = Disk::new(&user, "size=3m") else { return };
    let home = disk.path.join("home");
    std::fs::create_dir(&home).unwrap();
    std::os::unix::fs::symlink(user.home().join("env"), home.join("env")).unwrap();
    user.set("PITON_HOME", home.to_str().unwrap());
    let folder = user.open(TICKET);
    user.expect(1, &["check", TICKET]);
    let filler = disk.path.join("filler");
    let mut file = std::fs::File::create(&filler).unwrap();
    while std::io::Write::write(&mut file, &[0; 4096]).is_ok_and(|written| written > 0) {}
    solve(&folder, TICKET, "right/table");
    for args in [&["check", TICKET][..], &["map"], &["hint", TICKET]] {
        user.expect(3, args).says(&["space", "same command again"]);
    }
    drop(file);
    std::fs::remove_file(&filler).unwrap();
    user.expect(0, &["check", TICKET]);
    user.expect(0, &["replay", "last"]);
}

#[test]
fn a_disk_that_may_only_be_read() {
    let mut user = User::new();
    let Some(disk) = Disk::new(&user, "size=3m") else { return };
    let home = disk.path.join("home");
    user.set("PITON_HOME", home.to_str().unwrap());
    user.expect(0, &["map"]);
    disk.read_only();
    for args in [&["map"][..], &["next"], &["setup"], &["learn", "effective-cases"]] {
        user.expect(3, args).says(&["try:", "writable", "PITON_HOME"]);
    }
    user.expect(3, &["doctor"]).says(&["cannot be written"]);
    // An export that fails leaves nothing in the way of the next one.
    user.expect(3, &["export", "mine.jsonl"]);
    assert!(!user.folder.path().join("mine.jsonl").exists());
    user.set("PITON_HOME", user.home().to_str().unwrap());
    user.set("PITON_WORKSPACE", disk.path.join("work").to_str().unwrap());
    user.expect(3, &["open", TICKET, "--no-editor"]).says(&["writable", "--workspace"]);
}

/// A small disk of the test's own.
struct Disk {
    path: std::path::PathBuf,
}

impl Disk {
    fn new(user: &User, options: &str) -> Option<Self> {
        let path = user.folder.path().join("disk");
        std::fs::create_dir(&path).unwrap();
        let mounted = program("mount")
            .args(["-t", "tmpfs", "-o", options, "tmpfs"])
            .arg(&path)
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success());
        if !mounted {
            println!("skipped: a small disk cannot be mounted here (needs root)");
            return None;
        }
        Some(Self { path })
    }

    fn read_only(&self) {
        let status = program("mount").args(["-o", "remount,ro"]).arg(&self.path).status().unwrap();
        assert!(status.success());
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = program("umount").arg(&self.path).status();
    }
}

#[test]
fn a_syntax_error() {
    let user = User::new();
    let (_, file) = task(&user);
    put(&file, "def maintenance(shop:\n    return shop\n");
    let said = user.expect(1, &["check", TASK, "--json"]);
    assert_eq!(said.json("/checks/0/name"), "loads");
    assert_eq!(said.json("/checks/0/failure/kind"), "not-loaded");
    assert_eq!(said.json("/checks/1/status"), "not-reached");
    user.expect(1, &["check", TASK]).says(&["SyntaxError"]);
}

#[test]
fn an_endless_loop() {
    let user = User::new();
    let (_, file) = task(&user);
    put(&file, "while True:\n    pass\n");
    let said = user.expect(1, &["check", TASK, "--json"]);
    assert_eq!(said.json("/checks/0/failure/kind"), "overrun");
    assert!(said.json("/checks/0/failure/overrun/limit").as_u64().unwrap() > 0);
}

#[test]
fn a_gigabyte_of_output() {
    let user = User::new();
    let (_, file) = task(&user);
    put(&file, "import sys\nfor _ in range(1024):\n    sys.stdout.write('x' * (1 << 20))\n");
    let said = user.expect(1, &["check", TASK, "--json"]);
    assert_eq!(said.json("/checks/0/failure/overrun/resource"), "output");
    assert!(said.out.len() < 1 << 20, "the verdict stays small: {}", said.out.len());
    let said = user.expect(1, &["check", TASK]);
    assert!(said.out.len() < 4000, "the screen stays readable: {}", said.out.len());
}

#[test]
fn invalid_utf8_in_source_and_output() {
    let user = User::new();
    let (_, file) = task(&user);
    put(&file, b"x = '\xff\xfe'\n");
    let said = user.expect(1, &["check", TASK, "--json"]);
    assert_eq!(said.json("/checks/0/failure/kind"), "not-loaded");
    put(&file, "import sys\nsys.stdout.buffer.write(b'\\xff\\xfe\\x1b[2J')\n");
    let said = user.expect(1, &["check", TASK]);
    assert!(!said.out.contains('\u{1b}'), "escape sequences are inert");
}

#[test]
fn a_workspace_that_was_moved() {
    let mut user = User::new();
    let folder = user.open(TICKET);
    solve(&folder, TICKET, "right/table");
    let moved = user.folder.path().join("elsewhere");
    std::fs::rename(user.workspace(), &moved).unwrap();
    user.expect(2, &["check"]).says(&["your workspace is not at", "--workspace DIR"]);
    user.expect(2, &["check", TICKET]).says(&["your workspace is not at", "piton next"]);
    assert!(!user.workspace().exists(), "asking makes nothing");
    user.expect(0, &["open", TICKET, "--no-editor"]).says(&["made anew", "--workspace DIR"]);
    user.set("PITON_WORKSPACE", moved.to_str().unwrap());
    user.expect(0, &["check", TICKET]);
}

#[test]
fn a_workspace_half_deleted() {
    let user = User::new();
    let folder = user.open(TICKET);
    std::fs::remove_file(folder.join("test_fee.py")).unwrap();
    user.expect(2, &["check", TICKET]).says(&["test_fee.py", "piton"]);
    user.open(TICKET);
    assert!(folder.join("test_fee.py").is_file(), "opening again brings back what is missing");
    user.expect(1, &["check", TICKET]);
    std::fs::remove_dir_all(&folder).unwrap();
    user.expect(2, &["check", TICKET]).says(&["piton open"]);
    put(&user.workspace().join("piton.toml"), "");
    std::fs::create_dir_all(&folder).unwrap();
    put(&folder.join("mine.txt"), "mine");
    user.expect(2, &["open", TICKET, "--no-editor"]).says(&["is not empty"]);
    assert_eq!(std::fs::read(folder.join("mine.txt")).unwrap(), b"mine");
}

#[test]
fn a_file_deleted_while_it_is_judged() {
    let user = User::new();
    let (_, file) = task(&user);
    put(&file, "import time\ntime.sleep(5)\n");
    let child = user.command(&["check", TASK, "--json"]).stdout(Stdio::piped()).spawn().unwrap();
    // Long enough for the snapshot on a busy machine too.
    std::thread::sleep(Duration::from_millis(2500));
    std::fs::remove_file(&file).unwrap();
    let output = child.wait_with_output().unwrap();
    // The snapshot was taken: the verdict is about the files as they were.
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stdout));
    user.expect(2, &["check", TASK]).says(&["piton"]);
}

#[test]
fn two_watchers_at_once() {
    let user = User::new();
    let folder = user.open(TICKET);
    let watch = || user.command(&["watch", TICKET]).stdout(Stdio::piped()).spawn().unwrap();
    let (first, second) = (watch(), watch());
    std::thread::sleep(Duration::from_secs(2));
    solve(&folder, TICKET, "right/table");
    let passed = crate::support::wait_for(60, || {
        let said = user.run(&["map", "--json"]);
        said.out.contains("\"state\": \"passed\"").then_some(())
    });
    end(first);
    end(second);
    assert!(passed.is_some());
    user.expect(0, &["check", TICKET]);
}

#[test]
fn a_journal_from_a_newer_version() {
    let user = User::new();
    user.open(TICKET);
    let journal = user.home().join("journal.db");
    let raised = program("python3")
        .args(["-c", "import sqlite3, sys\nc = sqlite3.connect(sys.argv[1])\nc.execute(\"insert into _sqlx_migrations (version, description, installed_on, success, checksum, execution_time) values (99999999999999, 'later', '2099-01-01', 1, x'00', 1)\")\nc.commit()"])
        .arg(&journal)
        .status()
        .unwrap();
    assert!(raised.success());
    let before = std::fs::read(&journal).unwrap();
    user.expect(3, &["map"]).says(&["newer"]);
    user.expect(3, &["check", TICKET]).says(&["newer"]);
    assert_eq!(std::fs::read(&journal).unwrap(), before, "the file is untouched");
}

#[test]
fn a_journal_that_is_none() {
    let user = User::new();
    put(&user.home().join("journal.db"), "this is no database at all, but text".repeat(100));
    let said = user.expect(3, &["map"]);
    assert!(said.err.contains("try:"), "{}", said.err);
}

#[test]
fn an_import_that_is_cut_short() {
    let user = User::new();
    user.open(TICKET);
    user.expect(1, &["check", TICKET]);
    user.expect(0, &["export", "mine.jsonl"]);
    let whole = std::fs::read(user.folder.path().join("mine.jsonl")).unwrap();
    let other = User::new();
    for cut in [0, 10, whole.len() / 2, whole.len() - 2] {
        put(&other.folder.path().join("cut.jsonl"), &whole[..cut]);
        let said = other.run(&["import", "cut.jsonl"]);
        said.no_panic();
        assert_ne!(said.status, 0, "cut at {cut} of {}", whole.len());
    }
    assert_eq!(other.expect(0, &["map", "--json"]).out.matches("\"tried\"").count(), 0);
}

#[test]
fn a_symlink_is_no_submission() {
    let user = User::new();
    let (_, file) = task(&user);
    std::fs::remove_file(&file).unwrap();
    std::os::unix::fs::symlink("/etc/passwd", &file).unwrap();
    user.expect(2, &["check", TASK]).says(&["link"]);
    std::fs::remove_file(&file).unwrap();
    let fifo = program("mkfifo").arg(&file).status().unwrap();
    assert!(fifo.success());
    user.expect(2, &["check", TASK]);
}

#[test]
fn content_with_faults_names_them_all() {
    let user = User::new();
    let tree = user.folder.path().join("own");
    let skill = tree.join("python/generators");
    std::fs::create_dir_all(&skill).unwrap();
    put(
        &skill.join("skill.toml"),
        "format_version = 1\ntitle = \"Own\"\noutcome = \"does things\"\nlevel = \"wizard\"\nneeds = [\"python/nothing\"]\ncovers = [\"python.3\"]\nkinds = [\"debug\"]\nsources = [\"x\"]\nextra = 1\n",
    );
    let said =
        user.expect(2, &["--content", tree.to_str().unwrap(), "content", "check", "--load-only"]);
    said.says(&["wizard", "skill.toml"]);
    // A slip in a path is no proof of anything.
    user.expect(2, &["content", "check", "python/generatros"]).says(&["nothing below"]);
    user.expect(2, &["--content", "nowhere", "map"]).says(&["nowhere", "--content"]);
    // The rest of the road stays usable.
    user.expect(0, &["--content", tree.to_str().unwrap(), "map"]);
}

#[test]
fn a_folder_that_cannot_be_read_is_named() {
    let user = User::new();
    let folder = user.open(TICKET);
    put(&folder.join(".piton-task.toml"), "not = [valid");
    user.expect(2, &["check", TICKET]).says(&[".piton-task.toml", "open the task again"]);
    let file = folder.join("test_fee.py");
    std::fs::remove_file(&file).unwrap();
    std::fs::create_dir(&file).unwrap();
    std::fs::remove_file(folder.join(".piton-task.toml")).unwrap();
    std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o755)).unwrap();
    user.expect(2, &["open", TICKET, "--no-editor"]).says(&["is not empty"]);
}

#[test]
fn an_environment_that_somebody_damaged_is_made_again() {
    let user = User::without_environment();
    user.expect(0, &["setup"]);
    let environment = || {
        let entries = std::fs::read_dir(user.home().join("env")).unwrap().flatten();
        let mut dirs = entries.map(|entry| entry.path()).filter(|path| path.is_dir());
        dirs.find(|path| path.join("piton-env.json").is_file()).unwrap()
    };
    let python = user.expect(0, &["env", "--python"]).out;
    let lib = std::fs::read_dir(environment().join("lib")).unwrap().flatten().next().unwrap();
    std::fs::remove_dir_all(lib.path().join("site-packages/pytest")).unwrap();
    user.expect(0, &["run", "-m", "pytest", "--version"]);
    std::fs::remove_file(environment().join("bin/python")).unwrap();
    user.expect(0, &["setup"]).says(&["made"]);
    assert!(std::path::Path::new(python.trim()).exists());
    user.expect(0, &["setup", "--rebuild"]).says(&["made"]);
}

#[test]
fn a_suite_that_never_ends_does_not_use_up_the_limit_on_every_program() {
    let user = User::new();
    let folder = user.open(TICKET);
    put(&folder.join("test_fee.py"), "def test_it():\n    while True:\n        pass\n");
    let said = user.expect(1, &["check", "--json"]);
    let cpu_ms = said.json("/cost/cpu_ms").as_f64().unwrap();
    let limit_ms = said.json("/checks/1/failure/overrun/limit").as_f64().unwrap();
    // Each program that is tried uses up the limit: of thirteen there are two at most.
    assert!(cpu_ms < 2.5 * limit_ms, "{cpu_ms} ms with a limit of {limit_ms} ms");
}

#[test]
fn a_suite_python_cannot_read_is_told_with_its_line() {
    let user = User::new();
    let folder = user.open(TICKET);
    put(&folder.join("test_fee.py"), "import pytest\n\ndef test_it(:\n    pass\n");
    let said = user.expect(1, &["check", "--json"]);
    assert_eq!(said.json("/checks/1/failure/lines/0/line"), 3);
    assert_eq!(said.json("/checks/1/failure/lines/0/file"), "test_fee.py");
    put(&folder.join("test_fee.py"), "raise SystemExit(0)\n");
    user.expect(1, &["check"]).says(&["could not load test_fee.py", "SystemExit"]);
}

#[test]
fn a_port_that_another_program_has() {
    let user = User::new();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    user.expect(3, &["serve", "--no-open", "--port", &port]).says(&["port", "--port N"]);
    user.expect(2, &["serve", "--port", "99999"]);
}
