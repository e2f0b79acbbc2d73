//! Annotations of the articles that have none, or none that still holds.

use super::{BuildReport, LINKED, Progress, Step, stale};
use crate::review::{replay, revert};
use crate::{Record, Result, place::place, text::StoredText};
use onrecord_annotate::tagging::{Encoder, Engine};
use onrecord_annotate::{Annotation, Input, Speaker, Statement, annotate_with};
use onrecord_read::Reason;
use onrecord_text::{Id, OffsetMap, Span, Unit};
use rayon::prelude::*;
use rusqlite::Connection;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Names the annotator. When it changes, every article is annotated again.
const ANNOTATOR: &str = concat!("rules and crf 5 by date, ", env!("CARGO_PKG_VERSION"));
/// The same of the accurate tier.
const ACCURATE: &str = concat!("rules, crf and encoder 5 by date, ", env!("CARGO_PKG_VERSION"));
/// Articles that are annotated together and stored in one transaction: about a second of work.
const BATCH: usize = 1024;
/// The same of the accurate tier.
const ACCURATE_BATCH: usize = 64;
/// Bytes of text after which a batch is closed: what is found in it lies in memory until it is stored.
const BATCH_BYTES: usize = 8 << 20;

/// What is said of an article that the annotator gave up on.
const GAVE_UP: &str = "the article is stored, but without statements: the program gave up on its text, which is a \
                       fault of the program; please report the document";

/// An article that is to be annotated.
struct Work {
    article: String,
    version: String,
    text: StoredText,
    published: Option<String>,
    byline: Option<String>,
}

impl Record {
    /// Annotates every article whose annotation is missing or stale.
    pub(super) fn annotate(
        &mut self,
        pool: &rayon::ThreadPool,
        encoder: Option<&Encoder>,
        progress: &dyn Progress,
        report: &mut BuildReport,
    ) -> Result<()> {
        let fail = self.fail();
        let annotator = if encoder.is_some() { ACCURATE } else { ANNOTATOR };
        if self.meta("annotator")?.as_deref() != Some(annotator) {
            let tx = self.db.transaction().map_err(&fail)?;
            tx.execute("UPDATE articles SET annotated = NULL", []).map_err(&fail)?;
            tx.execute("INSERT OR REPLACE INTO meta VALUES ('annotator', ?1)", [annotator]).map_err(&fail)?;
            tx.commit().map_err(&fail)?;
        }
        let total = self.number("SELECT count(*) FROM articles WHERE annotated IS NULL")? as u64;
        progress.begin(Step::Annotate, Some(total));
        let size = if encoder.is_some() { ACCURATE_BATCH } else { BATCH };
        let annotated = |batch: &[Work]| -> Vec<Done> {
            pool.install(|| batch.par_iter().map(|work| work.annotate(Engine::new(encoder))).collect())
        };
        let mut batch = self.work("", size).map_err(&fail)?;
        let mut annotations = annotated(&batch);
        while let Some(last) = batch.last() {
            let next = self.work(&last.article, size).map_err(&fail)?;
            // The next articles are annotated while these are stored.
            let ahead = std::thread::scope(|scope| {
                let ahead = scope.spawn(|| annotated(&next));
                self.store_annotated(&batch, &annotations).map_err(&fail)?;
                Ok::<_, crate::Error>(ahead.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            })?;
            report.annotated += batch.len() as u64;
            progress.advance(batch.len() as u64);
            (batch, annotations) = (next, ahead);
        }
        progress.end();
        Ok(())
    }

    fn store_annotated(&mut self, batch: &[Work], annotations: &[Done]) -> rusqlite::Result<()> {
        let mut rows: Vec<Rows> = batch.iter().zip(annotations).map(|(w, a)| Rows::of(w, a)).collect();
        // In the order of their row numbers: the full-text index takes rising numbers without a flush between.
        rows.sort_by_cached_key(|rows| rows.work.place(0));
        let tx = self.db.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        revert(&tx)?;
        for rows in &rows {
            rows.store(&tx)?;
        }
        replay(&tx)?;
        stale(&tx, &[LINKED])?;
        tx.commit()
    }

    /// The next articles to annotate behind one, at most so many. They go by id, as most tables do: what is
    /// found is put behind what is there, and a page that is full is written once.
    fn work(&self, after: &str, most: usize) -> rusqlite::Result<Vec<Work>> {
        let mut select = self.db.prepare_cached(
            "SELECT a.id, a.version, v.text, a.published, a.byline FROM articles a
               JOIN versions v ON v.id = a.version
             WHERE a.annotated IS NULL AND a.id > ?1 ORDER BY a.id LIMIT ?2",
        )?;
        let rows = select.query_map((after, most as i64), |r| {
            Ok(Work {
                article: r.get(0)?,
                version: r.get(1)?,
                text: StoredText::new(r.get(2)?),
                published: r.get(3)?,
                byline: r.get(4)?,
            })
        })?;
        let (mut work, mut bytes): (Vec<Work>, usize) = (Vec::new(), 0);
        for row in rows {
            let row = row?;
            bytes += row.text.text.len();
            work.push(row);
            if bytes >= BATCH_BYTES {
                break;
            }
        }
        for item in &mut work {
            item.text.load_chrome(&self.db, &item.article)?;
        }
        Ok(work)
    }
}

/// What was found in an article.
#[derive(Default)]
struct Done {
    annotation: Annotation,
    /// The annotator gave up, and the annotation is empty.
    gave_up: bool,
}

/// An annotation as rows of the record.
struct Rows<'a> {
    work: &'a Work,
    annotation: &'a Annotation,
    gave_up: bool,
    map: OffsetMap<'a>,
}

