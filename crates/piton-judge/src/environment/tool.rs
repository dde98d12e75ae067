//! Runs a tool with a limit on time and on how much of its output is kept.

use std::ffi::OsStr;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use super::search::Search;

/// How much of each stream is kept: the end, where the reason stands.
const KEPT_BYTES: usize = 64 * 1024;

/// How a tool ended.
#[derive(Debug)]
pub(super) enum Ended {
    /// By itself.
    Exited {
        /// With which status.
        status: ExitStatus,
        /// The end of its standard output.
        stdout: String,
        /// The end of its standard error.
        stderr: String,
    },
    /// It was killed because it took too long.
    TimedOut,
}

/// Makes a command with the caller's variables and nothing else.
#[expect(
    clippy::disallowed_methods,
    reason = "the one place of this module that makes a command; its environment is explicit"
)]
pub(super) fn command(program: &Path, search: &Search) -> Command {
    let mut command = Command::new(program);
    // The root folder holds no file that Python or an installer could take for its configuration.
    command.env_clear().envs(search.tool_variables()).current_dir("/");
    command
}

/// Runs `command` without a terminal until it ends, or kills it after `limit`.
///
/// Errors: the reason it could not be started or waited for.
pub(super) fn run(command: &mut Command, limit: Duration) -> std::io::Result<Ended> {
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = spawn(command)?;
    let stdout = keep_end(child.stdout.take());
    let stderr = keep_end(child.stderr.take());
    let deadline = Instant::now() + limit;
    let mut pause = Duration::from_millis(1);
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        if Instant::now() >= deadline {
            // Both fail only if it ended in this moment.
            let _ = child.kill();
            let _ = child.wait();
            return Ok(Ended::TimedOut);
        }
        std::thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(20));
    };
    Ok(Ended::Exited { status, stdout: text(&stdout), stderr: text(&stderr) })
}

/// Starts `command`.
///
/// A file that another thread of this process has only just written may still be held open by a
/// third thread's child between its fork and its exec; the system then says "text file busy".
fn spawn(command: &mut Command) -> std::io::Result<Child> {
    for _ in 0..50 {
        match command.spawn() {
            Err(error) if error.kind() == std::io::ErrorKind::ExecutableFileBusy => {
                std::thread::sleep(Duration::from_millis(10));
            }
            outcome => return outcome,
        }
    }
    command.spawn()
}

/// Reads a stream to its end in a thread of its own and hands over the last bytes.
fn keep_end(stream: Option<impl Read + Send + 'static>) -> Receiver<Vec<u8>> {
    let (sender, receiver) = mpsc::channel();
    if let Some(mut stream) = stream {
        std::thread::spawn(move || {
            let mut kept = Vec::new();
            let mut chunk = [0; 8192];
            while let Ok(n) = stream.read(&mut chunk) {
                if n == 0 {
                    break;
                }
                kept.extend_from_slice(&chunk[..n]);
                if kept.len() > 2 * KEPT_BYTES {
                    kept.drain(..kept.len() - KEPT_BYTES);
                }
            }
            // Nobody listens any more when the tool was killed.
            let _ = sender.send(kept);
        });
    }
    receiver
}

/// Takes what was kept; a grandchild that holds the stream open delays this a little at most.
fn text(receiver: &Receiver<Vec<u8>>) -> String {
    let bytes = receiver.recv_timeout(Duration::from_secs(2)).unwrap_or_default();
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Returns the last lines of a tool's output that say something.
pub(super) fn last_lines(output: &str, n: usize) -> String {
    let lines: Vec<&str> = output.lines().filter(|line| !line.trim().is_empty()).collect();
    lines[lines.len().saturating_sub(n)..].join("\n")
}

/// Returns a path's program name, for messages.
pub(super) fn program_name(program: &Path) -> String {
    program.file_name().and_then(OsStr::to_str).unwrap_or("the tool").to_owned()
}

/// Returns a path as UTF-8, which installers' files and our marker need.
pub(super) fn utf8(path: &Path) -> Result<&str, PathBuf> {
    path.to_str().ok_or_else(|| path.to_owned())
}
