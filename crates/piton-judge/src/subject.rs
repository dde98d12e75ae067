//! A supervised process: its output read, its limits kept, its end explained.

use std::io;
use std::os::fd::{AsFd as _, BorrowedFd, OwnedFd};
use std::time::{Duration, Instant};

use piton_domain::Limits;
use piton_domain::verdict::CapturedOutput;
use rustix::event::PollFlags;
use rustix::io::Errno;

use crate::JudgeError;
use crate::capture::Capture;
use crate::slot::{Collected, Slot, WaitStatus};
use crate::wire::{self, Cause, CauseWord, ForkLimits};

/// How often a running tree's memory and processes are looked at.
const SAMPLE_EVERY: Duration = Duration::from_millis(20);

/// How many times the address space of one process a whole tree may occupy.
const TREE_FACTOR: u64 = 2;

/// How many times its processes a tree may leave behind as zombies: the zygote waits for those it
/// has adopted only at the end, and code that leaves some is not at fault for that.
const ZOMBIE_FACTOR: u64 = 16;

/// The signals whose numbers are asked for.
const SIGXCPU: i32 = 24;
const SIGKILL: i32 = 9;

/// What a descriptor of a supervised process is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    /// It has ended.
    Ended,
    /// It wrote to standard output.
    Stdout,
    /// It wrote to standard error.
    Stderr,
    /// Its zygote has ended.
    Zygote,
}

/// A slot with the watch over what runs in it.
///
/// Output and cost add up over all processes that were started one after the other.
#[derive(Debug)]
pub(crate) struct Subject {
    slot: Slot,
    limits: Limits,
    fork_limits: ForkLimits,
    stdout: Capture,
    stderr: Capture,
    streams_open: [bool; 2],
    /// What the running process has written.
    written_bytes: u64,
    started: Instant,
    next_sample: Instant,
    /// When the wall limit ends, and when its time began.
    wall: Option<Wall>,
    /// A wall limit whose clock stands still, and since when.
    held: Option<(Wall, Instant)>,
    cpu_us: u64,
    max_rss_kib: u64,
}

#[derive(Debug, Clone, Copy)]
struct Wall {
    began: Instant,
    ends: Instant,
}

impl Subject {
    /// Puts a slot under watch; nothing runs yet.
    pub(crate) fn new(slot: Slot, limits: Limits) -> Self {
        let now = Instant::now();
        let fork_limits = wire::fork_limits(&limits, slot.tier());
        Self {
            slot,
            limits,
            fork_limits,
            stdout: Capture::default(),
            stderr: Capture::default(),
            streams_open: [false; 2],
            written_bytes: 0,
            started: now,
            next_sample: now,
            wall: None,
            held: None,
            cpu_us: 0,
            max_rss_kib: 0,
        }
    }

    /// Starts a process whose only link is `channel`.
    pub(crate) fn launch(&mut self, channel: OwnedFd) -> Result<(), JudgeError> {
        self.slot.open(self.fork_limits, channel)?;
        self.watch_anew();
        Ok(())
    }

    /// Starts one in another slot, to be [taken over](Subject::adopt) later.
    pub(crate) fn launch_in(&self, slot: &mut Slot, channel: OwnedFd) -> Result<(), JudgeError> {
        slot.open(wire::fork_limits(&self.limits, slot.tier()), channel)
    }

    /// Exchanges the slot, while nothing runs in it, for one in which a process waits; returns the
    /// one that was there.
    pub(crate) fn adopt(&mut self, slot: Slot) -> Slot {
        let before = self.replace(slot);
        self.watch_anew();
        before
    }

    fn watch_anew(&mut self) {
        self.streams_open = [true; 2];
        self.written_bytes = 0;
        self.started = Instant::now();
        self.next_sample = self.started + SAMPLE_EVERY;
    }

    /// Returns whether a process is there that was not ended yet.
    pub(crate) fn is_running(&self) -> bool {
        self.slot.fds().is_some()
    }

    /// Returns whether the process there is on its way out.
    pub(crate) fn is_exiting(&self) -> bool {
        self.slot.is_exiting()
    }

