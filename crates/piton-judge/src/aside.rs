//! Slots beside that of the present S: of other hash seeds, and one whose process is made ready
//! while the present one runs.
//!
//! A process that was made ready waits for its first order, and gets none before the one that runs
//! has ended: learner code never runs in two of them at once.

use std::os::fd::OwnedFd;
use std::time::Instant;

use piton_domain::verdict::Tier;

use crate::slot::Slot;
use crate::subject::Subject;
use crate::zygote::Recipe;
use crate::{Judge, JudgeError, socket};

/// The slots of a judging that are not in use.
pub(crate) struct Aside<'a> {
    keeper: &'a Judge,
    slots: Vec<Slot>,
    /// Whether the next process is made ready while the present one runs.
    makes_ready: bool,
    /// A slot with a process that waits, and the end of its channel for J.
    ready: Option<(Slot, OwnedFd)>,
}

impl<'a> Aside<'a> {
    pub(crate) fn new(keeper: &'a Judge) -> Self {
        Self { keeper, slots: Vec::new(), makes_ready: false, ready: None }
    }

    /// Sees to it that processes with a hash seed will be there soon; with the present one's seed,
    /// that many of them will.
    pub(crate) fn expect(&mut self, present: &Slot, hash_seed: u32) -> Result<(), JudgeError> {
        if hash_seed != present.recipe().hash_seed {
            self.find(present.recipe(), hash_seed)?;
        } else if present.tier() == Tier::Namespaces && !self.makes_ready {
            self.makes_ready = true;
            self.slots.push(self.keeper.take(present.recipe())?);
        }
        Ok(())
    }

    /// Puts a slot of a hash seed under the watch of `subject`, in which nothing runs.
    ///
    /// Returns J's end of the channel if a process is there already; if not, it is to be launched.
    pub(crate) fn exchange(
        &mut self,
        subject: &mut Subject,
        hash_seed: u32,
    ) -> Result<Option<OwnedFd>, JudgeError> {
        let is_wanted = |(slot, _): &mut (Slot, OwnedFd)| slot.recipe().hash_seed == hash_seed;
        if let Some((slot, end)) = self.ready.take_if(is_wanted) {
            self.slots.push(subject.adopt(slot));
            return Ok(Some(end));
        }
        if subject.slot().recipe().hash_seed != hash_seed {
            let at = self.find(subject.slot().recipe(), hash_seed)?;
            // It may still be starting, and that is not time of the learner's.
            subject.hold_wall(Instant::now());
            let started = self.slots[at].ready().map(|_| ());
            subject.resume_wall(Instant::now());
            started?;
            let slot = self.slots.swap_remove(at);
            self.slots.push(subject.replace(slot));
        }
        Ok(None)
    }

    /// Makes the next process ready, if many are expected and a slot for it has started.
    ///
    /// What fails here is left to the next demand, which is then met in the plain way.
    pub(crate) fn make_ready(&mut self, subject: &Subject) {
        if !self.makes_ready || self.ready.is_some() {
            return;
        }
        let is_fit = |slot: &mut Slot| {
            slot.recipe() == subject.slot().recipe() && slot.is_usable() && slot.has_started()
        };
        let Some(at) = self.slots.iter_mut().position(is_fit) else { return };
        let mut slot = self.slots.swap_remove(at);
        if let Ok((ours, theirs)) = socket::stream_pair()
            && subject.launch_in(&mut slot, theirs).is_ok()
        {
            self.ready = Some((slot, ours));
        }
    }

    /// Ends what waits and gives back the slots.
    pub(crate) fn finish(self) -> Vec<Slot> {
        let mut slots = self.slots;
        if let Some((mut slot, _)) = self.ready
            && slot.collect().is_ok()
        {
            slots.push(slot);
        }
        slots
    }

    /// Returns where the slot of a hash seed stands; if there is none it is started.
    fn find(&mut self, present: &Recipe, hash_seed: u32) -> Result<usize, JudgeError> {
        let wanted = Recipe { hash_seed, ..present.clone() };
        if let Some(at) = self.slots.iter().position(|slot| *slot.recipe() == wanted) {
            return Ok(at);
        }
        self.slots.push(self.keeper.take(&wanted)?);
        Ok(self.slots.len() - 1)
    }
}
