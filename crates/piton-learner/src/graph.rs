//! Skills, their areas and what each needs first.
//!
//! Content is checked elsewhere; here a cycle must not hang or break anything, so the edges that
//! close one are left out and listed.

use crate::LearnerError;

/// Skills in areas with their prerequisites, free of cycles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Graph {
    areas: Vec<usize>,
    n_areas: usize,
    needs: Vec<Vec<usize>>,
    children: Vec<Vec<usize>>,
    order: Vec<usize>,
    dropped: Vec<(usize, usize)>,
}

impl Graph {
    /// Takes one area and one list of prerequisites for each skill.
    ///
    /// Shapes: `areas` and `needs` have one entry a skill; areas are numbered from 0.
    /// An edge that repeats another or closes a cycle is left out and listed by [`Graph::dropped`].
    /// Errors: `Length` if the lists differ, `UnknownSkill` if a need stands outside the list.
    pub fn new(areas: Vec<usize>, needs: &[Vec<usize>]) -> Result<Self, LearnerError> {
        let n_skills = areas.len();
        if needs.len() != n_skills {
            return Err(LearnerError::Length {
                what: "lists of needs",
                expected: n_skills,
                got: needs.len(),
            });
        }
        if let Some(&skill) = needs.iter().flatten().find(|&&need| need >= n_skills) {
            return Err(LearnerError::UnknownSkill { skill, n_skills });
        }
        let n_areas = areas.iter().max().map_or(0, |last| last + 1);
        let (kept, order, dropped) = without_cycles(needs);
        let mut children = vec![Vec::new(); n_skills];
        for (skill, needs) in kept.iter().enumerate() {
            for &need in needs {
                children[need].push(skill);
            }
        }
        Ok(Self { areas, n_areas, needs: kept, children, order, dropped })
    }

    /// Returns how many skills there are.
    #[must_use]
    pub fn n_skills(&self) -> usize {
        self.areas.len()
    }

    /// Returns how many areas there are.
    #[must_use]
    pub fn n_areas(&self) -> usize {
        self.n_areas
    }

    /// Returns the area of a skill, which must be one of the graph's.
    #[must_use]
    pub fn area(&self, skill: usize) -> usize {
        self.areas[skill]
    }

    /// Returns the direct prerequisites of a skill, which must be one of the graph's.
    #[must_use]
    pub fn needs(&self, skill: usize) -> &[usize] {
        &self.needs[skill]
    }

    /// Returns the skills that need this one directly.
    #[must_use]
    pub fn children(&self, skill: usize) -> &[usize] {
        &self.children[skill]
    }

    /// Returns every skill after all of its prerequisites.
    #[must_use]
    pub fn order(&self) -> &[usize] {
        &self.order
    }

    /// Returns the edges (skill, need) that were left out.
    #[must_use]
    pub fn dropped(&self) -> &[(usize, usize)] {
        &self.dropped
    }

    /// Returns all direct and indirect prerequisites of a skill, in order, itself left out.
    #[must_use]
    pub fn ancestors(&self, skill: usize) -> Vec<usize> {
        let mut found = vec![false; self.n_skills()];
        let mut stack = self.needs[skill].clone();
        while let Some(one) = stack.pop() {
            if !std::mem::replace(&mut found[one], true) {
                stack.extend(&self.needs[one]);
            }
        }
        self.order.iter().copied().filter(|&one| found[one]).collect()
    }

    /// Refuses a skill outside the graph.
    pub(crate) fn check(&self, skill: usize) -> Result<(), LearnerError> {
        let n_skills = self.n_skills();
        if skill < n_skills { Ok(()) } else { Err(LearnerError::UnknownSkill { skill, n_skills }) }
    }
}

type Kept = (Vec<Vec<usize>>, Vec<usize>, Vec<(usize, usize)>);

/// Walks the prerequisites depth first, without recursion, and drops what leads back.
fn without_cycles(needs: &[Vec<usize>]) -> Kept {
    #[derive(Clone, Copy, PartialEq)]
    enum Seen {
        Never,
        Open,
        Done,
    }
    let mut seen = vec![Seen::Never; needs.len()];
    let mut kept = vec![Vec::new(); needs.len()];
    let mut order = Vec::with_capacity(needs.len());
    let mut dropped = Vec::new();
    for root in 0..needs.len() {
        if seen[root] != Seen::Never {
            continue;
        }
        seen[root] = Seen::Open;
        let mut stack = vec![(root, 0)];
        while let Some((skill, next)) = stack.pop() {
            let Some(&need) = needs[skill].get(next) else {
                seen[skill] = Seen::Done;
                order.push(skill);
                continue;
            };
            stack.push((skill, next + 1));
            if seen[need] == Seen::Open || kept[skill].contains(&need) {
                dropped.push((skill, need));
                continue;
            }
            kept[skill].push(need);
            if seen[need] == Seen::Never {
                seen[need] = Seen::Open;
                stack.push((need, 0));
            }
        }
    }
    (kept, order, dropped)
}

/// Lists of skills laid end to end, so that walking them touches one place in memory.
#[derive(Debug, Clone)]
pub(crate) struct Lists {
    starts: Vec<u32>,
    entries: Vec<u32>,
}

impl Lists {
    pub(crate) fn new<'a>(lists: impl Iterator<Item = &'a [usize]>) -> Self {
        let number = |n: usize| u32::try_from(n).expect("a road has fewer than 2^32 skills");
        let (mut starts, mut entries) = (vec![0], Vec::new());
        for list in lists {
            entries.extend(list.iter().map(|&one| number(one)));
            starts.push(number(entries.len()));
        }
        Self { starts, entries }
    }

    #[inline]
    pub(crate) fn of(&self, skill: usize) -> &[u32] {
        &self.entries[self.starts[skill] as usize..self.starts[skill + 1] as usize]
    }
}
