//! The walls, each made to trip: what learner code must not see, reach, change or leave behind.

use std::net::TcpListener;
use std::process::{Command, Stdio};

use piton_domain::verdict::Tier;
use piton_domain::{Files, Limits};
use piton_judge::{Judge, JudgeConfig, JudgeError, Sandbox, ScriptOutcome};

use crate::support::{Bench, tier};

/// Words every script may use: `refused(call)` says which error a call ends with.
const WORDS: &str = r#"
import ctypes, errno, os, socket, sys, threading
libc = ctypes.CDLL(None, use_errno=True)

def name(number):
    return errno.errorcode.get(number, number)

def refused(call, *arguments):
    try:
        call(*arguments)
    except OSError as error:
        return name(error.errno)
    return "allowed"

def system_call(number, *arguments):
    wide = [ctypes.c_long(one) if isinstance(one, int) else one for one in arguments]
    return "allowed" if libc.syscall(number, *wide) >= 0 else name(ctypes.get_errno())
"#;

fn script(bench: &Bench, source: &str) -> ScriptOutcome {
    let source = format!("{WORDS}\n{source}");
    bench.judge.script(&bench.environment, &source, &Files::new(), &Limits::default()).unwrap()
}

/// Asserts that a script runs to its end, and returns the lines it printed.
fn lines(bench: &Bench, source: &str) -> Vec<String> {
    let outcome = script(bench, source);
    assert_eq!(outcome.raised, None, "{outcome:#?}");
    outcome.stdout.lines().map(str::to_owned).collect()
}

#[test]
fn files_outside_are_not_seen_and_not_written() {
    let bench = Bench::new();
    let secret = bench.home.path().join("secret.txt");
    crate::support::write(&secret, b"the answer");
    let source = format!(
        "for path in ({secret:?}, '/etc/shadow', '/proc/1/environ', '/proc/1/mem'):
            print(refused(open, path))
for path in ('/usr/mine', '/mine', '/etc/mine', '/dev/mine', sys.prefix + '/lib/mine'):
    print(refused(open, path, 'w'))
try:
    print(os.listdir('/root'))
except OSError:
    print([])"
    );
    let lines = lines(&bench, &source);
    assert_eq!(lines.len(), 10, "{lines:?}");
    for line in &lines[..9] {
        assert!(["ENOENT", "EACCES", "EROFS", "EPERM"].contains(&line.as_str()), "{lines:?}");
    }
    let root = &lines[9];
    assert!(root == "[]" || root == "['.pyenv']", "only an interpreter may lie there: {root}");
}

#[test]
fn what_programs_need_is_there() {
    let bench = Bench::new();
    let source = r#"
import tempfile, subprocess, multiprocessing, asyncio, sqlite3, ssl
open("/dev/null", "w").write("x")
assert len(open("/dev/urandom", "rb").read(8)) == 8
with tempfile.NamedTemporaryFile() as file:
    file.write(b"x")
open("mine.txt", "w").write("x")
assert subprocess.run(["/bin/echo", "out"], capture_output=True).stdout == b"out\n"
thread = threading.Thread(target=lambda: None); thread.start(); thread.join()
async def nothing(): await asyncio.sleep(0)
asyncio.run(nothing())
ours, theirs = socket.socketpair(); ours.send(b"x"); assert theirs.recv(1) == b"x"
db = sqlite3.connect("mine.db"); db.execute("create table t (n)"); db.commit(); db.close()
import fcntl
with open("mine.txt") as file: fcntl.flock(file, fcntl.LOCK_EX)
print("all there")
"#;
    assert_eq!(lines(&bench, source), ["all there"]);
}

#[test]
fn a_room_has_its_own_network_and_the_machines_cannot_be_reached() {
    let bench = Bench::new();
    let outside = TcpListener::bind("127.0.0.1:0").unwrap();
    outside.set_nonblocking(true).unwrap();
    let port = outside.local_addr().unwrap().port();
    let source = format!(
        "def connect():
    with socket.socket() as one:
        one.settimeout(2)
        one.connect(('127.0.0.1', {port}))
print(refused(connect))
def serve():
    with socket.create_server(('127.0.0.1', 0)) as server, socket.create_connection(server.getsockname()):
        pass
print(refused(serve))"
    );
    let lines = lines(&bench, &source);
    let expected = match tier() {
        Tier::Namespaces => ["ECONNREFUSED", "allowed"],
        _ => ["EPERM", "EPERM"],
    };
    assert_eq!(lines, expected);
    assert!(outside.accept().is_err(), "nobody came");
}

