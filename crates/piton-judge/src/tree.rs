//! Process trees, seen through `/proc`.
//!
//! A process can change its session, its group, its name and its parent, but not escape being a
//! descendant of the zygote, which adopts every orphan below it: so the tree under a zygote is
//! everything that learner code ever started.

use std::os::fd::{AsRawFd as _, BorrowedFd};
use std::path::Path;
use std::sync::OnceLock;

use rustix::process::Pid;

use crate::disk;

/// Linux counts in hundredths of a second towards user space, whatever its own clock is.
const MS_PER_TICK: u64 = 10;

/// What a tree uses together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Usage {
    /// Processes and threads that live.
    pub(crate) n_tasks: u64,
    /// Processes that have ended and that nobody has waited for.
    pub(crate) n_zombies: u64,
    /// Memory, with shared pages counted once for each process that has them.
    ///
    /// Units: KiB.
    pub(crate) resident_kib: u64,
}

/// Lists the children of a process, zombies included.
pub(crate) fn children(pid: Pid) -> Vec<Pid> {
    let raw = pid.as_raw_nonzero().get();
    let tasks = tasks(pid);
    match &tasks[..] {
        [] => Vec::new(),
        _ if !has_children_files() => children_by_search(pid),
        tasks => tasks.iter().flat_map(|task| children_of_thread(raw, *task)).collect(),
    }
}

/// Lists the children of a process that has one thread, zombies included.
///
/// An adopted orphan belongs to the main thread too.
pub(crate) fn children_of_main_thread(pid: Pid) -> Vec<Pid> {
    let raw = pid.as_raw_nonzero().get();
    if has_children_files() { children_of_thread(raw, raw) } else { children_by_search(pid) }
}

fn children_of_thread(pid: i32, thread: i32) -> Vec<Pid> {
    let text = disk::read_proc(&format!("/proc/{pid}/task/{thread}/children")).unwrap_or_default();
    text.split_ascii_whitespace().filter_map(parse_pid).collect()
}

/// Returns whether this kernel lists children; one that does not is searched whole.
fn has_children_files() -> bool {
    static HAS: OnceLock<bool> = OnceLock::new();
    *HAS.get_or_init(|| {
        let own = rustix::process::getpid().as_raw_nonzero();
        disk::is_there(&format!("/proc/{own}/task/{own}/children"))
    })
}

/// Lists everything below a process, parents before children.
pub(crate) fn descendants(root: Pid) -> Vec<Pid> {
    let mut found = children(root);
    let mut at = 0;
    while let Some(&pid) = found.get(at) {
        at += 1;
        for child in children(pid) {
            // A process that moved while we looked may be met twice.
            if child != root && !found.contains(&child) {
                found.push(child);
            }
        }
    }
    found
}

/// Adds up what processes use; those that have just gone count nothing.
pub(crate) fn usage(pids: &[Pid]) -> Usage {
    let mut sum = Usage::default();
    for pid in pids {
        let path = format!("/proc/{}/status", pid.as_raw_nonzero());
        let Some(text) = disk::read_proc(&path) else { continue };
        match number_after(&text, "VmRSS:") {
            Some(kib) => {
                sum.resident_kib += kib;
                sum.n_tasks += number_after(&text, "Threads:").unwrap_or(1);
            }
            // Only what has ended has no memory.
            None => sum.n_zombies += 1,
        }
    }
    sum
}

/// Adds up the memory of processes with shared pages divided among those that share them.
///
/// Units: KiB. Costs far more than [`usage`], so it is asked only when that one alarms.
pub(crate) fn proportional_kib(pids: &[Pid]) -> u64 {
    let mut sum = 0;
    for pid in pids {
        let path = format!("/proc/{}/smaps_rollup", pid.as_raw_nonzero());
        let Some(text) = disk::read_proc(&path) else { continue };
        sum += number_after(&text, "Pss:").unwrap_or(0);
    }
    sum
}

/// Returns the number under which we know the process of a descriptor; none if it is gone.
pub(crate) fn pid_of(pidfd: BorrowedFd<'_>) -> Option<Pid> {
    let text = disk::read_proc(&format!("/proc/self/fdinfo/{}", pidfd.as_raw_fd()))?;
    // A process that has ended has the number -1.
    let number: i32 =
        text.lines().find_map(|line| line.strip_prefix("Pid:"))?.trim().parse().ok()?;
    Pid::from_raw(number.max(0))
}

