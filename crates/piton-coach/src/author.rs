//! The gate for content: what is written is read, judged and run before anybody trusts it.

use std::collections::BTreeSet;
use std::time::Instant;

use piton_content::items;
use piton_content::markdown::{Block, BlockTag};
use piton_domain::task::WrongSolution;
use piton_domain::verdict::{Grade, Mode, Status};
use piton_domain::{
    CheckResult, Diagnostic, Files, Item, Outcome, Severity, Skill, Submission, Task, Verdict,
};
use piton_judge::environment::Environment;
use piton_judge::{Cancel, Request};

use crate::error::{CoachError, Result};
use crate::judging::judge_error;
use crate::setup::SetupProgress;
use crate::view::{ContentReport, FaultView};
use crate::{Coach, content_error};

/// What the gate is doing.
#[derive(Debug, Clone)]
pub enum AuthorProgress {
    /// The environment is being made first.
    Setup(SetupProgress),
    /// A piece of content is being proven.
    Step {
        /// Pieces done.
        done: usize,
        /// Pieces in all.
        total: usize,
        /// Which one.
        what: String,
    },
}

/// One fault while proving.
fn fault(rule: &str, path: &str, message: String, help: &str) -> FaultView {
    FaultView {
        rule: rule.to_owned(),
        severity: "error",
        path: path.to_owned(),
        message,
        labels: Vec::new(),
        source: None,
        help: Some(help.to_owned()),
    }
}

/// Brings a path of the tree, or the id of what lies there, into one form.
fn place(path: &str) -> String {
    let path = path.trim_start_matches("./").trim_end_matches('/');
    let path = path
        .strip_prefix("content")
        .filter(|rest| rest.is_empty() || rest.starts_with('/'))
        .map_or(path, |rest| rest.trim_start_matches('/'));
    path.replacen("/tasks/", "/", 1)
}

