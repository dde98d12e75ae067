//! The SQLite file: made, recognised, brought up to date, connected to.

use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use sqlx::migrate::{MigrateError, Migrator};
use sqlx::sqlite::{SqliteConnectOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, SqliteConnection};

use crate::Settings;
use crate::error::{self, JournalError};

static MIGRATOR: Migrator = sqlx::migrate!("./migrations");

/// `Pitn`; the first migration writes it into the file's header.
const APPLICATION_ID: i64 = 0x5069_746e;

/// The least a database can be long, in bytes: its first page.
const SMALLEST_PAGE: u64 = 512;

/// How long to sleep before asking again for what SQLite's own busy handler does not wait for.
const RETRY: Duration = Duration::from_millis(20);

/// Which file a path means: device and inode.
pub(crate) type Identity = (u64, u64);

/// A journal's file.
#[derive(Debug)]
pub(crate) struct Database {
    pub(crate) path: PathBuf,
    pub(crate) settings: Settings,
    identity: Identity,
}

impl Database {
    /// Makes the file if there is none, brings its schema up to date, and connects to it.
    pub(crate) async fn open(
        path: &Path,
        settings: Settings,
    ) -> Result<(Self, SqliteConnection), JournalError> {
        let path = std::path::absolute(path).map_err(io_error("find", path))?;
        if path.to_str().is_none() {
            let fault = io::Error::new(io::ErrorKind::InvalidFilename, "it is not UTF-8");
            return Err(io_error("use the name", &path)(fault));
        }
        let identity = create(&path)?;
        let database = Self { path, settings, identity };
        let mut connection = database.connect().await?;
        let prepared = database.prepare(&mut connection).await;
        if let Err(fault) = prepared.and_then(|()| database.check_place()) {
            // Said explicitly, so that no file is left behind beside what was refused.
            let _ = connection.close().await;
            return Err(fault);
        }
        Ok((database, connection))
    }

    /// Opens one more connection.
    ///
    /// Every commit reaches the disk before it is reported (`synchronous=FULL`): in WAL mode the
    /// cheaper `NORMAL` never breaks the file, but a power cut could take back a verdict that the
    /// learner has already seen.
    pub(crate) async fn connect(&self) -> Result<SqliteConnection, JournalError> {
        let mut options = SqliteConnectOptions::new()
            .filename(&self.path)
            .busy_timeout(self.settings.busy_timeout)
            .foreign_keys(true)
            .synchronous(SqliteSynchronous::Full)
            .row_buffer_size(1024)
            .disable_statement_logging();
        if let Some(bytes) = self.settings.max_bytes {
            options = options.pragma("max_page_count", (bytes / 4096).max(1).to_string());
        }
        options.connect().await.map_err(|fault| self.error(fault))
    }

    /// Opens a connection that cannot write.
    pub(crate) async fn connect_to_read(&self) -> Result<SqliteConnection, JournalError> {
        let mut connection = self.connect().await?;
        sqlx::query("PRAGMA query_only = ON")
            .execute(&mut connection)
            .await
            .map_err(|fault| self.error(fault))?;
        Ok(connection)
    }

    /// Fails if the path no longer means the file that was opened.
    pub(crate) fn check_place(&self) -> Result<(), JournalError> {
        match std::fs::metadata(&self.path) {
            Ok(metadata) if (metadata.dev(), metadata.ino()) == self.identity => Ok(()),
            Ok(_) => Err(JournalError::Moved { path: self.path.clone() }),
            Err(fault) if fault.kind() == io::ErrorKind::NotFound => {
                Err(JournalError::Moved { path: self.path.clone() })
            }
            Err(fault) => Err(io_error("look at", &self.path)(fault)),
        }
    }

    /// Gives a failure of the database its name.
    pub(crate) fn error(&self, source: sqlx::Error) -> JournalError {
        error::database(&self.path, self.settings.busy_timeout, source)
    }

    pub(crate) fn damaged(&self, what: impl Into<String>) -> JournalError {
        JournalError::Damaged { path: self.path.clone(), what: what.into() }
    }

    async fn prepare(&self, connection: &mut SqliteConnection) -> Result<(), JournalError> {
        // Nothing may be written before it is known whose file this is.
        let fresh = self.is_fresh(connection).await?;
        if !fresh && self.is_current(connection).await? {
            return Ok(());
        }
        if fresh {
            self.use_wal(connection).await?;
        }
        // Two processes may come here at once, so everything is asked again under the lock.
        let mut transaction =
            connection.begin_with("BEGIN IMMEDIATE").await.map_err(|fault| self.error(fault))?;
        if self.is_fresh(&mut transaction).await? || !self.is_current(&mut transaction).await? {
            MIGRATOR
                .run_direct(None, &mut *transaction, false)
                .await
                .map_err(|fault| self.migration_error(fault))?;
        }
        transaction.commit().await.map_err(|fault| self.error(fault))
    }

    /// Returns whether the file is still empty; fails if it is somebody else's.
    async fn is_fresh(&self, connection: &mut SqliteConnection) -> Result<bool, JournalError> {
        let tables: i64 = sqlx::query_scalar("SELECT count(*) FROM sqlite_schema")
            .fetch_one(&mut *connection)
            .await
            .map_err(|fault| self.error(fault))?;
        let id: i64 = sqlx::query_scalar("PRAGMA application_id")
            .fetch_one(&mut *connection)
            .await
            .map_err(|fault| self.error(fault))?;
        match (id, tables) {
            (APPLICATION_ID, _) => Ok(false),
            (0, 0) => Ok(true),
            _ => Err(JournalError::NotAJournal {
                what: "it is a database of another program".to_owned(),
                path: self.path.clone(),
            }),
        }
    }

