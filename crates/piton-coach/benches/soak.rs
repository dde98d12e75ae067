//! Whether the judge gets tired: what is left after many judgings, and what becomes of them when
//! processes of its own are killed at random.
//!
//! `cargo xtask soak` prints the figures as JSON and fails if something leaked, hung or was lost.
#![expect(clippy::print_stdout, reason = "a bench prints its figures")]
#![expect(clippy::disallowed_methods, reason = "a bench looks at the machine from outside")]

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use piton_domain::verdict::Cost;
use piton_domain::{Task, Verdict};
use piton_judge::environment::{self, Environment};
use piton_judge::{Judge, JudgeConfig};

mod ground;

use ground::{Outcome, bench_task, descendants, environments, judge_once, lay_out};

/// A judging that takes longer than this hangs.
const PATIENCE: Duration = Duration::from_secs(60);

/// One judging in so many is of queries, which takes engines beside J and S.
const ENGINES_EVERY: u64 = 10;

/// What memory may grow by, whatever the number of judgings; interpreters grow a little at first.
const GROWTH_MIB: f64 = 24.0;

fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            println!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Outcome<bool> {
    let judgings = argument("--judgings").unwrap_or(10_000);
    let killed = argument("--killed").unwrap_or(2_000);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let program = Laid::new(&root.join("bench/ten-checks"))?;
    let queries = Laid::new(&root.join("content/db/sql-queries/tasks/lights-report"))?;
    let home = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench-home");
    std::fs::create_dir_all(&home)?;
    let (interpreter, environment) =
        environments(&home, 1)?.into_iter().next().ok_or("no Python was found")?;
    let ground = Ground { program, queries, environment };
    let config = JudgeConfig::new(home, interpreter.python.clone(), None);

    let interpreters = on_every_interpreter(&config.home, &ground.program.task)?;
    let bare = Left::now();
    let judge = Judge::new(config.clone())?;
    let (before, after, rate) = ground.many(&judge, judgings)?;
    let short = ground.without_descriptors(&judge)?;
    drop(judge);
    let judge = Judge::new(config)?;
    let chaos = ground.killed(&judge, killed);
    let healed = ground.judge(&judge, &ground.program)?.passed()
        && ground.judge(&judge, &ground.queries)?.passed();
    drop(judge);
    let end = Left::now();

    let leaked = after.fds > before.fds
        || after.processes > before.processes
        || after.mounts > before.mounts
        || after.namespaces > before.namespaces
        || after.memory_mib > before.memory_mib + GROWTH_MIB
        || end.processes > bare.processes
        || end.fds > bare.fds
        || end.mounts > bare.mounts;
    // If nothing passes in between, kills are so dense that only the beginning of a judging is hit.
    let between = chaos.outcomes.contains_key("passed");
    let good = !leaked && healed && between && chaos.hung == 0;
    let figures = serde_json::json!({
        "equal_verdicts_on": interpreters,
        "judgings": judgings,
        "judgings_per_second_on_one_thread": rate,
        "before": before.json(),
        "after": after.json(),
        "after_the_judge_is_gone": end.json(),
        "without_descriptors": short,
        "killed": { "judgings": killed, "kills": chaos.kills, "outcomes": chaos.outcomes, "hung": chaos.hung, "longest_ms": chaos.longest_ms },
        "healed": healed,
        "leaked": leaked,
    });
    println!("{}", serde_json::to_string_pretty(&figures)?);
    Ok(good)
}

fn argument(name: &str) -> Option<u64> {
    let args: Vec<_> = std::env::args().collect();
    args.iter().position(|arg| arg == name).and_then(|at| args.get(at + 1)?.parse().ok())
}

struct Ground {
    program: Laid,
    queries: Laid,
    environment: Environment,
}

/// A task with a right submission in a folder.
struct Laid {
    task: Task,
    folder: tempfile::TempDir,
}

impl Laid {
    fn new(source: &Path) -> Outcome<Self> {
        let (task, folder) = (bench_task(source)?, tempfile::tempdir()?);
        lay_out(&task, folder.path())?;
        Ok(Self { task, folder })
    }
}

/// What became of judgings whose processes were killed.
struct Chaos {
    outcomes: BTreeMap<&'static str, u64>,
    kills: u64,
    hung: u64,
    longest_ms: f64,
}

impl Ground {
    /// Returns what is judged next.
    fn at(&self, number: u64) -> &Laid {
        if number % ENGINES_EVERY == ENGINES_EVERY - 1 { &self.queries } else { &self.program }
    }

