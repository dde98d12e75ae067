//! A zygote: an interpreter that has imported what every judging needs, and forks on demand.

use std::ffi::OsString;
use std::os::fd::{AsFd as _, AsRawFd as _, BorrowedFd, OwnedFd};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use piton_domain::verdict::Tier;
use rustix::process::Pid;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::sandbox::{Refusal, Walls};
use crate::spawn::{Guarded, Program, Room, SpawnError};
use crate::{JudgeError, socket, wire};

/// How long a zygote may take to import its preload set on a slow, cold disk.
const READY_LIMIT: Duration = Duration::from_secs(60);

/// How long a zygote may take to answer; a fork takes a millisecond or three.
const ANSWER_LIMIT: Duration = Duration::from_secs(10);

/// Returns what a zygote says of its forks' walls, if they are its trouble.
fn of_walls(trouble: &str) -> Option<&str> {
    trouble.split_once("the walls do not stand: ").map(|(_, says)| says)
}

/// What a zygote is started with; zygotes with equal recipes are interchangeable.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Recipe {
    /// Whose forks it makes.
    pub(crate) role: Role,
    /// The interpreter.
    pub(crate) python: PathBuf,
    /// Folders with packages.
    pub(crate) paths: Vec<PathBuf>,
    /// Modules to import.
    pub(crate) preload: Vec<String>,
    /// `PYTHONHASHSEED`: what decides in which order a set of texts gives its members.
    ///
    /// Zero unless a suite is to be tried in another order, so that equal files get equal verdicts.
    pub(crate) hash_seed: u32,
}

/// Whose forks a zygote makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Role {
    /// Processes that decide.
    Judge,
    /// Processes with learner code.
    Learner,
    /// Processes that hold a database.
    Engine,
}

/// A running zygote.
#[derive(Debug)]
pub(crate) struct Zygote {
    recipe: Recipe,
    tier: Tier,
    process: Guarded,
    control: OwnedFd,
    stderr: OwnedFd,
    /// The interpreter's version, once it is ready.
    version: Option<String>,
    /// Set when it broke off: it is of no more use.
    lost: bool,
}

impl Zygote {
    /// Starts one in a room or on the bare machine, and does not wait for it.
    ///
    /// Errors: [`JudgeError::NoSandbox`] if the kernel does not allow the room.
    pub(crate) fn start(
        harness: &Path,
        recipe: Recipe,
        walls: &Walls,
        room: Option<Room>,
    ) -> Result<Self, JudgeError> {
        let (control, theirs) =
            socket::datagram_pair().map_err(JudgeError::system("make a socket"))?;
        let (stderr, their_stderr) =
            socket::output_pipe().map_err(JudgeError::system("make a pipe"))?;
        let start = wire::ZygoteStart {
            role: recipe.role,
            fd: theirs.as_raw_fd(),
            paths: &recipe.paths,
            preload: &recipe.preload,
            walls,
        };
        let start_json = serde_json::to_string(&start).map_err(|error| JudgeError::NotReady {
            python: recipe.python.clone(),
            says: format!("its start cannot be written down: {error}"),
        })?;
        // Not `-I`, which would look past the hash seed; the environment is ours from end to end.
        let mut args: Vec<OsString> = ["-s", "-P", "-S", "-B"].map(OsString::from).to_vec();
        args.push(harness.join("zygote.py").into());
        args.push(start_json.into());
        let path = recipe.python.clone();
        let hash_seed = recipe.hash_seed;
        let program =
            Program { path, args, hash_seed, control: theirs, stderr: their_stderr, room };
        let process = Guarded::start(program).map_err(|error| match error {
            SpawnError::Room { stage, source } => JudgeError::NoSandbox {
                refused: vec![Refusal::new(walls.tier, format!("could not {stage} ({source})"))],
            },
            SpawnError::Killed => JudgeError::Lost { says: error.to_string() },
            SpawnError::Start(source) => {
                JudgeError::Start { python: recipe.python.clone(), source }
            }
        })?;
        Ok(Self { recipe, tier: walls.tier, process, control, stderr, version: None, lost: false })
    }

    /// Waits until it has imported everything and returns the interpreter's version.
    pub(crate) fn ready(&mut self) -> Result<&str, JudgeError> {
        if self.version.is_none() {
            let (answer, _): (wire::ZygoteReady, _) = self.receive(READY_LIMIT)?;
            match (answer.ready, answer.python, answer.trouble) {
                (true, Some(python), None) => self.version = Some(python),
                (_, _, trouble) => {
                    self.lost = true;
                    if let Some(says) = trouble.as_deref().and_then(of_walls) {
                        let refused = vec![Refusal::new(self.tier, says.to_owned())];
                        return Err(JudgeError::NoSandbox { refused });
                    }
                    return Err(JudgeError::NotReady {
                        python: self.recipe.python.clone(),
                        says: trouble.unwrap_or_else(|| "it did not say why".into()),
                    });
                }
            }
        }
        Ok(self.version.as_deref().expect("it was set just above"))
    }

