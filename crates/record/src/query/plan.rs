//! How the statements of a filter are looked up: the conditions as SQL, the rows of a page, and their number
//! without loading them.

use super::filter::{Filter, Order, ReviewState, Words};
use crate::{Error, Record, Result};
use rusqlite::{OptionalExtension, types::Value};

/// A filter as SQL. In all parts `s` is a statement, `a` its article, `f` its full text, `t` its telling and `o`
/// its article's origin.
pub(super) struct Plan {
    conditions: Vec<String>,
    values: Vec<Value>,
    words: bool,
    /// True if rows are ranked by how well they match.
    ranked: bool,
    /// Some condition is about the article.
    about_article: bool,
    /// Some condition is about the statement itself.
    about_statement: bool,
    /// Some condition finds few statements by an index of theirs.
    selective: bool,
    /// What only one row may have.
    fold: Option<&'static str>,
    /// The words that were looked for.
    pub terms: Vec<String>,
}

impl Plan {
    pub fn of(record: &Record, filter: &Filter) -> Result<Plan> {
        let words = filter.words.as_deref().map(Words::parse).transpose()?;
        let mut plan = Plan {
            conditions: Vec::new(),
            values: Vec::new(),
            words: words.is_some(),
            ranked: words.is_some() && filter.order == Order::Relevance,
            about_article: false,
            about_statement: false,
            selective: false,
            fold: match filter {
                Filter { one_per_utterance: true, .. } => Some("coalesce(t.utterance, s.id)"),
                Filter { one_per_origin: true, .. } => {
                    Some("coalesce(t.utterance, s.id) || ' ' || coalesce(o.origin, s.article)")
                }
                _ => None,
            },
            terms: Vec::new(),
        };
        if let Some(words) = words {
            plan.add("statement_text MATCH ?", [words.fts.into()]);
            plan.terms = words.terms;
        }
        plan.statement_conditions(record, filter)?;
        plan.article_conditions(filter);
        Ok(plan)
    }

    fn add(&mut self, condition: impl Into<String>, values: impl IntoIterator<Item = Value>) {
        self.conditions.push(condition.into());
        self.values.extend(values);
    }

    fn statement_conditions(&mut self, record: &Record, filter: &Filter) -> Result<()> {
        let before = self.conditions.len();
        for (column, name) in [("s.speaker", &filter.speaker), ("s.addressee", &filter.addressee)] {
            let Some(name) = name else { continue };
            let parties = record.parties_called(name)?;
            let marks = vec!["?"; parties.len()].join(", ");
            let condition = format!("{column} IN (SELECT id FROM mentions WHERE party IN ({marks}))");
            self.add(condition, parties.into_iter().map(Value::from));
            self.selective = true;
        }
        if let Some(id) = &filter.article {
            self.add("s.article = ?", [id.clone().into()]);
            self.selective = true;
        }
        if let Some(id) = &filter.utterance {
            self.add("s.id IN (SELECT statement FROM tellings WHERE utterance = ?)", [id.clone().into()]);
            self.selective = true;
        }
        if filter.unknown_speaker {
            self.add("s.speaker IS NULL", []);
        }
        if let Some(kind) = filter.kind {
            self.add("s.kind = ?", [kind.as_str().to_owned().into()]);
        }
        if let Some(state) = filter.review {
            self.add(state.condition(), []);
        }
        self.about_statement = self.conditions.len() > before;
        Ok(())
    }

    fn article_conditions(&mut self, filter: &Filter) {
        let before = self.conditions.len();
        if let Some(outlet) = &filter.outlet {
            self.add(
                "CASE WHEN EXISTS (SELECT 1 FROM articles WHERE outlet = ?) THEN a.outlet = ?
                      ELSE instr(lower(a.outlet), lower(?)) > 0 END",
                std::iter::repeat_n(Value::from(outlet.clone()), 3),
            );
        }
        // Dates compare as text; a date known only to the month is inside a range if all of it can be.
        if let Some(from) = &filter.from {
            self.add("a.published >= ?", [from.to_string().into()]);
        }
        if let Some(to) = &filter.to {
            let to = to.to_string();
            self.add("substr(a.published, 1, ?) <= ?", [(to.len() as i64).into(), to.into()]);
        }
        self.about_article = self.conditions.len() > before;
    }

