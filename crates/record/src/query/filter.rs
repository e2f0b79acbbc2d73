//! Which statements: words, speaker, outlet, dates, kind.

use super::rows::{Loader, StatementRow};
use crate::build::folded;
use crate::{Error, Record, Result};
use onrecord_text::When;
use rusqlite::types::Value;

/// Which statements to list. All conditions hold together; an empty filter lists all.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Words that the content or the source holds: `grain deal`, `"to the letter"`, `-without`, `begin*`.
    pub words: Option<String>,
    /// The speaker's name or a part of it, or a party's id.
    pub speaker: Option<String>,
    /// Only statements whose speaker is not known.
    pub unknown_speaker: bool,
    /// Said to this party: a name, a part of one, or an id.
    pub addressee: Option<String>,
    /// The outlet's name, or a part of one where no outlet has exactly this name.
    pub outlet: Option<String>,
    /// Published on this date or later.
    pub from: Option<When>,
    /// Published on this date or earlier.
    pub to: Option<When>,
    /// direct, mixed or indirect.
    pub kind: Option<onrecord_annotate::Kind>,
    /// An article's id.
    pub article: Option<String>,
    /// An utterance's id.
    pub utterance: Option<String>,
    /// Only one telling of each utterance: the fullest of those that the other conditions leave.
    pub one_per_utterance: bool,
    /// Which state of review; without it everything that nobody rejected.
    pub review: Option<ReviewState>,
    /// In which order.
    pub order: Order,
    /// At most so many rows.
    pub limit: Option<usize>,
    /// Skip so many rows first.
    pub offset: usize,
}

/// Where a statement stands in review.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ReviewState {
    /// Nobody has accepted, rejected or corrected it.
    Unreviewed,
    /// Somebody has.
    Reviewed,
    /// Somebody accepted it.
    Accepted,
    /// Somebody corrected it.
    Corrected,
    /// Somebody rejected it.
    Rejected,
}

impl ReviewState {
    /// All states, with the names by which people ask for them.
    pub const ALL: [(&'static str, ReviewState); 5] = [
        ("unreviewed", ReviewState::Unreviewed),
        ("reviewed", ReviewState::Reviewed),
        ("accepted", ReviewState::Accepted),
        ("corrected", ReviewState::Corrected),
        ("rejected", ReviewState::Rejected),
    ];

    fn condition(self) -> &'static str {
        match self {
            ReviewState::Unreviewed => "s.id NOT IN (SELECT statement FROM reviews)",
            ReviewState::Reviewed => "s.id IN (SELECT statement FROM reviews)",
            ReviewState::Accepted => "s.id IN (SELECT statement FROM reviews WHERE state = 'accepted')",
            ReviewState::Corrected => "s.id IN (SELECT statement FROM reviews WHERE state = 'corrected')",
            ReviewState::Rejected => "s.id IN (SELECT statement FROM reviews WHERE state = 'rejected')",
        }
    }
}

/// The order of a list of statements. Ties go by article and place in it, so an order is always complete.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Best match first if words are asked for, else by date.
    #[default]
    Relevance,
    /// By publication date, unknown last.
    Date,
}

/// A page of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Hits {
    /// How many statements match in all.
    pub total: usize,
    /// The rows asked for.
    pub rows: Vec<StatementRow>,
    /// The words that were looked for, folded, for highlighting; a trailing `*` means any ending.
    pub terms: Vec<String>,
}

impl Record {
    /// The statements that match.
    ///
    /// # Errors
    /// [`Error::NotFound`] if nobody is called like the speaker that was asked for.
    pub fn statements(&self, filter: &Filter) -> Result<Hits> {
        let (ids, terms) = self.statement_ids(filter)?;
        let page: Vec<String> =
            ids.iter().skip(filter.offset).take(filter.limit.unwrap_or(usize::MAX)).cloned().collect();
        Ok(Hits { total: ids.len(), rows: Loader::new(self).statements(&page)?, terms })
    }

