//! A person's word: decisions about what was computed.
//!
//! # How it works
//! [`Record::decide`] appends a [`Decision`] to the log, which nothing ever changes or deletes, and applies it to
//! the tables in the same transaction. From then on every question, list, count and export of the record answers
//! with it; [`StatementRow::review`](crate::query::StatementRow) says whose word it is and what was computed.
//! A build computes everything anew as if nobody had decided anything and then applies the log again, in order,
//! so the result is the same whenever the build ran. Where decisions contradict one another the last one stands,
//! and [`Record::decisions`] shows both.
//!
//! # What a decision is about
//! Ids as every answer of the record gives them. With the ids the log keeps where in the texts those things
//! stood: if a later release gives a statement, mention or party another id, it is found again by the same words
//! at the same place of the same version, or else the decision is listed as `look-again` and has no effect. It
//! is never put on other words.
//!
//! # For a server
//! ```no_run
//! # use onrecord_record::{Record, review::{Decision, DecisionFilter, QueueFilter}};
//! # fn main() -> onrecord_record::Result<()> {
//! let mut record = Record::create("story.record".as_ref())?; // a connection for writing, kept open
//! let at = record.now()?;
//! let accept = Decision::Accept { statement: "s-3f9a0c51d2e84b7a6c10".into() };
//! let row = record.decide(&accept, "Ana Lind", &at, None)?;
//! record.undo(&row.id, "Ana Lind", &record.now()?, Some("wrong row"))?;
//! let log = record.decisions(&DecisionFilter::default())?;
//! let queue = record.review_queue(&QueueFilter::default())?;
//! # Ok(()) }
//! ```
//! A [`Decision`] is its own JSON: `{"kind": "speaker", "statement": "s-…", "speaker": {"party": "p-…"}}`.
//! Each call is one short transaction. While a build stores a batch a call waits, up to the busy timeout of a
//! minute; [`Error::Busy`](crate::Error) after that means that nothing was stored and that it can be tried again.

mod anchor;
mod apply;
mod log;
mod parties;
mod queue;
mod statements;
mod utterances;

pub use log::{Agreement, DecisionFilter, DecisionRow, DecisionState, ReviewerVerdict};
pub use queue::{QueueFilter, QueueItem, QueueReason};

pub(crate) use apply::{replay, revert};

use crate::{Error, Record, Result};
use onrecord_text::{Id, Precision, When};
use serde::{Deserialize, Serialize};

/// What a person decides. Offsets are Unicode code points of the statement's version, half-open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Decision {
    /// The statement is right as it is.
    Accept {
        /// Its id.
        statement: String,
    },
    /// This is no statement, or not one to count. It leaves every list and count, and can still be listed by
    /// [`Filter::review`](crate::query::Filter). Needs a reason.
    Reject {
        /// Its id.
        statement: String,
    },
    /// The statement's words are others. A role that is not given stays as it is; an empty list empties it.
    Spans {
        /// Its id.
        statement: String,
        /// Who, as printed: pieces in order.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        source: Option<Vec<(u32, u32)>>,
        /// What marks it as said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        cue: Option<Vec<(u32, u32)>>,
        /// What is said; at least one piece.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        content: Option<Vec<(u32, u32)>>,
    },
    /// Somebody else says it, or nobody knows who.
    Speaker {
        /// The statement's id.
        statement: String,
        /// Who.
        speaker: SpeakerChoice,
    },
    /// The two statements tell the same utterance: all tellings of the second's join the first's.
    Same {
        /// A statement.
        statement: String,
        /// Another.
        other: String,
    },
    /// The two statements do not tell the same utterance: the first leaves the one that they share.
    Different {
        /// The statement that leaves.
        statement: String,
        /// A statement that stays.
        other: String,
    },
    /// Two parties are one.
    Merge {
        /// The party that stays.
        into: String,
        /// The party that becomes part of it.
        party: String,
    },
    /// Some articles mean somebody else: these mentions become a party of their own.
    Split {
        /// The party that they are taken from.
        party: String,
        /// Ids of mentions, as [`Record::mentions`] lists them.
        mentions: Vec<String>,
    },
    /// The party goes by another name.
    Rename {
        /// The party.
        party: String,
        /// The name, the reviewer's.
        name: String,
    },
    /// A remark, kept in `reason`; changes nothing.
    Note {
        /// The id of anything in the record.
        about: String,
    },
    /// An earlier decision no longer counts; to undo an undoing is to decide it again.
    Undo {
        /// The decision's id.
        decision: String,
    },
}

/// Who a person says the speaker is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum SpeakerChoice {
    /// A party of the record, by id.
    Party(String),
    /// Somebody whose name this article prints here. If a mention stands exactly there, its party is meant.
    Printed {
        /// First code point.
        start: u32,
        /// One past the last.
        end: u32,
        /// person, organisation, place, group, unnamed or author.
        #[serde(rename = "type", default = "person")]
        kind: String,
    },
    /// Somebody whose name the article does not print; the name is the reviewer's.
    Label {
        /// The name.
        name: String,
        /// person, organisation, place, group, unnamed or author.
        #[serde(rename = "type", default = "person")]
        kind: String,
    },
    /// Nobody knows.
    Unknown,
}

fn person() -> String {
    "person".into()
}

