//! Finding a skill, a task or a statement by words.

use crate::Coach;
use crate::error::Result;
use crate::view::{HitView, SearchView};

/// How many are shown.
const MAX_HITS: usize = 40;

impl Coach {
    /// Finds what holds every word of `query`, in any order and in any case.
    ///
    /// A word in a title weighs more than one in a sentence.
    pub fn search(&mut self, query: &str) -> Result<SearchView> {
        let words: Vec<_> = query.split_whitespace().map(str::to_lowercase).collect();
        if words.is_empty() {
            return Ok(SearchView { hits: Vec::new() });
        }
        let roadmap = self.roadmap()?;
        let skills = roadmap.skills.iter().map(|skill| HitView {
            kind: "skill",
            id: skill.id.to_string(),
            title: skill.title.clone(),
            says: skill.outcome.clone(),
        });
        let tasks = roadmap.tasks().map(|task| HitView {
            kind: "task",
            id: task.id.to_string(),
            title: task.title.clone(),
            says: format!("{}, rung {}, about {} minutes", task.kind, task.rung, task.minutes),
        });
        let statements = roadmap.statements.iter().map(|statement| HitView {
            kind: "statement",
            id: statement.id.to_string(),
            title: roadmap
                .areas
                .iter()
                .find(|area| statement.id.as_str().split('.').next() == Some(area.id.as_str()))
                .map_or_else(String::new, |area| area.heading.clone()),
            says: statement.text.clone(),
        });
        let mut found: Vec<_> = skills
            .chain(tasks)
            .chain(statements)
            .filter_map(|hit| Some((weight(&hit, &words)?, hit)))
            .collect();
        found.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
        let hits = found.into_iter().take(MAX_HITS).map(|(_, hit)| hit).collect();
        Ok(SearchView { hits })
    }
}

/// Returns how well something fits, if every word is in it.
fn weight(hit: &HitView, words: &[String]) -> Option<usize> {
    let (title, id, says) =
        (hit.title.to_lowercase(), hit.id.to_lowercase(), hit.says.to_lowercase());
    words
        .iter()
        .map(|word| {
            let points = usize::from(title.contains(word)) * 4
                + usize::from(title.split_whitespace().any(|one| one.starts_with(word))) * 2
                + usize::from(id.contains(word)) * 2
                + usize::from(says.contains(word));
            (points > 0).then_some(points)
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hit(title: &str, says: &str) -> HitView {
        HitView {
            kind: "skill",
            id: "x/y".to_owned(),
            title: title.to_owned(),
            says: says.to_owned(),
        }
    }

    #[test]
    fn every_word_must_be_there_and_a_title_weighs_more() {
        let words = ["plan".to_owned(), "query".to_owned()];
        assert!(weight(&hit("Query plans", ""), &words) > weight(&hit("Plans", "a query"), &words));
        assert_eq!(weight(&hit("Plans", "indexes"), &words), None);
    }
}
