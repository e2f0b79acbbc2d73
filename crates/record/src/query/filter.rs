//! Which statements: words, speaker, outlet, dates, kind, state of review. How they are looked up is in `plan.rs`.

use super::plan;
use super::rows::{Loader, StatementRow};
use crate::build::folded;
use crate::{Error, Record, Result};
use onrecord_text::When;

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
    /// Only one telling of each utterance: the first, in this order, of those that the other conditions leave.
    pub one_per_utterance: bool,
    /// Only one telling of each utterance from the articles that go back to one text: reprints are folded.
    pub one_per_origin: bool,
    /// Which state of review; without it everything that nobody rejected.
    pub review: Option<ReviewState>,
    /// In which order.
    pub order: Order,
    /// At most so many rows.
    pub limit: Option<usize>,
    /// Skip so many rows first.
    pub offset: usize,
    /// Begin behind the statement of this id: a cursor.
    pub after: Option<String>,
}

impl Filter {
    /// The whole list that this is a page of.
    pub fn whole(&self) -> Filter {
        Filter { limit: None, offset: 0, after: None, ..self.clone() }
    }
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
}

/// The order of a list of statements. Ties go by article and place in it, so an order is always complete.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Best match first if words are asked for, else by date. More than 10,000 matches are too many to be weighed
    /// while somebody waits: they come by date.
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
    /// The order that the rows are in.
    pub order: Order,
}

impl Record {
    /// The statements that match.
    ///
    /// To go through a long list, give the id of the last row of a page as [`Filter::after`] of the next one:
    /// rows that a build adds meanwhile neither repeat nor skip what is between two pages.
    ///
    /// # Errors
    /// [`Error::NotFound`] if nobody is called like the speaker or the addressee that was asked for.
    /// [`Error::Query`] if there are no words in `words`, or `after` is not in the list any more.
    pub fn statements(&self, filter: &Filter) -> Result<Hits> {
        self.statements_of(filter, self.count(filter)?)
    }

    /// How many statements match, whatever page the filter asks for.
    ///
    /// # Errors
    /// As [`Record::statements`].
    pub fn count(&self, filter: &Filter) -> Result<usize> {
        plan::count(self, filter)
    }

    /// The statements that match, where their [`count`](Record::count) in this state of the record is known.
    ///
    /// # Errors
    /// As [`Record::statements`].
    pub fn statements_of(&self, filter: &Filter, total: usize) -> Result<Hits> {
        let words = filter.words.as_deref().map(Words::parse).transpose()?;
        let ids = plan::ids(self, filter, total)?;
        let (rows, order) = (Loader::new(self).statements(&ids)?, plan::order(filter, total));
        Ok(Hits { total, rows, terms: words.map(|w| w.terms).unwrap_or_default(), order })
    }

    /// Ids of all statements that match, in order.
    pub(crate) fn statement_ids(&self, filter: &Filter) -> Result<Vec<String>> {
        let whole = filter.whole();
        plan::ids(self, &whole, plan::count(self, &whole)?)
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
pub(super) struct Words {
    pub fts: String,
    pub terms: Vec<String>,
}

impl Words {
    pub fn parse(text: &str) -> Result<Words> {
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
