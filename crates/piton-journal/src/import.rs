//! Reading what an export wrote: all of it or nothing.
//!
//! The lines come from outside, so nothing is believed: lengths are capped before memory is taken,
//! a blob is unpacked within its declared size and its hash computed, and an event has to be one
//! this Piton knows. Everything is gathered beside the journal, in tables that exist for this
//! connection alone; the journal is locked only after the last line was found sound.

use std::borrow::Cow;
use std::collections::HashSet;
use std::io::{BufRead, Read};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use piton_domain::{ContentHash, EventId, Timestamp};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use sqlx::{Connection, QueryBuilder, Sqlite, SqliteConnection};

use crate::blob::{self, MAX_BLOB_BYTES, Unsound};
use crate::export::{FORMAT, VERSION};
use crate::wait::block_on;
use crate::wire::{self, DecodeError};
use crate::{Journal, JournalError, ROWS_AT_ONCE};

mod fault;
mod merge;

pub use fault::ImportFault;

/// The longest line: the largest blob, incompressible, in base64, and room for its frame.
const MAX_LINE_BYTES: u64 = (MAX_BLOB_BYTES as u64) / 3 * 4 + (1 << 20);

/// What an import brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ImportSummary {
    /// Events that were new.
    pub events_new: u64,
    /// Events that were there already.
    pub events_known: u64,
    /// Blobs that were new.
    pub blobs_new: u64,
    /// Blobs that were there, had come to harm, and were mended.
    pub blobs_mended: u64,
    /// Blobs that the export names as damaged where it came from, so that it lacks them.
    pub blobs_missing: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    format: String,
    version: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BlobLine<'a> {
    #[serde(borrow)]
    blob: Cow<'a, str>,
    size: u64,
    #[serde(borrow)]
    zstd: Cow<'a, str>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EventLine<'a> {
    #[serde(borrow)]
    event: Cow<'a, str>,
    at: i64,
    #[serde(borrow)]
    kind: Cow<'a, str>,
    version: i64,
    payload: serde_json::Value,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EndLine {
    end: End,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct End {
    events: u64,
    blobs: u64,
    damaged: Vec<String>,
    sha256: String,
}

/// An event of the import, ready to be stored.
struct Incoming {
    id: EventId,
    at: Timestamp,
    encoded: wire::Encoded,
}

impl Journal {
    /// Takes over what [`Journal::export`] wrote: all of it or nothing.
    ///
    /// What is there already is passed over, so an import may be tried again; new events come
    /// after those that are there, in their own order.
    ///
    /// Errors: [`JournalError::Import`] with the line at fault, [`JournalError::Read`] if `from`
    /// cannot be read, [`JournalError::Conflict`] if an event is there with another content.
    pub fn import(&self, from: &mut dyn BufRead) -> Result<ImportSummary, JournalError> {
        block_on(async {
            self.database.check_place()?;
            let mut connection = self.database.connect().await?;
            let summary = self.import_through(&mut connection, from).await;
            let _ = connection.close().await;
            self.database.check_place()?;
            summary
        })
    }

    async fn import_through(
        &self,
        connection: &mut SqliteConnection,
        from: &mut dyn BufRead,
    ) -> Result<ImportSummary, JournalError> {
        let mut gathering = connection.begin().await.map_err(|fault| self.fail(fault))?;
        let missing = self.gather(&mut gathering, from).await?;
        gathering.commit().await.map_err(|fault| self.fail(fault))?;
        let mut summary =
            self.in_transaction(connection, async |open| self.merge(open).await).await?;
        summary.blobs_missing = missing;
        Ok(summary)
    }

    /// Reads every line into tables of this connection alone; returns how many blobs are missing.
    async fn gather(
        &self,
        connection: &mut SqliteConnection,
        from: &mut dyn BufRead,
    ) -> Result<u64, JournalError> {
        sqlx::raw_sql(
            "CREATE TEMP TABLE incoming_events (n INTEGER PRIMARY KEY, id BLOB, at INTEGER, \
             kind TEXT, version INTEGER, payload TEXT);
             CREATE TEMP TABLE incoming_blobs (hash BLOB PRIMARY KEY, bytes BLOB, size INTEGER);",
        )
        .execute(&mut *connection)
        .await
        .map_err(|fault| self.fail(fault))?;

        let mut lines = Lines { from, number: 0, line: Vec::new(), sha256: Sha256::new() };
        let first = lines.next()?.map(header).transpose();
        let first = first.map_err(|fault| lines.fault(fault))?;
        first.ok_or_else(|| lines.fault(ImportFault::NotAnExport))?;
        let (mut ids, mut hashes) = (HashSet::new(), HashSet::new());
        let mut batch = Vec::new();
        loop {
            let before = blob::hash_text(&lines.sha256.clone().finalize());
            let Some(line) = lines.next()? else { return Err(lines.fault(ImportFault::Truncated)) };
            if line.starts_with(br#"{"blob":"#) {
                let read = if ids.is_empty() {
                    read_blob(line)
                } else {
                    Err(ImportFault::Order { what: "a blob after an event" })
                };
                let (hash, packed, size) = read.map_err(|fault| lines.fault(fault))?;
                if !hashes.insert(hash) {
                    return Err(lines.fault(ImportFault::Repeated));
                }
                sqlx::query("INSERT INTO incoming_blobs (hash, bytes, size) VALUES (?, ?, ?)")
                    .bind(&hash[..])
                    .bind(packed)
                    .bind(size)
                    .execute(&mut *connection)
                    .await
                    .map_err(|fault| self.fail(fault))?;
            } else if line.starts_with(br#"{"event":"#) {
                let event = read_event(line).map_err(|fault| lines.fault(fault))?;
                if !ids.insert(event.id) {
                    return Err(lines.fault(ImportFault::Repeated));
                }
                batch.push(event);
                if batch.len() == ROWS_AT_ONCE {
                    self.gather_events(connection, &mut batch).await?;
                }
            } else if line.starts_with(br#"{"end":"#) {
                let end: EndLine = parse(line).map_err(|fault| lines.fault(fault))?;
                let end = end.end;
                let what = if end.sha256 != before.as_str() {
                    Some("the SHA-256 differs")
                } else if end.events != ids.len() as u64 || end.blobs != hashes.len() as u64 {
                    Some("the counts differ")
                } else {
                    None
                };
                if let Some(what) = what {
                    return Err(lines.fault(ImportFault::Changed { what }));
                }
                if lines.next()?.is_some() {
                    return Err(lines.fault(ImportFault::Order { what: "a line after the last" }));
                }
                self.gather_events(connection, &mut batch).await?;
                return Ok(end.damaged.len() as u64);
            } else {
                let fault = match parse::<Header>(line) {
                    Ok(_) => ImportFault::Order { what: "a second header" },
                    Err(_) => ImportFault::Unreadable {
                        what: "it is neither a blob, an event nor the end".to_owned(),
                    },
                };
                return Err(lines.fault(fault));
            }
        }
    }

    async fn gather_events(
        &self,
        connection: &mut SqliteConnection,
        batch: &mut Vec<Incoming>,
    ) -> Result<(), JournalError> {
        if batch.is_empty() {
            return Ok(());
        }
        let mut query = QueryBuilder::<Sqlite>::new(
            "INSERT INTO incoming_events (id, at, kind, version, payload) ",
        );
        query.push_values(batch.drain(..), |mut row, event| {
            row.push_bind(event.id.0.to_be_bytes().to_vec())
                .push_bind(event.at.0)
                .push_bind(event.encoded.kind)
                .push_bind(i64::from(event.encoded.version))
                .push_bind(event.encoded.payload);
        });
        query.build().execute(connection).await.map_err(|fault| self.fail(fault))?;
        Ok(())
    }
}

/// The lines of an export, counted, capped and hashed.
struct Lines<'a> {
    from: &'a mut dyn BufRead,
    number: u64,
    line: Vec<u8>,
    sha256: Sha256,
}

impl Lines<'_> {
    /// Reads the next line, without its end; `None` after the last.
    fn next(&mut self) -> Result<Option<&[u8]>, JournalError> {
        self.number += 1;
        self.line.clear();
        (&mut *self.from)
            .take(MAX_LINE_BYTES + 1)
            .read_until(b'\n', &mut self.line)
            .map_err(JournalError::Read)?;
        if self.line.len() as u64 > MAX_LINE_BYTES {
            return Err(self.fault(ImportFault::TooLong));
        }
        if self.line.is_empty() {
            return Ok(None);
        }
        let whole = self.line.pop_if(|byte| *byte == b'\n').is_some();
        // Some ways of sending a text end its lines in their own fashion; nothing is lost by it.
        self.line.pop_if(|byte| *byte == b'\r');
        if !whole && self.number > 1 && !self.line.starts_with(br#"{"end":"#) {
            return Err(self.fault(ImportFault::Truncated));
        }
        self.sha256.update(&self.line);
        self.sha256.update(b"\n");
        Ok(Some(&self.line))
    }

    fn fault(&self, fault: ImportFault) -> JournalError {
        JournalError::Import { line: self.number, fault }
    }
}

