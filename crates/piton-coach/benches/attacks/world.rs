//! What lies outside the box: canaries, listeners, a bystander, and how each case left them.
//!
//! Learner code is told where all of it is (`outside.py`), so a case need not search: what it
//! reaches, it should not have been able to reach.

use std::collections::BTreeMap;
use std::io::{ErrorKind, Read as _};
use std::net::{Ipv4Addr, TcpListener, UdpSocket};
use std::os::linux::net::SocketAddrExt as _;
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::net::{SocketAddr, UnixListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::{Outcome, bytes_of, write};

/// How every canary begins; what follows is known to the runner alone.
pub(crate) const CANARY: &str = "piton-canary-";

/// The variable of the supervisor that holds a canary.
const VARIABLE: &str = "PITON_ATTACKS_CANARY";

/// The bystander: it notes every signal it gets, and holds a canary in memory and environment.
const WITNESS: &str = "
import os, signal, sys
# Only what a case sends counts: a terminal or a parent may send the others.
watched = {signal.SIGURG, signal.SIGUSR1, signal.SIGUSR2, signal.SIGTERM, signal.SIGCONT}
signal.pthread_sigmask(signal.SIG_BLOCK, watched | {signal.SIGINT})
print('ready', flush=True)
while True:
    got = signal.sigwaitinfo(watched)
    print(got.si_signo, flush=True)
";

/// Everything outside, for one run of the corpus.
pub(crate) struct World {
    /// Random, and part of every name made outside.
    run: String,
    folder: tempfile::TempDir,
    before: BTreeMap<PathBuf, (Vec<u8>, u32)>,
    home: PathBuf,
    python: PathBuf,
    /// Canaries by what they are in.
    canaries: Vec<(&'static str, String)>,
    tcp: TcpListener,
    udp: UdpSocket,
    unix: UnixListener,
    unnamed: UnixListener,
    witness: Witness,
    /// Folders in which nothing with the tag of a case may appear.
    watched: Vec<PathBuf>,
}

struct Witness {
    child: Child,
    log: PathBuf,
}

impl World {
    /// Plants the canaries, opens the listeners and starts the bystander.
    pub(crate) fn new(home: &Path, python: &Path, watched: Vec<PathBuf>) -> Outcome<Self> {
        let folder = tempfile::Builder::new().prefix("piton-outside-").tempdir_in("/tmp")?;
        let name = folder.path().file_name().unwrap_or_default().to_string_lossy().into_owned();
        let run: String =
            name.chars().filter(char::is_ascii_alphanumeric).rev().take(4).collect::<String>();
        let run = run.to_lowercase();
        let fresh = || format!("{CANARY}{}", uuid::Uuid::now_v7().simple());
        let variable = std::env::var(VARIABLE).unwrap_or_else(|_| {
            eprintln!("{VARIABLE} is not set: run `cargo xtask attacks`");
            fresh()
        });
        let canaries = vec![
            ("a file in /tmp", fresh()),
            ("a file in the judge's home", fresh()),
            ("the supervisor's environment", variable),
            ("a bystander's environment", fresh()),
            ("the judge's own task", fresh()),
        ];
        // Open to everyone: only the box stands between a case and these.
        set_mode(folder.path(), 0o777)?;
        let secret = folder.path().join("secret.txt");
        write(&secret, canaries[0].1.as_bytes())?;
        set_mode(&secret, 0o666)?;
        let settings = home.join("secret.txt");
        write(&settings, canaries[1].1.as_bytes())?;
        set_mode(&settings, 0o666)?;
        let tcp = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        tcp.set_nonblocking(true)?;
        let udp = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0))?;
        udp.set_nonblocking(true)?;
        let unix = UnixListener::bind(folder.path().join("socket"))?;
        set_mode(&folder.path().join("socket"), 0o777)?;
        unix.set_nonblocking(true)?;
        let address = SocketAddr::from_abstract_name(format!("piton-{run}"))?;
        let unnamed = UnixListener::bind_addr(&address)?;
        unnamed.set_nonblocking(true)?;
        let witness = Witness::start(python, &home.join("witness.log"), &canaries[3].1)?;
        let mut world = Self {
            run,
            folder,
            before: BTreeMap::new(),
            home: home.to_owned(),
            python: python.to_owned(),
            canaries,
            tcp,
            udp,
            unix,
            unnamed,
            witness,
            watched,
        };
        world.before = world.look();
        Ok(world)
    }

    /// The word in everything that a case makes outside.
    pub(crate) fn tag(&self, number: usize) -> String {
        format!("pa{}{number:03}", self.run)
    }

    /// The folder with the canary.
    pub(crate) fn folder(&self) -> String {
        self.folder.path().display().to_string()
    }

    /// The word by which a case says that it did what it must not be able to do.
    pub(crate) fn marker(&self, tag: &str) -> String {
        format!("{tag}-is-out")
    }

    /// The canary that stands in the checks and in the judge's own resources.
    pub(crate) fn hidden(&self) -> &str {
        &self.canaries[4].1
    }

    /// Writes the module that tells learner code where everything is.
    pub(crate) fn outside_py(&self, tag: &str) -> Outcome<Vec<u8>> {
        let place = |path: &Path| format!("{:?}", path.display().to_string());
        let text = format!(
            "\"\"\"Where things lie outside the box; written by the runner.\"\"\"\n\n\
             import os\nimport re\n\n\
             TAG = {tag:?}\nKEY = {key}\nFOLDER = {folder}\nHOME = {home}\n\
             PORT = {port}\nUDP = {udp}\nABSTRACT = \"\\0piton-{run}\"\n\
             WITNESS = {witness}\nSUPERVISOR = {supervisor}\n\n\n\
             def escaped(what=\"\"):\n    \
                 \"\"\"Says that something was done which must be out of reach.\"\"\"\n    \
                 os.write(1, (TAG + \"-is-out \" + what + \"\\n\").encode())\n\n\n\
             def first(seen=[]):\n    \
                 \"\"\"Says whether this process asks for the first time.\"\"\"\n    \
                 seen.append(None)\n    return len(seen) == 1\n\n\n\
             def tell(data):\n    \
                 \"\"\"Prints every canary in what was read; returns whether there was one.\"\"\"\n    \
                 data = data.encode() if isinstance(data, str) else data\n    \
                 found = set(re.findall(rb\"{CANARY}[0-9a-f]{{32}}\", data))\n    \
                 for one in found:\n        os.write(1, one + b\"\\n\")\n    \
                 return bool(found)\n",
            key = self.key(tag),
            folder = place(self.folder.path()),
            home = place(&self.home),
            port = self.tcp.local_addr()?.port(),
            udp = self.udp.local_addr()?.port(),
            run = self.run,
            witness = self.witness.child.id(),
            supervisor = std::process::id(),
        );
        Ok(text.into_bytes())
    }

    /// The key of System V objects a case makes.
    fn key(&self, tag: &str) -> u32 {
        tag.bytes().fold(0x1157, |sum: u32, byte| {
            sum.wrapping_mul(31).wrapping_add(u32::from(byte)) & 0x3fff_ffff
        })
    }

    /// Names the canaries in what learner code wrote.
    pub(crate) fn canaries_in(&self, text: &str) -> Vec<String> {
        let found = self.canaries.iter().filter(|(_, canary)| text.contains(canary.as_str()));
        found.map(|(place, _)| format!("it read {place}")).collect()
    }

    /// Looks at everything outside, says what a case did to it, and puts it right again.
    pub(crate) fn after(&mut self, tag: &str) -> Outcome<Vec<String>> {
        let mut found = self.heard();
        found.extend(self.left_files(tag)?);
        let now = self.look();
        if now != self.before {
            found.push("it changed a file or a folder outside".to_owned());
            for (path, (bytes, mode)) in self.before.iter() {
                if !path.is_dir() {
                    write(path, bytes)?;
                }
                set_mode(path, *mode & 0o777)?;
            }
            self.before = self.look();
        }
        found.extend(left_processes(tag)?);
        found.extend(self.left_objects(tag));
        for signal in self.witness.signals(&self.python, &self.canaries[3].1)? {
            found.push(format!("a process outside got {signal}"));
        }
        Ok(found)
    }

    fn heard(&self) -> Vec<String> {
        let mut found = Vec::new();
        while self.tcp.accept().is_ok() {
            found.push("it reached a TCP port outside".to_owned());
        }
        let mut datagram = [0; 64];
        while self.udp.recv_from(&mut datagram).is_ok() {
            found.push("it reached a UDP port outside".to_owned());
        }
        while self.unix.accept().is_ok() {
            found.push("it reached a socket in a folder outside".to_owned());
        }
        while self.unnamed.accept().is_ok() {
            found.push("it reached an abstract socket outside".to_owned());
        }
        found
    }

    /// Finds and removes what a case made where others can see it.
    fn left_files(&self, tag: &str) -> Outcome<Vec<String>> {
        let mut found = Vec::new();
        let shared = ["/tmp", "/var/tmp", "/dev/shm", "/run", "/dev/mqueue"].map(PathBuf::from);
        let mine = [self.folder.path().to_owned(), self.home.clone()];
        for dir in shared.iter().chain(&mine).chain(&self.watched) {
            let Ok(entries) = std::fs::read_dir(dir) else { continue };
            for entry in entries.flatten() {
                if entry.file_name().to_string_lossy().contains(tag) {
                    found.push(format!("it left {}", entry.path().display()));
                    let path = entry.path();
                    let _ = std::fs::remove_file(&path).or_else(|_| std::fs::remove_dir_all(&path));
                }
            }
        }
        Ok(found)
    }

    /// Reads the files whose change would be an escape.
    fn look(&self) -> BTreeMap<PathBuf, (Vec<u8>, u32)> {
        let folder = self.folder.path();
        let files = [folder.join("secret.txt"), self.home.join("secret.txt"), folder.to_owned()];
        let seen = files.into_iter().filter_map(|path| {
            let mode = std::fs::symlink_metadata(&path).ok()?.permissions().mode();
            let bytes = if path.is_dir() { Vec::new() } else { bytes_of(&path).ok()? };
            Some((path, (bytes, mode)))
        });
        seen.collect()
    }

    fn left_objects(&self, tag: &str) -> Vec<String> {
        let key = self.key(tag).to_string();
        let mut found = Vec::new();
        for (kind, option) in [("shm", "-M"), ("sem", "-S"), ("msg", "-Q")] {
            let table = bytes_of(Path::new(&format!("/proc/sysvipc/{kind}"))).unwrap_or_default();
            let table = String::from_utf8_lossy(&table).into_owned();
            if table.lines().any(|line| line.split_whitespace().next() == Some(&key)) {
                found.push(format!("it left a System V {kind} object"));
                let _ = quiet("ipcrm", &[option, &key]).status();
            }
        }
        found
    }
}

