//! Paths an author names, and what lies below them.

/// Brings a path of the tree, or the id of what lies there, into one form.
pub(super) fn place(path: &str) -> String {
    let path = path.trim_start_matches("./").trim_end_matches('/');
    let path = path
        .strip_prefix("content")
        .filter(|rest| rest.is_empty() || rest.starts_with('/'))
        .map_or(path, |rest| rest.trim_start_matches('/'));
    let path = path.strip_suffix("/tasks").unwrap_or(path);
    path.replacen("/tasks/", "/", 1)
}

/// Returns whether `path` is `folder` or lies in it.
pub(super) fn below(path: &str, folder: &str) -> bool {
    folder.is_empty()
        || path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The places an author wants to have proven; all of them if none is named.
pub(super) struct Wanted(Vec<String>);

impl Wanted {
    pub(super) fn new(paths: &[String]) -> Self {
        Self(paths.iter().map(|one| place(one)).collect())
    }

    /// Returns whether what lies at `path`, or something around or in it, is wanted.
    pub(super) fn has(&self, path: &str) -> bool {
        let path = place(path);
        self.0.is_empty() || self.0.iter().any(|one| below(&path, one) || below(one, &path))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_of_the_tree_and_the_id_of_what_lies_there_are_one_place() {
        let id = "python/generators/statement-exporter";
        for path in [
            id,
            "content/python/generators/tasks/statement-exporter/",
            "./content/python/generators/tasks/statement-exporter",
            "python/generators",
            "python/generators/tasks",
            "python",
            "content",
        ] {
            assert!(below(&place(id), &place(path)), "{path}");
        }
        for path in ["python/gen", "generators", "contents"] {
            assert!(!below(&place(id), &place(path)), "{path}");
        }
    }
}