/// Returns whether `path` is `folder` or lies in it.
fn below(path: &str, folder: &str) -> bool {
    folder.is_empty()
        || path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

impl Coach {
    /// Proves the content: loads it, runs lessons and items, judges every solution of every
    /// variant.
    ///
    /// `paths` limits the run to what lies below them, such as `python/generators`.
    pub fn content_check(
        &mut self,
        paths: &[String],
        load_only: bool,
        on_progress: &mut dyn FnMut(AuthorProgress),
    ) -> Result<ContentReport> {
        let started = Instant::now();
        let places: Vec<_> = paths.iter().map(|one| place(one)).collect();
        let wanted = |path: &str| {
            let path = place(path);
            places.is_empty() || places.iter().any(|one| below(&path, one) || below(one, &path))
        };
        let content = self.content()?;
        // A path with a slip in it must not pass for sound content.
        let strays =
            |one: &String| !content.tree.paths().any(|path| below(&place(path), &place(one)));
        if let Some(stray) = paths.iter().find(|one| strays(one)) {
            return Err(CoachError::usage(format!(
                "there is nothing below `{stray}` in the content"
            ))
            .hint("Name an area, a skill, a task or a file, such as python/generators."));
        }
        let mut report = ContentReport {
            areas: content.roadmap.areas.len(),
            skills: content.roadmap.skills.len(),
            lessons: content.roadmap.skills.iter().filter(|one| one.lesson.is_some()).count(),
            items: content.roadmap.skills.iter().map(|one| one.items.len()).sum(),
            families: content
                .roadmap
                .tasks()
                .map(|task| task.family.as_str())
                .collect::<BTreeSet<_>>()
                .len(),
            variants: content.roadmap.tasks().map(|task| task.variants.len()).sum(),
            ..ContentReport::default()
        };
        for diagnostic in &content.diagnostics {
            if wanted(&diagnostic.path) {
                let source = content.tree.source(&diagnostic.path).map(|text| text.to_string());
                report.faults.push(loaded(diagnostic, source));
            }
        }
        let skills: Vec<Skill> = content
            .roadmap
            .skills
            .iter()
            .filter(|skill| wanted(skill.id.as_str()))
            .cloned()
            .collect();
        if !load_only {
            let environment = self.default_environment((3, 11), &mut |step| {
                on_progress(AuthorProgress::Setup(step));
            })?;
            let total = skills
                .iter()
                .map(|one| usize::from(one.lesson.is_some()) + one.items.len() + one.tasks.len())
                .sum();
            let mut done = 0;
            let mut step = |what: &str| {
                on_progress(AuthorProgress::Step { done, total, what: what.to_owned() });
                done += 1;
            };
            for skill in &skills {
                if skill.lesson.is_some() {
                    step(&format!("{} lesson", skill.id));
                    self.prove_lesson(skill, &environment, &mut report)?;
                }
                for item in &skill.items {
                    step(item.id.as_str());
                    self.prove_item(item, &environment, &mut report)?;
                }
                for task in skill.tasks.iter().filter(|task| wanted(task.id.as_str())) {
                    step(task.id.as_str());
                    self.prove_task(task, &mut report)?;
                }
            }
        }
        report.seconds = started.elapsed().as_secs_f64();
        Ok(report)
    }

    /// Runs every block of a lesson.
    fn prove_lesson(
        &mut self,
        skill: &Skill,
        environment: &Environment,
        report: &mut ContentReport,
    ) -> Result<()> {
        let Some(lesson) = &skill.lesson else { return Ok(()) };
        let path = format!("{}/lesson.md", skill.id);
        for block in piton_content::markdown::lesson_blocks(&lesson.markdown) {
            let source = program(&block);
            let outcome = self.script(&source, environment)?;
            report.judgings += 1;
            let place = format!("the block at line {}", block.line);
            match (&block.raises, &outcome.raised) {
                (Some(wanted), Some(raised)) if raised.starts_with(wanted.as_str()) => {}
                (Some(wanted), raised) => report.faults.push(fault(
                    "lesson/raises",
                    &path,
                    format!(
                        "{place} must raise {wanted} and {}",
                        raised.as_ref().map_or_else(
                            || "raised nothing".to_owned(),
                            |raised| format!("raised {raised}")
                        )
                    ),
                    "Mend the block or its tag.",
                )),
                (None, Some(raised)) => report.faults.push(fault(
                    "lesson/raised",
                    &path,
                    format!("{place} raised {raised}"),
                    "Every block tagged `run` must run; say `raises=Name` if it is meant to raise.",
                )),
                (None, None) => {}
            }
            if let Some(expected) = &block.expected_output
                && outcome.stdout.trim_end() != expected.trim_end()
            {
                report.faults.push(fault(
                    "lesson/output",
                    &path,
                    format!(
                        "{place} printed\n{}\nand the lesson shows\n{}",
                        outcome.stdout.trim_end(),
                        expected.trim_end()
                    ),
                    "Paste what was printed, or mend the block.",
                ));
            }
        }
        Ok(())
    }

    /// Runs the key and every wrong model on all draws, or on 50 of them.
    fn prove_item(
        &mut self,
        item: &Item,
        environment: &Environment,
        report: &mut ContentReport,
    ) -> Result<()> {
        for (seed, instance) in items::enumerate(item).enumerate() {
            report.judgings += 1;
            let values = instance.values.clone();
            match self.draw(item, instance, seed as u64, environment) {
                Ok(_) => {}
                Err(error) if error.kind == crate::ErrorKind::Content => {
                    report.faults.push(fault(
                        "item/key",
                        &format!("{}/items.toml", item.id.skill()),
                        format!("{} (drawn: {values:?})", error.message),
                        "Key and wrong answers must run and differ on every draw.",
                    ));
                    return Ok(());
                }
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Judges start, right and wrong solutions of every variant.
    fn prove_task(&mut self, task: &Task, report: &mut ContentReport) -> Result<()> {
        for variant in &task.variants {
            let task = match piton_content::variant(task, variant) {
                Ok(task) => task,
                Err(error) => {
                    let error = content_error(error);
                    report.faults.push(fault(
                        "task/variant",
                        task.id.as_str(),
                        error.message,
                        "Mend variants.toml.",
                    ));
                    continue;
                }
            };
            let place = format!("{} ({variant})", task.id);
            let verdict = self.prove(&task, task.files_of_start(), report)?;
            if verdict.passed() {
                report.faults.push(fault(
                    "task/start-passes",
                    &place,
                    "what the learner gets passes as it is".to_owned(),
                    "A check must fail on start/.",
                ));
            }
            could_not(&verdict, &place, "start", report);
            for right in &task.right {
                let verdict = self.prove(&task, right.files.clone(), report)?;
                could_not(&verdict, &place, &format!("right/{}", right.name), report);
                if let Some((check, failure)) = verdict.first_failure() {
                    report.faults.push(fault(
                        "task/right-rejected",
                        &place,
                        format!("right/{} fails `{}`: {}", right.name, check.name, failure.says),
                        "A rejected right answer costs a learner's trust: mend the check or the solution.",
                    ));
                }
            }
            prove_observed(&verdict.checks, &place, report);
            for wrong in &task.wrong {
                let verdict = self.prove(&task, reference_with(&task, wrong), report)?;
                could_not(&verdict, &place, &format!("wrong/{}", wrong.name), report);
                prove_wrong(&verdict, wrong, &place, report);
            }
            prove_reasons_differ(&task, &place, report);
        }
        Ok(())
    }

    fn prove(&mut self, task: &Task, files: Files, report: &mut ContentReport) -> Result<Verdict> {
        report.judgings += 1;
        let hash = piton_content::files_hash(&files);
        let submission =
            Submission { task: task.id.clone(), variant: task.variant.clone(), files, hash };
        let seed = piton_judge::practice_seed(task, &submission);
        let request = Request {
            task,
            submission: &submission,
            mode: Mode::Practice,
            seed,
            again: Vec::new(),
        };
        let environment = self.environment_for(task, &mut |_| {})?;
        let cancel = Cancel::new().map_err(judge_error)?;
        self.run_judge(&request, &environment, &mut |_| {}, &cancel)
    }
}

fn loaded(diagnostic: &Diagnostic, source: Option<String>) -> FaultView {
    FaultView {
        rule: diagnostic.rule.to_owned(),
        severity: match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        path: diagnostic.path.clone(),
        message: diagnostic.message.clone(),
        labels: diagnostic
            .labels
            .iter()
            .map(|label| (label.span.start, label.span.end, label.text.clone()))
            .collect(),
        source,
        help: diagnostic.help.clone(),
    }
}

/// Writes the program that runs a block, or only compiles it.
///
/// What it continues runs first and silently, so that the output is the block's own.
fn program(block: &Block) -> String {
    let literal = |text: &str| serde_json::Value::from(text).to_string();
    match block.tag {
        BlockTag::Run => block.source.clone(),
        BlockTag::Compile => {
            format!("compile({}, \"lesson.md\", \"exec\")\n", literal(&block.source))
        }
        BlockTag::RunContinued => format!(
            "import contextlib as _c, io as _i\nwith _c.redirect_stdout(_i.StringIO()):\n    \
             exec(compile({}, \"lesson.md\", \"exec\"))\nexec(compile({}, \"lesson.md\", \"exec\"))\n",
            literal(&block.before),
            literal(&block.source)
        ),
    }
}

/// A wrong solution is a set of changes to the reference.
fn reference_with(task: &Task, wrong: &WrongSolution) -> Files {
    let mut files = task.right.first().map(|right| right.files.clone()).unwrap_or_default();
    files.extend(wrong.files.clone());
    files
}

fn could_not(verdict: &Verdict, place: &str, what: &str, report: &mut ContentReport) {
    if let Outcome::CouldNotJudge(why) = &verdict.outcome {
        report.faults.push(fault(
            "task/could-not-judge",
            place,
            format!("{what} could not be judged: {why}"),
            "Mend checks.py or probe.py.",
        ));
    }
}

fn prove_wrong(verdict: &Verdict, wrong: &WrongSolution, place: &str, report: &mut ContentReport) {
    let name = &wrong.name;
    let caught = verdict.checks.iter().find(|check| check.name == wrong.caught_by);
    let says = match caught.map(|check| &check.status) {
        Some(Status::Fail(failure)) => says_of(failure),
        _ => {
            let died = verdict.first_failure().map_or("nothing", |(check, _)| &check.name);
            report.faults.push(fault(
                "task/wrong-not-caught",
                place,
                format!("wrong/{name} must die on `{}` and died on {died}", wrong.caught_by),
                "Mend the check, the wrong solution, or caught_by.",
            ));
            return;
        }
    };
    // A sentence may begin a line or go on in one: case is not what is compared.
    if !says.to_lowercase().contains(&wrong.says.to_lowercase()) {
        report.faults.push(fault(
            "task/wrong-sentence",
            place,
            format!("wrong/{name} must be told “{}” and is told “{says}”", wrong.says),
            "Mend the sentence or `says`.",
        ));
    }
    let (mut passed, mut total) = (0, 0);
    for check in &verdict.checks {
        // What was not reached because of the named check says nothing.
        if check.name != wrong.caught_by && !matches!(check.status, Status::NotReached { .. }) {
            total += 1;
            passed += usize::from(check.status == Status::Pass);
        }
    }
    if passed * 2 < total {
        report.faults.push(fault(
            "task/wrong-implausible",
            place,
            format!("wrong/{name} passes only {passed} of the {total} other checks it reached"),
            "A plausible wrong solution passes at least half of the others.",
        ));
    }
}

/// Something that decides must have been seen by the judge itself, or from outside learner code.
fn prove_observed(checks: &[CheckResult], place: &str, report: &mut ContentReport) {
    let decides = |check: &CheckResult| check.blocking && check.name != LOADS;
    // Where nothing was judged, another fault says so.
    if checks.is_empty() || checks.iter().any(|check| decides(check) && check.grade != Grade::C) {
        return;
    }
    report.faults.push(fault(
        "task/only-reported",
        place,
        "no blocking check has grade A or B: all that decides is what learner code's own process \
         reports"
            .to_owned(),
        "Let the judge compute an expected value, or count from outside.",
    ));
}

/// The check every judging begins with; it says nothing about what a task asks.
const LOADS: &str = "loads";

/// Collects every sentence of a failure a learner reads.
fn says_of(failure: &piton_domain::verdict::Failure) -> String {
    let mut says = failure.says.clone();
    for program in failure.programs.iter().filter(|program| !program.as_expected) {
        says.push(' ');
        says.push_str(&program.says);
    }
    if let Some(advice) = &failure.advice {
        says.push(' ');
        says.push_str(advice);
    }
    says
}

/// Wrong solutions must fail for more than one reason.
fn prove_reasons_differ(task: &Task, place: &str, report: &mut ContentReport) {
    let names: BTreeSet<_> = task.wrong.iter().map(|wrong| wrong.caught_by.as_str()).collect();
    if names.len() < 2 && task.wrong.len() > 2 {
        report.faults.push(fault(
            "task/one-catcher",
            place,
            "every wrong solution dies on the same check".to_owned(),
            "Write wrong solutions that fail for different reasons.",
        ));
    }
}

#[cfg(test)]
mod tests {
    use piton_domain::verdict::Cost;

    use super::*;

    #[test]
    fn what_only_learner_code_reports_cannot_decide_alone() {
        let check = |name: &str, grade, blocking| CheckResult {
            name: name.into(),
            sentence: String::new(),
            skill: None,
            visible: true,
            blocking,
            grade,
            status: Status::Pass,
            cost: Cost::default(),
        };
        let faults = |checks: &[CheckResult]| {
            let mut report = ContentReport::default();
            prove_observed(checks, "a task", &mut report);
            report.faults.len()
        };
        let loads = check(LOADS, Grade::A, true);
        let counted = check("counted", Grade::C, true);
        assert_eq!(faults(&[loads.clone(), counted.clone()]), 1);
        assert_eq!(faults(&[loads.clone(), counted.clone(), check("aside", Grade::A, false)]), 1);
        assert_eq!(faults(&[loads, counted, check("seen", Grade::B, true)]), 0);
    }

    #[test]
    fn a_path_of_the_tree_and_the_id_of_what_lies_there_are_one_place() {
        let id = "python/generators/statement-exporter";
        for path in [
            id,
            "content/python/generators/tasks/statement-exporter/",
            "./content/python/generators/tasks/statement-exporter",
            "python/generators",
            "python",
            "content",
        ] {
            assert!(below(&place(id), &place(path)), "{path}");
        }
        for path in ["python/gen", "generators", "contents"] {
            assert!(!below(&place(id), &place(path)), "{path}");
        }
    }
}
