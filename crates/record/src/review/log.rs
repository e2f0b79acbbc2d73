//! Reading the log.

use super::Decision;
use crate::{Record, Result};
use rusqlite::{Row, types::Value};
use serde::Serialize;
use std::collections::BTreeMap;

/// A decision of the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DecisionRow {
    /// Its number, from 1: the order in which decisions were made, and a cursor for lists.
    pub n: u64,
    /// Its id.
    pub id: String,
    /// When it was made, as it was given.
    pub at: String,
    /// By whom.
    pub reviewer: String,
    /// What was decided; nothing where a later release made it in a way that this one doesn't know.
    pub decision: Option<Decision>,
    /// Its kind, as text.
    pub kind: String,
    /// The id that it is about first of all, as it was when it was decided.
    pub target: String,
    /// Why.
    pub reason: Option<String>,
    /// How it stands now.
    pub state: DecisionState,
    /// For `look-again`: what is not found.
    pub why: Option<String>,
}

/// How a decision stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum DecisionState {
    /// It counts. A later decision on the same thing can still say otherwise; then that one is what is shown.
    Stands,
    /// Somebody undid it.
    Undone,
    /// What it is about is not found any more in what the present release computed: a person has to look.
    LookAgain,
}

/// Which decisions. All conditions hold together.
#[derive(Clone, Debug, Default)]
pub struct DecisionFilter {
    /// Those that are about this id: a statement, utterance or party as it is now, or as it was called when it
    /// was decided; or the decision of this id itself and those that undo it.
    pub about: Option<String>,
    /// By this reviewer.
    pub reviewer: Option<String>,
    /// In this state.
    pub state: Option<DecisionState>,
    /// Only those with a number above this.
    pub after: u64,
    /// At most so many.
    pub limit: Option<usize>,
}

/// What several reviewers say of one statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Agreement {
    /// The statement.
    pub statement: String,
    /// The last standing word of each reviewer, by name.
    pub verdicts: Vec<ReviewerVerdict>,
    /// True if all say the same.
    pub agree: bool,
}

/// What one reviewer says of a statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReviewerVerdict {
    /// Who.
    pub reviewer: String,
    /// accept, reject, spans or speaker.
    pub verdict: String,
    /// The decision that says so.
    pub decision: String,
}

const SELECT: &str = "SELECT d.n, d.id, d.at, d.reviewer, d.kind, d.target, d.payload, d.reason,
    coalesce(s.state, 'look-again'), CASE WHEN s.state IS NULL THEN 'this release does not know this kind of decision'
    ELSE s.why END
  FROM decisions d LEFT JOIN decision_states s ON s.decision = d.n";

fn decision_row(row: &Row) -> rusqlite::Result<DecisionRow> {
    let (payload, state): (String, String) = (row.get(6)?, row.get(8)?);
    Ok(DecisionRow {
        n: row.get(0)?,
        id: row.get(1)?,
        at: row.get(2)?,
        reviewer: row.get(3)?,
        decision: serde_json::from_str(&payload).ok(),
        kind: row.get(4)?,
        target: row.get(5)?,
        reason: row.get(7)?,
        state: match state.as_str() {
            "stands" => DecisionState::Stands,
            "undone" => DecisionState::Undone,
            _ => DecisionState::LookAgain,
        },
        why: row.get(9)?,
    })
}

impl DecisionState {
    /// As stored and printed.
    pub fn as_str(self) -> &'static str {
        match self {
            DecisionState::Stands => "stands",
            DecisionState::Undone => "undone",
            DecisionState::LookAgain => "look-again",
        }
    }
}

impl Record {
    /// The log, in the order in which decisions were made.
    pub fn decisions(&self, filter: &DecisionFilter) -> Result<Vec<DecisionRow>> {
        let (mut conditions, mut values) =
            (vec!["d.n > ?1".to_owned()], vec![Value::from(filter.after as i64)]);
        if let Some(about) = &filter.about {
            values.push(about.clone().into());
            let at = values.len();
            conditions.push(format!(
                "(d.target = ?{at} OR d.id = ?{at} OR d.n IN (SELECT decision FROM decided WHERE target = ?{at}))"
            ));
        }
        if let Some(reviewer) = &filter.reviewer {
            values.push(reviewer.clone().into());
            conditions.push(format!("d.reviewer = ?{}", values.len()));
        }
        if let Some(state) = filter.state {
            values.push(state.as_str().to_owned().into());
            conditions.push(format!("coalesce(s.state, 'look-again') = ?{}", values.len()));
        }
        let sql = format!(
            "{SELECT} WHERE {} ORDER BY d.n LIMIT {}",
            conditions.join(" AND "),
            filter.limit.map_or(-1, |l| l as i64)
        );
        let mut select = self.db.prepare(&sql).map_err(self.fail())?;
        let rows = select.query_map(rusqlite::params_from_iter(values), decision_row).map_err(self.fail())?;
        rows.collect::<rusqlite::Result<_>>().map_err(self.fail())
    }

    /// A decision by its id or the beginning of it.
    ///
    /// # Errors
    /// [`Error::NotFound`](crate::Error::NotFound) if there is none, or several.
    pub fn decision(&self, id: &str) -> Result<DecisionRow> {
        let id = &self.by_prefix("decisions", id)?;
        self.db
            .prepare_cached(&format!("{SELECT} WHERE d.id = ?1"))
            .and_then(|mut s| s.query_row([id], decision_row))
            .map_err(self.fail())
    }

    /// The statements that several reviewers decided on, with the last standing word of each: for a second coder
    /// and for settling what they see differently. Two corrections agree if they are the same correction.
    pub fn agreement(&self) -> Result<Vec<Agreement>> {
        let mut select = self
            .db
            .prepare(
                "SELECT t.target, d.reviewer, d.kind, d.id, json_remove(d.payload, '$.statement') FROM decided t
                   JOIN decisions d ON d.n = t.decision
                 WHERE d.kind IN ('accept', 'reject', 'spans', 'speaker') AND t.target LIKE 's-%'
                 ORDER BY t.target, d.n",
            )
            .map_err(self.fail())?;
        let mut rows = select.query([]).map_err(self.fail())?;
        let mut found: BTreeMap<String, BTreeMap<String, (ReviewerVerdict, String)>> = BTreeMap::new();
        while let Some(row) = rows.next().map_err(self.fail())? {
            let read = || -> rusqlite::Result<[String; 5]> {
                Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?])
            };
            let [statement, reviewer, verdict, decision, what] = read().map_err(self.fail())?;
            let said = ReviewerVerdict { reviewer: reviewer.clone(), verdict, decision };
            found.entry(statement).or_default().insert(reviewer, (said, what));
        }
        let agreement = |(statement, said): (String, BTreeMap<String, (ReviewerVerdict, String)>)| {
            let (verdicts, what): (Vec<ReviewerVerdict>, Vec<String>) = said.into_values().unzip();
            Agreement { statement, agree: what.windows(2).all(|w| w[0] == w[1]), verdicts }
        };
        Ok(found.into_iter().filter(|(_, said)| said.len() > 1).map(agreement).collect())
    }
}
