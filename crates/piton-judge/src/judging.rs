//! One judging: J decides, S runs learner code, engines hold databases, and we watch all of them
//! until J is done.

use std::collections::BTreeMap;
use std::os::fd::OwnedFd;
use std::time::{Duration, Instant};

use piton_domain::verdict::{CapturedOutput, Mode, Status};
use piton_domain::{CheckResult, Outcome};
use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use serde::Serialize;
use serde_json::value::RawValue;

use crate::aside::Aside;
use crate::engines::Engines;
use crate::frame::{Broken, Channel};
use crate::judge::{Announced, JudgeEvent, Report, could_not, mode_word};
use crate::subject::{Source, Subject};
use crate::wire::{self, Cause, CauseWord};
use crate::{Cancel, Judge, JudgeError, Request, Trial, results, socket};

/// How long J may be silent outside a check.
const STEP_LIMIT: Duration = Duration::from_secs(20);

/// How long J may take to notice that learner code was stopped.
const NOTICE_LIMIT: Duration = Duration::from_secs(5);

/// How long the end of a process may lag behind the end of its channel.
pub(crate) const LAST_BREATH: Duration = Duration::from_secs(1);

/// What a judging may take beside its checks' wall limits.
const SPARE_TIME: Duration = Duration::from_secs(60);

/// What one trial may take at most.
const TRIAL_LIMIT: Duration = Duration::from_secs(60);

/// Why a judging did not come to its end.
#[derive(Debug)]
pub(crate) enum Halt {
    /// The caller threw the switch.
    Cancelled,
    /// Our side failed: told in the verdict.
    Trouble(String),
    /// There is nothing to judge with.
    Unable(JudgeError),
}

impl From<JudgeError> for Halt {
    fn from(error: JudgeError) -> Self {
        match error {
            JudgeError::Cancelled => Self::Cancelled,
            JudgeError::Lost { .. } | JudgeError::System { .. } => {
                Self::Trouble(sentence(&error.to_string()))
            }
            error => Self::Unable(error),
        }
    }
}

impl From<Errno> for Halt {
    fn from(errno: Errno) -> Self {
        JudgeError::from(errno).into()
    }
}

/// What a descriptor is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token {
    Cancel,
    Subject(Source),
    Channel,
    Judge(Source),
    Engine(usize, Source),
}

/// A judging under way.
pub(crate) struct Judging<'a> {
    keeper: &'a Judge,
    request: &'a Request<'a>,
    cancel: &'a Cancel,
    judge: Subject,
    subject: Subject,
    engines: Engines<'a>,
    channel: Option<Channel>,
    /// The hash seed J wants S to have.
    hash_seed: u32,
    aside: Aside<'a>,
    /// J's end of the channel to an S that was forked before J asked for it.
    ready_end: Option<OwnedFd>,
    /// How the S before the next one ended.
    previous: Option<Cause>,
    /// J has told that S is lost, and its end is awaited until then.
    awaiting_end: Option<Instant>,
    /// When J must have said something, while no wall limit runs.
    step_ends: Instant,
    /// When the whole judging must have ended.
    ends: Instant,
    /// J's CPU time soon after the check began, once it was looked at.
    judge_cpu_ms: Option<u64>,
    /// The checks compiled: those known before, or those J has compiled itself.
    compiled: Option<String>,
    /// Whether J has had anything to do with an S.
    met_subject: bool,
    /// What learner code prints may be what it must not know.
    private: bool,
    announced: Vec<wire::Check>,
    results: Vec<CheckResult>,
    author_fault: Option<String>,
    /// What is tried in place of one judging.
    trials: &'a [Trial],
    tried: Vec<wire::TrialResult>,
    done: bool,
}

