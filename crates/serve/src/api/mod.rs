//! The record for programs: JSON under `/api/v1`.

use crate::Shared;
use axum::Router;

/// The routes of the API, relative to `/api/v1`.
pub(crate) fn routes() -> Router<Shared> {
    Router::new()
}
