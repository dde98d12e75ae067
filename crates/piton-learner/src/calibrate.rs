//! Item banks from logs: slopes and difficulties by Bayes-modal EM.
//!
//! The two-parameter logistic curve with a fixed chance to guess; ability is standard normal.

use std::collections::BTreeMap;

use crate::LearnerError;
use crate::error::within;
use crate::num::sigmoid;

/// Points of the quadrature over ability.
const N_POINTS: usize = 41;

/// The quadrature ends this far from the middle, in standard deviations.
const REACH: f64 = 6.0;

/// What an author says of an item before anyone answered.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Authored {
    /// Difficulty in logits, and its standard deviation.
    pub difficulty: (f64, f64),
    /// Natural logarithm of the slope, and its standard deviation.
    pub log_slope: (f64, f64),
}

impl Authored {
    /// Returns the usual doubt about a difficulty: .7 logits, slopes near 1 give or take .3.
    #[must_use]
    pub fn new(difficulty: f64) -> Self {
        Self { difficulty: (difficulty, 0.7), log_slope: (0.0, 0.3) }
    }
}

/// One answer in a log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Answer {
    /// Who answered.
    pub person: usize,
    /// Which item.
    pub item: usize,
    /// Whether it was right.
    pub right: bool,
}

/// What a calibration found out about an item.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fitted {
    /// Steepness of the curve.
    pub slope: f64,
    /// Difficulty in standard deviations of ability.
    pub difficulty: f64,
    /// Standard error of the difficulty.
    pub error: f64,
    /// Answers it rests on, each of another person.
    pub n_answers: usize,
}

impl Fitted {
    /// Says whether the figures may replace an author's difficulty.
    ///
    /// It takes 30 people's answers, and a shift below three standard errors or 200 answers.
    #[must_use]
    pub fn replaces(&self, authored: f64) -> bool {
        let enough = self.n_answers >= 30;
        let near = (self.difficulty - authored).abs() < 3.0 * self.error;
        enough && (near || self.n_answers >= 200)
    }

    /// Says whether the item tells apart too little to be kept without a look.
    #[must_use]
    pub fn is_blunt(&self) -> bool {
        self.slope < 0.35
    }
}

/// The result of a calibration.
#[derive(Debug, Clone, PartialEq)]
pub struct Calibration {
    /// One entry per item.
    pub items: Vec<Fitted>,
    /// Marginal log likelihood of the answers, priors left out.
    pub log_likelihood: f64,
    /// Rounds it took.
    pub rounds: usize,
    /// Whether the figures had come to rest.
    pub converged: bool,
}

/// Fits items to a log.
///
/// An answer to the same item by the same person again is left out: only the first counts.
///
/// Shapes: `authored` and `guess` have one entry an item; `None` fits without priors.
/// Errors: `Length`; `UnknownItem`; `BadNumber` for priors that are none.
/// Panics: never.
/// Source: Bock and Aitkin, Psychometrika 46, 1981; Mislevy, Psychometrika 51, 1986 for priors.
pub fn calibrate(
    answers: &[Answer],
    guess: &[f64],
    authored: Option<&[Authored]>,
) -> Result<Calibration, LearnerError> {
    let n_items = guess.len();
    for &one in guess {
        within("chance to guess", one, 0.0, 0.9)?;
    }
    if let Some(authored) = authored {
        if authored.len() != n_items {
            return Err(LearnerError::Length {
                what: "authored difficulties",
                expected: n_items,
                got: authored.len(),
            });
        }
        for one in authored {
            within("authored difficulty", one.difficulty.0, -8.0, 8.0)?;
            within("doubt about a difficulty", one.difficulty.1, 1e-3, 1e3)?;
            within("authored slope", one.log_slope.0, -3.0, 2.0)?;
            within("doubt about a slope", one.log_slope.1, 1e-3, 1e3)?;
        }
    }
    if let Some(answer) = answers.iter().find(|answer| answer.item >= n_items) {
        return Err(LearnerError::UnknownItem { item: answer.item, n_items });
    }
    let patterns = patterns(answers);
    let mut fit = Fit::new(n_items, guess, authored, &patterns);
    let mut rounds = 0;
    let mut converged = false;
    while rounds < 3000 && !converged {
        rounds += 1;
        fit.expect(&patterns);
        converged = fit.maximise() < 1e-5;
    }
    let log_likelihood = fit.expect(&patterns);
    Ok(Calibration { items: fit.fitted(&patterns), log_likelihood, rounds, converged })
}

/// Answers that several people gave alike, and how many did.
type Patterns = Vec<(Vec<(usize, bool)>, f64)>;

fn patterns(answers: &[Answer]) -> Patterns {
    let mut people: BTreeMap<usize, BTreeMap<usize, bool>> = BTreeMap::new();
    for answer in answers {
        people.entry(answer.person).or_default().entry(answer.item).or_insert(answer.right);
    }
    let mut counts: BTreeMap<Vec<(usize, bool)>, f64> = BTreeMap::new();
    for answers in people.into_values() {
        *counts.entry(answers.into_iter().collect()).or_default() += 1.0;
    }
    counts.into_iter().collect()
}

