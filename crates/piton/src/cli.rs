//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Judge real Python work, offline, and find the next worthwhile step
///
/// Without a command, Piton continues where you were: the first run asks what you want to do,
/// later runs go on with the task you have open.
#[derive(Debug, Parser)]
#[command(
    name = "piton",
    version,
    after_help = "Exit status: 0 passed, 1 not passed, 2 usage or content fault, 3 could not judge, 70 our bug.\n\
                  Nothing leaves this machine."
)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

/// Options of every command.
#[derive(Debug, Args)]
pub(crate) struct Global {
    /// Choose how results are written
    #[arg(long, global = true, value_enum, value_name = "FORMAT", default_value = "human")]
    pub(crate) output_format: OutputFormat,
    /// Write results as JSON; the same as --output-format json
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Use this workspace in place of the one around the current folder
    #[arg(long, global = true, value_name = "DIR", env = "PITON_WORKSPACE")]
    pub(crate) workspace: Option<PathBuf>,
    /// Lay this content over the built-in content; may be given more than once
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) content: Vec<PathBuf>,
    /// Choose when to use colour
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: Color,
    /// Write plain lines only: no symbols, no colour, no progress bars (for screen readers)
    #[arg(long, global = true)]
    pub(crate) plain: bool,
    /// Judge even where no sandbox works; such a verdict says so and never counts
    #[arg(long, global = true)]
    pub(crate) i_trust_this_code: bool,
}

/// How results are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum OutputFormat {
    /// For people
    Human,
    /// One line a result
    Concise,
    /// For programs
    Json,
}

/// When colour is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Find Python and make the environment your code runs in
    Setup {
        /// Make an environment for every interpreter found, not only the newest
        #[arg(long)]
        all: bool,
        /// Use no network: take packages from --find-links or the cache
        #[arg(long)]
        offline: bool,
        /// Look for packages in this folder
        #[arg(long, value_name = "DIR")]
        find_links: Option<PathBuf>,
        /// Make the environment anew even if it is there
        #[arg(long)]
        rebuild: bool,
    },
    /// Find your level with adaptive questions
    Place,
    /// Open the next worthwhile thing and say why
    Next {
        /// Only say what it is; open nothing
        #[arg(long)]
        show: bool,
    },
    /// Lay out a task and start your editor at its first file
    Open {
        /// The task, such as testing/effective-cases/parking-fee or parking-fee
        task: Option<String>,
        /// Do not start an editor
        #[arg(long)]
        no_editor: bool,
    },
    /// Judge the task you are in, or TASK
    Check {
        /// The task; without it the task around the current folder, else the last one
        task: Option<String>,
        /// Judge the files in this folder; nothing is recorded
        #[arg(long, value_name = "DIR")]
        dir: Option<PathBuf>,
        /// With --dir: judge as this variant of the task
        #[arg(long, value_name = "NAME", requires = "dir")]
        variant: Option<String>,
    },
    /// Judge on every save until you stop it
    Watch {
        /// The task; without it the task around the current folder, else the last one
        task: Option<String>,
    },
    /// Open an unseen variant that counts
    Certify {
        /// The skill or task
        skill: String,
        /// The help you are going to use (declared, not detected)
        #[arg(long, value_enum, value_name = "HELP")]
        aid: Option<Aid>,
        /// Give the open attempt up
        #[arg(long)]
        give_up: bool,
    },
    /// Submit the open certify attempt (at most three times)
    Submit {
        /// The task; without it the task around the current folder, else the last one
        task: Option<String>,
    },
    /// Show the next hint of the task you are in
    Hint {
        /// The task; without it the task around the current folder, else the last one
        task: Option<String>,
        /// Show this hint, from 1
        #[arg(long, short = 'n', value_name = "N")]
        number: Option<usize>,
        /// Show it even if it shows code
        #[arg(long)]
        yes: bool,
    },
    /// Read what a passed task teaches: trade-offs, and what wrong answers got wrong
    Debrief {
        /// The task; without it the task around the current folder, else the last one
        task: Option<String>,
    },
    /// Answer questions about your own code that passed
    ///
    /// Four questions, made by running what you handed in: which line raises, a value on its way,
    /// which branch an input takes, what breaks if a line goes. Three must be right. Your pass
    /// stands whatever you answer. A question you find wrong or pointless can be set aside.
    Own {
        /// The task; without it the task around the current folder, else the last one
        task: Option<String>,
        /// Ask the questions of this seed again
        #[arg(long)]
        seed: Option<String>,
        /// Answer without being asked: numbers of options in order, and x to set one aside
        #[arg(long, value_name = "N,N,x,N", requires = "seed", value_delimiter = ',')]
        answers: Vec<String>,
    },
    /// Show the road: what is open today, and where you stand
    Map {
        /// Show every skill, those being written too
        #[arg(long)]
        all: bool,
        /// Show this area only
        #[arg(long, value_name = "AREA")]
        area: Option<String>,
    },
    /// Read the lesson of a skill
    Learn {
        /// The skill, such as python/generators or generators
        skill: String,
    },
    /// Answer questions on a skill, then see them run
    Quiz {
        /// The skill, such as python/generators or generators
        skill: String,
        /// Ask at most this many questions
        #[arg(
            long,
            short = 'n',
            value_name = "N",
            default_value = "5",
            value_parser = clap::value_parser!(u16).range(1..)
        )]
        number: u16,
        /// Answer this question instead of asking: ITEM@SEED=ANSWER or ITEM@SEED=ANSWER/REASON
        #[arg(long, value_name = "ITEM@SEED=ANSWER")]
        answer: Option<String>,
    },
    /// Put a task's files back to their start; yours are kept aside
    Reset {
        /// The task; without it the task around the current folder, else the last one
        task: Option<String>,
        /// Do not ask
        #[arg(long)]
        yes: bool,
    },
    /// Show the environment your code runs in
    Env {
        /// Print only the path of its Python
        #[arg(long)]
        python: bool,
    },
    /// Run Python in that environment, outside the judge: your program, pytest, a debugger
    Run {
        /// What to hand to Python, such as: exporter.py, or -m pytest, or -m pdb exporter.py
        #[arg(trailing_var_arg = true, allow_hyphen_values = true, required = true)]
        args: Vec<String>,
    },
    /// Serve the page: the roadmap, lessons, tasks and verdicts in your browser, on this machine only
    Serve {
        /// The port; 0 takes any that is free
        #[arg(long, value_name = "N", default_value = "0")]
        port: u16,
        /// Do not open a browser; print the address only
        #[arg(long)]
        no_open: bool,
    },
    /// Look at what Piton stands on, and say what to do where something is missing
    Doctor,
    /// Write everything Piton knows about you to a file (JSON lines)
    Export {
        /// The file; `-` is standard output
        file: PathBuf,
    },
    /// Read what export wrote; what is known already is passed over
    Import {
        /// The file; `-` is standard input
        file: PathBuf,
    },
    /// Run a recorded verdict again and say whether it agrees
    Replay {
        /// The verdict's id, or its beginning, or `last`
        #[arg(default_value = "last")]
        verdict: String,
    },
    /// For authors: prove content sound
    #[command(subcommand)]
    Content(ContentCommand),
    /// Write a completion script for your shell
    #[command(hide = true)]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

