//! What learner code's own process reports is believed only beside a planted fault.

use piton_domain::verdict::{FailureKind, Status};
use piton_domain::{Files, Outcome, Task};
use piton_judge::{Cancel, Trial};

use crate::support::{Bench, check, failure, task};

/// `main.close(match)` must let go of the match.
fn match_task() -> Task {
    let mut task = task(
        r#"
from piton import cases, check, require
from piton.partner import observed
from probe import kept, result

def matches(rng):
    return [f"match {n}" for n in rng.sample(range(99), rng.randrange(2, 6))]

@check("a match that was closed has a result")
def results():
    for names in cases(matches, n=5):
        assert result(names) == [name.upper() for name in names]

@check("nothing of a closed match is kept", grade="C", needs=["results"])
def let_go():
    for names in cases(matches, n=2, valid=lambda *_: False):
        number = observed(kept, names, partner="keeps_all", bad=lambda kept: kept >= 2)
        require(number == 0, f"{number} of {len(names)} matches are still there")
"#,
        r#"
from piton import alive, probe, watch
import main

class Match:
    def __init__(self, name):
        self.name = name

@probe()
def result(names):
    return [main.close(Match(name)) for name in names]

@probe()
def kept(names):
    watched = []
    for name in names:
        match = Match(name)
        watched.append(watch(match))
        main.close(match)
        del match
    return alive(watched)
"#,
    );
    task.resources = Files::from([(
        "keeps_all/main.py".into(),
        b"kept = []\ndef close(match):\n    kept.append(match)\n    return match.name.upper()\n"
            .to_vec(),
    )]);
    task
}

#[test]
fn what_is_kept_is_reported_and_what_is_not_passes() {
    let bench = Bench::new();
    let right = "def close(match):\n    return match.name.upper()\n";
    assert_eq!(bench.judge(&match_task(), right).outcome, Outcome::Passed);
    let wrong =
        "kept = []\ndef close(match):\n    kept.append(match)\n    return match.name.upper()\n";
    let verdict = bench.judge(&match_task(), wrong);
    let says = &failure(&verdict, "let_go").says;
    assert!(says.contains("are still there"), "{says}");
}

const KEEPS: &str =
    "\nkept = []\ndef close(match):\n    kept.append(match)\n    return match.name.upper()\n";

#[test]
fn instruments_that_were_changed_are_found_by_the_partner() {
    let bench = Bench::new();
    for forgery in [
        "import piton_harness.subject as s\ns._collect = lambda: None\ns._reference = lambda one: lambda: None\n",
        "import sys\nsys.modules['piton'].alive = lambda references: 0\n",
        "import sys\nsys.modules['piton_harness.subject']._alive.__code__ = (lambda references: 0).__code__\n",
    ] {
        let verdict = bench.judge(&match_task(), &format!("{forgery}{KEEPS}"));
        assert_eq!(verdict.outcome, Outcome::NotPassed, "{forgery}: {verdict:#?}");
        let failed = failure(&verdict, "let_go");
        let known = ["cannot be believed", "are still there"];
        assert!(known.iter().any(|says| failed.says.contains(says)), "{forgery}: {failed:#?}");
    }
}

#[test]
fn what_counts_is_not_what_learner_code_can_exchange() {
    let bench = Bench::new();
    for forgery in [
        "import weakref\nweakref.ref = lambda one: (lambda: None)\n",
        "import gc\ngc.collect = lambda: kept.clear()\n",
        "import gc\ngc.callbacks.append(lambda phase, info: kept.clear())\n",
        "import builtins\nbuiltins.len = lambda values: 0\n",
    ] {
        let verdict = bench.judge(&match_task(), &format!("{forgery}{KEEPS}"));
        let says = &failure(&verdict, "let_go").says;
        assert!(says.contains("are still there"), "{forgery}: {says}");
    }
}

#[test]
fn looking_for_what_counts_ends_the_process() {
    let bench = Bench::new();
    for forgery in [
        "import sys\ndef close(match):\n    sys._getframe(1).f_locals.get('watched', []).clear()\n    return match.name.upper()\n",
        "import gc\ndef close(match):\n    kept.append(match)\n    gc.get_referrers(match)\n    return match.name.upper()\nkept = []\n",
        "import sys\ndef close(match):\n    sys.modules['probe'].kept.__code__\n    return match.name.upper()\n",
    ] {
        let verdict = bench.judge(&match_task(), forgery);
        let failed = failure(&verdict, "let_go");
        assert_eq!(failed.kind, FailureKind::Died, "{forgery}: {failed:#?}");
        assert!(failed.says.contains("looked into the interpreter"), "{failed:#?}");
        assert_eq!(check(&verdict, "results").status, Status::Pass, "{forgery}");
    }
}

#[test]
fn the_check_after_it_meets_the_learners_program_and_not_the_partner() {
    let bench = Bench::new();
    let mut task = match_task();
    task.checks += r#"
@check("and it has still a result")
def again():
    assert result(["a"]) == ["A"]
"#;
    let trial = |close: &str| Trial {
        files: Files::from([(
            "main.py".into(),
            format!("def close(match):\n    {close}\n").into(),
        )]),
        // The seed decides whether the partner comes last.
        seeds: (0..8).collect(),
        only: vec!["let_go".into(), "again".into()],
        alone: true,
        ..Trial::default()
    };
    let trials = [trial("return match.name.upper()"), trial("return match.name")];
    let outcomes =
        bench.judge.trials(&task, &trials, &bench.environment, &Cancel::new().unwrap()).unwrap();
    let failed = |at: usize| -> Vec<_> {
        outcomes[at].iter().map(|one| one.failed().map(|check| check.name.as_str())).collect()
    };
    assert_eq!(failed(0), [None; 8]);
    assert_eq!(failed(1), [Some("again"); 8]);
}
