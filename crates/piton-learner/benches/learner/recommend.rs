//! B11 and the fold: exercises until a learner holds what they aim at, and the time a fold takes.
//!
//! The learners are unlike the model: an asymmetric curve, forgetting by a power law, learning that
//! needs its prerequisites and spreads along the graph, difficulties that authors got wrong.

use std::time::Instant;

use piton_learner::Rng;
use piton_learner::items::{Item, Kind};
use piton_learner::model::{Event, Model};
use piton_learner::next::{CODE_SUCCESS, Done, THEORY_SUCCESS, Why, Wish};
use piton_learner::outcome::Outcome;
use piton_learner::state::{LEVELS, Priors};

use crate::metrics::{mean, mean_interval, round};
use crate::world::Road;

const PER_SKILL: usize = 6;
const PER_DAY: usize = 8;
const LONGEST: usize = 1500;

/// The road with six items a skill: two questions, four tasks, from easy to hard.
fn model(road: &Road) -> Model {
    let items = (0..road.graph.n_skills() * PER_SKILL)
        .map(|at| {
            let (skill, n) = (at / PER_SKILL, at % PER_SKILL);
            let offset = [-1.0, -0.3, -1.6, -0.9, -0.3, 0.4][n];
            Item {
                skills: vec![(skill, 1.0)],
                kind: if n < 2 { Kind::Theory { options: 4 } } else { Kind::Code },
                slope: 1.0,
                difficulty: LEVELS[road.levels[skill]] + offset,
                minutes: 10.0,
            }
        })
        .collect();
    Model::new(road.graph.clone(), road.levels.clone(), items, &Priors::default())
        .expect("the road is sound")
}

/// What is true of all learners.
struct Nature<'a> {
    road: &'a Road,
    thresholds: Vec<f64>,
    difficulties: Vec<f64>,
}

/// A learner as they truly are.
#[derive(Clone)]
struct Learner {
    ability: Vec<f64>,
    strength: Vec<f64>,
    last: Vec<Option<i32>>,
    target: Vec<usize>,
    goals: Vec<(usize, f64)>,
}

