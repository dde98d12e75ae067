//! Starts processes: the only place of the judge that forks, and so the only one with `unsafe`.
//!
//! Children are tied to the *thread* that made them: when it ends, the kernel kills them. So one
//! thread makes them all and lives as long as its [`Spawner`].

#![expect(unsafe_code, reason = "`pre_exec` runs code between fork and exec")]

use std::ffi::OsString;
use std::io;
use std::os::fd::{AsRawFd as _, OwnedFd};
use std::os::unix::process::CommandExt as _;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::sync::mpsc::{self, Sender};
use std::thread;

use rustix::io::{FdFlags, fcntl_setfd};
use rustix::process::{
    Signal, getpid, getppid, set_child_subreaper, set_parent_process_death_signal, setsid,
};
use rustix::thread::set_no_new_privs;

/// The whole environment of every process of ours.
const ENVIRONMENT: [(&str, &str); 7] = [
    ("PATH", "/usr/bin:/bin"),
    ("HOME", "/nonexistent"),
    ("LANG", "C.UTF-8"),
    ("LC_ALL", "C.UTF-8"),
    ("TZ", "UTC"),
    ("PYTHONHASHSEED", "0"),
    ("PYTHONDONTWRITEBYTECODE", "1"),
];

/// A process to start.
#[derive(Debug)]
pub(crate) struct Program {
    /// What to run.
    pub(crate) path: PathBuf,
    /// With which arguments.
    pub(crate) args: Vec<OsString>,
    /// The one descriptor it inherits beside the standard ones, under the same number.
    pub(crate) control: OwnedFd,
    /// Where its standard error goes.
    pub(crate) stderr: OwnedFd,
}

type Order = (Program, Sender<io::Result<Child>>);

/// A thread that starts processes which die with it.
#[derive(Debug)]
pub(crate) struct Spawner {
    orders: Mutex<Sender<Order>>,
}

impl Spawner {
    /// Starts the thread.
    pub(crate) fn new() -> io::Result<Self> {
        let (orders, received) = mpsc::channel::<Order>();
        thread::Builder::new().name("piton-spawner".into()).spawn(move || {
            for (program, reply) in received {
                // Nobody waits for the answer only if the caller panicked.
                let _ = reply.send(start(program));
            }
        })?;
        Ok(Self { orders: Mutex::new(orders) })
    }

    /// Starts a process in a session of its own that adopts orphans below it.
    pub(crate) fn spawn(&self, program: Program) -> io::Result<Child> {
        let (reply, answer) = mpsc::channel();
        let gone = || io::Error::other("the thread that starts processes has ended");
        self.orders
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .send((program, reply))
            .map_err(|_| gone())?;
        answer.recv().map_err(|_| gone())?
    }
}

#[expect(clippy::disallowed_methods, reason = "this is the one place that starts judge processes")]
fn start(program: Program) -> io::Result<Child> {
    let parent = getpid();
    let control = program.control;
    let raw_control = control.as_raw_fd();
    let mut command = Command::new(&program.path);
    command
        .args(&program.args)
        .env_clear()
        .envs(ENVIRONMENT)
        .current_dir("/")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::from(program.stderr));
    let prepare = move || {
        // The terminal's Ctrl-C is for us; we end our processes ourselves.
        setsid()?;
        set_parent_process_death_signal(Some(Signal::KILL))?;
        if getppid() != Some(parent) {
            // We died before the line above could tie the child to us.
            return Err(io::Error::from(rustix::io::Errno::CHILD));
        }
        set_child_subreaper(Some(getpid()))?;
        set_no_new_privs(true)?;
        fcntl_setfd(&control, FdFlags::empty())?;
        Ok(())
    };
    debug_assert!(raw_control > 2, "the standard descriptors are taken");
    // SAFETY: the closure runs in the child between fork and exec, where only async-signal-safe
    // calls are allowed. It makes system calls alone: rustix calls the kernel directly, nothing
    // allocates, takes a lock or unwinds, and errors are plain numbers.
    unsafe { command.pre_exec(prepare) };
    // `command` owns the closure and with it our copy of the child's control end: both go here.
    command.spawn()
}
