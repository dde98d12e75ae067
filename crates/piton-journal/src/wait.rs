//! Waiting for a future without a runtime.
//!
//! SQLite's connections each live on a thread of their own and answer through channels, so nothing
//! here needs a runtime's timers or sockets. A runtime's own `block_on` panics when it is called
//! from inside another one; this one only parks the thread, so the journal can be used from any
//! thread, a worker of an async web face included (where `spawn_blocking` is still the polite way).

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// Runs `future` to its end on this thread.
pub(crate) fn block_on<T>(future: impl Future<Output = T>) -> T {
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut ctx = Context::from_waker(&waker);
    let mut future = pin!(future);
    loop {
        match future.as_mut().poll(&mut ctx) {
            Poll::Ready(value) => return value,
            // A wake that came before this makes `park` return at once.
            Poll::Pending => thread::park(),
        }
    }
}