impl Decision {
    /// The name of its kind, as in the log.
    pub fn kind(&self) -> &'static str {
        match self {
            Decision::Accept { .. } => "accept",
            Decision::Reject { .. } => "reject",
            Decision::Spans { .. } => "spans",
            Decision::Speaker { .. } => "speaker",
            Decision::Same { .. } => "same",
            Decision::Different { .. } => "different",
            Decision::Merge { .. } => "merge",
            Decision::Split { .. } => "split",
            Decision::Rename { .. } => "rename",
            Decision::Note { .. } => "note",
            Decision::Undo { .. } => "undo",
        }
    }

    /// The id of what it is about first of all.
    pub fn target(&self) -> &str {
        match self {
            Decision::Accept { statement }
            | Decision::Reject { statement }
            | Decision::Spans { statement, .. }
            | Decision::Speaker { statement, .. }
            | Decision::Same { statement, .. }
            | Decision::Different { statement, .. } => statement,
            Decision::Merge { into, .. } => into,
            Decision::Split { party, .. } | Decision::Rename { party, .. } => party,
            Decision::Note { about } => about,
            Decision::Undo { decision } => decision,
        }
    }

    /// All ids that it names.
    fn ids(&self) -> Vec<&str> {
        let mut ids = vec![self.target()];
        match self {
            Decision::Same { other, .. } | Decision::Different { other, .. } => ids.push(other),
            Decision::Merge { party, .. } => ids.push(party),
            Decision::Split { mentions, .. } => ids.extend(mentions.iter().map(String::as_str)),
            Decision::Speaker { speaker: SpeakerChoice::Party(party), .. } => ids.push(party),
            _ => {}
        }
        ids
    }
}

impl Record {
    /// Appends a decision to the log and applies it. `at` is when it was decided (RFC 3339, to the minute at
    /// least, such as [`Record::now`] gives); it is stored as it is.
    ///
    /// # Errors
    /// [`Error::Query`] if the decision can't be applied, saying why: something that it names is not in the
    /// record, a span is not a slice of the text, the two statements already are the same utterance, no reviewer.
    /// [`Error::ReadOnly`] on a record that was opened for reading, [`Error::Busy`] if another process held the
    /// record for too long. In all cases nothing is stored.
    pub fn decide(
        &mut self,
        decision: &Decision,
        reviewer: &str,
        at: &str,
        reason: Option<&str>,
    ) -> Result<DecisionRow> {
        let reviewer = reviewer.trim();
        let reason = reason.map(str::trim).filter(|r| !r.is_empty());
        check(decision, reviewer, at, reason)?;
        let fail = self.fail();
        let tx =
            self.db.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).map_err(&fail)?;
        let payload = serde_json::to_string(decision).unwrap_or_default();
        let anchors = anchor::Anchors::of(&tx, decision).map_err(&fail)?;
        let n: i64 =
            tx.query_row("SELECT coalesce(max(n), 0) + 1 FROM decisions", [], |r| r.get(0)).map_err(&fail)?;
        let id = Id::new('d', &[&n.to_string(), at, reviewer, &payload]);
        tx.execute(
            "INSERT INTO decisions VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            (
                n,
                id.as_str(),
                at,
                reviewer,
                decision.kind(),
                decision.target(),
                &payload,
                anchors.json(),
                reason,
            ),
        )
        .map_err(&fail)?;
        match apply::append(&tx, n).map_err(&fail)? {
            None => tx.commit().map_err(&fail)?,
            Some(why) => return Err(Error::Query(why)), // Dropping the transaction takes everything back.
        }
        self.decision(id.as_str())
    }

    /// Appends that an earlier decision no longer counts.
    ///
    /// # Errors
    /// As [`Record::decide`]; also if that decision is undone already.
    pub fn undo(
        &mut self,
        decision: &str,
        reviewer: &str,
        at: &str,
        reason: Option<&str>,
    ) -> Result<DecisionRow> {
        self.decide(&Decision::Undo { decision: decision.into() }, reviewer, at, reason)
    }

    /// The present time as decisions store it, in UTC to the second: `2026-03-01T14:05:09Z`.
    pub fn now(&self) -> Result<String> {
        self.db
            .query_row("SELECT strftime('%Y-%m-%dT%H:%M:%SZ', 'now')", [], |r| r.get(0))
            .map_err(self.fail())
    }
}

/// What can be said against a decision without looking at the record.
fn check(decision: &Decision, reviewer: &str, at: &str, reason: Option<&str>) -> Result<()> {
    let refuse = |why: &str| Err(Error::Query(why.to_owned()));
    if reviewer.is_empty() {
        return refuse("a decision needs the name of who decides");
    }
    if at.parse::<When>().ok().is_none_or(|w| w.precision() < Precision::Minute) {
        return refuse("a decision needs its time, such as 2026-03-01T14:05:09Z");
    }
    match decision {
        Decision::Reject { .. } if reason.is_none() => refuse("give a reason for rejecting a statement"),
        Decision::Note { .. } if reason.is_none() => refuse("a note needs its text, as the reason"),
        Decision::Spans { source: None, cue: None, content: None, .. } => {
            refuse("give at least one of source, cue and content")
        }
        Decision::Split { mentions, .. } if mentions.is_empty() => {
            refuse("name the mentions that are somebody else; `onrecord party mentions` lists them")
        }
        _ => Ok(()),
    }
}
