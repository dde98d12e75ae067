//! Adaptive testing of one ability: which question next, and when to stop.
//!
//! The belief is kept on a grid, so nothing is assumed of its shape. [`crate::placement`] asks for
//! many skills; this serves a quiz or an exam over one of them.

use crate::curve::Curve;
use crate::num::single;
use crate::{LearnerError, Rng};

/// Points of the grid of abilities.
const N_POINTS: usize = 65;

/// The grid ends this far from the middle, in logits.
const REACH: f64 = 4.8;

/// Questions looked at closely, best first by information.
const N_CLOSE: usize = 16;

/// Questions with their chances at every point of the grid.
#[derive(Debug, Clone)]
pub struct Bank {
    n_items: usize,
    /// Item by item, the chance of a right answer at each point.
    right: Vec<f32>,
    /// Item by item, the Fisher information at each point.
    information: Vec<f32>,
}

impl Bank {
    /// Prepares questions.
    ///
    /// Errors: `BadNumber` for a curve that is none.
    pub fn new(curves: &[Curve]) -> Result<Self, LearnerError> {
        let mut right = Vec::with_capacity(curves.len() * N_POINTS);
        let mut information = Vec::with_capacity(curves.len() * N_POINTS);
        for curve in curves {
            curve.check()?;
            for point in 0..N_POINTS {
                let p = curve.at(ability(point)).clamp(1e-6, 1.0 - 1e-6);
                let range = (1.0 - curve.guess - curve.slip).max(1e-9);
                let s = ((p - curve.guess) / range).clamp(0.0, 1.0);
                let slope = range * curve.slope * s * (1.0 - s);
                right.push(single(p));
                information.push(single(slope * slope / (p * (1.0 - p))));
            }
        }
        Ok(Self { n_items: curves.len(), right, information })
    }

    fn right(&self, item: usize) -> &[f32] {
        &self.right[item * N_POINTS..(item + 1) * N_POINTS]
    }

    fn information(&self, item: usize) -> &[f32] {
        &self.information[item * N_POINTS..(item + 1) * N_POINTS]
    }
}

/// When a test has found out enough.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stop {
    /// Standard deviation of the ability that is good enough, in logits.
    pub sd: f64,
    /// Share of the variance allowed that the next question must be expected to remove.
    ///
    /// At the ends of the scale a bank has little to ask: there a test would otherwise go on
    /// through questions that tell next to nothing.
    pub least_gain: f64,
    /// Questions after which it ends in any case.
    pub max_items: usize,
}

impl Default for Stop {
    fn default() -> Self {
        Self { sd: 0.3, least_gain: 0.05, max_items: 50 }
    }
}

/// How often each question was asked, over all tests, and what asking it costs therefore.
///
/// A question above its share gets dearer with each test, one below it cheaper, so that the
/// sharpest are kept for those they tell most about. Beyond that no question passes its share.
#[derive(Debug, Clone, PartialEq)]
pub struct Exposure {
    asked: Vec<u32>,
    price: Vec<f32>,
    in_test: Vec<bool>,
    n_tests: u32,
    max_share: f64,
}

/// How fast prices move, in information (inverse squared logits) per test.
const PRICE_STEP: f64 = 0.02;

impl Exposure {
    /// Allows each question in at most this share of the tests.
    #[must_use]
    pub fn new(n_items: usize, max_share: f64) -> Self {
        Self {
            asked: vec![0; n_items],
            price: vec![0.0; n_items],
            in_test: vec![false; n_items],
            n_tests: 0,
            max_share,
        }
    }

    /// Counts a test that begins, after setting the prices by the one before.
    pub fn begin(&mut self) {
        if self.n_tests > 0 {
            for (price, used) in self.price.iter_mut().zip(&mut self.in_test) {
                let over = f64::from(u8::from(std::mem::take(used))) - self.max_share;
                *price = (*price + single(PRICE_STEP * over)).max(0.0);
            }
        }
        self.n_tests = self.n_tests.saturating_add(1);
    }

