//! From the record's tables to what the linker takes.

use super::folded;
use super::mentions::Mentions;
use super::pile::{Articles, Gathering, Given, Statement};
use super::{Failure, during};
use crate::build::{Progress, Step};
use crate::text::StoredText;
use onrecord_annotate::PartyKind;
use onrecord_link::align;
use onrecord_text::{OffsetMap, Unit, When};
use rusqlite::Connection;
use std::collections::HashMap;

/// Articles after which progress is told.
const TOLD: usize = 256;

/// Reads all articles, by id, with their parties and statements. The tables must show what was computed.
pub(super) fn load(db: &Connection, progress: &dyn Progress) -> Result<(Articles, Mentions), Failure> {
    let total = db.query_row("SELECT count(*) FROM articles", [], |row| row.get(0))?;
    during(progress, Step::Gather, Some(total), || gather(db, progress))
}

fn gather(db: &Connection, progress: &dyn Progress) -> Result<(Articles, Mentions), Failure> {
    let (mut gathering, mut mentions) = (Gathering::new()?, Mentions::default());
    let mut select = db.prepare(
        "SELECT a.id, v.text, a.outlet, a.title, a.published FROM articles a
           JOIN versions v ON v.id = a.version ORDER BY a.id",
    )?;
    let mut rows = select.query([])?;
    let mut index = 0;
    while let Some(row) = rows.next()? {
        let id: String = row.get(0)?;
        let mut text = StoredText::new(row.get(1)?);
        text.load_chrome(db, &id)?;
        let map = OffsetMap::new(&text.text, Unit::CodePoint);
        let article = OfArticle { db, id: &id, index, map: &map };
        let published: Option<String> = row.get(4)?;
        let (by_id, names) = article.parties(&mut mentions)?;
        let statements = article.statements(&by_id)?;
        gathering.add(Given {
            text: &text.text,
            body: &text.body,
            outlet: row.get(2)?,
            title: row.get(3)?,
            published: published.and_then(|p| p.parse::<When>().ok()),
            names,
            statements,
            id,
        })?;
        index += 1;
        if index % TOLD == 0 {
            progress.advance(TOLD as u64);
        }
    }
    Ok((gathering.finish()?, mentions))
}

/// An article of which more is read.
struct OfArticle<'a> {
    db: &'a Connection,
    id: &'a str,
    index: usize,
    map: &'a OffsetMap<'a>,
}

impl OfArticle<'_> {
    /// Adds its parties; gives the index of each by its id, and the names of those that have one.
    fn parties(&self, mentions: &mut Mentions) -> rusqlite::Result<(HashMap<String, u32>, Vec<String>)> {
        let (mut by_id, mut names) = (HashMap::new(), Vec::new());
        let mut select = self
            .db
            .prepare_cached("SELECT id, kind, name FROM mentions WHERE article = ?1 ORDER BY start_, id")?;
        let mut rows = select.query([self.id])?;
        while let Some(row) = rows.next()? {
            let Some(kind) = PartyKind::parse(row.get_ref(1)?.as_str()?) else { continue };
            let id: String = row.get(0)?;
            let name = row.get_ref(2)?.as_str()?;
            let (also, roles) = self.forms(&id)?;
            if kind.is_named() {
                names.push(folded(name));
            }
            mentions.push(&id, self.index, kind, name, &also, &roles);
            by_id.insert(id, mentions.len() as u32 - 1);
        }
        names.sort_unstable();
        names.dedup();
        Ok((by_id, names))
    }

    /// The other forms of a name, and the roles, as the article prints them.
    fn forms(&self, mention: &str) -> rusqlite::Result<(Vec<&str>, Vec<&str>)> {
        let (mut also, mut roles) = (Vec::new(), Vec::new());
        let mut select = self
            .db
            .prepare_cached("SELECT form, start_, end_ FROM forms WHERE mention = ?1 ORDER BY form, piece")?;
        let mut rows = select.query([mention])?;
        while let Some(row) = rows.next()? {
            let Some(span) = self.map.back(row.get(1)?, row.get(2)?) else { continue };
            let list = if row.get_ref(0)?.as_str()? == "role" { &mut roles } else { &mut also };
            list.push(span.of(self.map.text()));
        }
        Ok((also, roles))
    }

    fn statements(&self, parties: &HashMap<String, u32>) -> rusqlite::Result<Vec<Statement>> {
        let mut select = self.db.prepare_cached(
            "SELECT id, speaker, said FROM statements WHERE article = ?1 ORDER BY position",
        )?;
        let mut pieces = self.db.prepare_cached(
            "SELECT start_, end_ FROM spans WHERE statement = ?1 AND role = 'content' ORDER BY piece",
        )?;
        let mut statements = Vec::new();
        let mut rows = select.query([self.id])?;
        while let Some(row) = rows.next()? {
            let id: String = row.get(0)?;
            let speaker = row.get_ref(1)?.as_str_or_null()?;
            let mut content = Vec::new();
            let mut spans = pieces.query([&id])?;
            while let Some(span) = spans.next()? {
                content.extend(self.map.back(span.get(0)?, span.get(1)?));
            }
            statements.push(Statement {
                speaker: speaker.and_then(|id| parties.get(id).copied()),
                said: row.get(2)?,
                quoted: align::quoted(self.map.text(), &content),
                content,
                id,
            });
        }
        Ok(statements)
    }
}