    /// Ids of all statements that match, in order, and the terms to highlight.
    pub(super) fn statement_ids(&self, filter: &Filter) -> Result<(Vec<String>, Vec<String>)> {
        let words = filter.words.as_deref().map(Words::parse).transpose()?;
        let mut sql =
            String::from("SELECT s.id, t.utterance FROM statements s JOIN articles a ON a.id = s.article");
        let (mut conditions, mut values): (Vec<String>, Vec<Value>) = (Vec::new(), Vec::new());
        sql.push_str(" LEFT JOIN tellings t ON t.statement = s.id");
        conditions.push(match filter.review {
            Some(state) => state.condition().into(),
            None => "s.id NOT IN (SELECT statement FROM reviews WHERE state = 'rejected')".into(),
        });
        if let Some(words) = &words {
            sql.push_str(" JOIN statement_text f ON f.rowid = s.n");
            conditions.push("statement_text MATCH ?".into());
            values.push(words.fts.clone().into());
        }
        for (column, name) in [("s.speaker", &filter.speaker), ("s.addressee", &filter.addressee)] {
            let Some(name) = name else { continue };
            let parties = self.parties_called(name)?;
            let marks = vec!["?"; parties.len()].join(", ");
            conditions.push(format!("{column} IN (SELECT id FROM mentions WHERE party IN ({marks}))"));
            values.extend(parties.into_iter().map(Value::from));
        }
        if filter.unknown_speaker {
            conditions.push("s.speaker IS NULL".into());
        }
        if let Some(outlet) = &filter.outlet {
            conditions.push(
                "CASE WHEN EXISTS (SELECT 1 FROM articles WHERE outlet = ?) THEN a.outlet = ?
                      ELSE instr(lower(a.outlet), lower(?)) > 0 END"
                    .into(),
            );
            values.extend(std::iter::repeat_n(Value::from(outlet.clone()), 3));
        }
        // Dates compare as text; a date known only to the month is inside a range if all of it can be.
        if let Some(from) = &filter.from {
            conditions.push("a.published >= ?".into());
            values.push(from.to_string().into());
        }
        if let Some(to) = &filter.to {
            conditions.push("substr(a.published, 1, ?) <= ?".into());
            let to = to.to_string();
            values.push((to.len() as i64).into());
            values.push(to.into());
        }
        if let Some(kind) = filter.kind {
            conditions.push("s.kind = ?".into());
            values.push(kind.as_str().to_owned().into());
        }
        for (column, wanted) in [("s.article", &filter.article), ("t.utterance", &filter.utterance)] {
            if let Some(id) = wanted {
                conditions.push(format!("{column} = ?"));
                values.push(id.clone().into());
            }
        }
        sql.push_str(" WHERE ");
        sql.push_str(&conditions.join(" AND "));
        sql.push_str(" ORDER BY ");
        if words.is_some() && filter.order == Order::Relevance {
            sql.push_str("f.rank, ");
        }
        sql.push_str("a.published IS NULL, a.published, a.id, s.position");
        let mut select = self.db.prepare(&sql).map_err(self.fail())?;
        let rows = select
            .query_map(rusqlite::params_from_iter(values), |r| Ok((r.get(0)?, r.get(1)?)))
            .map_err(self.fail())?;
        let rows: Vec<(String, Option<String>)> =
            rows.collect::<rusqlite::Result<_>>().map_err(self.fail())?;
        let mut seen = std::collections::HashSet::new();
        let keep = |(_, utterance): &(String, Option<String>)| match utterance {
            Some(u) if filter.one_per_utterance => seen.insert(u.clone()),
            _ => true,
        };
        let ids = rows.into_iter().filter(keep).map(|(id, _)| id).collect();
        Ok((ids, words.map(|w| w.terms).unwrap_or_default()))
    }

    /// Ids of the parties that have this id or a printed name that holds all these words.
    pub fn parties_called(&self, name: &str) -> Result<Vec<String>> {
        let wanted: Vec<String> =
            folded(name).split(' ').filter(|w| !w.is_empty()).map(str::to_owned).collect();
        let mut select =
            self.db.prepare_cached("SELECT id, folded FROM parties ORDER BY id").map_err(self.fail())?;
        let rows = select
            .query_map([], |r| Ok((r.get::<_, String>(0)?, r.get::<_, String>(1)?)))
            .map_err(self.fail())?;
        let mut found = Vec::new();
        for row in rows {
            let (id, forms) = row.map_err(self.fail())?;
            let called = forms
                .split('|')
                .any(|form| !wanted.is_empty() && wanted.iter().all(|w| form.split(' ').any(|f| f == w)));
            if id == name || called {
                found.push(id);
            }
        }
        if found.is_empty() {
            return Err(Error::NotFound(format!(
                "nobody in this record is called “{name}”; `onrecord speakers` lists who is"
            )));
        }
        Ok(found)
    }
}

/// A person's words as a query of FTS5, in which nothing they type can be an operator of its syntax.
struct Words {
    fts: String,
    terms: Vec<String>,
}

impl Words {
    fn parse(text: &str) -> Result<Words> {
        let (mut wanted, mut unwanted, mut terms) = (Vec::new(), Vec::new(), Vec::new());
        let straight = text.replace(['“', '”', '„'], "\"");
        for (i, part) in straight.split('"').enumerate() {
            let phrase = i % 2 == 1;
            let pieces: Vec<&str> = if phrase { vec![part] } else { part.split_whitespace().collect() };
            // A minus right before a quotation mark belongs to the phrase behind it.
            for piece in pieces {
                let (minus, piece) = match piece.strip_prefix('-') {
                    Some(rest) if !phrase => (true, rest),
                    _ => (false, piece),
                };
                let prefix = !phrase && piece.ends_with('*');
                let words = split(piece);
                if words.is_empty() {
                    continue;
                }
                let star = if prefix { "*" } else { "" };
                let term = format!("\"{}\"{star}", words.join(" "));
                if minus {
                    unwanted.push(term);
                } else {
                    wanted.push(term);
                    terms.extend(words.iter().map(|w| onrecord_text::fold(w) + star));
                }
            }
        }
        if wanted.is_empty() {
            return Err(Error::Query(format!(
                "nothing to look for in “{text}”: give at least one word, such as: onrecord search RECORD dam"
            )));
        }
        let mut fts = wanted.join(" AND ");
        for term in unwanted {
            fts = format!("({fts}) NOT {term}");
        }
        Ok(Words { fts, terms })
    }
}

/// Words split the way the index splits them, at everything that is no letter or digit; the index folds them
/// by itself.
fn split(piece: &str) -> Vec<String> {
    piece.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_a_query_without_operators() {
        let fts = |text: &str| Words::parse(text).map(|w| w.fts).ok();
        assert_eq!(fts("dam treaty").unwrap(), r#""dam" AND "treaty""#);
        assert_eq!(fts("“the Dam” -treaty").unwrap(), r#"("the dam") NOT "treaty""#);
        assert_eq!(fts("flood*").unwrap(), r#""flood"*"#);
        assert_eq!(fts("a OR b) NEAR(").unwrap(), r#""a" AND "or" AND "b" AND "near""#);
        assert_eq!(fts(" - \"\" *"), None);
    }
}
