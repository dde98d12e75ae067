//! B10: what a schedule is worth, for the same minutes a day.
//!
//! Two worlds: one in which memory is as FSRS says, and one in which it is not (another curve,
//! another growth, cards that differ in ways no scheduler is told).

use piton_learner::Rng;
use piton_learner::memory::{Card, Pace, Rating, Review, Scheduler, THEORY_RETENTION};
use piton_learner::num::normal_cdf;

use crate::metrics::{mean, mean_interval, round};

const DAYS: i32 = 180;
const N_CARDS: usize = 10_000;

/// How often each rating comes, and what it costs in seconds: the defaults of the simulator in the
/// `fsrs` crate 6.6.2, `SimulatorConfig` (deck, minutes and chances; learning steps left out).
const SECONDS_A_DAY: f64 = 1800.0;
const FIRST: [f64; 4] = [0.24, 0.094, 0.495, 0.171];
const RECALLED: [f64; 3] = [0.224, 0.631, 0.145];
const SECONDS_NEW: [f64; 4] = [19.58, 18.79, 13.78, 10.71];
const SECONDS_REVIEW: [f64; 4] = [19.38, 17.59, 12.38, 8.94];
const RATINGS: [Rating; 4] = [Rating::Again, Rating::Hard, Rating::Good, Rating::Easy];

/// Draws a rating: the better `luck`, standard normal, the better the rating.
fn draw(chances: &[f64], luck: f64) -> usize {
    let mut left = normal_cdf(luck);
    let found = chances.iter().position(|chance| {
        left -= chance;
        left < 0.0
    });
    found.unwrap_or(chances.len() - 1)
}

/// How memory truly works.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Nature {
    Fsrs,
    Other,
}

impl Nature {
    /// Returns how well a rating turns out: in one world by chance, in the other by the card too.
    fn luck(self, of_card: f64, dice: &mut Rng) -> f64 {
        match self {
            Nature::Fsrs => dice.normal(),
            Nature::Other => 0.8 * of_card + 0.6 * dice.normal(),
        }
    }
}

/// A card as it truly is.
#[derive(Debug, Clone, Copy)]
struct True {
    strength: f64,
    growth: f64,
    /// What of both a first and a later rating show.
    ease: f64,
    pull: f64,
    fsrs: Option<Card>,
    last: i32,
    seen: bool,
}

impl True {
    fn recall(&self, nature: Nature, model: &Scheduler, day: i32) -> f64 {
        match (nature, &self.fsrs) {
            (Nature::Fsrs, Some(card)) => model.recall(card, day),
            (Nature::Fsrs, None) => 0.0,
            // A power law with another exponent, and a strength that no scheduler sees.
            (Nature::Other, _) if self.seen => {
                (1.0 + f64::from(day - self.last) / self.strength).powf(-0.4)
            }
            (Nature::Other, _) => 0.0,
        }
    }

    fn review(&mut self, nature: Nature, model: &Scheduler, rating: Rating, day: i32) {
        let right = rating > Rating::Again;
        if nature == Nature::Fsrs {
            self.fsrs = Some(model.review(self.fsrs.as_ref(), rating, day));
        } else if self.seen {
            let recall = self.recall(nature, model, day);
            if right {
                // Growth is by what was nearly forgotten, and slows with strength.
                let gain = self.growth * (1.0 - recall).powf(0.7) * self.strength.powf(-0.15);
                self.strength *= 1.0 + gain;
            } else {
                self.strength = (0.35 * self.strength).max(2.0);
            }
        }
        self.seen = true;
        self.last = day;
    }
}

/// When to review: what is compared.
trait Plan {
    /// Takes note of a review.
    fn reviewed(&mut self, card: usize, rating: Rating, day: i32);
    /// Lists the cards due, the most urgent first.
    fn due(&self, day: i32) -> Vec<usize>;
    /// Says whether a due card comes before new ones.
    fn before_new(&self, _card: usize, _day: i32) -> bool {
        true
    }
}

