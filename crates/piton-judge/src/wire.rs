//! What crosses between the supervisor and the harness, in the harness's words.
//!
//! Field names are the protocol: a change here is a change in `harness/`.

use std::collections::BTreeMap;
use std::path::PathBuf;

use piton_domain::verdict::Tier;
use piton_domain::{Files, Limits};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::sandbox::Walls;
use crate::zygote::Role;

/// How a zygote is told what it is.
#[derive(Debug, Serialize)]
pub(crate) struct ZygoteStart<'a> {
    pub(crate) role: Role,
    pub(crate) fd: i32,
    pub(crate) paths: &'a [PathBuf],
    pub(crate) preload: &'a [String],
    pub(crate) walls: &'a Walls,
}

/// A zygote's first word.
#[derive(Debug, Deserialize)]
pub(crate) struct ZygoteReady {
    #[serde(default)]
    pub(crate) ready: bool,
    pub(crate) python: Option<String>,
    pub(crate) trouble: Option<String>,
}

/// A command to a zygote.
#[derive(Debug, Serialize)]
#[serde(tag = "op", rename_all = "lowercase")]
pub(crate) enum ZygoteCommand<'a> {
    /// Forks; three descriptors go with it: channel, standard output, standard error.
    ///
    /// `dir` is the fork's private folder; in a room it makes its own.
    Fork { dir: Option<&'a str>, limits: ForkLimits },
    /// Waits for a child that was killed or has ended, and if told so kills everything else in the
    /// room and waits for that.
    Reap { pid: i32, clear: bool },
    /// Waits for every adopted child that has ended.
    Orphans,
    /// Forks a process that leaves at once, waits for it, and says how long both took.
    Nothing,
}

/// The answer to a fork that does nothing.
#[derive(Debug, Deserialize)]
pub(crate) struct ForkedAndExited {
    pub(crate) took_us: u64,
}

/// The limits a fork sets on itself.
#[derive(Debug, Clone, Copy, Serialize)]
pub(crate) struct ForkLimits {
    pub(crate) cpu_s: u32,
    pub(crate) memory_mib: u32,
    pub(crate) processes: u64,
    pub(crate) file_mib: u32,
    pub(crate) open_files: u32,
    /// What all files of a room's box may take.
    pub(crate) box_mib: u32,
}

/// The answer to a fork.
#[derive(Debug, Deserialize)]
pub(crate) struct Forked {
    pub(crate) pid: Option<i32>,
    pub(crate) trouble: Option<String>,
}

/// The answer to a reap.
#[derive(Debug, Deserialize)]
pub(crate) struct Reaped {
    #[serde(default)]
    pub(crate) status: i32,
    #[serde(default)]
    pub(crate) utime_us: u64,
    #[serde(default)]
    pub(crate) stime_us: u64,
    #[serde(default)]
    pub(crate) maxrss_kib: u64,
    /// How many calls it had begun to answer, as it says itself.
    #[serde(default)]
    pub(crate) begun: u64,
    pub(crate) trouble: Option<String>,
}

/// The answer to `orphans`.
#[derive(Debug, Deserialize)]
pub(crate) struct Orphans {
    #[expect(dead_code, reason = "the count is the answer; that it came is what matters")]
    pub(crate) reaped: u64,
}

/// The content of a file: text if it is UTF-8, else base 64.
#[derive(Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum FileContent<'a> {
    Text(&'a str),
    B64(String),
}

/// Files by path, as the harness takes them.
pub(crate) fn files<'a>(
    files: impl IntoIterator<Item = (&'a String, &'a Vec<u8>)>,
) -> BTreeMap<&'a str, FileContent<'a>> {
    files
        .into_iter()
        .map(|(path, bytes)| {
            let content = match std::str::from_utf8(bytes) {
                Ok(text) => FileContent::Text(text),
                Err(_) => FileContent::B64(base64(bytes)),
            };
            (path.as_str(), content)
        })
        .collect()
}

