//! Time from save to verdict, beside pytest on the same ten checks and beside fork and exit of the
//! zygotes used, all in one run.
//!
//! `cargo xtask bench judge` prints the figures as JSON: medians and 95th percentiles in
//! milliseconds, ratios first.
#![expect(clippy::print_stdout, reason = "a bench prints its figures")]
#![expect(clippy::disallowed_methods, reason = "pytest is the peer that is measured")]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use piton_domain::{Files, Task};
use piton_judge::environment::{Environment, Interpreter};
use piton_judge::{Judge, JudgeConfig};

mod ground;

use ground::{Outcome, bench_task, environments, judge_once, lay_out};

fn main() -> Outcome<()> {
    let rounds = rounds();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let task = bench_task(&root.join("bench/ten-checks"))?;
    let home = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench-home");
    std::fs::create_dir_all(&home)?;
    let (interpreter, environment) =
        environments(&home, 1)?.into_iter().next().ok_or("no Python was found")?;
    let folder = tempfile::tempdir()?;
    lay_out(&task, folder.path())?;

    let cold = cold(&home, &interpreter, &environment, &task, folder.path())?;
    let judge = Judge::new(JudgeConfig::new(home.clone(), interpreter.python.clone(), None))?;
    let mut ours = Vec::new();
    let mut tuned = Vec::new();
    let mut plain = Vec::new();
    let mut with_hypothesis = Vec::new();
    let mut forks = Vec::new();
    let pytest = Pytest::new(&root, &task, environment.own_python())?;
    let python = argument("--python").map(PathBuf::from);
    let hypothesis = python.map(|python| Pytest::new(&root, &task, python)).transpose()?;
    once(&judge, &environment, &task, folder.path())?;
    // The series are interleaved, so that a noisy neighbour disturbs all of them alike.
    for round in 0..rounds {
        ours.push(once(&judge, &environment, &task, folder.path())?);
        forks.push(judge.fork_and_exit(&environment, &task.preload)?.as_secs_f64() * 1000.0);
        if round % 10 == 0 {
            tuned.push(pytest.run(true)?);
            plain.push(pytest.run(false)?);
            if let Some(hypothesis) = &hypothesis {
                with_hypothesis.push(hypothesis.run(false)?);
            }
        }
    }
    let batched = Batched::measure(&judge, &environment, rounds)?;
    let both = BothCores::measure(&judge, &environment, &task, folder.path(), rounds)?;
    let pool_mib = pool_mib()?;
    let (ours, forks) = (Series::new(ours), Series::new(forks));
    let (tuned, plain) = (Series::new(tuned), Series::new(plain));
    let with_hypothesis = (!with_hypothesis.is_empty()).then(|| Series::new(with_hypothesis));
    let figures = serde_json::json!({
        "pytest_tuned_over_ours": ratio(tuned.p50, ours.p50),
        "pytest_default_over_ours": ratio(plain.p50, ours.p50),
        "pytest_with_hypothesis_over_ours": with_hypothesis.as_ref().map(|it| ratio(it.p50, ours.p50)),
        "ours_over_fork_and_exit": ratio(ours.p50, forks.p50),
        "save_to_verdict_ms": ours.json(),
        "fork_and_exit_of_both_zygotes_ms": forks.json(),
        "pytest_tuned_ms": tuned.json(),
        "pytest_default_ms": plain.json(),
        "pytest_with_hypothesis_ms": with_hypothesis.as_ref().map(Series::json),
        "not_measured": argument("--no-peers"),
        "judge_from_cold_ms": round2(cold),
        "batched_200_cases": batched.json(),
        "both_cores": both.json(),
        "idle_pool_of_two_slots_pss_mib": pool_mib,
        "checks": 10,
        "rounds": rounds,
        "python": format!("{:?}", environment.version),
    });
    println!("{}", serde_json::to_string_pretty(&figures)?);
    Ok(())
}

fn rounds() -> usize {
    argument("--rounds").and_then(|rounds| rounds.parse().ok()).unwrap_or(200)
}

fn argument(name: &str) -> Option<String> {
    let args: Vec<_> = std::env::args().collect();
    let at = args.iter().position(|arg| arg == name)?;
    args.get(at + 1).cloned()
}

