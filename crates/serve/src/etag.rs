//! Answers that have not changed are not sent again: each carries the record's state as its ETag.

use crate::Shared;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::hash::{DefaultHasher, Hasher};

/// Adds the ETag, and answers 304 to a request that has the answer of this state already. Answers that bring a
/// rule of their own for keeping them (assets) are left as they are.
pub(crate) async fn etag(State(shared): State<Shared>, request: Request, next: Next) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return next.run(request).await;
    }
    // Taken before the answer: the answer is of this state or a newer one, so that nothing new is ever missed.
    let Ok(state) = shared.state().await else { return next.run(request).await };
    let Ok(tag) = HeaderValue::from_str(&format!("\"{}-{state}-{:x}\"", shared.run(), cookies(&request)))
    else {
        return next.run(request).await;
    };
    let known = request.headers().get_all(header::IF_NONE_MATCH).iter().any(|given| {
        let tags = given.to_str().unwrap_or_default().split(',');
        tags.map(|t| t.trim().trim_start_matches("W/")).any(|t| tag == t)
    });
    let mut response = if known { StatusCode::NOT_MODIFIED.into_response() } else { next.run(request).await };
    let ours = !response.headers().contains_key(header::CACHE_CONTROL);
    if ours && matches!(response.status(), StatusCode::OK | StatusCode::NOT_MODIFIED) {
        response.headers_mut().insert(header::ETAG, tag);
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    }
    response
}

/// A page names whoever decides, which a cookie keeps: another cookie, another page.
fn cookies(request: &Request) -> u64 {
    let mut hash = DefaultHasher::new();
    request.headers().get_all(header::COOKIE).iter().for_each(|c| hash.write(c.as_bytes()));
    hash.finish()
}
