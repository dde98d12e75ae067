//! Placement: what it finds, what it asks, and that its answers are all of it.

use piton_learner::Graph;
use piton_learner::items::{Item, Kind};
use piton_learner::placement::{Options, Placement, Relation, Reply, Stop};
use piton_learner::state::{Priors, State};
use proptest::prelude::*;

fn chain(n_skills: usize) -> Graph {
    let needs: Vec<Vec<usize>> =
        (0..n_skills).map(|skill| if skill == 0 { vec![] } else { vec![skill - 1] }).collect();
    Graph::new((0..n_skills).map(|skill| skill / 6).collect(), &needs).expect("a chain is a graph")
}

fn items(n_skills: usize) -> Vec<Item> {
    (0..3 * n_skills)
        .map(|item| Item {
            skills: vec![(item / 3, 1.0)],
            kind: if item % 3 < 2 { Kind::Theory { options: 4 } } else { Kind::Code },
            slope: 1.0,
            difficulty: 0.0,
            minutes: if item % 3 < 2 { 0.75 } else { 4.0 },
        })
        .collect()
}

fn options() -> Options {
    Options { n_particles: 400, ..Options::default() }
}

#[test]
fn chain_is_cut_where_the_person_stands() {
    let (graph, items) = (chain(12), items(12));
    let mut placement = Placement::new(&graph, &[0.0; 12], &items, options(), 1).unwrap();
    while placement.stop().is_none() {
        let item = placement.next().unwrap();
        let reply = if item / 3 < 5 { Reply::Right } else { Reply::Wrong };
        placement.answer(item, reply).unwrap();
    }
    assert!(placement.is_usable());
    for (skill, held) in placement.held().iter().enumerate() {
        assert_eq!(*held > 0.5, skill < 5, "{skill}: {held}");
    }
    assert_eq!(placement.recommend(1)[0].0, 5);
}

#[test]
fn answers_alone_bring_it_back() {
    let (graph, items) = (chain(12), items(12));
    let mut placement = Placement::new(&graph, &[0.0; 12], &items, options(), 7).unwrap();
    for n in 0..12 {
        let item = placement.next().unwrap();
        placement.answer(item, [Reply::Right, Reply::Wrong, Reply::DoNotKnow][n % 3]).unwrap();
        let again =
            Placement::resume(&graph, &[0.0; 12], &items, options(), 7, placement.answers());
        let again = again.unwrap();
        assert_eq!(again.held(), placement.held());
        assert_eq!(again.next(), placement.next());
    }
}

#[test]
fn state_takes_over_what_was_found() {
    let (graph, items) = (chain(12), items(12));
    let mut placement = Placement::new(&graph, &[0.0; 12], &items, options(), 1).unwrap();
    while placement.stop().is_none() {
        let item = placement.next().unwrap();
        let reply = if item / 3 < 5 { Reply::Right } else { Reply::Wrong };
        placement.answer(item, reply).unwrap();
    }
    let mut state = State::new(&graph, &Priors::default(), 0.0).unwrap();
    let before = state.ability(&[(0, 1.0)]).unwrap().1;
    placement.settle(&mut state).unwrap();
    let above = |skill| state.above(skill, 0.0, 0.0, 0.0).unwrap();
    for (skill, held) in placement.held().iter().enumerate() {
        // Neighbours pull a little: the state knows them to go together.
        assert!((above(skill) - held).abs() < 0.2, "{skill}: {} {held}", above(skill));
    }
    assert!(state.ability(&[(0, 1.0)]).unwrap().1 < before);
    let other = chain(3);
    let mut other = State::new(&other, &Priors::default(), 0.0).unwrap();
    assert!(placement.settle(&mut other).is_err());
}

