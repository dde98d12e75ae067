//! The fold: passes, answers, exams and misconceptions as they add up.

use std::collections::{BTreeMap, BTreeSet};

use super::{ALL, Aid, Event, Exam, Fact, Label, Level, Reach, Road, counted};

/// How far a skill has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SkillState {
    /// Nothing was judged yet.
    Untried,
    /// Any judged attempt or item.
    Tried,
    /// One certified pass at the level's difficulty.
    Shown,
    /// A second one from another family or kind, at least 7 days apart.
    Held,
}

/// A certified pass as it counts for a skill.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pass {
    pub(super) day: i32,
    pub(super) family: usize,
    pub(super) kind: usize,
    pub(super) practical: bool,
    /// Whether the skill is only named as a prerequisite.
    pub(super) named: bool,
    pub(super) label: Label,
    pub(super) aid: Aid,
}

/// Where a misconception stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Misconception {
    /// Whether it is open.
    pub open: bool,
    wrong: BTreeSet<Source>,
    right: Vec<(Source, i32)>,
}

/// A template or a task, told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Source {
    Template(usize),
    Task(usize),
}

/// The tries at one part of an exam.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Part {
    pub(super) passed: Option<(Label, Aid)>,
    pub(super) failed_day: Option<i32>,
}

/// Everything the events add up to.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    pub(super) passes: Vec<Vec<Pass>>,
    pub(super) tried: Vec<bool>,
    /// The condition and aid of the best pair of passes, once a skill is held.
    pub(super) held: Vec<Option<(Label, Aid)>>,
    /// The last day on which a skill was passed or renewed.
    pub(super) fresh_day: Vec<Option<i32>>,
    pub(super) right_templates: BTreeSet<usize>,
    /// Right answers on a skill since it was last fresh: instance and day.
    renewing: Vec<BTreeMap<u64, i32>>,
    renewed_days: Vec<i32>,
    seen_variants: BTreeSet<(usize, u64)>,
    /// Per area, whether each certified attempt passed within two submissions, with its day.
    pub(super) attempts: Vec<Vec<(i32, bool)>>,
    /// Areas in which a task was passed for which the learner designs the evidence.
    pub(super) authored: Vec<bool>,
    pub(super) misconceptions: Vec<Misconception>,
    pub(super) parts: BTreeMap<(Exam, u8), Part>,
    /// Claims in areas, by area and level, with the day they were granted.
    pub(super) granted: BTreeMap<(usize, Level), i32>,
    /// What the content offers, by area and level.
    pub(super) reach: Vec<[Reach; 4]>,
    n_skipped: usize,
}

impl Record {
    /// Starts with nothing.
    #[must_use]
    pub(super) fn new(road: &Road) -> Self {
        let n_skills = road.skills.len();
        Self {
            passes: vec![Vec::new(); n_skills],
            tried: vec![false; n_skills],
            held: vec![None; n_skills],
            fresh_day: vec![None; n_skills],
            right_templates: BTreeSet::new(),
            renewing: vec![BTreeMap::new(); n_skills],
            renewed_days: Vec::new(),
            seen_variants: BTreeSet::new(),
            attempts: vec![Vec::new(); road.theory.len()],
            authored: vec![false; road.theory.len()],
            misconceptions: vec![Misconception::default(); road.misconceptions.len()],
            parts: BTreeMap::new(),
            granted: BTreeMap::new(),
            reach: (0..road.theory.len())
                .map(|area| ALL.map(|level| road.reach(area, level)))
                .collect(),
            n_skipped: 0,
        }
    }

    /// Returns how many events named nothing of the road.
    #[must_use]
    pub fn n_skipped(&self) -> usize {
        self.n_skipped
    }

    /// Returns how far a skill has come; one outside the road is untried.
    #[must_use]
    pub fn skill(&self, skill: usize) -> SkillState {
        if self.held.get(skill).is_some_and(Option::is_some) {
            SkillState::Held
        } else if self.passes.get(skill).is_some_and(|passes| !passes.is_empty()) {
            SkillState::Shown
        } else if self.tried.get(skill).copied().unwrap_or(false) {
            SkillState::Tried
        } else {
            SkillState::Untried
        }
    }

    /// Returns where each misconception stands.
    #[must_use]
    pub fn misconceptions(&self) -> &[Misconception] {
        &self.misconceptions
    }

    /// Adds one event.
    pub(super) fn apply(&mut self, road: &Road, event: &Event) {
        let known = match event.fact {
            Fact::Practised { task, misconception } => {
                self.practised(road, task, misconception, event.day)
            }
            Fact::Certified { .. } => self.certified(road, event),
            Fact::Answered { .. } => self.answered(road, event),
            Fact::Examined { exam, part, passed, label, aid } => {
                self.examined(road, exam, part, passed, (label, aid), event.day)
            }
            Fact::Renewed { skill } => {
                skill < road.skills.len() && {
                    self.renew(road, skill, event.day);
                    true
                }
            }
        };
        if !known {
            self.n_skipped += 1;
            return;
        }
        self.grant(road, event.day);
    }

