//! What surrounds every page.

use maud::{DOCTYPE, Markup, html};

use crate::assets::{Assets, Entry};
use crate::prefs::Prefs;

/// How htmx is set up: nothing inline, nothing evaluated, nothing from elsewhere.
const HTMX: &str = r#"{"includeIndicatorStyles":false,"allowEval":false,"selfRequestsOnly":true,"historyCacheSize":0,"responseHandling":[{"code":"204","swap":false},{"code":"...","swap":true}]}"#;

/// A page.
pub(crate) struct Page<'a> {
    /// What stands in the browser's tab.
    pub(crate) title: &'a str,
    /// Where it stands in the navigation.
    pub(crate) place: Place,
    /// What it can do with scripts.
    pub(crate) entry: Entry,
    /// The body.
    pub(crate) body: Markup,
    /// Whether it uses the whole width.
    pub(crate) wide: bool,
}

/// A place in the navigation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Road,
    Map,
    Doctor,
    Settings,
    Elsewhere,
}

const PLACES: [(Place, &str, &str); 4] = [
    (Place::Road, "/", "Road"),
    (Place::Map, "/map", "Map"),
    (Place::Doctor, "/doctor", "Doctor"),
    (Place::Settings, "/settings", "Settings"),
];

impl Page<'_> {
    /// Writes the page as this browser likes it.
    pub(crate) fn render(&self, prefs: &Prefs) -> Markup {
        html! {
            (DOCTYPE)
            html lang="en" data-theme=(prefs.theme) data-motion=(prefs.motion) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    meta name="htmx-config" content=(HTMX);
                    title { (self.title) " · Piton" }
                    link rel="icon" href="data:,";
                    (Assets::built().head(self.entry))
                }
                body {
                    a.skip href="#main" { "Skip to the content" }
                    header.top {
                        a.brand href="/" { "Piton" }
                        nav aria-label="Main" {
                            @for (place, path, words) in PLACES {
                                a href=(path) aria-current=[(place == self.place).then_some("page")] { (words) }
                            }
                        }
                        form.find role="search" action="/search" method="get" {
                            label.hidden for="find" { "Search skills, tasks and statements" }
                            input #find type="search" name="q" placeholder="Search" autocomplete="off";
                            button { "Search" }
                        }
                    }
                    @if !Assets::built().is_built() {
                        p.notice { "This build has no styles and no scripts: " code { "cargo xtask web" } " makes them. Everything works without." }
                    }
                    main #main .wide[self.wide] tabindex="-1" { (self.body) }
                    footer { p { "Nothing leaves this machine." } }
                }
            }
        }
    }
}

/// Writes a page without navigation, for those who may not or cannot go on.
pub(crate) fn bare(title: &str, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) " · Piton" }
                link rel="icon" href="data:,";
                (Assets::built().head(Entry::Main))
            }
            body { main { (body) } }
        }
    }
}
