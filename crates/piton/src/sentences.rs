//! What Piton says of its own accord, in one place, ready for translation.

/// The first screen.
pub(crate) const FIRST_RUN: &str = "\
Piton takes you from junior or mid-level Python to senior, on real work.
You write in your own editor; every save gets an honest verdict.
Nothing leaves this machine.
";

/// The three choices of the first screen.
pub(crate) const CHOICES: [(&str, &str); 3] = [
    ("Try one real ticket", "8 minutes; write tests, and hear which wrong program got past them"),
    ("Find my level", "being written: 12 questions, stop at any time"),
    ("I have a goal", "choose from the road"),
];

/// Said when the answer to the first screen is none of the choices.
pub(crate) const THREE_CHOICES: &str = "Type 1, 2 or 3, or q to leave.";

/// Said in place of the question where nobody can be asked.
pub(crate) const WITHOUT_TERMINAL: &str = "Start with `piton next`; `piton map` shows the road.";

/// Said under the map to somebody with a goal.
pub(crate) const GOAL: &str = "Open what you are after with `piton open TASK`, or learn first: \
                               `piton learn SKILL`.";

/// What placement cannot do yet.
pub(crate) const PLACE_NOT_YET: &str = "\
Placement is being written: Piton cannot find your level yet.
Until then the road is open from every side: `piton map` shows what there is, `piton open TASK` \
starts anywhere, and nothing you pass now is lost when placement arrives.";

/// Said when our side failed.
pub(crate) const NOT_YOU: &str = "Not you, us. Nothing was counted.";

/// Said under a verdict in practice.
pub(crate) const PRACTICE: &str = "practice: nothing here is held against you";

/// Said under a verdict without a sandbox.
pub(crate) const UNSANDBOXED: &str =
    "unsandboxed, because you trust this code: the verdict counts for nothing";

/// Said after a pass.
pub(crate) const AFTER_PASS: &str = "Passed, and recorded. `piton debrief` says what the wrong answers got wrong; `piton next` goes on.";

/// Said after a certified pass.
pub(crate) const AFTER_CERTIFIED: &str =
    "Certified. It counts for the skills its checks name. `piton next` goes on.";

/// Said while watching.
pub(crate) const WATCHING: &str =
    "Watching. Open the file in your editor; each time you save it, it is judged.";

/// Said while watching to somebody who can type.
pub(crate) const WATCH_KEYS: &str =
    "Enter judges again; n, h, d or q and Enter: next, hint, debrief, quit.";

/// Said when a task is opened and no editor is known.
pub(crate) const NO_EDITOR: &str =
    "Open the folder in your editor (set VISUAL or EDITOR to have it started).";

/// Said when somebody wants to move on from a task that is the next one still.
pub(crate) const STILL_NEXT: &str =
    "It stays the next one until it is passed. `piton open TASK` goes elsewhere.";

/// Said under a hint that is held back, while watching.
pub(crate) const HINT_KEY: &str = "Or type y and Enter here.";

/// Said when a certify attempt is given up.
pub(crate) const GIVEN_UP: &str = "The attempt is closed. Its variant counts as seen.";

/// Said after a pass.
pub(crate) const OWN_CODE_OFFERED: &str =
    "Do you know why it passes? `piton own` asks four questions about your own code.";

/// Said before the first question on the learner's own code.
pub(crate) const OWN_CODE: &str = "Your pass stands whatever you answer. Type the number of an \
     answer, x to set a question aside, Ctrl-D to stop.";

/// Said before the first question.
pub(crate) const QUIZ: &str = "Each answer is recorded. Type ? if you do not know, Ctrl-D to stop.";

/// Said when something was typed that cannot be an answer.
pub(crate) const NO_ANSWER: &str = "That cannot be an answer here; nothing was recorded.";

/// What the symbols of the map mean.
pub(crate) const MAP_LEGEND: &str = "\
skills: ○ open  ◔ tried  ◑ passed  ● certified  · being written
tasks:  ▫ new   ▹ open   ✓ passed  ★ certified
";

/// Says that interpreters were found that cannot be used.
pub(crate) fn passed_over(n: usize) -> String {
    let (were, they) = if n == 1 { ("other was", "it") } else { ("others were", "they") };
    format!(
        "{n} {were} passed over, because {they} cannot be used here; `piton setup --json` says why."
    )
}

/// Said under the address of the page.
pub(crate) const SERVING: &str =
    "The address lets a browser in; give it to nobody. Ctrl-C ends serving.";

/// Said when no browser could be started.
pub(crate) const NO_BROWSER: &str =
    "No browser could be opened from here: open the address yourself.";

/// Said when watching ends.
pub(crate) const WATCH_ENDED: &str = "Stopped watching. Your files stay as they are.";

/// Asked before a reset.
pub(crate) const RESET_QUESTION: &str =
    "Put this task's files back to their start? Yours are kept aside. [y/N] ";

/// Said where a learner was asked and is not there.
pub(crate) const NEEDS_YES: &str = "add --yes to do it without being asked";
