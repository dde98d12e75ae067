//! What comes next, and why.
//!
//! Candidates are skills on the frontier of what the learner wants, reviews that are due, and weak
//! prerequisites. Each is worth the gain in mastery that one more item is expected to bring per
//! minute, what a review saves from being forgotten, and what it opens. A missing prerequisite
//! lowers the score, it never forbids.

use std::ops::RangeInclusive;

use crate::LearnerError;
use crate::error::within;
use crate::items::Kind;
use crate::memory::{CODE_RETENTION, THEORY_RETENTION};
use crate::model::{Learner, MASTERED, Model, NOISE, Standing, UNLOCKED};
use crate::num::normal_cdf;
use crate::outcome::{GAIN, GAIN_SOLVED};
use crate::state::Evidence;

/// Predicted success within which a task teaches most.
pub const CODE_SUCCESS: RangeInclusive<f64> = 0.60..=0.85;

/// The same for a question.
pub const THEORY_SUCCESS: RangeInclusive<f64> = 0.70..=0.90;

/// Worth of a day's forgetting saved, against a gain in mastery.
const REVIEW_WORTH: f64 = 2.0;

/// Worth of opening a skill, against mastering one.
const UNLOCK_WORTH: f64 = 0.3;

/// Worth of a proof of what is believed, against mastering it: enough to come when little is left.
const PROOF_WORTH: f64 = 0.2;

/// Worth of a further proof of what two items have shown, against the first.
const PROVEN_WORTH: f64 = 0.25;

/// Worth of an item that was solved before, against a new one.
const SOLVED_BEFORE: f64 = 0.2;

/// Share of reviews among the last ten below which a due one comes first, and above which none.
const REVIEW_SHARE: RangeInclusive<f64> = 0.2..=0.4;

/// One thing done before, the latest last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Done {
    /// The skill.
    pub skill: usize,
    /// Whether it was a review.
    pub review: bool,
}

/// What the learner wants, and has time for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Wish<'a> {
    /// Skills aimed at, with positive weights; what they need counts as much.
    pub goals: &'a [(usize, f64)],
    /// The learner's calendar day.
    pub day: i32,
    /// Minutes at hand.
    pub minutes: f64,
    /// What was done before, the latest last.
    pub done: &'a [Done],
}

/// Why something is a candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// It is new and open.
    Frontier,
    /// It was known and falls due.
    Review,
    /// It was begun, and the goal rests on it.
    WeakPrerequisite,
    /// It is believed to be held, and not shown yet.
    Proof,
}

/// A part of a score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Term {
    /// Mastery it is expected to add.
    Mastery,
    /// What it saves from being forgotten.
    Memory,
    /// What it opens.
    Unlocks,
    /// What it says of a skill that is believed to be held.
    Proof,
}

/// A proposal with its reasons.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// The item.
    pub item: usize,
    /// The skill it is proposed for.
    pub skill: usize,
    /// Why it is a candidate.
    pub why: Why,
    /// Predicted chance of success.
    pub success: f64,
    /// What it is worth, per minute.
    pub score: f64,
    /// The parts of the score, the largest first.
    pub terms: Vec<(Term, f64)>,
    /// Prerequisites that are not ready yet, with their chance of mastery.
    pub not_ready: Vec<(usize, f64)>,
}

/// What is believed of a skill of interest.
struct Interest {
    skill: usize,
    weight: f64,
    is_goal: bool,
    mastered: f64,
    is_proven: bool,
    openness: f64,
    unlocks: f64,
}

impl Model {
    /// Ranks what to do next, the best first, one item a skill.
    ///
    /// Items longer than the minutes at hand are left out, as is a third one in a row of one skill.
    ///
    /// Errors: `UnknownSkill`; `BadNumber` for weights or minutes that are not positive.
    pub fn next(&self, learner: &Learner, wish: &Wish) -> Result<Vec<Choice>, LearnerError> {
        within("minutes at hand", wish.minutes, 0.0, 1e6)?;
        let interests = self.interests(learner, wish)?;
        let barred = match wish.done {
            [.., one, two] if one.skill == two.skill => Some(one.skill),
            _ => None,
        };
        let mut by_skill: Vec<Vec<usize>> = vec![Vec::new(); self.graph().n_skills()];
        for (at, item) in self.items().iter().enumerate() {
            if let Some(main) = item.skills.iter().max_by(|a, b| a.1.total_cmp(&b.1))
                && item.minutes <= wish.minutes
            {
                by_skill[main.0].push(at);
            }
        }
        let mut choices = Vec::new();
        for interest in interests.iter().filter(|one| Some(one.skill) != barred) {
            let mut best: Option<Choice> = None;
            for &item in &by_skill[interest.skill] {
                let Some(choice) = self.weigh(learner, wish, interest, item)? else { continue };
                if best.as_ref().is_none_or(|best| choice.score > best.score) {
                    best = Some(choice);
                }
            }
            choices.extend(best);
        }
        let wanted = wanted(wish.done);
        choices.sort_by(|a, b| {
            let first =
                |one: &Choice| wanted.is_some_and(|review| (one.why == Why::Review) != review);
            first(a).cmp(&first(b)).then(b.score.total_cmp(&a.score)).then(a.item.cmp(&b.item))
        });
        Ok(choices)
    }

