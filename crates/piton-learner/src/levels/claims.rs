//! Claims: what is granted, and what exactly a claim still misses.

use super::{ALL, Aid, Exam, Label, Level, Reach, Record, Road, SkillState};

/// A claim in an area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AreaClaim {
    /// The area.
    pub area: usize,
    /// The level.
    pub level: Level,
    /// The day it was granted; it never vanishes.
    pub day: i32,
    /// The lowest label among the passes it rests on.
    pub label: Label,
    /// The widest aid among them.
    pub aid: Aid,
}

/// A claim about a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum WholeClaim {
    /// Junior.
    Junior,
    /// Mid.
    Mid,
    /// Senior on a track.
    Senior(usize),
    /// Expert on a track.
    Expert(usize),
}

/// What one skill still needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NeedOf {
    /// The skill.
    pub skill: usize,
    /// Certified passes still missing.
    pub n_passes: u8,
    /// Whether one of them must be practical.
    pub practical: bool,
    /// The first day on which the second pass can count, if the first is there.
    pub earliest_day: Option<i32>,
}

/// What a claim in an area still misses; nothing of it is an estimate.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Missing {
    /// What the content does not offer yet: nothing else is asked until it does.
    pub content: Option<Reach>,
    /// Skills that are not held, prerequisites in other areas included.
    pub skills: Vec<NeedOf>,
    /// Distinct question templates still to be answered: over junior and mid, over senior skills.
    pub templates: [usize; 2],
    /// Whether a transfer question over the senior skills is missing.
    pub transfer: bool,
    /// Whether a contrast question is.
    pub contrast: bool,
    /// Passes within two submissions among the last twelve attempts, where they are too few.
    pub first_attempts: Option<usize>,
    /// Misconceptions that are open and must not be.
    pub misconceptions: Vec<usize>,
    /// Parts of the area's exam, or of the capstone's defence, that are not passed.
    pub exam_parts: Vec<(Exam, u8)>,
    /// Whether a task is missing for which the learner designs the evidence.
    pub authored: bool,
}

impl Missing {
    fn is_nothing(&self) -> bool {
        *self == Missing::default()
    }
}

impl Record {
    /// Returns the claims granted in areas.
    #[must_use]
    pub fn claims(&self, road: &Road) -> Vec<AreaClaim> {
        let claims = self.granted.iter().map(|(&(area, level), &day)| {
            let (label, aid) = self.conditions(road, area, level);
            AreaClaim { area, level, day, label, aid }
        });
        claims.collect()
    }

    /// Returns what a claim in an area misses; `None` if nothing, or if there is no such claim.
    ///
    /// An area without junior skills has no junior claim, one without an expert skill none of that:
    /// those miss their content.
    #[must_use]
    pub fn missing(&self, road: &Road, area: usize, level: Level) -> Option<Missing> {
        let mut missing = Missing::default();
        let of_area = |one: &usize| road.skills[*one].area == area;
        let own: Vec<usize> = (0..road.skills.len()).filter(of_area).collect();
        let levels = ALL.iter().copied().filter(|one| *one <= level);
        for one in levels.filter(|&one| one == level || has(road, area, one)) {
            let reach =
                self.reach.get(area).map_or_else(|| road.reach(area, one), |of| of[one as usize]);
            let empty = one == level
                && reach.n_skills == 0
                && matches!(level, Level::Junior | Level::Expert);
            if empty || own.is_empty() || !reach.is_claimable() {
                missing.content.get_or_insert(reach);
            }
        }
        for &skill in own.iter().filter(|&&one| road.skills[one].level <= level) {
            self.need(road, skill, &mut missing.skills);
            if level == Level::Expert && road.skills[skill].level == Level::Expert {
                // "Prerequisites in other areas held at mid or above."
                for &need in &road.skills[skill].needs {
                    if road.skills.get(need).is_some_and(|need| need.area != area) {
                        self.need(road, need, &mut missing.skills);
                    }
                }
            }
        }
        if road.theory.get(area).copied().unwrap_or(false) {
            self.templates(road, area, level, &mut missing);
        }
        if level >= Level::Mid {
            // "Looked at only when 12 certified attempts exist in the area."
            let attempts = self.attempts.get(area).map_or(&[][..], Vec::as_slice);
            if let Some(last) = attempts.last_chunk::<12>() {
                let n_passed = last.iter().filter(|one| one.1).count();
                missing.first_attempts = (n_passed < 10).then_some(n_passed);
            }
        }
        if level >= Level::Senior {
            self.open_misconceptions(road, area, level, &own, &mut missing);
            self.exam(Exam::Area(area), &mut missing);
        }
        if level == Level::Expert {
            self.exam(Exam::Expert, &mut missing);
        }
        (!missing.is_nothing()).then_some(missing)
    }

    fn need(&self, road: &Road, skill: usize, needs: &mut Vec<NeedOf>) {
        if self.skill(skill) == SkillState::Held || needs.iter().any(|one| one.skill == skill) {
            return;
        }
        let passes = &self.passes[skill];
        let level = road.skills[skill].level;
        let first = passes.iter().map(|pass| pass.day).min();
        let two = level > Level::Junior;
        needs.push(NeedOf {
            skill,
            n_passes: if two && passes.is_empty() { 2 } else { 1 },
            practical: two && !passes.iter().any(|pass| pass.practical),
            earliest_day: first.filter(|_| two).map(|day| day.saturating_add(7)),
        });
    }

