//! Databases in boxes of their own: what they may take, how their ends are told, and what is left.

use std::path::Path;
use std::time::{Duration, Instant};

use piton_domain::task::Task;
use piton_domain::verdict::{Failure, FailureKind, Mode, Resource, Status};
use piton_domain::{Files, Outcome, Submission, Verdict};
use piton_judge::{Cancel, JudgeError, Request, Trial, practice_seed};
use rustix::process::{Pid, Signal, kill_process};

use crate::support::{Bench, check, failure, proc_file, processes_with, task, tier, write};

const SHOP: &str = "CREATE TABLE customer (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer INTEGER REFERENCES customer(id), cents INTEGER);
";

/// What every customer has ordered; a customer without orders stands in it too.
const RIGHT: &str = "SELECT c.name, coalesce(sum(o.cents), 0) AS total
FROM customer AS c LEFT JOIN orders AS o ON o.customer = c.id
GROUP BY c.id
ORDER BY total DESC;
";

/// It computes for longer than any limit in few steps: half a million comparisons of as many bytes,
/// row after row.
const SLOW_STEPS: &str = "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c LIMIT 100)
SELECT max(instr(hex(zeroblob(500000)) || n, hex(zeroblob(250000)) || '1')) FROM c;
";

const ENDLESS: &str = "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c)
SELECT count(*) AS total FROM c;
";

/// Makes a task whose learner hands in `top.sql`, with checks after the common beginning.
fn shop_task(checks: &str) -> Task {
    let begin = r#"
from piton import cases, check, require, resource
from piton.sql import answers, grows_like, same, schema

SHOP = schema(resource("shop.sql"))

def shops(rng):
    people = [(n, rng.choice(["Ada", "Bo", None])) for n in range(1, rng.randrange(1, 6))]
    ids = [None] + [one for one, _ in people]
    orders = [(n, rng.choice(ids), rng.choice([None, 0, 150])) for n in range(rng.randrange(9))]
    return {"customer": people, "orders": orders}
"#;
    let mut task = task(&format!("{begin}{checks}"), "# Nothing is called.\n");
    task.kind = "sql".into();
    task.files = vec!["top.sql".into()];
    task.start = Files::from([("top.sql".into(), b"".to_vec())]);
    task.resources = Files::from([
        ("shop.sql".into(), SHOP.as_bytes().to_vec()),
        ("top.sql".into(), RIGHT.as_bytes().to_vec()),
    ]);
    task
}

fn top_task() -> Task {
    shop_task(
        r#"
@check("each customer stands with the sum of the orders", grade="B")
def sums():
    for shop in cases(shops, n=20, valid=SHOP.fits):
        answers("top.sql", SHOP, shop, resource("top.sql"), ordered=["total"])

@check("the next check has its turn")
def next_one():
    own = SHOP.own({"customer": [(1, "Ada")]})
    assert own.rows("SELECT count(*) FROM customer").rows == [(1,)]
"#,
    )
}

fn handed_in(task: &Task, sql: &str) -> Submission {
    let dir = tempfile::TempDir::new().unwrap();
    write(&dir.path().join("top.sql"), sql.as_bytes());
    piton_judge::snapshot(task, dir.path()).unwrap()
}

fn try_judging(
    bench: &Bench,
    task: &Task,
    sql: &str,
    cancel: &Cancel,
) -> Result<Verdict, JudgeError> {
    let submission = handed_in(task, sql);
    let seed = practice_seed(task, &submission);
    let request =
        Request { task, submission: &submission, mode: Mode::Practice, seed, again: vec![] };
    bench.run(&request, &mut |_| {}, cancel)
}

fn judge(bench: &Bench, task: &Task, sql: &str) -> Verdict {
    let verdict = try_judging(bench, task, sql, &Cancel::new().unwrap()).unwrap();
    bench.assert_clean();
    assert_eq!(engines(bench), Vec::<i32>::new());
    verdict
}

/// Returns the processes that hold a database: the forks of the engines' zygotes.
fn engines(bench: &Bench) -> Vec<i32> {
    of_role(bench, true)
}

