//! Trees from folders and archives, and what is refused there.

use std::fs;

use expect_test::expect;
use piton_content::{MAX_FILE_BYTES, Tree, load};
use piton_domain::Files;

use crate::fixture::{GOOD, files, render};

#[expect(clippy::disallowed_methods, reason = "a test makes its own folder")]
fn write(folder: &std::path::Path, files: &Files) {
    for (path, content) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("a file has a folder")).expect("make a folder");
        fs::write(path, content).expect("write a file");
    }
}

#[test]
fn a_folder_is_the_tree_of_its_files() {
    let folder = tempfile::tempdir().unwrap();
    let mut good = files(GOOD);
    write(folder.path(), &good);
    let noise = ["python/__pycache__/x.py", "python/x.pyc", ".git/config", "python/.DS_Store"];
    write(folder.path(), &noise.iter().map(|path| ((*path).to_owned(), vec![0])).collect());
    let tree = Tree::folder(folder.path()).unwrap();
    assert_eq!(tree.paths().collect::<Vec<_>>(), good.keys().collect::<Vec<_>>());
    assert_eq!(tree.get("roadmap.toml"), good.remove("roadmap.toml").as_deref());
    assert!(load(&tree).1.is_empty());
}

#[test]
fn links_and_oversized_files_are_not_read() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &files(GOOD));
    let inside = folder.path().join("python/generators");
    std::os::unix::fs::symlink("/etc/passwd", inside.join("lesson.md")).unwrap();
    std::os::unix::fs::symlink("/", folder.path().join("everything")).unwrap();
    let big = vec![b'x'; MAX_FILE_BYTES + 1];
    write(folder.path(), &Files::from([("python/iteration/lesson.md".into(), big)]));
    let socket = std::os::unix::net::UnixListener::bind(inside.join("socket")).unwrap();
    let tree = Tree::folder(folder.path()).unwrap();
    drop(socket);
    let (roadmap, found) = load(&tree);
    assert_eq!(roadmap.tasks().count(), 1);
    expect![[r#"
        error[tree/link] everything: links are not followed
          help: put a copy of the file here
        error[tree/link] python/generators/lesson.md: links are not followed
          help: put a copy of the file here
        error[tree/special] python/generators/socket: this is not a plain file
        error[tree/size] python/iteration/lesson.md: the file is larger than 2 MiB
    "#]]
    .assert_eq(&render(&tree, &found));
}

#[test]
fn names_that_are_not_utf8_are_passed_over() {
    use std::os::unix::ffi::OsStrExt;
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &files(GOOD));
    let name = std::ffi::OsStr::from_bytes(b"py\xffthon");
    fs::create_dir(folder.path().join(name)).unwrap();
    let tree = Tree::folder(folder.path()).unwrap();
    expect![[r#"
        error[tree/name] py�thon: the name is not UTF-8
    "#]]
    .assert_eq(&render(&tree, &load(&tree).1));
}

#[test]
fn folders_too_deep_are_not_entered() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &files(GOOD));
    let deep = format!("{}x.py", "a/".repeat(40));
    write(folder.path(), &Files::from([(deep, vec![])]));
    let tree = Tree::folder(folder.path()).unwrap();
    let rules: Vec<_> = load(&tree).1.iter().map(|fault| fault.rule).collect();
    assert_eq!(rules, ["tree/depth"]);
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    let error = Tree::folder(std::path::Path::new("/nowhere/content")).unwrap_err();
    assert_eq!(error.to_string(), "read /nowhere/content");
}

#[test]
fn a_tree_laid_over_adds_and_overrides() {
    let base = Tree::from_files(files(GOOD));
    let over = Tree::from_files(files(
        "//- python/area.toml\nformat_version = 1\nheading = \"Ours\"\nhalf = \"practical\"\n\
         //- python/iteration/lesson.md\nshort\n",
    ));
    let tree = base.overlay(over);
    let (roadmap, found) = load(&tree);
    assert_eq!(roadmap.areas[0].heading, "Ours");
    assert!(roadmap.skills[0].lesson.is_some());
    assert_eq!(found.len(), 1, "the short lesson");
}

#[test]
fn paths_that_leave_the_tree_are_faults() {
    let mut set = files(GOOD);
    set.insert("../outside.md".into(), vec![]);
    set.insert("/etc/passwd".into(), vec![]);
    let tree = Tree::from_files(set);
    expect![[r#"
        error[tree/name] ../outside.md: the path leaves the tree
        error[tree/name] /etc/passwd: the path leaves the tree
    "#]]
    .assert_eq(&render(&tree, &load(&tree).1));
}

#[test]
fn more_files_than_allowed_are_left_out_with_one_word() {
    let set: Files =
        (0..piton_content::MAX_FILES + 5).map(|n| (format!("start{n:06}"), vec![])).collect();
    let tree = Tree::from_files(set);
    let counted = load(&tree).1.iter().filter(|fault| fault.rule == "tree/count").count();
    assert_eq!((counted, tree.paths().count()), (1, piton_content::MAX_FILES));
}
