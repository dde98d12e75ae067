//! Items and what their answers teach about the items themselves.
//!
//! An author's difficulty comes first; answers move it, carefully.

use crate::LearnerError;
use crate::curve::Curve;
use crate::error::within;
use crate::state::Surprise;

/// What kind of answer an item takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A question with this many choices; 0 stands for a free answer.
    Theory {
        /// How many choices there are.
        options: u32,
    },
    /// A task that is judged by running it.
    Code,
}

impl Kind {
    /// Returns the chance of a right answer without the skill.
    #[must_use]
    pub fn guess(self) -> f64 {
        match self {
            Kind::Theory { options: 0 | 1 } => 0.03,
            Kind::Theory { options } => 1.0 / f64::from(options),
            Kind::Code => 0.02,
        }
    }

    /// Returns the chance of a wrong answer with the skill.
    #[must_use]
    pub fn slip(self) -> f64 {
        match self {
            Kind::Theory { .. } => 0.05,
            Kind::Code => 0.10,
        }
    }

    /// Returns how much one answer counts.
    #[must_use]
    pub fn weight(self) -> f64 {
        match self {
            Kind::Theory { options: 0 | 1 } => 1.0,
            Kind::Theory { .. } => 0.7,
            Kind::Code => 1.3,
        }
    }
}

/// Variance of an authored difficulty, in squared logits.
pub const AUTHORED_VAR: f64 = 0.5;

/// Answers below which a difficulty learnt on one machine is not used.
pub const FROZEN_BELOW: u32 = 30;

/// An item as its author describes it.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Skills it exercises, with weights that sum to 1.
    pub skills: Vec<(usize, f64)>,
    /// What kind of answer it takes.
    pub kind: Kind,
    /// Steepness of the chance to solve it; 1 unless something is known.
    pub slope: f64,
    /// The ability it asks for, in logits.
    pub difficulty: f64,
    /// Median time to answer.
    pub minutes: f64,
}

impl Item {
    /// Returns the chance to solve it as a function of ability, as authored.
    #[must_use]
    pub fn curve(&self) -> Curve {
        Curve {
            slope: self.slope,
            difficulty: self.difficulty,
            difficulty_var: 0.0,
            guess: self.kind.guess(),
            slip: self.kind.slip(),
        }
    }

    /// Refuses an item that is none.
    pub(crate) fn check(&self, n_skills: usize) -> Result<(), LearnerError> {
        self.curve().check()?;
        within("minutes of an item", self.minutes, 0.0, 1e6)?;
        for &(skill, weight) in &self.skills {
            if skill >= n_skills {
                return Err(LearnerError::UnknownSkill { skill, n_skills });
            }
            within("weight of a skill", weight, 0.0, 1.0)?;
        }
        let sum: f64 = self.skills.iter().map(|(_, weight)| weight).sum();
        within("sum of the weights of an item's skills", sum, 1.0 - 1e-6, 1.0 + 1e-6)?;
        Ok(())
    }
}

/// The belief in an item's difficulty.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Difficulty {
    authored: f64,
    mean: f64,
    var: f64,
    n_answers: u32,
}

impl Difficulty {
    /// Starts from an author's figure, give or take `var`.
    #[must_use]
    pub fn new(authored: f64, var: f64) -> Self {
        Self { authored, mean: authored, var, n_answers: 0 }
    }

    /// Returns what the answers alone would make of it, in logits.
    #[must_use]
    pub fn learnt(&self) -> f64 {
        self.mean
    }

    /// Returns the variance of that.
    #[must_use]
    pub fn var(&self) -> f64 {
        self.var
    }

    /// Returns how many answers it has seen.
    #[must_use]
    pub fn n_answers(&self) -> u32 {
        self.n_answers
    }

    /// Returns the figure to use: the author's until there are [`FROZEN_BELOW`] answers.
    #[must_use]
    pub fn settled(&self) -> f64 {
        if self.n_answers < FROZEN_BELOW { self.authored } else { self.mean }
    }

    /// Learns from an answer whose surprise was computed with this variance in its curve.
    pub fn observe(&mut self, surprise: &Surprise) {
        self.mean -= self.var * surprise.push;
        self.var = (self.var - self.var * self.var * surprise.shrink).max(1e-6);
        self.n_answers = self.n_answers.saturating_add(1);
    }
}
