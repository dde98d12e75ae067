//! Calling off a judging from another thread.

use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rustix::event::{EventfdFlags, eventfd};

use crate::JudgeError;

/// A switch that calls off a judging; clones are the same switch.
///
/// Once thrown it stays so: a new judging takes a new switch.
#[derive(Debug, Clone)]
pub struct Cancel {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    /// Becomes readable when the switch is thrown, so that a wait on descriptors ends.
    event: OwnedFd,
    thrown: AtomicBool,
}

impl Cancel {
    /// Makes a switch.
    ///
    /// Errors: [`JudgeError::System`] if the process has no descriptor left.
    pub fn new() -> Result<Self, JudgeError> {
        let event = eventfd(0, EventfdFlags::CLOEXEC | EventfdFlags::NONBLOCK)
            .map_err(JudgeError::system("make a switch to cancel with"))?;
        Ok(Self { shared: Arc::new(Shared { event, thrown: AtomicBool::new(false) }) })
    }

    /// Calls off the judging that watches this switch, now or when it starts.
    pub fn cancel(&self) {
        self.shared.thrown.store(true, Ordering::Release);
        // Fails only if the counter is full: then the descriptor is readable already.
        let _ = rustix::io::write(&self.shared.event, &1u64.to_ne_bytes());
    }

    /// Returns whether the switch was thrown.
    pub fn is_cancelled(&self) -> bool {
        self.shared.thrown.load(Ordering::Acquire)
    }

    pub(crate) fn fd(&self) -> BorrowedFd<'_> {
        self.shared.event.as_fd()
    }
}
