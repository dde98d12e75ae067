//! A user's machine in a folder: home, workspace, and the binary between them.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Output, Stdio};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// One user.
pub(crate) struct User {
    pub(crate) folder: TempDir,
    variables: Vec<(String, String)>,
}

/// What a command said.
pub(crate) struct Said {
    pub(crate) status: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl User {
    /// Makes a user whose learner environment is there already (it is made once for all tests).
    pub(crate) fn new() -> Self {
        let user = Self::without_environment();
        let home = user.home();
        std::fs::create_dir_all(&home).unwrap();
        std::os::unix::fs::symlink(shared_home().join("env"), home.join("env")).unwrap();
        user
    }

    /// Makes a user who has never run Piton.
    pub(crate) fn without_environment() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), variables: Vec::new() }
    }

    /// Sets a variable for every command from now on.
    pub(crate) fn set(&mut self, name: &str, value: impl Into<String>) {
        self.variables.push((name.to_owned(), value.into()));
    }

    pub(crate) fn home(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    pub(crate) fn workspace(&self) -> PathBuf {
        self.folder.path().join("work")
    }

    /// Returns the folder of a task in the workspace.
    pub(crate) fn task(&self, id: &str) -> PathBuf {
        self.workspace().join(id)
    }

    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = program(env!("CARGO_BIN_EXE_piton"));
        command.args(args);
        self.prepare(&mut command);
        command
    }

    fn prepare(&self, command: &mut Command) {
        command
            .env("PITON_HOME", self.home())
            .env("PITON_WORKSPACE", self.workspace())
            .env("HOME", self.folder.path())
            .env("NO_COLOR", "1")
            .current_dir(self.folder.path())
            .stdin(Stdio::null());
        for (name, value) in &self.variables {
            command.env(name, value);
        }
    }

    /// Runs another program as this user.
    pub(crate) fn run_as(&self, command: &mut Command) -> Said {
        self.prepare(command);
        Said::of(command.output().unwrap())
    }

    /// Runs a command to its end.
    pub(crate) fn run(&self, args: &[&str]) -> Said {
        Said::of(self.command(args).output().unwrap())
    }

    /// Runs a command that must end with `status`.
    #[track_caller]
    pub(crate) fn expect(&self, status: i32, args: &[&str]) -> Said {
        let said = self.run(args);
        assert_eq!(said.status, status, "piton {args:?}\nout: {}\nerr: {}", said.out, said.err);
        said.no_panic();
        said
    }

    /// Opens a task and gives its folder.
    pub(crate) fn open(&self, id: &str) -> PathBuf {
        self.expect(0, &["open", id, "--no-editor"]);
        self.task(id)
    }
}

impl Said {
    fn of(output: Output) -> Self {
        Self {
            status: output.status.code().unwrap_or(-1),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    /// A panic is a failure of ours whatever the status.
    #[track_caller]
    pub(crate) fn no_panic(&self) {
        assert!(!self.err.contains("panicked at"), "{}", self.err);
    }

    /// Reads standard output as JSON with a field at `pointer`.
    #[track_caller]
    pub(crate) fn json(&self, pointer: &str) -> serde_json::Value {
        let value: serde_json::Value = serde_json::from_str(&self.out)
            .unwrap_or_else(|error| panic!("{error}\nout: {}\nerr: {}", self.out, self.err));
        value
            .pointer(pointer)
            .cloned()
            .unwrap_or_else(|| panic!("{pointer} is not in {}", self.out))
    }

    /// Checks that an error names what is wrong and the way out.
    #[track_caller]
    pub(crate) fn says(&self, words: &[&str]) -> &Self {
        let all = format!("{}\n{}", self.out, self.err);
        let flat = all.split_whitespace().collect::<Vec<_>>().join(" ");
        for word in words {
            assert!(flat.contains(word), "`{word}` is not said in\n{all}");
        }
        self
    }
}

/// The binary on a terminal, with somebody who types.
pub(crate) struct Terminal {
    child: Child,
    keyboard: ChildStdin,
    screen: Arc<Mutex<String>>,
    read: usize,
}

impl Terminal {
    /// Runs a command on a terminal of 90 columns.
    pub(crate) fn new(user: &User, args: &[&str]) -> Self {
        // Python makes the terminal; the shell gives it a width.
        let spawn = "import os, pty, sys\n\
                     sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))";
        let mut command = program("python3");
        command
            .args(["-c", spawn, "sh", "-c", "stty cols 90 -echo; exec \"$0\" \"$@\""])
            .arg(env!("CARGO_BIN_EXE_piton"))
            .args(args);
        user.prepare(&mut command);
        let mut child = command
            .env("TERM", "xterm")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let screen = Arc::new(Mutex::new(String::new()));
        let (mut output, seen) = (child.stdout.take().unwrap(), Arc::clone(&screen));
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(n @ 1..) = output.read(&mut bytes) {
                seen.lock().unwrap().push_str(&String::from_utf8_lossy(&bytes[..n]));
            }
        });
        let keyboard = child.stdin.take().unwrap();
        Self { child, keyboard, screen, read: 0 }
    }

