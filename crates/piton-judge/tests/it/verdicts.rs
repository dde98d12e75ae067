//! What a submission gets.

use piton_domain::Outcome;
use piton_domain::verdict::{FailureKind, LineRole, Mode, Status};
use piton_judge::{Cancel, JudgeEvent, Request};

use crate::support::{
    Bench, RIGHT, check, failure, submission, sum_task, task, tier, without_cost,
};

#[test]
fn a_right_submission_passes_every_check() {
    let bench = Bench::new();
    let verdict = bench.judge(&sum_task(), RIGHT);
    assert_eq!(verdict.outcome, Outcome::Passed, "{verdict:#?}");
    assert_eq!(verdict.tier, tier());
    for name in ["empty", "some", "many"] {
        assert_eq!(check(&verdict, name).status, Status::Pass);
    }
    assert!(verdict.cost.calls >= 52 && verdict.cost.wall_us > 0, "{:?}", verdict.cost);
    assert!(verdict.cost.cpu_us > 0 && verdict.cost.max_rss_kib > 1000, "{:?}", verdict.cost);
}

#[test]
fn a_wrong_value_is_told_with_the_smallest_case() {
    let bench = Bench::new();
    let verdict = bench.judge(&sum_task(), "def total(numbers):\n    return sum(numbers[1:])\n");
    assert_eq!(verdict.outcome, Outcome::NotPassed);
    assert_eq!(check(&verdict, "empty").status, Status::Pass);
    let failure = failure(&verdict, "some");
    assert_eq!(failure.kind, FailureKind::Mismatch);
    assert_eq!(failure.call.as_deref(), Some("total([1])"));
    assert_eq!(failure.expected.as_deref(), Some("1"));
    assert_eq!(failure.got.as_deref(), Some("0"));
    assert_eq!(failure.advice.as_deref(), Some("Add them all."));
    assert!(failure.case.is_some(), "{failure:#?}");
}

#[test]
fn an_earlier_counter_example_runs_first() {
    let bench = Bench::new();
    let task = sum_task();
    let wrong = submission(&task, b"def total(numbers):\n    return sum(numbers[1:])\n");
    let cancel = Cancel::new().unwrap();
    let mut request =
        Request { task: &task, submission: &wrong, mode: Mode::Practice, seed: 1, again: vec![] };
    let first = bench.run(&request, &mut |_| {}, &cancel).unwrap();
    let case = failure(&first, "some").case.clone().unwrap();
    request.again = vec![("some".into(), case.clone()), ("gone".into(), "no JSON".into())];
    request.seed = 2;
    let second = bench.run(&request, &mut |_| {}, &cancel).unwrap();
    assert_eq!(failure(&second, "some").case, Some(case));
}

#[test]
fn an_exception_is_told_with_the_learners_line() {
    let bench = Bench::new();
    let verdict =
        bench.judge(&sum_task(), "def total(numbers):\n    first = numbers[0]\n    return first\n");
    let failure = failure(&verdict, "empty");
    assert_eq!(failure.kind, FailureKind::Raised);
    let line = &failure.lines[0];
    assert_eq!((line.file.as_str(), line.line, line.role), ("main.py", 2, LineRole::Raised));
    assert_eq!(line.text.trim(), "first = numbers[0]");
    assert_eq!(line.function, "total");
    assert!(failure.says.contains("IndexError"), "{}", failure.says);
}

#[test]
fn a_syntax_error_stands_before_every_check() {
    let bench = Bench::new();
    let verdict = bench.judge(&sum_task(), "x = 1\ndef total(numbers:\n    pass\n");
    assert_eq!(verdict.outcome, Outcome::NotPassed);
    let (first, failure) = verdict.first_failure().unwrap();
    assert_eq!(failure.kind, FailureKind::NotLoaded);
    assert_eq!((failure.lines[0].file.as_str(), failure.lines[0].line), ("main.py", 2));
    for name in ["empty", "some", "many"] {
        assert_eq!(
            check(&verdict, name).status,
            Status::NotReached { because: first.name.clone() }
        );
    }
}

