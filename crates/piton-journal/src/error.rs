//! What can go wrong with a journal, and what its owner can do about it.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use piton_domain::{ContentHash, EventId};

use crate::import::ImportFault;

/// Why something could not be done with a journal.
///
/// Whatever the error, the journal holds what it held before: nothing is written in part.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum JournalError {
    /// It holds something this Piton does not know.
    #[error(
        "the journal {} was written by a newer Piton: it holds {what}",
        path.display()
    )]
    Newer {
        /// What is not known, as a noun phrase.
        what: String,
        /// The journal.
        path: PathBuf,
    },
    /// The file is something else.
    #[error("{} is not a journal of Piton: {what}", path.display())]
    NotAJournal {
        /// What it is instead, as a fragment.
        what: String,
        /// The file.
        path: PathBuf,
    },
    /// The file was a journal and has come to harm.
    #[error("the journal {} is damaged: {what}", path.display())]
    Damaged {
        /// What is wrong, as a fragment.
        what: String,
        /// The journal.
        path: PathBuf,
    },
    /// The file or its folder may not be written.
    #[error("the journal {} may not be opened for writing", path.display())]
    ReadOnly {
        /// The journal.
        path: PathBuf,
        /// What the database said.
        #[source]
        source: Box<sqlx::Error>,
    },
    /// There is no space left, on the disk or within [`Settings::max_bytes`](crate::Settings).
    #[error("there is no space left for the journal {}", path.display())]
    Full {
        /// The journal.
        path: PathBuf,
        /// What the database said.
        #[source]
        source: Box<sqlx::Error>,
    },
    /// Another process kept it for too long.
    #[error(
        "another program has kept the journal {} to itself for {} s",
        path.display(),
        waited.as_secs_f32()
    )]
    Locked {
        /// The journal.
        path: PathBuf,
        /// How long it was waited for.
        waited: Duration,
    },
    /// The file was moved, replaced or deleted while it was open.
    #[error("the journal {} was moved or deleted while it was in use", path.display())]
    Moved {
        /// Where it was.
        path: PathBuf,
    },
    /// The folder or file could not be made or looked at.
    #[error("could not {doing} {}", path.display())]
    Io {
        /// What was tried, as a verb.
        doing: &'static str,
        /// On which file or folder.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// The database failed in a way that has no name of its own here.
    #[error("the journal {} could not be used", path.display())]
    Database {
        /// The journal.
        path: PathBuf,
        /// What the database said.
        #[source]
        source: Box<sqlx::Error>,
    },
    /// An event with this id and another content is there already.
    #[error("the journal {} holds another event with the id {}", path.display(), id_text(*id))]
    Conflict {
        /// The journal.
        path: PathBuf,
        /// The id.
        id: EventId,
    },
    /// Bytes were handed over under a hash that is not theirs.
    #[error("the bytes handed over as {hash} have another hash")]
    WrongHash {
        /// The hash they were given under.
        hash: ContentHash,
    },
    /// A blob is larger than any may be.
    #[error("{size} bytes are too many for one blob; {} are allowed", crate::MAX_BLOB_BYTES)]
    TooLarge {
        /// Its size.
        size: usize,
    },
    /// The export could not be written to where it should go.
    #[error("could not write the export")]
    Write(#[source] io::Error),
    /// What should be imported could not be read; nothing of it was taken.
    #[error("could not read the import")]
    Read(#[source] io::Error),
    /// What should be imported is not sound; nothing of it was taken.
    #[error("line {line} of the import {fault}")]
    Import {
        /// The line, from 1.
        line: u64,
        /// What is wrong with it.
        fault: ImportFault,
    },
}

impl JournalError {
    /// Returns what the owner of the journal can do, as whole sentences.
    pub fn hint(&self) -> Option<String> {
        Some(match self {
            Self::Newer { .. } => "Nothing was changed. Use the newest Piton you have had; this \
                 one can still `piton export` all of it."
                .to_owned(),
            Self::NotAJournal { path, .. } => format!(
                "Nothing was changed. Move {} elsewhere, or choose another place with PITON_HOME.",
                path.display()
            ),
            Self::Damaged { path, .. } => format!(
                "Nothing was changed. Keep a copy of {0}, move it elsewhere and import your last \
                 export; `sqlite3 {0} .recover` may bring back the rest.",
                path.display()
            ),
            Self::ReadOnly { path, .. } => format!(
                "Make {} and the folder around it writable for you, or choose another place with \
                 PITON_HOME.",
                path.display()
            ),
            Self::Full { .. } => {
                "Nothing was half written. Free some space, then run the same command again."
                    .to_owned()
            }
            Self::Locked { .. } => "Nothing was written. Look for another Piton, a backup or a \
                 database browser that has it open, then run the same command again."
                .to_owned(),
            Self::Moved { .. } => {
                "Put the file back where it was, or start Piton again to use what is there now."
                    .to_owned()
            }
            Self::Io { path, source, .. } => match source.kind() {
                io::ErrorKind::StorageFull => "Free some space on that disk.".to_owned(),
                io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => format!(
                    "Make {} writable for you, or choose another place with PITON_HOME.",
                    path.display()
                ),
                _ => return None,
            },
            Self::TooLarge { .. } => {
                "Keep large generated files out of the task's folder.".to_owned()
            }
            Self::Write(source) => match source.kind() {
                io::ErrorKind::StorageFull => {
                    "Free some space, or export to another disk.".to_owned()
                }
                _ => return None,
            },
            Self::Import { fault, .. } => fault.hint().to_owned(),
            Self::Database { .. }
            | Self::Read(_)
            | Self::Conflict { .. }
            | Self::WrongHash { .. } => return None,
        })
    }
}

/// Writes an event's id as people see it.
pub(crate) fn id_text(id: EventId) -> String {
    uuid::Uuid::from_u128(id.0).to_string()
}

/// Gives a failure of the database its name.
///
/// Source of the numbers: <https://www.sqlite.org/rescode.html>; the low byte of an extended code
/// is the primary one.
pub(crate) fn database(path: &Path, waited: Duration, source: sqlx::Error) -> JournalError {
    let said = source.as_database_error();
    let code = said.and_then(|said| said.code()).and_then(|code| code.parse::<i32>().ok());
    let said = said.map_or_else(|| source.to_string(), |said| said.message().to_owned());
    let path = path.to_owned();
    // SQLITE_IOERR_SHMSIZE: the index beside the journal could not be made as long as it must be.
    if code == Some(4874) {
        return JournalError::Full { path, source: Box::new(source) };
    }
    match code.map(|code| code & 0xff) {
        // SQLITE_PERM, SQLITE_READONLY
        Some(3 | 8) => JournalError::ReadOnly { path, source: Box::new(source) },
        // SQLITE_BUSY, SQLITE_LOCKED
        Some(5 | 6) => JournalError::Locked { path, waited },
        // SQLITE_CORRUPT
        Some(11) => JournalError::Damaged { path, what: said },
        // SQLITE_FULL
        Some(13) => JournalError::Full { path, source: Box::new(source) },
        // SQLITE_CANTOPEN: the file exists, so it is the folder in which the files beside it
        // cannot be made.
        Some(14) => JournalError::ReadOnly { path, source: Box::new(source) },
        // SQLITE_NOTADB
        Some(26) => JournalError::NotAJournal { path, what: "its content is not SQLite's".into() },
        _ => JournalError::Database { path, source: Box::new(source) },
    }
}
