//! Who may ask, and what a browser may do with the answer.

mod headers;
mod limits;
mod origin;
mod token;

pub(crate) use headers::headers;
pub(crate) use limits::{MOST_BYTES, in_time};
pub use token::Token;

use crate::problem::Problem;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// What a request has to bring.
pub(crate) struct Guard {
    /// The token, if one is asked for.
    pub token: Option<Token>,
    /// Names beside `localhost` and addresses in digits that this server may be called by.
    pub names: Vec<String>,
}

/// Lets a request through, or says why not.
pub(crate) async fn guard(State(guard): State<Arc<Guard>>, request: Request, next: Next) -> Response {
    let refused = origin::check(&request, &guard.names)
        .map(|why| refusal(&request, StatusCode::FORBIDDEN, why))
        .or_else(|| match &guard.token {
            Some(token) => match token.check(&request) {
                token::Check::Passed => None,
                token::Check::First(response) => Some(response),
                token::Check::Missing => Some(refusal(&request, StatusCode::UNAUTHORIZED, token::ASKED)),
            },
            None => None,
        });
    match refused {
        Some(response) => response,
        None => next.run(request).await,
    }
}

/// A problem for programs, the words alone for people.
pub(crate) fn refusal(request: &Request, status: StatusCode, why: &str) -> Response {
    if request.uri().path().starts_with("/api/") {
        Problem::new(status, why).into_response()
    } else {
        (status, why.to_owned()).into_response()
    }
}
