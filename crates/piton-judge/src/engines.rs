//! The engines of a judging: boxes in which a database runs beside J and S, with limits of their own.
//!
//! An engine holds no learner code and no task, but it may run what a learner wrote for it. J asks
//! for one when a check needs it, so a judging that needs none pays nothing.

use std::os::fd::{BorrowedFd, OwnedFd};
use std::time::Instant;

use piton_domain::Limits;
use rustix::event::PollFlags;

use crate::judging::{LAST_BREATH, launch};
use crate::slot::Slot;
use crate::subject::{Source, Subject};
use crate::wire::Cause;
use crate::{Judge, JudgeError};

/// What one engine may use; one serves a single check.
///
/// Its own rules (steps, rows, bytes) end a statement long before; these end what they cannot see,
/// such as a function that computes for seconds in one step.
pub(crate) const ENGINE_LIMITS: Limits = Limits {
    cpu_s: 10,
    // A back wall: on a busy machine a process gets a part of the processor, and CPU time decides.
    wall_s: 40,
    memory_mib: 384,
    output_mib: 1,
    processes: 1,
    file_mib: 16,
    open_files: 32,
};

/// How many engines a judging may have at once.
const MAX_ENGINES: usize = 4;

/// The engines of one judging, by number; a number is used again after its engine was given up.
pub(crate) struct Engines<'a> {
    judge: &'a Judge,
    all: Vec<Engine>,
}

struct Engine {
    process: Subject,
    /// J has it and has not given it up.
    in_use: bool,
    /// How its process ended, until J is told.
    ended: Option<Cause>,
    /// J has told that it is lost, and its end is awaited until then.
    awaiting_end: Option<Instant>,
}

impl<'a> Engines<'a> {
    /// Prepares for engines of `judge`; none is started.
    pub(crate) fn new(judge: &'a Judge) -> Self {
        Self { judge, all: Vec::new() }
    }

    /// Starts an engine; returns its number and J's end of the channel to it.
    ///
    /// Returns `None` if there are as many as there may be.
    pub(crate) fn open(&mut self) -> Result<Option<(usize, OwnedFd)>, JudgeError> {
        let number = match self.all.iter().position(|engine| !engine.in_use) {
            Some(number) => number,
            None if self.all.len() >= MAX_ENGINES => return Ok(None),
            None => {
                let slot = self.judge.take(&self.judge.engine_recipe())?;
                self.all.push(Engine {
                    process: Subject::new(slot, ENGINE_LIMITS),
                    in_use: false,
                    ended: None,
                    awaiting_end: None,
                });
                self.all.len() - 1
            }
        };
        let engine = &mut self.all[number];
        let channel = launch(self.judge, &mut engine.process)?;
        engine.in_use = true;
        engine.ended = None;
        Ok(Some((number, channel)))
    }

    /// Returns whether J has an engine of this number.
    pub(crate) fn has(&self, number: usize) -> bool {
        self.all.get(number).is_some_and(|engine| engine.in_use)
    }

    /// Lets an engine's wall limit run: J waits for it.
    pub(crate) fn begin_work(&mut self, number: usize, now: Instant) {
        self.all[number].process.arm_wall(now);
    }

    /// Stops it again.
    pub(crate) fn end_work(&mut self, number: usize) {
        self.all[number].process.disarm_wall();
    }

    /// Returns whether J waits for an engine.
    pub(crate) fn is_working(&self) -> bool {
        self.all.iter().any(|engine| engine.process.wall_is_armed())
    }

    /// Ends an engine that J no longer needs or has `lost`.
    ///
    /// Returns whether it has ended; if not, [`Engines::ended`] or [`Engines::tick`] tells when.
    pub(crate) fn release(&mut self, number: usize, lost: bool) -> Result<bool, JudgeError> {
        let engine = &mut self.all[number];
        engine.process.disarm_wall();
        // The kernel closes the channel of a dying process before it tells that it died.
        if lost && engine.process.is_exiting() {
            engine.awaiting_end = Some(Instant::now() + LAST_BREATH);
            return Ok(false);
        }
        if engine.process.is_running() {
            let overrun = engine.process.sample();
            engine.ended = engine.process.end(overrun)?;
        }
        Ok(true)
    }

    /// Takes how an engine ended, and gives its number free.
    pub(crate) fn hand_back(&mut self, number: usize) -> Option<Cause> {
        let engine = &mut self.all[number];
        engine.in_use = false;
        engine.ended.take()
    }

    /// Collects an engine that has ended; returns whether J waits to hear how.
    pub(crate) fn ended(&mut self, number: usize) -> Result<bool, JudgeError> {
        self.stop(number, None)
    }

    /// Ends an engine, for passing a limit if there is a reason; returns whether J waits to hear it.
    pub(crate) fn stop(
        &mut self,
        number: usize,
        reason: Option<Cause>,
    ) -> Result<bool, JudgeError> {
        let engine = &mut self.all[number];
        engine.process.disarm_wall();
        if engine.process.is_running() {
            engine.ended = engine.process.end(reason)?;
        }
        Ok(engine.awaiting_end.take().is_some())
    }

    /// Reads what an engine wrote; an overrun of the output limit is returned.
    pub(crate) fn read(&mut self, number: usize, source: Source) -> Option<Cause> {
        self.all[number].process.read(source)
    }

    /// Looks at every clock; returns engines to stop with the limit each passed, or with none if
    /// its end was awaited long enough.
    pub(crate) fn tick(&mut self, now: Instant) -> Vec<(usize, Option<Cause>)> {
        let mut over = Vec::new();
        for (number, engine) in self.all.iter_mut().enumerate() {
            if let Some(cause) = engine.process.tick(now) {
                over.push((number, Some(cause)));
            } else if engine.awaiting_end.is_some_and(|until| now >= until) {
                over.push((number, None));
            }
        }
        over
    }

    /// Returns when [`Engines::tick`] wants to be called.
    pub(crate) fn deadline(&self) -> Option<Instant> {
        let of = |engine: &Engine| [engine.process.deadline(), engine.awaiting_end];
        self.all.iter().flat_map(of).flatten().min()
    }

    /// Adds the descriptors to wait on.
    pub(crate) fn sources<'b>(
        &'b self,
        add: &mut dyn FnMut(usize, Source, BorrowedFd<'b>, PollFlags),
    ) {
        for (number, engine) in self.all.iter().enumerate() {
            engine.process.sources(&mut |source, fd, flags| add(number, source, fd, flags));
        }
    }

    /// Begins to end all of them, without waiting.
    pub(crate) fn begin_end(&mut self) {
        for engine in &mut self.all {
            engine.process.begin_end();
        }
    }

    /// Ends all of them and gives back the slots.
    pub(crate) fn finish(self) -> Finished {
        let mut finished = Finished::default();
        for mut engine in self.all {
            if let Err(error) = engine.process.end(None) {
                finished.trouble.get_or_insert(error);
            }
            let (slot, _, cpu_us, max_rss_kib) = engine.process.finish();
            finished.slots.push(slot);
            finished.cpu_us += cpu_us;
            finished.max_rss_kib = finished.max_rss_kib.max(max_rss_kib);
        }
        finished
    }
}

/// What is left of the engines of a judging.
#[derive(Debug, Default)]
pub(crate) struct Finished {
    pub(crate) slots: Vec<Slot>,
    /// Why the end of one could not be trusted, if so.
    pub(crate) trouble: Option<JudgeError>,
    /// The CPU time of all of them.
    pub(crate) cpu_us: u64,
    /// The largest resident size of one.
    pub(crate) max_rss_kib: u64,
}
