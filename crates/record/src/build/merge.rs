//! One article from all the inputs that gave it, whatever their order.

use onrecord_clean::{Mark, Meta};
use onrecord_text::Id;
use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};

/// What one capture says: stored with its input as JSON.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Said {
    pub meta: Meta,
    /// Marks in bytes of the capture's version.
    pub chrome: Vec<Mark>,
    /// True of a feed's summary of the article.
    #[serde(default)]
    pub teaser: bool,
}

/// One input of the article.
struct Input {
    locator: String,
    version: String,
    said: Said,
}

/// Brings the article's row and its chrome in line with its inputs. If anything changed that the annotation
/// depends on, the article is marked as not yet annotated.
pub(super) fn article(tx: &Connection, id: &Id) -> rusqlite::Result<()> {
    let mut select = tx.prepare_cached(
        "SELECT locator, version, meta FROM inputs WHERE article = ?1 ORDER BY locator, sha256",
    )?;
    let inputs: Vec<Input> = select
        .query_map([id.as_str()], |r| {
            let said: String = r.get(2)?;
            let said = serde_json::from_str(&said).map_err(|e| {
                rusqlite::Error::FromSqlConversionFailure(2, rusqlite::types::Type::Text, Box::new(e))
            })?;
            Ok(Input { locator: r.get(0)?, version: r.get(1)?, said })
        })?
        .collect::<rusqlite::Result<_>>()?;
    // The newest capture by what the inputs declare; the clock is never asked. A summary counts only where there is
    // nothing else. Ties go to the version's name.
    let rank = |i: &&Input| {
        (!i.said.teaser, i.said.meta.captured, i.version.clone(), std::cmp::Reverse(i.locator.clone()))
    };
    let Some(newest) = inputs.iter().max_by_key(rank) else {
        return Ok(());
    };
    let meta = merged(&inputs);
    let new = Row {
        version: newest.version.clone(),
        published: meta.published.as_ref().map(|d| d.when.to_string()),
        byline: meta.byline.clone(),
        marked_by: newest.locator.clone(),
    };
    let old = tx
        .prepare_cached("SELECT version, published, byline, marked_by, outlet FROM articles WHERE id = ?1")?
        .query_row([id.as_str()], |r| {
            let row =
                Row { version: r.get(0)?, published: r.get(1)?, byline: r.get(2)?, marked_by: r.get(3)? };
            Ok((row, r.get::<_, Option<String>>(4)?))
        })
        .optional()?;
    // Its lines are counted anew where they were counted before and where they belong now.
    let outlets = [old.as_ref().map(|(_, outlet)| outlet), Some(&meta.outlet)];
    let mut unmarked = tx.prepare_cached("INSERT OR IGNORE INTO unmarked VALUES (?1, ?2)")?;
    for outlet in outlets.into_iter().flatten() {
        unmarked.execute((outlet.as_deref().unwrap_or_default(), id.as_str()))?;
    }
    let same = old.is_some_and(|(old, _)| old == new);
    tx.prepare_cached(
        "INSERT INTO articles
           (id, url, title, byline, outlet, published, published_found_in, captured, language, version, marked_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
         ON CONFLICT (id) DO UPDATE SET url = ?2, title = ?3, byline = ?4, outlet = ?5, published = ?6,
           published_found_in = ?7, captured = ?8, language = ?9, version = ?10, marked_by = ?11,
           annotated = CASE WHEN ?12 THEN annotated END",
    )?
    .execute(rusqlite::params![
        id.as_str(),
        meta.url,
        meta.title,
        new.byline,
        meta.outlet,
        new.published,
        meta.published.as_ref().map(|d| d.found_in.as_str()),
        meta.captured.map(|w| w.to_string()),
        meta.language,
        new.version,
        new.marked_by,
        same,
    ])?;
    Ok(())
}

/// What the annotation of an article depends on, besides its chrome.
#[derive(PartialEq)]
struct Row {
    version: String,
    published: Option<String>,
    byline: Option<String>,
    marked_by: String,
}

/// Each field from the first input, in order of locator, that has it; the date from the one that knows it most
/// exactly, the earliest of those.
fn merged(inputs: &[Input]) -> Meta {
    let all = || inputs.iter().map(|i| &i.said.meta);
    let first = |field: fn(&Meta) -> &Option<String>| all().find_map(|m| field(m).clone());
    Meta {
        url: first(|m| &m.url),
        title: first(|m| &m.title),
        byline: first(|m| &m.byline),
        outlet: first(|m| &m.outlet),
        published: all()
            .filter_map(|m| m.published.clone())
            .min_by_key(|d| (std::cmp::Reverse(d.when.precision()), d.when, d.found_in.clone())),
        captured: all().filter_map(|m| m.captured).max(),
        language: first(|m| &m.language),
    }
}

/// What the input whose capture is the newest version of the article `a` says.
pub(super) const OWN: &str = "SELECT i.meta FROM inputs i
   WHERE i.locator = a.marked_by AND i.article = a.id AND i.version = a.version ORDER BY i.sha256 LIMIT 1";

/// The marks that cleaning made on an article's version, newest or not.
pub(crate) fn own_marks(db: &Connection, article: &str, version: &str) -> rusqlite::Result<Vec<Mark>> {
    let json: Option<String> = db
        .prepare_cached(
            "SELECT meta FROM inputs WHERE article = ?1 AND version = ?2 ORDER BY locator, sha256 LIMIT 1",
        )?
        .query_row([article, version], |r| r.get(0))
        .optional()?;
    Ok(marks(json))
}

/// The marks that cleaning made, of what an input says.
pub(super) fn marks(json: Option<String>) -> Vec<Mark> {
    json.and_then(|j| serde_json::from_str::<Said>(&j).ok()).map(|s| s.chrome).unwrap_or_default()
}