    /// Counts a question that was asked.
    pub fn asked(&mut self, item: usize) {
        if let Some(asked) = self.asked.get_mut(item) {
            *asked = asked.saturating_add(1);
            self.in_test[item] = true;
        }
    }

    /// Returns the share of tests in which the most asked question came.
    #[must_use]
    pub fn largest_share(&self) -> f64 {
        let most = self.asked.iter().copied().max().unwrap_or(0);
        f64::from(most) / f64::from(self.n_tests.max(1))
    }

    /// Returns what a question costs, unless it may not be asked at all.
    fn price(&self, item: usize) -> Option<f32> {
        let asked = self.asked.get(item).copied().unwrap_or(0);
        let allowed = f64::from(asked) < self.max_share * f64::from(self.n_tests.max(1));
        allowed.then(|| self.price.get(item).copied().unwrap_or(0.0))
    }
}

/// One test of one person.
#[derive(Debug, Clone)]
pub struct Test<'a> {
    bank: &'a Bank,
    belief: Vec<f32>,
    used: Vec<bool>,
    n_asked: usize,
}

impl<'a> Test<'a> {
    /// Starts with a normal belief about the ability.
    ///
    /// Errors: `BadNumber` for a mean outside the grid or a spread that is none.
    pub fn new(bank: &'a Bank, mean: f64, sd: f64) -> Result<Self, LearnerError> {
        crate::error::within("mean ability", mean, -REACH, REACH)?;
        crate::error::within("spread of abilities", sd, 1e-3, 1e3)?;
        let density = |point| single((-0.5 * ((ability(point) - mean) / sd).powi(2)).exp());
        let belief = (0..N_POINTS).map(density).collect();
        let mut test = Self { bank, belief, used: vec![false; bank.n_items], n_asked: 0 };
        test.normalise();
        Ok(test)
    }

    /// Returns mean and standard deviation of the ability, in logits.
    #[must_use]
    pub fn estimate(&self) -> (f64, f64) {
        let (mut mean, mut square) = (0.0, 0.0);
        for (point, &belief) in self.belief.iter().enumerate() {
            let ability = ability(point);
            mean += f64::from(belief) * ability;
            square += f64::from(belief) * ability * ability;
        }
        (mean, (square - mean * mean).max(0.0).sqrt())
    }

    /// Returns how many questions were answered.
    #[must_use]
    pub fn n_asked(&self) -> usize {
        self.n_asked
    }

    /// Chooses the question after which least doubt is expected, of those not asked yet.
    ///
    /// `None` if the bank has no more.
    ///
    /// Source: minimum expected posterior variance, van der Linden 1998, over the questions with
    /// the most information under the belief.
    #[must_use]
    pub fn next(&self) -> Option<usize> {
        self.best(1, |_| Some(0.0)).first().copied()
    }

    /// Chooses as [`Test::next`] does, but so that no question is asked of everyone.
    ///
    /// The question is drawn from the `among` best that the exposure allows; if it allows none of
    /// the bank, from all.
    ///
    /// Source: randomesque draw, Kingsbury and Zara 1989; restricted maximum, Revuelta and
    /// Ponsoda 1998.
    pub fn next_shared(&self, exposure: &Exposure, among: usize, rng: &mut Rng) -> Option<usize> {
        let mut best = self.best(among, |item| exposure.price(item));
        if best.is_empty() {
            best = self.best(among, |_| Some(0.0));
        }
        best.get(rng.below(best.len())).copied()
    }

    /// Says whether the test ends before this question, which is the best there is.
    #[must_use]
    pub fn is_done(&self, stop: &Stop, next: usize) -> bool {
        let sd = self.estimate().1;
        if sd <= stop.sd || self.n_asked >= stop.max_items || next >= self.bank.n_items {
            return true;
        }
        let (first, last) = self.support();
        let gain = sd * sd - f64::from(self.expected_var(next, first, last));
        gain < stop.least_gain * stop.sd * stop.sd
    }