impl<'a> Judging<'a> {
    /// Prepares a judging, or trials in its place if there are any.
    pub(crate) fn new(
        keeper: &'a Judge,
        request: &'a Request<'a>,
        trials: &'a [Trial],
        judge: Subject,
        subject: Subject,
        compiled: Option<String>,
        cancel: &'a Cancel,
    ) -> Self {
        let now = Instant::now();
        Self {
            keeper,
            request,
            cancel,
            judge,
            subject,
            engines: Engines::new(keeper),
            channel: None,
            hash_seed: 0,
            aside: Aside::new(keeper),
            ready_end: None,
            previous: None,
            awaiting_end: None,
            step_ends: now + STEP_LIMIT,
            ends: now + STEP_LIMIT + SPARE_TIME,
            judge_cpu_ms: None,
            compiled,
            met_subject: false,
            private: false,
            announced: Vec::new(),
            results: Vec::new(),
            author_fault: None,
            trials,
            tried: Vec::new(),
            done: false,
        }
    }

    /// Runs until J is done, we are in trouble, or the caller cancels.
    pub(crate) fn run(&mut self, on_event: &mut dyn FnMut(JudgeEvent)) -> Result<(), Halt> {
        let order = self.order()?;
        let channel = launch(self.keeper, &mut self.judge)?;
        let mut channel = Channel::new(channel)?;
        channel.send(&order, None).map_err(|broken| self.broken(broken))?;
        self.channel = Some(channel);
        // J reads the order meanwhile; most often S is there before J asks for it.
        self.ready_end = Some(launch(self.keeper, &mut self.subject)?);
        self.step_ends = Instant::now() + STEP_LIMIT;
        self.ends = self.step_ends + SPARE_TIME;
        while !self.done {
            if self.cancel.is_cancelled() {
                return Err(Halt::Cancelled);
            }
            for token in self.wait()? {
                self.handle(token, on_event)?;
            }
            self.watch_limits()?;
        }
        Ok(())
    }

    /// Ends all processes and gives everything back.
    pub(crate) fn finish(mut self) -> Report {
        self.channel = None;
        self.ready_end = None;
        // All of them end while any is waited for.
        self.judge.begin_end();
        self.subject.begin_end();
        self.engines.begin_end();
        let ended = [self.subject.end(None), self.judge.end(None)];
        let engines = self.engines.finish();
        let trouble = ended.into_iter().find_map(Result::err).or(engines.trouble);
        let (subject_slot, output, cpu_us, max_rss_kib) = self.subject.finish();
        let output = if self.private { CapturedOutput::default() } else { output };
        let (judge_slot, ..) = self.judge.finish();
        let mut slots = engines.slots;
        slots.extend([judge_slot, subject_slot]);
        slots.extend(self.aside.finish());
        Report {
            slots,
            trouble,
            compiled: self.compiled,
            checks: self.results,
            author_fault: self.author_fault,
            tried: self.tried,
            output,
            cpu_us: cpu_us + engines.cpu_us,
            max_rss_kib: max_rss_kib.max(engines.max_rss_kib),
        }
    }

    fn order(&self) -> Result<Vec<u8>, Halt> {
        let task = self.request.task;
        let mut resources = BTreeMap::new();
        for (path, bytes) in &task.resources {
            let text = std::str::from_utf8(bytes).map_err(|_| {
                Halt::Trouble(format!("The task's resource {path} is not UTF-8 text."))
            })?;
            resources.insert(path.as_str(), text);
        }
        // A case that is no JSON any more cannot be tried again, and nothing is lost by that.
        let again: Vec<(&str, Box<RawValue>)> = self
            .request
            .again
            .iter()
            .filter_map(|(check, case)| Some((check.as_str(), serde_json::from_str(case).ok()?)))
            .collect();
        // Nothing else looks at them, and they would travel with every judging.
        let compares = task.checks.contains("piton.shape");
        let start = task.start.iter().filter(|(path, _)| compares && task.files.contains(path));
        let reference = task.right.first().filter(|_| compares).map(|right| &right.files);
        let order = wire::JudgeOrder {
            op: if self.trials.is_empty() { "judge" } else { "trials" },
            checks: &task.checks,
            compiled: self.compiled.as_deref(),
            probe: &task.probe,
            resources,
            visible: &task.visible,
            mode: mode_word(self.request.mode),
            seed: self.request.seed,
            files: wire::merged(task.support_files(), &self.request.submission.files),
            submission: self.request.submission.files.keys().map(String::as_str).collect(),
            start: wire::files(start),
            reference: wire::files(reference.into_iter().flatten()),
            again: again.iter().map(|(check, case)| (*check, case.as_ref())).collect(),
            memory_mib: task.limits.memory_mib,
            trials: self.trials.iter().map(Trial::order).collect(),
        };
        serde_json::to_vec(&order).map_err(|error| {
            Halt::Trouble(format!("The order to judge cannot be written: {error}."))
        })
    }