    /// Lets the wall limit run from now.
    pub(crate) fn arm_wall(&mut self, now: Instant) {
        let limit = Duration::from_secs(u64::from(self.limits.wall_s));
        self.wall = Some(Wall { began: now, ends: now + limit });
        self.held = None;
    }

    /// Stops the wall limit.
    pub(crate) fn disarm_wall(&mut self) {
        self.wall = None;
        self.held = None;
    }

    /// Stops the clock of the wall limit, if it runs.
    pub(crate) fn hold_wall(&mut self, now: Instant) {
        if let Some(wall) = self.wall.take() {
            self.held = Some((wall, now));
        }
    }

    /// Lets a clock that was stopped run on.
    pub(crate) fn resume_wall(&mut self, now: Instant) {
        if let Some((wall, since)) = self.held.take() {
            let pause = now - since;
            self.wall = Some(Wall { began: wall.began + pause, ends: wall.ends + pause });
        }
    }

    /// Returns whether the wall limit runs.
    pub(crate) fn wall_is_armed(&self) -> bool {
        self.wall.is_some()
    }

    /// Adds the descriptors to wait on.
    pub(crate) fn sources<'a>(&'a self, add: &mut dyn FnMut(Source, BorrowedFd<'a>, PollFlags)) {
        let Some(fds) = self.slot.fds() else { return };
        add(Source::Ended, fds.ended, PollFlags::IN);
        add(Source::Zygote, fds.zygote, PollFlags::IN);
        if self.streams_open[0] {
            add(Source::Stdout, fds.stdout, PollFlags::IN);
        }
        if self.streams_open[1] {
            add(Source::Stderr, fds.stderr, PollFlags::IN);
        }
    }

    /// Returns when [`Subject::tick`] wants to be called.
    pub(crate) fn deadline(&self) -> Option<Instant> {
        let sample = self.is_running().then_some(self.next_sample);
        let wall = self.wall.map(|wall| wall.ends);
        [sample, wall].into_iter().flatten().min()
    }

    /// Reads what was written; an overrun of the output limit is returned.
    pub(crate) fn read(&mut self, source: Source) -> Option<Cause> {
        let fds = self.slot.fds()?;
        let (index, fd, capture) = match source {
            Source::Stdout => (0, fds.stdout, &mut self.stdout),
            Source::Stderr => (1, fds.stderr, &mut self.stderr),
            Source::Ended | Source::Zygote => return None,
        };
        let mut chunk = [0; 64 * 1024];
        match rustix::io::read(fd, &mut chunk) {
            Ok(0) => self.streams_open[index] = false,
            Ok(n) => {
                capture.push(&chunk[..n]);
                self.written_bytes += n as u64;
            }
            Err(Errno::AGAIN | Errno::INTR) => {}
            Err(_) => self.streams_open[index] = false,
        }
        let limit_kib = u64::from(self.limits.output_mib) * 1024;
        let used_kib = self.written_bytes.div_ceil(1024);
        (used_kib > limit_kib).then(|| overrun(CauseWord::Output, limit_kib, used_kib))
    }

    /// Looks at clock, memory and processes; a limit that was passed is returned.
    pub(crate) fn tick(&mut self, now: Instant) -> Option<Cause> {
        if let Some(wall) = self.wall.filter(|wall| now >= wall.ends) {
            let limit = millis(wall.ends - wall.began);
            return Some(overrun(CauseWord::Wall, limit, millis(now - wall.began)));
        }
        if now < self.next_sample { None } else { self.sample() }
    }

    /// Looks at memory and processes at once; a limit that was passed is returned.
    pub(crate) fn sample(&mut self) -> Option<Cause> {
        if !self.is_running() {
            return None;
        }
        let limit_kib = TREE_FACTOR * u64::from(self.limits.memory_mib) * 1024;
        let usage = self.slot.usage(limit_kib);
        // The time it took to look counts, so that looking never fills the time.
        self.next_sample = Instant::now() + SAMPLE_EVERY;
        let processes = u64::from(self.limits.processes);
        if usage.n_tasks > processes || usage.n_zombies > ZOMBIE_FACTOR * processes {
            let used = usage.n_tasks + usage.n_zombies;
            return Some(overrun(CauseWord::Processes, processes, used));
        }
        (usage.resident_kib > limit_kib)
            .then(|| overrun(CauseWord::Memory, limit_kib, usage.resident_kib))
    }

