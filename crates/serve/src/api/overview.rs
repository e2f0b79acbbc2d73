//! The record as a whole: in numbers, its stories, its inputs, who took from whom.

use super::asked::{Asked, Nothing};
use super::page::{Page, PageParams, limited};
use super::{Answer, OVERVIEW};
use crate::Shared;
use axum::Json;
use axum::extract::State;
use onrecord_record::query::{DerivationRow, InputRow, Matrix, StoryRow, Summary};
use serde::Deserialize;
use utoipa::IntoParams;

/// The record in numbers. Each number equals the rows of the list that it counts.
#[utoipa::path(get, path = "/summary", tag = OVERVIEW, responses((status = OK, body = Summary)))]
pub(super) async fn summary(State(shared): State<Shared>, _: Asked<Nothing>) -> Answer<Summary> {
    let summary = shared.list("summary".into(), |record| record.summary()).await?;
    Ok(Json(summary.as_ref().clone()))
}

/// Groups of articles about one event, those of the most articles first.
#[utoipa::path(get, path = "/stories", tag = OVERVIEW, params(PageParams),
    responses((status = OK, body = Page<StoryRow>)))]
pub(super) async fn stories(
    State(shared): State<Shared>,
    Asked(page, _): Asked<PageParams>,
) -> Answer<Page<StoryRow>> {
    let list = shared.list("stories".into(), |record| record.stories()).await?;
    Ok(Json(page.of(&list, |s| s.id.clone())?))
}

/// Which part of the matrix.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct MatrixParams {
    /// Utterances told by at least so many statements; 2 if not given.
    tellings: Option<usize>,
    /// Skip so many utterances first.
    offset: Option<usize>,
    /// At most so many utterances, 1 to 500; 50 if not given.
    limit: Option<usize>,
}

/// Utterances against outlets: who carried what.
#[utoipa::path(get, path = "/matrix", tag = OVERVIEW, params(MatrixParams),
    responses((status = OK, body = Matrix)))]
pub(super) async fn matrix(
    State(shared): State<Shared>,
    Asked(which, _): Asked<MatrixParams>,
) -> Answer<Matrix> {
    let limit = limited(which.limit)?;
    let (tellings, offset) = (which.tellings.unwrap_or(2), which.offset.unwrap_or(0));
    Ok(Json(shared.ask(move |record| record.matrix(tellings, offset, limit)).await?))
}

/// Which derivations.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct DerivationParams {
    /// Only those of this article, on either side: its id.
    article: Option<String>,
}

/// Which article took text from which.
#[utoipa::path(get, path = "/derivations", tag = OVERVIEW, params(DerivationParams, PageParams),
    responses((status = OK, body = Page<DerivationRow>)))]
pub(super) async fn derivations(
    State(shared): State<Shared>,
    Asked(only, page): Asked<DerivationParams, PageParams>,
) -> Answer<Page<DerivationRow>> {
    let mut list = shared.ask(|record| record.derivations()).await?;
    list.retain(|d| only.article.as_ref().is_none_or(|id| [&d.copy.id, &d.source.id].contains(&id)));
    Ok(Json(page.of(&list, |d| format!("{}.{}", d.copy.id, d.source.id))?))
}

/// Which inputs.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct InputParams {
    /// `true`: only those that gave no article, each with the reason.
    #[serde(default)]
    set_aside: bool,
}

/// The inputs as they were read, by locator.
#[utoipa::path(get, path = "/inputs", tag = OVERVIEW, params(InputParams, PageParams),
    responses((status = OK, body = Page<InputRow>)))]
pub(super) async fn inputs(
    State(shared): State<Shared>,
    Asked(which, page): Asked<InputParams, PageParams>,
) -> Answer<Page<InputRow>> {
    let list = shared.ask(move |record| record.inputs(which.set_aside)).await?;
    Ok(Json(page.of(&list, |i| format!("{}.{}", i.sha256, i.locator))?))
}
