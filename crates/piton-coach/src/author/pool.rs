//! Work over all cores: jobs taken in order, results handed to the one who waits.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{PoisonError, mpsc};

/// Runs `work` on every job with `n_threads` at once, and `on_done` here for each that ended.
///
/// The first error ends it: nothing further is begun, and what is under way is waited for.
pub(super) fn run<J: Sync, D: Send, E: Send>(
    jobs: &[J],
    n_threads: usize,
    work: &(dyn Fn(&J) -> Result<D, E> + Sync),
    on_done: &mut dyn FnMut(usize, D) -> Result<(), E>,
) -> Result<(), E> {
    let next = AtomicUsize::new(0);
    let stop = AtomicBool::new(false);
    let failed = Mutex::new(None);
    let (sender, results) = mpsc::channel();
    std::thread::scope(|scope| {
        for _ in 0..n_threads.clamp(1, jobs.len().max(1)) {
            let sender = sender.clone();
            let (next, stop, failed) = (&next, &stop, &failed);
            scope.spawn(move || {
                while !stop.load(Ordering::Acquire) {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(job) = jobs.get(at) else { break };
                    match work(job) {
                        // Nobody takes it only after a failure of the one who waits.
                        Ok(done) => drop(sender.send((at, done))),
                        Err(error) => {
                            stop.store(true, Ordering::Release);
                            let mut failed = failed.lock().unwrap_or_else(PoisonError::into_inner);
                            failed.get_or_insert(error);
                        }
                    }
                }
            });
        }
        drop(sender);
        for (at, done) in &results {
            if let Err(error) = on_done(at, done) {
                stop.store(true, Ordering::Release);
                let mut failed = failed.lock().unwrap_or_else(PoisonError::into_inner);
                failed.get_or_insert(error);
                break;
            }
        }
    });
    match failed.into_inner().unwrap_or_else(PoisonError::into_inner) {
        Some(error) => Err(error),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::sync::Barrier;

    use super::*;

    #[test]
    fn every_job_is_done_once() {
        let jobs: Vec<usize> = (0..100).collect();
        let mut done = BTreeSet::new();
        run(&jobs, 4, &|job| Ok::<_, ()>(job * 2), &mut |at, twice| {
            assert_eq!(twice, at * 2);
            assert!(done.insert(at));
            Ok(())
        })
        .unwrap();
        assert_eq!(done.len(), 100);
        run(&[], 4, &|_: &usize| Ok::<_, ()>(()), &mut |_, ()| Ok(())).unwrap();
    }

    #[test]
    fn as_many_as_were_asked_for_run_at_once() {
        // Each waits for the other, so one after the other would never end.
        let both = Barrier::new(2);
        run(&[1, 2], 2, &|_| Ok::<_, ()>(both.wait()), &mut |_, _| Ok(())).unwrap();
    }

    #[test]
    fn the_first_failure_ends_it() {
        let jobs: Vec<usize> = (0..1000).collect();
        let begun = AtomicUsize::new(0);
        let work = |job: &usize| {
            begun.fetch_add(1, Ordering::Relaxed);
            if *job == 3 { Err("three") } else { Ok(()) }
        };
        assert_eq!(run(&jobs, 1, &work, &mut |_, ()| Ok(())), Err("three"));
        assert_eq!(begun.load(Ordering::Relaxed), 4);
        assert_eq!(
            run(&jobs, 2, &|_| Ok(()), &mut |_, ()| Err("nobody listens")),
            Err("nobody listens")
        );
    }
}
