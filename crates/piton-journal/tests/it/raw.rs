//! Doing to a journal's file what only another program would.

use std::path::Path;

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection};

/// Runs statements on the file, without any of the journal's care.
pub(crate) fn run(path: &Path, statements: &str) {
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
        let options = SqliteConnectOptions::new().filename(path).create_if_missing(true);
        let mut connection = options.connect().await.unwrap();
        sqlx::raw_sql(AssertSqlSafe(statements.to_owned())).execute(&mut connection).await.unwrap();
        connection.close().await.unwrap();
    });
}

/// Runs `work` while another program holds the lock under which a journal is written.
pub(crate) fn while_locked(path: &Path, work: impl FnOnce()) {
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
        let options = SqliteConnectOptions::new().filename(path);
        let mut connection = options.connect().await.unwrap();
        sqlx::raw_sql("BEGIN IMMEDIATE").execute(&mut connection).await.unwrap();
        work();
        connection.close().await.unwrap();
    });
}

#[expect(clippy::disallowed_methods, reason = "a test looks at the bytes; a failure names itself")]
pub(crate) fn bytes(path: &Path) -> Vec<u8> {
    std::fs::read(path).unwrap()
}

#[expect(clippy::disallowed_methods, reason = "a test writes bytes no journal would")]
pub(crate) fn overwrite(path: &Path, bytes: &[u8]) {
    std::fs::write(path, bytes).unwrap();
}

/// Returns the names of everything in a folder.
pub(crate) fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}
