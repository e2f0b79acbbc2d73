//! What was said and published when.

use super::filter::Filter;
use super::rows::{ARTICLE_COLUMNS, ArticleRow, StatementRow, article_row};
use crate::{Record, Result};
use serde::Serialize;
use std::collections::BTreeMap;

/// A line of the timeline.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Event {
    /// The date as exactly as it is known, without a time of day.
    pub date: String,
    /// What happened then.
    #[serde(flatten)]
    pub what: EventKind,
}

/// What a line of the timeline tells.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase", tag = "event")]
pub enum EventKind {
    /// An utterance was made, as its tellings date it. Tellings that date it otherwise give a line of their own.
    Said {
        /// The utterance.
        utterance: String,
        /// The fullest of the tellings that give this date.
        statement: Box<StatementRow>,
        /// How many tellings give this date.
        tellings: usize,
        /// How many of those have it by inference.
        inferred: usize,
    },
    /// An article was published.
    Published {
        /// The article.
        article: Box<ArticleRow>,
        /// How many of the statements asked for it holds.
        statements: usize,
    },
}

impl Record {
    /// What was said and published, by date; of the statements that match the filter and the articles that hold
    /// them. A statement without a date of its own shows with its article only; an undated article not at all.
    pub fn timeline(&self, filter: &Filter) -> Result<Vec<Event>> {
        let hits = self.statements(&filter.whole())?;
        let mut said: BTreeMap<(String, String), (StatementRow, usize, usize)> = BTreeMap::new();
        let mut holds: BTreeMap<String, usize> = BTreeMap::new();
        for row in hits.rows {
            *holds.entry(row.article.id.clone()).or_default() += 1;
            let Some(date) = row.said.as_ref().and_then(|s| s.date.as_deref()) else { continue };
            let inferred = usize::from(row.said.as_ref().is_some_and(|s| s.inferred.is_some()));
            let key = (day(date).to_owned(), row.utterance.clone().unwrap_or_else(|| row.id.clone()));
            match said.get_mut(&key) {
                None => {
                    said.insert(key, (row, 1, inferred));
                }
                Some((fullest, tellings, by_inference)) => {
                    *tellings += 1;
                    *by_inference += inferred;
                    let length = |r: &StatementRow| r.content.iter().map(|s| s.end - s.start).sum::<u32>();
                    if (length(&row), &fullest.id) > (length(fullest), &row.id) {
                        *fullest = row;
                    }
                }
            }
        }
        let mut events: Vec<Event> = said
            .into_iter()
            .map(|((date, utterance), (statement, tellings, inferred))| Event {
                date,
                what: EventKind::Said { utterance, statement: Box::new(statement), tellings, inferred },
            })
            .collect();
        let everything = filter.words.is_none() && filter.is_about_articles();
        for article in self.articles()? {
            let Some(date) = article.published.as_deref().map(day).map(str::to_owned) else { continue };
            let statements = holds.get(&article.id).copied().unwrap_or(0);
            let wanted = statements > 0 || (everything && filter.covers(&article));
            if wanted {
                events.push(Event {
                    date,
                    what: EventKind::Published { article: Box::new(article), statements },
                });
            }
        }
        // What was said on a day comes before what was published on it.
        events.sort_by_cached_key(|e| match &e.what {
            EventKind::Said { utterance, .. } => (e.date.clone(), 0, String::new(), utterance.clone()),
            EventKind::Published { article, .. } => {
                (e.date.clone(), 1, article.published.clone().unwrap_or_default(), article.id.clone())
            }
        });
        Ok(events)
    }

    /// When articles were captured, as their inputs declare it: article and date, by date.
    ///
    /// # Errors
    /// The record can't be read.
    pub fn captures(&self) -> Result<Vec<(String, String)>> {
        let mut select = self
            .db
            .prepare_cached(
                "SELECT id, captured FROM articles WHERE captured IS NOT NULL ORDER BY captured, id",
            )
            .map_err(self.fail())?;
        let rows = select.query_map([], |r| Ok((r.get(0)?, r.get(1)?))).map_err(self.fail())?;
        rows.collect::<rusqlite::Result<_>>().map_err(self.fail())
    }

    /// All articles, by publication date, unknown last.
    pub fn articles(&self) -> Result<Vec<ArticleRow>> {
        let sql = format!(
            "SELECT {ARTICLE_COLUMNS} FROM articles a ORDER BY a.published IS NULL, a.published, a.id"
        );
        let mut select = self.db.prepare(&sql).map_err(self.fail())?;
        let rows = select.query_map([], |r| article_row(r, 0)).map_err(self.fail())?;
        rows.collect::<rusqlite::Result<_>>().map_err(self.fail())
    }
}

impl Filter {
    /// True if no condition is about statements.
    pub(super) fn is_about_articles(&self) -> bool {
        let parties = self.speaker.is_none() && self.addressee.is_none() && !self.unknown_speaker;
        let folds = self.one_per_utterance || self.one_per_origin;
        parties && !folds && self.kind.is_none() && self.utterance.is_none() && self.review.is_none()
    }

    /// True if an article without any statement would be listed: the conditions on articles alone.
    pub(super) fn covers(&self, article: &ArticleRow) -> bool {
        let outlet = self.outlet.as_ref().is_none_or(|wanted| {
            article.outlet.as_ref().is_some_and(|o| o.to_lowercase().contains(&wanted.to_lowercase()))
        });
        let published = article.published.as_deref().unwrap_or("");
        let from = self.from.is_none_or(|from| published >= from.to_string().as_str());
        let to = self.to.is_none_or(|to| {
            let to = to.to_string();
            published.get(..to.len()).unwrap_or(published) <= to.as_str()
        });
        let article = self.article.as_ref().is_none_or(|id| *id == article.id);
        outlet && from && to && article && self.kind.is_none() && self.utterance.is_none()
    }
}

/// A date without its time of day.
fn day(date: &str) -> &str {
    date.get(..10).unwrap_or(date)
}
