//! Runs the attack corpus and the honest corpus against the judge.
//!
//! `cargo xtask attacks` runs it; `attacks/README.md` says what a case is and what is counted.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "the runner reports to a terminal")]

mod case;
mod control;
mod world;

use std::collections::{BTreeMap, BTreeSet};
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use piton_content::task_from_bundle;
use piton_domain::verdict::{FailureKind, Mode, Status, Tier};
use piton_domain::{Files, Task, TaskId, Verdict};
use piton_judge::environment::{self, Environment, Interpreter, Lock, Options, Search};
use piton_judge::{Cancel, Judge, JudgeConfig, Request, Sandbox, SnapshotError};
use serde::Serialize;

use case::{Case, Control, Expected, Kind, Special};
use control::Record;
use world::World;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// How long the honest judging after each case may take.
const NEXT_SECONDS: u64 = 5;

fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("the corpus could not be run: {error}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Outcome<bool> {
    let args: Vec<_> = std::env::args().collect();
    let flag = |name: &str| args.iter().any(|arg| arg == name);
    let value =
        |name: &str| args.iter().position(|arg| arg == name).and_then(|at| args.get(at + 1));
    let only = value("--only");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../attacks");
    let cases = case::load(&root, only.map(String::as_str))?;
    let home = Path::new(env!("CARGO_TARGET_TMPDIR")).join("attacks-home");
    std::fs::create_dir_all(&home)?;
    let (interpreter, environment) = environment(&home)?;
    let mut config = JudgeConfig::new(home.clone(), interpreter.python.clone(), None);
    match value("--tier").map(String::as_str) {
        None => {}
        Some("namespaces") => config.sandbox = Sandbox::Exactly(Tier::Namespaces),
        Some("landlock") => config.sandbox = Sandbox::Exactly(Tier::Landlock),
        Some(other) => return Err(format!("there is no tier {other}").into()),
    }
    let judge = Judge::new(config)?;
    let mut watched = vec![environment.site_packages.clone()];
    for dir in [case::folders(&home.join("harness"))?, vec![home.join("harness")]].concat() {
        watched.push(dir.join("piton_harness"));
        watched.push(dir);
    }
    let world = World::new(&home, &interpreter.python, watched)?;
    let tier = String::new();
    let mut bench = Bench { root, judge, environment, world, tasks: BTreeMap::new(), tier };
    bench.prove_tasks()?;
    let mut record = Record::load(bench.root.join("control.json"))?;
    let (mut report, began) = (Report::default(), Instant::now());
    let mut ran_control = false;
    for (number, case) in cases.iter().enumerate() {
        let tag = bench.world.tag(number);
        if !case.honest && (flag("--control") || record.of(case).is_none()) {
            let put = bench.put(case, &case.files, &tag)?;
            let python = bench.environment.own_python();
            record.run(case, &put, &bench.root, &python, &mut bench.world, &tag)?;
            ran_control = true;
        }
        if let Some(why) = bench.skips(case, &report) {
            report.skipped.push(format!("{}: {why}", case.name));
            continue;
        }
        let case_began = Instant::now();
        let n_before = report.failing.len();
        bench.try_case(case, &tag, &mut report)?;
        report.compare_control(case, &record);
        if !flag("--json") {
            let word = if report.failing.len() == n_before { "held" } else { "FAILS" };
            eprintln!("{word:<6}{:>6.2} s  {}", case_began.elapsed().as_secs_f64(), case.name);
        }
    }
    if ran_control {
        let python = bench.environment.own_python();
        record.save(only.is_none().then_some(&cases[..]), &python)?;
    }
    report.seconds = (began.elapsed().as_secs_f64() * 10.0).round() / 10.0;
    println!("{}", serde_json::to_string_pretty(&report)?);
    Ok(report.holds(only.is_some()))
}

/// The judge under attack, and what lies around it.
struct Bench {
    root: PathBuf,
    judge: Judge,
    environment: Environment,
    world: World,
    tasks: BTreeMap<String, Task>,
    /// What keeps learner code in, by the latest verdict.
    tier: String,
}

/// A submission as it lies in a folder.
pub(crate) struct Put {
    pub(crate) start: Files,
    pub(crate) files: Files,
}

impl Bench {
    /// Returns why a case cannot be tried here, if so.
    fn skips(&self, case: &Case, report: &Report) -> Option<String> {
        let tier = self.tier.as_str();
        if let Some(why) = &case.says.boxed_only
            && tier == "unsandboxed"
        {
            return Some(format!("only with a box: {why}"));
        }
        if let Some(twin) = &case.says.after
            && !report.held.contains(twin)
        {
            return Some(format!("its harmless twin {twin} did not hold in this run"));
        }
        let held_by = &case.says.held_by;
        let holds =
            held_by.is_empty() || tier == "unsandboxed" || held_by.iter().any(|t| t == tier);
        (!holds).then(|| format!("the tier {tier} does not claim to hold it"))
    }

