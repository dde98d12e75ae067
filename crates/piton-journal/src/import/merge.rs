//! Taking gathered events and blobs over into the journal.

use sqlx::SqliteConnection;

use super::ImportSummary;
use crate::{Journal, JournalError, blob};

impl Journal {
    /// Takes over what was gathered, inside the transaction that is open.
    pub(super) async fn merge(
        &self,
        connection: &mut SqliteConnection,
    ) -> Result<ImportSummary, JournalError> {
        self.refuse_conflicts(connection).await?;
        let gathered: i64 = sqlx::query_scalar("SELECT count(*) FROM incoming_events")
            .fetch_one(&mut *connection)
            .await
            .map_err(|fault| self.fail(fault))?;
        let events_new = self
            .affected(
                connection,
                "INSERT INTO events (id, at, kind, version, payload)
                 SELECT id, at, kind, version, payload FROM incoming_events WHERE true ORDER BY n
                 ON CONFLICT (id) DO NOTHING",
            )
            .await?;
        let blobs_mended = self.drop_damaged(connection).await?;
        let blobs = self
            .affected(
                connection,
                "INSERT INTO blobs (hash, bytes, size)
                 SELECT hash, bytes, size FROM incoming_blobs WHERE true
                 ON CONFLICT (hash) DO NOTHING",
            )
            .await?;
        Ok(ImportSummary {
            events_new,
            events_known: gathered.unsigned_abs() - events_new,
            blobs_new: blobs - blobs_mended,
            blobs_mended,
            blobs_missing: 0,
        })
    }

    /// Fails if an event is there with another content.
    ///
    /// The same event may rest in an older shape, so what differs as text is read and compared.
    async fn refuse_conflicts(
        &self,
        connection: &mut SqliteConnection,
    ) -> Result<(), JournalError> {
        let columns = [
            "SELECT e.seq, e.id, e.at, e.kind, e.version, e.payload
             FROM incoming_events i JOIN events e ON e.id = i.id
             WHERE (e.at, e.kind, e.version, e.payload) IS NOT (i.at, i.kind, i.version, i.payload)
             ORDER BY i.n",
            "SELECT i.n, i.id, i.at, i.kind, i.version, i.payload
             FROM incoming_events i JOIN events e ON e.id = i.id
             WHERE (e.at, e.kind, e.version, e.payload) IS NOT (i.at, i.kind, i.version, i.payload)
             ORDER BY i.n",
        ];
        let mut sides = Vec::new();
        for query in columns {
            let rows = sqlx::query(query)
                .fetch_all(&mut *connection)
                .await
                .map_err(|fault| self.fail(fault))?;
            let events: Result<Vec<_>, _> = rows.iter().map(|row| self.event(row)).collect();
            sides.push(events?);
        }
        match sides[0].iter().zip(&sides[1]).find(|(there, incoming)| there != incoming) {
            None => Ok(()),
            Some((there, _)) => {
                Err(JournalError::Conflict { path: self.path().to_owned(), id: there.id })
            }
        }
    }

    /// Removes blobs that have come to harm and arrive again; returns how many.
    async fn drop_damaged(&self, connection: &mut SqliteConnection) -> Result<u64, JournalError> {
        let known: Vec<Vec<u8>> =
            sqlx::query_scalar("SELECT hash FROM incoming_blobs JOIN blobs USING (hash)")
                .fetch_all(&mut *connection)
                .await
                .map_err(|fault| self.fail(fault))?;
        let mut damaged = Vec::new();
        for key in known {
            let hash = blob::hash_text(&key);
            if let Some(Err(_)) = self.find_blob(connection, &hash).await? {
                damaged.push(key);
            }
        }
        for key in &damaged {
            sqlx::query("DELETE FROM blobs WHERE hash = ?")
                .bind(&key[..])
                .execute(&mut *connection)
                .await
                .map_err(|fault| self.fail(fault))?;
        }
        Ok(damaged.len() as u64)
    }

    async fn affected(
        &self,
        connection: &mut SqliteConnection,
        statement: &'static str,
    ) -> Result<u64, JournalError> {
        let result = sqlx::query(statement).execute(connection).await;
        Ok(result.map_err(|fault| self.fail(fault))?.rows_affected())
    }
}
