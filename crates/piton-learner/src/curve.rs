//! The chance of a right answer as a function of ability, with guesses and slips.

use crate::LearnerError;
use crate::error::within;
use crate::num::sigmoid;

/// How the chance of a right answer depends on ability.
///
/// `p = guess + (1 - guess - slip) * sigmoid(slope * (ability - difficulty))`
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Curve {
    /// Steepness; finite and not negative.
    pub slope: f64,
    /// The ability at which half of the way is gone, in logits.
    pub difficulty: f64,
    /// Uncertainty of the difficulty, in squared logits.
    pub difficulty_var: f64,
    /// Chance of a right answer with no ability at all.
    pub guess: f64,
    /// Chance of a wrong answer with all ability.
    pub slip: f64,
}

impl Curve {
    /// Returns the chance of a right answer at a known ability.
    #[must_use]
    pub fn at(&self, ability: f64) -> f64 {
        self.guess + self.range() * sigmoid(self.slope * (ability - self.difficulty))
    }

    /// Returns the chance of a right answer where ability is `mean`, give or take `var`.
    ///
    /// Source: the logistic-normal integral by its probit approximation, MacKay 1992.
    #[must_use]
    pub fn average(&self, mean: f64, var: f64) -> f64 {
        let var = var + self.difficulty_var;
        let spread = 1.0 + std::f64::consts::PI / 8.0 * self.slope * self.slope * var;
        self.guess + self.range() * sigmoid(self.slope * (mean - self.difficulty) / spread.sqrt())
    }

    pub(crate) fn range(&self) -> f64 {
        (1.0 - self.guess - self.slip).max(0.0)
    }

    /// Refuses a curve that is none.
    pub(crate) fn check(&self) -> Result<(), LearnerError> {
        within("slope", self.slope, 0.0, 100.0)?;
        within("difficulty", self.difficulty, -1e3, 1e3)?;
        within("variance of a difficulty", self.difficulty_var, 0.0, 1e3)?;
        within("chance to guess", self.guess, 0.0, 1.0)?;
        within("chance to slip", self.slip, 0.0, 1.0)?;
        within("guess and slip together", self.guess + self.slip, 0.0, 1.0)?;
        Ok(())
    }
}