    /// Judges a case, and the reference after it, and looks what was left.
    fn try_case(&mut self, case: &Case, tag: &str, report: &mut Report) -> Outcome<()> {
        report.cases += u32::from(!case.honest);
        report.lines.extend(&case.says.lines);
        let n_before = report.failing.len();
        for files in [Some(&case.files), case.then.as_ref()].into_iter().flatten() {
            let began = Instant::now();
            let task = self.task(&case.says.task)?.clone();
            let put = self.put(case, files, tag)?;
            let judged = self.judge(&task, &case.says.special, &put)?;
            let took = began.elapsed().as_secs();
            match judged {
                Judged::Verdict(verdict) => self.look_at(case, tag, &verdict, report),
                Judged::NotTaken(says) if case.says.outcome != Expected::NotTaken => {
                    report.fail(case, if case.honest { "refused" } else { "differs" }, &says);
                }
                Judged::NotTaken(_) => {}
                Judged::Nothing(says) => report.fail(case, "starved", &says),
            }
            if took > case.says.seconds {
                report.fail(case, "starved", &format!("the judging took {took} s"));
            }
        }
        for says in self.world.after(tag)? {
            report.fail(case, "escaped", &says);
        }
        let began = Instant::now();
        let says = self.reference(&case.says.task)?;
        if let Some(says) = says {
            report.fail(case, "starved", &format!("the next judging suffered: {says}"));
        } else if began.elapsed().as_secs() > NEXT_SECONDS {
            report.fail(case, "starved", "the next judging was slow");
        }
        if report.failing.len() == n_before {
            report.held.insert(case.name.clone());
        }
        Ok(())
    }

    /// Compares a verdict with what the case expects.
    fn look_at(&self, case: &Case, tag: &str, verdict: &Verdict, report: &mut Report) {
        use piton_domain::Outcome as Sum;
        *report.tiers.entry(tier_name(verdict.tier)).or_default() += 1;
        let failure = verdict.first_failure();
        let words = words_of_learner(verdict);
        if words.contains(&self.world.marker(tag)) {
            let line = words.lines().find(|line| line.contains(&self.world.marker(tag)));
            report.fail(case, "escaped", line.unwrap_or_default());
        }
        if !case.honest {
            for says in self.world.canaries_in(&words) {
                report.fail(case, "leaked", &says);
            }
        }
        let shown = match failure {
            Some((check, failure)) => {
                format!("{} {}: {}", check.name, kind_name(failure.kind), failure.says)
            }
            None => format!("{:?}", verdict.outcome),
        };
        match (&verdict.outcome, case.says.outcome) {
            (Sum::CouldNotJudge(says), _) => return report.fail(case, "starved", says),
            (Sum::Passed, Expected::Passed) => report.honest += u32::from(case.honest),
            (Sum::Passed, _) => return report.fail(case, "forged", "it passed"),
            (Sum::NotPassed, Expected::NotPassed) => {}
            (Sum::NotPassed, Expected::Passed) if case.honest => {
                return report.fail(case, "refused", &shown);
            }
            (Sum::NotPassed, _) => return report.fail(case, "differs", &shown),
        }
        if let Some(expected) = &case.says.check
            && failure.is_none_or(|(check, _)| check.name != *expected)
        {
            report.fail(case, "differs", &format!("{expected} should fail first: {shown}"));
        }
        if let Some((_, failure)) = failure
            && !case.says.kind.is_empty()
            && !case.says.kind.iter().any(|kind| *kind == kind_name(failure.kind))
        {
            report.fail(case, "differs", &format!("expected {:?}: {shown}", case.says.kind));
        }
        for name in &case.says.pass {
            let check = verdict.checks.iter().find(|check| check.name == *name);
            let how = match check.map(|check| &check.status) {
                Some(Status::Pass) => continue,
                Some(Status::Fail(failure)) => failure.says.as_str(),
                Some(Status::NotReached { .. }) | None => "it was not reached",
            };
            report.fail(case, "starved", &format!("{name} did not pass: {how}"));
        }
    }