/// Measures one save to its verdict: the snapshot is part of it.
fn once(judge: &Judge, environment: &Environment, task: &Task, dir: &Path) -> Outcome<f64> {
    let started = Instant::now();
    let verdict = judge_once(judge, environment, task, dir)?;
    let took = started.elapsed().as_secs_f64() * 1000.0;
    if !verdict.passed() {
        return Err(format!("the bench task did not pass: {:?}", verdict.outcome).into());
    }
    Ok(took)
}

/// Measures the first judging of a new judge, zygotes and all.
fn cold(
    home: &Path,
    interpreter: &Interpreter,
    environment: &Environment,
    task: &Task,
    dir: &Path,
) -> Outcome<f64> {
    let started = Instant::now();
    let judge = Judge::new(JudgeConfig::new(home.to_owned(), interpreter.python.clone(), None))?;
    once(&judge, environment, task, dir)?;
    Ok(started.elapsed().as_secs_f64() * 1000.0)
}

/// A judging whose one check sends 200 drawn cases, beside the same in one process.
struct Batched {
    /// From save to verdict.
    whole: Series,
    /// The check alone, as J measures it.
    check: Series,
    /// Generator, model and comparison in one process that is warm.
    in_one_process: Series,
}

impl Batched {
    fn measure(judge: &Judge, environment: &Environment, rounds: usize) -> Outcome<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let mut task = bench_task(&root.join("bench/ten-checks"))?;
        task.visible.clear();
        task.checks = BATCHED_CHECKS.to_owned();
        task.probe = BATCHED_PROBE.to_owned();
        task.files = vec!["model.py".to_owned()];
        task.start = Files::from([("model.py".to_owned(), BATCHED_MODEL.into())]);
        let folder = tempfile::tempdir()?;
        lay_out(&task, folder.path())?;
        let (mut whole, mut check) = (Vec::new(), Vec::new());
        for _ in 0..rounds {
            let started = Instant::now();
            let verdict = judge_once(judge, environment, &task, folder.path())?;
            whole.push(started.elapsed().as_secs_f64() * 1000.0);
            let totals = verdict.checks.iter().find(|one| one.name == "totals");
            let totals = totals.ok_or("the batched task has no such check")?;
            #[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
            check.push(totals.cost.wall_us as f64 / 1000.0);
        }
        let source = format!("{BATCHED_MODEL}{ONE_PROCESS}");
        let output = Command::new(environment.own_python())
            .args(["-I", "-c", &source, &rounds.to_string()])
            .output()?;
        let text = String::from_utf8(output.stdout)?;
        let times: Result<Vec<f64>, _> = text.split_whitespace().map(str::parse).collect();
        Ok(Self {
            whole: Series::new(whole),
            check: Series::new(check),
            in_one_process: Series::new(times?),
        })
    }

    fn json(&self) -> serde_json::Value {
        serde_json::json!({
            "check_over_one_process": ratio(self.check.p50, self.in_one_process.p50),
            "check_ms": self.check.json(),
            "in_one_process_ms": self.in_one_process.json(),
            "save_to_verdict_ms": self.whole.json(),
        })
    }
}

/// The same 200 cases without a judge: each time in ms, a line each.
const ONE_PROCESS: &str = "
import random, sys, time
from itertools import accumulate

def values(rng):
    return ([rng.randrange(-99, 99) for _ in range(rng.randrange(12))],)

for round in range(int(sys.argv[1])):
    rng = random.Random(round)
    began = time.perf_counter()
    for _ in range(200):
        (numbers,) = values(rng)
        assert running(numbers) == list(accumulate(numbers))
    print((time.perf_counter() - began) * 1000)
";

/// Judgings a second with a thread for each of two cores, beside plain forks of the same zygotes.
struct BothCores {
    judgings: f64,
    forks: f64,
}

