//! Programs of items and lessons.

use piton_domain::{Files, Limits};

use crate::support::{Bench, tight};

#[test]
fn a_program_gives_what_it_printed() {
    let bench = Bench::new();
    let files = Files::from([("data.txt".into(), "é\n".into())]);
    let source = "import sys\nprint(open('data.txt', encoding='utf-8').read(), end='')\nprint('oh', file=sys.stderr)\n";
    for _ in 0..3 {
        let outcome = bench.judge.script(&bench.environment, source, &files, &tight()).unwrap();
        assert_eq!((outcome.stdout.as_str(), outcome.stderr.as_str()), ("é\n", "oh\n"));
        assert_eq!((outcome.raised, outcome.cut_bytes), (None, 0));
    }
    bench.assert_clean();
}

#[test]
fn what_keeps_a_program_from_its_end_is_told() {
    let bench = Bench::new();
    for (source, expected) in [
        ("print(1)\nraise ValueError('no good')\n", "ValueError: no good"),
        ("print(1)\nraise KeyError\n", "KeyError"),
        ("print(1", "SyntaxError"),
        ("import os\nos._exit(3)\n", "nothing, but ended by itself with code 3"),
        ("import ctypes\nctypes.string_at(0)\n", "nothing, but was ended by signal 11"),
        ("while True: pass\n", "nothing, but used more than 1000 ms of CPU time"),
        ("import time\ntime.sleep(60)\n", "nothing, but ran for more than 2000 ms"),
        ("while True: print('x' * 10_000)\n", "nothing, but wrote more than 1024 KiB"),
    ] {
        // Only the sleeper is to meet this limit, however busy the machine is.
        let wall_s = if source.contains("sleep") { 2 } else { 60 };
        let limits = Limits { wall_s, ..tight() };
        let outcome =
            bench.judge.script(&bench.environment, source, &Files::new(), &limits).unwrap();
        let raised = outcome.raised.unwrap();
        assert!(raised.starts_with(expected), "{source}: {raised}");
    }
    bench.assert_clean();
}

#[test]
fn much_output_before_the_end_is_not_lost() {
    let bench = Bench::new();
    let source = "print('x' * 500_000)\nprint('the end')\n";
    let outcome = bench.judge.script(&bench.environment, source, &Files::new(), &tight()).unwrap();
    assert_eq!(outcome.raised, None);
    assert!(outcome.stdout.ends_with("the end\n"), "{}", outcome.stdout.len());
    assert!(outcome.stdout.contains("bytes left out"));
    assert_eq!(outcome.cut_bytes, 500_009 - 65_536);
}

#[test]
fn many_programs_are_told_apart_and_those_that_break_off_are_told_as_if_alone() {
    let bench = Bench::new();
    let sources = [
        "print('one')\nopen('left.txt', 'w').write('x')\nimport sys\nprint('oh', file=sys.stderr)\n",
        "import os, sys\nprint(sorted(os.listdir()), __name__, sys.argv)\n",
        "raise ValueError('no good')\n",
        "import random\nrandom.random = None\nimport json as changed\nchanged.dumps = None\n",
        "import json, random\nprint(json.dumps([1]), callable(random.random))\n",
        "import os\nif os.fork() == 0:\n    import time\n    time.sleep(0.2)\n    print('late')\n",
        "import os\nprint('once', end='')\nif os.fork():\n    os.wait()\n",
        "import sys\nprint('bye')\nsys.exit()\n",
        "import os\nos._exit(3)\n",
        "print('x' * 20_000)\n",
        "print('last')\n",
        // What ends the box they share.
        "while True: pass\n",
    ];
    let limits = Limits { wall_s: 60, ..tight() };
    let alone = sources.map(|source| {
        bench.judge.script(&bench.environment, source, &Files::new(), &limits).unwrap()
    });
    for n in [sources.len() - 1, sources.len()] {
        let outcomes = bench.judge.scripts(&bench.environment, &sources[..n], &limits).unwrap();
        assert_eq!(outcomes, alone[..n]);
    }
    assert_eq!(alone[1].stdout, "[] __main__ ['main.py']\n");
    assert_eq!(alone[4].stdout, "[1] True\n");
    assert_eq!((alone[6].stdout.as_str(), alone[10].stdout.as_str()), ("once", "last\n"));
    bench.assert_clean();
}
