//! Words in whole articles, in somebody's statement or not.

use super::asked::Asked;
use super::filter::date;
use super::offsets::in_unit;
use super::page::{Page, PageParams};
use super::{ARTICLES, Answer};
use crate::Shared;
use axum::Json;
use axum::extract::State;
use onrecord_record::query::{Filter, TextHit};
use serde::Deserialize;
use utoipa::IntoParams;

/// What to look for.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct TextParams {
    /// Words that the article holds: `grain deal`, `"to the letter"`, `-without`, `begin*`.
    q: Option<String>,
    /// In this outlet: its name or a part of it.
    outlet: Option<String>,
    /// Published on this date or later: `2031`, `2031-03` or `2031-03-12`.
    from: Option<String>,
    /// Published on this date or earlier.
    to: Option<String>,
}

/// Articles that hold the words, best match first, each with the places that show it.
#[utoipa::path(get, path = "/texts", tag = ARTICLES, params(TextParams, PageParams),
    responses((status = OK, body = Page<TextHit>)))]
pub(super) async fn texts(
    State(shared): State<Shared>,
    Asked(which, page): Asked<TextParams, PageParams>,
) -> Answer<Page<TextHit>> {
    let cursor = page.cursor()?;
    let before = cursor.as_ref().map_or(0, |c| c.rows);
    let filter = Filter {
        words: which.q,
        outlet: which.outlet,
        from: date("from", which.from)?,
        to: date("to", which.to)?,
        limit: Some(page.limit()?),
        after: cursor.map(|c| c.last),
        ..Filter::default()
    };
    let unit = page.offsets;
    let (total, rows) = shared
        .ask(move |record| {
            let hits = record.search_articles(&filter)?;
            Ok((hits.total, in_unit(record, hits.rows, unit)?))
        })
        .await?;
    Ok(Json(Page::part(total, before, rows, |hit| hit.article.id.clone())))
}
