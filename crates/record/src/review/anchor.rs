//! Where in the texts the things that a decision names stand, so that they are found again when ids changed.

use super::Decision;
use super::apply::Trouble;
use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A party is found again by some of the places that mention it; more would only make the log longer.
const MENTIONS_KEPT: usize = 8;

/// By the id that the decision uses.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Anchors(BTreeMap<String, Anchor>);

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Anchor {
    /// A statement: its text and its content as computed, in code points.
    Statement { article: String, version: String, content: Vec<(u32, u32)> },
    /// A mention of a party.
    Mention(Place),
    /// A party: its name for people to read, and places that mention it.
    Party { name: String, mentions: Vec<Place> },
}

/// A place in a version of an article, in code points.
#[derive(Debug, Serialize, Deserialize)]
struct Place {
    article: String,
    version: String,
    start: u32,
    end: u32,
}

impl Anchors {
    /// Of all things that the decision names. What is not in the record has no anchor; applying the decision
    /// says so.
    pub fn of(tx: &Connection, decision: &Decision) -> rusqlite::Result<Anchors> {
        let mut anchors = BTreeMap::new();
        for id in decision.ids() {
            if let Some(anchor) = anchor(tx, id)? {
                anchors.insert(id.to_owned(), anchor);
            }
        }
        Ok(Anchors(anchors))
    }

    /// As stored.
    pub fn json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// From the log.
    pub fn parse(json: &str) -> Anchors {
        serde_json::from_str(json).unwrap_or_default()
    }

    /// The present id of a statement.
    pub fn statement(&self, tx: &Connection, id: &str) -> Result<String, Trouble> {
        if exists(tx, "statements", id)? {
            return Ok(id.to_owned());
        }
        let Some(Anchor::Statement { article, version, content }) = self.0.get(id) else {
            return Err(Trouble::look(format!("no statement has the id {id}")));
        };
        let mut found = Vec::new();
        let mut select =
            tx.prepare_cached("SELECT id FROM statements WHERE article = ?1 AND version = ?2 ORDER BY id")?;
        let mut rows = select.query([article, version])?;
        while let Some(row) = rows.next()? {
            let candidate: String = row.get(0)?;
            if computed_content(tx, &candidate)? == *content {
                found.push(candidate);
            }
        }
        only(found).ok_or_else(|| {
            Trouble::look(format!(
                "the statement {id} is not found again: no one statement has these words there"
            ))
        })
    }

    /// The present id of a mention.
    pub fn mention(&self, tx: &Connection, id: &str) -> Result<String, Trouble> {
        if exists(tx, "mentions", id)? {
            return Ok(id.to_owned());
        }
        let Some(Anchor::Mention(place)) = self.0.get(id) else {
            return Err(Trouble::look(format!("no mention has the id {id}")));
        };
        only(place.mentions(tx, "m.id")?)
            .ok_or_else(|| Trouble::look(format!("the mention {id} is not found again in its text")))
    }

    /// The present id of a party: also of one that became part of another.
    pub fn party(&self, tx: &Connection, id: &str) -> Result<String, Trouble> {
        if exists(tx, "parties", id)? {
            return Ok(id.to_owned());
        }
        let Some(Anchor::Party { name, mentions }) = self.0.get(id) else {
            return Err(Trouble::look(format!("no party has the id {id}")));
        };
        let mut found = Vec::new();
        for place in mentions {
            found.extend(place.mentions(tx, "m.party")?);
        }
        found.sort_unstable();
        found.dedup();
        only(found).ok_or_else(|| {
            Trouble::look(format!(
                "the party {id} (“{name}”) is not found again: its mentions are not one party now"
            ))
        })
    }
}

impl Place {
    /// What stands exactly here.
    fn mentions(&self, tx: &Connection, column: &str) -> rusqlite::Result<Vec<String>> {
        let sql = format!(
            "SELECT DISTINCT {column} FROM mentions m JOIN articles a ON a.id = m.article
             WHERE m.article = ?1 AND a.version = ?2 AND m.start_ = ?3 AND m.end_ = ?4 AND {column} IS NOT NULL
             ORDER BY 1"
        );
        let mut select = tx.prepare_cached(&sql)?;
        let rows = select.query_map((&self.article, &self.version, self.start, self.end), |r| r.get(0))?;
        rows.collect()
    }
}

fn only(mut found: Vec<String>) -> Option<String> {
    if found.len() == 1 { found.pop() } else { None }
}

fn exists(tx: &Connection, table: &str, id: &str) -> rusqlite::Result<bool> {
    tx.prepare_cached(&format!("SELECT 1 FROM {table} WHERE id = ?1"))?.exists([id])
}

fn anchor(tx: &Connection, id: &str) -> rusqlite::Result<Option<Anchor>> {
    Ok(match id.get(..2) {
        Some("s-") => tx
            .prepare_cached("SELECT article, version FROM statements WHERE id = ?1")?
            .query_row([id], |r| Ok((r.get(0)?, r.get(1)?)))
            .optional()?
            .map(|(article, version)| {
                computed_content(tx, id).map(|content| Anchor::Statement { article, version, content })
            })
            .transpose()?,
        Some("m-") => places(tx, "m.id", id)?.pop().map(Anchor::Mention),
        Some("p-") => tx
            .prepare_cached("SELECT name FROM parties WHERE id = ?1")?
            .query_row([id], |r| r.get(0))
            .optional()?
            .map(|name| places(tx, "m.party", id).map(|mentions| Anchor::Party { name, mentions }))
            .transpose()?,
        _ => None,
    })
}

fn places(tx: &Connection, column: &str, id: &str) -> rusqlite::Result<Vec<Place>> {
    let sql = format!(
        "SELECT m.article, a.version, m.start_, m.end_ FROM mentions m JOIN articles a ON a.id = m.article
         WHERE {column} = ?1 AND m.start_ IS NOT NULL ORDER BY m.id LIMIT {MENTIONS_KEPT}"
    );
    let mut select = tx.prepare_cached(&sql)?;
    let rows = select.query_map([id], |r| {
        Ok(Place { article: r.get(0)?, version: r.get(1)?, start: r.get(2)?, end: r.get(3)? })
    })?;
    rows.collect()
}

/// The content's pieces as the build found them.
fn computed_content(tx: &Connection, statement: &str) -> rusqlite::Result<Vec<(u32, u32)>> {
    let mut select = tx.prepare_cached(
        "SELECT start_, end_ FROM computed_spans WHERE statement = ?1 AND role = 'content' ORDER BY piece",
    )?;
    let rows = select.query_map([statement], |r| Ok((r.get(0)?, r.get(1)?)))?;
    rows.collect()
}
