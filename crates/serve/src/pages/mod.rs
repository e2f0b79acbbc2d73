//! The record for people: pages rendered on the server.

use crate::Shared;
use crate::state::Failure;
use axum::Router;
use axum::extract::State;
use axum::routing::get;
use maud::{DOCTYPE, Markup, html};

/// The routes of the pages.
pub(crate) fn routes() -> Router<Shared> {
    Router::new().route("/", get(home))
}

async fn home(State(shared): State<Shared>) -> Result<Markup, Failure> {
    let name = shared.path().file_name().unwrap_or_default().to_string_lossy().into_owned();
    let summary = shared.ask(|record| record.summary()).await?;
    Ok(html! {
        (DOCTYPE)
        html lang="en" {
            head { meta charset="utf-8"; title { (name) " – onrecord" } }
            body { h1 { (name) } p { (summary.articles) " articles" } }
        }
    })
}
