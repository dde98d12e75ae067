//! A slot: makes a box, forks in it, kills it, collects it.
//!
//! This is the one door between judging and the operating system's ways of holding a process. A
//! slot owns a zygote and holds at most one box at a time, so everything below the zygote belongs
//! to that box: the zygote adopts orphans, hence a daemon that forked twice and left its session is
//! still found and killed. In a room ([`crate::sandbox`]) the zygote is the first process, and all
//! others end in one call.

use std::os::fd::{AsFd as _, BorrowedFd, OwnedFd};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use piton_domain::verdict::Tier;
use rustix::process::{Pid, Signal, kill_process, kill_process_group, pidfd_send_signal};

use crate::private::Boxes;
use crate::sandbox;
use crate::spawn::pidfd;
use crate::tree::{self, Usage};
use crate::zygote::{Recipe, Zygote};
use crate::{JudgeError, socket, wire};

/// How long processes that were left behind may take to end.
const DEATH_LIMIT: Duration = Duration::from_secs(5);

/// How often at most a tree is searched for survivors.
const MAX_SWEEPS: u32 = 400;

/// A zygote and the box it forks into.
#[derive(Debug)]
pub(crate) struct Slot {
    zygote: Zygote,
    boxes: Arc<Boxes>,
    tier: Tier,
    open: Option<OpenBox>,
    /// Set when something was left behind: the slot is then not used again.
    spoiled: bool,
}

/// A process in its private folder.
#[derive(Debug)]
struct OpenBox {
    pid: Pid,
    /// Its number as the zygote knows it: in a room another one than ours.
    inner: i32,
    pidfd: OwnedFd,
    /// Its folder, where it has no room to make one in.
    dir: Option<PathBuf>,
    stdout: OwnedFd,
    stderr: OwnedFd,
    /// Whether we have killed it.
    killed: bool,
    /// What came of asking the zygote to wait for it, once that was done.
    asked: Option<Result<(), JudgeError>>,
}

/// The descriptors of an open box to wait on.
#[derive(Debug)]
pub(crate) struct BoxFds<'a> {
    /// Readable when the process has ended.
    pub(crate) ended: BorrowedFd<'a>,
    /// What it writes.
    pub(crate) stdout: BorrowedFd<'a>,
    /// What it complains.
    pub(crate) stderr: BorrowedFd<'a>,
    /// Readable when the zygote has ended.
    pub(crate) zygote: BorrowedFd<'a>,
}

/// What is left of a box.
#[derive(Debug)]
pub(crate) struct Collected {
    /// Whether it lived until we killed it.
    pub(crate) killed: bool,
    /// The status as the kernel gave it to the zygote.
    pub(crate) status: WaitStatus,
    /// CPU time of the process and the children it waited for.
    ///
    /// Units: microseconds.
    pub(crate) cpu_us: u64,
    /// The largest resident size of the process.
    ///
    /// Units: KiB.
    pub(crate) max_rss_kib: u64,
    /// How many calls it had begun to answer, as it says itself.
    pub(crate) begun: u64,
    /// The rest of what was written.
    pub(crate) stdout: OwnedFd,
    /// The rest of the complaints.
    pub(crate) stderr: OwnedFd,
}

/// How a process ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WaitStatus {
    /// It left with this code.
    Exited(i32),
    /// This signal ended it.
    Signalled(i32),
}

impl WaitStatus {
    /// Reads the raw status of `waitpid`.
    fn from_raw(status: i32) -> Self {
        match status & 0x7f {
            0 => Self::Exited((status >> 8) & 0xff),
            signal => Self::Signalled(signal),
        }
    }
}

impl Slot {
    /// Starts the zygote and does not wait for it.
    ///
    /// Errors: [`JudgeError::NoSandbox`] if the kernel does not allow what the tier needs.
    pub(crate) fn start(
        harness: &Path,
        boxes: Arc<Boxes>,
        recipe: Recipe,
        tier: Tier,
    ) -> Result<Self, JudgeError> {
        let walls = sandbox::walls(tier, &recipe, harness);
        let room = sandbox::room(tier, &recipe, harness, boxes.path());
        let zygote = Zygote::start(harness, recipe, &walls, room)?;
        Ok(Self { zygote, boxes, tier, open: None, spoiled: false })
    }

    /// Returns what keeps in whatever runs here.
    pub(crate) fn tier(&self) -> Tier {
        self.tier
    }

    /// Waits for the zygote and returns the interpreter's version.
    pub(crate) fn ready(&mut self) -> Result<&str, JudgeError> {
        self.zygote.ready()
    }

    /// Returns whether the zygote has started, so that [`Slot::ready`] need not wait.
    pub(crate) fn has_started(&self) -> bool {
        self.zygote.has_started()
    }

