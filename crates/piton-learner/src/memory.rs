//! What time takes away: FSRS-6 for each question and for each skill's code.
//!
//! Days are the learner's own calendar days, numbered by the caller, who knows zones and the hour
//! at which a day ends. A day before the last review counts as the same day: a clock set back or a
//! flight west never makes a memory older or younger than it is.

use fsrs::{DEFAULT_PARAMETERS, FSRS, MemoryState};

use crate::LearnerError;
use crate::error::within;
use crate::num::single;

/// Target chance of recall for questions.
pub const THEORY_RETENTION: f64 = 0.90;

/// Target chance of recall for code, whose re-do costs five to fifteen times as much.
pub const CODE_RETENTION: f64 = 0.80;

/// Chance of recall above which practice of a harder skill refreshes nothing.
pub const FRESH: f64 = 0.97;

/// How well something was recalled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rating {
    /// Not.
    Again,
    /// With help, slowly or unsure.
    Hard,
    /// Right.
    Good,
    /// Right at once.
    Easy,
}

/// The memory of one thing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Card {
    /// Days until the chance of recall falls to .9.
    pub stability: f32,
    /// From 1 to 10.
    pub difficulty: f32,
    /// Day of the last review.
    pub last_day: i32,
}

/// Turns reviews into memories and memories into days.
#[derive(Debug, Clone)]
pub struct Scheduler {
    fsrs: FSRS,
    decay: f64,
    factor: f64,
}

impl Default for Scheduler {
    /// Uses the published parameters, fitted on none of our data.
    ///
    /// Source: FSRS-6 default parameters of the `fsrs` crate.
    fn default() -> Self {
        let decay = -f64::from(DEFAULT_PARAMETERS[20]);
        Self { fsrs: FSRS::default(), decay, factor: 0.9_f64.powf(1.0 / decay) - 1.0 }
    }
}

impl Scheduler {
    /// Returns the chance of recall on a day.
    ///
    /// Units: `day` in the caller's days; result in `0.0..=1.0`, 1 on the day of the review.
    /// Panics: never.
    /// Source: FSRS-6 forgetting curve; compared with the crate's in `tests/it/memory.rs`.
    #[must_use]
    pub fn recall(&self, card: &Card, day: i32) -> f64 {
        let gap = f64::from(gap(card, day));
        (gap / f64::from(card.stability.max(0.001)) * self.factor + 1.0).powf(self.decay)
    }

    /// Returns the memory after a review; without a card it is the first.
    ///
    /// Panics: never; the crate's refusal of a damaged state starts the memory anew.
    #[must_use]
    pub fn review(&self, card: Option<&Card>, rating: Rating, day: i32) -> Card {
        let before = card
            .map(|card| MemoryState { stability: card.stability, difficulty: card.difficulty })
            .filter(|one| one.stability.is_finite() && one.difficulty.is_finite());
        let elapsed = card.map_or(0, |card| gap(card, day));
        let last_day = card.map_or(day, |card| card.last_day.max(day));
        let next = self
            .fsrs
            .next_states(before, single(THEORY_RETENTION), elapsed)
            .map(|next| match rating {
                Rating::Again => next.again,
                Rating::Hard => next.hard,
                Rating::Good => next.good,
                Rating::Easy => next.easy,
            })
            .map(|state| state.memory);
        match next {
            Ok(memory) => {
                Card { stability: memory.stability, difficulty: memory.difficulty, last_day }
            }
            Err(_) => Card {
                stability: DEFAULT_PARAMETERS[0],
                difficulty: DEFAULT_PARAMETERS[4],
                last_day,
            },
        }
    }

    /// Returns the day on which the chance of recall falls to `retention`; at least a day later.
    ///
    /// Errors: `BadNumber` for a retention outside .5 to .99.
    #[expect(clippy::cast_possible_truncation, reason = "the stability ends at 36,500 days")]
    pub fn due(&self, card: &Card, retention: f64) -> Result<i32, LearnerError> {
        within("retention", retention, 0.5, 0.99)?;
        let days =
            f64::from(card.stability) / self.factor * (retention.powf(1.0 / self.decay) - 1.0);
        let days = days.round().clamp(1.0, 36_500.0) as i32;
        Ok(card.last_day.saturating_add(days))
    }

    /// Lets practice of a harder skill refresh what it rests on.
    ///
    /// A fraction of 1 is a good review, 0 nothing; what is still fresh stays as it is.
    ///
    /// Units: `fraction` is held within `0.0..=1.0`.
    /// Source: `S <- S (S'/S)^f` of the `learner-model` note; the day moves by the same fraction.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "a fraction of a gap is no longer than it")]
    pub fn refresh(&self, card: &Card, fraction: f64, day: i32) -> Card {
        if fraction.is_nan() || fraction <= 0.0 || self.recall(card, day) >= FRESH {
            return *card;
        }
        let fraction = fraction.min(1.0);
        let whole = self.review(Some(card), Rating::Good, day);
        let part = single(fraction);
        let moved = (f64::from(gap(card, day)) * fraction).floor() as i32;
        Card {
            stability: card.stability * (whole.stability / card.stability).powf(part),
            difficulty: card.difficulty + part * (whole.difficulty - card.difficulty),
            last_day: card.last_day.saturating_add(moved),
        }
    }

