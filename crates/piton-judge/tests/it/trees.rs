//! Nothing that learner code starts outlives its judging.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use piton_domain::Outcome;
use piton_domain::verdict::Mode;
use piton_judge::{Cancel, JudgeError, JudgeEvent, Request};
use rustix::process::{Pid, Signal, kill_process};

use crate::support::{Bench, RIGHT, processes_with, submission, sum_task};

/// Learner code that leaves a daemon behind, and writes its id.
const DAEMON: &str = r#"
import os, signal, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.setsid()
        os.chdir("/")
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        os.write(1, b"%d\n" % os.getpid())
        time.sleep(600)
    os._exit(0)
os.wait()
"#;

/// Counts the processes that have this bench's command line: two zygotes and all their forks.
fn processes_of(bench: &Bench) -> usize {
    processes_with(&bench.home.path().to_string_lossy()).len()
}

#[test]
fn a_daemonised_grandchild_is_dead_after_the_judging() {
    let bench = Bench::new();
    // The pause lets the daemon write before its parent is done.
    let main = format!("{DAEMON}time.sleep(0.2)\n{RIGHT}");
    let verdict = bench.judge(&sum_task(), &main);
    assert_eq!(verdict.outcome, Outcome::Passed, "{verdict:#?}");
    assert!(!verdict.output.stdout.is_empty(), "the daemon has not begun");
    assert_eq!(processes_of(&bench), 2);
    assert_eq!(bench.judge(&sum_task(), RIGHT).outcome, Outcome::Passed);
}

#[test]
fn a_daemon_of_a_process_that_died_is_dead_before_the_next_one_runs() {
    let bench = Bench::new();
    let main = format!("{DAEMON}time.sleep(0.2)\nos._exit(3)\n");
    let verdict = bench.judge(&sum_task(), &main);
    assert_eq!(verdict.outcome, Outcome::NotPassed, "{verdict:#?}");
    assert!(!verdict.output.stdout.is_empty(), "the daemon has not begun");
    assert_eq!(processes_of(&bench), 2);
}

#[test]
fn forks_that_keep_forking_are_all_killed() {
    let bench = Bench::new();
    let main = format!(
        r#"
import os, time
if os.fork() == 0:
    # A chain: each lives a moment and hands over to its child.
    while True:
        if os.fork():
            os._exit(0)
        os.setsid()
time.sleep(0.05)
{RIGHT}"#
    );
    for _ in 0..5 {
        let verdict = bench.judge(&sum_task(), &main);
        assert_eq!(verdict.outcome, Outcome::Passed, "{verdict:#?}");
    }
    // The chain would be in another process by now, and in the box's folder still.
    bench.assert_clean();
}

#[test]
fn cancelling_ends_a_judging_at_once() {
    let bench = Bench::new();
    let task = sum_task();
    let sleeper = submission(&task, format!("{DAEMON}time.sleep(600)\n").as_bytes());
    let request =
        Request { task: &task, submission: &sleeper, mode: Mode::Practice, seed: 1, again: vec![] };
    let cancel = Cancel::new().unwrap();
    let other = cancel.clone();
    let mut thrown = Instant::now();
    let outcome = std::thread::scope(|scope| {
        let switch = scope.spawn(move || {
            std::thread::sleep(Duration::from_millis(700));
            other.cancel();
            Instant::now()
        });
        let outcome = bench.run(&request, &mut |_| {}, &cancel);
        thrown = switch.join().unwrap();
        outcome
    });
    assert!(matches!(outcome, Err(JudgeError::Cancelled)), "{outcome:?}");
    assert!(thrown.elapsed() < Duration::from_millis(500), "{:?}", thrown.elapsed());
    bench.assert_clean();
    assert!(matches!(bench.run(&request, &mut |_| {}, &cancel), Err(JudgeError::Cancelled)));
    assert_eq!(bench.judge(&task, RIGHT).outcome, Outcome::Passed);
}

