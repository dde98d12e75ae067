//! Items: the key and every wrong model run and differ, on all draws or on 50 of them.

use piton_content::items::{self, Instance};
use piton_domain::{Item, Limits};
use piton_judge::environment::Environment;

use super::fault::fault;
use super::prover::{Proof, Prover};
use crate::ErrorKind;
use crate::error::Result;
use crate::judging::judge_error;
use crate::quiz::{lay_out, programs};

/// How many instances run in one box.
const AT_ONCE: usize = 12;

impl Prover<'_> {
    /// Runs the key and every wrong model of an item.
    pub(super) fn item(&self, item: &Item, environment: &Environment) -> Result<Proof> {
        let mut proof = Proof::default();
        let instances: Vec<Instance> = items::enumerate(item).collect();
        let mut outcomes = Vec::new();
        for some in instances.chunks(AT_ONCE) {
            let programs: Vec<&str> = some.iter().flat_map(programs).collect();
            let ran = self.judge.scripts(environment, &programs, &Limits::default());
            outcomes.extend(ran.map_err(judge_error)?);
        }
        let mut outcomes = outcomes.into_iter();
        for (seed, instance) in instances.into_iter().enumerate() {
            proof.judgings += 1;
            let values = instance.values.clone();
            let of_instance = outcomes.by_ref().take(programs(&instance).len()).collect();
            match lay_out(item, instance, seed as u64, of_instance) {
                Ok(_) => {}
                Err(error) if error.kind == ErrorKind::Content => {
                    proof.faults.push(fault(
                        "item/key",
                        &format!("{}/items.toml", item.id.skill()),
                        format!("{} (drawn: {values:?})", error.message),
                        "Key and wrong answers must run and differ on every draw.",
                    ));
                    return Ok(proof);
                }
                Err(error) => return Err(error),
            }
        }
        Ok(proof)
    }
}
