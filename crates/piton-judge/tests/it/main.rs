//! The judge from outside: tasks built here, learner code of every bad sort, real interpreters.

mod failures;
mod limits;
mod scripts;
mod snapshots;
mod support;
mod trees;
mod verdicts;
