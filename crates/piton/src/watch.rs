//! Judging on every save: at once, cancelled by a newer save, until the learner stops it.

use std::io::BufRead;
use std::path::Path;
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex};

use notify::{EventKind, RecursiveMode, Watcher};
use piton_coach::view::NextView;
use piton_coach::{Cancel, CoachError, ErrorKind, Result, Target, is_noise};

use crate::cli::OutputFormat;
use crate::commands::Session;
use crate::exit::Exit;
use crate::progress::Progress;
use crate::render;
use crate::sentences;

/// What the watcher hears.
enum Signal {
    /// Something below the folder changed.
    Changed,
    /// A line was typed.
    Typed(String),
    /// Standard input ended.
    InputEnded,
    /// The folder cannot be watched any more.
    Lost(String),
}

/// How watching one task ended.
enum Ended {
    /// The learner stopped.
    Stopped(Exit),
    /// The learner moved on to another task.
    MovedOn(Target),
}

/// Cancels the judging under way, if any.
type Running = Arc<Mutex<Option<Cancel>>>;

/// Watches the task's folder, and those the learner moves on to, until the learner stops it.
pub(crate) fn run(session: &mut Session, target: &Target) -> Result<Exit> {
    let (sender, signals) = mpsc::channel();
    if session.ui.interactive {
        read_lines(sender.clone());
    }
    let mut target = target.clone();
    loop {
        match watch(session, &target, &sender, &signals)? {
            Ended::Stopped(exit) => return Ok(exit),
            Ended::MovedOn(to) => target = to,
        }
    }
}

fn watch(
    session: &mut Session,
    target: &Target,
    sender: &Sender<Signal>,
    signals: &Receiver<Signal>,
) -> Result<Ended> {
    let folder = session.coach.task_folder(target)?;
    let running = Running::default();
    let _watcher = watch_folder(&folder, sender.clone(), running.clone())?;
    say_how(session);
    let mut seen = None;
    let mut exit = Exit::NotPassed;
    let mut again = true;
    let mut held_back = None;
    let mut told = None;
    loop {
        let state = session.coach.fingerprint(target);
        let changed = match &state {
            Ok(state) => seen.as_ref() != Some(state),
            Err(_) => true,
        };
        if again || changed {
            seen = state.ok();
            match judge(session, target, &running) {
                Ok(Some(passed)) => {
                    exit = if passed { Exit::Passed } else { Exit::NotPassed };
                    told = None;
                }
                // A newer save came in between: look again at once.
                Ok(None) => {
                    again = true;
                    continue;
                }
                Err(error) if error.kind == ErrorKind::Internal => return Err(error),
                Err(_) if !folder.exists() => {
                    return Err(CoachError::usage(format!("{} is gone", folder.display()))
                        .hint("Bring it back or open the task again, then watch it."));
                }
                // What is broken now may be mended by the next save, or in another window.
                Err(error) => {
                    if told.as_ref() != Some(&error.message) {
                        complain(session, &error);
                    }
                    told = Some(error.message);
                }
            }
        }
        again = false;
        match wait(signals) {
            Signal::Changed => {}
            Signal::Typed(line) => match line.as_str() {
                "" => again = true,
                "n" => match next(session, target) {
                    Ok(Some(to)) => return Ok(Ended::MovedOn(to)),
                    Ok(None) => {}
                    Err(error) => complain(session, &error),
                },
                "h" => held_back = hint(session, target, None),
                "y" if held_back.is_some() => held_back = hint(session, target, held_back),
                "d" => match session.coach.debrief(target) {
                    Ok(debrief) => {
                        session.ui.out(&format!("\n{}", render::debrief(&session.ui, &debrief)))
                    }
                    Err(error) => complain(session, &error),
                },
                "q" => {
                    session.ui.out(sentences::WATCH_ENDED);
                    return Ok(Ended::Stopped(exit));
                }
                _ => say_how(session),
            },
            Signal::InputEnded => {
                session.ui.out(sentences::WATCH_ENDED);
                return Ok(Ended::Stopped(exit));
            }
            Signal::Lost(why) => {
                return Err(CoachError::new(ErrorKind::Storage, why)
                    .hint("Use `piton check` after each save instead."));
            }
        }
    }
}

