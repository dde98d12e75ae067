//! Finding out, in few questions, which skills a person holds.
//!
//! Each question is the one that tells most per second. A placement is its seed and its answers:
//! [`Placement::resume`] builds the same belief from them, and asks the same next question.

use crate::error::within;
use crate::items::{Item, Kind};
use crate::num::{entropy, logit, mutual_information, normal_quantile};
use crate::particles::Particles;
pub use crate::particles::Shape;
use crate::state::State;
use crate::{Graph, LearnerError, Rng};

/// How a placement goes about it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Options {
    /// What is believed before the first answer.
    pub shape: Shape,
    /// How many knowledge states are kept.
    pub n_particles: usize,
    /// Whether thinned particles are redrawn and moved; a peer in a bench does without.
    pub moves: bool,
    /// Questions after which it ends in any case.
    pub max_questions: usize,
    /// Questions from which its result may be used.
    pub usable_after: usize,
    /// Share of skills expected to be judged right at which it ends.
    pub enough: f64,
    /// The question is drawn from this many best ones, so that none is asked of everyone.
    pub among: usize,
    /// Questions that one area may take.
    pub area_quota: usize,
    /// Of the last questions, how many are code on skills in doubt.
    pub n_code_last: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            shape: Shape::default(),
            n_particles: 1024,
            moves: true,
            max_questions: 30,
            usable_after: 8,
            enough: 0.94,
            among: 3,
            area_quota: 5,
            n_code_last: 4,
        }
    }
}

/// The most doubt about an ability that a placement leaves, in squared logits: a skill's own share.
const MAX_SETTLED_VAR: f64 = 0.5;

/// What a person said to a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reply {
    /// The right answer.
    Right,
    /// A wrong answer.
    Wrong,
    /// "I don't know": wrong, and not by bad luck in guessing.
    DoNotKnow,
}

/// One answered question: its item, and what was said.
pub type Answered = (usize, Reply);

/// Why a placement may end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// The most questions were asked.
    Length,
    /// Nearly all skills are judged surely enough.
    Sure,
    /// The bank holds no further question.
    Bank,
}

/// How an answer bears on a skill.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// It was asked about the skill itself.
    Itself,
    /// About something the skill rests on.
    Prerequisite,
    /// About something that rests on the skill.
    Dependant,
    /// About its area.
    Area,
    /// About something else: it speaks of the person.
    General,
}

/// One answer as evidence for or against a skill.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reason {
    /// Which of the answers, counted from 0.
    pub answer: usize,
    /// The skill it was asked about.
    pub skill: usize,
    /// How that bears on the one judged.
    pub relation: Relation,
    /// How far it moved the belief, in logits: positive for, negative against.
    pub shift: f64,
}

/// A placement under way.
#[derive(Debug, Clone)]
pub struct Placement<'a> {
    graph: &'a Graph,
    items: &'a [Item],
    options: Options,
    seed: u64,
    rng: Rng,
    particles: Particles,
    held: Vec<f64>,
    answers: Vec<Answered>,
    used: Vec<bool>,
    per_area: Vec<usize>,
}

impl<'a> Placement<'a> {
    /// Starts a placement.
    ///
    /// Shapes: `thresholds` has one entry a skill, the ability at which it is held, in logits.
    /// Errors: `Length`; `UnknownSkill` or `BadNumber` for items or options that are none.
    pub fn new(
        graph: &'a Graph,
        thresholds: &[f64],
        items: &'a [Item],
        options: Options,
        seed: u64,
    ) -> Result<Self, LearnerError> {
        let n_skills = graph.n_skills();
        if thresholds.len() != n_skills {
            return Err(LearnerError::Length {
                what: "thresholds",
                expected: n_skills,
                got: thresholds.len(),
            });
        }
        for &one in thresholds {
            within("threshold", one, -100.0, 100.0)?;
        }
        for item in items {
            item.check(n_skills)?;
        }
        let shape = &options.shape;
        within("spread of the global effect", shape.sd_global, 1e-3, 100.0)?;
        within("spread of an area", shape.sd_area, 1e-3, 100.0)?;
        within("spread of a skill", shape.sd_skill, 1e-3, 100.0)?;
        within("mean ability", shape.mean, -100.0, 100.0)?;
        within("leak", shape.leak, 1e-6, 1.0)?;
        within("number of particles", options.n_particles as f64, 1.0, 1e7)?;
        let mut rng = Rng::new(seed);
        let particles =
            Particles::new(graph, thresholds, options.shape, options.n_particles, &mut rng);
        Ok(Self {
            graph,
            items,
            options,
            seed,
            rng,
            held: particles.marginals(),
            particles,
            answers: Vec::new(),
            used: vec![false; items.len()],
            per_area: vec![0; graph.n_areas()],
        })
    }

