//! The record in a browser and over HTTP.
//!
//! [`serve`] listens on an address and answers from one record file: [`api`] for programs, [`pages`] for people.
//! Nothing here works anything out: a handler turns a request into a question of `onrecord_record` and its rows
//! into JSON or HTML.

mod api;
mod error;
mod pages;
mod state;

use axum::Router;
use std::path::PathBuf;
use tokio::net::TcpListener;

pub use error::{Error, Result};
pub use state::Shared;

/// Everything that the server answers.
pub fn router(shared: Shared) -> Router {
    Router::new().merge(pages::routes()).nest("/api/v1", api::routes()).with_state(shared)
}

/// Serves the record at `path` on `listener` until `stop` resolves.
///
/// # Errors
/// The record can't be opened, or the listener fails.
pub async fn serve(
    path: PathBuf,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<()> {
    let shared = Shared::open(path)?;
    axum::serve(listener, router(shared)).with_graceful_shutdown(stop).await.map_err(Error::Listen)
}
