//! Lessons.

use piton_domain::EventKind;

use crate::Coach;
use crate::error::{CoachError, Result};
use crate::view::LessonView;

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
        self.record(EventKind::LessonRead { skill: id })?;
        Ok(view)
    }
}
