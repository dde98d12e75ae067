//! What comes next, and why.

use piton_learner::items::{Item, Kind};
use piton_learner::model::{Event, Learner, Model};
use piton_learner::next::{Done, Term, Why, Wish};
use piton_learner::outcome::Outcome;
use piton_learner::state::{LEVELS, Priors};
use piton_learner::{Graph, LearnerError};
use proptest::prelude::*;

/// A chain of four mid skills; each has a question and tasks from easy to hard.
fn model() -> Model {
    let needs = [vec![], vec![0], vec![1], vec![2]];
    let graph = Graph::new(vec![0; 4], &needs).expect("a chain is a graph");
    let items = (0..16)
        .map(|item| Item {
            skills: vec![(item / 4, 1.0)],
            kind: if item % 4 == 0 { Kind::Theory { options: 4 } } else { Kind::Code },
            slope: 1.0,
            difficulty: LEVELS[1] + [-0.5, -1.2, -0.5, 0.3][item % 4],
            minutes: [2.0, 15.0, 20.0, 60.0][item % 4],
        })
        .collect();
    Model::new(graph, vec![1; 4], items, &Priors::default()).expect("the items fit")
}

fn code(day: i32, item: usize, solved: bool) -> Event {
    let outcome = Outcome::Code {
        solved,
        attempts: 1,
        hints: 0,
        passed_share: 0.3,
        fast: false,
        shown: false,
        doubtful: false,
    };
    Event { day, item, outcome }
}

fn wish<'a>(goals: &'a [(usize, f64)], day: i32, done: &'a [Done]) -> Wish<'a> {
    Wish { goals, day, minutes: 90.0, done }
}

/// A learner who has shown the first skills again and again.
fn holding(model: &Model, skills: std::ops::Range<usize>) -> Learner {
    let mut learner = model.learner(0.0).expect("it is a rating");
    for _ in 0..8 {
        for item in skills.clone().flat_map(|skill| 4 * skill + 1..4 * skill + 4) {
            model.apply(&mut learner, &code(0, item, true)).expect("the item is known");
        }
    }
    learner
}

#[test]
fn first_comes_what_nothing_is_missing_for() {
    let model = model();
    let learner = model.learner(-0.5).unwrap();
    let choices = model.next(&learner, &wish(&[(3, 1.0)], 0, &[])).unwrap();
    assert_eq!((choices[0].skill, choices[0].why), (0, Why::Frontier));
    assert!(choices[0].not_ready.is_empty());
    assert_eq!(choices[0].terms[0].0, Term::Mastery);
    let last = choices.iter().find(|one| one.skill == 3).unwrap();
    assert_eq!(last.not_ready[0].0, 2, "a missing prerequisite is named, not forbidden");
}

#[test]
fn what_is_held_gives_way_and_comes_back_when_due() {
    let model = model();
    let learner = holding(&model, 0..1);
    let now = model.next(&learner, &wish(&[(1, 1.0)], 0, &[])).unwrap();
    assert_eq!(now[0].skill, 1);
    let done = [Done { skill: 3, review: false }; 6];
    let later = model.next(&learner, &wish(&[(0, 1.0)], 4000, &done)).unwrap();
    assert_eq!(later[0].skill, 0);
    assert!(later[0].terms.iter().any(|term| term.0 == Term::Memory), "{later:?}");
}

#[test]
fn third_in_a_row_is_another_skill() {
    let model = model();
    let learner = holding(&model, 0..1);
    let twice = [Done { skill: 1, review: false }; 2];
    let choices = model.next(&learner, &wish(&[(2, 1.0)], 0, &twice)).unwrap();
    assert!(choices.iter().all(|one| one.skill != 1));
}

#[test]
fn minutes_at_hand_are_kept() {
    let model = model();
    let learner = model.learner(0.0).unwrap();
    let goals = [(3, 1.0)];
    let short = Wish { minutes: 16.0, ..wish(&goals, 0, &[]) };
    let choices = model.next(&learner, &short).unwrap();
    assert!(choices.iter().all(|one| model.items()[one.item].minutes <= 16.0));
    let plan = model.plan(&learner, &Wish { minutes: 40.0, ..short }).unwrap();
    let sum: f64 = plan.iter().map(|one| model.items()[one.item].minutes).sum();
    assert!(!plan.is_empty() && sum <= 40.0);
    let none = model.plan(&learner, &Wish { minutes: 0.0, ..short }).unwrap();
    assert!(none.is_empty());
}

#[test]
fn believed_but_unshown_skill_is_asked_to_be_proved() {
    let model = model();
    let learner = holding(&model, 1..4);
    let choices = model.next(&learner, &wish(&[(0, 1.0)], 0, &[])).unwrap();
    assert_eq!(choices[0].why, Why::Proof, "{choices:?}");
}

#[test]
fn wish_that_is_none_is_refused() {
    let model = model();
    let learner = model.learner(0.0).unwrap();
    let found = model.next(&learner, &wish(&[(9, 1.0)], 0, &[]));
    assert_eq!(found, Err(LearnerError::UnknownSkill { skill: 9, n_skills: 4 }));
    assert!(model.next(&learner, &wish(&[(0, f64::NAN)], 0, &[])).is_err());
    let goals = [(0, 1.0)];
    let endless = Wish { minutes: f64::INFINITY, ..wish(&goals, 0, &[]) };
    assert!(model.next(&learner, &endless).is_err());
    assert!(model.next(&learner, &wish(&[], 0, &[])).unwrap().is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn any_past_has_a_next_with_reasons(
        past in prop::collection::vec((any::<i32>(), 0_usize..16, any::<bool>()), 0..60),
        done in prop::collection::vec((0_usize..9, any::<bool>()), 0..12),
        day: i32,
    ) {
        let model = model();
        let events: Vec<Event> = past
            .into_iter()
            .filter(|one| one.1 % 4 != 0)
            .map(|(day, item, solved)| code(day, item, solved))
            .collect();
        let (learner, skipped) = model.fold(model.learner(0.0).unwrap(), &events);
        prop_assert_eq!(skipped, 0);
        let done: Vec<Done> =
            done.into_iter().map(|(skill, review)| Done { skill, review }).collect();
        for choice in model.next(&learner, &wish(&[(3, 1.0), (1, 0.5)], day, &done)).unwrap() {
            prop_assert!(choice.score.is_finite() && choice.score > 0.0);
            prop_assert!((0.0..=1.0).contains(&choice.success));
            prop_assert!(!choice.terms.is_empty());
            prop_assert!(choice.terms.is_sorted_by(|a, b| a.1 >= b.1));
        }
    }
}