struct Ours {
    model: Scheduler,
    cards: Vec<Option<Card>>,
    due: Vec<i32>,
    pace: Pace,
    /// What a good first answer buys: a review that buys less comes after new cards.
    bought_new: f64,
}

impl Plan for Ours {
    fn reviewed(&mut self, card: usize, rating: Rating, day: i32) {
        if let Some(before) = &self.cards[card] {
            self.pace.observe(&self.model, before, day, rating > Rating::Again);
        }
        let next = self.model.review(self.cards[card].as_ref(), rating, day);
        let own = self.pace.apply(&next);
        self.due[card] = self.model.due(&own, THEORY_RETENTION).expect("it is a retention");
        self.cards[card] = Some(next);
    }

    fn due(&self, day: i32) -> Vec<usize> {
        let mut due: Vec<(f64, usize)> = (0..self.cards.len())
            .filter(|&card| self.due[card] <= day)
            .map(|card| (self.loss(card, day), card))
            .collect();
        due.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        due.into_iter().map(|one| one.1).collect()
    }

    fn before_new(&self, card: usize, day: i32) -> bool {
        self.bought(card, day) >= self.bought_new
    }
}

impl Ours {
    fn loss(&self, card: usize, day: i32) -> f64 {
        let known = self.pace.apply(&self.cards[card].expect("what is due was seen"));
        let review = Review { card: known, retention: THEORY_RETENTION, minutes: 1.0 };
        self.model.loss(&review, day)
    }

    fn bought(&self, card: usize, day: i32) -> f64 {
        let known = self.cards[card].expect("what is due was seen");
        let review = Review { card: known, retention: THEORY_RETENTION, minutes: 1.0 };
        self.model.bought(&review, day)
    }
}

/// The days of a leaflet: 1, 3, 7, 30, then every 30.
struct Fixed {
    step: Vec<usize>,
    due: Vec<i32>,
}

impl Plan for Fixed {
    fn reviewed(&mut self, card: usize, rating: Rating, day: i32) {
        self.step[card] = if rating > Rating::Again { self.step[card] + 1 } else { 1 };
        self.due[card] = day + [1, 3, 7, 30][(self.step[card] - 1).min(3)];
    }

    fn due(&self, day: i32) -> Vec<usize> {
        oldest(&self.due, day)
    }
}

/// SuperMemo 2, Wozniak 1990, with the grades 2 to 5.
struct Sm2 {
    n: Vec<u32>,
    interval: Vec<f64>,
    ease: Vec<f64>,
    due: Vec<i32>,
}

impl Plan for Sm2 {
    fn reviewed(&mut self, card: usize, rating: Rating, day: i32) {
        let off = 3.0 - f64::from(rating as u8);
        if rating > Rating::Again {
            self.n[card] += 1;
            self.interval[card] = match self.n[card] {
                1 => 1.0,
                2 => 6.0,
                _ => self.interval[card] * self.ease[card],
            };
        } else {
            self.n[card] = 0;
            self.interval[card] = 1.0;
        }
        self.ease[card] = (self.ease[card] + 0.1 - off * (0.08 + off * 0.02)).max(1.3);
        #[expect(clippy::cast_possible_truncation, reason = "it is held within a year")]
        let days = self.interval[card].min(365.0).round() as i32;
        self.due[card] = day + days;
    }

    fn due(&self, day: i32) -> Vec<usize> {
        oldest(&self.due, day)
    }
}

fn oldest(due: &[i32], day: i32) -> Vec<usize> {
    let mut cards: Vec<usize> = (0..due.len()).filter(|&card| due[card] <= day).collect();
    cards.sort_by_key(|&card| due[card]);
    cards
}

