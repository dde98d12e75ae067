//! The pieces that are proven apart from each other, and what the proof of each rests on.

use piton_content::files_hash;
use piton_domain::{Files, Item, Roadmap, Skill, Task};
use piton_judge::environment::{Environment, version_text};

use super::cache::Key;
use super::place::Wanted;

/// The sources of the gate itself: a proof made by other rules is none.
const GATE: [&str; 16] = [
    include_str!("catchers.rs"),
    include_str!("enemies.rs"),
    include_str!("fault.rs"),
    include_str!("item.rs"),
    include_str!("job.rs"),
    include_str!("kind.rs"),
    include_str!("lesson.rs"),
    include_str!("likeness.rs"),
    include_str!("mod.rs"),
    include_str!("order.rs"),
    include_str!("prover.rs"),
    include_str!("seeds.rs"),
    include_str!("seen.rs"),
    include_str!("solutions.rs"),
    include_str!("../quiz.rs"),
    env!("CARGO_PKG_VERSION"),
];

/// Files of a task that no verdict depends on.
const PROSE: [&str; 3] = ["brief.md", "hints.md", "debrief.md"];

/// A piece to prove on one interpreter.
#[derive(Debug)]
pub(super) struct Job<'a> {
    pub(super) part: Part<'a>,
    /// Which interpreter; the first is the default.
    pub(super) environment: usize,
}

/// A piece of content.
#[derive(Debug)]
pub(super) enum Part<'a> {
    /// The blocks of a lesson.
    Lesson(&'a Skill),
    /// The key and wrong models of an item.
    Item(&'a Item),
    /// Start, right and wrong solutions of a variant; as the task stands, also under many seeds and
    /// with their checks in another order.
    Solutions(&'a Task, &'a str),
    /// Changes of the reference made by machine.
    Changes(&'a Task),
}

impl Job<'_> {
    /// Names the piece for the one who waits.
    pub(super) fn name(&self) -> String {
        match self.part {
            Part::Lesson(skill) => format!("{} lesson", skill.id),
            Part::Item(item) => item.id.to_string(),
            Part::Solutions(task, variant) => format!("{} {variant}", task.id),
            Part::Changes(task) => format!("{} changes", task.id),
        }
    }

    /// Returns how soon it should begin: what takes long comes first, so that no core is idle at
    /// the end.
    fn rank(&self) -> u8 {
        match self.part {
            Part::Solutions(task, variant) if variant == task.variants[0] => 0,
            Part::Changes(..) => 1,
            Part::Solutions(..) => 2,
            Part::Item(_) => 3,
            Part::Lesson(_) => 4,
        }
    }

    /// Returns what the proof rests on; `ground` is what all proofs rest on.
    pub(super) fn key(&self, ground: &Ground, environments: &[Environment]) -> Key {
        let environment = &environments[self.environment];
        let version = version_text(environment.version);
        let python = environment.python.display().to_string();
        let (kind, of, content) = match self.part {
            Part::Lesson(skill) => {
                let text = skill.lesson.as_ref().map_or("", |lesson| lesson.markdown.as_str());
                ("lesson", skill.id.to_string(), text.to_owned())
            }
            Part::Item(item) => ("item", item.id.to_string(), format!("{item:?}")),
            Part::Solutions(task, variant) => {
                ("solutions", format!("{}/{variant}", task.id), judged_files(task))
            }
            Part::Changes(task) => ("changes", task.id.to_string(), judged_files(task)),
        };
        let parts =
            [kind, &of, &content, &ground.0, &version, &python, environment.lock_hash.as_str()];
        Key::of(parts)
    }
}

/// What every proof rests on.
pub(super) struct Ground(String);

impl Ground {
    /// Takes the gate's rules, the harness, and what keeps learner code in.
    pub(super) fn new(harness: &str, tier: &str) -> Self {
        let gate = Key::of(GATE);
        Self(format!("{gate:?} {harness} {tier}"))
    }
}

/// Returns the hash of all a verdict on the task depends on, in any variant.
fn judged_files(task: &Task) -> String {
    let files: Files = task
        .bundle
        .iter()
        .filter(|(path, _)| !PROSE.contains(&path.as_str()))
        .map(|(path, content)| (path.clone(), content.clone()))
        .collect();
    files_hash(&files).to_string()
}

/// Lists the pieces of the wanted content, those that take long first.
pub(super) fn jobs<'a>(
    roadmap: &'a Roadmap,
    wanted: &Wanted,
    environments: &[Environment],
) -> Vec<Job<'a>> {
    let mut jobs = Vec::new();
    for skill in roadmap.skills.iter().filter(|skill| wanted.has(skill.id.as_str())) {
        for (idx, environment) in environments.iter().enumerate() {
            let mut add = |part| jobs.push(Job { part, environment: idx });
            if skill.lesson.is_some() && wanted.has(&format!("{}/lesson.md", skill.id)) {
                add(Part::Lesson(skill));
            }
            if wanted.has(&format!("{}/items.toml", skill.id)) {
                skill.items.iter().for_each(|item| add(Part::Item(item)));
            }
            let version = (environment.version.0, environment.version.1);
            for task in skill.tasks.iter().filter(|task| wanted.has(task.id.as_str())) {
                if task.requires_python <= version {
                    let variants = task.variants.iter();
                    variants.for_each(|variant| add(Part::Solutions(task, variant)));
                    // What enemies show does not hang on the interpreter.
                    if idx == 0 {
                        add(Part::Changes(task));
                    }
                }
            }
        }
    }
    jobs.sort_by_key(Job::rank);
    jobs
}
