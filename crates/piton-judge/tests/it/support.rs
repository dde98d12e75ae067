//! A judge, an environment and tasks for tests.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use piton_domain::task::Aid;
use piton_domain::verdict::{Cost, Failure, Mode, Status, Tier};
use piton_domain::{
    CheckResult, ContentHash, Files, Level, Limits, SkillId, Submission, Task, TaskId, Verdict,
};
use piton_judge::environment::Environment;
use piton_judge::{
    Cancel, Judge, JudgeConfig, JudgeError, JudgeEvent, Request, Sandbox, practice_seed,
};
use tempfile::TempDir;

/// Returns the base interpreter behind `python3`, and its version.
fn python() -> &'static (PathBuf, (u8, u8, u8)) {
    static PYTHON: OnceLock<(PathBuf, (u8, u8, u8))> = OnceLock::new();
    PYTHON.get_or_init(|| {
        let code = "import sys; print(sys._base_executable, *sys.version_info[:3])";
        #[expect(clippy::disallowed_methods, reason = "a test may ask where Python is")]
        let output = Command::new("python3").args(["-I", "-c", code]).output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        let mut words = text.split_whitespace();
        let path = PathBuf::from(words.next().unwrap());
        let numbers: Vec<u8> = words.map(|word| word.parse().unwrap()).collect();
        (path, (numbers[0], numbers[1], numbers[2]))
    })
}

/// Returns the tier that the tests are run in: `PITON_TEST_TIER`, else the best.
pub(crate) fn tier() -> Tier {
    match std::env::var("PITON_TEST_TIER").as_deref() {
        Err(_) | Ok("namespaces") => Tier::Namespaces,
        Ok("landlock") => Tier::Landlock,
        Ok("unsandboxed") => Tier::Unsandboxed,
        Ok(other) => panic!("there is no tier {other}"),
    }
}

/// A judge of its own, so that no test sees another's processes.
pub(crate) struct Bench {
    pub(crate) judge: Judge,
    pub(crate) environment: Environment,
    pub(crate) home: Home,
}

/// The folder everything of a bench lies in.
pub(crate) struct Home {
    path: PathBuf,
    _temporary: Option<TempDir>,
}

impl Home {
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }
}

impl Bench {
    pub(crate) fn new() -> Self {
        let temporary = TempDir::new().unwrap();
        let mut bench = Self::in_folder(temporary.path().to_owned());
        bench.home._temporary = Some(temporary);
        bench
    }

    pub(crate) fn in_folder(path: PathBuf) -> Self {
        let home = Home { path, _temporary: None };
        let (python, version) = python().clone();
        let dir = home.path().join("env");
        let site_packages = dir.join("site-packages");
        std::fs::create_dir_all(&site_packages).unwrap();
        let boxes = home.path().join("boxes");
        std::fs::create_dir_all(&boxes).unwrap();
        let mut config = JudgeConfig::new(home.path().join("home"), python.clone(), None);
        config.box_parents.insert(0, boxes);
        config.sandbox = Sandbox::Exactly(tier());
        let lock_hash = ContentHash::new("0".repeat(64)).unwrap();
        Self {
            judge: Judge::new(config).unwrap(),
            environment: Environment { python, site_packages, lock_hash, version, dir },
            home,
        }
    }

    /// Judges `main.py` with the given content in practice.
    pub(crate) fn judge(&self, task: &Task, main: &str) -> Verdict {
        self.judge_bytes(task, main.as_bytes())
    }

    pub(crate) fn judge_bytes(&self, task: &Task, main: &[u8]) -> Verdict {
        let submission = submission(task, main);
        let seed = practice_seed(task, &submission);
        let request =
            Request { task, submission: &submission, mode: Mode::Practice, seed, again: vec![] };
        let verdict = self.run(&request, &mut |_| {}, &Cancel::new().unwrap()).unwrap();
        self.assert_clean();
        verdict
    }

    pub(crate) fn run(
        &self,
        request: &Request<'_>,
        on_event: &mut dyn FnMut(JudgeEvent),
        cancel: &Cancel,
    ) -> Result<Verdict, JudgeError> {
        self.judge.judge(request, &self.environment, on_event, cancel)
    }

    /// Returns the private folders that are left of all judgings so far.
    pub(crate) fn leftovers(&self) -> Vec<PathBuf> {
        entries(&self.home.path().join("boxes")).iter().flat_map(|judge| entries(judge)).collect()
    }

    /// Asserts that nothing of a judging is left.
    pub(crate) fn assert_clean(&self) {
        assert_eq!(self.leftovers(), Vec::<PathBuf>::new());
        assert_eq!(processes_in(self.home.path()), Vec::<i32>::new());
    }
}

fn entries(dir: &Path) -> Vec<PathBuf> {
    std::fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path()).collect()
}

/// Returns the processes that work below `dir`.
pub(crate) fn processes_in(dir: &Path) -> Vec<i32> {
    all_processes()
        .into_iter()
        .filter(|pid| {
            std::fs::read_link(format!("/proc/{pid}/cwd")).is_ok_and(|cwd| cwd.starts_with(dir))
        })
        .collect()
}

