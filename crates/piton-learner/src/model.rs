//! A learner as a fold over answers: ability, memory and what they are worth today.

use crate::curve::Curve;
use crate::error::within;
use crate::items::{Item, Kind};
use crate::memory::{Card, Rating, Scheduler};
use crate::outcome::{Outcome, read};
use crate::state::{Evidence, LEVELS, Priors, State, Surprise};
use crate::{Graph, LearnerError};

/// Chance of mastery from which a skill is believed to be held.
pub const MASTERED: f64 = 0.85;

/// Chance of mastery of each prerequisite from which a skill is open.
pub const UNLOCKED: f64 = 0.75;

/// Spread of an ability above which it is called unsure, in logits.
pub const UNSURE_SD: f64 = 0.45;

/// One answer of a learner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Event {
    /// The learner's calendar day.
    pub day: i32,
    /// The item.
    pub item: usize,
    /// What came of it.
    pub outcome: Outcome,
}

/// What is true for all learners: skills, items, memory.
#[derive(Debug, Clone)]
pub struct Model {
    graph: Graph,
    levels: Vec<usize>,
    items: Vec<Item>,
    scheduler: Scheduler,
    start: State,
    encompassed: Vec<Vec<(usize, f64)>>,
}

/// What is believed of one learner.
#[derive(Debug, Clone, PartialEq)]
pub struct Learner {
    state: State,
    items: Vec<Option<Card>>,
    theory: Vec<Option<Card>>,
    code: Vec<Option<Card>>,
    right: Vec<bool>,
    n_right: Vec<[u32; 2]>,
}

/// What is believed of one skill on a day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// Ability today, forgetting included, in logits.
    pub ability: f64,
    /// Its standard deviation.
    pub sd: f64,
    /// Chance of recall; 1 if nothing was ever practised.
    pub recall: f64,
    /// Chance that the ability reaches the skill's level.
    pub mastered: f64,
    /// How to speak of it.
    pub standing: Standing,
}

impl Estimate {
    /// Returns the band that holds the ability four times in five, in logits.
    #[must_use]
    pub fn band(&self) -> (f64, f64) {
        // The .9 quantile of the standard normal distribution.
        let reach = 1.2816 * self.sd;
        (self.ability - reach, self.ability + reach)
    }
}

/// How to speak of a skill.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Too little is known.
    Unsure,
    /// Below its level.
    Open,
    /// Good enough for what comes after it.
    Unlocking,
    /// At its level, shown by two items of which one is code.
    Mastered,
}

/// Doubt that an answer's lesson adds to a skill, in squared logits.
pub(crate) const NOISE: f64 = 0.03;

/// The same to the effect all skills share.
const GLOBAL_NOISE: f64 = 0.004;

/// Share of a review that practice gives to a direct prerequisite, unless authored.
pub const ENCOMPASSED: f64 = 0.3;

impl Model {
    /// Takes the skills with their levels (0 junior to 3 expert) and the items.
    ///
    /// Shapes: one level a skill.
    /// Errors: `Length`, `UnknownSkill`, `BadNumber` for what does not fit.
    pub fn new(
        graph: Graph,
        levels: Vec<usize>,
        items: Vec<Item>,
        priors: &Priors,
    ) -> Result<Self, LearnerError> {
        let n_skills = graph.n_skills();
        if levels.len() != n_skills {
            return Err(LearnerError::Length {
                what: "levels",
                expected: n_skills,
                got: levels.len(),
            });
        }
        for &level in &levels {
            within("level", level as f64, 0.0, 3.0)?;
        }
        for item in &items {
            item.check(n_skills)?;
        }
        let start = State::new(&graph, priors, 0.0)?;
        let encompassed = (0..n_skills)
            .map(|skill| graph.needs(skill).iter().map(|&need| (need, ENCOMPASSED)).collect())
            .collect();
        let scheduler = Scheduler::default();
        Ok(Self { graph, levels, items, scheduler, start, encompassed })
    }

    /// Says how much of a review of `need` lies in practice of `skill`.
    ///
    /// Errors: `UnknownSkill`; `BadNumber` outside `0.0..=1.0`.
    pub fn encompass(
        &mut self,
        skill: usize,
        need: usize,
        fraction: f64,
    ) -> Result<(), LearnerError> {
        self.graph.check(skill)?;
        self.graph.check(need)?;
        within("share of a review", fraction, 0.0, 1.0)?;
        self.encompassed[skill].retain(|(one, _)| *one != need);
        self.encompassed[skill].push((need, fraction));
        Ok(())
    }

