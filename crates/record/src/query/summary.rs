//! The record in numbers. Each number equals the rows of the list that it counts.

use crate::{Record, Result};
use serde::Serialize;

/// How much a record holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Summary {
    /// Articles.
    pub articles: u64,
    /// Texts as captured; more than articles where one changed, fewer where several have the same text.
    pub versions: u64,
    /// Articles whose text goes back to no other article here.
    pub origins: u64,
    /// Groups of articles about one event.
    pub stories: u64,
    /// Groups of those that belong to one running matter.
    pub threads: u64,
    /// Outlets by number of articles, most first.
    pub outlets: Vec<OutletCount>,
    /// Articles of which no outlet is known.
    pub without_outlet: u64,
    /// Articles without a publication date.
    pub undated: u64,
    /// First and last day of publication, as exactly as they are known.
    pub first_published: Option<String>,
    /// See `first_published`.
    pub last_published: Option<String>,
    /// Statements that nobody rejected.
    pub statements: u64,
    /// Of those: direct.
    pub direct: u64,
    /// Of those: mixed.
    pub mixed: u64,
    /// Of those: indirect.
    pub indirect: u64,
    /// Statements whose speaker is known by name.
    pub named: u64,
    /// Statements whose speaker is not known at all.
    pub speaker_unknown: u64,
    /// Parties that speak and have a name.
    pub speakers: u64,
    /// Utterances.
    pub utterances: u64,
    /// Utterances that more than one statement tells.
    pub retold: u64,
    /// Inputs that gave no article.
    pub set_aside: u64,
    /// What persons decided.
    pub reviewed: Reviewed,
}

/// How far the record has been looked at by persons.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reviewed {
    /// Decisions in the log, those that undo others included.
    pub decisions: u64,
    /// Decisions that lost what they are about.
    pub look_again: u64,
    /// Statements that somebody accepted.
    pub accepted: u64,
    /// Statements that somebody corrected.
    pub corrected: u64,
    /// Statements that somebody rejected; no other number counts them.
    pub rejected: u64,
}

/// An outlet and its articles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OutletCount {
    /// Its name.
    pub outlet: String,
    /// How many articles of it the record holds.
    pub articles: u64,
}

impl Record {
    /// The record in numbers.
    pub fn summary(&self) -> Result<Summary> {
        let count = |sql: &str| self.number(sql).map(|n| n as u64);
        let statements = |condition: &str| count(&format!("SELECT count(*) FROM standing WHERE {condition}"));
        const NAMED: &str = "kind IN ('person', 'organisation', 'place')";
        Ok(Summary {
            articles: count("SELECT count(*) FROM articles")?,
            versions: count("SELECT count(*) FROM versions")?,
            origins: count("SELECT count(DISTINCT origin) FROM origins")?,
            stories: count("SELECT count(DISTINCT story) FROM stories")?,
            threads: count("SELECT count(DISTINCT thread) FROM stories")?,
            outlets: self.outlets()?,
            without_outlet: count("SELECT count(*) FROM articles WHERE outlet IS NULL")?,
            undated: count("SELECT count(*) FROM articles WHERE published IS NULL")?,
            first_published: self.text("SELECT substr(min(published), 1, 10) FROM articles")?,
            last_published: self.text("SELECT substr(max(published), 1, 10) FROM articles")?,
            statements: statements("1")?,
            direct: statements("kind = 'direct'")?,
            mixed: statements("kind = 'mixed'")?,
            indirect: statements("kind = 'indirect'")?,
            named: statements(&format!("speaker IN (SELECT id FROM mentions WHERE {NAMED})"))?,
            speaker_unknown: statements("speaker IS NULL")?,
            speakers: count(&format!(
                "SELECT count(DISTINCT party) FROM mentions WHERE {NAMED} AND id IN (SELECT speaker FROM standing)"
            ))?,
            utterances: count("SELECT count(*) FROM utterances")?,
            retold: count(
                "SELECT count(*) FROM (SELECT 1 FROM tellings GROUP BY utterance HAVING count(*) > 1)",
            )?,
            set_aside: count("SELECT count(*) FROM inputs WHERE reason IS NOT NULL")?,
            reviewed: Reviewed {
                decisions: count("SELECT count(*) FROM decisions")?,
                look_again: count("SELECT count(*) FROM decision_states WHERE state = 'look-again'")?,
                accepted: count("SELECT count(*) FROM reviews WHERE state = 'accepted'")?,
                corrected: count("SELECT count(*) FROM reviews WHERE state = 'corrected'")?,
                rejected: count("SELECT count(*) FROM reviews WHERE state = 'rejected'")?,
            },
        })
    }

    fn outlets(&self) -> Result<Vec<OutletCount>> {
        let mut select = self
            .db
            .prepare(
                "SELECT outlet, count(*) FROM articles WHERE outlet IS NOT NULL
                 GROUP BY outlet ORDER BY count(*) DESC, outlet",
            )
            .map_err(self.fail())?;
        let rows = select
            .query_map([], |r| Ok(OutletCount { outlet: r.get(0)?, articles: r.get(1)? }))
            .map_err(self.fail())?;
        rows.collect::<rusqlite::Result<_>>().map_err(self.fail())
    }

    fn text(&self, sql: &str) -> Result<Option<String>> {
        self.db.query_row(sql, [], |r| r.get(0)).map_err(self.fail())
    }
}
