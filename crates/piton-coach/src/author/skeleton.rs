//! Skeletons: files laid out for an author, each saying what it lacks.
//!
//! Nothing that is there is written over. A skeleton is no content yet: as long as one of its
//! marks is left, the gate calls it unfinished.

use std::path::{Path, PathBuf};

use piton_domain::{ItemId, SkillId, TaskId};

use super::fault::fault;
use super::place::Wanted;
use super::skeleton_sql;
use crate::error::{CoachError, Result};
use crate::view::{FaultView, SkeletonView};
use crate::{Coach, Content, disk};

/// What stands where an author has to write something.
pub(super) const MARK: &str = "UNFINISHED:";

/// What is laid out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Skeleton {
    /// A skill: `skill.toml`, a lesson and a first item, as far as they are missing.
    Skill(String),
    /// A further item of a skill.
    Item(String),
    /// A task whose answer is Python.
    Task(String),
    /// A task whose answer is SQL.
    SqlTask(String),
}

impl Coach {
    /// Lays out what an author has to fill in, in the last folder of content that was named, else
    /// in the one this build reads.
    ///
    /// Errors: a usage error if all of it is there, or if there is no folder to write to.
    pub fn content_new(&mut self, what: &Skeleton) -> Result<SkeletonView> {
        let root = self.content_folder()?;
        let (files, wanted, id) = match what {
            Skeleton::Skill(id) => {
                let id = SkillId::new(id).map_err(usage)?;
                let area = root.join(id.area().as_str());
                if !area.join("area.toml").exists() {
                    return Err(no_such("area", id.area().as_str()));
                }
                (skill(), area.join(id.slug()), id.to_string())
            }
            Skeleton::Item(id) => {
                let id = ItemId::new(id).map_err(usage)?;
                return item(&root, &id);
            }
            Skeleton::Task(id) | Skeleton::SqlTask(id) => {
                let id = TaskId::new(id).map_err(usage)?;
                let folder = skill_folder(&root, &id.skill())?;
                let mut files = task(&id);
                if matches!(what, Skeleton::SqlTask(_)) {
                    files.retain(|(name, _)| name.ends_with(".md"));
                    files.extend(skeleton_sql::files(&id));
                }
                (files, folder.join("tasks").join(id.slug()), id.to_string())
            }
        };
        let is_task = matches!(what, Skeleton::Task(_) | Skeleton::SqlTask(_));
        if is_task && wanted.exists() {
            return Err(all_there(&id));
        }
        let mut written = Vec::new();
        for (name, text) in files {
            let path = wanted.join(name);
            if !path.exists() {
                disk::write(&path, text.as_bytes())?;
                written.push(path.display().to_string());
            }
        }
        if written.is_empty() {
            return Err(all_there(&id));
        }
        self.content = None;
        Ok(SkeletonView {
            files: written,
            next: format!(
                "Write what stands after {MARK} and take the mark away. `piton content check {id}` \
                 says what is missing."
            ),
        })
    }

    fn content_folder(&self) -> Result<PathBuf> {
        let named = self.config.content.last().cloned();
        let folder = named.or_else(|| piton_content::Tree::own_folder().map(Path::to_owned));
        folder.filter(|folder| folder.is_dir()).ok_or_else(|| {
            CoachError::usage("there is no folder of content to write to")
                .hint("Name one: piton --content FOLDER content new …")
        })
    }
}

/// Reports every file in which a mark is left.
pub(super) fn unfinished(content: &Content, wanted: &Wanted) -> Vec<FaultView> {
    let marked = content.tree.paths().filter(|path| wanted.has(path)).filter_map(|path| {
        let text = content.tree.source(path)?;
        let places: Vec<usize> = text.match_indices(MARK).map(|(at, _)| at).collect();
        let first = *places.first()?;
        let line = text[first..].lines().next().unwrap_or(MARK);
        let words = line.trim_start_matches(MARK).trim();
        Some(FaultView {
            labels: places
                .iter()
                .map(|&at| (at, at + MARK.len(), "to be written".to_owned()))
                .collect(),
            source: Some(text.to_owned()),
            ..fault(
                "content/unfinished",
                path,
                format!("this is not written yet: {words}"),
                "Write it, then take the mark away.",
            )
        })
    });
    marked.collect()
}

fn usage(error: piton_domain::IdError) -> CoachError {
    CoachError::usage(error.to_string())
}

fn no_such(what: &str, id: &str) -> CoachError {
    CoachError::usage(format!("there is no {what} `{id}` in that folder"))
        .hint("`piton map --all` shows the areas and skills there are.")
}

fn all_there(id: &str) -> CoachError {
    CoachError::usage(format!("`{id}` is there already, and nothing was written"))
        .hint(format!("`piton content check {id}` says what it lacks."))
}

fn skill_folder(root: &Path, skill: &SkillId) -> Result<PathBuf> {
    let folder = root.join(skill.as_str());
    match folder.join("skill.toml").exists() {
        true => Ok(folder),
        false => Err(no_such("skill", skill.as_str())
            .hint(format!("`piton content new skill {skill}` lays one out."))),
    }
}

