//! How good foreseen chances are: AUC, log loss, RMSE, calibration error, intervals by student.

use std::time::Duration;

use piton_learner::Rng;

/// One foreseen chance and what came out.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Foreseen {
    /// Whose it is.
    pub(crate) student: usize,
    /// The chance.
    pub(crate) chance: f64,
    /// What came out.
    pub(crate) right: bool,
}

/// Returns the area under the curve with a weight per student, ties counted half.
///
/// `sorted` is in ascending order of chance.
fn weighted_auc(sorted: &[Foreseen], weight: &[f64]) -> f64 {
    let (mut below, mut sum, mut n_right) = (0.0, 0.0, 0.0);
    let mut at = 0;
    while at < sorted.len() {
        let (mut wrong_here, mut right_here) = (0.0, 0.0);
        let chance = sorted[at].chance;
        while at < sorted.len() && sorted[at].chance == chance {
            let one = &sorted[at];
            if one.right {
                right_here += weight[one.student];
            } else {
                wrong_here += weight[one.student];
            }
            at += 1;
        }
        sum += right_here * (below + wrong_here / 2.0);
        below += wrong_here;
        n_right += right_here;
    }
    sum / (n_right * below)
}

/// Returns all figures of a list of chances.
pub(crate) fn figures(foreseen: &[Foreseen]) -> serde_json::Value {
    let mut sorted = foreseen.to_vec();
    sorted.sort_by(|a, b| a.chance.total_cmp(&b.chance));
    let n_students = foreseen.iter().map(|one| one.student + 1).max().unwrap_or(0);
    let auc = weighted_auc(&sorted, &vec![1.0; n_students]);
    let mut rng = Rng::new(1);
    let aucs = (0..400).map(|_| {
        let mut weight = vec![0.0; n_students];
        for _ in 0..n_students {
            weight[rng.below(n_students)] += 1.0;
        }
        weighted_auc(&sorted, &weight)
    });
    let (low, high) = interval(aucs.collect());
    let n = foreseen.len() as f64;
    let y = |one: &Foreseen| f64::from(u8::from(one.right));
    let log_loss: f64 = foreseen
        .iter()
        .map(|one| {
            let p = one.chance.clamp(1e-9, 1.0 - 1e-9);
            -if one.right { p.ln() } else { (1.0 - p).ln() }
        })
        .sum();
    let square: f64 = foreseen.iter().map(|one| (y(one) - one.chance).powi(2)).sum();
    let pairs: Vec<(f64, bool)> = foreseen.iter().map(|one| (one.chance, one.right)).collect();
    serde_json::json!({
        "rows": foreseen.len(),
        "auc": round(auc, 5),
        "auc_95_by_student": [round(low, 4), round(high, 4)],
        "log_loss": round(log_loss / n, 5),
        "rmse": round((square / n).sqrt(), 5),
        "ece": round(calibration_error(&pairs), 5),
    })
}

/// Returns the mean distance between chance and frequency in ten equal bins, weighted by size.
pub(crate) fn calibration_error(pairs: &[(f64, bool)]) -> f64 {
    let mut bins = [(0.0, 0.0); 10];
    for &(chance, right) in pairs {
        #[expect(clippy::cast_possible_truncation, reason = "a chance has ten tenths")]
        let bin = ((chance * 10.0) as usize).min(9);
        bins[bin].0 += chance;
        bins[bin].1 += f64::from(u8::from(right));
    }
    bins.iter().map(|(chance, right)| (chance - right).abs()).sum::<f64>() / pairs.len() as f64
}

/// Returns the middle 95 % of values.
pub(crate) fn interval(mut values: Vec<f64>) -> (f64, f64) {
    values.sort_by(f64::total_cmp);
    let last = values.len().saturating_sub(1);
    (values[last * 25 / 1000], values[last * 975 / 1000])
}

/// Returns the mean of values.
pub(crate) fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len().max(1) as f64
}

/// Rounds to a number of places.
pub(crate) fn round(value: f64, places: i32) -> f64 {
    let scale = 10_f64.powi(places);
    (value * scale).round() / scale
}
/// Returns the 95 % bootstrap interval of a mean.
pub(crate) fn mean_interval(values: &[f64], seed: u64) -> (f64, f64) {
    let mut rng = Rng::new(seed);
    let n = values.len();
    let means = (0..2000).map(|_| (0..n).map(|_| values[rng.below(n)]).sum::<f64>() / n as f64);
    interval(means.collect())
}

/// Returns the CPU time of this thread: other work on the machine does not count.
pub(crate) fn cpu() -> Duration {
    let now = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::try_from(now).expect("it is not negative")
}