    /// Returns what the zygote was started with.
    pub(crate) fn recipe(&self) -> &Recipe {
        self.zygote.recipe()
    }

    /// Returns whether another box can be opened in it.
    pub(crate) fn is_usable(&mut self) -> bool {
        !self.spoiled && self.open.is_none() && self.zygote.is_usable()
    }

    /// Makes a box and forks into it; `channel` is the fork's only link.
    pub(crate) fn open(
        &mut self,
        limits: wire::ForkLimits,
        channel: OwnedFd,
    ) -> Result<(), JudgeError> {
        assert!(self.open.is_none(), "a slot holds one box at a time");
        self.zygote.ready()?;
        let (stdout, their_stdout) =
            socket::output_pipe().map_err(JudgeError::system("make a pipe"))?;
        let (stderr, their_stderr) =
            socket::output_pipe().map_err(JudgeError::system("make a pipe"))?;
        let dir = match self.tier {
            Tier::Namespaces => None,
            Tier::Landlock | Tier::Unsandboxed => Some(self.boxes.make()?),
        };
        let forked = self.fork(dir.as_deref(), limits, [&channel, &their_stdout, &their_stderr]);
        match forked {
            Ok((inner, pid, pidfd)) => {
                self.open = Some(OpenBox {
                    pid,
                    inner,
                    pidfd,
                    dir,
                    stdout,
                    stderr,
                    killed: false,
                    asked: None,
                });
                Ok(())
            }
            Err(error) => {
                self.spoiled = true;
                // The first error is the one to tell; an empty folder left behind harms nobody.
                let _ = dir.map(|dir| self.boxes.remove(&dir));
                Err(error)
            }
        }
    }

    fn fork(
        &mut self,
        dir: Option<&Path>,
        limits: wire::ForkLimits,
        fds: [&OwnedFd; 3],
    ) -> Result<(i32, Pid, OwnedFd), JudgeError> {
        let no_text = |dir: &Path| JudgeError::Io {
            doing: "use a folder whose name is no UTF-8 text:",
            path: dir.to_owned(),
            source: std::io::ErrorKind::InvalidFilename.into(),
        };
        let dir = dir.map(|dir| dir.to_str().ok_or_else(|| no_text(dir))).transpose()?;
        let command = wire::ZygoteCommand::Fork { dir, limits };
        let (answer, pidfd): (wire::Forked, _) =
            self.zygote.ask_for_fd(&command, &fds.map(|fd| fd.as_fd()))?;
        let lost = |says: &str| JudgeError::Lost { says: says.into() };
        let inner = answer.pid.ok_or_else(|| {
            lost(answer.trouble.as_deref().unwrap_or("the zygote could not fork"))
        })?;
        let pidfd = pidfd.ok_or_else(|| lost("the zygote forked and did not say whom"))?;
        // The zygote waits for nobody before it is told to, so the number means this process.
        let pid = tree::pid_of(pidfd.as_fd()).ok_or_else(|| lost("a new process is gone"))?;
        Ok((inner, pid, pidfd))
    }

    /// Lets the zygote fork a process that exits at once, and returns how long both took.
    pub(crate) fn fork_and_exit(&mut self) -> Result<Duration, JudgeError> {
        self.zygote.ready()?;
        let answer: wire::ForkedAndExited = self.zygote.ask(&wire::ZygoteCommand::Nothing, &[])?;
        Ok(Duration::from_micros(answer.took_us))
    }

