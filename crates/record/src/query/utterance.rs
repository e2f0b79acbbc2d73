//! One utterance: its tellings side by side, and who carried it.

use super::rows::{ArticleRow, Loader, PartyRow, Slice, StatementRow, slice};
use crate::{Error, Record, Result};
use onrecord_link::align::{Alignment, Run, align, quotation_differs, quoted};
use onrecord_text::{OffsetMap, Span, Unit};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// An utterance in one line.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UtteranceRow {
    /// Its id.
    pub id: String,
    /// Who said it, if known.
    pub speaker: Option<PartyRow>,
    /// The fullest telling.
    pub leader: StatementRow,
    /// Statements that tell it.
    pub tellings: u64,
    /// Articles that those stand in.
    pub articles: u64,
    /// Outlets of those.
    pub outlets: u64,
    /// Texts that those articles go back to: five reprints of one text are one origin.
    pub origins: u64,
}

/// An utterance with its tellings.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UtteranceView {
    /// The utterance.
    #[serde(flatten)]
    pub utterance: UtteranceRow,
    /// Its tellings, the one that the others are compared with first, then by date.
    pub rows: Vec<TellingRow>,
    /// For each outlet of the record what it carried, by name. Outlets that are not known come last as null.
    pub coverage: Vec<Coverage>,
}

/// One telling beside the one that it is compared with.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TellingRow {
    /// The telling.
    pub statement: StatementRow,
    /// Likeness to the fullest telling by the measure that joined them, 0 to 1.
    pub likeness: f64,
    /// Why it was joined.
    pub reason: String,
    /// How much of the compared telling's wording it has.
    pub extent: Extent,
    /// Its words against the compared telling's; empty for that one itself.
    pub diff: Vec<Difference>,
    /// True if both quote and what they quote differs by more than cuts and marks. No judgement: translations do.
    pub quotation_differs: bool,
}

/// How an outlet, or a telling, gives an utterance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum Extent {
    /// Not in the texts held.
    Absent,
    /// In reported speech.
    Reported,
    /// Some of the words quoted.
    Partial,
    /// Quoted as the compared telling has it, word for word.
    Verbatim,
}

/// A stretch of the comparison.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Difference {
    /// What happens in it.
    pub op: Op,
    /// The compared telling's words.
    pub base: Vec<Slice>,
    /// This telling's words.
    pub this: Vec<Slice>,
}

/// What happens in a stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum Op {
    /// The same words.
    Equal,
    /// Other words.
    Changed,
    /// Words that this telling leaves out.
    Cut,
    /// Words that only this telling has.
    Added,
}

/// What an outlet carried of an utterance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Coverage {
    /// The outlet.
    pub outlet: Option<String>,
    /// The most that any of its texts has.
    pub extent: Extent,
    /// Ids of its statements that tell it.
    pub statements: Vec<String>,
    /// How many articles of this outlet the record holds: what an absence is to be measured against.
    pub articles_held: u64,
    /// True if every article of it that tells this goes back to another outlet's text.
    pub reprint: bool,
}

impl Record {
    /// Utterances told by at least `tellings` statements: those of the most origins first; among equals those of
    /// a named speaker, those that are quoted, those of the most articles and tellings, by id. Optionally of these
    /// parties only.
    pub fn utterances(
        &self,
        tellings: usize,
        speakers: Option<&[String]>,
        limit: Option<usize>,
    ) -> Result<Vec<UtteranceRow>> {
        let mut ids = self.utterance_ids(tellings, speakers)?;
        ids.truncate(limit.unwrap_or(usize::MAX));
        self.utterance_rows(&ids)
    }

    /// Their ids alone, in the same order.
    pub fn utterance_ids(&self, tellings: usize, speakers: Option<&[String]>) -> Result<Vec<String>> {
        let mut select = self
            .db
            .prepare(
                "SELECT u.id, u.speaker FROM utterances u JOIN tellings t ON t.utterance = u.id
                   JOIN statements s ON s.id = t.statement LEFT JOIN origins o ON o.article = s.article
                 GROUP BY u.id HAVING count(*) >= ?1
                 ORDER BY count(DISTINCT coalesce(o.origin, s.article)) DESC,
                          (SELECT kind IN ('person', 'organisation', 'place') FROM parties WHERE id = u.speaker)
                            DESC NULLS LAST,
                          (SELECT kind = 'indirect' FROM statements WHERE id = u.leader),
                          count(DISTINCT s.article) DESC, count(*) DESC, u.id",
            )
            .map_err(self.fail())?;
        let rows = select
            .query_map([tellings as i64], |r| Ok((r.get::<_, String>(0)?, r.get::<_, Option<String>>(1)?)))
            .map_err(self.fail())?;
        let mut out = Vec::new();
        for row in rows {
            let (id, speaker) = row.map_err(self.fail())?;
            if speakers.is_none_or(|wanted| speaker.is_some_and(|s| wanted.contains(&s))) {
                out.push(id);
            }
        }
        Ok(out)
    }

