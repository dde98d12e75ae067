//! Lessons: every block that says it runs does, and prints what it shows.

use piton_content::markdown::{Block, BlockTag};
use piton_domain::Skill;
use piton_judge::environment::Environment;

use super::fault::fault;
use super::prover::{Proof, Prover};
use crate::error::Result;
use crate::quiz::script;

impl Prover<'_> {
    /// Runs every block of a lesson.
    pub(super) fn lesson(&self, skill: &Skill, environment: &Environment) -> Result<Proof> {
        let mut proof = Proof::default();
        let Some(lesson) = &skill.lesson else { return Ok(proof) };
        let path = format!("{}/lesson.md", skill.id);
        for block in piton_content::markdown::lesson_blocks(&lesson.markdown) {
            let outcome = script(self.judge, &program(&block), environment)?;
            proof.judgings += 1;
            let place = format!("the block at line {}", block.line);
            match (&block.raises, &outcome.raised) {
                (Some(wanted), Some(raised)) if raised.starts_with(wanted.as_str()) => {}
                (Some(wanted), raised) => proof.faults.push(fault(
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
                (None, Some(raised)) => proof.faults.push(fault(
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
                proof.faults.push(fault(
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
        Ok(proof)
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