impl BothCores {
    fn measure(
        judge: &Judge,
        environment: &Environment,
        task: &Task,
        dir: &Path,
        rounds: usize,
    ) -> Outcome<Self> {
        let rate = |act: &(dyn Fn() -> bool + Sync)| {
            let started = Instant::now();
            let fine = std::thread::scope(|scope| {
                let work = || (0..rounds).all(|_| act());
                let threads = [scope.spawn(work), scope.spawn(work)];
                threads.into_iter().all(|thread| thread.join().unwrap_or(false))
            });
            #[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
            let rate = (2 * rounds) as f64 / started.elapsed().as_secs_f64();
            if fine { Ok(rate) } else { Err("a judging on both cores did not pass") }
        };
        let judged = || judge_once(judge, environment, task, dir).is_ok_and(|it| it.passed());
        let forked = || judge.fork_and_exit(environment, &task.preload).is_ok();
        // Once before it counts: the second thread's zygotes have to start.
        rate(&judged)?;
        Ok(Self { judgings: rate(&judged)?, forks: rate(&forked)? })
    }

    fn json(&self) -> serde_json::Value {
        serde_json::json!({
            "judgings_over_forks": ratio(self.judgings, self.forks),
            "judgings_per_second": round2(self.judgings),
            "forks_and_exits_of_both_zygotes_per_second": round2(self.forks),
        })
    }
}

/// Adds up the memory of what idles below this process, shared pages divided.
fn pool_mib() -> Outcome<f64> {
    let own = std::process::id();
    let mut kib = 0.0;
    for pid in ground::descendants(own) {
        let text = std::fs::read_to_string(format!("/proc/{pid}/smaps_rollup"))?;
        let line = text.lines().find_map(|line| line.strip_prefix("Pss:")).unwrap_or_default();
        kib += line.split_whitespace().next().unwrap_or_default().parse::<f64>()?;
    }
    Ok(round2(kib / 1024.0))
}

const BATCHED_MODEL: &str = "def running(values):\n    total = 0\n    out = []\n    for value in values:\n        total += value\n        out.append(total)\n    return out\n";
const BATCHED_PROBE: &str = "from piton import probe\nimport model\n\n@probe()\ndef running(values):\n    return model.running(values)\n";
const BATCHED_CHECKS: &str = "from itertools import accumulate\nfrom piton import cases, check\nfrom probe import running\n\ndef values(rng):\n    return ([rng.randrange(-99, 99) for _ in range(rng.randrange(12))],)\n\n@check(\"running totals are right\")\ndef totals():\n    for (numbers,) in cases(values, n=200):\n        assert running(numbers) == list(accumulate(numbers))\n";

/// The same ten checks as a plain pytest file.
struct Pytest {
    folder: tempfile::TempDir,
    python: PathBuf,
}

impl Pytest {
    fn new(root: &Path, task: &Task, python: PathBuf) -> Outcome<Self> {
        let folder = tempfile::tempdir()?;
        lay_out(task, folder.path())?;
        std::fs::copy(
            root.join("bench/ten-checks/pytest/test_ten.py"),
            folder.path().join("test_ten.py"),
        )?;
        Ok(Self { folder, python })
    }

    /// Runs pytest once: `tuned` loads no plug-ins and keeps no cache.
    fn run(&self, tuned: bool) -> Outcome<f64> {
        let mut command = Command::new(&self.python);
        command
            .args(["-m", "pytest", "-q"])
            .current_dir(self.folder.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        if tuned {
            command.args(["-p", "no:cacheprovider"]).env("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1");
        }
        let started = Instant::now();
        let status = command.status()?;
        let took = started.elapsed().as_secs_f64() * 1000.0;
        if !status.success() {
            return Err(format!("pytest ended with {status}").into());
        }
        Ok(took)
    }
}

/// Median and 95th percentile of one series.
struct Series {
    p50: f64,
    p95: f64,
}

impl Series {
    fn new(mut times: Vec<f64>) -> Self {
        times.sort_by(f64::total_cmp);
        let at = |share: usize| times[(times.len() - 1) * share / 100];
        Self { p50: at(50), p95: at(95) }
    }

    fn json(&self) -> serde_json::Value {
        serde_json::json!({ "p50": round2(self.p50), "p95": round2(self.p95) })
    }
}

fn ratio(of: f64, to: f64) -> f64 {
    round2(of / to)
}

fn round2(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}
