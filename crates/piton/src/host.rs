//! Time and chance: the only place that asks the machine for either.

use piton_coach::Host;
use piton_domain::Timestamp;

/// The machine's clock and its randomness.
pub(crate) struct Machine;

impl Host for Machine {
    fn now(&self) -> Timestamp {
        Timestamp(jiff::Timestamp::now().as_microsecond())
    }

    fn random(&self) -> u64 {
        getrandom::u64().expect("a system that runs Piton has random numbers")
    }
}