    fn practised(
        &mut self,
        road: &Road,
        task: usize,
        misconception: Option<usize>,
        day: i32,
    ) -> bool {
        let Some(known) = road.tasks.get(task) else { return false };
        self.try_all(&known.skills);
        if let Some(one) = misconception.filter(|&one| one < road.misconceptions.len()) {
            self.misconceived(one, Source::Task(task), false, false, day);
        }
        true
    }

    fn certified(&mut self, road: &Road, event: &Event) -> bool {
        let Fact::Certified {
            task: at,
            variant,
            submissions,
            hints,
            passed,
            certificate,
            label,
            aid,
        } = event.fact
        else {
            return false;
        };
        let Some(task) = road.tasks.get(at) else { return false };
        self.try_all(&task.skills);
        let unseen = self.seen_variants.insert((task.family, variant));
        let area = task.skills.first().and_then(|&one| road.skills.get(one)).map(|one| one.area);
        if let Some(attempts) = area.and_then(|area| self.attempts.get_mut(area)) {
            attempts.push((event.day, passed && submissions <= 2));
            attempts.sort_by_key(|one| one.0);
        }
        let counts = passed
            && certificate
            && unseen
            && task.certified
            && hints == 0
            && (1..=3).contains(&submissions);
        if !counts {
            return true;
        }
        if let Some(authored) = area.and_then(|area| self.authored.get_mut(area)) {
            *authored |= task.authored && task.difficulty >= 5;
        }
        let pass = Pass {
            day: event.day,
            family: task.family,
            kind: task.kind,
            practical: task.practical,
            named: false,
            label,
            aid,
        };
        for &skill in counted(task) {
            self.pass(road, skill, task.difficulty, pass);
        }
        // "A certified pass at d >= 3 is one of the two passes for each junior or mid prerequisite
        // its checks name." It also renews any prerequisite it names.
        for &skill in &task.names {
            let Some(known) = road.skills.get(skill) else { continue };
            if task.difficulty >= 3 && known.level <= Level::Mid {
                self.pass(road, skill, task.difficulty, Pass { named: true, ..pass });
            } else if self.fresh_day[skill].is_some() {
                self.renew(road, skill, event.day);
            }
        }
        true
    }

    fn pass(&mut self, road: &Road, skill: usize, difficulty: u8, pass: Pass) {
        let Some(known) = road.skills.get(skill) else { return };
        if difficulty < known.level.difficulty() {
            return;
        }
        self.tried[skill] = true;
        self.passes[skill].push(pass);
        let found = best_pair(known.level, &self.passes[skill]);
        self.held[skill] = found.max_by_better(self.held[skill]);
        self.freshen(skill, pass.day);
    }

    fn answered(&mut self, road: &Road, event: &Event) -> bool {
        let Fact::Answered { template: at, instance, right, sure, misconception } = event.fact
        else {
            return false;
        };
        let Some(template) = road.templates.get(at) else { return false };
        let Some(skill) = road.skills.get(template.skill) else { return false };
        self.tried[template.skill] = true;
        if let Some(one) = misconception.filter(|&one| one < road.misconceptions.len()) {
            self.misconceived(one, Source::Template(at), right, sure, event.day);
        }
        if !right {
            return true;
        }
        self.right_templates.insert(at);
        let of_skill =
            self.right_templates.iter().filter(|&&one| road.templates[one].skill == template.skill);
        if skill.level == Level::Junior && of_skill.count() >= 2 {
            let earned = Some((Label::SelfReported, Aid::None));
            self.held[template.skill] = earned.max_by_better(self.held[template.skill]);
            self.freshen(template.skill, event.day);
        }
        // "An instance seen in the last 30 days counts once"; three items renew a due skill.
        let seen = &mut self.renewing[template.skill];
        let again = seen.get(&instance).is_some_and(|day| event.day.saturating_sub(*day) < 30);
        if !again {
            seen.insert(instance, event.day);
        }
        let recent = seen.values().filter(|day| event.day.saturating_sub(**day) < 30).count();
        if recent >= 3 && self.fresh_day[template.skill].is_some() {
            self.renewing[template.skill].clear();
            self.renew(road, template.skill, event.day);
        }
        true
    }

