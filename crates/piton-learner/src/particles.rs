//! Knowledge states as particles: which skills are held, with what a person brings to all of them.
//!
//! A particle holds the global and area effects and one bit a skill; what is left to each skill is
//! summed out. Given the effects a skill is held with the chance that ability passes its
//! threshold, times a small leak where a prerequisite is missing. Whenever answers have thinned
//! the particles they are redrawn and moved by Gibbs and Metropolis steps that leave the belief
//! as it is, so a few thousand stay as good as new however long the placement lasts.
//!
//! Source: resample-move, Gilks and Berzuini, JRSS B 63, 2001.

use crate::graph::Lists;
use crate::num::{normal_cdf, single};
use crate::{Graph, Rng};

/// What is believed before the first answer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shape {
    /// Standard deviation of the effect that all skills share, in logits.
    pub sd_global: f64,
    /// Standard deviation of the effect of an area.
    pub sd_area: f64,
    /// Standard deviation of what is left to a skill, chance in showing it included.
    pub sd_skill: f64,
    /// Mean of the global effect: a self-rating.
    pub mean: f64,
    /// How often, of what ability would allow, a skill is held without a prerequisite.
    pub leak: f64,
}

impl Default for Shape {
    /// The prior variances of [`crate::state::Priors`], with a noise of .4 in showing a skill.
    fn default() -> Self {
        Self {
            sd_global: 1.0,
            sd_area: 0.3_f64.sqrt(),
            sd_skill: (0.5 + 0.4 * 0.4_f64).sqrt(),
            mean: 0.0,
            leak: 0.07,
        }
    }
}

/// Weighted knowledge states.
#[derive(Debug, Clone)]
pub(crate) struct Particles {
    shape: Shape,
    needs: Lists,
    children: Lists,
    area_of: Vec<usize>,
    leak: f32,
    steps_per_logit: f32,
    thresholds: Vec<f32>,
    members: Vec<Vec<usize>>,
    n_words: usize,
    global: Vec<f32>,
    areas: Vec<f32>,
    held: Vec<u64>,
    pub(crate) weights: Vec<f64>,
    /// How often more likely the answers on a skill are with it than without.
    odds: Vec<f64>,
    cdf: Vec<f32>,
}

/// The table of the normal distribution ends here and has this many steps to a unit.
const CDF_REACH: f32 = 6.0;
const CDF_STEPS: f32 = 128.0;

/// Share of particles that still matter below which they are redrawn and moved.
const THINNED: f64 = 0.35;

/// How far a Metropolis step of the global effect goes, in standard deviations of the prior.
const STRIDE_GLOBAL: f64 = 0.3;

/// The same for an area.
const STRIDE_AREA: f64 = 1.0;

impl Particles {
    /// Draws particles from the prior.
    pub(crate) fn new(
        graph: &Graph,
        thresholds: &[f64],
        shape: Shape,
        n_particles: usize,
        rng: &mut Rng,
    ) -> Self {
        let n_skills = graph.n_skills();
        let n_areas = graph.n_areas();
        let n_words = n_skills.div_ceil(64).max(1);
        let mut members = vec![Vec::new(); n_areas];
        for skill in 0..n_skills {
            members[graph.area(skill)].push(skill);
        }
        #[expect(clippy::cast_possible_truncation, reason = "the table is small")]
        let n_steps = (2.0 * CDF_REACH * CDF_STEPS) as i16;
        let cdf = (0..=n_steps)
            .map(|step| single(normal_cdf(f64::from(f32::from(step) / CDF_STEPS - CDF_REACH))))
            .collect();
        let mut particles = Self {
            shape,
            needs: Lists::new((0..n_skills).map(|skill| graph.needs(skill))),
            children: Lists::new((0..n_skills).map(|skill| graph.children(skill))),
            area_of: (0..n_skills).map(|skill| graph.area(skill)).collect(),
            leak: single(shape.leak),
            steps_per_logit: CDF_STEPS / single(shape.sd_skill),
            thresholds: thresholds.iter().map(|&one| single(one)).collect(),
            members,
            n_words,
            global: Vec::with_capacity(n_particles),
            areas: Vec::with_capacity(n_particles * n_areas),
            held: vec![0; n_particles * n_words],
            weights: vec![1.0 / n_particles.max(1) as f64; n_particles],
            odds: vec![1.0; n_skills],
            cdf,
        };
        for particle in 0..n_particles {
            particles.global.push(single(shape.mean + shape.sd_global * rng.normal()));
            for _ in 0..n_areas {
                particles.areas.push(single(shape.sd_area * rng.normal()));
            }
            for &skill in graph.order() {
                let chance = particles.prior(particle, skill);
                particles.set(particle, skill, rng.chance(chance.into()));
            }
        }
        particles
    }

