//! The memory beside the `fsrs` crate used directly and beside the package of the same name.

use std::time::Instant;

use fsrs::{FSRS, FSRSItem, FSRSReview};
use piton_learner::Rng;
use piton_learner::memory::{Card, Rating, Scheduler};

use crate::metrics::round;
use crate::peers::Peers;

const RATINGS: [Rating; 4] = [Rating::Again, Rating::Hard, Rating::Good, Rating::Easy];

/// Compares many random histories.
pub(crate) fn equality(n_histories: usize, peers: &Peers) -> serde_json::Value {
    let mut rng = Rng::new(21);
    let histories: Vec<Vec<(i32, usize)>> = (0..n_histories).map(|_| history(&mut rng)).collect();
    let scheduler = Scheduler::default();
    let began = Instant::now();
    let cards: Vec<Card> = histories.iter().map(|one| fold(&scheduler, one)).collect();
    let n_reviews: usize = histories.iter().map(Vec::len).sum();
    let spent = began.elapsed().as_secs_f64() * 1e6 / n_reviews as f64;
    let fsrs = FSRS::default();
    let mut worst: f64 = 0.0;
    for (history, card) in histories.iter().zip(&cards) {
        let mut last = history[0].0;
        let reviews = history
            .iter()
            .map(|&(day, rating)| {
                let delta_t = u32::try_from(day - last).expect("days go up");
                last = day;
                FSRSReview { rating: u32::try_from(rating + 1).expect("it is small"), delta_t }
            })
            .collect();
        let state = fsrs.memory_state(FSRSItem { reviews }, None).expect("the history is sound");
        worst = worst
            .max(relative(card.stability.into(), state.stability.into()))
            .max(relative(card.difficulty.into(), state.difficulty.into()));
        for gap in [1_i16, 10, 100, 1000] {
            let theirs = fsrs::current_retrievability(state, gap.into(), 0.1542);
            let ours = scheduler.recall(card, card.last_day + i32::from(gap));
            worst = worst.max((ours - f64::from(theirs)).abs());
        }
    }
    serde_json::json!({
        "histories": n_histories,
        "us_per_review": round(spent, 3),
        "largest_gap_crate": worst,
        "package": package(&histories, &cards, &scheduler, peers),
    })
}

/// Compares with the package, which works in double precision: stability, difficulty, recall, due.
fn package(
    histories: &[Vec<(i32, usize)>],
    cards: &[Card],
    scheduler: &Scheduler,
    peers: &Peers,
) -> serde_json::Value {
    let told: Vec<Vec<(i32, usize)>> = histories
        .iter()
        .map(|history| history.iter().map(|&(day, rating)| (day, rating + 1)).collect())
        .collect();
    let path = std::env::temp_dir().join(format!("piton-histories-{}.json", std::process::id()));
    #[expect(clippy::disallowed_methods, reason = "a bench hands its peer what to read")]
    std::fs::write(&path, serde_json::json!(told).to_string()).expect("the folder is writable");
    let answer = peers.run("fsrs", &[&path.display().to_string()]);
    std::fs::remove_file(&path).expect("it was written");
    let Some(rows) = answer.as_array() else { return answer };
    let (mut worst, mut n_days_apart) = (0.0_f64, 0);
    for (row, card) in rows.iter().zip(cards) {
        let cell = |at: usize| row[at].as_f64().unwrap_or(f64::NAN);
        worst = worst
            .max(relative(card.stability.into(), cell(0)))
            .max(relative(card.difficulty.into(), cell(1)))
            .max((scheduler.recall(card, card.last_day + 30) - cell(2)).abs());
        let due = scheduler.due(card, 0.9).expect("it is a retention") - card.last_day;
        n_days_apart += usize::from((f64::from(due) - cell(3)).abs() > 0.5);
    }
    serde_json::json!({
        "histories": rows.len(),
        "largest_gap": worst,
        "intervals_apart": n_days_apart,
    })
}

/// Returns a gap as a share of the value, of 1 for smaller values.
fn relative(ours: f64, theirs: f64) -> f64 {
    (ours - theirs).abs() / theirs.abs().max(1.0)
}

/// Draws days that rise, some reviews on the same day, and ratings.
fn history(rng: &mut Rng) -> Vec<(i32, usize)> {
    let mut day = 0;
    let n_reviews = 1 + rng.below(12);
    (0..n_reviews)
        .map(|_| {
            let rating = if rng.chance(0.6) { 2 } else { rng.below(4) };
            let one = (day, rating);
            let gap = if rng.chance(0.1) { 0 } else { 1 + rng.below(60) };
            day += i32::try_from(gap).expect("it is small");
            one
        })
        .collect()
}

fn fold(scheduler: &Scheduler, history: &[(i32, usize)]) -> Card {
    let mut card = None;
    for &(day, rating) in history {
        card = Some(scheduler.review(card.as_ref(), RATINGS[rating], day));
    }
    card.expect("a history has a review")
}
