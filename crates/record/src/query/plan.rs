//! How the statements of a filter are looked up: the conditions as SQL, the rows of a page, and their number
//! without loading them.
//!
//! Row numbers are in the order of dates ([`crate::place`]), so a list by date is read in its order from the table
//! or from the full-text index, and a page needs no look at what is before and behind it.

use super::filter::{Filter, Order, ReviewState, Words};
use crate::{Error, Record, Result};
use rusqlite::{OptionalExtension, params_from_iter, types::Value};

/// Most matches that are ordered by how well they match.
const RANKED: usize = 10_000;
/// Statements that an article has on average, roughly.
const AN_ARTICLE: usize = 10;

/// A filter as SQL, in which `f` is the full text, `s` a statement, `t` its telling and `o` its article's origin.
pub(super) struct Plan {
    /// Whether words are asked for: then the full text is read first.
    words: bool,
    /// Whether `s` is needed beside it.
    statements: bool,
    /// The row number: the order by date.
    key: &'static str,
    conditions: Vec<String>,
    values: Vec<Value>,
    /// What only one row may have.
    fold: Option<&'static str>,
}

impl Plan {
    /// `many`: the conditions hold for so many rows that looking them up by an index is slower than reading on.
    fn of(record: &Record, filter: &Filter, many: bool) -> Result<Plan> {
        let words = filter.words.as_deref().map(Words::parse).transpose()?;
        let fold = match filter {
            Filter { one_per_utterance: true, .. } => Some("coalesce(t.utterance, s.id)"),
            Filter { one_per_origin: true, .. } => Some(
                "coalesce(t.utterance, s.id) || ' ' || coalesce(\
                 (SELECT k.origin FROM taken k WHERE k.statement = s.id), o.origin, s.article)",
            ),
            _ => None,
        };
        let mut plan = Plan {
            words: words.is_some(),
            statements: words.is_none() || fold.is_some(),
            key: if words.is_some() { "f.rowid" } else { "s.n" },
            conditions: Vec::new(),
            values: Vec::new(),
            fold,
        };
        if let Some(words) = words {
            plan.add("statement_text MATCH ?", [words.fts.into()]);
        }
        plan.review(record, filter.review)?;
        // A plus keeps a condition from choosing the index that is read.
        let plus = if many || plan.words { "+" } else { "" };
        for (column, name) in [("speaker", &filter.speaker), ("addressee", &filter.addressee)] {
            let Some(name) = name else { continue };
            let parties = record.parties_called(name)?;
            let marks = vec!["?"; parties.len()].join(", ");
            let mentions = format!("SELECT id FROM mentions WHERE party IN ({marks})");
            let condition = match plan.words {
                // One look-up of all that they say costs less than to ask each match who says it.
                true => format!("+f.rowid IN (SELECT n FROM statements WHERE {column} IN ({mentions}))"),
                false => format!("{plus}s.{column} IN ({mentions})"),
            };
            plan.add(condition, parties.into_iter().map(Value::from));
        }
        if filter.unknown_speaker {
            plan.about_statement(format!("{plus}s.speaker IS NULL"), []);
        }
        if let Some(kind) = filter.kind {
            plan.about_statement(format!("{plus}s.kind = ?"), [kind.as_str().to_owned().into()]);
        }
        let (articles, values) = articles(filter);
        if !articles.is_empty() {
            let articles = format!("SELECT id FROM articles WHERE {}", articles.join(" AND "));
            plan.about_statement(format!("{plus}s.article IN ({articles})"), values);
        }
        if let Some(article) = &filter.article {
            plan.about_statement("s.article = ?", [article.clone().into()]);
        }
        if let Some(id) = &filter.utterance {
            let tellings = "s.id IN (SELECT statement FROM tellings WHERE utterance = ?)";
            plan.about_statement(tellings, [id.clone().into()]);
        }
        Ok(plan)
    }

