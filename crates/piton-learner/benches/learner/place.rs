//! B8: placement on the real graph, beside half-split, an adaptive test of one ability, and chance.

use piton_learner::Rng;
use piton_learner::cat::{Bank, Test};
use piton_learner::curve::Curve;
use piton_learner::items::Item;
use piton_learner::num::normal_cdf;
use piton_learner::placement::{Options, Placement, Reply};

use crate::metrics::{calibration_error, cpu, mean, mean_interval, round};
use crate::world::{Person, Road, Truth};

/// What a placement of one person came to.
#[derive(Debug, Clone, Default)]
struct Outcome {
    /// Share of skills judged right after so many questions.
    right: Vec<(usize, f64)>,
    balanced: f64,
    ready: f64,
    chances: Vec<(f64, bool)>,
    judged: Vec<bool>,
    /// CPU time from one question to the next, belief and choice together.
    ms: Vec<f64>,
    /// What the questions took the person.
    minutes: f64,
}

const N: usize = 25;
const LOOKS: [usize; 4] = [15, 25, 30, 40];

/// Places many people in several ways.
pub(crate) fn measure(n_people: usize) -> serde_json::Value {
    let road = Road::read();
    let mut rng = Rng::new(8);
    // Counted in questions: each takes as long as the other.
    let items = road.items(1.0, 1.0);
    let truth = Truth::new(&road, &items, &mut rng);
    let people: Vec<Person> = (0..n_people).map(|_| truth.person(&road, &mut rng)).collect();
    let world = World { road: &road, truth: &truth, items: &items };
    let short = Options { max_questions: N, enough: 1.1, n_code_last: 0, ..Options::default() };
    let long = Options { max_questions: if n_people < 200 { N } else { 40 }, ..short };
    let peer = Options { n_particles: 30_000, moves: false, ..short };
    let each = |run: &dyn Fn(&Person, u64) -> Outcome| -> Vec<Outcome> {
        people.iter().zip(0..).map(|(person, seed)| run(person, seed)).collect()
    };
    let ours = each(&|person, seed| world.place(person, long, seed, Pick::Own));
    let again = each(&|person, seed| world.place(person, short, seed + 1_000_000, Pick::Own));
    let halves = each(&|person, seed| world.place(person, peer, seed, Pick::Half));
    let single = each(&|person, seed| world.place_single(person, seed));
    let agree: Vec<f64> = ours
        .iter()
        .zip(&again)
        .map(|(a, b)| {
            let same = a.judged.iter().zip(&b.judged).filter(|(a, b)| a == b).count();
            same as f64 / a.judged.len() as f64
        })
        .collect();
    serde_json::json!({
        "skills": road.graph.n_skills(),
        "people": n_people,
        "particles": short.n_particles,
        "ours": figures(&ours),
        "half_split_30k": figures(&halves),
        "single_ability": figures(&single),
        "retest_agreement": round(mean(&agree), 4),
        "right_above_half_split": gap(&ours, &halves, &|one| one.right_at(N)),
        "ready_above_half_split": gap(&ours, &halves, &|one| one.ready),
        "by_the_second": by_the_second(&road, &people[..people.len() / 5]),
    })
}

/// Places with questions of 45 seconds and tasks of 3 minutes, as a learner is placed.
fn by_the_second(road: &Road, people: &[Person]) -> serde_json::Value {
    let items = road.items(0.75, 3.0);
    let truth = Truth::new(road, &items, &mut Rng::new(9));
    let world = World { road, truth: &truth, items: &items };
    let options = Options::default();
    let outcomes: Vec<Outcome> = people
        .iter()
        .zip(0..)
        .map(|(person, seed)| world.place(person, options, seed, Pick::Own))
        .collect();
    let minutes = mean(&outcomes.iter().map(|one| one.minutes).collect::<Vec<_>>());
    let mut figures = figures(&outcomes);
    figures["minutes_mean"] = round(minutes, 1).into();
    figures
}

fn gap(ours: &[Outcome], theirs: &[Outcome], of: &dyn Fn(&Outcome) -> f64) -> serde_json::Value {
    let gaps: Vec<f64> = ours.iter().zip(theirs).map(|(a, b)| of(a) - of(b)).collect();
    let (low, high) = mean_interval(&gaps, 5);
    serde_json::json!({ "mean": round(mean(&gaps), 4), "low": round(low, 4), "high": round(high, 4) })
}

fn figures(outcomes: &[Outcome]) -> serde_json::Value {
    let mut figures = serde_json::Map::new();
    for look in LOOKS {
        let right: Vec<f64> = outcomes
            .iter()
            .flat_map(|one| one.right.iter().filter(|(n, _)| *n == look).map(|(_, right)| *right))
            .collect();
        if !right.is_empty() {
            figures.insert(format!("right_at_{look}"), round(mean(&right), 4).into());
        }
    }
    let looked = outcomes.iter().filter(|one| !one.judged.is_empty());
    let of = |part: &dyn Fn(&Outcome) -> f64| mean(&looked.clone().map(part).collect::<Vec<_>>());
    figures.insert("balanced_at_25".into(), round(of(&|one| one.balanced), 4).into());
    figures.insert("ready_of_5_at_25".into(), round(of(&|one| one.ready), 4).into());
    // A placement that was sure before the 25th question is not looked at.
    let chances: Vec<(f64, bool)> =
        outcomes.iter().flat_map(|one| one.chances.iter().copied()).collect();
    figures.insert("ece_at_25".into(), round(calibration_error(&chances), 4).into());
    let mut ms: Vec<f64> = outcomes.iter().flat_map(|one| one.ms.clone()).collect();
    if !ms.is_empty() {
        ms.sort_by(f64::total_cmp);
        figures.insert("cpu_ms_per_pick_mean".into(), round(mean(&ms), 3).into());
        figures.insert("cpu_ms_per_pick_p95".into(), round(ms[ms.len() * 95 / 100], 3).into());
    }
    figures.into()
}

