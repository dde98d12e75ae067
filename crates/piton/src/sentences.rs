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
    ("Find my level", "12 questions, stop at any time"),
    ("I have a goal", "choose from the road"),
];

/// What placement cannot do yet.
pub(crate) const PLACE_NOT_YET: &str = "\
Placement is being written: Piton cannot find your level yet.
Until then the road is open from every side: `piton map` shows what there is, `piton open TASK`
starts anywhere, and nothing you pass now is lost when placement arrives.";

/// Said when our side failed.
pub(crate) const NOT_YOU: &str = "Not you, us. Nothing was counted.";

/// Said under a verdict in practice.
pub(crate) const PRACTICE: &str = "practice: nothing here is held against you";

/// Said under every verdict until the sandbox is there.
pub(crate) const UNSANDBOXED: &str =
    "not sandboxed yet: private folder, limits and a clean environment only";

/// Said after a pass.
pub(crate) const AFTER_PASS: &str = "Passed, and recorded. `piton debrief` says what the wrong answers got wrong; `piton next` goes on.";

/// Said after a certified pass.
pub(crate) const AFTER_CERTIFIED: &str =
    "Certified. It counts for the skills its checks name. `piton next` goes on.";

/// Said while watching.
pub(crate) const WATCHING: &str = "Watching. Save a file to have it judged. Keys: Enter judges again, n next, h hint, q quit (then Enter).";

/// Said when watching ends.
pub(crate) const WATCH_ENDED: &str = "Stopped watching. Your files stay as they are.";

/// Asked before a reset.
pub(crate) const RESET_QUESTION: &str =
    "Put this task's files back to their start? Yours are kept aside. [y/N] ";

/// Said where a learner was asked and is not there.
pub(crate) const NEEDS_YES: &str = "add --yes to do it without being asked";
