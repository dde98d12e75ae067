//! The judge: zygotes kept ready, judgings run in them.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use piton_domain::verdict::{CapturedOutput, Cost, Mode, Tier};
use piton_domain::{CheckResult, ContentHash, Limits, Outcome, Submission, Task, Verdict};

use crate::environment::Environment;
use crate::harness::Harness;
use crate::judging::{self, Judging};
use crate::private::Boxes;
use crate::sandbox::{Found, Sandbox};
use crate::slot::Slot;
use crate::subject::Subject;
use crate::zygote::{Recipe, Role};
use crate::{Cancel, JudgeError, wire};

/// What the judge itself may use while it decides: generous, and still bounded.
pub(crate) const JUDGE_LIMITS: Limits = Limits {
    cpu_s: 300,
    wall_s: 600,
    memory_mib: 2048,
    output_mib: 16,
    processes: 8,
    file_mib: 1,
    open_files: 64,
};

/// How many tasks' compiled checks are kept.
const MAX_COMPILED: usize = 32;

/// Where the judge works and what it decides with.
#[derive(Debug, Clone)]
pub struct JudgeConfig {
    /// Piton's home; the harness is laid out in it.
    pub home: PathBuf,
    /// The interpreter that runs the checks; it needs nothing but its standard library.
    pub judge_python: PathBuf,
    /// Folders in which private folders may be made, best first.
    pub box_parents: Vec<PathBuf>,
    /// What has to keep learner code in.
    pub sandbox: Sandbox,
}

impl JudgeConfig {
    /// Takes the user's runtime folder if there is one, else shared memory, else the disk.
    pub fn new(home: PathBuf, judge_python: PathBuf, runtime_dir: Option<PathBuf>) -> Self {
        let mut box_parents: Vec<PathBuf> = runtime_dir.into_iter().collect();
        box_parents.extend(["/dev/shm", "/tmp"].map(PathBuf::from));
        Self { home, judge_python, box_parents, sandbox: Sandbox::Best }
    }
}

/// What to judge, and how.
#[derive(Debug, Clone)]
pub struct Request<'a> {
    /// The task, with its variant applied.
    pub task: &'a Task,
    /// The learner's files.
    pub submission: &'a Submission,
    /// Why it is judged.
    pub mode: Mode,
    /// The seed of every input.
    pub seed: u64,
    /// Earlier counter-examples, by the name of the check: they run first.
    pub again: Vec<(String, String)>,
}

/// What happens while something is judged.
#[derive(Debug, Clone, PartialEq)]
pub enum JudgeEvent {
    /// These checks will be made, in this order.
    Checks(Vec<Announced>),
    /// A check has begun.
    Started {
        /// Its name.
        name: String,
        /// What it requires.
        sentence: String,
    },
    /// A check has ended.
    Finished(Box<CheckResult>),
}

/// A check that will be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Announced {
    /// Its name.
    pub name: String,
    /// What it requires.
    pub sentence: String,
}

/// Keeps interpreters ready and judges in them; may be shared among threads.
///
/// One judging takes two slots for itself, so several at once never meet.
#[derive(Debug)]
pub struct Judge {
    judge_python: PathBuf,
    harness: Harness,
    boxes: Arc<Boxes>,
    idle: Mutex<HashMap<Recipe, Vec<Slot>>>,
    /// Compiled checks by their source: compiling takes longer than all else J does.
    compiled: Mutex<HashMap<Sources, String>>,
    sandbox: Sandbox,
    found: OnceLock<Found>,
}

impl Judge {
    /// Lays out the harness and makes the folder for boxes; starts no interpreter yet.
    ///
    /// Errors: [`JudgeError::Io`] if either cannot be written.
    pub fn new(config: JudgeConfig) -> Result<Self, JudgeError> {
        Ok(Self {
            harness: Harness::lay_out(&config.home)?,
            boxes: Arc::new(Boxes::new(&config.box_parents)?),
            judge_python: config.judge_python,
            idle: Mutex::default(),
            compiled: Mutex::default(),
            sandbox: config.sandbox,
            found: OnceLock::new(),
        })
    }

    /// Returns the hash of the harness, which decides with what is in it.
    pub fn harness(&self) -> &ContentHash {
        &self.harness.hash
    }

    /// Starts what a judging in `environment` will need, so that the first one need not wait.
    pub fn warm(&self, environment: &Environment, preload: &[String]) -> Result<(), JudgeError> {
        let mut slots =
            [self.take(&self.judge_recipe())?, self.take(&learner_recipe(environment, preload))?];
        for slot in &mut slots {
            slot.ready()?;
        }
        slots.into_iter().for_each(|slot| self.give_back(slot));
        Ok(())
    }

