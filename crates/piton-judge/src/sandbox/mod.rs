//! What keeps learner code in: the tiers, what each shows of the machine, and which one works here.
//!
//! A tier is found by really trying it, written into every verdict, and never left silently: a
//! slot of the tier that was found either has all of its walls or does not start.

mod filter;
mod remedy;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use piton_domain::verdict::Tier;
use serde::Serialize;

use crate::disk;
use crate::spawn::{BOX, Room};
use crate::wire;
use crate::zygote::{Recipe, Role};

/// Which walls a judge may do with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sandbox {
    /// The best tier that works; nothing is judged where none does.
    Best,
    /// This tier or nothing.
    Exactly(Tier),
    /// The best tier that works, else none: the caller trusts the code that is judged.
    Trusted,
}

impl Sandbox {
    /// Returns the tiers to try, best first.
    pub(crate) fn candidates(self) -> &'static [Tier] {
        match self {
            Self::Best => &[Tier::Namespaces, Tier::Landlock],
            Self::Exactly(Tier::Namespaces) => &[Tier::Namespaces],
            Self::Exactly(Tier::Landlock) => &[Tier::Landlock],
            Self::Exactly(Tier::Unsandboxed) => &[Tier::Unsandboxed],
            Self::Trusted => &[Tier::Namespaces, Tier::Landlock, Tier::Unsandboxed],
        }
    }
}

/// The tier that was found, and what became of the better ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The tier.
    pub tier: Tier,
    /// The better ones, with the reason why each does not work here.
    pub refused: Vec<Refusal>,
}

/// Why a tier does not work here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The tier.
    pub tier: Tier,
    /// The reason, as a fragment.
    pub says: String,
    /// The one command that lifts it, if it is known.
    pub remedy: Option<String>,
}

impl Refusal {
    pub(crate) fn new(tier: Tier, says: String) -> Self {
        Self { tier, says, remedy: remedy::command(tier) }
    }
}

/// What a zygote needs to know to put up its forks' walls.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Walls {
    #[serde(serialize_with = "tier_word")]
    pub(crate) tier: Tier,
    /// What may be read and executed, beside the box.
    read: Vec<PathBuf>,
    /// Where a fork may write: made anew for each in a room, else named with each fork.
    #[serde(rename = "box")]
    place: Option<&'static str>,
    /// Folders that are laid over with parts of the box: by folder, the part.
    over: Vec<(&'static str, &'static str)>,
    /// Seccomp programs in base 64, in the order in which they are loaded.
    filters: Vec<String>,
}

fn tier_word<S: serde::Serializer>(tier: &Tier, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(match tier {
        Tier::Namespaces => "namespaces",
        Tier::Landlock => "landlock",
        Tier::Unsandboxed => "unsandboxed",
    })
}

/// Says what forks of a recipe's zygote are kept in by.
pub(crate) fn walls(tier: Tier, recipe: &Recipe, harness: &Path) -> Walls {
    let filters = match tier {
        Tier::Namespaces => filter::programs(filter::Sockets::OfTheRoom),
        Tier::Landlock => filter::programs(filter::Sockets::Local),
        Tier::Unsandboxed => Vec::new(),
    };
    let read = match tier {
        // The room's root holds nothing else.
        Tier::Namespaces => vec![PathBuf::from("/")],
        Tier::Landlock => shown(recipe, harness),
        Tier::Unsandboxed => Vec::new(),
    };
    let in_room = shown(recipe, harness);
    let is_free = |folder: &str| !in_room.iter().any(|path| path.starts_with(folder));
    Walls {
        tier,
        read,
        // A home of Piton's in such a folder, as tests have, must stay in sight.
        over: COMMON.into_iter().filter(|(folder, _)| is_free(folder)).collect(),
        place: (tier == Tier::Namespaces && recipe.role != Role::Judge).then_some(BOX),
        filters: filters.iter().map(|program| wire::base64(program)).collect(),
    }
}

/// Plans the room of a recipe's zygote, if the tier has rooms; `mountpoint` is an empty folder.
pub(crate) fn room(tier: Tier, recipe: &Recipe, harness: &Path, mountpoint: &Path) -> Option<Room> {
    if tier != Tier::Namespaces {
        return None;
    }
    let mut room = Room::new(mountpoint, unused_id())?;
    for path in shown(recipe, harness) {
        room.show(&path);
    }
    for device in DEVICES {
        room.show(Path::new(device));
    }
    for (path, text) in FILES {
        room.file(path, text.as_bytes());
    }
    Some(room)
}

/// Folders in which every program expects to be able to write.
const COMMON: [(&str, &str); 2] = [("/tmp", "tmp"), ("/dev/shm", "shm")];

const DEVICES: [&str; 5] = ["/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom"];

