//! Items: the key and every wrong model run and differ, on all draws or on 50 of them.

use piton_content::items;
use piton_domain::Item;
use piton_judge::environment::Environment;

use super::fault::fault;
use super::prover::{Proof, Prover};
use crate::ErrorKind;
use crate::error::Result;
use crate::quiz::draw;

impl Prover<'_> {
    /// Runs the key and every wrong model of an item.
    pub(super) fn item(&self, item: &Item, environment: &Environment) -> Result<Proof> {
        let mut proof = Proof::default();
        for (seed, instance) in items::enumerate(item).enumerate() {
            proof.judgings += 1;
            let values = instance.values.clone();
            match draw(self.judge, item, instance, seed as u64, environment) {
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
