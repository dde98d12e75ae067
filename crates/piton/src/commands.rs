//! From the command line to the coach and back: what each command does and how it ends.

use std::fs::File;
use std::io::{BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{CommandFactory, Parser};
use piton_coach::view::{Answer, ExportView, NoticeView, QuestionView, Step, VerdictView};
use piton_coach::{Cancel, Coach, CoachError, ErrorKind, Result, SetupOptions, Target};

use crate::cli::{Cli, Command, OutputFormat};
use crate::config::{self, Environment};
use crate::exit::Exit;
use crate::host::Machine;
use crate::progress::Progress;
use crate::ui::Ui;
use crate::{authoring, editor, first_run, render, sentences, watch};

/// One run of the program.
pub(crate) struct Session {
    pub(crate) coach: Coach,
    pub(crate) ui: Ui,
    pub(crate) environment: Environment,
}

/// Runs the command line and returns the exit status.
pub(crate) fn run() -> ExitCode {
    let cli = Cli::parse();
    let environment = Environment::of_process();
    let ui = Ui::new(&cli.global, environment.forbids_color());
    let outcome = config::resolve(&cli.global, &environment).and_then(|(config, warnings)| {
        for warning in warnings {
            ui.err(&format!("warning: {warning}"));
        }
        let coach = Coach::new(config, Box::new(Machine));
        dispatch(&mut Session { coach, ui, environment }, cli.command)
    });
    match outcome {
        Ok(exit) => exit.into(),
        Err(error) => {
            let shown = Ui { color: ui.color && ui.progress, ..ui };
            if ui.format == OutputFormat::Json {
                ui.json(&ErrorJson::of(&error));
            }
            ui.err(&render::error(&shown, &error));
            Exit::of(error.kind).into()
        }
    }
}

/// An error as JSON.
#[derive(serde::Serialize)]
struct ErrorJson {
    error: String,
    hint: Option<String>,
    exit_status: u8,
}

impl ErrorJson {
    fn of(error: &CoachError) -> Self {
        Self {
            error: error.message.clone(),
            hint: error.hint.clone(),
            exit_status: Exit::of(error.kind) as u8,
        }
    }
}

fn dispatch(session: &mut Session, command: Option<Command>) -> Result<Exit> {
    let Some(command) = command else { return resume(session) };
    match command {
        Command::Setup { all, offline, find_links, rebuild } => {
            setup(session, &SetupOptions { all, offline, find_links, rebuild })
        }
        Command::Place => {
            notice(session, sentences::PLACE_NOT_YET);
            Ok(Exit::Passed)
        }
        Command::Next { show } => next(session, show),
        Command::Open { task, no_editor } => open(session, task, no_editor),
        Command::Check { task, dir: Some(dir), variant } => check_dir(session, task, &dir, variant),
        Command::Check { task, .. } => check(session, task),
        Command::Watch { task } => watch(session, task),
        Command::Certify { skill, aid, give_up } => {
            if give_up {
                session.coach.certify_give_up(&skill)?;
                notice(session, sentences::GIVEN_UP);
                return Ok(Exit::Passed);
            }
            let opened = session.coach.certify(&skill, aid.map(crate::cli::Aid::as_str))?;
            show(session, &opened, |ui| render::opened(ui, &opened));
            Ok(Exit::Passed)
        }
        Command::Submit { task } => submit(session, task),
        Command::Hint { task, number, yes } => {
            let hint = session.coach.hint(&target(task), number, yes)?;
            show(session, &hint, |ui| render::hint(ui, &hint));
            Ok(Exit::Passed)
        }
        Command::Debrief { task } => {
            let debrief = session.coach.debrief(&target(task))?;
            show(session, &debrief, |ui| render::debrief(ui, &debrief));
            Ok(Exit::Passed)
        }
        Command::Own { task, seed, answers } => {
            crate::own_code::run(session, &target(task), seed.as_deref(), &answers)
        }
        Command::Map { all, area } => map(session, all, area.as_deref()),
        Command::Learn { skill } => {
            let lesson = session.coach.learn(&skill)?;
            show(session, &lesson, |ui| render::lesson(ui, &lesson));
            Ok(Exit::Passed)
        }
        Command::Quiz { skill, answer: Some(answer), .. } => answer_one(session, &skill, &answer),
        Command::Quiz { skill, number, .. } => quiz(session, &skill, number.into()),
        Command::Reset { task, yes } => reset(session, task, yes),
        Command::Env { python } => env(session, python),
        Command::Run { args } => run_python(session, &args),
        Command::Serve { port, no_open } => crate::serve::run(session, port, no_open),
        Command::Doctor => {
            let doctor = session.coach.doctor();
            show(session, &doctor, |ui| render::doctor(ui, &doctor));
            let bad = doctor.findings.iter().any(|finding| finding.state == "bad");
            Ok(if bad { Exit::CouldNotJudge } else { Exit::Passed })
        }
        Command::Export { file } => export(session, &file),
        Command::Import { file } => import(session, &file),
        Command::Replay { verdict } => {
            let replay = session.coach.replay(&verdict)?;
            show(session, &replay, |ui| render::replay(ui, &replay));
            Ok(match replay.result {
                "agrees" => Exit::Passed,
                "differs" => Exit::NotPassed,
                _ => Exit::CouldNotJudge,
            })
        }
        Command::Content(command) => authoring::run(session, command),
        Command::Completions { shell } => {
            clap_complete::generate(shell, &mut Cli::command(), "piton", &mut std::io::stdout());
            Ok(Exit::Passed)
        }
    }
}

/// Shows a value as JSON or in words.
pub(crate) fn show(
    session: &Session,
    value: &impl serde::Serialize,
    words: impl FnOnce(&Ui) -> String,
) {
    match session.ui.format {
        OutputFormat::Json => session.ui.json(value),
        OutputFormat::Human | OutputFormat::Concise => session.ui.out(&words(&session.ui)),
    }
}

/// Says one thing, as JSON or in words.
fn notice(session: &Session, says: &str) {
    let notice = NoticeView { says: says.to_owned() };
    show(session, &notice, |ui| render::wrapped(ui, "", says));
}

/// Shows a verdict in the chosen format.
pub(crate) fn show_verdict(ui: &Ui, verdict: &VerdictView) {
    match ui.format {
        OutputFormat::Json => ui.json(verdict),
        OutputFormat::Concise => ui.out(&render::concise(verdict)),
        OutputFormat::Human => ui.out(&render::verdict(ui, verdict)),
    }
}

fn exit_of(verdict: &VerdictView) -> Exit {
    match verdict.outcome {
        "passed" => Exit::Passed,
        "not-passed" => Exit::NotPassed,
        _ => Exit::CouldNotJudge,
    }
}

fn target(task: Option<String>) -> Target {
    task.map_or(Target::Here, Target::Task)
}

/// Continues where the learner was.
fn resume(session: &mut Session) -> Result<Exit> {
    if session.ui.format == OutputFormat::Json {
        return next(session, true);
    }
    if session.coach.is_first_run()? {
        return first_run::run(session);
    }
    if session.ui.interactive {
        let next = session.coach.next_step()?;
        session.ui.out(&render::next(&session.ui, &next));
        if matches!(next.step, Step::Task { .. }) {
            setup_quietly(session)?;
        }
        if let Some(opened) = session.coach.open_step(&next.step)? {
            session.ui.out(&format!("\n{}", render::opened(&session.ui, &opened)));
            return watch(session, Some(opened.task.id));
        }
        return Ok(Exit::Passed);
    }
    next(session, true)
}

fn setup(session: &mut Session, options: &SetupOptions) -> Result<Exit> {
    let mut progress = Progress::new(session.ui);
    let done = session.coach.setup(options, &mut |step| progress.setup(&step));
    progress.finish();
    let done = done?;
    show(session, &done, |ui| render::setup(ui, &done));
    Ok(Exit::Passed)
}

/// Makes the environment if it is not there, with progress and few words.
pub(crate) fn setup_quietly(session: &mut Session) -> Result<()> {
    let mut progress = Progress::new(session.ui);
    session.coach.setup(&SetupOptions::default(), &mut |step| progress.setup(&step))?;
    Ok(())
}

/// Opens the next worthwhile thing, or only names it.
pub(crate) fn next(session: &mut Session, only_show: bool) -> Result<Exit> {
    let next = session.coach.next_step()?;
    show(session, &next, |ui| render::next(ui, &next));
    if only_show || session.ui.format != OutputFormat::Human {
        return Ok(Exit::Passed);
    }
    if let Some(opened) = session.coach.open_step(&next.step)? {
        session.ui.out(&format!("\n{}", render::opened(&session.ui, &opened)));
        session.ui.out("Go on with `piton watch`, or `piton check` whenever you like.");
    }
    Ok(Exit::Passed)
}

fn open(session: &mut Session, task: Option<String>, no_editor: bool) -> Result<Exit> {
    let wanted = match task {
        Some(task) => task,
        None => session.coach.current_task()?,
    };
    let opened = session.coach.open(&wanted)?;
    show(session, &opened, |ui| render::opened(ui, &opened));
    if no_editor || !session.ui.interactive {
        return Ok(Exit::Passed);
    }
    match (session.environment.editor(), opened.files.first()) {
        (Some(setting), Some(file)) => {
            editor::edit(setting, Path::new(file)).map_err(|why| {
                CoachError::usage(why)
                    .hint("Set VISUAL or EDITOR to your editor, or open the folder yourself.")
            })?;
        }
        _ => session.ui.out(&render::wrapped(&session.ui, "", sentences::NO_EDITOR)),
    }
    Ok(Exit::Passed)
}

fn check(session: &mut Session, task: Option<String>) -> Result<Exit> {
    let mut progress = Progress::new(session.ui);
    let cancel = cancel()?;
    let verdict = session.coach.check(&target(task), &mut |step| progress.judging(&step), &cancel);
    progress.finish();
    let verdict = verdict?;
    show_verdict(&session.ui, &verdict);
    if verdict.outcome == "passed" && session.ui.format == OutputFormat::Human {
        session.ui.out(&render::wrapped(&session.ui, "", sentences::OWN_CODE_OFFERED));
    }
    Ok(exit_of(&verdict))
}

fn check_dir(
    session: &mut Session,
    task: Option<String>,
    dir: &Path,
    variant: Option<String>,
) -> Result<Exit> {
    let dir = session.coach.config().cwd.join(dir);
    let mut progress = Progress::new(session.ui);
    let verdict = session.coach.check_dir(
        &target(task),
        variant.as_deref(),
        &dir,
        &mut |step| progress.judging(&step),
        &cancel()?,
    );
    progress.finish();
    let verdict = verdict?;
    show_verdict(&session.ui, &verdict);
    Ok(exit_of(&verdict))
}

fn submit(session: &mut Session, task: Option<String>) -> Result<Exit> {
    let mut progress = Progress::new(session.ui);
    let verdict =
        session.coach.submit(&target(task), &mut |step| progress.judging(&step), &cancel()?);
    progress.finish();
    let verdict = verdict?;
    show_verdict(&session.ui, &verdict);
    Ok(exit_of(&verdict))
}

pub(crate) fn cancel() -> Result<Cancel> {
    Cancel::new().map_err(|error| {
        CoachError::new(ErrorKind::Environment, "could not prepare a judging").because(error)
    })
}

/// Watches a task.
pub(crate) fn watch(session: &mut Session, task: Option<String>) -> Result<Exit> {
    watch::run(session, &target(task))
}

fn map(session: &mut Session, all: bool, area: Option<&str>) -> Result<Exit> {
    let map = session.coach.map()?;
    if let Some(area) = area
        && !map.areas.iter().any(|one| one.id == area)
    {
        let ids: Vec<_> = map.areas.iter().map(|one| one.id.as_str()).collect();
        return Err(CoachError::not_found(format!("there is no area `{area}`"))
            .hint(format!("Areas: {}.", ids.join(", "))));
    }
    show(session, &map, |ui| render::map(ui, &map, all, area));
    Ok(Exit::Passed)
}

fn quiz(session: &mut Session, skill: &str, number: usize) -> Result<Exit> {
    let mut progress = Progress::new(session.ui);
    let questions = session.coach.questions(skill, number, &mut |step| progress.setup(&step));
    progress.finish();
    let questions = questions?;
    if session.ui.format == OutputFormat::Json || !session.ui.interactive {
        show(session, &questions, |ui| {
            let mut text = String::new();
            for question in &questions {
                text.push_str(&format!("{}@{}\n", question.item, question.seed));
                text.push_str(&render::question(ui, question));
                text.push('\n');
            }
            text.push_str("Answer with: piton quiz SKILL --answer ITEM@SEED=ANSWER\n");
            text
        });
        return Ok(Exit::Passed);
    }
    session.ui.out(&render::wrapped(&session.ui, "", sentences::QUIZ));
    let (mut right, mut asked) = (0, 0);
    for (at, question) in questions.iter().enumerate() {
        session.ui.out(&format!("\n{} of {}", at + 1, questions.len()));
        session.ui.out(&render::question(&session.ui, question));
        let Some(text) = ask_answer(session, question) else { break };
        let mut answer = Answer { text, reason: None };
        if let Some(reason) = &question.reason {
            session.ui.out(&format!("\n{}", reason.prompt));
            session.ui.out(&render::options(&session.ui, &reason.options));
            let asked = ask_until(session, |session| {
                let text = session.ui.ask("The reason (a number, or ?): ")?;
                Some((reason.accepts(&text), text))
            });
            let Some(text) = asked else { break };
            answer.reason = text.parse().ok();
        }
        let feedback = session.coach.answer(&question.item, &question.seed, &answer)?;
        session.ui.out(&render::feedback(&session.ui, &feedback));
        asked += 1;
        right += usize::from(feedback.right && feedback.reason_right != Some(false));
    }
    session.ui.out(&format!("\n{right} of {asked} right."));
    Ok(if right == asked { Exit::Passed } else { Exit::NotPassed })
}

/// Asks for an answer; one that has several lines ends with an empty one.
fn ask_answer(session: &Session, question: &QuestionView) -> Option<String> {
    ask_until(session, |session| {
        let first = session.ui.ask(render::how_to_answer(question.kind))?;
        let mut lines = vec![first];
        while question.kind == "output" && lines.last().is_some_and(|line| line != "?") {
            match session.ui.ask("") {
                Some(line) if !line.is_empty() => lines.push(line),
                _ => break,
            }
        }
        let text = lines.join("\n");
        Some((question.accepts(&text), text))
    })
}

/// Asks again until what was typed is accepted; `None` at the end of input.
fn ask_until(
    session: &Session,
    ask: impl Fn(&Session) -> Option<(bool, String)>,
) -> Option<String> {
    loop {
        match ask(session)? {
            (true, text) => return Some(text),
            (false, _) => session.ui.out(sentences::NO_ANSWER),
        }
    }
}

fn answer_one(session: &mut Session, skill: &str, text: &str) -> Result<Exit> {
    let malformed = || {
        CoachError::usage(format!("`{text}` is not ITEM@SEED=ANSWER")).hint(format!(
            "Ask with `piton quiz {skill} --json`, then answer with the item and seed it gives."
        ))
    };
    let (question, answer) = text.split_once('=').ok_or_else(malformed)?;
    let (item, seed) = question.split_once('@').ok_or_else(malformed)?;
    let (answer, reason) = match answer.rsplit_once('/') {
        Some((answer, reason)) if reason.parse::<usize>().is_ok() => (answer, reason.parse().ok()),
        _ => (answer, None),
    };
    let answer = Answer { text: answer.replace("\\n", "\n"), reason };
    let feedback = session.coach.answer(item, seed, &answer).map_err(|error| match error.hint {
        Some(_) => error,
        None => CoachError { hint: malformed().hint, ..error },
    })?;
    show(session, &feedback, |ui| render::feedback(ui, &feedback));
    let right = feedback.right && feedback.reason_right != Some(false);
    Ok(if right { Exit::Passed } else { Exit::NotPassed })
}

fn reset(session: &mut Session, task: Option<String>, yes: bool) -> Result<Exit> {
    if !yes {
        if !session.ui.interactive {
            return Err(CoachError::usage("a reset puts files back to their start")
                .hint(sentences::NEEDS_YES));
        }
        let answer = session.ui.ask(sentences::RESET_QUESTION).unwrap_or_default();
        if !answer.eq_ignore_ascii_case("y") && !answer.eq_ignore_ascii_case("yes") {
            session.ui.out("Nothing was changed.");
            return Ok(Exit::Passed);
        }
    }
    let done = session.coach.reset(&target(task))?;
    show(session, &done, |_| {
        let mut text = format!("{} is back to its start.\n", done.task);
        if let Some(kept) = &done.kept {
            text.push_str(&format!("Your files are kept in {kept}\n"));
        }
        text
    });
    Ok(Exit::Passed)
}

fn env(session: &mut Session, only_python: bool) -> Result<Exit> {
    let mut progress = Progress::new(session.ui);
    let env = session.coach.environment(&mut |step| progress.setup(&step));
    progress.finish();
    let env = env?;
    if only_python && session.ui.format != OutputFormat::Json {
        session.ui.out(&env.python);
        return Ok(Exit::Passed);
    }
    show(session, &env, |_| {
        format!(
            "Python {}\n  {}\nPackages: {}\nUse it in your editor, or run your code with:\n  piton run FILE.py\n  piton run -m pytest\n  piton run -m pdb FILE.py\n",
            env.version,
            env.python,
            env.packages.join(", ")
        )
    });
    Ok(Exit::Passed)
}

fn run_python(session: &mut Session, args: &[String]) -> Result<Exit> {
    let mut progress = Progress::new(session.ui);
    session.coach.environment(&mut |step| progress.setup(&step))?;
    progress.finish();
    // This process becomes Python: its status is the status of this command.
    match session.coach.run(args)? {}
}

fn export(session: &mut Session, file: &PathBuf) -> Result<Exit> {
    if file.as_os_str() == "-" {
        let damaged = session.coach.export(&mut std::io::stdout().lock())?;
        return Ok(exported(session, damaged));
    }
    let path = session.coach.config().cwd.join(file);
    let trouble = |error: std::io::Error| {
        CoachError::new(ErrorKind::Storage, format!("could not write {}", path.display()))
            .hint("Choose a place that can be written; an existing file is not overwritten.")
            .because(error)
    };
    let mut writer = BufWriter::new(File::create_new(&path).map_err(trouble)?);
    let written = session
        .coach
        .export(&mut writer)
        .and_then(|damaged| writer.flush().map_err(trouble).map(|()| damaged));
    let damaged = written.inspect_err(|_| {
        // Half an export is none, and it would be in the way of the next one.
        let _ = std::fs::remove_file(&path);
    })?;
    let done = ExportView { file: path.display().to_string(), damaged };
    show(session, &done, |_| format!("Exported to {}\n", done.file));
    Ok(exported(session, damaged))
}

/// Says so when something could not be taken along.
fn exported(session: &Session, damaged: usize) -> Exit {
    if damaged > 0 {
        session.ui.err(&format!(
            "{damaged} damaged submissions or bundles were left out; their verdicts are exported \
             and cannot be replayed"
        ));
    }
    Exit::Passed
}

fn import(session: &mut Session, file: &PathBuf) -> Result<Exit> {
    let done = if file.as_os_str() == "-" {
        session.coach.import(&mut std::io::stdin().lock())?
    } else {
        let path = session.coach.config().cwd.join(file);
        let opened = File::open(&path).map_err(|error| {
            CoachError::usage(format!("could not read {}", path.display()))
                .hint("Name the file that `piton export` wrote.")
                .because(error)
        })?;
        session.coach.import(&mut BufReader::new(opened))?
    };
    show(session, &done, |_| {
        format!(
            "{} new events, {} known ones, {} new blobs.\n",
            done.events_new, done.events_known, done.blobs_new
        )
    });
    Ok(Exit::Passed)
}
