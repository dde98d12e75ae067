//! Comparisons counted by the judge: learner code holds keys and no values.

use piton_domain::verdict::{FailureKind, Grade, Status};
use piton_domain::{Outcome, Task};

use crate::support::{Bench, check, failure, task};

/// `main.place(keys, key)` must find a key's place in sorted keys with few comparisons.
fn place_task() -> Task {
    task(
        r#"
from piton import cases, check, require
from piton.keys import compared, counted
from probe import members, place, smallest

def shelves(rng):
    shelf = sorted(rng.sample(range(1000), 60))
    return shelf, rng.choice(shelf)

@check("a key is found", grade="A")
def found():
    for shelf, one in cases(shelves, n=5):
        *keys, key = counted([*shelf, one])
        assert place(keys, key) == shelf.index(one)

@check("a place is found with few comparisons", grade="B", needs=["found"])
def few():
    for shelf, one in cases(shelves, n=5, valid=lambda *_: False):
        *keys, key = counted([*shelf, one])
        place(keys, key)
        require(compared() <= 8, f"It took {compared()} comparisons of 60 keys; 8 are enough")

@check("what comes back is the value")
def back():
    for shelf, _ in cases(shelves, n=5):
        assert smallest(counted(shelf)) == shelf[0]

@check("keys that may be hashed are")
def hashed():
    assert members(counted([3, 5, 3, 3, 5], hashable=True)) == 2
    assert compared("eq") <= 10 and compared("lt") == 0
"#,
        r#"
from piton import probe
import main

@probe()
def place(keys, key):
    return main.place(keys, key)

@probe()
def smallest(keys):
    return min(keys)

@probe()
def members(keys):
    return len(set(keys))
"#,
    )
}

const RIGHT: &str =
    "from bisect import bisect_left\ndef place(keys, key):\n    return bisect_left(keys, key)\n";

#[test]
fn comparisons_are_counted_by_the_judge() {
    let bench = Bench::new();
    let verdict = bench.judge(&place_task(), RIGHT);
    assert_eq!(verdict.outcome, Outcome::Passed, "{verdict:#?}");
    assert_eq!(check(&verdict, "few").grade, Grade::B);
    let linear = "def place(keys, key):\n    return keys.index(key)\n";
    let verdict = bench.judge(&place_task(), linear);
    assert_eq!(check(&verdict, "found").status, Status::Pass, "{verdict:#?}");
    let says = &failure(&verdict, "few").says;
    assert!(says.contains("8 are enough"), "{says}");
}

#[test]
fn a_key_tells_nothing_without_being_asked() {
    let bench = Bench::new();
    let place = |body: &str| format!("def place(keys, key):\n{body}");
    for (main, kind) in [
        // The order of the numbers under which keys are known is no order of values.
        (
            place("    return sorted(one._at for one in [*keys, key]).index(key._at)\n"),
            FailureKind::Mismatch,
        ),
        (place("    return [one._hash for one in keys].index(key._hash)\n"), FailureKind::Mismatch),
        // Answers to a question nobody may ask, and a key nobody made.
        (
            place("    from piton_harness import keys as k\n    k._ask('value', 0, 0)\n"),
            FailureKind::Malformed,
        ),
        (place("    key._at = 4000\n    return key\n"), FailureKind::Malformed),
        (place("    return key < 3\n"), FailureKind::Raised),
    ] {
        let verdict = bench.judge(&place_task(), &main);
        let failed = failure(&verdict, "found");
        assert_eq!(failed.kind, kind, "{main}: {failed:#?}");
        assert_eq!(check(&verdict, "back").status, Status::Pass, "{main}: the next check goes on");
    }
}

#[test]
fn endless_questions_come_to_an_end() {
    let bench = Bench::new();
    let verdict =
        bench.judge(&place_task(), "def place(keys, key):\n    while key == key:\n        pass\n");
    let failed = failure(&verdict, "found");
    // On a busy machine the time is up before the questions are.
    assert!(matches!(failed.kind, FailureKind::Mismatch | FailureKind::Overrun), "{failed:#?}");
    assert_eq!(check(&verdict, "back").status, Status::Pass, "the next check goes on");
}
