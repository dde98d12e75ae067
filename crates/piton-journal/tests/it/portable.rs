//! Taking a journal along.

use piton_domain::Event;
use piton_journal::{ImportSummary, Journal, JournalError};

use crate::sample;

fn fresh(home: &tempfile::TempDir, name: &str) -> Journal {
    Journal::open(&home.path().join(name)).unwrap()
}

fn events(journal: &Journal) -> Vec<Event> {
    journal.events_after(0).unwrap().into_iter().map(|(_, event)| event).collect()
}

fn export(journal: &Journal) -> String {
    let mut bytes = Vec::new();
    journal.export(&mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

/// Returns a journal of every kind of event with two blobs, and its export.
fn original(home: &tempfile::TempDir) -> (Journal, String) {
    let journal = fresh(home, "original.db");
    let contents: [&[u8]; 2] = [b"def f():\n    return 1\n", &[7; 100_000]];
    let hashes = contents.map(sample::hash);
    let blobs: Vec<_> = hashes.iter().zip(contents).collect();
    journal.append(&sample::one_of_each(), &blobs).unwrap();
    let text = export(&journal);
    (journal, text)
}

#[test]
fn an_import_gives_back_what_was_exported() {
    let home = tempfile::tempdir().unwrap();
    let (original, text) = original(&home);
    let copy = fresh(&home, "copy.db");
    let summary = copy.import(&mut text.as_bytes()).unwrap();
    assert_eq!(summary, ImportSummary { events_new: 11, blobs_new: 2, ..Default::default() });
    assert_eq!(events(&copy), events(&original));
    assert_eq!(export(&copy), text);

    let again = copy.import(&mut text.as_bytes()).unwrap();
    assert_eq!(again, ImportSummary { events_known: 11, ..Default::default() });
    assert_eq!(export(&copy), text);
}

#[test]
fn line_ends_of_another_system_do_no_harm() {
    let home = tempfile::tempdir().unwrap();
    let (original, text) = original(&home);
    let copy = fresh(&home, "copy.db");
    copy.import(&mut text.replace('\n', "\r\n").as_bytes()).unwrap();
    assert_eq!(events(&copy), events(&original));
    let copy = fresh(&home, "another.db");
    copy.import(&mut text.trim_end().as_bytes()).unwrap();
    assert_eq!(events(&copy), events(&original));
}

#[test]
fn two_journals_become_one() {
    let home = tempfile::tempdir().unwrap();
    let (left, right) = (fresh(&home, "left.db"), fresh(&home, "right.db"));
    left.append(&[sample::answer(1), sample::answer(2)], &[]).unwrap();
    right.append(&[sample::answer(2), sample::answer(3)], &[]).unwrap();
    let summary = left.import(&mut export(&right).as_bytes()).unwrap();
    assert_eq!((summary.events_new, summary.events_known), (1, 1));
    assert_eq!(events(&left), [1, 2, 3].map(sample::answer));
}

#[test]
fn an_event_that_contradicts_the_journal_is_refused_with_all_others() {
    let home = tempfile::tempdir().unwrap();
    let (left, right) = (fresh(&home, "left.db"), fresh(&home, "right.db"));
    let mut other = sample::answer(9);
    other.id = sample::answer(1).id;
    left.append(&[sample::answer(1)], &[]).unwrap();
    right.append(&[sample::answer(5), other], &[]).unwrap();
    let fault = left.import(&mut export(&right).as_bytes()).unwrap_err();
    assert!(matches!(fault, JournalError::Conflict { .. }), "{fault:?}");
    assert_eq!(events(&left), [sample::answer(1)]);
}

/// Takes `room` bytes and no more.
struct Narrow {
    room: usize,
}

impl std::io::Write for Narrow {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if self.room == 0 {
            return Err(std::io::ErrorKind::StorageFull.into());
        }
        let taken = bytes.len().min(self.room);
        self.room -= taken;
        Ok(taken)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn an_export_that_does_not_fit_fails_and_says_why() {
    let home = tempfile::tempdir().unwrap();
    let (journal, text) = original(&home);
    for room in [0, 10, text.len() / 2, text.len() - 1] {
        let fault = journal.export(&mut Narrow { room }).unwrap_err();
        assert!(matches!(fault, JournalError::Write(_)), "{fault:?}");
        assert!(fault.hint().is_some());
    }
    journal.export(&mut Narrow { room: text.len() }).unwrap();
}

#[test]
fn an_export_is_of_one_moment_while_others_append() {
    let home = tempfile::tempdir().unwrap();
    let (journal, text) = original(&home);
    let path = home.path().join("original.db");

    /// Appends an event whenever a line is written.
    struct Busy<'a>(Vec<u8>, Journal, &'a mut u64);
    impl std::io::Write for Busy<'_> {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            *self.2 += 1;
            self.1.append(&[sample::answer(*self.2)], &[]).unwrap();
            self.0.write(bytes)
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let mut n = 0;
    let mut busy = Busy(Vec::new(), Journal::open(&path).unwrap(), &mut n);
    journal.export(&mut busy).unwrap();
    assert_eq!(String::from_utf8(busy.0).unwrap(), text);
    assert_eq!(journal.count().unwrap(), 11 + n);
}
