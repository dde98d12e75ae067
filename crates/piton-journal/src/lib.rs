//! The journal: what a learner did, appended and never changed, and the content it speaks of.
//!
//! The journal is the only truth about a learner; every state is a fold over its events. It lives
//! in one SQLite file, which several threads and several processes may use at once. What is
//! reported as appended is on the disk, and a call that fails has written nothing.
//!
//! The calls block. They need no async runtime and do not mind one, so an async face may call them
//! through its runtime's `spawn_blocking`.
//!
//! Wire types exist here and at the coach's JSON only; see `wire`.

mod blob;
mod db;
mod error;
mod export;
mod import;
mod verify;
mod wait;
mod wire;

use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use futures_util::TryStreamExt;
use piton_domain::{ContentHash, Event, EventId, Timestamp};
use sqlx::sqlite::SqliteRow;
use sqlx::{Connection, QueryBuilder, Row, Sqlite, SqliteConnection};

pub use blob::MAX_BLOB_BYTES;
pub use error::JournalError;
pub use export::ExportSummary;
pub use import::{ImportFault, ImportSummary};

use crate::db::Database;
use crate::wait::block_on;
use crate::wire::DecodeError;

/// Rows in one INSERT. SQLite takes 32 766 parameters, an event needs five.
const ROWS_AT_ONCE: usize = 500;

/// How a journal is used.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// How long to wait for another process before giving up.
    pub busy_timeout: Duration,
    /// How large the file may grow, in bytes; the disk alone decides if there is none.
    pub max_bytes: Option<u64>,
}

impl Default for Settings {
    fn default() -> Self {
        Self { busy_timeout: Duration::from_secs(5), max_bytes: None }
    }
}

/// An open journal.
#[derive(Debug)]
pub struct Journal {
    database: Database,
    /// The one connection that writes; absent until needed and after a failure.
    writer: Mutex<Option<SqliteConnection>>,
    /// The one that reads, so that reading does not wait for writing.
    reader: Mutex<Option<SqliteConnection>>,
}

impl Journal {
    /// Opens the journal at `path`; makes it, and the folder around it, if there is none.
    ///
    /// Errors: [`JournalError`]; the file is as it was.
    pub fn open(path: &Path) -> Result<Self, JournalError> {
        Self::open_with(path, Settings::default())
    }

    /// Opens the journal at `path` with other settings.
    pub fn open_with(path: &Path, settings: Settings) -> Result<Self, JournalError> {
        let (database, connection) = block_on(Database::open(path, settings))?;
        Ok(Self { database, writer: Mutex::new(Some(connection)), reader: Mutex::new(None) })
    }

    /// Returns the path of the file.
    pub fn path(&self) -> &Path {
        &self.database.path
    }

    /// Appends events in their order, with the blobs they speak of: all or nothing.
    ///
    /// An event that is there already is passed over, so an append may be tried again.
    ///
    /// Errors: [`JournalError::Conflict`] if another event has the same id,
    /// [`JournalError::WrongHash`] and [`JournalError::TooLarge`] for a blob that is not sound.
    pub fn append(
        &self,
        events: &[Event],
        blobs: &[(&ContentHash, &[u8])],
    ) -> Result<(), JournalError> {
        for (hash, content) in blobs {
            check_blob(hash, content)?;
        }
        self.write(async |connection| {
            for (hash, content) in blobs {
                self.insert_blob(connection, hash, content).await?;
            }
            for events in events.chunks(ROWS_AT_ONCE) {
                self.insert_events(connection, events).await?;
            }
            Ok(())
        })
    }

    /// Keeps some content under its hash.
    pub fn put_blob(&self, hash: &ContentHash, content: &[u8]) -> Result<(), JournalError> {
        self.append(&[], &[(hash, content)])
    }

    /// Returns every event after the one numbered `seq`, in order, with its number.
    ///
    /// Numbers start at 1, grow, and are not always consecutive; 0 gives all events.
    pub fn events_after(&self, seq: i64) -> Result<Vec<(i64, Event)>, JournalError> {
        self.read(async |connection| {
            let mut rows = sqlx::query(
                "SELECT seq, id, at, kind, version, payload FROM events WHERE seq > ? ORDER BY seq",
            )
            .bind(seq)
            .fetch(connection);
            let mut events = Vec::new();
            while let Some(row) = rows.try_next().await.map_err(|fault| self.fail(fault))? {
                events.push((self.get(&row, 0)?, self.event(&row)?));
            }
            Ok(events)
        })
    }

