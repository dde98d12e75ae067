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

/// Gives a large block of zeros back; then tells how many pages it takes to hold many that nobody
/// writes to, and to make and give back many blocks of 200 KB and of 2 KB, again and again.
const BLOCKS: &str = "\
import platform, resource

def faults(run):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    run()
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before

def often(number, size):
    for _ in range(20):
        held = [bytearray(b'x' * size) for _ in range(number)]
        del held

block = bytes(4 << 20)
del block
counts = [
    faults(lambda: [bytes(2 << 20) for _ in range(50)]),
    faults(lambda: often(20, 200_000)),
    faults(lambda: often(1000, 2_000)),
]
print(platform.libc_ver()[0], *counts)
";

#[test]
fn memory_costs_no_more_after_a_large_block_was_given_back() {
    let bench = Bench::new();
    let outcome = bench.judge.script(&bench.environment, BLOCKS, &Files::new(), &tight()).unwrap();
    assert_eq!(outcome.raised, None);
    let words: Vec<&str> = outcome.stdout.split_whitespace().collect();
    let (libc, faults) = words.split_first().unwrap();
    let faults: Vec<u32> = faults.iter().map(|word| word.parse().unwrap()).collect();
    let [large, middle, small] = faults[..] else { panic!("{}", outcome.stdout) };
    if *libc == "glibc" {
        // 50, 1,000 and 500; 1,700, 20,000 and 5,000 where the thresholds move or only one is set.
        assert!(large < 500 && middle < 4000 && small < 2500, "{faults:?}");
    }
}