/// Adds an item at the end of `items.toml`.
fn item(root: &Path, id: &ItemId) -> Result<SkeletonView> {
    let path = skill_folder(root, &id.skill())?.join("items.toml");
    let there = disk::read_text(&path)?.unwrap_or_else(|| "format_version = 1\n".to_owned());
    let slug = id.as_str().rsplit('#').next().unwrap_or_default();
    let is_there = |line: &str| {
        line.split_once('=')
            .is_some_and(|(key, value)| key.trim() == "id" && value.trim() == format!("\"{slug}\""))
    };
    if there.lines().any(is_there) {
        return Err(all_there(id.as_str()));
    }
    disk::write(&path, format!("{}\n{}", there.trim_end(), item_text(slug)).as_bytes())?;
    Ok(SkeletonView {
        files: vec![path.display().to_string()],
        next: format!(
            "Write what stands after {MARK} and take the mark away. `piton content check {}` says \
             what is missing.",
            id.skill()
        ),
    })
}

fn skill() -> Vec<(&'static str, String)> {
    let toml = format!(
        "format_version = 1\ntitle = \"{MARK} a short name for lists\"\noutcome = \"can do what? {MARK} one \
         sentence that starts with can\"\nlevel = \"mid\"\nneeds = []\ncovers = []\nkinds = [\"implement\"]\n\
         sources = [\"{MARK} titles or addresses the material comes from\"]\n"
    );
    let lesson = format!(
        "# {MARK} the title\n\n{MARK} a prediction that goes wrong first.\n\n```python run\nprint(1 + 1)\n```\n\n\
         ```output\n2\n```\n\n## {MARK} the mechanism\n\n## {MARK} a worked example from real work\n\n\
         ## {MARK} when not to use it\n\n## {MARK} what a reviewer would say\n\n## Sources\n\n- {MARK} named\n"
    );
    let items = format!("format_version = 1\n\n{}", item_text("first-question"));
    vec![("skill.toml", toml), ("lesson.md", lesson), ("items.toml", items)]
}

fn item_text(slug: &str) -> String {
    format!(
        "\n[[item]]\nid = \"{slug}\"\nkind = \"choice\"\nversion = 1\nprompt = \"{MARK} what is asked, a case \
         before a concept\"\ncode = \"\"\"\nprint({{{{n}}}} + 1)\n\"\"\"\nkey = \"run\"\nparams = {{ n = [3, 4, 5] \
         }}\nexplanation = \"{MARK} the mechanism, in two or three sentences\"\n\n[[item.wrong]]\nmodel = \"{MARK} \
         a misunderstanding, as a learner would say it\"\nprogram = \"print({{{{n}}}})\"\n\n[[item.wrong]]\nmodel = \
         \"{MARK} another one\"\nprogram = \"print({{{{n}}}} + 2)\"\n"
    )
}

fn task(id: &TaskId) -> Vec<(&'static str, String)> {
    let toml = format!(
        "format_version = 1\ntitle = \"{MARK} what stands in lists\"\nkind = \"implement\"\nfamily = \"{}\"\nlevel = \
         \"mid\"\nrung = 2\nminutes = 20\nskills = [\"{}\"]\nfiles = [\"work.py\"]\nvisible = [\"answers\"]\n\
         requires_python = \"3.11\"\nneeds_tier = 3\naid = \"docs\"\nversion = 1\nreference = \"plain\"\n\n\
         [wrong.first]\ncaught_by = \"answers\"\nsays = \"{MARK} the words a learner reads\"\n\n[wrong.second]\n\
         caught_by = \"answers\"\nsays = \"{MARK} the words a learner reads\"\n\n[wrong.third]\ncaught_by = \
         \"answers\"\nsays = \"{MARK} the words a learner reads\"\n",
        id.slug(),
        id.skill()
    );
    let checks = format!(
        "from piton import cases, check\nfrom probe import answer\n\n\ndef numbers(rng):\n    return \
         rng.randrange(100)\n\n\n# {MARK} one check for each sentence of the ticket\n@check(\"the answer is the \
         one the ticket asks for\", advice=\"{MARK} what to look at next\")\ndef answers():\n    for number in \
         cases(numbers, n=100):\n        assert answer(number) == number + 1\n"
    );
    let probe =
        "from piton import probe\nimport work\n\n\n@probe()\ndef answer(number):\n    return \
                 work.answer(number)\n"
            .to_owned();
    let solution = |words: &str, gives: &str| {
        format!("# {MARK} {words}\ndef answer(number):\n    return {gives}\n")
    };
    let wrong = |gives: &str| solution("a plausible wrong solution", gives);
    let variants = format!(
        "format_version = 1\n\n# {MARK} at least five, for a level to count: other domain, other constants\n\
         [[variant]]\nid = \"other-words\"\n[variant.replace]\nnumber = \"count\"\n"
    );
    vec![
        ("task.toml", toml),
        ("brief.md", format!("{MARK} the ticket, in the voice of a colleague.\n")),
        ("checks.py", checks),
        ("probe.py", probe),
        ("variants.toml", variants),
        ("start/work.py", solution("what the learner gets; it must fail", "number")),
        ("right/plain/work.py", solution("the reference", "number + 1")),
        ("right/other/work.py", solution("another way to do it", "1 + number")),
        ("wrong/first/work.py", wrong("number - 1")),
        ("wrong/second/work.py", wrong("number + 2")),
        ("wrong/third/work.py", wrong("1 if number == 0 else number")),
        (
            "hints.md",
            format!(
                "## {MARK} a nudge\n\n{MARK} where to look.\n\n## {MARK} the concept\n\n{MARK} what it is \
                 about.\n\n## {MARK} the walk-through {{code}}\n\n{MARK} step by step.\n"
            ),
        ),
        ("debrief.md", format!("{MARK} trade-offs, and what each wrong solution got wrong.\n")),
    ]
}
