//! How much a request may bring and how long its answer may take. How many are answered at a time is the pool's
//! matter (`state.rs`).

use super::refusal;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::Response;
use std::time::Duration;

/// Bytes of a request's body: a long draft.
pub(crate) const MOST_BYTES: usize = 2 << 20;
/// Until an answer begins.
const MOST_TIME: Duration = Duration::from_secs(60);

/// Gives up an answer that takes too long to begin.
pub(crate) async fn in_time(request: Request, next: Next) -> Response {
    let (head, body) = request.into_parts();
    let asked = Request::from_parts(head.clone(), axum::body::Body::empty());
    match tokio::time::timeout(MOST_TIME, next.run(Request::from_parts(head, body))).await {
        Ok(response) => response,
        Err(_) => refusal(&asked, StatusCode::SERVICE_UNAVAILABLE, "this takes too long; ask for less"),
    }
}