    /// The utterances of these ids, in this order.
    pub fn utterance_rows(&self, ids: &[String]) -> Result<Vec<UtteranceRow>> {
        let mut loader = Loader::new(self);
        ids.iter().map(|id| self.utterance_row(&mut loader, id)).collect()
    }

    fn utterance_row(&self, loader: &mut Loader, id: &str) -> Result<UtteranceRow> {
        let fail = self.fail();
        let (speaker, leader): (Option<String>, String) = self
            .db
            .prepare_cached("SELECT speaker, leader FROM utterances WHERE id = ?1")
            .and_then(|mut s| s.query_row([id], |r| Ok((r.get(0)?, r.get(1)?))))
            .map_err(&fail)?;
        let counts: [u64; 4] = self
            .db
            .prepare_cached(
                "SELECT count(*), count(DISTINCT s.article), count(DISTINCT a.outlet),
                        count(DISTINCT coalesce(o.origin, s.article))
                 FROM tellings t JOIN statements s ON s.id = t.statement JOIN articles a ON a.id = s.article
                 LEFT JOIN origins o ON o.article = s.article WHERE t.utterance = ?1",
            )
            .and_then(|mut s| s.query_row([id], |r| Ok([r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?])))
            .map_err(&fail)?;
        let speaker = speaker.map(|s| loader.party(&s)).transpose()?.flatten();
        let leader = loader
            .statement(&leader)?
            .ok_or_else(|| Error::NotFound(format!("the utterance {id} has lost its fullest telling")))?;
        let [tellings, articles, outlets, origins] = counts;
        Ok(UtteranceRow { id: id.into(), speaker, leader, tellings, articles, outlets, origins })
    }

    /// An utterance with its tellings compared with the fullest one, or with the statement `base` of it.
    ///
    /// # Errors
    /// [`Error::NotFound`] if there is no such utterance, or `base` does not tell it.
    pub fn utterance(&self, id: &str, base: Option<&str>) -> Result<UtteranceView> {
        if self.ids("SELECT id FROM utterances WHERE id = ?1", id)?.is_empty() {
            return Err(Error::NotFound(format!("no utterance has the id {id}")));
        }
        let mut loader = Loader::new(self);
        let utterance = self.utterance_row(&mut loader, id)?;
        let mut tellings = self.tellings(&mut loader, id)?;
        let base = base.unwrap_or(&utterance.leader.id);
        let Some(at) = tellings.iter().position(|t| t.0.id == base) else {
            return Err(Error::NotFound(format!("{base} does not tell the utterance {id}")));
        };
        let first = tellings.remove(at);
        let base = Telling::load(&mut loader, &first.0)?;
        let mut rows = vec![TellingRow {
            extent: if first.0.kind == "indirect" { Extent::Reported } else { Extent::Verbatim },
            statement: first.0,
            likeness: first.1,
            reason: first.2,
            diff: Vec::new(),
            quotation_differs: false,
        }];
        for (statement, likeness, reason) in tellings {
            let this = Telling::load(&mut loader, &statement)?;
            let alignment = align(&base.text, &base.content, &this.text, &this.content);
            rows.push(TellingRow {
                extent: extent(&statement.kind, &alignment),
                diff: differences_between(&base.text, &this.text, &alignment),
                quotation_differs: quotation_differs(&base.text, &base.quoted, &this.text, &this.quoted)
                    || both_direct(&rows[0].statement, &statement) && alignment.changed().next().is_some(),
                statement,
                likeness,
                reason,
            });
        }
        let coverage = self.coverage(&rows)?;
        Ok(UtteranceView { utterance, rows, coverage })
    }

