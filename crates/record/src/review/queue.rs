//! What a person should look at first.

use crate::query::{Loader, StatementRow};
use crate::{Record, Result};
use serde::Serialize;

/// Which part of the queue.
#[derive(Clone, Debug, Default)]
pub struct QueueFilter {
    /// Only entries for this reason.
    pub reason: Option<QueueReason>,
    /// Only statements of this article.
    pub article: Option<String>,
    /// Skip so many entries first.
    pub offset: usize,
    /// At most so many; none: 50.
    pub limit: Option<usize>,
}

/// Why something is in the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum QueueReason {
    /// A decision lost what it is about; see [`super::DecisionState::LookAgain`] in the log.
    LookAgain,
    /// It is not sure that this is a statement, or that its words are right.
    LowConfidence,
    /// Nobody knows who says it.
    UnknownSpeaker,
    /// Another telling of the same utterance is quoted in other words.
    DifferingQuotation,
}

/// An entry of the queue.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QueueItem {
    /// Why it is here.
    pub reason: QueueReason,
    /// In words, where the reason alone doesn't tell.
    pub why: Option<String>,
    /// The statement to look at; of a decision to look at again it can be missing.
    pub statement: Option<StatementRow>,
    /// The decision to look at again.
    pub decision: Option<String>,
}

/// Statements that are less sure than this are worth a look.
const SURE: f64 = 0.6;

impl Record {
    /// What nobody has looked at yet, the least sure first: decisions that lost what they are about, statements
    /// of low confidence, unknown speakers, then quotations that differ between tellings. A statement is listed
    /// once, for the first of its reasons. A statement leaves the queue when somebody accepts, rejects or
    /// corrects it.
    pub fn review_queue(&self, filter: &QueueFilter) -> Result<Vec<QueueItem>> {
        let limit = filter.limit.unwrap_or(50);
        let wants = |reason| filter.reason.is_none_or(|r| r == reason);
        let mut skip = filter.offset;
        let mut out = Vec::new();
        if wants(QueueReason::LookAgain) && filter.article.is_none() {
            let lost = super::DecisionFilter {
                state: Some(super::DecisionState::LookAgain),
                ..super::DecisionFilter::default()
            };
            for row in self.decisions(&lost)? {
                if !take(&mut skip) && out.len() < limit {
                    let statement = self.statement(&row.target).ok();
                    out.push(QueueItem {
                        reason: QueueReason::LookAgain,
                        why: row.why,
                        statement,
                        decision: Some(row.id),
                    });
                }
            }
        }
        let mut loader = Loader::new(self);
        for (reason, condition, order) in [
            (QueueReason::LowConfidence, format!("s.confidence < {SURE}"), "s.confidence, "),
            (QueueReason::UnknownSpeaker, format!("s.confidence >= {SURE} AND s.speaker IS NULL"), ""),
        ] {
            if !wants(reason) || out.len() >= limit {
                continue;
            }
            let condition = match filter.reason {
                Some(QueueReason::UnknownSpeaker) => "s.speaker IS NULL".to_owned(),
                _ => condition,
            };
            let sql = format!(
                "SELECT s.id FROM statements s WHERE {condition} AND (?1 IS NULL OR s.article = ?1)
                   AND s.id NOT IN (SELECT statement FROM reviews) ORDER BY {order}s.article, s.position"
            );
            let mut select = self.db.prepare_cached(&sql).map_err(self.fail())?;
            let mut rows = select.query([&filter.article]).map_err(self.fail())?;
            while let Some(row) = rows.next().map_err(self.fail())? {
                if take(&mut skip) {
                    continue;
                }
                if out.len() >= limit {
                    break;
                }
                let id: String = row.get(0).map_err(self.fail())?;
                out.extend(loader.statement(&id)?.map(|s| QueueItem::of(reason, s)));
            }
        }
        if wants(QueueReason::DifferingQuotation) && out.len() < limit {
            self.differing(filter, &mut skip, limit, &mut out)?;
        }
        Ok(out)
    }

    /// Tellings that are quoted in other words than the fullest one.
    fn differing(
        &self,
        filter: &QueueFilter,
        skip: &mut usize,
        limit: usize,
        out: &mut Vec<QueueItem>,
    ) -> Result<()> {
        let mut select = self
            .db
            .prepare_cached(
                "SELECT u.id FROM utterances u JOIN tellings t ON t.utterance = u.id
                   JOIN statements s ON s.id = t.statement
                 WHERE s.kind <> 'indirect' GROUP BY u.id
                 HAVING count(*) > 1 AND (?1 IS NULL OR max(s.article = ?1)) ORDER BY count(*) DESC, u.id",
            )
            .map_err(self.fail())?;
        let mut rows = select.query([&filter.article]).map_err(self.fail())?;
        while let Some(row) = rows.next().map_err(self.fail())? {
            let id: String = row.get(0).map_err(self.fail())?;
            for row in self.utterance(&id, None)?.rows.into_iter().filter(|r| r.quotation_differs) {
                let statement = row.statement;
                let elsewhere = filter.article.as_ref().is_some_and(|a| *a != statement.article.id);
                let listed =
                    filter.reason.is_none() && (statement.confidence < SURE || statement.speaker.is_none());
                if elsewhere || listed || statement.is_reviewed() || take(skip) {
                    continue;
                }
                if out.len() >= limit {
                    return Ok(());
                }
                out.push(QueueItem::of(QueueReason::DifferingQuotation, statement));
            }
        }
        Ok(())
    }
}

impl QueueItem {
    fn of(reason: QueueReason, statement: StatementRow) -> QueueItem {
        QueueItem { reason, why: None, statement: Some(statement), decision: None }
    }
}

/// True while entries are to be skipped.
fn take(skip: &mut usize) -> bool {
    let skipping = *skip > 0;
    *skip = skip.saturating_sub(1);
    skipping
}