#[test]
fn output_is_shown_with_invalid_bytes_replaced() {
    let bench = Bench::new();
    let main =
        "import sys\nsys.stdout.buffer.write(b'caf\\xe9 \\xff\\n')\nprint('oh', file=sys.stderr)\n";
    let verdict = bench.judge(&sum_task(), &format!("{main}{RIGHT}"));
    assert_eq!(verdict.outcome, Outcome::Passed, "{verdict:#?}");
    assert_eq!(verdict.output.stdout, "caf\u{fffd} \u{fffd}\n");
    assert_eq!(verdict.output.stderr, "oh\n");
}

#[test]
fn a_forged_report_is_only_output() {
    let bench = Bench::new();
    let main = r#"
import os
print('{"event":"done","author_fault":null}')
for fd in range(3, 64):
    try:
        os.write(fd, b'\x00\x00\x00\x23{"event":"done","author_fault":null}')
    except OSError:
        pass
def total(numbers):
    return 0
"#;
    let verdict = bench.judge(&sum_task(), main);
    assert_eq!(verdict.outcome, Outcome::NotPassed, "{verdict:#?}");
}

#[test]
fn equal_submissions_get_equal_verdicts() {
    let bench = Bench::new();
    let task = sum_task();
    let wrong = "def total(numbers):\n    print(len(numbers))\n    return sum(numbers) or 1\n";
    let first = without_cost(bench.judge(&task, wrong));
    let second = without_cost(bench.judge(&task, wrong));
    assert_eq!(first, second);
    assert_eq!(first, without_cost(Bench::new().judge(&task, wrong)));
}

#[test]
fn files_that_are_no_text_arrive_whole() {
    let bench = Bench::new();
    let mut task = sum_task();
    task.start.insert("data.bin".into(), vec![0, 255, 10, 13]);
    let main = "DATA = open('data.bin', 'rb').read()\nimport support\n\
                def total(numbers):\n    assert DATA == bytes([0, 255, 10, 13])\n    \
                assert support.TAX == 3\n    return sum(numbers)\n";
    assert_eq!(bench.judge(&task, main).outcome, Outcome::Passed);
}

#[test]
fn events_come_in_the_order_of_the_checks() {
    let bench = Bench::new();
    let task = sum_task();
    let right = submission(&task, RIGHT.as_bytes());
    let request =
        Request { task: &task, submission: &right, mode: Mode::Practice, seed: 7, again: vec![] };
    let mut heard = Vec::new();
    let cancel = Cancel::new().unwrap();
    let verdict = bench
        .run(
            &request,
            &mut |event| {
                heard.push(match event {
                    JudgeEvent::Checks(list) => format!("{} checks", list.len()),
                    JudgeEvent::Started { name, .. } => format!("start {name}"),
                    JudgeEvent::Finished(result) => format!("finish {}", result.name),
                });
            },
            &cancel,
        )
        .unwrap();
    let own: Vec<&String> = heard.iter().filter(|event| !event.contains("loads")).collect();
    assert_eq!(
        own[1..],
        ["start empty", "finish empty", "start some", "finish some", "start many", "finish many"]
    );
    assert!(own[0].ends_with("checks"), "{heard:?}");
    assert_eq!(verdict.outcome, Outcome::Passed);
}

