//! The one command that lifts what keeps a tier from working.

use piton_domain::verdict::Tier;

use crate::disk;

/// Switches with which systems forbid user namespaces: file, forbidding value, what lifts it.
const SWITCHES: [(&str, &str, &str); 3] = [
    (
        "/proc/sys/kernel/apparmor_restrict_unprivileged_userns",
        "1",
        "sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0",
    ),
    (
        "/proc/sys/kernel/unprivileged_userns_clone",
        "0",
        "sudo sysctl -w kernel.unprivileged_userns_clone=1",
    ),
    ("/proc/sys/user/max_user_namespaces", "0", "sudo sysctl -w user.max_user_namespaces=10000"),
];

/// Returns the command, if one of the known switches is off.
pub(super) fn command(tier: Tier) -> Option<String> {
    (tier == Tier::Namespaces).then(|| lifted_by(disk::read_proc)).flatten()
}

fn lifted_by(read: impl Fn(&str) -> Option<String>) -> Option<String> {
    SWITCHES
        .iter()
        .find(|(file, forbids, _)| read(file).is_some_and(|value| value.trim() == *forbids))
        .map(|(_, _, command)| (*command).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_switch_that_is_off_is_named() {
        for (file, forbids, command) in SWITCHES {
            let read = |path: &str| (path == file).then(|| format!("{forbids}\n"));
            assert_eq!(lifted_by(read).as_deref(), Some(command));
        }
        assert_eq!(lifted_by(|_| None), None);
    }
}