    /// Returns the event with this id, if there is one.
    pub fn event_with(&self, id: EventId) -> Result<Option<Event>, JournalError> {
        self.read(async |connection| {
            let row =
                sqlx::query("SELECT seq, id, at, kind, version, payload FROM events WHERE id = ?")
                    .bind(id.0.to_be_bytes().to_vec())
                    .fetch_optional(connection)
                    .await
                    .map_err(|fault| self.fail(fault))?;
            row.map(|row| self.event(&row)).transpose()
        })
    }

    /// Returns how many events there are.
    pub fn count(&self) -> Result<u64, JournalError> {
        let count = self.number("SELECT count(*) FROM events")?;
        u64::try_from(count).map_err(|_| self.database.damaged("a count is negative"))
    }

    /// Returns the number of the last event; 0 if there is none.
    pub fn last_seq(&self) -> Result<i64, JournalError> {
        self.number("SELECT coalesce(max(seq), 0) FROM events")
    }

    /// Returns the content with this hash, if it is kept.
    ///
    /// Errors: [`JournalError::Damaged`] if what is kept has come to harm.
    pub fn blob(&self, hash: &ContentHash) -> Result<Option<Vec<u8>>, JournalError> {
        let found = self.read(async |connection| self.find_blob(connection, hash).await)?;
        match found {
            None => Ok(None),
            Some(Ok(content)) => Ok(Some(content)),
            Some(Err(_)) => Err(self.damaged_blob(hash)),
        }
    }

