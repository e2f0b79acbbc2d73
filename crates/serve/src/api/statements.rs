//! Statements, and what was said and published when.

use super::asked::{Asked, Id};
use super::download::{Format, download};
use super::filter::FilterParams;
use super::offsets::in_unit;
use super::page::{OffsetParams, Page, PageParams};
use super::{Answer, STATEMENTS};
use crate::Shared;
use crate::problem::Problem;
use axum::Json;
use axum::extract::State;
use axum::response::Response;
use onrecord_record::query::{Event, EventKind, Facets, Filter, StatementRow};

/// Statements that match, best match first or by date.
#[utoipa::path(get, path = "/statements", tag = STATEMENTS, params(FilterParams, PageParams),
    responses((status = OK, body = Page<StatementRow>)))]
pub(super) async fn statements(
    State(shared): State<Shared>,
    Asked(which, page): Asked<FilterParams, PageParams>,
) -> Answer<Page<StatementRow>> {
    let (filter, cursor) = (which.filter()?, page.cursor()?);
    let before = cursor.as_ref().map_or(0, |c| c.rows);
    let filter = Filter { limit: Some(page.limit()?), after: cursor.map(|c| c.last), ..filter };
    let hits = shared.hits(filter).await?;
    let (total, unit) = (hits.total, page.offsets);
    let rows = shared.ask(move |record| in_unit(record, hits.rows, unit)).await?;
    Ok(Json(Page::part(total, before, rows, |s| s.id.clone())))
}

/// The statements that match as CSV, all of them: as many rows as the list has. Cells that a spreadsheet would run
/// as a formula begin with an apostrophe.
#[utoipa::path(get, path = "/statements.csv", tag = STATEMENTS, params(FilterParams),
    responses((status = OK, body = String, content_type = "text/csv")))]
pub(super) async fn csv(
    State(shared): State<Shared>,
    Asked(which, _): Asked<FilterParams>,
) -> Result<Response, Problem> {
    let filter = which.filter()?;
    download(&shared, Format::Csv, onrecord_record::STATEMENTS, move |record, each| {
        record.statement_rows(&filter, each)
    })
    .await
}

/// The statements that match as JSON Lines, all of them: as many rows as the list has.
#[utoipa::path(get, path = "/statements.jsonl", tag = STATEMENTS, params(FilterParams),
    responses((status = OK, body = String, content_type = "application/jsonl")))]
pub(super) async fn jsonl(
    State(shared): State<Shared>,
    Asked(which, _): Asked<FilterParams>,
) -> Result<Response, Problem> {
    let filter = which.filter()?;
    download(&shared, Format::Jsonl, onrecord_record::STATEMENTS, move |record, each| {
        record.statement_rows(&filter, each)
    })
    .await
}

/// The statements that match counted by speaker, addressee, outlet and kind; null where they are too many to be
/// counted while somebody waits.
#[utoipa::path(get, path = "/facets", tag = STATEMENTS, params(FilterParams),
    responses((status = OK, body = Option<Facets>)))]
pub(super) async fn facets(
    State(shared): State<Shared>,
    Asked(which, _): Asked<FilterParams>,
) -> Answer<Option<Facets>> {
    let filter = which.filter()?;
    Ok(Json(shared.ask(move |record| record.facets(&filter)).await?))
}

/// A statement with everything that is known of it.
#[utoipa::path(get, path = "/statements/{id}", tag = STATEMENTS, params(("id" = String, Path,), OffsetParams),
    responses((status = OK, body = StatementRow)))]
pub(super) async fn statement(
    State(shared): State<Shared>,
    Id(id): Id,
    Asked(unit, _): Asked<OffsetParams>,
) -> Answer<StatementRow> {
    let row = shared.ask(move |record| in_unit(record, record.statement(&id)?, unit.offsets)).await?;
    Ok(Json(row))
}

/// What was said and published when: of the statements that match and the articles that hold them. Undated things
/// don’t show.
#[utoipa::path(get, path = "/timeline", tag = STATEMENTS, params(FilterParams, PageParams),
    responses((status = OK, body = Page<Event>)))]
pub(super) async fn timeline(
    State(shared): State<Shared>,
    Asked(which, page): Asked<FilterParams, PageParams>,
) -> Answer<Page<Event>> {
    let filter = which.filter()?;
    let unit = page.offsets;
    let name = format!("timeline {filter:?}");
    let list = shared.list(name, move |record| record.timeline(&filter)).await?;
    let mut shown = page.of(&list, |event| match &event.what {
        EventKind::Said { utterance, .. } => format!("{}.{utterance}", event.date),
        EventKind::Published { article, .. } => format!("{}.{}", event.date, article.id),
    })?;
    let rows = std::mem::take(&mut shown.rows);
    Ok(Json(shown.with(shared.ask(move |record| in_unit(record, rows, unit)).await?)))
}
