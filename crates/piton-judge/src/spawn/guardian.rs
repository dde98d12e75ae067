//! The guardian: a fork without a program that ends what it guards when we are gone.
//!
//! Everything here runs after a fork of a process with threads: system calls only, no allocation,
//! no lock, no panic.

use std::io;
use std::os::fd::{AsFd as _, AsRawFd as _, BorrowedFd, OwnedFd};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{CWD, Mode, OFlags, openat};
use rustix::net::{SendFlags, send};
use rustix::process::{
    Pid, Signal, WaitOptions, getpid, getppid, kill_process, set_child_subreaper,
    set_parent_process_death_signal, setsid, wait,
};
use rustix::thread::set_no_new_privs;

use super::room::{Room, Stage};

/// How often the guardian looks for survivors, a millisecond apart at the most.
const MAX_ROUNDS: u32 = 5_000;

/// Becomes the guardian of a new fork, in which alone this returns.
///
/// `lifeline` is the end that hears when the other one is gone. With a room the fork is the first
/// process in it, and its end is the end of all that is in the room.
pub(super) fn fork(lifeline: &OwnedFd, room: Option<&Room>) -> io::Result<()> {
    // The terminal's Ctrl-C is for us; we end our processes ourselves.
    setsid()?;
    set_child_subreaper(Some(getpid()))?;
    let guardian = getpid();
    if let Some(room) = room {
        room.unshare().map_err(|failure| confess(lifeline, failure))?;
    }
    // SAFETY: this process is a fork that has made system calls only, and has one thread. The new
    // fork does the same: it returns to a caller that only executes a program.
    match unsafe { libc::fork() } {
        -1 => Err(io::Error::last_os_error()),
        0 => {
            if let Some(room) = room {
                room.enter().map_err(|failure| confess(lifeline, failure))?;
            }
            // A guardian that is killed takes the process along. From inside a room it cannot be
            // seen, so there only the signal tells.
            set_parent_process_death_signal(Some(Signal::KILL))?;
            if room.is_none() && getppid() != Some(guardian) {
                return Err(rustix::io::Errno::CHILD.into());
            }
            set_child_subreaper(Some(getpid()))?;
            set_no_new_privs(true)?;
            Ok(())
        }
        child => watch(lifeline, child),
    }
}

/// Tells which stage of building a room failed, and returns why.
fn confess(lifeline: &OwnedFd, (stage, errno): (Stage, rustix::io::Errno)) -> io::Error {
    // Nobody hears it only if we are gone already.
    let _ = send(lifeline, &[stage as u8], SendFlags::NOSIGNAL);
    errno.into()
}

/// Tells the fork's id, waits for it or for the lifeline to end, and ends what is left.
fn watch(lifeline: &OwnedFd, child: i32) -> ! {
    // Nobody hears it only if we are gone already, and the wait below ends at once.
    let _ = send(lifeline, &child.to_ne_bytes(), SendFlags::NOSIGNAL);
    close_all_but(lifeline.as_raw_fd());
    if let Some(child) = Pid::from_raw(child)
        && let Ok(pidfd) = super::pidfd(child)
    {
        await_either(lifeline.as_fd(), pidfd.as_fd());
        // It fails only if the child has ended.
        let _ = kill_process(child, Signal::KILL);
    }
    end_children();
    // SAFETY: it ends this process without running any code of the program it is a fork of.
    unsafe { libc::_exit(0) }
}

fn await_either(lifeline: BorrowedFd<'_>, child: BorrowedFd<'_>) {
    loop {
        let mut fds = [
            PollFd::from_borrowed_fd(lifeline, PollFlags::IN),
            PollFd::from_borrowed_fd(child, PollFlags::IN),
        ];
        match poll(&mut fds, None) {
            Ok(0) | Err(rustix::io::Errno::INTR) => {}
            _ => return,
        }
    }
}

/// Kills and waits for children until none is left.
///
/// Children of a killed child become children of ours, so no tree has to be walked.
fn end_children() {
    for _ in 0..MAX_ROUNDS {
        kill_children();
        loop {
            match wait(WaitOptions::NOHANG) {
                Ok(Some(_)) => {}
                Ok(None) => break,
                // There are none.
                Err(_) => return,
            }
        }
        let moment = Timespec { tv_sec: 0, tv_nsec: 1_000_000 };
        let _ = poll(&mut [], Some(&moment));
    }
}

fn kill_children() {
    let flags = OFlags::RDONLY | OFlags::CLOEXEC;
    let Ok(file) = openat(CWD, c"/proc/thread-self/children", flags, Mode::empty()) else {
        return;
    };
    let mut bytes = [0; 4096];
    // Those beyond the first piece are met in a later round.
    let n = rustix::io::read(&file, &mut bytes).unwrap_or(0);
    let mut number = 0i32;
    for byte in bytes.iter().take(n) {
        if byte.is_ascii_digit() {
            number = number.wrapping_mul(10).wrapping_add(i32::from(byte - b'0'));
        } else {
            kill(number);
            number = 0;
        }
    }
}

fn kill(number: i32) {
    // The first process is never meant; a number cut off by the end of the piece never gets here.
    if number > 1
        && let Some(pid) = Pid::from_raw(number)
    {
        let _ = kill_process(pid, Signal::KILL);
    }
}

/// Closes every descriptor but one: held open, they would keep pipes and sockets of ours alive.
fn close_all_but(kept: i32) {
    close_range(0, kept - 1);
    close_range(kept + 1, i32::MAX);
}

fn close_range(first: i32, last: i32) {
    if first > last {
        return;
    }
    // SAFETY: the call takes three numbers. Nothing in this process uses the descriptors it closes:
    // it never returns to the code that owns them.
    let done = unsafe { libc::syscall(libc::SYS_close_range, first, last, 0) };
    if done != 0 {
        for fd in first..=last.min(65_535) {
            // SAFETY: as above.
            unsafe { libc::close(fd) };
        }
    }
}