/// Who picks the question.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Pick {
    Own,
    /// The skill whose chance is nearest to one half, as ALEKS does.
    Half,
}

/// A road with what is true and what is asked.
#[derive(Debug, Clone, Copy)]
struct World<'a> {
    road: &'a Road,
    truth: &'a Truth,
    items: &'a [Item],
}

impl World<'_> {
    fn place(&self, person: &Person, options: Options, seed: u64, pick: Pick) -> Outcome {
        let thresholds = self.road.thresholds();
        let mut placement =
            Placement::new(&self.road.graph, &thresholds, self.items, options, seed)
                .expect("the road is sound");
        let mut rng = Rng::new(seed.wrapping_mul(31) + 7);
        let mut outcome = Outcome::default();
        let mut used = vec![false; self.items.len()];
        while placement.stop().is_none() {
            let began = cpu();
            let next = match pick {
                Pick::Own => placement.next(),
                Pick::Half => half(placement.held(), self.items, &used),
            };
            let Some(item) = next else { break };
            used[item] = true;
            outcome.minutes += self.items[item].minutes;
            let right = self.truth.answers(person, item, self.skill(item), &mut rng);
            let reply = if right { Reply::Right } else { Reply::Wrong };
            placement.answer(item, reply).expect("the item is in the bank");
            outcome.ms.push((cpu() - began).as_secs_f64() * 1e3);
            let n = placement.answers().len();
            if LOOKS.contains(&n) {
                outcome.right.push((n, right_share(placement.held(), person)));
            }
            if n == N {
                let five = placement.recommend(5).into_iter().map(|one| one.0).collect();
                outcome.look(placement.held(), five, self.road, person);
            }
        }
        outcome
    }

    fn skill(&self, item: usize) -> usize {
        self.items[item].skills[0].0
    }

    /// Places by one ability for everything.
    fn place_single(&self, person: &Person, seed: u64) -> Outcome {
        // A held skill over the global ability: areas, skills and noise widen the step.
        let spread = (0.3 + 0.5 + 0.16_f64).sqrt();
        let curves: Vec<Curve> =
            self.items.iter().map(|item| Curve { slope: 1.7 / spread, ..item.curve() }).collect();
        let bank = Bank::new(&curves).expect("the items are sound");
        let mut test = Test::new(&bank, 0.0, 1.0).expect("it is a normal belief");
        let mut rng = Rng::new(seed.wrapping_mul(31) + 7);
        let mut outcome = Outcome::default();
        for n in 1..=N {
            let Some(item) = test.next() else { break };
            let right = self.truth.answers(person, item, self.skill(item), &mut rng);
            test.answer(item, right).expect("the item is in the bank");
            let (mean, sd) = test.estimate();
            let thresholds = self.road.thresholds();
            let held: Vec<f64> =
                thresholds.iter().map(|one| normal_cdf((mean - one) / spread.hypot(sd))).collect();
            if LOOKS.contains(&n) {
                outcome.right.push((n, right_share(&held, person)));
            }
            if n == N {
                let needs = |skill| self.road.graph.needs(skill).iter();
                let ready = |skill: usize| {
                    let open: f64 = needs(skill).map(|&need| held[need]).product();
                    (1.0 - held[skill]) * open
                };
                let mut five: Vec<usize> = (0..held.len()).collect();
                five.sort_by(|&a, &b| ready(b).total_cmp(&ready(a)));
                five.truncate(5);
                outcome.look(&held, five, self.road, person);
            }
        }
        outcome
    }
}

fn half(held: &[f64], items: &[Item], used: &[bool]) -> Option<usize> {
    let distance = |item: usize| (held[items[item].skills[0].0] - 0.5).abs();
    // A code item first, as it tells more; then as they come.
    (0..items.len())
        .filter(|&item| !used[item])
        .min_by(|&a, &b| distance(a).total_cmp(&distance(b)).then(b.cmp(&a)))
}

fn right_share(held: &[f64], person: &Person) -> f64 {
    let right = held.iter().zip(&person.held).filter(|(p, held)| (**p >= 0.5) == **held).count();
    right as f64 / held.len() as f64
}

impl Outcome {
    /// Looks at a belief after 25 questions.
    fn look(&mut self, held: &[f64], five: Vec<usize>, road: &Road, person: &Person) {
        let share = |which: bool| {
            let of: Vec<f64> = held
                .iter()
                .zip(&person.held)
                .filter(|(_, held)| **held == which)
                .map(|(p, held)| f64::from(u8::from((*p >= 0.5) == *held)))
                .collect();
            (!of.is_empty()).then(|| mean(&of))
        };
        let parts: Vec<f64> = [share(true), share(false)].into_iter().flatten().collect();
        self.balanced = mean(&parts);
        let ready = |&skill: &usize| {
            !person.held[skill] && road.graph.needs(skill).iter().all(|&need| person.held[need])
        };
        self.ready = five.iter().filter(|one| ready(one)).count() as f64 / five.len() as f64;
        self.chances = held.iter().copied().zip(person.held.iter().copied()).collect();
        self.judged = held.iter().map(|&p| p >= 0.5).collect();
    }

    fn right_at(&self, n: usize) -> f64 {
        self.right.iter().find(|one| one.0 == n).map_or(f64::NAN, |one| one.1)
    }
}