    /// The tellings of an utterance by date of their articles, each with likeness and reason.
    fn tellings(&self, loader: &mut Loader, id: &str) -> Result<Vec<(StatementRow, f64, String)>> {
        let mut select = self
            .db
            .prepare_cached(
                "SELECT t.statement, t.likeness, t.reason FROM tellings t
                   JOIN statements s ON s.id = t.statement JOIN articles a ON a.id = s.article
                 WHERE t.utterance = ?1 ORDER BY a.published IS NULL, a.published, a.id, s.position",
            )
            .map_err(self.fail())?;
        let rows = select
            .query_map([id], |r| Ok((r.get::<_, String>(0)?, r.get(1)?, r.get(2)?)))
            .map_err(self.fail())?;
        let mut out = Vec::new();
        for row in rows {
            let (statement, likeness, reason) = row.map_err(self.fail())?;
            if let Some(statement) = loader.statement(&statement)? {
                out.push((statement, likeness, reason));
            }
        }
        Ok(out)
    }

    /// For every outlet of the record what it has of these tellings.
    fn coverage(&self, rows: &[TellingRow]) -> Result<Vec<Coverage>> {
        let mut by_outlet: BTreeMap<Option<String>, Coverage> = BTreeMap::new();
        let mut carriers: BTreeMap<Option<String>, BTreeSet<(bool, String)>> = BTreeMap::new();
        let of: BTreeMap<String, ArticleRow> =
            self.articles()?.into_iter().map(|a| (a.id.clone(), a)).collect();
        for article in of.values() {
            let entry = by_outlet.entry(article.outlet.clone()).or_insert_with(|| Coverage {
                outlet: article.outlet.clone(),
                extent: Extent::Absent,
                statements: Vec::new(),
                articles_held: 0,
                reprint: false,
            });
            entry.articles_held += 1;
        }
        for row in rows {
            let article = &row.statement.article;
            let Some(entry) = by_outlet.get_mut(&article.outlet) else { continue };
            entry.extent = entry.extent.max(row.extent);
            entry.statements.push(row.statement.id.clone());
            let foreign =
                of.get(&article.origin).is_some_and(|o| o.id != article.id && o.outlet != article.outlet);
            carriers.entry(article.outlet.clone()).or_default().insert((foreign, article.id.clone()));
        }
        for (outlet, articles) in carriers {
            if let Some(entry) = by_outlet.get_mut(&outlet) {
                entry.reprint = articles.iter().all(|(foreign, _)| *foreign);
            }
        }
        let (named, unnamed): (Vec<_>, Vec<_>) = by_outlet.into_values().partition(|c| c.outlet.is_some());
        Ok(named.into_iter().chain(unnamed).collect())
    }
}

/// A telling's text and spans, in bytes again.
struct Telling {
    text: std::rc::Rc<str>,
    content: Vec<Span>,
    quoted: Vec<Span>,
}

impl Telling {
    fn load(loader: &mut Loader, statement: &StatementRow) -> Result<Telling> {
        let text = loader.text(&statement.article.version)?;
        let map = OffsetMap::new(&text, Unit::CodePoint);
        let content: Vec<Span> = statement.content.iter().filter_map(|s| map.back(s.start, s.end)).collect();
        let quoted = quoted(&text, &content);
        Ok(Telling { text, content, quoted })
    }
}

/// True if both are quotations from end to end, in whatever marks: then any other word is another quotation.
fn both_direct(a: &StatementRow, b: &StatementRow) -> bool {
    a.kind == "direct" && b.kind == "direct"
}

/// Quoted with every word of the base and no other is verbatim; quoted at all is partial.
fn extent(kind: &str, alignment: &Alignment) -> Extent {
    match kind {
        "indirect" => Extent::Reported,
        "direct" if alignment.is_same_words() => Extent::Verbatim,
        _ => Extent::Partial,
    }
}

/// The alignment as slices of the two texts.
pub(super) fn differences_between(base: &str, this: &str, alignment: &Alignment) -> Vec<Difference> {
    let (base_map, this_map) = (OffsetMap::new(base, Unit::CodePoint), OffsetMap::new(this, Unit::CodePoint));
    let cut = |text: &str, map: &OffsetMap, spans: &[Span]| -> Vec<Slice> {
        let one = |s: &Span| {
            let (start, end) = map.out(*s);
            slice(text, start, end, *s)
        };
        spans.iter().map(one).collect()
    };
    let one = |op, a: &[Span], b: &[Span]| Difference {
        op,
        base: cut(base, &base_map, a),
        this: cut(this, &this_map, b),
    };
    alignment
        .runs
        .iter()
        .map(|run| match run {
            Run::Equal { a, b } => one(Op::Equal, &[*a], &[*b]),
            Run::Changed { a, b } => one(Op::Changed, a, b),
            Run::OnlyA { span } => one(Op::Cut, &[*span], &[]),
            Run::OnlyB { span } => one(Op::Added, &[], &[*span]),
        })
        .collect()
}
