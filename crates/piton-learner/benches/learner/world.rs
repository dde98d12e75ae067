//! The real graph, read from `content/`, and people and items drawn on it.
//!
//! The people are unlike the model: other spreads, thresholds off by what authors get wrong, their
//! own slips and guesses, and knowledge that leaks past missing prerequisites.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use piton_learner::items::{Item, Kind};
use piton_learner::state::LEVELS;
use piton_learner::{Graph, Rng};

/// The skills of the shipped road.
#[derive(Debug, Clone)]
pub(crate) struct Road {
    pub(crate) graph: Graph,
    pub(crate) levels: Vec<usize>,
}

impl Road {
    /// Reads areas, levels and needs of every skill under `content/`.
    pub(crate) fn read() -> Road {
        let content = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../content");
        let text = text(&content.join("roadmap.toml"));
        let roadmap: toml::Table = toml::from_str(&text).expect("the roadmap is TOML");
        let areas: Vec<&str> = strings(&roadmap, "areas");
        let mut skills = BTreeMap::new();
        for (area, name) in areas.iter().enumerate() {
            let folder = std::fs::read_dir(content.join(name)).expect("the area has a folder");
            for entry in folder {
                let path = entry.expect("the folder can be listed").path().join("skill.toml");
                if path.is_file() {
                    let skill: toml::Table =
                        toml::from_str(&self::text(&path)).expect("the skill is TOML");
                    let own = path.parent().and_then(Path::file_name).expect("it has a folder");
                    skills.insert(format!("{name}/{}", own.display()), (area, skill));
                }
            }
        }
        let number: BTreeMap<&str, usize> =
            skills.keys().enumerate().map(|(at, id)| (id.as_str(), at)).collect();
        let needs: Vec<Vec<usize>> = skills
            .values()
            .map(|(_, skill)| strings(skill, "needs").iter().map(|id| number[id]).collect())
            .collect();
        let level = |skill: &toml::Table| {
            let name = skill["level"].as_str().expect("a level is a word");
            ["junior", "mid", "senior", "expert"]
                .iter()
                .position(|one| *one == name)
                .expect("it is one of four")
        };
        let graph = Graph::new(skills.values().map(|(area, _)| *area).collect(), &needs)
            .expect("the content was checked");
        Road { graph, levels: skills.values().map(|(_, skill)| level(skill)).collect() }
    }

    /// Returns the ability at which each skill is held, as authored.
    pub(crate) fn thresholds(&self) -> Vec<f64> {
        self.levels.iter().map(|&level| LEVELS[level]).collect()
    }

    /// Returns two questions and a task for each skill.
    pub(crate) fn items(&self, theory_minutes: f64, code_minutes: f64) -> Vec<Item> {
        let skills = 0..self.graph.n_skills();
        skills
            .flat_map(|skill| {
                let item = move |kind, minutes| Item {
                    skills: vec![(skill, 1.0)],
                    kind,
                    slope: 1.0,
                    difficulty: LEVELS[self.levels[skill]],
                    minutes,
                };
                let theory = item(Kind::Theory { options: 4 }, theory_minutes);
                [theory.clone(), theory, item(Kind::Code, code_minutes)]
            })
            .collect()
    }
}

/// A person as the generator of the `learner-model` note, section 3, draws one.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    pub(crate) held: Vec<bool>,
}

/// What is true of the world and hidden from the model.
#[derive(Debug, Clone)]
pub(crate) struct Truth {
    thresholds: Vec<f64>,
    slips: Vec<f64>,
    guesses: Vec<f64>,
}

impl Truth {
    /// Draws what authors got wrong.
    pub(crate) fn new(road: &Road, items: &[Item], rng: &mut Rng) -> Truth {
        let perturbed = |p: f64, rng: &mut Rng| (p * (0.4 * rng.normal()).exp()).clamp(0.01, 0.45);
        Truth {
            thresholds: road.thresholds().iter().map(|one| one + 0.4 * rng.normal()).collect(),
            slips: items.iter().map(|item| perturbed(item.kind.slip(), rng)).collect(),
            guesses: items.iter().map(|item| perturbed(item.kind.guess(), rng)).collect(),
        }
    }

    /// Draws a person: effects with a noise of .4, closed over the graph with leaks.
    ///
    /// The placement believes in variances of 1, .3 and .5; here they are 1.32, .2 and .64.
    pub(crate) fn person(&self, road: &Road, rng: &mut Rng) -> Person {
        let global = 1.15 * rng.normal();
        let areas: Vec<f64> = (0..road.graph.n_areas()).map(|_| 0.45 * rng.normal()).collect();
        let leak = 0.06 + 0.02 * rng.unit();
        let mut held = vec![false; road.graph.n_skills()];
        for &skill in road.graph.order() {
            let own = 0.8 * rng.normal();
            let ability = global + areas[road.graph.area(skill)] + own + 0.4 * rng.normal();
            let open = road.graph.needs(skill).iter().all(|&need| held[need]);
            held[skill] = ability > self.thresholds[skill] && (open || rng.chance(leak));
        }
        Person { held }
    }

    /// Draws an answer.
    pub(crate) fn answers(
        &self,
        person: &Person,
        item: usize,
        skill: usize,
        rng: &mut Rng,
    ) -> bool {
        let p = if person.held[skill] { 1.0 - self.slips[item] } else { self.guesses[item] };
        rng.chance(p)
    }
}

#[expect(clippy::disallowed_methods, reason = "a bench fails loudly on its own content")]
fn text(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn strings<'a>(table: &'a toml::Table, key: &str) -> Vec<&'a str> {
    let list = table.get(key).and_then(toml::Value::as_array);
    list.into_iter().flatten().filter_map(toml::Value::as_str).collect()
}