fn all_processes() -> Vec<i32> {
    entries(Path::new("/proc"))
        .iter()
        .filter_map(|path| path.file_name()?.to_str()?.parse().ok())
        .collect()
}

/// Returns the processes, zombies left out, whose command line holds `words`.
pub(crate) fn processes_with(words: &str) -> Vec<i32> {
    all_processes().into_iter().filter(|pid| proc_file(*pid, "cmdline").contains(words)).collect()
}

pub(crate) fn proc_file(pid: i32, name: &str) -> String {
    #[expect(clippy::disallowed_methods, reason = "a test reads what the kernel says")]
    let bytes = std::fs::read(format!("/proc/{pid}/{name}")).unwrap_or_default();
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Returns whether a process is there and not a zombie.
pub(crate) fn is_alive(pid: i32) -> bool {
    let stat = proc_file(pid, "stat");
    stat.rsplit_once(')').is_some_and(|(_, rest)| !rest.trim_start().starts_with(['Z', 'X']))
}

/// Limits that a test can wait for.
pub(crate) fn tight() -> Limits {
    Limits { cpu_s: 1, wall_s: 3, memory_mib: 256, output_mib: 1, ..Limits::default() }
}

/// Makes a task with one learner's file, `main.py`.
pub(crate) fn task(checks: &str, probe: &str) -> Task {
    let hash = ContentHash::new("1".repeat(64)).unwrap();
    Task {
        id: TaskId::new("python/generators/exporter").unwrap(),
        title: "A task".into(),
        kind: "implement".into(),
        family: "exporter".into(),
        level: Level::Mid,
        rung: 1,
        minutes: 10,
        skills: vec![SkillId::new("python/generators").unwrap()],
        files: vec!["main.py".into()],
        visible: vec![],
        limits: tight(),
        preload: vec![],
        requires_python: (3, 11),
        needs_tier: 3,
        aid: Aid::None,
        version: 1,
        variant: "base".into(),
        variants: vec!["base".into()],
        brief: String::new(),
        hints: vec![],
        debrief: String::new(),
        start: Files::from([
            ("main.py".into(), b"".to_vec()),
            ("support.py".into(), b"TAX = 3\n".to_vec()),
        ]),
        checks: checks.into(),
        probe: probe.into(),
        resources: Files::new(),
        right: vec![],
        wrong: vec![],
        equivalent: vec![],
        bundle_hash: hash,
        bundle: Files::new(),
    }
}

/// Makes the task most tests need: `main.total(numbers)` is their sum.
pub(crate) fn sum_task() -> Task {
    task(
        r#"
from piton import check, cases
from probe import total

def lists(rng):
    return [rng.randrange(-50, 50) for _ in range(rng.randrange(1, 8))]

@check("an empty list has the total 0")
def empty():
    assert total([]) == 0

@check("the total of some numbers is their sum", advice="Add them all.")
def some():
    for numbers in cases(lists, n=50):
        assert total(numbers) == sum(numbers)

@check("the total of much is still right")
def many():
    assert total(list(range(1000))) == 499500
"#,
        r#"
from piton import probe
import main

@probe()
def total(numbers):
    return main.total(numbers)
"#,
    )
}

/// What a `checks.py` reaches the link to S by, as libraries do: through what the stub of a probe
/// closes over.
pub(crate) const LINK: &str = "
def link(stub):
    for cell in stub.__closure__:
        run = getattr(cell.cell_contents, 'run', None)
        if run is not None:
            return run.link
";

pub(crate) const RIGHT: &str = "def total(numbers):\n    return sum(numbers)\n";

pub(crate) fn submission(task: &Task, main: &[u8]) -> Submission {
    let dir = TempDir::new().unwrap();
    write(&dir.path().join("main.py"), main);
    piton_judge::snapshot(task, dir.path()).unwrap()
}

pub(crate) fn write(path: &Path, bytes: &[u8]) {
    #[expect(clippy::disallowed_methods, reason = "a test lays out what it needs")]
    std::fs::write(path, bytes).unwrap();
}

pub(crate) fn check<'a>(verdict: &'a Verdict, name: &str) -> &'a CheckResult {
    verdict
        .checks
        .iter()
        .find(|check| check.name == name)
        .unwrap_or_else(|| panic!("no check {name} in {verdict:#?}"))
}

pub(crate) fn failure<'a>(verdict: &'a Verdict, name: &str) -> &'a Failure {
    match &check(verdict, name).status {
        Status::Fail(failure) => failure,
        status => panic!("{name} is {status:?} in {verdict:#?}"),
    }
}

/// Returns a verdict without what no two runs have in common.
pub(crate) fn without_cost(mut verdict: Verdict) -> Verdict {
    verdict.cost = Cost::default();
    for check in &mut verdict.checks {
        check.cost = Cost::default();
    }
    verdict
}
