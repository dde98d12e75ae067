//! The Gaussian over abilities.

use piton_learner::curve::Curve;
use piton_learner::state::{Evidence, Priors, State};
use piton_learner::{Graph, LearnerError};
use proptest::prelude::*;

fn curve() -> Curve {
    Curve { slope: 1.0, difficulty: 0.0, difficulty_var: 0.0, guess: 0.0, slip: 0.0 }
}

fn answer<'a>(skills: &'a [(usize, f64)], score: f64) -> Evidence<'a> {
    Evidence { skills, curve: curve(), score, weight: 1.0, shift: 0.0, shift_var: 0.0 }
}

fn state(needs: &[Vec<usize>], areas: &[usize]) -> State {
    let graph = Graph::new(areas.to_vec(), needs).expect("the needs are skills");
    State::new(&graph, &Priors::default(), 0.0).expect("the priors are variances")
}

#[test]
fn variance_and_correlation_begin_as_authored() {
    let state = state(&[vec![], vec![0], vec![]], &[0, 0, 1]);
    let (mean, var) = state.ability(&[(0, 1.0)]).unwrap();
    assert_eq!(mean, 0.0);
    assert!((var - 1.8).abs() < 1e-12, "{var}");
    // Global and area in common, and .35 of the skills' own .5.
    assert!((state.covariance(0, 1).unwrap() - (1.3 + 0.175)).abs() < 1e-12);
    assert!((state.covariance(0, 2).unwrap() - 1.0).abs() < 1e-12);
}

#[test]
fn right_answer_lifts_neighbours_less_than_the_skill_itself() {
    let mut state = state(&[vec![], vec![0], vec![], vec![]], &[0, 0, 0, 1]);
    state.update(&answer(&[(0, 1.0)], 1.0)).unwrap();
    let mean = |skill| state.ability(&[(skill, 1.0)]).unwrap().0;
    assert!(mean(0) > mean(1) && mean(1) > mean(2) && mean(2) > mean(3) && mean(3) > 0.0);
}

#[test]
fn answer_makes_surer_of_everything_and_learning_less_sure_up_to_the_prior() {
    let mut state = state(&[vec![], vec![0]], &[0, 0]);
    let before = state.ability(&[(1, 1.0)]).unwrap().1;
    state.update(&answer(&[(0, 1.0)], 0.0)).unwrap();
    let after = state.ability(&[(1, 1.0)]).unwrap().1;
    assert!(after < before);
    for _ in 0..10_000 {
        state.learn(&[(0, 1.0), (1, 1.0)], 0.0, 0.03, 0.004).unwrap();
    }
    let grown = state.ability(&[(1, 1.0)]).unwrap().1;
    assert!(after < grown && grown <= before + 1e-9, "{after} {grown} {before}");
}

#[test]
fn small_problem_agrees_with_the_filter_by_hand() {
    // One skill whose effects sum to the variance 1.8; J = .25, p = .5, h = .25.
    let mut state = state(&[vec![]], &[0]);
    let surprise = state.update(&answer(&[(0, 1.0)], 1.0)).unwrap();
    let damping = 1.0 + 0.25 * 1.8;
    assert!((surprise.expected - 0.5).abs() < 1e-12);
    let (mean, var) = state.ability(&[(0, 1.0)]).unwrap();
    assert!((mean - 1.8 * 0.5 / damping).abs() < 1e-12, "{mean}");
    assert!((var - 1.8 / damping).abs() < 1e-12, "{var}");
}

#[test]
fn placement_moves_a_skill_to_where_it_was_found() {
    let mut state = state(&[vec![], vec![0]], &[0, 0]);
    state.place(0, 1.5, 0.2).unwrap();
    let (mean, var) = state.ability(&[(0, 1.0)]).unwrap();
    assert!((mean - 1.5).abs() < 1e-9 && (var - 0.2).abs() < 1e-9);
    assert!(state.ability(&[(1, 1.0)]).unwrap().0 > 0.5);
}

#[test]
fn what_is_no_number_is_refused_and_changes_nothing() {
    let mut state = state(&[vec![]], &[0]);
    let before = state.clone();
    for score in [f64::NAN, -0.1, 1.1, f64::INFINITY] {
        assert!(state.update(&answer(&[(0, 1.0)], score)).is_err());
    }
    let found = state.update(&answer(&[(9, 1.0)], 1.0));
    assert_eq!(found, Err(LearnerError::UnknownSkill { skill: 9, n_skills: 1 }));
    assert!(state.update(&answer(&[(0, f64::NAN)], 1.0)).is_err());
    let guess = Curve { guess: 0.7, slip: 0.7, ..curve() };
    assert!(state.update(&Evidence { curve: guess, ..answer(&[(0, 1.0)], 1.0) }).is_err());
    assert_eq!(state, before);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn any_answers_leave_a_true_covariance(
        needs in prop::collection::vec(prop::collection::vec(0_usize..12, 0..5), 12),
        answers in prop::collection::vec((0_usize..12, 0_usize..12, any::<bool>(), 0.0..4.0_f64), 0..200),
    ) {
        let areas: Vec<usize> = (0..12).map(|skill| skill % 3).collect();
        let mut state = state(&needs, &areas);
        for (main, side, right, slope) in answers {
            let skills = [(main, 0.7), (side, 0.3)];
            let curve = Curve { slope, guess: 0.2, slip: 0.1, difficulty: 3.0, ..curve() };
            let score = f64::from(u8::from(right));
            state.update(&Evidence { curve, ..answer(&skills, score) }).unwrap();
            state.learn(&skills, 0.1, 0.03, 0.004).unwrap();
        }
        for one in 0..12 {
            let (mean, var) = state.ability(&[(one, 1.0)]).unwrap();
            prop_assert!(mean.is_finite() && var > 0.0 && var < 1.81);
            for other in 0..12 {
                let (_, other_var) = state.ability(&[(other, 1.0)]).unwrap();
                let together = state.covariance(one, other).unwrap();
                prop_assert!(together * together <= var * other_var * (1.0 + 1e-6));
            }
        }
    }
}
