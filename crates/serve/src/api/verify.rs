//! A draft's quotations against the record.

use super::asked::{Asked, Body};
use super::offsets::checked_in_unit;
use super::page::OffsetParams;
use super::{Answer, STATEMENTS};
use crate::Shared;
use axum::Json;
use axum::extract::State;
use onrecord_record::query::Checked;
use onrecord_text::Span;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A draft.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Draft {
    /// Its text, plain.
    text: String,
}

/// What the record has of a draft's quotations.
#[derive(Serialize, ToSchema)]
pub(super) struct Verified {
    /// Every quotation of three words or more, in the order of the draft.
    quotations: Vec<Checked>,
}

/// Looks up every quotation of a draft. Tells what the texts that the record holds say, not what was really said.
/// Nothing of the draft is kept.
#[utoipa::path(post, path = "/verify", tag = STATEMENTS, params(OffsetParams), request_body = Draft,
    responses((status = OK, body = Verified)))]
pub(super) async fn verify(
    State(shared): State<Shared>,
    Asked(unit, _): Asked<OffsetParams>,
    Body(draft): Body<Draft>,
) -> Answer<Verified> {
    let quotations = shared.ask(move |record| {
        let checked = record.verify_draft(&draft.text, &[Span::new(0, draft.text.len())])?;
        checked_in_unit(record, &draft.text, checked, unit.offsets)
    });
    Ok(Json(Verified { quotations: quotations.await? }))
}