    /// Measures fork and exit of the two zygotes a judging uses, without anything between them.
    ///
    /// No judging can be faster; benches print it beside their figures.
    pub fn fork_and_exit(
        &self,
        environment: &Environment,
        preload: &[String],
    ) -> Result<Duration, JudgeError> {
        let mut sum = Duration::ZERO;
        for recipe in [self.judge_recipe(), learner_recipe(environment, preload)] {
            let mut slot = self.take(&recipe)?;
            sum += slot.fork_and_exit()?;
            self.give_back(slot);
        }
        Ok(sum)
    }

    /// Judges a submission.
    ///
    /// Trouble of ours while it is under way is told as [`Outcome::CouldNotJudge`].
    ///
    /// Errors: [`JudgeError::Cancelled`]; any other if there was nothing to judge with.
    pub fn judge(
        &self,
        request: &Request<'_>,
        environment: &Environment,
        on_event: &mut dyn FnMut(JudgeEvent),
        cancel: &Cancel,
    ) -> Result<Verdict, JudgeError> {
        let began = Instant::now();
        if cancel.is_cancelled() {
            return Err(JudgeError::Cancelled);
        }
        let learner = learner_recipe(environment, &request.task.preload);
        // Both are started before either is waited for: a cold start is as long as the longer one.
        let slots = self.take(&self.judge_recipe()).and_then(|one| Ok((one, self.take(&learner)?)));
        let (tier, outcome, report) = match (slots, self.found.get()) {
            (Ok((judge_slot, subject_slot)), _) => {
                let tier = subject_slot.tier();
                let mut judging = Judging::new(
                    self,
                    request,
                    &[],
                    Subject::new(judge_slot, JUDGE_LIMITS),
                    Subject::new(subject_slot, request.task.limits),
                    self.compiled(request.task),
                    cancel,
                );
                let outcome = judging.run(on_event);
                (tier, outcome, judging.finish())
            }
            // Both have started here before, so it is an accident, not the machine.
            (Err(error @ JudgeError::Lost { .. }), Some(found)) => {
                (found.tier, Err(error.into()), Report::default())
            }
            (Err(error), _) => return Err(error),
        };
        self.keep_compiled(request.task, report.compiled);
        for slot in report.slots {
            self.give_back(slot);
        }
        let outcome = judging::sum(outcome, report.trouble, &report.checks, &report.author_fault)?;
        let calls = report.checks.iter().map(|check| check.cost.calls).sum();
        Ok(Verdict {
            task: request.task.id.clone(),
            task_version: request.task.version,
            variant: request.task.variant.clone(),
            bundle: request.task.bundle_hash.clone(),
            submission: request.submission.hash.clone(),
            mode: request.mode,
            seed: request.seed,
            harness: self.harness.hash.clone(),
            interpreter: crate::environment::version_text(environment.version),
            environment: environment.lock_hash.clone(),
            tier,
            outcome,
            checks: report.checks,
            output: report.output,
            cost: Cost {
                wall_us: micros(began),
                cpu_us: report.cpu_us,
                max_rss_kib: report.max_rss_kib,
                calls,
            },
        })
    }

    /// Returns a task's checks and probe as an earlier judging compiled them.
    pub(crate) fn compiled(&self, task: &Task) -> Option<String> {
        let known = self.compiled.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(&Sources::of(task)).cloned()
    }

    fn keep_compiled(&self, task: &Task, compiled: Option<String>) {
        let Some(compiled) = compiled else { return };
        let mut known = self.compiled.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MAX_COMPILED {
            known.clear();
        }
        known.entry(Sources::of(task)).or_insert(compiled);
    }

    /// Takes an idle slot or starts one, without waiting for it.
    pub(crate) fn take(&self, recipe: &Recipe) -> Result<Slot, JudgeError> {
        loop {
            let idle = self
                .idle
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .get_mut(recipe)
                .and_then(Vec::pop);
            let Some(mut slot) = idle else {
                // One that is killed while it starts says nothing about the next.
                return match self.start(recipe) {
                    Err(JudgeError::Lost { .. }) => self.start(recipe),
                    outcome => outcome,
                };
            };
            if slot.is_usable() {
                return Ok(slot);
            }
        }
    }