    fn judge(&self, judge: &Judge, laid: &Laid) -> Outcome<Verdict> {
        Ok(judge_once(judge, &self.environment, &laid.task, laid.folder.path())?)
    }

    /// Judges what must pass; returns its verdict without what no two runs have in common.
    fn passed(&self, judge: &Judge, laid: &Laid) -> Outcome<Verdict> {
        let verdict = plain(self.judge(judge, laid)?);
        if verdict.passed() {
            return Ok(verdict);
        }
        Err(format!("a right submission of {} got {:?}", laid.task.id, verdict.outcome).into())
    }

    /// Judges often and returns what was there before and after, and judgings a second.
    fn many(&self, judge: &Judge, judgings: u64) -> Outcome<(Left, Left, f64)> {
        for number in 0..50 {
            self.judge(judge, self.at(number))?;
        }
        let of_program = self.passed(judge, &self.program)?;
        let of_queries = self.passed(judge, &self.queries)?;
        let before = Left::now();
        let began = Instant::now();
        for number in 0..judgings {
            let laid = self.at(number);
            let verdict = plain(self.judge(judge, laid)?);
            let first = if std::ptr::eq(laid, &self.program) { &of_program } else { &of_queries };
            if verdict != *first {
                return Err(format!("equal files got another verdict: {verdict:#?}").into());
            }
        }
        #[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
        let rate = (judgings as f64 / began.elapsed().as_secs_f64() * 10.0).round() / 10.0;
        Ok((before, Left::now(), rate))
    }

    /// Judges while this process may open almost nothing, and then again as usual.
    fn without_descriptors(&self, judge: &Judge) -> Outcome<&'static str> {
        let limit = |number: u64| {
            let args = [format!("--pid={}", std::process::id()), format!("--nofile={number}:")];
            Command::new("prlimit").args(args).status()
        };
        // With the judge's own limit the next descriptor is one too many.
        limit(Left::now().fds + 2)?;
        let narrow = self.judge(judge, &self.program);
        // The limit does not keep the program from being started, only from opening more.
        limit(1024)?;
        let again = self.judge(judge, &self.program)?;
        if !again.passed() {
            return Err(format!("after a lack of descriptors: {:?}", again.outcome).into());
        }
        Ok(match narrow {
            Err(_) => "an error, and then as usual",
            Ok(verdict) if verdict.passed() => "enough, against expectation",
            Ok(_) => "could not judge, and then as usual",
        })
    }

    /// Judges while processes below this one are killed at random.
    fn killed(&self, judge: &Judge, judgings: u64) -> Chaos {
        let (over, kills, current) = (AtomicBool::new(false), AtomicU64::new(0), AtomicU64::new(0));
        let began = Instant::now();
        let mut chaos = Chaos { outcomes: BTreeMap::new(), kills: 0, hung: 0, longest_ms: 0.0 };
        std::thread::scope(|scope| {
            scope.spawn(|| kill_at_random(&over, &kills));
            scope.spawn(|| end_if_stuck(&over, &current, began));
            for number in 0..judgings {
                current.store(elapsed_ms(began), Ordering::Relaxed);
                let started = Instant::now();
                let outcome = self.judge(judge, self.at(number));
                chaos.longest_ms =
                    chaos.longest_ms.max((started.elapsed().as_secs_f64() * 1000.0).round());
                let word = match outcome {
                    Ok(verdict) => match verdict.outcome {
                        piton_domain::Outcome::Passed => "passed",
                        piton_domain::Outcome::NotPassed => "not passed",
                        piton_domain::Outcome::CouldNotJudge(_) => "could not judge",
                    },
                    Err(_) => "error",
                };
                *chaos.outcomes.entry(word).or_default() += 1;
            }
            over.store(true, Ordering::Relaxed);
        });
        chaos.kills = kills.load(Ordering::Relaxed);
        chaos
    }
}

