//! Two coaches: one answers pages at once, one does what takes time.
//!
//! A coach does one thing at a time. Were there one, every page would wait for the judging under
//! way.

use std::sync::{Arc, Mutex, PoisonError};

use piton_coach::{Coach, CoachError, ErrorKind, Result};

/// The coaches.
pub(crate) struct Desk {
    pages: Arc<Mutex<Coach>>,
    worker: Arc<Mutex<Coach>>,
}

impl Desk {
    pub(crate) fn new(pages: Coach, worker: Coach) -> Self {
        Self { pages: Arc::new(Mutex::new(pages)), worker: Arc::new(Mutex::new(worker)) }
    }

    /// Asks something that is answered at once: no judging, no program.
    pub(crate) async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&mut Coach) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        run(self.pages.clone(), question).await
    }

    /// Has something done that may run programs.
    pub(crate) async fn work<T: Send + 'static>(
        &self,
        job: impl FnOnce(&mut Coach) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        run(self.worker.clone(), job).await
    }

    /// Does as [`Desk::work`] on the thread it is called from.
    pub(crate) fn work_here<T>(&self, job: impl FnOnce(&mut Coach) -> T) -> T {
        job(&mut self.worker.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Does as [`Desk::ask`] on the thread it is called from.
    pub(crate) fn ask_here<T>(&self, question: impl FnOnce(&mut Coach) -> T) -> T {
        question(&mut self.pages.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

async fn run<T: Send + 'static>(
    coach: Arc<Mutex<Coach>>,
    job: impl FnOnce(&mut Coach) -> Result<T> + Send + 'static,
) -> Result<T> {
    let done = tokio::task::spawn_blocking(move || {
        job(&mut coach.lock().unwrap_or_else(PoisonError::into_inner))
    });
    done.await.unwrap_or_else(|error| {
        Err(CoachError::new(ErrorKind::Internal, "a request could not be finished").because(error))
    })
}
