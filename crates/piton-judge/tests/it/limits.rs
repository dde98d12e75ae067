//! Learner code that takes too much: a fail, named with the figure.

use piton_domain::Outcome;
use piton_domain::verdict::{Failure, FailureKind, Resource, Status};

use crate::support::{Bench, RIGHT, check, failure, sum_task};

fn overrun(failure: &Failure) -> (Resource, u64, u64) {
    assert_eq!(failure.kind, FailureKind::Overrun, "{failure:#?}");
    let overrun = failure.overrun.as_ref().unwrap();
    (overrun.resource, overrun.limit, overrun.used)
}

#[test]
fn an_endless_loop_is_stopped_by_cpu_time_and_the_next_check_goes_on() {
    let bench = Bench::new();
    let mut task = sum_task();
    task.limits.wall_s = 60;
    let main =
        "def total(numbers):\n    while not numbers:\n        pass\n    return sum(numbers)\n";
    let verdict = bench.judge(&task, main);
    let (resource, limit, used) = overrun(failure(&verdict, "empty"));
    assert_eq!((resource, limit), (Resource::Cpu, 1000));
    assert!((900..2500).contains(&used), "{used}");
    assert_eq!(check(&verdict, "some").status, Status::Pass);
    assert_eq!(check(&verdict, "many").status, Status::Pass);
    assert_eq!(verdict.outcome, Outcome::NotPassed);
}

#[test]
fn code_that_ignores_the_cpu_signal_is_stopped_all_the_same() {
    let bench = Bench::new();
    let mut task = sum_task();
    task.limits.wall_s = 60;
    let main = "import signal\nsignal.signal(signal.SIGXCPU, signal.SIG_IGN)\n\
                def total(numbers):\n    while not numbers:\n        pass\n    return sum(numbers)\n";
    let verdict = bench.judge(&task, main);
    let (resource, limit, used) = overrun(failure(&verdict, "empty"));
    assert_eq!((resource, limit), (Resource::Cpu, 1000));
    assert!((1000..3500).contains(&used), "{used}");
}

#[test]
fn a_sleeper_is_stopped_by_wall_time() {
    let bench = Bench::new();
    let main = "import time\ndef total(numbers):\n    if not numbers:\n        time.sleep(600)\n    return sum(numbers)\n";
    let verdict = bench.judge(&sum_task(), main);
    let (resource, limit, used) = overrun(failure(&verdict, "empty"));
    assert_eq!((resource, limit), (Resource::Wall, 3000));
    assert!((3000..3500).contains(&used), "{used}");
    assert_eq!(check(&verdict, "some").status, Status::Pass);
}

#[test]
fn loading_has_a_limit_too() {
    let bench = Bench::new();
    let verdict = bench.judge(&sum_task(), "import time\ntime.sleep(600)\n");
    let (_, failure) = verdict.first_failure().unwrap();
    assert_eq!(overrun(failure).0, Resource::Wall);
    assert_eq!(verdict.outcome, Outcome::NotPassed);
}

#[test]
fn one_process_cannot_take_more_memory_than_its_limit() {
    let bench = Bench::new();
    let main = "def total(numbers):\n    if not numbers:\n        b'x' * (1 << 30)\n    return sum(numbers)\n";
    let verdict = bench.judge(&sum_task(), main);
    let (resource, limit, _) = overrun(failure(&verdict, "empty"));
    assert_eq!((resource, limit), (Resource::Memory, 256 * 1024));
    assert_eq!(check(&verdict, "some").status, Status::Pass);
}

#[test]
fn many_processes_together_cannot_take_more_memory_than_the_trees_limit() {
    let bench = Bench::new();
    let main = r#"
import os, time
def total(numbers):
    if not numbers:
        for n in range(8):
            if os.fork() == 0:
                hog = bytearray(os.urandom(1) * (100 << 20))
                time.sleep(600)
        time.sleep(600)
    return sum(numbers)
"#;
    let verdict = bench.judge(&sum_task(), main);
    let (resource, limit, used) = overrun(failure(&verdict, "empty"));
    assert_eq!((resource, limit), (Resource::Memory, 2 * 256 * 1024));
    assert!(used > limit && used < 4 * limit, "{used}");
    assert_eq!(check(&verdict, "some").status, Status::Pass);
}