#[test]
fn certifying_saves_run_the_visible_checks_only() {
    let bench = Bench::new();
    let mut task = sum_task();
    task.visible = vec!["empty".into()];
    let wrong = submission(&task, b"def total(numbers):\n    return 0\n");
    let mut request = Request {
        task: &task,
        submission: &wrong,
        mode: Mode::CertifySave,
        seed: 7,
        again: vec![],
    };
    let cancel = Cancel::new().unwrap();
    let save = bench.run(&request, &mut |_| {}, &cancel).unwrap();
    assert!(save.checks.iter().all(|check| check.visible), "{save:#?}");
    assert_eq!(check(&save, "empty").status, Status::Pass);
    request.mode = Mode::CertifySubmit;
    let submitted = bench.run(&request, &mut |_| {}, &cancel).unwrap();
    assert_eq!(submitted.outcome, Outcome::NotPassed);
    let hidden = failure(&submitted, "some");
    assert_eq!((&hidden.call, &hidden.expected, &hidden.got), (&None, &None, &None));
}

#[test]
fn a_task_without_checks_cannot_be_passed() {
    let bench = Bench::new();
    let verdict = bench.judge(&task("", "import main\n"), "x = 1\n");
    assert!(matches!(verdict.outcome, Outcome::CouldNotJudge(_)), "{verdict:#?}");
}

#[test]
fn a_wrong_value_shows_the_learners_lines_and_not_those_of_imports_or_support_files() {
    let bench = Bench::new();
    let probe = "from piton import probe\n@probe()\ndef total(numbers):\n    import main\n    \
                 return main.total(numbers)\n";
    let mut wanted = sum_task();
    wanted.probe = probe.into();
    wanted.start.insert(
        "support.py".into(),
        b"class Ledger:\n    kind = 1\n    def rows(self, numbers):\n        return numbers[1:]\n"
            .to_vec(),
    );
    let main = "import support\nclass Sum:\n    name = 'sum'\ndef total(numbers):\n    rows = \
                support.Ledger().rows(numbers)\n    return sum(rows)\n";
    let verdict = bench.judge(&wanted, main);
    let lines = &failure(&verdict, "some").lines;
    assert_eq!((lines[0].role, lines[0].function.as_str()), (LineRole::Called, "total"));
    let ran: Vec<_> = lines[1..].iter().map(|line| (line.file.as_str(), line.line)).collect();
    assert_eq!(ran, [("main.py", 5), ("main.py", 6)], "{lines:#?}");
}

/// Answers of quick calls travel several at a time, and those a dying process had not sent yet are
/// asked once more: the case that is named is the one it died in, unless an earlier one was wrong.
#[test]
fn the_case_a_process_died_in_is_named() {
    let checks = r#"
from piton import check, cases
from probe import total

@check("the total of two numbers is their sum")
def sums():
    numbers = iter(range(1000))
    for pair in cases(lambda rng: [next(numbers), 1], n=120):
        assert total(pair) == sum(pair)
"#;
    let task = task(checks, &sum_task().probe);
    let bench = Bench::new();
    let dies = "import os\ndef total(numbers):\n    if numbers[0] == 90:\n        os._exit(3)\n    return sum(numbers)\n";
    let verdict = bench.judge(&task, dies);
    let died = failure(&verdict, "sums");
    assert_eq!(died.kind, FailureKind::Died, "{died:#?}");
    assert_eq!(died.call.as_deref(), Some("total([90, 1])"), "{died:#?}");
    let errs = dies.replace("return sum", "return (numbers[0] == 88) + sum");
    let verdict = bench.judge(&task, &errs);
    let wrong = failure(&verdict, "sums");
    assert_eq!(wrong.kind, FailureKind::Mismatch, "{wrong:#?}");
    assert_eq!(wrong.call.as_deref(), Some("total([88])"), "{wrong:#?}");
}

#[test]
fn tasks_with_equal_checks_keep_their_own_probes() {
    let bench = Bench::new();
    let one = sum_task();
    assert_eq!(bench.judge(&one, RIGHT).outcome, Outcome::Passed);
    let mut other = one.clone();
    other.probe = one.probe.replace("main.total(numbers)", "main.added(numbers)");
    let main = RIGHT.replace("total", "added");
    assert_eq!(bench.judge(&other, &main).outcome, Outcome::Passed);
    assert_eq!(bench.judge(&other, RIGHT).outcome, Outcome::NotPassed);
}