    /// Returns what to wait on while a box is open.
    pub(crate) fn fds(&self) -> Option<BoxFds<'_>> {
        let open = self.open.as_ref()?;
        Some(BoxFds {
            ended: open.pidfd.as_fd(),
            stdout: open.stdout.as_fd(),
            stderr: open.stderr.as_fd(),
            zygote: self.zygote.fd(),
        })
    }

    /// Returns what the box uses, with shared memory counted once only if `alarm_kib` is passed.
    pub(crate) fn usage(&self, alarm_kib: u64) -> Usage {
        if self.open.is_none() {
            return Usage::default();
        }
        let pids = tree::descendants(self.zygote.pid());
        let mut usage = tree::usage(&pids);
        if usage.resident_kib > alarm_kib {
            usage.resident_kib = tree::proportional_kib(&pids);
        }
        usage
    }

    /// Returns the CPU time of the box's first process so far.
    ///
    /// Units: milliseconds.
    pub(crate) fn cpu_ms(&self) -> u64 {
        self.open.as_ref().map_or(0, |open| tree::cpu_ms(open.pid))
    }

    /// Returns whether the box's first process is on its way out.
    pub(crate) fn is_exiting(&self) -> bool {
        self.open.as_ref().is_some_and(|open| tree::is_exiting(open.pid))
    }

    /// Kills the box's first process and its group, and does not wait.
    pub(crate) fn kill(&mut self) {
        let Some(open) = self.open.as_mut() else { return };
        if open.killed {
            return;
        }
        // An end that came by itself is told as it was.
        open.killed = !has_ended(&open.pidfd);
        // Both fail only if their target has ended.
        let _ = pidfd_send_signal(&open.pidfd, Signal::KILL);
        let _ = kill_process_group(open.pid, Signal::KILL);
    }

    /// Kills what is left in the box and tells the zygote to wait for it, without waiting for that:
    /// two boxes that end together then cost the time of one.
    pub(crate) fn begin_collect(&mut self) {
        self.kill();
        let Some(open) = self.open.as_mut().filter(|open| open.asked.is_none()) else { return };
        // In a room the zygote is the first process: it can kill all others in one call.
        let clear = self.tier == Tier::Namespaces;
        let command = wire::ZygoteCommand::Reap { pid: open.inner, clear };
        open.asked = Some(self.zygote.send(&command, &[]));
    }

    /// Kills what is left in the box, waits until all of it is dead, and removes its folder.
    ///
    /// Errors: [`JudgeError::Lost`] if the zygote or a process would not answer or die; the slot
    /// is then not used again.
    pub(crate) fn collect(&mut self) -> Result<Option<Collected>, JudgeError> {
        self.begin_collect();
        let Some(open) = self.open.as_mut() else { return Ok(None) };
        let (asked, dir) = (open.asked.take().unwrap_or(Ok(())), open.dir.clone());
        let outcome = asked.and_then(|()| self.reap());
        if outcome.is_err() {
            self.spoiled = true;
            // Its guardian finds what the zygote no longer can.
            self.zygote.end();
        }
        let open = self.open.take().expect("it was there above");
        let removed = dir.map_or(Ok(()), |dir| self.boxes.remove(&dir));
        let reaped = outcome?;
        if let Err(error) = removed {
            self.spoiled = true;
            return Err(error);
        }
        Ok(Some(Collected {
            killed: open.killed,
            status: WaitStatus::from_raw(reaped.status),
            cpu_us: reaped.utime_us + reaped.stime_us,
            max_rss_kib: reaped.maxrss_kib,
            begun: reaped.begun,
            stdout: open.stdout,
            stderr: open.stderr,
        }))
    }

    fn reap(&mut self) -> Result<wire::Reaped, JudgeError> {
        let reaped: wire::Reaped = self.zygote.answer()?;
        if let Some(trouble) = reaped.trouble {
            return Err(JudgeError::Lost { says: trouble });
        }
        if self.tier != Tier::Namespaces {
            self.sweep(Instant::now() + DEATH_LIMIT)?;
        }
        Ok(reaped)
    }

    /// Kills and waits for everything the zygote has adopted, until nothing is left.
    ///
    /// A process that forks while we look is met in the next round: all it can make is below the
    /// zygote, and a dead process makes no more.
    fn sweep(&mut self, deadline: Instant) -> Result<(), JudgeError> {
        for _ in 0..MAX_SWEEPS {
            if tree::children_of_main_thread(self.zygote.pid()).is_empty() {
                return Ok(());
            }
            let strays = tree::descendants(self.zygote.pid());
            for &stray in &strays {
                // It fails only if the stray has ended.
                let _ = kill_process(stray, Signal::KILL);
            }
            let living = strays.iter().copied().find(|&stray| tree::is_alive(stray));
            if let Some(pidfd) = living.and_then(|stray| pidfd(stray).ok()) {
                let soon = deadline.min(Instant::now() + Duration::from_millis(20));
                let _ = socket::wait_readable(pidfd.as_fd(), soon);
            }
            let _: wire::Orphans = self.zygote.ask(&wire::ZygoteCommand::Orphans, &[])?;
            if Instant::now() >= deadline {
                break;
            }
        }
        Err(JudgeError::Lost { says: "processes were left that do not end".into() })
    }
}

fn has_ended(pidfd: &OwnedFd) -> bool {
    socket::wait_readable(pidfd.as_fd(), Instant::now()) == Ok(true)
}

impl Drop for Slot {
    fn drop(&mut self) {
        // Only a judging that broke off leaves a box open; whoever drops it has told the reason.
        let _ = self.collect();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn raw_statuses_are_read_as_the_kernel_means_them() {
        assert_eq!(WaitStatus::from_raw(0), WaitStatus::Exited(0));
        assert_eq!(WaitStatus::from_raw(3 << 8), WaitStatus::Exited(3));
        assert_eq!(WaitStatus::from_raw(9), WaitStatus::Signalled(9));
        assert_eq!(WaitStatus::from_raw(11 | 0x80), WaitStatus::Signalled(11));
    }
}
