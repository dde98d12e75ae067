//! Trials tell which checks held, as judgings would, however many there are and however they end.

use piton_domain::Files;
use piton_judge::{Cancel, Trial, TrialOutcome, TrialStatus};

use crate::support::{Bench, RIGHT, sum_task};

fn files(source: &str) -> Files {
    Files::from([("main.py".to_owned(), source.as_bytes().to_vec())])
}

fn trial(source: &str) -> Trial {
    Trial { files: files(source), seeds: vec![1], ..Trial::default() }
}

fn tried(bench: &Bench, trials: &[Trial]) -> Vec<Vec<TrialOutcome>> {
    let cancel = Cancel::new().unwrap();
    bench.judge.trials(&sum_task(), trials, &bench.environment, &cancel).unwrap()
}

fn failed(outcome: &TrialOutcome) -> (Option<&str>, &str) {
    outcome.failed().map_or((None, ""), |check| (Some(&check.name), &check.says))
}

#[test]
fn each_submission_gets_its_own_outcome() {
    let bench = Bench::new();
    let sources = [
        RIGHT,
        "def total(numbers):\n    return sum(numbers[1:])\n",
        RIGHT,
        "def total(numbers:\n",
        "import os\ndef total(numbers):\n    os._exit(3)\n",
        "def total(numbers):\n    return [numbers]\n",
        RIGHT,
    ];
    let outcomes = tried(&bench, &sources.map(trial));
    assert!(outcomes.iter().all(|one| one.len() == 1 && one[0].trouble.is_none()), "{outcomes:?}");
    let ended: Vec<_> = outcomes.iter().map(|one| (one[0].passed, failed(&one[0]).0)).collect();
    assert_eq!(
        ended,
        [
            (true, None),
            (false, Some("some")),
            (true, None),
            (false, Some("loads")),
            (false, Some("empty")),
            (false, Some("empty")),
            (true, None),
        ]
    );

    assert!(failed(&outcomes[1][0]).1.contains("Add them all."), "{:?}", outcomes[1][0]);
    assert!(failed(&outcomes[4][0]).1.contains("code 3"), "{:?}", outcomes[4][0]);
}

#[test]
fn every_seed_draws_its_own_inputs_and_only_what_was_asked_for_is_made() {
    let bench = Bench::new();
    let seeds: Vec<u64> = (0..25).collect();
    let wrong = Trial {
        seeds: seeds.clone(),
        only: vec!["many".to_owned()],
        ..trial("def total(numbers):\n    return 0 if len(numbers) == 3 else sum(numbers)\n")
    };
    let outcomes = tried(&bench, &[wrong, Trial { seeds, ..trial(RIGHT) }]);
    // Nothing is drawn for `many`, so the first seed answers for all.
    assert_eq!((outcomes[0].len(), outcomes[1].len()), (1, 25));
    assert!(outcomes[1].iter().all(|one| one.passed));
    let names: Vec<_> = outcomes[0][0].checks.iter().map(|check| check.name.as_str()).collect();
    assert_eq!(names, ["loads", "many"]);
}

#[test]
fn what_survives_a_call_does_not_survive_into_a_fresh_process() {
    let bench = Bench::new();
    // Right only in a process that has answered nothing.
    let once = "calls = []\ndef total(numbers):\n    calls.append(1)\n    \
                return sum(numbers) if len(calls) == 1 else -1\n";
    let empty = |fresh| Trial { only: vec!["empty".to_owned()], fresh, ..trial(once) };
    let all = |fresh| Trial { fresh, ..trial(once) };
    let outcomes = tried(&bench, &[empty(false), all(false)]);
    assert_eq!((outcomes[0][0].passed, outcomes[1][0].passed), (true, false));
    let last = |outcome: &TrialOutcome| {
        let last = outcome.checks.last().cloned().unwrap();
        (last.name, last.status)
    };
    let reverse = Trial { reverse: true, ..all(true) };
    let outcomes = tried(&bench, &[reverse]);
    assert_eq!(last(&outcomes[0][0]), ("empty".to_owned(), TrialStatus::Pass));
}

