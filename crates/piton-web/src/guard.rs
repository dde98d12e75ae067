//! Who may ask: the learner's own browser, opened with the address that was printed.
//!
//! A page of any other site can make a browser send requests to this machine. So the name the
//! request was sent to must be ours (a foreign name that was made to point here is refused), a
//! change must come from our own page ([`tower_http::csrf`]), and every request but a few must show
//! what the printed address held.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{
    AUTHORIZATION, CACHE_CONTROL, CONTENT_SECURITY_POLICY, HOST, HeaderValue, LOCATION,
    REFERRER_POLICY, SET_COOKIE, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderName, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use maud::html;

use crate::app::App;
use crate::pages::layout;
use crate::prefs::cookie;

/// What a page may load and do: our own files, nothing inline, nothing from elsewhere.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
     font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; \
     base-uri 'none'";

/// The cookie that holds the token. Cookies know no ports, so the name does: two that serve on one
/// machine do not shut each other out.
fn cookie_name(app: &App) -> String {
    format!("piton-{}", app.port)
}

/// Lets a request through, or says why not.
pub(crate) async fn guard(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let mut response = match admit(&app, &request) {
        Ok(()) => next.run(request).await,
        Err(response) => *response,
    };
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, value: &'static str| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    set(CONTENT_SECURITY_POLICY, POLICY);
    set(X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(X_FRAME_OPTIONS, "DENY");
    set(REFERRER_POLICY, "no-referrer");
    set(CACHE_CONTROL, "no-store");
    set(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    set(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    response
}

fn admit(app: &App, request: &Request) -> Result<(), Box<Response>> {
    if !is_ours(request.headers().get(HOST).and_then(|host| host.to_str().ok()), app.port) {
        return Err(Box::new(
            (StatusCode::MISDIRECTED_REQUEST, "This address is not served here.\n").into_response(),
        ));
    }
    let path = request.uri().path();
    if path == "/healthz" || path.starts_with("/assets/") {
        return Ok(());
    }
    if let Some(token) = token_in(request.uri().query().unwrap_or_default())
        && same(token, &app.token)
    {
        return Err(Box::new(let_in(app, path)));
    }
    let shown = cookie(request.headers(), &cookie_name(app)).or_else(|| {
        let header = request.headers().get(AUTHORIZATION)?.to_str().ok()?;
        header.strip_prefix("Bearer ")
    });
    if shown.is_some_and(|token| same(token, &app.token)) {
        return Ok(());
    }
    let body = html! {
        div.narrow {
            h1 { "This page is yours, but this browser is new to it" }
            p {
                "Open the address that " code { "piton serve" } " printed: it ends in "
                code { "?token=…" } ". It lets this browser in for as long as Piton serves."
            }
        }
    };
    Err(Box::new((StatusCode::UNAUTHORIZED, layout::bare("Not let in", &body)).into_response()))
}

/// Keeps the token in the browser and takes it out of the address, where it would be seen and kept.
fn let_in(app: &App, path: &str) -> Response {
    let name = cookie_name(app);
    let cookie = format!("{name}={}; HttpOnly; SameSite=Strict; Path=/", app.token);
    // A path that begins with two slashes would lead to another machine.
    let path = format!("/{}", path.trim_start_matches(['/', '\\']));
    let mut response = StatusCode::SEE_OTHER.into_response();
    for (header, value) in [(LOCATION, path), (SET_COOKIE, cookie)] {
        match HeaderValue::from_str(&value) {
            Ok(value) => _ = response.headers_mut().insert(header, value),
            Err(_) => return StatusCode::BAD_REQUEST.into_response(),
        }
    }
    response
}

fn token_in(query: &str) -> Option<&str> {
    query.split('&').find_map(|pair| pair.strip_prefix("token="))
}

/// Returns whether a request was sent to a name of the loopback address, at our port.
fn is_ours(host: Option<&str>, port: u16) -> bool {
    let Some((name, given)) = host.and_then(|host| host.rsplit_once(':')) else { return false };
    given == port.to_string() && matches!(name, "127.0.0.1" | "localhost" | "[::1]")
}

/// Compares in a time that does not tell where the difference is.
fn same(given: &str, wanted: &str) -> bool {
    given.len() == wanted.len()
        && given.bytes().zip(wanted.bytes()).fold(0, |seen, (a, b)| seen | (a ^ b)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_this_machine_at_our_port_are_ours() {
        for host in ["127.0.0.1:8000", "localhost:8000", "[::1]:8000"] {
            assert!(is_ours(Some(host), 8000), "{host}");
        }
        for host in
            ["evil.example:8000", "127.0.0.1:80", "127.0.0.1", "localhost.evil.example:8000", ""]
        {
            assert!(!is_ours(Some(host), 8000), "{host}");
        }
        assert!(!is_ours(None, 8000));
    }

    #[test]
    fn a_token_is_the_whole_token() {
        assert!(same("abc", "abc"));
        for wrong in ["", "ab", "abcd", "abd"] {
            assert!(!same(wrong, "abc"), "{wrong}");
        }
        assert_eq!(token_in("x=1&token=abc"), Some("abc"));
        assert_eq!(token_in("xtoken=abc"), None);
    }
}