    fn add(&mut self, condition: impl Into<String>, values: impl IntoIterator<Item = Value>) {
        self.conditions.push(condition.into());
        self.values.extend(values);
    }

    fn about_statement(&mut self, condition: impl Into<String>, values: impl IntoIterator<Item = Value>) {
        self.statements = true;
        self.add(condition, values);
    }

    /// Reviewed statements are few: they are looked up, not asked for row by row; often there are none at all.
    fn review(&mut self, record: &Record, state: Option<ReviewState>) -> Result<()> {
        let (all_but, states) = match state {
            None => (true, "WHERE state = 'rejected'"),
            Some(ReviewState::Unreviewed) => (true, ""),
            Some(ReviewState::Reviewed) => (false, ""),
            Some(ReviewState::Accepted) => (false, "WHERE state = 'accepted'"),
            Some(ReviewState::Corrected) => (false, "WHERE state = 'corrected'"),
            Some(ReviewState::Rejected) => (false, "WHERE state = 'rejected'"),
        };
        let reviews = format!("SELECT statement FROM reviews {states}");
        let any = record.number(&format!("SELECT EXISTS ({reviews})"))? != 0;
        // Not to be looked up one by one in the full text.
        let key = if self.words { "+f.rowid" } else { self.key };
        let not = if all_but { "NOT " } else { "" };
        match (any, all_but) {
            (true, _) => {
                self.add(format!("{key} {not}IN (SELECT n FROM statements WHERE id IN ({reviews}))"), [])
            }
            (false, true) => {}
            (false, false) => self.add("0", []),
        }
        Ok(())
    }

    fn source(&self) -> String {
        let mut sql = String::from(match (self.words, self.statements) {
            (true, true) => "FROM statement_text f CROSS JOIN statements s ON s.n = f.rowid",
            (true, false) => "FROM statement_text f",
            (false, _) => "FROM statements s",
        });
        if self.fold.is_some() {
            sql.push_str(
                " LEFT JOIN tellings t ON t.statement = s.id LEFT JOIN origins o ON o.article = s.article",
            );
        }
        if !self.conditions.is_empty() {
            sql.push_str(" WHERE ");
            sql.push_str(&self.conditions.join(" AND "));
        }
        sql
    }

    /// How good a row is, best first, and its number: a complete order. By date all are as good.
    fn order(&self, ranked: bool) -> String {
        format!("{} AS rank, {} AS n", if ranked { "f.rank" } else { "0" }, self.key)
    }

    /// Reads the only value of the only row of a query.
    fn one(&self, record: &Record, sql: &str, more: Option<Value>) -> Result<Option<i64>> {
        let mut select = record.db.prepare_cached(sql).map_err(record.fail())?;
        let values = self.values.iter().cloned().chain(more);
        select.query_row(params_from_iter(values), |r| r.get(0)).optional().map_err(record.fail())
    }
}

/// How many statements match, whatever page is asked for.
pub(super) fn count(record: &Record, filter: &Filter) -> Result<usize> {
    let plan = Plan::of(record, filter, false)?;
    let what = plan.fold.map_or("count(*)".to_owned(), |fold| format!("count(DISTINCT {fold})"));
    let sql = format!("SELECT {what} {}", plan.source());
    Ok(plan.one(record, &sql, None)?.unwrap_or(0) as usize)
}

/// The order that a list of so many rows is in.
pub(super) fn order(filter: &Filter, total: usize) -> Order {
    match filter.order {
        Order::Relevance if filter.words.is_some() && total <= RANKED => Order::Relevance,
        _ => Order::Date,
    }
}