#[test]
fn a_flood_of_output_is_stopped_and_cut_with_a_mark() {
    let bench = Bench::new();
    let main = "import os\ndef total(numbers):\n    if not numbers:\n        for _ in range(1 << 10):\n            os.write(1, b'x' * (1 << 20))\n    return sum(numbers)\n";
    let verdict = bench.judge(&sum_task(), main);
    let (resource, limit, used) = overrun(failure(&verdict, "empty"));
    assert_eq!((resource, limit), (Resource::Output, 1024));
    assert!(used > 1024 && used < 4096, "{used}");
    assert!(verdict.output.stdout.contains("bytes left out"));
    assert!(verdict.output.stdout.len() < 70_000);
    assert!(verdict.output.cut_bytes > 900_000, "{}", verdict.output.cut_bytes);
    assert_eq!(check(&verdict, "some").status, Status::Pass);
}

#[test]
fn a_fork_bomb_is_stopped() {
    let bench = Bench::new();
    let main = r#"
import os, time
def total(numbers):
    if not numbers:
        for _ in range(500):
            if os.fork() == 0:
                time.sleep(600)
        time.sleep(600)
    return sum(numbers)
"#;
    let verdict = bench.judge(&sum_task(), main);
    let (resource, limit, used) = overrun(failure(&verdict, "empty"));
    assert_eq!((resource, limit), (Resource::Processes, 64));
    assert!(used > 64, "{used}");
    assert_eq!(check(&verdict, "some").status, Status::Pass);
}

#[test]
fn a_file_cannot_grow_past_its_limit() {
    let bench = Bench::new();
    let mut task = sum_task();
    task.limits.file_mib = 1;
    let main = "def total(numbers):\n    if not numbers:\n        open('big', 'wb').write(b'x' * (2 << 20))\n    return sum(numbers)\n";
    let verdict = bench.judge(&task, main);
    let failure = failure(&verdict, "empty");
    assert!(matches!(failure.kind, FailureKind::Raised | FailureKind::Overrun), "{failure:#?}");
    assert_eq!(check(&verdict, "some").status, Status::Pass);
}

#[test]
fn leaving_is_no_way_to_pass() {
    let bench = Bench::new();
    for (main, kind) in [
        ("import os\nos._exit(0)\n", FailureKind::Died),
        ("import os\ndef total(numbers):\n    os._exit(0)\n", FailureKind::Died),
        ("import ctypes\ndef total(numbers):\n    ctypes.string_at(0)\n", FailureKind::Died),
        ("import os\ndef total(numbers):\n    os.kill(os.getpid(), 9)\n", FailureKind::Died),
        ("import sys\ndef total(numbers):\n    sys.exit(0)\n", FailureKind::Raised),
    ] {
        let verdict = bench.judge(&sum_task(), main);
        assert_eq!(verdict.outcome, Outcome::NotPassed, "{main}: {verdict:#?}");
        let (_, failure) = verdict.first_failure().unwrap();
        assert_eq!(failure.kind, kind, "{main}: {failure:#?}");
    }
    assert_eq!(bench.judge(&sum_task(), RIGHT).outcome, Outcome::Passed);
}

#[test]
fn a_closed_channel_is_a_fail_and_not_a_wait() {
    let bench = Bench::new();
    let main =
        "import os, time\ndef total(numbers):\n    os.closerange(3, 64)\n    time.sleep(600)\n";
    let verdict = bench.judge(&sum_task(), main);
    assert_eq!(verdict.outcome, Outcome::NotPassed, "{verdict:#?}");
    assert!(verdict.cost.wall_us < 2_500_000, "{:?}", verdict.cost);
}
