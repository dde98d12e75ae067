//! States as a shape, a colour and a word, so that none of the three is needed alone.

use maud::{Markup, PreEscaped, html};
use piton_coach::view::{SkillState, TaskState, TaskView};

/// Returns a state's word and the name of its class.
pub(crate) fn skill_words(state: SkillState) -> (&'static str, &'static str) {
    match state {
        SkillState::BeingWritten => ("being written", "unwritten"),
        SkillState::Open => ("open", "open"),
        SkillState::Tried => ("tried", "tried"),
        SkillState::Passed => ("passed in practice", "passed"),
        SkillState::Shown => ("certified", "shown"),
    }
}

/// Returns a state's word and the name of its class.
pub(crate) fn task_words(state: TaskState) -> (&'static str, &'static str) {
    match state {
        TaskState::New => ("not opened", "open"),
        TaskState::Open => ("under way", "tried"),
        TaskState::Passed => ("passed in practice", "passed"),
        TaskState::Certified => ("certified", "shown"),
    }
}

/// A skill's state.
pub(crate) fn skill(state: SkillState) -> Markup {
    let (word, class) = skill_words(state);
    mark(word, class)
}

/// A task's state.
pub(crate) fn task(state: TaskState) -> Markup {
    let (word, class) = task_words(state);
    mark(word, class)
}

fn mark(word: &str, class: &str) -> Markup {
    html! {
        svg class={ "mark " (class) } viewBox="0 0 16 16" width="16" height="16" role="img" aria-label=(word) {
            (shape(class))
        }
    }
}

/// Draws the shape of a state inside a square of 16: empty, begun, half, whole with a tick.
pub(crate) fn shape(class: &str) -> Markup {
    let inside = match class {
        "unwritten" => r#"<circle cx="8" cy="8" r="1.5" class="fill"/>"#,
        "tried" => {
            r#"<circle cx="8" cy="8" r="6" class="line"/><path d="M8 8V2a6 6 0 0 1 6 6z" class="fill"/>"#
        }
        "passed" => {
            r#"<circle cx="8" cy="8" r="6" class="line"/><path d="M8 2a6 6 0 0 1 0 12z" class="fill"/>"#
        }
        "shown" => {
            r#"<circle cx="8" cy="8" r="7" class="fill"/><path d="M4.8 8.2l2.2 2.2 4.2-4.6" class="tick"/>"#
        }
        _ => r#"<circle cx="8" cy="8" r="6" class="line"/>"#,
    };
    html! { (PreEscaped(inside)) }
}

/// A task as a line of a list.
pub(crate) fn task_line(one: &TaskView) -> Markup {
    html! {
        li.task-line {
            (task(one.state))
            div {
                a href={ "/tasks/" (one.id) } { (one.title) }
                span.facts {
                    (one.kind.replace('-', " ")) " · rung " (one.rung) " · " (one.minutes) " min"
                    @if one.passed_version.is_some_and(|version| version < one.version) {
                        " · a newer version is out"
                    }
                }
                @if let Some(why) = &one.blocked { span.facts.bad { "Cannot run here: " (why) } }
            }
        }
    }
}