/// Ids of the rows that the filter asks for, in their order, of a list of `total` rows.
pub(super) fn ids(record: &Record, filter: &Filter, total: usize) -> Result<Vec<String>> {
    let ranked = order(filter, total) == Order::Relevance;
    let limit = filter.limit.unwrap_or(usize::MAX);
    // Where many match, a page of them is soon met by reading on; where few do, it is faster to fetch and sort
    // them. The middle is where both read as many rows.
    let all = record.number("SELECT count(*) FROM articles")? as usize * AN_ARTICLE;
    let plan = Plan::of(record, filter, total.saturating_mul(total) > all.saturating_mul(limit))?;
    let (order, from) = (plan.order(ranked), plan.source());
    let mut values = plan.values.clone();
    let mut rows = match plan.fold {
        None => format!("SELECT {order} {from}"),
        Some(fold) => format!(
            "SELECT rank, n FROM (SELECT *, row_number() OVER (PARTITION BY fold ORDER BY rank, n) AS copy
               FROM (SELECT {order}, {fold} AS fold {from})) WHERE copy = 1"
        ),
    };
    if let Some(after) = &filter.after {
        let lost = || Error::Query(format!("{after} is not in this list any more; begin it again"));
        let n = row_number(record, after)?.ok_or_else(lost)?;
        if plan.fold.is_none() && !ranked {
            let and = if plan.conditions.is_empty() { "WHERE" } else { "AND" };
            let here = format!("SELECT 1 {from} {and} {} = ?", plan.key);
            plan.one(record, &here, Some(n.into()))?.ok_or_else(lost)?;
            rows = format!("{rows} {and} {} > ?", plan.key);
            values.push(n.into());
        } else {
            let mut here = record
                .db
                .prepare_cached(&format!("SELECT rank FROM ({rows}) WHERE n = ?"))
                .map_err(record.fail())?;
            let given = values.iter().cloned().chain([n.into()]);
            let rank: Value = here
                .query_row(params_from_iter(given), |r| r.get(0))
                .optional()
                .map_err(record.fail())?
                .ok_or_else(lost)?;
            rows = format!("SELECT * FROM ({rows}) WHERE (rank, n) > (?, ?)");
            values.extend([rank, n.into()]);
        }
    }
    let by = if ranked { "rank, n" } else { "n" };
    let sql = format!(
        "SELECT (SELECT id FROM statements WHERE n = r.n) FROM ({rows} ORDER BY {by} LIMIT ? OFFSET ?) r ORDER BY {by}"
    );
    values.push(filter.limit.map_or(-1, |l| l as i64).into());
    values.push((filter.offset as i64).into());
    let mut select = record.db.prepare_cached(&sql).map_err(record.fail())?;
    let found = select.query_map(params_from_iter(values), |r| r.get(0)).map_err(record.fail())?;
    found.collect::<rusqlite::Result<_>>().map_err(record.fail())
}

fn row_number(record: &Record, id: &str) -> Result<Option<i64>> {
    record
        .db
        .prepare_cached("SELECT n FROM statements WHERE id = ?1")
        .and_then(|mut s| s.query_row([id], |r| r.get(0)).optional())
        .map_err(record.fail())
}

/// The conditions on articles, and their values.
fn articles(filter: &Filter) -> (Vec<&'static str>, Vec<Value>) {
    let (mut conditions, mut values): (Vec<_>, Vec<Value>) = (Vec::new(), Vec::new());
    if let Some(outlet) = &filter.outlet {
        conditions.push(
            "CASE WHEN EXISTS (SELECT 1 FROM articles WHERE outlet = ?) THEN outlet = ?
                  ELSE instr(lower(outlet), lower(?)) > 0 END",
        );
        values.extend(std::iter::repeat_n(Value::from(outlet.clone()), 3));
    }
    // Dates compare as text; a date known only to the month is inside a range if all of it can be.
    if let Some(from) = &filter.from {
        conditions.push("published >= ?");
        values.push(from.to_string().into());
    }
    if let Some(to) = &filter.to {
        let to = to.to_string();
        conditions.push("substr(published, 1, ?) <= ?");
        values.extend([(to.len() as i64).into(), to.into()]);
    }
    (conditions, values)
}