#[test]
fn system_calls_that_lead_out_are_refused() {
    let bench = Bench::new();
    // Numbers of x86-64 and of all architectures from 424 on.
    let source = r#"
NEWUSER = 0x10000000
print(system_call(272, NEWUSER))            # unshare
print(system_call(56, NEWUSER | 17, 0, 0, 0, 0))  # clone
print(system_call(435, 0, 0))               # clone3
print(system_call(101, 0, 0, 0, 0))         # ptrace
print(system_call(310, os.getppid(), 0, 0, 0, 0, 0))  # process_vm_readv
print(system_call(250, 0, 0))               # keyctl
print(system_call(425, 1, 0))               # io_uring_setup
print(system_call(321, 0, 0, 0))            # bpf
print(system_call(165, 0, 0, 0, 0, 0))      # mount
print(system_call(319, b"x", 0))            # memfd_create
print(system_call(203, 0, 8, b"\1\0\0\0\0\0\0\0"))    # sched_setaffinity
for family in (socket.AF_VSOCK, socket.AF_PACKET, socket.AF_ALG):
    print(refused(socket.socket, family, socket.SOCK_DGRAM))
print(refused(socket.socket, socket.AF_NETLINK, socket.SOCK_RAW, 16))
"#;
    if cfg!(not(target_arch = "x86_64")) {
        return;
    }
    let lines = lines(&bench, source);
    assert_eq!(lines.len(), 15);
    for (at, line) in lines.iter().enumerate() {
        assert_eq!(line, if at == 2 { "ENOSYS" } else { "EPERM" }, "line {at} of {lines:?}");
    }
}

#[test]
fn calls_with_another_numbering_end_the_process() {
    if cfg!(not(target_arch = "x86_64")) {
        return;
    }
    let bench = Bench::new();
    let outcome = script(&bench, "print(libc.syscall(0x40000000 + 39))");
    let raised = outcome.raised.unwrap_or_default();
    assert!(raised.contains("SIGSYS") || raised.contains("signal 31"), "{raised}");
}

#[test]
fn signals_do_not_leave_and_its_own_are_obeyed() {
    let bench = Bench::new();
    let source = r#"
import signal
signal.signal(signal.SIGUSR1, signal.SIG_IGN)
os.kill(0, signal.SIGUSR1)
print(refused(os.kill, os.getppid(), signal.SIGKILL))
print(refused(os.kill, 1, signal.SIGKILL) if os.getppid() != 1 else "EPERM")
try:
    os.kill(-1, signal.SIGUSR1)
except OSError:
    pass
print(os.getpid() != 1)
sys.stdout.flush()
os.kill(os.getpid(), signal.SIGTERM)
"#;
    let outcome = script(&bench, source);
    let lines: Vec<&str> = outcome.stdout.lines().collect();
    assert_eq!(lines[..], ["EPERM", "EPERM", "True"], "{outcome:#?}");
    assert!(outcome.raised.as_deref().is_some_and(|it| it.contains("15")), "{outcome:#?}");
    assert_eq!(self::lines(&bench, "print(1)"), ["1"], "the zygote lives");
}

#[test]
fn only_its_own_descriptors_and_variables_are_inherited() {
    let bench = Bench::new();
    let source = r#"
def is_open(fd):
    try:
        os.fstat(fd)
    except OSError:
        return False
    return True
print([fd for fd in range(1024) if is_open(fd)])
print(sorted(os.environ))
"#;
    let lines = lines(&bench, source);
    assert_eq!(lines[0], "[0, 1, 2, 3]");
    assert!(!lines[1].contains("USER") && !lines[1].contains("PITON"), "{lines:?}");
}

