//! Forgetting, refreshing and spreading.

use fsrs::{FSRS, MemoryState, current_retrievability};
use piton_learner::memory::{Card, Pace, Rating, Review, Scheduler};
use proptest::prelude::*;

const ALL: [Rating; 4] = [Rating::Again, Rating::Hard, Rating::Good, Rating::Easy];

fn card(stability: f32, last_day: i32) -> Card {
    Card { stability, difficulty: 5.0, last_day }
}

#[test]
fn recall_is_the_crates_curve() {
    let scheduler = Scheduler::default();
    for days in [0_i16, 1, 5, 30, 365, 5000] {
        let ours = scheduler.recall(&card(7.5, 100), 100 + i32::from(days));
        let state = MemoryState { stability: 7.5, difficulty: 5.0 };
        let theirs = current_retrievability(state, days.into(), 0.1542);
        assert!((ours - f64::from(theirs)).abs() < 1e-6, "{days}: {ours} {theirs}");
    }
}

#[test]
fn due_day_is_the_crates_interval() {
    let scheduler = Scheduler::default();
    let first = scheduler.review(None, Rating::Good, 10);
    let crates = FSRS::default().next_states(None, 0.9, 0).unwrap().good;
    assert_eq!(first.stability, crates.memory.stability);
    assert_eq!(scheduler.due(&first, 0.9).unwrap(), 12);
    assert!(scheduler.due(&first, 0.8).unwrap() > 12);
    assert!(scheduler.due(&first, f64::NAN).is_err());
}

#[test]
fn clock_set_back_counts_as_the_same_day() {
    let scheduler = Scheduler::default();
    let card = scheduler.review(None, Rating::Good, 100);
    assert_eq!(scheduler.recall(&card, 50), 1.0);
    let again = scheduler.review(Some(&card), Rating::Good, 50);
    assert_eq!(again, scheduler.review(Some(&card), Rating::Good, 100));
    assert_eq!(scheduler.recall(&card, i32::MIN), 1.0);
    assert!(scheduler.recall(&card, i32::MAX) > 0.0);
}

#[test]
fn refresh_of_one_is_a_review_and_of_none_is_nothing() {
    let scheduler = Scheduler::default();
    let old = card(10.0, 0);
    let whole = scheduler.refresh(&old, 1.0, 20);
    let review = scheduler.review(Some(&old), Rating::Good, 20);
    assert!((whole.stability - review.stability).abs() < 1e-3);
    assert_eq!(whole.last_day, 20);
    assert_eq!(scheduler.refresh(&old, 0.0, 20), old);
    assert_eq!(scheduler.refresh(&old, f64::NAN, 20), old);
    assert_eq!(scheduler.refresh(&old, 0.5, 1), old, "what is fresh stays");
    let half = scheduler.refresh(&old, 0.5, 20);
    assert!(half.stability > old.stability && half.stability < whole.stability);
}

#[test]
fn backlog_after_a_break_is_spread() {
    let scheduler = Scheduler::default();
    let reviews: Vec<Review> = (0..200)
        .map(|n| Review { card: card(3.0 + n as f32, 0), retention: 0.9, minutes: 2.0 })
        .collect();
    let days = scheduler.spread(&reviews, 400, 20.0, 60).unwrap();
    for day in 400..420 {
        assert_eq!(days.iter().filter(|one| **one == Some(day)).count(), 10);
    }
    assert!(days.iter().all(Option::is_some));
    // One that takes longer than a day is not put off for ever.
    let long = [Review { card: card(3.0, 0), retention: 0.9, minutes: 90.0 }];
    assert_eq!(scheduler.spread(&long, 400, 20.0, 60).unwrap(), [Some(400)]);
    assert_eq!(scheduler.spread(&long, 400, 0.0, 60).unwrap(), [None]);
    assert!(scheduler.spread(&long, 400, f64::NAN, 60).is_err());
}

#[test]
fn pace_finds_a_memory_that_lasts_half_as_long() {
    let scheduler = Scheduler::default();
    let mut pace = Pace::default();
    let mut rng = piton_learner::Rng::new(1);
    for _ in 0..3000 {
        let told = card(20.0, 0);
        let day = 5 + i32::try_from(rng.below(60)).unwrap();
        let recalled = rng.chance(scheduler.recall(&card(10.0, 0), day));
        pace.observe(&scheduler, &told, day, recalled);
    }
    // Three thousand reviews leave an error near .1 in the logarithm.
    assert!((0.38..0.66).contains(&pace.scale()), "{}", pace.scale());
    pace.observe(&scheduler, &card(f32::NAN, 0), 10, true);
    pace.observe(&scheduler, &card(20.0, 0), -10, true);
    assert!(pace.scale().is_finite());
}

#[test]
fn review_that_lasts_is_bought_before_one_that_is_soon_gone() {
    let scheduler = Scheduler::default();
    let bought = |stability| {
        let review = Review { card: card(stability, 0), retention: 0.9, minutes: 1.0 };
        scheduler.bought(&review, 5)
    };
    assert!(bought(5.0) > bought(0.3));
}

proptest! {
    #[test]
    fn any_days_leave_a_memory(reviews in prop::collection::vec((any::<i32>(), 0_usize..4), 1..40), day: i32) {
        let scheduler = Scheduler::default();
        let mut card: Option<Card> = None;
        for (day, rating) in reviews {
            let next = scheduler.review(card.as_ref(), ALL[rating], day);
            prop_assert!(next.stability.is_finite() && next.stability > 0.0);
            prop_assert!((1.0..=10.0).contains(&next.difficulty));
            prop_assert!(card.is_none_or(|card| next.last_day >= card.last_day));
            let next = scheduler.refresh(&next, 0.4, day);
            prop_assert!(next.stability.is_finite() && next.stability > 0.0);
            card = Some(next);
        }
        let recall = scheduler.recall(&card.unwrap(), day);
        prop_assert!((0.0..=1.0).contains(&recall));
        prop_assert!(scheduler.due(&card.unwrap(), 0.9).unwrap() > card.unwrap().last_day || card.unwrap().last_day == i32::MAX);
    }

    #[test]
    fn spread_never_exceeds_the_minutes(
        cards in prop::collection::vec((0.1..500.0_f32, -400..400_i32, 0.5..9.0_f64), 0..60),
        minutes in 10.0..60.0_f64,
    ) {
        let scheduler = Scheduler::default();
        let reviews: Vec<Review> = cards
            .iter()
            .map(|&(stability, day, minutes)| Review { card: card(stability, day), retention: 0.9, minutes })
            .collect();
        let days = scheduler.spread(&reviews, 300, minutes, 30).unwrap();
        for day in 300..330 {
            let sum: f64 = (0..reviews.len())
                .filter(|&one| days[one] == Some(day))
                .map(|one| reviews[one].minutes)
                .sum();
            prop_assert!(sum <= minutes + 1e-9);
        }
    }
}