    /// Returns the questions that add most information for their price, best first.
    fn best(&self, among: usize, price: impl Fn(usize) -> Option<f32>) -> Vec<usize> {
        let (first, last) = self.support();
        let belief = &self.belief[first..last];
        let among = among.max(1);
        let n_close = N_CLOSE.max(among * 2);
        let mut close: Vec<(f32, f32, usize)> = Vec::with_capacity(n_close + 1);
        for item in (0..self.bank.n_items).filter(|&item| !self.used[item]) {
            let Some(price) = price(item) else { continue };
            let worth = dot(belief, &self.bank.information(item)[first..last]) - price;
            if close.len() == n_close && worth <= close[n_close - 1].0 {
                continue;
            }
            let at = close.partition_point(|one| one.0 >= worth);
            close.insert(at, (worth, price, item));
            close.truncate(n_close);
        }
        for (worth, price, item) in &mut close {
            *worth = 1.0 / self.expected_var(*item, first, last).max(1e-9) - *price;
        }
        close.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.2.cmp(&b.2)));
        close.truncate(among);
        close.into_iter().map(|one| one.2).collect()
    }

    /// Believes an answer.
    ///
    /// Errors: `UnknownItem`.
    pub fn answer(&mut self, item: usize, right: bool) -> Result<(), LearnerError> {
        let n_items = self.bank.n_items;
        if item >= n_items {
            return Err(LearnerError::UnknownItem { item, n_items });
        }
        for (belief, p) in self.belief.iter_mut().zip(self.bank.right(item)) {
            *belief *= if right { *p } else { 1.0 - *p };
        }
        self.used[item] = true;
        self.n_asked += 1;
        self.normalise();
        Ok(())
    }

    /// Returns the range of the grid that still matters.
    fn support(&self) -> (usize, usize) {
        let matters = |belief: &f32| *belief > 1e-4;
        let first = self.belief.iter().position(matters).unwrap_or(0);
        let last = self.belief.iter().rposition(matters).map_or(N_POINTS, |last| last + 1);
        (first, last)
    }

    fn expected_var(&self, item: usize, first: usize, last: usize) -> f32 {
        let (mut all, mut all1, mut all2) = (0.0, 0.0, 0.0);
        let (mut yes, mut yes1, mut yes2) = (0.0, 0.0, 0.0);
        let right = &self.bank.right(item)[first..last];
        for (point, (&belief, &right)) in
            (first..last).zip(self.belief[first..last].iter().zip(right))
        {
            let ability = single(ability(point));
            let hit = belief * right;
            all += belief;
            all1 += belief * ability;
            all2 += belief * ability * ability;
            yes += hit;
            yes1 += hit * ability;
            yes2 += hit * ability * ability;
        }
        let part = |n: f32, sum: f32, square: f32| square - sum * sum / n.max(1e-9);
        part(yes, yes1, yes2) + part(all - yes, all1 - yes1, all2 - yes2)
    }

    fn normalise(&mut self) {
        let sum: f32 = self.belief.iter().sum();
        if sum > 0.0 && sum.is_finite() {
            self.belief.iter_mut().for_each(|belief| *belief /= sum);
        } else {
            // Answers that contradict each other beyond what the grid can hold say nothing.
            self.belief.fill(1.0 / N_POINTS as f32);
        }
    }
}

fn ability(point: usize) -> f64 {
    REACH * (2.0 * point as f64 / (N_POINTS - 1) as f64 - 1.0)
}

/// Sums products in eight lanes: one sum would wait for itself at every step.
fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut lanes = [0.0; 8];
    let (heads, tail) = a.as_chunks::<8>();
    let (other_heads, other_tail) = b.as_chunks::<8>();
    for (a, b) in heads.iter().zip(other_heads) {
        for (lane, (a, b)) in lanes.iter_mut().zip(a.iter().zip(b)) {
            *lane += a * b;
        }
    }
    let rest: f32 = tail.iter().zip(other_tail).map(|(a, b)| a * b).sum();
    lanes.iter().sum::<f32>() + rest
}
