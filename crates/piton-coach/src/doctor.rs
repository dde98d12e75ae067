//! What Piton stands on, and what to do where something is missing.

use piton_domain::Severity;
use piton_domain::verdict::Tier;
use piton_judge::environment::{self, version_text};

use crate::Coach;
use crate::judging::judge_error;
use crate::setup::is_writable;
use crate::view::{DoctorView, Finding};

impl Coach {
    /// Looks at everything; never fails as a whole.
    pub fn doctor(&mut self) -> DoctorView {
        DoctorView {
            findings: vec![
                self.home_finding(),
                self.journal_finding(),
                self.workspace_finding(),
                self.python_finding(),
                self.environment_finding(),
                self.content_finding(),
                self.sandbox_finding(),
            ],
        }
    }

    fn home_finding(&self) -> Finding {
        let home = self.config.home.display().to_string();
        if is_writable(&self.config.home) {
            return good("data folder", home);
        }
        bad(
            "data folder",
            format!("{home} cannot be written"),
            "Make it writable, or set PITON_HOME to another folder.",
        )
    }

    fn journal_finding(&mut self) -> Finding {
        match self.state() {
            Ok(state) => good(
                "journal",
                format!(
                    "{} tasks and {} questions on record",
                    state.tasks.len(),
                    state.items.len()
                ),
            ),
            Err(error) => Finding {
                what: "journal".to_owned(),
                state: "bad",
                says: error.message,
                hint: error.hint,
            },
        }
    }

    fn workspace_finding(&self) -> Finding {
        let path = self.workspace_path();
        match self.workspace_if_any() {
            Some(workspace) => good("workspace", workspace.root().display().to_string()),
            None => Finding {
                what: "workspace".to_owned(),
                state: "note",
                says: format!("none yet; {} will be made", path.display()),
                hint: None,
            },
        }
    }

    fn python_finding(&self) -> Finding {
        let found = environment::find_interpreters(&self.config.search);
        let versions: Vec<_> =
            found.interpreters.iter().map(|one| version_text(one.version)).collect();
        if versions.is_empty() {
            return bad(
                "Python",
                "no Python 3.11 or newer was found".to_owned(),
                "Install one, then run `piton setup`.",
            );
        }
        good("Python", versions.join(", "))
    }

    fn environment_finding(&self) -> Finding {
        let ready = environment::installed(&self.config.home);
        if ready.is_empty() {
            return Finding {
                what: "environment".to_owned(),
                state: "note",
                says: "not made yet".to_owned(),
                hint: Some(
                    "`piton setup` makes it; `piton check` does so too when needed.".to_owned(),
                ),
            };
        }
        let versions: Vec<_> =
            ready.iter().map(|one| format!("Python {}", version_text(one.version))).collect();
        good("environment", format!("ready for {}", versions.join(", ")))
    }

    fn content_finding(&mut self) -> Finding {
        match self.content() {
            Ok(content) => {
                let faults = content
                    .diagnostics
                    .iter()
                    .filter(|fault| fault.severity == Severity::Error)
                    .count();
                let tasks = content.roadmap.tasks().count();
                let says = format!(
                    "{} skills, {tasks} tasks, {faults} faults",
                    content.roadmap.skills.len()
                );
                if faults == 0 {
                    good("content", says)
                } else {
                    bad("content", says, "`piton content check` lists them.")
                }
            }
            Err(error) => Finding {
                what: "content".to_owned(),
                state: "bad",
                says: error.message,
                hint: error.hint,
            },
        }
    }

    /// Says what keeps learner code in, found by putting it up.
    fn sandbox_finding(&mut self) -> Finding {
        let found = match self.judge().and_then(|judge| judge.sandbox().map_err(judge_error)) {
            Ok(found) => found,
            Err(error) => {
                return Finding {
                    what: "sandbox".to_owned(),
                    state: "bad",
                    says: error.message,
                    hint: error.hint,
                };
            }
        };
        let mut says = match found.tier {
            Tier::Namespaces => "namespaces, Landlock and seccomp",
            Tier::Landlock => "Landlock and seccomp, without namespaces",
            Tier::Unsandboxed => "unsandboxed: private folder, limits and a clean environment only",
        }
        .to_owned();
        for refusal in &found.refused {
            says.push_str("; ");
            says.push_str(&refusal.says);
        }
        let state = if found.tier == Tier::Namespaces { "good" } else { "note" };
        let remedy = found.refused.into_iter().find_map(|refusal| refusal.remedy);
        let hint = remedy.map(|command| format!("This lifts it: {command}"));
        Finding { what: "sandbox".to_owned(), state, says, hint }
    }
}

fn good(what: &str, says: String) -> Finding {
    Finding { what: what.to_owned(), state: "good", says, hint: None }
}

fn bad(what: &str, says: String, hint: &str) -> Finding {
    Finding { what: what.to_owned(), state: "bad", says, hint: Some(hint.to_owned()) }
}
