//! What is believed of a learner: one Gaussian over global, area and skill effects.
//!
//! Skill k has the ability `g + a[area of k] + s[k]`, in logits.
//! The covariance is kept whole: an answer on one skill moves its area, its neighbours in the
//! graph and everything else, each by as much as they go together, and each has its own band.

use crate::curve::Curve;
use crate::error::within;
use crate::num::{normal_cdf, sigmoid};
use crate::{Graph, LearnerError};

/// Spread of abilities before any answer.
///
/// Units: variances in squared logits; the correlation between -1 and 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Priors {
    /// Variance of the effect that all skills share.
    pub var_global: f64,
    /// Variance of the effect of an area.
    pub var_area: f64,
    /// Variance of what is left to a skill.
    pub var_skill: f64,
    /// Correlation between a skill's own effect and that of each prerequisite.
    pub edge_correlation: f64,
}

impl Default for Priors {
    fn default() -> Self {
        Self { var_global: 1.0, var_area: 0.3, var_skill: 0.5, edge_correlation: 0.35 }
    }
}

/// Where the levels junior, mid, senior and expert lie on the scale of ability, in logits.
pub const LEVELS: [f64; 4] = [-1.2, 0.0, 1.2, 2.2];

/// How far a role or a self-rating may move the first guess, in logits.
pub const MAX_SELF_RATING: f64 = 0.8;

/// One observed answer, ready to be believed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Evidence<'a> {
    /// Skills it speaks of, with weights that sum to 1.
    pub skills: &'a [(usize, f64)],
    /// How ability shows in it.
    pub curve: Curve,
    /// What came out: 0 wrong, 1 right, between for parts.
    pub score: f64,
    /// How much it counts; 1 is one plain answer.
    pub weight: f64,
    /// How far forgetting lowers the ability today, in logits; not positive.
    pub shift: f64,
    /// Uncertainty of that, in squared logits.
    pub shift_var: f64,
}

/// What an answer was worth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Surprise {
    /// Chance of a right answer foreseen before it was seen.
    pub expected: f64,
    /// How far, per unit of its own variance, the answer pushes what it touches, in logits.
    pub push: f64,
    /// How much of its own variance, per unit of it, the answer removes.
    pub shrink: f64,
}

/// The Gaussian over a learner's abilities.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    n_areas: usize,
    areas: Vec<usize>,
    mean: Vec<f64>,
    /// The lower triangle, row by row: the upper is the same.
    cov: Vec<f64>,
    /// Prior variances: no effect may become less certain than it began.
    cap: Vec<f64>,
    /// Scratch: the covariance times the weights of an answer.
    reach: Vec<f64>,
}

impl State {
    /// Starts before any answer.
    ///
    /// A skill's own effect is drawn from those of its prerequisites plus a remainder, in the order
    /// of the graph: the covariance is a true one by construction, whatever the graph looks like.
    ///
    /// Units: `rating` shifts all abilities, in logits, and is held within [`MAX_SELF_RATING`].
    /// Errors: `BadNumber` for priors that are no variances or a rating that is not finite.
    pub fn new(graph: &Graph, priors: &Priors, rating: f64) -> Result<Self, LearnerError> {
        within("variance of the global effect", priors.var_global, 0.0, 1e3)?;
        within("variance of an area", priors.var_area, 0.0, 1e3)?;
        within("variance of a skill", priors.var_skill, 0.0, 1e3)?;
        within("correlation along edges", priors.edge_correlation, -1.0, 1.0)?;
        within("self-rating", rating, f64::MIN, f64::MAX)?;
        let n_areas = graph.n_areas();
        let n_skills = graph.n_skills();
        let size = 1 + n_areas + n_skills;
        let areas: Vec<usize> = (0..n_skills).map(|skill| graph.area(skill)).collect();
        let mut cov = vec![0.0; size * (size + 1) / 2];
        cov[0] = priors.var_global;
        for area in 1..=n_areas {
            cov[place(area, area)] = priors.var_area;
        }
        let correlations = edge_correlations(graph, priors.edge_correlation);
        for (row, line) in correlations.iter().enumerate() {
            for (column, correlation) in line.iter().enumerate().take(row + 1) {
                let at = place(1 + n_areas + row, 1 + n_areas + column);
                cov[at] = correlation * priors.var_skill;
            }
        }
        let cap = (0..size).map(|i| cov[place(i, i)]).collect();
        let mean = vec![0.0; size];
        let mut state = Self { n_areas, areas, mean, cov, cap, reach: vec![0.0; size] };
        state.shift_global(rating);
        Ok(state)
    }

    /// Moves all abilities by a self-rating, held within its bounds.
    pub(crate) fn shift_global(&mut self, rating: f64) {
        self.mean[0] += rating.clamp(-MAX_SELF_RATING, MAX_SELF_RATING);
    }

    /// Returns how many skills are described.
    #[must_use]
    pub fn n_skills(&self) -> usize {
        self.areas.len()
    }