impl Nature<'_> {
    fn learner(&self, rng: &mut Rng) -> Learner {
        let road = self.road;
        let n_skills = road.graph.n_skills();
        loop {
            let global = -0.3 + 0.8 * rng.normal();
            let areas: Vec<f64> = (0..road.graph.n_areas()).map(|_| 0.5 * rng.normal()).collect();
            let mut ability = vec![0.0; n_skills];
            for &skill in road.graph.order() {
                let own = global + areas[road.graph.area(skill)] + 0.7 * rng.normal();
                let open = road
                    .graph
                    .needs(skill)
                    .iter()
                    .all(|&need| ability[need] >= self.thresholds[need]);
                let most = self.thresholds[skill] - 0.5;
                ability[skill] = if open || rng.chance(0.07) { own } else { own.min(most) };
            }
            let hard: Vec<usize> =
                (0..n_skills).filter(|&one| (1..=2).contains(&road.levels[one])).collect();
            let goals: Vec<(usize, f64)> =
                (0..4).map(|_| (hard[rng.below(hard.len())], 1.0)).collect();
            let mut target: Vec<usize> = goals
                .iter()
                .flat_map(|&(goal, _)| road.graph.ancestors(goal).into_iter().chain([goal]))
                .collect();
            target.sort_unstable();
            target.dedup();
            let learner = Learner {
                ability,
                strength: vec![15.0; n_skills],
                last: vec![None; n_skills],
                target,
                goals,
            };
            if self.share(&learner, 0) < 0.6 {
                return learner;
            }
        }
    }

    fn effective(&self, learner: &Learner, skill: usize, day: i32) -> f64 {
        let gap = learner.last[skill].map_or(0, |last| day - last);
        // The log of a power law.
        learner.ability[skill] - 0.35 * (1.0 + f64::from(gap) / learner.strength[skill]).ln()
    }

    fn holds(&self, learner: &Learner, skill: usize, day: i32) -> bool {
        self.effective(learner, skill, day) >= self.thresholds[skill]
    }

    fn share(&self, learner: &Learner, day: i32) -> f64 {
        let n = learner.target.iter().filter(|&&skill| self.holds(learner, skill, day)).count();
        n as f64 / learner.target.len() as f64
    }

    /// Lets a learner do an exercise; returns whether it was solved.
    fn exercise(&self, learner: &mut Learner, item: usize, day: i32, rng: &mut Rng) -> bool {
        let (skill, n) = (item / PER_SKILL, item % PER_SKILL);
        let ability = self.effective(learner, skill, day);
        let x = 1.2 * (ability - self.difficulties[item]);
        // The complementary log-log curve rises slowly and ends fast.
        let knows = 1.0 - (-(x - 0.37).exp()).exp();
        let solved = rng.chance(if n < 2 { 0.2 + 0.75 * knows } else { 0.93 * knows });
        let needs = self.road.graph.needs(skill);
        let ready = needs.iter().filter(|&&need| self.holds(learner, need, day)).count() as f64
            / needs.len().max(1) as f64;
        let ready = if needs.is_empty() { 1.0 } else { 0.25 + 0.75 * ready };
        let near = 1.0 / (1.0 + ((ability - self.difficulties[item]) / 1.5).powi(2));
        let gain =
            0.35 * ready * near * if solved { 1.0 } else { 0.6 } * if n < 2 { 0.6 } else { 1.0 };
        learner.ability[skill] += gain;
        for &need in needs {
            learner.ability[need] += 0.15 * gain;
            self.practised(learner, need, day, 1.1);
        }
        for &child in self.road.graph.children(skill) {
            learner.ability[child] += 0.1 * gain;
        }
        self.practised(learner, skill, day, 1.4);
        solved
    }

    fn practised(&self, learner: &mut Learner, skill: usize, day: i32, growth: f64) {
        // What was forgotten has to be learnt again: half of it comes back at once.
        let lost = learner.ability[skill] - self.effective(learner, skill, day);
        learner.ability[skill] -= 0.5 * lost;
        learner.strength[skill] *= growth;
        learner.last[skill] = Some(day);
    }
}

/// Someone who says what to do next.
trait Guide {
    fn next(&mut self, day: i32) -> usize;
    fn done(&mut self, item: usize, solved: bool, day: i32);
}

/// Skill by skill in order, all exercises of each, and again.
struct Syllabus {
    order: Vec<usize>,
    at: usize,
}

impl Guide for Syllabus {
    fn next(&mut self, _day: i32) -> usize {
        let n = self.at % (self.order.len() * PER_SKILL);
        self.order[n / PER_SKILL] * PER_SKILL + n % PER_SKILL
    }

    fn done(&mut self, _item: usize, _solved: bool, _day: i32) {
        self.at += 1;
    }
}

/// Mastery by rule: the first open skill in order until three in a row are right; every tenth
/// exercise looks at a mastered one again, and a wrong answer there opens it.
struct Rules<'a> {
    road: &'a Road,
    order: Vec<usize>,
    streak: Vec<u32>,
    n_tried: Vec<usize>,
    n_done: usize,
    look: usize,
}

impl Guide for Rules<'_> {
    fn next(&mut self, _day: i32) -> usize {
        let mastered = |skill: usize| self.streak[skill] >= 3;
        let is_open = |&&skill: &&usize| {
            !mastered(skill)
                && self
                    .road
                    .graph
                    .needs(skill)
                    .iter()
                    .all(|&need| mastered(need) || !self.order.contains(&need))
        };
        let held: Vec<usize> = self.order.iter().copied().filter(|&one| mastered(one)).collect();
        let open = self.order.iter().find(is_open).copied();
        let skill = match open {
            Some(open) if held.is_empty() || self.n_done % 10 != 9 => open,
            _ => {
                self.look += 1;
                held[self.look % held.len()]
            }
        };
        skill * PER_SKILL + self.n_tried[skill] % PER_SKILL
    }

    fn done(&mut self, item: usize, solved: bool, _day: i32) {
        let skill = item / PER_SKILL;
        self.n_tried[skill] += 1;
        self.n_done += 1;
        self.streak[skill] = if solved { self.streak[skill] + 1 } else { 0 };
    }
}

