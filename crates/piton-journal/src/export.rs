//! Writing a whole journal as lines of JSON.
//!
//! The format, version 1: a header; one line a blob, by hash; one line an event, in order; a last
//! line with counts and the SHA-256 of all lines before it, so that a cut or changed file is
//! noticed. Blobs come first, so whoever reads an event has seen what it speaks of. Payloads are
//! passed on as they rest: a journal of a newer Piton can be exported in full.

use std::io::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use futures_util::TryStreamExt;
use piton_domain::ContentHash;
use serde_json::json;
use sha2::{Digest, Sha256};
use sqlx::sqlite::SqliteRow;
use sqlx::{Connection, SqliteConnection};

use crate::wait::block_on;
use crate::{Journal, JournalError, blob, error};

/// The name by which an export is known.
pub(crate) const FORMAT: &str = "piton-export";

/// The version of the format that is written, and the newest that can be read.
pub(crate) const VERSION: u64 = 1;

/// What an export holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ExportSummary {
    /// Events written.
    pub events: u64,
    /// Blobs written.
    pub blobs: u64,
    /// Blobs that could not be written because they have come to harm.
    pub damaged: Vec<ContentHash>,
}

impl Journal {
    /// Writes the whole journal, as it is at this moment, as lines of JSON.
    ///
    /// A blob that has come to harm is left out and named; it holds up nothing else.
    ///
    /// Errors: [`JournalError::Write`] if `to` takes no more.
    pub fn export(&self, to: &mut dyn Write) -> Result<ExportSummary, JournalError> {
        block_on(async {
            self.database.check_place()?;
            // A connection of its own, so that a slow reader of the export delays nobody.
            let mut connection = self.database.connect_to_read().await?;
            let summary = self.export_from(&mut connection, to).await;
            let _ = connection.close().await;
            summary
        })
    }

    async fn export_from(
        &self,
        connection: &mut SqliteConnection,
        to: &mut dyn Write,
    ) -> Result<ExportSummary, JournalError> {
        let mut lines = Lines { to, sha256: Sha256::new() };
        let mut summary = ExportSummary::default();
        // One transaction, so that blobs and events are of the same moment.
        let mut moment = connection.begin().await.map_err(|fault| self.fail(fault))?;
        let hashes: Vec<Vec<u8>> = sqlx::query_scalar("SELECT hash FROM blobs ORDER BY hash")
            .fetch_all(&mut *moment)
            .await
            .map_err(|fault| self.fail(fault))?;
        // The moment is that of the first read, so nothing is written before it.
        lines.write(&json!({ "format": FORMAT, "version": VERSION }).to_string())?;
        for key in &hashes {
            let row = sqlx::query("SELECT bytes, size FROM blobs WHERE hash = ?")
                .bind(&key[..])
                .fetch_one(&mut *moment)
                .await
                .map_err(|fault| self.fail(fault))?;
            let (packed, size): (&[u8], i64) = (self.get(&row, 0)?, self.get(&row, 1)?);
            let hash = blob::hash_text(key);
            if blob::unpack(packed, size, key).is_err() {
                summary.damaged.push(hash);
                continue;
            }
            let packed = STANDARD.encode(packed);
            lines.write(&format!(r#"{{"blob":"{hash}","size":{size},"zstd":"{packed}"}}"#))?;
            summary.blobs += 1;
        }
        let mut rows =
            sqlx::query("SELECT seq, id, at, kind, version, payload FROM events ORDER BY seq")
                .fetch(&mut *moment);
        while let Some(row) = rows.try_next().await.map_err(|fault| self.fail(fault))? {
            lines.write(&self.event_line(&row)?)?;
            summary.events += 1;
        }
        let damaged: Vec<_> = summary.damaged.iter().map(ContentHash::as_str).collect();
        let sha256 = blob::hash_text(&lines.sha256.finalize_reset());
        let end = json!({
            "events": summary.events,
            "blobs": summary.blobs,
            "damaged": damaged,
            "sha256": sha256.as_str(),
        });
        lines.write(&json!({ "end": end }).to_string())?;
        lines.to.flush().map_err(JournalError::Write)?;
        Ok(summary)
    }

    /// Writes an event as it rests, without asking what it means.
    fn event_line(&self, row: &SqliteRow) -> Result<String, JournalError> {
        let id = error::id_text(self.event_id(row)?);
        let at: i64 = self.get(row, 2)?;
        let kind = serde_json::Value::from(self.get::<&str>(row, 3)?);
        let version: i64 = self.get(row, 4)?;
        let payload: &str = self.get(row, 5)?;
        if payload.contains(['\n', '\r'])
            || serde_json::from_str::<serde::de::IgnoredAny>(payload).is_err()
        {
            return Err(self.database.damaged(format!("the event {id} is not JSON")));
        }
        Ok(format!(
            r#"{{"event":"{id}","at":{at},"kind":{kind},"version":{version},"payload":{payload}}}"#
        ))
    }
}

struct Lines<'a> {
    to: &'a mut dyn Write,
    sha256: Sha256,
}

impl Lines<'_> {
    fn write(&mut self, line: &str) -> Result<(), JournalError> {
        for part in [line.as_bytes(), b"\n"] {
            self.sha256.update(part);
            self.to.write_all(part).map_err(JournalError::Write)?;
        }
        Ok(())
    }
}