#[test]
fn judgement_names_the_answers_it_rests_on() {
    let (graph, items) = (chain(12), items(12));
    let mut placement = Placement::new(&graph, &[0.0; 12], &items, options(), 3).unwrap();
    placement.answer(3 * 6 + 2, Reply::Right).unwrap();
    placement.answer(3 * 9 + 2, Reply::DoNotKnow).unwrap();
    let own = placement.explain(6).unwrap();
    assert_eq!((own[0].answer, own[0].relation), (0, Relation::Itself));
    assert!(own[0].shift > 0.0);
    let below = placement.explain(2).unwrap();
    assert_eq!((below[0].answer, below[0].relation), (0, Relation::Dependant));
    let above = placement.explain(11).unwrap();
    assert_eq!((above[0].answer, above[0].relation), (1, Relation::Prerequisite));
    assert!(above[0].shift < 0.0);
    assert!(placement.explain(99).is_err());
}

#[test]
fn last_questions_are_code_and_no_area_takes_more_than_its_share() {
    let (graph, items) = (chain(36), items(36));
    let options = Options { enough: 1.1, ..options() };
    let mut placement = Placement::new(&graph, &[0.0; 36], &items, options, 5).unwrap();
    while placement.stop().is_none() {
        let item = placement.next().unwrap();
        placement
            .answer(item, if item.is_multiple_of(2) { Reply::Right } else { Reply::Wrong })
            .unwrap();
    }
    assert_eq!(placement.stop(), Some(Stop::Length));
    let asked: Vec<usize> = placement.answers().iter().map(|one| one.0).collect();
    assert!(asked[26..].iter().all(|&item| items[item].kind == Kind::Code));
    for area in 0..6 {
        let n = asked.iter().filter(|&&item| graph.area(item / 3) == area).count();
        assert!(n <= 5, "{area}: {n}");
    }
    let mut distinct = asked.clone();
    distinct.sort_unstable();
    distinct.dedup();
    assert_eq!(distinct.len(), asked.len());
}

#[test]
fn not_everyone_gets_the_same_first_question() {
    let (graph, items) = (chain(12), items(12));
    let first = |seed| Placement::new(&graph, &[0.0; 12], &items, options(), seed).unwrap().next();
    let all: std::collections::BTreeSet<_> = (0..30).map(first).collect();
    assert!(all.len() > 1);
}

#[test]
fn empty_bank_and_empty_graph_end_at_once() {
    let graph = chain(0);
    let placement = Placement::new(&graph, &[], &[], options(), 1).unwrap();
    assert_eq!((placement.next(), placement.stop()), (None, Some(Stop::Bank)));
    assert!(placement.recommend(5).is_empty());
    let graph = chain(3);
    let mut placement = Placement::new(&graph, &[0.0; 3], &[], options(), 1).unwrap();
    assert_eq!((placement.next(), placement.stop()), (None, Some(Stop::Bank)));
    assert!(placement.answer(0, Reply::Right).is_err());
    assert!(Placement::new(&graph, &[0.0; 2], &[], options(), 1).is_err());
    assert!(Placement::new(&graph, &[f64::NAN; 3], &[], options(), 1).is_err());
    let none = Options { n_particles: 0, ..options() };
    assert!(Placement::new(&graph, &[0.0; 3], &[], none, 1).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(25))]
    #[test]
    fn contradictions_on_any_graph_leave_chances(
        needs in prop::collection::vec(prop::collection::vec(0_usize..70, 0..4), 70),
        answers in prop::collection::vec((0_usize..210, 0_usize..3), 0..60),
    ) {
        let graph = Graph::new((0..70).map(|skill| skill % 5).collect(), &needs).unwrap();
        let items = items(70);
        let options = Options { n_particles: 64, ..options() };
        let mut placement = Placement::new(&graph, &[0.0; 70], &items, options, 1).unwrap();
        for (item, reply) in answers {
            placement.answer(item, [Reply::Right, Reply::Wrong, Reply::DoNotKnow][reply]).unwrap();
        }
        for held in placement.held() {
            prop_assert!((0.0..=1.0 + 1e-9).contains(held));
        }
        prop_assert!(placement.expected_right().is_finite());
        for reason in placement.explain(3).unwrap() {
            prop_assert!(reason.shift.is_finite());
        }
    }
}