    /// Plans the minutes at hand: the best first, reviews mixed in, no skill three times in a row.
    ///
    /// Errors: as [`Model::next`].
    pub fn plan(&self, learner: &Learner, wish: &Wish) -> Result<Vec<Choice>, LearnerError> {
        let mut done = wish.done.to_vec();
        let mut left = wish.minutes;
        let mut plan: Vec<Choice> = Vec::new();
        let open = self.next(learner, wish)?;
        loop {
            let wanted = wanted(&done);
            let fits = |one: &&Choice| {
                self.items()[one.item].minutes <= left
                    && !plan.iter().any(|planned| planned.item == one.item)
            };
            let next = open
                .iter()
                .filter(fits)
                .find(|one| wanted.is_none_or(|review| (one.why == Why::Review) == review))
                .or_else(|| open.iter().find(fits));
            let Some(next) = next else { return Ok(plan) };
            left -= self.items()[next.item].minutes;
            done.push(Done { skill: next.skill, review: next.why == Why::Review });
            plan.push(next.clone());
        }
    }

    /// Lists the goals and all they need, with what is believed of each.
    fn interests(&self, learner: &Learner, wish: &Wish) -> Result<Vec<Interest>, LearnerError> {
        let graph = self.graph();
        let mut weights = vec![0.0_f64; graph.n_skills()];
        let mut is_goal = vec![false; graph.n_skills()];
        for &(goal, weight) in wish.goals {
            graph.check(goal)?;
            within("weight of a goal", weight, f64::MIN_POSITIVE, 1e6)?;
            is_goal[goal] = true;
            for skill in graph.ancestors(goal).into_iter().chain([goal]) {
                weights[skill] = weights[skill].max(weight);
            }
        }
        let mut mastered = vec![1.0; graph.n_skills()];
        let mut is_proven = vec![false; graph.n_skills()];
        for skill in (0..graph.n_skills()).filter(|&skill| weights[skill] > 0.0) {
            let estimate = self.estimate(learner, skill, wish.day)?;
            mastered[skill] = estimate.mastered;
            is_proven[skill] = estimate.standing == Standing::Mastered;
        }
        let open = |needs: &[usize], except: usize| -> f64 {
            let ready = |need: usize| (mastered[need] / UNLOCKED).min(1.0);
            needs.iter().filter(|&&need| need != except).map(|&need| ready(need)).product()
        };
        let interests = (0..graph.n_skills()).filter(|&skill| weights[skill] > 0.0).map(|skill| {
            let waiting = graph.children(skill).iter().filter(|&&child| weights[child] > 0.0);
            let unlocks = waiting
                .map(|&child| (1.0 - mastered[child]) * open(graph.needs(child), skill))
                .sum();
            Interest {
                skill,
                weight: weights[skill],
                is_goal: is_goal[skill],
                mastered: mastered[skill],
                is_proven: is_proven[skill],
                openness: open(graph.needs(skill), usize::MAX),
                unlocks,
            }
        });
        Ok(interests.collect())
    }

