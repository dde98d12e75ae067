//! Which system calls forks may not make, as seccomp programs.
//!
//! A list of what is forbidden: learner code of all kinds must run, and what the other layers do
//! not hold is what matters here. The programs are made by us and loaded by the fork itself as its
//! last act before it reads anything of a learner.

use std::collections::BTreeMap;

use seccompiler::{
    BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter,
    SeccompRule, TargetArch,
};

/// Which sockets may be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sockets {
    /// Those of a room's own network, which has one device: itself.
    OfTheRoom,
    /// Those that stay in the machine's memory: there is no room, so the network is everybody's.
    Local,
}

/// What this program runs on; there is no judge elsewhere yet.
#[cfg(target_arch = "x86_64")]
const ARCH: TargetArch = TargetArch::x86_64;
#[cfg(target_arch = "aarch64")]
const ARCH: TargetArch = TargetArch::aarch64;
#[cfg(target_arch = "riscv64")]
const ARCH: TargetArch = TargetArch::riscv64;

/// Looking into or steering other processes, the kernel, its clock, its keys and its mounts, and
/// whatever has a record of leading out of sandboxes.
const FORBIDDEN: &[i64] = &[
    libc::SYS_ptrace,
    libc::SYS_process_vm_readv,
    libc::SYS_process_vm_writev,
    libc::SYS_process_madvise,
    libc::SYS_pidfd_getfd,
    libc::SYS_kcmp,
    libc::SYS_add_key,
    libc::SYS_request_key,
    libc::SYS_keyctl,
    libc::SYS_io_uring_setup,
    libc::SYS_io_uring_enter,
    libc::SYS_io_uring_register,
    libc::SYS_bpf,
    libc::SYS_perf_event_open,
    libc::SYS_userfaultfd,
    libc::SYS_memfd_create,
    libc::SYS_memfd_secret,
    libc::SYS_execveat,
    libc::SYS_mount,
    libc::SYS_umount2,
    libc::SYS_pivot_root,
    libc::SYS_chroot,
    libc::SYS_move_mount,
    libc::SYS_open_tree,
    libc::SYS_fsopen,
    libc::SYS_fsconfig,
    libc::SYS_fsmount,
    libc::SYS_fspick,
    libc::SYS_mount_setattr,
    libc::SYS_unshare,
    libc::SYS_setns,
    libc::SYS_open_by_handle_at,
    libc::SYS_name_to_handle_at,
    libc::SYS_fanotify_init,
    libc::SYS_quotactl,
    libc::SYS_acct,
    libc::SYS_swapon,
    libc::SYS_swapoff,
    libc::SYS_reboot,
    libc::SYS_kexec_load,
    libc::SYS_init_module,
    libc::SYS_finit_module,
    libc::SYS_delete_module,
    libc::SYS_syslog,
    libc::SYS_settimeofday,
    libc::SYS_clock_settime,
    libc::SYS_clock_adjtime,
    libc::SYS_adjtimex,
    libc::SYS_personality,
    libc::SYS_vhangup,
    libc::SYS_lookup_dcookie,
    libc::SYS_move_pages,
    libc::SYS_migrate_pages,
    libc::SYS_mbind,
    libc::SYS_set_mempolicy,
    libc::SYS_sched_setaffinity,
    libc::SYS_sched_setscheduler,
    libc::SYS_sched_setparam,
    libc::SYS_sched_setattr,
    libc::SYS_ioprio_set,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_modify_ldt,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_iopl,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_ioperm,
];

/// The flags of `clone` that make namespaces; `linux/sched.h`.
const NAMESPACE_FLAGS: [u64; 8] = [
    0x0000_0080, // time
    0x0002_0000, // mounts
    0x0200_0000, // control groups
    0x0400_0000, // host name
    0x0800_0000, // IPC
    0x1000_0000, // users
    0x2000_0000, // processes
    0x4000_0000, // network
];

/// The requests that type into somebody's terminal.
const TERMINAL_REQUESTS: [u64; 2] = [libc::TIOCSTI, 0x541C];

/// Returns the programs, in the order in which they are to be loaded.
pub(super) fn programs(sockets: Sockets) -> Vec<Vec<u8>> {
    let forbidden = SeccompAction::Errno(libc::EPERM as u32);
    // glibc asks for `clone3` first and is content with `clone`, whose flags a program can see.
    let absent = SeccompAction::Errno(libc::ENOSYS as u32);
    let programs = [
        program(rules(sockets), forbidden),
        program(BTreeMap::from([(libc::SYS_clone3, Vec::new())]), absent),
    ];
    let mut all: Vec<Vec<u8>> = programs.iter().map(bytes).collect();
    all.extend(other_numbering().map(|program| bytes(&program)));
    all
}