    /// Builds a placement again from its seed and its answers.
    ///
    /// Errors: as [`Placement::new`] and [`Placement::answer`].
    pub fn resume(
        graph: &'a Graph,
        thresholds: &[f64],
        items: &'a [Item],
        options: Options,
        seed: u64,
        answers: &[Answered],
    ) -> Result<Self, LearnerError> {
        let mut placement = Self::new(graph, thresholds, items, options, seed)?;
        for &(item, reply) in answers {
            placement.answer(item, reply)?;
        }
        Ok(placement)
    }

    /// Returns the answers so far: with the seed they are the whole placement.
    #[must_use]
    pub fn answers(&self) -> &[Answered] {
        &self.answers
    }

    /// Returns the chance that each skill is held.
    #[must_use]
    pub fn held(&self) -> &[f64] {
        &self.held
    }

    /// Returns the share of skills expected to be judged right.
    #[must_use]
    pub fn expected_right(&self) -> f64 {
        let n_skills = self.held.len().max(1) as f64;
        self.held.iter().map(|&p| p.max(1.0 - p)).sum::<f64>() / n_skills
    }

    /// Says whether enough was asked for the result to be used.
    #[must_use]
    pub fn is_usable(&self) -> bool {
        self.answers.len() >= self.options.usable_after
    }

    /// Says whether, and why, the placement is over.
    #[must_use]
    pub fn stop(&self) -> Option<Stop> {
        if self.answers.len() >= self.options.max_questions {
            Some(Stop::Length)
        } else if self.is_usable() && self.expected_right() >= self.options.enough {
            Some(Stop::Sure)
        } else if self.used.iter().all(|&used| used) {
            Some(Stop::Bank)
        } else {
            None
        }
    }

    /// Chooses the next question: the most information per second, within the quotas.
    ///
    /// The choice depends on seed and answers alone. `None` if the bank holds no further one.
    #[must_use]
    pub fn next(&self) -> Option<usize> {
        let left = self.options.max_questions.saturating_sub(self.answers.len());
        let want_code = left <= self.options.n_code_last;
        let quota = self.options.area_quota;
        self.choose(|item| {
            let area = self.graph.area(main_skill(item));
            self.per_area[area] < quota && (!want_code || item.kind == Kind::Code)
        })
        .or_else(|| self.choose(|item| self.per_area[self.graph.area(main_skill(item))] < quota))
        .or_else(|| self.choose(|_| true))
    }

    fn choose(&self, allowed: impl Fn(&Item) -> bool) -> Option<usize> {
        let among = self.options.among.max(1);
        let mut best: Vec<(f64, usize)> = Vec::with_capacity(among + 1);
        for (at, item) in self.items.iter().enumerate() {
            if self.used[at] || !allowed(item) {
                continue;
            }
            let (guess, slip) = (item.kind.guess(), item.kind.slip());
            let held = self.held[main_skill(item)];
            let told = mutual_information(held, 1.0 - slip, guess);
            let worth = told / (item.minutes * 60.0).max(1.0);
            let place = best.partition_point(|one| one.0 >= worth);
            if place < among {
                best.insert(place, (worth, at));
                best.truncate(among);
            }
        }
        // Near the top alone: a poor question is not asked for variety's sake.
        let floor = best.first()?.0 * 0.8;
        best.retain(|one| one.0 >= floor);
        let mut rng = Rng::new(self.seed ^ (self.answers.len() as u64).wrapping_mul(0x9E37_79B9));
        best.get(rng.below(best.len())).map(|one| one.1)
    }

    /// Believes an answer.
    ///
    /// Errors: `UnknownItem`.
    pub fn answer(&mut self, item: usize, reply: Reply) -> Result<(), LearnerError> {
        let n_items = self.items.len();
        let one = self.items.get(item).ok_or(LearnerError::UnknownItem { item, n_items })?;
        let skill = main_skill(one);
        let (with, without) = chances(one.kind, reply);
        self.particles.believe(skill, with, without, self.options.moves, &mut self.rng);
        self.held = self.particles.marginals();
        self.used[item] = true;
        self.per_area[self.graph.area(skill)] += 1;
        self.answers.push((item, reply));
        Ok(())
    }