    /// Returns whether every migration was applied; fails if there are more than are known.
    async fn is_current(&self, connection: &mut SqliteConnection) -> Result<bool, JournalError> {
        let applied: Vec<(i64, Vec<u8>)> =
            sqlx::query_as("SELECT version, checksum FROM _sqlx_migrations ORDER BY version")
                .fetch_all(connection)
                .await
                .map_err(|fault| self.error(fault))?;
        for (version, checksum) in &applied {
            match MIGRATOR.iter().find(|migration| migration.version == *version) {
                None => {
                    return Err(JournalError::Newer {
                        what: format!("version {version} of its tables"),
                        path: self.path.clone(),
                    });
                }
                Some(migration) if *migration.checksum != **checksum => {
                    return Err(self.damaged(format!("version {version} of its tables differs")));
                }
                Some(_) => {}
            }
        }
        Ok(applied.len() == MIGRATOR.iter().count())
    }

    /// Switches the empty file to a write-ahead log, which lets others read while one writes.
    ///
    /// SQLite's busy handler does not wait for this switch, so it is asked for again here.
    async fn use_wal(&self, connection: &mut SqliteConnection) -> Result<(), JournalError> {
        let start = Instant::now();
        loop {
            let switched = sqlx::query_scalar::<_, String>("PRAGMA journal_mode = WAL")
                .fetch_one(&mut *connection)
                .await
                .map_err(|fault| self.error(fault));
            match switched {
                Ok(mode) if mode == "wal" => return Ok(()),
                Ok(mode) => {
                    return Err(self.error(sqlx::Error::Protocol(format!(
                        "this file system offers no write-ahead log, only `{mode}`"
                    ))));
                }
                Err(JournalError::Locked { .. })
                    if start.elapsed() < self.settings.busy_timeout =>
                {
                    thread::sleep(RETRY);
                }
                Err(fault) => return Err(fault),
            }
        }
    }

    fn migration_error(&self, fault: MigrateError) -> JournalError {
        match fault {
            MigrateError::Execute(fault) | MigrateError::ExecuteMigration(fault, _) => {
                self.error(fault)
            }
            fault => self.damaged(fault.to_string()),
        }
    }
}

/// Makes folder and file where there are none, readable by their owner alone.
fn create(path: &Path) -> Result<Identity, JournalError> {
    /// Closing any descriptor of a file drops the locks that this process holds on it, SQLite's
    /// included. So a file is only ever opened here before any connection can have found it.
    static CREATING: Mutex<()> = Mutex::new(());

    let _creating = CREATING.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(folder) = path.parent() {
        std::fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder)
            .map_err(io_error("make the folder", folder))?;
    }
    match std::fs::metadata(path) {
        Err(fault) if fault.kind() == io::ErrorKind::NotFound => {
            let made =
                std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
            match made {
                // SQLite keeps what it writes across a power cut, but not the way to it.
                Ok(_) => {
                    for folder in path.ancestors().skip(1).take(2) {
                        let synced = std::fs::File::open(folder).and_then(|open| open.sync_all());
                        // Some file systems sync no folders, and not every parent may be read.
                        let _ = synced;
                    }
                }
                // Another process was quicker.
                Err(fault) if fault.kind() == io::ErrorKind::AlreadyExists => {}
                Err(fault) => return Err(io_error("make", path)(fault)),
            }
        }
        Err(fault) => return Err(io_error("look at", path)(fault)),
        Ok(_) => {}
    }
    let metadata = std::fs::metadata(path).map_err(io_error("look at", path))?;
    let what = match metadata.len() {
        _ if metadata.is_dir() => "it is a folder",
        _ if !metadata.is_file() => "it is no regular file",
        // SQLite takes a file of one byte for an empty one, and would write over it.
        1..SMALLEST_PAGE => "it is too short",
        _ => return Ok((metadata.dev(), metadata.ino())),
    };
    Err(JournalError::NotAJournal { what: what.into(), path: path.to_owned() })
}

fn io_error(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> JournalError {
    move |source| JournalError::Io { doing, path: path.to_owned(), source }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wait::block_on;

    #[test]
    fn every_connection_waits_syncs_and_checks() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("journal.db");
        block_on(async {
            let (database, first) = Database::open(&path, Settings::default()).await.unwrap();
            let connections = [
                first,
                database.connect().await.unwrap(),
                database.connect_to_read().await.unwrap(),
            ];
            for mut connection in connections {
                for (pragma, expected) in [
                    ("PRAGMA synchronous", 2),
                    ("PRAGMA foreign_keys", 1),
                    ("PRAGMA busy_timeout", 5000),
                ] {
                    let found: i64 =
                        sqlx::query_scalar(pragma).fetch_one(&mut connection).await.unwrap();
                    assert_eq!(found, expected, "{pragma}");
                }
                let mode: String = sqlx::query_scalar("PRAGMA journal_mode")
                    .fetch_one(&mut connection)
                    .await
                    .unwrap();
                assert_eq!(mode, "wal");
                connection.close().await.unwrap();
            }
        });
    }
}
