//! Which articles are on one event, and which events are of one running matter.

use super::Failure;
use super::pile::Articles;
use super::stage::{Again, Staged};
use onrecord_link::story;
use rusqlite::Connection;

/// Puts the articles into stories, and those into threads, and stores them.
pub(super) fn link(tx: &Connection, articles: &Articles) -> Result<(), Failure> {
    let mut rows = Staged::new(tx, "stories", 3)?;
    for story in story::stories(articles)? {
        for &article in &story.articles {
            rows.push((articles.id(article), story.id.as_str(), story.thread.as_str()))?;
        }
    }
    Ok(rows.store("article", Again::Taken)?)
}