struct Ours<'a> {
    model: &'a Model,
    learner: piton_learner::Learner,
    goals: Vec<(usize, f64)>,
    done: Vec<Done>,
    planned: Option<(usize, Why)>,
    /// Whether each pick's true chance lay in the range, filled by the caller.
    predicted: Vec<f64>,
}

impl Guide for Ours<'_> {
    fn next(&mut self, day: i32) -> usize {
        let from = self.done.len().saturating_sub(10);
        let wish = Wish { goals: &self.goals, day, minutes: 60.0, done: &self.done[from..] };
        let choices = self.model.next(&self.learner, &wish).expect("the wish is sound");
        let (item, why) =
            choices.first().map_or((self.goals[0].0 * PER_SKILL + 2, Why::Frontier), |one| {
                self.predicted.push(one.success);
                (one.item, one.why)
            });
        self.planned = Some((item, why));
        item
    }

    fn done(&mut self, item: usize, solved: bool, day: i32) {
        let outcome = if item % PER_SKILL < 2 {
            let score = f64::from(u8::from(solved));
            Outcome::Theory { score, hesitant: false, do_not_know: false }
        } else {
            Outcome::Code {
                solved,
                attempts: 1,
                hints: 0,
                passed_share: 0.3,
                fast: false,
                shown: false,
                doubtful: false,
            }
        };
        self.model
            .apply(&mut self.learner, &Event { day, item, outcome })
            .expect("the item is in the bank");
        let review = self.planned.is_some_and(|(_, why)| why == Why::Review);
        self.done.push(Done { skill: item / PER_SKILL, review });
    }
}

/// Exercises until 80 % of the target is held, and how many were solved within them.
fn follow(nature: &Nature, learner: &Learner, guide: &mut dyn Guide, seed: u64) -> (usize, f64) {
    let mut learner = learner.clone();
    let mut rng = Rng::new(seed);
    let mut n_solved = 0;
    for n in 0..LONGEST {
        let day = i32::try_from(n / PER_DAY).expect("it is small");
        if nature.share(&learner, day) >= 0.8 {
            return (n, n_solved as f64 / n.max(1) as f64);
        }
        let item = guide.next(day);
        let solved = nature.exercise(&mut learner, item, day, &mut rng);
        n_solved += usize::from(solved);
        guide.done(item, solved, day);
    }
    (LONGEST, n_solved as f64 / LONGEST as f64)
}

