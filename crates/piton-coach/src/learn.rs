//! Lessons.

use piton_content::markdown::{self, BlockTag};
use piton_domain::EventKind;

use crate::Coach;
use crate::error::{CoachError, Result};
use crate::quiz::script;
use crate::view::{LessonView, OutputView};

/// Within this time a lesson that is shown again is the same reading: a page may be reloaded.
///
/// Units: microseconds.
const READ_AGAIN_US: i64 = 6 * 3_600_000_000;

impl Coach {
    /// Gives the lesson of a skill.
    pub fn learn(&mut self, wanted: &str) -> Result<LessonView> {
        let id = self.find_skill(wanted)?;
        let skill = self.roadmap()?.skill(&id).expect("the id was just found");
        let Some(lesson) = &skill.lesson else {
            return Err(CoachError::usage(format!("the lesson on `{id}` is being written")).hint(
                "`piton map` shows what is open today; its sources are a good start until then.",
            ));
        };
        let view = LessonView {
            skill: id.to_string(),
            title: skill.title.clone(),
            outcome: skill.outcome.clone(),
            markdown: lesson.markdown.clone(),
            sources: skill.sources.clone(),
            items: skill.items.len(),
        };
        let now = self.host.now();
        let read_again =
            self.state()?.lessons.get(&id).is_none_or(|last| now.0 - last.0 > READ_AGAIN_US);
        if read_again {
            self.record(EventKind::LessonRead { skill: id })?;
        }
        Ok(view)
    }

    /// Runs a block of a lesson in the sandbox, as it stands there or as the reader changed it.
    ///
    /// `line` is the block's first line in the Markdown; what it continues runs before it.
    pub fn run_block(
        &mut self,
        wanted: &str,
        line: usize,
        source: Option<&str>,
    ) -> Result<OutputView> {
        let id = self.find_skill(wanted)?;
        let skill = self.roadmap()?.skill(&id).expect("the id was just found");
        let markdown = skill.lesson.as_ref().map_or("", |lesson| &lesson.markdown);
        let block = markdown::lesson_blocks(markdown)
            .into_iter()
            .find(|block| block.line == line && block.tag != BlockTag::Compile)
            .ok_or_else(|| {
                CoachError::usage(format!(
                    "the lesson on `{id}` has no block to run at line {line}"
                ))
                .hint("Open the lesson again: it may be another version now.")
            })?;
        let program = format!("{}{}", block.before, source.unwrap_or(&block.source));
        let environment = self.default_environment((3, 11), &mut |_| {})?;
        let outcome = script(self.judge()?, &program, &environment)?;
        let mut stderr = outcome.stderr;
        if let Some(raised) = outcome.raised {
            stderr.push_str(&raised);
        }
        Ok(OutputView { stdout: outcome.stdout, stderr, cut_bytes: outcome.cut_bytes })
    }
}
