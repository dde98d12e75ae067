//! The judge from outside: tasks built here, learner code of every bad sort, real interpreters.

#![expect(clippy::unwrap_used, reason = "a test stops at the first thing it did not expect")]

mod ahead;
mod cheaper;
mod engines;
mod failures;
mod hash_seeds;
mod keys;
mod limits;
mod partner;
mod scripts;
mod snapshots;
mod support;
mod trees;
mod trials;
mod verdicts;
mod walls;