#[test]
fn a_fork_bomb_stops_at_its_limit_whoever_we_are() {
    let bench = Bench::new();
    let limits = Limits { processes: 8, ..Limits::default() };
    let source = format!(
        "{WORDS}
import time
made = 0
try:
    while made < 300:
        if os.fork() == 0:
            time.sleep(5)
            os._exit(0)
        made += 1
except OSError as error:
    print(name(error.errno), made, flush=True)
time.sleep(5)"
    );
    let outcome = bench.judge.script(&bench.environment, &source, &Files::new(), &limits).unwrap();
    assert!(outcome.raised.is_some_and(|it| it.contains("processes")), "the watchdog names it");
    if tier() == Tier::Namespaces {
        // The kernel's own wall is behind the watchdog's.
        assert!(outcome.stdout.is_empty() || outcome.stdout.starts_with("EAGAIN"));
    }
}

#[test]
fn nothing_survives_from_one_program_to_the_next() {
    let bench = Bench::new();
    let leave = r#"
import mmap
for folder in ("/tmp", "/dev/shm", os.getcwd()):
    try:
        open(folder + "/left", "w").write("x")
    except OSError:
        pass
libc.shmget(4711, 4096, 0o1666)
one = socket.socket(socket.AF_UNIX); one.bind("\0left")
"#;
    lines(&bench, leave);
    let look = r#"
print([os.path.exists(folder + "/left") for folder in ("/tmp", "/dev/shm", os.getcwd())])
print(libc.shmget(4711, 4096, 0) < 0)
one = socket.socket(socket.AF_UNIX)
print(refused(one.connect, "\0left"))
"#;
    let lines = lines(&bench, look);
    assert_eq!(lines[0], "[False, False, False]");
    if tier() == Tier::Namespaces {
        assert_eq!(lines[1], "True");
    }
    assert!(lines[2] == "ECONNREFUSED" || lines[2] == "EPERM", "{lines:?}");
}

#[test]
fn a_box_that_is_full_is_the_programs_own_trouble() {
    if tier() != Tier::Namespaces {
        return;
    }
    let bench = Bench::new();
    let source = r#"
def fill():
    for number in range(100):
        with open(f"file-{number}", "wb") as file:
            file.write(bytes(8 << 20))
print(refused(fill))
for number in range(100):
    if os.path.exists(f"file-{number}"): os.remove(f"file-{number}")
def many():
    for number in range(20_000):
        open(f"empty-{number}", "w").close()
print(refused(many))
"#;
    assert_eq!(lines(&bench, source), ["ENOSPC", "ENOSPC"]);
    assert_eq!(lines(&bench, "open('new', 'w').write('x'); print(1)"), ["1"]);
}

#[test]
fn where_rooms_are_forbidden_the_next_tier_is_taken_and_the_reason_told() {
    const ROLE: &str = "PITON_TEST_NO_ROOMS";
    if std::env::var_os(ROLE).is_some() {
        return without_rooms();
    }
    let forbid = "echo 0 > /proc/sys/user/max_user_namespaces && exec \"$@\"";
    #[expect(clippy::disallowed_methods, reason = "the copy runs where rooms are forbidden")]
    let mut copy = Command::new("unshare");
    let copy = copy
        .args(["--user", "--map-root-user", "sh", "-c", forbid, "sh"])
        .arg(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "walls::where_rooms_are_forbidden_the_next_tier_is_taken_and_the_reason_told",
        ])
        .env(ROLE, "1")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let words = String::from_utf8_lossy(&copy.stdout);
    assert!(copy.status.success(), "{words}{}", String::from_utf8_lossy(&copy.stderr));
    assert!(words.contains("1 passed"), "{words}");
}

fn without_rooms() {
    let bench = Bench::new();
    let judge = |sandbox| {
        let home = bench.home.path().join("home");
        let mut config = JudgeConfig::new(home, bench.environment.python.clone(), None);
        config.sandbox = sandbox;
        Judge::new(config).unwrap()
    };
    let found = judge(Sandbox::Best).sandbox().unwrap();
    assert_eq!(found.tier, Tier::Landlock);
    let [refused] = &found.refused[..] else { panic!("{found:#?}") };
    assert_eq!(refused.tier, Tier::Namespaces);
    assert!(refused.says.contains("namespaces"), "{refused:#?}");
    assert!(refused.remedy.as_deref().is_some_and(|it| it.contains("max_user_namespaces")));
    let error = judge(Sandbox::Exactly(Tier::Namespaces)).sandbox().unwrap_err();
    assert!(matches!(error, JudgeError::NoSandbox { .. }), "{error}");
    assert!(error.hint().is_some_and(|hint| hint.contains("sysctl")), "{:?}", error.hint());
}
