//! A room: what a slot's processes see of the machine, and nothing else of it.
//!
//! A room is user, mount, pid, network, IPC and host name namespaces around a read-only root that
//! holds an interpreter, its libraries and a few devices. It is planned before the fork and built
//! after it, by the guardian and its child: so everything below [`Room::unshare`] makes system
//! calls only, on strings that were made before. No allocation, no lock, no panic.

use std::ffi::{CStr, CString};
use std::io;
use std::os::fd::{AsFd as _, BorrowedFd};
use std::os::unix::ffi::OsStrExt as _;
use std::path::Path;

use rustix::fs::{CWD, Mode, OFlags, mkdirat, openat, symlinkat};
use rustix::io::Errno;
use rustix::mount::{
    MountFlags, MountPropagationFlags, MoveMountFlags, OpenTreeFlags, UnmountFlags, mount,
    mount_bind_recursive, mount_change, move_mount, open_tree, unmount,
};
use rustix::process::{
    DumpableBehavior, Gid, Uid, chdir, fchdir, pivot_root, set_dumpable_behavior,
};
use rustix::thread::{
    CapabilitySet, CapabilitySets, UnshareFlags, configure_capability_in_ambient_set,
    set_capabilities, set_thread_groups, set_thread_res_gid, set_thread_res_uid, unshare_unsafe,
};

/// Who learner code is inside every room, whoever it is outside.
pub(crate) const INNER_UID: u32 = 1000;

/// Where a room's processes find their writable place; made anew for every fork.
pub(crate) const BOX: &str = "/box";

/// A step in building a room that can fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Stage {
    /// A mount namespace of root's own.
    OwnMounts = 1,
    /// The new root: folders, files and bind mounts.
    Root,
    /// Root becomes a user that nobody else is.
    Drop,
    /// The namespaces.
    Namespaces,
    /// Which user is who inside.
    Users,
    /// The loopback device and the host's name.
    Network,
    /// The room's own view of its processes.
    Proc,
    /// Leaving the old root.
    Pivot,
    /// Keeping the one right that the zygote needs.
    Rights,
}

impl Stage {
    /// Returns what was to be done, as words after "could not".
    pub(crate) fn words(number: u8) -> &'static str {
        const STAGES: [&str; 10] = [
            "start",
            "make a mount namespace",
            "build a minimal root",
            "become an unused user",
            "make user, pid, network and IPC namespaces",
            "map the users of a namespace",
            "bring up the loopback device",
            "mount a view of the processes",
            "leave the old root",
            "keep the rights of a zygote",
        ];
        STAGES.get(usize::from(number)).copied().unwrap_or("start")
    }
}

/// What to put into the root; paths inside are relative to it.
#[derive(Debug)]
enum Entry {
    Dir(CString),
    Link { target: CString, at: CString },
    File { at: CString, bytes: Vec<u8> },
    Bind { from: CString, at: CString },
}

/// The plan of a room.
#[derive(Debug)]
pub(crate) struct Room {
    /// An empty folder of ours over which the root is mounted, in the room only.
    mountpoint: CString,
    entries: Vec<Entry>,
    /// The user that root becomes first, if we are root.
    outer_id: Option<u32>,
    uid_map: Vec<u8>,
    gid_map: Vec<u8>,
}

impl Room {
    /// Plans a room; `outer_id` is an unused user's number if we are root.
    pub(crate) fn new(mountpoint: &Path, outer_id: Option<u32>) -> Option<Self> {
        let (uid, gid) = match outer_id {
            Some(id) => (id, id),
            None => (rustix::process::geteuid().as_raw(), rustix::process::getegid().as_raw()),
        };
        let mut room = Self {
            mountpoint: text(mountpoint)?,
            entries: Vec::new(),
            outer_id,
            uid_map: format!("{INNER_UID} {uid} 1\n").into_bytes(),
            gid_map: format!("{INNER_UID} {gid} 1\n").into_bytes(),
        };
        for dir in ["box", "dev/shm", "proc", "tmp", "etc"] {
            room.dir(Path::new(dir));
        }
        Some(room)
    }

    /// Adds a folder and those above it.
    fn dir(&mut self, at: &Path) {
        let mut above: Vec<&Path> =
            at.ancestors().filter(|path| !path.as_os_str().is_empty()).collect();
        above.reverse();
        for path in above {
            let known = |entry: &Entry| matches!(entry, Entry::Dir(known) if known.as_bytes() == path.as_os_str().as_bytes());
            if !self.entries.iter().any(known)
                && let Some(path) = text(path)
            {
                self.entries.push(Entry::Dir(path));
            }
        }
    }