    /// Starts a slot in the tier that was found, or finds it.
    ///
    /// Errors: [`JudgeError::NoSandbox`].
    pub(crate) fn start(&self, recipe: &Recipe) -> Result<Slot, JudgeError> {
        if let Some(found) = self.found.get() {
            return self.start_in(found.tier, recipe);
        }
        let mut refused = Vec::new();
        for &tier in self.sandbox.candidates() {
            match self.try_tier(tier, recipe) {
                Ok(slot) => {
                    // Whoever was first has found the same.
                    let _ = self.found.set(Found { tier, refused });
                    return Ok(slot);
                }
                Err(JudgeError::NoSandbox { refused: more }) => refused.extend(more),
                Err(error) => return Err(error),
            }
        }
        Err(JudgeError::NoSandbox { refused })
    }

    fn start_in(&self, tier: Tier, recipe: &Recipe) -> Result<Slot, JudgeError> {
        Slot::start(&self.harness.dir, self.boxes.clone(), recipe.clone(), tier)
    }

    /// Starts a slot in a tier of which nobody knows yet whether it works.
    fn try_tier(&self, tier: Tier, recipe: &Recipe) -> Result<Slot, JudgeError> {
        let mut slot = self.start_in(tier, recipe)?;
        if tier == Tier::Landlock {
            // Its walls are put up by the first fork, not before the start as those of a room.
            slot.ready()?;
        }
        Ok(slot)
    }

    /// Returns the tier judgings run in, found by starting what they need and not waiting for it.
    ///
    /// Errors: as for [`Judge::sandbox`].
    pub fn tier(&self) -> Result<Tier, JudgeError> {
        if self.found.get().is_none() {
            self.give_back(self.take(&self.judge_recipe())?);
        }
        Ok(self.found.get().expect("a slot was started").tier)
    }

    /// Returns what keeps learner code in here, found by putting it up around a process.
    ///
    /// Errors: [`JudgeError::NoSandbox`] if nothing does and the caller wants that something does.
    pub fn sandbox(&self) -> Result<Found, JudgeError> {
        let mut slot = self.take(&self.judge_recipe())?;
        let ready = slot.ready().map(|_| ());
        self.give_back(slot);
        ready?;
        Ok(self.found.get().cloned().expect("a slot was started"))
    }

    /// Keeps a slot for the next judging if it is as good as new.
    pub(crate) fn give_back(&self, mut slot: Slot) {
        if slot.is_usable() {
            let recipe = slot.recipe().clone();
            let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
            idle.entry(recipe).or_default().push(slot);
        }
    }

    pub(crate) fn judge_recipe(&self) -> Recipe {
        self.own_recipe(Role::Judge)
    }

    /// Returns what engines are forked from: the judge's interpreter and nothing of a learner's.
    pub(crate) fn engine_recipe(&self) -> Recipe {
        self.own_recipe(Role::Engine)
    }

    fn own_recipe(&self, role: Role) -> Recipe {
        Recipe {
            role,
            python: self.judge_python.clone(),
            paths: Vec::new(),
            preload: Vec::new(),
            hash_seed: 0,
        }
    }
}

/// What a task's checks and its probe are made of; two tasks may share one of them.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Sources {
    checks: String,
    probe: String,
}

impl Sources {
    fn of(task: &Task) -> Self {
        Self { checks: task.checks.clone(), probe: task.probe.clone() }
    }
}

/// What comes of a judging beside its sum.
#[derive(Debug, Default)]
pub(crate) struct Report {
    pub(crate) slots: Vec<Slot>,
    /// Why the end of it could not be trusted, if so.
    pub(crate) trouble: Option<JudgeError>,
    pub(crate) compiled: Option<String>,
    pub(crate) checks: Vec<CheckResult>,
    pub(crate) author_fault: Option<String>,
    pub(crate) tried: Vec<wire::TrialResult>,
    pub(crate) output: CapturedOutput,
    pub(crate) cpu_us: u64,
    pub(crate) max_rss_kib: u64,
}

/// Returns what an environment's zygotes are started with.
pub(crate) fn learner_recipe(environment: &Environment, preload: &[String]) -> Recipe {
    let mut preload = preload.to_vec();
    preload.sort();
    preload.dedup();
    Recipe {
        role: Role::Learner,
        python: environment.python.clone(),
        paths: vec![environment.site_packages.clone()],
        preload,
        hash_seed: 0,
    }
}

fn micros(since: Instant) -> u64 {
    u64::try_from(since.elapsed().as_micros()).unwrap_or(u64::MAX)
}

/// Returns the word of a mode in the harness.
pub(crate) fn mode_word(mode: Mode) -> &'static str {
    match mode {
        Mode::Practice => "practice",
        Mode::CertifySave => "certify-save",
        Mode::CertifySubmit => "certify-submit",
    }
}

/// Returns why nothing can be counted, as a sentence.
pub(crate) fn could_not(says: impl Into<String>) -> Outcome {
    Outcome::CouldNotJudge(says.into())
}
