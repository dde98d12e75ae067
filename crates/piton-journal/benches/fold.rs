//! Measures how fast a journal takes events and gives them back; prints JSON.
//!
//! One event in ten is a verdict of four checks, the others are answers to items: about what a
//! learner leaves behind in some years of daily work.

#[path = "../tests/it/sample.rs"]
#[expect(dead_code, clippy::unwrap_used, reason = "it is a test's, and a benchmark uses a part")]
mod sample;

use std::time::Instant;

use piton_domain::{Event, EventKind};
use piton_journal::Journal;

const EVENTS: u64 = 100_000;
const ALONE: u64 = 200;

fn main() {
    let home = tempfile::tempdir().expect("the system has a folder for temporary files");
    let path = home.path().join("journal.db");
    let journal = Journal::open(&path).expect("a new journal opens");
    let events: Vec<_> = (0..EVENTS).map(event).collect();

    let start = Instant::now();
    for batch in events.chunks(1000) {
        journal.append(batch, &[]).expect("there is room");
    }
    let append_ms = start.elapsed().as_millis();

    let start = Instant::now();
    for n in 0..ALONE {
        journal.append(&[event(EVENTS + n)], &[]).expect("there is room");
    }
    let alone_us = start.elapsed().as_micros() / u128::from(ALONE);
    drop(journal);

    let start = Instant::now();
    let journal = Journal::open(&path).expect("it opens again");
    let open_us = start.elapsed().as_micros();

    let start = Instant::now();
    let found = journal.events_after(0).expect("it can be read");
    let read_ms = start.elapsed().as_millis();
    assert!(found.iter().map(|(_, event)| event).take(events.len()).eq(&events));

    let start = Instant::now();
    let mut export = Vec::new();
    journal.export(&mut export).expect("memory takes it");
    let export_ms = start.elapsed().as_millis();

    let copy = Journal::open(&home.path().join("copy.db")).expect("a new journal opens");
    let start = Instant::now();
    copy.import(&mut export.as_slice()).expect("it was exported just now");
    let import_ms = start.elapsed().as_millis();

    let figures = serde_json::json!({
        "events": found.len(),
        "append_in_thousands_ms": append_ms,
        "append_alone_us": alone_us,
        "open_us": open_us,
        "read_ms": read_ms,
        "export_ms": export_ms,
        "export_bytes": export.len(),
        "import_ms": import_ms,
    });
    #[expect(clippy::print_stdout, reason = "the figures are what a benchmark is for")]
    {
        println!("{figures}");
    }
}

fn event(n: u64) -> Event {
    let mut event = sample::answer(n);
    if n.is_multiple_of(10) {
        event.kind = EventKind::Judged(Box::new(sample::verdict()));
    }
    event
}