impl Drop for World {
    fn drop(&mut self) {
        let _ = self.witness.child.kill();
        let _ = self.witness.child.wait();
        let _ = std::fs::remove_file(self.home.join("secret.txt"));
        let _ = std::fs::remove_file(self.home.join("witness.log"));
    }
}

impl Witness {
    fn start(python: &Path, log: &Path, canary: &str) -> Outcome<Self> {
        let out = std::fs::File::create(log)?;
        let child = quiet(python, &["-I", "-c", WITNESS])
            .env("PITON_WITNESS_CANARY", canary)
            .stdout(out)
            .spawn()?;
        let ends = Instant::now() + Duration::from_secs(10);
        while bytes_of(log)?.is_empty() {
            if Instant::now() > ends {
                return Err("the bystander did not start".into());
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        Ok(Self { child, log: log.to_owned() })
    }

    /// Returns the signals since the last look; one that was killed is replaced.
    fn signals(&mut self, python: &Path, canary: &str) -> Outcome<Vec<String>> {
        // A signal that was sent may still be on its way to the file.
        std::thread::sleep(Duration::from_millis(2));
        let mut text = String::new();
        std::fs::File::open(&self.log)?.read_to_string(&mut text)?;
        let mut found: Vec<_> =
            text.lines().filter(|line| *line != "ready").map(|n| format!("signal {n}")).collect();
        let dead = self.child.try_wait()?.is_some();
        if dead {
            found.push("the end of its life".to_owned());
        }
        if !found.is_empty() {
            let _ = self.child.kill();
            let _ = self.child.wait();
            *self = Self::start(python, &self.log, canary)?;
        }
        Ok(found)
    }
}

/// Finds and ends processes that carry the tag of a case.
fn left_processes(tag: &str) -> Outcome<Vec<String>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir("/proc")?.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if !name.bytes().all(|byte| byte.is_ascii_digit()) {
            continue;
        }
        let read = |what: &str| bytes_of(&entry.path().join(what)).unwrap_or_default();
        let known = [read("comm"), read("cmdline")].concat();
        if !String::from_utf8_lossy(&known).contains(tag) {
            continue;
        }
        let stat = String::from_utf8_lossy(&read("stat")).into_owned();
        let state = stat.rsplit_once(')').map_or("", |(_, rest)| rest.trim_start());
        if !state.is_empty() && !state.starts_with(['Z', 'X']) {
            found.push("a process of it is alive after the judging".to_owned());
            // It carries our tag, so it is ours to end.
            let _ = quiet("kill", &["-9", &name]).status();
        }
    }
    Ok(found)
}

/// Prepares a command that says nothing.
#[expect(clippy::disallowed_methods, reason = "helpers of the runner, no learner code")]
pub(crate) fn quiet(program: impl AsRef<std::ffi::OsStr>, args: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(args).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

fn set_mode(path: &Path, mode: u32) -> Outcome<()> {
    match std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        outcome => Ok(outcome?),
    }
}