    /// Lays a submission out and judges it.
    fn judge(&self, task: &Task, special: &[Special], put: &Put) -> Outcome<Judged> {
        let folder = tempfile::tempdir()?;
        lay_out(&put.start, folder.path())?;
        lay_out(&put.files, folder.path())?;
        let mut sockets = Vec::new();
        for special in special {
            let path = folder.path().join(&special.path);
            let _ = std::fs::remove_file(&path);
            match special.is {
                Kind::Symlink => std::os::unix::fs::symlink(self.resolved(&special.to), &path)?,
                Kind::Fifo => {
                    world::quiet("mkfifo", &[&path.display().to_string()]).status()?;
                }
                Kind::Socket => sockets.push(UnixListener::bind(&path)?),
            }
        }
        let submission = match piton_judge::snapshot(task, folder.path()) {
            Ok(submission) => submission,
            Err(error @ SnapshotError::Folder { .. }) => return Err(error.into()),
            Err(error) => return Ok(Judged::NotTaken(error.to_string())),
        };
        let seed = piton_judge::practice_seed(task, &submission);
        let request = Request {
            task,
            submission: &submission,
            mode: Mode::Practice,
            seed,
            again: Vec::new(),
        };
        let cancel = Cancel::new()?;
        match self.judge.judge(&request, &self.environment, &mut |_| {}, &cancel) {
            Ok(verdict) => Ok(Judged::Verdict(Box::new(verdict))),
            Err(error) => Ok(Judged::Nothing(error.to_string())),
        }
    }

    fn resolved(&self, to: &str) -> String {
        to.replace("@OUTSIDE@", &self.world.folder())
    }

    /// Proves the host tasks, as content is proved: right passes, start fails, wrong dies as named.
    fn prove_tasks(&mut self) -> Outcome<()> {
        for dir in case::folders(&self.root.join("tasks"))? {
            let name = dir.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let task = self.task(&name)?.clone();
            let reference = task.right.first().ok_or("a host task has no right solution")?;
            let mut tried = vec![("start", &task.start, Some("any"))];
            tried.extend(task.right.iter().map(|one| (&*one.name, &one.files, None)));
            tried.extend(
                task.wrong.iter().map(|one| (&*one.name, &one.files, Some(&*one.caught_by))),
            );
            for (solution, files, caught_by) in tried {
                let mut whole = reference.files.clone();
                whole.extend(files.clone());
                let Judged::Verdict(verdict) = self.judge_files(&task, &whole)? else {
                    return Err(format!("{name}/{solution} cannot be judged").into());
                };
                self.tier = tier_name(verdict.tier);
                let first = verdict.first_failure().map(|(check, _)| check.name.as_str());
                if first.is_none() != caught_by.is_none()
                    || caught_by.is_some_and(|check| check != "any" && first != Some(check))
                {
                    let says = format!("{name}/{solution}: {:?}, {first:?}", verdict.outcome);
                    return Err(says.into());
                }
            }
        }
        Ok(())
    }

    /// Judges the reference of a task; says what is wrong with the verdict, if anything is.
    fn reference(&mut self, name: &str) -> Outcome<Option<String>> {
        let task = self.task(name)?.clone();
        let right = task.right.first().ok_or("the task has no right solution")?;
        Ok(match self.judge_files(&task, &right.files)? {
            Judged::Verdict(verdict) if verdict.passed() => None,
            Judged::Verdict(verdict) => Some(format!("{:?}", verdict.outcome)),
            Judged::NotTaken(says) | Judged::Nothing(says) => Some(says),
        })
    }

    fn judge_files(&self, task: &Task, files: &Files) -> Outcome<Judged> {
        self.judge(task, &[], &Put { start: task.start.clone(), files: files.clone() })
    }

    fn put(&self, case: &Case, files: &Files, tag: &str) -> Outcome<Put> {
        let mut files = files.clone();
        for (path, bytes) in &mut files {
            // SQL imports nothing, so it is told in its text.
            if path.ends_with(".sql") {
                let text = String::from_utf8(std::mem::take(bytes))?;
                *bytes = self.resolved(&text).replace("@TAG@", tag).into_bytes();
            }
        }
        files.insert("outside.py".to_owned(), self.world.outside_py(tag)?);
        Ok(Put { start: control::start_of(&self.root, case)?, files })
    }

    /// Reads a host task, with the canary in what only the judge may know.
    fn task(&mut self, name: &str) -> Outcome<&Task> {
        if !self.tasks.contains_key(name) {
            let mut bundle = case::read_files(&self.root.join("tasks").join(name))?;
            bundle.retain(|path, _| !path.starts_with("control/"));
            for (path, bytes) in &mut bundle {
                if path == "checks.py" || path.starts_with("resources/") {
                    let text = String::from_utf8(std::mem::take(bytes))?;
                    *bytes = text.replace("@HIDDEN@", self.world.hidden()).into_bytes();
                }
            }
            let id = TaskId::new(format!("attacks/judge/{name}"))?;
            let task = task_from_bundle(&id, "base", &bundle).map_err(|faults| {
                let words: Vec<_> =
                    faults.iter().map(|one| format!("{}: {}", one.path, one.message)).collect();
                words.join("\n")
            })?;
            self.tasks.insert(name.to_owned(), task);
        }
        Ok(&self.tasks[name])
    }
}

