//! The peers from PyPI, run by `bench/learner/peers.py` in an environment the caller made.

use std::path::PathBuf;
use std::process::Command;

/// Where the peers can be run.
#[derive(Debug)]
pub(crate) struct Peers {
    /// A Python that has them, or why there is none.
    pub(crate) python: Result<PathBuf, String>,
}

impl Peers {
    /// Runs one measurement and returns what it printed, or `{"missing": why}`.
    pub(crate) fn run(&self, what: &str, args: &[&str]) -> serde_json::Value {
        let missing = |why: String| serde_json::json!({ "missing": why });
        let python = match &self.python {
            Ok(python) => python,
            Err(why) => return missing(why.clone()),
        };
        let script = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../bench/learner/peers.py");
        #[expect(clippy::disallowed_methods, reason = "a bench may run its peers")]
        let output = Command::new(python).arg("-I").arg(script).arg(what).args(args).output();
        match output {
            Err(error) => missing(error.to_string()),
            Ok(output) if !output.status.success() => {
                let text = String::from_utf8_lossy(&output.stderr);
                missing(text.lines().last().unwrap_or("it failed silently").to_owned())
            }
            Ok(output) => serde_json::from_slice(&output.stdout)
                .unwrap_or_else(|error| missing(format!("it printed no JSON: {error}"))),
        }
    }
}