#[test]
fn a_check_is_sure_to_fail_where_it_fails_on_what_is_given_or_on_many_that_are_drawn() {
    let bench = Bench::new();
    let mut task = sum_task();
    task.checks = task.checks.replace("n=50)", "n=50, examples=[[1, 2, 3, 4, 5, 6, 7, 8, 9]])")
        + "\n@check(\"all of them are right\")\ndef all_right():\n    \
           found = [total(one) == sum(one) for one in cases(lists, n=9)]\n    \
           assert all(found), \"Some total is not right\"\n";
    let total =
        |lines: &str| format!("def total(numbers):\n    {lines}\n    return sum(numbers)\n");
    let sure = |source: &str, only: &str| {
        let trial =
            Trial { only: vec![only.to_owned()], counts: vec![8], stops: true, ..trial(source) };
        let cancel = Cancel::new().unwrap();
        let trials = [trial.clone(), Trial { counts: Vec::new(), ..trial }];
        let outcomes =
            bench.judge.trials(&task, &trials, &bench.environment, &cancel).unwrap().concat();
        let [counted, plain] = [0, 1].map(|at| outcomes[at].check(only).unwrap().clone());
        assert_eq!((plain.status, plain.sure), (TrialStatus::Fail, false));
        assert_eq!((counted.status, &counted.says), (plain.status, &plain.says), "{only}");
        counted.sure
    };
    let given = total("if len(numbers) == 9: return 0");
    let often = total("if len(numbers) % 2: return 0");
    let ends = total("if len(numbers) % 2: import os; os._exit(3)");
    // One list in seven has that length, and half of those such a sum.
    let seldom = total("if len(numbers) == 3 and sum(numbers) > 0: return 0");
    // The first failure of a process brings all others with it.
    let spoils = format!(
        "broken = []\n{}",
        total(
            "if len(numbers) == 3 and sum(numbers) > 0: broken.append(1)\n    if broken: return 0"
        )
    );
    let later = total(
        "broken = total.__dict__.setdefault('seen', [])\n    broken.append(1)\n    if len(broken) > 30: return 0",
    );
    assert_eq!(
        [&given, &often, &ends, &seldom, &spoils, &later].map(|source| sure(source, "some")),
        [true, true, true, false, false, false]
    );
    // It gave all its inputs before it failed, so none of them is the one.
    assert!(!sure(&often, "all_right"));
}

#[test]
fn counting_goes_on_under_further_seeds_until_it_is_sure() {
    let bench = Bench::new();
    let tried = |body: &str, counts: &[u32]| {
        let source = format!("def total(numbers):\n    {body}\n    return sum(numbers)\n");
        let trial = Trial {
            seeds: (1..=20).collect(),
            only: vec!["some".to_owned()],
            counts: counts.to_vec(),
            ..trial(&source)
        };
        let outcomes = tried(&bench, &[trial]).concat();
        assert!(outcomes.iter().all(|one| !one.passed), "{outcomes:?}");
        let found: Vec<u32> = outcomes.iter().map(|one| one.check("some").unwrap().found).collect();
        let sure = outcomes.iter().filter(|one| one.check("some").unwrap().sure).count();
        (found, sure)
    };
    // One list in seven has that length: some seven of a seed's fifty.
    let seldom = "if len(numbers) == 3: return -1";
    let counts = [30, 31, 32, 33, 34, 35];
    let (found, sure) = tried(seldom, &counts);
    assert_eq!((found.iter().sum::<u32>(), sure), (counts[found.len() - 1], 1), "{found:?}");
    assert!((3..=6).contains(&found.len()), "{found:?}");
    assert!(found.iter().all(|one| (1..=20).contains(one)), "{found:?}");
    // What is out of reach is counted as long as was asked, and every seed is tried.
    let (found, sure) = tried(seldom, &[1000, 1000]);
    assert_eq!((found.len(), sure, found[2..].iter().sum::<u32>()), (20, 0, 0));
    assert!(found[..2].iter().all(|one| *one > 0), "{found:?}");
}

