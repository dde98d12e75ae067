//! Interpreters are found and environments made, and every way to fail has its own words.
//!
//! Packages come from a wheel that the tests make themselves, so no test but the ignored one
//! needs a network.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test's helpers fail by panicking, and a test that cannot run here says why"
)]

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use piton_judge::environment::{
    Environment, EnvironmentError, Installers, Interpreter, Lock, Options, Progress, Search,
    SkipReason, ensure, find_interpreters, installed, run_in, shell_hint,
};
use tempfile::TempDir;

#[expect(clippy::disallowed_methods, reason = "tests look at the machine from outside the crate")]
fn command(program: impl AsRef<OsStr>) -> Command {
    Command::new(program)
}

fn this_machine() -> Search {
    let mut search = Search::new(std::env::vars_os());
    // What the machine is set up with must not reach the tests.
    for name in ["UV", "PIP_FIND_LINKS", "UV_FIND_LINKS", "PIP_NO_INDEX", "UV_OFFLINE"] {
        search.variables.remove(OsStr::new(name));
    }
    search
}

fn newest() -> Interpreter {
    find_interpreters(&this_machine()).newest().expect("the tests need a Python").clone()
}

#[expect(clippy::disallowed_methods, reason = "tests write what the crate reads")]
fn write(path: &Path, text: &str) {
    std::fs::write(path, text).unwrap();
}

fn script(path: &Path, text: &str) -> PathBuf {
    write(path, text);
    std::fs::set_permissions(path, PermissionsExt::from_mode(0o755)).unwrap();
    path.to_owned()
}

/// Sees only what `folder` holds.
fn only(folder: &Path) -> Search {
    let variables = [("PATH", folder), ("HOME", folder)]
        .map(|(name, value)| (OsString::from(name), value.as_os_str().to_owned()));
    Search { variables: BTreeMap::from(variables), folders: Vec::new() }
}

