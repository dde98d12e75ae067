//! Hours left: what a claim in progress still costs, as a range, and the days of waiting apart.

use super::{Exam, Level, Record, Road, counted};

/// What is left to do for a claim.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hours {
    /// With as much overlap between passes as the tasks allow.
    pub least: f64,
    /// With none.
    pub most: f64,
    /// Days that must pass in any case: a week between passes, two after a failed part.
    pub waiting_days: i32,
}

impl Record {
    /// Returns the hours left for a claim in an area; `None` if it is granted already.
    ///
    /// "The sum over missing passes, items, exams and due renewals of the median minutes of the
    /// cheapest family that fits, one pass serving up to 3 skills where its checks name them."
    /// The overlap is the one found by taking, again and again, the task that costs least per
    /// missing pass. What no task can serve costs nothing yet: the content is missing.
    #[must_use]
    pub fn hours_left(&self, road: &Road, area: usize, level: Level, today: i32) -> Option<Hours> {
        if self.granted.contains_key(&(area, level)) {
            return None;
        }
        let missing = self.missing(road, area, level)?;
        let mut open = vec![0_u8; road.skills.len()];
        for need in &missing.skills {
            open[need.skill] = need.n_passes;
        }
        let most: f64 =
            missing.skills.iter().map(|one| passes_alone(road, one.skill, one.n_passes)).sum();
        let least = passes_together(road, open).min(most);
        let n_items = missing.templates[0]
            + missing.templates[1]
                .max(usize::from(missing.transfer) + usize::from(missing.contrast));
        let items = n_items as f64 * cheapest_item(road, area);
        let renewals: f64 = self
            .renewals(road, today)
            .into_iter()
            .filter(|&skill| road.skills[skill].area == area)
            .map(|_| RENEWAL_MINUTES)
            .sum();
        let exams: f64 = missing
            .exam_parts
            .iter()
            .map(|(exam, _)| exam.minutes() / f64::from(exam.n_parts()))
            .sum();
        let beside = items + renewals + exams;
        Some(Hours {
            least: (least + beside) / 60.0,
            most: (most + beside) / 60.0,
            waiting_days: self.waiting(road, &missing, today),
        })
    }

    fn waiting(&self, road: &Road, missing: &super::Missing, today: i32) -> i32 {
        let of_passes = missing.skills.iter().map(|need| match need.earliest_day {
            Some(day) => day.saturating_sub(today).clamp(0, 7),
            None if road.skills[need.skill].level > Level::Junior => 7,
            None => 0,
        });
        let of_parts = missing.exam_parts.iter().map(|part: &(Exam, u8)| {
            let failed = self.parts.get(part).and_then(|part| part.failed_day);
            failed.map_or(0, |day| day.saturating_add(14).saturating_sub(today).clamp(0, 14))
        });
        of_passes.max().unwrap_or(0).max(of_parts.max().unwrap_or(0))
    }
}

/// A re-do that renews a skill takes at most this.
const RENEWAL_MINUTES: f64 = 20.0;

fn fits(road: &Road, task: usize, skill: usize) -> bool {
    let task = &road.tasks[task];
    task.certified
        && task.difficulty >= road.skills[skill].level.difficulty()
        && counted(task).contains(&skill)
}

fn passes_alone(road: &Road, skill: usize, n_passes: u8) -> f64 {
    let mut minutes: Vec<f64> = (0..road.tasks.len())
        .filter(|&task| fits(road, task, skill))
        .map(|task| road.tasks[task].minutes.max(0.0))
        .collect();
    minutes.sort_by(f64::total_cmp);
    minutes.iter().take(n_passes.into()).sum()
}

fn passes_together(road: &Road, mut open: Vec<u8>) -> f64 {
    let mut used = vec![false; road.tasks.len()];
    let mut sum = 0.0;
    loop {
        let served = |task: usize| {
            counted(&road.tasks[task])
                .iter()
                .filter(|&&skill| {
                    open.get(skill).is_some_and(|n| *n > 0) && fits(road, task, skill)
                })
                .count()
        };
        let cost = |task: usize| road.tasks[task].minutes.max(0.0) / served(task) as f64;
        let best = (0..road.tasks.len())
            .filter(|&task| !used[task] && served(task) > 0)
            .min_by(|&a, &b| cost(a).total_cmp(&cost(b)).then(a.cmp(&b)));
        let Some(task) = best else { return sum };
        used[task] = true;
        sum += road.tasks[task].minutes.max(0.0);
        for &skill in counted(&road.tasks[task]) {
            if let Some(n) = open.get_mut(skill).filter(|n| **n > 0)
                && fits(road, task, skill)
            {
                *n -= 1;
            }
        }
    }
}

/// Returns the minutes of the area's quickest template; 2 where it has none yet.
fn cheapest_item(road: &Road, area: usize) -> f64 {
    road.templates
        .iter()
        .filter(|one| road.skills.get(one.skill).is_some_and(|skill| skill.area == area))
        .map(|one| one.minutes)
        .min_by(f64::total_cmp)
        .unwrap_or(2.0)
}
