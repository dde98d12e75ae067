//! Several processes at once, and processes that end when they should not.

use std::io::{BufRead, BufReader};
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use piton_journal::Journal;

use crate::{child, sample};

#[test]
fn four_processes_lose_nothing() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("journal.db");
    // The journal does not exist yet: who comes first makes it, the others wait.
    let children: Vec<_> =
        (0..4).map(|n| child::appending(&path, n * 1000, Some(200), Stdio::null())).collect();
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
    let journal = Journal::open(&path).unwrap();
    let found = journal.events_after(0).unwrap();
    for n in 0..4 {
        let expected: Vec<_> = (n * 1000..n * 1000 + 200).map(sample::answer).collect();
        let mine = found.iter().map(|(_, event)| event).filter(|event| expected.contains(event));
        assert!(mine.eq(&expected), "the events of process {n}, in its order");
    }
    assert_eq!(found.len(), 800);
    assert_eq!(journal.verify().unwrap(), [""; 0]);
}

#[test]
fn four_handles_in_one_process_lose_nothing() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("journal.db");
    thread::scope(|scope| {
        for handle in 0..4 {
            let path = &path;
            scope.spawn(move || {
                let journal = Journal::open(path).unwrap();
                for n in 0..200 {
                    journal.append(&[sample::answer(handle * 1000 + n)], &[]).unwrap();
                }
            });
        }
    });
    let journal = Journal::open(&path).unwrap();
    assert_eq!(journal.events_after(0).unwrap().len(), 800);
    assert_eq!(journal.verify().unwrap(), [""; 0]);
}

#[test]
fn a_process_killed_at_any_moment_leaves_a_prefix() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("journal.db");
    let mut next = 0;
    for round in 0..12 {
        let mut child = child::appending(&path, next, None, Stdio::piped());
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        if round % 4 == 3 {
            // While it opens the journal, or makes it.
            thread::sleep(Duration::from_micros(2500 * round));
        } else {
            // While it appends: after some events, and a moment that falls anywhere.
            lines.by_ref().map_while(Result::ok).filter(|l| l.starts_with("kept")).nth(3).unwrap();
            thread::sleep(Duration::from_micros(round * 137 % 1000));
        }
        child.kill().unwrap();
        let reported = lines
            .map_while(Result::ok)
            .filter_map(|line| line.strip_prefix("kept ")?.parse::<u64>().ok())
            .last();
        child.wait().unwrap();

        let journal = Journal::open(&path).unwrap();
        let found: Vec<_> =
            journal.events_after(0).unwrap().into_iter().map(|(_, event)| event).collect();
        let n = found.len() as u64;
        assert!(found.iter().eq(&(0..n).map(sample::answer).collect::<Vec<_>>()), "a prefix");
        assert!(reported.is_none_or(|reported| reported < n), "what was reported is there");
        for n in next..n {
            let content = n.to_string().repeat(100);
            assert!(journal.has_blob(&sample::hash(content.as_bytes())).unwrap());
        }
        assert_eq!(journal.verify().unwrap(), [""; 0]);
        next = n;
    }
    assert!(next > 12);
}

#[test]
fn a_process_killed_while_it_makes_the_journal_leaves_one_that_opens() {
    for round in 0..16 {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("journal.db");
        let mut child = child::appending(&path, 0, None, Stdio::null());
        // From before the file is there until after the first events.
        let wait = Instant::now();
        while round > 0 && !path.exists() && wait.elapsed() < Duration::from_secs(10) {}
        thread::sleep(Duration::from_micros(400 * round));
        child.kill().unwrap();
        child.wait().unwrap();
        let journal = Journal::open(&path).unwrap();
        let found: Vec<_> =
            journal.events_after(0).unwrap().into_iter().map(|(_, event)| event).collect();
        assert!(found.iter().eq(&(0..found.len() as u64).map(sample::answer).collect::<Vec<_>>()));
        journal.append(&[sample::answer(5000)], &[]).unwrap();
        assert_eq!(journal.verify().unwrap(), [""; 0]);
    }
}