/// Returns processes with the role of engines whose parent has it too, or has not.
fn of_role(bench: &Bench, forks: bool) -> Vec<i32> {
    let home = bench.home.path().join("home").to_string_lossy().into_owned();
    let role = r#""role":"engine""#;
    let is_one = |pid: i32| proc_file(pid, "cmdline").contains(role);
    let found = processes_with(&home).into_iter().filter(|&pid| is_one(pid));
    found.filter(|&pid| is_one(parent(pid)) == forks && parent(pid) != 0).collect()
}

fn parent(pid: i32) -> i32 {
    let stat = proc_file(pid, "stat");
    let rest = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    rest.split_whitespace().nth(1).and_then(|word| word.parse().ok()).unwrap_or(0)
}

/// Waits for the one engine of a judging under way and sends it, or its zygote, a signal.
fn signal(bench: &Bench, forks: bool, signal: Signal) {
    let until = Instant::now() + Duration::from_secs(20);
    while Instant::now() < until {
        // One that computes has met the learner's statement; the others wait for J.
        let computing = |pid: &i32| cpu_ticks(*pid) > 30;
        if let Some(pid) = engines(bench).into_iter().find(computing) {
            let target = if forks { pid } else { parent(pid) };
            kill_process(Pid::from_raw(target).unwrap(), signal).unwrap();
            return;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    panic!("no engine computes");
}

fn cpu_ticks(pid: i32) -> u64 {
    let stat = proc_file(pid, "stat");
    let rest = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    rest.split_whitespace().nth(11).and_then(|word| word.parse().ok()).unwrap_or(0)
}

/// Judges while something is done to an engine.
fn judge_while(bench: &Bench, task: &Task, sql: &str, act: impl FnOnce() + Send) -> Verdict {
    std::thread::scope(|scope| {
        let acting = scope.spawn(act);
        let verdict = judge(bench, task, sql);
        acting.join().unwrap();
        verdict
    })
}

fn overrun(failure: &Failure) -> (Resource, u64) {
    assert_eq!(failure.kind, FailureKind::Overrun, "{failure:#?}");
    let overrun = failure.overrun.as_ref().unwrap();
    (overrun.resource, overrun.limit)
}

fn could_not(outcome: &Outcome) -> &str {
    match outcome {
        Outcome::CouldNotJudge(says) => says,
        other => panic!("it is {other:?}"),
    }
}

#[test]
fn a_right_query_passes_and_a_wrong_one_is_told_on_the_smallest_database() {
    let bench = Bench::new();
    let task = top_task();
    let verdict = judge(&bench, &task, RIGHT);
    assert_eq!(verdict.outcome, Outcome::Passed, "{verdict:#?}");
    assert!(verdict.cost.cpu_us > 0 && check(&verdict, "sums").cost.calls == 20);

    let verdict = judge(&bench, &task, &RIGHT.replace("LEFT JOIN", "JOIN"));
    let told = failure(&verdict, "sums");
    assert!(told.says.contains("leaves out the row"), "{told:#?}");
    // One customer without an order is the smallest shop that tells the two apart.
    let call = told.call.as_deref().unwrap();
    assert!(call.ends_with("; orders: no rows"), "{call}");
    assert_eq!(told.got.as_deref(), Some("no rows"));
    assert_eq!(check(&verdict, "next_one").status, Status::Pass);

    let submission = handed_in(&task, RIGHT);
    let again = vec![("sums".to_owned(), told.case.clone().unwrap())];
    let request =
        Request { task: &task, submission: &submission, mode: Mode::Practice, seed: 5, again };
    let cancel = Cancel::new().unwrap();
    let verdict = bench.run(&request, &mut |_| {}, &cancel).unwrap();
    assert_eq!(check(&verdict, "sums").cost.calls, 21, "the case found before runs first");
}

#[test]
fn what_reaches_out_of_the_database_is_refused_with_a_sentence() {
    let bench = Bench::new();
    let task = top_task();
    let path = bench.home.path().join("stolen.db");
    for (sql, says) in [
        (format!("ATTACH '{}' AS other", path.display()), "ATTACH"),
        ("ATTACH ':memory:' AS other".to_owned(), "ATTACH"),
        (format!("VACUUM INTO '{}'", path.display()), "VACUUM"),
        ("SELECT load_extension('/usr/lib/x.so')".to_owned(), "load_extension is refused"),
        ("PRAGMA writable_schema = ON".to_owned(), "PRAGMA writable_schema is refused"),
        ("PRAGMA journal_mode = WAL".to_owned(), "PRAGMA journal_mode is refused"),
        ("SELECT * FROM pragma_journal_mode".to_owned(), "journal_mode"),
        ("SELECT data FROM sqlite_dbpage".to_owned(), "sqlite_dbpage"),
        ("SELECT readfile('/etc/passwd')".to_owned(), "readfile"),
        ("CREATE VIRTUAL TABLE x USING fts5(y)".to_owned(), "virtual table"),
        ("DELETE FROM orders".to_owned(), "tries to DELETE"),
        ("SELECT 1; SELECT 2".to_owned(), "2 statements"),
        ("-- nothing\n".to_owned(), "holds no statement"),
        (
            "SELECT name AS orders\nFROM customer WHERE\n  FROM orders".to_owned(),
            "line 3: near \"FROM\"",
        ),
        ("SELECT name,\n  age FROM customer".to_owned(), "line 2: no such column: age"),
        ("SELECT name FROM sqlite_temp_schema_x".to_owned(), "no such table"),
    ] {
        let verdict = judge(&bench, &task, &sql);
        let told = failure(&verdict, "sums");
        assert!(told.says.to_lowercase().contains(&says.to_lowercase()), "{sql}: {told:#?}");
        assert_eq!(verdict.outcome, Outcome::NotPassed);
        assert_eq!(check(&verdict, "next_one").status, Status::Pass);
    }
    assert!(!Path::new(&path).exists());
}

#[test]
fn a_query_without_an_end_is_stopped_by_its_steps() {
    let bench = Bench::new();
    let verdict = judge(&bench, &top_task(), ENDLESS);
    let told = failure(&verdict, "sums");
    assert!(told.says.contains("10,000,000 steps"), "{told:#?}");
    assert!(told.advice.as_deref().unwrap().contains("recursive"), "{told:#?}");
    assert_eq!(check(&verdict, "next_one").status, Status::Pass);
}

#[test]
fn results_and_values_have_bounds() {
    let bench = Bench::new();
    let task = top_task();
    let numbers = "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c LIMIT 20000)";
    for (sql, says) in [
        (format!("{numbers} SELECT n, n FROM c"), "more than 10000 rows"),
        (format!("{numbers} SELECT hex(zeroblob(500)) FROM c LIMIT 9000"), "512 KiB"),
        ("SELECT randomblob(1000000000)".to_owned(), "too big"),
        ("SELECT zeroblob(2000000000)".to_owned(), "too big"),
        (
            "SELECT group_concat(hex(zeroblob(400000))) FROM (VALUES (1), (2), (3))".to_owned(),
            "big",
        ),
        (format!("SELECT {}1", "1 + ".repeat(300)), "maximum depth"),
    ] {
        let verdict = judge(&bench, &task, &sql);
        let told = failure(&verdict, "sums");
        assert!(told.says.contains(says), "{sql}: {told:#?}");
    }
}

#[test]
fn memory_is_limited_and_named() {
    let bench = Bench::new();
    let hoard = "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c LIMIT 3000)
        SELECT count(*) FROM (SELECT DISTINCT n, randomblob(900000) FROM c)";
    let verdict = judge(&bench, &top_task(), hoard);
    let told = failure(&verdict, "sums");
    assert_eq!(overrun(told), (Resource::Memory, 384 * 1024));
    assert!(told.says.contains("384 MiB"), "{told:#?}");
    assert_eq!(check(&verdict, "next_one").status, Status::Pass);
}

#[test]
fn a_step_that_takes_too_long_is_stopped_by_cpu_time() {
    let bench = Bench::new();
    let verdict = judge(&bench, &top_task(), SLOW_STEPS);
    let told = failure(&verdict, "sums");
    assert_eq!(overrun(told), (Resource::Cpu, 10_000));
    assert!(told.says.starts_with("Your SQL was stopped after 10"), "{told:#?}");
    // The kernel counts limits by ticks, and what it tells may be less.
    assert!(verdict.cost.cpu_us >= 5_000_000, "{:?}", verdict.cost);
    assert_eq!(check(&verdict, "next_one").status, Status::Pass);
}

#[test]
fn an_engine_that_stands_still_is_stopped_by_wall_time() {
    let bench = Bench::new();
    let verdict = judge_while(&bench, &top_task(), SLOW_STEPS, || {
        signal(&bench, true, Signal::STOP);
    });
    let told = failure(&verdict, "sums");
    assert_eq!(overrun(told), (Resource::Wall, 40_000));
    assert_eq!(check(&verdict, "next_one").status, Status::Pass);
}

#[test]
fn an_engine_that_dies_of_a_learners_statement_is_a_failure_and_the_zygote_is_ours() {
    let bench = Bench::new();
    let task = top_task();
    let killed = judge_while(&bench, &task, SLOW_STEPS, || signal(&bench, true, Signal::KILL));
    let told = failure(&killed, "sums");
    assert_eq!(told.kind, FailureKind::Died);
    assert!(told.says.contains("signal 9"), "{told:#?}");
    assert_eq!(check(&killed, "next_one").status, Status::Pass);

    let lost = judge_while(&bench, &task, SLOW_STEPS, || signal(&bench, false, Signal::KILL));
    assert!(could_not(&lost.outcome).contains("zygote"), "{lost:#?}");
    assert_eq!(judge(&bench, &task, RIGHT).outcome, Outcome::Passed);
}

#[test]
fn an_idle_zygote_that_was_killed_is_started_again() {
    let bench = Bench::new();
    let task = top_task();
    assert_eq!(judge(&bench, &task, RIGHT).outcome, Outcome::Passed);
    let zygotes = of_role(&bench, false);
    assert_eq!(zygotes.len(), 2, "one for what the learner wrote and one for the reference");
    for pid in zygotes {
        kill_process(Pid::from_raw(pid).unwrap(), Signal::KILL).unwrap();
    }
    assert_eq!(judge(&bench, &task, RIGHT).outcome, Outcome::Passed);
}

#[test]
fn what_the_authors_own_statements_come_to_is_not_the_learners_fault() {
    let bench = Bench::new();
    for (statement, says) in [
        ("SELECT age FROM customer", "no such column"),
        ("SELECT instr(hex(zeroblob(500000)) || n, hex(zeroblob(250000)) || '1') FROM c", "10.0 s"),
    ] {
        let with = "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c LIMIT 100) ";
        let task = shop_task(&format!(
            "@check(\"it is right\")\ndef sums():\n    answers(\"top.sql\", SHOP, {{}}, \"{with}{statement}\")\n"
        ));
        let verdict = judge(&bench, &task, RIGHT);
        let told = could_not(&verdict.outcome);
        assert!(told.contains(says), "{told}");
    }
}

#[test]
fn a_judging_has_at_most_four_engines_at_once() {
    let bench = Bench::new();
    let with = |n: usize| {
        shop_task(&format!(
            "@check(\"there are several\")\ndef several():\n    desk = schema.args[0]\n    \
             engines = {{desk.engine(str(n))._number for n in range({n})}}\n    assert len(engines) == {n}\n\n\
             @check(\"there are again\")\ndef again():\n    several()\n"
        ))
    };
    // One more, in which the library proves itself.
    let verdict = judge(&bench, &with(3), RIGHT);
    assert_eq!(verdict.outcome, Outcome::Passed, "{verdict:#?}");
    let verdict = judge(&bench, &with(4), RIGHT);
    assert!(could_not(&verdict.outcome).contains("too many engines"), "{verdict:#?}");
}

#[test]
fn time_of_an_engine_is_not_time_of_the_learners_process() {
    let bench = Bench::new();
    let mut task = shop_task(
        "@check(\"it may take long\")\ndef long():\n    for _ in range(8):\n        \
         found = SHOP.given({}).attempt(resource(\"endless.sql\"))\n        \
         assert found.kind == \"steps\"\n",
    );
    task.resources.insert("endless.sql".into(), ENDLESS.as_bytes().to_vec());
    task.limits.wall_s = 1;
    let verdict = judge(&bench, &task, RIGHT);
    assert_eq!(verdict.outcome, Outcome::Passed, "{verdict:#?}");
    assert!(check(&verdict, "long").cost.wall_us > 1_000_000);
}

#[test]
fn sessions_meet_in_a_database_that_is_a_file_of_the_box() {
    let bench = Bench::new();
    let task = shop_task(
        r#"
@check("two sessions see what the other has committed, and wait for nobody")
def meet():
    one = SHOP.given({"customer": [(1, "Ada")]}, shared=True)
    other = one.session()
    one.run("BEGIN IMMEDIATE; INSERT INTO customer VALUES (2, 'Bo')")
    assert other.rows("SELECT count(*) FROM customer").rows == [(1,)]
    assert "locked" in other.attempt("INSERT INTO customer VALUES (3, 'Cy')").says
    one.run("COMMIT")
    assert other.rows("SELECT count(*) FROM customer").rows == [(2,)]
    # The next database is another file.
    assert SHOP.given({}, shared=True).rows("SELECT count(*) FROM customer").rows == [(0,)]
"#,
    );
    let verdict = judge(&bench, &task, RIGHT);
    assert_eq!(verdict.outcome, Outcome::Passed, "{verdict:#?}");
}

#[test]
fn a_judging_can_be_called_off_while_an_engine_computes() {
    let bench = Bench::new();
    let cancel = Cancel::new().unwrap();
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let until = Instant::now() + Duration::from_secs(20);
            while !engines(&bench).iter().any(|&pid| cpu_ticks(pid) > 30) && Instant::now() < until
            {
                std::thread::sleep(Duration::from_millis(20));
            }
            cancel.cancel();
        });
        let began = Instant::now();
        let outcome = try_judging(&bench, &top_task(), SLOW_STEPS, &cancel);
        assert!(matches!(outcome, Err(JudgeError::Cancelled)), "{outcome:?}");
        assert!(began.elapsed() < Duration::from_secs(9), "{:?}", began.elapsed());
    });
    bench.assert_clean();
    assert_eq!(engines(&bench), Vec::<i32>::new());
}