#[test]
fn an_endless_loop_costs_what_it_was_given() {
    let bench = Bench::new();
    let endless = Trial {
        cpu_ms: Some(100),
        stops: true,
        ..trial("def total(numbers):\n    while True: pass\n")
    };
    let began = std::time::Instant::now();
    let outcomes = tried(&bench, &[endless, trial(RIGHT)]);
    assert!(began.elapsed() < std::time::Duration::from_secs(4), "{:?}", began.elapsed());
    assert_eq!((outcomes[0][0].passed, outcomes[1][0].passed), (false, true));
    assert_eq!(outcomes[0][0].checks.len(), 2, "it ends with the first failure");
}

#[test]
fn what_a_check_needs_is_made_first_unless_it_is_taken_for_granted() {
    let bench = Bench::new();
    let mut task = sum_task();
    task.checks =
        task.checks.replace("much is still right\"", "much is still right\", needs=[\"some\"]");
    let only = Trial {
        only: vec!["many".to_owned()],
        ..trial("def total(numbers):\n    return 499500\n")
    };
    let alone = Trial { alone: true, ..only.clone() };
    let cancel = Cancel::new().unwrap();
    let outcomes = bench.judge.trials(&task, &[only, alone], &bench.environment, &cancel).unwrap();
    let status = |at: usize| outcomes[at][0].check("many").unwrap().status;
    assert_eq!((status(0), status(1)), (TrialStatus::NotReached, TrialStatus::Pass));
    assert!(outcomes[1][0].check("some").is_none());
}

#[test]
fn a_series_may_be_longer_than_one_waiting_process_lasts() {
    let bench = Bench::new();
    // The one that waits has a second of CPU time too, and each fork takes some of it.
    let one = Trial { only: vec!["empty".to_owned()], ..trial(RIGHT) };
    let outcomes = tried(&bench, &vec![one; 2500]);
    let troubled = outcomes.iter().flatten().find(|one| !one.passed);
    assert!(troubled.is_none(), "{troubled:?}");
}

#[test]
fn no_trial_finds_files_of_the_one_before() {
    let bench = Bench::new();
    let leaves = "import os, tempfile\n\
         for folder in ('.', tempfile.gettempdir()):\n    \
             os.makedirs(os.path.join(folder, 'left/deep'), exist_ok=True)\n    \
             open(os.path.join(folder, 'left/deep/note'), 'w').close()\n\
         def total(numbers):\n    return sum(numbers)\n";
    let looks = "import os, tempfile\n\
         found = [f for f in ('.', tempfile.gettempdir()) if os.path.exists(os.path.join(f, 'left'))]\n\
         def total(numbers):\n    return ['found', *found] if found else sum(numbers)\n";
    let outcomes = tried(&bench, &[leaves, looks].map(trial));
    assert!(outcomes.iter().flatten().all(|one| one.passed), "{outcomes:?}");
}

#[test]
fn once_a_check_was_seen_to_decide_alone_a_trial_about_it_ends_with_half_of_the_others() {
    let bench = Bench::new();
    let about = |check: &str, source: &str| Trial {
        about: check.to_owned(),
        enough: true,
        ..trial(&format!("def total(numbers):\n    return {source}\n"))
    };
    let outcomes = tried(
        &bench,
        &[
            about("many", "sum(numbers) + (len(numbers) > 99)"),
            about("many", "sum(numbers) + (len(numbers) > 98)"),
            // It fails beside others, passes, and is asked about for the first time.
            about("many", "-1"),
            about("many", "sum(numbers)"),
            about("empty", "sum(numbers) or 1"),
        ],
    );
    let made = |at: usize| -> Vec<(&str, TrialStatus)> {
        let checks: &Vec<_> = &outcomes[at][0].checks;
        checks.iter().map(|check| (check.name.as_str(), check.status)).collect()
    };
    let (pass, fail) = (TrialStatus::Pass, TrialStatus::Fail);
    assert_eq!(made(0), [("loads", pass), ("empty", pass), ("some", pass), ("many", fail)]);
    let (begun, rest) = (made(1)[..2].to_vec(), made(1)[2..].to_vec());
    assert_eq!(begun, [("loads", pass), ("many", fail)]);
    assert!(rest == [("empty", pass)] || rest == [("some", pass)], "{rest:?}");
    assert_eq!((made(2).len(), made(3).len()), (4, 4));
    assert_eq!(made(4)[..2], [("loads", pass), ("empty", fail)]);
    assert_eq!(made(4).len(), 4);
}
