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

/// Gives a large block of zeros back, takes many more, and tells how many pages that took.
const BLOCKS: &str = "\
import platform, resource

def faults():
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt

block = bytes(4 << 20)
del block
before = faults()
held = [bytes(2 << 20) for _ in range(50)]
print(platform.libc_ver()[0], faults() - before)
";

#[test]
fn a_large_block_of_zeros_costs_no_more_after_another_was_given_back() {
    let bench = Bench::new();
    let outcome = bench.judge.script(&bench.environment, BLOCKS, &Files::new(), &tight()).unwrap();
    assert_eq!(outcome.raised, None);
    let (libc, faults) = outcome.stdout.trim().rsplit_once(' ').unwrap();
    // Another library has no threshold that could be set.
    let most = if libc == "glibc" { 500 } else { u32::MAX };
    // One a block; where they are written to it is thirty or more, by the size of the kernel's pages.
    let faults: u32 = faults.parse().unwrap();
    assert!(faults < most, "{faults}");
}
