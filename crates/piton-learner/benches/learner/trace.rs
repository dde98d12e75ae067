//! B1 and B3: the next answer of real students, with item statistics from other students only.

use std::collections::HashMap;
use std::path::Path;

use piton_learner::Graph;
use piton_learner::curve::Curve;
use piton_learner::items::{AUTHORED_VAR, Difficulty};
use piton_learner::num::logit;
use piton_learner::state::{Evidence, Priors, State};

use crate::metrics::{self, Foreseen};

/// Lift by an answer, and doubt added by it to the skill and to all: the model's own figures.
const GAIN: f64 = 0.05;
const NOISE: f64 = 0.03;
const GLOBAL_NOISE: f64 = 0.004;

#[derive(Debug, Clone, Copy)]
struct Row {
    student: usize,
    item: usize,
    skill: usize,
    right: bool,
}

/// Measures one folder with a train and a test part.
pub(crate) fn measure(folder: &Path) -> serde_json::Value {
    let mut names = Names::default();
    let train = names.read(&folder.join("preprocessed_data_train.csv"));
    let test = names.read(&folder.join("preprocessed_data_test.csv"));
    let (train, test) = match (train, test) {
        (Some(train), Some(test)) => (train, test),
        _ => match names.read(&folder.join("preprocessed_data.csv")) {
            // One file: every fifth student is for the test.
            Some(all) => all.into_iter().partition(|row| row.student % 5 != 4),
            None => {
                let wanted = "preprocessed_data_train.csv and _test.csv, or preprocessed_data.csv";
                return serde_json::json!({ "missing": wanted });
            }
        },
    };
    if train.is_empty() || test.is_empty() {
        return serde_json::json!({ "missing": "rows" });
    }
    let n_skills = names.skills.len();
    let graph = Graph::new(vec![0; n_skills], &vec![vec![]; n_skills]).expect("there are no needs");
    let start = State::new(&graph, &Priors::default(), 0.0).expect("the priors are variances");
    let mut items = first_guess(&train, &test, &names);
    walk(&start, &train, &mut items, true);
    // A second reading knows the abilities' difficulties from the first; it is told half as much.
    for item in &mut items {
        *item = Difficulty::new(item.learnt(), item.var().min(AUTHORED_VAR / 2.0));
    }
    walk(&start, &train, &mut items, true);
    let began = metrics::cpu();
    let foreseen = walk(&start, &test, &mut items, false);
    let spent = (metrics::cpu() - began).as_secs_f64() * 1e6 / test.len() as f64;
    let mut figures = metrics::figures(&foreseen);
    figures["cpu_us_per_event"] = metrics::round(spent, 2).into();
    figures["skills"] = n_skills.into();
    figures["items"] = names.items.len().into();
    figures
}

/// Foresees each answer of each student, then believes it.
fn walk(start: &State, rows: &[Row], items: &mut [Difficulty], learn_items: bool) -> Vec<Foreseen> {
    let mut state = start.clone();
    let mut student = usize::MAX;
    rows.iter()
        .map(|row| {
            if row.student != student {
                state.clone_from(start);
                student = row.student;
            }
            let item = &mut items[row.item];
            let evidence = Evidence {
                skills: &[(row.skill, 1.0)],
                curve: Curve {
                    slope: 1.0,
                    difficulty: item.learnt(),
                    difficulty_var: item.var(),
                    guess: 0.0,
                    slip: 0.0,
                },
                score: f64::from(u8::from(row.right)),
                weight: 1.0,
                shift: 0.0,
                shift_var: 0.0,
            };
            let surprise = state.update(&evidence).expect("the rows were read into range");
            state
                .learn(&[(row.skill, 1.0)], GAIN, NOISE, GLOBAL_NOISE)
                .expect("the skill is known");
            if learn_items {
                item.observe(&surprise);
            }
            Foreseen { student, chance: surprise.expected, right: row.right }
        })
        .collect()
}

/// Starts each item at the difficulty of its skill, and that near the difficulty of all.
///
/// Which skill an item belongs to is known of all items, how it is answered only of the first list.
fn first_guess(train: &[Row], test: &[Row], names: &Names) -> Vec<Difficulty> {
    let all = train.iter().filter(|row| row.right).count() as f64 / train.len().max(1) as f64;
    let mut counts = vec![(0.0, 0.0); names.skills.len()];
    let mut skill_of = vec![None; names.items.len()];
    for row in train {
        counts[row.skill].0 += f64::from(u8::from(row.right));
        counts[row.skill].1 += 1.0;
    }
    for row in test.iter().chain(train) {
        skill_of[row.item] = Some(row.skill);
    }
    skill_of
        .into_iter()
        .map(|skill| {
            let share = skill.map_or(all, |skill| {
                let (right, n): (f64, f64) = counts[skill];
                (right + 5.0 * all) / (n + 5.0)
            });
            Difficulty::new(-logit(share), AUTHORED_VAR)
        })
        .collect()
}

#[derive(Default)]
struct Names {
    students: HashMap<String, usize>,
    items: HashMap<String, usize>,
    skills: HashMap<String, usize>,
}

impl Names {
    /// Reads a tab-separated file with the columns user_id, item_id, correct, skill_id, in any order.
    fn read(&mut self, path: &Path) -> Option<Vec<Row>> {
        #[expect(clippy::disallowed_methods, reason = "the figures say which file is missing")]
        let text = std::fs::read_to_string(path).ok()?;
        let mut lines = text.lines();
        let header: Vec<&str> = lines.next()?.split('\t').collect();
        let column = |name: &str| header.iter().position(|one| one.trim() == name);
        let (user, item) = (column("user_id")?, column("item_id")?);
        let (correct, skill) = (column("correct")?, column("skill_id")?);
        let mut rows = Vec::new();
        for line in lines {
            let cells: Vec<&str> = line.split('\t').collect();
            let cell = |at: usize| cells.get(at).map(|text| text.trim());
            let right = cell(correct)?.parse::<f64>().ok()? >= 0.5;
            rows.push(Row {
                student: number(&mut self.students, cell(user)?),
                item: number(&mut self.items, cell(item)?),
                skill: number(&mut self.skills, cell(skill)?),
                right,
            });
        }
        // A student's rows together, in the order they came.
        rows.sort_by_key(|row| row.student);
        Some(rows)
    }
}

fn number(names: &mut HashMap<String, usize>, name: &str) -> usize {
    let next = names.len();
    *names.entry(name.to_owned()).or_insert(next)
}