    /// Returns the skills most likely to be open and not held yet, likeliest first.
    #[must_use]
    pub fn recommend(&self, n: usize) -> Vec<(usize, f64)> {
        let ready = self.particles.ready();
        let mut order: Vec<(usize, f64)> = ready.into_iter().enumerate().collect();
        order.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        order.truncate(n);
        order
    }

    /// Returns what the questions still open could tell at most, in nats a skill.
    #[must_use]
    pub fn doubt(&self) -> f64 {
        self.held.iter().map(|&p| entropy(p)).sum::<f64>() / self.held.len().max(1) as f64
    }

    /// Hands what was found to the state of a learner, skill by skill.
    ///
    /// A skill takes the ability at which its chance of mastery is the one found, with the spread
    /// found. Going through the skills again leaves them where they were found, not where their
    /// neighbours pulled them.
    ///
    /// Errors: `Length` if the state describes other skills.
    pub fn settle(&self, state: &mut State) -> Result<(), LearnerError> {
        let n_skills = self.graph.n_skills();
        if state.n_skills() != n_skills {
            let got = state.n_skills();
            let what = "skills of a state";
            return Err(LearnerError::Length { what, expected: n_skills, got });
        }
        // Beyond one in twenty a placement is not believed to tell.
        let found: Vec<(f64, f64)> = (0..n_skills)
            .map(|skill| {
                let var = self.particles.ability_var(skill).min(MAX_SETTLED_VAR);
                let held = self.held[skill].clamp(0.05, 0.95);
                (self.particles.threshold(skill) + var.sqrt() * normal_quantile(held), var)
            })
            .collect();
        for _ in 0..4 {
            for (skill, &(mean, var)) in found.iter().enumerate() {
                state.place(skill, mean, var)?;
            }
        }
        Ok(())
    }

    /// Explains the judgement of a skill by the answers that moved it, the strongest first.
    ///
    /// The weight of an answer is what the belief would lose without it.
    ///
    /// Errors: `UnknownSkill`.
    pub fn explain(&self, skill: usize) -> Result<Vec<Reason>, LearnerError> {
        self.graph.check(skill)?;
        let above = self.graph.ancestors(skill);
        let mut reasons = Vec::with_capacity(self.answers.len());
        for (answer, &(item, reply)) in self.answers.iter().enumerate() {
            let one = &self.items[item];
            let asked = main_skill(one);
            let (with, without) = chances(one.kind, reply);
            let (mut held, mut all) = (0.0, 0.0);
            for (particle, weight) in self.particles.weights.iter().enumerate() {
                let likelihood = if self.particles.holds(particle, asked) { with } else { without };
                let weight = weight / likelihood.max(1e-6);
                all += weight;
                held += if self.particles.holds(particle, skill) { weight } else { 0.0 };
            }
            // A particle is the least that can be told apart.
            let least = 1.0 / self.particles.len() as f64;
            let bound = |p: f64| logit(p.clamp(least / 2.0, 1.0 - least / 2.0));
            let relation = if asked == skill {
                Relation::Itself
            } else if above.contains(&asked) {
                Relation::Prerequisite
            } else if self.graph.ancestors(asked).contains(&skill) {
                Relation::Dependant
            } else if self.graph.area(asked) == self.graph.area(skill) {
                Relation::Area
            } else {
                Relation::General
            };
            let shift = bound(self.held[skill]) - bound(held / all);
            reasons.push(Reason { answer, skill: asked, relation, shift });
        }
        reasons
            .sort_by(|a, b| b.shift.abs().total_cmp(&a.shift.abs()).then(a.answer.cmp(&b.answer)));
        Ok(reasons)
    }
}

/// Returns the chance of a reply with and without the skill.
fn chances(kind: Kind, reply: Reply) -> (f64, f64) {
    let (guess, slip) = (kind.guess(), kind.slip());
    match reply {
        Reply::Right => (1.0 - slip, guess),
        Reply::Wrong => (slip, 1.0 - guess),
        Reply::DoNotKnow => (slip, 1.0),
    }
}

/// Returns the skill that an item is mostly about.
fn main_skill(item: &Item) -> usize {
    let heaviest = item.skills.iter().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
    heaviest.map_or(0, |one| one.0)
}