/// What an author does.
#[derive(Debug, Subcommand)]
pub(crate) enum ContentCommand {
    /// Load, judge and run everything below content, and list every fault
    ///
    /// What held before is not run again as long as nothing it rests on has changed. That is kept as
    /// soon as it is proven: after an interruption the same command goes on where it was.
    Check {
        /// Only what lies below these paths of the content tree
        paths: Vec<String>,
        /// Only read; judge and run nothing
        #[arg(long)]
        load_only: bool,
        /// Prove everything, also what was proven before
        #[arg(long)]
        fresh: bool,
        /// Prove on every interpreter found, not on the newest alone
        #[arg(long)]
        matrix: bool,
    },
    /// Lay out the files of a new skill, item or task; nothing that is there is written over
    New {
        /// What to lay out
        what: New,
        /// Its id, such as python/generators, python/generators#ledger or python/generators/ledger
        id: String,
        /// Of a task: what the learner hands in
        #[arg(long, value_enum, default_value_t = NewKind::Implement)]
        kind: NewKind,
    },
    /// Show for each area and level which task families exist and which a claim needs
    Reach {
        /// Only this area, with its skills
        area: Option<String>,
    },
    /// Show a skill or a task as a learner sees it: ticket, questions, verdicts on its solutions
    Preview {
        /// The skill or the task
        id: String,
        /// The variant of the task
        #[arg(long, default_value = "base")]
        variant: String,
    },
}

/// What an author begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum New {
    /// A skill: its file, a lesson, a first item
    Skill,
    /// A further item of a skill
    Item,
    /// A task with checks and solutions
    Task,
}

/// What kind of task an author begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum NewKind {
    /// Python that does what a ticket asks for
    Implement,
    /// SQL, judged on databases that are drawn
    Sql,
}

/// Help a learner may declare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Aid {
    /// Nothing but the interpreter and the editor
    None,
    /// Documentation and the web
    Docs,
    /// Anything, coding assistants included
    Assistant,
}

impl Aid {
    /// Returns the word the coach knows.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Docs => "docs",
            Self::Assistant => "assistant",
        }
    }
}
