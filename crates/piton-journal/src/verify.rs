//! Looking a whole journal through for harm.

use futures_util::TryStreamExt;
use sqlx::SqliteConnection;

use crate::{Journal, JournalError, blob};

impl Journal {
    /// Looks every page, event and blob through; returns what is wrong, as fragments.
    ///
    /// Errors: [`JournalError`] if the journal cannot be read for another reason than harm.
    pub fn verify(&self) -> Result<Vec<String>, JournalError> {
        self.read(async |connection| {
            let mut wrong = Vec::new();
            let pages = self.verify_pages(connection, &mut wrong).await;
            note(pages, "the pages", &mut wrong)?;
            let events = self.verify_events(connection, &mut wrong).await;
            note(events, "the events after this", &mut wrong)?;
            let blobs = self.verify_blobs(connection, &mut wrong).await;
            note(blobs, "the blobs after this", &mut wrong)?;
            Ok(wrong)
        })
    }

    async fn verify_pages(
        &self,
        connection: &mut SqliteConnection,
        wrong: &mut Vec<String>,
    ) -> Result<(), JournalError> {
        let lines: Vec<String> = sqlx::query_scalar("PRAGMA integrity_check")
            .fetch_all(connection)
            .await
            .map_err(|fault| self.fail(fault))?;
        wrong.extend(lines.into_iter().filter(|line| line != "ok"));
        Ok(())
    }

    async fn verify_events(
        &self,
        connection: &mut SqliteConnection,
        wrong: &mut Vec<String>,
    ) -> Result<(), JournalError> {
        let mut rows =
            sqlx::query("SELECT seq, id, at, kind, version, payload FROM events ORDER BY seq")
                .fetch(connection);
        while let Some(row) = rows.try_next().await.map_err(|fault| self.fail(fault))? {
            match self.event(&row) {
                Ok(_) => {}
                Err(JournalError::Damaged { what, .. }) => wrong.push(what),
                Err(JournalError::Newer { what, .. }) => {
                    wrong.push(format!("{what}, which only a newer Piton knows"));
                }
                Err(fault) => return Err(fault),
            }
        }
        Ok(())
    }

    async fn verify_blobs(
        &self,
        connection: &mut SqliteConnection,
        wrong: &mut Vec<String>,
    ) -> Result<(), JournalError> {
        let hashes: Vec<Vec<u8>> = sqlx::query_scalar("SELECT hash FROM blobs ORDER BY hash")
            .fetch_all(&mut *connection)
            .await
            .map_err(|fault| self.fail(fault))?;
        for key in hashes {
            let hash = blob::hash_text(&key);
            if let Some(Err(_)) = self.find_blob(connection, &hash).await? {
                wrong.push(format!("the blob {hash} is not what was kept"));
            }
        }
        Ok(())
    }
}

/// Turns harm that stopped a part of the search into one more thing that is wrong.
fn note(
    result: Result<(), JournalError>,
    part: &str,
    wrong: &mut Vec<String>,
) -> Result<(), JournalError> {
    match result {
        Err(JournalError::Damaged { what, .. }) => {
            wrong.push(format!("{part} cannot be read: {what}"));
            Ok(())
        }
        result => result,
    }
}
