//! What came of an answer, and what the model makes of it: a score, a weight and a rating.

use crate::LearnerError;
use crate::error::within;
use crate::items::Kind;
use crate::memory::Rating;

/// What came of one try at an item.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Outcome {
    /// A question was answered.
    Theory {
        /// 0 wrong, 1 right, between for a rubric.
        score: f64,
        /// It took long, or the learner was not sure.
        hesitant: bool,
        /// The answer was "I don't know": wrong, and not by bad luck.
        do_not_know: bool,
    },
    /// A task was worked on.
    Code {
        /// It passed.
        solved: bool,
        /// How often it was handed in; the first is 1.
        attempts: u32,
        /// Hints taken.
        hints: u32,
        /// Share of the hidden checks that passed, for what was not solved.
        passed_share: f64,
        /// Faster than the author's lower quartile.
        fast: bool,
        /// The solution was shown.
        shown: bool,
        /// Pasted, or too fast to be typed.
        doubtful: bool,
    },
}

/// Lift of a skill, in logits, by a task solved by oneself.
pub(crate) const GAIN_SOLVED: f64 = 0.15;

/// The same by any other answer that is followed by feedback.
pub(crate) const GAIN: f64 = 0.05;

/// An outcome as the model takes it.
pub(crate) struct Reading {
    pub(crate) score: f64,
    pub(crate) weight: f64,
    pub(crate) gain: f64,
    pub(crate) rating: Option<Rating>,
    pub(crate) no_guess: bool,
}

/// Reads an outcome by the rules of the `learner-model` note, "Evidence" and "Forgetting".
pub(crate) fn read(outcome: &Outcome, kind: Kind) -> Result<Reading, LearnerError> {
    let weight = kind.weight();
    match *outcome {
        Outcome::Theory { score, hesitant, do_not_know } => {
            within("score", score, 0.0, 1.0)?;
            let score = if do_not_know { 0.0 } else { score };
            let rating = match (score >= 0.5, hesitant) {
                (false, _) => Rating::Again,
                (true, true) => Rating::Hard,
                (true, false) => Rating::Good,
            };
            Ok(Reading { score, weight, gain: GAIN, rating: Some(rating), no_guess: do_not_know })
        }
        Outcome::Code { solved, attempts, hints, passed_share, fast, shown, doubtful } => {
            within("share of passed checks", passed_share, 0.0, 1.0)?;
            let again = f64::from(attempts.max(1) - 1);
            let score = if shown {
                0.0
            } else if solved {
                (1.0 - 0.12 * again - 0.15 * f64::from(hints)).max(0.5)
            } else {
                0.35 * passed_share
            };
            let rating = if shown || !solved {
                Rating::Again
            } else if attempts > 1 || hints > 0 {
                Rating::Hard
            } else if fast {
                Rating::Easy
            } else {
                Rating::Good
            };
            let weight = weight * if shown { 0.5 } else { 1.0 } * if doubtful { 0.3 } else { 1.0 };
            let gain = if solved && !shown && !doubtful { GAIN_SOLVED } else { GAIN };
            let rating = (!doubtful).then_some(rating);
            Ok(Reading { score, weight, gain, rating, no_guess: false })
        }
    }
}