    /// Waits until something happens or some time is up.
    fn wait(&self) -> Result<Vec<Token>, Errno> {
        let mut sources: Vec<(Token, PollFd<'_>)> = Vec::with_capacity(12);
        sources.push((Token::Cancel, PollFd::from_borrowed_fd(self.cancel.fd(), PollFlags::IN)));
        self.subject.sources(&mut |source, fd, flags| {
            sources.push((Token::Subject(source), PollFd::from_borrowed_fd(fd, flags)));
        });
        if let Some(channel) = &self.channel {
            let out = if channel.wants_to_send() { PollFlags::OUT } else { PollFlags::empty() };
            let fd = PollFd::from_borrowed_fd(channel.fd(), PollFlags::IN | out);
            sources.push((Token::Channel, fd));
        }
        self.judge.sources(&mut |source, fd, flags| {
            sources.push((Token::Judge(source), PollFd::from_borrowed_fd(fd, flags)));
        });
        self.engines.sources(&mut |number, source, fd, flags| {
            sources.push((Token::Engine(number, source), PollFd::from_borrowed_fd(fd, flags)));
        });
        let until = [
            self.subject.deadline(),
            self.judge.deadline(),
            self.engines.deadline(),
            self.awaiting_end,
            (!self.a_wall_runs()).then_some(self.step_ends),
            Some(self.ends),
        ];
        let until = until.into_iter().flatten().min().unwrap_or(self.ends);
        wait_any(&mut sources, until)
    }

    fn handle(&mut self, token: Token, on_event: &mut dyn FnMut(JudgeEvent)) -> Result<(), Halt> {
        match token {
            Token::Cancel => Err(Halt::Cancelled),
            Token::Channel => self.listen(on_event),
            Token::Subject(Source::Zygote)
            | Token::Judge(Source::Zygote)
            | Token::Engine(_, Source::Zygote) => {
                Err(Halt::Trouble("A zygote of the judge ended while it was needed.".into()))
            }
            Token::Subject(Source::Ended) => self.subject_ended(),
            Token::Subject(source) => match self.subject.read(source) {
                Some(cause) => self.stop_subject(cause),
                None => Ok(()),
            },
            Token::Judge(Source::Ended) => {
                // Its last frames may still be in the socket.
                self.listen(on_event)?;
                if self.done { Ok(()) } else { Err(self.judge_died()) }
            }
            Token::Judge(source) => match self.judge.read(source) {
                Some(_) => Err(Halt::Trouble("The task's checks write too much.".into())),
                None => Ok(()),
            },
            Token::Engine(number, Source::Ended) => {
                let awaited = self.engines.ended(number)?;
                self.told_of_engine(number, awaited)
            }
            Token::Engine(number, source) => match self.engines.read(number, source) {
                Some(cause) => self.stop_engine(number, Some(cause)),
                None => Ok(()),
            },
        }
    }

    /// Looks at every clock.
    fn watch_limits(&mut self) -> Result<(), Halt> {
        let now = Instant::now();
        if self.judge_cpu_ms.is_none() && self.judge.deadline().is_some_and(|due| now >= due) {
            self.judge_cpu_ms = Some(self.judge.cpu_ms());
        }
        if let Some(cause) = self.subject.tick(now) {
            self.stop_subject(cause)?;
        }
        if let Some(cause) = self.judge.tick(now) {
            let what = word(cause.cause);
            return Err(Halt::Trouble(format!(
                "The task's checks passed the judge's own {what} limit."
            )));
        }
        if self.awaiting_end.is_some_and(|until| now >= until) {
            self.subject_ended()?;
        }
        for (number, cause) in self.engines.tick(now) {
            self.stop_engine(number, cause)?;
        }
        if now >= self.ends || (!self.a_wall_runs() && now >= self.step_ends) {
            return Err(Halt::Trouble("The task's checks did not come to an end.".into()));
        }
        Ok(())
    }

    /// Returns whether the time of learner code or of an engine is limited now, not that of J.
    fn a_wall_runs(&self) -> bool {
        self.subject.wall_is_armed() || self.engines.is_working()
    }

    /// Stops an engine that passed a limit; J will notice and ask.
    fn stop_engine(&mut self, number: usize, cause: Option<Cause>) -> Result<(), Halt> {
        let awaited = self.engines.stop(number, cause)?;
        self.told_of_engine(number, awaited)
    }

    /// Tells J how an engine ended, if it waits for that; else it gets time to notice.
    fn told_of_engine(&mut self, number: usize, awaited: bool) -> Result<(), Halt> {
        if awaited {
            return self.engine_is_given_up(number);
        }
        self.step_ends = Instant::now() + NOTICE_LIMIT;
        Ok(())
    }

    /// Stops learner code that passed a limit; J will notice and ask.
    fn stop_subject(&mut self, cause: Cause) -> Result<(), Halt> {
        let stuck = || Halt::Trouble("The task's checks did not come to an end.".into());
        if cause.cause == CauseWord::Wall {
            if !self.subject.is_running() {
                return Err(stuck());
            }
            // Time that went into deciding, while learner code had nothing to do, is not the
            // learner's. On a busy machine a process that only computes still gets its tenth.
            let limit_ms = cause.limit.unwrap_or(0);
            let judge_ms = self.judge.cpu_ms().saturating_sub(self.judge_cpu_ms.unwrap_or(0));
            if judge_ms * 10 > limit_ms && self.subject.cpu_ms() * 2 < judge_ms {
                return Err(stuck());
            }
        }
        self.subject.disarm_wall();
        self.step_ends = Instant::now() + NOTICE_LIMIT;
        self.previous = self.subject.end(Some(cause))?;
        self.answer_if_awaited()
    }

    /// Collects an S that has ended, or that J has given up.
    fn subject_ended(&mut self) -> Result<(), Halt> {
        if self.subject.is_running() {
            self.previous = self.subject.end(None)?;
        }
        self.answer_if_awaited()
    }

    fn answer_if_awaited(&mut self) -> Result<(), Halt> {
        if self.awaiting_end.take().is_some() { self.hand_over(true) } else { Ok(()) }
    }

    /// Reads what J says and acts on it.
    fn listen(&mut self, on_event: &mut dyn FnMut(JudgeEvent)) -> Result<(), Halt> {
        let Some(channel) = self.channel.as_mut() else { return Ok(()) };
        if let Err(broken) = channel.flush() {
            // What it said before it closed is still there to be read.
            if broken != Broken::Closed {
                return Err(self.broken(broken));
            }
        }
        let frames = match channel.receive() {
            Ok(frames) => frames,
            Err(Broken::Closed) => {
                // How the process ended says more; its end is what the next wait tells.
                self.channel = None;
                self.step_ends = self.step_ends.min(Instant::now() + LAST_BREATH);
                self.subject.disarm_wall();
                return Ok(());
            }
            Err(broken) => return Err(self.broken(broken)),
        };
        for frame in frames {
            let header = frame.split(|&byte| byte == b'\n').next().unwrap_or_default();
            let said: wire::FromJudge = serde_json::from_slice(header).map_err(|error| {
                Halt::Trouble(format!("The judging process said something unreadable: {error}."))
            })?;
            self.act(said, on_event)?;
            if self.done {
                break;
            }
        }
        Ok(())
    }

    fn act(
        &mut self,
        said: wire::FromJudge,
        on_event: &mut dyn FnMut(JudgeEvent),
    ) -> Result<(), Halt> {
        let now = Instant::now();
        match (said.ask.as_deref(), said.event.as_deref()) {
            (Some("subject"), _) => return self.asked(said.why.as_deref(), said.hash_seed),
            (_, Some("soon")) => self.aside.expect(self.subject.slot(), said.hash_seed)?,
            (Some("engine"), _) => return self.asked_for_engine(&said),
            (_, Some("asks" | "answered")) => return self.engine_works(&said, now),
            (_, Some("checks")) => {
                let n_checks = u32::try_from(said.checks.len()).unwrap_or(u32::MAX);
                let walls =
                    n_checks.saturating_add(2).saturating_mul(self.request.task.limits.wall_s);
                self.ends = now + Duration::from_secs(u64::from(walls)) + SPARE_TIME;
                self.announced = said.checks;
                self.private = said.private;
                // What J says after it has met learner code is kept for no other judging.
                if !self.met_subject && said.compiled.is_some() {
                    self.compiled = said.compiled;
                }
                let list = self.announced.iter().map(|check| Announced {
                    name: check.name.clone(),
                    sentence: check.sentence.clone(),
                });
                on_event(JudgeEvent::Checks(list.collect()));
            }
            (_, Some("begin")) => {
                self.ends = now + TRIAL_LIMIT;
                self.judge_cpu_ms = None;
                self.subject.arm_wall(now);
            }
            (_, Some("trial")) => {
                self.subject.disarm_wall();
                self.tried.extend(said.trial);
            }
            (_, Some("done")) if !self.trials.is_empty() => self.done = true,
            (_, Some("start")) => {
                let name = said.check.unwrap_or_default();
                let sentence = results::sentence_of(&self.announced, &name);
                self.judge_cpu_ms = None;
                self.subject.arm_wall(now);
                on_event(JudgeEvent::Started { name, sentence });
            }
            (_, Some("result")) => {
                self.subject.disarm_wall();
                let outcome = said
                    .result
                    .ok_or_else(|| Halt::Trouble("The judging process gave no result.".into()))?;
                let result = results::result(&self.announced, &self.results, outcome)
                    .map_err(Halt::Trouble)?;
                on_event(JudgeEvent::Finished(Box::new(result.clone())));
                self.results.push(result);
            }
            (_, Some("trouble")) => {
                let mut says = said.says.unwrap_or_else(|| "The task's checks failed.".into());
                if let Some(detail) = said.detail.filter(|detail| !detail.trim().is_empty()) {
                    says = format!("{says}\n{}", detail.trim_end());
                }
                return Err(Halt::Trouble(says));
            }
            (_, Some("done")) => {
                let told = |name: &str| self.results.iter().any(|result| result.name == name);
                let saves_only = self.request.mode == Mode::CertifySave;
                let expected = |check: &&wire::Check| check.visible || !saves_only;
                if let Some(check) =
                    self.announced.iter().filter(expected).find(|check| !told(&check.name))
                {
                    let says = format!("The judging process gave no result for `{}`.", check.name);
                    return Err(Halt::Trouble(says));
                }
                self.author_fault = said.author_fault;
                self.done = true;
            }
            _ => {
                let says = "The judging process said something that is not in the protocol.";
                return Err(Halt::Trouble(says.into()));
            }
        }
        self.step_ends = now + STEP_LIMIT;
        Ok(())
    }

    /// J needs a process with learner code.
    fn asked(&mut self, why: Option<&str>, hash_seed: u32) -> Result<(), Halt> {
        self.met_subject = true;
        self.hash_seed = hash_seed;
        if why == Some("first") && self.ready_end.is_some() {
            self.previous = None;
            return self.hand_over(false);
        }
        self.ready_end = None;
        // The kernel closes the channel of a dying process before it tells that it died; one that
        // is not dying has closed it by itself, and there is nothing to wait for.
        if why == Some("lost") && self.subject.is_exiting() {
            self.awaiting_end = Some(Instant::now() + LAST_BREATH);
            return Ok(());
        }
        if self.subject.is_running() {
            // What came back may be the first sign of an overrun: the kernel refuses a further
            // process before the next look at the tree is due.
            let cause = self.subject.sample();
            self.previous = self.subject.end(cause)?;
        }
        self.hand_over(why == Some("lost"))
    }

    /// Gives J its end of a channel to an S.
    fn hand_over(&mut self, after_loss: bool) -> Result<(), Halt> {
        let theirs = match self.ready_end.take() {
            Some(end) => end,
            None => match self.aside.exchange(&mut self.subject, self.hash_seed)? {
                Some(end) => end,
                None => {
                    let (judge_end, subject_end) = socket::stream_pair()?;
                    self.subject.launch(subject_end)?;
                    judge_end
                }
            },
        };
        let previous = self.previous.take();
        let reply = wire::SubjectReply { subject: true, previous: previous.as_ref(), why: None };
        self.reply(&reply, Some(theirs))?;
        // Loading counts too, and what comes after a stopped call gets its own time.
        if after_loss || !self.subject.wall_is_armed() {
            self.subject.arm_wall(Instant::now());
        }
        self.aside.make_ready(&self.subject);
        Ok(())
    }

    /// J needs an engine, or gives one up.
    fn asked_for_engine(&mut self, said: &wire::FromJudge) -> Result<(), Halt> {
        if let Some(number) = said.engine {
            self.needs_engine(number)?;
            self.subject.resume_wall(Instant::now());
            let lost = said.why.as_deref() == Some("lost");
            return match self.engines.release(number, lost)? {
                true => self.engine_is_given_up(number),
                false => Ok(()),
            };
        }
        // Its zygote may have to be started, and that is not time of the learner's.
        self.subject.hold_wall(Instant::now());
        let opened = self.engines.open();
        self.subject.resume_wall(Instant::now());
        self.step_ends = Instant::now() + STEP_LIMIT;
        let (opened, why) = match opened {
            Ok(Some(opened)) => (Some(opened), None),
            Ok(None) => (None, Some("The task's checks asked for too many engines.".to_owned())),
            Err(error) => (None, Some(sentence(&error.to_string()))),
        };
        let (number, fd) = opened.unzip();
        self.reply(&wire::EngineReply { engine: number, previous: None, why: why.as_deref() }, fd)
    }

    /// J begins to wait for an engine, or has its answer.
    fn engine_works(&mut self, said: &wire::FromJudge, now: Instant) -> Result<(), Halt> {
        let number = said.engine.unwrap_or(usize::MAX);
        self.needs_engine(number)?;
        if said.event.as_deref() == Some("asks") {
            self.subject.hold_wall(now);
            self.engines.begin_work(number, now);
        } else {
            self.engines.end_work(number);
            self.subject.resume_wall(now);
        }
        self.step_ends = now + STEP_LIMIT;
        Ok(())
    }

    fn needs_engine(&self, number: usize) -> Result<(), Halt> {
        match self.engines.has(number) {
            true => Ok(()),
            false => Err(Halt::Trouble("The judging process named an engine it has not.".into())),
        }
    }

    fn engine_is_given_up(&mut self, number: usize) -> Result<(), Halt> {
        let previous = self.engines.hand_back(number);
        self.step_ends = Instant::now() + STEP_LIMIT;
        let reply =
            wire::EngineReply { engine: Some(number), previous: previous.as_ref(), why: None };
        self.reply(&reply, None)
    }

    /// Answers J, with a descriptor if one belongs to it.
    fn reply<T: Serialize>(&mut self, reply: &T, fd: Option<OwnedFd>) -> Result<(), Halt> {
        let bytes = serde_json::to_vec(reply)
            .map_err(|error| Halt::Trouble(format!("An answer cannot be written: {error}.")))?;
        if let Some(channel) = self.channel.as_mut()
            && let Err(broken) = channel.send(&bytes, fd)
        {
            return Err(self.broken(broken));
        }
        Ok(())
    }

    fn judge_died(&mut self) -> Halt {
        let cause = match self.judge.end(None) {
            Ok(cause) => cause,
            Err(error) => return error.into(),
        };
        let how = match cause {
            Some(Cause { signal: Some(signal), .. }) => format!("by signal {signal}"),
            Some(Cause { code: Some(code), .. }) => format!("with code {code}"),
            Some(Cause { cause, .. }) => format!("on its {} limit", word(cause)),
            None => "long ago".into(),
        };
        let complaints = self.judge.complaints();
        let last: Vec<&str> = complaints.lines().filter(|line| !line.trim().is_empty()).collect();
        let last = last[last.len().saturating_sub(3)..].join("\n");
        let colon = if last.is_empty() { "" } else { "\n" };
        Halt::Trouble(format!("The judging process ended {how}.{colon}{last}"))
    }

    fn broken(&self, broken: Broken) -> Halt {
        Halt::Trouble(match broken {
            Broken::Closed => "The judging process closed its channel.".into(),
            Broken::Malformed => "The judging process sent no proper frame.".into(),
            Broken::System(errno) => format!("The judging process could not be heard: {errno}."),
        })
    }
}

/// Starts a process and returns our end of the channel to it.
///
/// A zygote that was lost, most often while it was idle, is replaced once.
pub(crate) fn launch(judge: &Judge, subject: &mut Subject) -> Result<OwnedFd, JudgeError> {
    let (ours, theirs) = socket::stream_pair()?;
    match subject.launch(theirs) {
        // A zygote can be killed while it waits and while it starts; the next one may be luckier.
        Err(JudgeError::Lost { .. }) => {
            let recipe = subject.slot().recipe().clone();
            drop(subject.replace(judge.start(&recipe)?));
            let (ours, theirs) = socket::stream_pair()?;
            subject.launch(theirs)?;
            Ok(ours)
        }
        outcome => outcome.map(|()| ours),
    }
}

/// Waits for the first of `sources` until a moment, and returns those that are ready.
pub(crate) fn wait_any<T: Copy>(
    sources: &mut [(T, PollFd<'_>)],
    until: Instant,
) -> Result<Vec<T>, Errno> {
    let left = until.saturating_duration_since(Instant::now());
    let mut fds: Vec<PollFd<'_>> = sources.iter().map(|(_, fd)| fd.clone()).collect();
    match poll(&mut fds, Some(&socket::timeout(left))) {
        Err(Errno::INTR) => return Ok(Vec::new()),
        outcome => outcome?,
    };
    let ready = |fd: &PollFd<'_>| !fd.revents().is_empty();
    Ok(sources.iter().zip(&fds).filter(|(_, fd)| ready(fd)).map(|((token, _), _)| *token).collect())
}

/// Adds up a judging.
///
/// Errors: what kept it from being one.
pub(crate) fn sum(
    outcome: Result<(), Halt>,
    trouble: Option<JudgeError>,
    checks: &[CheckResult],
    author_fault: &Option<String>,
) -> Result<Outcome, JudgeError> {
    match outcome {
        Err(Halt::Cancelled) => return Err(JudgeError::Cancelled),
        Err(Halt::Unable(error)) => return Err(error),
        Err(Halt::Trouble(says)) => return Ok(could_not(says)),
        Ok(()) => {}
    }
    if let Some(error) = trouble {
        return Ok(could_not(sentence(&error.to_string())));
    }
    let passed = |check: &CheckResult| check.status == Status::Pass || !check.blocking;
    match author_fault {
        Some(fault) if checks.iter().all(passed) => Ok(could_not(fault.clone())),
        _ if !checks.iter().any(|check| check.blocking) => {
            Ok(could_not("The task has no check that a pass could rest on."))
        }
        _ if checks.iter().all(passed) => Ok(Outcome::Passed),
        _ => Ok(Outcome::NotPassed),
    }
}

/// Makes a sentence of a message.
fn sentence(message: &str) -> String {
    let mut chars = message.chars();
    let first = chars.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", chars.as_str())
}

fn word(cause: CauseWord) -> &'static str {
    match cause {
        CauseWord::Exit => "exit",
        CauseWord::Signal => "signal",
        CauseWord::Cpu => "CPU",
        CauseWord::Wall => "time",
        CauseWord::Memory => "memory",
        CauseWord::Output => "output",
        CauseWord::Processes => "process",
        CauseWord::Killed => "patience",
    }
}