/// Files of a room that say only what is true inside it.
const FILES: [(&str, &str); 4] = [
    ("/etc/passwd", "learner:x:1000:1000::/box/home:/bin/sh\n"),
    ("/etc/group", "learner:x:1000:\n"),
    ("/etc/hosts", "127.0.0.1 localhost piton\n::1 localhost\n"),
    ("/etc/nsswitch.conf", "passwd: files\ngroup: files\nhosts: files\n"),
];

/// Folders of programs and libraries; where one is a link, the link is shown.
const SYSTEM: [&str; 11] = [
    "/usr",
    "/bin",
    "/sbin",
    "/lib",
    "/lib32",
    "/lib64",
    "/nix/store",
    "/etc/alternatives",
    "/etc/ld.so.cache",
    "/etc/localtime",
    "/etc/mime.types",
];

/// Returns what the forks of a recipe's zygote may read.
fn shown(recipe: &Recipe, harness: &Path) -> Vec<PathBuf> {
    let mut shown: Vec<PathBuf> = SYSTEM.iter().map(PathBuf::from).collect();
    shown.extend(interpreter(&recipe.python));
    shown.push(harness.to_owned());
    shown.extend(recipe.paths.iter().cloned());
    shown.retain(|path| path.exists());
    // What lies in a folder that is shown is shown with it.
    let folders = shown.clone();
    shown.retain(|path| !folders.iter().any(|other| other != path && path.starts_with(other)));
    shown
}

/// How many links a name of an interpreter may go through, as the kernel has it.
const MAX_LINKS: usize = 40;

/// Returns the program and the libraries of an interpreter, and nothing beside them.
///
/// The prefix itself may be a home folder.
fn interpreter(python: &Path) -> Vec<PathBuf> {
    let mut parts = vec![python.to_owned()];
    let mut program = python.to_owned();
    // A link is shown as one, and so is what it leads to.
    for _ in 0..MAX_LINKS {
        let Ok(target) = program.read_link() else { break };
        program = program.parent().map(|folder| folder.join(&target)).unwrap_or(target);
        parts.push(program.clone());
    }
    for program in [python, &program] {
        if let Some(prefix) = program.parent().and_then(Path::parent) {
            parts.extend(["lib", "lib64"].map(|folder| prefix.join(folder)));
        }
    }
    parts.dedup();
    parts
}

/// Returns the number of a user that nobody is, for root to become; none if we are not root.
///
/// Root of a container may not become everybody: then its own number has to do.
fn unused_id() -> Option<u32> {
    let maps = disk::read_proc("/proc/self/uid_map").unwrap_or_default();
    let root = rustix::process::geteuid().is_root();
    (root && may_become(&maps, LAST_UNUSED)).then(next_id)
}

/// The range of numbers that distributions leave free.
const FIRST_UNUSED: u32 = 0x7000_0000;
const LAST_UNUSED: u32 = 0x7FFF_FFFF;

/// Returns whether a map of users, as the kernel shows it, reaches from 0 to `id`.
fn may_become(maps: &str, id: u32) -> bool {
    maps.lines().any(|line| {
        let numbers: Vec<u64> =
            line.split_ascii_whitespace().filter_map(|number| number.parse().ok()).collect();
        matches!(numbers[..], [0, _, length] if length > u64::from(id))
    })
}

/// Returns another number at each call, unlike that of other processes of ours.
fn next_id() -> u32 {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let own = rustix::process::getpid().as_raw_nonzero().get().unsigned_abs() % (1 << 22);
    FIRST_UNUSED + (own << 6) + NEXT.fetch_add(1, Ordering::Relaxed) % 64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_better_tier_is_tried_first_and_none_is_tried_unasked() {
        assert_eq!(Sandbox::Best.candidates(), [Tier::Namespaces, Tier::Landlock]);
        assert_eq!(Sandbox::Trusted.candidates().last(), Some(&Tier::Unsandboxed));
    }

    #[test]
    fn an_interpreter_in_a_home_folder_does_not_show_the_home() {
        let shown = interpreter(Path::new("/home/ada/bin/python3.13"));
        assert!(shown.iter().all(|path| path != Path::new("/home/ada")), "{shown:?}");
    }

    #[test]
    fn no_two_slots_are_the_same_user() {
        let ids: std::collections::HashSet<u32> = (0..64).map(|_| next_id()).collect();
        assert_eq!(ids.len(), 64);
        assert!(ids.iter().all(|id| (FIRST_UNUSED..=LAST_UNUSED).contains(id)));
    }

    #[test]
    fn root_of_a_container_stays_who_it_is() {
        assert!(may_become("         0          0 4294967295\n", LAST_UNUSED));
        assert!(!may_become("         0       1000          1\n", LAST_UNUSED));
        assert!(!may_become("", LAST_UNUSED));
    }
}
