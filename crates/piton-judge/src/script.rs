//! Running one program: items' keys, lessons' blocks.

use std::time::{Duration, Instant};

use piton_domain::verdict::CapturedOutput;
use piton_domain::{Files, Limits};
use rustix::event::{PollFd, PollFlags};
use rustix::io::Errno;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::environment::Environment;
use crate::frame::{Broken, Channel};
use crate::judge::learner_recipe;
use crate::judging::{launch, wait_any};
use crate::subject::{Source, Subject};
use crate::wire::{self, Cause, CauseWord};
use crate::{Judge, JudgeError};

/// How long the end of a process may lag behind the end of its channel.
const LAST_BREATH: Duration = Duration::from_secs(1);

/// What each of many programs may write before it is run alone.
///
/// Units: bytes.
const MOST_OF_MANY: usize = 16 << 10;

/// What a program did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScriptOutcome {
    /// What it wrote to standard output.
    pub stdout: String,
    /// What it wrote to standard error.
    pub stderr: String,
    /// Bytes left out of both.
    pub cut_bytes: u64,
    /// What kept it from its end: an exception as `ValueError: words`, or an overrun or death in
    /// words that begin with a small letter.
    pub raised: Option<String>,
}

/// What came of an order.
#[derive(Debug)]
enum Told {
    /// The frame that answers it.
    Answer(Vec<u8>),
    /// There is no answer; what ended the process, if it did not end by itself as it should.
    Ended(Option<String>),
}

#[derive(Debug, Clone, Copy)]
enum Token {
    Channel,
    Program(Source),
}

impl Judge {
    /// Runs a program in a box of its own, as learner code is run.
    ///
    /// Errors: [`JudgeError`] if it could not be run at all.
    pub fn script(
        &self,
        environment: &Environment,
        source: &str,
        files: &Files,
        limits: &Limits,
    ) -> Result<ScriptOutcome, JudgeError> {
        let order = wire::ScriptOrder { op: "script", source, files: wire::files(files), argv: [] };
        let (told, output) = self.in_a_box(environment, &order, limits)?;
        let raised = match told {
            Told::Answer(frame) => raised(&frame)?,
            Told::Ended(how) => how,
        };
        Ok(ScriptOutcome {
            stdout: output.stdout,
            stderr: output.stderr,
            cut_bytes: output.cut_bytes,
            raised,
        })
    }

    /// Runs programs, each in a process and with folders of its own, and all in one box.
    ///
    /// The limits are those of the box; a program that does not come to its end within them is run
    /// again, alone, so that what is told of it is what [`Judge::script`] tells.
    ///
    /// Errors: [`JudgeError`] if one could not be run at all.
    pub fn scripts(
        &self,
        environment: &Environment,
        sources: &[&str],
        limits: &Limits,
    ) -> Result<Vec<ScriptOutcome>, JudgeError> {
        let order = wire::ScriptsOrder { op: "scripts", sources, most: MOST_OF_MANY };
        let told = match self.in_a_box(environment, &order, limits)?.0 {
            Told::Answer(frame) => parsed::<wire::ScriptsReply>(&frame)?.scripts,
            Told::Ended(_) => Vec::new(),
        };
        let mut told = told.into_iter();
        let outcome = |source: &&str| match told.next().filter(|told| told.clean) {
            Some(told) => Ok(ScriptOutcome {
                stdout: told.stdout,
                stderr: told.stderr,
                cut_bytes: 0,
                raised: None,
            }),
            None => self.script(environment, source, &Files::new(), limits),
        };
        sources.iter().map(outcome).collect()
    }

    /// Gives an order to a process in a box of its own; returns what came of it and what was
    /// written.
    fn in_a_box<O: Serialize>(
        &self,
        environment: &Environment,
        order: &O,
        limits: &Limits,
    ) -> Result<(Told, CapturedOutput), JudgeError> {
        let order = serde_json::to_vec(order).map_err(|error| lost(error.to_string()))?;
        let slot = self.take(&learner_recipe(environment, &[]))?;
        let mut program = Subject::new(slot, *limits);
        let told = self.run(&mut program, &order);
        program.begin_end();
        let collected = program.end(None);
        let (slot, output, ..) = program.finish();
        self.give_back(slot);
        let told = told?;
        collected?;
        Ok((told, output))
    }