#[test]
fn several_judgings_at_once_do_not_meet() {
    let bench = Bench::new();
    let task = sum_task();
    let main = format!(
        "{DAEMON}time.sleep(0.3)\nos.kill(int(open('daemon').read()), 0) if os.path.exists('daemon') else None\n{RIGHT}"
    );
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let own = submission(&task, main.as_bytes());
                let request = Request {
                    task: &task,
                    submission: &own,
                    mode: Mode::Practice,
                    seed: 1,
                    again: vec![],
                };
                let mut n_events = 0;
                let mut count = |_: JudgeEvent| n_events += 1;
                let cancel = Cancel::new().unwrap();
                let verdict = bench.run(&request, &mut count, &cancel).unwrap();
                assert_eq!(verdict.outcome, Outcome::Passed, "{verdict:#?}");
                assert!(n_events > 6);
            });
        }
    });
    bench.assert_clean();
}

#[test]
fn zygotes_end_with_their_judge() {
    let bench = Bench::new();
    bench.judge(&sum_task(), RIGHT);
    let harness = bench.home.path().join("home/harness").to_string_lossy().into_owned();
    assert_eq!(processes_with(&harness).len(), 2);
    let Bench { judge, home, .. } = bench;
    drop(judge);
    assert_eq!(processes_with(&harness), Vec::<i32>::new());
    drop(home);
}

/// Tells a copy of this program to judge a sleeper until it is killed, in this folder.
const ROLE: &str = "PITON_TEST_HOME";

#[test]
fn nothing_outlives_a_supervisor_that_is_killed() {
    if let Some(home) = std::env::var_os(ROLE) {
        let bench = Bench::in_folder(home.into());
        let sleeper = format!("{DAEMON}time.sleep(600)\n");
        let verdict = bench.judge(&sum_task(), &sleeper);
        panic!("it was to be killed: {verdict:#?}");
    }
    for signal in [Signal::KILL, Signal::INT, Signal::HUP] {
        let home = tempfile::TempDir::new().unwrap();
        #[expect(clippy::disallowed_methods, reason = "the copy is what is killed")]
        let mut copy = Command::new(std::env::current_exe().unwrap());
        copy.args(["--exact", "trees::nothing_outlives_a_supervisor_that_is_killed"])
            .env(ROLE, home.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let mut copy = copy.spawn().unwrap();
        let words = home.path().to_string_lossy().into_owned();
        // Two zygotes, J, S, and the daemon of S; guardians have the copy's own command line.
        let all = await_processes(&words, |found| found.len() >= 5);
        kill_process(Pid::from_child(&copy), signal).unwrap();
        copy.wait().unwrap();
        let left = await_processes(&words, |found| found.is_empty());
        assert_eq!(left, Vec::<i32>::new(), "of {all:?} after {signal:?}");
    }
}

/// Looks until the processes with these words are as wanted, for some seconds at most.
fn await_processes(words: &str, wanted: impl Fn(&[i32]) -> bool) -> Vec<i32> {
    let deadline = Instant::now() + Duration::from_secs(10);
    loop {
        let found = processes_with(words);
        if wanted(&found) || Instant::now() >= deadline {
            return found;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn boxes_of_a_killed_supervisor_are_removed_by_a_later_one() {
    let bench = Bench::new();
    let boxes = bench.home.path().join("boxes");
    let dead = boxes.join("piton-boxes-dead");
    std::fs::create_dir_all(dead.join("0")).unwrap();
    std::fs::File::open(&dead).unwrap().set_modified(std::time::UNIX_EPOCH).unwrap();
    let config = piton_judge::JudgeConfig {
        home: bench.home.path().join("home"),
        judge_python: bench.environment.python.clone(),
        box_parents: vec![boxes],
        sandbox: piton_judge::Sandbox::Best,
    };
    let _judge = piton_judge::Judge::new(config).unwrap();
    assert!(!dead.exists());
}