    /// Gives each due review a day, so that a break is followed by no flood.
    ///
    /// On each day the reviews that lose most per minute by waiting come first, up to the minutes
    /// of a day; one that is longer than a day has a day to itself.
    ///
    /// Shapes: one answer per review; `None` where it is not reached within `n_days`.
    /// Units: minutes per day; days in the caller's days, `today` the first.
    /// Errors: `BadNumber` for minutes that are no number or a retention outside its range.
    pub fn spread(
        &self,
        reviews: &[Review],
        today: i32,
        minutes_a_day: f64,
        n_days: u32,
    ) -> Result<Vec<Option<i32>>, LearnerError> {
        within("minutes a day", minutes_a_day, 0.0, 1440.0)?;
        let mut due = Vec::with_capacity(reviews.len());
        for review in reviews {
            within("minutes of a review", review.minutes, 0.0, 1e6)?;
            due.push(self.due(&review.card, review.retention)?);
        }
        let mut days = vec![None; reviews.len()];
        if minutes_a_day == 0.0 {
            return Ok(days);
        }
        for offset in 0..n_days.min(36_500) {
            let day = today.saturating_add_unsigned(offset);
            let mut open: Vec<(f64, usize)> = (0..reviews.len())
                .filter(|&one| days[one].is_none() && due[one] <= day)
                .map(|one| (self.loss(&reviews[one], day), one))
                .collect();
            open.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            let mut left = minutes_a_day;
            for (_, one) in open {
                let minutes = reviews[one].minutes;
                let alone = left >= minutes_a_day;
                if minutes <= left || alone {
                    days[one] = Some(day);
                    left -= minutes;
                }
            }
        }
        Ok(days)
    }

    /// Returns the days of recall that a review is expected to buy, per minute.
    ///
    /// Where time is short this says what comes first: a memory that a review makes last, before
    /// one that will be gone tomorrow all the same.
    #[must_use]
    pub fn bought(&self, review: &Review, day: i32) -> f64 {
        let recall = self.recall(&review.card, day);
        let lasts = |rating| f64::from(self.review(Some(&review.card), rating, day).stability);
        let days = recall * lasts(Rating::Good) + (1.0 - recall) * lasts(Rating::Again);
        days / review.minutes.max(0.1)
    }

    /// Returns what a review loses by waiting a day, in chance of recall per minute.
    #[must_use]
    pub fn loss(&self, review: &Review, day: i32) -> f64 {
        let now = self.recall(&review.card, day);
        let later = self.recall(&review.card, day.saturating_add(1));
        (now - later).max(0.0) / review.minutes.max(0.1)
    }
}

/// How much longer, or shorter, one learner's memories last than those of most.
///
/// The published parameters are an average over people. What a learner recalls at each review says
/// how far their own memory lies from it; memories themselves stay what FSRS makes of them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pace {
    log_scale: f64,
    var: f64,
}

impl Default for Pace {
    /// Most people lie within a factor of two and a half.
    fn default() -> Self {
        Self { log_scale: 0.0, var: 0.25 }
    }
}

impl Pace {
    /// Returns the factor on every stability.
    #[must_use]
    pub fn scale(&self) -> f64 {
        self.log_scale.exp()
    }

    /// Returns a card whose memory lasts as long as this learner's.
    #[must_use]
    pub fn apply(&self, card: &Card) -> Card {
        Card { stability: card.stability * single(self.scale()), ..*card }
    }

    /// Learns from a review: whether a card was recalled on a day. Call it before the review.
    ///
    /// One step of the extended Kalman filter on the logarithm of the factor.
    pub fn observe(&mut self, scheduler: &Scheduler, card: &Card, day: i32, recalled: bool) {
        let own = self.apply(card);
        let gap = f64::from(gap(&own, day)) / f64::from(own.stability.max(0.001));
        if gap <= 0.0 || !gap.is_finite() {
            return;
        }
        let base = 1.0 + scheduler.factor * gap;
        let recall = base.powf(scheduler.decay).clamp(1e-3, 1.0 - 1e-3);
        let slope = -scheduler.decay * scheduler.factor * gap * base.powf(scheduler.decay - 1.0);
        let gain = self.var * slope / (recall * (1.0 - recall) + slope * slope * self.var);
        let score = if recalled { 1.0 } else { 0.0 };
        self.log_scale = (self.log_scale + gain * (score - recall)).clamp(-2.0, 2.0);
        // A memory may change with the years: some doubt comes back with each review.
        self.var = (self.var * (1.0 - gain * slope) + 1e-4).clamp(1e-6, 0.25);
    }
}

/// A memory that may have to be reviewed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Review {
    /// The memory.
    pub card: Card,
    /// The chance of recall at which it is due.
    pub retention: f64,
    /// What a review takes.
    pub minutes: f64,
}

/// Returns the whole days since the last review, none if the day lies before it.
fn gap(card: &Card, day: i32) -> u32 {
    u32::try_from(i64::from(day) - i64::from(card.last_day)).unwrap_or(0)
}