/// Returns the CPU time a process has used so far.
///
/// Units: milliseconds, in steps of ten.
pub(crate) fn cpu_ms(pid: Pid) -> u64 {
    let Some(text) = disk::read_proc(&format!("/proc/{}/stat", pid.as_raw_nonzero())) else {
        return 0;
    };
    // The name, in brackets, may hold anything; the numbers follow its last bracket.
    let Some((_, rest)) = text.rsplit_once(')') else { return 0 };
    let ticks: u64 =
        rest.split_ascii_whitespace().skip(11).take(2).filter_map(|n| n.parse::<u64>().ok()).sum();
    ticks * MS_PER_TICK
}

/// Returns whether a process is on its way out: its descriptors are being closed, or were.
pub(crate) fn is_exiting(pid: Pid) -> bool {
    const PF_EXITING: u64 = 0x4;
    let Some(text) = disk::read_proc(&format!("/proc/{}/stat", pid.as_raw_nonzero())) else {
        return true;
    };
    let flags = text.rsplit_once(')').and_then(|(_, rest)| rest.split_ascii_whitespace().nth(6));
    flags.and_then(|flags| flags.parse().ok()).is_none_or(|flags: u64| flags & PF_EXITING != 0)
}

/// Counts the processes and threads of the whole machine.
pub(crate) fn n_tasks_of_machine() -> u64 {
    disk::read_proc("/proc/loadavg")
        .and_then(|text| text.split_ascii_whitespace().nth(3)?.split('/').nth(1)?.parse().ok())
        .unwrap_or(4096)
}

/// Lists processes that work in `dir`: the last resort when a zygote is gone.
pub(crate) fn working_in(dir: &Path) -> Vec<Pid> {
    all_processes()
        .filter(|pid| {
            disk::read_link(&format!("/proc/{}/cwd", pid.as_raw_nonzero()))
                .is_some_and(|cwd| cwd.starts_with(dir))
        })
        .collect()
}

/// Returns whether a process is there and has not ended.
pub(crate) fn is_alive(pid: Pid) -> bool {
    disk::read_proc(&format!("/proc/{}/stat", pid.as_raw_nonzero())).is_some_and(|text| {
        text.rsplit_once(')').is_some_and(|(_, rest)| !rest.trim_start().starts_with(['Z', 'X']))
    })
}

/// Reads the number that follows a label at the start of a line.
fn number_after(text: &str, label: &str) -> Option<u64> {
    let rest = text.lines().find_map(|line| line.strip_prefix(label))?;
    rest.split_ascii_whitespace().next()?.parse().ok()
}

fn tasks(pid: Pid) -> Vec<i32> {
    disk::entries(Path::new(&format!("/proc/{}/task", pid.as_raw_nonzero())))
        .into_iter()
        .filter_map(|path| path.file_name()?.to_str()?.parse().ok())
        .collect()
}

fn children_by_search(parent: Pid) -> Vec<Pid> {
    let wanted = parent.as_raw_nonzero().to_string();
    all_processes()
        .filter(|pid| {
            disk::read_proc(&format!("/proc/{}/stat", pid.as_raw_nonzero())).is_some_and(|text| {
                text.rsplit_once(')').is_some_and(|(_, rest)| {
                    rest.split_ascii_whitespace().nth(1) == Some(wanted.as_str())
                })
            })
        })
        .collect()
}

fn all_processes() -> impl Iterator<Item = Pid> {
    disk::entries(Path::new("/proc"))
        .into_iter()
        .filter_map(|path| parse_pid(path.file_name()?.to_str()?))
}

fn parse_pid(text: &str) -> Option<Pid> {
    Pid::from_raw(text.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_process_is_seen() {
        let own = rustix::process::getpid();
        assert!(is_alive(own));
        let usage = usage(&[own]);
        assert!(usage.n_tasks >= 1 && usage.resident_kib > 100, "{usage:?}");
        assert!(proportional_kib(&[own]) > 100);
        assert!(n_tasks_of_machine() > 1);
    }

    #[test]
    fn both_ways_to_find_children_agree() {
        let parent = rustix::process::getppid().expect("a test has a parent");
        let own = rustix::process::getpid();
        assert!(children(parent).contains(&own));
        assert!(children_by_search(parent).contains(&own));
        assert!(descendants(parent).contains(&own));
    }
}
