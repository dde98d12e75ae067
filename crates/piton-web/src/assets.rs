//! Styles and scripts, as `cargo xtask web` built them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use rust_embed::RustEmbed;
use serde::Deserialize;

#[derive(RustEmbed)]
#[folder = "$OUT_DIR/web"]
struct Files;

/// What the bundler says of one of its sources.
#[derive(Debug, Deserialize)]
struct Built {
    file: String,
    #[serde(default)]
    css: Vec<String>,
    #[serde(default)]
    imports: Vec<String>,
}

/// Which built files a page needs for which source.
pub(crate) struct Assets {
    manifest: BTreeMap<String, Built>,
}

/// Something a page can do with scripts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Entry {
    /// Styles, exchange of parts, what is remembered.
    Main,
    /// The editor, and all of the above.
    Editor,
}

impl Entry {
    fn sources(self) -> &'static [&'static str] {
        match self {
            Entry::Main => &["src/main.ts"],
            Entry::Editor => &["src/main.ts", "src/editor.ts"],
        }
    }
}

static ASSETS: LazyLock<Assets> = LazyLock::new(|| {
    let manifest = Files::get(".vite/manifest.json")
        .and_then(|file| serde_json::from_slice(&file.data).ok())
        .unwrap_or_default();
    Assets { manifest }
});

impl Assets {
    /// Returns what was built into this binary; nothing if nothing was.
    pub(crate) fn built() -> &'static Self {
        &ASSETS
    }

    /// Returns whether the front end was built.
    pub(crate) fn is_built(&self) -> bool {
        !self.manifest.is_empty()
    }

    /// Writes the elements that load what an entry needs.
    pub(crate) fn head(&self, entry: Entry) -> Markup {
        let built = || entry.sources().iter().filter_map(|source| self.manifest.get(*source));
        html! {
            @for style in built().flat_map(|one| &one.css) {
                link rel="stylesheet" href={ "/assets/" (name(style)) };
            }
            @for import in built().flat_map(|one| &one.imports) {
                @if let Some(one) = self.manifest.get(import) {
                    link rel="modulepreload" href={ "/assets/" (name(&one.file)) };
                }
            }
            @for one in built() {
                script type="module" src={ "/assets/" (name(&one.file)) } {}
            }
        }
    }
}

/// Returns a built file's name without its folder.
fn name(file: &str) -> &str {
    file.strip_prefix("assets/").unwrap_or(file)
}

/// Serves a built file. Its name holds a hash of its content, so a browser may keep it.
pub(crate) async fn serve(Path(path): Path<String>, headers: HeaderMap) -> Response {
    let Some(file) = Files::get(&format!("assets/{path}")) else {
        return (StatusCode::NOT_FOUND, "There is no such file.\n").into_response();
    };
    let hash: String =
        file.metadata.sha256_hash().iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    let tag = format!("\"{hash}\"");
    if headers.get(IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
        return StatusCode::NOT_MODIFIED.into_response();
    }
    let kind = mime_guess::from_path(&path).first_or_octet_stream();
    let kept = "public, max-age=31536000, immutable";
    let headers = [(CONTENT_TYPE, kind.to_string()), (CACHE_CONTROL, kept.to_owned()), (ETAG, tag)];
    (headers, file.data).into_response()
}