    /// Returns mean and variance of a weighted sum of abilities, in logits.
    ///
    /// Errors: `UnknownSkill`; `BadNumber` for a weight that is not finite.
    pub fn ability(&self, skills: &[(usize, f64)]) -> Result<(f64, f64), LearnerError> {
        self.check(skills)?;
        let mut mean = 0.0;
        let mut var = 0.0;
        for (i, weight) in self.entries(skills) {
            mean += weight * self.mean[i];
            for (j, other) in self.entries(skills) {
                var += weight * other * self.cov[place(i, j)];
            }
        }
        Ok((mean, var.max(0.0)))
    }

    /// Returns the chance that the ability lies above a threshold.
    ///
    /// Units: all arguments in logits, variances squared; `shift` and `shift_var` as in [`Evidence`].
    /// Errors: as [`State::ability`].
    pub fn above(
        &self,
        skill: usize,
        threshold: f64,
        shift: f64,
        shift_var: f64,
    ) -> Result<f64, LearnerError> {
        let (mean, var) = self.ability(&[(skill, 1.0)])?;
        Ok(normal_cdf((mean + shift - threshold) / (var + shift_var).max(1e-12).sqrt()))
    }

    /// Returns the covariance of the abilities of two skills, in squared logits.
    ///
    /// Errors: `UnknownSkill`.
    pub fn covariance(&self, skill: usize, other: usize) -> Result<f64, LearnerError> {
        self.check(&[(skill, 1.0), (other, 1.0)])?;
        let mut sum = 0.0;
        for (i, _) in self.entries(&[(skill, 1.0)]) {
            for (j, _) in self.entries(&[(other, 1.0)]) {
                sum += self.cov[place(i, j)];
            }
        }
        Ok(sum)
    }

    /// Foresees an answer: the chance that it is right.
    ///
    /// Errors: as [`State::ability`], and `BadNumber` for a curve that is none.
    pub fn predict(&self, evidence: &Evidence) -> Result<f64, LearnerError> {
        evidence.curve.check()?;
        let (mean, var) = self.ability(evidence.skills)?;
        Ok(evidence.curve.average(mean + evidence.shift, var + evidence.shift_var))
    }

    /// Foresees what an answer would be worth, without believing it.
    ///
    /// Errors: as [`State::predict`].
    pub fn preview(&self, evidence: &Evidence) -> Result<Surprise, LearnerError> {
        evidence.curve.check()?;
        let (mean, var) = self.ability(evidence.skills)?;
        Ok(surprise(evidence, mean + evidence.shift, var))
    }

    /// Believes an answer: one step of the extended Kalman filter with Fisher information.
    ///
    /// The state is unchanged if an error comes back.
    ///
    /// Errors: `UnknownSkill`; `BadNumber` for anything that is not finite or outside its range.
    /// Source: `learner-model` note, "Evidence"; Fahrmeir, "Posterior mode estimation by extended
    /// Kalman filtering for multivariate dynamic generalized linear models", JASA 1992.
    pub fn update(&mut self, evidence: &Evidence) -> Result<Surprise, LearnerError> {
        evidence.curve.check()?;
        self.check(evidence.skills)?;
        within("score", evidence.score, 0.0, 1.0)?;
        within("weight of an answer", evidence.weight, 0.0, 1e3)?;
        within("shift by forgetting", evidence.shift, -1e3, 1e3)?;
        within("variance of forgetting", evidence.shift_var, 0.0, 1e3)?;
        let mut reach = std::mem::take(&mut self.reach);
        let (mean, var) = self.reach(evidence.skills, &mut reach);
        let surprise = surprise(evidence, mean + evidence.shift, var);
        self.absorb(&reach, surprise.push, surprise.shrink);
        self.reach = reach;
        Ok(surprise)
    }

    /// Fills in how far each effect goes with a weighted sum of abilities; returns its moments.
    fn reach(&self, skills: &[(usize, f64)], reach: &mut [f64]) -> (f64, f64) {
        reach.fill(0.0);
        let mut mean = 0.0;
        for (i, weight) in self.entries(skills) {
            mean += weight * self.mean[i];
            let row = place(i, 0);
            for (sum, cov) in reach.iter_mut().zip(&self.cov[row..=row + i]) {
                *sum += weight * cov;
            }
            let mut at = row + i;
            for (j, sum) in reach.iter_mut().enumerate().skip(i + 1) {
                at += j;
                *sum += weight * self.cov[at];
            }
        }
        let var: f64 = self.entries(skills).map(|(i, weight)| weight * reach[i]).sum();
        (mean, var.max(0.0))
    }

    /// Moves every effect by a push, and shrinks the covariance, as far as each is reached.
    fn absorb(&mut self, reach: &[f64], push: f64, shrink: f64) {
        for (i, &own) in reach.iter().enumerate() {
            if own == 0.0 {
                continue;
            }
            self.mean[i] += own * push;
            let factor = own * shrink;
            let row = place(i, 0);
            for (cov, other) in self.cov[row..=row + i].iter_mut().zip(reach) {
                *cov -= factor * other;
            }
            // Rounding alone could take a variance below nothing.
            let own_var = &mut self.cov[row + i];
            *own_var = own_var.max(1e-9);
        }
    }

