//! The record in a browser and over HTTP.
//!
//! [`serve`] listens on an address and answers from one record file: [`api`] for programs, [`pages`] for people.
//! Nothing here works anything out: a handler turns a request into a question of `onrecord_record` and its rows
//! into JSON or HTML.

mod api;
mod error;
mod etag;
mod guard;
mod pages;
mod problem;
mod state;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use std::future::IntoFuture;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;

pub use error::{Error, Result};
pub use guard::Token;
pub use pages::{ReportOptions, report};
pub use state::Shared;

/// How long answers that are on their way may take after the end was asked for.
const LAST_ANSWERS: Duration = Duration::from_secs(3);

/// How to serve.
#[derive(Default)]
pub struct Options {
    /// What requests have to bring; `None`: nothing, for an address that only this machine reaches.
    pub token: Option<Token>,
    /// Names beside `localhost` and addresses in digits that the server may be called by.
    pub names: Vec<String>,
}

/// Everything that the server answers.
pub fn router(shared: Shared, options: Options) -> Router {
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

/// Serves a record on `listener` until `stop` resolves; requests that are being answered then get what is left of
/// a few seconds.
///
/// # Errors
/// The listener fails.
pub async fn serve(
    shared: Shared,
    listener: TcpListener,
    options: Options,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<()> {
    let (stopping, stopped) = tokio::sync::oneshot::channel();
    let stop = async {
        stop.await;
        let _ = stopping.send(());
    };
    let serving = axum::serve(listener, router(shared, options)).with_graceful_shutdown(stop);
    // A browser may keep a connection open for ever.
    let patience = async {
        let _ = stopped.await;
        tokio::time::sleep(LAST_ANSWERS).await;
    };
    tokio::select! {
        served = serving.into_future() => served.map_err(Error::Listen),
        () = patience => Ok(()),
    }
}
