//! What the caller knows of its surroundings, as plain data.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};

/// Where interpreters and installers are looked for.
#[derive(Debug, Clone, Default)]
pub struct Search {
    /// The variables of the caller's environment, such as `PATH`, `HOME` and `PYENV_ROOT`.
    pub variables: BTreeMap<OsString, OsString>,
    /// Folders that are looked through after those the variables name.
    pub folders: Vec<PathBuf>,
}

impl Search {
    /// Takes the caller's variables and adds the folders where systems keep their Python.
    pub fn new<T: Into<OsString>>(variables: impl IntoIterator<Item = (T, T)>) -> Self {
        Self {
            variables: variables.into_iter().map(|(name, it)| (name.into(), it.into())).collect(),
            folders: vec![PathBuf::from("/usr/local/bin"), PathBuf::from("/usr/bin")],
        }
    }

    /// Returns a variable that is set to something.
    pub fn variable(&self, name: &str) -> Option<&OsStr> {
        self.variables.get(OsStr::new(name)).map(OsString::as_os_str).filter(|it| !it.is_empty())
    }

    /// Returns the absolute path a variable holds.
    fn folder(&self, name: &str) -> Option<PathBuf> {
        self.variable(name).map(PathBuf::from).filter(|path| path.is_absolute())
    }

    /// Returns the absolute folders of `PATH`, in order.
    pub(super) fn path_folders(&self) -> Vec<PathBuf> {
        let path = self.variable("PATH").unwrap_or_default();
        path.as_bytes()
            .split(|&byte| byte == b':')
            .map(|part| PathBuf::from(OsStr::from_bytes(part)))
            .filter(|folder| folder.is_absolute())
            .collect()
    }

    /// Returns where pyenv keeps its versions and shims.
    pub(super) fn pyenv_root(&self) -> Option<PathBuf> {
        self.folder("PYENV_ROOT").or_else(|| Some(self.folder("HOME")?.join(".pyenv")))
    }

    /// Returns where uv keeps the interpreters it manages.
    pub(super) fn uv_pythons(&self) -> Option<PathBuf> {
        self.folder("UV_PYTHON_INSTALL_DIR")
            .or_else(|| Some(self.folder("XDG_DATA_HOME")?.join("uv/python")))
            .or_else(|| Some(self.folder("HOME")?.join(".local/share/uv/python")))
    }

    /// Returns the first executable file called `name` in the folders of `PATH`.
    pub(super) fn which(&self, name: &str) -> Option<PathBuf> {
        self.path_folders().into_iter().map(|folder| folder.join(name)).find(|it| is_program(it))
    }

    /// Returns the caller's variables without those that would bend an installer's way.
    ///
    /// Proxies, certificates, mirrors and caches stay: a learner behind a company's mirror has
    /// set them for a reason.
    pub(super) fn tool_variables(&self) -> impl Iterator<Item = (&OsStr, &OsStr)> {
        const BENDING: [&str; 18] = [
            "CONDA_PREFIX",
            "PIP_CONSTRAINT",
            "PIP_DRY_RUN",
            "PIP_NO_BINARY",
            "PIP_PREFIX",
            "PIP_PYTHON",
            "PIP_REQUIRE_VIRTUALENV",
            "PIP_ROOT",
            "PIP_TARGET",
            "PIP_USER",
            "UV_CONSTRAINT",
            "UV_NO_BINARY",
            "UV_OVERRIDE",
            "UV_PROJECT_ENVIRONMENT",
            "UV_PYTHON",
            "UV_SYSTEM_PYTHON",
            "VIRTUAL_ENV",
            "__PYVENV_LAUNCHER__",
        ];
        self.variables
            .iter()
            .filter(|(name, _)| {
                !name.as_bytes().starts_with(b"PYTHON")
                    && !BENDING.iter().any(|bending| name.as_os_str() == OsStr::new(bending))
            })
            .map(|(name, value)| (name.as_os_str(), value.as_os_str()))
    }

    /// Returns `PATH` with `first` in front.
    pub(super) fn path_after(&self, first: &Path) -> OsString {
        let mut path = first.as_os_str().as_bytes().to_vec();
        if let Some(rest) = self.variable("PATH") {
            path.push(b':');
            path.extend_from_slice(rest.as_bytes());
        }
        OsString::from_vec(path)
    }
}

/// Returns whether `path` leads to a file somebody may execute.
pub(super) fn is_program(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    path.metadata().is_ok_and(|it| it.is_file() && it.permissions().mode() & 0o111 != 0)
}
