//! Trouble on our side: told as such, never as a pass or a fail.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use piton_domain::Outcome;
use piton_domain::verdict::Mode;
use piton_judge::{Cancel, Judge, JudgeConfig, JudgeError, Request};

use crate::support::{
    Bench, RIGHT, is_alive, proc_file, processes_with, submission, sum_task, task,
};

/// Returns the judge's or the learner's zygote of a bench: the one whose parent has another role.
fn zygote(bench: &Bench, role: &str) -> i32 {
    let home = bench.home.path().join("home").to_string_lossy().into_owned();
    let role = format!(r#""role":"{role}""#);
    let found: Vec<i32> = processes_with(&home)
        .into_iter()
        .filter(|pid| proc_file(*pid, "cmdline").contains(&role))
        .filter(|pid| !proc_file(parent(*pid), "cmdline").contains(&role))
        .collect();
    assert_eq!(found.len(), 1, "{found:?}");
    found[0]
}

fn parent(pid: i32) -> i32 {
    let stat = proc_file(pid, "stat");
    let (_, rest) = stat.rsplit_once(')').unwrap();
    rest.split_whitespace().nth(1).unwrap().parse().unwrap()
}

fn kill(pid: i32) {
    let pid = rustix::process::Pid::from_raw(pid).unwrap();
    rustix::process::kill_process(pid, rustix::process::Signal::KILL).unwrap();
}

fn could_not(outcome: &Outcome) -> &str {
    match outcome {
        Outcome::CouldNotJudge(says) => says,
        other => panic!("it is {other:?}"),
    }
}

#[test]
fn a_zygote_that_died_while_idle_is_started_again() {
    let bench = Bench::new();
    assert_eq!(bench.judge(&sum_task(), RIGHT).outcome, Outcome::Passed);
    for role in ["judge", "learner"] {
        let pid = zygote(&bench, role);
        kill(pid);
        assert_eq!(bench.judge(&sum_task(), RIGHT).outcome, Outcome::Passed, "{role}");
        assert!(!is_alive(pid));
    }
}

#[test]
fn a_process_of_ours_that_dies_while_judging_is_not_the_learners_fault() {
    for role in ["judge", "learner"] {
        let bench = Bench::new();
        let task = sum_task();
        let sleeper = submission(&task, b"import time\ntime.sleep(2.8)\nraise SystemExit\n");
        let request = Request {
            task: &task,
            submission: &sleeper,
            mode: Mode::Practice,
            seed: 1,
            again: vec![],
        };
        let cancel = Cancel::new().unwrap();
        let verdict = std::thread::scope(|scope| {
            scope.spawn(|| {
                // A zygote that is killed while it starts is replaced, on a busy machine late.
                std::thread::sleep(Duration::from_millis(1500));
                kill(zygote(&bench, role));
            });
            bench.run(&request, &mut |_| {}, &cancel).unwrap()
        });
        assert!(could_not(&verdict.outcome).ends_with('.'), "{role}: {verdict:#?}");
        bench.assert_clean();
        assert_eq!(bench.judge(&task, RIGHT).outcome, Outcome::Passed);
    }
}

#[test]
fn a_judging_process_that_dies_is_not_the_learners_fault() {
    let bench = Bench::new();
    let task = task(
        "import os\nfrom piton import check\nfrom probe import one\n\
         @check(\"it is one\")\ndef is_one():\n    os.kill(os.getpid(), 9)\n",
        "from piton import probe\n@probe()\ndef one():\n    return 1\n",
    );
    let verdict = bench.judge(&task, RIGHT);
    assert!(could_not(&verdict.outcome).contains("signal 9"), "{verdict:#?}");
}

#[test]
fn checks_that_do_not_load_are_not_the_learners_fault() {
    let bench = Bench::new();
    let verdict = bench.judge(&task("def broken(:\n", "import main\n"), RIGHT);
    could_not(&verdict.outcome);
    let verdict = bench.judge(&task("1 / 0\n", "import main\n"), RIGHT);
    assert!(could_not(&verdict.outcome).contains("ZeroDivisionError"), "{verdict:#?}");
}

#[test]
fn checks_that_never_end_are_not_the_learners_fault() {
    let bench = Bench::new();
    let task = task(
        "from piton import check\nfrom probe import one\n\
         @check(\"it is one\")\ndef is_one():\n    while True:\n        pass\n",
        "from piton import probe\n@probe()\ndef one():\n    return 1\n",
    );
    let began = Instant::now();
    let verdict = bench.judge(&task, RIGHT);
    could_not(&verdict.outcome);
    assert!(began.elapsed() < Duration::from_secs(10), "{:?}", began.elapsed());
}

#[test]
fn an_interpreter_that_is_none_is_an_error() {
    let bench = Bench::new();
    let task = sum_task();
    let right = submission(&task, RIGHT.as_bytes());
    let request =
        Request { task: &task, submission: &right, mode: Mode::Practice, seed: 1, again: vec![] };
    for (python, starts) in [("/nonexistent/python3", false), ("/bin/false", true)] {
        let home = bench.home.path().join("other");
        let judge = Judge::new(JudgeConfig::new(home, PathBuf::from(python), None)).unwrap();
        let cancel = Cancel::new().unwrap();
        let error = judge.judge(&request, &bench.environment, &mut |_| {}, &cancel).unwrap_err();
        let expected = match &error {
            JudgeError::Start { .. } => !starts,
            JudgeError::NotReady { .. } => starts,
            _ => false,
        };
        assert!(expected, "{error:?}");
        assert!(error.hint().unwrap().contains("piton setup"));
    }
}

#[test]
fn a_preload_that_is_not_installed_is_named() {
    let bench = Bench::new();
    let mut task = sum_task();
    task.preload = vec!["no_such_package".into()];
    let right = submission(&task, RIGHT.as_bytes());
    let request =
        Request { task: &task, submission: &right, mode: Mode::Practice, seed: 1, again: vec![] };
    let cancel = Cancel::new().unwrap();
    let error = bench.run(&request, &mut |_| {}, &cancel).unwrap_err();
    assert!(error.to_string().contains("no_such_package"), "{error}");
}
