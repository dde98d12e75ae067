//! Where things are: argument, then environment, then the user's file, then the default.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;
use piton_coach::{CoachError, Config, ErrorKind, Search};

use crate::cli::Global;

/// The environment variables Piton reads, taken once.
#[derive(Debug, Clone)]
pub(crate) struct Environment {
    variables: BTreeMap<String, String>,
}

impl Environment {
    /// Takes the variables of this process.
    pub(crate) fn of_process() -> Self {
        let variables = std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
            .collect();
        Self { variables }
    }

    /// Returns a variable that is set and not empty.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.variables.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }

    /// Returns whether colour is unwelcome.
    pub(crate) fn forbids_color(&self) -> bool {
        self.get("NO_COLOR").is_some() || self.get("TERM") == Some("dumb")
    }

    /// Returns the learner's editor.
    pub(crate) fn editor(&self) -> Option<&str> {
        self.get("VISUAL").or_else(|| self.get("EDITOR"))
    }
}

/// The user's file, `config.toml` in the data folder.
#[derive(Debug, Default, serde::Deserialize)]
struct File {
    workspace: Option<PathBuf>,
    #[serde(default)]
    content: Vec<PathBuf>,
    #[serde(flatten)]
    unknown: BTreeMap<String, toml::Value>,
}

/// Puts the layers together.
///
/// Returns the configuration and warnings about the user's file.
pub(crate) fn resolve(
    global: &Global,
    environment: &Environment,
) -> Result<(Config, Vec<String>), CoachError> {
    let cwd = std::env::current_dir().map_err(|error| {
        CoachError::new(ErrorKind::Usage, "the current folder cannot be read")
            .hint("Change to a folder that exists.")
            .because(error)
    })?;
    let user_home = environment.get("HOME").map(PathBuf::from);
    let home = match environment.get("PITON_HOME") {
        Some(home) => cwd.join(home),
        None => etcetera::choose_base_strategy()
            .map(|strategy| strategy.data_dir().join("piton"))
            .map_err(|_| {
                CoachError::new(ErrorKind::Usage, "no home folder is known")
                    .hint("Set PITON_HOME to the folder where Piton may keep its data.")
            })?,
    };
    let (file, mut warnings) = read_file(&home.join("config.toml"))?;
    for key in file.unknown.keys() {
        warnings.push(format!("config.toml: `{key}` is not a setting of Piton and is passed over"));
    }
    let default_workspace = match (file.workspace, user_home.as_ref()) {
        (Some(workspace), _) => home.join(workspace),
        (None, Some(user_home)) => user_home.join("piton"),
        (None, None) => home.join("workspace"),
    };
    let content = file
        .content
        .iter()
        .map(|dir| home.join(dir))
        .chain(global.content.iter().map(|dir| cwd.join(dir)));
    let config = Config {
        default_workspace,
        workspace: global.workspace.as_ref().map(|dir| cwd.join(dir)),
        content: content.collect(),
        search: Search::new(std::env::vars_os()),
        trusts_code: global.i_trust_this_code,
        home,
        cwd,
    };
    Ok((config, warnings))
}

#[expect(clippy::disallowed_methods, reason = "the error below names the path")]
fn read_file(path: &Path) -> Result<(File, Vec<String>), CoachError> {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Ok((File::default(), Vec::new()));
        }
        // A home that is no folder is named by whatever needs it first.
        Err(error) if error.kind() == std::io::ErrorKind::NotADirectory => {
            return Ok((File::default(), Vec::new()));
        }
        Err(error) => {
            return Err(CoachError::new(
                ErrorKind::Storage,
                format!("{} cannot be read", path.display()),
            )
            .because(error));
        }
    };
    let file = toml::from_str(&text).map_err(|error| {
        CoachError::usage(format!("{} is not valid TOML", path.display()))
            .hint("Mend the place named above, or delete the file.")
            .because(error)
    })?;
    Ok((file, Vec::new()))
}
