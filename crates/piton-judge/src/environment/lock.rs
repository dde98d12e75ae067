//! Lists of packages with versions and hashes.

use piton_domain::ContentHash;

use super::error::EnvironmentError;

/// A list of packages, each with its version and the hashes of its files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lock {
    name: String,
    text: String,
    hash: ContentHash,
}

/// One package of a lock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requirement {
    /// Its name.
    pub name: String,
    /// Its exact version.
    pub version: String,
    /// Where it is wanted, such as `sys_platform == 'win32'`; without it everywhere.
    pub marker: Option<String>,
}

impl Lock {
    /// Returns the packages of a learner's environment.
    pub fn learner() -> Self {
        Self::new("learner.lock", include_str!("../../locks/learner.lock"))
    }

    /// Returns the installer that is fetched when a machine has none.
    pub(super) fn uv() -> Self {
        Self::new("uv.lock", include_str!("../../locks/uv.lock"))
    }

    /// Makes a lock of `text`; it is checked when it is used.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        let hash = crate::hash::content_hash(text.as_bytes());
        Self { name: name.into(), text, hash }
    }

    /// Returns what it is called in messages.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the list itself, as installers read it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the SHA-256 of the text.
    pub fn hash(&self) -> &ContentHash {
        &self.hash
    }

    /// Returns what is installed everywhere, as `name==version`; nothing if the lock is damaged.
    pub fn packages(&self) -> Vec<String> {
        let requirements = self.requirements().unwrap_or_default();
        let everywhere = requirements.into_iter().filter(|it| it.marker.is_none());
        everywhere.map(|it| format!("{}=={}", it.name, it.version)).collect()
    }

    /// Reads the packages.
    ///
    /// Errors: [`EnvironmentError::BrokenLock`] at the first line that is not a pinned package
    /// with the hash of at least one file, and for a lock without any package.
    pub fn requirements(&self) -> Result<Vec<Requirement>, EnvironmentError> {
        let broken = |line, says: &str| EnvironmentError::BrokenLock {
            lock: self.name.clone(),
            line,
            says: says.to_owned(),
        };
        let requirements = logical_lines(&self.text)
            .into_iter()
            .map(|(line, text)| parse(&text).map_err(|says| broken(line, says)))
            .collect::<Result<Vec<_>, _>>()?;
        if requirements.is_empty() {
            return Err(broken(1, "it names no package"));
        }
        Ok(requirements)
    }
}

/// Joins continued lines and drops comments; each comes with the number of its first line.
fn logical_lines(text: &str) -> Vec<(usize, String)> {
    let mut lines = Vec::new();
    let mut open: Option<(usize, String)> = None;
    for (idx, line) in text.lines().enumerate() {
        let line = line.split_once('#').map_or(line, |(before, _)| before).trim();
        let (line, goes_on) = match line.strip_suffix('\\') {
            Some(line) => (line.trim_end(), true),
            None => (line, false),
        };
        let (_, joined) = open.get_or_insert_with(|| (idx + 1, String::new()));
        joined.push(' ');
        joined.push_str(line);
        if !goes_on {
            lines.extend(open.take());
        }
    }
    lines.extend(open);
    lines.retain(|(_, line)| !line.trim().is_empty());
    lines
}

/// Reads one requirement.
fn parse(text: &str) -> Result<Requirement, &'static str> {
    let mut parts = text.split(" --hash=");
    let wanted = parts.next().unwrap_or_default().trim();
    let mut n_hashes = 0;
    for hash in parts {
        let hash = hash.trim().strip_prefix("sha256:").ok_or("a hash is not a SHA-256")?;
        ContentHash::new(hash).map_err(|_| "a hash is not 64 hexadecimal digits")?;
        n_hashes += 1;
    }
    let (pin, marker) = match wanted.split_once(';') {
        Some((pin, marker)) => (pin.trim(), Some(marker.trim().to_owned())),
        None => (wanted, None),
    };
    let (name, version) = pin.split_once("==").ok_or("it is not a package with `==` a version")?;
    let is_word = |text: &str, others: &str| {
        !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || others.contains(c))
    };
    if !is_word(name, "._-") {
        return Err("the package's name is malformed");
    }
    if !is_word(version, "._+!-") {
        return Err("the version is malformed");
    }
    if n_hashes == 0 {
        return Err("the package has no hash");
    }
    Ok(Requirement { name: name.to_owned(), version: version.to_owned(), marker })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(text: &str) -> (usize, String) {
        match Lock::new("a.lock", text).requirements() {
            Err(EnvironmentError::BrokenLock { line, says, .. }) => (line, says),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn embedded_locks_hold_what_they_are_for() {
        let learner = Lock::learner().requirements().unwrap();
        assert!(learner.iter().any(|it| it.name == "pytest" && it.marker.is_none()));
        let colorama = learner.iter().find(|it| it.name == "colorama").unwrap();
        assert_eq!(colorama.marker.as_deref(), Some("sys_platform == 'win32'"));
        assert_eq!(Lock::uv().requirements().unwrap()[0].name, "uv");
    }

    #[test]
    fn embedded_locks_name_no_place() {
        for lock in [Lock::learner(), Lock::uv()] {
            assert!(!lock.text.contains('/'), "{} names a path or an address", lock.name);
        }
    }

    #[test]
    fn every_change_of_a_lock_changes_its_hash() {
        let lock = Lock::learner();
        assert_ne!(lock.hash, Lock::new("learner.lock", format!("{}\n", lock.text)).hash);
        assert_eq!(lock.hash, Lock::new("other name", lock.text.clone()).hash);
    }

    #[test]
    fn damage_is_named_with_its_line() {
        let hash = format!("--hash=sha256:{}", "a".repeat(64));
        let good = format!("one==1.0 \\\n    {hash}\n    # via two\n");
        assert!(Lock::new("a.lock", &good).requirements().is_ok());
        assert_eq!(broken(&format!("{good}two>=1 {hash}\n")).0, 4);
        assert_eq!(broken("one==1.0\n"), (1, "the package has no hash".into()));
        assert_eq!(broken(&format!("{good}\n-e . {hash}")).0, 5);
        assert_eq!(
            broken("one==1.0 \\\n --hash=sha256:abc"),
            (1, "a hash is not 64 hexadecimal digits".into())
        );
        assert_eq!(broken("one==1.0 --hash=md5:abc").1, "a hash is not a SHA-256");
        assert_eq!(broken("# nothing\n").1, "it names no package");
    }
}
