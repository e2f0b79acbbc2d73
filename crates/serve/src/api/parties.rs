//! Who speaks.

use super::asked::{Asked, Id, Nothing};
use super::page::{Page, PageParams};
use super::{Answer, PARTIES};
use crate::Shared;
use axum::Json;
use axum::extract::State;
use onrecord_record::query::SpeakerRow;
use serde::Deserialize;
use utoipa::IntoParams;

/// Which parties.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct PartyParams {
    /// Called like this: a name or a part of one.
    name: Option<String>,
    /// person, organisation, place, group, unnamed or author.
    r#type: Option<String>,
}

/// Parties that say something, most utterances first.
#[utoipa::path(get, path = "/parties", tag = PARTIES, params(PartyParams, PageParams),
    responses((status = OK, body = Page<SpeakerRow>)))]
pub(super) async fn parties(
    State(shared): State<Shared>,
    Asked(which, page): Asked<PartyParams, PageParams>,
) -> Answer<Page<SpeakerRow>> {
    let all = shared.list("parties".into(), |record| record.speakers()).await?;
    let called = match which.name {
        Some(name) => Some(shared.ask(move |record| record.parties_called(&name)).await?),
        None => None,
    };
    let wanted = |s: &&SpeakerRow| {
        called.as_ref().is_none_or(|ids| ids.contains(&s.party.id))
            && which.r#type.as_ref().is_none_or(|t| *t == s.party.kind)
    };
    let list: Vec<SpeakerRow> = all.iter().filter(wanted).cloned().collect();
    Ok(Json(page.of(&list, |s| s.party.id.clone())?))
}

/// A party that says something.
#[utoipa::path(get, path = "/parties/{id}", tag = PARTIES, params(("id" = String, Path,)),
    responses((status = OK, body = SpeakerRow)))]
pub(super) async fn party(State(shared): State<Shared>, Id(id): Id, _: Asked<Nothing>) -> Answer<SpeakerRow> {
    Ok(Json(shared.ask(move |record| record.speaker(&id)).await?))
}