    fn examined(
        &mut self,
        road: &Road,
        exam: Exam,
        part: u8,
        passed: bool,
        earned: (Label, Aid),
        day: i32,
    ) -> bool {
        let known = match exam {
            Exam::Area(area) => area < road.theory.len(),
            Exam::Build(track) => track < road.whole.tracks.len(),
            Exam::Senior | Exam::Expert => true,
        };
        if !known || part >= exam.n_parts() {
            return false;
        }
        let one = self.parts.entry((exam, part)).or_default();
        // "A failed part reopens after 14 days"; "passed parts stay".
        if one.failed_day.is_some_and(|failed| day.saturating_sub(failed) < 14) {
            return true;
        }
        if passed {
            one.passed = Some(earned).max_by_better(one.passed);
        } else if one.passed.is_none() {
            one.failed_day = Some(day);
        }
        true
    }

    fn misconceived(&mut self, one: usize, source: Source, right: bool, sure: bool, day: i32) {
        let one = &mut self.misconceptions[one];
        if right {
            one.right.push((source, day));
            // "Closed by two right answers in different templates, >= 7 days apart."
            let closed = one
                .right
                .iter()
                .any(|&(other, earlier)| other != source && day.abs_diff(earlier) >= 7);
            if closed {
                *one = Misconception::default();
            }
        } else {
            one.right.clear();
            one.wrong.insert(source);
            // "Open after two wrong answers in different templates, or one marked sure."
            one.open |= sure || one.wrong.len() >= 2;
        }
    }

    fn try_all(&mut self, skills: &[usize]) {
        for &skill in skills {
            if let Some(tried) = self.tried.get_mut(skill) {
                *tried = true;
            }
        }
    }

    fn renew(&mut self, road: &Road, skill: usize, day: i32) {
        let was_due = self.due_day(road, skill).is_some_and(|due| due <= day);
        if was_due {
            self.renewed_days.push(day);
        }
        self.freshen(skill, day);
    }

    fn freshen(&mut self, skill: usize, day: i32) {
        self.fresh_day[skill] = Some(self.fresh_day[skill].map_or(day, |last| last.max(day)));
    }

    /// Returns the day on which a held skill falls due.
    #[must_use]
    pub fn due_day(&self, road: &Road, skill: usize) -> Option<i32> {
        self.held.get(skill)?.as_ref()?;
        let after = road.skills[skill].level.due_after()?;
        Some(self.fresh_day[skill]?.saturating_add(after))
    }

    /// Lists the renewals to ask for on a day, the oldest first.
    ///
    /// "At most 12 renewals are asked per month, the oldest first; the rest wait without effect."
    #[must_use]
    pub fn renewals(&self, road: &Road, today: i32) -> Vec<usize> {
        let mut due: Vec<(i32, usize)> = (0..road.skills.len())
            .filter_map(|skill| Some((self.due_day(road, skill)?, skill)))
            .filter(|(day, _)| *day <= today)
            .collect();
        due.sort_unstable();
        let month = today.saturating_sub(30)..=today;
        let done = self.renewed_days.iter().filter(|day| month.contains(day)).count();
        due.truncate(12_usize.saturating_sub(done));
        due.into_iter().map(|(_, skill)| skill).collect()
    }

    /// Grants every claim in an area that has become complete; none is ever taken back.
    fn grant(&mut self, road: &Road, day: i32) {
        for area in 0..road.theory.len() {
            for level in ALL {
                if !self.granted.contains_key(&(area, level))
                    && self.missing(road, area, level).is_none()
                {
                    self.granted.insert((area, level), day);
                }
            }
        }
    }
}

/// Finds the pair of passes that holds a skill under the best conditions.
///
/// "A second certified pass from another family or another kind, >= 7 days after the first";
/// "mid and up: at least one of the two passes is of class P"; one that only names the skill is
/// one of the two, "it is not both". "A junior skill is held by one pass."
fn best_pair(level: Level, passes: &[Pass]) -> Option<(Label, Aid)> {
    if level == Level::Junior {
        return passes
            .iter()
            .fold(None, |best, pass| Some((pass.label, pass.aid)).max_by_better(best));
    }
    let mut best = None;
    for (at, one) in passes.iter().enumerate() {
        for other in &passes[..at] {
            let holds = (one.family != other.family || one.kind != other.kind)
                && one.day.abs_diff(other.day) >= 7
                && (one.practical || other.practical)
                && !(one.named && other.named);
            if holds {
                let earned = (one.label.min(other.label), one.aid.max(other.aid));
                best = Some(earned).max_by_better(best);
            }
        }
    }
    best
}

/// Choosing between the conditions of two ways to have earned something.
trait Better {
    /// Returns the higher label, and under one label the narrower aid.
    fn max_by_better(self, other: Self) -> Self;
}

impl Better for Option<(Label, Aid)> {
    fn max_by_better(self, other: Self) -> Self {
        match (self, other) {
            (Some(a), Some(b)) => {
                let a_is_better = (a.0, std::cmp::Reverse(a.1)) >= (b.0, std::cmp::Reverse(b.1));
                Some(if a_is_better { a } else { b })
            }
            (a, b) => a.or(b),
        }
    }
}
