//! Makes environments: once, whole or not at all.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::discover::Interpreter;
use super::error::EnvironmentError;
use super::install::{Installer, packages};
use super::lock::Lock;
use super::{Environment, Options, Progress, disk, marker, tool, version_text};

/// Returns the environment of `lock` for `interpreter` below `home`, after making it if needed.
///
/// The folder gets its final name only when it is whole. Two processes that want the same
/// environment make it once: the second waits for the first.
///
/// Errors: an [`EnvironmentError`]; nothing half-made stays behind.
pub fn ensure(
    home: &Path,
    interpreter: &Interpreter,
    lock: &Lock,
    options: &Options,
    on_progress: &mut dyn FnMut(Progress),
) -> Result<Environment, EnvironmentError> {
    let folder = home.join("env");
    let name = folder_name(lock, &version_text(interpreter.version));
    let dir = folder.join(&name);
    let ready = || existing(home, interpreter, lock);
    let rebuild = options.rebuild;
    if let Some(environment) = ready().filter(|_| !rebuild) {
        on_progress(Progress::Done { made: false });
        return Ok(environment);
    }

    lock.requirements()?;
    if !home.is_absolute() {
        let (path, says) = (home.to_owned(), "it is not an absolute path".to_owned());
        return Err(EnvironmentError::NotWritable { path, says });
    }
    // The installers run in another folder, where a relative path would mean something else.
    if let Some(path) = options.find_links.as_ref().filter(|it| !it.is_absolute() || !it.is_dir()) {
        return Err(EnvironmentError::NoWheels { path: path.clone() });
    }
    disk::make_folder(&folder)?;
    let guard = take_lock(&folder.join(format!("{name}.lock")), &dir, options, on_progress)?;
    // The process that held the lock may have made it meanwhile.
    if let Some(environment) = ready().filter(|_| !rebuild) {
        on_progress(Progress::Done { made: false });
        return Ok(environment);
    }
    let prefix = format!(".making-{name}-");
    sweep(&folder, &prefix);

    on_progress(Progress::Looking);
    let installer = Installer::choose(home, interpreter, options, on_progress)?;
    let making = folder.join(format!("{prefix}{}", std::process::id()));
    let _scaffold = disk::Scaffold(&making);
    on_progress(Progress::Installing(lock.packages().join(", ")));
    installer.install(&making, interpreter, lock, options)?;
    let site_packages = packages(&making, lock)?;
    move_scripts(&making, &dir)?;
    marker::write(&making, lock.hash(), interpreter, &site_packages, &installer.name())?;
    disk::settle(&making);

    if dir.exists() {
        // It is unfinished, or its interpreter is gone, or it shall be made anew.
        let old = folder.join(format!("{prefix}{}-old", std::process::id()));
        disk::rename(&dir, &old)?;
        disk::rename(&making, &dir)?;
        disk::remove(&old);
    } else {
        disk::rename(&making, &dir)?;
    }
    drop(guard);
    on_progress(Progress::Done { made: true });
    ready().ok_or_else(|| EnvironmentError::BrokenInterpreter {
        python: interpreter.python.clone(),
        says: "it changed while its environment was made".to_owned(),
    })
}

/// Returns the environment of `lock` for `interpreter` below `home`, if it is finished.
pub fn existing(home: &Path, interpreter: &Interpreter, lock: &Lock) -> Option<Environment> {
    let name = folder_name(lock, &version_text(interpreter.version));
    let environment = marker::ready(&home.join("env").join(name))?;
    (environment.lock_hash == *lock.hash()).then_some(environment)
}

/// Returns the name of the folder that holds the environment of `lock` for a Python `version`.
pub fn folder_name(lock: &Lock, version: &str) -> String {
    format!("{}-{version}", &lock.hash().as_str()[..16])
}

/// Returns the finished environments below `home`, of any lock, the newest Python first.
///
/// This starts no process unless an interpreter changed since, so every command can afford it.
pub fn installed(home: &Path) -> Vec<Environment> {
    let Ok(entries) = home.join("env").read_dir() else { return Vec::new() };
    let mut environments: Vec<Environment> = entries
        .flatten()
        .filter(|entry| !entry.file_name().as_encoded_bytes().starts_with(b"."))
        .filter_map(|entry| marker::ready(&entry.path()))
        .collect();
    environments.sort_by(|a, b| b.version.cmp(&a.version).then_with(|| a.dir.cmp(&b.dir)));
    environments
}

/// Takes the lock file, or waits for the process that has it.
fn take_lock(
    path: &Path,
    dir: &Path,
    options: &Options,
    on_progress: &mut dyn FnMut(Progress),
) -> Result<File, EnvironmentError> {
    let trouble = |source| disk::trouble("locking", path, source);
    let file =
        File::options().create(true).truncate(false).write(true).open(path).map_err(trouble)?;
    let deadline = Instant::now() + options.wait_limit;
    let mut told = false;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::Error(source)) => return Err(trouble(source)),
            Err(TryLockError::WouldBlock) if Instant::now() >= deadline => {
                return Err(EnvironmentError::Busy {
                    dir: dir.to_owned(),
                    limit: options.wait_limit,
                });
            }
            Err(TryLockError::WouldBlock) => {
                if !told {
                    on_progress(Progress::Waiting);
                    told = true;
                }
                std::thread::sleep(Duration::from_millis(50));
            }
        }
    }
}

/// Removes what killed processes left behind; the lock is held, so nobody else is at work.
fn sweep(folder: &Path, prefix: &str) {
    let Ok(entries) = folder.read_dir() else { return };
    for entry in entries.flatten() {
        if entry.file_name().as_encoded_bytes().starts_with(prefix.as_bytes()) {
            disk::remove(&entry.path());
        }
    }
}

/// Makes the scripts of an environment made at `from` work at `to`.
///
/// pip and venv write absolute paths into scripts; those of uv have none.
fn move_scripts(from: &Path, to: &Path) -> Result<(), EnvironmentError> {
    let not_utf8 = |path: PathBuf| EnvironmentError::NotWritable {
        path,
        says: "installers need a path that is UTF-8".to_owned(),
    };
    let (old, new) = (tool::utf8(from).map_err(not_utf8)?, tool::utf8(to).map_err(not_utf8)?);
    let bin = from.join("bin");
    let entries = bin.read_dir().map_err(|source| disk::trouble("reading", &bin, source))?;
    let mut scripts = vec![from.join("pyvenv.cfg")];
    // Links lead to the interpreter, which is no script.
    scripts.extend(
        entries
            .flatten()
            .filter(|entry| entry.file_type().is_ok_and(|it| it.is_file()))
            .map(|entry| entry.path()),
    );
    for script in scripts {
        if let Some(text) = disk::read_text(&script).filter(|text| text.contains(old)) {
            disk::write(&script, &text.replace(old, new))?;
        }
    }
    Ok(())
}
