//! B6 and B7: adaptive tests and calibration, beside catsim and mirt.

use std::path::Path;
use std::time::Instant;

use piton_learner::Rng;
use piton_learner::calibrate::{Answer, calibrate};
use piton_learner::cat::{Bank, Exposure, Stop, Test};
use piton_learner::curve::Curve;

use crate::metrics::{cpu, mean, round};
use crate::peers::Peers;

/// The share of tests in which a question may come.
const MAX_SHARE: f64 = 0.35;

/// The seed of the draw.
const SEED: u64 = 6;

/// Measures the adaptive test on the shared bank, examinees and answers.
pub(crate) fn adaptive(data: &Path, peers: &Peers) -> serde_json::Value {
    let folder = data.join("cat_sim");
    let read = |name: &str| read(&folder.join(name));
    let (Some(bank), Some(theta), Some(answers)) =
        (read("bank_2pl_500.csv"), read("theta_1000.csv"), read("responses_1000x500.txt"))
    else {
        return serde_json::json!({ "missing": "cat_sim/" });
    };
    let curves: Vec<Curve> = numbers(&bank)
        .map(|cells| Curve {
            slope: cells[0],
            difficulty: cells[1],
            difficulty_var: 0.0,
            guess: 0.0,
            slip: 0.0,
        })
        .collect();
    let theta: Vec<f64> = numbers(&theta).map(|cells| cells[0]).collect();
    let answers: Vec<&[u8]> = answers.lines().map(|line| line.trim().as_bytes()).collect();
    let bank = Bank::new(&curves).expect("the file holds curves");
    let run = |shared| examine(&bank, &theta, &answers, shared);
    serde_json::json!({
        "ours": run(false),
        "ours_exposure": run(true),
        "peers": peers.run("cat", &[&folder.display().to_string()]),
    })
}

fn examine(bank: &Bank, theta: &[f64], answers: &[&[u8]], shared: bool) -> serde_json::Value {
    let mut rng = Rng::new(SEED);
    let n_items = answers.first().map_or(0, |line| line.len());
    let mut exposure = Exposure::new(n_items, MAX_SHARE);
    let stop = Stop::default();
    let (mut lengths, mut squares) = (Vec::new(), Vec::new());
    let began = cpu();
    for (theta, answers) in theta.iter().zip(answers) {
        let mut test = Test::new(bank, 0.0, 1.0).expect("it is a normal belief");
        exposure.begin();
        loop {
            let next = if shared { test.next_shared(&exposure, 1, &mut rng) } else { test.next() };
            let Some(item) = next.filter(|&item| !test.is_done(&stop, item)) else { break };
            exposure.asked(item);
            test.answer(item, answers[item] == b'1').expect("the item is in the bank");
        }
        lengths.push(test.n_asked() as f64);
        squares.push((test.estimate().0 - theta).powi(2));
    }
    let n_asked: f64 = lengths.iter().sum();
    let spent = (cpu() - began).as_secs_f64() * 1e6 / n_asked;
    serde_json::json!({
        "stop_sd": stop.sd,
        "items_mean": round(mean(&lengths), 3),
        "rmse": round(mean(&squares).sqrt(), 4),
        "cpu_us_per_item": round(spent, 2),
        "max_exposure": round(exposure.largest_share(), 3),
    })
}

/// Measures the calibration of two classic tests.
pub(crate) fn calibration(data: &Path, peers: &Peers) -> serde_json::Value {
    let folder = data.join("irt");
    let mut figures = serde_json::Map::new();
    for name in ["lsat7.csv", "mathexam14w_solved.csv"] {
        let path = folder.join(name);
        let Some(text) = read(&path) else {
            figures
                .insert(name.to_owned(), serde_json::json!({ "missing": format!("irt/{name}") }));
            continue;
        };
        let rows: Vec<Vec<f64>> = numbers(&text).collect();
        let n_items = rows.first().map_or(0, Vec::len);
        let answers: Vec<Answer> = rows
            .iter()
            .enumerate()
            .flat_map(|(person, cells)| {
                cells.iter().enumerate().map(move |(item, &cell)| Answer {
                    person,
                    item,
                    right: cell >= 0.5,
                })
            })
            .collect();
        let began = Instant::now();
        let fit = calibrate(&answers, &vec![0.0; n_items], None).expect("the file holds answers");
        let seconds = began.elapsed().as_secs_f64();
        let peer = peers.run("fit", &[&path.display().to_string()]);
        let gap = |key: &str, ours: &dyn Fn(usize) -> f64| -> serde_json::Value {
            let Some(theirs) = peer[key].as_array() else { return serde_json::Value::Null };
            let gaps = theirs.iter().enumerate();
            let worst =
                gaps.map(|(item, one)| (one.as_f64().unwrap_or(f64::NAN) - ours(item)).abs());
            round(worst.fold(0.0, f64::max), 5).into()
        };
        let slope_gap = gap("a", &|item| fit.items[item].slope);
        let difficulty_gap = gap("b", &|item| fit.items[item].difficulty);
        figures.insert(
            name.to_owned(),
            serde_json::json!({
                "log_likelihood": round(fit.log_likelihood, 4),
                "a": fit.items.iter().map(|one| round(one.slope, 4)).collect::<Vec<_>>(),
                "b": fit.items.iter().map(|one| round(one.difficulty, 4)).collect::<Vec<_>>(),
                "rounds": fit.rounds,
                "converged": fit.converged,
                "seconds": round(seconds, 4),
                "largest_gap_a": slope_gap,
                "largest_gap_b": difficulty_gap,
                "mirt": peer,
            }),
        );
    }
    figures.into()
}

#[expect(clippy::disallowed_methods, reason = "the figures say which file is missing")]
fn read(path: &Path) -> Option<String> {
    std::fs::read_to_string(path).ok()
}

/// Reads lines of numbers; a line that holds anything else, as a header, is left out.
fn numbers(text: &str) -> impl Iterator<Item = Vec<f64>> {
    text.lines().filter_map(|line| line.split(',').map(|cell| cell.trim().parse().ok()).collect())
}
