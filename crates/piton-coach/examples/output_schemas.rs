//! Writes the JSON Schemas of what the program prints with `--json`, or compares them.
#![expect(clippy::print_stderr, reason = "a tool of the workspace speaks to a terminal")]
#![expect(clippy::disallowed_methods, reason = "the errors below name the path")]

use std::path::Path;
use std::process::ExitCode;

use piton_coach::view;
use schemars::schema_for;

fn main() -> ExitCode {
    let check = std::env::args().any(|arg| arg == "--check");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schemas");
    let schemas = [
        ("output-map", schema_for!(view::MapView)),
        ("output-next", schema_for!(view::NextView)),
        ("output-opened", schema_for!(view::OpenedView)),
        ("output-verdict", schema_for!(view::VerdictView)),
        ("output-hint", schema_for!(view::HintView)),
        ("output-lesson", schema_for!(view::LessonView)),
        ("output-question", schema_for!(view::QuestionView)),
        ("output-feedback", schema_for!(view::FeedbackView)),
        ("output-doctor", schema_for!(view::DoctorView)),
        ("output-debrief", schema_for!(view::DebriefView)),
        ("output-own-code", schema_for!(view::OwnCodeView)),
        ("output-own-result", schema_for!(view::OwnResultView)),
        ("output-setup", schema_for!(view::SetupView)),
        ("output-env", schema_for!(piton_coach::EnvView)),
        ("output-reset", schema_for!(view::ResetView)),
        ("output-export", schema_for!(view::ExportView)),
        ("output-import", schema_for!(view::ImportView)),
        ("output-notice", schema_for!(view::NoticeView)),
        ("output-replay", schema_for!(view::ReplayView)),
        ("output-content-report", schema_for!(view::ContentReport)),
        ("output-content-reach", schema_for!(view::ReachView)),
        ("output-content-new", schema_for!(view::SkeletonView)),
        ("output-content-preview", schema_for!(view::PreviewView)),
    ];
    let mut stale = false;
    for (name, schema) in schemas {
        let path = folder.join(format!("{name}.schema.json"));
        let text = match serde_json::to_string_pretty(&schema) {
            Ok(text) => text + "\n",
            Err(error) => {
                eprintln!("{name}: {error}");
                return ExitCode::FAILURE;
            }
        };
        if std::fs::read_to_string(&path).is_ok_and(|there| there == text) {
            continue;
        }
        if check {
            eprintln!("schemas/{name}.schema.json is out of date: run `cargo xtask codegen`");
            stale = true;
        } else if let Err(error) = std::fs::write(&path, text) {
            eprintln!("could not write {}: {error}", path.display());
            return ExitCode::FAILURE;
        }
    }
    if stale { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