    /// ">= 8 distinct templates over the junior and mid skills", "+ >= 8 further ones over the
    /// senior skills, transfer and contrast included".
    fn templates(&self, road: &Road, area: usize, level: Level, missing: &mut Missing) {
        let right = |senior: bool| {
            self.right_templates.iter().map(|&one| &road.templates[one]).filter(move |one| {
                let skill = &road.skills[one.skill];
                let fits =
                    if senior { skill.level == Level::Senior } else { skill.level <= Level::Mid };
                skill.area == area && fits
            })
        };
        if level >= Level::Mid {
            missing.templates[0] = 8_usize.saturating_sub(right(false).count());
        }
        if level >= Level::Senior {
            missing.templates[1] = 8_usize.saturating_sub(right(true).count());
            missing.transfer = !right(true).any(|one| one.transfer);
            missing.contrast = !right(true).any(|one| one.contrast);
        }
        if level == Level::Expert {
            missing.authored = !self.authored.get(area).copied().unwrap_or(false);
        }
    }

    /// "None open in the area"; for experts "none open in prerequisites either".
    fn open_misconceptions(
        &self,
        road: &Road,
        area: usize,
        level: Level,
        own: &[usize],
        missing: &mut Missing,
    ) {
        let mut areas = vec![area];
        if level == Level::Expert {
            let needs = own.iter().flat_map(|&skill| &road.skills[skill].needs);
            areas.extend(needs.filter_map(|&need| Some(road.skills.get(need)?.area)));
        }
        missing.misconceptions = (0..road.misconceptions.len())
            .filter(|&one| {
                self.misconceptions[one].open && areas.contains(&road.misconceptions[one])
            })
            .collect();
    }

    fn exam(&self, exam: Exam, missing: &mut Missing) {
        let parts = (0..exam.n_parts()).map(|part| (exam, part));
        missing.exam_parts.extend(parts.filter(|one| !self.has_passed(*one)));
    }

    fn has_passed(&self, part: (Exam, u8)) -> bool {
        self.parts.get(&part).is_some_and(|part| part.passed.is_some())
    }

    fn has_exam(&self, exam: Exam) -> bool {
        (0..exam.n_parts()).all(|part| self.has_passed((exam, part)))
    }

    /// "A claim shows the lowest label and the widest aid among the passes it rests on."
    fn conditions(&self, road: &Road, area: usize, level: Level) -> (Label, Aid) {
        let skills = road.skills.iter().zip(&self.held);
        let of_skills = skills
            .filter(|(skill, _)| skill.area == area && skill.level <= level)
            .filter_map(|(_, held)| *held);
        let of_exam = self
            .parts
            .iter()
            .filter(|((exam, _), _)| level >= Level::Senior && *exam == Exam::Area(area))
            .filter_map(|(_, part)| part.passed);
        of_skills.chain(of_exam).fold((Label::Supervised, Aid::None), |(label, aid), one| {
            (label.min(one.0), aid.max(one.1))
        })
    }

    /// Says whether a claim in an area was granted, at this level or above.
    #[must_use]
    pub fn has_claim(&self, area: usize, level: Level) -> bool {
        ALL.iter().any(|&one| one >= level && self.granted.contains_key(&(area, one)))
    }

    /// Returns every claim about the whole person.
    #[must_use]
    pub fn whole(&self, road: &Road) -> Vec<WholeClaim> {
        let whole = &road.whole;
        let areas = 0..road.theory.len();
        let optional = |area: &usize| whole.optional.contains(area);
        let mut claims = Vec::new();
        // "Every area that has a junior claim (web excepted)."
        let mut juniors =
            areas.clone().filter(|&area| has(road, area, Level::Junior) && !optional(&area));
        if !road.theory.is_empty() && juniors.all(|area| self.has_claim(area, Level::Junior)) {
            claims.push(WholeClaim::Junior);
        }
        let at = |level: Level| move |area: &usize| self.has_claim(*area, level);
        let n_theory =
            areas.clone().filter(|&area| road.theory[area]).filter(at(Level::Mid)).count();
        let is_mid = !road.theory.is_empty()
            && areas
                .clone()
                .filter(|area| !road.theory[*area] && !optional(area))
                .all(|area| at(Level::Mid)(&area))
            && whole.mid_theory.iter().all(at(Level::Mid))
            && n_theory >= whole.mid_theory.len() + whole.mid_more_theory;
        if is_mid {
            claims.push(WholeClaim::Mid);
        }
        for (track, own) in whole.tracks.iter().enumerate() {
            let is_senior = whole.senior_core.iter().chain(own).all(at(Level::Senior))
                && areas
                    .clone()
                    .filter(|area| !optional(area) || own.contains(area))
                    .all(|area| at(Level::Mid)(&area))
                && self.has_exam(Exam::Senior)
                && self.has_exam(Exam::Build(track));
            if !is_senior {
                continue;
            }
            claims.push(WholeClaim::Senior(track));
            // "Expert in >= 3 areas (one practical, one theory, one of the track); expert exam."
            let experts: Vec<usize> = areas.clone().filter(at(Level::Expert)).collect();
            let is_expert = experts.len() >= 3
                && experts.iter().any(|&area| !road.theory[area])
                && experts.iter().any(|&area| road.theory[area])
                && experts.iter().any(|area| own.contains(area))
                && self.has_exam(Exam::Expert);
            if is_expert {
                claims.push(WholeClaim::Expert(track));
            }
        }
        claims
    }
}

/// Says whether an area has skills of a level.
fn has(road: &Road, area: usize, level: Level) -> bool {
    road.skills.iter().any(|skill| skill.area == area && skill.level == level)
}