fn rules(sockets: Sockets) -> BTreeMap<i64, Vec<SeccompRule>> {
    let mut rules: BTreeMap<i64, Vec<SeccompRule>> =
        FORBIDDEN.iter().map(|&call| (call, Vec::new())).collect();
    let namespaces = NAMESPACE_FLAGS
        .iter()
        .map(|&flag| when(&[(0, SeccompCmpOp::MaskedEq(flag), flag)]))
        .collect();
    rules.insert(libc::SYS_clone, namespaces);
    let terminals =
        TERMINAL_REQUESTS.iter().map(|&request| when(&[(1, SeccompCmpOp::Eq, request)])).collect();
    rules.insert(libc::SYS_ioctl, terminals);
    let unix = (0, SeccompCmpOp::Ne, libc::AF_UNIX as u64);
    rules.insert(libc::SYS_socketpair, vec![when(std::slice::from_ref(&unix))]);
    let families = match sockets {
        Sockets::Local => vec![when(&[unix])],
        Sockets::OfTheRoom => vec![
            when(&[
                unix,
                (0, SeccompCmpOp::Ne, libc::AF_INET as u64),
                (0, SeccompCmpOp::Ne, libc::AF_INET6 as u64),
                (0, SeccompCmpOp::Ne, libc::AF_NETLINK as u64),
            ]),
            // Of netlink only the one that lists network devices.
            when(&[
                (0, SeccompCmpOp::Eq, libc::AF_NETLINK as u64),
                (2, SeccompCmpOp::Ne, libc::NETLINK_ROUTE as u64),
            ]),
        ],
    };
    rules.insert(libc::SYS_socket, families);
    rules
}

/// Returns a rule that holds when all of its conditions do.
fn when(conditions: &[(u8, SeccompCmpOp, u64)]) -> SeccompRule {
    let conditions = conditions
        .iter()
        .map(|(argument, operator, value)| {
            SeccompCondition::new(*argument, SeccompCmpArgLen::Dword, operator.clone(), *value)
                .expect("a system call has six arguments")
        })
        .collect();
    SeccompRule::new(conditions).expect("it has a condition")
}

fn program(rules: BTreeMap<i64, Vec<SeccompRule>>, action: SeccompAction) -> BpfProgram {
    let filter = SeccompFilter::new(rules, SeccompAction::Allow, action, ARCH)
        .expect("the two actions differ");
    BpfProgram::try_from(filter).expect("it is far below the longest program")
}

/// Ends a process that numbers its calls as programs with short pointers do.
///
/// Such a call has another number for the same deed, so no list would know it.
fn other_numbering() -> Option<BpfProgram> {
    use seccompiler::sock_filter;
    if cfg!(not(target_arch = "x86_64")) {
        return None;
    }
    const X32_BIT: u32 = 0x4000_0000;
    const LOAD_NUMBER: u16 = 0x20; // BPF_LD | BPF_W | BPF_ABS
    const JUMP_GE: u16 = 0x35; // BPF_JMP | BPF_JGE | BPF_K
    const RETURN: u16 = 0x06; // BPF_RET | BPF_K
    Some(vec![
        sock_filter { code: LOAD_NUMBER, jt: 0, jf: 0, k: 0 },
        sock_filter { code: JUMP_GE, jt: 0, jf: 1, k: X32_BIT },
        sock_filter { code: RETURN, jt: 0, jf: 0, k: libc::SECCOMP_RET_KILL_PROCESS },
        sock_filter { code: RETURN, jt: 0, jf: 0, k: libc::SECCOMP_RET_ALLOW },
    ])
}

/// Writes a program as the kernel reads it.
fn bytes(program: &BpfProgram) -> Vec<u8> {
    program
        .iter()
        .flat_map(|one| {
            let mut bytes = [0; 8];
            bytes[..2].copy_from_slice(&one.code.to_ne_bytes());
            bytes[2] = one.jt;
            bytes[3] = one.jf;
            bytes[4..].copy_from_slice(&one.k.to_ne_bytes());
            bytes
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_program_is_whole_and_short_enough_for_the_kernel() {
        const LONGEST: usize = 4096;
        for sockets in [Sockets::OfTheRoom, Sockets::Local] {
            let programs = programs(sockets);
            assert!(programs.len() >= 2);
            for program in programs {
                assert_eq!(program.len() % 8, 0);
                assert!((1..=LONGEST).contains(&(program.len() / 8)));
            }
        }
    }
}
