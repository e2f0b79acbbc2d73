//! The record for programs: JSON under `/api/v1`. What there is stands in the handlers, from which the OpenAPI
//! description is made.

mod articles;
mod asked;
mod describe;
mod download;
mod filter;
mod offsets;
mod overview;
mod page;
mod parties;
mod review;
mod statements;
mod texts;
mod utterances;
mod verify;

use crate::Shared;
use crate::problem::Problem;
use axum::http::StatusCode;
use axum::routing::any;
use axum::{Json, Router};
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// What a handler gives.
type Answer<T> = Result<Json<T>, Problem>;

const OVERVIEW: &str = "The record";
const ARTICLES: &str = "Articles";
const STATEMENTS: &str = "Statements";
const UTTERANCES: &str = "Utterances";
const PARTIES: &str = "Parties";
const REVIEW: &str = "Review";
const EXPORT: &str = "Export";

/// What the description says beside the handlers.
#[derive(OpenApi)]
#[openapi(info(
    title = "onrecord",
    description = "Who said what, when, and according to which outlet. Offsets are half-open Unicode code points of \
                   a stored text unless a request asks for UTF-16 code units. Dates are as exact as they are known. \
                   Ids follow from content and survive a build over the same inputs. Every answer has an ETag that \
                   changes whenever the record does. Errors are application/problem+json."
))]
struct Description;

/// The routes of the API under `/api/v1`, and of its description under `/api`.
pub(crate) fn routes() -> Router<Shared> {
    let v1 = OpenApiRouter::new()
        .routes(routes!(overview::summary))
        .routes(routes!(overview::stories))
        .routes(routes!(overview::derivations))
        .routes(routes!(overview::matrix))
        .routes(routes!(overview::inputs))
        .routes(routes!(articles::articles))
        .routes(routes!(articles::article))
        .routes(routes!(articles::version))
        .routes(routes!(texts::texts))
        .routes(routes!(statements::statements))
        .routes(routes!(statements::csv))
        .routes(routes!(statements::jsonl))
        .routes(routes!(statements::facets))
        .routes(routes!(statements::statement))
        .routes(routes!(statements::timeline))
        .routes(routes!(utterances::utterances))
        .routes(routes!(utterances::utterance))
        .routes(routes!(parties::parties))
        .routes(routes!(parties::party))
        .routes(routes!(verify::verify))
        .routes(routes!(review::decisions, review::decide))
        .routes(routes!(review::decision))
        .routes(routes!(review::queue))
        .routes(routes!(review::agreement))
        .routes(routes!(review::mentions))
        .routes(routes!(download::tables))
        .routes(routes!(download::table));
    let (v1, description) =
        OpenApiRouter::with_openapi(Description::openapi()).nest("/api/v1", v1).split_for_parts();
    v1.merge(describe::routes(&description))
        .route("/api/{*rest}", any(nothing_here))
        .method_not_allowed_fallback(not_so)
}

/// There is nothing under this path.
async fn nothing_here() -> Problem {
    Problem::new(StatusCode::NOT_FOUND, "there is nothing here; /api says what there is")
}

/// There is something, but it is not done like this.
async fn not_so() -> Problem {
    Problem::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "this can’t be asked with this method; /api says what there is",
    )
}