    /// Returns how many there are.
    pub(crate) fn len(&self) -> usize {
        self.weights.len()
    }

    /// Says whether a particle holds a skill.
    #[inline]
    pub(crate) fn holds(&self, particle: usize, skill: usize) -> bool {
        self.held[particle * self.n_words + skill / 64] >> (skill % 64) & 1 == 1
    }

    /// Returns the chance that each skill is held.
    pub(crate) fn marginals(&self) -> Vec<f64> {
        let mut sums = vec![0.0; self.n_words * 64];
        for (weight, words) in self.weights.iter().zip(self.held.chunks_exact(self.n_words)) {
            for (word, sums) in words.iter().zip(sums.chunks_exact_mut(64)) {
                let mut left = *word;
                while left != 0 {
                    sums[left.trailing_zeros() as usize] += weight;
                    left &= left - 1;
                }
            }
        }
        sums.truncate(self.thresholds.len());
        sums
    }

    /// Returns the chance that each skill is not held while all it needs is.
    pub(crate) fn ready(&self) -> Vec<f64> {
        let mut sums = vec![0.0; self.thresholds.len()];
        for (particle, weight) in self.weights.iter().enumerate() {
            for (skill, sum) in sums.iter_mut().enumerate() {
                if !self.holds(particle, skill) && self.is_open(particle, skill) {
                    *sum += weight;
                }
            }
        }
        sums
    }

    /// Returns the ability at which a skill is held, in logits.
    pub(crate) fn threshold(&self, skill: usize) -> f64 {
        self.thresholds[skill].into()
    }

    /// Returns the variance of the ability in a skill, in squared logits.
    ///
    /// Given the effects, what is left to the skill is normal, cut at the threshold by what its bit
    /// says. Where a prerequisite is missing an unheld skill says nothing of its own ability.
    pub(crate) fn ability_var(&self, skill: usize) -> f64 {
        let sd = self.shape.sd_skill;
        let (mut sum, mut square) = (0.0, 0.0);
        for (particle, weight) in self.weights.iter().enumerate() {
            let area = self.areas[particle * self.members.len() + self.area_of[skill]];
            let base = f64::from(self.global[particle] + area);
            let z = (f64::from(self.thresholds[skill]) - base) / sd;
            let density = (-0.5 * z * z).exp() / (2.0 * std::f64::consts::PI).sqrt();
            // The chance of the part that is left is kept off nothing: far out the normal law
            // itself is no longer believed.
            let (mean, var) = if self.holds(particle, skill) {
                let ratio = density / normal_cdf(-z).max(1e-6);
                (ratio, 1.0 + z * ratio - ratio * ratio)
            } else if self.is_open(particle, skill) {
                let ratio = density / normal_cdf(z).max(1e-6);
                (-ratio, 1.0 - z * ratio - ratio * ratio)
            } else {
                (0.0, 1.0)
            };
            let ability = base + sd * mean;
            sum += weight * ability;
            square += weight * (ability * ability + sd * sd * var.clamp(0.0, 1.0));
        }
        (square - sum * sum).max(1e-4)
    }

