//! Statements, and what was said and published when.

use super::asked::{Asked, Id};
use super::filter::FilterParams;
use super::offsets::in_unit;
use super::page::{OffsetParams, Page, PageParams};
use super::{Answer, STATEMENTS};
use crate::Shared;
use axum::Json;
use axum::extract::State;
use onrecord_record::query::{Event, EventKind, StatementRow};

/// Statements that match, best match first or by date.
#[utoipa::path(get, path = "/statements", tag = STATEMENTS, params(FilterParams, PageParams),
    responses((status = OK, body = Page<StatementRow>)))]
pub(super) async fn statements(
    State(shared): State<Shared>,
    Asked(which, page): Asked<FilterParams, PageParams>,
) -> Answer<Page<StatementRow>> {
    let filter = which.filter()?;
    let unit = page.offsets;
    let list = shared.ask(move |record| in_unit(record, record.statements(&filter)?.rows, unit)).await?;
    Ok(Json(page.of(list, |s| s.id.clone())?))
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
    let list = shared.ask(move |record| in_unit(record, record.timeline(&filter)?, unit)).await?;
    Ok(Json(page.of(list, |event| match &event.what {
        EventKind::Said { utterance, .. } => format!("{}.{utterance}", event.date),
        EventKind::Published { article, .. } => format!("{}.{}", event.date, article.id),
    })?))
}
