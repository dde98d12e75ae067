//! How long a judging takes, cold and warm: ten tiny checks, a right submission.
//!
//! `cargo bench -p piton-judge --bench judging` prints one line per figure, in milliseconds.

#![expect(clippy::print_stdout, reason = "the figures are what this program is for")]

use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

use piton_domain::task::Aid;
use piton_domain::verdict::Mode;
use piton_domain::{ContentHash, Files, Level, Limits, Outcome, SkillId, Submission, Task, TaskId};
use piton_judge::environment::Environment;
use piton_judge::{Cancel, Judge, JudgeConfig, Request, snapshot};

const N_WARM: usize = 200;
const N_COLD: usize = 10;

fn main() {
    let home = tempfile::tempdir().expect("a temporary folder can be made");
    let environment = environment(home.path().join("env"));
    let config = JudgeConfig::new(home.path().join("home"), environment.python.clone(), None);
    let task = task();
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let main = folder.path().join("main.py");
    #[expect(clippy::disallowed_methods, reason = "a bench lays out what it needs")]
    std::fs::write(&main, "def double(n):\n    return 2 * n\n").expect("it can be written");
    // The first cold start writes the harness, which later ones find there.
    let mut cold = Vec::new();
    for _ in 0..=N_COLD {
        let began = Instant::now();
        let judge = Judge::new(config.clone()).expect("a judge can be made");
        run(&judge, &environment, &task, folder.path());
        cold.push(began.elapsed());
    }
    report("first ever", &mut cold[..1].to_vec());
    report("cold: new judge to verdict", &mut cold[1..].to_vec());

    let judge = Judge::new(config).expect("a judge can be made");
    run(&judge, &environment, &task, folder.path());
    let mut warm = Vec::new();
    let own_before = own_cpu();
    for _ in 0..N_WARM {
        let began = Instant::now();
        run(&judge, &environment, &task, folder.path());
        warm.push(began.elapsed());
    }
    let own = (own_cpu() - own_before).as_secs_f64() * 1000.0 / N_WARM as f64;
    report("warm: save to verdict", &mut warm);
    println!("of that the supervisor's own CPU time: mean {own:.2} ms");

    let mut scripts = Vec::new();
    for _ in 0..N_WARM {
        let began = Instant::now();
        judge
            .script(&environment, "", &Files::new(), &Limits::default())
            .expect("an empty program runs");
        scripts.push(began.elapsed());
    }
    report("warm: one empty program", &mut scripts);
}

fn run(judge: &Judge, environment: &Environment, task: &Task, folder: &std::path::Path) {
    let submission: Submission = snapshot(task, folder).expect("the folder can be read");
    let request =
        Request { task, submission: &submission, mode: Mode::Practice, seed: 1, again: vec![] };
    let cancel = Cancel::new().expect("a switch can be made");
    let verdict = judge
        .judge(&request, environment, &mut |_| {}, &cancel)
        .expect("there is something to judge with");
    assert_eq!(verdict.outcome, Outcome::Passed, "{verdict:#?}");
}

/// Returns the CPU time of this thread.
fn own_cpu() -> Duration {
    let now = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::try_from(now).expect("it is not negative")
}

fn report(what: &str, times: &mut [Duration]) {
    times.sort();
    let at = |part: usize| times[(times.len() - 1) * part / 100].as_secs_f64() * 1000.0;
    println!("{what}: median {:.2} ms, p95 {:.2} ms, best {:.2} ms", at(50), at(95), at(0));
}

fn environment(dir: PathBuf) -> Environment {
    let code = "import sys; print(sys._base_executable, *sys.version_info[:3])";
    #[expect(clippy::disallowed_methods, reason = "a bench may ask where Python is")]
    let output =
        Command::new("python3").args(["-I", "-c", code]).output().expect("there is a python3");
    let text = String::from_utf8(output.stdout).expect("it answers with text");
    let mut words = text.split_whitespace();
    let python = PathBuf::from(words.next().expect("the path comes first"));
    let numbers: Vec<u8> = words.map(|word| word.parse().expect("then numbers come")).collect();
    let site_packages = dir.join("site-packages");
    std::fs::create_dir_all(&site_packages).expect("a folder can be made");
    Environment {
        python,
        site_packages,
        lock_hash: ContentHash::new("0".repeat(64)).expect("it is a hash"),
        version: (numbers[0], numbers[1], numbers[2]),
        dir,
    }
}

fn task() -> Task {
    let hash = ContentHash::new("1".repeat(64)).expect("it is a hash");
    let checks: String = (0..10)
        .map(|n| {
            format!(
                "@check(\"twice {n}\")\ndef twice_{n}():\n    assert double({n}) == {}\n",
                2 * n
            )
        })
        .collect();
    Task {
        id: TaskId::new("python/bench/double").expect("it is an id"),
        title: "Double".into(),
        kind: "implement".into(),
        family: "double".into(),
        level: Level::Junior,
        rung: 1,
        minutes: 1,
        skills: vec![SkillId::new("python/bench").expect("it is an id")],
        files: vec!["main.py".into()],
        visible: vec![],
        limits: Limits::default(),
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
        start: Files::from([("main.py".into(), vec![])]),
        checks: format!("from piton import check\nfrom probe import double\n{checks}"),
        probe: "from piton import probe\nimport main\n@probe()\ndef double(n):\n    \
                return main.double(n)\n"
            .into(),
        resources: Files::new(),
        right: vec![],
        wrong: vec![],
        bundle_hash: hash,
        bundle: Files::new(),
    }
}
