//! Pages that say what went wrong, in words that help.

use super::shell::{Page, Screen};
use crate::state::Failure;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::html;
use onrecord_record::Error;

/// A failure as a page.
pub(super) struct PageFailure(Failure);

/// What a handler of a page gives.
pub(super) type Answer<T = maud::Markup> = Result<T, PageFailure>;

impl From<Failure> for PageFailure {
    fn from(failure: Failure) -> PageFailure {
        PageFailure(failure)
    }
}

impl IntoResponse for PageFailure {
    fn into_response(self) -> Response {
        let said = self.0.to_string();
        let (status, title, help) = match &self.0 {
            Failure::Record(Error::NotFound(_)) => (
                StatusCode::NOT_FOUND,
                "Not in this record",
                "Ids follow from content: an article, statement or utterance that was built anew from a changed \
                 text has another one. Look for its words instead.",
            ),
            Failure::Record(Error::Query(_)) => (
                StatusCode::BAD_REQUEST,
                "This can’t be done as asked",
                "Nothing was changed. Go back, change what the sentence above names, and try again.",
            ),
            Failure::Record(Error::Busy(_)) => (
                StatusCode::SERVICE_UNAVAILABLE,
                "The record is being written",
                "A build holds the record at this moment. Load the page again in a few seconds.",
            ),
            Failure::Record(Error::ReadOnly(_)) => (
                StatusCode::FORBIDDEN,
                "The record can’t be written",
                "Decisions are stored in the record, and its file or folder is read-only. Copy it to where you can \
                 write, and serve it from there.",
            ),
            Failure::Record(_) => (
                StatusCode::INTERNAL_SERVER_ERROR,
                "The record can’t be read",
                "Nothing was changed. Once the file is back in its place, load this page again.",
            ),
            Failure::Busy => {
                (StatusCode::SERVICE_UNAVAILABLE, "Too many ask at once", "Load the page again in a moment.")
            }
            Failure::Broken => (
                StatusCode::INTERNAL_SERVER_ERROR,
                "This page could not be made",
                "The record itself is unharmed. The other pages still work; please report what you opened.",
            ),
        };
        page(status, title, &said, help)
    }
}

/// Answers an address that no page has.
pub(super) async fn not_found() -> Response {
    page(
        StatusCode::NOT_FOUND,
        "There is no such page",
        "The address leads nowhere in this record.",
        "Begin with the story, or look for words.",
    )
}

fn page(status: StatusCode, title: &str, said: &str, help: &str) -> Response {
    let main = html! {
        div.narrow {
            p.eyebrow { (status.as_u16()) }
            h1 { (title) }
            p { (said) }
            p.soft { (help) }
            p { a.button href="/" { "To the story" } " " a.button.quiet href="/search" { "Look for words" } }
        }
    };
    let page = Page {
        title: title.to_owned(),
        screen: Screen::Other,
        record: String::new(),
        query: String::new(),
        up: Some("/".to_owned()),
        main,
    };
    (status, page.render()).into_response()
}
