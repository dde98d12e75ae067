//! The judge: runs learner code apart from the code that decides, and writes the verdict.
//!
//! ```text
//! supervisor (this crate)     spawns, times, kills, writes the verdict
//!  ├─ slot: judge zygote      a Python process that has imported what every judging needs
//!  │   └─ J                   a fork of it, in its own box: checks.py, no learner code
//!  └─ slot: learner zygote    one per environment and preload set
//!      └─ S                   a fork of it, in its own box: probe.py and learner code
//! ```
//!
//! The process that decides never holds learner code, and expected values never enter the process
//! that does. J and S talk over a socket made here; the supervisor never reads it. A verdict is a
//! value: wrong, slow, greedy or dying learner code gives a verdict, and so does trouble of ours
//! ([`piton_domain::Outcome::CouldNotJudge`]). An `Err` means that there was nothing to judge with.
//!
//! Every wait in this crate has a bound, and nothing it started outlives it: see [`slot`] for how a
//! process tree is ended.
//!
//! What keeps learner code in is told by every verdict: see [`sandbox`] for the tiers.

mod aside;
mod cancel;
mod capture;
mod disk;
mod engines;
pub mod environment;
mod error;
mod frame;
mod harness;
mod hash;
mod judge;
mod judging;
mod private;
mod replace;
mod results;
mod sandbox;
mod script;
mod slot;
mod snapshot;
mod socket;
mod spawn;
mod subject;
mod tree;
mod trial;
mod wire;
mod zygote;

pub use cancel::Cancel;
pub use error::JudgeError;
pub use hash::{content_hash, practice_seed};
pub use judge::{Judge, JudgeConfig, JudgeEvent, Request};
pub use replace::{Replaced, replace};
pub use sandbox::{Found, Refusal, Sandbox};
pub use script::ScriptOutcome;
pub use snapshot::{SnapshotError, snapshot};
pub use trial::{Trial, TrialOutcome, TrialStatus, TriedCheck};