/// The order to judge.
#[derive(Debug, Serialize)]
pub(crate) struct JudgeOrder<'a> {
    pub(crate) op: &'static str,
    pub(crate) checks: &'a str,
    /// The checks as an earlier J of this judge compiled them, in base 64.
    pub(crate) compiled: Option<&'a str>,
    pub(crate) probe: &'a str,
    pub(crate) resources: BTreeMap<&'a str, &'a str>,
    pub(crate) visible: &'a [String],
    pub(crate) mode: &'static str,
    pub(crate) seed: u64,
    pub(crate) files: BTreeMap<&'a str, FileContent<'a>>,
    /// Which of the files the learner handed in.
    pub(crate) submission: Vec<&'a str>,
    /// The learner's files at the start, and those of the reference, for checks that compare.
    pub(crate) start: BTreeMap<&'a str, FileContent<'a>>,
    pub(crate) reference: BTreeMap<&'a str, FileContent<'a>>,
    pub(crate) again: BTreeMap<&'a str, &'a RawValue>,
    /// What a process with learner code may use, for J to name when it ran out.
    pub(crate) memory_mib: u32,
    /// For the order to make trials: which.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) trials: Vec<TrialOrder<'a>>,
}

/// A submission to try, and what of it.
#[derive(Debug, Serialize)]
pub(crate) struct TrialOrder<'a> {
    pub(crate) files: BTreeMap<&'a str, FileContent<'a>>,
    pub(crate) seeds: &'a [u64],
    pub(crate) only: &'a [String],
    pub(crate) about: &'a str,
    pub(crate) alone: bool,
    pub(crate) reverse: bool,
    pub(crate) fresh: bool,
    pub(crate) stops: bool,
    pub(crate) enough: bool,
    pub(crate) counts: &'a [u32],
    pub(crate) explains: bool,
    pub(crate) says: &'a str,
    pub(crate) cpu_ms: u64,
}

/// What came of a trial under one seed.
#[derive(Debug, Deserialize)]
pub(crate) struct TrialResult {
    pub(crate) at: usize,
    pub(crate) number: usize,
    /// Whether no seed is left that could give anything else.
    pub(crate) last: bool,
    pub(crate) passed: bool,
    pub(crate) checks: Vec<TriedCheck>,
    pub(crate) trouble: Option<String>,
}

/// A check of a trial.
#[derive(Debug, Deserialize)]
pub(crate) struct TriedCheck {
    pub(crate) name: String,
    pub(crate) status: StatusWord,
    pub(crate) blocking: bool,
    pub(crate) says: Option<String>,
    pub(crate) sure: bool,
    pub(crate) found: u32,
}

/// The order to run a script.
#[derive(Debug, Serialize)]
pub(crate) struct ScriptOrder<'a> {
    pub(crate) op: &'static str,
    pub(crate) source: &'a str,
    pub(crate) files: BTreeMap<&'a str, FileContent<'a>>,
    pub(crate) argv: [&'a str; 0],
}

/// The answer to a script.
#[derive(Debug, Deserialize)]
pub(crate) struct ScriptReply {
    #[serde(default)]
    pub(crate) ok: bool,
    pub(crate) raised: Option<Raised>,
}

/// The order to run scripts, each in a fork.
#[derive(Debug, Serialize)]
pub(crate) struct ScriptsOrder<'a> {
    pub(crate) op: &'static str,
    pub(crate) sources: &'a [&'a str],
    /// How many bytes each may write to standard output and as many to standard error.
    pub(crate) most: usize,
}

/// The answer to scripts.
#[derive(Debug, Deserialize)]
pub(crate) struct ScriptsReply {
    #[serde(default)]
    pub(crate) scripts: Vec<ScriptTold>,
}

