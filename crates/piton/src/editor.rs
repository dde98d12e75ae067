//! Starting the learner's own editor.

use std::path::Path;

/// Splits an editor setting such as `code --wait` into program and arguments.
fn split(setting: &str) -> Option<(&str, Vec<&str>)> {
    let mut words = setting.split_whitespace();
    Some((words.next()?, words.collect()))
}

/// Starts the editor at `file` and waits for it to give the terminal back.
///
/// Errors: a sentence that says what could not be started.
#[expect(
    clippy::disallowed_methods,
    reason = "the editor is the learner's own program, not learner code"
)]
pub(crate) fn edit(setting: &str, file: &Path) -> Result<(), String> {
    let (program, args) = split(setting).ok_or_else(|| "VISUAL and EDITOR are empty".to_owned())?;
    let status = std::process::Command::new(program)
        .args(args)
        .arg(file)
        .status()
        .map_err(|error| format!("could not start the editor `{program}`: {error}"))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("the editor `{program}` ended with {status}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_editor_setting_may_carry_arguments() {
        assert_eq!(split("code --wait -n"), Some(("code", vec!["--wait", "-n"])));
        assert_eq!(split("   "), None);
    }
}