    fn run(&self, program: &mut Subject, order: &[u8]) -> Result<Told, JudgeError> {
        let mut channel = Channel::new(launch(self, program)?)?;
        program.arm_wall(Instant::now());
        // A program that is already gone is explained below, by how it ended.
        let mut open = matches!(channel.send(order, None), Ok(()));
        let mut closed_at = None;
        loop {
            let until = [program.deadline(), closed_at].into_iter().flatten().min();
            let until = until.unwrap_or_else(Instant::now);
            for token in wait(program, open.then_some(&channel), until)? {
                match token {
                    Token::Program(Source::Zygote) => {
                        return Err(lost("the zygote ended while it was needed".into()));
                    }
                    Token::Program(Source::Ended) => {
                        if let Some(frame) = last_frame(&mut channel) {
                            return Ok(Told::Answer(frame));
                        }
                        return Ok(Told::Ended(program.end(None)?.map(|cause| in_words(&cause))));
                    }
                    Token::Program(source) => {
                        if let Some(cause) = program.read(source) {
                            program.end(Some(cause.clone()))?;
                            return Ok(Told::Ended(Some(in_words(&cause))));
                        }
                    }
                    Token::Channel => {
                        let flushed = channel.flush();
                        match channel.receive() {
                            Ok(frames) => {
                                if let Some(frame) = frames.into_iter().next() {
                                    return Ok(Told::Answer(frame));
                                }
                                open = flushed.is_ok();
                            }
                            Err(Broken::Closed) => {
                                open = false;
                                let wait =
                                    if program.is_exiting() { LAST_BREATH } else { Duration::ZERO };
                                closed_at = Some(Instant::now() + wait);
                            }
                            Err(_) => return Err(lost("the program sent no frame".into())),
                        }
                    }
                }
            }
            let now = Instant::now();
            if let Some(cause) = program.tick(now) {
                program.end(Some(cause.clone()))?;
                return Ok(Told::Ended(Some(in_words(&cause))));
            }
            if closed_at.is_some_and(|at| now >= at) {
                return Ok(Told::Ended(program.end(None)?.map(|cause| in_words(&cause))));
            }
        }
    }
}

fn wait(program: &Subject, channel: Option<&Channel>, until: Instant) -> Result<Vec<Token>, Errno> {
    let mut sources: Vec<(Token, PollFd<'_>)> = Vec::with_capacity(5);
    program.sources(&mut |source, fd, flags| {
        sources.push((Token::Program(source), PollFd::from_borrowed_fd(fd, flags)));
    });
    // What was written before the answer is read before the answer is.
    if let Some(channel) = channel {
        let out = if channel.wants_to_send() { PollFlags::OUT } else { PollFlags::empty() };
        let fd = PollFd::from_borrowed_fd(channel.fd(), PollFlags::IN | out);
        sources.push((Token::Channel, fd));
    }
    wait_any(&mut sources, until)
}

fn last_frame(channel: &mut Channel) -> Option<Vec<u8>> {
    channel.receive().ok()?.into_iter().next()
}

/// Returns what a program raised, by its answer.
fn raised(frame: &[u8]) -> Result<Option<String>, JudgeError> {
    let reply: wire::ScriptReply = parsed(frame)?;
    match (reply.ok, reply.raised) {
        (true, None) => Ok(None),
        (_, Some(raised)) if raised.message.is_empty() => Ok(Some(raised.type_name)),
        (_, Some(raised)) => Ok(Some(format!("{}: {}", raised.type_name, raised.message))),
        (false, None) => Err(lost("the program's answer says nothing".into())),
    }
}

fn parsed<T: DeserializeOwned>(frame: &[u8]) -> Result<T, JudgeError> {
    let header = frame.split(|&byte| byte == b'\n').next().unwrap_or_default();
    serde_json::from_slice(header)
        .map_err(|error| lost(format!("the program's answer makes no sense: {error}")))
}

fn lost(says: String) -> JudgeError {
    JudgeError::Lost { says }
}

fn in_words(cause: &Cause) -> String {
    let limit = cause.limit.unwrap_or(0);
    match (cause.cause, cause.code, cause.signal) {
        (CauseWord::Exit, Some(code), _) => {
            format!("nothing, but ended by itself with code {code}")
        }
        (CauseWord::Signal, _, Some(signal)) => {
            format!("nothing, but was ended by signal {signal}")
        }
        (CauseWord::Cpu, ..) => format!("nothing, but used more than {limit} ms of CPU time"),
        (CauseWord::Wall, ..) => format!("nothing, but ran for more than {limit} ms"),
        (CauseWord::Memory, ..) => format!("nothing, but used more than {limit} KiB of memory"),
        (CauseWord::Output, ..) => format!("nothing, but wrote more than {limit} KiB"),
        (CauseWord::Processes, ..) => format!("nothing, but started more than {limit} processes"),
        _ => "nothing, but fell silent".into(),
    }
}
