//! The record for people: pages rendered on the server, which work without script.

mod articles;
mod assets;
mod error;
mod home;
mod inputs;
mod outlets;
mod parts;
mod people;
mod reader;
mod report;
mod review;
mod search;
mod shell;
mod timeline;
mod utterance;
mod words;

pub use report::{ReportOptions, report};

use crate::Shared;
use axum::Router;
use axum::extract::State;
use axum::routing::get;
use maud::{Markup, html};
use shell::{Page, Screen};

/// The routes of the pages.
pub(crate) fn routes() -> Router<Shared> {
    Router::new()
        .route("/", get(home::page))
        .route("/articles", get(articles::page))
        .route("/articles/{id}", get(reader::page))
        .route("/articles/{id}/versions/{hash}", get(reader::version))
        .route("/statements/{id}", get(reader::statement))
        .route("/search", get(search::page))
        .route("/utterances", get(utterance::list))
        .route("/utterances/{id}", get(utterance::page))
        .route("/outlets", get(outlets::page))
        .route("/timeline", get(timeline::page))
        .route("/people", get(people::list))
        .route("/people/{id}", get(people::page))
        .route("/review", get(review::page).post(review::act))
        .route("/review/log", get(review::log))
        .route("/review/statements/{id}", get(review::edit))
        .route("/inputs", get(inputs::page))
        .route("/keys", get(keys))
        .route("/assets/{name}", get(assets::serve))
        .fallback(error::not_found)
}

async fn keys(State(shared): State<Shared>) -> Markup {
    let main = html! {
        div.narrow { h1 { "Keys" } (shell::keys()) }
    };
    Page::new(&shared, Screen::Other, "Keys", main).up("/").render()
}
