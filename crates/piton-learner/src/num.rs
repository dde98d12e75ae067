//! Small functions of numbers that every part shares.

/// Returns the logistic function of `x`.
#[must_use]
pub fn sigmoid(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

/// Returns the log odds of a probability, which is kept away from 0 and 1 by 1e-9.
#[must_use]
pub fn logit(p: f64) -> f64 {
    let p = p.clamp(1e-9, 1.0 - 1e-9);
    (p / (1.0 - p)).ln()
}

/// Returns the standard normal distribution function.
#[must_use]
pub fn normal_cdf(x: f64) -> f64 {
    0.5 * libm::erfc(-x / std::f64::consts::SQRT_2)
}

/// Returns where the standard normal distribution function reaches `p`, by bisection.
///
/// Units: `p` a probability; the result lies within -9 and 9.
#[must_use]
pub fn normal_quantile(p: f64) -> f64 {
    let (mut low, mut high) = (-9.0, 9.0);
    for _ in 0..60 {
        let middle = 0.5 * (low + high);
        if normal_cdf(middle) < p { low = middle } else { high = middle }
    }
    0.5 * (low + high)
}

/// Returns the entropy of a yes-or-no event.
///
/// Units: nats; `p` a probability, 0 and 1 give 0.
#[must_use]
pub fn entropy(p: f64) -> f64 {
    // The library's logarithm is the same on every machine: questions are chosen by this.
    let part = |p: f64| if p > 0.0 { -p * libm::log(p) } else { 0.0 };
    part(p) + part(1.0 - p)
}

/// Returns what an answer tells about a yes-or-no state.
///
/// Units: nats; `p` is the chance of the state, the others that of a right answer with and without it.
#[must_use]
pub fn mutual_information(p: f64, right_if_held: f64, right_if_not: f64) -> f64 {
    let right = p * right_if_held + (1.0 - p) * right_if_not;
    (entropy(right) - p * entropy(right_if_held) - (1.0 - p) * entropy(right_if_not)).max(0.0)
}

/// Rounds to single precision, where tables and memories need no more.
#[must_use]
#[inline]
#[expect(clippy::cast_possible_truncation, reason = "rounding is what it is for")]
pub(crate) fn single(x: f64) -> f32 {
    x as f32
}
