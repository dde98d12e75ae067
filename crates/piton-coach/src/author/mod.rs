//! The gate for content: what is written is read, judged and run before anybody trusts it.
//!
//! The content falls into pieces ([`job`]) that are proven apart, over all cores ([`pool`]); what
//! held before and rests on nothing that changed is not proven again ([`cache`]).

mod cache;
mod catchers;
mod enemies;
mod fault;
mod item;
mod job;
mod kind;
mod lesson;
mod likeness;
mod order;
mod place;
mod pool;
mod preview;
mod prover;
mod reach;
mod seeds;
mod seen;
mod skeleton;
mod skeleton_sql;
mod solutions;

use std::collections::BTreeSet;
use std::time::Instant;

use self::cache::{Cache, Key};
use self::job::{Ground, Job};
use self::place::{Wanted, below, place};
use self::prover::{Proof, Prover};
pub use self::skeleton::Skeleton;
use crate::error::{CoachError, Result};
use crate::judging::judge_error;
use crate::setup::SetupProgress;
use crate::view::{ContentReport, FaultView};
use crate::{Cancel, Coach, Content};

/// What the gate is asked for.
#[derive(Debug, Clone, Default)]
pub struct ContentCheck {
    /// What lies below these paths, such as `python/generators`; everything if empty.
    pub paths: Vec<String>,
    /// Only read; judge and run nothing.
    pub load_only: bool,
    /// Prove everything, also what was proven before.
    pub fresh: bool,
    /// Prove on every interpreter found.
    pub matrix: bool,
}

/// What the gate is doing.
#[derive(Debug, Clone)]
pub enum AuthorProgress {
    /// The environment is being made first.
    Setup(SetupProgress),
    /// A piece of content was proven.
    Step {
        /// Pieces done.
        done: usize,
        /// Pieces in all.
        total: usize,
        /// Which one was the last.
        what: String,
    },
}

impl Coach {
    /// Proves the content: loads it, runs lessons and items, judges every solution of every
    /// variant and the enemies made of it.
    ///
    /// What was proven is kept at once, so an interrupted run need not begin anew.
    pub fn content_check(
        &mut self,
        options: &ContentCheck,
        on_progress: &mut dyn FnMut(AuthorProgress),
        cancel: &Cancel,
    ) -> Result<ContentReport> {
        let started = Instant::now();
        let wanted = Wanted::new(&options.paths);
        let content = self.content()?;
        named(content, &options.paths)?;
        let mut report = counted(content);
        for diagnostic in &content.diagnostics {
            if wanted.has(&diagnostic.path) {
                let source = content.tree.source(&diagnostic.path).map(|text| text.to_string());
                report.faults.push(fault::loaded(diagnostic, source));
            }
        }
        report.faults.extend(skeleton::unfinished(content, &wanted));
        if !options.load_only {
            self.prove(options, &wanted, on_progress, cancel, &mut report)?;
        }
        report.seconds = started.elapsed().as_secs_f64();
        Ok(report)
    }

    fn prove(
        &mut self,
        options: &ContentCheck,
        wanted: &Wanted,
        on_progress: &mut dyn FnMut(AuthorProgress),
        cancel: &Cancel,
        report: &mut ContentReport,
    ) -> Result<()> {
        let mut on_setup = |step| on_progress(AuthorProgress::Setup(step));
        let environments = if options.matrix {
            self.every_environment(&mut on_setup)?
        } else {
            vec![self.default_environment((3, 11), &mut on_setup)?]
        };
        let tier = self.judge()?.tier().map_err(judge_error)?;
        let folder = self.config.home.join("cache").join("content");
        let content = self.content.as_ref().expect("it was loaded to be looked at");
        let judge = self.judge.as_ref().expect("it was asked for its tier");
        let jobs = job::jobs(&content.roadmap, wanted, &environments);
        let ground = Ground::new(judge.harness().as_str(), &format!("{tier:?}"));
        let mut cache = Cache::new(folder, options.fresh);
        let mut open = Vec::new();
        for job in &jobs {
            let key = job.key(&ground, &environments);
            match cache.get(&key) {
                Some(kept) => {
                    report.cached += kept.judgings;
                    report.notes.extend(kept.notes);
                }
                None => open.push((job, key)),
            }
        }
        let (total, mut done) = (jobs.len(), jobs.len() - open.len());
        let mut found: Vec<Option<Vec<FaultView>>> = open.iter().map(|_| None).collect();
        let prover = Prover { judge, environments: &environments, cancel };
        let n_threads = std::thread::available_parallelism().map_or(1, usize::from);
        let timed = |(job, _): &(&Job<'_>, Key)| {
            let began = Instant::now();
            Ok((prover.prove(job)?, began.elapsed().as_secs_f64()))
        };
        pool::run(&open, n_threads, &timed, &mut |at, (proof, seconds): (Proof, f64)| {
            let (job, key) = &open[at];
            report.slowest.push((job.name(), seconds));
            done += 1;
            on_progress(AuthorProgress::Step { done, total, what: job.name() });
            report.judgings += proof.judgings;
            if proof.faults.is_empty() {
                cache.put(key, proof.judgings, &proof.notes);
            }
            report.notes.extend(proof.notes);
            found[at] = Some(proof.faults);
            Ok(())
        })?;
        report.slowest.sort_by(|one, other| other.1.total_cmp(&one.1));
        report.slowest.truncate(N_SLOWEST);
        // In the order of the road, however the cores were dealt out.
        report.faults.extend(found.into_iter().flatten().flatten());
        report.faults.extend(cache.finish().into_iter().map(|trouble| FaultView {
            severity: "warning",
            ..fault::fault("cache/trouble", "cache/content", trouble, CACHE_HELP)
        }));
        report.notes.sort();
        Ok(())
    }
}

/// How many pieces are named as the slowest.
const N_SLOWEST: usize = 40;

const CACHE_HELP: &str = "Nothing is lost: what is not kept is proven again. The folder may be \
    deleted at any time.";

/// A path with a slip in it must not pass for sound content.
fn named(content: &Content, paths: &[String]) -> Result<()> {
    let stray = |one: &&String| !content.tree.paths().any(|path| below(&place(path), &place(one)));
    match paths.iter().find(stray) {
        None => Ok(()),
        Some(stray) => {
            Err(CoachError::usage(format!("there is nothing below `{stray}` in the content"))
                .hint("Name an area, a skill, a task or a file, such as python/generators."))
        }
    }
}

/// Starts a report with what there is.
fn counted(content: &Content) -> ContentReport {
    let roadmap = &content.roadmap;
    ContentReport {
        areas: roadmap.areas.len(),
        skills: roadmap.skills.len(),
        lessons: roadmap.skills.iter().filter(|one| one.lesson.is_some()).count(),
        items: roadmap.skills.iter().map(|one| one.items.len()).sum(),
        families: roadmap.tasks().map(|task| task.family.as_str()).collect::<BTreeSet<_>>().len(),
        variants: roadmap.tasks().map(|task| task.variants.len()).sum(),
        claimable: reach::claimable(roadmap),
        ..ContentReport::default()
    }
}
