//! Skills that need each other in a circle.

use std::collections::BTreeMap;

use piton_domain::{Diagnostic, SkillId};

use super::skill::Sketch;
use crate::report::{Build, error};

/// Reports circles among needs, each once, by naming the way round.
pub(super) fn cycles(sketches: &BTreeMap<SkillId, Sketch>, found: &mut Vec<Diagnostic>) {
    // 0: not seen, 1: on the way down, 2: done. The way down is kept by hand: a long chain of
    // needs must not exhaust the stack.
    let mut state: BTreeMap<&SkillId, u8> = BTreeMap::new();
    for start in sketches.keys() {
        if state.contains_key(start) {
            continue;
        }
        state.insert(start, 1);
        let mut way: Vec<(&Sketch, usize)> = vec![(&sketches[start], 0)];
        while let Some((sketch, next)) = way.last_mut() {
            let Some((need, span)) = sketch.needs.get(*next) else {
                state.insert(&sketch.id, 2);
                way.pop();
                continue;
            };
            *next += 1;
            let Some(needed) = sketches.get(need) else { continue };
            match state.get(need) {
                None => {
                    state.insert(need, 1);
                    way.push((needed, 0));
                }
                Some(1) => {
                    let path = sketch.path.clone();
                    let from = way.iter().position(|(on, _)| on.id == *need).unwrap_or(0);
                    let mut names: Vec<&str> =
                        way[from..].iter().map(|(on, _)| on.id.as_str()).collect();
                    names.push(need.as_str());
                    found.push(
                        error("skill/need-cycle", path, "skills need each other in a circle")
                            .at(span.clone(), names.join(" → "))
                            .help("drop the need that a learner can do without"),
                    );
                }
                Some(_) => {}
            }
        }
    }
}
