//! Utterances: what was said once, and everybody who tells it.

use super::asked::{Asked, Id};
use super::offsets::in_unit;
use super::page::{Offsets, Page, PageParams};
use super::{Answer, UTTERANCES};
use crate::Shared;
use axum::Json;
use axum::extract::State;
use onrecord_record::query::{UtteranceRow, UtteranceView};
use serde::Deserialize;
use utoipa::IntoParams;

/// Which utterances.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct UtteranceParams {
    /// Told by at least so many statements; 1 if not given.
    tellings: Option<usize>,
    /// Said by this party: its name, a part of it, or its id.
    speaker: Option<String>,
}

/// Utterances, those of the most independent texts first.
#[utoipa::path(get, path = "/utterances", tag = UTTERANCES, params(UtteranceParams, PageParams),
    responses((status = OK, body = Page<UtteranceRow>)))]
pub(super) async fn utterances(
    State(shared): State<Shared>,
    Asked(which, page): Asked<UtteranceParams, PageParams>,
) -> Answer<Page<UtteranceRow>> {
    // In one question: a build between two could take away what the first one named.
    let shown = shared.ask(move |record| {
        let speakers = which.speaker.map(|name| record.parties_called(&name)).transpose()?;
        let ids = record.utterance_ids(which.tellings.unwrap_or(1), speakers.as_deref())?;
        let mut shown = match page.of(&ids, String::clone) {
            Ok(shown) => shown,
            Err(problem) => return Ok(Err(problem)),
        };
        let ids = std::mem::take(&mut shown.rows);
        Ok(Ok(shown.with(in_unit(record, record.utterance_rows(&ids)?, page.offsets)?)))
    });
    Ok(Json(shown.await??))
}

/// With what the tellings are compared.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct CompareParams {
    /// The telling to compare the others with: a statement’s id; the fullest one if not given.
    base: Option<String>,
    /// `codepoints` (Unicode code points, the default) or `utf16` (UTF-16 code units, as JavaScript counts).
    #[serde(default)]
    #[param(inline)]
    offsets: Offsets,
}

/// An utterance with its tellings aligned, and what each outlet carried of it.
#[utoipa::path(get, path = "/utterances/{id}", tag = UTTERANCES, params(("id" = String, Path,), CompareParams),
    responses((status = OK, body = UtteranceView)))]
pub(super) async fn utterance(
    State(shared): State<Shared>,
    Id(id): Id,
    Asked(how, _): Asked<CompareParams>,
) -> Answer<UtteranceView> {
    let view =
        shared.ask(move |record| in_unit(record, record.utterance(&id, how.base.as_deref())?, how.offsets));
    Ok(Json(view.await?))
}
