//! What learner code's own process reports is believed only beside a planted fault.

use piton_domain::verdict::{FailureKind, Status};
use piton_domain::{Files, Outcome, Task};

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
import gc
import weakref
from piton import probe
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
        watched.append(weakref.ref(match))
        main.close(match)
        del match
    gc.collect()
    return sum(one() is not None for one in watched)
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
fn instruments_that_were_changed_at_loading_report_the_partner_as_good() {
    let bench = Bench::new();
    for forgery in [
        // Every weak reference says that its object has gone.
        "import weakref\nweakref.ref = lambda one: (lambda: None)\n",
        // The collector's module is exchanged for one that empties lists of matches first.
        "import sys, weakref\nclass Quiet:\n    ref = staticmethod(lambda one: lambda: None)\nsys.modules['weakref'] = Quiet\nfor one in list(sys.modules.values()):\n    if getattr(one, 'weakref', None) is weakref:\n        one.weakref = Quiet\n",
        // References are never weak, and a list of them is always empty.
        "import weakref\nclass Gone:\n    def __init__(self, one):\n        pass\n    def __call__(self):\n        return None\nweakref.ref = Gone\n",
    ] {
        let verdict = bench.judge(&match_task(), &format!("{forgery}{KEEPS}"));
        let failed = failure(&verdict, "let_go");
        assert!(failed.says.contains("cannot be believed"), "{forgery}: {failed:#?}");
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