#[test]
fn trials_have_engines_too_and_none_is_left_from_one_to_the_next() {
    let bench = Bench::new();
    let task = top_task();
    let wrong = RIGHT.replace("LEFT JOIN", "JOIN");
    let sources = [RIGHT, &wrong, ENDLESS, "DROP TABLE customer", RIGHT, ""];
    let trials = sources.map(|sql| Trial {
        files: Files::from([("top.sql".to_owned(), sql.as_bytes().to_vec())]),
        seeds: vec![1, 2, 3],
        ..Trial::default()
    });
    let cancel = Cancel::new().unwrap();
    let outcomes = bench.judge.trials(&task, &trials, &bench.environment, &cancel).unwrap();
    let says = |at: usize| outcomes[at][0].failed().map(|check| check.says.clone());
    assert!(outcomes.iter().all(|seeds| seeds.len() == 3), "{outcomes:#?}");
    assert!(outcomes.iter().flatten().all(|one| one.trouble.is_none()), "{outcomes:#?}");
    assert!(outcomes[0].iter().chain(&outcomes[4]).all(|one| one.passed), "{outcomes:#?}");
    assert!(says(1).unwrap().contains("leaves out"), "{:?}", says(1));
    assert!(says(2).unwrap().contains("steps"), "{:?}", says(2));
    assert!(says(3).unwrap().contains("tries to DROP TABLE"), "{:?}", says(3));
    assert!(says(5).unwrap().contains("no statement"), "{:?}", says(5));
    bench.assert_clean();
    assert_eq!(engines(&bench), Vec::<i32>::new());
    assert_eq!(of_role(&bench, false).len(), 2);
}

#[test]
fn an_engine_starts_only_where_one_is_asked_for() {
    let bench = Bench::new();
    let verdict = bench.judge(&crate::support::sum_task(), crate::support::RIGHT);
    assert_eq!((verdict.outcome, verdict.tier), (Outcome::Passed, tier()));
    assert_eq!(of_role(&bench, false), Vec::<i32>::new());
}