struct Fit<'a> {
    guess: &'a [f64],
    authored: Option<&'a [Authored]>,
    /// Logarithm of the slope, and difficulty.
    items: Vec<(f64, f64)>,
    points: Vec<f64>,
    log_weights: Vec<f64>,
    /// Expected answers and right answers of an item at each point.
    seen: Vec<[f64; N_POINTS]>,
    right: Vec<[f64; N_POINTS]>,
    log_right: Vec<[f64; N_POINTS]>,
    log_wrong: Vec<[f64; N_POINTS]>,
}

impl<'a> Fit<'a> {
    fn new(
        n_items: usize,
        guess: &'a [f64],
        authored: Option<&'a [Authored]>,
        patterns: &Patterns,
    ) -> Self {
        let points: Vec<f64> = (0..N_POINTS)
            .map(|point| REACH * (2.0 * point as f64 / (N_POINTS - 1) as f64 - 1.0))
            .collect();
        let sum: f64 = points.iter().map(|x| (-x * x / 2.0).exp()).sum();
        let log_weights = points.iter().map(|x| -x * x / 2.0 - sum.ln()).collect();
        let mut counts = vec![(1.0, 2.0); n_items];
        for (answers, n) in patterns {
            for &(item, right) in answers {
                counts[item].0 += if right { *n } else { 0.0 };
                counts[item].1 += n;
            }
        }
        let items = counts
            .iter()
            .enumerate()
            .map(|(item, (right, n))| match authored {
                Some(authored) => (authored[item].log_slope.0, authored[item].difficulty.0),
                None => (0.0, -crate::num::logit(right / n)),
            })
            .collect();
        let empty = vec![[0.0; N_POINTS]; n_items];
        Self {
            guess,
            authored,
            items,
            points,
            log_weights,
            seen: empty.clone(),
            right: empty.clone(),
            log_right: empty.clone(),
            log_wrong: empty,
        }
    }

    /// Spreads each pattern over the points and returns the log likelihood.
    fn expect(&mut self, patterns: &Patterns) -> f64 {
        for item in 0..self.items.len() {
            let (log_slope, difficulty) = self.items[item];
            let slope = log_slope.exp();
            for (point, &x) in self.points.iter().enumerate() {
                let s = sigmoid(slope * (x - difficulty));
                let p = self.guess[item] + (1.0 - self.guess[item]) * s;
                self.log_right[item][point] = p.max(1e-300).ln();
                self.log_wrong[item][point] = (1.0 - p).max(1e-300).ln();
            }
            self.seen[item] = [0.0; N_POINTS];
            self.right[item] = [0.0; N_POINTS];
        }
        let mut log_likelihood = 0.0;
        for (answers, n) in patterns {
            let (posterior, log_sum) = self.posterior(answers);
            log_likelihood += n * log_sum;
            for &(item, right) in answers {
                for (point, posterior) in posterior.iter().enumerate() {
                    let share = n * posterior;
                    self.seen[item][point] += share;
                    self.right[item][point] += if right { share } else { 0.0 };
                }
            }
        }
        log_likelihood
    }

    fn posterior(&self, answers: &[(usize, bool)]) -> ([f64; N_POINTS], f64) {
        let mut logs = [0.0; N_POINTS];
        logs.copy_from_slice(&self.log_weights);
        for &(item, right) in answers {
            let table = if right { &self.log_right[item] } else { &self.log_wrong[item] };
            for (log, one) in logs.iter_mut().zip(table) {
                *log += one;
            }
        }
        let top = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let mut sum = 0.0;
        for log in &mut logs {
            *log = (*log - top).exp();
            sum += *log;
        }
        logs.iter_mut().for_each(|log| *log /= sum);
        (logs, top + sum.ln())
    }

    /// Moves each item to its mode and returns the longest move.
    fn maximise(&mut self) -> f64 {
        let mut longest: f64 = 0.0;
        for item in 0..self.items.len() {
            let start = self.items[item];
            let mut now = start;
            let mut value = self.value(item, now);
            for _ in 0..8 {
                let Some(step) = self.step(item, now) else { break };
                let mut scale = 1.0;
                let mut moved = false;
                while scale > 1e-3 {
                    let next = bounded(now.0 + scale * step.0, now.1 + scale * step.1);
                    let next_value = self.value(item, next);
                    if next_value >= value {
                        moved = (next.0 - now.0).abs() + (next.1 - now.1).abs() > 1e-9;
                        (now, value) = (next, next_value);
                        break;
                    }
                    scale /= 2.0;
                }
                if !moved {
                    break;
                }
            }
            self.items[item] = now;
            longest = longest.max((now.0 - start.0).abs()).max((now.1 - start.1).abs());
        }
        longest
    }

