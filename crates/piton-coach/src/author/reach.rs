//! How far the content reaches: which level of an area can be claimed.

use std::collections::{BTreeMap, BTreeSet};

use piton_domain::{Level, Roadmap, Skill};

use crate::Coach;
use crate::error::Result;
use crate::view::{AreaReach, LevelReach, ReachView, SkillReach};

/// The fewest variants of a task that can be certified.
const MIN_VARIANTS: usize = 5;

/// The families a skill needs to be held twice.
const FAMILIES_OF_SKILL: usize = 2;

/// How many of a task's skills a pass counts for.
const COUNTED_SKILLS: usize = 3;

/// Families there and needed.
pub(crate) type HaveNeed = (usize, usize);

/// Counts for each area and level the families there are and those a claim needs.
///
/// Source: levels, "Content reach": for each skill of the level two certified families or two
/// kinds, and for senior an exam family of the area.
pub(super) fn claimable(roadmap: &Roadmap) -> BTreeMap<String, BTreeMap<String, HaveNeed>> {
    let area = |area: &piton_domain::roadmap::Area| {
        let levels = Level::ALL.into_iter().filter_map(|level| {
            let skills = roadmap
                .skills
                .iter()
                .filter(|skill| skill.id.area() == area.id && skill.level == level);
            let families: Vec<usize> = skills.map(|skill| serving(roadmap, skill)).collect();
            let exams = usize::from(level == Level::Senior && !families.is_empty());
            let have = families.iter().map(|&n| n.min(FAMILIES_OF_SKILL)).sum();
            let need = families.len() * FAMILIES_OF_SKILL + exams;
            (need > 0).then(|| (level.as_str().to_owned(), (have, need)))
        });
        (area.id.to_string(), levels.collect())
    };
    roadmap.areas.iter().map(area).collect()
}

/// Counts the families, or kinds, that can prove a skill at its level.
pub(super) fn serving(roadmap: &Roadmap, skill: &Skill) -> usize {
    let least = difficulty(skill.level);
    let ways: BTreeSet<(&str, &str)> = roadmap
        .tasks()
        .filter(|task| task.rung >= least && task.variants.len() >= MIN_VARIANTS)
        .filter(|task| task.skills.iter().take(COUNTED_SKILLS).any(|one| *one == skill.id))
        .map(|task| (task.family.as_str(), task.kind.as_str()))
        .collect();
    ways.len()
}

/// Returns the lowest rung that counts for a level.
///
/// Source: levels, "Skill states": junior 1, mid 2, senior 4, expert 5.
fn difficulty(level: Level) -> u8 {
    match level {
        Level::Junior => 1,
        Level::Mid => 2,
        Level::Senior => 4,
        Level::Expert => 5,
    }
}

impl Coach {
    /// Says for each area and level which families there are and which a claim needs.
    pub fn content_reach(&mut self) -> Result<ReachView> {
        let roadmap = self.roadmap()?;
        let levels = claimable(roadmap);
        let areas = roadmap.areas.iter().map(|area| {
            let of_area = &levels[area.id.as_str()];
            let level = |level: Level| {
                let &(have, need) = of_area.get(level.as_str())?;
                let skills = roadmap
                    .skills
                    .iter()
                    .filter(|skill| skill.id.area() == area.id && skill.level == level)
                    .map(|skill| SkillReach {
                        id: skill.id.to_string(),
                        lesson: skill.lesson.is_some(),
                        items: skill.items.len(),
                        families: serving(roadmap, skill),
                        need: FAMILIES_OF_SKILL,
                    });
                let skills = skills.collect();
                Some(LevelReach { level: level.as_str(), have, need, skills })
            };
            AreaReach {
                id: area.id.to_string(),
                heading: area.heading.clone(),
                levels: Level::ALL.into_iter().filter_map(level).collect(),
            }
        });
        Ok(ReachView { areas: areas.collect() })
    }
}
