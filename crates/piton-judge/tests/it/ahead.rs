//! A process that is made ready while another one runs is as new as any, and one at a time runs.

use piton_domain::verdict::Tier;

use crate::support::{Bench, LINK, task, tier};

const PROBE: &str = "\
from piton import probe
import main

@probe()
def seen():
    return main.seen()
";

/// Tells whether something ran in the process before, and which room it is in.
const ROOM: &str = "\
import os
n = 0
def seen():
    global n
    n += 1
    return [n, os.stat('/proc/self/ns/pid').st_ino, sorted(os.listdir('.'))]
";

fn checks(most: u32, body: &str) -> String {
    format!(
        "\
from piton import check
from probe import seen

{LINK}
@check('processes follow each other')
def many():
    most = {most}
    link(seen).will_need(0)
    rooms = []
    # The second zygote takes its time to start.
    while len(rooms) < 12 or len(set(rooms[:-4])) == 1 and len(rooms) < most:
        link(seen).renew()
        n, room, files = seen()
        assert (n, files) == (1, ['main.py', 'support.py'])
        rooms.append(room)
{body}"
    )
}

#[test]
fn two_zygotes_take_turns_once_many_processes_are_needed() {
    let bench = Bench::new();
    let turns = "    assert len(set(rooms)) == 2, rooms
    assert all(one != other for one, other in zip(rooms[-4:], rooms[-3:])), rooms
    # What ended is told of the process that ended, not of the one that waited.
    assert link(seen).renew()['cause'] in ('killed', 'exit')
";
    // Only rooms keep what waits from what runs, so elsewhere nothing waits.
    let alone = "    assert len(set(rooms)) == 1, rooms\n";
    let (most, body) = if tier() == Tier::Namespaces { (3000, turns) } else { (12, alone) };
    for _ in 0..3 {
        // The second and third time both zygotes are there already.
        let verdict = bench.judge(&task(&checks(most, body), PROBE), ROOM);
        assert!(verdict.passed(), "{verdict:#?}");
    }
}

#[test]
fn nothing_of_the_one_before_is_alive_when_the_next_is_asked() {
    let bench = Bench::new();
    // Each leaves a child in a session of its own that holds on to a file all of them can read.
    let leaves = "\
import fcntl, os, time
n = 0
def seen():
    global n
    n += 1
    file = open(os.__file__)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return ['held by another', 0, []]
    if os.fork() == 0:
        os.setsid()
        time.sleep(60)
    return [n, os.stat('/proc/self/ns/pid').st_ino, sorted(os.listdir('.'))]
";
    let most = if tier() == Tier::Namespaces { 3000 } else { 12 };
    let verdict = bench.judge(&task(&checks(most, "    pass\n"), PROBE), leaves);
    assert!(verdict.passed(), "{verdict:#?}");
}

#[test]
fn the_end_of_the_one_that_runs_is_told_whoever_waits() {
    let bench = Bench::new();
    let ends =
        ROOM.replace("    global n\n", "    global n\n    if os.path.exists('end'): os._exit(5)\n");
    let body = "    from piton_harness.outcome import Ended
    link(seen).use({**link(seen).files, 'end': {'text': ''}})
    try:
        seen()
    except Ended as error:
        assert 'status 5' in error.says, error.says
    else:
        assert False, 'it did not end'
    link(seen).use_own()
    assert seen()[0] == 1
";
    let verdict = bench.judge(&task(&checks(12, body), PROBE), &ends);
    assert!(verdict.passed(), "{verdict:#?}");
}
