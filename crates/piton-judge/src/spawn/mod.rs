//! Starts processes: the only place of the judge that forks, and so the only one with `unsafe`.
//!
//! Between us and each process stands a guardian, a second fork that runs no program: it holds one
//! end of a lifeline, adopts every orphan below it, and kills all of them when the lifeline is cut.
//! The kernel cuts it when we die, however we die. So nothing outlives us, not even a daemon.

#![expect(unsafe_code, reason = "code must run between fork and exec, and once more be forked")]

mod guardian;
mod room;

use std::ffi::OsString;
use std::io;
use std::os::fd::{AsFd as _, OwnedFd};
use std::os::unix::process::CommandExt as _;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use rustix::io::{Errno, FdFlags, fcntl_setfd};
use rustix::process::Pid;

use room::Stage;
pub(crate) use room::{BOX, Room};

use crate::socket;

/// The whole environment of every process of ours beside its hash seed.
const ENVIRONMENT: [(&str, &str); 9] = [
    ("PATH", "/usr/bin:/bin"),
    ("HOME", "/nonexistent"),
    // Of a room; where there is none, the usual places are taken.
    ("TMPDIR", BOX),
    ("LANG", "C.UTF-8"),
    ("LC_ALL", "C.UTF-8"),
    ("TZ", "UTC"),
    ("PYTHONDONTWRITEBYTECODE", "1"),
    // glibc raises both once a large block was given back (mallopt(3)): from then on a larger block of
    // zeros is written to, where one fresh from the kernel is zeros as it is. What fills memory with
    // blocks nobody reads takes a twentieth of the time if both stay. Blocks below the first are
    // taken from the heap, and what is freed at its end below the second is kept, as it would be with
    // glibc's own: given back, it would have to be taken again.
    ("MALLOC_MMAP_THRESHOLD_", "524288"),
    ("MALLOC_TRIM_THRESHOLD_", "67108864"),
];

/// How long a guardian may take to end what it guards.
const END_LIMIT: Duration = Duration::from_secs(5);

/// A process to start.
#[derive(Debug)]
pub(crate) struct Program {
    /// What to run.
    pub(crate) path: PathBuf,
    /// With which arguments.
    pub(crate) args: Vec<OsString>,
    /// What decides in which order a set of texts gives its members.
    pub(crate) hash_seed: u32,
    /// The one descriptor it inherits beside the standard ones, under the same number.
    pub(crate) control: OwnedFd,
    /// Where its standard error goes.
    pub(crate) stderr: OwnedFd,
    /// The room it lives in; without one it sees the machine as we do.
    pub(crate) room: Option<Room>,
}

/// Why a process could not be started.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SpawnError {
    /// The kernel refused a part of the room.
    #[error("could not {stage}")]
    Room {
        /// What was refused, as words after "could not".
        stage: &'static str,
        /// The kernel's reason.
        source: io::Error,
    },
    /// It was killed, or its guardian was, before we knew which process it is.
    #[error("the guardian of a process did not answer")]
    Killed,
    /// Anything else.
    #[error(transparent)]
    Start(#[from] io::Error),
}

/// A running process and everything below it; dropped, all of it ends.
#[derive(Debug)]
pub(crate) struct Guarded {
    guardian: Child,
    lifeline: Option<OwnedFd>,
    pid: Pid,
}