/// What came of handing something in.
enum Judged {
    Verdict(Box<Verdict>),
    NotTaken(String),
    Nothing(String),
}

/// What is printed.
#[derive(Debug, Default, Serialize)]
struct Report {
    /// Attacks that were tried.
    cases: u32,
    forged: u32,
    escaped: u32,
    leaked: u32,
    starved: u32,
    /// Verdicts, or the peer's answers, that are not the expected ones.
    differs: u32,
    /// How many attacks fool the naive peer.
    control_forged: u32,
    /// Honest work that passed.
    honest: u32,
    /// Honest work that did not.
    refused: u32,
    tiers: BTreeMap<String, u32>,
    /// Lines of the catalogue that were tried.
    #[serde(serialize_with = "how_many")]
    lines: BTreeSet<u32>,
    seconds: f64,
    failing: Vec<Failing>,
    skipped: Vec<String>,
    #[serde(skip)]
    held: BTreeSet<String>,
}

/// Why a case does not hold.
#[derive(Debug, Serialize)]
struct Failing {
    case: String,
    reason: &'static str,
    says: String,
}

impl Report {
    /// Notes that a case does not hold; each reason counts once for each case.
    fn fail(&mut self, case: &Case, reason: &'static str, says: &str) {
        if self.failing.iter().any(|one| one.case == case.name && one.reason == reason) {
            return;
        }
        let count = match reason {
            "forged" => &mut self.forged,
            "escaped" => &mut self.escaped,
            "leaked" => &mut self.leaked,
            "starved" => &mut self.starved,
            "refused" => &mut self.refused,
            _ => &mut self.differs,
        };
        *count += 1;
        let says: String = says.chars().take(300).collect();
        self.failing.push(Failing { case: case.name.clone(), reason, says });
    }

    fn compare_control(&mut self, case: &Case, record: &Record) {
        if case.honest {
            return;
        }
        let said = record.of(case).unwrap_or("nothing");
        let expected = match case.says.control {
            Control::Forged => "forged",
            Control::Honest => "honest",
            Control::NotRun => "not-run",
        };
        self.control_forged += u32::from(said == "forged");
        if said != expected {
            let says = format!("the naive peer says {said}, not {expected}");
            self.fail(case, "differs", &says);
        }
    }

    fn holds(&self, partly: bool) -> bool {
        self.failing.is_empty() && (partly || self.control_forged > 0)
    }
}

/// Returns everything in a verdict that learner code had a hand in.
fn words_of_learner(verdict: &Verdict) -> String {
    let mut words = vec![verdict.output.stdout.as_str(), verdict.output.stderr.as_str()];
    for check in &verdict.checks {
        if let Status::Fail(failure) = &check.status {
            words.push(&failure.says);
            words.extend(failure.got.as_deref());
            words.extend(failure.programs.iter().flat_map(|one| &one.failed_tests).map(|s| &**s));
        }
    }
    words.join("\n")
}

fn how_many<S: serde::Serializer>(lines: &BTreeSet<u32>, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_u64(lines.len() as u64)
}

fn tier_name(tier: Tier) -> String {
    format!("{tier:?}").to_lowercase()
}

fn kind_name(kind: FailureKind) -> String {
    let text = format!("{kind:?}").to_lowercase();
    if text == "notloaded" { "not-loaded".to_owned() } else { text }
}

fn environment(home: &Path) -> Outcome<(Interpreter, Environment)> {
    let search = Search::new(std::env::vars_os());
    let found = environment::find_interpreters(&search);
    let interpreter = found.interpreters.into_iter().next().ok_or("no Python was found")?;
    let (lock, options) = (Lock::learner(), Options::new(search));
    let environment = environment::ensure(home, &interpreter, &lock, &options, &mut |_| {})?;
    Ok((interpreter, environment))
}

/// Writes files below a folder.
pub(crate) fn lay_out(files: &Files, dir: &Path) -> Outcome<()> {
    for (name, content) in files {
        let path = dir.join(name);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)?;
        }
        write(&path, content)?;
    }
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "the error below names the path")]
pub(crate) fn bytes_of(path: &Path) -> Outcome<Vec<u8>> {
    std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()).into())
}

#[expect(clippy::disallowed_methods, reason = "the error below names the path")]
pub(crate) fn write(path: &Path, content: &[u8]) -> Outcome<()> {
    std::fs::write(path, content).map_err(|error| format!("{}: {error}", path.display()).into())
}