    /// Takes over a difficulty that answers have settled, in logits.
    ///
    /// Errors: `UnknownItem`; `BadNumber`.
    pub fn regrade(&mut self, item: usize, difficulty: f64) -> Result<(), LearnerError> {
        within("difficulty", difficulty, -1e3, 1e3)?;
        let n_items = self.items.len();
        let one = self.items.get_mut(item).ok_or(LearnerError::UnknownItem { item, n_items })?;
        one.difficulty = difficulty;
        Ok(())
    }

    /// Returns the graph.
    #[must_use]
    pub fn graph(&self) -> &Graph {
        &self.graph
    }

    /// Returns the items.
    #[must_use]
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// Returns the scheduler.
    #[must_use]
    pub fn scheduler(&self) -> &Scheduler {
        &self.scheduler
    }

    /// Returns the ability at which a skill of the graph is mastered, in logits.
    #[must_use]
    pub fn threshold(&self, skill: usize) -> f64 {
        LEVELS[self.levels[skill]]
    }

    /// Starts a learner of whom nothing is known but a self-rating, in logits.
    ///
    /// Errors: `BadNumber` for a rating that is not finite.
    pub fn learner(&self, rating: f64) -> Result<Learner, LearnerError> {
        within("self-rating", rating, f64::MIN, f64::MAX)?;
        let n_skills = self.graph.n_skills();
        let mut state = self.start.clone();
        state.shift_global(rating);
        Ok(Learner {
            state,
            items: vec![None; self.items.len()],
            theory: vec![None; n_skills],
            code: vec![None; n_skills],
            right: vec![false; self.items.len()],
            n_right: vec![[0; 2]; n_skills],
        })
    }

    /// Believes one answer and returns how surprising it was.
    ///
    /// Answers are taken in the order given. One dated before an earlier one counts as given on
    /// the day of that one. The learner is unchanged if an error comes back.
    ///
    /// Errors: `UnknownItem`; `BadNumber` for a score outside `0.0..=1.0`.
    pub fn apply(&self, learner: &mut Learner, event: &Event) -> Result<Surprise, LearnerError> {
        let item = self.item(event.item)?;
        let reading = read(&event.outcome, item.kind)?;
        let (shift, shift_var) = self.forgetting(learner, &item.skills, event.day);
        let mut curve = item.curve();
        if reading.no_guess {
            curve.guess = 0.0;
        }
        let evidence = Evidence {
            skills: &item.skills,
            curve,
            score: reading.score,
            weight: reading.weight,
            shift,
            shift_var,
        };
        let surprise = learner.state.update(&evidence)?;
        if let Some(rating) = reading.rating {
            self.remember(learner, event, item, rating);
        }
        learner.state.learn(&item.skills, reading.gain, NOISE, GLOBAL_NOISE)?;
        let right = reading.score >= 0.5;
        if right && reading.rating.is_some() && !learner.right[event.item] {
            learner.right[event.item] = true;
            let kind = usize::from(item.kind == Kind::Code);
            for &(skill, _) in &item.skills {
                learner.n_right[skill][kind] += 1;
            }
        }
        Ok(surprise)
    }

    /// Folds answers; those that cannot be used are skipped and counted.
    #[must_use]
    pub fn fold(&self, mut learner: Learner, events: &[Event]) -> (Learner, usize) {
        let skipped =
            events.iter().filter(|event| self.apply(&mut learner, event).is_err()).count();
        (learner, skipped)
    }

    /// Foresees the chance that a learner solves an item on a day.
    ///
    /// Errors: `UnknownItem`.
    pub fn predict(&self, learner: &Learner, item: usize, day: i32) -> Result<f64, LearnerError> {
        let item = self.item(item)?;
        let (shift, shift_var) = self.forgetting(learner, &item.skills, day);
        let curve: Curve = item.curve();
        learner.state.predict(&Evidence {
            skills: &item.skills,
            curve,
            score: 0.0,
            weight: 0.0,
            shift,
            shift_var,
        })
    }