    /// Lets a learner have learnt: lifts skills and makes them less certain, up to the prior.
    ///
    /// Units: `gain` in logits for a weight of 1; `noise` in squared logits likewise;
    /// `global_noise` in squared logits.
    /// Errors: `UnknownSkill`; `BadNumber`.
    pub fn learn(
        &mut self,
        skills: &[(usize, f64)],
        gain: f64,
        noise: f64,
        global_noise: f64,
    ) -> Result<(), LearnerError> {
        self.check(skills)?;
        within("gain by learning", gain, -10.0, 10.0)?;
        within("noise of learning", noise, 0.0, 10.0)?;
        within("noise of the global effect", global_noise, 0.0, 10.0)?;
        for &(skill, weight) in skills {
            let i = 1 + self.n_areas + skill;
            self.mean[i] += weight * gain;
            self.widen(i, weight.abs() * noise);
        }
        self.widen(0, global_noise);
        Ok(())
    }

    /// Replaces the belief in a skill by what a placement found.
    ///
    /// The skill is moved as by a measurement of its ability: neighbours move along. A variance
    /// above the present one is not taken over.
    ///
    /// Units: logits, squared for variances.
    /// Errors: `UnknownSkill`; `BadNumber`.
    pub fn place(&mut self, skill: usize, mean: f64, var: f64) -> Result<(), LearnerError> {
        within("placed ability", mean, -1e3, 1e3)?;
        within("placed variance", var, 1e-9, 1e3)?;
        let skills = [(skill, 1.0)];
        let (now, now_var) = self.ability(&skills)?;
        if now_var <= 0.0 {
            return Ok(());
        }
        let var = var.min(now_var);
        let mut reach = vec![0.0; self.mean.len()];
        self.reach(&skills, &mut reach);
        self.absorb(&reach, (mean - now) / now_var, (now_var - var) / (now_var * now_var));
        Ok(())
    }

    fn widen(&mut self, i: usize, noise: f64) {
        let at = place(i, i);
        // Correlations may hold a variance above its cap already; it is never lowered here.
        let room = (self.cap[i] - self.cov[at]).max(0.0);
        self.cov[at] += noise.min(room);
    }

    fn check(&self, skills: &[(usize, f64)]) -> Result<(), LearnerError> {
        let n_skills = self.n_skills();
        for &(skill, weight) in skills {
            if skill >= n_skills {
                return Err(LearnerError::UnknownSkill { skill, n_skills });
            }
            within("weight of a skill", weight, -1e3, 1e3)?;
        }
        Ok(())
    }

    /// Lists the effects that a weighted sum of abilities is made of; an effect may come twice.
    fn entries<'a>(
        &'a self,
        skills: &'a [(usize, f64)],
    ) -> impl Iterator<Item = (usize, f64)> + 'a {
        skills.iter().flat_map(move |&(skill, weight)| {
            [(0, weight), (1 + self.areas[skill], weight), (1 + self.n_areas + skill, weight)]
        })
    }
}

/// Returns where the covariance of two effects lies in the triangle.
#[inline]
fn place(i: usize, j: usize) -> usize {
    let (row, column) = if i >= j { (i, j) } else { (j, i) };
    row * (row + 1) / 2 + column
}

fn surprise(evidence: &Evidence, mean: f64, var: f64) -> Surprise {
    let curve = &evidence.curve;
    let var = var + evidence.shift_var + curve.difficulty_var;
    let s = sigmoid(curve.slope * (mean - curve.difficulty));
    let range = curve.range();
    let p = (curve.guess + range * s).clamp(1e-9, 1.0 - 1e-9);
    let jacobian = range * curve.slope * s * (1.0 - s);
    let spread = p * (1.0 - p);
    let information = evidence.weight * jacobian * jacobian / spread;
    let damping = 1.0 + information * var;
    Surprise {
        expected: curve.average(mean, var - curve.difficulty_var),
        push: evidence.weight * jacobian / spread * (evidence.score - p) / damping,
        shrink: information / damping,
    }
}

/// Returns the correlations of the skills' own effects.
fn edge_correlations(graph: &Graph, edge: f64) -> Vec<Vec<f64>> {
    let n_skills = graph.n_skills();
    let mut all = vec![vec![0.0; n_skills]; n_skills];
    let mut done: Vec<usize> = Vec::with_capacity(n_skills);
    for &skill in graph.order() {
        let needs = graph.needs(skill);
        // With many or entangled prerequisites their share would exceed the whole: it ends at 0.8.
        let together: f64 = needs
            .iter()
            .flat_map(|&a| needs.iter().map(move |&b| (a, b)))
            .map(|(a, b)| all[a][b])
            .sum();
        let explained = edge * edge * together;
        let share = if explained > 0.8 { edge * (0.8 / explained).sqrt() } else { edge };
        for &other in &done {
            let sum: f64 = needs.iter().map(|&need| all[need][other]).sum();
            all[skill][other] = share * sum;
            all[other][skill] = share * sum;
        }
        all[skill][skill] = 1.0;
        done.push(skill);
    }
    all
}
