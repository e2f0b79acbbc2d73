//! What persons decided, and what they should look at.

use super::asked::{Asked, Body, Id, Nothing};
use super::offsets::in_unit;
use super::page::{Page, PageParams};
use super::{Answer, REVIEW};
use crate::Shared;
use crate::problem::Problem;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use onrecord_record::query::MentionRow;
use onrecord_record::review::{
    Agreement, Decision, DecisionFilter, DecisionRow, DecisionState, QueueFilter, QueueItem, QueueReason,
};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

/// Which decisions.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct DecisionParams {
    /// About this statement, utterance, party or decision: its id.
    about: Option<String>,
    /// By this reviewer.
    reviewer: Option<String>,
    /// Standing as: stands, undone or look-again.
    #[param(inline)]
    state: Option<Standing>,
}

#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
enum Standing {
    Stands,
    Undone,
    LookAgain,
}

/// The log of decisions, in the order in which they were made.
#[utoipa::path(get, path = "/decisions", tag = REVIEW, params(DecisionParams, PageParams),
    responses((status = OK, body = Page<DecisionRow>)))]
pub(super) async fn decisions(
    State(shared): State<Shared>,
    Asked(which, page): Asked<DecisionParams, PageParams>,
) -> Answer<Page<DecisionRow>> {
    let filter = DecisionFilter {
        about: which.about,
        reviewer: which.reviewer,
        state: which.state.map(|s| match s {
            Standing::Stands => DecisionState::Stands,
            Standing::Undone => DecisionState::Undone,
            Standing::LookAgain => DecisionState::LookAgain,
        }),
        ..DecisionFilter::default()
    };
    let list = shared.ask(move |record| record.decisions(&filter)).await?;
    Ok(Json(page.of(&list, |d| d.id.clone())?))
}

/// A decision.
#[utoipa::path(get, path = "/decisions/{id}", tag = REVIEW, params(("id" = String, Path,)),
    responses((status = OK, body = DecisionRow)))]
pub(super) async fn decision(
    State(shared): State<Shared>,
    Id(id): Id,
    _: Asked<Nothing>,
) -> Answer<DecisionRow> {
    Ok(Json(shared.ask(move |record| record.decision(&id)).await?))
}

/// What is decided, by whom and why.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Decide {
    /// What.
    decision: Decision,
    /// By whom; the name that the server was started with if not given.
    reviewer: Option<String>,
    /// Why.
    reason: Option<String>,
}

/// Appends a decision to the log and applies it. To take one back, decide to undo it:
/// `{"decision": {"kind": "undo", "decision": "d-…"}}`.
#[utoipa::path(post, path = "/decisions", tag = REVIEW, request_body = Decide,
    responses((status = CREATED, body = DecisionRow)))]
pub(super) async fn decide(
    State(shared): State<Shared>,
    _: Asked<Nothing>,
    Body(wanted): Body<Decide>,
) -> Result<(StatusCode, Json<DecisionRow>), Problem> {
    let Some(reviewer) = wanted.reviewer.or_else(|| shared.reviewer().map(str::to_owned)) else {
        return Err(Problem::bad_request(
            "who decides? give `reviewer`, or start the server with --reviewer NAME; the log keeps the name",
        ));
    };
    let row = shared.change(move |record| {
        let at = record.now()?;
        record.decide(&wanted.decision, &reviewer, &at, wanted.reason.as_deref())
    });
    Ok((StatusCode::CREATED, Json(row.await?)))
}

/// Which part of the queue.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct QueueParams {
    /// Only for this reason: look-again, low-confidence, unknown-speaker or differing-quotation.
    #[param(inline)]
    reason: Option<Reason>,
    /// Only statements of this article: its id.
    article: Option<String>,
}

#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
enum Reason {
    LookAgain,
    LowConfidence,
    UnknownSpeaker,
    DifferingQuotation,
}

/// What nobody has looked at yet, the least sure first.
#[utoipa::path(get, path = "/review/queue", tag = REVIEW, params(QueueParams, PageParams),
    responses((status = OK, body = Page<QueueItem>)))]
pub(super) async fn queue(
    State(shared): State<Shared>,
    Asked(which, page): Asked<QueueParams, PageParams>,
) -> Answer<Page<QueueItem>> {
    let reason = which.reason.map(|r| match r {
        Reason::LookAgain => QueueReason::LookAgain,
        Reason::LowConfidence => QueueReason::LowConfidence,
        Reason::UnknownSpeaker => QueueReason::UnknownSpeaker,
        Reason::DifferingQuotation => QueueReason::DifferingQuotation,
    });
    let filter = QueueFilter { reason, article: which.article, offset: 0, limit: Some(usize::MAX >> 1) };
    let name = format!("queue {filter:?}");
    let list = shared.list(name, move |record| record.review_queue(&filter)).await?;
    let mut shown = page.of(&list, |item| {
        let id = item.statement.as_ref().map(|s| &s.id).or(item.decision.as_ref());
        id.cloned().unwrap_or_default()
    })?;
    let (rows, unit) = (std::mem::take(&mut shown.rows), page.offsets);
    Ok(Json(shown.with(shared.ask(move |record| in_unit(record, rows, unit)).await?)))
}

/// The statements that several reviewers decided on, and whether they agree.
#[utoipa::path(get, path = "/review/agreement", tag = REVIEW, params(PageParams),
    responses((status = OK, body = Page<Agreement>)))]
pub(super) async fn agreement(
    State(shared): State<Shared>,
    Asked(page, _): Asked<PageParams>,
) -> Answer<Page<Agreement>> {
    let list = shared.ask(|record| record.agreement()).await?;
    Ok(Json(page.of(&list, |a| a.statement.clone())?))
}

/// The mentions of a party, article by article: what a split of it names.
#[utoipa::path(get, path = "/parties/{id}/mentions", tag = REVIEW, params(("id" = String, Path,), PageParams),
    responses((status = OK, body = Page<MentionRow>)))]
pub(super) async fn mentions(
    State(shared): State<Shared>,
    Id(id): Id,
    Asked(page, _): Asked<PageParams>,
) -> Answer<Page<MentionRow>> {
    let list = shared.ask(move |record| record.mentions(&id)).await?;
    Ok(Json(page.of(&list, |m| m.id.clone())?))
}
