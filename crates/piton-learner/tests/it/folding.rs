//! A learner as a fold over answers.

use piton_learner::items::{Difficulty, Item, Kind};
use piton_learner::model::{Event, Model, Standing};
use piton_learner::outcome::Outcome;
use piton_learner::state::{LEVELS, Priors};
use piton_learner::{Graph, LearnerError};
use proptest::prelude::*;

const RIGHT: Outcome = Outcome::Theory { score: 1.0, hesitant: false, do_not_know: false };
const SOLVED: Outcome = Outcome::Code {
    solved: true,
    attempts: 1,
    hints: 0,
    passed_share: 1.0,
    fast: false,
    shown: false,
    doubtful: false,
};

/// A chain of three skills, each with two questions and two tasks.
fn model() -> Model {
    let graph = Graph::new(vec![0, 0, 1], &[vec![], vec![0], vec![1]]).expect("the graph is sound");
    let levels = vec![0, 1, 1];
    let items = (0..12)
        .map(|item| Item {
            skills: vec![(item / 4, 1.0)],
            kind: if item % 4 < 2 { Kind::Theory { options: 4 } } else { Kind::Code },
            slope: 1.0,
            difficulty: LEVELS[levels[item / 4]],
            minutes: 5.0,
        })
        .collect();
    Model::new(graph, levels, items, &Priors::default()).expect("the items fit the skills")
}

#[test]
fn mastery_needs_two_items_and_one_of_code() {
    let model = model();
    let mut learner = model.learner(0.0).unwrap();
    for day in 0..30 {
        model.apply(&mut learner, &Event { day, item: 0, outcome: RIGHT }).unwrap();
        model.apply(&mut learner, &Event { day, item: 1, outcome: RIGHT }).unwrap();
    }
    let before = model.estimate(&learner, 0, 30).unwrap();
    assert!(before.mastered > 0.85);
    assert_eq!(before.standing, Standing::Unlocking);
    model.apply(&mut learner, &Event { day: 30, item: 2, outcome: SOLVED }).unwrap();
    assert_eq!(model.estimate(&learner, 0, 30).unwrap().standing, Standing::Mastered);
}

#[test]
fn time_lowers_ability_and_widens_its_band() {
    let model = model();
    let mut learner = model.learner(0.0).unwrap();
    model.apply(&mut learner, &Event { day: 0, item: 2, outcome: SOLVED }).unwrap();
    let now = model.estimate(&learner, 0, 0).unwrap();
    let later = model.estimate(&learner, 0, 400).unwrap();
    assert!(later.ability < now.ability && later.sd > now.sd && later.recall < 1.0);
    let (low, high) = later.band();
    assert!(low < later.ability && later.ability < high);
    assert!(model.predict(&learner, 2, 400).unwrap() < model.predict(&learner, 2, 0).unwrap());
}

#[test]
fn practice_of_a_harder_skill_keeps_what_it_rests_on() {
    let model = model();
    let mut with = model.learner(0.0).unwrap();
    model.apply(&mut with, &Event { day: 0, item: 2, outcome: SOLVED }).unwrap();
    let mut without = with.clone();
    model.apply(&mut with, &Event { day: 20, item: 6, outcome: SOLVED }).unwrap();
    model.apply(&mut without, &Event { day: 20, item: 10, outcome: SOLVED }).unwrap();
    assert!(model.recall(&with, 0, 60) > model.recall(&without, 0, 60));
}

#[test]
fn not_knowing_says_more_than_a_wrong_answer() {
    let model = model();
    let ability = |do_not_know| {
        let mut learner = model.learner(0.0).unwrap();
        let outcome = Outcome::Theory { score: 0.0, hesitant: false, do_not_know };
        model.apply(&mut learner, &Event { day: 0, item: 0, outcome }).unwrap();
        model.estimate(&learner, 0, 0).unwrap().ability
    };
    assert!(ability(true) <= ability(false));
}