impl Work {
    fn annotate(&self, engine: Engine) -> Done {
        let input = Input {
            text: &self.text.text,
            body: &self.text.body,
            published: self.published.as_deref().and_then(|p| p.parse().ok()),
            byline: self.byline.as_deref(),
        };
        // One text that it can't take is not to end the run.
        catch_unwind(AssertUnwindSafe(|| Done { annotation: annotate_with(&input, engine), gave_up: false }))
            .unwrap_or(Done { gave_up: true, ..Done::default() })
    }

    /// Where the article's statement at this position stands among all.
    fn place(&self, position: usize) -> i64 {
        place(self.published.as_deref(), &self.article, position)
    }
}

impl<'a> Rows<'a> {
    fn of(work: &'a Work, done: &'a Done) -> Rows<'a> {
        let map = OffsetMap::new(&work.text.text, Unit::CodePoint);
        Rows { work, annotation: &done.annotation, gave_up: done.gave_up, map }
    }

    /// Replaces whatever annotation the article had.
    fn store(&self, tx: &Connection) -> rusqlite::Result<()> {
        let article = &self.work.article;
        forget(tx, article)?;
        let mentions = self.store_parties(tx)?;
        let ids: Vec<Id> = self.annotation.statements.iter().map(|s| self.statement_id(s)).collect();
        for (position, statement) in self.annotation.statements.iter().enumerate() {
            self.store_statement(tx, position, statement, &ids, &mentions)?;
        }
        let mut insert = tx.prepare_cached(
            "INSERT OR IGNORE INTO timexes (article, start_, end_, kind, value, at, anchor)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?;
        for timex in &self.annotation.timexes {
            let (start, end) = self.map.out(timex.span);
            let at = timex.when.map(|w| w.to_string());
            insert.execute((article, start, end, timex.kind.as_str(), &timex.value, at, timex.anchor))?;
        }
        tx.prepare_cached("INSERT INTO article_text (rowid, body) SELECT n, ?2 FROM articles WHERE id = ?1")?
            .execute((article, onrecord_text::join(&self.work.text.text, &self.work.text.body, "\n")))?;
        tx.prepare_cached("UPDATE articles SET annotated = version WHERE id = ?1")?.execute([article])?;
        self.list_if_given_up(tx)
    }

    /// An article that the annotator gave up on is listed with its inputs.
    fn list_if_given_up(&self, tx: &Connection) -> rusqlite::Result<()> {
        let article = &self.work.article;
        tx.prepare_cached(
            "UPDATE inputs SET reason = NULL, detail = NULL WHERE article = ?1 AND reason IS NOT NULL",
        )?
        .execute([article])?;
        if self.gave_up {
            tx.prepare_cached(
                "UPDATE inputs SET reason = ?3, detail = ?4 WHERE article = ?1 AND version = ?2",
            )?
            .execute((article, &self.work.version, Reason::Unreadable.as_str(), GAVE_UP))?;
        }
        Ok(())
    }

    /// Stores the parties and gives their ids.
    fn store_parties(&self, tx: &Connection) -> rusqlite::Result<Vec<Id>> {
        let (article, text) = (&self.work.article, &self.work.text.text);
        let mut ids = Vec::with_capacity(self.annotation.parties.len());
        let mut insert = tx.prepare_cached(
            "INSERT OR IGNORE INTO mentions (id, article, kind, start_, end_, name)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?;
        let mut form = tx.prepare_cached("INSERT OR IGNORE INTO forms VALUES (?1, ?2, ?3, ?4, ?5)")?;
        for party in &self.annotation.parties {
            let (start, end) = self.map.out(party.name);
            let place = format!("{start}-{end}");
            let id = Id::within('m', article, &[self.work.version.as_str(), party.kind.as_str(), &place]);
            insert.execute((id.as_str(), article, party.kind.as_str(), start, end, party.name.of(text)))?;
            for (what, spans) in [("also", &party.also), ("role", &party.roles)] {
                for (piece, span) in spans.iter().enumerate() {
                    let (start, end) = self.map.out(*span);
                    form.execute((id.as_str(), what, piece as i64, start, end))?;
                }
            }
            ids.push(id);
        }
        Ok(ids)
    }

    /// A statement is named by its article, its version, its kind and its spans.
    fn statement_id(&self, statement: &Statement) -> Id {
        let spans = |spans: &[Span]| {
            spans.iter().map(|s| self.map.out(*s)).map(|(s, e)| format!("{s}-{e};")).collect::<String>()
        };
        Id::within(
            's',
            &self.work.article,
            &[
                self.work.version.as_str(),
                statement.kind.as_str(),
                &spans(&statement.source),
                &spans(&statement.cue),
                &spans(&statement.content),
            ],
        )
    }

    fn store_statement(
        &self,
        tx: &Connection,
        position: usize,
        statement: &Statement,
        ids: &[Id],
        mentions: &[Id],
    ) -> rusqlite::Result<()> {
        let id = &ids[position];
        let (speaker, rule, unknown, via) = match &statement.speaker {
            Speaker::Known { party, via, rule } => {
                (Some(mentions[*party].as_str()), Some(*rule), None, &via[..])
            }
            Speaker::Unknown { reason } => (None, None, Some(*reason), &[][..]),
        };
        let n = free(tx, self.work.place(position))?;
        let said = statement.said.as_ref();
        let said_span = said.map(|s| self.map.out(s.span));
        let stored = tx
            .prepare_cached(
                "INSERT OR IGNORE INTO statements
                   (n, id, article, version, position, kind, rule, confidence, speaker, speaker_rule, speaker_unknown,
                    addressee, said, said_start, said_end, inside)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
            )?
            .execute(rusqlite::params![
                n,
                id.as_str(),
                self.work.article,
                self.work.version,
                position as i64,
                statement.kind.as_str(),
                statement.rule,
                // Three decimals: more would only show the last bit of a sum.
                (f64::from(statement.confidence) * 1000.0).round() / 1000.0,
                speaker,
                rule,
                unknown,
                statement.addressee.map(|p| mentions[p].as_str()),
                said.and_then(|s| s.when).map(|w| w.to_string()),
                said_span.map(|s| s.0),
                said_span.map(|s| s.1),
                statement.inside.map(|i| ids[i].as_str()),
            ])?;
        if stored == 0 {
            return Ok(()); // The same spans twice are one statement.
        }
        let mut insert = tx.prepare_cached("INSERT INTO spans VALUES (?1, ?2, ?3, ?4, ?5)")?;
        let roles = [
            ("source", &statement.source[..]),
            ("cue", &statement.cue[..]),
            ("content", &statement.content[..]),
            ("via", via),
        ];
        for (role, spans) in roles {
            for (piece, span) in spans.iter().enumerate() {
                let (start, end) = self.map.out(*span);
                insert.execute((id.as_str(), role, piece as i64, start, end))?;
            }
        }
        let text = &self.work.text.text;
        tx.prepare_cached("INSERT INTO statement_text (rowid, content, source) VALUES (?1, ?2, ?3)")?
            .execute((
                n,
                onrecord_text::join(text, &statement.content, " "),
                onrecord_text::join(text, &statement.source, " "),
            ))?;
        Ok(())
    }
}

/// The first row number from this one on that no statement has.
fn free(tx: &Connection, mut n: i64) -> rusqlite::Result<i64> {
    let mut taken = tx.prepare_cached("SELECT 1 FROM statements WHERE n = ?1")?;
    while taken.exists([n])? {
        n = n.checked_add(1).unwrap_or(0);
    }
    Ok(n)
}

/// Drops an article's annotation.
fn forget(tx: &Connection, article: &str) -> rusqlite::Result<()> {
    for sql in [
        "DELETE FROM article_text WHERE rowid = (SELECT n FROM articles WHERE id = ?1)",
        "DELETE FROM statement_text WHERE rowid IN (SELECT n FROM statements WHERE article = ?1)",
        "DELETE FROM spans WHERE statement IN (SELECT id FROM statements WHERE article = ?1)",
        "DELETE FROM statements WHERE article = ?1",
        "DELETE FROM forms WHERE mention IN (SELECT id FROM mentions WHERE article = ?1)",
        "DELETE FROM mentions WHERE article = ?1",
        "DELETE FROM timexes WHERE article = ?1",
    ] {
        tx.prepare_cached(sql)?.execute([article])?;
    }
    Ok(())
}
