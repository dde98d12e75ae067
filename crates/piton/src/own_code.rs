//! `piton own`: questions about the learner's own code, asked one by one or answered in one go.

use piton_coach::view::{OwnFeedbackView, OwnResultView};
use piton_coach::{CoachError, OwnQuestions, Result, Target};

use crate::cli::OutputFormat;
use crate::commands::Session;
use crate::exit::Exit;
use crate::progress::Progress;
use crate::{render, sentences};

/// Asks, or weighs what was answered on the command line, and records it.
pub(crate) fn run(
    session: &mut Session,
    target: &Target,
    seed: Option<&str>,
    answers: &[String],
) -> Result<Exit> {
    let mut progress = Progress::new(session.ui);
    let made = session.coach.own_questions(target, seed, &mut |step| progress.setup(&step));
    progress.finish();
    let mut questions = made?;
    if answers.is_empty() && (session.ui.format == OutputFormat::Json || !session.ui.interactive) {
        show_all(session, &questions);
        return Ok(Exit::Passed);
    }
    if let Some(says) = questions.view().says {
        session.ui.out(&render::wrapped(&session.ui, "", &says));
    }
    if questions.is_empty() {
        return Ok(Exit::Passed);
    }
    if answers.is_empty() {
        interactive(session, &mut questions);
    } else {
        in_one_go(session, &mut questions, answers)?;
    }
    let result = session.coach.own_answered(&questions)?;
    match session.ui.format {
        OutputFormat::Json => session.ui.json(&result),
        OutputFormat::Human | OutputFormat::Concise => session.ui.out(&told(&result)),
    }
    Ok(if result.enough { Exit::Passed } else { Exit::NotPassed })
}

fn show_all(session: &Session, questions: &OwnQuestions) {
    let view = questions.view();
    if session.ui.format == OutputFormat::Json {
        session.ui.json(&view);
        return;
    }
    if let Some(says) = &view.says {
        session.ui.out(&render::wrapped(&session.ui, "", says));
    }
    for at in 0..questions.len() {
        show(session, questions, at);
    }
    session.ui.out(&format!("\nAnswer with: piton own --seed {} --answers N,N,N,N", view.seed));
}

fn show(session: &Session, questions: &OwnQuestions, at: usize) {
    let question = questions.question(at);
    session.ui.out(&format!("\n{} of {}", at + 1, questions.len()));
    let (prompt, line) = question.prompt.split_once('\n').unwrap_or((&question.prompt, ""));
    session.ui.out(&render::wrapped(&session.ui, "", prompt));
    if !line.is_empty() {
        session.ui.out(&format!("    {line}\n"));
    }
    session.ui.out(&render::options(&session.ui, &question.options));
}

fn interactive(session: &Session, questions: &mut OwnQuestions) {
    session.ui.out(&render::wrapped(&session.ui, "", sentences::OWN_CODE));
    let mut at = 0;
    while at < questions.len() {
        show(session, questions, at);
        let Some(text) = session.ui.ask("Your answer: ") else { break };
        match read(&text, questions, at) {
            Some(Given::Aside) => {
                questions.set_aside(at);
            }
            Some(Given::Option(number)) => {
                let feedback = questions.answer(at, number);
                session.ui.out(&render::wrapped(&session.ui, "", &said(&feedback)));
                at += 1;
            }
            None => session.ui.out(sentences::NO_ANSWER),
        }
    }
}

fn in_one_go(session: &Session, questions: &mut OwnQuestions, answers: &[String]) -> Result<()> {
    let mut at = 0;
    for text in answers {
        if at >= questions.len() {
            return Err(CoachError::usage("there are more answers than questions"));
        }
        match read(text, questions, at) {
            Some(Given::Aside) => {
                questions.set_aside(at);
            }
            Some(Given::Option(number)) => {
                let feedback = questions.answer(at, number);
                if session.ui.format != OutputFormat::Json {
                    session.ui.out(&render::wrapped(&session.ui, "", &said(&feedback)));
                }
                at += 1;
            }
            None => {
                return Err(CoachError::usage(format!(
                    "`{text}` is no answer to question {}",
                    at + 1
                ))
                .hint("Give the number of an option, or x to set the question aside."));
            }
        }
    }
    Ok(())
}

enum Given {
    Option(usize),
    Aside,
}

fn read(text: &str, questions: &OwnQuestions, at: usize) -> Option<Given> {
    let text = text.trim();
    if text.eq_ignore_ascii_case("x") {
        return Some(Given::Aside);
    }
    let number: usize = text.parse().ok()?;
    (1..=questions.question(at).options.len()).contains(&number).then_some(Given::Option(number))
}

fn said(feedback: &OwnFeedbackView) -> String {
    let how = if feedback.right { "Right" } else { "No" };
    format!("{how}: {}. {}", feedback.key.trim_end_matches('.'), feedback.why)
}

fn told(result: &OwnResultView) -> String {
    let aside = match result.set_aside {
        0 => String::new(),
        n => format!(" {n} set aside."),
    };
    let verdict =
        if result.enough { "You know your code." } else { "Read it once more; the pass stands." };
    format!(
        "\n{} of {} right, {} needed.{aside} {verdict}",
        result.right, result.asked, result.needed
    )
}