    /// Returns the expected log posterior of an item's figures.
    fn value(&self, item: usize, (log_slope, difficulty): (f64, f64)) -> f64 {
        let slope = log_slope.exp();
        let guess = self.guess[item];
        let mut sum = 0.0;
        for (point, &x) in self.points.iter().enumerate() {
            let p = guess + (1.0 - guess) * sigmoid(slope * (x - difficulty));
            let p = p.clamp(1e-12, 1.0 - 1e-12);
            let right = self.right[item][point];
            sum += right * p.ln() + (self.seen[item][point] - right) * (1.0 - p).ln();
        }
        if let Some(authored) = self.authored {
            let one = &authored[item];
            sum -= ((log_slope - one.log_slope.0) / one.log_slope.1).powi(2) / 2.0;
            sum -= ((difficulty - one.difficulty.0) / one.difficulty.1).powi(2) / 2.0;
        }
        sum
    }

    /// Returns a step of Fisher scoring, or nothing where there is no information.
    fn step(&self, item: usize, (log_slope, difficulty): (f64, f64)) -> Option<(f64, f64)> {
        let slope = log_slope.exp();
        let guess = self.guess[item];
        let (mut g0, mut g1) = (0.0, 0.0);
        let (mut h00, mut h01, mut h11) = (0.0, 0.0, 0.0);
        for (point, &x) in self.points.iter().enumerate() {
            let s = sigmoid(slope * (x - difficulty));
            let p = (guess + (1.0 - guess) * s).clamp(1e-12, 1.0 - 1e-12);
            let slope_here = (1.0 - guess) * s * (1.0 - s);
            let d0 = slope * (x - difficulty) * slope_here;
            let d1 = -slope * slope_here;
            let seen = self.seen[item][point];
            let spread = p * (1.0 - p);
            let residual = (self.right[item][point] - seen * p) / spread;
            g0 += residual * d0;
            g1 += residual * d1;
            h00 += seen * d0 * d0 / spread;
            h01 += seen * d0 * d1 / spread;
            h11 += seen * d1 * d1 / spread;
        }
        if let Some(authored) = self.authored {
            let one = &authored[item];
            let (p0, p1) = (one.log_slope.1.powi(-2), one.difficulty.1.powi(-2));
            g0 -= (log_slope - one.log_slope.0) * p0;
            g1 -= (difficulty - one.difficulty.0) * p1;
            h00 += p0;
            h11 += p1;
        }
        let determinant = h00 * h11 - h01 * h01;
        if determinant.is_nan() || determinant <= 1e-12 {
            return None;
        }
        let step = ((h11 * g0 - h01 * g1) / determinant, (h00 * g1 - h01 * g0) / determinant);
        // A long step leaves the region where the curve is known.
        Some((step.0.clamp(-1.0, 1.0), step.1.clamp(-2.0, 2.0)))
    }

    /// Adds standard errors, from the cross products of each person's own score.
    fn fitted(&self, patterns: &Patterns) -> Vec<Fitted> {
        let mut sums = vec![[0.0; 3]; self.items.len()];
        let mut n_answers = vec![0.0; self.items.len()];
        for (answers, n) in patterns {
            let (posterior, _) = self.posterior(answers);
            for &(item, right) in answers {
                let (log_slope, difficulty) = self.items[item];
                let slope = log_slope.exp();
                let guess = self.guess[item];
                let (mut d0, mut d1) = (0.0, 0.0);
                for (point, &x) in self.points.iter().enumerate() {
                    let s = sigmoid(slope * (x - difficulty));
                    let p = (guess + (1.0 - guess) * s).clamp(1e-12, 1.0 - 1e-12);
                    let y = f64::from(u8::from(right));
                    let pull = posterior[point] * (y - p) / (p * (1.0 - p));
                    let slope_here = pull * (1.0 - guess) * s * (1.0 - s) * slope;
                    d0 += slope_here * (x - difficulty);
                    d1 -= slope_here;
                }
                sums[item][0] += n * d0 * d0;
                sums[item][1] += n * d0 * d1;
                sums[item][2] += n * d1 * d1;
                n_answers[item] += n;
            }
        }
        (0..self.items.len())
            .map(|item| {
                let [mut h00, h01, mut h11] = sums[item];
                if let Some(authored) = self.authored {
                    h00 += authored[item].log_slope.1.powi(-2);
                    h11 += authored[item].difficulty.1.powi(-2);
                }
                let determinant = h00 * h11 - h01 * h01;
                // Without information nothing is known: an error as wide as the scale.
                let error =
                    if determinant > 1e-12 { (h00 / determinant).sqrt().min(16.0) } else { 16.0 };
                #[expect(clippy::cast_possible_truncation, reason = "it counts answers")]
                let n = n_answers[item] as usize;
                Fitted {
                    slope: self.items[item].0.exp(),
                    difficulty: self.items[item].1,
                    error,
                    n_answers: n,
                }
            })
            .collect()
    }
}

/// Keeps figures where a bank may have them, so that an item all got right does not run away.
fn bounded(log_slope: f64, difficulty: f64) -> (f64, f64) {
    (log_slope.clamp(0.05_f64.ln(), 6.0_f64.ln()), difficulty.clamp(-8.0, 8.0))
}