/// Judges the right submission and the start on every interpreter; the verdicts must not differ.
fn on_every_interpreter(home: &Path, task: &Task) -> Outcome<Vec<String>> {
    let mut versions = Vec::new();
    let mut first: Option<[Verdict; 2]> = None;
    for (interpreter, environment) in environments(home, usize::MAX)? {
        let judge = Judge::new(JudgeConfig::new(home.to_owned(), interpreter.python, None))?;
        let folder = tempfile::tempdir()?;
        lay_out(task, folder.path())?;
        let right = judge_once(&judge, &environment, task, folder.path())?;
        for (name, content) in &task.start {
            std::fs::write(folder.path().join(name), content)?;
        }
        let start = judge_once(&judge, &environment, task, folder.path())?;
        let both = [right, start].map(|verdict| Verdict {
            interpreter: String::new(),
            environment: task.bundle_hash.clone(),
            ..plain(verdict)
        });
        let known = first.get_or_insert_with(|| both.clone());
        if *known != both {
            return Err(format!("{:?} judges otherwise: {both:#?}", interpreter.version).into());
        }
        versions.push(environment::version_text(interpreter.version));
    }
    Ok(versions)
}

/// Returns a verdict without what no two runs have in common.
fn plain(mut verdict: Verdict) -> Verdict {
    verdict.cost = Cost::default();
    for check in &mut verdict.checks {
        check.cost = Cost::default();
    }
    verdict
}

fn elapsed_ms(since: Instant) -> u64 {
    u64::try_from(since.elapsed().as_millis()).unwrap_or(u64::MAX)
}

/// Kills guardians, zygotes, J, S and engines, each as likely as the others.
fn kill_at_random(over: &AtomicBool, kills: &AtomicU64) {
    // Any numbers do that are not in step with what is killed.
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    while !over.load(Ordering::Relaxed) {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        // In bursts, and with time between them in which a judging can begin from cold and pass.
        let most = if state >> 50 & 1 == 0 { 63 } else { 1023 };
        std::thread::sleep(Duration::from_millis(state >> 33 & most));
        let below = descendants(std::process::id());
        let Ok(number) = usize::try_from(state >> 40) else { continue };
        let Some(pid) = below.get(number % below.len().max(1)) else { continue };
        let killed = Command::new("kill").args(["-9", &pid.to_string()]).status();
        kills.fetch_add(u64::from(killed.is_ok_and(|status| status.success())), Ordering::Relaxed);
    }
}

/// Ends the bench with a sentence if one judging takes too long.
fn end_if_stuck(over: &AtomicBool, current: &AtomicU64, began: Instant) {
    while !over.load(Ordering::Relaxed) {
        std::thread::sleep(Duration::from_millis(200));
        let since = elapsed_ms(began).saturating_sub(current.load(Ordering::Relaxed));
        if u128::from(since) > PATIENCE.as_millis() && !over.load(Ordering::Relaxed) {
            println!("a judging hangs for {since} ms");
            std::process::exit(1);
        }
    }
}

/// What a judge holds on to.
struct Left {
    processes: usize,
    fds: u64,
    mounts: usize,
    namespaces: usize,
    memory_mib: f64,
}

impl Left {
    fn now() -> Self {
        // A process that was just killed may not be waited for yet.
        std::thread::sleep(Duration::from_millis(50));
        let own = std::process::id();
        let mut pids = descendants(own);
        let processes = pids.len();
        pids.push(own);
        let count = |path: &str| std::fs::read_dir(path).map(Iterator::count).unwrap_or(0);
        let mounts = std::fs::read_to_string("/proc/self/mountinfo").unwrap_or_default();
        let mut namespaces: Vec<_> = pids
            .iter()
            .flat_map(|pid| {
                ["net", "mnt", "ipc", "user", "pid"].map(|kind| format!("/proc/{pid}/ns/{kind}"))
            })
            .filter_map(|path| std::fs::read_link(path).ok())
            .collect();
        namespaces.sort();
        namespaces.dedup();
        let memory_kib: u64 = pids.iter().filter_map(|pid| pss_kib(*pid)).sum();
        #[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
        let memory_mib = (memory_kib as f64 / 1024.0 * 10.0).round() / 10.0;
        Self {
            processes,
            fds: u64::try_from(count("/proc/self/fd")).unwrap_or(0),
            mounts: mounts.lines().count(),
            namespaces: namespaces.len(),
            memory_mib,
        }
    }

    fn json(&self) -> serde_json::Value {
        serde_json::json!({
            "processes": self.processes,
            "descriptors": self.fds,
            "mounts": self.mounts,
            "namespaces": self.namespaces,
            "memory_mib": self.memory_mib,
        })
    }
}

fn pss_kib(pid: u32) -> Option<u64> {
    let text = std::fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("Pss:"))?;
    line.split_whitespace().next()?.parse().ok()
}