fn parse<'a, T: Deserialize<'a>>(line: &'a [u8]) -> Result<T, ImportFault> {
    serde_json::from_slice(line).map_err(|fault| unreadable(&fault))
}

fn unreadable(fault: &dyn std::fmt::Display) -> ImportFault {
    ImportFault::Unreadable { what: fault.to_string() }
}

fn header(line: &[u8]) -> Result<(), ImportFault> {
    let header: Header = parse(line).map_err(|_| ImportFault::NotAnExport)?;
    match header {
        Header { format, .. } if format != FORMAT => Err(ImportFault::NotAnExport),
        Header { version, .. } if version > VERSION => {
            Err(ImportFault::Newer { what: format!("version {version} of the format") })
        }
        Header { version, .. } if version < VERSION => {
            Err(unreadable(&format_args!("the format never had a version {version}")))
        }
        _ => Ok(()),
    }
}

fn read_blob(line: &[u8]) -> Result<([u8; 32], Vec<u8>, i64), ImportFault> {
    let fields: BlobLine = parse(line)?;
    let hash = ContentHash::new(fields.blob).map_err(|fault| unreadable(&fault))?;
    let hash = blob::hash_bytes(&hash);
    let size = i64::try_from(fields.size)
        .map_err(|_| ImportFault::Blob { what: "says it is larger than any may be" })?;
    let packed = STANDARD
        .decode(fields.zstd.as_bytes())
        .map_err(|_| ImportFault::Blob { what: "is not base64" })?;
    match blob::unpack(&packed, size, &hash) {
        Ok(_) => Ok((hash, packed, size)),
        Err(Unsound::Compression) => {
            Err(ImportFault::Blob { what: "cannot be unpacked to the size it says" })
        }
        Err(Unsound::Size) => Err(ImportFault::Blob { what: "has not the size it says" }),
        Err(Unsound::Hash) => Err(ImportFault::Blob { what: "has not the hash it says" }),
    }
}

fn read_event(line: &[u8]) -> Result<Incoming, ImportFault> {
    let fields: EventLine = parse(line)?;
    let id = uuid::Uuid::try_parse(&fields.event).map_err(|fault| unreadable(&fault))?;
    let kind = wire::decode_value(&fields.kind, fields.version, fields.payload);
    let kind = kind.map_err(|fault| match fault {
        DecodeError::Newer { what } => ImportFault::Newer { what },
        DecodeError::Damaged { what } => ImportFault::Unreadable { what },
    })?;
    Ok(Incoming {
        id: EventId(id.as_u128()),
        at: Timestamp(fields.at),
        encoded: wire::encode(&kind),
    })
}