    /// Returns whether content with this hash is kept.
    pub fn has_blob(&self, hash: &ContentHash) -> Result<bool, JournalError> {
        self.read(async |connection| {
            sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM blobs WHERE hash = ?)")
                .bind(&blob::hash_bytes(hash)[..])
                .fetch_one(connection)
                .await
                .map_err(|fault| self.fail(fault))
        })
    }

    fn number(&self, query: &'static str) -> Result<i64, JournalError> {
        self.read(async |connection| {
            sqlx::query_scalar(query).fetch_one(connection).await.map_err(|fault| self.fail(fault))
        })
    }

    /// Runs `work` in a transaction that locks all other writers out from its beginning.
    ///
    /// `BEGIN IMMEDIATE`, because the busy timeout does not help a transaction that starts by
    /// reading and wants to write later.
    fn write<T>(
        &self,
        work: impl AsyncFnOnce(&mut SqliteConnection) -> Result<T, JournalError>,
    ) -> Result<T, JournalError> {
        let mut slot = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        block_on(async {
            self.database.check_place()?;
            // After a failure the connection is not used again: SQLite ends some transactions on
            // its own, and nobody could tell in which state it was left.
            let mut connection = match slot.take() {
                Some(connection) => connection,
                None => self.database.connect().await?,
            };
            match self.in_transaction(&mut connection, work).await {
                Ok(value) => {
                    *slot = Some(connection);
                    // Whoever moved the file meanwhile has what was written; the path has not.
                    self.database.check_place()?;
                    Ok(value)
                }
                Err(fault) => {
                    let _ = connection.close().await;
                    Err(fault)
                }
            }
        })
    }

    async fn in_transaction<T>(
        &self,
        connection: &mut SqliteConnection,
        work: impl AsyncFnOnce(&mut SqliteConnection) -> Result<T, JournalError>,
    ) -> Result<T, JournalError> {
        let mut transaction =
            connection.begin_with("BEGIN IMMEDIATE").await.map_err(|fault| self.fail(fault))?;
        let value = work(&mut transaction).await?;
        transaction.commit().await.map_err(|fault| self.fail(fault))?;
        Ok(value)
    }

    /// Runs `work` on the connection that reads.
    fn read<T>(
        &self,
        work: impl AsyncFnOnce(&mut SqliteConnection) -> Result<T, JournalError>,
    ) -> Result<T, JournalError> {
        let mut slot = self.reader.lock().unwrap_or_else(PoisonError::into_inner);
        block_on(async {
            self.database.check_place()?;
            let mut connection = match slot.take() {
                Some(connection) => connection,
                None => self.database.connect_to_read().await?,
            };
            match work(&mut connection).await {
                Ok(value) => {
                    *slot = Some(connection);
                    Ok(value)
                }
                Err(fault) => {
                    let _ = connection.close().await;
                    Err(fault)
                }
            }
        })
    }

    async fn insert_events(
        &self,
        connection: &mut SqliteConnection,
        events: &[Event],
    ) -> Result<(), JournalError> {
        let mut query =
            QueryBuilder::<Sqlite>::new("INSERT INTO events (id, at, kind, version, payload) ");
        query.push_values(events, |mut row, event| {
            let encoded = wire::encode(&event.kind);
            row.push_bind(event.id.0.to_be_bytes().to_vec())
                .push_bind(event.at.0)
                .push_bind(encoded.kind)
                .push_bind(i64::from(encoded.version))
                .push_bind(encoded.payload);
        });
        query.push(" ON CONFLICT (id) DO NOTHING");
        let inserted = query
            .build()
            .execute(&mut *connection)
            .await
            .map_err(|fault| self.fail(fault))?
            .rows_affected();
        if inserted == events.len() as u64 {
            return Ok(());
        }
        for event in events {
            let row =
                sqlx::query("SELECT seq, id, at, kind, version, payload FROM events WHERE id = ?")
                    .bind(event.id.0.to_be_bytes().to_vec())
                    .fetch_one(&mut *connection)
                    .await
                    .map_err(|fault| self.fail(fault))?;
            if self.event(&row)? != *event {
                return Err(JournalError::Conflict { path: self.path().to_owned(), id: event.id });
            }
        }
        Ok(())
    }

    async fn insert_blob(
        &self,
        connection: &mut SqliteConnection,
        hash: &ContentHash,
        content: &[u8],
    ) -> Result<(), JournalError> {
        if let Some(Ok(_)) = self.find_blob(connection, hash).await? {
            return Ok(());
        }
        // What has come to harm is mended by the same content arriving again.
        sqlx::query("INSERT OR REPLACE INTO blobs (hash, bytes, size) VALUES (?, ?, ?)")
            .bind(&blob::hash_bytes(hash)[..])
            .bind(blob::pack(content))
            .bind(i64::try_from(content.len()).expect("a blob's size is capped"))
            .execute(connection)
            .await
            .map_err(|fault| self.fail(fault))?;
        Ok(())
    }

    async fn find_blob(
        &self,
        connection: &mut SqliteConnection,
        hash: &ContentHash,
    ) -> Result<Option<Result<Vec<u8>, blob::Unsound>>, JournalError> {
        let key = blob::hash_bytes(hash);
        let row = sqlx::query("SELECT bytes, size FROM blobs WHERE hash = ?")
            .bind(&key[..])
            .fetch_optional(connection)
            .await
            .map_err(|fault| self.fail(fault))?;
        let Some(row) = row else { return Ok(None) };
        Ok(Some(blob::unpack(self.get(&row, 0)?, self.get(&row, 1)?, &key)))
    }

    /// Reads an event from the columns seq, id, at, kind, version, payload.
    fn event(&self, row: &SqliteRow) -> Result<Event, JournalError> {
        let id = self.event_id(row)?;
        let kind = wire::decode(self.get(row, 3)?, self.get(row, 4)?, self.get(row, 5)?);
        let kind = kind.map_err(|fault| match fault {
            DecodeError::Newer { what } => {
                JournalError::Newer { what, path: self.path().to_owned() }
            }
            DecodeError::Damaged { what } => {
                self.database.damaged(format!("the event {}: {what}", error::id_text(id)))
            }
        })?;
        Ok(Event { id, at: Timestamp(self.get(row, 2)?), kind })
    }

    fn event_id(&self, row: &SqliteRow) -> Result<EventId, JournalError> {
        let id: [u8; 16] = self
            .get::<&[u8]>(row, 1)?
            .try_into()
            .map_err(|_| self.database.damaged("an event's id has not 16 bytes"))?;
        Ok(EventId(u128::from_be_bytes(id)))
    }

    fn get<'r, T>(&self, row: &'r SqliteRow, column: usize) -> Result<T, JournalError>
    where
        T: sqlx::Decode<'r, Sqlite> + sqlx::Type<Sqlite>,
    {
        row.try_get(column).map_err(|fault| self.fail(fault))
    }

    fn damaged_blob(&self, hash: &ContentHash) -> JournalError {
        self.database.damaged(format!("the blob {hash} is not what was kept"))
    }

    fn fail(&self, fault: sqlx::Error) -> JournalError {
        self.database.error(fault)
    }
}

impl Drop for Journal {
    /// Closes the connections, the last of which tidies up the files beside the journal.
    fn drop(&mut self) {
        for slot in [&mut self.reader, &mut self.writer] {
            let slot = slot.get_mut().unwrap_or_else(PoisonError::into_inner);
            if let Some(connection) = slot.take() {
                let _ = block_on(connection.close());
            }
        }
    }
}

fn check_blob(hash: &ContentHash, content: &[u8]) -> Result<(), JournalError> {
    if content.len() > MAX_BLOB_BYTES {
        return Err(JournalError::TooLarge { size: content.len() });
    }
    if blob::hash(content) != *hash {
        return Err(JournalError::WrongHash { hash: hash.clone() });
    }
    Ok(())
}
