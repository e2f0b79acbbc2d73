//! How articles print a party: its names, and what they say it is.

use super::rows::{PartyRow, party_row};
use crate::{Record, Result};
use serde::Serialize;

/// A form in which articles print a party.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PrintedRow {
    /// name (the fullest that an article prints), also (another form of it) or role (what it is said to be).
    pub form: String,
    /// The words; forms that differ in their capitals alone are told apart.
    pub text: String,
    /// Articles that print it.
    pub articles: u64,
}

impl Record {
    /// The printed forms of a party, those of the most articles first.
    ///
    /// # Errors
    /// The record can't be read.
    pub fn printed(&self, party: &str) -> Result<Vec<PrintedRow>> {
        let mut select = self
            .db
            .prepare_cached(
                "SELECT form, text, count(DISTINCT article) FROM (
                   SELECT 'name' AS form, name AS text, article FROM mentions WHERE party = ?1 UNION ALL
                   SELECT f.form, substr(v.text, f.start_ + 1, f.end_ - f.start_), m.article FROM mentions m
                     JOIN forms f ON f.mention = m.id JOIN articles a ON a.id = m.article
                     JOIN versions v ON v.id = a.version WHERE m.party = ?1)
                 GROUP BY form, text ORDER BY count(DISTINCT article) DESC, length(text) DESC, text, form",
            )
            .map_err(self.fail())?;
        let rows = select
            .query_map([party], |r| Ok(PrintedRow { form: r.get(0)?, text: r.get(1)?, articles: r.get(2)? }))
            .map_err(self.fail())?;
        rows.collect::<rusqlite::Result<_>>().map_err(self.fail())
    }

    /// The parties that an article mentions, by name; those with a name of their own first.
    ///
    /// # Errors
    /// The record can't be read.
    pub fn parties_in(&self, article: &str) -> Result<Vec<PartyRow>> {
        let mut select = self
            .db
            .prepare_cached(
                "SELECT DISTINCT p.id, p.name, p.kind FROM mentions m JOIN parties p ON p.id = m.party
                 WHERE m.article = ?1
                 ORDER BY p.kind IN ('person', 'organisation', 'place') DESC, p.name, p.id",
            )
            .map_err(self.fail())?;
        let rows = select.query_map([article], |r| party_row(r, 0)).map_err(self.fail())?;
        rows.collect::<rusqlite::Result<_>>().map_err(self.fail())
    }
}
