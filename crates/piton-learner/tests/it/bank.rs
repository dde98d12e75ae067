//! Calibration and adaptive tests.

use piton_learner::Rng;
use piton_learner::calibrate::{Answer, Authored, calibrate};
use piton_learner::cat::{Bank, Exposure, Stop, Test};
use piton_learner::curve::Curve;
use proptest::prelude::*;

fn simulate(n_people: usize, curves: &[Curve], seed: u64) -> Vec<Answer> {
    let mut rng = Rng::new(seed);
    let mut answers = Vec::new();
    for person in 0..n_people {
        let ability = rng.normal();
        for (item, curve) in curves.iter().enumerate() {
            answers.push(Answer { person, item, right: rng.chance(curve.at(ability)) });
        }
    }
    answers
}

fn curves(n_items: usize, seed: u64) -> Vec<Curve> {
    let mut rng = Rng::new(seed);
    (0..n_items)
        .map(|_| Curve {
            slope: (0.3 * rng.normal()).exp(),
            difficulty: rng.normal(),
            difficulty_var: 0.0,
            guess: 0.0,
            slip: 0.0,
        })
        .collect()
}

#[test]
fn calibration_recovers_what_was_drawn() {
    let curves = curves(40, 1);
    let answers = simulate(1000, &curves, 2);
    let fit = calibrate(&answers, &[0.0; 40], None).unwrap();
    assert!(fit.converged);
    let square: f64 = curves
        .iter()
        .zip(&fit.items)
        .map(|(curve, item)| (curve.difficulty - item.difficulty).powi(2))
        .sum();
    // A standard error of a difficulty is near .1 with 1,000 people.
    assert!((square / 40.0).sqrt() < 0.15, "{}", (square / 40.0).sqrt());
    let covered = curves
        .iter()
        .zip(&fit.items)
        .filter(|(curve, item)| (curve.difficulty - item.difficulty).abs() < 3.0 * item.error)
        .count();
    assert!(covered >= 38, "{covered}");
}

#[test]
fn authored_difficulties_help_where_answers_are_few() {
    let curves = curves(100, 3);
    let mut rng = Rng::new(4);
    let authored: Vec<Authored> =
        curves.iter().map(|curve| Authored::new(curve.difficulty + 0.5 * rng.normal())).collect();
    let answers = simulate(30, &curves, 5);
    let error = |fit: piton_learner::calibrate::Calibration| {
        let square: f64 = curves
            .iter()
            .zip(&fit.items)
            .map(|(curve, item)| (curve.difficulty - item.difficulty).powi(2))
            .sum();
        (square / 100.0).sqrt()
    };
    let with = error(calibrate(&answers, &[0.0; 100], Some(&authored)).unwrap());
    let without = error(calibrate(&answers, &[0.0; 100], None).unwrap());
    assert!(with < 0.7 * without, "{with} {without}");
}

#[test]
fn item_that_all_solved_and_one_nobody_saw_stay_finite() {
    let answers: Vec<Answer> =
        (0..50).map(|person| Answer { person, item: 0, right: true }).collect();
    let fit = calibrate(&answers, &[0.0, 0.25], None).unwrap();
    for item in &fit.items {
        assert!(item.slope.is_finite() && item.difficulty.is_finite() && item.error.is_finite());
    }
    assert!(!fit.items[1].replaces(0.0));
    assert!(calibrate(&answers, &[], None).is_err());
    assert!(calibrate(&[], &[], None).unwrap().items.is_empty());
    let nan = Authored { difficulty: (f64::NAN, 0.7), log_slope: (0.0, 0.3) };
    assert!(calibrate(&[], &[0.0], Some(&[nan])).is_err());
}

#[test]
fn test_ends_where_it_should() {
    let curves = curves(200, 7);
    let bank = Bank::new(&curves).unwrap();
    let mut rng = Rng::new(8);
    let mut square = 0.0;
    for _ in 0..200 {
        let ability = rng.normal();
        let mut test = Test::new(&bank, 0.0, 1.0).unwrap();
        while let Some(item) = test.next().filter(|&item| !test.is_done(&Stop::default(), item)) {
            test.answer(item, rng.chance(curves[item].at(ability))).unwrap();
        }
        assert!(test.n_asked() <= 50);
        square += (test.estimate().0 - ability).powi(2);
    }
    // The error aimed at is .3; with 200 people its own error is .015.
    assert!((square / 200.0).sqrt() < 0.36, "{}", (square / 200.0).sqrt());
}

#[test]
fn no_question_passes_its_share() {
    let curves = curves(60, 9);
    let bank = Bank::new(&curves).unwrap();
    let mut rng = Rng::new(10);
    let mut exposure = Exposure::new(60, 0.35);
    for _ in 0..200 {
        exposure.begin();
        let mut test = Test::new(&bank, 0.0, 1.0).unwrap();
        for _ in 0..8 {
            let item = test.next_shared(&exposure, 3, &mut rng).unwrap();
            exposure.asked(item);
            test.answer(item, rng.chance(0.5)).unwrap();
        }
    }
    // One test of 200 is .005.
    assert!(exposure.largest_share() <= 0.355, "{}", exposure.largest_share());
}

#[test]
fn empty_bank_has_no_question() {
    let bank = Bank::new(&[]).unwrap();
    let mut test = Test::new(&bank, 0.0, 1.0).unwrap();
    assert_eq!(test.next(), None);
    assert_eq!(test.next_shared(&Exposure::new(0, 0.3), 5, &mut Rng::new(1)), None);
    assert!(test.answer(0, true).is_err());
    assert!(Test::new(&bank, f64::NAN, 1.0).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(30))]
    #[test]
    fn contradictory_answers_leave_an_estimate(answers in prop::collection::vec((0_usize..5, any::<bool>()), 0..400)) {
        let steep = Curve { slope: 50.0, difficulty: 0.0, difficulty_var: 0.0, guess: 0.0, slip: 0.0 };
        let bank = Bank::new(&[steep; 5]).unwrap();
        let mut test = Test::new(&bank, 0.0, 1.0).unwrap();
        for (item, right) in answers {
            test.answer(item, right).unwrap();
            let (mean, sd) = test.estimate();
            prop_assert!(mean.is_finite() && sd.is_finite());
        }
    }

    #[test]
    fn any_log_is_calibrated_to_numbers(
        answers in prop::collection::vec((0_usize..30, 0_usize..6, any::<bool>()), 0..150),
        guess in 0.0..0.5_f64,
    ) {
        let answers: Vec<Answer> =
            answers.into_iter().map(|(person, item, right)| Answer { person, item, right }).collect();
        let authored = [Authored::new(0.0); 6];
        for authored in [None, Some(&authored[..])] {
            let fit = calibrate(&answers, &[guess; 6], authored).unwrap();
            prop_assert!(fit.log_likelihood.is_finite());
            for item in fit.items {
                prop_assert!(item.slope.is_finite() && item.difficulty.is_finite());
                prop_assert!(item.error.is_finite() && item.n_answers <= 30);
            }
        }
    }
}
