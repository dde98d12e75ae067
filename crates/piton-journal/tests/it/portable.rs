//! Taking a journal along.

use piton_domain::Event;
use piton_journal::{ImportFault, ImportSummary, Journal, JournalError};

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
    assert_eq!(summary, ImportSummary { events_new: 10, blobs_new: 2, ..Default::default() });
    assert_eq!(events(&copy), events(&original));
    assert_eq!(export(&copy), text);

    let again = copy.import(&mut text.as_bytes()).unwrap();
    assert_eq!(again, ImportSummary { events_known: 10, ..Default::default() });
    assert_eq!(export(&copy), text);
}

/// Imports `text` into a journal that holds one event, and checks that nothing was taken.
fn refused(text: &[u8]) -> (u64, ImportFault) {
    let home = tempfile::tempdir().unwrap();
    let journal = fresh(&home, "copy.db");
    journal.append(&[sample::answer(1)], &[]).unwrap();
    let before = export(&journal);
    let fault = journal.import(&mut &text[..]).unwrap_err();
    assert_eq!(export(&journal), before, "after {fault}");
    let JournalError::Import { line, fault } = fault else { panic!("{fault}") };
    (line, fault)
}

#[test]
fn a_file_cut_anywhere_is_refused() {
    let home = tempfile::tempdir().unwrap();
    let (_, text) = original(&home);
    // The last newline alone may be missing.
    for end in (0..text.len() - 1).step_by(97).chain([text.len() - 2]) {
        refused(&text.as_bytes()[..end]);
    }
}