    /// Types a line.
    pub(crate) fn line(&mut self, text: &str) {
        self.keyboard.write_all(format!("{text}\n").as_bytes()).unwrap();
        self.keyboard.flush().unwrap();
    }

    /// Waits until `text` is on the screen after what was read before.
    #[track_caller]
    pub(crate) fn until(&mut self, text: &str) {
        let found = wait_for(60, || self.screen.lock().unwrap()[self.read..].find(text));
        let Some(at) = found else {
            panic!("`{text}` does not come after\n{}", self.screen.lock().unwrap());
        };
        self.read += at + text.len();
    }

    /// Waits for the end and returns the status.
    #[track_caller]
    pub(crate) fn ends(&mut self) -> i32 {
        let status = wait_for(30, || self.child.try_wait().unwrap());
        let screen = self.screen.lock().unwrap();
        assert!(!screen.contains("panicked at"), "{screen}");
        status.unwrap_or_else(|| panic!("it does not end\n{screen}")).code().unwrap_or(-1)
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Copies a solution of the content over a task's folder.
pub(crate) fn solve(folder: &Path, task: &str, solution: &str) {
    let (skill, name) = task.rsplit_once('/').unwrap();
    let from = content().join(skill).join("tasks").join(name).join(solution);
    copy(&from, folder);
}

/// Returns the content of this tree.
pub(crate) fn content() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content")
}

fn copy(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            std::fs::create_dir_all(&target).unwrap();
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Writes a file.
pub(crate) fn put(path: &Path, content: impl AsRef<[u8]>) {
    std::fs::File::create(path).unwrap().write_all(content.as_ref()).unwrap();
}

/// Waits until `ready` gives something, at most `seconds`.
pub(crate) fn wait_for<T>(seconds: u64, mut ready: impl FnMut() -> Option<T>) -> Option<T> {
    let end = Instant::now() + Duration::from_secs(seconds);
    while Instant::now() < end {
        if let Some(value) = ready() {
            return Some(value);
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    None
}

/// Ends a child and takes its status.
pub(crate) fn end(mut child: Child) {
    let _ = child.kill();
    let _ = child.wait();
}

#[expect(clippy::disallowed_methods, reason = "the test runs the binary it tests")]
pub(crate) fn program(path: &str) -> Command {
    Command::new(path)
}

/// A home whose environment every test shares: making it takes seconds.
fn shared_home() -> &'static Path {
    static HOME: OnceLock<PathBuf> = OnceLock::new();
    HOME.get_or_init(|| {
        let home = Path::new(env!("CARGO_TARGET_TMPDIR")).join("shared-home");
        std::fs::create_dir_all(&home).unwrap();
        let output = program(env!("CARGO_BIN_EXE_piton"))
            .arg("setup")
            .env("PITON_HOME", &home)
            .stdin(Stdio::null())
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "setup failed: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        home
    })
}