    /// Shows a folder or file of the machine under its own absolute path, read-only.
    ///
    /// A link of the machine is a link in the room; what does not exist is left out.
    pub(crate) fn show(&mut self, path: &Path) {
        let Ok(inside) = path.strip_prefix("/") else { return };
        let Ok(metadata) = path.symlink_metadata() else { return };
        let (Some(from), Some(at)) = (text(path), text(inside)) else { return };
        if let Some(parent) = inside.parent() {
            self.dir(parent);
        }
        if metadata.is_symlink() {
            let target = path.read_link().ok().and_then(|target| text(&target));
            if let Some(target) = target {
                self.entries.push(Entry::Link { target, at });
            }
            return;
        }
        if metadata.is_dir() {
            self.dir(inside);
        } else {
            self.entries.push(Entry::File { at: at.clone(), bytes: Vec::new() });
        }
        self.entries.push(Entry::Bind { from, at });
    }

    /// Adds a file of ours.
    pub(crate) fn file(&mut self, path: &str, bytes: &[u8]) {
        if let Ok(at) = CString::new(path.trim_start_matches('/')) {
            self.entries.push(Entry::File { at, bytes: bytes.to_vec() });
        }
    }

    /// Builds the root and makes the namespaces; the next fork is the first process in them.
    ///
    /// Async-signal-safe.
    pub(super) fn unshare(&self) -> Result<(), (Stage, Errno)> {
        let at = |stage| move |errno| (stage, errno);
        if let Some(id) = self.outer_id {
            // Built with root's eyes: an interpreter may lie where nobody else may look.
            unshare_all(UnshareFlags::NEWNS).map_err(at(Stage::OwnMounts))?;
            self.build().map_err(at(Stage::Root))?;
            become_user(id).map_err(at(Stage::Drop))?;
        }
        unshare_all(
            UnshareFlags::NEWUSER
                | UnshareFlags::NEWNS
                | UnshareFlags::NEWPID
                | UnshareFlags::NEWNET
                | UnshareFlags::NEWIPC
                | UnshareFlags::NEWUTS
                | UnshareFlags::NEWCGROUP,
        )
        .map_err(at(Stage::Namespaces))?;
        self.map_users().map_err(at(Stage::Users))?;
        if self.outer_id.is_none() {
            self.build().map_err(at(Stage::Root))?;
        }
        loopback_up().map_err(at(Stage::Network))?;
        rustix::system::sethostname(b"piton").map_err(at(Stage::Network))
    }

    /// Makes the root this process's own; for the first process in the room.
    ///
    /// Async-signal-safe.
    pub(super) fn enter(&self) -> Result<(), (Stage, Errno)> {
        let at = |stage| move |errno| (stage, errno);
        // Mounted before the old root is left: the kernel wants to see a whole one first.
        // Where that is not so, in a container, the room does without.
        let options = c"subset=pid,hidepid=invisible";
        let flags = MountFlags::NOSUID | MountFlags::NODEV | MountFlags::NOEXEC;
        match mount(c"proc", c"proc", c"proc", flags, options) {
            Ok(()) | Err(Errno::PERM) => {}
            Err(errno) => return Err((Stage::Proc, errno)),
        }
        // For the zygote while it starts; a fork lays its own over it.
        let flags = MountFlags::NOSUID | MountFlags::NODEV;
        mount(c"box", c"box", c"tmpfs", flags, c"mode=700,size=4m,nr_inodes=256")
            .map_err(at(Stage::Root))?;
        pivot().map_err(at(Stage::Pivot))?;
        keep_rights().map_err(at(Stage::Rights))
    }

    fn build(&self) -> Result<(), Errno> {
        mount_change(c"/", MountPropagationFlags::PRIVATE | MountPropagationFlags::REC)?;
        let flags = MountFlags::NOSUID | MountFlags::NODEV;
        mount(c"piton", &*self.mountpoint, c"tmpfs", flags, c"mode=755,size=1m,nr_inodes=512")?;
        chdir(&*self.mountpoint)?;
        for entry in &self.entries {
            entry.make()?;
        }
        make_read_only(CWD, c".")
    }

    fn map_users(&self) -> Result<(), Errno> {
        write(c"/proc/self/setgroups", b"deny")?;
        write(c"/proc/self/uid_map", &self.uid_map)?;
        write(c"/proc/self/gid_map", &self.gid_map)?;
        // No namespace of users below this one, whatever a filter might overlook.
        match write(c"/proc/sys/user/max_user_namespaces", b"0") {
            // Not every container shows it; the filter forbids them as well.
            Ok(()) | Err(Errno::NOENT | Errno::ACCESS | Errno::PERM | Errno::ROFS) => Ok(()),
            Err(errno) => Err(errno),
        }
    }
}

impl Entry {
    fn make(&self) -> Result<(), Errno> {
        match self {
            Self::Dir(at) => match mkdirat(CWD, &**at, Mode::from_raw_mode(0o755)) {
                Err(Errno::EXIST) => Ok(()),
                outcome => outcome,
            },
            Self::Link { target, at } => symlinkat(&**target, CWD, &**at),
            Self::File { at, bytes } => {
                let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::CLOEXEC;
                let file = openat(CWD, &**at, flags, Mode::from_raw_mode(0o644))?;
                write_all(file.as_fd(), bytes)
            }
            Self::Bind { from, at } => mount_bind_recursive(&**from, &**at),
        }
    }
}

