//! What articles say that people are, and by which rules their mentions came together.

use crate::{Record, Result};
use serde::Serialize;

/// One thing that articles say a party is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RoleRow {
    /// The office, occupation or relation, in small letters.
    pub title: String,
    /// The country or body that it belongs to, as printed.
    pub of: Option<String>,
    /// now, past or coming, when the articles were published.
    pub held: String,
    /// Publication of the first dated article that says so.
    pub first_seen: Option<String>,
    /// Publication of the last.
    pub last_seen: Option<String>,
    /// How many articles say so.
    pub articles: u64,
}

impl RoleRow {
    /// The office and whose it is: "foreign minister (Tarvonia)", "former president".
    pub fn name(&self) -> String {
        let held = match self.held.as_str() {
            "past" => "former ",
            "coming" => "coming ",
            _ => "",
        };
        let of = self.of.as_ref().map_or(String::new(), |of| format!(" ({of})"));
        format!("{held}{}{of}", self.title)
    }
}

/// How a mention was found to be the same party as another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct JoinRow {
    /// The mention as its article prints it.
    pub name: String,
    /// Its article.
    pub article: String,
    /// The rule.
    pub evidence: String,
    /// The name of the mention by which the rule went.
    pub through: String,
    /// The article of that one.
    pub through_article: String,
}

impl Record {
    /// What articles say that the party is, most often told first.
    pub fn roles(&self, party: &str) -> Result<Vec<RoleRow>> {
        let mut select = self
            .db
            .prepare_cached(
                "SELECT title, nullif(of_, ''), held, first_seen, last_seen, articles FROM roles WHERE party = ?1
                 ORDER BY articles DESC, title, of_, held",
            )
            .map_err(self.fail())?;
        let rows = select
            .query_map([party], |r| {
                Ok(RoleRow {
                    title: r.get(0)?,
                    of: r.get(1)?,
                    held: r.get(2)?,
                    first_seen: r.get(3)?,
                    last_seen: r.get(4)?,
                    articles: r.get(5)?,
                })
            })
            .map_err(self.fail())?;
        rows.collect::<rusqlite::Result<_>>().map_err(self.fail())
    }

    /// The party's mentions that another name than their own joined to it, by rule and article.
    pub fn joins(&self, party: &str) -> Result<Vec<JoinRow>> {
        let mut select = self
            .db
            .prepare_cached(
                "SELECT m.name, m.article, m.evidence, o.name, o.article
                 FROM mentions m JOIN joined j ON j.mention = m.id
                 JOIN mentions o ON o.id = j.through AND o.party = m.party
                 WHERE m.party = ?1 AND m.evidence <> 'same-name' ORDER BY m.evidence, m.article, m.id",
            )
            .map_err(self.fail())?;
        let rows = select
            .query_map([party], |r| {
                Ok(JoinRow {
                    name: r.get(0)?,
                    article: r.get(1)?,
                    evidence: r.get(2)?,
                    through: r.get(3)?,
                    through_article: r.get(4)?,
                })
            })
            .map_err(self.fail())?;
        rows.collect::<rusqlite::Result<_>>().map_err(self.fail())
    }
}