#[test]
fn doubtful_work_counts_little_and_is_not_remembered() {
    let model = model();
    let Outcome::Code { solved, attempts, hints, passed_share, fast, shown, .. } = SOLVED else {
        panic!("it is code")
    };
    let pasted =
        Outcome::Code { solved, attempts, hints, passed_share, fast, shown, doubtful: true };
    let after = |outcome| {
        let mut learner = model.learner(0.0).unwrap();
        model.apply(&mut learner, &Event { day: 0, item: 2, outcome }).unwrap();
        learner
    };
    let (own, pasted) = (after(SOLVED), after(pasted));
    let mean = |learner| model.estimate(learner, 0, 0).unwrap().ability;
    assert!(mean(&pasted) < mean(&own));
    assert!(pasted.code_card(0).is_none() && !pasted.has_solved(2));
}

#[test]
fn unknown_items_are_skipped_and_counted() {
    let model = model();
    let events = [
        Event { day: 0, item: 99, outcome: RIGHT },
        Event { day: 0, item: 0, outcome: RIGHT },
        Event {
            day: 0,
            item: 0,
            outcome: Outcome::Theory { score: f64::NAN, hesitant: false, do_not_know: false },
        },
    ];
    let (learner, skipped) = model.fold(model.learner(0.0).unwrap(), &events);
    let (alone, none) = model.fold(model.learner(0.0).unwrap(), &events[1..2]);
    assert_eq!((skipped, none), (2, 0));
    assert_eq!(learner, alone);
    let found = model.predict(&learner, 99, 0);
    assert_eq!(found, Err(LearnerError::UnknownItem { item: 99, n_items: 12 }));
}

#[test]
fn empty_bank_and_empty_graph_hold() {
    let graph = Graph::new(vec![], &[]).unwrap();
    let model = Model::new(graph, vec![], vec![], &Priors::default()).unwrap();
    let learner = model.learner(0.0).unwrap();
    assert!(model.estimate(&learner, 0, 0).is_err());
    assert!(model.learner(f64::NAN).is_err());
}

#[test]
fn difficulty_is_authored_until_thirty_answers() {
    let model = model();
    let mut difficulty = Difficulty::new(0.0, 0.5);
    let mut learner = model.learner(0.0).unwrap();
    for n in 0..30 {
        assert_eq!(difficulty.settled(), 0.0, "after {n}");
        let surprise =
            model.apply(&mut learner, &Event { day: 0, item: 0, outcome: RIGHT }).unwrap();
        difficulty.observe(&surprise);
    }
    assert!(difficulty.settled() < 0.0 && difficulty.var() < 0.5);
}

fn outcome() -> impl Strategy<Value = Outcome> {
    let theory =
        (0.0..=1.0_f64, any::<bool>(), any::<bool>()).prop_map(|(score, hesitant, do_not_know)| {
            Outcome::Theory { score, hesitant, do_not_know }
        });
    let code = (any::<[bool; 4]>(), any::<u32>(), any::<u32>(), 0.0..=1.0_f64).prop_map(
        |([solved, fast, shown, doubtful], attempts, hints, passed_share)| Outcome::Code {
            solved,
            attempts,
            hints,
            passed_share,
            fast,
            shown,
            doubtful,
        },
    );
    prop_oneof![theory, code]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    #[test]
    fn any_events_in_any_order_leave_numbers(
        events in prop::collection::vec((any::<i32>(), 0_usize..14, outcome()), 0..200),
        day: i32,
    ) {
        let model = model();
        let events: Vec<Event> =
            events.into_iter().map(|(day, item, outcome)| Event { day, item, outcome }).collect();
        let (learner, skipped) = model.fold(model.learner(0.3).unwrap(), &events);
        prop_assert_eq!(skipped, events.iter().filter(|event| event.item >= 12).count());
        for skill in 0..3 {
            let estimate = model.estimate(&learner, skill, day).unwrap();
            prop_assert!(estimate.ability.is_finite() && estimate.sd.is_finite() && estimate.sd > 0.0);
            prop_assert!((0.0..=1.0).contains(&estimate.mastered));
            prop_assert!((0.0..=1.0).contains(&estimate.recall));
        }
        for item in 0..12 {
            let p = model.predict(&learner, item, day).unwrap();
            prop_assert!((0.0..=1.0).contains(&p));
        }
    }
}