    /// Returns whether [`Zygote::ready`] need not wait.
    pub(crate) fn has_started(&self) -> bool {
        let told = || socket::wait_readable(self.control.as_fd(), Instant::now()) == Ok(true);
        self.version.is_some() || told()
    }

    /// Sends a command, with descriptors, and waits for its answer.
    pub(crate) fn ask<A: DeserializeOwned>(
        &mut self,
        command: &wire::ZygoteCommand<'_>,
        fds: &[BorrowedFd<'_>],
    ) -> Result<A, JudgeError> {
        Ok(self.ask_for_fd(command, fds)?.0)
    }

    /// Does the same, and returns the descriptor that came with the answer, if one did.
    pub(crate) fn ask_for_fd<A: DeserializeOwned>(
        &mut self,
        command: &wire::ZygoteCommand<'_>,
        fds: &[BorrowedFd<'_>],
    ) -> Result<(A, Option<OwnedFd>), JudgeError> {
        self.send(command, fds)?;
        self.receive(ANSWER_LIMIT)
    }

    /// Sends a command whose answer is taken later with [`Zygote::answer`].
    pub(crate) fn send(
        &mut self,
        command: &wire::ZygoteCommand<'_>,
        fds: &[BorrowedFd<'_>],
    ) -> Result<(), JudgeError> {
        let bytes = serde_json::to_vec(command)
            .map_err(|error| self.broke_off(&format!("a command cannot be written: {error}")))?;
        let sent = socket::send(self.control.as_fd(), &bytes, fds);
        sent.map(drop).map_err(|errno| self.broke_off(&errno.to_string()))
    }

    /// Waits for the answer to the command sent last.
    pub(crate) fn answer<A: DeserializeOwned>(&mut self) -> Result<A, JudgeError> {
        Ok(self.receive(ANSWER_LIMIT)?.0)
    }

    fn receive<A: DeserializeOwned>(
        &mut self,
        limit: Duration,
    ) -> Result<(A, Option<OwnedFd>), JudgeError> {
        match socket::receive_with_fd(self.control.as_fd(), Instant::now() + limit) {
            Ok(Some((bytes, fd))) => match serde_json::from_slice(&bytes) {
                Ok(answer) => Ok((answer, fd)),
                Err(error) => {
                    let text = String::from_utf8_lossy(&bytes).into_owned();
                    Err(self.broke_off(&format!("its answer makes no sense ({error}): {text}")))
                }
            },
            Ok(None) => {
                Err(self.broke_off(&format!("it did not answer within {} s", limit.as_secs())))
            }
            Err(errno) => {
                let how = self.last_words();
                if !how.is_empty() {
                    return Err(self.broke_off(&how));
                }
                match self.process.exit_status() {
                    Some(code) => Err(self.broke_off(&format!("it ended with status {code}"))),
                    // Killed from outside it says nothing about the interpreter.
                    None => {
                        self.version.get_or_insert_default();
                        Err(self.broke_off(&errno.to_string()))
                    }
                }
            }
        }
    }

    fn broke_off(&mut self, says: &str) -> JudgeError {
        self.lost = true;
        if self.version.is_none() {
            return JudgeError::NotReady {
                python: self.recipe.python.clone(),
                says: says.to_owned(),
            };
        }
        let role = match self.recipe.role {
            Role::Judge => "the judge's",
            Role::Learner => "the learner's",
            Role::Engine => "the engines'",
        };
        JudgeError::Lost { says: format!("{role} zygote broke off ({says})") }
    }

    /// Returns what it wrote before it ended: the end of a traceback, most often.
    fn last_words(&self) -> String {
        let mut bytes = vec![0; 64 * 1024];
        let n = rustix::io::read(&self.stderr, &mut bytes).unwrap_or(0);
        let text = String::from_utf8_lossy(&bytes[..n]).into_owned();
        let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
        lines[lines.len().saturating_sub(3)..].join(" / ")
    }

    /// Returns whether it can still be used, without asking it.
    pub(crate) fn is_usable(&mut self) -> bool {
        if !self.lost && !self.process.is_alive() {
            self.lost = true;
        }
        !self.lost
    }

    pub(crate) fn recipe(&self) -> &Recipe {
        &self.recipe
    }

    pub(crate) fn pid(&self) -> Pid {
        self.process.pid()
    }

    /// Ends it and everything below it; returns whether all of it is dead.
    pub(crate) fn end(&mut self) -> bool {
        self.lost = true;
        self.process.end()
    }

    /// Becomes readable between two answers only when the zygote has ended.
    pub(crate) fn fd(&self) -> BorrowedFd<'_> {
        self.control.as_fd()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trouble_with_walls_is_told_from_trouble_with_the_interpreter() {
        let says = "RuntimeError: the walls do not stand: this kernel has no Landlock";
        assert_eq!(of_walls(says), Some("this kernel has no Landlock"));
        assert_eq!(of_walls("ModuleNotFoundError: No module named 'pytest'"), None);
    }
}