/// Compares the guides over many learners.
pub(crate) fn measure(n_learners: u64) -> serde_json::Value {
    let road = Road::read();
    let model = model(&road);
    let mut rng = Rng::new(11);
    let off = |x: f64, sd: f64, rng: &mut Rng| x + sd * rng.normal();
    let nature = Nature {
        road: &road,
        thresholds: road.thresholds().iter().map(|&one| off(one, 0.3, &mut rng)).collect(),
        difficulties: model.items().iter().map(|one| off(one.difficulty, 0.4, &mut rng)).collect(),
    };
    let (mut ours, mut syllabus, mut rules) = (Vec::new(), Vec::new(), Vec::new());
    let (mut in_range, mut n_picks, mut solved) = (0, 0, Vec::new());
    let began = Instant::now();
    let mut spent = 0.0;
    for seed in 0..n_learners {
        let learner = nature.learner(&mut rng);
        let mut order: Vec<usize> =
            road.graph.order().iter().copied().filter(|one| learner.target.contains(one)).collect();
        // Levels first, then the order of the graph: sorting keeps it within a level.
        order.sort_by_key(|&skill| road.levels[skill]);
        let n_skills = road.graph.n_skills();
        let mut one = Syllabus { order: order.clone(), at: 0 };
        syllabus.push(follow(&nature, &learner, &mut one, seed).0 as f64);
        let mut one = Rules {
            road: &road,
            order,
            streak: vec![0; n_skills],
            n_tried: vec![0; n_skills],
            n_done: 0,
            look: 0,
        };
        rules.push(follow(&nature, &learner, &mut one, seed).0 as f64);
        let mut one = Ours {
            model: &model,
            learner: model.learner(0.0).expect("it is a rating"),
            goals: learner.goals.clone(),
            done: Vec::new(),
            planned: None,
            predicted: Vec::new(),
        };
        let at = began.elapsed().as_secs_f64();
        let (n, share) = follow(&nature, &learner, &mut one, seed);
        spent += began.elapsed().as_secs_f64() - at;
        ours.push(n as f64);
        solved.push(share);
        n_picks += one.predicted.len();
        let range = *CODE_SUCCESS.start()..=*THEORY_SUCCESS.end();
        in_range += one.predicted.iter().filter(|p| range.contains(p)).count();
    }
    let fewer = |theirs: &[f64]| {
        let share: Vec<f64> = ours.iter().zip(theirs).map(|(a, b)| 1.0 - a / b.max(1.0)).collect();
        let (low, high) = mean_interval(&share, 4);
        serde_json::json!({
            "of_sums": round(1.0 - mean(&ours) / mean(theirs), 3),
            "mean": round(mean(&share), 3),
            "low": round(low, 3),
            "high": round(high, 3),
        })
    };
    let spread = |exercises: &[f64]| {
        let mut sorted = exercises.to_vec();
        sorted.sort_by(f64::total_cmp);
        let at = |percent: usize| sorted[(sorted.len() - 1) * percent / 100];
        serde_json::json!({
            "mean": round(mean(exercises), 1), "median": at(50), "p90": at(90), "most": at(100),
        })
    };
    serde_json::json!({
        "learners": n_learners,
        "exercises": {
            "ours": spread(&ours),
            "syllabus": spread(&syllabus),
            "rules": spread(&rules),
        },
        "fewer_than_syllabus": fewer(&syllabus),
        "fewer_than_rules": fewer(&rules),
        "solved_share": round(mean(&solved), 3),
        "predicted_in_range": round(f64::from(u32::try_from(in_range).unwrap_or(0)) / n_picks.max(1) as f64, 3),
        "ms_per_pick": round(spent * 1e3 / n_picks.max(1) as f64, 3),
    })
}

/// Folds many answers of one learner on the real road.
pub(crate) fn fold(n_events: usize) -> serde_json::Value {
    let road = Road::read();
    let model = model(&road);
    let mut rng = Rng::new(12);
    let n_items = model.items().len();
    let events: Vec<Event> = (0..n_events)
        .map(|n| {
            let item = rng.below(n_items);
            let solved = rng.chance(0.7);
            let outcome = if item % PER_SKILL < 2 {
                let score = f64::from(u8::from(solved));
                Outcome::Theory { score, hesitant: rng.chance(0.2), do_not_know: false }
            } else {
                Outcome::Code {
                    solved,
                    attempts: 1,
                    hints: 0,
                    passed_share: 0.5,
                    fast: rng.chance(0.2),
                    shown: false,
                    doubtful: false,
                }
            };
            Event { day: i32::try_from(n / 40).expect("it is small"), item, outcome }
        })
        .collect();
    let began = Instant::now();
    let (learner, skipped) = model.fold(model.learner(0.0).expect("it is a rating"), &events);
    let seconds = began.elapsed().as_secs_f64();
    let estimate = model.estimate(&learner, 0, 0).expect("there is a skill");
    serde_json::json!({
        "events": n_events,
        "skipped": skipped,
        "seconds": round(seconds, 3),
        "us_per_event": round(seconds * 1e6 / n_events as f64, 2),
        "finite": estimate.ability.is_finite() && estimate.sd.is_finite(),
    })
}