fn names_below(folder: &Path) -> Vec<String> {
    let Ok(entries) = folder.read_dir() else { return Vec::new() };
    let mut names: Vec<String> =
        entries.map(|it| it.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// A folder with one wheel, the lock that names it, and a home to make environments in.
struct Shop {
    root: TempDir,
    lock: Lock,
}

/// Makes the wheel `tiny` with a module, a console script and a file of random bytes.
const WHEEL: &str = r#"
import base64, hashlib, os, sys, zipfile
path = sys.argv[1] + "/tiny-1.0-py3-none-any.whl"
files = {
    "tiny.py": b"def main():\n    print('tiny', __import__('sys').prefix)\n",
    "tiny_bulk.bin": os.urandom(int(sys.argv[2])),
    "tiny-1.0.dist-info/METADATA": b"Metadata-Version: 2.1\nName: tiny\nVersion: 1.0\n",
    "tiny-1.0.dist-info/WHEEL": b"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    "tiny-1.0.dist-info/entry_points.txt": b"[console_scripts]\ntiny = tiny:main\n",
}
record = ""
with zipfile.ZipFile(path, "w") as wheel:
    for name, data in files.items():
        wheel.writestr(name, data)
        digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
        record += f"{name},sha256={digest},{len(data)}\n"
    wheel.writestr("tiny-1.0.dist-info/RECORD", record + "tiny-1.0.dist-info/RECORD,,\n")
print(hashlib.sha256(open(path, "rb").read()).hexdigest())
"#;

impl Shop {
    fn new() -> Self {
        Self::with_bulk(10)
    }

    fn with_bulk(n_bytes: usize) -> Self {
        let root = TempDir::new().unwrap();
        let wheels = root.path().join("wheels");
        std::fs::create_dir(&wheels).unwrap();
        let output = command(&newest().python)
            .args(["-I", "-c", WHEEL])
            .arg(&wheels)
            .arg(n_bytes.to_string())
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let hash = String::from_utf8(output.stdout).unwrap();
        let lock = Lock::new("tiny.lock", format!("tiny==1.0 --hash=sha256:{hash}"));
        Self { root, lock }
    }

    fn home(&self) -> PathBuf {
        self.root.path().join("a home")
    }

    fn options(&self) -> Options {
        let mut options = Options::new(this_machine());
        options.offline = true;
        options.find_links = Some(self.root.path().join("wheels"));
        options.installers = Installers::VenvAndPip;
        options
    }

    fn ensure(&self) -> Result<Environment, EnvironmentError> {
        ensure(&self.home(), &newest(), &self.lock, &self.options(), &mut |_| {})
    }

    /// Nothing may look finished, and nothing half-made may stay.
    fn assert_nothing_left(&self, home: &Path) {
        let left: Vec<_> = names_below(&home.join("env"))
            .into_iter()
            .filter(|it| !it.ends_with(".lock"))
            .collect();
        assert!(left.is_empty(), "{left:?}");
        assert!(installed(home).is_empty());
    }
}

fn says(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

// ---- interpreters ------------------------------------------------------------------------------

#[test]
fn interpreters_of_this_machine_are_found_past_shims() {
    let search = this_machine();
    let found = find_interpreters(&search);
    assert!(!found.interpreters.is_empty(), "{:?}", found.skipped);
    for it in &found.interpreters {
        assert_eq!(it.python, it.python.canonicalize().unwrap(), "a link or shim was kept");
        assert!(!it.python.components().any(|part| part.as_os_str() == "shims"));
        let output = command(&it.python)
            .args([
                "-I",
                "-c",
                "import sys; print(*sys.version_info[:3], sys.prefix == sys.base_prefix)",
            ])
            .output()
            .unwrap();
        let (a, b, c) = it.version;
        assert_eq!(says(&output), format!("{a} {b} {c} True"));
        assert!((a, b) >= (3, 11));
    }
    let mut paths: Vec<_> = found.interpreters.iter().map(|it| &it.python).collect();
    paths.sort();
    paths.dedup();
    assert_eq!(paths.len(), found.interpreters.len(), "an interpreter is listed twice");
    assert!(
        found.interpreters.is_sorted_by(|a, b| (a.is_final, a.version) >= (b.is_final, b.version))
    );
}

#[test]
fn versions_of_pyenv_and_uv_are_found_though_they_are_not_on_the_path() {
    let real = newest().python;
    let home = TempDir::new().unwrap();
    for parent in [".pyenv/versions/3.x", ".local/share/uv/python/cpython-3.x"] {
        let folder = TempDir::new().unwrap();
        let bin = folder.path().join(parent).join("bin");
        std::fs::create_dir_all(&bin).unwrap();
        symlink(&real, bin.join("python3")).unwrap();
        let mut search = only(folder.path());
        search.variables.insert("PATH".into(), home.path().into());
        let found = find_interpreters(&search);
        assert_eq!(found.interpreters.len(), 1, "{parent}: {found:?}");
        assert_eq!(found.interpreters[0].python, real);
    }
}

#[test]
fn a_shim_and_a_virtual_environment_lead_to_their_interpreter() {
    let real = newest().python;
    let shims = TempDir::new().unwrap();
    let text = format!("#!/bin/sh\nexec '{}' \"$@\"\n", real.display());
    script(&shims.path().join("python3"), &text);
    let found = find_interpreters(&only(shims.path()));
    assert_eq!(found.interpreters.iter().map(|it| &it.python).collect::<Vec<_>>(), [&real]);

    let venv = TempDir::new().unwrap();
    let bin = venv.path().join("bin");
    std::fs::create_dir(&bin).unwrap();
    symlink(&real, bin.join("python3")).unwrap();
    let home = format!("home = {}\n", real.parent().unwrap().display());
    write(&venv.path().join("pyvenv.cfg"), &home);
    let found = find_interpreters(&only(&bin));
    assert_eq!(found.interpreters.iter().map(|it| &it.python).collect::<Vec<_>>(), [&real]);
}

#[test]
fn broken_interpreters_are_skipped_with_their_reason() {
    let folder = TempDir::new().unwrap();
    let old =
        r#"{"kind":"interpreter","implementation":"cpython","version":[3,10,2],"final":true}"#;
    let other = r#"{"kind":"interpreter","implementation":"pypy","version":[3,11,2],"final":true}"#;
    let says = |text: &str| format!("#!/bin/sh\necho '{text}'\n");
    let programs = [
        ("python3", "#!/bin/sh\necho 'no library' >&2\nexit 3\n".to_owned()),
        ("python3.11", says("hello")),
        ("python3.12", says(old)),
        ("python3.13", says(other)),
        ("python3.14", "#!/nowhere/at/all\n".to_owned()),
        ("python3.15", says(r#"{"kind":"trouble","says":"ImportError: json"}"#)),
    ];
    for (name, text) in &programs {
        script(&folder.path().join(name), text);
    }
    let found = find_interpreters(&only(folder.path()));
    assert!(found.interpreters.is_empty());
    let reasons: Vec<String> = found.skipped.iter().map(|it| it.reason.to_string()).collect();
    assert_eq!(reasons.len(), programs.len(), "{reasons:?}");
    assert_eq!(reasons[0], "it failed (exit status: 3): no library");
    assert!(reasons[1].starts_with("its answer cannot be read: "), "{reasons:?}");
    assert_eq!(reasons[2], "it is Python 3.10.2; 3.11 or newer is needed");
    assert_eq!(reasons[3], "it is pypy; CPython is needed");
    assert!(reasons[4].starts_with("it could not be started: "), "{reasons:?}");
    assert_eq!(reasons[5], "it is damaged: ImportError: json");

    let error = found.newest().unwrap_err();
    assert!(error.to_string().contains("and 5 more"), "{error}");
    assert!(error.hint().unwrap().contains("piton setup"));
}

#[test]
fn a_silent_interpreter_is_given_up() {
    let folder = TempDir::new().unwrap();
    script(&folder.path().join("python3"), "#!/bin/sh\nexec /bin/sleep 60\n");
    let found = find_interpreters(&only(folder.path()));
    assert_eq!(found.skipped[0].reason, SkipReason::Silent);
}

#[test]
fn a_machine_without_python_gets_the_way_to_one() {
    let folder = TempDir::new().unwrap();
    let error = find_interpreters(&only(folder.path())).newest().cloned().unwrap_err();
    assert_eq!(error.to_string(), "no Python 3.11 or newer was found");
    assert!(error.hint().unwrap().contains("apt install python3"));
}

// ---- environments ------------------------------------------------------------------------------

#[test]
fn an_environment_is_made_once_and_works_where_it_stands() {
    let shop = Shop::new();
    let mut seen = Vec::new();
    let made =
        ensure(&shop.home(), &newest(), &shop.lock, &shop.options(), &mut |it| seen.push(it))
            .unwrap();
    assert_eq!(
        seen,
        [
            Progress::Looking,
            Progress::Installing("tiny==1.0".into()),
            Progress::Done { made: true }
        ]
    );
    assert_eq!(made.python, newest().python);
    assert!(made.site_packages.join("tiny.py").is_file());
    assert!(!made.site_packages.join("pip").exists(), "pip stayed inside");

    let own = command(made.own_python()).args(["-c", "import tiny; tiny.main()"]).output().unwrap();
    let by_script = command(made.dir.join("bin/tiny")).output().unwrap();
    let expected = format!("tiny {}", made.dir.display());
    assert_eq!((says(&own), says(&by_script)), (expected.clone(), expected));
    let hint = format!("{} && tiny", shell_hint(&made));
    let in_shell = command("/bin/bash").args(["-c", &hint]).output().unwrap();
    assert_eq!(says(&in_shell), says(&own), "{in_shell:?}");

    seen.clear();
    let (interpreter, options) = (newest(), shop.options());
    let again = ensure(&shop.home(), &interpreter, &shop.lock, &options, &mut |it| seen.push(it));
    // It takes well below a millisecond; starting any process takes longer than a few. The best of
    // ten runs does not depend on what else this machine does.
    let fastest = (0..10).map(|_| {
        let start = Instant::now();
        ensure(&shop.home(), &interpreter, &shop.lock, &options, &mut |_| {}).unwrap();
        start.elapsed()
    });
    let fastest = fastest.min().unwrap();
    assert!(fastest < Duration::from_millis(5), "{fastest:?}");
    assert_eq!(again.unwrap(), made);
    assert_eq!(seen, [Progress::Done { made: false }]);
    assert_eq!(installed(&shop.home()), [made]);
}

#[test]
fn another_lock_is_another_environment() {
    let shop = Shop::new();
    let first = shop.ensure().unwrap();
    let other = Lock::new("tiny.lock", format!("# again\n{}", shop.lock.text()));
    let second = ensure(&shop.home(), &newest(), &other, &shop.options(), &mut |_| {}).unwrap();
    assert_ne!(first.dir, second.dir);
    assert_eq!(installed(&shop.home()).len(), 2);
}

#[test]
fn uv_makes_the_same_environment() {
    let mut shop_options = Shop::new().options();
    let Some(uv) = std::env::var_os("UV").or_else(|| {
        let path = std::env::var_os("PATH")?;
        let found = std::env::split_paths(&path).map(|it| it.join("uv")).find(|it| it.is_file());
        found.map(PathBuf::into_os_string)
    }) else {
        eprintln!("not run: there is no uv on this machine");
        return;
    };
    let shop = Shop::new();
    shop_options.find_links = shop.options().find_links;
    shop_options.installers = Installers::Any;
    shop_options.search.variables.insert("UV".into(), uv);
    shop_options.search.variables.insert("UV_CACHE_DIR".into(), shop.root.path().join("c").into());
    let made = ensure(&shop.home(), &newest(), &shop.lock, &shop_options, &mut |_| {}).unwrap();
    let marker = made.dir.join("piton-env.json");
    assert!(says(&command("/bin/cat").arg(marker).output().unwrap()).contains("\"uv "));
    let by_script = command(made.dir.join("bin/tiny")).output().unwrap();
    assert_eq!(says(&by_script), format!("tiny {}", made.dir.display()));

    // A cache that cannot be used is done without.
    write(&shop.root.path().join("no folder"), "");
    let cache = shop.root.path().join("no folder/cache");
    shop_options.search.variables.insert("UV_CACHE_DIR".into(), cache.into());
    shop_options.rebuild = true;
    ensure(&shop.home(), &newest(), &shop.lock, &shop_options, &mut |_| {}).unwrap();
}

#[test]
fn two_at_once_make_it_once() {
    let shop = Shop::new();
    let interpreter = newest();
    let make = || {
        let mut seen = Vec::new();
        let made = ensure(&shop.home(), &interpreter, &shop.lock, &shop.options(), &mut |it| {
            seen.push(it)
        });
        (made.unwrap(), seen)
    };
    let (a, b) = std::thread::scope(|scope| {
        let other = scope.spawn(make);
        (make(), other.join().unwrap())
    });
    assert_eq!(a.0, b.0);
    let n_made =
        [&a.1, &b.1].iter().filter(|it| it.contains(&Progress::Done { made: true })).count();
    let n_waited = [&a.1, &b.1].iter().filter(|it| it.contains(&Progress::Waiting)).count();
    assert_eq!((n_made, n_waited), (1, 1), "{:?} {:?}", a.1, b.1);
}

#[test]
fn an_environment_goes_with_its_interpreter() {
    let shop = Shop::new();
    let real = newest();
    let link = shop.root.path().join("python3");
    symlink(&real.python, &link).unwrap();
    let by_link = Interpreter { python: link.clone(), ..real.clone() };
    let make = |it: &Interpreter| {
        let mut made = None;
        let environment = ensure(&shop.home(), it, &shop.lock, &shop.options(), &mut |progress| {
            if let Progress::Done { made: it } = progress {
                made = Some(it);
            }
        });
        (environment.unwrap().python, made.unwrap())
    };
    assert_eq!(make(&by_link), (link.clone(), true));
    // The same version from elsewhere is the same environment, as long as the first one is there.
    assert_eq!(make(&real), (link.clone(), false));
    std::fs::remove_file(&link).unwrap();
    assert!(installed(&shop.home()).is_empty());
    assert_eq!(make(&real), (real.python.clone(), true));

    // A program of another version in its place is noticed too.
    let home = shop.home();
    std::fs::remove_dir_all(&home).unwrap();
    symlink(&real.python, &link).unwrap();
    assert_eq!(make(&by_link), (link.clone(), true));
    std::fs::remove_file(&link).unwrap();
    let answer = r#"{"kind":"interpreter","implementation":"cpython","version":[3,99,0],"final":true,"python":"/x"}"#;
    script(&link, &format!("#!/bin/sh\necho '{answer}'\n"));
    assert!(installed(&home).is_empty());
}

#[test]
fn a_killed_run_leaves_nothing_that_looks_finished() {
    let shop = Shop::new();
    let home = shop.home();
    // A uv that makes the folder and then takes its time.
    let slow = "#!/bin/sh\ncase \"$*\" in\n--version) echo 'uv 99.0.0';;\n\
                *venv*) for last; do :; done; mkdir -p \"$last/bin\";;\n\
                *) exec /bin/sleep 5;;\nesac\n";
    let uv = script(&shop.root.path().join("uv"), slow);
    let mut child = helper(
        "make",
        &[
            ("HOME_DIR", home.as_os_str()),
            ("LOCK", OsStr::new(shop.lock.text())),
            ("UV_PROGRAM", uv.as_os_str()),
        ],
    )
    .spawn()
    .unwrap();
    let deadline = Instant::now() + Duration::from_secs(60);
    let half_made = || {
        let making =
            names_below(&home.join("env")).into_iter().find(|it| it.starts_with(".making-"))?;
        home.join("env").join(making).join("piton.lock").exists().then_some(())
    };
    while half_made().is_none() {
        assert!(Instant::now() < deadline, "the helper made nothing: {:?}", child.try_wait());
        std::thread::sleep(Duration::from_millis(5));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(installed(&home).is_empty());

    let made = shop.ensure().unwrap();
    let name = made.dir.file_name().unwrap().to_string_lossy().into_owned();
    assert_eq!(names_below(&home.join("env")), [name.clone(), format!("{name}.lock")]);
}

#[test]
fn an_installer_that_lies_is_caught() {
    let shop = Shop::new();
    let liar = "#!/bin/sh\ncase \"$*\" in\n--version) echo 'uv 99.0.0';;\n\
                *venv*) for last; do :; done; mkdir -p \"$last/bin\" \"$last/lib/python3/site-packages\";;\nesac\n";
    let uv = script(&shop.root.path().join("uv"), liar);
    let mut options = shop.options();
    options.installers = Installers::Any;
    options.search.variables.insert("UV".into(), uv.into());
    let error = ensure(&shop.home(), &newest(), &shop.lock, &options, &mut |_| {}).unwrap_err();
    assert_eq!(error.detail(), Some("it said that all went well, but tiny 1.0 is not there"));
    shop.assert_nothing_left(&shop.home());
}

// ---- ways to fail ------------------------------------------------------------------------------

#[test]
fn a_damaged_lock_is_refused_before_anything_is_written() {
    let shop = Shop::new();
    let lock = Lock::new("tiny.lock", "tiny==1.0\n");
    let error = ensure(&shop.home(), &newest(), &lock, &shop.options(), &mut |_| {}).unwrap_err();
    assert_eq!(error.to_string(), "tiny.lock is damaged at line 1: the package has no hash");
    assert!(error.hint().unwrap().contains("Put tiny.lock back"));
    assert!(!shop.home().exists());
}

#[test]
fn a_package_that_is_not_the_locked_one_is_refused() {
    let shop = Shop::new();
    let text = format!("tiny==1.0 --hash=sha256:{}", "0".repeat(64));
    let lock = Lock::new("tiny.lock", text);
    let error = ensure(&shop.home(), &newest(), &lock, &shop.options(), &mut |_| {}).unwrap_err();
    assert!(matches!(error, EnvironmentError::HashMismatch { .. }), "{error:?}");
    assert!(error.detail().unwrap().contains("tiny"), "{error:?}");
    shop.assert_nothing_left(&shop.home());
}

#[test]
fn a_missing_wheel_is_named_when_the_network_is_forbidden() {
    let shop = Shop::new();
    let text = format!("other==1.0 --hash=sha256:{}", "0".repeat(64));
    let lock = Lock::new("other.lock", text);
    let error = ensure(&shop.home(), &newest(), &lock, &shop.options(), &mut |_| {}).unwrap_err();
    assert!(matches!(error, EnvironmentError::MissingPackage { offline: true, .. }), "{error:?}");
    assert!(error.hint().unwrap().contains("--find-links"));
    shop.assert_nothing_left(&shop.home());

    let mut options = shop.options();
    options.find_links = Some("wheels".into());
    let error = ensure(&shop.home(), &newest(), &lock, &options, &mut |_| {}).unwrap_err();
    assert!(matches!(error, EnvironmentError::NoWheels { .. }), "{error:?}");
}

#[test]
fn without_a_network_the_reader_is_told_how_to_go_on() {
    let shop = Shop::new();
    for installers in [Installers::VenvAndPip, Installers::Any] {
        let mut options = Options::new(this_machine());
        options.installers = installers;
        let nobody = "http://127.0.0.1:9/simple";
        for (name, value) in [
            ("PATH", "/usr/bin:/bin"),
            ("PIP_INDEX_URL", nobody),
            ("UV_DEFAULT_INDEX", nobody),
            ("UV_HTTP_RETRIES", "0"),
        ] {
            options.search.variables.insert(name.into(), value.into());
        }
        let error = ensure(&shop.home(), &newest(), &shop.lock, &options, &mut |_| {}).unwrap_err();
        assert!(matches!(error, EnvironmentError::NoNetwork { .. }), "{error:?}");
        assert!(error.hint().unwrap().contains("`piton setup`"));
        shop.assert_nothing_left(&shop.home());
        assert!(names_below(&shop.home().join("uv")).is_empty());
    }
}

#[test]
fn a_home_that_cannot_be_a_folder_is_named() {
    let shop = Shop::new();
    write(&shop.home(), "not a folder");
    let error = shop.ensure().unwrap_err();
    assert!(matches!(error, EnvironmentError::NotWritable { .. }), "{error:?}");
    assert!(error.hint().unwrap().contains("PITON_HOME"));
}

#[test]
fn a_read_only_home_is_named() {
    let shop = Shop::new();
    let Some(words) = on_tmpfs(&shop, "ro") else { return };
    assert!(words.starts_with("NotWritable "), "{words}");
}

#[test]
fn a_full_disk_is_named() {
    let shop = Shop::with_bulk(2 * 1024 * 1024);
    let Some(words) = on_tmpfs(&shop, "size=1m") else { return };
    assert!(words.starts_with("DiskFull "), "{words}");
    assert!(words.ends_with(" left: 0"), "{words}");
}

#[test]
fn an_interpreter_without_pip_is_named() {
    let shop = Shop::new();
    let real = newest();
    let text = format!(
        "#!/bin/sh\ncase \"$*\" in *'-m pip'*) echo 'No module named pip' >&2; exit 1;; esac\n\
         exec '{}' \"$@\"\n",
        real.python.display()
    );
    let bare = script(&shop.root.path().join("python3"), &text);
    let mut interpreter = Interpreter { python: bare, has_ensurepip: false, ..real };
    let make =
        |it: &Interpreter| ensure(&shop.home(), it, &shop.lock, &shop.options(), &mut |_| {});
    let error = make(&interpreter).unwrap_err();
    assert!(matches!(error, EnvironmentError::PipMissing { .. }), "{error:?}");
    assert!(error.hint().unwrap().contains("python3-venv"));
    shop.assert_nothing_left(&shop.home());

    // With the means to make a pip of its own, it does.
    interpreter.has_ensurepip = true;
    let made = make(&interpreter).unwrap();
    assert!(!names_below(&made.dir).contains(&".pip".to_owned()));
}

#[test]
fn a_stuck_installer_is_stopped() {
    let shop = Shop::new();
    let stuck = "#!/bin/sh\n[ \"$1\" = --version ] && echo 'uv 99.0.0' || exec /bin/sleep 60\n";
    let uv = script(&shop.root.path().join("uv"), stuck);
    let mut options = shop.options();
    options.installers = Installers::Any;
    options.tool_limit = Duration::from_millis(300);
    options.search.variables.insert("UV".into(), uv.into());
    let error = ensure(&shop.home(), &newest(), &shop.lock, &options, &mut |_| {}).unwrap_err();
    assert!(matches!(error, EnvironmentError::TimedOut { .. }), "{error:?}");
    shop.assert_nothing_left(&shop.home());
}

#[test]
fn waiting_for_another_process_has_an_end() {
    let shop = Shop::new();
    let env = shop.home().join("env");
    std::fs::create_dir_all(&env).unwrap();
    let (a, b, c) = newest().version;
    let name = format!("{}-{a}.{b}.{c}.lock", &shop.lock.hash().as_str()[..16]);
    let held = std::fs::File::create(env.join(name)).unwrap();
    held.lock().unwrap();
    let mut options = shop.options();
    options.wait_limit = Duration::from_millis(120);
    let error = ensure(&shop.home(), &newest(), &shop.lock, &options, &mut |_| {}).unwrap_err();
    assert!(matches!(error, EnvironmentError::Busy { .. }), "{error:?}");
}

// ---- the learner's own runs --------------------------------------------------------------------

#[test]
fn a_run_is_the_process_itself() {
    let shop = Shop::new();
    let made = shop.ensure().unwrap();
    let code = "import os, sys, tiny; print(os.getpid(), os.getcwd(), os.environ['VIRTUAL_ENV']); sys.exit(7)";
    let child = helper(
        "run",
        &[
            ("HOME_DIR", shop.home().as_os_str()),
            ("CODE", OsStr::new(code)),
            ("CWD", shop.root.path().as_os_str()),
        ],
    )
    .spawn()
    .unwrap();
    let pid = child.id();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(7));
    let expected = format!("{pid} {} {}", shop.root.path().display(), made.dir.display());
    assert!(says(&output).ends_with(&expected), "{output:?}");
}

#[test]
#[ignore = "needs the package index: run it with --run-ignored or --ignored"]
fn the_learners_lock_installs_with_an_installer_fetched_on_the_way() {
    let home = TempDir::new().unwrap();
    let mut options = Options::new(this_machine());
    options.search.variables.insert("PATH".into(), "/usr/bin:/bin".into());
    let mut seen = Vec::new();
    let made = ensure(home.path(), &newest(), &Lock::learner(), &options, &mut |it| seen.push(it));
    let made = made.unwrap_or_else(|error| panic!("{error}\n{}", error.detail().unwrap_or("")));
    assert!(
        seen.iter().any(|it| matches!(it, Progress::Downloading(what) if what.starts_with("uv ")))
    );
    let output = command(made.own_python()).args(["-m", "pytest", "--version"]).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    // The next environment uses the installer that is there now.
    seen.clear();
    options.rebuild = true;
    ensure(home.path(), &newest(), &Lock::learner(), &options, &mut |it| seen.push(it)).unwrap();
    assert!(!seen.iter().any(|it| matches!(it, Progress::Downloading(_))), "{seen:?}");
}

// ---- a process of its own ----------------------------------------------------------------------

/// Starts this test program again as `what`, which [`helper_process`] does.
fn helper(what: &str, variables: &[(&str, &OsStr)]) -> Command {
    let mut helper = command(std::env::current_exe().unwrap());
    helper.args(["--exact", "helper_process", "--nocapture", "--quiet"]);
    helper.env("PITON_TEST_HELPER", what).stdout(std::process::Stdio::piped());
    for (name, value) in variables {
        helper.env(format!("PITON_TEST_{name}"), value);
    }
    helper
}

/// Makes the shop's environment in a home on a file system of its own, mounted with `options`.
///
/// Returns the kind of error it gave, or none where such a file system cannot be mounted.
fn on_tmpfs(shop: &Shop, options: &str) -> Option<String> {
    std::fs::create_dir(shop.home()).unwrap();
    let mount = "mount -t tmpfs -o \"$1\" tmpfs \"$2\" && shift 2 && exec \"$@\"";
    let inner = helper("make", &[]);
    let mut outer = command("unshare");
    outer.args(["--mount", "--map-root-user", "--user", "sh", "-c", mount, "sh", options]);
    outer.arg(shop.home()).arg(inner.get_program()).args(inner.get_args());
    outer.env("PITON_TEST_HELPER", "make").env("PITON_TEST_HOME_DIR", shop.home());
    outer.env("PITON_TEST_LOCK", shop.lock.text());
    outer.env("PITON_TEST_WHEELS", shop.root.path().join("wheels"));
    let output = match outer.output() {
        Ok(output) if output.status.success() => output,
        other => {
            eprintln!("not run: no file system can be mounted here: {other:?}");
            return None;
        }
    };
    let all = String::from_utf8_lossy(&output.stdout).into_owned();
    let line = all.lines().find_map(|line| line.split_once("it gave ").map(|(_, words)| words));
    Some(line.unwrap_or_else(|| panic!("the helper said nothing: {all}")).to_owned())
}

/// Does what another test asks for, in a process that can be killed, replaced or confined.
#[test]
fn helper_process() {
    let variable = |name: &str| std::env::var_os(format!("PITON_TEST_{name}"));
    let Some(what) = variable("HELPER") else { return };
    let home = PathBuf::from(variable("HOME_DIR").unwrap());
    let mut options = Options::new(this_machine());
    if what == "run" {
        let made = &installed(&home)[0];
        let args = [OsString::from("-c"), variable("CODE").unwrap()];
        let cwd = PathBuf::from(variable("CWD").unwrap());
        let error = run_in(made, &args, &cwd, &options.search).unwrap_err();
        panic!("{error}");
    }
    options.offline = true;
    options.find_links = variable("WHEELS").map(PathBuf::from);
    options.installers = Installers::VenvAndPip;
    if let Some(uv) = variable("UV_PROGRAM") {
        options.installers = Installers::Any;
        options.search.variables.insert("UV".into(), uv);
    }
    let lock = Lock::new("tiny.lock", variable("LOCK").unwrap().into_string().unwrap());
    let outcome = ensure(&home, &newest(), &lock, &options, &mut |_| {});
    let kind = format!("{outcome:?}");
    let kind = kind.trim_start_matches("Err(").split(' ').next().unwrap().to_owned();
    let left = names_below(&home.join("env")).iter().filter(|it| !it.ends_with(".lock")).count();
    println!("it gave {kind} {:?} left: {left}", outcome.err().map(|it| it.to_string()));
}