/// Studies for half a year and returns how many cards are above .9 on an evening of the last month.
fn study(nature: Nature, plan: &mut dyn Plan, seed: u64) -> f64 {
    let model = Scheduler::default();
    let mut rng = Rng::new(seed);
    let mut cards: Vec<True> = (0..N_CARDS)
        .map(|_| {
            let (ease, pull) = (rng.normal(), rng.normal());
            True {
                // As strong, and growing as fast, as FSRS has it in the middle: each card its own.
                strength: 7.0 * ease.exp(),
                growth: 22.0 * (0.4 * pull).exp(),
                ease,
                pull,
                fsrs: None,
                last: 0,
                seen: false,
            }
        })
        .collect();
    // One die a card and day, so that schedules meet the same luck.
    let dice: Vec<u64> = (0..N_CARDS).map(|_| rng.bits()).collect();
    let mut n_seen = 0;
    let mut above = Vec::new();
    for day in 0..DAYS {
        let mut left = SECONDS_A_DAY;
        for card in plan.due(day) {
            if left <= 0.0 {
                break;
            }
            if !plan.before_new(card, day) {
                continue;
            }
            let recall = cards[card].recall(nature, &model, day);
            let mut dice = Rng::new(dice[card] ^ u64::from(day.unsigned_abs()));
            let luck = nature.luck(cards[card].pull, &mut dice);
            let rating = if dice.chance(recall) { 1 + draw(&RECALLED, luck) } else { 0 };
            left -= SECONDS_REVIEW[rating];
            cards[card].review(nature, &model, RATINGS[rating], day);
            plan.reviewed(card, RATINGS[rating], day);
        }
        while left > 0.0 && n_seen < N_CARDS {
            let luck = nature.luck(cards[n_seen].ease, &mut Rng::new(dice[n_seen]));
            let rating = draw(&FIRST, luck);
            left -= SECONDS_NEW[rating];
            cards[n_seen].review(nature, &model, RATINGS[rating], day);
            plan.reviewed(n_seen, RATINGS[rating], day);
            n_seen += 1;
        }
        if day >= DAYS - 30 {
            let n = cards.iter().filter(|one| one.recall(nature, &model, day) > 0.9).count();
            above.push(n as f64);
        }
    }
    mean(&above)
}

/// Compares the schedules over many learners.
pub(crate) fn measure(n_learners: u64) -> serde_json::Value {
    let far = vec![i32::MAX; N_CARDS];
    let mut figures = serde_json::Map::new();
    let mut worst = f64::NAN;
    for (name, nature) in [("as_fsrs", Nature::Fsrs), ("otherwise", Nature::Other)] {
        let run = |make: &dyn Fn() -> Box<dyn Plan>| -> Vec<f64> {
            (0..n_learners).map(|seed| study(nature, make().as_mut(), seed)).collect()
        };
        let ours = run(&|| {
            let model = Scheduler::default();
            let bought_new = model.review(None, Rating::Good, 0).stability.into();
            Box::new(Ours {
                bought_new,
                model,
                cards: vec![None; N_CARDS],
                due: far.clone(),
                pace: Pace::default(),
            })
        });
        let fixed = run(&|| Box::new(Fixed { step: vec![0; N_CARDS], due: far.clone() }));
        let sm2 = run(&|| {
            Box::new(Sm2 {
                n: vec![0; N_CARDS],
                interval: vec![0.0; N_CARDS],
                ease: vec![2.5; N_CARDS],
                due: far.clone(),
            })
        });
        let more = |theirs: &[f64]| {
            let ratios: Vec<f64> = ours.iter().zip(theirs).map(|(a, b)| a / b - 1.0).collect();
            let (low, high) = mean_interval(&ratios, 3);
            serde_json::json!({
                "mean": round(mean(&ratios), 3), "low": round(low, 3), "high": round(high, 3),
            })
        };
        // The bar is set in the simulator's own world; the other is there to be seen.
        if nature == Nature::Fsrs {
            worst = (mean(&ours) / mean(&fixed) - 1.0).min(mean(&ours) / mean(&sm2) - 1.0);
        }
        figures.insert(
            name.to_owned(),
            serde_json::json!({
                "ours": round(mean(&ours), 0),
                "fixed_1_3_7_30": round(mean(&fixed), 0),
                "sm2": round(mean(&sm2), 0),
                "more_than_fixed": more(&fixed),
                "more_than_sm2": more(&sm2),
            }),
        );
    }
    figures.insert("least_more_as_fsrs".to_owned(), round(worst, 3).into());
    figures.into()
}
