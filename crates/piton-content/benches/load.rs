//! Measures how fast the shipped content is read, varied and shown; prints JSON.

use std::time::{Duration, Instant};

use piton_content::{Tree, load, markdown, variant};

const ROUNDS: usize = 20;

#[expect(clippy::print_stdout, reason = "the figures are what a benchmark is for")]
fn main() {
    let (tree, tree_us) = fastest(|| Tree::embedded().expect("the content is there"));
    let ((roadmap, found), load_us) = fastest(|| load(&tree));
    let task = roadmap.tasks().max_by_key(|task| task.bundle.len());
    let variant_us = task.and_then(|task| {
        let id = task.variants.last()?;
        Some(fastest(|| variant(task, id).is_ok()).1)
    });
    let lesson = roadmap.skills.iter().find_map(|skill| skill.lesson.as_ref());
    let lesson_us = lesson.map(|lesson| {
        let text = &lesson.markdown;
        let start = Instant::now();
        markdown::to_terminal(text, 80, true);
        let first = start.elapsed();
        serde_json::json!({
            "plain": fastest(|| markdown::to_terminal(text, 80, false)).1,
            "color_first": micros(first),
            "color": fastest(|| markdown::to_terminal(text, 80, true)).1,
            "html": fastest(|| markdown::to_html(text)).1,
        })
    });
    let figures = serde_json::json!({
        "files": tree.paths().count(),
        "skills": roadmap.skills.len(),
        "tasks": roadmap.tasks().count(),
        "diagnostics": found.len(),
        "read_tree_us": tree_us,
        "load_us": load_us,
        "variant_us": variant_us,
        "lesson_us": lesson_us,
    });
    println!("{figures:#}");
}

/// Runs something several times and gives the shortest, which other work disturbs least.
fn fastest<T>(mut run: impl FnMut() -> T) -> (T, u64) {
    let mut best = Duration::MAX;
    let mut value = None;
    for _ in 0..ROUNDS {
        let start = Instant::now();
        value = Some(run());
        best = best.min(start.elapsed());
    }
    (value.expect("there is at least one round"), micros(best))
}

fn micros(time: Duration) -> u64 {
    u64::try_from(time.as_micros()).unwrap_or(u64::MAX)
}