    /// Believes an answer: its chance with and without the skill.
    ///
    /// Without `moves` the particles keep their weights and thin out.
    pub(crate) fn believe(
        &mut self,
        skill: usize,
        with: f64,
        without: f64,
        moves: bool,
        rng: &mut Rng,
    ) {
        // An answer that cannot happen would leave no particle; nothing is that sure.
        let (with, without) = (with.max(1e-6), without.max(1e-6));
        self.odds[skill] = (self.odds[skill] * with / without).clamp(1e-12, 1e12);
        let mut sum = 0.0;
        for particle in 0..self.len() {
            let likelihood = if self.holds(particle, skill) { with } else { without };
            self.weights[particle] *= likelihood;
            sum += self.weights[particle];
        }
        let mut squares = 0.0;
        for weight in &mut self.weights {
            *weight /= sum;
            squares += *weight * *weight;
        }
        if moves && 1.0 / squares < THINNED * self.len() as f64 {
            self.redraw(rng);
            self.step(rng);
        }
    }

    /// Moves each particle once over all it holds.
    fn step(&mut self, rng: &mut Rng) {
        let unsettled: Vec<usize> = self
            .marginals()
            .iter()
            .enumerate()
            .filter(|(_, chance)| (0.01..0.99).contains(*chance))
            .map(|(skill, _)| skill)
            .collect();
        let mut leaks = vec![0.0; self.thresholds.len()];
        let mut likely = vec![0.0; self.members.len()];
        for particle in 0..self.len() {
            for (skill, leak) in leaks.iter_mut().enumerate() {
                *leak = if self.is_open(particle, skill) { 1.0 } else { self.leak };
            }
            for (area, likely) in likely.iter_mut().enumerate() {
                *likely = self.likely(particle, area, &leaks, 0.0);
            }
            self.step_global(particle, &leaks, &mut likely, rng);
            for (area, likely) in likely.iter().enumerate() {
                self.step_area(particle, area, &leaks, *likely, rng);
            }
            for &skill in &unsettled {
                self.step_skill(particle, skill, rng);
            }
        }
    }

    /// Redraws a bit from its chance given everything else.
    #[inline]
    fn step_skill(&mut self, particle: usize, skill: usize, rng: &mut Rng) {
        let own = f64::from(self.prior(particle, skill));
        // Numerator and denominator apart: one division at the end.
        let (mut with, mut without) = (own * self.odds[skill], 1.0 - own);
        for &child in self.children.of(skill) {
            let child = child as usize;
            let others = self.needs.of(child).iter();
            if others
                .copied()
                .all(|need| need as usize == skill || self.holds(particle, need as usize))
            {
                let open = self.ability_chance(particle, child);
                let shut = open * self.leak;
                let (a, b) = if self.holds(particle, child) {
                    (open, shut)
                } else {
                    (1.0 - open, 1.0 - shut)
                };
                with *= f64::from(a);
                without *= f64::from(b);
            }
        }
        let held = rng.unit() * (with + without) < with;
        self.set(particle, skill, held);
    }

    fn step_global(&mut self, particle: usize, leaks: &[f32], likely: &mut [f64], rng: &mut Rng) {
        let now = self.global[particle];
        let sd = self.shape.sd_global;
        let shift = single(STRIDE_GLOBAL * sd * rng.normal());
        let distance = |x: f32| (f64::from(x) - self.shape.mean) / sd;
        let mut ratio = libm::exp(0.5 * (distance(now).powi(2) - distance(now + shift).powi(2)));
        let mut shifted = [0.0; 64];
        for (area, likely) in likely.iter().enumerate() {
            let next = self.likely(particle, area, leaks, shift);
            ratio *= next / likely;
            shifted[area % 64] = next;
        }
        if rng.unit() < ratio {
            self.global[particle] = now + shift;
            for (area, likely) in likely.iter_mut().enumerate() {
                // Beyond 64 areas the table is too small: there it is worked out again.
                *likely = if area < 64 && self.members.len() <= 64 {
                    shifted[area]
                } else {
                    self.likely(particle, area, leaks, 0.0)
                };
            }
        }
    }

