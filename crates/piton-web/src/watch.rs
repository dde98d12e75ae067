//! Seeing what other programs do to a task's files while a page shows them.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex, PoisonError, Weak};

use notify::{EventKind, RecursiveMode, Watcher};
use piton_coach::{Target, is_noise};
use serde::Serialize;

use crate::app::App;
use crate::judging::{self, Why};

/// The folders that are watched: each for as long as a page holds on to it.
#[derive(Default)]
pub(crate) struct Watchers {
    watched: Mutex<BTreeMap<String, Weak<Watched>>>,
}

/// A folder that is watched until this is dropped.
pub(crate) struct Watched {
    _watcher: Option<notify::RecommendedWatcher>,
}

/// What a page is told when files changed.
#[derive(Debug, Serialize)]
struct Changed {
    files: Vec<ChangedFile>,
}

#[derive(Debug, Serialize)]
struct ChangedFile {
    name: String,
    hash: String,
}

impl Watchers {
    /// Watches a task's folder, or takes part in watching it.
    ///
    /// A task that is not laid out, or cannot be watched, gives something that watches nothing: the
    /// page works as before, and each check reads the files anew.
    pub(crate) fn watch(&self, app: &Arc<App>, task: &str) -> Arc<Watched> {
        let mut watched = self.watched.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = watched.get(task).and_then(Weak::upgrade) {
            return known;
        }
        let target = Target::Task(task.to_owned());
        let folder = app.desk.ask_here(|coach| coach.task_folder(&target)).ok();
        let watcher = folder.and_then(|folder| start(app, task, &folder));
        let new = Arc::new(Watched { _watcher: watcher });
        watched.retain(|_, one| one.strong_count() > 0);
        watched.insert(task.to_owned(), Arc::downgrade(&new));
        new
    }
}

fn start(app: &Arc<App>, task: &str, folder: &Path) -> Option<notify::RecommendedWatcher> {
    let (sender, changes) = mpsc::channel();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        let noise = event.is_ok_and(|event| {
            matches!(event.kind, EventKind::Access(_))
                || event.paths.iter().all(|path| is_noise(path))
        });
        if !noise {
            let _ = sender.send(());
        }
    })
    .ok()?;
    watcher.watch(folder, RecursiveMode::Recursive).ok()?;
    let (app, task) = (Arc::downgrade(app), task.to_owned());
    std::thread::spawn(move || follow(&app, &task, &changes));
    Some(watcher)
}

/// Tells the pages of every change until the watcher is gone.
fn follow(app: &Weak<App>, task: &str, changes: &Receiver<()>) {
    while changes.recv().is_ok() {
        // Several at once are one.
        while changes.try_recv().is_ok() {}
        let Some(app) = app.upgrade() else { return };
        changed(&app, task);
    }
}

/// Looks again at a task's files if they are not those that a page has shown: they may have changed
/// before anybody watched them.
pub(crate) fn catch_up(app: &Arc<App>, task: &str, seen: &str) {
    let target = Target::Task(task.to_owned());
    let now = app.desk.ask_here(|coach| coach.fingerprint(&target));
    if now.is_ok_and(|now| now != seen) {
        changed(app, task);
    }
}

/// Tells a task's pages how its files are now, and judges them unless that is done.
fn changed(app: &Arc<App>, task: &str) {
    let target = Target::Task(task.to_owned());
    if let Ok(work) = app.desk.ask_here(|coach| coach.work(&target)) {
        let files = work.files.into_iter();
        let changed = Changed {
            files: files.map(|file| ChangedFile { name: file.name, hash: file.hash }).collect(),
        };
        if let Ok(text) = serde_json::to_string(&changed) {
            app.live.tell(Some(task), "files", text);
        }
    }
    // Its pages are told what comes of it, failures included.
    let _ = judging::judge(app, task, Why::Changed);
}