/// Says how watching works; where results are data, nothing but data is written.
fn say_how(session: &Session) {
    let ui = &session.ui;
    if ui.format == OutputFormat::Human {
        ui.out(&format!("\n{}", render::wrapped(ui, "", sentences::WATCHING).trim_end()));
    }
    if ui.interactive {
        ui.out(&render::wrapped(ui, "", sentences::WATCH_KEYS));
    }
}

fn complain(session: &Session, error: &CoachError) {
    session.ui.err(&render::error(&session.ui, error));
}

/// Opens the next thing and returns it if it is another task.
fn next(session: &mut Session, target: &Target) -> Result<Option<Target>> {
    let NextView { step, .. } = {
        let next = session.coach.next_step()?;
        session.ui.out(&render::next(&session.ui, &next));
        next
    };
    let here = session.coach.task_folder(target)?;
    let Some(opened) = session.coach.open_step(&step)? else { return Ok(None) };
    if Path::new(&opened.folder) == here {
        session.ui.out(&render::wrapped(&session.ui, "", sentences::STILL_NEXT));
        return Ok(None);
    }
    session.ui.out(&format!("\n{}", render::opened(&session.ui, &opened)));
    Ok(Some(Target::Task(opened.task.id)))
}

/// Shows a hint; returns its number if it was held back until it is asked for again.
fn hint(session: &mut Session, target: &Target, number: Option<usize>) -> Option<usize> {
    match session.coach.hint(target, number, number.is_some()) {
        Ok(hint) => {
            session.ui.out(&format!("\n{}", render::hint(&session.ui, &hint)));
            hint.confirm.is_some().then(|| {
                session.ui.out(sentences::HINT_KEY);
                hint.number
            })
        }
        Err(error) => {
            complain(session, &error);
            None
        }
    }
}

/// Waits for a signal; several changes in the queue are one.
fn wait(signals: &Receiver<Signal>) -> Signal {
    let Ok(mut signal) = signals.recv() else { return Signal::InputEnded };
    while matches!(signal, Signal::Changed) {
        match signals.try_recv() {
            Ok(later) => signal = later,
            Err(_) => break,
        }
    }
    signal
}

/// Judges once. Returns `None` if a newer save cancelled it.
fn judge(session: &mut Session, target: &Target, running: &Running) -> Result<Option<bool>> {
    let cancel = Cancel::new().map_err(|error| {
        CoachError::new(ErrorKind::Environment, "could not prepare a judging").because(error)
    })?;
    *running.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = Some(cancel.clone());
    let mut progress = Progress::new(session.ui);
    let verdict = session.coach.check(target, &mut |step| progress.judging(&step), &cancel);
    progress.finish();
    *running.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = None;
    if cancel.is_cancelled() {
        return Ok(None);
    }
    let verdict = verdict?;
    if session.ui.format == OutputFormat::Human {
        let rule = if session.ui.plain { "-" } else { "─" }.repeat(session.ui.width.min(72));
        session.ui.out(&format!("\n{}", session.ui.paint(render::QUIET, &rule)));
    }
    crate::commands::show_verdict(&session.ui, &verdict);
    Ok(Some(verdict.outcome == "passed"))
}

/// Watches folders, not files: editors save by writing another file and renaming it.
fn watch_folder(
    folder: &Path,
    sender: Sender<Signal>,
    running: Running,
) -> Result<notify::RecommendedWatcher> {
    let trouble = |error: notify::Error| {
        CoachError::new(ErrorKind::Storage, format!("could not watch {}", folder.display()))
            .hint("Use `piton check` after each save instead.")
            .because(error)
    };
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        let signal = match event {
            Ok(event) => match event.kind {
                EventKind::Access(_) => return,
                _ if event.paths.iter().all(|path| is_noise(path)) => return,
                _ => Signal::Changed,
            },
            Err(error) => Signal::Lost(error.to_string()),
        };
        if let Some(cancel) =
            running.lock().unwrap_or_else(std::sync::PoisonError::into_inner).as_ref()
        {
            cancel.cancel();
        }
        let _ = sender.send(signal);
    })
    .map_err(trouble)?;
    watcher.watch(folder, RecursiveMode::Recursive).map_err(trouble)?;
    Ok(watcher)
}

fn read_lines(sender: Sender<Signal>) {
    std::thread::spawn(move || {
        for line in std::io::stdin().lock().lines() {
            let Ok(line) = line else { break };
            if sender.send(Signal::Typed(line.trim().to_owned())).is_err() {
                return;
            }
        }
        let _ = sender.send(Signal::InputEnded);
    });
}
