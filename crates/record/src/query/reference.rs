//! What a person means by an id, the beginning of one, an address, a path or a name.

use crate::{Error, Record, Result};

/// Something in the record that can be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reference {
    /// An article's id.
    Article(String),
    /// A statement's id.
    Statement(String),
    /// An utterance's id.
    Utterance(String),
    /// Ids of the parties that a name fits.
    Parties(Vec<String>),
}

impl Record {
    /// Finds what `text` names: an id or the beginning of one that only one thing has, an article's address or
    /// its input's path, a version's hash, or the name of a speaker.
    ///
    /// # Errors
    /// [`Error::NotFound`] if nothing, or more than one thing, has such an id.
    pub fn find(&self, text: &str) -> Result<Reference> {
        for (letter, table, make) in [
            ("a-", "articles", Reference::Article as fn(String) -> Reference),
            ("s-", "statements", Reference::Statement),
            ("u-", "utterances", Reference::Utterance),
            ("p-", "parties", |id| Reference::Parties(vec![id])),
        ] {
            if text.starts_with(letter) {
                return self.by_prefix(table, text).map(make);
            }
        }
        for sql in [
            "SELECT id FROM articles WHERE url = ?1",
            "SELECT article FROM inputs WHERE locator = ?1 AND article IS NOT NULL",
            "SELECT id FROM articles WHERE length(?1) >= 6 AND substr(version, 1, length(?1)) = lower(?1)",
        ] {
            if let Some(id) = self.ids(sql, text)?.into_iter().next() {
                return Ok(Reference::Article(id));
            }
        }
        // A path as the person stands now: the end of one input's locator.
        let ends = self.ids(
            "SELECT DISTINCT article FROM inputs WHERE article IS NOT NULL
             AND substr(locator, -length(?1) - 1) = '/' || ?1 ORDER BY 1",
            text,
        )?;
        if let [id] = &ends[..] {
            return Ok(Reference::Article(id.clone()));
        }
        match self.parties_called(text) {
            Ok(ids) => Ok(Reference::Parties(ids)),
            Err(Error::NotFound(_)) => Err(Error::NotFound(format!(
                "nothing in this record is called “{text}”: give an id as printed by `search` (its first letters \
                 do), an article’s address or file, or a speaker’s name"
            ))),
            Err(other) => Err(other),
        }
    }

    pub(crate) fn by_prefix(&self, table: &str, prefix: &str) -> Result<String> {
        let sql = format!("SELECT id FROM {table} WHERE substr(id, 1, length(?1)) = ?1 ORDER BY id LIMIT 3");
        let ids = self.ids(&sql, prefix)?;
        match &ids[..] {
            [id] => Ok(id.clone()),
            [] => Err(Error::NotFound(format!("no id in this record begins with {prefix}"))),
            several => Err(Error::NotFound(format!(
                "several ids begin with {prefix}, among them {}; give more of it",
                several.join(" and ")
            ))),
        }
    }

    pub(super) fn ids(&self, sql: &str, value: &str) -> Result<Vec<String>> {
        let mut select = self.db.prepare_cached(sql).map_err(self.fail())?;
        let rows = select.query_map([value], |r| r.get(0)).map_err(self.fail())?;
        rows.collect::<rusqlite::Result<_>>().map_err(self.fail())
    }
}
