//! What was fetched before, so that it is asked for again only if it changed.

use crate::{Record, Result};
use onrecord_read::Declared;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A page or feed as it was last fetched.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FetchedRow {
    /// The address that was asked.
    pub locator: String,
    /// SHA-256 of what it gave.
    pub sha256: String,
    /// The answer's `ETag`.
    pub etag: Option<String>,
    /// The answer's `Last-Modified`.
    pub last_modified: Option<String>,
}

/// What the keys of `meta` begin with that hold how a feed was last read.
const FEED: &str = "feed ";

impl Record {
    /// The feeds that were read with all pages that they name, each as it was last read.
    pub fn feeds(&self) -> Result<Vec<FetchedRow>> {
        let mut select = self
            .db
            .prepare("SELECT value FROM meta WHERE substr(key, 1, ?1) = ?2 ORDER BY key")
            .map_err(self.fail())?;
        let rows = select
            .query_map((FEED.len() as i64, FEED), |r| r.get::<_, String>(0))
            .map_err(self.fail())?
            .collect::<rusqlite::Result<Vec<_>>>()
            .map_err(self.fail())?;
        Ok(rows.iter().filter_map(|json| serde_json::from_str(json).ok()).collect())
    }

    /// Keeps how feeds were read. To be called when all that they gave is stored: a feed that is known is asked
    /// only for what is new since.
    ///
    /// # Errors
    /// Trouble with the record file.
    pub fn keep_feeds(&self, feeds: &[FetchedRow]) -> Result<()> {
        for feed in feeds {
            let value = serde_json::to_string(feed).unwrap_or_default();
            self.db
                .execute(
                    "INSERT OR REPLACE INTO meta VALUES (?1, ?2)",
                    (format!("{FEED}{}", feed.locator), value),
                )
                .map_err(self.fail())?;
        }
        Ok(())
    }

    /// The pages that were fetched and gave an article, each as it was captured last.
    pub fn fetched(&self) -> Result<Vec<FetchedRow>> {
        let mut select = self
            .db
            .prepare(
                "SELECT locator, sha256, declared FROM inputs
                 WHERE article IS NOT NULL AND locator >= 'http' AND locator < 'httq' ORDER BY locator, sha256",
            )
            .map_err(self.fail())?;
        let rows = select
            .query_map([], |r| Ok((r.get::<_, String>(0)?, r.get::<_, String>(1)?, r.get::<_, String>(2)?)))
            .map_err(self.fail())?;
        let mut latest = BTreeMap::new();
        for row in rows {
            let (locator, sha256, declared) = row.map_err(self.fail())?;
            // What was assumed may stand behind what was declared.
            let declared = serde_json::Deserializer::from_str(&declared).into_iter::<Declared>().next();
            let Some(Ok(mut declared)) = declared else { continue };
            let mut fact = |name: &str| declared.facts.remove(name);
            let row = FetchedRow {
                locator: locator.clone(),
                sha256,
                etag: fact("ETag"),
                last_modified: fact("Last-Modified"),
            };
            let entry = latest.entry(locator).or_insert_with(|| (declared.captured, row.clone()));
            if declared.captured > entry.0 {
                *entry = (declared.captured, row);
            }
        }
        Ok(latest.into_values().map(|(_, row)| row).collect())
    }
}
