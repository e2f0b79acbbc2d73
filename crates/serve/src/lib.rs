//! The record in a browser and over HTTP.
//!
//! [`serve`] listens on an address and answers from one record file: `api` for programs, `pages` for people.
//! Nothing here works anything out: a handler turns a request into a question of `onrecord_record` and its rows
//! into JSON or HTML.

mod api;
mod etag;
mod guard;
mod kept;
mod listen;
mod pages;
mod problem;
mod state;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use std::sync::Arc;
use tokio::net::TcpListener;

pub use guard::Token;
pub use pages::{ReportOptions, report};
pub use state::Shared;

/// How to serve.
#[derive(Default)]
pub struct Options {
    /// What requests have to bring; `None`: nothing, for an address that only this machine reaches.
    pub token: Option<Token>,
    /// Names beside `localhost` and addresses in digits that the server may be called by.
    pub names: Vec<String>,
    /// Who decides, where a request does not say it.
    pub reviewer: Option<String>,
}

/// Everything that the server answers.
pub fn router(shared: Shared, options: Options) -> Router {
    shared.set_reviewer(options.reviewer);
    let guard = Arc::new(guard::Guard { token: options.token, names: options.names });
    Router::new()
        .merge(pages::routes())
        .merge(api::routes())
        .layer(from_fn_with_state(shared.clone(), etag::etag))
        .layer(from_fn(guard::in_time))
        .layer(DefaultBodyLimit::max(guard::MOST_BYTES))
        .layer(from_fn_with_state(guard, guard::guard))
        .layer(from_fn(guard::headers))
        .with_state(shared)
}

/// Serves a record on `listener` until `stop` resolves; answers that are on their way then get a few seconds.
pub async fn serve(
    shared: Shared,
    listener: TcpListener,
    options: Options,
    stop: impl Future<Output = ()> + Send + 'static,
) {
    listen::listen(listener, router(shared.clone(), options), stop).await;
    shared.close();
}
