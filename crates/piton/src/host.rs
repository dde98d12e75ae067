//! Time and chance: the only place that asks the machine for either.

use std::hash::{BuildHasher, RandomState};

use piton_coach::Host;
use piton_domain::Timestamp;

/// The machine's clock and its randomness.
pub(crate) struct Machine;

impl Host for Machine {
    fn now(&self) -> Timestamp {
        Timestamp(jiff::Timestamp::now().as_microsecond())
    }

    fn random(&self) -> u64 {
        // Each `RandomState` holds keys that the standard library takes from the system.
        RandomState::new().hash_one(jiff::Timestamp::now().as_nanosecond())
    }
}