    fn step_area(
        &mut self,
        particle: usize,
        area: usize,
        leaks: &[f32],
        likely: f64,
        rng: &mut Rng,
    ) {
        let at = particle * self.members.len() + area;
        let now = self.areas[at];
        let sd = self.shape.sd_area;
        let shift = single(STRIDE_AREA * sd * rng.normal());
        let distance = |x: f32| f64::from(x) / sd;
        let prior = libm::exp(0.5 * (distance(now).powi(2) - distance(now + shift).powi(2)));
        if rng.unit() * likely < prior * self.likely(particle, area, leaks, shift) {
            self.areas[at] = now + shift;
        }
    }

    /// Returns how likely the bits of an area are if its ability shifts by this.
    #[inline]
    fn likely(&self, particle: usize, area: usize, leaks: &[f32], shift: f32) -> f64 {
        let ability =
            self.global[particle] + self.areas[particle * self.members.len() + area] + shift;
        let words = &self.held[particle * self.n_words..(particle + 1) * self.n_words];
        let mut product = 1.0;
        for &skill in &self.members[area] {
            let chance = leaks[skill] * self.passes(ability - self.thresholds[skill]);
            let held = words[skill / 64] >> (skill % 64) & 1 == 1;
            product *= f64::from(if held { chance } else { 1.0 - chance });
        }
        product
    }

    /// Draws particles by their weights, which become equal.
    fn redraw(&mut self, rng: &mut Rng) {
        let n_particles = self.len();
        let n_areas = self.members.len();
        let share = 1.0 / n_particles as f64;
        let mut global = Vec::with_capacity(n_particles);
        let mut areas = Vec::with_capacity(n_particles * n_areas);
        let mut held = Vec::with_capacity(n_particles * self.n_words);
        let mut at = 0;
        let mut reached = self.weights[0];
        let start = rng.unit() * share;
        for drawn in 0..n_particles {
            let target = start + drawn as f64 * share;
            while reached < target && at + 1 < n_particles {
                at += 1;
                reached += self.weights[at];
            }
            global.push(self.global[at]);
            areas.extend_from_slice(&self.areas[at * n_areas..(at + 1) * n_areas]);
            held.extend_from_slice(&self.held[at * self.n_words..(at + 1) * self.n_words]);
        }
        (self.global, self.areas, self.held) = (global, areas, held);
        self.weights.fill(share);
    }

    /// Returns the chance that a skill is held given the effects and its prerequisites.
    fn prior(&self, particle: usize, skill: usize) -> f32 {
        let chance = self.ability_chance(particle, skill);
        if self.is_open(particle, skill) { chance } else { chance * self.leak }
    }

    fn ability_chance(&self, particle: usize, skill: usize) -> f32 {
        let area = self.area_of[skill];
        let ability = self.global[particle] + self.areas[particle * self.members.len() + area];
        self.passes(ability - self.thresholds[skill])
    }

    /// Returns the chance that a skill is shown at a distance from its threshold.
    #[inline]
    fn passes(&self, distance: f32) -> f32 {
        let reach = CDF_REACH * CDF_STEPS;
        let place = (distance * self.steps_per_logit).clamp(-reach, reach) + reach + 0.5;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "the clamp keeps it inside the table"
        )]
        let place = place as usize;
        self.cdf[place].clamp(1e-6, 1.0 - 1e-6)
    }

    #[inline]
    fn is_open(&self, particle: usize, skill: usize) -> bool {
        self.needs.of(skill).iter().all(|&need| self.holds(particle, need as usize))
    }

    fn set(&mut self, particle: usize, skill: usize, held: bool) {
        let word = &mut self.held[particle * self.n_words + skill / 64];
        let bit = 1 << (skill % 64);
        *word = if held { *word | bit } else { *word & !bit };
    }
}