    /// The tables, joined; only those that are needed where `all` is false.
    fn tables(&self, all: bool) -> String {
        let mut sql = match (self.words, all || self.about_article || self.about_statement) {
            (true, true) => "statement_text f JOIN statements s ON s.n = f.rowid".to_owned(),
            (true, false) => return "statement_text f".to_owned(),
            // In the order of the articles' dates, so that the first page need not wait for the last.
            (false, _) if all && !self.selective && self.fold.is_none() => {
                return "articles a CROSS JOIN statements s ON s.article = a.id".to_owned();
            }
            (false, _) => "statements s".to_owned(),
        };
        if all || self.about_article {
            sql.push_str(" JOIN articles a ON a.id = s.article");
        }
        if self.fold.is_some() {
            sql.push_str(
                " LEFT JOIN tellings t ON t.statement = s.id LEFT JOIN origins o ON o.article = s.article",
            );
        }
        sql
    }

    fn conditions(&self, more: Option<&str>) -> String {
        let all: Vec<&str> = self.conditions.iter().map(String::as_str).chain(more).collect();
        if all.is_empty() { String::new() } else { format!("WHERE {}", all.join(" AND ")) }
    }

    /// All matching rows: their ids, what orders them, and what folds them.
    fn rows(&self, filter: &Filter) -> String {
        let rank = if self.ranked { "f.rank" } else { "0" };
        let standing = match filter.review {
            Some(_) => None,
            None => Some("s.id NOT IN (SELECT statement FROM reviews WHERE state = 'rejected')"),
        };
        format!(
            "SELECT s.id AS id, {rank} AS rank, a.published AS published, a.id AS article,
                    s.position AS position, {} AS fold FROM {} {}",
            self.fold.unwrap_or("NULL"),
            self.tables(true),
            self.conditions(standing)
        )
    }

    /// Ids of the rows that the filter asks for, in its order.
    pub fn ids(&self, record: &Record, filter: &Filter) -> Result<Vec<String>> {
        let mut sql = self.rows(filter);
        let mut values = self.values.clone();
        if self.fold.is_some() {
            sql = format!(
                "SELECT id, rank, published, article, position FROM
                   (SELECT *, row_number() OVER (PARTITION BY fold ORDER BY {KEY}) AS copy FROM ({sql}))
                 WHERE copy = 1"
            );
        }
        if let Some(after) = &filter.after {
            let key = self.key(record, &sql, after)?;
            sql = format!("SELECT * FROM ({sql}) WHERE ({KEY}) > (?, ?, ?, ?, ?)");
            values.extend(key);
        }
        // Without words the order is that of an index, if nothing else says so.
        let order = if self.ranked { "rank, published" } else { "published" };
        let sql = format!("{sql} ORDER BY {order} NULLS LAST, article, position LIMIT ? OFFSET ?");
        values.push(filter.limit.map_or(-1, |l| l as i64).into());
        values.push((filter.offset as i64).into());
        let mut select = record.db.prepare_cached(&sql).map_err(record.fail())?;
        let found =
            select.query_map(rusqlite::params_from_iter(values), |r| r.get(0)).map_err(record.fail())?;
        found.collect::<rusqlite::Result<_>>().map_err(record.fail())
    }

    /// Where a row stands in the order.
    fn key(&self, record: &Record, rows: &str, id: &str) -> Result<Vec<Value>> {
        let mut values = self.values.clone();
        values.push(id.to_owned().into());
        record
            .db
            .query_row(
                &format!("SELECT {KEY} FROM ({rows}) WHERE id = ?"),
                rusqlite::params_from_iter(values),
                |r| (0..5).map(|i| r.get(i)).collect(),
            )
            .optional()
            .map_err(record.fail())?
            .ok_or_else(|| Error::Query(format!("{id} is not in this list any more; begin it again")))
    }

    /// How many rows match, whatever page is asked for.
    pub fn count(&self, record: &Record, filter: &Filter) -> Result<usize> {
        let number = |sql: &str| -> Result<usize> {
            let mut select = record.db.prepare_cached(sql).map_err(record.fail())?;
            select.query_row(rusqlite::params_from_iter(&self.values), |r| r.get(0)).map_err(record.fail())
        };
        if self.fold.is_some() {
            return number(&format!("SELECT count(DISTINCT fold) FROM ({})", self.rows(filter)));
        }
        let all = number(&format!("SELECT count(*) FROM {} {}", self.tables(false), self.conditions(None)))?;
        // Rejected statements are few: to count them apart is quicker than to look at each that is not.
        let rejected = ReviewState::Rejected.condition();
        if filter.review.is_some()
            || record.number("SELECT count(*) FROM reviews WHERE state = 'rejected'")? == 0
        {
            return Ok(all);
        }
        let without = number(&format!(
            "SELECT count(*) FROM {} {}",
            self.tables(true),
            self.conditions(Some(rejected))
        ))?;
        Ok(all - without)
    }
}

/// What orders rows, unknown dates last; complete, so that no two rows are equal.
const KEY: &str = "rank, published IS NULL, coalesce(published, ''), article, position";
