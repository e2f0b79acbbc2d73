//! One utterance: its tellings side by side, and who carried it.

use super::quotation::{Telling, like_no_other};
use super::rows::{Loader, PartyRow, Slice, StatementRow, slice};
use super::telling_origin::TellingOrigin;
use crate::{Error, Record, Result};
use onrecord_link::align::{Alignment, Run};
use onrecord_text::{OffsetMap, Span, Unit};
use serde::Serialize;

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
    /// Texts that the tellings go back to: five reprints of one text are one origin, and so are a telling and one
    /// whose words were taken from it.
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
    /// True if it quotes what other tellings quote too, and in other words than every one of them. No judgement
    /// either.
    pub quoted_like_no_other: bool,
    /// The text that it goes back to: an utterance has as many independent origins as its tellings have of these.
    pub origin: TellingOrigin,
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

/// An outlet and how many articles of it the record holds: what an absence is to be measured against.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Held {
    /// The outlet, if known.
    pub outlet: Option<String>,
    /// Articles of it.
    pub articles: u64,
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
                   LEFT JOIN taken k ON k.statement = s.id
                 GROUP BY u.id HAVING count(*) >= ?1
                 ORDER BY count(DISTINCT coalesce(k.origin, o.origin, s.article)) DESC,
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
                        count(DISTINCT coalesce(k.origin, o.origin, s.article))
                 FROM tellings t JOIN statements s ON s.id = t.statement JOIN articles a ON a.id = s.article
                 LEFT JOIN origins o ON o.article = s.article LEFT JOIN taken k ON k.statement = s.id
                 WHERE t.utterance = ?1",
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
        self.compared(&mut Loader::new(self), id, base, &self.held()?)
    }

    /// An utterance that is there, with the number of articles held of each outlet.
    pub(super) fn compared(
        &self,
        loader: &mut Loader,
        id: &str,
        base: Option<&str>,
        held: &[Held],
    ) -> Result<UtteranceView> {
        let utterance = self.utterance_row(loader, id)?;
        let mut tellings = self.tellings(loader, id)?;
        let base = base.unwrap_or(&utterance.leader.id);
        let Some(at) = tellings.iter().position(|t| t.0.id == base) else {
            return Err(Error::NotFound(format!("{base} does not tell the utterance {id}")));
        };
        let first = tellings.remove(at);
        let base = Telling::load(loader, &first.0)?;
        let mut loaded = Vec::with_capacity(tellings.len() + 1);
        let mut rows = vec![TellingRow {
            origin: self.telling_origin(loader, &first.0)?,
            extent: if first.0.kind == "indirect" { Extent::Reported } else { Extent::Verbatim },
            statement: first.0,
            likeness: first.1,
            reason: first.2,
            diff: Vec::new(),
            quotation_differs: false,
            quoted_like_no_other: false,
        }];
        for (statement, likeness, reason) in tellings {
            let this = Telling::load(loader, &statement)?;
            let alignment = this.against(&base);
            rows.push(TellingRow {
                origin: self.telling_origin(loader, &statement)?,
                extent: extent(&statement.kind, &alignment),
                diff: differences_between(&base.text, &this.text, &alignment),
                quotation_differs: this.differs(&base, &alignment),
                quoted_like_no_other: false,
                statement,
                likeness,
                reason,
            });
            loaded.push(this);
        }
        loaded.insert(0, base);
        for (row, alone) in rows.iter_mut().zip(like_no_other(&loaded)) {
            row.quoted_like_no_other = alone;
        }
        let coverage = coverage(loader, &rows, held)?;
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

    /// How many articles the record holds of each outlet, by name; of unknown outlets last.
    pub(super) fn held(&self) -> Result<Vec<Held>> {
        let mut select = self
            .db
            .prepare_cached(
                "SELECT outlet, count(*) FROM articles GROUP BY outlet ORDER BY outlet IS NULL, outlet",
            )
            .map_err(self.fail())?;
        let rows = select
            .query_map([], |r| Ok(Held { outlet: r.get(0)?, articles: r.get(1)? }))
            .map_err(self.fail())?;
        rows.collect::<rusqlite::Result<_>>().map_err(self.fail())
    }
}

/// For every outlet of the record what it has of these tellings.
fn coverage(loader: &mut Loader, rows: &[TellingRow], held: &[Held]) -> Result<Vec<Coverage>> {
    let mut out = Vec::with_capacity(held.len());
    for Held { outlet, articles } in held {
        let mut one = Coverage {
            outlet: outlet.clone(),
            extent: Extent::Absent,
            statements: Vec::new(),
            articles_held: *articles,
            reprint: false,
        };
        let mut all_foreign = true;
        for row in rows.iter().filter(|r| r.statement.article.outlet == *outlet) {
            let article = &row.statement.article;
            one.extent = one.extent.max(row.extent);
            one.statements.push(row.statement.id.clone());
            all_foreign = all_foreign
                && article.origin != article.id
                && loader.article(&article.origin)?.is_some_and(|o| o.outlet != article.outlet);
        }
        one.reprint = all_foreign && !one.statements.is_empty();
        out.push(one);
    }
    Ok(out)
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
