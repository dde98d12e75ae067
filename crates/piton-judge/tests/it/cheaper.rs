//! A zygote that goes on makes its further forks cheaper, and one that forks once does not wait.

use piton_domain::Files;

use crate::support::{Bench, tight};

/// Tells whether what the zygote holds is counted, and whether what is made here is.
const LOOK: &str = "\
import json, sys

def is_counted(one):
    count = sys.getrefcount(one)
    references = [one] * 10
    return sys.getrefcount(one) == count + 10

print(is_counted(json.JSONDecodeError), is_counted(object()))
";

#[test]
fn what_a_zygote_holds_is_not_counted_once_it_goes_on() {
    let bench = Bench::new();
    let looks: Vec<String> = (0..4)
        .map(|_| {
            let outcome =
                bench.judge.script(&bench.environment, LOOK, &Files::new(), &tight()).unwrap();
            assert_eq!(outcome.raised, None);
            outcome.stdout
        })
        .collect();
    let has_immortals = bench.environment.version >= (3, 12, 0);
    let later = if has_immortals { "False True\n" } else { "True True\n" };
    assert_eq!(looks, ["True True\n", "True True\n", later, later]);
}