/// What a script wrote.
#[derive(Debug, Deserialize)]
pub(crate) struct ScriptTold {
    /// Whether it came to its end, raised nothing, and wrote no more than it may.
    pub(crate) clean: bool,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// An exception of learner code.
#[derive(Debug, Deserialize)]
pub(crate) struct Raised {
    #[serde(rename = "type")]
    pub(crate) type_name: String,
    #[serde(default)]
    pub(crate) message: String,
}

/// What J says: a question or an event, told apart by which of the two names is there.
#[derive(Debug, Deserialize)]
pub(crate) struct FromJudge {
    pub(crate) ask: Option<String>,
    pub(crate) why: Option<String>,
    /// The hash seed of the process it asks for.
    #[serde(default)]
    pub(crate) hash_seed: u32,
    pub(crate) event: Option<String>,
    #[serde(default)]
    pub(crate) checks: Vec<Check>,
    /// The checks compiled, if they had to be.
    pub(crate) compiled: Option<String>,
    /// Whether what learner code prints must not be shown.
    #[serde(default)]
    pub(crate) private: bool,
    pub(crate) check: Option<String>,
    pub(crate) result: Option<CheckOutcome>,
    pub(crate) says: Option<String>,
    pub(crate) detail: Option<String>,
    pub(crate) author_fault: Option<String>,
    pub(crate) trial: Option<TrialResult>,
    /// Which engine it is about.
    pub(crate) engine: Option<usize>,
}

/// A check as it is announced.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Check {
    pub(crate) name: String,
    pub(crate) sentence: String,
    pub(crate) skill: Option<String>,
    #[serde(default)]
    pub(crate) visible: bool,
    #[serde(default = "yes")]
    pub(crate) blocking: bool,
    #[serde(default)]
    pub(crate) grade: Grade,
}

fn yes() -> bool {
    true
}

/// How far S is trusted for a check.
#[derive(Debug, Clone, Copy, Deserialize, Default)]
pub(crate) enum Grade {
    #[default]
    A,
    B,
    C,
}