    /// Returns what is believed of a skill on a day.
    ///
    /// Errors: `UnknownSkill`.
    pub fn estimate(
        &self,
        learner: &Learner,
        skill: usize,
        day: i32,
    ) -> Result<Estimate, LearnerError> {
        self.graph.check(skill)?;
        let (mean, var) = learner.state.ability(&[(skill, 1.0)])?;
        let recall = self.recall(learner, skill, day);
        let (shift, shift_var) = self.forgetting(learner, &[(skill, 1.0)], day);
        let mastered = learner.state.above(skill, self.threshold(skill), shift, shift_var)?;
        let sd = (var + shift_var).sqrt();
        let [n_theory, n_code] = learner.n_right[skill];
        let standing = if mastered >= MASTERED && n_code > 0 && n_theory + n_code >= 2 {
            Standing::Mastered
        } else if mastered >= UNLOCKED {
            Standing::Unlocking
        } else if sd > UNSURE_SD {
            Standing::Unsure
        } else {
            Standing::Open
        };
        Ok(Estimate { ability: mean + shift, sd, recall, mastered, standing })
    }

    /// Returns the chance that a skill of the graph is recalled on a day: its code, else its theory.
    #[must_use]
    pub fn recall(&self, learner: &Learner, skill: usize, day: i32) -> f64 {
        let card = learner.code[skill].as_ref().or(learner.theory[skill].as_ref());
        card.map_or(1.0, |card| self.scheduler.recall(card, day))
    }

    fn item(&self, item: usize) -> Result<&Item, LearnerError> {
        let n_items = self.items.len();
        self.items.get(item).ok_or(LearnerError::UnknownItem { item, n_items })
    }

    /// Returns how far forgetting moves a weighted sum of abilities, and how surely.
    pub(crate) fn forgetting(
        &self,
        learner: &Learner,
        skills: &[(usize, f64)],
        day: i32,
    ) -> (f64, f64) {
        let mut shift = 0.0;
        let mut var = 0.0;
        for &(skill, weight) in skills {
            // Below .05 the curve says more about the model than about the learner.
            let recall = self.recall(learner, skill, day).clamp(0.05, 1.0);
            shift += weight * recall.ln();
            var += weight * weight * 0.5 * (1.0 - recall);
        }
        (shift, var)
    }

    fn remember(&self, learner: &mut Learner, event: &Event, item: &Item, rating: Rating) {
        let day = event.day;
        let review = |card: &mut Option<Card>| {
            *card = Some(self.scheduler.review(card.as_ref(), rating, day));
        };
        review(&mut learner.items[event.item]);
        for &(skill, weight) in &item.skills {
            if weight < 0.5 && rating > Rating::Again {
                // A side skill was used, not asked for.
                for cards in [&mut learner.code, &mut learner.theory] {
                    if let Some(card) = &mut cards[skill] {
                        *card = self.scheduler.refresh(card, weight, day);
                    }
                }
                continue;
            }
            match item.kind {
                Kind::Code => review(&mut learner.code[skill]),
                Kind::Theory { .. } => review(&mut learner.theory[skill]),
            }
            if rating > Rating::Again {
                for &(need, fraction) in &self.encompassed[skill] {
                    for cards in [&mut learner.code, &mut learner.theory] {
                        if let Some(card) = &mut cards[need] {
                            *card = self.scheduler.refresh(card, fraction, day);
                        }
                    }
                }
            }
        }
    }
}

impl Learner {
    /// Returns the belief in the abilities.
    #[must_use]
    pub fn state(&self) -> &State {
        &self.state
    }

    /// Returns the belief in the abilities, to place it.
    pub fn state_mut(&mut self) -> &mut State {
        &mut self.state
    }

    /// Returns the memory of an item, if it was ever answered.
    #[must_use]
    pub fn item_card(&self, item: usize) -> Option<&Card> {
        self.items.get(item).and_then(Option::as_ref)
    }

    /// Returns the memory of a skill's code, if it was ever written.
    #[must_use]
    pub fn code_card(&self, skill: usize) -> Option<&Card> {
        self.code.get(skill).and_then(Option::as_ref)
    }

    /// Says whether an item was ever solved.
    #[must_use]
    pub fn has_solved(&self, item: usize) -> bool {
        self.right.get(item).copied().unwrap_or(false)
    }
}