impl Guarded {
    /// Starts a process in a session of its own that adopts orphans below it.
    ///
    /// Errors: [`SpawnError::Room`] if the kernel does not allow the room.
    pub(crate) fn start(program: Program) -> Result<Self, SpawnError> {
        let (lifeline, held) = socket::datagram_pair().map_err(io::Error::from)?;
        let mut command = command(&program);
        let (control, room) = (program.control, program.room);
        let prepare = move || {
            guardian::fork(&held, room.as_ref())?;
            // From here on this is the process itself; its guardian is its parent.
            fcntl_setfd(&control, FdFlags::empty())?;
            Ok(())
        };
        // SAFETY: the closure runs in the child between fork and exec, where only async-signal-safe
        // calls are allowed. `guardian::fork` keeps to that; the rest is one system call, made
        // directly. Nothing allocates, takes a lock or unwinds, and errors are plain numbers.
        unsafe { command.pre_exec(prepare) };
        let spawned = command.stderr(Stdio::from(program.stderr)).spawn();
        // The command holds our copies of the other side's descriptors.
        drop(command);
        let mut guardian = spawned.map_err(|source| why(&lifeline, source))?;
        let Some(pid) = first_word(&lifeline) else {
            drop(lifeline);
            // Without its lifeline it ends at once.
            let _ = guardian.wait();
            return Err(SpawnError::Killed);
        };
        Ok(Self { guardian, lifeline: Some(lifeline), pid })
    }

    /// Returns the process's id; it means this process only while [`Guarded::is_alive`].
    pub(crate) fn pid(&self) -> Pid {
        self.pid
    }

    /// Returns whether the process has not ended.
    pub(crate) fn is_alive(&mut self) -> bool {
        self.lifeline.is_some() && matches!(self.guardian.try_wait(), Ok(None))
    }

    /// Returns the exit status of a process that has ended by itself, and none if it was killed.
    pub(crate) fn exit_status(&self) -> Option<u8> {
        let deadline = Instant::now() + END_LIMIT;
        let told = socket::receive_datagram(self.lifeline.as_ref()?.as_fd(), deadline);
        match told.ok().flatten().as_deref() {
            Some([code, 0]) => Some(*code),
            _ => None,
        }
    }

    /// Ends the process and everything below it, and waits until all of it is dead.
    ///
    /// Returns whether it is.
    pub(crate) fn end(&mut self) -> bool {
        // Cut, it makes the guardian kill what it guards and then leave.
        self.lifeline = None;
        let deadline = Instant::now() + END_LIMIT;
        let id = i32::try_from(self.guardian.id()).ok().and_then(Pid::from_raw);
        let Some(pidfd) = id.and_then(|id| pidfd(id).ok()) else {
            return !matches!(self.guardian.try_wait(), Ok(None));
        };
        // Only a kernel that hangs keeps it from leaving; then we do not hang with it.
        socket::wait_readable(pidfd.as_fd(), deadline) == Ok(true) && self.guardian.wait().is_ok()
    }
}

impl Drop for Guarded {
    fn drop(&mut self) {
        self.end();
    }
}

/// Opens a descriptor for a process that nobody has waited for yet.
pub(crate) fn pidfd(pid: Pid) -> Result<OwnedFd, Errno> {
    rustix::process::pidfd_open(pid, rustix::process::PidfdFlags::empty())
}

/// Reads which stage failed, if one did; nothing is written after a failed start.
fn why(lifeline: &OwnedFd, source: io::Error) -> SpawnError {
    let mut stage = None;
    while let Ok(Some(bytes)) = socket::receive_datagram(lifeline.as_fd(), Instant::now()) {
        // The guardian of a child that failed has told its id before.
        if let [number] = bytes[..] {
            stage = Some(number);
        }
    }
    match stage {
        Some(number) => SpawnError::Room { stage: Stage::words(number), source },
        None => SpawnError::Start(source),
    }
}

/// Reads the process's id, which the guardian sends before anything else.
fn first_word(lifeline: &OwnedFd) -> Option<Pid> {
    let deadline = Instant::now() + END_LIMIT;
    let bytes = socket::receive_datagram(lifeline.as_fd(), deadline).ok()??;
    Pid::from_raw(i32::from_ne_bytes(bytes.try_into().ok()?))
}

#[expect(clippy::disallowed_methods, reason = "this is the one place that starts judge processes")]
fn command(program: &Program) -> Command {
    let mut command = Command::new(&program.path);
    command
        .args(&program.args)
        .env_clear()
        .envs(ENVIRONMENT)
        .env("PYTHONHASHSEED", program.hash_seed.to_string())
        .current_dir("/")
        .stdin(Stdio::null())
        .stdout(Stdio::null());
    command
}