/// The result of a check.
#[derive(Debug, Deserialize)]
pub(crate) struct CheckOutcome {
    pub(crate) name: String,
    pub(crate) status: StatusWord,
    pub(crate) because: Option<String>,
    pub(crate) failure: Option<Failure>,
    #[serde(default)]
    pub(crate) cost: Cost,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum StatusWord {
    Pass,
    Fail,
    NotReached,
}

#[derive(Debug, Clone, Copy, Deserialize, Default)]
pub(crate) struct Cost {
    #[serde(default)]
    pub(crate) wall_us: u64,
    #[serde(default)]
    pub(crate) calls: u64,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Failure {
    pub(crate) kind: FailureWord,
    #[serde(default)]
    pub(crate) says: String,
    pub(crate) advice: Option<String>,
    pub(crate) call: Option<String>,
    pub(crate) expected: Option<String>,
    pub(crate) got: Option<String>,
    #[serde(default)]
    pub(crate) lines: Option<Vec<Line>>,
    pub(crate) overrun: Option<Overrun>,
    #[serde(default)]
    pub(crate) programs: Option<Vec<Program>>,
    /// Kept unread: it may hold integers of any size.
    pub(crate) case: Option<Box<RawValue>>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum FailureWord {
    Mismatch,
    Raised,
    NotLoaded,
    Overrun,
    Died,
    Malformed,
    Unstable,
    Check,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Line {
    pub(crate) file: String,
    pub(crate) line: u32,
    #[serde(default)]
    pub(crate) function: String,
    #[serde(default)]
    pub(crate) text: String,
    pub(crate) role: LineWord,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum LineWord {
    Raised,
    Called,
    Ran,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Overrun {
    pub(crate) resource: ResourceWord,
    #[serde(default)]
    pub(crate) limit: u64,
    #[serde(default)]
    pub(crate) used: u64,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum ResourceWord {
    Cpu,
    Wall,
    Memory,
    Output,
    Processes,
    FileSize,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Program {
    pub(crate) right: bool,
    #[serde(default)]
    pub(crate) says: String,
    #[serde(default)]
    pub(crate) failed_tests: Vec<String>,
    pub(crate) as_expected: bool,
}

/// The answer to J's question for a process with learner code.
#[derive(Debug, Serialize)]
pub(crate) struct SubjectReply<'a> {
    pub(crate) subject: bool,
    pub(crate) previous: Option<&'a Cause>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) why: Option<&'a str>,
}

/// The answer to J's question for an engine, or to its giving one up.
#[derive(Debug, Serialize)]
pub(crate) struct EngineReply<'a> {
    /// Its number; none if there is none, and then why.
    pub(crate) engine: Option<usize>,
    /// How it ended, if it was given up.
    pub(crate) previous: Option<&'a Cause>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) why: Option<&'a str>,
}

/// How a process with learner code, or an engine, ended.
///
/// Units: CPU and wall time in milliseconds, memory and output in KiB.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Cause {
    pub(crate) cause: CauseWord,
    pub(crate) code: Option<i32>,
    pub(crate) signal: Option<i32>,
    pub(crate) limit: Option<u64>,
    pub(crate) used: Option<u64>,
    /// How many calls it had begun to answer, as it says itself.
    pub(crate) begun: u64,
}

/// What ended it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum CauseWord {
    /// It left.
    Exit,
    /// A signal that was not ours.
    Signal,
    Cpu,
    Wall,
    Memory,
    Output,
    Processes,
    /// We ended it because it was no longer needed, or did not speak the protocol.
    Killed,
}

/// Returns the files of a task that lie beside the learner's, and the learner's, as one set.
pub(crate) fn merged<'a>(
    support: impl Iterator<Item = (&'a String, &'a Vec<u8>)>,
    own: &'a Files,
) -> BTreeMap<&'a str, FileContent<'a>> {
    let mut merged = files(support);
    merged.extend(files(own));
    merged
}

/// How many files of the largest size a box holds.
const BOX_FACTOR: u32 = 4;

/// Returns a fork's limits; learner limits that the kernel counts for a whole user, or that a
/// watchdog keeps for a whole tree, are widened to a back wall.
pub(crate) fn fork_limits(limits: &Limits, tier: Tier) -> ForkLimits {
    // What is above the limit leaves the watchdog time to name it; in a room the kernel counts
    // those inside, elsewhere every process of the user.
    let processes = 2 * u64::from(limits.processes) + 256;
    ForkLimits {
        cpu_s: limits.cpu_s,
        memory_mib: limits.memory_mib,
        processes: match tier {
            Tier::Namespaces => processes,
            Tier::Landlock | Tier::Unsandboxed => crate::tree::n_tasks_of_machine() + processes,
        },
        file_mib: limits.file_mib,
        open_files: limits.open_files,
        box_mib: BOX_FACTOR * limits.file_mib.max(1),
    }
}

/// Writes bytes in base 64 with padding.
pub(crate) fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let group = chunk.iter().fold(0u32, |group, &byte| group << 8 | u32::from(byte));
        let group = group << (8 * (3 - chunk.len()));
        for digit in 0..4 {
            let index = (group >> (18 - 6 * digit)) & 63;
            text.push(if digit <= chunk.len() { DIGITS[index as usize] as char } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_the_standard_one() {
        let cases: [(&[u8], &str); 6] = [
            (b"", ""),
            (b"f", "Zg=="),
            (b"fo", "Zm8="),
            (b"foo", "Zm9v"),
            (b"\xff\xfe\xfd\xfc", "//79/A=="),
            (b"foobar", "Zm9vYmFy"),
        ];
        for (bytes, expected) in cases {
            assert_eq!(base64(bytes), expected);
        }
    }

    #[test]
    fn counter_examples_keep_integers_of_any_size() {
        let text =
            r#"{"kind":"mismatch","says":"x","case":{"t":[123456789012345678901234567890]}}"#;
        let failure: Failure = serde_json::from_str(text).unwrap();
        assert_eq!(failure.case.unwrap().get(), r#"{"t":[123456789012345678901234567890]}"#);
    }
}