    /// Begins to end everything that runs, without waiting, so that the wait can be shared.
    pub(crate) fn begin_end(&mut self) {
        self.slot.begin_collect();
    }

    /// Ends what runs and says how it ended: for `reason`, or as the kernel tells it.
    ///
    /// Returns `None` if nothing ran.
    pub(crate) fn end(&mut self, reason: Option<Cause>) -> Result<Option<Cause>, JudgeError> {
        let Some(collected) = self.slot.collect()? else { return Ok(None) };
        self.cpu_us += collected.cpu_us;
        self.max_rss_kib = self.max_rss_kib.max(collected.max_rss_kib);
        drain(&collected.stdout, &mut self.stdout);
        drain(&collected.stderr, &mut self.stderr);
        let cause = match reason {
            Some(reason) => reason,
            None if collected.killed => plain(CauseWord::Killed, None, None),
            None => self.explain(&collected),
        };
        Ok(Some(Cause { begun: collected.begun, ..cause }))
    }

    fn explain(&self, collected: &Collected) -> Cause {
        let limit_ms = u64::from(self.limits.cpu_s) * 1000;
        let used_ms = collected.cpu_us / 1000;
        match collected.status {
            WaitStatus::Exited(code) => plain(CauseWord::Exit, Some(code), None),
            // The soft limit's own signal is `SIGXCPU`; the hard limit one second later kills. The
            // kernel compares by ticks of its clock and tells exact times, which may be less.
            WaitStatus::Signalled(SIGXCPU) => {
                overrun(CauseWord::Cpu, limit_ms, used_ms.max(limit_ms))
            }
            WaitStatus::Signalled(SIGKILL) if used_ms >= limit_ms => {
                overrun(CauseWord::Cpu, limit_ms, used_ms)
            }
            WaitStatus::Signalled(signal) => plain(CauseWord::Signal, None, Some(signal)),
        }
    }

    /// Returns the CPU time of the running process so far.
    ///
    /// Units: milliseconds.
    pub(crate) fn cpu_ms(&self) -> u64 {
        self.slot.cpu_ms()
    }

    /// Returns the slot for the next judging, and what was written and used.
    pub(crate) fn finish(self) -> (Slot, CapturedOutput, u64, u64) {
        let output = CapturedOutput {
            stdout: self.stdout.text(),
            stderr: self.stderr.text(),
            cut_bytes: self.stdout.cut_bytes() + self.stderr.cut_bytes(),
        };
        (self.slot, output, self.cpu_us, self.max_rss_kib)
    }

    /// Returns the end of what was written to standard error.
    pub(crate) fn complaints(&self) -> String {
        self.stderr.text()
    }

    /// Exchanges the slot, while nothing runs in it; returns the one that was there.
    pub(crate) fn replace(&mut self, slot: Slot) -> Slot {
        self.fork_limits = wire::fork_limits(&self.limits, slot.tier());
        std::mem::replace(&mut self.slot, slot)
    }

    /// Returns the slot.
    pub(crate) fn slot(&self) -> &Slot {
        &self.slot
    }
}

impl From<Errno> for JudgeError {
    fn from(errno: Errno) -> Self {
        Self::System { doing: "wait for the judge's processes", source: io::Error::from(errno) }
    }
}

/// Reads what is left in a pipe whose writers are dead.
fn drain(pipe: &OwnedFd, capture: &mut Capture) {
    let mut chunk = [0; 64 * 1024];
    while let Ok(n @ 1..) = rustix::io::read(pipe.as_fd(), &mut chunk) {
        capture.push(&chunk[..n]);
    }
}

fn overrun(cause: CauseWord, limit: u64, used: u64) -> Cause {
    Cause { cause, code: None, signal: None, limit: Some(limit), used: Some(used), begun: 0 }
}

fn plain(cause: CauseWord, code: Option<i32>, signal: Option<i32>) -> Cause {
    Cause { cause, code, signal, limit: None, used: None, begun: 0 }
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