    /// Weighs one item for one skill; `None` if it is worth nothing today.
    fn weigh(
        &self,
        learner: &Learner,
        wish: &Wish,
        interest: &Interest,
        item: usize,
    ) -> Result<Option<Choice>, LearnerError> {
        let skill = interest.skill;
        let one = &self.items()[item];
        let minutes = one.minutes.max(0.5);
        let success = self.predict(learner, item, wish.day)?;
        let (card, retention, range) = match one.kind {
            Kind::Code => (learner.code_card(skill), CODE_RETENTION, CODE_SUCCESS),
            Kind::Theory { .. } => (learner.item_card(item), THEORY_RETENTION, THEORY_SUCCESS),
        };
        let recall = card.map_or(1.0, |card| self.scheduler().recall(card, wish.day));
        let is_due = recall <= retention;
        let is_held = interest.mastered >= MASTERED;
        let Lesson { gain, told } = self.lesson(learner, skill, item, wish.day)?;
        let (mut mastery, mut unlocks, mut proof) = (0.0, 0.0, 0.0);
        // What was solved lately teaches and tells little a second time.
        let again = if learner.has_solved(item) { SOLVED_BEFORE } else { 1.0 };
        if is_held {
            let doubt = 1.0 - interest.mastered;
            let is_proven = if interest.is_proven { PROVEN_WORTH } else { 1.0 };
            proof = PROOF_WORTH * is_proven * doubt * told * again * interest.weight / minutes;
        } else {
            let fit = fit(success, &range) * again * interest.openness * interest.weight;
            mastery = gain * fit / minutes;
            unlocks = UNLOCK_WORTH * gain * fit * interest.unlocks / minutes;
        }
        let memory = if is_due {
            let later =
                card.map_or(1.0, |card| self.scheduler().recall(card, wish.day.saturating_add(1)));
            REVIEW_WORTH * interest.weight * (recall - later).max(0.0) / minutes
        } else {
            0.0
        };
        let mut terms = vec![
            (Term::Mastery, mastery),
            (Term::Memory, memory),
            (Term::Unlocks, unlocks),
            (Term::Proof, proof),
        ];
        terms.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        terms.retain(|term| term.1 > 0.0);
        let score = mastery + memory + unlocks + proof;
        if score <= 0.0 {
            return Ok(None);
        }
        let why = if is_held && is_due {
            Why::Review
        } else if is_held {
            Why::Proof
        } else if !interest.is_goal && learner.code_card(skill).is_some() {
            Why::WeakPrerequisite
        } else {
            Why::Frontier
        };
        let mut not_ready = Vec::new();
        for &need in self.graph().needs(skill) {
            let mastered = self.estimate(learner, need, wish.day)?.mastered;
            if mastered < UNLOCKED {
                not_ready.push((need, mastered));
            }
        }
        Ok(Some(Choice { item, skill, why, success, score, terms, not_ready }))
    }

    /// Returns what one more item is expected to teach and to tell.
    ///
    /// What an answer tells moves the belief up as often as down; the gain is what it teaches.
    fn lesson(
        &self,
        learner: &Learner,
        skill: usize,
        item: usize,
        day: i32,
    ) -> Result<Lesson, LearnerError> {
        let one = &self.items()[item];
        let state = learner.state();
        let (mean, var) = state.ability(&[(skill, 1.0)])?;
        let mut together = 0.0;
        for &(other, weight) in &one.skills {
            together += weight * state.covariance(skill, other)?;
        }
        let own = one.skills.iter().find(|(one, _)| *one == skill).map_or(0.0, |one| one.1);
        let gain_right = if one.kind == Kind::Code { GAIN_SOLVED } else { GAIN };
        let threshold = self.threshold(skill);
        let above = |mean: f64, var: f64| normal_cdf((mean - threshold) / var.max(1e-9).sqrt());
        let (shift, shift_var) = self.forgetting(learner, &one.skills, day);
        let answer = |score: f64| Evidence {
            skills: &one.skills,
            curve: one.curve(),
            score,
            weight: one.kind.weight(),
            shift,
            shift_var,
        };
        let (right, wrong) = (state.preview(&answer(1.0))?, state.preview(&answer(0.0))?);
        let after = |push: f64, shrink: f64, gain: f64| {
            above(
                mean + together * push + own * gain,
                var - together * together * shrink + own * NOISE,
            )
        };
        // Foreseen with the middle of the belief, as the pushes are: so they cancel out.
        let p = right.push.abs() / (right.push.abs() + wrong.push.abs()).max(1e-12);
        let p = 1.0 - p;
        let taught = p * after(right.push, right.shrink, gain_right)
            + (1.0 - p) * after(wrong.push, wrong.shrink, GAIN);
        let untaught =
            p * above(mean + together * right.push, var - together * together * right.shrink)
                + (1.0 - p)
                    * above(mean + together * wrong.push, var - together * together * wrong.shrink);
        let told = (together * together * right.shrink / var.max(1e-9)).clamp(0.0, 1.0);
        Ok(Lesson { gain: (taught - untaught).max(0.0), told })
    }
}

/// What an item is expected to do.
struct Lesson {
    /// How far it lifts the chance of mastery by teaching.
    gain: f64,
    /// Which share of the doubt about the skill it removes.
    told: f64,
}

/// Says whether a review, or something new, is wanted by the mix of the last ten.
fn wanted(done: &[Done]) -> Option<bool> {
    let last = &done[done.len().saturating_sub(10)..];
    if last.len() < 5 {
        return None;
    }
    let share = last.iter().filter(|one| one.review).count() as f64 / last.len() as f64;
    if share < *REVIEW_SHARE.start() {
        Some(true)
    } else if share >= *REVIEW_SHARE.end() {
        Some(false)
    } else {
        None
    }
}

/// Returns 1 for a success in range, less the further it lies outside.
fn fit(success: f64, range: &RangeInclusive<f64>) -> f64 {
    let outside = (range.start() - success).max(success - range.end()).max(0.0);
    // Eight hundredths beside the range cost two thirds of the worth.
    (-(outside / 0.08).powi(2)).exp()
}
