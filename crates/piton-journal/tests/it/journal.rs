//! Appending and reading back.

use piton_journal::{Journal, JournalError};

use crate::sample;

fn numbered(events: &[piton_domain::Event]) -> Vec<(i64, piton_domain::Event)> {
    (1..).zip(events.iter().cloned()).collect()
}

#[test]
fn every_kind_comes_back_as_it_was() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("deep/er/journal.db");
    let events = sample::one_of_each();
    {
        let journal = Journal::open(&path).unwrap();
        assert_eq!((journal.count().unwrap(), journal.last_seq().unwrap()), (0, 0));
        journal.append(&events, &[]).unwrap();
        assert_eq!(journal.events_after(0).unwrap(), numbered(&events));
    }
    let journal = Journal::open(&path).unwrap();
    assert_eq!(journal.events_after(0).unwrap(), numbered(&events));
    assert_eq!(journal.events_after(8).unwrap(), numbered(&events)[8..]);
    assert_eq!(journal.count().unwrap(), events.len() as u64);
    assert_eq!(journal.last_seq().unwrap(), events.len() as i64);
}

#[test]
fn an_event_appended_twice_is_there_once() {
    let home = tempfile::tempdir().unwrap();
    let journal = Journal::open(&home.path().join("journal.db")).unwrap();
    let events = sample::one_of_each();
    journal.append(&events[..4], &[]).unwrap();
    journal.append(&events, &[]).unwrap();
    let found: Vec<_> = journal.events_after(0).unwrap().into_iter().map(|(_, e)| e).collect();
    assert_eq!(found, events);
}

#[test]
fn another_event_with_a_known_id_is_refused_with_everything_beside_it() {
    let home = tempfile::tempdir().unwrap();
    let journal = Journal::open(&home.path().join("journal.db")).unwrap();
    journal.append(&[sample::answer(1)], &[]).unwrap();
    let mut other = sample::answer(2);
    other.id = sample::answer(1).id;
    let content = b"content";
    let hash = sample::hash(content);
    let fault = journal.append(&[sample::answer(3), other], &[(&hash, content)]).unwrap_err();
    assert!(matches!(fault, JournalError::Conflict { .. }), "{fault}");
    assert_eq!(journal.events_after(0).unwrap(), numbered(&[sample::answer(1)]));
    assert!(!journal.has_blob(&hash).unwrap());
    journal.append(&[sample::answer(3)], &[(&hash, content)]).unwrap();
    assert_eq!(journal.count().unwrap(), 2);
    assert_eq!(journal.blob(&hash).unwrap().as_deref(), Some(&content[..]));
}

#[test]
fn blobs_are_kept_by_their_hash_and_by_no_other() {
    let home = tempfile::tempdir().unwrap();
    let journal = Journal::open(&home.path().join("journal.db")).unwrap();
    let contents: [&[u8]; 3] = [b"", b"def f():\n    return 1\n", &[7; 200_000]];
    for content in contents {
        let hash = sample::hash(content);
        assert_eq!(journal.blob(&hash).unwrap(), None);
        journal.put_blob(&hash, content).unwrap();
        journal.put_blob(&hash, content).unwrap();
        assert_eq!(journal.blob(&hash).unwrap().as_deref(), Some(content));
        assert!(journal.has_blob(&hash).unwrap());
    }
    let wrong = sample::hash(b"one");
    let fault = journal.append(&[sample::answer(1)], &[(&wrong, b"two")]).unwrap_err();
    assert!(matches!(fault, JournalError::WrongHash { .. }), "{fault}");
    assert!(!journal.has_blob(&wrong).unwrap());
    assert_eq!(journal.count().unwrap(), 0);
}

#[test]
fn threads_share_one_journal() {
    let home = tempfile::tempdir().unwrap();
    let journal = Journal::open(&home.path().join("journal.db")).unwrap();
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let journal = &journal;
            scope.spawn(move || {
                for n in 0..25 {
                    journal.append(&[sample::answer(thread * 1000 + n)], &[]).unwrap();
                    journal.events_after(0).unwrap();
                }
            });
        }
    });
    assert_eq!(journal.count().unwrap(), 100);
}

#[test]
fn an_async_runtime_around_it_does_no_harm() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("journal.db");
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        let journal = Journal::open(&path).unwrap();
        journal.append(&[sample::answer(1)], &[]).unwrap();
        let count = tokio::task::spawn_blocking(move || journal.count().unwrap()).await.unwrap();
        assert_eq!(count, 1);
    });
}
