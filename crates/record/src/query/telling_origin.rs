//! Which text a telling goes back to, and how that is known.

use super::rows::{ArticleRow, Loader, StatementRow};
use crate::{Record, Result};
use rusqlite::{OptionalExtension, Row};
use serde::Serialize;

/// The text that a telling's words go back to.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TellingOrigin {
    /// Id of the article that its words go back to in the end; its own article if it takes them from none.
    pub article: String,
    /// How its article came by them; null if they are its own.
    pub taken: Option<TakenFrom>,
}

/// How an article came by words of another.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TakenFrom {
    /// The article that it shares them with.
    pub source: ArticleRow,
    /// How much of the one is taken from the other: `whole`, `mostly`, `partly`.
    pub degree: String,
    /// False where nothing tells who took from whom.
    pub directed: bool,
    /// What tells it.
    pub evidence: Vec<String>,
}

impl Record {
    /// The text that a statement's words go back to.
    pub(super) fn telling_origin(
        &self,
        loader: &mut Loader,
        statement: &StatementRow,
    ) -> Result<TellingOrigin> {
        let (article, origin) = (statement.article.id.as_str(), statement.article.origin.as_str());
        let taken: Option<(String, String)> = self
            .db
            .prepare_cached("SELECT source, origin FROM taken WHERE statement = ?1")
            .and_then(|mut s| s.query_row([&statement.id], |r| Ok((r.get(0)?, r.get(1)?))).optional())
            .map_err(self.fail())?;
        let (source, origin) = match &taken {
            Some((source, origin)) => (Some(source.as_str()), origin.as_str()),
            None if origin == article => return Ok(TellingOrigin { article: origin.into(), taken: None }),
            None => (None, origin),
        };
        // Of an article that is a copy as a whole: the best of its sources that go back to the same text.
        let from: Option<(String, String, bool, String)> = self
            .db
            .prepare_cached(
                "SELECT other, degree, directed, evidence FROM
                   (SELECT source AS other, degree, directed, evidence, contained FROM derivations WHERE copy = ?1
                    UNION ALL
                    SELECT copy, degree, directed, evidence, contained FROM derivations
                     WHERE source = ?1 AND NOT directed)
                 WHERE other = ?2 OR (?2 IS NULL
                       AND coalesce((SELECT origin FROM origins WHERE article = other), other) = ?3)
                 ORDER BY directed DESC, contained DESC, other LIMIT 1",
            )
            .and_then(|mut s| s.query_row((article, source, origin), columns).optional())
            .map_err(self.fail())?;
        let taken = match from {
            None => None,
            Some((source, degree, directed, evidence)) => loader.article(&source)?.map(|source| TakenFrom {
                source,
                degree,
                directed,
                evidence: evidence.split(',').filter(|e| !e.is_empty()).map(str::to_owned).collect(),
            }),
        };
        Ok(TellingOrigin { article: origin.into(), taken })
    }
}

fn columns(row: &Row) -> rusqlite::Result<(String, String, bool, String)> {
    Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
}