/// Returns a path as the system calls want it; one with a zero in it cannot exist.
fn text(path: &Path) -> Option<CString> {
    CString::new(path.as_os_str().as_bytes()).ok()
}

fn unshare_all(flags: UnshareFlags) -> Result<(), Errno> {
    // SAFETY: this is a fork with one thread, which shares no descriptors with another process.
    unsafe { unshare_unsafe(flags) }
}

fn become_user(id: u32) -> Result<(), Errno> {
    let (uid, gid) = (Uid::from_raw(id), Gid::from_raw(id));
    set_thread_groups(&[])?;
    set_thread_res_gid(gid, gid, gid)?;
    set_thread_res_uid(uid, uid, uid)?;
    // The kernel now takes this process for a privileged one and hides its files from itself.
    set_dumpable_behavior(DumpableBehavior::Dumpable)
}

fn write(path: &CStr, bytes: &[u8]) -> Result<(), Errno> {
    let file = openat(CWD, path, OFlags::WRONLY | OFlags::CLOEXEC, Mode::empty())?;
    write_all(file.as_fd(), bytes)
}

/// Writes in one go: the kernel's maps take nothing else.
fn write_all(file: BorrowedFd<'_>, bytes: &[u8]) -> Result<(), Errno> {
    if bytes.is_empty() {
        return Ok(());
    }
    match rustix::io::write(file, bytes)? {
        n if n == bytes.len() => Ok(()),
        _ => Err(Errno::IO),
    }
}

/// Exchanges the root for the current folder.
fn pivot() -> Result<(), Errno> {
    // A copy of the tree: the original may be locked, having come from root's own namespace.
    let flags = OpenTreeFlags::OPEN_TREE_CLONE
        | OpenTreeFlags::OPEN_TREE_CLOEXEC
        | OpenTreeFlags::AT_RECURSIVE;
    let tree = open_tree(CWD, c".", flags)?;
    move_mount(&tree, c"", CWD, c".", MoveMountFlags::MOVE_MOUNT_F_EMPTY_PATH)?;
    fchdir(&tree)?;
    pivot_root(c".", c".")?;
    unmount(c".", UnmountFlags::DETACH)?;
    chdir(c"/")
}

/// Makes all mounts of a tree read-only, without setuid programs.
fn make_read_only(folder: BorrowedFd<'_>, path: &CStr) -> Result<(), Errno> {
    const MOUNT_ATTR_RDONLY: u64 = 1;
    const MOUNT_ATTR_NOSUID: u64 = 2;
    /// The kernel's `struct mount_attr`; constants and layout as in `linux/mount.h`.
    #[repr(C)]
    struct Attributes {
        set: u64,
        clear: u64,
        propagation: u64,
        userns_fd: u64,
    }
    let attributes = Attributes {
        set: MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID,
        clear: 0,
        propagation: 0,
        userns_fd: 0,
    };
    use std::os::fd::AsRawFd as _;
    // SAFETY: the call reads a string and a structure of the stated size, both alive.
    let done = unsafe {
        libc::syscall(
            libc::SYS_mount_setattr,
            folder.as_raw_fd(),
            path.as_ptr(),
            libc::AT_RECURSIVE,
            &raw const attributes,
            size_of::<Attributes>(),
        )
    };
    if done == 0 { Ok(()) } else { Err(last_errno()) }
}

fn last_errno() -> Errno {
    Errno::from_io_error(&io::Error::last_os_error()).unwrap_or(Errno::IO)
}

/// Turns on the only network device of a new namespace.
fn loopback_up() -> Result<(), Errno> {
    use rustix::net::{AddressFamily, SocketFlags, SocketType, socket_with};
    use std::os::fd::AsRawFd as _;
    let socket = socket_with(AddressFamily::INET, SocketType::DGRAM, SocketFlags::CLOEXEC, None)?;
    // SAFETY: a structure of numbers and of a union of such may be all zeros.
    let mut request: libc::ifreq = unsafe { std::mem::zeroed() };
    for (to, from) in request.ifr_name.iter_mut().zip(b"lo") {
        *to = libc::c_char::try_from(*from).unwrap_or(0);
    }
    request.ifr_ifru.ifru_flags =
        libc::c_short::try_from(libc::IFF_UP | libc::IFF_RUNNING).unwrap_or(0);
    // SAFETY: the request is the structure this call takes, and outlives it.
    let done = unsafe { libc::ioctl(socket.as_raw_fd(), libc::SIOCSIFFLAGS, &raw const request) };
    if done == 0 { Ok(()) } else { Err(last_errno()) }
}

/// Keeps, over the start of the interpreter, the right to make mounts inside the room.
fn keep_rights() -> Result<(), Errno> {
    let right = CapabilitySet::SYS_ADMIN;
    set_capabilities(
        None,
        CapabilitySets { effective: right, permitted: right, inheritable: right },
    )?;
    configure_capability_in_ambient_set(right, true)
}
