//! Articles and their texts.

use super::asked::{Asked, Id, Nothing};
use super::filter::date;
use super::offsets::in_unit;
use super::page::{OffsetParams, Page, PageParams};
use super::{ARTICLES, Answer};
use crate::Shared;
use crate::problem::Problem;
use axum::Json;
use axum::extract::State;
use onrecord_record::query::{ArticleRow, ArticleView, VersionText};
use serde::Deserialize;
use utoipa::IntoParams;

/// Which articles. All conditions hold together.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ArticleParams {
    /// Words that the title or the author line holds, in any case.
    q: Option<String>,
    /// In this outlet: its name or a part of it.
    outlet: Option<String>,
    /// About this event: a story’s id.
    story: Option<String>,
    /// About this running matter: a thread’s id.
    thread: Option<String>,
    /// Going back to this article’s text: its id.
    origin: Option<String>,
    /// Published on this date or later: `2031`, `2031-03` or `2031-03-12`.
    from: Option<String>,
    /// Published on this date or earlier.
    to: Option<String>,
}

impl ArticleParams {
    /// Says of each article whether it is wanted.
    fn wanted(self) -> Result<impl Fn(&ArticleRow) -> bool, Problem> {
        let (from, to) = (date("from", self.from)?, date("to", self.to)?);
        let (from, to) = (from.map(|d| d.to_string()), to.map(|d| d.to_string()));
        let words: Vec<String> =
            self.q.unwrap_or_default().split_whitespace().map(str::to_lowercase).collect();
        let outlet = self.outlet.map(|o| o.to_lowercase());
        let same = |wanted: &Option<String>, has: Option<&String>| {
            wanted.as_ref().is_none_or(|wanted| has == Some(wanted))
        };
        Ok(move |a: &ArticleRow| {
            let line =
                [&a.title, &a.byline].map(|t| t.as_deref().unwrap_or_default()).join(" ").to_lowercase();
            let published = a.published.as_deref();
            words.iter().all(|w| line.contains(w))
                && outlet.as_ref().is_none_or(|o| {
                    a.outlet.as_ref().is_some_and(|has| has.to_lowercase().contains(o.as_str()))
                })
                && same(&self.story, a.story.as_ref())
                && same(&self.thread, a.thread.as_ref())
                && same(&self.origin, Some(&a.origin))
                && from.as_ref().is_none_or(|from| published.is_some_and(|p| p >= from.as_str()))
                && to
                    .as_ref()
                    .is_none_or(|to| published.is_some_and(|p| p.get(..to.len()).unwrap_or(p) <= to.as_str()))
        })
    }
}

/// Articles by publication date, unknown last.
#[utoipa::path(get, path = "/articles", tag = ARTICLES, params(ArticleParams, PageParams),
    responses((status = OK, body = Page<ArticleRow>)))]
pub(super) async fn articles(
    State(shared): State<Shared>,
    Asked(which, page): Asked<ArticleParams, PageParams>,
) -> Answer<Page<ArticleRow>> {
    let all = shared.list("articles".into(), |record| record.articles()).await?;
    let wanted = which.wanted()?;
    let list: Vec<ArticleRow> = all.iter().filter(|a| wanted(a)).cloned().collect();
    Ok(Json(page.of(&list, |a| a.id.clone())?))
}

/// An article: its text, what of it is the article and what is not, its statements, its versions, and what it
/// shares with others.
#[utoipa::path(get, path = "/articles/{id}", tag = ARTICLES, params(("id" = String, Path,), OffsetParams),
    responses((status = OK, body = ArticleView)))]
pub(super) async fn article(
    State(shared): State<Shared>,
    Id(id): Id,
    Asked(unit, _): Asked<OffsetParams>,
) -> Answer<ArticleView> {
    let view = shared.ask(move |record| in_unit(record, record.article(&id)?, unit.offsets)).await?;
    Ok(Json(view))
}

/// A text as captured, whole, by the SHA-256 of it. It never changes.
#[utoipa::path(get, path = "/versions/{id}", tag = ARTICLES, params(("id" = String, Path,)),
    responses((status = OK, body = VersionText)))]
pub(super) async fn version(
    State(shared): State<Shared>,
    Id(id): Id,
    _: Asked<Nothing>,
) -> Answer<VersionText> {
    Ok(Json(shared.ask(move |record| record.version(&id)).await?))
}
